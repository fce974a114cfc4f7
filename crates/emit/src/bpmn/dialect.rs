//! What differs from engine to engine: namespaces, extension elements and the text of conditions.

use std::collections::{BTreeMap, BTreeSet};

use tthc_model::process::{Process, Task, TaskKind, Value};

use crate::graph::{Graph, Guard, Node, NodeKind};
use crate::xml::Xml;

/// The engine a BPMN file is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Dialect {
    /// Camunda 8 (Zeebe): FEEL conditions, job types, candidate groups from the lanes of officials.
    #[default]
    Camunda8,
}

/// How often an engine hands out a job that failed, before a person has to look at it.
const RETRIES: &str = "3";

impl Dialect {
    /// Namespaces and platform of the `definitions` element.
    pub(super) fn attributes(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Dialect::Camunda8 => &[
                ("xmlns:zeebe", "http://camunda.org/schema/zeebe/1.0"),
                ("xmlns:modeler", "http://camunda.org/schema/modeler/1.0"),
                ("modeler:executionPlatform", "Camunda Cloud"),
                ("modeler:executionPlatformVersion", "8.8.0"),
            ],
        }
    }

    /// The test of one variable against a literal.
    pub(super) fn condition(self, variable: &str, value: &Value) -> String {
        match self {
            Dialect::Camunda8 => format!("={variable} = {}", feel(value)),
        }
    }

    pub(super) fn extensions(
        self,
        xml: &mut Xml,
        graph: &Graph<'_>,
        node: &Node<'_>,
        variables: &Variables<'_>,
    ) {
        match self {
            Dialect::Camunda8 => zeebe(xml, graph, node, variables),
        }
    }
}

fn zeebe(xml: &mut Xml, graph: &Graph<'_>, node: &Node<'_>, variables: &Variables<'_>) {
    match node.kind {
        // Every variable that a gateway tests has a value from the start.
        NodeKind::Start(_) if !variables.initial.is_empty() => {
            xml.open("bpmn:extensionElements", &[]);
            xml.open("zeebe:ioMapping", &[]);
            for (name, value) in &variables.initial {
                xml.leaf("zeebe:output", &[("source", &format!("={}", feel(value))), ("target", name)]);
            }
            xml.close();
            xml.close();
        }
        NodeKind::Task(task) => {
            xml.open("bpmn:extensionElements", &[]);
            match &task.kind {
                TaskKind::User => {
                    xml.leaf("zeebe:userTask", &[]);
                    xml.leaf("zeebe:formDefinition", &[("formId", &super::form_id(graph.process, task))]);
                    let lane = graph.lanes.get(node.lane).map(|lane| lane.lane);
                    if let Some(lane) = lane.filter(|lane| !lane.applicant) {
                        xml.leaf("zeebe:assignmentDefinition", &[("candidateGroups", &lane.id)]);
                    }
                }
                TaskKind::Lookup { job, .. } | TaskKind::Record { job, .. } | TaskKind::Service { job } => {
                    xml.leaf("zeebe:taskDefinition", &[("type", job), ("retries", RETRIES)]);
                }
            }
            properties(xml, &task_properties(task));
            xml.close();
        }
        NodeKind::Exclusive { bound: Some(bound), .. } => {
            xml.open("bpmn:extensionElements", &[]);
            properties(xml, &[("bound", bound.to_string())]);
            xml.close();
        }
        NodeKind::Start(_)
        | NodeKind::Exclusive { .. }
        | NodeKind::Parallel
        | NodeKind::Timer { .. }
        | NodeKind::End(_) => {}
    }
}

/// What no engine acts on but a reader of the file wants to know.
fn task_properties(task: &Task) -> Vec<(&'static str, String)> {
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

fn properties(xml: &mut Xml, list: &[(&str, String)]) {
    if list.is_empty() {
        return;
    }
    xml.open("zeebe:properties", &[]);
    for (name, value) in list {
        xml.leaf("zeebe:property", &[("name", name), ("value", value)]);
    }
    xml.close();
}

/// A FEEL literal.
fn feel(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Text(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// Names that every expression language reads as one variable.
pub(super) struct Variables<'a> {
    names: BTreeMap<&'a str, String>,
    /// In model order.
    pub(super) initial: Vec<(String, &'a Value)>,
}

impl<'a> Variables<'a> {
    pub(super) fn new(process: &'a Process) -> Variables<'a> {
        let mut variables = Variables { names: BTreeMap::new(), initial: Vec::new() };
        let mut taken = BTreeSet::new();
        for (raw, value) in &process.variables {
            variables.add(raw, &mut taken);
            variables.initial.push((variables.name(raw).to_owned(), value));
        }
        for flow in &Graph::new(process).flows {
            if let Guard::Equals { variable, .. } = flow.guard {
                variables.add(variable, &mut taken);
            }
        }
        variables
    }

    /// FEEL reads a hyphen as minus, and no language takes a digit in front.
    fn add(&mut self, raw: &'a str, taken: &mut BTreeSet<String>) {
        if self.names.contains_key(raw) {
            return;
        }
        let mut wanted: String =
            raw.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        if !wanted.starts_with(|c: char| c.is_ascii_alphabetic()) {
            wanted.insert(0, 'v');
        }
        let mut name = wanted.clone();
        let mut count = 1;
        while !taken.insert(name.clone()) {
            count += 1;
            name = format!("{wanted}_{count}");
        }
        self.names.insert(raw, name);
    }

    pub(super) fn name<'b>(&'b self, raw: &'b str) -> &'b str {
        self.names.get(raw).map_or(raw, String::as_str)
    }
}
