//! Where the tasks of a process stand to one another.

use tthc_model::Name;
use tthc_model::certificate::Node;
use tthc_model::process::Work;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hop {
    /// The place in a sequence.
    At(usize),
    Parallel(usize),
    Choice(usize),
    Body,
    Again,
}

/// A task with the way to it.
pub(crate) struct Task<'c> {
    pub(crate) id: &'c Name,
    pub(crate) work: &'c Work,
    pub(crate) protected: bool,
    way: Vec<Hop>,
}

impl Task<'_> {
    /// Whenever both are done, this one is done first.
    pub(crate) fn is_before(&self, other: &Task<'_>) -> bool {
        let differ = self.way.iter().zip(&other.way).find(|(a, b)| a != b);
        match differ {
            Some((Hop::At(a), Hop::At(b))) => a < b,
            Some((Hop::Body, Hop::Again)) => true,
            _ => false,
        }
    }

    /// The process can end without it.
    pub(crate) fn is_optional(&self) -> bool {
        self.way.iter().any(|hop| matches!(hop, Hop::Choice(_) | Hop::Again))
    }
}

pub(crate) fn tasks(nodes: &[Node]) -> Vec<Task<'_>> {
    let mut found = Vec::new();
    collect(nodes, &mut Vec::new(), &mut found);
    found
}

fn collect<'c>(nodes: &'c [Node], way: &mut Vec<Hop>, found: &mut Vec<Task<'c>>) {
    for (at, node) in nodes.iter().enumerate() {
        way.push(Hop::At(at));
        let mut inside = |hop: Hop, nodes: &'c [Node], way: &mut Vec<Hop>| {
            way.push(hop);
            collect(nodes, way, found);
            way.pop();
        };
        match node {
            Node::Task { id, work, protected } => {
                found.push(Task { id, work, protected: *protected, way: way.clone() });
            }
            Node::End { .. } => {}
            Node::Parallel { branches } => {
                branches.iter().enumerate().for_each(|(at, branch)| inside(Hop::Parallel(at), branch, way));
            }
            Node::Choice { branches } => {
                branches.iter().enumerate().for_each(|(at, branch)| inside(Hop::Choice(at), branch, way));
            }
            Node::Loop { body, again, .. } => {
                inside(Hop::Body, body, way);
                inside(Hop::Again, again, way);
            }
        }
        way.pop();
    }
}
