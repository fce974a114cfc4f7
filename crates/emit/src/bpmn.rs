//! BPMN 2.0 with complete diagram interchange, executable in the engine of the chosen [`Dialect`].
//!
//! The file follows BPMN 2.0.2 (OMG formal/13-12-09) and keeps to the elements that engines agree on: start and
//! end events, user, service and business rule tasks, exclusive and parallel gateways, interrupting boundary timers. Registers are
//! black-box pools joined by message flows. The order of child elements is that of `BPMN20.xsd`.

mod diagram;
mod dialect;

pub use dialect::Dialect;

use std::borrow::Cow;

use tthc_model::process::{Process, Task};

use crate::graph::{Flow, Graph, Guard, Node, NodeKind, named};
use crate::layout;
use crate::text::column;
use crate::variables::Variables;
use crate::xml::Xml;

use dialect::Context;

/// Writes `process` as one BPMN file in UTF-8, with a drawing.
///
/// The same process gives the same bytes. Ids are built from those of the model with the prefixes `Task_`, `Gw_`,
/// `Flow_`, `Event_`, `Pool_`, `Lane_`, `Message_` and `Process_`; the flow behind a task carries the task's id, so
/// that it stays the same when another step is inserted behind it. There are no errors: lanes that do not exist
/// become the last one, registers that do not exist are left out, and blocks behind an end are not written.
pub fn write(process: &Process, dialect: Dialect) -> String {
    let graph = Graph::new(process);
    let drawing = layout::draw(&graph);
    let writer = Writer { graph: &graph, dialect, variables: Variables::new(process) };
    let mut xml = Xml::new(true);
    let target = format!("urn:tthc:{}", graph.ids.process);
    let definitions = format!("Definitions_{}", graph.ids.process);
    let mut attributes = vec![
        ("xmlns:bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
        ("xmlns:bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
        ("xmlns:dc", "http://www.omg.org/spec/DD/20100524/DC"),
        ("xmlns:di", "http://www.omg.org/spec/DD/20100524/DI"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xmlns:bioc", "http://bpmn.io/schema/bpmn/biocolor/1.0"),
        ("xmlns:color", "http://www.omg.org/spec/BPMN/non-normative/color/1.0"),
    ];
    attributes.extend_from_slice(dialect.attributes());
    attributes.extend_from_slice(&[
        ("id", &definitions),
        ("targetNamespace", &target),
        ("exporter", "tthc"),
        ("exporterVersion", env!("CARGO_PKG_VERSION")),
    ]);
    xml.open("bpmn:definitions", &attributes);
    writer.collaboration(&mut xml);
    writer.process(&mut xml);
    diagram::write(&mut xml, &graph, &drawing);
    xml.finish()
}

/// The id of the form that a user task of the process opens; the writer of forms gives its file the same one.
pub fn form_id(process: &Process, task: &Task) -> String {
    format!("{}-{}", process.id, task.id)
}

/// The id of the form that the process starts with.
pub fn start_form_id(process: &Process) -> String {
    format!("{}-bat_dau", process.id)
}

/// The id of the decision table that answers a variable of the process.
pub fn decision_id(process: &Process, variable: &str) -> String {
    format!("Decision_{}_{variable}", ncname(&process.id))
}

fn ncname(raw: &str) -> String {
    raw.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect()
}

struct Writer<'a> {
    graph: &'a Graph<'a>,
    dialect: Dialect,
    variables: Variables<'a>,
}

impl Writer<'_> {
    fn context(&self) -> Context<'_> {
        Context { graph: self.graph, variables: &self.variables }
    }

    fn collaboration(&self, xml: &mut Xml) {
        let Graph { process, ids, .. } = self.graph;
        xml.open("bpmn:collaboration", &[("id", &collaboration_id(self.graph))]);
        xml.leaf(
            "bpmn:participant",
            &[("id", &ids.pool), ("name", named(&process.name, &process.id)), ("processRef", &ids.process)],
        );
        for register in &self.graph.registers {
            let name = named(&register.register.name, &register.register.id);
            xml.open("bpmn:participant", &[("id", &register.id), ("name", name)]);
            documentation(xml, &register.register.owner);
            xml.close();
        }
        for message in &self.graph.messages {
            let task = &self.graph.nodes[message.task].id;
            let register = &self.graph.registers[message.register].id;
            let (source, target) = if message.reads { (register, task) } else { (task, register) };
            xml.leaf(
                "bpmn:messageFlow",
                &[("id", &message.id), ("sourceRef", source), ("targetRef", target)],
            );
        }
        xml.close();
    }

    fn process(&self, xml: &mut Xml) {
        let Graph { process, ids, .. } = self.graph;
        let name = column(named(&process.name, &process.id));
        let mut attributes = vec![("id", ids.process.as_str()), ("name", &*name), ("isExecutable", "true")];
        attributes.extend_from_slice(self.dialect.process_attributes());
        xml.open("bpmn:process", &attributes);
        documentation(xml, &process.documentation);
        self.dialect.process_extensions(xml, &self.context());
        self.lanes(xml);
        let flows_of = self.graph.flows_of();
        for (node, (incoming, outgoing)) in self.graph.nodes.iter().zip(&flows_of) {
            self.node(xml, node, incoming, outgoing);
        }
        for flow in &self.graph.flows {
            self.flow(xml, flow);
        }
        xml.close();
    }

    fn lanes(&self, xml: &mut Xml) {
        let Graph { ids, lanes, nodes, .. } = self.graph;
        if lanes.is_empty() {
            return;
        }
        xml.open("bpmn:laneSet", &[("id", &format!("Lanes_{}", ids.process))]);
        for (ix, lane) in lanes.iter().enumerate() {
            let name = named(&lane.lane.name, &lane.lane.id);
            xml.open("bpmn:lane", &[("id", &lane.id), ("name", name)]);
            for node in nodes.iter().filter(|node| node.lane == ix) {
                xml.text("bpmn:flowNodeRef", &[], &node.id);
            }
            xml.close();
        }
        xml.close();
    }

    fn node(&self, xml: &mut Xml, node: &Node<'_>, incoming: &[usize], outgoing: &[usize]) {
        let tag = self.dialect.tag(&node.kind);
        let host = match node.kind {
            NodeKind::Timer { host, .. } => self.graph.nodes[host].id.as_str(),
            _ => "",
        };
        let default = outgoing.iter().map(|flow| &self.graph.flows[*flow]);
        let default = default.into_iter().find(|flow| matches!(flow.guard, Guard::Default));
        let mut attributes = vec![("id", node.id.as_str())];
        let whole = match node.kind {
            NodeKind::Task(task) => Some(named(&task.name, &task.id)),
            _ => node.outer_name(),
        };
        let name = whole.map(column);
        if let Some(name) = &name {
            attributes.push(("name", name));
        }
        if let NodeKind::Timer { .. } = node.kind {
            attributes.push(("attachedToRef", host));
        }
        if let Some(flow) = default {
            attributes.push(("default", &flow.id));
        }
        let own = self.dialect.node_attributes(&self.context(), node);
        attributes.extend(own.iter().map(|(name, value)| (*name, value.as_str())));
        xml.open(tag, &attributes);
        if let (Some(whole), Some(Cow::Owned(_))) = (whole, &name) {
            documentation(xml, whole);
        }
        if let NodeKind::Task(task) = node.kind {
            documentation(xml, &task.documentation);
        }
        self.dialect.node_extensions(xml, &self.context(), node);
        for flow in incoming {
            xml.text("bpmn:incoming", &[], &self.graph.flows[*flow].id);
        }
        for flow in outgoing {
            xml.text("bpmn:outgoing", &[], &self.graph.flows[*flow].id);
        }
        if let NodeKind::Timer { timer, .. } = node.kind {
            xml.open("bpmn:timerEventDefinition", &[("id", &format!("{}_after", node.id))]);
            xml.text("bpmn:timeDuration", &[("xsi:type", "bpmn:tFormalExpression")], &timer.term.iso);
            xml.close();
        }
        xml.close();
    }

    fn flow(&self, xml: &mut Xml, flow: &Flow<'_>) {
        let (source, target) = (&self.graph.nodes[flow.source].id, &self.graph.nodes[flow.target].id);
        let mut attributes = vec![("id", flow.id.as_str())];
        if let Some(name) = flow.name() {
            attributes.push(("name", name));
        }
        attributes.extend([("sourceRef", source.as_str()), ("targetRef", target.as_str())]);
        let Guard::Equals { variable, value } = flow.guard else {
            xml.leaf("bpmn:sequenceFlow", &attributes);
            return;
        };
        xml.open("bpmn:sequenceFlow", &attributes);
        let condition = self.dialect.condition(self.variables.name(variable), value);
        xml.text("bpmn:conditionExpression", &[("xsi:type", "bpmn:tFormalExpression")], &condition);
        xml.close();
    }
}

fn collaboration_id(graph: &Graph<'_>) -> String {
    format!("Collaboration_{}", graph.ids.process)
}

fn documentation(xml: &mut Xml, text: &str) {
    if !text.trim().is_empty() {
        xml.text("bpmn:documentation", &[], text);
    }
}
