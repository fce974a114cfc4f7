//! A source of data: what it is about, what it holds, what its owner has published.

use tthc_syntax::{Expr, ExprKind, Keyword, Node, Operator, Span, expr, suggest};

use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::library::{
    About, AttributePath, ConsentRule, Criterion, ItemKind, Library, Publication, Service, Source,
};
use crate::lower::did_you_mean;
use crate::lower::items::attribute::attribute_exists;
use crate::lower::items::attribute::paths_in;
use crate::lower::values::{Values, split};
use crate::message::{Expected, Message};

pub(super) fn source(values: &mut Values, node: Node<'_>) -> Source {
    let mut source = Source {
        owner: None,
        about: Vec::new(),
        publications: Vec::new(),
        serves: Vec::new(),
        consent: ConsentRule::default(),
        login: false,
        quality: Vec::new(),
        connection: None,
        latency: None,
        stores: Vec::new(),
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Owner) => source.owner = values.name(statement).map(|(name, _)| name),
            Some(Keyword::About) => source.about.extend(about(values, statement)),
            Some(Keyword::Published) => source.publications.push(publication(values, statement)),
            Some(Keyword::Serves) => source.serves.push(service(values, statement)),
            Some(Keyword::Consent) => {
                let basis = values.basis(statement);
                source.consent = match values.word(statement, &[Keyword::NotRequired, Keyword::Required]) {
                    Some(Keyword::Required) => ConsentRule::Required(basis),
                    Some(_) => ConsentRule::NotRequired(basis),
                    None => ConsentRule::Unrecorded,
                };
            }
            Some(Keyword::Login) => {
                source.login = values.word(statement, &[Keyword::TheApplicant]).is_some();
            }
            Some(Keyword::Quality) => source.quality = quality(values, statement),
            Some(Keyword::Connection) => source.connection = values.text(statement),
            Some(Keyword::Latency) => source.latency = values.duration(statement),
            Some(Keyword::Stores) => {
                source.stores.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            _ => {}
        }
    }
    source
}

fn about(values: &mut Values, node: Node<'_>) -> Option<About> {
    let (entity, _) = values.name(node)?;
    let mut about = About {
        entity,
        keys: Vec::new(),
        holds: Vec::new(),
        covers: Vec::new(),
        coverage: None,
        matching: Vec::new(),
    };
    if let Some(by) = node.clause(Keyword::By) {
        for operand in expr::operands(by) {
            keys(values, by, &operand, &mut about.keys);
        }
    }
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Holds) => {
                about.holds.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            Some(Keyword::Covers) => about.covers.extend(values.covered(statement)),
            Some(Keyword::Coverage) => {
                let provenance = values.provenance(statement);
                values.figure(statement, &provenance);
                about.coverage = values.percent(statement).map(|share| (share, provenance));
            }
            Some(Keyword::Matching) => {
                about.matching.extend(values.names(statement).into_iter().map(|(name, _)| split(&name)));
            }
            _ => {}
        }
    }
    Some(about)
}

fn keys(values: &mut Values, node: Node<'_>, operand: &Expr<'_>, found: &mut Vec<Vec<AttributePath>>) {
    let path = |expr: &Expr<'_>| match expr.kind {
        ExprKind::Path(path) => Some(split(&path.spelled())),
        _ => None,
    };
    match &operand.kind {
        ExprKind::Binary(Operator::Or, left, right) => {
            keys(values, node, left, found);
            keys(values, node, right, found);
        }
        ExprKind::Path(_) => found.extend(path(operand).map(|path| vec![path])),
        ExprKind::Set(parts) => match parts.iter().map(path).collect::<Option<Vec<_>>>() {
            Some(key) => found.push(key),
            None => values.expected(node, Expected::Keys),
        },
        ExprKind::Missing => {}
        _ => values.expected(node, Expected::Keys),
    }
}

fn publication(values: &mut Values, node: Node<'_>) -> Publication {
    let period = values.period(node);
    if period.from.is_none() {
        values.problem(
            node.span(),
            Message::Expected { keyword: Keyword::From.vietnamese().to_owned(), expected: Expected::Date },
        );
    }
    let scope = node.statements().flat_map(|line| values.names(line)).map(|(name, _)| split(&name)).collect();
    Publication { period, presumed: node.has(Keyword::Presumed), scope, basis: values.basis(node) }
}

fn service(values: &mut Values, node: Node<'_>) -> Service {
    let mut service = Service {
        levels: Vec::new(),
        agencies: Vec::new(),
        basis: values.basis(node),
        period: values.period(node),
    };
    for (name, _) in values.names(node) {
        let word = tthc_syntax::Keyword::find(tthc_syntax::Group::Value, &name).map(|(word, _)| word);
        match word.and_then(crate::lower::values::level) {
            Some(level) => service.levels.push(level),
            None => service.agencies.push(name),
        }
    }
    service
}

pub(super) fn quality(values: &mut Values, node: Node<'_>) -> Vec<(Criterion, crate::Interval)> {
    let mut quality = Vec::new();
    for statement in node.statements() {
        let criterion = match statement.keyword() {
            Some(Keyword::Correct) => Criterion::Correct,
            Some(Keyword::Sufficient) => Criterion::Sufficient,
            Some(Keyword::Clean) => Criterion::Clean,
            Some(Keyword::Live) => Criterion::Live,
            Some(Keyword::Unified) => Criterion::Unified,
            Some(Keyword::Shared) => Criterion::Shared,
            _ => continue,
        };
        if let Some(share) = values.percent(statement) {
            quality.push((criterion, share));
        }
    }
    quality
}

pub(super) fn check_about(values: &mut Values, library: &Library, node: Node<'_>) {
    let mut quiet = Values::default();
    let Some((entity, _)) = quiet.name(node) else { return };
    let by = node.clause(Keyword::By).into_iter();
    let lines = node
        .statements()
        .filter(|s| matches!(s.keyword(), Some(Keyword::Holds | Keyword::Matching | Keyword::Covers)));
    for line in by.chain(lines) {
        for path in paths_in(line) {
            let covers_value = line.keyword() == Some(Keyword::Covers) && !is_left(line, path);
            if !covers_value {
                attribute_exists(values, library, &entity, &split(&path.spelled()), path.span());
            }
        }
    }
}

/// In `attribute == value` only the left side names an attribute.
fn is_left(line: Node<'_>, path: Node<'_>) -> bool {
    let row = line.child(tthc_syntax::Kind::Operands);
    let next = row.into_iter().flat_map(Node::children).find(|node| node.span().start >= path.span().end);
    next.is_some_and(|node| node.text() == "==" || node.keyword() == Some(Keyword::In))
}

/// `công bố từ … { người.họ_tên }`: an attribute; entities and documents are references like others.
pub(super) fn check_scope(values: &mut Values, library: &Library, line: Node<'_>) {
    for path in paths_in(line) {
        let names = split(path.text());
        let Some((entity, attributes)) = names.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            continue;
        };
        if library.entity(entity).is_some() {
            attribute_exists(values, library, entity, attributes, path.span());
            continue;
        }
        let names = library.names(ItemKind::Entity);
        let nearest = suggest::nearest(entity, names.into_iter().map(Name::as_str));
        let place = Span::new(path.span().start, path.span().start + entity.len() as u32);
        let message = Message::UnknownItem { kind: ItemKind::Entity, name: entity.to_string() };
        values.problems.push(did_you_mean(Diagnostic::new(place, message), nearest, || {
            Message::DeclareHelp { kind: ItemKind::Entity, name: entity.to_string() }
        }));
    }
}
