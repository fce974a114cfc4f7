//! What end-to-end tests and benchmarks share: the real procedures, and as many as wanted made of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

pub mod cover;
pub mod sample;
pub mod walk;
pub mod workflows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tthc_model::names::Reference;
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
        let of_round: BTreeMap<&str, BTreeSet<&str>> =
            sources.iter().filter(repeated).flat_map(|source| source.procedures(round)).collect();
        let kept = closed(&of_round, left);
        let dropped: BTreeSet<&str> = of_round.keys().filter(|name| !kept.contains(*name)).copied().collect();
        generated.extend(sources.iter().filter(repeated).filter_map(|source| source.copy(round, &dropped)));
        left = left.saturating_sub(of_round.len());
        if left == 0 || of_round.is_empty() {
            break;
        }
    }
    generated
}

/// At most so many procedures, each with those it refers to.
fn closed<'n>(procedures: &BTreeMap<&'n str, BTreeSet<&'n str>>, at_most: usize) -> BTreeSet<&'n str> {
    let mut kept = BTreeSet::new();
    for &name in procedures.keys() {
        let mut with = BTreeSet::from([name]);
        let mut open = vec![name];
        while let Some(of) = open.pop() {
            let referred = procedures.get(of).into_iter().flatten().copied();
            open.extend(referred.filter(|other| !kept.contains(other) && with.insert(other)));
        }
        with.retain(|name| !kept.contains(name));
        if kept.len() + with.len() <= at_most {
            kept.append(&mut with);
        }
    }
    kept
}

/// A file with its tree.
struct Source<'f> {
    file: &'f File,
    parse: Parse,
    references: Vec<Reference>,
}

impl Source<'_> {
    fn new(file: &File) -> Source<'_> {
        let parse = tthc_syntax::parse(file.text.as_str());
        let references = names::references(&parse);
        Source { file, parse, references }
    }

    fn names(&self) -> impl Iterator<Item = (Node<'_>, &str)> {
        let items = self.parse.items().filter(|item| item.keyword() == Some(Keyword::Procedure));
        items.filter_map(|item| Some((item, item.name()?.text())))
    }

    /// The procedures of the file, each with those that a copy of it cannot be without: in a further round
    /// they are its neighbours, since the others are there from the first.
    fn procedures(&self, round: usize) -> impl Iterator<Item = (&str, BTreeSet<&str>)> {
        let own: BTreeSet<&str> = self.names().map(|(_, name)| name).collect();
        self.names().map(move |(item, name)| {
            let to = self.to_procedures(item.span()).map(|to| to.name.as_str());
            (name, to.filter(|to| round == 0 || own.contains(to)).collect())
        })
    }

    /// What names a procedure there.
    fn to_procedures(&self, span: Span) -> impl Iterator<Item = &Reference> {
        self.references.iter().filter(move |reference| {
            reference.kinds == [ItemKind::Procedure]
                && span.start <= reference.span.start
                && reference.span.end <= span.end
        })
    }

    fn copy(&self, round: usize, dropped: &BTreeSet<&str>) -> Option<File> {
        let own: BTreeSet<&str> = self.names().map(|(_, name)| name).collect();
        let missing: BTreeSet<&str> =
            dropped.iter().filter(|name| round == 0 || own.contains(*name)).copied().collect();
        let mut text = String::new();
        let mut end = 0;
        for item in self.parse.items() {
            // The comments before an item belong to it.
            let span = Span::new(std::mem::replace(&mut end, item.span().end), item.span().end);
            let name = item.name().map_or("", Node::text);
            let refers_to =
                |names: &BTreeSet<&str>| self.to_procedures(span).any(|to| names.contains(to.name.as_str()));
            let repeated = match item.keyword() {
                Some(Keyword::Procedure) => true,
                Some(Keyword::Scenario | Keyword::Reform) => refers_to(&own),
                _ => false,
            };
            if dropped.contains(name) || refers_to(&missing) || (round > 0 && !repeated) {
                continue;
            }
            let mut edits: Vec<(Span, String)> = Vec::new();
            if round > 0 {
                edits.extend(item.name().map(|name| (name.span(), renamed(name.text(), round))));
                edits.extend(codes(item).map(|code| (code.span(), renamed(code.text(), round))));
                let own = self.to_procedures(span).filter(|to| own.contains(to.name.as_str()));
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

/// The text tokens of the national code and its twins.
fn codes(item: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let is_code = |keyword| matches!(keyword, Some(Keyword::Code | Keyword::TwinCode));
    let statements = item.statements().filter(move |statement| is_code(statement.keyword()));
    let operands = statements.filter_map(|statement| statement.child(Kind::Operands));
    operands.flat_map(|operands| operands.children().filter(|text| text.kind() == Kind::Text))
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
