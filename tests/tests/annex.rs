//! Ground truth: what Annex I of Resolution 66.7/2025/NQ-CP declares replaced, procedure by
//! procedure, must come out of the evidence engine, with the right database and publication, and
//! must not be replaced before anything was published.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::path::Path;

use tthc_analysis::Blocker;
use tthc_analysis::{Verdict, assess};
use tthc_model::{BasisKind, Date};
use tthc_project::{Content, Manifest, Project, Snapshot};

/// A row of the annex whose procedure is in the repository.
struct Row {
    row: String,
    code: String,
    document: String,
    source: String,
    presumed: bool,
}

fn rows() -> Vec<Row> {
    let text = include_str!("../data/annex1.csv");
    let rows = text.lines().skip(1).map(|line| {
        let mut fields = line.split(',').map(str::to_owned);
        let mut next = || fields.next().expect("five fields");
        let (row, code, document, source) = (next(), next(), next(), next());
        Row { row, code, document, source, presumed: next() == "presumed" }
    });
    rows.collect()
}

fn repository() -> Snapshot {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../procedures");
    let manifest = std::fs::read_to_string(root.join("tthc.toml")).expect("the manifest");
    let mut files = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "tthc") {
                let bytes = std::fs::read(&path).expect("a file");
                files.push((path.to_string_lossy().as_ref().into(), Content::bytes(&bytes)));
            }
        }
    }
    Project::load(Manifest::parse(&manifest).expect("a manifest"), files).snapshot()
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn every_row_is_held_by_its_database_once_in_force() {
    let repository = repository();
    let library = repository.library();
    for row in rows() {
        let (_, procedure) = repository.procedure(&row.code).expect("a procedure of that code");
        let assessment = assess(&procedure, library, day("2026-06-01"));
        let held = assessment.judgements.iter().filter(|judgement| {
            let component = procedure.component(judgement.component);
            component.document.as_deref() == Some(&row.document) && judgement.verdict == Verdict::Held
        });
        let by_source = held.filter_map(|judgement| judgement.proof.as_ref()).find(|proof| {
            proof
                .facts
                .iter()
                .all(|(_, lookup)| assessment.engine.lookups[*lookup].source == row.source.as_str())
        });
        let proof = by_source.unwrap_or_else(|| panic!("row {}: {} of {}", row.row, row.document, row.code));
        assert_eq!(proof.presumed, row.presumed, "row {}: publication", row.row);
        assert_eq!(proof.basis_kind, BasisKind::Explicit, "row {}: basis", row.row);
        let places: Vec<String> = proof.basis.iter().map(|citation| citation.to_string()).collect();
        assert!(places.contains(&format!("nq_66_7 annex I row {}", row.row)), "row {}: {places:?}", row.row);
    }
}

#[test]
fn every_row_is_blocked_before_anything_was_published() {
    let repository = repository();
    let library = repository.library();
    for row in rows() {
        let (_, procedure) = repository.procedure(&row.code).expect("a procedure of that code");
        let assessment = assess(&procedure, library, day("2025-06-01"));
        let judged: Vec<_> = assessment
            .judgements
            .iter()
            .filter(|judgement| {
                procedure.component(judgement.component).document.as_deref() == Some(&row.document)
            })
            .collect();
        assert!(!judged.is_empty(), "row {}", row.row);
        for judgement in &judged {
            assert_eq!(judgement.verdict, Verdict::Blocked, "row {}: {}", row.row, row.document);
        }
        let unpublished = Blocker::NotPublished { source: row.source.as_str().into() };
        let named = judged.iter().any(|judgement| judgement.blockers.contains(&unpublished));
        assert!(named, "row {}: {} is not said to be unpublished", row.row, row.source);
    }
}

#[test]
fn after_the_resolution_runs_out_nothing_is_claimed() {
    let repository = repository();
    let library = repository.library();
    for row in rows() {
        let (_, procedure) = repository.procedure(&row.code).expect("a procedure of that code");
        let assessment = assess(&procedure, library, day("2027-03-01"));
        for judgement in &assessment.judgements {
            let component = procedure.component(judgement.component);
            if component.document.as_deref() == Some(&row.document) {
                assert!(!judgement.verdict.is_replaced(), "row {}: {:?}", row.row, judgement.verdict);
                assert_ne!(judgement.verdict, Verdict::Required, "row {}: not known to be required", row.row);
            }
        }
    }
}
