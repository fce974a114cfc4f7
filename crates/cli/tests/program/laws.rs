//! `tthc report --laws`: which provisions require the papers that are dropped.

use serde_json::Value;

use crate::common::{Folder, Run, copied, procedures, tthc};

const REFORM: &str = "phương án thử \"Thử\" đối với đăng_ký_khai_sinh {
  tiếp thu tất_cả
  cắt giảm biên_bản_trẻ_bị_bỏ_rơi vì \"thử\"
  kiến nghị sửa đổi luật_hộ_tịch điều 16 \"bỏ biên bản\"
  kiến nghị sửa đổi luật_hộ_tịch điều 11 \"bỏ lệ phí\"
}
";

/// The real procedures, with one reform of birth registration more.
fn with_reform() -> Folder {
    let folder = copied();
    folder.write("kho/tư_pháp/thử.tthc", REFORM);
    folder
}

fn real(arguments: &[&str]) -> Run {
    let all = [&["report", ".", "--laws", "--locale", "vi"], arguments].concat();
    Run::of(&mut tthc(&procedures(), &all))
}

/// Every paper of the list with the citation it stands under.
fn papers(document: &Value) -> Vec<(Option<String>, Value)> {
    let texts = document["texts"].as_array().unwrap().iter();
    let provisions = texts.flat_map(|text| text["provisions"].as_array().unwrap());
    let papers = provisions.flat_map(|provision| {
        let citation = provision["citation"].as_str().map(str::to_owned);
        provision["papers"].as_array().unwrap().iter().map(move |paper| (citation.clone(), paper.clone()))
    });
    papers.collect()
}

#[test]
fn only_an_entry_that_names_the_paper_and_goes_before_the_provision_applies_it_already() {
    let birth = ["--procedure", "1.001193"];
    let document = real(&[&birth[..], &["--format", "json"]].concat()).json(0);
    let papers = papers(&document);
    let of = |component: &str, operation: &str| {
        let wanted = |(_, paper): &&(Option<String>, Value)| {
            paper["component"] == component && paper["operation"] == operation
        };
        papers.iter().find(wanted).unwrap_or_else(|| panic!("{component}"))
    };
    let (citation, card) = of("thẻ_căn_cước", "replaced");
    assert_eq!(citation.as_deref(), Some("nđ_123_2015 art 2 clause 1"));
    assert_eq!(card["applied_by"], Value::from(vec!["nq_66_7 annex I row 457"]));
    assert_eq!(card["amend_before"], "2027-03-01");
    // Article 4(2)(b) is a general rule; the passport is on no list.
    let (citation, marriage) = of("giấy_chứng_nhận_kết_hôn", "replaced");
    assert_eq!(citation.as_deref(), Some("nđ_123_2015 art 9"));
    assert_eq!(marriage["applied_by"], Value::Array(Vec::new()));
    assert_eq!(of("hộ_chiếu", "spared").1["applied_by"], Value::Array(Vec::new()));
    assert!(papers.iter().all(|(_, paper)| paper["procedure"] == "đăng_ký_khai_sinh"));

    let text = real(&birth).expect(0);
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Nghị định 123/2015/NĐ-CP"), "{text}");
    assert!(text.contains("đã áp dụng theo 66.7/2025/NQ-CP phụ lục I số thứ tự 457"), "{text}");
    assert!(text.contains(" điều 9 · sửa đổi phải có hiệu lực trước 01/03/2027"), "{text}");
}

/// A later decree displaces the rule: its provisions are not applied already, whatever the list says.
#[test]
fn a_later_text_that_displaces_the_rule_has_to_be_amended() {
    let folder = with_reform();
    let law = folder.read("kho/common/văn_bản.tthc");
    let line = law.lines().find(|line| line.starts_with("văn bản nđ_123_2015")).unwrap();
    let later = law.replace(line, &line.replace("từ 2016-01-01", "từ 2026-02-01"));
    assert_ne!(law, later);
    folder.write("kho/common/văn_bản.tthc", later);
    let run = folder.run(&["report", "kho", "--laws", "--procedure", "1.001193", "--format", "json"]);
    for (citation, paper) in papers(&run.json(0)) {
        let of_decree = citation.is_some_and(|citation| citation.starts_with("nđ_123_2015"));
        assert!(!of_decree || paper["applied_by"].as_array().unwrap().is_empty(), "{paper}");
    }
}

#[test]
fn texts_stand_by_rank_and_age_and_all_formats_have_every_paper() {
    let document = real(&["--format", "json"]).json(0);
    let ranks =
        ["statute", "resolution_na", "ordinance", "decree", "resolution_gov", "decision_pm", "circular"];
    let texts = document["texts"].as_array().unwrap();
    let order: Vec<_> = texts
        .iter()
        .map(|text| (ranks.iter().position(|rank| text["rank"] == *rank).unwrap_or(ranks.len()), text))
        .collect();
    assert!(order.len() > 10 && order.is_sorted_by_key(|(rank, _)| *rank), "{order:?}");
    let papers = papers(&document);
    assert!(papers.iter().any(|(citation, _)| citation.is_none()), "papers without a text are told too");
    let csv = real(&["--format", "csv"]).expect(0);
    assert!(csv.starts_with("\u{feff}law,number,law_title,rank,"), "{csv}");
    assert_eq!(csv.lines().count(), papers.len() + 1);
    let text = real(&[]).expect(0);
    for text_of_law in texts.iter().filter_map(|text| text["number"].as_str()) {
        assert!(text.contains(text_of_law), "{text_of_law}");
    }
}

#[test]
fn a_reform_shows_what_it_amends_and_what_it_leaves_out() {
    let folder = with_reform();
    let arguments = ["report", "kho", "--laws", "--reform", "thử"];
    let document = folder.run(&[&arguments[..], &["--format", "json"]].concat()).json(0);
    assert_eq!(document["reform"], "thử");
    let cut: Vec<_> =
        papers(&document).into_iter().filter(|(_, paper)| paper["operation"] == "cut").collect();
    assert_eq!(cut.len(), 1);
    assert!(cut.iter().all(|(citation, _)| citation.as_deref() == Some("luật_hộ_tịch art 16 clause 1")));
    let not_amended = document["not_amended"].as_array().unwrap();
    assert!(not_amended.contains(&"nđ_123_2015 art 9".into()), "{not_amended:?}");
    assert!(!not_amended.contains(&"luật_hộ_tịch art 16 clause 1".into()), "{not_amended:?}");
    assert_eq!(document["other_amendments"][0]["citation"], "luật_hộ_tịch art 11");
    let text = folder.run(&[&arguments[..], &["--locale", "en"]].concat()).expect(0);
    assert!(text.contains("✓ the reform amends 60/2014/QH13 art 16: bỏ biên bản"), "{text}");
    assert!(text.contains("✗ the reform does not propose to amend it"), "{text}");
    assert!(text.contains("60/2014/QH13 art 11: bỏ lệ phí"), "{text}");

    // The same provisions are a warning of the check.
    let found = folder.run(&["check", "kho/tư_pháp/thử.tthc", "--format", "json"]).stdout;
    let found: Value = serde_json::from_str(&found).unwrap();
    let codes: Vec<&Value> = found["findings"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert!(codes.contains(&&Value::from("T0402")), "{codes:?}");
}

#[test]
fn a_list_without_papers_says_so() {
    let folder =
        Folder::with(&[("a.tthc", "thủ tục a \"A\" {\n}\n"), ("tthc.toml", crate::common::MANIFEST)]);
    let run = folder.run(&["report", "--laws", "--locale", "en"]);
    assert!(run.stdout.contains("0 of 0 texts require 0 papers"), "{}", run.stdout);
    folder.run(&["report", "--laws", "--missing"]).refused("--missing");
}
