//! Source text: bytes to text, composed form, offsets, lines.

use std::sync::Arc;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A half-open range of byte offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    pub const fn at(offset: u32) -> Span {
        Span { start: offset, end: offset }
    }

    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True also at the end, where the cursor stands after the last letter.
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    pub const fn to(self, other: Span) -> Span {
        Span { start: self.start, end: other.end }
    }

    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A file's text as it was written, and in Unicode NFC for everything that compares.
///
/// Offsets in the tree are those of [`SourceText::composed`]; [`SourceText::original_span`]
/// brings them back to the file. For a file in NFC, which is nearly every file, the two are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    original: Arc<str>,
    composed: Option<(Arc<str>, OffsetMap)>,
}

impl SourceText {
    pub fn new(original: Arc<str>) -> SourceText {
        if original.chars().all(is_composed) || is_nfc_quick(original.chars()) == IsNormalized::Yes {
            return SourceText { original, composed: None };
        }
        let (composed, map) = compose(&original);
        if map.steps.is_empty() {
            return SourceText { original, composed: None };
        }
        SourceText { original, composed: Some((composed.into(), map)) }
    }

    /// A text that is not read, and so not composed either.
    pub(crate) fn unread(original: Arc<str>) -> SourceText {
        SourceText { original, composed: None }
    }

    pub fn original(&self) -> &Arc<str> {
        &self.original
    }

    pub fn composed(&self) -> &Arc<str> {
        self.composed.as_ref().map_or(&self.original, |(text, _)| text)
    }

    pub fn is_composed(&self) -> bool {
        self.composed.is_none()
    }

    /// From an offset of the composed text to the file's own.
    pub fn original_offset(&self, offset: u32) -> u32 {
        self.composed.as_ref().map_or(offset, |(_, map)| map.to_original(offset))
    }

    pub fn original_span(&self, span: Span) -> Span {
        Span::new(self.original_offset(span.start), self.original_offset(span.end))
    }

    /// From an offset of the file to the composed text's.
    pub fn composed_offset(&self, offset: u32) -> u32 {
        self.composed.as_ref().map_or(offset, |(_, map)| map.to_composed(offset))
    }
}

/// Letters that compose with nothing before them: Latin, Vietnamese, and the usual punctuation.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..'\u{300}' | '\u{1E00}'..'\u{1F00}' | '\u{2010}'..'\u{2028}')
}

/// Where the composed text and the original run apart: after each step, offsets differ by a constant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct OffsetMap {
    /// (composed offset, original offset) at the end of each group that changed its length; ascending.
    steps: Vec<(u32, u32)>,
}

impl OffsetMap {
    fn to_original(&self, offset: u32) -> u32 {
        let at = self.steps.partition_point(|&(composed, _)| composed <= offset);
        let (composed, original) = at.checked_sub(1).map_or((0, 0), |i| self.steps[i]);
        original + (offset - composed)
    }

    fn to_composed(&self, offset: u32) -> u32 {
        let at = self.steps.partition_point(|&(_, original)| original <= offset);
        let (composed, original) = at.checked_sub(1).map_or((0, 0), |i| self.steps[i]);
        let moved = composed + (offset - original);
        // Inside a group that became shorter there is no own place: its end stands for it.
        self.steps.get(at).map_or(moved, |&(next, _)| moved.min(next))
    }
}

/// NFC letter by letter: a starter and the marks that follow it are one group.
fn compose(original: &str) -> (String, OffsetMap) {
    let mut text = String::with_capacity(original.len());
    let mut map = OffsetMap::default();
    let mut chars = original.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let mut end = start + first.len_utf8();
        while let Some((at, mark)) = chars.next_if(|&(_, c)| canonical_combining_class(c) != 0) {
            end = at + mark.len_utf8();
        }
        let before = text.len();
        text.extend(original[start..end].nfc());
        if text.len() - before != end - start {
            map.steps.push((text.len() as u32, end as u32));
        }
    }
    (text, map)
}

/// Bytes to text of the same length: every byte that is not UTF-8 becomes `?`, and its place is returned.
pub fn decode(bytes: &[u8]) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(bytes.len());
    let mut broken = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            let start = text.len() as u32;
            text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
            broken.push(Span::new(start, text.len() as u32));
        }
    }
    (text, broken)
}

/// Byte offsets to lines and columns and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    text: Arc<str>,
    /// The offset at which each line begins; the first is 0.
    starts: Vec<u32>,
}

/// A place counted from zero; the column in the units the caller asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

impl LineIndex {
    pub fn new(text: Arc<str>) -> LineIndex {
        let mut starts = vec![0];
        starts
            .extend(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at as u32 + 1));
        LineIndex { text, starts }
    }

    /// The column in UTF-16 code units, as editors count.
    pub fn utf16(&self, offset: u32) -> LineColumn {
        let (line, before) = self.split(offset);
        LineColumn { line, column: before.chars().map(|c| c.len_utf16() as u32).sum() }
    }

    /// The column in characters, as people count.
    pub fn chars(&self, offset: u32) -> LineColumn {
        let (line, before) = self.split(offset);
        LineColumn { line, column: before.chars().count() as u32 }
    }

    /// The byte offset of a UTF-16 position; a position past the line's end is its end.
    pub fn offset_utf16(&self, at: LineColumn) -> u32 {
        let Some(&start) = self.starts.get(at.line as usize) else { return self.text.len() as u32 };
        let line = self.text[start as usize..].split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut units = 0;
        for (offset, c) in line.char_indices() {
            if units >= at.column {
                return start + offset as u32;
            }
            units += c.len_utf16() as u32;
        }
        start + line.len() as u32
    }

    fn split(&self, offset: u32) -> (u32, &str) {
        let mut offset = offset.min(self.text.len() as u32);
        while !self.text.is_char_boundary(offset as usize) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        (line as u32, &self.text[self.starts[line] as usize..offset as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_text_keeps_its_places() {
        let original: String = "vai mẹ : người // hôn nhân".nfd().collect();
        let source = SourceText::new(original.as_str().into());
        assert!(!source.is_composed());
        assert_eq!(&**source.composed(), "vai mẹ : người // hôn nhân");
        let composed = source.composed();
        let at = composed.find("người").expect("the word is there") as u32;
        let span = source.original_span(Span::new(at, at + "người".len() as u32));
        assert_eq!(original[span.range()].nfc().collect::<String>(), "người");
        for (offset, _) in composed.char_indices() {
            assert_eq!(source.composed_offset(source.original_offset(offset as u32)), offset as u32);
        }
    }

    #[test]
    fn broken_bytes_keep_the_length() {
        let (text, broken) = decode(b"m\xC3\xA3 \xFF\xFE x");
        assert_eq!(text, "mã ?? x");
        assert_eq!(broken.iter().map(|span| span.len()).sum::<u32>(), 2);
    }

    #[test]
    fn columns_are_utf16_at_the_edge() {
        let index = LineIndex::new("a\nĐ e\u{301} 😀x\r\n".into());
        let x = "a\nĐ e\u{301} 😀".len() as u32;
        assert_eq!(index.utf16(x), LineColumn { line: 1, column: 7 });
        assert_eq!(index.offset_utf16(LineColumn { line: 1, column: 7 }), x);
        assert_eq!(index.offset_utf16(LineColumn { line: 1, column: 99 }), x + 1);
    }
}
