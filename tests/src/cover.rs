//! A small set of ways through a process that takes every piece of it once: each end, each branch of each
//! gateway, each timer in time and late, each rule of each table.

use std::collections::{BTreeMap, BTreeSet};

use tthc_model::process::{Block, Process, TaskKind, Test, Value};

use crate::walk::{Answer, Choose, Goal, Walk, answer_of, fits, walk};

/// Ways tried for a piece that no other way has taken, before it counts as one that nobody can reach.
const TRIES: u64 = 4000;

/// The ways, and the pieces that none of them takes. The same process gives the same ways.
pub fn cover(process: &Process) -> (Vec<Walk>, Vec<Goal>) {
    let goals = goals(process);
    let mut pool: Vec<Walk> = Vec::new();
    let mut taken: BTreeSet<Goal> = BTreeSet::new();
    let mut add = |walk: Walk, taken: &mut BTreeSet<Goal>| {
        taken.extend(walk.takes.iter().cloned());
        pool.push(walk);
    };
    for seed in 0..100 {
        if let Some(walk) = walk(process, &mut Chance::new(process, seed, &[])) {
            add(walk, &mut taken);
        }
    }
    for (goal, wants) in &goals {
        let mut seed = 0;
        while seed < TRIES && !taken.contains(goal) {
            let found = walk(process, &mut Chance::new(process, seed, wants));
            if let Some(walk) = found.filter(|walk| walk.takes.contains(goal)) {
                add(walk, &mut taken);
            }
            seed += 1;
        }
    }
    let missed = goals.into_keys().filter(|goal| !taken.contains(goal)).collect();
    (fewest(pool, taken), missed)
}

/// Always the way that takes most of what is left, of these the shortest.
fn fewest(mut pool: Vec<Walk>, mut left: BTreeSet<Goal>) -> Vec<Walk> {
    let mut chosen = Vec::new();
    while !left.is_empty() {
        let worth = |walk: &Walk| (walk.takes.intersection(&left).count(), usize::MAX - walk.runs.len());
        let Some(best) = (0..pool.len()).rev().max_by_key(|at| worth(&pool[*at])) else { break };
        let walk = pool.swap_remove(best);
        left = left.difference(&walk.takes).cloned().collect();
        chosen.push(walk);
    }
    chosen
}

/// What helps to get to a piece.
#[derive(Clone)]
enum Want {
    Is(String, Value),
    IsNone(String, Vec<Value>),
    Fits(String, Test),
    Timer(String, bool),
}

fn goals(process: &Process) -> BTreeMap<Goal, Vec<Want>> {
    let mut found = Finder { process, goals: BTreeMap::new() };
    found.goals.insert(Goal::End(process.end.id.to_string()), Vec::new());
    found.blocks(&process.body, &[]);
    // No path may come to the common end.
    if tthc_model::process::sequence_ends(&process.body) {
        found.goals.remove(&Goal::End(process.end.id.to_string()));
    }
    found.goals
}

struct Finder<'p> {
    process: &'p Process,
    goals: BTreeMap<Goal, Vec<Want>>,
}

impl Finder<'_> {
    fn goal(&mut self, goal: Goal, path: &[Want], more: impl IntoIterator<Item = Want>) -> Vec<Want> {
        let wants: Vec<Want> = path.iter().cloned().chain(more).collect();
        self.goals.entry(goal).or_insert_with(|| wants.clone());
        wants
    }

    fn blocks(&mut self, blocks: &[Block], path: &[Want]) {
        for block in blocks {
            self.block(block, path);
            if block.ends() {
                return;
            }
        }
    }

    fn block(&mut self, block: &Block, path: &[Want]) {
        match block {
            Block::End(end) => drop(self.goal(Goal::End(end.id.to_string()), path, [])),
            Block::Parallel { branches, .. } => branches.iter().for_each(|branch| self.blocks(branch, path)),
            Block::Choice { id, variable, branches, otherwise, .. } => {
                let variable = variable.to_string();
                for (at, branch) in branches.iter().enumerate() {
                    let want = Want::Is(variable.clone(), branch.value.clone());
                    let path = self.goal(Goal::Way(id.to_string(), at), path, [want]);
                    self.blocks(&branch.body, &path);
                }
                let values = branches.iter().map(|branch| branch.value.clone()).collect();
                let want = Want::IsNone(variable, values);
                let path = self.goal(Goal::Way(id.to_string(), branches.len()), path, [want]);
                self.blocks(&otherwise.body, &path);
            }
            Block::Loop { id, body, variable, again, .. } => {
                self.blocks(body, path);
                self.goal(Goal::Way(id.to_string(), 1), path, []);
                let want = Want::Is(variable.to_string(), again.value.clone());
                let path = self.goal(Goal::Way(id.to_string(), 0), path, [want]);
                self.blocks(&again.body, &path);
            }
            Block::Task(task) => {
                if let Some(timer) = &task.timer {
                    let want = |late| Want::Timer(timer.id.to_string(), late);
                    self.goal(Goal::Timer(timer.id.to_string(), false), path, [want(false)]);
                    let path = self.goal(Goal::Timer(timer.id.to_string(), true), path, [want(true)]);
                    self.blocks(&timer.body, &path);
                }
                let TaskKind::Decide { decision } = &task.kind else { return };
                let process = self.process;
                for table in process.decisions.iter().filter(|table| table.variable == *decision) {
                    for (at, rule) in table.rules.iter().enumerate() {
                        let cells = table.inputs.iter().zip(rule);
                        let wants = cells
                            .filter_map(|(name, test)| Some(Want::Fits(name.to_string(), test.clone()?)));
                        self.goal(Goal::Rule(decision.to_string(), at), path, wants);
                    }
                    self.goal(Goal::Rule(decision.to_string(), table.rules.len()), path, []);
                }
            }
        }
    }
}

/// Chooses by chance, mostly among what is wanted. The numbers are those of `SplitMix64` (Steele, Lea, Flood 2014).
struct Chance {
    state: u64,
    wants: Vec<Want>,
}

impl Chance {
    fn new(process: &Process, seed: u64, wants: &[Want]) -> Chance {
        let mut chance = Chance { state: seed, wants: wants.to_vec() };
        // Where a table is to say yes, one of its rules has to fit.
        for want in wants {
            let Want::Is(name, Value::Flag(true)) = want else { continue };
            let Some(table) = process.decisions.iter().find(|table| table.variable == *name) else {
                continue;
            };
            if table.rules.is_empty() {
                continue;
            }
            let rule = chance.below(table.rules.len());
            let cells = table.inputs.iter().zip(&table.rules[rule]);
            let cells = cells.filter_map(|(name, test)| Some(Want::Fits(name.to_string(), test.clone()?)));
            chance.wants.extend(cells);
        }
        chance
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }
}

impl Choose for Chance {
    fn answer(&mut self, variable: &str, of: &[Answer]) -> usize {
        let wanted = |answer: &Answer| {
            self.wants.iter().all(|want| match want {
                Want::Is(name, value) => name != variable || *answer == answer_of(value),
                Want::IsNone(name, values) => {
                    name != variable || values.iter().all(|value| *answer != answer_of(value))
                }
                Want::Fits(name, test) => name != variable || fits(test, Some(answer)),
                Want::Timer(..) => true,
            })
        };
        let fitting: Vec<usize> = (0..of.len()).filter(|at| wanted(&of[*at])).collect();
        if fitting.is_empty() || self.below(8) == 0 {
            return self.below(of.len());
        }
        fitting[self.below(fitting.len())]
    }

    fn is_late(&mut self, timer: &str) -> bool {
        let wanted = self.wants.iter().find_map(|want| match want {
            Want::Timer(name, late) if name == timer => Some(*late),
            _ => None,
        });
        wanted.unwrap_or_else(|| self.below(4) == 0)
    }
}
