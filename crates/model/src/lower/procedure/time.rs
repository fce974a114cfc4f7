//! Channels, time limits, what is added to them.

use tthc_syntax::{ExprKind, Keyword, Node, expr, tree::text_value};

use super::{Builder, title};
use crate::lower::values::{absence, word_of};
use crate::message::Message;
use crate::procedure::{Atom, Channel, ChannelKind, Deadline, Extension, FilingLimit, TimeLimit};

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
        let Some(limit) = self.values.deadline(node, node) else { return };
        let condition = self.when(node, false);
        let counted_from = node.clause(Keyword::CountedFrom).and_then(|clause| self.values.name(clause));
        let provenance = self.values.provenance(node);
        let title = title(node).unwrap_or_default();
        let counted_from = counted_from.map(|(name, _)| name);
        let span = node.span();
        self.procedure.time_limits.push(TimeLimit {
            limit,
            condition,
            counted_from,
            of_channel: false,
            title,
            provenance,
            span,
        });
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
    /// A length of time, `same_day`, `at_once`, a text, or a word for what is not there.
    pub(in crate::lower) fn deadline(&mut self, node: Node<'_>, statement: Node<'_>) -> Option<Deadline> {
        let operands = expr::operands(node);
        let first = operands.first()?;
        let deadline = match word_of(first) {
            _ if let Some(absence) = absence(first) => Some(Deadline::Absent(absence)),
            _ if let (ExprKind::Text(text), 1) = (&first.kind, operands.len()) => {
                Some(Deadline::Text(text_value(text.text())))
            }
            Some(Keyword::AtOnce) => Some(Deadline::AtOnce),
            Some(Keyword::SameDay) => {
                let cutoff = statement.clause(Keyword::Cutoff).and_then(|cutoff| self.time(cutoff));
                Some(Deadline::SameDay { cutoff })
            }
            _ => self.duration(node).map(Deadline::Within),
        };
        if let Some(cutoff) = statement.clause(Keyword::Cutoff)
            && !matches!(deadline, None | Some(Deadline::SameDay { .. }))
        {
            self.problem(cutoff.span(), Message::CutoffWithoutSameDay);
        }
        deadline
    }
}
