//! Merge steps: the same officer does one directly after the other, in the same cases, and neither is protected,
//! waits for an answer, or is waited for by a third.

use tthc_model::procedure::{Action, Step, StepId};

use super::{Grounds, Proposal, Rule};
use crate::plan::Plan;

pub(super) fn find(plan: &Plan<'_>) -> Vec<Proposal> {
    let engine = &plan.after.engine;
    let steps = &engine.procedure.steps;
    let waiting = |id: StepId| steps.iter().filter(|step| step.after.contains(&id)).count();
    let pairs = steps.iter().filter_map(|then| {
        let [first] = then.after.as_slice() else { return None };
        let (before, actor) = (&steps[first.index()], then.actor.as_ref()?);
        let one = before.actor.as_ref() == Some(actor)
            && before.condition == then.condition
            && before.not_counted == then.not_counted
            && waiting(*first) == 1
            && is_work(before)
            && is_work(then);
        one.then(|| Proposal {
            rule: Rule::MergeSteps,
            subjects: vec![before.name.clone(), then.name.clone()],
            class: engine.cases.holds(&then.condition),
            grounds: Grounds::OneActor { actor: actor.clone() },
        })
    });
    pairs.collect()
}

/// Work of an officer that nobody else has a part in.
fn is_work(step: &Step) -> bool {
    let turns_to_others = matches!(
        step.action,
        Some(
            Action::Submit
                | Action::AskMore
                | Action::Consult
                | Action::Confirm
                | Action::Pay
                | Action::PostUp
                | Action::Refuse
                | Action::Apologise
        )
    );
    !step.protected && !turns_to_others && step.silence.is_none() && step.at_most.is_none()
}
