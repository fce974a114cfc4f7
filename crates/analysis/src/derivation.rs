//! How data stand for the papers of a plan, case by case: which lookups, in which order, from which keys.
//!
//! Within one block nothing differs from case to case, so that a chain of lookups found there holds
//! in all of its cases. Blocks with the same chains are put together again.

use rustc_hash::FxHashMap;
use tthc_model::cases::Class;
use tthc_model::certificate::{Origin, State};
use tthc_model::procedure::{ChannelKind, ComponentId, Fact};

use crate::evidence::{Engine, FactIndex, LookupIndex};
use crate::plan::{Plan, SlotPlan, alternative_relieved};
use crate::verdict::{Assessment, Judgement, Verdict};

/// Cases in which the same is true of one place of the dossier.
#[derive(Debug, Clone)]
pub struct Block {
    pub class: Class,
    pub asked: bool,
    pub after: State,
    /// What the place's components evidence in these cases.
    pub needs: Vec<(FactIndex, ComponentId)>,
    pub replaced: Vec<Replaced>,
}

/// A component for which data stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    pub component: ComponentId,
    /// The document itself is read.
    pub reused: bool,
    pub steps: Vec<Step>,
    /// Each need with the step that gives it.
    pub goals: Vec<(FactIndex, usize)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub lookup: LookupIndex,
    pub key: Vec<(FactIndex, Origin)>,
    pub checked_with: Vec<(FactIndex, Origin)>,
    /// What is used of what it gives; a key with the reference that leads to it.
    pub gives: Vec<(FactIndex, Option<FactIndex>)>,
}

/// The blocks of one place: disjoint, together all cases.
pub fn blocks(plan: &Plan<'_>, slot: &SlotPlan) -> Vec<Block> {
    let after = &plan.after;
    let cases = &after.engine.cases;
    let asked = slot.slot.components().fold(cases.none(), |any, id| any.or(&after.asked(id)));
    let data = asked.minus(&slot.after).minus(&slot.cut);
    let mut splits = vec![asked.clone(), slot.cut.clone(), data.clone()];
    for id in slot.slot.components() {
        splits.push(after.asked(id));
        let facts = &after.engine.procedure.component(id).facts;
        splits.extend(facts.iter().map(|fact| after.needs[fact.index()].clone()));
    }
    let mut found: Vec<Block> = Vec::new();
    for class in refine(vec![cases.all()], &splits) {
        let after_state = if !class.is_within(&asked) {
            State::NotAsked
        } else if class.is_within(&slot.cut) {
            State::Cut
        } else if class.is_within(&data) {
            State::Data
        } else {
            State::Asked
        };
        let needs: Vec<(FactIndex, ComponentId)> = slot
            .slot
            .components()
            .filter(|id| class.is_within(&after.asked(*id)))
            .flat_map(|id| needed(after, id, &class).into_iter().map(move |fact| (fact, id)))
            .collect();
        if after_state != State::Data {
            let asked = after_state != State::NotAsked;
            add(&mut found, Block { class, asked, after: after_state, needs, replaced: Vec::new() });
            continue;
        }
        for (class, replaced) in replaced(plan, slot, &class) {
            add(&mut found, Block { class, asked: true, after: State::Data, needs: needs.clone(), replaced });
        }
    }
    found
}

/// The needed facts that a component attests in all cases of a class that is not divided by any need.
fn needed(after: &Assessment<'_>, id: ComponentId, class: &Class) -> Vec<FactIndex> {
    let facts = after.engine.procedure.component(id).facts.iter().map(|fact| fact.index());
    facts.filter(|fact| class.is_within(&after.needs[*fact])).collect()
}

fn add(found: &mut Vec<Block>, block: Block) {
    let same = found.iter_mut().find(|known| {
        known.after == block.after && known.needs == block.needs && known.replaced == block.replaced
    });
    match same {
        Some(known) => known.class = known.class.or(&block.class),
        None => found.push(block),
    }
}

fn refine(mut parts: Vec<Class>, splits: &[Class]) -> Vec<Class> {
    for split in splits {
        let divided = parts.iter().flat_map(|part| [part.and(split), part.minus(split)]);
        parts = divided.filter(|part| !part.is_never()).collect();
    }
    parts
}

/// The class by how data stand for as many alternatives as are wanted, the first ones that can be.
fn replaced(plan: &Plan<'_>, slot: &SlotPlan, class: &Class) -> Vec<(Class, Vec<Replaced>)> {
    let after = &plan.after;
    let whole: Vec<Class> = slot
        .slot
        .alternatives
        .iter()
        .map(|papers| alternative_relieved(papers, after, &plan.decisions))
        .collect();
    let mut found = Vec::new();
    for part in refine(vec![class.clone()], &whole) {
        let chosen = slot.slot.alternatives.iter().zip(&whole).filter(|(_, whole)| part.is_within(whole));
        let papers: Vec<ComponentId> = chosen
            .take(usize::from(slot.slot.wanted))
            .flat_map(|(papers, _)| papers.iter().copied())
            .filter(|id| part.is_within(&after.asked(*id)))
            .collect();
        let judgements: Vec<&Judgement> = papers
            .iter()
            .flat_map(|id| after.of(*id))
            .filter(|judgement| judgement.verdict.is_replaced() && !judgement.class.and(&part).is_never())
            .collect();
        let mut splits: Vec<Class> = judgements.iter().map(|judgement| judgement.class.clone()).collect();
        splits.extend(chain_splits(after, &judgements));
        for part in refine(vec![part], &splits) {
            let chains = Chains::new(after, &part);
            let here = |id: &ComponentId| {
                let judged = judgements
                    .iter()
                    .find(|judgement| judgement.component == *id && part.is_within(&judgement.class));
                judged.map(|judgement| chains.replaced(judgement, &part))
            };
            let all: Vec<Replaced> = papers.iter().filter_map(here).collect();
            match found.iter_mut().find(|(_, known)| *known == all) {
                Some((known, _)) => *known = Class::or(known, &part),
                None => found.push((part, all)),
            }
        }
    }
    found
}

/// What must not differ within a block: which lookups can be made, and where their keys come from.
fn chain_splits(after: &Assessment<'_>, judgements: &[&Judgement]) -> Vec<Class> {
    let engine = &after.engine;
    let mut lookups: Vec<LookupIndex> = Vec::new();
    for judgement in judgements {
        match &judgement.proof {
            Some(proof) => lookups.extend(&proof.lookups),
            None => lookups.extend(stores(engine, judgement.component)),
        }
    }
    let mut splits = vec![engine.cases.channel(ChannelKind::Online)];
    let mut at = 0;
    while at < lookups.len() {
        let lookup = lookups[at];
        splits.push(after.closure.possible[lookup].clone());
        let facts = &engine.lookups[lookup];
        for fact in facts.key.iter().chain(&facts.matching).flatten() {
            splits.push(engine.typed(*fact).clone());
            for (giving, _) in &after.closure.from[*fact] {
                if !lookups.contains(giving) {
                    lookups.push(*giving);
                }
            }
        }
        at += 1;
    }
    let mut distinct: Vec<Class> = Vec::new();
    for split in splits {
        if !distinct.contains(&split) {
            distinct.push(split);
        }
    }
    distinct
}

/// The lookups that find the component's document itself.
fn stores(engine: &Engine<'_>, id: ComponentId) -> Vec<LookupIndex> {
    let component = engine.procedure.component(id);
    let Some(document) = &component.document else { return Vec::new() };
    let stores = engine.library.stores_of(document);
    let keeps = |at: &LookupIndex| {
        let lookup = &engine.lookups[*at];
        stores.contains(lookup.source) && component.about.first() == Some(&lookup.role)
    };
    (0..engine.lookups.len()).filter(keeps).collect()
}

/// What can be looked up in one block, in an order in which every key is known when it is used.
struct Chains<'c, 'a> {
    after: &'c Assessment<'a>,
    order: Vec<Step>,
    /// What follows from the login alone, what follows from what was typed, and keys that a source
    /// was asked by and so has confirmed; each with the first lookup that gives it.
    known: [FxHashMap<FactIndex, LookupIndex>; 3],
}

/// Where a key may come from, the best first. Nothing is typed that follows from the login; what is
/// typed and checked needs no other source; a key that another source has only confirmed is used
/// where it cannot be checked otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keys {
    Held,
    Typed,
    Derived,
    Confirmed,
}

impl Keys {
    const ALL: [Keys; 4] = [Keys::Held, Keys::Typed, Keys::Derived, Keys::Confirmed];
}

impl<'c, 'a> Chains<'c, 'a> {
    fn new(after: &'c Assessment<'a>, class: &Class) -> Self {
        let engine = &after.engine;
        let mut chains = Chains { after, order: Vec::new(), known: Default::default() };
        let can: Vec<LookupIndex> = (0..engine.lookups.len())
            .filter(|at| !class.is_never() && class.is_within(&after.closure.possible[*at]))
            .collect();
        loop {
            let next = Keys::ALL.into_iter().find_map(|keys| {
                let left = can.iter().filter(|at| !chains.order.iter().any(|step| step.lookup == **at));
                left.filter_map(|at| chains.step(*at, class, keys)).next()
            });
            let Some(step) = next else { break };
            chains.learn(step);
        }
        chains
    }

    fn step(&self, at: LookupIndex, class: &Class, keys: Keys) -> Option<Step> {
        let lookup = &self.after.engine.lookups[at];
        let all = |facts: &[FactIndex], from: &[Keys]| -> Option<Vec<(FactIndex, Origin)>> {
            facts.iter().map(|fact| Some((*fact, self.origin(*fact, class, from)?))).collect()
        };
        let key = all(
            lookup.key.as_deref()?,
            &[Keys::Held, keys, Keys::Derived][..if keys == Keys::Confirmed { 3 } else { 2 }],
        )?;
        let by_hand = key.iter().any(|(_, origin)| *origin == Origin::Form);
        let checked_with = match &lookup.matching {
            _ if !by_hand => Vec::new(),
            Some(matching) => all(matching, &Keys::ALL)?,
            None => return None,
        };
        Some(Step { lookup: at, key, checked_with, gives: Vec::new() })
    }

    /// Steps are numbered by their place in the whole order; [`Chains::replaced`] renumbers them.
    fn origin(&self, fact: FactIndex, class: &Class, from: &[Keys]) -> Option<Origin> {
        let engine = &self.after.engine;
        let step = |known: &FxHashMap<FactIndex, LookupIndex>| {
            let lookup = known.get(&fact)?;
            let step = self.order.iter().position(|step| step.lookup == *lookup)?;
            Some(Origin::Step { step })
        };
        from.iter().find_map(|keys| match keys {
            Keys::Held => {
                let online = engine.cases.channel(ChannelKind::Online);
                let login = engine.is_login(fact) && class.is_within(&online);
                if login { Some(Origin::Login) } else { step(&self.known[0]) }
            }
            Keys::Typed => class.is_within(engine.typed(fact)).then_some(Origin::Form),
            Keys::Derived => step(&self.known[1]),
            Keys::Confirmed => step(&self.known[2]),
        })
    }

    fn learn(&mut self, step: Step) {
        let engine = &self.after.engine;
        let at = step.lookup;
        let held = step.key.iter().all(|(fact, origin)| match origin {
            Origin::Login => true,
            Origin::Form => false,
            Origin::Step { .. } => self.known[0].contains_key(fact),
        });
        for (fact, publication) in &engine.lookups[at].holds {
            if publication.is_none() {
                continue;
            }
            for fact in [*fact].into_iter().chain(keys_behind(engine, *fact)) {
                let asked_by = step.key.iter().any(|(key, _)| *key == fact);
                let kind = if asked_by { 2 } else { usize::from(!held) };
                self.known[kind].entry(fact).or_insert(at);
            }
        }
        self.order.push(step);
    }

    /// The chain of lookups for one component, with nothing in it that is not used.
    fn replaced(&self, judgement: &Judgement, class: &Class) -> Replaced {
        let engine = &self.after.engine;
        // Asking one source about one role by another of its keys tells nothing new.
        let same = |a: LookupIndex, b: LookupIndex| {
            let (a, b) = (&engine.lookups[a], &engine.lookups[b]);
            (a.role, a.source) == (b.role, b.source) && std::ptr::eq(a.about, b.about)
        };
        let position = |lookup: LookupIndex| self.order.iter().position(|step| same(step.lookup, lookup));
        let reused = judgement.verdict == Verdict::Reusable;
        let wanted: Vec<(FactIndex, LookupIndex)> = match &judgement.proof {
            Some(proof) => proof
                .facts
                .iter()
                .filter(|(fact, _)| class.is_within(&self.after.needs[*fact]))
                .copied()
                .collect(),
            None => {
                let store =
                    stores(engine, judgement.component).into_iter().find(|at| position(*at).is_some());
                let needed = needed(self.after, judgement.component, class).into_iter();
                store.map_or_else(Vec::new, |store| needed.map(|fact| (fact, store)).collect())
            }
        };
        let mut used: Vec<usize> = wanted.iter().filter_map(|(_, lookup)| position(*lookup)).collect();
        let mut at = 0;
        while at < used.len() {
            let step = &self.order[used[at]];
            for (_, origin) in step.key.iter().chain(&step.checked_with) {
                if let Origin::Step { step } = origin
                    && !used.contains(step)
                {
                    used.push(*step);
                }
            }
            at += 1;
        }
        used.sort_unstable();
        used.dedup();
        let renumber = |origin: Origin| match origin {
            Origin::Step { step } => {
                Origin::Step { step: used.iter().position(|at| *at == step).unwrap_or(step) }
            }
            other => other,
        };
        let mut steps: Vec<Step> = used.iter().map(|at| self.order[*at].clone()).collect();
        for step in &mut steps {
            for (_, origin) in step.key.iter_mut().chain(&mut step.checked_with) {
                *origin = renumber(*origin);
            }
        }
        let mut goals = Vec::new();
        for (fact, lookup) in wanted {
            let Some(at) = steps.iter().position(|step| same(step.lookup, lookup)) else { continue };
            goals.push((fact, at));
            if !reused {
                let through = through(engine, &steps[at], fact);
                give(&mut steps[at], fact, through);
            }
        }
        for at in 0..steps.len() {
            for (fact, origin) in [steps[at].key.clone(), steps[at].checked_with.clone()].concat() {
                if let Origin::Step { step } = origin {
                    let through = through(engine, &steps[step], fact);
                    give(&mut steps[step], fact, through);
                }
            }
        }
        Replaced { component: judgement.component, reused, steps, goals }
    }
}

fn give(step: &mut Step, fact: FactIndex, through: Option<FactIndex>) {
    if !step.gives.contains(&(fact, through)) {
        step.gives.push((fact, through));
    }
}

/// The held reference that leads to a fact which the lookup does not hold itself.
fn through(engine: &Engine<'_>, step: &Step, fact: FactIndex) -> Option<FactIndex> {
    let holds = &engine.lookups[step.lookup].holds;
    if holds.iter().any(|(held, publication)| *held == fact && publication.is_some()) {
        return None;
    }
    let references = holds.iter().filter(|(_, publication)| publication.is_some()).map(|(held, _)| *held);
    references.into_iter().find(|held| keys_behind(engine, *held).contains(&fact))
}

/// The keys of the role that a reference leads to.
fn keys_behind(engine: &Engine<'_>, fact: FactIndex) -> Vec<FactIndex> {
    let Fact { role, attribute } = &engine.facts[fact];
    let Some(target) = engine.procedure.linked(*role, attribute) else { return Vec::new() };
    engine.keys_of(target)
}
