//! The formatter: the same tokens, the same comments, one layout.
//!
//! It decides indentation, blanks between tokens and blank lines. Where a line is broken inside a
//! statement, and whether a short block stands on one line, is the author's choice and is kept,
//! so that translating the keywords there and back gives the same bytes. Consecutive statements
//! of one shape are aligned as a table.

mod align;
mod rows;

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use self::align::{Hanging, Printed};
use self::rows::Row;
use crate::keyword::{Class, KEYWORDS, Keyword, Surface};
use crate::parser::{Parse, parse as parse_again};
use crate::text::Span;
use crate::tree::{self, Kind, Node, Tree};

const INDENT: &str = "  ";
/// A continuation line stands this many levels deeper than its statement.
const CONTINUATION: usize = 2;

/// The formatted text; with keywords of one surface if one is given, else as they are.
///
/// Text the parser did not understand is kept as it stands. Formatting is idempotent.
pub fn format(parse: &Parse, surface: Option<Surface>) -> String {
    let written = parse.as_written();
    let parse = written.as_ref();
    let layout = Layout::new(&parse.tree);
    let mut printer = Printer::new(&layout, rows::rows(&parse.tree, &layout), surface);
    let tokens = tokens(&parse.tree);
    for (at, token) in tokens.iter().enumerate() {
        printer.token(&parse.tree, &tokens, at, *token);
    }
    let mut text = align::align(&printer.finish());
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The formatted text with keywords of one surface, if it says the same when it is read again; else
/// the place whose words would be read as something else there: a name that the other surface takes
/// for a part of a keyword.
pub fn translate(parse: &Parse, surface: Surface) -> Result<String, Span> {
    let written = parse.as_written();
    let parse = written.as_ref();
    let text = format(parse, Some(surface));
    let other = parse_again(text.as_str());
    let other = other.as_written();
    let mut there = other.tree.nodes();
    for node in parse.tree.nodes() {
        let same = there.next().is_some_and(|other| says_the_same(node, other));
        if !same {
            return Err(node.span());
        }
    }
    match there.next() {
        None => Ok(text),
        Some(_) => Err(parse.root().span()),
    }
}

/// Of an element that holds others, their own turn comes.
fn says_the_same(a: Node<'_>, b: Node<'_>) -> bool {
    let is_leaf = |node: Node<'_>| node.children().next().is_none();
    let is_bare = |node: Node<'_>| {
        matches!(node.kind(), Kind::File | Kind::Block | Kind::Set | Kind::Group | Kind::Copies)
    };
    a.kind() == b.kind()
        && is_leaf(a) == is_leaf(b)
        && (!is_leaf(a) || is_bare(a) || a.spelled() == b.spelled() && a.word() == b.word())
}

/// A piece of the text. The pieces of a tree, joined, are the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
    /// What a keyword token is, the same words may be two keywords in two positions; of a path, the
    /// reserved word that it is or begins with.
    pub keyword: Option<Keyword>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// A leaf of the tree.
    Leaf(Kind),
    Space,
    Newline,
    LineComment,
    BlockComment,
    /// A bracket, a comma, a semicolon.
    Punctuation,
    /// Letters of a statement the grammar does not know.
    Unknown,
}

/// Every byte of the text, in order.
pub fn tokens(tree: &Tree) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(tree.elements.len() * 3);
    let mut at = 0;
    for (index, element) in tree.elements.iter().enumerate() {
        let is_leaf = element.next as usize == index + 1 && element.end > element.start;
        let is_token = !matches!(
            element.kind,
            Kind::File
                | Kind::Item
                | Kind::Block
                | Kind::Set
                | Kind::Group
                | Kind::Copies
                | Kind::Bad
                | Kind::Junk
                | Kind::Stray
                | Kind::Orphans
                | Kind::Dangling
        );
        if is_leaf && is_token {
            gap(&tree.text, at, element.start, &mut tokens);
            let span = Span::new(element.start, element.end);
            tokens.push(Token { kind: TokenKind::Leaf(element.kind), span, keyword: element.keyword });
            at = element.end;
        }
    }
    gap(&tree.text, at, tree.text.len() as u32, &mut tokens);
    tokens
}

fn gap(text: &str, start: u32, end: u32, tokens: &mut Vec<Token>) {
    let mut at = start as usize;
    let end = end as usize;
    while at < end {
        let rest = &text[at..end];
        let first = rest.chars().next().unwrap_or(' ');
        let run = |accept: fn(char) -> bool| rest.find(|c| !accept(c)).unwrap_or(rest.len());
        let (kind, length) = match first {
            '\n' => (TokenKind::Newline, 1),
            ' ' | '\t' | '\r' => (TokenKind::Space, run(|c| matches!(c, ' ' | '\t' | '\r'))),
            '/' if rest.starts_with("//") => (TokenKind::LineComment, rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => {
                (TokenKind::BlockComment, rest.find("*/").map_or(rest.len(), |at| at + 2))
            }
            '{' | '}' | '(' | ')' | ',' | ';' => (TokenKind::Punctuation, 1),
            _ => (TokenKind::Unknown, unknown(rest)),
        };
        let length = length.max(first.len_utf8());
        tokens.push(Token { kind, span: Span::new(at as u32, (at + length) as u32), keyword: None });
        at += length;
    }
}

/// How long the piece is that nothing else takes: up to white space, punctuation or a comment.
fn unknown(rest: &str) -> usize {
    let stops = |&(at, c): &(usize, char)| {
        matches!(c, ' ' | '\t' | '\r' | '\n' | '{' | '}' | '(' | ')' | ',' | ';')
            || rest[at..].starts_with("//")
            || rest[at..].starts_with("/*")
    };
    rest.char_indices().find(stops).map_or(rest.len(), |(at, _)| at)
}

/// What the tree says about places in the text.
struct Layout {
    /// The opening and closing braces of blocks (not of sets): true for a block on one line.
    braces: FxHashMap<u32, bool>,
    /// Where items and statements begin.
    starts: FxHashSet<u32>,
    /// Where statements begin that are values and something the parser did not understand.
    broken: FxHashSet<u32>,
    /// Stretches to be kept as they stand.
    verbatim: Vec<Span>,
    /// Elements of a statement's list that begin a line: they hang under the list's first element.
    hanging: FxHashMap<u32, u32>,
    /// Where the lists with such elements begin.
    lists: FxHashSet<u32>,
}

impl Layout {
    fn new(tree: &Tree) -> Layout {
        let mut layout = Layout {
            braces: FxHashMap::default(),
            starts: FxHashSet::default(),
            broken: FxHashSet::default(),
            verbatim: Vec::new(),
            hanging: FxHashMap::default(),
            lists: FxHashSet::default(),
        };
        for node in tree.nodes() {
            let span = node.span();
            match node.kind() {
                Kind::Block => {
                    let closed = node.child(Kind::MissingClose).is_none();
                    let inline = closed && !node.text().contains('\n') && !node.text().contains("//");
                    layout.braces.insert(span.start, inline);
                    if closed {
                        layout.braces.insert(span.end - 1, inline);
                    }
                    layout.starts.extend(node.statements().map(|statement| statement.span().start));
                }
                Kind::Item => {
                    layout.starts.insert(span.start);
                }
                Kind::Stray | Kind::Orphans | Kind::Bad | Kind::Junk if !layout.is_verbatim(span.start) => {
                    layout.starts.extend((node.kind() != Kind::Junk).then_some(span.start));
                    // A block behind it is a block like any other; the blanks before it are its own.
                    let block = node.child(Kind::Block).map(|block| block.span().start);
                    let blanks = tree.text[..span.start as usize].trim_end_matches([' ', '\t']).len() as u32;
                    let start = if node.kind() == Kind::Junk { blanks } else { span.start };
                    layout.verbatim.push(Span::new(start, block.unwrap_or(span.end)));
                }
                Kind::Bare if node.child(Kind::Junk).is_some() => {
                    layout.broken.insert(span.start);
                }
                Kind::Head | Kind::CiteHead => {
                    let list = node.child(Kind::Operands).or_else(|| node.child(Kind::Citations));
                    layout.find_hanging(tree, list);
                }
                _ => {}
            }
        }
        layout
    }

    fn find_hanging(&mut self, tree: &Tree, list: Option<Node<'_>>) {
        let Some(list) = list.filter(|list| list.text().contains('\n')) else { return };
        let (first, mut end) = (list.span().start, list.span().start);
        for element in list.children() {
            let span = element.span();
            if tree.text[end as usize..span.start as usize].contains('\n') {
                self.hanging.insert(span.start, first);
                self.lists.insert(first);
            }
            end = span.end;
        }
    }

    fn is_inline(&self, block: Node<'_>) -> bool {
        self.braces.get(&block.span().start).copied().unwrap_or_default()
    }

    fn is_verbatim(&self, offset: u32) -> bool {
        let after = self.verbatim.partition_point(|span| span.start <= offset);
        after.checked_sub(1).is_some_and(|at| offset < self.verbatim[at].end)
    }
}

struct Printer<'l> {
    out: String,
    layout: &'l Layout,
    depth: usize,
    /// How many of the open blocks stand on one line.
    inline: usize,
    surface: Option<Surface>,
    rows: Vec<Row>,
    /// The rows before this one are printed.
    row: usize,
    hanging: Vec<Hanging>,
    comments: Vec<usize>,
    /// Where the value of the last statement was printed: its place in the source, and in the output.
    list: (u32, usize),
}

impl<'l> Printer<'l> {
    fn new(layout: &'l Layout, rows: Vec<Row>, surface: Option<Surface>) -> Printer<'l> {
        Printer {
            out: String::new(),
            layout,
            depth: 0,
            inline: 0,
            surface,
            rows,
            row: 0,
            hanging: Vec::new(),
            comments: Vec::new(),
            list: (0, 0),
        }
    }

    fn finish(self) -> Printed {
        Printed { text: self.out, rows: self.rows, hanging: self.hanging, comments: self.comments }
    }

    /// Notes where a token stands in the output, for the alignment.
    fn printed(&mut self, token: Token, length: usize) {
        let (start, end) = (self.out.len() - length, self.out.len());
        if self.layout.lists.contains(&token.span.start) {
            self.list = (token.span.start, start);
        }
        while self.rows.get(self.row).is_some_and(|row| row.source.end <= token.span.start) {
            self.row += 1;
        }
        if let Some(row) = self.rows.get_mut(self.row) {
            row.printed(token.span, start, end);
        }
    }

    fn token(&mut self, tree: &Tree, tokens: &[Token], at: usize, token: Token) {
        let text = &tree.text[token.span.range()];
        if self.layout.is_verbatim(token.span.start) {
            let begins = at == 0 || !self.layout.is_verbatim(tokens[at - 1].span.start);
            if begins && self.layout.starts.contains(&token.span.start) {
                self.start_line_if_needed(tokens, at);
            } else if begins && token.kind != TokenKind::Space {
                self.blank();
            }
            self.out.push_str(text);
            return;
        }
        match token.kind {
            TokenKind::Space | TokenKind::Newline => {}
            TokenKind::LineComment | TokenKind::BlockComment => {
                if newlines_before(tokens, at) > 0 || at == 0 {
                    self.new_line(tokens, at, 0);
                } else {
                    self.out.push_str("  ");
                    if token.kind == TokenKind::LineComment {
                        self.comments.push(self.out.len());
                    }
                }
                self.out.push_str(text.trim_end());
            }
            TokenKind::Punctuation if text == ";" => {
                let separates =
                    self.inline > 0 && next_on_line(tree, tokens, at).is_some_and(|next| next != "}");
                if separates || self.is_beside_broken(tree, tokens, at) {
                    self.out.push_str(" ;");
                }
            }
            TokenKind::Punctuation => {
                self.punctuation(tokens, at, token, text);
                self.printed(token, text.len());
            }
            TokenKind::Leaf(_) | TokenKind::Unknown => {
                self.before(tokens, at, token, text);
                let text = self.translate(token, text);
                self.out.push_str(&text);
                self.printed(token, text.len());
            }
        }
    }

    /// A line break alone may not separate two statements, one of which is broken, when read again.
    fn is_beside_broken(&self, tree: &Tree, tokens: &[Token], at: usize) -> bool {
        let is_text = |token: &&Token| !matches!(token.kind, TokenKind::Space | TokenKind::Newline);
        let before = tokens[..at].iter().rev().find(is_text);
        let after = tokens[at + 1..].iter().find(is_text);
        let is_broken = |token: &Token| {
            token.kind == TokenKind::Unknown
                || self.layout.is_verbatim(token.span.start)
                || self.layout.broken.contains(&token.span.start)
        };
        // Behind an operator a statement goes on in the next line.
        let is_open = |token: &Token| {
            matches!(token.kind, TokenKind::Leaf(Kind::Symbol | Kind::Dangling)) || self.out.ends_with(',')
        };
        before.is_some_and(|token| is_open(token) || is_broken(token))
            || after
                .is_some_and(|token| is_broken(token) || continues(&tree.text[token.span.start as usize..]))
    }

    fn punctuation(&mut self, tokens: &[Token], at: usize, token: Token, text: &str) {
        match (text, self.layout.braces.get(&token.span.start)) {
            ("{", Some(&inline)) => {
                if self.layout.starts.contains(&token.span.start) {
                    self.start_line_if_needed(tokens, at);
                }
                self.blank();
                self.out.push('{');
                if inline {
                    self.inline += 1;
                }
                self.depth += 1;
            }
            ("}", Some(&inline)) => {
                self.depth = self.depth.saturating_sub(1);
                if inline {
                    self.inline = self.inline.saturating_sub(1);
                    if !self.out.ends_with('{') {
                        self.blank();
                    }
                } else {
                    self.trim_blank_lines();
                    self.line_break(0);
                }
                self.out.push('}');
            }
            ("," | ")", _) if !self.layout.starts.contains(&token.span.start) => {
                if newlines_before(tokens, at) > 0 && text == ")" {
                    self.new_line(tokens, at, CONTINUATION);
                }
                self.out.push_str(text);
            }
            _ => {
                self.before(tokens, at, token, text);
                self.out.push_str(text);
            }
        }
    }

    /// The white space before a token that stands in a statement.
    fn before(&mut self, tokens: &[Token], at: usize, token: Token, text: &str) {
        if self.layout.starts.contains(&token.span.start) {
            self.start_line_if_needed(tokens, at);
        } else if newlines_before(tokens, at) > 0 {
            match self.layout.hanging.get(&token.span.start) {
                Some(&list) if list == self.list.0 => self.hang(),
                _ => self.new_line(tokens, at, CONTINUATION),
            }
        } else if !matches!(text, "%" | ",") && !self.out.ends_with('(') {
            self.blank();
        }
    }

    fn start_line_if_needed(&mut self, tokens: &[Token], at: usize) {
        if self.inline > 0 && self.out.ends_with(['{', ';']) {
            self.blank();
        } else if self.inline > 0 {
            self.out.push_str(" ; ");
        } else {
            self.new_line(tokens, at, 0);
        }
    }

    /// A line break, with the blank line the author left before this token, if any.
    fn new_line(&mut self, tokens: &[Token], at: usize, deeper: usize) {
        let first_in_block = self.out.trim_end().ends_with('{');
        if newlines_before(tokens, at) > 1 && deeper == 0 && !first_in_block && !self.out.is_empty() {
            self.trim_blank_lines();
            self.out.push('\n');
        }
        self.line_break(deeper);
    }

    fn line_break(&mut self, deeper: usize) {
        if !self.out.is_empty() {
            self.out.truncate(self.out.trim_end_matches([' ', '\t']).len());
            self.out.push('\n');
        }
        for _ in 0..self.depth + deeper {
            self.out.push_str(INDENT);
        }
    }

    /// A line without indentation: how far it hangs depends on the alignment of the list's first line.
    fn hang(&mut self) {
        self.trim_blank_lines();
        self.out.push('\n');
        self.hanging.push(Hanging { at: self.out.len(), below: self.list.1 });
    }

    fn trim_blank_lines(&mut self) {
        self.out.truncate(self.out.trim_end().len());
    }

    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
    }

    fn translate<'t>(&self, token: Token, text: &'t str) -> Cow<'t, str> {
        match (token.kind, self.surface) {
            (TokenKind::Leaf(kind), Some(surface)) => tree::spelled(kind, token.keyword, text, surface),
            // A tab between the words of a keyword is read as the blank it should be.
            (TokenKind::Leaf(Kind::Keyword), None) if text.contains('\t') => {
                Cow::Owned(text.split([' ', '\t']).collect::<Vec<_>>().join(" "))
            }
            _ => Cow::Borrowed(text),
        }
    }
}

/// On a line of its own, this would be a clause of the statement above.
fn continues(line: &str) -> bool {
    let clauses =
        KEYWORDS.iter().filter(|keyword| matches!(keyword.class(), Class::LineClause | Class::Cite));
    clauses.flat_map(|keyword| [keyword.vietnamese(), keyword.english()]).any(|phrase| {
        let rest = line.strip_prefix(phrase);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

fn newlines_before(tokens: &[Token], at: usize) -> usize {
    let trivia = tokens[..at].iter().rev();
    let trivia = trivia.take_while(|token| matches!(token.kind, TokenKind::Space | TokenKind::Newline));
    trivia.filter(|token| token.kind == TokenKind::Newline).count()
}

fn next_on_line<'t>(tree: &'t Tree, tokens: &[Token], at: usize) -> Option<&'t str> {
    let next = tokens[at + 1..].iter().find(|token| token.kind != TokenKind::Space)?;
    (next.kind != TokenKind::Newline).then(|| &tree.text[next.span.range()])
}
