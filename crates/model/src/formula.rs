//! Quantities: what numbers in conditions, fees and time limits are made of.
//!
//! A quantity has a unit; quantities of different units are never added or compared. Values are
//! exact rationals; dates count days.

use tthc_syntax::{Keyword, Surface};

use crate::procedure::{CaseId, Condition, DecisionId, Fact};
use crate::quantity::{Date, Ratio, decimal, whole};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A number by itself.
    Plain,
    /// Days of the calendar, counted from 1970-01-01.
    Date,
    /// Đồng, square metres, months …: a keyword of the unit class.
    Of(Keyword),
}

impl Unit {
    /// The unit a literal's value is kept in, and how many of it one of the literal's units are.
    /// Years and months measure alike, and so do hours, minutes and seconds; a working day is no
    /// fixed number of calendar days.
    pub fn of_literal(unit: Option<Keyword>) -> (Unit, Ratio) {
        match unit {
            None => (Unit::Plain, whole(1)),
            Some(Keyword::Years) => (Unit::Of(Keyword::Months), whole(12)),
            Some(Keyword::Hours) => (Unit::Of(Keyword::Seconds), whole(3600)),
            Some(Keyword::Minutes) => (Unit::Of(Keyword::Seconds), whole(60)),
            Some(unit) => (Unit::Of(unit), whole(1)),
        }
    }

    /// The unit in words; nothing for plain numbers and dates.
    pub fn text(self, surface: Surface) -> &'static str {
        match self {
            Unit::Plain | Unit::Date => "",
            Unit::Of(keyword) => keyword.text(surface),
        }
    }

    /// A value of this unit as the language writes it.
    pub fn value_text(self, value: &Ratio, surface: Surface) -> String {
        match self {
            Unit::Plain => decimal(value, 6),
            Unit::Date => date_of(value).map_or_else(|| decimal(value, 0), |date| date.to_string()),
            Unit::Of(keyword) => format!("{} {}", decimal(value, 6), keyword.text(surface)),
        }
    }
}

/// Days since 1970-01-01.
pub fn days_of(date: Date) -> Ratio {
    let epoch = Date::constant(1970, 1, 1);
    whole(i64::from(date.since(epoch).map_or(0, |span| span.get_days())))
}

fn date_of(days: &Ratio) -> Option<Date> {
    use num_traits::ToPrimitive;
    let days = days.to_integer().to_i64()?;
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Something an application has a number, an amount or a date for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Case(CaseId),
    Fact(Fact),
}

/// `subject <= limit`, or `subject < limit`. Every comparison of a quantity is made of these.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bound {
    pub subject: Subject,
    pub limit: Ratio,
    pub strict: bool,
    pub unit: Unit,
}

impl Bound {
    pub fn admits(&self, value: &Ratio) -> bool {
        if self.strict { *value < self.limit } else { *value <= self.limit }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// A quantity that is computed for each application.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Formula {
    Value(Ratio),
    Input(Subject),
    /// The value of the row of a decision table that applies.
    Decision(DecisionId),
    Negative(Box<Formula>),
    Binary(Arithmetic, Box<Formula>, Box<Formula>),
    /// The value behind the first condition that holds, else the last.
    If(Vec<(Condition, Formula)>, Box<Formula>),
}

impl Formula {
    /// The value, if every input has one; `None` where one is missing, a divisor is zero or a condition
    /// is still to be decided.
    pub fn value(
        &self,
        input: &impl Fn(&Subject) -> Option<Ratio>,
        decision: &impl Fn(DecisionId) -> Option<Ratio>,
    ) -> Option<Ratio> {
        Some(match self {
            Formula::Value(value) => value.clone(),
            Formula::Input(subject) => input(subject)?,
            Formula::Decision(id) => decision(*id)?,
            Formula::If(..) => return None,
            Formula::Negative(inner) => -inner.value(input, decision)?,
            Formula::Binary(operator, left, right) => {
                let (left, right) = (left.value(input, decision)?, right.value(input, decision)?);
                match operator {
                    Arithmetic::Add => left + right,
                    Arithmetic::Subtract => left - right,
                    Arithmetic::Multiply => left * right,
                    Arithmetic::Divide if right == whole(0) => return None,
                    Arithmetic::Divide => left / right,
                }
            }
        })
    }

    /// The quantities of the application it depends on, each once, in the order they are written.
    pub fn inputs(&self) -> Vec<&Subject> {
        let mut found = Vec::new();
        self.visit(&mut |formula| {
            if let Formula::Input(subject) = formula
                && !found.contains(&subject)
            {
                found.push(subject);
            }
        });
        found
    }

    /// The decision tables it reads directly.
    pub fn decisions(&self) -> Vec<DecisionId> {
        let mut found = Vec::new();
        self.visit(&mut |formula| {
            if let Formula::Decision(id) = formula {
                found.push(*id);
            }
        });
        found
    }

    fn visit<'f>(&'f self, see: &mut impl FnMut(&'f Formula)) {
        see(self);
        match self {
            Formula::Negative(inner) => inner.visit(see),
            Formula::Binary(_, left, right) => {
                left.visit(see);
                right.visit(see);
            }
            Formula::If(branches, otherwise) => {
                branches.iter().for_each(|(_, value)| value.visit(see));
                otherwise.visit(see);
            }
            Formula::Value(_) | Formula::Input(_) | Formula::Decision(_) => {}
        }
    }
}
