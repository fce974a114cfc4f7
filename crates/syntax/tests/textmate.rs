//! The editor extension's highlighting follows the keyword table, and its snippets are sentences
//! of the language. `TTHC_UPDATE=1 cargo test -p tthc-syntax --test textmate` rewrites
//! `editor-ext/syntaxes/tthc.tmLanguage.json` and `editor-ext/test/keywords.tmtest`.
//!
//! A TextMate grammar sees one line at a time and knows no tree, so it is the grammar of
//! `grammar/statement.pest` made flat: what begins a statement counts at the head of a line and
//! behind `{` and `;`; a word behind a clause, an operator or a bracket is an operand, whatever it
//! looks like; places count only in a citation. `\w` and `\b` do not know Vietnamese letters.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tthc_syntax::keyword::{Class, KEYWORDS, Keyword, Surface};

const LETTER: &str = r"[\p{L}\p{M}\p{N}_]";
/// Where a keyword may begin and end: `nộp_hồ_sơ` and `con.của` are names.
const B: &str = r"(?<![\p{L}\p{M}\p{N}_.])";
const E: &str = r"(?![\p{L}\p{M}\p{N}_])";
/// The end of a keyword where a path may stand as well: `record.name` is a path.
const E_PATH: &str = r"(?![\p{L}\p{M}\p{N}_]|\.\p{L})";
const NAME: &str = r"\p{L}[\p{L}\p{M}\p{N}_]*";
const PATH: &str = r"\p{L}[\p{L}\p{M}\p{N}_]*(?:\.\p{L}[\p{L}\p{M}\p{N}_]*)*";
/// Where a statement begins; behind a closing brace only an item does.
const HEAD: &str = r"(?:^|(?<=[{;]))[ \t]*";
const ITEM_HEAD: &str = r"(?:^|(?<=[{};]))[ \t]*";
/// `code : text` declares an attribute, `code, name` is a list.
const NO_STATEMENT: &str = r"(?![ \t]*[:=,.])";
const HEADS: &[Class] = &[Class::Item, Class::Named, Class::Head, Class::CiteHead, Class::Prefix];
const CLAUSES: &[Class] = &[Class::Clause, Class::LineClause, Class::Cite, Class::Flag, Class::Action];

fn scope(class: Class) -> &'static str {
    match class {
        Class::Item => "keyword.declaration.tthc",
        Class::Named | Class::Head | Class::CiteHead | Class::Prefix => "keyword.control.tthc",
        Class::Clause | Class::LineClause => "keyword.other.clause.tthc",
        Class::Cite => "keyword.other.cite.tthc",
        Class::Flag => "keyword.other.flag.tthc",
        Class::Action => "keyword.other.action.tthc",
        // Themes give `keyword.other.unit` the colour of numbers.
        Class::Place => "keyword.other.unit.place.tthc",
        Class::Unit => "keyword.other.unit.tthc",
        Class::Operator | Class::Connective => "keyword.operator.expression.tthc",
        Class::Value => "constant.language.tthc",
    }
}

fn phrases(classes: &[Class]) -> Vec<&'static str> {
    let keywords = KEYWORDS.iter().filter(|keyword| classes.contains(&keyword.class()));
    let mut phrases: Vec<_> =
        keywords.flat_map(|keyword| [keyword.english(), keyword.vietnamese()]).collect();
    phrases.sort_unstable_by_key(|phrase| (std::cmp::Reverse(phrase.chars().count()), *phrase));
    phrases.dedup();
    let plain = |phrase: &&str| phrase.chars().all(|c| c.is_alphanumeric() || " _%".contains(c));
    assert!(phrases.iter().all(plain), "a phrase stands in a regular expression as it is");
    phrases
}

/// One of the phrases of some classes, the longest first, and none that only begins a longer
/// phrase of the same position: `từ`, but not in `từ chối`.
fn any(classes: &[Class], position: &[Class]) -> String {
    let own = phrases(classes);
    let others = phrases(position);
    let alternatives = own.iter().map(|phrase| {
        let longer = others.iter().filter(|other| !own.contains(other));
        let rests: Vec<&str> =
            longer.filter_map(|other| other.strip_prefix(phrase)?.strip_prefix(' ')).collect();
        match rests.as_slice() {
            [] => (*phrase).to_owned(),
            rests => format!("{phrase}(?! (?:{}){E})", rests.join("|")),
        }
    });
    format!("(?:{})", alternatives.collect::<Vec<_>>().join("|"))
}

fn captures(names: &[Value]) -> Value {
    let captures = names.iter().enumerate().map(|(at, name)| {
        let name = if name.is_string() { json!({ "name": name }) } else { name.clone() };
        ((at + 1).to_string(), name)
    });
    Value::Object(captures.collect())
}

fn rule(regex: String, names: &[Value]) -> Value {
    json!({ "match": regex, "captures": captures(names) })
}

fn include(names: &[&str]) -> Value {
    names.iter().map(|name| json!({ "include": format!("#{name}") })).collect()
}

fn citation(begin: String, class: Class) -> Value {
    let clauses = any(CLAUSES, &[]);
    json!({
        "begin": begin,
        "beginCaptures": captures(&[json!(scope(class))]),
        // A comma at the line's end goes on.
        "end": format!(r#"(?=[{{}}();:="])|(?<![,\s])(?=[ \t]*$)|(?={B}{clauses}{E})"#),
        "patterns": include(&["comments", "place", "article", "law", "comma"]),
    })
}

fn grammar() -> Value {
    let operand = json!({ "patterns": include(&["values", "path"]) });
    let not = [Keyword::Not.english(), Keyword::Not.vietnamese()].join("|");
    // A word here is an operand even if it looks like a keyword: `after receive`.
    let then_operand = format!(r"(?:[ \t]+(?!(?:{not}){E})({PATH}))?");
    // Behind a sign a connective is one, even if it looks like a clause (`= if`, `(at least`); with
    // nothing behind it, it is a value (`= all`).
    let connective = format!(r"({}){E_PATH}(?![ \t]*(?:[;,)}}]|$))", any(&[Class::Connective], &[]));
    let behind_sign = format!(r"(?:[ \t]*(?:{connective}|(?!(?:{not}){E})({PATH})))?");
    let named_or_head = any(&[Class::Named, Class::Head], HEADS);
    let clauses = any(CLAUSES, &[]);
    let line_start = any(&[Class::LineClause, Class::Cite], &[]);
    let item = any(&[Class::Item], &[]);
    let word = |class| json!(scope(class));
    let (date, time, number) = (r"\d{4}-\d{2}-\d{2}", r"\d{1,2}:\d{2}", r"\d[\d_]*(?:\.\d[\d_]*)*");
    let literal = format!(r"(?:{date}|{time}|{number})(?:\.\.(?:{date}|{number})?)?");

    json!({
        "information_for_contributors": [
            "Generated from the keyword table in crates/syntax/src/keyword.rs; do not edit.",
            "TTHC_UPDATE=1 cargo test -p tthc-syntax --test textmate",
        ],
        "name": "tthc",
        "scopeName": "source.tthc",
        "fileTypes": ["tthc"],
        "patterns": include(&[
            "comments", "string", "item", "prefix", "named", "citeHead", "head", "bare", "flag", "action", "cite",
            "clause", "quantity", "operator", "values", "path", "punctuation",
        ]),
        "repository": {
            "comments": { "patterns": [
                { "match": "///.*$", "name": "comment.line.documentation.tthc" },
                { "match": "//.*$", "name": "comment.line.double-slash.tthc" },
                { "begin": r"/\*", "end": r"\*/", "name": "comment.block.tthc" },
            ] },
            "string": {
                "begin": "\"", "end": r#""|$"#, "name": "string.quoted.double.tthc",
                "patterns": [{ "match": r"\\.", "name": "constant.character.escape.tthc" }],
            },
            "item": rule(
                format!(r#"{ITEM_HEAD}({item})[ \t]+({NAME})(?=[ \t]*(?:["{{]|//|/\*|$)|[ \t]+{clauses}{E})"#),
                &[word(Class::Item), json!("entity.name.type.tthc")],
            ),
            "prefix": rule(
                format!(r"{HEAD}({}){E}(?:[ \t]+({named_or_head}){E}{NO_STATEMENT})?", any(&[Class::Prefix], HEADS)),
                &[word(Class::Prefix), word(Class::Head)],
            ),
            "named": rule(
                format!(r"{HEAD}({}){E}(?:[ \t]+({NAME}))?", any(&[Class::Named], HEADS)),
                &[word(Class::Named), json!("entity.name.function.tthc")],
            ),
            "citeHead": citation(format!("{HEAD}({}){E}", any(&[Class::CiteHead], HEADS)), Class::CiteHead),
            "head": rule(
                format!("{HEAD}({}){E}{NO_STATEMENT}", any(&[Class::Head], HEADS)),
                &[word(Class::Head)],
            ),
            // A line of a list, an attribute, an assignment: its first word is no keyword.
            "bare": rule(format!("{HEAD}(?!(?:{line_start}|{not}){E})({PATH})"), std::slice::from_ref(&operand)),
            "flag": rule(format!("{B}({}){E_PATH}", any(&[Class::Flag], CLAUSES)), &[word(Class::Flag)]),
            "action": rule(format!("{B}({}){E_PATH}", any(&[Class::Action], CLAUSES)), &[word(Class::Action)]),
            "cite": citation(format!("{B}({}){E_PATH}", any(&[Class::Cite], CLAUSES)), Class::Cite),
            "clause": rule(
                format!("{B}({}){E_PATH}{then_operand}", any(&[Class::Clause, Class::LineClause], CLAUSES)),
                &[word(Class::Clause), operand.clone()],
            ),
            "quantity": rule(
                format!(r"{B}({literal})(?:[ \t]*({}){E})?", any(&[Class::Unit], &[])),
                &[json!("constant.numeric.tthc"), word(Class::Unit)],
            ),
            "operator": { "patterns": [
                rule(
                    format!("{B}({}){E}{then_operand}", any(&[Class::Operator], &[])),
                    &[word(Class::Operator), operand.clone()],
                ),
                rule(
                    format!("{B}{connective}{then_operand}"),
                    &[word(Class::Connective), operand.clone()],
                ),
                rule(
                    format!(r"([=!<>]=|[|<>=:+*/-]){behind_sign}"),
                    &[json!("keyword.operator.tthc"), word(Class::Connective), operand.clone()],
                ),
                rule(
                    format!(r"([,(]){behind_sign}"),
                    &[json!("punctuation.separator.tthc"), word(Class::Connective), operand.clone()],
                ),
            ] },
            "values": {
                "match": format!("{B}{}{E_PATH}", any(&[Class::Value], &[])),
                "name": scope(Class::Value),
            },
            "path": { "match": format!("{LETTER}+(?:\\.{LETTER}+)*"), "name": "variable.other.tthc" },
            "punctuation": { "match": "[{});]", "name": "punctuation.section.tthc" },

            // In a citation.
            "place": rule(
                format!(r"{B}({}){E}(?:[ \t]+({LETTER}+(?:\.\.{LETTER}+)?))?", any(&[Class::Place], &[])),
                &[word(Class::Place), json!("constant.numeric.tthc")],
            ),
            "article": { "match": format!(r"{B}\d{LETTER}*(?:\.\.{LETTER}+)?"), "name": "constant.numeric.tthc" },
            "law": { "match": format!("{B}{PATH}"), "name": "entity.name.type.law.tthc" },
            "comma": { "match": ",", "name": "punctuation.separator.tthc" },
        },
    })
}

/// Every keyword in its position, in both surfaces, with what the editor must make of it.
fn keyword_lines() -> String {
    let mut text = String::from(
        "// SYNTAX TEST \"source.tthc\" \"every keyword in its position\"\n\
         // Generated from the keyword table in crates/syntax/src/keyword.rs; do not edit.\n\
         // TTHC_UPDATE=1 cargo test -p tthc-syntax --test textmate\n\n",
    );
    for &keyword in KEYWORDS {
        let (before, behind) = match keyword.class() {
            Class::Item => ("", " a \"A\" {}"),
            Class::Named => ("", " a : b"),
            Class::Head | Class::CiteHead | Class::Prefix => ("", " a"),
            Class::Clause | Class::LineClause | Class::Cite => ("a ", " b"),
            Class::Flag | Class::Action => ("a ", ""),
            Class::Place => ("a theo b ", " 1"),
            Class::Unit => ("a 1 ", ""),
            Class::Operator if keyword == Keyword::Not => ("a == ", " b"),
            Class::Operator => ("a == b ", " c"),
            Class::Connective => ("a == ", " c"),
            Class::Value => ("a = ", ""),
        };
        let (mut line, mut marks) = (String::from("   "), String::from("// "));
        for surface in [Surface::Vietnamese, Surface::English] {
            let phrase = keyword.text(surface);
            line += &format!(" {before}{phrase}{behind};");
            marks += &format!(
                " {0:1$}{2}{0:3$} ",
                "",
                before.len(),
                "^".repeat(phrase.chars().count()),
                behind.len()
            );
        }
        text += &format!("{line}\n{} {}\n", marks.trim_end(), scope(keyword.class()));
    }
    text
}

fn extension(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../editor-ext").join(file)
}

fn committed(file: &str, expected: &str) -> String {
    let path = extension(file);
    if std::env::var_os("TTHC_UPDATE").is_some() {
        std::fs::write(&path, expected).expect("a generated file can be written");
    }
    std::fs::read_to_string(&path).expect("the generated files are committed")
}

#[test]
fn highlighting_follows_the_keyword_table() {
    let file = "syntaxes/tthc.tmLanguage.json";
    let expected = grammar();
    let text = serde_json::to_string_pretty(&expected).expect("a JSON value") + "\n";
    let found: Value = serde_json::from_str(&committed(file, &text)).expect("the grammar is JSON");
    assert!(found == expected, "{file} is stale: run with TTHC_UPDATE=1");
}

#[test]
fn every_keyword_has_a_line_in_the_editor_test() {
    let file = "test/keywords.tmtest";
    let expected = keyword_lines();
    assert!(committed(file, &expected) == expected, "{file} is stale: run with TTHC_UPDATE=1");
}

/// `${1:name}` to `name`, `${1|a,b|}` to `a`, `$0` to nothing.
fn expand(snippet: &str) -> String {
    let mut text = String::new();
    let mut rest = snippet;
    while let Some((before, from)) = rest.split_once('$') {
        text += before;
        let digits = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        rest = match from.strip_prefix('{') {
            None => &from[from.len() - digits(from)..],
            Some(from) => {
                let (field, rest) = from.split_once('}').expect("a field of a snippet is closed");
                let field = &field[field.len() - digits(field)..];
                text += match field.strip_prefix('|') {
                    Some(choices) => choices.split([',', '|']).next().unwrap_or_default(),
                    None => field.trim_start_matches(':'),
                };
                rest
            }
        };
    }
    text + rest
}

#[test]
fn snippets_are_sentences_of_the_language() {
    let text = std::fs::read_to_string(extension("snippets/tthc.json")).expect("the snippets exist");
    let snippets: Value = serde_json::from_str(&text).expect("the snippets are JSON");
    for (name, snippet) in snippets.as_object().expect("an object") {
        let lines = snippet["body"].as_array().expect("the body is a list of lines");
        let body: Vec<&str> = lines.iter().map(|line| line.as_str().expect("a line")).collect();
        let today = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE";
        let text = expand(&body.join("\n").replace('\t', "  ").replace(today, "2026-06-01"));
        let first = text.split(['"', '{']).next().unwrap_or_default();
        let is_item = phrases(&[Class::Item]).iter().any(|item| first.starts_with(&format!("{item} ")));
        let text = if is_item { text } else { format!("thủ tục a {{\n{text}\n}}\n") };
        let errors = tthc_syntax::parse(text.as_str()).errors;
        assert!(errors.is_empty(), "{name}: {errors:?}\n{text}");
    }
}
