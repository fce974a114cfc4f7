//! What holds for every real procedure, before and after.

use std::collections::BTreeSet;

use crate::common::*;
use tthc_analysis::plan::Plan;
use tthc_analysis::process::{after, before};
use tthc_model::procedure::{Action, ChannelKind, Procedure, Step};
use tthc_model::process::{Block, Process, Task, Work};

/// The protected steps that some path to the common end goes without, of those that every case needs.
fn avoided(plan: &Plan<'_>, process: &Process) -> Vec<String> {
    let procedure = plan.after.engine.procedure;
    let cases = &plan.after.engine.cases;
    let refusals = procedure.steps.iter().filter(|step| {
        step.action == Some(Action::Refuse) && !step.after.is_empty() && !step.condition.is_true()
    });
    let refused = refusals.fold(cases.none(), |any, step| any.or(&cases.holds(&step.condition)));
    let granted = cases.complement(&refused);
    let protected = procedure.steps.iter().filter(|step| step.protected);
    let missing = |step: &&Step| {
        let class = cases.holds(&step.condition).and(&granted);
        let always = granted.is_within(&class);
        let there = tasks(process).iter().any(|(task, _)| is(step)(task));
        (always && avoids(&process.body, &is(step))) || (!class.is_never() && !there)
    };
    let mut wrong: Vec<String> =
        protected.clone().filter(missing).map(|step| step.name.to_string()).collect();
    let approvals: Vec<&Step> = protected.filter(|step| step.action == Some(Action::Approve)).collect();
    let approves = |task: &Task| approvals.iter().any(|step| is(step)(task));
    if !approvals.is_empty() && avoids(&process.body, &approves) {
        wrong.push("every approval".to_owned());
    }
    wrong
}

/// Questions asked where the answer is known: inside one of its own branches, after the other
/// branch has left the process, or next to the same question.
fn asked_again<'p>(blocks: &'p [Block], known: &mut BTreeSet<&'p str>, found: &mut Vec<String>) {
    let mut last: Option<&str> = None;
    let entered = known.clone();
    for block in blocks {
        let mut here = None;
        match block {
            Block::Choice { question, variable, branches, otherwise, .. } => {
                let flag = branches.len() == 1;
                if (flag && known.contains(variable.as_str())) || last == Some(question) {
                    found.push(question.clone());
                }
                let bodies: Vec<&[Block]> = branches
                    .iter()
                    .map(|branch| branch.body.as_slice())
                    .chain([otherwise.body.as_slice()])
                    .collect();
                for body in &bodies {
                    let fresh = flag && known.insert(variable);
                    asked_again(body, known, found);
                    if fresh {
                        known.remove(variable.as_str());
                    }
                }
                if flag && bodies.iter().any(|body| body.iter().any(Block::ends)) {
                    known.insert(variable);
                }
                here = Some(question.as_str());
            }
            Block::Parallel { branches, .. } => {
                let mut beside = BTreeSet::new();
                for branch in branches {
                    if let [Block::Choice { question, .. }] = branch.as_slice()
                        && !beside.insert(question)
                        && question != "Đọc được, đủ và đúng?"
                    {
                        found.push(question.clone());
                    }
                    asked_again(branch, known, found);
                }
            }
            Block::Loop { body, again, .. } => {
                asked_again(body, known, found);
                asked_again(&again.body, known, found);
            }
            Block::Task(_) | Block::End(_) => {}
        }
        last = here;
    }
    *known = entered;
}

/// Words that a reader of the picture stumbles over.
fn hard_words(process: &Process) -> Vec<String> {
    let names = tasks(process).into_iter().map(|(task, _)| task.name.clone());
    let hard = |text: &String| {
        text.contains('_') || text.contains("không thuộc trường hợp không") || text.contains("không không")
    };
    let denies = |gate: &String| gate.starts_with("Không ") || gate.starts_with("Chưa ");
    let questions = all_gates(process).into_iter();
    let questions = questions.map(|gate| gate.split_once('?').unwrap().0.to_owned());
    names.filter(hard).chain(questions.filter(|gate| hard(gate) || denies(gate))).collect()
}

/// Tasks that stand in the lane of somebody else.
fn misplaced(procedure: &Procedure, library: &tthc_model::Library, process: &Process) -> Vec<String> {
    let online = procedure.has_channel(ChannelKind::Online);
    let actor = |step: &tthc_model::Name| {
        let step = procedure.steps.iter().find(|one| one.name == *step).unwrap();
        step.actor.as_ref().map(|actor| {
            let kind = tthc_model::ItemKind::Actor;
            let kind = if library.item(kind, actor).is_some() { kind } else { tthc_model::ItemKind::Agency };
            library.title(kind, actor).to_owned()
        })
    };
    let wrong = |task: &Task| {
        let lane = &process.lanes[task.lane.0];
        match &task.work {
            Work::Login => !lane.system,
            Work::Lookup { .. } => lane.applicant || lane.system != online,
            Work::AskFor { .. } => lane.applicant || lane.system,
            Work::FillIn { .. }
            | Work::Bring { .. }
            | Work::Agree { .. }
            | Work::Supply { .. }
            | Work::Answer { .. } => !lane.applicant,
            Work::Step { step } => match actor(step) {
                Some(actor) => lane.applicant || lane.name != actor,
                None => !lane.applicant,
            },
        }
    };
    tasks(process).into_iter().filter(|(task, _)| wrong(task)).map(|(task, _)| task.name.clone()).collect()
}

#[test]
fn every_workflow_can_be_read_and_passes_nothing_by() {
    let repository = real();
    assert!(repository.procedures.len() > 40);
    let (mut wrong, mut guarded) = (Vec::new(), 0);
    for procedure in &repository.procedures {
        let plan = repository.plan(procedure);
        let (before, after) = (before(&plan), after(&plan));
        for process in [&before, &after] {
            let mut say = |what: &str, which: Vec<String>| {
                wrong.extend(which.into_iter().map(|one| format!("{}: {what}: {one}", process.id)));
            };
            let mut again = Vec::new();
            asked_again(&process.body, &mut BTreeSet::new(), &mut again);
            say("passes by", avoided(&plan, process));
            say("asks again", again);
            say("says", hard_words(process));
            say("in a wrong lane", misplaced(procedure, &repository.library, process));
        }
        guarded += lookups(&after).iter().filter(|(_, way)| !way.is_empty()).count();
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(guarded > 10, "{guarded} lookups are guarded");
}
