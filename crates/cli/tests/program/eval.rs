//! `tthc eval`: the rules on one applicant.

use serde_json::{Value, json};

use crate::common::{Folder, procedures};

const NAME: &str = "đăng_ký_khai_sinh";

/// With a case file, in the real procedures.
fn real(folder: &Folder, case: &Value) -> crate::common::Run {
    folder.write("case.json", case.to_string());
    let repository = procedures();
    let repository = repository.to_str().unwrap();
    folder.run(&["eval", NAME, "--case", "case.json", "-C", repository, "--locale", "en"])
}

fn place<'a>(document: &'a Value, paper: &str) -> &'a Value {
    let holds = |place: &&Value| place["alternatives"].to_string().contains(&format!("\"{paper}\""));
    document["documents"].as_array().unwrap().iter().find(holds).unwrap()
}

#[test]
fn what_is_known_decides_and_what_is_not_is_asked_for() {
    let folder = Folder::empty();
    let married = real(&folder, &json!({"given": {"kết_hôn": true}, "channel": "online"})).json(0);
    let paper = place(&married, "giấy_chứng_nhận_kết_hôn");
    assert_eq!((&paper["asked"]["truth"], &paper["asked"]["because"]), (&"true".into(), &json!(["kết_hôn"])));
    let nothing = real(&folder, &json!({})).json(0);
    let paper = place(&nothing, "giấy_chứng_nhận_kết_hôn");
    assert_eq!(
        (&paper["asked"]["truth"], &paper["asked"]["ask"]),
        (&"unknown".into(), &json!([["kết_hôn"]]))
    );
    let question = nothing["questions"].as_array().unwrap().iter().find(|line| line["name"] == "kết_hôn");
    assert_eq!(question.unwrap()["type"], "yes_or_no");
    let single = real(&folder, &json!({"given": {"kết_hôn": "không"}})).json(0);
    assert_eq!(place(&single, "giấy_chứng_nhận_kết_hôn")["required"]["truth"], "false");
}

#[test]
fn the_answers_may_come_from_standard_input() {
    let folder = Folder::sample();
    let document = folder.run_with(&["eval", "2.000635", "--case", "-"], r#"{"on": "2025-06-01"}"#).json(0);
    assert_eq!((&document["code"], &document["on"]), (&"2.000635".into(), &"2025-06-01".into()));
}

#[test]
fn what_cannot_be_used_is_told_and_nothing_is_printed() {
    let folder = Folder::empty();
    let wrong = real(&folder, &json!({"given": {"kết_hon": true, "nơi_sinh": "sao_hỏa"}}));
    assert!(wrong.stderr.contains("did you mean `kết_hôn`?"), "{}", wrong.stderr);
    wrong.refused("`nơi_sinh` has no such value");
    real(&folder, &json!({"givn": {}})).refused("line 1, column");
    let repository = procedures();
    let here = ["-C", repository.to_str().unwrap()];
    folder.run(&["eval", NAME, "--case", "none.json", here[0], here[1]]).refused("none.json");
    folder.run(&["eval", "khai_sin", "--case", "case.json", here[0], here[1]]).refused("khai_sin");
}

#[test]
fn of_several_versions_the_one_of_the_day_answers() {
    let folder = Folder::empty();
    let repository = procedures();
    let repository = repository.to_str().unwrap();
    folder.write("case.json", "{}");
    let on = |day: &str| {
        let arguments = ["eval", "3.000333", "--case", "case.json", "--on", day, "-C", repository];
        folder.run(&arguments).json(0)["procedure"].clone()
    };
    assert_eq!(on("2026-06-30"), "cấp_phiếu_lý_lịch_tư_pháp_2025");
    assert_eq!(on("2026-07-01"), "cấp_phiếu_lý_lịch_tư_pháp_số_1");
}
