//! Runs scenarios: one applicant's case against what a reviewer expects.

use std::collections::BTreeSet;

use tthc_model::cases::{Class, Variable};
use tthc_model::library::{Detail, Library, Type};
use tthc_model::procedure::{
    Absence, ActId, Amount, ChannelKind, ComponentId, Deadline, Fact, FeeKind, Mode, quoted,
};
use tthc_model::quantity::{decimal, whole};
use tthc_model::scenario::{Expectation, Given, Scenario};
use tthc_model::{Date, ItemKind, Locale, Name, Period, Procedure};
use tthc_syntax::{Group, Keyword, Surface};

use crate::eval::{Answers, Computed, Evaluation, Truth, evaluate_case, total};

use crate::evidence::Assumptions;
use crate::plan::{Decisions, relieved, slots};
use crate::verdict::{Assessment, Verdict, assess, assess_with};

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
            let value = match value {
                Given::Word(word) => word.to_string(),
                Given::Quantity(value, unit) => unit.value_text(value, Surface::Vietnamese),
            };
            let found = format!("{name} = {value}?");
            failures.push(Failure { expectation: None, expected: known_cases(procedure), found });
        }
    }
    let check = Check { scenario, procedure, library };
    if check.case(&after).is_never() {
        let constraints = format!("{} ràng buộc", procedure.constraints.len());
        failures.push(Failure { expectation: None, expected: constraints, found: "∅".to_owned() });
        return failures;
    }
    for (at, expectation) in scenario.expect.iter().enumerate() {
        let result = match expectation {
            Expectation::Dossier(names) => check.dossier(&before, names, &Decisions::default()),
            Expectation::After(names) => check.dossier(&after, names, &Decisions::default()),
            Expectation::Reformed(reform, names) => check.reformed(reform, on, names),
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
                    Verdict::Undetermined,
                    Verdict::Duplicate,
                ],
            ),
            Expectation::Fee(kind, amount) => check.fee(on, *kind, amount),
            Expectation::TimeLimit(limit) => check.time_limit(on, limit),
            Expectation::Authorities(names) => check.authorities(on, names),
        };
        if let Err((expected, found)) = result {
            failures.push(Failure { expectation: Some(at), expected, found });
        }
    }
    failures
}

fn is_known(procedure: &Procedure, name: &str, value: &Given) -> bool {
    let word = |text: &str| Keyword::find(Group::Value, text).map(|(word, _)| word);
    let value = match value {
        Given::Word(value) => value,
        Given::Quantity(..) => {
            let case = procedure.cases.iter().find(|case| case.name == name);
            return case.map_or(name.contains('.'), |case| case.quantity.is_some());
        }
    };
    let is_flag = matches!(word(value), Some(Keyword::Yes | Keyword::No));
    match procedure.cases.iter().find(|case| case.name == name) {
        Some(case) if case.quantity.is_some() => false,
        Some(case) if case.is_bool() => is_flag,
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
    let given = |name: &str| match scenario.given.iter().find(|(known, _)| known == name) {
        Some((_, Given::Word(word))) => Some(word.as_str()),
        _ => None,
    };
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
                Some(given) => given == value || quoted(given) == *value,
                None => first_value(procedure, library, fact) == Some(value),
            }
        }
        Variable::Flag(fact) => {
            let name = format!("{}.{}", procedure.role(fact.role).name, fact.attribute);
            given(&name).and_then(word) == Some(Keyword::Yes)
        }
        Variable::AtMost(bound) => {
            let name = procedure.subject_text(&bound.subject);
            let given = scenario.given.iter().find(|(known, _)| *known == name);
            match given {
                Some((_, Given::Quantity(value, _))) => bound.admits(value),
                // What was not given is nothing: zero.
                _ => bound.admits(&tthc_model::quantity::whole(0)),
            }
        }
        Variable::Opaque(_) => false,
    }
}

fn channel(scenario: &Scenario, procedure: &Procedure) -> Option<ChannelKind> {
    let word = |text: &str| Keyword::find(Group::Value, text).map(|(word, _)| word);
    let given = ChannelKind::ALL.into_iter().find(|kind| {
        scenario.given.iter().any(|(name, value)| {
            let yes = matches!(value, Given::Word(value) if word(value) == Some(Keyword::Yes));
            word(name) == Some(kind.keyword()) && yes
        })
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
    /// What is given, and of everything else what is taken if nothing is said, as far as the constraints
    /// of the procedure leave it open. Nothing if what is given contradicts them.
    fn case(&self, assessment: &Assessment<'_>) -> Class {
        let cases = &assessment.engine.cases;
        let wanted = |variable: &Variable| holds(self.scenario, self.procedure, self.library, variable);
        let (given, rest): (Vec<&Variable>, Vec<&Variable>) =
            cases.variables().iter().partition(|variable| self.is_given(variable));
        let mut case = given
            .into_iter()
            .fold(cases.all(), |all, variable| all.and(&cases.literal(variable, wanted(variable))));
        for variable in rest {
            let preferred = case.and(&cases.literal(variable, wanted(variable)));
            case = if preferred.is_never() {
                case.and(&cases.literal(variable, !wanted(variable)))
            } else {
                preferred
            };
        }
        case
    }

    fn is_given(&self, variable: &Variable) -> bool {
        let name = match variable {
            Variable::Case(id, _) => self.procedure.cases[id.index()].name.to_string(),
            Variable::Value(fact, _) | Variable::Flag(fact) => {
                format!("{}.{}", self.procedure.role(fact.role).name, fact.attribute)
            }
            Variable::AtMost(bound) => self.procedure.subject_text(&bound.subject),
            Variable::Channel(_) => {
                return self.scenario.given.iter().any(|(name, _)| {
                    let word = Keyword::find(Group::Value, name).map(|(word, _)| word);
                    ChannelKind::ALL.iter().any(|kind| Some(kind.keyword()) == word)
                });
            }
            Variable::Opaque(_) => return false,
        };
        self.scenario.given.iter().any(|(given, _)| *given == name)
    }

    fn is_in(&self, assessment: &Assessment<'_>, class: &Class) -> bool {
        self.case(assessment).is_within(class)
    }

    /// The applicant has every paper, so a chain asks for its first; of a choice, any may be expected.
    fn dossier(
        &self,
        assessment: &Assessment<'_>,
        expected: &[Name],
        decisions: &Decisions,
    ) -> Result<(), Unmet> {
        let expected: BTreeSet<Name> = expected.iter().cloned().collect();
        let mut found: BTreeSet<Name> = BTreeSet::new();
        for id in self.procedure.component_ids() {
            let component = self.procedure.component(id);
            let stays = !decisions.drops(&component.name);
            if component.mode == Mode::Form && stays && self.is_in(assessment, &assessment.asked(id)) {
                found.insert(component.name.clone());
            }
        }
        for slot in slots(self.procedure) {
            if self.is_in(assessment, &relieved(&slot, assessment, decisions)) {
                continue;
            }
            // Who does what may be done instead brings nothing.
            let act = |id: &ActId| assessment.engine.cases.holds(&self.procedure.act(*id).condition);
            let instead =
                slot.instead.iter().any(|acts| acts.iter().all(|id| self.is_in(assessment, &act(id))));
            let names = |alternative: &Vec<ComponentId>| -> Vec<Name> {
                let asked = alternative.iter().filter(|id| self.is_in(assessment, &assessment.asked(**id)));
                let asked = asked.filter(|id| !decisions.drops(&self.procedure.component(**id).name));
                asked.map(|id| self.procedure.component(*id).name.clone()).collect()
            };
            let mut asked: Vec<Vec<Name>> =
                slot.alternatives.iter().map(names).filter(|names| !names.is_empty()).collect();
            // Alternatives that were expected come first; the sort keeps the order of the text otherwise.
            let is_expected = |names: &Vec<Name>| names.iter().all(|name| expected.contains(name));
            asked.sort_by_key(|names| !is_expected(names));
            let mut wanted = usize::from(slot.wanted);
            let all_expected = asked.iter().filter(|names| is_expected(names)).count();
            if instead {
                wanted = wanted.min(all_expected);
            }
            if slot.or_more {
                wanted = wanted.max(all_expected);
            }
            found.extend(asked.into_iter().take(wanted).flatten());
        }
        if found == expected { Ok(()) } else { Err((list(&expected), list(&found))) }
    }

    /// The dossier of the plan with the decisions of a reform, on a day of the reform.
    fn reformed(&self, name: &Name, on: Date, expected: &[Name]) -> Result<(), Unmet> {
        let item = self.library.item(ItemKind::Reform, name).map(|item| &item.detail);
        let unmet = |found: String| Err((list(&expected.iter().cloned().collect()), found));
        let Some(Detail::Reform(reform)) = item else { return unmet(format!("{name}: ?")) };
        if reform.procedure.as_ref() != Some(&self.procedure.name) {
            let about = reform.procedure.as_deref().unwrap_or("?");
            return unmet(format!("{name}: {} {about}", Keyword::OnProcedure.vietnamese()));
        }
        if !reform.period.contains(on) {
            return unmet(format!("{name}: {}; {on}", period_text(&reform.period)));
        }
        let decisions = Decisions::of(reform);
        let assumed = Assumptions::proposing(decisions.proposals.clone());
        let after = assess_with(self.procedure, self.library, on, assumed);
        self.dossier(&after, expected, &decisions)
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

    fn evaluation(&self, on: Date) -> Evaluation<'_> {
        let assessment = assess(self.procedure, self.library, on);
        let case = self.case(&assessment);
        let answers = Answers { given: self.scenario.given.clone(), channel: None };
        evaluate_case(assessment, on, case, &answers)
    }

    fn fee(&self, on: Date, kind: FeeKind, expected: &Amount) -> Result<(), Unmet> {
        let evaluation = self.evaluation(on);
        let of_kind = evaluation.fees.iter().filter(|fee| self.procedure.fees[fee.fee].kind == kind);
        let of_kind: Vec<_> = of_kind.cloned().collect();
        let due: Vec<_> = of_kind.iter().filter(|fee| fee.applies.truth == Truth::True).collect();
        let all =
            |wanted: Absence| !due.is_empty() && due.iter().all(|fee| fee.amount == Computed::Absent(wanted));
        let found = match &total(of_kind.iter()).value {
            _ if all(Absence::Nothing) => Amount::Absent(Absence::Nothing),
            _ if all(Absence::NotApplicable) => Amount::Absent(Absence::NotApplicable),
            Some(value) if !due.is_empty() => Amount::Money(value.clone()),
            _ => Amount::Absent(Absence::Unknown),
        };
        // Where no payment of the kind applies, there is none: it may be called nothing or nought.
        let none_applies = of_kind.iter().all(|fee| fee.applies.truth == Truth::False);
        let nothing = [Amount::Absent(Absence::Nothing), Amount::Money(whole(0))];
        if found == *expected || (none_applies && !of_kind.is_empty() && nothing.contains(expected)) {
            return Ok(());
        }
        Err((amount_text(expected), amount_text(&found)))
    }

    fn time_limit(&self, on: Date, expected: &Deadline) -> Result<(), Unmet> {
        let evaluation = self.evaluation(on);
        let same = |found: &Deadline| match (found, expected) {
            (Deadline::SameDay { .. }, Deadline::SameDay { cutoff: None }) => true,
            (found, expected) => found == expected,
        };
        match evaluation.time_limit() {
            Ok(found) if same(found) => Ok(()),
            Ok(found) => Err((limit_text(expected), limit_text(found))),
            Err(open) => {
                let texts: Vec<String> =
                    open.iter().map(|at| limit_text(&self.procedure.time_limits[*at].limit)).collect();
                Err((limit_text(expected), format!("{{ {} }}", texts.join(", "))))
            }
        }
    }

    fn authorities(&self, on: Date, expected: &[Name]) -> Result<(), Unmet> {
        let evaluation = self.evaluation(on);
        let found: BTreeSet<Name> = evaluation.authorities().into_iter().cloned().collect();
        let expected: BTreeSet<Name> = expected.iter().cloned().collect();
        if found == expected { Ok(()) } else { Err((list(&expected), list(&found))) }
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

/// An amount, or in which way there is none.
fn amount_text(amount: &Amount) -> String {
    match amount {
        Amount::Money(value) => format!("{} {}", decimal(value, 2), Keyword::Dong.vietnamese()),
        Amount::Absent(absence) => absence_word(*absence).to_owned(),
        Amount::Formula(_) => "?".to_owned(),
    }
}

fn absence_word(absence: Absence) -> &'static str {
    match absence {
        Absence::Unknown => Keyword::Unknown.vietnamese(),
        Absence::Nothing => Keyword::Nothing.vietnamese(),
        Absence::NotApplicable => Keyword::NotApplicable.vietnamese(),
    }
}

fn limit_text(limit: &Deadline) -> String {
    match limit {
        Deadline::AtOnce => Keyword::AtOnce.vietnamese().to_owned(),
        Deadline::SameDay { .. } => Keyword::SameDay.vietnamese().to_owned(),
        Deadline::Within(term) => term.text(Locale::Vietnamese),
        Deadline::Sum(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| part.text(Locale::Vietnamese)).collect();
            parts.join(" + ")
        }
        Deadline::Text(text) => format!("\"{text}\""),
        Deadline::Absent(absence) => absence_word(*absence).to_owned(),
    }
}

fn period_text(period: &Period) -> String {
    let from = period.from.map(|from| format!("{} {from}", Keyword::From.vietnamese()));
    let until = period.until.map(|until| format!("{} {until}", Keyword::Until.vietnamese()));
    from.into_iter().chain(until).collect::<Vec<_>>().join(" ")
}

fn list(names: &BTreeSet<Name>) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    format!("{{ {} }}", names.join(", "))
}
