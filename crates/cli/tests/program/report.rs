//! `tthc report`: its formats, where it goes, and what it says about what is missing.

use serde_json::Value;

use crate::common::{Folder, MANIFEST, Run, procedures, tthc};

const NAME: &str = "cấp_bản_sao_trích_lục_hộ_tịch";

#[test]
fn text_has_a_line_a_procedure_and_the_reason_of_what_is_missing() {
    let folder = Folder::sample();
    let text = folder.run(&["report", "kho", "--locale", "en"]).expect(0);
    assert!(text.contains("2.000635") && text.contains("Total (1 procedures)"), "{text}");
    assert!(text.contains("lacks dossiers a year"), "{text}");
    let missing = folder.run(&["report", "kho", "--missing", "--locale", "en"]).expect(0);
    assert!(missing.contains("2.000635") && missing.contains("dossiers a year"), "{missing}");
    let on = folder.run(&["report", "kho", "--on", "2025-12-31", "--locale", "en"]).expect(0);
    assert!(on.contains("as of 2025-12-31") && on != text, "{on}");
    for by in ["ministry", "field", "level"] {
        assert!(folder.run(&["report", "kho", "--by", by]).expect(0).contains("2.000635"));
    }
}

#[test]
fn csv_has_a_line_a_paper_and_class_of_cases() {
    let folder = Folder::sample();
    let text = folder.run(&["report", "kho", "--format", "csv"]).expect(0);
    let mut lines = text.lines();
    assert!(lines.next().unwrap().starts_with("\u{feff}procedure,code,title,ministry,"));
    let card: Vec<&str> = lines.filter(|line| line.contains(",thẻ_căn_cước,")).collect();
    assert!(!card.is_empty() && card.iter().all(|line| line.starts_with(NAME)), "{text}");
    assert!(card.iter().any(|line| line.contains(",held,")), "{card:?}");
}

#[test]
fn json_says_why_a_figure_is_missing() {
    let folder = Folder::sample();
    let json = folder.run(&["report", "kho", "--format", "json"]).json(0);
    assert_eq!((&json["on"], &json["baseline"]), (&"2026-06-01".into(), &"2025-12-31".into()));
    let procedure = &json["procedures"][0];
    assert_eq!(procedure["name"], NAME);
    assert!(procedure["saving_vnd_per_year"].is_null() && procedure["dossiers_per_year"].is_null());
    assert_eq!(procedure["missing"], Value::from(vec!["volume"]));
    assert!(
        procedure["before"]["citizen_vnd_per_case"].is_string()
            || procedure["before"]["citizen_vnd_per_case"].is_array()
    );
    assert!(json["totals"]["saving_vnd_per_year"].is_null(), "nothing is known, which is not nothing");
    assert_eq!(json["files_with_errors"], Value::Array(Vec::new()));
}

#[test]
fn output_goes_to_a_file_whose_folder_is_made() {
    let folder = Folder::sample();
    for format in ["text", "json", "csv"] {
        let shown = folder.run(&["report", "kho", "--format", format]).expect(0);
        assert_eq!(folder.run(&["report", "kho", "--format", format, "-o", "ra/tệp"]).expect(0), "");
        assert_eq!(folder.read("ra/tệp"), shown);
    }
    folder.run(&["report", "kho", "-o", "kho"]).refused("kho cannot be written");
    folder.run(&["report", "kho", "-o", "ra/tệp/trong"]).refused("cannot be written");
}

#[test]
fn what_is_asked_for_by_name_must_be_declared() {
    let folder = Folder::sample();
    folder.run(&["report", "kho", "--reform", "không_có"]).refused("không_có");
    folder.write("kho/tthc.toml", format!("{MANIFEST}norms = \"không_có\"\n"));
    folder.run(&["report", "kho"]).refused("không_có");
}

#[test]
fn files_with_errors_are_named_and_the_status_is_1() {
    let folder = Folder::sample();
    let path = format!("kho/tư_pháp/{NAME}.tthc");
    folder.write(&path, folder.read(&path).replace("bộ                   bộ_tư_pháp", "bộ khác_hẳn"));
    let text = folder.run(&["report", "kho", "--locale", "en"]).expect(1);
    assert!(text.contains("1 file has errors"), "{text}");
    let json = folder.run(&["report", "kho", "--format", "json"]).json(1);
    assert_eq!(json["files_with_errors"], Value::from(vec![path]));
}

#[test]
fn csv_names_papers_and_says_which_are_not_asked_for() {
    let text = Run::of(&mut tthc(&procedures(), &["report", ".", "--format", "csv"])).expect(0);
    let columns: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    for column in ["component_title", "alternative_replaced", "procedure_saving_vnd_per_year_high"] {
        assert!(columns.contains(&column), "{columns:?}");
    }
    let passport = text.lines().filter(|line| line.contains(",hộ_chiếu,Hộ chiếu,"));
    assert!(passport.clone().any(|line| line.contains(",true,")), "{:?}", passport.collect::<Vec<_>>());
}

#[test]
fn papers_that_need_not_be_brought_are_named_with_their_source() {
    let folder = Folder::sample();
    let text = folder.run(&["report", "kho", "--papers", "--locale", "vi"]).expect(0);
    assert!(text.contains("✓ Thẻ căn cước ← "), "{text}");
    assert!(!folder.run(&["report", "kho"]).expect(0).contains('✓'));
}

/// The numbers at the ends of the lines of a list.
fn listed(text: &str, heading: &str) -> (usize, usize) {
    let mut lines = text.lines().skip_while(|line| !line.contains(heading));
    let sum = lines.next().unwrap().split(' ').next().unwrap().parse().unwrap();
    let list = lines.skip_while(|line| !line.starts_with("  ")).take_while(|line| line.starts_with("  "));
    let counts =
        list.filter_map(|line| line.strip_suffix(" giấy tờ")?.rsplit(' ').next()?.parse::<usize>().ok());
    (sum, counts.sum())
}

#[test]
fn lists_of_obstacles_add_up_and_cases_not_served_are_apart() {
    let text = Run::of(&mut tthc(&procedures(), &["report", ".", "--locale", "vi"])).expect(0);
    let json = Run::of(&mut tthc(&procedures(), &["report", ".", "--format", "json"])).json(0);
    let (not_served, of_these) = listed(&text, "nguồn không phục vụ trường hợp đó");
    assert!(not_served > 0 && not_served == of_these, "{text}");
    let mut all = not_served;
    if text.contains("còn vướng mắc") {
        let (liftable, of_these) = listed(&text, "còn vướng mắc");
        assert_eq!(liftable, of_these, "{text}");
        all += liftable;
    }
    assert_eq!(json["totals"]["blocked"], all);
    assert!(text.contains("không phải số một người phải mang") && text.contains("[nháp]"), "{text}");
}

#[test]
fn undetermined_papers_are_counted() {
    let arguments = ["report", ".", "--on", "2027-03-02", "--locale", "vi"];
    let text = Run::of(&mut tthc(&procedures(), &arguments)).expect(0);
    let json = Run::of(&mut tthc(&procedures(), &[&arguments[..4], &["--format", "json"]].concat())).json(0);
    let count = json["totals"]["undetermined"].as_u64().unwrap();
    assert!(count > 0 && text.contains(&format!("{count} giấy tờ CHƯA XÁC ĐỊNH")), "{text}");
}

#[test]
fn levels_are_named_in_words_with_subtotals() {
    let arguments = ["report", ".", "--by", "level", "--locale", "vi"];
    let text = Run::of(&mut tthc(&procedures(), &arguments)).expect(0);
    assert!(text.lines().any(|line| line.starts_with("Cấp xã (") && line.contains("giấy tờ")), "{text}");
}

#[test]
fn a_day_before_the_baseline_is_said_to_be_so() {
    let folder = Folder::sample();
    let run = folder.run(&["report", "kho", "--on", "2025-06-01", "--locale", "en"]);
    assert!(run.stderr.contains("2025-06-01 is before the baseline 2025-12-31"), "{}", run.stderr);
    assert_eq!(run.status, 0);
}
