//! Circular demands.

use std::collections::VecDeque;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;

use crate::graph::demand::{self, Demands, Strength, Waits};
use crate::graph::{Graph, Node};

/// Nodes that demand each other, directly or through others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// All of them, sorted.
    pub members: Vec<Node>,
    /// A shortest way round, of the worst there are: each demands the next, the last demands the
    /// first. Starts with a procedure, a component or a step. In a circle of thousands of nodes it is
    /// the shortest that a bounded search finds.
    pub shortest: Vec<Node>,
    pub grade: Grade,
}

/// How bad a circle is. The order is that of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Another issuer of a document leads in. Renewals are such circles.
    Open,
    /// If everything is asked for that is asked for in some cases, nothing in the repository leads in.
    ClosedInSomeCases,
    /// In every case nothing in the repository leads in.
    Closed,
}

impl Grade {
    /// Stable, for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Grade::Open => "open",
            Grade::ClosedInSomeCases => "closed_in_some_cases",
            Grade::Closed => "closed",
        }
    }
}

pub(super) fn circles(graph: &Graph) -> Vec<Circle> {
    let demands = demand::demands(graph);
    let mut in_every_case = demands.clone();
    in_every_case.retain_edges(|demands, edge| demands[edge] == Strength::Always);
    // The worst first: what is closed in every case is closed in some.
    let mut worst = Vec::new();
    for (grade, demands) in [(Grade::Closed, &in_every_case), (Grade::ClosedInSomeCases, &demands)] {
        worst.extend(closed(demands).into_iter().map(|group| (grade, demands, group)));
    }
    let circles = groups(&pressing(&demands), |_| true).into_iter().map(|members| {
        let inside = worst.iter().find(|(_, _, group)| members.binary_search(&group[0]).is_ok());
        let (grade, shortest) = match inside {
            Some((grade, demands, group)) => (*grade, shortest(graph, demands, group)),
            None => (Grade::Open, shortest(graph, &demands, &members)),
        };
        let named = |nodes: &[NodeIndex]| {
            nodes.iter().filter_map(|node| graph.graph.node_weight(*node)).cloned().collect()
        };
        Circle { members: named(&members), shortest: named(&shortest), grade }
    });
    let mut circles: Vec<Circle> = circles.collect();
    circles.sort_by(|a, b| a.members.cmp(&b.members));
    circles
}

/// Without alternatives of which one can be had elsewhere: these close no circle.
fn pressing(demands: &Demands) -> Demands {
    let can = demand::ranks(demands, |_| false);
    let mut pressing = demands.clone();
    pressing.retain_edges(|demands, edge| match demands.edge_endpoints(edge) {
        Some((waiter, _)) => !matches!(demands[waiter], Waits::AtLeast(_)) || can[waiter.index()].is_none(),
        None => true,
    });
    pressing
}

/// The groups that nothing leads into, even if everything outside could be had.
pub(super) fn closed(demands: &Demands) -> Vec<Vec<NodeIndex>> {
    let can = demand::ranks(demands, |_| false);
    if !can.contains(&None) {
        return Vec::new();
    }
    // What can never be had lies in such a group or waits for one.
    let candidates = groups(demands, |node| can[node.index()].is_none());
    let mut group_of = vec![None; demands.node_count()];
    for (at, group) in candidates.iter().enumerate() {
        for node in group {
            group_of[node.index()] = Some(at);
        }
    }
    let group_of = |node: NodeIndex| group_of[node.index()];
    let alone = demand::ranks(demands, |edge| {
        group_of(edge.source()).is_none() || group_of(edge.source()) != group_of(edge.target())
    });
    groups(demands, |node| alone[node.index()].is_none())
}

/// Groups of nodes that demand each other, each sorted by number (and so by node), among those that are let in.
pub(super) fn groups(demands: &Demands, among: impl Fn(NodeIndex) -> bool) -> Vec<Vec<NodeIndex>> {
    let part = demands.filter_map(|node, _| among(node).then_some(node), |_, _| Some(()));
    let mut groups: Vec<Vec<NodeIndex>> = kosaraju_scc(&part)
        .into_iter()
        .filter(|group| group.len() > 1 || part.contains_edge(group[0], group[0]))
        .map(|group| group.into_iter().map(|node| part[node]).collect())
        .collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

/// So many nodes are looked at for a shortest way round one circle. A search from every node would
/// be quadratic in a circle of thousands.
const BUDGET: usize = 100_000;

/// A shortest way round among the members; of several the first in the order of nodes.
fn shortest(graph: &Graph, demands: &Demands, members: &[NodeIndex]) -> Vec<NodeIndex> {
    let mut inside = vec![false; demands.node_count()];
    for member in members {
        inside[member.index()] = true;
    }
    // Every circle with a document in it has something that asks for it: documents need not be
    // tried as starts, and what is in no node of the graph is a part of a procedure.
    let is_start =
        |node: &&NodeIndex| !matches!(graph.graph.node_weight(**node), None | Some(Node::Document(_)));
    let mut best: Vec<NodeIndex> = Vec::new();
    let mut budget = BUDGET;
    for &start in members.iter().filter(is_start) {
        let limit = if best.is_empty() { usize::MAX } else { best.len() - 1 };
        if limit == 0 || budget == 0 {
            break;
        }
        let next = |node| {
            budget = budget.saturating_sub(1);
            visible(graph, demands, &inside, node)
        };
        if let Some(way) = round(start, limit, next) {
            best = way;
        }
        // Every way through this node has been looked at.
        inside[start.index()] = false;
    }
    best
}

/// What a node demands in the graph itself, through the groups of its dossier.
fn visible(graph: &Graph, demands: &Demands, inside: &[bool], node: NodeIndex) -> Vec<NodeIndex> {
    let (mut open, mut found) = (vec![node], Vec::new());
    while let Some(node) = open.pop() {
        for target in demands.neighbors(node).filter(|target| inside[target.index()]) {
            let list = if target.index() < graph.graph.node_count() { &mut found } else { &mut open };
            list.push(target);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A way of at most `limit` nodes from a node back to itself, breadth first.
fn round(
    start: NodeIndex,
    limit: usize,
    mut next: impl FnMut(NodeIndex) -> Vec<NodeIndex>,
) -> Option<Vec<NodeIndex>> {
    let mut from: FxHashMap<NodeIndex, NodeIndex> = FxHashMap::default();
    let mut queue = VecDeque::from([(start, 1)]);
    while let Some((node, length)) = queue.pop_front() {
        for target in next(node) {
            if target == start {
                let mut way = vec![node];
                let mut at = node;
                while at != start {
                    at = *from.get(&at)?;
                    way.push(at);
                }
                way.reverse();
                return Some(way);
            }
            if length < limit && !from.contains_key(&target) {
                from.insert(target, node);
                queue.push_back((target, length + 1));
            }
        }
    }
    None
}
