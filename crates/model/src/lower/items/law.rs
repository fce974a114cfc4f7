//! A legal text.

use tthc_syntax::{Keyword, Node};

use crate::library::{Law, Verification};
use crate::lower::values::{RANKS, Values, rank};

pub(super) fn law(values: &mut Values, node: Node<'_>) -> Law {
    let in_force = values.period(node);
    let mut law = Law { number: None, rank: None, in_force, verification: None };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Number) => law.number = values.text(statement),
            Some(Keyword::Rank) => law.rank = values.word(statement, RANKS).and_then(rank),
            Some(Keyword::Verified) => {
                let words = &[Keyword::OriginalSeen, Keyword::Secondary, Keyword::Inferred];
                law.verification = values.word(statement, words).map(|word| match word {
                    Keyword::OriginalSeen => Verification::OriginalCompared,
                    Keyword::Secondary => Verification::Secondary,
                    _ => Verification::Inferred,
                });
            }
            _ => {}
        }
    }
    law
}
