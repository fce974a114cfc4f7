//! One procedure: declarations first, then everything that refers to them.

use smol_str::format_smolstr;
use tthc_syntax::{ExprKind, Group, Keyword, Kind, Node, Operator, Span, expr, suggest, tree::text_value};

use crate::Name;
use crate::citation::BasisKind;
use crate::diagnostic::Diagnostic;
use crate::library::{Library, Type};
use crate::lower::values::{Values, basis_kind, citations, literal_interval, split};
use crate::lower::{did_you_mean, items};
use crate::message::{Expected, Message};
use crate::procedure::{
    APPLICANT, Action, Amount, Assurance, CaseVariable, Channel, ChannelKind, Component, ComponentId,
    Condition, Confidence, Copies, Criterion, Deadline, Entry, Extension, Fact, FactId, Fee, Lookup, Mode,
    Outcome, Procedure, Purpose, Requirement, RequirementId, Role, RoleId, Silence, Step, StepId, Volume,
};
use crate::quantity::{Interval, Ratio};

mod checks;

/// Lowers one `procedure` item; `None` if it has no name.
pub(super) fn lower(
    values: &mut Values,
    library: &Library,
    node: Node<'_>,
    docs: String,
) -> Option<Procedure> {
    let name = node.name()?;
    let text = node.tree_text();
    let procedure = empty(node, name, docs);
    let mut builder = Builder { values, library, procedure, text, scope: Vec::new(), aliases: Vec::new() };
    builder.roles(node);
    builder.declarations(node);
    for statement in node.statements() {
        builder.statement(statement);
    }
    builder.step_order(node);
    checks::run(&mut builder, node);
    Some(builder.procedure)
}

fn empty(node: Node<'_>, name: Node<'_>, docs: String) -> Procedure {
    Procedure {
        name: Name::new(name.text()),
        title: node.title().map(|title| text_value(title.text())).unwrap_or_else(|| name.text().to_owned()),
        docs,
        span: node.span(),
        name_span: name.span(),
        code: None,
        field: None,
        ministry: None,
        authorities: Vec::new(),
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
        extensions: Vec::new(),
        requirements: Vec::new(),
        components: Vec::new(),
        dossier: Vec::new(),
        criteria: Vec::new(),
        steps: Vec::new(),
        results: Vec::new(),
        fees: Vec::new(),
        volume: None,
        notes: Vec::new(),
    }
}

pub(super) struct Builder<'a> {
    pub(super) values: &'a mut Values,
    pub(super) library: &'a Library,
    pub(super) procedure: Procedure,
    pub(super) text: &'a str,
    /// Variables of `for each`, the innermost last.
    scope: Vec<(Name, RoleId)>,
    /// Other names of roles.
    aliases: Vec<(Name, RoleId)>,
}

/// Where a dossier entry stands.
#[derive(Clone)]
struct Around {
    condition: Condition,
    requirement: Option<RequirementId>,
    purpose: Option<Purpose>,
}

impl Builder<'_> {
    // ---- roles and facts -------------------------------------------------

    fn roles(&mut self, node: Node<'_>) {
        let applicant = node.statements().find(|s| s.keyword() == Some(Keyword::Applicant));
        let entity = applicant.and_then(entity_of).unwrap_or_default();
        self.procedure.roles.push(Role {
            name: Name::new(Keyword::TheApplicant.vietnamese()),
            title: applicant.and_then(title).unwrap_or_else(|| "Người yêu cầu".to_owned()),
            entity,
            optional: false,
            repeated: false,
            links: Vec::new(),
            span: applicant.map_or(self.procedure.name_span, Node::span),
        });
        // `applicant : person = mother`: the role of that name is the applicant.
        if let Some((_, Some(same))) = applicant.map(|s| (s, alias_of(s))) {
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
    fn links(&mut self, statement: Node<'_>, id: RoleId) {
        for operand in expr::operands(statement) {
            let ExprKind::Binary(Operator::Is, _, of) = &operand.kind else { continue };
            let ExprKind::Path(path) = of.kind else { continue };
            match split(path.text()).as_slice() {
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
                    (ExprKind::Path(attribute), ExprKind::Path(role)) => match self.role_named(role.text()) {
                        Some(target) => {
                            self.link(id, &Name::new(attribute.text()), target, attribute.span());
                        }
                        None => self.unknown_role(role.text(), role.span()),
                    },
                    _ => self.values.expected(with, Expected::Assignment),
                },
                _ => self.values.expected(with, Expected::Assignment),
            }
        }
    }

    fn link(&mut self, from: RoleId, attribute: &Name, to: RoleId, span: Span) {
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
        if matches!(Keyword::find(Group::Value, name), Some((Keyword::TheApplicant, _))) {
            return Some(APPLICANT);
        }
        if let Some((_, id)) = self.aliases.iter().find(|(alias, _)| alias == name) {
            return Some(*id);
        }
        let at = self.procedure.roles.iter().position(|role| role.name == name)?;
        Some(RoleId(at as u16))
    }

    fn unknown_role(&mut self, name: &str, span: Span) {
        let names: Vec<Name> = self.procedure.roles.iter().map(|role| role.name.clone()).collect();
        let nearest = suggest::nearest(name, names.iter().map(Name::as_str));
        let diagnostic = Diagnostic::new(span, Message::UnknownRole { name: name.to_owned() });
        let list = names.iter().map(Name::as_str).collect::<Vec<_>>().join(", ");
        let diagnostic = match nearest {
            Some(nearest) => diagnostic.help(Message::DidYouMean { name: nearest.to_owned() }),
            None => diagnostic.help(Message::NoSuggestion { names: list }),
        };
        self.values.problems.push(diagnostic);
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
    fn referred(&mut self, role: RoleId, reference: &Name) -> RoleId {
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

    fn fact_list(&mut self, node: Node<'_>) -> Vec<FactId> {
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

    // ---- cases, channels, plain statements --------------------------------

    fn declarations(&mut self, node: Node<'_>) {
        for statement in node.statements() {
            if statement.keyword() == Some(Keyword::Case) {
                self.case_variable(statement);
            }
        }
        for statement in node.statements() {
            let kind = match statement.keyword() {
                Some(Keyword::OnlineFull | Keyword::OnlinePartial) => ChannelKind::Online,
                Some(Keyword::Counter) => ChannelKind::Counter,
                Some(Keyword::Post) => ChannelKind::Post,
                Some(Keyword::Constraint) => {
                    for operand in expr::operands(statement) {
                        let condition = self.condition(&operand, false);
                        self.procedure.constraints.push(condition);
                    }
                    continue;
                }
                _ => continue,
            };
            self.channel(statement, kind);
        }
    }

    fn case_variable(&mut self, node: Node<'_>) {
        let Some(name) = node.name() else { return };
        if self.case(name.text()).is_some() {
            self.values.problem(name.span(), Message::DuplicateLocal { name: name.text().to_owned() });
            return;
        }
        let mut values = Vec::new();
        for operand in expr::operands(node) {
            items::alternatives(&operand, &mut values);
        }
        let names: Vec<Name> = values.iter().map(|(name, _)| name.clone()).collect();
        let word = |name: &Name| Keyword::find(Group::Value, name).map(|(word, _)| word);
        let is_bool = match names.as_slice() {
            [one] => word(one) == Some(Keyword::TypeBool),
            [yes, no] => word(yes) == Some(Keyword::Yes) && word(no) == Some(Keyword::No),
            _ => false,
        };
        if !is_bool && names.len() < 2 {
            self.values.problem(
                node.span(),
                Message::Expected { keyword: name.text().to_owned(), expected: Expected::Type },
            );
        }
        let provenance = self.values.provenance(node);
        let mut shares = Vec::new();
        if let Some(clause) = node.clause(Keyword::Share) {
            self.values.figure(clause, &provenance);
            for operand in expr::operands(clause) {
                self.shares(clause, &operand, &mut shares);
            }
            let wanted = if is_bool { 1 } else { names.len() };
            let fits = shares.len() == wanted || (is_bool && shares.len() == 2);
            if !fits && !shares.is_empty() {
                self.values.problem(clause.span(), Message::SharesDoNotFit { wanted, found: shares.len() });
                shares.clear();
            }
            let (low, high) =
                shares.iter().fold((Ratio::default(), Ratio::default()), |(low, high), share| {
                    (low + &share.low, high + &share.high)
                });
            let one = crate::quantity::whole(1);
            if shares.len() > 1 && (low > one || high < one) {
                self.values.problem(clause.span(), Message::SharesExceed);
                shares.clear();
            }
            if is_bool {
                shares.truncate(1);
            }
        }
        self.procedure.cases.push(CaseVariable {
            name: Name::new(name.text()),
            title: title(node).unwrap_or_else(|| name.text().to_owned()),
            values: if is_bool { Vec::new() } else { names },
            shares,
            provenance,
            span: name.span(),
        });
    }

    fn shares(&mut self, clause: Node<'_>, operand: &tthc_syntax::Expr<'_>, shares: &mut Vec<Interval>) {
        match &operand.kind {
            ExprKind::Binary(Operator::Alternative, left, right) => {
                self.shares(clause, left, shares);
                self.shares(clause, right, shares);
            }
            _ => match literal_interval(operand) {
                Some((share, Some(Keyword::Percent))) if share.high <= crate::quantity::whole(100) => {
                    shares.push(share.scale(&crate::quantity::ratio(1, 100)));
                }
                _ => self.values.expected(clause, Expected::Percent),
            },
        }
    }

    fn channel(&mut self, node: Node<'_>, kind: ChannelKind) {
        let provenance = self.values.provenance(node);
        let deadline = node.clause(Keyword::Deadline).and_then(|clause| {
            let word = expr::operands(clause).first().and_then(crate::lower::values::word_of);
            match word {
                Some(Keyword::SameDay) => {
                    let cutoff = node.clause(Keyword::Cutoff).and_then(|cutoff| self.values.time(cutoff));
                    Some(Deadline::SameDay { cutoff })
                }
                Some(Keyword::Unknown | Keyword::NotApplicable | Keyword::Nothing) => None,
                _ => self.values.duration(clause).map(Deadline::Within),
            }
        });
        let visits = node.clause(Keyword::Visits).and_then(|clause| self.values.count(clause));
        let share = node.clause(Keyword::Share).and_then(|clause| {
            self.values.figure(clause, &provenance);
            self.values.percent(clause)
        });
        let condition = self.when(node, false);
        self.procedure.channels.push(Channel {
            kind,
            full: node.keyword() == Some(Keyword::OnlineFull),
            deadline,
            visits,
            share,
            condition,
            provenance,
            span: node.span(),
        });
    }

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
            Some(Keyword::Authority) => {
                let authorities = self.values.names(node);
                for (name, _) in authorities {
                    let level = self.library.agency(&name).and_then(|agency| agency.level);
                    self.procedure.levels.extend(level);
                    self.procedure.authorities.push(name);
                }
                self.procedure.levels.sort_unstable();
                self.procedure.levels.dedup();
            }
            Some(Keyword::Subjects) => {
                self.procedure.subjects = self.values.names(node).into_iter().map(|(name, _)| name).collect();
            }
            Some(Keyword::Basis) => {
                let basis = node.child(Kind::Citations).map(citations).unwrap_or_default();
                self.procedure.basis.extend(basis);
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
            Some(Keyword::Extension) => {
                if let Some(by) = self.values.duration(node) {
                    let condition = self.when(node, true);
                    let title = title(node).unwrap_or_default();
                    let span = node.span();
                    self.procedure.extensions.push(Extension { by, condition, title, span });
                }
            }
            Some(Keyword::Dossier) => {
                let around = Around { condition: Condition::True, requirement: None, purpose: None };
                let entries = self.entries(node, &around);
                self.procedure.dossier.extend(entries);
            }
            Some(Keyword::Criterion | Keyword::Condition) => self.criterion(node),
            Some(Keyword::Step) => self.step(node),
            Some(Keyword::Result) => {
                for (document, _) in self.values.names(node) {
                    let about = self.bindings(node);
                    let condition = self.when(node, true);
                    self.procedure.results.push(Outcome { document, about, condition });
                }
            }
            Some(Keyword::Fee | Keyword::Charge) => self.fee(node),
            Some(Keyword::Volume) => self.volume(node),
            _ => {}
        }
    }

    // ---- the dossier -------------------------------------------------------

    fn entries(&mut self, block: Node<'_>, around: &Around) -> Vec<Entry> {
        block.statements().flat_map(|statement| self.entry(statement, around)).collect()
    }

    fn entry(&mut self, node: Node<'_>, around: &Around) -> Vec<Entry> {
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
            Some(Keyword::Require) => self.requirement(node, around).into_iter().collect(),
            Some(Keyword::OneOf) => {
                let around = inside(self);
                vec![Entry::OneOf(self.entries(node, &around))]
            }
            Some(Keyword::FirstOf) => {
                let around = inside(self);
                vec![Entry::FirstOf(self.entries(node, &around))]
            }
            Some(Keyword::AllOf) => {
                let around = inside(self);
                vec![Entry::All(self.entries(node, &around))]
            }
            Some(Keyword::AtLeast) => {
                let around = inside(self);
                let least = self.values.count(node).unwrap_or(1) as u16;
                vec![Entry::AtLeast(least, self.entries(node, &around))]
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

    fn for_each(&mut self, node: Node<'_>, around: &Around) -> Vec<Entry> {
        let mut bound: Option<(Name, Vec<RoleId>)> = None;
        for operand in expr::operands(node) {
            if let ExprKind::Binary(Operator::In, variable, roles) = &operand.kind
                && let (ExprKind::Path(variable), ExprKind::Set(roles)) = (&variable.kind, &roles.kind)
            {
                let mut ids = Vec::new();
                for role in roles {
                    let ExprKind::Path(role) = role.kind else { continue };
                    match self.role_named(role.text()) {
                        Some(id) => ids.push(id),
                        None => self.unknown_role(role.text(), role.span()),
                    }
                }
                bound = Some((Name::new(variable.text()), ids));
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

    fn requirement(&mut self, node: Node<'_>, around: &Around) -> Option<Entry> {
        let name = node.name()?;
        let unique = self.unique_requirement(name.text());
        let condition = around.condition.clone().and(self.when(node, false));
        let purpose = self.purpose(node).or(around.purpose);
        let id = RequirementId(self.procedure.requirements.len() as u16);
        let basis = self.values.basis(node);
        let ask_within = node.clause(Keyword::AskWithin).and_then(|clause| self.values.duration(clause));
        self.procedure.requirements.push(Requirement {
            name: unique,
            title: title(node).unwrap_or_else(|| name.text().to_owned()),
            condition: condition.clone(),
            purpose: purpose.unwrap_or_default(),
            facts: Vec::new(),
            assurance: None,
            lookups: Vec::new(),
            basis,
            ask_within,
            span: node.span(),
            name_span: name.span(),
        });
        let inner = Around { condition, requirement: Some(id), purpose };
        let mut chains: Vec<Entry> = Vec::new();
        for statement in node.statements() {
            let (prefix, statement) = match statement.kind() {
                Kind::Prefixed => {
                    let inner = statement.children().find(|child| child.kind().is_statement());
                    let Some(inner) = inner else { continue };
                    (statement.children().next().and_then(Node::keyword), inner)
                }
                _ => (None, statement),
            };
            match statement.keyword() {
                Some(Keyword::Facts) => {
                    let facts = self.fact_list(statement);
                    self.procedure.requirements[id.index()].facts.extend(facts);
                }
                Some(Keyword::Assurance) => {
                    let words = &[Keyword::Declared, Keyword::Documented, Keyword::Authoritative];
                    let assurance = self.values.word(statement, words).map(|word| match word {
                        Keyword::Declared => Assurance::Declared,
                        Keyword::Documented => Assurance::Documented,
                        _ => Assurance::Authoritative,
                    });
                    self.procedure.requirements[id.index()].assurance = assurance;
                }
                Some(Keyword::Lookup) => self.lookup(statement, id),
                _ => {
                    let entries = self.entry(statement, &inner);
                    match (prefix, chains.last_mut()) {
                        (Some(Keyword::IfNotAvailable), Some(Entry::FirstOf(chain))) => chain.extend(entries),
                        _ if !entries.is_empty() => chains.push(Entry::FirstOf(entries)),
                        _ => {}
                    }
                }
            }
        }
        let first: Vec<ComponentId> =
            chains.iter().filter_map(|chain| chain.components().first().copied()).collect();
        for lookup in &mut self.procedure.requirements[id.index()].lookups {
            if lookup.papers.is_empty() {
                lookup.papers.clone_from(&first);
            }
        }
        for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::Lookup)) {
            self.in_place_of(statement, id, &chains);
        }
        let facts = &mut self.procedure.requirements[id.index()].facts;
        facts.sort_unstable();
        facts.dedup();
        // A chain of one link is just that link.
        let chains = chains.into_iter().map(|chain| match chain {
            Entry::FirstOf(mut links) if links.len() == 1 => links.remove(0),
            chain => chain,
        });
        Some(Entry::Requirement(id, chains.collect()))
    }

    /// Inside `for each` the requirement of each role needs a name of its own.
    fn unique_requirement(&self, name: &str) -> Name {
        match self.scope.last() {
            Some((_, role)) => format_smolstr!("{name}_{}", self.procedure.role(*role).name),
            None => Name::new(name),
        }
    }

    fn lookup(&mut self, node: Node<'_>, requirement: RequirementId) {
        let Some((source, span)) = self.values.name(node) else { return };
        if let Some(by) = node.clause(Keyword::By) {
            let names = self.values_in(by);
            for (path, span) in names {
                // Keys may name facts of the procedure, or attributes of the source's own record.
                if path.contains('.') && self.role_named(&split(&path)[0]).is_some() {
                    self.facts_at(&path, span);
                }
            }
        }
        let provenance = self.values.provenance(node);
        let condition = self.when(node, false);
        let kind = basis_kind(node).unwrap_or(BasisKind::General);
        self.procedure.requirements[requirement.index()].lookups.push(Lookup {
            source,
            kind,
            basis: provenance.basis,
            period: provenance.period,
            condition,
            papers: Vec::new(),
            span,
        });
    }

    /// `thay cho thẻ_căn_cước, hộ_chiếu`: papers of this requirement.
    fn in_place_of(&mut self, node: Node<'_>, requirement: RequirementId, chains: &[Entry]) {
        let Some(clause) = node.clause(Keyword::InPlaceOf) else { return };
        let own: Vec<ComponentId> = chains.iter().flat_map(Entry::components).collect();
        let mut papers = Vec::new();
        for (name, span) in self.values.names(clause) {
            let is_named = |id: &ComponentId| {
                let component = self.procedure.component(*id);
                component.name == name || component.document.as_ref() == Some(&name)
            };
            let found: Vec<ComponentId> = own.iter().copied().filter(is_named).collect();
            if found.is_empty() {
                self.values.problem(span, Message::UnknownComponent { name: name.to_string() });
            }
            papers.extend(found);
        }
        // Lookups keep the order of their statements; each is found by its place.
        let lookups = &mut self.procedure.requirements[requirement.index()].lookups;
        let at = node.child(Kind::Operands).map(Node::span);
        if let Some(lookup) = lookups.iter_mut().find(|lookup| Some(lookup.span) == at) {
            lookup.papers = papers;
        }
    }

    fn values_in(&mut self, by: Node<'_>) -> Vec<(Name, Span)> {
        let mut found = Vec::new();
        for operand in expr::operands(by) {
            collect_paths(&operand, &mut found);
        }
        found
    }

    fn form(&mut self, node: Node<'_>, around: &Around) -> Option<ComponentId> {
        let name = node.name()?;
        let mut facts = Vec::new();
        let mut other_fields = Vec::new();
        for line in node.statements() {
            // A line of fields may mix facts and texts; a text at its head is read as an operand too.
            for operand in expr::operands(line) {
                match operand.kind {
                    ExprKind::Path(path) => facts.extend(self.facts_at(path.text(), path.span())),
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

    fn papers(&mut self, node: Node<'_>, mode: Mode, around: &Around) -> Vec<Entry> {
        let mut entries = Vec::new();
        let row = node.child(Kind::Operands);
        let names: Vec<Node<'_>> =
            row.into_iter().flat_map(Node::children).filter(|child| child.kind() == Kind::Path).collect();
        if names.is_empty() {
            self.values.expected(node, Expected::Name);
        }
        for name in names {
            let document = Name::new(name.text());
            let title = self.library.title(crate::ItemKind::Document, &document).to_owned();
            let mut component = self.component(node, name, title, mode, around);
            component.about = self.bindings(node);
            component.facts = self.attested(&document, &mut component.about, node);
            component.document = Some(document);
            entries.push(Entry::Component(self.push(component)));
        }
        entries
    }

    fn component(
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
            name: alias.map_or_else(|| Name::new(name.text()), |(alias, _)| alias),
            document: None,
            title,
            mode,
            about: Vec::new(),
            facts: Vec::new(),
            other_fields: Vec::new(),
            copies: self.copies(node),
            condition,
            purpose: self.purpose(node).or(around.purpose).unwrap_or_default(),
            requirement: around.requirement,
            basis,
            certified: node.has(Keyword::Certified),
            legalised: node.has(Keyword::Legalised),
            translated: node.has(Keyword::Translated),
            electronic: node.has(Keyword::Electronic),
            span: node.span(),
            name_span: name.span(),
        }
    }

    /// Gives the component a name of its own and its place.
    fn push(&mut self, mut component: Component) -> ComponentId {
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

    fn bindings(&mut self, node: Node<'_>) -> Vec<RoleId> {
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
    fn attested(&mut self, document: &Name, about: &mut Vec<RoleId>, node: Node<'_>) -> Vec<FactId> {
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

    fn purpose(&mut self, node: Node<'_>) -> Option<Purpose> {
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

    fn copies(&mut self, node: Node<'_>) -> Vec<Copies> {
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

    // ---- criteria, steps, money ---------------------------------------------

    fn criterion(&mut self, node: Node<'_>) {
        let Some(name) = node.name() else { return };
        let needs = node.clause(Keyword::Needs).map(|clause| self.fact_list(clause)).unwrap_or_default();
        let judged_by = node.clause(Keyword::JudgedBy).and_then(|clause| self.values.name(clause));
        // The rule itself is recorded; its names are checked.
        for operand in expr::operands(node) {
            self.condition(&operand, true);
        }
        let applies = self.when(node, true);
        let basis = self.values.basis(node);
        self.procedure.criteria.push(Criterion {
            name: Name::new(name.text()),
            title: title(node).unwrap_or_else(|| name.text().to_owned()),
            is_condition: node.keyword() == Some(Keyword::Condition),
            needs,
            judged_by: judged_by.map(|(name, _)| name),
            applies,
            basis,
            span: node.span(),
        });
    }

    fn step(&mut self, node: Node<'_>) {
        let Some(name) = node.name() else { return };
        if self.procedure.steps.iter().any(|step| step.name == name.text()) {
            self.values.problem(name.span(), Message::DuplicateLocal { name: name.text().to_owned() });
            return;
        }
        let actor = node.clause(Keyword::DoneBy).and_then(|clause| self.values.name(clause));
        let actor = actor.map(|(name, _)| name).filter(|name| self.role_named(name) != Some(APPLICANT));
        let action = node.child(Kind::Action);
        let objects = action.filter(|action| action.child(Kind::Operands).is_some());
        let objects = objects.map(|action| self.values.names(action)).unwrap_or_default();
        let condition = self.when(node, true);
        let takes_clause = node.clause(Keyword::Takes);
        let takes = takes_clause.and_then(|clause| self.values.duration(clause));
        let silence = node.clause(Keyword::Silence).and_then(|clause| {
            self.values.word(clause, &[Keyword::Approval, Keyword::Confirmation]).map(|word| match word {
                Keyword::Approval => Silence::Approval,
                _ => Silence::Confirmation,
            })
        });
        let at_most = node.clause(Keyword::AtMost).and_then(|clause| self.values.count(clause));
        let provenance = self.values.provenance(node);
        self.procedure.steps.push(Step {
            name: Name::new(name.text()),
            title: title(node).unwrap_or_else(|| name.text().to_owned()),
            actor,
            action: action.and_then(Node::keyword).and_then(action_of),
            objects: objects.into_iter().map(|(name, _)| name).collect(),
            after: Vec::new(),
            condition,
            takes,
            takes_span: takes_clause.map(Node::span),
            protected: node.has(Keyword::Protected),
            silence,
            at_most,
            provenance,
            span: node.span(),
            name_span: name.span(),
        });
    }

    /// `after`, once all steps are known.
    fn step_order(&mut self, node: Node<'_>) {
        let statements: Vec<Node<'_>> =
            node.statements().filter(|s| s.keyword() == Some(Keyword::Step)).collect();
        for statement in statements {
            self.checked_criteria(statement);
            let (Some(name), Some(clause)) = (statement.name(), statement.clause(Keyword::After)) else {
                continue;
            };
            let find = |steps: &[Step], name: &str| steps.iter().position(|step| step.name == name);
            let mut after = Vec::new();
            for (earlier, span) in self.values.names(clause) {
                match find(&self.procedure.steps, &earlier) {
                    Some(at) => after.push(StepId(at as u16)),
                    None => {
                        let names = self.procedure.steps.iter().map(|step| step.name.clone()).collect();
                        self.unknown_local(&earlier, span, names);
                    }
                }
            }
            if let Some(at) = find(&self.procedure.steps, name.text()) {
                self.procedure.steps[at].after = after;
            }
        }
    }

    /// `kiểm tra đủ_tuổi`: what is checked is declared, before the step or behind it.
    fn checked_criteria(&mut self, step: Node<'_>) {
        let Some(action) = step.clause(Keyword::DoCheck) else { return };
        if action.child(Kind::Operands).is_none() {
            return;
        }
        for (checked, span) in self.values.names(action) {
            if !self.procedure.criteria.iter().any(|criterion| criterion.name == checked) {
                let names = self.procedure.criteria.iter().map(|criterion| criterion.name.clone()).collect();
                self.unknown_local(&checked, span, names);
            }
        }
    }

    fn unknown_local(&mut self, name: &Name, span: Span, names: Vec<Name>) {
        let nearest = suggest::nearest(name, names.iter().map(Name::as_str));
        let message = Message::UnknownLocal { name: name.to_string() };
        let list = names.iter().map(Name::as_str).collect::<Vec<_>>().join(", ");
        let diagnostic = Diagnostic::new(span, message);
        let diagnostic = did_you_mean(diagnostic, nearest, || Message::NoSuggestion { names: list });
        self.values.problems.push(diagnostic);
    }

    fn fee(&mut self, node: Node<'_>) {
        let provenance = self.values.provenance(node);
        let word = expr::operands(node).first().and_then(crate::lower::values::word_of);
        let amount = match word {
            Some(Keyword::Unknown) => Amount::Unknown,
            Some(Keyword::Nothing) => Amount::Nothing,
            Some(Keyword::NotApplicable) => Amount::NotApplicable,
            _ => match self.values.money(node) {
                Some(amount) => {
                    self.values.figure(node, &provenance);
                    Amount::Money(amount.high)
                }
                None => Amount::Unknown,
            },
        };
        let each = node.clause(Keyword::Each).and_then(|clause| self.values.name(clause));
        let condition = self.when(node, true);
        let remark = node.clause(Keyword::Remark).and_then(|clause| self.values.text(clause));
        self.procedure.fees.push(Fee {
            charge: node.keyword() == Some(Keyword::Charge),
            amount,
            each: each.map(|(name, _)| name),
            condition,
            remark: remark.unwrap_or_default(),
            provenance,
            span: node.span(),
        });
    }

    fn volume(&mut self, node: Node<'_>) {
        let provenance = self.values.provenance(node);
        let word = expr::operands(node).first().and_then(crate::lower::values::word_of);
        let count = match word {
            Some(Keyword::Unknown) => None,
            _ => {
                let count = self.values.interval(node, Expected::Number).map(|(count, _)| count);
                if count.is_some() {
                    self.values.figure(node, &provenance);
                }
                count
            }
        };
        let year = node.clause(Keyword::PerYear).and_then(|clause| self.values.count(clause));
        let year = year.and_then(|year| i16::try_from(year).ok());
        self.procedure.volume = Some(Volume { count, year, provenance, span: node.span() });
    }
}

fn collect_paths(operand: &tthc_syntax::Expr<'_>, found: &mut Vec<(Name, Span)>) {
    match &operand.kind {
        ExprKind::Path(path) => found.push((Name::new(path.text()), path.span())),
        ExprKind::Set(parts) => parts.iter().for_each(|part| collect_paths(part, found)),
        ExprKind::Binary(_, left, right) => {
            collect_paths(left, found);
            collect_paths(right, found);
        }
        _ => {}
    }
}

fn title(node: Node<'_>) -> Option<String> {
    node.title().map(|title| text_value(title.text()))
}

/// The type behind `:`.
fn entity_of(statement: Node<'_>) -> Option<Name> {
    let row = statement.child(Kind::Operands)?;
    let first = row.children().next().filter(|node| node.kind() == Kind::Path)?;
    Some(Name::new(first.text()))
}

/// `: người = mẹ`: the other name.
fn alias_of(statement: Node<'_>) -> Option<Name> {
    expr::operands(statement).into_iter().find_map(|operand| match operand.kind {
        ExprKind::Binary(Operator::Is, _, other) => match other.kind {
            ExprKind::Path(path) if !path.text().contains('.') => Some(Name::new(path.text())),
            _ => None,
        },
        _ => None,
    })
}

fn action_of(keyword: Keyword) -> Option<Action> {
    Some(match keyword {
        Keyword::DoSubmit => Action::Submit,
        Keyword::DoReceive => Action::Receive,
        Keyword::DoCheck => Action::Check,
        Keyword::DoInspect => Action::Inspect,
        Keyword::DoAskMore => Action::AskMore,
        Keyword::DoLookup => Action::Lookup,
        Keyword::DoConsult => Action::Consult,
        Keyword::DoApprove => Action::Approve,
        Keyword::DoRecord => Action::Record,
        Keyword::DoNotify => Action::Notify,
        Keyword::DoConfirm => Action::Confirm,
        Keyword::DoPay => Action::Pay,
        Keyword::DoPostUp => Action::PostUp,
        Keyword::DoDeliver => Action::Deliver,
        Keyword::DoRefuse => Action::Refuse,
        _ => return None,
    })
}
