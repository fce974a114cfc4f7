//! What the state can know: the closure of lookups over a symbolic partition of the cases.
//!
//! A usable source S about entity E with key K that holds A gives the rule
//! `known(x.k) for all k in K ⟹ held(x.a) for all a in A`. A held reference makes the key of the
//! role it leads to known, so lookups chain. The closure is the least fixpoint, computed once
//! over classes of cases (binary decision diagrams), not case by case.

mod basis;
mod closure;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use tthc_model::cases::{Cases, Class};
use tthc_model::library::{
    About, AttributePath, ConsentRule, Document, ItemKind, Level, Library, Publication, Rule, Source, Type,
};
use tthc_model::procedure::{APPLICANT, Fact, Mode, RoleId};
use tthc_model::{Citation, Date, Interval, Name, Period, Procedure};

use crate::blocker::Blocker;

pub use basis::Basis;
pub(crate) use basis::no_basis;
pub use closure::{Closure, Origin};

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
    assumed: Assumptions,
}

/// What is taken for given beyond the record, to ask what would be then.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assumptions {
    /// What a reform lets stand for papers.
    pub proposals: Vec<Proposal>,
    /// What is taken out of the way.
    pub lifted: BTreeSet<Blocker>,
}

impl Assumptions {
    pub fn proposing(proposals: Vec<Proposal>) -> Assumptions {
        Assumptions { proposals, lifted: BTreeSet::new() }
    }

    pub fn lifting(lifted: BTreeSet<Blocker>) -> Assumptions {
        Assumptions { proposals: Vec::new(), lifted }
    }
}

/// Of a scope that is taken to be published.
static ASSUMED: Publication =
    Publication { period: Period::ALWAYS, presumed: false, scope: Vec::new(), basis: Vec::new() };

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
        Engine::with(procedure, library, on, Assumptions::default())
    }

    /// With what is taken for given.
    pub fn with(
        procedure: &'a Procedure,
        library: &'a Library,
        on: Date,
        assumed: Assumptions,
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
            assumed,
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
        let role_name = &self.procedure.role(role).name;
        let unchecked = Blocker::KeyUnchecked { source: name.clone(), role: role_name.clone() };
        let not_covered = Blocker::NotCovered { source: name.clone(), role: role_name.clone() };
        let matching = match about.matching.as_slice() {
            _ if self.is_assumed(&unchecked) => Some(Vec::new()),
            [] => None,
            paths => paths.iter().map(|path| self.resolve(role, path)).collect(),
        };
        let holds = about
            .holds
            .iter()
            .map(|attribute| {
                let fact = self.fact(Fact { role, attribute: attribute.clone() });
                let unpublished = Blocker::NotPublished { source: name.clone() };
                let publication = self.publication(source, &about.entity, attribute);
                (fact, publication.or_else(|| self.is_assumed(&unpublished).then_some(&ASSUMED)))
            })
            .collect();
        let mut covers = self.cases.all();
        let conditions = if self.is_assumed(&not_covered) { &[][..] } else { &about.covers };
        for covered in conditions {
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
        blockers.retain(|blocker| !self.is_assumed(blocker));
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
        if self.is_assumed(&Blocker::NotPublished { source: source.clone() }) {
            return true;
        }
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

    /// It is taken out of the way.
    fn is_assumed(&self, blocker: &Blocker) -> bool {
        self.assumed.lifted.contains(blocker)
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
