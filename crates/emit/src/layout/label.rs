//! Names beside shapes and lines, set last: everything else already stands.

use crate::geometry::{Point, Rect, point};
use crate::graph::{Graph, Guard, NodeKind};
use crate::text::Lines;

use super::{Drawing, Faults, HEADER, Label, Names};

/// Free pixels around a label.
const AIR: i32 = 3;
/// How far from its shape or line a label may go, in pixels.
const REACH: i32 = 70;
/// Default flows carry a slash near their source, which viewers draw this many pixels to each side.
const SLASH: i32 = 5;
const NEAR_SOURCE: i32 = 25;
/// The search moves in steps of this many pixels.
const STEP: i32 = 5;
/// A label this many cost units away is worse than more space between the shapes.
const FAR: i32 = 90;

/// Sets all labels.
pub(super) fn place(graph: &Graph<'_>, names: &Names, drawing: &mut Drawing) -> Faults {
    let mut setter = Setter::new(drawing);
    // Labels of flows first: they have a line to follow and less choice than those of shapes.
    let flow_labels = (names.flows.iter().enumerate())
        .map(|(ix, lines)| {
            let lines = lines.as_ref()?;
            let is_default = matches!(graph.flows[ix].guard, Guard::Default);
            Some(setter.beside_line(lines, &drawing.flows[ix], ix, is_default))
        })
        .collect();
    let node_labels = (names.nodes.iter().enumerate())
        .map(|(ix, lines)| {
            let lines = lines.as_ref()?;
            let kind = &graph.nodes[ix].kind;
            Some(setter.beside_shape(lines, drawing.nodes[ix], kind))
        })
        .collect();
    drawing.flow_labels = flow_labels;
    drawing.node_labels = node_labels;
    setter.faults
}

struct Setter {
    shapes: Vec<Rect>,
    /// Segments of all lines as flat rectangles, with the number of their line.
    segments: Vec<(usize, Rect)>,
    labels: Vec<Rect>,
    /// Lines between lanes, which no label may lie on.
    borders: Vec<i32>,
    pool: Rect,
    faults: Faults,
}

impl Setter {
    fn new(drawing: &Drawing) -> Setter {
        let lines = drawing.flows.iter().chain(&drawing.messages).enumerate();
        let segments = lines
            .flat_map(|(ix, line)| line.windows(2).map(move |pair| (ix, Rect::around(pair[0], pair[1]))))
            .collect();
        let borders = drawing.lanes.iter().map(|lane| lane.y).collect();
        Setter {
            shapes: drawing.nodes.clone(),
            segments,
            labels: Vec::new(),
            borders,
            pool: drawing.pool,
            faults: Faults::default(),
        }
    }

    /// What can be in the way of a label near `area`.
    fn near(&self, area: Rect) -> Setter {
        let close = |other: &Rect| area.inflate(AIR).overlaps(other.inflate(1));
        Setter {
            shapes: self.shapes.iter().copied().filter(close).collect(),
            segments: self.segments.iter().copied().filter(|(_, segment)| close(segment)).collect(),
            labels: self.labels.iter().copied().filter(close).collect(),
            borders: self.borders.clone(),
            pool: self.pool,
            faults: Faults::default(),
        }
    }

    /// How many things the label would lie on.
    fn hits(&self, area: Rect) -> i32 {
        let wide = area.inflate(AIR);
        let mut hits = 0;
        hits += self.shapes.iter().filter(|shape| wide.overlaps(**shape)).count();
        hits += self.labels.iter().filter(|label| wide.overlaps(**label)).count();
        hits += self.segments.iter().filter(|(_, segment)| wide.overlaps(segment.inflate(1))).count();
        hits += self.borders.iter().filter(|y| area.y <= **y && **y <= area.bottom()).count();
        let pool = self.pool;
        let left = pool.x + 2 * HEADER;
        let inner = Rect::new(left, pool.y, pool.right() - left, pool.h);
        hits += usize::from(!inner.contains(wide));
        hits as i32
    }

    /// The best of `candidates`, which are (cost, place): first by what it lies on, then by cost.
    fn best(&mut self, lines: &Lines, mut candidates: Vec<(i32, Rect)>) -> Label {
        candidates.sort_by_key(|(cost, area)| (*cost, area.y, area.x));
        let around = candidates.iter().map(|(_, area)| *area).reduce(Rect::union).unwrap_or_default();
        let near = self.near(around);
        let mut chosen: Option<(i32, i32, Rect)> = None;
        for (cost, area) in candidates {
            let hits = near.hits(area);
            if chosen.is_none_or(|(least, ..)| hits < least) {
                chosen = Some((hits, cost, area));
            }
            if hits == 0 {
                break;
            }
        }
        let (hits, cost, area) = chosen.unwrap_or_default();
        self.labels.push(area);
        self.faults.hits += u32::from(hits > 0);
        self.faults.far += u32::from(cost > FAR);
        Label { area, lines: lines.lines.clone() }
    }

    /// Above a gateway, below an event, else anywhere near.
    fn beside_shape(&mut self, lines: &Lines, shape: Rect, kind: &NodeKind<'_>) -> Label {
        let (w, h) = (lines.w, lines.h);
        let centre = shape.centre();
        let gateway = kind.is_gateway();
        let mut candidates = Vec::new();
        let mut y = shape.y - REACH - h;
        while y <= shape.bottom() + REACH {
            let mut x = shape.x - REACH - w;
            while x <= shape.right() + REACH {
                let area = Rect::new(x, y, w, h);
                if !area.inflate(AIR).overlaps(shape) {
                    let (dx, dy) = gap(area, shape);
                    let off_centre = (area.centre().x - centre.x).abs();
                    let above = area.bottom() <= shape.y;
                    let below = area.y >= shape.bottom();
                    let side = match (gateway, above, below) {
                        (true, true, _) | (false, _, true) => 0,
                        (true, _, true) | (false, true, _) => 6,
                        _ => 14,
                    };
                    let distance = (dx + dy - 2 * AIR).abs() * 2;
                    candidates.push((side + distance + off_centre / 3, area));
                }
                x += STEP;
            }
            y += STEP;
        }
        // Exactly centred and close, whatever the steps are.
        let x = centre.x - w / 2;
        for (cost, y) in [(0, shape.y - AIR - 2 - h), (0, shape.bottom() + AIR + 2)] {
            let other_side = if gateway == (y < centre.y) { 0 } else { 6 };
            candidates.push((cost + other_side, Rect::new(x, y, w, h)));
        }
        self.best(lines, candidates)
    }

    /// Along the line, as near to its source as possible and not where other lines share the way.
    fn beside_line(&mut self, lines: &Lines, line: &[Point], ix: usize, is_default: bool) -> Label {
        let (w, h) = (lines.w, lines.h);
        let slash = if is_default { SLASH } else { 0 };
        let mut places = Vec::new();
        let mut walked = 0;
        for pair in line.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            let length = a.distance(b);
            let segment = Rect::around(a, b);
            let horizontal = a.y == b.y;
            let along = if horizontal { w } else { h };
            let over = (along - length).max(0);
            let mut at = 0;
            while at <= (length - along).max(0) {
                for first_side in [true, false] {
                    // From where the line is `at` pixels on, the label goes along with it.
                    let off = AIR + 2 + if walked + at < NEAR_SOURCE { slash } else { 0 };
                    let area = if horizontal {
                        let x = if b.x > a.x { a.x + at } else { a.x - at - w };
                        let y = if first_side { a.y - off - h } else { a.y + off };
                        Rect::new(x, y, w, h)
                    } else {
                        let y = if b.y > a.y { a.y + at } else { a.y - at - h };
                        let x = if first_side { a.x + off } else { a.x - off - w };
                        Rect::new(x, y, w, h)
                    };
                    let side = if first_side { 0 } else { 4 };
                    places.push(Place {
                        walked: walked + at,
                        cost: side + over / 2,
                        shared: self.shared(segment, area, ix),
                        horizontal,
                        area,
                    });
                }
                at += STEP;
            }
            walked += length + 20;
        }
        // Where the line leaves the trunk it shares with others, it can be told apart.
        let own = places.iter().filter(|place| !place.shared).map(|place| place.walked).min().unwrap_or(0);
        let mut candidates: Vec<(i32, Rect)> = Vec::new();
        for place in places {
            let mut cost = place.cost + (place.walked - own).abs() / 4;
            if place.shared {
                cost += 40;
            } else if own > 0 && !place.horizontal {
                // Beside the trunk, below the line that left it before, the label would seem to be that line's.
                cost += 50;
            }
            candidates.push((cost, place.area));
        }
        // Near the source as a last resort.
        if let Some(first) = line.first() {
            for dy in [-40, -30, -20, 20, 30, 40] {
                for dx in [-20, 0, 20] {
                    let corner = point(first.x + dx, first.y + dy - if dy < 0 { h } else { 0 });
                    candidates.push((FAR + 20 + dx.abs() + dy.abs(), Rect::new(corner.x, corner.y, w, h)));
                }
            }
        }
        self.best(lines, candidates)
    }

    /// True when another line runs on top of `segment` where the label at `area` would stand.
    fn shared(&self, segment: Rect, area: Rect, ix: usize) -> bool {
        self.segments.iter().any(|(other, line)| {
            let across = segment.h == 0 && line.h == 0 && line.y == segment.y;
            let down = segment.w == 0 && line.w == 0 && line.x == segment.x;
            *other != ix
                && (across
                    && line.x < area.right().min(segment.right())
                    && area.x.max(segment.x) < line.right()
                    || down
                        && line.y < area.bottom().min(segment.bottom())
                        && area.y.max(segment.y) < line.bottom())
        })
    }
}

/// A place for the label of a line.
struct Place {
    /// Length of the line up to here.
    walked: i32,
    cost: i32,
    /// Other lines run on top of this one here.
    shared: bool,
    horizontal: bool,
    area: Rect,
}

/// Horizontal and vertical distance of two rectangles that do not overlap.
fn gap(a: Rect, b: Rect) -> (i32, i32) {
    let dx = (a.x - b.right()).max(b.x - a.right()).max(0);
    let dy = (a.y - b.bottom()).max(b.y - a.bottom()).max(0);
    (dx, dy)
}
