//! Which obstacles keep the most papers in dossiers, nationally: alone and together.
//!
//! An obstacle is a blocker as a country sees it, whatever the procedure: "the owner of this source has
//! not published its scope". For each place of a dossier the least sets of obstacles are worked out
//! whose removal would have data stand for it, in some cases and in all; [`choice`] picks among them.
//! What a removal saves is not read off these sets: the procedures are judged again without the
//! obstacles, and both plans are compared.

pub mod choice;
mod place;

use std::collections::{BTreeMap, BTreeSet};

use tthc_model::library::{Criterion, Level, Norms};
use tthc_model::{Date, Interval, Library, Name, Procedure};

use crate::blocker::{Blocker, Effort};
use crate::burden::{Missing, compare};
use crate::evidence::Assumptions;
use crate::plan::{Decisions, between};
use crate::roadmap::choice::{Choice, Target};
use crate::verdict::{Assessment, assess, assess_with};

pub use place::{Place, places};

/// A blocker, whatever the procedure. The order is that of output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    NoReplacementBasis {
        source: Name,
        document: Name,
    },
    NoReadingBasis {
        source: Name,
        level: Option<Level>,
    },
    NoConnection {
        source: Name,
    },
    NotPublished {
        source: Name,
    },
    /// A typed key of this type of entity is checked with nothing.
    KeyUnchecked {
        source: Name,
        entity: Name,
    },
    Quality {
        source: Name,
        criterion: Criterion,
    },
    /// Further subjects would have to be served: no decision about the source as it is would help, so
    /// it is in no road map.
    NotCovered {
        source: Name,
        entity: Name,
    },
}

impl Obstacle {
    pub fn of(blocker: &Blocker, procedure: &Procedure) -> Obstacle {
        let entity = |role: &Name| {
            let role = procedure.roles.iter().find(|known| known.name == *role);
            role.map_or_else(|| Name::new(""), |role| role.entity.clone())
        };
        let source = blocker.source().clone();
        match blocker {
            Blocker::NotCovered { role, .. } => Obstacle::NotCovered { source, entity: entity(role) },
            Blocker::NoReplacementBasis { document, .. } => {
                Obstacle::NoReplacementBasis { source, document: document.clone() }
            }
            Blocker::NoReadingBasis { level, .. } => Obstacle::NoReadingBasis { source, level: *level },
            Blocker::NotPublished { .. } => Obstacle::NotPublished { source },
            Blocker::NoConnection { .. } => Obstacle::NoConnection { source },
            Blocker::KeyUnchecked { role, .. } => Obstacle::KeyUnchecked { source, entity: entity(role) },
            Blocker::Quality { criterion, .. } => Obstacle::Quality { source, criterion: *criterion },
        }
    }

    pub fn source(&self) -> &Name {
        match self {
            Obstacle::NoReplacementBasis { source, .. }
            | Obstacle::NoReadingBasis { source, .. }
            | Obstacle::NoConnection { source }
            | Obstacle::NotPublished { source }
            | Obstacle::KeyUnchecked { source, .. }
            | Obstacle::Quality { source, .. }
            | Obstacle::NotCovered { source, .. } => source,
        }
    }

    /// Stable, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Obstacle::NoReplacementBasis { .. } => "no_replacement_basis",
            Obstacle::NoReadingBasis { .. } => "no_reading_basis",
            Obstacle::NoConnection { .. } => "no_connection",
            Obstacle::NotPublished { .. } => "not_published",
            Obstacle::KeyUnchecked { .. } => "key_unchecked",
            Obstacle::Quality { .. } => "quality",
            Obstacle::NotCovered { .. } => "not_covered",
        }
    }

    pub fn effort(&self) -> Effort {
        match self {
            Obstacle::NoReplacementBasis { .. }
            | Obstacle::NoReadingBasis { .. }
            | Obstacle::NotCovered { .. } => Effort::Amendment,
            Obstacle::NoConnection { .. } => Effort::Connection,
            Obstacle::NotPublished { .. } | Obstacle::KeyUnchecked { .. } => Effort::Field,
            Obstacle::Quality { .. } => Effort::Quality,
        }
    }
}

/// What removing some obstacles frees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effect {
    /// Papers for which data would stand, in all cases or in some.
    pub papers: u32,
    /// Those of them that nobody would be asked for any more.
    pub wholly: u32,
    /// With the papers of each, in the order given.
    pub procedures: Vec<(Name, u32)>,
    /// The applicants' hours, over all dossiers of a year; of the procedures for which they are known.
    pub hours_per_year: Option<Interval>,
    /// VND a year; of the procedures for which it is known. `None`: of none.
    pub saving: Option<Interval>,
    /// Procedures whose saving is not known, so that it is not in the sum.
    pub unknown: u32,
    /// What is missing there.
    pub missing: Vec<Missing>,
    /// Some input is an estimate.
    pub estimated: bool,
}

/// One obstacle by itself.
#[derive(Debug, Clone)]
pub struct Alone {
    pub obstacle: Obstacle,
    pub effect: Effect,
    /// Papers that wait for it, alone or with others, in some least set.
    pub waiting: u32,
}

/// The best set of at most so many obstacles.
#[derive(Debug, Clone)]
pub struct Together {
    pub at_most: usize,
    pub obstacles: Vec<Obstacle>,
    pub effect: Effect,
    /// No set of this size frees more papers.
    pub bound: u32,
    /// What always taking the best next one frees.
    pub greedy: u32,
    /// Nothing frees more papers, nor as many papers and more of them wholly.
    pub proved: bool,
}

#[derive(Debug, Clone)]
pub struct Roadmap {
    /// Papers asked for now.
    pub papers: u32,
    /// Those that removing obstacles would free, in all cases or in some.
    pub liftable: u32,
    /// Those that only a source for further subjects would free.
    pub unserved: u32,
    /// Papers with more least sets of obstacles than are looked at: nothing is proved then.
    pub truncated: u32,
    /// How many obstacles there are.
    pub obstacles: usize,
    /// For each: the ministries of the procedures with papers that wait for it, sorted.
    pub ministries: Vec<(Obstacle, Vec<Name>)>,
    /// The best first.
    pub alone: Vec<Alone>,
    pub together: Vec<Together>,
}

/// So many nodes are searched for each size, in each part of the problem.
const BUDGET: usize = 20_000;

/// The procedures with their places, and what they are judged by.
#[derive(Debug)]
pub struct Country<'c> {
    pub procedures: Vec<(&'c Procedure, Vec<Place>)>,
    pub library: &'c Library,
    pub norms: Option<&'c Norms>,
    pub on: Date,
}

impl Country<'_> {
    /// The obstacles ranked, and the best sets of one to `top`.
    pub fn roadmap(&self, top: usize) -> Roadmap {
        let obstacles = self.obstacles();
        let number = |obstacle: &Obstacle| obstacles.iter().position(|known| known == obstacle);
        let targets = self.targets(&number);
        let places = || self.procedures.iter().flat_map(|(_, places)| places);
        let count = |of: &dyn Fn(&Place) -> bool| -> u32 {
            places().filter(|place| of(place)).map(|place| u32::from(place.wanted)).sum()
        };
        let truncated = count(&|place| place.truncated);
        let choices = choice::best(&targets.all, top, BUDGET);
        let mut together: Vec<Together> = Vec::new();
        for (at, choice) in choices.iter().enumerate() {
            together.push(self.together(at + 1, choice, &obstacles, &targets, truncated > 0));
        }
        Roadmap {
            papers: count(&|_| true),
            liftable: count(&|place| !place.some.is_empty()),
            unserved: count(&|place| place.some.is_empty() && place.unserved),
            truncated,
            ministries: obstacles.iter().map(|one| (one.clone(), self.ministries(one))).collect(),
            obstacles: obstacles.len(),
            alone: self.alone(&obstacles, &targets, top),
            together,
        }
    }

    /// Papers that the best set of at most so many obstacles frees, with the size of that set.
    pub fn best(&self, at_most: usize) -> Option<(u32, usize)> {
        let obstacles = self.obstacles();
        let targets = self.targets(&|obstacle| obstacles.iter().position(|known| known == obstacle));
        let choice = choice::best(&targets.all, at_most, BUDGET).pop()?;
        (choice.value > 0).then(|| (targets.papers(choice.value), choice.obstacles.len()))
    }

    /// Every obstacle that some place waits for, sorted.
    fn obstacles(&self) -> Vec<Obstacle> {
        let places = self.procedures.iter().flat_map(|(_, places)| places);
        let all: BTreeSet<&Obstacle> = places.flat_map(|place| place.some.iter().flatten()).collect();
        all.into_iter().cloned().collect()
    }

    /// Papers first; of sets that free as many, the one that frees more of them in every case.
    fn targets(&self, number: &dyn Fn(&Obstacle) -> Option<usize>) -> Targets {
        let sets = |sets: &[BTreeSet<Obstacle>]| -> Vec<Vec<usize>> {
            sets.iter().map(|set| set.iter().filter_map(number).collect()).collect()
        };
        let mut merged: BTreeMap<(Vec<Vec<usize>>, bool), u64> = BTreeMap::new();
        for place in self.procedures.iter().flat_map(|(_, places)| places) {
            for (sets, wholly) in [(sets(&place.some), false), (sets(&place.wholly), true)] {
                if !sets.is_empty() {
                    *merged.entry((sets, wholly)).or_default() += u64::from(place.wanted);
                }
            }
        }
        let unit = 1 + merged.iter().filter(|((_, wholly), _)| *wholly).map(|(_, count)| count).sum::<u64>();
        let all = merged.into_iter().map(|((sets, wholly), count)| Target {
            sets,
            weight: if wholly { count } else { count * unit },
        });
        Targets { all: all.collect(), unit }
    }

    fn together(
        &self,
        at_most: usize,
        choice: &Choice,
        obstacles: &[Obstacle],
        targets: &Targets,
        truncated: bool,
    ) -> Together {
        let chosen: Vec<Obstacle> = choice.obstacles.iter().map(|at| obstacles[*at].clone()).collect();
        Together {
            at_most,
            effect: self.effect(&chosen),
            obstacles: chosen,
            bound: targets.papers(choice.bound),
            greedy: targets.papers(choice.greedy),
            proved: choice.is_optimal() && !truncated,
        }
    }

    fn alone(&self, obstacles: &[Obstacle], targets: &Targets, top: usize) -> Vec<Alone> {
        let mut ranked: Vec<(u64, u32, usize)> = Vec::new();
        for (at, obstacle) in obstacles.iter().enumerate() {
            let value = choice::value(&targets.all, &[at]);
            let waiting = self.waiting(obstacle).map(|(_, wanted)| wanted).sum();
            ranked.push((value, waiting, at));
        }
        ranked.sort_by(|a, b| (b.0, b.1, a.2).cmp(&(a.0, a.1, b.2)));
        let best = ranked.into_iter().take(top).map(|(_, waiting, at)| {
            let obstacle = obstacles[at].clone();
            let effect = self.effect(std::slice::from_ref(&obstacle));
            Alone { obstacle, effect, waiting }
        });
        best.collect()
    }

    fn ministries(&self, obstacle: &Obstacle) -> Vec<Name> {
        let all: BTreeSet<Name> =
            self.waiting(obstacle).filter_map(|(procedure, _)| procedure.ministry.clone()).collect();
        all.into_iter().collect()
    }

    /// The places for which an obstacle is in some least set.
    fn waiting<'r>(&'r self, obstacle: &'r Obstacle) -> impl Iterator<Item = (&'r Procedure, u32)> {
        self.procedures.iter().flat_map(move |(procedure, places)| {
            let own = places.iter().filter(|place| place.some.iter().any(|set| set.contains(obstacle)));
            own.map(|place| (*procedure, u32::from(place.wanted)))
        })
    }

    /// What removing these obstacles, and no others, comes to.
    pub fn effect(&self, gone: &[Obstacle]) -> Effect {
        let mut effect = Effect::default();
        let mut missing: BTreeSet<Missing> = BTreeSet::new();
        for (procedure, places) in &self.procedures {
            let frees = |sets: &[BTreeSet<Obstacle>]| {
                sets.iter().any(|set| set.iter().all(|obstacle| gone.contains(obstacle)))
            };
            let count = |of: &dyn Fn(&Place) -> bool| -> u32 {
                places.iter().filter(|place| of(place)).map(|place| u32::from(place.wanted)).sum()
            };
            let papers = count(&|place| frees(&place.some));
            if papers == 0 {
                continue;
            }
            effect.papers += papers;
            effect.wholly += count(&|place| frees(&place.wholly));
            effect.procedures.push((procedure.name.clone(), papers));
            let now = assess(procedure, self.library, self.on);
            let then = without(procedure, self.library, self.on, gone);
            let comparison = compare(&between(now, then, Decisions::default()), self.norms);
            effect.estimated |= comparison.saving.is_some() && comparison.estimated;
            let volume = procedure.volume.as_ref().and_then(|volume| volume.count.as_ref());
            if let (Some(hours), Some(volume)) = (&comparison.saved_hours, volume) {
                add(&mut effect.hours_per_year, hours.times(volume));
            }
            match comparison.saving {
                Some(saving) => add(&mut effect.saving, saving),
                None => {
                    effect.unknown += 1;
                    missing.extend(comparison.missing.iter().filter(|input| **input != Missing::Deadline));
                }
            }
        }
        effect.missing = missing.into_iter().collect();
        effect
    }
}

/// The procedure judged as if the obstacles were gone.
pub fn without<'a>(
    procedure: &'a Procedure,
    library: &'a Library,
    on: Date,
    gone: &[Obstacle],
) -> Assessment<'a> {
    let mut lifted: BTreeSet<Blocker> = BTreeSet::new();
    for obstacle in gone {
        let source = obstacle.source().clone();
        let roles = |entity: &Name| {
            let of = procedure.roles.iter().filter(|role| role.entity == *entity);
            of.map(|role| role.name.clone()).collect::<Vec<_>>()
        };
        match obstacle {
            Obstacle::NoReplacementBasis { document, .. } => {
                lifted.insert(Blocker::NoReplacementBasis { document: document.clone(), source });
            }
            Obstacle::NoReadingBasis { level, .. } => {
                lifted.insert(Blocker::NoReadingBasis { source, level: *level });
            }
            Obstacle::NoConnection { .. } => {
                lifted.insert(Blocker::NoConnection { source });
            }
            Obstacle::NotPublished { .. } => {
                lifted.insert(Blocker::NotPublished { source });
            }
            Obstacle::Quality { criterion, .. } => {
                lifted.insert(Blocker::Quality { source, criterion: *criterion });
            }
            Obstacle::KeyUnchecked { entity, .. } => {
                let all = roles(entity).into_iter();
                lifted.extend(all.map(|role| Blocker::KeyUnchecked { source: source.clone(), role }));
            }
            Obstacle::NotCovered { entity, .. } => {
                let all = roles(entity).into_iter();
                lifted.extend(all.map(|role| Blocker::NotCovered { source: source.clone(), role }));
            }
        }
    }
    assess_with(procedure, library, on, Assumptions::lifting(lifted))
}

struct Targets {
    all: Vec<Target>,
    /// The weight of one paper.
    unit: u64,
}

impl Targets {
    fn papers(&self, value: u64) -> u32 {
        u32::try_from(value / self.unit).unwrap_or(u32::MAX)
    }
}

fn add(sum: &mut Option<Interval>, part: Interval) {
    *sum = Some(sum.take().map_or(part.clone(), |sum| sum.plus(&part)));
}
