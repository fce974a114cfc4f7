//! What the applicant fills in and brings.

use smol_str::format_smolstr;
use tthc_syntax::{ExprKind, Keyword, Kind, Node, Operator, expr, tree::text_value};

use super::{Builder, title};
use crate::Name;
use crate::lower::values::literal_interval;
use crate::message::{Expected, Message};
use crate::procedure::{
    APPLICANT, ActId, ActKind, Component, ComponentId, Condition, Copies, Entry, Fact, FactId, Mode,
    PaperForm, PersonalAct, Purpose, RequirementId, RoleId,
};

/// Where a dossier entry stands.
#[derive(Clone)]
pub(super) struct Around {
    pub(super) condition: Condition,
    pub(super) requirement: Option<RequirementId>,
    pub(super) purpose: Option<Purpose>,
}

impl Builder<'_> {
    pub(super) fn entries(&mut self, block: Node<'_>, around: &Around) -> Vec<Entry> {
        block.statements().flat_map(|statement| self.entry(statement, around)).collect()
    }

    pub(super) fn entry(&mut self, node: Node<'_>, around: &Around) -> Vec<Entry> {
        let inside = |builder: &mut Self| {
            let condition = builder.when(node, false);
            let purpose = builder.purpose(node).or(around.purpose);
            Around { condition: around.condition.clone().and(condition), purpose, ..around.clone() }
        };
        match node.keyword() {
            Some(Keyword::Form) => self.form(node, around).into_iter().map(Entry::Component).collect(),
            Some(Keyword::Show) => self.papers(node, Mode::Show, around),
            Some(Keyword::Submit) => self.papers(node, Mode::Submit, around),
            Some(Keyword::Surrender) => self.papers(node, Mode::Surrender, around),
            Some(Keyword::Upload) => self.papers(node, Mode::Upload, around),
            Some(Keyword::Appear) => self.act(node, ActKind::Appear, around),
            Some(Keyword::Biometrics) => self.act(node, ActKind::Biometrics, around),
            Some(Keyword::Bring) => self.act(node, ActKind::Bring, around),
            Some(Keyword::Consent) => self.act(node, ActKind::Consent, around),
            Some(Keyword::Require) => self.requirement(node, around).into_iter().collect(),
            Some(Keyword::OneOf) => {
                let around = inside(self);
                vec![
                    self.form_choice(node, &around, 1)
                        .unwrap_or_else(|| Entry::OneOf(self.entries(node, &around))),
                ]
            }
            Some(Keyword::FirstOf) => {
                let around = inside(self);
                vec![
                    self.form_choice(node, &around, 1)
                        .unwrap_or_else(|| Entry::FirstOf(self.entries(node, &around))),
                ]
            }
            Some(Keyword::AllOf) => {
                let around = inside(self);
                vec![Entry::All(self.entries(node, &around))]
            }
            Some(Keyword::AtLeast) => {
                let around = inside(self);
                let least = self.values.count(node).unwrap_or(1) as u16;
                vec![
                    self.form_choice(node, &around, least)
                        .unwrap_or_else(|| Entry::AtLeast(least, self.entries(node, &around))),
                ]
            }
            Some(Keyword::If) => {
                let mut around = around.clone();
                for operand in expr::operands(node) {
                    around.condition = around.condition.and(self.condition(&operand, false));
                }
                self.entries(node, &around)
            }
            Some(Keyword::ForEach) => self.for_each(node, around),
            Some(Keyword::Note) => {
                self.procedure.notes.extend(self.values.text(node));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// `có mặt mẹ, cha "…"`: no data replace it.
    fn act(&mut self, node: Node<'_>, kind: ActKind, around: &Around) -> Vec<Entry> {
        let mut roles = Vec::new();
        if kind != ActKind::Bring && node.child(Kind::Operands).is_some() {
            for (name, span) in self.values.names(node) {
                match self.role_named(&name) {
                    Some(role) => roles.push(role),
                    None => self.unknown_role(&name, span),
                }
            }
        }
        let text = expr::operands(node).into_iter().find_map(|operand| match operand.kind {
            ExprKind::Text(text) => Some(text_value(text.text())),
            _ => None,
        });
        let condition = around.condition.clone().and(self.when(node, false));
        self.procedure.acts.push(PersonalAct {
            kind,
            roles,
            title: title(node).or(text).unwrap_or_default(),
            condition,
            basis: self.values.basis(node),
            span: node.span(),
        });
        vec![Entry::Act(ActId(self.procedure.acts.len() as u16 - 1))]
    }

    pub(super) fn for_each(&mut self, node: Node<'_>, around: &Around) -> Vec<Entry> {
        let mut bound: Option<(Name, Vec<RoleId>)> = None;
        for operand in expr::operands(node) {
            if let ExprKind::Binary(Operator::In, variable, roles) = &operand.kind
                && let (ExprKind::Path(variable), ExprKind::Set(roles)) = (&variable.kind, &roles.kind)
            {
                let mut ids = Vec::new();
                for role in roles {
                    let ExprKind::Path(role) = role.kind else { continue };
                    match self.role_named(&role.spelled()) {
                        Some(id) => ids.push(id),
                        None => self.unknown_role(&role.spelled(), role.span()),
                    }
                }
                bound = Some((Name::new(variable.spelled()), ids));
            }
        }
        let Some((variable, roles)) = bound else {
            self.values.expected(node, Expected::Name);
            return Vec::new();
        };
        let condition = self.when(node, false);
        let around = Around { condition: around.condition.clone().and(condition), ..around.clone() };
        let mut entries = Vec::new();
        for role in roles {
            self.scope.push((variable.clone(), role));
            entries.extend(self.entries(node, &around));
            self.scope.pop();
        }
        vec![Entry::All(entries)]
    }

    pub(super) fn form(&mut self, node: Node<'_>, around: &Around) -> Option<ComponentId> {
        let name = node.name()?;
        let mut facts = Vec::new();
        let mut other_fields = Vec::new();
        for line in node.statements() {
            // A line of fields may mix facts and texts; a text at its head is read as an operand too.
            for operand in expr::operands(line) {
                match operand.kind {
                    ExprKind::Path(path) => facts.extend(self.facts_at(&path.spelled(), path.span())),
                    ExprKind::Text(text) => other_fields.push(text_value(text.text())),
                    ExprKind::Missing => {}
                    _ => self.values.expected(line, Expected::Facts),
                }
            }
        }
        facts.sort_unstable();
        facts.dedup();
        let title = title(node).unwrap_or_else(|| name.text().to_owned());
        let mut component = self.component(node, name, title, Mode::Form, around);
        component.facts = facts;
        component.other_fields = other_fields;
        Some(self.push(component))
    }

    pub(super) fn papers(&mut self, node: Node<'_>, mode: Mode, around: &Around) -> Vec<Entry> {
        let mut entries = Vec::new();
        let row = node.child(Kind::Operands);
        let names: Vec<Node<'_>> =
            row.into_iter().flat_map(Node::children).filter(|child| child.kind() == Kind::Path).collect();
        if names.is_empty() {
            self.values.expected(node, Expected::Name);
        }
        for name in names {
            if name.word() == Some(Keyword::AnyThing) {
                self.values.problem(name.span(), Message::AnythingOutsideRules);
                continue;
            }
            let document = Name::new(name.spelled());
            let title = self.library.title(crate::ItemKind::Document, &document).to_owned();
            let mut component = self.component(node, name, title, mode, around);
            self.copies_make_sense(node, &component);
            component.about = self.bindings(node);
            component.facts = self.attested(&document, &mut component.about, node);
            component.document = Some(document);
            entries.push(Entry::Component(self.push(component)));
        }
        entries
    }

    pub(super) fn component(
        &mut self,
        node: Node<'_>,
        name: Node<'_>,
        title: String,
        mode: Mode,
        around: &Around,
    ) -> Component {
        let alias = node.clause(Keyword::Alias).and_then(|clause| self.values.name(clause));
        let condition = around.condition.clone().and(self.when(node, false));
        let basis = self.values.basis(node);
        Component {
            name: alias.map_or_else(|| Name::new(name.spelled()), |(alias, _)| alias),
            document: None,
            title,
            mode,
            about: Vec::new(),
            facts: Vec::new(),
            other_fields: Vec::new(),
            copies: self.copies(node),
            by_post: self.copies_by_post(node),
            issued_within: node.clause(Keyword::IssuedWithin).and_then(|clause| self.values.duration(clause)),
            condition,
            purpose: self.purpose(node).or(around.purpose).unwrap_or_default(),
            requirement: around.requirement,
            basis,
            form: PaperForm {
                certified: node.has(Keyword::Certified),
                notarised: node.has(Keyword::Notarised),
                legalised: node.has(Keyword::Legalised),
                translated: node.has(Keyword::Translated),
                electronic: node.has(Keyword::Electronic),
                annotated: node.has(Keyword::Annotated),
                still_valid: node.has(Keyword::StillValid),
                repeated: node.has(Keyword::Repeated),
            },
            span: node.span(),
            name_span: name.span(),
        }
    }

    /// Gives the component a name of its own and its place.
    pub(super) fn push(&mut self, mut component: Component) -> ComponentId {
        if self.procedure.component_named(&component.name).is_some() {
            let base = component.name.clone();
            let mut suffixes = component.about.first().map(|role| self.procedure.role(*role).name.clone());
            let numbered = (2..).map(|number| format_smolstr!("{number}"));
            let name = std::iter::from_fn(|| suffixes.take())
                .chain(numbered)
                .map(|suffix| format_smolstr!("{base}_{suffix}"))
                .find(|name| self.procedure.component_named(name).is_none());
            component.name = name.unwrap_or(base);
        }
        self.procedure.components.push(component);
        ComponentId(self.procedure.components.len() as u16 - 1)
    }

    pub(super) fn bindings(&mut self, node: Node<'_>) -> Vec<RoleId> {
        let Some(of) = node.clause(Keyword::Of) else { return Vec::new() };
        let mut roles = Vec::new();
        for (name, span) in self.values.names(of) {
            match self.role_named(&name) {
                Some(role) => roles.push(role),
                None => self.unknown_role(&name, span),
            }
        }
        roles
    }

    /// The facts a document attests, for the roles it is about. Without `of`, a document about one
    /// entity is about the applicant, if that fits.
    pub(super) fn attested(
        &mut self,
        document: &Name,
        about: &mut Vec<RoleId>,
        node: Node<'_>,
    ) -> Vec<FactId> {
        let library = self.library;
        let Some(declared) = library.document(document) else { return Vec::new() };
        if about.is_empty()
            && let [(_, entity)] = declared.about.as_slice()
            && self.procedure.role(APPLICANT).entity == *entity
        {
            about.push(APPLICANT);
        }
        if about.len() != declared.about.len() {
            let message = Message::WrongBindings {
                document: document.to_string(),
                wanted: declared.about.len(),
                found: about.len(),
            };
            self.values.problem(node.clause(Keyword::Of).unwrap_or(node).span(), message);
            return Vec::new();
        }
        for ((_, wanted), role) in declared.about.iter().zip(about.iter()) {
            let role = self.procedure.role(*role);
            if role.entity != *wanted && !role.entity.is_empty() {
                let message = Message::WrongEntity {
                    role: role.name.to_string(),
                    found: role.entity.to_string(),
                    wanted: wanted.to_string(),
                };
                self.values.problem(node.clause(Keyword::Of).unwrap_or(node).span(), message);
            }
        }
        let mut facts = Vec::new();
        for (parameter, attribute) in &declared.attests {
            let at = declared.about.iter().position(|(name, _)| name == parameter);
            if let Some(role) = at.and_then(|at| about.get(at)) {
                facts.push(self.fact(Fact { role: *role, attribute: attribute.clone() }));
            }
        }
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    pub(super) fn purpose(&mut self, node: Node<'_>) -> Option<Purpose> {
        let clause = node.clause(Keyword::Purpose)?;
        let words = &[
            Keyword::ForProof,
            Keyword::ForOriginal,
            Keyword::ForAuthority,
            Keyword::ForConsent,
            Keyword::ForLegalForm,
        ];
        self.values.word(clause, words).map(|word| match word {
            Keyword::ForOriginal => Purpose::Original,
            Keyword::ForAuthority => Purpose::Representation,
            Keyword::ForConsent => Purpose::Consent,
            Keyword::ForLegalForm => Purpose::LegalForm,
            _ => Purpose::Proof,
        })
    }

    pub(super) fn copies(&mut self, node: Node<'_>) -> Vec<Copies> {
        let mut alternatives = Vec::new();
        for clause in node.children().filter(|child| child.kind() == Kind::Copies) {
            let mut together = Copies::default();
            for operand in expr::operands(clause) {
                self.copy(clause, &operand, &mut together, &mut alternatives);
            }
            if together != Copies::default() {
                alternatives.push(together);
            }
        }
        alternatives
    }

    /// None of anything asks for nothing.
    fn copies_make_sense(&mut self, node: Node<'_>, component: &Component) {
        let written = node.child(Kind::Copies);
        if let Some(clause) = written.filter(|_| component.copies.is_empty()) {
            self.values.problem(clause.span(), Message::NoCopies);
        }
    }

    fn copies_by_post(&mut self, node: Node<'_>) -> Vec<Copies> {
        let Some(clause) = node.clause(Keyword::ByPostCopies) else { return Vec::new() };
        let mut alternatives = Vec::new();
        let mut together = Copies::default();
        for operand in expr::operands(clause) {
            self.copy(clause, &operand, &mut together, &mut alternatives);
        }
        if together != Copies::default() {
            alternatives.push(together);
        }
        alternatives
    }

    fn copy(
        &mut self,
        clause: Node<'_>,
        operand: &tthc_syntax::Expr<'_>,
        together: &mut Copies,
        alternatives: &mut Vec<Copies>,
    ) {
        if let ExprKind::Binary(Operator::Alternative, left, right) = &operand.kind {
            self.copy(clause, left, together, alternatives);
            alternatives.push(std::mem::take(together));
            self.copy(clause, right, together, alternatives);
            return;
        }
        if let ExprKind::Set(parts) = &operand.kind {
            parts.iter().for_each(|part| self.copy(clause, part, together, alternatives));
            return;
        }
        match literal_interval(operand) {
            Some((count, Some(unit))) => {
                let count = u16::try_from(count.high.to_integer()).unwrap_or(u16::MAX);
                match unit {
                    Keyword::Originals => together.originals = count,
                    Keyword::CertifiedCopies => together.certified = count,
                    Keyword::Copies => together.plain = count,
                    _ => self.values.expected(clause, Expected::Number),
                }
            }
            _ => self.values.expected(clause, Expected::Number),
        }
    }
}
