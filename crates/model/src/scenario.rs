//! Scenarios and reforms: what reviewers expect, and what they decide.

use crate::Name;
use crate::citation::Citation;
use crate::quantity::{Date, Duration, Period};

/// One applicant's case with the result a reviewer expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    pub procedure: Option<Name>,
    pub on: Option<Date>,
    /// `case = value`; cases that are not given are `no`, or have their first value.
    pub given: Vec<(Name, Name)>,
    pub expect: Vec<Expectation>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// What must be brought under the law of the baseline.
    Dossier(Vec<Name>),
    /// What must be brought under the plan.
    After(Vec<Name>),
    Held(Name, Option<Name>),
    Blocked(Name),
    /// Still to be brought, for whatever reason.
    Required(Name),
}

/// A reviewer's decisions on one procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reform {
    pub procedure: Option<Name>,
    pub period: Period,
    pub basis: Vec<Citation>,
    pub decisions: Vec<Decision>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    AcceptAll,
    Accept(Name),
    NotAccepted { component: Name, because: Option<String> },
    Replace { component: Name, source: Option<Name> },
    Cut { component: Name, because: Option<String> },
    Shorten { step: Name, to: Option<Duration> },
    Amend { basis: Vec<Citation>, text: String },
}
