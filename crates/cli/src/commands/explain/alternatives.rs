//! Papers of which a dossier does not want all: which group a paper belongs to, and in what words.

use tthc_model::procedure::{ComponentId, Entry, Mode, Procedure};
use tthc_model::{Citation, Locale};

/// A choice or a chain around a paper.
pub(super) struct Alternatives {
    pub(super) kind: Kind,
    /// How many of the parts are enough.
    pub(super) wanted: u16,
    /// Each part is the papers that are brought together.
    pub(super) parts: Vec<Vec<ComponentId>>,
    /// The part the paper is in.
    pub(super) own: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The applicant chooses.
    OneOf,
    /// The next only where the person does not have the one before.
    FirstOf,
    AtLeast,
}

impl Kind {
    /// Stable, for machines.
    pub(super) fn code(self) -> &'static str {
        match self {
            Kind::OneOf => "one_of",
            Kind::FirstOf => "first_of",
            Kind::AtLeast => "at_least",
        }
    }
}

/// The groups around the paper, the outermost first.
pub(super) fn around(procedure: &Procedure, component: ComponentId) -> Vec<Alternatives> {
    let mut found = Vec::new();
    let mut entries: &[Entry] = &procedure.dossier;
    while let Some(entry) = entries.iter().find(|entry| entry.components().contains(&component)) {
        let (kind, wanted, parts) = match entry {
            Entry::Component(_) | Entry::Act(_) => break,
            Entry::Requirement(_, parts) | Entry::All(parts) => {
                entries = parts;
                continue;
            }
            Entry::OneOf(parts) => (Kind::OneOf, 1, parts),
            Entry::FirstOf(parts) => (Kind::FirstOf, 1, parts),
            Entry::AtLeast(wanted, parts) => (Kind::AtLeast, *wanted, parts),
        };
        entries = parts;
        let papers = |part: &Entry| -> Vec<ComponentId> {
            part.components().into_iter().filter(|id| procedure.component(*id).mode != Mode::Form).collect()
        };
        let parts: Vec<Vec<ComponentId>> =
            parts.iter().map(papers).filter(|papers| !papers.is_empty()).collect();
        let own = parts.iter().position(|part| part.contains(&component));
        if let (Some(own), true) = (own, parts.len() > 1) {
            found.push(Alternatives { kind, wanted, parts, own });
        }
    }
    found
}

impl Alternatives {
    /// "một trong 3 là đủ: giấy tờ này; «Hộ chiếu»; «Thẻ căn cước»".
    pub(super) fn text(&self, procedure: &Procedure, locale: Locale) -> String {
        let title = |part: &Vec<ComponentId>| {
            let titles = part.iter().map(|id| format!("«{}»", procedure.component(*id).title));
            titles.collect::<Vec<_>>().join(" + ")
        };
        let list = |parts: &[Vec<ComponentId>]| parts.iter().map(title).collect::<Vec<_>>().join("; ");
        let vi = locale == Locale::Vietnamese;
        match self.kind {
            Kind::FirstOf if self.own > 0 => {
                let before = list(&self.parts[..self.own]);
                if vi {
                    format!("chỉ nộp khi người nộp không có: {before}")
                } else {
                    format!("only if the person does not have: {before}")
                }
            }
            Kind::FirstOf => {
                let after = list(&self.parts[1..]);
                if vi {
                    format!("nếu không có thì nộp thay: {after}")
                } else {
                    format!("if the person does not have it, instead: {after}")
                }
            }
            Kind::OneOf | Kind::AtLeast => {
                let (all, wanted, list) = (self.parts.len(), self.wanted, list(&self.parts));
                if vi {
                    format!("{wanted} trong {all} là đủ: {list}")
                } else {
                    format!("{wanted} of {all} is enough: {list}")
                }
            }
        }
    }

    /// The text the group rests on: that of its requirement, else those of its papers.
    pub(super) fn basis<'p>(&self, procedure: &'p Procedure) -> Vec<&'p Citation> {
        let own = self.parts[self.own].first().map(|id| procedure.component(*id));
        let requirement = own.and_then(|own| own.requirement);
        let of_requirement = requirement.map(|id| &procedure.requirements[id.index()].basis);
        let mut basis: Vec<&Citation> = of_requirement.into_iter().flatten().collect();
        if basis.is_empty() {
            for citation in self.parts.iter().flatten().flat_map(|id| &procedure.component(*id).basis) {
                if !basis.contains(&citation) {
                    basis.push(citation);
                }
            }
        }
        basis
    }
}
