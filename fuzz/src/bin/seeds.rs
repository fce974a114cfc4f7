//! Writes the seeds and the dictionary: `cargo run --bin seeds`, in this folder.
//!
//! A seed is one item of `procedures/`, taken if it has a pair of keywords that no seed before it has:
//! a statement's and its clause's, or an item's and its statement's. Every second is in English.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tthc_syntax::keyword::{KEYWORDS, Keyword};
use tthc_syntax::{Node, Surface, format, parse};

/// Larger ones make the fuzzer slow.
const MOST: usize = 8_000;

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&here.join("../procedures"), &mut files);
    files.sort();
    let mut items: Vec<String> = Vec::new();
    for file in files {
        let parse = parse(std::fs::read_to_string(file).expect("a text").as_str());
        items.extend(parse.items().map(|item| item.text().to_owned()));
    }
    items.sort_by_key(|item| (item.len(), item.clone()));
    let mut seen = BTreeSet::new();
    let corpus = here.join("corpus/whole");
    let _ = std::fs::remove_dir_all(&corpus);
    std::fs::create_dir_all(&corpus).expect("a folder");
    let mut count = 0;
    for item in items.iter().filter(|item| item.len() <= MOST) {
        let parse = parse(item.as_str());
        let mut pairs = BTreeSet::new();
        parse.items().for_each(|item| pairs_of(item, &mut pairs));
        if pairs.is_subset(&seen) {
            continue;
        }
        seen.extend(pairs);
        let surface = if count % 2 == 0 { Surface::Vietnamese } else { Surface::English };
        let text = format::translate(&parse, surface).expect("a real item is translated");
        std::fs::write(corpus.join(format!("{count:03}.tthc")), text).expect("a place for it");
        count += 1;
    }
    let mut dictionary = String::new();
    let phrases: BTreeSet<&str> =
        KEYWORDS.iter().flat_map(|keyword| [keyword.vietnamese(), keyword.english()]).collect();
    for phrase in
        phrases.into_iter().chain([" {\n", "\n}\n", " // a\n", "/* a */", " \"A\" ", "==", "2026-01-01"])
    {
        let escape = |byte: u8| match byte {
            b' '..=b'~' if byte != b'"' && byte != b'\\' => char::from(byte).to_string(),
            _ => format!("\\x{byte:02X}"),
        };
        dictionary += &format!("\"{}\"\n", phrase.bytes().map(escape).collect::<String>());
    }
    std::fs::write(here.join("whole.dict"), dictionary).expect("a place for it");
    println!("{count} seeds");
}

fn pairs_of(node: Node<'_>, pairs: &mut BTreeSet<(Option<Keyword>, Option<Keyword>)>) {
    for child in node.children() {
        let own = child.keyword().or(child.word());
        if own.is_some() && own != node.keyword() {
            pairs.insert((node.keyword(), own));
        }
        pairs_of(child, pairs);
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "tthc") {
            files.push(path);
        }
    }
}
