//! What the procedure ends in.

use tthc_syntax::Span;

use crate::Name;
use crate::procedure::{Condition, RoleId};
use crate::quantity::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutcomeKind {
    Result,
    /// Comes with the result without being asked for: a personal number.
    ByProduct,
    /// What a negative decision ends in.
    Refusal,
}

/// What the procedure ends in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub kind: OutcomeKind,
    pub document: Name,
    pub about: Vec<RoleId>,
    pub condition: Condition,
    pub valid_for: Option<Duration>,
    /// Only if the applicant asks for it.
    pub on_request: bool,
    pub span: Span,
}

/// The result is in the data; no paper need be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    pub source: Name,
    pub title: String,
    pub about: Vec<RoleId>,
    pub condition: Condition,
    pub span: Span,
}
