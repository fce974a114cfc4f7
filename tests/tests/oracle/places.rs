//! What keeps a paper in a dossier, against judging the procedure again without it: the least sets of
//! obstacles of each place are those that trying every set of obstacles finds.

use std::collections::BTreeSet;

use tthc_analysis::assess;
use tthc_analysis::plan::{Decisions, relieved, slots};
use tthc_analysis::roadmap::{Obstacle, Place, places, without};
use tthc_model::cases::Class;
use tthc_model::{Library, Procedure};

use crate::engine::{date, load};
use crate::generate::generate;
use crate::text::text;
use crate::world::Day;

/// So many obstacles: every set of them is tried.
const TRIED: usize = 8;

#[test]
fn least_sets_of_obstacles_are_those_of_trying_all() {
    let (mut sets, mut larger) = (0, 0);
    for seed in 0..120 {
        let world = generate(seed);
        let text = text(&world);
        let snapshot = load(&text);
        let (_, procedure) = snapshot.procedure("p").unwrap_or_else(|| panic!("no procedure in\n{text}"));
        let found = places(&assess(&procedure, snapshot.library(), date(world.on)));
        let obstacles: BTreeSet<&Obstacle> =
            found.iter().flat_map(|place| place.some.iter().chain(&place.wholly).flatten()).collect();
        let obstacles: Vec<Obstacle> = obstacles.into_iter().take(TRIED).cloned().collect();
        let open = freed(&procedure, snapshot.library(), world.on, &[]);
        assert_eq!(found.len(), open.iter().filter(|(asked, _)| !asked.is_never()).count());
        for chosen in 0..1u32 << obstacles.len() {
            let gone: Vec<Obstacle> = (0..obstacles.len())
                .filter(|at| chosen & 1 << at != 0)
                .map(|at| obstacles[at].clone())
                .collect();
            let then = freed(&procedure, snapshot.library(), world.on, &gone);
            let now = open.iter().zip(then).filter(|((asked, _), _)| !asked.is_never());
            for (place, ((asked, _), (_, relieved))) in found.iter().zip(now) {
                let frees = |sets: &[BTreeSet<Obstacle>]| {
                    sets.iter().any(|set| set.iter().all(|obstacle| gone.contains(obstacle)))
                };
                let Place { some, wholly, .. } = place;
                let context = || format!("seed {seed}, without {gone:?}: {place:?} in\n{text}");
                assert_eq!(frees(some), !asked.and(&relieved).is_never(), "some: {}", context());
                assert_eq!(frees(wholly), asked.is_within(&relieved), "wholly: {}", context());
                sets += 1;
                larger += usize::from(some.iter().any(|set| set.len() > 1));
            }
        }
    }
    assert!(sets > 1_000 && larger > 300, "{sets} {larger}: too few to say anything");
}

/// For each place: where it is still filled on the day, and where data stand for it without the obstacles.
fn freed(procedure: &Procedure, library: &Library, on: Day, gone: &[Obstacle]) -> Vec<(Class, Class)> {
    let assessment = without(procedure, library, date(on), gone);
    let places = slots(procedure).into_iter().map(|slot| {
        let none = assessment.engine.cases.none();
        let asked = slot.components().fold(none, |any, id| any.or(&assessment.asked(id)));
        let relieved = relieved(&slot, &assessment, &Decisions::default());
        (asked.minus(&relieved), relieved)
    });
    places.collect()
}
