//! Laws without a date under which data may stand for papers: they count as always in force, which no law is.
//!
//! A law that is only cited among others changes nothing and is left alone.

use tthc_syntax::{Keyword, Node};

use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::library::{ItemKind, Library};
use crate::message::Message;
use crate::names;
use crate::quantity::Period;

pub(super) fn check(
    kind: ItemKind,
    node: Node<'_>,
    library: &Library,
    told: &mut Vec<Name>,
    found: &mut Vec<Diagnostic>,
) {
    let carriers = match kind {
        ItemKind::Rule | ItemKind::Source => vec![node],
        ItemKind::Procedure => lookups(node),
        _ => return,
    };
    for reference in names::of_item(node) {
        let start = reference.span.start as usize;
        let inside = carriers.iter().any(|carrier| carrier.span().range().contains(&start));
        if !inside || reference.kinds != [ItemKind::Law] || told.contains(&reference.name) {
            continue;
        }
        if library.law(&reference.name).is_some_and(|law| law.in_force == Period::ALWAYS) {
            let law = reference.name.to_string();
            let diagnostic = Diagnostic::new(reference.span, Message::UndatedLaw { law: law.clone() });
            found.push(diagnostic.help(Message::DateLawHelp { law }));
            told.push(reference.name);
        }
    }
}

/// The statements of a procedure that let data stand for papers, or forbid to ask for them.
fn lookups(node: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Lookup | Keyword::MustNotAsk) => found.push(statement),
            _ => found.extend(lookups(statement)),
        }
    }
    found
}
