//! Criteria that no text of sufficient rank sets.
//!
//! Circulars may not set administrative procedures on their own (Law on Promulgation of Legal Documents),
//! and business conditions are for statutes, ordinances, resolutions of the National Assembly and decrees
//! (Law on Investment art. 7).

use crate::diagnostic::Diagnostic;
use crate::library::{Library, Rank};
use crate::message::Message;
use crate::procedure::Procedure;

pub(super) fn check(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    for criterion in &procedure.criteria {
        let rank = |law: &str| library.law(law).and_then(|law| law.rank);
        let low = |rank: Option<Rank>| rank.is_some_and(|rank| rank >= Rank::Circular);
        let Some(first) = criterion.basis.first() else { continue };
        // A law without a rank may be anything.
        if criterion.basis.iter().all(|citation| low(rank(&citation.law))) {
            let message = Message::LowRankCriterion {
                criterion: criterion.name.to_string(),
                law: first.law.to_string(),
            };
            found.push(Diagnostic::new(criterion.name_span, message).help(Message::LowRankHelp));
        }
    }
}
