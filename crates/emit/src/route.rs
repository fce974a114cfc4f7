//! Orthogonal routes on a grid of [`GRID`] pixels, found by A*.
//!
//! A route never enters a shape and keeps [`GRID`] pixels of distance. Everything else has a price: length, bends,
//! crossings, running along another route, a port that is taken. The search is deterministic: equal costs are
//! decided by the order of the states.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::geometry::{Point, Rect, point, round_down, round_up};

/// Distance of grid lines, in pixels.
pub(crate) const GRID: i32 = 10;

const BEND: u32 = 40;
const CROSS: u32 = 60;
/// Another route bends where this one passes: reads as a junction.
const TOUCH: u32 = 90;
/// Each step on top of a route that has neither source nor target in common with this one.
const SHARE: u32 = 300;
/// Each step on top of a route with the same source or target.
const MERGE: u32 = 3;
/// Each step one grid line beside another route.
const BESIDE: u32 = 6;
/// Each step along a shape or on a lane border.
const NEAR: u32 = 5;
const BORDER: u32 = 40;
/// A port that another route uses.
pub(crate) const TAKEN: u32 = 45;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Right,
    Bottom,
    Left,
    Top,
}

impl Side {
    pub(crate) const ALL: [Side; 4] = [Side::Right, Side::Bottom, Side::Left, Side::Top];

    fn step(self) -> (i32, i32) {
        match self {
            Side::Right => (1, 0),
            Side::Bottom => (0, 1),
            Side::Left => (-1, 0),
            Side::Top => (0, -1),
        }
    }

    fn opposite(self) -> Side {
        Side::ALL[(self as usize + 2) % 4]
    }
}

/// A place where a route may leave or reach a shape.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Port {
    /// On the border of the shape, on a grid line.
    pub(crate) at: Point,
    pub(crate) side: Side,
    pub(crate) cost: u32,
}

impl Port {
    /// The first grid point outside that keeps distance from the shape.
    fn gate(&self) -> Point {
        let Point { x, y } = self.at;
        match self.side {
            Side::Right => point(round_up(x + GRID, GRID), y),
            Side::Left => point(round_down(x - GRID, GRID), y),
            Side::Bottom => point(x, round_up(y + GRID, GRID)),
            Side::Top => point(x, round_down(y - GRID, GRID)),
        }
    }
}

/// One route to find. Routes with an equal `source` or an equal `target` may run together.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    pub(crate) source: u32,
    pub(crate) target: u32,
    pub(crate) from: Vec<Port>,
    pub(crate) to: Vec<Port>,
    /// The route stays inside.
    pub(crate) area: Rect,
}

/// Owners of one grid edge; 0 is nobody, and more than two are not remembered.
type Owners = [u16; 2];

pub(crate) struct Router {
    columns: usize,
    rows: usize,
    /// Cells no route may enter.
    blocked: Vec<bool>,
    /// Price of a step onto the cell.
    price: Vec<u8>,
    /// Owners of the edge from the cell to its right neighbour, and to the one below.
    across: Vec<Owners>,
    down: Vec<Owners>,
    /// Source and target of each owner.
    ends: Vec<(u32, u32)>,
}

impl Router {
    /// `shapes` are obstacles; `borders` are the y of the lines between lanes.
    pub(crate) fn new(width: i32, height: i32, shapes: &[Rect], borders: &[i32], wishes: &[Wish]) -> Router {
        let columns = (width.max(0) / GRID + 2) as usize;
        let rows = (height.max(0) / GRID + 2) as usize;
        let mut router = Router {
            columns,
            rows,
            blocked: vec![false; columns * rows],
            price: vec![0; columns * rows],
            across: vec![[0; 2]; columns * rows],
            down: vec![[0; 2]; columns * rows],
            ends: wishes.iter().map(|wish| (wish.source, wish.target)).collect(),
        };
        for shape in shapes {
            router.cells(shape.inflate(GRID), |router, cell| router.price[cell] = NEAR as u8);
        }
        for shape in shapes {
            router.cells(shape.inflate(GRID - 1), |router, cell| router.blocked[cell] = true);
        }
        for &y in borders {
            let row = (y / GRID).clamp(0, rows as i32 - 1) as usize;
            router.price[row * columns..(row + 1) * columns].fill(BORDER as u8);
        }
        router
    }

    /// Calls `set` for every cell on or inside `area`.
    fn cells(&mut self, area: Rect, set: impl Fn(&mut Router, usize)) {
        let clamp = |value: i32, max: usize| value.clamp(0, max as i32 - 1) as usize;
        let (left, right) = (round_up(area.x, GRID) / GRID, round_down(area.right(), GRID) / GRID);
        let (top, bottom) = (round_up(area.y, GRID) / GRID, round_down(area.bottom(), GRID) / GRID);
        for row in clamp(top, self.rows)..=clamp(bottom, self.rows) {
            for column in clamp(left, self.columns)..=clamp(right, self.columns) {
                set(self, row * self.columns + column);
            }
        }
    }

    fn cell(&self, at: Point) -> usize {
        let x = (at.x / GRID).clamp(0, self.columns as i32 - 1) as usize;
        let y = (at.y / GRID).clamp(0, self.rows as i32 - 1) as usize;
        y * self.columns + x
    }

    /// Owners of the edge that leaves `cell` towards `side`.
    fn edge(&mut self, cell: usize, side: Side) -> Option<&mut Owners> {
        match side {
            Side::Right => self.across.get_mut(cell),
            Side::Left => cell.checked_sub(1).and_then(|cell| self.across.get_mut(cell)),
            Side::Bottom => self.down.get_mut(cell),
            Side::Top => cell.checked_sub(self.columns).and_then(|cell| self.down.get_mut(cell)),
        }
    }

    fn owners(&self, cell: usize, side: Side) -> Owners {
        let edge = match side {
            Side::Right => self.across.get(cell),
            Side::Left => cell.checked_sub(1).and_then(|cell| self.across.get(cell)),
            Side::Bottom => self.down.get(cell),
            Side::Top => cell.checked_sub(self.columns).and_then(|cell| self.down.get(cell)),
        };
        edge.copied().unwrap_or_default()
    }

    /// Takes the edges under `route` for wish `ix`, or frees them.
    pub(crate) fn mark(&mut self, ix: usize, route: &[Point], take: bool) {
        let owner = u16::try_from(ix + 1).unwrap_or(u16::MAX);
        for pair in route.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            let side = match (b.x - a.x, b.y - a.y) {
                (1.., _) => Side::Right,
                (..=-1, _) => Side::Left,
                (_, 1..) => Side::Bottom,
                _ => Side::Top,
            };
            let (dx, dy) = side.step();
            let mut at = a;
            // The first and last pixels, up to the border of a shape, count as the edge they lie on.
            while at.distance(b) > 0 {
                let on_grid = point(
                    if dx > 0 { round_down(at.x, GRID) } else { round_up(at.x, GRID) },
                    if dy > 0 { round_down(at.y, GRID) } else { round_up(at.y, GRID) },
                );
                let cell = self.cell(on_grid);
                if let Some(owners) = self.edge(cell, side) {
                    let slot = owners.iter().position(|slot| *slot == if take { 0 } else { owner });
                    if let Some(slot) = slot.filter(|_| !take || !owners.contains(&owner)) {
                        owners[slot] = if take { owner } else { 0 };
                    }
                }
                let next = point(on_grid.x + dx * GRID, on_grid.y + dy * GRID);
                at = if at.distance(next) >= at.distance(b) { b } else { next };
            }
        }
    }

    fn related(&self, owner: u16, ix: usize) -> bool {
        let (source, target) = self.ends[ix];
        self.ends.get(usize::from(owner) - 1).is_some_and(|(s, t)| *s == source || *t == target)
    }

    /// Price of the edge from `cell` towards `side`, and of what is met at its far end, without bends.
    fn step_cost(&self, ix: usize, cell: usize, next: usize, side: Side) -> u32 {
        let me = ix as u16 + 1;
        let mut cost = GRID as u32 + u32::from(self.price[next]);
        for owner in self.owners(cell, side).into_iter().filter(|owner| *owner != 0 && *owner != me) {
            cost += if self.related(owner, ix) { MERGE } else { SHARE };
        }
        let (left, right) = match side {
            Side::Right | Side::Left => (Side::Top, Side::Bottom),
            Side::Bottom | Side::Top => (Side::Left, Side::Right),
        };
        let (one, other) = (self.owners(next, left), self.owners(next, right));
        for owner in one.into_iter().filter(|owner| *owner != 0 && *owner != me) {
            if !self.related(owner, ix) {
                cost += if other.contains(&owner) { CROSS } else { TOUCH };
            }
        }
        for owner in other.into_iter().filter(|owner| *owner != 0 && *owner != me) {
            if !self.related(owner, ix) && !one.contains(&owner) {
                cost += TOUCH;
            }
        }
        for beside in [left, right] {
            if let Some(neighbour) = self.neighbour(cell, beside) {
                for owner in self.owners(neighbour, side).into_iter().filter(|owner| *owner != 0 && *owner != me) {
                    if !self.related(owner, ix) {
                        cost += BESIDE;
                    }
                }
            }
        }
        cost
    }

    fn neighbour(&self, cell: usize, side: Side) -> Option<usize> {
        let (x, y) = (cell % self.columns, cell / self.columns);
        match side {
            Side::Right => (x + 1 < self.columns).then_some(cell + 1),
            Side::Left => (x > 0).then(|| cell - 1),
            Side::Bottom => (y + 1 < self.rows).then_some(cell + self.columns),
            Side::Top => (y > 0).then(|| cell - self.columns),
        }
    }

    /// The cheapest route for wish `ix` as a list of corners, or nothing if every way is blocked.
    pub(crate) fn route(&self, ix: usize, wish: &Wish) -> Option<Vec<Point>> {
        let gates = wish.from.iter().chain(&wish.to).map(Port::gate);
        let mut close: Option<Rect> = None;
        for gate in gates {
            let dot = Rect::around(gate, gate);
            close = Some(close.map_or(dot, |close| close.union(dot)));
        }
        let close = close?;
        for margin in [160, 640] {
            if let Some(route) = self.search(ix, wish, close.inflate(margin)) {
                return Some(route);
            }
        }
        self.search(ix, wish, wish.area)
    }

    fn search(&self, ix: usize, wish: &Wish, window: Rect) -> Option<Vec<Point>> {
        let left = window.x.max(wish.area.x).max(0) / GRID;
        let top = window.y.max(wish.area.y).max(0) / GRID;
        let right = (window.right().min(wish.area.right()) / GRID).min(self.columns as i32 - 1);
        let bottom = (window.bottom().min(wish.area.bottom()) / GRID).min(self.rows as i32 - 1);
        if right < left || bottom < top {
            return None;
        }
        let (width, height) = ((right - left + 1) as usize, (bottom - top + 1) as usize);
        let inside = |at: Point| {
            let (x, y) = (at.x / GRID, at.y / GRID);
            (left..=right).contains(&x) && (top..=bottom).contains(&y)
        };
        let local = |at: Point| (at.y / GRID - top) as usize * width + (at.x / GRID - left) as usize;
        let global = |cell: usize| (cell / width + top as usize) * self.columns + cell % width + left as usize;

        // What can still follow at best: the distance to the box around all goals.
        let goals: Vec<(usize, &Port)> = (wish.to.iter().filter(|port| inside(port.gate())))
            .map(|port| (local(port.gate()), port))
            .collect();
        let boxed = goals.iter().map(|(_, port)| Rect::around(port.gate(), port.gate())).reduce(Rect::union)?;
        let estimate = |cell: usize| {
            let x = (cell % width) as i32 * GRID + left * GRID;
            let y = (cell / width) as i32 * GRID + top * GRID;
            let dx = (boxed.x - x).max(x - boxed.right()).max(0);
            let dy = (boxed.y - y).max(y - boxed.bottom()).max(0);
            (dx + dy) as u32
        };
        let mut is_goal = vec![false; width * height];
        for (cell, _) in &goals {
            is_goal[*cell] = true;
        }

        let size = width * height * 4;
        let mut best = vec![u32::MAX; size];
        let mut parent = vec![usize::MAX; size];
        let mut heap = BinaryHeap::new();
        for port in wish.from.iter().filter(|port| inside(port.gate())) {
            let state = local(port.gate()) * 4 + port.side as usize;
            if port.cost < best[state] {
                best[state] = port.cost;
                heap.push(Reverse((port.cost + estimate(state / 4), state)));
            }
        }
        // Goals are states behind all others, one for each port.
        let mut done = vec![(u32::MAX, usize::MAX); goals.len()];
        while let Some(Reverse((_, state))) = heap.pop() {
            if state >= size {
                let (_, last) = done[state - size];
                return Some(self.trace(wish, &parent, last, goals[state - size].1, &|cell| {
                    let cell = global(cell);
                    point((cell % self.columns) as i32 * GRID, (cell / self.columns) as i32 * GRID)
                }));
            }
            let (cell, side) = (state / 4, Side::ALL[state % 4]);
            let cost = best[state];
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
                let (dx, dy) = next_side.step();
                let (x, y) = ((cell % width) as i32 + dx, (cell / width) as i32 + dy);
                if x < 0 || y < 0 || x >= width as i32 || y >= height as i32 {
                    continue;
                }
                let next = y as usize * width + x as usize;
                let there = global(next);
                if self.blocked[there] && !is_goal[next] {
                    continue;
                }
                let turn = if next_side == side { 0 } else { BEND };
                let cost = cost + turn + self.step_cost(ix, here, there, next_side);
                let state_there = next * 4 + next_side as usize;
                if cost < best[state_there] {
                    best[state_there] = cost;
                    parent[state_there] = state;
                    heap.push(Reverse((cost + estimate(next), state_there)));
                }
            }
        }
        None
    }

    /// Follows the parents back to a port and keeps the corners.
    fn trace(
        &self,
        wish: &Wish,
        parent: &[usize],
        last: usize,
        goal: &Port,
        place: &dyn Fn(usize) -> Point,
    ) -> Vec<Point> {
        let mut points = vec![goal.at];
        let mut state = last;
        let mut side = Side::ALL[last % 4];
        while state != usize::MAX {
            points.push(place(state / 4));
            side = Side::ALL[state % 4];
            state = parent[state];
        }
        let first = points.last().copied().unwrap_or_default();
        if let Some(port) = wish.from.iter().find(|port| port.gate() == first && port.side == side) {
            points.push(port.at);
        }
        points.reverse();
        corners(&points)
    }
}

/// Drops every point that lies on a straight line between its neighbours.
pub(crate) fn corners(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for &at in points {
        if kept.last() == Some(&at) {
            continue;
        }
        if let [.., a, b] = kept.as_slice()
            && ((a.x == b.x && b.x == at.x) || (a.y == b.y && b.y == at.y))
        {
            kept.pop();
        }
        kept.push(at);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(from: Port, to: Port) -> Wish {
        Wish { source: 0, target: 1, from: vec![from], to: vec![to], area: Rect::new(0, 0, 600, 400) }
    }

    fn port(x: i32, y: i32, side: Side) -> Port {
        Port { at: point(x, y), side, cost: 0 }
    }

    #[test]
    fn goes_straight_when_it_can() {
        let wishes = [wish(port(100, 100, Side::Right), port(300, 100, Side::Left))];
        let router = Router::new(600, 400, &[], &[], &wishes);
        assert_eq!(router.route(0, &wishes[0]), Some(vec![point(100, 100), point(300, 100)]));
    }

    #[test]
    fn goes_round_a_shape() {
        let wishes = [wish(port(100, 100, Side::Right), port(400, 100, Side::Left))];
        let wall = Rect::new(200, 60, 100, 80);
        let router = Router::new(600, 400, &[wall], &[], &wishes);
        let route = router.route(0, &wishes[0]).unwrap_or_default();
        assert_eq!(route.len(), 6, "{route:?}");
        for pair in route.windows(2) {
            assert!(!Rect::around(pair[0], pair[1]).inflate(1).overlaps(wall), "{route:?}");
        }
    }

    #[test]
    fn gives_up_when_walled_in() {
        let wishes = [wish(port(100, 100, Side::Right), port(400, 100, Side::Left))];
        let router = Router::new(600, 400, &[Rect::new(200, -50, 100, 500)], &[], &wishes);
        assert_eq!(router.route(0, &wishes[0]), None);
    }
}
