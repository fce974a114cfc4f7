//! Fees and volumes.

use tthc_syntax::{ExprKind, Keyword, Node, expr};

use super::Builder;
use crate::formula::{Formula, Unit};
use crate::lower::values::absence;
use crate::message::{Expected, Message};
use crate::procedure::{Absence, Amount, Fee, FeeKind, Volume};

impl Builder<'_> {
    pub(super) fn fee(&mut self, node: Node<'_>) {
        let provenance = self.values.provenance(node);
        let amount = self.amount(node).unwrap_or(Amount::Absent(Absence::Unknown));
        if matches!(amount, Amount::Money(_)) {
            self.values.figure(node, &provenance);
        }
        let each = node.clause(Keyword::Each).and_then(|clause| self.values.name(clause));
        let cap = node.clause(Keyword::AtMost).and_then(|clause| self.values.money(clause));
        let reduced_by = node.clause(Keyword::ReducedBy).and_then(|clause| self.values.percent(clause));
        let refundable = match (node.has(Keyword::Refundable), node.has(Keyword::NotRefundable)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        };
        let set_by = node.clause(Keyword::SetBy).and_then(|clause| self.values.name(clause));
        let condition = self.when(node, false);
        let remark = node.clause(Keyword::Remark).and_then(|clause| self.values.text(clause));
        self.procedure.fees.push(Fee {
            kind: match node.keyword() {
                Some(Keyword::Charge) => FeeKind::Charge,
                Some(Keyword::Contribution) => FeeKind::Contribution,
                _ => FeeKind::Fee,
            },
            amount,
            each: each.map(|(name, _)| name),
            cap: cap.map(|cap| cap.high),
            reduced_by,
            refundable,
            set_by: set_by.map(|(name, _)| name),
            condition,
            remark: remark.unwrap_or_default(),
            provenance,
            span: node.span(),
        });
    }

    fn amount(&mut self, node: Node<'_>) -> Option<Amount> {
        let operands = expr::operands(node);
        let operand = operands.first()?;
        if let Some(absence) = absence(operand) {
            return Some(Amount::Absent(absence));
        }
        if let ExprKind::Literal(..) = operand.kind {
            return self.values.money(node).map(|amount| Amount::Money(amount.high));
        }
        let (formula, unit) = self.formula(operand)?;
        if unit != Unit::Of(Keyword::Dong) {
            let table_without_values =
                matches!(&formula, Formula::Decision(id) if self.procedure.decision(*id).unit.is_none());
            if !table_without_values {
                self.values.problem(
                    operand.span,
                    Message::Expected {
                        keyword: crate::lower::keyword_text(node),
                        expected: Expected::Amount,
                    },
                );
                return None;
            }
        }
        Some(Amount::Formula(formula))
    }

    pub(super) fn volume(&mut self, node: Node<'_>) {
        let provenance = self.values.provenance(node);
        let count = match expr::operands(node).first().and_then(absence) {
            Some(_) => None,
            None => {
                let count = self.values.interval(node, Expected::Number).map(|(count, _)| count);
                if count.is_some() {
                    self.values.figure(node, &provenance);
                }
                count
            }
        };
        let year = node.clause(Keyword::PerYear).and_then(|clause| self.values.count(clause));
        let year = year.and_then(|year| i16::try_from(year).ok());
        self.procedure.volume = Some(Volume { count, year, provenance, span: node.span() });
    }
}
