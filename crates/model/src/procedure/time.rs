//! Time limits: of the office, and of the applicant.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Provenance;
use crate::procedure::{Absence, Condition, FactId};
use crate::quantity::{Duration, Ratio};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deadline {
    /// While the applicant waits.
    AtOnce,
    /// On the day; if received after the cut-off (minutes after midnight), the next working day.
    SameDay {
        cutoff: Option<u16>,
    },
    Within(Duration),
    /// Lengths of time one after the other, of different units: the shortest unit first, each unit once.
    Sum(Vec<Duration>),
    /// As the record says it; recorded, not analysed.
    Text(String),
    Absent(Absence),
}

impl Deadline {
    /// Parts of one unit are one part.
    pub fn sum(parts: Vec<Duration>) -> Deadline {
        let mut units: Vec<Duration> = Vec::new();
        for part in parts {
            match units.iter_mut().find(|known| known.unit == part.unit) {
                Some(known) => known.amount = known.amount.plus(&part.amount),
                None => units.push(part),
            }
        }
        units.sort_by_key(|part| part.unit);
        match units.len() {
            1 => Deadline::Within(units.swap_remove(0)),
            _ => Deadline::Sum(units),
        }
    }

    /// The lengths of time it is made of; none for a day, a text or what is not there.
    pub fn parts(&self) -> &[Duration] {
        match self {
            Deadline::Within(term) => std::slice::from_ref(term),
            Deadline::Sum(parts) => parts,
            Deadline::AtOnce | Deadline::SameDay { .. } | Deadline::Text(_) | Deadline::Absent(_) => &[],
        }
    }

    /// The most working days it can take, if it is made of lengths of time that have a number of them.
    pub fn most_working_days(&self) -> Option<Ratio> {
        let days: Option<Vec<Ratio>> = self.parts().iter().map(Duration::most_working_days).collect();
        days.filter(|days| !days.is_empty()).map(|days| days.iter().sum())
    }
}

/// The time limit of the cases in which a condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeLimit {
    pub limit: Deadline,
    pub condition: Condition,
    /// The clock starts after this step, not at the receipt of the dossier.
    pub counted_from: Option<Name>,
    /// It is a channel's own.
    pub of_channel: bool,
    pub title: String,
    pub provenance: Provenance,
    pub span: Span,
}

/// By when the applicant must file, and what happens otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingLimit {
    pub within: Option<Duration>,
    /// The day the time is counted from.
    pub from: Option<FactId>,
    pub title: String,
    pub consequence: String,
    pub condition: Condition,
    pub provenance: Provenance,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub by: Duration,
    pub condition: Condition,
    pub title: String,
    pub span: Span,
}
