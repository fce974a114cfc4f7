//! The steps of the record in their order, with what is known of the cases that come by each:
//! behind a branch that has ended, its condition is false.

use std::mem::take;

use smol_str::{SmolStr, format_smolstr};
use tthc_model::Locale;
use tthc_model::cases::Class;
use tthc_model::library::ItemKind;
use tthc_model::procedure::{Action, Silence, Step, StepId};
use tthc_model::process::{Block, Branch, End, LaneId, TaskKind, Timer, Value, Work};

use super::lookups::Behind;
use super::words::{Gate, need};
use super::{Builder, SUPPLEMENT_ROUNDS, lower_first, short, slug, term_of};

impl<'a> Builder<'_, 'a> {
    /// Who receives dossiers: the actor of the first receiving step, else the first official.
    pub(super) fn receiver(&mut self) -> LaneId {
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
    /// What is asked for where data failed is asked for by the office that has received the dossier.
    pub(super) fn steps(&mut self, body: &mut Vec<Block>, mut fallbacks: Vec<Behind>) {
        let procedure = self.procedure;
        let level_of = self.levels();
        let mut levels: Vec<Vec<StepId>> = Vec::new();
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
        // What is known of the cases that come by here: those that left the process are not among them.
        let mut known = self.plan.after.engine.cases.all();
        let receives = |id: &StepId| procedure.steps[id.index()].action == Some(Action::Receive);
        let received = levels.iter().position(|level| level.iter().any(receives));
        if received.is_none() {
            let blocks = self.fallbacks(take(&mut fallbacks), &known);
            body.extend(blocks);
        }
        for (at, level) in levels.iter().enumerate() {
            for id in level {
                known = self.no_way_past(*id, &known, body);
            }
            let mut branches: Vec<Vec<Block>> =
                level.iter().map(|id| self.step(*id, &known)).filter(|blocks| !blocks.is_empty()).collect();
            let blocks = match branches.len() {
                0 | 1 => branches.pop().unwrap_or_default(),
                _ => vec![Block::Parallel { id: self.id("song_song"), branches }],
            };
            // What several steps of one level may ask for goes back to all of them.
            let asking = self.asking(|hangs| self.of_one_level(hangs) && level.contains(&hangs[0]));
            body.extend(self.rounds(blocks, asking));
            if received == Some(at) {
                let blocks = self.fallbacks(take(&mut fallbacks), &known);
                body.extend(blocks);
            }
            // Refusals leave the process: they stand behind the join.
            for (refusal, step) in procedure.steps.iter().enumerate() {
                let refuses = step.action == Some(Action::Refuse) && is_side(step);
                let waits = step.after.iter().filter_map(|before| self.in_order(*before));
                if refuses && waits.map(|before| level_of[before.index()]).max().unwrap_or(0) == at {
                    known = self.refusal(StepId(refusal as u16), &known, body);
                }
            }
        }
    }

    /// For each step of the order, how long the chain before it is.
    fn levels(&self) -> Vec<usize> {
        let steps = &self.procedure.steps;
        let mut levels = vec![0_usize; steps.len()];
        // As many rounds as steps settle every acyclic order; a cycle was reported by the check.
        for _ in 0..steps.len() {
            for (at, step) in steps.iter().enumerate() {
                let waits = step.after.iter().filter(|before| !is_side(&steps[before.index()]));
                let level = waits.map(|before| levels[before.index()] + 1).max().unwrap_or(0);
                levels[at] = level.min(steps.len());
            }
        }
        levels
    }

    /// The requests for more by the steps they hang on.
    fn asking(&self, here: impl Fn(&[StepId]) -> bool) -> Vec<&'a Step> {
        let hangs = |step: &Step| -> Vec<StepId> {
            let mut hangs: Vec<StepId> =
                step.after.iter().filter_map(|before| self.in_order(*before)).collect();
            hangs.dedup();
            hangs
        };
        let steps = self.procedure.steps.iter();
        steps
            .filter(|step| step.action == Some(Action::AskMore) && is_side(step) && !self.is_cut(step))
            .filter(|step| here(&hangs(step)))
            .collect()
    }

    /// Several steps that do not wait for each other.
    fn of_one_level(&self, steps: &[StepId]) -> bool {
        let levels = self.levels();
        let mut found = steps.iter().map(|id| levels[id.index()]);
        let first = found.next();
        steps.len() > 1 && found.all(|level| Some(level) == first)
    }

    /// The blocks with the loops of those who ask for more.
    fn rounds(&mut self, mut blocks: Vec<Block>, asking: Vec<&Step>) -> Vec<Block> {
        for (at, ask) in asking.into_iter().enumerate() {
            let mut again = self.step_task(ask);
            let applicant = self.applicant();
            let work = (TaskKind::User, Work::Answer { step: ask.name.clone() });
            again.push(self.task(&format!("nop_{}", ask.name), "Bổ sung hồ sơ", applicant, work, ""));
            blocks = vec![Block::Loop {
                id: self.id(&format!("vong_{}", ask.name)),
                body: blocks,
                // A second request has its own question.
                question: match at {
                    0 => "Cần bổ sung hồ sơ?".to_owned(),
                    _ => format!("Cần {}?", lower_first(&ask.title)),
                },
                variable: self.flag(
                    &format!("thieu_{}", ask.name),
                    match at {
                        0 => "Cần bổ sung hồ sơ",
                        _ => &ask.title,
                    },
                ),
                again: Branch { label: "Có".to_owned(), value: Value::Flag(true), body: again },
                done: "Không".to_owned(),
                bound: ask.at_most.unwrap_or(SUPPLEMENT_ROUNDS),
            }];
        }
        blocks
    }

    /// A protected approval that is not given in every case that comes by: where none is, nothing
    /// is granted and the process ends. The cases that go on.
    fn no_way_past(&mut self, id: StepId, known: &Class, body: &mut Vec<Block>) -> Class {
        let step = &self.procedure.steps[id.index()];
        if !step.protected || step.action != Some(Action::Approve) {
            return known.clone();
        }
        let cases = &self.plan.after.engine.cases;
        let approvals = self.procedure.steps.iter().filter(|step| step.action == Some(Action::Approve));
        let given = approvals.fold(cases.none(), |any, step| any.or(&cases.holds(&step.condition)));
        if known.is_within(&given) || known.and(&given).is_never() {
            return known.clone();
        }
        let lane = self.actor(step.actor.as_ref());
        let gate = self.gate(&given, known, &need(&step.name));
        let end = End {
            id: self.id(&format!("khong_{}", step.name)),
            name: "Kết thúc: không cấp".to_owned(),
            lane,
        };
        let gateway = self.id(&format!("duoc_{}", step.name));
        body.push(gate.choice(gateway, Vec::new(), vec![Block::End(end)]));
        known.and(&given)
    }

    /// A step with what hangs on it: the loop of supplements, the condition.
    /// Nothing where it is never taken in a known case.
    fn step(&mut self, id: StepId, known: &Class) -> Vec<Block> {
        let step = &self.procedure.steps[id.index()];
        let class = self.plan.after.engine.cases.holds(&step.condition);
        if class.and(known).is_never() || self.is_cut(step) {
            return Vec::new();
        }
        let asking = self.asking(|hangs| hangs.first() == Some(&id) && !self.of_one_level(hangs));
        let blocks = self.step_task(step);
        let blocks = self.rounds(blocks, asking);
        if known.is_within(&class) {
            return blocks;
        }
        let gate = self.gate(&class, known, &need(&step.name));
        let gateway = self.id(&format!("co_{}", step.name));
        vec![gate.choice(gateway, blocks, Vec::new())]
    }

    /// A reform takes it out. Nothing takes out a protected step.
    fn is_cut(&self, step: &Step) -> bool {
        self.simplified && !step.protected && self.plan.decisions.cut.contains(&step.name)
    }

    fn step_task(&mut self, step: &Step) -> Vec<Block> {
        let takes = match self.simplified {
            true => self.plan.decisions.takes(step).cloned(),
            false => step.takes.clone(),
        };
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
                task.term = takes.as_ref().map(term_of);
                let is_user = task.kind == TaskKind::User;
                let (name, term) = match (step.silence, &takes) {
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
                // Nobody's silence stands for a protected step.
                if is_user && !step.protected {
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

    /// The step itself if it stands in the order of steps, else the one it hangs on, possibly
    /// through other side steps.
    fn in_order(&self, mut id: StepId) -> Option<StepId> {
        for _ in 0..=self.procedure.steps.len() {
            let step = &self.procedure.steps[id.index()];
            if !is_side(step) {
                return Some(id);
            }
            id = *step.after.first()?;
        }
        None
    }

    /// The gateway to a refusal, and the cases that go on. It asks what the refusing step asks;
    /// where the record does not say when, whether the conditions are met.
    fn refusal(&mut self, id: StepId, known: &Class, body: &mut Vec<Block>) -> Class {
        let cases = &self.plan.after.engine.cases;
        let step = &self.procedure.steps[id.index()];
        let class = cases.holds(&step.condition);
        if class.and(known).is_never() || self.is_cut(step) {
            return known.clone();
        }
        let always = known.is_within(&class);
        let mut refuse = self.step_task(step);
        let mut done = vec![id];
        // What the record lets follow the refusal itself: registering it, handing it over.
        for (at, next) in self.procedure.steps.iter().enumerate() {
            if !is_side(next) && next.after.iter().any(|before| done.contains(before)) {
                done.push(StepId(at as u16));
                refuse.extend(self.step(StepId(at as u16), &class.and(known)));
            }
        }
        let lane = self.actor(step.actor.as_ref());
        let end_id = self.id(&format!("ket_thuc_{}", step.name));
        refuse.push(Block::End(End { id: end_id, name: "Đã từ chối, nêu lý do".to_owned(), lane }));
        let gate = if always {
            Gate::asking("Đủ điều kiện?", self.flag(&format!("bi_{}", step.name), "Không đủ điều kiện"))
        } else {
            self.gate(&class, known, &format!("bi_{}", step.name))
        };
        let gateway = self.id(&format!("quyet_{}", step.name));
        body.push(gate.choice(gateway, refuse, Vec::new()));
        if always { known.clone() } else { known.minus(&class) }
    }
}

/// Steps that hang on another step instead of standing in the order of steps.
fn is_side(step: &Step) -> bool {
    matches!(step.action, Some(Action::AskMore | Action::Refuse)) && !step.after.is_empty()
}
