//! Looking up an entry of the message catalogue by its code.

use crate::diagnostic::{Locale, Severity};
use crate::message::CATALOGUE;

/// A kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub code: &'static str,
    pub severity: Severity,
    vi: &'static str,
    en: &'static str,
}

impl Entry {
    /// The sentence with `…` for what each finding fills in.
    pub fn sentence(&self, locale: Locale) -> String {
        let template = match locale {
            Locale::Vietnamese => self.vi,
            Locale::English => self.en,
        };
        // Templates are those of `format!`: a field in braces, a brace doubled.
        let mut sentence = String::new();
        let mut rest = template.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '{' | '}' if rest.next_if_eq(&c).is_some() => sentence.push(c),
                '{' => {
                    rest.by_ref().find(|c| *c == '}');
                    sentence.push('…');
                }
                _ => sentence.push(c),
            }
        }
        sentence
    }
}

/// The entry of a code such as `T0312`.
pub fn entry(code: &str) -> Option<Entry> {
    let found = CATALOGUE.iter().find(|(known, ..)| !known.is_empty() && *known == code);
    found.map(|(code, severity, vi, en)| Entry { code, severity: *severity, vi, en })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_no_braces_of_the_template() {
        let sentence = |code, locale| entry(code).expect("a code of the catalogue").sentence(locale);
        assert_eq!(sentence("T0011", Locale::English), "this “}” closes nothing");
        assert_eq!(sentence("T0012", Locale::Vietnamese), "không hiểu câu «…»");
        for (code, ..) in CATALOGUE.iter().filter(|(code, ..)| !code.is_empty()) {
            for locale in [Locale::Vietnamese, Locale::English] {
                let sentence = sentence(code, locale);
                assert!(!sentence.contains("{{") && !sentence.contains("}}"), "{code}: {sentence}");
            }
        }
    }

    #[test]
    fn what_only_accompanies_a_finding_has_no_code() {
        assert_eq!(entry(""), None);
        assert_eq!(entry("T9999"), None);
    }
}
