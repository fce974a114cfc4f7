//! The way back to the papers: the person says which data are right, and the office that receives the
//! dossier asks for the papers whose data failed, and for no others.

use tthc_model::cases::Class;
use tthc_model::procedure::ChannelKind;
use tthc_model::process::{Block, Branch, Field, FieldKind, Otherwise, TaskKind, Term, Value, Work};
use tthc_model::{Locale, Name};

use super::forms::notice_form;
use super::lookups::{Asked, Behind};
use super::{Builder, lower_first, short, term_of};

impl Builder<'_, '_> {
    /// Once everything has been read and brought: the person says which data are right.
    pub(super) fn confirmation(&mut self, asked: &[Asked], behind: &mut [Behind]) -> Option<Block> {
        let cases = &self.plan.after.engine.cases;
        let class = behind.iter().fold(cases.none(), |any, one| any.or(&one.class));
        if class.is_never() {
            return None;
        }
        let mut form = self.read_form(asked);
        let mut papers: Vec<Name> = Vec::new();
        for one in behind.iter_mut() {
            let names = self.names_of(one);
            let titles = self.titles_of(one);
            let title = format!("Dữ liệu thay {titles} đọc được, đủ và đúng");
            one.variable = self.flag(&format!("du_{}", names.first().cloned().unwrap_or_default()), &title);
            papers.extend(names);
            let sources: Vec<String> = one.goals.iter().map(|at| self.lookup_title(&asked[*at])).collect();
            let sources = sources.join("; ");
            form.fields.push(Field {
                key: one.variable.clone(),
                label: title,
                kind: FieldKind::Flag,
                required: false,
                help: format!(
                    "Nguồn: {sources}. Để trống nếu thiếu hoặc sai: cơ quan sẽ yêu cầu bổ sung {titles}."
                ),
                held_if: None,
            });
        }
        papers.sort();
        papers.dedup();
        let applicant = self.applicant();
        let work = (TaskKind::User, Work::Confirm { papers });
        let mut confirm = self.task("xac_nhan_du_lieu", "Xác nhận dữ liệu đã tra cứu", applicant, work, "");
        if let Block::Task(task) = &mut confirm {
            task.form = form;
        }
        let all = self.plan.after.engine.cases.all();
        if self.plan.after.engine.cases.is_all(&class) {
            return Some(confirm);
        }
        let id = self.id("co_tra_cuu");
        Some(self.gate(&class, &all, &id).choice(id, vec![confirm], Vec::new()))
    }

    fn lookup_title(&self, asked: &Asked) -> String {
        let engine = &self.plan.after.engine;
        let lookup = &engine.lookups[asked.at];
        let role = lower_first(&self.procedure.role(lookup.role).title);
        format!("{} ({role})", short(&engine.source_title(lookup.source)))
    }

    fn names_of(&self, behind: &Behind) -> Vec<Name> {
        behind.papers.iter().map(|id| self.procedure.component(*id).name.clone()).collect()
    }

    /// The titles of the papers, each once.
    fn titles_of(&self, behind: &Behind) -> String {
        let mut titles: Vec<String> = Vec::new();
        for id in &behind.papers {
            let title = self.paper_name(*id);
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        titles.join(", ")
    }

    /// The gateways behind the confirmation. `known`: the cases that come by.
    pub(super) fn fallbacks(&mut self, behind: Vec<Behind>, known: &Class) -> Vec<Block> {
        let branches: Vec<_> = behind.iter().map(|one| self.fallback(one, known)).collect();
        self.together(branches.into_iter().filter(|branch| !branch.is_empty()).collect())
    }

    fn fallback(&mut self, behind: &Behind, known: &Class) -> Vec<Block> {
        if behind.class.and(known).is_never() {
            return Vec::new();
        }
        let papers = self.names_of(behind);
        let list = self.titles_of(behind);
        let base = papers.first().map_or_else(String::new, Name::to_string);
        let (term, other) = self.supplement_terms(behind);
        let other = other.map_or_else(String::new, |other| {
            format!(" Nộp trực tiếp hoặc qua bưu chính: thông báo trong {other}.")
        });
        let one_stop = self.receiver();
        let mut notify = self.task(
            &format!("thong_bao_{base}"),
            &format!("Yêu cầu bổ sung {list}, hướng dẫn cập nhật dữ liệu"),
            one_stop,
            (TaskKind::User, Work::AskFor { papers: papers.clone() }),
            &format!(
                "Chỉ yêu cầu {list}. Hướng dẫn người yêu cầu đề nghị cập nhật dữ liệu.{other} \
                 Báo cơ quan chủ quản dữ liệu (bổ sung của bộ công cụ, không phải quy định)."
            ),
        );
        if let Block::Task(task) = &mut notify {
            task.term = term;
            task.form = notice_form(&task.id, &list);
        }
        let applicant = self.applicant();
        let work = (TaskKind::User, Work::Supply { papers });
        let mut bring =
            self.task(&format!("bo_sung_{base}"), &format!("Bổ sung {list}"), applicant, work, "");
        if let Block::Task(task) = &mut bring {
            task.form = self.papers_form(behind.papers.iter().copied(), true);
        }
        let id = self.id(&format!("co_{base}"));
        let found = Branch { label: "Có".to_owned(), value: Value::Flag(true), body: Vec::new() };
        let choice = Block::Choice {
            id,
            question: format!("Dữ liệu thay {list} đọc được, đủ và đúng?"),
            variable: behind.variable.clone(),
            branches: vec![found],
            otherwise: Otherwise { label: "Không".to_owned(), body: vec![notify, bring] },
            cases: Vec::new(),
        };
        if known.is_within(&behind.class) {
            return vec![choice];
        }
        let id = self.id(&format!("can_{base}"));
        vec![self.gate(&behind.class, known, &id).choice(id, vec![choice], Vec::new())]
    }

    /// How soon the agency must ask: of a dossier that came online if it can, and otherwise.
    /// The sector text's own term goes before the general one.
    fn supplement_terms(&self, behind: &Behind) -> (Option<Term>, Option<String>) {
        let own = behind.papers.iter().find_map(|id| {
            let requirement = self.procedure.component(*id).requirement?;
            self.procedure.requirements.get(requirement.index())?.ask_within.as_ref()
        });
        if let Some(own) = own {
            return (Some(term_of(own)), None);
        }
        let has = |kinds: &[ChannelKind]| kinds.iter().any(|kind| self.procedure.has_channel(*kind));
        let terms = || self.plan.after.engine.rules.iter().flat_map(|(_, rule)| &rule.supplement_terms);
        let online = terms().find(|term| term.online).filter(|_| has(&[ChannelKind::Online]));
        let offline = terms().find(|term| term.offline);
        let offline = offline.filter(|_| has(&[ChannelKind::Counter, ChannelKind::Post]));
        match (online, offline) {
            (Some(first), other) => {
                (Some(term_of(&first.within)), other.map(|other| other.within.text(Locale::Vietnamese)))
            }
            (None, only) => (only.map(|only| term_of(&only.within)), None),
        }
    }
}
