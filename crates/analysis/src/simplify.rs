//! The redesign catalogue: what could be simpler in a procedure, a rule a file.
//!
//! A rule proposes only what the record itself decides. What a proposal comes to is computed with nothing
//! else changed; what still has to be shown before it is law is said beside it.

mod duplicate;
mod merge_steps;
mod move_to_form;
mod replace;
mod reuse;
mod unneeded;

use std::collections::BTreeSet;

use tthc_model::cases::Class;
use tthc_model::library::Norms;
use tthc_model::procedure::ComponentId;
use tthc_model::{Name, Procedure};

use crate::burden::{Comparison, compare};
use crate::evidence::FactIndex;
use crate::plan::{Decisions, Plan, plan};
use crate::reform::lost;
use crate::verdict::Verdict;

/// In the order in which proposals are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    ReplaceByLookup,
    ReuseResult,
    DropDuplicate,
    DropUnneeded,
    MoveToForm,
    MergeSteps,
}

impl Rule {
    pub const ALL: [Rule; 6] = [
        Rule::ReplaceByLookup,
        Rule::ReuseResult,
        Rule::DropDuplicate,
        Rule::DropUnneeded,
        Rule::MoveToForm,
        Rule::MergeSteps,
    ];

    /// Stable, for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Rule::ReplaceByLookup => "replace_by_lookup",
            Rule::ReuseResult => "reuse_result",
            Rule::DropDuplicate => "drop_duplicate",
            Rule::DropUnneeded => "drop_unneeded",
            Rule::MoveToForm => "move_to_form",
            Rule::MergeSteps => "merge_steps",
        }
    }

    fn find(self, plan: &Plan<'_>) -> Vec<Proposal> {
        match self {
            Rule::ReplaceByLookup => replace::find(plan),
            Rule::ReuseResult => reuse::find(plan),
            Rule::DropDuplicate => duplicate::find(plan),
            Rule::DropUnneeded => unneeded::find(plan),
            Rule::MoveToForm => move_to_form::find(plan),
            Rule::MergeSteps => merge_steps::find(plan),
        }
    }
}

/// Something that could be simpler.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub rule: Rule,
    /// The component; of steps, those that become one.
    pub subjects: Vec<Name>,
    /// In which cases.
    pub class: Class,
    pub grounds: Grounds,
}

/// What of the record decides that the rule applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grounds {
    /// These sources give every needed fact; the publication of one is only presumed.
    Held { sources: Vec<Name>, presumed: bool, consent: bool },
    /// These sources keep the document itself.
    Stored { sources: Vec<Name> },
    /// These components show the same facts and stay.
    ShownBy { components: Vec<Name> },
    /// No criterion and no requirement needs what it shows.
    NoNeed,
    /// The record wants no more than the person's word for these facts.
    Declared { facts: Vec<FactIndex> },
    /// One does both, directly one after the other, in the same cases.
    OneActor { actor: Name },
}

/// Everything the rules propose for the automatic plan of a procedure.
pub fn proposals(automatic: &Plan<'_>) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    for rule in Rule::ALL {
        for proposal in rule.find(automatic) {
            // A paper that is replaced need not be dropped as well.
            let taken = found.iter().any(|known| known.subjects == proposal.subjects);
            if !taken {
                found.push(proposal);
            }
        }
    }
    found
}

/// What a proposal alone comes to: `before` and `after` differ by nothing else, both on the day of the plan.
pub fn effect(proposal: &Proposal, automatic: &Plan<'_>, norms: Option<&Norms>) -> Comparison {
    let mut alone = with(automatic, alone(proposal, automatic));
    // What the state fills in anyhow, whatever is replaced, is no effect of the proposal.
    alone.fields.before = automatic.fields.after;
    compare(&alone, norms)
}

/// The proposal's decision with everything else as it is.
fn alone(proposal: &Proposal, automatic: &Plan<'_>) -> Decisions {
    let mut decisions = Decisions { kept: replaceable(automatic), ..Decisions::default() };
    for name in &proposal.subjects {
        decisions.kept.remove(name);
    }
    let subjects = || proposal.subjects.iter().cloned();
    match proposal.rule {
        Rule::ReplaceByLookup | Rule::ReuseResult | Rule::MergeSteps => {}
        Rule::DropDuplicate | Rule::DropUnneeded => decisions.cut.extend(subjects()),
        Rule::MoveToForm => decisions.moved.extend(subjects()),
    }
    decisions
}

fn with<'a>(automatic: &Plan<'a>, decisions: Decisions) -> Plan<'a> {
    let (before, after) = (&automatic.before.engine, &automatic.after.engine);
    plan(after.procedure, after.library, before.on, after.on, decisions)
}

/// The components that data stand for in some case.
fn replaceable(automatic: &Plan<'_>) -> BTreeSet<Name> {
    let judgements = automatic.after.judgements.iter().filter(|judgement| judgement.verdict.is_replaced());
    let procedure = automatic.after.engine.procedure;
    judgements.map(|judgement| procedure.component(judgement.component).name.clone()).collect()
}

/// The components of a verdict with the cases in which data have come to stand for them since the baseline.
fn replaced(plan: &Plan<'_>, wanted: &[Verdict]) -> Vec<(ComponentId, Class)> {
    let cases = &plan.after.engine.cases;
    let mut found = Vec::new();
    for slot in &plan.slots {
        for id in slot.slot.components() {
            let judgements = plan.after.of(id).filter(|judgement| wanted.contains(&judgement.verdict));
            let class = judgements.fold(cases.none(), |any, one| any.or(&one.class)).and(&slot.replaced);
            if !class.is_never() {
                found.push((id, class));
            }
        }
    }
    found
}

/// The papers judged so in every case in which they are asked for, that can leave the dossier without a
/// needed fact that nothing would show, and with a place of the dossier that is then not filled.
fn droppable(
    plan: &Plan<'_>,
    verdict: Verdict,
    rule: Rule,
    grounds: impl Fn(ComponentId) -> Grounds,
) -> Vec<Proposal> {
    let procedure = plan.after.engine.procedure;
    let papers = procedure.component_ids().filter(|id| {
        let judged = plan.after.of(*id).filter(|judgement| judgement.verdict == verdict);
        let class = judged.fold(plan.after.engine.cases.none(), |any, one| any.or(&one.class));
        !class.is_never() && plan.after.asked(*id).is_within(&class)
    });
    let proposals = papers.map(|id| Proposal {
        rule,
        subjects: vec![procedure.component(id).name.clone()],
        class: plan.after.asked(id),
        grounds: grounds(id),
    });
    proposals.filter(|proposal| leaves_a_place(proposal, plan)).collect()
}

fn leaves_a_place(proposal: &Proposal, automatic: &Plan<'_>) -> bool {
    let alone = with(automatic, alone(proposal, automatic));
    lost(&alone).is_empty() && alone.slots.iter().any(|slot| !slot.cut.is_never())
}

fn names(procedure: &Procedure, ids: impl Iterator<Item = ComponentId>) -> Vec<Name> {
    ids.map(|id| procedure.component(id).name.clone()).collect()
}
