//! `tthc simplify`: what could be simpler, each proposal with what it rests on, what it comes to and what is still to be
//! shown; and a reform to paste.

mod json;
mod source;
mod text;

use std::sync::Arc;

use tthc_analysis::burden::Comparison;
use tthc_analysis::plan::{Decisions, Plan, plan};
use tthc_analysis::simplify::{Proposal, effect, proposals};
use tthc_model::{Date, ItemKind, Library, Locale, Procedure};

use crate::args::{Format, SimplifyArguments};
use crate::commands::{Outcome, report};
use crate::disk;
use crate::failure::Failure;
use crate::output;
use crate::terminal::Screen;

/// The proposals on one procedure.
struct Simplified<'a> {
    procedure: &'a Procedure,
    plan: Plan<'a>,
    proposals: Vec<(Proposal, Comparison)>,
    /// A reform that decides so, in the reader's keywords.
    source: String,
}

struct View<'a> {
    name: &'a str,
    on: Date,
    baseline: Date,
    library: &'a Library,
    locale: Locale,
    all: Vec<Simplified<'a>>,
}

pub(crate) fn run(arguments: &SimplifyArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let loaded = disk::load_repository(arguments.repository.as_deref())?;
    let snapshot = loaded.project.snapshot();
    let manifest = snapshot.manifest();
    let locale = disk::locale(locale, Some(manifest));
    let on = arguments.on.or(manifest.date).ok_or(Failure::NoDate)?;
    let baseline = manifest.baseline.unwrap_or(on);
    let library = Arc::clone(snapshot.library());
    let norms = report::norms(&library, manifest.norms.as_deref())?;
    let chosen = match &arguments.procedure {
        Some(name) => vec![disk::procedure(&snapshot, name, Some(on))?],
        None => {
            let mut all = snapshot.procedures();
            all.retain(|(_, procedure)| procedure.in_force.contains(on));
            all.sort_by(|a, b| (a.1.draft, &a.1.name).cmp(&(b.1.draft, &b.1.name)));
            all
        }
    };
    let mut all = Vec::new();
    for (_, procedure) in &chosen {
        let plan = plan(procedure, &library, baseline, on, Decisions::default());
        let found = proposals(&plan).into_iter().map(|proposal| {
            let effect = effect(&proposal, &plan, norms);
            (proposal, effect)
        });
        let found: Vec<_> = found.collect();
        // What nothing is proposed for has nothing to say among many.
        if found.is_empty() && arguments.procedure.is_none() {
            continue;
        }
        let source = source::reform(&plan, &found, &library, locale);
        all.push(Simplified { procedure, plan, proposals: found, source });
    }
    let view = View { name: &manifest.name, on, baseline, library: &library, locale, all };
    let bytes = match arguments.format {
        Format::Text => text::write(&view, Screen::stdout()),
        Format::Json => json::write(&view)?,
    };
    output::write(None, bytes.as_bytes())?;
    let mut paths: Vec<_> = chosen.iter().map(|(path, _)| Arc::clone(path)).collect();
    paths.sort();
    paths.dedup();
    Ok(disk::outcome(&snapshot, &paths, locale))
}

/// A name that no reform has yet.
fn free_name(library: &Library, procedure: &str) -> String {
    let base = format!("đơn_giản_hóa_{procedure}");
    let taken = |name: &str| library.item(ItemKind::Reform, name).is_some();
    let numbered = (2_u32..).map(|number| format!("{base}_{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(base)
}
