//! Parts of a certificate, by what they are about.

use tthc_model::Name;
use tthc_model::certificate::{Block, Certificate, Node, Place, Replacement, State, Step};
use tthc_model::process::Work;

pub(crate) fn place<'c>(certificate: &'c mut Certificate, paper: &str) -> &'c mut Place {
    let mut places = certificate.places.iter_mut();
    places.find(|place| place.alternatives.iter().flatten().any(|name| name == paper)).expect("a place")
}

/// The first block of the place in that state.
pub(crate) fn block<'c>(certificate: &'c mut Certificate, paper: &str, after: State) -> &'c mut Block {
    let mut blocks = place(certificate, paper).blocks.iter_mut();
    blocks.find(|block| block.after == after).expect("a block")
}

pub(crate) fn replacement<'c>(certificate: &'c mut Certificate, paper: &str) -> &'c mut Replacement {
    let blocks = place(certificate, paper).blocks.iter_mut();
    blocks
        .flat_map(|block| &mut block.replacements)
        .find(|one| one.component == paper)
        .expect("a replacement")
}

/// The first step of the paper's replacement that asks the source.
pub(crate) fn step<'c>(certificate: &'c mut Certificate, paper: &str, source: &str) -> &'c mut Step {
    let steps = &mut replacement(certificate, paper).steps;
    steps.iter_mut().find(|step| step.source == source).expect("a step")
}

/// Does something with every sequence of a process, the outer ones first, until it says it is done.
pub(crate) fn sequences(nodes: &mut Vec<Node>, change: &mut dyn FnMut(&mut Vec<Node>) -> bool) -> bool {
    if change(nodes) {
        return true;
    }
    nodes.iter_mut().any(|node| match node {
        Node::Task { .. } | Node::End { .. } => false,
        Node::Parallel { branches } | Node::Choice { branches, .. } => {
            branches.iter_mut().any(|branch| sequences(branch, change))
        }
        Node::Loop { body, again, .. } => sequences(body, change) || sequences(again, change),
    })
}

pub(crate) fn does(node: &Node, wanted: &dyn Fn(&Work) -> bool) -> bool {
    matches!(node, Node::Task { work, .. } if wanted(work))
}

/// Takes the first such task out of its sequence.
pub(crate) fn take(nodes: &mut Vec<Node>, wanted: &dyn Fn(&Work) -> bool) -> Node {
    let mut taken = None;
    sequences(nodes, &mut |sequence| {
        let at = sequence.iter().position(|node| does(node, wanted));
        taken = at.map(|at| sequence.remove(at));
        taken.is_some()
    });
    taken.expect("a task")
}

/// Puts something in the place of the first such task.
pub(crate) fn replace(nodes: &mut Vec<Node>, wanted: &dyn Fn(&Work) -> bool, by: &dyn Fn(Node) -> Vec<Node>) {
    let done = sequences(nodes, &mut |sequence| {
        let Some(at) = sequence.iter().position(|node| does(node, wanted)) else { return false };
        let node = sequence.remove(at);
        sequence.splice(at..at, by(node));
        true
    });
    assert!(done, "a task");
}

pub(crate) fn is_step(name: &'static str) -> impl Fn(&Work) -> bool {
    move |work| matches!(work, Work::Step { step } if step == name)
}

pub(crate) fn asks(of: &'static str, about: &'static str) -> impl Fn(&Work) -> bool {
    move |work| matches!(work, Work::Lookup { source, role } if source == of && role == about)
}

pub(crate) fn task(id: &str, work: Work) -> Node {
    Node::Task { id: Name::new(id), work, protected: false }
}
