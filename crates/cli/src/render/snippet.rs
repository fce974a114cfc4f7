//! The lines around a finding, as they fit the screen: of a long line, the part that matters.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use tthc_syntax::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Source;

/// Columns before a mark that are kept, however long it is.
const LEAD: usize = 16;
/// Columns that line numbers and the frame take, at most.
const FRAME: usize = 10;
/// Columns between the middle of a mark and the label under it.
const ARM: usize = 4;

#[derive(Debug)]
pub(super) struct Snippet {
    path: String,
    /// The lines from the one before the first mark to the one after the last.
    text: String,
    /// The number of the first of them, from 0.
    first_line: usize,
    pub(super) labels: Vec<LabeledSpan>,
    /// Where each label begins in `text`, and in which column of the file, in characters from 0.
    columns: Vec<(usize, usize)>,
}

/// A line of the file, and the piece of it that is shown.
struct Line {
    end: usize,
    shown: std::ops::Range<usize>,
    /// Where the piece stands in the snippet.
    at: usize,
}

impl Snippet {
    pub(super) fn new(source: &Source<'_>, at: Span, also: &[(Span, String)], width: usize) -> Snippet {
        let marks: Vec<(std::ops::Range<usize>, Option<&str>)> =
            std::iter::once((inside(source.text, at), None))
                .chain(also.iter().map(|(span, label)| (inside(source.text, *span), Some(label.as_str()))))
                .collect();
        let (start, end) = around(source.text, &marks);
        let width = width.saturating_sub(FRAME);
        let mut text = String::new();
        let mut lines: Vec<Line> = Vec::new();
        let mut line_start = start;
        for line in source.text[start..end].split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']);
            let on_line = marks.iter().filter_map(|(mark, label)| {
                let from = mark.start.max(line_start) - line_start;
                let to = mark.end.min(line_start + bare.len()).checked_sub(line_start)?;
                (from <= to && from <= bare.len()).then_some((from..to, *label))
            });
            let shown = piece(bare, &on_line.collect::<Vec<_>>(), width);
            if shown.start > 0 {
                text.push('…');
            }
            lines.push(Line {
                end: line_start + line.len(),
                shown: line_start + shown.start..line_start + shown.end,
                at: text.len(),
            });
            text.extend(bare[shown.clone()].chars().map(visible));
            if shown.end < bare.len() {
                text.push('…');
            }
            text.push('\n');
            line_start += line.len();
        }
        let place = |offset: usize| {
            let line = lines.partition_point(|line| line.end <= offset).min(lines.len().saturating_sub(1));
            lines
                .get(line)
                .map_or(0, |line| line.at + offset.clamp(line.shown.start, line.shown.end) - line.shown.start)
        };
        let mut columns = Vec::new();
        let mut labels = Vec::new();
        for (at, (mark, label)) in marks.iter().enumerate() {
            let (from, to) = (place(mark.start), place(mark.end));
            let column = source.lines.chars(u32::try_from(mark.start).unwrap_or(u32::MAX)).column;
            columns.push((from, column as usize));
            let span = SourceSpan::from((from, to - from));
            let label = label.map(str::to_owned);
            labels.push(match at {
                0 => LabeledSpan::new_primary_with_span(label, span),
                _ => LabeledSpan::new_with_span(label, span),
            });
        }
        let first_line = source.lines.chars(u32::try_from(start).unwrap_or(u32::MAX)).line as usize;
        Snippet { path: source.path.to_owned(), text, first_line, labels, columns }
    }
}

fn inside(text: &str, span: Span) -> std::ops::Range<usize> {
    let range = span.range();
    let start = text.floor_char_boundary(range.start);
    start..text.floor_char_boundary(range.end).max(start)
}

/// The lines from the one before the first mark to the one after the last.
fn around(text: &str, marks: &[(std::ops::Range<usize>, Option<&str>)]) -> (usize, usize) {
    let begin = |at: usize| text[..at].rfind('\n').map_or(0, |at| at + 1);
    let finish = |at: usize| text[at..].find('\n').map_or(text.len(), |found| at + found + 1);
    let first = marks.iter().map(|(mark, _)| mark.start).min().unwrap_or_default();
    let last = marks.iter().map(|(mark, _)| mark.end).max().unwrap_or_default();
    let start = begin(first);
    (if start > 0 { begin(start - 1) } else { 0 }, finish(finish(last)))
}

/// The piece of a line that is shown: all of it, or what fits around its marks.
fn piece(
    line: &str,
    marks: &[(std::ops::Range<usize>, Option<&str>)],
    width: usize,
) -> std::ops::Range<usize> {
    let column = |offset: usize| line[..offset].width();
    let labelled = marks.iter().map(|(mark, label)| {
        let label = label.map_or(0, |label| ARM + label.width());
        column(mark.end).max((column(mark.start) + column(mark.end)) / 2 + label)
    });
    let needed = labelled.max().unwrap_or_default();
    if line.width().max(needed) <= width {
        return 0..line.len();
    }
    let first = marks.iter().map(|(mark, _)| column(mark.start)).min().unwrap_or_default();
    // The beginning is cut off only if the marks do not fit with it, and then no more than needed.
    let from = if needed < width { 0 } else { (needed + 2 - width).min(first.saturating_sub(LEAD)) };
    let start = offset_of(line, from);
    let room = width.saturating_sub(1 + usize::from(start > 0));
    let end = match line[start..].width() <= room + 1 {
        true => line.len(),
        false => start + offset_of(&line[start..], room),
    };
    start..end
}

/// The offset of the last character that begins at or before a column.
fn offset_of(line: &str, column: usize) -> usize {
    let mut at = 0;
    for (offset, c) in line.char_indices() {
        let next = at + c.width().unwrap_or(1);
        // Marks without a width stay with their letter.
        if next > column && next > at {
            return offset;
        }
        at = next;
    }
    line.len()
}

/// What would command the terminal is replaced by something as long in bytes, so that marks stay.
fn visible(c: char) -> char {
    match (c, c.len_utf8()) {
        ('\t', _) => c,
        (c, 1) if c.is_control() => '?',
        (c, 2) if c.is_control() => '¿',
        ('\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}', _) => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.read_span(span, before, after)?;
        let known = self.columns.iter().find(|(at, _)| *at == span.offset()).map(|(_, column)| *column);
        // With lines around it, what is read begins where a line begins.
        let column = if before == 0 { known.unwrap_or(read.column()) } else { read.column() };
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            read.data(),
            *read.span(),
            self.first_line + read.line(),
            column,
            read.line_count(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tthc_syntax::LineIndex;

    use super::*;

    fn snippet(text: &str, mark: &str, width: usize) -> (Snippet, String) {
        let at = text.find(mark).expect("the mark is in the text");
        let span = Span { start: at as u32, end: (at + mark.len()) as u32 };
        let lines = LineIndex::new(Arc::from(text));
        let snippet = Snippet::new(&Source { path: "a.tthc", text, lines: &lines }, span, &[], width);
        let shown = *snippet.labels[0].inner();
        let shown = snippet.text[shown.offset()..shown.offset() + shown.len()].to_owned();
        (snippet, shown)
    }

    fn place(snippet: &Snippet) -> (usize, usize) {
        let read = snippet.read_span(snippet.labels[0].inner(), 0, 0).expect("the mark is in the text");
        (read.line() + 1, read.column() + 1)
    }

    #[test]
    fn short_lines_are_shown_whole_with_their_neighbours() {
        let (snippet, shown) = snippet("một\nhai\nba bốn\nnăm\nsáu\n", "bốn", 80);
        assert_eq!(snippet.text, "hai\nba bốn\nnăm\n");
        assert_eq!((shown.as_str(), place(&snippet)), ("bốn", (3, 4)));
    }

    #[test]
    fn of_a_long_line_the_piece_with_the_mark_is_shown_and_its_place_is_the_files() {
        let text = format!("đầu\n{}thời hạn{}\ncuối", "ố ".repeat(100), " ạ".repeat(100));
        let (snippet, shown) = snippet(&text, "thời hạn", 60);
        assert_eq!((shown.as_str(), place(&snippet)), ("thời hạn", (2, 201)));
        let long = snippet.text.lines().nth(1).expect("the line of the mark");
        assert!(long.starts_with('…') && long.ends_with('…'), "{long}");
        assert!(long.width() <= 60 - FRAME, "{long}");
    }

    #[test]
    fn what_is_longer_than_the_screen_is_cut_inside_the_mark() {
        let (snippet, shown) = snippet(&"dài".repeat(100), &"dài".repeat(100), 60);
        assert!(shown.starts_with("dài") && shown.width() < 60, "{shown}");
        assert_eq!(place(&snippet), (1, 1));
    }

    #[test]
    fn nothing_in_a_file_commands_the_terminal() {
        let (snippet, shown) = snippet("a \u{1b}[2J\u{202e}b\u{9b} \u{7}", "b\u{9b}", 80);
        assert!(!snippet.text.trim_end().contains(|c: char| c.is_control() || c == '\u{202e}'));
        assert_eq!(shown, "b¿");
    }
}
