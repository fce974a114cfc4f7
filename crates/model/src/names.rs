//! References from a text to items of the repository, found by their position alone.
//!
//! One walk serves the check for unknown names, go-to-definition and hover.

use tthc_syntax::{ExprKind, Keyword, Kind, Node, Operator, Parse, Span, expr};

use crate::Name;
use crate::library::ItemKind;
use crate::lower::Values;
use crate::quantity::Period;

/// A name that must be declared as one of the kinds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub span: Span,
    pub name: Name,
    /// Never empty; the first is the usual one.
    pub kinds: &'static [ItemKind],
    /// The days on which the statement holds by its own `from` and `until`.
    pub period: Period,
}

const LAW: &[ItemKind] = &[ItemKind::Law];
const AGENCY: &[ItemKind] = &[ItemKind::Agency];
const AGENT: &[ItemKind] = &[ItemKind::Actor, ItemKind::Agency];
const ENTITY: &[ItemKind] = &[ItemKind::Entity];
const SOURCE: &[ItemKind] = &[ItemKind::Source];
const DOCUMENT: &[ItemKind] = &[ItemKind::Document];
const PROCEDURE: &[ItemKind] = &[ItemKind::Procedure];
const REFORM: &[ItemKind] = &[ItemKind::Reform];
const TRIED: &[ItemKind] = &[ItemKind::Procedure, ItemKind::Variant];
const PUBLISHED: &[ItemKind] = &[ItemKind::Entity, ItemKind::Document];
const TOLD: &[ItemKind] = &[ItemKind::Source, ItemKind::Agency, ItemKind::Actor];

/// All references of a file, in the order of their places.
pub fn references(parse: &Parse) -> Vec<Reference> {
    parse.items().flat_map(of_item).collect()
}

/// The references of one item, in the order of their places.
pub(crate) fn of_item(item: Node<'_>) -> Vec<Reference> {
    let mut found = Vec::new();
    let Some(kind) = item.keyword().and_then(ItemKind::from_keyword) else { return found };
    clauses(kind, item, &mut found);
    for statement in item.statements() {
        walk(kind, statement, &mut found);
    }
    if matches!(kind, ItemKind::Procedure | ItemKind::Variant) {
        without_aliases(item, &mut found);
    }
    narrow(item, &mut found);
    found.sort_by_key(|reference| reference.span);
    found
}

/// `thay cho bản_của_mẹ`: a paper of the dossier may be called by its alias, which is no document.
fn without_aliases(item: Node<'_>, found: &mut Vec<Reference>) {
    let (mut papers, mut aliases) = (Vec::new(), Vec::new());
    for statement in item.statements() {
        named_by(Keyword::InPlaceOf, statement, &mut papers);
        named_by(Keyword::Alias, statement, &mut aliases);
    }
    let is_alias = |name: &Name| aliases.iter().any(|(alias, _)| alias == name);
    found.retain(|reference| {
        !papers.contains(&(reference.name.clone(), reference.span)) || !is_alias(&reference.name)
    });
}

/// What a clause names, in a statement and below it.
fn named_by(clause: Keyword, statement: Node<'_>, names: &mut Vec<(Name, Span)>) {
    for clause in statement.clauses(clause) {
        names.extend(Values::default().names(clause));
    }
    let within = statement.children().filter(|child| child.kind().is_statement());
    within.chain(statement.statements()).for_each(|inner| named_by(clause, inner, names));
}

fn walk(item: ItemKind, statement: Node<'_>, found: &mut Vec<Reference>) {
    let keyword = statement.keyword();
    let start = found.len();
    if statement.kind() == Kind::Prefixed {
        for inner in statement.children().filter(|child| child.kind().is_statement()) {
            walk(item, inner, found);
        }
        return;
    }
    let own: &[ItemKind] = match (item, keyword) {
        (ItemKind::Source, Some(Keyword::Owner)) => AGENCY,
        (ItemKind::Agency, Some(Keyword::SucceededBy)) => AGENCY,
        (ItemKind::Scenario, Some(Keyword::ExpectAuthority)) => AGENCY,
        (ItemKind::Scenario, Some(Keyword::ExpectReformed)) => REFORM,
        (_, Some(Keyword::MustNotAsk)) => DOCUMENT,
        (ItemKind::Source, Some(Keyword::About)) => ENTITY,
        (ItemKind::Source, Some(Keyword::Stores)) => DOCUMENT,
        (ItemKind::Source, Some(Keyword::Serves)) => AGENCY,
        (ItemKind::Document, Some(Keyword::IssuedBy)) => AGENT,
        (ItemKind::Rule, Some(Keyword::Replace)) => DOCUMENT,
        (ItemKind::Procedure | ItemKind::Variant, Some(Keyword::Ministry | Keyword::Authority)) => AGENCY,
        (
            ItemKind::Procedure | ItemKind::Variant,
            Some(
                Keyword::Show
                | Keyword::Submit
                | Keyword::Surrender
                | Keyword::Upload
                | Keyword::Result
                | Keyword::ByProduct
                | Keyword::Refusal,
            ),
        ) => DOCUMENT,
        (ItemKind::Procedure | ItemKind::Variant, Some(Keyword::Lookup | Keyword::Update)) => SOURCE,
        (ItemKind::Procedure | ItemKind::Variant, Some(Keyword::Follows)) => PROCEDURE,
        (ItemKind::Journey, Some(Keyword::Procedures | Keyword::OptionalParts)) => PROCEDURE,
        _ => &[],
    };
    if let Some(row) = statement.child(Kind::Operands) {
        if !own.is_empty() {
            paths(row, own, found);
        }
        types(item, statement, row, found);
    }
    clauses(item, statement, found);
    if let Some(citations) = statement.child(Kind::Citations) {
        laws(citations, found);
    }
    let published = (item, keyword) == (ItemKind::Source, Some(Keyword::Published));
    for inner in statement.statements() {
        if let Some(row) = inner.child(Kind::Operands).filter(|_| published) {
            paths(row, PUBLISHED, found);
        }
        walk(item, inner, found);
    }
    narrow(statement, &mut found[start..]);
}

/// What a statement names counts only on the days on which the statement holds.
fn narrow(statement: Node<'_>, found: &mut [Reference]) {
    if statement.clause(Keyword::From).is_none() && statement.clause(Keyword::Until).is_none() {
        return;
    }
    let period = Values::default().period(statement);
    for reference in found {
        reference.period = reference.period.intersect(&period);
    }
}

/// The entity behind `:` where a role, an attribute or a parameter is declared.
fn types(item: ItemKind, statement: Node<'_>, row: Node<'_>, found: &mut Vec<Reference>) {
    let declares = match (item, statement.keyword()) {
        (ItemKind::Procedure, Some(Keyword::Role | Keyword::Applicant)) => {
            // `: người = con.mẹ`: the operands are the type and, behind `=`, something else.
            let first = row.children().next().filter(|node| node.kind() == Kind::Path);
            if let Some(entity) = first {
                push(entity, ENTITY, found);
            }
            return;
        }
        (ItemKind::Entity, None) => true,
        (ItemKind::Document, Some(Keyword::About)) => true,
        _ => false,
    };
    if !declares {
        return;
    }
    for expression in expr::operands(row) {
        if let ExprKind::Binary(Operator::Has, _, ty) = expression.kind
            && let ExprKind::Path(node) = ty.kind
        {
            push(node, ENTITY, found);
        }
    }
}

fn clauses(item: ItemKind, node: Node<'_>, found: &mut Vec<Reference>) {
    for clause in node.children() {
        let kinds: &[ItemKind] = match (item, clause.kind(), clause.keyword()) {
            (_, Kind::CiteClause, _) => {
                if let Some(citations) = clause.child(Kind::Citations) {
                    laws(citations, found);
                }
                continue;
            }
            (ItemKind::Actor, Kind::ValueClause, Some(Keyword::Of)) => AGENCY,
            (ItemKind::Variant, Kind::ValueClause, Some(Keyword::Of)) => PROCEDURE,
            (
                ItemKind::Rule | ItemKind::Reform | ItemKind::Scenario,
                Kind::ValueClause,
                Some(Keyword::By),
            ) => SOURCE,
            (ItemKind::Procedure, Kind::ValueClause, Some(Keyword::InPlaceOf)) => DOCUMENT,
            (_, Kind::ValueClause, Some(Keyword::ForProcedure)) => TRIED,
            (_, Kind::ValueClause, Some(Keyword::OnProcedure)) => PROCEDURE,
            (_, Kind::ValueClause, Some(Keyword::DoneBy | Keyword::JudgedBy | Keyword::CorrectedBy)) => AGENT,
            (_, Kind::ValueClause, Some(Keyword::SetBy)) => AGENCY,
            (_, Kind::Action, Some(Keyword::DoLookup | Keyword::DoRecord)) => SOURCE,
            (_, Kind::Action, Some(Keyword::DoNotify)) => TOLD,
            (_, Kind::Action, Some(Keyword::DoConsult)) => AGENT,
            _ => continue,
        };
        if let Some(row) = clause.child(Kind::Operands) {
            paths(row, kinds, found);
        }
    }
}

fn paths(row: Node<'_>, kinds: &'static [ItemKind], found: &mut Vec<Reference>) {
    for node in row.children() {
        match node.kind() {
            Kind::Path => push(node, kinds, found),
            Kind::Set | Kind::Group | Kind::Conditional | Kind::Quantified | Kind::Counted => {
                for inner in node.children().filter(|part| part.kind() == Kind::Operands) {
                    paths(inner, kinds, found);
                }
            }
            _ => {}
        }
    }
}

fn laws(citations: Node<'_>, found: &mut Vec<Reference>) {
    for node in citations.children().filter(|node| node.kind() == Kind::Path) {
        push(node, LAW, found);
    }
}

/// Reserved words (`the_applicant`, `anything`, `bool`) stand for themselves.
fn push(node: Node<'_>, kinds: &'static [ItemKind], found: &mut Vec<Reference>) {
    let text = node.text();
    if text.contains('.') || node.word().is_some_and(|word| is_reserved(word, kinds)) {
        return;
    }
    found.push(Reference {
        span: node.span(),
        name: Name::new(node.spelled()),
        kinds,
        period: Period::ALWAYS,
    });
}

fn is_reserved(word: Keyword, kinds: &[ItemKind]) -> bool {
    match word {
        Keyword::TheApplicant
        | Keyword::AnyThing
        | Keyword::Unlisted
        | Keyword::Unknown
        | Keyword::Nothing
        | Keyword::NotApplicable => true,
        Keyword::Commune | Keyword::District | Keyword::Province | Keyword::Central => kinds == AGENCY,
        Keyword::TypeText
        | Keyword::TypeNumber
        | Keyword::TypeInteger
        | Keyword::TypeDate
        | Keyword::TypeMoney
        | Keyword::TypeBool => kinds == ENTITY,
        _ => false,
    }
}
