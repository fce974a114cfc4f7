//! A picture of the process for people: the drawing of the BPMN file, with a title and colours that speak.
//!
//! The picture carries no style sheet, script or reference to anything outside, so it can be put into a page as it
//! is, more than once. Fonts are named, not embedded: text is set in the first of Arial and its relatives.

mod icon;
mod picture;

use std::collections::BTreeSet;

use tthc_model::process::{Process, Task};

use crate::graph::{Graph, NodeKind, named};
use crate::layout::{self, Drawing};
use crate::paint::{self, Paint};
use crate::text;
use crate::xml::{Attributes, Xml};

/// Words for the legend, in the language of the reader. An empty word leaves its entry out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Legend<'a> {
    /// A step that no simplification may remove.
    pub protected: &'a str,
    /// A step that reads a state database.
    pub lookup: &'a str,
    /// A step that writes to a state database.
    pub record: &'a str,
    /// A step that is gone; only used by [`before_after`].
    pub removed: &'a str,
    /// A step that is new; only used by [`before_after`].
    pub added: &'a str,
}

/// Headings over the two pictures of [`before_after`], in the language of the reader.
#[derive(Debug, Clone, Copy, Default)]
pub struct Headings<'a> {
    /// Over the process as it is.
    pub before: &'a str,
    /// Over the process as it will be.
    pub after: &'a str,
}

/// Draws `process` as one SVG document, without a legend.
///
/// The same process gives the same bytes. Lengths are pixels at the size bpmn-js has; the `viewBox` lets the picture
/// scale. There are no errors; see [`crate::bpmn::write`] for what is drawn of a process that contradicts itself.
pub fn write(process: &Process) -> String {
    write_with(process, &Legend::default())
}

/// As [`write`], with a legend of those entries that have a word and occur in the picture.
pub fn write_with(process: &Process, legend: &Legend<'_>) -> String {
    let title = named(&process.name, &process.id);
    let panel = Panel { process, title, marks: &|_| Mark::None };
    document(title, &[panel], legend)
}

/// Draws `before` above `after`. Tasks are compared by id: those only in `before` are red and struck through, those
/// only in `after` are green.
pub fn before_after(
    before: &Process,
    after: &Process,
    headings: &Headings<'_>,
    legend: &Legend<'_>,
) -> String {
    let (old, new) = (task_ids(before), task_ids(after));
    let gone = |task: &Task| if new.contains(task.id.as_str()) { Mark::None } else { Mark::Removed };
    let fresh = |task: &Task| if old.contains(task.id.as_str()) { Mark::None } else { Mark::Added };
    let panels = [
        Panel { process: before, title: headings.before, marks: &gone },
        Panel { process: after, title: headings.after, marks: &fresh },
    ];
    document(named(&after.name, &after.id), &panels, legend)
}

/// Ids of the tasks drawn.
fn task_ids(process: &Process) -> BTreeSet<String> {
    let graph = Graph::new(process);
    let tasks = graph.nodes.iter().filter_map(|node| match node.kind {
        NodeKind::Task(task) => Some(task.id.to_string()),
        _ => None,
    });
    tasks.collect()
}

/// What a comparison says about a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Removed,
    Added,
}

impl Mark {
    fn paint(self, task: &Task) -> Paint {
        match self {
            Mark::None => paint::of(task),
            Mark::Removed => paint::REMOVED,
            Mark::Added => paint::ADDED,
        }
    }
}

/// One process in the document.
struct Panel<'a> {
    process: &'a Process,
    title: &'a str,
    marks: &'a dyn Fn(&Task) -> Mark,
}

const FONTS: &str = "Arial, 'Liberation Sans', 'Noto Sans', Helvetica, sans-serif";
const INK: &str = "#1e293b";
const LEFT: i32 = 40;

fn document(title: &str, panels: &[Panel<'_>], legend: &Legend<'_>) -> String {
    let graphs: Vec<Graph<'_>> = panels.iter().map(|panel| Graph::new(panel.process)).collect();
    let drawings: Vec<Drawing> = graphs.iter().map(layout::draw).collect();
    let width = drawings.iter().map(|drawing| drawing.width).max().unwrap_or(0);
    // A wide picture is shown small: its title is larger.
    let font = (width / 90).clamp(20, 44);
    let head = font * 2;
    let entries = entries(&graphs, panels, legend);
    let foot = if entries.is_empty() { 0 } else { font * 2 };
    let height = drawings.iter().map(|drawing| drawing.height + head).sum::<i32>() + foot;

    let mut xml = Xml::new(false);
    let view = format!("0 0 {width} {height}");
    let [w, h] = [width, height].map(|length| length.to_string());
    xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", &view),
            ("width", &w),
            ("height", &h),
            ("role", "img"),
            ("font-family", FONTS),
        ],
    );
    xml.text("title", &[], title);
    xml.leaf("rect", &[("width", &w), ("height", &h), ("fill", "#ffffff")]);
    let mut top = 0;
    for ((panel, graph), drawing) in panels.iter().zip(&graphs).zip(&drawings) {
        let baseline = (top + font + font / 2).to_string();
        let size = font.to_string();
        let left = LEFT.to_string();
        let style = [("x", left.as_str()), ("y", &baseline), ("font-size", &size), ("font-weight", "bold")];
        xml.text("text", &[&style[..], &[("fill", INK)]].concat(), panel.title);
        top += head;
        xml.open("g", &[("transform", &format!("translate(0 {top})"))]);
        picture::draw(&mut xml, graph, drawing, panel.marks);
        xml.close();
        top += drawing.height;
    }
    draw_legend(&mut xml, &entries, top, font);
    xml.finish()
}

/// Legend entries that occur: paint and word.
fn entries<'a>(graphs: &[Graph<'_>], panels: &[Panel<'_>], legend: &Legend<'a>) -> Vec<(Paint, &'a str)> {
    let mut used = Vec::new();
    for (graph, panel) in graphs.iter().zip(panels) {
        for node in &graph.nodes {
            if let NodeKind::Task(task) = node.kind {
                used.push((panel.marks)(task).paint(task));
            }
        }
    }
    let all = [
        (paint::PROTECTED, legend.protected),
        (paint::LOOKUP, legend.lookup),
        (paint::RECORD, legend.record),
        (paint::REMOVED, legend.removed),
        (paint::ADDED, legend.added),
    ];
    all.into_iter().filter(|(paint, word)| !word.is_empty() && used.contains(paint)).collect()
}

fn draw_legend(xml: &mut Xml, entries: &[(Paint, &str)], top: i32, font: i32) {
    let size = font * 2 / 3;
    let mut x = LEFT;
    for (paint, word) in entries {
        let swatch = [x, top, size * 2, size].map(|value| value.to_string());
        let colours = [("rx", "4"), ("fill", paint.fill), ("stroke", paint.stroke), ("stroke-width", "2")];
        let area: [(&str, &str); 4] =
            [("x", &swatch[0]), ("y", &swatch[1]), ("width", &swatch[2]), ("height", &swatch[3])];
        xml.leaf("rect", &[&area[..], &colours].concat());
        x += size * 2 + size / 2;
        let at = [x, top + size * 17 / 20, size].map(|value| value.to_string());
        let style: &Attributes<'_> = &[("x", &at[0]), ("y", &at[1]), ("font-size", &at[2]), ("fill", INK)];
        xml.text("text", style, word);
        x += text::width(word, size) + size * 2;
    }
}
