//! Writes a repository of many procedures, for measuring whole processes:
//! `cargo run --release -p tthc-tests --example generate -- DIR N [BYTES]`. With BYTES, only real
//! procedures in files of at most that length are repeated.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops at what must not be, and reads files; an example says what it did"
)]

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<usize>().ok());
    let (Some(folder), Some(count), 2..=3) = (arguments.first(), number(1), arguments.len()) else {
        return Err(std::io::Error::other("usage: generate DIR N [BYTES]"));
    };
    let folder = PathBuf::from(folder);
    let files = tthc_tests::procedures()?;
    let files = tthc_tests::generate_short(&files, count, number(2).unwrap_or(usize::MAX));
    for file in &files {
        write(&folder.join(&file.path), &file.text)?;
    }
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    println!("{} files, {bytes} bytes, {} a file", files.len(), bytes / files.len().max(1));
    write(&folder.join("tthc.toml"), &tthc_tests::manifest()?)
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}
