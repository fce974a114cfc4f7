//! The graph as a picture for people.
//!
//! No style sheet, script or reference to anything outside: the picture can be put into a page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use tthc_analysis::graph::{Edge, Grade, Node};
use tthc_model::ItemKind;

use super::layout::{self, Drawing, Line, Route, Shape};
use super::picture::{self, Arrow, Band, Mark, Tile};
use super::{View, text};

const FONTS: &str = "Arial, 'Liberation Sans', 'Noto Sans', Helvetica, sans-serif";
const INK: &str = "#1e293b";
const FAINT: &str = "#64748b";
const RED: &str = "#dc2626";

/// Boxes: the space around their text, and two font sizes.
const INSET: i32 = 10;
const SIZE: i32 = 13;
const SMALL: i32 = 11;
const LEADING: i32 = 17;

const MARGIN: i32 = 36;
/// A picture is never narrower, so that its legend fits.
const NARROWEST: i32 = 1100;
/// Above each band, for the headings of its columns.
const HEADINGS: i32 = 54;

/// A box with its text set.
struct Block<'a> {
    tile: Tile<'a>,
    title: Vec<String>,
    note: Vec<String>,
    width: i32,
}

impl<'a> Block<'a> {
    fn new(view: &View<'_>, tile: Tile<'a>, width: i32) -> Block<'a> {
        let room = width - 2 * INSET;
        let title = text::wrap(&view.title(tile.node), SIZE, room, 4);
        let note = text::wrap(&tile.note, SMALL, room, 2);
        Block { tile, title, note, width }
    }

    fn height(&self) -> i32 {
        count(&self.title).max(1) * LEADING + count(&self.note) * (LEADING - 2) + 14
    }
}

/// A band with its places.
struct Laid<'a> {
    blocks: Vec<Block<'a>>,
    arrows: Vec<Arrow<'a>>,
    drawing: Drawing,
}

impl<'a> Laid<'a> {
    fn new(view: &View<'_>, band: Band<'a>) -> Laid<'a> {
        let blocks: Vec<Block<'_>> =
            band.tiles.into_iter().map(|tile| Block::new(view, tile, band.width)).collect();
        let number: BTreeMap<&Node, usize> =
            blocks.iter().enumerate().map(|(at, block)| (block.tile.node, at)).collect();
        let shapes: Vec<Shape> = blocks
            .iter()
            .map(|block| Shape { height: block.height(), least: block.tile.least, pinned: block.tile.pinned })
            .collect();
        let lines: Vec<Line> = band
            .arrows
            .iter()
            .map(|arrow| {
                let (from, to) = (number[arrow.from], number[arrow.to]);
                let (from, to) = if arrow.leftwards { (to, from) } else { (from, to) };
                Line { from, to, weight: weight(arrow.edge) }
            })
            .collect();
        let drawing = layout::draw(&shapes, &lines, band.width, band.space);
        Laid { blocks, arrows: band.arrows, drawing }
    }
}

pub(super) fn write(view: &View<'_>) -> String {
    let mut bands: Vec<Laid<'_>> = picture::of(view).into_iter().map(|band| Laid::new(view, band)).collect();
    bands.retain(|band| !band.blocks.is_empty());

    let width = bands.iter().map(|band| band.drawing.width).fold(NARROWEST, i32::max);
    // A wide picture is shown small: what explains it is larger.
    let font = (width / 80).clamp(18, 40);
    let small = (font * 11 / 20).max(SIZE);
    let leading = small * 8 / 5;
    let findings: Vec<String> =
        findings(view).iter().flat_map(|line| text::wrap(line, small, width, 4)).collect();
    let heights: i32 = bands.iter().map(|band| HEADINGS + band.drawing.height).sum();
    let legend = MARGIN + font + heights + 60;
    let height = legend + count(&findings) * leading + MARGIN;

    let mut page = Page { out: String::new() };
    let title = title(view);
    page.open(width + 2 * MARGIN, height, &title);
    page.text(MARGIN, MARGIN + font * 4 / 5, font, INK, true, &title);
    let mut top = MARGIN + font;
    for band in &bands {
        top += HEADINGS;
        page.band(view, band, top);
        top += band.drawing.height;
    }
    page.legend(view, &bands, legend, small);
    for (at, line) in (1..).zip(&findings) {
        page.text(MARGIN, legend + at * leading, small, INK, false, line);
    }
    page.put(format_args!("</svg>"));
    page.out
}

/// How much it matters that an arrow runs from left to right: a demand in some cases may run back.
fn weight(edge: Edge) -> u32 {
    match edge {
        Edge::Asks { always: false } | Edge::Issues { always: false } => 1,
        _ => 3,
    }
}

fn count(lines: &[String]) -> i32 {
    i32::try_from(lines.len()).unwrap_or(i32::MAX / 64)
}

/// Fill and stroke.
fn paint(tile: &Tile<'_>) -> (&'static str, &'static str) {
    match tile.node {
        Node::Document(_) if tile.mark == Mark::Strong => ("#fcdcae", "#c2650c"),
        Node::Document(_) => ("#fdf6e0", "#b7891b"),
        Node::Source(_) => ("#e0ebfd", "#3b6fd4"),
        Node::Procedure(_) => ("#e3f3e6", "#3d8b4f"),
        Node::Component(_) => ("#fbe9e3", "#b5654a"),
        Node::Fact(_) if tile.mark == Mark::Weak => ("#f8fafc", "#cbd5e1"),
        Node::Fact(_) => ("#ffffff", "#475569"),
        Node::Step(_) => ("#efe8fa", "#7c5cbf"),
    }
}

/// Colour, width, and whether it is dashed.
fn pen(edge: Edge, circle: Option<Grade>) -> (&'static str, &'static str, bool) {
    let dashed = matches!(edge, Edge::Asks { always: false } | Edge::Issues { always: false });
    let (colour, width) = match (circle, edge) {
        (Some(Grade::Open), _) => (RED, "1.6"),
        (Some(_), _) => (RED, "2.8"),
        (None, Edge::Holds { .. } | Edge::Stores) => ("#7ba3ea", "1.1"),
        (None, Edge::Issues { .. }) => ("#3d8b4f", "2"),
        (None, Edge::Attests) => ("#cf9c8b", "1.1"),
        (None, Edge::After) => ("#7c5cbf", "1.6"),
        (None, _) => ("#94a3b8", "1.1"),
    };
    (colour, width, dashed)
}

struct Page {
    out: String,
}

impl Page {
    /// Writing to a string cannot fail.
    fn put(&mut self, line: std::fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(line);
        self.out.push('\n');
    }

    fn open(&mut self, width: i32, height: i32, title: &str) {
        self.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" font-family=\"{FONTS}\">"
        ));
        self.put(format_args!("<title>{}</title>", escaped(title)));
        self.put(format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>"));
    }

    fn text(&mut self, x: i32, y: i32, size: i32, colour: &str, bold: bool, text: &str) {
        let bold = if bold { " font-weight=\"bold\"" } else { "" };
        let text = escaped(text);
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\"{bold}>{text}</text>"
        ));
    }

    fn band(&mut self, view: &View<'_>, band: &Laid<'_>, top: i32) {
        self.put(format_args!("<g transform=\"translate({MARGIN} {top})\">"));
        let mut last = String::new();
        for (at, column) in band.drawing.columns.iter().enumerate() {
            let nodes = band.blocks.iter().zip(&band.drawing.places).filter(|(_, place)| place.0 == at);
            let kinds: BTreeSet<&str> = nodes.map(|(block, _)| heading(view, block.tile.node)).collect();
            let heading = kinds.into_iter().collect::<Vec<&str>>().join(" · ");
            if heading != last {
                self.text(column.left, -16, SIZE, FAINT, true, &heading);
                last = heading;
            }
        }
        // Circles last, so that nothing hides them.
        let mut drawn: Vec<usize> = (0..band.arrows.len()).collect();
        drawn.sort_by_key(|at| (band.arrows[*at].circle, band.arrows[*at].edge.code() == "issues", *at));
        for at in drawn {
            self.route(&band.drawing.routes[at], &band.arrows[at], view);
        }
        for (block, (column, top)) in band.blocks.iter().zip(&band.drawing.places) {
            self.block(view, block, band.drawing.columns[*column].left, *top);
        }
        self.put(format_args!("</g>"));
    }

    fn block(&mut self, view: &View<'_>, block: &Block<'_>, left: i32, top: i32) {
        let tile = &block.tile;
        let (fill, stroke) = paint(tile);
        let (stroke, pen) = if tile.circle { (RED, "2") } else { (stroke, "1.2") };
        let (width, height) = (block.width, block.height());
        let bold = matches!(tile.node, Node::Procedure(_)) || tile.mark == Mark::Strong;
        let ink = if tile.mark == Mark::Weak { FAINT } else { INK };
        self.put(format_args!("<g><title>{}</title>", escaped(&view.id(tile.node))));
        self.put(format_args!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{fill}\" \
             stroke=\"{stroke}\" stroke-width=\"{pen}\"/>"
        ));
        let mut y = top + 7 + SIZE;
        for line in &block.title {
            self.text(left + INSET, y, SIZE, ink, bold, line);
            y += LEADING;
        }
        for line in &block.note {
            self.text(left + INSET, y - 2, SMALL, FAINT, false, line);
            y += LEADING - 2;
        }
        self.put(format_args!("</g>"));
    }

    /// A curve that leaves and reaches columns horizontally.
    fn route(&mut self, route: &Route, arrow: &Arrow<'_>, view: &View<'_>) {
        let (colour, width, dashed) = pen(arrow.edge, arrow.circle);
        let mut path = String::new();
        for (at, (x, y)) in route.points.iter().enumerate() {
            let _ = match at.checked_sub(1).map(|before| route.points[before]) {
                None => write!(path, "M{x} {y}"),
                // From the left to the right side of a column that the line passes through.
                Some(_) if at % 2 == 0 => write!(path, " H{x}"),
                Some((from_x, from_y)) => {
                    let middle = (from_x + x) / 2;
                    write!(path, " C{middle} {from_y} {middle} {y} {x} {y}")
                }
            };
        }
        let dash = if dashed { " stroke-dasharray=\"6 4\"" } else { "" };
        self.put(format_args!(
            "<g><title>{} → {}</title><path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" \
             stroke-width=\"{width}\"{dash}/>",
            escaped(&view.id(arrow.from)),
            escaped(&view.id(arrow.to))
        ));
        let leftwards = route.reversed != arrow.leftwards;
        let head = if leftwards { route.points.first() } else { route.points.last() };
        if let Some((x, y)) = head {
            let back = if leftwards { 7 } else { -7 };
            self.put(format_args!("<path d=\"M{x} {y} l{back} -3.5 v7 z\" fill=\"{colour}\"/></g>"));
        } else {
            self.put(format_args!("</g>"));
        }
    }

    /// Only of what occurs.
    fn legend(&mut self, view: &View<'_>, bands: &[Laid<'_>], y: i32, size: i32) {
        let mut x = MARGIN;
        let arrows: Vec<&Arrow<'_>> = bands.iter().flat_map(|band| &band.arrows).collect();
        for (edge, circle, words) in legend(view) {
            let pen = pen(edge, circle);
            if !arrows.iter().any(|arrow| self::pen(arrow.edge, arrow.circle) == pen) {
                continue;
            }
            let (colour, width, dashed) = pen;
            let dash = if dashed { " stroke-dasharray=\"6 4\"" } else { "" };
            self.put(format_args!(
                "<path d=\"M{x} {} h{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{dash}/>",
                y - size / 3,
                size * 5 / 2
            ));
            x += size * 3;
            self.text(x, y, size, INK, false, words);
            x += text::width(words, size) + size * 3 / 2;
        }
        let mut tiles = bands.iter().flat_map(|band| &band.blocks).map(|block| &block.tile);
        if let Some(again) =
            tiles.find(|tile| tile.mark == Mark::Strong && matches!(tile.node, Node::Document(_)))
        {
            let (fill, stroke) = paint(again);
            self.put(format_args!(
                "<rect x=\"{x}\" y=\"{}\" width=\"{}\" height=\"{size}\" rx=\"3\" fill=\"{fill}\" stroke=\"{stroke}\"/>",
                y - size * 5 / 6,
                size * 2
            ));
            let words = view
                .say("giấy tờ Nhà nước cấp rồi yêu cầu nộp lại", "issued by the state and asked for again");
            self.text(x + size * 5 / 2, y, size, INK, false, words);
        }
    }
}

fn legend(view: &View<'_>) -> Vec<(Edge, Option<Grade>, &'static str)> {
    let issues = Edge::Issues { always: true };
    let entries = [
        (Edge::Stores, None, "nguồn lưu giữ", "a source holds it"),
        (Edge::Asks { always: true }, None, "phải nộp", "always asked for"),
        (Edge::Asks { always: false }, None, "nộp tùy trường hợp", "asked for in some cases"),
        (issues, None, "kết quả của thủ tục", "result of the procedure"),
        (Edge::Attests, None, "chứng minh", "attests"),
        (Edge::After, None, "bước tiếp theo", "next step"),
        (issues, Some(Grade::Open), "vòng lặp có lối vào khác", "circle with another way in"),
        (issues, Some(Grade::Closed), "vòng lặp khép kín", "closed circle"),
    ];
    entries.into_iter().map(|(edge, circle, vi, en)| (edge, circle, view.say(vi, en))).collect()
}

fn title(view: &View<'_>) -> String {
    match view.procedure {
        Some(procedure) => match &procedure.code {
            Some(code) => format!("{} ({code})", procedure.title),
            None => procedure.title.clone(),
        },
        None if view.name.is_empty() => {
            view.say("Nguồn dữ liệu, giấy tờ, thủ tục", "Data sources, documents, procedures").to_owned()
        }
        None => view.name.to_owned(),
    }
}

fn heading(view: &View<'_>, node: &Node) -> &'static str {
    match node {
        Node::Source(_) => view.say("Nguồn dữ liệu", "Data sources"),
        Node::Document(_) => view.say("Giấy tờ", "Documents"),
        Node::Procedure(_) if view.procedure.is_some() => view.say("Thủ tục cấp giấy", "Issuing procedures"),
        Node::Procedure(_) => view.say("Thủ tục", "Procedures"),
        Node::Component(_) => view.say("Thành phần hồ sơ", "Dossier"),
        Node::Fact(_) => view.say("Thông tin", "Facts"),
        Node::Step(_) => view.say("Các bước", "Steps"),
    }
}

/// What the graph says, in words.
fn findings(view: &View<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let again = view.graph.asked_again();
    if view.procedure.is_none() && !again.is_empty() {
        let papers: Vec<&str> =
            again.iter().map(|paper| view.library.title(ItemKind::Document, &paper.document)).collect();
        let words = view.say(
            "giấy tờ Nhà nước cấp rồi yêu cầu nộp lại",
            "papers issued by the state and asked for again",
        );
        lines.push(format!("{} {words}: {}.", papers.len(), papers.join("; ")));
    }
    let chain = view.graph.longest_chain();
    if view.procedure.is_none() && !chain.is_empty() {
        let titles: Vec<&str> =
            chain.iter().map(|link| view.library.title(ItemKind::Procedure, &link.procedure)).collect();
        let words = view.say("Chuỗi thủ tục dài nhất", "Longest chain of procedures");
        lines.push(format!("{words}: {}.", titles.join(" → ")));
    }
    let mut circles: Vec<_> = view.circles.iter().collect();
    circles.sort_by_key(|circle| std::cmp::Reverse(circle.grade));
    for circle in circles {
        let words = match circle.grade {
            Grade::Open => view.say("Vòng lặp có lối vào khác", "Circle with another way in"),
            Grade::ClosedInSomeCases => {
                view.say("Vòng lặp khép kín trong một số trường hợp", "Circle closed in some cases")
            }
            Grade::Closed => view.say("Vòng lặp khép kín", "Closed circle"),
        };
        // A component has the title of its document.
        let around = circle.shortest.iter().chain(circle.shortest.first());
        let around = around.filter(|node| !matches!(node, Node::Component(_)));
        let titles: Vec<String> = around.map(|node| view.title(node)).collect();
        lines.push(format!("{words}: {}.", titles.join(" → ")));
    }
    lines
}

/// Text between tags. What XML has no character for is dropped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}
