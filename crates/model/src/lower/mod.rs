//! Syntax to model. Two entries: [`outline`] for what a file declares, [`check`] for everything else.

mod about_procedure;
mod consequences;
mod items;
mod placement;
mod procedure;
mod values;
mod words;

use std::sync::Arc;

use tthc_syntax::{Keyword, Kind, Node, Parse, Span, suggest};

use crate::Name;
use crate::diagnostic::{Diagnostic, Severity};
use crate::library::{Detail, Item, ItemKind, Library, Outline};
use crate::lint::Lints;
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
    let text = parse.tree.text();
    let mut diagnostics: Vec<Diagnostic> =
        parse.errors.iter().map(|error| syntax_problems::diagnostic(error, text)).collect();
    let mut procedures = Vec::new();
    for node in parse.items() {
        let Some(kind) = node.keyword().and_then(ItemKind::from_keyword) else { continue };
        if let Some(name) = node.name() {
            duplicates(&mut diagnostics, library, kind, name, path);
        }
        placement::check(&mut diagnostics, kind, node);
        if kind == ItemKind::Procedure {
            let docs = docs_before(parse, node.span().start);
            if let Some(procedure) = procedure::lower(&mut values, library, node, docs, on) {
                duplicate_code(&mut diagnostics, library, &procedure, node);
                procedures.push(Arc::new(procedure));
            }
        } else if let Some(detail) = items::detail(&mut values, node) {
            items::check(&mut values, library, node, &detail);
        }
        unknown_names(&mut diagnostics, library, node, on);
    }
    words::taken_names(&mut diagnostics, parse);
    for procedure in &mut procedures {
        let known = diagnostics.iter().chain(&values.problems);
        if consequences::is_incomplete(parse, procedure.span, known) {
            Arc::make_mut(procedure).is_incomplete = true;
        }
    }
    for node in parse.items() {
        let Some(name) = about_procedure::subject(node) else { continue };
        if let Some(procedure) = procedures.iter().find(|procedure| procedure.name == name) {
            about_procedure::check(&mut values, library, node, procedure);
        }
    }
    if parse.items().next().is_none() && parse.errors.is_empty() {
        diagnostics.push(Diagnostic::new(Span::at(0), Message::EmptyFile));
    }
    words::mixed(&mut diagnostics, parse);
    diagnostics.append(&mut values.problems);
    let mut diagnostics = consequences::without(parse, diagnostics);
    let mut found = lints(parse, library, on, &procedures, &diagnostics);
    diagnostics.append(&mut found);
    diagnostics.sort_by(|a, b| (a.at, a.code()).cmp(&(b.at, b.code())));
    diagnostics.dedup();
    Checked { procedures, diagnostics }
}

/// What a reviewer looks for, in items without errors: of others it is too early to say what they lack.
fn lints(
    parse: &Parse,
    library: &Library,
    on: Option<Date>,
    procedures: &[Arc<Procedure>],
    known: &[Diagnostic],
) -> Vec<Diagnostic> {
    let errors: Vec<Span> = known
        .iter()
        .filter(|problem| problem.severity() == Severity::Error)
        .map(|problem| problem.at)
        .collect();
    let mut lints = Lints::new(library, on);
    let mut found = Vec::new();
    for node in parse.items() {
        let Some(kind) = node.keyword().and_then(ItemKind::from_keyword) else { continue };
        let span = node.span();
        if errors.iter().any(|at| span.start <= at.start && at.start <= span.end) {
            continue;
        }
        let procedure = procedures.iter().find(|procedure| procedure.span == span);
        found.append(&mut lints.item(kind, node, procedure.map(Arc::as_ref)));
    }
    found
}

/// The local variants of a file, each as a procedure of its own, and what its scenarios and reforms say of
/// procedures of other files. `base` finds a procedure.
pub fn variants(
    parse: &Parse,
    library: &Library,
    on: Option<Date>,
    base: &dyn Fn(&str) -> Option<Arc<Procedure>>,
) -> Checked {
    let mut values = Values::default();
    let mut procedures = Vec::new();
    for node in parse.items().filter(|node| node.keyword() == Some(Keyword::Variant)) {
        let docs = docs_before(parse, node.span().start);
        let Some(procedure) = procedure::variant::lower(&mut values, library, node, (docs, on), base) else {
            continue;
        };
        let is_sound = !values.problems.iter().any(|found| {
            found.severity() == Severity::Error && node.span().range().contains(&(found.at.start as usize))
        });
        if is_sound {
            let reviewed = |procedure: &Procedure| match on {
                Some(on) if !procedure.in_force.contains(on) => Vec::new(),
                _ => Lints::new(library, on).procedure(procedure),
            };
            let known = procedure.variant_of.as_deref().and_then(base).map(|base| reviewed(&base));
            let found = reviewed(&procedure);
            procedure::variant::own(&mut values, node, &procedure, &known.unwrap_or_default(), found);
        }
        procedures.push(Arc::new(procedure));
    }
    for node in parse.items() {
        let Some(name) = about_procedure::subject(node) else { continue };
        // What is in the file itself is checked with it.
        if definition(parse, ItemKind::Procedure, &name).is_none()
            && let Some(procedure) = base(&name)
        {
            about_procedure::check(&mut values, library, node, &procedure);
        }
    }
    let mut diagnostics = consequences::without(parse, values.problems);
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
            && library.procedure(name).is_some_and(|other| {
                other.code.as_ref() == Some(code) && !other.in_force.intersect(&procedure.in_force).is_empty()
            })
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

fn unknown_names(diagnostics: &mut Vec<Diagnostic>, library: &Library, item: Node<'_>, on: Option<Date>) {
    // A version that is not the law on the day may cite what is not either.
    let is_version = item.keyword() == Some(Keyword::Procedure);
    let on = on.filter(|on| !is_version || Values::default().period(item).contains(*on));
    for reference in names::of_item(item) {
        let known = reference.kinds.iter().find_map(|&kind| library.item(kind, &reference.name));
        match (known.map(|item| &item.detail), on) {
            (None, _) => {
                let kind = reference.kinds[0];
                let candidates = reference.kinds.iter().flat_map(|&kind| library.names(kind));
                let nearest = suggest::nearest(&reference.name, candidates.map(Name::as_str));
                // `căn_cước_công_dân` is no declared document, but the other name of one.
                let called = match reference.kinds.contains(&ItemKind::Document) {
                    true => library.documents_called(&reference.name).first().map(Name::as_str),
                    false => None,
                };
                let nearest = called.or(nearest);
                let message = Message::UnknownItem { kind, name: reference.name.to_string() };
                diagnostics.push(did_you_mean(Diagnostic::new(reference.span, message), nearest, || {
                    Message::DeclareHelp { kind, name: reference.name.to_string() }
                }));
            }
            (Some(Detail::Law(law)), Some(on))
                if !law.in_force.contains(on) && reference.period.contains(on) =>
            {
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

/// Adds what was meant, of the names there are, or else all of them.
pub(crate) fn one_of(diagnostic: Diagnostic, name: &str, known: &[&str]) -> Diagnostic {
    match suggest::nearest(name, known.iter().copied()) {
        Some(near) => diagnostic.help(Message::DidYouMean { name: near.to_owned() }).replace(near),
        None if known.is_empty() => diagnostic,
        None => diagnostic.help(Message::NoSuggestion { names: known.join(", ") }),
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

/// Where a reform decides on a name; the reform's own name, if it does not, or none is given.
pub fn decided(parse: &Parse, reform: &str, about: Option<&str>) -> Option<Span> {
    let named = |node: &Node<'_>| node.name().is_some_and(|name| name.text() == reform);
    let item = parse.items().filter(|node| node.keyword() == Some(Keyword::Reform)).find(named)?;
    let names = item.statements().flat_map(about_procedure::names);
    let decided = about.and_then(|about| names.into_iter().find(|(name, _)| name == about));
    decided.map(|(_, span)| span).or(item.name().map(Node::span))
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
