//! How many procedures one has to go through.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use tthc_model::Name;

use crate::graph::demand::{self, Demands};
use crate::graph::{Graph, Node, circle};

/// One procedure of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub procedure: Name,
    /// Its result that the next procedure asks for; `None` for the last.
    pub obtains: Option<Name>,
}

pub(super) fn longest(graph: &Graph) -> Vec<Link> {
    let ranked = Ranked::new(graph);
    let procedures = graph.graph.node_indices().filter(|node| matches!(graph.graph[*node], Node::Procedure(_)));
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
    demands: Demands,
    ranks: Vec<Option<u32>>,
}

impl Ranked<'_> {
    fn new(graph: &Graph) -> Ranked<'_> {
        let demands = demand::demands(graph);
        let mut ranks = demand::ranks(&demands, |_| true);
        let never: Vec<bool> = ranks.iter().map(Option::is_none).collect();
        if never.contains(&true) {
            // What can never be had waits, in the end, for a circle. Without the demands inside the
            // circles nothing waits for ever.
            let groups = circle::groups(&demands, &never, |_| true);
            let mut group_of = vec![None; demands.node_count()];
            for (at, group) in groups.iter().enumerate() {
                for node in group {
                    group_of[node.index()] = Some(at);
                }
            }
            let mut open = demands.clone();
            open.retain_edges(|open, edge| {
                let Some((from, to)) = open.edge_endpoints(edge) else { return true };
                let within = group_of[from.index()].is_some() && group_of[from.index()] == group_of[to.index()];
                !(within && open[from] == demand::Waits::ForAll)
            });
            ranks = demand::ranks(&open, |_| true);
            return Ranked { graph, demands: open, ranks };
        }
        Ranked { graph, demands, ranks }
    }

    /// Backwards from the last procedure, each time to what was had last; of several the first by name.
    fn chain(&self, last: NodeIndex) -> Vec<Link> {
        let mut links = Vec::new();
        let mut obtains = None;
        let mut at = last;
        while let Node::Procedure(procedure) = &self.graph.graph[at] {
            links.push(Link { procedure: procedure.clone(), obtains: obtains.take() });
            let before = self.ranks[at.index()].and_then(|rank| rank.checked_sub(1)).filter(|rank| *rank > 0);
            let next = before.and_then(|rank| {
                let document = self.with_rank(at, rank)?;
                Some((document, self.with_rank(document, rank)?))
            });
            let Some((document, issuer)) = next else { break };
            obtains = self.graph.graph[document].name().cloned();
            at = issuer;
        }
        links.reverse();
        links
    }

    fn with_rank(&self, node: NodeIndex, rank: u32) -> Option<NodeIndex> {
        let targets = self.demands.edges(node).map(|edge| edge.target());
        targets.filter(|target| self.ranks[target.index()] == Some(rank)).min()
    }
}
