//! Scenarios and reforms: what reviewers expect, and what they decide.

use crate::Name;
use crate::citation::Citation;
use crate::formula::Unit;
use crate::procedure::{Amount, Deadline, FeeKind};
use crate::quantity::{Date, Duration, Period, Ratio};

/// One applicant's case with the result a reviewer expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    pub procedure: Option<Name>,
    pub on: Option<Date>,
    /// `case = value`; cases that are not given are `no`, or have their first value. A quantity
    /// that is not given is not known.
    pub given: Vec<(Name, Given)>,
    pub expect: Vec<Expectation>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    Word(Name),
    /// In the unit that [`Unit::of_literal`] keeps values in.
    Quantity(Ratio, Unit),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// What must be brought under the law of the baseline.
    Dossier(Vec<Name>),
    /// What must be brought under the plan.
    After(Vec<Name>),
    /// What must be brought under a reform, together with the plan.
    Reformed(Name, Vec<Name>),
    Held(Name, Option<Name>),
    Blocked(Name),
    /// Still to be brought, for whatever reason.
    Required(Name),
    /// What the fees, or the charges, come to on the date.
    Fee(FeeKind, Amount),
    /// The time limit that holds.
    TimeLimit(Deadline),
    /// The competent authorities, all of them.
    Authorities(Vec<Name>),
}

/// A reviewer's decisions on one procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reform {
    pub procedure: Option<Name>,
    pub period: Period,
    pub basis: Vec<Citation>,
    pub decisions: Vec<Decision>,
}

impl Reform {
    /// The day on which it is judged: the one asked about, if it applies then, else the nearest one.
    pub fn day_near(&self, on: Date) -> Date {
        match (self.period.from, self.period.until) {
            (Some(from), _) if on < from => from,
            (_, Some(until)) if on > until => until,
            _ => on,
        }
    }

    /// Every provision it proposes to amend, with the wording.
    pub fn amendments(&self) -> impl Iterator<Item = (&Citation, &str)> {
        self.decisions.iter().flat_map(|decision| {
            let (basis, text) = match decision {
                Decision::Amend { basis, text } => (basis.as_slice(), text.as_str()),
                _ => (&[][..], ""),
            };
            basis.iter().map(move |citation| (citation, text))
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    AcceptAll,
    Accept(Name),
    NotAccepted {
        component: Name,
        because: Option<String>,
    },
    Replace {
        component: Name,
        source: Option<Name>,
    },
    /// A component, or a step.
    Cut {
        component: Name,
        because: Option<String>,
    },
    /// Its facts are asked for in the form instead.
    MoveToForm {
        component: Name,
        because: Option<String>,
    },
    Shorten {
        step: Name,
        to: Option<Duration>,
    },
    /// The time limit of the whole procedure.
    ShortenAll {
        to: Option<Duration>,
    },
    Amend {
        basis: Vec<Citation>,
        text: String,
    },
}
