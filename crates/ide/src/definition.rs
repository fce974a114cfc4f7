//! Where a name is declared.

use tthc_project::{FilePath, Snapshot};
use tthc_syntax::Span;

use crate::file::{File, statement_around};
use crate::symbol::{Mention, Symbol, files_of, mentions, mentions_at};

/// A place in some file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub path: FilePath,
    /// The whole declaration or reference.
    pub span: Span,
    /// The name in it.
    pub focus: Span,
}

/// The declarations of the name at an offset: several if it is declared more than once.
pub fn definition(snapshot: &Snapshot, path: &str, offset: u32) -> Vec<Target> {
    match symbol_at(snapshot, path, offset) {
        Some(symbol) => declarations(snapshot, &symbol, path),
        None => Vec::new(),
    }
}

/// What the name at an offset stands for; at a paper in a dossier, the paper.
pub(crate) fn symbol_at(snapshot: &Snapshot, path: &str, offset: u32) -> Option<Symbol> {
    let file = File::new(snapshot, path)?;
    let found = mentions_at(snapshot, file.parse(), file.composed(offset));
    found.into_iter().find_map(|mention| mention.symbol)
}

pub(crate) fn declarations(snapshot: &Snapshot, symbol: &Symbol, here: &str) -> Vec<Target> {
    let mut targets = Vec::new();
    for path in files_of(snapshot, symbol, here) {
        let Some(file) = File::new(snapshot, &path) else { continue };
        let declaring = |mention: &Mention| mention.declares && mention.symbol.as_ref() == Some(symbol);
        let found: Vec<Mention> = mentions(snapshot, file.parse()).into_iter().filter(declaring).collect();
        targets.extend(found.iter().map(|mention| target(&file, &path, mention.span)));
        if found.is_empty() {
            targets.extend(lowered(snapshot, symbol).map(|span| target(&file, &path, span)));
        }
    }
    targets
}

/// A component that only lowering gave its name to.
fn lowered(snapshot: &Snapshot, symbol: &Symbol) -> Option<Span> {
    let Symbol::Local { procedure, name, .. } = symbol else { return None };
    let (_, procedure) = snapshot.procedure(procedure)?;
    Some(procedure.component(procedure.component_named(name)?).name_span)
}

pub(crate) fn target(file: &File, path: &FilePath, focus: Span) -> Target {
    let whole = statement_around(file.tree(), focus.start).map_or(focus, |node| node.span());
    Target { path: FilePath::clone(path), span: file.original(whole), focus: file.original(focus) }
}
