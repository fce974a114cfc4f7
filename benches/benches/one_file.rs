//! What one file costs: `cargo bench -p tthc-benches --bench one_file`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use tthc_benches::{manifest, real};
use tthc_model::{Library, Outline};
use tthc_syntax::Parse;
use tthc_tests::File;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A procedure with everything in it, the longest procedure, and items that are no procedure.
const FILES: [&str; 3] =
    ["tư_pháp/đăng_ký_khai_sinh.tthc", "công_an/đăng_ký_thường_trú.tthc", "common/văn_bản.tthc"];

fn main() {
    divan::main();
}

fn file(path: &str) -> File {
    let found = real().into_iter().find(|file| file.path == path);
    found.unwrap_or_else(|| File { path: path.to_owned(), text: String::new() })
}

fn parse(file: &File) -> Parse {
    tthc_syntax::parse(file.text.as_str())
}

fn library(files: &[File]) -> Library {
    let outlines: Vec<(Arc<str>, Outline)> =
        files.iter().map(|file| (file.path.as_str().into(), tthc_model::outline(&parse(file)))).collect();
    Library::new(outlines.iter().map(|(path, outline)| (Arc::clone(path), outline)))
}

#[divan::bench(args = FILES)]
fn parse_one(bencher: Bencher<'_, '_>, path: &str) {
    let text: Arc<str> = file(path).text.into();
    bencher.counter(BytesCount::of_str(&text)).bench(|| tthc_syntax::parse(Arc::clone(&text)));
}

#[divan::bench]
fn parse_real(bencher: Bencher<'_, '_>) {
    let files = real();
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| files.iter().map(parse).collect::<Vec<_>>());
}

#[divan::bench(args = FILES)]
fn outline_one(bencher: Bencher<'_, '_>, path: &str) {
    let parse = parse(&file(path));
    bencher.bench(|| tthc_model::outline(&parse));
}

#[divan::bench]
fn library_real(bencher: Bencher<'_, '_>) {
    let files = real();
    let outlines: Vec<(Arc<str>, Outline)> =
        files.iter().map(|file| (file.path.as_str().into(), tthc_model::outline(&parse(file)))).collect();
    bencher.bench(|| Library::new(outlines.iter().map(|(path, outline)| (Arc::clone(path), outline))));
}

#[divan::bench(args = FILES)]
fn check_one(bencher: Bencher<'_, '_>, path: &str) {
    let library = library(&real());
    let parse = parse(&file(path));
    let date = manifest().date;
    bencher.bench(|| tthc_model::check(&parse, &library, path, date));
}

/// Everything a batch run does with the real files, on one thread and without salsa.
#[divan::bench]
fn check_real(bencher: Bencher<'_, '_>) {
    let files = real();
    let date = manifest().date;
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let parses: Vec<Parse> = files.iter().map(parse).collect();
        let outlines: Vec<Outline> = parses.iter().map(tthc_model::outline).collect();
        let paths = files.iter().map(|file| Arc::from(file.path.as_str()));
        let library = Library::new(paths.zip(&outlines));
        let checked = files.iter().zip(&parses);
        checked.map(|(file, parse)| tthc_model::check(parse, &library, &file.path, date)).collect::<Vec<_>>()
    });
}

#[divan::bench]
fn format_real(bencher: Bencher<'_, '_>) {
    let parses: Vec<Parse> = real().iter().map(parse).collect();
    let bytes: usize = parses.iter().map(|parse| parse.source.original().len()).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| parses.iter().map(|parse| tthc_syntax::format::format(parse, None)).collect::<Vec<_>>());
}
