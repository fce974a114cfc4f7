//! One piece of evidence in the dossier.

use tthc_syntax::Span;

use crate::Name;
use crate::citation::Citation;
use crate::procedure::{Condition, FactId, Purpose, RequirementId, RoleId};
use crate::quantity::Duration;

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
