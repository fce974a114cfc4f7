//! Diagnostics on a terminal, drawn by miette.

use std::fmt;
use std::io::{IsTerminal, Write};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use tthc_model::{Diagnostic, Locale, Severity};

use crate::failure::Failure;

/// Writes one finding with the piece of text it speaks about.
pub(crate) fn diagnostic(
    out: &mut dyn Write,
    path: &str,
    text: &str,
    diagnostic: &Diagnostic,
    severity: Severity,
    locale: Locale,
) -> std::io::Result<()> {
    let drawn = Drawn {
        diagnostic,
        severity,
        locale,
        source: NamedSource::new(path, text.to_owned()),
        message: diagnostic.message.text(locale),
    };
    let mut picture = String::new();
    let handler = GraphicalReportHandler::new_themed(theme()).with_width(100).with_links(false);
    if handler.render_report(&mut picture, &drawn).is_ok() {
        writeln!(out, "{picture}")
    } else {
        writeln!(out, "{path}: {} {}", diagnostic.code(), drawn.message)
    }
}

/// The one sentence of a command that could not run.
pub(crate) fn failure(failure: &Failure, locale: Locale) {
    let _ = writeln!(std::io::stderr(), "tthc: {}", failure.text(locale));
}

/// True if colours help: on a terminal, unless `NO_COLOR` is set.
pub(crate) fn coloured() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn theme() -> GraphicalTheme {
    if coloured() { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() }
}

#[derive(Debug)]
struct Drawn<'a> {
    diagnostic: &'a Diagnostic,
    severity: Severity,
    locale: Locale,
    source: NamedSource<String>,
    message: String,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Hint => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.diagnostic.help.as_ref().or(self.diagnostic.fix.as_ref().map(|fix| &fix.title))?;
        Some(Box::new(help.text(self.locale)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let primary = std::iter::once(LabeledSpan::new_primary_with_span(None, self.diagnostic.at.range()));
        let also =
            self.diagnostic.also.iter().map(|(span, message)| {
                LabeledSpan::new_with_span(Some(message.text(self.locale)), span.range())
            });
        Some(Box::new(primary.chain(also)))
    }
}
