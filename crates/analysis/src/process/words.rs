//! Gateways in the words of an official: one question, asked positively, and what answers it.

use smol_str::{SmolStr, format_smolstr};
use tthc_model::cases::{Class, Literal, Variable};
use tthc_model::certificate::Alternatives;
use tthc_model::process::{Block, Branch, Otherwise, Value};
use tthc_syntax::Surface;

use super::{Builder, lower_first, slug};
use crate::certificate::alternatives;

/// Titles longer than this do not fit beside a gateway: the short name is shown instead.
const LONGEST: usize = 48;

/// How a gateway finds out whether a case is of a class.
pub(super) struct Gate {
    question: String,
    /// The answer `Có` means that the case is of the class.
    yes: bool,
    variable: SmolStr,
    value: Value,
    /// The variable has the value in the cases of the class, not in the others.
    equal: bool,
    /// The cases of the class, and the others; nothing if it is no matter of the case.
    cases: Vec<Alternatives>,
}

impl Builder<'_, '_> {
    /// The question for a class where only the cases of `known` come by; `base` names the variable
    /// if no single fact decides.
    pub(super) fn gate(&mut self, class: &Class, known: &Class, base: &str) -> Gate {
        let cases = &self.plan.after.engine.cases;
        // Cases that do not come by may fall on either side: whichever takes fewer words.
        let sides = [class.clone(), class.or(&cases.complement(known)), class.and(known)];
        let mut best: Option<((usize, usize), Class, bool, Vec<Vec<Literal>>)> = None;
        for side in &sides {
            for (asked, yes) in [(side.clone(), true), (cases.complement(side), false)] {
                let words = cases.describe(&asked);
                let literals = words.iter().flatten();
                let negative = literals.clone().filter(|literal| self.phrase(literal).1).count();
                let weight = (literals.count(), negative);
                if weight.0 > 0 && best.as_ref().is_none_or(|(lightest, ..)| weight < *lightest) {
                    best = Some((weight, side.clone(), yes, words));
                }
            }
        }
        // A class that is all or nothing is asked for only where nobody wrote down when.
        let (class, yes, words) = match best {
            Some((_, class, yes, words)) => (class, yes, words),
            None => (class.clone(), true, Vec::new()),
        };
        let several = words.len() > 1;
        let phrases: Vec<String> = words
            .iter()
            .map(|literals| {
                let all: Vec<String> = literals.iter().map(|literal| self.phrase(literal).0).collect();
                let text = all.join(" và ");
                if several && all.len() > 1 { format!("({text})") } else { text }
            })
            .collect();
        let question = format!("{}?", upper_first(&phrases.join(" hoặc ")));
        let (variable, value, equal) = match words.as_slice() {
            [only] if only.len() == 1 => self.test(&only[0], yes, base),
            _ => self.test_of(&class, base),
        };
        let engine = &self.plan.after.engine;
        let cases =
            [&class, &engine.cases.complement(&class)].map(|class| alternatives(engine, class)).into();
        Gate { question, yes, variable, value, equal, cases }
    }

    /// The variable for one literal; `yes`: the class is where the literal holds.
    fn test(&mut self, literal: &Literal, yes: bool, base: &str) -> (SmolStr, Value, bool) {
        let holds = literal.holds == yes;
        match &literal.variable {
            Variable::Case(id, value) => {
                let case = &self.procedure.cases[id.index()];
                match case.values.get(usize::from(*value)) {
                    Some(value) => (self.choice_of(*id), Value::Text(slug(value)), holds),
                    None => (self.flag(&case.name), Value::Flag(true), holds),
                }
            }
            Variable::Opaque(text) if text.chars().count() <= LONGEST => {
                (self.flag(text), Value::Flag(true), holds)
            }
            variable => {
                let class = self.plan.after.engine.cases.literal(variable, true);
                let (name, value, equal) = self.test_of(&class, base);
                (name, value, equal == holds)
            }
        }
    }

    /// One variable for one class, and the same for its opposite.
    fn test_of(&mut self, class: &Class, base: &str) -> (SmolStr, Value, bool) {
        let opposite = self.plan.after.engine.cases.complement(class);
        let known = self.tests.iter().find(|(known, _)| known == class || *known == opposite);
        if let Some((known, name)) = known {
            return (name.clone(), Value::Flag(true), known == class);
        }
        let name = self.flag(base);
        self.tests.push((class.clone(), name.clone()));
        (name, Value::Flag(true), true)
    }

    /// The variable of a case that has several values.
    pub(super) fn choice_of(&mut self, case: tthc_model::procedure::CaseId) -> SmolStr {
        let case = &self.procedure.cases[case.index()];
        let name = slug(&case.name);
        if !self.variables.iter().any(|(known, _)| *known == name) {
            let first = case.values.first().map_or_else(SmolStr::default, |value| slug(value));
            self.variables.push((name.clone(), Value::Text(first)));
        }
        name
    }

    /// What is so, in words, and whether it is a denial. Never denied twice.
    fn phrase(&self, literal: &Literal) -> (String, bool) {
        let engine = &self.plan.after.engine;
        let valued = |title: String, value: &str| match literal.holds {
            true => (format!("{title} là {}", spaced(value)), false),
            false => (format!("{title} không phải {}", spaced(value)), true),
        };
        let fact_title = |fact| {
            let index = engine.fact_index(fact);
            index.map_or_else(|| spaced(&fact.attribute), |index| lower_first(&engine.fact_title(index)))
        };
        let word = match &literal.variable {
            Variable::Case(id, value) => {
                let title = self.case_title(*id);
                match self.procedure.cases[id.index()].values.get(usize::from(*value)) {
                    Some(value) => return valued(title, value),
                    None => title,
                }
            }
            Variable::Value(fact, value) => return valued(fact_title(fact), value),
            Variable::AtMost(_) => {
                let class = engine.cases.literal(&literal.variable, literal.holds);
                return (spaced(&engine.cases.text(self.procedure, &class, Surface::Vietnamese)), false);
            }
            Variable::Channel(channel) => {
                format!("nộp {}", spaced(channel.keyword().text(Surface::Vietnamese)))
            }
            Variable::Flag(fact) => fact_title(fact),
            Variable::Opaque(text) => lower_first(&spaced(text)),
        };
        let denials = ["không phải ", "không ", "chưa "];
        let first = denials.iter().find_map(|denial| word.strip_prefix(denial).map(str::to_owned));
        let stripped = first.or_else(|| word.strip_suffix(" không đạt").map(|of| format!("{of} đạt")));
        match (stripped, literal.holds) {
            (Some(_), true) => (word, true),
            (Some(positive), false) => (positive, false),
            (None, true) => (word, false),
            (None, false) => (format!("không {word}"), true),
        }
    }

    /// The title of a case if it is short, else its name.
    pub(super) fn case_title(&self, case: tthc_model::procedure::CaseId) -> String {
        let case = &self.procedure.cases[case.index()];
        let fits = !case.title.is_empty() && case.title.chars().count() <= LONGEST;
        if fits { lower_first(&case.title) } else { spaced(&case.name) }
    }
}

impl Gate {
    pub(super) fn asking(question: &str, variable: SmolStr) -> Gate {
        // The question is whether things are well, the variable whether they are not.
        let (question, cases) = (question.to_owned(), Vec::new());
        Gate { question, yes: false, variable, value: Value::Flag(true), equal: true, cases }
    }

    /// The gateway: `taken` in the cases of the class, `other` in the rest.
    pub(super) fn choice(mut self, id: SmolStr, taken: Vec<Block>, other: Vec<Block>) -> Block {
        let label = |yes: bool| if yes { "Có" } else { "Không" }.to_owned();
        let (yes, no) = (label(self.yes), label(!self.yes));
        let (value, (taken, yes), (other, no)) = match self.value {
            Value::Flag(value) => (Value::Flag(value == self.equal), (taken, yes), (other, no)),
            value if self.equal => (value, (taken, yes), (other, no)),
            value => {
                self.cases.reverse();
                (value, (other, no), (taken, yes))
            }
        };
        Block::Choice {
            id,
            question: self.question,
            variable: self.variable,
            branches: vec![Branch { label: yes, value, body: taken }],
            otherwise: Otherwise { label: no, body: other },
            cases: self.cases,
        }
    }
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A value of a case as the label of a branch.
pub(super) fn value_label(value: &str) -> String {
    upper_first(&spaced(value))
}

/// The name of the gateway's variable where no single fact decides.
pub(super) fn need(name: &str) -> SmolStr {
    format_smolstr!("can_{name}")
}
