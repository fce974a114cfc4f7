//! Which texts let data stand for a paper.

use tthc_model::cases::Class;
use tthc_model::library::Covered;
use tthc_model::procedure::{Component, Fact, Standing};
use tthc_model::{BasisKind, Citation, Name, Period};

use super::Engine;
use crate::blocker::Blocker;

/// A text in force that lets a paper be replaced, and in which cases.
#[derive(Debug, Clone)]
pub struct Basis<'a> {
    pub kind: BasisKind,
    pub citations: &'a [Citation],
    pub class: Class,
    /// When it holds.
    pub period: Period,
}

impl<'a> Engine<'a> {
    /// In which cases a text in force lets the source stand for the paper, with the text.
    /// An inferred basis is not among them.
    pub fn replacement_basis(&self, component: &Component, source: &Name) -> Vec<Basis<'_>> {
        let mut found: Vec<Basis<'_>> = Vec::new();
        if self.is_assumed(&no_basis(component, source)) {
            let class = self.cases.all();
            found.push(Basis { kind: BasisKind::Proposed, citations: &[], class, period: Period::ALWAYS });
        }
        for proposal in self.assumed.proposals.iter().filter(|proposal| proposal.component == component.name)
        {
            if proposal.source.as_ref().is_none_or(|named| named == source) {
                found.push(Basis {
                    kind: BasisKind::Proposed,
                    citations: &proposal.basis,
                    class: self.cases.all(),
                    period: Period::ALWAYS,
                });
            }
        }
        if let Some(requirement) = component.requirement {
            for lookup in &self.procedure.requirements[requirement.index()].lookups {
                let in_force = lookup.period.intersect(&self.library.in_force(&lookup.basis));
                let stands =
                    lookup.papers.iter().any(|paper| self.procedure.component(*paper).name == component.name);
                let usable = lookup.source == *source && in_force.contains(self.on);
                // What is only proposed, or waits for a database, is no basis yet.
                let in_use = lookup.standing == Standing::InForce;
                if stands && usable && in_use && !lookup.basis.is_empty() {
                    let class = self.cases.holds(&lookup.condition);
                    let mut add = |kind: BasisKind, class: Class| {
                        if !class.is_never() {
                            found.push(Basis { kind, citations: &lookup.basis, class, period: in_force });
                        }
                    };
                    if lookup.kind == BasisKind::General {
                        // A general rule is general: it is found among the rules, or it is our reading.
                        let ruled = self.ruled(component, source);
                        add(BasisKind::General, class.and(&ruled));
                        add(BasisKind::Inferred, class.minus(&ruled));
                    } else {
                        add(lookup.kind, class);
                    }
                }
            }
        }
        found.extend(self.rule_bases(component, source));
        found.sort_by_key(|basis| basis.kind);
        found
    }

    /// What the rules in force say of the paper and the source.
    fn rule_bases(&self, component: &Component, source: &Name) -> Vec<Basis<'a>> {
        let mut found = Vec::new();
        let Some(document) = &component.document else { return found };
        for (_, rule) in &self.rules {
            for replacement in &rule.replaces {
                let names = |list: &Option<Vec<Name>>, name: &Name| {
                    list.as_ref().is_none_or(|list| list.contains(name))
                };
                let in_force = replacement.period.intersect(&self.library.in_force(&replacement.basis));
                if !names(&replacement.documents, document)
                    || !names(&replacement.sources, source)
                    || !in_force.contains(self.on)
                    || replacement.standing != Standing::InForce
                {
                    continue;
                }
                let class = self.replacement_class(component, document, &replacement.when);
                let citations = if replacement.basis.is_empty() { &rule.basis } else { &replacement.basis };
                let period = in_force.intersect(&rule.period).intersect(&self.library.in_force(&rule.basis));
                found.push(Basis { kind: replacement.kind, citations, class, period });
            }
        }
        found
    }

    /// The cases in which some rule in force, not merely inferred, lets the source stand for the paper.
    fn ruled(&self, component: &Component, source: &Name) -> Class {
        let bases = self.rule_bases(component, source).into_iter();
        let counted = bases.filter(|basis| basis.kind != BasisKind::Inferred);
        counted.fold(self.cases.none(), |any, basis| any.or(&basis.class))
    }

    /// `khi thửa.mục_đích == đất_ở`: the document's parameter is one of the component's roles.
    fn replacement_class(&self, component: &Component, document: &Name, when: &[Covered]) -> Class {
        let about = self.library.document(document).map_or(&[][..], |document| &document.about);
        let mut class = self.cases.all();
        for covered in when {
            let role = match covered.path.as_slice() {
                [parameter, _] => about
                    .iter()
                    .position(|(name, _)| name == parameter)
                    .and_then(|at| component.about.get(at)),
                _ => None,
            };
            // A condition on something this dossier does not speak of is not met.
            let (Some(role), Some(attribute)) = (role, covered.path.last()) else { return self.cases.none() };
            let fact = Fact { role: *role, attribute: attribute.clone() };
            let met = covered
                .values
                .iter()
                .fold(self.cases.none(), |any, value| any.or(&self.cases.value(&fact, value)));
            class = class.and(&met);
        }
        class
    }

    /// The cases in which a text in force, not merely inferred, lets the source stand for the paper.
    pub fn replaceable(&self, component: &Component, source: &Name) -> Class {
        let bases = self.replacement_basis(component, source).into_iter();
        let counted = bases.filter(|basis| basis.kind != BasisKind::Inferred);
        counted.fold(self.cases.none(), |any, basis| any.or(&basis.class))
    }

    /// True if an inferred reading would replace the paper: shown, never counted.
    pub fn has_inferred_basis(&self, component: &Component, source: &Name) -> bool {
        self.replacement_basis(component, source).iter().any(|basis| basis.kind == BasisKind::Inferred)
    }
}

/// No text lets the source stand for the paper. A component that is no known document goes by its own name.
pub(crate) fn no_basis(component: &Component, source: &Name) -> Blocker {
    let document = component.document.clone().unwrap_or_else(|| component.name.clone());
    Blocker::NoReplacementBasis { document, source: source.clone() }
}
