//! The proposals for other programs: `docs/schema/simplify.schema.json`.

use serde::Serialize;
use tthc_analysis::burden::{Comparison, Missing};
use tthc_analysis::simplify::{Grounds, Proposal};
use tthc_model::Name;
use tthc_syntax::Surface;

use super::{Simplified, View};
use crate::failure::Failure;
use crate::json::Number;
use crate::output;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    repository: &'a str,
    on: String,
    baseline: String,
    procedures: Vec<Procedure<'a>>,
}

#[derive(Serialize)]
struct Procedure<'a> {
    name: &'a Name,
    title: &'a str,
    code: Option<&'a str>,
    draft: bool,
    proposals: Vec<Proposed<'a>>,
    reform: &'a str,
}

#[derive(Serialize)]
struct Proposed<'a> {
    rule: &'static str,
    subjects: &'a [Name],
    cases: String,
    precondition: Precondition<'a>,
    effect: Effect<'a>,
}

#[derive(Serialize)]
struct Precondition<'a> {
    sources: &'a [Name],
    presumed: bool,
    consent: bool,
    shown_by: &'a [Name],
    facts: Vec<String>,
    actor: Option<&'a Name>,
}

#[derive(Serialize)]
struct Effect<'a> {
    documents_before: u32,
    documents_after: u32,
    form_fields_before: u32,
    form_fields_after: u32,
    saved_working_hours_per_case: Option<Number>,
    saving_vnd_per_year: Option<Number>,
    estimated: bool,
    missing: &'a [Missing],
}

pub(super) fn write(view: &View<'_>) -> Result<String, Failure> {
    output::json(&Document {
        version: 1,
        repository: view.name,
        on: view.on.to_string(),
        baseline: view.baseline.to_string(),
        procedures: view.all.iter().map(procedure).collect(),
    })
}

fn procedure<'a>(one: &'a Simplified<'_>) -> Procedure<'a> {
    Procedure {
        name: &one.procedure.name,
        title: &one.procedure.title,
        code: one.procedure.code.as_deref(),
        draft: one.procedure.draft,
        proposals: one.proposals.iter().map(|(proposal, effect)| proposed(one, proposal, effect)).collect(),
        reform: &one.source,
    }
}

fn proposed<'a>(one: &'a Simplified<'_>, proposal: &'a Proposal, comparison: &'a Comparison) -> Proposed<'a> {
    let engine = &one.plan.after.engine;
    let mut precondition = Precondition {
        sources: &[],
        presumed: false,
        consent: false,
        shown_by: &[],
        facts: Vec::new(),
        actor: None,
    };
    match &proposal.grounds {
        Grounds::Held { sources, presumed, consent } => {
            precondition.sources = sources;
            (precondition.presumed, precondition.consent) = (*presumed, *consent);
        }
        Grounds::Stored { sources } => precondition.sources = sources,
        Grounds::ShownBy { components } => precondition.shown_by = components,
        Grounds::NoNeed => {}
        Grounds::Declared { facts } => {
            precondition.facts = facts.iter().map(|fact| engine.fact_text(*fact)).collect();
        }
        Grounds::OneActor { actor } => precondition.actor = Some(actor),
    }
    let (before, after) = (&comparison.before, &comparison.after);
    Proposed {
        rule: proposal.rule.code(),
        subjects: &proposal.subjects,
        cases: engine.cases.text(engine.procedure, &proposal.class, Surface::English),
        precondition,
        effect: Effect {
            documents_before: before.documents,
            documents_after: after.documents,
            form_fields_before: before.form_fields,
            form_fields_after: after.form_fields,
            saved_working_hours_per_case: comparison.saved_hours.as_ref().map(|hours| Number::new(hours, 4)),
            saving_vnd_per_year: comparison.saving.as_ref().map(|saving| Number::new(saving, 0)),
            estimated: comparison.estimated,
            missing: &comparison.missing,
        },
    }
}
