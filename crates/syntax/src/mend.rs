//! What pest is given to read in place of a mistake, so that the mistake costs nothing but itself.
//!
//! A lost or superfluous brace is found by the indentation of formatted text and by the heads of
//! statements that stand directly in an item; a misspelt keyword by its distance from the one that is
//! meant. Whether an answer is taken is for the parser to say: it must explain the text with fewer
//! errors, or with as many.

use std::ops::Range;

use smol_str::SmolStr;

use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::keyword::{Class, Group, Keyword};
use crate::text::Span;

/// A stretch of the text, what is read in its place, and the error that this is.
#[derive(Debug, Clone)]
pub(crate) struct Mend {
    pub(crate) at: Range<usize>,
    pub(crate) text: &'static str,
    pub(crate) error: SyntaxError,
}

/// From the mended text back to the text.
#[derive(Debug, Default)]
pub(crate) struct Map {
    /// Where each mend lies in the mended text, and where in the text; in order.
    pieces: Vec<(Range<u32>, Range<u32>)>,
}

impl Map {
    /// Within a piece that stands for another there are no places but its ends.
    pub(crate) fn back(&self, offset: u32) -> u32 {
        let after = self.pieces.partition_point(|(mended, _)| mended.start < offset);
        match after.checked_sub(1).map(|last| &self.pieces[last]) {
            None => offset,
            Some((mended, text)) if offset >= mended.end => text.end + (offset - mended.end),
            Some((_, text)) => text.end,
        }
    }

    /// The opening brace that stands at an offset of the mended text, or the closing one, is no brace
    /// of the text.
    pub(crate) fn is_inserted(&self, offset: u32) -> bool {
        let found = self.pieces.binary_search_by_key(&offset, |(mended, _)| mended.start);
        found.is_ok_and(|at| self.pieces[at].1.is_empty())
    }
}

/// The text with the mends, which are in order and do not overlap.
pub(crate) fn apply(readable: &str, mends: &[Mend]) -> (String, Map) {
    let mut mended = String::with_capacity(readable.len() + 16 * mends.len());
    let mut map = Map::default();
    let mut at = 0;
    for mend in mends {
        mended.push_str(&readable[at..mend.at.start]);
        let start = mended.len() as u32;
        mended.push_str(mend.text);
        let text = mend.at.start as u32..mend.at.end as u32;
        map.pieces.push((start..mended.len() as u32, text));
        at = mend.at.end;
    }
    mended.push_str(&readable[at..]);
    (mended, map)
}

/// How the braces are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Braces {
    /// A closing brace without its opening one shows that the opening one is lost.
    Indented,
    /// It is superfluous itself.
    IndentedSuperfluous,
    /// Nothing is known from the indentation.
    Heads,
}

/// The braces that are lost, and those that are too many.
pub(crate) fn braces(readable: &str, how: Braces) -> Vec<Mend> {
    let lines = lines(readable);
    let mut state = State { readable, lines: &lines, open: Vec::new(), mends: Vec::new(), how };
    for at in 0..lines.len() {
        state.line(at);
    }
    if !lines.is_empty() {
        state.close_down_to(0, lines.len());
    }
    state.mends.sort_by_key(|mend| (mend.at.start, mend.at.end));
    state.mends
}

/// So many lines are looked at for the brace that closes a block.
const FAR: usize = 400;

/// A line that is not empty.
struct Line<'t> {
    /// Where it begins behind its indentation.
    start: usize,
    content: &'t str,
    indent: usize,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.content.len()
    }
}

fn lines(readable: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in readable.split('\n') {
        let content = line.trim_matches([' ', '\u{FEFF}']);
        if !content.is_empty() {
            let start = at + line.find(content).unwrap_or(0);
            lines.push(Line { start, content, indent: start - at });
        }
        at += line.len() + 1;
    }
    lines
}

/// A brace that is open.
struct Open {
    at: usize,
    line: usize,
    indent: usize,
}

struct State<'t> {
    readable: &'t str,
    lines: &'t [Line<'t>],
    open: Vec<Open>,
    mends: Vec<Mend>,
    how: Braces,
}

impl State<'_> {
    fn line(&mut self, at: usize) {
        let Line { start, content, indent } = self.lines[at];
        let by_indent = self.how != Braces::Heads;
        if is_item_head(content) {
            self.close_down_to(0, at);
        } else if content.starts_with('}') {
            while by_indent && self.open.last().is_some_and(|open| open.indent > indent) {
                self.close(at);
            }
        } else {
            // A clause that lost the brace before it belongs to what stands above.
            let continues = keyword(Group::Clause, content).is_some();
            while by_indent && !continues && self.open.last().is_some_and(|open| open.indent >= indent) {
                self.close(at);
            }
            if self.open.len() > 1 && stands_in_item(content) {
                self.close_down_to(1, at);
            }
        }
        let bytes = content.as_bytes();
        let mut here = 0;
        while let Some(&byte) = bytes.get(here) {
            match byte {
                b'"' => {
                    here += text_length(&content[here..]);
                    continue;
                }
                b'{' => self.open.push(Open { at: start + here, line: at, indent }),
                b'}' => self.closing(at, start + here, here == 0),
                _ => {}
            }
            here += 1;
        }
    }

    fn closing(&mut self, line: usize, at: usize, begins_line: bool) {
        let indent = self.lines[line].indent;
        let by_indent = self.how != Braces::Heads;
        match self.open.last() {
            Some(open) if open.line == line => _ = self.open.pop(),
            Some(open) if !by_indent || (begins_line && open.indent == indent) => _ = self.open.pop(),
            // At a line's end: the brace of the block, unless that follows.
            Some(open) if !begins_line => {
                let mut behind = self.lines[line + 1..].iter().take(FAR);
                let next = behind.find(|next| next.indent <= open.indent);
                if next.is_some_and(|next| next.content.starts_with('}') && next.indent == open.indent) {
                    self.superfluous(at);
                } else {
                    self.open.pop();
                }
            }
            _ => match self.lost_opening(line).filter(|_| self.how == Braces::Indented) {
                Some(head) => {
                    let end = head.end();
                    let error = SyntaxError {
                        kind: SyntaxErrorKind::MissingOpening,
                        at: Span::new(head.start as u32, end as u32),
                        also: Some(Span::new(at as u32, at as u32 + 1)),
                    };
                    self.mends.push(Mend { at: end..end, text: "{", error });
                }
                None => self.superfluous(at),
            },
        }
    }

    /// The line as deep as the closing one that has deeper lines behind it, and nothing else.
    fn lost_opening(&self, line: usize) -> Option<&Line<'_>> {
        let indent = self.lines[line].indent;
        let after = self.open.last().map_or(0, |open| open.line + 1);
        let before = self.lines[after..line].iter().rev().take(FAR);
        let mut inside = 0;
        for candidate in before {
            if candidate.indent > indent {
                inside += 1;
                continue;
            }
            let is_head = candidate.indent == indent && !candidate.content.contains(['{', '}']);
            return Some(candidate).filter(|_| is_head && inside > 0);
        }
        None
    }

    fn superfluous(&mut self, at: usize) {
        let error = SyntaxError {
            kind: SyntaxErrorKind::NothingToClose,
            at: Span::new(at as u32, at as u32 + 1),
            also: None,
        };
        self.mends.push(Mend { at: at..at + 1, text: " ", error });
    }

    fn close_down_to(&mut self, depth: usize, before: usize) {
        while self.open.len() > depth {
            self.close(before);
        }
    }

    /// The innermost brace should have been closed before the line.
    fn close(&mut self, before: usize) {
        let Some(open) = self.open.pop() else { return };
        let end = before.checked_sub(1).map_or(0, |line| self.lines[line].end());
        let brace = Span::new(open.at as u32, open.at as u32 + 1);
        if end == open.at + 1 {
            let kind = SyntaxErrorKind::Unclosed { bracket: '{' };
            let error = SyntaxError { kind, at: brace, also: None };
            self.mends.push(Mend { at: open.at..open.at + 1, text: " ", error });
            return;
        }
        let head = self.lines[open.line].start..open.at;
        let opened = shorten(self.readable.get(head).unwrap_or_default());
        let last = self.readable[..end].chars().next_back().map_or(0, char::len_utf8);
        let error = SyntaxError {
            kind: SyntaxErrorKind::MissingClosing { opened },
            at: Span::new((end - last) as u32, end as u32),
            also: Some(brace),
        };
        self.mends.push(Mend { at: end..end, text: "}", error });
    }
}

/// Item keyword, name, and a title, a clause or a block.
fn is_item_head(content: &str) -> bool {
    let Some((_, rest)) = keyword(Group::Item, content) else { return false };
    let name = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let behind = rest[name..].trim_start();
    let follows =
        behind.is_empty() || behind.starts_with(['"', '{']) || keyword(Group::Clause, behind).is_some();
    name > 0 && follows
}

/// A statement that stands directly in an item, never in a block of one.
fn stands_in_item(content: &str) -> bool {
    use Keyword as K;
    let Some((keyword, rest)) = keyword(Group::Head, content) else { return false };
    let begins = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '{'));
    begins
        && !matches!(
            keyword,
            K::Form
                | K::Require
                | K::OneOf
                | K::FirstOf
                | K::AllOf
                | K::AtLeast
                | K::ForEach
                | K::If
                | K::Show
                | K::Submit
                | K::Surrender
                | K::Upload
                | K::Note
                | K::Appear
                | K::Biometrics
                | K::Bring
                | K::Consent
                | K::Facts
                | K::Lookup
                | K::Assurance
                | K::Holds
                | K::Covers
                | K::Coverage
                | K::Matching
                | K::Correct
                | K::Sufficient
                | K::Clean
                | K::Live
                | K::Unified
                | K::Shared
        )
        && keyword.class() != Class::Prefix
}

/// The keyword that a line begins with, and where `:` or `=` stands behind it.
pub(crate) fn keyword_and_colon(line: &str) -> Option<(&str, u32)> {
    let colon = line.find([':', '='])?;
    let phrase = line[..colon].trim_end();
    let is_sign = !line[colon..].starts_with("==") && !line[colon + 1..].trim().is_empty();
    // `cho = có` lost a name.
    Keyword::find(Group::Head, phrase).filter(|(keyword, _)| is_sign && *keyword != Keyword::Given)?;
    Some((phrase, colon as u32))
}

/// The longest keyword of the group that the content begins with, and what follows.
fn keyword(group: Group, content: &str) -> Option<(Keyword, &str)> {
    let ends = content.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    let ends: Vec<usize> = ends.chain([content.len()]).take(7).collect();
    ends.into_iter().rev().find_map(|end| {
        let (keyword, _) = Keyword::find(group, &content[..end])?;
        Some((keyword, content[end..].trim_start()))
    })
}

/// How long the text in quotes is that the rest of a line begins with.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            b'\\' if !escaped => escaped = true,
            b'"' if !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    // Without its end: the line, but for the brace that opens a block there.
    rest.trim_end_matches([' ', '{']).len().max(1)
}

/// The first words of a line.
pub(crate) fn shorten(text: &str) -> SmolStr {
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
