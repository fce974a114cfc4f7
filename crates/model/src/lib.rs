//! What a procedure *is*: names resolved, types and units checked, facts, roles, cases, dates, law.
//!
//! Everything here is a value. Text comes in as a [`tthc_syntax::Parse`], diagnostics go out beside
//! the result; nothing reads the disk or the clock.

pub mod allow;
pub mod cases;
pub mod catalogue;
pub mod certificate;
pub mod chain;
pub mod citation;
pub mod diagnostic;
pub mod formula;
pub mod library;
mod lint;
mod lower;
pub mod message;
pub mod names;
pub mod procedure;
pub mod process;
pub mod quantity;
pub mod scenario;
pub mod syntax_problems;

pub use citation::{BasisKind, Citation, Place, Provenance};
pub use diagnostic::{Diagnostic, Fix, Locale, Severity};
pub use library::{ItemKind, Library, Outline, outline};
pub use lower::{Checked, check, decided, definition, variants};
pub use message::Message;
pub use procedure::Procedure;
pub use quantity::{Date, Interval, Period, Ratio};
pub use scenario::{Expectation, Reform, Scenario};

/// A declared name, in NFC.
pub type Name = smol_str::SmolStr;
