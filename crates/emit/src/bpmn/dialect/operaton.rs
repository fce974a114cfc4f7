//! Operaton and Camunda 7: `camunda` extension attributes, external tasks.

use tthc_model::process::TaskKind;

use super::{Attributes, Context, properties_of, wrapped};
use crate::graph::{Node, NodeKind};
use crate::xml::Xml;

pub(super) const NAMESPACES: &[(&str, &str)] = &[
    ("xmlns:camunda", "http://camunda.org/schema/1.0/bpmn"),
    ("xmlns:modeler", "http://camunda.org/schema/modeler/1.0"),
    ("modeler:executionPlatform", "Camunda Platform"),
    ("modeler:executionPlatformVersion", "7.24.0"),
];

/// How long the engine keeps finished cases is the operator's to say; it wants a value.
pub(super) const PROCESS: &[(&str, &str)] = &[("camunda:historyTimeToLive", "P3650D")];

pub(super) fn attributes(context: &Context<'_>, node: &Node<'_>) -> Attributes {
    let form = |id: Option<String>| {
        let binding = id.is_some().then(|| ("camunda:formRefBinding", "latest".to_owned()));
        id.map(|id| ("camunda:formRef", id)).into_iter().chain(binding)
    };
    match node.kind {
        NodeKind::Start(_) => form(context.start_form()).collect(),
        NodeKind::Task(task) => match &task.kind {
            TaskKind::User => {
                let group = context.group(node).map(|group| ("camunda:candidateGroups", group));
                form(context.form(task)).chain(group).collect()
            }
            TaskKind::Decide { decision } => vec![
                ("camunda:decisionRef", context.decision(decision)),
                ("camunda:decisionRefBinding", "latest".to_owned()),
                ("camunda:mapDecisionResult", "singleEntry".to_owned()),
                ("camunda:resultVariable", context.variables.name(decision).to_owned()),
            ],
            TaskKind::Lookup { job, .. } | TaskKind::Record { job, .. } | TaskKind::Service { job } => {
                vec![("camunda:type", "external".to_owned()), ("camunda:topic", job.to_string())]
            }
        },
        _ => Vec::new(),
    }
}

pub(super) fn extensions(xml: &mut Xml, node: &Node<'_>) {
    wrapped(xml, &properties_of(node), "camunda");
}
