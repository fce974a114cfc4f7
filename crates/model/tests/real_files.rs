//! What the real procedures mean does not hang on how they are written down.

mod common;

use std::sync::Arc;

use common::{File, TODAY, check_all, library, real_files};
use tthc_model::{Library, Procedure, Severity};
use tthc_syntax::{Span, Surface, format};
use unicode_normalization::UnicodeNormalization;

/// A procedure's `Debug` without places, which differ between two ways of writing.
fn meaning(procedure: &Procedure) -> String {
    let mut text = format!("{procedure:#?}");
    let place = format!("{:#?}", Span::new(1, 2));
    assert!(place.starts_with("Span {") && place.ends_with('}'));
    while let Some(start) = text.find("Span {") {
        let end = start + text[start..].find('}').expect("a span ends") + 1;
        text.replace_range(start..end, "_");
    }
    text
}

#[track_caller]
fn mean_the_same(before: &[File], after: &[File], what: &str) {
    for (before, after) in before.iter().zip(after) {
        let path = &before.path;
        let codes =
            |file: &File| -> Vec<&str> { file.checked.diagnostics.iter().map(|d| d.code()).collect() };
        assert_eq!(codes(before), codes(after), "{path} {what}");
        for (was, is) in before.checked.procedures.iter().zip(&after.checked.procedures) {
            let (was, is) = (meaning(was), meaning(is));
            let differs = was.lines().zip(is.lines()).find(|(was, is)| was != is);
            assert!(was == is, "{path} {what}: {differs:?}");
        }
        assert_eq!(before.checked.procedures.len(), after.checked.procedures.len(), "{path} {what}");
    }
}

#[test]
fn have_no_errors() {
    for file in check_all(real_files(), Some(TODAY)) {
        let errors = file.checked.diagnostics.iter().filter(|problem| problem.severity() == Severity::Error);
        let errors: Vec<String> =
            errors.map(|problem| format!("{} {}", problem.code(), common::text(problem))).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", file.path);
    }
}

#[test]
fn mean_the_same_with_decomposed_letters() {
    let composed = real_files();
    let decomposed: Vec<(String, String)> =
        composed.iter().map(|(path, text)| (path.clone(), text.nfd().collect())).collect();
    assert!(composed.iter().zip(&decomposed).all(|(a, b)| a.1.len() < b.1.len()));
    assert!(library(&composed) == library(&decomposed));
    let (before, after) = (check_all(composed, Some(TODAY)), check_all(decomposed, Some(TODAY)));
    for (before, after) in before.iter().zip(&after) {
        // Places too: both count in composed letters.
        assert_eq!(before.checked, after.checked, "{}", before.path);
    }
}

fn formatted(files: &[(String, String)], surface: Option<Surface>) -> Vec<(String, String)> {
    let format = |text: &String| format::format(&tthc_syntax::parse(text.as_str()), surface);
    files.iter().map(|(path, text)| (path.clone(), format(text))).collect()
}

#[test]
fn mean_the_same_when_formatted() {
    let files = real_files();
    let formatted = formatted(&files, None);
    assert!(library(&files) == library(&formatted));
    mean_the_same(&check_all(files, Some(TODAY)), &check_all(formatted, Some(TODAY)), "formatted");
}

#[test]
fn mean_the_same_in_both_languages() {
    let files = real_files();
    let vietnamese = formatted(&files, Some(Surface::Vietnamese));
    let english = formatted(&files, Some(Surface::English));
    let (was, is) = (library(&vietnamese), library(&english));
    for kind in tthc_model::ItemKind::ALL {
        assert_eq!(was.names(kind), is.names(kind));
        for name in was.names(kind) {
            let detail = |library: &Library| library.item(kind, name).cloned();
            assert_eq!(detail(&was), detail(&is), "{kind:?} {name}");
        }
    }
    mean_the_same(&check_all(vietnamese, Some(TODAY)), &check_all(english, Some(TODAY)), "in English");
}

#[test]
fn mean_the_same_in_any_order_of_files() {
    let files = real_files();
    let mut reversed = files.clone();
    reversed.reverse();
    assert!(library(&files) == library(&reversed));
    let (before, mut after) = (check_all(files, Some(TODAY)), check_all(reversed, Some(TODAY)));
    after.reverse();
    mean_the_same(&before, &after, "in reverse order");
}

/// Procedures are shared between answers, not copied.
#[test]
fn one_procedure_is_one_value() {
    let files = check_all(real_files(), Some(TODAY));
    let procedure = files.iter().flat_map(|file| &file.checked.procedures).next().expect("a procedure");
    assert_eq!(Arc::strong_count(procedure), 1);
}
