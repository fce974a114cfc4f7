//! The plan of every real procedure keeps what the law wants, on several days.

#![allow(clippy::panic, reason = "a test stops at what must not be")]

mod common;

use common::{BASELINE, ON, Repository, told};
use tthc_model::Date;
use tthc_model::certificate::State;

#[test]
fn every_certificate_verifies() {
    let repository = Repository::real();
    let mut replaced = 0;
    let mut wrong = String::new();
    for procedure in &repository.procedures {
        let certificate = repository.certify(procedure, None);
        let violations = repository.verify(procedure, &certificate);
        if !violations.is_empty() {
            wrong += &format!("{}:\n{}\n", procedure.name, told(&violations));
        }
        let blocks = certificate.places.iter().flat_map(|place| &place.blocks);
        replaced += usize::from(blocks.into_iter().any(|block| block.after == State::Data));
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(replaced > 10, "only {replaced} procedures have anything to certify");
}

/// Before anything was published, while the resolution is in force, and after it has run out.
#[test]
fn also_on_other_days() {
    let repository = Repository::real();
    for (baseline, on) in [
        (Date::constant(2025, 6, 1), BASELINE),
        (ON, Date::constant(2027, 2, 28)),
        (ON, Date::constant(2027, 3, 1)),
    ] {
        for procedure in &repository.procedures {
            let certificate = repository.certify_on(procedure, None, baseline, on);
            let violations = repository.verify(procedure, &certificate);
            assert!(violations.is_empty(), "{} on {on}:\n{}", procedure.name, told(&violations));
        }
    }
}
