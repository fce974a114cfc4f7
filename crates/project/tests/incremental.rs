//! What is computed again after an edit, and what is not. All results would stay right if
//! everything were; only these tests notice.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::sync::Arc;

use tthc_model::{Message, Severity};
use tthc_project::{Content, Edit, Manifest, Project, Snapshot};

const AGENCIES: &str =
    "cơ quan bộ_tư_pháp \"Bộ Tư pháp\" { cấp trung_ương }\ncơ quan ubnd_xã \"UBND cấp xã\" { cấp xã }\n";
const FIRST: &str =
    "thủ tục một \"Một\" {\n  bộ bộ_tư_pháp\n  cơ quan thực hiện ubnd_xã\n  bước ký \"Ký\"\n}\n";
const SECOND: &str =
    "thủ tục hai \"Hai\" {\n  bộ bộ_tư_pháp\n  cơ quan thực hiện ubnd_xã\n  bước ký \"Ký\"\n}\n";

fn load() -> Project {
    let files = [("cơ_quan.tthc", AGENCIES), ("một.tthc", FIRST), ("tp/hai.tthc", SECOND)];
    let project =
        Project::load(Manifest::default(), files.map(|(path, text)| (path.into(), Content::text(text))));
    project.take_executed();
    assert_eq!(codes(&project), Vec::<String>::new());
    assert!(project.take_executed().iter().any(|query| query.starts_with("checked(")), "the log is on");
    project
}

/// Everything computed once, each file edited once, the log of queries empty.
fn at_rest() -> Project {
    let mut project = load();
    for (path, text) in [("cơ_quan.tthc", AGENCIES), ("một.tthc", FIRST), ("tp/hai.tthc", SECOND)] {
        write(&mut project, path, "");
        write(&mut project, path, text);
    }
    assert_eq!(codes(&project), Vec::<String>::new());
    project.take_executed();
    project
}

/// Asks for the problems of all files.
fn codes(project: &Project) -> Vec<String> {
    let all = project.snapshot().all_problems().into_iter();
    all.flat_map(|(path, problems)| {
        problems.into_iter().map(move |problem| format!("{path}: {}", problem.code()))
    })
    .collect()
}

fn write(project: &mut Project, path: &str, text: &str) {
    project.apply(Edit::Write(path.into(), Content::text(text)));
}

/// How often each query ran since the last look, by name.
fn executed(project: &Project) -> Vec<(String, usize)> {
    let mut names: Vec<String> = project
        .take_executed()
        .iter()
        .map(|key| key.split('(').next().unwrap_or_default().to_owned())
        .collect();
    names.sort();
    let mut counted: Vec<(String, usize)> = Vec::new();
    for name in names {
        match counted.last_mut() {
            Some((last, count)) if *last == name => *count += 1,
            _ => counted.push((name, 1)),
        }
    }
    counted
}

#[track_caller]
fn assert_executed(project: &Project, expected: &[(&str, usize)]) {
    let expected: Vec<(String, usize)> =
        expected.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    assert_eq!(executed(project), expected);
}

#[test]
fn an_edit_inside_a_procedure_stays_in_its_file() {
    let mut project = at_rest();
    write(&mut project, "một.tthc", &FIRST.replace("\"Ký\"", "\"Ký kết\" trong 2 giờ làm việc"));
    assert_eq!(codes(&project), Vec::<String>::new());
    assert_executed(&project, &[("checked", 1), ("outline", 1), ("parse", 1), ("problems", 1)]);
}

/// Files are loaded with a durability that their first edit lowers; salsa then takes the outline for
/// changed, whatever it says, and everything is checked again: once in a session.
#[test]
fn the_first_edit_after_loading_stays_in_its_file() {
    let mut project = load();
    write(&mut project, "một.tthc", &FIRST.replace("\"Ký\"", "\"Ký kết\" trong 2 giờ làm việc"));
    assert_eq!(codes(&project), Vec::<String>::new());
    assert_executed(&project, &[("checked", 1), ("outline", 1), ("parse", 1), ("problems", 1)]);
}

#[test]
fn blank_lines_and_comments_stay_in_their_file_too() {
    let mut project = at_rest();
    write(&mut project, "cơ_quan.tthc", &format!("// ghi chú\n\n\n{AGENCIES}"));
    assert_eq!(codes(&project), Vec::<String>::new());
    assert_executed(&project, &[("checked", 1), ("outline", 1), ("parse", 1), ("problems", 1)]);
}

#[test]
fn a_new_declaration_is_seen_by_every_file_and_parses_none() {
    let mut project = at_rest();
    write(&mut project, "cơ_quan.tthc", &format!("{AGENCIES}cơ quan mới \"Mới\" {{ cấp xã }}\n"));
    assert_eq!(codes(&project), Vec::<String>::new());
    // What is found in the others is the same, so their problems are not even looked at.
    let expected =
        [("checked", 3), ("library", 1), ("outline", 1), ("parse", 1), ("problems", 1), ("shard", 1)];
    assert_executed(&project, &expected);
}

#[test]
fn a_declaration_that_goes_is_missed_where_it_was_used() {
    let mut project = at_rest();
    write(&mut project, "cơ_quan.tthc", &AGENCIES.replace("ubnd_xã", "ubnd_phường"));
    assert_eq!(codes(&project), ["một.tthc: T0102", "tp/hai.tthc: T0102"]);
    assert_executed(
        &project,
        &[("checked", 3), ("library", 1), ("outline", 1), ("parse", 1), ("problems", 3), ("shard", 1)],
    );
    write(&mut project, "cơ_quan.tthc", AGENCIES);
    assert_eq!(codes(&project), Vec::<String>::new());
}

#[test]
fn the_same_text_again_runs_nothing() {
    let mut project = at_rest();
    write(&mut project, "một.tthc", FIRST);
    project.set_manifest(Manifest::default());
    project.apply(Edit::Remove("không_có.tthc".into()));
    assert_eq!(codes(&project), Vec::<String>::new());
    assert_executed(&project, &[]);
}

#[test]
fn there_and_back_checks_one_file() {
    let mut project = at_rest();
    write(&mut project, "một.tthc", "");
    write(&mut project, "một.tthc", FIRST);
    assert_eq!(codes(&project), Vec::<String>::new());
    assert_executed(&project, &[("checked", 1), ("outline", 1), ("parse", 1), ("problems", 1)]);
}

#[test]
fn a_file_that_is_removed_makes_its_names_unknown() {
    let mut project = at_rest();
    project.apply(Edit::Remove("cơ_quan.tthc".into()));
    assert_eq!(
        codes(&project),
        ["một.tthc: T0102", "một.tthc: T0102", "tp/hai.tthc: T0102", "tp/hai.tthc: T0102"]
    );
    assert_executed(&project, &[("checked", 2), ("library", 1), ("problems", 2), ("shard", 1)]);
    let snapshot = project.snapshot();
    assert!(!snapshot.has("cơ_quan.tthc") && snapshot.text("cơ_quan.tthc").is_none());
    assert_eq!(snapshot.problems("cơ_quan.tthc"), []);
    drop(snapshot);
    // "There is no such name" is an answer that a new file changes.
    write(&mut project, "khác/mới.tthc", AGENCIES);
    assert_eq!(codes(&project), Vec::<String>::new());
    assert_executed(
        &project,
        &[("checked", 3), ("library", 1), ("outline", 1), ("parse", 1), ("problems", 3), ("shard", 1)],
    );
}

#[test]
fn the_date_of_the_manifest_checks_again_and_parses_nothing() {
    let mut project = at_rest();
    project.set_manifest(Manifest { date: "2026-06-01".parse().ok(), ..Manifest::default() });
    assert_eq!(codes(&project), Vec::<String>::new());
    let ran = executed(&project);
    assert!(ran.contains(&("checked".to_owned(), 3)), "{ran:?}");
    assert!(ran.iter().all(|(name, _)| !matches!(name.as_str(), "parse" | "outline")), "{ran:?}");
}

#[test]
fn a_question_parses_only_what_it_asks_about() {
    let files = [("cơ_quan.tthc", AGENCIES), ("một.tthc", FIRST)];
    let project =
        Project::load(Manifest::default(), files.map(|(path, text)| (path.into(), Content::text(text))));
    project.take_executed();
    assert_eq!(project.snapshot().parse("một.tthc").map(|parse| parse.errors.len()), Some(0));
    assert_executed(&project, &[("parse", 1)]);
}

#[test]
fn a_snapshot_may_cross_threads() {
    fn is_send<T: Send>() {}
    is_send::<Snapshot>();
    let project = at_rest();
    let (one, other) = (project.snapshot(), project.snapshot());
    let answers = std::thread::scope(|threads| {
        let one = threads.spawn(move || one.problems("một.tthc").len());
        let other = threads.spawn(move || other.library().names(tthc_model::ItemKind::Agency).len());
        (one.join().expect("no panic"), other.join().expect("no panic"))
    });
    assert_eq!(answers, (0, 2));
}

#[test]
fn an_edit_waits_for_no_question_longer_than_the_question_needs_to_notice() {
    let mut project = at_rest();
    let snapshot = project.snapshot();
    let (begun, begins) = std::sync::mpsc::channel();
    let asking = std::thread::spawn(move || {
        snapshot.ask(|snapshot| {
            begun.send(()).expect("the test listens");
            loop {
                snapshot.library();
            }
        })
    });
    begins.recv().expect("it begins");
    // Would wait for ever if the question were not cancelled.
    write(&mut project, "một.tthc", "");
    let answer: Result<(), tthc_project::Cancelled> = asking.join().expect("no panic");
    assert_eq!(answer, Err(tthc_project::Cancelled));
}

#[test]
fn what_is_not_text_is_reported_in_the_files_own_offsets() {
    let mut project = at_rest();
    project.apply(Edit::Write(
        "một.tthc".into(),
        Content::bytes("// e\u{301}\u{1F600} \u{FFFD}\n??\n".as_bytes()),
    ));
    let problems = project.snapshot().problems("một.tthc").to_vec();
    let [problem] = problems.as_slice() else { panic!("one problem: {problems:?}") };
    assert_eq!(problem.at.start as usize, "// e\u{301}\u{1F600} \u{FFFD}\n".len());

    project.apply(Edit::Write("một.tthc".into(), Content::bytes(b"// \xFF\xFE\n")));
    let problems = project.snapshot().problems("một.tthc").to_vec();
    assert!(problems.iter().any(|p| p.message == Message::InvalidUtf8 && p.at.start == 3), "{problems:?}");

    project.apply(Edit::Write("một.tthc".into(), Content::too_large(5_000_000)));
    let problems = project.snapshot().problems("một.tthc").to_vec();
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].code(), problems[0].severity()), ("T0003", Severity::Error));
    assert_eq!(project.snapshot().text("một.tthc").map(|text: &Arc<str>| text.len()), Some(0));
}

#[test]
fn scenarios_and_reforms_may_stand_in_another_file_than_their_procedure() {
    let mut project = at_rest();
    let elsewhere = "tình huống x \"X\" cho thủ tục một { cho kết_hôn = có }\n\
                     phương án y \"Y\" đối với một { cắt giảm giấy_a vì \"z\" }\n";
    write(&mut project, "tp/tình_huống.tthc", elsewhere);
    assert_eq!(codes(&project), ["tp/tình_huống.tthc: T0107", "tp/tình_huống.tthc: T0108"]);
    // The procedure of the other file gets the case: no file of its own has changed.
    let changed = FIRST.trim_end().strip_suffix('}').expect("an item");
    write(&mut project, "một.tthc", &format!("{changed}\n  trường hợp kết_hôn : có_không \"K\"\n}}\n"));
    assert_eq!(codes(&project), ["tp/tình_huống.tthc: T0108"]);
}

#[test]
fn a_comment_allows_a_finding() {
    let mut project = at_rest();
    let changed = FIRST.trim_end().strip_suffix('}').expect("an item");
    let fee = "  lệ phí 8_000 đồng";
    write(&mut project, "một.tthc", &format!("{changed}\n{fee}\n}}\n"));
    assert_eq!(codes(&project), ["một.tthc: T0304"]);
    let allowed = format!("{changed}\n{fee} // tthc: cho phép T0304 vì \"báo\"\n}}\n");
    write(&mut project, "một.tthc", &allowed);
    assert_eq!(codes(&project), Vec::<String>::new());
    // Places are those of the composed text, whatever the file is written in.
    write(&mut project, "một.tthc", &allowed.replace("ệ", "e\u{323}\u{302}").replace("é", "e\u{301}"));
    assert_eq!(codes(&project), Vec::<String>::new());
}
