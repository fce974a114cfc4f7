//! Which statements can be rows of a table, and what their cells are.

use super::Layout;
use crate::keyword::{self, Keyword};
use crate::text::Span;
use crate::tree::{Kind, Node, Tree};

/// Real statements have up to nine; more would make the work grow faster than the text.
const MAX_CELLS: usize = 24;

/// A statement or item that may stand in a table: no block inside it has lines of its own, and the
/// parser understood all of it. Rows therefore never contain each other.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) class: Class,
    /// Where the block around it begins; 0 for an item.
    pub(super) parent: u32,
    /// Its place among the statements of that block.
    pub(super) ordinal: u32,
    pub(super) source: Span,
    /// From left to right, without the leading keyword and name.
    pub(super) cells: Vec<Cell>,
    /// Where it stands in the output; the printer fills this in.
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
}

/// Rows of one class have the same shape and may share columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Item(Keyword),
    Statement(Keyword),
    Prefixed(Keyword, Keyword),
    /// `name : type "title"`
    Attribute,
    Roles,
    Channels,
    /// What a procedure's head says in a word or a list each: code, field, ministry …
    ProcedureHead,
}

#[derive(Debug)]
pub(super) struct Cell {
    pub(super) key: CellKey,
    source: u32,
    pub(super) out: Option<usize>,
    /// The number a cell's value begins with.
    pub(super) number: Option<Number>,
}

#[derive(Debug)]
pub(super) struct Number {
    source: u32,
    pub(super) length: usize,
    pub(super) out: Option<usize>,
}

/// What a cell holds. Only cells that hold the same stand in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CellKey {
    /// What stands directly behind the keyword.
    Value,
    /// From the `:` on.
    Type,
    Title,
    Clause(Keyword),
    Action,
    Copies,
    Block,
}

impl CellKey {
    /// Flags and links are a part of what they stand behind.
    pub(super) fn is_column(self) -> bool {
        match self {
            CellKey::Clause(keyword) => keyword.class() != keyword::Class::Flag && keyword != Keyword::With,
            _ => true,
        }
    }
}

impl Row {
    /// Notes where a token of the source was printed.
    pub(super) fn printed(&mut self, source: Span, start: usize, end: usize) {
        if source.start == self.source.start {
            self.start = Some(start);
        }
        if source.end == self.source.end {
            self.end = Some(end);
        }
        for cell in &mut self.cells {
            if cell.source == source.start {
                cell.out = Some(start);
            }
            if let Some(number) = cell.number.as_mut().filter(|number| number.source == source.start) {
                number.out = Some(start);
            }
        }
    }
}

/// The rows of a file, in the order of their places.
pub(super) fn rows(tree: &Tree, layout: &Layout) -> Vec<Row> {
    let mut rows = Vec::new();
    collect(tree.root(), layout, &mut rows);
    rows
}

fn collect(parent: Node<'_>, layout: &Layout, rows: &mut Vec<Row>) {
    let parts = parent.children().filter(|child| is_part(child.kind()));
    for (ordinal, node) in parts.enumerate() {
        if is_whole(node, layout) {
            let mut found = Vec::new();
            cells(node, &mut found);
            if let Some(class) = class(node).filter(|_| found.len() <= MAX_CELLS) {
                rows.push(Row {
                    class,
                    parent: parent.span().start,
                    ordinal: ordinal as u32,
                    source: node.span(),
                    cells: found,
                    start: None,
                    end: None,
                });
            }
        } else {
            blocks(node, layout, rows);
        }
    }
}

/// The rows in the blocks below a statement.
fn blocks(node: Node<'_>, layout: &Layout, rows: &mut Vec<Row>) {
    for child in node.children() {
        match child.kind() {
            Kind::Block if layout.is_inline(child) => {}
            Kind::Block => collect(child, layout, rows),
            kind if kind.is_statement() => blocks(child, layout, rows),
            _ => {}
        }
    }
}

const fn is_part(kind: Kind) -> bool {
    kind.is_statement() || matches!(kind, Kind::Item | Kind::Stray | Kind::Orphans | Kind::Junk)
}

fn is_whole(node: Node<'_>, layout: &Layout) -> bool {
    match node.kind() {
        Kind::Bad | Kind::Junk | Kind::Stray | Kind::Orphans => false,
        Kind::MissingClose | Kind::Dangling | Kind::OpenText => false,
        Kind::Block if !layout.is_inline(node) => false,
        _ => node.children().all(|child| is_whole(child, layout)),
    }
}

fn class(node: Node<'_>) -> Option<Class> {
    if node.kind() == Kind::Bare {
        return type_start(node).map(|_| Class::Attribute);
    }
    let keyword = node.keyword()?;
    Some(match node.kind() {
        Kind::Item => Class::Item(keyword),
        Kind::Prefixed => {
            let inner = node.children().find(|child| child.kind().is_statement())?;
            Class::Prefixed(keyword, inner.keyword()?)
        }
        _ => match keyword {
            Keyword::Applicant | Keyword::Role => Class::Roles,
            Keyword::OnlineFull | Keyword::OnlinePartial | Keyword::Counter | Keyword::Post => {
                Class::Channels
            }
            Keyword::Code
            | Keyword::Field
            | Keyword::Ministry
            | Keyword::Authority
            | Keyword::Subjects
            | Keyword::Basis => Class::ProcedureHead,
            keyword => Class::Statement(keyword),
        },
    })
}

fn cells(node: Node<'_>, found: &mut Vec<Cell>) {
    for (at, child) in node.children().enumerate() {
        let (key, source) = match child.kind() {
            Kind::Keyword if at == 0 => continue,
            Kind::Operands | Kind::Citations if matches!(node.kind(), Kind::Head | Kind::CiteHead) => {
                (CellKey::Value, child.span().start)
            }
            Kind::Operands => match type_start(node) {
                Some(start) => (CellKey::Type, start),
                None => continue,
            },
            Kind::Text => (CellKey::Title, child.span().start),
            Kind::Action => (CellKey::Action, child.span().start),
            Kind::Copies => (CellKey::Copies, child.span().start),
            Kind::Keyword | Kind::ValueClause | Kind::CiteClause => match child.keyword() {
                Some(keyword) => (CellKey::Clause(keyword), child.span().start),
                None => continue,
            },
            // What follows a block belongs to it.
            Kind::Block => {
                let source = child.span().start;
                found.push(Cell { key: CellKey::Block, source, out: None, number: None });
                return;
            }
            kind if kind.is_statement() => {
                cells(child, found);
                return;
            }
            _ => continue,
        };
        found.push(Cell { key, source, out: None, number: number(node, child) });
    }
}

/// Where the type of a named statement or an attribute begins: at its `:`.
fn type_start(node: Node<'_>) -> Option<u32> {
    let operands = node.child(Kind::Operands)?;
    if node.kind() == Kind::Bare {
        let colon = operands.children().nth(1)?;
        return (colon.kind() == Kind::Symbol && colon.text() == ":").then(|| colon.span().start);
    }
    let before = &node.tree_text()[node.span().start as usize..operands.span().start as usize];
    before.rfind(':').map(|at| node.span().start + at as u32)
}

fn number(statement: Node<'_>, cell: Node<'_>) -> Option<Number> {
    let operands = if cell.kind() == Kind::Operands { cell } else { cell.child(Kind::Operands)? };
    // An attribute's operands begin with its name and the colon.
    let skipped = if statement.kind() == Kind::Bare && cell.kind() == Kind::Operands { 2 } else { 0 };
    let literal = operands.children().nth(skipped).filter(|first| first.kind() == Kind::Literal)?;
    let text = literal.text();
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    is_plain.then(|| Number { source: literal.span().start, length: text.len(), out: None })
}
