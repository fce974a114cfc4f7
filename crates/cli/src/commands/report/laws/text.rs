//! The list on a screen: a text, its provisions, the papers that hang on each.

use std::fmt::Write;

use tthc_analysis::laws::{Instrument, Operation};
use tthc_model::library::Law;
use tthc_model::{Citation, Date, ItemKind, Locale};

use super::{Entry, Laws, is_applied};
use crate::terminal::{Screen, Tone, wrap};
use crate::words::{cases_text, citation_text, rank_text, surface};

pub(super) fn write(laws: &Laws<'_, '_>, screen: Screen, locale: Locale) -> String {
    let mut list = List { laws, screen, locale, out: String::new() };
    list.heading();
    for instrument in &laws.instruments {
        list.instrument(instrument);
    }
    list.end();
    list.out
}

struct List<'l, 'r, 'a> {
    laws: &'l Laws<'r, 'a>,
    screen: Screen,
    locale: Locale,
    out: String,
}

impl List<'_, '_, '_> {
    fn pick(&self, vi: &'static str, en: &'static str) -> &'static str {
        match self.locale {
            Locale::Vietnamese => vi,
            Locale::English => en,
        }
    }

    fn date(&self, date: Date) -> String {
        match self.locale {
            Locale::Vietnamese => date.strftime("%d/%m/%Y").to_string(),
            Locale::English => date.to_string(),
        }
    }

    fn line(&mut self, tone: Option<Tone>, text: &str, indent: &str) {
        for line in wrap(text, self.screen.prose(), indent) {
            let line = tone.map_or_else(|| line.clone(), |tone| self.screen.paint(tone, &line));
            let _ = writeln!(self.out, "{line}");
        }
    }

    fn heading(&mut self) {
        let laws = self.laws;
        let provisions = laws.provisions().count();
        let texts = laws.instruments.iter().filter(|instrument| instrument.law.is_some()).count();
        let papers = laws.papers();
        let date = self.date(laws.report.on);
        let plan = match (laws.report.reform, self.locale) {
            (Some(name), Locale::Vietnamese) => format!("phương án {name}"),
            (Some(name), Locale::English) => format!("reform {name}"),
            (None, Locale::Vietnamese) => "phương án tự động".to_owned(),
            (None, Locale::English) => "the automatic plan".to_owned(),
        };
        let text = match self.locale {
            Locale::Vietnamese => format!(
                "Quy định cần sửa đổi: {provisions} điều khoản của {texts} văn bản đòi {papers} giấy tờ mà {plan} không \
                 còn yêu cầu · tính đến {date}"
            ),
            Locale::English => format!(
                "Provisions to amend: {provisions} of {texts} texts require {papers} papers that {plan} no longer asks \
                 for · as of {date}"
            ),
        };
        self.line(Some(Tone::Heading), &text, "  ");
    }

    fn instrument(&mut self, instrument: &Instrument<Entry<'_, '_>>) {
        self.out.push('\n');
        let Some(name) = &instrument.law else {
            let text = self.pick(
                "Chưa dẫn văn bản nào đòi các giấy tờ này",
                "No text is cited that requires these papers",
            );
            self.line(Some(Tone::Warning), text, "  ");
            for (_, entries) in &instrument.provisions {
                self.entries(entries, "  ");
            }
            return;
        };
        let library = self.laws.report.library;
        let title = library.title(ItemKind::Law, name).to_owned();
        let mut text =
            instrument.rank.map_or_else(String::new, |rank| rank_text(rank, self.locale).to_owned());
        if let Some(number) = library.law(name).and_then(|law| law.number.as_deref()) {
            let _ = write!(text, "{}{number}", if text.is_empty() { "" } else { " " });
        }
        // A title may be no more than rank and number.
        if !title.contains(&text) || text.is_empty() {
            let _ = write!(text, "{}{title}", if text.is_empty() { "" } else { ": " });
        }
        let force = self.in_force(library.law(name));
        self.line(Some(Tone::Heading), &format!("{text} ({force})"), "  ");
        for (provision, entries) in &instrument.provisions {
            if let Some(provision) = provision {
                self.provision(provision, entries);
            }
        }
    }

    fn in_force(&self, law: Option<&Law>) -> String {
        let period = law.map(|law| law.in_force);
        let from = period.and_then(|period| period.from).map(|date| self.date(date));
        let until = period.and_then(|period| period.until).map(|date| self.date(date));
        match (from, until, self.locale) {
            (None, None, Locale::Vietnamese) => "chưa ghi ngày có hiệu lực".to_owned(),
            (None, None, Locale::English) => "not dated".to_owned(),
            (Some(from), None, Locale::Vietnamese) => format!("hiệu lực từ {from}"),
            (Some(from), None, Locale::English) => format!("in force from {from}"),
            (Some(from), Some(until), Locale::Vietnamese) => format!("hiệu lực từ {from} đến {until}"),
            (Some(from), Some(until), Locale::English) => format!("in force {from} to {until}"),
            (None, Some(until), Locale::Vietnamese) => format!("hiệu lực đến {until}"),
            (None, Some(until), Locale::English) => format!("in force until {until}"),
        }
    }

    fn provision(&mut self, provision: &Citation, entries: &[Entry<'_, '_>]) {
        let mut text = format!("  {}", provision.places_text(surface(self.locale)));
        if provision.places.is_empty() {
            text += self.pick("chưa dẫn điều, khoản nào", "no article or clause is cited");
        }
        let before = entries.iter().filter_map(|entry| entry.demand.amend_before).min();
        if let Some(before) = before {
            let until = self.pick("sửa đổi phải có hiệu lực trước", "the amendment must be in force before");
            let _ = write!(text, " · {until} {}", self.date(before));
        }
        self.line(Some(Tone::Label), &text, "    ");
        if self.laws.reform.is_some() {
            match self.laws.amended(provision) {
                Some((citation, wording)) => {
                    let citation = citation_text(citation, self.laws.report.library, self.locale);
                    let proposed = self.pick("đã kiến nghị sửa đổi", "the reform amends");
                    let text = format!("    ✓ {proposed} {citation}: {wording}");
                    self.line(Some(Tone::Good), &text, "      ");
                }
                None if !is_applied(entries) => {
                    let text = self.pick(
                        "    ✗ phương án chưa kiến nghị sửa đổi",
                        "    ✗ the reform does not propose to amend it",
                    );
                    self.line(Some(Tone::Warning), text, "      ");
                }
                None => {}
            }
        }
        self.entries(entries, "    ");
    }

    fn entries(&mut self, entries: &[Entry<'_, '_>], indent: &str) {
        let mut last = None;
        for entry in entries {
            let procedure = entry.row.procedure;
            if last != Some(&procedure.name) {
                last = Some(&procedure.name);
                let code = procedure.code.as_deref().map(|code| format!(" ({code})")).unwrap_or_default();
                let draft = if procedure.draft { self.pick("[nháp] ", "[draft] ") } else { "" };
                let text = format!("{indent}{draft}{}{code}", procedure.title);
                self.line(None, &text, &format!("{indent}  "));
            }
            let text = format!("{indent}  – {}", self.entry(entry));
            self.line(None, &text, &format!("{indent}    "));
        }
    }

    /// "Thẻ căn cước ← Cơ sở dữ liệu quốc gia về dân cư; đã áp dụng theo …; khi …".
    fn entry(&self, entry: &Entry<'_, '_>) -> String {
        let assessment = &entry.row.plan.after;
        let demand = &entry.demand;
        let mut text = title(entry);
        match demand.operation {
            Operation::Replaced => {
                let titles = demand.sources.iter().map(|source| assessment.engine.source_title(source));
                let _ = write!(text, " ← {}", titles.collect::<Vec<_>>().join(", "));
            }
            Operation::Spared => {
                text += self.pick(
                    " (dữ liệu đã thay giấy tờ khác cùng nội dung)",
                    " (data stand for another paper of the place)",
                );
            }
            Operation::MovedToForm => {
                text += self.pick(" (chuyển vào tờ khai)", " (moved to the form)");
            }
            Operation::Cut => text += self.pick(" (cắt giảm)", " (cut)"),
        }
        if !demand.applied_by.is_empty() {
            let library = self.laws.report.library;
            let lists = demand.applied_by.iter().map(|entry| citation_text(entry, library, self.locale));
            let applied = self.pick("đã áp dụng theo", "applied already by");
            let _ = write!(text, "; {applied} {}", lists.collect::<Vec<_>>().join(", "));
        }
        if demand.class != assessment.asked(demand.component) {
            let cases = cases_text(assessment, &demand.class, self.locale);
            let _ = write!(text, "; {} {cases}", self.pick("khi", "when"));
        }
        text
    }

    fn end(&mut self) {
        let laws = self.laws;
        let other = laws.other_amendments();
        if !other.is_empty() {
            self.out.push('\n');
            let text = self.pick("Kiến nghị sửa đổi khác của phương án", "Other amendments of the reform");
            self.line(Some(Tone::Heading), text, "  ");
            for (citation, wording) in other {
                let citation = citation_text(citation, laws.report.library, self.locale);
                self.line(None, &format!("  {citation}: {wording}"), "    ");
            }
        }
        let mut notes = Vec::new();
        let (open, without) = (laws.not_amended().len(), laws.without_text());
        if open > 0 {
            notes.push(match self.locale {
                Locale::Vietnamese => format!("{open} điều khoản chưa có kiến nghị sửa đổi trong phương án."),
                Locale::English => format!("{open} provisions are not amended by the reform."),
            });
        }
        if without > 0 {
            notes.push(match self.locale {
                Locale::Vietnamese => {
                    format!("{without} giấy tờ chưa dẫn văn bản: ghi theo … ở giấy tờ hoặc nội dung cần chứng minh.")
                }
                Locale::English => {
                    format!("{without} papers cite no text: record it with per … at the paper or its requirement.")
                }
            });
        }
        if laws.provisions().any(|(_, entries)| !is_applied(entries)) {
            notes.push(
                self.pick(
                    "Chỉ dòng danh mục nêu đích danh thủ tục và giấy tờ, được ưu tiên áp dụng so với điều khoản, mới tính \
                     là đã áp dụng.",
                    "Only an entry of a list that names the procedure and the paper, and goes before the provision, counts \
                     as applied already.",
                )
                .to_owned(),
            );
        }
        if !notes.is_empty() {
            self.out.push('\n');
        }
        for note in notes {
            self.line(Some(Tone::Note), &note, "");
        }
    }
}

/// The title of a paper, with whose it is where the procedure has another one of the title.
fn title(entry: &Entry<'_, '_>) -> String {
    let procedure = entry.row.procedure;
    let paper = procedure.component(entry.demand.component);
    let mut others = procedure.components.iter().filter(|other| other.title == paper.title);
    match paper.about.first() {
        Some(role) if others.any(|other| other.about.first() != Some(role)) => {
            format!("{} ({})", paper.title, procedure.role(*role).title)
        }
        _ => paper.title.clone(),
    }
}
