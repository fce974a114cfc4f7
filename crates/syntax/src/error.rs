//! What can be wrong with a text before anybody asks what it means.

use smol_str::SmolStr;

use crate::text::Span;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    pub at: Span,
    /// Another place that belongs to the mistake: the brace that was never closed.
    pub also: Option<Span>,
}

/// Each mistake the grammar knows has one kind and, in the message catalogue, one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// Text outside every item; perhaps a misspelt item keyword.
    OutsideItem { suggestion: Option<&'static str> },
    /// A closing brace that closes nothing.
    NothingToClose,
    /// A statement whose first words are no keyword of the language.
    UnknownStatement { found: SmolStr, suggestion: Option<&'static str> },
    /// More on the line than the statement takes.
    UnexpectedText { found: SmolStr, suggestion: Option<&'static str> },
    /// `{` or `(` without its end.
    Unclosed { bracket: char },
    /// The `}` of a block is lost at a place that is known: what was opened.
    MissingClosing { opened: SmolStr },
    /// The `{` of a block is lost at the end of a line.
    MissingOpening,
    /// A text without its closing quote.
    UnclosedText,
    /// `/*` without its end: everything behind it is comment.
    UnclosedComment,
    /// A clause keyword with nothing behind it.
    MissingValue { keyword: SmolStr },
    /// `bước tiếp nhận`: a name is one word, its parts joined by `_`.
    NameInParts,
    /// `vai con = người`: behind a declared name stands `:`.
    ColonWanted { found: SmolStr },
    /// `bộ: bộ_tư_pháp`: behind a keyword stands its value.
    ColonUnwanted { found: SmolStr, keyword: SmolStr },
    /// A statement that must declare a name does not.
    MissingName { keyword: SmolStr },
    /// `if` without `then` or `else`, `any` without its condition.
    MissingPart { keyword: SmolStr },
    /// `8.000`: thousands are separated by `_`.
    ThousandsSeparator { found: SmolStr, fixed: SmolStr },
    /// A date that is not in the calendar is the model's business; this is one that is not `YYYY-MM-DD`.
    InvalidUtf8,
    /// A NUL or another control character.
    ControlCharacter,
    /// Brackets nested deeper than [`crate::MAX_DEPTH`]; what is deeper was not read.
    TooDeep,
    /// A file larger than [`crate::MAX_BYTES`]; nothing of it was read.
    TooLarge { bytes: u64 },
}
