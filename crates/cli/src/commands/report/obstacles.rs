//! Why papers stay: each place of a dossier counted once, under one reason.

use std::collections::BTreeMap;

use tthc_analysis::plan::{Plan, SlotPlan, is_moot};
use tthc_analysis::verdict::{Judgement, Verdict};
use tthc_model::Locale;

use crate::commands::report::Report;
use crate::words::{blocker_text, is_not_served};

/// Sets of obstacles with the number of papers that wait for them, the most first. Drafts are left out.
#[derive(Default)]
pub(super) struct Obstacles {
    /// Somebody can lift these.
    pub(super) liftable: Vec<(Vec<String>, usize)>,
    /// The source does not serve the subjects of the cases: no decision on it would help.
    pub(super) not_served: Vec<(Vec<String>, usize)>,
}

/// The judgements that keep the place in the dossier.
fn open<'p>(plan: &'p Plan<'_>, slot: &'p SlotPlan, verdict: Verdict) -> impl Iterator<Item = &'p Judgement> {
    let judgements = slot.slot.components().flat_map(|id| plan.after.of(id));
    judgements.filter(move |judgement| {
        judgement.verdict == verdict
            && !judgement.class.and(&slot.after).is_never()
            && !is_moot(&plan.after, judgement)
    })
}

/// Places of which nothing is known on the date: the text they rested on is no longer in force.
pub(super) fn undetermined(plan: &Plan<'_>) -> usize {
    plan.slots.iter().filter(|slot| open(plan, slot, Verdict::Undetermined).next().is_some()).count()
}

pub(super) fn obstacles(report: &Report<'_>, locale: Locale) -> Obstacles {
    let (mut liftable, mut not_served) = (BTreeMap::new(), BTreeMap::new());
    for row in report.rows.iter().filter(|row| !row.procedure.draft) {
        for slot in &row.plan.slots {
            // A place with several papers, or several cases, waits for the fewest obstacles that would help.
            let easiest = open(&row.plan, slot, Verdict::Blocked)
                .min_by_key(|judgement| (is_not_served(judgement), judgement.blockers.len()));
            let Some(judgement) = easiest else { continue };
            let blockers = judgement.blockers.iter();
            let mut set: Vec<String> = blockers
                .map(|blocker| blocker_text(blocker, row.procedure, report.library, locale))
                .collect();
            set.sort();
            set.dedup();
            let papers = if is_not_served(judgement) { &mut not_served } else { &mut liftable };
            *papers.entry(set).or_insert(0) += 1;
        }
    }
    Obstacles { liftable: ranked(liftable), not_served: ranked(not_served) }
}

fn ranked(papers: BTreeMap<Vec<String>, usize>) -> Vec<(Vec<String>, usize)> {
    let mut ranked: Vec<_> = papers.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked
}
