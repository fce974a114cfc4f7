//! Diagnostics on a terminal, drawn by miette.

mod snippet;

use std::fmt;
use std::io::Write;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use tthc_model::{Diagnostic, Locale, Severity};
use tthc_syntax::LineIndex;

use crate::failure::Failure;
use crate::terminal::{Screen, Tone, wrap};
use snippet::Snippet;

/// A file whose findings are drawn.
pub(crate) struct Source<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    pub(crate) lines: &'a LineIndex,
}

/// Writes one finding with the piece of text it speaks about.
pub(crate) fn diagnostic(
    out: &mut dyn Write,
    screen: Screen,
    source: &Source<'_>,
    diagnostic: &Diagnostic,
    severity: Severity,
    locale: Locale,
) -> std::io::Result<()> {
    let message = visible(&diagnostic.message.text(locale));
    let also = diagnostic.also.iter().map(|(span, message)| (*span, visible(&message.text(locale))));
    let also: Vec<_> = also.collect();
    let drawn = Drawn {
        code: diagnostic.code(),
        severity,
        snippet: Snippet::new(source, diagnostic.at, &also, screen.width),
        message,
    };
    let mut picture = String::new();
    let theme =
        if screen.is_coloured() { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(screen.prose()).with_links(false);
    match handler.render_report(&mut picture, &drawn) {
        Ok(()) => out.write_all(picture.as_bytes())?,
        Err(_) => writeln!(out, "{}: {} {}", source.path, drawn.code, drawn.message)?,
    }
    let advice = diagnostic.help.as_ref().or(diagnostic.fix.as_ref().map(|fix| &fix.title));
    if let Some(advice) = advice {
        let label = match locale {
            Locale::Vietnamese => "gợi ý:",
            Locale::English => "help:",
        };
        let text = format!("  {label} {}", visible(&advice.text(locale)));
        for line in wrap(&text, screen.prose(), "    ") {
            writeln!(out, "{}", line.replacen(label, &screen.paint(Tone::Label, label), 1))?;
        }
    }
    writeln!(out)
}

/// The one sentence of a command that could not run.
pub(crate) fn failure(failure: &Failure, locale: Locale) {
    note(&failure.text(locale));
}

/// Something to know that is no result.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "tthc: {text}");
}

/// Control characters quoted from a file must not command the terminal.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[derive(Debug)]
struct Drawn {
    code: &'static str,
    severity: Severity,
    snippet: Snippet,
    message: String,
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl miette::Diagnostic for Drawn {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Hint => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.labels.iter().cloned()))
    }
}
