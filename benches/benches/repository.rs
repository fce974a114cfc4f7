//! What a repository of national size costs: `cargo bench -p tthc-benches --bench repository`.
//!
//! Bars on two cores: `check_all` at most 1.8 times `parse_all` and at most 2.5 s; `edit_body` at most 20 ms.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::sync::Arc;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use rayon::prelude::*;
use tthc_benches::{contents, manifest, national, project};
use tthc_project::{Content, Edit, FilePath, Project};
use tthc_tests::File;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// Keeps what it makes, as a check must.
fn parse_files(files: &[(FilePath, Content)]) -> Vec<tthc_syntax::Parse> {
    files.par_iter().map(|(_, content)| tthc_syntax::parse(Arc::clone(&content.text))).collect()
}

/// Drops each tree at once.
#[divan::bench(sample_count = 5)]
fn parse_all(bencher: Bencher<'_, '_>) {
    let files = contents(&national());
    let bytes: usize = files.iter().map(|(_, content)| content.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(files.len())).bench(|| {
        let elements = files
            .par_iter()
            .map(|(_, content)| tthc_syntax::parse(Arc::clone(&content.text)).tree.nodes().count());
        elements.sum::<usize>()
    });
}

#[divan::bench(sample_count = 5)]
fn parse_all_kept(bencher: Bencher<'_, '_>) {
    let files = contents(&national());
    bencher.counter(ItemsCount::new(files.len())).bench(|| parse_files(&files));
}

/// From texts in memory to every problem.
#[divan::bench(sample_count = 5)]
fn check_all(bencher: Bencher<'_, '_>) {
    let files = contents(&national());
    let bytes: usize = files.iter().map(|(_, content)| content.text.len()).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(files.len()))
        .with_inputs(|| files.clone())
        .bench_values(|files| {
            let project = Project::load(manifest(), files);
            let problems = project.snapshot().all_problems();
            (project, problems)
        });
}

#[divan::bench(sample_count = 5)]
fn check_again_unchanged(bencher: Bencher<'_, '_>) {
    let project = project(&national());
    project.snapshot().all_problems();
    bencher.bench_local(|| project.snapshot().all_problems());
}

/// What is edited in a procedure's body.
const EDITED: (&str, &str) = ("tối đa 2 lần", "tối đa 1 lần");

/// A project whose every answer is known, and one of its procedure files.
fn warm() -> (Project, File) {
    let files = national();
    let project = project(&files);
    project.snapshot().all_problems();
    let edited = files.into_iter().rfind(|file| file.text.contains(EDITED.0));
    (project, edited.unwrap_or_else(|| File { path: String::new(), text: String::new() }))
}

fn write(project: &mut Project, path: &str, text: &str) {
    project.apply(Edit::Write(path.into(), Content::text(text)));
}

/// A word in a procedure's body changes; then the problems of that file are asked for.
#[divan::bench(sample_count = 50)]
fn edit_body(bencher: Bencher<'_, '_>) {
    let (mut project, file) = warm();
    let texts = [file.text.replacen(EDITED.0, EDITED.1, 1), file.text.clone()];
    assert_ne!(texts[0], texts[1], "the edit changes something");
    let mut turn = 0;
    bencher.bench_local(|| {
        write(&mut project, &file.path, &texts[turn % 2]);
        turn += 1;
        project.snapshot().problems(&file.path).len()
    });
}

/// As above, then the problems of all files.
#[divan::bench(sample_count = 20)]
fn edit_body_all_files(bencher: Bencher<'_, '_>) {
    let (mut project, file) = warm();
    let texts = [file.text.replacen(EDITED.0, EDITED.1, 1), file.text.clone()];
    let mut turn = 0;
    bencher.bench_local(|| {
        write(&mut project, &file.path, &texts[turn % 2]);
        turn += 1;
        project.snapshot().all_problems().len()
    });
}

/// A new declaration, which every file might have named; then the problems of that file.
#[divan::bench(sample_count = 10)]
fn edit_declarations(bencher: Bencher<'_, '_>) {
    let (mut project, file) = warm();
    let mut turn = 0;
    bencher.bench_local(|| {
        let text = format!("{}\ngiấy tờ giấy_mới_{turn} \"Mới\" {{ về a : người }}\n", file.text);
        write(&mut project, &file.path, &text);
        turn += 1;
        project.snapshot().problems(&file.path).len()
    });
}

/// As above, then the problems of all files.
#[divan::bench(sample_count = 5)]
fn edit_declarations_all_files(bencher: Bencher<'_, '_>) {
    let (mut project, file) = warm();
    let mut turn = 0;
    bencher.bench_local(|| {
        let text = format!("{}\ngiấy tờ giấy_mới_{turn} \"Mới\" {{ về a : người }}\n", file.text);
        write(&mut project, &file.path, &text);
        turn += 1;
        project.snapshot().all_problems().len()
    });
}
