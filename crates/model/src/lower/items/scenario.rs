//! A scenario and what it expects.

use tthc_syntax::{ExprKind, Keyword, Node, Operator, expr, tree::text_value};

use crate::Name;
use crate::lower::procedure::literal;
use crate::lower::values::{Values, absence};
use crate::message::Expected;
use crate::procedure::{Amount, FeeKind};
use crate::scenario::{Expectation, Given, Scenario};

pub(super) fn scenario(values: &mut Values, node: Node<'_>) -> Scenario {
    let mut scenario = Scenario {
        procedure: node
            .clause(Keyword::ForProcedure)
            .and_then(|clause| values.name(clause))
            .map(|(name, _)| name),
        on: node.clause(Keyword::OnDate).and_then(|clause| values.date(clause)),
        given: Vec::new(),
        expect: Vec::new(),
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Given) => assignments(values, statement, &mut scenario.given),
            _ => scenario.expect.extend(expectation(values, statement)),
        }
    }
    scenario
}

fn assignments(values: &mut Values, node: Node<'_>, given: &mut Vec<(Name, Given)>) {
    for operand in expr::operands(node) {
        match &operand.kind {
            ExprKind::Binary(Operator::Is | Operator::Equal, name, value) => {
                match (&name.kind, &value.kind) {
                    (ExprKind::Path(name), ExprKind::Path(value)) => {
                        given.push((Name::new(name.spelled()), Given::Word(Name::new(value.spelled()))));
                    }
                    (ExprKind::Path(name), ExprKind::Text(text)) => {
                        let text = Name::new(text_value(text.text()));
                        given.push((Name::new(name.spelled()), Given::Word(text)));
                    }
                    (ExprKind::Path(name), _) if let Some((number, unit)) = literal(value) => {
                        given.push((Name::new(name.spelled()), Given::Quantity(number, unit)));
                    }
                    _ => values.expected(node, Expected::Assignment),
                }
            }
            _ => values.expected(node, Expected::Assignment),
        }
    }
}

/// One statement, one expectation; scenario runners report failures at the statement of the same index.
fn expectation(values: &mut Values, node: Node<'_>) -> Option<Expectation> {
    let mut list = |node: Node<'_>| -> Vec<Name> {
        node.statements().flat_map(|line| values.names(line)).map(|(name, _)| name).collect()
    };
    Some(match node.keyword()? {
        Keyword::ExpectDossier => Expectation::Dossier(list(node)),
        Keyword::ExpectAfter => Expectation::After(list(node)),
        Keyword::ExpectReformed => {
            let names = list(node);
            Expectation::Reformed(values.name(node)?.0, names)
        }
        Keyword::ExpectHeld => {
            let by = node.clause(Keyword::By).and_then(|clause| values.name(clause)).map(|(name, _)| name);
            Expectation::Held(values.name(node)?.0, by)
        }
        Keyword::ExpectBlocked => Expectation::Blocked(values.name(node)?.0),
        Keyword::ExpectRequired => Expectation::Required(values.name(node)?.0),
        keyword @ (Keyword::ExpectFee | Keyword::ExpectCharge | Keyword::ExpectContribution) => {
            let amount = match expr::operands(node).first().and_then(absence) {
                Some(absence) => Amount::Absent(absence),
                None => Amount::Money(values.money(node)?.high),
            };
            let kind = match keyword {
                Keyword::ExpectFee => FeeKind::Fee,
                Keyword::ExpectCharge => FeeKind::Charge,
                _ => FeeKind::Contribution,
            };
            Expectation::Fee(kind, amount)
        }
        Keyword::ExpectLimit => Expectation::TimeLimit(values.deadline(node, node)?),
        Keyword::ExpectAuthority => {
            Expectation::Authorities(values.names(node).into_iter().map(|(name, _)| name).collect())
        }
        _ => return None,
    })
}
