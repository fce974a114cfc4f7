//! The least sets of blockers of each judgement are those of trying every set of blockers, the cheapest first.

use std::collections::BTreeSet;

use tthc_analysis::evidence::Assumptions;
use tthc_analysis::lifted::{Sets, least_sets};
use tthc_analysis::verdict::{Judgement, assess_with};
use tthc_analysis::{Blocker, assess};
use tthc_model::cases::Class;
use tthc_model::{Library, Procedure};

use crate::engine::{date, load};
use crate::generate::generate;
use crate::text::text;
use crate::world::Day;

/// Of more blockers than this not every set is tried.
const TRIED: usize = 7;

#[test]
fn least_sets_of_blockers_are_those_of_trying_all() {
    let (mut judged, mut several) = (0, 0);
    for seed in 0..100 {
        let world = generate(seed);
        let text = text(&world);
        let snapshot = load(&text);
        let (_, procedure) = snapshot.procedure("p").unwrap_or_else(|| panic!("no procedure in\n{text}"));
        let assessment = assess(&procedure, snapshot.library(), date(world.on));
        for judgement in assessment.judgements.iter().filter(|judgement| !judgement.blockers.is_empty()) {
            let Sets { sets, complete } = least_sets(&assessment, judgement, usize::MAX);
            let context = || format!("seed {seed}, {judgement:?}: {sets:?} in\n{text}");
            assert!(complete, "{}", context());
            // One set was named: a cheapest one.
            assert_eq!(weight(&judgement.blockers), weight(&sets[0].0), "{}", context());
            let weights: Vec<u128> = sets.iter().map(|(set, _)| weight(set)).collect();
            assert!(weights.is_sorted(), "{}", context());
            // One fewer is told to be not all.
            let fewer = least_sets(&assessment, judgement, sets.len() - 1);
            assert_eq!((fewer.sets.len(), fewer.complete), (sets.len() - 1, false));
            let blockers: BTreeSet<&Blocker> = sets.iter().flat_map(|(set, _)| set).collect();
            let blockers: Vec<Blocker> = blockers.into_iter().cloned().collect();
            if blockers.len() > TRIED {
                continue;
            }
            let found: BTreeSet<BTreeSet<Blocker>> = sets.iter().map(|(set, _)| set.clone()).collect();
            assert_eq!(
                tried(&procedure, snapshot.library(), world.on, judgement, &blockers),
                found,
                "{}",
                context()
            );
            for (set, class) in &sets {
                let freed = freed(&procedure, snapshot.library(), world.on, judgement, set);
                assert_eq!(freed, *class, "{}", context());
            }
            judged += 1;
            several += usize::from(sets.len() > 1);
        }
    }
    assert!(judged > 60 && several > 15, "{judged} {several}: too few to say anything");
}

fn weight(set: &BTreeSet<Blocker>) -> u128 {
    set.iter().map(|blocker| blocker.effort().weight()).sum()
}

/// The least sets among all sets of these blockers.
fn tried(
    procedure: &Procedure,
    library: &Library,
    on: Day,
    judgement: &Judgement,
    blockers: &[Blocker],
) -> BTreeSet<BTreeSet<Blocker>> {
    let mut least: Vec<BTreeSet<Blocker>> = Vec::new();
    let mut sets: Vec<u32> = (0..1u32 << blockers.len()).collect();
    sets.sort_by_key(|set| set.count_ones());
    for chosen in sets {
        let set: BTreeSet<Blocker> =
            (0..blockers.len()).filter(|at| chosen & 1 << at != 0).map(|at| blockers[at].clone()).collect();
        if least.iter().any(|known| known.is_subset(&set)) {
            continue;
        }
        if !freed(procedure, library, on, judgement, &set).is_never() {
            least.push(set);
        }
    }
    least.into_iter().collect()
}

/// The cases of the judgement in which data could stand for the paper without these blockers. That a store
/// of documents could do so is another question.
fn freed(
    procedure: &Procedure,
    library: &Library,
    on: Day,
    judgement: &Judgement,
    without: &BTreeSet<Blocker>,
) -> Class {
    let assessment = assess_with(procedure, library, date(on), Assumptions::lifting(without.clone()));
    let none = assessment.engine.cases.none();
    let held = assessment
        .of(judgement.component)
        .filter(|then| then.verdict.is_replaced() && then.verdict != tthc_analysis::Verdict::Reusable);
    judgement.class.and(&held.fold(none, |any, then| any.or(&then.class)))
}
