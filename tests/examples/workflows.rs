//! Writes every workflow for every engine, and ways through each with what an engine has to run on them:
//! `cargo run -p tthc-tests --example workflows -- DIR`. The tests in `tests/engines` read the folder.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops at what must not be, and reads files; an example says what it did"
)]

use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json, json};
use tthc_emit::bpmn::{self, Dialect};
use tthc_emit::{dmn, form};
use tthc_model::process::Process;
use tthc_tests::cover::cover;
use tthc_tests::sample::sample;
use tthc_tests::walk::{Answer, Answers, Walk};
use tthc_tests::workflows::workflows;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder] = arguments.as_slice() else {
        return Err(std::io::Error::other("usage: workflows DIR"));
    };
    let folder = PathBuf::from(folder);
    let processes: Vec<Process> = workflows()?.into_iter().chain([sample()]).collect();
    let dialects =
        [("camunda8", Dialect::Camunda8), ("operaton", Dialect::Operaton), ("flowable", Dialect::Flowable)];
    let mut list = Vec::new();
    let mut ways = 0;
    for process in &processes {
        for (name, dialect) in dialects {
            let folder = folder.join(name);
            write(&folder.join(format!("{}.bpmn", process.id)), &bpmn::write(process, dialect))?;
            if let Some(tables) = dmn::write(process, dialect) {
                write(&folder.join(format!("{}.dmn", process.id)), &tables)?;
            }
            for page in form::pages(process) {
                let name = format!("{}.forms/{}.form", process.id, page.id);
                write(&folder.join(name), &page.form_js(dialect))?;
            }
        }
        let (walks, missed) = cover(process);
        if !missed.is_empty() {
            return Err(std::io::Error::other(format!("{}: no way takes {missed:?}", process.id)));
        }
        ways += walks.len();
        list.push(json!({
            "file": process.id.as_str(),
            "process": format!("Process_{}", process.id),
            "ways": walks.iter().map(way).collect::<Vec<_>>(),
        }));
    }
    write(&folder.join("ways.json"), &format!("{:#}\n", Json::Array(list)))?;
    println!("{} processes, {ways} ways", processes.len());
    Ok(())
}

fn way(walk: &Walk) -> Json {
    let visit = |visit: &tthc_tests::walk::Visit| match &visit.late {
        Some(timer) => json!({ "task": visit.task, "late": timer }),
        None => json!({ "task": visit.task, "gives": answers(&visit.gives) }),
    };
    json!({
        "start": answers(&walk.start),
        "visits": walk.visits.iter().map(visit).collect::<Vec<_>>(),
        "runs": walk.runs,
    })
}

fn answers(answers: &Answers) -> Json {
    let all = answers.iter().map(|(key, answer)| (key.clone(), value(answer)));
    Json::Object(all.collect::<Map<_, _>>())
}

/// As a form of form-js hands it on.
fn value(answer: &Answer) -> Json {
    match answer {
        Answer::Flag(flag) => json!(flag),
        Answer::Text(text) | Answer::Date(text) => json!(text),
        Answer::Number(text) => match text.parse::<i64>() {
            Ok(whole) => json!(whole),
            Err(_) => json!(text.parse::<f64>().expect("a number")),
        },
        Answer::Files => json!(["tep.pdf"]),
    }
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}
