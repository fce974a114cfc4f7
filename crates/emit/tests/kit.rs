//! Writes the fixtures to a folder, for checks with other people's tools. Not run by default.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::fixtures;
use tthc_emit::bpmn::{self, Dialect};
use tthc_emit::svg;

#[test]
#[ignore = "writes files to the folder named by EMIT_DIR"]
fn write_the_fixtures() {
    let Some(folder) = std::env::var_os("EMIT_DIR") else { return };
    let folder = std::path::PathBuf::from(folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let mut all = vec![fixtures::birth(), fixtures::birth_before(), fixtures::linear()];
    all.extend((1..=4).map(|seed| fixtures::generated(30, seed)));
    all.push(fixtures::generated(200, 7));
    all.extend(fixtures::odd().into_iter().map(|(_, process)| process));
    for process in all {
        let write = |ending: &str, text: String| {
            let path = folder.join(format!("{}.{ending}", process.id));
            std::fs::write(path, text).expect("the file can be written");
        };
        write("bpmn", bpmn::write(&process, Dialect::Camunda8));
        write("svg", svg::write_with(&process, &fixtures::LEGEND));
    }
    let headings = svg::Headings { before: "Hiện nay", after: "Sau khi đơn giản hóa" };
    let pair = svg::before_after(&fixtures::birth_before(), &fixtures::birth(), &headings, &fixtures::LEGEND);
    std::fs::write(folder.join("before-after.svg"), pair).expect("the file can be written");
}
