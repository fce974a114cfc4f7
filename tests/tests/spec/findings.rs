//! What is found in an example, against what its lines announce.

use tthc_analysis::scenario;
use tthc_model::library::Detail;
use tthc_model::{Date, Diagnostic, ItemKind, Locale, Message, Severity};
use tthc_project::Snapshot;
use tthc_syntax::{Keyword, LineIndex, Node, Parse, Span};

use crate::example::File;
use crate::page::Block;

/// A finding that a line announces.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    /// Of the page.
    line: usize,
    severity: Severity,
    pub(crate) code: String,
    part: String,
}

/// What stands before a code in an announcement.
const MARKS: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("hint", Severity::Hint)];

/// The findings that the lines of a block announce. A comment that stands alone speaks of the next line.
pub(crate) fn expected(block: &Block) -> Vec<Expected> {
    let mut expected = Vec::new();
    for (number, line) in block.text.lines().enumerate() {
        let Some(at) = announcement(line) else { continue };
        let own_line = line[..at].trim().is_empty();
        for part in line[at..].split("// ").filter(|part| !part.is_empty()) {
            let Some((mark, rest)) = part.split_once(": [") else { continue };
            let Some((_, severity)) = MARKS.into_iter().find(|(known, _)| *known == mark) else { continue };
            let (code, rest) = rest.split_once(']').unwrap_or((rest, ""));
            let part = rest.trim().trim_matches('"').to_owned();
            let line = block.line + number + usize::from(own_line);
            expected.push(Expected { line, severity, code: code.to_owned(), part });
        }
    }
    expected
}

/// Where a line begins to speak of findings.
pub(crate) fn announcement(line: &str) -> Option<usize> {
    MARKS.into_iter().filter_map(|(mark, _)| line.find(&format!("// {mark}: ["))).min()
}

/// The findings of the files of an example, by line of the page; `None` in the frame around it.
#[derive(Default)]
pub(crate) struct Findings {
    found: Vec<(Option<usize>, usize, Diagnostic)>,
}

impl Findings {
    pub(crate) fn of(&mut self, file: &File<'_>, snapshot: &Snapshot) {
        let index = LineIndex::new(std::sync::Arc::clone(&file.content.text));
        let mut all: Vec<Diagnostic> = snapshot.problems(&file.path).to_vec();
        if let Some(parse) = snapshot.parse(&file.path) {
            all.extend(scenarios(parse, snapshot));
        }
        for diagnostic in all {
            let line = index.chars(diagnostic.at.start).line as usize;
            let own = line.checked_sub(file.before).filter(|line| *line < file.block.text.lines().count());
            self.found.push((own.map(|line| line + file.block.line), file.block.line, diagnostic));
        }
    }

    /// `about` is the code that the section is about, if it is about one.
    pub(crate) fn compare(self, files: &[File<'_>], about: &str) -> Vec<(usize, String)> {
        let mut open: Vec<&Expected> = files.iter().flat_map(|file| &file.expected).collect();
        let mut wrong = Vec::new();
        for (line, block, diagnostic) in &self.found {
            let sentences = [Locale::English, Locale::Vietnamese].map(|to| diagnostic.message.text(to));
            let fits = |expected: &&&Expected| {
                Some(expected.line) == *line
                    && expected.code == diagnostic.code()
                    && expected.severity == diagnostic.severity()
                    && sentences.iter().any(|sentence| sentence.contains(&expected.part))
            };
            match open.iter().find(fits).copied() {
                Some(expected) => open.retain(|other| !std::ptr::eq(*other, expected)),
                // A hint on an example that is about something else is no mistake in the example.
                None if diagnostic.severity() == Severity::Hint && diagnostic.code() != about => {}
                None => {
                    let place = if line.is_none() { "in the frame: " } else { "" };
                    let severity = format!("{:?}", diagnostic.severity()).to_lowercase();
                    let text = format!(
                        "{place}not expected: {severity}: [{}] \"{}\"",
                        diagnostic.code(),
                        sentences[0]
                    );
                    wrong.push((line.unwrap_or(*block), text));
                }
            }
        }
        wrong.extend(open.into_iter().map(|expected| {
            (expected.line, format!("expected and not found: [{}] \"{}\"", expected.code, expected.part))
        }));
        wrong
    }
}

/// What running the scenarios of a file finds.
fn scenarios(parse: &Parse, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let library = snapshot.library();
    let manifest = snapshot.manifest();
    let Some(date) = manifest.date else { return Vec::new() };
    let baseline: Date = manifest.baseline.unwrap_or(date);
    let mut found = Vec::new();
    for item in parse.items().filter(|item| item.keyword() == Some(Keyword::Scenario)) {
        let Some(name) = item.name() else { continue };
        let declared = library.item(ItemKind::Scenario, name.text());
        let Some(Detail::Scenario(scenario)) = declared.map(|item| &item.detail) else { continue };
        let Some((_, procedure)) = scenario.procedure.as_ref().and_then(|name| snapshot.procedure(name))
        else {
            continue;
        };
        for failure in scenario::run(scenario, &procedure, library, baseline, date) {
            let at = expectation(item, failure.expectation, scenario.expect.len());
            let message = Message::ScenarioFailed { expected: failure.expected, found: failure.found };
            found.push(Diagnostic::new(at, message));
        }
    }
    found
}

/// The statement of an expectation: they have the order of their statements. The scenario's name if there are
/// statements among them that the model does not read.
fn expectation(item: Node<'_>, at: Option<usize>, count: usize) -> Span {
    let of = |keyword: Keyword| keyword.english().starts_with("expect ");
    let expecting: Vec<Node<'_>> =
        item.statements().filter(|statement| statement.keyword().is_some_and(of)).collect();
    let statement = at.filter(|_| expecting.len() == count).and_then(|at| expecting.get(at).copied());
    statement.or(item.name()).unwrap_or(item).span()
}
