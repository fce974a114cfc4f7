//! Lookups in place of papers: in stages where keys chain, each only in the cases in which it
//! stands for a paper, each with the way back to the paper.

use std::collections::BTreeSet;

use smol_str::format_smolstr;
use tthc_model::cases::{Class, Literal, Variable};
use tthc_model::procedure::{CaseId, ChannelKind};
use tthc_model::process::{Block, Branch, Otherwise, TaskKind, Term, Value};

use super::words::{upper_first, value_label};
use super::{Builder, lower_first, short, slug, term_of};
use crate::evidence::{LookupIndex, Origin};

impl Builder<'_, '_> {
    /// The lookups of the plan's proofs: those possible before the form is filled, and those that
    /// use keys typed into it; each by stages, a stage needing only keys of earlier ones.
    pub(super) fn stages(&self) -> (Vec<Vec<LookupIndex>>, Vec<Vec<LookupIndex>>) {
        let after = &self.plan.after;
        let mut used: BTreeSet<LookupIndex> = BTreeSet::new();
        let mut typed: BTreeSet<LookupIndex> = BTreeSet::new();
        for slot in &self.plan.slots {
            let judgements = slot.slot.components().flat_map(|id| after.of(id));
            for judgement in judgements.filter(|j| !j.class.and(&slot.replaced).is_never()) {
                let Some(proof) = &judgement.proof else { continue };
                used.extend(&proof.lookups);
                typed.extend(
                    proof
                        .keys
                        .iter()
                        .filter(|(.., origin)| *origin == Origin::Typed)
                        .map(|(lookup, ..)| lookup),
                );
                // What uses a key from a lookup that waits for the form waits too.
                for (lookup, _, origin) in &proof.keys {
                    if let Origin::Lookup(before) = origin
                        && typed.contains(before)
                    {
                        typed.insert(*lookup);
                    }
                }
            }
        }
        let stages = |wanted: &dyn Fn(&LookupIndex) -> bool| {
            let mut stages: std::collections::BTreeMap<u32, Vec<LookupIndex>> =
                std::collections::BTreeMap::new();
            for lookup in used.iter().filter(|lookup| wanted(lookup)) {
                stages.entry(after.closure.round[*lookup]).or_default().push(*lookup);
            }
            stages.into_values().collect::<Vec<_>>()
        };
        (stages(&|lookup| !typed.contains(lookup)), stages(&|lookup| typed.contains(lookup)))
    }

    /// One stage: each source asked once for each role, in the cases in which it stands for a paper,
    /// all at the same time, each with its fallback.
    pub(super) fn lookups(&mut self, body: &mut Vec<Block>, stage: &[LookupIndex]) {
        let mut asked: Vec<(LookupIndex, Class)> = Vec::new();
        for at in stage {
            let guard = self.guard(*at);
            match asked.iter_mut().find(|(known, _)| self.same(*known, *at)) {
                Some((_, known)) => *known = known.or(&guard),
                None => asked.push((*at, guard)),
            }
        }
        let mut groups: Vec<(Class, Vec<Vec<Block>>)> = Vec::new();
        for (at, guard) in asked {
            let blocks = self.lookup(at, &guard);
            match groups.iter_mut().find(|(known, _)| *known == guard) {
                Some((_, branches)) => branches.push(blocks),
                None => groups.push((guard, vec![blocks])),
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
        body.extend(self.together(branches));
    }

    /// The cases in which a lookup stands for a paper that would be asked for.
    fn guard(&self, at: LookupIndex) -> Class {
        let after = &self.plan.after;
        let mut guard = after.engine.cases.none();
        for slot in &self.plan.slots {
            for judgement in slot.slot.components().flat_map(|id| after.of(id)) {
                if judgement.proof.as_ref().is_some_and(|proof| proof.lookups.contains(&at)) {
                    guard = guard.or(&judgement.class.and(&slot.replaced));
                }
            }
        }
        guard
    }

    /// The same source asked about the same role.
    fn same(&self, one: LookupIndex, other: LookupIndex) -> bool {
        let lookups = &self.plan.after.engine.lookups;
        lookups[one].source == lookups[other].source && lookups[one].role == lookups[other].role
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
        let otherwise = match values.len() == names.len() {
            true => values.pop(),
            false => None,
        };
        let otherwise = match otherwise {
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
        Block::Choice { id, question, variable, branches, otherwise }
    }

    fn together(&mut self, mut branches: Vec<Vec<Block>>) -> Vec<Block> {
        match branches.len() {
            0 => Vec::new(),
            1 => branches.remove(0),
            _ => vec![Block::Parallel { id: self.id("tra_cuu_song_song"), branches }],
        }
    }

    fn lookup(&mut self, at: LookupIndex, guard: &Class) -> Vec<Block> {
        let plan = self.plan;
        let lookup = &plan.after.engine.lookups[at];
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
        let ask = self.task(&base, &name, lane, kind, &documentation);
        let papers = self.papers_behind(at, guard);
        if papers.is_empty() {
            return vec![ask];
        }
        let variable = self.flag(&format!("du_{base}"));
        let one_stop = self.receiver();
        let term = self.supplement_term();
        let list = papers.join("; ");
        let mut notify = self.task(
            &format!("thong_bao_{base}"),
            "Thông báo bổ sung, hướng dẫn cập nhật dữ liệu",
            one_stop,
            TaskKind::User,
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
            TaskKind::User,
            "",
        );
        let id = self.id(&format!("co_{base}"));
        let found = Branch { label: "Có".to_owned(), value: Value::Flag(true), body: Vec::new() };
        let missing = Otherwise { label: "Không".to_owned(), body: vec![notify, bring] };
        let question = "Đọc được, đủ và đúng?".to_owned();
        vec![ask, Block::Choice { id, question, variable, branches: vec![found], otherwise: missing }]
    }

    /// The papers replaced in the cases of the guard whose facts this source gives, with a word
    /// on those that are not asked for in all of them.
    fn papers_behind(&self, at: LookupIndex, guard: &Class) -> Vec<String> {
        let after = &self.plan.after;
        let mut papers: Vec<(String, Class)> = Vec::new();
        for slot in &self.plan.slots {
            for judgement in slot.slot.components().flat_map(|id| after.of(id)) {
                let Some(proof) = &judgement.proof else { continue };
                let class = judgement.class.and(&slot.replaced).and(guard);
                if class.is_never() || !proof.facts.iter().any(|(_, lookup)| self.same(*lookup, at)) {
                    continue;
                }
                let title = &self.procedure.component(judgement.component).title;
                match papers.iter_mut().find(|(known, _)| known == title) {
                    Some((_, known)) => *known = known.or(&class),
                    None => papers.push((title.clone(), class)),
                }
            }
        }
        let told = |(title, class): (String, Class)| match guard.is_within(&class) {
            true => title,
            false => format!("{title} (nếu thuộc trường hợp)"),
        };
        papers.into_iter().map(told).collect()
    }

    fn supplement_term(&self) -> Option<Term> {
        let online = self.procedure.has_channel(ChannelKind::Online);
        let rules = self.plan.after.engine.rules.iter();
        let mut terms = rules.flat_map(|(_, rule)| &rule.supplement_terms);
        let term = terms.find(|term| if online { term.online } else { term.offline })?;
        Some(term_of(&term.within))
    }
}
