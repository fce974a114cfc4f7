//! Runs scenarios: one applicant's case against what a reviewer expects.

use std::collections::BTreeSet;

use tthc_model::cases::{Class, Variable};
use tthc_model::library::{Library, Type};
use tthc_model::procedure::{ChannelKind, ComponentId, Fact, Mode};
use tthc_model::scenario::{Expectation, Scenario};
use tthc_model::{Date, Name, Procedure};
use tthc_syntax::{Group, Keyword};

use crate::plan::{Decisions, relieved, slots};
use crate::verdict::{Assessment, Verdict, assess};

/// An expectation that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Which of the scenario's expectations; `None` if the case itself is at fault.
    pub expectation: Option<usize>,
    pub expected: String,
    pub found: String,
}

/// Runs one scenario; empty if all is as expected.
pub fn run(
    scenario: &Scenario,
    procedure: &Procedure,
    library: &Library,
    baseline: Date,
    default_date: Date,
) -> Vec<Failure> {
    let on = scenario.on.unwrap_or(default_date);
    let before = assess(procedure, library, baseline);
    let after = assess(procedure, library, on);
    let mut failures = Vec::new();
    for (name, value) in &scenario.given {
        if !is_known(procedure, name, value) {
            let found = format!("{name} = {value}?");
            failures.push(Failure { expectation: None, expected: known_cases(procedure), found });
        }
    }
    let case = |variable: &Variable| holds(scenario, procedure, library, variable);
    if !after.engine.cases.contains(&after.engine.cases.all(), case) {
        let constraints = format!("{} ràng buộc", procedure.constraints.len());
        failures.push(Failure { expectation: None, expected: constraints, found: "∅".to_owned() });
        return failures;
    }
    for (at, expectation) in scenario.expect.iter().enumerate() {
        let check = Check { scenario, procedure, library };
        let result = match expectation {
            Expectation::Dossier(names) => check.dossier(&before, names),
            Expectation::After(names) => check.dossier(&after, names),
            Expectation::Held(name, by) => check.held(&after, name, by.as_ref()),
            Expectation::Blocked(name) => check.verdict(&after, name, &[Verdict::Blocked]),
            Expectation::Required(name) => check.verdict(
                &after,
                name,
                &[
                    Verdict::Required,
                    Verdict::LawBound,
                    Verdict::PartlyHeld,
                    Verdict::Blocked,
                    Verdict::Duplicate,
                ],
            ),
        };
        if let Err((expected, found)) = result {
            failures.push(Failure { expectation: Some(at), expected, found });
        }
    }
    failures
}

fn is_known(procedure: &Procedure, name: &str, value: &str) -> bool {
    let word = |text: &str| Keyword::find(Group::Value, text).map(|(word, _)| word);
    let is_flag = matches!(word(value), Some(Keyword::Yes | Keyword::No));
    match procedure.cases.iter().find(|case| case.name == name) {
        Some(case) if case.values.is_empty() => is_flag,
        Some(case) => case.values.iter().any(|known| known == value),
        None if name.contains('.') => {
            let role = name.split('.').next().unwrap_or_default();
            procedure.roles.iter().any(|known| known.name == role)
                || word(role) == Some(Keyword::TheApplicant)
        }
        None => {
            is_flag && matches!(word(name), Some(Keyword::ViaOnline | Keyword::ViaCounter | Keyword::ViaPost))
        }
    }
}

fn known_cases(procedure: &Procedure) -> String {
    let names: Vec<&str> = procedure.cases.iter().map(|case| case.name.as_str()).collect();
    names.join(" | ")
}

/// The case the scenario describes: what is not given is `no`, or the first value; the channel is
/// the given one, else the first the procedure declares.
fn holds(scenario: &Scenario, procedure: &Procedure, library: &Library, variable: &Variable) -> bool {
    let word = |text: &str| Keyword::find(Group::Value, text).map(|(word, _)| word);
    let given =
        |name: &str| scenario.given.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    match variable {
        Variable::Case(id, value) => {
            let case = &procedure.cases[id.index()];
            match (given(&case.name), case.values.get(*value as usize)) {
                (Some(given), Some(value)) => given == value,
                (None, Some(_)) => *value == 0,
                (given, None) => given.and_then(word) == Some(Keyword::Yes),
            }
        }
        Variable::Channel(kind) => channel(scenario, procedure) == Some(*kind),
        Variable::Value(fact, value) => {
            let name = format!("{}.{}", procedure.role(fact.role).name, fact.attribute);
            match given(&name) {
                Some(given) => given == value,
                None => first_value(procedure, library, fact) == Some(value),
            }
        }
        Variable::Flag(fact) => {
            let name = format!("{}.{}", procedure.role(fact.role).name, fact.attribute);
            given(&name).and_then(word) == Some(Keyword::Yes)
        }
        Variable::Opaque(_) => false,
    }
}

fn channel(scenario: &Scenario, procedure: &Procedure) -> Option<ChannelKind> {
    let word = |text: &str| Keyword::find(Group::Value, text).map(|(word, _)| word);
    let given = ChannelKind::ALL.into_iter().find(|kind| {
        scenario
            .given
            .iter()
            .any(|(name, value)| word(name) == Some(kind.keyword()) && word(value) == Some(Keyword::Yes))
    });
    given.or_else(|| procedure.channels.first().map(|channel| channel.kind)).or(Some(ChannelKind::Online))
}

fn first_value<'a>(procedure: &Procedure, library: &'a Library, fact: &Fact) -> Option<&'a Name> {
    let entity = library.entity(&procedure.role(fact.role).entity)?;
    match &entity.attribute(&fact.attribute)?.ty {
        Type::Values(values) => values.first(),
        _ => None,
    }
}

struct Check<'a> {
    scenario: &'a Scenario,
    procedure: &'a Procedure,
    library: &'a Library,
}

/// What was expected and what was found.
type Unmet = (String, String);

impl Check<'_> {
    fn is_in(&self, assessment: &Assessment<'_>, class: &Class) -> bool {
        let case = |variable: &Variable| holds(self.scenario, self.procedure, self.library, variable);
        assessment.engine.cases.contains(class, case)
    }

    /// The applicant has every paper, so a chain asks for its first; of a choice, any may be expected.
    fn dossier(&self, assessment: &Assessment<'_>, expected: &[Name]) -> Result<(), Unmet> {
        let expected: BTreeSet<Name> = expected.iter().cloned().collect();
        let mut found: BTreeSet<Name> = BTreeSet::new();
        for id in self.procedure.component_ids() {
            let component = self.procedure.component(id);
            if component.mode == Mode::Form && self.is_in(assessment, &assessment.asked(id)) {
                found.insert(component.name.clone());
            }
        }
        for slot in slots(self.procedure) {
            if self.is_in(assessment, &relieved(&slot, assessment, &Decisions::default())) {
                continue;
            }
            let names = |alternative: &Vec<ComponentId>| -> Vec<Name> {
                let asked = alternative.iter().filter(|id| self.is_in(assessment, &assessment.asked(**id)));
                asked.map(|id| self.procedure.component(*id).name.clone()).collect()
            };
            let mut asked: Vec<Vec<Name>> =
                slot.alternatives.iter().map(names).filter(|names| !names.is_empty()).collect();
            // Alternatives that were expected come first; the sort keeps the order of the text otherwise.
            asked.sort_by_key(|names| !names.iter().all(|name| expected.contains(name)));
            found.extend(asked.into_iter().take(slot.wanted.into()).flatten());
        }
        if found == expected { Ok(()) } else { Err((list(&expected), list(&found))) }
    }

    fn held(&self, assessment: &Assessment<'_>, name: &Name, by: Option<&Name>) -> Result<(), Unmet> {
        let expected = match by {
            Some(by) => format!("{name}: held, {by}"),
            None => format!("{name}: held"),
        };
        let Some(id) = self.procedure.component_named(name) else {
            return Err((expected, format!("{name}: ?")));
        };
        let mut found = Vec::new();
        for judgement in assessment.of(id).filter(|judgement| self.is_in(assessment, &judgement.class)) {
            let sources: BTreeSet<&Name> = judgement
                .proof
                .iter()
                .flat_map(|proof| &proof.facts)
                .map(|(_, lookup)| assessment.engine.lookups[*lookup].source)
                .collect();
            if judgement.verdict.is_replaced() && by.is_none_or(|by| sources.contains(by)) {
                return Ok(());
            }
            let sources: Vec<&str> = sources.iter().map(|source| source.as_str()).collect();
            found.push(format!("{name}: {} {}", judgement.verdict.code(), sources.join(", ")));
        }
        if found.is_empty() {
            found.push(format!("{name}: ∅"));
        }
        Err((expected, found.join("; ")))
    }

    fn verdict(&self, assessment: &Assessment<'_>, name: &Name, wanted: &[Verdict]) -> Result<(), Unmet> {
        let expected = format!("{name}: {}", wanted[0].code());
        let Some(id) = self.procedure.component_named(name) else {
            return Err((expected, format!("{name}: ?")));
        };
        let here = assessment.of(id).filter(|judgement| self.is_in(assessment, &judgement.class));
        let found: Vec<Verdict> = here.map(|judgement| judgement.verdict).collect();
        if !found.is_empty() && found.iter().all(|verdict| wanted.contains(verdict)) {
            return Ok(());
        }
        let found: Vec<&str> = found.iter().map(|verdict| verdict.code()).collect();
        let found = if found.is_empty() { "∅".to_owned() } else { found.join(", ") };
        Err((expected, format!("{name}: {found}")))
    }
}

fn list(names: &BTreeSet<Name>) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    format!("{{ {} }}", names.join(", "))
}
