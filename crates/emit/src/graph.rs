//! Flattens a block-structured [`Process`] into the nodes and flows of BPMN.
//!
//! Invariants: a node other than a join has at most one incoming flow, a node other than a split at most one
//! outgoing; no gateway has one flow in and one out; every exclusive split has exactly one default flow, which
//! carries no condition. Exclusive joins are made only where a node needs one, so nested choices that end at the
//! same place share one join.

use std::collections::BTreeSet;

use tthc_model::process::{Block, Branch, LaneId, Otherwise, Process, Task, TaskKind, Timer, Value, sequence_ends};

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
    Exclusive { question: Option<&'a str>, bound: Option<u32> },
    Parallel,
    Timer { timer: &'a Timer, host: NodeIx },
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
    Equals { variable: &'a str, value: &'a Value },
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
    Return { entry: NodeIx, question: NodeIx, again: Vec<Item> },
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
        let mut ids = Ids::default();
        let process_ids = ProcessIds {
            process: ids.claim("Process_", &process.id),
            pool: ids.claim("Pool_", &process.id),
        };
        let mut builder = Builder {
            ids,
            lane_count: process.lanes.len().max(1),
            nodes: Vec::new(),
            flows: Vec::new(),
        };
        let start_lane = builder.lane(process.start.lane);
        let start = builder.node("Event_", "start", start_lane, NodeKind::Start(&process.start.name));
        let mut items = vec![Item::Node(start)];
        let mut open = Open::one(start, "start");
        builder.sequence(&process.body, &mut open, &mut items);
        if !open.exits.is_empty() {
            builder.end(&process.end, &mut open, &mut items);
        }
        builder.finish(process, process_ids, items)
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

/// The ways that lead out of what was built so far.
struct Open<'a> {
    exits: Vec<Exit<'a>>,
    /// Names the join, should the exits need one.
    join: String,
}

struct Exit<'a> {
    source: NodeIx,
    /// Flow id without its prefix. It is built from the source alone, so an insertion behind does not change it.
    name: String,
    label: Option<&'a str>,
    guard: Guard<'a>,
}

impl<'a> Open<'a> {
    fn one(source: NodeIx, name: &str) -> Open<'a> {
        let exit = Exit { source, name: name.to_owned(), label: None, guard: Guard::Always };
        Open { exits: vec![exit], join: name.to_owned() }
    }
}

struct Builder<'a> {
    ids: Ids,
    lane_count: usize,
    nodes: Vec<Node<'a>>,
    flows: Vec<Flow<'a>>,
}

impl<'a> Builder<'a> {
    /// A lane that does not exist becomes the last one: a picture is still worth more than none.
    fn lane(&self, lane: LaneId) -> usize {
        lane.0.min(self.lane_count - 1)
    }

    fn node(&mut self, prefix: &str, raw: &str, lane: usize, kind: NodeKind<'a>) -> NodeIx {
        let id = self.ids.claim(prefix, raw);
        self.nodes.push(Node { id, lane, kind });
        self.nodes.len() - 1
    }

    /// Leads every open exit into `target`, through a join if there are several.
    fn enter(&mut self, open: &mut Open<'a>, target: NodeIx, items: &mut Vec<Item>) {
        self.join(open, self.nodes[target].lane, items);
        self.connect(open, target);
        items.push(Item::Node(target));
    }

    fn connect(&mut self, open: &mut Open<'a>, target: NodeIx) {
        for exit in open.exits.drain(..) {
            let id = self.ids.claim("Flow_", &exit.name);
            self.flows.push(Flow { id, source: exit.source, target, label: exit.label, guard: exit.guard });
        }
    }

    /// Merges several exits into one, in the lane of what follows if one of them is there already.
    fn join(&mut self, open: &mut Open<'a>, next: usize, items: &mut Vec<Item>) {
        if open.exits.len() < 2 {
            return;
        }
        let near = open.exits.iter().any(|exit| self.nodes[exit.source].lane == next);
        let lane = if near { next } else { self.lane_of(open) };
        let name = format!("{}_join", open.join);
        let gateway = self.node("Gw_", &name, lane, NodeKind::Exclusive { question: None, bound: None });
        self.connect(open, gateway);
        items.push(Item::Node(gateway));
        open.exits = Open::one(gateway, &name).exits;
    }

    /// The lane the first exit comes from.
    fn lane_of(&self, open: &Open<'a>) -> usize {
        open.exits.first().map_or(0, |exit| self.nodes[exit.source].lane)
    }

    /// The lane of the first node that `blocks` make, when they say so themselves.
    fn first_lane(&self, blocks: &[Block]) -> Option<usize> {
        match blocks.first()? {
            Block::Task(task) => Some(self.lane(task.lane)),
            Block::End(end) => Some(self.lane(end.lane)),
            Block::Loop { body, .. } => self.first_lane(body),
            Block::Parallel { branches, .. } => {
                self.common(branches.iter().map(|branch| self.first_lane(branch)).collect())
            }
            Block::Choice { .. } => None,
        }
    }

    fn common(&self, lanes: Vec<Option<usize>>) -> Option<usize> {
        let first = lanes.first().copied().flatten()?;
        lanes.iter().all(|lane| *lane == Some(first)).then_some(first)
    }

    fn sequence(&mut self, blocks: &'a [Block], open: &mut Open<'a>, items: &mut Vec<Item>) {
        for block in blocks {
            // What stands behind an end is never reached and not drawn.
            if open.exits.is_empty() {
                return;
            }
            match block {
                Block::Task(task) => self.task(task, open, items),
                Block::End(end) => self.end(end, open, items),
                Block::Parallel { id, branches } => self.parallel(id, branches, open, items),
                Block::Choice { id, question, variable, branches, otherwise } => {
                    self.choice(id, question, variable, branches, otherwise, open, items);
                }
                Block::Loop { id, body, question, variable, again, done, bound } => {
                    let question = Question { id, text: question, variable, again, done, bound: *bound };
                    self.repeat(&question, body, open, items);
                }
            }
        }
    }

    fn end(&mut self, end: &'a tthc_model::process::End, open: &mut Open<'a>, items: &mut Vec<Item>) {
        let lane = self.lane(end.lane);
        // The join comes first: ids are claimed in the order of the drawing.
        self.join(open, lane, items);
        let node = self.node("Event_", &end.id, lane, NodeKind::End(&end.name));
        self.enter(open, node, items);
    }

    fn task(&mut self, task: &'a Task, open: &mut Open<'a>, items: &mut Vec<Item>) {
        let lane = self.lane(task.lane);
        self.join(open, lane, items);
        let node = self.node("Task_", &task.id, lane, NodeKind::Task(task));
        self.enter(open, node, items);
        *open = Open::one(node, &task.id);
        let Some(timer) = &task.timer else { return };
        let event = self.node("Event_", &timer.id, lane, NodeKind::Timer { timer, host: node });
        let mut late = Open::one(event, &timer.id);
        let mut branch = Vec::new();
        self.sequence(&timer.body, &mut late, &mut branch);
        if late.exits.is_empty() {
            items.push(Item::Hang(branch));
        } else {
            items.push(Item::Fork(vec![Vec::new(), branch]));
            open.exits.append(&mut late.exits);
            open.join = timer.id.to_string();
        }
    }

    fn parallel(
        &mut self,
        id: &'a str,
        branches: &'a [Vec<Block>],
        open: &mut Open<'a>,
        items: &mut Vec<Item>,
    ) {
        // An empty branch waits for nothing.
        let branches: Vec<&'a [Block]> =
            branches.iter().map(Vec::as_slice).filter(|branch| !branch.is_empty()).collect();
        if let [] | [_] = branches.as_slice() {
            return branches.iter().for_each(|branch| self.sequence(branch, open, items));
        }
        let lane = self.common(branches.iter().map(|branch| self.first_lane(branch)).collect());
        let lane = lane.unwrap_or_else(|| self.lane_of(open));
        self.join(open, lane, items);
        let split = self.node("Gw_", id, lane, NodeKind::Parallel);
        self.enter(open, split, items);
        let mut forked = Vec::new();
        let mut exits = Vec::new();
        for (ix, branch) in branches.iter().enumerate() {
            let mut way = Open::one(split, &format!("{id}_{}", ix + 1));
            let mut branch_items = Vec::new();
            self.sequence(branch, &mut way, &mut branch_items);
            // The parallel join counts its flows, so each branch arrives with exactly one.
            let lane = self.lane_of(&way);
            self.join(&mut way, lane, &mut branch_items);
            exits.append(&mut way.exits);
            forked.push(branch_items);
        }
        items.push(Item::Fork(forked));
        open.exits = exits;
        if open.exits.len() < 2 {
            return;
        }
        let lanes = open.exits.iter().map(|exit| Some(self.nodes[exit.source].lane)).collect();
        let lane = self.common(lanes).unwrap_or(lane);
        let name = format!("{id}_join");
        let join = self.node("Gw_", &name, lane, NodeKind::Parallel);
        self.connect(open, join);
        items.push(Item::Node(join));
        *open = Open::one(join, &name);
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one variant of Block")]
    fn choice(
        &mut self,
        id: &'a str,
        question: &'a str,
        variable: &'a str,
        branches: &'a [Branch],
        otherwise: &'a Otherwise,
        open: &mut Open<'a>,
        items: &mut Vec<Item>,
    ) {
        if branches.is_empty() {
            return self.sequence(&otherwise.body, open, items);
        }
        let lane = self.lane_of(open);
        self.join(open, lane, items);
        let kind = NodeKind::Exclusive { question: Some(question), bound: None };
        let split = self.node("Gw_", id, lane, kind);
        self.enter(open, split, items);

        let cases = branches.iter().map(|branch| {
            let name = format!("{id}_{}", value_name(&branch.value));
            let guard = Guard::Equals { variable, value: &branch.value };
            (name, &branch.label, guard, &branch.body)
        });
        let rest = (format!("{id}_otherwise"), &otherwise.label, Guard::Default, &otherwise.body);
        let mut staying = Vec::new();
        let mut exits = Vec::new();
        for (name, label, guard, body) in cases.chain([rest]) {
            let exit = Exit { source: split, name, label: Some(label), guard };
            let mut way = Open { exits: vec![exit], join: id.to_owned() };
            let mut branch = Vec::new();
            self.sequence(body, &mut way, &mut branch);
            if way.exits.is_empty() {
                items.push(Item::Hang(branch));
            } else {
                staying.push(branch);
                exits.append(&mut way.exits);
            }
        }
        open.exits = exits;
        open.join = id.to_owned();
        // A single way on is the main way: it stays in the row, and what follows continues it.
        if staying.len() == 1 {
            staying.into_iter().for_each(|branch| items.extend(branch));
        } else if !staying.is_empty() {
            items.push(Item::Fork(staying));
        }
    }

    fn repeat(
        &mut self,
        question: &Question<'a>,
        body: &'a [Block],
        open: &mut Open<'a>,
        items: &mut Vec<Item>,
    ) {
        let id = question.id;
        // Without a way back there is no entry: the gateway would have one flow in and one out.
        let returns = !sequence_ends(body) && !sequence_ends(&question.again.body);
        let mut entry = None;
        if returns {
            let lane = self.first_lane(body).unwrap_or_else(|| self.lane_of(open));
            let name = format!("{id}_entry");
            let kind = NodeKind::Exclusive { question: None, bound: None };
            let gateway = self.node("Gw_", &name, lane, kind);
            self.connect(open, gateway);
            items.push(Item::Node(gateway));
            *open = Open::one(gateway, &name);
            entry = Some(gateway);
        }
        self.sequence(body, open, items);
        if open.exits.is_empty() {
            return;
        }
        let lane = self.lane_of(open);
        self.join(open, lane, items);
        let kind = NodeKind::Exclusive { question: Some(question.text), bound: Some(question.bound) };
        let gateway = self.node("Gw_", id, lane, kind);
        self.connect(open, gateway);

        let value = &question.again.value;
        let back = Exit {
            source: gateway,
            name: format!("{id}_{}", value_name(value)),
            label: Some(&question.again.label),
            guard: Guard::Equals { variable: question.variable, value },
        };
        let mut way = Open { exits: vec![back], join: id.to_owned() };
        let mut again = Vec::new();
        self.sequence(&question.again.body, &mut way, &mut again);
        match entry {
            Some(entry) => {
                self.connect(&mut way, entry);
                items.push(Item::Return { entry, question: gateway, again });
            }
            None => items.extend([Item::Node(gateway), Item::Hang(again)]),
        }
        let done = Exit {
            source: gateway,
            name: format!("{id}_done"),
            label: Some(question.done),
            guard: Guard::Default,
        };
        *open = Open { exits: vec![done], join: id.to_owned() };
    }

    fn finish(mut self, process: &'a Process, ids: ProcessIds, items: Vec<Item>) -> Graph<'a> {
        let mut lanes = Vec::new();
        let mut band = vec![0; self.lane_count];
        for (ix, lane) in process.lanes.iter().enumerate() {
            if self.nodes.iter().any(|node| node.lane == ix) {
                band[ix] = lanes.len();
                lanes.push(Lane { id: self.ids.claim("Lane_", &lane.id), lane });
            }
        }
        for node in &mut self.nodes {
            node.lane = band[node.lane];
        }
        let mut used = vec![false; process.registers.len()];
        let mut talks = Vec::new();
        for (ix, node) in self.nodes.iter().enumerate() {
            let NodeKind::Task(task) = node.kind else { continue };
            let (register, reads) = match &task.kind {
                TaskKind::Lookup { register, .. } => (register.0, true),
                TaskKind::Record { register, .. } => (register.0, false),
                TaskKind::User | TaskKind::Service { .. } => continue,
            };
            if let Some(used) = used.get_mut(register) {
                *used = true;
                talks.push((ix, task, register, reads));
            }
        }
        let mut place = vec![0; used.len()];
        let mut registers = Vec::new();
        for (ix, register) in process.registers.iter().enumerate().filter(|(ix, _)| used[*ix]) {
            place[ix] = registers.len();
            registers.push(Register { id: self.ids.claim("Pool_", &register.id), register });
        }
        let mut messages = Vec::new();
        for (node, task, register, reads) in talks {
            let id = self.ids.claim("Message_", &task.id);
            messages.push(Message { id, task: node, register: place[register], reads });
        }
        Graph { process, ids, lanes, nodes: self.nodes, flows: self.flows, messages, registers, items }
    }
}

struct Question<'a> {
    id: &'a str,
    text: &'a str,
    variable: &'a str,
    again: &'a Branch,
    done: &'a str,
    bound: u32,
}

fn value_name(value: &Value) -> &str {
    match value {
        Value::Flag(true) => "true",
        Value::Flag(false) => "false",
        Value::Text(text) => text,
    }
}
