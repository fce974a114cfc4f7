//! Replace by lookup: usable sources give every fact the paper is needed for, on a text in force.

use tthc_model::Name;

use super::{Grounds, Proposal, Rule, replaced};
use crate::plan::Plan;
use crate::verdict::Verdict;

pub(super) fn find(plan: &Plan<'_>) -> Vec<Proposal> {
    let engine = &plan.after.engine;
    let held = replaced(plan, &[Verdict::Held, Verdict::HeldWithConsent]).into_iter();
    let proposals = held.map(|(id, class)| {
        let judgements = plan.after.of(id).filter(|judgement| !judgement.class.and(&class).is_never());
        let (mut sources, mut presumed, mut consent) = (Vec::<Name>::new(), false, false);
        for judgement in judgements {
            consent |= judgement.verdict == Verdict::HeldWithConsent;
            let Some(proof) = &judgement.proof else { continue };
            presumed |= proof.presumed;
            for (_, lookup) in &proof.facts {
                let source = engine.lookups[*lookup].source;
                if !sources.contains(source) {
                    sources.push(source.clone());
                }
            }
        }
        Proposal {
            rule: Rule::ReplaceByLookup,
            subjects: vec![engine.procedure.component(id).name.clone()],
            class,
            grounds: Grounds::Held { sources, presumed, consent },
        }
    });
    proposals.collect()
}
