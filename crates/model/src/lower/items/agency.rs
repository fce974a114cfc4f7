//! An agency.

use tthc_syntax::{Keyword, Node};

use crate::library::Agency;
use crate::lower::values::Values;

pub(super) fn agency(values: &mut Values, node: Node<'_>) -> Agency {
    let mut agency =
        Agency { level: None, known_as: Vec::new(), exists: values.period(node), succeeded_by: None };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Level) => agency.level = values.level(statement),
            Some(Keyword::SucceededBy) => agency.succeeded_by = values.name(statement).map(|(name, _)| name),
            Some(Keyword::KnownAs) => agency.known_as.extend(values.texts(statement)),
            _ => {}
        }
    }
    agency
}
