//! Who can be had without whom: the part of the graph that circles and chains are about.

use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::graph::{Demand, Edge, Graph, Node};

/// The demands of a graph under the same node numbers; an edge leads from what waits to what it
/// waits for.
pub(super) type Demands = DiGraph<Waits, Strength>;

/// When a node can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waits {
    /// As soon as one of what it demands can: a document comes from any of its issuers. With no
    /// issuer in the repository it is obtained elsewhere.
    ForAny,
    /// As soon as all of it can.
    ForAll,
}

/// Whether a demand is made in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    Always,
    Sometimes,
}

pub(super) fn demands(graph: &Graph) -> Demands {
    let mut demands = DiGraph::with_capacity(graph.graph.node_count(), graph.graph.edge_count());
    for node in graph.graph.node_weights() {
        demands.add_node(match node {
            Node::Document(_) => Waits::ForAny,
            _ => Waits::ForAll,
        });
    }
    for edge in graph.graph.edge_references() {
        let strength = match edge.weight() {
            Edge::Asks { always: false } => Strength::Sometimes,
            _ => Strength::Always,
        };
        match edge.weight().demand() {
            Some(Demand::Forward) => demands.add_edge(edge.source(), edge.target(), strength),
            Some(Demand::Backward) => demands.add_edge(edge.target(), edge.source(), strength),
            None => continue,
        };
    }
    demands
}

/// For each node how many others must be had one after the other before it, itself included and
/// documents not counted; `None` if it can never be had. Only the demands that count are looked at.
pub(super) fn ranks(
    demands: &Demands,
    counts: impl Fn(EdgeReference<'_, Strength>) -> bool,
) -> Vec<Option<u32>> {
    let mut waiting: Vec<usize> =
        demands.node_indices().map(|node| demands.edges(node).filter(|edge| counts(*edge)).count()).collect();
    let mut ranks = vec![None; demands.node_count()];
    let idle = |waits: Waits| {
        let nodes = demands.node_indices().filter(move |node| demands[*node] == waits);
        nodes.filter(|node| waiting[node.index()] == 0).collect::<Vec<NodeIndex>>()
    };
    let mut now = idle(Waits::ForAny);
    let mut next = idle(Waits::ForAll);
    let mut rank = 0;
    // Each round has what can be had after exactly `rank` steps, so the first issuer to be reached
    // is one with the shortest way.
    while !(now.is_empty() && next.is_empty()) {
        while let Some(node) = now.pop() {
            if ranks[node.index()].is_some() {
                continue;
            }
            ranks[node.index()] = Some(rank);
            for edge in demands.edges_directed(node, Direction::Incoming).filter(|edge| counts(*edge)) {
                let waiter = edge.source();
                match demands[waiter] {
                    Waits::ForAny => now.push(waiter),
                    Waits::ForAll => {
                        waiting[waiter.index()] -= 1;
                        if waiting[waiter.index()] == 0 {
                            next.push(waiter);
                        }
                    }
                }
            }
        }
        now = std::mem::take(&mut next);
        rank += 1;
    }
    ranks
}
