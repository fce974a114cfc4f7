//! Papers under another name than their own.

use tthc_syntax::{ExprKind, Keyword, Node, Span, expr, tree::text_value};

use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::library::{ItemKind, Library, plain};
use crate::message::Message;

pub(super) fn check(kind: ItemKind, node: Node<'_>, library: &Library, found: &mut Vec<Diagnostic>) {
    match kind {
        ItemKind::Document => declaration(node, library, found),
        ItemKind::Procedure | ItemKind::Rule => uses(node, library, found),
        _ => {}
    }
}

/// A title or another name that also belongs to another document.
fn declaration(node: Node<'_>, library: &Library, found: &mut Vec<Diagnostic>) {
    let Some(own) = node.name() else { return };
    let others = |text: &str| -> Vec<&Name> {
        library.documents_called(text).iter().filter(|name| *name != own.text()).collect()
    };
    // Two with one title are both told; where it is the other name of one, that one is.
    if let Some(title) = node.title() {
        let text = text_value(title.text());
        let twin = others(&text).into_iter().find(|name| {
            let theirs = library.title(ItemKind::Document, name);
            plain(theirs) == plain(&text)
        });
        found.extend(twin.map(|other| Diagnostic::new(title.span(), message(library, &text, other))));
    }
    let known_as = node.statements().filter(|statement| statement.keyword() == Some(Keyword::KnownAs));
    for (text, at) in known_as.flat_map(texts) {
        let other = others(&text).into_iter().next();
        found.extend(other.map(|other| Diagnostic::new(at, message(library, &text, other))));
    }
}

/// An alias, or a text in place of a name, that is what another document is called.
fn uses(node: Node<'_>, library: &Library, found: &mut Vec<Diagnostic>) {
    for statement in node.statements() {
        uses(statement, library, found);
        if statement.keyword() == Some(Keyword::MustNotAsk) {
            for (text, at) in texts(statement) {
                if let [document] = library.documents_called(&text) {
                    let diagnostic = Diagnostic::new(at, message(library, &text, document));
                    found.push(diagnostic.replace(document.as_str()));
                }
            }
        }
        let Some(alias) = statement.clause(Keyword::Alias) else { continue };
        let names = |node: Node<'_>| {
            expr::operands(node)
                .into_iter()
                .filter_map(|operand| match operand.kind {
                    ExprKind::Path(path) => Some((Name::new(path.text()), path.span())),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        let asked = names(statement);
        for (text, at) in names(alias) {
            let called = library.documents_called(&text);
            let other = called.first().filter(|_| !asked.iter().any(|(asked, _)| called.contains(asked)));
            found.extend(other.map(|other| Diagnostic::new(at, message(library, &text, other))));
        }
    }
}

fn message(library: &Library, text: &str, document: &str) -> Message {
    Message::OtherDocumentName {
        text: text.to_owned(),
        document: document.to_owned(),
        title: library.title(ItemKind::Document, document).to_owned(),
    }
}

fn texts(node: Node<'_>) -> Vec<(String, Span)> {
    let texts = expr::operands(node).into_iter().filter_map(|operand| match operand.kind {
        ExprKind::Text(text) => Some((text_value(text.text()), text.span())),
        _ => None,
    });
    texts.collect()
}
