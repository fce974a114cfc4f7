//! Criteria and steps.

use tthc_syntax::{Keyword, Kind, Node, Span, expr};

use super::{Builder, title};
use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::lower::one_of;
use crate::lower::values::Values;
use crate::message::Message;
use crate::procedure::{APPLICANT, Action, Condition, Criterion, Silence, Step, StepId};

impl Builder<'_> {
    pub(super) fn criterion(&mut self, node: Node<'_>) {
        let Some(name) = node.name() else { return };
        let needs = node.clause(Keyword::Needs).map(|clause| self.fact_list(clause)).unwrap_or_default();
        let judged_by = node.clause(Keyword::JudgedBy).and_then(|clause| self.values.name(clause));
        let mut test = None;
        for operand in expr::operands(node) {
            let part = self.condition(&operand, true);
            test = Some(test.unwrap_or(Condition::True).and(part));
        }
        let applies = self.when(node, false);
        let basis = self.values.basis(node);
        self.procedure.criteria.push(Criterion {
            name: Name::new(name.text()),
            title: title(node).unwrap_or_else(|| name.text().to_owned()),
            is_condition: node.keyword() == Some(Keyword::Condition),
            needs,
            test,
            judged_by: judged_by.map(|(name, _)| name),
            applies,
            basis,
            span: node.span(),
            name_span: name.span(),
        });
    }

    pub(super) fn step(&mut self, node: Node<'_>) {
        let Some(name) = node.name() else { return };
        // A step of a variant takes the place of the base's step of that name.
        let of_base = self.procedure.variant_of.is_some()
            && self
                .procedure
                .steps
                .iter()
                .any(|step| step.name == name.text() && step.name_span != name.span());
        if !of_base && self.procedure.steps.iter().any(|step| step.name == name.text()) {
            self.values.problem(name.span(), Message::DuplicateLocal { name: name.text().to_owned() });
            return;
        }
        let actor = node.clause(Keyword::DoneBy).and_then(|clause| self.values.name(clause));
        let actor = actor.map(|(name, _)| name).filter(|name| self.role_named(name) != Some(APPLICANT));
        let action = node.child(Kind::Action);
        let objects = action.filter(|action| action.child(Kind::Operands).is_some());
        let objects = objects.map(|action| self.values.names(action)).unwrap_or_default();
        let condition = self.when(node, true);
        let takes_clause = node.clause(Keyword::Takes);
        let takes = takes_clause.and_then(|clause| self.values.duration(clause));
        let silence = node.clause(Keyword::Silence).and_then(|clause| {
            self.values.word(clause, &[Keyword::Approval, Keyword::Confirmation]).map(|word| match word {
                Keyword::Approval => Silence::Approval,
                _ => Silence::Confirmation,
            })
        });
        let at_most = node.clause(Keyword::AtMost).and_then(|clause| self.values.count(clause));
        let provenance = self.values.provenance(node);
        let step = Step {
            name: Name::new(name.text()),
            title: title(node).unwrap_or_else(|| name.text().to_owned()),
            actor,
            nobody: !node.has(Keyword::DoneBy),
            action: action.and_then(Node::keyword).and_then(action_of),
            objects: objects.into_iter().map(|(name, _)| name).collect(),
            after: Vec::new(),
            condition,
            takes,
            takes_span: takes_clause.map(Node::span),
            protected: node.has(Keyword::Protected),
            not_counted: node.has(Keyword::NotCounted),
            silence,
            at_most,
            provenance,
            span: node.span(),
            name_span: name.span(),
        };
        match self.procedure.steps.iter_mut().find(|known| of_base && known.name == step.name) {
            Some(known) => *known = Step { after: std::mem::take(&mut known.after), ..step },
            None => self.procedure.steps.push(step),
        }
    }

    /// `after`, once all steps are known.
    pub(super) fn step_order(&mut self, node: Node<'_>) {
        let limits = node.statements().filter(|s| s.keyword() == Some(Keyword::TimeLimit));
        for clause in limits.filter_map(|statement| statement.clause(Keyword::CountedFrom)) {
            let Some((start, span)) = Values::default().name(clause) else { continue };
            if !self.procedure.steps.iter().any(|step| step.name == start) {
                let names = self.procedure.steps.iter().map(|step| step.name.clone()).collect();
                self.unknown_local(&start, span, names);
            }
        }
        let statements: Vec<Node<'_>> =
            node.statements().filter(|s| s.keyword() == Some(Keyword::Step)).collect();
        for statement in statements {
            self.checked_criteria(statement);
            let (Some(name), Some(clause)) = (statement.name(), statement.clause(Keyword::After)) else {
                continue;
            };
            let find = |steps: &[Step], name: &str| steps.iter().position(|step| step.name == name);
            let mut after = Vec::new();
            for (earlier, span) in self.values.names(clause) {
                match find(&self.procedure.steps, &earlier) {
                    Some(at) => after.push(StepId(at as u16)),
                    None => {
                        let names = self.procedure.steps.iter().map(|step| step.name.clone()).collect();
                        self.unknown_local(&earlier, span, names);
                    }
                }
            }
            if let Some(at) = find(&self.procedure.steps, name.text()) {
                self.procedure.steps[at].after = after;
            }
        }
    }

    /// `kiểm tra đủ_tuổi`: what is checked is declared, before the step or behind it.
    pub(super) fn checked_criteria(&mut self, step: Node<'_>) {
        let Some(action) = step.clause(Keyword::DoCheck) else { return };
        if action.child(Kind::Operands).is_none() {
            return;
        }
        for (checked, span) in self.values.names(action) {
            if !self.procedure.criteria.iter().any(|criterion| criterion.name == checked) {
                let names = self.procedure.criteria.iter().map(|criterion| criterion.name.clone()).collect();
                self.unknown_local(&checked, span, names);
            }
        }
    }

    pub(super) fn unknown_local(&mut self, name: &Name, span: Span, names: Vec<Name>) {
        let known: Vec<&str> = names.iter().map(Name::as_str).collect();
        let message = Message::UnknownLocal { name: name.to_string() };
        self.values.problems.push(one_of(Diagnostic::new(span, message), name, &known));
    }
}

fn action_of(keyword: Keyword) -> Option<Action> {
    Some(match keyword {
        Keyword::DoSubmit => Action::Submit,
        Keyword::DoReceive => Action::Receive,
        Keyword::DoCheck => Action::Check,
        Keyword::DoInspect => Action::Inspect,
        Keyword::DoAskMore => Action::AskMore,
        Keyword::DoLookup => Action::Lookup,
        Keyword::DoConsult => Action::Consult,
        Keyword::DoApprove => Action::Approve,
        Keyword::DoRecord => Action::Record,
        Keyword::DoNotify => Action::Notify,
        Keyword::DoConfirm => Action::Confirm,
        Keyword::DoPay => Action::Pay,
        Keyword::DoPostUp => Action::PostUp,
        Keyword::DoDeliver => Action::Deliver,
        Keyword::DoRefuse => Action::Refuse,
        Keyword::DoApologise => Action::Apologise,
        _ => return None,
    })
}
