//! The longest way through the steps of a procedure, in working days.

use crate::cases::{Cases, Class};
use crate::procedure::{Action, Procedure, Step, StepId};
use crate::quantity::{Duration, Ratio, whole};

/// Steps that can follow one another in the same case, with the working days they take at least.
#[derive(Debug, Clone)]
pub struct Chain {
    pub cases: Class,
    pub days: Ratio,
    /// Those that have a term.
    pub steps: Vec<StepId>,
}

/// More ways than these to reach one step are not told apart: the longest are kept.
const WAYS: usize = 32;

/// The chain with the most working days in cases of a class, behind the step that starts the clock, if one is
/// named; steps without a term count nothing.
pub fn longest<'p>(
    procedure: &'p Procedure,
    cases: &Cases,
    class: &Class,
    start: Option<&str>,
    takes: &dyn Fn(&'p Step) -> Option<&'p Duration>,
) -> Option<Chain> {
    let counted = counted_from(procedure, start);
    let mut ways: Vec<Option<Vec<Chain>>> = vec![None; procedure.steps.len()];
    // Steps are few; each round settles at least one step of an acyclic order.
    for _ in 0..procedure.steps.len() {
        for (at, step) in procedure.steps.iter().enumerate() {
            if ways[at].is_some() || step.after.iter().any(|before| ways[before.index()].is_none()) {
                continue;
            }
            let own = cases.holds(&step.condition).and(class);
            let mut here: Vec<Chain> = step
                .after
                .iter()
                .filter_map(|before| ways[before.index()].as_ref())
                .flatten()
                .map(|way| Chain { cases: way.cases.and(&own), ..way.clone() })
                .collect();
            here.push(Chain { cases: own, days: whole(0), steps: Vec::new() });
            here.retain(|way| !way.cases.is_never());
            if counts(step)
                && counted[at]
                && let Some(days) = takes(step).and_then(Duration::fewest_working_days)
            {
                for way in &mut here {
                    way.days += &days;
                    way.steps.push(StepId(at as u16));
                }
            }
            here.sort_by(|a, b| b.days.cmp(&a.days));
            here.truncate(WAYS);
            ways[at] = Some(here);
        }
    }
    ways.into_iter().flatten().flatten().max_by(|a, b| a.days.cmp(&b.days))
}

/// Which steps are on the clock: all, or those behind the step that starts it.
fn counted_from(procedure: &Procedure, start: Option<&str>) -> Vec<bool> {
    let Some(start) = start.and_then(|name| procedure.steps.iter().position(|step| step.name == name)) else {
        return vec![true; procedure.steps.len()];
    };
    let mut behind = vec![false; procedure.steps.len()];
    for _ in 0..procedure.steps.len() {
        for (at, step) in procedure.steps.iter().enumerate() {
            behind[at] |= step.after.iter().any(|before| before.index() == start || behind[before.index()]);
        }
    }
    behind
}

/// Waiting for the applicant is not the office's time, and a refusal ends it.
pub fn counts(step: &Step) -> bool {
    let waits = matches!(
        step.action,
        Some(Action::AskMore | Action::Submit | Action::Pay | Action::Refuse | Action::Apologise)
    );
    !waits && !step.not_counted
}
