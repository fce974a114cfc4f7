//! Paths through the attributes of entities.

use tthc_syntax::{Node, Span};

use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::library::{Entity, Library, Type};
use crate::lower::one_of;
use crate::lower::values::Values;
use crate::message::Message;

/// Follows a path through the entities and reports the first attribute that is not there.
pub(crate) fn attribute_exists(
    values: &mut Values,
    library: &Library,
    entity: &str,
    path: &[Name],
    span: Span,
) -> bool {
    let mut entity = Name::new(entity);
    for (at, name) in path.iter().enumerate() {
        // An entity that is not declared is reported where it is named.
        let Some(declared) = library.entity(&entity) else { return false };
        let Some(attribute) = declared.attribute(name) else {
            unknown_attribute(values, &entity, declared, name, span);
            return false;
        };
        match &attribute.ty {
            Type::Entity(next) => entity = next.clone(),
            _ if at + 1 < path.len() => {
                unknown_attribute(values, name, declared, &path[at + 1], span);
                return false;
            }
            _ => {}
        }
    }
    true
}

fn unknown_attribute(values: &mut Values, entity_name: &str, entity: &Entity, name: &str, span: Span) {
    let message = Message::UnknownAttribute { entity: entity_name.to_owned(), attribute: name.to_owned() };
    let known: Vec<&str> = entity.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    // The span may hold a longer path: the fix would replace too much, so only help.
    let mut diagnostic = one_of(Diagnostic::new(span, message), name, &known);
    diagnostic.fix = None;
    values.problems.push(diagnostic);
}

pub(super) fn paths_in(node: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    for child in node.children() {
        match child.kind() {
            tthc_syntax::Kind::Path => found.push(child),
            tthc_syntax::Kind::Operands | tthc_syntax::Kind::Set | tthc_syntax::Kind::Group => {
                found.extend(paths_in(child));
            }
            _ => {}
        }
    }
    found
}
