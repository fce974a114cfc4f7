//! `tthc test`: scenarios that hold and scenarios that do not.

use crate::common::Folder;

const PATH: &str = "kho/tư_pháp/cấp_bản_sao_trích_lục_hộ_tịch.tthc";

#[test]
fn a_scenario_that_fails_is_shown_at_its_expectation() {
    let folder = Folder::sample();
    assert_eq!(folder.run(&["test", "kho"]).expect(0), "2 tình huống: 2 đúng, 0 sai\n");
    let text = folder.read(PATH);
    let wrong =
        text.replace("mong đợi được thay thế thẻ_căn_cước bằng dân_cư", "mong đợi vẫn phải nộp thẻ_căn_cước");
    assert_ne!(wrong, text);
    folder.write(PATH, &wrong);
    let line =
        wrong.lines().position(|line| line.contains("mong đợi vẫn phải nộp thẻ_căn_cước")).unwrap() + 1;
    let found = folder.run(&["test", "kho", "--locale", "en"]).expect(1);
    assert!(found.contains(&format!("{PATH}:{line}:3]")), "{found}");
    assert!(found.ends_with("2 scenarios: 1 passed, 1 failed\n"), "{found}");
}

#[test]
fn only_the_scenarios_of_the_wanted_files_run() {
    let folder = Folder::sample();
    assert_eq!(
        folder.run(&["test", "kho/common", "--locale", "en"]).expect(0),
        "0 scenarios: 0 passed, 0 failed\n"
    );
}

#[test]
fn a_scenario_of_an_unknown_procedure_cannot_pass() {
    let folder = Folder::sample();
    let text = folder.read(PATH);
    folder.write(PATH, text.replace("cho thủ tục cấp_bản_sao_trích_lục_hộ_tịch", "cho thủ tục không_có"));
    let found = folder.run(&["test", "kho", "--locale", "en"]).stdout;
    assert!(found.ends_with("2 scenarios: 0 passed, 2 failed\n"), "{found}");
}

#[test]
fn an_expectation_that_is_not_understood_does_not_pass() {
    let folder = Folder::sample();
    let text = folder.read(PATH);
    folder.write(PATH, text.replace("mong đợi được thay thế thẻ_căn_cước", "mong đợi không_rõ thẻ_căn_cước"));
    let run = folder.run(&["test", "kho", "--locale", "en"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, "2 scenarios: 2 passed, 0 failed\n"));
    assert!(run.stderr.contains(PATH), "{}", run.stderr);
}
