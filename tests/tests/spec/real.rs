//! The language and the real procedures: every construct is used by one, and each page leads to one.

use std::collections::{BTreeMap, BTreeSet};

use tthc_syntax::keyword::{KEYWORDS, Keyword};
use tthc_syntax::{Kind, Node};

use crate::page::Page;
use crate::reference::is_construct;

/// What no record needs, with the reason: a handful at most. What gets a use leaves the list.
const UNUSED: &[(Keyword, &str)] = &[
    (Keyword::Latency, "no owner of a database has published how long an answer takes"),
    (Keyword::Seconds, "only a latency would be counted in seconds"),
    (
        Keyword::Threshold,
        "no text sets a least quality: databases are ranked by quality, none is closed for it",
    ),
    (Keyword::OriginalSeen, "no law on record was compared with the official gazette"),
    (
        Keyword::Required,
        "consent is asked of readers that are no state agency (Decree 70/2024 art. 17); a source says one thing for all",
    ),
];

/// Every keyword stands in a real file, or in the list of those that no record needs.
pub(crate) fn keywords(_: &[Page]) -> Vec<String> {
    let used: BTreeSet<Keyword> = items().into_values().flatten().collect();
    let unused = |keyword: &Keyword| UNUSED.iter().any(|(unused, _)| unused == keyword);
    let mut wrong: Vec<String> = KEYWORDS
        .iter()
        .filter(|keyword| !used.contains(keyword) && !unused(keyword))
        .map(|keyword| format!("no real procedure uses `{}`", keyword.vietnamese()))
        .collect();
    wrong.extend(
        UNUSED
            .iter()
            .filter(|(keyword, _)| used.contains(keyword))
            .map(|(keyword, _)| format!("`{}` is used: take it off the list", keyword.vietnamese())),
    );
    wrong
}

/// A page about constructs in use names real items that use them: `` [`ITEM`](../../procedures/FILE) ``.
pub(crate) fn examples(pages: &[Page]) -> Vec<String> {
    let items = items();
    let in_use: BTreeSet<Keyword> = items.values().flatten().copied().collect();
    let pages: Vec<&Page> = pages.iter().filter(|page| is_construct(page)).collect();
    let mut wrong = Vec::new();
    for page in &pages {
        let is_own = |keyword: &Keyword| {
            page.shows(*keyword) && pages.iter().filter(|page| page.shows(*keyword)).count() == 1
        };
        let own: BTreeSet<Keyword> = in_use.iter().copied().filter(is_own).collect();
        let named = named(&page.text);
        if named.is_empty() && !own.is_empty() {
            wrong.push(format!("{}: names no real item that uses its constructs", page.path));
        }
        for (item, file) in named {
            match items.get(&(file.to_owned(), item.to_owned())) {
                None => wrong.push(format!("{}: {file} has no item `{item}`", page.path)),
                Some(used) if used.is_disjoint(&own) => {
                    wrong.push(format!("{}: `{item}` uses none of its constructs", page.path));
                }
                Some(_) => {}
            }
        }
    }
    wrong
}

/// Who cannot rely on a record must see that it is a draft.
pub(crate) fn drafts(_: &[Page]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in tthc_tests::procedures().expect("the procedures") {
        let parse = tthc_syntax::parse(file.text.as_str());
        for item in parse.items().filter(|item| item.keyword() == Some(Keyword::Procedure)) {
            let states = |keyword| item.statements().find(|statement| statement.keyword() == Some(keyword));
            let is_low = states(Keyword::Confidence)
                .and_then(|confidence| confidence.child(Kind::Operands))
                .is_some_and(|level| level.children().any(|level| level.word() == Some(Keyword::Low)));
            if is_low != states(Keyword::Draft).is_some() {
                let name = item.name().map_or("", Node::text);
                wrong.push(format!(
                    "{}: `{name}`: what is of low confidence is a draft, and nothing else",
                    file.path
                ));
            }
        }
    }
    wrong
}

/// The keywords and reserved words in every item of the real files, by file and name.
fn items() -> BTreeMap<(String, String), BTreeSet<Keyword>> {
    let mut items: BTreeMap<_, BTreeSet<Keyword>> = BTreeMap::new();
    for file in tthc_tests::procedures().expect("the procedures") {
        let parse = tthc_syntax::parse(file.text.as_str());
        for item in parse.items() {
            let within = |node: &Node<'_>| {
                item.span().start <= node.span().start && node.span().end <= item.span().end
            };
            let said = parse.tree.nodes().filter(within).filter_map(|node| match node.kind() {
                Kind::Keyword => node.keyword(),
                _ => node.word(),
            });
            let name = item.name().map_or("", Node::text).to_owned();
            items.entry((file.path.clone(), name)).or_default().extend(said);
        }
    }
    items
}

/// The real items that a page names, each with its file.
fn named(text: &str) -> Vec<(&str, &str)> {
    let links = text.match_indices("](../../procedures/");
    links
        .filter_map(|(at, before)| {
            let item = text[..at].strip_suffix('`')?.rsplit_once("[`")?.1;
            let (file, _) = text[at + before.len()..].split_once(')')?;
            Some((item, file))
        })
        .collect()
}
