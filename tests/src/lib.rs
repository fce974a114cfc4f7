//! What end-to-end tests and benchmarks share: the real procedures, and as many as wanted made of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tthc_model::{ItemKind, names};
use tthc_syntax::{Keyword, Kind, Node, Parse, Span};

/// A file of a procedure repository.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Relative to the repository, with `/`.
    pub path: String,
    pub text: String,
}

/// The folder `procedures/` of this repository.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../procedures")
}

/// The real files, in the order of their paths.
pub fn procedures() -> std::io::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut folders = vec![(folder(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else if path.ends_with(".tthc") {
                files.push(File { path, text: std::fs::read_to_string(entry.path())? });
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The text of the real `tthc.toml`.
pub fn manifest() -> std::io::Result<String> {
    std::fs::read_to_string(folder().join("tthc.toml"))
}

/// A repository of so many procedures, made of the given files; the same input gives the same bytes.
///
/// The first round is the files themselves. Each further round repeats their procedures, with the
/// scenarios and reforms that belong to them, under names and codes of its own; everything else is
/// common to all rounds. Of a round that is not whole, the procedures left over are left out with
/// all that refers to them.
pub fn generate(files: &[File], procedures: usize) -> Vec<File> {
    generate_short(files, procedures, usize::MAX)
}

/// The same, but only files of at most so many bytes are repeated: less than the wanted number, if
/// there is no procedure as short as that.
pub fn generate_short(files: &[File], procedures: usize, longest: usize) -> Vec<File> {
    let sources: Vec<Source<'_>> = files.iter().map(Source::new).collect();
    let mut generated = Vec::new();
    let mut left = procedures;
    for round in 0.. {
        let repeated = |source: &&Source<'_>| round == 0 || source.file.text.len() <= longest;
        let of_round: Vec<&str> = sources.iter().filter(repeated).flat_map(Source::procedures).collect();
        let dropped: BTreeSet<&str> = of_round.iter().skip(left).copied().collect();
        generated.extend(sources.iter().filter(repeated).filter_map(|source| source.copy(round, &dropped)));
        left = left.saturating_sub(of_round.len());
        if left == 0 || of_round.is_empty() {
            break;
        }
    }
    generated
}

/// A file with its tree.
struct Source<'f> {
    file: &'f File,
    parse: Parse,
}

impl Source<'_> {
    fn new(file: &File) -> Source<'_> {
        Source { file, parse: tthc_syntax::parse(file.text.as_str()) }
    }

    fn procedures(&self) -> impl Iterator<Item = &str> {
        let items = self.parse.items().filter(|item| item.keyword() == Some(Keyword::Procedure));
        items.filter_map(Node::name).map(Node::text)
    }

    fn copy(&self, round: usize, dropped: &BTreeSet<&str>) -> Option<File> {
        let own: BTreeSet<&str> = self.procedures().collect();
        let references = names::references(&self.parse);
        let to_procedure = |span: Span| {
            references.iter().filter(move |reference| {
                reference.kinds == [ItemKind::Procedure]
                    && span.start <= reference.span.start
                    && reference.span.end <= span.end
            })
        };
        let mut text = String::new();
        let mut end = 0;
        for item in self.parse.items() {
            // The comments before an item belong to it.
            let span = Span::new(std::mem::replace(&mut end, item.span().end), item.span().end);
            let name = item.name().map_or("", Node::text);
            let refers_to =
                |names: &BTreeSet<&str>| to_procedure(span).any(|to| names.contains(to.name.as_str()));
            let repeated = match item.keyword() {
                Some(Keyword::Procedure) => true,
                Some(Keyword::Scenario | Keyword::Reform) => refers_to(&own),
                _ => false,
            };
            if dropped.contains(name) || refers_to(dropped) || (round > 0 && !repeated) {
                continue;
            }
            let mut edits: Vec<(Span, String)> = Vec::new();
            if round > 0 {
                edits.extend(item.name().map(|name| (name.span(), renamed(name.text(), round))));
                edits.extend(code(item).map(|code| (code.span(), renamed(code.text(), round))));
                let own = to_procedure(span).filter(|to| own.contains(to.name.as_str()));
                edits.extend(own.map(|to| (to.span, renamed(&to.name, round))));
            }
            edits.sort();
            edit(&mut text, self.parse.tree.text(), span, &edits);
        }
        let path = match round {
            0 => self.file.path.clone(),
            _ => format!("{}.tthc", renamed(self.file.path.strip_suffix(".tthc")?, round)),
        };
        if round == 0 {
            text.push_str(&self.parse.tree.text()[end as usize..]);
        }
        (!text.is_empty()).then_some(File { path, text })
    }
}

/// The text token of the national code.
fn code(item: Node<'_>) -> Option<Node<'_>> {
    let statement = item.statements().find(|statement| statement.keyword() == Some(Keyword::Code))?;
    statement.child(Kind::Operands)?.child(Kind::Text)
}

/// A name or a code in quotes, made unique.
fn renamed(text: &str, round: usize) -> String {
    match text.strip_suffix('"') {
        Some(code) => format!("{code}.{round:04}\""),
        None => format!("{text}_{round:04}"),
    }
}

fn edit(out: &mut String, text: &str, within: Span, edits: &[(Span, String)]) {
    let mut at = within.start;
    for (span, new) in edits {
        out.push_str(&text[at as usize..span.start as usize]);
        out.push_str(new);
        at = span.end;
    }
    out.push_str(&text[at as usize..within.end as usize]);
}
