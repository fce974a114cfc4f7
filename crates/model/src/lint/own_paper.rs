//! Papers that the agency which asks for them issues itself (Decree 61/2018 art. 4: what an agency has, it does
//! not ask for).

use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::message::Message;
use crate::procedure::{Component, ComponentId, Mode, Procedure, Purpose};
use crate::{BasisKind, Name};

pub(super) fn check(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    for id in procedure.component_ids() {
        let component = procedure.component(id);
        let Some(document) = &component.document else { continue };
        if !is_proof(component) || is_replaced(procedure, library, id, document) {
            continue;
        }
        if let Some(agency) = issuer(procedure, library, document) {
            let message = Message::OwnPaper { document: document.to_string(), agency: agency.to_string() };
            found.push(Diagnostic::new(component.name_span, message).help(Message::OwnPaperHelp));
        }
    }
}

/// What is taken away, written on or wanted as such is no proof of what the agency knows.
fn is_proof(component: &Component) -> bool {
    component.purpose == Purpose::Proof && component.mode != Mode::Surrender && !component.form.annotated
}

/// The record already says how data or an earlier file stand for it.
fn is_replaced(procedure: &Procedure, library: &Library, id: ComponentId, document: &Name) -> bool {
    let component = procedure.component(id);
    let requirement = component.requirement.map(|id| &procedure.requirements[id.index()]);
    requirement.is_some_and(|requirement| !requirement.lookups.is_empty())
        || !library.stores_of(document).is_empty()
        || library.rules().flat_map(|(_, rule)| &rule.replaces).any(|replacement| {
            // Our own reading of a rule stands for nothing.
            replacement.kind != BasisKind::Inferred
                && replacement.documents.as_ref().is_none_or(|documents| documents.contains(document))
        })
}

/// The authority, if it alone issues the document; where no issuer is recorded, the authority of every
/// procedure that ends in it.
fn issuer<'p>(procedure: &'p Procedure, library: &Library, document: &str) -> Option<&'p Name> {
    let declared = library.document(document)?;
    let issuers: Vec<Name> = if declared.issued_by.is_empty() {
        let ending_in = library.procedures_issuing(document).iter().filter(|name| **name != procedure.name);
        ending_in
            .filter_map(|name| library.procedure(name))
            .flat_map(|head| head.authorities.clone())
            .collect()
    } else {
        let agency = |name: &Name| match library.actor(name) {
            Some(actor) => actor.agency.clone(),
            None => Some(name.clone()),
        };
        declared.issued_by.iter().map(agency).collect::<Option<_>>()?
    };
    let is_own = |name: &Name| procedure.authorities.contains(name);
    if issuers.is_empty() || !issuers.iter().all(is_own) {
        return None;
    }
    procedure.authorities.iter().find(|authority| issuers.contains(authority))
}
