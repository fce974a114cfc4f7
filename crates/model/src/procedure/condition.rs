//! When something holds.

use crate::Name;
use crate::formula::Bound;
use crate::procedure::{AtomId, CaseId, ChannelKind, Fact};

/// What a condition can test. Atoms over one variable exclude each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Atom {
    /// A yes-or-no case is true, or a case has its n-th value.
    Case(CaseId, u16),
    Channel(ChannelKind),
    /// A fact has one of its entity's listed values; a text fact is a text, [`quoted`].
    Value(Fact, Name),
    /// A yes-or-no fact is true.
    Flag(Fact),
    /// A quantity is at most so much.
    AtMost(Bound),
    /// A comparison we do not reason about, as written.
    Opaque(String),
}

/// Propositional over atoms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    True,
    Atom(AtomId),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    /// So many of them hold, or more.
    AtLeast(u16, Vec<Condition>),
}

impl Condition {
    pub fn and(self, other: Condition) -> Condition {
        match (self, other) {
            (Condition::True, other) | (other, Condition::True) => other,
            (Condition::All(mut parts), Condition::All(more)) => {
                parts.extend(more);
                Condition::All(parts)
            }
            (Condition::All(mut parts), other) => {
                parts.push(other);
                Condition::All(parts)
            }
            (first, Condition::All(mut parts)) => {
                parts.insert(0, first);
                Condition::All(parts)
            }
            (first, second) => Condition::All(vec![first, second]),
        }
    }

    /// `first` where `condition` holds, else `second`.
    pub fn either(condition: Condition, first: Condition, second: Condition) -> Condition {
        let otherwise = condition.clone().negate();
        Condition::Any(vec![Condition::All(vec![condition, first]), Condition::All(vec![otherwise, second])])
    }

    pub fn negate(self) -> Condition {
        match self {
            Condition::Not(inner) => *inner,
            other => Condition::Not(Box::new(other)),
        }
    }

    pub fn is_true(&self) -> bool {
        *self == Condition::True
    }
}

/// A text as the value of a condition.
pub fn quoted(text: &str) -> Name {
    smol_str::format_smolstr!("\"{text}\"")
}
