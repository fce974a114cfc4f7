//! Requirements for which neither a text nor the decision asks.

use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::lint::needs;
use crate::message::{Message, Names};
use crate::procedure::{Procedure, Purpose, RequirementId};

/// One finding for a whole procedure.
pub(super) fn check(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    let used = needs::used(procedure, library);
    let unneeded = procedure.requirements.iter().enumerate().filter(|(at, requirement)| {
        let id = RequirementId(*at as u16);
        let own: Vec<_> = procedure.components.iter().filter(|c| c.requirement == Some(id)).collect();
        let cited = !requirement.basis.is_empty()
            || requirement.lookups.iter().any(|lookup| !lookup.basis.is_empty())
            || own.iter().any(|component| !component.basis.is_empty());
        let mut facts = requirement.facts.iter().chain(own.iter().flat_map(|component| &component.facts));
        let needed = facts.any(|id| used.contains(procedure.fact(*id)));
        requirement.purpose == Purpose::Proof && !cited && !needed
    });
    let unneeded: Vec<_> = unneeded.map(|(_, requirement)| requirement).collect();
    let Some(first) = unneeded.first() else { return };
    let requirements = unneeded.iter().map(|requirement| requirement.name.to_string()).collect();
    let message = Message::UnneededRequirement { requirements: Names(requirements) };
    found.push(Diagnostic::new(first.name_span, message).help(Message::UnneededHelp));
}
