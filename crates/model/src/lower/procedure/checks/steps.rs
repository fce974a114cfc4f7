//! The order of the steps, and whether their terms fit the time limit.

use super::{Builder, Diagrams};
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
pub(super) fn fit_the_time_limits(builder: &mut Builder<'_>, cases: &Diagrams) {
    let procedure = &builder.procedure;
    if procedure.time_limits.is_empty() || procedure.steps.iter().all(|step| step.takes.is_none()) {
        return;
    }
    // What no order of the steps exceeds, no case does.
    let most = longest_at_most(procedure);
    // Nor one limit what is within it in every case.
    let mut longest: Option<Option<chain::Chain>> = None;
    for (at, limit) in procedure.time_limits.iter().enumerate() {
        let total = match &limit.limit {
            Deadline::SameDay { .. } => whole(1),
            // A limit in months outlasts any sum of terms that we could set against it.
            Deadline::Within(_) | Deadline::Sum(_) => match limit.limit.most_working_days() {
                Some(days) => days,
                None => continue,
            },
            Deadline::AtOnce | Deadline::Text(_) | Deadline::Absent(_) => continue,
        };
        if most <= total {
            continue;
        }
        let cases = cases.of(builder);
        let longest = longest.get_or_insert_with(|| {
            chain::longest(procedure, cases, &cases.all(), None, &|step| step.takes.as_ref())
        });
        if longest.as_ref().is_none_or(|longest| longest.days <= total) {
            continue;
        }
        let class = cases.holds(&procedure.limit_holds(at, None));
        let start = limit.counted_from.as_deref();
        let Some(chain) = chain::longest(procedure, cases, &class, start, &|step| step.takes.as_ref()) else {
            continue;
        };
        // An extension in months outlasts them too.
        let Some(extended) = extended(procedure, cases, &chain.cases) else { continue };
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

/// The working days of the longest chain of steps, whether or not a case has all of them.
fn longest_at_most(procedure: &Procedure) -> Ratio {
    let steps = &procedure.steps;
    let mut until: Vec<Option<Ratio>> = vec![None; steps.len()];
    // As below: each round settles at least one step.
    for _ in 0..steps.len() {
        for (at, step) in steps.iter().enumerate() {
            if until[at].is_some() || step.after.iter().any(|before| until[before.index()].is_none()) {
                continue;
            }
            let before = step.after.iter().filter_map(|before| until[before.index()].clone()).max();
            let own =
                step.takes.as_ref().filter(|_| chain::counts(step)).and_then(Duration::fewest_working_days);
            until[at] = Some(before.unwrap_or_else(|| whole(0)) + own.unwrap_or_else(|| whole(0)));
        }
    }
    until.into_iter().flatten().max().unwrap_or_else(|| whole(0))
}
