//! Channels, time limits, what is added to them.

use tthc_syntax::{Expr, ExprKind, Keyword, Node, Operator, expr, tree::text_value};

use super::{Builder, title};
use crate::lower::values::{absence, duration_of, word_of};
use crate::message::{Expected, Message};
use crate::procedure::{Atom, Channel, ChannelKind, Condition, Deadline, Extension, FilingLimit, TimeLimit};
use crate::quantity::Duration;

impl Builder<'_> {
    pub(super) fn channel(&mut self, node: Node<'_>, kind: ChannelKind) {
        let provenance = self.values.provenance(node);
        let deadline = node.clause(Keyword::Deadline).and_then(|clause| self.values.deadline(clause, node));
        let visits = node.clause(Keyword::Visits).and_then(|clause| self.values.count(clause));
        let share = node.clause(Keyword::Share).and_then(|clause| {
            self.values.figure(clause, &provenance);
            self.values.percent(clause)
        });
        let condition = self.when(node, false);
        self.procedure.channels.push(Channel {
            kind,
            full: node.keyword() == Some(Keyword::OnlineFull),
            deadline,
            deadline_span: node.clause(Keyword::Deadline).unwrap_or(node).span(),
            visits,
            share,
            condition,
            provenance,
            span: node.span(),
        });
    }

    pub(super) fn time_limit(&mut self, node: Node<'_>) {
        let limits = self.limits_by_case(node);
        let stated = self.when(node, false);
        let counted_from = node.clause(Keyword::CountedFrom).and_then(|clause| self.values.name(clause));
        let provenance = self.values.provenance(node);
        let title = title(node).unwrap_or_default();
        let counted_from = counted_from.map(|(name, _)| name);
        let span = node.span();
        for (limit, condition) in limits {
            self.procedure.time_limits.push(TimeLimit {
                limit,
                condition: stated.clone().and(condition),
                counted_from: counted_from.clone(),
                of_channel: false,
                title: title.clone(),
                provenance: provenance.clone(),
                span,
            });
        }
    }

    /// Each limit of a statement with the cases in which it is the limit: several with `if … then … else …`.
    fn limits_by_case(&mut self, node: Node<'_>) -> Vec<(Deadline, Condition)> {
        let operands = expr::operands(node);
        let [Expr { kind: ExprKind::If(branches, otherwise), .. }] = operands.as_slice() else {
            let limit = self.values.deadline(node, node);
            return limit.map(|limit| (limit, Condition::True)).into_iter().collect();
        };
        let mut limits = Vec::new();
        let mut before: Vec<Condition> = Vec::new();
        for (when, value) in branches {
            let condition = self.condition(when, false);
            let none_before = Condition::Any(before.clone()).negate();
            if let Some(limit) = self.values.limit(value, node, node) {
                let first = before.is_empty();
                limits.push((
                    limit,
                    if first { condition.clone() } else { condition.clone().and(none_before) },
                ));
            }
            before.push(condition);
        }
        if let Some(limit) = self.values.limit(otherwise, node, node) {
            limits.push((limit, Condition::Any(before).negate()));
        }
        limits
    }

    /// A channel's own limit is one of the time limits; see [`crate::Procedure::limit_holds`].
    pub(super) fn channel_limits(&mut self) {
        let channels = self.procedure.channels.clone();
        for channel in channels {
            let Some(limit) = channel.deadline else { continue };
            let by_channel = self.atom(Atom::Channel(channel.kind));
            let condition = by_channel.and(channel.condition);
            self.procedure.time_limits.push(TimeLimit {
                limit,
                condition,
                counted_from: None,
                of_channel: true,
                title: String::new(),
                provenance: channel.provenance,
                span: channel.deadline_span,
            });
        }
    }

    pub(super) fn extension(&mut self, node: Node<'_>) {
        let Some(by) = self.values.duration(node) else { return };
        let condition = self.when(node, true);
        let title = title(node).unwrap_or_default();
        self.procedure.extensions.push(Extension { by, condition, title, span: node.span() });
    }

    /// `hạn nộp hồ sơ 60 ngày tính từ con.ngày_sinh nếu quá hạn "…"`.
    pub(super) fn filing_limit(&mut self, node: Node<'_>) {
        let absent = expr::operands(node).first().and_then(absence).is_some();
        let within = if absent { None } else { self.values.duration(node) };
        let from = node.clause(Keyword::CountedFrom).and_then(|clause| self.values.name(clause));
        let from = from.and_then(|(path, span)| self.facts_at(&path, span).first().copied());
        let consequence = node.clause(Keyword::OrElse).and_then(|clause| self.values.text(clause));
        let condition = self.when(node, false);
        let provenance = self.values.provenance(node);
        self.procedure.filing_limits.push(FilingLimit {
            within,
            from,
            title: title(node).unwrap_or_default(),
            consequence: consequence.unwrap_or_default(),
            condition,
            provenance,
            span: node.span(),
        });
    }
}

impl crate::lower::Values {
    /// A length of time or a sum of them, `same_day`, `at_once`, a text, or a word for what is not there.
    pub(in crate::lower) fn deadline(&mut self, node: Node<'_>, statement: Node<'_>) -> Option<Deadline> {
        let deadline = match expr::operands(node).as_slice() {
            [] => None,
            [operand] => self.limit(operand, node, statement),
            _ => {
                self.expected(node, Expected::Duration);
                None
            }
        };
        if let Some(cutoff) = statement.clause(Keyword::Cutoff)
            && !matches!(deadline, None | Some(Deadline::SameDay { .. }))
        {
            self.problem(cutoff.span(), Message::CutoffWithoutSameDay);
        }
        deadline
    }

    fn limit(&mut self, operand: &Expr<'_>, node: Node<'_>, statement: Node<'_>) -> Option<Deadline> {
        if let Some(absence) = absence(operand) {
            return Some(Deadline::Absent(absence));
        }
        match (&operand.kind, word_of(operand)) {
            (ExprKind::Missing, _) => None,
            (ExprKind::Text(text), _) => Some(Deadline::Text(text_value(text.text()))),
            (_, Some(Keyword::AtOnce)) => Some(Deadline::AtOnce),
            (_, Some(Keyword::SameDay)) => {
                let cutoff = statement.clause(Keyword::Cutoff).and_then(|cutoff| self.time(cutoff));
                Some(Deadline::SameDay { cutoff })
            }
            _ => {
                let mut parts = Vec::new();
                if !added(operand, &mut parts) {
                    self.expected(node, Expected::Duration);
                    return None;
                }
                Some(Deadline::sum(parts))
            }
        }
    }
}

/// The lengths of time of `5 ngày làm việc + 3 ngày`; false if something else is among them.
fn added(operand: &Expr<'_>, parts: &mut Vec<Duration>) -> bool {
    match &operand.kind {
        ExprKind::Binary(Operator::Add, left, right) => added(left, parts) && added(right, parts),
        _ => duration_of(operand).map(|part| parts.push(part)).is_some(),
    }
}
