//! Who decides, and where.

use tthc_syntax::{ExprKind, Keyword, Node, Operator, expr, tree::text_value};

use super::Builder;
use crate::procedure::Competence;

impl Builder<'_> {
    /// `cơ quan thực hiện ubnd_xã nơi mẹ.nơi_cư_trú, cha.nơi_cư_trú khi …`.
    pub(super) fn competence(&mut self, node: Node<'_>) {
        let agencies: Vec<_> = self.values.names(node).into_iter().map(|(name, _)| name).collect();
        for name in &agencies {
            let level = self.library.agency(name).and_then(|agency| agency.level);
            self.procedure.levels.extend(level);
            if !self.procedure.authorities.contains(name) {
                self.procedure.authorities.push(name.clone());
            }
        }
        self.procedure.levels.sort_unstable();
        self.procedure.levels.dedup();
        let (mut places, mut place_texts) = (Vec::new(), Vec::new());
        if let Some(place) = node.clause(Keyword::Where) {
            let mut operands = expr::operands(place);
            operands.reverse();
            while let Some(operand) = operands.pop() {
                match operand.kind {
                    // `nơi mẹ.nơi_cư_trú hoặc cha.nơi_cư_trú`, as with a comma.
                    ExprKind::Binary(Operator::Or, left, right) => operands.extend([*right, *left]),
                    ExprKind::Path(path) => places.extend(self.facts_at(&path.spelled(), path.span())),
                    ExprKind::Text(text) => place_texts.push(text_value(text.text())),
                    ExprKind::Missing => {}
                    _ => self.values.expected(place, crate::message::Expected::Facts),
                }
            }
        }
        let condition = self.when(node, true);
        self.procedure.competence.push(Competence {
            agencies,
            places,
            place_texts,
            anywhere: node.has(Keyword::Anywhere),
            condition,
            basis: self.values.basis(node),
            span: node.span(),
        });
    }
}
