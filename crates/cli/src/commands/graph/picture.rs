//! What of the graph is drawn: what stands alone is counted in words.

use std::collections::{BTreeMap, BTreeSet};

use tthc_analysis::graph::{Edge, Grade, Node};
use tthc_model::procedure::Action;
use tthc_model::{ItemKind, Locale, Procedure};

use super::{View, flow};

/// A box of the picture.
pub(super) struct Tile<'a> {
    pub(super) node: &'a Node,
    /// In small letters below the title.
    pub(super) note: String,
    /// The leftmost column, and whether it is the only one.
    pub(super) least: usize,
    pub(super) pinned: bool,
    /// A paper the state issues and asks for again.
    pub(super) again: bool,
}

/// An arrow of the picture, the way papers and data go.
pub(super) struct Arrow<'a> {
    pub(super) from: &'a Node,
    pub(super) edge: Edge,
    pub(super) to: &'a Node,
    /// In a circle of demands.
    pub(super) circle: Option<Grade>,
}

pub(super) fn of<'a>(view: &View<'a>) -> (Vec<Tile<'a>>, Vec<Arrow<'a>>) {
    match view.procedure {
        Some(procedure) => inside(view, procedure),
        None => national(view),
    }
}

/// All procedures; the documents that tie them together or that a source holds; these sources.
fn national<'a>(view: &View<'a>) -> (Vec<Tile<'a>>, Vec<Arrow<'a>>) {
    let mut askers: BTreeMap<&Node, usize> = BTreeMap::new();
    let mut given: BTreeSet<&Node> = BTreeSet::new();
    for (_, edge, to) in view.graph.edges() {
        match edge {
            Edge::Asks { .. } => *askers.entry(to).or_default() += 1,
            Edge::Stores | Edge::Issues { .. } => _ = given.insert(to),
            Edge::Holds { facts, of } if facts == of => _ = given.insert(to),
            _ => {}
        }
    }
    let ties = |document: &Node| {
        let count = askers.get(document).copied().unwrap_or(0);
        count > 1 || count > 0 && given.contains(document)
    };
    let mut arrows: Vec<Arrow<'a>> = Vec::new();
    let mut others: BTreeMap<&Node, usize> = BTreeMap::new();
    for (from, edge, to) in view.graph.edges() {
        match edge {
            Edge::Asks { .. } if !ties(to) => *others.entry(from).or_default() += 1,
            Edge::Asks { .. } | Edge::Issues { .. } | Edge::Stores if ties(to) => arrows.push(arrow(view, from, edge, to)),
            Edge::Holds { facts, of } if facts == of && ties(to) => arrows.push(arrow(view, from, edge, to)),
            _ => {}
        }
    }
    let drawn: BTreeSet<&Node> = arrows.iter().flat_map(|arrow| [arrow.from, arrow.to]).collect();
    let again: BTreeSet<Node> =
        view.graph.asked_again().into_iter().map(|paper| Node::Document(paper.document)).collect();
    let tiles = view.graph.nodes().filter_map(|node| {
        let (least, pinned) = match node {
            Node::Source(_) if drawn.contains(node) => (0, true),
            Node::Document(_) if drawn.contains(node) => (1, false),
            Node::Procedure(_) => (2, false),
            _ => return None,
        };
        let others = others.get(node).map(|count| match view.locale {
            Locale::Vietnamese => format!("và {count} giấy tờ riêng"),
            Locale::English if *count == 1 => "and 1 paper of its own".to_owned(),
            Locale::English => format!("and {count} papers of its own"),
        });
        let note: Vec<String> = view.national_code(node).map(str::to_owned).into_iter().chain(others).collect();
        Some(Tile { node, note: note.join(" · "), least, pinned, again: again.contains(node) })
    });
    (tiles.collect(), arrows)
}

/// One procedure: who attests and who holds each fact, and which step needs it. That the procedure
/// asks for each of its components goes without an arrow, sources of a step are named in its box.
fn inside<'a>(view: &View<'a>, procedure: &'a Procedure) -> (Vec<Tile<'a>>, Vec<Arrow<'a>>) {
    let is_this = |node: &Node| matches!(node, Node::Procedure(name) if *name == procedure.name);
    let needs = view.graph.edges().filter(|(_, edge, _)| *edge == Edge::Needs);
    let by_step: BTreeSet<&Node> =
        needs.filter(|(from, _, _)| !is_this(from)).map(|(_, _, fact)| fact).collect();
    let arrows: Vec<Arrow<'a>> = view
        .graph
        .edges()
        .filter(|(from, edge, to)| match edge {
            Edge::Asks { .. } | Edge::Reads | Edge::Records => false,
            Edge::Needs => !(is_this(from) && by_step.contains(to)),
            _ => from != to,
        })
        .map(|(from, edge, to)| arrow(view, from, edge, to))
        .collect();
    let drawn: BTreeSet<&Node> = arrows.iter().flat_map(|arrow| [arrow.from, arrow.to]).collect();
    let tiles = view.graph.nodes().filter_map(|node| {
        let code = || view.national_code(node).unwrap_or_default().to_owned();
        let (least, pinned, note) = match node {
            _ if is_this(node) => (4, false, code()),
            Node::Step(id) => (4, false, sources(view, procedure, id.index())),
            Node::Component(_) => (2, false, String::new()),
            _ if !drawn.contains(node) => return None,
            Node::Source(_) => (0, true, String::new()),
            Node::Procedure(_) => (0, false, code()),
            Node::Document(_) => (1, false, String::new()),
            Node::Fact(_) => (3, false, String::new()),
        };
        Some(Tile { node, note, least, pinned, again: false })
    });
    (tiles.collect(), arrows)
}

/// What a step reads or records.
fn sources(view: &View<'_>, procedure: &Procedure, step: usize) -> String {
    let step = &procedure.steps[step];
    let verb = match step.action {
        Some(Action::Lookup) => view.say("khai thác", "reads"),
        Some(Action::Record) => view.say("ghi", "records"),
        _ => return String::new(),
    };
    let sources: Vec<&str> = step.objects.iter().map(|name| view.library.title(ItemKind::Source, name)).collect();
    format!("{verb}: {}", sources.join(", "))
}

fn arrow<'a>(view: &View<'a>, from: &'a Node, edge: Edge, to: &'a Node) -> Arrow<'a> {
    let circle = view.in_circle(from, edge, to).map(|circle| circle.grade);
    let (from, to) = flow(from, edge, to);
    Arrow { from, edge, to, circle }
}
