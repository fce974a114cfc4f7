//! What the applicant fills in and brings.

use tthc_model::procedure::{Component, ComponentId, Mode};
use tthc_model::process::{Block, LaneId, TaskKind, Work};

use super::lookups::Behind;
use super::words::{LONGEST, upper_first};
use super::{Builder, lower_first};
use crate::evidence::FactIndex;
use crate::plan::{SlotPlan, moved_facts};

impl Builder<'_, '_> {
    /// What the applicant does before the office receives the dossier. Returns what the office asks for
    /// where data fail.
    pub(super) fn dossier(&mut self, body: &mut Vec<Block>, applicant: LaneId) -> Vec<Behind> {
        let asked = self.asked();
        let mut behind = self.behind(&asked);
        self.stages(body, false, &asked);
        let forms: Vec<_> =
            self.procedure.components.iter().filter(|component| component.mode == Mode::Form).collect();
        for form in forms {
            let documentation = self.field_list(form);
            let name = format!("Điền {}", lower_first(&form.title));
            let id = format!("dien_{}", form.name);
            let work = Work::FillIn { form: form.name.clone() };
            let mut block = self.task(&id, &name, applicant, (TaskKind::User, work), &documentation);
            if let Block::Task(task) = &mut block {
                task.form = self.residual_form(form, &asked);
            }
            body.push(block);
        }
        self.stages(body, true, &asked);
        let mut papers = Vec::new();
        for slot in &self.plan.slots {
            let asked = if self.simplified { &slot.after } else { &slot.before };
            if !asked.is_never() {
                papers.push(vec![self.paper(slot, asked, applicant)]);
            }
        }
        match papers.len() {
            0 => {}
            1 => body.extend(papers.into_iter().flatten()),
            _ => {
                let id = self.id("chuan_bi_giay_to");
                body.push(Block::Parallel { id, branches: papers });
            }
        }
        body.extend(self.confirmation(&asked, &mut behind));
        behind
    }

    fn paper(&mut self, slot: &SlotPlan, asked: &tthc_model::cases::Class, lane: LaneId) -> Block {
        let cases = &self.plan.after.engine.cases;
        let text = self.class_words(asked);
        let always = cases.is_all(asked);
        let first = slot.slot.alternatives.iter().flatten().next().copied();
        let (id, title) = first.map_or(("giay_to".into(), String::new()), |id| {
            (self.procedure.component(id).name.clone(), self.paper_name(id))
        });
        let others = slot.slot.alternatives.len().saturating_sub(1);
        let mut name = format!("Chuẩn bị {title}");
        if others > 0 {
            name.push_str(" hoặc giấy tờ thay thế");
        }
        match always {
            true => {}
            false if text.chars().count() <= LONGEST => name.push_str(&format!(" (nếu {text})")),
            false => name.push_str(" (nếu thuộc trường hợp)"),
        }
        let mut documentation: Vec<String> =
            slot.slot.components().map(|id| upper_first(&self.paper_name(id))).collect();
        documentation.dedup();
        let mut documentation = documentation.join("; ");
        if !always {
            documentation.push_str(&format!(". Khi: {text}"));
        }
        let papers = slot.slot.components().map(|id| self.procedure.component(id).name.clone()).collect();
        let work = (TaskKind::User, Work::Bring { papers });
        let mut bring = self.task(&format!("chuan_bi_{id}"), &name, lane, work, &documentation);
        if let Block::Task(task) = &mut bring {
            task.form = self.papers_form(slot.slot.components(), always && others == 0);
        }
        bring
    }

    /// The title of a paper, with the one it is about where another paper of the title is about
    /// somebody else.
    pub(super) fn paper_name(&self, id: ComponentId) -> String {
        let paper = self.procedure.component(id);
        let title = lower_first(&paper.title);
        let others = self.procedure.components.iter().filter(|other| other.title == paper.title);
        let mut others = others.map(|other| other.about.first());
        match paper.about.first() {
            Some(role) if others.any(|other| other != Some(role)) => {
                format!("{title} của {}", lower_first(&self.procedure.role(*role).title))
            }
            _ => title,
        }
    }

    /// The facts that a form asks for: its own, and in the first form those that a reform moves there.
    pub(super) fn form_facts(&self, form: &Component) -> Vec<FactIndex> {
        let mut facts: Vec<FactIndex> = form.facts.iter().map(|fact| fact.index()).collect();
        let stays = |one: &&Component| one.mode == Mode::Form && !self.plan.decisions.drops(&one.name);
        let first = self.procedure.components.iter().find(stays);
        if self.simplified && first.is_some_and(|first| first.name == form.name) {
            let moved = moved_facts(&self.plan.after, &self.plan.decisions).into_keys();
            let moved: Vec<FactIndex> = moved.filter(|fact| !facts.contains(fact)).collect();
            facts.extend(moved);
        }
        facts
    }

    /// What the state holds is shown for confirmation, never asked for again.
    fn field_list(&self, form: &Component) -> String {
        let engine = &self.plan.after.engine;
        let titles = self.form_facts(form).into_iter().map(|fact| engine.fact_title(fact));
        let fields = titles.chain(form.other_fields.iter().cloned()).collect::<Vec<_>>().join("; ");
        if self.simplified {
            format!("Trường đã có dữ liệu chỉ để xác nhận. Các trường: {fields}")
        } else {
            format!("Các trường: {fields}")
        }
    }
}
