//! Fees, charges and contributions.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Provenance;
use crate::formula::Formula;
use crate::procedure::{Absence, Condition};
use crate::quantity::{Interval, Ratio};

/// Which kind of payment (Law on Fees and Charges 97/2015/QH13 art. 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeeKind {
    /// `lệ phí`: for an act of the state.
    Fee,
    /// `phí`: for a service.
    Charge,
    /// A contribution to a fund: no price of the procedure.
    Contribution,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    pub kind: FeeKind,
    pub amount: Amount,
    /// Per what, if not per dossier.
    pub each: Option<Name>,
    /// Never more than this.
    pub cap: Option<Ratio>,
    /// The share that is let off.
    pub reduced_by: Option<Interval>,
    pub refundable: Option<bool>,
    /// Who sets the amount, where the record has none.
    pub set_by: Option<Name>,
    pub condition: Condition,
    pub remark: String,
    pub provenance: Provenance,
    pub span: Span,
}

/// A value that may be absent in more than one way. Absent is never zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    Money(Ratio),
    Formula(Formula),
    Absent(Absence),
}
