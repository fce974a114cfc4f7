//! Agencies that no longer exist, or not yet, on the day for which the record is read.

use tthc_syntax::Node;

use crate::diagnostic::Diagnostic;
use crate::library::{Agency, Detail, ItemKind, Library};
use crate::message::Message;
use crate::names;
use crate::quantity::Date;

pub(super) fn check(
    kind: ItemKind,
    node: Node<'_>,
    library: &Library,
    on: Option<Date>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(on) = on else { return };
    // Successors, the agency of a former official and the case of a scenario are history by their nature.
    if matches!(kind, ItemKind::Agency | ItemKind::Actor | ItemKind::Scenario) {
        return;
    }
    let gone = |name: &str| library.agency(name).filter(|agency| !agency.exists.contains(on));
    let references: Vec<_> = names::of_item(node).into_iter().collect();
    if kind == ItemKind::Document {
        // Papers of former agencies stay valid; but somebody must issue them now.
        let issuers: Vec<_> = references.iter().filter(|r| r.kinds.contains(&ItemKind::Agency)).collect();
        if issuers.iter().any(|issuer| gone(&issuer.name).is_none()) {
            return;
        }
    }
    for reference in &references {
        let item = reference.kinds.iter().find_map(|&kind| library.item(kind, &reference.name));
        let Some(item) = item else { continue };
        let (name, agency) = match &item.detail {
            Detail::Agency(agency) if !agency.exists.contains(on) => (&reference.name, agency),
            Detail::Actor(actor) => {
                let Some(name) = &actor.agency else { continue };
                let Some(agency) = gone(name) else { continue };
                (name, agency)
            }
            _ => continue,
        };
        let is_itself = *name == reference.name;
        let message = Message::AgencyDoesNotExist { agency: name.to_string(), date: on };
        found.push(advised(Diagnostic::new(reference.span, message), agency, is_itself));
    }
}

fn advised(diagnostic: Diagnostic, agency: &Agency, is_itself: bool) -> Diagnostic {
    match &agency.succeeded_by {
        Some(successor) => {
            let diagnostic = diagnostic.help(Message::SuccessorHelp { agency: successor.to_string() });
            if is_itself { diagnostic.replace(successor.as_str()) } else { diagnostic }
        }
        None => diagnostic.help(Message::NoSuccessorHelp),
    }
}
