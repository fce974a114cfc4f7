//! `tthc fmt`: one layout for all files.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use tthc_model::Locale;
use tthc_syntax::{LineIndex, Parse, Span};

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
        let unread = snapshot
            .problems(path)
            .iter()
            .any(|problem| matches!(problem.code(), "T0001" | "T0003" | "T0005"));
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
        let formatted = match arguments.keywords {
            None => tthc_syntax::format::format(parse, None),
            Some(surface) => match tthc_syntax::format::translate(parse, surface) {
                Ok(formatted) => formatted,
                Err(at) => {
                    unreadable = true;
                    render::note(&untranslatable(path, parse, at, locale));
                    continue;
                }
            },
        };
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

/// Where a name would be read as a part of a keyword.
fn untranslatable(path: &str, parse: &Parse, at: Span, locale: Locale) -> String {
    let place = LineIndex::new(Arc::clone(parse.tree.text())).chars(at.start);
    let (line, column) = (place.line + 1, place.column + 1);
    let words = &parse.tree.text()[at.range()];
    let words = words.lines().next().unwrap_or_default();
    match locale {
        Locale::Vietnamese => format!(
            "{path}:{line}:{column}: không đổi từ khóa của tệp này vì «{words}» sẽ bị đọc thành từ khác; hãy đổi tên"
        ),
        Locale::English => format!(
            "{path}:{line}:{column}: the keywords of this file are left as they are, for “{words}” would be read as something else; rename it"
        ),
    }
}
