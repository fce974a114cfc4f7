//! The graph as a picture for people: what is alone is counted, not drawn.
//!
//! No style sheet, script or reference to anything outside: the picture can be put into a page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use tthc_analysis::graph::{Edge, Grade, Node};
use tthc_model::procedure::Action;
use tthc_model::{ItemKind, Procedure};

use super::layout::{self, Drawing, Line, Route, Shape};
use super::{View, flow, text};

const FONTS: &str = "Arial, 'Liberation Sans', 'Noto Sans', Helvetica, sans-serif";
const INK: &str = "#1e293b";
const FAINT: &str = "#64748b";
const RED: &str = "#dc2626";

const BOX: i32 = 236;
const INSET: i32 = 10;
const SIZE: i32 = 13;
const SMALL: i32 = 11;
const LEADING: i32 = 17;
const MARGIN: i32 = 36;

/// A box of the picture.
struct Tile<'a> {
    node: &'a Node,
    title: Vec<String>,
    note: Vec<String>,
    least: usize,
    pinned: bool,
}

/// An arrow of the picture, the way papers and data go.
struct Arrow<'a> {
    from: &'a Node,
    edge: Edge,
    to: &'a Node,
    /// In a circle of demands.
    circle: Option<Grade>,
}

pub(super) fn write(view: &View<'_>) -> String {
    let (tiles, arrows) = match view.procedure {
        Some(procedure) => inside(view, procedure),
        None => national(view),
    };
    let index: BTreeMap<&Node, usize> = tiles.iter().enumerate().map(|(at, tile)| (tile.node, at)).collect();
    let shapes: Vec<Shape> = tiles
        .iter()
        .map(|tile| Shape { height: tile.height(), least: tile.least, pinned: tile.pinned })
        .collect();
    let lines: Vec<Line> = arrows
        .iter()
        .map(|arrow| Line { from: index[arrow.from], to: index[arrow.to], weight: weight(arrow.edge) })
        .collect();
    let drawing = layout::draw(&shapes, &lines, BOX);
    let mut paper = Paper { out: String::new() };
    page(&mut paper, view, &tiles, &arrows, &drawing);
    paper.out
}

/// How much it matters that an arrow runs from left to right: a demand in some cases may run back.
fn weight(edge: Edge) -> u32 {
    match edge {
        Edge::Asks { always: false } | Edge::Issues { always: false } => 1,
        _ => 3,
    }
}

// ---- what is drawn ---------------------------------------------------------

/// All procedures; the documents that tie them together or that a source holds; these sources.
fn national<'a>(view: &View<'a>) -> (Vec<Tile<'a>>, Vec<Arrow<'a>>) {
    let mut askers: BTreeMap<&Node, usize> = BTreeMap::new();
    let (mut held, mut issued) = (BTreeSet::new(), BTreeSet::new());
    for (_, edge, to) in view.graph.edges() {
        match edge {
            Edge::Asks { .. } => *askers.entry(to).or_default() += 1,
            Edge::Stores => {
                held.insert(to);
            }
            Edge::Holds { facts, of } if facts == of => {
                held.insert(to);
            }
            Edge::Issues { .. } => {
                issued.insert(to);
            }
            _ => {}
        }
    }
    let ties = |document: &Node| {
        let count = askers.get(document).copied().unwrap_or(0);
        count > 1 || count > 0 && (held.contains(document) || issued.contains(document))
    };
    let arrows: Vec<Arrow<'_>> = view
        .graph
        .edges()
        .filter(|(_, edge, to)| match edge {
            Edge::Asks { .. } | Edge::Issues { .. } | Edge::Stores => ties(to),
            Edge::Holds { facts, of } => facts == of && ties(to),
            _ => false,
        })
        .map(|(from, edge, to)| arrow(view, from, edge, to))
        .collect();
    let drawn: BTreeSet<&Node> = arrows.iter().flat_map(|arrow| [arrow.from, arrow.to]).collect();
    let mut others: BTreeMap<&Node, usize> = BTreeMap::new();
    for (from, _, _) in view.graph.edges().filter(|(_, edge, to)| edge.code() == "asks" && !drawn.contains(to)) {
        *others.entry(from).or_default() += 1;
    }
    let tiles = view.graph.nodes().filter_map(|node| {
        let (least, pinned, note) = match node {
            Node::Procedure(_) => {
                let mut note: Vec<String> = view.national_code(node).map(str::to_owned).into_iter().collect();
                if let Some(count) = others.get(node) {
                    note.push(match view.locale {
                        tthc_model::Locale::Vietnamese => format!("và {count} giấy tờ riêng"),
                        tthc_model::Locale::English if *count == 1 => "and 1 paper of its own".to_owned(),
                        tthc_model::Locale::English => format!("and {count} papers of its own"),
                    });
                }
                (2, false, note.join(" · "))
            }
            Node::Document(_) if drawn.contains(node) => (1, false, String::new()),
            Node::Source(_) if drawn.contains(node) => (0, true, String::new()),
            _ => return None,
        };
        Some(Tile::new(view, node, note, least, pinned))
    });
    (tiles.collect(), arrows)
}

/// One procedure: who holds and who attests each fact, and which step needs it. That the procedure
/// asks for each of its components goes without an arrow.
fn inside<'a>(view: &View<'a>, procedure: &'a Procedure) -> (Vec<Tile<'a>>, Vec<Arrow<'a>>) {
    let by_step: BTreeSet<&Node> = view
        .graph
        .edges()
        .filter(|(from, edge, _)| *edge == Edge::Needs && matches!(from, Node::Step(_)))
        .map(|(_, _, fact)| fact)
        .collect();
    let is_this = |node: &Node| matches!(node, Node::Procedure(name) if *name == procedure.name);
    let arrows: Vec<Arrow<'_>> = view
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
        let (least, pinned, note) = match node {
            _ if is_this(node) => (4, false, procedure.code.clone().unwrap_or_default()),
            Node::Step(id) => (4, false, step_note(view, procedure, id.index())),
            Node::Component(_) => (2, false, String::new()),
            _ if !drawn.contains(node) => return None,
            Node::Source(_) => (0, true, String::new()),
            Node::Procedure(_) => (0, false, view.national_code(node).unwrap_or_default().to_owned()),
            Node::Document(_) => (1, false, String::new()),
            Node::Fact(_) => (3, false, String::new()),
        };
        Some(Tile::new(view, node, note, least, pinned))
    });
    (tiles.collect(), arrows)
}

fn step_note(view: &View<'_>, procedure: &Procedure, at: usize) -> String {
    let step = &procedure.steps[at];
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

impl<'a> Tile<'a> {
    fn new(view: &View<'_>, node: &'a Node, note: String, least: usize, pinned: bool) -> Tile<'a> {
        let width = BOX - 2 * INSET;
        Tile {
            node,
            title: text::wrap(&view.title(node), SIZE, width, 4),
            note: text::wrap(&note, SMALL, width, 2),
            least,
            pinned,
        }
    }

    fn height(&self) -> i32 {
        let lines = |lines: &[String]| i32::try_from(lines.len()).unwrap_or(0);
        lines(&self.title).max(1) * LEADING + lines(&self.note) * (LEADING - 2) + 14
    }
}

// ---- the page --------------------------------------------------------------

struct Colours {
    fill: &'static str,
    stroke: &'static str,
}

fn colours(node: &Node) -> Colours {
    let (fill, stroke) = match node {
        Node::Source(_) => ("#e0ebfd", "#3b6fd4"),
        Node::Document(_) => ("#fdf3d8", "#b7891b"),
        Node::Procedure(_) => ("#e3f3e6", "#3d8b4f"),
        Node::Component(_) => ("#fbe9e3", "#b5654a"),
        Node::Fact(_) => ("#ffffff", "#94a3b8"),
        Node::Step(_) => ("#efe8fa", "#7c5cbf"),
    };
    Colours { fill, stroke }
}

/// Colour, width, and whether it is dashed.
fn pen(edge: Edge, circle: Option<Grade>) -> (&'static str, &'static str, bool) {
    let dashed = matches!(edge, Edge::Asks { always: false } | Edge::Issues { always: false });
    match (circle, edge) {
        (Some(Grade::Open), _) => (RED, "1.6", dashed),
        (Some(_), _) => (RED, "2.6", dashed),
        (None, Edge::Holds { .. } | Edge::Stores) => ("#7ba3ea", "1.1", dashed),
        (None, Edge::Issues { .. }) => ("#3d8b4f", "2", dashed),
        (None, Edge::Attests) => ("#d0a08f", "1.1", dashed),
        (None, Edge::After) => ("#7c5cbf", "1.4", dashed),
        (None, _) => ("#94a3b8", "1.1", dashed),
    }
}

fn page(paper: &mut Paper, view: &View<'_>, tiles: &[Tile<'_>], arrows: &[Arrow<'_>], drawing: &Drawing) {
    let font = (drawing.width / 80).clamp(16, 40);
    let head = font * 2 + 18;
    let entries = legend(view, arrows);
    let findings = findings(view);
    // Findings are read at the size of the title: a wide picture is shown small.
    let small = (font * 11 / 20).max(SIZE);
    let inner = drawing.width.max(900);
    let findings: Vec<String> = findings.iter().flat_map(|line| text::wrap(line, small, inner, 4)).collect();
    let rows = i32::try_from(findings.len()).unwrap_or(0) + 1;
    let columns_head = 34;
    let foot = 40 + rows * (small * 8 / 5);
    let (width, height) = (inner + 2 * MARGIN, head + columns_head + drawing.height + foot + MARGIN);
    paper.tag(
        "<svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("viewBox", &format!("0 0 {width} {height}")),
            ("width", &width),
            ("height", &height),
            ("role", &"img"),
            ("font-family", &FONTS),
        ],
        ">",
    );
    let title = title(view);
    paper.element("title", &[], &title);
    paper.tag("<rect", &[("width", &width), ("height", &height), ("fill", &"#ffffff")], "/>");
    paper.text(MARGIN, MARGIN + font * 4 / 5, font, INK, true, &title);

    paper.tag("<g", &[("transform", &format!("translate({MARGIN} {})", head + columns_head))], ">");
    let mut seen = BTreeSet::new();
    for tile in tiles {
        let at = drawing.places[tile_index(tiles, tile)].0;
        if seen.insert(at) {
            let heading = heading(view, at, tile.node);
            paper.text(drawing.columns[at].left, -14, SIZE, FAINT, true, heading);
        }
    }
    // Circles last, so that nothing hides them.
    let mut drawn: Vec<(usize, &Arrow<'_>)> = arrows.iter().enumerate().collect();
    drawn.sort_by_key(|(at, arrow)| (arrow.circle, matches!(arrow.edge, Edge::Issues { .. }), *at));
    for (at, arrow) in drawn {
        line(paper, &drawing.routes[at], arrow, view);
    }
    for (at, tile) in tiles.iter().enumerate() {
        let (column, top) = drawing.places[at];
        block(paper, view, tile, drawing.columns[column].left, top);
    }
    paper.out.push_str("</g>\n");

    let mut y = head + columns_head + drawing.height + 40;
    let mut x = MARGIN;
    for (edge, circle, words) in entries {
        let (colour, width, dashed) = pen(edge, circle);
        let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = vec![("fill", &"none"), ("stroke", &colour), ("stroke-width", &width)];
        if dashed {
            attributes.push(("stroke-dasharray", &"5 4"));
        }
        let path = format!("M{x} {} h{}", y - small / 3, small * 2);
        attributes.insert(0, ("d", &path));
        paper.tag("<path", &attributes, "/>");
        x += small * 2 + 8;
        paper.text(x, y, small, INK, false, words);
        x += text::width(words, small) + small * 2;
    }
    for line in findings {
        y += small * 8 / 5;
        paper.text(MARGIN, y, small, INK, false, &line);
    }
    paper.out.push_str("</svg>\n");
}

fn tile_index(tiles: &[Tile<'_>], tile: &Tile<'_>) -> usize {
    tiles.iter().position(|other| std::ptr::eq(other, tile)).unwrap_or(0)
}

fn title(view: &View<'_>) -> String {
    match view.procedure {
        Some(procedure) => match &procedure.code {
            Some(code) => format!("{} ({code})", procedure.title),
            None => procedure.title.clone(),
        },
        None if view.name.is_empty() => view.say("Nguồn dữ liệu, giấy tờ, thủ tục", "Sources, documents, procedures").to_owned(),
        None => view.name.to_owned(),
    }
}

fn heading<'t>(view: &View<'_>, column: usize, node: &Node) -> &'t str {
    let (vi, en) = match node {
        Node::Source(_) => ("Nguồn dữ liệu", "Data sources"),
        Node::Document(_) => ("Giấy tờ", "Documents"),
        Node::Procedure(_) if view.procedure.is_some() && column == 0 => ("Thủ tục khác", "Other procedures"),
        Node::Procedure(_) => ("Thủ tục", "Procedures"),
        Node::Component(_) => ("Thành phần hồ sơ", "Components"),
        Node::Fact(_) => ("Thông tin", "Facts"),
        Node::Step(_) => ("Bước", "Steps"),
    };
    match view.locale {
        tthc_model::Locale::Vietnamese => vi,
        tthc_model::Locale::English => en,
    }
}
