//! What a name in a text stands for.

use tthc_model::{ItemKind, Name, names};
use tthc_project::{FilePath, Snapshot};
use tthc_syntax::{Parse, Span};

use crate::walk;

/// Something that has a name: what go-to-definition goes to and references refer to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Symbol {
    Item(ItemKind, Name),
    Attribute {
        entity: Name,
        name: Name,
    },
    /// What a document is about: `về trẻ : người`.
    Parameter {
        document: Name,
        name: Name,
    },
    /// Declared inside a procedure and known in it, in its scenarios and in its reforms.
    Local {
        procedure: Name,
        kind: LocalKind,
        name: Name,
    },
    /// The variable of a `với mỗi`, told apart by where it is declared.
    Variable {
        name: Name,
        at: u32,
    },
}

/// What a procedure declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocalKind {
    Role,
    Case,
    Requirement,
    Component,
    Criterion,
    Step,
    Decision,
}

impl Symbol {
    /// The item whose text declares the symbol; `None` for a variable, which is of its own file.
    pub(crate) fn owner(&self) -> Option<(ItemKind, &Name)> {
        match self {
            Symbol::Item(kind, name) => Some((*kind, name)),
            Symbol::Attribute { entity, .. } => Some((ItemKind::Entity, entity)),
            Symbol::Parameter { document, .. } => Some((ItemKind::Document, document)),
            Symbol::Local { procedure, .. } => Some((ItemKind::Procedure, procedure)),
            Symbol::Variable { .. } => None,
        }
    }

    pub(crate) fn name(&self) -> &Name {
        match self {
            Symbol::Item(_, name)
            | Symbol::Attribute { name, .. }
            | Symbol::Parameter { name, .. }
            | Symbol::Local { name, .. }
            | Symbol::Variable { name, .. } => name,
        }
    }
}

/// A name in a text, with what it means there. Spans are those of the composed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) span: Span,
    /// Whatever the name is: what the place asks for.
    pub(crate) wanted: Wanted,
    /// `None` for a name that nobody declares.
    pub(crate) symbol: Option<Symbol>,
    pub(crate) declares: bool,
}

/// What may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    Items(&'static [ItemKind]),
    /// An attribute of the entity.
    Attribute(Name),
    /// A parameter of the document.
    Parameter(Name),
    /// Something of one of the kinds that the procedure declares, or a variable in scope.
    Local(Name, &'static [LocalKind]),
    /// One of these values.
    Value(Vec<Name>),
    /// A name of the writer's own.
    New,
}

/// Every name of a text, in the order of places; a reference before a declaration at the same place.
pub(crate) fn mentions(snapshot: &Snapshot, parse: &Parse) -> Vec<Mention> {
    let library = snapshot.library();
    let global = names::references(parse).into_iter().map(|reference| {
        let kind = reference.kinds.iter().find(|kind| library.item(**kind, &reference.name).is_some());
        Mention {
            span: reference.span,
            wanted: Wanted::Items(reference.kinds),
            symbol: kind.map(|kind| Symbol::Item(*kind, reference.name)),
            declares: false,
        }
    });
    let mut found: Vec<Mention> = global.collect();
    walk::items(snapshot, parse, &mut found);
    found.sort_by_key(|mention| (mention.span, mention.declares));
    found
}

/// The names that touch an offset of the composed text, what they refer to first.
pub(crate) fn mentions_at(snapshot: &Snapshot, parse: &Parse, offset: u32) -> Vec<Mention> {
    let mut found = mentions(snapshot, parse);
    found.retain(|mention| mention.span.touches(offset));
    // At the point of `con.mẹ` two names touch: the cursor is at the end of the first.
    if let Some(first) = found.first().map(|mention| mention.span) {
        found.retain(|mention| mention.span == first);
    }
    found
}

/// The files in which a symbol may be declared.
pub(crate) fn files_of(snapshot: &Snapshot, symbol: &Symbol, here: &str) -> Vec<FilePath> {
    let Some((kind, name)) = symbol.owner() else { return vec![here.into()] };
    let declarations = snapshot.library().declarations(kind, name);
    let mut paths: Vec<FilePath> =
        declarations.iter().map(|declared| FilePath::clone(&declared.path)).collect();
    paths.dedup();
    paths
}
