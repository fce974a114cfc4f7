//! Procedures filed as one.

use tthc_syntax::{Keyword, Node};

use crate::library::{Journey, JourneyLimit};
use crate::lower::values::{Values, citations};

pub(super) fn journey(values: &mut Values, node: Node<'_>) -> Journey {
    let mut journey = Journey {
        code: None,
        procedures: Vec::new(),
        optional: Vec::new(),
        forms: Vec::new(),
        limits: Vec::new(),
        basis: Vec::new(),
        notes: Vec::new(),
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Code) => journey.code = values.text(statement),
            Some(Keyword::Procedures) => {
                journey.procedures.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            Some(Keyword::OptionalParts) => {
                journey.optional.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            Some(Keyword::Form) => journey
                .forms
                .extend(statement.title().map(|title| tthc_syntax::tree::text_value(title.text()))),
            Some(Keyword::TimeLimit) => {
                let procedure = statement.clause(Keyword::OnProcedure).and_then(|clause| values.name(clause));
                if let Some(limit) = values.deadline(statement, statement) {
                    let procedure = procedure.map(|(name, _)| name);
                    journey.limits.push(JourneyLimit { procedure, limit });
                }
            }
            Some(Keyword::Basis) => journey
                .basis
                .extend(statement.child(tthc_syntax::Kind::Citations).map(citations).unwrap_or_default()),
            Some(Keyword::Note) => journey.notes.extend(values.text(statement)),
            _ => {}
        }
    }
    journey
}
