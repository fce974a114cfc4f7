//! Which clauses make sense behind which statement.
//!
//! The grammar accepts every clause behind every statement; this is what people write.

use tthc_syntax::{Class, Keyword};

use Keyword as K;

/// Keywords that stand behind something, not at the head of a statement.
pub(super) fn may_follow(keyword: Keyword) -> bool {
    use Class as C;
    matches!(
        keyword.class(),
        C::Clause | C::LineClause | C::Cite | C::Flag | C::Action | C::Place | C::Unit | C::Operator
    )
}

/// A clause or statement whose operands are a condition.
pub(super) fn is_condition(keyword: Option<Keyword>) -> bool {
    matches!(keyword, Some(K::When | K::Unless | K::If | K::Constraint | K::Covers))
}

const FIGURE: &[Keyword] = &[K::Origin, K::Estimate, K::Per];
const WHEN: &[Keyword] = &[K::When, K::Unless];
const PERIOD: &[Keyword] = &[K::From, K::Until];
const PAPER: &[Keyword] =
    &[K::Of, K::Purpose, K::Alias, K::Certified, K::Legalised, K::Translated, K::Electronic, K::Per];

/// Whether the clause belongs behind the statement, or behind the head of the item.
pub(super) fn fits(statement: Keyword, is_item: bool, clause: Keyword) -> bool {
    let any = |lists: &[&[Keyword]]| lists.iter().any(|list| list.contains(&clause));
    if clause.class() == Class::Action {
        return statement == K::Step;
    }
    match statement {
        K::Step => {
            const STEP: &[Keyword] = &[K::DoneBy, K::After, K::Takes, K::Silence, K::AtMost, K::Protected];
            any(&[STEP, WHEN, FIGURE])
        }
        K::Show | K::Submit | K::Surrender => any(&[PAPER, WHEN]),
        K::Result => any(&[&[K::Of], WHEN]),
        K::Form => any(&[PAPER, WHEN]),
        K::Require => any(&[&[K::Purpose, K::AskWithin, K::Per], WHEN]),
        K::OneOf | K::FirstOf | K::AllOf | K::AtLeast | K::ForEach => any(&[&[K::Purpose], WHEN]),
        K::Criterion | K::Condition => any(&[&[K::JudgedBy, K::Needs, K::Per], WHEN]),
        K::Role | K::Applicant => any(&[&[K::With, K::Optional, K::Repeated]]),
        K::Case => any(&[&[K::Share], FIGURE]),
        K::OnlineFull | K::OnlinePartial | K::Counter | K::Post => {
            any(&[&[K::Deadline, K::Cutoff, K::Visits, K::Share], WHEN, FIGURE])
        }
        K::Extension => any(&[&[K::Per], WHEN]),
        K::Fee | K::Charge => any(&[&[K::Each, K::Remark], WHEN, FIGURE]),
        K::Volume => any(&[&[K::PerYear], FIGURE]),
        K::Lookup => any(&[&[K::By, K::Per], WHEN, PERIOD]),
        K::About => any(&[&[K::By]]),
        K::Published => any(&[&[K::Presumed, K::Per], PERIOD]),
        K::Serves | K::Consent => any(&[&[K::Per], PERIOD]),
        K::SupplementTerm => any(&[&[K::Per], WHEN]),
        K::HourlyIncome => any(&[&[K::Of], FIGURE]),
        K::Activity => any(&[&[K::At], FIGURE]),
        K::Replace => any(&[&[K::By, K::Per, K::Because], WHEN, PERIOD]),
        K::Cut | K::MoveToForm | K::NotAccepted => any(&[&[K::Because]]),
        K::Shorten => any(&[&[K::To, K::Because]]),
        K::ExpectHeld => any(&[&[K::By]]),
        K::Law => any(&[PERIOD]),
        K::Actor => any(&[&[K::Of]]),
        K::Rule => any(&[&[K::Per], PERIOD]),
        K::Scenario => any(&[&[K::ForProcedure, K::OnDate]]),
        K::Reform => any(&[&[K::OnProcedure], PERIOD]),
        K::Variant => any(&[&[K::Of]]),
        _ => !is_item && any(&[FIGURE]),
    }
}
