//! Every way in which we can spoil a certificate that holds is found out, and for the right reason.
//!
//! Each mutation is named, changes the certificate of a real procedure, and states all the kinds
//! of violation that the checker must report for it: no other, and no fewer.

#![allow(clippy::panic, reason = "a test stops at what must not be")]

#[path = "mutations/blocks.rs"]
mod blocks;
#[path = "common/mod.rs"]
mod common;
#[path = "mutations/find.rs"]
mod find;
#[path = "mutations/lookups.rs"]
mod lookups;
#[path = "mutations/workflow.rs"]
mod workflow;

use std::collections::BTreeSet;

use common::{Repository, told};
use tthc_model::certificate::Certificate;

/// A certificate is spoilt.
type Spoil = fn(&mut Certificate);

/// Name, procedure, the kinds of violation it must lead to, and what is done.
type Mutation = (&'static str, &'static str, &'static [&'static str], Spoil);

/// The procedure most mutations start from: lookups in parallel, keys from login and form, loops,
/// protected steps, alternatives.
const BIRTH: &str = "đăng_ký_khai_sinh";
/// A reference leads to a key here.
const PASSPORT: &str = "cấp_hộ_chiếu_phổ_thông";
/// A lookup needs the key that another one gives.
const ADOPTION: &str = "đăng_ký_nuôi_con_nuôi_trong_nước";

#[test]
fn each_is_rejected_for_its_reason() {
    let repository = Repository::real();
    let mutations: Vec<Mutation> = [blocks::ALL, lookups::ALL, workflow::ALL].concat();
    let mut wrong = String::new();
    let mut names = BTreeSet::new();
    for (name, procedure, expected, spoil) in &mutations {
        assert!(names.insert(name), "two mutations are called {name}");
        let procedure = repository.procedure(procedure);
        let sound = repository.certify(procedure, None);
        let mut spoilt = sound.clone();
        spoil(&mut spoilt);
        assert!(sound != spoilt, "{name} changes nothing");
        let violations = repository.verify(procedure, &spoilt);
        let found: BTreeSet<&str> = violations.iter().map(|violation| violation.code()).collect();
        if found != expected.iter().copied().collect() {
            wrong += &format!("{name}: expected {expected:?}, found {found:?}\n{}\n", told(&violations));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(mutations.len() >= 60, "{} mutations", mutations.len());
}
