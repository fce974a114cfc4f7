//! What the whole record says or fails to say, once everything is resolved.

use std::cell::OnceCell;

use tthc_syntax::{Keyword, Node};

use super::Builder;
use crate::cases::Cases;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::procedure::{Condition, FactId};
use crate::quantity::Date;

mod prohibitions;
mod steps;
mod tables;

pub(super) fn run(builder: &mut Builder<'_>, node: Node<'_>, on: Option<Date>) {
    needs_have_evidence(builder, node);
    let cases = Diagrams::default();
    conditions_can_be_true(builder, &cases);
    let acyclic = steps::have_an_order(builder);
    if acyclic {
        steps::fit_the_time_limits(builder, &cases);
    }
    tables::run(builder, &cases);
    prohibitions::run(builder, &cases, on);
    if builder.procedure.steps.is_empty() {
        builder.values.problem(builder.procedure.name_span, Message::NoSteps);
    }
}

/// The cases of the procedure, made when the first check asks for them.
#[derive(Default)]
struct Diagrams(OnceCell<Cases>);

impl Diagrams {
    fn of(&self, builder: &Builder<'_>) -> &Cases {
        self.0.get_or_init(|| Cases::new(&builder.procedure, builder.library))
    }
}

/// A fact that nothing can show makes the procedure impossible to decide as written.
fn needs_have_evidence(builder: &mut Builder<'_>, node: Node<'_>) {
    let procedure = &builder.procedure;
    let mut missing: Vec<(tthc_syntax::Span, FactId)> = Vec::new();
    let shown = |fact: FactId| {
        procedure.components.iter().any(|component| component.facts.contains(&fact))
            || builder.library.sources().any(|(_, source)| {
                let fact = procedure.fact(fact);
                source.about.iter().any(|about| {
                    about.entity == procedure.role(fact.role).entity && about.holds.contains(&fact.attribute)
                })
            })
    };
    for requirement in &procedure.requirements {
        let facts = requirement.facts.iter().filter(|fact| !shown(**fact));
        missing.extend(facts.map(|fact| (requirement.name_span, *fact)));
    }
    // Of a variant, the criteria of its own stand behind those of the procedure.
    let inherited = procedure.criteria.len().saturating_sub(criteria(node).count());
    for (criterion, statement) in procedure.criteria.iter().skip(inherited).zip(criteria(node)) {
        let at = statement.clause(Keyword::Needs).map_or(criterion.span, Node::span);
        missing.extend(criterion.needs.iter().filter(|fact| !shown(**fact)).map(|fact| (at, *fact)));
    }
    for (at, fact) in missing {
        let message = Message::NeedWithoutEvidence { fact: builder.procedure.fact_text(fact) };
        builder.values.problems.push(Diagnostic::new(at, message).help(Message::AddEvidenceHelp));
    }
}

fn criteria(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.statements().filter(|statement| {
        matches!(statement.keyword(), Some(Keyword::Criterion | Keyword::Condition))
            && statement.name().is_some()
    })
}

fn conditions_can_be_true(builder: &mut Builder<'_>, cases: &Diagrams) {
    let procedure = &builder.procedure;
    if procedure.components.iter().all(|component| component.condition.is_true()) {
        return;
    }
    let cases = cases.of(builder);
    let mut never = Vec::new();
    // Papers of one requirement mostly have one condition.
    let mut known: Vec<(&Condition, bool)> = Vec::new();
    for component in procedure.components.iter().filter(|component| !component.condition.is_true()) {
        let condition = &component.condition;
        let found = known.iter().find(|(other, _)| *other == condition);
        let is_never = found.map_or_else(|| cases.holds(condition).is_never(), |(_, is_never)| *is_never);
        if found.is_none() {
            known.push((condition, is_never));
        }
        if is_never {
            never.push(component.span);
        }
    }
    for at in never {
        builder.values.problem(at, Message::NeverTrue);
    }
}
