//! The search for one route: A* over cells and directions.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::geometry::{Point, Rect, point};

use super::{BEND, Port, Router, Side, Step, Wish, corners, span};

impl Router {
    /// The cheapest route for wish `ix` as a list of corners, or nothing if every way is blocked.
    pub(crate) fn route(&self, ix: usize, wish: &Wish) -> Option<Vec<Point>> {
        let gates = wish.from.iter().chain(&wish.to).map(Port::gate);
        let mut close: Option<Rect> = None;
        for gate in gates {
            let dot = Rect::around(gate, gate);
            close = Some(close.map_or(dot, |close| close.union(dot)));
        }
        let close = close?;
        for margin in [120, 600] {
            if let Some(route) = self.search(ix, wish, close.inflate(margin)) {
                return Some(route);
            }
        }
        self.search(ix, wish, wish.area)
    }

    fn search(&self, ix: usize, wish: &Wish, window: Rect) -> Option<Vec<Point>> {
        let area = wish.area;
        let x = span(&self.xs, window.x.max(area.x), window.right().min(area.right()));
        let y = span(&self.ys, window.y.max(area.y), window.bottom().min(area.bottom()));
        let (xs, ys, columns) = (&self.xs[x.clone()], &self.ys[y.clone()], self.xs.len());
        let width = xs.len();
        // Cells are counted within the window here, and over the whole grid in the router.
        let global = |column: usize, row: usize| (row + y.start) * columns + column + x.start;
        let local = |at: Point| {
            let (column, row) = (xs.binary_search(&at.x).ok()?, ys.binary_search(&at.y).ok()?);
            Some(row * width + column)
        };

        let goals: Vec<(usize, &Port)> =
            wish.to.iter().filter_map(|port| local(port.gate()).map(|cell| (cell, port))).collect();
        let boxed =
            goals.iter().map(|(_, port)| Rect::around(port.gate(), port.gate())).reduce(Rect::union)?;
        // What must still follow: the distance to the box around all goals, and the bends it takes to get there.
        let estimate = |at: Point, side: Side| {
            let dx = (boxed.x - at.x).max(0) - (at.x - boxed.right()).max(0);
            let dy = (boxed.y - at.y).max(0) - (at.y - boxed.bottom()).max(0);
            let (step_x, step_y) = side.step();
            let bends = match (dx.signum(), dy.signum()) {
                (0, 0) => 0,
                (x, 0) if x == step_x => 0,
                (0, y) if y == step_y => 0,
                (x, 0) if x == -step_x => 2,
                (0, y) if y == -step_y => 2,
                (x, y) if x == -step_x || y == -step_y => 2,
                _ => 1,
            };
            let rest = (dx.abs() + dy.abs()) as u32 + bends * BEND;
            rest + rest * self.haste / 8
        };
        let mut is_goal = vec![false; width * ys.len()];
        for (cell, _) in &goals {
            is_goal[*cell] = true;
        }

        let size = is_goal.len() * 4;
        let mut best = vec![u32::MAX; size];
        let mut parent = vec![u32::MAX; size];
        let mut heap = BinaryHeap::new();
        for port in &wish.from {
            let Some(cell) = local(port.gate()) else { continue };
            let state = cell * 4 + port.side as usize;
            if port.cost < best[state] {
                best[state] = port.cost;
                heap.push(Reverse((port.cost + estimate(port.gate(), port.side), state as u32)));
            }
        }
        // Goals are states behind all others, one for each port.
        let mut done = vec![(u32::MAX, 0); goals.len()];
        // A state is looked at once, even if a cheaper way to it turns up later: with an overrated rest of the way,
        // looking again can take exponential time.
        let mut closed = vec![false; size];
        while let Some(Reverse((_, state))) = heap.pop() {
            let state = state as usize;
            if state >= size {
                let goal = state - size;
                let place = |cell: usize| point(xs[cell % width], ys[cell / width]);
                return Some(trace(wish, &parent, done[goal].1, goals[goal].1, &place));
            }
            let (cell, side) = (state / 4, Side::ALL[state % 4]);
            let cost = best[state];
            if std::mem::replace(&mut closed[state], true) {
                continue;
            }
            if is_goal[cell] {
                for (ix, (goal, port)) in goals.iter().enumerate() {
                    if *goal != cell || side == port.side {
                        continue;
                    }
                    let turn = if side.opposite() == port.side { 0 } else { BEND };
                    let cost = cost + turn + port.cost;
                    if cost < done[ix].0 {
                        done[ix] = (cost, state);
                        heap.push(Reverse((cost, (size + ix) as u32)));
                    }
                }
            }
            let (column, row) = (cell % width, cell / width);
            let here = global(column, row);
            for next_side in Side::ALL {
                let (next_column, next_row) = match next_side {
                    _ if next_side == side.opposite() => continue,
                    Side::Right if column + 1 < width => (column + 1, row),
                    Side::Left if column > 0 => (column - 1, row),
                    Side::Bottom if row + 1 < ys.len() => (column, row + 1),
                    Side::Top if row > 0 => (column, row - 1),
                    _ => continue,
                };
                let (next, there) = (next_row * width + next_column, global(next_column, next_row));
                let state_there = next * 4 + next_side as usize;
                if closed[state_there] || self.blocked[there] && !is_goal[next] {
                    continue;
                }
                let (from, to) = (point(xs[column], ys[row]), point(xs[next_column], ys[next_row]));
                let length = from.distance(to) as u32;
                let turn = if next_side == side { 0 } else { BEND };
                let step = Step { cell: here, next: there, side: next_side, length, y: from.y };
                let cost = cost + turn + self.step_cost(ix, wish, &step);
                if cost < best[state_there] {
                    best[state_there] = cost;
                    parent[state_there] = state as u32;
                    heap.push(Reverse((cost + estimate(to, next_side), state_there as u32)));
                }
            }
        }
        None
    }
}

/// Follows the parents back to a port and keeps the corners.
fn trace(
    wish: &Wish,
    parent: &[u32],
    last: usize,
    goal: &Port,
    place: &dyn Fn(usize) -> Point,
) -> Vec<Point> {
    let mut points = vec![goal.at];
    let mut state = last;
    let mut side = Side::ALL[last % 4];
    while let Some(next) = parent.get(state) {
        points.push(place(state / 4));
        side = Side::ALL[state % 4];
        state = *next as usize;
    }
    let first = points.last().copied().unwrap_or_default();
    if let Some(port) = wish.from.iter().find(|port| port.gate() == first && port.side == side) {
        points.push(port.at);
    }
    points.reverse();
    corners(&points)
}
