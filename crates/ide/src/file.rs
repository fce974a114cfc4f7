//! One file under a question: its tree, and offsets of its own text.

use std::sync::Arc;

use tthc_project::Snapshot;
use tthc_syntax::{Kind, Node, Parse, Span, Surface, tree::Tree};

/// A change to a file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

#[derive(Debug, Clone)]
pub(crate) struct File {
    parse: Arc<Parse>,
}

impl File {
    pub(crate) fn new(snapshot: &Snapshot, path: &str) -> Option<File> {
        Some(File { parse: Arc::clone(snapshot.parse(path)?) })
    }

    pub(crate) fn parse(&self) -> &Parse {
        &self.parse
    }

    pub(crate) fn tree(&self) -> &Tree {
        &self.parse.tree
    }

    pub(crate) fn surface(&self) -> Surface {
        self.parse.surface()
    }

    /// From the file's own offset to the tree's: always between two letters of the text, whatever
    /// text the editor had in mind.
    pub(crate) fn composed(&self, offset: u32) -> u32 {
        let text = self.tree().text();
        let offset = offset.min(self.parse.source.original().len() as u32);
        text.floor_char_boundary(self.parse.source.composed_offset(offset) as usize) as u32
    }

    /// From the tree's places to the file's own.
    pub(crate) fn original(&self, span: Span) -> Span {
        self.parse.source.original_span(span)
    }
}

/// The smallest statement or item around an offset of the composed text.
pub(crate) fn statement_around(tree: &Tree, offset: u32) -> Option<Node<'_>> {
    tree.path_to(offset).into_iter().rfind(|node| node.kind() == Kind::Item || node.kind().is_statement())
}
