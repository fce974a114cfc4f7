//! A local variant: a procedure with some statements said anew.

use std::sync::Arc;

use tthc_syntax::{Keyword, Kind, Node, Span};

use super::{Builder, title};
use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::lower::values::Values;
use crate::procedure::{FeeKind, Procedure};
use crate::quantity::Date;

/// The variant as a procedure of its own: the base, with what the variant states in place of what the
/// base states. `None` if it has no name or no base.
///
/// A fee replaces all fees of its kind, a channel all channels of its kind, a time limit all time limits,
/// authorities all authorities; steps and decision tables replace those of the same name; papers are added.
pub(in crate::lower) fn lower(
    values: &mut Values,
    library: &Library,
    node: Node<'_>,
    (docs, on): (String, Option<Date>),
    base: &dyn Fn(&str) -> Option<Arc<Procedure>>,
) -> Option<Procedure> {
    let name = node.name()?;
    let of = node.clause(Keyword::Of).and_then(|clause| Values::default().name(clause))?.0;
    let base = base(&of)?;
    let mut procedure = (*base).clone();
    procedure.variant_of = Some(of);
    procedure.name = Name::new(name.text());
    procedure.title = title(node).unwrap_or_else(|| name.text().to_owned());
    procedure.docs = docs;
    procedure.span = node.span();
    procedure.name_span = name.span();
    let mut builder = Builder {
        values,
        library,
        procedure,
        tree: node.tree(),
        scope: Vec::new(),
        case_scope: Vec::new(),
        aliases: Vec::new(),
    };
    builder.make_room(node);
    builder.declarations(node);
    for statement in node.statements() {
        builder.statement(statement);
    }
    builder.step_order(node);
    builder.channel_limits();
    let procedure = builder.procedure;
    let known = findings(library, &base, node, on);
    let found = findings(library, &procedure, node, on);
    own(values, node, &procedure, &known, found);
    Some(procedure)
}

/// Of what is found in the variant, what is not wrong in the procedure itself, where it is told. What shows at
/// a statement of the procedure, which may be in another file, is told at the variant's name.
pub(in crate::lower) fn own(
    values: &mut Values,
    node: Node<'_>,
    variant: &Procedure,
    known: &[Diagnostic],
    found: Vec<Diagnostic>,
) {
    let is_own =
        |at: Span| node.statements().any(|own| own.span().start <= at.start && at.end <= own.span().end);
    for mut found in found {
        if known.iter().any(|known| known.message == found.message) {
            continue;
        }
        if !is_own(found.at) {
            found.at = variant.name_span;
            found.fix = None;
        }
        found.also.retain(|(at, _)| is_own(*at));
        values.problems.push(found);
    }
}

/// What the checks find in a procedure.
fn findings(library: &Library, procedure: &Procedure, node: Node<'_>, on: Option<Date>) -> Vec<Diagnostic> {
    let mut values = Values::default();
    let procedure = procedure.clone();
    let mut builder = Builder {
        values: &mut values,
        library,
        procedure,
        tree: node.tree(),
        scope: Vec::new(),
        case_scope: Vec::new(),
        aliases: Vec::new(),
    };
    super::checks::run(&mut builder, node, on);
    values.problems
}

impl Builder<'_> {
    /// Removes from the base what the variant states.
    fn make_room(&mut self, node: Node<'_>) {
        let procedure = &mut self.procedure;
        // Those of channels are made again from the channels that stay.
        procedure.time_limits.retain(|limit| !limit.of_channel);
        for statement in node.statements() {
            let Some(keyword) = statement.keyword() else { continue };
            match keyword {
                Keyword::Authority => {
                    procedure.authorities.clear();
                    procedure.levels.clear();
                    procedure.competence.clear();
                }
                Keyword::Fee => procedure.fees.retain(|fee| fee.kind != FeeKind::Fee),
                Keyword::Charge => procedure.fees.retain(|fee| fee.kind != FeeKind::Charge),
                Keyword::Contribution => procedure.fees.retain(|fee| fee.kind != FeeKind::Contribution),
                Keyword::TimeLimit => procedure.time_limits.clear(),
                Keyword::Extension => procedure.extensions.clear(),
                Keyword::Basis => procedure.basis.clear(),
                Keyword::TwinCode => procedure.twin_codes.clear(),
                _ => {
                    if let Some(kind) = super::cases::channel_kind(keyword) {
                        procedure.channels.retain(|channel| channel.kind != kind);
                    }
                }
            }
            let name = statement.child(Kind::Name).map(|name| name.text());
            if keyword == Keyword::Decide {
                // The tables of the base keep their places: formulas point to them.
                if let Some(table) = procedure.decisions.iter_mut().find(|table| Some(&*table.name) == name) {
                    table.name = smol_str::format_smolstr!("{} ({})", table.name, procedure.name);
                }
            }
        }
    }
}
