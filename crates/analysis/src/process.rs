//! The workflow of a procedure, before and after, as a block-structured process.
//!
//! After: sign-in, lookups in stages where keys chain, the residual form, a fallback for every
//! lookup (the agency asks for exactly the missing papers and guides the person to have the data
//! corrected; Resolution 66.7/2025 art. 2(2) and 8), then the steps of the record. Protected steps
//! stay where they are. The service speaks Vietnamese.

mod dossier;

use std::collections::BTreeSet;

use smol_str::{SmolStr, format_smolstr};
use tthc_model::library::ItemKind;
use tthc_model::procedure::{APPLICANT, Action, ChannelKind, Procedure, Silence, Step, StepId};
use tthc_model::process::{
    Block, Branch, End, Lane, LaneId, Otherwise, Process, Register, RegisterId, Start, Task, TaskKind, Term,
    Timer, Value, Work,
};
use tthc_model::quantity::Duration;
use tthc_model::{Locale, Name};
use tthc_syntax::suggest::strip;

use crate::derivation;
use crate::plan::Plan;

/// Rounds of supplements where the record names no bound (Decree 63/2010 art. 20(4) as amended).
const SUPPLEMENT_ROUNDS: u32 = 2;

/// The process under the law of the baseline.
pub fn before(plan: &Plan<'_>) -> Process {
    Builder::new(plan, false).build()
}

/// The simplified process.
pub fn after(plan: &Plan<'_>) -> Process {
    Builder::new(plan, true).build()
}

struct Builder<'p, 'a> {
    plan: &'p Plan<'a>,
    procedure: &'a Procedure,
    simplified: bool,
    /// How data stand for papers; only in the simplified process.
    blocks: Vec<derivation::Block>,
    lanes: Vec<Lane>,
    registers: Vec<Register>,
    variables: Vec<(SmolStr, Value)>,
    ids: BTreeSet<SmolStr>,
}

impl<'p, 'a> Builder<'p, 'a> {
    fn new(plan: &'p Plan<'a>, simplified: bool) -> Self {
        let procedure = plan.after.engine.procedure;
        let slots = plan.slots.iter().filter(|_| simplified);
        let blocks = slots.flat_map(|slot| derivation::blocks(plan, slot)).collect();
        Builder {
            plan,
            procedure,
            simplified,
            blocks,
            lanes: Vec::new(),
            registers: Vec::new(),
            variables: Vec::new(),
            ids: BTreeSet::new(),
        }
    }

    fn build(mut self) -> Process {
        let applicant = self.applicant();
        let mut body = Vec::new();
        if self.simplified && self.procedure.has_channel(ChannelKind::Online) {
            let portal = self.portal();
            let kind = TaskKind::Service { job: "identity.login".into() };
            body.push(self.task("dang_nhap", "Đăng nhập định danh điện tử", portal, (kind, Work::Login), ""));
        }
        self.dossier(&mut body, applicant);
        self.steps(&mut body);
        // A part that ends every path leaves nothing for the common end; records do not do that.
        let lane = self.last_lane(&body).unwrap_or(applicant);
        let end = End { id: "hoan_thanh".into(), name: self.result(), lane };
        Process {
            id: format_smolstr!(
                "{}{}",
                slug(&self.procedure.name),
                if self.simplified { "" } else { "_truoc" }
            ),
            // A draft is told as such wherever it goes.
            name: match self.procedure.draft {
                true => format!("[nháp] {}", self.procedure.title),
                false => self.procedure.title.clone(),
            },
            documentation: self.documentation(),
            lanes: self.lanes,
            registers: self.registers,
            start: Start { name: "Có yêu cầu".to_owned(), lane: applicant },
            body,
            end,
            variables: self.variables,
        }
    }

    fn documentation(&self) -> String {
        let code = self.procedure.code.as_deref().unwrap_or("chưa có mã");
        let date = self.plan.after.engine.on;
        let baseline = self.plan.before.engine.on;
        if self.simplified {
            format!("Mã {code}. Quy trình đơn giản hóa, tính đến {date}.")
        } else {
            format!("Mã {code}. Quy trình theo quy định ngày {baseline}.")
        }
    }

    fn result(&self) -> String {
        match self.procedure.results.first() {
            Some(outcome) => {
                let title = self.plan.after.engine.library.title(ItemKind::Document, &outcome.document);
                format!("Đã trả {title}")
            }
            None => "Đã trả kết quả".to_owned(),
        }
    }

    // ---- lanes, ids, tasks ------------------------------------------------

    fn lane(&mut self, id: &str, name: &str, applicant: bool, system: bool) -> LaneId {
        let at = self.lanes.iter().position(|lane| lane.id == id).unwrap_or_else(|| {
            self.lanes.push(Lane { id: id.into(), name: name.to_owned(), applicant, system });
            self.lanes.len() - 1
        });
        LaneId(at)
    }

    fn applicant(&mut self) -> LaneId {
        let title = self.procedure.role(APPLICANT).title.clone();
        self.lane("nguoi_yeu_cau", &title, true, false)
    }

    fn portal(&mut self) -> LaneId {
        self.lane("cong_dich_vu_cong", "Cổng dịch vụ công", false, true)
    }

    fn actor(&mut self, actor: Option<&Name>) -> LaneId {
        let Some(actor) = actor else { return self.applicant() };
        let library = self.plan.after.engine.library;
        let kind =
            if library.item(ItemKind::Actor, actor).is_some() { ItemKind::Actor } else { ItemKind::Agency };
        let title = library.title(kind, actor).to_owned();
        self.lane(&slug(actor), &title, false, false)
    }

    fn register(&mut self, source: &Name) -> RegisterId {
        let id = slug(source);
        let at = self.registers.iter().position(|register| register.id == id).unwrap_or_else(|| {
            let library = self.plan.after.engine.library;
            let owner = library.source(source).and_then(|source| source.owner.as_ref());
            self.registers.push(Register {
                id: id.clone(),
                name: library.title(ItemKind::Source, source).to_owned(),
                owner: owner
                    .map_or_else(String::new, |owner| library.title(ItemKind::Agency, owner).to_owned()),
            });
            self.registers.len() - 1
        });
        RegisterId(at)
    }

    fn id(&mut self, base: &str) -> SmolStr {
        let base = slug(base);
        let mut id = base.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format_smolstr!("{base}_{number}");
            number += 1;
        }
        id
    }

    fn task(
        &mut self,
        id: &str,
        name: &str,
        lane: LaneId,
        (kind, work): (TaskKind, Work),
        documentation: &str,
    ) -> Block {
        let id = self.id(id);
        Block::Task(Task {
            id,
            name: name.to_owned(),
            documentation: documentation.to_owned(),
            lane,
            kind,
            work,
            protected: false,
            term: None,
            timer: None,
        })
    }

    fn flag(&mut self, base: &str) -> SmolStr {
        let name = slug(base);
        if !self.variables.iter().any(|(known, _)| *known == name) {
            self.variables.push((name.clone(), Value::Flag(false)));
        }
        name
    }

    fn last_lane(&self, body: &[Block]) -> Option<LaneId> {
        body.iter().rev().find_map(|block| match block {
            Block::Task(task) => Some(task.lane),
            Block::Loop { body, .. } => self.last_lane(body),
            Block::Choice { otherwise, .. } => self.last_lane(&otherwise.body),
            Block::Parallel { branches, .. } => branches.last().and_then(|branch| self.last_lane(branch)),
            Block::End(_) => None,
        })
    }

    // ---- steps ----------------------------------------------------------------

    /// Who receives dossiers: the actor of the first receiving step, else the first official.
    fn receiver(&mut self) -> LaneId {
        let steps = &self.procedure.steps;
        let receiving = steps.iter().find(|step| step.action == Some(Action::Receive));
        let official = receiving.or_else(|| steps.iter().find(|step| step.actor.is_some()));
        let actor = official.and_then(|step| step.actor.clone());
        match actor {
            Some(actor) => self.actor(Some(&actor)),
            None => self.lane("mot_cua", "Bộ phận một cửa", false, false),
        }
    }

    /// Steps by the longest chain before them: those of one level do not wait for each other.
    fn steps(&mut self, body: &mut Vec<Block>) {
        let procedure = self.procedure;
        let mut levels: Vec<Vec<StepId>> = Vec::new();
        let mut level_of = vec![0_usize; procedure.steps.len()];
        // As many rounds as steps settle every acyclic order; a cycle was reported by the check.
        for _ in 0..procedure.steps.len() {
            for (at, step) in procedure.steps.iter().enumerate() {
                let waits = step.after.iter().filter(|before| !is_side(&procedure.steps[before.index()]));
                let level = waits.map(|before| level_of[before.index()] + 1).max().unwrap_or(0);
                level_of[at] = level.min(procedure.steps.len());
            }
        }
        for (at, step) in procedure.steps.iter().enumerate() {
            if is_side(step) {
                continue;
            }
            let level = level_of[at];
            if levels.len() <= level {
                levels.resize(level + 1, Vec::new());
            }
            levels[level].push(StepId(at as u16));
        }
        for level in levels.iter().filter(|level| !level.is_empty()) {
            let mut branches: Vec<Vec<Block>> = level.iter().map(|id| self.step(*id)).collect();
            if branches.len() == 1 {
                body.append(&mut branches[0]);
            } else {
                let id = self.id("song_song");
                body.push(Block::Parallel { id, branches });
            }
            // Refusals leave the process: they stand behind the join.
            for id in level {
                self.refusals(*id, body);
            }
        }
    }

    /// A step with what hangs on it: the loop of supplements, the condition.
    fn step(&mut self, id: StepId) -> Vec<Block> {
        let step = &self.procedure.steps[id.index()];
        let mut blocks = self.step_task(step);
        let procedure = self.procedure;
        let asking: Vec<&Step> = procedure
            .steps
            .iter()
            .filter(|other| other.action == Some(Action::AskMore) && self.hangs_on(other) == Some(id))
            .collect();
        for (at, ask) in asking.into_iter().enumerate() {
            let again = self.step_task(ask);
            let applicant = self.applicant();
            let work = (TaskKind::User, Work::Answer { step: ask.name.clone() });
            let bring = self.task(&format!("nop_{}", ask.name), "Bổ sung hồ sơ", applicant, work, "");
            let of = if at == 0 { &step.name } else { &ask.name };
            let variable = self.flag(&format!("thieu_{of}"));
            let loop_id = self.id(&format!("vong_{}", ask.name));
            let mut redo = again;
            redo.push(bring);
            blocks = vec![Block::Loop {
                id: loop_id,
                body: blocks,
                question: "Hồ sơ còn thiếu?".to_owned(),
                variable,
                again: Branch { label: "Còn thiếu".to_owned(), value: Value::Flag(true), body: redo },
                done: "Đã đủ".to_owned(),
                bound: ask.at_most.unwrap_or(SUPPLEMENT_ROUNDS),
            }];
        }
        if step.condition.is_true() {
            return blocks;
        }
        let cases = &self.plan.after.engine.cases;
        let class = cases.holds(&step.condition);
        let text = cases.text(self.procedure, &class, tthc_syntax::Surface::Vietnamese);
        let variable = self.flag(&format!("can_{}", step.name));
        let gateway = self.id(&format!("co_{}", step.name));
        let question = format!("{}?", question(&text));
        let taken = Branch { label: "Có".to_owned(), value: Value::Flag(true), body: blocks };
        let skipped = Otherwise { label: "Không".to_owned(), body: Vec::new() };
        vec![Block::Choice { id: gateway, question, variable, branches: vec![taken], otherwise: skipped }]
    }

    fn step_task(&mut self, step: &Step) -> Vec<Block> {
        let lane = self.actor(step.actor.as_ref());
        let mut kinds: Vec<(SmolStr, TaskKind)> = Vec::new();
        let library = self.plan.after.engine.library;
        for object in &step.objects {
            if library.source(object).is_none() {
                continue;
            }
            let register = self.register(object);
            let (verb, kind) = match step.action {
                Some(Action::Record) => ("record", true),
                Some(Action::Notify) => ("notify", true),
                Some(Action::Lookup) => ("lookup", false),
                _ => continue,
            };
            let job = format_smolstr!("{}.{verb}", slug(object));
            let kind =
                if kind { TaskKind::Record { register, job } } else { TaskKind::Lookup { register, job } };
            kinds.push((object.clone(), kind));
        }
        let documentation = self.step_documentation(step);
        if kinds.is_empty() {
            kinds.push((SmolStr::default(), TaskKind::User));
        }
        let several = kinds.len() > 1;
        let mut blocks = Vec::new();
        for (object, kind) in kinds {
            let mut name = step.title.clone();
            if several {
                name = format!("{name}: {}", short(library.title(ItemKind::Source, &object)));
            }
            let id = if several { format!("{}_{object}", step.name) } else { step.name.to_string() };
            let work = Work::Step { step: step.name.clone() };
            let mut block = self.task(&id, &name, lane, (kind, work), &documentation);
            if let Block::Task(task) = &mut block {
                task.protected = step.protected;
                task.term = step.takes.as_ref().map(term_of);
                let is_user = task.kind == TaskKind::User;
                let (name, term) = match (step.silence, &step.takes) {
                    (Some(Silence::Confirmation), Some(takes)) => (
                        format!("Hết {}: coi là đã xác nhận", takes.text(Locale::Vietnamese)),
                        term_of(takes),
                    ),
                    (Some(Silence::Approval), Some(takes)) => {
                        (format!("Hết {}: coi là đồng ý", takes.text(Locale::Vietnamese)), term_of(takes))
                    }
                    _ => {
                        blocks.push(block);
                        continue;
                    }
                };
                if is_user {
                    task.timer = Some(Timer {
                        id: format_smolstr!("het_han_{}", slug(&step.name)),
                        name,
                        term,
                        body: Vec::new(),
                    });
                }
            }
            blocks.push(block);
        }
        blocks
    }

    fn step_documentation(&self, step: &Step) -> String {
        let mut parts = Vec::new();
        for object in &step.objects {
            if let Some(criterion) =
                self.procedure.criteria.iter().find(|criterion| criterion.name == *object)
            {
                parts.push(format!("Kiểm tra: {}", criterion.title));
            }
        }
        if step.protected {
            parts.push("Không được lược bỏ".to_owned());
        }
        parts.join(". ")
    }

    /// The step of the order that a side step belongs to, possibly through other side steps.
    fn hangs_on(&self, step: &Step) -> Option<StepId> {
        let mut id = *step.after.first()?;
        for _ in 0..self.procedure.steps.len() {
            let before = &self.procedure.steps[id.index()];
            if !is_side(before) {
                return Some(id);
            }
            id = *before.after.first()?;
        }
        None
    }

    fn refusals(&mut self, id: StepId, body: &mut Vec<Block>) {
        let refusing: Vec<&Step> = self
            .procedure
            .steps
            .iter()
            .filter(|step| step.action == Some(Action::Refuse) && self.hangs_on(step) == Some(id))
            .collect();
        for step in refusing {
            let mut refuse = self.step_task(step);
            let lane = self.actor(step.actor.as_ref());
            let end_id = self.id(&format!("ket_thuc_{}", step.name));
            refuse
                .push(Block::End(End { id: end_id, name: "Đã từ chối, nêu lý do".to_owned(), lane }));
            let variable = self.flag(&format!("bi_{}", step.name));
            let gateway = self.id(&format!("quyet_{}", step.name));
            let refused = Branch { label: "Không".to_owned(), value: Value::Flag(true), body: refuse };
            let goes_on = Otherwise { label: "Đủ".to_owned(), body: Vec::new() };
            let question = "Đủ điều kiện?".to_owned();
            body.push(Block::Choice {
                id: gateway,
                question,
                variable,
                branches: vec![refused],
                otherwise: goes_on,
            });
        }
    }
}

/// Steps that hang on another step instead of standing in the order of steps.
fn is_side(step: &Step) -> bool {
    matches!(step.action, Some(Action::AskMore | Action::Refuse)) && !step.after.is_empty()
}

fn term_of(duration: &Duration) -> Term {
    Term { text: duration.text(Locale::Vietnamese), iso: duration.iso().into() }
}

/// ASCII, starting with a letter, for identifiers.
fn slug(name: &str) -> SmolStr {
    let mut slug: String =
        strip(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !slug.starts_with(|c: char| c.is_ascii_alphabetic()) {
        slug.insert(0, 'x');
    }
    slug.into()
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// "CSDL …" as offices abbreviate it.
fn short(title: &str) -> String {
    title.replace("Cơ sở dữ liệu", "CSDL")
}

/// A condition of the source text as a question for a gateway.
fn question(text: &str) -> String {
    let text = text.replace('_', " ");
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
