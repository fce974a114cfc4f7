//! `tthc.toml`: what holds for a whole repository.

use std::fmt;

use serde::Deserialize;
use tthc_model::{Date, Diagnostic, Locale, Name, Severity};

/// The settings of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    pub name: String,
    /// The date for which questions are answered unless they name another.
    pub date: Option<Date>,
    /// The law of this date is what reforms are compared with.
    pub baseline: Option<Date>,
    pub norms: Option<Name>,
    pub locale: Option<Locale>,
    /// Folders with procedure files, relative to the manifest; the manifest's own folder if empty.
    pub roots: Vec<String>,
    /// Codes reported as errors.
    pub deny: Vec<String>,
    /// Codes reported as warnings.
    pub warn: Vec<String>,
    /// Codes not reported.
    pub allow: Vec<String>,
}

/// The manifest cannot be understood; the text says why and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestError(pub String);

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ManifestError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    repository: Repository,
    #[serde(default)]
    lint: Lint,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Repository {
    name: String,
    date: Option<String>,
    baseline: Option<String>,
    norms: Option<String>,
    locale: Option<String>,
    roots: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Lint {
    deny: Vec<String>,
    warn: Vec<String>,
    allow: Vec<String>,
}

impl Manifest {
    /// How severe a finding is in this repository; `None` if it is not reported. Of several lists the
    /// strictest counts.
    pub fn severity(&self, finding: &Diagnostic) -> Option<Severity> {
        let listed = |codes: &[String]| codes.iter().any(|code| code == finding.code());
        if listed(&self.deny) {
            Some(Severity::Error)
        } else if listed(&self.warn) {
            Some(Severity::Warning)
        } else if listed(&self.allow) {
            None
        } else {
            Some(finding.severity())
        }
    }

    /// Reads the text of a `tthc.toml`.
    pub fn parse(text: &str) -> Result<Manifest, ManifestError> {
        let file: File = toml::from_str(text).map_err(|error| ManifestError(error.to_string()))?;
        let date = |field: &str, text: Option<String>| match text {
            None => Ok(None),
            Some(text) => text
                .parse::<Date>()
                .map(Some)
                .map_err(|_| ManifestError(format!("{field} = \"{text}\": not a date; write 2026-06-01"))),
        };
        let locale = match file.repository.locale.as_deref() {
            None => None,
            Some("vi") => Some(Locale::Vietnamese),
            Some("en") => Some(Locale::English),
            Some(other) => {
                return Err(ManifestError(format!("locale = \"{other}\": write \"vi\" or \"en\"")));
            }
        };
        let codes = file.lint.deny.iter().chain(&file.lint.warn).chain(&file.lint.allow);
        if let Some(unknown) = codes.into_iter().find(|code| tthc_model::catalogue::entry(code).is_none()) {
            return Err(ManifestError(format!("[lint] \"{unknown}\": no message has this code")));
        }
        Ok(Manifest {
            name: file.repository.name,
            date: date("date", file.repository.date)?,
            baseline: date("baseline", file.repository.baseline)?,
            norms: file.repository.norms.map(Name::from),
            locale,
            roots: file.repository.roots,
            deny: file.lint.deny,
            warn: file.lint.warn,
            allow: file.lint.allow,
        })
    }
}

#[cfg(test)]
mod tests {
    use tthc_model::Message;

    use super::*;

    #[test]
    fn the_strictest_list_counts() {
        let text = "[lint]\ndeny = [\"T0310\"]\nwarn = [\"T0310\", \"T0325\", \"T0320\"]\nallow = [\"T0325\", \"T0303\"]\n";
        let manifest = Manifest::parse(text).expect("a manifest");
        let severity = |message| manifest.severity(&Diagnostic::new(tthc_syntax::Span::at(0), message));
        assert_eq!(severity(Message::NoSteps), Some(Severity::Error));
        assert_eq!(severity(Message::UnboundedRounds), Some(Severity::Warning));
        assert_eq!(severity(Message::UndatedLaw { law: "x".to_owned() }), Some(Severity::Warning));
        assert_eq!(severity(Message::NeverTrue), None);
        assert_eq!(severity(Message::UnclosedText), Some(Severity::Error));
        let error = Manifest::parse("[lint]\nwarn = [\"T312\"]\n").expect_err("no such code");
        assert!(error.0.contains("\"T312\""), "{error}");
    }

    #[test]
    fn a_typing_mistake_is_refused_with_its_place() {
        let error = Manifest::parse("[repository]\ndaet = \"2026-06-01\"\n").expect_err("unknown field");
        assert!(error.0.contains("daet") && error.0.contains('2'), "{error}");
        let error = Manifest::parse("[repository]\ndate = \"2026-13-01\"\n").expect_err("no such day");
        assert!(error.0.contains("2026-13-01"), "{error}");
        let error = Manifest::parse("[lint]\nallow = [\"T0312\", \"T312\"]\n").expect_err("no such code");
        assert!(error.0.contains("\"T312\""), "{error}");
    }
}
