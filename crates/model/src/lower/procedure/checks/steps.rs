//! The order of the steps, and whether their terms fit the time limit.

use super::Builder;
use crate::cases::{Cases, Class};
use crate::chain;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::procedure::{Deadline, Procedure};
use crate::quantity::{Duration, Interval, Ratio, TimeUnit, whole};

/// False if steps wait for each other in a circle, which is then reported.
pub(super) fn have_an_order(builder: &mut Builder<'_>) -> bool {
    let steps = &builder.procedure.steps;
    let mut state = vec![0_u8; steps.len()];
    for start in 0..steps.len() {
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        while let Some((step, next)) = path.last_mut() {
            let Some(before) = steps[*step].after.get(*next).map(|id| id.index()) else {
                state[*step] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match state[before] {
                0 => {
                    state[before] = 1;
                    path.push((before, 0));
                }
                1 => {
                    let from = path.iter().position(|(step, _)| *step == before).unwrap_or(0);
                    let mut names: Vec<&str> =
                        path[from..].iter().map(|(step, _)| steps[*step].name.as_str()).collect();
                    names.push(&steps[before].name);
                    let message = Message::StepCycle { steps: names.join(" ← ") };
                    let at = steps[before].name_span;
                    builder.values.problem(at, message);
                    return false;
                }
                _ => {}
            }
        }
    }
    true
}

/// Reports the first time limit that the steps of some case exceed by their own terms.
pub(super) fn fit_the_time_limits(builder: &mut Builder<'_>) {
    let procedure = &builder.procedure;
    if procedure.time_limits.is_empty() || procedure.steps.iter().all(|step| step.takes.is_none()) {
        return;
    }
    let cases = Cases::new(procedure, builder.library);
    for (at, limit) in procedure.time_limits.iter().enumerate() {
        let total = match &limit.limit {
            Deadline::SameDay { .. } => whole(1),
            // A limit in months outlasts any sum of terms that we could set against it.
            Deadline::Within(term) => match term.most_working_days() {
                Some(days) => days,
                None => continue,
            },
            Deadline::AtOnce | Deadline::Text(_) | Deadline::Absent(_) => continue,
        };
        let class = cases.holds(&procedure.limit_holds(at, None));
        let start = limit.counted_from.as_deref();
        let Some(chain) = chain::longest(procedure, &cases, &class, start, &|step| step.takes.as_ref())
        else {
            continue;
        };
        // An extension in months outlasts them too.
        let Some(extended) = extended(procedure, &cases, &chain.cases) else { continue };
        if chain.days <= &total + extended {
            continue;
        }
        let show = |days: Ratio| Duration { amount: Interval::exactly(days), unit: TimeUnit::WorkingDay };
        let message = Message::LimitsExceedTotal { total: show(total), sum: show(chain.days.clone()) };
        let mut diagnostic = Diagnostic::new(limit.span, message).help(Message::ParallelHelp);
        for step in &chain.steps {
            let step = &procedure.steps[step.index()];
            if let (Some(takes), Some(span)) = (&step.takes, step.takes_span) {
                diagnostic = diagnostic.also(span, Message::StepTakes { term: takes.clone() });
            }
        }
        builder.values.problems.push(diagnostic);
        return;
    }
}

/// The working days by which the limit of these cases may be extended; `None` for months.
fn extended(procedure: &Procedure, cases: &Cases, class: &Class) -> Option<Ratio> {
    let extensions = procedure.extensions.iter();
    extensions
        .filter(|extension| !cases.holds(&extension.condition).and(class).is_never())
        .try_fold(whole(0), |all, extension| Some(all + extension.by.most_working_days()?))
}
