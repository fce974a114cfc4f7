//! What must hold of any text whatever, from the parser to the analysis and the formatter.

pub mod mutate;

use std::sync::{Arc, OnceLock};

use tthc_analysis::plan::{self, Decisions};
use tthc_analysis::{burden, graph, process, scenario};
use tthc_model::library::{Detail, ItemKind, Library, Outline};
use tthc_model::{Checked, Date};
use tthc_syntax::{Parse, Surface, format, parse};

/// What texts may name, so that more than their syntax is tried.
const COMMON: [&str; 3] = [
    include_str!("../../procedures/common/thực_thể.tthc"),
    include_str!("../../procedures/common/nguồn_dữ_liệu.tthc"),
    include_str!("../../procedures/common/quy_tắc.tthc"),
];

/// Reads a text, checks it, analyses what it declares, formats and translates it.
///
/// # Panics
///
/// If anything that must hold does not.
pub fn whole(text: &str) {
    let parse = parse(text);
    covers_every_byte(&parse);
    let (library, checked) = check(&parse);
    analyse(&library, &checked);
    layout(&parse, &library, &checked);
}

fn covers_every_byte(parse: &Parse) {
    let mut at = 0;
    for token in format::tokens(&parse.tree) {
        assert_eq!(token.span.start, at, "the tokens join");
        assert!(!token.span.is_empty(), "no token is empty");
        at = token.span.end;
    }
    assert_eq!(at as usize, parse.tree.text().len(), "the tokens end where the text ends");
    for problem in &parse.errors {
        assert!(parse.tree.text().get(problem.at.range()).is_some(), "an error has a place");
    }
}

fn check(parse: &Parse) -> (Library, Checked) {
    static OUTLINES: OnceLock<Vec<Outline>> = OnceLock::new();
    let common = OUTLINES
        .get_or_init(|| COMMON.iter().map(|text| tthc_model::outline(&tthc_syntax::parse(*text))).collect());
    let own = tthc_model::outline(parse);
    let paths = ["a", "b", "c", "d"].map(Arc::<str>::from);
    let library = Library::new(paths.into_iter().zip(common.iter().chain([&own])));
    let checked = tthc_model::check(parse, &library, "d", Some(day(2026, 6, 1)));
    for problem in &checked.diagnostics {
        assert!(parse.tree.text().get(problem.at.range()).is_some(), "a finding has a place");
        assert!(problem.message.text(tthc_model::Locale::English).len() > 1, "a finding says something");
    }
    (library, checked)
}

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).expect("a day of the calendar")
}

fn analyse(library: &Library, checked: &Checked) {
    let (baseline, on) = (day(2025, 12, 31), day(2026, 6, 1));
    for procedure in &checked.procedures {
        let plan = plan::plan(procedure, library, baseline, on, Decisions::default());
        let _ = burden::compare(&plan, None);
        let _ = (process::before(&plan), process::after(&plan));
        let _ = graph::of_procedure(procedure, library);
        for name in library.names(ItemKind::Scenario) {
            if let Some(Detail::Scenario(told)) =
                library.item(ItemKind::Scenario, name).map(|item| &item.detail)
                && told.procedure.as_ref() == Some(&procedure.name)
            {
                let _ = scenario::run(told, procedure, library, baseline, on);
            }
        }
    }
    let _ = graph::national(checked.procedures.iter().map(|procedure| &**procedure), library);
}

/// Formatting is idempotent; of a text without syntax errors it keeps the meaning, in either surface.
fn layout(parse: &Parse, library: &Library, checked: &Checked) {
    let once = format::format(parse, None);
    let again = tthc_syntax::parse(once.as_str());
    assert_eq!(format::format(&again, None), once, "formatting twice is formatting once");
    if !parse.errors.is_empty() {
        return;
    }
    same(parse, library, checked, &again, "formatted");
    for surface in [Surface::Vietnamese, Surface::English] {
        let Ok(text) = format::translate(parse, surface) else { continue };
        let translated = tthc_syntax::parse(text.as_str());
        same(parse, library, checked, &translated, "translated");
        assert_eq!(format::format(&translated, None), text, "a translation is formatted");
    }
}

fn same(parse: &Parse, library: &Library, checked: &Checked, other: &Parse, what: &str) {
    assert_eq!(other.errors, [], "{what}: without errors as before");
    assert_eq!(tthc_model::outline(parse), tthc_model::outline(other), "{what}: the outline is the same");
    let (library_there, there) = check(other);
    assert!(*library == library_there, "{what}: the library is the same");
    assert_eq!(checked.procedures.len(), there.procedures.len(), "{what}");
    for (was, is) in checked.procedures.iter().zip(&there.procedures) {
        let (was, is) = (without_places(was), without_places(is));
        let differs = was.lines().zip(is.lines()).find(|(was, is)| was != is);
        assert!(was == is, "{what}: {differs:?}");
    }
}

/// `Debug` without spans, which differ between two ways of writing.
fn without_places(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:#?}");
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Span {") {
        kept.push_str(&rest[..at]);
        rest = rest[at..].find('}').map_or("", |end| &rest[at + end + 1..]);
    }
    kept + rest
}
