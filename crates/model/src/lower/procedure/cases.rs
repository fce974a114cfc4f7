//! What differs between applications.

use tthc_syntax::{ExprKind, Group, Keyword, Node, Operator, expr};

use super::{Builder, title};
use crate::Name;
use crate::lower::items;
use crate::lower::values::literal_interval;
use crate::message::{Expected, Message};
use crate::procedure::{CaseVariable, ChannelKind, QuantityKind};
use crate::quantity::{Interval, Ratio};

impl Builder<'_> {
    pub(super) fn declarations(&mut self, node: Node<'_>) {
        for statement in node.statements() {
            if statement.keyword() == Some(Keyword::Case) {
                self.case_variable(statement);
            }
        }
        for statement in node.statements() {
            if statement.keyword() == Some(Keyword::Decide) {
                self.decision_table(statement);
            }
        }
        for statement in node.statements() {
            if statement.keyword() == Some(Keyword::Constraint) {
                for operand in expr::operands(statement) {
                    let condition = self.condition(&operand, false);
                    self.procedure.constraints.push(condition);
                }
            } else if let Some(kind) = statement.keyword().and_then(channel_kind) {
                self.channel(statement, kind);
            }
        }
    }

    pub(super) fn case_variable(&mut self, node: Node<'_>) {
        let Some(name) = node.name() else { return };
        if self.case(name.text()).is_some() {
            self.values.problem(name.span(), Message::DuplicateLocal { name: name.text().to_owned() });
            return;
        }
        let mut values = Vec::new();
        for operand in expr::operands(node) {
            items::alternatives(&operand, &mut values);
        }
        let names: Vec<Name> = values.iter().map(|(name, _)| name.clone()).collect();
        let word = |name: &Name| Keyword::find(Group::Value, name).map(|(word, _)| word);
        let quantity = match names.as_slice() {
            [one] => match word(one) {
                Some(Keyword::TypeNumber) => Some(QuantityKind::Decimal),
                Some(Keyword::TypeInteger) => Some(QuantityKind::Integer),
                Some(Keyword::TypeMoney) => Some(QuantityKind::Money),
                Some(Keyword::TypeDate) => Some(QuantityKind::Date),
                _ => None,
            },
            _ => None,
        };
        let is_bool = match names.as_slice() {
            [one] => word(one) == Some(Keyword::TypeBool),
            [yes, no] => word(yes) == Some(Keyword::Yes) && word(no) == Some(Keyword::No),
            _ => false,
        };
        if !is_bool && quantity.is_none() && names.len() < 2 {
            self.values.problem(
                node.span(),
                Message::Expected { keyword: name.text().to_owned(), expected: Expected::Type },
            );
        }
        let provenance = self.values.provenance(node);
        let mut shares = Vec::new();
        if let Some(clause) = node.clause(Keyword::Share) {
            self.values.figure(clause, &provenance);
            for operand in expr::operands(clause) {
                self.shares(clause, &operand, &mut shares);
            }
            let wanted = if is_bool { 1 } else { names.len() };
            let fits = shares.len() == wanted || (is_bool && shares.len() == 2);
            if !fits && !shares.is_empty() {
                self.values.problem(clause.span(), Message::SharesDoNotFit { wanted, found: shares.len() });
                shares.clear();
            }
            let (low, high) =
                shares.iter().fold((Ratio::default(), Ratio::default()), |(low, high), share| {
                    (low + &share.low, high + &share.high)
                });
            let one = crate::quantity::whole(1);
            if shares.len() > 1 && (low > one || high < one) {
                self.values.problem(clause.span(), Message::SharesExceed);
                shares.clear();
            }
            if is_bool {
                shares.truncate(1);
            }
        }
        self.procedure.cases.push(CaseVariable {
            name: Name::new(name.text()),
            title: title(node).unwrap_or_else(|| name.text().to_owned()),
            values: if is_bool || quantity.is_some() { Vec::new() } else { names },
            quantity,
            shares,
            provenance,
            span: name.span(),
        });
    }

    pub(super) fn shares(
        &mut self,
        clause: Node<'_>,
        operand: &tthc_syntax::Expr<'_>,
        shares: &mut Vec<Interval>,
    ) {
        match &operand.kind {
            ExprKind::Binary(Operator::Alternative, left, right) => {
                self.shares(clause, left, shares);
                self.shares(clause, right, shares);
            }
            _ => match literal_interval(operand) {
                Some((share, Some(Keyword::Percent))) if share.high <= crate::quantity::whole(100) => {
                    shares.push(share.scale(&crate::quantity::ratio(1, 100)));
                }
                Some((_, Some(Keyword::Percent))) => {
                    self.values.problem(operand.span, Message::MoreThanAll);
                }
                _ => self.values.expected(clause, Expected::Percent),
            },
        }
    }
}

pub(super) fn channel_kind(keyword: Keyword) -> Option<ChannelKind> {
    match keyword {
        Keyword::OnlineFull | Keyword::OnlinePartial => Some(ChannelKind::Online),
        Keyword::Counter => Some(ChannelKind::Counter),
        Keyword::Post => Some(ChannelKind::Post),
        _ => None,
    }
}
