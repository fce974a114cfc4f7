//! The workflow of a procedure, before and after, as a block-structured process.
//!
//! After: sign-in, lookups in stages where keys chain, the residual form, the papers that are still
//! asked for, and the person's word that the data are right; then the steps of the record. Once the
//! office has received the dossier, it asks for exactly the papers whose data failed and guides the
//! person to have the data corrected (Resolution 66.7/2025 art. 2(2) and 8). Protected steps stay
//! where they are. The service speaks Vietnamese.
//!
//! Whatever a gateway tests, a form before it asks, or a decision table before it answers.

mod answers;
mod dossier;
mod fallback;
mod forms;
mod lookups;
mod merge;
mod steps;
mod variables;
mod words;

use std::collections::BTreeSet;

use smol_str::{SmolStr, format_smolstr};
use tthc_model::cases::Class;
use tthc_model::library::ItemKind;
use tthc_model::procedure::{APPLICANT, ChannelKind, Procedure};
use tthc_model::process::{
    Block, Decision, End, Form, Lane, LaneId, Process, Register, RegisterId, Start, Task, TaskKind, Term,
    Variable, Work,
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
    variables: Vec<Variable>,
    decisions: Vec<Decision>,
    ids: BTreeSet<SmolStr>,
    /// Which variable says whether a case is of a class.
    tests: Vec<(Class, SmolStr)>,
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
            decisions: Vec::new(),
            ids: BTreeSet::new(),
            tests: Vec::new(),
        }
    }

    fn build(mut self) -> Process {
        let applicant = self.applicant();
        let mut body = Vec::new();
        if self.simplified && self.procedure.has_channel(ChannelKind::Online) {
            let portal = self.portal();
            let kind = TaskKind::Service { job: "identity.login".into() };
            let name = "Xác thực định danh điện tử";
            let login = self.task("dang_nhap", name, portal, (kind, Work::Login), "");
            // Who files at the counter proves there who they are.
            let cases = &self.plan.after.engine.cases;
            let (online, all) = (cases.channel(ChannelKind::Online), cases.all());
            if cases.is_all(&online) {
                body.push(login);
            } else {
                let gate = self.gate(&online, &all, "truc_tuyen");
                let id = self.id("nop_truc_tuyen");
                body.push(gate.choice(id, vec![login], Vec::new()));
            }
        }
        let fallbacks = self.dossier(&mut body, applicant);
        self.steps(&mut body, fallbacks);
        let mut body = merge::merged(body);
        let form = self.answers(&mut body);
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
            start: Start { name: "Có yêu cầu".to_owned(), lane: applicant, form },
            body,
            end,
            variables: self.variables,
            decisions: self.decisions,
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

    /// Where automatic work is done: without an online channel nobody is at the portal.
    fn automatic(&mut self) -> LaneId {
        match self.procedure.has_channel(ChannelKind::Online) {
            true => self.portal(),
            false => self.receiver(),
        }
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
            form: Form::default(),
        })
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
