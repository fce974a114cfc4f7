//! Columns: consecutive statements of one shape are a table.
//!
//! A cell kind that most rows have is a column; other cells belong to the cell before them. Rows
//! without the cell leave it out; rows whose cell is too wide, or that would become too long, keep
//! single blanks there.
//!
//! What this module decides follows from the printed text alone, every run of blanks in it one
//! blank wide: so a file's earlier alignment has no influence, and formatting twice changes nothing.

use unicode_normalization::char::is_combining_mark;

use super::rows::{Cell, CellKey, Class, Row};
use crate::keyword::Keyword;

/// No line grows beyond this by padding.
const LINE: usize = 140;
/// A line that is longer without padding is still padded up to this column: what makes it long is
/// mostly the text at its end.
const LONG_LINE_COLUMN: usize = 80;

/// A cell that is wider than the next narrower one of its column by more than this sticks out of
/// it. Few rows bear more blanks than many.
const fn step(rows: usize) -> usize {
    11 + 70 / rows
}

/// The printed text and the places in it that the alignment needs.
#[derive(Debug, Default)]
pub(super) struct Printed {
    pub(super) text: String,
    pub(super) rows: Vec<Row>,
    /// Lines that continue a list, printed without indentation.
    pub(super) hanging: Vec<Hanging>,
    /// Where the line comments behind statements begin.
    pub(super) comments: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Hanging {
    /// The first byte of the line.
    pub(super) at: usize,
    /// What it stands under; on an earlier line.
    pub(super) below: usize,
}

/// Blanks to insert before a byte of the text.
type Padding = (usize, usize);

pub(super) fn align(printed: &Printed) -> String {
    let mut paddings: Vec<Padding> = Vec::new();
    let lines: Vec<Option<Line<'_>>> = printed.rows.iter().map(|row| Line::new(printed, row)).collect();
    let mut from = 0;
    while from < lines.len() {
        let mut to = from + 1;
        while to < lines.len() && follows(printed, lines[to - 1].as_ref(), lines[to].as_ref()) {
            to += 1;
        }
        let table: Vec<&Line<'_>> = lines[from..to].iter().flatten().collect();
        if table.len() > 1 {
            align_table(&table, &mut paddings);
        }
        from = to;
    }
    paddings.sort_unstable();
    align_comments(printed, &mut paddings);
    paddings.sort_unstable();
    insert(printed, &paddings)
}

/// A row on its line.
#[derive(Debug)]
struct Line<'r> {
    row: &'r Row,
    start: usize,
    end: usize,
    /// The columns of the cells as they were printed, each with its place in the text.
    cells: Vec<(usize, &'r Cell)>,
    /// The width of the longest of its lines.
    width: usize,
}

impl<'r> Line<'r> {
    /// `None` for a row that is broken into lines, other than those of a list that is its last cell.
    fn new(printed: &Printed, row: &'r Row) -> Option<Line<'r>> {
        let text = &printed.text;
        let (start, end) = (row.start?, row.end?);
        let line_start = line_start(text, start);
        if !text[line_start..start].bytes().all(|byte| byte == b' ') {
            return None;
        }
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut last = (start, start - line_start);
        for cell in &row.cells {
            let at = cell.out.filter(|at| (last.0..end).contains(at))?;
            if text[last.0..at].contains('\n') {
                return None;
            }
            last = (at, last.1 + width(&text[last.0..at]));
            cells.push((last.1, cell));
        }
        let first_line = line_end(text, last.0);
        let mut longest = last.1 + width(&text[last.0..first_line]);
        let mut line = first_line + 1;
        while line <= end {
            let hanging = printed.hanging.binary_search_by_key(&line, |hanging| hanging.at).ok()?;
            if printed.hanging[hanging].below != last.0 {
                return None;
            }
            let line_end = line_end(text, line);
            longest = longest.max(last.1 + width(&text[line..line_end]));
            line = line_end + 1;
        }
        Some(Line { row, start, end, cells, width: longest })
    }
}

/// True if the second row continues the table of the first.
fn follows(printed: &Printed, first: Option<&Line<'_>>, second: Option<&Line<'_>>) -> bool {
    let (Some(first), Some(second)) = (first, second) else { return false };
    let is_next = first.row.class == second.row.class
        && first.row.parent == second.row.parent
        && first.row.ordinal + 1 == second.row.ordinal;
    // Inside a block, blank lines and comments only group the rows of a table; between items a
    // blank line ends it.
    let is_item = matches!(second.row.class, Class::Item(_));
    is_next && !(is_item && printed.text[first.end..second.start].contains("\n\n"))
}

fn align_table(table: &[&Line<'_>], paddings: &mut Vec<Padding>) {
    let columns = columns(table);
    // How far each row's next cell has been moved so far.
    let mut moved = vec![0_usize; table.len()];
    let assigned: Vec<Vec<Option<usize>>> = table.iter().map(|line| assign(line, &columns)).collect();
    for (at, key) in columns.iter().enumerate() {
        let members: Vec<Member<'_>> = assigned
            .iter()
            .enumerate()
            .filter_map(|(row, cells)| {
                let line = table[row];
                let (start, cell) = line.cells[cells[at]?];
                Some(Member { row, line, cell, start: start + moved[row], width: line.width + moved[row] })
            })
            .collect();
        let Some(pads) = column_pads(&members, *key) else { return };
        for (member, pad) in members.iter().zip(pads) {
            if pad > 0 {
                moved[member.row] += pad;
                paddings.extend(member.cell.out.map(|out| (out, pad)));
            }
        }
        align_numbers(&members, &mut moved, paddings);
    }
}

/// A row's cell in the column that is being aligned.
struct Member<'t> {
    row: usize,
    line: &'t Line<'t>,
    cell: &'t Cell,
    /// Where the cell begins, and how wide the line is, after the columns before this one.
    start: usize,
    width: usize,
}

impl Member<'_> {
    fn has_room(&self, column: usize) -> bool {
        match column.saturating_sub(self.start) {
            0 => true,
            _ if self.line.width > LINE => column <= LONG_LINE_COLUMN,
            padding => self.width + padding <= LINE,
        }
    }
}

/// The blanks before each cell of a column; `None` if too many of them would not stand in it.
fn column_pads(members: &[Member<'_>], key: CellKey) -> Option<Vec<usize>> {
    let mut starts: Vec<usize> = members.iter().map(|member| member.start).collect();
    starts.sort_unstable();
    let widest = edge(&starts).min(LINE);
    starts.dedup();
    // Two blanks tell columns from words, if there is room for them.
    let gaps: &[usize] = if key == CellKey::Type { &[0] } else { &[1, 0] };
    // The widest edge that leaves the fewest rows out.
    let mut best: Option<(usize, usize, usize)> = None;
    for gap in gaps {
        for edge in starts.iter().rev().filter(|start| **start <= widest) {
            let is_out = |member: &&Member<'_>| member.start > *edge || !member.has_room(edge + gap);
            let left_out = members.iter().filter(is_out).count();
            if best.is_none_or(|best| left_out < best.0) {
                best = Some((left_out, *edge, edge + gap));
            }
        }
    }
    let (left_out, edge, column) = best?;
    if left_out * 3 > members.len() {
        return None;
    }
    let is_in = |member: &Member<'_>| member.start <= edge && member.has_room(column);
    let mut aligned = members.iter().filter(|member| is_in(member)).map(|member| member.start);
    let first = aligned.next();
    // Cells that stand in one column anyway need no blanks.
    let is_even = aligned.all(|start| Some(start) == first);
    let padding = |member: &Member<'_>| {
        if is_in(member) && !is_even { column.saturating_sub(member.start) } else { 0 }
    };
    Some(members.iter().map(padding).collect())
}

/// The numbers a column's cells begin with end in one column, if all begin with one.
fn align_numbers(members: &[Member<'_>], moved: &mut [usize], paddings: &mut Vec<Padding>) {
    let numbers = members.iter().map(|member| {
        let number = member.cell.number.as_ref()?;
        Some((member, number.out?, number.length))
    });
    let Some(numbers) = numbers.collect::<Option<Vec<_>>>() else { return };
    let longest = numbers.iter().map(|number| number.2).max().unwrap_or_default();
    let has_room = |&(member, _, length): &(&Member<'_>, usize, usize)| {
        member.line.width > LINE || member.line.width + moved[member.row] + longest - length <= LINE
    };
    if !numbers.iter().all(has_room) {
        return;
    }
    for (member, out, length) in numbers {
        if longest > length {
            moved[member.row] += longest - length;
            paddings.push((out, longest - length));
        }
    }
}

/// The cells that most rows have, in the order most rows have them.
fn columns(table: &[&Line<'_>]) -> Vec<CellKey> {
    let mut counts: Vec<(CellKey, usize)> = Vec::new();
    for line in table {
        for (at, (_, cell)) in line.cells.iter().enumerate() {
            if !cell.key.is_column() || line.cells[..at].iter().any(|(_, before)| before.key == cell.key) {
                continue;
            }
            match counts.iter_mut().find(|(key, _)| *key == cell.key) {
                Some((_, count)) => *count += 1,
                None => counts.push((cell.key, 1)),
            }
        }
    }
    counts.retain(|(_, count)| *count > 1 && *count * 3 >= table.len() * 2);
    // The mean place among the columns; counts make it comparable without fractions.
    let mut columns: Vec<(CellKey, usize, usize)> = Vec::with_capacity(counts.len());
    for &(key, count) in &counts {
        let place = |line: &&Line<'_>| {
            let mut kept =
                line.cells.iter().filter(|(_, cell)| counts.iter().any(|(key, _)| *key == cell.key));
            kept.position(|(_, cell)| cell.key == key).unwrap_or_default()
        };
        columns.push((key, table.iter().map(place).sum(), count));
    }
    columns.sort_by_key(|&(key, places, count)| (places * 1000 / count, key));
    let mut columns: Vec<CellKey> = columns.into_iter().map(|(key, ..)| key).collect();
    // A condition or an action is of any length: nothing behind it is aligned.
    let is_free =
        |key: &CellKey| matches!(key, CellKey::Action | CellKey::Clause(Keyword::When | Keyword::Unless));
    if let Some(free) = columns.iter().position(is_free) {
        columns.truncate(free + 1);
    }
    columns
}

/// The cell of a row for each column. A cell out of order belongs to the one before it.
fn assign(line: &Line<'_>, columns: &[CellKey]) -> Vec<Option<usize>> {
    let mut assigned = vec![None; columns.len()];
    let mut next = 0;
    for (index, (_, cell)) in line.cells.iter().enumerate() {
        if let Some(at) = columns[next..].iter().position(|key| *key == cell.key) {
            assigned[next + at] = Some(index);
            next += at + 1;
        }
    }
    assigned
}

/// The widest of the ascending starts that does not stick out.
fn edge(starts: &[usize]) -> usize {
    let mut edge = starts.get((starts.len().saturating_sub(1)) / 2).copied().unwrap_or_default();
    for start in starts {
        if *start > edge && start - edge <= step(starts.len()) {
            edge = *start;
        }
    }
    edge
}

/// Comments behind the statements of consecutive lines begin in one column.
fn align_comments(printed: &Printed, paddings: &mut Vec<Padding>) {
    let text = &printed.text;
    let comments: Vec<Comment> =
        printed.comments.iter().map(|&at| Comment::new(text, at, paddings)).collect();
    let mut from = 0;
    while from < comments.len() {
        let mut to = from + 1;
        while to < comments.len() && comments[to].continues(&comments[to - 1]) {
            to += 1;
        }
        let run = &comments[from..to];
        let mut starts: Vec<usize> = run.iter().map(|comment| comment.column).collect();
        starts.sort_unstable();
        let column = edge(&starts);
        for comment in run {
            let padding = column.saturating_sub(comment.column);
            if padding > 0 && comment.column + padding + comment.width <= LINE {
                paddings.push((comment.at, padding));
            }
        }
        from = to;
    }
}

struct Comment {
    at: usize,
    line: usize,
    line_end: usize,
    indent: usize,
    column: usize,
    width: usize,
}

impl Comment {
    fn new(text: &str, at: usize, paddings: &[Padding]) -> Comment {
        let (line, line_end) = (line_start(text, at), line_end(text, at));
        let indent = text[line..].bytes().take_while(|byte| *byte == b' ').count();
        let width = width(&text[at..line_end]);
        Comment { at, line, line_end, indent, column: column(text, at, paddings), width }
    }

    fn continues(&self, before: &Comment) -> bool {
        self.line == before.line_end + 1 && self.indent == before.indent
    }
}

fn insert(printed: &Printed, paddings: &[Padding]) -> String {
    let text = &printed.text;
    let blanks: usize = paddings.iter().map(|padding| padding.1).sum();
    let mut out = String::with_capacity(text.len() + blanks + printed.hanging.len() * 16);
    let mut copied = 0;
    let mut hanging = printed.hanging.iter().peekable();
    for &(at, count) in paddings.iter().chain(&[(text.len(), 0)]) {
        while let Some(line) = hanging.next_if(|hanging| hanging.at < at) {
            out.push_str(&text[copied..line.at]);
            copied = line.at;
            let indent = column(text, line.below, paddings);
            out.extend(std::iter::repeat_n(' ', indent));
        }
        out.push_str(&text[copied..at]);
        copied = at;
        out.extend(std::iter::repeat_n(' ', count));
    }
    out
}

/// Where a byte of the text stands on its line once the blanks are inserted.
fn column(text: &str, at: usize, paddings: &[Padding]) -> usize {
    let line = line_start(text, at);
    let first = paddings.partition_point(|padding| padding.0 < line);
    let inserted = paddings[first..].iter().take_while(|padding| padding.0 <= at).map(|padding| padding.1);
    width(&text[line..at]) + inserted.sum::<usize>()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

/// In columns of a fixed-width font. The text is in NFC, so a letter of Vietnamese is one character.
fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().filter(|c| !is_combining_mark(*c)).count() }
}
