//! `tthc report`: what can be dropped and what it saves, over all procedures.

mod csv;
mod json;
mod laws;
mod obstacles;
mod papers;
mod text;

use std::sync::Arc;

use rayon::prelude::*;
use tthc_analysis::burden::{Comparison, compare};
use tthc_analysis::plan::{Plan, plan};
use tthc_model::library::{Level, Library, Norms};
use tthc_model::{Date, ItemKind, Locale, Name, Procedure};
use tthc_project::{FilePath, Snapshot};

use crate::args::{Grouping, ReportArguments, ReportFormat};
use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;
use crate::output::write;
use crate::reform;
use crate::terminal::Screen;

/// Everything a report prints about one procedure.
pub(crate) struct Row<'a> {
    pub(crate) procedure: &'a Procedure,
    pub(crate) plan: Plan<'a>,
    pub(crate) comparison: Comparison,
}

pub(crate) struct Report<'a> {
    pub(crate) on: Date,
    pub(crate) baseline: Date,
    pub(crate) name: &'a str,
    pub(crate) norms: Option<&'a Name>,
    pub(crate) library: &'a Library,
    /// Drafts last; otherwise by ministry, then by title.
    pub(crate) rows: Vec<Row<'a>>,
    pub(crate) journeys: Vec<&'a Name>,
    /// Versions of procedures that are not the law on the date; not among the rows.
    pub(crate) not_in_force: Vec<Name>,
    /// Local variants: the same applications as those of the procedure they vary, so no rows either.
    pub(crate) variants: Vec<&'a Name>,
    /// Whose decisions are in the plan.
    pub(crate) reform: Option<&'a str>,
    /// The procedure it is about.
    pub(crate) reformed: Option<&'a Name>,
    /// Files with errors, in the order of their paths: their procedures may be incomplete.
    pub(crate) broken: Vec<String>,
}

pub(crate) fn run(arguments: &ReportArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let loaded = disk::load(&arguments.paths)?;
    let snapshot = loaded.project.snapshot();
    let manifest = snapshot.manifest();
    let locale = disk::locale(locale, Some(manifest));
    let on = arguments.on.or(manifest.date).ok_or(Failure::NoDate)?;
    let baseline = manifest.baseline.unwrap_or(on);
    if on < baseline {
        crate::render::note(&match locale {
            Locale::Vietnamese => {
                format!("ngày {on} ở trước ngày so sánh {baseline}: «trước» và «sau» đổi chỗ")
            }
            Locale::English => format!("{on} is before the baseline {baseline}: “before” is the later day"),
        });
    }
    let library = Arc::clone(snapshot.library());
    let reform = reform::named(&library, arguments.reform.as_deref(), on)?;
    let mut wanted = wanted(&snapshot, &loaded.wanted);
    if let Some(name) = &arguments.procedure {
        let (_, only) = disk::procedure(&snapshot, name, Some(on))?;
        wanted.retain(|(_, procedure)| procedure.name == only.name);
    }
    // Amendments of one reform are those of its procedure.
    if let Some(reform) = reform.filter(|_| arguments.laws) {
        wanted.retain(|(_, procedure)| reform.procedure.as_ref() == Some(&procedure.name));
    }
    let (procedures, others): (Vec<_>, Vec<_>) =
        wanted.into_iter().partition(|(_, procedure)| procedure.in_force.contains(on));
    let norms = norms(&library, manifest.norms.as_deref())?;
    let mut rows: Vec<Row<'_>> = procedures
        .par_iter()
        .map(|(_, procedure)| {
            let decided = reform::decisions(reform, procedure);
            let plan = plan(procedure, &library, baseline, on, decided);
            let comparison = compare(&plan, norms);
            Row { procedure, plan, comparison }
        })
        .collect();
    sort(&mut rows, arguments.by);
    let report = Report {
        on,
        baseline,
        name: &manifest.name,
        norms: manifest.norms.as_ref(),
        library: &library,
        rows,
        journeys: library.names(ItemKind::Journey),
        not_in_force: others.iter().map(|(_, procedure)| procedure.name.clone()).collect(),
        variants: library.names(ItemKind::Variant),
        reform: arguments.reform.as_deref(),
        reformed: reform.and_then(|reform| reform.procedure.as_ref()),
        broken: loaded
            .wanted
            .iter()
            .filter(|path| disk::has_errors(&snapshot, path))
            .map(|path| path.replace(std::path::MAIN_SEPARATOR, "/"))
            .collect(),
    };
    let screen = match arguments.output {
        Some(_) => Screen::plain(),
        None => Screen::stdout(),
    };
    let bytes = match arguments.format {
        format if arguments.laws => laws::write(&laws::Laws::new(&report, reform), format, screen, locale)?,
        ReportFormat::Text if arguments.missing => text::missing(&report, screen, locale),
        ReportFormat::Text => text::report(&report, arguments.by, arguments.papers, screen, locale),
        ReportFormat::Json => json::report(&report)?,
        ReportFormat::Csv => csv::report(&report)?,
    };
    write(arguments.output.as_deref(), bytes.as_bytes())?;
    Ok(Outcome::clean_if(report.broken.is_empty()))
}

fn wanted(snapshot: &Snapshot, paths: &[FilePath]) -> Vec<(FilePath, Arc<Procedure>)> {
    let mut procedures = snapshot.procedures();
    procedures.retain(|(path, _)| paths.binary_search(path).is_ok());
    procedures
}

/// The norms of the manifest; without any, money is missing, and said to be.
pub(crate) fn norms<'a>(library: &'a Library, name: Option<&str>) -> Result<Option<&'a Norms>, Failure> {
    let Some(name) = name else { return Ok(None) };
    match library.norms(name) {
        Some(norms) => Ok(Some(norms)),
        None => Err(Failure::Other {
            vi: format!("tthc.toml nêu định mức `{name}` nhưng không tệp nào khai báo"),
            en: format!("tthc.toml names the norms `{name}`, which no file declares"),
        }),
    }
}

fn sort(rows: &mut [Row<'_>], by: Option<Grouping>) {
    rows.sort_by(|a, b| {
        let key = |row: &Row<'_>| (row.procedure.draft, group(row, by), row.procedure.title.clone());
        key(a).cmp(&key(b))
    });
}

/// What a row is grouped under.
pub(crate) fn group(row: &Row<'_>, by: Option<Grouping>) -> String {
    match by {
        None | Some(Grouping::Ministry) => {
            row.procedure.ministry.as_ref().map(|name| name.to_string()).unwrap_or_default()
        }
        Some(Grouping::Field) => row.procedure.field.clone().unwrap_or_default(),
        Some(Grouping::Level) => level(row.procedure).to_owned(),
    }
}

pub(crate) fn level(procedure: &Procedure) -> &'static str {
    procedure.levels.first().copied().map_or("", Level::word)
}
