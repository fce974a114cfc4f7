//! Lookups in place of papers: in stages where keys chain, each only in the cases in which it
//! stands for a paper, each with the way back to the papers.

use std::collections::BTreeMap;

use smol_str::format_smolstr;
use tthc_model::Name;
use tthc_model::cases::{Class, Literal, Variable};
use tthc_model::certificate::Origin;
use tthc_model::procedure::{CaseId, ChannelKind, ComponentId};
use tthc_model::process::{Block, Branch, Otherwise, TaskKind, Term, Value, Work};

use super::words::{upper_first, value_label};
use super::{Builder, lower_first, short, slug, term_of};
use crate::certificate::alternatives;
use crate::evidence::LookupIndex;

/// One source asked about one role.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    at: LookupIndex,
    /// It needs what is typed into the form, or a lookup that does.
    late: bool,
    /// How many lookups stand before it in the chain of its keys.
    level: usize,
    /// The cases in which it stands for a paper.
    guard: Class,
}

/// Papers that the same sources stand for in the same cases.
#[derive(Debug, Clone)]
pub(super) struct Behind {
    papers: Vec<ComponentId>,
    class: Class,
    /// Places in the list of what is asked.
    goals: Vec<usize>,
}

impl Builder<'_, '_> {
    /// Every source that the plan reads, once for each role: as soon as its keys are known in every case.
    pub(super) fn asked(&self) -> Vec<Asked> {
        let none = self.plan.after.engine.cases.none();
        let mut asked: Vec<Asked> = Vec::new();
        for block in &self.blocks {
            for step in block.replaced.iter().flat_map(|replaced| &replaced.steps) {
                let at = self.find(&asked, step.lookup).unwrap_or_else(|| {
                    asked.push(Asked { at: step.lookup, late: false, level: 0, guard: none.clone() });
                    asked.len() - 1
                });
                asked[at].guard = asked[at].guard.or(&block.class);
            }
        }
        // As many rounds as there are lookups settle every order without a circle.
        for _ in 0..asked.len() {
            for replaced in self.blocks.iter().flat_map(|block| &block.replaced) {
                for step in &replaced.steps {
                    let Some(here) = self.find(&asked, step.lookup) else { continue };
                    let (mut late, mut level) = (asked[here].late, asked[here].level);
                    for (_, origin) in step.key.iter().chain(&step.checked_with) {
                        match origin {
                            Origin::Login => {}
                            Origin::Form => late = true,
                            Origin::Step { step } => {
                                let Some(before) = self.find(&asked, replaced.steps[*step].lookup) else {
                                    continue;
                                };
                                late |= asked[before].late;
                                level = level.max(asked[before].level + 1).min(asked.len());
                            }
                        }
                    }
                    (asked[here].late, asked[here].level) = (late, level);
                }
            }
        }
        asked.sort_by_key(|asked| (asked.late, asked.level, asked.at));
        asked
    }

    fn find(&self, asked: &[Asked], at: LookupIndex) -> Option<usize> {
        let lookups = &self.plan.after.engine.lookups;
        let instance = |at: LookupIndex| (lookups[at].source, lookups[at].role);
        asked.iter().position(|asked| instance(asked.at) == instance(at))
    }

    /// What is asked for where data fail.
    pub(super) fn behind(&self, asked: &[Asked]) -> Vec<Behind> {
        let mut single: Vec<Behind> = Vec::new();
        for block in &self.blocks {
            for replaced in &block.replaced {
                let lookups = replaced.goals.iter().map(|(_, step)| replaced.steps[*step].lookup);
                let mut goals: Vec<usize> = lookups.filter_map(|at| self.find(asked, at)).collect();
                goals.sort_unstable();
                goals.dedup();
                let papers = vec![replaced.component];
                match single.iter_mut().find(|one| one.papers == papers && one.goals == goals) {
                    Some(known) => known.class = known.class.or(&block.class),
                    None => single.push(Behind { papers, class: block.class.clone(), goals }),
                }
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
    pub(super) fn stages(&mut self, body: &mut Vec<Block>, late: bool, asked: &[Asked], behind: &[Behind]) {
        let mut chains: Vec<Vec<Block>> = Vec::new();
        for (alone, chain) in self.chains(late, asked) {
            let mut stages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for at in chain {
                stages.entry(if alone { 0 } else { asked[at].level }).or_default().push(at);
            }
            let mut blocks = Vec::new();
            for stage in stages.into_values() {
                blocks.extend(self.lookups(&stage, asked, behind));
            }
            chains.push(blocks);
        }
        body.extend(self.together(chains));
        // What several sources stand for together is told when the last of them has answered.
        let here = |one: &&Behind| {
            one.goals.len() > 1 && one.goals.iter().max().is_some_and(|last| asked[*last].late == late)
        };
        for one in behind.iter().filter(here) {
            let all = self.plan.after.engine.cases.all();
            let blocks = self.fallback(one, &all, asked, false);
            body.extend(blocks);
        }
    }

    /// Lookups that need each other's keys, together; and, marked, those that need none.
    fn chains(&self, late: bool, asked: &[Asked]) -> Vec<(bool, Vec<usize>)> {
        let mut chain: Vec<usize> = (0..asked.len()).collect();
        for replaced in self.blocks.iter().flat_map(|block| &block.replaced) {
            for step in &replaced.steps {
                for (_, origin) in step.key.iter().chain(&step.checked_with) {
                    let Origin::Step { step: before } = origin else { continue };
                    let ends = [step.lookup, replaced.steps[*before].lookup].map(|at| self.find(asked, at));
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
    fn lookups(&mut self, stage: &[usize], asked: &[Asked], behind: &[Behind]) -> Vec<Block> {
        let mut groups: Vec<(Class, Vec<Vec<Block>>)> = Vec::new();
        for at in stage {
            let guard = &asked[*at].guard;
            let blocks = self.lookup(*at, asked, behind);
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

    fn together(&mut self, mut branches: Vec<Vec<Block>>) -> Vec<Block> {
        match branches.len() {
            0 => Vec::new(),
            1 => branches.remove(0),
            _ => vec![Block::Parallel { id: self.id("tra_cuu_song_song"), branches }],
        }
    }

    fn lookup(&mut self, number: usize, asked: &[Asked], behind: &[Behind]) -> Vec<Block> {
        let Asked { at, guard, .. } = &asked[number];
        let plan = self.plan;
        let lookup = &plan.after.engine.lookups[*at];
        let source = lookup.source.clone();
        let title = plan.after.engine.source_title(&source);
        let role = self.procedure.role(lookup.role);
        // Without an online channel nobody is at the portal: the receiving office asks.
        let lane = match self.procedure.has_channel(ChannelKind::Online) {
            true => self.portal(),
            false => self.receiver(),
        };
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
        blocks.push(self.task(&base, &name, lane, (kind, work), &documentation));
        let mine: Vec<&Behind> = behind.iter().filter(|one| one.goals == [number]).collect();
        for one in &mine {
            blocks.extend(self.fallback(one, guard, asked, mine.len() == 1));
        }
        blocks
    }

    /// The gateway behind lookups: where they fail, the agency asks for the papers they stand for,
    /// and for no others. `known`: the cases that come by.
    fn fallback(&mut self, behind: &Behind, known: &Class, asked: &[Asked], alone: bool) -> Vec<Block> {
        let papers: Vec<Name> =
            behind.papers.iter().map(|id| self.procedure.component(*id).name.clone()).collect();
        let mut titles: Vec<String> = Vec::new();
        for id in &behind.papers {
            let title = self.paper_name(*id);
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        let list = titles.join(", ");
        let base = match behind.goals.as_slice() {
            [only] if alone => {
                let lookup = &self.plan.after.engine.lookups[asked[*only].at];
                format!("tra_cuu_{}_{}", lookup.source, self.procedure.role(lookup.role).name)
            }
            _ => papers.first().map_or_else(String::new, Name::to_string),
        };
        let question = match alone {
            true => "Đọc được, đủ và đúng?".to_owned(),
            false => format!("Dữ liệu thay {list} đọc được, đủ và đúng?"),
        };
        let one_stop = self.receiver();
        let term = self.supplement_term();
        let mut notify = self.task(
            &format!("thong_bao_{base}"),
            &format!("Yêu cầu bổ sung {list}, hướng dẫn cập nhật dữ liệu"),
            one_stop,
            (TaskKind::User, Work::AskFor { papers: papers.clone() }),
            &format!(
                "Chỉ yêu cầu {list}. Hướng dẫn người yêu cầu đề nghị cập nhật dữ liệu. \
                 Báo cơ quan chủ quản dữ liệu (bổ sung của bộ công cụ, không phải quy định)."
            ),
        );
        if let (Block::Task(task), Some(term)) = (&mut notify, term) {
            task.term = Some(term);
        }
        let applicant = self.applicant();
        let bring = self.task(
            &format!("bo_sung_{base}"),
            &format!("Bổ sung {list}"),
            applicant,
            (TaskKind::User, Work::Supply { papers }),
            "",
        );
        let variable = self.flag(&format!("du_{base}"));
        let id = self.id(&format!("co_{base}"));
        let found = Branch { label: "Có".to_owned(), value: Value::Flag(true), body: Vec::new() };
        let missing = Otherwise { label: "Không".to_owned(), body: vec![notify, bring] };
        let choice = Block::Choice {
            id,
            question,
            variable,
            branches: vec![found],
            otherwise: missing,
            cases: Vec::new(),
        };
        if known.is_within(&behind.class) {
            return vec![choice];
        }
        let id = self.id(&format!("can_{base}"));
        vec![self.gate(&behind.class, known, &id).choice(id, vec![choice], Vec::new())]
    }

    fn supplement_term(&self) -> Option<Term> {
        let online = self.procedure.has_channel(ChannelKind::Online);
        let rules = self.plan.after.engine.rules.iter();
        let mut terms = rules.flat_map(|(_, rule)| &rule.supplement_terms);
        let term = terms.find(|term| if online { term.online } else { term.offline })?;
        Some(term_of(&term.within))
    }
}
