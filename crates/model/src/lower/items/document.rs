//! A paper: what it is about and what it attests.

use tthc_syntax::{ExprKind, Keyword, Node, Operator, expr};

use crate::Name;
use crate::library::Document;
use crate::lower::values::Values;
use crate::message::{Expected, Message};

pub(super) fn document(values: &mut Values, node: Node<'_>) -> Document {
    let mut document = Document {
        about: Vec::new(),
        attests: Vec::new(),
        issued_by: Vec::new(),
        known_as: Vec::new(),
        valid: None,
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::About) => {
                for operand in expr::operands(statement) {
                    match &operand.kind {
                        ExprKind::Binary(Operator::Has, name, ty) => {
                            if let (ExprKind::Path(name), ExprKind::Path(ty)) = (&name.kind, &ty.kind) {
                                document.about.push((Name::new(name.spelled()), Name::new(ty.spelled())));
                            }
                        }
                        _ => values.expected(statement, Expected::Type),
                    }
                }
            }
            Some(Keyword::Attests) => {
                for (path, span) in values.names(statement) {
                    match path.split_once('.') {
                        Some((parameter, attribute)) if !attribute.contains('.') => {
                            document.attests.push((Name::new(parameter), Name::new(attribute)));
                        }
                        _ => values.problem(
                            span,
                            Message::Expected {
                                keyword: Keyword::Attests.vietnamese().to_owned(),
                                expected: Expected::Facts,
                            },
                        ),
                    }
                }
            }
            Some(Keyword::IssuedBy) => {
                document.issued_by.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            Some(Keyword::KnownAs) => document.known_as.extend(values.texts(statement)),
            Some(Keyword::Valid) => document.valid = values.duration(statement),
            _ => {}
        }
    }
    document
}
