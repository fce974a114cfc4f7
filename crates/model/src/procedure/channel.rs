//! The ways to apply.

use tthc_syntax::{Keyword, Span};

use crate::citation::Provenance;
use crate::procedure::{Condition, Deadline};
use crate::quantity::Interval;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChannelKind {
    Online,
    Counter,
    Post,
}

impl ChannelKind {
    pub const ALL: [ChannelKind; 3] = [ChannelKind::Online, ChannelKind::Counter, ChannelKind::Post];

    pub const fn keyword(self) -> Keyword {
        match self {
            ChannelKind::Online => Keyword::ViaOnline,
            ChannelKind::Counter => Keyword::ViaCounter,
            ChannelKind::Post => Keyword::ViaPost,
        }
    }
}

/// A way to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    pub kind: ChannelKind,
    /// Online: the whole procedure, result included.
    pub full: bool,
    pub deadline: Option<Deadline>,
    pub deadline_span: Span,
    /// Trips to an office.
    pub visits: Option<u32>,
    pub share: Option<Interval>,
    pub condition: Condition,
    pub provenance: Provenance,
    pub span: Span,
}
