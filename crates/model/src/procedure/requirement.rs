//! Facts that must be evidenced, and the lookups that do it.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::{BasisKind, Citation};
use crate::procedure::{ComponentId, Condition, FactId};
use crate::quantity::{Duration, Period};

/// Why a component is asked for. Only `Proof` can be replaced by data without a change of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Purpose {
    #[default]
    Proof,
    /// The paper itself is taken or stamped.
    Original,
    Representation,
    Consent,
    /// The law wants this very paper.
    LegalForm,
}

/// How well a fact must be evidenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assurance {
    Declared,
    Documented,
    Authoritative,
}

/// CCCEV `cccev:InformationRequirement`: facts that must be evidenced, and the ways to do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    pub name: Name,
    pub title: String,
    pub condition: Condition,
    pub purpose: Purpose,
    pub facts: Vec<FactId>,
    pub assurance: Option<Assurance>,
    pub lookups: Vec<Lookup>,
    pub basis: Vec<Citation>,
    /// The sector text's own term for the agency's request, if it has one.
    pub ask_within: Option<Duration>,
    /// Who puts wrong data right.
    pub corrected_by: Option<Name>,
    /// The time until the paper comes is not counted.
    pub clock_stops: bool,
    pub span: Span,
    pub name_span: Span,
}

/// A lookup the record or the law names for a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    pub source: Name,
    pub kind: BasisKind,
    pub basis: Vec<Citation>,
    pub period: Period,
    /// Only in these cases.
    pub condition: Condition,
    pub standing: Standing,
    /// The papers the lookup stands for: those named by `in place of`, else the first of each chain.
    /// Annex I of Resolution 66.7 names pairs of procedure and paper: an alternative paper of the
    /// same chain is not named with it.
    pub papers: Vec<ComponentId>,
    /// The facts it is made with, as the record names them; keys of the source's own record are not among them.
    pub keys: Vec<FactId>,
    /// Where they stand, else where the source does.
    pub keys_span: Span,
    pub span: Span,
}

/// Whether what a text allows may be used already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Standing {
    #[default]
    InForce,
    /// Once a database operates; nobody said from which day.
    OnceOperational,
    /// Only proposed.
    Proposed,
}
