//! The graph for other programs. Nodes are named by their ids everywhere. The layout is versioned and
//! has a JSON Schema: `docs/schema/graph.schema.json`.

use serde::Serialize;
use tthc_analysis::graph::{Edge, Link, Node};

use super::View;
use crate::failure::Failure;
use crate::output;

#[derive(Serialize)]
struct Document {
    version: u32,
    /// The one procedure that is shown; `null` for the graph of all.
    procedure: Option<String>,
    nodes: Vec<NodeLine>,
    edges: Vec<EdgeLine>,
    cycles: Vec<Cycle>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asked_again: Option<Vec<AskedAgain>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest_chain: Option<Vec<ChainLink>>,
}

#[derive(Serialize)]
struct NodeLine {
    id: String,
    kind: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

#[derive(Serialize)]
struct EdgeLine {
    from: String,
    kind: &'static str,
    to: String,
    /// Of a demand: in every case and with no alternative. Of a result: in every case.
    #[serde(skip_serializing_if = "Option::is_none")]
    always: Option<bool>,
    /// Of what a source holds: how many of the facts that the document attests.
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<u16>,
}

#[derive(Serialize)]
struct Cycle {
    /// `open`, `closed_in_some_cases`, `closed`.
    grade: &'static str,
    /// Each demands the next, the last demands the first.
    shortest: Vec<String>,
    members: Vec<String>,
}

#[derive(Serialize)]
struct AskedAgain {
    document: String,
    issued_by: Vec<String>,
    asked_by: Vec<String>,
    held_by: Vec<String>,
}

#[derive(Serialize)]
struct ChainLink {
    procedure: String,
    obtains: Option<String>,
}

pub(super) fn write(view: &View<'_>) -> Result<String, Failure> {
    let ids = |nodes: &[Node]| nodes.iter().map(|node| view.id(node)).collect();
    let nodes = view.graph.nodes().map(|node| NodeLine {
        id: view.id(node),
        kind: node.code(),
        title: view.title(node),
        code: view.national_code(node).map(str::to_owned),
    });
    let edges = view.graph.edges().map(|(from, edge, to)| {
        let (facts, of) = match edge {
            Edge::Holds { facts, of } if view.procedure.is_none() => (Some(facts), Some(of)),
            _ => (None, None),
        };
        let always = match edge {
            Edge::Asks { always } | Edge::Issues { always } => Some(always),
            _ => None,
        };
        EdgeLine { from: view.id(from), kind: edge.code(), to: view.id(to), always, facts, of }
    });
    let cycles = view.circles.iter().map(|circle| Cycle {
        grade: circle.grade.code(),
        shortest: ids(&circle.shortest),
        members: ids(&circle.members),
    });
    let national = view.procedure.is_none();
    let document = Document {
        version: 1,
        procedure: view.procedure.map(|procedure| procedure.name.to_string()),
        nodes: nodes.collect(),
        edges: edges.collect(),
        cycles: cycles.collect(),
        asked_again: national.then(|| asked_again(view)),
        longest_chain: national
            .then(|| view.graph.longest_chain().iter().map(|link| chain_link(view, link)).collect()),
    };
    output::json(&document)
}

fn asked_again(view: &View<'_>) -> Vec<AskedAgain> {
    let procedures = |names: &[tthc_model::Name]| {
        names.iter().map(|name| view.id(&Node::Procedure(name.clone()))).collect()
    };
    let found = view.graph.asked_again().into_iter().map(|paper| AskedAgain {
        issued_by: procedures(&paper.issued_by),
        asked_by: procedures(&paper.asked_by),
        held_by: paper.held_by.iter().map(|name| view.id(&Node::Source(name.clone()))).collect(),
        document: view.id(&Node::Document(paper.document)),
    });
    found.collect()
}

fn chain_link(view: &View<'_>, link: &Link) -> ChainLink {
    ChainLink {
        procedure: view.id(&Node::Procedure(link.procedure.clone())),
        obtains: link.obtains.as_ref().map(|document| view.id(&Node::Document(document.clone()))),
    }
}
