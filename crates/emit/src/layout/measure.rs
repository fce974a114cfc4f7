//! From columns and rows to pixels.

use crate::geometry::{Point, Rect, point, round_down, round_up};
use crate::graph::{Graph, NodeIx, NodeKind};
use crate::route::GRID;
use crate::text::{self, INNER};

use super::place::Places;
use super::{Frame, HEADER, MARGIN, Names, REGISTER_GAP, REGISTER_HEIGHT};

/// Width of every task.
const TASK_WIDTH: i32 = 160;
/// Text keeps this distance from the border of its task; bpmn-js has the same.
pub(crate) const TASK_PADDING: i32 = 7;
const TASK_HEIGHT: i32 = 80;
/// Above and below the name of a task, where the icon and the term have their place.
const TASK_STRIP: i32 = 24;
const EVENT: i32 = 36;
const GATEWAY: i32 = 50;
/// Between two columns, two rows, and from a row to the border of its lane.
const COLUMN_GAP: i32 = 50;
const ROW_GAP: i32 = 60;
const LANE_PADDING: i32 = 30;
/// A lane grows up to this height to show its name on one line.
const LANE_NAME_HEIGHT: i32 = 260;

pub(super) fn size(kind: &NodeKind<'_>) -> (i32, i32) {
    match kind {
        NodeKind::Start(_) | NodeKind::End(_) | NodeKind::Timer { .. } => (EVENT, EVENT),
        NodeKind::Exclusive { .. } | NodeKind::Parallel => (GATEWAY, GATEWAY),
        NodeKind::Task(task) => {
            let lines = text::wrap(&task.name, INNER, TASK_WIDTH - 2 * TASK_PADDING).len();
            let height = text::height(lines, INNER) + 2 * TASK_STRIP;
            (TASK_WIDTH, round_up(height, 2 * GRID).max(TASK_HEIGHT))
        }
    }
}

/// Sets all shapes; `extra` is added to every distance between them.
pub(super) fn measure(graph: &Graph<'_>, places: &Places, names: &Names, extra: i32) -> Frame {
    let columns = columns(graph, places, names, extra);
    let pool_left = MARGIN;
    let content = pool_left + 2 * HEADER;
    let top =
        if graph.registers.is_empty() { MARGIN } else { MARGIN + REGISTER_HEIGHT + REGISTER_GAP + extra };
    let (lane_spans, row_centres) = rows(graph, places, names, top, extra);

    let right = content + columns.width;
    let mut nodes = vec![Rect::default(); graph.nodes.len()];
    for (ix, node) in graph.nodes.iter().enumerate() {
        let centre = point(
            content + columns.centre.get(places.column[ix]).copied().unwrap_or(0),
            row_centres[node.lane].get(places.row[ix]).copied().unwrap_or(0),
        );
        let (w, h) = size(&node.kind);
        nodes[ix] = Rect::centred(centre, w, h);
    }
    for (ix, node) in graph.nodes.iter().enumerate() {
        if let NodeKind::Timer { host, .. } = node.kind {
            nodes[ix] = Rect::centred(timer_centre(graph, &nodes, ix, host), EVENT, EVENT);
        }
    }
    let pool = Rect::new(pool_left, top, right - pool_left, lane_spans.iter().map(|(_, h)| h).sum());
    let lanes = lane_spans.iter().map(|&(y, h)| Rect::new(pool.x + HEADER, y, pool.w - HEADER, h)).collect();
    let registers = registers(graph, &nodes, pool);
    let reach = registers.iter().map(|area: &Rect| area.right()).max().unwrap_or(0);
    Frame {
        width: pool.right().max(reach) + MARGIN,
        height: pool.bottom() + MARGIN,
        pool,
        lanes,
        registers,
        nodes,
    }
}

/// On the lower border of its host, or on the upper one if what follows lies above.
fn timer_centre(graph: &Graph<'_>, nodes: &[Rect], timer: NodeIx, host: NodeIx) -> Point {
    let area = nodes[host];
    let x = area.centre().x + 4 * GRID;
    let next = graph.flows.iter().find(|flow| flow.source == timer).map(|flow| flow.target);
    let above = next.is_some_and(|next| graph.nodes[next].lane < graph.nodes[host].lane);
    point(x, if above { area.y } else { area.bottom() })
}

struct Columns {
    /// From the left end of the lanes' content.
    centre: Vec<i32>,
    width: i32,
}

fn columns(graph: &Graph<'_>, places: &Places, names: &Names, extra: i32) -> Columns {
    let count = places.column.iter().max().map_or(1, |last| last + 1);
    let mut widths = vec![2 * GRID; count];
    for (ix, node) in graph.nodes.iter().enumerate() {
        // A timer stands in the column of its host.
        if matches!(node.kind, NodeKind::Timer { .. }) {
            continue;
        }
        let label = names.nodes[ix].as_ref().map_or(0, |lines| lines.w);
        let width = &mut widths[places.column[ix]];
        *width = (*width).max(round_up(size(&node.kind).0.max(label), 2 * GRID));
    }
    let mut gaps = vec![COLUMN_GAP; count];
    let mut turns = vec![0; count];
    for (ix, flow) in graph.flows.iter().enumerate() {
        let (from, to) = (places.column[flow.source], places.column[flow.target]);
        let back = places.reversed[flow.source] || to < from;
        // The gap a flow leaves through, and the one it arrives through.
        let leaves = if back { from.checked_sub(1) } else { Some(from) };
        let arrives = if back { Some(to) } else { to.checked_sub(1) };
        if let (Some(gap), Some(lines)) = (leaves, &names.flows[ix]) {
            let beside = (widths[from] - GATEWAY) / 2;
            gaps[gap] = gaps[gap].max(round_up(lines.w + 2 * GRID - beside, GRID));
        }
        let straight = graph.nodes[flow.source].lane == graph.nodes[flow.target].lane
            && places.row[flow.source] == places.row[flow.target];
        if !straight {
            for gap in [leaves, arrives].into_iter().flatten() {
                turns[gap] += 1;
            }
        }
    }
    for (gap, turns) in gaps.iter_mut().zip(turns) {
        *gap = (*gap).max(COLUMN_GAP + GRID * (turns - 2).clamp(0, 8)) + extra;
    }
    let mut centre = Vec::new();
    let mut x = COLUMN_GAP;
    for (width, gap) in widths.iter().zip(&gaps) {
        centre.push(x + width / 2);
        x += width + gap;
    }
    Columns { centre, width: x }
}

/// Top and height of each lane, and the centre line of each of its rows.
fn rows(
    graph: &Graph<'_>,
    places: &Places,
    names: &Names,
    top: i32,
    extra: i32,
) -> (Vec<(i32, i32)>, Vec<Vec<i32>>) {
    let mut spans = Vec::new();
    let mut centres = Vec::new();
    let mut y = top;
    for lane in 0..graph.lane_count() {
        let count = places.rows[lane];
        let mut heights = vec![2 * GRID; count];
        // Room for names above gateways in the first row, and for timers below each row.
        let mut above = LANE_PADDING;
        let mut below = vec![0; count];
        for (ix, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.lane == lane) {
            let row = places.row[ix];
            let label = names.nodes[ix].as_ref().map_or(0, |lines| lines.h);
            if let NodeKind::Timer { host, .. } = node.kind {
                let hosting = &mut below[places.row[host]];
                *hosting = (*hosting).max(label.max(2 * GRID));
                continue;
            }
            heights[row] = heights[row].max(round_up(size(&node.kind).1, 2 * GRID));
            if node.kind.is_gateway() && row == 0 {
                above = above.max(label - GRID);
            }
        }
        let mut at = round_up(above, GRID) + extra;
        let mut rows = Vec::new();
        for (row, height) in heights.iter().enumerate() {
            rows.push(at + height / 2);
            let gap = if row + 1 < count { ROW_GAP } else { LANE_PADDING };
            at += height + round_up(gap.max(below[row] + 3 * GRID), GRID) + extra;
        }
        let name = graph.lanes.get(lane).map_or("", |lane| lane.lane.name.as_str());
        let name = text::width(name, INNER) + 2 * GRID;
        // A longer name takes two lines.
        let wanted = if name <= LANE_NAME_HEIGHT { name } else { name * 6 / 10 };
        let slack = round_up((wanted - at).max(0), 2 * GRID);
        centres.push(rows.iter().map(|row| y + row + slack / 2).collect());
        spans.push((y, at + slack));
        y += at + slack;
    }
    (spans, centres)
}

/// Registers side by side above the pool, each over the tasks that talk to it as far as the others leave room.
fn registers(graph: &Graph<'_>, nodes: &[Rect], pool: Rect) -> Vec<Rect> {
    const WIDEST: i32 = 320;
    /// Up to this many registers every order is tried.
    const FEW: usize = 6;
    let mut wishes = Vec::new();
    for (ix, register) in graph.registers.iter().enumerate() {
        let tasks: Vec<i32> = (graph.messages.iter().filter(|message| message.register == ix))
            .map(|message| nodes[message.task].centre().x)
            .collect();
        let name =
            text::width(&register.register.name, INNER).max(text::width(&register.register.owner, INNER));
        let width = round_up((name + 6 * GRID).clamp(TASK_WIDTH, WIDEST), 2 * GRID);
        let start = round_down(tasks.iter().min().copied().unwrap_or(0) - width / 2, GRID);
        wishes.push(Wanted { ix, tasks, start, width });
    }
    wishes.sort_by_key(|wish| (wish.start, wish.ix));
    let mut best = (i32::MAX, Vec::new());
    if wishes.len() <= FEW {
        permute(&mut wishes, 0, &mut |order| {
            let (cost, areas) = row_of_registers(order, pool);
            if cost < best.0 {
                best = (cost, areas);
            }
        });
    } else {
        best = row_of_registers(&wishes, pool);
    }
    best.1
}

struct Wanted {
    ix: usize,
    /// Where the tasks are that talk to it.
    tasks: Vec<i32>,
    /// Where its left border should be.
    start: i32,
    width: i32,
}

/// Areas by register, and how far all message flows run sideways.
fn row_of_registers(order: &[Wanted], pool: Rect) -> (i32, Vec<Rect>) {
    const GAP: i32 = 30;
    // Right to left first, so that the last ones do not stick out of the pool if there is room on the left.
    let mut starts: Vec<i32> = order.iter().map(|wish| wish.start).collect();
    let mut limit = pool.right();
    for (start, wish) in starts.iter_mut().zip(order).rev() {
        *start = (*start).min(round_down(limit - wish.width, GRID));
        limit = *start - GAP;
    }
    let mut left = pool.x;
    let mut areas = vec![Rect::default(); order.len()];
    let mut cost = 0;
    for (place, wish) in order.iter().enumerate() {
        let x = starts[place].max(left);
        // As wide as the span of its tasks, while the next one still gets its own place.
        let reach = wish.tasks.iter().max().map_or(x, |last| last + TASK_WIDTH / 2);
        let next = starts.get(place + 1).map_or(i32::MAX, |next| *next - GAP);
        let right = round_up(reach, GRID).min(next).max(x + wish.width);
        areas[wish.ix] = Rect::new(x, MARGIN, right - x, REGISTER_HEIGHT);
        let sideways = |task: &i32| (x + GRID - task).max(task + GRID - right).max(0);
        cost += wish.tasks.iter().map(sideways).sum::<i32>();
        left = right + GAP;
    }
    (cost, areas)
}

/// Calls `visit` with every order of `items`, the given one first.
fn permute<T>(items: &mut [T], fixed: usize, visit: &mut impl FnMut(&[T])) {
    if fixed + 1 >= items.len() {
        return visit(items);
    }
    for ix in fixed..items.len() {
        items[fixed..=ix].rotate_right(1);
        permute(items, fixed + 1, visit);
        items[fixed..=ix].rotate_left(1);
    }
}
