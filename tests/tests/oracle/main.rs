//! The closure and the verdicts against an independent oracle: the same semantics once more, as an
//! answer-set program (`tests/asp`), run by clingo.
//!
//! A procedure with all the law around it is made at random ([`generate`]). The engine reads it as
//! source text ([`text`]), the oracle as facts ([`facts`]); both are written from the generator's own
//! description ([`world`]), so that parser and model are tested as well, and no code is shared. On two
//! days and in every total case ([`compare`]):
//!
//! - the cases that the constraints allow are the same;
//! - the procedure's facts that are held are the same;
//! - the verdict on each paper is the same;
//! - the printed blockers, all taken away, free the paper, and of no one can be done without;
//! - the lookups of a printed proof are enough, without consent if the verdict says so;
//! - what is printed as not derivable is what is missing in some case of the class.
//!
//! The oracle follows `docs/language.md`, «What a procedure means». Where that leaves room:
//!
//! - A key proved at login is known, but no source stands behind it: it stands for no paper.
//! - A held reference tells all keys of the role it leads to, and those may stand for a paper too.
//! - Every one of several authorities must be allowed to read. A source with a threshold nobody measured fails it.
//! - A `general` lookup is worth what a rule in force, not merely inferred, says; by itself it is our reading.
//! - A document is reusable if the owner has published everything, the document, or its kind of record.
//!   Consent does not change that verdict: the plan asks for it.
//! - `undetermined`: it was held on the last day of some text and no longer on the next.
//! - Whichever alternatives of a choice the applicant brings, one must show what a `duplicate` shows.
//!   Of two that show the same the first stays. What is typed in a form shows nothing.
//! - The assurance of a need, coverage and latency change no verdict.
//!
//! Not generated: quantities and opaque comparisons in conditions, `for each`, repeated roles, variants.
//!
//! Skipped, with a message, where there is no clingo; `TTHC_ORACLE_PYTHON` names the interpreter that has
//! it, and then it must be there. `TTHC_ORACLE_FIRST` and `TTHC_ORACLE_COUNT` choose the procedures.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops at what must not be, starts a process and says what it has seen"
)]

mod clingo;
mod compare;
mod engine;
mod facts;
mod generate;
mod kinds;
mod places;
mod random;
mod sets;
mod text;
mod world;

use std::collections::BTreeMap;

use clingo::Clingo;

/// So many procedures, each on two days.
const PROCEDURES: u64 = 2_000;

#[test]
fn the_engine_says_what_the_semantics_says() {
    let python = match clingo::python() {
        Ok(python) => python,
        Err(reason) => {
            assert!(std::env::var_os("TTHC_ORACLE_PYTHON").is_none(), "no oracle: {reason}");
            println!("skipped, there is no oracle here: {reason}");
            return;
        }
    };
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = number("TTHC_ORACLE_FIRST").unwrap_or(0);
    let count = number("TTHC_ORACLE_COUNT").unwrap_or(PROCEDURES);
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let results = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|worker| {
                let python = &python;
                scope.spawn(move || {
                    let mut clingo = Clingo::start(python).unwrap();
                    let mut seen = BTreeMap::new();
                    let mut wrong = Vec::new();
                    for seed in (first..first + count).filter(|seed| seed % workers == worker) {
                        compare::compare(seed, &mut clingo, &mut seen, &mut wrong);
                    }
                    (seen, wrong)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut wrong: Vec<compare::Wrong> = Vec::new();
    for (part, more) in results {
        part.into_iter().for_each(|(what, count)| *seen.entry(what).or_default() += count);
        wrong.extend(more);
    }
    wrong.sort();
    for (what, count) in &seen {
        println!("{count:>8} {what}");
    }
    let shown: Vec<String> = wrong.iter().take(5).map(compare::Wrong::text).collect();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    wrong.iter().for_each(|wrong| *kinds.entry(wrong.kind.clone()).or_default() += 1);
    assert!(
        wrong.is_empty(),
        "{} of {count} procedures differ: {kinds:#?}\n{}",
        wrong.len(),
        shown.join("\n")
    );
}
