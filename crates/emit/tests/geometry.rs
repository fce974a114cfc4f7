//! The drawing of every fixture keeps the rules of a readable diagram.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use std::time::Instant;

use common::drawing::File;
use common::fixtures;
use tthc_emit::bpmn::{self, Dialect};
use tthc_model::process::Process;

#[track_caller]
fn check(process: &Process) -> File {
    let xml = bpmn::write(process, Dialect::Camunda8);
    let file = File::read(&xml);
    let faults = file.faults();
    assert!(faults.is_empty(), "{} faults in {}:\n{}", faults.len(), process.id, faults.join("\n"));
    file
}

#[test]
fn birth_registration() {
    let file = check(&fixtures::birth());
    let (crossings, bends) = file.crossings_and_bends();
    assert!(crossings <= 5 && bends <= 35, "{crossings} crossings, {bends} bends");
    check(&fixtures::birth_before());
}

#[test]
fn a_line_has_no_crossing() {
    let file = check(&fixtures::linear());
    let (crossings, _) = file.crossings_and_bends();
    assert_eq!(crossings, 0);
}

#[test]
fn odd_processes() {
    for (_, process) in fixtures::odd() {
        check(&process);
    }
}

#[test]
fn generated_processes() {
    for seed in 0..16 {
        check(&fixtures::generated(25, seed));
    }
}

#[test]
fn two_hundred_tasks() {
    let process = fixtures::generated(200, 7);
    let start = Instant::now();
    check(&process);
    // Unoptimised and beside other work; optimised it takes half a second.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// The checker itself: each kind of damage to a good file is seen.
#[test]
fn the_checker_sees_damage() {
    type Damage = fn(&mut File);
    let cases: [(&str, Damage); 9] = [
        ("overlaps", |file| {
            let area = file.shapes["Task_sign"];
            file.shapes.insert("Task_examine".to_owned(), area);
        }),
        ("leaves its lane", |file| move_shape(file, "Task_receive", 0.0, 200.0)),
        ("does not meet the border", |file| move_shape(file, "Task_receive", 20.0, 0.0)),
        ("runs through", |file| {
            let from = file.lines["Flow_start"][0];
            let to = file.lines["Flow_deliver"][0];
            file.lines.insert("Flow_start".to_owned(), vec![from, [to[0], from[1]], to]);
        }),
        ("slanted", |file| {
            let from = file.lines["Flow_start"][0];
            let to = file.lines["Flow_deliver"][0];
            file.lines.insert("Flow_start".to_owned(), vec![from, to]);
        }),
        ("covers", |file| {
            let area = file.shapes["Task_sign"];
            file.labels.insert("Gw_found".to_owned(), area);
        }),
        ("overlap", |file| {
            let area = file.labels["Gw_found"];
            file.labels.insert("Gw_complete".to_owned(), area);
        }),
        ("has no label", |file| {
            file.labels.remove("Gw_found");
        }),
        ("is not drawn", |file| {
            file.shapes.remove("Gw_found");
            file.lines.retain(|id, _| !id.contains("found"));
        }),
    ];
    let xml = bpmn::write(&fixtures::birth(), Dialect::Camunda8);
    for (word, damage) in cases {
        let mut file = File::read(&xml);
        damage(&mut file);
        let faults = file.faults();
        assert!(faults.iter().any(|fault| fault.contains(word)), "no fault that {word}: {faults:?}");
    }
}

fn move_shape(file: &mut File, id: &str, dx: f64, dy: f64) {
    if let Some(area) = file.shapes.get_mut(id) {
        area.x += dx;
        area.y += dy;
    }
}
