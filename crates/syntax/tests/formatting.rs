//! The formatter changes the layout and nothing else, and does it once.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::{Random, SPARSE, boundary, real_files};
use tthc_syntax::format::{TokenKind, format, tokens, translate};
use tthc_syntax::{Keyword, Kind, Parse, Surface, parse};

/// What a text says: its elements and leaves in order, keywords and reserved words as what they are in
/// either language.
fn meaning(parse: &Parse) -> Vec<(Kind, Option<Keyword>, String)> {
    let mut said = Vec::new();
    for node in parse.tree.nodes() {
        let leaf = node.children().next().is_none();
        let text = if leaf { node.spelled().into_owned() } else { String::new() };
        said.push((node.kind(), node.keyword().filter(|_| leaf), text));
    }
    said
}

/// The comments, each trimmed: the formatter may move them, not change them.
fn comments(parse: &Parse) -> Vec<String> {
    let is_comment = |kind| matches!(kind, TokenKind::LineComment | TokenKind::BlockComment);
    let tokens = tokens(&parse.tree).into_iter().filter(|token| is_comment(token.kind));
    tokens.map(|token| parse.tree.text()[token.span.range()].trim_end().to_owned()).collect()
}

#[test]
fn formatting_twice_is_formatting_once() {
    for (path, text) in real_files() {
        for surface in [None, Some(Surface::Vietnamese), Some(Surface::English)] {
            let once = format(&parse(text.as_str()), surface);
            let twice = format(&parse(once.as_str()), surface);
            assert_eq!(once, twice, "{path} {surface:?}");
        }
    }
}

#[test]
fn formatting_keeps_the_meaning_and_the_comments() {
    for (path, text) in real_files() {
        let before = parse(text.as_str());
        for surface in [None, Some(Surface::English), Some(Surface::Vietnamese)] {
            let after = parse(format(&before, surface).as_str());
            assert!(after.errors.is_empty(), "{path}: {:?}", after.errors);
            assert_eq!(comments(&after), comments(&before), "{path}");
            let (was, is) = (meaning(&before), meaning(&after));
            let differs = was.iter().zip(&is).find(|(a, b)| a != b);
            assert!(was.len() == is.len() && differs.is_none(), "{path} {surface:?}: {differs:?}");
        }
    }
}

#[test]
fn there_and_back_gives_the_same_bytes() {
    for (path, text) in real_files() {
        for (first, other) in
            [(Surface::Vietnamese, Surface::English), (Surface::English, Surface::Vietnamese)]
        {
            let start = format(&parse(text.as_str()), Some(first));
            let there = translate(&parse(start.as_str()), other).unwrap_or_default();
            let back = translate(&parse(there.as_str()), first).unwrap_or_default();
            assert_ne!(start, there, "{path}");
            assert_eq!(start, back, "{path} {first:?}");
            if first == Surface::Vietnamese {
                assert_eq!(start, text, "{path} is laid out and Vietnamese");
            }
        }
    }
}

#[test]
fn a_translated_file_has_keywords_of_one_surface() {
    for (path, text) in real_files() {
        for surface in [Surface::Vietnamese, Surface::English] {
            let parse = parse(format(&parse(text.as_str()), Some(surface)).as_str());
            let words = parse.tree.nodes().filter_map(|node| Some((node, node.keyword().or(node.word())?)));
            let mut leaves = words.filter(|(node, _)| node.children().next().is_none());
            let other = leaves.find(|(node, keyword)| node.text() != keyword.text(surface));
            assert!(other.is_none(), "{path} {surface:?}: {other:?}");
            assert_eq!(parse.of_other_surface().count(), 0, "{path}");
            assert_eq!(parse.surface(), surface, "{path}");
        }
    }
}

/// Broken files are formatted too, while somebody types: no letter may be lost.
#[test]
fn formatting_a_broken_file_loses_nothing() {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace() && *c != ';').collect() };
    let mut random = Random(7);
    for (path, text) in real_files() {
        for _ in 0..32 / SPARSE {
            let mut broken = text.clone();
            let from = boundary(&broken, random.below(broken.len()));
            let to = boundary(&broken, (from + random.below(40)).min(broken.len()));
            let pieces = ["", "{", "}", "\"", "(", "@@", "\n", "//", "/*", ",", "x y z", "*/", "a { b ( c"];
            broken.replace_range(from..to, pieces[random.below(pieces.len())]);
            let parse = parse(broken.as_str());
            let formatted = format(&parse, None);
            let (was, is) = (letters(&broken), letters(&formatted));
            let differs =
                was.char_indices().zip(is.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
            if was != is {
                common::keep(&broken);
                let around: String = was[differs.unwrap_or(0)..].chars().take(80).collect();
                panic!("{path}: letters are lost at {around:?}; the text is in tthc-failure.tthc");
            }
            let again = format(&tthc_syntax::parse(formatted.as_str()), None);
            if again != formatted {
                common::keep(&broken);
                let differs = formatted.lines().zip(again.lines()).find(|(a, b)| a != b);
                panic!("{path}: formatting twice differs at {differs:?}; the text is in tthc-failure.tthc");
            }
        }
    }
}

#[track_caller]
fn formats(text: &str, wanted: &str) {
    let formatted = format(&parse(text), None);
    assert_eq!(formatted, wanted);
    assert_eq!(format(&parse(formatted.as_str()), None), wanted, "formatted again");
}

#[test]
fn comments_stay_where_they_are() {
    formats(
        "// a\n\n/// b\nthủ tục x \"X\" {   // c\n\n\n  // d\n  mã \"1\" // e\n\n  /* f\n g */ bộ a\n  // h\n}\n// i",
        "// a\n\n/// b\nthủ tục x \"X\" {  // c\n\n  // d\n  mã \"1\"  // e\n\n  /* f\n g */\n  bộ a\n  // h\n}\n// i\n",
    );
}

/// What separates a statement from control characters must stay: they are not white space.
#[test]
fn control_characters_behind_a_semicolon_are_kept_apart() {
    let text = "law a { number \"1\" ; \0\0 |y verification\n";
    let once = format(&parse(text), None);
    assert!(once.contains(";"), "{once:?}");
    assert_eq!(format(&parse(once.as_str()), None), once);
}

/// `done by a` behind a semicolon is a statement; on a line of its own it would be a clause.
#[test]
fn a_semicolon_before_what_looks_like_a_clause_is_kept() {
    let text = "procedure x \"X\" {\n  step \"Yêu\" ; done by a ask applicant\n  \"b\" ; done by a ask applicant\n}\n";
    let once = format(&parse(text), None);
    assert_eq!(format(&parse(once.as_str()), None), once);
}

#[test]
fn junk_is_left_as_it_stands() {
    for junk in ["@@   ##    $$", "nói   chung   là", "bươc    ký   \"Ký\""] {
        formats(
            &format!("thủ tục x \"X\" {{\n  mã \"1\"\n  {junk}\n  bộ a\n}}\n"),
            &format!("thủ tục x \"X\" {{\n  mã \"1\"\n  {junk}\n  bộ a\n}}\n"),
        );
    }
}

#[test]
fn tabs_become_blanks_but_in_texts() {
    formats(
        "thủ tục x \"X\" {\n\tmã\t\"1\t2\"\n\tcơ quan\tthực hiện\ta\n\tonline\tfull\n}\n",
        "thủ tục x \"X\" {\n  mã                 \"1\t2\"\n  cơ quan thực hiện  a\n  online full\n}\n",
    );
}

#[test]
fn a_clause_that_begins_like_an_operator_is_a_clause() {
    let text = "thủ tục a \"A\" {\n  thành phần hồ sơ {\n    nội dung cần chứng minh b \"B\" khi x thuộc { c, d } {\n      khai thác e bằng f thay cho g, h\n    }\n  }\n}\n";
    let english = format(&parse(text), Some(Surface::English));
    assert!(
        english.contains("lookup e by f in place of g, h") && english.contains("x in { c, d }"),
        "{english}"
    );
    assert_eq!(meaning(&parse(english)), meaning(&parse(text)));
}
