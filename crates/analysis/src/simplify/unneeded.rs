//! Drop what is not needed: nothing in the record needs any fact the paper shows, in any case in which it is asked for.

use super::{Grounds, Proposal, Rule, droppable};
use crate::plan::Plan;
use crate::verdict::Verdict;

pub(super) fn find(plan: &Plan<'_>) -> Vec<Proposal> {
    droppable(plan, Verdict::Unneeded, Rule::DropUnneeded, |_| Grounds::NoNeed)
}
