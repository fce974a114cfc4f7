//! How often it is done.

use tthc_syntax::Span;

use crate::citation::Provenance;
use crate::quantity::Interval;

/// Dossiers a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    pub count: Option<Interval>,
    pub year: Option<i16>,
    pub provenance: Provenance,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    Low,
    Medium,
    High,
}
