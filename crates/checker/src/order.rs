//! Where the tasks of a process stand to one another, and in which cases each is done.

use tthc_model::Name;
use tthc_model::cases::Class;
use tthc_model::certificate::Node;
use tthc_model::process::Work;

use crate::space::Space;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hop {
    /// The place in a sequence.
    At(usize),
    Parallel(usize),
    /// Nothing comes after a branch that `ends`.
    Choice {
        branch: usize,
        ends: bool,
    },
    Body,
    Again,
}

/// A task with the way to it.
pub(crate) struct Task<'c> {
    pub(crate) id: &'c Name,
    pub(crate) work: &'c Work,
    pub(crate) protected: bool,
    /// The cases in which it is done whatever is found out on the way; what leaves the process
    /// before is not looked at.
    pub(crate) certain: Class,
    /// The cases in which it can be done.
    pub(crate) possible: Class,
    way: Vec<Hop>,
}

impl Task<'_> {
    /// Whenever both are done, this one is done first; and both can be.
    pub(crate) fn is_before(&self, other: &Task<'_>) -> bool {
        match self.part(other) {
            Some((Hop::At(a), Hop::At(b), _)) => a < b,
            Some((Hop::Body, Hop::Again, _)) => true,
            _ => false,
        }
    }

    /// Where the other one is done, the process ends before this one.
    pub(crate) fn is_left_out_by(&self, other: &Task<'_>) -> bool {
        match self.part(other) {
            Some((Hop::At(a), Hop::At(b), at)) => {
                b < a && other.way[at..].iter().any(|hop| matches!(hop, Hop::Choice { ends: true, .. }))
            }
            _ => false,
        }
    }

    /// Where the two ways part, and how deep.
    fn part(&self, other: &Task<'_>) -> Option<(Hop, Hop, usize)> {
        let mut hops = self.way.iter().zip(&other.way).enumerate();
        hops.find(|(_, (a, b))| a != b).map(|(at, (a, b))| (*a, *b, at))
    }
}

pub(crate) fn tasks<'c>(nodes: &'c [Node], space: &Space<'_>) -> Vec<Task<'c>> {
    let mut walk = Walk { space, way: Vec::new(), found: Vec::new() };
    walk.sequence(nodes, &space.cases.all(), &space.cases.all());
    walk.found
}

struct Walk<'s, 'a, 'c> {
    space: &'s Space<'a>,
    way: Vec<Hop>,
    found: Vec<Task<'c>>,
}

impl<'c> Walk<'_, '_, 'c> {
    fn sequence(&mut self, nodes: &'c [Node], certain: &Class, possible: &Class) {
        for (at, node) in nodes.iter().enumerate() {
            self.way.push(Hop::At(at));
            self.node(node, certain, possible);
            self.way.pop();
        }
    }

    fn inside(&mut self, hop: Hop, nodes: &'c [Node], certain: &Class, possible: &Class) {
        self.way.push(hop);
        self.sequence(nodes, certain, possible);
        self.way.pop();
    }

    fn node(&mut self, node: &'c Node, certain: &Class, possible: &Class) {
        match node {
            Node::Task { id, work, protected } => self.found.push(Task {
                id,
                work,
                protected: *protected,
                certain: certain.clone(),
                possible: possible.clone(),
                way: self.way.clone(),
            }),
            Node::End { .. } => {}
            Node::Parallel { branches } => {
                for (at, branch) in branches.iter().enumerate() {
                    self.inside(Hop::Parallel(at), branch, certain, possible);
                }
            }
            Node::Choice { branches, cases } => {
                let never = self.space.cases.none();
                for (at, branch) in branches.iter().enumerate() {
                    let (certain, possible) = match self.space.taken(cases, at) {
                        Some(class) => (certain.and(&class), possible.and(&class)),
                        None => (never.clone(), possible.clone()),
                    };
                    let hop = Hop::Choice { branch: at, ends: ends(branch) };
                    self.inside(hop, branch, &certain, &possible);
                }
            }
            Node::Loop { body, again, .. } => {
                self.inside(Hop::Body, body, certain, possible);
                self.inside(Hop::Again, again, &self.space.cases.none(), possible);
            }
        }
    }
}

/// No path leaves the sequence at its end.
fn ends(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Task { .. } => false,
        Node::End { .. } => true,
        Node::Parallel { branches } => branches.iter().any(|branch| ends(branch)),
        Node::Choice { branches, .. } => branches.iter().all(|branch| ends(branch)),
        Node::Loop { body, .. } => ends(body),
    })
}

/// The cases of those that come by in which the sequence can be left at its end, past every task
/// that is `wanted`.
pub(crate) fn past(nodes: &[Node], wanted: &dyn Fn(&Work) -> bool, known: Class, space: &Space<'_>) -> Class {
    nodes.iter().fold(known, |known, node| match node {
        Node::Task { work, .. } if wanted(work) => space.cases.none(),
        Node::Task { .. } => known,
        Node::End { .. } => space.cases.none(),
        Node::Parallel { branches } => {
            branches.iter().fold(known, |known, branch| past(branch, wanted, known, space))
        }
        Node::Choice { branches, cases } => {
            let mut left = space.cases.none();
            for (at, branch) in branches.iter().enumerate() {
                let taken = space.taken(cases, at).map_or_else(|| known.clone(), |class| known.and(&class));
                left = left.or(&past(branch, wanted, taken, space));
            }
            left
        }
        Node::Loop { body, .. } => past(body, wanted, known, space),
    })
}
