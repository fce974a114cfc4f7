//! Drawing is fast enough to do on every keystroke. Not run by default: a busy machine proves nothing.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use std::time::Instant;

use common::fixtures;
use tthc_emit::bpmn::{self, Dialect};

#[test]
#[ignore = "measures time; run with --release --ignored --nocapture"]
#[expect(clippy::print_stdout, reason = "a measurement for a person")]
fn times() {
    for (name, process) in [
        ("birth", fixtures::birth()),
        ("40 tasks", fixtures::generated(40, 3)),
        ("40 tasks", fixtures::generated(40, 4)),
        ("200 tasks", fixtures::generated(200, 7)),
    ] {
        let start = Instant::now();
        let size = bpmn::write(&process, Dialect::Camunda8).len();
        println!("\n{name}: {:?}, {size} bytes", start.elapsed());
    }
}

#[test]
#[ignore = "compares layouts; run with --release --ignored --nocapture"]
#[expect(clippy::print_stdout, reason = "a measurement for a person")]
fn quality() {
    let (mut crossings, mut bends) = (0, 0);
    let start = Instant::now();
    for seed in 0..40 {
        let xml = bpmn::write(&fixtures::generated(25, seed), Dialect::Camunda8);
        let (c, b) = common::drawing::File::read(&xml).crossings_and_bends();
        (crossings, bends) = (crossings + c, bends + b);
    }
    println!("\n40 processes of 25 tasks: {crossings} crossings, {bends} bends, {:?}", start.elapsed());
}
