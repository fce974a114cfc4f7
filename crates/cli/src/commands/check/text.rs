//! For people: each finding with the lines it speaks about, then the count.

use std::io::Write;

use tthc_model::{Locale, Severity};

use super::finding::Checked;
use crate::render::{self, Source};
use crate::terminal::Screen;

pub(super) fn write(out: &mut impl Write, checked: &Checked<'_>) -> std::io::Result<()> {
    let screen = Screen::stdout();
    for file in &checked.files {
        let source = Source { path: file.path, text: file.text, lines: &file.lines };
        for (severity, diagnostic) in &file.found {
            render::diagnostic(out, screen, &source, diagnostic, *severity, checked.locale)?;
        }
    }
    let files = checked.files.len();
    let count = |severity| checked.count(severity);
    let (errors, warnings, hints) = (count(Severity::Error), count(Severity::Warning), count(Severity::Hint));
    match checked.locale {
        Locale::Vietnamese => {
            writeln!(out, "{files} tệp: {errors} lỗi, {warnings} cảnh báo, {hints} gợi ý")
        }
        Locale::English => {
            let many =
                |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
            let (files, errors) = (many(files, "file"), many(errors, "error"));
            writeln!(out, "{files}: {errors}, {}, {}", many(warnings, "warning"), many(hints, "hint"))
        }
    }
}
