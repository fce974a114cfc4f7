//! Decision tables.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Provenance;
use crate::formula::{Formula, Unit};
use crate::procedure::{Absence, Condition};

/// A table that decides a value from the case (DMN decision table).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionTable {
    pub name: Name,
    pub title: String,
    /// Rows are read in their order and the first that applies counts (DMN hit policy FIRST);
    /// otherwise at most one may apply (UNIQUE).
    pub in_order: bool,
    pub rows: Vec<DecisionRow>,
    /// The unit of its values, if they are quantities.
    pub unit: Option<Unit>,
    pub span: Span,
    pub name_span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    pub value: DecisionValue,
    /// For the last row, `otherwise`: the cases of no other row.
    pub condition: Condition,
    pub otherwise: bool,
    pub provenance: Provenance,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionValue {
    Quantity(Formula),
    Name(Name),
    Text(String),
    Absent(Absence),
}
