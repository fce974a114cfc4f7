//! What a procedure declares, and where.

use tthc_model::{ItemKind, Name, Procedure};
use tthc_project::Snapshot;
use tthc_syntax::{ExprKind, Group, Keyword, Kind, Node, Operator, Parse, Span, expr, tree::text_value};

use crate::symbol::{LocalKind, Symbol};

/// The name by which every text may call the applicant, in either surface.
pub(crate) const APPLICANT: &str = Keyword::TheApplicant.vietnamese();

#[derive(Debug, Clone)]
pub(crate) struct Declared {
    pub(crate) kind: LocalKind,
    pub(crate) name: Name,
    pub(crate) title: String,
    pub(crate) at: Span,
    /// Of a role: what it is an instance of; empty if that is not said.
    pub(crate) entity: Name,
    /// Of a case with listed values.
    pub(crate) values: Vec<Name>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    pub(crate) procedure: Name,
    pub(crate) declared: Vec<Declared>,
}

impl Scope {
    pub(crate) fn of(item: Node<'_>) -> Scope {
        let procedure = item.name().map(|name| Name::new(name.text())).unwrap_or_default();
        let mut scope = Scope { procedure, declared: Vec::new() };
        for statement in item.statements() {
            scope.statement(statement);
        }
        for statement in item.statements().filter(|s| s.keyword() == Some(Keyword::Applicant)) {
            scope.alias_of_applicant(statement);
        }
        scope
    }

    /// The scope of a procedure wherever it is declared; what this text says of it comes first.
    pub(crate) fn named(snapshot: &Snapshot, here: &Parse, name: &str) -> Option<Scope> {
        let lowered = snapshot.procedure(name).map(|(_, procedure)| procedure);
        let scope = item_named(here, name).map(Scope::of).or_else(|| {
            let declared = snapshot.library().declarations(ItemKind::Procedure, name).first()?;
            item_named(snapshot.parse(&declared.path)?, name).map(Scope::of)
        });
        scope.map(|scope| scope.with_components_of(lowered.as_deref()))
    }

    /// Of a local variant: what it declares itself, then what the procedure it varies declares.
    pub(crate) fn of_variant(snapshot: &Snapshot, here: &Parse, item: Node<'_>) -> Scope {
        let own = Scope::of(item);
        let base = item.clause(Keyword::Of).and_then(|clause| clause.child(Kind::Operands));
        let base = base.and_then(|row| row.children().next());
        match base.and_then(|base| Scope::named(snapshot, here, base.text())) {
            Some(mut base) => {
                base.declared.splice(0..0, own.declared);
                base
            }
            None => own,
        }
    }

    /// A paper that occurs twice is called by another name; only lowering knows by which.
    fn with_components_of(mut self, procedure: Option<&Procedure>) -> Scope {
        for component in procedure.into_iter().flat_map(|procedure| &procedure.components) {
            if self.find(LocalKind::Component, &component.name).is_none() {
                let (name, title) = (component.name.clone(), component.title.clone());
                self.declare(LocalKind::Component, name, title, component.name_span);
            }
        }
        self
    }

    pub(crate) fn find(&self, kind: LocalKind, name: &str) -> Option<&Declared> {
        let name = if is_applicant(name) { APPLICANT } else { name };
        self.declared.iter().find(|declared| declared.kind == kind && declared.name == name)
    }

    pub(crate) fn symbol(&self, declared: &Declared) -> Symbol {
        let procedure = self.procedure.clone();
        Symbol::Local { procedure, kind: declared.kind, name: declared.name.clone() }
    }

    fn declare(&mut self, kind: LocalKind, name: Name, title: String, at: Span) -> &mut Declared {
        let at = Declared { kind, name, title, at, entity: Name::default(), values: Vec::new() };
        self.declared.push(at);
        let last = self.declared.len() - 1;
        &mut self.declared[last]
    }

    fn statement(&mut self, statement: Node<'_>) {
        if statement.kind() == Kind::Prefixed {
            statement.children().filter(|child| child.kind().is_statement()).for_each(|s| self.statement(s));
            return;
        }
        match statement.keyword() {
            Some(Keyword::Applicant) => self.applicant(statement),
            Some(Keyword::Role) => {
                if let Some(role) = self.named_statement(LocalKind::Role, statement) {
                    role.entity = entity_of(statement).unwrap_or_default();
                }
            }
            Some(Keyword::Case) => {
                if let Some(case) = self.named_statement(LocalKind::Case, statement) {
                    case.values = values_of(statement);
                }
            }
            Some(Keyword::Criterion | Keyword::Condition) => {
                self.named_statement(LocalKind::Criterion, statement);
            }
            Some(Keyword::Step) => {
                self.named_statement(LocalKind::Step, statement);
            }
            Some(Keyword::Decide) => {
                self.named_statement(LocalKind::Decision, statement);
            }
            Some(Keyword::Form) => {
                self.named_statement(LocalKind::Component, statement);
            }
            Some(Keyword::Show | Keyword::Submit | Keyword::Surrender | Keyword::Upload) => {
                self.papers(statement)
            }
            Some(keyword) => {
                if keyword == Keyword::Require {
                    self.named_statement(LocalKind::Requirement, statement);
                }
                for inner in statement.statements() {
                    self.statement(inner);
                }
            }
            None => {}
        }
    }

    fn named_statement(&mut self, kind: LocalKind, statement: Node<'_>) -> Option<&mut Declared> {
        let name = statement.name()?;
        Some(self.declare(kind, Name::new(name.text()), title(statement), name.span()))
    }

    fn applicant(&mut self, statement: Node<'_>) {
        let at = statement.children().next().unwrap_or(statement).span();
        let role = self.declare(LocalKind::Role, Name::new(APPLICANT), title(statement), at);
        role.entity = entity_of(statement).unwrap_or_default();
    }

    /// `người yêu cầu : người = mẹ`: the other name is a role too, unless `vai mẹ` declares it.
    fn alias_of_applicant(&mut self, statement: Node<'_>) {
        let Some(alias) = alias_of(statement) else { return };
        if self.find(LocalKind::Role, alias.text()).is_none() {
            let role = self.declare(LocalKind::Role, Name::new(alias.text()), title(statement), alias.span());
            role.entity = entity_of(statement).unwrap_or_default();
        }
    }

    /// Papers are called by their document, or by their alias.
    fn papers(&mut self, statement: Node<'_>) {
        for name in component_names(statement) {
            self.declare(LocalKind::Component, Name::new(name.text()), String::new(), name.span());
        }
    }
}

fn item_named<'t>(parse: &'t Parse, name: &str) -> Option<Node<'t>> {
    parse.items().find(|item| {
        item.keyword() == Some(Keyword::Procedure) && item.name().is_some_and(|node| node.text() == name)
    })
}

pub(crate) fn is_applicant(name: &str) -> bool {
    matches!(Keyword::find(Group::Value, name), Some((Keyword::TheApplicant, _)))
}

pub(crate) fn title(node: Node<'_>) -> String {
    node.title().map(|title| text_value(title.text())).unwrap_or_default()
}

/// The names a statement gives to the components it asks for.
pub(crate) fn component_names<'t>(statement: Node<'t>) -> Vec<Node<'t>> {
    let paths = |node: Node<'t>| {
        let row = node.child(Kind::Operands).into_iter();
        row.flat_map(Node::children).filter(|child| child.kind() == Kind::Path).collect::<Vec<_>>()
    };
    match statement.clause(Keyword::Alias).map(paths) {
        Some(alias) if !alias.is_empty() => alias,
        _ => paths(statement),
    }
}

/// The type behind `:`.
fn entity_of(statement: Node<'_>) -> Option<Name> {
    let first = statement.child(Kind::Operands)?.children().next()?;
    (first.kind() == Kind::Path).then(|| Name::new(first.text()))
}

/// `: người = mẹ`: the name behind `=`.
pub(crate) fn alias_of<'t>(statement: Node<'t>) -> Option<Node<'t>> {
    expr::operands(statement).into_iter().find_map(|operand| match operand.kind {
        ExprKind::Binary(Operator::Is, _, other) => match other.kind {
            ExprKind::Path(path) if !path.text().contains('.') => Some(path),
            _ => None,
        },
        _ => None,
    })
}

/// `: a | b | c`; nothing for a yes-or-no case.
fn values_of(statement: Node<'_>) -> Vec<Name> {
    let row = statement.child(Kind::Operands).into_iter().flat_map(Node::children);
    let values: Vec<Name> =
        row.filter(|node| node.kind() == Kind::Path).map(|node| Name::new(node.text())).collect();
    if values.len() < 2 { Vec::new() } else { values }
}
