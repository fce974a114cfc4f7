//! Where a rule or a figure comes from.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use tthc_syntax::{Keyword, Surface};

use crate::Name;
use crate::quantity::Period;

/// A provision: `luật_hộ_tịch điều 16 khoản 1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    pub law: Name,
    pub places: Vec<Place>,
}

/// `điều 16`, `phụ lục I`; the keyword is one of the place class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub kind: Keyword,
    /// A number, possibly with a letter (`24a`), a letter (`đ`), or a range (`13..16`).
    pub value: SmolStr,
}

impl Place {
    /// The first and the last value, each as its number and what follows: `24a` comes after `24`.
    fn range(&self) -> ((u32, &str), (u32, &str)) {
        fn part(value: &str) -> (u32, &str) {
            let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            (value[..digits].parse().unwrap_or(u32::MAX), &value[digits..])
        }
        let (first, last) = self.value.split_once("..").unwrap_or((&self.value, &self.value));
        (part(first), part(last))
    }
}

/// How a text allows a paper to be replaced by data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BasisKind {
    /// The text names this procedure and this paper.
    Explicit,
    /// A rule over all procedures names the paper.
    General,
    /// No text yet: a reform decides so, and proposes what is to be amended for it.
    Proposed,
    /// Our reading. Shown as such, never counted as a saving.
    Inferred,
}

/// Where a figure comes from, and when the statement holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    pub source: Option<String>,
    /// The reasoning of an estimate.
    pub estimate: Option<String>,
    pub basis: Vec<Citation>,
    pub period: Period,
    /// What other sources say instead. The record keeps both; nobody has decided between them.
    pub others: Vec<String>,
}

impl Provenance {
    pub fn is_estimate(&self) -> bool {
        self.estimate.is_some()
    }
}

impl Citation {
    /// One of the two lies within the other: to amend either is to amend what both speak of.
    pub fn meets(&self, other: &Citation) -> bool {
        self.law == other.law
            && self.places.iter().zip(&other.places).all(|(one, other)| {
                let (a, b) = (one.range(), other.range());
                one.kind == other.kind && a.0 <= b.1 && b.0 <= a.1
            })
    }

    /// By law, then as in the text: article 9 before article 16.
    pub fn order(&self, other: &Citation) -> Ordering {
        let places = || {
            let pairs = self.places.iter().zip(&other.places);
            let pairs = pairs.map(|(one, other)| {
                one.kind
                    .vietnamese()
                    .cmp(other.kind.vietnamese())
                    .then_with(|| one.range().cmp(&other.range()))
            });
            pairs.fold(Ordering::Equal, Ordering::then)
        };
        self.law.cmp(&other.law).then_with(places).then_with(|| self.places.len().cmp(&other.places.len()))
    }

    /// The places in words: "điều 16 khoản 1".
    pub fn places_text(&self, surface: Surface) -> String {
        let places: Vec<String> =
            self.places.iter().map(|place| format!("{} {}", place.kind.text(surface), place.value)).collect();
        places.join(" ")
    }
}

impl fmt::Display for Citation {
    /// As in a source file with English keywords; stable, for machine output.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.law)?;
        for place in &self.places {
            write!(f, " {} {}", place.kind.english(), place.value)?;
        }
        Ok(())
    }
}
