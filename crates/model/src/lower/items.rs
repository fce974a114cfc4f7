//! Items that are not procedures.

use tthc_syntax::{Expr, ExprKind, Keyword, Node, Operator, Span, expr, suggest};

use crate::Name;
use crate::citation::BasisKind;
use crate::diagnostic::Diagnostic;
use crate::library::{
    About, ActivityNorm, Actor, Addressee, Agency, Attribute, AttributePath, ConsentRule, Criterion, Detail,
    Document, Entity, ItemKind, Journey, JourneyLimit, Law, Library, Norms, ProcedureHead, Publication,
    Replacement, Rule, RulePapers, Service, Source, SupplementTerm, Type, Variant, Verification,
};
use crate::lower::did_you_mean;
use crate::lower::procedure::literal;
use crate::lower::values::{
    PREVAILED, RANKS, Values, absence, basis_kind, citations, rank, split, standing, word_of,
};
use crate::message::{Expected, Message};
use crate::procedure::{Amount, FeeKind};
use crate::scenario::{Decision, Expectation, Given, Reform, Scenario};

/// What an item declares; `None` for text that is no item.
pub(crate) fn detail(values: &mut Values, node: Node<'_>) -> Option<Detail> {
    Some(match ItemKind::from_keyword(node.keyword()?)? {
        ItemKind::Agency => Detail::Agency(agency(values, node)),
        ItemKind::Actor => {
            let agency =
                node.clause(Keyword::Of).and_then(|clause| values.name(clause)).map(|(name, _)| name);
            Detail::Actor(Actor { agency })
        }
        ItemKind::Law => Detail::Law(law(values, node)),
        ItemKind::Entity => Detail::Entity(entity(values, node)),
        ItemKind::Source => Detail::Source(Box::new(source(values, node))),
        ItemKind::Document => Detail::Document(document(values, node)),
        ItemKind::Procedure => Detail::Procedure(procedure_head(node)),
        ItemKind::Journey => Detail::Journey(journey(values, node)),
        ItemKind::Reform => Detail::Reform(reform(values, node)),
        ItemKind::Rule => Detail::Rule(rule(values, node)),
        ItemKind::Norms => Detail::Norms(norms(values, node)),
        ItemKind::Scenario => Detail::Scenario(scenario(values, node)),
        ItemKind::Variant => Detail::Variant(variant(values, node)),
        ItemKind::Target => Detail::Target,
    })
}

fn agency(values: &mut Values, node: Node<'_>) -> Agency {
    let mut agency =
        Agency { level: None, known_as: Vec::new(), exists: values.period(node), succeeded_by: None };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Level) => agency.level = values.level(statement),
            Some(Keyword::SucceededBy) => agency.succeeded_by = values.name(statement).map(|(name, _)| name),
            Some(Keyword::KnownAs) => agency.known_as.extend(values.texts(statement)),
            _ => {}
        }
    }
    agency
}

fn law(values: &mut Values, node: Node<'_>) -> Law {
    let in_force = values.period(node);
    let mut law = Law { number: None, rank: None, in_force, verification: None };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Number) => law.number = values.text(statement),
            Some(Keyword::Rank) => law.rank = values.word(statement, RANKS).and_then(rank),
            Some(Keyword::Verified) => {
                let words = &[Keyword::OriginalSeen, Keyword::Secondary, Keyword::Inferred];
                law.verification = values.word(statement, words).map(|word| match word {
                    Keyword::OriginalSeen => Verification::OriginalCompared,
                    Keyword::Secondary => Verification::Secondary,
                    _ => Verification::Inferred,
                });
            }
            _ => {}
        }
    }
    law
}

fn entity(values: &mut Values, node: Node<'_>) -> Entity {
    let mut entity = Entity { keys: Vec::new(), attributes: Vec::new() };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Key) => {
                entity.keys.push(values.names(statement).iter().map(|(name, _)| split(name)).collect());
            }
            None => attributes(values, statement, &mut entity),
            Some(_) => {}
        }
    }
    entity
}

fn attributes(values: &mut Values, statement: Node<'_>, entity: &mut Entity) {
    let title =
        statement.title().map(|title| tthc_syntax::tree::text_value(title.text())).unwrap_or_default();
    for operand in expr::operands(statement) {
        let ExprKind::Binary(Operator::Has, name, ty) = &operand.kind else {
            let keyword = statement.tree_text()[operand.span.range()].to_owned();
            values.problem(operand.span, Message::Expected { keyword, expected: Expected::Type });
            continue;
        };
        let ExprKind::Path(name) = name.kind else { continue };
        let ty = attribute_type(values, ty);
        let attribute = Attribute {
            name: Name::new(name.spelled()),
            title: title.clone(),
            ty,
            sensitive: statement.has(Keyword::Sensitive),
        };
        if entity.attribute(&attribute.name).is_some() {
            values.problem(name.span(), Message::DuplicateLocal { name: attribute.name.to_string() });
        } else {
            entity.attributes.push(attribute);
        }
    }
}

fn attribute_type(values: &mut Values, ty: &Expr<'_>) -> Type {
    match (&ty.kind, word_of(ty)) {
        (_, Some(Keyword::TypeText)) => Type::Text,
        (_, Some(Keyword::TypeNumber)) => Type::Number,
        (_, Some(Keyword::TypeInteger)) => Type::Integer,
        (_, Some(Keyword::TypeDate)) => Type::Date,
        (_, Some(Keyword::TypeMoney)) => Type::Money,
        (_, Some(Keyword::TypeBool)) => Type::Bool,
        (ExprKind::Path(path), _) => Type::Entity(Name::new(path.spelled())),
        (ExprKind::Binary(Operator::Alternative, _, _), _) => {
            let mut names = Vec::new();
            alternatives(ty, &mut names);
            Type::Values(names.into_iter().map(|(name, _)| name).collect())
        }
        _ => {
            values.problem(ty.span, Message::Expected { keyword: ":".to_owned(), expected: Expected::Type });
            Type::Unknown
        }
    }
}

/// The names of `a | b | c`.
pub(crate) fn alternatives(operand: &Expr<'_>, names: &mut Vec<(Name, Span)>) {
    match &operand.kind {
        ExprKind::Binary(Operator::Alternative, left, right) => {
            alternatives(left, names);
            alternatives(right, names);
        }
        ExprKind::Path(path) => names.push((Name::new(path.spelled()), path.span())),
        _ => {}
    }
}

fn source(values: &mut Values, node: Node<'_>) -> Source {
    let mut source = Source {
        owner: None,
        about: Vec::new(),
        publications: Vec::new(),
        serves: Vec::new(),
        consent: ConsentRule::default(),
        login: false,
        quality: Vec::new(),
        connection: None,
        latency: None,
        stores: Vec::new(),
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Owner) => source.owner = values.name(statement).map(|(name, _)| name),
            Some(Keyword::About) => source.about.extend(about(values, statement)),
            Some(Keyword::Published) => source.publications.push(publication(values, statement)),
            Some(Keyword::Serves) => source.serves.push(service(values, statement)),
            Some(Keyword::Consent) => {
                let basis = values.basis(statement);
                source.consent = match values.word(statement, &[Keyword::NotRequired, Keyword::Required]) {
                    Some(Keyword::Required) => ConsentRule::Required(basis),
                    Some(_) => ConsentRule::NotRequired(basis),
                    None => ConsentRule::Unrecorded,
                };
            }
            Some(Keyword::Login) => {
                source.login = values.word(statement, &[Keyword::TheApplicant]).is_some();
            }
            Some(Keyword::Quality) => source.quality = quality(values, statement),
            Some(Keyword::Connection) => source.connection = values.text(statement),
            Some(Keyword::Latency) => source.latency = values.duration(statement),
            Some(Keyword::Stores) => {
                source.stores.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            _ => {}
        }
    }
    source
}

fn about(values: &mut Values, node: Node<'_>) -> Option<About> {
    let (entity, _) = values.name(node)?;
    let mut about = About {
        entity,
        keys: Vec::new(),
        holds: Vec::new(),
        covers: Vec::new(),
        coverage: None,
        matching: Vec::new(),
    };
    if let Some(by) = node.clause(Keyword::By) {
        for operand in expr::operands(by) {
            keys(values, by, &operand, &mut about.keys);
        }
    }
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Holds) => {
                about.holds.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            Some(Keyword::Covers) => about.covers.extend(values.covered(statement)),
            Some(Keyword::Coverage) => {
                let provenance = values.provenance(statement);
                values.figure(statement, &provenance);
                about.coverage = values.percent(statement).map(|share| (share, provenance));
            }
            Some(Keyword::Matching) => {
                about.matching.extend(values.names(statement).into_iter().map(|(name, _)| split(&name)));
            }
            _ => {}
        }
    }
    Some(about)
}

fn keys(values: &mut Values, node: Node<'_>, operand: &Expr<'_>, found: &mut Vec<Vec<AttributePath>>) {
    let path = |expr: &Expr<'_>| match expr.kind {
        ExprKind::Path(path) => Some(split(&path.spelled())),
        _ => None,
    };
    match &operand.kind {
        ExprKind::Binary(Operator::Or, left, right) => {
            keys(values, node, left, found);
            keys(values, node, right, found);
        }
        ExprKind::Path(_) => found.extend(path(operand).map(|path| vec![path])),
        ExprKind::Set(parts) => match parts.iter().map(path).collect::<Option<Vec<_>>>() {
            Some(key) => found.push(key),
            None => values.expected(node, Expected::Keys),
        },
        ExprKind::Missing => {}
        _ => values.expected(node, Expected::Keys),
    }
}

fn publication(values: &mut Values, node: Node<'_>) -> Publication {
    let period = values.period(node);
    if period.from.is_none() {
        values.problem(
            node.span(),
            Message::Expected { keyword: Keyword::From.vietnamese().to_owned(), expected: Expected::Date },
        );
    }
    let scope = node.statements().flat_map(|line| values.names(line)).map(|(name, _)| split(&name)).collect();
    Publication { period, presumed: node.has(Keyword::Presumed), scope, basis: values.basis(node) }
}

fn service(values: &mut Values, node: Node<'_>) -> Service {
    let mut service = Service {
        levels: Vec::new(),
        agencies: Vec::new(),
        basis: values.basis(node),
        period: values.period(node),
    };
    for (name, _) in values.names(node) {
        let word = tthc_syntax::Keyword::find(tthc_syntax::Group::Value, &name).map(|(word, _)| word);
        match word.and_then(crate::lower::values::level) {
            Some(level) => service.levels.push(level),
            None => service.agencies.push(name),
        }
    }
    service
}

fn quality(values: &mut Values, node: Node<'_>) -> Vec<(Criterion, crate::Interval)> {
    let mut quality = Vec::new();
    for statement in node.statements() {
        let criterion = match statement.keyword() {
            Some(Keyword::Correct) => Criterion::Correct,
            Some(Keyword::Sufficient) => Criterion::Sufficient,
            Some(Keyword::Clean) => Criterion::Clean,
            Some(Keyword::Live) => Criterion::Live,
            Some(Keyword::Unified) => Criterion::Unified,
            Some(Keyword::Shared) => Criterion::Shared,
            _ => continue,
        };
        if let Some(share) = values.percent(statement) {
            quality.push((criterion, share));
        }
    }
    quality
}

fn document(values: &mut Values, node: Node<'_>) -> Document {
    let mut document = Document {
        about: Vec::new(),
        attests: Vec::new(),
        issued_by: Vec::new(),
        known_as: Vec::new(),
        valid: None,
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::About) => {
                for operand in expr::operands(statement) {
                    match &operand.kind {
                        ExprKind::Binary(Operator::Has, name, ty) => {
                            if let (ExprKind::Path(name), ExprKind::Path(ty)) = (&name.kind, &ty.kind) {
                                document.about.push((Name::new(name.spelled()), Name::new(ty.spelled())));
                            }
                        }
                        _ => values.expected(statement, Expected::Type),
                    }
                }
            }
            Some(Keyword::Attests) => {
                for (path, span) in values.names(statement) {
                    match path.split_once('.') {
                        Some((parameter, attribute)) if !attribute.contains('.') => {
                            document.attests.push((Name::new(parameter), Name::new(attribute)));
                        }
                        _ => values.problem(
                            span,
                            Message::Expected {
                                keyword: Keyword::Attests.vietnamese().to_owned(),
                                expected: Expected::Facts,
                            },
                        ),
                    }
                }
            }
            Some(Keyword::IssuedBy) => {
                document.issued_by.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            Some(Keyword::KnownAs) => document.known_as.extend(values.texts(statement)),
            Some(Keyword::Valid) => document.valid = values.duration(statement),
            _ => {}
        }
    }
    document
}

/// Quiet: the procedure itself is lowered elsewhere, with its problems.
fn procedure_head(node: Node<'_>) -> ProcedureHead {
    let mut values = Values::default();
    let mut head = ProcedureHead {
        code: None,
        twin_codes: Vec::new(),
        in_force: values.period(node),
        authorities: Vec::new(),
        results: Vec::new(),
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Code) => head.code = values.text(statement),
            Some(Keyword::TwinCode) => head.twin_codes.extend(values.texts(statement)),
            Some(Keyword::Authority) => {
                head.authorities.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            Some(Keyword::Result) => {
                head.results.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            _ => {}
        }
    }
    head
}

fn journey(values: &mut Values, node: Node<'_>) -> Journey {
    let mut journey = Journey {
        code: None,
        procedures: Vec::new(),
        optional: Vec::new(),
        forms: Vec::new(),
        limits: Vec::new(),
        basis: Vec::new(),
        notes: Vec::new(),
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Code) => journey.code = values.text(statement),
            Some(Keyword::Procedures) => {
                journey.procedures.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            Some(Keyword::OptionalParts) => {
                journey.optional.extend(values.names(statement).into_iter().map(|(name, _)| name));
            }
            Some(Keyword::Form) => journey
                .forms
                .extend(statement.title().map(|title| tthc_syntax::tree::text_value(title.text()))),
            Some(Keyword::TimeLimit) => {
                let procedure = statement.clause(Keyword::OnProcedure).and_then(|clause| values.name(clause));
                if let Some(limit) = values.deadline(statement, statement) {
                    let procedure = procedure.map(|(name, _)| name);
                    journey.limits.push(JourneyLimit { procedure, limit });
                }
            }
            Some(Keyword::Basis) => journey
                .basis
                .extend(statement.child(tthc_syntax::Kind::Citations).map(citations).unwrap_or_default()),
            Some(Keyword::Note) => journey.notes.extend(values.text(statement)),
            _ => {}
        }
    }
    journey
}

/// Its statements are those of a procedure and are lowered as one, over the procedure it varies.
fn variant(values: &mut Values, node: Node<'_>) -> Variant {
    let mut quiet = Values::default();
    let code = node.statements().find(|statement| statement.keyword() == Some(Keyword::Code));
    Variant {
        of: node.clause(Keyword::Of).and_then(|clause| values.name(clause)).map(|(name, _)| name),
        code: code.and_then(|code| quiet.text(code)),
    }
}

fn rule(values: &mut Values, node: Node<'_>) -> Rule {
    let mut rule = Rule {
        period: values.period(node),
        basis: values.basis(node),
        replaces: Vec::new(),
        thresholds: Vec::new(),
        supplement_terms: Vec::new(),
        prevails_over: Vec::new(),
        prevails_over_all: false,
        displaced_by: Vec::new(),
        prohibitions: Vec::new(),
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Replace) => rule.replaces.push(replacement(values, statement)),
            Some(Keyword::MustNotAsk) => {
                let papers = values.papers_not_to_ask_for(statement);
                rule.prohibitions.push(RulePapers {
                    documents: papers.documents,
                    unlisted: papers.unlisted,
                    basis: values.basis(statement),
                    period: values.period(statement),
                });
            }
            Some(Keyword::Threshold) => rule.thresholds = quality(values, statement),
            Some(Keyword::SupplementTerm) => rule.supplement_terms.extend(supplement_term(values, statement)),
            Some(Keyword::Prevails) => {
                let words = values.words(statement, PREVAILED);
                rule.prevails_over_all |= words.contains(&Keyword::AnyText);
                rule.prevails_over.extend(words.into_iter().filter_map(rank));
            }
            Some(Keyword::DisplacedBy) => {
                rule.displaced_by.extend(values.words(statement, RANKS).into_iter().filter_map(rank));
            }
            _ => {}
        }
    }
    rule
}

fn replacement(values: &mut Values, node: Node<'_>) -> Replacement {
    let list = |names: Vec<(Name, Span)>| -> Option<Vec<Name>> {
        let any = |name: &Name| {
            tthc_syntax::Keyword::find(tthc_syntax::Group::Value, name)
                .is_some_and(|(word, _)| word == Keyword::AnyThing)
        };
        let names: Vec<Name> = names.into_iter().map(|(name, _)| name).collect();
        (!names.iter().any(any)).then_some(names)
    };
    Replacement {
        documents: list(values.names(node)),
        sources: match node.clause(Keyword::By) {
            Some(by) => list(values.names(by)),
            None => Some(Vec::new()),
        },
        when: node.clause(Keyword::When).map(|when| values.covered(when)).unwrap_or_default(),
        basis: values.basis(node),
        period: values.period(node),
        kind: basis_kind(node).unwrap_or(BasisKind::General),
        standing: standing(node),
    }
}

/// The condition may only speak of the channel.
fn supplement_term(values: &mut Values, node: Node<'_>) -> Option<SupplementTerm> {
    let within = values.duration(node)?;
    let (mut online, mut offline) = (true, true);
    if let Some(when) = node.clause(Keyword::When) {
        for operand in expr::operands(when) {
            match &operand.kind {
                ExprKind::Not(inner) if word_of(inner) == Some(Keyword::ViaOnline) => online = false,
                _ if word_of(&operand) == Some(Keyword::ViaOnline) => offline = false,
                _ => values.expected(when, Expected::OneOf(&[Keyword::ViaOnline])),
            }
        }
    }
    let corrected_by = node.clause(Keyword::CorrectedBy).and_then(|clause| values.name(clause));
    Some(SupplementTerm {
        online,
        offline,
        within,
        corrected_by: corrected_by.map(|(name, _)| name),
        clock_stops: node.has(Keyword::ClockStops),
        basis: values.basis(node),
    })
}

fn norms(values: &mut Values, node: Node<'_>) -> Norms {
    let mut norms = Norms::default();
    for statement in node.statements() {
        let provenance = values.provenance(statement);
        match statement.keyword() {
            Some(Keyword::HourlyIncome) => {
                values.figure(statement, &provenance);
                let words = &[Keyword::Citizen, Keyword::Business, Keyword::Administration];
                let of = statement.clause(Keyword::Of).and_then(|clause| values.word(clause, words));
                let addressee = match of {
                    Some(Keyword::Business) => Addressee::Business,
                    Some(Keyword::Administration) => Addressee::Administration,
                    _ => Addressee::Citizen,
                };
                if let Some(income) = values.money(statement) {
                    norms.hourly_income.push((addressee, income.low, provenance));
                }
            }
            Some(Keyword::Activity) => {
                values.figure(statement, &provenance);
                let level = statement.clause(Keyword::At).and_then(|clause| values.level(clause));
                if let (Some(activity), Some(takes)) = (statement.name(), values.duration(statement)) {
                    let activity = Name::new(activity.text());
                    norms.activities.push(ActivityNorm { activity, level, takes, provenance });
                }
            }
            Some(Keyword::Expense) => {
                values.figure(statement, &provenance);
                if let (Some(name), Some(amount)) = (statement.name(), values.money(statement)) {
                    norms.expenses.push((Name::new(name.text()), amount, provenance));
                }
            }
            _ => {}
        }
    }
    norms
}

fn scenario(values: &mut Values, node: Node<'_>) -> Scenario {
    let mut scenario = Scenario {
        procedure: node
            .clause(Keyword::ForProcedure)
            .and_then(|clause| values.name(clause))
            .map(|(name, _)| name),
        on: node.clause(Keyword::OnDate).and_then(|clause| values.date(clause)),
        given: Vec::new(),
        expect: Vec::new(),
    };
    for statement in node.statements() {
        match statement.keyword() {
            Some(Keyword::Given) => assignments(values, statement, &mut scenario.given),
            _ => scenario.expect.extend(expectation(values, statement)),
        }
    }
    scenario
}

fn assignments(values: &mut Values, node: Node<'_>, given: &mut Vec<(Name, Given)>) {
    for operand in expr::operands(node) {
        match &operand.kind {
            ExprKind::Binary(Operator::Is | Operator::Equal, name, value) => {
                match (&name.kind, &value.kind) {
                    (ExprKind::Path(name), ExprKind::Path(value)) => {
                        given.push((Name::new(name.spelled()), Given::Word(Name::new(value.spelled()))));
                    }
                    (ExprKind::Path(name), _) if let Some((number, unit)) = literal(value) => {
                        given.push((Name::new(name.spelled()), Given::Quantity(number, unit)));
                    }
                    _ => values.expected(node, Expected::Assignment),
                }
            }
            _ => values.expected(node, Expected::Assignment),
        }
    }
}

/// One statement, one expectation; scenario runners report failures at the statement of the same index.
pub(crate) fn expectation(values: &mut Values, node: Node<'_>) -> Option<Expectation> {
    let mut list = |node: Node<'_>| -> Vec<Name> {
        node.statements().flat_map(|line| values.names(line)).map(|(name, _)| name).collect()
    };
    Some(match node.keyword()? {
        Keyword::ExpectDossier => Expectation::Dossier(list(node)),
        Keyword::ExpectAfter => Expectation::After(list(node)),
        Keyword::ExpectHeld => {
            let by = node.clause(Keyword::By).and_then(|clause| values.name(clause)).map(|(name, _)| name);
            Expectation::Held(values.name(node)?.0, by)
        }
        Keyword::ExpectBlocked => Expectation::Blocked(values.name(node)?.0),
        Keyword::ExpectRequired => Expectation::Required(values.name(node)?.0),
        keyword @ (Keyword::ExpectFee | Keyword::ExpectCharge | Keyword::ExpectContribution) => {
            let amount = match expr::operands(node).first().and_then(absence) {
                Some(absence) => Amount::Absent(absence),
                None => Amount::Money(values.money(node)?.high),
            };
            let kind = match keyword {
                Keyword::ExpectFee => FeeKind::Fee,
                Keyword::ExpectCharge => FeeKind::Charge,
                _ => FeeKind::Contribution,
            };
            Expectation::Fee(kind, amount)
        }
        Keyword::ExpectLimit => Expectation::TimeLimit(values.deadline(node, node)?),
        Keyword::ExpectAuthority => Expectation::Authority(values.name(node)?.0),
        _ => return None,
    })
}

fn reform(values: &mut Values, node: Node<'_>) -> Reform {
    let mut reform = Reform {
        procedure: node
            .clause(Keyword::OnProcedure)
            .and_then(|clause| values.name(clause))
            .map(|(name, _)| name),
        period: values.period(node),
        basis: values.basis(node),
        decisions: Vec::new(),
    };
    for statement in node.statements() {
        let because = statement.clause(Keyword::Because).and_then(|clause| values.text(clause));
        let names = match statement.keyword() {
            Some(
                Keyword::Accept
                | Keyword::NotAccepted
                | Keyword::Cut
                | Keyword::MoveToForm
                | Keyword::Replace,
            ) => values.names(statement),
            _ => Vec::new(),
        };
        let is_all = |name: &Name| {
            tthc_syntax::Keyword::find(tthc_syntax::Group::Value, name)
                .is_some_and(|(word, _)| word == Keyword::All)
        };
        for (component, _) in names {
            let all = is_all(&component);
            reform.decisions.push(match statement.keyword() {
                Some(Keyword::Accept) if all => Decision::AcceptAll,
                Some(Keyword::Accept) => Decision::Accept(component),
                Some(Keyword::NotAccepted) => Decision::NotAccepted { component, because: because.clone() },
                Some(Keyword::Cut) => Decision::Cut { component, because: because.clone() },
                Some(Keyword::MoveToForm) => Decision::MoveToForm { component, because: because.clone() },
                _ => {
                    let by = statement.clause(Keyword::By).and_then(|clause| values.name(clause));
                    Decision::Replace { component, source: by.map(|(name, _)| name) }
                }
            });
        }
        match statement.keyword() {
            Some(Keyword::Shorten) => {
                let to = statement.clause(Keyword::To).and_then(|clause| values.duration(clause));
                if let Some((step, _)) = values.name(statement) {
                    reform.decisions.push(match is_all(&step) {
                        true => Decision::ShortenAll { to },
                        false => Decision::Shorten { step, to },
                    });
                }
            }
            Some(Keyword::Amend) => {
                let basis = statement.child(tthc_syntax::Kind::Citations).map(citations).unwrap_or_default();
                let text = statement.title().map(|title| tthc_syntax::tree::text_value(title.text()));
                reform.decisions.push(Decision::Amend { basis, text: text.unwrap_or_default() });
            }
            Some(Keyword::Basis) => {
                reform
                    .basis
                    .extend(statement.child(tthc_syntax::Kind::Citations).map(citations).unwrap_or_default());
            }
            _ => {}
        }
    }
    reform
}

/// What can only be checked against the library: attributes of entities.
pub(crate) fn check(values: &mut Values, library: &Library, node: Node<'_>, detail: &Detail) {
    match detail {
        Detail::Source(_) => {
            for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::About)) {
                check_about(values, library, statement);
            }
            for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::Published)) {
                for line in statement.statements() {
                    check_scope(values, library, line);
                }
            }
        }
        Detail::Rule(_) => {
            for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::Replace)) {
                check_replacement(values, library, statement);
            }
        }
        Detail::Document(document) => {
            for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::Attests)) {
                for (path, span) in Values::default().names(statement) {
                    // A path of another length is reported where it is read.
                    let [parameter, attribute] = &split(&path)[..] else { continue };
                    match document.about.iter().find(|(name, _)| name == parameter) {
                        Some((_, entity)) => {
                            attribute_exists(values, library, entity, std::slice::from_ref(attribute), span);
                        }
                        None => values.problem(span, Message::UnknownRole { name: parameter.to_string() }),
                    }
                }
            }
        }
        Detail::Entity(_) => {
            let own = node.name().map_or("", |name| name.text());
            for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::Key)) {
                for (path, span) in Values::default().names(statement) {
                    attribute_exists(values, library, own, &split(&path), span);
                }
            }
        }
        _ => {}
    }
}

/// `công bố từ … { người.họ_tên }`: an attribute; entities and documents are references like others.
fn check_scope(values: &mut Values, library: &Library, line: Node<'_>) {
    for path in paths_in(line) {
        let names = split(path.text());
        let Some((entity, attributes)) = names.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            continue;
        };
        if library.entity(entity).is_some() {
            attribute_exists(values, library, entity, attributes, path.span());
            continue;
        }
        let names = library.names(ItemKind::Entity);
        let nearest = suggest::nearest(entity, names.into_iter().map(Name::as_str));
        let place = Span::new(path.span().start, path.span().start + entity.len() as u32);
        let message = Message::UnknownItem { kind: ItemKind::Entity, name: entity.to_string() };
        values.problems.push(did_you_mean(Diagnostic::new(place, message), nearest, || {
            Message::DeclareHelp { kind: ItemKind::Entity, name: entity.to_string() }
        }));
    }
}

/// `thay thế giấy_chứng_nhận bằng đất_đai khi thửa.mục_đích == đất_ở`: of what one of the documents is about.
fn check_replacement(values: &mut Values, library: &Library, node: Node<'_>) {
    let Some(when) = node.clause(Keyword::When) else { return };
    let names = Values::default().names(node);
    let documents: Vec<&Document> = names.iter().filter_map(|(name, _)| library.document(name)).collect();
    // Any document, or one that is reported where it is named.
    if documents.len() < names.len() {
        return;
    }
    let parameters: Vec<&(Name, Name)> = documents.iter().flat_map(|document| &document.about).collect();
    for operand in expr::operands(when) {
        check_covered(values, library, &parameters, &operand);
    }
}

fn check_covered(values: &mut Values, library: &Library, parameters: &[&(Name, Name)], operand: &Expr<'_>) {
    let (left, right) = match &operand.kind {
        ExprKind::Binary(Operator::And, left, right) => {
            check_covered(values, library, parameters, left);
            check_covered(values, library, parameters, right);
            return;
        }
        ExprKind::Binary(Operator::Equal | Operator::In, left, right) => (left, right),
        // Reported where it is read.
        _ => return,
    };
    let ExprKind::Path(path) = left.kind else { return };
    let names = split(path.text());
    let Some((_, entity)) = parameters.iter().find(|(parameter, _)| *parameter == names[0]) else {
        let known: Vec<&str> = parameters.iter().map(|(name, _)| name.as_str()).collect();
        let nearest = suggest::nearest(&names[0], known.iter().copied());
        let place = Span::new(path.span().start, path.span().start + names[0].len() as u32);
        let message = Message::UnknownRole { name: names[0].to_string() };
        let list = known.join(", ");
        values.problems.push(did_you_mean(Diagnostic::new(place, message), nearest, || {
            Message::NoSuggestion { names: list }
        }));
        return;
    };
    if !attribute_exists(values, library, entity, &names[1..], path.span()) {
        return;
    }
    let attribute = match names.as_slice() {
        [_, attribute] => library.entity(entity).and_then(|entity| entity.attribute(attribute)),
        _ => None,
    };
    let Some(Type::Values(listed)) = attribute.map(|attribute| &attribute.ty) else { return };
    let given: Vec<Node<'_>> = match &right.kind {
        ExprKind::Path(value) => vec![*value],
        ExprKind::Set(set) => set
            .iter()
            .filter_map(|value| match value.kind {
                ExprKind::Path(value) => Some(value),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    for value in given.into_iter().filter(|value| !listed.iter().any(|known| known == &*value.spelled())) {
        let message = Message::UnknownValue {
            name: path.text().to_owned(),
            value: value.spelled().into_owned(),
            values: listed.iter().map(Name::as_str).collect::<Vec<_>>().join(", "),
        };
        values.problem(value.span(), message);
    }
}

fn check_about(values: &mut Values, library: &Library, node: Node<'_>) {
    let mut quiet = Values::default();
    let Some((entity, _)) = quiet.name(node) else { return };
    let by = node.clause(Keyword::By).into_iter();
    let lines = node
        .statements()
        .filter(|s| matches!(s.keyword(), Some(Keyword::Holds | Keyword::Matching | Keyword::Covers)));
    for line in by.chain(lines) {
        for path in paths_in(line) {
            let covers_value = line.keyword() == Some(Keyword::Covers) && !is_left(line, path);
            if !covers_value {
                attribute_exists(values, library, &entity, &split(&path.spelled()), path.span());
            }
        }
    }
}

/// In `attribute == value` only the left side names an attribute.
fn is_left(line: Node<'_>, path: Node<'_>) -> bool {
    let row = line.child(tthc_syntax::Kind::Operands);
    let next = row.into_iter().flat_map(Node::children).find(|node| node.span().start >= path.span().end);
    next.is_some_and(|node| node.text() == "==" || node.keyword() == Some(Keyword::In))
}

fn paths_in(node: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    for child in node.children() {
        match child.kind() {
            tthc_syntax::Kind::Path => found.push(child),
            tthc_syntax::Kind::Operands | tthc_syntax::Kind::Set | tthc_syntax::Kind::Group => {
                found.extend(paths_in(child));
            }
            _ => {}
        }
    }
    found
}

/// Follows a path through the entities and reports the first attribute that is not there.
pub(crate) fn attribute_exists(
    values: &mut Values,
    library: &Library,
    entity: &str,
    path: &[Name],
    span: Span,
) -> bool {
    let mut entity = Name::new(entity);
    for (at, name) in path.iter().enumerate() {
        // An entity that is not declared is reported where it is named.
        let Some(declared) = library.entity(&entity) else { return false };
        let Some(attribute) = declared.attribute(name) else {
            unknown_attribute(values, &entity, declared, name, span);
            return false;
        };
        match &attribute.ty {
            Type::Entity(next) => entity = next.clone(),
            _ if at + 1 < path.len() => {
                unknown_attribute(values, name, declared, &path[at + 1], span);
                return false;
            }
            _ => {}
        }
    }
    true
}

fn unknown_attribute(values: &mut Values, entity_name: &str, entity: &Entity, name: &str, span: Span) {
    let nearest = suggest::nearest(name, entity.attributes.iter().map(|a| a.name.as_str()));
    let message = Message::UnknownAttribute { entity: entity_name.to_owned(), attribute: name.to_owned() };
    let names: Vec<&str> = entity.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    // The span may hold a longer path: the fix would replace too much, so only help.
    let diagnostic = Diagnostic::new(span, message);
    let diagnostic = match nearest {
        Some(nearest) => diagnostic.help(Message::DidYouMean { name: nearest.to_owned() }),
        None => did_you_mean(diagnostic, None, || Message::NoSuggestion { names: names.join(", ") }),
    };
    values.problems.push(diagnostic);
}
