//! The tree: a flat row of elements in document order, each knowing where its subtree ends.

use std::borrow::Cow;
use std::sync::Arc;

use crate::keyword::{Keyword, Surface};
use crate::text::Span;

/// What an element of the tree is. The names follow the rules of `grammar/statement.pest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    File,
    Item,
    Block,
    /// A statement that declares a name.
    Named,
    /// A statement with values.
    Head,
    /// A statement that cites law.
    CiteHead,
    /// A statement behind `if lookup fails` or `if not available`.
    Prefixed,
    /// A statement without a keyword: an attribute, an element of a list, an assignment.
    Bare,
    ValueClause,
    CiteClause,
    Action,
    /// What stands in parentheses behind a statement or a citation.
    Copies,
    Operands,
    Set,
    Group,
    /// `if … then … else …`, one operand of a row.
    Conditional,
    /// `any … in … : …`.
    Quantified,
    /// `at least 2 of { … }`.
    Counted,
    Citations,

    /// A statement the grammar does not know.
    Bad,
    /// The rest of a line that the statement before it does not take.
    Junk,
    /// Text outside every item.
    Stray,
    /// The statements of an item that lost a brace, read as far as they can be.
    Orphans,
    /// An operator with nothing behind it.
    Dangling,
    /// A closing bracket that is not there; of no width.
    MissingClose,
    /// A part of a joined operand that is not there; of no width.
    MissingPart,

    Keyword,
    Name,
    Path,
    Text,
    /// A text whose closing quote is missing on its line.
    OpenText,
    Literal,
    Symbol,
    PlaceValue,
}

impl Kind {
    /// The statements of a block.
    pub const fn is_statement(self) -> bool {
        matches!(self, Kind::Named | Kind::Head | Kind::CiteHead | Kind::Prefixed | Kind::Bare | Kind::Bad)
    }

    pub const fn is_clause(self) -> bool {
        matches!(self, Kind::ValueClause | Kind::CiteClause | Kind::Action | Kind::Copies)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) kind: Kind,
    /// What a keyword is; of a path, the reserved word that it is or begins with.
    pub(crate) keyword: Option<Keyword>,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The index of the next element that is not below this one.
    pub(crate) next: u32,
}

impl Element {
    /// Its text in a surface.
    pub(crate) fn spelled<'t>(&self, text: &'t str, surface: Surface) -> Cow<'t, str> {
        spelled(self.kind, self.keyword, text, surface)
    }
}

/// The text of a leaf in a surface: of a keyword the other phrase, of a path the other reserved word.
pub(crate) fn spelled<'t>(
    kind: Kind,
    keyword: Option<Keyword>,
    text: &'t str,
    surface: Surface,
) -> Cow<'t, str> {
    match (kind, keyword) {
        (Kind::Keyword, Some(keyword)) => Cow::Borrowed(keyword.text(surface)),
        (Kind::Path, Some(word)) => match text.split_once('.') {
            None => Cow::Borrowed(word.text(surface)),
            Some((_, rest)) => Cow::Owned(format!("{}.{rest}", word.text(surface))),
        },
        _ => Cow::Borrowed(text),
    }
}

/// An immutable tree over one text. Between its elements lie only white space, comments,
/// separators and brackets; [`crate::format::tokens`] lists those too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    pub(crate) text: Arc<str>,
    /// In document order, parents before children; the first is the file.
    pub(crate) elements: Vec<Element>,
}

impl Tree {
    pub fn root(&self) -> Node<'_> {
        Node { tree: self, index: 0 }
    }

    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// All elements in document order.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.elements.len() as u32).map(move |index| Node { tree: self, index })
    }

    /// What stands in a stretch of the text, with single blanks and as the Vietnamese surface writes
    /// it: equal for what means the same in either surface.
    pub fn spelled(&self, span: Span) -> String {
        let mut spelled = String::new();
        let mut at = span.start;
        let first = self.elements.partition_point(|element| element.start < span.start);
        for element in self.elements[first..].iter().take_while(|element| element.start < span.end) {
            if matches!(element.kind, Kind::Keyword | Kind::Path) && element.end <= span.end {
                spelled.push_str(&self.text[at as usize..element.start as usize]);
                let text = &self.text[element.start as usize..element.end as usize];
                spelled.push_str(&element.spelled(text, Surface::Vietnamese));
                at = element.end;
            }
        }
        spelled.push_str(&self.text[at as usize..span.end as usize]);
        spelled.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The smallest element that touches the offset.
    pub fn at(&self, offset: u32) -> Node<'_> {
        let mut node = self.root();
        while let Some(child) = node.children().filter(|child| child.span().touches(offset)).last() {
            node = child;
        }
        node
    }

    /// The elements from the file down to the smallest one that touches the offset.
    pub fn path_to(&self, offset: u32) -> Vec<Node<'_>> {
        let mut path = vec![self.root()];
        while let Some(node) = path.last().copied() {
            match node.children().filter(|child| child.span().touches(offset)).last() {
                Some(child) => path.push(child),
                None => break,
            }
        }
        path
    }
}

/// One element, cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    index: u32,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}@{}..{}", self.kind(), self.span().start, self.span().end)
    }
}

impl<'t> Node<'t> {
    fn element(self) -> &'t Element {
        &self.tree.elements[self.index as usize]
    }

    pub fn kind(self) -> Kind {
        self.element().kind
    }

    pub fn span(self) -> Span {
        Span::new(self.element().start, self.element().end)
    }

    pub fn text(self) -> &'t str {
        &self.tree.text[self.span().range()]
    }

    /// The text of the whole tree.
    pub fn tree_text(self) -> &'t str {
        &self.tree.text
    }

    /// A keyword token's own keyword; a statement's or clause's leading one.
    pub fn keyword(self) -> Option<Keyword> {
        let own = |node: Node<'_>| match node.kind() {
            Kind::Path => None,
            _ => node.element().keyword,
        };
        own(self).or_else(|| self.children().next().and_then(own))
    }

    /// What a keyword or a reserved word is; nothing for what stands around it.
    pub(crate) fn own_keyword(self) -> Option<Keyword> {
        self.element().keyword
    }

    /// The reserved word that a path is in its place. A name that only looks like one is none.
    pub fn word(self) -> Option<Keyword> {
        let word = self.element().keyword.filter(|_| self.kind() == Kind::Path)?;
        (!self.text().contains('.')).then_some(word)
    }

    /// The text of a keyword or a path as the Vietnamese surface writes it: the same for whatever means
    /// the same in either surface. Names are themselves.
    pub fn spelled(self) -> Cow<'t, str> {
        self.spelled_in(Surface::Vietnamese)
    }

    /// The text of a keyword or a path as a surface writes it.
    pub fn spelled_in(self, surface: Surface) -> Cow<'t, str> {
        self.element().spelled(self.text(), surface)
    }

    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    pub fn children(self) -> Children<'t> {
        Children { tree: self.tree, next: self.index + 1, end: self.element().next }
    }

    pub fn child(self, kind: Kind) -> Option<Node<'t>> {
        self.children().find(|child| child.kind() == kind)
    }

    /// The statements of this node's block (of the block itself, if it is one), and those that a
    /// lost brace put behind it.
    pub fn statements(self) -> impl Iterator<Item = Node<'t>> {
        let itself = (self.kind() == Kind::Block).then_some(self);
        let holds = |child: &Node<'t>| matches!(child.kind(), Kind::Block | Kind::Orphans);
        let blocks = itself.is_none().then(|| self.children().filter(holds));
        let blocks = itself.into_iter().chain(blocks.into_iter().flatten());
        blocks.flat_map(Node::children).filter(|child| child.kind().is_statement())
    }

    /// The clause that begins with the keyword; for a flag, its keyword token.
    pub fn clause(self, keyword: Keyword) -> Option<Node<'t>> {
        self.clauses(keyword).next()
    }

    pub fn clauses(self, keyword: Keyword) -> impl Iterator<Item = Node<'t>> {
        self.children().skip(1).filter(move |child| {
            (child.kind().is_clause() || child.kind() == Kind::Keyword) && child.keyword() == Some(keyword)
        })
    }

    pub fn has(self, keyword: Keyword) -> bool {
        self.clause(keyword).is_some()
    }

    /// The declared name of an item or a named statement.
    pub fn name(self) -> Option<Node<'t>> {
        self.child(Kind::Name)
    }

    /// The official title: the text that stands directly in an item or a statement.
    pub fn title(self) -> Option<Node<'t>> {
        self.child(Kind::Text)
    }
}

/// Iterator over the direct children of a node.
#[derive(Debug, Clone)]
pub struct Children<'t> {
    tree: &'t Tree,
    next: u32,
    end: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node { tree: self.tree, index: self.next };
        self.next = node.element().next;
        Some(node)
    }
}

/// The value of a text token: without its quotes, escapes resolved.
pub fn text_value(token: &str) -> String {
    let inner = token.strip_prefix('"').unwrap_or(token);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    if !inner.contains('\\') {
        return inner.to_owned();
    }
    let mut value = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => value.extend(chars.next()),
            _ => value.push(c),
        }
    }
    value
}
