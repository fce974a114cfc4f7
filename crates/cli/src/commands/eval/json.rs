//! What the rules say of one applicant, for other programs. The layout is versioned and has a JSON
//! Schema: `docs/schema/eval.schema.json`.

use serde::Serialize;
use tthc_analysis::eval::{Answers, Computed, Evaluation, Finding, Truth};
use tthc_model::cases::Question;
use tthc_model::formula::{Subject, Unit};
use tthc_model::library::Type;
use tthc_model::procedure::{
    Absence, ActKind, Deadline, DecisionValue, Fact, FeeKind, OutcomeKind, PersonalAct, Procedure,
    QuantityKind,
};
use tthc_model::quantity::{Duration, TimeUnit, decimal};
use tthc_model::scenario::Given;
use tthc_model::{Date, Name};
use tthc_syntax::{Keyword, Surface};

/// Amounts of money have no fractions of a đồng.
const MONEY: usize = 0;
const NUMBER: usize = 6;

#[derive(Serialize)]
pub(super) struct Document<'a> {
    version: u32,
    procedure: &'a Name,
    title: &'a str,
    code: Option<&'a str>,
    draft: bool,
    on: String,
    answers: Vec<Answer>,
    forms: Vec<Form<'a>>,
    documents: Vec<Place<'a>>,
    personal_acts: Vec<Act<'a>>,
    fees: Vec<Fee<'a>>,
    total: Total,
    time_limit: TimeLimit,
    extensions: Vec<Candidate>,
    authorities: Vec<Authority<'a>>,
    criteria: Vec<Criterion<'a>>,
    results: Vec<Result<'a>>,
    decisions: Vec<Decision<'a>>,
    /// Everything that is named under `because`, `ask` or `missing`.
    questions: Vec<QuestionLine>,
}

#[derive(Serialize)]
struct Answer {
    name: String,
    value: String,
}

/// True, false or unknown, and why or what would tell.
#[derive(Serialize)]
struct Decided {
    truth: &'static str,
    because: Vec<String>,
    ask: Vec<Vec<String>>,
    ask_is_complete: bool,
}

#[derive(Serialize)]
struct Form<'a> {
    name: &'a Name,
    title: &'a str,
    required: Decided,
}

/// One place of the dossier: one of the alternatives fills it, or several if so many are wanted.
#[derive(Serialize)]
struct Place<'a> {
    alternatives: Vec<Vec<Part<'a>>>,
    wanted: u16,
    asked: Decided,
    replaced_by_data: Decided,
    required: Decided,
}

/// What an alternative consists of.
#[derive(Serialize)]
#[serde(untagged)]
enum Part<'a> {
    Paper {
        name: &'a Name,
        title: &'a str,
    },
    /// Something done in person.
    Act {
        act: &'static str,
        who: Vec<&'a Name>,
        title: &'a str,
    },
}

#[derive(Serialize)]
struct Act<'a> {
    kind: &'static str,
    who: Vec<&'a Name>,
    title: &'a str,
    required: Decided,
}

#[derive(Serialize)]
struct Fee<'a> {
    kind: &'static str,
    applies: Decided,
    amount: Option<String>,
    /// A price for each of this, where nobody counts how many.
    each: Option<&'a Name>,
    price_of_each: Option<String>,
    /// In which way there is no amount.
    absent: Option<&'static str>,
    missing: Vec<String>,
    basis: Vec<String>,
}

#[derive(Serialize)]
struct Total {
    amount: Option<String>,
    at_least: String,
}

#[derive(Serialize)]
struct TimeLimit {
    /// Null where it is not settled: the candidates say why.
    limit: Option<Limit>,
    candidates: Vec<Candidate>,
}

#[derive(Serialize)]
struct Candidate {
    limit: Limit,
    applies: Decided,
}

#[derive(Serialize)]
struct Limit {
    kind: &'static str,
    /// With `within`: how much, or the lowest and the highest.
    amount: Option<crate::json::Number>,
    unit: Option<&'static str>,
    /// With `same_day`: minutes after midnight; a later dossier counts as the next working day's.
    cutoff_minutes: Option<u16>,
    text: Option<String>,
    /// With `sum`: each part, one after the other.
    parts: Vec<LimitPart>,
}

#[derive(Serialize)]
struct LimitPart {
    amount: crate::json::Number,
    unit: &'static str,
}

#[derive(Serialize)]
struct Authority<'a> {
    agencies: &'a [Name],
    places: Vec<String>,
    anywhere: bool,
    competent: Decided,
}

#[derive(Serialize)]
struct Criterion<'a> {
    name: &'a Name,
    title: &'a str,
    applies: Decided,
    /// Null: it is judged, no rule says it.
    holds: Option<Decided>,
    judged_by: Option<&'a Name>,
}

#[derive(Serialize)]
struct Result<'a> {
    document: &'a Name,
    kind: &'static str,
    applies: Decided,
}

#[derive(Serialize)]
struct Decision<'a> {
    name: &'a Name,
    title: &'a str,
    /// The row that applies, counted from 1; null where it is not settled.
    row: Option<usize>,
    value: Option<String>,
}

#[derive(Serialize, PartialEq)]
struct QuestionLine {
    name: String,
    title: String,
    #[serde(rename = "type")]
    kind: &'static str,
    values: Vec<Name>,
    unit: Option<&'static str>,
}

pub(super) fn document<'a>(evaluation: &'a Evaluation<'_>, answers: &Answers, on: Date) -> Document<'a> {
    let engine = &evaluation.assessment.engine;
    let mut writer = Writer { procedure: engine.procedure, questions: Vec::new() };
    let procedure = engine.procedure;
    let decided = &mut |finding: &Finding| writer.decided(finding);
    let forms = evaluation
        .forms
        .iter()
        .map(|(id, finding)| {
            let form = procedure.component(*id);
            Form { name: &form.name, title: &form.title, required: decided(finding) }
        })
        .collect();
    let documents = evaluation
        .places
        .iter()
        .map(|place| {
            let paper = |id: &tthc_model::procedure::ComponentId| {
                let paper = procedure.component(*id);
                Part::Paper { name: &paper.name, title: &paper.title }
            };
            let act = |id: &tthc_model::procedure::ActId| {
                let act = procedure.act(*id);
                Part::Act { act: act_kind(act.kind), who: who(procedure, act), title: &act.title }
            };
            let slot = &place.slot;
            let with_papers = slot.alternatives.iter().zip(&slot.acts);
            let with_papers = with_papers
                .map(|(papers, acts)| papers.iter().map(paper).chain(acts.iter().map(act)).collect());
            let instead = slot.instead.iter().map(|acts| acts.iter().map(act).collect());
            Place {
                alternatives: with_papers.chain(instead).collect(),
                wanted: place.slot.wanted,
                asked: decided(&place.asked),
                replaced_by_data: decided(&place.replaced),
                required: decided(&place.bring),
            }
        })
        .collect();
    // An act that is an alternative stands with its place.
    let slots = evaluation.places.iter().map(|place| &place.slot);
    let chosen: Vec<usize> =
        slots.flat_map(|slot| slot.acts.iter().chain(&slot.instead).flatten()).map(|id| id.index()).collect();
    let personal_acts = procedure
        .acts
        .iter()
        .zip(&evaluation.acts)
        .enumerate()
        .filter(|(at, _)| !chosen.contains(at))
        .map(|(_, (act, finding))| Act {
            kind: act_kind(act.kind),
            who: who(procedure, act),
            title: &act.title,
            required: decided(finding),
        })
        .collect();
    let fees = evaluation.fees.iter().map(|finding| writer.fee(finding)).collect();
    let total = Total {
        amount: evaluation.total.value.as_ref().map(|value| decimal(value, MONEY)),
        at_least: decimal(&evaluation.total.at_least, MONEY),
    };
    let candidates = |open: Vec<usize>, writer: &mut Writer<'_>| {
        open.into_iter()
            .map(|at| Candidate {
                limit: limit(&procedure.time_limits[at].limit),
                applies: writer.decided(&evaluation.limits[at]),
            })
            .collect()
    };
    let time_limit = match evaluation.time_limit() {
        Ok(settled) => TimeLimit { limit: Some(limit(settled)), candidates: Vec::new() },
        Err(open) => TimeLimit { limit: None, candidates: candidates(open, &mut writer) },
    };
    let extensions = procedure
        .extensions
        .iter()
        .zip(&evaluation.extensions)
        .map(|(extension, finding)| Candidate {
            limit: limit(&Deadline::Within(extension.by.clone())),
            applies: writer.decided(finding),
        })
        .collect();
    let authorities = procedure
        .competence
        .iter()
        .zip(&evaluation.competence)
        .map(|(rule, finding)| Authority {
            agencies: &rule.agencies,
            places: rule
                .places
                .iter()
                .map(|fact| procedure.fact_text(*fact))
                .chain(rule.place_texts.iter().cloned())
                .collect(),
            anywhere: rule.anywhere,
            competent: writer.decided(finding),
        })
        .collect();
    let criteria = procedure
        .criteria
        .iter()
        .zip(&evaluation.criteria)
        .map(|(criterion, (applies, holds))| Criterion {
            name: &criterion.name,
            title: &criterion.title,
            applies: writer.decided(applies),
            holds: holds.as_ref().map(|holds| writer.decided(holds)),
            judged_by: criterion.judged_by.as_ref(),
        })
        .collect();
    let results = procedure
        .results
        .iter()
        .zip(&evaluation.results)
        .map(|(result, finding)| Result {
            document: &result.document,
            kind: match result.kind {
                OutcomeKind::Result => "result",
                OutcomeKind::ByProduct => "byproduct",
                OutcomeKind::Refusal => "refusal",
            },
            applies: writer.decided(finding),
        })
        .collect();
    let decisions = procedure
        .decisions
        .iter()
        .zip(&evaluation.decisions)
        .map(|(table, found)| Decision {
            name: &table.name,
            title: &table.title,
            row: found.as_ref().map(|found| found.row + 1),
            value: found.as_ref().and_then(|found| match &table.rows[found.row].value {
                DecisionValue::Name(name) => Some(name.to_string()),
                DecisionValue::Text(text) => Some(text.clone()),
                DecisionValue::Absent(absence) => Some(absence_text(*absence).to_owned()),
                DecisionValue::Quantity(_) => {
                    let value = found.value.as_ref()?;
                    Some(table.unit.unwrap_or(Unit::Plain).value_text(value, Surface::English))
                }
            }),
        })
        .collect();
    let mut questions = std::mem::take(&mut writer.questions);
    questions.sort();
    questions.dedup();
    Document {
        version: 1,
        procedure: &procedure.name,
        title: &procedure.title,
        code: procedure.code.as_deref(),
        draft: procedure.draft,
        on: on.to_string(),
        answers: answers.given.iter().map(|(name, given)| answer(name, given)).collect(),
        forms,
        documents,
        personal_acts,
        fees,
        total,
        time_limit,
        extensions,
        authorities,
        criteria,
        results,
        decisions,
        questions: questions.iter().map(|question| line(evaluation, question)).collect(),
    }
}

fn act_kind(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Appear => "appear",
        ActKind::Biometrics => "biometrics",
        ActKind::Bring => "bring",
        ActKind::Consent => "consent",
    }
}

fn who<'p>(procedure: &'p Procedure, act: &PersonalAct) -> Vec<&'p Name> {
    act.roles.iter().map(|role| &procedure.role(*role).name).collect()
}

struct Writer<'p> {
    procedure: &'p Procedure,
    questions: Vec<Question>,
}

impl<'p> Writer<'p> {
    fn decided(&mut self, finding: &Finding) -> Decided {
        let truth = match finding.truth {
            Truth::True => "true",
            Truth::False => "false",
            Truth::Unknown => "unknown",
        };
        let because = self.names(&finding.because);
        let ask = finding.ask.iter().map(|set| self.names(set)).collect();
        Decided { truth, because, ask, ask_is_complete: finding.ask_is_complete }
    }

    fn names(&mut self, questions: &[Question]) -> Vec<String> {
        self.questions.extend_from_slice(questions);
        questions.iter().map(|question| name(self.procedure, question)).collect()
    }

    fn fee(&mut self, finding: &tthc_analysis::eval::FeeFinding) -> Fee<'p> {
        let procedure = self.procedure;
        let fee = &procedure.fees[finding.fee];
        let mut line = Fee {
            kind: match fee.kind {
                FeeKind::Fee => "fee",
                FeeKind::Charge => "charge",
                FeeKind::Contribution => "contribution",
            },
            applies: self.decided(&finding.applies),
            amount: None,
            each: fee.each.as_ref(),
            price_of_each: None,
            absent: None,
            missing: Vec::new(),
            basis: fee.provenance.basis.iter().map(ToString::to_string).collect(),
        };
        match &finding.amount {
            Computed::Value(value) => line.amount = Some(decimal(value, MONEY)),
            Computed::Each(value) => line.price_of_each = Some(decimal(value, MONEY)),
            Computed::Absent(absence) => line.absent = Some(absence_text(*absence)),
            Computed::Missing(questions) => line.missing = self.names(questions),
        }
        line
    }
}

fn name(procedure: &Procedure, question: &Question) -> String {
    match question {
        Question::Case(id) => procedure.cases[id.index()].name.to_string(),
        Question::Channel => "channel".to_owned(),
        Question::Fact(fact) => fact_name(procedure, fact),
        Question::Quantity(subject) => procedure.subject_text(subject),
        Question::Opaque(text) => text.clone(),
    }
}

fn fact_name(procedure: &Procedure, fact: &Fact) -> String {
    format!("{}.{}", procedure.role(fact.role).name, fact.attribute)
}

fn line(evaluation: &Evaluation<'_>, question: &Question) -> QuestionLine {
    let engine = &evaluation.assessment.engine;
    let procedure = engine.procedure;
    let name = name(procedure, question);
    let quantity = |kind: QuantityKind| match kind {
        QuantityKind::Decimal => "number",
        QuantityKind::Integer => "integer",
        QuantityKind::Money => "money",
        QuantityKind::Date => "date",
    };
    let unit = |subject: &Subject| match procedure.unit_of(subject) {
        Unit::Of(keyword) => Some(keyword.english()),
        Unit::Plain | Unit::Date => None,
    };
    let attribute = |fact: &Fact| {
        let entity = engine.library.entity(&procedure.role(fact.role).entity)?;
        entity.attribute(&fact.attribute)
    };
    let title = |fact: &Fact| {
        let title = attribute(fact).map_or_else(|| fact.attribute.to_string(), |found| found.title.clone());
        format!("{}: {title}", procedure.role(fact.role).title)
    };
    match question {
        Question::Case(id) => {
            let case = &procedure.cases[id.index()];
            let kind = if case.is_bool() { "yes_or_no" } else { "choice" };
            QuestionLine { name, title: case.title.clone(), kind, values: case.values.clone(), unit: None }
        }
        Question::Channel => {
            let words = [Keyword::ViaOnline, Keyword::ViaCounter, Keyword::ViaPost];
            let values = words.map(|word| Name::new(word.english())).to_vec();
            QuestionLine { name, title: "Cách thức nộp".to_owned(), kind: "choice", values, unit: None }
        }
        Question::Fact(fact) => match attribute(fact).map(|found| &found.ty) {
            Some(Type::Values(values)) => {
                QuestionLine { name, title: title(fact), kind: "choice", values: values.clone(), unit: None }
            }
            Some(Type::Text) => {
                QuestionLine { name, title: title(fact), kind: "text", values: Vec::new(), unit: None }
            }
            _ => QuestionLine { name, title: title(fact), kind: "yes_or_no", values: Vec::new(), unit: None },
        },
        Question::Quantity(subject) => {
            let (title, kind) = match subject {
                Subject::Case(id) => {
                    let case = &procedure.cases[id.index()];
                    (case.title.clone(), case.quantity.map_or("number", quantity))
                }
                Subject::Fact(fact) => {
                    let kind = match attribute(fact).map(|found| &found.ty) {
                        Some(Type::Integer) => "integer",
                        Some(Type::Money) => "money",
                        Some(Type::Date) => "date",
                        _ => "number",
                    };
                    (title(fact), kind)
                }
            };
            QuestionLine { name, title, kind, values: Vec::new(), unit: unit(subject) }
        }
        Question::Opaque(text) => {
            let title = text.replace('_', " ");
            QuestionLine { name, title, kind: "turns_out", values: Vec::new(), unit: None }
        }
    }
}

fn answer(name: &Name, given: &Given) -> Answer {
    let value = match given {
        Given::Word(word) => word.to_string(),
        Given::Quantity(value, Unit::Date) => Unit::Date.value_text(value, Surface::English),
        Given::Quantity(value, _) => decimal(value, NUMBER),
    };
    Answer { name: name.to_string(), value }
}

fn limit(deadline: &Deadline) -> Limit {
    let mut limit = Limit {
        kind: "at_once",
        amount: None,
        unit: None,
        cutoff_minutes: None,
        text: None,
        parts: Vec::new(),
    };
    match deadline {
        Deadline::AtOnce => {}
        Deadline::SameDay { cutoff } => {
            limit.kind = "same_day";
            limit.cutoff_minutes = *cutoff;
        }
        Deadline::Within(Duration { amount, unit }) => {
            limit.kind = "within";
            limit.amount = Some(crate::json::Number::new(amount, 2));
            limit.unit = Some(unit_code(*unit));
        }
        Deadline::Sum(parts) => {
            limit.kind = "sum";
            let part = |part: &Duration| LimitPart {
                amount: crate::json::Number::new(&part.amount, 2),
                unit: unit_code(part.unit),
            };
            limit.parts = parts.iter().map(part).collect();
        }
        Deadline::Text(text) => {
            limit.kind = "text";
            limit.text = Some(text.clone());
        }
        Deadline::Absent(absence) => limit.kind = absence_text(*absence),
    }
    limit
}

fn unit_code(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second => "second",
        TimeUnit::Minute => "minute",
        TimeUnit::Hour => "hour",
        TimeUnit::WorkingHour => "working_hour",
        TimeUnit::Day => "day",
        TimeUnit::WorkingDay => "working_day",
        TimeUnit::Month => "month",
        TimeUnit::Year => "year",
    }
}

fn absence_text(absence: Absence) -> &'static str {
    match absence {
        Absence::Unknown => "unknown",
        Absence::Nothing => "none",
        Absence::NotApplicable => "not_applicable",
    }
}
