//! `tthc roadmap`: which obstacles to remove first.

use serde_json::Value;

use crate::common::{Folder, Run, procedures, tthc};

fn real(arguments: &[&str]) -> Value {
    let mut all = vec!["roadmap", ".", "--format", "json"];
    all.extend(arguments);
    Run::of(&mut tthc(&procedures(), &all)).json(0)
}

fn count(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

#[test]
fn real_procedures_have_proved_sets_that_grow() {
    let document = real(&["--top", "6"]);
    let alone = document["alone"].as_array().unwrap();
    let together = document["together"].as_array().unwrap();
    assert_eq!((alone.len(), together.len()), (6, 6));
    let papers = |line: &Value| count(&line["effect"]["papers"]);
    assert!(alone.windows(2).all(|pair| papers(&pair[0]) >= papers(&pair[1])), "the best comes first");
    assert_eq!(papers(&together[0]), papers(&alone[0]), "the best set of one is the best one");
    for (at, set) in together.iter().enumerate() {
        assert_eq!(count(&set["at_most"]) as usize, at + 1);
        assert!(set["obstacles"].as_array().unwrap().len() <= at + 1);
        assert_eq!(set["proved_optimal"], true);
        assert_eq!(count(&set["bound_papers"]), papers(set));
        assert!(count(&set["greedy_papers"]) <= papers(set));
        let by_procedure = set["effect"]["procedures"].as_array().unwrap();
        assert_eq!(by_procedure.iter().map(|one| count(&one["papers"])).sum::<u64>(), papers(set));
    }
    assert!(together.windows(2).all(|pair| papers(&pair[0]) <= papers(&pair[1])));
    assert!(
        papers(&together[5]) > papers(&together[0]) && papers(&together[5]) <= count(&document["liftable"])
    );
    // Everybody named is an agency, and an owner is known for every source.
    assert!(alone.iter().all(|line| !line["obstacle"]["removed_by"].as_array().unwrap().is_empty()));
}

/// When the resolution has expired there is far more to do, and taking the next best is not enough.
#[test]
fn after_the_resolution_a_set_is_better_than_the_next_best_ones() {
    let document = real(&["--on", "2027-03-01", "--top", "4"]);
    let together = document["together"].as_array().unwrap();
    assert!(together.iter().any(|set| count(&set["greedy_papers"]) < count(&set["effect"]["papers"])));
    assert!(count(&document["liftable"]) > count(&real(&["--top", "1"])["liftable"]));
}

#[test]
fn text_and_csv_say_the_same_and_the_report_leads_here() {
    let text = |arguments: &[&str]| Run::of(&mut tthc(&procedures(), arguments)).expect(0);
    let vietnamese = text(&["roadmap", ".", "--top", "2"]);
    assert!(vietnamese.contains("Gỡ riêng từng vướng mắc") && vietnamese.contains("tối ưu, đã chứng minh"));
    assert!(vietnamese.lines().all(|line| line.chars().count() <= 100), "{vietnamese}");
    let english = text(&["roadmap", ".", "--top", "2", "--locale", "en"]);
    assert!(english.contains("Each obstacle alone") && english.contains("proved optimal"), "{english}");
    let table = text(&["roadmap", ".", "--top", "2", "--format", "csv"]);
    let sets = real(&["--top", "2"])["together"]
        .as_array()
        .unwrap()
        .iter()
        .fold(0, |all, set| all + set["obstacles"].as_array().unwrap().len());
    assert_eq!(table.lines().count(), 1 + 2 + sets, "{table}");
    let report = text(&["report", "."]);
    let words: Vec<&str> = report.split_whitespace().collect();
    assert!(words.windows(2).any(|pair| pair == ["(tthc", "roadmap)."]), "{report}");
}

#[test]
fn a_repository_without_obstacles_says_so() {
    let folder = Folder::with(&[("a.tthc", "thủ tục a \"A\" {\n}\n")]);
    let run = folder.run(&["roadmap", "--on", "2026-06-01", "--locale", "vi"]);
    assert!(run.stdout.contains("Không có vướng mắc nào để gỡ"), "{}", run.stdout);
    folder.run(&["roadmap", "--top", "0"]).refused("--top");
}
