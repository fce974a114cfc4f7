//! Quantities: comparisons with numbers, and formulas.

use num_integer::Integer;
use tthc_syntax::{Expr, ExprKind, Keyword, Operator};

use super::Builder;
use super::dates::Shifted;
use crate::formula::{Arithmetic, Bound, Formula, Subject, Unit, days_of};
use crate::library::Type;
use crate::lower::values::{literal_interval, parse_date};
use crate::message::Message;
use crate::procedure::{Atom, Condition, DecisionId, QuantityKind};
use crate::quantity::{Ratio, whole};

impl Builder<'_> {
    /// `diện_tích <= 100 m2`. The number may stand on either side; two quantities cannot be compared
    /// by the decision procedure: that comparison stands for itself.
    pub(super) fn compared(
        &mut self,
        whole_expr: &Expr<'_>,
        operator: Operator,
        left: &Expr<'_>,
        right: &Expr<'_>,
        lenient: bool,
    ) -> Condition {
        if let Some(shifted) = Shifted::of(operator, left, right) {
            return self.shifted(whole_expr, &shifted, lenient);
        }
        let (operator, subject, number) = match (&left.kind, &right.kind) {
            (ExprKind::Literal(..), ExprKind::Path(_)) => (turned(operator), right, left),
            (ExprKind::Path(_), ExprKind::Literal(..) | ExprKind::Negative(_)) => (operator, left, right),
            _ => {
                for side in [left, right] {
                    self.names_in(side, lenient);
                }
                return self.opaque(whole_expr);
            }
        };
        let ExprKind::Path(path) = subject.kind else { return self.opaque(whole_expr) };
        let at = subject;
        let Some((subject, kind)) = self.subject(&path.spelled(), at) else {
            self.declared(at, &path.spelled(), lenient);
            return self.opaque(whole_expr);
        };
        let Some((limit, unit)) = literal(number) else { return self.opaque(whole_expr) };
        if !self.same_unit(&subject, kind, unit, number) {
            return self.opaque(whole_expr);
        }
        let bound = |limit: Ratio, strict: bool| Bound { subject: subject.clone(), limit, strict, unit };
        // Among whole numbers, less than n is at most n - 1.
        let at_most = |limit: &Ratio, strict: bool| match kind {
            QuantityKind::Integer | QuantityKind::Date if strict => {
                bound(Ratio::from_integer(limit.ceil().to_integer() - 1), false)
            }
            QuantityKind::Integer | QuantityKind::Date => bound(limit.floor(), false),
            _ => bound(limit.clone(), strict),
        };
        match operator {
            Operator::LessOrEqual => self.atom(Atom::AtMost(at_most(&limit, false))),
            Operator::Less => self.atom(Atom::AtMost(at_most(&limit, true))),
            Operator::Greater => self.atom(Atom::AtMost(at_most(&limit, false))).negate(),
            Operator::GreaterOrEqual => self.atom(Atom::AtMost(at_most(&limit, true))).negate(),
            _ => {
                let whole_numbers = matches!(kind, QuantityKind::Integer | QuantityKind::Date);
                if whole_numbers && !limit.numer().is_multiple_of(limit.denom()) {
                    // No whole number equals a fraction.
                    let never = self.atom(Atom::AtMost(at_most(&limit, false)));
                    return never.clone().and(never.negate());
                }
                let upper = self.atom(Atom::AtMost(at_most(&limit, false)));
                upper.and(self.atom(Atom::AtMost(at_most(&limit, true))).negate())
            }
        }
    }

    /// A date and a length of time against a day, as a bound of the date.
    fn shifted(&mut self, whole_expr: &Expr<'_>, shifted: &Shifted<'_, '_>, lenient: bool) -> Condition {
        let ExprKind::Path(path) = shifted.path.kind else { return self.opaque(whole_expr) };
        let Some((subject, kind)) = self.subject(&path.spelled(), shifted.path) else {
            self.declared(shifted.path, &path.spelled(), lenient);
            return self.opaque(whole_expr);
        };
        if !self.same_unit(&subject, kind, Unit::Date, shifted.path) {
            return self.opaque(whole_expr);
        }
        let mut at_most = |before: bool| {
            let limit = days_of(shifted.last(before)?);
            let bound = Bound { subject: subject.clone(), limit, strict: false, unit: Unit::Date };
            Some(self.atom(Atom::AtMost(bound)))
        };
        let condition = match shifted.operator {
            Operator::LessOrEqual => at_most(false),
            Operator::Less => at_most(true),
            Operator::Greater => at_most(false).map(Condition::negate),
            Operator::GreaterOrEqual => at_most(true).map(Condition::negate),
            _ => at_most(false).and_then(|upper| at_most(true).map(|below| upper.and(below.negate()))),
        };
        condition.unwrap_or_else(|| self.opaque(whole_expr))
    }

    /// A case variable or a fact that is a quantity. A name that is neither is left to turn out later.
    fn subject(&mut self, path: &str, at: &Expr<'_>) -> Option<(Subject, QuantityKind)> {
        if let Some(case) = self.case(path) {
            let declared = &self.procedure.cases[case.index()];
            return match declared.quantity {
                Some(kind) => Some((Subject::Case(case), kind)),
                None => {
                    self.values.problem(at.span, Message::NotAQuantity { name: path.to_owned() });
                    None
                }
            };
        }
        if !path.contains('.') {
            return None;
        }
        let id = *self.facts_at(path, at.span).first()?;
        let fact = self.procedure.fact(id).clone();
        let kind = match self.attribute_type(&fact)? {
            Type::Number => QuantityKind::Decimal,
            Type::Integer => QuantityKind::Integer,
            Type::Money => QuantityKind::Money,
            Type::Date => QuantityKind::Date,
            _ => {
                self.values.problem(at.span, Message::NotAQuantity { name: path.to_owned() });
                return None;
            }
        };
        Some((Subject::Fact(fact), kind))
    }

    /// The first number a quantity is compared with says its unit; the others must agree.
    fn same_unit(&mut self, subject: &Subject, kind: QuantityKind, unit: Unit, at: &Expr<'_>) -> bool {
        let known = self.procedure.units.iter().find(|(known, _)| known == subject).map(|(_, unit)| *unit);
        let wanted = match kind {
            QuantityKind::Money => Some(Unit::Of(Keyword::Dong)),
            QuantityKind::Date => Some(Unit::Date),
            QuantityKind::Decimal | QuantityKind::Integer => known,
        };
        let fits = wanted.is_none_or(|wanted| wanted == unit);
        if !fits {
            let name = self.procedure.subject_text(subject);
            let wanted = unit_word(wanted.unwrap_or(Unit::Plain));
            self.values.problem(at.span, Message::UnitMismatch { name, wanted, found: unit_word(unit) });
        } else if known.is_none() {
            self.procedure.units.push((subject.clone(), unit));
        }
        fits
    }

    fn names_in(&mut self, expr: &Expr<'_>, lenient: bool) {
        match &expr.kind {
            ExprKind::Path(path) if path.text().contains('.') => {
                self.facts_at(&path.spelled(), expr.span);
            }
            ExprKind::Path(path) => self.declared(expr, &path.spelled(), lenient),
            ExprKind::Binary(_, left, right) => {
                self.names_in(left, lenient);
                self.names_in(right, lenient);
            }
            ExprKind::Negative(inner) => self.names_in(inner, lenient),
            _ => {}
        }
    }

    /// A name by itself is a case or a table, or turns out while the procedure runs.
    fn declared(&mut self, at: &Expr<'_>, name: &str, lenient: bool) {
        let known = name.contains('.')
            || self.case(name).is_some()
            || self.role_named(name).is_some()
            || self.decision_named(name).is_some();
        if !known && !lenient {
            self.unknown_condition(at, name);
        }
    }

    /// A formula with its unit; `None` if it is none, which is then reported.
    pub(super) fn formula(&mut self, expr: &Expr<'_>) -> Option<(Formula, Unit)> {
        match &expr.kind {
            ExprKind::Literal(..) => match literal(expr) {
                Some((value, unit)) => Some((Formula::Value(value), unit)),
                None => {
                    self.values.problem(expr.span, Message::NotAFormula);
                    None
                }
            },
            ExprKind::Path(path) => {
                if let Some(id) = self.decision_named(&path.spelled()) {
                    let unit = self.procedure.decision(id).unit;
                    return Some((Formula::Decision(id), unit.unwrap_or(Unit::Plain)));
                }
                if self.case(&path.spelled()).is_none() && !path.text().contains('.') {
                    self.values
                        .problem(expr.span, Message::UnknownCondition { name: path.text().to_owned() });
                    return None;
                }
                let (subject, kind) = self.subject(&path.spelled(), expr)?;
                let unit = match kind {
                    QuantityKind::Money => Unit::Of(Keyword::Dong),
                    QuantityKind::Date => Unit::Date,
                    QuantityKind::Decimal | QuantityKind::Integer => self.procedure.unit_of(&subject),
                };
                Some((Formula::Input(subject), unit))
            }
            ExprKind::Negative(inner) => {
                let (inner, unit) = self.formula(inner)?;
                Some((Formula::Negative(Box::new(inner)), unit))
            }
            ExprKind::Binary(operator, left, right) => {
                let operator = match operator {
                    Operator::Add => Arithmetic::Add,
                    Operator::Subtract => Arithmetic::Subtract,
                    Operator::Multiply => Arithmetic::Multiply,
                    Operator::Divide => Arithmetic::Divide,
                    _ => {
                        self.values.problem(expr.span, Message::NotAFormula);
                        return None;
                    }
                };
                let (left, left_unit) = self.formula(left)?;
                let (right_formula, right_unit) = self.formula(right)?;
                let Some(unit) = combined(operator, left_unit, right_unit) else {
                    let name = self.tree.text()[expr.span.range()].to_owned();
                    let (wanted, found) = (unit_word(left_unit), unit_word(right_unit));
                    self.values.problem(right.span, Message::UnitMismatch { name, wanted, found });
                    return None;
                };
                Some((Formula::Binary(operator, Box::new(left), Box::new(right_formula)), unit))
            }
            ExprKind::If(branches, otherwise) => self.formula_by_case(branches, otherwise),
            ExprKind::Missing => None,
            _ => {
                self.values.problem(expr.span, Message::NotAFormula);
                None
            }
        }
    }

    /// All its values have one unit.
    fn formula_by_case(
        &mut self,
        branches: &[(Expr<'_>, Expr<'_>)],
        otherwise: &Expr<'_>,
    ) -> Option<(Formula, Unit)> {
        let mut chosen = Vec::new();
        let (last, unit) = self.formula(otherwise)?;
        for (when, value) in branches {
            let condition = self.condition(when, false);
            let (formula, found) = self.formula(value)?;
            if found != unit {
                let name = self.tree.text()[value.span.range()].to_owned();
                let (wanted, found) = (unit_word(unit), unit_word(found));
                self.values.problem(value.span, Message::UnitMismatch { name, wanted, found });
                return None;
            }
            chosen.push((condition, formula));
        }
        Some((Formula::If(chosen, Box::new(last)), unit))
    }

    pub(super) fn decision_named(&self, name: &str) -> Option<DecisionId> {
        let at = self.procedure.decisions.iter().position(|table| table.name == name)?;
        Some(DecisionId(at as u16))
    }
}

/// `3 ngày` and `100 m2` have units; a share is a plain number. A product may carry one unit: the price
/// of a square metre times an area is money, and nobody writes the unit "đồng per m2".
fn combined(operator: Arithmetic, left: Unit, right: Unit) -> Option<Unit> {
    let money = Unit::Of(Keyword::Dong);
    match operator {
        Arithmetic::Add | Arithmetic::Subtract => (left == right).then_some(left),
        Arithmetic::Multiply if left == Unit::Plain => Some(right),
        Arithmetic::Multiply if right == Unit::Plain => Some(left),
        Arithmetic::Multiply if left == money && right != money => Some(money),
        Arithmetic::Multiply if right == money && left != money => Some(money),
        Arithmetic::Multiply => None,
        Arithmetic::Divide if left == right => Some(Unit::Plain),
        Arithmetic::Divide if right == Unit::Plain => Some(left),
        Arithmetic::Divide => None,
    }
}

pub(super) fn turned(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        same => same,
    }
}

/// One number in its unit: no range. A share is its part of one.
pub(in crate::lower) fn literal(expr: &Expr<'_>) -> Option<(Ratio, Unit)> {
    if let ExprKind::Negative(inner) = &expr.kind {
        let (value, unit) = literal(inner)?;
        return Some((-value, unit));
    }
    let ExprKind::Literal(node, unit) = expr.kind else { return None };
    if unit.is_none()
        && let Some(date) = parse_date(node.text())
    {
        return Some((days_of(date), Unit::Date));
    }
    let (interval, unit) = literal_interval(expr)?;
    if !interval.is_exact() {
        return None;
    }
    if unit == Some(Keyword::Percent) {
        return Some((interval.low / whole(100), Unit::Plain));
    }
    let (unit, factor) = Unit::of_literal(unit);
    Some((interval.low * factor, unit))
}

fn unit_word(unit: Unit) -> String {
    match unit {
        Unit::Plain => "số".to_owned(),
        Unit::Date => "ngày".to_owned(),
        Unit::Of(keyword) => keyword.vietnamese().to_owned(),
    }
}
