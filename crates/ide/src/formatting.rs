//! The one layout of a file.

use tthc_project::Snapshot;
use tthc_syntax::{Span, format};

use crate::file::{Edit, File};

/// The change that formats a file; none if it is formatted, or was not read whole.
pub fn formatting(snapshot: &Snapshot, path: &str) -> Vec<Edit> {
    let (Some(file), Some(before)) = (File::new(snapshot, path), snapshot.text(path)) else {
        return Vec::new();
    };
    let unread = |code: &str| matches!(code, "T0001" | "T0003");
    if snapshot.problems(path).iter().any(|problem| unread(problem.code())) {
        return Vec::new();
    }
    let after = format::format(file.parse(), None);
    difference(before, &after).into_iter().collect()
}

/// One edit over the lines that differ, so that cursors elsewhere stay where they are.
fn difference(before: &str, after: &str) -> Option<Edit> {
    if before == after {
        return None;
    }
    let same = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let start = before[..before.floor_char_boundary(same(before, after))].rfind('\n').map_or(0, |at| at + 1);
    let (rest_before, rest_after) = (&before[start..], &after[start..]);
    let tail = rest_before.bytes().rev().zip(rest_after.bytes().rev()).take_while(|(a, b)| a == b).count();
    let tail_text = &rest_before[rest_before.ceil_char_boundary(rest_before.len() - tail)..];
    // Whole lines: what follows the first line break of the common end.
    let kept = tail_text.find('\n').map_or(0, |at| tail_text.len() - at - 1);
    let span = Span::new(start as u32, (before.len() - kept) as u32);
    Some(Edit { span, text: after[start..after.len() - kept].to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edit_makes_the_text_and_leaves_equal_lines_alone() {
        let cases = [
            ("a\nb\nc\n", "a\n b\nc\n"),
            ("a\nđ\nc", "a\nĐ\nc\n"),
            ("", "x\n"),
            ("x\n\n\n", "x\n"),
            ("x\n", "x\nx\n"),
            ("ấ\nx", "ầ\nx"),
        ];
        for (before, after) in cases {
            let edit = difference(before, after).expect("they differ");
            let mut text = before.to_owned();
            text.replace_range(edit.span.range(), &edit.text);
            assert_eq!(text, after);
        }
        let edit = difference("a\nb\nc\n", "a\n b\nc\n").expect("they differ");
        assert_eq!((edit.span, edit.text.as_str()), (Span::new(2, 4), " b\n"));
    }
}
