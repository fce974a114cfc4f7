//! The text as it would be with something of ours at the cursor.

use tthc_model::message::Expected;
use tthc_model::{ItemKind, Library, Message, Name, check};
use tthc_project::Snapshot;
use tthc_syntax::format::{TokenKind, tokens};
use tthc_syntax::keyword::KEYWORDS;
use tthc_syntax::suggest::strip;
use tthc_syntax::{Class, Keyword, Kind, Node, Parse, Surface, parse_as_written, tree::Tree};

use crate::completion::clauses;
use crate::symbol::{Mention, Symbol, mentions};

/// A name that nobody gives.
pub(super) const MARK: &str = "zzcursorzz";

/// What stands directly before the cursor and may be the beginning of what is to be completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) start: u32,
    pub(super) text: String,
}

/// The word before the cursor (it may be empty), then the last two words, and so on: keywords are phrases.
pub(super) fn typed(text: &str, cursor: u32) -> Vec<Typed> {
    const LONGEST_PHRASE: usize = 6;
    let before = &text[..cursor as usize];
    let word = |end: usize| before[..end].trim_end_matches(is_name_char).len();
    let mut start = word(before.len());
    let mut found = Vec::new();
    loop {
        found.push(Typed { start: start as u32, text: before[start..].to_owned() });
        let gap = before[..start].trim_end_matches(' ').len();
        let previous = word(gap);
        if previous == gap || gap == start || found.len() == LONGEST_PHRASE {
            return found;
        }
        start = previous;
    }
}

/// What was typed of a statement, if that is only words.
pub(super) fn head(text: &str, cursor: u32) -> Option<Typed> {
    let before = &text[..cursor as usize];
    let start = before.rfind(['\n', ';', '{', '}']).map_or(0, |at| at + 1);
    let typed = before[start..].trim_start();
    let words = typed.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '_'));
    words.then(|| Typed { start: (before.len() - typed.len()) as u32, text: typed.to_owned() })
}

pub(super) fn in_text_or_comment(tree: &Tree, cursor: u32) -> bool {
    tokens(tree).iter().any(|token| {
        let inside = token.span.start < cursor && cursor < token.span.end;
        let at_end = token.span.start < cursor && cursor <= token.span.end;
        match token.kind {
            TokenKind::LineComment | TokenKind::Leaf(Kind::OpenText) => at_end,
            TokenKind::BlockComment | TokenKind::Leaf(Kind::Text) => inside,
            _ => false,
        }
    })
}

fn is_name_char(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Begins with what was typed, marks left aside.
pub(super) fn begins(phrase: &str, typed: &str) -> bool {
    strip(phrase).starts_with(&strip(typed))
}

/// Has what was typed at the beginning of one of its words.
pub(super) fn contains(name: &str, typed: &str) -> bool {
    let (name, typed) = (strip(name), strip(typed));
    name.match_indices(&typed).any(|(at, _)| at == 0 || name[..at].ends_with('_'))
}

/// A parse of the text with [`MARK`] in place of what was typed.
pub(super) struct Speculation {
    parse: Parse,
    mark: u32,
}

/// The statement or item behind which the cursor stands, and the last token before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before {
    statement: Option<Keyword>,
    clause: Option<Keyword>,
    is_item: bool,
    last: Option<Kind>,
    cites: bool,
}

impl Speculation {
    pub(super) fn name(text: &str, typed: &Typed) -> Speculation {
        let (start, end) = (typed.start as usize, typed.start as usize + typed.text.len());
        let rest = text[end..].trim_start_matches(is_name_char);
        Speculation { parse: parse_as_written(format!("{}{MARK}{rest}", &text[..start])), mark: typed.start }
    }

    /// `None` if no statement begins here: the line continues the one before.
    pub(super) fn statement(text: &str, head: &Typed) -> Option<Speculation> {
        let here = Speculation::name(text, head);
        let around = here.path().into_iter().rfind(|node| node.kind().is_statement());
        let begins = around.is_none_or(|statement| statement.span().start >= head.start);
        (begins && !here.in_brackets()).then_some(here)
    }

    pub(super) fn parse(&self) -> &Parse {
        &self.parse
    }

    fn path(&self) -> Vec<Node<'_>> {
        let mut path = self.parse.tree.path_to(self.mark + 1);
        path.retain(|node| node.span().start <= self.mark);
        path
    }

    fn in_brackets(&self) -> bool {
        self.path().iter().any(|node| matches!(node.kind(), Kind::Set | Kind::Group | Kind::Copies))
    }

    pub(super) fn is_outside_items(&self) -> bool {
        !self.path().iter().any(|node| node.kind() == Kind::Item)
    }

    pub(super) fn item_kind(&self) -> Option<ItemKind> {
        let item = self.path().into_iter().find(|node| node.kind() == Kind::Item)?;
        ItemKind::from_keyword(item.keyword()?)
    }

    /// What the place of the mark asks for.
    pub(super) fn wanted(&self, snapshot: &Snapshot) -> Vec<Mention> {
        let mut found = mentions(snapshot, &self.parse);
        found.retain(|mention| mention.span.start == self.mark && !mention.declares);
        found
    }

    /// The variables of the text whose `với mỗi` is around the mark.
    pub(super) fn variables(&self, snapshot: &Snapshot) -> Vec<Name> {
        let around: Vec<_> = self.path().iter().map(|node| node.span()).collect();
        let declared =
            mentions(snapshot, &self.parse).into_iter().filter_map(|mention| match mention.symbol {
                Some(Symbol::Variable { name, at }) if mention.declares => Some((name, at)),
                _ => None,
            });
        let in_scope = declared.filter(|(_, at)| {
            let statement = self.parse.tree.path_to(*at).into_iter().rfind(|node| node.kind().is_statement());
            statement.is_some_and(|statement| around.contains(&statement.span()))
        });
        in_scope.map(|(name, _)| name).collect()
    }

    /// What the checker says it expected where the mark is.
    pub(super) fn expected(&self, library: &Library, path: &str) -> Vec<Expected> {
        let end = self.mark + MARK.len() as u32;
        let checked = check(&self.parse, library, path, None);
        let here = checked.diagnostics.into_iter().filter(|d| d.at.start <= self.mark && end <= d.at.end);
        here.filter_map(|diagnostic| match diagnostic.message {
            Message::Expected { expected, .. } => Some(expected),
            _ => None,
        })
        .collect()
    }

    /// Set if the mark is more than the statement before it takes: a clause could stand there.
    pub(super) fn behind_statement(&self) -> Option<Before> {
        let path = self.path();
        let junk = path.iter().position(|node| node.kind() == Kind::Junk)?;
        let statement = path[..junk].last()?;
        let before: Vec<Node<'_>> =
            statement.children().take_while(|child| child.span().end <= self.mark).collect();
        let mut last = before.last().copied();
        while let Some(inner) = last.and_then(|node| node.children().last()) {
            last = Some(inner);
        }
        let clause = before.iter().rev().find(|node| node.kind().is_clause());
        let cites = |node: &Node<'_>| node.child(Kind::Citations).is_some();
        Some(Before {
            statement: statement.keyword(),
            clause: clause.and_then(|clause| clause.keyword()),
            is_item: statement.kind() == Kind::Item,
            last: last.map(Node::kind),
            cites: before.last().is_some_and(|last| last.kind() == Kind::Citations || cites(last)),
        })
    }
}

impl Before {
    pub(super) fn allows(&self, keyword: Keyword) -> bool {
        match keyword.class() {
            Class::Unit => self.last == Some(Kind::Literal),
            Class::Place => self.cites && matches!(self.last, Some(Kind::Path | Kind::PlaceValue)),
            Class::Operator => {
                clauses::is_condition(self.clause.or(self.statement)) && self.last == Some(Kind::Path)
            }
            Class::Connective => false,
            _ => self.statement.is_some_and(|statement| clauses::fits(statement, self.is_item, keyword)),
        }
    }
}

/// The keywords that may begin a statement at the cursor, by the checker's own rules: each is tried
/// on a line of its own, and those that are called misplaced do not fit.
pub(super) fn fitting(text: &str, head: &Typed, surface: Surface, path: &str) -> Vec<Keyword> {
    let (start, end) = (head.start as usize, head.start as usize + head.text.len());
    let begins_statement = |keyword: &Keyword| keyword.class().group() == tthc_syntax::Group::Head;
    let mut tried = text[..start].to_owned();
    let mut lines: Vec<(u32, Keyword)> = Vec::new();
    for keyword in KEYWORDS.iter().copied().filter(begins_statement) {
        tried.push_str(";\n");
        lines.push((tried.len() as u32, keyword));
        tried.push_str(keyword.text(surface));
        // Of a mistake on the line nothing more would be told.
        match keyword.class() {
            Class::Named => tried.push_str(" x"),
            Class::Prefix => {
                tried.push(' ');
                tried.push_str(Keyword::Submit.text(surface));
                tried.push_str(" x");
            }
            _ => {}
        }
    }
    tried.push_str(";\n");
    tried.push_str(&text[end..]);
    let checked = check(&parse_as_written(tried), &Library::default(), path, None);
    let misplaced = checked.diagnostics.iter().filter(|d| matches!(d.message, Message::Misplaced { .. }));
    let misplaced: Vec<u32> = misplaced.map(|diagnostic| diagnostic.at.start).collect();
    lines.retain(|(at, _)| !misplaced.contains(at));
    lines.into_iter().map(|(_, keyword)| keyword).collect()
}
