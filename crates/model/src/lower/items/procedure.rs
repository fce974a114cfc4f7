//! A procedure as others see it.

use tthc_syntax::{Keyword, Node};

use crate::library::ProcedureHead;
use crate::lower::values::Values;

/// Quiet: the procedure itself is lowered elsewhere, with its problems.
pub(super) fn procedure_head(node: Node<'_>) -> ProcedureHead {
    let mut values = Values::default();
    let mut head = ProcedureHead {
        code: None,
        twin_codes: Vec::new(),
        in_force: values.period(node),
        authorities: Vec::new(),
        results: Vec::new(),
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Code) => head.code = values.text(statement),
            Some(Keyword::TwinCode) => head.twin_codes.extend(values.texts(statement)),
            Some(Keyword::Authority) => {
                head.authorities.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            Some(Keyword::Result) => {
                head.results.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            _ => {}
        }
    }
    head
}
