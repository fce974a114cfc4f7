//! Forms that ask for what the state holds and the record does not use (Decree 63/2010 art. 8: each item of a form
//! has a reason).
//!
//! What nobody holds is left alone: how to reach the applicant, or what the application is about, can only be
//! learnt from the form, and records seldom say what for.

use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::lint::needs;
use crate::message::{Message, Names};
use crate::procedure::{FactId, Mode, Procedure};

pub(super) fn check(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    let used = needs::used(procedure, library);
    let evidenced: Vec<FactId> =
        procedure.requirements.iter().flat_map(|requirement| requirement.facts.clone()).collect();
    for form in procedure.components.iter().filter(|component| component.mode == Mode::Form) {
        let idle = form.facts.iter().filter(|id| {
            let fact = procedure.fact(**id);
            !used.contains(fact)
                && !evidenced.contains(id)
                && needs::is_at_hand(procedure, library, fact)
                && !needs::is_referred_to(procedure, &used, fact.role)
                && !needs::identifies(procedure, library, fact)
        });
        let fields: Vec<String> = idle.map(|id| procedure.fact_text(*id)).collect();
        if !fields.is_empty() {
            let message = Message::OverCollection { form: form.name.to_string(), fields: Names(fields) };
            found.push(Diagnostic::new(form.name_span, message).help(Message::OverCollectionHelp));
        }
    }
}
