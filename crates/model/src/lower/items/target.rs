//! What must be reduced, and by how much.

use tthc_syntax::{Keyword, Kind, Node, tree::text_value};

use crate::diagnostic::Diagnostic;
use crate::lower::values::Values;
use crate::message::Message;

/// Each measure once, with a share of at most all of it. Nothing is kept: targets are not computed.
pub(super) fn target(values: &mut Values, node: Node<'_>) {
    let mut measures: Vec<String> = Vec::new();
    for statement in node.statements().filter(|statement| statement.keyword() == Some(Keyword::Reduce)) {
        // What is no share is told; of what, cannot be known then.
        if values.percent(statement).is_none() {
            continue;
        }
        let Some(title) = statement.title() else {
            // Half a text is told already.
            if statement.child(Kind::OpenText).is_none() {
                let at = statement.children().next().unwrap_or(statement).span();
                values.problem(at, Message::ReduceWhat);
            }
            continue;
        };
        let measure = text_value(title.text());
        let spelled = measure.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if spelled.is_empty() {
            values.problem(title.span(), Message::ReduceWhat);
        } else if measures.contains(&spelled) {
            values.problems.push(Diagnostic::new(title.span(), Message::Repeated { keyword: measure }));
        } else {
            measures.push(spelled);
        }
    }
}
