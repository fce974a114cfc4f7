//! Who can be had without whom: the part of the graph that circles and chains are about.

use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;
use tthc_model::Procedure;
use tthc_model::procedure::{ComponentId, Entry};

use crate::graph::{Demand, Edge, Graph, Node};

/// What a dossier asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Need {
    Paper(Node, Strength),
    /// What everybody has or writes: a form.
    Nothing,
    All(Vec<Need>),
    /// Fewer than all.
    AtLeast(u16, Vec<Need>),
}

/// Whether a demand is made in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    Always,
    Sometimes,
}

impl Need {
    /// The dossier of a procedure; `paper` says what a component is in the graph.
    pub(super) fn of(procedure: &Procedure, paper: &impl Fn(ComponentId) -> Option<Node>) -> Need {
        Need::all(procedure, &procedure.dossier, paper)
    }

    fn all(procedure: &Procedure, entries: &[Entry], paper: &impl Fn(ComponentId) -> Option<Node>) -> Need {
        Need::All(entries.iter().map(|entry| Need::entry(procedure, entry, paper)).collect())
    }

    fn entry(procedure: &Procedure, entry: &Entry, paper: &impl Fn(ComponentId) -> Option<Node>) -> Need {
        let (count, parts) = match entry {
            Entry::Component(id) => {
                let always = procedure.component(*id).condition.is_true();
                let strength = if always { Strength::Always } else { Strength::Sometimes };
                return paper(*id).map_or(Need::Nothing, |node| Need::Paper(node, strength));
            }
            Entry::Act(_) => return Need::Nothing,
            Entry::Requirement(_, parts) | Entry::All(parts) => return Need::all(procedure, parts, paper),
            Entry::OneOf(parts) | Entry::FirstOf(parts) => (1, parts),
            Entry::AtLeast(count, parts) => (*count, parts),
        };
        match Need::all(procedure, parts, paper) {
            Need::All(parts) if usize::from(count) < parts.len() => Need::AtLeast(count, parts),
            all => all,
        }
    }

    /// Every paper, and whether every applicant must bring it with no way round it.
    pub(super) fn papers(&self) -> Vec<(&Node, bool)> {
        match self {
            Need::Paper(node, strength) => vec![(node, *strength == Strength::Always)],
            Need::Nothing => Vec::new(),
            Need::All(parts) => parts.iter().flat_map(Need::papers).collect(),
            Need::AtLeast(_, parts) => {
                parts.iter().flat_map(Need::papers).map(|(node, _)| (node, false)).collect()
            }
        }
    }

    fn strength(&self) -> Strength {
        let always = |need: &Need| need.strength() == Strength::Always;
        let is_always = match self {
            Need::Paper(_, strength) => return *strength,
            Need::Nothing => false,
            // An alternative that is not offered in a case leaves the choice to the others.
            Need::All(parts) | Need::AtLeast(1, parts) => parts.iter().any(always),
            Need::AtLeast(_, parts) => parts.iter().all(always),
        };
        if is_always { Strength::Always } else { Strength::Sometimes }
    }
}

/// The demands of a graph; an edge leads from what waits to what it waits for. The nodes of the
/// graph keep their numbers, the groups of the dossiers come behind them.
pub(super) type Demands = DiGraph<Waits, Strength>;

/// When a node can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waits {
    /// As soon as one of its issuers can. With no issuer in the repository a document is obtained
    /// elsewhere.
    Document,
    /// As soon as everything it demands can; it is one more link of a chain.
    Step,
    /// As soon as everything it demands can.
    All,
    /// As soon as so many of its parts can.
    AtLeast(u16),
}

impl Waits {
    /// How many of `all` demands must be met.
    fn threshold(self, all: usize) -> usize {
        match self {
            Waits::Document => all.min(1),
            Waits::Step | Waits::All => all,
            Waits::AtLeast(count) => all.min(count.into()),
        }
    }
}

pub(super) fn demands(graph: &Graph) -> Demands {
    let mut demands = DiGraph::with_capacity(graph.graph.node_count(), graph.graph.edge_count());
    for node in graph.graph.node_weights() {
        demands.add_node(match node {
            Node::Document(_) => Waits::Document,
            Node::Component(_) => Waits::All,
            _ => Waits::Step,
        });
    }
    for edge in graph.graph.edge_references() {
        match edge.weight() {
            // These come with their alternatives below.
            Edge::Asks { .. } => {}
            other => match other.demand() {
                Some(Demand::Forward) => {
                    demands.add_edge(edge.source(), edge.target(), Strength::Always);
                }
                Some(Demand::Backward) => {
                    demands.add_edge(edge.target(), edge.source(), Strength::Always);
                }
                None => {}
            },
        }
    }
    for (procedure, need) in &graph.needs {
        add(&mut demands, graph, *procedure, need, need.strength());
    }
    demands
}

fn add(demands: &mut Demands, graph: &Graph, from: NodeIndex, need: &Need, strength: Strength) {
    let node = match need {
        Need::Paper(node, _) => graph.index[node],
        Need::Nothing => demands.add_node(Waits::All),
        Need::All(parts) => {
            let all = demands.add_node(Waits::All);
            parts.iter().for_each(|part| add(demands, graph, all, part, part.strength()));
            all
        }
        Need::AtLeast(count, parts) => {
            let group = demands.add_node(Waits::AtLeast(*count));
            // An alternative is a way out even if it is offered in some cases only.
            parts.iter().for_each(|part| add(demands, graph, group, part, Strength::Always));
            group
        }
    };
    demands.add_edge(from, node, strength);
}

/// For each node how many procedures (or steps) must be gone through one after the other to have it;
/// `None` if it can never be had. Some demands may be taken as met.
pub(super) fn ranks(
    demands: &Demands,
    met: impl Fn(EdgeReference<'_, Strength>) -> bool,
) -> Vec<Option<u32>> {
    let mut ranks = vec![None; demands.node_count()];
    let mut missing = Vec::with_capacity(demands.node_count());
    // What can be had in this round and in the next: a step ends a round, everything else is had at
    // once. So the way that is found first is a shortest one.
    let (mut now, mut next) = (Vec::new(), Vec::new());
    let ready = |node: NodeIndex, now: &mut Vec<NodeIndex>, next: &mut Vec<NodeIndex>| {
        let queue = if demands[node] == Waits::Step { next } else { now };
        queue.push(node);
    };
    for node in demands.node_indices() {
        let threshold = demands[node].threshold(demands.edges(node).count());
        let left = threshold.saturating_sub(demands.edges(node).filter(|edge| met(*edge)).count());
        missing.push(left);
        if left == 0 {
            ready(node, &mut now, &mut next);
        }
    }
    let mut rank = 0;
    while !(now.is_empty() && next.is_empty()) {
        while let Some(node) = now.pop() {
            ranks[node.index()] = Some(rank);
            for edge in demands.edges_directed(node, Direction::Incoming).filter(|edge| !met(*edge)) {
                let waiter = edge.source();
                let missing = &mut missing[waiter.index()];
                if *missing > 0 {
                    *missing -= 1;
                    if *missing == 0 {
                        ready(waiter, &mut now, &mut next);
                    }
                }
            }
        }
        now = std::mem::take(&mut next);
        rank += 1;
    }
    ranks
}
