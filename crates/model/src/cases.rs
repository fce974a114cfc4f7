//! The cases of a procedure, exactly: sets of cases as binary decision diagrams.
//!
//! Every question "in which cases?" is answered by a [`Class`]; nothing is decided by sampling or
//! by listing assignments. The *domain* holds what is true of every case: a case variable has
//! exactly one value, an application comes by exactly one channel, declared constraints hold.

use std::sync::{Arc, Mutex};

use crate::Name;
use crate::formula::Bound;
use crate::library::{Library, Type};
use crate::procedure::{Atom, AtomId, CaseId, ChannelKind, Condition, Fact, Procedure};
use rustc_hash::FxHashMap;

use biodivine_lib_bdd::{Bdd, BddPartialValuation, BddVariable, BddVariableSet, BddVariableSetBuilder};

mod questions;
mod switches;
mod words;

pub use questions::Question;
pub use switches::{Positions, Switched, Switches};

/// A set of cases of one procedure. Cheap to copy; most are all cases or none, which cost nothing to combine.
#[derive(Debug, Clone)]
pub struct Class {
    diagram: Arc<Bdd>,
    /// The whole domain.
    all: bool,
}

impl PartialEq for Class {
    fn eq(&self, other: &Class) -> bool {
        Arc::ptr_eq(&self.diagram, &other.diagram) || self.diagram == other.diagram
    }
}

impl Eq for Class {}

/// What a variable of the diagrams stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Variable {
    Case(CaseId, u16),
    Channel(ChannelKind),
    Value(Fact, Name),
    Flag(Fact),
    /// A quantity is at most so much. The variables of one quantity are ordered: what is at most 50
    /// is at most 100.
    AtMost(Bound),
    Opaque(String),
}

/// One variable or its opposite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    pub variable: Variable,
    pub holds: bool,
}

/// The space of all cases of one procedure.
#[derive(Debug, Clone)]
pub struct Cases {
    set: BddVariableSet,
    variables: Vec<Variable>,
    /// What each atom of the procedure is in the diagrams.
    atoms: Vec<Bdd>,
    domain: Arc<Bdd>,
    nothing: Arc<Bdd>,
    /// The cases of each channel.
    channels: Vec<(ChannelKind, Class)>,
    /// What has been put into words: one class is asked about many times.
    described: Described,
}

type Described = Arc<Mutex<FxHashMap<Arc<Bdd>, Arc<[Vec<Literal>]>>>>;

impl Cases {
    pub fn new(procedure: &Procedure, library: &Library) -> Cases {
        Cases::with(procedure, library, &[])
    }

    /// With variables for further facts than the procedure's own conditions speak of,
    /// and for the channels.
    pub fn with(procedure: &Procedure, library: &Library, facts: &[Fact]) -> Cases {
        let groups = groups(procedure, library, facts);
        let mut builder = BddVariableSetBuilder::new();
        let mut variables = Vec::new();
        let mut ids: Vec<Vec<BddVariable>> = Vec::new();
        for group in &groups {
            let start = variables.len();
            variables.extend(group.iter().cloned());
            ids.push((start..variables.len()).map(|at| builder.make_variable(&format!("v{at}"))).collect());
        }
        let set = builder.build();
        let mut domain = set.mk_true();
        for (group, ids) in groups.iter().zip(&ids) {
            // A lone case value, flag or opaque condition is simply true or false.
            let exclusive = match &group[0] {
                Variable::Case(case, _) => !procedure.cases[case.index()].values.is_empty(),
                // A text is one of those that are spoken of, or another.
                variable @ Variable::Value(..) => !is_text(variable, procedure, library),
                Variable::Channel(_) => true,
                Variable::Flag(_) | Variable::Opaque(_) | Variable::AtMost(_) => false,
            };
            if exclusive {
                domain = domain.and(&exactly_one(&set, ids));
            }
            if is_text(&group[0], procedure, library) {
                domain = domain.and(&at_most_one(&set, ids));
            }
            if matches!(group[0], Variable::AtMost(_)) {
                for pair in ids.windows(2) {
                    let (smaller, larger) = (set.mk_var(pair[0]), set.mk_var(pair[1]));
                    domain = domain.and(&smaller.imp(&larger));
                }
            }
        }
        let nothing = Arc::new(set.mk_false());
        let (domain, channels, described) = (Arc::new(domain), Vec::new(), Described::default());
        let atoms = Vec::new();
        let mut cases = Cases { atoms, set, variables, domain, nothing, channels, described };
        cases.atoms = procedure.atoms.iter().map(|atom| cases.atom(atom)).collect();
        for constraint in &procedure.constraints {
            let holds = cases.diagram(constraint);
            cases.domain = Arc::new(cases.domain.and(&holds));
        }
        let of = |kind| cases.class(cases.variable(&Variable::Channel(kind)).and(&cases.domain));
        cases.channels = ChannelKind::ALL.into_iter().map(|kind| (kind, of(kind))).collect();
        cases
    }

    fn atom(&self, atom: &Atom) -> Bdd {
        let variable = match atom {
            Atom::Case(case, value) => Variable::Case(*case, *value),
            Atom::Channel(channel) => Variable::Channel(*channel),
            Atom::Value(fact, value) => Variable::Value(fact.clone(), value.clone()),
            Atom::Flag(fact) => Variable::Flag(fact.clone()),
            Atom::AtMost(bound) => Variable::AtMost(bound.clone()),
            Atom::Opaque(text) => Variable::Opaque(text.clone()),
        };
        self.variable(&variable)
    }

    /// A variable that is not in the space is one that no case has, for instance an undeclared channel.
    fn variable(&self, variable: &Variable) -> Bdd {
        match self.variables.iter().position(|known| known == variable) {
            Some(at) => self.set.mk_var(BddVariable::from_index(at)),
            None => self.set.mk_false(),
        }
    }

    fn diagram(&self, condition: &Condition) -> Bdd {
        match condition {
            Condition::True => self.set.mk_true(),
            Condition::Atom(AtomId(at)) => self.atoms[*at as usize].clone(),
            Condition::Not(inner) => self.diagram(inner).not(),
            Condition::All(parts) => {
                parts.iter().fold(self.set.mk_true(), |all, part| all.and(&self.diagram(part)))
            }
            Condition::Any(parts) => {
                parts.iter().fold(self.set.mk_false(), |any, part| any.or(&self.diagram(part)))
            }
            Condition::AtLeast(least, parts) => self.at_least(*least, parts),
        }
    }

    /// Part after part: in which cases so many of those before hold.
    fn at_least(&self, least: u16, parts: &[Condition]) -> Bdd {
        let mut counted = vec![self.set.mk_false(); usize::from(least) + 1];
        counted[0] = self.set.mk_true();
        for part in parts {
            let holds = self.diagram(part);
            for count in (1..counted.len()).rev() {
                counted[count] = counted[count].or(&counted[count - 1].and(&holds));
            }
        }
        counted.swap_remove(usize::from(least))
    }

    /// The cases in which a condition holds.
    pub fn holds(&self, condition: &Condition) -> Class {
        if condition.is_true() {
            return self.all();
        }
        self.class(self.diagram(condition).and(&self.domain))
    }

    fn class(&self, diagram: Bdd) -> Class {
        if diagram == *self.domain {
            self.all()
        } else if diagram.is_false() {
            self.none()
        } else {
            Class { diagram: Arc::new(diagram), all: false }
        }
    }

    pub fn all(&self) -> Class {
        Class { diagram: Arc::clone(&self.domain), all: true }
    }

    pub fn none(&self) -> Class {
        Class { diagram: Arc::clone(&self.nothing), all: false }
    }

    /// The cases that arrive by a channel.
    pub fn channel(&self, channel: ChannelKind) -> Class {
        let known = self.channels.iter().find(|(kind, _)| *kind == channel);
        known.map_or_else(|| self.none(), |(_, class)| class.clone())
    }

    /// The cases in which a fact has a value.
    pub fn value(&self, fact: &Fact, value: &str) -> Class {
        let variable = Variable::Value(fact.clone(), Name::new(value));
        self.class(self.variable(&variable).and(&self.domain))
    }

    pub fn complement(&self, class: &Class) -> Class {
        if class.all {
            return self.none();
        }
        if class.is_never() {
            return self.all();
        }
        self.class(self.domain.and_not(&class.diagram))
    }

    pub fn is_all(&self, class: &Class) -> bool {
        class.all || class.diagram == self.domain
    }

    /// A single case as values of the variables; `None` for an unknown variable name.
    pub fn contains(&self, class: &Class, holds: impl Fn(&Variable) -> bool) -> bool {
        let values: Vec<bool> = self.variables.iter().map(holds).collect();
        class.diagram.eval_in(&biodivine_lib_bdd::BddValuation::new(values))
    }

    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// One case of the class, for examples: the variables that hold in it.
    pub fn example(&self, class: &Class) -> Option<Vec<Variable>> {
        let valuation = class.diagram.first_valuation()?;
        let holds = |at: &usize| valuation.value(BddVariable::from_index(*at));
        Some((0..self.variables.len()).filter(holds).map(|at| self.variables[at].clone()).collect())
    }

    fn cube(&self, literals: &[(usize, bool)]) -> Bdd {
        self.domain.and(&self.clause(literals))
    }

    fn clause(&self, literals: &[(usize, bool)]) -> Bdd {
        let values: Vec<(BddVariable, bool)> =
            literals.iter().map(|&(at, holds)| (BddVariable::from_index(at), holds)).collect();
        self.set.mk_conjunctive_clause(&BddPartialValuation::from_values(&values))
    }
}

/// Whether all of the literals hold somewhere in a diagram over so many variables.
fn meets(diagram: &Bdd, literals: &[(usize, bool)], variables: usize) -> bool {
    let mut fixed: Vec<Option<bool>> = vec![None; variables];
    for &(at, holds) in literals {
        fixed[at] = Some(holds);
    }
    let mut seen = vec![false; diagram.size()];
    let mut open = vec![diagram.root_pointer()];
    while let Some(node) = open.pop() {
        if node.is_one() {
            return true;
        }
        if node.is_zero() || std::mem::replace(&mut seen[node.to_index()], true) {
            continue;
        }
        let fixed = fixed[diagram.var_of(node).to_index()];
        if fixed != Some(true) {
            open.push(diagram.low_link_of(node));
        }
        if fixed != Some(false) {
            open.push(diagram.high_link_of(node));
        }
    }
    false
}

impl Class {
    pub fn and(&self, other: &Class) -> Class {
        if self.all || other.is_never() || Arc::ptr_eq(&self.diagram, &other.diagram) {
            return other.clone();
        }
        if other.all || self.is_never() {
            return self.clone();
        }
        Class { diagram: Arc::new(self.diagram.and(&other.diagram)), all: false }
    }

    pub fn or(&self, other: &Class) -> Class {
        if self.all || other.is_never() || Arc::ptr_eq(&self.diagram, &other.diagram) {
            return self.clone();
        }
        if other.all || self.is_never() {
            return other.clone();
        }
        Class { diagram: Arc::new(self.diagram.or(&other.diagram)), all: false }
    }

    pub fn minus(&self, other: &Class) -> Class {
        if self.is_never() || other.is_never() {
            return self.clone();
        }
        Class { diagram: Arc::new(self.diagram.and_not(&other.diagram)), all: false }
    }

    pub fn is_never(&self) -> bool {
        self.diagram.is_false()
    }

    pub fn is_within(&self, other: &Class) -> bool {
        self.is_never()
            || other.all
            || Arc::ptr_eq(&self.diagram, &other.diagram)
            || (!other.is_never() && self.diagram.and_not(&other.diagram).is_false())
    }
}

/// The variables, those that exclude each other together.
fn groups(procedure: &Procedure, library: &Library, facts: &[Fact]) -> Vec<Vec<Variable>> {
    let mut groups: Vec<Vec<Variable>> = Vec::new();
    for (at, case) in procedure.cases.iter().enumerate() {
        let id = CaseId(at as u16);
        if case.quantity.is_some() {
            continue;
        }
        groups.push((0..case.values.len().max(1)).map(|value| Variable::Case(id, value as u16)).collect());
    }
    let mut channels: Vec<ChannelKind> = procedure.channels.iter().map(|channel| channel.kind).collect();
    channels.sort_unstable();
    channels.dedup();
    if channels.is_empty() {
        channels = ChannelKind::ALL.to_vec();
    }
    groups.push(channels.into_iter().map(Variable::Channel).collect());
    let mut add = |fact: &Fact| {
        let attribute = library
            .entity(&procedure.role(fact.role).entity)
            .and_then(|entity| entity.attribute(&fact.attribute));
        let group: Vec<Variable> = match attribute.map(|attribute| &attribute.ty) {
            Some(Type::Values(values)) => {
                values.iter().map(|value| Variable::Value(fact.clone(), value.clone())).collect()
            }
            Some(Type::Text) if spoken_of(procedure, fact).next().is_some() => {
                let mut values: Vec<&Name> = spoken_of(procedure, fact).collect();
                values.sort_unstable();
                values.dedup();
                values.into_iter().map(|value| Variable::Value(fact.clone(), value.clone())).collect()
            }
            _ => vec![Variable::Flag(fact.clone())],
        };
        if !group.is_empty() && !groups.contains(&group) {
            groups.push(group);
        }
    };
    for atom in &procedure.atoms {
        match atom {
            Atom::Value(fact, _) | Atom::Flag(fact) => add(fact),
            _ => {}
        }
    }
    facts.iter().for_each(add);
    let mut bounds: Vec<&Bound> = procedure
        .atoms
        .iter()
        .filter_map(|atom| match atom {
            Atom::AtMost(bound) => Some(bound),
            _ => None,
        })
        .collect();
    // `< 50` comes before `<= 50`: whatever is less is also at most.
    bounds.sort_by(|a, b| (&a.subject, &a.limit, !a.strict).cmp(&(&b.subject, &b.limit, !b.strict)));
    for bounds in bounds.chunk_by(|a, b| a.subject == b.subject) {
        groups.push(bounds.iter().map(|bound| Variable::AtMost((*bound).clone())).collect());
    }
    for atom in &procedure.atoms {
        if let Atom::Opaque(text) = atom {
            groups.push(vec![Variable::Opaque(text.clone())]);
        }
    }
    groups
}

/// The texts that conditions compare a fact with.
fn spoken_of<'p>(procedure: &'p Procedure, fact: &Fact) -> impl Iterator<Item = &'p Name> {
    procedure.atoms.iter().filter_map(move |atom| match atom {
        Atom::Value(of, value) if of == fact => Some(value),
        _ => None,
    })
}

fn is_text(variable: &Variable, procedure: &Procedure, library: &Library) -> bool {
    let Variable::Value(fact, _) = variable else { return false };
    let entity = library.entity(&procedure.role(fact.role).entity);
    let attribute = entity.and_then(|entity| entity.attribute(&fact.attribute));
    attribute.is_some_and(|attribute| attribute.ty == Type::Text)
}

fn at_most_one(set: &BddVariableSet, variables: &[BddVariable]) -> Bdd {
    let mut sound = set.mk_true();
    for (at, one) in variables.iter().enumerate() {
        for other in &variables[at + 1..] {
            sound = sound.and(&set.mk_var(*one).and(&set.mk_var(*other)).not());
        }
    }
    sound
}

fn exactly_one(set: &BddVariableSet, variables: &[BddVariable]) -> Bdd {
    let mut one = set.mk_false();
    for chosen in variables {
        let literals: Vec<(BddVariable, bool)> =
            variables.iter().map(|variable| (*variable, variable == chosen)).collect();
        one = one.or(&set.mk_conjunctive_clause(&BddPartialValuation::from_values(&literals)));
    }
    one
}
