//! What differs between applications.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Provenance;
use crate::quantity::Interval;

/// Something that differs between applications and decides what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseVariable {
    pub name: Name,
    pub title: String,
    /// For a yes-or-no case and for a quantity: empty. Otherwise its values.
    pub values: Vec<Name>,
    pub quantity: Option<QuantityKind>,
    /// Shares of the values (of `yes` alone for a yes-or-no case); empty if unknown.
    pub shares: Vec<Interval>,
    pub provenance: Provenance,
    pub span: Span,
}

impl CaseVariable {
    pub fn is_bool(&self) -> bool {
        self.values.is_empty() && self.quantity.is_none()
    }
}

/// The kind of number a case variable or a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuantityKind {
    Decimal,
    Integer,
    Money,
    Date,
}
