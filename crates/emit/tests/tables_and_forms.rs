//! Decision tables and forms, read back.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::drawing::File;
use common::fixtures;
use serde_json::Value as Json;
use tthc_emit::bpmn::Dialect;
use tthc_emit::{dmn, form};

/// The entries of the table, rule by rule.
fn entries(dialect: Dialect) -> Vec<String> {
    let xml = dmn::write(&fixtures::birth(), dialect).expect("a table");
    let file = File::read(&xml);
    assert_eq!(file.duplicate_ids(), Vec::<&str>::new());
    file.texts.iter().filter(|(tag, _)| tag == "text").map(|(_, text)| text.clone()).collect()
}

#[test]
fn a_table_says_what_its_tests_say() {
    let [a, b, c, d] = ["data_found", "decision", "age_in_days", "born"];
    // Empty entries are not read back: the rules are `true, -, [0..60), -` and so on.
    let feel = [
        a,
        b,
        c,
        d,
        "true",
        "[0..60)",
        "true",
        "not(\"accept\",\"refuse\")",
        "> 90",
        "true",
        "not(\"refuse\")",
        "<= date(\"2026-01-01\")",
        "true",
        "false",
    ];
    assert_eq!(entries(Dialect::Camunda8), feel);
    // A form of Operaton hands on a date as text.
    let operaton = feel.map(|text| if text == d { "date(born)" } else { text });
    assert_eq!(entries(Dialect::Operaton), operaton);
    let juel = [
        a,
        b,
        c,
        d,
        "== true",
        ">= 0 && age_in_days < 60",
        "true",
        "!= \"accept\" && decision != \"refuse\"",
        "> 90",
        "true",
        "!= \"refuse\"",
        "<= date:toDate('2026-01-01')",
        "true",
        "false",
    ];
    assert_eq!(entries(Dialect::Flowable), juel);
}

#[test]
fn every_input_of_a_table_is_declared() {
    let xml = dmn::write(&fixtures::birth(), Dialect::Camunda8).expect("a table");
    for part in [
        "<inputData id=\"Input_data_found\" name=\"data_found\">",
        "<requiredInput href=\"#Input_data_found\"/>",
        "<inputData id=\"Input_born\" name=\"born\">",
        "typeRef=\"date\"",
        "hitPolicy=\"FIRST\"",
        "<question>Hồ sơ cần giải quyết ngay?</question>",
    ] {
        assert!(xml.contains(part), "{part} is missing");
    }
    assert!(!xml.contains("Input_complete"), "no table looks at it");
    assert_eq!(dmn::write(&fixtures::linear(), Dialect::Camunda8), None, "it asks no table");
}

#[test]
fn forms_have_every_kind_of_field() {
    let process = fixtures::birth();
    let pages = form::pages(&process);
    let ids: Vec<&str> = pages.iter().map(|page| page.id.as_str()).collect();
    assert_eq!(ids, ["dang-ky-khai-sinh-bat_dau", "dang-ky-khai-sinh-submit"]);
    let form: Json = serde_json::from_str(&pages[1].form_js(Dialect::Camunda8)).unwrap();
    let kinds: Vec<&str> =
        form["components"].as_array().unwrap().iter().map(|one| one["type"].as_str().unwrap()).collect();
    let expected =
        ["text", "textfield", "number", "datetime", "checkbox", "radio", "select", "textfield", "filepicker"];
    assert_eq!(kinds, expected);
    assert_eq!(form["components"][1]["readonly"], "=da_doc_dan_cu = true", "typed only where nobody read it");
    let held = &form["components"][7];
    assert_eq!(held["readonly"], true);
    assert_eq!(held["description"], "Nguồn: CSDL quốc gia về dân cư");
    assert_eq!(held.get("validate"), None, "nobody is made to type what the state holds");
}

#[test]
fn the_data_contract_takes_what_the_form_asks_for_and_nothing_else() {
    let process = fixtures::birth();
    let schema: Json = serde_json::from_str(&form::pages(&process)[1].json_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut data = serde_json::json!({
        "ho_ten": "Nguyễn Văn Á", "so_ban": 2, "ngay_sinh": "2026-01-01", "cam_doan": true,
        "gioi_tinh": "v2", "dan_toc": "v54", "tep_giay": ["a.pdf"],
    });
    assert!(validator.is_valid(&data));
    data["gioi_tinh"] = "v3".into();
    assert!(!validator.is_valid(&data), "no such value");
    data["gioi_tinh"] = "v1".into();
    data["noi_cu_tru"] = "Hà Nội".into();
    assert!(!validator.is_valid(&data), "the state holds it");
}
