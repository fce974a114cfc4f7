//! Columns and rows: where each node stands before anything is measured.
//!
//! Columns come from the block structure (each block begins where the one before ends), rows from packing the
//! branches of a fork one below the other, in each lane on its own. A branch that never comes back hangs below
//! what goes on, and the way back of a loop runs from right to left below its body.

use crate::graph::{Graph, Item, NodeIx, for_each_node};

/// Column, row within the lane, and direction of each node.
pub(super) struct Places {
    pub(super) column: Vec<usize>,
    pub(super) row: Vec<usize>,
    /// True on the way back of a loop: the flow enters from the right and leaves to the left.
    pub(super) reversed: Vec<bool>,
    /// Rows of each lane that only lines pass through are in here too.
    pub(super) rows: Vec<usize>,
}

pub(super) fn place(graph: &Graph<'_>) -> Places {
    let count = graph.nodes.len();
    let lanes = graph.nodes.iter().map(|node| node.lane).collect();
    let mut talks = vec![false; count];
    for message in &graph.messages {
        talks[message.task] = true;
    }
    let mut placer = Placer { lane: lanes, talks, column: vec![0; count], reversed: vec![false; count] };
    placer.columns(&graph.items, 0);
    let pack = placer.pack(&graph.items, None);
    let mut row = vec![0; count];
    let rows = compress(&pack, graph.lane_count(), &mut row);
    Places { column: placer.column, row, reversed: placer.reversed, rows }
}

/// Renumbers the rows of every lane without holes; returns how many each lane has.
fn compress(pack: &Pack, lanes: usize, row: &mut [usize]) -> Vec<usize> {
    let mut used = vec![Vec::new(); lanes];
    for span in &pack.spans {
        used[span.lane].push(span.row);
    }
    for rows in &mut used {
        rows.sort_unstable();
        rows.dedup();
    }
    for &(node, lane, at) in &pack.nodes {
        row[node] = used[lane].binary_search(&at).unwrap_or_default();
    }
    used.iter().map(|rows| rows.len().max(1)).collect()
}

struct Placer {
    lane: Vec<usize>,
    /// True for tasks with a message flow, which goes up from them.
    talks: Vec<bool>,
    column: Vec<usize>,
    reversed: Vec<bool>,
}

/// Columns taken from `from` to `to`, both included, in one row of one lane.
#[derive(Clone, Copy)]
struct Span {
    lane: usize,
    row: usize,
    from: usize,
    to: usize,
}

/// A laid out piece whose main way runs in row 0 of each lane.
#[derive(Default)]
struct Pack {
    /// Node, lane, row.
    nodes: Vec<(NodeIx, usize, usize)>,
    spans: Vec<Span>,
    /// Where the ways out of the piece end: lane, row, column.
    tails: Vec<(usize, usize, usize)>,
}

impl Placer {
    /// Gives columns from `start` on; returns the first one behind all of `items`.
    fn columns(&mut self, items: &[Item], start: usize) -> usize {
        let mut at = start;
        let mut full = start;
        for item in items {
            match item {
                Item::Node(node) => {
                    self.column[*node] = at;
                    at += 1;
                }
                Item::Fork(branches) => {
                    at = self.fork_columns(branches, at);
                }
                // What follows does not wait for a branch that never comes back.
                Item::Hang(branch) => full = full.max(self.columns(branch, at)),
                Item::Return { entry, question, again } => {
                    // Laid out again after a shift: directions start from scratch.
                    for_each_node(again, &mut |node| self.reversed[node] = false);
                    let width = self.columns(again, 0);
                    at = at.max(self.column[*entry] + 1 + width);
                    self.column[*question] = at;
                    for_each_node(again, &mut |node| {
                        self.column[node] = at - 1 - self.column[node];
                        self.reversed[node] = !self.reversed[node];
                    });
                    at += 1;
                }
            }
        }
        full.max(at)
    }

    /// Branches begin in the same column, except that a task with a message flow does not stand below another
    /// branch: such branches go down like stairs, and their message flows go straight up.
    fn fork_columns(&mut self, branches: &[Vec<Item>], start: usize) -> usize {
        const STAIRS: usize = 4;
        let mut above: Vec<NodeIx> = Vec::new();
        let mut end = start;
        for branch in branches {
            let mut nodes = Vec::new();
            for_each_node(branch, &mut |node| nodes.push(node));
            let mut shift = 0;
            let mut full = self.columns(branch, start);
            while shift < STAIRS && self.hides(&above, &nodes) {
                shift += 1;
                full = self.columns(branch, start + shift);
            }
            if shift == STAIRS {
                full = self.columns(branch, start);
            }
            end = end.max(full);
            above.append(&mut nodes);
        }
        end
    }

    /// True when a node stands in the way up from a task with a message flow.
    fn hides(&self, above: &[NodeIx], below: &[NodeIx]) -> bool {
        above.iter().any(|&a| {
            below.iter().any(|&b| {
                self.column[a] == self.column[b]
                    && (self.talks[b] && self.lane[a] <= self.lane[b]
                        || self.talks[a] && self.lane[b] < self.lane[a])
            })
        })
    }

    /// `before` is the node that leads into the items.
    fn pack(&self, items: &[Item], before: Option<NodeIx>) -> Pack {
        let mut pack = Pack::default();
        // Hanging branches with the key that orders them and the node they hang from.
        let mut hanging: Vec<(usize, &[Item], Option<NodeIx>)> = Vec::new();
        let mut index_of = Vec::new();
        let mut last = before;
        for (ix, item) in items.iter().enumerate() {
            match item {
                Item::Node(node) => {
                    self.pack_node(&mut pack, *node);
                    index_of.push((*node, ix));
                    last = Some(*node);
                }
                Item::Fork(branches) => self.pack_fork(&mut pack, branches, last),
                Item::Hang(branch) => hanging.push((ix, branch, last)),
                Item::Return { entry, question, again } => {
                    self.pack_node(&mut pack, *question);
                    index_of.push((*question, ix));
                    last = Some(*question);
                    // Below whatever hangs inside the loop, which lies between entry and question.
                    let key = index_of.iter().find(|(node, _)| node == entry).map_or(0, |(_, ix)| *ix);
                    hanging.push((key, again, last));
                }
            }
        }
        // The branch that begins last comes closest, so that the ways down do not cross the branches.
        hanging.sort_by_key(|(key, ..)| std::cmp::Reverse(*key));
        for (_, branch, from) in hanging {
            let below = self.pack(branch, from);
            merge(&mut pack, below);
        }
        pack
    }

    fn pack_node(&self, pack: &mut Pack, node: NodeIx) {
        let (lane, column) = (self.lane[node], self.column[node]);
        for &(tail_lane, row, tail) in &pack.tails {
            if tail_lane == lane && row == 0 {
                pack.spans.push(Span { lane, row, from: tail.min(column), to: tail.max(column) });
            }
        }
        pack.spans.push(Span { lane, row: 0, from: column, to: column });
        pack.nodes.push((node, lane, 0));
        pack.tails = vec![(lane, 0, column)];
    }

    fn pack_fork(&self, pack: &mut Pack, branches: &[Vec<Item>], before: Option<NodeIx>) {
        let (mut from, mut to) = (usize::MAX, 0);
        for branch in branches {
            for_each_node(branch, &mut |node| {
                from = from.min(self.column[node]);
                to = to.max(self.column[node]);
            });
        }
        let mut tails = Vec::new();
        for (ix, branch) in branches.iter().enumerate() {
            let mut below = self.pack(branch, before);
            if branch.is_empty()
                && ix == 0
                && from <= to
                && let Some(node) = before
            {
                // The straight way keeps its row free of the other branches.
                let lane = self.lane[node];
                below.spans.push(Span { lane, row: 0, from, to });
                below.tails.push((lane, 0, self.column[node]));
            }
            for &(lane, row, column) in &below.tails {
                let (from, to) = if self.is_reversed(branch) { (from, column) } else { (column, to) };
                below.spans.push(Span { lane, row, from: from.min(to), to: to.max(from) });
            }
            tails.append(&mut merge(pack, below));
        }
        pack.tails = tails;
    }

    fn is_reversed(&self, items: &[Item]) -> bool {
        let mut reversed = false;
        for_each_node(items, &mut |node| reversed = self.reversed[node]);
        reversed
    }
}

/// Puts `below` under what `pack` has in the same lanes and columns; returns the shifted tails.
fn merge(pack: &mut Pack, below: Pack) -> Vec<(usize, usize, usize)> {
    let lanes = below.spans.iter().map(|span| span.lane).max().map_or(0, |lane| lane + 1);
    let mut shift = vec![0; lanes];
    for span in &below.spans {
        for above in &pack.spans {
            if above.lane == span.lane && above.from <= span.to && span.from <= above.to {
                shift[span.lane] = shift[span.lane].max((above.row + 1).saturating_sub(span.row));
            }
        }
    }
    pack.spans.extend(below.spans.iter().map(|span| Span { row: span.row + shift[span.lane], ..*span }));
    let tails = below.tails.iter().map(|&(lane, row, at)| (lane, row + shift[lane], at)).collect();
    pack.nodes.extend(below.nodes.iter().map(|&(node, lane, row)| (node, lane, row + shift[lane])));
    tails
}
