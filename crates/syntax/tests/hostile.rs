//! Texts that no one should write, and that someone will: a clear error, never a crash or a hang.

#![expect(clippy::disallowed_methods, reason = "tests read the clock")]

mod common;

use std::time::{Duration, Instant};

use common::{SPARSE, birth_registration, boundary, errors_by_line, parse, real_files};
use tthc_syntax::{Keyword, Kind, MAX_BYTES, MAX_DEPTH, Node, Parse, SyntaxErrorKind};
use unicode_normalization::UnicodeNormalization;

const AFTER: &str = "cơ quan sau_cùng \"Sau cùng\" { cấp xã }\n";

/// The item behind the trouble is there, with its statement.
#[track_caller]
fn survives(parse: &Parse) {
    let after = parse.items().find(|item| item.name().map(Node::text) == Some("sau_cùng"));
    let level = after.is_some_and(|item| item.statements().any(|s| s.keyword() == Some(Keyword::Level)));
    assert!(level, "the item behind is lost: {:?}", parse.errors);
}

#[track_caller]
fn quickly<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    // Takes some milliseconds; a busy machine may need a hundred times as long.
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
    result
}

#[test]
fn files_cut_off_anywhere() {
    for (_, text) in real_files() {
        for at in (0..text.len()).step_by(97 * SPARSE) {
            let cut = &text[..boundary(&text, at)];
            let parse = parse(cut);
            let open = tokens_of_depth(&parse);
            if open > 0 {
                assert!(!parse.errors.is_empty(), "{open} open brackets and no error: {cut}");
            }
        }
    }
}

/// Brackets opened and not closed, as the formatter counts them.
fn tokens_of_depth(parse: &Parse) -> i32 {
    let text = parse.tree.text();
    let tokens = tthc_syntax::format::tokens(&parse.tree);
    let tokens = tokens.iter().filter(|token| token.kind == tthc_syntax::format::TokenKind::Punctuation);
    tokens
        .map(|token| {
            i32::from(&text[token.span.range()] == "{") - i32::from(&text[token.span.range()] == "}")
        })
        .sum()
}

#[test]
fn a_cut_file_keeps_the_items_before_the_cut() {
    let text = birth_registration();
    let whole = parse(&text);
    for at in (0..text.len()).step_by(97 * SPARSE) {
        let at = boundary(&text, at);
        let names = |parse: &Parse, end: usize| -> Vec<String> {
            let items = parse.items().filter(|item| item.span().end as usize <= end);
            items.filter_map(Node::name).map(|name| name.text().to_owned()).collect()
        };
        let kept = names(&parse(&text[..at]), at);
        let wanted = names(&whole, at);
        assert_eq!(kept[..wanted.len()], wanted, "cut at {at}");
    }
}

#[test]
fn control_characters_are_named_and_nothing_else_is_lost() {
    let text = birth_registration();
    let items = parse(&text).items().count();
    for bad in ['\u{0}', '\u{1}', '\u{8}', '\u{b}', '\u{c}', '\u{1b}', '\u{7f}'] {
        for at in [0, 1, text.find("mã").expect("mã"), text.find("con.họ_tên").expect("con"), text.len()]
        {
            let mut text = text.clone();
            text.insert(at, bad);
            let parse = parse(&text);
            let kinds: Vec<_> = parse.errors.iter().map(|error| (&error.kind, error.at.start)).collect();
            assert!(
                kinds.contains(&(&SyntaxErrorKind::ControlCharacter, at as u32)),
                "{bad:?} {at} {kinds:?}"
            );
            assert_eq!(parse.items().count(), items, "{bad:?} at {at}");
        }
    }
}

#[test]
fn a_control_character_in_a_text_or_a_comment_is_named_too() {
    for text in ["// a\u{0}b\n", "/* a\u{0}b */\n", "cơ quan a \"A\u{0}\" { cấp xã }\n"] {
        let text = format!("{text}{AFTER}");
        let parse = parse(&text);
        assert_eq!(errors_by_line(&parse), [(1, &SyntaxErrorKind::ControlCharacter)], "{text:?}");
        survives(&parse);
    }
}

#[test]
fn bytes_that_are_not_utf8_keep_their_places() {
    let mut bytes = birth_registration().into_bytes();
    let at = bytes.windows(4).position(|window| window == "mã ".as_bytes()).expect("mã") + 1;
    bytes[at] = 0xFF;
    bytes.extend([b'\n', 0xC3, b'\n', 0xE1, 0xBB]);
    let (text, broken) = tthc_syntax::text::decode(&bytes);
    assert_eq!(text.len(), bytes.len());
    assert_eq!(broken[0].start as usize, at);
    assert!(broken.iter().all(|span| text[span.range()].chars().all(|c| c == '?')));
    assert!(parse(&text).items().count() > 5);
}

#[test]
fn ten_thousand_brackets() {
    let many = 10_000;
    let around = |inside: &str| format!("thủ tục x \"X\" {{\n{inside}\n}}\n{AFTER}");
    for (open, close) in [
        ("một trong { ", "} "),
        ("{ ", "} "),
        ("khi ( ", ") "),
        ("nộp x khi (", ")"),
        ("nộp x khi a thuộc {", "}"),
        ("nộp x (", ")"),
        ("cần {a, ", "}"),
        ("nộp x khi không phải (a và ", ")"),
    ] {
        let closed = around(&format!("{}{}", open.repeat(many), close.repeat(many)));
        let parse = quickly(|| parse(&closed));
        let deep: Vec<_> =
            parse.errors.iter().filter(|error| error.kind == SyntaxErrorKind::TooDeep).collect();
        assert_eq!(deep.len(), 1, "{open}");
        // Two of the brackets around it are the procedure's own and, for some, its statement's.
        let depth = closed[..deep[0].at.start as usize].matches(['{', '(']).count();
        assert_eq!(depth, MAX_DEPTH, "{open}");
        survives(&parse);
        let open_only = around(&open.repeat(many));
        let parse = quickly(|| common::parse(&open_only));
        assert!(parse.errors.iter().any(|error| error.kind == SyntaxErrorKind::TooDeep), "{open}");
        assert!(
            parse.errors.iter().any(|error| {
                matches!(
                    error.kind,
                    SyntaxErrorKind::Unclosed { .. } | SyntaxErrorKind::MissingClosing { .. }
                )
            }),
            "{open}"
        );
        let close_only = around(&close.repeat(many));
        let parse = quickly(|| common::parse(&close_only));
        assert!(!parse.errors.is_empty(), "{open}");
        survives(&parse);
    }
}

/// Wherever the grammar opens a bracket, its depth is counted: else the stack would end some day.
#[test]
fn brackets_that_only_the_grammar_opens() {
    for open in [
        "mã \"1 {\n",
        "mã \"1 {\r\n",
        "mã \" { { {\n",
        "mã \"1\\\" {\t\n",
        "một trong { ) ",
        "nộp x khi ( { ) ",
        "nộp x khi a thuộc { ( } ",
    ] {
        let text = format!("thủ tục x \"X\" {{\n{}\n}}\n{AFTER}", open.repeat(10_000));
        // A debug build needs a quarter of this.
        let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(move || parse(&text));
        let parse = thread.expect("a thread").join().expect("no panic");
        assert!(parse.items().count() > 0 && !parse.errors.is_empty(), "{open:?}");
        let whole = parse
            .errors
            .iter()
            .any(|error| matches!(error.kind, SyntaxErrorKind::UnexpectedText { .. }) && error.at.is_empty());
        assert!(!whole, "{open:?}: nothing was read");
    }
}

#[test]
fn brackets_as_deep_as_allowed_are_read() {
    // The procedure's own block is one level.
    let levels = MAX_DEPTH - 1;
    let inside = format!("{}nộp a\n{}", "một trong {\n".repeat(levels), "}\n".repeat(levels));
    let parse = parse(&format!("thủ tục x \"X\" {{\n{inside}}}\n{AFTER}"));
    assert!(parse.errors.is_empty(), "{:?}", parse.errors);
    assert_eq!(parse.tree.nodes().filter(|node| node.kind() == Kind::Block).count(), MAX_DEPTH + 1);
}

#[test]
fn ten_thousand_words_that_wait_for_something() {
    for word in [
        "không có thì ",
        "không khai thác được thì ",
        "không phải ",
        "- ",
        "khi ",
        "theo ",
        "a và ",
        "a, ",
        "a | ",
        "a.",
        "\\",
    ] {
        let text = format!("thủ tục x \"X\" {{\n  nộp a\n  {}\n  nộp b\n}}\n{AFTER}", word.repeat(10_000));
        survives(&quickly(|| parse(&text)));
        let statement =
            format!("thủ tục x \"X\" {{\n  nộp x khi {}\n  nộp b\n}}\n{AFTER}", word.repeat(10_000));
        survives(&quickly(|| common::parse(&statement)));
    }
}

#[test]
fn long_lines_and_long_lists_are_fine() {
    for line in [
        format!("cần {}a", "a.b, ".repeat(20_000)),
        format!("khi {}a", "a và ".repeat(20_000)),
        format!("{} \"x\"", "a".repeat(1_000_000)),
        format!("mã \"{}\"", "a".repeat(1_000_000)),
        format!("lệ phí {}", "1".repeat(1_000_000)),
        format!("theo x {}", "điều 1 ".repeat(20_000)),
        format!("nộp a {}", "có chứng thực ".repeat(20_000)),
    ] {
        let text = format!("thủ tục x \"X\" {{\n  nộp a {line}\n}}\n{AFTER}");
        survives(&quickly(|| parse(&text)));
    }
}

#[test]
fn a_text_that_never_ends() {
    for size in [10, 1_000_000] {
        let text = format!("thủ tục x \"X\" {{\n  mã \"{}\n  bộ a\n}}\n{AFTER}", "a ".repeat(size));
        let parse = quickly(|| parse(&text));
        assert_eq!(errors_by_line(&parse), [(2, &SyntaxErrorKind::UnclosedText)]);
        survives(&parse);
        let to_the_end = format!("{AFTER}thủ tục x \"X\" {{\n  mã \"{}", "a ".repeat(size));
        let parse = quickly(|| common::parse(&to_the_end));
        let kinds: Vec<_> = errors_by_line(&parse);
        assert_eq!(
            kinds,
            [
                (3, &SyntaxErrorKind::UnclosedText),
                (3, &SyntaxErrorKind::MissingClosing { opened: "thủ tục x \"X\"".into() })
            ]
        );
        survives(&parse);
    }
}

#[test]
fn a_comment_that_never_ends() {
    for size in [10, 1_000_000] {
        let text = format!("{AFTER}/* {}", "a ".repeat(size));
        let parse = quickly(|| parse(&text));
        assert_eq!(errors_by_line(&parse), [(2, &SyntaxErrorKind::UnclosedComment)]);
        survives(&parse);
        let inside = format!("{AFTER}thủ tục x \"X\" {{\n  mã \"1\" /* {}\n  bộ a\n}}\n", "a\n".repeat(size));
        let parse = quickly(|| common::parse(&inside));
        let kinds = errors_by_line(&parse);
        assert_eq!(
            kinds,
            [
                (3, &SyntaxErrorKind::MissingClosing { opened: "thủ tục x \"X\"".into() }),
                (3, &SyntaxErrorKind::UnclosedComment)
            ]
        );
        survives(&parse);
    }
    // A text or a line comment that looks like the beginning of one is none.
    assert!(parse(&format!("// a /* b\ncơ quan a \"/* A\" {{ cấp xã }}\n{AFTER}")).errors.is_empty());
}

#[test]
fn fifty_megabytes_are_refused_at_once() {
    let text: std::sync::Arc<str> = "thủ tục a \"A\" {\n".repeat(50 * 1024 * 1024 / 19).into();
    let bytes = text.len() as u64;
    let start = Instant::now();
    let parse = tthc_syntax::parse(std::sync::Arc::clone(&text));
    assert!(start.elapsed() < Duration::from_secs(5), "took {:?}", start.elapsed());
    assert_eq!(errors_by_line(&parse), [(1, &SyntaxErrorKind::TooLarge { bytes })]);
    assert_eq!(parse.tree.nodes().count(), 1);
    assert_eq!(parse.root().span().end as u64, bytes);
}

#[test]
fn four_megabytes_are_read() {
    let text = birth_registration();
    let many = text.repeat((MAX_BYTES / text.len()).min(64 / SPARSE));
    assert!(parse(&many).errors.is_empty());
}

#[test]
fn decomposed_letters_have_the_same_tree_and_their_own_places() {
    for (path, text) in real_files().into_iter().step_by(SPARSE) {
        let composed = parse(&text);
        let decomposed: String = text.nfd().collect();
        let parse = parse(&decomposed);
        assert_eq!(parse.tree, composed.tree, "{path}");
        for node in parse.tree.nodes() {
            let original = parse.source.original_span(node.span());
            let written: String = decomposed[original.range()].nfc().collect();
            assert_eq!(written, node.text(), "{path}: {node:?}");
        }
    }
}

#[test]
fn errors_in_decomposed_texts_are_where_they_are_written() {
    let text: String =
        "thủ tục x \"Đăng ký\" {\n  mã \"1\"\n  thành phân hồ sơ { nộp giấy }\n}\n".nfd().collect();
    let parse = parse(&text);
    let places: Vec<_> = parse.errors.iter().map(|error| parse.source.original_span(error.at)).collect();
    assert_eq!(places.len(), 1, "{:?}", parse.errors);
    let written: String = text[places[0].range()].nfc().collect();
    assert!(written.starts_with("thành phân hồ sơ"), "{written}");
}

/// Half of the letters written one way, half the other, and marks that stand alone.
#[test]
fn mixed_and_lone_marks() {
    for text in [
        "\u{301}",
        "a\u{301}\u{301}\u{323}",
        "thủ tu\u{323}c x \"X\" { mã \"\u{1B0}\u{31B}\" }",
        "\u{AC00}\u{11A8}",
        "\u{1100}\u{1161}",
    ] {
        let parse = parse(text);
        let ends = parse.source.original_offset(parse.tree.text().len() as u32);
        assert_eq!(ends as usize, text.len(), "{text:?}");
    }
}
