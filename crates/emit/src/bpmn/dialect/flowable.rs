//! Flowable 7: `flowable` extension attributes, external worker tasks.

use tthc_model::process::TaskKind;

use super::{Attributes, Context, properties, properties_of, wrapped};
use crate::graph::{Node, NodeKind};
use crate::xml::Xml;

pub(super) const NAMESPACES: &[(&str, &str)] =
    &[("xmlns:flowable", "http://flowable.org/bpmn"), ("xmlns:tthc", "urn:tthc:extension")];

pub(super) fn attributes(context: &Context<'_>, node: &Node<'_>) -> Attributes {
    let form = |id: Option<String>| id.map(|id| ("flowable:formKey", id));
    match node.kind {
        NodeKind::Start(_) => form(context.start_form()).into_iter().collect(),
        NodeKind::Task(task) => match &task.kind {
            TaskKind::User => {
                let group = context.group(node).map(|group| ("flowable:candidateGroups", group));
                form(context.form(task)).into_iter().chain(group).collect()
            }
            TaskKind::Decide { .. } => vec![("flowable:type", "dmn".to_owned())],
            TaskKind::Lookup { job, .. } | TaskKind::Record { job, .. } | TaskKind::Service { job } => {
                vec![("flowable:type", "external-worker".to_owned()), ("flowable:topic", job.to_string())]
            }
        },
        _ => Vec::new(),
    }
}

pub(super) fn extensions(xml: &mut Xml, context: &Context<'_>, node: &Node<'_>) {
    let decision = match node.kind {
        NodeKind::Task(task) => match &task.kind {
            TaskKind::Decide { decision } => Some(context.decision(decision)),
            _ => None,
        },
        _ => None,
    };
    let list = properties_of(node);
    let Some(decision) = decision else { return wrapped(xml, &list, "tthc") };
    xml.open("bpmn:extensionElements", &[]);
    xml.open("flowable:field", &[("name", "decisionTableReferenceKey")]);
    xml.text("flowable:string", &[], &decision);
    xml.close();
    properties(xml, "tthc", &list);
    xml.close();
}
