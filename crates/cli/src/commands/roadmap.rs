//! `tthc roadmap`: which obstacles to remove first, over all procedures.

mod csv;
mod json;
mod text;

use std::sync::Arc;

use rayon::prelude::*;
use tthc_analysis::assess;
use tthc_analysis::roadmap::{Country, Obstacle, Roadmap, places};
use tthc_model::{Date, Library, Locale, Name};

use crate::args::{ReportFormat, RoadmapArguments};
use crate::commands::{Outcome, report};
use crate::disk;
use crate::failure::Failure;
use crate::output::write;
use crate::terminal::Screen;

/// A road map with what is needed to put it into words.
struct View<'v> {
    roadmap: &'v Roadmap,
    library: &'v Library,
    /// Of the repository.
    name: &'v str,
    on: Date,
    procedures: usize,
    drafts: usize,
    /// Files with errors: their procedures may be incomplete.
    broken: usize,
}

pub(crate) fn run(arguments: &RoadmapArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let loaded = disk::load(&arguments.paths)?;
    let snapshot = loaded.project.snapshot();
    let manifest = snapshot.manifest();
    let locale = disk::locale(locale, Some(manifest));
    let on = arguments.on.or(manifest.date).ok_or(Failure::NoDate)?;
    let library = Arc::clone(snapshot.library());
    let norms = report::norms(&library, manifest.norms.as_deref())?;
    let mut procedures = snapshot.procedures();
    procedures.retain(|(path, procedure)| {
        loaded.wanted.binary_search(path).is_ok() && procedure.in_force.contains(on)
    });
    let all = procedures.len();
    procedures.retain(|(_, procedure)| !procedure.draft);
    procedures.sort_by(|a, b| a.1.name.cmp(&b.1.name));
    let judged = procedures
        .par_iter()
        .map(|(_, procedure)| (&**procedure, places(&assess(procedure, &library, on))))
        .collect();
    let country = Country { procedures: judged, library: &library, norms, on };
    let roadmap = country.roadmap(usize::from(arguments.top));
    let view = View {
        roadmap: &roadmap,
        library: &library,
        name: &manifest.name,
        on,
        procedures: procedures.len(),
        drafts: all - procedures.len(),
        broken: loaded.wanted.iter().filter(|path| disk::has_errors(&snapshot, path)).count(),
    };
    let screen = match arguments.output {
        Some(_) => Screen::plain(),
        None => Screen::stdout(),
    };
    let text = match arguments.format {
        ReportFormat::Text => text::write(&view, screen, locale),
        ReportFormat::Json => json::write(&view)?,
        ReportFormat::Csv => csv::write(&view)?,
    };
    write(arguments.output.as_deref(), text.as_bytes())?;
    Ok(Outcome::clean_if(view.broken == 0))
}

impl View<'_> {
    /// Who can remove the obstacle: the owner of the source; for a basis to replace a paper, the ministries
    /// of the procedures that ask for it.
    fn removed_by(&self, obstacle: &Obstacle) -> Vec<Name> {
        if let Obstacle::NoReplacementBasis { .. } = obstacle {
            let own = self.roadmap.ministries.iter().find(|(known, _)| known == obstacle);
            return own.map(|(_, ministries)| ministries.clone()).unwrap_or_default();
        }
        let owner = self.library.source(obstacle.source()).and_then(|source| source.owner.clone());
        owner.into_iter().collect()
    }
}
