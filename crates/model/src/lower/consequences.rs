//! One finding a mistake: what is wrong only because something else is, is not told.

use rustc_hash::FxHashMap;
use tthc_syntax::{Keyword, Kind, Node, Parse, Span, SyntaxErrorKind, suggest};

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::library::ItemKind;
use crate::message::Message;

/// The findings of a file without the mere consequences of others. Those of the text itself come first
/// in the catalogue and are all kept.
pub(super) fn without(parse: &Parse, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let diagnostics = without_judgements(parse, diagnostics);
    let kept = match parse.errors.is_empty() {
        true => diagnostics,
        false => {
            let mistakes = Mistakes::of(parse);
            diagnostics.into_iter().filter(|found| !mistakes.explain(found)).collect()
        }
    };
    repeated(parse, kept)
}

/// Whether there is text in the procedure that was not understood, or a paper that nobody knows.
pub(super) fn is_incomplete<'d>(
    parse: &Parse,
    procedure: Span,
    mut diagnostics: impl Iterator<Item = &'d Diagnostic>,
) -> bool {
    let is_open = |kind: &SyntaxErrorKind| matches!(kind, SyntaxErrorKind::UnclosedComment);
    parse.errors.iter().any(|error| is_open(&error.kind))
        || parse.errors.iter().any(|error| touches(procedure, error.at))
            && parse.tree.nodes().any(|node| is_unread(node) && holds(procedure, node.span()))
        || diagnostics.any(|found| {
            let unknown = matches!(found.message, Message::UnknownItem { kind: ItemKind::Document, .. });
            let misplaced = matches!(
                found.message,
                Message::UnexpectedBare { .. }
                    | Message::Misplaced { .. }
                    | Message::DuplicateLocal { .. }
                    | Message::ReservedName { .. }
            );
            (unknown || misplaced) && touches(procedure, found.at)
        })
}

/// What is wrong with the text, as far as it explains other findings.
struct Mistakes {
    /// Items with an error of any kind, and whether some of them was not read at all.
    items: Vec<(Span, bool)>,
    /// Statements that were read in part, without their blocks.
    statements: Vec<Span>,
    /// Misspelt keywords, which were read as what they are meant to be.
    keywords: Vec<Span>,
    /// Names in what was not read, or not as they are written.
    names: Vec<String>,
    /// What stands before a comment without its end.
    before_comment: Option<Span>,
}

impl Mistakes {
    fn of(parse: &Parse) -> Mistakes {
        let items = parse.items().filter_map(|item| {
            let span = item.span();
            let has_errors = parse.errors.iter().any(|error| touches(span, error.at));
            has_errors
                .then(|| (span, parse.tree.nodes().any(|node| is_unread(node) && holds(span, node.span()))))
        });
        let misspelt = |at: &Span| {
            let node = parse.tree.at(at.start);
            node.kind() == Kind::Keyword && node.span() == *at
        };
        let spans =
            || parse.errors.iter().filter(|error| is_about_a_statement(&error.kind)).map(|error| error.at);
        let mut names: Vec<String> = parse
            .tree
            .nodes()
            .filter(|node| is_unread(*node))
            .flat_map(|node| words(node.text()))
            .map(str::to_owned)
            .collect();
        let declared = parse.tree.nodes().filter(|node| node.kind() == Kind::Name);
        names.extend(declared.map(Node::text).filter(|name| name.contains([' ', '-'])).map(|name| {
            name.split([' ', '-']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
        }));
        Mistakes {
            items: items.collect(),
            statements: spans().filter(|at| !misspelt(at)).filter_map(|at| statement(parse, at)).collect(),
            keywords: spans().filter(misspelt).collect(),
            names,
            before_comment: before_comment(parse),
        }
    }

    fn explain(&self, found: &Diagnostic) -> bool {
        let code = found.code();
        if code.starts_with("T00") {
            // The comment took the closing brackets with it.
            let unclosed = matches!(found.message, Message::MissingClosing { .. } | Message::Unclosed { .. });
            return unclosed && self.before_comment.is_some_and(|before| touches(before, found.at));
        }
        let item = self.items.iter().find(|(span, _)| touches(*span, found.at));
        let is_unread = item.is_some_and(|(_, is_unread)| *is_unread);
        // It is too early to say what lacks.
        let lacks = matches!(found.message, Message::MissingStatement { .. }) && is_unread;
        let judges =
            code.starts_with("T03") && item.is_some() && (is_unread || found.severity() != Severity::Error);
        let in_statement = self.statements.iter().any(|span| touches(*span, found.at));
        let by_keyword = matches!(found.message, Message::Misplaced { .. } | Message::NoEffect { .. })
            && self.keywords.iter().any(|span| touches(*span, found.at));
        let unread_name = unknown_name(&found.message).is_some_and(|name| {
            let meant = |known: &str| known == name || known.ends_with(&format!("_{name}"));
            self.names.iter().any(|known| meant(known))
                || suggest::nearest(name, self.names.iter().map(String::as_str)).is_some()
        });
        lacks || judges || in_statement || by_keyword || unread_name
    }
}

/// Mistakes after which the rest of the statement says something else than was meant.
fn is_about_a_statement(kind: &SyntaxErrorKind) -> bool {
    use SyntaxErrorKind as E;
    matches!(
        kind,
        E::UnknownStatement { .. }
            | E::UnexpectedText { .. }
            | E::UnclosedText
            | E::MissingValue { .. }
            | E::MissingName { .. }
            | E::ThousandsSeparator { .. }
    )
}

/// The blanks before a comment without its end, and the letter before them.
fn before_comment(parse: &Parse) -> Option<Span> {
    let open = parse.errors.iter().find(|error| matches!(error.kind, SyntaxErrorKind::UnclosedComment))?;
    let before = parse.tree.text().get(..open.at.start as usize)?.trim_end();
    let last = before.chars().next_back().map_or(0, char::len_utf8);
    Some(Span::new((before.len() - last) as u32, open.at.start))
}

fn is_unread(node: Node<'_>) -> bool {
    matches!(node.kind(), Kind::Bad | Kind::Junk | Kind::Orphans | Kind::Stray)
        || (node.kind() == Kind::Bare && node.child(Kind::Junk).is_some())
}

/// The smallest statement around a place, up to its block.
fn statement(parse: &Parse, at: Span) -> Option<Span> {
    let path = parse.tree.path_to(at.start);
    let node = path.into_iter().rev().find(|node| node.kind().is_statement() || node.kind() == Kind::Item)?;
    let end = node.child(Kind::Block).map_or(node.span().end, |block| block.span().start);
    Some(Span::new(node.span().start, end))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| word.chars().count() > 1)
}

fn touches(span: Span, at: Span) -> bool {
    span.start <= at.start && at.start <= span.end
}

fn holds(span: Span, inner: Span) -> bool {
    span.start <= inner.start && inner.end <= span.end
}

/// What cases there are, and how steps follow each other, is not known as long as a name is not.
fn without_judgements(parse: &Parse, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_lost =
        |message: &Message| matches!(message, Message::DuplicateLocal { .. } | Message::ReservedName { .. });
    let about_names =
        diagnostics.iter().filter(|found| unknown_name(&found.message).is_some() || is_lost(&found.message));
    let places: Vec<(Span, bool)> = about_names.map(|found| (found.at, is_lost(&found.message))).collect();
    if places.is_empty() {
        return diagnostics;
    }
    let item_at = |at: Span| parse.items().map(Node::span).find(|item| touches(*item, at));
    let wrong: Vec<(Span, bool)> =
        places.into_iter().filter_map(|(at, twice)| Some((item_at(at)?, twice))).collect();
    // A constraint that is not understood may exclude anything.
    let constraints: Vec<Span> = parse
        .tree
        .nodes()
        .filter(|node| node.kind() == Kind::Head && node.keyword() == Some(Keyword::Constraint))
        .map(Node::span)
        .filter(|span| diagnostics.iter().any(|found| holds(*span, found.at)))
        .collect();
    let unknown: Vec<Span> = diagnostics
        .iter()
        .filter(|found| unknown_name(&found.message).is_some())
        .map(|found| found.at)
        .collect();
    let is_wrong = |at: Span| {
        constraints.iter().any(|constraint| item_at(*constraint) == item_at(at))
            || statement(parse, at).is_some_and(|span| unknown.iter().any(|name| holds(span, *name)))
    };
    let is_twice = |at: Span| wrong.iter().any(|(item, twice)| *twice && touches(*item, at));
    // Who declares one name twice, or by a word of the language, does not declare the other.
    let only_name = |at: Span| {
        let names = diagnostics.iter().filter(|found| item_at(found.at) == item_at(at));
        let mut names: Vec<&str> = names.filter_map(|found| unknown_name(&found.message)).collect();
        names.sort_unstable();
        names.dedup();
        names.len() == 1
    };
    let kept = diagnostics.iter().filter(|found| match found.message {
        Message::StepCycle { .. } => !is_twice(found.at),
        Message::NeverTrue
        | Message::TableGap { .. }
        | Message::TableOverlap { .. }
        | Message::LimitsOverlap { .. } => !is_wrong(found.at),
        Message::UnknownLocal { .. } | Message::UnknownRole { .. } | Message::UnknownCondition { .. } => {
            !(is_twice(found.at) && only_name(found.at))
        }
        _ => true,
    });
    kept.cloned().collect()
}

/// The name that a finding calls unknown.
fn unknown_name(message: &Message) -> Option<&str> {
    match message {
        Message::UnknownItem { name, .. }
        | Message::UnknownLocal { name }
        | Message::UnknownComponent { name }
        | Message::UnknownRole { name }
        | Message::UnknownCondition { name }
        | Message::LooksLikeACase { name, .. } => Some(name),
        _ => None,
    }
}

/// A name that is unknown in several places is told once, with all places in its fix. If what is near it
/// is declared and used nowhere, the mistake is there.
fn repeated(parse: &Parse, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut first: FxHashMap<String, usize> = FxHashMap::default();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    let mut others: Vec<Vec<Diagnostic>> = Vec::new();
    let mut diagnostics = diagnostics;
    diagnostics.sort_by(|a, b| (a.at, a.code()).cmp(&(b.at, b.code())));
    diagnostics.dedup();
    for found in diagnostics {
        let key = unknown_name(&found.message).map(|name| match &found.message {
            Message::UnknownItem { kind, .. } => format!("{kind:?} {name}"),
            _ => format!("{} {name}", procedure_at(parse, found.at)),
        });
        match key.as_ref().and_then(|key| first.get(key)) {
            Some(&at) => others[at].push(found),
            None => {
                if let Some(key) = key {
                    first.insert(key, kept.len());
                }
                kept.push(found);
                others.push(Vec::new());
            }
        }
    }
    let told = kept
        .into_iter()
        .zip(others)
        .map(|(found, others)| if others.is_empty() { found } else { together(parse, found, &others) });
    told.collect()
}

/// What the names of an item's statements are the names of: the procedure that the item is, or speaks of.
fn procedure_at(parse: &Parse, at: Span) -> String {
    let Some(item) = parse.items().find(|item| touches(item.span(), at)) else { return String::new() };
    let subject = super::about_procedure::subject(item);
    subject
        .map(|name| name.to_string())
        .or(item.name().map(|name| name.text().to_owned()))
        .unwrap_or_default()
}

fn together(parse: &Parse, mut found: Diagnostic, others: &[Diagnostic]) -> Diagnostic {
    let near = match (&found.message, &found.help) {
        (Message::LooksLikeACase { case, .. }, _) => Some(case),
        (_, Some(Message::DidYouMean { name })) => Some(name),
        _ => None,
    };
    if let Some(name) = unknown_name(&found.message)
        && let Some(near) = near
        && let Some(declared) = unused(parse, near)
    {
        let message = Message::MisspeltDeclaration {
            name: near.clone(),
            used: name.to_owned(),
            count: others.len() + 1,
        };
        let mut moved = Diagnostic::new(declared, message);
        moved = moved.also(found.at, Message::UsedHere).replace(name);
        return moved;
    }
    if let Some(next) = others.first() {
        found.also.push((next.at, Message::MorePlaces { count: others.len() }));
    }
    if let Some(Fix { edits, .. }) = &mut found.fix {
        edits.extend(others.iter().filter_map(|other| other.fix.as_ref()).flat_map(|fix| fix.edits.clone()));
        edits.sort_by_key(|(span, _)| *span);
        edits.dedup();
    }
    found
}

/// Where a name is declared that stands nowhere else in the file.
fn unused(parse: &Parse, name: &str) -> Option<Span> {
    let mut declared = parse.tree.nodes().filter(|node| node.kind() == Kind::Name && node.text() == name);
    let place = declared.next()?.span();
    let is_used = parse
        .tree
        .nodes()
        .any(|node| node.kind() == Kind::Path && node.text().split('.').next() == Some(name));
    (!is_used && declared.next().is_none()).then_some(place)
}
