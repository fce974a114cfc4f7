//! `tthc test`: the scenarios.

use std::io::Write;

use tthc_analysis::scenario;
use tthc_model::library::Detail;
use tthc_model::{Diagnostic, ItemKind, Locale, Message, Severity};
use tthc_syntax::{Keyword, LineIndex, Node, Span};

use crate::args::TestArguments;
use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;
use crate::output;
use crate::render::{self, Source};
use crate::terminal::Screen;

pub(crate) fn run(arguments: &TestArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let loaded = disk::load(&arguments.paths)?;
    let snapshot = loaded.project.snapshot();
    let manifest = snapshot.manifest();
    let locale = disk::locale(locale, Some(manifest));
    let date = manifest.date.ok_or(Failure::NoDate)?;
    let baseline = manifest.baseline.unwrap_or(date);
    let library = snapshot.library();
    let (mut passed, mut failed) = (0, 0);
    let mut tested = Vec::new();
    let screen = Screen::stdout();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for name in library.names(ItemKind::Scenario) {
        let Some(declared) = library.declarations(ItemKind::Scenario, name).first() else { continue };
        if loaded.wanted.binary_search(&declared.path).is_err() {
            continue;
        }
        tested.push(declared.path.clone());
        let (Detail::Scenario(scenario), Some(parse)) =
            (&declared.item.detail, snapshot.parse(&declared.path))
        else {
            continue;
        };
        let node = parse.items().find(|node| {
            node.keyword() == Some(Keyword::Scenario) && node.name().is_some_and(|own| own.text() == name)
        });
        let procedure = scenario.procedure.as_ref().and_then(|name| snapshot.procedure(name));
        let failures = match &procedure {
            Some((_, procedure)) => scenario::run(scenario, procedure, library, baseline, date),
            // An unknown procedure is an error of `check`; here the scenario simply cannot pass.
            None => vec![scenario::Failure {
                expectation: None,
                expected: scenario.procedure.clone().unwrap_or_default().to_string(),
                found: "?".to_owned(),
            }],
        };
        if failures.is_empty() {
            passed += 1;
            continue;
        }
        failed += 1;
        let Some(text) = snapshot.text(&declared.path) else { continue };
        let lines = LineIndex::new(std::sync::Arc::clone(text));
        let source = Source { path: &declared.path, text, lines: &lines };
        for failure in failures {
            let at = place(node, failure.expectation).unwrap_or_default();
            let message = Message::ScenarioFailed { expected: failure.expected, found: failure.found };
            let mut diagnostic = Diagnostic::new(at, message);
            diagnostic.map_spans(|span| parse.source.original_span(span));
            output::shown(render::diagnostic(
                &mut out,
                screen,
                &source,
                &diagnostic,
                Severity::Error,
                locale,
            ))?;
        }
    }
    tested.sort();
    tested.dedup();
    let total = passed + failed;
    let written = match locale {
        Locale::Vietnamese => writeln!(out, "{total} tình huống: {passed} đúng, {failed} sai"),
        Locale::English => writeln!(
            out,
            "{total} scenario{}: {passed} passed, {failed} failed",
            if total == 1 { "" } else { "s" }
        ),
    };
    output::shown(written.and_then(|()| out.flush()))?;
    // What is not understood of an expectation is not expected.
    let sound = disk::outcome(&snapshot, &tested, locale);
    Ok(if failed == 0 { sound } else { Outcome::Findings })
}

/// The statement of an expectation; expectations keep the order of their statements.
fn place(node: Option<Node<'_>>, expectation: Option<usize>) -> Option<Span> {
    let node = node?;
    let mut statements = node
        .statements()
        .filter(|statement| statement.keyword() != Some(Keyword::Given) && is_expectation(*statement));
    match expectation {
        Some(at) => statements.nth(at).map(Node::span),
        None => node.statements().next().or(node.name()).map(Node::span),
    }
}

fn is_expectation(statement: Node<'_>) -> bool {
    matches!(
        statement.keyword(),
        Some(
            Keyword::ExpectDossier
                | Keyword::ExpectAfter
                | Keyword::ExpectReformed
                | Keyword::ExpectHeld
                | Keyword::ExpectBlocked
                | Keyword::ExpectRequired
                | Keyword::ExpectFee
                | Keyword::ExpectCharge
                | Keyword::ExpectContribution
                | Keyword::ExpectLimit
                | Keyword::ExpectAuthority
        )
    )
}
