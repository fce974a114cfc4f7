//! Soundness of a process: it can always end, ends with nothing left to do, and no task is dead.
//!
//! The tree is written out as a workflow net and its markings are searched. The net is free choice,
//! so of the transitions that can fire only those of one place need be followed: the others are not
//! disabled by them. Branches that run side by side are then walked one after the other.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use tthc_model::Name;
use tthc_model::certificate::Node;

use crate::violation::Violation;

#[derive(Default)]
struct Net {
    places: usize,
    transitions: Vec<Transition>,
}

struct Transition {
    from: Vec<usize>,
    to: Vec<usize>,
    task: Option<Name>,
}

pub(crate) fn check(process: &str, nodes: &[Node], found: &mut Vec<Violation>) {
    let mut net = Net::default();
    let (start, end) = (net.place(), net.place());
    let last = net.sequence(nodes, start, end);
    net.step(vec![last], vec![end], None);
    let mut names: FxHashSet<&Name> = FxHashSet::default();
    for task in net.transitions.iter().filter_map(|transition| transition.task.as_ref()) {
        if !names.insert(task) {
            let (process, task) = (process.to_owned(), task.to_string());
            found.push(Violation::DuplicateTask { process, task });
        }
    }
    let mut fired = vec![false; net.transitions.len()];
    let mut seen: FxHashSet<BTreeSet<usize>> = FxHashSet::default();
    let mut open = vec![BTreeSet::from([start])];
    let process = process.to_owned();
    while let Some(marking) = open.pop() {
        if !seen.insert(marking.clone()) {
            continue;
        }
        if marking.contains(&end) {
            if marking.len() > 1 {
                found.push(Violation::ImproperCompletion { process: process.clone() });
            }
            continue;
        }
        let enabled = |transition: &Transition| transition.from.iter().all(|place| marking.contains(place));
        let Some(first) = net.transitions.iter().find(|transition| enabled(transition)) else {
            found.push(Violation::Deadlock { process: process.clone() });
            continue;
        };
        for (at, transition) in net.transitions.iter().enumerate() {
            if transition.from == first.from {
                fired[at] = true;
                let mut next = marking.clone();
                next.retain(|place| !transition.from.contains(place));
                next.extend(&transition.to);
                open.push(next);
            }
        }
    }
    for (transition, fired) in net.transitions.iter().zip(fired) {
        if let (Some(task), false) = (&transition.task, fired) {
            found.push(Violation::DeadTask { process: process.clone(), task: task.to_string() });
        }
    }
}

impl Net {
    fn place(&mut self) -> usize {
        self.places += 1;
        self.places - 1
    }

    fn step(&mut self, from: Vec<usize>, to: Vec<usize>, task: Option<Name>) {
        self.transitions.push(Transition { from, to, task });
    }

    /// The place behind the sequence.
    fn sequence(&mut self, nodes: &[Node], start: usize, end: usize) -> usize {
        nodes.iter().fold(start, |from, node| self.node(node, from, end))
    }

    fn node(&mut self, node: &Node, from: usize, end: usize) -> usize {
        let out = self.place();
        match node {
            Node::Task { id, .. } => self.step(vec![from], vec![out], Some(id.clone())),
            Node::End { id } => self.step(vec![from], vec![end], Some(id.clone())),
            Node::Parallel { branches } => {
                let starts: Vec<usize> = branches.iter().map(|_| self.place()).collect();
                self.step(vec![from], starts.clone(), None);
                let ends: Vec<usize> = branches
                    .iter()
                    .zip(starts)
                    .map(|(branch, start)| self.sequence(branch, start, end))
                    .collect();
                self.step(ends, vec![out], None);
            }
            Node::Choice { branches, .. } => {
                for branch in branches {
                    let start = self.place();
                    self.step(vec![from], vec![start], None);
                    let last = self.sequence(branch, start, end);
                    self.step(vec![last], vec![out], None);
                }
            }
            Node::Loop { body, again, .. } => {
                let asked = self.sequence(body, from, end);
                self.step(vec![asked], vec![out], None);
                let back = self.place();
                self.step(vec![asked], vec![back], None);
                let last = self.sequence(again, back, end);
                self.step(vec![last], vec![from], None);
            }
        }
        out
    }
}
