//! What stands in the way of data, and how dear it is to remove.

use tthc_model::Name;
use tthc_model::library::{Criterion, Level};

/// Why a source cannot be used; lifting it is what somebody would have to do. A key that nobody
/// knows is none of these: there is then nothing to ask the source with.
///
/// The order is that of output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Blocker {
    /// The source does not serve this class of subjects.
    NotCovered {
        source: Name,
        role: Name,
    },
    /// No text in force lets the paper be replaced by the source.
    NoReplacementBasis {
        document: Name,
        source: Name,
    },
    /// No text in force lets an authority of this level read the source.
    NoReadingBasis {
        source: Name,
        level: Option<Level>,
    },
    /// The owner has not published the scope.
    NotPublished {
        source: Name,
    },
    NoConnection {
        source: Name,
    },
    /// The key is typed by hand and the source names nothing to check it with.
    KeyUnchecked {
        source: Name,
        role: Name,
    },
    Quality {
        source: Name,
        criterion: Criterion,
    },
}

impl Blocker {
    pub fn source(&self) -> &Name {
        match self {
            Blocker::NotCovered { source, .. }
            | Blocker::NoReplacementBasis { source, .. }
            | Blocker::NoReadingBasis { source, .. }
            | Blocker::NotPublished { source }
            | Blocker::NoConnection { source }
            | Blocker::KeyUnchecked { source, .. }
            | Blocker::Quality { source, .. } => source,
        }
    }

    /// Stable, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Blocker::NotCovered { .. } => "not_covered",
            Blocker::NoReplacementBasis { .. } => "no_replacement_basis",
            Blocker::NoReadingBasis { .. } => "no_reading_basis",
            Blocker::NotPublished { .. } => "not_published",
            Blocker::NoConnection { .. } => "no_connection",
            Blocker::KeyUnchecked { .. } => "key_unchecked",
            Blocker::Quality { .. } => "quality",
        }
    }

    /// What removing it takes.
    pub fn effort(&self) -> Effort {
        match self {
            Blocker::NotCovered { .. }
            | Blocker::NoReplacementBasis { .. }
            | Blocker::NoReadingBasis { .. } => Effort::Amendment,
            Blocker::NoConnection { .. } => Effort::Connection,
            Blocker::NotPublished { .. } | Blocker::KeyUnchecked { .. } => Effort::Field,
            Blocker::Quality { .. } => Effort::Quality,
        }
    }
}

/// Kinds of work, the lightest first. No amount of lighter work outweighs one piece of heavier work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effort {
    /// Data as they should be.
    Quality,
    /// The owner publishes a scope, or names what a key is checked with.
    Field,
    Connection,
    /// A text that lets somebody read, lets data stand for a paper, or has a source serve further subjects.
    Amendment,
}

/// So many blockers of one kind weigh less than one of the next.
const BITS: u32 = 20;

impl Effort {
    /// Sets of blockers are compared by the sum of their weights. The lowest places are left for what
    /// decides between sets of one weight.
    pub const fn weight(self) -> u128 {
        1 << (BITS * (self as u32 + 1))
    }
}
