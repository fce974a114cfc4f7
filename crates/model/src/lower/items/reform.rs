//! A reviewer's decisions on a procedure.

use tthc_syntax::{Keyword, Node, Span};

use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::lower::values::{Values, citations};
use crate::message::Message;
use crate::scenario::{Decision, Reform};

pub(super) fn reform(values: &mut Values, node: Node<'_>) -> Reform {
    let mut reform = Reform {
        procedure: node
            .clause(Keyword::OnProcedure)
            .and_then(|clause| values.name(clause))
            .map(|(name, _)| name),
        period: values.period(node),
        basis: values.basis(node),
        decisions: Vec::new(),
    };
    for statement in node.statements() {
        let because = statement.clause(Keyword::Because).and_then(|clause| values.text(clause));
        let names = match statement.keyword() {
            Some(
                Keyword::Accept
                | Keyword::NotAccepted
                | Keyword::Cut
                | Keyword::MoveToForm
                | Keyword::Replace,
            ) => values.names(statement),
            _ => Vec::new(),
        };
        for (component, _) in names {
            let all = is_all(&component);
            reform.decisions.push(match statement.keyword() {
                Some(Keyword::Accept) if all => Decision::AcceptAll,
                Some(Keyword::Accept) => Decision::Accept(component),
                Some(Keyword::NotAccepted) => Decision::NotAccepted { component, because: because.clone() },
                Some(Keyword::Cut) => Decision::Cut { component, because: because.clone() },
                Some(Keyword::MoveToForm) => Decision::MoveToForm { component, because: because.clone() },
                _ => {
                    let by = statement.clause(Keyword::By).and_then(|clause| values.name(clause));
                    Decision::Replace { component, source: by.map(|(name, _)| name) }
                }
            });
        }
        match statement.keyword() {
            Some(Keyword::Shorten) => {
                let to = statement.clause(Keyword::To).and_then(|clause| values.duration(clause));
                if let Some((step, _)) = values.name(statement) {
                    reform.decisions.push(match is_all(&step) {
                        true => Decision::ShortenAll { to },
                        false => Decision::Shorten { step, to },
                    });
                }
            }
            Some(Keyword::Amend) => {
                let basis = statement.child(tthc_syntax::Kind::Citations).map(citations).unwrap_or_default();
                let text = statement.title().map(|title| tthc_syntax::tree::text_value(title.text()));
                reform.decisions.push(Decision::Amend { basis, text: text.unwrap_or_default() });
            }
            Some(Keyword::Basis) => {
                reform
                    .basis
                    .extend(statement.child(tthc_syntax::Kind::Citations).map(citations).unwrap_or_default());
            }
            _ => {}
        }
    }
    reform
}

/// What a decision makes of a paper or a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    BecomesData,
    Leaves,
    MovesToForm,
    TakesLess,
}

/// Two decisions on one name that cannot both be carried out.
pub(super) fn check_decisions(values: &mut Values, node: Node<'_>) {
    let mut decided: Vec<(Name, Fate, Span)> = Vec::new();
    for statement in node.statements() {
        let fate = match statement.keyword() {
            Some(Keyword::NotAccepted) => Fate::Stays,
            Some(Keyword::Accept | Keyword::Replace) => Fate::BecomesData,
            Some(Keyword::Cut) => Fate::Leaves,
            Some(Keyword::MoveToForm) => Fate::MovesToForm,
            Some(Keyword::Shorten) => Fate::TakesLess,
            _ => continue,
        };
        for (name, at) in Values::default().names(statement) {
            // All proposals, not a paper of that name; with `shorten` it is the whole procedure.
            if fate != Fate::TakesLess && is_all(&name) {
                continue;
            }
            let first = decided.iter().find(|(other, ..)| *other == name);
            match first {
                // To shorten a step twice says two terms.
                Some((_, other, place)) if *other != fate || fate == Fate::TakesLess => {
                    let message = Message::ContradictoryDecisions { name: name.to_string() };
                    let diagnostic = Diagnostic::new(at, message);
                    values.problems.push(diagnostic.also(*place, Message::OtherDecisionHere));
                }
                Some(_) => {}
                None => decided.push((name, fate, at)),
            }
        }
    }
}

fn is_all(name: &Name) -> bool {
    tthc_syntax::Keyword::find(tthc_syntax::Group::Value, name).is_some_and(|(word, _)| word == Keyword::All)
}
