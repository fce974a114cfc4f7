//! One way through a process: what people and registers answer on it, and which activities it then runs.
//!
//! The blocks are interpreted, not the graph that a workflow engine is given, so that an engine which runs the
//! emitted file the same way says something about the file.

use std::collections::{BTreeMap, BTreeSet};

use tthc_model::Date;
use tthc_model::process::{
    Block, Decision, Edge, Field, FieldKind, Form, Process, Task, TaskKind, Test, Value, Variable,
    VariableKind,
};

/// What a form or a register gives for one field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    Flag(bool),
    Text(String),
    /// A decimal number, as it is written.
    Number(String),
    /// `YYYY-MM-DD`.
    Date(String),
    Files,
}

pub type Answers = BTreeMap<String, Answer>;

/// Somebody does a task, or does not and its timer fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// As BPMN names it.
    pub task: String,
    pub gives: Answers,
    /// The timer that fires instead, as BPMN names it.
    pub late: Option<String>,
}

/// A piece of a process that some way has to take.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    End(String),
    /// A branch of a gateway; the last is what remains. Of a loop: again, done.
    Way(String, usize),
    /// The timer fires, or the task is done in time.
    Timer(String, bool),
    /// A rule of the table that answers a variable; the last is the one that always fits.
    Rule(String, usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    pub start: Answers,
    /// In the order of the model; what is done side by side may be done in any other.
    pub visits: Vec<Visit>,
    /// The events and tasks that are run to their end, as BPMN names them, in the same order.
    pub runs: Vec<String>,
    pub takes: BTreeSet<Goal>,
}

/// Who settles what the model leaves open.
pub trait Choose {
    /// One of the answers; there is at least one.
    fn answer(&mut self, variable: &str, of: &[Answer]) -> usize;
    fn is_late(&mut self, timer: &str) -> bool;
}

/// The way that follows from the choices; nothing if it would go round a loop more often than the loop's bound.
pub fn walk(process: &Process, choose: &mut dyn Choose) -> Option<Walk> {
    let start = Walk { start: Answers::new(), visits: Vec::new(), runs: Vec::new(), takes: BTreeSet::new() };
    let mut walker = Walker { process, choose, known: BTreeMap::new(), slots: Vec::new(), walk: start };
    for variable in &process.variables {
        walker.known.insert(&variable.name, Known::Is(variable.initial.as_ref().map(answer_of)));
    }
    walker.walk.start = walker.fill(&process.start.form, None, false);
    walker.walk.runs.push("Event_start".to_owned());
    if walker.blocks(&process.body)? == Then::On {
        walker.end(&process.end.id);
    }
    walker.settle_the_rest();
    Some(walker.walk)
}

/// Answers of a variable that differ for some gateway or some table.
pub fn domain(process: &Process, variable: &Variable) -> Vec<Answer> {
    let number = |text: &str| Answer::Number(text.to_owned());
    let mut answers: Vec<Answer> = match &variable.kind {
        VariableKind::Flag => vec![Answer::Flag(false), Answer::Flag(true)],
        VariableKind::Choice(values) => {
            values.iter().map(|(value, _)| Answer::Text(value.to_string())).collect()
        }
        VariableKind::Number => {
            let around = |edge: &Edge| {
                let value = edge.value.parse::<f64>().unwrap_or_default();
                [format!("{}", value - 1.0), edge.value.to_string(), format!("{}", value + 1.0)]
            };
            edges(process, variable).flat_map(around).map(|text| number(&text)).collect()
        }
        VariableKind::Date => edges(process, variable)
            .filter_map(|edge| edge.value.parse::<Date>().ok())
            .flat_map(|date| [date.yesterday().ok(), Some(date), date.tomorrow().ok()])
            .flatten()
            .map(|date| Answer::Date(date.to_string()))
            .collect(),
    };
    if answers.is_empty() {
        answers.push(match variable.kind {
            VariableKind::Date => Answer::Date("2026-01-15".to_owned()),
            _ => number("1"),
        });
    }
    answers.sort();
    answers.dedup();
    answers
}

fn edges<'p>(process: &'p Process, variable: &'p Variable) -> impl Iterator<Item = &'p Edge> {
    process.decisions.iter().flat_map(move |decision| {
        let at = decision.inputs.iter().position(|input| *input == variable.name);
        let cells = decision.rules.iter().filter_map(move |rule| rule.get(at?)?.as_ref());
        cells.flat_map(|test| match test {
            Test::Within { low, high } => low.iter().chain(high).collect::<Vec<_>>(),
            Test::Is(_) | Test::IsNot(_) => Vec::new(),
        })
    })
}

pub fn fits(test: &Test, answer: Option<&Answer>) -> bool {
    let Some(answer) = answer else { return false };
    match test {
        Test::Is(value) => *answer == answer_of(value),
        Test::IsNot(values) => values.iter().all(|value| *answer != answer_of(value)),
        Test::Within { low, high } => {
            let inside = |edge: &Edge, wanted: std::cmp::Ordering| {
                let order = match answer {
                    Answer::Number(text) => {
                        let [a, b] = [text.as_str(), &edge.value].map(str::parse::<f64>);
                        a.ok().zip(b.ok()).and_then(|(a, b)| a.partial_cmp(&b))
                    }
                    // ISO dates are in the order of their text.
                    Answer::Date(text) => Some(text.as_str().cmp(&edge.value)),
                    _ => None,
                };
                order.is_some_and(|order| order == wanted || (order.is_eq() && !edge.open))
            };
            low.iter().all(|edge| inside(edge, std::cmp::Ordering::Greater))
                && high.iter().all(|edge| inside(edge, std::cmp::Ordering::Less))
        }
    }
}

pub fn answer_of(value: &Value) -> Answer {
    match value {
        Value::Flag(flag) => Answer::Flag(*flag),
        Value::Text(text) => Answer::Text(text.to_string()),
    }
}

/// What a variable is, as far as anything has looked at it.
#[derive(Clone)]
enum Known {
    Is(Option<Answer>),
    /// A form was answered, but nobody has looked at the answer yet: the slot of it.
    Open(usize),
}

/// Where an answer is given: in a visit, or at the start.
struct Slot {
    visit: Option<usize>,
    variable: String,
    settled: bool,
}

#[derive(PartialEq, Eq)]
enum Then {
    On,
    Ended,
}

struct Walker<'p, 'c> {
    process: &'p Process,
    choose: &'c mut dyn Choose,
    known: BTreeMap<&'p str, Known>,
    slots: Vec<Slot>,
    walk: Walk,
}

impl<'p> Walker<'p, '_> {
    fn end(&mut self, id: &str) {
        self.walk.runs.push(format!("Event_{id}"));
        self.walk.takes.insert(Goal::End(id.to_owned()));
    }

    fn takes(&mut self, gateway: &str, way: usize) {
        self.walk.takes.insert(Goal::Way(gateway.to_owned(), way));
    }

    fn blocks(&mut self, blocks: &'p [Block]) -> Option<Then> {
        for block in blocks {
            if self.block(block)? == Then::Ended {
                return Some(Then::Ended);
            }
        }
        Some(Then::On)
    }

    fn block(&mut self, block: &'p Block) -> Option<Then> {
        match block {
            Block::Task(task) => self.task(task),
            Block::End(end) => {
                self.end(&end.id);
                Some(Then::Ended)
            }
            Block::Parallel { branches, .. } => {
                for branch in branches {
                    // The model lets no branch of these end.
                    if self.blocks(branch)? == Then::Ended {
                        return None;
                    }
                }
                Some(Then::On)
            }
            Block::Choice { id, variable, branches, otherwise, .. } => {
                let answer = self.look(variable, |_| true);
                let is = |value: &Value| answer.as_ref() == Some(&answer_of(value));
                let way = branches.iter().position(|branch| is(&branch.value));
                self.takes(id, way.unwrap_or(branches.len()));
                self.blocks(way.map_or(&otherwise.body, |way| &branches[way].body))
            }
            Block::Loop { id, body, variable, again, bound, .. } => {
                let wanted = answer_of(&again.value);
                let mut rounds = 0;
                loop {
                    if self.blocks(body)? == Then::Ended {
                        return Some(Then::Ended);
                    }
                    let answer = self.look(variable, |answer| rounds < *bound || *answer != wanted);
                    if answer.as_ref() != Some(&wanted) {
                        self.takes(id, 1);
                        return Some(Then::On);
                    }
                    if rounds == *bound {
                        return None;
                    }
                    rounds += 1;
                    self.takes(id, 0);
                    if self.blocks(&again.body)? == Then::Ended {
                        return Some(Then::Ended);
                    }
                }
            }
        }
    }

    fn task(&mut self, task: &'p Task) -> Option<Then> {
        let id = format!("Task_{}", task.id);
        if let TaskKind::Decide { decision } = &task.kind {
            if let Some(table) = self.process.decisions.iter().find(|one| one.variable == *decision) {
                let says = self.decide(table);
                self.known.insert(&table.variable, Known::Is(Some(Answer::Flag(says))));
            }
            self.walk.runs.push(id);
            return Some(Then::On);
        }
        let visit = self.walk.visits.len();
        if let Some(timer) = &task.timer {
            let late = self.choose.is_late(&timer.id);
            self.walk.takes.insert(Goal::Timer(timer.id.to_string(), late));
            if late {
                let event = format!("Event_{}", timer.id);
                self.walk.runs.push(event.clone());
                self.walk.visits.push(Visit { task: id, gives: Answers::new(), late: Some(event) });
                return self.blocks(&timer.body);
            }
        }
        let register = task.kind != TaskKind::User;
        let gives = self.fill(&task.form, Some(visit), register);
        self.walk.runs.push(id.clone());
        self.walk.visits.push(Visit { task: id, gives, late: None });
        Some(Then::On)
    }

    fn decide(&mut self, table: &'p Decision) -> bool {
        for (at, rule) in table.rules.iter().enumerate() {
            let cells = table.inputs.iter().zip(rule);
            let mut all = true;
            for (input, test) in cells {
                let Some(test) = test else { continue };
                all = all && fits(test, self.look(input, |_| true).as_ref());
            }
            if all {
                self.walk.takes.insert(Goal::Rule(table.variable.to_string(), at));
                return true;
            }
        }
        self.walk.takes.insert(Goal::Rule(table.variable.to_string(), table.rules.len()));
        false
    }

    /// The answers of a form. Those that the process looks at stay open until it does.
    fn fill(&mut self, form: &'p Form, visit: Option<usize>, register: bool) -> Answers {
        let mut answers = Answers::new();
        for field in &form.fields {
            if self.process.variables.iter().any(|variable| variable.name == field.key) {
                self.known.insert(&field.key, Known::Open(self.slots.len()));
                self.slots.push(Slot { visit, variable: field.key.to_string(), settled: false });
            } else if let Some(answer) = any(field, register) {
                answers.insert(field.key.to_string(), answer);
            }
        }
        answers
    }

    fn look(&mut self, variable: &'p str, allowed: impl Fn(&Answer) -> bool) -> Option<Answer> {
        let slot = match self.known.get(variable) {
            Some(Known::Open(slot)) => *slot,
            Some(Known::Is(answer)) => return answer.clone(),
            None => return None,
        };
        let declared = self.process.variables.iter().find(|one| one.name == variable)?;
        let mut of = domain(self.process, declared);
        if of.iter().any(&allowed) {
            of.retain(&allowed);
        }
        let answer = of.swap_remove(self.choose.answer(variable, &of));
        self.known.insert(variable, Known::Is(Some(answer.clone())));
        self.settle(slot, answer.clone());
        Some(answer)
    }

    fn settle(&mut self, slot: usize, answer: Answer) {
        let slot = &mut self.slots[slot];
        slot.settled = true;
        let gives = match slot.visit {
            Some(visit) => &mut self.walk.visits[visit].gives,
            None => &mut self.walk.start,
        };
        gives.insert(slot.variable.clone(), answer);
    }

    /// Forms want an answer also where nothing looks at it.
    fn settle_the_rest(&mut self) {
        for slot in 0..self.slots.len() {
            if self.slots[slot].settled {
                continue;
            }
            let name = &self.slots[slot].variable;
            let declared = self.process.variables.iter().find(|variable| variable.name == *name);
            let first = declared.and_then(|variable| domain(self.process, variable).into_iter().next());
            if let Some(first) = first {
                self.settle(slot, first);
            }
        }
    }
}

/// Something for a field that nothing looks at; a person is only shown what the state holds.
fn any(field: &Field, register: bool) -> Option<Answer> {
    Some(match &field.kind {
        FieldKind::Held if !register => return None,
        FieldKind::Text | FieldKind::Held => Answer::Text(field.label.clone()),
        FieldKind::Number => Answer::Number("1".to_owned()),
        FieldKind::Date => Answer::Date("2026-01-15".to_owned()),
        FieldKind::Flag => Answer::Flag(true),
        FieldKind::Choice(values) => Answer::Text(values.first()?.0.to_string()),
        FieldKind::File => Answer::Files,
    })
}
