//! The cases of a procedure, exactly: sets of cases as binary decision diagrams.
//!
//! Every question "in which cases?" is answered by a [`Class`]; nothing is decided by sampling or
//! by listing assignments. The *domain* holds what is true of every case: a case variable has
//! exactly one value, an application comes by exactly one channel, declared constraints hold.

use std::sync::Arc;

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet, BddVariableSetBuilder};
use tthc_syntax::{Keyword, Surface};

use crate::Name;
use crate::library::{Library, Type};
use crate::procedure::{Atom, AtomId, CaseId, ChannelKind, Condition, Fact, Procedure};

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
}

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
                Variable::Channel(_) | Variable::Value(..) => true,
                Variable::Flag(_) | Variable::Opaque(_) => false,
            };
            if exclusive {
                domain = domain.and(&exactly_one(&set, ids));
            }
        }
        let nothing = Arc::new(set.mk_false());
        let mut cases = Cases { atoms: Vec::new(), set, variables, domain: Arc::new(domain), nothing };
        cases.atoms = procedure.atoms.iter().map(|atom| cases.atom(atom)).collect();
        for constraint in &procedure.constraints {
            let holds = cases.diagram(constraint);
            cases.domain = Arc::new(cases.domain.and(&holds));
        }
        cases
    }

    fn atom(&self, atom: &Atom) -> Bdd {
        let variable = match atom {
            Atom::Case(case, value) => Variable::Case(*case, *value),
            Atom::Channel(channel) => Variable::Channel(*channel),
            Atom::Value(fact, value) => Variable::Value(fact.clone(), value.clone()),
            Atom::Flag(fact) => Variable::Flag(fact.clone()),
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
        }
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
        self.class(self.variable(&Variable::Channel(channel)).and(&self.domain))
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

    /// The class as alternatives of conditions that hold together, with as few words as we can:
    /// no literal and no alternative can be left out. Empty for no case; one empty alternative for all.
    pub fn describe(&self, class: &Class) -> Vec<Vec<Literal>> {
        if self.is_all(class) {
            return vec![Vec::new()];
        }
        let mut cubes: Vec<Vec<(usize, bool)>> = Vec::new();
        let mut left = (*class.diagram).clone();
        while let Some(path) = left.sat_clauses().next() {
            let mut cube: Vec<(usize, bool)> =
                path.to_values().into_iter().map(|(variable, holds)| (variable.to_index(), holds)).collect();
            // Negative literals go first: «nơi_sinh == bệnh_viện» says more than «không phải ở nhà».
            let mut order = cube.clone();
            order.sort_by_key(|&(at, holds)| (holds, at));
            for literal in order {
                let shorter: Vec<(usize, bool)> = cube.iter().copied().filter(|l| *l != literal).collect();
                if self.cube(&shorter).and_not(&class.diagram).is_false() {
                    cube = shorter;
                }
            }
            left = left.and_not(&self.cube(&cube));
            cubes.push(cube);
        }
        let mut kept = cubes.clone();
        for cube in &cubes {
            let others = kept.iter().filter(|other| *other != cube);
            let covered = others.fold(self.set.mk_false(), |any, other| any.or(&self.cube(other)));
            if self.cube(cube).and_not(&covered).is_false() {
                kept.retain(|other| other != cube);
            }
        }
        let literal = |&(at, holds): &(usize, bool)| Literal { variable: self.variables[at].clone(), holds };
        kept.iter().map(|cube| cube.iter().map(literal).collect()).collect()
    }

    fn cube(&self, literals: &[(usize, bool)]) -> Bdd {
        literals.iter().fold((*self.domain).clone(), |all, &(at, holds)| {
            let variable = BddVariable::from_index(at);
            all.and(&if holds { self.set.mk_var(variable) } else { self.set.mk_not_var(variable) })
        })
    }

    /// The class in words of the language itself, for machines and for pasting into a file.
    pub fn text(&self, procedure: &Procedure, class: &Class, surface: Surface) -> String {
        let alternatives = self.describe(class);
        let word = |keyword: Keyword| keyword.text(surface);
        let several = alternatives.len() > 1;
        let parts: Vec<String> = alternatives
            .iter()
            .map(|literals| {
                let all: Vec<String> =
                    literals.iter().map(|literal| literal_text(procedure, literal, surface)).collect();
                let text = all.join(&format!(" {} ", word(Keyword::And)));
                if several && literals.len() > 1 { format!("({text})") } else { text }
            })
            .collect();
        parts.join(&format!(" {} ", word(Keyword::Or)))
    }
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
    for atom in &procedure.atoms {
        if let Atom::Opaque(text) = atom {
            groups.push(vec![Variable::Opaque(text.clone())]);
        }
    }
    groups
}

fn exactly_one(set: &BddVariableSet, variables: &[BddVariable]) -> Bdd {
    let mut one = set.mk_false();
    for chosen in variables {
        let mut only = set.mk_var(*chosen);
        for other in variables.iter().filter(|other| *other != chosen) {
            only = only.and(&set.mk_not_var(*other));
        }
        one = one.or(&only);
    }
    one
}

fn literal_text(procedure: &Procedure, literal: &Literal, surface: Surface) -> String {
    let word = |keyword: Keyword| keyword.text(surface);
    let not = |text: String| {
        if literal.holds { text } else { format!("{} {text}", word(Keyword::Not)) }
    };
    let compare =
        |left: String, right: &str| format!("{left} {} {right}", if literal.holds { "==" } else { "!=" });
    let fact_text = |fact: &Fact| format!("{}.{}", procedure.role(fact.role).name, fact.attribute);
    match &literal.variable {
        Variable::Case(id, value) => {
            let case = &procedure.cases[id.index()];
            match case.values.get(*value as usize) {
                Some(value) => compare(case.name.to_string(), value),
                None => not(case.name.to_string()),
            }
        }
        Variable::Channel(channel) => not(word(channel.keyword()).to_owned()),
        Variable::Value(fact, value) => compare(fact_text(fact), value),
        Variable::Flag(fact) => not(fact_text(fact)),
        Variable::Opaque(text) => not(format!("({text})")),
    }
}
