//! An entity, its keys and its attributes.

use tthc_syntax::{Expr, ExprKind, Keyword, Node, Operator, Span, expr};

use crate::Name;
use crate::library::{Attribute, Entity, Type};
use crate::lower::values::{Values, split, word_of};
use crate::message::{Expected, Message};

pub(super) fn entity(values: &mut Values, node: Node<'_>) -> Entity {
    let mut entity = Entity { keys: Vec::new(), attributes: Vec::new() };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Key) => {
                entity.keys.push(values.names(statement).iter().map(|(name, _)| split(name)).collect());
            }
            None => attributes(values, statement, &mut entity),
            Some(_) => {}
        }
    }
    entity
}

fn attributes(values: &mut Values, statement: Node<'_>, entity: &mut Entity) {
    let title =
        statement.title().map(|title| tthc_syntax::tree::text_value(title.text())).unwrap_or_default();
    for operand in expr::operands(statement) {
        let ExprKind::Binary(Operator::Has, name, ty) = &operand.kind else {
            let keyword = statement.tree_text()[operand.span.range()].to_owned();
            values.problem(operand.span, Message::Expected { keyword, expected: Expected::Type });
            continue;
        };
        let ExprKind::Path(name) = name.kind else { continue };
        let ty = attribute_type(values, ty);
        let attribute = Attribute {
            name: Name::new(name.spelled()),
            title: title.clone(),
            ty,
            sensitive: statement.has(Keyword::Sensitive),
        };
        if entity.attribute(&attribute.name).is_some() {
            values.problem(name.span(), Message::DuplicateLocal { name: attribute.name.to_string() });
        } else {
            entity.attributes.push(attribute);
        }
    }
}

fn attribute_type(values: &mut Values, ty: &Expr<'_>) -> Type {
    match (&ty.kind, word_of(ty)) {
        (_, Some(Keyword::TypeText)) => Type::Text,
        (_, Some(Keyword::TypeNumber)) => Type::Number,
        (_, Some(Keyword::TypeInteger)) => Type::Integer,
        (_, Some(Keyword::TypeDate)) => Type::Date,
        (_, Some(Keyword::TypeMoney)) => Type::Money,
        (_, Some(Keyword::TypeBool)) => Type::Bool,
        (ExprKind::Path(path), _) => Type::Entity(Name::new(path.spelled())),
        (ExprKind::Binary(Operator::Alternative, _, _), _) => {
            let mut names = Vec::new();
            alternatives(ty, &mut names);
            Type::Values(names.into_iter().map(|(name, _)| name).collect())
        }
        _ => {
            values.problem(ty.span, Message::Expected { keyword: ":".to_owned(), expected: Expected::Type });
            Type::Unknown
        }
    }
}

/// The names of `a | b | c`.
pub(crate) fn alternatives(operand: &Expr<'_>, names: &mut Vec<(Name, Span)>) {
    match &operand.kind {
        ExprKind::Binary(Operator::Alternative, left, right) => {
            alternatives(left, names);
            alternatives(right, names);
        }
        ExprKind::Path(path) => names.push((Name::new(path.spelled()), path.span())),
        _ => {}
    }
}
