//! Points and rectangles of a drawing, in pixels, the y axis pointing down.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Point {
    pub(crate) x: i32,
    pub(crate) y: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Rect {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) w: i32,
    pub(crate) h: i32,
}

pub(crate) fn point(x: i32, y: i32) -> Point {
    Point { x, y }
}

impl Point {
    pub(crate) fn distance(self, other: Point) -> i32 {
        (self.x - other.x).abs() + (self.y - other.y).abs()
    }
}

impl Rect {
    pub(crate) fn new(x: i32, y: i32, w: i32, h: i32) -> Rect {
        Rect { x, y, w, h }
    }

    pub(crate) fn centred(centre: Point, w: i32, h: i32) -> Rect {
        Rect { x: centre.x - w / 2, y: centre.y - h / 2, w, h }
    }

    pub(crate) fn right(self) -> i32 {
        self.x + self.w
    }

    pub(crate) fn bottom(self) -> i32 {
        self.y + self.h
    }

    pub(crate) fn centre(self) -> Point {
        point(self.x + self.w / 2, self.y + self.h / 2)
    }

    /// Grows by `by` on all four sides.
    pub(crate) fn inflate(self, by: i32) -> Rect {
        Rect { x: self.x - by, y: self.y - by, w: self.w + 2 * by, h: self.h + 2 * by }
    }

    /// True when the interiors meet; a common border is no overlap.
    pub(crate) fn overlaps(self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    pub(crate) fn contains(self, other: Rect) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// The smallest rectangle around two points; flat for a horizontal or vertical segment.
    pub(crate) fn around(a: Point, b: Point) -> Rect {
        Rect { x: a.x.min(b.x), y: a.y.min(b.y), w: (a.x - b.x).abs(), h: (a.y - b.y).abs() }
    }

    pub(crate) fn union(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Rect { x, y, w: self.right().max(other.right()) - x, h: self.bottom().max(other.bottom()) - y }
    }
}

/// Rounds up to a multiple of `step`, which is positive.
pub(crate) fn round_up(value: i32, step: i32) -> i32 {
    (value + step - 1).div_euclid(step) * step
}

/// Rounds down to a multiple of `step`, which is positive.
pub(crate) fn round_down(value: i32, step: i32) -> i32 {
    value.div_euclid(step) * step
}
