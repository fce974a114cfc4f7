//! What gateways and decision tables test: variables, and the tables that answer from them.

use smol_str::{SmolStr, ToSmolStr};
use tthc_model::cases::{Class, Literal, Variable as Told};
use tthc_model::formula::{Bound, Subject, Unit};
use tthc_model::library::Type;
use tthc_model::procedure::{CaseId, ChannelKind, Fact, QuantityKind};
use tthc_model::process::{Decision, Edge, Test, Value, Variable, VariableKind};
use tthc_syntax::Surface;

use super::words::{spaced, upper_first, value_label};
use super::{Builder, slug};

/// How the application came in.
const CHANNEL: &str = "kenh_nop";

impl Builder<'_, '_> {
    /// A yes-or-no variable; `title` says what yes means.
    pub(super) fn flag(&mut self, base: &str, title: &str) -> SmolStr {
        self.variable(slug(base), title, VariableKind::Flag, Some(Value::Flag(false)))
    }

    fn variable(
        &mut self,
        name: SmolStr,
        title: &str,
        kind: VariableKind,
        initial: Option<Value>,
    ) -> SmolStr {
        if !self.variables.iter().any(|known| known.name == name) {
            self.variables.push(Variable { name: name.clone(), title: upper_first(title), kind, initial });
        }
        name
    }

    fn choice(&mut self, name: SmolStr, title: &str, values: Vec<(SmolStr, String)>) -> SmolStr {
        let first = values.first().map(|(value, _)| Value::Text(value.clone()));
        self.variable(name, title, VariableKind::Choice(values), first)
    }

    /// The variable of a case that has several values.
    pub(super) fn choice_of(&mut self, case: CaseId) -> SmolStr {
        let title = self.case_title(case);
        let case = &self.procedure.cases[case.index()];
        let values = case.values.iter().map(|value| (slug(value), value_label(value))).collect();
        self.choice(slug(&case.name), &title, values)
    }

    fn channel_variable(&mut self) -> SmolStr {
        let kinds = ChannelKind::ALL.into_iter().filter(|kind| self.procedure.has_channel(*kind));
        let value =
            |kind: ChannelKind| (channel_value(kind), value_label(kind.keyword().text(Surface::Vietnamese)));
        let values = kinds.map(value).collect();
        self.choice(CHANNEL.into(), "Cách nộp hồ sơ", values)
    }

    /// The variable that tells one thing, and the value that it has where the thing is so; nothing
    /// where one comparison does not tell.
    pub(super) fn input(&mut self, told: &Told) -> Option<(SmolStr, Value)> {
        match told {
            Told::Case(id, value) => {
                let case = &self.procedure.cases[id.index()];
                Some(match case.values.get(usize::from(*value)) {
                    Some(value) => (self.choice_of(*id), Value::Text(slug(value))),
                    None => (self.flag(&case.name, &self.case_title(*id)), Value::Flag(true)),
                })
            }
            Told::Channel(kind) => Some((self.channel_variable(), Value::Text(channel_value(*kind)))),
            Told::Value(fact, value) => Some((self.fact_variable(fact), Value::Text(slug(value)))),
            Told::Flag(fact) => Some((self.fact_variable(fact), Value::Flag(true))),
            Told::Opaque(text) => {
                let text = spaced(text);
                Some((self.flag(&text, &text), Value::Flag(true)))
            }
            Told::AtMost(_) => None,
        }
    }

    /// `quoc_tich_nguoi_yeu_cau`.
    fn fact_variable(&mut self, fact: &Fact) -> SmolStr {
        let title = self.fact_title(fact);
        let name = slug(&format!("{}_{}", fact.attribute, self.procedure.role(fact.role).name));
        let engine = &self.plan.after.engine;
        match engine.fact_index(fact).and_then(|index| engine.fact_type(index)) {
            Some(Type::Values(values)) => {
                let values = values.iter().map(|value| (slug(value), value_label(value))).collect();
                self.choice(name, &title, values)
            }
            Some(Type::Date) => self.variable(name, &title, VariableKind::Date, None),
            Some(Type::Number | Type::Integer | Type::Money) => {
                self.variable(name, &title, VariableKind::Number, None)
            }
            _ => self.flag(&name, &title),
        }
    }

    /// The variable of a number or a date.
    pub(super) fn quantity(&mut self, bound: &Bound) -> SmolStr {
        match &bound.subject {
            Subject::Case(id) => {
                let case = &self.procedure.cases[id.index()];
                let kind = match case.quantity {
                    Some(QuantityKind::Date) => VariableKind::Date,
                    _ => VariableKind::Number,
                };
                let unit = bound.unit.text(Surface::Vietnamese);
                let title = self.case_title(*id);
                let title = if unit.is_empty() { title } else { format!("{title} ({unit})") };
                self.variable(slug(&case.name), &title, kind, None)
            }
            Subject::Fact(fact) => self.fact_variable(fact),
        }
    }

    /// Writes the table that tells whether a case is of the class.
    pub(super) fn decide(&mut self, variable: &SmolStr, question: &str, class: &Class) {
        let alternatives = self.plan.after.engine.cases.describe(class);
        if alternatives.iter().all(Vec::is_empty) {
            return;
        }
        let mut inputs: Vec<SmolStr> = Vec::new();
        let mut rules = Vec::new();
        for literals in &alternatives {
            let mut rule: Vec<(SmolStr, Test)> = Vec::new();
            for literal in literals {
                let (name, test) = self.test_of_literal(literal);
                match rule.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, known)) => *known = both(known.clone(), test),
                    None => rule.push((name, test)),
                }
            }
            for (name, _) in &rule {
                if !inputs.contains(name) {
                    inputs.push(name.clone());
                }
            }
            rules.push(rule);
        }
        let cell = |rule: &Vec<(SmolStr, Test)>, input: &SmolStr| {
            rule.iter().find(|(name, _)| name == input).map(|(_, test)| test.clone())
        };
        let rules = rules.iter().map(|rule| inputs.iter().map(|input| cell(rule, input)).collect()).collect();
        let name = question.to_owned();
        self.decisions.push(Decision { variable: variable.clone(), name, inputs, rules });
    }

    fn test_of_literal(&mut self, literal: &Literal) -> (SmolStr, Test) {
        if let Told::AtMost(bound) = &literal.variable {
            let value = match bound.unit {
                Unit::Date => bound.unit.value_text(&bound.limit, Surface::Vietnamese).to_smolstr(),
                _ => tthc_model::quantity::decimal(&bound.limit, 6).into(),
            };
            let name = self.quantity(bound);
            let test = match literal.holds {
                true => Test::Within { low: None, high: Some(Edge { value, open: bound.strict }) },
                false => Test::Within { low: Some(Edge { value, open: !bound.strict }), high: None },
            };
            return (name, test);
        }
        // Everything else is one comparison.
        match self.input(&literal.variable) {
            Some((name, Value::Flag(flag))) => (name, Test::Is(Value::Flag(flag == literal.holds))),
            Some((name, value)) if literal.holds => (name, Test::Is(value)),
            Some((name, value)) => (name, Test::IsNot(vec![value])),
            None => (SmolStr::default(), Test::Is(Value::Flag(true))),
        }
    }
}

/// Both tests of one input at once.
fn both(one: Test, other: Test) -> Test {
    match (one, other) {
        (Test::Within { low, high }, Test::Within { low: other_low, high: other_high }) => {
            // A description has one bound on each side: the tighter ones are left.
            Test::Within { low: low.or(other_low), high: high.or(other_high) }
        }
        // What is one value is not another.
        (Test::Is(value), _) | (_, Test::Is(value)) => Test::Is(value),
        (Test::IsNot(mut none), Test::IsNot(more)) => {
            none.extend(more);
            Test::IsNot(none)
        }
        (one, _) => one,
    }
}

fn channel_value(kind: ChannelKind) -> SmolStr {
    slug(kind.keyword().text(Surface::Vietnamese))
}
