//! Fixtures: texts of one or several files with the expected findings written in them.
//!
//! A line that ends in `//! T0102 T0201` expects these findings on it and no others; a line without
//! expects none. `//- path` begins a file. [`COMMON`] is always there, and has no findings.

#![allow(dead_code, reason = "each test file uses its own part")]
#![expect(clippy::disallowed_methods, reason = "tests read the disk")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tthc_model::{Checked, Date, Diagnostic, Library, Outline};
use tthc_syntax::{LineIndex, Parse};

/// What the fixtures may name.
pub(crate) const COMMON: &str = r#"
cơ quan bộ_tư_pháp "Bộ Tư pháp" { cấp trung_ương }
cơ quan ubnd_xã "UBND cấp xã" { cấp xã }
người thực hiện công_chức "Công chức tư pháp - hộ tịch" của ubnd_xã
văn bản luật_hộ_tịch "Luật Hộ tịch" từ 2016-01-01 { số hiệu "60/2014/QH13" ; loại luật }
văn bản luật_cũ "Luật cũ" từ 2000-01-01 đến 2015-12-31
thực thể người "Cá nhân" {
  khóa số_định_danh
  số_định_danh : chữ "Số định danh"
  họ_tên : chữ "Họ và tên"
  ngày_sinh : ngày "Ngày sinh"
  quốc_tịch : việt_nam | nước_ngoài "Quốc tịch"
  còn_sống : có_không "Còn sống"
  mẹ : người "Mẹ"
}
thực thể hôn_nhân "Hôn nhân" {
  khóa số_giấy
  số_giấy : chữ "Số giấy"
  vợ : người "Vợ"
  chồng : người "Chồng"
}
nguồn dữ liệu dân_cư "Cơ sở dữ liệu dân cư" {
  cơ quan chủ quản bộ_tư_pháp
  về người bằng số_định_danh { lưu giữ số_định_danh, họ_tên }
}
giấy tờ thẻ_căn_cước "Thẻ căn cước" {
  về chủ_thẻ : người
  chứng minh chủ_thẻ.họ_tên, chủ_thẻ.ngày_sinh
}
giấy tờ giấy_kết_hôn "Giấy kết hôn" {
  về hôn_nhân : hôn_nhân
  chứng minh hôn_nhân.số_giấy
}
"#;

/// A day on which the laws are looked at.
pub(crate) const TODAY: &str = "2026-06-01";

/// A file of a fixture, with what was found in it.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) parse: Parse,
    pub(crate) checked: Checked,
}

/// Checks the fixture together with [`COMMON`]; the findings are those of the fixture's files.
#[track_caller]
pub(crate) fn analyse(fixture: &str) -> Vec<File> {
    let mut texts = vec![("chung.tthc".to_owned(), COMMON.to_owned())];
    texts.extend(split(fixture));
    let mut files = check_all(texts, Some(TODAY));
    let common = files.remove(0);
    assert_eq!(common.checked.diagnostics, [], "the common file is sound");
    files
}

pub(crate) fn check_all(texts: Vec<(String, String)>, on: Option<&str>) -> Vec<File> {
    let on: Option<Date> = on.map(|date| date.parse().expect("a date"));
    let parses: Vec<Parse> = texts.iter().map(|(_, text)| tthc_syntax::parse(text.as_str())).collect();
    let outlines: Vec<Outline> = parses.iter().map(tthc_model::outline).collect();
    let paths = texts.iter().map(|(path, _)| Arc::<str>::from(path.as_str()));
    let library = Library::new(paths.zip(&outlines));
    let checked = texts.into_iter().zip(parses).map(|((path, text), parse)| {
        let mut checked = tthc_model::check(&parse, &library, &path, on);
        checked.diagnostics = tthc_model::allow::apply(&parse, checked.diagnostics);
        File { path, text, parse, checked }
    });
    checked.collect()
}

/// The library of the given texts.
pub(crate) fn library(texts: &[(String, String)]) -> Library {
    let outlines: Vec<Outline> =
        texts.iter().map(|(_, text)| tthc_model::outline(&tthc_syntax::parse(text.as_str()))).collect();
    let paths = texts.iter().map(|(path, _)| Arc::<str>::from(path.as_str()));
    Library::new(paths.zip(&outlines))
}

/// The files of a fixture; one without headers is `a.tthc`.
fn split(fixture: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in fixture.trim_start_matches('\n').split_inclusive('\n') {
        match line.trim().strip_prefix("//- ") {
            Some(path) => files.push((path.to_owned(), String::new())),
            None => {
                if files.is_empty() {
                    files.push(("a.tthc".to_owned(), String::new()));
                }
                files.last_mut().expect("a file was begun").1.push_str(line);
            }
        }
    }
    files
}

/// The codes that a fixture's lines expect: path, line counted from 1, code.
pub(crate) fn expected(fixture: &str) -> Vec<(String, u32, String)> {
    let mut expected = Vec::new();
    for (path, text) in split(fixture) {
        for (number, line) in (1..).zip(text.lines()) {
            let Some((_, codes)) = line.split_once("//! ") else { continue };
            expected.extend(codes.split(' ').map(|code| (path.clone(), number, code.to_owned())));
        }
    }
    expected.sort();
    expected
}

/// The steps of most fixtures say no more than the fixture is about, which is not «six clear»: this finding
/// counts only where a fixture expects it.
const UNCLEAR_STEPS: &str = "T0332";

/// The findings of a fixture are those its lines expect.
#[track_caller]
pub(crate) fn check(fixture: &str) -> Vec<File> {
    let files = analyse(fixture);
    let mut found: Vec<(String, u32, String)> = Vec::new();
    let mut told = String::new();
    let about_steps = expected(fixture).iter().any(|(_, _, code)| code == UNCLEAR_STEPS);
    for file in &files {
        let index = LineIndex::new(Arc::clone(file.parse.tree.text()));
        let problems = file.checked.diagnostics.iter();
        for problem in problems.filter(|problem| about_steps || problem.code() != UNCLEAR_STEPS) {
            let line = index.chars(problem.at.start).line + 1;
            found.push((file.path.clone(), line, problem.code().to_owned()));
            told += &format!("{}:{line} {} {}\n", file.path, problem.code(), text(problem));
        }
    }
    found.sort();
    assert_eq!(found, expected(fixture), "found:\n{told}in\n{fixture}");
    files
}

pub(crate) fn text(problem: &Diagnostic) -> String {
    problem.message.text(tthc_model::Locale::English)
}

/// The real files, with paths relative to `procedures/`.
pub(crate) fn real_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.sort();
    assert!(!files.is_empty(), "the procedures are there");
    files
}

fn collect(root: &Path, folder: &PathBuf, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "tthc") {
            let name = path.strip_prefix(root).expect("below the root").display().to_string();
            files.push((name, std::fs::read_to_string(&path).expect("a text")));
        }
    }
}
