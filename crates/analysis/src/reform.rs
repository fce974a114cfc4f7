//! What a reform says that its procedure does not bear out.

use tthc_model::library::Library;
use tthc_model::message::{Message, Provisions};
use tthc_model::scenario::Reform;
use tthc_model::{Citation, Date, Name, Procedure};

use crate::laws::demands;
use crate::plan::{Decisions, Plan, plan};

/// A mistake with what it is about: a name that the reform decides on, or the whole of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub about: Option<Name>,
    pub message: Message,
    pub help: Option<Message>,
}

/// Everything wrong with the decisions of a reform on a procedure, in the order of the codes.
pub fn check(
    reform: &Reform,
    procedure: &Procedure,
    library: &Library,
    baseline: Date,
    on: Date,
) -> Vec<Finding> {
    let plan = plan(procedure, library, baseline, on, Decisions::of(reform));
    let mut found = Vec::new();
    let open = not_amended(&plan, reform);
    if !open.is_empty() {
        let message = Message::NotAmended { provisions: Provisions(open) };
        found.push(Finding { about: None, message, help: Some(Message::AmendHelp) });
    }
    found
}

/// The provisions that require a paper which the plan drops, that no list in force goes before, and that
/// the reform does not propose to amend; in the order of the texts.
pub fn not_amended(plan: &Plan<'_>, reform: &Reform) -> Vec<Citation> {
    let demands = demands(plan);
    let open = demands.iter().filter(|demand| demand.applied_by.is_empty());
    let mut provisions: Vec<Citation> = Vec::new();
    for provision in open.filter_map(|demand| demand.provision.as_ref()) {
        let amended = reform.amendments().any(|(citation, _)| citation.meets(provision));
        if !amended && !provisions.contains(provision) {
            provisions.push(provision.clone());
        }
    }
    provisions.sort_by(Citation::order);
    provisions
}
