//! `tthc verify`: the certificate of a simplified procedure against the procedure files.

use std::path::Path;

use serde_json::Value;
use tthc_checker::Violation;
use tthc_model::Locale;
use tthc_model::certificate::{Certificate, VERSION};

use crate::args::VerifyArguments;
use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;
use crate::output::write;

/// The largest real certificate has some hundred kilobytes.
const LARGEST: u64 = 1 << 26;

pub(crate) fn run(arguments: &VerifyArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let certificate = read(&arguments.certificate)?;
    let loaded = match arguments.paths.as_slice() {
        [] => disk::load_repository(None)?,
        paths => disk::load(paths)?,
    };
    let snapshot = loaded.project.snapshot();
    let locale = disk::locale(locale, Some(snapshot.manifest()));
    // The checker refuses a certificate whose day is none.
    let on = certificate.on.parse().ok();
    let (path, procedure) = disk::procedure(&snapshot, &certificate.procedure, on)?;
    let violations = tthc_checker::verify(&certificate, &procedure, snapshot.library());
    let name = &certificate.procedure;
    let mut text = String::new();
    for violation in &violations {
        text += &line(violation, locale);
        text.push('\n');
    }
    text += &match (violations.len(), locale) {
        (0, Locale::Vietnamese) => format!("`{name}`: chứng nhận đúng, tính đến {}\n", certificate.on),
        (0, Locale::English) => format!("`{name}`: the certificate holds on {}\n", certificate.on),
        (count, Locale::Vietnamese) => format!("`{name}`: chứng nhận không đúng, {count} chỗ\n"),
        (count, Locale::English) => format!("`{name}`: the certificate does not hold, {count} found\n"),
    };
    write(None, text.as_bytes())?;
    let outcome = disk::outcome(&snapshot, &[path], locale);
    Ok(if violations.is_empty() { outcome } else { Outcome::Findings })
}

/// One violation with its code.
pub(crate) fn line(violation: &Violation, locale: Locale) -> String {
    format!("  {}: {}", violation.code(), violation.text(locale))
}

fn read(path: &Path) -> Result<Certificate, Failure> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure::NotFound(path.to_owned()),
        _ => Failure::Unreadable(path.to_owned(), error),
    };
    if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(not_understood(path, &format!("> {LARGEST} bytes")));
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let value: Value = serde_json::from_str(&text).map_err(|error| not_understood(path, &error))?;
    if value["version"] != VERSION {
        return Err(not_understood(path, &format!("version {}", value["version"])));
    }
    serde_json::from_str(&text).map_err(|error| not_understood(path, &error))
}

fn not_understood(path: &Path, why: &dyn std::fmt::Display) -> Failure {
    Failure::Other {
        vi: format!("{} không phải chứng nhận đọc được: {why}", path.display()),
        en: format!("{} is no certificate that is understood: {why}", path.display()),
    }
}
