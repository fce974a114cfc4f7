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

/// Each rule, and the classes it takes. Those of several classes are for looking ahead: one look
/// at the first letters instead of one for each class.
const RULES: &[(&str, &[Class])] = &[
    ("item_kw", &[Class::Item]),
    ("named_kw", &[Class::Named]),
    ("head_kw", &[Class::Head]),
    ("cite_head_kw", &[Class::CiteHead]),
    ("prefix_kw", &[Class::Prefix]),
    ("statement_kw", &[Class::Named, Class::Head, Class::CiteHead, Class::Prefix]),
    ("value_clause_kw", &[Class::Clause, Class::LineClause]),
    ("cite_kw", &[Class::Cite]),
    ("flag_kw", &[Class::Flag]),
    ("action_kw", &[Class::Action]),
    ("item_clause_kw", &[Class::Clause, Class::LineClause, Class::Cite, Class::Flag]),
    ("clause_kw", &[Class::Clause, Class::LineClause, Class::Cite, Class::Flag, Class::Action]),
    ("line_start_kw", &[Class::LineClause, Class::Cite]),
    ("place_kw", &[Class::Place]),
    ("unit_kw", &[Class::Unit]),
];

/// One rule: its phrases one after the other, in parts of the alphabet. pest compares a phrase at little
/// cost; what costs is a sequence or a look ahead, so there is one of each for a part.
fn rule(name: &str, keywords: &[Keyword]) -> String {
    let mut phrases: Vec<&str> = keywords.iter().flat_map(|k| [k.english(), k.vietnamese()]).collect();
    phrases.sort_unstable();
    phrases.dedup();
    format!("{name} = @{{\n    {}\n}}\n", part(&phrases, keywords, "\n  "))
}

/// A part of the alphabet; a large one is two.
fn part(phrases: &[&str], keywords: &[Keyword], line: &str) -> String {
    /// So many comparisons cost about as much as asking in which part a letter lies.
    const LARGE: usize = 12;
    let middle = (1..phrases.len())
        .filter(|&at| letter(phrases[at - 1]) != letter(phrases[at]))
        .min_by_key(|&at| (2 * at).abs_diff(phrases.len()))
        .filter(|_| phrases.len() > LARGE);
    let Some(middle) = middle else {
        return format!("({}) ~ b ~ \" \"*", phrases_of(phrases, "", keywords).join(" | "));
    };
    let deeper = format!("{line}  ");
    let guarded = |half: &[&str]| {
        let (from, to) = (letter(half[0]), letter(half[half.len() - 1]));
        let inside = part(half, keywords, &deeper);
        let inside = if inside.contains('\n') { format!("({inside})") } else { inside };
        format!("&'{from}'..'{to}' ~ {inside}")
    };
    let (low, high) = phrases.split_at(middle);
    format!("{}{line}| {}", guarded(low), guarded(high))
}

/// The letter with which a phrase begins.
fn letter(phrase: &str) -> char {
    phrase.chars().next().unwrap_or_default()
}

/// What matches each phrase behind `before`; of two that begin alike, the longer is tried first. One that
/// goes on with a word in another phrase (`mỗi`, `mỗi năm`) is one with it.
fn phrases_of(phrases: &[&str], before: &str, keywords: &[Keyword]) -> Vec<String> {
    let goes_on =
        |short: &str, long: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    let shortest = phrases.iter().filter(|long| !phrases.iter().any(|short| goes_on(short, long)));
    let alternative = |&phrase: &&str| {
        let rests: Vec<&str> =
            phrases.iter().filter(|long| goes_on(phrase, long)).map(|long| &long[phrase.len()..]).collect();
        let whole = format!("{before}{phrase}");
        let others = longer(&whole, keywords);
        if rests.is_empty() {
            return format!("\"{phrase}\"{others}");
        }
        let rests = phrases_of(&rests, &whole, keywords);
        let rests: Vec<String> = rests.iter().map(|rest| format!("{rest} ~ b")).collect();
        format!("\"{phrase}\" ~ ({} | \"\"{others})", rests.join(" | "))
    };
    shortest.rev().map(alternative).collect()
}

/// Looks ahead for the rest of any longer phrase of the same position in another rule: `từ` steps aside
/// for `từ chối`. Behind a value stands an operator between two, or a clause: `in` steps aside for `in
/// place of`.
fn longer(phrase: &str, keywords: &[Keyword]) -> String {
    let Some(own) = keywords.iter().find(|k| k.english() == phrase || k.vietnamese() == phrase) else {
        return String::new();
    };
    let group = match own {
        Keyword::And | Keyword::Or | Keyword::In | Keyword::NotIn => Group::Clause,
        own => own.class().group(),
    };
    let others =
        KEYWORDS.iter().filter(|other| other.class().group() == group && other.class() != own.class());
    let rests = others
        .flat_map(|other| [other.english(), other.vietnamese()])
        .filter_map(|other| other.strip_prefix(phrase).filter(|rest| rest.starts_with(' ')));
    let rests: std::collections::BTreeSet<&str> = rests.collect();
    rests.iter().map(|rest| format!(" ~ !\"{rest}\"")).collect()
}

fn grammar() -> String {
    let mut text = String::from(
        "// Generated from the keyword table in crates/syntax/src/keyword.rs; do not edit.\n\
         // TTHC_UPDATE=1 cargo test -p tthc-syntax --test keyword_grammar\n\n",
    );
    for &(name, classes) in RULES {
        let keywords = KEYWORDS.iter().copied().filter(|keyword| classes.contains(&keyword.class()));
        text += &rule(name, &keywords.collect::<Vec<_>>());
    }
    text += &rule("not_kw", &[Keyword::Not]);
    text += &rule("binary_kw", &[Keyword::And, Keyword::Or, Keyword::In, Keyword::NotIn]);
    text += &rule("in_kw", &[Keyword::In]);
    text += &rule("if_kw", &[Keyword::IfSo]);
    text += &rule("then_kw", &[Keyword::Then]);
    text += &rule("else_kw", &[Keyword::Else]);
    text += &rule("quantifier_kw", &[Keyword::Some, Keyword::Every]);
    text += &rule("at_least_kw", &[Keyword::AtLeastSome]);
    text += &rule("of_these_kw", &[Keyword::OfThese]);
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
