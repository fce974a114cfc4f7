//! `grammar/keywords.pest` follows the keyword table. `TTHC_UPDATE=1 cargo test` rewrites it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::collections::BTreeMap;
use std::path::Path;

use tthc_syntax::keyword::{Class, Group, KEYWORDS, Keyword};

const RULES: &[(Class, &str)] = &[
    (Class::Item, "item_kw"),
    (Class::Named, "named_kw"),
    (Class::Head, "head_kw"),
    (Class::CiteHead, "cite_head_kw"),
    (Class::Prefix, "prefix_kw"),
    (Class::Clause, "value_clause_kw"),
    (Class::LineClause, "line_clause_kw"),
    (Class::Cite, "cite_kw"),
    (Class::Flag, "flag_kw"),
    (Class::Action, "action_kw"),
    (Class::Place, "place_kw"),
    (Class::Unit, "unit_kw"),
];

/// One rule for a class: the phrases as a prefix tree, so that most fail on one comparison.
/// Where one phrase begins another, the longer is tried first: `mỗi năm` is not read as `mỗi`.
/// A phrase that begins a longer one of another rule steps aside for it: `từ` for `từ chối`.
fn rule(name: &str, keywords: impl Iterator<Item = Keyword>) -> String {
    let mut phrases: Vec<&str> = keywords.flat_map(|k| [k.english(), k.vietnamese()]).collect();
    phrases.sort_unstable();
    phrases.dedup();
    let alternatives: Vec<(char, String)> =
        branches(&phrases).into_iter().map(|branch| (letter(branch), tree("", branch))).collect();
    format!("{name} = @{{\n    {}\n}}\n", choice(&alternatives, "\n  "))
}

/// The letter with which all of a branch begin.
fn letter(branch: &[&str]) -> char {
    branch.first().and_then(|phrase| phrase.chars().next()).unwrap_or_default()
}

/// One of several, each under its first letter. pest tries one after the other, and that many fail
/// is most of its work here: a long choice asks in which part of the alphabet the letter lies.
fn choice(alternatives: &[(char, String)], line: &str) -> String {
    const LONG: usize = 5;
    if alternatives.len() <= LONG {
        let texts: Vec<&str> = alternatives.iter().map(|(_, text)| text.as_str()).collect();
        return texts.join(&format!("{line}| "));
    }
    let (low, high) = alternatives.split_at(alternatives.len() / 2);
    let deeper = if line.starts_with('\n') { format!("{line}  ") } else { line.to_owned() };
    let part = |part: &[(char, String)]| {
        let (from, to) = (part[0].0, part[part.len() - 1].0);
        format!("&'{from}'..'{to}' ~ ({})", choice(part, &deeper))
    };
    format!("{}{line}| {}", part(low), part(high))
}

/// Sorted phrases, split where their first letter changes.
fn branches<'p, 's>(phrases: &'p [&'s str]) -> Vec<&'p [&'s str]> {
    phrases.chunk_by(|a, b| a.chars().next() == b.chars().next()).collect()
}

fn tree(before: &str, phrases: &[&str]) -> String {
    let [first, rest @ ..] = phrases else { return String::new() };
    let common = rest.iter().fold(first.len(), |length, phrase| {
        let same = first.char_indices().zip(phrase.chars()).take_while(|((_, a), b)| a == b);
        same.last().map_or(0, |((at, c), _)| at + c.len_utf8()).min(length)
    });
    let (prefix, tails): (_, Vec<&str>) = (&first[..common], phrases.iter().map(|p| &p[common..]).collect());
    let phrase = format!("{before}{prefix}");
    let ends = tails.first().is_some_and(|tail| tail.is_empty());
    let branches = branches(&tails[usize::from(ends)..]);
    let alternatives: Vec<(char, String)> =
        branches.into_iter().map(|branch| (letter(branch), tree(&phrase, branch))).collect();
    let end = format!("{}b", longer(&phrase));
    match alternatives.as_slice() {
        [] => format!("\"{prefix}\" ~ {end}"),
        [(_, only)] if !ends => format!("\"{prefix}\" ~ {only}"),
        _ if ends => format!("\"{prefix}\" ~ ({} | {end})", choice(&alternatives, " ")),
        _ => format!("\"{prefix}\" ~ ({})", choice(&alternatives, " ")),
    }
}

/// Looks ahead for the rest of any longer phrase of the same position. Behind a value stands an operator
/// between two, or a clause: `in` steps aside for `in place of`.
fn longer(phrase: &str) -> String {
    let Some(own) = KEYWORDS.iter().find(|k| k.english() == phrase || k.vietnamese() == phrase) else {
        return String::new();
    };
    let group = match own {
        Keyword::And | Keyword::Or | Keyword::In => Group::Clause,
        own => own.class().group(),
    };
    let others =
        KEYWORDS.iter().filter(|other| other.class().group() == group && other.class() != own.class());
    let rests = others
        .flat_map(|other| [other.english(), other.vietnamese()])
        .filter_map(|other| other.strip_prefix(phrase).filter(|rest| rest.starts_with(' ')));
    let rests: std::collections::BTreeSet<&str> = rests.collect();
    rests.iter().map(|rest| format!("!\"{rest}\" ~ ")).collect()
}

fn grammar() -> String {
    let mut text = String::from(
        "// Generated from the keyword table in crates/syntax/src/keyword.rs; do not edit.\n\
         // TTHC_UPDATE=1 cargo test -p tthc-syntax --test keyword_grammar\n\n",
    );
    for &(class, name) in RULES {
        text += &rule(name, KEYWORDS.iter().copied().filter(|keyword| keyword.class() == class));
    }
    text += &rule("not_kw", [Keyword::Not].into_iter());
    text += &rule("binary_kw", [Keyword::And, Keyword::Or, Keyword::In].into_iter());
    text
}

#[test]
fn the_grammar_lists_the_keywords_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../grammar/keywords.pest");
    let expected = grammar();
    if std::env::var_os("TTHC_UPDATE").is_some() {
        std::fs::write(&path, &expected).expect("grammar/keywords.pest can be written");
    }
    let committed = std::fs::read_to_string(&path).expect("grammar/keywords.pest exists");
    assert!(committed == expected, "grammar/keywords.pest is stale: run with TTHC_UPDATE=1");
}

#[test]
fn a_phrase_means_one_thing_in_its_position() {
    let mut seen: BTreeMap<(Group, &str), Keyword> = BTreeMap::new();
    for &keyword in KEYWORDS {
        for phrase in [keyword.english(), keyword.vietnamese()] {
            let position = (keyword.class().group(), phrase);
            let other = seen.insert(position, keyword);
            assert!(other.is_none_or(|other| other == keyword), "{phrase} is {keyword:?} and {other:?}");
        }
    }
}

#[test]
fn phrases_are_words_separated_by_single_spaces() {
    for &keyword in KEYWORDS {
        for phrase in [keyword.english(), keyword.vietnamese()] {
            assert!(!phrase.is_empty() && phrase.trim() == phrase && !phrase.contains("  "), "{phrase:?}");
            let is_value = keyword.class() == Class::Value;
            assert!(!is_value || !phrase.contains(' '), "value words are one word: {phrase:?}");
        }
    }
}

/// A statement goes on when the next line begins with a line clause: no statement may begin so.
#[test]
fn no_statement_begins_like_a_continuation_line() {
    let class_is = |classes: &'static [Class]| KEYWORDS.iter().filter(move |k| classes.contains(&k.class()));
    for clause in class_is(&[Class::LineClause, Class::Cite]) {
        for head in class_is(&[Class::Named, Class::Head, Class::CiteHead, Class::Prefix]) {
            for (clause, head) in
                [(clause.english(), head.english()), (clause.vietnamese(), head.vietnamese())]
            {
                assert!(
                    head != clause && !head.starts_with(&format!("{clause} ")),
                    "{head:?} after {clause:?}"
                );
            }
        }
    }
}
