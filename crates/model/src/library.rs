//! What is declared for all procedures: agencies, laws, entities, data sources, documents, rules, norms.
//!
//! An [`Outline`] is what one file declares, without any place in its text: it is equal as long as
//! the file says the same. A [`Library`] is the outlines of all files together. Procedure bodies
//! are not in it: editing one never changes the library.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tthc_syntax::Keyword;

use crate::Name;
use crate::citation::{BasisKind, Citation, Provenance};
use crate::procedure::{Deadline, Standing};
use crate::quantity::{Date, Duration, Interval, Period, Ratio};
use crate::scenario::{Reform, Scenario};

pub use crate::lower::outline;

/// The kinds of items; names are unique within one kind over the whole repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    Agency,
    Actor,
    Law,
    Entity,
    Source,
    Document,
    Procedure,
    Variant,
    Journey,
    Reform,
    Rule,
    Norms,
    Target,
    Scenario,
}

impl ItemKind {
    pub const ALL: [ItemKind; 14] = [
        ItemKind::Agency,
        ItemKind::Actor,
        ItemKind::Law,
        ItemKind::Entity,
        ItemKind::Source,
        ItemKind::Document,
        ItemKind::Procedure,
        ItemKind::Variant,
        ItemKind::Journey,
        ItemKind::Reform,
        ItemKind::Rule,
        ItemKind::Norms,
        ItemKind::Target,
        ItemKind::Scenario,
    ];

    pub const fn keyword(self) -> Keyword {
        match self {
            ItemKind::Agency => Keyword::Agency,
            ItemKind::Actor => Keyword::Actor,
            ItemKind::Law => Keyword::Law,
            ItemKind::Entity => Keyword::Entity,
            ItemKind::Source => Keyword::Source,
            ItemKind::Document => Keyword::Document,
            ItemKind::Procedure => Keyword::Procedure,
            ItemKind::Variant => Keyword::Variant,
            ItemKind::Journey => Keyword::Journey,
            ItemKind::Reform => Keyword::Reform,
            ItemKind::Rule => Keyword::Rule,
            ItemKind::Norms => Keyword::Norms,
            ItemKind::Target => Keyword::Target,
            ItemKind::Scenario => Keyword::Scenario,
        }
    }

    pub fn from_keyword(keyword: Keyword) -> Option<ItemKind> {
        ItemKind::ALL.into_iter().find(|kind| kind.keyword() == keyword)
    }
}

/// A level of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Commune,
    /// Abolished on 2025-07-01; older texts and papers still name it.
    District,
    Province,
    Central,
}

impl Level {
    pub const fn word(self) -> &'static str {
        match self {
            Level::Commune => "commune",
            Level::District => "district",
            Level::Province => "province",
            Level::Central => "central",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    pub level: Option<Level>,
    pub known_as: Vec<String>,
    /// The days on which it exists.
    pub exists: Period,
    /// Who has its tasks since.
    pub succeeded_by: Option<Name>,
}

/// Someone who does steps: an office, a civil servant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub agency: Option<Name>,
}

/// Ranks of legal texts, the highest first (Law on Promulgation of Legal Documents).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    Constitution,
    Statute,
    ResolutionNa,
    Ordinance,
    Decree,
    ResolutionGov,
    DecisionPm,
    Circular,
    Decision,
}

impl Rank {
    pub const fn word(self) -> &'static str {
        match self {
            Rank::Constitution => "constitution",
            Rank::Statute => "statute",
            Rank::ResolutionNa => "resolution_na",
            Rank::Ordinance => "ordinance",
            Rank::Decree => "decree",
            Rank::ResolutionGov => "resolution_gov",
            Rank::DecisionPm => "decision_pm",
            Rank::Circular => "circular",
            Rank::Decision => "decision",
        }
    }
}

/// How far a text was checked against its original.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verification {
    OriginalCompared,
    Secondary,
    Inferred,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    pub number: Option<String>,
    pub rank: Option<Rank>,
    pub in_force: Period,
    pub verification: Option<Verification>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Alternative keys, each a set of attributes.
    pub keys: Vec<Vec<AttributePath>>,
    pub attributes: Vec<Attribute>,
}

impl Entity {
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    pub name: Name,
    pub title: String,
    pub ty: Type,
    /// Health, criminal record and the like: extra care by law.
    pub sensitive: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    Text,
    Number,
    Integer,
    Date,
    Money,
    Bool,
    Values(Vec<Name>),
    Entity(Name),
    /// Not understood; the problem is reported where the type stands.
    Unknown,
}

/// An attribute, or an attribute of the entity a reference leads to: `vợ.số_định_danh`.
pub type AttributePath = Vec<Name>;

/// A database of the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub owner: Option<Name>,
    pub about: Vec<About>,
    pub publications: Vec<Publication>,
    pub serves: Vec<Service>,
    pub consent: ConsentRule,
    /// eID login proves the applicant's key of this entity (online only).
    pub login: bool,
    pub quality: Vec<(Criterion, Interval)>,
    pub connection: Option<String>,
    pub latency: Option<Duration>,
    /// Documents whose digitised originals are kept and may be read again.
    pub stores: Vec<Name>,
}

/// What a source holds about one entity, and how it is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub entity: Name,
    /// Alternative lookup keys.
    pub keys: Vec<Vec<AttributePath>>,
    pub holds: Vec<Name>,
    /// The class of subjects the source serves; all of them if empty.
    pub covers: Vec<Covered>,
    /// Share of the covered class for which a record is found; unknown if absent.
    pub coverage: Option<(Interval, Provenance)>,
    /// How a key that somebody typed is checked: these must be known too, and agree.
    pub matching: Vec<AttributePath>,
}

/// `attribute == value`, or one of several values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    pub path: AttributePath,
    pub values: Vec<Name>,
}

/// The owner's decision to make data usable in place of papers (Resolution 66.7/2025 art. 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    pub period: Period,
    /// Only presumed from a legal list; the owner's own decision was not found.
    pub presumed: bool,
    /// Entities, `entity.attribute`s or documents; everything if empty.
    pub scope: Vec<AttributePath>,
    pub basis: Vec<Citation>,
}

/// Who may read the source, and on what basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    pub levels: Vec<Level>,
    /// Agencies named one by one.
    pub agencies: Vec<Name>,
    pub basis: Vec<Citation>,
    pub period: Period,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ConsentRule {
    /// Nothing recorded: treated like [`ConsentRule::NotRequired`], and said to be unrecorded.
    #[default]
    Unrecorded,
    NotRequired(Vec<Citation>),
    Required(Vec<Citation>),
}

/// The six quality criteria of the data plan: right, sufficient, clean, live, unified, shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    Correct,
    Sufficient,
    Clean,
    Live,
    Unified,
    Shared,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What the document is about: name of the parameter and its entity.
    pub about: Vec<(Name, Name)>,
    /// `parameter.attribute`.
    pub attests: Vec<(Name, Name)>,
    pub issued_by: Vec<Name>,
    pub known_as: Vec<String>,
    pub valid: Option<Duration>,
}

/// A rule over all procedures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub period: Period,
    pub basis: Vec<Citation>,
    pub replaces: Vec<Replacement>,
    pub thresholds: Vec<(Criterion, Interval)>,
    /// How soon the agency must ask for the paper when data cannot be read.
    pub supplement_terms: Vec<SupplementTerm>,
    /// The ranks of the texts it goes before.
    pub prevails_over: Vec<Rank>,
    /// It goes before every text, whatever its rank.
    pub prevails_over_all: bool,
    /// Texts of these ranks that are later than the rule go before it.
    pub displaced_by: Vec<Rank>,
    pub prohibitions: Vec<RulePapers>,
}

/// Papers that no procedure may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePapers {
    pub documents: Vec<Name>,
    /// Every paper that no text lists.
    pub unlisted: bool,
    pub basis: Vec<Citation>,
    pub period: Period,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// `None`: any document.
    pub documents: Option<Vec<Name>>,
    /// `None`: any source.
    pub sources: Option<Vec<Name>>,
    /// Conditions on what the document is about: `thửa.mục_đích == đất_ở`.
    pub when: Vec<Covered>,
    pub basis: Vec<Citation>,
    pub period: Period,
    pub kind: BasisKind,
    pub standing: Standing,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplementTerm {
    pub online: bool,
    pub offline: bool,
    pub within: Duration,
    pub corrected_by: Option<Name>,
    pub clock_stops: bool,
    pub basis: Vec<Citation>,
}

/// Addressees of burden (Standard Cost Model); never added together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addressee {
    Citizen,
    Business,
    Administration,
}

/// Standard times and prices.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Norms {
    pub hourly_income: Vec<(Addressee, Ratio, Provenance)>,
    pub activities: Vec<ActivityNorm>,
    pub expenses: Vec<(Name, Interval, Provenance)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityNorm {
    pub activity: Name,
    pub level: Option<Level>,
    pub takes: Duration,
    pub provenance: Provenance,
}

/// The part of a procedure others refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcedureHead {
    pub code: Option<String>,
    pub twin_codes: Vec<String>,
    pub in_force: Period,
    pub authorities: Vec<Name>,
    pub results: Vec<Name>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    pub code: Option<String>,
    /// The procedures that always belong to it, then those the applicant may choose.
    pub procedures: Vec<Name>,
    pub optional: Vec<Name>,
    /// The titles of the forms that all its procedures share.
    pub forms: Vec<String>,
    /// Time limits, of one procedure or of the whole.
    pub limits: Vec<JourneyLimit>,
    pub basis: Vec<Citation>,
    pub notes: Vec<String>,
}

/// How long a journey or one of its procedures may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourneyLimit {
    /// `None`: the whole journey.
    pub procedure: Option<Name>,
    pub limit: Deadline,
}

/// What differs in one place: a province's own code, fees, limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    pub of: Option<Name>,
    pub code: Option<String>,
}

/// An item without any place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub name: Name,
    pub title: String,
    /// The `///` comment before it.
    pub docs: String,
    pub detail: Detail,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    Agency(Agency),
    Actor(Actor),
    Law(Law),
    Entity(Entity),
    Source(Box<Source>),
    Document(Document),
    Procedure(ProcedureHead),
    Journey(Journey),
    Reform(Reform),
    Rule(Rule),
    Norms(Norms),
    Scenario(Scenario),
    Variant(Variant),
    Target,
}

impl Detail {
    pub fn kind(&self) -> ItemKind {
        match self {
            Detail::Agency(_) => ItemKind::Agency,
            Detail::Actor(_) => ItemKind::Actor,
            Detail::Law(_) => ItemKind::Law,
            Detail::Entity(_) => ItemKind::Entity,
            Detail::Source(_) => ItemKind::Source,
            Detail::Document(_) => ItemKind::Document,
            Detail::Procedure(_) => ItemKind::Procedure,
            Detail::Journey(_) => ItemKind::Journey,
            Detail::Reform(_) => ItemKind::Reform,
            Detail::Rule(_) => ItemKind::Rule,
            Detail::Norms(_) => ItemKind::Norms,
            Detail::Scenario(_) => ItemKind::Scenario,
            Detail::Variant(_) => ItemKind::Variant,
            Detail::Target => ItemKind::Target,
        }
    }
}

/// What one file declares.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    pub items: Vec<Arc<Item>>,
}

/// One declaration of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The file's path as the user knows it.
    pub path: Arc<str>,
    pub item: Arc<Item>,
}

/// All declarations. Where a name is declared twice, the first in path order counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Library {
    items: FxHashMap<(ItemKind, Name), Vec<Declared>>,
    codes: FxHashMap<String, Vec<(Arc<str>, Name)>>,
    /// Rules in the order of their names, so that results do not depend on files.
    rules: Vec<Arc<Item>>,
    sources: Vec<Arc<Item>>,
    stores: FxHashMap<Name, Vec<Name>>,
    /// By every title and other name, in [`plain`] form.
    documents: FxHashMap<String, Vec<Name>>,
    /// The procedures that end in a document.
    results: FxHashMap<Name, Vec<Name>>,
}

macro_rules! getters {
    ($($getter:ident $variant:ident $ty:ty;)*) => { $(
        pub fn $getter(&self, name: &str) -> Option<&$ty> {
            match &self.item(ItemKind::$variant, name)?.detail {
                Detail::$variant(detail) => Some(detail),
                _ => None,
            }
        }
    )* };
}

impl Library {
    /// From the outlines of all files, each with its path.
    pub fn new<'a>(outlines: impl IntoIterator<Item = (Arc<str>, &'a Outline)>) -> Library {
        let mut outlines: Vec<(Arc<str>, &Outline)> = outlines.into_iter().collect();
        outlines.sort_by(|a, b| a.0.cmp(&b.0));
        let mut library = Library::default();
        for (path, outline) in outlines {
            for item in &outline.items {
                let declared = Declared { path: Arc::clone(&path), item: Arc::clone(item) };
                for code in codes(&item.detail) {
                    let place = (Arc::clone(&path), item.name.clone());
                    library.codes.entry(code.clone()).or_default().push(place);
                }
                library.items.entry((item.detail.kind(), item.name.clone())).or_default().push(declared);
                match &item.detail {
                    Detail::Rule(_) => library.rules.push(Arc::clone(item)),
                    Detail::Source(source) => {
                        library.sources.push(Arc::clone(item));
                        for document in &source.stores {
                            library.stores.entry(document.clone()).or_default().push(item.name.clone());
                        }
                    }
                    Detail::Document(document) => {
                        for name in std::iter::once(&item.title).chain(&document.known_as) {
                            let known = library.documents.entry(plain(name)).or_default();
                            if !known.contains(&item.name) {
                                known.push(item.name.clone());
                            }
                        }
                    }
                    Detail::Procedure(head) => {
                        for document in &head.results {
                            library.results.entry(document.clone()).or_default().push(item.name.clone());
                        }
                    }
                    _ => {}
                }
            }
        }
        library.rules.sort_by(|a, b| a.name.cmp(&b.name));
        library.sources.sort_by(|a, b| a.name.cmp(&b.name));
        library
    }

    pub fn item(&self, kind: ItemKind, name: &str) -> Option<&Arc<Item>> {
        self.declarations(kind, name).first().map(|declared| &declared.item)
    }

    pub fn declarations(&self, kind: ItemKind, name: &str) -> &[Declared] {
        self.items.get(&(kind, Name::new(name))).map_or(&[], Vec::as_slice)
    }

    /// The official title, or the name itself if nothing of that name is declared.
    pub fn title<'a>(&'a self, kind: ItemKind, name: &'a str) -> &'a str {
        self.item(kind, name).map_or(name, |item| if item.title.is_empty() { name } else { &item.title })
    }

    /// Names of one kind, sorted.
    pub fn names(&self, kind: ItemKind) -> Vec<&Name> {
        let mut names: Vec<&Name> = self.items.keys().filter(|(k, _)| *k == kind).map(|(_, n)| n).collect();
        names.sort();
        names
    }

    /// The procedures and variants that carry a code.
    pub fn by_code(&self, code: &str) -> &[(Arc<str>, Name)] {
        self.codes.get(code).map_or(&[], Vec::as_slice)
    }

    /// All rules, by name.
    pub fn rules(&self) -> impl Iterator<Item = (&Item, &Rule)> {
        self.rules.iter().filter_map(|item| match &item.detail {
            Detail::Rule(rule) => Some((&**item, rule)),
            _ => None,
        })
    }

    /// All sources, by name.
    pub fn sources(&self) -> impl Iterator<Item = (&Item, &Source)> {
        self.sources.iter().filter_map(|item| match &item.detail {
            Detail::Source(source) => Some((&**item, &**source)),
            _ => None,
        })
    }

    /// The sources that keep digitised originals of a document.
    pub fn stores_of(&self, document: &str) -> &[Name] {
        self.stores.get(document).map_or(&[], Vec::as_slice)
    }

    /// The documents that have this title or other name, whatever the letters' case; `_` is a space.
    pub fn documents_called(&self, name: &str) -> &[Name] {
        self.documents.get(&plain(name)).map_or(&[], Vec::as_slice)
    }

    /// The procedures that end in a document.
    pub fn procedures_issuing(&self, document: &str) -> &[Name] {
        self.results.get(document).map_or(&[], Vec::as_slice)
    }

    getters! {
        agency Agency Agency;
        actor Actor Actor;
        law Law Law;
        entity Entity Entity;
        source Source Source;
        document Document Document;
        rule Rule Rule;
        norms Norms Norms;
        procedure Procedure ProcedureHead;
        journey Journey Journey;
    }

    /// Whether a text goes before another one on a day: a rule in force that rests on it says so, and the
    /// other is no later text of a rank that displaces the rule. What is not recorded (the rank, the date)
    /// does not count in its favour.
    pub fn prevails(&self, text: &str, over: &str, on: Date) -> bool {
        let Some(other) = self.law(over) else { return false };
        text != over
            && self.rules().any(|(_, rule)| {
                let period = rule.period.intersect(&self.in_force(&rule.basis));
                let ranked = |ranks: &[Rank]| other.rank.is_some_and(|rank| ranks.contains(&rank));
                let may_displace = !rule.displaced_by.is_empty()
                    && (other.rank.is_none() || ranked(&rule.displaced_by))
                    && other.in_force.from.zip(period.from).is_none_or(|(other, rule)| other > rule);
                period.contains(on)
                    && rule.basis.iter().any(|citation| citation.law == text)
                    && (rule.prevails_over_all || ranked(&rule.prevails_over))
                    && !may_displace
            })
    }

    /// When all the cited laws are in force: an undated law sets no limit.
    pub fn in_force(&self, basis: &[Citation]) -> Period {
        basis.iter().fold(Period::ALWAYS, |period, citation| {
            self.law(&citation.law).map_or(period, |law| period.intersect(&law.in_force))
        })
    }
}

fn codes(detail: &Detail) -> impl Iterator<Item = &String> {
    let (code, twins): (&Option<String>, &[String]) = match detail {
        Detail::Procedure(head) => (&head.code, &head.twin_codes),
        Detail::Variant(variant) => (&variant.code, &[]),
        _ => (&None, &[]),
    };
    code.iter().chain(twins)
}

/// A title without what does not tell two apart: the letters' case, blanks, `_`.
pub(crate) fn plain(title: &str) -> String {
    let words = title.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
