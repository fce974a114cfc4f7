//! `tthc explain T0102`: the long form of a message, from the pages of the specification.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use tthc_model::Locale;

use crate::terminal::wrap;

/// One page for each hundred of codes; a test sees that every code is on one of them.
const PAGES: &[&str] = &[
    include_str!("../../../../../tests/spec/messages/T00.md"),
    include_str!("../../../../../tests/spec/messages/T01.md"),
    include_str!("../../../../../tests/spec/messages/T02.md"),
    include_str!("../../../../../tests/spec/messages/T03.md"),
    include_str!("../../../../../tests/spec/messages/T04.md"),
];

/// What a paragraph in Vietnamese begins with; the others are in English.
const VIETNAMESE: &str = "Tiếng Việt.";

/// What it means, in lines of at most so many columns, and examples.
pub(super) fn text(code: &str, width: usize, locale: Locale) -> String {
    let mut lines = Vec::new();
    let (paragraphs, examples) = section(PAGES, code, locale);
    for paragraph in paragraphs {
        lines.push(String::new());
        lines.extend(wrap(&paragraph, width, ""));
    }
    for example in examples {
        lines.push(String::new());
        let has_it = example.contains("◄ T");
        lines.push(match (has_it, locale) {
            (true, Locale::Vietnamese) => "Ví dụ có thông báo này:".to_owned(),
            (true, Locale::English) => "An example with this message:".to_owned(),
            (false, Locale::Vietnamese) => "Viết đúng:".to_owned(),
            (false, Locale::English) => "Without it:".to_owned(),
        });
        lines.push(String::new());
        lines.extend(example.lines().map(|line| format!("    {line}").trim_end().to_owned()));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// The paragraphs of a code's section in one language, and its examples; files of one example, each
/// under its path, are joined.
fn section(pages: &[&str], code: &str, locale: Locale) -> (Vec<String>, Vec<String>) {
    let (mut paragraphs, mut examples): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for page in pages {
        let mut is_wanted = false;
        let mut said = String::new();
        let mut path: Option<String> = None;
        for event in Parser::new(page) {
            match event {
                Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::CodeBlock(_)) => said.clear(),
                Event::Text(text) => said.push_str(&text),
                Event::Code(text) => said.push_str(&format!("`{text}`")),
                Event::SoftBreak => said.push(' '),
                Event::End(TagEnd::Heading(_)) => is_wanted = said == code,
                Event::End(TagEnd::Paragraph) if is_wanted => {
                    if let Some(file) = said.strip_prefix("path: ") {
                        path = Some(file.trim_matches('`').to_owned());
                    } else {
                        let vietnamese = said.strip_prefix(VIETNAMESE);
                        match (locale, vietnamese) {
                            (Locale::Vietnamese, Some(text)) => paragraphs.push(text.trim().to_owned()),
                            (Locale::English, None) => paragraphs.push(said.clone()),
                            _ => {}
                        }
                    }
                }
                Event::End(TagEnd::CodeBlock) if is_wanted => {
                    let shown = shown(&said);
                    match path.take() {
                        None => examples.push(shown),
                        Some(path) => {
                            let file = format!("// {path}\n{shown}");
                            match examples.last_mut().filter(|last| last.starts_with("// ")) {
                                Some(last) => last.push_str(&file),
                                None => examples.push(file),
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
    (paragraphs, examples)
}

/// The example with a mark where the page announces a finding.
fn shown(example: &str) -> String {
    let mut out = String::new();
    let mut above = String::new();
    for line in example.lines() {
        let marks = ["// error: [", "// warning: [", "// hint: ["];
        let at = marks.into_iter().filter_map(|mark| line.find(mark)).min();
        let (text, announced) = line.split_at(at.unwrap_or(line.len()));
        let codes = announced.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
        let marks =
            std::mem::take(&mut above) + &codes.map(|(code, _)| format!("  ◄ {code}")).collect::<String>();
        if at.is_some() && text.trim().is_empty() {
            above = marks;
            continue;
        }
        out.push_str(text.trim_end());
        out.push_str(&marks);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use tthc_model::message::CATALOGUE;

    use super::*;

    #[test]
    fn every_code_has_a_long_form_in_both_languages() {
        for (code, ..) in CATALOGUE.iter().filter(|(code, ..)| !code.is_empty()) {
            let texts = [Locale::Vietnamese, Locale::English].map(|locale| {
                let (paragraphs, examples) = section(PAGES, code, locale);
                assert!(!paragraphs.is_empty(), "{code}: no prose in {locale:?}");
                assert!(examples.len() >= 2, "{code}: a bad and a good example");
                assert!(examples[0].contains(&format!("◄ {code}")), "{code}: the first example has it");
                assert!(!examples.iter().any(|text| text.contains(": [T")), "{code}: {examples:?}");
                text(code, 80, locale)
            });
            assert_ne!(texts[0], texts[1], "{code}");
        }
    }

    #[test]
    fn a_mark_stands_on_the_line_it_speaks_of() {
        let example = "a // error: [T0102] \"b\"\n  // warning: [T0304]\nc \"d\n  // hint: [T0320]\ne\n";
        assert_eq!(shown(example), "a  ◄ T0102\nc \"d  ◄ T0304\ne  ◄ T0320\n");
    }
}
