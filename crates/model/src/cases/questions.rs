//! What one would ask an applicant, and which answers settle a condition.

use biodivine_lib_bdd::BddVariable;

use super::{Cases, Class, Variable};
use crate::formula::Subject;
use crate::procedure::{CaseId, Fact};

/// Something an applicant can be asked. One answer gives all its variables a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    Case(CaseId),
    Channel,
    Fact(Fact),
    Quantity(Subject),
    /// A condition that stands for itself.
    Opaque(String),
}

/// Sets of questions looked at before we stop looking for smaller ones.
const LOOKED_AT: usize = 20_000;

impl Cases {
    /// The cases in which a variable has a value.
    pub fn literal(&self, variable: &Variable, holds: bool) -> Class {
        let diagram = self.variable(variable);
        self.class(if holds { diagram } else { diagram.not() }.and(&self.domain))
    }

    /// Whether the answers to some questions, whatever they are, settle if `holds` is so in a case of `known`.
    pub fn decides(&self, known: &Class, holds: &Class, questions: &[Question]) -> bool {
        let (yes, no) = (known.and(holds), known.minus(holds));
        let asked =
            |variable: BddVariable| questions.contains(&question(&self.variables[variable.to_index()]));
        let forget = |class: &Class| class.diagram.exists_trigger(|variable| !asked(variable));
        forget(&yes).and(&forget(&no)).is_false()
    }

    /// The smallest sets of questions that settle a condition, all of one size; and whether the search was
    /// complete. Nothing if it is settled already.
    pub fn smallest_deciding(&self, known: &Class, holds: &Class) -> (Vec<Vec<Question>>, bool) {
        if self.decides(known, holds, &[]) {
            return (Vec::new(), true);
        }
        let (yes, no) = (known.and(holds), known.minus(holds));
        let mut candidates: Vec<Question> = Vec::new();
        for (at, variable) in self.variables.iter().enumerate() {
            let id = BddVariable::from_index(at);
            let matters = yes.diagram.support_set_contains(&id) || no.diagram.support_set_contains(&id);
            let question = question(variable);
            // What is known already need not be asked.
            let open = !known.and(&self.literal(variable, true)).is_never()
                && !known.and(&self.literal(variable, false)).is_never();
            if matters && open && !candidates.contains(&question) {
                candidates.push(question);
            }
        }
        let mut looked_at = 0;
        for size in 1..=candidates.len() {
            let mut found = Vec::new();
            let mut chosen: Vec<usize> = (0..size).collect();
            loop {
                looked_at += 1;
                let questions: Vec<Question> = chosen.iter().map(|at| candidates[*at].clone()).collect();
                if self.decides(known, holds, &questions) {
                    found.push(questions);
                }
                if looked_at >= LOOKED_AT {
                    let found = if found.is_empty() { vec![candidates] } else { found };
                    return (found, false);
                }
                // The next combination in order.
                let Some(at) = (0..size).rev().find(|at| chosen[*at] < candidates.len() - size + at) else {
                    break;
                };
                chosen[at] += 1;
                for later in at + 1..size {
                    chosen[later] = chosen[later - 1] + 1;
                }
            }
            if !found.is_empty() {
                return (found, true);
            }
        }
        (vec![candidates], true)
    }
}

/// The question that a variable belongs to.
fn question(variable: &Variable) -> Question {
    match variable {
        Variable::Case(id, _) => Question::Case(*id),
        Variable::Channel(_) => Question::Channel,
        Variable::Value(fact, _) | Variable::Flag(fact) => Question::Fact(fact.clone()),
        Variable::AtMost(bound) => Question::Quantity(bound.subject.clone()),
        Variable::Opaque(text) => Question::Opaque(text.clone()),
    }
}
