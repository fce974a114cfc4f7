//! What the program says of a generated procedure, read one total case at a time.

use std::collections::{BTreeMap, BTreeSet};

use tthc_analysis::verdict::{Judgement, Verdict, assess};
use tthc_analysis::{Assessment, Blocker};
use tthc_model::cases::{Class, Variable as Diagram};
use tthc_model::procedure::{ChannelKind, RoleId};
use tthc_model::{Date, Procedure, Severity};
use tthc_project::{Content, Manifest, Project, Snapshot};

use crate::facts::{Claim, Proof, term};
use crate::world::*;

/// Errors that a random procedure may well have, and that leave the answer what it is: a need without
/// evidence, and a condition that is never true.
const HARMLESS: [&str; 2] = ["T0301", "T0303"];

/// The text as the program reads it.
pub(crate) fn load(text: &str) -> Snapshot {
    let manifest = Manifest::parse("[repository]\ndate = \"2026-01-15\"\n").expect("a sound manifest");
    let snapshot = Project::load(manifest, [("world.tthc".into(), Content::text(text))]).snapshot();
    for (_, problems) in snapshot.all_problems() {
        for problem in problems {
            let harmless = problem.severity() != Severity::Error || HARMLESS.contains(&problem.code());
            assert!(harmless, "{problem:?} in\n{text}");
        }
    }
    snapshot
}

pub(crate) fn date(day: Day) -> Date {
    format!("2026-01-{day:02}").parse().expect("a day of January")
}

/// The answer for one day.
pub(crate) struct Answer<'a> {
    assessment: Assessment<'a>,
    /// The judgements with blockers, in the order of [`Answer::claims`].
    claimed: Vec<usize>,
    /// Those with a proof, in the order of [`Answer::proofs`].
    proved: Vec<usize>,
}

/// In one case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct InCase {
    pub(crate) held: BTreeSet<String>,
    pub(crate) verdicts: BTreeMap<usize, &'static str>,
    /// Claims and proofs that speak of the case.
    pub(crate) claims: Vec<usize>,
    pub(crate) proofs: Vec<usize>,
}

impl<'a> Answer<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, procedure: &'a Procedure, on: Day) -> Answer<'a> {
        let assessment = assess(procedure, snapshot.library(), date(on));
        let of = |wanted: &dyn Fn(&Judgement) -> bool| {
            let judgements = assessment.judgements.iter().enumerate();
            judgements.filter(|(_, judgement)| wanted(judgement)).map(|(at, _)| at).collect()
        };
        let claimed = of(&|judgement| matches!(judgement.verdict, Verdict::Blocked | Verdict::Undetermined));
        let proved = of(&|judgement| judgement.proof.is_some());
        Answer { assessment, claimed, proved }
    }

    fn paper(&self, judgement: &Judgement) -> usize {
        number(&self.assessment.engine.procedure.component(judgement.component).name, 'p')
    }

    pub(crate) fn claims(&self) -> Vec<Claim> {
        let claim = |at: &usize| {
            let judgement = &self.assessment.judgements[*at];
            let blockers = judgement.blockers.iter().map(|blocker| self.blocker(blocker)).collect();
            Claim { paper: self.paper(judgement), blockers }
        };
        self.claimed.iter().map(claim).collect()
    }

    pub(crate) fn proofs(&self) -> Vec<Proof> {
        let engine = &self.assessment.engine;
        let proof = |at: &usize| {
            let judgement = &self.assessment.judgements[*at];
            let lookups = judgement.proof.iter().flat_map(|proof| &proof.lookups);
            let records = lookups.map(|lookup| {
                let lookup = &engine.lookups[*lookup];
                let source = engine.library.source(lookup.source).expect("a declared source");
                let record = source.about.iter().position(|about| std::ptr::eq(about, lookup.about));
                (number(lookup.source, 's'), record.expect("its own record"), self.role(lookup.role))
            });
            Proof {
                paper: self.paper(judgement),
                without_consent: judgement.verdict == Verdict::Held,
                records: records.collect(),
            }
        };
        self.proved.iter().map(proof).collect()
    }

    fn role(&self, role: RoleId) -> usize {
        role_number(&self.assessment.engine.procedure.role(role).name)
    }

    fn blocker(&self, blocker: &Blocker) -> String {
        let source = number(blocker.source(), 's');
        let code = blocker.code();
        match blocker {
            Blocker::NotCovered { role, .. } | Blocker::KeyUnchecked { role, .. } => {
                format!("{code}({source},{})", role_number(role))
            }
            Blocker::NoReplacementBasis { document, .. } => {
                format!("{code}({source},{})", number(document, 'd'))
            }
            Blocker::NoReadingBasis { level, .. } => {
                format!("{code}({source},{})", level.map_or("none", |level| level.word()))
            }
            Blocker::NotPublished { .. } | Blocker::NoConnection { .. } => format!("{code}({source})"),
            Blocker::Quality { criterion, .. } => {
                format!("{code}({source},{})", format!("{criterion:?}").to_lowercase())
            }
        }
    }

    /// Facts of the procedure, as terms of the program: the engine knows of no others.
    pub(crate) fn facts(&self) -> BTreeSet<String> {
        (0..self.assessment.engine.procedure.facts.len()).map(|at| self.fact(at)).collect()
    }

    fn fact(&self, at: usize) -> String {
        let fact = &self.assessment.engine.facts[at];
        term(&Fact { role: self.role(fact.role), attribute: fact.attribute.to_string() })
    }

    fn holds(&self, class: &Class, case: &[(Variable, &'static str)]) -> bool {
        let procedure = self.assessment.engine.procedure;
        let is = |variable: Variable, value: &str| case.contains(&(variable, value_of(value)));
        self.assessment.engine.cases.contains(class, |variable| match variable {
            Diagram::Case(id, value) => {
                let declared = &procedure.cases[id.index()];
                let value = declared.values.get(usize::from(*value)).map_or("yes", |value| value.as_str());
                is(Variable::Case(number(&declared.name, 'c')), value)
            }
            Diagram::Channel(ChannelKind::Online) => is(Variable::Channel, "online"),
            Diagram::Channel(ChannelKind::Counter) => is(Variable::Channel, "counter"),
            Diagram::Channel(ChannelKind::Post) => is(Variable::Channel, "post"),
            Diagram::Value(fact, value) => is(Variable::Nation(self.role(fact.role)), value),
            other => unreachable!("{other:?} was not generated"),
        })
    }

    /// `None` if the constraints exclude the case.
    pub(crate) fn in_case(&self, case: &[(Variable, &'static str)]) -> Option<InCase> {
        let engine = &self.assessment.engine;
        if !self.holds(&engine.cases.all(), case) {
            return None;
        }
        let mut found = InCase::default();
        for at in 0..engine.procedure.facts.len() {
            if self.holds(&self.assessment.closure.held[at], case) {
                found.held.insert(self.fact(at));
            }
        }
        for (at, judgement) in self.assessment.judgements.iter().enumerate() {
            if !self.holds(&judgement.class, case) {
                continue;
            }
            let twice = found.verdicts.insert(self.paper(judgement), judgement.verdict.code());
            assert!(twice.is_none(), "two verdicts on one paper in one case: {judgement:?}");
            found.claims.extend(self.claimed.iter().position(|claimed| *claimed == at));
            found.proofs.extend(self.proved.iter().position(|proved| *proved == at));
        }
        Some(found)
    }

    /// Each paper with the cases in which something is not derivable, and what.
    pub(crate) fn residuals(&self) -> Vec<Residual> {
        let judgements = self.assessment.judgements.iter();
        let left = judgements
            .filter(|judgement| matches!(judgement.verdict, Verdict::PartlyHeld | Verdict::Required));
        let residual = |judgement: &Judgement| Residual {
            paper: self.paper(judgement),
            class: judgement.class.clone(),
            facts: judgement.residual.iter().map(|fact| self.fact(*fact)).collect(),
        };
        left.map(residual).collect()
    }

    pub(crate) fn speaks_of(&self, residual: &Residual, case: &[(Variable, &'static str)]) -> bool {
        self.holds(&residual.class, case)
    }
}

pub(crate) struct Residual {
    pub(crate) paper: usize,
    class: Class,
    pub(crate) facts: BTreeSet<String>,
}

fn number(name: &str, prefix: char) -> usize {
    let digits = name.strip_prefix(prefix).and_then(|digits| digits.parse().ok());
    digits.unwrap_or_else(|| panic!("`{name}` was not generated"))
}

fn role_number(name: &str) -> usize {
    if name == "người_yêu_cầu" { 0 } else { number(name, 'r') }
}

/// The generator's own word.
fn value_of(value: &str) -> &'static str {
    const VALUES: [&str; 10] =
        ["yes", "no", "v0", "v1", "v2", "online", "counter", "post", "home", "foreign"];
    VALUES.into_iter().find(|known| *known == value).unwrap_or_else(|| panic!("`{value}` was not generated"))
}
