//! One procedure, resolved: roles, facts, cases, dossier, steps, money, time.

mod act;
mod case;
mod channel;
mod competence;
mod component;
mod condition;
mod criterion;
mod decision;
mod entry;
mod money;
mod outcome;
mod prohibition;
mod requirement;
mod role;
mod step;
mod time;
mod volume;

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Citation;
use crate::formula::{Subject, Unit};
use crate::library::Level;
use crate::quantity::{Date, Period};

pub use act::{ActKind, PersonalAct};
pub use case::{CaseVariable, QuantityKind};
pub use channel::{Channel, ChannelKind};
pub use competence::Competence;
pub use component::{Component, Copies, Mode, PaperForm};
pub use condition::{Atom, Condition, quoted};
pub use criterion::Criterion;
pub use decision::{DecisionRow, DecisionTable, DecisionValue};
pub use entry::Entry;
pub use money::{Amount, Fee, FeeKind};
pub use outcome::{Outcome, OutcomeKind, Update};
pub use prohibition::Prohibition;
pub use requirement::{Assurance, Lookup, Purpose, Requirement, Standing};
pub use role::{Fact, Role};
pub use step::{Action, Silence, Step};
pub use time::{Deadline, Extension, FilingLimit, TimeLimit};
pub use volume::{Confidence, Volume};

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
    /// Index into [`Procedure::acts`].
    ActId;
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
    /// Some of its text was not understood: what it seems to lack may stand there.
    pub is_incomplete: bool,
    pub notes: Vec<String>,
}

/// The applicant is always the first role.
pub const APPLICANT: RoleId = RoleId(0);

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

impl Procedure {
    pub fn component(&self, id: ComponentId) -> &Component {
        &self.components[id.index()]
    }

    pub fn act(&self, id: ActId) -> &PersonalAct {
        &self.acts[id.index()]
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
