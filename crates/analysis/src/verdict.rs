//! The verdict on each component of a dossier, in which cases, with its proof or its blockers.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use tthc_model::cases::Class;
use tthc_model::library::{Library, Type};
use tthc_model::procedure::{Assurance, Component, ComponentId, Mode, Purpose};
use tthc_model::{BasisKind, Citation, Date, Interval, Name, Period, Procedure};

use crate::blocker::Blocker;
use crate::duplicate;
use crate::evidence::{Assumptions, Basis, Closure, Engine, FactIndex, LookupIndex, Origin};
use crate::lifted::Lifted;
use crate::trace::{Trace, trace};

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
    /// In which cases each component is asked for.
    asked: Vec<Class>,
}

/// Judges every component of the dossier but the forms.
pub fn assess<'a>(procedure: &'a Procedure, library: &'a Library, on: Date) -> Assessment<'a> {
    assess_with(procedure, library, on, Assumptions::default())
}

/// The same, with what is taken for given.
pub fn assess_with<'a>(
    procedure: &'a Procedure,
    library: &'a Library,
    on: Date,
    assumed: Assumptions,
) -> Assessment<'a> {
    let engine = Engine::with(procedure, library, on, assumed);
    let closure = engine.close();
    let free = engine.close_without_consent();
    let needs = needs(&engine);
    let mut judge = Judge {
        engine: &engine,
        closure: &closure,
        free: &free,
        needs: &needs,
        judgements: Vec::new(),
        lifted: OnceCell::new(),
        replaceable: RefCell::default(),
        days: RefCell::default(),
    };
    for id in procedure.component_ids() {
        if procedure.component(id).mode != Mode::Form {
            judge.component(id);
        }
    }
    let judgements = std::mem::take(&mut judge.judgements);
    let mut judgements = duplicate::mark(&engine, &needs, judgements);
    for judgement in &mut judgements {
        let Judgement { component, class, residual, .. } = judgement;
        residual.retain(|fact| judge.misses(*component, *fact, class));
    }
    judgements.sort_by_key(|judgement| (judgement.component, judgement.verdict));
    let asked = procedure.components.iter().map(|component| engine.cases.holds(&component.condition));
    let asked = asked.collect();
    Assessment { engine, closure, judgements, needs, asked }
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
        self.asked[component.index()].clone()
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
    /// Of the lookups that nobody need agree to.
    free: &'e Closure,
    needs: &'e [Class],
    judgements: Vec<Judgement>,
    /// With a switch for each blocker; computed when first asked for.
    lifted: OnceCell<Lifted<'e, 'a>>,
    /// What may stand for each component, by source: in force and not merely inferred.
    replaceable: RefCell<FxHashMap<(ComponentId, LookupIndex), Class>>,
    /// What could be known on other days; computed when first asked for.
    days: RefCell<FxHashMap<Date, (Engine<'a>, Closure)>>,
}

impl<'e, 'a> Judge<'e, 'a> {
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
            let closure = if consent { self.closure } else { self.free };
            let held = self.held(id, &needed, closure).and(&left);
            if held.is_never() {
                continue;
            }
            left = left.minus(&held);
            self.prove(id, verdict, held, &needed, closure);
        }

        let reusable = self.reusable(id).and(&left);
        left = left.minus(&reusable);
        self.push(id, Verdict::Reusable, reusable, &needed);
        if !left.is_never() {
            self.not_held(id, &needed, left);
        }
    }

    /// The cases in which every needed fact can be had from sources that may stand for the paper.
    fn held(&self, id: ComponentId, needed: &[FactIndex], closure: &Closure) -> Class {
        needed.iter().fold(self.engine.cases.all(), |held, fact| {
            // Where the fact is not needed, it is not missed.
            let unneeded = self.engine.cases.complement(&self.needs[*fact]);
            held.and(&self.had(id, *fact, closure).or(&unneeded))
        })
    }

    /// The cases in which a source that may stand for the paper gives the fact.
    fn had(&self, id: ComponentId, fact: FactIndex, closure: &Closure) -> Class {
        closure.from[fact].iter().fold(self.engine.cases.none(), |any, (lookup, possible)| {
            any.or(&possible.and(&self.replaceable(id, *lookup)))
        })
    }

    /// The cases in which a text in force, not merely inferred, lets the source stand for the paper.
    fn replaceable(&self, id: ComponentId, lookup: LookupIndex) -> Class {
        let source = self.engine.lookups[lookup].source;
        let mut known = self.replaceable.borrow_mut();
        let class = known
            .entry((id, lookup))
            .or_insert_with(|| self.engine.replaceable(self.engine.procedure.component(id), source));
        class.clone()
    }

    /// Splits the class so that one proof is valid in each part.
    fn prove(
        &mut self,
        id: ComponentId,
        verdict: Verdict,
        class: Class,
        needed: &[FactIndex],
        closure: &Closure,
    ) {
        let mut left = class;
        let mut proofs: Vec<(Class, Proof)> = Vec::new();
        while !left.is_never() {
            let mut part = left.clone();
            let mut chosen: Vec<(FactIndex, Trace, Basis<'_>)> = Vec::new();
            for fact in needed {
                let wanted = part.and(&self.needs[*fact]);
                if wanted.is_never() {
                    continue;
                }
                let Some((trace, basis)) = self.choose(id, *fact, &wanted, closure) else { continue };
                part = trace.class.clone();
                chosen.push((*fact, trace, basis));
            }
            if part.is_never() {
                // Cannot be: every choice overlaps what it was made for. Do not loop if it is.
                break;
            }
            left = left.minus(&part);
            let proof = self.proof(chosen);
            match proofs.iter_mut().find(|(_, known)| known.agrees(&proof)) {
                Some((class, known)) => {
                    *class = class.or(&part);
                    add_new(&mut known.facts, proof.facts);
                    add_new(&mut known.keys, proof.keys);
                }
                None => proofs.push((part, proof)),
            }
        }
        for (class, proof) in proofs {
            if let Some(judgement) = self.push(id, verdict, class, needed) {
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
        closure: &Closure,
    ) -> Option<(Trace, Basis<'_>)> {
        let component = self.engine.procedure.component(id);
        let mut options = Vec::new();
        for (lookup, possible) in &closure.from[fact] {
            let source = self.engine.lookups[*lookup].source;
            for basis in self.engine.replacement_basis(component, source) {
                let class = possible.and(&basis.class);
                if basis.kind == BasisKind::Inferred || class.and(wanted).is_never() {
                    continue;
                }
                let Some(trace) = trace(self.engine, closure, *lookup, &class.and(wanted)) else { continue };
                let presumed = trace.lookups.iter().any(|at| self.presumed(*at));
                let coverage = self.coverage(&trace.lookups);
                let whole = wanted.is_within(&class);
                let rank = (
                    basis.kind,
                    presumed,
                    !whole,
                    std::cmp::Reverse(coverage.low),
                    trace.lookups.len(),
                    source.clone(),
                    *lookup,
                );
                options.push((rank, trace, basis));
            }
        }
        let best = options.into_iter().min_by(|a, b| a.0.cmp(&b.0))?;
        Some((best.1, best.2))
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

    fn proof(&self, chosen: Vec<(FactIndex, Trace, Basis<'_>)>) -> Proof {
        let mut lookups: Vec<LookupIndex> = Vec::new();
        let mut keys = Vec::new();
        for (_, trace, _) in &chosen {
            add_new(&mut lookups, trace.lookups.iter().copied());
            add_new(&mut keys, trace.keys.iter().copied());
        }
        let mut basis: Vec<Citation> = Vec::new();
        for citation in chosen.iter().flat_map(|(_, _, basis)| basis.citations) {
            if !basis.contains(citation) {
                basis.push(citation.clone());
            }
        }
        Proof {
            presumed: lookups.iter().any(|at| self.presumed(*at)),
            coverage: self.coverage(&lookups),
            // The weakest basis is what the whole rests on.
            basis_kind: chosen.iter().map(|(_, _, basis)| basis.kind).max().unwrap_or(BasisKind::General),
            basis,
            facts: chosen
                .iter()
                .filter_map(|(fact, trace, _)| Some((*fact, *trace.lookups.last()?)))
                .collect(),
            lookups,
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
            let published = self.engine.is_document_published(lookup.source, document);
            if stores.contains(lookup.source) && is_about && published {
                let replaceable = self.replaceable(id, at);
                class = class.or(&self.closure.possible[at].and(&replaceable));
            }
        }
        class
    }

    fn not_held(&mut self, id: ComponentId, needed: &[FactIndex], mut left: Class) {
        let component = self.engine.procedure.component(id);
        let lifted = self.lifted.get_or_init(|| Lifted::new(self.engine));
        let held = lifted.held(id, needed, self.needs);
        let fixable = left.and(&lifted.without_all(&held));
        let expired = self.expired(id, needed, &fixable);
        let inferred =
            self.engine.lookups.iter().any(|lookup| self.engine.has_inferred_basis(component, lookup.source));
        let prices = prices(self.engine, component, lifted.blockers());
        left = left.minus(&fixable);
        let mut blocked = fixable;
        let mut found: Vec<(BTreeSet<Blocker>, Class)> = Vec::new();
        while !blocked.is_never() {
            // Each round finds the cheapest set that frees some of the cases, and takes away all that it
            // frees; the last one frees all that are left.
            let positions = match found.len() < ROUNDS {
                true => lifted.switches().some(&held, &blocked),
                false => lifted.switches().every(&held, &blocked),
            };
            let Some(cheapest) = positions.cheapest(&prices) else { break };
            let blockers = lifted.named(&cheapest);
            let freed = blocked.and(&lifted.without(&held, &blockers));
            blocked = blocked.minus(&freed);
            found.push((blockers, freed));
        }
        for (blockers, class) in found {
            let parts =
                [(Verdict::Blocked, class.minus(&expired)), (Verdict::Undetermined, class.and(&expired))];
            for (verdict, class) in parts {
                if let Some(judgement) = self.push(id, verdict, class, needed) {
                    judgement.blockers = blockers.clone();
                    judgement.inferred = inferred;
                }
            }
        }
        let some = needed.iter().fold(self.engine.cases.none(), |any, fact| {
            any.or(&self.had(id, *fact, self.closure).and(&self.needs[*fact]))
        });
        for (verdict, class) in
            [(Verdict::PartlyHeld, left.and(&some)), (Verdict::Required, left.minus(&some))]
        {
            let residual = needed.iter().copied().filter(|fact| self.misses(id, *fact, &class)).collect();
            if let Some(judgement) = self.push(id, verdict, class, needed) {
                judgement.residual = residual;
                judgement.inferred = inferred;
            }
        }
    }

    /// In some case of the class the fact is needed, and no source that may stand for the paper gives it.
    fn misses(&self, id: ComponentId, fact: FactIndex, class: &Class) -> bool {
        let had = self.had(id, fact, self.closure);
        !class.and(&self.needs[fact]).is_within(&had)
    }

    /// The cases of the class in which it was held on the last day of a text, and no longer on the next.
    fn expired(&self, id: ComponentId, needed: &[FactIndex], class: &Class) -> Class {
        let mut expired = self.engine.cases.none();
        if class.is_never() {
            return expired;
        }
        for last in ends(self.engine) {
            let Ok(next) = last.tomorrow() else { continue };
            let held = self.held_on(id, needed, last).and(class);
            if !held.is_never() {
                expired = expired.or(&held.minus(&self.held_on(id, needed, next)));
            }
        }
        expired
    }

    /// What was held on another day. All engines of one procedure number their variables alike.
    fn held_on(&self, id: ComponentId, needed: &[FactIndex], day: Date) -> Class {
        let mut days = self.days.borrow_mut();
        let (engine, closure) = days.entry(day).or_insert_with(|| {
            let engine = Engine::new(self.engine.procedure, self.engine.library, day);
            let closure = engine.close();
            (engine, closure)
        });
        let judge = Judge {
            engine,
            closure,
            free: closure,
            needs: self.needs,
            judgements: Vec::new(),
            lifted: OnceCell::new(),
            replaceable: RefCell::default(),
            days: RefCell::default(),
        };
        judge.held(id, needed, closure)
    }
}

/// The last days of texts, before the day that is asked about.
fn ends(engine: &Engine<'_>) -> BTreeSet<Date> {
    let library = engine.library;
    let mut ends: BTreeSet<Date> = BTreeSet::new();
    let mut add = |period: Period, basis: &[Citation]| {
        ends.extend(period.intersect(&library.in_force(basis)).until.filter(|end| *end < engine.on));
    };
    for lookup in engine.procedure.requirements.iter().flat_map(|requirement| &requirement.lookups) {
        add(lookup.period, &lookup.basis);
    }
    for (_, rule) in library.rules() {
        add(rule.period, &rule.basis);
        rule.replaces.iter().for_each(|replacement| add(replacement.period, &replacement.basis));
    }
    for (_, source) in library.sources() {
        source.publications.iter().for_each(|publication| add(publication.period, &publication.basis));
        source.serves.iter().for_each(|service| add(service.period, &service.basis));
    }
    ends
}

/// What each blocker costs to remove. Of sets of one weight the cheapest is the one of whose sources the
/// law speaks: first those that it names for this paper of this procedure, then those of a general rule.
pub(crate) fn prices(engine: &Engine<'_>, component: &Component, blockers: &[Blocker]) -> Vec<u128> {
    let price =
        |blocker: &Blocker| blocker.effort().weight() + 1 + strangeness(engine, component, blocker.source());
    blockers.iter().map(price).collect()
}

fn strangeness(engine: &Engine<'_>, component: &Component, source: &Name) -> u128 {
    let requirement = component.requirement.map(|at| &engine.procedure.requirements[at.index()]);
    let mut lookups = requirement.into_iter().flat_map(|requirement| &requirement.lookups);
    if lookups.any(|lookup| lookup.source == *source) {
        return 0;
    }
    let has = |list: &Option<Vec<Name>>, name: Option<&Name>| {
        list.as_ref().is_some_and(|list| name.is_some_and(|name| list.contains(name)))
    };
    let ruled = engine.library.rules().flat_map(|(_, rule)| &rule.replaces).any(|replacement| {
        has(&replacement.documents, component.document.as_ref()) && has(&replacement.sources, Some(source))
    });
    if ruled { 1 } else { 2 }
}

/// After so many rounds, one set of blockers is named for all cases that are left.
const ROUNDS: usize = 16;

/// Adds what is not there yet.
fn add_new<T: PartialEq>(known: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for one in more {
        if !known.contains(&one) {
            known.push(one);
        }
    }
}

impl Proof {
    /// The same lookups on the same basis, and no fact from different ones.
    fn agrees(&self, other: &Proof) -> bool {
        let from = |fact: FactIndex| other.facts.iter().find(|(known, _)| *known == fact);
        self.lookups == other.lookups
            && (self.basis_kind, &self.basis) == (other.basis_kind, &other.basis)
            && self.facts.iter().all(|known| from(known.0).is_none_or(|other| other == known))
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
