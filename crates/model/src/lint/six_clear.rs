//! «Sáu rõ»: who, what, when, responsible for it, with which product, with which authority. One finding for a
//! whole procedure, which says what is missing in which steps.

use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::message::{Clarity, Message, Unclear};
use crate::procedure::{Action, Deadline, Procedure, Step};

pub(super) fn check(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    // Steps that are only names are no process yet.
    if procedure.steps.iter().all(|step| step.nobody && step.action.is_none()) {
        return;
    }
    let mut missing: Vec<(Clarity, Vec<String>)> = Vec::new();
    for clarity in Clarity::ALL {
        let unclear = procedure.steps.iter().filter(|step| !is_clear(procedure, library, step, clarity));
        let steps: Vec<String> = unclear.map(|step| step.name.to_string()).collect();
        if !steps.is_empty() {
            missing.push((clarity, steps));
        }
    }
    if !missing.is_empty() {
        let message = Message::NotSixClear { missing: Unclear(missing) };
        found.push(Diagnostic::new(procedure.name_span, message));
    }
}

fn is_clear(procedure: &Procedure, library: &Library, step: &Step, clarity: Clarity) -> bool {
    let by_applicant = step.actor.is_none() && !step.nobody;
    match clarity {
        Clarity::Who => !step.nobody,
        Clarity::What => step.action.is_some(),
        Clarity::When => by_applicant || step.takes.is_some() || is_timed_otherwise(procedure, step),
        Clarity::Duty => match step.actor.as_deref().and_then(|name| library.actor(name)) {
            Some(actor) => actor.agency.is_some(),
            // An agency answers for itself; nobody and what is not declared are reported as such.
            None => true,
        },
        Clarity::Product => has_product(procedure, step),
        Clarity::Authority => has_authority(procedure, library, step),
    }
}

/// The time limit of the procedure bounds what the office does itself; another office and a step that is not
/// counted are bound by nothing but a term of their own. A request for more has its term in the rules.
fn is_timed_otherwise(procedure: &Procedure, step: &Step) -> bool {
    let bounds = |limit: &Deadline| {
        matches!(limit, Deadline::AtOnce | Deadline::SameDay { .. } | Deadline::Within(_) | Deadline::Sum(_))
    };
    let bounded = procedure.time_limits.iter().any(|limit| bounds(&limit.limit));
    let own_clock = step.not_counted || step.action == Some(Action::Consult);
    step.action == Some(Action::AskMore) || (bounded && !own_clock)
}

/// What is in hand when the step is done.
fn has_product(procedure: &Procedure, step: &Step) -> bool {
    match step.action {
        Some(Action::Check | Action::Lookup | Action::Record | Action::Notify) => !step.objects.is_empty(),
        Some(Action::Approve | Action::Deliver) => {
            !procedure.results.is_empty() || !procedure.updates.is_empty()
        }
        _ => true,
    }
}

/// Who decides belongs to a competent authority, or a text says that he decides.
fn has_authority(procedure: &Procedure, library: &Library, step: &Step) -> bool {
    let decides = matches!(step.action, Some(Action::Approve | Action::Refuse));
    let Some(actor) = step.actor.as_ref().filter(|_| decides && step.provenance.basis.is_empty()) else {
        return true;
    };
    let agency = match library.actor(actor) {
        Some(actor) => actor.agency.as_ref(),
        None => Some(actor),
    };
    agency.is_none_or(|agency| procedure.authorities.contains(agency))
}
