//! What pest may see of a text.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::text::Span;

/// Brackets may be nested this deep; real procedures need about six.
pub const MAX_DEPTH: usize = 64;

/// The text, as long as it was, with blanks for comments, tabs, carriage returns, other control
/// characters, and brackets that are nested too deep.
pub(crate) fn mask<'t>(text: &'t str, errors: &mut Vec<SyntaxError>) -> Cow<'t, str> {
    let mut blanks = Vec::new();
    control_characters(text, &mut blanks, errors);
    brackets_and_comments(text, &mut blanks, errors);
    blank_out(text, blanks)
}

/// Also in texts and comments: a terminal would obey them. A carriage return alone ends no line
/// for us, but does for the editor that wrote it.
fn control_characters(text: &str, blanks: &mut Vec<Range<usize>>, errors: &mut Vec<SyntaxError>) {
    let bytes = text.as_bytes();
    let is_control = |byte: u8| byte.is_ascii_control() && byte != b'\n';
    // Without a way out of the loop, the compiler looks at many bytes at once.
    if !bytes.iter().fold(false, |any, &byte| any | is_control(byte)) {
        return;
    }
    for (at, &byte) in bytes.iter().enumerate().filter(|&(_, &byte)| is_control(byte)) {
        blanks.push(at..at + 1);
        let allowed = match byte {
            b'\t' => true,
            b'\r' => bytes.get(at + 1).is_none_or(|&next| next == b'\n'),
            _ => false,
        };
        if !allowed {
            let at = Span::new(at as u32, at as u32 + 1);
            errors.push(SyntaxError { kind: SyntaxErrorKind::ControlCharacter, at, also: None });
        }
    }
}

fn brackets_and_comments(text: &str, blanks: &mut Vec<Range<usize>>, errors: &mut Vec<SyntaxError>) {
    let bytes = text.as_bytes();
    let mut open = Open::default();
    let mut deep_since: Option<usize> = None;
    let mut at = 0;
    while let Some(length) = bytes[at..].iter().position(|&byte| MATTERS[usize::from(byte)]) {
        at += length;
        let rest = &text[at..];
        match bytes[at] {
            b'"' => at += text_length(rest),
            b'/' if rest.starts_with("//") => {
                let length = rest.find('\n').unwrap_or(rest.len());
                blanks.push(at..at + length);
                at += length;
            }
            b'/' if rest.starts_with("/*") => {
                let length = rest[2..].find("*/").map(|length| length + 4);
                if length.is_none() {
                    let at = Span::new(at as u32, at as u32 + 2);
                    errors.push(SyntaxError { kind: SyntaxErrorKind::UnclosedComment, at, also: None });
                }
                let length = length.unwrap_or(rest.len());
                blanks.push(at..at + length);
                at += length;
            }
            bracket @ (b'{' | b'(') => {
                open.brackets.push(bracket);
                open.braces += usize::from(bracket == b'{');
                if open.depth() > MAX_DEPTH {
                    deep_since.get_or_insert(at);
                    blanks.push(at..at + 1);
                }
                at += 1;
            }
            bracket @ (b'}' | b')') => {
                let before = open.depth();
                open.close(bracket);
                if before > MAX_DEPTH && open.depth() >= MAX_DEPTH {
                    blanks.push(at..at + 1);
                }
                if open.depth() <= MAX_DEPTH
                    && let Some(start) = deep_since.take()
                {
                    too_deep(start, errors);
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    if let Some(start) = deep_since {
        too_deep(start, errors);
    }
}

/// The brackets that are open: at least those that are open in the grammar, whose recursion this bounds.
#[derive(Default)]
struct Open {
    brackets: Vec<u8>,
    /// How many of them are braces.
    braces: usize,
}

impl Open {
    fn depth(&self) -> usize {
        self.brackets.len()
    }

    /// A brace closes the parentheses inside it too; a parenthesis closes no brace.
    fn close(&mut self, bracket: u8) {
        if bracket == b')' {
            self.brackets.pop_if(|open| *open == b'(');
        } else if self.braces > 0 {
            self.braces -= 1;
            while self.brackets.pop().is_some_and(|open| open == b'(') {}
        }
    }
}

/// The bytes that begin what is looked at.
const MATTERS: [bool; 256] = {
    let mut matters = [false; 256];
    let bytes = b"\"/{}()";
    let mut at = 0;
    while at < bytes.len() {
        matters[bytes[at] as usize] = true;
        at += 1;
    }
    matters
};

/// How long the text in quotes is that `rest` begins with. Without its end, as the grammar has it:
/// the line, but for the brace that opens a block there.
fn text_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 1;
    loop {
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            Some(b'\\') if bytes.get(at + 1).is_some_and(|&next| next != b'\n') => at += 2,
            Some(b'\n') | None => break,
            Some(_) => at += 1,
        }
    }
    let line = rest.lines().next().unwrap_or_default();
    // Were the last brace blanked out, the one before it would open the block: all of them count.
    line.trim_end_matches(|c: char| matches!(c, ' ' | '{') || c.is_ascii_control()).len().max(1)
}

fn too_deep(start: usize, errors: &mut Vec<SyntaxError>) {
    let at = Span::new(start as u32, start as u32 + 1);
    errors.push(SyntaxError { kind: SyntaxErrorKind::TooDeep, at, also: None });
}

/// Control characters may lie in comments.
fn blank_out(text: &str, mut blanks: Vec<Range<usize>>) -> Cow<'_, str> {
    if blanks.is_empty() {
        return Cow::Borrowed(text);
    }
    blanks.sort_unstable_by_key(|blank| blank.start);
    let mut masked = String::with_capacity(text.len());
    for blank in blanks {
        if blank.start >= masked.len() {
            masked.push_str(&text[masked.len()..blank.start]);
            masked.push_str(&" ".repeat(blank.len()));
        }
    }
    masked.push_str(&text[masked.len()..]);
    Cow::Owned(masked)
}
