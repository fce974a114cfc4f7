//! Scenarios and reforms speak of one procedure: its cases, papers and steps must be there.

use tthc_syntax::{Expr, ExprKind, Group, Keyword, Kind, Node, Operator, Span, expr, suggest};

use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::library::{ItemKind, Library};
use crate::lower::items::attribute_exists;
use crate::lower::one_of;
use crate::lower::values::{Values, split, word_of};
use crate::message::Message;
use crate::procedure::{APPLICANT, Procedure, RoleId};

/// The procedure an item speaks of, by its clause.
pub(super) fn subject(node: Node<'_>) -> Option<Name> {
    let clause = match ItemKind::from_keyword(node.keyword()?)? {
        ItemKind::Scenario => Keyword::ForProcedure,
        ItemKind::Reform => Keyword::OnProcedure,
        _ => return None,
    };
    Some(Values::default().name(node.clause(clause)?)?.0)
}

/// Of a procedure that was not understood whole it is too early to say what it lacks.
pub(super) fn check(values: &mut Values, library: &Library, node: Node<'_>, procedure: &Procedure) {
    if procedure.is_incomplete {
        return;
    }
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Given) => given(values, library, statement, procedure),
            Some(Keyword::ExpectDossier | Keyword::ExpectAfter | Keyword::ExpectReformed) => {
                for line in statement.statements() {
                    components(values, line, procedure);
                }
            }
            Some(
                Keyword::ExpectHeld
                | Keyword::ExpectBlocked
                | Keyword::ExpectRequired
                | Keyword::Accept
                | Keyword::NotAccepted
                | Keyword::MoveToForm
                | Keyword::Replace,
            ) => components(values, statement, procedure),
            Some(Keyword::Cut) => {
                for (name, at) in names(statement) {
                    let steps = procedure.steps.iter().map(|step| &step.name);
                    let known = procedure.components.iter().map(|component| &component.name).chain(steps);
                    unless_known(values, &name, at, known, |name| Message::UnknownComponent { name });
                }
            }
            Some(Keyword::Shorten) => {
                for (name, at) in names(statement).into_iter().filter(|(name, _)| !is_all(name)) {
                    let known = procedure.steps.iter().map(|step| &step.name);
                    unless_known(values, &name, at, known, |name| Message::UnknownLocal { name });
                }
            }
            _ => {}
        }
    }
}

fn components(values: &mut Values, node: Node<'_>, procedure: &Procedure) {
    for (name, at) in names(node) {
        if is_all(&name) {
            continue;
        }
        let known = procedure.components.iter().map(|component| &component.name);
        unless_known(values, &name, at, known, |name| Message::UnknownComponent { name });
    }
}

fn is_all(name: &Name) -> bool {
    matches!(Keyword::find(Group::Value, name), Some((Keyword::All, _)))
}

/// `cho kết_hôn = có, mẹ.quốc_tịch = việt_nam, trực_tuyến = có`.
fn given(values: &mut Values, library: &Library, node: Node<'_>, procedure: &Procedure) {
    for operand in expr::operands(node) {
        let ExprKind::Binary(Operator::Is | Operator::Equal, name, value) = &operand.kind else { continue };
        let ExprKind::Path(path) = name.kind else { continue };
        let is_channel =
            matches!(word_of(name), Some(Keyword::ViaOnline | Keyword::ViaCounter | Keyword::ViaPost));
        let parts = split(&path.spelled());
        if let [role, attributes @ ..] = parts.as_slice()
            && !attributes.is_empty()
        {
            match role_named(procedure, role) {
                Some(id) => {
                    let entity = &procedure.role(id).entity;
                    attribute_exists(values, library, entity, attributes, path.span());
                }
                None => values.problem(path.span(), Message::UnknownRole { name: role.to_string() }),
            }
        } else if let Some(case) = procedure.cases.iter().find(|case| case.name == *path.spelled()) {
            case_value(values, case, value);
        } else if !is_channel {
            let known = procedure.cases.iter().map(|case| &case.name);
            let name = Name::new(path.spelled());
            unless_known(values, &name, path.span(), known, |name| Message::UnknownLocal { name });
        }
    }
}

fn case_value(values: &mut Values, case: &crate::procedure::CaseVariable, value: &Expr<'_>) {
    let ExprKind::Path(path) = value.kind else { return };
    let is_known = match word_of(value) {
        Some(Keyword::Yes | Keyword::No) if case.is_bool() => true,
        _ => case.quantity.is_some() || case.values.iter().any(|known| known == &*path.spelled()),
    };
    if !is_known {
        let listed = match case.is_bool() {
            true => [Keyword::Yes, Keyword::No].map(|word| word.vietnamese().to_owned()).join(", "),
            false => case.values.iter().map(Name::as_str).collect::<Vec<_>>().join(", "),
        };
        let nearest = suggest::nearest(&path.spelled(), case.values.iter().map(Name::as_str));
        let message = Message::UnknownValue {
            name: case.name.to_string(),
            value: path.spelled().into_owned(),
            values: listed,
        };
        let diagnostic = Diagnostic::new(path.span(), message);
        values.problems.push(match nearest {
            Some(nearest) => {
                diagnostic.help(Message::DidYouMean { name: nearest.to_owned() }).replace(nearest)
            }
            None => diagnostic,
        });
    }
}

fn role_named(procedure: &Procedure, name: &str) -> Option<RoleId> {
    if matches!(Keyword::find(Group::Value, name), Some((Keyword::TheApplicant, _))) {
        return Some(APPLICANT);
    }
    let at = procedure.roles.iter().position(|role| role.name == name)?;
    Some(RoleId(at as u16))
}

/// The names in the operands; what is no name is reported where it is read.
pub(super) fn names(node: Node<'_>) -> Vec<(Name, Span)> {
    match node.child(Kind::Operands) {
        Some(_) => Values::default().names(node),
        None => Vec::new(),
    }
}

fn unless_known<'n>(
    values: &mut Values,
    name: &Name,
    at: Span,
    known: impl Iterator<Item = &'n Name>,
    message: impl FnOnce(String) -> Message,
) {
    let known: Vec<&str> = known.map(Name::as_str).collect();
    if known.contains(&name.as_str()) {
        return;
    }
    values.problems.push(one_of(Diagnostic::new(at, message(name.to_string())), name, &known));
}
