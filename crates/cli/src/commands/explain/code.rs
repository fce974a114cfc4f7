//! `tthc explain T0312`: what a kind of finding says.

use serde::Serialize;
use tthc_model::catalogue::{Entry, entry};
use tthc_model::{Locale, Severity};

use super::long_form;
use crate::args::Format;
use crate::failure::Failure;
use crate::output;
use crate::terminal::{Screen, Tone, wrap};

#[derive(Serialize)]
struct Document {
    version: u32,
    code: &'static str,
    severity: &'static str,
    vi: String,
    en: String,
}

/// True of what looks like the code of a finding.
pub(super) fn is_code(what: &str) -> bool {
    let digits = what.strip_prefix(['T', 't']);
    digits.is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(super) fn write(wanted: &str, format: Format, screen: Screen, locale: Locale) -> Result<String, Failure> {
    let wanted = wanted.to_ascii_uppercase();
    let Some(entry) = entry(&wanted) else { return Err(Failure::UnknownCode(wanted)) };
    match format {
        Format::Text => Ok(text(&entry, screen, locale)),
        Format::Json => output::json(&Document {
            version: 1,
            code: entry.code,
            severity: match entry.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "hint",
            },
            vi: entry.sentence(Locale::Vietnamese),
            en: entry.sentence(Locale::English),
        }),
    }
}

fn text(entry: &Entry, screen: Screen, locale: Locale) -> String {
    let severity = match (entry.severity, locale) {
        (Severity::Error, Locale::Vietnamese) => "lỗi",
        (Severity::Warning, Locale::Vietnamese) => "cảnh báo",
        (Severity::Hint, Locale::Vietnamese) => "gợi ý",
        (Severity::Error, Locale::English) => "error",
        (Severity::Warning, Locale::English) => "warning",
        (Severity::Hint, Locale::English) => "hint",
    };
    let head = screen.paint(Tone::Heading, &format!("{} ({severity})", entry.code));
    let lines = wrap(&entry.sentence(locale), screen.prose(), "");
    let more = long_form::text(entry.code, screen.prose(), locale);
    format!("{head}\n{}\n{more}", lines.join("\n"))
}
