//! How often a dossier may be sent back.

use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::procedure::{Action, Procedure};

/// More rounds than these are more than a rule of one full instruction leaves room for.
const ROUNDS: u32 = 2;

pub(super) fn check(procedure: &Procedure, found: &mut Vec<Diagnostic>) {
    for step in procedure.steps.iter().filter(|step| step.action == Some(Action::AskMore)) {
        let message = match step.at_most {
            None => Message::UnboundedRounds,
            Some(rounds) if rounds > ROUNDS => Message::TooManyRounds { rounds },
            Some(_) => continue,
        };
        found.push(Diagnostic::new(step.name_span, message).help(Message::RoundsHelp));
    }
}
