//! `tthc eval`: the rules of a procedure on one applicant. JSON in, JSON out.

mod case;
mod json;

use std::io::Read;
use std::sync::Arc;

use tthc_analysis::eval::{Unusable, evaluate};
use tthc_model::formula::Unit;
use tthc_model::{Locale, Procedure};
use tthc_syntax::{Surface, suggest};

use crate::args::EvalArguments;
use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;
use crate::output::{self, write};

/// A file of answers is small; what is larger is something else.
const LARGEST_CASE: u64 = 1 << 20;

pub(crate) fn run(arguments: &EvalArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let loaded = disk::load_repository(arguments.repository.as_deref())?;
    let snapshot = loaded.project.snapshot();
    let locale = disk::locale(locale, Some(snapshot.manifest()));
    // An unknown name is told before the answers are read; they may ask for another day, and so for another version.
    let known = arguments.on.or(snapshot.manifest().date);
    disk::procedure(&snapshot, &arguments.procedure, known)?;
    let case = case::read(&text(arguments)?)?;
    let on = arguments.on.or(case.on).or(snapshot.manifest().date).ok_or(Failure::NoDate)?;
    let (path, procedure) = disk::procedure(&snapshot, &arguments.procedure, Some(on))?;
    disk::not_in_force(&procedure, on, locale);
    let library = Arc::clone(snapshot.library());
    let answers = case.answers();
    let evaluation =
        evaluate(&procedure, &library, on, &answers).map_err(|all| unusable(&procedure, &all))?;
    write(None, output::json(&json::document(&evaluation, &answers, on))?.as_bytes())?;
    Ok(disk::outcome(&snapshot, &[path], locale))
}

fn text(arguments: &EvalArguments) -> Result<String, Failure> {
    let path = &arguments.case;
    let unreadable = |error| Failure::Unreadable(path.clone(), error);
    let mut text = String::new();
    if path.as_os_str() == "-" {
        std::io::stdin().take(LARGEST_CASE).read_to_string(&mut text).map_err(unreadable)?;
    } else {
        let file = std::fs::File::open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Failure::NotFound(path.clone()),
            _ => unreadable(error),
        })?;
        file.take(LARGEST_CASE).read_to_string(&mut text).map_err(unreadable)?;
    }
    Ok(text)
}

/// Every answer that cannot be used, each with what could be meant.
fn unusable(procedure: &Procedure, all: &[Unusable]) -> Failure {
    let sentences = |locale: Locale| {
        let texts: Vec<String> = all.iter().map(|one| sentence(procedure, one, locale)).collect();
        texts.join("\n")
    };
    Failure::Other { vi: sentences(Locale::Vietnamese), en: sentences(Locale::English) }
}

fn sentence(procedure: &Procedure, unusable: &Unusable, locale: Locale) -> String {
    let vi = locale == Locale::Vietnamese;
    match unusable {
        Unusable::UnknownName { name } => {
            let known = procedure.cases.iter().map(|case| case.name.as_str());
            let nearest = suggest::nearest(name, known.clone());
            let help = match nearest {
                Some(nearest) if vi => format!("có phải là `{nearest}`?"),
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None if vi => format!("các trường hợp: {}", known.collect::<Vec<_>>().join(", ")),
                None => format!("its cases are {}", known.collect::<Vec<_>>().join(", ")),
            };
            if vi {
                format!("`{name}` không phải trường hợp hay thông tin nào của `{}`; {help}", procedure.name)
            } else {
                format!("`{name}` is no case and no fact of `{}`; {help}", procedure.name)
            }
        }
        Unusable::UnknownValue { name, values } => {
            let values = values.join(" | ");
            if vi {
                format!("`{name}` không có giá trị như vậy; các giá trị: {values}")
            } else {
                format!("`{name}` has no such value; its values are {values}")
            }
        }
        Unusable::WrongUnit { name, wanted: Unit::Date } if vi => {
            format!("`{name}` cần một ngày, ví dụ 2026-06-01")
        }
        Unusable::WrongUnit { name, wanted: Unit::Date } => {
            format!("`{name}` needs a date, for instance 2026-06-01")
        }
        Unusable::WrongUnit { name, wanted } => {
            let (vi_unit, en_unit) = (wanted.text(Surface::Vietnamese), wanted.text(Surface::English));
            if vi {
                format!("`{name}` cần một số {vi_unit}").trim_end().to_owned()
            } else {
                format!("`{name}` needs a number {en_unit}").trim_end().to_owned()
            }
        }
        Unusable::Negative { name } if vi => format!("`{name}` không được âm"),
        Unusable::Negative { name } => format!("`{name}` cannot be below zero"),
        Unusable::UnknownChannel { channels } => {
            let surface = if vi { Surface::Vietnamese } else { Surface::English };
            let words: Vec<&str> = channels.iter().map(|kind| kind.keyword().text(surface)).collect();
            let words = words.join(" | ");
            if vi {
                format!("`{}` không nhận hồ sơ theo cách này; các cách nộp: {words}", procedure.name)
            } else {
                format!("`{}` is not filed for in this way; its channels are {words}", procedure.name)
            }
        }
        Unusable::Contradiction if vi => {
            "các câu trả lời mâu thuẫn nhau: không hồ sơ nào của thủ tục có đồng thời các trường hợp này"
                .to_owned()
        }
        Unusable::Contradiction => {
            "the answers contradict one another: no application has all of these cases".to_owned()
        }
    }
}
