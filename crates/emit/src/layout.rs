//! The drawing of a process: where every shape, line and label goes, in pixels.
//!
//! Lanes are bands, time runs from left to right, registers are black-box pools above. Sizes are those of bpmn-js
//! except for tasks, which are wider because Vietnamese names are long. All coordinates are whole numbers and the
//! centres of shapes lie on the routing grid.

mod label;
mod measure;
mod place;

pub(crate) use measure::TASK_PADDING;

use crate::geometry::{Point, Rect, point, round_down, round_up};
use crate::graph::{Graph, NodeIx, NodeKind};
use crate::route::{GRID, Port, Router, Side, TAKEN, Wish, corners};
use crate::text::{self, Lines};

/// Width of the header strip of a pool or lane.
pub(crate) const HEADER: i32 = 30;
/// Free space around the whole drawing.
const MARGIN: i32 = 40;
const REGISTER_HEIGHT: i32 = 60;
/// Between the registers and the main pool; message flows turn here.
const REGISTER_GAP: i32 = 80;
/// How often the distances grow when lines or labels do not find room.
const ATTEMPTS: i32 = 4;
/// From this many lines on, a label that is only far away is not worth drawing everything again.
const LARGE: usize = 120;

/// A name beside its shape or line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) area: Rect,
    pub(crate) lines: Vec<String>,
}

/// A finished drawing; the vectors run parallel to those of the [`Graph`].
pub(crate) struct Drawing {
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) pool: Rect,
    pub(crate) lanes: Vec<Rect>,
    pub(crate) registers: Vec<Rect>,
    pub(crate) nodes: Vec<Rect>,
    pub(crate) flows: Vec<Vec<Point>>,
    pub(crate) messages: Vec<Vec<Point>>,
    pub(crate) node_labels: Vec<Option<Label>>,
    pub(crate) flow_labels: Vec<Option<Label>>,
}

/// Draws the graph. Distances grow until every line and label has found room; the last try is taken as it is.
pub(crate) fn draw(graph: &Graph<'_>) -> Drawing {
    let places = place::place(graph);
    let names = Names::new(graph);
    let mut best: Option<(Faults, Drawing)> = None;
    for attempt in 0..ATTEMPTS {
        let frame = measure::measure(graph, &places, &names, attempt * 2 * GRID);
        let (faults, drawing) = fill(graph, &places, &names, frame);
        let good = faults == Faults::default() || graph.flows.len() >= LARGE && faults.hits == 0;
        if best.as_ref().is_none_or(|(least, _)| faults < *least) {
            best = Some((faults, drawing));
        }
        if good {
            break;
        }
    }
    best.map_or_else(Drawing::empty, |(_, drawing)| drawing)
}

/// What is wrong with a drawing; the worst first, so that drawings compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Faults {
    /// Lines through shapes, and labels on something.
    hits: u32,
    /// Labels far from what they name.
    far: u32,
}

/// The names drawn outside of shapes, broken into lines.
struct Names {
    nodes: Vec<Option<Lines>>,
    flows: Vec<Option<Lines>>,
}

impl Names {
    fn new(graph: &Graph<'_>) -> Names {
        let set = |name: Option<&str>, widths: &[i32]| {
            name.map(|name| text::block(name, widths)).filter(|lines| !lines.lines.is_empty())
        };
        Names {
            nodes: graph.nodes.iter().map(|node| set(node.outer_name(), &[90, 110, 130, 160])).collect(),
            flows: graph.flows.iter().map(|flow| set(flow.name(), &[70, 90, 110, 130])).collect(),
        }
    }
}

/// Shapes without lines and labels.
struct Frame {
    width: i32,
    height: i32,
    pool: Rect,
    lanes: Vec<Rect>,
    registers: Vec<Rect>,
    nodes: Vec<Rect>,
}

impl Drawing {
    fn empty() -> Drawing {
        Drawing {
            width: 0,
            height: 0,
            pool: Rect::default(),
            lanes: Vec::new(),
            registers: Vec::new(),
            nodes: Vec::new(),
            flows: Vec::new(),
            messages: Vec::new(),
            node_labels: Vec::new(),
            flow_labels: Vec::new(),
        }
    }
}

/// Adds lines, then labels.
fn fill(graph: &Graph<'_>, places: &place::Places, names: &Names, frame: Frame) -> (Faults, Drawing) {
    let mut lines = Lanes { graph, places, frame: &frame, taken: vec![[0; 4]; graph.nodes.len()] };
    let (flows, messages, bad_lines) = lines.route_all();
    let mut drawing = Drawing {
        width: frame.width,
        height: frame.height,
        pool: frame.pool,
        lanes: frame.lanes,
        registers: frame.registers,
        nodes: frame.nodes,
        flows,
        messages,
        node_labels: Vec::new(),
        flow_labels: Vec::new(),
    };
    let mut faults = label::place(graph, names, &mut drawing);
    faults.hits += bad_lines;
    (faults, drawing)
}

/// What routing needs to know of the frame.
struct Lanes<'a> {
    graph: &'a Graph<'a>,
    places: &'a place::Places,
    frame: &'a Frame,
    /// How many lines use each side of each node.
    taken: Vec<[u32; 4]>,
}

type Routes = Vec<Vec<Point>>;

impl Lanes<'_> {
    /// Routes of flows and messages, and how many had to be drawn without regard to shapes.
    fn route_all(&mut self) -> (Routes, Routes, u32) {
        let flow_count = self.graph.flows.len();
        let count = flow_count + self.graph.messages.len();
        let mut obstacles = self.frame.nodes.clone();
        obstacles.extend(&self.frame.registers);
        let borders: Vec<i32> = self.frame.lanes.iter().flat_map(|lane| [lane.y, lane.bottom()]).collect();
        let ends: Vec<Wish> = (0..count).map(|ix| self.wish(ix)).collect();
        let mut router = Router::new(self.frame.width, self.frame.height, &obstacles, &borders, &ends);
        let mut routes: Vec<Option<Vec<Point>>> = vec![None; count];

        // Short lines first: they have the least choice. A second round sees all the others.
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|ix| (*ix >= flow_count, self.length(*ix), *ix));
        for round in 0..2 {
            for &ix in &order {
                // Nothing is better than a straight line.
                if round > 0 && routes[ix].as_ref().is_some_and(|route| route.len() == 2) {
                    continue;
                }
                if let Some(route) = routes[ix].take() {
                    router.mark(ix, &route, false);
                    self.count_ports(ix, &route, false);
                }
                let wish = self.wish(ix);
                let route = router.route(ix, &wish);
                if let Some(route) = &route {
                    router.mark(ix, route, true);
                    self.count_ports(ix, route, true);
                }
                routes[ix] = route;
            }
        }
        let mut bad = 0;
        let mut routes: Routes = routes
            .into_iter()
            .enumerate()
            .map(|(ix, route)| {
                route.unwrap_or_else(|| {
                    bad += 1;
                    self.crude(ix)
                })
            })
            .collect();
        let messages = routes.split_off(flow_count);
        (routes, messages, bad)
    }

    /// A line for the case that no way is free: two bends, straight through everything.
    fn crude(&self, ix: usize) -> Vec<Point> {
        let wish = self.wish(ix);
        let (Some(from), Some(to)) = (wish.from.first(), wish.to.first()) else { return Vec::new() };
        let middle = round_up((from.at.x + to.at.x) / 2, GRID);
        corners(&[from.at, point(middle, from.at.y), point(middle, to.at.y), to.at])
    }

    fn length(&self, ix: usize) -> i32 {
        let wish = self.wish(ix);
        let pairs = wish.from.iter().flat_map(|from| wish.to.iter().map(|to| from.at.distance(to.at)));
        pairs.min().unwrap_or(0)
    }

    fn count_ports(&mut self, ix: usize, route: &[Point], take: bool) {
        let Some(flow) = self.graph.flows.get(ix) else { return };
        for (node, at) in [(flow.source, route.first()), (flow.target, route.last())] {
            let Some(side) = at.and_then(|at| side_of(self.frame.nodes[node], *at)) else { continue };
            let count = &mut self.taken[node][side as usize];
            *count = if take { *count + 1 } else { count.saturating_sub(1) };
        }
    }

    /// Flows come first, then messages.
    fn wish(&self, ix: usize) -> Wish {
        let pool = self.frame.pool;
        if let Some(flow) = self.graph.flows.get(ix) {
            let left = pool.x + 2 * HEADER + GRID;
            return Wish {
                source: flow.source as u32,
                target: flow.target as u32,
                from: self.ports(flow.source, true),
                to: self.ports(flow.target, false),
                area: Rect::new(left, pool.y + GRID, pool.right() - GRID - left, pool.h - 2 * GRID),
                comb: self.is_comb(flow.source, true) || self.is_comb(flow.target, false),
                sideways_above: i32::MAX,
            };
        }
        let message = &self.graph.messages[ix - self.graph.flows.len()];
        let task = self.task_top(message.task);
        let register = self.register_bottom(message.register);
        let (from, to) = if message.reads { (register, task) } else { (task, register) };
        // Ends of their own: two message flows never run together.
        let id = (self.graph.nodes.len() + ix) as u32;
        // Below the registers: a line that passes above them would leave the picture for the reader.
        let top = MARGIN + REGISTER_HEIGHT;
        let area = Rect::new(0, top, self.frame.width, self.frame.height - top);
        Wish { source: id, target: id, from, to, area, comb: false, sideways_above: pool.y }
    }

    fn port(&self, node: NodeIx, side: Side, cost: u32) -> Port {
        let area = self.frame.nodes[node];
        let Point { x, y } = area.centre();
        let at = match side {
            Side::Right => point(area.right(), y),
            Side::Bottom => point(x, area.bottom()),
            Side::Left => point(area.x, y),
            Side::Top => point(x, area.y),
        };
        Port { at, side, cost: cost + TAKEN * self.taken[node][side as usize] }
    }

    fn ports(&self, node: NodeIx, out: bool) -> Vec<Port> {
        // On the way back of a loop, in and out change sides.
        let forward = out != self.places.reversed[node];
        let side = if forward { Side::Right } else { Side::Left };
        match self.graph.nodes[node].kind {
            NodeKind::Exclusive { .. } | NodeKind::Parallel => {
                let mut ports = [side, Side::Bottom, Side::Top].map(|side| self.port(node, side, 0)).to_vec();
                if self.is_comb(node, out) {
                    ports.iter_mut().for_each(|port| port.cost = 0);
                }
                ports
            }
            NodeKind::Timer { host, .. } => {
                let above = self.frame.nodes[node].centre().y < self.frame.nodes[host].centre().y;
                vec![self.port(node, if above { Side::Top } else { Side::Bottom }, 0)]
            }
            NodeKind::End(_) => {
                let aside = 3 * GRID as u32;
                vec![
                    self.port(node, side, 0),
                    self.port(node, Side::Top, aside),
                    self.port(node, Side::Bottom, aside),
                ]
            }
            NodeKind::Start(_) | NodeKind::Task(_) => vec![self.port(node, side, 0)],
        }
    }

    /// More lines than sides: they share a trunk and part at their rows, like a comb.
    fn is_comb(&self, node: NodeIx, out: bool) -> bool {
        let ends = self.graph.flows.iter().map(|flow| if out { flow.source } else { flow.target });
        ends.filter(|end| *end == node).count() > 3
    }

    fn task_top(&self, node: NodeIx) -> Vec<Port> {
        let area = self.frame.nodes[node];
        let shifts = [0, 2, -2, 4, -4, 6, -6];
        shifts
            .iter()
            .map(|shift| Port {
                at: point(area.centre().x + shift * GRID, area.y),
                side: Side::Top,
                cost: 4 * i32::abs(*shift) as u32,
            })
            .collect()
    }

    fn register_bottom(&self, register: usize) -> Vec<Port> {
        let area = self.frame.registers[register];
        let mut x = round_up(area.x + GRID, GRID);
        let mut ports = Vec::new();
        while x <= round_down(area.right() - GRID, GRID) {
            ports.push(Port { at: point(x, area.bottom()), side: Side::Bottom, cost: 0 });
            x += GRID;
        }
        ports
    }
}

fn side_of(area: Rect, at: Point) -> Option<Side> {
    let centre = area.centre();
    if at.x >= area.right() && at.y == centre.y {
        Some(Side::Right)
    } else if at.x <= area.x && at.y == centre.y {
        Some(Side::Left)
    } else if at.y >= area.bottom() {
        Some(Side::Bottom)
    } else if at.y <= area.y {
        Some(Side::Top)
    } else {
        None
    }
}
