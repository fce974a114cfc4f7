//! How many procedures one has to go through.

use petgraph::graph::NodeIndex;
use tthc_model::Name;

use crate::graph::demand::{self, Demands, Waits};
use crate::graph::{Edge, Graph, Node, circle};

/// One procedure of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub procedure: Name,
    /// Its result that the next procedure asks for; `None` for the last.
    pub obtains: Option<Name>,
}

pub(super) fn longest(graph: &Graph) -> Vec<Link> {
    let ranked = Ranked::new(graph);
    let procedures =
        graph.graph.node_indices().filter(|node| matches!(graph.graph[*node], Node::Procedure(_)));
    // Of several the first by name: `max_by_key` would take the last.
    let last = procedures.rev().max_by_key(|node| ranked.ranks[node.index()]);
    let chain = last.map_or_else(Vec::new, |last| ranked.chain(last));
    if chain.len() > 1 { chain } else { Vec::new() }
}

pub(super) fn to(graph: &Graph, procedure: &str) -> Vec<Link> {
    match graph.index.get(&Node::Procedure(Name::new(procedure))) {
        Some(last) => Ranked::new(graph).chain(*last),
        None => Vec::new(),
    }
}

struct Ranked<'g> {
    graph: &'g Graph,
    /// Without those inside closed circles: every node has a rank.
    demands: Demands,
    ranks: Vec<Option<u32>>,
}

impl Ranked<'_> {
    fn new(graph: &Graph) -> Ranked<'_> {
        let mut demands = demand::demands(graph);
        let mut group_of = vec![None; demands.node_count()];
        for (at, group) in circle::closed(&demands).iter().enumerate() {
            for node in group {
                group_of[node.index()] = Some(at);
            }
        }
        demands.retain_edges(|demands, edge| {
            let Some((waiter, awaited)) = demands.edge_endpoints(edge) else { return true };
            let group = group_of[waiter.index()];
            // A document keeps its issuers, else it would come from elsewhere.
            let is_demand = demands[waiter] != Waits::Document;
            !(is_demand && group.is_some() && group == group_of[awaited.index()])
        });
        let ranks = demand::ranks(&demands, |_| false);
        Ranked { graph, demands, ranks }
    }

    /// Backwards from the last procedure, each time to a result that was had last.
    fn chain(&self, last: NodeIndex) -> Vec<Link> {
        let mut links = Vec::new();
        let mut obtains = None;
        let mut at = last;
        while let Node::Procedure(procedure) = &self.graph.graph[at] {
            links.push(Link { procedure: procedure.clone(), obtains: obtains.take() });
            let before = self.ranks[at.index()].and_then(|rank| rank.checked_sub(1)).filter(|rank| *rank > 0);
            let Some(document) = before.and_then(|rank| self.document(at, rank)) else { break };
            let Some(issuer) = self.issuer(document) else { break };
            obtains = self.graph.graph[document].name().cloned();
            at = issuer;
        }
        links.reverse();
        links
    }

    /// The first document by name, among those a procedure demands, that takes exactly `rank` procedures.
    fn document(&self, procedure: NodeIndex, rank: u32) -> Option<NodeIndex> {
        let mut open = vec![procedure];
        let mut found: Option<NodeIndex> = None;
        while let Some(node) = open.pop() {
            for target in
                self.demands.neighbors(node).filter(|target| self.ranks[target.index()] == Some(rank))
            {
                match self.graph.graph.node_weight(target) {
                    None => open.push(target),
                    Some(_) => found = Some(found.map_or(target, |known| known.min(target))),
                }
            }
        }
        found
    }

    /// The nearest issuer; of several one that issues it whatever the case, then the first by name.
    fn issuer(&self, document: NodeIndex) -> Option<NodeIndex> {
        let rank = self.ranks[document.index()];
        let nearest = self.demands.neighbors(document).filter(|issuer| self.ranks[issuer.index()] == rank);
        nearest.min_by_key(|issuer| {
            let mut edges = self.graph.graph.edges_connecting(*issuer, document);
            (!edges.any(|edge| *edge.weight() == Edge::Issues { always: true }), *issuer)
        })
    }
}
