//! Standard times and prices.

use tthc_syntax::{Keyword, Node};

use crate::Name;
use crate::library::{ActivityNorm, Addressee, Norms};
use crate::lower::values::Values;

pub(super) fn norms(values: &mut Values, node: Node<'_>) -> Norms {
    let mut norms = Norms::default();
    for statement in node.statements() {
        let provenance = values.provenance(statement);
        match statement.keyword() {
            Some(Keyword::HourlyIncome) => {
                values.figure(statement, &provenance);
                let words = &[Keyword::Citizen, Keyword::Business, Keyword::Administration];
                let of = statement.clause(Keyword::Of).and_then(|clause| values.word(clause, words));
                let addressee = match of {
                    Some(Keyword::Business) => Addressee::Business,
                    Some(Keyword::Administration) => Addressee::Administration,
                    _ => Addressee::Citizen,
                };
                if let Some(income) = values.money(statement) {
                    norms.hourly_income.push((addressee, income.low, provenance));
                }
            }
            Some(Keyword::Activity) => {
                values.figure(statement, &provenance);
                let level = statement.clause(Keyword::At).and_then(|clause| values.level(clause));
                if let (Some(activity), Some(takes)) = (statement.name(), values.duration(statement)) {
                    let activity = Name::new(activity.text());
                    norms.activities.push(ActivityNorm { activity, level, takes, provenance });
                }
            }
            Some(Keyword::Expense) => {
                values.figure(statement, &provenance);
                if let (Some(name), Some(amount)) = (statement.name(), values.money(statement)) {
                    norms.expenses.push((Name::new(name.text()), amount, provenance));
                }
            }
            _ => {}
        }
    }
    norms
}
