//! BPMN diagram interchange: the drawing, as bounds and waypoints.

use crate::geometry::{Point, Rect};
use crate::graph::{Graph, NodeKind};
use crate::layout::{Drawing, Label};
use crate::paint;
use crate::xml::{Attributes, Xml};

pub(super) fn write(xml: &mut Xml, graph: &Graph<'_>, drawing: &Drawing) {
    let id = &graph.ids.process;
    xml.open("bpmndi:BPMNDiagram", &[("id", &format!("Diagram_{id}"))]);
    let collaboration = super::collaboration_id(graph);
    xml.open("bpmndi:BPMNPlane", &[("id", &format!("Plane_{id}")), ("bpmnElement", &collaboration)]);

    let horizontal = [("isHorizontal", "true")];
    shape(xml, &graph.ids.pool, drawing.pool, &horizontal, None);
    for (lane, area) in graph.lanes.iter().zip(&drawing.lanes) {
        shape(xml, &lane.id, *area, &horizontal, None);
    }
    for (register, area) in graph.registers.iter().zip(&drawing.registers) {
        let attributes = [&horizontal[..], &colours(paint::LOOKUP)].concat();
        shape(xml, &register.id, *area, &attributes, None);
    }
    for (ix, node) in graph.nodes.iter().enumerate() {
        let attributes = match node.kind {
            NodeKind::Exclusive { .. } => vec![("isMarkerVisible", "true")],
            NodeKind::Task(task) if paint::of(task) != paint::PLAIN => colours(paint::of(task)).to_vec(),
            _ => Vec::new(),
        };
        shape(xml, &node.id, drawing.nodes[ix], &attributes, drawing.node_labels[ix].as_ref());
    }
    for (ix, flow) in graph.flows.iter().enumerate() {
        edge(xml, &flow.id, &drawing.flows[ix], drawing.flow_labels[ix].as_ref());
    }
    for (message, line) in graph.messages.iter().zip(&drawing.messages) {
        edge(xml, &message.id, line, None);
    }
    xml.close();
    xml.close();
}

/// Both notations for colours: the older one of bpmn.io and the one the OMG group agreed on.
fn colours(paint: paint::Paint) -> [(&'static str, &'static str); 4] {
    [
        ("bioc:stroke", paint.stroke),
        ("bioc:fill", paint.fill),
        ("color:background-color", paint.fill),
        ("color:border-color", paint.stroke),
    ]
}

fn shape(xml: &mut Xml, id: &str, area: Rect, attributes: &Attributes<'_>, text: Option<&Label>) {
    let shape_id = format!("{id}_di");
    let mut all = vec![("id", shape_id.as_str()), ("bpmnElement", id)];
    all.extend_from_slice(attributes);
    xml.open("bpmndi:BPMNShape", &all);
    bounds(xml, area);
    label(xml, text);
    xml.close();
}

fn edge(xml: &mut Xml, id: &str, line: &[Point], text: Option<&Label>) {
    xml.open("bpmndi:BPMNEdge", &[("id", &format!("{id}_di")), ("bpmnElement", id)]);
    for at in line {
        xml.leaf("di:waypoint", &[("x", &at.x.to_string()), ("y", &at.y.to_string())]);
    }
    label(xml, text);
    xml.close();
}

fn label(xml: &mut Xml, text: Option<&Label>) {
    if let Some(text) = text {
        xml.open("bpmndi:BPMNLabel", &[]);
        bounds(xml, text.area);
        xml.close();
    }
}

fn bounds(xml: &mut Xml, area: Rect) {
    let [x, y, w, h] = [area.x, area.y, area.w, area.h].map(|value| value.to_string());
    xml.leaf("dc:Bounds", &[("x", &x), ("y", &y), ("width", &w), ("height", &h)]);
}
