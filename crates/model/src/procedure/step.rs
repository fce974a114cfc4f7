//! The steps of the process.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Provenance;
use crate::procedure::{Condition, StepId};
use crate::quantity::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    Submit,
    Receive,
    Check,
    Inspect,
    AskMore,
    Lookup,
    Consult,
    Approve,
    Record,
    Notify,
    Confirm,
    Pay,
    PostUp,
    Deliver,
    Refuse,
    /// Tell the applicant that the result is late, why, and when it will come.
    Apologise,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub name: Name,
    pub title: String,
    /// `None`: the applicant.
    pub actor: Option<Name>,
    /// Nobody is named as the one who does it, not even the applicant, who is then presumed.
    pub nobody: bool,
    pub action: Option<Action>,
    /// Criteria checked; sources read or written; agencies consulted or told.
    pub objects: Vec<Name>,
    pub after: Vec<StepId>,
    pub condition: Condition,
    pub takes: Option<Duration>,
    pub takes_span: Option<Span>,
    pub protected: bool,
    /// Its time is not the office's: it is left out of the time limit.
    pub not_counted: bool,
    /// What silence means, if the law says so.
    pub silence: Option<Silence>,
    /// A loop goes round at most so often.
    pub at_most: Option<u32>,
    pub provenance: Provenance,
    pub span: Span,
    pub name_span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Silence {
    /// A consulted agency that does not answer agrees.
    Approval,
    /// An applicant who does not answer confirms the draft. This is not consent.
    Confirmation,
}
