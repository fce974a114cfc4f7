//! One procedure, resolved: roles, facts, cases, dossier, steps, money, time.

use tthc_syntax::{Keyword, Span};

use crate::Name;
use crate::citation::{BasisKind, Citation, Provenance};
use crate::formula::{Bound, Formula, Subject, Unit};
use crate::library::Level;
use crate::quantity::{Date, Duration, Interval, Period, Ratio};

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub u16);

        impl $id {
            pub const fn index(self) -> usize { self.0 as usize }
        }
    )* };
}

ids! {
    /// Index into [`Procedure::roles`].
    RoleId;
    /// Index into [`Procedure::facts`].
    FactId;
    /// Index into [`Procedure::cases`].
    CaseId;
    /// Index into [`Procedure::atoms`].
    AtomId;
    /// Index into [`Procedure::components`].
    ComponentId;
    /// Index into [`Procedure::requirements`].
    RequirementId;
    /// Index into [`Procedure::steps`].
    StepId;
    /// Index into [`Procedure::criteria`].
    CriterionId;
    /// Index into [`Procedure::decisions`].
    DecisionId;
}

/// A public service (CPSV-AP `cpsv:PublicService`) as the law describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    pub name: Name,
    pub title: String,
    pub docs: String,
    /// The whole item, and its name in it.
    pub span: Span,
    pub name_span: Span,

    /// The procedure this one varies locally; it is then left out of national totals.
    pub variant_of: Option<Name>,
    pub code: Option<String>,
    /// Codes under which the same service is published a second time.
    pub twin_codes: Vec<String>,
    /// The days on which this version of the procedure is the law.
    pub in_force: Period,
    /// Procedures whose result this one goes on from: renewal, change, suspension, end.
    pub follows: Vec<Name>,
    pub field: Option<String>,
    pub ministry: Option<Name>,
    pub authorities: Vec<Name>,
    /// Which authority is competent in which cases and at which place.
    pub competence: Vec<Competence>,
    /// Who may file for the applicant, as the record says it.
    pub filed_by: Vec<String>,
    /// The levels of the authorities, the lowest first.
    pub levels: Vec<Level>,
    pub subjects: Vec<Name>,
    pub basis: Vec<Citation>,
    pub confidence: Option<Confidence>,
    /// Shown as such everywhere and left out of totals.
    pub draft: bool,

    /// The first is the applicant.
    pub roles: Vec<Role>,
    pub facts: Vec<Fact>,
    pub cases: Vec<CaseVariable>,
    pub atoms: Vec<Atom>,
    /// What always holds of the cases of this procedure.
    pub constraints: Vec<Condition>,
    pub channels: Vec<Channel>,
    /// Time limits by case; a channel's own limit holds where none of them does.
    pub time_limits: Vec<TimeLimit>,
    pub extensions: Vec<Extension>,
    /// The applicant's own time limits.
    pub filing_limits: Vec<FilingLimit>,
    pub decisions: Vec<DecisionTable>,
    /// The unit of each quantity that conditions and formulas speak of.
    pub units: Vec<(Subject, Unit)>,

    pub requirements: Vec<Requirement>,
    pub components: Vec<Component>,
    /// The dossier as it is written: groups over components.
    pub dossier: Vec<Entry>,
    /// What the applicant or others must do in person.
    pub acts: Vec<PersonalAct>,
    /// What the authority may not ask for.
    pub prohibitions: Vec<Prohibition>,
    pub criteria: Vec<Criterion>,
    pub steps: Vec<Step>,
    pub results: Vec<Outcome>,
    pub updates: Vec<Update>,
    pub fees: Vec<Fee>,
    pub volume: Option<Volume>,
    /// Parts recorded as text and not analysed.
    pub notes: Vec<String>,
}

/// The applicant is always the first role.
pub const APPLICANT: RoleId = RoleId(0);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    Low,
    Medium,
    High,
}

/// A named instance of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub name: Name,
    /// Other names the record calls it by.
    pub aliases: Vec<Name>,
    pub title: String,
    pub entity: Name,
    pub optional: bool,
    pub repeated: bool,
    /// References from this role: `hôn_nhân.vợ` is role `mẹ`.
    pub links: Vec<(Name, RoleId)>,
    pub span: Span,
}

/// `role.attribute`, the unit of all reasoning.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    pub role: RoleId,
    pub attribute: Name,
}

/// Something that differs between applications and decides what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseVariable {
    pub name: Name,
    pub title: String,
    /// For a yes-or-no case and for a quantity: empty. Otherwise its values.
    pub values: Vec<Name>,
    pub quantity: Option<QuantityKind>,
    /// Shares of the values (of `yes` alone for a yes-or-no case); empty if unknown.
    pub shares: Vec<Interval>,
    pub provenance: Provenance,
    pub span: Span,
}

impl CaseVariable {
    pub fn is_bool(&self) -> bool {
        self.values.is_empty() && self.quantity.is_none()
    }
}

/// The kind of number a case variable or a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuantityKind {
    Decimal,
    Integer,
    Money,
    Date,
}

/// What a condition can test. Atoms over one variable exclude each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Atom {
    /// A yes-or-no case is true, or a case has its n-th value.
    Case(CaseId, u16),
    Channel(ChannelKind),
    /// A fact has one of its entity's listed values.
    Value(Fact, Name),
    /// A yes-or-no fact is true.
    Flag(Fact),
    /// A quantity is at most so much.
    AtMost(Bound),
    /// A comparison we do not reason about, as written.
    Opaque(String),
}

/// Propositional over atoms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    True,
    Atom(AtomId),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

impl Condition {
    pub fn and(self, other: Condition) -> Condition {
        match (self, other) {
            (Condition::True, other) | (other, Condition::True) => other,
            (Condition::All(mut parts), Condition::All(more)) => {
                parts.extend(more);
                Condition::All(parts)
            }
            (Condition::All(mut parts), other) => {
                parts.push(other);
                Condition::All(parts)
            }
            (first, Condition::All(mut parts)) => {
                parts.insert(0, first);
                Condition::All(parts)
            }
            (first, second) => Condition::All(vec![first, second]),
        }
    }

    pub fn negate(self) -> Condition {
        match self {
            Condition::Not(inner) => *inner,
            other => Condition::Not(Box::new(other)),
        }
    }

    pub fn is_true(&self) -> bool {
        *self == Condition::True
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChannelKind {
    Online,
    Counter,
    Post,
}

impl ChannelKind {
    pub const ALL: [ChannelKind; 3] = [ChannelKind::Online, ChannelKind::Counter, ChannelKind::Post];

    pub const fn keyword(self) -> Keyword {
        match self {
            ChannelKind::Online => Keyword::ViaOnline,
            ChannelKind::Counter => Keyword::ViaCounter,
            ChannelKind::Post => Keyword::ViaPost,
        }
    }
}

/// A way to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    pub kind: ChannelKind,
    /// Online: the whole procedure, result included.
    pub full: bool,
    pub deadline: Option<Deadline>,
    pub deadline_span: Span,
    /// Trips to an office.
    pub visits: Option<u32>,
    pub share: Option<Interval>,
    pub condition: Condition,
    pub provenance: Provenance,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deadline {
    /// While the applicant waits.
    AtOnce,
    /// On the day; if received after the cut-off (minutes after midnight), the next working day.
    SameDay {
        cutoff: Option<u16>,
    },
    Within(Duration),
    /// As the record says it; recorded, not analysed.
    Text(String),
    Absent(Absence),
}

/// In which way a value is not there. None of them is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// There is one; nobody published it or we did not find it.
    Unknown,
    /// There is none.
    Nothing,
    /// The question does not arise.
    NotApplicable,
}

/// The time limit of the cases in which a condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeLimit {
    pub limit: Deadline,
    pub condition: Condition,
    /// The clock starts after this step, not at the receipt of the dossier.
    pub counted_from: Option<Name>,
    /// It is a channel's own.
    pub of_channel: bool,
    pub title: String,
    pub provenance: Provenance,
    pub span: Span,
}

/// By when the applicant must file, and what happens otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingLimit {
    pub within: Option<Duration>,
    /// The day the time is counted from.
    pub from: Option<FactId>,
    pub title: String,
    pub consequence: String,
    pub condition: Condition,
    pub provenance: Provenance,
    pub span: Span,
}

/// A competent authority (CPSV-AP `cv:hasCompetentAuthority`) with where and when it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competence {
    pub agencies: Vec<Name>,
    /// The agency of the place that one of these facts names.
    pub places: Vec<FactId>,
    /// The place in words, where it is no fact of the model.
    pub place_texts: Vec<String>,
    /// Any agency of the kind, wherever it is.
    pub anywhere: bool,
    pub condition: Condition,
    pub basis: Vec<Citation>,
    pub span: Span,
}

/// A table that decides a value from the case (DMN decision table).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionTable {
    pub name: Name,
    pub title: String,
    /// Rows are read in their order and the first that applies counts (DMN hit policy FIRST);
    /// otherwise at most one may apply (UNIQUE).
    pub in_order: bool,
    pub rows: Vec<DecisionRow>,
    /// The unit of its values, if they are quantities.
    pub unit: Option<Unit>,
    pub span: Span,
    pub name_span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    pub value: DecisionValue,
    /// For the last row, `otherwise`: the cases of no other row.
    pub condition: Condition,
    pub otherwise: bool,
    pub provenance: Provenance,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionValue {
    Quantity(Formula),
    Name(Name),
    Text(String),
    Absent(Absence),
}

/// What somebody must do in person. No data replace it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalAct {
    pub kind: ActKind,
    /// Who must do it; nobody named: the applicant.
    pub roles: Vec<RoleId>,
    pub title: String,
    pub condition: Condition,
    pub basis: Vec<Citation>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActKind {
    /// Be there.
    Appear,
    /// Have fingerprints, iris or portrait taken.
    Biometrics,
    /// Bring a thing that is no paper: a vehicle, a sample.
    Bring,
    /// Agree. Silence is never consent.
    Consent,
}

/// What the authority may not ask for (Decree 61/2018, Law on Residence: no papers beyond the list).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prohibition {
    /// The papers named.
    pub documents: Vec<Name>,
    /// Every paper that no text lists.
    pub unlisted: bool,
    /// In words, where no paper of the model is named.
    pub texts: Vec<String>,
    pub condition: Condition,
    pub basis: Vec<Citation>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub by: Duration,
    pub condition: Condition,
    pub title: String,
    pub span: Span,
}

/// Why a component is asked for. Only `Proof` can be replaced by data without a change of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Purpose {
    #[default]
    Proof,
    /// The paper itself is taken or stamped.
    Original,
    Representation,
    Consent,
    /// The law wants this very paper.
    LegalForm,
}

/// How well a fact must be evidenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assurance {
    Declared,
    Documented,
    Authoritative,
}

/// CCCEV `cccev:InformationRequirement`: facts that must be evidenced, and the ways to do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    pub name: Name,
    pub title: String,
    pub condition: Condition,
    pub purpose: Purpose,
    pub facts: Vec<FactId>,
    pub assurance: Option<Assurance>,
    pub lookups: Vec<Lookup>,
    pub basis: Vec<Citation>,
    /// The sector text's own term for the agency's request, if it has one.
    pub ask_within: Option<Duration>,
    /// Who puts wrong data right.
    pub corrected_by: Option<Name>,
    /// The time until the paper comes is not counted.
    pub clock_stops: bool,
    pub span: Span,
    pub name_span: Span,
}

/// A lookup the record or the law names for a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    pub source: Name,
    pub kind: BasisKind,
    pub basis: Vec<Citation>,
    pub period: Period,
    /// Only in these cases.
    pub condition: Condition,
    pub standing: Standing,
    /// The papers the lookup stands for: those named by `in place of`, else the first of each chain.
    /// Annex I of Resolution 66.7 names pairs of procedure and paper: an alternative paper of the
    /// same chain is not named with it.
    pub papers: Vec<ComponentId>,
    /// The facts it is made with, as the record names them; keys of the source's own record are not among them.
    pub keys: Vec<FactId>,
    /// Where they stand, else where the source does.
    pub keys_span: Span,
    pub span: Span,
}

/// Whether what a text allows may be used already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Standing {
    #[default]
    InForce,
    /// Once a database operates; nobody said from which day.
    OnceOperational,
    /// Only proposed.
    Proposed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Filled in by the applicant.
    Form,
    Show,
    Submit,
    Surrender,
    /// Handed in as a file.
    Upload,
}

/// A piece of evidence in the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its alias, else the name of its document or form; unique in the procedure.
    pub name: Name,
    /// `None` for a form, which is declared in place.
    pub document: Option<Name>,
    pub title: String,
    pub mode: Mode,
    /// The roles the document's parameters stand for.
    pub about: Vec<RoleId>,
    /// What it attests (a form: what is typed into it).
    pub facts: Vec<FactId>,
    /// Form fields that are no facts of the model.
    pub other_fields: Vec<String>,
    pub copies: Vec<Copies>,
    /// What is wanted instead where the dossier comes by post.
    pub by_post: Vec<Copies>,
    /// How old the paper may be.
    pub issued_within: Option<Duration>,
    /// When it is asked for: its own condition and those around it.
    pub condition: Condition,
    pub purpose: Purpose,
    pub requirement: Option<RequirementId>,
    pub basis: Vec<Citation>,
    pub form: PaperForm,
    pub span: Span,
    pub name_span: Span,
}

/// What the law wants of the paper itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PaperForm {
    pub certified: bool,
    pub notarised: bool,
    pub legalised: bool,
    pub translated: bool,
    pub electronic: bool,
    /// It is written on and given back.
    pub annotated: bool,
    pub still_valid: bool,
    /// As many as the person has.
    pub repeated: bool,
}

/// One way in which copies are asked for; several are alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Copies {
    pub originals: u16,
    pub certified: u16,
    pub plain: u16,
}

/// The dossier's structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Component(ComponentId),
    /// A requirement with its chains of papers.
    Requirement(RequirementId, Vec<Entry>),
    All(Vec<Entry>),
    /// The applicant's choice.
    OneOf(Vec<Entry>),
    /// The next only where the person does not have the one before.
    FirstOf(Vec<Entry>),
    AtLeast(u16, Vec<Entry>),
}

impl Entry {
    /// Every component below, in order.
    pub fn components(&self) -> Vec<ComponentId> {
        match self {
            Entry::Component(id) => vec![*id],
            Entry::Requirement(_, parts)
            | Entry::All(parts)
            | Entry::OneOf(parts)
            | Entry::FirstOf(parts)
            | Entry::AtLeast(_, parts) => parts.iter().flat_map(Entry::components).collect(),
        }
    }
}

/// CCCEV `cccev:Criterion`: what must hold for a positive decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    pub name: Name,
    pub title: String,
    /// A business or administrative condition (Decree 63/2010 art. 8).
    pub is_condition: bool,
    pub needs: Vec<FactId>,
    /// The rule itself, where it can be said; `None`: it is judged.
    pub test: Option<Condition>,
    pub judged_by: Option<Name>,
    pub applies: Condition,
    pub basis: Vec<Citation>,
    pub span: Span,
    pub name_span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    Submit,
    Receive,
    Check,
    Inspect,
    AskMore,
    Lookup,
    Consult,
    Approve,
    Record,
    Notify,
    Confirm,
    Pay,
    PostUp,
    Deliver,
    Refuse,
    /// Tell the applicant that the result is late, why, and when it will come.
    Apologise,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub name: Name,
    pub title: String,
    /// `None`: the applicant.
    pub actor: Option<Name>,
    /// Nobody is named as the one who does it, not even the applicant, who is then presumed.
    pub nobody: bool,
    pub action: Option<Action>,
    /// Criteria checked; sources read or written; agencies consulted or told.
    pub objects: Vec<Name>,
    pub after: Vec<StepId>,
    pub condition: Condition,
    pub takes: Option<Duration>,
    pub takes_span: Option<Span>,
    pub protected: bool,
    /// Its time is not the office's: it is left out of the time limit.
    pub not_counted: bool,
    /// What silence means, if the law says so.
    pub silence: Option<Silence>,
    /// A loop goes round at most so often.
    pub at_most: Option<u32>,
    pub provenance: Provenance,
    pub span: Span,
    pub name_span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Silence {
    /// A consulted agency that does not answer agrees.
    Approval,
    /// An applicant who does not answer confirms the draft. This is not consent.
    Confirmation,
}

/// What the procedure ends in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub kind: OutcomeKind,
    pub document: Name,
    pub about: Vec<RoleId>,
    pub condition: Condition,
    pub valid_for: Option<Duration>,
    /// Only if the applicant asks for it.
    pub on_request: bool,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutcomeKind {
    Result,
    /// Comes with the result without being asked for: a personal number.
    ByProduct,
    /// What a negative decision ends in.
    Refusal,
}

/// The result is in the data; no paper need be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    pub source: Name,
    pub title: String,
    pub about: Vec<RoleId>,
    pub condition: Condition,
    pub span: Span,
}

/// Which kind of payment (Law on Fees and Charges 97/2015/QH13 art. 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeeKind {
    /// `lệ phí`: for an act of the state.
    Fee,
    /// `phí`: for a service.
    Charge,
    /// A contribution to a fund: no price of the procedure.
    Contribution,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    pub kind: FeeKind,
    pub amount: Amount,
    /// Per what, if not per dossier.
    pub each: Option<Name>,
    /// Never more than this.
    pub cap: Option<Ratio>,
    /// The share that is let off.
    pub reduced_by: Option<Interval>,
    pub refundable: Option<bool>,
    /// Who sets the amount, where the record has none.
    pub set_by: Option<Name>,
    pub condition: Condition,
    pub remark: String,
    pub provenance: Provenance,
    pub span: Span,
}

/// A value that may be absent in more than one way. Absent is never zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    Money(Ratio),
    Formula(Formula),
    Absent(Absence),
}

/// Dossiers a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    pub count: Option<Interval>,
    pub year: Option<i16>,
    pub provenance: Provenance,
    pub span: Span,
}

impl Procedure {
    pub fn component(&self, id: ComponentId) -> &Component {
        &self.components[id.index()]
    }

    pub fn component_named(&self, name: &str) -> Option<ComponentId> {
        let at = self.components.iter().position(|component| component.name == name)?;
        Some(ComponentId(at as u16))
    }

    /// The provisions that require a component: those cited for it, then those of its requirement.
    pub fn provisions(&self, id: ComponentId) -> Vec<&Citation> {
        let component = self.component(id);
        let around = component.requirement.map_or(&[][..], |at| &self.requirements[at.index()].basis);
        let mut provisions: Vec<&Citation> = Vec::new();
        for citation in component.basis.iter().chain(around) {
            if !provisions.contains(&citation) {
                provisions.push(citation);
            }
        }
        provisions
    }

    pub fn decision(&self, id: DecisionId) -> &DecisionTable {
        &self.decisions[id.index()]
    }

    /// In which cases a time limit holds on a day; on any day, if none is given. A channel's own limit
    /// holds where no statement in force names another.
    pub fn limit_holds(&self, at: usize, on: Option<Date>) -> Condition {
        let limit = &self.time_limits[at];
        if !limit.of_channel {
            return limit.condition.clone();
        }
        let stated = self
            .time_limits
            .iter()
            .filter(|other| !other.of_channel && on.is_none_or(|on| other.provenance.period.contains(on)));
        let stated: Vec<Condition> = stated.map(|other| other.condition.clone()).collect();
        match stated.is_empty() {
            true => limit.condition.clone(),
            false => limit.condition.clone().and(Condition::Any(stated).negate()),
        }
    }

    /// How a quantity is called in conditions: `diện_tích`, `xe.giá_trị`.
    pub fn subject_text(&self, subject: &Subject) -> String {
        match subject {
            Subject::Case(id) => self.cases[id.index()].name.to_string(),
            Subject::Fact(fact) => format!("{}.{}", self.role(fact.role).name, fact.attribute),
        }
    }

    pub fn unit_of(&self, subject: &Subject) -> Unit {
        let known = self.units.iter().find(|(known, _)| known == subject);
        known.map_or(Unit::Plain, |(_, unit)| *unit)
    }

    pub fn role(&self, id: RoleId) -> &Role {
        &self.roles[id.index()]
    }

    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }

    pub fn fact_id(&self, fact: &Fact) -> Option<FactId> {
        self.facts.iter().position(|known| known == fact).map(|at| FactId(at as u16))
    }

    /// `role.attribute`, as it is written.
    pub fn fact_text(&self, id: FactId) -> String {
        let fact = self.fact(id);
        format!("{}.{}", self.role(fact.role).name, fact.attribute)
    }

    pub fn component_ids(&self) -> impl Iterator<Item = ComponentId> {
        (0..self.components.len() as u16).map(ComponentId)
    }

    /// The role a reference attribute leads to.
    pub fn linked(&self, role: RoleId, attribute: &str) -> Option<RoleId> {
        self.role(role).links.iter().find(|(name, _)| name == attribute).map(|(_, role)| *role)
    }

    pub fn has_channel(&self, kind: ChannelKind) -> bool {
        self.channels.iter().any(|channel| channel.kind == kind)
    }
}
