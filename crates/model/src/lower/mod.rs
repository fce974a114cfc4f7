//! Syntax to model. Two entries: [`outline`] for what a file declares, [`check`] for everything else.

mod items;
mod placement;
mod procedure;
mod values;
mod words;

use std::sync::Arc;

use tthc_syntax::{Keyword, Kind, Node, Parse, Span, suggest};

use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::library::{Detail, Item, ItemKind, Library, Outline};
use crate::message::Message;
use crate::names;
use crate::procedure::Procedure;
use crate::quantity::Date;
use crate::syntax_problems;

pub(crate) use values::Values;

/// What one file says, with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    pub procedures: Vec<Arc<Procedure>>,
    /// In the order of their places. Spans are offsets of the composed text.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the file declares, without places: equal as long as the file says the same.
pub fn outline(parse: &Parse) -> Outline {
    let mut values = Values::default();
    let items = parse.items().filter_map(|node| {
        let name = node.name()?;
        let detail = items::detail(&mut values, node)?;
        let title = node.title().map(|title| tthc_syntax::tree::text_value(title.text())).unwrap_or_default();
        let docs = docs_before(parse, node.span().start);
        Some(Arc::new(Item { name: Name::new(name.text()), title, docs, detail }))
    });
    Outline { items: items.collect() }
}

/// Resolves and checks a file against the library. `path` is how the user calls the file, `on` the reference date.
pub fn check(parse: &Parse, library: &Library, path: &str, on: Option<Date>) -> Checked {
    let mut values = Values::default();
    let mut diagnostics: Vec<Diagnostic> = parse.errors.iter().map(syntax_problems::diagnostic).collect();
    let mut procedures = Vec::new();
    for node in parse.items() {
        let Some(kind) = node.keyword().and_then(ItemKind::from_keyword) else { continue };
        if let Some(name) = node.name() {
            duplicates(&mut diagnostics, library, kind, name, path);
        }
        placement::check(&mut diagnostics, kind, node);
        if kind == ItemKind::Procedure {
            let docs = docs_before(parse, node.span().start);
            if let Some(procedure) = procedure::lower(&mut values, library, node, docs) {
                duplicate_code(&mut diagnostics, library, &procedure, node);
                procedures.push(Arc::new(procedure));
            }
        } else if let Some(detail) = items::detail(&mut values, node) {
            items::check(&mut values, library, node, &detail);
        }
    }
    unknown_names(&mut diagnostics, library, parse, on);
    words::mixed(&mut diagnostics, parse);
    words::taken_names(&mut diagnostics, parse);
    diagnostics.append(&mut values.problems);
    diagnostics.sort_by(|a, b| (a.at, a.code()).cmp(&(b.at, b.code())));
    diagnostics.dedup();
    Checked { procedures, diagnostics }
}

/// The local variants of a file, each as a procedure of its own. `base` finds the procedure it varies.
pub fn variants(parse: &Parse, library: &Library, base: &dyn Fn(&str) -> Option<Arc<Procedure>>) -> Checked {
    let mut values = Values::default();
    let mut procedures = Vec::new();
    for node in parse.items().filter(|node| node.keyword() == Some(Keyword::Variant)) {
        let docs = docs_before(parse, node.span().start);
        procedures.extend(procedure::variant::lower(&mut values, library, node, docs, base).map(Arc::new));
    }
    let mut diagnostics = values.problems;
    diagnostics.sort_by(|a, b| (a.at, a.code()).cmp(&(b.at, b.code())));
    diagnostics.dedup();
    Checked { procedures, diagnostics }
}

fn duplicates(
    diagnostics: &mut Vec<Diagnostic>,
    library: &Library,
    kind: ItemKind,
    name: Node<'_>,
    path: &str,
) {
    let declarations = library.declarations(kind, name.text());
    if declarations.len() < 2 {
        return;
    }
    let other = declarations.iter().map(|declared| &*declared.path).find(|other| *other != path);
    let message =
        Message::Duplicate { kind, name: name.text().to_owned(), other: other.unwrap_or(path).to_owned() };
    diagnostics.push(Diagnostic::new(name.span(), message));
}

fn duplicate_code(
    diagnostics: &mut Vec<Diagnostic>,
    library: &Library,
    procedure: &Procedure,
    node: Node<'_>,
) {
    let Some(code) = &procedure.code else { return };
    // Versions of one procedure carry one code, one after the other.
    let others = library.by_code(code).iter().filter(|(_, name)| {
        *name != procedure.name
            && library
                .procedure(name)
                .is_some_and(|other| !other.in_force.intersect(&procedure.in_force).is_empty())
    });
    if let Some((path, _)) = others.min() {
        let at = node
            .statements()
            .find(|statement| statement.keyword() == Some(Keyword::Code))
            .map_or(procedure.name_span, Node::span);
        let message = Message::DuplicateCode { code: code.clone(), other: path.to_string() };
        diagnostics.push(Diagnostic::new(at, message));
    }
}

fn unknown_names(diagnostics: &mut Vec<Diagnostic>, library: &Library, parse: &Parse, on: Option<Date>) {
    for reference in names::references(parse) {
        let known = reference.kinds.iter().find_map(|&kind| library.item(kind, &reference.name));
        match (known.map(|item| &item.detail), on) {
            (None, _) => {
                let kind = reference.kinds[0];
                let candidates = reference.kinds.iter().flat_map(|&kind| library.names(kind));
                let nearest = suggest::nearest(&reference.name, candidates.map(Name::as_str));
                let message = Message::UnknownItem { kind, name: reference.name.to_string() };
                diagnostics.push(did_you_mean(Diagnostic::new(reference.span, message), nearest, || {
                    Message::DeclareHelp { kind, name: reference.name.to_string() }
                }));
            }
            (Some(Detail::Law(law)), Some(on)) if !law.in_force.contains(on) => {
                let message = Message::LawNotInForce { law: reference.name.to_string(), date: on };
                diagnostics.push(Diagnostic::new(reference.span, message));
            }
            _ => {}
        }
    }
}

/// Adds the suggestion as help and as a fix, or else the other help.
pub(crate) fn did_you_mean(
    diagnostic: Diagnostic,
    nearest: Option<&str>,
    otherwise: impl FnOnce() -> Message,
) -> Diagnostic {
    match nearest {
        Some(name) => diagnostic.help(Message::DidYouMean { name: name.to_owned() }).replace(name),
        None => diagnostic.help(otherwise()),
    }
}

/// The `///` lines directly before an offset.
fn docs_before(parse: &Parse, start: u32) -> String {
    let text = &parse.tree.text()[..start as usize];
    let mut lines: Vec<&str> = Vec::new();
    // The first piece is what stands before the item on its own line: white space.
    for line in text.rsplit('\n').skip(1) {
        match line.trim().strip_prefix("///") {
            Some(doc) => lines.push(doc.trim()),
            None => break,
        }
    }
    lines.reverse();
    lines.join("\n")
}

/// Where an item's name stands, for go-to-definition.
pub fn definition(parse: &Parse, kind: ItemKind, name: &str) -> Option<Span> {
    parse
        .items()
        .filter(|node| node.keyword() == Some(kind.keyword()))
        .filter_map(Node::name)
        .find(|node| node.text() == name)
        .map(Node::span)
}

/// The text of a statement's or clause's keyword, as the file writes it.
pub(crate) fn keyword_text(node: Node<'_>) -> String {
    match node.kind() {
        Kind::Keyword => node.text().to_owned(),
        _ => node.children().next().map_or_else(String::new, |first| first.text().to_owned()),
    }
}
