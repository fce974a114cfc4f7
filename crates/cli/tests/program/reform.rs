//! Reforms: every decision changes what the commands say.

use serde_json::Value;

use crate::common::Folder;

/// One law, one source that nobody may use in place of a paper yet, a form and four papers.
const RECORD: &str = r#"
cơ quan xã_a "Xã A" { cấp xã }
người thực hiện cán_bộ "Cán bộ" của xã_a
văn bản luật_a "Luật A" từ 2020-01-01 { số hiệu "1/2020/QH14" ; loại luật }
thực thể người "Cá nhân" {
  khóa số
  số : chữ "Số"
  tên : chữ "Tên"
  nghề : chữ "Nghề"
  nơi_ở : chữ "Nơi ở"
}
nguồn dữ liệu sổ "Sổ dân cư" {
  cơ quan chủ quản xã_a
  về người bằng số { lưu giữ tên ; đối chiếu nơi_ở ; độ phủ 100% ước tính "cả xã" }
  công bố từ 2026-01-01 theo luật_a điều 1
  phục vụ xã theo luật_a điều 2
  đồng ý không_cần theo luật_a điều 3
}
giấy tờ thẻ "Thẻ" { về n : người ; chứng minh n.tên }
giấy tờ giấy_nghề "Giấy nghề" { về n : người ; chứng minh n.nghề }
giấy tờ giấy_ở "Giấy nơi ở" { về n : người ; chứng minh n.nơi_ở }
định mức mức "Mức" {
  thu nhập giờ 60_000 đồng của người_dân ước tính "thử"
  hoạt động điền_trường : 3 phút ước tính "thử"
  hoạt động chuẩn_bị_giấy_tờ : 60 phút ước tính "thử"
  hoạt động đi_lại : 2 giờ ước tính "thử"
}
thủ tục t "Thủ tục thử" {
  mã "1.000001"
  bộ xã_a
  cơ quan thực hiện xã_a
  người yêu cầu : người
  trực tiếp thời hạn giải quyết 5 ngày làm việc đi lại 1 lần nguồn "thử"
  thành phần hồ sơ {
    tờ khai đơn "Đơn" theo luật_a điều 4 { người_yêu_cầu.số, người_yêu_cầu.nơi_ở }
    nộp thẻ theo luật_a điều 5
    nộp giấy_nghề theo luật_a điều 6
    nộp giấy_ở theo luật_a điều 7
  }
  yêu cầu đủ "Đủ" cần người_yêu_cầu.tên, người_yêu_cầu.nghề, người_yêu_cầu.nơi_ở
  bước nộp "Nộp" bởi người_yêu_cầu nộp hồ sơ
  bước xem "Xem xét" bởi cán_bộ kiểm tra sau nộp trong 3 ngày làm việc
  bước trình "Trình" bởi cán_bộ thông báo xã_a sau xem trong 1 ngày làm việc
  bước ký "Ký" bởi cán_bộ phê duyệt sau trình trong 1 ngày làm việc không được lược bỏ
  số hồ sơ 100 mỗi năm 2025 nguồn "thử"
}
"#;

const MANIFEST: &str = "[repository]\ndate = \"2026-06-01\"\nbaseline = \"2025-12-31\"\nnorms = \"mức\"\n";

fn with(decisions: &str) -> Folder {
    let reform = format!("{RECORD}phương án p \"P\" đối với t {{\n{decisions}\n}}\n");
    Folder::with(&[("t.tthc", &reform), ("tthc.toml", MANIFEST)])
}

fn codes(folder: &Folder) -> Vec<(String, String)> {
    let found: Value =
        serde_json::from_str(&folder.run(&["check", "--format", "json", "--locale", "en"]).stdout).unwrap();
    let of_reform = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["code"].as_str().is_some_and(|code| code.starts_with("T04")));
    of_reform.map(|one| (one["code"].as_str().unwrap().to_owned(), one.to_string())).collect()
}

#[track_caller]
fn finds(decisions: &str, code: &str, about: &str) {
    let found = codes(&with(decisions));
    assert!(found.iter().any(|(known, text)| known == code && text.contains(about)), "{found:?}");
}

/// The one procedure of the report.
fn report(folder: &Folder, reform: bool) -> Value {
    let mut arguments = vec!["report", "--format", "json"];
    if reform {
        arguments.extend(["--reform", "p"]);
    }
    let document: Value = serde_json::from_str(&folder.run(&arguments).stdout).unwrap();
    document["procedures"][0].clone()
}

const REPLACE: &str = "  thay thế thẻ bằng sổ\n  kiến nghị sửa đổi luật_a điều 5 \"bỏ thẻ\"";

#[test]
fn replace_lets_data_stand_for_the_paper() {
    let folder = with(REPLACE);
    assert_eq!(codes(&folder), []);
    let (before, after) = (report(&folder, false), report(&folder, true));
    assert_eq!((&before["after"]["documents"], &after["after"]["documents"]), (&3.into(), &2.into()));
    assert_eq!(before["saved_working_hours_per_case"], "0");
    assert_eq!(after["saved_working_hours_per_case"], "1");
    assert_eq!(after["saving_vnd_per_year"], "6000000");
    let paper = |of: &Value| of["components"].as_array().unwrap()[0].clone();
    assert_eq!((&paper(&before)["verdict"], &paper(&after)["verdict"]), (&"blocked".into(), &"held".into()));
    assert_eq!(paper(&after)["basis_kind"], "proposed");
    let text = folder.run(&["report", "--reform", "p", "--locale", "en"]).stdout;
    assert!(text.contains("Replace: Thẻ ← Sổ dân cư: replaced"), "{text}");
    let explained = folder.run(&["explain", "t.thẻ", "--reform", "p", "--locale", "en"]).expect(0);
    assert!(explained.contains("→ to be replaced by data: Sổ dân cư"), "{explained}");
    assert!(
        !explained.contains("every day"),
        "how it changes over time is told without the reform: {explained}"
    );
    assert!(
        explained.contains("REPLACED BY DATA") && explained.contains("proposed by the reform"),
        "{explained}"
    );
}

#[test]
fn replace_does_not_lift_what_else_is_in_the_way() {
    finds("  thay thế giấy_nghề bằng sổ", "T0406", "sổ");
    let folder = with("  thay thế giấy_nghề bằng sổ");
    assert_eq!(report(&folder, true)["after"]["documents"], 3);
}

#[test]
fn cut_takes_papers_and_steps_but_no_fact_and_no_protected_step() {
    finds("  cắt giảm giấy_nghề vì \"thừa\"", "T0403", "người_yêu_cầu.nghề");
    finds("  cắt giảm ký vì \"thừa\"", "T0404", "ký");
    // The source gives the name.
    let folder = with("  cắt giảm thẻ vì \"đã khai\"\n  kiến nghị sửa đổi luật_a điều 5 \"bỏ\"");
    assert_eq!(codes(&folder), []);
    assert_eq!(report(&folder, true)["after"]["documents"], 2);

    let folder = with("  cắt giảm trình vì \"không cần\"");
    assert_eq!(codes(&folder), []);
    let procedure = report(&folder, true);
    assert_eq!(procedure["before"]["steps_working_days_at_least"], "5");
    assert_eq!(procedure["after"]["steps_working_days_at_least"], "4");
    let files = folder.run(&["emit", "--to", "camunda8", "--reform", "p", "-o", "ra"]).expect(0);
    let bpmn = files.lines().find(|file| file.ends_with(".bpmn")).expect("a process");
    let process = folder.read(bpmn);
    assert!(process.contains("name=\"Xem xét\"") && !process.contains("name=\"Trình\""), "{process}");
}

#[test]
fn what_is_moved_to_the_form_is_a_field_of_it() {
    let folder =
        with("  chuyển vào tờ khai giấy_nghề vì \"tự khai\"\n  kiến nghị sửa đổi luật_a điều 6 \"bỏ giấy\"");
    assert_eq!(codes(&folder), []);
    let (before, after) = (report(&folder, false), report(&folder, true));
    assert_eq!((&before["after"]["documents"], &after["after"]["documents"]), (&3.into(), &2.into()));
    assert_eq!((&before["after"]["form_fields"], &after["after"]["form_fields"]), (&2.into(), &3.into()));
    // An hour for the paper, three minutes less for the field.
    assert_eq!(after["after"]["working_hours"], "4.15");
    assert_eq!(after["saved_working_hours_per_case"], "0.95");
    let explained = folder.run(&["explain", "t", "--reform", "p", "--locale", "vi"]).expect(0);
    assert!(explained.contains("→ phương án chuyển thông tin vào tờ khai, vì tự khai"), "{explained}");
}

#[test]
fn shorten_changes_the_term_of_a_step_and_the_limit_of_all() {
    let folder = with("  rút ngắn xem còn 1 ngày làm việc\n  rút ngắn tất_cả còn 3 ngày làm việc");
    assert_eq!(codes(&folder), []);
    let procedure = report(&folder, true);
    assert_eq!(procedure["before"]["deadline_working_days"], "5");
    assert_eq!(procedure["after"]["deadline_working_days"], "3");
    assert_eq!(procedure["after"]["steps_working_days_at_least"], "3");
    let text = folder.run(&["report", "--reform", "p", "--locale", "vi"]).stdout;
    assert!(text.contains("Thời hạn giải quyết: 5 → 3 ngày làm việc"), "{text}");
    assert!(text.contains("Xem xét: 3 ngày làm việc → 1 ngày làm việc"), "{text}");
    finds("  rút ngắn xem còn 4 ngày làm việc", "T0405", "xem");
    finds("  rút ngắn tất_cả còn 5 ngày làm việc", "T0405", "tất_cả");
}

#[test]
fn a_certificate_of_a_reform_holds_only_with_the_reform() {
    let folder = with(&format!("{REPLACE}\n  cắt giảm trình vì \"không cần\""));
    let files = folder.run(&["emit", "--to", "certificate", "--reform", "p", "-o", "ra"]).expect(0);
    let file = files.trim();
    folder.run(&["verify", file, "."]).expect(0);
    folder.write("t.tthc", RECORD.to_owned() + "phương án p \"P\" đối với t {\n  tiếp thu tất_cả\n}\n");
    let wrong = folder.run(&["verify", file, ".", "--locale", "en"]);
    assert_eq!(wrong.status, 1, "{}", wrong.stdout);
    assert!(wrong.stdout.contains("step `trình` is not in the process"), "{}", wrong.stdout);
}

/// A reform says from when it applies: on another day it is not silently applied all the same.
#[test]
fn a_reform_is_judged_only_in_its_period() {
    let record =
        format!("{RECORD}phương án p \"P\" đối với t từ 2026-07-01 đến 2026-12-31 {{\n{REPLACE}\n}}\n");
    let folder = Folder::with(&[("t.tthc", &record), ("tthc.toml", MANIFEST)]);
    for command in
        [&["report"][..], &["explain", "t"], &["emit", "t", "--to", "certificate", "--output", "out"]]
    {
        let arguments =
            |day: &'static str| [command, &["--reform", "p", "--on", day, "--locale", "en"]].concat();
        for day in ["2026-06-30", "2027-01-01"] {
            let run = folder.run(&arguments(day));
            assert_ne!(run.status, 0, "{command:?} {day}");
            assert!(run.stderr.contains("from 2026-07-01 until 2026-12-31"), "{}", run.stderr);
        }
        let run = folder.run(&arguments("2026-07-01"));
        assert!(!run.stderr.contains("applies"), "{}", run.stderr);
    }
    // Judged on the first of its days, it can be carried out.
    assert_eq!(codes(&folder), []);
}

#[test]
fn decisions_that_contradict_each_other_are_shown_both() {
    let folder = with("  không tiếp thu thẻ vì \"x\"\n  tiếp thu tất_cả\n  cắt giảm giấy_ở, thẻ vì \"y\"");
    let found = codes(&folder);
    let contradicting: Vec<&String> =
        found.iter().filter(|(code, _)| code == "T0407").map(|(_, text)| text).collect();
    let [one] = contradicting.as_slice() else { panic!("{found:?}") };
    assert!(one.contains("`thẻ`") && one.contains("the other decision is here"), "{one}");
}
