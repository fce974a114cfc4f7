//! Which facts anything in a record makes use of.

use std::collections::BTreeSet;

use crate::formula::Subject;
use crate::library::Library;
use crate::procedure::{APPLICANT, Action, Atom, Fact, Procedure, RoleId};

/// The facts that are used, apart from the requirements that ask to evidence them.
pub(super) fn used(procedure: &Procedure, library: &Library) -> BTreeSet<Fact> {
    let fact = |id: &crate::procedure::FactId| procedure.fact(*id).clone();
    let mut used: BTreeSet<Fact> = BTreeSet::new();
    used.extend(procedure.criteria.iter().flat_map(|criterion| &criterion.needs).map(fact));
    used.extend(procedure.competence.iter().flat_map(|competence| &competence.places).map(fact));
    used.extend(procedure.filing_limits.iter().filter_map(|limit| limit.from.as_ref()).map(fact));
    let lookups = procedure.requirements.iter().flat_map(|requirement| &requirement.lookups);
    used.extend(lookups.flat_map(|lookup| &lookup.keys).map(fact));
    used.extend(procedure.atoms.iter().filter_map(|atom| match atom {
        Atom::Value(fact, _) | Atom::Flag(fact) => Some(fact.clone()),
        Atom::AtMost(bound) => of_subject(&bound.subject),
        Atom::Case(..) | Atom::Channel(_) | Atom::Opaque(_) => None,
    }));
    used.extend(procedure.units.iter().filter_map(|(subject, _)| of_subject(subject)));
    results(procedure, library, &mut used);
    records(procedure, library, &mut used);
    used
}

fn of_subject(subject: &Subject) -> Option<Fact> {
    match subject {
        Subject::Fact(fact) => Some(fact.clone()),
        Subject::Case(_) => None,
    }
}

/// What the results state.
fn results(procedure: &Procedure, library: &Library, used: &mut BTreeSet<Fact>) {
    for result in &procedure.results {
        let Some(document) = library.document(&result.document) else { continue };
        for (at, (parameter, entity)) in document.about.iter().enumerate() {
            let roles: Vec<RoleId> = match result.about.get(at) {
                Some(role) => vec![*role],
                // Nobody said of whom: it may be of anyone it fits.
                None => roles_of(procedure, entity),
            };
            for (_, attribute) in document.attests.iter().filter(|(name, _)| name == parameter) {
                used.extend(roles.iter().map(|role| Fact { role: *role, attribute: attribute.clone() }));
            }
        }
    }
}

/// What is written into data.
fn records(procedure: &Procedure, library: &Library, used: &mut BTreeSet<Fact>) {
    let steps = procedure.steps.iter().filter(|step| step.action == Some(Action::Record));
    let written = steps.flat_map(|step| &step.objects);
    for name in written.chain(procedure.updates.iter().map(|update| &update.source)) {
        let Some(source) = library.source(name) else { continue };
        for about in &source.about {
            for role in roles_of(procedure, &about.entity) {
                used.extend(about.holds.iter().map(|held| Fact { role, attribute: held.clone() }));
            }
        }
    }
}

fn roles_of(procedure: &Procedure, entity: &str) -> Vec<RoleId> {
    let roles = (0..procedure.roles.len() as u16).map(RoleId);
    roles.filter(|role| procedure.role(*role).entity == entity).collect()
}

/// What tells one of its kind from others: its keys, and what sources look it up and check it by.
pub(super) fn identifies(procedure: &Procedure, library: &Library, fact: &Fact) -> bool {
    let entity = &procedure.role(fact.role).entity;
    let own = library.entity(entity).into_iter().flat_map(|entity| entity.keys.iter().flatten());
    let abouts =
        library.sources().flat_map(|(_, source)| &source.about).filter(|about| about.entity == *entity);
    let of_sources = abouts.flat_map(|about| about.keys.iter().flatten().chain(&about.matching));
    own.chain(of_sources).any(|path| path.first() == Some(&fact.attribute))
}

/// Held by a database that this procedure reads, or that opens itself at the applicant's login.
pub(super) fn is_at_hand(procedure: &Procedure, library: &Library, fact: &Fact) -> bool {
    let lookups: Vec<_> =
        procedure.requirements.iter().flat_map(|requirement| &requirement.lookups).collect();
    let entity = &procedure.role(fact.role).entity;
    library.sources().any(|(item, source)| {
        let is_read = lookups.iter().any(|lookup| lookup.source == item.name)
            || (source.login && fact.role == APPLICANT);
        is_read
            && source
                .about
                .iter()
                .any(|about| about.entity == *entity && about.holds.contains(&fact.attribute))
    })
}

/// A used reference uses whatever tells who it leads to.
pub(super) fn is_referred_to(procedure: &Procedure, used: &BTreeSet<Fact>, role: RoleId) -> bool {
    role != APPLICANT && used.iter().any(|fact| procedure.linked(fact.role, &fact.attribute) == Some(role))
}
