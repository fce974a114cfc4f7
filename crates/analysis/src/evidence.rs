//! What the state can know: the closure of lookups over a symbolic partition of the cases.
//!
//! A usable source S about entity E with key K that holds A gives the rule
//! `known(x.k) for all k in K ⟹ held(x.a) for all a in A`. A held reference makes the key of the
//! role it leads to known, so lookups chain. The closure is the least fixpoint, computed once
//! over classes of cases (binary decision diagrams), not case by case.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use tthc_model::cases::{Cases, Class};
use tthc_model::library::{
    About, AttributePath, ConsentRule, Criterion, Document, ItemKind, Level, Library, Publication, Rule,
    Source, Type,
};
use tthc_model::procedure::{APPLICANT, ChannelKind, Component, Fact, Mode, RoleId, Standing};
use tthc_model::{BasisKind, Citation, Date, Interval, Name, Period, Procedure};

/// Why a source cannot be used; lifting it is what somebody would have to do. A key that nobody
/// knows is none of these: there is then nothing to ask the source with.
///
/// The order is that of weight: what is dearer to remove comes first (an amendment of law, then a
/// new connection, then a new field, then quality).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Blocker {
    /// The source does not serve this class of subjects.
    NotCovered {
        source: Name,
        role: Name,
    },
    /// No text in force lets the paper be replaced by the source.
    NoReplacementBasis {
        document: Name,
        source: Name,
    },
    /// No text in force lets an authority of this level read the source.
    NoReadingBasis {
        source: Name,
        level: Option<Level>,
    },
    /// The owner has not published the scope.
    NotPublished {
        source: Name,
    },
    NoConnection {
        source: Name,
    },
    /// The key is typed by hand and the source names nothing to check it with.
    KeyUnchecked {
        source: Name,
        role: Name,
    },
    Quality {
        source: Name,
        criterion: Criterion,
    },
}

impl Blocker {
    pub fn source(&self) -> &Name {
        match self {
            Blocker::NotCovered { source, .. }
            | Blocker::NoReplacementBasis { source, .. }
            | Blocker::NoReadingBasis { source, .. }
            | Blocker::NotPublished { source }
            | Blocker::NoConnection { source }
            | Blocker::KeyUnchecked { source, .. }
            | Blocker::Quality { source, .. } => source,
        }
    }

    /// Stable, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Blocker::NotCovered { .. } => "not_covered",
            Blocker::NoReplacementBasis { .. } => "no_replacement_basis",
            Blocker::NoReadingBasis { .. } => "no_reading_basis",
            Blocker::NotPublished { .. } => "not_published",
            Blocker::NoConnection { .. } => "no_connection",
            Blocker::KeyUnchecked { .. } => "key_unchecked",
            Blocker::Quality { .. } => "quality",
        }
    }
}

/// Which blockers are taken away, to ask what would be then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lift {
    These(BTreeSet<Blocker>),
    All,
}

impl Lift {
    pub fn nothing() -> Lift {
        Lift::These(BTreeSet::new())
    }

    fn lifts(&self, blocker: &Blocker) -> bool {
        match self {
            Lift::These(these) => these.contains(blocker),
            Lift::All => true,
        }
    }
}

/// Index into [`Engine::facts`].
pub type FactIndex = usize;
/// Index into [`Engine::lookups`].
pub type LookupIndex = usize;

/// One way to ask one source about one role.
#[derive(Debug, Clone)]
pub struct Lookup<'a> {
    pub source: &'a Name,
    pub about: &'a About,
    pub role: RoleId,
    /// What must be known; `None` if the procedure has no role for a part of the key.
    pub key: Option<Vec<FactIndex>>,
    /// What a typed key is checked with; `None` if the source names nothing or the procedure has no such fact.
    pub matching: Option<Vec<FactIndex>>,
    /// What becomes known, each with its publication if there is one in force.
    pub holds: Vec<(FactIndex, Option<&'a Publication>)>,
    /// The cases whose subject the source serves.
    pub covers: Class,
    /// What stands in the way whatever the case.
    pub blockers: Vec<Blocker>,
    pub needs_consent: bool,
    pub reading_basis: &'a [Citation],
    pub coverage: Interval,
}

/// How a key came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Proved at eID login.
    Login,
    /// Typed into the form, and checked by the source.
    Typed,
    Lookup(LookupIndex),
}

/// What is known in which cases, and from where.
#[derive(Debug, Clone)]
pub struct Closure {
    /// Held by the state (or proved at login), for each fact.
    pub held: Vec<Class>,
    /// The lookups that give each fact, in the order in which they became possible, with the cases.
    pub from: Vec<Vec<(LookupIndex, Class)>>,
    /// In which cases each lookup can be made.
    pub possible: Vec<Class>,
    /// When each lookup became possible in further cases, and in which: what it needs there was known
    /// at earlier stages.
    pub stages: Vec<Vec<(u32, Class)>>,
}

/// Everything about one procedure on one date that the questions share.
#[derive(Debug)]
pub struct Engine<'a> {
    pub procedure: &'a Procedure,
    pub library: &'a Library,
    pub on: Date,
    pub cases: Cases,
    pub facts: Vec<Fact>,
    index: FxHashMap<Fact, FactIndex>,
    pub lookups: Vec<Lookup<'a>>,
    /// Keys proved at login.
    login: Vec<FactIndex>,
    /// What is typed into forms, in which cases.
    typed: Vec<Class>,
    /// Rules in force on the date.
    pub rules: Vec<(&'a Name, &'a Rule)>,
    /// What a reform lets stand for papers.
    proposals: Vec<Proposal>,
}

/// A reform's decision that data are to stand for a paper. Everything else that is wanted of the source,
/// its publication, a basis to read it, its quality, is as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub component: Name,
    /// `None`: any source.
    pub source: Option<Name>,
    /// What the reform rests on and proposes to amend.
    pub basis: Vec<Citation>,
}

impl<'a> Engine<'a> {
    pub fn new(procedure: &'a Procedure, library: &'a Library, on: Date) -> Engine<'a> {
        Engine::with(procedure, library, on, Vec::new())
    }

    /// With what a reform lets stand for papers.
    pub fn with(
        procedure: &'a Procedure,
        library: &'a Library,
        on: Date,
        proposals: Vec<Proposal>,
    ) -> Engine<'a> {
        let covered = covered_facts(procedure, library);
        let rules: Vec<(&Name, &Rule)> = library
            .rules()
            .filter(|(_, rule)| rule.period.intersect(&library.in_force(&rule.basis)).contains(on))
            .map(|(item, rule)| (&item.name, rule))
            .collect();
        let cases = Cases::with(procedure, library, &covered);
        let mut engine = Engine {
            procedure,
            library,
            on,
            cases,
            facts: procedure.facts.clone(),
            index: procedure.facts.iter().cloned().enumerate().map(|(at, fact)| (fact, at)).collect(),
            lookups: Vec::new(),
            login: Vec::new(),
            typed: Vec::new(),
            rules,
            proposals,
        };
        for (item, source) in library.sources() {
            engine.add_source(&item.name, source);
        }
        engine.keep_relevant();
        let forms = procedure.components.iter().filter(|component| component.mode == Mode::Form);
        engine.typed = vec![engine.cases.none(); engine.facts.len()];
        for form in forms {
            let class = engine.cases.holds(&form.condition);
            for fact in &form.facts {
                let typed = &mut engine.typed[fact.index()];
                *typed = typed.or(&class);
            }
        }
        engine
    }

    /// Keeps the lookups that can give a fact of the procedure, or lead to the key of one that can.
    fn keep_relevant(&mut self) {
        let mut wanted = vec![false; self.facts.len()];
        wanted[..self.procedure.facts.len()].fill(true);
        let mut relevant = vec![false; self.lookups.len()];
        let mut changed = true;
        while changed {
            changed = false;
            for (at, lookup) in self.lookups.iter().enumerate() {
                let gives = |fact: FactIndex| {
                    let Fact { role, attribute } = &self.facts[fact];
                    wanted[fact] || self.procedure.linked(*role, attribute).is_some()
                };
                let tells = lookup.holds.iter().any(|(fact, _)| gives(*fact));
                if relevant[at] || lookup.key.is_none() || !(tells || self.finds_paper(lookup)) {
                    continue;
                }
                relevant[at] = true;
                changed = true;
                for fact in lookup.key.iter().chain(&lookup.matching).flatten() {
                    wanted[*fact] = true;
                }
            }
        }
        let mut keep = relevant.into_iter();
        self.lookups.retain(|_| keep.next().unwrap_or(false));
    }

    /// The source keeps a document that the dossier asks for of this role.
    fn finds_paper(&self, lookup: &Lookup<'_>) -> bool {
        let stores = self.library.source(lookup.source).map_or(&[][..], |source| &source.stores);
        self.procedure.components.iter().any(|component| {
            component.about.first() == Some(&lookup.role)
                && component.document.as_ref().is_some_and(|document| stores.contains(document))
        })
    }

    fn fact(&mut self, fact: Fact) -> FactIndex {
        let facts = &mut self.facts;
        *self.index.entry(fact.clone()).or_insert_with(|| {
            facts.push(fact);
            facts.len() - 1
        })
    }

    pub fn fact_index(&self, fact: &Fact) -> Option<FactIndex> {
        self.index.get(fact).copied()
    }

    /// `role.attribute` in words: the attribute's title with the role's.
    pub fn fact_title(&self, fact: FactIndex) -> String {
        format!("{} ({})", self.attribute_title(fact), self.procedure.role(self.facts[fact].role).title)
    }

    /// The attribute's title, or its name if it has none.
    pub fn attribute_title(&self, fact: FactIndex) -> String {
        let fact = &self.facts[fact];
        let entity = self.library.entity(&self.procedure.role(fact.role).entity);
        let attribute = entity.and_then(|entity| entity.attribute(&fact.attribute));
        let title = attribute.map(|attribute| attribute.title.as_str()).filter(|title| !title.is_empty());
        title.unwrap_or(&fact.attribute).to_owned()
    }

    pub fn fact_text(&self, fact: FactIndex) -> String {
        let fact = &self.facts[fact];
        format!("{}.{}", self.procedure.role(fact.role).name, fact.attribute)
    }

    fn resolve(&mut self, role: RoleId, path: &AttributePath) -> Option<FactIndex> {
        let fact = self.follow(role, path)?;
        Some(self.fact(fact))
    }

    fn add_source(&mut self, name: &'a Name, source: &'a Source) {
        for about in &source.about {
            for role in (0..self.procedure.roles.len() as u16).map(RoleId) {
                if self.procedure.role(role).entity != about.entity {
                    continue;
                }
                if source.login && role == APPLICANT {
                    for key in about.keys.iter().filter(|key| key.len() == 1) {
                        if let Some(fact) = self.resolve(role, &key[0]) {
                            self.login.push(fact);
                        }
                    }
                }
                for key in &about.keys {
                    let lookup = self.lookup(name, source, about, role, key);
                    self.lookups.push(lookup);
                }
            }
        }
    }

    fn lookup(
        &mut self,
        name: &'a Name,
        source: &'a Source,
        about: &'a About,
        role: RoleId,
        key: &'a [AttributePath],
    ) -> Lookup<'a> {
        let key = key.iter().map(|path| self.resolve(role, path)).collect();
        let matching = match about.matching.as_slice() {
            [] => None,
            paths => paths.iter().map(|path| self.resolve(role, path)).collect(),
        };
        let holds = about
            .holds
            .iter()
            .map(|attribute| {
                let fact = self.fact(Fact { role, attribute: attribute.clone() });
                (fact, self.publication(source, &about.entity, attribute))
            })
            .collect();
        let mut covers = self.cases.all();
        for covered in &about.covers {
            let Some(fact) = self.resolve(role, &covered.path) else { continue };
            let fact = self.facts[fact].clone();
            let served = covered
                .values
                .iter()
                .fold(self.cases.none(), |any, value| any.or(&self.cases.value(&fact, value)));
            covers = covers.and(&served);
        }
        let (reading_basis, mut blockers) = self.reading(name, source);
        if source.connection.as_deref().is_some_and(|connection| connection.is_empty()) {
            blockers.push(Blocker::NoConnection { source: name.clone() });
        }
        blockers.extend(self.quality(name, source));
        Lookup {
            source: name,
            about,
            role,
            key,
            matching,
            holds,
            covers,
            blockers,
            needs_consent: matches!(source.consent, ConsentRule::Required(_)),
            reading_basis,
            coverage: about
                .coverage
                .as_ref()
                .map_or_else(Interval::unknown_share, |(share, _)| share.clone()),
        }
    }

    /// The publication in force for an attribute; the owner's decision before a presumption.
    fn publication(&self, source: &'a Source, entity: &str, attribute: &str) -> Option<&'a Publication> {
        let in_force = source.publications.iter().filter(|publication| {
            publication.period.intersect(&self.library.in_force(&publication.basis)).contains(self.on)
                && self.in_scope(publication, entity, attribute)
        });
        in_force.min_by_key(|publication| publication.presumed)
    }

    /// The owner has published the document itself, its kind of record, or everything.
    pub fn is_document_published(&self, source: &Name, document: &Name) -> bool {
        let Some(source) = self.library.source(source) else { return false };
        let record = self.library.document(document).and_then(|document| document.about.first());
        source.publications.iter().any(|publication| {
            let named = |path: &AttributePath| match path.as_slice() {
                [name] => name == document || record.is_some_and(|(_, entity)| name == entity),
                _ => false,
            };
            publication.period.intersect(&self.library.in_force(&publication.basis)).contains(self.on)
                && (publication.scope.is_empty() || publication.scope.iter().any(named))
        })
    }

    fn in_scope(&self, publication: &Publication, entity: &str, attribute: &str) -> bool {
        let attests = |document: &Document| {
            document.attests.iter().any(|(parameter, attested)| {
                attested == attribute
                    && document.about.iter().any(|(name, about)| name == parameter && about == entity)
            })
        };
        publication.scope.is_empty()
            || publication.scope.iter().any(|path| match path.as_slice() {
                [name] => name == entity || self.library.document(name).is_some_and(attests),
                [on, only] => on == entity && only == attribute,
                _ => false,
            })
    }

    /// The basis on which every one of the procedure's authorities may read the source.
    fn reading(&self, name: &Name, source: &'a Source) -> (&'a [Citation], Vec<Blocker>) {
        let in_force: Vec<_> = source
            .serves
            .iter()
            .filter(|service| {
                service.period.intersect(&self.library.in_force(&service.basis)).contains(self.on)
            })
            .collect();
        let basis = in_force.first().map_or(&[][..], |service| &service.basis);
        let named = |authority: &Name| in_force.iter().any(|service| service.agencies.contains(authority));
        let authorities = &self.procedure.authorities;
        if !authorities.is_empty() && authorities.iter().all(named) {
            return (basis, Vec::new());
        }
        let unnamed: Vec<Level> = authorities
            .iter()
            .filter(|authority| !named(authority))
            .filter_map(|authority| self.library.agency(authority)?.level)
            .collect();
        let levels = &self.procedure.levels;
        if levels.is_empty() {
            let blocked = in_force.is_empty();
            let blocker = Blocker::NoReadingBasis { source: name.clone(), level: None };
            return (basis, if blocked { vec![blocker] } else { Vec::new() });
        }
        let unserved = levels.iter().filter(|level| {
            unnamed.contains(level) && !in_force.iter().any(|service| service.levels.contains(level))
        });
        let blockers =
            unserved.map(|level| Blocker::NoReadingBasis { source: name.clone(), level: Some(*level) });
        (basis, blockers.collect())
    }

    /// Thresholds of the rules in force. A threshold on a criterion nobody measured is not reached.
    fn quality(&self, name: &Name, source: &Source) -> Vec<Blocker> {
        let mut blockers = Vec::new();
        for (criterion, threshold) in self.rules.iter().flat_map(|(_, rule)| &rule.thresholds) {
            let measured = source.quality.iter().find(|(known, _)| known == criterion);
            if measured.is_none_or(|(_, share)| share.low < threshold.low) {
                let blocker = Blocker::Quality { source: name.clone(), criterion: *criterion };
                if !blockers.contains(&blocker) {
                    blockers.push(blocker);
                }
            }
        }
        blockers
    }

    /// The least fixpoint.
    pub fn close(&self, lift: &Lift) -> Closure {
        self.fixpoint(lift, true)
    }

    /// The least fixpoint of the lookups that nobody need agree to.
    pub fn close_without_consent(&self) -> Closure {
        self.fixpoint(&Lift::nothing(), false)
    }

    fn fixpoint(&self, lift: &Lift, consent: bool) -> Closure {
        let none = self.cases.none();
        let mut closure = Closure {
            held: vec![none.clone(); self.facts.len()],
            from: vec![Vec::new(); self.facts.len()],
            possible: vec![none; self.lookups.len()],
            stages: vec![Vec::new(); self.lookups.len()],
        };
        let online = self.cases.channel(ChannelKind::Online);
        for fact in &self.login {
            closure.held[*fact] = closure.held[*fact].or(&online);
        }
        for stage in 1.. {
            // All lookups of a stage rest on what was known before it: chains are as short as can be.
            let asked =
                self.lookups.iter().enumerate().filter(|(_, lookup)| consent || !lookup.needs_consent);
            let further: Vec<(LookupIndex, Class)> = asked
                .map(|(at, lookup)| (at, self.possible(lookup, &closure, lift)))
                .filter(|(at, possible)| !possible.is_within(&closure.possible[*at]))
                .collect();
            if further.is_empty() {
                break;
            }
            for (at, possible) in further {
                let lookup = &self.lookups[at];
                closure.stages[at].push((stage, possible.minus(&closure.possible[at])));
                closure.possible[at] = possible.clone();
                for (fact, publication) in &lookup.holds {
                    let unpublished = Blocker::NotPublished { source: lookup.source.clone() };
                    if publication.is_none() && !lift.lifts(&unpublished) {
                        continue;
                    }
                    self.learn(*fact, at, &possible, &mut closure);
                }
            }
        }
        closure
    }

    /// The cases in which a lookup can be made with what is known so far.
    fn possible(&self, lookup: &Lookup<'_>, closure: &Closure, lift: &Lift) -> Class {
        if lookup.blockers.iter().any(|blocker| !lift.lifts(blocker)) {
            return self.cases.none();
        }
        let role = &self.procedure.role(lookup.role).name;
        let not_covered = Blocker::NotCovered { source: lookup.source.clone(), role: role.clone() };
        let covers = if lift.lifts(&not_covered) { self.cases.all() } else { lookup.covers.clone() };
        let Some(key) = &lookup.key else { return self.cases.none() };
        let all = self.cases.all();
        let held = key.iter().fold(all.clone(), |known, fact| known.and(&closure.held[*fact]));
        let heard = |fact: &FactIndex| closure.held[*fact].or(&self.typed[*fact]);
        let typed = key.iter().fold(all.clone(), |known, fact| known.and(&heard(fact)));
        let unchecked = Blocker::KeyUnchecked { source: lookup.source.clone(), role: role.clone() };
        let checked = if lift.lifts(&unchecked) {
            all
        } else {
            match &lookup.matching {
                Some(matching) => matching.iter().fold(all, |known, fact| known.and(&heard(fact))),
                None => self.cases.none(),
            }
        };
        held.or(&typed.and(&checked)).and(&covers)
    }

    fn learn(&self, fact: FactIndex, lookup: LookupIndex, class: &Class, closure: &mut Closure) {
        match closure.from[fact].iter_mut().find(|(known, _)| *known == lookup) {
            Some((_, known)) => *known = known.or(class),
            None => closure.from[fact].push((lookup, class.clone())),
        }
        closure.held[fact] = closure.held[fact].or(class);
        // A held reference makes the key of the role it leads to known.
        let Fact { role, attribute } = &self.facts[fact];
        let Some(target) = self.procedure.linked(*role, attribute) else { return };
        for known in self.keys_of(target) {
            let from = &closure.from[known];
            if !from.iter().any(|(giving, cases)| *giving == lookup && class.is_within(cases)) {
                self.learn(known, lookup, class, closure);
            }
        }
    }

    /// What identifies an instance: all parts of all its keys, as far as lookups or papers speak of them.
    pub fn keys_of(&self, role: RoleId) -> Vec<FactIndex> {
        let entity = self.library.entity(&self.procedure.role(role).entity);
        let paths = entity.into_iter().flat_map(|entity| entity.keys.iter().flatten());
        paths.filter_map(|path| self.fact_index(&self.follow(role, path)?)).collect()
    }

    fn follow(&self, role: RoleId, path: &AttributePath) -> Option<Fact> {
        let (attribute, references) = path.split_last()?;
        let mut role = role;
        for reference in references {
            role = self.procedure.linked(role, reference)?;
        }
        Some(Fact { role, attribute: attribute.clone() })
    }

    /// In which cases a text in force lets the source stand for the paper, with the text.
    /// An inferred basis is not among them.
    pub fn replacement_basis(&self, component: &Component, source: &Name) -> Vec<Basis<'_>> {
        let mut found: Vec<Basis<'_>> = Vec::new();
        for proposal in self.proposals.iter().filter(|proposal| proposal.component == component.name) {
            if proposal.source.as_ref().is_none_or(|named| named == source) {
                found.push(Basis {
                    kind: BasisKind::Proposed,
                    citations: &proposal.basis,
                    class: self.cases.all(),
                    period: Period::ALWAYS,
                });
            }
        }
        if let Some(requirement) = component.requirement {
            for lookup in &self.procedure.requirements[requirement.index()].lookups {
                let in_force = lookup.period.intersect(&self.library.in_force(&lookup.basis));
                let stands =
                    lookup.papers.iter().any(|paper| self.procedure.component(*paper).name == component.name);
                let usable = lookup.source == *source && in_force.contains(self.on);
                // What is only proposed, or waits for a database, is no basis yet.
                let in_use = lookup.standing == Standing::InForce;
                if stands && usable && in_use && !lookup.basis.is_empty() {
                    let class = self.cases.holds(&lookup.condition);
                    let mut add = |kind: BasisKind, class: Class| {
                        if !class.is_never() {
                            found.push(Basis { kind, citations: &lookup.basis, class, period: in_force });
                        }
                    };
                    if lookup.kind == BasisKind::General {
                        // A general rule is general: it is found among the rules, or it is our reading.
                        let ruled = self.ruled(component, source);
                        add(BasisKind::General, class.and(&ruled));
                        add(BasisKind::Inferred, class.minus(&ruled));
                    } else {
                        add(lookup.kind, class);
                    }
                }
            }
        }
        found.extend(self.rule_bases(component, source));
        found.sort_by_key(|basis| basis.kind);
        found
    }

    /// What the rules in force say of the paper and the source.
    fn rule_bases(&self, component: &Component, source: &Name) -> Vec<Basis<'a>> {
        let mut found = Vec::new();
        let Some(document) = &component.document else { return found };
        for (_, rule) in &self.rules {
            for replacement in &rule.replaces {
                let names = |list: &Option<Vec<Name>>, name: &Name| {
                    list.as_ref().is_none_or(|list| list.contains(name))
                };
                let in_force = replacement.period.intersect(&self.library.in_force(&replacement.basis));
                if !names(&replacement.documents, document)
                    || !names(&replacement.sources, source)
                    || !in_force.contains(self.on)
                    || replacement.standing != Standing::InForce
                {
                    continue;
                }
                let class = self.replacement_class(component, document, &replacement.when);
                let citations = if replacement.basis.is_empty() { &rule.basis } else { &replacement.basis };
                let period = in_force.intersect(&rule.period).intersect(&self.library.in_force(&rule.basis));
                found.push(Basis { kind: replacement.kind, citations, class, period });
            }
        }
        found
    }

    /// The cases in which some rule in force, not merely inferred, lets the source stand for the paper.
    fn ruled(&self, component: &Component, source: &Name) -> Class {
        let bases = self.rule_bases(component, source).into_iter();
        let counted = bases.filter(|basis| basis.kind != BasisKind::Inferred);
        counted.fold(self.cases.none(), |any, basis| any.or(&basis.class))
    }

    /// `khi thửa.mục_đích == đất_ở`: the document's parameter is one of the component's roles.
    fn replacement_class(
        &self,
        component: &Component,
        document: &Name,
        when: &[tthc_model::library::Covered],
    ) -> Class {
        let about = self.library.document(document).map_or(&[][..], |document| &document.about);
        let mut class = self.cases.all();
        for covered in when {
            let role = match covered.path.as_slice() {
                [parameter, _] => about
                    .iter()
                    .position(|(name, _)| name == parameter)
                    .and_then(|at| component.about.get(at)),
                _ => None,
            };
            // A condition on something this dossier does not speak of is not met.
            let (Some(role), Some(attribute)) = (role, covered.path.last()) else { return self.cases.none() };
            let fact = Fact { role: *role, attribute: attribute.clone() };
            let met = covered
                .values
                .iter()
                .fold(self.cases.none(), |any, value| any.or(&self.cases.value(&fact, value)));
            class = class.and(&met);
        }
        class
    }

    /// True if an inferred reading would replace the paper: shown, never counted.
    pub fn has_inferred_basis(&self, component: &Component, source: &Name) -> bool {
        self.replacement_basis(component, source).iter().any(|basis| basis.kind == BasisKind::Inferred)
    }

    /// The cases in which the fact is typed into a form.
    pub fn typed(&self, fact: FactIndex) -> &Class {
        &self.typed[fact]
    }

    /// A key proved at login.
    pub fn is_login(&self, fact: FactIndex) -> bool {
        self.login.contains(&fact)
    }

    /// Whether the fact is typed into a form, in some case.
    pub fn is_typed(&self, fact: FactIndex) -> bool {
        self.typed.get(fact).is_some_and(|class| !class.is_never())
    }

    /// The type of a fact's attribute.
    pub fn fact_type(&self, fact: FactIndex) -> Option<&Type> {
        let fact = &self.facts[fact];
        let entity = self.library.entity(&self.procedure.role(fact.role).entity)?;
        Some(&entity.attribute(&fact.attribute)?.ty)
    }

    pub fn source_title(&self, source: &str) -> String {
        self.library.title(ItemKind::Source, source).to_owned()
    }
}

/// A text in force that lets a paper be replaced, and in which cases.
#[derive(Debug, Clone)]
pub struct Basis<'a> {
    pub kind: BasisKind,
    pub citations: &'a [Citation],
    pub class: Class,
    /// When it holds.
    pub period: Period,
}

/// Facts the sources' and rules' own conditions speak of, so that the cases can tell them apart.
fn covered_facts(procedure: &Procedure, library: &Library) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |role: RoleId, attribute: &Name| {
        let fact = Fact { role, attribute: attribute.clone() };
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    };
    for (_, source) in library.sources() {
        for about in &source.about {
            for role in (0..procedure.roles.len() as u16).map(RoleId) {
                if procedure.role(role).entity != about.entity {
                    continue;
                }
                for covered in &about.covers {
                    if let [attribute] = covered.path.as_slice() {
                        add(role, attribute);
                    }
                }
            }
        }
    }
    for component in &procedure.components {
        let Some(document) = component.document.as_ref() else { continue };
        let Some(declared) = library.document(document) else { continue };
        for (_, rule) in library.rules() {
            for replacement in &rule.replaces {
                if replacement.documents.as_ref().is_some_and(|list| !list.contains(document)) {
                    continue;
                }
                for covered in &replacement.when {
                    if let [parameter, attribute] = covered.path.as_slice()
                        && let Some(at) = declared.about.iter().position(|(name, _)| name == parameter)
                        && let Some(role) = component.about.get(at)
                    {
                        add(*role, attribute);
                    }
                }
            }
        }
    }
    facts
}
