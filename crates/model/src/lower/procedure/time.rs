//! Channels, deadlines, what is added to them.

use tthc_syntax::{Keyword, Node, expr};

use super::Builder;
use crate::procedure::{Channel, ChannelKind, Deadline};

impl Builder<'_> {
    pub(super) fn channel(&mut self, node: Node<'_>, kind: ChannelKind) {
        let provenance = self.values.provenance(node);
        let deadline = node.clause(Keyword::Deadline).and_then(|clause| {
            let word = expr::operands(clause).first().and_then(crate::lower::values::word_of);
            match word {
                Some(Keyword::SameDay) => {
                    let cutoff = node.clause(Keyword::Cutoff).and_then(|cutoff| self.values.time(cutoff));
                    Some(Deadline::SameDay { cutoff })
                }
                Some(Keyword::Unknown | Keyword::NotApplicable | Keyword::Nothing) => None,
                _ => self.values.duration(clause).map(Deadline::Within),
            }
        });
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
            visits,
            share,
            condition,
            provenance,
            span: node.span(),
        });
    }
}
