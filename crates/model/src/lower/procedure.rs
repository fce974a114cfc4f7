//! One procedure: declarations first, then everything that refers to them.

use tthc_syntax::{Keyword, Kind, Node, Tree, expr, tree::text_value};

use crate::Name;
use crate::library::Library;
use crate::lower::values::{Values, citations};
use crate::message::Message;
use crate::procedure::{CaseId, Condition, Confidence, OutcomeKind, Procedure, Prohibition, RoleId};
use crate::quantity::{Date, Period};

use dossier::Around;
pub(super) use quantities::literal;

mod cases;
mod checks;
mod choices;
mod competence;
mod conditions;
mod dates;
mod dossier;
mod joined;
mod money;
mod outcomes;
mod quantities;
mod requirement;
mod roles;
mod steps;
mod tables;
mod time;
pub(super) mod variant;

/// Lowers one `procedure` item; `None` if it has no name. What holds only in a period is checked for the day `on`.
pub(super) fn lower(
    values: &mut Values,
    library: &Library,
    node: Node<'_>,
    docs: String,
    on: Option<Date>,
) -> Option<Procedure> {
    let name = node.name()?;
    let procedure = empty(node, name, docs);
    let mut builder = Builder {
        values,
        library,
        procedure,
        tree: node.tree(),
        scope: Vec::new(),
        case_scope: Vec::new(),
        aliases: Vec::new(),
    };
    builder.roles(node);
    builder.declarations(node);
    builder.procedure.in_force = builder.values.period(node);
    for statement in node.statements() {
        builder.statement(statement);
    }
    builder.channel_limits();
    builder.step_order(node);
    checks::run(&mut builder, node, on);
    Some(builder.procedure)
}

fn empty(node: Node<'_>, name: Node<'_>, docs: String) -> Procedure {
    Procedure {
        name: Name::new(name.text()),
        title: node.title().map(|title| text_value(title.text())).unwrap_or_else(|| name.text().to_owned()),
        docs,
        span: node.span(),
        name_span: name.span(),
        variant_of: None,
        code: None,
        twin_codes: Vec::new(),
        in_force: Period::ALWAYS,
        follows: Vec::new(),
        field: None,
        ministry: None,
        authorities: Vec::new(),
        competence: Vec::new(),
        filed_by: Vec::new(),
        levels: Vec::new(),
        subjects: Vec::new(),
        basis: Vec::new(),
        confidence: None,
        draft: false,
        roles: Vec::new(),
        facts: Vec::new(),
        cases: Vec::new(),
        atoms: Vec::new(),
        constraints: Vec::new(),
        channels: Vec::new(),
        time_limits: Vec::new(),
        extensions: Vec::new(),
        filing_limits: Vec::new(),
        decisions: Vec::new(),
        units: Vec::new(),
        requirements: Vec::new(),
        components: Vec::new(),
        dossier: Vec::new(),
        acts: Vec::new(),
        prohibitions: Vec::new(),
        criteria: Vec::new(),
        steps: Vec::new(),
        results: Vec::new(),
        updates: Vec::new(),
        fees: Vec::new(),
        volume: None,
        is_incomplete: false,
        notes: Vec::new(),
    }
}

struct Builder<'a> {
    values: &'a mut Values,
    library: &'a Library,
    procedure: Procedure,
    tree: &'a Tree,
    /// Variables of `for each`, the innermost last.
    scope: Vec<(Name, RoleId)>,
    /// Variables that stand for a case, in `any` and `all`.
    case_scope: Vec<(Name, CaseId)>,
    /// Other names of roles.
    aliases: Vec<(Name, RoleId)>,
}

impl Builder<'_> {
    /// `khi …` and `trừ khi …` of a statement.
    fn when(&mut self, node: Node<'_>, lenient: bool) -> Condition {
        let mut condition = Condition::True;
        for clause in node.clauses(Keyword::When) {
            for operand in expr::operands(clause) {
                condition = condition.and(self.condition(&operand, lenient));
            }
        }
        for clause in node.clauses(Keyword::Unless) {
            for operand in expr::operands(clause) {
                condition = condition.and(self.condition(&operand, lenient).negate());
            }
        }
        condition
    }

    fn statement(&mut self, node: Node<'_>) {
        match node.keyword() {
            Some(Keyword::Code) => self.procedure.code = self.values.text(node),
            Some(Keyword::Field) => self.procedure.field = self.values.text(node),
            Some(Keyword::Ministry) => {
                self.procedure.ministry = self.values.name(node).map(|(name, _)| name);
            }
            Some(Keyword::TwinCode) => {
                let codes = self.values.texts(node);
                self.procedure.twin_codes.extend(codes);
            }
            Some(Keyword::Follows) => {
                let names = self.values.names(node);
                self.procedure.follows.extend(names.into_iter().map(|(name, _)| name));
            }
            Some(Keyword::Authority) => self.competence(node),
            Some(Keyword::FiledBy) => {
                let named = self.values.names_and_texts(node);
                self.procedure.filed_by.extend(named);
            }
            Some(Keyword::MustNotAsk) => {
                let condition = self.when(node, true);
                let papers = self.values.papers_not_to_ask_for(node);
                self.procedure.prohibitions.push(Prohibition {
                    documents: papers.documents,
                    unlisted: papers.unlisted,
                    texts: papers.texts,
                    condition,
                    basis: self.values.basis(node),
                    period: self.values.period(node),
                    span: node.span(),
                });
            }
            Some(Keyword::TimeLimit) => self.time_limit(node),
            Some(Keyword::ApplyWithin) => self.filing_limit(node),
            Some(Keyword::Subjects) => {
                self.procedure.subjects = self.values.names(node).into_iter().map(|(name, _)| name).collect();
            }
            Some(Keyword::Basis) => {
                let basis = node.child(Kind::Citations).map(citations).unwrap_or_default();
                self.procedure.basis.extend(basis);
                // What it names counts on these days only; see `names`.
                self.values.period(node);
            }
            Some(Keyword::Confidence) => {
                let words = &[Keyword::High, Keyword::Medium, Keyword::Low];
                self.procedure.confidence = self.values.word(node, words).map(|word| match word {
                    Keyword::High => Confidence::High,
                    Keyword::Medium => Confidence::Medium,
                    _ => Confidence::Low,
                });
            }
            Some(Keyword::Draft) => self.procedure.draft = true,
            Some(Keyword::Note) => self.procedure.notes.extend(self.values.text(node)),
            Some(Keyword::Extension) => self.extension(node),
            Some(Keyword::Dossier) => {
                let around = Around { condition: Condition::True, requirement: None, purpose: None };
                for entry in self.entries(node, &around) {
                    match entry.clone().written_out() {
                        Some(entry) => self.procedure.dossier.push(entry),
                        None => {
                            let first = entry.components().first().copied();
                            let at = first.map_or(node.span(), |id| self.procedure.component(id).span);
                            self.values.problem(at, Message::TooManyAlternatives);
                            self.procedure.dossier.push(entry);
                        }
                    }
                }
            }
            Some(Keyword::Criterion | Keyword::Condition) => self.criterion(node),
            Some(Keyword::Step) => self.step(node),
            Some(Keyword::Result) => self.outcome(node, OutcomeKind::Result),
            Some(Keyword::ByProduct) => self.outcome(node, OutcomeKind::ByProduct),
            Some(Keyword::Refusal) => self.outcome(node, OutcomeKind::Refusal),
            Some(Keyword::Update) => self.update(node),
            Some(Keyword::Fee | Keyword::Charge | Keyword::Contribution) => self.fee(node),
            Some(Keyword::Volume) => self.volume(node),
            _ => {}
        }
    }
}

fn title(node: Node<'_>) -> Option<String> {
    node.title().map(|title| text_value(title.text()))
}
