//! Nothing of the language is without its page, and no page speaks of what is not there.

use std::collections::BTreeSet;

use tthc_model::message::CATALOGUE;
use tthc_syntax::keyword::KEYWORDS;

use crate::example::examples;
use crate::page::{Page, anchor, link};

/// Every keyword stands in a row of a table, in both languages.
pub(crate) fn keywords(pages: &[Page]) -> Vec<String> {
    let missing = KEYWORDS.iter().filter(|keyword| !pages.iter().any(|page| page.shows(**keyword)));
    missing
        .map(|keyword| {
            format!(
                "no table of a page shows `{}` beside `{}`: see README.md of the specification",
                keyword.english(),
                keyword.vietnamese()
            )
        })
        .collect()
}

/// Every code has a heading of its own in `messages/`, prose in both languages, an example that
/// produces it and one that produces nothing.
pub(crate) fn codes(pages: &[Page]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut known: BTreeSet<&str> = CATALOGUE.iter().map(|(code, ..)| *code).collect();
    known.remove("");
    let mut documented = BTreeSet::new();
    for page in pages.iter().filter(|page| page.path.starts_with("messages/")) {
        for (at, heading) in page.headings.iter().enumerate().skip(1) {
            let place = format!("{}:{}", page.path, heading.line);
            let code = heading.text.as_str();
            if !known.contains(code) {
                wrong.push(format!("{place}: `{code}` is no code of the catalogue"));
                continue;
            }
            if !page.path.ends_with(&format!("{}.md", &code[..3])) {
                wrong.push(format!("{place}: {code} belongs on messages/{}.md", &code[..3]));
            }
            if !documented.insert(code) {
                wrong.push(format!("{place}: {code} has two sections"));
            }
            let end = page.headings.get(at + 1).map_or(usize::MAX, |next| next.line);
            let section: Vec<&str> = page.text.lines().take(end - 1).skip(heading.line).collect();
            if !section.iter().any(|line| line.starts_with("**Tiếng Việt.** ")) {
                wrong.push(format!("{place}: {code} has no paragraph that begins with **Tiếng Việt.**"));
            }
            let own: Vec<_> =
                examples(page).into_iter().filter(|example| example.section() == at + 1).collect();
            if !own.iter().any(|example| example.expects() == BTreeSet::from([code.to_owned()])) {
                wrong.push(format!("{place}: no example expects {code} and nothing else"));
            }
            if !own.iter().any(|example| example.expects().is_empty()) {
                wrong.push(format!("{place}: {code} has no example without findings"));
            }
        }
    }
    wrong.extend(
        known
            .difference(&documented)
            .map(|code| format!("{code} has no section: add `## {code}` to messages/{}.md", &code[..3])),
    );
    wrong
}

/// Links within the specification lead somewhere.
pub(crate) fn links(pages: &[Page]) -> Vec<String> {
    let mut wrong = Vec::new();
    for page in pages {
        for (line, target) in &page.links {
            let Some((path, wanted)) = link(&page.path, target) else { continue };
            let found = match pages.iter().find(|other| other.path == path) {
                // A file of the repository outside the specification.
                None => path.starts_with("../"),
                // Always a heading: the pages become one.
                Some(other) => wanted.is_some_and(|wanted| {
                    other.headings.iter().any(|heading| anchor(&heading.text) == wanted)
                }),
            };
            if !found {
                wrong.push(format!("{}:{line}: {target} leads nowhere", page.path));
            }
        }
    }
    wrong
}
