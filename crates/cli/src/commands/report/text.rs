//! The first screen: a line a procedure, totals, what stands in the way.

use std::collections::BTreeSet;
use std::fmt::Write;

use rayon::prelude::*;
use tthc_analysis::burden::Missing;
use tthc_analysis::roadmap::{Country, places};
use tthc_model::{ItemKind, Locale};
use unicode_width::UnicodeWidthStr;

use crate::args::Grouping;
use crate::commands::report::obstacles::{obstacles, undetermined};
use crate::commands::report::papers::papers;
use crate::commands::report::{Report, Row, group};
use crate::reform::effects;
use crate::say::{Say, missing_text};
use crate::terminal::{Screen, Tone, left, right, shorten, wrap};
use crate::words::level_text;

/// The columns after the title, each with the blank before it.
const NUMBERS: usize = 61;
/// A narrower title says too little: it then has a line of its own.
const TITLE: usize = 30;
/// So many reasons are named; the others are added up.
const SHOWN: usize = 5;

pub(super) fn report(
    report: &Report<'_>,
    by: Option<Grouping>,
    papers_too: bool,
    screen: Screen,
    locale: Locale,
) -> String {
    let say = Say(locale);
    let table = Table::new(report, screen, say);
    let mut out = String::new();
    for line in wrap(&heading(report, say), screen.width, "  ") {
        let _ = writeln!(out, "{}", screen.paint(Tone::Heading, &line));
    }
    let header = [
        say.pick("Mã", "Code"),
        say.pick("Giấy tờ", "Papers"),
        say.pick("Lượt đi", "Visits"),
        say.pick("Trường", "Fields"),
        say.pick("Giảm giờ", "Hours cut"),
        say.pick("Giảm tỷ đ", "Saves bn₫"),
    ];
    let _ = writeln!(out, "\n{}", screen.paint(Tone::Note, &table.header(header)));
    let lacking = report.rows.iter().filter(|row| row.comparison.saving.is_none());
    let notes: BTreeSet<Missing> = lacking
        .flat_map(|row| &row.comparison.missing)
        .copied()
        .filter(|missing| matters(*missing))
        .collect();
    let notes: Vec<Missing> = notes.into_iter().collect();
    let mut last_group = None;
    for row in &report.rows {
        let own = (row.procedure.draft, group(row, by));
        if last_group.as_ref() != Some(&own) {
            let heading = group_heading(report, by, &own, say);
            for line in wrap(&heading, screen.width, "  ") {
                let _ = writeln!(out, "{}", screen.paint(Tone::Heading, &line));
            }
            last_group = Some(own);
        }
        let cells = cells(row, &notes, say);
        let _ = writeln!(out, "{}", table.row(&format!("  {}", title(row, say)), &cells));
        if papers_too {
            for paper in papers(row, locale) {
                for line in wrap(&format!("    ✓ {paper}"), screen.prose(), "      ") {
                    let _ = writeln!(out, "{}", screen.paint(Tone::Good, &line));
                }
            }
        }
    }
    totals(&mut out, report, table, screen, say);
    replaced(&mut out, report, papers_too, screen, say);
    reformed(&mut out, report, screen, say);
    blockers(&mut out, report, screen, say);
    roadmap(&mut out, report, screen, say);
    footnotes(&mut out, report, &notes, screen, say);
    out
}

/// "Bộ Tư pháp (9 thủ tục; giấy tờ 85 → 61)"; drafts form groups of their own.
fn group_heading(report: &Report<'_>, by: Option<Grouping>, own: &(bool, String), say: Say) -> String {
    let (draft, name) = own;
    let title = match by {
        None | Some(Grouping::Ministry) => report.library.title(ItemKind::Agency, name).to_owned(),
        Some(Grouping::Field) => name.clone(),
        Some(Grouping::Level) => report
            .rows
            .iter()
            .find(|row| group(row, by) == *name)
            .and_then(|row| row.procedure.levels.first())
            .map_or_else(String::new, |level| sentence(level_text(*level, say.0))),
    };
    let title = if title.is_empty() { "–".to_owned() } else { title };
    let rows = report.rows.iter().filter(|row| row.procedure.draft == *draft && group(row, by) == *name);
    let (mut count, mut before, mut after) = (0, 0, 0);
    for row in rows {
        count += 1;
        before += row.comparison.before.documents;
        after += row.comparison.after.documents;
    }
    match (say.0, draft) {
        (Locale::Vietnamese, false) => format!("{title} ({count} thủ tục; giấy tờ {before} → {after})"),
        (Locale::Vietnamese, true) => format!("{title} ({count} bản nháp, không cộng)"),
        (Locale::English, false) => format!("{title} ({count} procedures; papers {before} → {after})"),
        (Locale::English, true) => format!("{title} ({count} drafts, not added)"),
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The widths of the table.
#[derive(Clone, Copy)]
struct Table {
    title: usize,
    /// On a narrow screen the numbers stand under the title.
    two_lines: bool,
}

impl Table {
    fn new(report: &Report<'_>, screen: Screen, say: Say) -> Table {
        let room = screen.width.saturating_sub(NUMBERS);
        if room < TITLE {
            return Table { title: screen.width, two_lines: true };
        }
        let longest = report.rows.iter().map(|row| title(row, say).width() + 2).max().unwrap_or_default();
        Table { title: longest.clamp(TITLE, room), two_lines: false }
    }

    fn width(self) -> usize {
        if self.two_lines { self.title } else { self.title + NUMBERS }
    }

    fn header(self, names: [&str; 6]) -> String {
        let numbers = numbers(&names.map(str::to_owned));
        let before = self.width().saturating_sub(NUMBERS);
        format!("{}{numbers}", " ".repeat(before))
    }

    fn row(self, title: &str, cells: &[String; 6]) -> String {
        let numbers = numbers(cells);
        let title = shorten(title, self.title);
        if self.two_lines {
            format!("{title}\n{}", right(&numbers, self.width()))
        } else {
            format!("{}{numbers}", left(&title, self.title))
        }
    }
}

fn numbers([code, documents, visits, fields, hours, money]: &[String; 6]) -> String {
    format!(
        " {} {} {} {} {} {}",
        right(code, 8),
        right(documents, 9),
        right(visits, 7),
        right(fields, 9),
        right(hours, 10),
        right(money, 12),
    )
}

fn heading(report: &Report<'_>, say: Say) -> String {
    let ministries: std::collections::BTreeSet<_> =
        report.rows.iter().filter_map(|row| row.procedure.ministry.as_ref()).collect();
    let date = match say.0 {
        Locale::Vietnamese => report.on.strftime("%d/%m/%Y").to_string(),
        Locale::English => report.on.to_string(),
    };
    let norms = report.norms.map_or("–", |name| name.as_str());
    let name = if report.name.is_empty() { say.pick("Kho thủ tục", "Procedures") } else { report.name };
    match say.0 {
        Locale::Vietnamese => format!(
            "{name}: {} thủ tục · {} bộ · tính đến {date} · so với quy định ngày {} · định mức {norms}",
            report.rows.len(),
            ministries.len(),
            report.baseline.strftime("%d/%m/%Y"),
        ),
        Locale::English => format!(
            "{name}: {} procedures · {} ministries · as of {date} · against the law of {} · norms {norms}",
            report.rows.len(),
            ministries.len(),
            report.baseline,
        ),
    }
}

fn title(row: &Row<'_>, say: Say) -> String {
    let title = &row.procedure.title;
    match row.procedure.draft {
        true => format!("[{}] {title}", say.pick("nháp", "draft")),
        false => title.clone(),
    }
}

fn cells(row: &Row<'_>, notes: &[Missing], say: Say) -> [String; 6] {
    let comparison = &row.comparison;
    let arrow = |before: String, after: String| {
        if before == after { before } else { format!("{before} → {after}") }
    };
    let documents = format!("{} → {}", comparison.before.documents, comparison.after.documents);
    let visits = comparison.before.visits.as_ref().map_or("–".to_owned(), |visits| say.range(visits, 1));
    let fields = arrow(comparison.before.form_fields.to_string(), comparison.after.form_fields.to_string());
    let hours = comparison.saved_hours.as_ref().map_or("–".to_owned(), |hours| say.range(hours, 1));
    let money = match &comparison.saving {
        Some(saving) => {
            let mark = if comparison.estimated { "*" } else { "" };
            format!("{}{mark}", say.billions(saving))
        }
        None => {
            let lacks = notes.iter().zip(MARKS.chars()).filter(|(note, _)| comparison.missing.contains(note));
            let marks: Vec<String> = lacks.map(|(_, mark)| mark.to_string()).collect();
            format!("[{}]", marks.join(","))
        }
    };
    let code = row.procedure.code.as_deref().unwrap_or("–").to_owned();
    [code, documents, visits, fields, hours, money]
}

/// Letters, for a number in a column of money would be read as one.
const MARKS: &str = "abcdefghijklmnopqrstuvwxyz";

/// Missing inputs that keep the money column empty.
fn matters(missing: Missing) -> bool {
    missing != Missing::Deadline
}

fn totals(out: &mut String, report: &Report<'_>, table: Table, screen: Screen, say: Say) {
    let rows: Vec<&Row<'_>> = report.rows.iter().filter(|row| !row.procedure.draft).collect();
    let complete: Vec<&&Row<'_>> = rows.iter().filter(|row| row.comparison.is_complete()).collect();
    let count = |side: fn(&Row<'_>) -> u32| rows.iter().map(|row| side(row)).sum::<u32>();
    let documents = format!(
        "{} → {}",
        count(|row| row.comparison.before.documents),
        count(|row| row.comparison.after.documents)
    );
    let fields = format!(
        "{} → {}",
        count(|row| row.comparison.before.form_fields),
        count(|row| row.comparison.after.form_fields)
    );
    let saving = complete
        .iter()
        .filter_map(|row| row.comparison.saving.clone())
        .reduce(|all, part| all.plus(&part))
        .map_or("–".to_owned(), |saving| say.billions(&saving));
    let label = match say.0 {
        Locale::Vietnamese => format!("Tổng ({} thủ tục)", rows.len()),
        Locale::English => format!("Total ({} procedures)", rows.len()),
    };
    let _ = writeln!(out, "{}", "─".repeat(table.width()));
    let none = String::new;
    let row = table.row(&label, &[none(), documents, none(), fields, none(), saving]);
    for line in row.lines() {
        let _ = writeln!(out, "{}", screen.paint(Tone::Heading, line));
    }
    let drafts = report.rows.len() - rows.len();
    let mut explained = say
        .pick(
            "  Giấy tờ: số chỗ trong hồ sơ đòi giấy tờ (giấy tờ thay nhau tính một), của mọi trường hợp cộng lại; không phải số một người phải mang",
            "  Papers: places of the dossier that ask for one (alternatives count once), over all cases; not what one applicant brings",
        )
        .to_owned();
    if drafts > 0 {
        explained += &match say.0 {
            Locale::Vietnamese => {
                format!("; {drafts} thủ tục [nháp] (chưa rà soát xong) không cộng vào tổng")
            }
            Locale::English => format!("; {drafts} procedures are [draft] (not yet reviewed) and not added"),
        };
    }
    for line in wrap(&explained, screen.prose(), "  ") {
        let _ = writeln!(out, "{line}");
    }
    let incomplete = rows.len() - complete.len();
    if incomplete > 0 {
        let text = match say.0 {
            Locale::Vietnamese => format!(
                "  Tiền: {} thủ tục đủ số liệu; {incomplete} thủ tục thiếu số liệu, không cộng (tthc report --missing)",
                complete.len()
            ),
            Locale::English => format!(
                "  Money: {} procedures with all figures; {incomplete} lack figures and are not added (tthc report --missing)",
                complete.len()
            ),
        };
        for line in wrap(&text, screen.prose(), "  ") {
            let _ = writeln!(out, "{line}");
        }
    }
}

fn replaced(out: &mut String, report: &Report<'_>, papers_too: bool, screen: Screen, say: Say) {
    let rows = report.rows.iter().filter(|row| !row.procedure.draft);
    let (mut decided, mut presumed, mut cut, mut before) = (0, 0, 0, 0);
    let (mut sometimes, mut unknown) = (0, 0);
    for row in rows {
        let (by_decision, by_list) = row.plan.replaced();
        decided += by_decision;
        presumed += by_list;
        cut += row.plan.cut();
        before += row.comparison.before.documents;
        sometimes +=
            row.plan.slots.iter().filter(|slot| !slot.replaced.is_never() && !slot.after.is_never()).count();
        unknown += undetermined(&row.plan);
    }
    let text = match say.0 {
        Locale::Vietnamese => format!(
            "{} trong {before} giấy tờ được thay thế hẳn bằng dữ liệu ({decided} theo quyết định công bố, \
             {presumed} suy đoán theo danh mục của nghị quyết); {sometimes} giấy tờ nữa được thay thế \
             trong một số trường hợp; {cut} cắt giảm.",
            decided + presumed
        ),
        Locale::English => format!(
            "{} of {before} papers are wholly replaced by data ({decided} on the owner's decision, {presumed} presumed \
             from the resolution's list); {sometimes} more in some cases; {cut} cut.",
            decided + presumed
        ),
    };
    let _ = writeln!(out);
    for line in wrap(&text, screen.prose(), "") {
        let _ = writeln!(out, "{line}");
    }
    if unknown > 0 {
        let text = match say.0 {
            Locale::Vietnamese => format!(
                "{unknown} giấy tờ CHƯA XÁC ĐỊNH: văn bản cho phép thay thế đã hết hiệu lực trước ngày này, chưa \
                 ghi nhận văn bản tiếp theo; vẫn tính là phải nộp."
            ),
            Locale::English => format!(
                "{unknown} papers are UNDETERMINED: the text that let data stand for them has expired by this date \
                 and nothing newer is recorded; they are counted as brought."
            ),
        };
        for line in wrap(&text, screen.prose(), "") {
            let _ = writeln!(out, "{}", screen.paint(Tone::Warning, &line));
        }
    }
    if !papers_too {
        let _ = writeln!(
            out,
            "{}",
            say.pick(
                "Giấy tờ nào, dữ liệu từ đâu: tthc report --papers",
                "Which, and from where: tthc report --papers"
            )
        );
    }
}

/// What the reform comes to.
fn reformed(out: &mut String, report: &Report<'_>, screen: Screen, say: Say) {
    let Some(name) = report.reform else { return };
    let row = report.rows.iter().find(|row| report.reformed == Some(&row.procedure.name));
    let heading = match (say.0, row) {
        (Locale::Vietnamese, Some(row)) => format!("Phương án {name} ({})", row.procedure.title),
        (Locale::English, Some(row)) => format!("Reform {name} ({})", row.procedure.title),
        (Locale::Vietnamese, None) => format!("Phương án {name}: thủ tục không có trong báo cáo này"),
        (Locale::English, None) => format!("Reform {name}: its procedure is not in this report"),
    };
    for line in wrap(&heading, screen.prose(), "  ") {
        let _ = writeln!(out, "{}", screen.paint(Tone::Heading, &line));
    }
    for effect in row.iter().flat_map(|row| effects(&row.plan, &row.comparison, say.0)) {
        for line in wrap(&format!("  {effect}"), screen.prose(), "    ") {
            let _ = writeln!(out, "{line}");
        }
    }
}

/// What stands in the way, and of how many papers; the numbers of a list add up to its heading's.
fn blockers(out: &mut String, report: &Report<'_>, screen: Screen, say: Say) {
    let found = obstacles(report, say.0);
    let sum = |list: &[(Vec<String>, usize)]| list.iter().map(|(_, papers)| papers).sum::<usize>();
    let (liftable, not_served) = (sum(&found.liftable), sum(&found.not_served));
    let liftable = match say.0 {
        Locale::Vietnamese => format!(
            "{liftable} giấy tờ Nhà nước có dữ liệu nhưng còn vướng mắc (dấu + : phải gỡ cả các vướng mắc của dòng)."
        ),
        Locale::English => format!(
            "For {liftable} papers the state holds data, but something stands in the way (+: all of the line must go)."
        ),
    };
    let not_served = match say.0 {
        Locale::Vietnamese => format!(
            "{not_served} giấy tờ còn phải nộp vì nguồn không phục vụ trường hợp đó, công bố thêm không gỡ được."
        ),
        Locale::English => format!(
            "{not_served} papers stay where the source does not serve the case; no publication would change it."
        ),
    };
    for (heading, list) in [(liftable, &found.liftable), (not_served, &found.not_served)] {
        if list.is_empty() {
            continue;
        }
        for line in wrap(&heading, screen.prose(), "") {
            let _ = writeln!(out, "{line}");
        }
        obstacle_list(out, list, screen, say);
    }
}

/// What the best few of these come to together.
fn roadmap(out: &mut String, report: &Report<'_>, screen: Screen, say: Say) {
    // With a reform's decisions it would be another question.
    if report.reform.is_some() {
        return;
    }
    let rows: Vec<&Row<'_>> = report.rows.iter().filter(|row| !row.procedure.draft).collect();
    let procedures = rows.par_iter().map(|row| (row.procedure, places(&row.plan.after))).collect();
    let country = Country { procedures, library: report.library, norms: None, on: report.on };
    let Some((papers, obstacles)) = country.best(SHOWN) else { return };
    let text = match say.0 {
        Locale::Vietnamese => format!(
            "Thêm {papers} giấy tờ thay thế được, trong mọi hoặc một số trường hợp, nếu gỡ {obstacles} vướng mắc tốt \
             nhất (tthc roadmap)."
        ),
        Locale::English => format!(
            "{papers} more could be replaced, in all cases or in some, with the best {obstacles} obstacles removed (tthc roadmap)."
        ),
    };
    for line in wrap(&text, screen.prose(), "") {
        let _ = writeln!(out, "{line}");
    }
}

fn obstacle_list(out: &mut String, list: &[(Vec<String>, usize)], screen: Screen, say: Say) {
    let (shown, rest) = list.split_at(list.len().min(SHOWN));
    let mut lines: Vec<(String, usize)> = Vec::new();
    for (at, (what, papers)) in shown.iter().enumerate() {
        lines.push((format!("  {}. {}", at + 1, what.join(" + ")), *papers));
    }
    if !rest.is_empty() {
        let others = rest.iter().map(|(_, papers)| papers).sum();
        lines.push((format!("  {}", say.pick("Lý do khác", "Other reasons")), others));
    }
    for (text, papers) in lines {
        let count = match say.0 {
            Locale::Vietnamese => format!("{papers} giấy tờ"),
            Locale::English => format!("{papers} papers"),
        };
        for (line, part) in wrap(&text, screen.prose() - 14, "     ").into_iter().enumerate() {
            let _ = if line == 0 {
                writeln!(out, "{} {}", left(&part, screen.prose() - 13), right(&count, 12))
            } else {
                writeln!(out, "{part}")
            };
        }
    }
}

fn footnotes(out: &mut String, report: &Report<'_>, notes: &[Missing], screen: Screen, say: Say) {
    let mut parts: Vec<String> = Vec::new();
    if report.rows.iter().any(|row| row.comparison.estimated) {
        parts.push(
            say.pick(
                "Giảm: mỗi hồ sơ (giờ), mỗi năm (tỷ đồng); * có số ước tính",
                "Cut: hours a dossier, billion VND a year; * uses estimates",
            )
            .to_owned(),
        );
    }
    for (missing, mark) in notes.iter().zip(MARKS.chars()) {
        let lack = say.pick("thiếu", "lacks");
        parts.push(format!("[{mark}] {lack} {}", missing_text(*missing, say)));
    }
    for line in wrap(&parts.join("; "), screen.prose(), "") {
        let _ = writeln!(out, "{}", screen.paint(Tone::Note, &line));
    }
    let journeys = report.journeys.iter().map(|name| report.library.title(ItemKind::Journey, name));
    let variants = report.variants.iter().map(|name| report.library.title(ItemKind::Variant, name));
    let versions = report.not_in_force.iter().map(|name| report.library.title(ItemKind::Procedure, name));
    for (label, titles) in [
        (say.pick("Liên thông", "Journeys"), journeys.collect::<Vec<_>>()),
        (say.pick("Bản địa phương, không cộng", "Local variants, not added"), variants.collect()),
        (
            say.pick("Không có hiệu lực ngày này, không cộng", "Not in force that day, not added"),
            versions.collect(),
        ),
    ] {
        if !titles.is_empty() {
            for line in wrap(&format!("{label}: {}", titles.join("; ")), screen.prose(), "  ") {
                let _ = writeln!(out, "{}", screen.paint(Tone::Note, &line));
            }
        }
    }
    let broken = report.broken.len();
    if broken > 0 {
        let text = match say.0 {
            Locale::Vietnamese => format!("{broken} tệp có lỗi, kết quả có thể thiếu: tthc check"),
            Locale::English if broken == 1 => {
                "1 file has errors, results may be incomplete: tthc check".to_owned()
            }
            Locale::English => format!("{broken} files have errors, results may be incomplete: tthc check"),
        };
        let _ = writeln!(out, "{}", screen.paint(Tone::Warning, &text));
    }
}

/// `--missing`: what nobody has published, by procedure.
pub(super) fn missing(report: &Report<'_>, screen: Screen, locale: Locale) -> String {
    let say = Say(locale);
    let mut out = String::new();
    for row in &report.rows {
        if row.comparison.missing.is_empty() {
            continue;
        }
        let lacking: Vec<&str> =
            row.comparison.missing.iter().map(|missing| missing_text(*missing, say)).collect();
        let code = row.procedure.code.as_deref().unwrap_or("–");
        let text = format!("{code:>8}  {}: {}", row.procedure.title, lacking.join("; "));
        for line in wrap(&text, screen.prose(), "          ") {
            let _ = writeln!(out, "{line}");
        }
    }
    if out.is_empty() {
        out.push_str(say.pick("Không thiếu số liệu nào.\n", "No figure is missing.\n"));
    }
    out
}
