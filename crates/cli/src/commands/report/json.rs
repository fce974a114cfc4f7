//! The report for other programs. The layout is versioned and has a JSON Schema in `docs/`.

use serde::Serialize;
use serde_json::{Map, Value, json};
use tthc_analysis::burden::{Burden, Missing};
use tthc_analysis::plan::is_moot;
use tthc_analysis::verdict::Judgement;
use tthc_model::quantity::decimal;
use tthc_model::{BasisKind, Interval, Locale, Name};
use tthc_syntax::Surface;

use crate::commands::report::{Report, Row, level};
use crate::failure::Failure;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    on: String,
    baseline: String,
    procedures: Vec<Value>,
    journeys: &'a [&'a Name],
    totals: Value,
}

pub(super) fn report(report: &Report<'_>, _: Locale) -> Result<String, Failure> {
    let document = Document {
        version: 1,
        on: report.on.to_string(),
        baseline: report.baseline.to_string(),
        procedures: report.rows.iter().map(|row| procedure(row)).collect(),
        journeys: &report.journeys,
        totals: totals(report),
    };
    let mut text = serde_json::to_string_pretty(&document)
        .map_err(|error| Failure::Other { vi: error.to_string(), en: error.to_string() })?;
    text.push('\n');
    Ok(text)
}

fn procedure(row: &Row<'_>) -> Value {
    let procedure = row.procedure;
    let components: Vec<Value> =
        row.plan.after.judgements.iter().map(|judgement| component(row, judgement)).collect();
    let (decided, presumed) = row.plan.replaced();
    json!({
        "name": procedure.name,
        "title": procedure.title,
        "code": procedure.code,
        "ministry": procedure.ministry,
        "field": procedure.field,
        "level": level(procedure),
        "components": components,
        "draft": procedure.draft,
        "replaced": { "decided": decided, "presumed": presumed },
        "cut": row.plan.cut(),
        "before": side(&row.comparison.before),
        "after": side(&row.comparison.after),
        "saving_vnd_per_year": interval(row.comparison.saving.as_ref(), 0),
        "estimated": row.comparison.estimated,
        "missing": row.comparison.missing,
    })
}

/// One component in one class of cases.
fn component(row: &Row<'_>, judgement: &Judgement) -> Value {
    let engine = &row.plan.after.engine;
    let component = engine.procedure.component(judgement.component);
    let cases = engine.cases.text(engine.procedure, &judgement.class, Surface::English);
    let proof = judgement.proof.as_ref();
    let mut sources: Vec<&Name> = Vec::new();
    for (_, lookup) in proof.iter().flat_map(|proof| &proof.facts) {
        let source = engine.lookups[*lookup].source;
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let publication = proof.map(|proof| if proof.presumed { "presumed" } else { "decided" });
    let basis_kind = proof.map(|proof| match proof.basis_kind {
        BasisKind::Explicit => "explicit",
        BasisKind::General => "general",
        BasisKind::Inferred => "inferred",
    });
    let blockers: Vec<Value> = judgement
        .blockers
        .iter()
        .map(|blocker| json!({ "kind": blocker.code(), "source": blocker.source() }))
        .collect();
    let basis: Vec<String> =
        proof.iter().flat_map(|proof| &proof.basis).map(|citation| citation.to_string()).collect();
    let mut value = Map::new();
    value.insert("name".into(), json!(component.name));
    value.insert("document".into(), json!(component.document));
    value.insert("cases".into(), json!(cases));
    value.insert("verdict".into(), json!(judgement.verdict.code()));
    value.insert("sources".into(), json!(sources));
    value.insert("coverage".into(), proof.map_or(Value::Null, |proof| pair(&proof.coverage)));
    value.insert("basis_kind".into(), json!(basis_kind));
    value.insert("publication".into(), json!(publication));
    value.insert("blockers".into(), Value::Array(blockers));
    value.insert("basis".into(), json!(basis));
    value.insert("alternative_replaced".into(), json!(is_moot(&row.plan.after, judgement)));
    value.insert("inferred_basis".into(), json!(judgement.inferred));
    Value::Object(value)
}

fn side(burden: &Burden) -> Value {
    json!({
        "documents": burden.documents,
        "visits": interval(burden.visits.as_ref(), 2),
        "form_fields": burden.form_fields,
        "working_hours": interval(burden.hours.as_ref(), 4),
        "deadline_working_days": interval(burden.deadline_working_days.as_ref(), 4),
        "citizen_vnd_per_case": interval(burden.per_case.as_ref(), 0),
        "citizen_vnd_per_year": interval(burden.per_year.as_ref(), 0),
    })
}

/// A decimal string, a pair of them, or null (the reason is under `missing`).
fn interval(value: Option<&Interval>, places: usize) -> Value {
    match value {
        None => Value::Null,
        Some(value) if value.is_exact() => json!(decimal(&value.low, places)),
        Some(value) => json!([decimal(&value.low, places), decimal(&value.high, places)]),
    }
}

/// Always a pair: shares are known within bounds.
fn pair(value: &Interval) -> Value {
    json!([decimal(&value.low, 6), decimal(&value.high, 6)])
}

/// Drafts are left out; money only over the procedures whose inputs are complete.
fn totals(report: &Report<'_>) -> Value {
    let rows: Vec<&Row<'_>> = report.rows.iter().filter(|row| !row.procedure.draft).collect();
    let complete: Vec<&&Row<'_>> = rows.iter().filter(|row| row.comparison.is_complete()).collect();
    let sum = |side: fn(&Row<'_>) -> Option<Interval>| {
        complete.iter().filter_map(|row| side(row)).fold(Interval::zero(), |all, part| all.plus(&part))
    };
    let count = |side: fn(&Row<'_>) -> u32| rows.iter().map(|row| side(row)).sum::<u32>();
    let missing: std::collections::BTreeSet<Missing> =
        rows.iter().flat_map(|row| row.comparison.missing.iter().copied()).collect();
    json!({
        "procedures": rows.len(),
        "drafts": report.rows.len() - rows.len(),
        "complete": complete.len(),
        "documents_before": count(|row| row.comparison.before.documents),
        "documents_after": count(|row| row.comparison.after.documents),
        "form_fields_before": count(|row| row.comparison.before.form_fields),
        "form_fields_after": count(|row| row.comparison.after.form_fields),
        "replaced_decided": count(|row| row.plan.replaced().0),
        "replaced_presumed": count(|row| row.plan.replaced().1),
        "cut": count(|row| row.plan.cut()),
        "blocked": count(|row| row.plan.blocked()),
        "citizen_vnd_per_year_before": interval(Some(&sum(|row| row.comparison.before.per_year.clone())), 0),
        "citizen_vnd_per_year_after": interval(Some(&sum(|row| row.comparison.after.per_year.clone())), 0),
        "saving_vnd_per_year": interval(Some(&sum(|row| row.comparison.saving.clone())), 0),
        "missing": missing,
    })
}
