//! What the JSON of several commands has in common. Numbers that are no counts are decimal strings:
//! a reader's floating point would round them.

use serde::Serialize;
use tthc_analysis::plan::is_moot;
use tthc_analysis::verdict::{Assessment, Judgement};
use tthc_model::quantity::decimal;
use tthc_model::{BasisKind, Interval, Name};
use tthc_syntax::Surface;

/// A share has so many places at most.
const SHARE: usize = 6;

/// One value, or the lowest and the highest possible.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Number {
    One(String),
    Between([String; 2]),
}

impl Number {
    pub(crate) fn new(value: &Interval, places: usize) -> Number {
        match value.is_exact() {
            true => Number::One(decimal(&value.low, places)),
            false => Number::Between([decimal(&value.low, places), decimal(&value.high, places)]),
        }
    }

    /// Shares are known within bounds, also when these are one.
    pub(crate) fn share(value: &Interval) -> Number {
        Number::Between([decimal(&value.low, SHARE), decimal(&value.high, SHARE)])
    }
}

/// The verdict on one paper in one class of cases.
#[derive(Serialize)]
pub(crate) struct Verdict<'a> {
    name: &'a Name,
    title: &'a str,
    document: Option<&'a Name>,
    /// A condition in English keywords; empty for all cases.
    cases: String,
    verdict: &'static str,
    sources: Vec<&'a Name>,
    coverage: Option<Number>,
    basis_kind: Option<&'static str>,
    publication: Option<&'static str>,
    blockers: Vec<Blocker<&'a Name>>,
    basis: Vec<String>,
    alternative_replaced: bool,
    inferred_basis: bool,
}

#[derive(Serialize)]
pub(crate) struct Blocker<N> {
    pub(crate) kind: &'static str,
    pub(crate) source: N,
}

impl<'a> Verdict<'a> {
    pub(crate) fn new(assessment: &'a Assessment<'_>, judgement: &'a Judgement) -> Verdict<'a> {
        let engine = &assessment.engine;
        let component = engine.procedure.component(judgement.component);
        let proof = judgement.proof.as_ref();
        let mut sources: Vec<&Name> = Vec::new();
        for (_, lookup) in proof.iter().flat_map(|proof| &proof.facts) {
            let source = engine.lookups[*lookup].source;
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let blockers = judgement
            .blockers
            .iter()
            .map(|blocker| Blocker { kind: blocker.code(), source: blocker.source() });
        let basis = proof.iter().flat_map(|proof| &proof.basis).map(|citation| citation.to_string());
        Verdict {
            name: &component.name,
            title: &component.title,
            document: component.document.as_ref(),
            cases: engine.cases.text(engine.procedure, &judgement.class, Surface::English),
            verdict: judgement.verdict.code(),
            sources,
            coverage: proof.map(|proof| Number::share(&proof.coverage)),
            basis_kind: proof.map(|proof| match proof.basis_kind {
                BasisKind::Explicit => "explicit",
                BasisKind::General => "general",
                BasisKind::Proposed => "proposed",
                BasisKind::Inferred => "inferred",
            }),
            publication: proof.map(|proof| if proof.presumed { "presumed" } else { "decided" }),
            blockers: blockers.collect(),
            basis: basis.collect(),
            alternative_replaced: is_moot(assessment, judgement),
            inferred_basis: judgement.inferred,
        }
    }
}
