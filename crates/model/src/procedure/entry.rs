//! How the pieces of evidence combine.

use crate::procedure::{ActId, ComponentId, RequirementId};

/// The dossier's structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Component(ComponentId),
    /// Somebody comes, gives biometrics, brings a thing or agrees: an alternative to papers, or beside them.
    Act(ActId),
    /// A requirement with its chains of papers.
    Requirement(RequirementId, Vec<Entry>),
    All(Vec<Entry>),
    /// The applicant's choice.
    OneOf(Vec<Entry>),
    /// The next only where the person does not have the one before.
    FirstOf(Vec<Entry>),
    AtLeast(u16, Vec<Entry>),
}

/// So many alternatives a choice may have once the choices inside it are written out.
const MOST: usize = 1_000;

impl Entry {
    /// Every component below, in order, each once.
    pub fn components(&self) -> Vec<ComponentId> {
        let mut found = Vec::new();
        self.visit(&mut |entry| match entry {
            Entry::Component(id) if !found.contains(id) => found.push(*id),
            _ => {}
        });
        found
    }

    /// Every personal act below, in order, each once.
    pub fn acts(&self) -> Vec<ActId> {
        let mut found = Vec::new();
        self.visit(&mut |entry| match entry {
            Entry::Act(id) if !found.contains(id) => found.push(*id),
            _ => {}
        });
        found
    }

    fn visit(&self, see: &mut impl FnMut(&Entry)) {
        see(self);
        if let Some((parts, _)) = self.parts() {
            parts.iter().for_each(|part| part.visit(see));
        }
    }

    /// The parts, and how many of them are wanted if not all.
    fn parts(&self) -> Option<(&[Entry], Option<u16>)> {
        match self {
            Entry::Component(_) | Entry::Act(_) => None,
            Entry::Requirement(_, parts) | Entry::All(parts) => Some((parts, None)),
            Entry::OneOf(parts) | Entry::FirstOf(parts) => Some((parts, Some(1))),
            Entry::AtLeast(wanted, parts) => Some((parts, Some(*wanted))),
        }
    }

    /// The same with every alternative of a choice written out: no choice stands inside another.
    /// `None` if there are too many to be written out.
    pub fn written_out(self) -> Option<Entry> {
        let all = |parts: Vec<Entry>| parts.into_iter().map(Entry::written_out).collect::<Option<Vec<_>>>();
        Some(match self {
            Entry::Requirement(id, parts) => Entry::Requirement(id, all(parts)?),
            Entry::All(parts) => Entry::All(all(parts)?),
            choice @ (Entry::OneOf(_) | Entry::FirstOf(_) | Entry::AtLeast(..)) if choice.is_deep() => {
                let ways = choice.ways()?.into_iter().filter(|way| !way.is_empty());
                let alternatives = ways.map(|mut way| match way.len() {
                    1 => way.remove(0),
                    _ => Entry::All(way),
                });
                let alternatives = alternatives.collect();
                // Where some of several may be more than are wanted, so may the alternatives.
                let mut or_more = false;
                choice.visit(&mut |entry| or_more |= matches!(entry, Entry::AtLeast(..)));
                match choice {
                    _ if or_more => Entry::AtLeast(1, alternatives),
                    Entry::FirstOf(_) => Entry::FirstOf(alternatives),
                    _ => Entry::OneOf(alternatives),
                }
            }
            plain => plain,
        })
    }

    /// Whether a choice stands inside this one.
    fn is_deep(&self) -> bool {
        let chooses = |entry: &Entry| entry.parts().is_some_and(|(_, wanted)| wanted.is_some());
        let mut choices = 0;
        self.visit(&mut |entry| choices += usize::from(chooses(entry)));
        choices > 1
    }

    /// The ways to satisfy it, each the components and acts that do it together.
    fn ways(&self) -> Option<Vec<Vec<Entry>>> {
        let Some((parts, wanted)) = self.parts() else { return Some(vec![vec![self.clone()]]) };
        let wanted = wanted.map_or(parts.len(), usize::from).min(parts.len());
        // By how many of the parts looked at are chosen.
        let mut chosen: Vec<Vec<Vec<Entry>>> = vec![Vec::new(); wanted + 1];
        chosen[0].push(Vec::new());
        for part in parts {
            let ways = part.ways()?;
            for count in (0..wanted).rev() {
                let more: Vec<Vec<Entry>> = chosen[count]
                    .iter()
                    .flat_map(|before| ways.iter().map(move |way| [before.as_slice(), way].concat()))
                    .collect();
                chosen[count + 1].extend(more);
                if chosen[count + 1].len() > MOST {
                    return None;
                }
            }
        }
        chosen.pop()
    }
}
