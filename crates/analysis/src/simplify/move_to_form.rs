//! Move to the form: for what no source gives of a paper, the record wants no more than the person's word
//! (`assurance declared`), and there is a form to ask in.

use tthc_model::procedure::Mode;

use super::{Grounds, Proposal, Rule, leaves_a_place};
use crate::plan::Plan;
use crate::verdict::Verdict;

pub(super) fn find(plan: &Plan<'_>) -> Vec<Proposal> {
    let after = &plan.after;
    let procedure = after.engine.procedure;
    let papers = procedure.component_ids().filter(|id| procedure.component(*id).mode != Mode::Form);
    let proposals = papers.filter_map(|id| {
        let declared = |verdict| matches!(verdict, Verdict::PartlyHeld | Verdict::Required);
        let judged: Vec<_> = after.of(id).collect();
        let all = judged.iter().all(|judgement| {
            judgement.verdict.is_replaced()
                || (declared(judgement.verdict) && judgement.residual_may_be_declared(after))
        });
        let left = || judged.iter().filter(|judgement| declared(judgement.verdict));
        if !all || left().next().is_none() {
            return None;
        }
        let mut facts: Vec<usize> = left().flat_map(|judgement| judgement.residual.iter().copied()).collect();
        facts.sort_unstable();
        facts.dedup();
        Some(Proposal {
            rule: Rule::MoveToForm,
            subjects: vec![procedure.component(id).name.clone()],
            class: after.asked(id),
            grounds: Grounds::Declared { facts },
        })
    });
    proposals.filter(|proposal| leaves_a_place(proposal, plan)).collect()
}
