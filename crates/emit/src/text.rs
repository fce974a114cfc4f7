//! How wide text is and where it breaks, without a font at hand.
//!
//! Widths are those of Arial (Liberation Sans has the same), in units of 1/2048 em. Letters that only Vietnamese
//! uses count as wide as in DejaVu Sans: systems without a Vietnamese Arial fall back to it, and a label that is
//! planned too wide does less harm than one that is planned too narrow.

use std::borrow::Cow;

/// Font size of names inside shapes, in pixels; that of bpmn-js.
pub(crate) const INNER: i32 = 12;
/// Font size of names beside shapes and flows, in pixels; that of bpmn-js.
pub(crate) const OUTER: i32 = 11;

const EM: i32 = 2048;

/// Characters of a name that an engine keeps in a column of 255 of its database.
const COLUMN: usize = 250;

/// Advance widths of U+0020 to U+007E.
const ASCII: [i32; 95] = [
    569, 569, 727, 1139, 1139, 1821, 1366, 391, 682, 682, 797, 1196, 569, 682, 569, 569, 1139, 1139, 1139,
    1139, 1139, 1139, 1139, 1139, 1139, 1139, 569, 569, 1196, 1196, 1196, 1139, 2079, 1366, 1366, 1479, 1479,
    1366, 1251, 1593, 1479, 569, 1024, 1366, 1139, 1706, 1479, 1593, 1366, 1593, 1479, 1366, 1251, 1479,
    1366, 1933, 1366, 1366, 1251, 569, 569, 569, 961, 1139, 682, 1139, 1139, 1024, 1139, 1139, 569, 1139,
    1139, 455, 455, 1024, 455, 1706, 1139, 1139, 1139, 1139, 682, 1024, 569, 1139, 1024, 1479, 1024, 1024,
    1024, 684, 532, 684, 1196,
];

/// Advance width in units of 1/2048 em.
fn advance(c: char) -> i32 {
    match c {
        ' '..='~' => ASCII[c as usize - 0x20],
        '\u{0}'..='\u{1f}' | '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}' => 0,
        'à'..='å' | 'è'..='ë' | 'ò'..='ö' | 'ù'..='ü' | 'ă' | 'đ' => 1300,
        'À'..='Å' => 1401,
        'È'..='Ë' => 1366,
        'Ò'..='Ö' | 'Ù'..='Ü' | 'Đ' => 1612,
        'Ă' => 1401,
        'ì'..='ï' | 'Ì'..='Ï' | 'ĩ' | 'Ĩ' => 604,
        'ý' | 'ÿ' => 1212,
        'Ý' => 1366,
        'ũ' | 'ư' => 1420,
        'Ũ' | 'Ư' => 1700,
        'ơ' => 1300,
        'Ơ' => 1650,
        // Latin Extended Additional holds the Vietnamese letters in pairs, the capital first.
        '\u{1ea0}'..='\u{1ef9}' => {
            let capital = (c as u32).is_multiple_of(2);
            match c {
                '\u{1ec8}'..='\u{1ecb}' => 604,
                '\u{1ef2}'..='\u{1ef9}' if !capital => 1212,
                '\u{1ee4}'..='\u{1ef1}' if !capital => 1420,
                '\u{1ea0}'..='\u{1ec7}' | '\u{1ef2}'..='\u{1ef9}' if capital => 1401,
                _ if capital => 1700,
                _ => 1300,
            }
        }
        '–' => 1139,
        '—' | '…' | '→' => EM,
        '“' | '”' | '„' => 1020,
        '‘' | '’' | '·' => 569,
        // Ideographs and everything unknown: a full em is never too narrow by much.
        '\u{1100}'.. => EM,
        _ => 1300,
    }
}

/// The text, or as many of its words as fit into a column.
pub(crate) fn column(text: &str) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(COLUMN) else { return Cow::Borrowed(text) };
    let words = text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words);
    Cow::Owned(format!("{words} …"))
}

/// Width in pixels, rounded up, of one line at `size` pixels.
pub(crate) fn width(text: &str, size: i32) -> i32 {
    (units(text) * size + EM - 1) / EM
}

fn units(text: &str) -> i32 {
    text.trim_end().chars().map(advance).sum()
}

/// Height in pixels, rounded up, of `lines` lines at `size` pixels and a line height of 1.2.
pub(crate) fn height(lines: usize, size: i32) -> i32 {
    (i32::try_from(lines).unwrap_or(i32::MAX / 64) * size * 6 + 4) / 5
}

/// Breaks `text` into lines of at most `max` pixels.
///
/// The method is that of diagram-js, which shortens by the ratio of the widths and not greedily: a file opened in
/// bpmn-js or Camunda Modeler then breaks its names where they were planned to break.
pub(crate) fn wrap(text: &str, size: i32, max: i32) -> Vec<String> {
    let normal: Vec<&str> = text.split_whitespace().collect();
    let normal = normal.join(" ");
    let mut rest: &str = &normal;
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let mut line = rest;
        while width(line, size) > max && line.chars().nth(1).is_some() {
            line = shorten(line, width(line, size), max);
        }
        lines.push(line.trim().to_owned());
        rest = rest[line.len()..].trim();
    }
    lines
}

/// A proper, non-empty prefix of `line`, which has at least two characters and is wider than `max`.
fn shorten(line: &str, width: i32, max: i32) -> &str {
    let count = line.chars().count() as i64;
    let (width, max) = (i64::from(width.max(1)), i64::from(max.max(1)));
    let fits = |length: i64| length * width < count * max;
    let (mut taken, mut bytes, mut word, mut word_bytes) = (0i64, 0usize, 0i64, 0usize);
    for c in line.chars() {
        if c == ' ' || c == '-' {
            if !fits(taken + word) {
                break;
            }
            (taken, bytes) = (taken + word, bytes + word_bytes);
            (word, word_bytes) = (0, 0);
            // A hyphen that no longer fits takes the word before it along to the next line.
            if !fits(taken + 1) {
                if c == '-' {
                    let cut = line[..bytes].rfind([' ', '-']).map_or(0, |at| at + 1);
                    bytes = cut;
                }
                break;
            }
            (taken, bytes) = (taken + 1, bytes + 1);
        } else {
            (word, word_bytes) = (word + 1, word_bytes + c.len_utf8());
        }
    }
    if !line[..bytes].trim().is_empty() {
        return &line[..bytes];
    }
    let keep = (count * max / width - 1).clamp(1, count - 1) as usize;
    let end = line.char_indices().nth(keep).map_or(line.len(), |(at, _)| at);
    &line[..end]
}

/// Text set as a block of centred lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lines {
    pub(crate) lines: Vec<String>,
    /// Size of the box that makes a viewer break the text into exactly these lines.
    pub(crate) w: i32,
    pub(crate) h: i32,
}

/// Sets a name beside a shape or flow: the narrowest of `widths` that needs at most three lines, else the last.
pub(crate) fn block(text: &str, widths: &[i32]) -> Lines {
    let mut max = 0;
    let mut lines = Vec::new();
    for &width in widths {
        max = width;
        lines = wrap(text, OUTER, width);
        if lines.len() <= 3 {
            break;
        }
    }
    let widest = lines.iter().map(|line| width(line, OUTER)).max().unwrap_or(0);
    // A box as narrow as its widest line is kept only if the text breaks in it as before.
    let narrow = widest + 4;
    let w = if wrap(text, OUTER, narrow) == lines { narrow } else { max };
    let h = height(lines.len(), OUTER);
    Lines { lines, w, h }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_words_and_keeps_every_one() {
        let text = "Kiểm tra tính đầy đủ, hợp lệ của hồ sơ và cập nhật vào Hệ thống thông tin giải quyết";
        let lines = wrap(text, INNER, 146);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| width(line, INNER) <= 146), "{lines:?}");
        assert!(lines.len() <= 5, "{lines:?}");
    }

    #[test]
    fn cuts_a_word_that_is_too_long() {
        let lines = wrap(&"a".repeat(100), INNER, 60);
        assert_eq!(lines.concat(), "a".repeat(100));
        assert!(lines.iter().all(|line| width(line, INNER) <= 60));
    }

    #[test]
    fn handles_empty_and_blank_text() {
        assert!(wrap("", INNER, 50).is_empty());
        assert!(wrap(" \n\t", INNER, 50).is_empty());
        assert_eq!(wrap("a\n b", INNER, 50), ["a b"]);
    }

    #[test]
    fn terminates_at_any_width() {
        for max in -5..40 {
            let lines = wrap("Tờ khai đăng-ký khai-sinh", INNER, max);
            assert_eq!(lines.concat().replace(' ', ""), "Tờkhaiđăng-kýkhai-sinh");
        }
    }

    #[test]
    fn a_block_breaks_again_as_planned() {
        let block = block("Hồ sơ đã đầy đủ và hợp lệ theo quy định chưa?", &[90, 120]);
        assert_eq!(wrap("Hồ sơ đã đầy đủ và hợp lệ theo quy định chưa?", OUTER, block.w), block.lines);
        assert!(block.lines.len() <= 3);
    }
}
