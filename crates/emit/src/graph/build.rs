//! Walks the blocks and makes nodes and flows of them.
//!
//! What is not connected yet is kept as open exits; a join is made when several of them reach one node.

use tthc_model::process::{Block, Branch, End, LaneId, Otherwise, Process, Task, TaskKind, sequence_ends};

use super::{
    Flow, Graph, Guard, Ids, Item, Lane, Message, Node, NodeIx, NodeKind, ProcessIds, Register, value_name,
};

pub(super) fn graph(process: &Process) -> Graph<'_> {
    let mut ids = Ids::default();
    let process_ids =
        ProcessIds { process: ids.claim("Process_", &process.id), pool: ids.claim("Pool_", &process.id) };
    let mut builder =
        Builder { ids, lane_count: process.lanes.len().max(1), nodes: Vec::new(), flows: Vec::new() };
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
                Block::Choice { id, question, variable, branches, otherwise, .. } => {
                    self.choice(id, question, variable, branches, otherwise, open, items);
                }
                Block::Loop { id, body, question, variable, again, done, bound } => {
                    let question = Question { id, text: question, variable, again, done, bound: *bound };
                    self.repeat(&question, body, open, items);
                }
            }
        }
    }

    fn end(&mut self, end: &'a End, open: &mut Open<'a>, items: &mut Vec<Item>) {
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
                TaskKind::User | TaskKind::Decide { .. } | TaskKind::Service { .. } => continue,
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
