//! One process as SVG shapes, in the coordinates of its drawing.

use tthc_model::process::{Task, TaskKind};

use crate::geometry::{Point, Rect, point};
use crate::graph::{Graph, Node, NodeKind, named};
use crate::layout::{Drawing, HEADER, Label, TASK_PADDING};
use crate::paint::{self, Paint};
use crate::text::{self, INNER, OUTER};
use crate::xml::Xml;

use super::icon::Icon;
use super::{INK, Mark};

/// Lanes and their lines.
const LINE: &str = "#94a3b8";
const BAND: [&str; 2] = ["#ffffff", "#f8fafc"];
const STRIP: &str = "#eef2f6";
/// Flows.
const FLOW: &str = "#475569";
const QUIET: &str = "#64748b";
/// Radius of the corners of lines.
const CORNER: i32 = 6;
/// Length of an arrowhead; half of it is its half width.
const ARROW: i32 = 9;
const START: Paint = Paint { stroke: "#1b7a34", fill: "#eaf6ec" };
const END: Paint = Paint { stroke: INK, fill: "#ffffff" };
const GATEWAY: Paint = Paint { stroke: "#8a6d00", fill: "#fffbe6" };

pub(super) fn draw(xml: &mut Xml, graph: &Graph<'_>, drawing: &Drawing, marks: &dyn Fn(&Task) -> Mark) {
    let mut picture = Picture { xml, graph, drawing, marks };
    picture.lanes();
    picture.registers();
    for line in &drawing.flows {
        picture.line(line, FLOW, false);
    }
    for (node, area) in graph.nodes.iter().zip(&drawing.nodes) {
        picture.node(node, *area);
    }
    // After the shapes: the ring where a message flow begins lies on the border of one.
    for (message, line) in graph.messages.iter().zip(&drawing.messages) {
        let paint = if message.reads { paint::LOOKUP } else { paint::RECORD };
        picture.line(line, paint.stroke, true);
    }
    for label in drawing.flow_labels.iter().flatten() {
        picture.label(label, FLOW);
    }
    for label in drawing.node_labels.iter().flatten() {
        picture.label(label, INK);
    }
}

struct Picture<'a> {
    xml: &'a mut Xml,
    graph: &'a Graph<'a>,
    drawing: &'a Drawing,
    marks: &'a dyn Fn(&Task) -> Mark,
}

/// How a line of text looks.
#[derive(Clone, Copy)]
struct Face<'a> {
    size: i32,
    fill: &'a str,
    extra: Option<(&'a str, &'a str)>,
}

impl Face<'_> {
    fn new(size: i32, fill: &str) -> Face<'_> {
        Face { size, fill, extra: None }
    }
}

impl Picture<'_> {
    fn rect(&mut self, area: Rect, radius: i32, paint: Paint, width: &str) {
        let [x, y, w, h, r] = [area.x, area.y, area.w, area.h, radius].map(|value| value.to_string());
        self.xml.leaf(
            "rect",
            &[
                ("x", &x),
                ("y", &y),
                ("width", &w),
                ("height", &h),
                ("rx", &r),
                ("fill", paint.fill),
                ("stroke", paint.stroke),
                ("stroke-width", width),
            ],
        );
    }

    fn circle(&mut self, centre: Point, radius: i32, paint: Paint, width: &str) {
        let [x, y, r] = [centre.x, centre.y, radius].map(|value| value.to_string());
        let place = [("cx", x.as_str()), ("cy", &y), ("r", &r)];
        let look = [("fill", paint.fill), ("stroke", paint.stroke), ("stroke-width", width)];
        self.xml.leaf("circle", &[&place[..], &look].concat());
    }

    /// Lines of text, centred on `centre`.
    fn text(&mut self, lines: &[String], centre: Point, face: Face<'_>) {
        let step = text::height(1, face.size);
        let x = centre.x.to_string();
        let size = face.size.to_string();
        // The baseline is about a third of the font size below the middle of a line.
        let mut y = centre.y - step * (lines.len() as i32 - 1) / 2 + face.size * 7 / 20;
        for line in lines {
            let at = y.to_string();
            let mut attributes = vec![
                ("x", x.as_str()),
                ("y", &at),
                ("font-size", &size),
                ("text-anchor", "middle"),
                ("fill", face.fill),
            ];
            attributes.extend(face.extra);
            self.xml.text("text", &attributes, line);
            y += step;
        }
    }

    fn lanes(&mut self) {
        let pool = self.drawing.pool;
        let strip = Paint { stroke: LINE, fill: STRIP };
        self.rect(pool, 0, strip, "1.5");
        let process = self.graph.process;
        self.upright(named(&process.name, &process.id), Rect { w: HEADER, ..pool }, true);
        for (ix, area) in self.drawing.lanes.iter().enumerate() {
            self.rect(*area, 0, Paint { stroke: LINE, fill: BAND[ix % 2] }, "1");
            let Some(lane) = self.graph.lanes.get(ix) else { continue };
            let head = Rect { w: HEADER, ..*area };
            self.rect(head, 0, strip, "1");
            self.upright(named(&lane.lane.name, &lane.lane.id), head, false);
        }
    }

    /// Text that runs from bottom to top.
    fn upright(&mut self, name: &str, area: Rect, bold: bool) {
        let lines = text::wrap(name, INNER, area.h - 10);
        let Point { x, y } = area.centre();
        self.xml.open("g", &[("transform", &format!("translate({x} {y}) rotate(-90)"))]);
        let extra = bold.then_some(("font-weight", "bold"));
        self.text(&lines, point(0, 0), Face { extra, ..Face::new(INNER, INK) });
        self.xml.close();
    }

    fn registers(&mut self) {
        for (register, area) in self.graph.registers.iter().zip(&self.drawing.registers) {
            let register = register.register;
            self.rect(*area, 4, paint::LOOKUP, "1.5");
            let corner = point(area.x + 10, area.centre().y - 10);
            Icon::Database.draw(self.xml, corner, 140, paint::LOOKUP.stroke, "none");
            let centre = point(area.centre().x + 12, area.centre().y);
            let room = area.w - 44;
            let name = text::wrap(named(&register.name, &register.id), INNER, room);
            let owner = text::wrap(&register.owner, OUTER, room);
            // The owner is shown when there is room for one more line.
            let both = name.len() <= 2 && owner.len() == 1;
            let lift = if both { 8 } else { 0 };
            self.text(&name, point(centre.x, centre.y - lift), Face::new(INNER, INK));
            if both {
                let below = centre.y + text::height(name.len(), INNER) / 2 + 2;
                self.text(&owner, point(centre.x, below), Face::new(OUTER, QUIET));
            }
        }
    }

    /// A line with rounded corners and an arrowhead; message flows are dashed, with a ring where they begin.
    fn line(&mut self, line: &[Point], stroke: &str, message: bool) {
        let [first, .., before, last] = *line else {
            return self.short_line(line, stroke, message);
        };
        self.stroke(line, first, before, last, stroke, message);
    }

    fn short_line(&mut self, line: &[Point], stroke: &str, message: bool) {
        if let [first, last] = *line {
            self.stroke(line, first, first, last, stroke, message);
        }
    }

    fn stroke(
        &mut self,
        line: &[Point],
        first: Point,
        before: Point,
        last: Point,
        stroke: &str,
        message: bool,
    ) {
        let tip = toward(last, before, ARROW - 1);
        let mut path = format!("M{} {}", first.x, first.y);
        for three in line.windows(3) {
            let [a, corner, b] = [three[0], three[1], three[2]];
            let radius = CORNER.min(a.distance(corner) / 2).min(corner.distance(b) / 2);
            let (enter, leave) = (toward(corner, a, radius), toward(corner, b, radius));
            path += &format!("L{} {}Q{} {} {} {}", enter.x, enter.y, corner.x, corner.y, leave.x, leave.y);
        }
        path += &format!("L{} {}", tip.x, tip.y);
        let mut attributes =
            vec![("d", path.as_str()), ("fill", "none"), ("stroke", stroke), ("stroke-width", "1.5")];
        if message {
            attributes.push(("stroke-dasharray", "7 5"));
        }
        self.xml.leaf("path", &attributes);

        let (dx, dy) = ((last.x - before.x).signum(), (last.y - before.y).signum());
        let base = point(last.x - dx * ARROW, last.y - dy * ARROW);
        let (left, right) = (ARROW / 2 * dy, ARROW / 2 * dx);
        let head = format!(
            "M{} {}L{} {}L{} {}Z",
            last.x,
            last.y,
            base.x - left,
            base.y + right,
            base.x + left,
            base.y - right
        );
        let fill = if message { "#ffffff" } else { stroke };
        let look = [("fill", fill), ("stroke", stroke), ("stroke-linejoin", "round")];
        self.xml.leaf("path", &[&[("d", head.as_str())][..], &look].concat());
        if message {
            self.circle(first, 4, Paint { stroke: "#64748b", fill: "#ffffff" }, "1.2");
        }
    }

    fn label(&mut self, label: &Label, fill: &str) {
        self.text(&label.lines, label.area.centre(), Face::new(OUTER, fill));
    }

    fn node(&mut self, node: &Node<'_>, area: Rect) {
        let centre = area.centre();
        match node.kind {
            NodeKind::Task(task) => self.task(task, area),
            NodeKind::Start(_) => self.circle(centre, area.w / 2, START, "2"),
            NodeKind::End(_) => self.circle(centre, area.w / 2 - 1, END, "4"),
            NodeKind::Timer { .. } => {
                let paint = Paint { stroke: "#9a5b00", fill: "#ffffff" };
                self.circle(centre, area.w / 2, paint, "1.5");
                self.circle(centre, area.w / 2 - 4, paint, "1");
                Icon::Clock.draw(self.xml, point(centre.x - 9, centre.y - 9), 130, paint.stroke, "none");
            }
            NodeKind::Exclusive { .. } => self.gateway(area, "M-8 -8L8 8M-8 8L8 -8"),
            NodeKind::Parallel => self.gateway(area, "M-11 0H11M0 -11V11"),
        }
    }

    fn gateway(&mut self, area: Rect, sign: &str) {
        let Point { x, y } = area.centre();
        let half = area.w / 2;
        let place = format!("translate({x} {y})");
        let edge = format!("M0 -{half}L{half} 0L0 {half}L-{half} 0Z");
        self.xml.open("g", &[("transform", &place), ("stroke", GATEWAY.stroke)]);
        let look = [("fill", GATEWAY.fill), ("stroke-width", "1.5"), ("stroke-linejoin", "round")];
        self.xml.leaf("path", &[&[("d", edge.as_str())][..], &look].concat());
        self.xml.leaf("path", &[("d", sign), ("stroke-width", "3.5"), ("stroke-linecap", "round")]);
        self.xml.close();
    }

    fn task(&mut self, task: &Task, area: Rect) {
        let mark = (self.marks)(task);
        let paint = mark.paint(task);
        self.xml.open("g", &[]);
        if !task.documentation.trim().is_empty() {
            self.xml.text("title", &[], &task.documentation);
        }
        let width = if task.protected || mark != Mark::None { "2" } else { "1.5" };
        self.rect(area, 8, paint, width);
        let icon = match task.kind {
            TaskKind::User => Icon::Person,
            TaskKind::Decide { .. } => Icon::Table,
            TaskKind::Service { .. } => Icon::Gear,
            TaskKind::Lookup { .. } => Icon::Database,
            TaskKind::Record { .. } => Icon::Pen,
        };
        icon.draw(self.xml, point(area.x + 7, area.y + 6), 100, paint.stroke, "none");
        if task.protected {
            let corner = point(area.right() - 24, area.y + 5);
            Icon::Shield.draw(self.xml, corner, 120, paint::PROTECTED.stroke, "#ffe3a3");
        }
        let lines = text::wrap(named(&task.name, &task.id), INNER, area.w - 2 * TASK_PADDING);
        let struck = (mark == Mark::Removed).then_some(("text-decoration", "line-through"));
        let face =
            Face { extra: struck, ..Face::new(INNER, if struck.is_some() { paint.stroke } else { INK }) };
        self.text(&lines, area.centre(), face);
        if let Some(term) = &task.term {
            self.term(&term.text, area);
        }
        self.xml.close();
    }

    /// The legal term at the foot of the task, on one line.
    fn term(&mut self, text: &str, area: Rect) {
        let lines = text::wrap(text, OUTER, area.w - 40);
        let Some(line) = lines.first() else { return };
        let line = if lines.len() > 1 { format!("{line} …") } else { line.clone() };
        let width = text::width(&line, OUTER);
        let middle = area.bottom() - 12;
        let left = area.centre().x - (width + 14) / 2;
        Icon::Clock.draw(self.xml, point(left, middle - 5), 75, QUIET, "none");
        self.text(&[line], point(left + 14 + width / 2, middle), Face::new(OUTER, QUIET));
    }
}

/// The point `by` pixels from `from` towards `to`, along one axis.
fn toward(from: Point, to: Point, by: i32) -> Point {
    point(from.x + (to.x - from.x).signum() * by, from.y + (to.y - from.y).signum() * by)
}
