//! Text to a tree that covers every byte, with errors as values; the formatter; the keyword table.
//!
//! [`parse`] cannot fail: whatever the text, there is a tree and a list of [`SyntaxError`]s. The
//! grammar itself is in `grammar/*.pest`; pest's rules and pairs do not leave this crate, so that
//! another parser for the same grammar could take its place.

// What pest generates without "std" names it.
extern crate alloc;

pub mod error;
pub mod expr;
pub mod format;
pub mod keyword;
mod mask;
mod mend;
mod parser;
pub mod suggest;
pub mod text;
pub mod tree;
mod words;

pub use error::{SyntaxError, SyntaxErrorKind};
pub use expr::{Expr, ExprKind, Operator};
pub use keyword::{Class, Group, Keyword, Surface};
pub use mask::MAX_DEPTH;
pub use parser::{MAX_BYTES, Parse, parse, parse_as_written};
pub use text::{LineIndex, SourceText, Span};
pub use tree::{Kind, Node, Tree};
