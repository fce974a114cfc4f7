//! What is wrong with a file, as the repository wants it reported.

use tthc_model::{Diagnostic, Severity};
use tthc_project::{FilePath, Manifest, Snapshot};

/// A diagnostic with the severity the manifest gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    pub diagnostic: Diagnostic,
}

/// The findings of one file, in the order of places.
pub fn diagnostics(snapshot: &Snapshot, path: &str) -> Vec<Finding> {
    let manifest = snapshot.manifest();
    snapshot.problems(path).iter().filter_map(|problem| finding(manifest, problem)).collect()
}

/// The findings of every file, in the order of paths.
pub fn findings(snapshot: &Snapshot) -> Vec<(FilePath, Vec<Finding>)> {
    let manifest = snapshot.manifest();
    let all = snapshot.all_problems().into_iter();
    all.map(|(path, problems)| {
        (path, problems.iter().filter_map(|problem| finding(manifest, problem)).collect())
    })
    .collect()
}

fn finding(manifest: &Manifest, problem: &Diagnostic) -> Option<Finding> {
    Some(Finding { severity: manifest.severity(problem)?, diagnostic: problem.clone() })
}
