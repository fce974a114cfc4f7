//! How procedures, documents and sources hang together.
//!
//! One graph at two levels: [`of_procedure`] shows one procedure from the inside (components, facts,
//! steps, sources), [`national`] shows how procedures demand each other's results. An edge is a
//! sentence: its subject does something to its object ("a procedure asks for a document", "a source
//! holds a fact"). Which of the two cannot be had without the other is a property of the verb
//! ([`Edge::demand`]); circles are circles of demands.
//!
//! Nothing here depends on the order of files: nodes and edges are sorted before they are numbered.

mod chain;
mod circle;
mod demand;

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;
use tthc_model::library::{Document, Source};
use tthc_model::procedure::{Action, ComponentId, FactId, StepId};
use tthc_model::{ItemKind, Library, Name, Procedure};

use demand::Need;

pub use chain::Link;
pub use circle::{Circle, Grade};

/// Something that procedures are made of. The order is that of output.
///
/// Ids belong to the procedure of [`of_procedure`]; the national graph has only named nodes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    Procedure(Name),
    Component(ComponentId),
    Document(Name),
    Fact(FactId),
    Step(StepId),
    Source(Name),
}

/// What the first node does to the second. The order is that of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edge {
    /// A procedure asks for a component, nationally for a document.
    Asks {
        /// In every case and with no alternative. A condition counts as one that may not hold.
        always: bool,
    },
    /// A component is a document.
    Is,
    /// A component attests a fact.
    Attests,
    /// A procedure (for its requirements and criteria) or a step (for what it checks) needs a fact.
    Needs,
    /// A source holds a fact, or some of the facts that a document attests.
    Holds {
        facts: u16,
        /// How many facts the document attests.
        of: u16,
    },
    /// A source keeps the digitised document itself.
    Stores,
    /// A document is the result of a procedure.
    Issues {
        /// Whatever the case. Of a procedure whose body was not given this is not known, and assumed.
        always: bool,
    },
    /// A step comes after another.
    After,
    /// A procedure (in a named lookup) or a step reads a source.
    Reads,
    /// A procedure (in one of its steps) or a step writes to a source.
    Records,
}

const ISSUES: &str = "issues";

/// Which end of an edge cannot be had without the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Demand {
    /// The first node demands the second.
    Forward,
    /// The second demands the first.
    Backward,
}

impl Edge {
    /// Stable, for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Edge::Asks { .. } => "asks",
            Edge::Is => "is",
            Edge::Attests => "attests",
            Edge::Needs => "needs",
            Edge::Holds { .. } => "holds",
            Edge::Stores => "stores",
            Edge::Issues { .. } => ISSUES,
            Edge::After => "after",
            Edge::Reads => "reads",
            Edge::Records => "records",
        }
    }

    /// `None`: neither end waits for the other. Data are not waited for: what a source holds is there.
    pub const fn demand(self) -> Option<Demand> {
        match self {
            Edge::Asks { .. } | Edge::Is | Edge::After => Some(Demand::Forward),
            Edge::Issues { .. } => Some(Demand::Backward),
            Edge::Attests | Edge::Needs | Edge::Holds { .. } | Edge::Stores | Edge::Reads | Edge::Records => {
                None
            }
        }
    }
}

impl Node {
    /// Stable, for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Node::Procedure(_) => "procedure",
            Node::Component(_) => "component",
            Node::Document(_) => "document",
            Node::Fact(_) => "fact",
            Node::Step(_) => "step",
            Node::Source(_) => "source",
        }
    }

    /// The name of an item; nothing for what only has an id.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Node::Procedure(name) | Node::Document(name) | Node::Source(name) => Some(name),
            Node::Component(_) | Node::Fact(_) | Node::Step(_) => None,
        }
    }
}

/// A dependency graph. At most one edge of a kind leads from one node to another.
#[derive(Debug, Clone)]
pub struct Graph {
    graph: DiGraph<Node, Edge>,
    index: FxHashMap<Node, NodeIndex>,
    /// What each procedure asks for, with its alternatives; edges alone do not tell them from papers
    /// that are all asked for.
    needs: Vec<(NodeIndex, Need)>,
}

/// A paper the state issues and asks for again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedAgain {
    pub document: Name,
    /// Procedures whose result it is, sorted.
    pub issued_by: Vec<Name>,
    /// Procedures that ask for it and that are not its only issuer, sorted.
    pub asked_by: Vec<Name>,
    /// Sources that hold every fact it attests, or the document itself; sorted.
    pub held_by: Vec<Name>,
}

/// One procedure from the inside, with the sources that hold its facts and the procedures that
/// issue what it asks for.
pub fn of_procedure(procedure: &Procedure, library: &Library) -> Graph {
    let mut builder = Builder::default();
    let this = Node::Procedure(procedure.name.clone());
    builder.node(this.clone());
    builder.asks(&this, Need::of(procedure, &|id| Some(Node::Component(id))));
    for id in procedure.component_ids() {
        let component = procedure.component(id);
        let node = Node::Component(id);
        if let Some(document) = &component.document {
            builder.edge(&node, Edge::Is, &Node::Document(document.clone()));
        }
        for fact in &component.facts {
            builder.edge(&node, Edge::Attests, &Node::Fact(*fact));
        }
    }
    let needs = procedure.requirements.iter().flat_map(|requirement| &requirement.facts);
    for fact in needs.chain(procedure.criteria.iter().flat_map(|criterion| &criterion.needs)) {
        builder.edge(&this, Edge::Needs, &Node::Fact(*fact));
    }
    for lookup in procedure.requirements.iter().flat_map(|requirement| &requirement.lookups) {
        builder.edge(&this, Edge::Reads, &Node::Source(lookup.source.clone()));
    }
    for (at, step) in procedure.steps.iter().enumerate() {
        let node = Node::Step(StepId(at as u16));
        builder.node(node.clone());
        for before in &step.after {
            builder.edge(&node, Edge::After, &Node::Step(*before));
        }
        let checked = procedure.criteria.iter().filter(|criterion| step.objects.contains(&criterion.name));
        if step.action == Some(Action::Check) {
            for fact in checked.flat_map(|criterion| &criterion.needs) {
                builder.edge(&node, Edge::Needs, &Node::Fact(*fact));
            }
        }
    }
    for (at, verb, source) in step_sources(procedure, library) {
        builder.edge(&Node::Step(StepId(at as u16)), verb, &Node::Source(source.clone()));
    }
    for outcome in &procedure.results {
        let verb = Edge::Issues { always: outcome.condition.is_true() };
        builder.edge(&this, verb, &Node::Document(outcome.document.clone()));
    }
    for (at, fact) in procedure.facts.iter().enumerate() {
        let node = Node::Fact(FactId(at as u16));
        if !builder.has(&node) {
            continue;
        }
        let entity = &procedure.role(fact.role).entity;
        for (item, _) in library.sources().filter(|(_, source)| holds(source, entity, &fact.attribute)) {
            builder.edge(&Node::Source(item.name.clone()), Edge::Holds { facts: 1, of: 1 }, &node);
        }
    }
    builder.stores(library);
    builder.issuers(library);
    builder.finish()
}

/// Procedures, the documents they ask for and issue, and the sources that hold what these attest.
/// A procedure that is not given appears only as the issuer of a document that is asked for.
pub fn national<'a>(procedures: impl IntoIterator<Item = &'a Procedure>, library: &Library) -> Graph {
    let mut builder = Builder::default();
    for procedure in procedures {
        let this = Node::Procedure(procedure.name.clone());
        builder.node(this.clone());
        let paper = |id| procedure.component(id).document.clone().map(Node::Document);
        builder.asks(&this, Need::of(procedure, &paper));
        for outcome in &procedure.results {
            let verb = Edge::Issues { always: outcome.condition.is_true() };
            builder.edge(&this, verb, &Node::Document(outcome.document.clone()));
        }
        for lookup in procedure.requirements.iter().flat_map(|requirement| &requirement.lookups) {
            builder.edge(&this, Edge::Reads, &Node::Source(lookup.source.clone()));
        }
        for (_, verb, source) in step_sources(procedure, library) {
            builder.edge(&this, verb, &Node::Source(source.clone()));
        }
    }
    builder.issuers(library);
    builder.stores(library);
    for name in builder.documents() {
        let Some(document) = library.document(&name) else { continue };
        for (item, source) in library.sources() {
            let facts = held_facts(source, document);
            if facts > 0 {
                let of = document.attests.len().try_into().unwrap_or(u16::MAX);
                let verb = Edge::Holds { facts, of };
                builder.edge(&Node::Source(item.name.clone()), verb, &Node::Document(name.clone()));
            }
        }
    }
    builder.finish()
}

impl Graph {
    /// Sorted.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.graph.node_weights()
    }

    /// Sorted by their ends.
    pub fn edges(&self) -> impl Iterator<Item = (&Node, Edge, &Node)> {
        self.graph
            .edge_references()
            .map(|edge| (&self.graph[edge.source()], *edge.weight(), &self.graph[edge.target()]))
    }

    pub fn contains(&self, node: &Node) -> bool {
        self.index.contains_key(node)
    }

    /// Every set of nodes that demand each other, by its smallest node.
    pub fn circles(&self) -> Vec<Circle> {
        circle::circles(self)
    }

    /// Papers that one procedure of the repository issues and another asks for, by name.
    pub fn asked_again(&self) -> Vec<AskedAgain> {
        let found = self.graph.node_indices().filter_map(|at| {
            let Node::Document(document) = &self.graph[at] else { return None };
            let (mut issued_by, mut asked_by, mut held_by) = (Vec::new(), Vec::new(), Vec::new());
            for edge in self.graph.edges_directed(at, petgraph::Direction::Incoming) {
                let list = match edge.weight() {
                    Edge::Issues { .. } => &mut issued_by,
                    Edge::Asks { .. } => &mut asked_by,
                    Edge::Stores => &mut held_by,
                    Edge::Holds { facts, of } if facts == of => &mut held_by,
                    _ => continue,
                };
                list.extend(self.graph[edge.source()].name().cloned());
            }
            asked_by.retain(|asker| issued_by.iter().any(|issuer| issuer != asker));
            for list in [&mut issued_by, &mut asked_by, &mut held_by] {
                list.sort();
                list.dedup();
            }
            let document = document.clone();
            (!asked_by.is_empty()).then_some(AskedAgain { document, issued_by, asked_by, held_by })
        });
        found.collect()
    }

    /// The longest chain of procedures that somebody with no paper in hand goes through to obtain
    /// one result, where everything is obtained in the shortest way: of alternatives the nearest,
    /// each document from its nearest issuer. The first link comes first. Empty if no procedure needs
    /// another's result.
    ///
    /// Demands count whatever the case. Those inside a circle that nothing leads into are left out:
    /// they have no end.
    pub fn longest_chain(&self) -> Vec<Link> {
        chain::longest(self)
    }

    /// The chain that ends in one procedure, itself included.
    pub fn chain_to(&self, procedure: &str) -> Vec<Link> {
        chain::to(self, procedure)
    }
}

/// The sources that steps read and write, with the places of the steps.
fn step_sources<'a>(
    procedure: &'a Procedure,
    library: &'a Library,
) -> impl Iterator<Item = (usize, Edge, &'a Name)> {
    procedure.steps.iter().enumerate().flat_map(|(at, step)| {
        let verb = match step.action {
            Some(Action::Lookup) => Some(Edge::Reads),
            Some(Action::Record) => Some(Edge::Records),
            _ => None,
        };
        let sources = step.objects.iter().filter(|name| library.source(name).is_some());
        verb.into_iter().flat_map(move |verb| sources.clone().map(move |source| (at, verb, source)))
    })
}

fn holds(source: &Source, entity: &str, attribute: &str) -> bool {
    source
        .about
        .iter()
        .any(|about| about.entity == entity && about.holds.iter().any(|held| held == attribute))
}

fn held_facts(source: &Source, document: &Document) -> u16 {
    let held = document.attests.iter().filter(|(parameter, attribute)| {
        let about = document.about.iter().find(|(name, _)| name == parameter);
        about.is_some_and(|(_, entity)| holds(source, entity, attribute))
    });
    held.count().try_into().unwrap_or(u16::MAX)
}

/// Collects nodes and edges in their order, so that numbering them is deterministic.
#[derive(Default)]
struct Builder {
    nodes: std::collections::BTreeSet<Node>,
    /// By both ends and the verb. Of two edges of one verb the one that says more is kept.
    edges: BTreeMap<(Node, Node, &'static str), Edge>,
    needs: Vec<(Node, Need)>,
}

impl Builder {
    fn node(&mut self, node: Node) {
        self.nodes.insert(node);
    }

    fn has(&self, node: &Node) -> bool {
        self.nodes.contains(node)
    }

    fn edge(&mut self, from: &Node, edge: Edge, to: &Node) {
        self.node(from.clone());
        self.node(to.clone());
        let known = self.edges.entry((from.clone(), to.clone(), edge.code())).or_insert(edge);
        *known = edge.max(*known);
    }

    fn asks(&mut self, procedure: &Node, need: Need) {
        for (paper, always) in need.papers() {
            self.edge(procedure, Edge::Asks { always }, paper);
        }
        self.needs.push((procedure.clone(), need));
    }

    fn documents(&self) -> Vec<Name> {
        let documents = self.nodes.iter().filter_map(|node| match node {
            Node::Document(name) => Some(name.clone()),
            _ => None,
        });
        documents.collect()
    }

    /// All procedures of the repository that issue a document of the graph.
    fn issuers(&mut self, library: &Library) {
        for name in library.names(ItemKind::Procedure) {
            let results = library.procedure(name).map_or(&[][..], |head| &head.results);
            for document in results.iter().map(|document| Node::Document(document.clone())) {
                let procedure = Node::Procedure(name.clone());
                if self.has(&document)
                    && !self.edges.contains_key(&(procedure.clone(), document.clone(), ISSUES))
                {
                    self.edge(&procedure, Edge::Issues { always: true }, &document);
                }
            }
        }
    }

    fn stores(&mut self, library: &Library) {
        for document in self.documents() {
            for source in library.stores_of(&document) {
                self.edge(&Node::Source(source.clone()), Edge::Stores, &Node::Document(document.clone()));
            }
        }
    }

    fn finish(self) -> Graph {
        let mut graph = DiGraph::with_capacity(self.nodes.len(), self.edges.len());
        let index: FxHashMap<Node, NodeIndex> =
            self.nodes.into_iter().map(|node| (node.clone(), graph.add_node(node))).collect();
        for ((from, to, _), edge) in self.edges {
            graph.add_edge(index[&from], index[&to], edge);
        }
        let mut needs: Vec<(NodeIndex, Need)> =
            self.needs.into_iter().map(|(procedure, need)| (index[&procedure], need)).collect();
        needs.sort_by_key(|(procedure, _)| *procedure);
        Graph { graph, index, needs }
    }
}
