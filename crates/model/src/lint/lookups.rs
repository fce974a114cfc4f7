//! Lookups that cannot work as they are written.

use crate::citation::BasisKind;
use crate::diagnostic::Diagnostic;
use crate::library::{Library, Source};
use crate::message::Message;
use crate::procedure::{APPLICANT, Fact, FactId, Lookup, Procedure, Requirement, Standing};

pub(super) fn check(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    let mut told: Vec<FactId> = Vec::new();
    for requirement in &procedure.requirements {
        for lookup in &requirement.lookups {
            let Some(source) = library.source(&lookup.source) else { continue };
            found.extend(holds_nothing(procedure, requirement, lookup, source));
            let unknown = lookup.keys.iter().find(|key| !is_known(procedure, library, **key));
            let Some(key) = unknown.filter(|key| !told.contains(key)) else { continue };
            told.push(*key);
            let key = procedure.fact_text(*key);
            let message = Message::LookupKeyUnknown { key: key.clone(), source: lookup.source.to_string() };
            found.push(Diagnostic::new(lookup.keys_span, message).help(Message::AskForKeyHelp { key }));
        }
    }
}

fn holds_nothing(
    procedure: &Procedure,
    requirement: &Requirement,
    lookup: &Lookup,
    source: &Source,
) -> Option<Diagnostic> {
    let papers = lookup.papers.iter().map(|id| procedure.component(*id));
    let keeps_a_paper =
        papers.filter_map(|paper| paper.document.as_ref()).any(|document| source.stores.contains(document));
    let gives = |fact: &FactId| holds(source, procedure, procedure.fact(*fact));
    // Our own reading counts nowhere, and what a database will hold once it operates is not declared.
    let counts = lookup.kind != BasisKind::Inferred && lookup.standing == Standing::InForce;
    if !counts || requirement.facts.is_empty() || keeps_a_paper || requirement.facts.iter().any(gives) {
        return None;
    }
    let message = Message::LookupHoldsNothing {
        source: lookup.source.to_string(),
        requirement: requirement.name.to_string(),
    };
    let held: Vec<String> = source
        .about
        .iter()
        .flat_map(|about| about.holds.iter().map(move |attribute| format!("{}.{attribute}", about.entity)))
        .collect();
    Some(Diagnostic::new(lookup.span, message).help(Message::SourceHoldsHelp { held: held.join(", ") }))
}

/// Typed or shown, proved by login, or held by a source that this procedure reads.
fn is_known(procedure: &Procedure, library: &Library, key: FactId) -> bool {
    let fact = procedure.fact(key);
    let entity = &procedure.role(fact.role).entity;
    let at_login = fact.role == APPLICANT
        && library.sources().any(|(_, source)| source.login)
        && library.entity(entity).is_some_and(|entity| {
            entity
                .keys
                .iter()
                .flatten()
                .any(|path| matches!(path.as_slice(), [name] if *name == fact.attribute))
        });
    // A reference is known with whom it leads to.
    let leads_to = procedure.linked(fact.role, &fact.attribute);
    let shown = procedure
        .components
        .iter()
        .flat_map(|component| &component.facts)
        .any(|shown| *shown == key || leads_to.is_some_and(|role| procedure.fact(*shown).role == role));
    let read = procedure.requirements.iter().flat_map(|requirement| &requirement.lookups);
    at_login
        || shown
        || read
            // What is opened by the key does not tell it.
            .filter(|lookup| !lookup.keys.contains(&key))
            .filter_map(|lookup| library.source(&lookup.source))
            .any(|source| holds(source, procedure, fact))
}

fn holds(source: &Source, procedure: &Procedure, fact: &Fact) -> bool {
    let entity = &procedure.role(fact.role).entity;
    source.about.iter().any(|about| about.entity == *entity && about.holds.contains(&fact.attribute))
}
