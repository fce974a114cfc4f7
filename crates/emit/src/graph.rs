//! Flattens a block-structured [`Process`] into the nodes and flows of BPMN.
//!
//! Invariants: a node other than a join has at most one incoming flow, a node other than a split at most one
//! outgoing; no gateway has one flow in and one out; every exclusive split has exactly one default flow, which
//! carries no condition. Exclusive joins are made only where a node needs one, so nested choices that end at the
//! same place share one join.

mod build;

use std::collections::BTreeSet;

use tthc_model::process::{Process, Task, Timer, Value};

/// Index into [`Graph::nodes`].
pub(crate) type NodeIx = usize;

pub(crate) struct Graph<'a> {
    pub(crate) process: &'a Process,
    pub(crate) ids: ProcessIds,
    /// Lanes that some node stands in, in model order; the others are not drawn.
    pub(crate) lanes: Vec<Lane<'a>>,
    pub(crate) nodes: Vec<Node<'a>>,
    pub(crate) flows: Vec<Flow<'a>>,
    pub(crate) messages: Vec<Message>,
    /// Registers that some task talks to, in model order; the others are not drawn.
    pub(crate) registers: Vec<Register<'a>>,
    /// The block structure over the nodes, for the layout.
    pub(crate) items: Vec<Item>,
}

pub(crate) struct ProcessIds {
    pub(crate) process: String,
    pub(crate) pool: String,
}

pub(crate) struct Lane<'a> {
    pub(crate) id: String,
    pub(crate) lane: &'a tthc_model::process::Lane,
}

pub(crate) struct Register<'a> {
    pub(crate) id: String,
    pub(crate) register: &'a tthc_model::process::Register,
}

pub(crate) struct Node<'a> {
    pub(crate) id: String,
    pub(crate) lane: usize,
    pub(crate) kind: NodeKind<'a>,
}

#[derive(Clone, Copy)]
pub(crate) enum NodeKind<'a> {
    Start(&'a str),
    Task(&'a Task),
    /// A split has a question, a join has none. `bound` is set on the question of a loop.
    Exclusive {
        question: Option<&'a str>,
        bound: Option<u32>,
    },
    Parallel,
    Timer {
        timer: &'a Timer,
        host: NodeIx,
    },
    End(&'a str),
}

impl Node<'_> {
    /// The name drawn beside the shape; tasks carry theirs inside, joins have none.
    pub(crate) fn outer_name(&self) -> Option<&str> {
        let name = match &self.kind {
            NodeKind::Start(name) | NodeKind::End(name) => name,
            NodeKind::Exclusive { question, .. } => (*question)?,
            NodeKind::Timer { timer, .. } => &timer.name,
            NodeKind::Task(_) | NodeKind::Parallel => return None,
        };
        Some(named(name, &self.id))
    }
}

/// Everything drawn has a name; where the model has none, the id stands in.
pub(crate) fn named<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.trim().is_empty() { id } else { name }
}

impl NodeKind<'_> {
    pub(crate) fn is_gateway(&self) -> bool {
        matches!(self, NodeKind::Exclusive { .. } | NodeKind::Parallel)
    }
}

pub(crate) struct Flow<'a> {
    pub(crate) id: String,
    pub(crate) source: NodeIx,
    pub(crate) target: NodeIx,
    pub(crate) label: Option<&'a str>,
    pub(crate) guard: Guard<'a>,
}

impl Flow<'_> {
    /// The answer that leads this way; where the model has no words for it, the value of the variable.
    pub(crate) fn name(&self) -> Option<&str> {
        let label = self.label?;
        match &self.guard {
            Guard::Equals { value, .. } => Some(named(label, value_name(value))),
            Guard::Default | Guard::Always => Some(label).filter(|label| !label.trim().is_empty()),
        }
    }
}

/// When a flow is taken.
#[derive(Clone, Copy)]
pub(crate) enum Guard<'a> {
    Always,
    /// The default flow of its source.
    Default,
    Equals {
        variable: &'a str,
        value: &'a Value,
    },
}

/// One task talks to one register.
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) task: NodeIx,
    /// Index into [`Graph::registers`].
    pub(crate) register: usize,
    /// True when data come from the register, false when they go there.
    pub(crate) reads: bool,
}

/// A piece of the process as the layout sees it.
pub(crate) enum Item {
    Node(NodeIx),
    /// Branches side by side that all go on behind the fork; the first keeps the row of the fork.
    Fork(Vec<Vec<Item>>),
    /// A branch that begins here and never comes back.
    Hang(Vec<Item>),
    /// The question of a loop and the branch that leads from it back to `entry`.
    Return {
        entry: NodeIx,
        question: NodeIx,
        again: Vec<Item>,
    },
}

/// Calls `visit` for every node under `items`, in order.
pub(crate) fn for_each_node(items: &[Item], visit: &mut impl FnMut(NodeIx)) {
    for item in items {
        match item {
            Item::Node(node) => visit(*node),
            Item::Fork(branches) => branches.iter().for_each(|branch| for_each_node(branch, visit)),
            Item::Hang(branch) => for_each_node(branch, visit),
            Item::Return { question, again, .. } => {
                visit(*question);
                for_each_node(again, visit);
            }
        }
    }
}

impl<'a> Graph<'a> {
    pub(crate) fn new(process: &'a Process) -> Graph<'a> {
        build::graph(process)
    }

    /// Number of bands drawn; a process without lanes has one nameless band.
    pub(crate) fn lane_count(&self) -> usize {
        self.lanes.len().max(1)
    }

    /// The node's incoming and outgoing flows, in creation order.
    pub(crate) fn flows_of(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut of = vec![(Vec::new(), Vec::new()); self.nodes.len()];
        for (ix, flow) in self.flows.iter().enumerate() {
            of[flow.source].1.push(ix);
            of[flow.target].0.push(ix);
        }
        of
    }
}

/// Hands out XML NCNames, each once.
#[derive(Default)]
pub(crate) struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    pub(crate) fn claim(&mut self, prefix: &str, raw: &str) -> String {
        let stem: String = raw
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '_' })
            .collect();
        let wanted = format!("{prefix}{stem}");
        let mut id = wanted.clone();
        let mut count = 1;
        while !self.taken.insert(id.clone()) {
            count += 1;
            id = format!("{wanted}_{count}");
        }
        id
    }
}

fn value_name(value: &Value) -> &str {
    match value {
        Value::Flag(true) => "true",
        Value::Flag(false) => "false",
        Value::Text(text) => text,
    }
}
