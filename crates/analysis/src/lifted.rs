//! What could be known if some blockers were taken away: the closure of lookups once more, with a
//! switch for each blocker. One fixpoint answers for every set of blockers at once.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};
use tthc_model::Name;
use tthc_model::cases::{Class, Switched, Switches};
use tthc_model::procedure::{ChannelKind, Component, ComponentId, Fact};

use crate::blocker::Blocker;
use crate::evidence::{Engine, FactIndex, Lookup, LookupIndex, no_basis};
use crate::verdict::{Assessment, Judgement, prices};

#[derive(Debug)]
pub struct Lifted<'e, 'a> {
    engine: &'e Engine<'a>,
    switches: Switches,
    /// By switch. The blockers of one source are neighbours: they are asked about together.
    blockers: Vec<Blocker>,
    index: FxHashMap<Blocker, usize>,
    /// In which cases each lookup can be made.
    possible: Vec<Switched>,
    /// The lookups that give each fact.
    from: Vec<Vec<(LookupIndex, Switched)>>,
}

impl<'e, 'a> Lifted<'e, 'a> {
    pub fn new(engine: &'e Engine<'a>) -> Lifted<'e, 'a> {
        let mut blockers: Vec<Blocker> = universe(engine).into_iter().collect();
        blockers.sort_by(|a, b| (a.source(), a).cmp(&(b.source(), b)));
        let index = blockers.iter().cloned().enumerate().map(|(at, blocker)| (blocker, at)).collect();
        let switches = Switches::new(&engine.cases, blockers.len());
        let none = switches.none();
        let mut lifted = Lifted {
            engine,
            blockers,
            index,
            possible: vec![none; engine.lookups.len()],
            from: vec![Vec::new(); engine.facts.len()],
            switches,
        };
        lifted.close();
        lifted
    }

    pub fn blockers(&self) -> &[Blocker] {
        &self.blockers
    }

    pub fn switches(&self) -> &Switches {
        &self.switches
    }

    /// Those of the switches that are on.
    pub fn named(&self, on: &[usize]) -> BTreeSet<Blocker> {
        on.iter().map(|at| self.blockers[*at].clone()).collect()
    }

    /// The cases of a set with just these blockers taken away.
    pub fn without(&self, switched: &Switched, lifted: &BTreeSet<Blocker>) -> Class {
        self.switches.cases(&self.engine.cases, switched, |at| lifted.contains(&self.blockers[at]))
    }

    /// The cases of a set with every blocker taken away.
    pub fn without_all(&self, switched: &Switched) -> Class {
        self.switches.cases(&self.engine.cases, switched, |_| true)
    }

    /// Where data could stand for the paper: every needed fact can be had from sources that may.
    pub fn held(&self, id: ComponentId, needed: &[FactIndex], needs: &[Class]) -> Switched {
        let component = self.engine.procedure.component(id);
        let mut replaceable: FxHashMap<&Name, Switched> = FxHashMap::default();
        let mut held = self.switches.all();
        for fact in needed {
            // Where the fact is not needed, it is not missed.
            let mut had = self.switches.class(&self.engine.cases.complement(&needs[*fact]));
            for (lookup, possible) in &self.from[*fact] {
                let source = self.engine.lookups[*lookup].source;
                let may = replaceable.entry(source).or_insert_with(|| self.replaceable(component, source));
                had = had.or(&possible.and(may));
            }
            held = held.and(&had);
        }
        held
    }

    /// Where the document itself could be found in a store.
    pub fn reusable(&self, id: ComponentId) -> Switched {
        let component = self.engine.procedure.component(id);
        let mut reusable = self.switches.none();
        let Some(document) = &component.document else { return reusable };
        let stores = self.engine.library.stores_of(document);
        for (at, lookup) in self.engine.lookups.iter().enumerate() {
            if !stores.contains(lookup.source) || component.about.first() != Some(&lookup.role) {
                continue;
            }
            let mut found = self.possible[at].and(&self.replaceable(component, lookup.source));
            if !self.engine.is_document_published(lookup.source, document) {
                found = found.and(&self.lifts(&Blocker::NotPublished { source: lookup.source.clone() }));
            }
            reusable = reusable.or(&found);
        }
        reusable
    }

    /// Where a text lets the source stand for the paper, or the lack of one is taken away.
    fn replaceable(&self, component: &Component, source: &Name) -> Switched {
        let class = self.switches.class(&self.engine.replaceable(component, source));
        class.or(&self.lifts(&no_basis(component, source)))
    }

    /// All cases where the blocker is taken away.
    fn lifts(&self, blocker: &Blocker) -> Switched {
        self.index.get(blocker).map_or_else(|| self.switches.none(), |at| self.switches.on(*at))
    }

    fn close(&mut self) {
        let engine = self.engine;
        let online = self.switches.class(&engine.cases.channel(ChannelKind::Online));
        let login =
            |fact: FactIndex| if engine.is_login(fact) { online.clone() } else { self.switches.none() };
        let mut held: Vec<Switched> = (0..engine.facts.len()).map(login).collect();
        let typed: Vec<Switched> =
            (0..engine.facts.len()).map(|fact| self.switches.class(engine.typed(fact))).collect();
        let frames: Vec<Option<Frame>> = engine.lookups.iter().map(|lookup| self.frame(lookup)).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for (at, frame) in frames.iter().enumerate() {
                let Some(frame) = frame else { continue };
                let lookup = &engine.lookups[at];
                let possible = self.can(lookup, frame, &held, &typed);
                if possible.is_within(&self.possible[at]) {
                    continue;
                }
                changed = true;
                for (fact, publication) in &lookup.holds {
                    let known = match publication {
                        Some(_) => possible.clone(),
                        None => possible.and(&frame.published),
                    };
                    self.learn(*fact, at, &known, &mut held);
                }
                self.possible[at] = possible;
            }
        }
    }

    /// What never changes about a lookup; `None` if it can never be made.
    fn frame(&self, lookup: &Lookup<'_>) -> Option<Frame> {
        lookup.key.as_ref()?;
        let role = &self.engine.procedure.role(lookup.role).name;
        let source = lookup.source;
        let not_covered = Blocker::NotCovered { source: source.clone(), role: role.clone() };
        let unchecked = Blocker::KeyUnchecked { source: source.clone(), role: role.clone() };
        let covered = self.switches.class(&lookup.covers).or(&self.lifts(&not_covered));
        Some(Frame {
            usable: lookup.blockers.iter().fold(covered, |all, blocker| all.and(&self.lifts(blocker))),
            unchecked: self.lifts(&unchecked),
            published: self.lifts(&Blocker::NotPublished { source: source.clone() }),
        })
    }

    fn can(&self, lookup: &Lookup<'_>, frame: &Frame, held: &[Switched], typed: &[Switched]) -> Switched {
        let key = lookup.key.as_deref().unwrap_or_default();
        let all = self.switches.all();
        let heard = |fact: &FactIndex| held[*fact].or(&typed[*fact]);
        let heard_all = key.iter().fold(all.clone(), |known, fact| known.and(&heard(fact)));
        let checked = match &lookup.matching {
            Some(matching) => matching.iter().fold(all.clone(), |known, fact| known.and(&heard(fact))),
            None => self.switches.none(),
        };
        let by_hand = heard_all.and(&checked.or(&frame.unchecked));
        let held_all = key.iter().fold(all, |known, fact| known.and(&held[*fact]));
        held_all.or(&by_hand).and(&frame.usable)
    }

    fn learn(&mut self, fact: FactIndex, lookup: LookupIndex, class: &Switched, held: &mut [Switched]) {
        match self.from[fact].iter_mut().find(|(known, _)| *known == lookup) {
            Some((_, known)) => *known = known.or(class),
            None => self.from[fact].push((lookup, class.clone())),
        }
        held[fact] = held[fact].or(class);
        // A held reference makes the key of the role it leads to known.
        let Fact { role, attribute } = &self.engine.facts[fact];
        let Some(target) = self.engine.procedure.linked(*role, attribute) else { return };
        for known in self.engine.keys_of(target) {
            let from = &self.from[known];
            if !from.iter().any(|(giving, cases)| *giving == lookup && class.is_within(cases)) {
                self.learn(known, lookup, class, held);
            }
        }
    }
}

/// The least sets of blockers of a judgement, the cheapest first.
#[derive(Debug, Clone)]
pub struct Sets {
    /// Each with those of the judgement's cases that it frees.
    pub sets: Vec<(BTreeSet<Blocker>, Class)>,
    /// There are no others.
    pub complete: bool,
}

/// At most so many of the least sets of blockers that free some case of the judgement. There are none if it
/// is not for blockers that the paper stays.
pub fn least_sets(assessment: &Assessment<'_>, judgement: &Judgement, at_most: usize) -> Sets {
    if judgement.blockers.is_empty() {
        return Sets { sets: Vec::new(), complete: true };
    }
    let engine = &assessment.engine;
    let lifted = Lifted::new(engine);
    let held = lifted.held(judgement.component, &judgement.needed, &assessment.needs);
    let component = engine.procedure.component(judgement.component);
    let prices = prices(engine, component, lifted.blockers());
    let (found, complete) = lifted.switches.some(&held, &judgement.class).least(&prices, at_most);
    let sets = found.into_iter().map(|on| {
        let blockers = lifted.named(&on);
        let freed = judgement.class.and(&lifted.without(&held, &blockers));
        (blockers, freed)
    });
    Sets { sets: sets.collect(), complete }
}

/// What never changes about a lookup.
struct Frame {
    /// Nothing stands in its way, and the subjects are served.
    usable: Switched,
    /// A typed key need not be checked.
    unchecked: Switched,
    /// What is not published is taken to be.
    published: Switched,
}

/// What stands in the way of any lookup of the procedure, or of data for any of its papers.
fn universe(engine: &Engine<'_>) -> BTreeSet<Blocker> {
    let mut found = BTreeSet::new();
    for lookup in &engine.lookups {
        let role = &engine.procedure.role(lookup.role).name;
        let source = lookup.source;
        found.extend(lookup.blockers.iter().cloned());
        if !engine.cases.is_all(&lookup.covers) {
            found.insert(Blocker::NotCovered { source: source.clone(), role: role.clone() });
        }
        let always = |fact: &FactIndex| engine.cases.is_all(engine.typed(*fact));
        if !lookup.matching.as_ref().is_some_and(|matching| matching.iter().all(always)) {
            found.insert(Blocker::KeyUnchecked { source: source.clone(), role: role.clone() });
        }
        found.insert(Blocker::NotPublished { source: source.clone() });
    }
    for component in &engine.procedure.components {
        let stores =
            component.document.as_ref().map_or(&[][..], |document| engine.library.stores_of(document));
        let mut seen: FxHashSet<&Name> = FxHashSet::default();
        for lookup in &engine.lookups {
            let tells = lookup.holds.iter().any(|(fact, _)| {
                // A held reference may lead to keys that the paper shows.
                let Fact { role, attribute } = &engine.facts[*fact];
                component.facts.iter().any(|shown| shown.index() == *fact)
                    || engine.procedure.linked(*role, attribute).is_some()
            });
            if (tells || stores.contains(lookup.source)) && seen.insert(lookup.source) {
                found.insert(no_basis(component, lookup.source));
            }
        }
    }
    found
}
