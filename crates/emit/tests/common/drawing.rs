//! Reads an emitted BPMN file and checks its geometry. Shares no code with the emitter.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::Event;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) w: f64,
    pub(crate) h: f64,
}

impl Area {
    fn right(self) -> f64 {
        self.x + self.w
    }

    fn bottom(self) -> f64 {
        self.y + self.h
    }

    fn overlaps(self, other: Area) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    fn inside(self, other: Area) -> bool {
        self.x >= other.x
            && self.y >= other.y
            && self.right() <= other.right()
            && self.bottom() <= other.bottom()
    }

    /// A horizontal or vertical line has points strictly inside.
    fn crossed_by(self, [ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> bool {
        let (left, right) = (ax.min(bx), ax.max(bx));
        let (top, bottom) = (ay.min(by), ay.max(by));
        left < self.right() && right > self.x && top < self.bottom() && bottom > self.y
    }

    fn has_on_border(self, [x, y]: [f64; 2]) -> bool {
        let across = (self.x..=self.right()).contains(&x);
        let down = (self.y..=self.bottom()).contains(&y);
        let edge = x == self.x || x == self.right() || y == self.y || y == self.bottom();
        across && down && edge
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) tag: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
    pub(crate) parent: String,
}

/// An emitted file, read back.
#[derive(Debug, Default)]
pub(crate) struct File {
    /// By id, except those of the diagram interchange.
    pub(crate) elements: BTreeMap<String, Element>,
    pub(crate) ids: Vec<String>,
    pub(crate) shapes: BTreeMap<String, Area>,
    pub(crate) lines: BTreeMap<String, Vec<[f64; 2]>>,
    pub(crate) labels: BTreeMap<String, Area>,
    /// Lane of each node.
    pub(crate) lane_of: BTreeMap<String, String>,
    pub(crate) texts: Vec<(String, String)>,
}

impl File {
    /// Panics when the text is not well-formed.
    pub(crate) fn read(xml: &str) -> File {
        let mut reader = Reader::from_str(xml);
        let mut file = File::default();
        let mut stack: Vec<Element> = Vec::new();
        let mut drawn = String::new();
        loop {
            let event = reader.read_event().expect("well-formed XML");
            match event {
                Event::Eof => break,
                Event::Start(ref start) | Event::Empty(ref start) => {
                    let mut element = Element {
                        tag: start.name().as_ref().to_owned(),
                        parent: stack.last().map_or_else(String::new, |e| {
                            e.attributes.get("id").cloned().unwrap_or_default()
                        }),
                        ..Element::default()
                    };
                    for attribute in start.attributes() {
                        let attribute = attribute.expect("well-formed attribute");
                        let key = attribute.key.as_ref().to_owned();
                        let raw = attribute.value.to_string();
                        let value = quick_xml::escape::unescape(&raw).expect("known entities").into_owned();
                        element.attributes.insert(key, value);
                    }
                    if let Some(id) = element.attributes.get("id") {
                        file.ids.push(id.clone());
                    }
                    file.enter(&element, &stack, &mut drawn);
                    if matches!(event, Event::Start(_)) {
                        stack.push(element);
                    } else {
                        file.keep(element);
                    }
                }
                Event::Text(text) => {
                    if let Some(top) = stack.last_mut() {
                        let raw = text.to_string();
                        top.text.push_str(&quick_xml::escape::unescape(&raw).expect("known entities"));
                    }
                }
                Event::GeneralRef(reference) => {
                    if let Some(top) = stack.last_mut() {
                        let raw = reference.to_string();
                        let entity = format!("&{raw};");
                        top.text.push_str(&quick_xml::escape::unescape(&entity).expect("known entity"));
                    }
                }
                Event::End(_) => {
                    let element = stack.pop().expect("balanced tags");
                    if element.tag == "bpmn:flowNodeRef" {
                        let lane =
                            stack.last().and_then(|lane| lane.attributes.get("id")).expect("a lane").clone();
                        file.lane_of.insert(element.text.clone(), lane);
                    }
                    file.keep(element);
                }
                _ => {}
            }
        }
        assert!(stack.is_empty(), "unclosed element");
        file
    }

    fn enter(&mut self, element: &Element, stack: &[Element], drawn: &mut String) {
        let number = |key: &str| element.attributes[key].parse::<f64>().expect("a number");
        match element.tag.as_str() {
            "bpmndi:BPMNShape" | "bpmndi:BPMNEdge" => *drawn = element.attributes["bpmnElement"].clone(),
            "dc:Bounds" => {
                let area = Area { x: number("x"), y: number("y"), w: number("width"), h: number("height") };
                let label = stack.last().is_some_and(|top| top.tag == "bpmndi:BPMNLabel");
                if label { &mut self.labels } else { &mut self.shapes }.insert(drawn.clone(), area);
            }
            "di:waypoint" => {
                self.lines.entry(drawn.clone()).or_default().push([number("x"), number("y")]);
            }
            _ => {}
        }
    }

    fn keep(&mut self, element: Element) {
        if !element.text.trim().is_empty() {
            self.texts.push((element.tag.clone(), element.text.clone()));
        }
        if let Some(id) = element.attributes.get("id")
            && !element.tag.starts_with("bpmndi:")
        {
            self.elements.insert(id.clone(), element);
        }
    }

    pub(crate) fn with_tag(&self, tag: &str) -> Vec<(&str, &Element)> {
        self.elements.iter().filter(|(_, e)| e.tag == tag).map(|(id, e)| (id.as_str(), e)).collect()
    }

    fn is_node(&self, id: &str) -> bool {
        let tag = &self.elements[id].tag;
        tag.ends_with("Task") || tag.ends_with("Event") || tag.ends_with("Gateway")
    }

    /// Everything wrong with the drawing, in words.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let nodes: Vec<(&str, Area)> = self
            .shapes
            .iter()
            .filter(|(id, _)| self.is_node(id))
            .map(|(id, area)| (id.as_str(), *area))
            .collect();
        let host = |id: &str| self.elements[id].attributes.get("attachedToRef").map(String::as_str);
        let pools: Vec<(&str, Area)> = (self.shapes.iter())
            .filter(|(id, _)| self.elements[*id].tag == "bpmn:participant")
            .map(|(id, area)| (id.as_str(), *area))
            .collect();

        for (id, element) in &self.elements {
            let tag = &element.tag;
            let flow = tag == "bpmn:sequenceFlow" || tag == "bpmn:messageFlow";
            let shape = self.is_node(id) || tag == "bpmn:lane" || tag == "bpmn:participant";
            if flow && !self.lines.contains_key(id) || shape && !self.shapes.contains_key(id) {
                faults.push(format!("{id} is not drawn"));
            }
        }
        for (n, (a, area)) in nodes.iter().enumerate() {
            for (b, other) in &nodes[n + 1..] {
                if area.overlaps(*other) && host(a) != Some(b) && host(b) != Some(a) {
                    faults.push(format!("{a} overlaps {b}"));
                }
            }
            if let Some(lane) = self.lane_of.get(*a)
                && !area.inside(self.shapes[lane])
            {
                faults.push(format!("{a} leaves its lane {lane}"));
            }
        }
        for (n, (a, area)) in pools.iter().enumerate() {
            for (b, other) in &pools[n + 1..] {
                if area.overlaps(*other) {
                    faults.push(format!("{a} overlaps {b}"));
                }
            }
        }
        for (id, line) in &self.lines {
            let element = &self.elements[id];
            let (source, target) = (&element.attributes["sourceRef"], &element.attributes["targetRef"]);
            let (first, last) = (line[0], line[line.len() - 1]);
            for (end, at) in [(source, first), (target, last)] {
                let Some(shape) = self.shapes.get(end) else { continue };
                if !shape.has_on_border(at) {
                    faults.push(format!("{id} does not meet the border of {end}"));
                }
            }
            for pair in line.windows(2) {
                let [a, b] = [pair[0], pair[1]];
                if (a[0] != b[0]) == (a[1] != b[1]) {
                    faults.push(format!("{id} is slanted or stands still"));
                }
                for (node, area) in &nodes {
                    let own = host(source) == Some(node) || host(target) == Some(node);
                    if !own && area.crossed_by(a, b) {
                        faults.push(format!("{id} runs through {node}"));
                    }
                }
                for (pool, area) in &pools {
                    let black_box = !self.elements[*pool].attributes.contains_key("processRef");
                    if black_box && area.crossed_by(a, b) {
                        faults.push(format!("{id} runs through {pool}"));
                    }
                }
            }
        }
        self.label_faults(&nodes, &mut faults);
        faults
    }

    fn label_faults(&self, nodes: &[(&str, Area)], faults: &mut Vec<String>) {
        let labels: Vec<(&str, Area)> = self.labels.iter().map(|(id, area)| (id.as_str(), *area)).collect();
        for (n, (id, area)) in labels.iter().enumerate() {
            for (other, shape) in nodes {
                if area.overlaps(*shape) {
                    faults.push(format!("the label of {id} covers {other}"));
                }
            }
            for (other, label) in &labels[n + 1..] {
                if area.overlaps(*label) {
                    faults.push(format!("the labels of {id} and {other} overlap"));
                }
            }
            for (other, line) in &self.lines {
                if line.windows(2).any(|pair| area.crossed_by(pair[0], pair[1])) {
                    faults.push(format!("{other} runs through the label of {id}"));
                }
            }
        }
        for (id, element) in &self.elements {
            let named = element.attributes.get("name").is_some_and(|name| !name.is_empty());
            let outside = element.tag.ends_with("Event")
                || element.tag.ends_with("Gateway")
                || element.tag == "bpmn:sequenceFlow";
            if named && outside && !self.labels.contains_key(id) {
                faults.push(format!("{id} has no label"));
            }
        }
    }

    pub(crate) fn duplicate_ids(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        self.ids.iter().filter(|id| !seen.insert(id.as_str())).map(String::as_str).collect()
    }

    /// How often two lines cross, and how many bends there are.
    pub(crate) fn crossings_and_bends(&self) -> (usize, usize) {
        let mut segments = Vec::new();
        let mut bends = 0;
        for (id, line) in &self.lines {
            bends += line.len().saturating_sub(2);
            segments.extend(line.windows(2).map(|pair| (id, pair[0], pair[1])));
        }
        let mut crossings = 0;
        for (n, (id, a, b)) in segments.iter().enumerate() {
            for (other, c, d) in &segments[n + 1..] {
                let (h, v) = if a[1] == b[1] { ((a, b), (c, d)) } else { ((c, d), (a, b)) };
                let flat = h.0[1] == h.1[1] && v.0[0] == v.1[0];
                let between = |x: f64, p: f64, q: f64| x > p.min(q) && x < p.max(q);
                if id != other && flat && between(v.0[0], h.0[0], h.1[0]) && between(h.0[1], v.0[1], v.1[1]) {
                    crossings += 1;
                }
            }
        }
        (crossings, bends)
    }
}
