//! A procedure with all the law and the sources around it, as the generator means it: the source text
//! and the facts of the answer-set program are both written from this.

/// A day of January 2026.
pub(crate) type Day = usize;

/// Closed at both ends.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Window {
    pub(crate) from: Option<Day>,
    pub(crate) until: Option<Day>,
}

/// A text: when it holds, and the law it rests on.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Text {
    pub(crate) window: Window,
    pub(crate) law: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// `home | foreign`.
    Nation,
    /// Refers to an entity.
    Of(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) over: Option<String>,
    pub(crate) attribute: String,
}

pub(crate) type Key = Vec<Path>;

#[derive(Debug, Clone)]
pub(crate) struct Entity {
    pub(crate) attributes: Vec<(String, Kind)>,
    pub(crate) keys: Vec<Key>,
}

/// The first is the applicant.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub(crate) entity: usize,
    /// The role and the reference that lead to it.
    pub(crate) link: Option<(usize, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fact {
    pub(crate) role: usize,
    pub(crate) attribute: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Variable {
    Case(usize),
    Channel,
    /// The nation of a role.
    Nation(usize),
}

#[derive(Debug, Clone)]
pub(crate) enum Expr {
    Is(Variable, &'static str),
    In(Variable, Vec<&'static str>),
    Not(Box<Expr>),
    All(Vec<Expr>),
    Any(Vec<Expr>),
}

#[derive(Debug, Clone)]
pub(crate) enum Scope {
    Entity(usize),
    Attribute(usize, String),
    Document(usize),
}

#[derive(Debug, Clone)]
pub(crate) struct Publication {
    pub(crate) text: Text,
    pub(crate) presumed: bool,
    /// Everything if empty.
    pub(crate) scope: Vec<Scope>,
}

#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) text: Text,
    pub(crate) levels: Vec<&'static str>,
    pub(crate) agencies: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) entity: usize,
    pub(crate) keys: Vec<Key>,
    pub(crate) holds: Vec<String>,
    pub(crate) matching: Vec<Path>,
    /// The nations it serves; all if `None`.
    pub(crate) covers: Option<Vec<&'static str>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) records: Vec<Record>,
    pub(crate) publications: Vec<Publication>,
    pub(crate) services: Vec<Service>,
    pub(crate) consent: Option<bool>,
    pub(crate) connected: Option<bool>,
    pub(crate) login: bool,
    /// Least and greatest share, in hundredths.
    pub(crate) quality: Vec<(&'static str, usize, usize)>,
    pub(crate) stores: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct Document {
    /// The entities it is about.
    pub(crate) about: Vec<usize>,
    /// Which of them, and what of it.
    pub(crate) attests: Vec<(usize, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    Explicit,
    General,
    Inferred,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    InForce,
    OnceOperational,
    Proposed,
}

#[derive(Debug, Clone)]
pub(crate) struct Replacement {
    /// `None`: any.
    pub(crate) document: Option<usize>,
    pub(crate) source: Option<usize>,
    /// Only where this party of the document is of one of these nations.
    pub(crate) when: Option<(usize, Vec<&'static str>)>,
    pub(crate) text: Text,
    pub(crate) basis: Option<Basis>,
    pub(crate) standing: Standing,
}

#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) text: Text,
    pub(crate) replaces: Vec<Replacement>,
    pub(crate) thresholds: Vec<(&'static str, usize)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Paper {
    pub(crate) id: usize,
    pub(crate) document: usize,
    pub(crate) roles: Vec<usize>,
    pub(crate) purpose: Option<&'static str>,
    pub(crate) when: Option<Expr>,
}

#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) fields: Vec<Fact>,
    pub(crate) when: Option<Expr>,
}

#[derive(Debug, Clone)]
pub(crate) struct Lookup {
    pub(crate) source: usize,
    pub(crate) text: Text,
    pub(crate) basis: Option<Basis>,
    pub(crate) standing: Standing,
    pub(crate) when: Option<Expr>,
    /// Documents of the requirement that it stands for; the first paper of each chain if empty.
    pub(crate) instead: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct Requirement {
    pub(crate) facts: Vec<Fact>,
    pub(crate) lookups: Vec<Lookup>,
    /// The next only where the person does not have the one before.
    pub(crate) chains: Vec<Vec<Entry>>,
    pub(crate) purpose: Option<&'static str>,
    pub(crate) when: Option<Expr>,
}

#[derive(Debug, Clone)]
pub(crate) enum Entry {
    Form(Form),
    Paper(Paper),
    OneOf(Option<Expr>, Vec<Entry>),
    FirstOf(Option<Expr>, Vec<Entry>),
    AtLeast(usize, Option<Expr>, Vec<Entry>),
    AllOf(Option<Expr>, Vec<Entry>),
    If(Expr, Vec<Entry>),
    Require(Requirement),
}

#[derive(Debug, Clone)]
pub(crate) struct Criterion {
    pub(crate) needs: Vec<Fact>,
    pub(crate) when: Option<Expr>,
}

#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) on: Day,
    pub(crate) laws: Vec<Window>,
    /// By level.
    pub(crate) agencies: Vec<&'static str>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) sources: Vec<Source>,
    pub(crate) documents: Vec<Document>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) authorities: Vec<usize>,
    pub(crate) roles: Vec<Role>,
    /// The values of each case.
    pub(crate) cases: Vec<Vec<&'static str>>,
    /// All three if empty.
    pub(crate) channels: Vec<&'static str>,
    pub(crate) constraints: Vec<Expr>,
    pub(crate) dossier: Vec<Entry>,
    pub(crate) criteria: Vec<Criterion>,
}

pub(crate) const CHANNELS: [&str; 3] = ["online", "counter", "post"];
pub(crate) const NATIONS: [&str; 2] = ["home", "foreign"];

/// What a kind of paper or source is called in the text and in the program.
pub(crate) const NATION: &str = "nation";

impl World {
    /// Roles of which the nation is told.
    pub(crate) fn nations(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.roles.len()).filter(|role| self.kind(self.roles[*role].entity, NATION).is_some())
    }

    pub(crate) fn kind(&self, entity: usize, attribute: &str) -> Option<Kind> {
        self.entities[entity].attributes.iter().find(|(name, _)| name == attribute).map(|(_, kind)| *kind)
    }

    /// The variables of a case with their values.
    pub(crate) fn variables(&self) -> Vec<(Variable, Vec<&'static str>)> {
        let cases = self.cases.iter().enumerate().map(|(at, values)| (Variable::Case(at), values.clone()));
        let channels = if self.channels.is_empty() { CHANNELS.to_vec() } else { self.channels.clone() };
        let nations = self.nations().map(|role| (Variable::Nation(role), NATIONS.to_vec()));
        cases.chain([(Variable::Channel, channels)]).chain(nations).collect()
    }

    /// Every total assignment, whether or not the constraints allow it.
    pub(crate) fn assignments(&self) -> Vec<Vec<(Variable, &'static str)>> {
        let mut all = vec![Vec::new()];
        for (variable, values) in self.variables() {
            all = all
                .into_iter()
                .flat_map(|known: Vec<_>| {
                    let with = |value: &&'static str| {
                        let mut known = known.clone();
                        known.push((variable, *value));
                        known
                    };
                    values.iter().map(with).collect::<Vec<_>>()
                })
                .collect();
        }
        all
    }

    pub(crate) fn evidences(&self, paper: &Paper) -> Vec<Fact> {
        let attests = &self.documents[paper.document].attests;
        let facts = attests
            .iter()
            .map(|(at, attribute)| Fact { role: paper.roles[*at], attribute: attribute.clone() });
        facts.collect()
    }
}
