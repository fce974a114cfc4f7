//! `tthc check`: every mistake of the wanted files, in the words of whoever asks.

mod finding;
mod github;
mod gitlab;
mod json;
mod junit;
mod sarif;
mod text;

use std::io::Write;

use tthc_model::{Diagnostic, Severity};

use crate::args::{CheckArguments, CheckFormat};
use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;
use crate::output;
use finding::{Checked, File};

pub(crate) fn run(
    arguments: &CheckArguments,
    locale: Option<tthc_model::Locale>,
) -> Result<Outcome, Failure> {
    if let Some(unknown) = arguments.deny.iter().find(|code| tthc_model::catalogue::entry(code).is_none()) {
        return Err(Failure::UnknownCode(unknown.clone()));
    }
    let loaded = disk::load(&arguments.paths)?;
    let snapshot = loaded.project.snapshot();
    let manifest = snapshot.manifest();
    let severity = |diagnostic: &Diagnostic| match arguments.deny.iter().any(|code| code == diagnostic.code())
    {
        true => Some(Severity::Error),
        false => manifest.severity(diagnostic),
    };
    let mut problems = snapshot.all_problems();
    problems.retain(|(path, _)| loaded.wanted.binary_search(path).is_ok());
    let files = problems.iter().filter_map(|(path, diagnostics)| {
        let reported = diagnostics.iter().filter_map(|diagnostic| Some((severity(diagnostic)?, diagnostic)));
        let found = reported.collect();
        Some(File::new(path, snapshot.text(path)?, found))
    });
    let checked = Checked { files: files.collect(), locale: disk::locale(locale, Some(manifest)) };

    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = match arguments.format {
        CheckFormat::Text => text::write(&mut out, &checked),
        CheckFormat::Json => json::write(&mut out, &checked),
        CheckFormat::Sarif => sarif::write(&mut out, &checked),
        CheckFormat::Github => github::write(&mut out, &checked),
        CheckFormat::Gitlab => gitlab::write(&mut out, &checked),
        CheckFormat::Junit => junit::write(&mut out, &checked),
    };
    output::shown(written.and_then(|()| out.flush()))?;
    let outcome = Outcome::clean_if(checked.count(Severity::Error) == 0);
    // The process ends here: giving the memory of a whole country back piece by piece would only take time.
    std::mem::forget((problems, snapshot, loaded));
    Ok(outcome)
}
