//! Nothing is drawn that no case can take: each end, branch, timer and rule of every real workflow has a way.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops at what must not be")]

use std::collections::BTreeSet;

use tthc_model::process::{Block, Process, TaskKind};
use tthc_tests::cover::cover;
use tthc_tests::sample::sample;
use tthc_tests::walk::{Goal, Walk};
use tthc_tests::workflows::workflows;

#[test]
fn every_piece_of_every_workflow_can_be_taken() {
    let mut wrong = String::new();
    let mut all = 0;
    for process in workflows().expect("the procedures are there") {
        let (walks, missed) = cover(&process);
        assert!(walks.iter().all(|walk| ends(walk) == 1), "{}", process.id);
        for goal in missed {
            wrong += &format!("{}: {goal:?}\n", process.id);
        }
        all += walks.len();
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(all > 300, "{all} ways");
}

fn ends(walk: &Walk) -> usize {
    walk.takes.iter().filter(|goal| matches!(goal, Goal::End(_))).count()
}

#[test]
fn a_way_says_what_is_run() {
    let (walks, missed) = cover(&sample());
    assert_eq!(missed, []);
    let takes: BTreeSet<&Goal> = walks.iter().flat_map(|walk| &walk.takes).collect();
    for rule in 0..4 {
        assert!(takes.contains(&Goal::Rule("urgent".to_owned(), rule)), "{rule}");
    }
    let late = walks.iter().find(|walk| walk.takes.contains(&Goal::End("late".to_owned()))).unwrap();
    assert_eq!(late.runs.last().unwrap(), "Event_late");
    assert_eq!(late.runs[late.runs.len() - 2], "Event_silence");
    assert_eq!(late.visits.last().unwrap().late.as_deref(), Some("Event_silence"));
    assert!(!late.runs.contains(&"Task_write".to_owned()));
    let again = walks.iter().find(|walk| walk.takes.contains(&Goal::Way("round".to_owned(), 0))).unwrap();
    let count = |id: &str| again.runs.iter().filter(|run| *run == id).count();
    assert!(count("Task_supply") > 0);
    // Who is late in the last round has not answered.
    assert_eq!(count("Task_answer") + count("Event_silence"), count("Task_supply") + 1);
}

/// An engine does what stands side by side in any order.
#[test]
fn nothing_is_tested_beside_the_task_that_answers_it() {
    let mut wrong = String::new();
    for process in workflows().expect("the procedures are there") {
        each_parallel(&process.body, &mut |branches| {
            for (at, branch) in branches.iter().enumerate() {
                let (mut answered, mut other) = (BTreeSet::new(), BTreeSet::new());
                looks(&process, branch, &mut answered, &mut BTreeSet::new());
                let beside = branches.iter().enumerate().filter(|(other, _)| *other != at);
                beside.for_each(|(_, beside)| looks(&process, beside, &mut BTreeSet::new(), &mut other));
                for name in answered.intersection(&other) {
                    wrong += &format!("{}: {name}\n", process.id);
                }
            }
        });
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn each_parallel(blocks: &[Block], visit: &mut dyn FnMut(&[Vec<Block>])) {
    for block in blocks {
        if let Block::Parallel { branches, .. } = block {
            visit(branches);
        }
        bodies(block).into_iter().for_each(|body| each_parallel(body, visit));
    }
}

/// What forms answer in the blocks, and what gateways and tables look at there.
fn looks(
    process: &Process,
    blocks: &[Block],
    answered: &mut BTreeSet<String>,
    tested: &mut BTreeSet<String>,
) {
    for block in blocks {
        match block {
            Block::Task(task) => {
                answered.extend(task.form.fields.iter().map(|field| field.key.to_string()));
                if let TaskKind::Decide { decision } = &task.kind {
                    let table = process.decisions.iter().find(|table| table.variable == *decision);
                    tested.extend(table.iter().flat_map(|table| &table.inputs).map(ToString::to_string));
                }
            }
            Block::Choice { variable, .. } | Block::Loop { variable, .. } => {
                tested.insert(variable.to_string());
            }
            Block::Parallel { .. } | Block::End(_) => {}
        }
        bodies(block).into_iter().for_each(|body| looks(process, body, answered, tested));
    }
}

fn bodies(block: &Block) -> Vec<&[Block]> {
    match block {
        Block::End(_) => Vec::new(),
        Block::Task(task) => task.timer.iter().map(|timer| timer.body.as_slice()).collect(),
        Block::Parallel { branches, .. } => branches.iter().map(Vec::as_slice).collect(),
        Block::Choice { branches, otherwise, .. } => {
            branches.iter().map(|branch| branch.body.as_slice()).chain([otherwise.body.as_slice()]).collect()
        }
        Block::Loop { body, again, .. } => vec![body, &again.body],
    }
}
