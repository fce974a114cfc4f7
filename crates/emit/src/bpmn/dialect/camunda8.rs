//! Camunda 8: `zeebe` extension elements, FEEL.

use tthc_model::process::{TaskKind, Value};

use super::{Context, RETRIES, properties, properties_of, wrapped};
use crate::graph::{Node, NodeKind};
use crate::xml::Xml;

pub(super) const NAMESPACES: &[(&str, &str)] = &[
    ("xmlns:zeebe", "http://camunda.org/schema/zeebe/1.0"),
    ("xmlns:modeler", "http://camunda.org/schema/modeler/1.0"),
    ("modeler:executionPlatform", "Camunda Cloud"),
    ("modeler:executionPlatformVersion", "8.8.0"),
];

pub(super) fn extensions(xml: &mut Xml, context: &Context<'_>, node: &Node<'_>) {
    match node.kind {
        NodeKind::Start(_) => start(xml, context),
        NodeKind::Task(task) => {
            xml.open("bpmn:extensionElements", &[]);
            match &task.kind {
                TaskKind::User => {
                    xml.leaf("zeebe:userTask", &[]);
                    if let Some(form) = context.form(task) {
                        xml.leaf("zeebe:formDefinition", &[("formId", &form)]);
                    }
                    if let Some(group) = context.group(node) {
                        xml.leaf("zeebe:assignmentDefinition", &[("candidateGroups", &group)]);
                    }
                }
                TaskKind::Decide { decision } => {
                    let id = context.decision(decision);
                    let variable = context.variables.name(decision);
                    xml.leaf("zeebe:calledDecision", &[("decisionId", &id), ("resultVariable", variable)]);
                }
                TaskKind::Lookup { job, .. } | TaskKind::Record { job, .. } | TaskKind::Service { job } => {
                    xml.leaf("zeebe:taskDefinition", &[("type", job), ("retries", RETRIES)]);
                }
            }
            properties(xml, "zeebe", &properties_of(node));
            xml.close();
        }
        _ => wrapped(xml, &properties_of(node), "zeebe"),
    }
}

/// Every variable that a gateway tests has a value from the start: the one given, else the first.
fn start(xml: &mut Xml, context: &Context<'_>) {
    let form = context.start_form();
    let values = context.variables.all.iter();
    let initial: Vec<_> =
        values.filter_map(|(name, variable)| Some((name, variable.initial.as_ref()?))).collect();
    if form.is_none() && initial.is_empty() {
        return;
    }
    xml.open("bpmn:extensionElements", &[]);
    if let Some(form) = form {
        xml.leaf("zeebe:formDefinition", &[("formId", &form)]);
    }
    if !initial.is_empty() {
        xml.open("zeebe:ioMapping", &[]);
        for (name, value) in initial {
            let source = format!("=if {name} = null then {} else {name}", feel(value));
            xml.leaf("zeebe:output", &[("source", &source), ("target", name)]);
        }
        xml.close();
    }
    xml.close();
}

/// A FEEL literal.
pub(super) fn feel(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Text(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}
