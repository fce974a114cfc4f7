//! In which cases things hold together, as shares of all applications.

use num_traits::Zero;
use tthc_model::cases::{Cases, Class, Literal, Variable};
use tthc_model::quantity::whole;
use tthc_model::{Interval, Procedure, Ratio};

/// The share of applications that fall into a class, as far as the declared shares tell.
///
/// Marginal shares do not imply independence: where several variables meet, the bounds are
/// Fréchet's, over every joint distribution with these margins. Unknown is `[0, 1]`.
pub fn share(procedure: &Procedure, cases: &Cases, class: &Class) -> Interval {
    if class.is_never() {
        return Interval::zero();
    }
    let rest = cases.complement(class);
    if rest.is_never() {
        return Interval::whole_share();
    }
    if !has_shares(procedure) {
        return Interval::unknown_share();
    }
    let alternatives = cases.describe(class);
    let parts = alternatives.iter().map(|literals| all_of(procedure, cases, literals));
    let any = parts.reduce(|any, part| any.either(&part)).unwrap_or_else(Interval::zero);
    // The complement may be simpler: bound from both sides.
    let rest = cases.describe(&rest);
    let parts = rest.iter().map(|literals| all_of(procedure, cases, literals));
    let outside = parts.reduce(|any, part| any.either(&part)).unwrap_or_else(Interval::zero).complement();
    Interval::new(any.low.max(outside.low), any.high.min(outside.high))
}

/// Whether any share is declared: else nothing but always and never is known.
fn has_shares(procedure: &Procedure) -> bool {
    procedure.cases.iter().any(|case| !case.shares.is_empty())
        || procedure.channels.iter().any(|channel| channel.share.is_some())
}

fn all_of(procedure: &Procedure, cases: &Cases, literals: &[Literal]) -> Interval {
    literals
        .iter()
        .map(|literal| {
            let share = one(procedure, cases, &literal.variable);
            if literal.holds { share } else { share.complement() }
        })
        .fold(Interval::whole_share(), |all, share| all.both(&share))
}

fn one(procedure: &Procedure, cases: &Cases, variable: &Variable) -> Interval {
    match variable {
        Variable::Case(id, value) => {
            let case = &procedure.cases[id.index()];
            match case.shares.get(*value as usize) {
                Some(own) if case.shares.len() > 1 => within_whole(own, *value as usize, &case.shares),
                Some(own) => own.clone(),
                None => Interval::unknown_share(),
            }
        }
        Variable::Channel(kind) => {
            let shares = procedure.channels.iter().filter(|channel| channel.kind == *kind);
            let mut shares = shares.map(|channel| channel.share.clone());
            let only = cases.variables().iter().filter(|v| matches!(v, Variable::Channel(_))).count() == 1;
            match shares.next() {
                _ if only => Interval::whole_share(),
                Some(Some(share)) => share,
                _ => Interval::unknown_share(),
            }
        }
        Variable::Value(..) | Variable::Flag(_) | Variable::AtMost(_) | Variable::Opaque(_) => {
            Interval::unknown_share()
        }
    }
}

/// Shares of all values add up to one, which may bound a share more tightly than its own interval.
fn within_whole(own: &Interval, at: usize, all: &[Interval]) -> Interval {
    let others = all.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, share)| share);
    let (low, high) = others
        .fold((Ratio::zero(), Ratio::zero()), |(low, high), share| (low + &share.low, high + &share.high));
    let one = whole(1);
    Interval::new((&one - high).max(own.low.clone()), (&one - low).min(own.high.clone()))
}
