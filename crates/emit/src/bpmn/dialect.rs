//! What differs from engine to engine: namespaces, extension elements and the text of conditions.

mod camunda8;
mod flowable;
mod juel;
mod operaton;

use tthc_model::process::{Task, TaskKind, Value};

use crate::graph::{Graph, Node, NodeKind};
use crate::variables::Variables;
use crate::xml::Xml;

/// The engine a BPMN file is written for. The files differ in extension elements, attributes and the text of
/// conditions; nodes, flows and the drawing are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Dialect {
    /// Camunda 8 (Zeebe): FEEL conditions, job types, candidate groups from the lanes of officials.
    #[default]
    Camunda8,
    /// Operaton, and Camunda 7 which it goes on from: JUEL conditions, external tasks.
    Operaton,
    /// Flowable 7: JUEL conditions, external worker tasks, decisions by service tasks.
    Flowable,
}

/// How often an engine hands out a job that failed, before a person has to look at it.
const RETRIES: &str = "3";

/// What a writer of extensions looks at.
pub(super) struct Context<'c> {
    pub(super) graph: &'c Graph<'c>,
    pub(super) variables: &'c Variables<'c>,
}

pub(super) type Attributes = Vec<(&'static str, String)>;

impl Dialect {
    /// Namespaces and platform of the `definitions` element.
    pub(super) fn attributes(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Dialect::Camunda8 => camunda8::NAMESPACES,
            Dialect::Operaton => operaton::NAMESPACES,
            Dialect::Flowable => flowable::NAMESPACES,
        }
    }

    /// The test of one variable against a literal.
    pub(super) fn condition(self, variable: &str, value: &Value) -> String {
        match self {
            Dialect::Camunda8 => format!("={variable} = {}", camunda8::feel(value)),
            Dialect::Operaton | Dialect::Flowable => format!("${{{variable} == {}}}", juel::literal(value)),
        }
    }

    pub(super) fn process_attributes(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Dialect::Operaton => operaton::PROCESS,
            Dialect::Camunda8 | Dialect::Flowable => &[],
        }
    }

    pub(super) fn process_extensions(self, xml: &mut Xml, context: &Context<'_>) {
        match self {
            // The start event sets them.
            Dialect::Camunda8 => {}
            Dialect::Operaton => juel::initial(xml, "camunda", context.variables),
            Dialect::Flowable => juel::initial(xml, "flowable", context.variables),
        }
    }

    pub(super) fn tag(self, kind: &NodeKind<'_>) -> &'static str {
        match kind {
            NodeKind::Start(_) => "bpmn:startEvent",
            NodeKind::End(_) => "bpmn:endEvent",
            NodeKind::Timer { .. } => "bpmn:boundaryEvent",
            NodeKind::Exclusive { .. } => "bpmn:exclusiveGateway",
            NodeKind::Parallel => "bpmn:parallelGateway",
            NodeKind::Task(task) => match task.kind {
                TaskKind::User => "bpmn:userTask",
                // Flowable reads a business rule task as one of Drools.
                TaskKind::Decide { .. } if self != Dialect::Flowable => "bpmn:businessRuleTask",
                TaskKind::Decide { .. }
                | TaskKind::Lookup { .. }
                | TaskKind::Record { .. }
                | TaskKind::Service { .. } => "bpmn:serviceTask",
            },
        }
    }

    pub(super) fn node_attributes(self, context: &Context<'_>, node: &Node<'_>) -> Attributes {
        match self {
            Dialect::Camunda8 => Vec::new(),
            Dialect::Operaton => operaton::attributes(context, node),
            Dialect::Flowable => flowable::attributes(context, node),
        }
    }

    pub(super) fn node_extensions(self, xml: &mut Xml, context: &Context<'_>, node: &Node<'_>) {
        match self {
            Dialect::Camunda8 => camunda8::extensions(xml, context, node),
            Dialect::Operaton => operaton::extensions(xml, node),
            Dialect::Flowable => flowable::extensions(xml, context, node),
        }
    }
}

impl Context<'_> {
    /// The form that the process starts with, if it has one.
    fn start_form(&self) -> Option<String> {
        let process = self.graph.process;
        (!process.start.form.fields.is_empty()).then(|| super::start_form_id(process))
    }

    /// The form that a task opens, if it has one.
    fn form(&self, task: &Task) -> Option<String> {
        (!task.form.fields.is_empty()).then(|| super::form_id(self.graph.process, task))
    }

    /// The officials who may take a task; the applicant's lane has none.
    fn group(&self, node: &Node<'_>) -> Option<String> {
        let lane = self.graph.lanes.get(node.lane).map(|lane| lane.lane);
        lane.filter(|lane| !lane.applicant).map(|lane| lane.id.to_string())
    }

    /// The decision table that a task asks, as its file names it.
    fn decision(&self, variable: &str) -> String {
        super::decision_id(self.graph.process, self.variables.name(variable))
    }
}

/// What no engine acts on but a reader of the file wants to know.
fn properties_of(node: &Node<'_>) -> Attributes {
    match node.kind {
        NodeKind::Task(task) => {
            let mut list = Vec::new();
            if task.protected {
                list.push(("protected", "true".to_owned()));
            }
            if let Some(term) = &task.term {
                list.push(("term", term.text.clone()));
                list.push(("termIso", term.iso.to_string()));
            }
            list
        }
        NodeKind::Exclusive { bound: Some(bound), .. } => vec![("bound", bound.to_string())],
        _ => Vec::new(),
    }
}

/// Writes them as `prefix:properties`.
fn properties(xml: &mut Xml, prefix: &str, list: &Attributes) {
    if list.is_empty() {
        return;
    }
    xml.open(&format!("{prefix}:properties"), &[]);
    for (name, value) in list {
        xml.leaf(&format!("{prefix}:property"), &[("name", name), ("value", value)]);
    }
    xml.close();
}

/// Writes the extension elements, if there are any.
fn wrapped(xml: &mut Xml, list: &Attributes, prefix: &str) {
    if !list.is_empty() {
        xml.open("bpmn:extensionElements", &[]);
        properties(xml, prefix, list);
        xml.close();
    }
}
