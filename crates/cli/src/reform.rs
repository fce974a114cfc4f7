//! `--reform NAME` of several commands, and what a reform comes to in words.

use tthc_analysis::burden::Comparison;
use tthc_analysis::plan::{Decisions, Plan, moved_facts};
use tthc_model::library::{Detail, Library};
use tthc_model::scenario::{Decision, Reform};
use tthc_model::{Date, Interval, ItemKind, Locale, Name, Procedure, Ratio};

use crate::failure::Failure;
use crate::words::decimal_text;

/// The reform of the name, if one is asked for. It is judged only on a day on which it applies.
pub(crate) fn named<'l>(
    library: &'l Library,
    name: Option<&str>,
    on: Date,
) -> Result<Option<&'l Reform>, Failure> {
    let Some(name) = name else { return Ok(None) };
    let item = library.item(ItemKind::Reform, name);
    match item.map(|item| &item.detail) {
        Some(Detail::Reform(reform)) if !reform.period.contains(on) => {
            let period = |from: &str, until: &str| {
                let from = reform.period.from.map(|day| format!("{from} {day}"));
                let until = reform.period.until.map(|day| format!("{until} {day}"));
                from.into_iter().chain(until).collect::<Vec<_>>().join(" ")
            };
            Err(Failure::Other {
                vi: format!(
                    "phương án `{name}` áp dụng {}, không áp dụng ngày {on}; chọn ngày khác bằng --on",
                    period("từ", "đến")
                ),
                en: format!(
                    "the reform `{name}` applies {}, not on {on}; choose another day with --on",
                    period("from", "until")
                ),
            })
        }
        Some(Detail::Reform(reform)) => Ok(Some(reform)),
        _ => Err(Failure::Other {
            vi: format!("không có phương án nào tên `{name}`"),
            en: format!("no reform is named `{name}`"),
        }),
    }
}

/// Its decisions, if it is about the procedure.
pub(crate) fn decisions(reform: Option<&Reform>, procedure: &Procedure) -> Decisions {
    let own = reform.filter(|reform| reform.procedure.as_ref() == Some(&procedure.name));
    own.map(Decisions::of).unwrap_or_default()
}

/// Why the reviewer keeps a component, cuts it, or moves it to the form.
pub(crate) fn reason<'r>(reform: &'r Reform, component: &str) -> Option<&'r str> {
    reform.decisions.iter().find_map(|decision| match decision {
        Decision::NotAccepted { component: named, because }
        | Decision::Cut { component: named, because }
        | Decision::MoveToForm { component: named, because }
            if named == component =>
        {
            because.as_deref()
        }
        _ => None,
    })
}

/// What the reform comes to, a line each: papers, steps, fields, time.
pub(crate) fn effects(plan: &Plan<'_>, comparison: &Comparison, locale: Locale) -> Vec<String> {
    let vi = locale == Locale::Vietnamese;
    let pick = |vi_text: &str, en: &str| if vi { vi_text.to_owned() } else { en.to_owned() };
    let procedure = plan.after.engine.procedure;
    let decisions = &plan.decisions;
    let title = |name: &Name| -> String {
        let component = procedure.component_named(name).map(|id| procedure.component(id).title.clone());
        let step = procedure.steps.iter().find(|step| step.name == *name).map(|step| step.title.clone());
        component.or(step).unwrap_or_else(|| name.to_string())
    };
    let titles = |names: Vec<&Name>| names.into_iter().map(title).collect::<Vec<_>>().join("; ");
    let mut lines = Vec::new();
    let is_step = |name: &&Name| procedure.component_named(name).is_none();
    let (steps, papers): (Vec<&Name>, Vec<&Name>) = decisions.cut.iter().partition(is_step);
    let mut list = |label: String, names: Vec<&Name>| {
        if !names.is_empty() {
            lines.push(format!("{label}: {}", titles(names)));
        }
    };
    list(pick("Cắt giảm giấy tờ", "Papers cut"), papers);
    list(pick("Cắt giảm bước", "Steps cut"), steps);
    list(pick("Giữ lại", "Kept"), decisions.kept.iter().collect());
    for name in &decisions.moved {
        let id = procedure.component_named(name);
        let moved = moved_facts(&plan.after, decisions);
        let facts = id.into_iter().flat_map(|id| &procedure.component(id).facts);
        let facts: Vec<String> = facts
            .filter(|fact| moved.contains_key(&fact.index()))
            .map(|fact| plan.after.engine.fact_title(fact.index()))
            .collect();
        lines.push(format!(
            "{}: {} → {}",
            pick("Chuyển vào tờ khai", "Moved to the form"),
            title(name),
            facts.join("; ")
        ));
    }
    for proposal in &decisions.proposals {
        let Some(id) = procedure.component_named(&proposal.component) else { continue };
        let relieved = plan.after.relieved(id);
        let became = match (relieved.is_never(), plan.after.asked(id).is_within(&relieved)) {
            (true, _) => pick("chưa thay được, còn vướng mắc", "not yet: something else is in the way"),
            (false, true) => pick("thay được", "replaced"),
            (false, false) => pick("thay được trong một số trường hợp", "replaced in some cases"),
        };
        let source =
            proposal.source.as_ref().map_or_else(String::new, |name| plan.after.engine.source_title(name));
        let paper = title(&proposal.component);
        lines.push(format!("{}: {paper} ← {source}: {became}", pick("Thay thế", "Replace")));
    }
    for (name, to) in &decisions.shortened {
        let now = procedure.steps.iter().find(|step| step.name == *name).and_then(|step| step.takes.as_ref());
        let now = now.map_or_else(|| pick("chưa rõ", "not known"), |now| now.text(locale));
        lines.push(format!(
            "{}: {}: {now} → {}",
            pick("Rút ngắn", "Shortened"),
            title(name),
            to.text(locale)
        ));
    }
    let days = |value: Option<&Interval>| {
        value.map_or_else(|| pick("chưa rõ", "not known"), |days| range(days, locale))
    };
    let (before, after) = (&comparison.before, &comparison.after);
    if decisions.limit.is_some() {
        let (before, after) =
            (days(before.deadline_working_days.as_ref()), days(after.deadline_working_days.as_ref()));
        lines.push(match vi {
            true => format!("Thời hạn giải quyết: {before} → {after} ngày làm việc"),
            false => format!("Time limit: {before} → {after} working days"),
        });
    }
    if let (Some(before), Some(after)) = (&before.steps_working_days, &after.steps_working_days)
        && before != after
    {
        let text = |days: &Ratio| decimal_text(days, 2, locale);
        lines.push(match vi {
            true => format!(
                "Các bước nối tiếp, tính những bước đã ghi thời hạn: {} → {} ngày làm việc",
                text(before),
                text(after)
            ),
            false => format!(
                "Steps one after the other, of those with a term: {} → {} working days",
                text(before),
                text(after)
            ),
        });
    }
    lines
}

fn range(value: &Interval, locale: Locale) -> String {
    let (low, high) = (decimal_text(&value.low, 2, locale), decimal_text(&value.high, 2, locale));
    if low == high { low } else { format!("{low}..{high}") }
}
