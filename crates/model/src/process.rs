//! The process of one procedure: block-structured, independent of any engine or notation.
//!
//! A [`Process`] is a tree of [`Block`]s, so it is sound by construction: every split has its
//! join, every loop its bound. Emitters turn it into BPMN 2.0 (or a picture); the checker
//! verifies it on the net it denotes. Terms are those of BPMN 2.0.2 (OMG formal/13-12-09).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::Name;
use crate::certificate::Alternatives;

/// The online service or the counter process of one procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Process {
    /// ASCII, unique in the repository, usable as part of an XML NCName.
    pub id: SmolStr,
    /// The procedure's official title.
    pub name: String,
    pub documentation: String,
    /// In order of first use, from top to bottom of the drawing.
    pub lanes: Vec<Lane>,
    /// State databases the process reads or writes; drawn as black-box pools.
    pub registers: Vec<Register>,
    /// What starts the process ("Nộp yêu cầu") and in which lane.
    pub start: Start,
    /// Every path through the body that does not stop at a [`Block::End`] runs into `end`.
    pub body: Vec<Block>,
    pub end: End,
    /// Everything that choices, loops and decisions test, in order of first use.
    pub variables: Vec<Variable>,
    /// The decision tables that the process asks, in order of first use.
    pub decisions: Vec<Decision>,
}

/// What a gateway or a decision tests: set by a form, by a lookup or by a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variable {
    /// ASCII, unique in the process.
    pub name: SmolStr,
    /// What it says, as an official would: "Cần bổ sung hồ sơ".
    pub title: String,
    pub kind: VariableKind,
    /// The value before it is set; nothing for a number.
    pub initial: Option<Value>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum VariableKind {
    Flag,
    /// Each value with its title.
    Choice(Vec<(SmolStr, String)>),
    Number,
    Date,
}

/// A decision table (OMG DMN 1.3) with one yes-or-no output: the first rule that fits says yes, and
/// where none does the answer is no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The variable that the answer is put into.
    pub variable: SmolStr,
    /// The question, as the gateway asks it.
    pub name: String,
    /// Names of variables, each once.
    pub inputs: Vec<SmolStr>,
    /// For each rule one test for each input; nothing where the rule does not look at it.
    pub rules: Vec<Vec<Option<Test>>>,
}

/// What a rule of a decision table asks of one input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Test {
    Is(Value),
    /// None of these.
    IsNot(Vec<Value>),
    /// A number or a date between two ends, of which one at least is there.
    Within {
        low: Option<Edge>,
        high: Option<Edge>,
    },
}

/// An end of an interval: a decimal number or an ISO date. An open end is not in the interval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    pub value: SmolStr,
    pub open: bool,
}

/// What a person sees and answers in a user task.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Form {
    pub fields: Vec<Field>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// ASCII, unique in the form. The name of the variable where the field sets one.
    pub key: SmolStr,
    pub label: String,
    pub kind: FieldKind,
    pub required: bool,
    /// Where the data come from, or what to mind; may be empty.
    pub help: String,
    /// The flag that a lookup sets when it has read the value: the field is then shown and not typed.
    pub held_if: Option<SmolStr>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum FieldKind {
    Text,
    Number,
    Date,
    Flag,
    /// Each value with its title.
    Choice(Vec<(SmolStr, String)>),
    /// The state holds it: shown for confirmation, never typed.
    Held,
    /// A paper, as a file.
    File,
}

/// Index into [`Process::lanes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct LaneId(pub usize);

/// Index into [`Process::registers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RegisterId(pub usize);

/// Who does the work: the applicant, the one-stop shop, an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lane {
    pub id: SmolStr,
    pub name: String,
    /// True for the applicant's own lane: tasks there have no candidate group of officials.
    pub applicant: bool,
    /// True for the lane of automatic work (lookups, checks).
    pub system: bool,
}

/// A state database seen from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Register {
    pub id: SmolStr,
    pub name: String,
    /// Name of the agency that owns it.
    pub owner: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Start {
    pub name: String,
    pub lane: LaneId,
    /// What must be known before anything else: the channel, the cases.
    pub form: Form,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct End {
    /// ASCII, unique in the process.
    pub id: SmolStr,
    pub name: String,
    pub lane: LaneId,
}

/// A piece of the process with one entry and at most one exit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Block {
    Task(Task),
    /// All branches are done, in any order; at least two branches, none of them stops at an end.
    Parallel {
        id: SmolStr,
        branches: Vec<Vec<Block>>,
    },
    /// Exactly one branch is taken: the first whose value equals the variable, else `otherwise`.
    Choice {
        id: SmolStr,
        question: String,
        variable: SmolStr,
        branches: Vec<Branch>,
        otherwise: Otherwise,
        /// Which cases take each branch, and last `otherwise`; empty if the answer is found out on
        /// the way and is no matter of the case.
        cases: Vec<Alternatives>,
    },
    /// `body`, then the question; while the variable equals `again.value`, do `again.body` and start over.
    /// The engine-independent bound is part of the answer's meaning: `bound` is the most rounds the law allows.
    Loop {
        id: SmolStr,
        body: Vec<Block>,
        question: String,
        variable: SmolStr,
        again: Branch,
        done: String,
        bound: u32,
    },
    /// The process ends here, on this path.
    End(End),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Branch {
    pub label: String,
    pub value: Value,
    pub body: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Otherwise {
    pub label: String,
    pub body: Vec<Block>,
}

/// What a gateway compares its variable with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    Flag(bool),
    Text(SmolStr),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// ASCII, unique in the process.
    pub id: SmolStr,
    pub name: String,
    pub documentation: String,
    pub lane: LaneId,
    pub kind: TaskKind,
    pub work: Work,
    /// A step no simplification may remove: hearing, signature, four-eyes, appeal, paper channel.
    pub protected: bool,
    /// The time the step is given by law, if any.
    pub term: Option<Term>,
    /// What happens when the person is silent: an interrupting timer on a user task.
    pub timer: Option<Timer>,
    /// What the person sees and answers; of a lookup, what the register answers. Else empty.
    pub form: Form,
}

/// What a task does, in words of the procedure: names of its steps, forms, papers, of sources and roles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case", deny_unknown_fields)]
pub enum Work {
    /// The applicant proves who they are.
    Login,
    FillIn {
        form: Name,
    },
    /// The applicant brings what is still asked for.
    Bring {
        papers: Vec<Name>,
    },
    /// The person agrees that the source is read.
    Agree {
        source: Name,
        role: Name,
    },
    Lookup {
        source: Name,
        role: Name,
    },
    /// The person says whether the data that stand for the papers are right.
    Confirm {
        papers: Vec<Name>,
    },
    /// A decision table tells whether the application is one of certain cases.
    Decide {
        variable: Name,
    },
    /// The data could not be read: the agency asks for the papers they stood for.
    AskFor {
        papers: Vec<Name>,
    },
    /// The applicant brings what was asked for.
    Supply {
        papers: Vec<Name>,
    },
    /// A step of the record.
    Step {
        step: Name,
    },
    /// The applicant's answer to a step that asks for more.
    Answer {
        step: Name,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum TaskKind {
    /// A person fills, reads or decides something.
    User,
    /// The system reads a register. The job type names the source and the operation.
    Lookup { register: RegisterId, job: SmolStr },
    /// The system writes to a register.
    Record { register: RegisterId, job: SmolStr },
    /// A decision table is asked; the name of one of [`Process::decisions`].
    Decide { decision: SmolStr },
    /// Automatic work that touches no register (sign-in, payment, notice).
    Service { job: SmolStr },
}

/// A legal or planned term, as the text gives it and as ISO 8601 where it converts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// As a reader sees it: "8 giờ làm việc".
    pub text: String,
    /// ISO 8601 duration, for instance `PT8H`. Working time is a lower bound of elapsed time.
    pub iso: SmolStr,
}

/// An interrupting timer: when it fires before the task is done, `body` is run instead.
/// If `body` does not end the process, both paths meet after the task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timer {
    pub id: SmolStr,
    pub name: String,
    pub term: Term,
    pub body: Vec<Block>,
}

impl Block {
    /// True when no path leaves the block at its exit.
    pub fn ends(&self) -> bool {
        match self {
            Block::Task(_) => false,
            Block::Parallel { branches, .. } => branches.iter().any(|branch| sequence_ends(branch)),
            Block::Choice { branches, otherwise, .. } => {
                branches.iter().all(|branch| sequence_ends(&branch.body)) && sequence_ends(&otherwise.body)
            }
            Block::Loop { body, .. } => sequence_ends(body),
            Block::End(_) => true,
        }
    }
}

/// True when no path reaches the end of the sequence.
pub fn sequence_ends(blocks: &[Block]) -> bool {
    blocks.iter().any(Block::ends)
}
