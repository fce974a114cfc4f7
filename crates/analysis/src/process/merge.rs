//! One question once: gateways that ask the same, one right after the other or side by side, become one.

use std::mem::take;

use smol_str::format_smolstr;
use tthc_model::process::{Block, sequence_ends};

/// The same sequence with fewer gateways: every case takes the same tasks in the same order.
pub(super) fn merged(blocks: Vec<Block>) -> Vec<Block> {
    let mut done: Vec<Block> = Vec::new();
    for block in blocks {
        let mut block = inside(block);
        if let Block::Parallel { branches, .. } = &mut block
            && branches.len() == 1
        {
            done.append(&mut branches[0]);
            continue;
        }
        match done.last_mut() {
            Some(last) if asks_the_same(last, &block) => {
                for (body, more) in bodies(last).into_iter().zip(bodies(&mut block)) {
                    body.append(more);
                    *body = merged(take(body));
                }
            }
            _ => done.push(block),
        }
    }
    done
}

fn inside(mut block: Block) -> Block {
    match &mut block {
        Block::Parallel { id, branches } => {
            let mut kept: Vec<Vec<Block>> = Vec::new();
            for mut branch in take(branches).into_iter().map(merged) {
                let alike = |known: &&mut Vec<Block>| match (known.as_slice(), branch.as_slice()) {
                    ([known], [choice]) => asks_the_same(known, choice),
                    _ => false,
                };
                match kept.iter_mut().find(alike) {
                    Some(known) => {
                        for (number, (body, more)) in
                            bodies(&mut known[0]).into_iter().zip(bodies(&mut branch[0])).enumerate()
                        {
                            *body = side_by_side(&format_smolstr!("{id}_{number}"), take(body), take(more));
                        }
                    }
                    None => kept.push(branch),
                }
            }
            *branches = kept;
        }
        other => bodies(other).into_iter().for_each(|body| *body = merged(take(body))),
    }
    block
}

fn side_by_side(id: &str, mut body: Vec<Block>, more: Vec<Block>) -> Vec<Block> {
    if body.is_empty() || more.is_empty() {
        body.extend(more);
        return body;
    }
    match body.as_mut_slice() {
        [Block::Parallel { branches, .. }] => {
            branches.push(more);
            body
        }
        _ => vec![Block::Parallel { id: id.into(), branches: vec![body, more] }],
    }
}

fn asks_the_same(one: &Block, other: &Block) -> bool {
    let (
        Block::Choice { question, variable, branches, otherwise, cases, .. },
        Block::Choice {
            question: other_question,
            variable: other_variable,
            branches: other_branches,
            otherwise: other_otherwise,
            cases: other_cases,
            ..
        },
    ) = (one, other)
    else {
        return false;
    };
    let answers = branches.iter().map(|branch| (&branch.label, &branch.value));
    let goes_on =
        !branches.iter().any(|branch| sequence_ends(&branch.body)) && !sequence_ends(&otherwise.body);
    question == other_question
        && variable == other_variable
        && cases == other_cases
        && otherwise.label == other_otherwise.label
        && answers.eq(other_branches.iter().map(|branch| (&branch.label, &branch.value)))
        && goes_on
}

/// What a block consists of; nothing for a task.
fn bodies(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match block {
        Block::Task(_) | Block::End(_) => Vec::new(),
        Block::Parallel { branches, .. } => branches.iter_mut().collect(),
        Block::Choice { branches, otherwise, .. } => {
            branches.iter_mut().map(|branch| &mut branch.body).chain([&mut otherwise.body]).collect()
        }
        Block::Loop { body, again, .. } => vec![body, &mut again.body],
    }
}
