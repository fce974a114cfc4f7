//! What the authority may not ask for.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Citation;
use crate::procedure::Condition;
use crate::quantity::Period;

/// What the authority may not ask for (Decree 61/2018, Law on Residence: no papers beyond the list).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prohibition {
    /// The papers named.
    pub documents: Vec<Name>,
    /// Every paper that no text lists.
    pub unlisted: bool,
    /// In words, where no paper of the model is named.
    pub texts: Vec<String>,
    pub condition: Condition,
    pub basis: Vec<Citation>,
    /// The days on which it forbids.
    pub period: Period,
    pub span: Span,
}
