//! What must hold for a positive decision.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Citation;
use crate::procedure::{Condition, FactId};

/// CCCEV `cccev:Criterion`: what must hold for a positive decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    pub name: Name,
    pub title: String,
    /// A business or administrative condition (Decree 63/2010 art. 8).
    pub is_condition: bool,
    pub needs: Vec<FactId>,
    /// The rule itself, where it can be said; `None`: it is judged.
    pub test: Option<Condition>,
    pub judged_by: Option<Name>,
    pub applies: Condition,
    pub basis: Vec<Citation>,
    pub span: Span,
    pub name_span: Span,
}
