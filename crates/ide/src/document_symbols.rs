//! The outline of a file.

use tthc_model::ItemKind;
use tthc_project::Snapshot;
use tthc_syntax::{Keyword, Kind, Node, Span};

use crate::file::File;
use crate::scope::{component_names, title};
use crate::symbol::LocalKind;
use crate::walk::declared_names;

/// Something the file declares, with what is declared in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentSymbol {
    pub name: String,
    /// The official title.
    pub detail: String,
    pub kind: DocumentSymbolKind,
    pub span: Span,
    /// The name in it.
    pub focus: Span,
    pub children: Vec<DocumentSymbol>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentSymbolKind {
    Item(ItemKind),
    Local(LocalKind),
    Attribute,
    /// What a source holds about one entity.
    About,
    /// The dossier, and groups in it.
    Group,
}

pub fn document_symbols(snapshot: &Snapshot, path: &str) -> Vec<DocumentSymbol> {
    let Some(file) = File::new(snapshot, path) else { return Vec::new() };
    let items = file.parse().items().filter_map(|item| {
        let kind = ItemKind::from_keyword(item.keyword()?)?;
        let name = item.name()?;
        let children = children(&file, item);
        Some(symbol(&file, item, name, DocumentSymbolKind::Item(kind), children))
    });
    items.collect()
}

fn children(file: &File, node: Node<'_>) -> Vec<DocumentSymbol> {
    node.statements().flat_map(|statement| declared(file, statement)).collect()
}

fn declared(file: &File, statement: Node<'_>) -> Vec<DocumentSymbol> {
    let local = |kind: LocalKind| {
        let named = statement.name().into_iter();
        named
            .map(|name| {
                symbol(file, statement, name, DocumentSymbolKind::Local(kind), children(file, statement))
            })
            .collect()
    };
    let group = |kind: DocumentSymbolKind| {
        let head = statement.children().next().into_iter();
        head.map(|name| symbol(file, statement, name, kind, children(file, statement))).collect()
    };
    match (statement.kind(), statement.keyword()) {
        (Kind::Prefixed, _) => children_of_prefixed(file, statement),
        // What stands in a block that is being typed is still declared.
        (Kind::Bad, _) => children(file, statement),
        (_, Some(Keyword::Role)) => local(LocalKind::Role),
        (_, Some(Keyword::Case)) => local(LocalKind::Case),
        (_, Some(Keyword::Criterion | Keyword::Condition)) => local(LocalKind::Criterion),
        (_, Some(Keyword::Step)) => local(LocalKind::Step),
        (_, Some(Keyword::Decide)) => local(LocalKind::Decision),
        (_, Some(Keyword::Require)) => local(LocalKind::Requirement),
        (_, Some(Keyword::Form)) => local(LocalKind::Component),
        (_, Some(Keyword::Show | Keyword::Submit | Keyword::Surrender | Keyword::Upload)) => {
            component_names(statement)
                .into_iter()
                .map(|name| {
                    let kind = DocumentSymbolKind::Local(LocalKind::Component);
                    symbol(file, statement, name, kind, Vec::new())
                })
                .collect()
        }
        (
            _,
            Some(
                Keyword::Dossier
                | Keyword::OneOf
                | Keyword::FirstOf
                | Keyword::AllOf
                | Keyword::AtLeast
                | Keyword::ForEach
                | Keyword::If,
            ),
        ) => group(DocumentSymbolKind::Group),
        (_, Some(Keyword::About)) if statement.child(Kind::Block).is_some() => {
            let entity = statement.child(Kind::Operands).and_then(|row| row.child(Kind::Path)).into_iter();
            entity.map(|name| symbol(file, statement, name, DocumentSymbolKind::About, Vec::new())).collect()
        }
        (Kind::Bare, _) => declared_names(statement)
            .into_iter()
            .map(|name| symbol(file, statement, name, DocumentSymbolKind::Attribute, Vec::new()))
            .collect(),
        _ => Vec::new(),
    }
}

fn children_of_prefixed(file: &File, statement: Node<'_>) -> Vec<DocumentSymbol> {
    let inner = statement.children().filter(|child| child.kind().is_statement());
    inner.flat_map(|statement| declared(file, statement)).collect()
}

fn symbol(
    file: &File,
    whole: Node<'_>,
    name: Node<'_>,
    kind: DocumentSymbolKind,
    children: Vec<DocumentSymbol>,
) -> DocumentSymbol {
    DocumentSymbol {
        name: name.text().to_owned(),
        detail: title(whole),
        kind,
        span: file.original(whole.span()),
        focus: file.original(name.span()),
        children,
    }
}
