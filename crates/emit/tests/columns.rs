//! What engines keep in their databases fits into the columns there.

mod common;

use common::drawing::File;
use common::fixtures;
use tthc_emit::bpmn::{self, Dialect};
use tthc_emit::dmn;
use tthc_model::process::{Block, Task};

/// Operaton: 64 characters for the ids of rules and clauses, 255 for names.
#[test]
fn ids_of_rules_and_clauses_are_short_whatever_variables_are_called() {
    let mut process = fixtures::birth();
    let long = "x".repeat(100);
    for decision in &mut process.decisions {
        process.variables.iter_mut().filter(|one| one.name == decision.variable).for_each(|one| {
            one.name = long.as_str().into();
        });
        decision.variable = long.as_str().into();
    }
    let xml = dmn::write(&process, Dialect::Operaton).expect("a table");
    let ids = ids_of(&xml, &["rule", "input", "output"]);
    assert!(ids.len() > 8, "{ids:?}");
    assert!(ids.iter().all(|id| id.len() <= 64), "{ids:?}");
    assert_eq!(File::read(&xml).duplicate_ids(), Vec::<&str>::new());
}

#[test]
fn a_long_name_is_cut_and_told_in_full() {
    let mut process = fixtures::linear();
    let name = "một hai ba ".repeat(40);
    let name = name.trim();
    let first = process.body.iter_mut().find_map(|block| match block {
        Block::Task(task) => Some(task),
        _ => None,
    });
    let task: &mut Task = first.expect("a task");
    task.name = name.to_owned();
    for dialect in [Dialect::Camunda8, Dialect::Operaton, Dialect::Flowable] {
        let xml = bpmn::write(&process, dialect);
        assert!(xml.contains(&format!("<bpmn:documentation>{name}</bpmn:documentation>")));
        let names = xml.split("name=\"").skip(1).filter_map(|rest| rest.split('"').next());
        assert!(
            names
                .clone()
                .any(|name| name.ends_with("ba …") || name.ends_with("hai …") || name.ends_with("một …"))
        );
        assert!(names.map(|name| name.chars().count()).all(|count| count <= 255));
    }
}

fn ids_of(xml: &str, tags: &[&str]) -> Vec<String> {
    let opens = tags.iter().map(|tag| format!("<{tag} id=\""));
    let found = opens.flat_map(|open| {
        xml.split(open.as_str())
            .skip(1)
            .filter_map(|rest| rest.split('"').next().map(str::to_owned))
            .collect::<Vec<_>>()
    });
    found.collect()
}
