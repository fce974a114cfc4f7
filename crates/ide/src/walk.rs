//! One walk over a text that finds the names `tthc_model::names` leaves: declarations, attributes,
//! and what is local to a procedure.

mod procedure;

use tthc_model::library::Type;
use tthc_model::{ItemKind, Library, Name};
use tthc_project::Snapshot;
use tthc_syntax::{ExprKind, Group, Keyword, Kind, Node, Operator, Parse, Span, expr};

use crate::scope::Scope;
use crate::symbol::{Mention, Symbol, Wanted};

pub(crate) fn items(snapshot: &Snapshot, parse: &Parse, found: &mut Vec<Mention>) {
    let mut walk = Walk { library: snapshot.library(), found };
    for item in parse.items() {
        let Some(kind) = item.keyword().and_then(ItemKind::from_keyword) else { continue };
        let Some(name) = item.name() else { continue };
        walk.declare(name, Symbol::Item(kind, Name::new(name.text())));
        match kind {
            ItemKind::Entity => walk.entity(item, name.text()),
            ItemKind::Document => walk.document(item, name.text()),
            ItemKind::Source => walk.source(item),
            ItemKind::Rule => walk.rule(item),
            ItemKind::Procedure => procedure::body(&mut walk, item, Scope::of(item)),
            ItemKind::Variant => procedure::body(&mut walk, item, Scope::of_variant(snapshot, parse, item)),
            ItemKind::Reform | ItemKind::Scenario => {
                let clause = item.clause(Keyword::OnProcedure).or(item.clause(Keyword::ForProcedure));
                let name = clause.map(paths).and_then(|paths| paths.first().map(|path| path.text()));
                if let Some(scope) = name.and_then(|name| Scope::named(snapshot, parse, name)) {
                    procedure::decisions(&mut walk, item, scope);
                }
            }
            _ => {}
        }
    }
}

struct Walk<'a> {
    library: &'a Library,
    found: &'a mut Vec<Mention>,
}

impl Walk<'_> {
    fn declare(&mut self, name: Node<'_>, symbol: Symbol) {
        let span = name.span();
        self.found.push(Mention { span, wanted: Wanted::New, symbol: Some(symbol), declares: true });
    }

    fn mention(&mut self, span: Span, wanted: Wanted, symbol: Option<Symbol>) {
        self.found.push(Mention { span, wanted, symbol, declares: false });
    }

    /// A path of attributes from an entity on; an empty entity is one that nothing is known of.
    fn attributes(&mut self, entity: &Name, segments: &[(Span, Name)]) {
        let mut entity = entity.clone();
        for (span, name) in segments {
            let ty =
                self.library.entity(&entity).and_then(|declared| declared.attribute(name)).map(|a| &a.ty);
            let symbol = ty.map(|_| Symbol::Attribute { entity: entity.clone(), name: name.clone() });
            let next = match ty {
                Some(Type::Entity(next)) => next.clone(),
                _ => Name::default(),
            };
            self.mention(*span, Wanted::Attribute(entity), symbol);
            entity = next;
        }
    }

    fn entity(&mut self, item: Node<'_>, own: &str) {
        let own = Name::new(own);
        for statement in item.statements() {
            match statement.keyword() {
                Some(Keyword::Key) => {
                    paths(statement).into_iter().for_each(|path| self.attributes(&own, &segments(path)));
                }
                None => {
                    for name in declared_names(statement) {
                        let symbol = Symbol::Attribute { entity: own.clone(), name: Name::new(name.text()) };
                        self.declare(name, symbol);
                    }
                }
                Some(_) => {}
            }
        }
    }

    fn document(&mut self, item: Node<'_>, own: &str) {
        for statement in item.statements() {
            match statement.keyword() {
                Some(Keyword::About) => {
                    for name in declared_names(statement) {
                        let symbol =
                            Symbol::Parameter { document: Name::new(own), name: Name::new(name.text()) };
                        self.declare(name, symbol);
                    }
                }
                Some(Keyword::Attests) => {
                    paths(statement).into_iter().for_each(|path| self.parameter(own, path));
                }
                _ => {}
            }
        }
    }

    /// `trẻ.ngày_sinh` of a document.
    fn parameter(&mut self, document: &str, path: Node<'_>) {
        let segments = segments(path);
        let Some(((span, name), rest)) = segments.split_first() else { return };
        let about = self.library.document(document).map(|declared| declared.about.as_slice());
        let entity = about.and_then(|about| about.iter().find(|(parameter, _)| parameter == name));
        let entity = entity.map(|(_, entity)| entity.clone());
        let document = Name::new(document);
        let symbol =
            entity.is_some().then(|| Symbol::Parameter { document: document.clone(), name: name.clone() });
        self.mention(*span, Wanted::Parameter(document), symbol);
        self.attributes(&entity.unwrap_or_default(), rest);
    }

    fn source(&mut self, item: Node<'_>) {
        for statement in item.statements() {
            match statement.keyword() {
                Some(Keyword::About) => self.about(statement),
                Some(Keyword::Published) => {
                    statement.statements().flat_map(paths).for_each(|path| self.published(path));
                }
                Some(Keyword::Serves) => {
                    for path in paths(statement).into_iter().filter(|path| !is_word(path.text())) {
                        self.item(path, &[ItemKind::Agency]);
                    }
                }
                _ => {}
            }
        }
    }

    fn about(&mut self, statement: Node<'_>) {
        let Some(entity) = paths(statement).first().map(|path| Name::new(path.text())) else { return };
        let keys = statement.clause(Keyword::By).map(paths).unwrap_or_default();
        keys.into_iter().for_each(|path| self.attributes(&entity, &segments(path)));
        for line in statement.statements() {
            match line.keyword() {
                Some(Keyword::Holds | Keyword::Matching) => {
                    paths(line).into_iter().for_each(|path| self.attributes(&entity, &segments(path)));
                }
                Some(Keyword::Covers) => {
                    for operand in expr::operands(line) {
                        compared(&operand, &mut |path, values| {
                            self.attributes(&entity, &segments(path));
                            let known = self.values_at(&entity, path.text());
                            values.iter().for_each(|value| {
                                self.mention(value.span(), Wanted::Value(known.clone()), None);
                            });
                        });
                    }
                }
                _ => {}
            }
        }
    }

    /// The scope of a publication: entities, `entity.attribute`s or documents.
    fn published(&mut self, path: Node<'_>) {
        let segments = segments(path);
        let Some(((span, name), rest)) = segments.split_first() else { return };
        const SCOPE: &[ItemKind] = &[ItemKind::Entity, ItemKind::Document];
        let kinds = if rest.is_empty() { SCOPE } else { &SCOPE[..1] };
        let kind = kinds.iter().find(|kind| self.library.item(**kind, name).is_some());
        let symbol = kind.map(|kind| Symbol::Item(*kind, name.clone()));
        self.mention(*span, Wanted::Items(kinds), symbol);
        self.attributes(name, rest);
    }

    fn item(&mut self, path: Node<'_>, kinds: &'static [ItemKind]) {
        let kind = kinds.iter().find(|kind| self.library.item(**kind, path.text()).is_some());
        let symbol = kind.map(|kind| Symbol::Item(*kind, Name::new(path.text())));
        self.mention(path.span(), Wanted::Items(kinds), symbol);
    }

    /// `thay thế DOCUMENT bằng SOURCE khi parameter.attribute == value`.
    fn rule(&mut self, item: Node<'_>) {
        for statement in item.statements().filter(|s| s.keyword() == Some(Keyword::Replace)) {
            let Some(document) = paths(statement).first().copied() else { continue };
            for operand in statement.clauses(Keyword::When).flat_map(expr::operands) {
                compared(&operand, &mut |path, _| self.parameter(document.text(), path));
            }
        }
    }

    /// The listed values of the attribute a path leads to.
    fn values_at(&self, entity: &Name, path: &str) -> Vec<Name> {
        let mut entity = entity.clone();
        for name in path.split('.') {
            match self.library.entity(&entity).and_then(|declared| declared.attribute(name)).map(|a| &a.ty) {
                Some(Type::Entity(next)) => entity = next.clone(),
                Some(Type::Values(values)) => return values.clone(),
                Some(Type::Bool) => return yes_or_no(),
                _ => return Vec::new(),
            }
        }
        Vec::new()
    }
}

pub(crate) fn yes_or_no() -> Vec<Name> {
    [Keyword::Yes, Keyword::No].map(|word| Name::new_static(word.vietnamese())).to_vec()
}

fn is_word(text: &str) -> bool {
    Keyword::find(Group::Value, text).is_some()
}

/// The names in front of `:` in a list of `name : type`.
pub(crate) fn declared_names<'t>(statement: Node<'t>) -> Vec<Node<'t>> {
    let operands = expr::operands(statement).into_iter();
    let names = operands.filter_map(|operand| match operand.kind {
        ExprKind::Binary(Operator::Has, name, _) => match name.kind {
            ExprKind::Path(path) => Some(path),
            _ => None,
        },
        _ => None,
    });
    names.collect()
}

/// Every name in the operands of a statement or clause, sets and groups included.
fn paths<'t>(node: Node<'t>) -> Vec<Node<'t>> {
    let mut found = Vec::new();
    let mut rows: Vec<Node<'t>> = node.child(Kind::Operands).into_iter().collect();
    while let Some(row) = rows.pop() {
        for child in row.children() {
            match child.kind() {
                Kind::Path => found.push(child),
                Kind::Set | Kind::Group => rows.extend(child.child(Kind::Operands)),
                Kind::Conditional => {
                    rows.extend(child.children().filter(|part| part.kind() == Kind::Operands));
                }
                _ => {}
            }
        }
    }
    found
}

/// A dotted path as its names with their places.
fn segments(path: Node<'_>) -> Vec<(Span, Name)> {
    let mut start = path.span().start;
    let parts = path.text().split('.').map(|part| {
        let span = Span::new(start, start + part.len() as u32);
        start = span.end + 1;
        (span, Name::new(part))
    });
    parts.collect()
}

/// Each `path == value` and `path in { values }` of a condition over a record.
fn compared<'t>(operand: &tthc_syntax::Expr<'t>, each: &mut impl FnMut(Node<'t>, Vec<Node<'t>>)) {
    match &operand.kind {
        ExprKind::Binary(
            Operator::Equal | Operator::NotEqual | Operator::In | Operator::NotIn,
            left,
            right,
        ) => {
            let ExprKind::Path(path) = left.kind else { return };
            let path_of = |expr: &tthc_syntax::Expr<'t>| match expr.kind {
                ExprKind::Path(path) => Some(path),
                _ => None,
            };
            let values = match &right.kind {
                ExprKind::Set(values) => values.iter().filter_map(path_of).collect(),
                _ => path_of(right).into_iter().collect(),
            };
            each(path, values);
        }
        ExprKind::Binary(_, left, right) => {
            compared(left, each);
            compared(right, each);
        }
        ExprKind::Not(inner) => compared(inner, each),
        _ => {}
    }
}
