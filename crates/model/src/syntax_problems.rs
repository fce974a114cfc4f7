//! Syntax errors in the reader's words.

use tthc_syntax::{MAX_BYTES, MAX_DEPTH, Span, SyntaxError, SyntaxErrorKind};

use crate::diagnostic::{Diagnostic, Fix};
use crate::message::Message;

/// The diagnostic of a syntax error in a text.
pub fn diagnostic(error: &SyntaxError, text: &str) -> Diagnostic {
    let diagnostic = in_words(error);
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

fn in_words(error: &SyntaxError) -> Diagnostic {
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

/// The suggestion is help only: how much of the line it replaces is for the writer to say.
fn suggest(diagnostic: Diagnostic, suggestion: Option<&'static str>) -> Diagnostic {
    match suggestion {
        Some(name) => diagnostic.help(Message::DidYouMean { name: name.to_owned() }),
        None => diagnostic,
    }
}
