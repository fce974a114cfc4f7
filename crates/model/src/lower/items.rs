//! Items that are not procedures.

mod agency;
mod attribute;
mod document;
mod entity;
mod journey;
mod law;
mod norms;
mod procedure;
mod reform;
mod rule;
mod scenario;
mod source;
mod target;
mod variant;

use tthc_syntax::{Keyword, Node};

use crate::library::{Actor, Detail, ItemKind, Library};
use crate::lower::values::{Values, split};
use crate::message::Message;

pub(crate) use attribute::attribute_exists;
pub(crate) use entity::alternatives;

/// What an item declares; `None` for text that is no item.
pub(crate) fn detail(values: &mut Values, node: Node<'_>) -> Option<Detail> {
    Some(match ItemKind::from_keyword(node.keyword()?)? {
        ItemKind::Agency => Detail::Agency(agency::agency(values, node)),
        ItemKind::Actor => {
            let agency =
                node.clause(Keyword::Of).and_then(|clause| values.name(clause)).map(|(name, _)| name);
            Detail::Actor(Actor { agency })
        }
        ItemKind::Law => Detail::Law(law::law(values, node)),
        ItemKind::Entity => Detail::Entity(entity::entity(values, node)),
        ItemKind::Source => Detail::Source(Box::new(source::source(values, node))),
        ItemKind::Document => Detail::Document(document::document(values, node)),
        ItemKind::Procedure => Detail::Procedure(procedure::procedure_head(node)),
        ItemKind::Journey => Detail::Journey(journey::journey(values, node)),
        ItemKind::Reform => Detail::Reform(reform::reform(values, node)),
        ItemKind::Rule => Detail::Rule(rule::rule(values, node)),
        ItemKind::Norms => Detail::Norms(norms::norms(values, node)),
        ItemKind::Scenario => Detail::Scenario(scenario::scenario(values, node)),
        ItemKind::Variant => Detail::Variant(variant::variant(values, node)),
        ItemKind::Target => {
            target::target(values, node);
            Detail::Target
        }
    })
}

/// What can only be checked against the library: attributes of entities.
pub(crate) fn check(values: &mut Values, library: &Library, node: Node<'_>, detail: &Detail) {
    match detail {
        Detail::Source(_) => {
            for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::About)) {
                source::check_about(values, library, statement);
            }
            for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::Published)) {
                for line in statement.statements() {
                    source::check_scope(values, library, line);
                }
            }
        }
        Detail::Rule(_) => {
            for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::Replace)) {
                rule::check_replacement(values, library, statement);
            }
        }
        Detail::Document(document) => {
            for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::Attests)) {
                for (path, span) in Values::default().names(statement) {
                    // A path of another length is reported where it is read.
                    let [parameter, attribute] = &split(&path)[..] else { continue };
                    match document.about.iter().find(|(name, _)| name == parameter) {
                        Some((_, entity)) => {
                            attribute_exists(values, library, entity, std::slice::from_ref(attribute), span);
                        }
                        None => values.problem(span, Message::UnknownRole { name: parameter.to_string() }),
                    }
                }
            }
        }
        Detail::Reform(_) => reform::check_decisions(values, node),
        Detail::Entity(_) => {
            let own = node.name().map_or("", |name| name.text());
            for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::Key)) {
                for (path, span) in Values::default().names(statement) {
                    attribute_exists(values, library, own, &split(&path), span);
                }
            }
        }
        _ => {}
    }
}
