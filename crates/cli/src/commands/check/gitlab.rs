//! GitLab's code quality report (the subset of Code Climate that it reads).

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;
use tthc_model::Severity;

use super::finding::{Checked, in_one};

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    /// The same finding keeps it while lines above it come and go; unique in the report.
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

pub(super) fn write(out: &mut impl Write, checked: &Checked<'_>) -> std::io::Result<()> {
    let mut issues = Vec::new();
    for file in &checked.files {
        let path = file.slashed();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (severity, diagnostic) in &file.found {
            let place = file.place(diagnostic.at);
            let passage = file.text.get(diagnostic.at.range()).unwrap_or_default();
            let what = format!("{path}\n{}\n{passage}", diagnostic.code());
            let again = seen.entry(what.clone()).or_default();
            let fingerprint = fingerprint(&format!("{what}\n{again}"));
            *again += 1;
            issues.push(Issue {
                description: in_one(diagnostic, checked.locale),
                check_name: diagnostic.code(),
                fingerprint,
                severity: match severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Hint => "info",
                },
                location: Location {
                    path: path.clone(),
                    lines: Lines { begin: place.line, end: place.end_line },
                },
            });
        }
    }
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

/// FNV-1a of 128 bits: stable for ever, which the standard library's hash does not promise.
fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    });
    format!("{hash:032x}")
}

#[cfg(test)]
mod tests {
    /// Values published with the algorithm.
    #[test]
    fn the_fingerprint_is_fnv_1a() {
        assert_eq!(super::fingerprint(""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(super::fingerprint("a"), "d228cb696f1a8caf78912b704e4a8964");
    }
}
