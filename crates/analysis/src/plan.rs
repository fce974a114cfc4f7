//! The dossier before and after: what an applicant must bring under the law of two dates.
//!
//! *Replaced by data* and *cut* are two operations, counted apart: a replaced component keeps its
//! need, its lookup and its fallback; a cut one leaves the dossier, and only a reform cuts.

use std::collections::{BTreeMap, BTreeSet};

use tthc_model::cases::Class;
use tthc_model::library::Library;
use tthc_model::procedure::{ActId, ComponentId, Entry, Mode, Step};
use tthc_model::quantity::Duration;
use tthc_model::scenario::{Decision, Reform};
use tthc_model::{Date, Interval, Name, Procedure};

use crate::evidence::{Assumptions, FactIndex, Origin, Proposal};
use crate::verdict::{Assessment, Judgement, Verdict, assess, assess_with};

/// A place in the dossier that one paper fills: a paper, or one of several alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Each alternative is the papers that together fill the place.
    pub alternatives: Vec<Vec<ComponentId>>,
    /// What somebody must do beside the papers of each alternative.
    pub acts: Vec<Vec<ActId>>,
    /// What somebody may do in place of any paper: each alternative is the acts that are done together.
    pub instead: Vec<Vec<ActId>>,
    /// Of a chain or a choice: how many of the alternatives are wanted.
    pub wanted: u16,
    /// More than are wanted may be brought.
    pub or_more: bool,
}

impl Slot {
    pub fn components(&self) -> impl Iterator<Item = ComponentId> + '_ {
        self.alternatives.iter().flatten().copied()
    }
}

/// Both dossiers of one procedure.
#[derive(Debug)]
pub struct Plan<'a> {
    pub before: Assessment<'a>,
    pub after: Assessment<'a>,
    pub slots: Vec<SlotPlan>,
    pub fields: Fields,
    pub decisions: Decisions,
}

/// What becomes of one slot. Classes are cases of the procedure.
#[derive(Debug, Clone)]
pub struct SlotPlan {
    pub slot: Slot,
    /// Asked for under the law of the baseline.
    pub before: Class,
    /// Still asked for under the plan.
    pub after: Class,
    /// Replaced by data since the baseline.
    pub replaced: Class,
    /// Cut by a reform, or moved to the form.
    pub cut: Class,
    /// For the replaced cases: the share in which every lookup finds a record.
    pub coverage: Interval,
    /// The replacement rests on a presumed publication.
    pub presumed: bool,
}

/// Form fields typed by the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fields {
    pub before: u32,
    /// Without those the state holds, except keys and what keys are checked with.
    pub after: u32,
}

/// A reviewer's decisions, as far as they change the plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    /// Not to be replaced, whatever the verdict.
    pub kept: BTreeSet<Name>,
    /// Components and steps.
    pub cut: BTreeSet<Name>,
    /// Components whose facts the form asks for instead.
    pub moved: BTreeSet<Name>,
    pub proposals: Vec<Proposal>,
    /// The time each step is to take.
    pub shortened: BTreeMap<Name, Duration>,
    /// The time limit of the whole procedure.
    pub limit: Option<Duration>,
}

impl Decisions {
    pub fn of(reform: &Reform) -> Decisions {
        let mut decisions = Decisions::default();
        for decision in &reform.decisions {
            match decision {
                Decision::NotAccepted { component, .. } => decisions.kept.insert(component.clone()),
                Decision::Cut { component, .. } => decisions.cut.insert(component.clone()),
                Decision::MoveToForm { component, .. } => decisions.moved.insert(component.clone()),
                Decision::Replace { component, source } => {
                    let amended = reform.amendments().map(|(citation, _)| citation);
                    decisions.proposals.push(Proposal {
                        component: component.clone(),
                        source: source.clone(),
                        basis: reform.basis.iter().chain(amended).cloned().collect(),
                    });
                    continue;
                }
                Decision::Shorten { step, to } => {
                    decisions.shortened.extend(to.clone().map(|to| (step.clone(), to)));
                    continue;
                }
                Decision::ShortenAll { to } => {
                    decisions.limit.clone_from(to);
                    continue;
                }
                Decision::AcceptAll | Decision::Accept(_) | Decision::Amend { .. } => continue,
            };
        }
        decisions
    }

    /// The component leaves the dossier, for nothing or for a field of the form.
    pub fn drops(&self, component: &str) -> bool {
        self.cut.contains(component) || self.moved.contains(component)
    }

    /// What a step is to take under the plan.
    pub fn takes<'s>(&'s self, step: &'s Step) -> Option<&'s Duration> {
        self.shortened.get(&step.name).or(step.takes.as_ref())
    }
}

/// The automatic plan on a date, compared with the law of the baseline, with a reform's decisions.
pub fn plan<'a>(
    procedure: &'a Procedure,
    library: &'a Library,
    baseline: Date,
    on: Date,
    decisions: Decisions,
) -> Plan<'a> {
    let before = assess(procedure, library, baseline);
    let after = assess_with(procedure, library, on, Assumptions::proposing(decisions.proposals.clone()));
    between(before, after, decisions)
}

/// Two states of the law, or of the sources, compared.
pub fn between<'a>(before: Assessment<'a>, after: Assessment<'a>, decisions: Decisions) -> Plan<'a> {
    let slots = slots(after.engine.procedure)
        .into_iter()
        .map(|slot| slot_plan(slot, &before, &after, &decisions))
        .collect();
    let (typed_before, typed_after) = (fields(&before, &Decisions::default()), fields(&after, &decisions));
    let fields = Fields { before: typed_before, after: typed_after };
    Plan { before, after, slots, fields, decisions }
}

fn slot_plan(slot: Slot, before: &Assessment<'_>, after: &Assessment<'_>, decisions: &Decisions) -> SlotPlan {
    let procedure = after.engine.procedure;
    let cases = &after.engine.cases;
    let none = Decisions::default();
    let asked = slot.components().fold(cases.none(), |any, id| any.or(&after.asked(id)));
    let before = asked.minus(&relieved(&slot, before, &none));
    let stays = slot.components().filter(|id| !decisions.drops(&procedure.component(*id).name));
    let cut = before.minus(&stays.fold(cases.none(), |any, id| any.or(&after.asked(id))));
    let relieved = relieved(&slot, after, decisions).minus(&cut);
    let replaced = before.and(&relieved);
    // What was replaced on the baseline and no longer is, is asked for again.
    let after_class = asked.minus(&relieved).minus(&cut);
    let proofs = slot
        .components()
        .flat_map(|id| after.of(id))
        .filter(|judgement| !judgement.class.and(&replaced).is_never())
        .filter_map(|judgement| judgement.proof.as_ref());
    let proofs: Vec<_> = proofs.collect();
    let coverage = proofs
        .iter()
        .map(|proof| proof.coverage.clone())
        .reduce(|a, b| Interval::new(a.low.min(b.low), a.high.max(b.high)))
        .unwrap_or_else(Interval::whole_share);
    let presumed = proofs.iter().any(|proof| proof.presumed);
    SlotPlan { slot, before, after: after_class, replaced, cut, coverage, presumed }
}

/// The cases in which the slot need not be filled: as many alternatives as are wanted are wholly had from data.
pub fn relieved(slot: &Slot, assessment: &Assessment<'_>, decisions: &Decisions) -> Class {
    let cases = &assessment.engine.cases;
    // In which cases data stand for at least so many alternatives.
    let mut at_least = vec![cases.none(); usize::from(slot.wanted.max(1)) + 1];
    at_least[0] = cases.all();
    for (papers, acts) in slot.alternatives.iter().zip(&slot.acts) {
        // No data do what somebody must do.
        if !acts.is_empty() {
            continue;
        }
        let whole = alternative_relieved(papers, assessment, decisions);
        for count in (1..at_least.len()).rev() {
            at_least[count] = at_least[count].or(&at_least[count - 1].and(&whole));
        }
    }
    at_least.pop().unwrap_or_else(|| cases.none())
}

/// The cases in which data stand for all papers of one alternative that are asked for.
pub fn alternative_relieved(
    papers: &[ComponentId],
    assessment: &Assessment<'_>,
    decisions: &Decisions,
) -> Class {
    let cases = &assessment.engine.cases;
    let asked = papers.iter().fold(cases.none(), |any, id| any.or(&assessment.asked(*id)));
    papers.iter().fold(asked, |all, id| {
        if decisions.kept.contains(&assessment.engine.procedure.component(*id).name) {
            return cases.none();
        }
        // Where a paper of the alternative is not asked for, it does not hinder.
        let not_asked = cases.complement(&assessment.asked(*id));
        all.and(&assessment.relieved(*id).or(&not_asked))
    })
}

/// True if, in all cases of the judgement, data already stands for another paper of the same place:
/// the paper is then not asked for, whatever its own verdict.
pub fn is_moot(assessment: &Assessment<'_>, judgement: &Judgement) -> bool {
    !judgement.verdict.is_replaced()
        && slots(assessment.engine.procedure).iter().any(|slot| {
            slot.components().any(|id| id == judgement.component)
                && judgement.class.is_within(&relieved(slot, assessment, &Decisions::default()))
        })
}

/// The places of a dossier that papers fill; forms are filled in, not brought.
pub fn slots(procedure: &Procedure) -> Vec<Slot> {
    let mut found = all_slots(procedure);
    found.retain(|slot| !slot.alternatives.is_empty());
    found
}

/// The places of a dossier, and the choices between things to be done.
pub(crate) fn all_slots(procedure: &Procedure) -> Vec<Slot> {
    let mut found = Vec::new();
    for entry in &procedure.dossier {
        collect(procedure, entry, &mut found);
    }
    found
}

fn collect(procedure: &Procedure, entry: &Entry, found: &mut Vec<Slot>) {
    let papers = |entry: &Entry| -> Vec<ComponentId> {
        entry.components().into_iter().filter(|id| procedure.component(*id).mode != Mode::Form).collect()
    };
    let mut push = |parts: &[Entry], wanted: u16, or_more: bool| {
        let mut slot =
            Slot { alternatives: Vec::new(), acts: Vec::new(), instead: Vec::new(), wanted, or_more };
        for part in parts {
            let (papers, acts) = (papers(part), part.acts());
            if !papers.is_empty() {
                slot.alternatives.push(papers);
                slot.acts.push(acts);
            } else if !acts.is_empty() {
                slot.instead.push(acts);
            }
        }
        if !(slot.alternatives.is_empty() && slot.instead.is_empty()) {
            found.push(slot);
        }
    };
    match entry {
        // By itself it is no choice, and fills no place.
        Entry::Act(_) => {}
        Entry::Component(_) => push(std::slice::from_ref(entry), 1, false),
        Entry::OneOf(parts) | Entry::FirstOf(parts) => push(parts, 1, false),
        Entry::AtLeast(wanted, parts) => push(parts, *wanted, true),
        Entry::Requirement(_, parts) | Entry::All(parts) => {
            parts.iter().for_each(|part| collect(procedure, part, found));
        }
    }
}

/// The needed facts of papers that are moved to the form, with the cases in which it asks for them: those
/// in which there is a form to ask in.
pub fn moved_facts(assessment: &Assessment<'_>, decisions: &Decisions) -> BTreeMap<FactIndex, Class> {
    let engine = &assessment.engine;
    let forms = engine
        .procedure
        .components
        .iter()
        .filter(|form| form.mode == Mode::Form && !decisions.drops(&form.name));
    let asking = forms.fold(engine.cases.none(), |any, form| any.or(&engine.cases.holds(&form.condition)));
    let mut moved: BTreeMap<FactIndex, Class> = BTreeMap::new();
    for id in engine.procedure.component_ids() {
        let component = engine.procedure.component(id);
        if !decisions.moved.contains(&component.name) {
            continue;
        }
        for fact in &component.facts {
            let needed = assessment.needs[fact.index()].and(&assessment.asked(id)).and(&asking);
            if !needed.is_never() {
                let known = moved.entry(fact.index()).or_insert_with(|| engine.cases.none());
                *known = known.or(&needed);
            }
        }
    }
    moved
}

/// Fields that somebody must type under the law of one day: those that no source fills in.
fn fields(assessment: &Assessment<'_>, decisions: &Decisions) -> u32 {
    let engine = &assessment.engine;
    let mut typed: BTreeMap<FactIndex, Class> = moved_facts(assessment, decisions);
    let mut others = BTreeSet::new();
    for form in engine.procedure.components.iter().filter(|component| component.mode == Mode::Form) {
        if decisions.drops(&form.name) {
            continue;
        }
        let class = engine.cases.holds(&form.condition);
        for fact in &form.facts {
            let known = typed.entry(fact.index()).or_insert_with(|| engine.cases.none());
            *known = known.or(&class);
        }
        others.extend(form.other_fields.iter());
    }
    let mut keys = BTreeSet::new();
    let proofs = assessment.judgements.iter().filter_map(|judgement| judgement.proof.as_ref());
    for (lookup, fact, origin) in proofs.flat_map(|proof| &proof.keys) {
        if *origin == Origin::Typed {
            keys.insert(*fact);
            keys.extend(engine.lookups[*lookup].matching.iter().flatten());
        }
    }
    let still = typed
        .iter()
        .filter(|(fact, class)| keys.contains(*fact) || !class.is_within(&assessment.closure.held[**fact]));
    still.count() as u32 + others.len() as u32
}

impl Plan<'_> {
    /// Papers an applicant may be asked for, each slot counted once.
    pub fn documents_before(&self) -> u32 {
        self.slots.iter().filter(|slot| !slot.before.is_never()).map(|slot| u32::from(slot.slot.wanted)).sum()
    }

    pub fn documents_after(&self) -> u32 {
        self.slots.iter().filter(|slot| !slot.after.is_never()).map(|slot| u32::from(slot.slot.wanted)).sum()
    }

    /// Slots of which nothing is asked for any more because data stands for them; those on a
    /// decided publication, and those on a presumed one.
    pub fn replaced(&self) -> (u32, u32) {
        let gone =
            |slot: &&SlotPlan| !slot.before.is_never() && slot.after.is_never() && !slot.replaced.is_never();
        let presumed = self.slots.iter().filter(gone).filter(|slot| slot.presumed).count() as u32;
        (self.slots.iter().filter(gone).count() as u32 - presumed, presumed)
    }

    pub fn cut(&self) -> u32 {
        self.slots.iter().filter(|slot| !slot.cut.is_never()).count() as u32
    }

    /// Slots still asked for in some case that lifting blockers would free.
    pub fn blocked(&self) -> u32 {
        let blocked = |slot: &&SlotPlan| {
            slot.slot.components().any(|id| {
                self.after.of(id).any(|judgement| {
                    judgement.verdict == Verdict::Blocked && !judgement.class.and(&slot.after).is_never()
                })
            })
        };
        self.slots.iter().filter(blocked).count() as u32
    }
}
