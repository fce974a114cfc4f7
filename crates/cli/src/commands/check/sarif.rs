//! SARIF 2.1.0 (OASIS), for code scanning services and editors.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;
use tthc_model::{Diagnostic, Locale, Severity, catalogue};
use tthc_syntax::Span;

use super::finding::{Checked, File, advice};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize, Clone)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Text,
    artifact_changes: [Change; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

pub(super) fn write(out: &mut impl Write, checked: &Checked<'_>) -> std::io::Result<()> {
    let all = checked.files.iter().flat_map(|file| &file.found);
    let codes: BTreeSet<&'static str> = all.map(|(_, diagnostic)| diagnostic.code()).collect();
    let codes: Vec<&'static str> = codes.into_iter().collect();
    let results = checked.files.iter().flat_map(|file| {
        let artifact = Artifact { uri: uri(&file.slashed()) };
        let codes = &codes;
        file.found.iter().map(move |(severity, diagnostic)| {
            finding(file, &artifact, codes, *severity, diagnostic, checked.locale)
        })
    });
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "tthc",
                version: env!("CARGO_PKG_VERSION"),
                rules: codes.iter().filter_map(|code| rule(code, checked.locale)).collect(),
            },
        },
        language: match checked.locale {
            Locale::Vietnamese => "vi",
            Locale::English => "en",
        },
        column_kind: "unicodeCodePoints",
        results: results.collect(),
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(code: &'static str, locale: Locale) -> Option<Rule> {
    let entry = catalogue::entry(code)?;
    Some(Rule {
        id: entry.code,
        short_description: Text { text: entry.sentence(locale) },
        default_configuration: Configuration { level: level(entry.severity) },
    })
}

fn finding(
    file: &File<'_>,
    artifact: &Artifact,
    codes: &[&'static str],
    severity: Severity,
    diagnostic: &Diagnostic,
    locale: Locale,
) -> Finding {
    let message = diagnostic.message.text(locale);
    let message = match advice(diagnostic, locale) {
        Some(advice) => format!("{message}\n\n{advice}"),
        None => message,
    };
    let related = diagnostic.also.iter().map(|(span, message)| Location {
        physical_location: Physical { artifact_location: artifact.clone(), region: region(file, *span) },
        message: Some(Text { text: message.text(locale) }),
    });
    let fix = diagnostic.fix.iter().map(|fix| {
        let replacement = |(span, text): &(Span, String)| Replacement {
            deleted_region: region(file, *span),
            inserted_content: Text { text: text.clone() },
        };
        Fix {
            description: Text { text: fix.title.text(locale) },
            artifact_changes: [Change {
                artifact_location: artifact.clone(),
                replacements: fix.edits.iter().map(replacement).collect(),
            }],
        }
    });
    Finding {
        rule_id: diagnostic.code(),
        rule_index: codes.partition_point(|code| *code < diagnostic.code()),
        level: level(severity),
        message: Text { text: message },
        locations: [Location {
            physical_location: Physical {
                artifact_location: artifact.clone(),
                region: region(file, diagnostic.at),
            },
            message: None,
        }],
        related_locations: related.collect(),
        fixes: fix.collect(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn region(file: &File<'_>, span: Span) -> Region {
    let place = file.place(span);
    Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}

/// A path as a web address: all but the unreserved characters in percent notation.
fn uri(path: &str) -> String {
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into())
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_becomes_an_address() {
        assert_eq!(uri("y_tế/a b.tthc"), "y_t%E1%BA%BF/a%20b.tthc");
        assert_eq!(uri("/kho/a.tthc"), "file:///kho/a.tthc");
    }
}
