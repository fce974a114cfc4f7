//! An example of the specification: what it is compiled with, and which findings it expects.

use std::collections::BTreeSet;

use tthc_project::{Content, FilePath, Manifest, Project, Snapshot};
use tthc_syntax::{Keyword, Parse, Surface};

use crate::answer;
use crate::findings::{Expected, Findings, expected};
use crate::fixes;
use crate::page::{Block, Page};

/// The path of the shared library among the files of an example.
const LIBRARY: &str = "library.tthc";
const MANIFEST: &str =
    "[repository]\ndate = \"2026-06-01\"\nbaseline = \"2025-12-31\"\nnorms = \"định_mức_mẫu\"\n";

/// What stands around examples.
#[derive(Debug)]
pub(crate) struct Around {
    pub(crate) library: String,
    /// Name and text of each frame.
    pub(crate) frames: Vec<(String, String)>,
}

/// Blocks that are compiled together, with the answers pinned behind them.
#[derive(Debug)]
pub(crate) struct Example<'p> {
    blocks: Vec<&'p Block>,
    results: Vec<&'p Block>,
    /// The heading it stands under: on a page of messages a code.
    heading: &'p str,
}

impl Example<'_> {
    /// How many headings come before it.
    pub(crate) fn section(&self) -> usize {
        self.blocks[0].section
    }

    /// The codes it expects.
    pub(crate) fn expects(&self) -> BTreeSet<String> {
        self.blocks.iter().flat_map(|block| expected(block)).map(|expected| expected.code).collect()
    }
}

/// The examples of a page: each block of `tthc` by itself, blocks with paths under one heading together.
pub(crate) fn examples(page: &Page) -> Vec<Example<'_>> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    for block in &page.blocks {
        let last = examples.last_mut();
        match (block.language(), last) {
            ("result", Some(last)) => last.results.push(block),
            ("tthc" | "toml", Some(last))
                if block.path.is_some()
                    && last.blocks[0].path.is_some()
                    && last.blocks[0].section == block.section =>
            {
                last.blocks.push(block);
            }
            ("tthc" | "toml", _) => {
                let heading = block.section.checked_sub(1).and_then(|at| page.headings.get(at));
                let heading = heading.map_or("", |heading| heading.text.as_str());
                examples.push(Example { blocks: vec![block], results: Vec::new(), heading });
            }
            _ => {}
        }
    }
    examples
}

/// Blocks that would silently not be looked at: of an unknown language, or with unknown words.
pub(crate) fn malformed(page: &Page) -> Vec<(usize, String)> {
    let mut wrong = Vec::new();
    for (at, block) in page.blocks.iter().enumerate() {
        let words = block.words();
        let is_known = match block.language() {
            "tthc" => matches!(words.as_slice(), [] | ["in", _] | ["alone" | "escaped" | "padded"]),
            "result" => {
                let example = page.blocks[..at].iter().rev().find(|other| other.language() == "tthc");
                example.is_some_and(|example| example.section == block.section)
            }
            "toml" => words.is_empty() && block.path.as_deref() == Some("tthc.toml"),
            "" | "sh" | "markdown" => words.is_empty(),
            _ => false,
        };
        if !is_known {
            wrong.push((block.line - 1, format!("not a block of the specification: `{}`", block.info)));
        }
    }
    wrong
}

/// Runs an example; what is not as it says, each with its line of the page.
pub(crate) fn run(example: &Example<'_>, around: &Around) -> Vec<(usize, String)> {
    let mut wrong = Vec::new();
    let Some(mut files) = files(example, around, &mut wrong) else { return wrong };
    let Some(manifest) = manifest(example, &mut wrong) else { return wrong };
    let library = shadowed(&around.library, &files);
    let with_library = !files.iter().any(|file| file.has("alone"));
    let load = |files: &[File<'_>]| -> Snapshot {
        let contents = files.iter().map(|file| (FilePath::from(file.path.as_str()), file.content.clone()));
        let beside = with_library.then(|| (LIBRARY.into(), Content::text(library.as_str())));
        Project::load(manifest.clone(), contents.chain(beside)).snapshot()
    };
    wrong.extend(judge(example, &files, &load(&files)));
    wrong.extend(fixes::do_not_mend(&mut files, &load));
    // An example means the same when its keywords are written in English.
    let is_sound = files.iter().all(|file| file.expected.is_empty());
    if is_sound && wrong.is_empty() {
        let english: Vec<File<'_>> = files.into_iter().map(File::in_english).collect();
        let wrong_in_english = judge(example, &english, &load(&english));
        wrong.extend(wrong_in_english.into_iter().map(|(line, text)| (line, format!("in English: {text}"))));
    }
    wrong
}

/// Whether findings and answers are those that the example says.
fn judge(example: &Example<'_>, files: &[File<'_>], snapshot: &Snapshot) -> Vec<(usize, String)> {
    let mut found = Findings::default();
    for file in files {
        found.of(file, snapshot);
    }
    let mut wrong = found.compare(files, example.heading);
    for result in &example.results {
        let answer = answer::answer(&result.words(), snapshot, files);
        if answer.trim_end() != result.text.trim_end() {
            wrong.push((result.line, format!("the answer is\n{answer}")));
        }
    }
    wrong
}

/// A file of an example.
#[derive(Debug)]
pub(crate) struct File<'p> {
    pub(crate) path: String,
    pub(crate) content: Content,
    pub(crate) block: &'p Block,
    /// Lines of the frame before the block's own.
    pub(crate) before: usize,
    pub(crate) expected: Vec<Expected>,
}

impl File<'_> {
    /// Places in it are no longer those of the page, but it has none to announce.
    fn in_english(mut self) -> Self {
        let parse = tthc_syntax::parse(&*self.content.text);
        self.content = Content::text(tthc_syntax::format::format(&parse, Some(Surface::English)));
        self
    }

    fn has(&self, word: &str) -> bool {
        self.block.words().contains(&word)
    }
}

fn files<'p>(
    example: &Example<'p>,
    around: &Around,
    wrong: &mut Vec<(usize, String)>,
) -> Option<Vec<File<'p>>> {
    let mut files = Vec::new();
    for (number, block) in example.blocks.iter().filter(|block| block.language() == "tthc").enumerate() {
        let words = block.words();
        let mut before = 0;
        let mut text = block.text.clone();
        if let Some(at) = words.iter().position(|word| *word == "in") {
            let name = words.get(at + 1).copied().unwrap_or_default();
            let Some((_, frame)) = around.frames.iter().find(|(known, _)| known == name) else {
                wrong.push((block.line, format!("there is no frame `{name}`")));
                return None;
            };
            let (head, tail) = split_frame(frame);
            before = head.matches('\n').count();
            text = format!("{head}{text}{tail}");
        }
        let content = if words.contains(&"padded") {
            Content::too_large(tthc_syntax::MAX_BYTES as u64 + 1)
        } else if words.contains(&"escaped") {
            Content::bytes(&unescape(&text))
        } else {
            Content::text(text)
        };
        let path = block.path.clone().unwrap_or_else(|| format!("example{number}.tthc"));
        files.push(File { path, content, block, before, expected: expected(block) });
    }
    Some(files)
}

fn manifest(example: &Example<'_>, wrong: &mut Vec<(usize, String)>) -> Option<Manifest> {
    let block = example.blocks.iter().find(|block| block.language() == "toml");
    match Manifest::parse(block.map_or(MANIFEST, |block| &block.text)) {
        Ok(manifest) => Some(manifest),
        Err(error) => {
            wrong.push((block.map_or(0, |block| block.line), error.to_string()));
            None
        }
    }
}

/// What stands before and behind the line `// …` of a frame.
pub(crate) fn split_frame(frame: &str) -> (&str, &str) {
    let mark = frame.find("// …").unwrap_or(frame.len());
    let start = frame[..mark].rfind('\n').map_or(0, |end| end + 1);
    let end = frame[mark..].find('\n').map_or(frame.len(), |end| mark + end + 1);
    (&frame[..start], &frame[end..])
}

/// `\xFF` is a byte; everything else stands for itself.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend(before.as_bytes());
        match after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.extend(b"\\x");
                rest = after;
            }
        }
    }
    bytes.extend(rest.as_bytes());
    bytes
}

/// The library without the items that the example declares itself.
fn shadowed(library: &str, files: &[File<'_>]) -> String {
    let declared = |parse: &Parse| -> BTreeSet<(Keyword, String)> {
        let named = parse.items().filter_map(|item| Some((item.keyword()?, item.name()?.text().to_owned())));
        named.collect()
    };
    let own: BTreeSet<_> =
        files.iter().flat_map(|file| declared(&tthc_syntax::parse(&*file.content.text))).collect();
    let parse = tthc_syntax::parse(library);
    let mut text = library.to_owned();
    for item in parse.items().collect::<Vec<_>>().into_iter().rev() {
        let (Some(keyword), Some(name)) = (item.keyword(), item.name()) else { continue };
        if own.contains(&(keyword, name.text().to_owned())) {
            text.replace_range(item.span().range(), "");
        }
    }
    text
}
