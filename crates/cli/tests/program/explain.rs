//! `tthc explain`: procedures, papers, and codes of findings.

use unicode_normalization::UnicodeNormalization;

use crate::common::{Folder, Run, procedures, tthc};

const NAME: &str = "cấp_bản_sao_trích_lục_hộ_tịch";

#[test]
fn a_procedure_is_found_by_name_and_by_code() {
    let folder = Folder::sample();
    let by_name = folder.run(&["explain", NAME, "--locale", "en"]).expect(0);
    assert!(by_name.contains("2.000635") && by_name.contains("(thẻ_căn_cước)"), "{by_name}");
    assert!(by_name.contains("REPLACED BY DATA"), "{by_name}");
    assert_eq!(folder.run(&["explain", "2.000635", "--locale", "en"]).expect(0), by_name);
    let named = folder.run(&["explain", NAME, "-C", "kho", "--locale", "en"]).expect(0);
    assert_eq!(named, by_name);
}

#[test]
fn a_paper_is_found_after_a_point() {
    let folder = Folder::sample();
    let paper = folder.run(&["explain", &format!("{NAME}.thẻ_căn_cước")]).expect(0);
    assert!(paper.contains("ĐƯỢC THAY THẾ BẰNG DỮ LIỆU"), "{paper}");
    assert!(paper.contains("66.7/2025/NQ-CP"), "the basis is named: {paper}");
    assert_eq!(folder.run(&["explain", "2.000635.thẻ_căn_cước"]).expect(0), paper);
    let before = folder.run(&["explain", "2.000635.thẻ_căn_cước", "--on", "2025-06-01"]).expect(0);
    assert!(before.starts_with("Thẻ căn cước: VẪN PHẢI NỘP"), "{before}");
    let why_not = folder.run(&["explain", "2.000635.thẻ_căn_cước", "--why-not"]).expect(0);
    assert!(why_not.starts_with("Thẻ căn cước: ĐƯỢC THAY THẾ"), "{why_not}");
    assert!(why_not.contains("không có vướng mắc"), "{why_not}");
    assert!(!why_not.contains("Lấy ở đâu"), "nothing stands in the way: {why_not}");
    let why_not =
        folder.run(&["explain", "2.000635.thẻ_căn_cước", "--why-not", "--on", "2025-06-01"]).expect(0);
    assert!(why_not.contains('✗'), "{why_not}");
}

#[test]
fn all_sets_of_blockers_are_told_and_what_is_left_out() {
    let ask = |sets: &[&str]| {
        let mut all = vec!["explain", "2.000635.thẻ_căn_cước", "--on", "2025-06-01"];
        all.extend(["--locale", "en", "--why-not"]);
        all.extend(sets);
        Run::of(&mut tthc(&procedures(), &all)).expect(0)
    };
    let ways = |text: &str| text.matches("Another way").count();
    assert_eq!(ways(&ask(&[])), 0);
    let all = ask(&["--sets"]);
    assert!(ways(&all) > 1 && !all.contains("there are more than"), "{all}");
    let one = ask(&["--sets", "1"]);
    assert!(one.contains("there are more than the 1 listed"), "{one}");
    Folder::sample().run(&["explain", "2.000635", "--sets", "3"]).refused("--why-not");
}

#[test]
fn json_says_what_the_text_says() {
    let folder = Folder::sample();
    let json = folder.run(&["explain", "2.000635.thẻ_căn_cước", "--format", "json"]).json(0);
    assert_eq!((&json["version"], &json["procedure"]), (&1.into(), &NAME.into()));
    let paper = &json["components"][0];
    assert_eq!((&paper["name"], &paper["verdict"]), (&"thẻ_căn_cước".into(), &"held".into()));
    assert_eq!(paper["lookups"][0]["source"], "dân_cư");
    assert_eq!(paper["basis"][0], "nq_66_7 art 4 clause 1");
    let stretches = paper["timeline"].as_array().unwrap();
    assert!(stretches[0]["from"].is_null() && stretches.last().unwrap()["until"].is_null());
    let here = stretches.iter().find(|stretch| {
        stretch["from"].as_str() <= Some("2026-06-01")
            && stretch["until"].as_str().is_none_or(|until| until >= "2026-06-01")
            && !stretch["from"].is_null()
    });
    assert_eq!(here.unwrap()["verdicts"][0], "held");
}

#[test]
fn a_name_that_is_nearly_right_is_suggested() {
    let folder = Folder::sample();
    let wrong = "cấp_bản_sao_trích_lục_hộ_tich";
    folder.run(&["explain", wrong, "--locale", "en"]).refused(&format!("did you mean `{NAME}`?"));
    folder.run(&["explain", wrong, "--locale", "vi"]).refused(&format!("có phải là `{NAME}`?"));
    folder.run(&["explain", &format!("{wrong}.thẻ_căn_cước")]).refused(NAME);
    folder.run(&["explain", &format!("{NAME}.thẻ")]).refused("thẻ_căn_cước");
    folder.run(&["explain", "9.999999"]).refused("9.999999");
}

#[test]
fn a_code_is_explained_anywhere() {
    let folder = Folder::empty();
    let english = folder.run(&["explain", "T0012"]).expect(0);
    assert!(english.starts_with("T0012 (error)\nthis statement is not understood: “…”\n\n"), "{english}");
    assert!(english.contains("Look for a typing mistake") && english.contains("◄ T0012"), "{english}");
    assert_eq!(folder.run(&["explain", "t0012"]).expect(0), english);
    let vietnamese = folder.run(&["explain", "T0012", "--locale", "vi"]).expect(0);
    assert!(vietnamese.starts_with("T0012 (lỗi)\nkhông hiểu câu «…»\n\n"), "{vietnamese}");
    assert!(vietnamese.contains("xem lại chính tả") && vietnamese.contains("◄ T0012"), "{vietnamese}");
    let json = folder.run(&["explain", "T0012", "--format", "json"]).json(0);
    assert_eq!(
        (&json["code"], &json["severity"], &json["vi"]),
        (&"T0012".into(), &"error".into(), &"không hiểu câu «…»".into())
    );
    folder.run(&["explain", "T9999"]).refused("T9999");
}

#[test]
fn a_file_with_errors_makes_the_answer_doubtful_and_the_status_1() {
    let folder = Folder::sample();
    let path = format!("kho/tư_pháp/{NAME}.tthc");
    folder.write(&path, folder.read(&path).replace("bộ                   bộ_tư_pháp", "bộ khác_hẳn"));
    let run = folder.run(&["explain", NAME]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains(&path) && run.stdout.contains("thẻ_căn_cước"), "{}", run.stderr);
}

#[track_caller]
fn real(arguments: &[&str]) -> Run {
    Run::of(&mut tthc(&procedures(), arguments))
}

#[test]
fn a_form_is_required_and_its_fields_are_shared_out() {
    let json = real(&["explain", "đăng_ký_khai_sinh", "--format", "json"]).json(0);
    let form = json["forms"][0]["name"].as_str().unwrap().to_owned();
    let path = format!("đăng_ký_khai_sinh.{form}");
    let text = real(&["explain", &path, "--locale", "vi"]).expect(0);
    assert!(text.contains("PHẢI KHAI") && text.contains("Nhà nước đã có"), "{text}");
    assert!(!text.contains("không trường hợp nào"), "{text}");
    let alone = real(&["explain", &path, "--format", "json"]).json(0);
    assert_eq!(alone["components"].as_array().map(Vec::len), Some(0));
    assert_eq!(alone["forms"][0], json["forms"][0]);
    assert!(!json["forms"][0]["held"].as_array().unwrap().is_empty());
}

#[test]
fn alternatives_are_said_to_be_alternatives_with_their_basis() {
    let text = real(&["explain", "đăng_ký_khai_sinh.hộ_chiếu", "--locale", "vi"]).expect(0);
    assert!(text.contains("«Thẻ căn cước»") && text.contains("Giấy tờ thay nhau"), "{text}");
    let json = real(&["explain", "đăng_ký_khai_sinh", "--format", "json"]).json(0);
    let papers = json["components"].as_array().unwrap();
    let passport = papers.iter().find(|paper| paper["name"] == "hộ_chiếu").unwrap();
    let group = &passport["alternatives"][0];
    assert!(group["papers"].as_array().unwrap().len() > 1, "{group}");
    assert!(!group["basis"].as_array().unwrap().is_empty(), "{group}");
}

#[test]
fn a_paper_whose_alternative_is_replaced_has_no_obstacles_in_that_case() {
    let text = real(&["explain", "đăng_ký_khai_sinh.hộ_chiếu", "--locale", "vi"]).expect(0);
    let (moot, rest) = text.split_once("Hộ chiếu: VẪN PHẢI NỘP").unwrap();
    assert!(moot.starts_with("Hộ chiếu: KHÔNG CẦN NỘP") && !moot.contains('✗'), "{moot}");
    let today = rest.lines().skip_while(|line| !line.starts_with("từ ") && !line.starts_with("đến "));
    assert!(today.collect::<String>().contains("KHÔNG CẦN NỘP"), "{rest}");
}

#[test]
fn who_a_source_does_not_serve_is_not_said_to_be_held() {
    let text = real(&["explain", "đăng_ký_khai_sinh.thẻ_căn_cước", "--locale", "vi"]).expect(0);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("VẪN PHẢI NỘP: nguồn dữ liệu không phục vụ trường hợp này"), "{text}");
    assert!(!text.contains("Nhà nước có dữ liệu"), "{text}");
    assert!(!text.contains("gỡ cả 1") && text.contains("chỉ khi nộp trực tuyến"), "{text}");
}

#[test]
fn why_not_of_a_procedure_lists_the_obstacles_of_each_paper() {
    let text = real(&["explain", "đăng_ký_khai_sinh", "--why-not", "--locale", "vi"]).expect(0);
    assert!(text.contains('✗') && text.contains("không có vướng mắc"), "{text}");
    assert!(!text.contains('◄'), "no timeline: {text}");
}

#[test]
fn titles_and_decomposed_names_are_found() {
    let folder = Folder::sample();
    let by_name = folder.run(&["explain", NAME]).expect(0);
    let decomposed: String = NAME.nfd().collect();
    assert_ne!(decomposed, NAME);
    assert_eq!(folder.run(&["explain", &decomposed]).expect(0), by_name);
    let paper: String = format!("{NAME}.thẻ_căn_cước").nfd().collect();
    folder.run(&["explain", &paper]).expect(0);
    let json = folder.run(&["explain", NAME, "--format", "json"]).json(0);
    let title = json["title"].as_str().unwrap();
    assert_eq!(folder.run(&["explain", &title.to_uppercase()]).expect(0), by_name);
    folder.run(&["explain", "Cấp bản sao"]).refused(NAME);
}
