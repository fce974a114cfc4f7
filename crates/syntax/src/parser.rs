//! pest's tokens to our tree, and what the tree says about mistakes.

use std::sync::Arc;

use pest::{Parser, Token};
use smol_str::SmolStr;

use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::keyword::{Class, Group, KEYWORDS, Keyword, Surface};
use crate::mask::mask;
use crate::suggest;
use crate::text::{SourceText, Span};
use crate::tree::{Element, Kind, Node, Tree};
use crate::words;

/// No procedure file comes near; what is larger is a mistake or an attack.
pub const MAX_BYTES: usize = 4 << 20;

mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "../../grammar/lexical.pest"]
    #[grammar = "../../grammar/statement.pest"]
    #[grammar = "../../grammar/keywords.pest"]
    pub(super) struct Grammar;
}
use grammar::{Grammar, Rule};

/// A parsed file: its text, its tree, its mistakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parse {
    pub source: SourceText,
    pub tree: Tree,
    /// In order of their places.
    pub errors: Vec<SyntaxError>,
}

impl Parse {
    pub fn root(&self) -> Node<'_> {
        self.tree.root()
    }

    pub fn items(&self) -> impl Iterator<Item = Node<'_>> {
        self.root().children().filter(|child| child.kind() == Kind::Item)
    }

    /// The surface most keywords and reserved words of the file are written in; Vietnamese for a file
    /// without any.
    pub fn surface(&self) -> Surface {
        let balance: i64 = self
            .words()
            .map(|(_, surface)| match surface {
                Surface::Vietnamese => 1,
                Surface::English => -1,
            })
            .sum();
        if balance < 0 { Surface::English } else { Surface::Vietnamese }
    }

    /// The keywords and reserved words that are not written in [`Parse::surface`].
    pub fn of_other_surface(&self) -> impl Iterator<Item = Node<'_>> {
        let most = self.surface();
        self.words().filter(move |(_, surface)| *surface != most).map(|(node, _)| node)
    }

    /// All keywords and reserved words that tell the surface: some are the same in both.
    fn words(&self) -> impl Iterator<Item = (Node<'_>, Surface)> {
        self.tree.nodes().filter_map(|node| {
            let keyword = node.own_keyword()?;
            if keyword.english() == keyword.vietnamese() {
                return None;
            }
            let first = node.text().split('.').next();
            let is_english = first == Some(keyword.english());
            Some((node, if is_english { Surface::English } else { Surface::Vietnamese }))
        })
    }
}

/// Parses a file's text. Never fails, never panics, takes time linear in the text.
pub fn parse(text: impl Into<Arc<str>>) -> Parse {
    let text = text.into();
    let source = if text.len() > MAX_BYTES { SourceText::unread(text) } else { SourceText::new(text) };
    let text = Arc::clone(source.composed());
    let mut errors = Vec::new();
    if text.len() > MAX_BYTES {
        let kind = SyntaxErrorKind::TooLarge { bytes: text.len() as u64 };
        errors.push(SyntaxError { kind, at: Span::at(0), also: None });
        return Parse { source, tree: empty_tree(text), errors };
    }
    let readable = mask(&text, &mut errors);
    let tree = match Grammar::parse(Rule::file, &readable) {
        Ok(pairs) => build(Arc::clone(&text), &readable, pairs.tokens()),
        // Not reachable while `file` ends in catch-alls; a grammar mistake must still not take the file away.
        Err(_) => {
            let found = text.lines().next().unwrap_or_default().into();
            let kind = SyntaxErrorKind::UnexpectedText { found, suggestion: None };
            errors.push(SyntaxError { kind, at: Span::at(0), also: None });
            empty_tree(text)
        }
    };
    find_errors(&tree, &mut errors);
    errors.sort_by_key(|error| (error.at, error.also));
    Parse { source, tree, errors }
}

fn empty_tree(text: Arc<str>) -> Tree {
    let end = text.len() as u32;
    Tree { text, elements: vec![Element { kind: Kind::File, keyword: None, start: 0, end, next: 1 }] }
}

/// What a rule becomes in the tree; `None` for rules that only serve the grammar.
fn kind(rule: Rule) -> Option<Kind> {
    Some(match rule {
        Rule::file => Kind::File,
        Rule::item => Kind::Item,
        Rule::block => Kind::Block,
        Rule::named => Kind::Named,
        Rule::head => Kind::Head,
        Rule::cite_head => Kind::CiteHead,
        Rule::prefixed => Kind::Prefixed,
        Rule::bare => Kind::Bare,
        Rule::value_clause => Kind::ValueClause,
        Rule::cite_clause => Kind::CiteClause,
        Rule::action => Kind::Action,
        Rule::copies => Kind::Copies,
        Rule::operands | Rule::operand => Kind::Operands,
        Rule::conditional => Kind::Conditional,
        Rule::quantified => Kind::Quantified,
        Rule::counted => Kind::Counted,
        Rule::set => Kind::Set,
        Rule::group => Kind::Group,
        Rule::citations => Kind::Citations,
        Rule::bad => Kind::Bad,
        Rule::junk | Rule::lost => Kind::Junk,
        Rule::stray => Kind::Stray,
        Rule::orphans => Kind::Orphans,
        Rule::dangling => Kind::Dangling,
        Rule::missing_close => Kind::MissingClose,
        Rule::missing_part => Kind::MissingPart,
        Rule::name => Kind::Name,
        Rule::path => Kind::Path,
        Rule::string => Kind::Text,
        Rule::open_string => Kind::OpenText,
        Rule::literal => Kind::Literal,
        Rule::symbol | Rule::minus | Rule::comma | Rule::colon => Kind::Symbol,
        Rule::place_value => Kind::PlaceValue,
        rule if group(rule).is_some() => Kind::Keyword,
        _ => return None,
    })
}

/// The group of phrases a keyword rule stands for.
fn group(rule: Rule) -> Option<Group> {
    Some(match rule {
        Rule::item_kw => Group::Item,
        Rule::named_kw | Rule::head_kw | Rule::cite_head_kw | Rule::prefix_kw => Group::Head,
        Rule::value_clause_kw | Rule::cite_kw | Rule::flag_kw | Rule::action_kw => Group::Clause,
        Rule::place_kw => Group::Place,
        Rule::unit_kw => Group::Unit,
        Rule::not_kw | Rule::binary_kw | Rule::in_kw => Group::Operator,
        Rule::if_kw | Rule::then_kw | Rule::else_kw => Group::Connective,
        Rule::quantifier_kw | Rule::at_least_kw | Rule::of_these_kw => Group::Connective,
        _ => return None,
    })
}

fn build<'i>(text: Arc<str>, readable: &str, tokens: impl Iterator<Item = Token<'i, Rule>>) -> Tree {
    // Real files have one element for nine to twelve bytes.
    let mut elements: Vec<Element> = Vec::with_capacity(text.len() / 8);
    let mut open: Vec<usize> = Vec::new();
    for token in tokens {
        match token {
            Token::Start { rule, pos } => {
                let Some(kind) = kind(rule) else { continue };
                open.push(elements.len());
                let start = pos.pos() as u32;
                elements.push(Element { kind, keyword: None, start, end: start, next: 0 });
            }
            Token::End { rule, pos } => {
                let Some(kind) = kind(rule) else { continue };
                let Some(index) = open.pop() else { continue };
                let next = elements.len() as u32;
                let element = &mut elements[index];
                let start = element.start as usize;
                // Tokens take the blanks behind them.
                element.end = (start + readable[start..pos.pos()].trim_end().len()) as u32;
                if matches!(kind, Kind::MissingClose | Kind::MissingPart) {
                    element.start = readable[..start].trim_end().len() as u32;
                    element.end = element.start;
                }
                element.next = next;
                if let Some(group) = group(rule) {
                    let phrase = &readable[start..element.end as usize];
                    element.keyword = Keyword::find(group, phrase).map(|(keyword, _)| keyword);
                }
            }
        }
    }
    if let Some(file) = elements.first_mut() {
        (file.start, file.end) = (0, text.len() as u32);
    }
    elements.shrink_to_fit();
    words::mark(&text, &mut elements);
    Tree { text, elements }
}

/// What a statement may begin with.
const HEADS: &[Class] = &[Class::Named, Class::Head, Class::CiteHead, Class::Prefix];
/// What may follow in it.
const CLAUSES: &[Class] = &[
    Class::Clause,
    Class::LineClause,
    Class::Cite,
    Class::Flag,
    Class::Action,
    Class::Unit,
    Class::Operator,
    Class::Connective,
];
/// All but values, which may be names too.
const RESERVED: &[Class] = &[
    Class::Item,
    Class::Named,
    Class::Head,
    Class::CiteHead,
    Class::Prefix,
    Class::Clause,
    Class::LineClause,
    Class::Cite,
    Class::Flag,
    Class::Action,
    Class::Place,
    Class::Unit,
    Class::Operator,
    Class::Connective,
];

fn find_errors(tree: &Tree, errors: &mut Vec<SyntaxError>) {
    let mut told = Span::default();
    let mut hungry = None;
    for node in tree.nodes() {
        let at = node.span();
        let error = |kind| SyntaxError { kind, at, also: None };
        match node.kind() {
            Kind::Stray => {
                let rest = node.text().trim_start_matches(|c: char| c == '}' || c.is_whitespace());
                let start = at.end - rest.len() as u32;
                if start > at.start {
                    let brace = Span::new(at.start, at.start + 1);
                    errors.push(SyntaxError { kind: SyntaxErrorKind::NothingToClose, at: brace, also: None });
                }
                if !rest.is_empty() {
                    let at = Span::new(start, start + first_line(rest).len() as u32);
                    let suggestion = suggest_keyword(rest, &[Class::Item]);
                    let kind = SyntaxErrorKind::OutsideItem { suggestion };
                    errors.push(SyntaxError { kind, at, also: None });
                }
            }
            Kind::Orphans => {
                let at = Span::new(at.start, at.start + first_line(node.text()).len() as u32);
                let kind = SyntaxErrorKind::OutsideItem { suggestion: None };
                errors.push(SyntaxError { kind, at, also: None });
            }
            Kind::Dangling => {
                errors.push(error(SyntaxErrorKind::MissingValue { keyword: node.text().into() }));
            }
            Kind::Bad => {
                let line = first_line(node.text());
                let at = Span::new(at.start, at.start + line.len() as u32);
                let suggestion = suggest_keyword(line, HEADS);
                let kind = SyntaxErrorKind::UnknownStatement { found: shorten(line), suggestion };
                errors.push(SyntaxError { kind, at, also: None });
            }
            // `thành phân hồ sơ {`: the first word is read as a name, and the rest as too much.
            Kind::Bare if let Some(junk) = node.child(Kind::Junk) => {
                let line = first_line(node.text());
                let suggestion = suggest_keyword(line, HEADS);
                let one_word = node.children().next().is_some_and(|row| row.text().chars().all(is_word));
                if suggestion.is_some() || one_word {
                    let at = Span::new(at.start, at.start + line.len() as u32);
                    let kind = SyntaxErrorKind::UnknownStatement { found: shorten(line), suggestion };
                    errors.push(SyntaxError { kind, at, also: None });
                    // Behind a block the line is another one, and is told for itself.
                    if junk.span().start <= at.end {
                        told = junk.span();
                    }
                }
            }
            Kind::Junk if at == told => {}
            Kind::Junk if hungry.is_some_and(|clause: Node<'_>| next_to(clause, node)) => {
                let clause = hungry.unwrap_or(node);
                let keyword = clause.children().next().map(Node::text).unwrap_or_default();
                let kind = SyntaxErrorKind::MissingValue { keyword: keyword.into() };
                // Up to what is skipped, so that nothing is skipped without a word.
                let at = Span::new(clause.span().start, node.span().start);
                errors.push(SyntaxError { kind, at, also: None });
            }
            Kind::Junk => {
                let found = first_line(node.text().trim_start());
                let start = at.end - node.text().trim_start().len() as u32;
                let at = Span::new(start, start + found.len() as u32);
                let suggestion = suggest_keyword(found, CLAUSES);
                let kind = SyntaxErrorKind::UnexpectedText { found: shorten(found), suggestion };
                errors.push(SyntaxError { kind, at, also: None });
            }
            Kind::Conditional | Kind::Quantified | Kind::Counted if lacks_a_part(node) => {
                let keyword = node.children().next().unwrap_or(node);
                let kind = SyntaxErrorKind::MissingPart { keyword: keyword.text().into() };
                errors.push(SyntaxError { kind, at: keyword.span(), also: None });
            }
            Kind::OpenText => errors.push(error(SyntaxErrorKind::UnclosedText)),
            Kind::Block | Kind::Set | Kind::Group | Kind::Copies
                if node.child(Kind::MissingClose).is_some() =>
            {
                let bracket = node.text().chars().next().unwrap_or('{');
                let open = Span::new(at.start, at.start + 1);
                let missing = node.child(Kind::MissingClose).map(Node::span);
                errors.push(SyntaxError {
                    kind: SyntaxErrorKind::Unclosed { bracket },
                    at: open,
                    also: missing,
                });
            }
            Kind::ValueClause | Kind::CiteClause
                if node.child(Kind::Operands).is_none() && node.child(Kind::Citations).is_none() =>
            {
                errors.push(error(SyntaxErrorKind::MissingValue { keyword: node.text().into() }));
            }
            Kind::ValueClause if takes_a_keyword(node) => hungry = Some(node),
            Kind::Operands => thousands_by_comma(node, errors),
            Kind::Prefixed if !node.children().any(|child| child.kind().is_statement()) => {
                errors.push(error(SyntaxErrorKind::MissingValue { keyword: node.text().into() }));
            }
            Kind::Named if node.name().is_none() && node.keyword() != Some(Keyword::Applicant) => {
                let keyword = node.children().next().unwrap_or(node);
                let kind = SyntaxErrorKind::MissingName { keyword: keyword.text().into() };
                errors.push(SyntaxError { kind, at: keyword.span(), also: None });
            }
            Kind::Literal => {
                if let Some(fixed) = thousands(node.text()) {
                    let found = node.text().into();
                    errors.push(error(SyntaxErrorKind::ThousandsSeparator { found, fixed }));
                }
            }
            _ => {}
        }
    }
}

/// `if` without `then` or `else`, or one of them with nothing behind it.
fn lacks_a_part(joined: Node<'_>) -> bool {
    let parts: Vec<Node<'_>> = joined.children().collect();
    let holds = |at: usize, kind: Kind| parts.get(at).is_some_and(|part| part.kind() == kind);
    let is_empty =
        |(at, part): (usize, &Node<'_>)| match part.keyword().filter(|_| part.kind() == Kind::Keyword) {
            Some(Keyword::IfSo | Keyword::Then) => !holds(at + 1, Kind::Operands),
            Some(Keyword::Else) => !holds(at + 1, Kind::Operands) && !holds(at + 1, Kind::Keyword),
            Some(Keyword::Some | Keyword::Every) => joined.child(Kind::Operands).is_none(),
            _ => part.kind() == Kind::MissingPart,
        };
    parts.iter().enumerate().any(is_empty)
}

/// Nothing but blanks stand between the two.
fn next_to(before: Node<'_>, after: Node<'_>) -> bool {
    let between = before.span().end as usize..after.span().start as usize;
    before.tree_text().get(between).is_some_and(|between| between.trim().is_empty())
}

/// `after within 2 days`: the value is missing, and the next clause's keyword was taken for it.
fn takes_a_keyword(clause: Node<'_>) -> bool {
    let operands = clause.child(Kind::Operands);
    operands.is_some_and(|operands| {
        Keyword::find(Group::Clause, operands.text()).is_some_and(|(keyword, _)| {
            matches!(keyword.class(), Class::Clause | Class::LineClause | Class::Cite)
        })
    })
}

/// `8,000`: read as two numbers of a list, and meant as one.
fn thousands_by_comma(operands: Node<'_>, errors: &mut Vec<SyntaxError>) {
    let parts: Vec<Node<'_>> = operands.children().collect();
    let mut at = 0;
    while at < parts.len() {
        let groups =
            parts[at + 1..].chunks_exact(2).zip(parts[at..].chunks(2)).take_while(|(next, before)| {
                next[0].text() == ","
                    && next[0].span().start == before[0].span().end
                    && next[1].span().start == next[0].span().end
                    && next[1].kind() == Kind::Literal
                    && next[1].text().len() == 3
            });
        let groups = groups.count();
        let span = parts[at].span().to(parts[at + 2 * groups].span());
        let found = &operands.tree_text()[span.range()];
        if groups > 0
            && parts[at].kind() == Kind::Literal
            && let Some(fixed) = thousands(&found.replace(',', "."))
        {
            let kind = SyntaxErrorKind::ThousandsSeparator { found: found.into(), fixed };
            errors.push(SyntaxError { kind, at: span, also: None });
        }
        at += 2 * groups + 1;
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_end()
}

fn shorten(text: &str) -> SmolStr {
    let mut words = text.split_whitespace();
    let short: Vec<&str> = words.by_ref().take(4).collect();
    let mut short = short.join(" ");
    if short.chars().count() > 40 {
        short = short.chars().take(40).collect();
        short.push('…');
    } else if words.next().is_some() {
        short.push_str(" …");
    }
    short.into()
}

/// The keyword of the classes that the line's first words may have meant; the longest, if several.
fn suggest_keyword(line: &str, classes: &'static [Class]) -> Option<&'static str> {
    let words: Vec<&str> = line.split_whitespace().take(8).collect();
    let phrases = |count: usize, classes: &'static [Class]| {
        let wanted = KEYWORDS.iter().filter(move |keyword| classes.contains(&keyword.class()));
        let phrases = wanted.flat_map(|keyword| [keyword.vietnamese(), keyword.english()]);
        phrases.filter(move |phrase| phrase.split(' ').count() == count)
    };
    let found: Vec<String> = (1..=words.len()).map(|count| words[..count].join(" ")).collect();
    // A keyword in the wrong place is no slip of the pen.
    let misplaced = |(at, found): (usize, &String)| phrases(at + 1, RESERVED).any(|phrase| phrase == found);
    if found.iter().enumerate().any(misplaced) {
        return None;
    }
    found.iter().enumerate().rev().find_map(|(at, found)| suggest::nearest(found, phrases(at + 1, classes)))
}

/// `8.000` or `1.460.000`: groups of three after points, as Vietnamese writes thousands.
fn thousands(literal: &str) -> Option<SmolStr> {
    let mut groups = literal.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_group = |group: &&str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    let looks_like =
        !rest.is_empty() && (1..=3).contains(&first.len()) && first != "0" && rest.iter().all(is_group);
    looks_like.then(|| format!("{first}_{}", rest.join("_")).into())
}
