//! Which texts let data stand for a paper, and how soon the paper must be asked for where they fail.

use tthc_model::cases::Class;
use tthc_model::certificate::{Replacement, ReplacementBasis};
use tthc_model::library::{Covered, Replacement as RuleReplacement};
use tthc_model::procedure::{ChannelKind, Component, Fact, Standing};
use tthc_model::quantity::Duration;
use tthc_model::scenario::{Decision, Reform};
use tthc_model::{BasisKind, Citation, Name, Period};

use crate::space::{Space, texts};
use crate::violation::Violation;

/// A text on record that speaks of the paper and the source.
struct Recorded {
    kind: BasisKind,
    texts: Vec<String>,
    in_force: bool,
    class: Class,
}

/// For each source that gives a need: texts in force, named or general, over all cases of the block.
pub(crate) fn check(
    replacement: &Replacement,
    component: &Component,
    sources: &[&Name],
    class: &Class,
    (space, reform): (&Space<'_>, Option<&Reform>),
    found: &mut Vec<Violation>,
) {
    for source in sources {
        let (name, from) = (component.name.to_string(), source.to_string());
        let mut recorded = recorded(component, source, space);
        recorded.extend(proposed(component, source, space, reform));
        let mut covered = space.cases.none();
        for claim in replacement.bases.iter().filter(|basis| basis.source == **source) {
            match judge(claim, &recorded) {
                Ok(class) => covered = covered.or(&class),
                Err(Wrong::Inferred) => {
                    found.push(Violation::InferredBasis { component: name.clone(), source: from.clone() });
                }
                Err(Wrong::NotInForce) => {
                    found.push(Violation::BasisNotInForce { component: name.clone(), source: from.clone() });
                }
                Err(Wrong::Unknown) => {
                    found.push(Violation::NoBasis { component: name.clone(), source: from.clone() });
                }
            }
        }
        if !class.is_within(&covered) {
            found.push(Violation::NoBasis { component: name, source: from });
        }
    }
}

enum Wrong {
    Inferred,
    NotInForce,
    Unknown,
}

fn judge(claim: &ReplacementBasis, recorded: &[Recorded]) -> Result<Class, Wrong> {
    let same = |one: &&Recorded| one.texts == claim.basis && !one.texts.is_empty();
    let matching: Vec<&Recorded> = recorded.iter().filter(same).collect();
    if claim.kind == BasisKind::Inferred {
        return Err(Wrong::Inferred);
    }
    let of_kind = matching.iter().filter(|one| one.kind == claim.kind);
    match of_kind.max_by_key(|one| one.in_force) {
        Some(one) if one.in_force => Ok(one.class.clone()),
        Some(_) => Err(Wrong::NotInForce),
        None if matching.iter().any(|one| one.kind == BasisKind::Inferred) => Err(Wrong::Inferred),
        None => Err(Wrong::Unknown),
    }
}

/// What the reform lets stand for the paper: on what it rests on, and on what it proposes to amend.
fn proposed(
    component: &Component,
    source: &Name,
    space: &Space<'_>,
    reform: Option<&Reform>,
) -> Option<Recorded> {
    let reform = reform?;
    let decides = reform.decisions.iter().any(|decision| {
        matches!(decision, Decision::Replace { component: paper, source: by }
            if *paper == component.name && by.as_ref().is_none_or(|by| by == source))
    });
    let mut basis = reform.basis.clone();
    for decision in &reform.decisions {
        if let Decision::Amend { basis: amended, .. } = decision {
            basis.extend(amended.iter().cloned());
        }
    }
    let class = space.cases.all();
    decides.then(|| Recorded { kind: BasisKind::Proposed, texts: texts(&basis), in_force: true, class })
}

fn recorded(component: &Component, source: &Name, space: &Space<'_>) -> Vec<Recorded> {
    let mut all = Vec::new();
    let valid = |period: &Period, basis: &[Citation], standing: Standing| {
        period.contains(space.on)
            && space.library.in_force(basis).contains(space.on)
            && standing == Standing::InForce
    };
    if let Some(id) = component.requirement {
        for lookup in &space.procedure.requirements[id.index()].lookups {
            let stands = lookup.papers.iter().any(|id| space.procedure.component(*id).name == component.name);
            if lookup.source == *source && stands {
                all.push(Recorded {
                    kind: lookup.kind,
                    texts: texts(&lookup.basis),
                    in_force: valid(&lookup.period, &lookup.basis, lookup.standing),
                    class: space.cases.holds(&lookup.condition),
                });
            }
        }
    }
    let Some(document) = &component.document else { return all };
    for (_, rule) in space.library.rules() {
        for one in rule.replaces.iter().filter(|one| names(one, document, source)) {
            let basis = if one.basis.is_empty() { &rule.basis } else { &one.basis };
            all.push(Recorded {
                kind: one.kind,
                texts: texts(basis),
                in_force: valid(&one.period, &one.basis, one.standing)
                    && valid(&rule.period, &rule.basis, Standing::InForce),
                class: about(component, document, &one.when, space),
            });
        }
    }
    all
}

fn names(one: &RuleReplacement, document: &Name, source: &Name) -> bool {
    let documents = one.documents.as_ref().is_none_or(|names| names.contains(document));
    documents && one.sources.as_ref().is_none_or(|names| names.contains(source))
}

/// The cases in which what the document is about is as a rule wants it.
fn about(component: &Component, document: &Name, when: &[Covered], space: &Space<'_>) -> Class {
    let Some(declared) = space.library.document(document) else { return space.cases.none() };
    when.iter().fold(space.cases.all(), |all, covered| {
        let [parameter, attribute] = covered.path.as_slice() else { return space.cases.none() };
        let at = declared.about.iter().position(|(name, _)| name == parameter);
        let role = at.and_then(|at| component.about.get(at));
        role.map_or_else(
            || space.cases.none(),
            |role| {
                let fact = Fact { role: *role, attribute: attribute.clone() };
                all.and(&space.one_of(&fact, &covered.values))
            },
        )
    })
}

/// The agency must ask for the paper, by each channel within the term of the record.
pub(crate) fn fallback(
    replacement: &Replacement,
    component: &Component,
    space: &Space<'_>,
    found: &mut Vec<Violation>,
) {
    if replacement.fallback.component != component.name {
        found.push(Violation::FallbackMissing { component: component.name.to_string() });
    }
    let own = component
        .requirement
        .and_then(|id| space.procedure.requirements[id.index()].ask_within.as_ref())
        .map(Duration::iso);
    for channel in ChannelKind::ALL {
        let used = space.procedure.channels.is_empty() || space.procedure.has_channel(channel);
        let word = channel.keyword().english();
        let mut stated = replacement.fallback.terms.iter().filter(|term| term.channel == word);
        let (stated, more) = (stated.next(), stated.next());
        let right = match (stated, used) {
            (None, used) => !used,
            (Some(_), false) => false,
            (Some(term), true) => match &own {
                Some(own) => term.within.as_ref() == Some(own),
                None => {
                    let known = terms(channel, space);
                    term.within.as_ref().map_or(known.is_empty(), |within| known.contains(within))
                }
            },
        };
        if !right || more.is_some() {
            let (component, channel) = (component.name.to_string(), word.to_owned());
            found.push(Violation::FallbackTerm { component, channel });
        }
    }
}

/// The terms of the general rules in force for a channel.
fn terms(channel: ChannelKind, space: &Space<'_>) -> Vec<String> {
    let rules = space.library.rules().filter(|(_, rule)| {
        rule.period.contains(space.on) && space.library.in_force(&rule.basis).contains(space.on)
    });
    rules
        .flat_map(|(_, rule)| &rule.supplement_terms)
        .filter(|term| if channel == ChannelKind::Online { term.online } else { term.offline })
        .map(|term| term.within.iso())
        .collect()
}
