//! Keywords of two surfaces in one file, and names that the language has taken.

use tthc_syntax::{Class, ExprKind, Group, Keyword, Kind, Node, Operator, Parse, Surface, expr};

use crate::diagnostic::{Diagnostic, Fix};
use crate::library::ItemKind;
use crate::message::Message;

/// At the first word that is not of the surface most words of the file are of; once for the file.
pub(super) fn mixed(diagnostics: &mut Vec<Diagnostic>, parse: &Parse) {
    let mut others = parse.of_other_surface().peekable();
    let Some(first) = others.peek().copied() else { return };
    let most = parse.surface();
    let option = match most {
        Surface::Vietnamese => "vi",
        Surface::English => "en",
    };
    let title = Message::OneSurface { option };
    let edits = others.map(|word| (word.span(), word.spelled_in(most).into_owned())).collect();
    let message = Message::MixedSurfaces { word: first.text().to_owned(), most };
    let mut diagnostic = Diagnostic::new(first.span(), message).help(title.clone());
    diagnostic.fix = Some(Fix { title, edits });
    diagnostics.push(diagnostic);
}

/// What a name is the name of, as far as it matters to who may be called what.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Item(ItemKind),
    Case,
    Component,
    Step,
    /// Attributes, parameters and everything else.
    Other,
}

/// Names that could never be referred to: where they may stand, the word of the language is read.
pub(super) fn taken_names(diagnostics: &mut Vec<Diagnostic>, parse: &Parse) {
    for node in parse.tree.nodes() {
        let named = match (node.kind(), node.keyword()) {
            (Kind::Item, Some(keyword)) => ItemKind::from_keyword(keyword).map_or(Named::Other, Named::Item),
            (Kind::Named, Some(Keyword::Case)) => Named::Case,
            (Kind::Named, Some(Keyword::Form)) => Named::Component,
            (Kind::Named, Some(Keyword::Step)) => Named::Step,
            (Kind::ValueClause, Some(Keyword::Alias)) => Named::Component,
            (Kind::Named | Kind::Bare, _) | (Kind::Head, Some(Keyword::About)) => Named::Other,
            _ => continue,
        };
        let names = node.name().into_iter().chain(declared(node));
        diagnostics.extend(names.filter(|name| is_taken(named, name.text())).map(|name| {
            Diagnostic::new(name.span(), Message::ReservedName { name: name.text().to_owned() })
        }));
    }
}

/// Names that are declared as values: `gọi là a`, `a : chữ`.
fn declared(node: Node<'_>) -> Vec<Node<'_>> {
    let operands = if node.kind() == Kind::Named { Vec::new() } else { expr::operands(node) };
    let names = operands.into_iter().filter_map(|operand| match operand.kind {
        ExprKind::Path(path) if node.kind() == Kind::ValueClause => Some(path),
        ExprKind::Binary(Operator::Has, name, _) => match name.kind {
            ExprKind::Path(path) => Some(path),
            _ => None,
        },
        _ => None,
    });
    names.collect()
}

fn is_taken(named: Named, name: &str) -> bool {
    use Keyword as K;
    // Where it may stand, the clause or the operator would begin.
    let clause = Keyword::find(Group::Clause, name)
        .is_some_and(|(word, _)| matches!(word.class(), Class::Clause | Class::LineClause | Class::Cite));
    if clause || Keyword::find(Group::Operator, name).is_some() {
        return true;
    }
    match Keyword::find(Group::Value, name).map(|(word, _)| word) {
        Some(K::TheApplicant | K::Unknown | K::Nothing | K::NotApplicable | K::AnyThing | K::Unlisted) => {
            true
        }
        Some(K::ViaOnline | K::ViaCounter | K::ViaPost) => named == Named::Case,
        Some(K::TypeText | K::TypeNumber | K::TypeInteger | K::TypeDate | K::TypeMoney | K::TypeBool) => {
            named == Named::Item(ItemKind::Entity)
        }
        Some(K::Commune | K::District | K::Province | K::Central) => named == Named::Item(ItemKind::Agency),
        Some(K::All) => {
            matches!(named, Named::Component | Named::Step | Named::Item(ItemKind::Document))
        }
        _ => false,
    }
}
