//! A change that is offered mends what it is offered for.

use tthc_model::{Diagnostic, Severity};
use tthc_project::{Content, Snapshot};

use crate::example::File;

/// The fixes that leave their finding in the file, or bring an error into it; each with its line of the page.
pub(crate) fn do_not_mend(
    files: &mut [File<'_>],
    load: &dyn Fn(&[File<'_>]) -> Snapshot,
) -> Vec<(usize, String)> {
    let mut wrong = Vec::new();
    let found = load(files);
    for at in 0..files.len() {
        let before = found.problems(&files[at].path).to_vec();
        for problem in &before {
            let Some(fix) = &problem.fix else { continue };
            let text = edited(&files[at].content.text, &fix.edits);
            let original = std::mem::replace(&mut files[at].content, Content::text(text));
            let after = load(files).problems(&files[at].path).to_vec();
            files[at].content = original;
            let code = problem.code();
            let of_the_code =
                |found: &[Diagnostic]| found.iter().filter(|other| other.code() == code).count();
            if of_the_code(&after) >= of_the_code(&before) || errors(&after) > errors(&before) {
                let codes: Vec<&str> = after.iter().map(Diagnostic::code).collect();
                let text = format!("the fix offered for {code} leaves: {}", codes.join(" "));
                wrong.push((files[at].block.line, text));
            }
        }
    }
    wrong
}

fn errors(found: &[Diagnostic]) -> usize {
    found.iter().filter(|problem| problem.severity() == Severity::Error).count()
}

fn edited(text: &str, edits: &[(tthc_syntax::Span, String)]) -> String {
    let mut edits: Vec<_> = edits.iter().collect();
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = text.to_owned();
    for (span, with) in edits {
        text.replace_range(span.range(), with);
    }
    text
}
