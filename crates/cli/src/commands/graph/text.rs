//! Breaking titles into lines without a font at hand.

/// An estimate of the width of one line in pixels at a font size, after Arial's letters. Rather too
/// wide than too narrow: a box with room to spare does no harm.
pub(super) fn width(text: &str, size: i32) -> i32 {
    let units: i32 = text.chars().map(hundredths).sum();
    (units * size + 99) / 100
}

/// Of an em. Vietnamese letters are a little wider: many systems take them from another font.
fn hundredths(letter: char) -> i32 {
    match letter {
        ' ' | 'i' | 'j' | 'l' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' | '/' => 29,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '·' => 35,
        'm' | 'M' | 'w' | 'W' | '…' | '→' | '—' => 92,
        'ì'..='ï' | 'ĩ' | 'ỉ' | 'ị' => 32,
        _ if letter.is_uppercase() => 72,
        _ if letter.is_ascii() => 56,
        _ => 62,
    }
}

/// Lines of at most `max` pixels, at most `lines` of them; what is left over ends in an ellipsis.
pub(super) fn wrap(text: &str, size: i32, max: i32, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while words.peek().is_some() {
        let mut line = String::new();
        while let Some(word) = words.peek() {
            let longer = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
            if width(&longer, size) > max && !line.is_empty() {
                break;
            }
            line = longer;
            words.next();
        }
        if width(&line, size) > max {
            line = cut(&line, size, max);
        }
        if done.len() + 1 == lines && words.peek().is_some() {
            line.push_str(" …");
            done.push(cut(&line, size, max));
            break;
        }
        done.push(line);
    }
    done
}

/// The beginning of a line that fits, with an ellipsis if something is missing.
fn cut(line: &str, size: i32, max: i32) -> String {
    let mut kept = line.to_owned();
    let mut shown = kept.clone();
    while width(&shown, size) > max && kept.pop().is_some() {
        shown = format!("{}…", kept.trim_end_matches([' ', ',', '…']));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_every_word_and_the_width() {
        let title = "Đăng ký thay đổi trụ sở chính, tên; thông báo thay đổi ngành, nghề của doanh nghiệp";
        let lines = wrap(title, 13, 200, 9);
        assert_eq!(lines.join(" "), title);
        assert!(lines.len() > 2 && lines.iter().all(|line| width(line, 13) <= 200), "{lines:?}");
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines = wrap("một hai ba bốn năm sáu bảy tám chín mười", 13, 60, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && lines.iter().all(|line| width(line, 13) <= 60), "{lines:?}");
        assert_eq!(wrap(&"a".repeat(99), 13, 60, 3).len(), 1);
        assert_eq!(wrap("", 13, 60, 3), [""; 0]);
        assert_eq!(wrap("dài", 13, 0, 3), ["…"]);
    }
}
