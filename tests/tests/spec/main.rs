//! The specification of the language, as pages whose examples are compiled: `tests/spec/README.md`.
//!
//! Every page is a test; further tests see that nothing is without a page, and that the reference in
//! `docs/` is what the pages say.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod answer;
mod coverage;
mod example;
mod findings;
mod fixes;
mod page;
mod real;
mod reference;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use example::Around;
use page::Page;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = root().join("tests/spec");
    let pages: Arc<Vec<Page>> = Arc::new(
        files(&folder, ".md").iter().map(|path| Page::read(&folder, path).expect("a page")).collect(),
    );
    let around = Arc::new(Around::read(&folder));
    let mut trials: Vec<Trial> = (0..pages.len())
        .map(|at| {
            let (pages, around) = (Arc::clone(&pages), Arc::clone(&around));
            Trial::test(pages[at].path.clone(), move || outcome(run(&pages[at], &around)))
        })
        .collect();
    let mut about_all = |name: &str, check: fn(&[Page]) -> Vec<String>| {
        let pages = Arc::clone(&pages);
        trials.push(Trial::test(name, move || outcome(check(&pages))));
    };
    about_all("every keyword is on a page", coverage::keywords);
    about_all("every code is on a page", coverage::codes);
    about_all("every keyword is used by a real procedure", real::keywords);
    about_all("pages name real items that use their constructs", real::examples);
    about_all("what is of low confidence is a draft", real::drafts);
    about_all("links lead somewhere", coverage::links);
    about_all("docs/language.md is fresh", |pages| fresh("docs/language.md", &reference::language(pages)));
    about_all("docs/messages.md is fresh", |pages| fresh("docs/messages.md", &reference::messages(pages)));
    trials.push(Trial::test("the library is sound", move || outcome(around.problems())));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn outcome(wrong: Vec<String>) -> Result<(), Failed> {
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// What is wrong on a page, as `tests/spec/PAGE:LINE: …`.
fn run(page: &Page, around: &Around) -> Vec<String> {
    let mut wrong = example::malformed(page);
    for example in example::examples(page) {
        wrong.extend(example::run(&example, around));
    }
    wrong.sort();
    wrong.into_iter().map(|(line, text)| format!("tests/spec/{}:{line}: {text}", page.path)).collect()
}

impl Around {
    fn read(folder: &Path) -> Around {
        let read = |path: &str| std::fs::read_to_string(folder.join(path)).expect("a readable file");
        let frames = files(&folder.join("frames"), ".tthc").into_iter();
        let frames = frames.map(|path| {
            let text = read(&format!("frames/{path}"));
            (path.trim_end_matches(".tthc").to_owned(), text)
        });
        Around { library: read("library.tthc"), frames: frames.collect() }
    }

    /// Neither the library nor a frame with nothing in it has a finding of its own.
    fn problems(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let library = [("library".to_owned(), self.library.clone())];
        for (name, text) in library.iter().chain(&self.frames) {
            let fenced = format!("```tthc{}\n{text}```\n", if name == "library" { " alone" } else { "" });
            wrong.extend(run(&Page::new(&format!("{name}.tthc"), fenced), self));
        }
        wrong
    }
}

/// A generated file says what the pages say; `TTHC_UPDATE=1` writes it.
fn fresh(path: &str, wanted: &str) -> Vec<String> {
    let file = root().join(path);
    if std::env::var_os("TTHC_UPDATE").is_some() {
        std::fs::write(&file, wanted).expect("a writable file");
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    if found == wanted {
        return Vec::new();
    }
    vec![format!("{path} is stale: TTHC_UPDATE=1 cargo test -p tthc-tests --test spec")]
}

/// The files below a folder with this ending, as sorted paths relative to it.
fn files(folder: &Path, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().expect("a type").is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else if path.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
