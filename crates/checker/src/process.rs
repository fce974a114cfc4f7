//! The simplified process does what the record wants: its steps in their order, protected steps
//! where they were, each lookup after its keys, each replaced paper asked for where data fail.

use tthc_model::cases::Class;
use tthc_model::certificate::{Block, Certificate, Evidence, Node, Origin, Replacement, State, Step};
use tthc_model::procedure::{Action, Mode, Step as Recorded};
use tthc_model::process::Work;
use tthc_model::scenario::{Decision, Reform};

use crate::dossier::places;
use crate::net;
use crate::order::{Task, past, tasks};
use crate::space::Space;
use crate::violation::Violation;

pub(crate) fn check(
    certificate: &Certificate,
    space: &Space<'_>,
    reform: Option<&Reform>,
    found: &mut Vec<Violation>,
) {
    let (before, after) = (tasks(&certificate.before, space), tasks(&certificate.after, space));
    for (name, nodes, tasks) in
        [("«before»", &certificate.before, &before), ("«after»", &certificate.after, &after)]
    {
        net::check(name, nodes, found);
        questions(name, nodes, space, found);
        for task in tasks.iter().filter(|task| task.possible.is_never()) {
            let (process, task) = (name.to_owned(), task.id.to_string());
            found.push(Violation::DeadTask { process, task });
        }
        // Only the simplified process may lack a step, and only one that a reform takes out.
        let reform = reform.filter(|_| std::ptr::eq(tasks, &after));
        steps(name, (nodes, tasks), space, reform, found);
    }
    behaviour(&before, &after, found);
    protected(certificate, &before, &after, space, found);
    dossier(certificate, &after, space, found);
    let blocks = || certificate.places.iter().flat_map(|place| &place.blocks);
    for block in blocks() {
        // What is wrong with the cases of a block is said where the block is checked.
        let Ok(class) = space.class(&block.cases) else { continue };
        for replacement in &block.replacements {
            let goals = block.needs.iter().filter(|need| need.component == replacement.component);
            let goals = goals.filter_map(|need| match need.after {
                Evidence::Data { step, .. } => replacement.steps.get(step),
                _ => None,
            });
            lookups(replacement, goals, &class, &after, space, found);
        }
    }
    asked_for(certificate, &after, space, found);
    for task in &after {
        let Work::Lookup { source, role } = task.work else { continue };
        if !certificate.flows.iter().any(|flow| flow.source == *source && flow.role == *role) {
            found.push(Violation::FlowMissing { source: source.to_string(), role: role.to_string() });
        }
        let uses = |block: &&Block| {
            let mut steps = block.replacements.iter().flat_map(|replacement| &replacement.steps);
            steps.any(|step| step.source == *source && step.role == *role)
        };
        let needing = blocks().filter(uses).filter_map(|block| space.class(&block.cases).ok());
        let needless = task.possible.minus(&needing.fold(space.cases.none(), |any, class| any.or(&class)));
        if !needless.is_never() {
            let (source, role) = (source.to_string(), role.to_string());
            found.push(Violation::LookupNeedless { source, role, cases: space.words(&needless) });
        }
    }
}

fn doing<'t, 'c>(tasks: &'t [Task<'c>], work: &Work) -> impl Iterator<Item = &'t Task<'c>> {
    tasks.iter().filter(move |task| task.work == work)
}

/// What is asked for where data fail is what they stand for in these cases, and nothing else.
fn asked_for(certificate: &Certificate, after: &[Task<'_>], space: &Space<'_>, found: &mut Vec<Violation>) {
    for task in after {
        let (Work::AskFor { papers } | Work::Supply { papers }) = task.work else { continue };
        for paper in papers {
            let blocks = certificate.places.iter().flat_map(|place| &place.blocks);
            let replacing =
                blocks.filter(|block| block.replacements.iter().any(|one| one.component == *paper));
            let replaced = replacing.filter_map(|block| space.class(&block.cases).ok());
            let replaced = replaced.fold(space.cases.none(), |any, class| any.or(&class));
            if !task.possible.is_within(&replaced) {
                found.push(Violation::PaperAskedAgain { place: paper.to_string() });
            }
        }
    }
}

/// Where the cases decide, each takes exactly one branch.
fn questions(process: &str, nodes: &[Node], space: &Space<'_>, found: &mut Vec<Violation>) {
    for node in nodes {
        match node {
            Node::Task { .. } | Node::End { .. } => {}
            Node::Parallel { branches } => {
                branches.iter().for_each(|branch| questions(process, branch, space, found));
            }
            Node::Loop { body, again, .. } => {
                [body, again].into_iter().for_each(|nodes| questions(process, nodes, space, found));
            }
            Node::Choice { branches, cases } => {
                branches.iter().for_each(|branch| questions(process, branch, space, found));
                if cases.is_empty() {
                    continue;
                }
                let classes: Vec<Class> = cases.iter().filter_map(|cases| space.class(cases).ok()).collect();
                let mut seen = space.cases.none();
                let mut divided = classes.len() == branches.len();
                for class in &classes {
                    divided &= seen.and(class).is_never();
                    seen = seen.or(class);
                }
                if !divided || !space.cases.is_all(&seen) {
                    found.push(Violation::BranchCases { process: process.to_owned() });
                }
            }
        }
    }
}

/// Every step of the record, in the order of the record.
fn steps(
    process: &str,
    (nodes, tasks): (&[Node], &[Task<'_>]),
    space: &Space<'_>,
    reform: Option<&Reform>,
    found: &mut Vec<Violation>,
) {
    // The cases that come to the common end.
    let through = past(nodes, &|_| false, space.cases.all(), space);
    let recorded = &space.procedure.steps;
    for task in tasks {
        let (Work::Step { step } | Work::Answer { step }) = task.work else { continue };
        if !recorded.iter().any(|known| known.name == *step) {
            found.push(Violation::UnknownStep { step: step.to_string() });
        }
    }
    for step in recorded {
        let here: Vec<&Task<'_>> = of_step(tasks, step).collect();
        // A step that asks for more goes back to the step it hangs on, which must be there to hang on.
        // A step for cases that have left the process before it has nothing to do.
        let wanted = space.cases.holds(&step.condition);
        if here.is_empty() && !wanted.and(&through).is_never() && !is_cut(step, recorded, reform) {
            let (process, step) = (process.to_owned(), step.name.to_string());
            found.push(Violation::StepMissing { process, step });
        }
        for first in step.after.iter().map(|id| &recorded[id.index()]) {
            if is_side(first) || is_side(step) {
                continue;
            }
            let ordered = of_step(tasks, first)
                .all(|first| here.iter().all(|then| first.is_before(then) || first.is_left_out_by(then)));
            if !ordered {
                let (first, second) = (first.name.to_string(), step.name.to_string());
                found.push(Violation::OrderChanged { first, second });
            }
        }
    }
}

/// A reform takes out the step, or all of what it hangs on. Protected steps stay.
fn is_cut(step: &Recorded, all: &[Recorded], reform: Option<&Reform>) -> bool {
    let cut = |step: &Recorded| {
        !step.protected
            && reform.is_some_and(|reform| {
                reform.decisions.iter().any(
                    |decision| matches!(decision, Decision::Cut { component, .. } if *component == step.name),
                )
            })
    };
    cut(step) || (!step.protected && is_side(step) && step.after.iter().all(|id| cut(&all[id.index()])))
}

fn of_step<'t, 'c>(tasks: &'t [Task<'c>], wanted: &Recorded) -> impl Iterator<Item = &'t Task<'c>> {
    tasks.iter().filter(move |task| matches!(task.work, Work::Step { step } if *step == wanted.name))
}

/// A request for more and a refusal hang on a step; they do not stand in the order of steps.
fn is_side(step: &Recorded) -> bool {
    matches!(step.action, Some(Action::AskMore | Action::Refuse)) && !step.after.is_empty()
}

/// What was done in an order before is done in that order after.
fn behaviour(before: &[Task<'_>], after: &[Task<'_>], found: &mut Vec<Violation>) {
    let steps = |tasks: &'_ [Task<'_>]| -> Vec<usize> {
        (0..tasks.len()).filter(|at| matches!(tasks[*at].work, Work::Step { .. })).collect()
    };
    let kept = |task: &Task<'_>| after.iter().find(|one| one.id == task.id && one.work == task.work);
    for first in steps(before) {
        for then in steps(before) {
            let (first, then) = (&before[first], &before[then]);
            if !first.is_before(then) {
                continue;
            }
            if let (Some(a), Some(b)) = (kept(first), kept(then))
                && !a.is_before(b)
            {
                let (first, second) = (first.id.to_string(), then.id.to_string());
                found.push(Violation::OrderChanged { first, second });
            }
        }
    }
}

fn protected(
    certificate: &Certificate,
    before: &[Task<'_>],
    after: &[Task<'_>],
    space: &Space<'_>,
    found: &mut Vec<Violation>,
) {
    for step in space.procedure.steps.iter().filter(|step| step.protected) {
        let name = step.name.to_string();
        let here: Vec<&Task<'_>> = of_step(after, step).collect();
        let stated = certificate.protected.iter().find(|one| one.step == step.name);
        let kept = stated.is_some_and(|stated| here.iter().map(|task| task.id).eq(&stated.tasks))
            && here.len() == of_step(before, step).count()
            && here.iter().all(|task| task.protected);
        if !kept {
            found.push(Violation::ProtectedMissing { step: name.clone() });
        }
        // Nobody for whom the record wants the step comes to the end without it.
        let does = |work: &Work| matches!(work, Work::Step { step: done } if *done == step.name);
        let without = past(&certificate.after, &does, space.cases.all(), space);
        if !without.and(&space.cases.holds(&step.condition)).is_never() {
            found.push(Violation::ProtectedOptional { step: name });
        }
    }
}

/// Forms are filled in; papers are brought as far as they are still asked for, and no others.
fn dossier(certificate: &Certificate, after: &[Task<'_>], space: &Space<'_>, found: &mut Vec<Violation>) {
    for form in space.procedure.components.iter().filter(|component| component.mode == Mode::Form) {
        if doing(after, &Work::FillIn { form: form.name.clone() }).next().is_none() {
            found.push(Violation::FormNotInProcess { form: form.name.to_string() });
        }
    }
    for wanted in places(space.procedure) {
        let papers = wanted.components().map(|component| component.name.clone()).collect();
        let brought = doing(after, &Work::Bring { papers }).any(|task| space.cases.is_all(&task.certain));
        let stated = certificate.places.iter().filter(|place| {
            place.alternatives.iter().flatten().eq(wanted.components().map(|component| &component.name))
        });
        let asked = stated.flat_map(|place| &place.blocks).any(|block| block.after == State::Asked);
        match (asked, brought) {
            (true, false) => found.push(Violation::PaperNotInProcess { place: wanted.title() }),
            (false, true) => found.push(Violation::PaperAskedAgain { place: wanted.title() }),
            _ => {}
        }
    }
}

fn lookups<'s>(
    replacement: &Replacement,
    goals: impl Iterator<Item = &'s Step>,
    class: &Class,
    after: &[Task<'_>],
    space: &Space<'_>,
    found: &mut Vec<Violation>,
) {
    let work = |step: &Step| Work::Lookup { source: step.source.clone(), role: step.role.clone() };
    for step in &replacement.steps {
        let (source, role) = (step.source.to_string(), step.role.to_string());
        let here: Vec<&Task<'_>> =
            doing(after, &work(step)).filter(|task| !task.certain.and(class).is_never()).collect();
        let made = here.iter().fold(space.cases.none(), |any, task| any.or(&task.certain));
        if !class.is_within(&made) {
            found.push(Violation::LookupNotInProcess { source, role });
            continue;
        }
        let follows = |task: &Task<'_>| here.iter().all(|here| task.is_before(here));
        let in_time = step.key.iter().chain(&step.checked_with).all(|known| match known.from {
            Origin::Login => {
                let mut logins = doing(after, &Work::Login);
                logins.any(|login| follows(login) && class.is_within(&login.certain))
            }
            Origin::Step { step } => {
                replacement.steps.get(step).is_some_and(|step| doing(after, &work(step)).any(follows))
            }
            Origin::Form => after.iter().any(|task| match task.work {
                Work::FillIn { form } => {
                    let declares = space.component(form).is_some_and(|form| {
                        space.attested(form).iter().any(|fact| space.fact_text(fact) == known.fact)
                    });
                    declares && follows(task)
                }
                _ => false,
            }),
        });
        if !in_time {
            found.push(Violation::LookupTooEarly { source: source.clone(), role: role.clone() });
        }
        let agree = Work::Agree { source: step.source.clone(), role: step.role.clone() };
        if step.consent.is_some() && !doing(after, &agree).any(follows) {
            found.push(Violation::ConsentNotInProcess { source, role });
        }
    }
    for goal in goals {
        let names = |papers: &[tthc_model::Name]| papers.contains(&replacement.component);
        let asks = after.iter().filter(|task| matches!(task.work, Work::AskFor { papers } if names(papers)));
        // The person has seen what was read before anybody decides that it was wrong.
        let confirms: Vec<&Task<'_>> = after
            .iter()
            .filter(|task| matches!(task.work, Work::Confirm { papers } if names(papers)))
            .filter(|task| doing(after, &work(goal)).any(|lookup| lookup.is_before(task)))
            .filter(|task| asks.clone().all(|ask| task.is_before(ask)))
            .collect();
        let confirmed = confirms.iter().fold(space.cases.none(), |any, task| any.or(&task.certain));
        if !class.is_within(&confirmed) {
            let component = replacement.component.to_string();
            found.push(Violation::ConfirmationNotInProcess { component });
        }
        let supplied = |ask: &Task<'_>| {
            after.iter().any(|task| {
                matches!(task.work, Work::Supply { papers } if names(papers)) && ask.is_before(task)
            })
        };
        let behind = asks
            .filter(|ask| doing(after, &work(goal)).any(|lookup| lookup.is_before(ask)))
            .filter(|ask| supplied(ask));
        let covered = behind.fold(space.cases.none(), |any, ask| any.or(&ask.possible));
        if !class.is_within(&covered) {
            found.push(Violation::FallbackNotInProcess { component: replacement.component.to_string() });
        }
    }
}
