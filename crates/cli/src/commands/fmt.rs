//! `tthc fmt`: one layout for all files.

use std::io::Write;
use std::path::Path;

use tthc_model::Locale;

use crate::args::FmtArguments;
use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;
use crate::output;
use crate::render;

pub(crate) fn run(arguments: &FmtArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let loaded = disk::load(&arguments.paths)?;
    let snapshot = loaded.project.snapshot();
    let locale = disk::locale(locale, Some(snapshot.manifest()));
    let mut out = std::io::stdout().lock();
    let (mut changed, mut unreadable) = (false, false);
    for path in &loaded.wanted {
        let (Some(parse), Some(text)) = (snapshot.parse(path), snapshot.text(path)) else { continue };
        // A file that was not read whole must not be written.
        let unread =
            snapshot.problems(path).iter().any(|problem| matches!(problem.code(), "T0001" | "T0003"));
        if unread {
            unreadable = true;
            render::note(&match locale {
                Locale::Vietnamese => {
                    format!("{path} không được sắp xếp lại vì không đọc được trọn vẹn: tthc check")
                }
                Locale::English => format!("{path} is left as it is, for it was not read whole: tthc check"),
            });
            continue;
        }
        let formatted = tthc_syntax::format::format(parse, arguments.keywords);
        if formatted == **text {
            continue;
        }
        changed = true;
        if arguments.check {
            output::shown(writeln!(out, "{path}"))?;
        } else {
            std::fs::write(Path::new(&**path), &formatted)
                .map_err(Failure::unwritable(Path::new(&**path)))?;
        }
    }
    let unlike = arguments.check && changed;
    Ok(Outcome::clean_if(!(unlike || unreadable)))
}
