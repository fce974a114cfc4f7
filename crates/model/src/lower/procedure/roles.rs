//! Roles and the facts of them.

use smol_str::format_smolstr;
use tthc_syntax::{ExprKind, Keyword, Kind, Node, Operator, Span, expr};

use super::{Builder, title};
use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::library::Type;
use crate::lower::items;
use crate::lower::one_of;
use crate::lower::values::split;
use crate::message::{Expected, Message};
use crate::procedure::{APPLICANT, Fact, FactId, Role, RoleId};

impl Builder<'_> {
    pub(super) fn roles(&mut self, node: Node<'_>) {
        let applicant = node.statements().find(|s| s.keyword() == Some(Keyword::Applicant));
        let entity = applicant.and_then(entity_of).unwrap_or_default();
        self.procedure.roles.push(Role {
            name: Name::new(Keyword::TheApplicant.vietnamese()),
            title: applicant.and_then(title).unwrap_or_else(|| "Người yêu cầu".to_owned()),
            entity,
            optional: false,
            repeated: false,
            links: Vec::new(),
            aliases: Vec::new(),
            span: applicant.map_or(self.procedure.name_span, Node::span),
        });
        // `applicant : person = mother`: the role of that name is the applicant.
        if let Some((_, Some(same))) = applicant.map(|s| (s, alias_of(s))) {
            self.procedure.roles[APPLICANT.index()].aliases.push(same.clone());
            self.aliases.push((same, APPLICANT));
        }
        let statements: Vec<Node<'_>> =
            node.statements().filter(|s| s.keyword() == Some(Keyword::Role)).collect();
        for statement in &statements {
            let Some(name) = statement.name() else { continue };
            if let Some((_, id)) = self.aliases.iter().find(|(alias, _)| alias == name.text()) {
                let id = *id;
                let role = &mut self.procedure.roles[id.index()];
                role.title = title(*statement).unwrap_or_else(|| role.title.clone());
                if role.entity.is_empty() {
                    role.entity = entity_of(*statement).unwrap_or_default();
                }
                continue;
            }
            if self.role_named(name.text()).is_some() {
                self.values.problem(name.span(), Message::DuplicateLocal { name: name.text().to_owned() });
                continue;
            }
            self.procedure.roles.push(Role {
                name: Name::new(name.text()),
                title: title(*statement).unwrap_or_else(|| name.text().to_owned()),
                entity: entity_of(*statement).unwrap_or_default(),
                optional: statement.has(Keyword::Optional),
                repeated: statement.has(Keyword::Repeated),
                links: Vec::new(),
                aliases: Vec::new(),
                span: name.span(),
            });
        }
        for statement in applicant.into_iter().chain(statements) {
            let id = match statement.name() {
                Some(name) => self.role_named(name.text()),
                None => Some(APPLICANT),
            };
            if let Some(id) = id {
                self.links(statement, id);
            }
        }
    }

    /// `= con.mẹ` and `với vợ = mẹ, chồng = cha`.
    pub(super) fn links(&mut self, statement: Node<'_>, id: RoleId) {
        for operand in expr::operands(statement) {
            let ExprKind::Binary(Operator::Is, _, of) = &operand.kind else { continue };
            let ExprKind::Path(path) = of.kind else { continue };
            match split(&path.spelled()).as_slice() {
                [role, attribute] => match self.role_named(role) {
                    Some(role) => self.link(role, attribute, id, path.span()),
                    None => self.unknown_role(role, path.span()),
                },
                [role] if self.role_named(role).is_none() => self.unknown_role(role, path.span()),
                _ => {}
            }
        }
        let Some(with) = statement.clause(Keyword::With) else { return };
        for operand in expr::operands(with) {
            match &operand.kind {
                ExprKind::Binary(Operator::Is, attribute, role) => match (&attribute.kind, &role.kind) {
                    (ExprKind::Path(attribute), ExprKind::Path(role)) => {
                        match self.role_named(&role.spelled()) {
                            Some(target) => {
                                self.link(id, &Name::new(attribute.spelled()), target, attribute.span());
                            }
                            None => self.unknown_role(&role.spelled(), role.span()),
                        }
                    }
                    _ => self.values.expected(with, Expected::Assignment),
                },
                _ => self.values.expected(with, Expected::Assignment),
            }
        }
    }

    pub(super) fn link(&mut self, from: RoleId, attribute: &Name, to: RoleId, span: Span) {
        let entity = self.procedure.role(from).entity.clone();
        let path = std::slice::from_ref(attribute);
        if items::attribute_exists(self.values, self.library, &entity, path, span) {
            self.procedure.roles[from.index()].links.push((attribute.clone(), to));
        }
    }

    pub(super) fn role_named(&self, name: &str) -> Option<RoleId> {
        if let Some((_, id)) = self.scope.iter().rev().find(|(variable, _)| variable == name) {
            return Some(*id);
        }
        if name == Keyword::TheApplicant.vietnamese() {
            return Some(APPLICANT);
        }
        if let Some((_, id)) = self.aliases.iter().find(|(alias, _)| alias == name) {
            return Some(*id);
        }
        let at = self.procedure.roles.iter().position(|role| role.name == name)?;
        Some(RoleId(at as u16))
    }

    pub(super) fn unknown_role(&mut self, name: &str, span: Span) {
        let known: Vec<&str> = self.procedure.roles.iter().map(|role| role.name.as_str()).collect();
        // The span may hold a longer path, which begins with the role.
        let at = Span::new(span.start, (span.start + name.len() as u32).min(span.end));
        let diagnostic = Diagnostic::new(at, Message::UnknownRole { name: name.to_owned() });
        self.values.problems.push(one_of(diagnostic, name, &known));
    }

    /// `role.attribute`, or `role.reference.attribute` through a link.
    pub(super) fn facts_at(&mut self, path: &str, span: Span) -> Vec<FactId> {
        let path = split(path);
        let Some(mut role) = self.role_named(&path[0]) else {
            self.unknown_role(&path[0], span);
            return Vec::new();
        };
        let Some((attribute, references)) = path[1..].split_last() else {
            self.values
                .problem(span, Message::Expected { keyword: path[0].to_string(), expected: Expected::Facts });
            return Vec::new();
        };
        let entity = self.procedure.role(role).entity.clone();
        if !items::attribute_exists(self.values, self.library, &entity, &path[1..], span) {
            return Vec::new();
        }
        for reference in references {
            role = self.referred(role, reference);
        }
        vec![self.fact(Fact { role, attribute: attribute.clone() })]
    }

    /// The role a reference leads to; one without a name is introduced for it.
    pub(super) fn referred(&mut self, role: RoleId, reference: &Name) -> RoleId {
        if let Some(known) = self.procedure.linked(role, reference) {
            return known;
        }
        let from = self.procedure.role(role);
        let entity = self.library.entity(&from.entity).and_then(|entity| entity.attribute(reference));
        let (entity, title) = match entity.map(|attribute| (&attribute.ty, &attribute.title)) {
            Some((Type::Entity(entity), title)) => (entity.clone(), format!("{title} ({})", from.title)),
            _ => (Name::default(), reference.to_string()),
        };
        let name = format_smolstr!("{}.{reference}", from.name);
        let span = from.span;
        let id = RoleId(self.procedure.roles.len() as u16);
        self.procedure.roles.push(Role {
            name,
            title,
            entity,
            optional: true,
            repeated: false,
            links: Vec::new(),
            aliases: Vec::new(),
            span,
        });
        self.procedure.roles[role.index()].links.push((reference.clone(), id));
        id
    }

    pub(super) fn fact(&mut self, fact: Fact) -> FactId {
        self.procedure.fact_id(&fact).unwrap_or_else(|| {
            self.procedure.facts.push(fact);
            FactId(self.procedure.facts.len() as u16 - 1)
        })
    }

    pub(super) fn fact_list(&mut self, node: Node<'_>) -> Vec<FactId> {
        let names = self.values.names(node);
        let mut facts: Vec<FactId> =
            names.into_iter().flat_map(|(path, span)| self.facts_at(&path, span)).collect();
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    pub(super) fn attribute_type(&self, fact: &Fact) -> Option<Type> {
        let entity = self.library.entity(&self.procedure.role(fact.role).entity)?;
        Some(entity.attribute(&fact.attribute)?.ty.clone())
    }
}

/// The type behind `:`.
fn entity_of(statement: Node<'_>) -> Option<Name> {
    let row = statement.child(Kind::Operands)?;
    let first = row.children().next().filter(|node| node.kind() == Kind::Path)?;
    Some(Name::new(first.spelled()))
}

/// `: người = mẹ`: the other name.
fn alias_of(statement: Node<'_>) -> Option<Name> {
    expr::operands(statement).into_iter().find_map(|operand| match operand.kind {
        ExprKind::Binary(Operator::Is, _, other) => match other.kind {
            ExprKind::Path(path) if !path.text().contains('.') => Some(Name::new(path.spelled())),
            _ => None,
        },
        _ => None,
    })
}
