//! What the reader's screen can show. Files and pipes always get the same bytes.

use std::io::IsTerminal;

use unicode_width::UnicodeWidthStr;

/// Of files and pipes.
const WIDTH: usize = 100;
/// Of a terminal that does not say how wide it is.
const UNKNOWN: usize = 80;
/// Narrower than this, the terminal may break lines itself.
const NARROWEST: usize = 60;
/// Wider than this, rows are hard to follow.
const WIDEST: usize = 140;
/// Longer lines of prose are hard to read.
const PROSE: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Screen {
    /// In columns.
    pub(crate) width: usize,
    colour: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Heading,
    Label,
    Note,
    Good,
    Warning,
}

impl Screen {
    /// The one behind standard output, as wide as `COLUMNS` or the terminal says: colours on a terminal, unless `NO_COLOR` is set.
    pub(crate) fn stdout() -> Screen {
        if !std::io::stdout().is_terminal() {
            return Screen::plain();
        }
        let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
        let columns = asked.filter(|columns| *columns > 0).or_else(|| {
            let size = terminal_size::terminal_size_of(std::io::stdout());
            size.map(|(width, _)| usize::from(width.0)).filter(|columns| *columns > 0)
        });
        let columns: usize = columns.unwrap_or(UNKNOWN);
        Screen {
            width: columns.clamp(NARROWEST, WIDEST),
            colour: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }

    /// A file or a pipe.
    pub(crate) fn plain() -> Screen {
        Screen { width: WIDTH, colour: false }
    }

    pub(crate) fn is_coloured(self) -> bool {
        self.colour
    }

    /// Columns for running text.
    pub(crate) fn prose(self) -> usize {
        self.width.min(PROSE)
    }

    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        if !self.colour || text.is_empty() {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Heading => "1",
            Tone::Label => "36",
            Tone::Note => "2",
            Tone::Good => "32",
            Tone::Warning => "33",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// Lines of at most `width` columns, broken at blanks; later lines begin with `indent`.
pub(crate) fn wrap(text: &str, width: usize, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let lead = &text[..text.len() - text.trim_start().len()];
    let mut line = lead.to_owned();
    for word in text.split_whitespace() {
        let empty = line.trim().is_empty();
        if !empty && line.width() + 1 + word.width() > width {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            line.push_str(word);
        } else {
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    if !line.trim().is_empty() {
        lines.push(line);
    }
    lines
}

/// Blanks after the text.
pub(crate) fn left(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

/// Blanks before the text.
pub(crate) fn right(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    format!("{}{text}", " ".repeat(blanks))
}

/// At most so many columns, with `…` for what is left out.
pub(crate) fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        short.push(c);
        if short.width() >= width {
            short.pop();
            break;
        }
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks that are letters of their own in NFD take no column.
    #[test]
    fn columns_are_counted_as_they_are_seen() {
        assert_eq!(left("tỉnh", 6), "tỉnh  ");
        assert_eq!(left("ti\u{309}nh", 6), "ti\u{309}nh  ");
        assert_eq!(right("1..2", 6), "  1..2");
        assert_eq!(shorten("Đăng ký kết hôn", 15), "Đăng ký kết hôn");
        assert_eq!(shorten("Đăng ký kết hôn", 14), "Đăng ký kết h…");
        assert_eq!(shorten("Đăng ký kết hôn", 9), "Đăng ký…");
    }

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(wrap("  một hai ba", 9, "    "), ["  một hai", "    ba"]);
        assert_eq!(wrap("dài_hơn_cả_dòng ngắn", 6, ""), ["dài_hơn_cả_dòng", "ngắn"]);
        assert_eq!(wrap("", 6, ""), Vec::<String>::new());
    }
}
