//! What a reform says that its procedure does not bear out.

use tthc_model::library::Library;
use tthc_model::message::{Message, Names, Provisions};
use tthc_model::procedure::{ComponentId, Deadline};
use tthc_model::quantity::{Duration, TimeUnit};
use tthc_model::scenario::Reform;
use tthc_model::{Citation, Date, Name, Procedure};
use tthc_syntax::Keyword;

use crate::laws::demands;
use crate::plan::{Decisions, Plan, moved_facts, plan};
use crate::verdict::Judgement;

/// A mistake with what it is about: a name that the reform decides on, or the whole of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub about: Option<Name>,
    pub message: Message,
    pub help: Option<Message>,
}

/// Everything wrong with the decisions of a reform on a procedure, in the order of the codes.
pub fn check(
    reform: &Reform,
    procedure: &Procedure,
    library: &Library,
    baseline: Date,
    on: Date,
) -> Vec<Finding> {
    let decisions = Decisions::of(reform);
    let plan = plan(procedure, library, baseline, on, decisions);
    let mut found = Vec::new();
    let open = not_amended(&plan, reform);
    if !open.is_empty() {
        let message = Message::NotAmended { provisions: Provisions(open) };
        found.push(Finding { about: None, message, help: Some(Message::AmendHelp) });
    }
    for (component, facts) in lost(&plan) {
        let message = Message::CutLosesFacts { component: component.to_string(), facts: Names(facts) };
        found.push(Finding { about: Some(component), message, help: Some(Message::KeepEvidenceHelp) });
    }
    for step in procedure.steps.iter().filter(|step| step.protected) {
        if plan.decisions.cut.contains(&step.name) {
            let message = Message::ProtectedStepCut { step: step.name.to_string() };
            found.push(Finding { about: Some(step.name.clone()), message, help: None });
        }
    }
    found.extend(not_shorter(&plan));
    found.extend(not_replaced(&plan));
    found
}

/// The needed facts that nothing shows any more in some case in which a dropped component was asked for:
/// no component that stays, no field of the form, no data that can be had.
pub fn lost(plan: &Plan<'_>) -> Vec<(Name, Vec<String>)> {
    let after = &plan.after;
    let engine = &after.engine;
    let procedure = engine.procedure;
    let moved = moved_facts(after, &plan.decisions);
    let stays: Vec<ComponentId> = procedure
        .component_ids()
        .filter(|id| !plan.decisions.drops(&procedure.component(*id).name))
        .collect();
    let dropped = procedure.component_ids().filter(|id| !stays.contains(id));
    let facts_of = |id: ComponentId| {
        let component = procedure.component(id);
        let lost = component.facts.iter().filter(|fact| {
            let attesting = stays.iter().filter(|id| procedure.component(**id).facts.contains(fact));
            let shown =
                attesting.fold(after.closure.held[fact.index()].clone(), |any, id| any.or(&after.asked(*id)));
            let shown = moved.get(&fact.index()).map_or(shown.clone(), |class| shown.or(class));
            !after.needs[fact.index()].and(&after.asked(id)).is_within(&shown)
        });
        lost.map(|fact| procedure.fact_text(*fact)).collect::<Vec<_>>()
    };
    let all = dropped.map(|id| (procedure.component(id).name.clone(), facts_of(id)));
    all.filter(|(_, facts)| !facts.is_empty()).collect()
}

/// Steps, and the whole, that are to take as long as they do now, or longer.
fn not_shorter(plan: &Plan<'_>) -> Vec<Finding> {
    let procedure = plan.after.engine.procedure;
    let finding = |name: &str, now: &Duration, to: &Duration| {
        let message = Message::NotShorter { name: name.to_owned(), now: now.clone(), to: to.clone() };
        is_no_shorter(now, to).then(|| Finding { about: Some(Name::new(name)), message, help: None })
    };
    let steps = procedure.steps.iter().filter_map(|step| {
        finding(&step.name, step.takes.as_ref()?, plan.decisions.shortened.get(&step.name)?)
    });
    let mut found: Vec<Finding> = steps.collect();
    let limits = procedure.time_limits.iter().filter_map(|limit| match &limit.limit {
        Deadline::Within(now) => Some(now),
        _ => None,
    });
    if let Some(to) = &plan.decisions.limit {
        let mut problems = limits.map(|now| finding(Keyword::All.vietnamese(), now, to));
        // It is enough that one of the limits becomes shorter.
        let first = problems.next();
        if problems.all(|problem| problem.is_some()) {
            found.extend(first.flatten());
        }
    }
    found
}

/// Calendar time and working time are not compared: which is longer hangs on the days off.
fn is_no_shorter(now: &Duration, to: &Duration) -> bool {
    let is_working = |one: &Duration| !matches!(one.unit, TimeUnit::Day | TimeUnit::Month | TimeUnit::Year);
    if now.unit == to.unit {
        return to.amount.high >= now.amount.high;
    }
    match (is_working(now), is_working(to)) {
        (true, true) => match (now.working_hours(), to.working_hours()) {
            (Some(now), Some(to)) => to.high >= now.high,
            _ => false,
        },
        (false, false) => to.is_surely_longer_than(now),
        _ => false,
    }
}

/// Papers that data are to stand for, and do not in any case.
fn not_replaced(plan: &Plan<'_>) -> Vec<Finding> {
    let procedure = plan.after.engine.procedure;
    let proposals = plan.decisions.proposals.iter().filter_map(|proposal| {
        let id = procedure.component_named(&proposal.component)?;
        let gives = |judgement: &&Judgement| {
            judgement.verdict.is_replaced()
                && proposal.source.as_ref().is_none_or(|source| {
                    judgement
                        .proof
                        .iter()
                        .flat_map(|proof| &proof.facts)
                        .any(|(_, lookup)| plan.after.engine.lookups[*lookup].source == source)
                        || judgement.proof.is_none()
                })
        };
        if plan.after.of(id).any(|judgement| gives(&judgement)) {
            return None;
        }
        let (component, source) = (proposal.component.to_string(), proposal.source.clone()?.to_string());
        let help =
            Message::WhyNotHelp { procedure: procedure.name.to_string(), component: component.clone() };
        let message = Message::NothingToReplace { component, source };
        Some(Finding { about: Some(proposal.component.clone()), message, help: Some(help) })
    });
    proposals.collect()
}

/// The provisions that require a paper which the plan drops, that no list in force goes before, and that
/// the reform does not propose to amend; in the order of the texts.
pub fn not_amended(plan: &Plan<'_>, reform: &Reform) -> Vec<Citation> {
    let demands = demands(plan);
    let open = demands.iter().filter(|demand| demand.applied_by.is_empty());
    let mut provisions: Vec<Citation> = Vec::new();
    for provision in open.filter_map(|demand| demand.provision.as_ref()) {
        let amended = reform.amendments().any(|(citation, _)| citation.meets(provision));
        if !amended && !provisions.contains(provision) {
            provisions.push(provision.clone());
        }
    }
    provisions.sort_by(Citation::order);
    provisions
}
