//! For each place of a dossier: the least sets of obstacles that keep a paper in it.

use std::collections::BTreeSet;

use tthc_model::cases::{Class, Positions, Switched};
use tthc_model::procedure::{ComponentId, Mode, Purpose};

use crate::evidence::FactIndex;
use crate::lifted::Lifted;
use crate::plan::{Decisions, Slot, relieved, slots};
use crate::roadmap::Obstacle;
use crate::verdict::Assessment;

/// A place of a dossier that a paper still fills in some cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// How many papers it stands for.
    pub wanted: u16,
    /// The least sets whose removal has data stand for it in some of these cases, the lightest first.
    pub some: Vec<BTreeSet<Obstacle>>,
    /// The same in all of them.
    pub wholly: Vec<BTreeSet<Obstacle>>,
    /// A source for further subjects would free it in some cases, perhaps together with something else.
    pub unserved: bool,
    /// There are more sets than are looked at.
    pub truncated: bool,
}

/// So many least sets are looked at for one place.
const SETS: usize = 256;

/// The places that papers still fill on the day of the assessment.
pub fn places(assessment: &Assessment<'_>) -> Vec<Place> {
    let engine = &assessment.engine;
    let open = |slot: &Slot| {
        let asked = slot.components().fold(engine.cases.none(), |any, id| any.or(&assessment.asked(id)));
        asked.minus(&relieved(slot, assessment, &Decisions::default()))
    };
    let open: Vec<(Slot, Class)> = slots(engine.procedure)
        .into_iter()
        .map(|slot| (open(&slot), slot))
        .filter(|(class, _)| !class.is_never())
        .map(|(class, slot)| (slot, class))
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let lifted = Lifted::new(engine);
    let finder = Finder::new(assessment, &lifted);
    open.into_iter().map(|(slot, class)| finder.place(&slot, &class)).collect()
}

struct Finder<'f, 'e, 'a> {
    assessment: &'f Assessment<'a>,
    lifted: &'f Lifted<'e, 'a>,
    weights: Vec<u128>,
}

impl<'f, 'e, 'a> Finder<'f, 'e, 'a> {
    fn new(assessment: &'f Assessment<'a>, lifted: &'f Lifted<'e, 'a>) -> Self {
        let weights = lifted.blockers().iter().map(|blocker| blocker.effort().weight()).collect();
        Finder { assessment, lifted, weights }
    }

    fn place(&self, slot: &Slot, open: &Class) -> Place {
        let switches = self.lifted.switches();
        let everything = self.relieved(slot);
        let is_coverage = |at: usize| {
            let obstacle = Obstacle::of(&self.lifted.blockers()[at], self.assessment.engine.procedure);
            matches!(obstacle, Obstacle::NotCovered { .. })
        };
        let relieved = switches.without(&everything, is_coverage);
        let (some, first) = self.least(&switches.some(&relieved, open));
        let (wholly, second) = self.least(&switches.every(&relieved, open));
        Place {
            wanted: slot.wanted.max(1),
            unserved: some.is_empty() && !switches.some(&everything, open).is_never(),
            some,
            wholly,
            truncated: !(first && second),
        }
    }

    /// As obstacles. Those of several roles are one, so a set may come to hold another.
    fn least(&self, positions: &Positions) -> (Vec<BTreeSet<Obstacle>>, bool) {
        let procedure = self.assessment.engine.procedure;
        let (sets, complete) = positions.least(&self.weights, SETS);
        let sets: Vec<BTreeSet<Obstacle>> = sets
            .iter()
            .map(|set| set.iter().map(|at| Obstacle::of(&self.lifted.blockers()[*at], procedure)).collect())
            .collect();
        let mut kept: Vec<BTreeSet<Obstacle>> = Vec::new();
        for set in &sets {
            let holds_another = sets.iter().any(|other| other.len() < set.len() && other.is_subset(set));
            if !holds_another && !kept.contains(set) {
                kept.push(set.clone());
            }
        }
        (kept, complete)
    }

    /// Where as many alternatives as are wanted would wholly be had from data.
    fn relieved(&self, slot: &Slot) -> Switched {
        let switches = self.lifted.switches();
        let mut at_least = vec![switches.none(); usize::from(slot.wanted.max(1)) + 1];
        at_least[0] = switches.all();
        for papers in &slot.alternatives {
            let whole = self.alternative(papers);
            for count in (1..at_least.len()).rev() {
                at_least[count] = at_least[count].or(&at_least[count - 1].and(&whole));
            }
        }
        at_least.pop().unwrap_or_else(|| switches.none())
    }

    fn alternative(&self, papers: &[ComponentId]) -> Switched {
        let switches = self.lifted.switches();
        let cases = &self.assessment.engine.cases;
        let asked = papers.iter().fold(cases.none(), |any, id| any.or(&self.assessment.asked(*id)));
        papers.iter().fold(switches.class(&asked), |all, id| {
            let not_asked = switches.class(&cases.complement(&self.assessment.asked(*id)));
            all.and(&self.paper(*id).or(&not_asked))
        })
    }

    /// Where data would stand for the paper.
    fn paper(&self, id: ComponentId) -> Switched {
        let Assessment { engine, needs, .. } = self.assessment;
        let switches = self.lifted.switches();
        let component = engine.procedure.component(id);
        if component.purpose != Purpose::Proof || component.mode == Mode::Form {
            return switches.none();
        }
        let asked = self.assessment.asked(id);
        let needed: Vec<FactIndex> = component
            .facts
            .iter()
            .map(|fact| fact.index())
            .filter(|fact| !needs[*fact].and(&asked).is_never())
            .collect();
        let evidences = needed.iter().fold(engine.cases.none(), |any, fact| any.or(&needs[*fact]));
        let had = self.lifted.held(id, &needed, needs).or(&self.lifted.reusable(id));
        had.and(&switches.class(&asked.and(&evidences)))
    }
}
