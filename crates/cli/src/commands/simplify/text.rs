//! The proposals on a screen.

use std::fmt::Write;

use tthc_analysis::burden::Comparison;
use tthc_analysis::plan::Plan;
use tthc_analysis::simplify::{Grounds, Proposal, Rule};
use tthc_model::{Interval, ItemKind, Locale, Name, Ratio};
use unicode_width::UnicodeWidthStr;

use super::{Simplified, View};
use crate::terminal::{Screen, Tone, wrap};
use crate::words::{cases_text, decimal_text, facts_text};

/// Of the labels.
const LABEL: usize = 16;

pub(super) fn write(view: &View<'_>, screen: Screen) -> String {
    let mut page = Page { view, screen, out: String::new() };
    for (at, one) in view.all.iter().enumerate() {
        if at > 0 {
            page.out.push('\n');
        }
        page.procedure(one);
    }
    if view.all.is_empty() {
        let nothing = page.pick("Không có đề xuất nào.", "Nothing is proposed.");
        let _ = writeln!(page.out, "{nothing}");
    }
    page.out
}

struct Page<'v, 'a> {
    view: &'v View<'a>,
    screen: Screen,
    out: String,
}

impl Page<'_, '_> {
    fn pick<'t>(&self, vi: &'t str, en: &'t str) -> &'t str {
        match self.view.locale {
            Locale::Vietnamese => vi,
            Locale::English => en,
        }
    }

    fn head(&mut self, text: &str, indent: &str) {
        for line in wrap(text, self.screen.prose(), indent) {
            let _ = writeln!(self.out, "{}", self.screen.paint(Tone::Heading, &line));
        }
    }

    fn row(&mut self, label: &str, text: &str) {
        let blank = " ".repeat(LABEL + 3);
        let label = format!("   {label}{}", " ".repeat(LABEL.saturating_sub(label.width())));
        for (at, line) in wrap(&format!("{blank}{text}"), self.screen.prose(), &blank).iter().enumerate() {
            match at {
                0 => {
                    let rest = line.trim_start();
                    let _ = writeln!(self.out, "{}{rest}", self.screen.paint(Tone::Label, &label));
                }
                _ => {
                    let _ = writeln!(self.out, "{line}");
                }
            }
        }
    }

    fn procedure(&mut self, one: &Simplified<'_>) {
        let procedure = one.procedure;
        let code = procedure.code.as_deref().map(|code| format!(" ({code})")).unwrap_or_default();
        let draft = if procedure.draft { self.pick("[nháp] ", "[draft] ") } else { "" };
        let date = match self.view.locale {
            Locale::Vietnamese => self.view.on.strftime("%d/%m/%Y").to_string(),
            Locale::English => self.view.on.to_string(),
        };
        let count = one.proposals.len();
        let text = match self.view.locale {
            Locale::Vietnamese => {
                format!("{draft}{}{code}: {count} đề xuất · tính đến {date}", procedure.title)
            }
            Locale::English => format!("{draft}{}{code}: {count} proposals · as of {date}", procedure.title),
        };
        self.head(&text, "  ");
        for (at, (proposal, effect)) in one.proposals.iter().enumerate() {
            self.out.push('\n');
            self.proposal(at + 1, proposal, effect, &one.plan);
        }
        if !one.source.is_empty() {
            let text = self.pick(
                "Phương án để sao chép vào tệp thủ tục; mỗi «…» là nội dung sửa đổi còn phải viết",
                "The reform, to be pasted into a procedure file; each “…” is a wording still to be written",
            );
            self.out.push('\n');
            self.head(text, "  ");
            let _ = write!(self.out, "\n{}", one.source);
        }
    }

    fn proposal(&mut self, number: usize, proposal: &Proposal, effect: &Comparison, plan: &Plan<'_>) {
        let titles: Vec<String> = proposal.subjects.iter().map(|name| title(plan, name)).collect();
        let rule = self.rule(proposal.rule);
        self.head(&format!("{number}. {rule}: {}", titles.join(" + ")), "   ");
        let grounds = self.grounds(proposal, plan);
        self.row(self.pick("Điều kiện", "Precondition"), &grounds);
        let component =
            proposal.subjects.first().and_then(|name| plan.after.engine.procedure.component_named(name));
        if component.is_some_and(|id| proposal.class != plan.after.asked(id)) {
            let cases = cases_text(&plan.after, &proposal.class, self.view.locale);
            self.row(self.pick("Trường hợp", "Cases"), &cases);
        }
        let effect = self.effect(effect);
        self.row(self.pick("Tác động", "Effect"), &effect);
        self.row(self.pick("Còn phải chỉ rõ", "Still to show"), self.obligation(proposal));
    }

    fn rule(&self, rule: Rule) -> &'static str {
        let (vi, en) = match rule {
            Rule::ReplaceByLookup => ("Thay bằng dữ liệu", "Replace by lookup"),
            Rule::ReuseResult => ("Dùng lại kết quả đã số hóa", "Reuse the digitised result"),
            Rule::DropDuplicate => ("Bỏ giấy tờ trùng", "Drop the duplicate"),
            Rule::DropUnneeded => ("Bỏ giấy tờ không cần", "Drop what is not needed"),
            Rule::MoveToForm => ("Chuyển vào tờ khai", "Move to the form"),
            Rule::MergeSteps => ("Gộp bước", "Merge steps"),
        };
        match self.view.locale {
            Locale::Vietnamese => vi,
            Locale::English => en,
        }
    }

    fn grounds(&self, proposal: &Proposal, plan: &Plan<'_>) -> String {
        let sources = |names: &[Name]| {
            names.iter().map(|name| plan.after.engine.source_title(name)).collect::<Vec<_>>().join(", ")
        };
        match &proposal.grounds {
            Grounds::Held { sources: names, presumed, consent } => {
                let mut text = format!(
                    "{}: {}",
                    self.pick("mọi thông tin cần đến khai thác được từ", "every needed fact can be had from"),
                    sources(names)
                );
                if *presumed {
                    text += self.pick("; công bố suy đoán", "; the publication is presumed");
                }
                if *consent {
                    text += self.pick("; cần người dân đồng ý", "; the person's consent is needed");
                }
                text
            }
            Grounds::Stored { sources: names } => format!(
                "{}: {}",
                self.pick("bản số hóa của chính giấy tờ này lưu ở", "the document itself is kept by"),
                sources(names)
            ),
            Grounds::ShownBy { components } => {
                let titles: Vec<String> = components.iter().map(|name| title(plan, name)).collect();
                let shown = self.pick("thông tin đã có ở", "the same facts are shown by");
                format!("{shown}: {}", titles.join("; "))
            }
            Grounds::NoNeed => self
                .pick(
                    "không yêu cầu, điều kiện hay nội dung cần chứng minh nào cần thông tin của giấy tờ này",
                    "no criterion, condition or requirement needs anything it shows",
                )
                .to_owned(),
            Grounds::Declared { facts } => format!(
                "{}: {}",
                self.pick("chỉ cần người dân tự khai", "the person's word is enough for"),
                facts_text(&plan.after, facts)
            ),
            Grounds::OneActor { actor } => {
                let library = self.view.library;
                let kind = match library.item(ItemKind::Actor, actor) {
                    Some(_) => ItemKind::Actor,
                    None => ItemKind::Agency,
                };
                let text = self.pick(
                    "liền nhau, cùng trường hợp, cùng do",
                    "one after the other, in the same cases, by",
                );
                format!("{text} {}", library.title(kind, actor))
            }
        }
    }

    fn effect(&self, effect: &Comparison) -> String {
        let (before, after) = (&effect.before, &effect.after);
        let mut parts = Vec::new();
        let mut count = |vi: &str, en: &str, from: u32, to: u32| {
            if from != to {
                parts.push(format!("{} {from} → {to}", self.pick(vi, en)));
            }
        };
        count("giấy tờ", "papers", before.documents, after.documents);
        count("trường khai", "fields", before.form_fields, after.form_fields);
        if let Some(hours) = effect.saved_hours.as_ref().filter(|hours| !hours.is_zero()) {
            let range = self.range(hours, 2);
            parts.push(match self.view.locale {
                Locale::Vietnamese => format!("giảm {range} giờ mỗi hồ sơ"),
                Locale::English => format!("{range} hours less a dossier"),
            });
        }
        match &effect.saving {
            Some(saving) if !saving.is_zero() => {
                let million = Ratio::from_integer(1_000_000.into());
                let saving = Interval::new(&saving.low / &million, &saving.high / &million);
                let estimated =
                    if effect.estimated { self.pick(" (ước tính)", " (estimate)") } else { "" };
                let range = self.range(&saving, 0);
                parts.push(match self.view.locale {
                    Locale::Vietnamese => format!("giảm {range} triệu đồng mỗi năm{estimated}"),
                    Locale::English => format!("{range} million VND less a year{estimated}"),
                });
            }
            Some(_) => {}
            None if !parts.is_empty() => {
                parts.push(self.pick("tiền: chưa đủ số liệu", "money: figures are missing").to_owned());
            }
            None => {}
        }
        if parts.is_empty() {
            let text = self.pick(
                "không đổi giấy tờ, lượt đi, thời gian hay tiền của người dân",
                "nothing changes in papers, visits, time or money of the applicant",
            );
            return text.to_owned();
        }
        parts.push(self.pick("lượt đi không đổi", "visits stay").to_owned());
        parts.join("; ")
    }

    fn range(&self, value: &Interval, places: usize) -> String {
        let text = |number: &Ratio| decimal_text(number, places, self.view.locale);
        let (low, high) = (text(&value.low), text(&value.high));
        if low == high { low } else { format!("{low}..{high}") }
    }

    fn obligation(&self, proposal: &Proposal) -> &'static str {
        let (vi, en) = match proposal.rule {
            Rule::ReplaceByLookup | Rule::ReuseResult => (
                "chứng nhận của phương án đúng (tthc emit --to certificate, tthc verify); quy định đòi giấy tờ được sửa đổi",
                "the certificate of the plan holds (tthc emit --to certificate, tthc verify); what requires the paper is amended",
            ),
            Rule::DropDuplicate => (
                "giấy tờ còn lại chứng minh đủ bằng giấy tờ được bỏ; quy định đòi giấy tờ được sửa đổi",
                "the paper that stays shows as much as the one dropped; what requires the paper is amended",
            ),
            Rule::DropUnneeded => (
                "bản ghi đủ: văn bản không đặt yêu cầu nào cần giấy tờ này; quy định đòi giấy tờ được sửa đổi",
                "the record is complete: no text sets a criterion that needs the paper; what requires the paper is amended",
            ),
            Rule::MoveToForm => (
                "văn bản cho phép tự khai, có chế tài khi khai sai; quy định đòi giấy tờ được sửa đổi",
                "the law is content with the person's word and punishes a false one; what requires the paper is amended",
            ),
            Rule::MergeSteps => (
                "không quy định nào tách hai bước (kiểm soát chéo, thẩm quyền riêng)",
                "no text keeps the two apart (four eyes, separate competence)",
            ),
        };
        match self.view.locale {
            Locale::Vietnamese => vi,
            Locale::English => en,
        }
    }
}

/// Of a component or a step; a component with whose it is where there is another of the title.
fn title(plan: &Plan<'_>, name: &Name) -> String {
    let procedure = plan.after.engine.procedure;
    let Some(id) = procedure.component_named(name) else {
        let step = procedure.steps.iter().find(|step| step.name == *name);
        return step.map_or_else(|| name.to_string(), |step| step.title.clone());
    };
    let paper = procedure.component(id);
    let mut others = procedure.components.iter().filter(|other| other.title == paper.title);
    match paper.about.first() {
        Some(role) if others.any(|other| other.about.first() != Some(role)) => {
            format!("{} ({})", paper.title, procedure.role(*role).title)
        }
        _ => paper.title.clone(),
    }
}
