//! `tthc check`: every mistake of the wanted files.

use std::io::Write;

use serde::Serialize;
use tthc_model::{Diagnostic, Locale, Severity};
use tthc_syntax::LineIndex;

use crate::args::{CheckArguments, Format};
use crate::commands::Outcome;
use crate::failure::Failure;
use crate::{disk, render};

pub(crate) fn run(arguments: &CheckArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let loaded = disk::load(&arguments.paths)?;
    let snapshot = loaded.project.snapshot();
    let manifest = snapshot.manifest();
    let locale = disk::locale(locale, Some(manifest));
    let denied = |code: &str| manifest.deny.iter().chain(&arguments.deny).any(|denied| denied == code);
    let severity = |diagnostic: &Diagnostic| {
        if denied(diagnostic.code()) { Severity::Error } else { diagnostic.severity() }
    };
    let mut found = snapshot.all_problems();
    found.retain(|(path, _)| loaded.wanted.binary_search(path).is_ok());
    for (_, diagnostics) in &mut found {
        diagnostics.retain(|d| denied(d.code()) || !manifest.allow.iter().any(|code| code == d.code()));
    }
    let count =
        |wanted: Severity| found.iter().flat_map(|(_, list)| list).filter(|d| severity(d) == wanted).count();
    let (errors, warnings, hints) = (count(Severity::Error), count(Severity::Warning), count(Severity::Hint));

    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = match arguments.format {
        Format::Text => (|| {
            for (path, diagnostics) in &found {
                let Some(text) = snapshot.text(path) else { continue };
                for diagnostic in diagnostics {
                    render::diagnostic(&mut out, path, text, diagnostic, severity(diagnostic), locale)?;
                }
            }
            let files = loaded.wanted.len();
            match locale {
                Locale::Vietnamese => {
                    writeln!(out, "{files} tệp: {errors} lỗi, {warnings} cảnh báo, {hints} gợi ý")
                }
                Locale::English => {
                    writeln!(out, "{files} files: {errors} errors, {warnings} warnings, {hints} hints")
                }
            }
        })(),
        Format::Json => {
            let findings = found.iter().flat_map(|(path, diagnostics)| {
                let index = snapshot.text(path).map(|text| LineIndex::new(std::sync::Arc::clone(text)));
                diagnostics
                    .iter()
                    .map(|d| Finding::new(path, d, severity(d), index.as_ref(), locale))
                    .collect::<Vec<_>>()
            });
            let report = Report {
                version: 1,
                files: loaded.wanted.len(),
                errors,
                warnings,
                hints,
                findings: findings.collect(),
            };
            serde_json::to_writer_pretty(&mut out, &report)
                .map_err(std::io::Error::from)
                .and_then(|()| writeln!(out))
        }
    };
    written.and_then(|()| out.flush()).map_err(Failure::unwritable("stdout".as_ref()))?;
    Ok(Outcome::clean_if(errors == 0))
}

#[derive(Serialize)]
struct Report {
    version: u32,
    files: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
    findings: Vec<Finding>,
}

/// Lines and columns count from 1, columns in characters.
#[derive(Serialize)]
struct Finding {
    path: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    fix: Option<Vec<Edit>>,
}

/// Byte offsets in the file.
#[derive(Serialize)]
struct Edit {
    start: u32,
    end: u32,
    text: String,
}

impl Finding {
    fn new(
        path: &str,
        diagnostic: &Diagnostic,
        severity: Severity,
        index: Option<&LineIndex>,
        locale: Locale,
    ) -> Finding {
        let place =
            |offset| index.map(|index| index.chars(offset)).map_or((1, 1), |at| (at.line + 1, at.column + 1));
        let (line, column) = place(diagnostic.at.start);
        let (end_line, end_column) = place(diagnostic.at.end);
        let edit = |(span, text): &(tthc_syntax::Span, String)| Edit {
            start: span.start,
            end: span.end,
            text: text.clone(),
        };
        Finding {
            path: path.to_owned(),
            line,
            column,
            end_line,
            end_column,
            code: diagnostic.code(),
            severity: match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "hint",
            },
            message: diagnostic.message.text(locale),
            help: diagnostic.help.as_ref().map(|help| help.text(locale)),
            fix: diagnostic.fix.as_ref().map(|fix| fix.edits.iter().map(edit).collect()),
        }
    }
}
