//! Names inside a procedure, and those of its scenarios and reforms.

use tthc_model::Name;
use tthc_syntax::{Expr, ExprKind, Group, Keyword, Kind, Node, Operator, Span, expr};

use crate::scope::{APPLICANT, Scope, alias_of, component_names, is_applicant};
use crate::symbol::{LocalKind, Symbol, Wanted};
use crate::walk::{Walk, paths, segments, yes_or_no};

const ROLE: &[LocalKind] = &[LocalKind::Role];
/// In a condition a case stands alone, a role before the point of a fact.
const CONDITION: &[LocalKind] = &[LocalKind::Case, LocalKind::Role];
const STEP: &[LocalKind] = &[LocalKind::Step];
const CRITERION: &[LocalKind] = &[LocalKind::Criterion];
/// In a formula: a case that is a quantity, a fact, or a decision table.
const FORMULA: &[LocalKind] = &[LocalKind::Case, LocalKind::Decision, LocalKind::Role];
const COMPONENT: &[LocalKind] = &[LocalKind::Component];
const CUT: &[LocalKind] = &[LocalKind::Component, LocalKind::Step];

/// The statements of a procedure.
pub(super) fn body(walk: &mut Walk<'_>, item: Node<'_>, scope: Scope) {
    let mut body = Body { walk, scope, variables: Vec::new() };
    for statement in item.statements() {
        body.statement(statement);
    }
}

/// The statements of a reform or a scenario of a procedure.
pub(super) fn decisions(walk: &mut Walk<'_>, item: Node<'_>, scope: Scope) {
    let mut body = Body { walk, scope, variables: Vec::new() };
    for statement in item.statements() {
        let kinds = match statement.keyword() {
            Some(Keyword::Given) => {
                expr::operands(statement).iter().for_each(|operand| body.condition(operand));
                continue;
            }
            Some(Keyword::Shorten) => STEP,
            Some(Keyword::Cut) => CUT,
            Some(
                Keyword::Accept
                | Keyword::NotAccepted
                | Keyword::MoveToForm
                | Keyword::Replace
                | Keyword::ExpectHeld
                | Keyword::ExpectBlocked
                | Keyword::ExpectRequired,
            ) => COMPONENT,
            Some(Keyword::ExpectDossier | Keyword::ExpectAfter | Keyword::ExpectReformed) => {
                statement.statements().flat_map(paths).for_each(|path| body.name(path, COMPONENT));
                continue;
            }
            _ => continue,
        };
        paths(statement).into_iter().for_each(|path| body.name(path, kinds));
    }
}

struct Body<'w, 'a> {
    walk: &'w mut Walk<'a>,
    scope: Scope,
    /// Variables of `với mỗi`, the innermost last.
    variables: Vec<Variable>,
}

struct Variable {
    name: Name,
    at: u32,
    entity: Name,
}

impl Body<'_, '_> {
    fn statement(&mut self, statement: Node<'_>) {
        if statement.kind() == Kind::Prefixed {
            statement.children().filter(|child| child.kind().is_statement()).for_each(|s| self.statement(s));
            return;
        }
        self.declaration(statement);
        self.operands(statement);
        self.clauses(statement);
        let variables = self.variables.len();
        if statement.keyword() == Some(Keyword::ForEach) {
            self.for_each(statement);
        }
        for inner in statement.statements() {
            match (statement.keyword(), inner.kind()) {
                (Some(Keyword::Form), Kind::Bare) => {
                    paths(inner).into_iter().for_each(|path| self.path(path, ROLE));
                }
                (Some(Keyword::Decide), Kind::Bare) => {
                    self.formula(inner);
                    self.clauses(inner);
                }
                _ => self.statement(inner),
            }
        }
        self.variables.truncate(variables);
    }

    fn declaration(&mut self, statement: Node<'_>) {
        let kind = match statement.keyword() {
            Some(Keyword::Applicant) => {
                let symbol = self.local(LocalKind::Role, APPLICANT);
                if let Some(keyword) = statement.children().next() {
                    self.walk.declare(keyword, symbol);
                }
                return;
            }
            Some(Keyword::Show | Keyword::Submit | Keyword::Surrender | Keyword::Upload) => {
                for name in component_names(statement) {
                    let symbol = self.local(LocalKind::Component, name.text());
                    self.walk.declare(name, symbol);
                }
                return;
            }
            Some(Keyword::Role) => LocalKind::Role,
            Some(Keyword::Case) => LocalKind::Case,
            Some(Keyword::Criterion | Keyword::Condition) => LocalKind::Criterion,
            Some(Keyword::Step) => LocalKind::Step,
            Some(Keyword::Decide) => LocalKind::Decision,
            Some(Keyword::Require) => LocalKind::Requirement,
            Some(Keyword::Form) => LocalKind::Component,
            _ => return,
        };
        if let Some(name) = statement.name() {
            let symbol = self.local(kind, name.text());
            self.walk.declare(name, symbol);
        }
    }

    fn operands(&mut self, statement: Node<'_>) {
        match statement.keyword() {
            Some(Keyword::Role | Keyword::Applicant) => {
                // `= con.mẹ`: the attribute of another role that leads to this one; `= mẹ`: a second name.
                let alias = alias_of(statement).filter(|alias| {
                    self.scope.find(LocalKind::Role, alias.text()).is_some_and(|role| role.at == alias.span())
                });
                if let Some(alias) = alias {
                    let symbol = self.local(LocalKind::Role, alias.text());
                    self.walk.declare(alias, symbol);
                    return;
                }
                for operand in expr::operands(statement) {
                    if let ExprKind::Binary(Operator::Is, _, of) = &operand.kind
                        && let ExprKind::Path(path) = of.kind
                    {
                        self.path(path, ROLE);
                    }
                }
            }
            Some(Keyword::Constraint | Keyword::If | Keyword::Criterion | Keyword::Condition) => {
                expr::operands(statement).iter().for_each(|operand| self.condition(operand));
            }
            Some(Keyword::Fee | Keyword::Charge | Keyword::Contribution) => self.formula(statement),
            Some(Keyword::Facts | Keyword::Appear | Keyword::Biometrics | Keyword::Consent) => {
                paths(statement).into_iter().for_each(|path| self.path(path, ROLE));
            }
            _ => {}
        }
    }

    fn clauses(&mut self, statement: Node<'_>) {
        for clause in statement.children().filter(|child| child.kind().is_clause()) {
            match (statement.keyword(), clause.keyword()) {
                (_, Some(Keyword::When | Keyword::Unless)) => {
                    expr::operands(clause).iter().for_each(|operand| self.condition(operand));
                }
                (_, Some(Keyword::CountedFrom)) if statement.keyword() == Some(Keyword::TimeLimit) => {
                    paths(clause).into_iter().for_each(|path| self.name(path, STEP));
                }
                (_, Some(Keyword::Of | Keyword::Needs | Keyword::Where | Keyword::CountedFrom)) => {
                    paths(clause).into_iter().for_each(|path| self.path(path, ROLE));
                }
                (_, Some(Keyword::After)) => {
                    paths(clause).into_iter().for_each(|path| self.name(path, STEP));
                }
                (_, Some(Keyword::DoCheck)) => {
                    paths(clause).into_iter().for_each(|path| self.name(path, CRITERION));
                }
                (_, Some(Keyword::DoneBy)) => {
                    let applicant = paths(clause).into_iter().filter(|path| is_applicant(path.text()));
                    applicant.for_each(|path| self.path(path, ROLE));
                }
                (Some(Keyword::Role | Keyword::Applicant), Some(Keyword::With)) => {
                    self.links(statement, clause)
                }
                (Some(Keyword::Lookup), Some(Keyword::By)) => self.keys(statement, clause),
                (Some(Keyword::Lookup), Some(Keyword::InPlaceOf)) => {
                    // The name of a document is a reference to it, found with those of items.
                    let library = self.walk.library;
                    let aliases =
                        paths(clause).into_iter().filter(|path| library.document(path.text()).is_none());
                    aliases.for_each(|path| self.name(path, COMPONENT));
                }
                _ => {}
            }
        }
    }

    /// Names that a formula computes with. A name alone that is none of them is a value by itself.
    fn formula(&mut self, statement: Node<'_>) {
        for path in paths(statement) {
            let known = |kind: &LocalKind| self.scope.find(*kind, path.text()).is_some();
            if path.text().contains('.') {
                self.path(path, ROLE);
            } else if FORMULA.iter().any(known) {
                self.name(path, FORMULA);
            }
        }
    }

    /// `với vợ = mẹ`: an attribute of the role's own entity, and the role it leads to.
    fn links(&mut self, statement: Node<'_>, clause: Node<'_>) {
        let own = statement.name().map_or(APPLICANT, |name| name.text());
        let own = self.scope.find(LocalKind::Role, own).map(|role| role.entity.clone()).unwrap_or_default();
        for operand in expr::operands(clause) {
            match &operand.kind {
                ExprKind::Binary(Operator::Is, attribute, role) => {
                    if let ExprKind::Path(attribute) = attribute.kind {
                        self.walk.attributes(&own, &segments(attribute));
                    }
                    if let ExprKind::Path(role) = role.kind {
                        self.path(role, ROLE);
                    }
                }
                ExprKind::Path(attribute) => self.walk.attributes(&own, &segments(*attribute)),
                _ => {}
            }
        }
    }

    /// Lookup keys are facts of the procedure, or attributes of the record that is looked up.
    fn keys(&mut self, statement: Node<'_>, clause: Node<'_>) {
        let library = self.walk.library;
        let source = paths(statement).first().and_then(|path| library.source(path.text()));
        for path in paths(clause) {
            let parts = segments(path);
            let Some((_, first)) = parts.first() else { continue };
            let is_role = self.role(first).is_some();
            let record = source.into_iter().flat_map(|source| &source.about).find(|about| {
                library.entity(&about.entity).is_some_and(|entity| entity.attribute(first).is_some())
            });
            match record {
                Some(about) if !is_role => self.walk.attributes(&about.entity.clone(), &parts),
                _ => self.path(path, ROLE),
            }
        }
    }

    fn for_each(&mut self, statement: Node<'_>) {
        for operand in expr::operands(statement) {
            let ExprKind::Binary(Operator::In, variable, roles) = &operand.kind else { continue };
            let (ExprKind::Path(variable), ExprKind::Set(roles)) = (&variable.kind, &roles.kind) else {
                continue;
            };
            let mut entity = Name::default();
            for role in roles {
                let ExprKind::Path(role) = role.kind else { continue };
                if entity.is_empty() {
                    entity = self.role(role.text()).map(|(_, entity)| entity).unwrap_or_default();
                }
                self.path(role, ROLE);
            }
            let (name, at) = (Name::new(variable.text()), variable.span().start);
            self.walk.declare(*variable, Symbol::Variable { name: name.clone(), at });
            self.variables.push(Variable { name, at, entity });
        }
    }

    /// Names in a condition: cases and facts, and the values they are compared with.
    fn condition(&mut self, operand: &Expr<'_>) {
        match &operand.kind {
            ExprKind::Path(path) => self.path(*path, CONDITION),
            ExprKind::Set(parts) => parts.iter().for_each(|part| self.condition(part)),
            ExprKind::Not(inner) | ExprKind::Negative(inner) => self.condition(inner),
            ExprKind::Binary(
                Operator::Equal | Operator::NotEqual | Operator::In | Operator::NotIn | Operator::Is,
                left,
                right,
            ) => {
                self.condition(left);
                let known = self.values(left);
                self.compared_with(right, &known);
            }
            ExprKind::Binary(_, left, right) => {
                self.condition(left);
                self.condition(right);
            }
            ExprKind::If(branches, otherwise) => {
                for (when, then) in branches {
                    self.condition(when);
                    self.condition(then);
                }
                self.condition(otherwise);
            }
            ExprKind::AtLeast(_, parts) => parts.iter().for_each(|part| self.condition(part)),
            ExprKind::Quantified { variable, over, holds, .. } => self.quantified(*variable, over, holds),
            ExprKind::Text(_) | ExprKind::Literal(..) | ExprKind::Missing => {}
        }
    }

    /// `mọi x thuộc { mẹ, cha } : x.còn_sống`: the variable is known in what follows it.
    fn quantified(&mut self, variable: Node<'_>, over: &Expr<'_>, holds: &Expr<'_>) {
        self.condition(over);
        let first = match &over.kind {
            ExprKind::Set(members) => members.first(),
            _ => Some(over),
        };
        let entity = first.and_then(|member| match member.kind {
            ExprKind::Path(path) => self.role(path.text()).map(|(_, entity)| entity),
            _ => None,
        });
        let (name, at) = (Name::new(variable.text()), variable.span().start);
        self.walk.declare(variable, Symbol::Variable { name: name.clone(), at });
        self.variables.push(Variable { name, at, entity: entity.unwrap_or_default() });
        self.condition(holds);
        self.variables.pop();
    }

    fn compared_with(&mut self, value: &Expr<'_>, known: &[Name]) {
        match &value.kind {
            ExprKind::Path(path) if path.text().contains('.') => self.path(*path, CONDITION),
            ExprKind::Path(path) => self.walk.mention(path.span(), Wanted::Value(known.to_vec()), None),
            ExprKind::Set(parts) => parts.iter().for_each(|part| self.compared_with(part, known)),
            _ => self.condition(value),
        }
    }

    /// What the left side of a comparison can be equal to.
    fn values(&self, left: &Expr<'_>) -> Vec<Name> {
        let ExprKind::Path(path) = left.kind else { return Vec::new() };
        if let Some((role, rest)) = path.text().split_once('.') {
            let entity = self.role(role).map(|(_, entity)| entity).unwrap_or_default();
            return self.walk.values_at(&entity, rest);
        }
        match self.scope.find(LocalKind::Case, path.text()) {
            Some(case) if !case.values.is_empty() => case.values.clone(),
            _ => yes_or_no(),
        }
    }

    /// `role.attribute…`, or a name alone of one of the kinds.
    fn path(&mut self, path: Node<'_>, kinds: &'static [LocalKind]) {
        let parts = segments(path);
        let Some(((span, name), rest)) = parts.split_first() else { return };
        let variable = self.variables.iter().rev().find(|variable| variable.name == *name);
        if let Some(variable) = variable.filter(|_| rest.is_empty()) {
            let symbol = Symbol::Variable { name: variable.name.clone(), at: variable.at };
            return self.reference(*span, kinds, Some(symbol));
        }
        if rest.is_empty() && kinds.contains(&LocalKind::Case) {
            return self.name(path, kinds);
        }
        let role = self.role(name);
        let entity = role.as_ref().map(|(_, entity)| entity.clone()).unwrap_or_default();
        self.reference(*span, kinds, role.map(|(symbol, _)| symbol));
        self.walk.attributes(&entity, rest);
    }

    fn name(&mut self, path: Node<'_>, kinds: &'static [LocalKind]) {
        let name = path.text();
        let declared = kinds.iter().find_map(|kind| self.scope.find(*kind, name));
        let symbol = declared.map(|declared| self.scope.symbol(declared));
        // `trực_tuyến` and the like are words of the language.
        if symbol.is_some() || !is_channel(name) {
            self.reference(path.span(), kinds, symbol);
        }
    }

    fn reference(&mut self, span: Span, kinds: &'static [LocalKind], symbol: Option<Symbol>) {
        self.walk.mention(span, Wanted::Local(self.scope.procedure.clone(), kinds), symbol);
    }

    /// The role or variable of a name, with its entity.
    fn role(&self, name: &str) -> Option<(Symbol, Name)> {
        if let Some(variable) = self.variables.iter().rev().find(|variable| variable.name == name) {
            let symbol = Symbol::Variable { name: variable.name.clone(), at: variable.at };
            return Some((symbol, variable.entity.clone()));
        }
        let role = self.scope.find(LocalKind::Role, name)?;
        Some((self.scope.symbol(role), role.entity.clone()))
    }

    fn local(&self, kind: LocalKind, name: &str) -> Symbol {
        Symbol::Local { procedure: self.scope.procedure.clone(), kind, name: Name::new(name) }
    }
}

fn is_channel(name: &str) -> bool {
    use Keyword as K;
    matches!(Keyword::find(Group::Value, name), Some((K::ViaOnline | K::ViaCounter | K::ViaPost, _)))
}
