//! Changes that mend a finding.

use tthc_model::{Diagnostic, Locale};
use tthc_project::Snapshot;
use tthc_syntax::Span;

use crate::diagnostics::diagnostics;
use crate::file::Edit;

/// A change the editor may offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub title: String,
    pub edits: Vec<Edit>,
    /// What it mends.
    pub mends: Diagnostic,
}

/// The fixes of the findings that touch a range.
pub fn code_actions(snapshot: &Snapshot, path: &str, range: Span, locale: Locale) -> Vec<Action> {
    let touched = |at: Span| at.start <= range.end && range.start <= at.end;
    let found = diagnostics(snapshot, path).into_iter().map(|finding| finding.diagnostic);
    let actions = found.filter(|problem| touched(problem.at)).filter_map(|problem| {
        let fix = problem.fix.as_ref()?;
        let edits = fix.edits.iter().map(|(span, text)| Edit { span: *span, text: text.clone() });
        Some(Action { title: fix.title.text(locale), edits: edits.collect(), mends: problem.clone() })
    });
    actions.collect()
}
