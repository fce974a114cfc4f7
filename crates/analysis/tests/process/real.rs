//! What holds for every real procedure, before and after.

use std::collections::BTreeSet;

use crate::common::*;
use smol_str::SmolStr;
use tthc_analysis::plan::Plan;
use tthc_analysis::process::{after, before};
use tthc_model::procedure::{Action, ChannelKind, Procedure, Step};
use tthc_model::process::{Block, Field, FieldKind, Process, Task, TaskKind, Work};

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
            Work::Decide { .. } => lane.applicant || lane.system != online,
            Work::Lookup { .. } => lane.applicant || lane.system != online,
            Work::AskFor { .. } => lane.applicant || lane.system,
            Work::FillIn { .. }
            | Work::Bring { .. }
            | Work::Agree { .. }
            | Work::Supply { .. }
            | Work::Confirm { .. }
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

/// Variables that a gateway or a table looks at before anybody or anything has answered them.
fn unanswered(blocks: &[Block], known: &mut BTreeSet<SmolStr>, process: &Process, found: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Task(task) => {
                if let Work::Decide { variable } = &task.work {
                    let decision = process.decisions.iter().find(|one| one.variable == *variable).unwrap();
                    let open = decision.inputs.iter().filter(|input| !known.contains(*input));
                    found.extend(open.map(|input| format!("{input} by the table of {variable}")));
                    known.insert(variable.clone());
                }
                known.extend(task.form.fields.iter().map(|field| field.key.clone()));
            }
            Block::End(_) => {}
            Block::Parallel { branches, .. } => {
                branches.iter().for_each(|branch| unanswered(branch, known, process, found));
            }
            Block::Choice { variable, branches, otherwise, .. } => {
                if !known.contains(variable) {
                    found.push(format!("{variable} by a gateway"));
                }
                // Who did not come by was not asked, and is not asked later.
                let bodies = branches.iter().map(|branch| &branch.body);
                bodies.chain([&otherwise.body]).for_each(|body| unanswered(body, known, process, found));
            }
            Block::Loop { body, variable, again, .. } => {
                unanswered(body, known, process, found);
                if !known.contains(variable) {
                    found.push(format!("{variable} by a loop"));
                }
                unanswered(&again.body, known, process, found);
            }
        }
    }
}

#[test]
fn whatever_is_tested_was_answered_before() {
    let repository = real();
    let (mut wrong, mut tables, mut by_officials) = (Vec::new(), 0, 0);
    for procedure in &repository.procedures {
        let plan = repository.plan(procedure);
        for process in [before(&plan), after(&plan)] {
            let mut found = Vec::new();
            let mut known = process.start.form.fields.iter().map(|field| field.key.clone()).collect();
            unanswered(&process.body, &mut known, &process, &mut found);
            wrong.extend(found.into_iter().map(|one| format!("{}: {one}", process.id)));
            // What the office or the applicant finds out on the way is not asked at the start.
            let start: Vec<_> = process.start.form.fields.iter().map(|field| &field.key).collect();
            for (task, _) in tasks(&process).iter().filter(|(task, _)| task.kind == TaskKind::User) {
                let again = task.form.fields.iter().filter(|field| start.contains(&&field.key));
                wrong.extend(again.map(|field| format!("{}: {} is asked twice", process.id, field.key)));
            }
            tables += process.decisions.len();
            let answers =
                |task: &Task| matches!(task.work, Work::Step { .. }) && !task.form.fields.is_empty();
            by_officials += tasks(&process).iter().filter(|(task, _)| answers(task)).count();
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(tables > 10 && by_officials > 50, "{tables} tables, {by_officials} tasks");
}

#[test]
fn nobody_types_what_the_state_has_told() {
    let repository = real();
    let mut held = 0;
    for procedure in &repository.procedures {
        let process = after(&repository.plan(procedure));
        let mut read: BTreeSet<SmolStr> = BTreeSet::new();
        for (task, _) in tasks(&process) {
            let told = |field: &&Field| read.contains(&field.key);
            match &task.work {
                Work::Lookup { .. } => read.extend(task.form.fields.iter().map(|field| field.key.clone())),
                Work::FillIn { .. } => {
                    let typed = |field: &&Field| field.held_if.is_none() && field.kind != FieldKind::Held;
                    let again: Vec<_> = task.form.fields.iter().filter(told).filter(typed).collect();
                    assert!(again.is_empty(), "{}: {}: {again:?}", process.id, task.name);
                    held += task.form.fields.iter().filter(told).count();
                }
                _ => {}
            }
        }
    }
    assert!(held > 20, "{held} fields are shown");
}
