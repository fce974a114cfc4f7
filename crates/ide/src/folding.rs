//! Parts of a text that an editor may fold away.

use tthc_project::Snapshot;
use tthc_syntax::{
    Kind, Span,
    format::{TokenKind, tokens},
};

use crate::file::File;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// From the opening to the closing bracket, or from the first to the last comment.
    pub span: Span,
    pub kind: FoldKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoldKind {
    Block,
    Comment,
}

/// Blocks, sets and runs of comments that stand on more than one line.
pub fn folding(snapshot: &Snapshot, path: &str) -> Vec<Fold> {
    let Some(file) = File::new(snapshot, path) else { return Vec::new() };
    let tree = file.tree();
    let bracketed = |kind: Kind| matches!(kind, Kind::Block | Kind::Set | Kind::Group | Kind::Copies);
    let blocks = tree.nodes().filter(|node| bracketed(node.kind()) && node.text().contains('\n'));
    let mut folds: Vec<Fold> =
        blocks.map(|node| Fold { span: file.original(node.span()), kind: FoldKind::Block }).collect();
    let mut run: Option<Span> = None;
    let mut line_breaks = 0;
    let mut finish = |run: Option<Span>| {
        if let Some(span) = run.filter(|span| tree.text()[span.range()].contains('\n')) {
            folds.push(Fold { span: file.original(span), kind: FoldKind::Comment });
        }
    };
    for token in tokens(tree) {
        match token.kind {
            TokenKind::LineComment | TokenKind::BlockComment => {
                let joined = run.filter(|_| line_breaks == 1);
                if joined.is_none() {
                    finish(run);
                }
                run = Some(joined.map_or(token.span, |before| before.to(token.span)));
                line_breaks = 0;
            }
            TokenKind::Newline => line_breaks += 1,
            TokenKind::Space => {}
            // A comment behind a statement begins no run.
            _ => {
                finish(run.take());
                line_breaks = 0;
            }
        }
    }
    finish(run);
    folds.sort_by_key(|fold| fold.span);
    folds
}
