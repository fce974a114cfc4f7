//! What the applicant fills in and brings, and what is looked up instead, with the fallback of each lookup.

use std::collections::BTreeMap;

use smol_str::format_smolstr;
use tthc_model::Name;
use tthc_model::certificate::Origin;
use tthc_model::procedure::{ChannelKind, ComponentId, Mode};
use tthc_model::process::{Block, Branch, LaneId, Otherwise, TaskKind, Term, Value, Work};

use super::{Builder, lower_first, short, slug, term_of};
use crate::derivation::Replaced;
use crate::evidence::LookupIndex;
use crate::plan::SlotPlan;

impl Builder<'_, '_> {
    pub(super) fn dossier(&mut self, body: &mut Vec<Block>, applicant: LaneId) {
        let (early, late) = if self.simplified { self.stages() } else { (Vec::new(), Vec::new()) };
        for stage in early {
            self.lookups(body, &stage);
        }
        let forms: Vec<_> =
            self.procedure.components.iter().filter(|component| component.mode == Mode::Form).collect();
        for form in forms {
            let documentation = self.field_list(form);
            let name = format!("Điền {}", lower_first(&form.title));
            let id = format!("dien_{}", form.name);
            let work = Work::FillIn { form: form.name.clone() };
            let block = self.task(&id, &name, applicant, (TaskKind::User, work), &documentation);
            body.push(block);
        }
        for stage in late {
            self.lookups(body, &stage);
        }
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
    }

    fn paper(&mut self, slot: &SlotPlan, asked: &tthc_model::cases::Class, lane: LaneId) -> Block {
        let cases = &self.plan.after.engine.cases;
        let text = cases.text(self.procedure, asked, tthc_syntax::Surface::Vietnamese);
        let always = cases.is_all(asked);
        let first = slot.slot.alternatives.iter().flatten().next().map(|id| self.procedure.component(*id));
        let (id, title) = first.map_or(("giay_to".into(), String::new()), |component| {
            (component.name.clone(), component.title.clone())
        });
        let others = slot.slot.alternatives.len().saturating_sub(1);
        let mut name = format!("Chuẩn bị {}", lower_first(&title));
        if others > 0 {
            name.push_str(" hoặc giấy tờ thay thế");
        }
        if !always {
            name.push_str(" (nếu thuộc trường hợp)");
        }
        let mut documentation: Vec<String> =
            slot.slot.components().map(|id| self.procedure.component(id).title.clone()).collect();
        documentation.dedup();
        let mut documentation = documentation.join("; ");
        if !always {
            documentation.push_str(&format!(". Khi: {text}"));
        }
        let papers = slot.slot.components().map(|id| self.procedure.component(id).name.clone()).collect();
        let work = (TaskKind::User, Work::Bring { papers });
        self.task(&format!("chuan_bi_{id}"), &name, lane, work, &documentation)
    }

    /// What the state holds is shown for confirmation, never asked for again.
    fn field_list(&self, form: &tthc_model::procedure::Component) -> String {
        let engine = &self.plan.after.engine;
        let titles: Vec<String> = form.facts.iter().map(|fact| engine.fact_title(fact.index())).collect();
        let fields =
            titles.into_iter().chain(form.other_fields.iter().cloned()).collect::<Vec<_>>().join("; ");
        if self.simplified {
            format!("Trường đã có dữ liệu chỉ để xác nhận. Các trường: {fields}")
        } else {
            format!("Các trường: {fields}")
        }
    }

    /// The lookups of the plan: those possible before the form is filled, and those that use what is
    /// typed into it; each by stages, a stage needing only keys of earlier ones.
    fn stages(&self) -> (Vec<Vec<LookupIndex>>, Vec<Vec<LookupIndex>>) {
        let lookups = &self.plan.after.engine.lookups;
        let instance = |at: LookupIndex| (lookups[at].source, lookups[at].role);
        let steps =
            || self.replaced().flat_map(|replaced| replaced.steps.iter().map(move |step| (replaced, step)));
        // Each source is asked once for each role: as soon as its keys are known in every case.
        let mut asked: Vec<(LookupIndex, bool, usize)> = Vec::new();
        for (_, step) in steps() {
            if !asked.iter().any(|(known, ..)| instance(*known) == instance(step.lookup)) {
                asked.push((step.lookup, false, 0));
            }
        }
        // As many rounds as there are lookups settle every order without a circle.
        for _ in 0..asked.len() {
            for (replaced, step) in steps() {
                let find =
                    |at: LookupIndex| asked.iter().position(|(known, ..)| instance(*known) == instance(at));
                let Some(here) = find(step.lookup) else { continue };
                let (_, mut late, mut level) = asked[here];
                for (_, origin) in step.key.iter().chain(&step.checked_with) {
                    match origin {
                        Origin::Login => {}
                        Origin::Form => late = true,
                        Origin::Step { step } => {
                            let Some(before) = find(replaced.steps[*step].lookup) else { continue };
                            late |= asked[before].1;
                            level = level.max(asked[before].2 + 1).min(asked.len());
                        }
                    }
                }
                asked[here] = (asked[here].0, late, level);
            }
        }
        asked.sort_by_key(|(at, _, level)| (*level, *at));
        let stages = |wanted: bool| {
            let mut stages: BTreeMap<usize, Vec<LookupIndex>> = BTreeMap::new();
            for (at, late, level) in &asked {
                if *late == wanted {
                    stages.entry(*level).or_default().push(*at);
                }
            }
            stages.into_values().collect::<Vec<_>>()
        };
        (stages(false), stages(true))
    }

    fn replaced(&self) -> impl Iterator<Item = &Replaced> {
        self.blocks.iter().flat_map(|block| &block.replaced)
    }

    /// One stage: all at the same time, each with its fallback.
    fn lookups(&mut self, body: &mut Vec<Block>, stage: &[LookupIndex]) {
        let branches: Vec<Vec<Block>> = stage.iter().map(|at| self.lookup(*at)).collect();
        match branches.len() {
            0 => {}
            1 => body.extend(branches.into_iter().flatten()),
            _ => {
                let id = self.id("tra_cuu_song_song");
                body.push(Block::Parallel { id, branches });
            }
        }
    }

    fn lookup(&mut self, at: LookupIndex) -> Vec<Block> {
        let plan = self.plan;
        let lookup = &plan.after.engine.lookups[at];
        let source = lookup.source.clone();
        let title = plan.after.engine.source_title(&source);
        let role = self.procedure.role(lookup.role);
        let portal = self.portal();
        let register = self.register(&source);
        let base = format!("tra_cuu_{source}_{}", role.name);
        let facts: Vec<String> =
            lookup.holds.iter().map(|(fact, _)| plan.after.engine.fact_title(*fact)).collect();
        let documentation = format!("Nguồn: {title}. Thông tin: {}", facts.join("; "));
        let job = format_smolstr!("{}.lookup", slug(&source));
        let name = format!("Tra cứu {}: {}", short(&title), lower_first(&role.title));
        let kind = TaskKind::Lookup { register, job };
        let mut blocks = Vec::new();
        if lookup.needs_consent {
            let applicant = self.applicant();
            let work = Work::Agree { source: source.clone(), role: role.name.clone() };
            let name = format!("Đồng ý cho tra cứu {}", short(&title));
            let id = format!("dong_y_{base}");
            blocks.push(self.task(&id, &name, applicant, (TaskKind::User, work), &documentation));
        }
        let work = Work::Lookup { source: source.clone(), role: role.name.clone() };
        blocks.push(self.task(&base, &name, portal, (kind, work), &documentation));
        let behind = self.papers_behind(at);
        if behind.is_empty() {
            return blocks;
        }
        let papers: Vec<Name> = behind.iter().map(|id| self.procedure.component(*id).name.clone()).collect();
        let mut titles: Vec<&str> = Vec::new();
        for id in &behind {
            let title = self.procedure.component(*id).title.as_str();
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        let variable = self.flag(&format!("du_{base}"));
        let one_stop = self.receiver();
        let term = self.supplement_term();
        let list = titles.join("; ");
        let mut notify = self.task(
            &format!("thong_bao_{base}"),
            "Thông báo bổ sung, hướng dẫn cập nhật dữ liệu",
            one_stop,
            (TaskKind::User, Work::AskFor { papers: papers.clone() }),
            &format!(
                "Yêu cầu bổ sung: {list}. Hướng dẫn người yêu cầu đề nghị cập nhật dữ liệu. \
                 Báo cơ quan chủ quản dữ liệu (bổ sung của bộ công cụ, không phải quy định)."
            ),
        );
        if let (Block::Task(task), Some(term)) = (&mut notify, term) {
            task.term = Some(term);
        }
        let applicant = self.applicant();
        let bring = self.task(
            &format!("bo_sung_{base}"),
            &format!("Bổ sung {}", lower_first(&list)),
            applicant,
            (TaskKind::User, Work::Supply { papers }),
            "",
        );
        let id = self.id(&format!("co_{base}"));
        let found = Branch { label: "Có".to_owned(), value: Value::Flag(true), body: Vec::new() };
        let missing = Otherwise { label: "Không".to_owned(), body: vec![notify, bring] };
        let question = "Đọc được, đủ và đúng?".to_owned();
        blocks.push(Block::Choice { id, question, variable, branches: vec![found], otherwise: missing });
        blocks
    }

    /// The replaced papers whose facts this source gives.
    fn papers_behind(&self, at: LookupIndex) -> Vec<ComponentId> {
        let lookups = &self.plan.after.engine.lookups;
        let instance = |at: LookupIndex| (lookups[at].source, lookups[at].role);
        let gives = |replaced: &&Replaced| {
            let mut lookups = replaced.goals.iter().map(|(_, step)| replaced.steps[*step].lookup);
            lookups.any(|other| instance(other) == instance(at))
        };
        let mut papers: Vec<ComponentId> = self.replaced().filter(gives).map(|one| one.component).collect();
        papers.sort_unstable();
        papers.dedup();
        papers
    }

    fn supplement_term(&self) -> Option<Term> {
        let online = self.procedure.has_channel(ChannelKind::Online);
        let rules = self.plan.after.engine.rules.iter();
        let mut terms = rules.flat_map(|(_, rule)| &rule.supplement_terms);
        let term = terms.find(|term| if online { term.online } else { term.offline })?;
        Some(term_of(&term.within))
    }
}
