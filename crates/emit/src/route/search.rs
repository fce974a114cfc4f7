//! The search for one route: A* over cells and directions.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::geometry::{Point, Rect};

use super::{BEND, Port, Router, Side, Wish, corners, span};

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
        let (width, columns) = (x.len(), self.xs.len());
        let global = |cell: usize| (cell / width + y.start) * columns + cell % width + x.start;
        let local = |at: Point| {
            let column = self.xs.binary_search(&at.x).ok().filter(|column| x.contains(column))?;
            let row = self.ys.binary_search(&at.y).ok().filter(|row| y.contains(row))?;
            Some((row - y.start) * width + column - x.start)
        };

        let goals: Vec<(usize, &Port)> =
            wish.to.iter().filter_map(|port| local(port.gate()).map(|cell| (cell, port))).collect();
        let boxed =
            goals.iter().map(|(_, port)| Rect::around(port.gate(), port.gate())).reduce(Rect::union)?;
        // What must still follow: the distance to the box around all goals, and the bends it takes to get there.
        let estimate = |cell: usize, side: Side| {
            let at = self.place(global(cell));
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
        let mut is_goal = vec![false; width * y.len()];
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
                heap.push(Reverse((port.cost + estimate(cell, port.side), state)));
            }
        }
        // Goals are states behind all others, one for each port.
        let mut done = vec![(u32::MAX, 0); goals.len()];
        // A state is looked at once, even if a cheaper way to it turns up later: with an overrated rest of the way,
        // looking again can take exponential time.
        let mut closed = vec![false; size];
        while let Some(Reverse((_, state))) = heap.pop() {
            if state >= size {
                let goal = state - size;
                return Some(self.trace(wish, &parent, done[goal].1, goals[goal].1, &global));
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
                        heap.push(Reverse((cost, size + ix)));
                    }
                }
            }
            let here = global(cell);
            for next_side in Side::ALL {
                if next_side == side.opposite() {
                    continue;
                }
                let inside = match next_side {
                    Side::Right => cell % width + 1 < width,
                    Side::Left => cell % width > 0,
                    Side::Bottom => cell + width < is_goal.len(),
                    Side::Top => cell >= width,
                };
                let Some(there) = self.neighbour(here, next_side).filter(|_| inside) else { continue };
                let next = match next_side {
                    Side::Right => cell + 1,
                    Side::Left => cell - 1,
                    Side::Bottom => cell + width,
                    Side::Top => cell - width,
                };
                if self.blocked[there] && !is_goal[next] {
                    continue;
                }
                let turn = if next_side == side { 0 } else { BEND };
                let cost = cost + turn + self.step_cost(ix, wish, here, there, next_side);
                let state_there = next * 4 + next_side as usize;
                if cost < best[state_there] && !closed[state_there] {
                    best[state_there] = cost;
                    parent[state_there] = state as u32;
                    heap.push(Reverse((cost + estimate(next, next_side), state_there)));
                }
            }
        }
        None
    }

    /// Follows the parents back to a port and keeps the corners.
    fn trace(
        &self,
        wish: &Wish,
        parent: &[u32],
        last: usize,
        goal: &Port,
        global: &dyn Fn(usize) -> usize,
    ) -> Vec<Point> {
        let mut points = vec![goal.at];
        let mut state = last;
        let mut side = Side::ALL[last % 4];
        while let Some(next) = parent.get(state) {
            points.push(self.place(global(state / 4)));
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
}
