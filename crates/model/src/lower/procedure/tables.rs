//! Decision tables.

use tthc_syntax::{ExprKind, Keyword, Node, expr, tree::text_value};

use super::{Builder, title};
use crate::Name;
use crate::lower::values::absence;
use crate::message::{Expected, Message};
use crate::procedure::{Condition, DecisionRow, DecisionTable, DecisionValue};

impl Builder<'_> {
    /// `bảng quyết định mức_phí { 50_000 đồng khi … ; 0 đồng còn lại }`. A table may use those before it.
    pub(super) fn decision_table(&mut self, node: Node<'_>) {
        let Some(name) = node.name() else { return };
        if self.decision_named(name.text()).is_some() || self.case(name.text()).is_some() {
            self.values.problem(name.span(), Message::DuplicateLocal { name: name.text().to_owned() });
            return;
        }
        let in_order = node.has(Keyword::InOrder);
        let mut unit = None;
        let mut rows: Vec<DecisionRow> = Vec::new();
        for line in node.statements() {
            let Some(value) = self.table_value(line, &mut unit) else { continue };
            let otherwise = line.has(Keyword::Otherwise);
            let stated = self.when(line, false);
            if otherwise != stated.is_true() {
                // Neither a condition nor `otherwise`, or both.
                self.values.problem(line.span(), Message::RowWithoutCondition);
                continue;
            }
            if rows.last().is_some_and(|row| row.otherwise) {
                self.values.problem(line.span(), Message::RowAfterOtherwise);
                continue;
            }
            let condition = if otherwise {
                let others = rows.iter().map(|row| row.condition.clone()).collect();
                Condition::Any(others).negate()
            } else if in_order && !rows.is_empty() {
                let before = Condition::Any(rows.iter().map(|row| row.condition.clone()).collect());
                stated.and(before.negate())
            } else {
                stated
            };
            let provenance = self.values.provenance(line);
            rows.push(DecisionRow { value, condition, otherwise, provenance, span: line.span() });
        }
        if rows.is_empty() {
            self.values.expected(node, Expected::Rows);
        }
        self.procedure.decisions.push(DecisionTable {
            name: Name::new(name.text()),
            title: title(node).unwrap_or_else(|| name.text().to_owned()),
            in_order,
            rows,
            unit,
            span: node.span(),
            name_span: name.span(),
        });
    }

    /// All quantities of a table have one unit.
    fn table_value(
        &mut self,
        line: Node<'_>,
        unit: &mut Option<crate::formula::Unit>,
    ) -> Option<DecisionValue> {
        let operands = expr::operands(line);
        let [operand] = operands.as_slice() else {
            self.values.expected(line, Expected::Rows);
            return None;
        };
        if let Some(absence) = absence(operand) {
            return Some(DecisionValue::Absent(absence));
        }
        match operand.kind {
            ExprKind::Text(text) => return Some(DecisionValue::Text(text_value(text.text()))),
            ExprKind::Path(path)
                if !path.text().contains('.')
                    && self.case(&path.spelled()).is_none()
                    && self.decision_named(&path.spelled()).is_none() =>
            {
                return Some(DecisionValue::Name(Name::new(path.spelled())));
            }
            _ => {}
        }
        let (formula, found) = self.formula(operand)?;
        match unit {
            Some(wanted) if *wanted != found => {
                let surface = tthc_syntax::Surface::Vietnamese;
                let message = Message::UnitMismatch {
                    name: line.tree_text()[operand.span.range()].to_owned(),
                    wanted: wanted.text(surface).to_owned(),
                    found: found.text(surface).to_owned(),
                };
                self.values.problem(operand.span, message);
                None
            }
            _ => {
                *unit = Some(found);
                Some(DecisionValue::Quantity(formula))
            }
        }
    }
}
