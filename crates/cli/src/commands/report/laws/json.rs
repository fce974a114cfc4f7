//! The list for other programs: `docs/schema/laws.schema.json`.

use serde::Serialize;
use tthc_analysis::laws::Instrument;
use tthc_model::library::Verification;
use tthc_model::{Citation, ItemKind, Name};
use tthc_syntax::Surface;

use super::{Entry, Laws};
use crate::failure::Failure;
use crate::output;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    repository: &'a str,
    on: String,
    baseline: String,
    reform: Option<&'a str>,
    files_with_errors: &'a [String],
    texts: Vec<Text<'a>>,
    not_amended: Option<Vec<String>>,
    other_amendments: Vec<Amendment<'a>>,
}

/// A legal text; all null: papers for which none is cited.
#[derive(Serialize)]
struct Text<'a> {
    law: Option<&'a Name>,
    number: Option<&'a str>,
    title: Option<&'a str>,
    rank: Option<&'static str>,
    in_force_from: Option<String>,
    in_force_until: Option<String>,
    verification: Option<&'static str>,
    provisions: Vec<Provision<'a>>,
}

#[derive(Serialize)]
struct Provision<'a> {
    citation: Option<String>,
    amendment: Option<Amendment<'a>>,
    papers: Vec<Paper<'a>>,
}

#[derive(Serialize)]
struct Amendment<'a> {
    citation: String,
    text: &'a str,
}

#[derive(Serialize)]
struct Paper<'a> {
    procedure: &'a Name,
    code: Option<&'a str>,
    procedure_title: &'a str,
    draft: bool,
    component: &'a Name,
    title: &'a str,
    document: Option<&'a Name>,
    operation: &'static str,
    cases: String,
    sources: &'a [Name],
    applied_by: Vec<String>,
    amend_before: Option<String>,
}

pub(super) fn write(laws: &Laws<'_, '_>) -> Result<String, Failure> {
    let report = laws.report;
    output::json(&Document {
        version: 1,
        repository: report.name,
        on: report.on.to_string(),
        baseline: report.baseline.to_string(),
        reform: report.reform,
        files_with_errors: &report.broken,
        texts: laws.instruments.iter().map(|instrument| text(laws, instrument)).collect(),
        not_amended: laws.reform.map(|_| laws.not_amended().iter().map(Citation::to_string).collect()),
        other_amendments: laws.other_amendments().into_iter().map(amendment).collect(),
    })
}

fn text<'a>(laws: &'a Laws<'_, '_>, instrument: &'a Instrument<Entry<'_, '_>>) -> Text<'a> {
    let library = laws.report.library;
    let law = instrument.law.as_ref().and_then(|name| library.law(name));
    let verification = law.and_then(|law| law.verification).map(|verification| match verification {
        Verification::OriginalCompared => "original_compared",
        Verification::Secondary => "secondary",
        Verification::Inferred => "inferred",
    });
    let provisions = instrument.provisions.iter().map(|(provision, entries)| Provision {
        citation: provision.as_ref().map(Citation::to_string),
        amendment: provision.as_ref().and_then(|provision| laws.amended(provision)).map(amendment),
        papers: entries.iter().map(paper).collect(),
    });
    Text {
        law: instrument.law.as_ref(),
        number: law.and_then(|law| law.number.as_deref()),
        title: instrument.law.as_ref().map(|name| library.title(ItemKind::Law, name)),
        rank: instrument.rank.map(|rank| rank.word()),
        in_force_from: instrument.in_force_from.map(|date| date.to_string()),
        in_force_until: law.and_then(|law| law.in_force.until).map(|date| date.to_string()),
        verification,
        provisions: provisions.collect(),
    }
}

fn amendment<'a>((citation, text): (&Citation, &'a str)) -> Amendment<'a> {
    Amendment { citation: citation.to_string(), text }
}

fn paper<'a>(entry: &'a Entry<'_, '_>) -> Paper<'a> {
    let (procedure, demand) = (entry.row.procedure, &entry.demand);
    let component = procedure.component(demand.component);
    let engine = &entry.row.plan.after.engine;
    Paper {
        procedure: &procedure.name,
        code: procedure.code.as_deref(),
        procedure_title: &procedure.title,
        draft: procedure.draft,
        component: &component.name,
        title: &component.title,
        document: component.document.as_ref(),
        operation: demand.operation.code(),
        cases: engine.cases.text(procedure, &demand.class, Surface::English),
        sources: &demand.sources,
        applied_by: demand.applied_by.iter().map(Citation::to_string).collect(),
        amend_before: demand.amend_before.map(|date| date.to_string()),
    }
}
