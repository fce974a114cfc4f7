//! Byte offsets to the positions of the protocol and back. Everywhere else offsets are bytes.

use std::sync::Arc;

use tower_lsp::lsp_types::{Position, PositionEncodingKind, Range};
use tthc_syntax::text::LineColumn;
use tthc_syntax::{LineIndex, Span};

/// The unit in which columns are counted, agreed on with the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Encoding {
    Utf8,
    /// What every editor knows.
    #[default]
    Utf16,
}

impl Encoding {
    /// UTF-8 needs no counting, so it is taken where it is offered.
    pub(crate) fn chosen(offered: Option<&[PositionEncodingKind]>) -> Encoding {
        match offered {
            Some(kinds) if kinds.contains(&PositionEncodingKind::UTF8) => Encoding::Utf8,
            _ => Encoding::Utf16,
        }
    }

    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }
}

/// The lines of one text.
#[derive(Debug)]
pub(crate) struct Lines {
    text: Arc<str>,
    index: LineIndex,
    encoding: Encoding,
}

impl Lines {
    pub(crate) fn new(text: Arc<str>, encoding: Encoding) -> Lines {
        Lines { index: LineIndex::new(Arc::clone(&text)), text, encoding }
    }

    pub(crate) fn position(&self, offset: u32) -> Position {
        let at = self.index.utf16(offset);
        match self.encoding {
            Encoding::Utf16 => Position::new(at.line, at.column),
            Encoding::Utf8 => {
                let offset = self.text.floor_char_boundary(offset as usize) as u32;
                Position::new(at.line, offset - self.line_start(at.line))
            }
        }
    }

    pub(crate) fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// A position behind a line's end is its end; a line behind the last is the end of the text.
    pub(crate) fn offset(&self, position: Position) -> u32 {
        let Position { line, character } = position;
        match self.encoding {
            Encoding::Utf16 => self.index.offset_utf16(LineColumn { line, column: character }),
            Encoding::Utf8 => {
                let end = self.index.offset_utf16(LineColumn { line, column: u32::MAX });
                let offset = self.line_start(line).saturating_add(character).min(end);
                self.text.floor_char_boundary(offset as usize) as u32
            }
        }
    }

    /// Backward ranges, which the protocol does not allow, are empty.
    pub(crate) fn span(&self, range: Range) -> Span {
        let start = self.offset(range.start);
        Span::new(start, self.offset(range.end).max(start))
    }

    fn line_start(&self, line: u32) -> u32 {
        self.index.offset_utf16(LineColumn { line, column: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Đ`, a combining accent, an emoji, a line end of Windows.
    const TEXT: &str = "a\nĐ e\u{301}😀x\r\nb";

    #[test]
    fn every_offset_comes_back_in_both_encodings() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = Lines::new(TEXT.into(), encoding);
            for (offset, c) in TEXT.char_indices().filter(|(_, c)| *c != '\n') {
                let position = lines.position(offset as u32);
                assert_eq!(lines.offset(position), offset as u32, "{c:?} in {encoding:?}");
            }
        }
        let at = TEXT.find('x').expect("it is there") as u32;
        assert_eq!(Lines::new(TEXT.into(), Encoding::Utf16).position(at), Position::new(1, 6));
        assert_eq!(Lines::new(TEXT.into(), Encoding::Utf8).position(at), Position::new(1, 10));
    }

    #[test]
    fn positions_outside_the_text_are_its_nearest_place() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = Lines::new(TEXT.into(), encoding);
            let end_of_line = TEXT.find('\r').expect("it is there") as u32;
            assert_eq!(lines.offset(Position::new(1, 99)), end_of_line);
            assert_eq!(lines.offset(Position::new(1, u32::MAX)), end_of_line);
            assert_eq!(lines.offset(Position::new(9, 0)), TEXT.len() as u32);
            let backward = Range::new(Position::new(1, 0), Position::new(0, 0));
            assert!(lines.span(backward).is_empty());
        }
        // Inside `Đ`, two bytes.
        assert_eq!(Lines::new(TEXT.into(), Encoding::Utf8).offset(Position::new(1, 1)), 2);
    }
}
