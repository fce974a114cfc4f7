//! pest's tokens to our tree, and what the tree says about mistakes.

use std::borrow::Cow;
use std::sync::Arc;

use pest::{Parser, Token};
use smol_str::SmolStr;

use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::keyword::{Class, Group, KEYWORDS, Keyword, Surface};
use crate::mask::mask;
use crate::mend::{self, Braces, Map, Mend, shorten};
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
    /// Something was read as what it is meant to be.
    is_mended: bool,
}

impl Parse {
    /// With mistakes read as they are written: for whoever writes the text again.
    pub(crate) fn as_written(&self) -> Cow<'_, Parse> {
        match self.is_mended {
            true => Cow::Owned(parse_text(Arc::clone(self.source.composed()), true)),
            false => Cow::Borrowed(self),
        }
    }

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
            // A misspelt one tells nothing.
            [Surface::English, Surface::Vietnamese]
                .into_iter()
                .find(|surface| first == Some(keyword.text(*surface)))
                .map(|surface| (node, surface))
        })
    }
}

/// Parses a file's text. Never fails, never panics, takes time linear in the text.
///
/// A lost brace or a misspelt keyword is told and read as what it is meant to be.
pub fn parse(text: impl Into<Arc<str>>) -> Parse {
    parse_text(text.into(), false)
}

/// The same without guessing what was meant: for text that is only being tried.
pub fn parse_as_written(text: impl Into<Arc<str>>) -> Parse {
    parse_text(text.into(), true)
}

fn parse_text(text: Arc<str>, as_written: bool) -> Parse {
    let source = if text.len() > MAX_BYTES { SourceText::unread(text) } else { SourceText::new(text) };
    let text = Arc::clone(source.composed());
    let mut errors = Vec::new();
    if text.len() > MAX_BYTES {
        let kind = SyntaxErrorKind::TooLarge { bytes: text.len() as u64 };
        errors.push(SyntaxError { kind, at: Span::at(0), also: None });
        return Parse { source, tree: empty_tree(text), errors, is_mended: false };
    }
    let readable = mask(&text, &mut errors);
    let mut read = read(&text, &readable, &[]);
    if !as_written {
        mend_braces(&text, &readable, &mut read);
        mend_keywords(&text, &readable, &mut read);
        if read.errors.iter().any(|error| misspelt(error).is_some()) {
            read.errors.clear();
            read.find_errors(Suggest::Nothing);
        }
    }
    errors.append(&mut read.errors);
    let is_mended = !read.mends.is_empty();
    errors.extend(read.mends.into_iter().map(|mend| mend.error));
    errors.sort_by_key(|error| (error.at, error.also));
    Parse { source, tree: read.tree, errors, is_mended }
}

/// One reading of the text.
struct Reading {
    /// In place of what the text says; their errors are not among the others.
    mends: Vec<Mend>,
    tree: Tree,
    errors: Vec<SyntaxError>,
}

impl Reading {
    fn mistakes(&self) -> usize {
        self.errors.len() + self.mends.len()
    }

    /// Errors that nobody knows what was meant by.
    fn unexplained(&self) -> usize {
        let is_puzzling = |error: &&SyntaxError| {
            misspelt(error).is_none() && !matches!(error.kind, SyntaxErrorKind::ThousandsSeparator { .. })
        };
        self.errors.iter().filter(is_puzzling).count()
    }

    fn find_errors(&mut self, suggest: Suggest) {
        find_errors(&self.tree, suggest, &mut self.errors);
        // A brace that was put there is told by its mend.
        let mends = &self.mends;
        self.errors.retain(|error| {
            !matches!(error.kind, SyntaxErrorKind::Unclosed { .. })
                || !mends.iter().any(|mend| {
                    Some(error.at) == mend.error.also && error.also == Some(Span::at(mend.at.start as u32))
                })
        });
    }

    /// Whether items or blocks begin or end where nobody knows.
    fn has_lost_braces(&self) -> bool {
        self.tree.nodes().any(|node| match node.kind() {
            Kind::Orphans => true,
            Kind::Stray => node.text().contains(['{', '}']),
            Kind::MissingClose => self.errors.iter().any(|error| {
                matches!(error.kind, SyntaxErrorKind::Unclosed { bracket: '{' })
                    && error.also == Some(node.span())
            }),
            Kind::Bad => node.text().starts_with(['{', '}']),
            _ => false,
        })
    }
}

/// Reads the text with the mends in it; places are those of the text.
fn read(text: &Arc<str>, readable: &str, mends: &[Mend]) -> Reading {
    let (mended, map) = mend::apply(readable, mends);
    let mut errors = Vec::new();
    let tree = match Grammar::parse(Rule::file, &mended) {
        Ok(pairs) => build(Arc::clone(text), &mended, &map, pairs.tokens()),
        // Not reachable while `file` ends in catch-alls; a grammar mistake must still not take the file away.
        Err(_) => {
            let found = text.lines().next().unwrap_or_default().into();
            let kind = SyntaxErrorKind::UnexpectedText { found, suggestion: None };
            errors.push(SyntaxError { kind, at: Span::at(0), also: None });
            empty_tree(Arc::clone(text))
        }
    };
    let mut reading = Reading { mends: mends.to_vec(), tree, errors };
    reading.find_errors(Suggest::Keywords);
    reading
}

/// Whether keywords are looked for that may be meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Suggest {
    Keywords,
    /// They were, and explain nothing.
    Nothing,
}

/// Puts braces where they are lost and takes away what is too much, if that explains the text as well
/// as the braces that are there.
fn mend_braces(text: &Arc<str>, readable: &str, best: &mut Reading) {
    if !best.has_lost_braces() {
        return;
    }
    for how in [Braces::Indented, Braces::IndentedSuperfluous, Braces::Heads] {
        let mends = mend::braces(readable, how);
        // Nothing to do, or everything.
        if mends.is_empty() || mends.len() > 2 * best.mistakes() {
            continue;
        }
        let reading = read(text, readable, &mends);
        let is_better = reading.mistakes() < best.mistakes()
            || (best.has_lost_braces() && reading.mistakes() == best.mistakes());
        if is_better && !reading.has_lost_braces() {
            *best = reading;
        }
    }
}

/// Reads misspelt keywords as what they are meant to be. A second one on a line shows when the first
/// is read.
fn mend_keywords(text: &Arc<str>, readable: &str, best: &mut Reading) {
    const ROUNDS: usize = 3;
    for _ in 0..ROUNDS {
        let is_new = |mend: &Mend| {
            best.mends.iter().all(|old| mend.at.end <= old.at.start || old.at.end <= mend.at.start)
        };
        let meant: Vec<Mend> = best.errors.iter().filter_map(misspelt).filter(is_new).collect();
        if meant.is_empty() {
            return;
        }
        let mut mends = [best.mends.as_slice(), &meant].concat();
        mends.sort_by_key(|mend| (mend.at.start, mend.at.end));
        let mut reading = read(text, readable, &mends);
        if reading.unexplained() > best.unexplained() {
            // Those that explain nothing: something is still wrong right behind them.
            mends.retain(|mend| {
                !matches!(mend.error.kind, SyntaxErrorKind::UnknownStatement { .. })
                    || !reading.errors.iter().any(|error| on_one_line(text, mend.error.at, error.at))
            });
            reading = read(text, readable, &mends);
        }
        if reading.unexplained() > best.unexplained() || reading.mends.len() == best.mends.len() {
            return;
        }
        *best = reading;
    }
}

fn misspelt(error: &SyntaxError) -> Option<Mend> {
    let meant = match error.kind {
        SyntaxErrorKind::NameInParts => "_",
        SyntaxErrorKind::ColonWanted { .. } => ":",
        SyntaxErrorKind::ColonUnwanted { .. } => " ",
        SyntaxErrorKind::UnknownStatement { suggestion, .. }
        | SyntaxErrorKind::OutsideItem { suggestion }
        | SyntaxErrorKind::UnexpectedText { suggestion, .. } => suggestion?,
        _ => return None,
    };
    Some(Mend { at: error.at.range(), text: meant, error: error.clone() })
}

fn on_one_line(text: &str, one: Span, other: Span) -> bool {
    let (from, to) = (one.start.min(other.start) as usize, one.start.max(other.start) as usize);
    text.get(from..to).is_some_and(|between| !between.contains('\n'))
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

/// `readable` is the text with mends in it; the map leads back.
fn build<'i>(
    text: Arc<str>,
    readable: &str,
    map: &Map,
    tokens: impl Iterator<Item = Token<'i, Rule>>,
) -> Tree {
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
                let start = elements[index].start as usize;
                // Tokens take the blanks behind them.
                let end = (start + readable[start..pos.pos()].trim_end().len()) as u32;
                if kind == Kind::Block && end > 0 && map.is_inserted(end - 1) {
                    let next = elements.len() as u32 + 1;
                    let kind = Kind::MissingClose;
                    elements.push(Element { kind, keyword: None, start: end, end, next });
                }
                let next = elements.len() as u32;
                let element = &mut elements[index];
                element.end = end;
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
    elements.shrink_to_fit();
    words::mark(readable, &mut elements);
    for element in &mut elements {
        (element.start, element.end) = (map.back(element.start), map.back(element.end));
    }
    if let Some(file) = elements.first_mut() {
        (file.start, file.end) = (0, text.len() as u32);
    }
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

fn find_errors(tree: &Tree, suggest: Suggest, errors: &mut Vec<SyntaxError>) {
    let meant = |line: &str, classes| match suggest {
        Suggest::Keywords => meant(line, classes),
        Suggest::Nothing => (None, line.len() as u32),
    };
    let mut told_whole = Span::default();
    let mut told = Span::default();
    let mut name: Option<Node<'_>> = None;
    let mut item: Option<Keyword> = None;
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
                    let line = first_line(rest);
                    let (suggestion, length) = meant(line, &[Class::Item]);
                    let kind = SyntaxErrorKind::OutsideItem { suggestion };
                    let at = Span::new(start, start + length);
                    errors.push(SyntaxError { kind, at, also: None });
                }
            }
            Kind::Orphans => {
                let at = Span::new(at.start, at.start + first_line(node.text()).len() as u32);
                let kind = SyntaxErrorKind::OutsideItem { suggestion: None };
                errors.push(SyntaxError { kind, at, also: None });
            }
            Kind::Dangling => {
                let declares = name.is_some_and(|name: Node<'_>| next_to(name, node));
                told = at;
                errors.push(error(match node.text() {
                    "=" if declares => SyntaxErrorKind::ColonWanted { found: "=".into() },
                    "-" if declares && !blank_behind(node) => SyntaxErrorKind::NameInParts,
                    keyword => SyntaxErrorKind::MissingValue { keyword: keyword.into() },
                }));
            }
            // What stands behind a mistake is not told too.
            Kind::Junk if !told.is_empty() && blank_between(tree, told, at) => {}
            Kind::Name => name = Some(node),
            Kind::Junk if name.is_some_and(|name| next_to(name, node)) && in_parts(node) => {
                let start = at.end - node.text().trim_start().len() as u32;
                let end = name.map_or(start, |name| name.span().end);
                let at = Span::new(end, start);
                errors.push(SyntaxError { kind: SyntaxErrorKind::NameInParts, at, also: None });
            }
            Kind::Item => item = node.keyword(),
            Kind::Bare | Kind::Bad
                if item.is_some_and(|item| item != Keyword::Entity)
                    && let Some((keyword, colon)) = mend::keyword_and_colon(first_line(node.text())) =>
            {
                let start = at.start + colon;
                let found = node.text()[colon as usize..].chars().take(1).collect::<String>();
                let kind = SyntaxErrorKind::ColonUnwanted { found: found.into(), keyword: keyword.into() };
                let at = Span::new(start, start + 1);
                let also = node.child(Kind::Junk).map(Node::span);
                errors.push(SyntaxError { kind, at, also });
                told_whole = also.unwrap_or(told_whole);
            }
            Kind::Bad => {
                let line = first_line(node.text());
                let (suggestion, length) = meant(line, HEADS);
                let at = Span::new(at.start, at.start + length);
                let kind = SyntaxErrorKind::UnknownStatement { found: shorten(line), suggestion };
                errors.push(SyntaxError { kind, at, also: None });
            }
            // `thành phân hồ sơ {`: the first word is read as a name, and the rest as too much.
            Kind::Bare if let Some(junk) = node.child(Kind::Junk) => {
                let line = first_line(node.text());
                let (suggestion, length) = meant(line, HEADS);
                let one_word = node.children().next().is_some_and(|row| row.text().chars().all(is_word));
                if suggestion.is_some() || one_word {
                    let place = Span::new(at.start, at.start + length);
                    let kind = SyntaxErrorKind::UnknownStatement { found: shorten(line), suggestion };
                    errors.push(SyntaxError { kind, at: place, also: None });
                    // Behind a block the line is another one, and is told for itself.
                    if junk.span().start <= at.start + line.len() as u32 {
                        told_whole = junk.span();
                    }
                }
            }
            // `dosier {`: a name opens no block.
            Kind::Bare if node.child(Kind::Block).is_some() => {
                let line = first_line(node.text());
                if let (Some(suggestion), length) = meant(line, HEADS) {
                    let suggestion = Some(suggestion);
                    let at = Span::new(at.start, at.start + length);
                    let kind = SyntaxErrorKind::UnknownStatement { found: shorten(line), suggestion };
                    errors.push(SyntaxError { kind, at, also: None });
                }
            }
            Kind::Junk if at == told_whole => {}
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
                let (suggestion, length) = meant(found, CLAUSES);
                let at = Span::new(start, start + length);
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
                told = keyword.span();
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
    blank_between(before.tree(), before.span(), after.span())
}

fn blank_between(tree: &Tree, before: Span, after: Span) -> bool {
    let between = tree.text().get(before.end as usize..after.start as usize);
    between.is_some_and(|between| between.trim().is_empty())
}

fn blank_behind(node: Node<'_>) -> bool {
    let rest = node.tree_text().get(node.span().end as usize..).unwrap_or_default();
    !rest.starts_with(is_word)
}

/// Behind a declared name: another word, and then what may follow a name.
fn in_parts(junk: Node<'_>) -> bool {
    let line = first_line(junk.text().trim_start());
    let word = line.find(|c| !is_word(c)).unwrap_or(line.len());
    let rest = line[word..].trim_start();
    word > 0 && rest.starts_with(['"', ':', '{'])
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

/// The keyword that a line's first words may have meant, and how long they are: all of the line, if
/// there is none.
fn meant(line: &str, classes: &'static [Class]) -> (Option<&'static str>, u32) {
    match suggest_keyword(line, classes) {
        Some((meant, length)) => (Some(meant), length),
        None => (None, line.len() as u32),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_end()
}

/// The keyword of the classes that the line's first words may have meant, and how long they are; the
/// longest, if several.
fn suggest_keyword(line: &str, classes: &'static [Class]) -> Option<(&'static str, u32)> {
    let in_phrase = |word: &&str| !word.starts_with(['{', '"', ':', '“', '”']);
    let words: Vec<&str> = line.split_whitespace().take(8).take_while(in_phrase).collect();
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
    let meant = |more: usize| {
        found.iter().enumerate().rev().find_map(|(at, found)| {
            let meant = suggest::nearest(found, phrases(at + 1 + more, classes))?;
            let last = words[at];
            let end = last.as_ptr() as usize + last.len() - line.as_ptr() as usize;
            Some((meant, end as u32))
        })
    };
    // With a word left out, if nothing else is near.
    meant(0).or_else(|| meant(1))
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
