//! One block of one place: what is asked for, what is needed, and what evidences it now.

use tthc_model::cases::Class;
use tthc_model::certificate::{Assurance, Block, Evidence, Need, State};
use tthc_model::procedure::{Component, Fact};
use tthc_model::scenario::{Decision, Reform};

use crate::dossier::Wanted;
use crate::lookup;
use crate::space::Space;
use crate::violation::Violation;

/// What a block is good for, once it is verified.
pub(crate) struct Sound {
    pub(crate) class: Class,
    pub(crate) state: State,
    /// What data give in it.
    pub(crate) given: Vec<Fact>,
}

pub(crate) fn check(
    block: &Block,
    class: Class,
    wanted: &Wanted<'_>,
    space: &Space<'_>,
    reform: Option<&Reform>,
    found: &mut Vec<Violation>,
) -> Sound {
    let place = wanted.title();
    let cases = space.words(&class);
    let mut divided = false;
    let mut holds = |other: &Class| {
        let within = class.is_within(other);
        divided |= !within && !class.and(other).is_never();
        within
    };
    let asked: Vec<&Component> = wanted.components().filter(|one| holds(&space.asked(one))).collect();
    let mut needs: Vec<(&Component, Fact)> = Vec::new();
    for component in &asked {
        let attested = space.attested(component).into_iter();
        needs.extend(attested.filter(|fact| holds(&space.needed(fact))).map(|fact| (*component, fact)));
    }
    if divided {
        found.push(Violation::BlockDivided { place: place.clone(), cases: cases.clone() });
    }
    let before = if asked.is_empty() { State::NotAsked } else { State::Asked };
    if block.before != before || (block.after == State::NotAsked) != asked.is_empty() {
        found.push(Violation::WrongState { place: place.clone(), cases: cases.clone() });
    }
    listed(block, &needs, space, found);
    let mut given = Vec::new();
    for need in &block.needs {
        if let Some(fact) = evidence(block, need, space, found) {
            given.push(fact);
        }
    }
    replacements(block, &class, &asked, &needs, space, reform, found);
    match block.after {
        State::Data => {
            let whole = |papers: &&Vec<&Component>| {
                let mut here =
                    papers.iter().filter(|paper| asked.iter().any(|one| one.name == paper.name)).peekable();
                here.peek().is_some() && here.all(|paper| is_replaced(block, paper))
            };
            if wanted.alternatives.iter().filter(whole).count() < usize::from(wanted.count.max(1)) {
                found.push(Violation::TooFewReplaced { place, cases });
            }
        }
        State::Cut => {
            for component in asked.iter().filter(|component| !is_cut(reform, component)) {
                found.push(Violation::CutWithoutReform { component: component.name.to_string() });
            }
        }
        State::Asked | State::NotAsked => {}
    }
    Sound { class, state: block.after, given }
}

/// The block lists exactly what its components evidence and somebody needs.
fn listed(block: &Block, needs: &[(&Component, Fact)], space: &Space<'_>, found: &mut Vec<Violation>) {
    let is = |need: &Need, component: &Component, fact: &Fact| {
        need.component == component.name && need.fact == space.fact_text(fact)
    };
    for (component, fact) in needs {
        if block.needs.iter().filter(|need| is(need, component, fact)).count() != 1 {
            let (component, fact) = (component.name.to_string(), space.fact_text(fact));
            found.push(Violation::NeedMissing { component, fact });
        }
    }
    for need in &block.needs {
        if !needs.iter().any(|(component, fact)| is(need, component, fact)) {
            let component = need.component.to_string();
            found.push(Violation::NeedUnknown { component, fact: need.fact.clone() });
        }
    }
}

/// What evidences a need after the change; the fact, if data do.
fn evidence(block: &Block, need: &Need, space: &Space<'_>, found: &mut Vec<Violation>) -> Option<Fact> {
    let (fact, component) = (need.fact.clone(), need.component.to_string());
    if need.before != Assurance::Documented {
        found.push(Violation::WrongAssurance { fact: fact.clone(), component: component.clone() });
    }
    let (assurance, real) = match &need.after {
        Evidence::Nothing => {
            if block.after == State::Asked || block.after == State::NotAsked {
                found.push(Violation::WrongEvidence { fact, component });
            }
            return None;
        }
        Evidence::Component { component: kept, assurance } => {
            if block.after != State::Asked || *kept != need.component {
                found.push(Violation::WrongEvidence { fact, component });
                return None;
            }
            (*assurance, Assurance::Documented)
        }
        Evidence::Data { step, assurance } => {
            let replaced = block.replacements.iter().find(|one| one.component == need.component);
            let gives = replaced.is_some_and(|replaced| {
                let asked = replaced.steps.get(*step);
                asked.is_some_and(|step| replaced.reused || step.gives.iter().any(|given| given.fact == fact))
            });
            if block.after != State::Data || !gives {
                found.push(Violation::WrongEvidence { fact, component });
                return None;
            }
            let reused = replaced.is_some_and(|replaced| replaced.reused);
            (*assurance, if reused { Assurance::Documented } else { Assurance::Authoritative })
        }
    };
    if assurance < need.before {
        found.push(Violation::AssuranceLower { fact, place: component });
    } else if assurance != real {
        found.push(Violation::WrongAssurance { fact, component });
    }
    matches!(need.after, Evidence::Data { .. }).then(|| space.fact(&need.fact)).flatten()
}

fn replacements(
    block: &Block,
    class: &Class,
    asked: &[&Component],
    needs: &[(&Component, Fact)],
    space: &Space<'_>,
    reform: Option<&Reform>,
    found: &mut Vec<Violation>,
) {
    for replacement in &block.replacements {
        let name = replacement.component.to_string();
        let component = asked.iter().find(|component| component.name == replacement.component);
        let (Some(component), State::Data) = (component, block.after) else {
            found.push(Violation::ReplacementUnused { component: name });
            continue;
        };
        if !needs.iter().any(|(known, _)| known.name == component.name) {
            found.push(Violation::UnneededDropped { component: name.clone() });
        }
        if is_kept(reform, component) {
            found.push(Violation::KeptByReform { component: name });
        }
        let goals = block.needs.iter().filter(|need| need.component == component.name);
        let goals: Vec<(&str, usize)> = goals
            .filter_map(|need| match need.after {
                Evidence::Data { step, .. } => Some((need.fact.as_str(), step)),
                _ => None,
            })
            .collect();
        lookup::check(replacement, component, &goals, class, space, reform, found);
    }
}

/// Every need of the component is evidenced by data.
fn is_replaced(block: &Block, component: &Component) -> bool {
    let mut needs = block.needs.iter().filter(|need| need.component == component.name);
    block.replacements.iter().any(|one| one.component == component.name)
        && needs.all(|need| matches!(need.after, Evidence::Data { .. }))
}

fn is_cut(reform: Option<&Reform>, component: &Component) -> bool {
    let cuts = |decision: &Decision| match decision {
        Decision::Cut { component: cut, .. } | Decision::MoveToForm { component: cut, .. } => {
            *cut == component.name
        }
        _ => false,
    };
    reform.is_some_and(|reform| reform.decisions.iter().any(cuts))
}

fn is_kept(reform: Option<&Reform>, component: &Component) -> bool {
    let keeps = |decision: &Decision| matches!(decision, Decision::NotAccepted { component: kept, .. } if *kept == component.name);
    reform.is_some_and(|reform| reform.decisions.iter().any(keeps))
}
