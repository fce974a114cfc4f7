//! The record as the checker reads it: cases, facts by name, needs, what is typed into forms.

use rustc_hash::FxHashMap;
use tthc_model::cases::{Cases, Class, Variable};
use tthc_model::certificate::Alternatives;
use tthc_model::library::{AttributePath, Library, Type};
use tthc_model::procedure::{Component, Fact, Mode, RoleId};
use tthc_model::{Citation, Date, Name, Procedure};
use tthc_syntax::Surface;

pub(crate) struct Space<'a> {
    pub(crate) procedure: &'a Procedure,
    pub(crate) library: &'a Library,
    pub(crate) on: Date,
    pub(crate) cases: Cases,
    variables: FxHashMap<String, Variable>,
}

impl<'a> Space<'a> {
    pub(crate) fn new(procedure: &'a Procedure, library: &'a Library, on: Date) -> Space<'a> {
        let cases = Cases::with(procedure, library, &told_apart(procedure, library));
        let text = |variable: &Variable| (Cases::variable_text(procedure, variable), variable.clone());
        let variables = cases.variables().iter().map(text).collect();
        Space { procedure, library, on, cases, variables }
    }

    /// The cases of a block; the text of a condition that the procedure does not have.
    pub(crate) fn class(&self, alternatives: &Alternatives) -> Result<Class, String> {
        let mut any = self.cases.none();
        for literals in alternatives {
            let mut all = self.cases.all();
            for literal in literals {
                let Some(variable) = self.variables.get(&literal.condition) else {
                    return Err(literal.condition.clone());
                };
                all = all.and(&self.cases.literal(variable, literal.holds));
            }
            any = any.or(&all);
        }
        Ok(any)
    }

    /// The cases that take a branch; nothing if that is found out on the way, or not understood.
    pub(crate) fn taken(&self, cases: &[Alternatives], branch: usize) -> Option<Class> {
        self.class(cases.get(branch)?).ok()
    }

    /// The class in words of the language.
    pub(crate) fn words(&self, class: &Class) -> String {
        match self.cases.is_all(class) {
            true => "mọi trường hợp".to_owned(),
            false => self.cases.text(self.procedure, class, Surface::Vietnamese),
        }
    }

    pub(crate) fn role(&self, name: &str) -> Option<RoleId> {
        let at = self.procedure.roles.iter().position(|role| role.name == name)?;
        u16::try_from(at).ok().map(RoleId)
    }

    /// `role.attribute`.
    pub(crate) fn fact(&self, text: &str) -> Option<Fact> {
        let (role, attribute) = text.split_once('.')?;
        Some(Fact { role: self.role(role)?, attribute: Name::new(attribute) })
    }

    /// Where a path of references leads.
    pub(crate) fn follow(&self, role: RoleId, path: &AttributePath) -> Option<Fact> {
        let (attribute, references) = path.split_last()?;
        let mut role = role;
        for reference in references {
            role = self.procedure.linked(role, reference)?;
        }
        Some(Fact { role, attribute: attribute.clone() })
    }

    pub(crate) fn component(&self, name: &str) -> Option<&'a Component> {
        self.procedure.components.iter().find(|component| component.name == name)
    }

    /// In which cases the component is asked for.
    pub(crate) fn asked(&self, component: &Component) -> Class {
        self.cases.holds(&component.condition)
    }

    /// The facts that a component attests.
    pub(crate) fn attested(&self, component: &Component) -> Vec<Fact> {
        component.facts.iter().map(|fact| self.procedure.fact(*fact).clone()).collect()
    }

    pub(crate) fn fact_text(&self, fact: &Fact) -> String {
        format!("{}.{}", self.procedure.role(fact.role).name, fact.attribute)
    }

    /// In which cases somebody needs the fact.
    pub(crate) fn needed(&self, fact: &Fact) -> Class {
        let requirements = self.procedure.requirements.iter().map(|one| (&one.facts, &one.condition));
        let criteria = self.procedure.criteria.iter().map(|one| (&one.needs, &one.applies));
        let naming = requirements
            .chain(criteria)
            .filter(|(facts, _)| facts.iter().any(|id| self.procedure.fact(*id) == fact));
        naming.fold(self.cases.none(), |any, (_, condition)| any.or(&self.cases.holds(condition)))
    }

    /// In which cases the applicant types the fact into a form.
    pub(crate) fn typed(&self, fact: &Fact) -> Class {
        let forms = self.procedure.components.iter().filter(|component| component.mode == Mode::Form);
        let having = forms.filter(|form| form.facts.iter().any(|id| self.procedure.fact(*id) == fact));
        having.fold(self.cases.none(), |any, form| any.or(&self.asked(form)))
    }

    /// In which cases a fact has one of some values.
    pub(crate) fn one_of(&self, fact: &Fact, values: &[Name]) -> Class {
        values.iter().fold(self.cases.none(), |any, value| any.or(&self.cases.value(fact, value)))
    }

    /// The cases in which at least so many of the classes hold.
    pub(crate) fn at_least(&self, wanted: usize, classes: &[Class]) -> Class {
        let mut counted = vec![self.cases.all()];
        counted.resize(wanted + 1, self.cases.none());
        for class in classes {
            for count in (1..=wanted).rev() {
                counted[count] = counted[count].or(&counted[count - 1].and(class));
            }
        }
        counted.swap_remove(wanted)
    }
}

pub(crate) fn texts(citations: &[Citation]) -> Vec<String> {
    citations.iter().map(Citation::to_string).collect()
}

/// Every fact by which a source or a rule tells subjects apart.
fn told_apart(procedure: &Procedure, library: &Library) -> Vec<Fact> {
    let covers = library.sources().flat_map(|(_, source)| &source.about).flat_map(|about| &about.covers);
    let when = library.rules().flat_map(|(_, rule)| &rule.replaces).flat_map(|one| &one.when);
    let mut attributes: Vec<&Name> = covers.chain(when).filter_map(|covered| covered.path.last()).collect();
    attributes.sort();
    attributes.dedup();
    let mut facts = Vec::new();
    for (at, role) in (0_u16..).zip(&procedure.roles) {
        let Some(entity) = library.entity(&role.entity) else { continue };
        for name in &attributes {
            let listed = entity.attribute(name).is_some_and(|known| matches!(known.ty, Type::Values(_)));
            if listed {
                facts.push(Fact { role: RoleId(at), attribute: (*name).clone() });
            }
        }
    }
    facts
}
