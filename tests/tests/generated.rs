//! The generated repository is as sound as the one it is made of.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::collections::BTreeSet;

use tthc_model::{Diagnostic, ItemKind};
use tthc_project::{Content, Manifest, Project};
use tthc_tests::{File, generate, generate_short, manifest, procedures};

fn problems(files: &[File]) -> Vec<(String, Vec<Diagnostic>)> {
    let manifest =
        Manifest::parse(&manifest().expect("the manifest is there")).expect("the manifest is sound");
    let contents = files.iter().map(|file| (file.path.as_str().into(), Content::text(file.text.as_str())));
    let snapshot = Project::load(manifest, contents).snapshot();
    snapshot.all_problems().into_iter().map(|(path, problems)| (path.to_string(), problems)).collect()
}

#[test]
fn no_copy_has_a_problem_its_original_does_not_have() {
    let files = procedures().expect("the procedures are there");
    let known = problems(&files);
    for (path, problems) in problems(&generate(&files, 150)) {
        // `a_0001.tthc` is a copy of `a.tthc`; a real file may end in a number too.
        let stem = path.strip_suffix(".tthc").expect("a procedure file");
        let original = match stem.rsplit_once('_') {
            Some((original, round)) if round.len() == 4 && round.parse::<usize>().is_ok() => {
                format!("{original}.tthc")
            }
            _ => path.clone(),
        };
        let (_, original) =
            known.iter().find(|(known, _)| *known == original).expect("the original is there");
        for problem in problems {
            let known = original.iter().any(|other| other.code() == problem.code());
            assert!(known, "{path}: {} {problem:?}", problem.code());
        }
    }
}

#[test]
fn has_as_many_procedures_as_asked_for_and_no_name_twice() {
    let files = procedures().expect("the procedures are there");
    for (count, longest) in [(1, usize::MAX), (40, usize::MAX), (200, usize::MAX), (200, 9_000)] {
        let generated = generate_short(&files, count, longest);
        let copies = generated.iter().filter(|file| files.iter().all(|real| real.path != file.path));
        assert!(copies.clone().all(|copy| copy.text.len() < longest.saturating_add(1_000)));
        let paths: BTreeSet<&str> = generated.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths.len(), generated.len());
        let parses: Vec<_> = generated.iter().map(|file| tthc_syntax::parse(file.text.as_str())).collect();
        assert!(parses.iter().all(|parse| parse.errors.is_empty()));
        let outlines: Vec<_> = parses.iter().map(tthc_model::outline).collect();
        let items: Vec<_> = outlines.iter().flat_map(|outline| &outline.items).collect();
        let names: BTreeSet<_> = items.iter().map(|item| (item.detail.kind(), item.name.clone())).collect();
        assert_eq!(names.len(), items.len());
        assert_eq!(items.iter().filter(|item| item.detail.kind() == ItemKind::Procedure).count(), count);
    }
}

#[test]
fn files_are_as_large_as_real_ones_and_the_same_each_time() {
    let files = procedures().expect("the procedures are there");
    let generated = generate(&files, 500);
    assert_eq!(generated, generate(&files, 500));
    let bytes: usize = generated.iter().map(|file| file.text.len()).sum();
    assert!(bytes / generated.len() >= 4 << 10, "mean size {}", bytes / generated.len());
}
