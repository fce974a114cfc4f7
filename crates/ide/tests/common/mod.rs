//! Fixtures: several files in one text, each below its `//- path` line, the cursor at `$0`.

#![allow(dead_code, reason = "each test file uses a part")]

use tthc_ide::{Edit, Target};
use tthc_project::{Content, Manifest, Project, Snapshot};

/// What the other fixtures refer to.
pub(crate) const LIBRARY: &str = include_str!("library.tthc");

pub(crate) struct Fixture {
    pub(crate) project: Project,
    /// Where the cursor is.
    pub(crate) path: String,
    pub(crate) offset: u32,
}

impl Fixture {
    /// The files of the text beside `thư_viện.tthc`.
    #[track_caller]
    pub(crate) fn new(text: &str) -> Fixture {
        Fixture::with(Manifest::default(), &format!("//- thư_viện.tthc\n{LIBRARY}{text}"))
    }

    #[track_caller]
    pub(crate) fn with(manifest: Manifest, text: &str) -> Fixture {
        let mut cursor = None;
        let mut files = Vec::new();
        for part in text.split("//- ").skip(1) {
            let (path, text) = part.split_once('\n').expect("a path has its line");
            let mut text = text.to_owned();
            if let Some(at) = text.find("$0") {
                text.replace_range(at..at + 2, "");
                cursor = Some((path.to_owned(), at as u32));
            }
            files.push((path.into(), Content::text(text)));
        }
        let (path, offset) = cursor.unwrap_or_default();
        Fixture { project: Project::load(manifest, files), path, offset }
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        self.project.snapshot()
    }

    pub(crate) fn text(&self, path: &str) -> String {
        self.snapshot().text(path).map(|text| text.to_string()).unwrap_or_default()
    }

    /// `path: line` of each target, its name in brackets.
    pub(crate) fn show(&self, targets: &[Target]) -> Vec<String> {
        let shown = targets.iter().map(|target| {
            let text = self.text(&target.path);
            let (start, end) = (target.focus.start as usize, target.focus.end as usize);
            let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
            let (before, name, after) = (&text[line_start..start], &text[start..end], &text[end..line_end]);
            format!("{}: {}", target.path, format!("{before}[{name}]{after}").trim())
        });
        shown.collect()
    }
}

pub(crate) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}
