//! What is measured: the real procedures, and a repository of national size made of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::sync::Arc;

use tthc_project::{Content, FilePath, Manifest, Project};
use tthc_tests::File;

/// About as many procedures as Vietnam has.
pub const NATIONAL: usize = 6_500;

/// The real files.
#[expect(clippy::expect_used, reason = "without them there is nothing to measure")]
pub fn real() -> Vec<File> {
    tthc_tests::procedures().expect("the procedures are there")
}

/// A repository of national size.
pub fn national() -> Vec<File> {
    tthc_tests::generate(&real(), NATIONAL)
}

/// The files as a project takes them.
pub fn contents(files: &[File]) -> Vec<(FilePath, Content)> {
    files.iter().map(|file| (Arc::from(file.path.as_str()), Content::text(file.text.as_str()))).collect()
}

#[expect(clippy::expect_used, reason = "without it there is nothing to measure")]
pub fn manifest() -> Manifest {
    let text = tthc_tests::manifest().expect("the manifest is there");
    Manifest::parse(&text).expect("the manifest is sound")
}

pub fn project(files: &[File]) -> Project {
    Project::load(manifest(), contents(files))
}
