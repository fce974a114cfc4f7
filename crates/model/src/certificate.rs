//! The certificate of a simplified procedure: why nothing that was evidenced is lost.
//!
//! The planner writes it, a checker that shares no code with the planner verifies it against the
//! record. Everything is said by name, so that it can be read, kept and verified again later.
//!
//! The cases are divided place by place (a place is what one paper of the dossier, or one of
//! several alternatives, fills): the common refinement of all places would grow exponentially and
//! say no more, since every need is followed through each place that evidences it.

use serde::{Deserialize, Serialize};

use crate::process::{Block as ProcessBlock, Work};
use crate::{BasisKind, Name};

/// The version of the format.
pub const VERSION: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    pub version: u32,
    pub procedure: Name,
    pub code: Option<String>,
    /// The days of the law compared, as `2026-06-01`.
    pub baseline: String,
    pub on: String,
    /// The reform whose decisions the plan follows.
    pub reform: Option<Name>,
    /// The forms, all of which stay.
    pub forms: Vec<Name>,
    pub places: Vec<Place>,
    /// What becomes known to whom because papers are replaced.
    pub flows: Vec<Flow>,
    pub protected: Vec<Protected>,
    /// The process under the law of the baseline, and the simplified one.
    pub before: Vec<Node>,
    pub after: Vec<Node>,
}

/// A place in the dossier, in the order of the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Each alternative is the components that together fill the place.
    pub alternatives: Vec<Vec<Name>>,
    /// How many alternatives are wanted.
    pub wanted: u16,
    /// Disjoint, and together all cases.
    pub blocks: Vec<Block>,
}

/// A set of cases in which the same is true of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    pub cases: Alternatives,
    pub before: State,
    pub after: State,
    /// Every need that a component of the place evidences in these cases.
    pub needs: Vec<Need>,
    /// Where data stand for the place: for each component of the alternatives that need not be brought.
    pub replacements: Vec<Replacement>,
}

/// One of several lists of conditions that hold together. No list: no case. An empty list: every case.
pub type Alternatives = Vec<Vec<Literal>>;

/// A condition or its opposite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Literal {
    /// In English keywords of the language: `nơi_sinh == bệnh_viện`, `online`, `diện_tích <= 100 m2`.
    pub condition: String,
    pub holds: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// No component of the place is asked for in these cases.
    NotAsked,
    Asked,
    /// Data stand for it.
    Data,
    /// A reform took it out of the dossier.
    Cut,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// `role.attribute`.
    pub fact: String,
    /// The component that evidences it before.
    pub component: Name,
    pub before: Assurance,
    pub after: Evidence,
}

/// How well a fact is evidenced: by the person's word, by a paper, by a source of the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    Declared,
    Documented,
    Authoritative,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Evidence {
    /// A component that stays.
    Component { component: Name, assurance: Assurance },
    /// A lookup of the replacement of the same component.
    Data { step: usize, assurance: Assurance },
    /// Of this place nothing; another place has to.
    Nothing,
}

/// How data stand for a component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    pub component: Name,
    /// The document itself is read from a store of digitised results.
    pub reused: bool,
    /// The lookups in their order.
    pub steps: Vec<Step>,
    /// The texts that let each source that gives a need stand for the paper.
    pub bases: Vec<ReplacementBasis>,
    /// It rests on a publication that is only presumed.
    pub presumed: bool,
    pub fallback: Fallback,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplacementBasis {
    pub source: Name,
    pub kind: BasisKind,
    pub basis: Vec<String>,
}

/// One question to one source about one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub source: Name,
    pub role: Name,
    pub key: Vec<Known>,
    /// What a typed key is checked with.
    pub checked_with: Vec<Known>,
    pub gives: Vec<Given>,
    /// The texts on which the authority reads the source.
    pub reading: Vec<String>,
    /// The person agrees first, as these texts want.
    pub consent: Option<Vec<String>>,
}

/// A fact that is known, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    pub fact: String,
    pub from: Origin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Origin {
    Login,
    /// Typed into a form of the dossier.
    Form,
    /// A lookup before, counted from 0.
    Step {
        step: usize,
    },
}

/// A fact that a lookup makes known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    pub fact: String,
    /// The fact is the key of what this reference of the record points to.
    pub through: Option<String>,
    pub presumed: bool,
    pub publication: Vec<String>,
}

/// What happens where data cannot be read, are incomplete or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fallback {
    /// The agency asks for this component.
    pub component: Name,
    /// Within this term, channel by channel.
    pub terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub channel: String,
    /// ISO 8601; nothing if no text recorded has a term.
    pub within: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    pub source: Name,
    pub role: Name,
    /// Who comes to know.
    pub authorities: Vec<Name>,
    pub facts: Vec<String>,
    pub basis: Vec<String>,
}

/// A step that no simplification may take out, and the task that does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protected {
    pub step: Name,
    pub tasks: Vec<Name>,
}

/// The process without its words. Every part has one entry and at most one exit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "node", rename_all = "snake_case", deny_unknown_fields)]
pub enum Node {
    Task {
        id: Name,
        work: Work,
        protected: bool,
    },
    /// All branches, in any order.
    Parallel {
        branches: Vec<Vec<Node>>,
    },
    /// Exactly one branch.
    Choice {
        branches: Vec<Vec<Node>>,
        /// Which cases take each branch; empty if the answer is found out on the way.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cases: Vec<Alternatives>,
    },
    /// The body, then so often at most what comes again and the body once more.
    Loop {
        body: Vec<Node>,
        again: Vec<Node>,
        bound: u32,
    },
    End {
        id: Name,
    },
}

impl Node {
    /// What a process does, without its words.
    pub fn of(blocks: &[ProcessBlock]) -> Vec<Node> {
        blocks.iter().map(Node::of_block).collect()
    }

    fn of_block(block: &ProcessBlock) -> Node {
        match block {
            ProcessBlock::Task(task) => {
                let node =
                    Node::Task { id: task.id.clone(), work: task.work.clone(), protected: task.protected };
                // When the timer fires, its body is done instead of the task.
                match &task.timer {
                    Some(timer) => {
                        Node::Choice { branches: vec![vec![node], Node::of(&timer.body)], cases: Vec::new() }
                    }
                    None => node,
                }
            }
            ProcessBlock::Parallel { branches, .. } => {
                Node::Parallel { branches: branches.iter().map(|branch| Node::of(branch)).collect() }
            }
            ProcessBlock::Choice { branches, otherwise, cases, .. } => {
                let branches = branches.iter().map(|branch| &branch.body).chain([&otherwise.body]);
                Node::Choice { branches: branches.map(|body| Node::of(body)).collect(), cases: cases.clone() }
            }
            ProcessBlock::Loop { body, again, bound, .. } => {
                Node::Loop { body: Node::of(body), again: Node::of(&again.body), bound: *bound }
            }
            ProcessBlock::End(end) => Node::End { id: end.id.clone() },
        }
    }
}
