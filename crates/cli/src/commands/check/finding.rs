//! What all formats of `tthc check` are written from.

use std::sync::Arc;

use tthc_model::{Diagnostic, Locale, Severity};
use tthc_syntax::{LineIndex, Span};

/// The wanted files, in the order of their paths.
pub(super) struct Checked<'a> {
    pub(super) files: Vec<File<'a>>,
    pub(super) locale: Locale,
}

impl Checked<'_> {
    pub(super) fn count(&self, wanted: Severity) -> usize {
        let found = self.files.iter().flat_map(|file| &file.found);
        found.filter(|(severity, _)| *severity == wanted).count()
    }
}

/// A file with what is reported about it, each with the severity it has here: what is denied is an error.
pub(super) struct File<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a Arc<str>,
    pub(super) found: Vec<(Severity, &'a Diagnostic)>,
    pub(super) lines: LineIndex,
}

impl<'a> File<'a> {
    pub(super) fn new(path: &'a str, text: &'a Arc<str>, found: Vec<(Severity, &'a Diagnostic)>) -> File<'a> {
        File { path, text, found, lines: LineIndex::new(Arc::clone(text)) }
    }

    pub(super) fn place(&self, span: Span) -> Place {
        let (start, end) = (self.lines.chars(span.start), self.lines.chars(span.end));
        Place {
            line: start.line + 1,
            column: start.column + 1,
            end_line: end.line + 1,
            end_column: end.column + 1,
        }
    }

    /// With `/`, as web addresses and other systems' tools want it.
    pub(super) fn slashed(&self) -> String {
        match std::path::MAIN_SEPARATOR {
            '/' => self.path.to_owned(),
            separator => self.path.replace(separator, "/"),
        }
    }
}

/// Lines and columns count from 1, columns in characters; the end is the first place after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
}

/// What to do about it: the advice, else the title of the change that mends it.
pub(super) fn advice(diagnostic: &Diagnostic, locale: Locale) -> Option<String> {
    let advice = diagnostic.help.as_ref().or(diagnostic.fix.as_ref().map(|fix| &fix.title))?;
    Some(advice.text(locale))
}

/// The sentence and the advice, for formats that have room for one text.
pub(super) fn in_one(diagnostic: &Diagnostic, locale: Locale) -> String {
    let message = diagnostic.message.text(locale);
    match advice(diagnostic, locale) {
        Some(advice) => format!("{message}\n{advice}"),
        None => message,
    }
}
