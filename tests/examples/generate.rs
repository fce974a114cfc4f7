//! Writes a repository of many procedures, for measuring whole processes:
//! `cargo run --release -p tthc-tests --example generate -- DIR N`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wanted = match arguments.as_slice() {
        [folder, count] => count.parse().ok().map(|count: usize| (PathBuf::from(folder), count)),
        _ => None,
    };
    let Some((folder, count)) = wanted else {
        return Err(std::io::Error::other("usage: generate DIR N"));
    };
    let files = tthc_tests::generate(&tthc_tests::procedures()?, count);
    for file in &files {
        write(&folder.join(&file.path), &file.text)?;
    }
    write(&folder.join("tthc.toml"), &tthc_tests::manifest()?)
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}
