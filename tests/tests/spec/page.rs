//! A page of the specification: Markdown, with examples between the prose.

use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use tthc_syntax::Keyword;

/// A page and what the tests want of it. Lines count from 1.
#[derive(Debug)]
pub(crate) struct Page {
    /// Relative to the folder of the specification, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) headings: Vec<Heading>,
    pub(crate) blocks: Vec<Block>,
    /// The code spans of each table row.
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) links: Vec<(usize, String)>,
}

#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) level: HeadingLevel,
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// A fenced block.
#[derive(Debug)]
pub(crate) struct Block {
    /// The words behind the fence: `tthc in dossier`.
    pub(crate) info: String,
    pub(crate) text: String,
    /// Line of its first line of text; the fence stands on the one before.
    pub(crate) line: usize,
    /// From a paragraph `path: …` directly before it.
    pub(crate) path: Option<String>,
    /// How many headings come before it.
    pub(crate) section: usize,
}

impl Block {
    pub(crate) fn language(&self) -> &str {
        self.info.split_whitespace().next().unwrap_or_default()
    }

    /// The words of the info string behind the language.
    pub(crate) fn words(&self) -> Vec<&str> {
        self.info.split_whitespace().skip(1).collect()
    }
}

impl Page {
    pub(crate) fn read(folder: &Path, path: &str) -> std::io::Result<Page> {
        Ok(Page::new(path, std::fs::read_to_string(folder.join(path))?))
    }

    pub(crate) fn new(path: &str, text: String) -> Page {
        let mut page = Page {
            path: path.to_owned(),
            text,
            headings: Vec::new(),
            blocks: Vec::new(),
            rows: Vec::new(),
            links: Vec::new(),
        };
        let text = page.text.clone();
        let line_of = |offset: usize| text[..offset].matches('\n').count() + 1;
        // What the innermost open heading, paragraph or block has said so far.
        let mut said = String::new();
        let mut caption = None;
        for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { .. } | Tag::Paragraph) => said.clear(),
                Event::Start(Tag::CodeBlock(kind)) => {
                    said.clear();
                    let info = match kind {
                        CodeBlockKind::Fenced(info) => info.to_string(),
                        CodeBlockKind::Indented => String::new(),
                    };
                    page.blocks.push(Block {
                        info,
                        text: String::new(),
                        line: line_of(range.start) + 1,
                        path: caption.take(),
                        section: page.headings.len(),
                    });
                }
                Event::Start(Tag::TableRow | Tag::TableHead) => page.rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {}
                Event::Start(Tag::Link { dest_url, .. }) => {
                    page.links.push((line_of(range.start), dest_url.to_string()));
                }
                Event::Text(part) => said.push_str(&part),
                Event::Code(code) => {
                    said.push_str(&code);
                    if let Some(row) = page.rows.last_mut() {
                        row.push(code.to_string());
                    }
                }
                Event::SoftBreak => said.push(' '),
                Event::End(TagEnd::Heading(level)) => {
                    page.headings.push(Heading { level, text: said.clone(), line: line_of(range.start) });
                }
                Event::End(TagEnd::Paragraph) => {
                    caption = said.strip_prefix("path: ").map(str::to_owned);
                }
                Event::End(TagEnd::CodeBlock) => {
                    if let Some(block) = page.blocks.last_mut() {
                        block.text.clone_from(&said);
                    }
                }
                // Code outside tables belongs to no row.
                Event::End(TagEnd::Table) => page.rows.push(Vec::new()),
                _ => {}
            }
        }
        page
    }

    /// Whether a table has a row that shows the keyword in both languages.
    pub(crate) fn shows(&self, keyword: Keyword) -> bool {
        let begins = |row: &[String], phrase: &str| {
            row.iter().any(|code| {
                code.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            })
        };
        self.rows.iter().any(|row| begins(row, keyword.english()) && begins(row, keyword.vietnamese()))
    }

    pub(crate) fn title(&self) -> &str {
        self.headings.first().map_or(&self.path, |heading| &heading.text)
    }
}

/// The anchor that a heading gets where Markdown is shown.
pub(crate) fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The path that a link leads to and the anchor in it, for links within the specification.
pub(crate) fn link(from: &str, target: &str) -> Option<(String, Option<String>)> {
    if target.contains("://") {
        return None;
    }
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (target, None),
    };
    if path.is_empty() {
        return Some((from.to_owned(), anchor));
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some((parts.join("/"), anchor))
}
