//! Fees and volumes.

use tthc_syntax::{Keyword, Node, expr};

use super::Builder;
use crate::message::Expected;
use crate::procedure::{Amount, Fee, Volume};

impl Builder<'_> {
    pub(super) fn fee(&mut self, node: Node<'_>) {
        let provenance = self.values.provenance(node);
        let word = expr::operands(node).first().and_then(crate::lower::values::word_of);
        let amount = match word {
            Some(Keyword::Unknown) => Amount::Unknown,
            Some(Keyword::Nothing) => Amount::Nothing,
            Some(Keyword::NotApplicable) => Amount::NotApplicable,
            _ => match self.values.money(node) {
                Some(amount) => {
                    self.values.figure(node, &provenance);
                    Amount::Money(amount.high)
                }
                None => Amount::Unknown,
            },
        };
        let each = node.clause(Keyword::Each).and_then(|clause| self.values.name(clause));
        let condition = self.when(node, true);
        let remark = node.clause(Keyword::Remark).and_then(|clause| self.values.text(clause));
        self.procedure.fees.push(Fee {
            charge: node.keyword() == Some(Keyword::Charge),
            amount,
            each: each.map(|(name, _)| name),
            condition,
            remark: remark.unwrap_or_default(),
            provenance,
            span: node.span(),
        });
    }

    pub(super) fn volume(&mut self, node: Node<'_>) {
        let provenance = self.values.provenance(node);
        let word = expr::operands(node).first().and_then(crate::lower::values::word_of);
        let count = match word {
            Some(Keyword::Unknown) => None,
            _ => {
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
