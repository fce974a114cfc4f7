//! A layered drawing, from left to right, after Sugiyama: break circles, put every node as far left
//! as its predecessors allow, order the columns so that lines cross little, then straighten lines.
//! Integers only and ties by number: the same graph gives the same drawing everywhere.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Something to place. Its width is that of its column.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) height: i32,
    /// The leftmost column it may stand in.
    pub(super) least: usize,
    /// It stands there and nowhere else.
    pub(super) pinned: bool,
}

/// Something to draw from the right side of one shape to the left side of another.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) from: usize,
    pub(super) to: usize,
    /// How much it matters that the line runs from left to right.
    pub(super) weight: u32,
}

#[derive(Debug)]
pub(super) struct Drawing {
    pub(super) columns: Vec<Column>,
    /// The column and the top of each shape.
    pub(super) places: Vec<(usize, i32)>,
    pub(super) routes: Vec<Route>,
    pub(super) width: i32,
    pub(super) height: i32,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) left: i32,
    pub(super) right: i32,
}

/// The way of a line, from left to right.
#[derive(Debug)]
pub(super) struct Route {
    /// The line runs from right to left: its arrow head is at the first point.
    pub(super) reversed: bool,
    /// The right side of a column and the left side of the next, in turns.
    pub(super) points: Vec<(i32, i32)>,
}

/// Distance between two boxes of a column, and between two lines that pass through one.
const GAP: i32 = 16;
const LANE: i32 = 7;
const SWEEPS: usize = 40;
const STRAIGHTENINGS: usize = 24;

/// Boxes are `width` wide; between columns there is at least `space`, and more where many lines are.
pub(super) fn draw(shapes: &[Shape], lines: &[Line], width: i32, space: i32) -> Drawing {
    let order = order(shapes.len(), lines);
    let mut rank = vec![0; shapes.len()];
    for (at, node) in order.iter().enumerate() {
        rank[*node] = at;
    }
    let reversed: Vec<bool> = lines.iter().map(|line| rank[line.from] > rank[line.to]).collect();
    let ends: Vec<(usize, usize)> = lines
        .iter()
        .zip(&reversed)
        .map(|(line, reversed)| if *reversed { (line.to, line.from) } else { (line.from, line.to) })
        .collect();
    let layer = layers(shapes, &order, &ends);
    let mut net = Net::new(shapes, &layer, &ends);
    net.reduce_crossings();
    net.place();
    finish(&net, shapes, &ends, reversed, (width, space))
}

/// An order of the nodes in which few and light lines run backwards (Eades, Lin and Smyth): sinks go
/// last, sources first, and in a circle the node that gives more than it takes.
fn order(count: usize, lines: &[Line]) -> Vec<usize> {
    let (mut next, mut previous) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    let (mut gives, mut takes) = (vec![0_i64; count], vec![0_i64; count]);
    for line in lines.iter().filter(|line| line.from != line.to) {
        let weight = i64::from(line.weight);
        next[line.from].push((line.to, weight));
        previous[line.to].push((line.from, weight));
        gives[line.from] += weight;
        takes[line.to] += weight;
    }
    let given_at_first = takes.clone();
    let mut left: Vec<bool> = vec![true; count];
    let (mut first, mut last) = (Vec::new(), Vec::new());
    let mut remaining = count;
    // Nodes are taken by number among equals, so queues of candidates need not be kept sorted.
    let mut ends: Vec<usize> =
        (0..count).rev().filter(|node| gives[*node] == 0 || takes[*node] == 0).collect();
    while remaining > 0 {
        let chosen = match ends.pop() {
            Some(node) => node,
            // A circle: one that something outside leads into comes first.
            None => {
                let open = (0..count).filter(|node| left[*node]);
                let best = open.max_by_key(|&node| {
                    (gives[node] - takes[node], given_at_first[node] - takes[node], Reverse(node))
                });
                let Some(best) = best else { break };
                best
            }
        };
        if !std::mem::replace(&mut left[chosen], false) {
            continue;
        }
        remaining -= 1;
        let is_sink = gives[chosen] == 0 && takes[chosen] > 0;
        if is_sink {
            last.push(chosen)
        } else {
            first.push(chosen)
        }
        for &(node, weight) in next[chosen].iter().filter(|(node, _)| left[*node]) {
            takes[node] -= weight;
            if takes[node] == 0 {
                ends.push(node);
            }
        }
        for &(node, weight) in previous[chosen].iter().filter(|(node, _)| left[*node]) {
            gives[node] -= weight;
            if gives[node] == 0 {
                ends.push(node);
            }
        }
    }
    first.extend(last.into_iter().rev());
    first
}

fn layers(shapes: &[Shape], order: &[usize], ends: &[(usize, usize)]) -> Vec<usize> {
    let (mut next, mut previous) = (vec![Vec::new(); shapes.len()], vec![Vec::new(); shapes.len()]);
    for &(from, to) in ends.iter().filter(|(from, to)| from != to) {
        next[from].push(to);
        previous[to].push(from);
    }
    let mut layer: Vec<usize> = shapes.iter().map(|shape| shape.least).collect();
    for &node in order {
        let after = previous[node].iter().map(|before| layer[*before] + 1).max().unwrap_or(0);
        if !shapes[node].pinned {
            layer[node] = layer[node].max(after);
        }
    }
    // What is needed only further right moves there, unless that makes more lines longer than shorter:
    // the lines from one source run together, those to its papers' takers do not.
    for &node in order.iter().rev() {
        let nearest = next[node].iter().map(|after| layer[*after]).min();
        if let Some(nearest) = nearest
            && !shapes[node].pinned
            && next[node].len() >= previous[node].len()
        {
            layer[node] = layer[node].max(nearest.saturating_sub(1));
        }
    }
    layer
}

/// Shapes and the points where lines pass through columns. Lines from one shape share their points.
struct Net {
    /// Node numbers from top to bottom; the shapes keep their numbers.
    columns: Vec<Vec<usize>>,
    column_of: Vec<usize>,
    height: Vec<i32>,
    /// How many lines pass; 0 for a shape.
    passing: Vec<i64>,
    next: Vec<Vec<usize>>,
    previous: Vec<Vec<usize>>,
    top: Vec<i64>,
    /// The nodes of each line, from left to right.
    ways: Vec<Vec<usize>>,
}

impl Net {
    fn new(shapes: &[Shape], layer: &[usize], ends: &[(usize, usize)]) -> Net {
        let columns = layer.iter().max().map_or(0, |last| last + 1);
        let mut net = Net {
            columns: vec![Vec::new(); columns],
            column_of: layer.to_vec(),
            height: shapes.iter().map(|shape| shape.height).collect(),
            passing: vec![0; shapes.len()],
            next: vec![Vec::new(); shapes.len()],
            previous: vec![Vec::new(); shapes.len()],
            top: Vec::new(),
            ways: Vec::with_capacity(ends.len()),
        };
        for (node, column) in layer.iter().enumerate() {
            net.columns[*column].push(node);
        }
        let mut points: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for &(from, to) in ends {
            let mut way = vec![from];
            for column in layer[from] + 1..layer[to] {
                let point = *points.entry((from, column)).or_insert_with(|| {
                    net.columns[column].push(net.height.len());
                    net.column_of.push(column);
                    net.height.push(0);
                    net.passing.push(0);
                    net.next.push(Vec::new());
                    net.previous.push(Vec::new());
                    net.height.len() - 1
                });
                net.passing[point] += 1;
                way.push(point);
            }
            way.push(to);
            for pair in way.windows(2) {
                if !net.next[pair[0]].contains(&pair[1]) {
                    net.next[pair[0]].push(pair[1]);
                    net.previous[pair[1]].push(pair[0]);
                }
            }
            net.ways.push(way);
        }
        net.top = vec![0; net.height.len()];
        net
    }

    fn reduce_crossings(&mut self) {
        let mut best = self.columns.clone();
        let mut fewest = self.crossings();
        for sweep in 0..SWEEPS {
            if fewest == 0 {
                break;
            }
            let forwards = sweep % 2 == 0;
            let count = self.columns.len();
            let sequence: Vec<usize> =
                if forwards { (1..count).collect() } else { (0..count.saturating_sub(1)).rev().collect() };
            for column in sequence {
                self.sort_by_neighbours(column, forwards);
            }
            let crossings = self.crossings();
            if crossings < fewest {
                fewest = crossings;
                best.clone_from(&self.columns);
            }
        }
        self.columns = best;
        // What has no line goes below the others: it would only stand between them.
        for column in &mut self.columns {
            column.sort_by_key(|node| self.next[*node].is_empty() && self.previous[*node].is_empty());
        }
    }

    /// By the mean place of the neighbours in the column that was just ordered. What has none keeps
    /// its place among the others.
    fn sort_by_neighbours(&mut self, column: usize, forwards: bool) {
        let beside = if forwards { column - 1 } else { column + 1 };
        let mut place = vec![0_i64; self.height.len()];
        for (at, node) in self.columns[beside].iter().enumerate() {
            place[*node] = at as i64;
        }
        let neighbours = if forwards { &self.previous } else { &self.next };
        let scale = self.columns[beside].len().max(1) as i64;
        let own = self.columns[column].len().max(1) as i64;
        let mut nodes: Vec<(i64, usize)> = self.columns[column]
            .iter()
            .enumerate()
            .map(|(at, &node)| {
                let beside = &neighbours[node];
                let sum: i64 = beside.iter().map(|other| place[*other] * 2 + 1).sum();
                let mean = match beside.len() {
                    0 => (at as i64 * 2 + 1) * 1_000_000 / own,
                    count => sum * 1_000_000 / (count as i64 * scale),
                };
                (mean, node)
            })
            .collect();
        nodes.sort_by_key(|(mean, _)| *mean);
        self.columns[column] = nodes.into_iter().map(|(_, node)| node).collect();
    }

    fn crossings(&self) -> u64 {
        let mut place = vec![0_usize; self.height.len()];
        for column in &self.columns {
            for (at, node) in column.iter().enumerate() {
                place[*node] = at;
            }
        }
        self.columns.windows(2).map(|pair| self.crossings_between(&pair[0], pair[1].len(), &place)).sum()
    }

    /// Counts, for every line from top to bottom, the earlier ones that end below it.
    fn crossings_between(&self, column: &[usize], width: usize, place: &[usize]) -> u64 {
        let mut tree = vec![0_u64; width + 1];
        let (mut crossings, mut total) = (0, 0);
        for node in column {
            let mut targets: Vec<usize> = self.next[*node].iter().map(|target| place[*target]).collect();
            targets.sort_unstable();
            for target in &targets {
                let mut at = target + 1;
                let mut not_below = 0;
                while at > 0 {
                    not_below += tree[at];
                    at &= at - 1;
                }
                crossings += total - not_below;
            }
            for target in targets {
                total += 1;
                let mut at = target + 1;
                while at <= width {
                    tree[at] += 1;
                    at += at & at.wrapping_neg();
                }
            }
        }
        crossings
    }

    /// The distance between the tops of two neighbours of a column.
    fn distance(&self, above: usize, below: usize) -> i64 {
        let both_pass = self.passing[above] > 0 && self.passing[below] > 0;
        i64::from(self.height[above] + if both_pass { LANE } else { GAP })
    }

    fn place(&mut self) {
        for column in 0..self.columns.len() {
            let mut top = 0;
            for at in 0..self.columns[column].len() {
                let node = self.columns[column][at];
                if at > 0 {
                    top += self.distance(self.columns[column][at - 1], node);
                }
                self.top[node] = top;
            }
        }
        let tallest = (0..self.columns.len()).map(|column| self.bottom(column)).max().unwrap_or(0);
        for column in 0..self.columns.len() {
            let shift = (tallest - self.bottom(column)) / 2;
            for &node in &self.columns[column] {
                self.top[node] += shift;
            }
        }
        for round in 0..STRAIGHTENINGS {
            let count = self.columns.len();
            let forwards = round % 2 == 0;
            for at in 0..count {
                self.straighten(
                    if forwards { at } else { count - 1 - at },
                    round + 2 < STRAIGHTENINGS,
                    forwards,
                );
            }
        }
        let highest = self.top.iter().min().copied().unwrap_or(0);
        for top in &mut self.top {
            *top -= highest;
        }
    }

    fn bottom(&self, column: usize) -> i64 {
        self.columns[column].last().map_or(0, |node| self.top[*node] + i64::from(self.height[*node]))
    }

    fn middle(&self, node: usize) -> i64 {
        self.top[node] + i64::from(self.height[node]) / 2
    }

    /// Moves the nodes of a column as near as they can come to their neighbours without changing
    /// their order: least squares under a chain of distances, solved by pooling (isotonic regression).
    fn straighten(&mut self, column: usize, one_side: bool, forwards: bool) {
        /// Nodes that stand at their least distances: how many, their weight, and weight × wish.
        struct Pool {
            count: usize,
            weight: i64,
            sum: i64,
        }
        impl Pool {
            fn wish(&self) -> i64 {
                self.sum.div_euclid(self.weight)
            }
        }
        let nodes = self.columns[column].clone();
        let mut pools: Vec<Pool> = Vec::new();
        let mut offsets = Vec::with_capacity(nodes.len());
        let mut offset = 0;
        for (at, &node) in nodes.iter().enumerate() {
            if at > 0 {
                offset += self.distance(nodes[at - 1], node);
            }
            offsets.push(offset);
            let (near, far) = if forwards {
                (&self.previous[node], &self.next[node])
            } else {
                (&self.next[node], &self.previous[node])
            };
            let wished: Vec<i64> = match one_side && !near.is_empty() {
                true => near.iter().map(|other| self.middle(*other)).collect(),
                false => near.iter().chain(far).map(|other| self.middle(*other)).collect(),
            };
            // A long line is worth more when it is straight than a box when it is central.
            let weight = if self.passing[node] > 0 { 8 } else { 1 };
            let (weight, wish) = match (wished.len() as i64, pools.last()) {
                // Without a wish of its own: directly below the one above.
                (0, Some(above)) => (1, above.wish()),
                (0, None) => (1, self.top[node]),
                (count, _) => {
                    let middle = wished.iter().sum::<i64>() / count;
                    (weight * 64, middle - i64::from(self.height[node]) / 2 - offset)
                }
            };
            pools.push(Pool { count: 1, weight, sum: weight * wish });
            while let [.., above, below] = pools.as_slice()
                && above.wish() > below.wish()
            {
                let Some(below) = pools.pop() else { break };
                if let Some(above) = pools.last_mut() {
                    above.count += below.count;
                    above.weight += below.weight;
                    above.sum += below.sum;
                }
            }
        }
        let mut at = 0;
        for pool in pools {
            for _ in 0..pool.count {
                self.top[nodes[at]] = pool.wish() + offsets[at];
                at += 1;
            }
        }
    }
}

fn finish(
    net: &Net,
    shapes: &[Shape],
    ends: &[(usize, usize)],
    reversed: Vec<bool>,
    (box_width, space): (i32, i32),
) -> Drawing {
    let mut columns = Vec::with_capacity(net.columns.len());
    let mut left = 0;
    for (at, column) in net.columns.iter().enumerate() {
        columns.push(Column { left, right: left + box_width });
        let lines: usize = column.iter().map(|node| net.next[*node].len()).sum();
        let last = at + 1 == net.columns.len();
        left += box_width + if last { 0 } else { space + i32::try_from(lines).unwrap_or(0).min(60) * 2 };
    }
    let top = |node: usize| i32::try_from(net.top[node]).unwrap_or(0);
    let ports = Ports::new(net, ends);
    let routes = net.ways.iter().zip(reversed).enumerate().map(|(line, (way, reversed))| {
        let mut points = Vec::with_capacity(way.len() * 2);
        for (at, &node) in way.iter().enumerate() {
            let column = columns[net.column_of[node]];
            let (is_first, is_last) = (at == 0, at + 1 == way.len());
            if !is_first {
                let y = if is_last { ports.entry[line] } else { top(node) };
                points.push((column.left, y));
            }
            if !is_last {
                let y = if is_first { ports.exit[line] } else { top(node) };
                points.push((column.right, y));
            }
        }
        Route { reversed, points }
    });
    let routes = routes.collect();
    let places = (0..shapes.len()).map(|shape| (net.column_of[shape], top(shape))).collect();
    let height = (0..net.height.len()).map(|node| top(node) + net.height[node]).max().unwrap_or(0);
    Drawing { width: columns.last().map_or(0, |column| column.right), columns, places, routes, height }
}

/// Where lines leave and reach their shapes: spread over the side in the order of their other ends.
struct Ports {
    exit: Vec<i32>,
    entry: Vec<i32>,
}

impl Ports {
    fn new(net: &Net, ends: &[(usize, usize)]) -> Ports {
        let mut ports = Ports { exit: vec![0; ends.len()], entry: vec![0; ends.len()] };
        let (mut out, mut into): (BTreeMap<usize, Vec<usize>>, BTreeMap<usize, Vec<usize>>) =
            Default::default();
        for (line, &(from, to)) in ends.iter().enumerate() {
            out.entry(from).or_default().push(line);
            into.entry(to).or_default().push(line);
        }
        for (shape, mut lines) in out {
            lines.sort_by_key(|line| (net.middle(net.ways[*line][1]), net.ways[*line][1], *line));
            // Lines that share their first point leave as one.
            let firsts: Vec<usize> = lines.iter().map(|line| net.ways[*line][1]).collect();
            spread(net, shape, &lines, &firsts, &mut ports.exit);
        }
        for (shape, mut lines) in into {
            let before = |line: usize| net.ways[line][net.ways[line].len() - 2];
            lines.sort_by_key(|line| (net.middle(before(*line)), before(*line), *line));
            let lasts: Vec<usize> = lines.iter().map(|line| before(*line)).collect();
            spread(net, shape, &lines, &lasts, &mut ports.entry);
        }
        ports
    }
}

/// `ends` names, for each line, what its port is shared by; equal ones stand together.
fn spread(net: &Net, shape: usize, lines: &[usize], ends: &[usize], ports: &mut [i32]) {
    let places: Vec<i32> = ends
        .iter()
        .scan((None, -1), |(last, place), end| {
            if *last != Some(*end) {
                *last = Some(*end);
                *place += 1;
            }
            Some(*place)
        })
        .collect();
    let count = places.last().map_or(1, |last| last + 1);
    let room = net.height[shape] - 16;
    let step = if count > 1 { (room / (count - 1)).clamp(0, 9) } else { 0 };
    let middle = i32::try_from(net.middle(shape)).unwrap_or(0);
    for (line, place) in lines.iter().zip(places) {
        ports[*line] = middle + place * step - (count - 1) * step / 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(least: &[usize]) -> Vec<Shape> {
        least.iter().map(|least| Shape { height: 40, least: *least, pinned: false }).collect()
    }

    fn lines(ends: &[(usize, usize, u32)]) -> Vec<Line> {
        ends.iter().map(|&(from, to, weight)| Line { from, to, weight }).collect()
    }

    fn columns(drawing: &Drawing) -> Vec<usize> {
        drawing.places.iter().map(|(column, _)| *column).collect()
    }

    #[test]
    fn lines_run_from_left_to_right_as_far_left_as_they_can() {
        let drawing = draw(&shapes(&[0; 4]), &lines(&[(0, 1, 1), (1, 2, 1), (0, 2, 1), (3, 2, 1)]), 100, 50);
        // The last is needed in the third column only.
        assert_eq!(columns(&drawing), [0, 1, 2, 1]);
        assert!(drawing.routes.iter().all(|route| !route.reversed));
        assert_eq!(drawing.routes[2].points.len(), 4, "a long line passes through the column between");
    }

    #[test]
    fn the_lightest_line_of_a_circle_runs_back() {
        let drawing = draw(&shapes(&[0; 3]), &lines(&[(0, 1, 3), (1, 2, 3), (2, 0, 1)]), 100, 50);
        let reversed: Vec<bool> = drawing.routes.iter().map(|route| route.reversed).collect();
        assert_eq!(reversed, [false, false, true]);
        assert_eq!(columns(&drawing), [0, 1, 2]);
    }

    #[test]
    fn a_circle_starts_where_something_leads_into_it() {
        let drawing = draw(&shapes(&[0; 3]), &lines(&[(0, 1, 3), (1, 0, 3), (2, 1, 1)]), 100, 50);
        assert_eq!(columns(&drawing), [2, 1, 0]);
    }

    #[test]
    fn nothing_crosses_that_need_not_and_nothing_overlaps() {
        let drawing = draw(&shapes(&[0; 6]), &lines(&[(0, 5, 1), (1, 4, 1), (2, 3, 1)]), 100, 50);
        let top = |shape: usize| drawing.places[shape].1;
        assert_eq!((top(0), top(1), top(2)), (top(5), top(4), top(3)), "every line is straight");
        for column in [[0, 1, 2], [3, 4, 5]] {
            let mut tops: Vec<i32> = column.iter().map(|shape| top(*shape)).collect();
            tops.sort_unstable();
            assert!(tops.windows(2).all(|pair| pair[1] - pair[0] >= 40 + GAP), "{tops:?}");
        }
    }

    #[test]
    fn boxes_never_overlap_and_lines_meet_their_boxes() {
        // A small generator: the picture need not be pretty, but it must be right.
        let mut seed = 7_u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        for _ in 0..40 {
            let count = 2 + random(30);
            let shapes: Vec<Shape> = (0..count)
                .map(|_| Shape { height: 30 + random(40) as i32, least: random(3), pinned: false })
                .collect();
            let lines: Vec<Line> = (0..random(80))
                .map(|_| Line { from: random(count), to: random(count), weight: 1 })
                .filter(|line| line.from != line.to)
                .collect();
            let drawing = draw(&shapes, &lines, 100, 40);
            for (a, place) in drawing.places.iter().enumerate() {
                assert!(place.1 >= 0 && place.1 + shapes[a].height <= drawing.height);
                for (b, other) in drawing.places.iter().enumerate().filter(|(b, _)| *b != a) {
                    let apart = place.0 != other.0
                        || place.1 + shapes[a].height <= other.1
                        || other.1 + shapes[b].height <= place.1;
                    assert!(apart, "{a} and {b} overlap");
                }
            }
            for (line, route) in lines.iter().zip(&drawing.routes) {
                let (left, right) = if route.reversed { (line.to, line.from) } else { (line.from, line.to) };
                for (shape, point) in [(left, route.points.first()), (right, route.points.last())] {
                    let (column, top) = drawing.places[shape];
                    let (x, y) = point.copied().unwrap_or_default();
                    let side = drawing.columns[column];
                    assert!(x == if shape == left { side.right } else { side.left });
                    assert!((top..=top + shapes[shape].height).contains(&y));
                }
                assert_eq!(route.points.len() % 2, 0);
            }
        }
    }

    #[test]
    fn nothing_at_all_is_a_drawing_too() {
        let drawing = draw(&[], &[], 100, 40);
        assert_eq!((drawing.width, drawing.height), (0, 0));
    }
}
