//! Syntax errors in the reader's words.

use tthc_syntax::{MAX_BYTES, MAX_DEPTH, Span, SyntaxError, SyntaxErrorKind};

use crate::diagnostic::{Diagnostic, Fix};
use crate::message::Message;

/// The diagnostic of a syntax error in a text.
pub fn diagnostic(error: &SyntaxError, text: &str) -> Diagnostic {
    let diagnostic = in_words(error, text);
    match error.kind {
        SyntaxErrorKind::OutsideItem { .. }
        | SyntaxErrorKind::UnexpectedText { .. }
        | SyntaxErrorKind::UnknownStatement { .. } => about_quotes(diagnostic, text),
        _ => diagnostic,
    }
}

/// Word processors write “…”, which begin no text here.
fn about_quotes(mut diagnostic: Diagnostic, text: &str) -> Diagnostic {
    let start = diagnostic.at.start as usize;
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let typographic = |c: char| matches!(c, '“' | '”' | '„' | '‟');
    let edits = line.char_indices().filter(|(_, c)| typographic(*c));
    let edits: Vec<(Span, String)> = edits
        .map(|(at, c)| (Span::new((start + at) as u32, (start + at + c.len_utf8()) as u32), "\"".to_owned()))
        .collect();
    // A sign inside a text is the author's.
    if edits.is_empty() || line.contains('"') {
        return diagnostic;
    }
    diagnostic = diagnostic.help(Message::StraightQuotesHelp);
    diagnostic.fix = Some(Fix { title: Message::StraightQuotesHelp, edits });
    diagnostic
}

fn in_words(error: &SyntaxError, text: &str) -> Diagnostic {
    let new = |message| Diagnostic::new(error.at, message);
    match &error.kind {
        SyntaxErrorKind::OutsideItem { suggestion } => suggest(new(Message::OutsideItem), *suggestion),
        SyntaxErrorKind::NothingToClose => new(Message::NothingToClose),
        SyntaxErrorKind::UnknownStatement { found, suggestion } => {
            suggest(new(Message::UnknownStatement { found: found.to_string() }), *suggestion)
        }
        SyntaxErrorKind::UnexpectedText { found, suggestion } => {
            suggest(new(Message::UnexpectedText { found: found.to_string() }), *suggestion)
        }
        SyntaxErrorKind::Unclosed { bracket } => {
            let diagnostic = new(Message::Unclosed { bracket: *bracket });
            match error.also {
                Some(also) => diagnostic.also(also, Message::OpenedHere { bracket: *bracket }),
                None => diagnostic,
            }
        }
        SyntaxErrorKind::MissingClosing { opened } => {
            let diagnostic = new(Message::MissingClosing { opened: opened.to_string() });
            let also = error.also.unwrap_or(error.at);
            let indentation = line_before(text, also.start).chars().take_while(|c| c.is_whitespace());
            let brace = format!("\n{}}}", indentation.collect::<String>());
            insert(diagnostic.also(also, Message::OpenedAt), line_end(text, error.at.end), brace, '}')
        }
        SyntaxErrorKind::MissingOpening => {
            let diagnostic = new(Message::MissingOpening);
            let also = error.also.unwrap_or(error.at);
            insert(diagnostic.also(also, Message::ClosedAt), error.at.end, " {".to_owned(), '{')
        }
        SyntaxErrorKind::UnclosedText => new(Message::UnclosedText),
        SyntaxErrorKind::UnclosedComment => new(Message::UnclosedComment),
        SyntaxErrorKind::MissingValue { keyword } => {
            new(Message::MissingValue { keyword: keyword.to_string() })
        }
        SyntaxErrorKind::MissingName { keyword } => {
            new(Message::MissingName { keyword: keyword.to_string() })
        }
        SyntaxErrorKind::MissingPart { keyword } => {
            new(Message::MissingPart { keyword: keyword.to_string() })
        }
        SyntaxErrorKind::ColonUnwanted { found, keyword } => {
            new(Message::ColonUnwanted { found: found.to_string(), keyword: keyword.to_string() })
                .replace(" ")
        }
        SyntaxErrorKind::NameInParts => new(Message::NameInParts).replace("_"),
        SyntaxErrorKind::ColonWanted { found } => {
            new(Message::ColonWanted { found: found.to_string() }).replace(":")
        }
        SyntaxErrorKind::ThousandsSeparator { found, fixed } => {
            new(Message::ThousandsSeparator { found: found.to_string(), fixed: fixed.to_string() })
                .replace(fixed.as_str())
        }
        SyntaxErrorKind::InvalidUtf8 => new(Message::InvalidUtf8),
        SyntaxErrorKind::ControlCharacter => new(Message::ControlCharacter),
        SyntaxErrorKind::TooDeep => new(Message::TooDeep { limit: MAX_DEPTH }),
        SyntaxErrorKind::TooLarge { bytes } => new(Message::TooLarge { bytes: *bytes, limit: MAX_BYTES }),
    }
}

fn insert(mut diagnostic: Diagnostic, at: u32, text: String, bracket: char) -> Diagnostic {
    let title = Message::InsertBracket { bracket };
    diagnostic.fix = Some(Fix { title, edits: vec![(Span::at(at), text)] });
    diagnostic
}

fn line_before(text: &str, at: u32) -> &str {
    text.get(..at as usize).and_then(|before| before.rsplit('\n').next()).unwrap_or_default()
}

/// Where the line ends that an offset is on; behind a comment, if there is one.
fn line_end(text: &str, at: u32) -> u32 {
    let rest = text.get(at as usize..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
    at + rest.trim_end().len() as u32
}

/// The place is that of the words that were meant to be the keyword.
fn suggest(diagnostic: Diagnostic, suggestion: Option<&'static str>) -> Diagnostic {
    match suggestion {
        Some(name) => diagnostic.help(Message::DidYouMean { name: name.to_owned() }).replace(name),
        None => diagnostic,
    }
}
