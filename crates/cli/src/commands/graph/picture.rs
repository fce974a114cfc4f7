//! What of the graph is drawn: what stands alone is counted in words.

use std::collections::{BTreeMap, BTreeSet};

use tthc_analysis::graph::{Edge, Grade, Node};
use tthc_model::library::AttributePath;
use tthc_model::procedure::{Action, FactId, Mode, RoleId};
use tthc_model::{ItemKind, Locale, Procedure};

use super::{View, flow};

/// A drawing of its own; those of a picture stand below each other.
pub(super) struct Band<'a> {
    pub(super) tiles: Vec<Tile<'a>>,
    pub(super) arrows: Vec<Arrow<'a>>,
    /// Width of a box, and of the space between two columns that no line needs.
    pub(super) width: i32,
    pub(super) space: i32,
}

/// A box of the picture.
pub(super) struct Tile<'a> {
    pub(super) node: &'a Node,
    /// In small letters below the title.
    pub(super) note: String,
    /// The leftmost column, and whether it is the only one.
    pub(super) least: usize,
    pub(super) pinned: bool,
    pub(super) mark: Mark,
    /// In a circle of demands.
    pub(super) circle: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// A paper the state issues and asks for again; a fact that is needed.
    Strong,
    /// A fact that is asked for without a requirement or criterion that needs it.
    Weak,
}

/// An arrow of the picture, the way papers and data go.
pub(super) struct Arrow<'a> {
    pub(super) from: &'a Node,
    pub(super) edge: Edge,
    pub(super) to: &'a Node,
    /// Drawn from right to left: `to` stands left of `from`.
    pub(super) leftwards: bool,
    /// In a circle of demands.
    pub(super) circle: Option<Grade>,
}

pub(super) fn of<'a>(view: &View<'a>) -> Vec<Band<'a>> {
    match view.procedure {
        Some(procedure) => vec![evidence(view, procedure), steps(view, procedure)],
        None => vec![national(view)],
    }
}

/// So many procedures must ask for a paper that nobody holds or issues before it is drawn.
const MANY: usize = 3;

/// All procedures; the documents they ask for that a source holds, that another procedure issues or
/// that many ask for; the sources that hold them.
fn national<'a>(view: &View<'a>) -> Band<'a> {
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
        count >= MANY || count > 0 && given.contains(document)
    };
    let mut arrows: Vec<Arrow<'a>> = Vec::new();
    let mut others: BTreeMap<&Node, usize> = BTreeMap::new();
    for (from, edge, to) in view.graph.edges() {
        match edge {
            Edge::Asks { .. } if !ties(to) => *others.entry(from).or_default() += 1,
            Edge::Asks { .. } | Edge::Issues { .. } | Edge::Stores if ties(to) => {
                arrows.push(arrow(view, from, edge, to))
            }
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
            Locale::Vietnamese => format!("và {count} giấy tờ khác"),
            Locale::English if *count == 1 => "and 1 other paper".to_owned(),
            Locale::English => format!("and {count} other papers"),
        });
        let note: Vec<String> =
            view.national_code(node).map(str::to_owned).into_iter().chain(others).collect();
        let mark = if again.contains(node) { Mark::Strong } else { Mark::None };
        let circle = view.circle(node).is_some();
        Some(Tile { node, note: note.join(" · "), least, pinned, mark, circle })
    });
    Band { tiles: tiles.collect(), arrows, width: 236, space: 80 }
}

/// One procedure: papers on the left, facts in the middle, sources on the right. Facts that papers
/// attest by the way, and that nothing needs, are counted.
fn evidence<'a>(view: &View<'a>, procedure: &'a Procedure) -> Band<'a> {
    let (mut needed, mut typed) = (BTreeSet::new(), BTreeSet::new());
    // Papers are shown as components of the dossier, where they are some.
    let mut component_of: BTreeMap<&Node, Vec<&Node>> = BTreeMap::new();
    for (from, edge, to) in view.graph.edges() {
        match (edge, from) {
            (Edge::Needs, _) => _ = needed.insert(to),
            (Edge::Attests, Node::Component(id)) if procedure.component(*id).mode == Mode::Form => {
                _ = typed.insert(to)
            }
            (Edge::Is, _) => component_of.entry(to).or_default().push(from),
            _ => {}
        }
    }
    let shown = |fact: &Node| needed.contains(fact) || typed.contains(fact);
    let mut arrows: Vec<Arrow<'a>> = Vec::new();
    let mut others: BTreeMap<&Node, usize> = BTreeMap::new();
    for (from, edge, to) in view.graph.edges() {
        match edge {
            Edge::Attests if !shown(to) => *others.entry(from).or_default() += 1,
            Edge::Attests => arrows.push(arrow(view, from, edge, to)),
            Edge::Holds { .. } if shown(to) => {
                arrows.push(Arrow { leftwards: true, ..arrow(view, from, edge, to) })
            }
            Edge::Issues { .. } | Edge::Stores => {
                for component in component_of.get(to).into_iter().flatten() {
                    let leftwards = edge == Edge::Stores;
                    arrows.push(Arrow { to: component, leftwards, ..arrow(view, from, edge, to) });
                }
            }
            _ => {}
        }
    }
    let drawn: BTreeSet<&Node> = arrows.iter().flat_map(|arrow| [arrow.from, arrow.to]).collect();
    let in_circle = |node: &Node| view.circle(node).is_some();
    let tiles = view.graph.nodes().filter_map(|node| {
        let (least, note, mark) = match node {
            Node::Component(_) => {
                let others = others.get(node).map(|count| match view.locale {
                    Locale::Vietnamese => format!("và {count} thông tin khác"),
                    Locale::English if *count == 1 => "and 1 other fact".to_owned(),
                    Locale::English => format!("and {count} other facts"),
                });
                (1, others.unwrap_or_default(), Mark::None)
            }
            Node::Fact(id) if needed.contains(node) => (2, needed_for(procedure, *id), Mark::Strong),
            Node::Fact(id) if typed.contains(node) => {
                (2, asked_for(view, procedure, *id).to_owned(), Mark::Weak)
            }
            Node::Procedure(_) if drawn.contains(node) => {
                (0, view.national_code(node).unwrap_or_default().to_owned(), Mark::None)
            }
            Node::Source(_) if drawn.contains(node) => (3, String::new(), Mark::None),
            _ => return None,
        };
        let paper =
            component_of.iter().any(|(paper, components)| in_circle(paper) && components.contains(&node));
        Some(Tile { node, note, least, pinned: true, mark, circle: in_circle(node) || paper })
    });
    Band { tiles: tiles.collect(), arrows, width: 250, space: 130 }
}

/// What a fact is needed for: requirements and criteria.
fn needed_for(procedure: &Procedure, fact: FactId) -> String {
    let requirements = procedure.requirements.iter().filter(|requirement| requirement.facts.contains(&fact));
    let criteria = procedure.criteria.iter().filter(|criterion| criterion.needs.contains(&fact));
    let titles = requirements.map(|part| part.title.as_str()).chain(criteria.map(|part| part.title.as_str()));
    titles.collect::<Vec<&str>>().join("; ")
}

/// What a fact is asked for that nothing needs to be proved for.
fn asked_for(view: &View<'_>, procedure: &Procedure, fact: FactId) -> &'static str {
    let fact = procedure.fact(fact);
    let is_fact = |role: RoleId, path: &AttributePath| {
        let Some((attribute, references)) = path.split_last() else { return false };
        let role = references.iter().try_fold(role, |role, reference| procedure.linked(role, reference));
        *attribute == fact.attribute && role == Some(fact.role)
    };
    let (mut key, mut matching) = (false, false);
    for about in view.library.sources().flat_map(|(_, source)| &source.about) {
        for role in (0..procedure.roles.len() as u16).map(RoleId) {
            if procedure.role(role).entity == about.entity {
                key |= about.keys.iter().flatten().any(|path| is_fact(role, path));
                matching |= about.matching.iter().any(|path| is_fact(role, path));
            }
        }
    }
    match (key, matching) {
        (true, _) => view.say("khóa tra cứu", "key of a lookup"),
        (false, true) => view.say("để đối chiếu khi tra cứu", "checked in a lookup"),
        (false, false) => view.say("chưa ghi việc nào cần đến", "nothing on record needs it"),
    }
}

fn steps<'a>(view: &View<'a>, procedure: &'a Procedure) -> Band<'a> {
    let after = view.graph.edges().filter(|(from, edge, to)| *edge == Edge::After && from != to);
    let arrows = after.map(|(from, edge, to)| arrow(view, from, edge, to)).collect();
    let tiles = view.graph.nodes().filter_map(|node| {
        let Node::Step(id) = node else { return None };
        let note = who(view, procedure, id.index());
        let circle = view.circle(node).is_some();
        Some(Tile { node, note, least: 0, pinned: false, mark: Mark::None, circle })
    });
    Band { tiles: tiles.collect(), arrows, width: 190, space: 36 }
}

/// Who does a step, and what it reads or records.
fn who(view: &View<'_>, procedure: &Procedure, step: usize) -> String {
    let step = &procedure.steps[step];
    let actor = match &step.actor {
        None => view.say("Người yêu cầu", "The applicant"),
        Some(name) if view.library.actor(name).is_some() => view.library.title(ItemKind::Actor, name),
        Some(name) => view.library.title(ItemKind::Agency, name),
    };
    let verb = match step.action {
        Some(Action::Lookup) => view.say("khai thác", "reads"),
        Some(Action::Record) => view.say("ghi", "records"),
        _ => return actor.to_owned(),
    };
    let sources: Vec<&str> =
        step.objects.iter().map(|name| view.library.title(ItemKind::Source, name)).collect();
    format!("{actor} · {verb}: {}", sources.join(", "))
}

fn arrow<'a>(view: &View<'a>, from: &'a Node, edge: Edge, to: &'a Node) -> Arrow<'a> {
    let circle = view.in_circle(from, edge, to).map(|circle| circle.grade);
    let (from, to) = flow(from, edge, to);
    Arrow { from, edge, to, leftwards: false, circle }
}
