//! Classes of cases in words.

use std::sync::{Arc, PoisonError};

use tthc_syntax::{Keyword, Surface};

use super::{Cases, Class, Literal, Variable, meets};
use crate::formula::{Bound, Subject};
use crate::procedure::{Fact, Procedure};
use crate::quantity::{Ratio, whole};

impl Cases {
    /// The class as alternatives of conditions that hold together, with as few words as we can:
    /// no literal and no alternative can be left out. Empty for no case; one empty alternative for all.
    pub fn describe(&self, class: &Class) -> Vec<Vec<Literal>> {
        if self.is_all(class) {
            return vec![Vec::new()];
        }
        let known = || self.described.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(described) = known().get(&class.diagram) {
            return described.to_vec();
        }
        let described = self.worded(class);
        known().insert(Arc::clone(&class.diagram), described.as_slice().into());
        described
    }

    fn worded(&self, class: &Class) -> Vec<Vec<Literal>> {
        let mut cubes: Vec<Vec<(usize, bool)>> = Vec::new();
        let outside = self.domain.and_not(&class.diagram);
        let mut left = (*class.diagram).clone();
        while let Some(path) = left.sat_clauses().next() {
            let mut cube: Vec<(usize, bool)> =
                path.to_values().into_iter().map(|(variable, holds)| (variable.to_index(), holds)).collect();
            // Negative literals go first: «nơi_sinh == bệnh_viện» says more than «không phải ở nhà».
            let mut order = cube.clone();
            order.sort_by_key(|&(at, holds)| (holds, at));
            for literal in order {
                let shorter: Vec<(usize, bool)> = cube.iter().copied().filter(|l| *l != literal).collect();
                if !meets(&outside, &shorter, self.variables.len()) {
                    cube = shorter;
                }
            }
            left = left.and_not(&self.clause(&cube));
            cubes.push(cube);
        }
        let mut kept = cubes.clone();
        for cube in &cubes {
            if kept.len() == 1 {
                break;
            }
            let others = kept.iter().filter(|other| *other != cube);
            let covered = others.fold(self.set.mk_false(), |any, other| any.or(&self.cube(other)));
            if self.cube(cube).and_not(&covered).is_false() {
                kept.retain(|other| other != cube);
            }
        }
        let literal = |&(at, holds): &(usize, bool)| Literal { variable: self.variables[at].clone(), holds };
        kept.iter().map(|cube| cube.iter().map(literal).collect()).collect()
    }

    /// The class in words of the language itself, for machines and for pasting into a file.
    pub fn text(&self, procedure: &Procedure, class: &Class, surface: Surface) -> String {
        let alternatives = self.describe(class);
        let word = |keyword: Keyword| keyword.text(surface);
        let several = alternatives.len() > 1;
        let parts: Vec<String> = alternatives
            .iter()
            .map(|literals| {
                let all: Vec<String> =
                    literals.iter().map(|literal| literal_text(procedure, literal, surface)).collect();
                let text = all.join(&format!(" {} ", word(Keyword::And)));
                if several && literals.len() > 1 { format!("({text})") } else { text }
            })
            .collect();
        parts.join(&format!(" {} ", word(Keyword::Or)))
    }

    /// A variable in English keywords; no two variables of a procedure have one text.
    pub fn variable_text(procedure: &Procedure, variable: &Variable) -> String {
        literal_text(procedure, &Literal { variable: variable.clone(), holds: true }, Surface::English)
    }

    /// One applicant of the class in words of the language: a value for everything the class depends on.
    pub fn applicant(&self, procedure: &Procedure, class: &Class, surface: Surface) -> Option<String> {
        let literals = self.describe(class).into_iter().next()?;
        let mut told: Vec<String> = Vec::new();
        let mut quantities: Vec<&Subject> = Vec::new();
        for literal in &literals {
            match &literal.variable {
                Variable::AtMost(bound) => {
                    if !quantities.contains(&&bound.subject) {
                        quantities.push(&bound.subject);
                    }
                }
                _ => told.push(literal_text(procedure, literal, surface)),
            }
        }
        for subject in quantities {
            let bounds = literals.iter().filter_map(|literal| match &literal.variable {
                Variable::AtMost(bound) if bound.subject == *subject => Some((bound, literal.holds)),
                _ => None,
            });
            let value = a_value_within(bounds)?;
            let text = procedure.unit_of(subject).value_text(&value, surface);
            told.push(format!("{} = {text}", procedure.subject_text(subject)));
        }
        Some(told.join(", "))
    }
}

/// Where numbers end: at a limit, or just short of it.
struct End {
    limit: Ratio,
    open: bool,
}

/// A number that satisfies bounds and opposites of bounds, as round as they allow.
fn a_value_within<'b>(bounds: impl Iterator<Item = (&'b Bound, bool)>) -> Option<Ratio> {
    let (mut low, mut high): (Option<End>, Option<End>) = (None, None);
    for (bound, holds) in bounds {
        if holds {
            // Of equal limits the open end is the tighter one.
            let end = End { limit: bound.limit.clone(), open: bound.strict };
            let tighter =
                high.as_ref().is_none_or(|known| (&end.limit, !end.open) < (&known.limit, !known.open));
            if tighter {
                high = Some(end);
            }
        } else {
            // Not at most: more than the limit; not less: at least it.
            let end = End { limit: bound.limit.clone(), open: !bound.strict };
            let tighter =
                low.as_ref().is_none_or(|known| (&end.limit, end.open) > (&known.limit, known.open));
            if tighter {
                low = Some(end);
            }
        }
    }
    Some(match (low, high) {
        (None, None) => return None,
        (_, Some(End { limit, open: false })) | (Some(End { limit, open: false }), _) => limit,
        (Some(End { limit, .. }), None) => limit + whole(1),
        (None, Some(End { limit, .. })) => limit - whole(1),
        (Some(low), Some(high)) => {
            let next = &low.limit + whole(1);
            if next < high.limit { next } else { (low.limit + high.limit) / whole(2) }
        }
    })
}

fn literal_text(procedure: &Procedure, literal: &Literal, surface: Surface) -> String {
    let word = |keyword: Keyword| keyword.text(surface);
    let not = |text: String| {
        if literal.holds { text } else { format!("{} {text}", word(Keyword::Not)) }
    };
    let compare =
        |left: String, right: &str| format!("{left} {} {right}", if literal.holds { "==" } else { "!=" });
    let fact_text = |fact: &Fact| format!("{}.{}", procedure.role(fact.role).name, fact.attribute);
    match &literal.variable {
        Variable::Case(id, value) => {
            let case = &procedure.cases[id.index()];
            match case.values.get(*value as usize) {
                Some(value) => compare(case.name.to_string(), value),
                None => not(case.name.to_string()),
            }
        }
        Variable::Channel(channel) => not(word(channel.keyword()).to_owned()),
        Variable::Value(fact, value) => compare(fact_text(fact), value),
        Variable::Flag(fact) => not(fact_text(fact)),
        Variable::AtMost(bound) => {
            let sign = match (literal.holds, bound.strict) {
                (true, true) => "<",
                (true, false) => "<=",
                (false, true) => ">=",
                (false, false) => ">",
            };
            let limit = bound.unit.value_text(&bound.limit, surface);
            format!("{} {sign} {limit}", procedure.subject_text(&bound.subject))
        }
        Variable::Opaque(text) => not(format!("({text})")),
    }
}
