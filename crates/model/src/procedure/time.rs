//! Time limits: of the office, and of the applicant.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Provenance;
use crate::procedure::{Absence, Condition, FactId};
use crate::quantity::Duration;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deadline {
    /// While the applicant waits.
    AtOnce,
    /// On the day; if received after the cut-off (minutes after midnight), the next working day.
    SameDay {
        cutoff: Option<u16>,
    },
    Within(Duration),
    /// As the record says it; recorded, not analysed.
    Text(String),
    Absent(Absence),
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
