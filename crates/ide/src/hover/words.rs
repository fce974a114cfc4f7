//! Values in the reader's words.

use tthc_model::library::{Level, Rank, Type, Verification};
use tthc_model::quantity::{decimal, ratio};
use tthc_model::{BasisKind, Citation, Date, Interval, ItemKind, Locale, Name, Period};
use tthc_project::Snapshot;
use tthc_syntax::{Keyword, Surface};

/// The reader's language and the titles to speak with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) locale: Locale,
}

impl Words<'_> {
    pub(super) fn say(self, vi: &'static str, en: &'static str) -> &'static str {
        match self.locale {
            Locale::Vietnamese => vi,
            Locale::English => en,
        }
    }

    pub(super) fn surface(self) -> Surface {
        match self.locale {
            Locale::Vietnamese => Surface::Vietnamese,
            Locale::English => Surface::English,
        }
    }

    pub(super) fn keyword(self, keyword: Keyword) -> &'static str {
        keyword.text(self.surface())
    }

    /// `**kind** name`, the title below it.
    pub(super) fn head(self, kind: Keyword, name: &str, title: &str) -> String {
        let head = format!("**{}** `{name}`", self.keyword(kind));
        if title.is_empty() || title == name { head } else { format!("{head}\n\n{}", escaped(title)) }
    }

    /// `- label: value`, with the keyword's phrase as label.
    pub(super) fn line(self, label: Keyword, value: &str) -> String {
        format!("- {}: {value}", self.keyword(label))
    }

    pub(super) fn title(self, kind: ItemKind, name: &str) -> String {
        escaped(self.snapshot.library().title(kind, name))
    }

    pub(super) fn titles(self, kind: ItemKind, names: &[Name]) -> String {
        let titles: Vec<String> = names.iter().map(|name| self.title(kind, name)).collect();
        titles.join(", ")
    }

    pub(super) fn date(self, date: Date) -> String {
        match self.locale {
            Locale::Vietnamese => format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()),
            Locale::English => date.to_string(),
        }
    }

    /// "từ … đến hết …"; `None` for a period without ends.
    pub(super) fn period(self, period: &Period) -> Option<String> {
        let from = period.from.map(|from| format!("{} {}", self.say("từ", "from"), self.date(from)));
        let until =
            period.until.map(|until| format!("{} {}", self.say("đến hết", "until"), self.date(until)));
        match (from, until) {
            (Some(from), Some(until)) => Some(format!("{from} {until}")),
            (from, until) => from.or(until),
        }
    }

    pub(super) fn citations(self, citations: &[Citation]) -> String {
        let texts = citations.iter().map(|citation| {
            let law = self.title(ItemKind::Law, &citation.law);
            let places = citation.places_text(self.surface());
            if places.is_empty() { law } else { format!("{law} {places}") }
        });
        texts.collect::<Vec<_>>().join("; ")
    }

    /// A share between 0 and 1 as per cent.
    pub(super) fn share(self, share: &Interval) -> String {
        let share = share.scale(&ratio(100, 1));
        let number = |value| {
            let text = decimal(value, 2);
            if self.locale == Locale::Vietnamese { text.replace('.', ",") } else { text }
        };
        let (low, high) = (number(&share.low), number(&share.high));
        if low == high { format!("{low} %") } else { format!("{low}..{high} %") }
    }

    pub(super) fn ty(self, ty: &Type) -> String {
        let word = |keyword: Keyword| self.keyword(keyword).to_owned();
        match ty {
            Type::Text => word(Keyword::TypeText),
            Type::Number => word(Keyword::TypeNumber),
            Type::Integer => word(Keyword::TypeInteger),
            Type::Date => word(Keyword::TypeDate),
            Type::Money => word(Keyword::TypeMoney),
            Type::Bool => word(Keyword::TypeBool),
            Type::Values(values) => code_list(values),
            Type::Entity(entity) => format!("`{entity}` ({})", self.title(ItemKind::Entity, entity)),
            Type::Unknown => "?".to_owned(),
        }
    }

    pub(super) fn levels(self, levels: &[Level]) -> String {
        let words = levels.iter().map(|level| {
            self.keyword(match level {
                Level::Commune => Keyword::Commune,
                Level::District => Keyword::District,
                Level::Province => Keyword::Province,
                Level::Central => Keyword::Central,
            })
        });
        words.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn rank(self, rank: Rank) -> &'static str {
        self.keyword(match rank {
            Rank::Constitution => Keyword::Constitution,
            Rank::Statute => Keyword::Statute,
            Rank::ResolutionNa => Keyword::ResolutionNa,
            Rank::Ordinance => Keyword::Ordinance,
            Rank::Decree => Keyword::Decree,
            Rank::ResolutionGov => Keyword::ResolutionGov,
            Rank::DecisionPm => Keyword::DecisionPm,
            Rank::Circular => Keyword::Circular,
            Rank::Decision => Keyword::Decision,
        })
    }

    pub(super) fn verification(self, verification: Verification) -> &'static str {
        self.keyword(match verification {
            Verification::OriginalCompared => Keyword::OriginalSeen,
            Verification::Secondary => Keyword::Secondary,
            Verification::Inferred => Keyword::Inferred,
        })
    }

    pub(super) fn basis_kind(self, kind: BasisKind) -> &'static str {
        self.keyword(match kind {
            BasisKind::Explicit => Keyword::Explicit,
            BasisKind::General => Keyword::General,
            BasisKind::Proposed => Keyword::Proposed,
            BasisKind::Inferred => Keyword::Inferred,
        })
    }
}

pub(super) fn code_list(names: &[Name]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" | ")
}

/// A title as Markdown text: its letters stand for themselves.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
