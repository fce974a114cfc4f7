//! National codes under which one procedure is published twice.

use tthc_syntax::{ExprKind, Keyword, Node, expr, tree::text_value};

use crate::diagnostic::Diagnostic;
use crate::library::{ItemKind, Library};
use crate::message::Message;
use crate::procedure::Procedure;

pub(super) fn check(procedure: &Procedure, node: Node<'_>, library: &Library, found: &mut Vec<Diagnostic>) {
    let mut seen: Vec<String> = Vec::new();
    for statement in node.statements() {
        let is_twin = match statement.keyword() {
            Some(Keyword::Code) => false,
            Some(Keyword::TwinCode) => true,
            _ => continue,
        };
        for operand in expr::operands(statement) {
            let ExprKind::Text(text) = operand.kind else { continue };
            let code = text_value(text.text());
            let other = if seen.contains(&code) {
                Some(procedure.name.to_string())
            } else {
                elsewhere(procedure, library, &code, is_twin)
            };
            if let Some(other) = other {
                let message = Message::TwinCode { code: code.clone(), other };
                found.push(Diagnostic::new(operand.span, message).help(Message::KeepOneCodeHelp));
            }
            seen.push(code);
        }
    }
}

/// Another procedure with the code, one of the two as its twin. Two with it as their own are T0106.
fn elsewhere(procedure: &Procedure, library: &Library, code: &str, is_twin: bool) -> Option<String> {
    let others = library.by_code(code).iter().filter(|(_, name)| *name != procedure.name);
    let mut others: Vec<_> = others
        .filter(|(_, name)| {
            library.procedure(name).is_some_and(|other| {
                (is_twin || other.twin_codes.iter().any(|twin| twin == code))
                    && !other.in_force.intersect(&procedure.in_force).is_empty()
            })
        })
        .collect();
    others.sort();
    let (path, name) = others.first()?;
    Some(format!("{} ({path})", library.title(ItemKind::Procedure, name)))
}
