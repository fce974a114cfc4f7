//! Circular demands.

use std::collections::VecDeque;

use petgraph::algo::tarjan_scc;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::graph::demand::{self, Demands, Strength};
use crate::graph::{Graph, Node};

/// Nodes that demand each other, directly or through others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// All of them, sorted.
    pub members: Vec<Node>,
    /// A shortest way round: each demands the next, the last demands the first. For a closed circle
    /// it is one that nothing breaks. Starts with the smallest procedure, or else node.
    pub shortest: Vec<Node>,
    /// Nobody can get in: in every case each demands the next, and nothing else in the repository
    /// issues the documents. The renewal of a paper, or a demand in some cases only, is open.
    pub closed: bool,
}

pub(super) fn circles(graph: &Graph) -> Vec<Circle> {
    let demands = demand::demands(graph);
    let everyone = vec![true; demands.node_count()];
    let groups = groups(&demands, &everyone, |_| true);
    if groups.is_empty() {
        return Vec::new();
    }
    let always = |strength: Strength| strength == Strength::Always;
    let never: Vec<bool> =
        demand::ranks(&demands, |edge| always(*edge.weight())).iter().map(Option::is_none).collect();
    let closed = self::groups(&demands, &never, always);
    let mut circles: Vec<Circle> = groups
        .into_iter()
        .map(|members| {
            // A closed circle lies inside one group of mutual demands; several may lie in one.
            let inside = |group: &&Vec<NodeIndex>| members.binary_search(&group[0]).is_ok();
            let shortest = match closed.iter().find(inside) {
                Some(group) => shortest(graph, &demands, group, always),
                None => shortest(graph, &demands, &members, |_| true),
            };
            let named = |nodes: &[NodeIndex]| nodes.iter().map(|node| graph.graph[*node].clone()).collect();
            Circle { members: named(&members), shortest: named(&shortest), closed: closed.iter().any(|group| inside(&group)) }
        })
        .collect();
    circles.sort_by(|a, b| a.members.cmp(&b.members));
    circles
}

/// Groups of more than one node, or of one that demands itself, each sorted, among the given nodes
/// and demands. Node numbers follow the order of nodes.
pub(super) fn groups(
    demands: &Demands,
    among: &[bool],
    counts: impl Fn(Strength) -> bool,
) -> Vec<Vec<NodeIndex>> {
    let part = demands.filter_map(
        |node, waits| among[node.index()].then_some((node, *waits)),
        |edge, strength| counts(*strength).then_some(edge),
    );
    let mut groups: Vec<Vec<NodeIndex>> = tarjan_scc(&part)
        .into_iter()
        .filter(|group| group.len() > 1 || part.contains_edge(group[0], group[0]))
        .map(|group| group.into_iter().map(|node| part[node].0).collect())
        .collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

/// A shortest way round among the members; of several the first in the order of nodes.
fn shortest(
    graph: &Graph,
    demands: &Demands,
    members: &[NodeIndex],
    counts: impl Fn(Strength) -> bool,
) -> Vec<NodeIndex> {
    // Procedures come first in the order of nodes, and every circle of procedures and documents
    // goes through a procedure: documents need not be tried as starts.
    let starts = members.iter().filter(|node| !matches!(graph.graph[**node], Node::Document(_)));
    let mut best: Option<Vec<NodeIndex>> = None;
    let mut from: Vec<Option<NodeIndex>> = vec![None; demands.node_count()];
    for &start in starts {
        if best.as_ref().is_some_and(|best| best.len() <= 2) {
            break;
        }
        for member in members {
            from[member.index()] = None;
        }
        if let Some(way) = round(demands, members, start, &counts, &mut from)
            && best.as_ref().is_none_or(|best| way.len() < best.len())
        {
            best = Some(way);
        }
    }
    best.unwrap_or_default()
}

/// Breadth first from a node back to itself; `from` is scratch, empty for all members.
fn round(
    demands: &Demands,
    members: &[NodeIndex],
    start: NodeIndex,
    counts: impl Fn(Strength) -> bool,
    from: &mut [Option<NodeIndex>],
) -> Option<Vec<NodeIndex>> {
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        let mut targets: Vec<NodeIndex> = demands
            .edges(node)
            .filter(|edge| counts(*edge.weight()) && members.binary_search(&edge.target()).is_ok())
            .map(|edge| edge.target())
            .collect();
        targets.sort_unstable();
        for target in targets {
            if target == start {
                let mut way = vec![node];
                let mut at = node;
                while at != start {
                    at = from[at.index()]?;
                    way.push(at);
                }
                way.reverse();
                return Some(way);
            }
            if from[target.index()].is_none() {
                from[target.index()] = Some(node);
                queue.push_back(target);
            }
        }
    }
    None
}
