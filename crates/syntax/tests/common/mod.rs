//! The real files, and what must hold of the tree of any text.

#![expect(clippy::disallowed_methods, clippy::panic, reason = "tests read the disk and fail")]
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};

use tthc_syntax::format::{self, Token, TokenKind};
use tthc_syntax::{Kind, Node, Parse, SyntaxErrorKind};

/// Every file of `procedures/`, with its path for messages.
pub(crate) fn real_files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures"), &mut files);
    files.sort();
    assert!(!files.is_empty(), "the procedures are there");
    files
}

fn collect(folder: &PathBuf, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "tthc") {
            let text = std::fs::read_to_string(&path).expect("a text");
            files.push((path.display().to_string(), text));
        }
    }
}

/// The real file with the most constructs in it.
pub(crate) fn birth_registration() -> String {
    let files = real_files();
    let found = files.into_iter().find(|(path, _)| path.ends_with("đăng_ký_khai_sinh.tthc"));
    found.expect("the file is there").1
}

/// In a debug build the parser is slow, and one of so many is tested.
pub(crate) const SPARSE: usize = if cfg!(debug_assertions) { 8 } else { 1 };

/// Parses, and checks all that must hold whatever the text says.
#[track_caller]
pub(crate) fn parse(text: &str) -> Parse {
    let parse = tthc_syntax::parse(text);
    let problem = [
        covers_every_byte(&parse),
        is_a_tree(&parse),
        errors_have_places(&parse),
        tells_what_it_skips(&parse),
    ]
    .into_iter()
    .find_map(Result::err);
    if let Some(problem) = problem {
        keep(text);
        panic!("{problem}\n--- the text is in tthc-failure.tthc\n--- errors\n{:?}", parse.errors);
    }
    parse
}

/// Keeps a text that a test failed on: it may be long.
pub(crate) fn keep(text: &str) {
    std::fs::write(std::env::temp_dir().join("tthc-failure.tthc"), text).expect("a place for the text");
}

fn covers_every_byte(parse: &Parse) -> Result<(), String> {
    let text = parse.tree.text();
    let mut at = 0;
    for token in format::tokens(&parse.tree) {
        if token.span.start != at || token.span.is_empty() {
            return Err(format!("the pieces do not join: {token:?} does not begin at {at}"));
        }
        if !text.is_char_boundary(token.span.end as usize) {
            return Err(format!("{token:?} ends inside a letter"));
        }
        at = token.span.end;
    }
    if at as usize == text.len() { Ok(()) } else { Err(format!("the pieces end at {at} of {}", text.len())) }
}

fn is_a_tree(parse: &Parse) -> Result<(), String> {
    let mut stack = vec![parse.root()];
    let mut seen = 0;
    while let Some(node) = stack.pop() {
        seen += 1;
        let mut at = node.span().start;
        for child in node.children() {
            let span = child.span();
            // A missing bracket may stand behind the white space that its parent's span leaves out.
            let missing = child.kind() == Kind::MissingClose;
            if span.start < at || span.end < span.start || (node.span().end < span.end && !missing) {
                return Err(format!("{child:?} does not lie in order within {node:?}"));
            }
            at = span.end;
            stack.push(child);
        }
    }
    let all = parse.tree.nodes().count();
    if seen == all { Ok(()) } else { Err(format!("{seen} of {all} elements hang on the root")) }
}

fn errors_have_places(parse: &Parse) -> Result<(), String> {
    let text = parse.tree.text();
    let is_place = |span: tthc_syntax::Span| text.get(span.range()).is_some();
    for error in &parse.errors {
        if !is_place(error.at) || error.also.is_some_and(|also| !is_place(also)) {
            return Err(format!("{error:?} is not in the text"));
        }
        let may_be_empty = matches!(error.kind, SyntaxErrorKind::TooLarge { .. });
        if error.at.is_empty() && !may_be_empty {
            return Err(format!("{error:?} points at nothing"));
        }
    }
    if parse.errors.is_sorted_by_key(|error| error.at) {
        Ok(())
    } else {
        Err("errors out of order".to_owned())
    }
}

/// Whatever the parser did not understand has an error that touches it, but for blanks before it.
fn tells_what_it_skips(parse: &Parse) -> Result<(), String> {
    let told = |node: Node<'_>| {
        let span = node.span();
        let behind = parse.tree.text()[..span.start as usize].trim_end_matches(' ').len() as u32;
        parse
            .errors
            .iter()
            .any(|error| (error.at.start <= span.end && behind <= error.at.end) || error.also == Some(span))
    };
    for node in parse.tree.nodes() {
        let lost = matches!(
            node.kind(),
            Kind::Bad
                | Kind::Junk
                | Kind::Stray
                | Kind::Orphans
                | Kind::Dangling
                | Kind::OpenText
                | Kind::MissingClose
        );
        if lost && !told(node) {
            return Err(format!("{node:?} {:?} is skipped without a word", node.text()));
        }
    }
    // Letters outside all leaves: only in those nodes, or where reading stopped with an error.
    let gave_up = parse.errors.iter().any(|error| {
        matches!(
            error.kind,
            SyntaxErrorKind::TooDeep | SyntaxErrorKind::TooLarge { .. } | SyntaxErrorKind::ControlCharacter
        )
    });
    let is_unread = |token: &Token| {
        let text = &parse.tree.text()[token.span.range()];
        token.kind == TokenKind::Unknown && text != ":" && !text.starts_with('\u{FEFF}')
    };
    // A sign that was read as another one.
    let is_told = |token: &Token| {
        parse.errors.iter().any(|error| error.at.start <= token.span.start && token.span.end <= error.at.end)
    };
    for token in format::tokens(&parse.tree).iter().filter(|token| is_unread(token) && !is_told(token)) {
        let inside = parse.tree.path_to(token.span.start);
        let known = inside.iter().any(|node| matches!(node.kind(), Kind::Bad | Kind::Junk | Kind::Stray));
        if !known && !gave_up {
            return Err(format!("{:?} is not read", &parse.tree.text()[token.span.range()]));
        }
    }
    Ok(())
}

/// The kinds of the errors with their lines, counted from 1.
pub(crate) fn errors_by_line(parse: &Parse) -> Vec<(usize, &SyntaxErrorKind)> {
    let line = |offset: u32| parse.tree.text()[..offset as usize].matches('\n').count() + 1;
    parse.errors.iter().map(|error| (line(error.at.start), &error.kind)).collect()
}

/// How many statements the parser understood, in blocks of blocks too.
pub(crate) fn statements(parse: &Parse) -> usize {
    parse.tree.nodes().filter(|node| node.kind().is_statement() && node.kind() != Kind::Bad).count()
}

/// The same stream of numbers for the same seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

/// The nearest place at or before an offset where a letter begins.
pub(crate) fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
