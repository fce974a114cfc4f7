//! Editor features in editor words: pure questions to a [`Snapshot`](tthc_project::Snapshot), a
//! module each.
//!
//! Offsets are bytes of the file's own text, which need not be in NFC; the trees of
//! `tthc_syntax` count in the composed text, and only `file` converts. There are no types of any
//! editor protocol here, and nothing is remembered between two questions.

mod code_actions;
mod completion;
mod definition;
mod diagnostics;
mod document_symbols;
mod file;
mod folding;
mod formatting;
mod hover;
mod keywords;
mod references;
mod scope;
mod symbol;
mod walk;

pub use code_actions::{Action, code_actions};
pub use completion::{Completion, CompletionKind, completion};
pub use definition::{Target, definition};
pub use diagnostics::{Finding, diagnostics, findings};
pub use document_symbols::{DocumentSymbol, DocumentSymbolKind, document_symbols};
pub use file::Edit;
pub use folding::{Fold, FoldKind, folding};
pub use formatting::formatting;
pub use hover::{Hover, hover};
pub use keywords::explanation;
pub use references::references;
pub use symbol::{LocalKind, Symbol};
