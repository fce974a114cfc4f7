//! What the procedure ends in.

use tthc_syntax::{Keyword, Node};

use super::{Builder, title};
use crate::procedure::{Outcome, OutcomeKind, Update};

impl Builder<'_> {
    pub(super) fn outcome(&mut self, node: Node<'_>, kind: OutcomeKind) {
        let valid_for = node.clause(Keyword::ValidFor).and_then(|clause| self.values.duration(clause));
        for (document, _) in self.values.names(node) {
            let about = self.bindings(node);
            let condition = self.when(node, false);
            self.procedure.results.push(Outcome {
                kind,
                document,
                about,
                condition,
                valid_for: valid_for.clone(),
                on_request: node.has(Keyword::OnRequest),
                span: node.span(),
            });
        }
    }

    /// `cập nhật dữ liệu dân_cư "Thông tin nơi thường trú"`.
    pub(super) fn update(&mut self, node: Node<'_>) {
        for (source, _) in self.values.names(node) {
            let about = self.bindings(node);
            let condition = self.when(node, false);
            let title = title(node).unwrap_or_default();
            self.procedure.updates.push(Update { source, title, about, condition, span: node.span() });
        }
    }
}
