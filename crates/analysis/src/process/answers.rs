//! Who answers what gateways ask: a decision table right before, else the nearest official before,
//! else the applicant at the start.

use std::collections::BTreeSet;
use std::mem::take;

use smol_str::{SmolStr, format_smolstr};
use tthc_model::cases::Variable as Told;
use tthc_model::process::{Block, Decision, Form, Task, TaskKind, Variable, Work};

use super::forms::answer;
use super::{Builder, lower_first};

type Names = BTreeSet<SmolStr>;

impl Builder<'_, '_> {
    /// Puts the decision tables and the questions where they belong. Returns the form of the start;
    /// what nothing tests is no longer among the variables and the tables.
    pub(super) fn answers(&mut self, body: &mut Vec<Block>) -> Form {
        self.place(body, &mut Names::new());
        let mut tested = Names::new();
        gateways(body, &mut tested);
        self.decisions.retain(|decision| tested.contains(&decision.variable));
        tested.extend(self.decisions.iter().flat_map(|decision| decision.inputs.iter().cloned()));
        let own = self.applicants_own();
        self.variables.retain(|variable| tested.contains(&variable.name));
        let asking = Asking { decisions: &self.decisions, variables: &self.variables, own: &own };
        let left = asking.ask(body, Names::new());
        asking.form(&left)
    }

    /// A decision table stands before the first gateway of its variable on each way.
    fn place(&mut self, blocks: &mut Vec<Block>, known: &mut Names) {
        for block in take(blocks) {
            if let Block::Choice { variable, .. } = &block
                && !known.contains(variable)
                && let Some(decision) = self.decisions.iter().find(|one| one.variable == *variable)
            {
                let name = format!("Xác định: {}", lower_first(decision.name.trim_end_matches('?')));
                let kind = TaskKind::Decide { decision: variable.clone() };
                let work = Work::Decide { variable: variable.clone() };
                let lane = self.automatic();
                let id = format_smolstr!("xac_dinh_{variable}");
                let task = self.task(&id, &name, lane, (kind, work), "");
                blocks.push(task);
                known.insert(variable.clone());
            }
            blocks.push(block);
            let Some(block) = blocks.last_mut() else { continue };
            match block {
                Block::Choice { branches, otherwise, .. } => {
                    let bodies = branches.iter_mut().map(|branch| &mut branch.body);
                    bodies.chain([&mut otherwise.body]).for_each(|body| self.place(body, &mut known.clone()));
                }
                Block::Parallel { branches, .. } => {
                    branches.iter_mut().for_each(|branch| self.place(branch, &mut known.clone()));
                }
                Block::Loop { body, again, .. } => {
                    // What is answered anew in a round is decided anew.
                    self.place(body, &mut Names::new());
                    self.place(&mut again.body, &mut Names::new());
                }
                Block::Task(_) | Block::End(_) => {}
            }
        }
    }

    /// The variables that the applicant knows from the start: the channel, facts about the parties, and
    /// the cases that decide what is asked for. What only steps look at is found out on the way.
    fn applicants_own(&mut self) -> Names {
        let procedure = self.procedure;
        let cases = &self.plan.after.engine.cases;
        let components = procedure.components.iter().map(|component| &component.condition);
        let requirements = procedure.requirements.iter().map(|requirement| &requirement.condition);
        let fees = procedure.fees.iter().map(|fee| &fee.condition);
        let limits = procedure.time_limits.iter().map(|limit| &limit.condition);
        let conditions = components.chain(requirements).chain(fees).chain(limits);
        let asked =
            conditions.flat_map(|condition| cases.describe(&cases.holds(condition)).into_iter().flatten());
        let asked = asked.map(|literal| literal.variable).filter(|told| !matches!(told, Told::Opaque(_)));
        let parties = cases
            .variables()
            .iter()
            .filter(|told| matches!(told, Told::Channel(_) | Told::Value(..) | Told::Flag(_)));
        let told: Vec<Told> = asked.chain(parties.cloned()).collect();
        told.iter()
            .map(|told| match told {
                Told::AtMost(bound) => self.quantity(bound),
                told => self.input(told).map(|(name, _)| name).unwrap_or_default(),
            })
            .collect()
    }
}

/// Every variable that a gateway tests.
fn gateways(blocks: &[Block], found: &mut Names) {
    for block in blocks {
        match block {
            Block::Task(task) => task.timer.iter().for_each(|timer| gateways(&timer.body, found)),
            Block::End(_) => {}
            Block::Parallel { branches, .. } => branches.iter().for_each(|branch| gateways(branch, found)),
            Block::Choice { variable, branches, otherwise, .. } => {
                found.insert(variable.clone());
                branches.iter().for_each(|branch| gateways(&branch.body, found));
                gateways(&otherwise.body, found);
            }
            Block::Loop { body, variable, again, .. } => {
                found.insert(variable.clone());
                gateways(body, found);
                gateways(&again.body, found);
            }
        }
    }
}

struct Asking<'b> {
    decisions: &'b [Decision],
    variables: &'b [Variable],
    /// What the applicant is asked at the start.
    own: &'b Names,
}

impl Asking<'_> {
    /// Goes backwards and leaves each wanted variable with the nearest official; returns what nobody
    /// was asked.
    fn ask(&self, blocks: &mut [Block], mut wanted: Names) -> Names {
        for block in blocks.iter_mut().rev() {
            match block {
                Block::End(_) => {}
                Block::Task(task) => self.task(task, &mut wanted),
                Block::Parallel { branches, .. } => {
                    // Who works side by side with a gateway may answer too late for it.
                    let mut before = Names::new();
                    for branch in branches.iter() {
                        before.extend(self.ask(&mut branch.clone(), Names::new()));
                    }
                    wanted.retain(|name| !before.contains(name));
                    for branch in branches.iter_mut().rev() {
                        wanted = self.ask(branch, wanted);
                        wanted.retain(|name| !before.contains(name));
                    }
                    wanted.extend(before);
                }
                Block::Choice { variable, branches, otherwise, .. } => {
                    let bodies = branches.iter_mut().map(|branch| &mut branch.body);
                    let mut left = Names::new();
                    for body in bodies.chain([&mut otherwise.body]) {
                        left.extend(self.ask(body, Names::new()));
                        // Who does not come by is not asked later either.
                        wanted.retain(|name| !is_answered(body, name));
                    }
                    wanted.extend(left);
                    wanted.insert(variable.clone());
                }
                Block::Loop { body, variable, again, .. } => {
                    wanted.extend(self.ask(&mut again.body, Names::new()));
                    wanted.insert(variable.clone());
                    wanted = self.ask(body, wanted);
                }
            }
        }
        wanted
    }

    fn task(&self, task: &mut Task, wanted: &mut Names) {
        match &task.work {
            Work::Decide { variable } if wanted.remove(variable) => {
                let decision = self.decisions.iter().find(|one| one.variable == *variable);
                wanted.extend(decision.iter().flat_map(|decision| decision.inputs.iter().cloned()));
            }
            Work::Step { .. } if task.kind == TaskKind::User => {
                let (own, mine): (Names, Names) =
                    take(wanted).into_iter().partition(|name| self.own.contains(name));
                *wanted = own;
                task.form.fields.extend(self.form(&mine).fields);
            }
            _ => wanted.retain(|name| !task.form.fields.iter().any(|field| field.key == *name)),
        }
    }

    /// In the order in which the variables came up.
    fn form(&self, names: &Names) -> Form {
        let asked = self.variables.iter().filter(|variable| names.contains(&variable.name));
        Form { fields: asked.map(answer).collect() }
    }
}

/// A form on the way sets the variable.
fn is_answered(blocks: &[Block], name: &SmolStr) -> bool {
    blocks.iter().any(|block| match block {
        Block::Task(task) => task.form.fields.iter().any(|field| field.key == *name),
        Block::End(_) => false,
        Block::Parallel { branches, .. } => branches.iter().any(|branch| is_answered(branch, name)),
        Block::Choice { branches, otherwise, .. } => {
            branches.iter().any(|branch| is_answered(&branch.body, name))
                || is_answered(&otherwise.body, name)
        }
        Block::Loop { body, again, .. } => is_answered(body, name) || is_answered(&again.body, name),
    })
}
