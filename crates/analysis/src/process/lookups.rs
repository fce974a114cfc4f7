//! Lookups in place of papers: in stages where keys chain, each only in the cases in which it
//! stands for a paper.

use std::collections::BTreeMap;

use smol_str::{SmolStr, format_smolstr};
use tthc_model::cases::{Class, Literal, Variable};
use tthc_model::certificate::Origin;
use tthc_model::procedure::{CaseId, ComponentId};
use tthc_model::process::{Block, Branch, Otherwise, TaskKind, Value, Work};

use super::forms::consent_form;
use super::words::{upper_first, value_label};
use super::{Builder, lower_first, short, slug};
use crate::certificate::alternatives;
use crate::derivation::Replaced;
use crate::evidence::LookupIndex;

/// One source asked about one role.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) at: LookupIndex,
    /// It needs what is typed into the form, or a lookup that does.
    pub(super) late: bool,
    /// How many lookups stand before it in the chain of its keys.
    level: usize,
    /// The cases in which it stands for a paper.
    pub(super) guard: Class,
}

/// Papers that the same sources stand for in the same cases.
#[derive(Debug, Clone)]
pub(super) struct Behind {
    pub(super) papers: Vec<ComponentId>,
    pub(super) class: Class,
    /// Places in the list of what is asked.
    pub(super) goals: Vec<usize>,
    /// Whether the data are right.
    pub(super) variable: SmolStr,
}

impl Builder<'_, '_> {
    /// Every source that the plan reads about each role: before the form is filled in where the keys are
    /// known by then, after it in the other cases.
    pub(super) fn asked(&self) -> Vec<Asked> {
        let none = self.plan.after.engine.cases.none();
        let mut asked: Vec<Asked> = Vec::new();
        for block in &self.blocks {
            for replaced in &block.replaced {
                for (number, step) in replaced.steps.iter().enumerate() {
                    let (late, level) = depth(replaced, number);
                    let at = self.find(&asked, step.lookup, late).unwrap_or_else(|| {
                        asked.push(Asked { at: step.lookup, late, level: 0, guard: none.clone() });
                        asked.len() - 1
                    });
                    asked[at].guard = asked[at].guard.or(&block.class);
                    asked[at].level = asked[at].level.max(level);
                }
            }
        }
        // Nothing is read twice: where a case would come by both, what was typed is waited for.
        for early in (0..asked.len()).filter(|at| !asked[*at].late).rev().collect::<Vec<_>>() {
            let Some(late) = self.find(&asked, asked[early].at, true) else { continue };
            if asked[early].guard.and(&asked[late].guard).is_never() {
                continue;
            }
            asked[late].guard = asked[late].guard.or(&asked[early].guard);
            asked[late].level = asked[late].level.max(asked[early].level);
            asked.remove(early);
        }
        asked.sort_by_key(|asked| (asked.late, asked.level, asked.at));
        asked
    }

    fn find(&self, asked: &[Asked], at: LookupIndex, late: bool) -> Option<usize> {
        let lookups = &self.plan.after.engine.lookups;
        let instance = |at: LookupIndex| (lookups[at].source, lookups[at].role);
        asked.iter().position(|asked| asked.late == late && instance(asked.at) == instance(at))
    }

    /// Where the lookup of a step was put.
    fn place_of(&self, asked: &[Asked], replaced: &Replaced, step: usize) -> Option<usize> {
        let at = replaced.steps[step].lookup;
        let (late, _) = depth(replaced, step);
        self.find(asked, at, late).or_else(|| self.find(asked, at, true))
    }

    /// What is asked for where data fail.
    pub(super) fn behind(&self, asked: &[Asked]) -> Vec<Behind> {
        let mut single: Vec<Behind> = Vec::new();
        for block in &self.blocks {
            for replaced in &block.replaced {
                let goals =
                    replaced.goals.iter().filter_map(|(_, step)| self.place_of(asked, replaced, *step));
                let papers = vec![replaced.component];
                let at = single.iter().position(|one| one.papers == papers).unwrap_or_else(|| {
                    let (class, variable) = (self.plan.after.engine.cases.none(), SmolStr::default());
                    single.push(Behind { papers, class, goals: Vec::new(), variable });
                    single.len() - 1
                });
                let one = &mut single[at];
                one.class = one.class.or(&block.class);
                one.goals.extend(goals);
                one.goals.sort_unstable();
                one.goals.dedup();
            }
        }
        let mut behind: Vec<Behind> = Vec::new();
        for one in single {
            match behind.iter_mut().find(|known| known.class == one.class && known.goals == one.goals) {
                Some(known) => known.papers.extend(one.papers),
                None => behind.push(one),
            }
        }
        behind
    }

    /// The lookups before the form is filled in, or those after it: chains side by side, each stage
    /// by stage.
    pub(super) fn stages(&mut self, body: &mut Vec<Block>, late: bool, asked: &[Asked]) {
        let mut chains: Vec<Vec<Block>> = Vec::new();
        for (alone, chain) in self.chains(late, asked) {
            let mut stages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for at in chain {
                stages.entry(if alone { 0 } else { asked[at].level }).or_default().push(at);
            }
            let mut blocks = Vec::new();
            for stage in stages.into_values() {
                blocks.extend(self.lookups(&stage, asked));
            }
            chains.push(blocks);
        }
        body.extend(self.together(chains));
    }

    /// Lookups that need each other's keys, together; and, marked, those that need none.
    fn chains(&self, late: bool, asked: &[Asked]) -> Vec<(bool, Vec<usize>)> {
        let mut chain: Vec<usize> = (0..asked.len()).collect();
        for replaced in self.blocks.iter().flat_map(|block| &block.replaced) {
            for (number, step) in replaced.steps.iter().enumerate() {
                for (_, origin) in step.key.iter().chain(&step.checked_with) {
                    let Origin::Step { step: before } = origin else { continue };
                    let ends = [number, *before].map(|step| self.place_of(asked, replaced, step));
                    if let [Some(a), Some(b)] = ends
                        && asked[a].late == asked[b].late
                    {
                        let (from, to) = (chain[a].max(chain[b]), chain[a].min(chain[b]));
                        chain.iter_mut().filter(|known| **known == from).for_each(|known| *known = to);
                    }
                }
            }
        }
        let mut chains: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
        for at in (0..asked.len()).filter(|at| asked[*at].late == late) {
            let alone = chain.iter().filter(|known| **known == chain[at]).count() == 1;
            chains.entry(if alone { (true, 0) } else { (false, chain[at]) }).or_default().push(at);
        }
        chains.into_iter().map(|((alone, _), chain)| (alone, chain)).collect()
    }

    /// One stage: each source in the cases in which it stands for a paper, all at the same time.
    fn lookups(&mut self, stage: &[usize], asked: &[Asked]) -> Vec<Block> {
        let mut groups: Vec<(Class, Vec<Vec<Block>>)> = Vec::new();
        for at in stage {
            let guard = &asked[*at].guard;
            let blocks = self.lookup(*at, asked);
            match groups.iter_mut().find(|(known, _)| known == guard) {
                Some((_, branches)) => branches.push(blocks),
                None => groups.push((guard.clone(), vec![blocks])),
            }
        }
        let mut branches: Vec<Vec<Block>> = Vec::new();
        while !groups.is_empty() {
            let (guard, lookups) = groups.remove(0);
            if self.plan.after.engine.cases.is_all(&guard) {
                branches.extend(lookups);
                continue;
            }
            let Some((case, value)) = self.case_value(&guard) else {
                branches.push(vec![self.guarded(&guard, lookups)]);
                continue;
            };
            let mut values = vec![(value, lookups)];
            let mut rest = Vec::new();
            for (class, lookups) in groups {
                match self.case_value(&class) {
                    Some((other, value)) if other == case => values.push((value, lookups)),
                    _ => rest.push((class, lookups)),
                }
            }
            groups = rest;
            branches.push(match values.len() {
                1 => vec![self.guarded(&guard, values.remove(0).1)],
                _ => vec![self.one_of(case, values)],
            });
        }
        self.together(branches)
    }

    /// The case variable and its value, if that alone is the class.
    fn case_value(&self, class: &Class) -> Option<(CaseId, u16)> {
        match self.plan.after.engine.cases.describe(class).as_slice() {
            [literals] => match literals.as_slice() {
                [Literal { variable: Variable::Case(case, value), holds: true }]
                    if !self.procedure.cases[case.index()].values.is_empty() =>
                {
                    Some((*case, *value))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn guarded(&mut self, guard: &Class, lookups: Vec<Vec<Block>>) -> Block {
        let all = self.plan.after.engine.cases.all();
        let id = self.id("thuoc_truong_hop");
        let gate = self.gate(guard, &all, &id);
        let body = self.together(lookups);
        gate.choice(id, body, Vec::new())
    }

    /// Lookups of which exactly one value of a case needs each.
    fn one_of(&mut self, case: CaseId, mut values: Vec<(u16, Vec<Vec<Block>>)>) -> Block {
        let question = format!("{}?", upper_first(&self.case_title(case)));
        let variable = self.choice_of(case);
        let id = self.id(&format!("theo_{variable}"));
        let names = &self.procedure.cases[case.index()].values;
        let name = |value: u16| names.get(usize::from(value)).map_or("", |name| name.as_str());
        // Where every value has its lookup, the last is what remains.
        let rest = match values.len() == names.len() {
            true => values.pop(),
            false => None,
        };
        let engine = &self.plan.after.engine;
        let class = |value: u16| engine.cases.literal(&Variable::Case(case, value), true);
        let mut classes: Vec<Class> = values.iter().map(|(value, _)| class(*value)).collect();
        let all = classes.iter().fold(engine.cases.none(), |any, class| any.or(class));
        classes.push(engine.cases.complement(&all));
        let cases = classes.iter().map(|class| alternatives(engine, class)).collect();
        let otherwise = match rest {
            Some((value, lookups)) => {
                Otherwise { label: value_label(name(value)), body: self.together(lookups) }
            }
            None => Otherwise { label: "Khác".to_owned(), body: Vec::new() },
        };
        let mut branches = Vec::new();
        for (value, lookups) in values {
            let body = self.together(lookups);
            let label = value_label(name(value));
            branches.push(Branch { label, value: Value::Text(slug(name(value))), body });
        }
        Block::Choice { id, question, variable, branches, otherwise, cases }
    }

    pub(super) fn together(&mut self, mut branches: Vec<Vec<Block>>) -> Vec<Block> {
        match branches.len() {
            0 => Vec::new(),
            1 => branches.remove(0),
            _ => vec![Block::Parallel { id: self.id("tra_cuu_song_song"), branches }],
        }
    }

    fn lookup(&mut self, number: usize, asked: &[Asked]) -> Vec<Block> {
        let Asked { at, .. } = &asked[number];
        let plan = self.plan;
        let lookup = &plan.after.engine.lookups[*at];
        let source = lookup.source.clone();
        let title = plan.after.engine.source_title(&source);
        let role = self.procedure.role(lookup.role);
        let lane = self.automatic();
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
            let mut agree = self.task(&id, &name, applicant, (TaskKind::User, work), &documentation);
            if let Block::Task(task) = &mut agree {
                task.form = consent_form(&task.id, &title, &facts);
            }
            blocks.push(agree);
        }
        let work = Work::Lookup { source: source.clone(), role: role.name.clone() };
        let mut reads = self.task(&base, &name, lane, (kind, work), &documentation);
        if let Block::Task(task) = &mut reads {
            task.form = self.answer_form(*at);
        }
        blocks.push(reads);
        blocks
    }
}

/// Whether a step of the chain needs what is typed into a form, and how many steps stand before it.
fn depth(replaced: &Replaced, step: usize) -> (bool, usize) {
    let (mut late, mut level) = (false, 0);
    let this = &replaced.steps[step];
    for (_, origin) in this.key.iter().chain(&this.checked_with) {
        match origin {
            Origin::Login => {}
            Origin::Form => late = true,
            // A chain has no circle: a step only rests on those before it.
            Origin::Step { step: before } if *before < step => {
                let (before_late, before_level) = depth(replaced, *before);
                (late, level) = (late || before_late, level.max(before_level + 1));
            }
            Origin::Step { .. } => {}
        }
    }
    (late, level)
}
