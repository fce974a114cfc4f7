//! Decision tables and time limits: every case has one row, and only one.

use tthc_syntax::Surface;

use super::{Builder, Diagrams};
use crate::cases::{Cases, Class};
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::procedure::Procedure;

pub(super) fn run(builder: &mut Builder<'_>, cases: &Diagrams) {
    let procedure = &builder.procedure;
    let several_limits = procedure.time_limits.iter().any(|limit| !limit.condition.is_true());
    if procedure.decisions.is_empty() && !several_limits {
        return;
    }
    let cases = cases.of(builder);
    let mut found = gaps_and_overlaps(procedure, cases);
    found.extend(limits_that_differ(procedure, cases));
    builder.values.problems.append(&mut found);
}

fn gaps_and_overlaps(procedure: &Procedure, cases: &Cases) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for table in &procedure.decisions {
        let mut left = cases.all();
        let mut taken: Vec<(Class, &crate::procedure::DecisionRow)> = Vec::new();
        for row in &table.rows {
            let class = cases.holds(&row.condition);
            if class.is_never() {
                found.push(Diagnostic::new(row.span, Message::NeverTrue));
                continue;
            }
            // Rows with the same value may overlap: whichever is read, the answer is the same.
            let other = taken
                .iter()
                .find(|(other, earlier)| earlier.value != row.value && !class.and(other).is_never());
            if let Some((other, earlier)) = other {
                let example = example(procedure, cases, &class.and(other));
                let message = Message::TableOverlap { table: table.name.to_string(), example };
                found.push(Diagnostic::new(row.span, message).also(earlier.span, Message::OtherRowHere));
            }
            left = left.minus(&class);
            taken.push((class, row));
        }
        if !left.is_never() && !table.rows.is_empty() {
            let example = example(procedure, cases, &left);
            let message = Message::TableGap { table: table.name.to_string(), example };
            found.push(Diagnostic::new(table.name_span, message));
        }
    }
    found
}

fn limits_that_differ(procedure: &Procedure, cases: &Cases) -> Option<Diagnostic> {
    let limits = &procedure.time_limits;
    for (at, limit) in limits.iter().enumerate() {
        for (before, earlier) in limits[..at].iter().enumerate().filter(|(_, e)| e.limit != limit.limit) {
            // A channel's own limit gives way to a stated one.
            if earlier.of_channel != limit.of_channel {
                continue;
            }
            let same_days = !limit.provenance.period.intersect(&earlier.provenance.period).is_empty();
            let holds = |at: usize| cases.holds(&procedure.limit_holds(at, None));
            let both = holds(at).and(&holds(before));
            if same_days && !both.is_never() {
                let example = example(procedure, cases, &both);
                let diagnostic = Diagnostic::new(limit.span, Message::LimitsOverlap { example });
                return Some(diagnostic.also(earlier.span, Message::OtherRowHere));
            }
        }
    }
    None
}

fn example(procedure: &Procedure, cases: &Cases, class: &Class) -> String {
    let text = cases.applicant(procedure, class, Surface::Vietnamese).unwrap_or_default();
    if text.is_empty() { "…".to_owned() } else { text }
}
