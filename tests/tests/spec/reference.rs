//! The reference for readers: the pages of the specification put together, without what only tests want.

use std::fmt::Write;

use pulldown_cmark::HeadingLevel;
use tthc_model::message::CATALOGUE;

use crate::findings::announcement;
use crate::page::{Page, anchor, link};

const GENERATED: &str =
    "<!-- Written from tests/spec by `TTHC_UPDATE=1 cargo test -p tthc-tests --test spec`. -->\n\n";

/// `docs/language.md`: the pages of constructs, the first one as the introduction before the contents.
pub(crate) fn language(pages: &[Page]) -> String {
    let mut out = GENERATED.to_owned();
    let pages: Vec<&Page> = pages.iter().filter(|page| is_construct(page)).collect();
    let Some((first, others)) = pages.split_first() else { return out };
    out += &body(first, 0, &language_target);
    out.push('\n');
    for page in others {
        let _ = write!(out, "- [{}](#{})", page.title(), anchor(page.title()));
        let parts: Vec<String> = page.headings[1..]
            .iter()
            .filter(|heading| heading.level == HeadingLevel::H2)
            .map(|heading| format!("[{}](#{})", heading.text.to_lowercase(), anchor(&heading.text)))
            .collect();
        if !parts.is_empty() {
            let _ = write!(out, ": {}", parts.join(", "));
        }
        out.push('\n');
    }
    for page in others {
        out.push('\n');
        out += &body(page, 1, &language_target);
    }
    out
}

/// `docs/messages.md`: the pages of codes, each with its sentence.
pub(crate) fn messages(pages: &[Page]) -> String {
    let mut out = GENERATED.to_owned();
    out += "# Messages\n\nEvery message of the compiler by its code: what it means, an example that produces it, and one that does not.\n`tthc explain T0102` prints the same. [The language](language.md) is described on its own page.\n\n| code | sentence |\n|---|---|\n";
    for (code, _, _, english) in CATALOGUE.iter().filter(|(code, ..)| !code.is_empty()) {
        let sentence = english.replace("{{", "{").replace("}}", "}").replace('|', "\\|");
        let _ = writeln!(out, "| [{code}](#{}) | {sentence} |", anchor(code));
    }
    for page in pages.iter().filter(|page| page.path.starts_with("messages/")) {
        out.push('\n');
        out += &body(page, 1, &messages_target);
    }
    out
}

pub(crate) fn is_construct(page: &Page) -> bool {
    page.path.starts_with(|first: char| first.is_ascii_digit())
}

/// A link as it must be in `docs/`; `path` is relative to the specification.
fn language_target(path: &str, anchor: &str) -> String {
    if path.starts_with("messages/") { format!("messages.md#{anchor}") } else { format!("#{anchor}") }
}

fn messages_target(path: &str, anchor: &str) -> String {
    if path.starts_with("messages/") { format!("#{anchor}") } else { format!("language.md#{anchor}") }
}

/// A page with its headings so many levels deeper.
fn body(page: &Page, deeper: usize, to: &dyn Fn(&str, &str) -> String) -> String {
    let mut out = String::new();
    let is_fence = |number: usize| page.blocks.iter().any(|block| block.line == number + 1);
    let block_at = |number: usize| {
        page.blocks
            .iter()
            .find(|block| (block.line..block.line + block.text.lines().count()).contains(&number))
    };
    for (number, line) in (1..).zip(page.text.lines()) {
        if is_fence(number) {
            let info = line.trim_start_matches('`');
            let language = info.split_whitespace().next().unwrap_or_default();
            let _ = writeln!(out, "```{}", if language == "result" { "text" } else { language });
        } else if let Some(block) = block_at(number) {
            let Some(shown) = shown(line).filter(|_| block.language() == "tthc") else {
                if block.language() != "tthc" {
                    let _ = writeln!(out, "{line}");
                }
                continue;
            };
            let _ = writeln!(out, "{shown}");
        } else if line.starts_with('#') {
            let _ = writeln!(out, "{}{line}", "#".repeat(deeper));
        } else {
            let _ = writeln!(out, "{}", relinked(page, line, to));
        }
    }
    out
}

/// A line of an example: what announces a finding becomes its code; a line that only announces is left out.
fn shown(line: &str) -> Option<String> {
    let Some(at) = announcement(line) else { return Some(line.to_owned()) };
    let text = &line[..at];
    let codes = line[at..].split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(code, _)| code);
    (!text.trim().is_empty()).then(|| format!("{text}// {}", codes.collect::<Vec<_>>().join(" ")))
}

fn relinked(page: &Page, line: &str, to: &dyn Fn(&str, &str) -> String) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((target, after)) = after.split_once(')') else { break };
        let shown = match link(&page.path, target) {
            None => target.to_owned(),
            // The specification and `docs` lie at different depths below the root.
            Some((path, _)) if path.starts_with("../") => match path.strip_prefix("../../docs/") {
                Some(path) => path.to_owned(),
                None => path.replacen("../../", "../", 1),
            },
            Some((path, wanted)) => to(&path, &wanted.unwrap_or_default()),
        };
        let _ = write!(out, "{before}]({shown})");
        rest = after;
    }
    out + rest
}
