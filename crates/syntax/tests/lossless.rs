//! The tree covers every byte of every text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::{Random, SPARSE, boundary, parse, real_files};

#[test]
fn real_files_are_read_whole_and_without_errors() {
    for (path, text) in real_files() {
        let parse = parse(&text);
        assert!(parse.errors.is_empty(), "{path}: {:?}", parse.errors);
        let declared = parse.items().all(|item| item.name().is_some() && item.keyword().is_some());
        assert!(declared, "{path}: an item without keyword or name");
    }
}

/// What people and machines do to texts, at places that a seed chooses.
#[test]
fn changed_files_are_still_read_whole() {
    let pieces = [
        "{",
        "}",
        "(",
        ")",
        "\"",
        "\\",
        "\n",
        ";",
        ",",
        "//",
        "/*",
        "*/",
        "///",
        " khi ",
        "không có thì ",
        "thủ tục x {",
        "=",
        "|",
        "..",
        "8.000",
        "1_000",
        "\u{0}",
        "\u{301}",
        "\u{FEFF}",
        "\u{202E}",
        "\r\n",
        "\r",
        "\t",
        "đ",
        "😀",
        "\u{2028}",
        "theo",
        "khai thác ",
        "{ {",
        "2026-99-99",
        "..5",
        "%",
    ];
    let mut random = Random(1);
    for (path, text) in real_files() {
        for _ in 0..96 / SPARSE {
            let mut changed = text.clone();
            for _ in 0..=random.below(3) {
                let from = boundary(&changed, random.below(changed.len()));
                let to = boundary(&changed, (from + random.below(60)).min(changed.len()));
                match random.below(4) {
                    0 => changed.replace_range(from..to, ""),
                    1 => changed.insert_str(from, pieces[random.below(pieces.len())]),
                    2 => {
                        let piece = changed[from..to].to_owned();
                        let at = boundary(&changed, random.below(changed.len()));
                        changed.insert_str(at, &piece);
                    }
                    _ => changed.replace_range(from..to, pieces[random.below(pieces.len())]),
                }
            }
            // The path shows in the message of a failure.
            assert!(parse(&changed).root().span().end as usize == changed_length(&changed), "{path}");
        }
    }
}

/// In NFC, in which the tree counts.
fn changed_length(text: &str) -> usize {
    tthc_syntax::SourceText::new(text.into()).composed().len()
}

#[test]
fn texts_of_no_length_and_of_nothing_but_space() {
    for text in
        ["", " ", "\n", "\t\r\n \n", "// chú thích", "/* a */", "\u{FEFF}", "\u{FEFF}\n// a\n", ";", ";;\n;"]
    {
        let parse = parse(text);
        assert_eq!(parse.items().count(), 0, "{text:?}");
    }
}
