//! What the whole record says or fails to say, once everything is resolved.

use tthc_syntax::{Keyword, Node};

use super::Builder;
use crate::cases::Cases;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::procedure::{Action, Deadline, FactId, Procedure, Step, StepId};
use crate::quantity::{Duration, Interval, Ratio, TimeUnit, whole};

pub(super) fn run(builder: &mut Builder<'_>, node: Node<'_>) {
    needs_have_evidence(builder, node);
    conditions_can_be_true(builder);
    let acyclic = steps_have_an_order(builder);
    if acyclic {
        steps_fit_the_deadline(builder, node);
    }
    if builder.procedure.steps.is_empty() {
        builder.values.problem(builder.procedure.name_span, Message::NoSteps);
    }
}

/// A fact that nothing can show makes the procedure impossible to decide as written.
fn needs_have_evidence(builder: &mut Builder<'_>, node: Node<'_>) {
    let procedure = &builder.procedure;
    let mut missing: Vec<(tthc_syntax::Span, FactId)> = Vec::new();
    let shown = |fact: FactId| {
        procedure.components.iter().any(|component| component.facts.contains(&fact))
            || builder.library.sources().any(|(_, source)| {
                let fact = procedure.fact(fact);
                source.about.iter().any(|about| {
                    about.entity == procedure.role(fact.role).entity && about.holds.contains(&fact.attribute)
                })
            })
    };
    for requirement in &procedure.requirements {
        let facts = requirement.facts.iter().filter(|fact| !shown(**fact));
        missing.extend(facts.map(|fact| (requirement.name_span, *fact)));
    }
    for (criterion, statement) in procedure.criteria.iter().zip(criteria(node)) {
        let at = statement.clause(Keyword::Needs).map_or(criterion.span, Node::span);
        missing.extend(criterion.needs.iter().filter(|fact| !shown(**fact)).map(|fact| (at, *fact)));
    }
    for (at, fact) in missing {
        let message = Message::NeedWithoutEvidence { fact: builder.procedure.fact_text(fact) };
        builder.values.problems.push(Diagnostic::new(at, message).help(Message::AddEvidenceHelp));
    }
}

fn criteria(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.statements().filter(|statement| {
        matches!(statement.keyword(), Some(Keyword::Criterion | Keyword::Condition))
            && statement.name().is_some()
    })
}

fn conditions_can_be_true(builder: &mut Builder<'_>) {
    let procedure = &builder.procedure;
    if procedure.components.iter().all(|component| component.condition.is_true()) {
        return;
    }
    let cases = Cases::new(procedure, builder.library);
    let mut never = Vec::new();
    for component in &procedure.components {
        if !component.condition.is_true() && cases.holds(&component.condition).is_never() {
            never.push(component.span);
        }
    }
    for at in never {
        builder.values.problem(at, Message::NeverTrue);
    }
}

/// False if steps wait for each other in a circle, which is then reported.
fn steps_have_an_order(builder: &mut Builder<'_>) -> bool {
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

/// Waiting for the applicant's supplements is not the office's time.
fn counts(step: &Step) -> bool {
    !matches!(step.action, Some(Action::AskMore | Action::Submit | Action::Pay))
}

/// Working hours on the longest chain of steps up to and including each step; steps without a term count nothing.
pub(crate) fn longest_chain(procedure: &Procedure) -> (Interval, Vec<StepId>) {
    let mut done: Vec<Option<(Interval, Vec<StepId>)>> = vec![None; procedure.steps.len()];
    // Steps are few; each round settles at least one step of an acyclic order.
    for _ in 0..procedure.steps.len() {
        for (at, step) in procedure.steps.iter().enumerate() {
            if done[at].is_some() || step.after.iter().any(|before| done[before.index()].is_none()) {
                continue;
            }
            let before = step.after.iter().filter_map(|before| done[before.index()].clone());
            let (mut hours, mut chain) =
                before.max_by(|a, b| a.0.low.cmp(&b.0.low)).unwrap_or((Interval::zero(), Vec::new()));
            if let Some(own) = step.takes.as_ref().filter(|_| counts(step)).and_then(Duration::working_hours)
            {
                hours = hours.plus(&own);
                chain.push(StepId(at as u16));
            }
            done[at] = Some((hours, chain));
        }
    }
    let longest = done.into_iter().flatten().max_by(|a, b| a.0.low.cmp(&b.0.low));
    longest.unwrap_or((Interval::zero(), Vec::new()))
}

fn steps_fit_the_deadline(builder: &mut Builder<'_>, node: Node<'_>) {
    let (sum, chain) = longest_chain(&builder.procedure);
    let extended = builder.procedure.extensions.iter().filter_map(|extension| extension.by.working_hours());
    let extended = extended.fold(whole(0), |all, hours| all + hours.high);
    let mut reported = false;
    for channel in &builder.procedure.channels {
        let total = match &channel.deadline {
            Some(Deadline::SameDay { .. }) => Some(whole(8)),
            Some(Deadline::Within(limit)) => limit.working_hours().map(|hours| hours.high),
            None => None,
        };
        let Some(total) = total.filter(|total| sum.low > total + &extended) else { continue };
        if reported {
            continue;
        }
        reported = true;
        let deadline = node
            .statements()
            .find(|statement| statement.span() == channel.span)
            .and_then(|statement| statement.clause(Keyword::Deadline))
            .map_or(channel.span, Node::span);
        let show = |hours: Ratio| Duration {
            amount: Interval::exactly(hours / whole(8)),
            unit: TimeUnit::WorkingDay,
        };
        let message = Message::LimitsExceedTotal { total: show(total), sum: show(sum.low.clone()) };
        let mut diagnostic = Diagnostic::new(deadline, message).help(Message::ParallelHelp);
        for step in &chain {
            let step = &builder.procedure.steps[step.index()];
            if let (Some(takes), Some(span)) = (&step.takes, step.takes_span) {
                diagnostic = diagnostic.also(span, Message::StepTakes { term: takes.clone() });
            }
        }
        builder.values.problems.push(diagnostic);
    }
}
