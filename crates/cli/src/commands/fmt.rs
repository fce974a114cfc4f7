//! `tthc fmt`: one layout for all files.

use std::io::Write;
use std::path::Path;

use crate::args::FmtArguments;
use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;

pub(crate) fn run(arguments: &FmtArguments) -> Result<Outcome, Failure> {
    let loaded = disk::load(&arguments.paths)?;
    let snapshot = loaded.project.snapshot();
    let mut out = std::io::stdout().lock();
    let mut changed = false;
    for path in &loaded.wanted {
        let (Some(parse), Some(text)) = (snapshot.parse(path), snapshot.text(path)) else { continue };
        // A file that was not read whole must not be written.
        let unread =
            snapshot.problems(path).iter().any(|problem| matches!(problem.code(), "T0001" | "T0003"));
        if unread {
            continue;
        }
        let formatted = tthc_syntax::format::format(parse, arguments.keywords);
        if formatted == **text {
            continue;
        }
        changed = true;
        if arguments.check {
            writeln!(out, "{path}").map_err(Failure::unwritable("stdout".as_ref()))?;
        } else {
            std::fs::write(Path::new(&**path), &formatted)
                .map_err(Failure::unwritable(Path::new(&**path)))?;
        }
    }
    Ok(Outcome::clean_if(!(arguments.check && changed)))
}
