//! Nothing is drawn that no case can take: each end, branch, timer and rule of every real workflow has a way.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops at what must not be")]

use std::collections::BTreeSet;

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
