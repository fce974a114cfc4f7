//! What the authority may not ask for (Decree 61/2018 art. 4, Resolution 66.7/2025 art. 4): the record must not ask for it either.

use super::{Builder, Diagrams};
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::quantity::Date;

pub(super) fn run(builder: &mut Builder<'_>, cases: &Diagrams, on: Option<Date>) {
    let procedure = &builder.procedure;
    if procedure.prohibitions.is_empty() {
        return;
    }
    let cases = cases.of(builder);
    let mut found = Vec::new();
    // What was asked for before a prohibition came into force was asked for rightly.
    let in_force =
        procedure.prohibitions.iter().filter(|known| on.is_none_or(|on| known.period.contains(on)));
    for prohibition in in_force {
        let forbidden = cases.holds(&prohibition.condition);
        for component in &procedure.components {
            let Some(document) = component.document.as_ref() else { continue };
            let named = prohibition.documents.contains(document);
            let required_by_no_text = prohibition.unlisted
                && component.basis.is_empty()
                && component.requirement.is_none_or(|id| procedure.requirements[id.index()].basis.is_empty());
            let asked = cases.holds(&component.condition);
            if asked.and(&forbidden).is_never() {
                continue;
            }
            if named {
                let message = Message::AskedAgainstProhibition { document: document.to_string() };
                let diagnostic = Diagnostic::new(component.name_span, message);
                found.push(diagnostic.also(prohibition.span, Message::ForbiddenHere));
            } else if required_by_no_text {
                let message = Message::PaperWithoutBasis { document: document.to_string() };
                let diagnostic = Diagnostic::new(component.name_span, message);
                found.push(diagnostic.also(prohibition.span, Message::ForbiddenHere));
            }
        }
    }
    builder.values.problems.append(&mut found);
}
