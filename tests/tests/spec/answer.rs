//! What a `result` block pins: an answer of the analysis, as text.

use std::fmt::Write;

use tthc_analysis::plan::{Decisions, plan};
use tthc_analysis::verdict::Judgement;
use tthc_analysis::{Assessment, assess, burden};
use tthc_model::{Date, Interval, Procedure};
use tthc_project::Snapshot;
use tthc_syntax::Surface;

use crate::example::File;

/// `verdicts` or `burden`, then optionally `on DATE`; about the procedures of the example.
pub(crate) fn answer(question: &[&str], snapshot: &Snapshot, files: &[File<'_>]) -> String {
    let (what, on) = match question {
        [what] => (*what, snapshot.date()),
        [what, "on", date] => (*what, date.parse().ok()),
        _ => {
            return "a result block says `result verdicts` or `result burden`, and perhaps `on DATE`"
                .to_owned();
        }
    };
    let Some(on) = on else { return "no date".to_owned() };
    let mut out = String::new();
    for file in files {
        for procedure in &snapshot.checked(&file.path).map(|c| c.procedures.clone()).unwrap_or_default() {
            match what {
                "verdicts" => verdicts(&mut out, &assess(procedure, snapshot.library(), on)),
                "burden" => costs(&mut out, procedure, snapshot, on),
                _ => return format!("no such question: {what}"),
            }
        }
    }
    out
}

fn verdicts(out: &mut String, assessment: &Assessment<'_>) {
    for judgement in &assessment.judgements {
        let _ = writeln!(out, "{}", verdict(assessment, judgement));
    }
}

/// `component: verdict; how, or what is in the way; in which cases`.
fn verdict(assessment: &Assessment<'_>, judgement: &Judgement) -> String {
    let engine = &assessment.engine;
    let name = &engine.procedure.component(judgement.component).name;
    let mut text = format!("{name}: {}", judgement.verdict.code());
    if let Some(proof) = &judgement.proof {
        let mut sources: Vec<&str> =
            proof.facts.iter().map(|(_, lookup)| engine.lookups[*lookup].source.as_str()).collect();
        sources.dedup();
        let _ = write!(text, " by {}", sources.join(", "));
        if proof.presumed {
            text.push_str(" (publication presumed)");
        }
    }
    for blocker in &judgement.blockers {
        let _ = write!(text, "; {} {}", blocker.code(), blocker.source());
    }
    if !judgement.residual.is_empty() {
        let facts: Vec<String> = judgement.residual.iter().map(|fact| engine.fact_text(*fact)).collect();
        let _ = write!(text, "; without {}", facts.join(", "));
    }
    if judgement.inferred {
        text.push_str("; an inferred basis is not counted");
    }
    if !engine.cases.is_all(&judgement.class) {
        let cases = engine.cases.text(engine.procedure, &judgement.class, Surface::Vietnamese);
        let _ = write!(text, "; when {cases}");
    }
    text
}

fn costs(out: &mut String, procedure: &Procedure, snapshot: &Snapshot, on: Date) {
    let baseline = snapshot.manifest().baseline.unwrap_or(on);
    let library = snapshot.library();
    let plan = plan(procedure, library, baseline, on, Decisions::default());
    let norms = snapshot.manifest().norms.as_ref().and_then(|name| library.norms(name));
    let comparison = burden::compare(&plan, norms);
    let (before, after) = (&comparison.before, &comparison.after);
    let mut row = |label: &str, before: String, after: String| {
        let _ = writeln!(out, "{label}: {before} → {after}");
    };
    row("papers", before.documents.to_string(), after.documents.to_string());
    row("fields", before.form_fields.to_string(), after.form_fields.to_string());
    row("visits", shown(before.visits.as_ref(), 0), shown(after.visits.as_ref(), 0));
    row("hours", shown(before.hours.as_ref(), 2), shown(after.hours.as_ref(), 2));
    row("VND per case", shown(before.per_case.as_ref(), 0), shown(after.per_case.as_ref(), 0));
    row("VND per year", shown(before.per_year.as_ref(), 0), shown(after.per_year.as_ref(), 0));
    if !comparison.missing.is_empty() {
        let missing: Vec<String> = comparison.missing.iter().map(|what| format!("{what:?}")).collect();
        let _ = writeln!(out, "missing: {}", missing.join(", "));
    }
}

fn shown(value: Option<&Interval>, places: usize) -> String {
    let decimal = |number| tthc_model::quantity::decimal(number, places);
    match value {
        None => "not known".to_owned(),
        Some(value) if value.low == value.high => decimal(&value.low),
        Some(value) => format!("{}..{}", decimal(&value.low), decimal(&value.high)),
    }
}
