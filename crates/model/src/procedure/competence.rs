//! Which authority is competent, and where.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Citation;
use crate::procedure::{Condition, FactId};

/// A competent authority (CPSV-AP `cv:hasCompetentAuthority`) with where and when it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competence {
    pub agencies: Vec<Name>,
    /// The agency of the place that one of these facts names.
    pub places: Vec<FactId>,
    /// The place in words, where it is no fact of the model.
    pub place_texts: Vec<String>,
    /// Any agency of the kind, wherever it is.
    pub anywhere: bool,
    pub condition: Condition,
    pub basis: Vec<Citation>,
    pub span: Span,
}
