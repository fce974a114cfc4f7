//! The reform that takes all proposals, as source text that `tthc check` accepts.

use std::fmt::Write;

use tthc_analysis::burden::Comparison;
use tthc_analysis::plan::{Decisions, Plan, plan};
use tthc_analysis::reform::not_amended;
use tthc_analysis::simplify::{Proposal, Rule};
use tthc_model::scenario::Reform;
use tthc_model::{Library, Locale, Name, Period};
use tthc_syntax::format::format;

use super::free_name;
use crate::words::surface;

/// Empty if there is nothing to decide.
pub(super) fn reform(
    automatic: &Plan<'_>,
    proposals: &[(Proposal, Comparison)],
    library: &Library,
    locale: Locale,
) -> String {
    let procedure = automatic.after.engine.procedure;
    if proposals.is_empty() {
        return String::new();
    }
    let vi = locale == Locale::Vietnamese;
    let pick = |vi_text: &'static str, en: &'static str| if vi { vi_text } else { en };
    let mut decisions = Decisions::default();
    let mut text = String::new();
    let name = free_name(library, &procedure.name);
    let title = quoted(&format!("{}: {}", pick("Đơn giản hóa", "Simplified"), procedure.title));
    let _ = writeln!(text, "phương án {name} {title} đối với {} {{", procedure.name);
    for (proposal, _) in proposals {
        let subjects = proposal.subjects.iter().map(Name::as_str).collect::<Vec<_>>().join(", ");
        let _ = match proposal.rule {
            Rule::ReplaceByLookup | Rule::ReuseResult => writeln!(text, "tiếp thu {subjects}"),
            Rule::DropDuplicate => {
                decisions.cut.extend(proposal.subjects.iter().cloned());
                let reason =
                    pick("giấy tờ khác của hồ sơ đã chứng minh", "another paper of the dossier shows it");
                writeln!(text, "cắt giảm {subjects} vì \"{reason}\"")
            }
            Rule::DropUnneeded => {
                decisions.cut.extend(proposal.subjects.iter().cloned());
                let reason =
                    pick("không yêu cầu, điều kiện nào cần đến", "no criterion or condition needs it");
                writeln!(text, "cắt giảm {subjects} vì \"{reason}\"")
            }
            Rule::MoveToForm => {
                decisions.moved.extend(proposal.subjects.iter().cloned());
                let reason = pick("chỉ cần người dân tự khai", "the person's word is enough");
                writeln!(text, "chuyển vào tờ khai {subjects} vì \"{reason}\"")
            }
            // The language has no word for it yet.
            Rule::MergeSteps => writeln!(text, "// {}: {subjects}", pick("gộp bước", "merge steps")),
        };
    }
    let (before, after) = (&automatic.before.engine, &automatic.after.engine);
    let decided = plan(procedure, library, before.on, after.on, decisions);
    let nothing = Reform {
        procedure: Some(procedure.name.clone()),
        period: Period::ALWAYS,
        basis: Vec::new(),
        decisions: Vec::new(),
    };
    for provision in not_amended(&decided, &nothing) {
        let places = provision.places_text(tthc_syntax::Surface::Vietnamese);
        let _ = writeln!(text, "kiến nghị sửa đổi {} {places} \"…\"", provision.law);
    }
    text.push_str("}\n");
    format(&tthc_syntax::parse(text), Some(surface(locale)))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
