//! The rules of a procedure on one applicant: what must be brought and paid, by when it is decided
//! and by whom; true, false or unknown, with the reason.
//!
//! Three-valued, total and deterministic. A condition is true if it holds in every case that agrees
//! with the answers, false if in none, else unknown: nothing that the declared constraints imply is
//! ever unknown, and nothing that was not answered is taken to be no.

use tthc_model::cases::{Cases, Class, Question, Variable};
use tthc_model::formula::{Formula, Subject, Unit};
use tthc_model::library::{Library, Type};
use tthc_model::procedure::{
    Absence, Amount, ChannelKind, ComponentId, Condition, Deadline, DecisionId, DecisionRow, DecisionValue,
    Fact, Fee, FeeKind, Mode, Procedure, quoted,
};
use tthc_model::quantity::{Ratio, whole};
use tthc_model::scenario::Given;
use tthc_model::{Date, Name};
use tthc_syntax::{Group, Keyword};

use crate::plan::{Decisions, Slot, all_slots, relieved};
use crate::verdict::{Assessment, assess};

/// What an applicant has answered. What is not here is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Names of cases, or facts written `role.attribute`.
    pub given: Vec<(Name, Given)>,
    pub channel: Option<ChannelKind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    True,
    False,
    Unknown,
}

/// Whether something is so, and why or what would tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub truth: Truth,
    /// Answers that are enough for it; none can be left out. Empty: it is so for everybody.
    pub because: Vec<Question>,
    /// The smallest sets of questions that settle it, whatever the answers are.
    pub ask: Vec<Vec<Question>>,
    /// False if there may be smaller sets that were not looked at.
    pub ask_is_complete: bool,
}

/// An answer that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// The procedure has no case or fact of that name.
    UnknownName {
        name: Name,
    },
    /// It has, but not with such a value.
    UnknownValue {
        name: Name,
        values: Vec<Name>,
    },
    WrongUnit {
        name: Name,
        wanted: Unit,
    },
    /// A count, an amount or a measure below zero.
    Negative {
        name: Name,
    },
    /// The procedure is not filed for in this way.
    UnknownChannel {
        channels: Vec<ChannelKind>,
    },
    /// The answers exclude one another under the constraints of the procedure.
    Contradiction,
}

/// One place of the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub slot: Slot,
    /// The law asks for it.
    pub asked: Finding,
    /// Data stand for it: it need not be brought.
    pub replaced: Finding,
    /// Asked for, and no data stand for it.
    pub bring: Finding,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeFinding {
    /// Index into [`Procedure::fees`].
    pub fee: usize,
    pub applies: Finding,
    pub amount: Computed,
}

/// An amount as far as it can be computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Computed {
    Value(Ratio),
    /// The record has none.
    Absent(Absence),
    /// These must be answered first.
    Missing(Vec<Question>),
    /// A price for each of something that is not counted in the record.
    Each(Ratio),
}

/// What is to be paid altogether.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The sum, if everything that enters it is known.
    pub value: Option<Ratio>,
    /// The sum of what is known to be due: a lower bound.
    pub at_least: Ratio,
}

/// Everything the rules say of one applicant.
#[derive(Debug)]
pub struct Evaluation<'a> {
    pub assessment: Assessment<'a>,
    pub forms: Vec<(ComponentId, Finding)>,
    pub places: Vec<Place>,
    /// By index into [`Procedure::acts`]; one that is an alternative is required only as far as its place is.
    pub acts: Vec<Finding>,
    pub fees: Vec<FeeFinding>,
    /// Fees and charges; contributions are not part of the price.
    pub total: Total,
    /// By index into [`Procedure::time_limits`].
    pub limits: Vec<Finding>,
    /// One of the limits holds for sure, though it may not be known which.
    pub limited: bool,
    /// By index into [`Procedure::extensions`]: whether the limit may be extended.
    pub extensions: Vec<Finding>,
    /// By index into [`Procedure::competence`].
    pub competence: Vec<Finding>,
    /// Whether each criterion applies, and whether its rule holds; the rule of a judged criterion is not
    /// known to us.
    pub criteria: Vec<(Finding, Option<Finding>)>,
    /// By index into [`Procedure::results`].
    pub results: Vec<Finding>,
    /// By index into [`Procedure::decisions`]; `None` where it is not settled which row applies.
    pub decisions: Vec<Option<Row>>,
}

/// The row of a decision table that applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub row: usize,
    /// If it is a quantity that can be computed.
    pub value: Option<Ratio>,
}

/// Applies the rules of `on` to the answers of one applicant.
pub fn evaluate<'a>(
    procedure: &'a Procedure,
    library: &'a Library,
    on: Date,
    answers: &Answers,
) -> Result<Evaluation<'a>, Vec<Unusable>> {
    let assessment = assess(procedure, library, on);
    let known = known(procedure, library, &assessment.engine.cases, answers)?;
    Ok(Applicant { procedure, on, known, quantities: quantities(procedure, answers) }.evaluate(assessment))
}

/// The evaluation of one fully known case; used by scenarios.
pub(crate) fn evaluate_case<'a>(
    assessment: Assessment<'a>,
    on: Date,
    case: Class,
    answers: &Answers,
) -> Evaluation<'a> {
    let procedure = assessment.engine.procedure;
    let known = vec![(Question::Channel, case)];
    Applicant { procedure, on, known, quantities: quantities(procedure, answers) }.evaluate(assessment)
}

struct Applicant<'p> {
    procedure: &'p Procedure,
    on: Date,
    /// Each answer with the cases that agree with it.
    known: Vec<(Question, Class)>,
    quantities: Vec<(Subject, Ratio)>,
}

impl Applicant<'_> {
    fn evaluate(self, assessment: Assessment<'_>) -> Evaluation<'_> {
        let procedure = assessment.engine.procedure;
        let cases = &assessment.engine.cases;
        let holds = |condition: &Condition| self.finding(cases, &cases.holds(condition));
        let forms = procedure
            .component_ids()
            .filter(|id| procedure.component(*id).mode == Mode::Form)
            .map(|id| (id, self.finding(cases, &assessment.asked(id))))
            .collect();
        let places = all_slots(procedure).into_iter().map(|slot| self.place(&assessment, slot)).collect();
        let acts = procedure.acts.iter().map(|act| holds(&act.condition)).collect();
        let fees: Vec<FeeFinding> = procedure
            .fees
            .iter()
            .enumerate()
            .filter(|(_, fee)| fee.provenance.period.contains(self.on))
            .map(|(at, fee)| FeeFinding {
                fee: at,
                applies: holds(&fee.condition),
                amount: self.amount(cases, fee),
            })
            .collect();
        let price = fees.iter().filter(|fee| procedure.fees[fee.fee].kind != FeeKind::Contribution);
        let total = total(price);
        let in_force = |period: &tthc_model::Period| period.contains(self.on);
        let never = || self.finding(cases, &cases.none());
        let limits = procedure
            .time_limits
            .iter()
            .enumerate()
            .map(|(at, limit)| match in_force(&limit.provenance.period) {
                true => holds(&procedure.limit_holds(at, Some(self.on))),
                false => never(),
            })
            .collect();
        let in_force_limits = (0..procedure.time_limits.len())
            .filter(|at| in_force(&procedure.time_limits[*at].provenance.period))
            .map(|at| cases.holds(&procedure.limit_holds(at, Some(self.on))));
        let some_limit = in_force_limits.fold(cases.none(), |any, holds| any.or(&holds));
        let limited = self.class(cases).is_within(&some_limit);
        let extensions = procedure.extensions.iter().map(|extension| holds(&extension.condition)).collect();
        let competence = procedure.competence.iter().map(|rule| holds(&rule.condition)).collect();
        let criteria = procedure
            .criteria
            .iter()
            .map(|criterion| (holds(&criterion.applies), criterion.test.as_ref().map(holds)))
            .collect();
        let results = procedure.results.iter().map(|result| holds(&result.condition)).collect();
        let decisions = procedure
            .decisions
            .iter()
            .map(|table| {
                let applies = |row: &DecisionRow| holds(&row.condition).truth == Truth::True;
                let row = table.rows.iter().position(applies)?;
                let value = match &table.rows[row].value {
                    DecisionValue::Quantity(formula) => {
                        self.value(cases, &self.class(cases), formula, &mut Vec::new()).ok()
                    }
                    _ => None,
                };
                Some(Row { row, value })
            })
            .collect();
        Evaluation {
            forms,
            places,
            acts,
            fees,
            total,
            limits,
            limited,
            extensions,
            competence,
            criteria,
            results,
            decisions,
            assessment,
        }
    }

    fn class(&self, cases: &Cases) -> Class {
        self.known.iter().fold(cases.all(), |all, (_, class)| all.and(class))
    }

    fn finding(&self, cases: &Cases, holds: &Class) -> Finding {
        let known = self.class(cases);
        let truth = truth(&known, holds);
        if truth == Truth::Unknown {
            let (ask, ask_is_complete) = cases.smallest_deciding(&known, holds);
            return Finding { truth, because: Vec::new(), ask, ask_is_complete };
        }
        // Leave out one answer after the other, as long as the rest is enough.
        let mut kept: Vec<&(Question, Class)> = self.known.iter().collect();
        let mut at = 0;
        while at < kept.len() {
            let rest = kept.iter().enumerate().filter(|(other, _)| *other != at);
            let class = rest.fold(cases.all(), |all, (_, (_, class))| all.and(class));
            if self::truth(&class, holds) == truth {
                kept.remove(at);
            } else {
                at += 1;
            }
        }
        let because = kept.into_iter().map(|(question, _)| question.clone()).collect();
        Finding { truth, because, ask: Vec::new(), ask_is_complete: true }
    }

    fn place(&self, assessment: &Assessment<'_>, slot: Slot) -> Place {
        let cases = &assessment.engine.cases;
        let acts = slot.acts.iter().chain(&slot.instead).flatten();
        let acts = acts.map(|id| cases.holds(&assessment.engine.procedure.act(*id).condition));
        let papers = slot.components().map(|id| assessment.asked(id));
        let asked = papers.chain(acts).fold(cases.none(), |any, class| any.or(&class));
        let replaced = relieved(&slot, assessment, &Decisions::default()).and(&asked);
        let bring = asked.minus(&replaced);
        Place {
            asked: self.finding(cases, &asked),
            replaced: self.finding(cases, &replaced),
            bring: self.finding(cases, &bring),
            slot,
        }
    }

    fn amount(&self, cases: &Cases, fee: &Fee) -> Computed {
        let mut missing = Vec::new();
        let value = match &fee.amount {
            Amount::Absent(Absence::Unknown) => return Computed::Absent(Absence::Unknown),
            Amount::Absent(absence) => return Computed::Absent(*absence),
            Amount::Money(value) => value.clone(),
            Amount::Formula(formula) => match self.value(cases, &self.class(cases), formula, &mut missing) {
                Ok(value) => value,
                Err(Some(absence)) => return Computed::Absent(absence),
                Err(None) => return Computed::Missing(missing),
            },
        };
        let mut value = value;
        if let Some(each) = &fee.each {
            let counted = self.procedure.cases.iter().position(|case| case.name == *each);
            let counted = counted.map(|at| Subject::Case(tthc_model::procedure::CaseId(at as u16)));
            let Some(subject) = counted else { return Computed::Each(reduced(fee, value)) };
            match self.quantity(&subject) {
                Some(count) => value *= count,
                None => return Computed::Missing(vec![Question::Quantity(subject)]),
            }
        }
        // What is let off is a part of what would be due: the cap comes first.
        let due = match &fee.cap {
            Some(cap) => value.min(cap.clone()),
            None => value,
        };
        Computed::Value(reduced(fee, due))
    }

    /// A formula's value in the cases that are known to be possible; else what the record does not have, or `None` and the questions still open.
    fn value(
        &self,
        cases: &Cases,
        known: &Class,
        formula: &Formula,
        missing: &mut Vec<Question>,
    ) -> Result<Ratio, Option<Absence>> {
        let formula = &self.chosen(cases, known, formula, missing);
        let mut absent = None;
        for id in formula.decisions() {
            if let Err(absence) = self.decision(cases, known, id, missing) {
                absent = absent.or(absence);
            }
        }
        for subject in formula.inputs() {
            if self.quantity(subject).is_none() {
                let question = Question::Quantity(subject.clone());
                if !missing.contains(&question) {
                    missing.push(question);
                }
            }
        }
        let input = |subject: &Subject| self.quantity(subject);
        let decision = |id: DecisionId| self.decision(cases, known, id, &mut Vec::new()).ok();
        formula.value(&input, &decision).ok_or(absent)
    }

    /// The formula with the value that applies in place of each `if`. Where more than one may apply and they
    /// come to the same, that; else it stays, and the questions that would settle it are still open.
    fn chosen(
        &self,
        cases: &Cases,
        known: &Class,
        formula: &Formula,
        missing: &mut Vec<Question>,
    ) -> Formula {
        match formula {
            Formula::Negative(inner) => {
                Formula::Negative(Box::new(self.chosen(cases, known, inner, missing)))
            }
            Formula::Binary(operator, left, right) => {
                let left = self.chosen(cases, known, left, missing);
                let right = self.chosen(cases, known, right, missing);
                Formula::Binary(*operator, Box::new(left), Box::new(right))
            }
            Formula::If(branches, otherwise) => {
                let mut open = known.clone();
                let (mut may_apply, mut undecided) = (Vec::new(), Vec::new());
                for (condition, value) in branches {
                    let holds = cases.holds(condition);
                    let truth = truth(&open, &holds);
                    if truth != Truth::False {
                        may_apply.push((open.and(&holds), value));
                        undecided.extend((truth == Truth::Unknown).then(|| holds.clone()));
                    }
                    open = open.minus(&holds);
                    if open.is_never() {
                        break;
                    }
                }
                if !open.is_never() {
                    may_apply.push((open, otherwise));
                }
                if let [(_, only)] = may_apply.as_slice() {
                    return self.chosen(cases, known, only, missing);
                }
                let mut inner = Vec::new();
                let values =
                    may_apply.iter().map(|(known, value)| self.value(cases, known, value, &mut inner).ok());
                let values: Vec<Option<Ratio>> = values.collect();
                match values.as_slice() {
                    [Some(first), rest @ ..] if rest.iter().all(|value| value.as_ref() == Some(first)) => {
                        return Formula::Value(first.clone());
                    }
                    _ => {}
                }
                for holds in undecided {
                    let (ask, _) = cases.smallest_deciding(known, &holds);
                    inner.splice(0..0, ask.into_iter().next().unwrap_or_default());
                }
                for question in inner {
                    if !missing.contains(&question) {
                        missing.push(question);
                    }
                }
                formula.clone()
            }
            Formula::Value(_) | Formula::Input(_) | Formula::Decision(_) => formula.clone(),
        }
    }

    fn decision(
        &self,
        cases: &Cases,
        known: &Class,
        id: DecisionId,
        missing: &mut Vec<Question>,
    ) -> Result<Ratio, Option<Absence>> {
        for row in &self.procedure.decision(id).rows {
            let holds = cases.holds(&row.condition);
            match truth(known, &holds) {
                Truth::False => {}
                Truth::True => {
                    return match &row.value {
                        DecisionValue::Quantity(formula) => self.value(cases, known, formula, missing),
                        DecisionValue::Absent(absence) => Err(Some(*absence)),
                        DecisionValue::Name(_) | DecisionValue::Text(_) => Err(None),
                    };
                }
                Truth::Unknown => {
                    let (ask, _) = cases.smallest_deciding(known, &holds);
                    for question in ask.into_iter().next().unwrap_or_default() {
                        if !missing.contains(&question) {
                            missing.push(question);
                        }
                    }
                }
            }
        }
        Err(None)
    }

    fn quantity(&self, subject: &Subject) -> Option<Ratio> {
        self.quantities.iter().find(|(known, _)| known == subject).map(|(_, value)| value.clone())
    }
}

fn reduced(fee: &Fee, value: Ratio) -> Ratio {
    match &fee.reduced_by {
        Some(share) => value * (whole(1) - &share.high),
        None => value,
    }
}

fn truth(known: &Class, holds: &Class) -> Truth {
    if known.is_within(holds) {
        Truth::True
    } else if known.and(holds).is_never() {
        Truth::False
    } else {
        Truth::Unknown
    }
}

/// The sum of some fees.
pub(crate) fn total<'f>(fees: impl Iterator<Item = &'f FeeFinding>) -> Total {
    let mut total = Total { value: Some(whole(0)), at_least: whole(0) };
    for finding in fees {
        if finding.applies.truth == Truth::False {
            continue;
        }
        let due = finding.applies.truth == Truth::True;
        match &finding.amount {
            Computed::Value(value) if due => {
                total.at_least += value;
                total.value = total.value.map(|sum| sum + value);
            }
            Computed::Absent(Absence::Nothing | Absence::NotApplicable) => {}
            _ => total.value = None,
        }
    }
    total
}

/// The answers as cases, each with its question.
fn known(
    procedure: &Procedure,
    library: &Library,
    cases: &Cases,
    answers: &Answers,
) -> Result<Vec<(Question, Class)>, Vec<Unusable>> {
    let mut known: Vec<(Question, Class)> = Vec::new();
    let mut unusable = Vec::new();
    if let Some(channel) = answers.channel {
        if cases.channel(channel).is_never() {
            let mut channels: Vec<ChannelKind> = procedure.channels.iter().map(|known| known.kind).collect();
            channels.sort_unstable();
            channels.dedup();
            return Err(vec![Unusable::UnknownChannel { channels }]);
        }
        known.push((Question::Channel, cases.channel(channel)));
    }
    for (name, given) in &answers.given {
        match answer(procedure, library, cases, name, given) {
            Ok(answer) => known.push(answer),
            Err(problem) => unusable.push(problem),
        }
    }
    let all = known.iter().fold(cases.all(), |all, (_, class)| all.and(class));
    if unusable.is_empty() && all.is_never() {
        unusable.push(Unusable::Contradiction);
    }
    if unusable.is_empty() { Ok(known) } else { Err(unusable) }
}

fn answer(
    procedure: &Procedure,
    library: &Library,
    cases: &Cases,
    name: &Name,
    given: &Given,
) -> Result<(Question, Class), Unusable> {
    let yes_or_no = |name: &Name, given: &Given| match given {
        Given::Word(word) => match Keyword::find(Group::Value, word) {
            Some((Keyword::Yes, _)) => Ok(true),
            Some((Keyword::No, _)) => Ok(false),
            _ => Err(Unusable::UnknownValue { name: name.clone(), values: yes_no() }),
        },
        Given::Quantity(..) => Err(Unusable::UnknownValue { name: name.clone(), values: yes_no() }),
    };
    let within = |subject: Subject| -> Result<(Question, Class), Unusable> {
        let wanted = procedure.unit_of(&subject);
        if let Given::Quantity(value, _) = given
            && wanted != Unit::Date
            && *value < whole(0)
        {
            return Err(Unusable::Negative { name: name.clone() });
        }
        if !procedure.units.iter().any(|(known, _)| *known == subject) {
            // Nothing depends on it: it is what it is.
            return Ok((Question::Quantity(subject), cases.all()));
        }
        let Given::Quantity(value, unit) = given else {
            return Err(Unusable::WrongUnit { name: name.clone(), wanted });
        };
        if *unit != wanted && *unit != Unit::Plain {
            return Err(Unusable::WrongUnit { name: name.clone(), wanted });
        }
        let class = cases.variables().iter().fold(cases.all(), |all, variable| match variable {
            Variable::AtMost(bound) if bound.subject == subject => {
                all.and(&cases.literal(variable, bound.admits(value)))
            }
            _ => all,
        });
        Ok((Question::Quantity(subject), class))
    };
    if let Some(at) = procedure.cases.iter().position(|case| case.name == *name) {
        let id = tthc_model::procedure::CaseId(at as u16);
        let case = &procedure.cases[at];
        if case.quantity.is_some() {
            return within(Subject::Case(id));
        }
        if case.is_bool() {
            let yes = yes_or_no(name, given)?;
            return Ok((Question::Case(id), cases.literal(&Variable::Case(id, 0), yes)));
        }
        let value = match given {
            Given::Word(word) => case.values.iter().position(|value| value == word),
            Given::Quantity(..) => None,
        };
        let Some(value) = value else {
            return Err(Unusable::UnknownValue { name: name.clone(), values: case.values.clone() });
        };
        return Ok((Question::Case(id), cases.literal(&Variable::Case(id, value as u16), true)));
    }
    let turns_out = Variable::Opaque(name.to_string());
    if cases.variables().contains(&turns_out) {
        let yes = yes_or_no(name, given)?;
        return Ok((Question::Opaque(name.to_string()), cases.literal(&turns_out, yes)));
    }
    let (fact, ty) = fact(procedure, library, name).ok_or(Unusable::UnknownName { name: name.clone() })?;
    match ty {
        Type::Bool => {
            let yes = yes_or_no(name, given)?;
            let class = known_variable(cases, Variable::Flag(fact.clone()), yes);
            Ok((Question::Fact(fact), class))
        }
        Type::Values(values) => {
            let word = match given {
                Given::Word(word) if values.contains(word) => word.clone(),
                _ => return Err(Unusable::UnknownValue { name: name.clone(), values }),
            };
            let class = known_variable(cases, Variable::Value(fact.clone(), word), true);
            Ok((Question::Fact(fact), class))
        }
        Type::Number | Type::Integer | Type::Money | Type::Date => within(Subject::Fact(fact)),
        Type::Text => {
            let Given::Word(word) = given else {
                return Err(Unusable::UnknownValue { name: name.clone(), values: Vec::new() });
            };
            // One that no condition speaks of is none of those that are spoken of.
            let word = quoted(word);
            let class = cases.variables().iter().fold(cases.all(), |all, variable| match variable {
                Variable::Value(of, value) if *of == fact => {
                    all.and(&cases.literal(variable, *value == word))
                }
                _ => all,
            });
            Ok((Question::Fact(fact), class))
        }
        // Nothing depends on it: it is what it is.
        Type::Entity(_) | Type::Unknown => Ok((Question::Fact(fact), cases.all())),
    }
}

/// A fact that no condition speaks of tells nothing apart.
fn known_variable(cases: &Cases, variable: Variable, holds: bool) -> Class {
    if cases.variables().contains(&variable) { cases.literal(&variable, holds) } else { cases.all() }
}

/// `role.attribute` with its type.
fn fact(procedure: &Procedure, library: &Library, path: &str) -> Option<(Fact, Type)> {
    let (role, attribute) = path.rsplit_once('.')?;
    let is_applicant = matches!(Keyword::find(Group::Value, role), Some((Keyword::TheApplicant, _)));
    let is_called = |known: &tthc_model::procedure::Role| {
        known.name == role || known.aliases.iter().any(|alias| alias == role)
    };
    let at = procedure.roles.iter().position(is_called).or(is_applicant.then_some(0))?;
    let ty = library.entity(&procedure.roles[at].entity)?.attribute(attribute)?.ty.clone();
    let role = tthc_model::procedure::RoleId(at as u16);
    Some((Fact { role, attribute: Name::new(attribute) }, ty))
}

fn quantities(procedure: &Procedure, answers: &Answers) -> Vec<(Subject, Ratio)> {
    let mut found = Vec::new();
    for (name, given) in &answers.given {
        let Given::Quantity(value, _) = given else { continue };
        if let Some(at) = procedure.cases.iter().position(|case| case.name == *name) {
            found.push((Subject::Case(tthc_model::procedure::CaseId(at as u16)), value.clone()));
        } else if let Some(subject) = procedure
            .units
            .iter()
            .map(|(subject, _)| subject)
            .find(|subject| procedure.subject_text(subject) == *name)
        {
            found.push((subject.clone(), value.clone()));
        }
    }
    found
}

fn yes_no() -> Vec<Name> {
    [Keyword::Yes, Keyword::No].map(|word| Name::new(word.vietnamese())).to_vec()
}

impl Evaluation<'_> {
    /// The time limit, if one holds for sure and every one that may hold is the same; else those that may hold.
    pub fn time_limit(&self) -> Result<&Deadline, Vec<usize>> {
        let limits = &self.assessment.engine.procedure.time_limits;
        let of = |truth: Truth| -> Vec<usize> {
            (0..limits.len()).filter(|at| self.limits[*at].truth == truth).collect()
        };
        let (holding, open) = (of(Truth::True), of(Truth::Unknown));
        let mut candidates = holding.into_iter().chain(open);
        match candidates.next() {
            Some(first)
                if self.limited && candidates.clone().all(|at| limits[at].limit == limits[first].limit) =>
            {
                Ok(&limits[first].limit)
            }
            first => Err(first.into_iter().chain(candidates).collect()),
        }
    }

    /// The authorities that are competent for sure.
    pub fn authorities(&self) -> Vec<&Name> {
        let rules = self.assessment.engine.procedure.competence.iter().zip(&self.competence);
        let holding = rules.filter(|(_, finding)| finding.truth == Truth::True);
        holding.flat_map(|(rule, _)| &rule.agencies).collect()
    }
}
