//! For other programs. The layout is versioned and has a JSON Schema: `docs/schema/check.schema.json`.

use std::io::Write;

use serde::Serialize;
use tthc_model::{Diagnostic, Severity};
use tthc_syntax::Span;

use super::finding::{Checked, File};

#[derive(Serialize)]
struct Report {
    version: u32,
    files: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    path: String,
    #[serde(flatten)]
    place: Place,
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    related: Vec<Related>,
    fix: Option<Fix>,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Related {
    #[serde(flatten)]
    place: Place,
    message: String,
}

#[derive(Serialize)]
struct Fix {
    title: String,
    edits: Vec<Edit>,
}

/// Byte offsets in the file.
#[derive(Serialize)]
struct Edit {
    start: u32,
    end: u32,
    text: String,
}

pub(super) fn write(out: &mut impl Write, checked: &Checked<'_>) -> std::io::Result<()> {
    let findings = checked.files.iter().flat_map(|file| {
        file.found.iter().map(|(severity, diagnostic)| finding(checked, file, *severity, diagnostic))
    });
    let report = Report {
        version: 1,
        files: checked.files.len(),
        errors: checked.count(Severity::Error),
        warnings: checked.count(Severity::Warning),
        hints: checked.count(Severity::Hint),
        findings: findings.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn finding(checked: &Checked<'_>, file: &File<'_>, severity: Severity, diagnostic: &Diagnostic) -> Finding {
    let locale = checked.locale;
    let related = diagnostic
        .also
        .iter()
        .map(|(span, message)| Related { place: place(file, *span), message: message.text(locale) });
    let fix = diagnostic.fix.as_ref().map(|fix| {
        let edit =
            |(span, text): &(Span, String)| Edit { start: span.start, end: span.end, text: text.clone() };
        Fix { title: fix.title.text(locale), edits: fix.edits.iter().map(edit).collect() }
    });
    Finding {
        path: file.slashed(),
        place: place(file, diagnostic.at),
        code: diagnostic.code(),
        severity: match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        },
        message: diagnostic.message.text(locale),
        help: diagnostic.help.as_ref().map(|help| help.text(locale)),
        related: related.collect(),
        fix,
    }
}

fn place(file: &File<'_>, span: Span) -> Place {
    let super::finding::Place { line, column, end_line, end_column } = file.place(span);
    Place { line, column, end_line, end_column }
}
