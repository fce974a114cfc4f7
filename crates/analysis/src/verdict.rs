//! The verdict on each component of a dossier, in which cases, with its proof or its blockers.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use tthc_model::cases::Class;
use tthc_model::library::{Library, Type};
use tthc_model::procedure::{Assurance, ComponentId, Mode, Purpose};
use tthc_model::{BasisKind, Citation, Date, Interval, Name, Procedure};

use crate::evidence::{Basis, Blocker, Closure, Engine, FactIndex, Lift, LookupIndex, Origin, Proposal};

/// In the order in which they take precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Asked for as original, representation, consent or legal form.
    LawBound,
    /// It evidences no need.
    Unneeded,
    /// Every needed fact it attests is derivable.
    Held,
    /// As held, but a lookup needs the person's consent.
    HeldWithConsent,
    /// The document itself is kept in a usable store of digitised results.
    Reusable,
    /// Its needed facts are evidenced by another component that stays.
    Duplicate,
    /// Some needed facts are derivable.
    PartlyHeld,
    /// It would be held but for a minimal set of blockers.
    Blocked,
    /// It was held under a text that is no longer in force; what holds now is not recorded.
    Undetermined,
    Required,
}

impl Verdict {
    /// Stable, for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::LawBound => "law_bound",
            Verdict::Unneeded => "unneeded",
            Verdict::Held => "held",
            Verdict::HeldWithConsent => "held_with_consent",
            Verdict::Reusable => "reusable",
            Verdict::Duplicate => "duplicate",
            Verdict::PartlyHeld => "partly_held",
            Verdict::Blocked => "blocked",
            Verdict::Undetermined => "undetermined",
            Verdict::Required => "required",
        }
    }

    /// The automatic plan replaces the component by data.
    pub const fn is_replaced(self) -> bool {
        matches!(self, Verdict::Held | Verdict::HeldWithConsent | Verdict::Reusable)
    }
}

/// The verdict on one component in one class of cases.
#[derive(Debug, Clone)]
pub struct Judgement {
    pub component: ComponentId,
    pub verdict: Verdict,
    pub class: Class,
    /// The needed facts the component attests, in these cases.
    pub needed: Vec<FactIndex>,
    /// For held: how.
    pub proof: Option<Proof>,
    /// For blocked: a minimal set, every member of which is in the way.
    pub blockers: BTreeSet<Blocker>,
    /// For partly held: what is not derivable.
    pub residual: Vec<FactIndex>,
    /// An inferred reading of the law would replace it: shown, never counted.
    pub inferred: bool,
}

/// How the needed facts of a component are derived.
#[derive(Debug, Clone)]
pub struct Proof {
    /// All lookups, those that give keys before those that use them.
    pub lookups: Vec<LookupIndex>,
    /// What each needed fact comes from.
    pub facts: Vec<(FactIndex, LookupIndex)>,
    pub keys: Vec<(LookupIndex, FactIndex, Origin)>,
    pub basis_kind: BasisKind,
    pub basis: Vec<Citation>,
    /// One of the publications is only presumed.
    pub presumed: bool,
    /// The share of the class for which every lookup finds a record, by Fréchet bounds.
    pub coverage: Interval,
}

/// All judgements on one procedure on one date.
#[derive(Debug)]
pub struct Assessment<'a> {
    pub engine: Engine<'a>,
    pub closure: Closure,
    /// By component, then in the order of precedence.
    pub judgements: Vec<Judgement>,
    /// In which cases each fact is needed.
    pub needs: Vec<Class>,
}

/// Judges every component of the dossier but the forms.
pub fn assess<'a>(procedure: &'a Procedure, library: &'a Library, on: Date) -> Assessment<'a> {
    assess_with(procedure, library, on, Vec::new())
}

/// The same, with what a reform lets stand for papers.
pub fn assess_with<'a>(
    procedure: &'a Procedure,
    library: &'a Library,
    on: Date,
    proposals: Vec<Proposal>,
) -> Assessment<'a> {
    let engine = Engine::with(procedure, library, on, proposals);
    let closure = engine.close(&Lift::nothing());
    let needs = needs(&engine);
    let mut judge = Judge {
        engine: &engine,
        closure: &closure,
        needs: &needs,
        judgements: Vec::new(),
        everything: OnceCell::new(),
        replaceable: RefCell::default(),
    };
    for id in procedure.component_ids() {
        if procedure.component(id).mode != Mode::Form {
            judge.component(id);
        }
    }
    judge.duplicates();
    let mut judgements = judge.judgements;
    judgements.sort_by_key(|judgement| (judgement.component, judgement.verdict));
    Assessment { engine, closure, judgements, needs }
}

/// From requirements and criteria; a paper by itself needs nothing.
fn needs(engine: &Engine<'_>) -> Vec<Class> {
    let mut needs = vec![engine.cases.none(); engine.facts.len()];
    let requirements = engine.procedure.requirements.iter().map(|r| (&r.facts, &r.condition));
    let criteria = engine.procedure.criteria.iter().map(|c| (&c.needs, &c.applies));
    for (facts, condition) in requirements.chain(criteria) {
        let class = engine.cases.holds(condition);
        for fact in facts {
            let need = &mut needs[fact.index()];
            *need = need.or(&class);
        }
    }
    needs
}

impl Assessment<'_> {
    /// The cases in which the component is asked for at all.
    pub fn asked(&self, component: ComponentId) -> Class {
        self.engine.cases.holds(&self.engine.procedure.component(component).condition)
    }

    /// The cases in which data stands for the component. A duplicate is only reported: no text
    /// recorded here lets an office drop a paper because another shows the same.
    pub fn relieved(&self, component: ComponentId) -> Class {
        let judged = self.judgements.iter().filter(|judgement| judgement.component == component);
        judged
            .filter(|judgement| judgement.verdict.is_replaced())
            .fold(self.engine.cases.none(), |any, judgement| any.or(&judgement.class))
    }

    pub fn of(&self, component: ComponentId) -> impl Iterator<Item = &Judgement> {
        self.judgements.iter().filter(move |judgement| judgement.component == component)
    }
}

struct Judge<'e, 'a> {
    engine: &'e Engine<'a>,
    closure: &'e Closure,
    needs: &'e [Class],
    judgements: Vec<Judgement>,
    /// With every blocker lifted; computed when first asked for.
    everything: OnceCell<Closure>,
    /// What may stand for each component, by source: in force and not merely inferred.
    replaceable: RefCell<FxHashMap<(ComponentId, LookupIndex), Class>>,
}

impl Judge<'_, '_> {
    fn push(
        &mut self,
        component: ComponentId,
        verdict: Verdict,
        class: Class,
        needed: &[FactIndex],
    ) -> Option<&mut Judgement> {
        if class.is_never() {
            return None;
        }
        self.judgements.push(Judgement {
            component,
            verdict,
            class,
            needed: needed.to_vec(),
            proof: None,
            blockers: BTreeSet::new(),
            residual: Vec::new(),
            inferred: false,
        });
        self.judgements.last_mut()
    }

    fn component(&mut self, id: ComponentId) {
        let engine = self.engine;
        let component = engine.procedure.component(id);
        let asked = engine.cases.holds(&component.condition);
        let attested: Vec<FactIndex> = component.facts.iter().map(|fact| fact.index()).collect();
        let needed: Vec<FactIndex> =
            attested.into_iter().filter(|fact| !self.needs[*fact].and(&asked).is_never()).collect();
        if component.purpose != Purpose::Proof {
            self.push(id, Verdict::LawBound, asked, &needed);
            return;
        }
        let evidences = needed.iter().fold(engine.cases.none(), |any, fact| any.or(&self.needs[*fact]));
        self.push(id, Verdict::Unneeded, asked.minus(&evidences), &[]);
        let mut left = asked.and(&evidences);
        if left.is_never() {
            return;
        }

        for consent in [false, true] {
            let verdict = if consent { Verdict::HeldWithConsent } else { Verdict::Held };
            let held = self.held(id, &needed, self.closure, &Lift::nothing(), consent).and(&left);
            if held.is_never() {
                continue;
            }
            left = left.minus(&held);
            self.prove(id, verdict, held, &needed, consent);
        }

        let reusable = self.reusable(id).and(&left);
        left = left.minus(&reusable);
        self.push(id, Verdict::Reusable, reusable, &needed);
        if !left.is_never() {
            self.not_held(id, &needed, left);
        }
    }

    /// The cases in which every needed fact can be had from sources that may stand for the paper.
    fn held(
        &self,
        id: ComponentId,
        needed: &[FactIndex],
        closure: &Closure,
        lift: &Lift,
        consent: bool,
    ) -> Class {
        let mut held = self.engine.cases.all();
        for fact in needed {
            let sources =
                closure.from[*fact].iter().filter(|(lookup, _)| self.allowed(*lookup, closure, consent));
            let from = sources.fold(self.engine.cases.none(), |any, (lookup, possible)| {
                any.or(&possible.and(&self.replaceable(id, *lookup, lift)))
            });
            // Where the fact is not needed, it is not missed.
            held = held.and(&from.or(&self.engine.cases.complement(&self.needs[*fact])));
        }
        held
    }

    fn allowed(&self, lookup: LookupIndex, closure: &Closure, consent: bool) -> bool {
        consent || !self.with_keys(lookup, closure).iter().any(|at| self.engine.lookups[*at].needs_consent)
    }

    /// The lookup and those that give its keys.
    fn with_keys(&self, lookup: LookupIndex, closure: &Closure) -> Vec<LookupIndex> {
        let mut all = vec![lookup];
        let mut at = 0;
        while at < all.len() {
            let next = all[at];
            let class = &closure.possible[next];
            for fact in self.engine.lookups[next].key.iter().flatten() {
                if let Some(Origin::Lookup(before)) =
                    self.engine.origin(*fact, closure, class, closure.round[next])
                    && !all.contains(&before)
                {
                    all.push(before);
                }
            }
            at += 1;
        }
        all.reverse();
        all
    }

    /// The cases in which a text in force, not merely inferred, lets the source stand for the paper.
    fn replaceable(&self, id: ComponentId, lookup: LookupIndex, lift: &Lift) -> Class {
        let component = self.engine.procedure.component(id);
        let source = self.engine.lookups[lookup].source;
        let blocker = Blocker::NoReplacementBasis { document: document(component), source: source.clone() };
        if lift_has(lift, &blocker) {
            return self.engine.cases.all();
        }
        let mut known = self.replaceable.borrow_mut();
        let class = known.entry((id, lookup)).or_insert_with(|| {
            let basis = self.engine.replacement_basis(component, source);
            let counted = basis.iter().filter(|basis| basis.kind != BasisKind::Inferred);
            counted.fold(self.engine.cases.none(), |any, basis| any.or(&basis.class))
        });
        class.clone()
    }

    /// Splits the class so that one proof is valid in each part.
    fn prove(
        &mut self,
        id: ComponentId,
        verdict: Verdict,
        class: Class,
        needed: &[FactIndex],
        consent: bool,
    ) {
        let mut left = class;
        while !left.is_never() {
            let mut part = left.clone();
            let mut chosen: Vec<(FactIndex, LookupIndex)> = Vec::new();
            let mut kinds: Vec<(BasisKind, Vec<Citation>)> = Vec::new();
            for fact in needed {
                let wanted = part.and(&self.needs[*fact]);
                if wanted.is_never() {
                    continue;
                }
                let Some((lookup, possible, basis)) = self.choose(id, *fact, &wanted, consent) else {
                    continue;
                };
                // Where the fact is not needed the choice does not bind.
                part = part.and(&possible.or(&self.engine.cases.complement(&self.needs[*fact])));
                chosen.push((*fact, lookup));
                kinds.push((basis.kind, basis.citations.to_vec()));
            }
            if part.is_never() {
                // Cannot be: every choice overlaps what it was made for. Do not loop if it is.
                break;
            }
            let proof = self.proof(&part, chosen, kinds);
            left = left.minus(&part);
            if let Some(judgement) = self.push(id, verdict, part, needed) {
                judgement.proof = Some(proof);
            }
        }
    }

    /// By legal status, publication, guaranteed coverage, number of lookups, then name of the source.
    fn choose(
        &self,
        id: ComponentId,
        fact: FactIndex,
        wanted: &Class,
        consent: bool,
    ) -> Option<(LookupIndex, Class, Basis<'_>)> {
        let component = self.engine.procedure.component(id);
        let mut options = Vec::new();
        for (lookup, possible) in &self.closure.from[fact] {
            if !self.allowed(*lookup, self.closure, consent) {
                continue;
            }
            let source = self.engine.lookups[*lookup].source;
            for basis in self.engine.replacement_basis(component, source) {
                let class = possible.and(&basis.class);
                if basis.kind == BasisKind::Inferred || class.and(wanted).is_never() {
                    continue;
                }
                let chain = self.with_keys(*lookup, self.closure);
                let presumed = chain.iter().any(|at| self.presumed(*at));
                let coverage = self.coverage(&chain);
                let whole = wanted.is_within(&class);
                let rank = (
                    basis.kind,
                    presumed,
                    !whole,
                    std::cmp::Reverse(coverage.low),
                    chain.len(),
                    source.clone(),
                );
                options.push((rank, *lookup, class, basis));
            }
        }
        let best = options.into_iter().min_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)))?;
        Some((best.1, best.2, best.3))
    }

    fn presumed(&self, lookup: LookupIndex) -> bool {
        let holds = &self.engine.lookups[lookup].holds;
        holds.iter().filter_map(|(_, publication)| *publication).any(|publication| publication.presumed)
    }

    /// The same source asked for the same role counts once.
    fn coverage(&self, chain: &[LookupIndex]) -> Interval {
        let mut asked: Vec<(&Name, u16)> = Vec::new();
        let mut all = Interval::whole_share();
        for at in chain {
            let lookup = &self.engine.lookups[*at];
            let instance = (lookup.source, lookup.role.0);
            if !asked.contains(&instance) {
                asked.push(instance);
                all = all.both(&lookup.coverage);
            }
        }
        all
    }

    fn proof(
        &self,
        class: &Class,
        facts: Vec<(FactIndex, LookupIndex)>,
        kinds: Vec<(BasisKind, Vec<Citation>)>,
    ) -> Proof {
        let mut lookups: Vec<LookupIndex> = Vec::new();
        for (_, lookup) in &facts {
            for at in self.with_keys(*lookup, self.closure) {
                if !lookups.contains(&at) {
                    lookups.push(at);
                }
            }
        }
        lookups.sort_by_key(|at| (self.closure.round[*at], *at));
        let mut keys = Vec::new();
        for at in &lookups {
            for fact in self.engine.lookups[*at].key.iter().flatten() {
                if let Some(origin) = self.engine.origin(*fact, self.closure, class, self.closure.round[*at])
                {
                    keys.push((*at, *fact, origin));
                }
            }
        }
        let mut basis: Vec<Citation> = Vec::new();
        for citation in kinds.iter().flat_map(|(_, citations)| citations) {
            if !basis.contains(citation) {
                basis.push(citation.clone());
            }
        }
        Proof {
            presumed: lookups.iter().any(|at| self.presumed(*at)),
            coverage: self.coverage(&lookups),
            // The weakest basis is what the whole rests on.
            basis_kind: kinds.iter().map(|(kind, _)| *kind).max().unwrap_or(BasisKind::General),
            basis,
            lookups,
            facts,
            keys,
        }
    }

    /// The document is kept as such by a usable source that can find it by a known key.
    fn reusable(&self, id: ComponentId) -> Class {
        let component = self.engine.procedure.component(id);
        let Some(document) = &component.document else { return self.engine.cases.none() };
        let stores = self.engine.library.stores_of(document);
        let mut class = self.engine.cases.none();
        for (at, lookup) in self.engine.lookups.iter().enumerate() {
            let is_about = component.about.first() == Some(&lookup.role);
            if stores.contains(lookup.source) && is_about {
                let replaceable = self.replaceable(id, at, &Lift::nothing());
                class = class.or(&self.closure.possible[at].and(&replaceable));
            }
        }
        class
    }

    fn not_held(&mut self, id: ComponentId, needed: &[FactIndex], mut left: Class) {
        let component = self.engine.procedure.component(id);
        let everything = self.everything.get_or_init(|| self.engine.close(&Lift::All));
        let fixable = self.held(id, needed, everything, &Lift::All, true);
        let document = document(component);
        let inferred =
            self.engine.lookups.iter().any(|lookup| self.engine.has_inferred_basis(component, lookup.source));
        // Each round finds one minimal set and takes away all cases it would free.
        let mut rounds = 0;
        loop {
            let blocked = left.and(&fixable);
            if blocked.is_never() || rounds == 16 {
                break;
            }
            rounds += 1;
            let Some((blockers, freed)) = self.minimal_blockers(id, needed, &document, &blocked) else {
                break;
            };
            let class = blocked.and(&freed);
            left = left.minus(&class);
            let verdict =
                if self.expired(id, needed, &class) { Verdict::Undetermined } else { Verdict::Blocked };
            if let Some(judgement) = self.push(id, verdict, class, needed) {
                judgement.blockers = blockers;
                judgement.inferred = inferred;
            }
        }
        if left.is_never() {
            return;
        }
        let residual: Vec<FactIndex> = needed
            .iter()
            .copied()
            .filter(|fact| {
                let wanted = left.and(&self.needs[*fact]);
                let from =
                    self.closure.from[*fact].iter().fold(self.engine.cases.none(), |any, (at, possible)| {
                        any.or(&possible.and(&self.replaceable(id, *at, &Lift::nothing())))
                    });
                !wanted.is_within(&from)
            })
            .collect();
        let verdict = if residual.len() < needed.len() { Verdict::PartlyHeld } else { Verdict::Required };
        if let Some(judgement) = self.push(id, verdict, left, needed) {
            judgement.residual = residual;
            judgement.inferred = inferred;
        }
    }

    /// A set of blockers that frees some of the cases, none of which can be left out, dearest ones
    /// left out first; with all cases it frees.
    fn minimal_blockers(
        &self,
        id: ComponentId,
        needed: &[FactIndex],
        document: &Name,
        class: &Class,
    ) -> Option<(BTreeSet<Blocker>, Class)> {
        let mut universe = BTreeSet::new();
        for lookup in &self.engine.lookups {
            let role = &self.engine.procedure.role(lookup.role).name;
            let source = lookup.source;
            universe.extend(lookup.blockers.iter().cloned());
            universe.insert(Blocker::NotCovered { source: source.clone(), role: role.clone() });
            universe
                .insert(Blocker::NoReplacementBasis { document: document.clone(), source: source.clone() });
            universe.insert(Blocker::NotPublished { source: source.clone() });
            universe.insert(Blocker::KeyUnchecked { source: source.clone(), role: role.clone() });
        }
        // Of the sources only those that hold something needed, and those that lead to their keys, matter;
        // first drop whole sources, then single blockers.
        let freed = |lifted: &BTreeSet<Blocker>| {
            let lift = Lift::These(lifted.clone());
            let closure = self.engine.close(&lift);
            self.held(id, needed, &closure, &lift, true)
        };
        let mut lifted = universe;
        if freed(&lifted).and(class).is_never() {
            return None;
        }
        let sources: BTreeSet<Name> = lifted.iter().map(|blocker| blocker.source().clone()).collect();
        for source in self.drop_order(&sources, id) {
            let without: BTreeSet<Blocker> =
                lifted.iter().filter(|blocker| *blocker.source() != source).cloned().collect();
            if !freed(&without).and(class).is_never() {
                lifted = without;
            }
        }
        for blocker in lifted.clone() {
            let mut without = lifted.clone();
            without.remove(&blocker);
            if !freed(&without).and(class).is_never() {
                lifted = without;
            }
        }
        let class = freed(&lifted);
        Some((lifted, class))
    }

    /// Sources no text names for the paper go first, then those a general rule names, so that those the
    /// law points at for this procedure stay.
    fn drop_order(&self, sources: &BTreeSet<Name>, id: ComponentId) -> Vec<Name> {
        let component = self.engine.procedure.component(id);
        let named = |source: &Name| -> u8 {
            let lookups = component
                .requirement
                .map_or(&[][..], |at| &self.engine.procedure.requirements[at.index()].lookups);
            let explicit = lookups.iter().any(|lookup| lookup.source == *source);
            let general =
                self.engine.library.rules().flat_map(|(_, rule)| &rule.replaces).any(|replacement| {
                    let has = |list: &Option<Vec<Name>>, name: Option<&Name>| {
                        list.as_ref().is_some_and(|list| name.is_some_and(|name| list.contains(name)))
                    };
                    has(&replacement.documents, component.document.as_ref())
                        && has(&replacement.sources, Some(source))
                });
            if explicit { 2 } else { u8::from(general) }
        };
        let mut order: Vec<Name> = sources.iter().cloned().collect();
        order.sort_by_key(|source| (named(source), source.clone()));
        order
    }

    /// Held on the last day of a text that has since run out, and nothing recorded took its place.
    fn expired(&self, id: ComponentId, needed: &[FactIndex], class: &Class) -> bool {
        let engine = self.engine;
        let Some(last) = last_expiry(engine, id) else { return false };
        let earlier = Engine::new(engine.procedure, engine.library, last);
        let closure = earlier.close(&Lift::nothing());
        let needs = crate::verdict::needs(&earlier);
        let judge = Judge {
            engine: &earlier,
            closure: &closure,
            needs: &needs,
            judgements: Vec::new(),
            everything: OnceCell::new(),
            replaceable: RefCell::default(),
        };
        // The two engines number their variables alike: same procedure, same library.
        let held = judge.held(id, needed, &closure, &Lift::nothing(), true);
        !class.and(&held).is_never()
    }

    /// Of components that evidence the same needs and stay, the later ones are not needed as well.
    fn duplicates(&mut self) {
        let stays = |judgement: &Judgement| {
            matches!(
                judgement.verdict,
                Verdict::LawBound | Verdict::Required | Verdict::Blocked | Verdict::PartlyHeld
            )
        };
        let alternatives = alternatives(self.engine.procedure);
        for at in 0..self.judgements.len() {
            let judged = &self.judgements[at];
            let removable =
                matches!(judged.verdict, Verdict::Required | Verdict::Blocked | Verdict::PartlyHeld);
            if !removable || judged.needed.is_empty() {
                continue;
            }
            let other = self.judgements.iter().find(|other| {
                let component = self.engine.procedure.component(other.component);
                other.component != judged.component
                    && stays(other)
                    && (other.verdict == Verdict::LawBound || other.component < judged.component)
                    && judged.class.is_within(&other.class)
                    && judged.needed.iter().all(|fact| component.facts.iter().any(|f| f.index() == *fact))
                    && !alternatives
                        .iter()
                        .any(|group| group.contains(&judged.component) && group.contains(&other.component))
            });
            if other.is_some() {
                let judged = &mut self.judgements[at];
                judged.verdict = Verdict::Duplicate;
                judged.blockers.clear();
            }
        }
    }
}

/// The latest day on which a text that once allowed the replacement was in force, if it is past.
fn last_expiry(engine: &Engine<'_>, id: ComponentId) -> Option<Date> {
    let component = engine.procedure.component(id);
    let mut ends: Vec<Date> = Vec::new();
    let library = engine.library;
    if let Some(requirement) = component.requirement {
        for lookup in &engine.procedure.requirements[requirement.index()].lookups {
            ends.extend(lookup.period.intersect(&library.in_force(&lookup.basis)).until);
        }
    }
    for (_, rule) in library.rules() {
        ends.extend(rule.period.intersect(&library.in_force(&rule.basis)).until);
    }
    for (_, source) in library.sources() {
        ends.extend(source.publications.iter().filter_map(|publication| publication.period.until));
        for service in &source.serves {
            ends.extend(service.period.intersect(&library.in_force(&service.basis)).until);
        }
    }
    ends.into_iter().filter(|end| *end < engine.on).max()
}

/// Components of which only one is asked for.
fn alternatives(procedure: &Procedure) -> Vec<Vec<ComponentId>> {
    use tthc_model::procedure::Entry;
    fn collect(entry: &Entry, groups: &mut Vec<Vec<ComponentId>>) {
        match entry {
            Entry::Component(_) => {}
            Entry::OneOf(parts) | Entry::FirstOf(parts) | Entry::AtLeast(_, parts) => {
                groups.push(entry.components());
                parts.iter().for_each(|part| collect(part, groups));
            }
            Entry::Requirement(_, parts) | Entry::All(parts) => {
                parts.iter().for_each(|part| collect(part, groups));
            }
        }
    }
    let mut groups = Vec::new();
    procedure.dossier.iter().for_each(|entry| collect(entry, &mut groups));
    groups
}

fn document(component: &tthc_model::procedure::Component) -> Name {
    component.document.clone().unwrap_or_else(|| component.name.clone())
}

fn lift_has(lift: &Lift, blocker: &Blocker) -> bool {
    match lift {
        Lift::All => true,
        Lift::These(these) => these.contains(blocker),
    }
}

impl Judgement {
    /// True if the facts not derivable may simply be declared in the form.
    pub fn residual_may_be_declared(&self, assessment: &Assessment<'_>) -> bool {
        let procedure = assessment.engine.procedure;
        let component = procedure.component(self.component);
        let declared = component
            .requirement
            .and_then(|at| procedure.requirements[at.index()].assurance)
            .is_some_and(|assurance| assurance == Assurance::Declared);
        declared
            && self
                .residual
                .iter()
                .all(|fact| !matches!(assessment.engine.fact_type(*fact), Some(Type::Entity(_))))
    }
}
