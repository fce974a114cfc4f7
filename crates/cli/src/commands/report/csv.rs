//! The report as a table for spreadsheets: one line a component and class of cases. Hours and money are
//! those of the procedure, the same on each of its lines: not to be added up.
//!
//! It begins with a byte order mark: without it, Excel takes UTF-8 for the system's old code page.

use tthc_analysis::plan::is_moot;
use tthc_model::Interval;
use tthc_model::quantity::decimal;
use tthc_syntax::Surface;

use crate::commands::report::{Report, level};
use crate::failure::Failure;

pub(super) fn report(report: &Report<'_>) -> Result<String, Failure> {
    let failed = |error: csv::Error| Failure::Other { vi: error.to_string(), en: error.to_string() };
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let header = [
        "procedure",
        "code",
        "title",
        "ministry",
        "level",
        "draft",
        "component",
        "component_title",
        "document",
        "cases",
        "verdict",
        "sources",
        "coverage_low",
        "coverage_high",
        "publication",
        "basis",
        "blockers",
        "alternative_replaced",
        "procedure_saved_hours_per_case_low",
        "procedure_saved_hours_per_case_high",
        "procedure_saving_vnd_per_year_low",
        "procedure_saving_vnd_per_year_high",
    ];
    writer.write_record(header).map_err(failed)?;
    for row in &report.rows {
        let engine = &row.plan.after.engine;
        let (saved_hours, saving) = (row.comparison.saved_hours.as_ref(), row.comparison.saving.as_ref());
        for judgement in &row.plan.after.judgements {
            let component = engine.procedure.component(judgement.component);
            let proof = judgement.proof.as_ref();
            let mut sources: Vec<&str> = Vec::new();
            for (_, lookup) in proof.iter().flat_map(|proof| &proof.facts) {
                let source = engine.lookups[*lookup].source.as_str();
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
            let share = |low: bool| {
                proof.map_or_else(String::new, |proof| {
                    decimal(if low { &proof.coverage.low } else { &proof.coverage.high }, 4)
                })
            };
            let publication = proof.map_or("", |proof| if proof.presumed { "presumed" } else { "decided" });
            let basis: Vec<String> =
                proof.iter().flat_map(|proof| &proof.basis).map(|citation| citation.to_string()).collect();
            let blockers: Vec<String> = judgement
                .blockers
                .iter()
                .map(|blocker| format!("{} {}", blocker.code(), blocker.source()))
                .collect();
            let record = [
                row.procedure.name.to_string(),
                row.procedure.code.clone().unwrap_or_default(),
                row.procedure.title.clone(),
                row.procedure.ministry.clone().unwrap_or_default().to_string(),
                level(row.procedure).to_owned(),
                row.procedure.draft.to_string(),
                component.name.to_string(),
                component.title.clone(),
                component.document.clone().unwrap_or_default().to_string(),
                engine.cases.text(engine.procedure, &judgement.class, Surface::English),
                judgement.verdict.code().to_owned(),
                sources.join("; "),
                share(true),
                share(false),
                publication.to_owned(),
                basis.join("; "),
                blockers.join("; "),
                is_moot(&row.plan.after, judgement).to_string(),
                bound(saved_hours, true, 4),
                bound(saved_hours, false, 4),
                bound(saving, true, 0),
                bound(saving, false, 0),
            ];
            writer.write_record(&record).map_err(failed)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.into_error().into()))?;
    String::from_utf8(bytes).map_err(|error| Failure::Other { vi: error.to_string(), en: error.to_string() })
}

/// Empty if it is not known.
fn bound(value: Option<&Interval>, low: bool, places: usize) -> String {
    value.map_or_else(String::new, |value| decimal(if low { &value.low } else { &value.high }, places))
}
