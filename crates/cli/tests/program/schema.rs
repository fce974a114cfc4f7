//! `--format json` over the real procedures keeps the promise of `docs/schema/`.

use std::path::Path;

use serde_json::Value;

use crate::common::{Folder, Run, WRONG, procedures, tthc};

fn schema(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    let text = std::fs::read_to_string(folder.join(format!("{name}.schema.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn real(arguments: &[&str]) -> Value {
    let mut all = arguments.to_vec();
    all.extend(["--format", "json"]);
    Run::of(&mut tthc(&procedures(), &all)).json(0)
}

#[track_caller]
fn check(name: &str, document: &Value) {
    let validator = jsonschema::draft202012::new(&schema(name)).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {}", errors.join("\n"));
    no_floats(document);
}

/// Counts are whole; everything else is a decimal string.
fn no_floats(value: &Value) {
    match value {
        Value::Number(number) => assert!(number.is_u64() || number.is_i64(), "{number}"),
        Value::Array(items) => items.iter().for_each(no_floats),
        Value::Object(fields) => fields.values().for_each(no_floats),
        _ => {}
    }
}

#[test]
fn schemas_are_closed_and_of_version_1() {
    fn closed(at: &str, schema: &Value) {
        match schema {
            Value::Object(fields) => {
                if fields.get("type") == Some(&"object".into()) {
                    assert_eq!(fields.get("additionalProperties"), Some(&false.into()), "{at}");
                    assert!(fields.contains_key("required"), "{at}");
                }
                fields.iter().for_each(|(name, field)| closed(&format!("{at}/{name}"), field));
            }
            Value::Array(items) => items.iter().for_each(|item| closed(at, item)),
            _ => {}
        }
    }
    for name in ["certificate", "check", "eval", "explain", "graph", "laws", "report", "roadmap", "simplify"]
    {
        let schema = schema(name);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
        assert!(schema.to_string().contains("\"version\":{\"const\":1}"), "{name}");
        closed(name, &schema);
    }
}

#[test]
fn check_with_and_without_errors() {
    let document = real(&["check", "."]);
    assert!(document["findings"].as_array().is_some_and(|findings| !findings.is_empty()));
    check("check", &document);
    let text = WRONG.replace("là gì\n", "là gì\n  câp xã\n");
    let twice = Folder::with(&[("a.tthc", &text), ("b.tthc", &text)]);
    check("check", &twice.run(&["check", "--format", "json"]).json(1));
}

#[test]
fn report() {
    let document = real(&["report", "."]);
    check("report", &document);
    let procedures = document["procedures"].as_array().unwrap();
    assert!(procedures.len() > 20);
    for procedure in procedures {
        missing_has_a_reason(procedure);
    }
    check("report", &real(&["report", ".", "--on", "2027-03-01"]));
    let unset = Folder::with(&[("a.tthc", "thủ tục a \"A\" {\n}\n")]);
    let run = unset.run(&["report", "--on", "2026-06-01", "--format", "json"]);
    check("report", &serde_json::from_str(&run.stdout).unwrap());
}

#[test]
fn laws_of_the_plan_and_of_a_reform() {
    let document = real(&["report", ".", "--laws"]);
    assert!(document["texts"].as_array().is_some_and(|texts| !texts.is_empty()));
    check("laws", &document);
    let folder = Folder::sample();
    let file = "kho/tư_pháp/cấp_bản_sao_trích_lục_hộ_tịch.tthc";
    let reform = "phương án thử \"Thử\" đối với cấp_bản_sao_trích_lục_hộ_tịch {\n  tiếp thu tất_cả\n}\n";
    folder.write(file, folder.read(file) + reform);
    let arguments = ["report", "kho", "--laws", "--reform", "thử", "--format", "json"];
    check("laws", &folder.run(&arguments).json(0));
}

#[test]
fn simplify_all_and_one() {
    let document = real(&["simplify"]);
    let rules: std::collections::BTreeSet<&str> = document["procedures"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|procedure| procedure["proposals"].as_array().unwrap())
        .map(|proposal| proposal["rule"].as_str().unwrap())
        .collect();
    assert!(rules.contains("replace_by_lookup") && rules.len() > 1, "{rules:?}");
    check("simplify", &document);
    check("simplify", &real(&["simplify", "1.013225"]));
}

/// Each null is explained by an input that is listed as missing.
fn missing_has_a_reason(procedure: &Value) {
    let missing: Vec<&str> =
        procedure["missing"].as_array().unwrap().iter().map(|input| input.as_str().unwrap()).collect();
    let any = |of: &[&str]| missing.iter().any(|input| of.contains(input));
    let times = ["norms", "time_per_field", "time_per_document", "time_per_visit", "visits"];
    let mut costs = times.to_vec();
    costs.extend(["hourly_income", "copy_price"]);
    let mut yearly = costs.clone();
    yearly.push("volume");
    for side in [&procedure["before"], &procedure["after"]] {
        for (field, reasons) in [
            ("visits", &["visits"][..]),
            ("working_hours", &times),
            ("citizen_vnd_per_case", &costs),
            ("citizen_vnd_per_year", &yearly),
        ] {
            assert_eq!(side[field].is_null(), any(reasons), "{field} of {}: {missing:?}", procedure["name"]);
        }
    }
    // The time limits of the two dates may differ: one of them may be known.
    let no_limit = |side: &str| procedure[side]["deadline_working_days"].is_null();
    assert_eq!(no_limit("before") || no_limit("after"), any(&["deadline"]), "{}", procedure["name"]);
    assert_eq!(procedure["dossiers_per_year"].is_null(), any(&["volume"]), "{}", procedure["name"]);
    assert!(!procedure["saving_vnd_per_year"].is_null() || any(&yearly), "{}", procedure["name"]);
}

#[test]
fn explain_procedures_and_a_code() {
    let report = real(&["report", "."]);
    for procedure in report["procedures"].as_array().unwrap().iter().step_by(5) {
        let document = real(&["explain", procedure["name"].as_str().unwrap()]);
        check("explain", &document);
        // Both commands say the same about a paper.
        for (explained, reported) in
            document["components"].as_array().unwrap().iter().zip(procedure["components"].as_array().unwrap())
        {
            for (field, value) in reported.as_object().unwrap() {
                assert_eq!(&explained[field], value, "{field} of {}", procedure["name"]);
            }
        }
    }
    let document = real(&["explain", "đăng_ký_kết_hôn", "--why-not", "--sets", "2", "--on", "2027-03-01"]);
    let sets = |wanted: bool| {
        let all = document["components"].as_array().unwrap().iter().map(|one| &one["blocker_sets"]);
        all.filter(|sets| sets["complete"] == wanted).count()
    };
    assert!(sets(true) + sets(false) > 0 && sets(false) > 0, "{document}");
    check("explain", &document);
    check("explain", &real(&["explain", "T0312"]));
}

#[test]
fn eval_of_every_procedure() {
    let report = real(&["report", "."]);
    for procedure in report["procedures"].as_array().unwrap() {
        let folder = Folder::empty();
        let repository = procedures();
        let name = procedure["name"].as_str().unwrap();
        let arguments = ["eval", name, "--case", "-", "-C", repository.to_str().unwrap()];
        check("eval", &folder.run_with(&arguments, "{}").json(0));
    }
    let case = schema("case");
    assert!(jsonschema::meta::is_valid(&case));
    let validator = jsonschema::draft202012::new(&case).unwrap();
    let sound = serde_json::json!({"given": {"a": true, "b": 3, "c": "x"}, "channel": "online"});
    assert!(validator.is_valid(&sound));
    assert!(!validator.is_valid(&serde_json::json!({"givn": {}})));
}

#[test]
fn certificate_of_every_procedure() {
    let folder = Folder::empty();
    let repository = procedures();
    let repository = repository.to_str().unwrap();
    let files = folder.run(&["emit", "--to", "certificate", "-o", "ra", "-C", repository]).expect(0);
    assert!(files.lines().count() > 20, "{files}");
    for file in files.lines() {
        check("certificate", &serde_json::from_str(&folder.read(file)).unwrap());
    }
}

#[test]
fn roadmap_of_two_dates() {
    let document = real(&["roadmap", ".", "--top", "3"]);
    assert!(document["alone"].as_array().is_some_and(|alone| alone.len() == 3));
    check("roadmap", &document);
    check("roadmap", &real(&["roadmap", ".", "--top", "2", "--on", "2027-03-01"]));
    let unset = Folder::with(&[("a.tthc", "thủ tục a \"A\" {\n}\n")]);
    let run = unset.run(&["roadmap", "--on", "2026-06-01", "--format", "json"]);
    check("roadmap", &serde_json::from_str(&run.stdout).unwrap());
}

#[test]
fn graph_of_all_and_of_one() {
    let document = real(&["graph", "."]);
    assert!(document["asked_again"].is_array() && document["longest_chain"].is_array());
    check("graph", &document);
    check("graph", &real(&["graph", ".", "--procedure", "1.013225"]));
}
