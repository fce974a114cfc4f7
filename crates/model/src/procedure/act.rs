//! What somebody must do in person.

use tthc_syntax::Span;

use crate::citation::Citation;
use crate::procedure::{Condition, RoleId};

/// What somebody must do in person. No data replace it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalAct {
    pub kind: ActKind,
    /// Who must do it; nobody named: the applicant.
    pub roles: Vec<RoleId>,
    pub title: String,
    pub condition: Condition,
    pub basis: Vec<Citation>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActKind {
    /// Be there.
    Appear,
    /// Have fingerprints, iris or portrait taken.
    Biometrics,
    /// Bring a thing that is no paper: a vehicle, a sample.
    Bring,
    /// Agree. Silence is never consent.
    Consent,
}
