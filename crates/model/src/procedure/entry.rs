//! How the pieces of evidence combine.

use crate::procedure::{ComponentId, RequirementId};

/// The dossier's structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Component(ComponentId),
    /// A requirement with its chains of papers.
    Requirement(RequirementId, Vec<Entry>),
    All(Vec<Entry>),
    /// The applicant's choice.
    OneOf(Vec<Entry>),
    /// The next only where the person does not have the one before.
    FirstOf(Vec<Entry>),
    AtLeast(u16, Vec<Entry>),
}

impl Entry {
    /// Every component below, in order.
    pub fn components(&self) -> Vec<ComponentId> {
        match self {
            Entry::Component(id) => vec![*id],
            Entry::Requirement(_, parts)
            | Entry::All(parts)
            | Entry::OneOf(parts)
            | Entry::FirstOf(parts)
            | Entry::AtLeast(_, parts) => parts.iter().flat_map(Entry::components).collect(),
        }
    }
}
