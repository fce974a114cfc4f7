//! The drawing of every fixture keeps the rules of a readable diagram.

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
    assert!(crossings <= 12 && bends <= 60, "{crossings} crossings, {bends} bends");
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
    for seed in 0..40 {
        check(&fixtures::generated(25, seed));
    }
}

#[test]
fn two_hundred_tasks() {
    let process = fixtures::generated(200, 7);
    let start = Instant::now();
    check(&process);
    // Unoptimised and beside other work; optimised it takes a fraction of a second.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
