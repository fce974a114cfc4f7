//! A generated world as facts of the answer-set program.

use std::fmt::Write;

use crate::generate::list;
use crate::world::*;

/// Blockers that the engine prints for a paper, as terms of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) paper: usize,
    pub(crate) blockers: Vec<String>,
}

/// Which records the engine's proof reads, of which roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proof {
    pub(crate) paper: usize,
    pub(crate) without_consent: bool,
    /// Source, record of the source, role.
    pub(crate) records: Vec<(usize, usize, usize)>,
}

pub(crate) fn facts(world: &World, on: Day, claims: &[Claim], proofs: &[Proof]) -> String {
    let mut facts = Facts { out: String::new(), expressions: 0, forms: 0, requirements: 0, places: 0 };
    facts.say(format!("on({on})"));
    facts.surroundings(world);
    world.sources.iter().enumerate().for_each(|(at, source)| facts.source(at, source));
    world.rules.iter().enumerate().for_each(|(at, rule)| facts.rule(world, at, rule));
    facts.cases(world);
    for entry in &world.dossier {
        facts.entry(entry, &Around::default());
    }
    for (at, criterion) in world.criteria.iter().enumerate() {
        let thing = format!("criterion({at})");
        facts.thing(&thing, criterion.when.as_ref().into_iter());
        criterion.needs.iter().for_each(|fact| facts.say(format!("asks_for({thing},{})", term(fact))));
    }
    for (at, claim) in claims.iter().enumerate() {
        facts.say(format!("claim({at},{})", claim.paper));
        for (number, blocker) in claim.blockers.iter().enumerate() {
            facts.say(format!("claims({at},{number},{blocker})"));
        }
    }
    for (at, proof) in proofs.iter().enumerate() {
        facts.say(format!("proof({at},{})", proof.paper));
        if proof.without_consent {
            facts.say(format!("without_consent(only({at}))"));
        }
        for (source, record, role) in &proof.records {
            facts.say(format!("reads({at},r({source},{record}),{role})"));
        }
    }
    facts.out
}

pub(crate) fn term(fact: &Fact) -> String {
    format!("f({},{})", fact.role, fact.attribute)
}

pub(crate) fn variable(variable: Variable) -> String {
    match variable {
        Variable::Case(at) => format!("c({at})"),
        Variable::Channel => "channel".to_owned(),
        Variable::Nation(role) => format!("n({role},{NATION})"),
    }
}

fn path(path: &Path) -> String {
    match &path.over {
        None => format!("own({})", path.attribute),
        Some(over) => format!("over({over},{})", path.attribute),
    }
}

/// What stands around an entry of the dossier.
#[derive(Default, Clone)]
struct Around<'w> {
    conditions: Vec<&'w Expr>,
    purpose: Option<&'static str>,
}

impl<'w> Around<'w> {
    fn with(&self, when: Option<&'w Expr>) -> Around<'w> {
        let mut around = self.clone();
        around.conditions.extend(when);
        around
    }
}

struct Facts {
    out: String,
    expressions: usize,
    forms: usize,
    requirements: usize,
    places: usize,
}

impl Facts {
    fn say(&mut self, fact: String) {
        let _ = writeln!(self.out, "{fact}.");
    }

    fn window(&mut self, thing: &str, window: Window) {
        window.from.into_iter().for_each(|day| self.say(format!("from({thing},{day})")));
        window.until.into_iter().for_each(|day| self.say(format!("until({thing},{day})")));
    }

    fn text(&mut self, thing: &str, text: Text) {
        self.say(format!("dated({thing})"));
        self.window(thing, text.window);
        text.law.into_iter().for_each(|law| self.say(format!("cites({thing},law({law}))")));
    }

    /// Something that applies where all these conditions hold.
    fn thing<'w>(&mut self, thing: &str, conditions: impl Iterator<Item = &'w Expr>) {
        self.say(format!("thing({thing})"));
        for condition in conditions {
            let number = self.expression(condition);
            self.say(format!("when({thing},{number})"));
        }
    }

    fn surroundings(&mut self, world: &World) {
        for (at, law) in world.laws.iter().enumerate() {
            self.window(&format!("law({at})"), *law);
        }
        for (at, level) in world.agencies.iter().enumerate() {
            self.say(format!("level({at},{level})"));
        }
        world.authorities.iter().for_each(|at| self.say(format!("authority({at})")));
        for (at, entity) in world.entities.iter().enumerate() {
            for (name, _) in &entity.attributes {
                self.say(format!("attribute({at},{name})"));
            }
            for part in entity.keys.iter().flatten() {
                self.say(format!("entity_key({at},{})", path(part)));
            }
        }
        for (at, document) in world.documents.iter().enumerate() {
            self.say(format!("document({at})"));
            for (party, entity) in document.about.iter().enumerate() {
                self.say(format!("parameter({at},{party},{entity})"));
            }
            for (party, attribute) in &document.attests {
                self.say(format!("attests({at},{party},{attribute})"));
            }
        }
        self.say("applicant(0)".to_owned());
        for (at, role) in world.roles.iter().enumerate() {
            self.say(format!("role({at},{})", role.entity));
            if let Some((from, reference)) = &role.link {
                self.say(format!("link({from},{reference},{at})"));
            }
        }
    }

    fn source(&mut self, at: usize, source: &Source) {
        self.say(format!("source({at})"));
        for (number, record) in source.records.iter().enumerate() {
            let id = format!("r({at},{number})");
            self.say(format!("record({id},{at},{})", record.entity));
            for (number, key) in record.keys.iter().enumerate() {
                self.say(format!("key({id},{number})"));
                key.iter().for_each(|part| self.say(format!("key_part({id},{number},{})", path(part))));
            }
            record.holds.iter().for_each(|name| self.say(format!("tells({id},{name})")));
            record.matching.iter().for_each(|part| self.say(format!("matching({id},{})", path(part))));
            if let Some(nations) = &record.covers {
                self.say(format!("restricts({id},{NATION})"));
                nations.iter().for_each(|nation| self.say(format!("covers({id},{NATION},{nation})")));
            }
        }
        for (number, publication) in source.publications.iter().enumerate() {
            let id = format!("publication({at},{number})");
            self.text(&id, publication.text);
            self.say(format!("publication({id},{at})"));
            if publication.scope.is_empty() {
                self.say(format!("scope({id},everything)"));
            }
            for scope in &publication.scope {
                let scope = match scope {
                    Scope::Entity(entity) => format!("entity({entity})"),
                    Scope::Attribute(entity, name) => format!("attribute({entity},{name})"),
                    Scope::Document(document) => format!("document({document})"),
                };
                self.say(format!("scope({id},{scope})"));
            }
        }
        for (number, service) in source.services.iter().enumerate() {
            let id = format!("service({at},{number})");
            self.text(&id, service.text);
            self.say(format!("service({id},{at})"));
            service.levels.iter().for_each(|level| self.say(format!("serves_level({id},{level})")));
            service.agencies.iter().for_each(|agency| self.say(format!("serves_agency({id},{agency})")));
        }
        if source.consent == Some(true) {
            self.say(format!("asks_consent({at})"));
        }
        if source.connected == Some(false) {
            self.say(format!("unconnected({at})"));
        }
        if source.login {
            self.say(format!("login({at})"));
        }
        source.quality.iter().for_each(|(name, low, _)| self.say(format!("measured({at},{name},{low})")));
        source.stores.iter().for_each(|document| self.say(format!("stores({at},{document})")));
    }

    fn rule(&mut self, world: &World, at: usize, rule: &Rule) {
        let id = format!("rule({at})");
        self.text(&id, rule.text);
        rule.thresholds.iter().for_each(|(name, least)| self.say(format!("threshold({id},{name},{least})")));
        for (number, replacement) in rule.replaces.iter().enumerate() {
            let one = format!("replacement({at},{number})");
            self.text(&one, replacement.text);
            self.say(format!("replacement({one})"));
            self.say(format!("within({one},{id})"));
            self.standing(&one, replacement.standing);
            if replacement.basis == Some(Basis::Inferred) {
                self.say(format!("inferred({one})"));
            }
            let documents = 0..world.documents.len();
            for document in documents.filter(|at| replacement.document.is_none_or(|only| only == *at)) {
                self.say(format!("replaces({one},{document})"));
            }
            let sources = 0..world.sources.len();
            for source in sources.filter(|at| replacement.source.is_none_or(|only| only == *at)) {
                self.say(format!("replaced_by({one},{source})"));
            }
            if let Some((party, nations)) = &replacement.when {
                self.say(format!("replaces_when({one},{party},{NATION})"));
                for nation in nations {
                    self.say(format!("replaces_value({one},{party},{NATION},{nation})"));
                }
            }
        }
    }

    fn standing(&mut self, thing: &str, standing: Standing) {
        if standing == Standing::InForce {
            self.say(format!("effective({thing})"));
        }
    }

    fn cases(&mut self, world: &World) {
        for (one, values) in world.variables() {
            let one = variable(one);
            self.say(format!("variable({one})"));
            values.iter().for_each(|value| self.say(format!("domain({one},{value})")));
        }
        for constraint in &world.constraints {
            let number = self.expression(constraint);
            self.say(format!("constraint({number})"));
        }
    }

    fn expression(&mut self, expr: &Expr) -> usize {
        let parts = |facts: &mut Facts, kind: &str, parts: &[Expr]| {
            let numbers: Vec<usize> = parts.iter().map(|part| facts.expression(part)).collect();
            let number = facts.number();
            facts.say(format!("{kind}({number})"));
            numbers.iter().for_each(|part| facts.say(format!("part({number},{part})")));
            number
        };
        match expr {
            Expr::Is(subject, value) => {
                let number = self.number();
                self.say(format!("is({number},{},{value})", variable(*subject)));
                number
            }
            Expr::In(subject, values) => {
                let any: Vec<Expr> = values.iter().map(|value| Expr::Is(*subject, value)).collect();
                parts(self, "any", &any)
            }
            Expr::Not(inner) => {
                let inner = self.expression(inner);
                let number = self.number();
                self.say(format!("negates({number},{inner})"));
                number
            }
            Expr::All(all) => parts(self, "all", all),
            Expr::Any(any) => parts(self, "any", any),
        }
    }

    fn number(&mut self) -> usize {
        self.expressions += 1;
        self.expressions
    }

    /// An entry by itself: every paper below it fills a place of its own, but for the alternatives of a choice.
    fn entry<'w>(&mut self, entry: &'w Entry, around: &Around<'w>) {
        match entry {
            Entry::OneOf(_, parts) | Entry::FirstOf(_, parts) => self.place(1, parts),
            Entry::AtLeast(least, _, parts) => self.place(*least, parts),
            Entry::Paper(_) => self.place(1, std::slice::from_ref(entry)),
            _ => {}
        }
        self.inside(entry, around, matches!(entry, Entry::AllOf(..) | Entry::If(..)));
    }

    fn inside<'w>(&mut self, entry: &'w Entry, around: &Around<'w>, places: bool) {
        let (around, parts) = match entry {
            Entry::OneOf(when, parts)
            | Entry::FirstOf(when, parts)
            | Entry::AtLeast(_, when, parts)
            | Entry::AllOf(when, parts) => (around.with(when.as_ref()), parts),
            Entry::If(condition, parts) => (around.with(Some(condition)), parts),
            Entry::Paper(paper) => return self.paper(paper, around),
            Entry::Form(form) => return self.form(form, around),
            Entry::Require(requirement) => return self.requirement(requirement, around),
        };
        for part in parts {
            if places { self.entry(part, &around) } else { self.inside(part, &around, false) }
        }
    }

    /// Of these alternatives so many are wanted.
    fn place(&mut self, wanted: usize, parts: &[Entry]) {
        let place = self.places;
        self.places += 1;
        let ways: Vec<Vec<Vec<usize>>> = parts.iter().map(ways).collect();
        // A choice inside an alternative makes alternatives of its own.
        let (wanted, alternatives) = if ways.iter().all(|ways| ways.len() == 1) {
            (wanted, ways.concat())
        } else {
            (1, together(wanted, &ways))
        };
        self.say(format!("place({place},{wanted})"));
        for (at, papers) in alternatives.iter().enumerate() {
            papers.iter().for_each(|paper| self.say(format!("member({place},{at},{paper})")));
        }
    }

    fn form(&mut self, form: &Form, around: &Around<'_>) {
        let id = format!("form({})", self.forms);
        self.forms += 1;
        self.thing(&id, around.conditions.iter().copied().chain(form.when.as_ref()));
        form.fields.iter().for_each(|fact| self.say(format!("field({id},{})", term(fact))));
    }

    fn paper(&mut self, paper: &Paper, around: &Around<'_>) {
        let id = paper.id;
        self.say(format!("paper({id},{})", paper.document));
        self.thing(&id.to_string(), around.conditions.iter().copied().chain(paper.when.as_ref()));
        for (at, role) in paper.roles.iter().enumerate() {
            self.say(format!("binds({id},{at},{role})"));
        }
        if paper.purpose.or(around.purpose).is_some_and(|purpose| purpose != "proof") {
            self.say(format!("law_bound({id})"));
        }
    }

    fn requirement<'w>(&mut self, one: &'w Requirement, around: &Around<'w>) {
        let id = format!("requirement({})", self.requirements);
        let mut inner = around.with(one.when.as_ref());
        inner.purpose = one.purpose.or(around.purpose);
        self.thing(&id, inner.conditions.iter().copied());
        one.facts.iter().for_each(|fact| self.say(format!("asks_for({id},{})", term(fact))));
        let mut first = Vec::new();
        for chain in &one.chains {
            match chain.as_slice() {
                // What stands under one condition is each asked for by itself.
                [Entry::If(_, parts)] => first.extend(parts.iter().filter_map(first_paper)),
                [entry, ..] => first.extend(first_paper(entry)),
                [] => {}
            }
            match chain.as_slice() {
                [entry] => self.entry(entry, &inner),
                links => {
                    self.place(1, links);
                    links.iter().for_each(|link| self.inside(link, &inner, false));
                }
            }
        }
        for (at, lookup) in one.lookups.iter().enumerate() {
            let ask = format!("ask({},{at})", self.requirements);
            self.text(&ask, lookup.text);
            self.thing(&ask, lookup.when.iter());
            self.standing(&ask, lookup.standing);
            self.say(format!("basis({ask},{})", lookup.source));
            // Without a citation it is no basis; a general rule counts as the rule that it is.
            if lookup.basis == Some(Basis::Explicit) && lookup.text.law.is_some() {
                self.say(format!("explicit({ask})"));
            }
            let mut papers = Vec::new();
            one.chains.iter().flatten().for_each(|entry| list(entry, &mut papers));
            let named = papers.iter().filter(|paper| lookup.instead.contains(&paper.document));
            let named: Vec<usize> = named.map(|paper| paper.id).collect();
            let papers = if lookup.instead.is_empty() { &first } else { &named };
            papers.iter().for_each(|paper| self.say(format!("stands_for({ask},{paper})")));
        }
        self.requirements += 1;
    }
}

/// The sets of papers each of which satisfies an entry.
fn ways(entry: &Entry) -> Vec<Vec<usize>> {
    let of = |wanted: usize, parts: &[Entry]| together(wanted, &parts.iter().map(ways).collect::<Vec<_>>());
    match entry {
        Entry::Form(_) => vec![Vec::new()],
        Entry::Paper(paper) => vec![vec![paper.id]],
        Entry::OneOf(_, parts) | Entry::FirstOf(_, parts) => of(1, parts),
        Entry::AtLeast(least, _, parts) => of(*least, parts),
        Entry::AllOf(_, parts) | Entry::If(_, parts) => of(parts.len(), parts),
        Entry::Require(requirement) => {
            let chains: Vec<_> = requirement.chains.iter().map(|chain| of(1, chain)).collect();
            together(chains.len(), &chains)
        }
    }
}

/// One way of each of so many parts, joined: for every choice of parts, the first part in it or not.
fn together(wanted: usize, parts: &[Vec<Vec<usize>>]) -> Vec<Vec<usize>> {
    let Some((first, rest)) = parts.split_first().filter(|_| wanted > 0) else {
        return if wanted == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let mut found = Vec::new();
    for way in first {
        found.extend(together(wanted - 1, rest).into_iter().map(|others| [way.clone(), others].concat()));
    }
    found.extend(together(wanted, rest));
    found
}

fn first_paper(entry: &Entry) -> Option<usize> {
    let mut papers = Vec::new();
    list(entry, &mut papers);
    papers.first().map(|paper| paper.id)
}
