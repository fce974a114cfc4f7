//! Findings, fixes, outline, folding, formatting.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::{Fixture, apply};
use tthc_ide::{
    DocumentSymbol, FoldKind, code_actions, diagnostics, document_symbols, findings, folding, formatting,
};
use tthc_model::{Locale, Severity};
use tthc_project::{Content, Edit, Manifest};
use tthc_syntax::Span;

const WRONG: &str = "\n//- a.tthc\nthủ tục a \"A\" {\n  bộ bộ_tu_pháp\n  cơ quan thực hiện ubnd_xã\n}\n";

#[test]
fn the_manifest_decides_how_findings_are_reported() {
    let codes = |manifest: Manifest| -> Vec<(Severity, &'static str)> {
        let fixture = Fixture::with(manifest, &format!("//- thư_viện.tthc\n{}{WRONG}", common::LIBRARY));
        let found = diagnostics(&fixture.snapshot(), "a.tthc");
        found.iter().map(|finding| (finding.severity, finding.diagnostic.code())).collect()
    };
    assert_eq!(codes(Manifest::default()), [(Severity::Warning, "T0310"), (Severity::Error, "T0102")]);
    let allow = Manifest { allow: vec!["T0310".to_owned()], ..Manifest::default() };
    assert_eq!(codes(allow), [(Severity::Error, "T0102")]);
    let deny =
        Manifest { deny: vec!["T0310".to_owned()], allow: vec!["T0310".to_owned()], ..Manifest::default() };
    assert_eq!(codes(deny), [(Severity::Error, "T0310"), (Severity::Error, "T0102")]);
}

#[test]
fn findings_of_all_files_are_those_of_each() {
    let fixture = Fixture::new(WRONG);
    let snapshot = fixture.snapshot();
    let all = findings(&snapshot);
    assert_eq!(all.iter().map(|(path, _)| &**path).collect::<Vec<_>>(), ["a.tthc", "thư_viện.tthc"]);
    for (path, found) in all {
        assert_eq!(found, diagnostics(&snapshot, &path));
    }
}

#[test]
fn a_fix_mends_what_it_is_offered_for() {
    let mut fixture = Fixture::new(WRONG);
    let text = fixture.text("a.tthc");
    let at = text.find("tu_pháp").expect("the mistake") as u32;
    let actions = code_actions(&fixture.snapshot(), "a.tthc", Span::at(at), Locale::Vietnamese);
    let [action] = actions.as_slice() else { panic!("one fix: {actions:?}") };
    assert_eq!(action.title, "thay bằng `bộ_tư_pháp`");
    assert_eq!(action.mends.code(), "T0102");
    fixture.project.apply(Edit::Write("a.tthc".into(), Content::text(apply(&text, &action.edits))));
    let left = diagnostics(&fixture.snapshot(), "a.tthc");
    assert!(left.iter().all(|finding| finding.diagnostic.code() != "T0102"), "{left:?}");
    assert_eq!(code_actions(&fixture.snapshot(), "a.tthc", Span::at(at), Locale::Vietnamese), []);
    assert_eq!(code_actions(&Fixture::new(WRONG).snapshot(), "a.tthc", Span::at(0), Locale::Vietnamese), []);
}

fn outline(symbols: &[DocumentSymbol], depth: usize, out: &mut String) {
    for symbol in symbols {
        *out += &format!("{}{} {:?} {:?}\n", "  ".repeat(depth), symbol.name, symbol.detail, symbol.kind);
        outline(&symbol.children, depth + 1, out);
        assert!(symbol.span.start <= symbol.focus.start && symbol.focus.end <= symbol.span.end);
    }
}

#[test]
fn the_outline_shows_what_is_declared() {
    let fixture = Fixture::new(
        r#"
//- a.tthc
thực thể xe "Xe" {
  khóa biển_số
  biển_số : chữ "Biển số"
}
thủ tục a "A" {
  vai con : người "Trẻ"
  thành phần hồ sơ {
    tờ khai t "Tờ khai" { con.họ_tên }
    nội dung cần chứng minh n "N" {
      thông tin con.họ_tên
      không khai thác được thì nộp giấy_chứng_sinh của con gọi là g
    }
    một trong { nộp giấy_chứng_sinh, giấy_chứng_nhận_kết_hôn }
  }
  bước ký "Ký"
}
"#,
    );
    let mut shown = String::new();
    outline(&document_symbols(&fixture.snapshot(), "a.tthc"), 0, &mut shown);
    assert_eq!(
        shown.trim(),
        r#"
xe "Xe" Item(Entity)
  biển_số "Biển số" Attribute
a "A" Item(Procedure)
  con "Trẻ" Local(Role)
  thành phần hồ sơ "" Group
    t "Tờ khai" Local(Component)
    n "N" Local(Requirement)
      g "" Local(Component)
    một trong "" Group
      giấy_chứng_sinh "" Local(Component)
      giấy_chứng_nhận_kết_hôn "" Local(Component)
  ký "Ký" Local(Step)
"#
        .trim()
    );
}

#[test]
fn blocks_and_runs_of_comments_fold() {
    let fixture = Fixture::new(
        "\n//- a.tthc\n// một\n// hai\n\n// ba\nthủ tục a \"A\" { // bốn\n  mã \"1\"\n  thành phần hồ sơ { ghi chú \"x\" }\n}\n/* năm\n sáu */\n",
    );
    let text = fixture.text("a.tthc");
    let found = folding(&fixture.snapshot(), "a.tthc");
    let shown: Vec<(FoldKind, &str)> =
        found.iter().map(|fold| (fold.kind, &text[fold.span.range()])).collect();
    let [(FoldKind::Comment, first), (FoldKind::Block, block), (FoldKind::Comment, last)] = shown.as_slice()
    else {
        panic!("three folds: {shown:?}")
    };
    assert_eq!((*first, *last), ("// một\n// hai", "/* năm\n sáu */"));
    assert!(block.starts_with("{ // bốn") && block.ends_with("\n}"));
}

#[test]
fn formatting_touches_what_differs_and_nothing_it_has_not_read() {
    let before = "// Đ 😀\ncơ quan a \"A\" {cấp xã}\ncơ quan   b \"B\" { cấp xã }\n// hết\n";
    let fixture = Fixture::new(&format!("\n//- a.tthc\n{before}"));
    let edits = formatting(&fixture.snapshot(), "a.tthc");
    assert_eq!(
        apply(before, &edits),
        "// Đ 😀\ncơ quan a \"A\" { cấp xã }\ncơ quan b \"B\" { cấp xã }\n// hết\n"
    );
    assert_eq!(edits[0].span.start as usize, before.find("cơ").expect("the first line that differs"));
    assert_eq!(formatting(&Fixture::new("\n//- a.tthc\nx y\n").snapshot(), "a.tthc"), []);

    let mut project = fixture.project;
    project.apply(Edit::Write("a.tthc".into(), Content::bytes(b"c\xFF  d")));
    project.apply(Edit::Write("b.tthc".into(), Content::too_large(9_000_000)));
    for path in ["a.tthc", "b.tthc", "none.tthc"] {
        assert_eq!(formatting(&project.snapshot(), path), [], "{path}");
    }
}

#[test]
fn a_broken_file_still_has_an_outline_and_folds() {
    let fixture =
        Fixture::new("\n//- a.tthc\nthủ tục a \"A\" {\n  bước ký \"Ký\n  ??? {\n  vai con : người\n");
    let mut shown = String::new();
    outline(&document_symbols(&fixture.snapshot(), "a.tthc"), 0, &mut shown);
    assert!(shown.contains("ký") && shown.contains("con"), "{shown}");
    assert!(!folding(&fixture.snapshot(), "a.tthc").is_empty());
    assert!(!diagnostics(&fixture.snapshot(), "a.tthc").is_empty());
}
