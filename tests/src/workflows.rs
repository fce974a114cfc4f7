//! The process of every real procedure and local variant, before and after.

use tthc_analysis::plan::{Decisions, plan};
use tthc_analysis::process;
use tthc_model::process::Process;
use tthc_project::{Content, Manifest, Project};

use crate::{manifest, procedures};

/// As `tthc emit --before` writes them, in the order of the procedures.
pub fn workflows() -> std::io::Result<Vec<Process>> {
    let manifest = Manifest::parse(&manifest()?).expect("the manifest is sound");
    let (on, baseline) = (manifest.date.expect("a date"), manifest.baseline.expect("a baseline"));
    let files = procedures()?;
    let contents = files.iter().map(|file| (file.path.as_str().into(), Content::text(file.text.as_str())));
    let snapshot = Project::load(manifest, contents).snapshot();
    let mut all = Vec::new();
    for (_, procedure) in snapshot.procedures().into_iter().chain(snapshot.variants()) {
        if procedure.in_force.contains(on) {
            let plan = plan(&procedure, snapshot.library(), baseline, on, Decisions::default());
            all.extend([process::after(&plan), process::before(&plan)]);
        }
    }
    Ok(all)
}
