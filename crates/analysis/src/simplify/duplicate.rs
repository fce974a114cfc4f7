//! Drop a duplicate: another component that stays shows every fact the paper is needed for, in every case in which the
//! paper is asked for.

use super::{Grounds, Proposal, Rule, droppable, names};
use crate::plan::Plan;
use crate::verdict::Verdict;

pub(super) fn find(plan: &Plan<'_>) -> Vec<Proposal> {
    droppable(plan, Verdict::Duplicate, Rule::DropDuplicate, |id| {
        let procedure = plan.after.engine.procedure;
        let needed: Vec<usize> =
            plan.after.of(id).flat_map(|judgement| judgement.needed.iter().copied()).collect();
        let others = procedure.component_ids().filter(|other| {
            let shows =
                |fact: &usize| procedure.component(*other).facts.iter().any(|known| known.index() == *fact);
            let stays = plan.after.of(*other).any(|judgement| judgement.verdict != Verdict::Duplicate);
            *other != id
                && stays
                && plan.after.asked(id).is_within(&plan.after.asked(*other))
                && needed.iter().all(shows)
        });
        Grounds::ShownBy { components: names(procedure, others) }
    })
}
