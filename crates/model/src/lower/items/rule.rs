//! A general rule over all procedures.

use tthc_syntax::{Expr, ExprKind, Keyword, Node, Operator, Span, expr};

use crate::Name;
use crate::citation::BasisKind;
use crate::diagnostic::Diagnostic;
use crate::library::{Document, Library, Replacement, Rule, RulePapers, SupplementTerm, Type};
use crate::lower::items::attribute::attribute_exists;
use crate::lower::items::source::quality;
use crate::lower::one_of;
use crate::lower::values::{PREVAILED, RANKS, Values, basis_kind, rank, split, standing, word_of};
use crate::message::{Expected, Message};

pub(super) fn rule(values: &mut Values, node: Node<'_>) -> Rule {
    let mut rule = Rule {
        period: values.period(node),
        basis: values.basis(node),
        replaces: Vec::new(),
        thresholds: Vec::new(),
        supplement_terms: Vec::new(),
        prevails_over: Vec::new(),
        prevails_over_all: false,
        displaced_by: Vec::new(),
        prohibitions: Vec::new(),
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Replace) => rule.replaces.push(replacement(values, statement)),
            Some(Keyword::MustNotAsk) => {
                let papers = values.papers_not_to_ask_for(statement);
                rule.prohibitions.push(RulePapers {
                    documents: papers.documents,
                    unlisted: papers.unlisted,
                    basis: values.basis(statement),
                    period: values.period(statement),
                });
            }
            Some(Keyword::Threshold) => rule.thresholds = quality(values, statement),
            Some(Keyword::SupplementTerm) => rule.supplement_terms.extend(supplement_term(values, statement)),
            Some(Keyword::Prevails) => {
                let words = values.words(statement, PREVAILED);
                rule.prevails_over_all |= words.contains(&Keyword::AnyText);
                rule.prevails_over.extend(words.into_iter().filter_map(rank));
            }
            Some(Keyword::DisplacedBy) => {
                rule.displaced_by.extend(values.words(statement, RANKS).into_iter().filter_map(rank));
            }
            _ => {}
        }
    }
    rule
}

fn replacement(values: &mut Values, node: Node<'_>) -> Replacement {
    let list = |names: Vec<(Name, Span)>| -> Option<Vec<Name>> {
        let any = |name: &Name| {
            tthc_syntax::Keyword::find(tthc_syntax::Group::Value, name)
                .is_some_and(|(word, _)| word == Keyword::AnyThing)
        };
        let names: Vec<Name> = names.into_iter().map(|(name, _)| name).collect();
        (!names.iter().any(any)).then_some(names)
    };
    Replacement {
        documents: list(values.names(node)),
        sources: match node.clause(Keyword::By) {
            Some(by) => list(values.names(by)),
            None => Some(Vec::new()),
        },
        when: node.clause(Keyword::When).map(|when| values.covered(when)).unwrap_or_default(),
        basis: values.basis(node),
        period: values.period(node),
        kind: basis_kind(node).unwrap_or(BasisKind::General),
        standing: standing(node),
    }
}

/// The condition may only speak of the channel.
fn supplement_term(values: &mut Values, node: Node<'_>) -> Option<SupplementTerm> {
    let within = values.duration(node)?;
    let (mut online, mut offline) = (true, true);
    if let Some(when) = node.clause(Keyword::When) {
        for operand in expr::operands(when) {
            match &operand.kind {
                ExprKind::Not(inner) if word_of(inner) == Some(Keyword::ViaOnline) => online = false,
                _ if word_of(&operand) == Some(Keyword::ViaOnline) => offline = false,
                _ => values.expected(when, Expected::OneOf(&[Keyword::ViaOnline])),
            }
        }
    }
    let corrected_by = node.clause(Keyword::CorrectedBy).and_then(|clause| values.name(clause));
    Some(SupplementTerm {
        online,
        offline,
        within,
        corrected_by: corrected_by.map(|(name, _)| name),
        clock_stops: node.has(Keyword::ClockStops),
        basis: values.basis(node),
    })
}

/// `thay thế giấy_chứng_nhận bằng đất_đai khi thửa.mục_đích == đất_ở`: of what one of the documents is about.
pub(super) fn check_replacement(values: &mut Values, library: &Library, node: Node<'_>) {
    let Some(when) = node.clause(Keyword::When) else { return };
    let names = Values::default().names(node);
    let documents: Vec<&Document> = names.iter().filter_map(|(name, _)| library.document(name)).collect();
    // Any document, or one that is reported where it is named.
    if documents.len() < names.len() {
        return;
    }
    let parameters: Vec<&(Name, Name)> = documents.iter().flat_map(|document| &document.about).collect();
    for operand in expr::operands(when) {
        check_covered(values, library, &parameters, &operand);
    }
}

fn check_covered(values: &mut Values, library: &Library, parameters: &[&(Name, Name)], operand: &Expr<'_>) {
    let (left, right) = match &operand.kind {
        ExprKind::Binary(Operator::And, left, right) => {
            check_covered(values, library, parameters, left);
            check_covered(values, library, parameters, right);
            return;
        }
        ExprKind::Binary(Operator::Equal | Operator::In, left, right) => (left, right),
        // Reported where it is read.
        _ => return,
    };
    let ExprKind::Path(path) = left.kind else { return };
    let names = split(path.text());
    let Some((_, entity)) = parameters.iter().find(|(parameter, _)| *parameter == names[0]) else {
        let known: Vec<&str> = parameters.iter().map(|(name, _)| name.as_str()).collect();
        let place = Span::new(path.span().start, path.span().start + names[0].len() as u32);
        let message = Message::UnknownRole { name: names[0].to_string() };
        values.problems.push(one_of(Diagnostic::new(place, message), &names[0], &known));
        return;
    };
    if !attribute_exists(values, library, entity, &names[1..], path.span()) {
        return;
    }
    let attribute = match names.as_slice() {
        [_, attribute] => library.entity(entity).and_then(|entity| entity.attribute(attribute)),
        _ => None,
    };
    let Some(Type::Values(listed)) = attribute.map(|attribute| &attribute.ty) else { return };
    let given: Vec<Node<'_>> = match &right.kind {
        ExprKind::Path(value) => vec![*value],
        ExprKind::Set(set) => set
            .iter()
            .filter_map(|value| match value.kind {
                ExprKind::Path(value) => Some(value),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    for value in given.into_iter().filter(|value| !listed.iter().any(|known| known == &*value.spelled())) {
        let message = Message::UnknownValue {
            name: path.text().to_owned(),
            value: value.spelled().into_owned(),
            values: listed.iter().map(Name::as_str).collect::<Vec<_>>().join(", "),
        };
        values.problem(value.span(), message);
    }
}
