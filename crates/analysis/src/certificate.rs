//! The certificate of a plan: every replaced paper with its chain of lookups, in words of the record.

use std::collections::BTreeMap;

use tthc_model::cases::{Cases, Class};
use tthc_model::certificate::{
    Alternatives, Assurance, Block, Certificate, Evidence, Fallback, Flow, Given, Known, Literal, Need, Node,
    Origin, Place, Protected, Replacement, ReplacementBasis, State, Step, Term, VERSION,
};
use tthc_model::library::ConsentRule;
use tthc_model::procedure::{ChannelKind, Component, ComponentId, Mode};
use tthc_model::process::{Process, Work};
use tthc_model::quantity::Duration;
use tthc_model::{BasisKind, Citation, Name};

use crate::derivation::{self, Replaced};
use crate::evidence::{Engine, FactIndex};
use crate::plan::Plan;

/// The certificate of a plan and of the two processes that are drawn from it.
pub fn certificate(plan: &Plan<'_>, reform: Option<&Name>, before: &Process, after: &Process) -> Certificate {
    let writer = Writer { plan, engine: &plan.after.engine };
    let procedure = writer.engine.procedure;
    let places: Vec<Place> = plan.slots.iter().map(|slot| writer.place(slot)).collect();
    let forms = procedure.components.iter().filter(|component| component.mode == Mode::Form);
    let after = Node::of(&after.body);
    Certificate {
        version: VERSION,
        procedure: procedure.name.clone(),
        code: procedure.code.clone(),
        baseline: plan.before.engine.on.to_string(),
        on: writer.engine.on.to_string(),
        reform: reform.cloned(),
        forms: forms.map(|form| form.name.clone()).collect(),
        flows: writer.flows(&places),
        places,
        protected: procedure
            .steps
            .iter()
            .filter(|step| step.protected)
            .map(|step| Protected { step: step.name.clone(), tasks: tasks_of(&after, &step.name) })
            .collect(),
        before: Node::of(&before.body),
        after,
    }
}

struct Writer<'p, 'a> {
    plan: &'p Plan<'a>,
    engine: &'p Engine<'a>,
}

impl Writer<'_, '_> {
    fn place(&self, slot: &crate::plan::SlotPlan) -> Place {
        let name = |id: &ComponentId| self.engine.procedure.component(*id).name.clone();
        Place {
            alternatives: slot
                .slot
                .alternatives
                .iter()
                .map(|papers| papers.iter().map(name).collect())
                .collect(),
            wanted: slot.slot.wanted,
            blocks: derivation::blocks(self.plan, slot).into_iter().map(|block| self.block(block)).collect(),
        }
    }

    fn block(&self, block: derivation::Block) -> Block {
        let needs = block.needs.iter().map(|(fact, id)| {
            let component = self.engine.procedure.component(*id).name.clone();
            let replaced = block.replaced.iter().find(|replaced| replaced.component == *id);
            let goal = replaced.and_then(|replaced| {
                let goal = replaced.goals.iter().find(|(given, _)| given == fact);
                goal.map(|(_, step)| (*step, replaced.reused))
            });
            let after = match (block.after, goal) {
                (State::Asked, _) => {
                    Evidence::Component { component: component.clone(), assurance: Assurance::Documented }
                }
                // A digitised paper is a paper; what a register says, the state answers for.
                (_, Some((step, true))) => Evidence::Data { step, assurance: Assurance::Documented },
                (_, Some((step, false))) => Evidence::Data { step, assurance: Assurance::Authoritative },
                (_, None) => Evidence::Nothing,
            };
            Need { fact: self.engine.fact_text(*fact), component, before: Assurance::Documented, after }
        });
        Block {
            cases: alternatives(self.engine, &block.class),
            before: if block.asked { State::Asked } else { State::NotAsked },
            after: block.after,
            needs: needs.collect(),
            replacements: block.replaced.iter().map(|one| self.replacement(one, &block.class)).collect(),
        }
    }

    fn replacement(&self, replaced: &Replaced, class: &Class) -> Replacement {
        let component = self.engine.procedure.component(replaced.component);
        let steps: Vec<Step> = replaced.steps.iter().map(|step| self.step(step)).collect();
        let mut bases: Vec<ReplacementBasis> = Vec::new();
        for (_, step) in &replaced.goals {
            let source = &steps[*step].source;
            if bases.iter().any(|basis| basis.source == *source) {
                continue;
            }
            let known = self.engine.replacement_basis(component, source).into_iter();
            // Several texts may share the cases among them.
            let counted = known.filter(|b| b.kind != BasisKind::Inferred && !class.and(&b.class).is_never());
            for basis in counted {
                bases.push(ReplacementBasis {
                    source: source.clone(),
                    kind: basis.kind,
                    basis: texts(basis.citations),
                });
                if class.is_within(&basis.class) {
                    break;
                }
            }
        }
        let presumed = steps.iter().flat_map(|step| &step.gives).any(|given| given.presumed);
        Replacement {
            component: component.name.clone(),
            reused: replaced.reused,
            presumed,
            bases,
            fallback: self.fallback(component),
            steps,
        }
    }

    fn step(&self, step: &derivation::Step) -> Step {
        let lookup = &self.engine.lookups[step.lookup];
        let known = |(fact, origin): &(FactIndex, Origin)| Known {
            fact: self.engine.fact_text(*fact),
            from: *origin,
        };
        let gives = step.gives.iter().map(|(fact, through)| {
            let read = through.unwrap_or(*fact);
            let publication =
                lookup.holds.iter().find(|(held, _)| *held == read).and_then(|(_, publication)| *publication);
            Given {
                fact: self.engine.fact_text(*fact),
                through: through.map(|through| self.engine.fact_text(through)),
                presumed: publication.is_some_and(|publication| publication.presumed),
                publication: publication.map_or_else(Vec::new, |publication| texts(&publication.basis)),
            }
        });
        let consent = match self.engine.library.source(lookup.source).map(|source| &source.consent) {
            Some(ConsentRule::Required(basis)) => Some(texts(basis)),
            _ => None,
        };
        Step {
            source: lookup.source.clone(),
            role: self.engine.procedure.role(lookup.role).name.clone(),
            key: step.key.iter().map(known).collect(),
            checked_with: step.checked_with.iter().map(known).collect(),
            gives: gives.collect(),
            reading: texts(lookup.reading_basis),
            consent,
        }
    }

    fn fallback(&self, component: &Component) -> Fallback {
        let own = component
            .requirement
            .and_then(|at| self.engine.procedure.requirements[at.index()].ask_within.as_ref());
        let channels = channels(self.engine);
        let term = |channel: ChannelKind| {
            let rules = self.engine.rules.iter().flat_map(|(_, rule)| &rule.supplement_terms);
            let online = channel == ChannelKind::Online;
            let mut terms = rules.filter(|term| if online { term.online } else { term.offline });
            let within = own.or_else(|| terms.next().map(|term| &term.within));
            Term { channel: channel.keyword().english().to_owned(), within: within.map(Duration::iso) }
        };
        Fallback { component: component.name.clone(), terms: channels.into_iter().map(term).collect() }
    }

    fn flows(&self, places: &[Place]) -> Vec<Flow> {
        let mut facts: BTreeMap<(Name, Name), (Vec<String>, Vec<String>)> = BTreeMap::new();
        let replacements =
            places.iter().flat_map(|place| &place.blocks).flat_map(|block| &block.replacements);
        for step in replacements.flat_map(|replacement| &replacement.steps) {
            let (known, basis) = facts.entry((step.source.clone(), step.role.clone())).or_default();
            known
                .extend(step.gives.iter().map(|given| given.through.as_ref().unwrap_or(&given.fact).clone()));
            basis.clone_from(&step.reading);
        }
        let authorities = &self.engine.procedure.authorities;
        let flow = |((source, role), (mut facts, basis)): ((Name, Name), (Vec<String>, Vec<String>))| {
            facts.sort();
            facts.dedup();
            Flow { source, role, authorities: authorities.clone(), facts, basis }
        };
        facts.into_iter().map(flow).collect()
    }
}

/// A class in words of the certificate.
pub(crate) fn alternatives(engine: &Engine<'_>, class: &Class) -> Alternatives {
    let literal = |literal: tthc_model::cases::Literal| Literal {
        condition: Cases::variable_text(engine.procedure, &literal.variable),
        holds: literal.holds,
    };
    let described = engine.cases.describe(class).into_iter();
    described.map(|literals| literals.into_iter().map(literal).collect()).collect()
}

/// The channels of the procedure; all of them if it names none.
fn channels(engine: &Engine<'_>) -> Vec<ChannelKind> {
    let mut channels: Vec<ChannelKind> =
        engine.procedure.channels.iter().map(|channel| channel.kind).collect();
    channels.sort_unstable();
    channels.dedup();
    if channels.is_empty() { ChannelKind::ALL.to_vec() } else { channels }
}

fn texts(citations: &[Citation]) -> Vec<String> {
    citations.iter().map(Citation::to_string).collect()
}

fn tasks_of(nodes: &[Node], wanted: &Name) -> Vec<Name> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Task { id, work: Work::Step { step }, .. } if step == wanted => found.push(id.clone()),
            Node::Task { .. } | Node::End { .. } => {}
            Node::Parallel { branches } | Node::Choice { branches, .. } => {
                found.extend(branches.iter().flat_map(|branch| tasks_of(branch, wanted)));
            }
            Node::Loop { body, again, .. } => {
                found.extend(tasks_of(body, wanted));
                found.extend(tasks_of(again, wanted));
            }
        }
    }
    found
}
