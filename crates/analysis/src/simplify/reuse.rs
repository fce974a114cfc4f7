//! Reuse a result: the document itself, issued by another procedure, is kept in a store that may be read.

use super::{Grounds, Proposal, Rule, replaced};
use crate::plan::Plan;
use crate::verdict::Verdict;

pub(super) fn find(plan: &Plan<'_>) -> Vec<Proposal> {
    let engine = &plan.after.engine;
    let kept = replaced(plan, &[Verdict::Reusable]).into_iter();
    let proposals = kept.map(|(id, class)| {
        let component = engine.procedure.component(id);
        let stores = component.document.as_ref().map_or(&[][..], |name| engine.library.stores_of(name));
        Proposal {
            rule: Rule::ReuseResult,
            subjects: vec![component.name.clone()],
            class,
            grounds: Grounds::Stored { sources: stores.to_vec() },
        }
    });
    proposals.collect()
}
