//! What an emitted BPMN file says, read back with another reader.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::drawing::File;
use common::fixtures::{self, OFFICER};
use tthc_emit::bpmn::{self, Dialect};
use tthc_model::process::{Block, Process, Value};

fn emit(process: &Process) -> String {
    bpmn::write(process, Dialect::Camunda8)
}

fn all() -> Vec<Process> {
    let mut all = vec![fixtures::birth(), fixtures::birth_before(), fixtures::linear()];
    all.extend((0..6).map(|seed| fixtures::generated(25, seed)));
    all.extend(fixtures::odd().into_iter().map(|(_, process)| process));
    all
}

#[test]
fn the_same_process_gives_the_same_bytes() {
    for process in all() {
        assert_eq!(emit(&process), emit(&process.clone()));
    }
}

#[test]
fn ids_are_unique_names() {
    for process in all() {
        let file = File::read(&emit(&process));
        assert_eq!(file.duplicate_ids(), Vec::<&str>::new(), "{}", process.id);
        for id in &file.ids {
            let mut chars = id.chars();
            assert!(chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_'), "{id}");
            assert!(chars.all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)), "{id}");
        }
    }
}

#[test]
fn names_survive_with_diacritics_and_special_characters() {
    let file = File::read(&emit(&fixtures::linear()));
    let name = |id: &str| file.elements[id].attributes["name"].as_str();
    assert_eq!(name("Task_1-nop"), "Nộp đơn <mẫu số 01> & \"bản sao\"");
    assert_eq!(name("Task_thu-phi"), "Thu phí, lệ phí 'trực tuyến'");
    assert_eq!(name("Process_xac-nhan"), "Xác nhận <đơn giản> & nhanh");
    let file = File::read(&emit(&fixtures::birth()));
    let law = "Điều 16 Luật Hộ tịch & Nghị định 123/2015/NĐ-CP";
    assert!(file.texts.contains(&("bpmn:documentation".to_owned(), law.to_owned())));
}

#[test]
fn the_file_names_no_machine() {
    for process in all() {
        let xml = emit(&process);
        for word in ["/work", "/home", "/tmp", "/root", "localhost"] {
            assert!(!xml.contains(word), "{word} in {}", process.id);
        }
    }
}

/// The rules an engine or a linter would complain about, over every fixture.
#[test]
fn the_graph_is_well_structured() {
    for process in all() {
        let file = File::read(&emit(&process));
        let flows = file.with_tag("bpmn:sequenceFlow");
        for (id, element) in &file.elements {
            let ends = |end: &str| flows.iter().filter(|(_, flow)| flow.attributes[end] == *id).count();
            let (into, out) = (ends("targetRef"), ends("sourceRef"));
            let what = format!("{id} of {} has {into} flows in and {out} out", process.id);
            match element.tag.as_str() {
                "bpmn:startEvent" | "bpmn:boundaryEvent" => assert!(into == 0 && out == 1, "{what}"),
                "bpmn:endEvent" => assert!(into == 1 && out == 0, "{what}"),
                "bpmn:userTask" | "bpmn:serviceTask" => assert!(into == 1 && out == 1, "{what}"),
                "bpmn:exclusiveGateway" | "bpmn:parallelGateway" => {
                    assert!((into == 1 && out > 1) || (into > 1 && out == 1), "{what}");
                    let exclusive = element.tag == "bpmn:exclusiveGateway";
                    let split = exclusive && out > 1;
                    assert_eq!(element.attributes.contains_key("name"), split, "{what}");
                    assert_eq!(element.attributes.contains_key("default"), split, "{what}");
                    if let Some(default) = element.attributes.get("default") {
                        assert_eq!(&file.elements[default].attributes["sourceRef"], id);
                    }
                }
                _ => {}
            }
        }
    }
}

#[test]
fn conditions_are_portable_feel() {
    let file = File::read(&emit(&fixtures::birth()));
    let conditions: Vec<&str> = file
        .texts
        .iter()
        .filter(|(tag, _)| tag == "bpmn:conditionExpression")
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(conditions, ["=data_found = true", "=complete = false", "=decision = \"refuse\""]);
}

#[test]
fn a_variable_is_a_name_everywhere() {
    let block = fixtures::choice(
        "q",
        "Loại?",
        "1-loại",
        vec![("A", Value::Text("a \"b\" \\".into()), vec![fixtures::user("x", "X", OFFICER)])],
        ("B", vec![]),
    );
    let mut process = fixtures::process("p", "P", fixtures::five_lanes(), vec![block]);
    process.variables = vec![fixtures::variable("1-loại", Value::Flag(false))];
    let xml = emit(&process);
    let file = File::read(&xml);
    let condition = file.texts.iter().find(|(tag, _)| tag == "bpmn:conditionExpression");
    assert_eq!(condition.map(|(_, text)| text.as_str()), Some("=v1_lo_i = \"a \\\"b\\\" \\\\\""));
    assert!(
        xml.contains(
            "<zeebe:output source=\"=if v1_lo_i = null then false else v1_lo_i\" target=\"v1_lo_i\"/>"
        ),
        "{xml}"
    );
}

#[test]
fn zeebe_extensions() {
    let xml = emit(&fixtures::birth());
    for part in [
        "modeler:executionPlatform=\"Camunda Cloud\"",
        "<zeebe:taskDefinition type=\"lookup.parents\" retries=\"3\"/>",
        "<zeebe:userTask/>",
        "<zeebe:formDefinition formId=\"dang-ky-khai-sinh-submit\"/>",
        "<zeebe:assignmentDefinition candidateGroups=\"chair\"/>",
        "<zeebe:property name=\"protected\" value=\"true\"/>",
        "<zeebe:property name=\"term\" value=\"8 giờ làm việc\"/>",
        "<zeebe:property name=\"bound\" value=\"1\"/>",
        "<zeebe:formDefinition formId=\"dang-ky-khai-sinh-bat_dau\"/>",
        "<zeebe:output source=\"=if decision = null then &quot;accept&quot; else decision\" target=\"decision\"/>",
        "<zeebe:calledDecision decisionId=\"Decision_dang_ky_khai_sinh_urgent\" resultVariable=\"urgent\"/>",
        "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P1D</bpmn:timeDuration>",
    ] {
        assert!(xml.contains(part), "{part} is missing");
    }
    assert!(!xml.contains("candidateGroups=\"applicant\""));
}

#[test]
fn lookups_come_from_registers_and_records_go_there() {
    let file = File::read(&emit(&fixtures::birth()));
    let ends = |id: &str| {
        let flow = &file.elements[id].attributes;
        (flow["sourceRef"].clone(), flow["targetRef"].clone())
    };
    assert_eq!(ends("Message_parents"), ("Pool_dan-cu".to_owned(), "Task_parents".to_owned()));
    assert_eq!(ends("Message_card"), ("Task_card".to_owned(), "Pool_bao-hiem".to_owned()));
    // A register nobody talks to is not drawn.
    assert_eq!(File::read(&emit(&fixtures::birth_before())).with_tag("bpmn:messageFlow").len(), 0);
    assert_eq!(File::read(&emit(&fixtures::birth_before())).with_tag("bpmn:participant").len(), 1);
}

#[test]
fn a_step_inserted_later_keeps_the_other_ids() {
    let before = File::read(&emit(&fixtures::linear()));
    let mut longer = fixtures::linear();
    longer.body.insert(1, fixtures::user("moi", "Việc mới", OFFICER));
    let after = File::read(&emit(&longer));
    let lost: Vec<&String> = before.ids.iter().filter(|id| !after.ids.contains(id)).collect();
    assert_eq!(lost, Vec::<&String>::new());
}

#[test]
fn what_stands_behind_an_end_is_left_out() {
    let (_, process) =
        fixtures::odd().into_iter().find(|(name, _)| name.contains("every branch ends")).expect("a fixture");
    let Some(Block::Task(never)) = process.body.last() else { unreachable!("the fixture ends with a task") };
    let file = File::read(&emit(&process));
    assert!(!file.elements.contains_key(&format!("Task_{}", never.id)));
    assert_eq!(file.with_tag("bpmn:endEvent").len(), 2);
}

/// What is left of a file without what a dialect says in its own words.
fn skeleton(xml: &str, own: &str) -> Vec<String> {
    let mut depth = 0;
    let mut kept = Vec::new();
    for line in xml.lines().map(str::trim) {
        match line {
            "<bpmn:extensionElements>" => depth += 1,
            "</bpmn:extensionElements>" => depth -= 1,
            _ if depth > 0 => {}
            _ => {
                let own = |word: &&str| !word.starts_with(own) && !word.starts_with("modeler:");
                let words: Vec<&str> = line.split(' ').filter(own).collect();
                let words = words.join(" ").replace("businessRuleTask", "serviceTask");
                let condition = words.starts_with("<bpmn:conditionExpression");
                kept.push(if condition {
                    "condition".to_owned()
                } else {
                    words.trim_end_matches(['>', '/', ' ']).to_owned()
                });
            }
        }
    }
    kept.retain(|line| !line.starts_with("<bpmn:definitions"));
    kept
}

#[test]
fn dialects_differ_in_their_own_words_only() {
    for process in all() {
        let camunda8 = skeleton(&bpmn::write(&process, Dialect::Camunda8), "zeebe:");
        assert_eq!(skeleton(&bpmn::write(&process, Dialect::Operaton), "camunda:"), camunda8);
        assert_eq!(skeleton(&bpmn::write(&process, Dialect::Flowable), "flowable:"), camunda8);
    }
}

#[test]
fn operaton_and_flowable_extensions() {
    let birth = fixtures::birth();
    let operaton = bpmn::write(&birth, Dialect::Operaton);
    for part in [
        "camunda:type=\"external\" camunda:topic=\"lookup.parents\"",
        "camunda:formRef=\"dang-ky-khai-sinh-submit\" camunda:formRefBinding=\"latest\"",
        "camunda:candidateGroups=\"chair\"",
        "camunda:decisionRef=\"Decision_dang_ky_khai_sinh_urgent\"",
        "camunda:resultVariable=\"urgent\"",
        "${execution.hasVariable(&apos;decision&apos;) ? null : execution.setVariable(&apos;decision&apos;, &apos;accept&apos;)}",
        "${decision == &apos;",
    ] {
        assert!(operaton.contains(part), "{part} is missing");
    }
    let flowable = bpmn::write(&birth, Dialect::Flowable);
    for part in [
        "flowable:type=\"external-worker\" flowable:topic=\"lookup.parents\"",
        "flowable:formKey=\"dang-ky-khai-sinh-submit\"",
        "<flowable:string>Decision_dang_ky_khai_sinh_urgent</flowable:string>",
        "${complete == false}",
    ] {
        assert!(flowable.contains(part), "{part} is missing");
    }
}
