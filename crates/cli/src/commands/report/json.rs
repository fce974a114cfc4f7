//! The report for other programs. The layout is versioned and has a JSON Schema:
//! `docs/schema/report.schema.json`.

use std::collections::BTreeSet;

use serde::Serialize;
use tthc_analysis::burden::{Burden, Missing};
use tthc_model::library::Addressee;
use tthc_model::quantity::decimal;
use tthc_model::{Interval, Name};

use crate::commands::report::obstacles::undetermined;
use crate::commands::report::{Report, Row, level};
use crate::failure::Failure;
use crate::json::{Number, Verdict};
use crate::output;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    repository: &'a str,
    on: String,
    baseline: String,
    norms: Option<&'a Name>,
    reform: Option<&'a str>,
    files_with_errors: &'a [String],
    procedures: Vec<Procedure<'a>>,
    journeys: &'a [&'a Name],
    not_in_force: &'a [Name],
    variants: &'a [&'a Name],
    totals: Totals,
}

#[derive(Serialize)]
struct Procedure<'a> {
    name: &'a Name,
    title: &'a str,
    code: Option<&'a str>,
    ministry: Option<&'a Name>,
    field: Option<&'a str>,
    level: &'static str,
    components: Vec<Verdict<'a>>,
    draft: bool,
    replaced: Replaced,
    cut: u32,
    blocked: u32,
    undetermined: usize,
    addressee: &'static str,
    dossiers_per_year: Option<Number>,
    before: Side,
    after: Side,
    saved_working_hours_per_case: Option<Number>,
    saving_vnd_per_year: Option<Number>,
    reduction: Option<Number>,
    estimated: bool,
    missing: &'a [Missing],
}

#[derive(Serialize)]
struct Replaced {
    decided: u32,
    presumed: u32,
}

#[derive(Serialize)]
struct Side {
    documents: u32,
    visits: Option<Number>,
    form_fields: u32,
    working_hours: Option<Number>,
    deadline_working_days: Option<Number>,
    steps_working_days_at_least: Option<String>,
    citizen_vnd_per_case: Option<Number>,
    citizen_vnd_per_year: Option<Number>,
}

/// Drafts are left out; money only over the procedures whose inputs are complete, if there is one.
#[derive(Serialize)]
struct Totals {
    procedures: usize,
    drafts: usize,
    complete: usize,
    documents_before: u32,
    documents_after: u32,
    form_fields_before: u32,
    form_fields_after: u32,
    replaced_decided: u32,
    replaced_presumed: u32,
    cut: u32,
    blocked: u32,
    undetermined: usize,
    citizen_vnd_per_year_before: Option<Number>,
    citizen_vnd_per_year_after: Option<Number>,
    saving_vnd_per_year: Option<Number>,
    missing: BTreeSet<Missing>,
}

pub(super) fn report(report: &Report<'_>) -> Result<String, Failure> {
    output::json(&Document {
        version: 1,
        repository: report.name,
        on: report.on.to_string(),
        baseline: report.baseline.to_string(),
        norms: report.norms,
        reform: report.reform,
        files_with_errors: &report.broken,
        procedures: report.rows.iter().map(procedure).collect(),
        journeys: &report.journeys,
        not_in_force: &report.not_in_force,
        variants: &report.variants,
        totals: totals(report),
    })
}

fn procedure<'a>(row: &'a Row<'_>) -> Procedure<'a> {
    let Row { procedure, plan, comparison } = row;
    let (decided, presumed) = plan.replaced();
    let judgements = plan.after.judgements.iter();
    let volume = procedure.volume.as_ref().and_then(|volume| volume.count.as_ref());
    Procedure {
        name: &procedure.name,
        title: &procedure.title,
        code: procedure.code.as_deref(),
        ministry: procedure.ministry.as_ref(),
        field: procedure.field.as_deref(),
        level: level(procedure),
        components: judgements.map(|judgement| Verdict::new(&plan.after, judgement)).collect(),
        draft: procedure.draft,
        replaced: Replaced { decided, presumed },
        cut: plan.cut(),
        blocked: plan.blocked(),
        undetermined: undetermined(plan),
        addressee: match comparison.addressee {
            Addressee::Citizen => "citizen",
            Addressee::Business => "business",
            Addressee::Administration => "administration",
        },
        dossiers_per_year: volume.map(|count| Number::new(count, 0)),
        before: side(&comparison.before),
        after: side(&comparison.after),
        saved_working_hours_per_case: hours(comparison.saved_hours.as_ref()),
        saving_vnd_per_year: money(comparison.saving.as_ref()),
        reduction: comparison.reduction().as_ref().map(Number::share),
        estimated: comparison.estimated,
        missing: &comparison.missing,
    }
}

fn side(burden: &Burden) -> Side {
    Side {
        documents: burden.documents,
        visits: burden.visits.as_ref().map(|visits| Number::new(visits, 2)),
        form_fields: burden.form_fields,
        working_hours: hours(burden.hours.as_ref()),
        deadline_working_days: hours(burden.deadline_working_days.as_ref()),
        steps_working_days_at_least: burden.steps_working_days.as_ref().map(|days| decimal(days, 4)),
        citizen_vnd_per_case: money(burden.per_case.as_ref()),
        citizen_vnd_per_year: money(burden.per_year.as_ref()),
    }
}

fn hours(value: Option<&Interval>) -> Option<Number> {
    value.map(|value| Number::new(value, 4))
}

fn money(value: Option<&Interval>) -> Option<Number> {
    value.map(|value| Number::new(value, 0))
}

fn totals(report: &Report<'_>) -> Totals {
    let rows: Vec<&Row<'_>> = report.rows.iter().filter(|row| !row.procedure.draft).collect();
    let complete: Vec<&&Row<'_>> = rows.iter().filter(|row| row.comparison.is_complete()).collect();
    let sum = |side: for<'r> fn(&'r Row<'_>) -> Option<&'r Interval>| {
        let parts = complete.iter().filter_map(|row| side(row));
        parts.cloned().reduce(|all, part| all.plus(&part)).map(|sum| Number::new(&sum, 0))
    };
    let count = |side: fn(&Row<'_>) -> u32| rows.iter().map(|row| side(row)).sum::<u32>();
    Totals {
        procedures: rows.len(),
        drafts: report.rows.len() - rows.len(),
        complete: complete.len(),
        documents_before: count(|row| row.comparison.before.documents),
        documents_after: count(|row| row.comparison.after.documents),
        form_fields_before: count(|row| row.comparison.before.form_fields),
        form_fields_after: count(|row| row.comparison.after.form_fields),
        replaced_decided: count(|row| row.plan.replaced().0),
        replaced_presumed: count(|row| row.plan.replaced().1),
        cut: count(|row| row.plan.cut()),
        blocked: count(|row| row.plan.blocked()),
        undetermined: rows.iter().map(|row| undetermined(&row.plan)).sum(),
        citizen_vnd_per_year_before: sum(|row| row.comparison.before.per_year.as_ref()),
        citizen_vnd_per_year_after: sum(|row| row.comparison.after.per_year.as_ref()),
        saving_vnd_per_year: sum(|row| row.comparison.saving.as_ref()),
        missing: rows.iter().flat_map(|row| row.comparison.missing.iter().copied()).collect(),
    }
}
