//! Orthogonal routes on a grid of [`GRID`] pixels, found by A*.
//!
//! Only those lines of the grid are kept that a route may want: the ones between shapes and the ones through ports.
//! A route never enters a shape and keeps [`GRID`] pixels of distance. Everything else has a price: length, bends,
//! crossings, running along another route, a port that is taken. The search is deterministic: equal costs are
//! decided by the order of the states.

mod search;

use std::ops::Range;

use crate::geometry::{Point, Rect, point, round_down, round_up};

/// Distance of grid lines, in pixels.
pub(crate) const GRID: i32 = 10;

const BEND: u32 = 40;
const CROSS: u32 = 60;
/// Another route bends where this one passes: reads as a junction.
const TOUCH: u32 = 90;
/// Each step on top of a route that has neither source nor target in common with this one.
const SHARE: u32 = 300;
/// Each step on top of a route with the same source or target: less than beside it, so such routes form a comb.
const MERGE: u32 = 1;
/// Each step one grid line beside another route.
const BESIDE: u32 = 6;
/// Each step along a shape, one and two grid lines away from it, or on a lane border.
const NEAR: u8 = 5;
const CLOSE: u8 = 2;
const BORDER: u8 = 40;
/// Each step sideways where a message flow should go straight.
const SIDEWAYS: u32 = 3;
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

    fn is_across(self) -> bool {
        matches!(self, Side::Right | Side::Left)
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
    /// The route would rather go up or down on top of related routes than beside them.
    pub(crate) comb: bool,
    /// Running sideways below this y has a price: message flows turn outside of the pool.
    pub(crate) sideways_above: i32,
}

/// Owners of one grid edge; 0 is nobody, and more than two are not remembered.
type Owners = [u16; 2];

pub(crate) struct Router {
    /// Coordinates of the grid lines, ascending. A cell is a crossing of two lines.
    xs: Vec<i32>,
    ys: Vec<i32>,
    /// Cells no route may enter.
    blocked: Vec<bool>,
    /// Price of a step onto the cell.
    price: Vec<u8>,
    /// Owners of the edge from the cell to its right neighbour, and to the one below.
    across: Vec<Owners>,
    down: Vec<Owners>,
    /// False where no owner is at or beside the cell: most of them, which makes the search fast.
    busy: Vec<bool>,
    /// Source and target of each owner.
    ends: Vec<(u32, u32)>,
    /// By how many eighths the search overrates what is left of the way. Zero finds the cheapest route; more finds
    /// a good one among far fewer states, which large drawings need.
    haste: u32,
}

impl Router {
    /// `shapes` are obstacles; `borders` are the y of the lines between lanes. Ports of later searches must lie on
    /// the lines through the ports of `wishes`.
    pub(crate) fn new(width: i32, height: i32, shapes: &[Rect], borders: &[i32], wishes: &[Wish]) -> Router {
        let gates = || wishes.iter().flat_map(|wish| wish.from.iter().chain(&wish.to)).map(Port::gate);
        let xs =
            lines(width, shapes.iter().map(|shape| (shape.x, shape.right())), gates().map(|gate| gate.x));
        let ys =
            lines(height, shapes.iter().map(|shape| (shape.y, shape.bottom())), gates().map(|gate| gate.y));
        let count = xs.len() * ys.len();
        let mut router = Router {
            xs,
            ys,
            blocked: vec![false; count],
            price: vec![0; count],
            across: vec![[0; 2]; count],
            down: vec![[0; 2]; count],
            busy: vec![false; count],
            ends: wishes.iter().map(|wish| (wish.source, wish.target)).collect(),
            haste: match wishes.len() {
                0..60 => 0,
                60..120 => 1,
                120..240 => 2,
                _ => 6,
            },
        };
        for shape in shapes {
            router.cells(shape.inflate(2 * GRID), |router, cell| router.price[cell] = CLOSE);
        }
        for shape in shapes {
            router.cells(shape.inflate(GRID), |router, cell| router.price[cell] = NEAR);
        }
        for shape in shapes {
            router.cells(shape.inflate(GRID - 1), |router, cell| router.blocked[cell] = true);
        }
        let columns = router.xs.len();
        for (off, price) in [(-GRID, CLOSE), (GRID, CLOSE), (0, BORDER)] {
            for row in borders.iter().filter_map(|y| router.ys.binary_search(&(y + off)).ok()) {
                for cell in &mut router.price[row * columns..(row + 1) * columns] {
                    *cell = price.max(*cell);
                }
            }
        }
        router
    }

    /// Calls `set` for every cell on or inside `area`.
    fn cells(&mut self, area: Rect, set: impl Fn(&mut Router, usize)) {
        let columns = self.xs.len();
        let x = span(&self.xs, area.x, area.right());
        for row in span(&self.ys, area.y, area.bottom()) {
            for column in x.clone() {
                set(self, row * columns + column);
            }
        }
    }

    /// The cell next to `cell`. At the ends of a row this is a cell of another row, which does no harm: no route
    /// runs along the outermost lines.
    fn beside(&self, cell: usize, side: Side) -> Option<usize> {
        let columns = self.xs.len();
        match side {
            Side::Right => Some(cell + 1),
            Side::Left => cell.checked_sub(1),
            Side::Bottom => Some(cell + columns),
            Side::Top => cell.checked_sub(columns),
        }
    }

    /// Owners of the edge that leaves `cell` towards `side`; the cell at its left or upper end keeps them.
    fn owners(&self, cell: usize, side: Side) -> Owners {
        let keeper = match side {
            Side::Right | Side::Bottom => Some(cell),
            Side::Left | Side::Top => self.beside(cell, side),
        };
        let edges = if side.is_across() { &self.across } else { &self.down };
        keeper.and_then(|keeper| edges.get(keeper)).copied().unwrap_or_default()
    }

    /// Takes the edges under `route` for wish `ix`, or frees them.
    pub(crate) fn mark(&mut self, ix: usize, route: &[Point], take: bool) {
        let owner = u16::try_from(ix + 1).unwrap_or(u16::MAX);
        let (old, new) = if take { (0, owner) } else { (owner, 0) };
        for pair in route.windows(2) {
            let area = Rect::around(pair[0], pair[1]);
            let across = area.h == 0;
            // The last pixels up to the border of a shape lie on the edge that ends inside it.
            let mut x = span(&self.xs, area.x, area.right());
            let mut y = span(&self.ys, area.y, area.bottom());
            let (span, lines) = if across { (&mut x, &self.xs) } else { (&mut y, &self.ys) };
            let from = if across { area.x } else { area.y };
            if span.start > 0 && lines.get(span.start) != Some(&from) {
                span.start -= 1;
            }
            let to = if across { area.right() } else { area.bottom() };
            if span.end > span.start && lines.get(span.end - 1) == Some(&to) {
                span.end -= 1;
            }
            for row in y {
                for column in x.clone() {
                    let cell = row * self.xs.len() + column;
                    self.notice(cell, across);
                    let owners = if across { &mut self.across[cell] } else { &mut self.down[cell] };
                    if take && owners.contains(&owner) {
                        continue;
                    }
                    if let Some(slot) = owners.iter_mut().find(|slot| **slot == old) {
                        *slot = new;
                    }
                }
            }
        }
    }

    /// Both ends of the edge that `cell` keeps, and the cells around them, are busy from now on.
    fn notice(&mut self, cell: usize, across: bool) {
        let columns = self.xs.len();
        let (right, bottom) = if across { (2, 1) } else { (1, 2) };
        let (row, column) = (cell / columns, cell % columns);
        for row in row.saturating_sub(1)..=(row + bottom).min(self.ys.len() - 1) {
            let (from, to) = (column.saturating_sub(1), (column + right).min(columns - 1));
            self.busy[row * columns + from..=row * columns + to].fill(true);
        }
    }

    fn related(&self, owner: u16, ix: usize) -> bool {
        let (source, target) = self.ends[ix];
        self.ends.get(usize::from(owner) - 1).is_some_and(|(s, t)| *s == source || *t == target)
    }

    /// Price of a step, and of what is met at its end, without bends.
    fn step_cost(&self, ix: usize, wish: &Wish, step: &Step) -> u32 {
        let me = ix as u16 + 1;
        let Step { cell, next, side, length, y } = *step;
        // Prices count for each grid step, however many of them one edge spans.
        let steps = length / GRID as u32;
        let mut cost = length + u32::from(self.price[next]) * steps.max(1);
        if side.is_across() && y > wish.sideways_above {
            cost += SIDEWAYS * steps;
        }
        if !self.busy[cell] && !self.busy[next] {
            return cost;
        }
        let others = |owners: Owners| owners.into_iter().filter(move |owner| *owner != 0 && *owner != me);
        for owner in others(self.owners(cell, side)) {
            if !self.related(owner, ix) {
                cost += SHARE;
            } else if wish.comb && !side.is_across() {
                // The part of the way that is already drawn is cheaper than any new line.
                return cost - steps;
            } else {
                cost += MERGE * steps;
            }
        }
        let (left, right) =
            if side.is_across() { (Side::Top, Side::Bottom) } else { (Side::Left, Side::Right) };
        let (one, other) = (self.owners(next, left), self.owners(next, right));
        for owner in others(one).filter(|owner| !self.related(*owner, ix)) {
            cost += if other.contains(&owner) { CROSS } else { TOUCH };
        }
        for owner in others(other).filter(|owner| !self.related(*owner, ix)) {
            cost += if one.contains(&owner) { 0 } else { TOUCH };
        }
        for beside in [left, right].into_iter().filter_map(|way| self.beside(cell, way)) {
            cost += BESIDE * steps * others(self.owners(beside, side)).count() as u32;
        }
        cost
    }
}

/// From one cell to the next one.
struct Step {
    cell: usize,
    next: usize,
    side: Side,
    /// In pixels.
    length: u32,
    /// Where the step begins.
    y: i32,
}

/// Grid lines up to `length`: those that `wanted` names and those no shape lies across.
fn lines(
    length: i32,
    shapes: impl Iterator<Item = (i32, i32)>,
    wanted: impl Iterator<Item = i32>,
) -> Vec<i32> {
    let count = (length.max(0) / GRID + 1) as usize;
    let mut kept = vec![true; count];
    let index = |at: i32| usize::try_from(at / GRID).ok().filter(|ix| *ix < count);
    for (from, to) in shapes {
        let (from, to) = (round_down(from, GRID) + GRID, round_up(to, GRID) - GRID);
        if let (Some(from), Some(to)) = (index(from), index(to))
            && from <= to
        {
            kept[from..=to].fill(false);
        }
    }
    for at in wanted {
        if let Some(ix) = index(at) {
            kept[ix] = true;
        }
    }
    (0..length.max(0) + 1)
        .step_by(GRID as usize)
        .zip(kept)
        .filter(|(_, kept)| *kept)
        .map(|(at, _)| at)
        .collect()
}

/// Indices of the `lines` between `from` and `to`, both included.
fn span(lines: &[i32], from: i32, to: i32) -> Range<usize> {
    let start = lines.partition_point(|line| *line < from);
    start..lines.partition_point(|line| *line <= to).max(start)
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
        Wish {
            source: 0,
            target: 1,
            from: vec![from],
            to: vec![to],
            area: Rect::new(0, 0, 600, 400),
            comb: false,
            sideways_above: i32::MAX,
        }
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
