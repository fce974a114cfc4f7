//! A random procedure for a seed. Most texts hold on the day, so that chains of lookups come about;
//! every way in which one can fail occurs often enough to be seen (the test counts them).

use crate::random::Random;
use crate::world::*;

const CRITERIA: [&str; 6] = ["correct", "sufficient", "clean", "live", "unified", "shared"];
const LEVELS: [&str; 3] = ["commune", "province", "central"];
const PURPOSES: [&str; 4] = ["taking_original", "representation", "giving_consent", "legal_form"];

pub(crate) fn generate(seed: u64) -> World {
    let mut make = Make { random: Random::new(seed), on: 0, papers: 0 };
    make.on = make.random.between(10, 20);
    make.world()
}

struct Make {
    random: Random,
    on: Day,
    papers: usize,
}

impl Make {
    fn world(&mut self) -> World {
        let laws = (0..self.random.between(1, 3)).map(|_| self.window()).collect();
        let mut world = World {
            on: self.on,
            laws,
            agencies: LEVELS.to_vec(),
            entities: self.entities(),
            sources: Vec::new(),
            documents: Vec::new(),
            rules: Vec::new(),
            authorities: Vec::new(),
            roles: Vec::new(),
            cases: Vec::new(),
            channels: Vec::new(),
            constraints: Vec::new(),
            dossier: Vec::new(),
            criteria: Vec::new(),
        };
        world.authorities = self.random.any(&[0, 0, 1, 2], 20);
        world.authorities.dedup();
        self.roles(&mut world);
        for _ in 0..self.random.below(3) {
            let values = if self.random.percent(60) { vec!["yes", "no"] } else { vec!["v0", "v1", "v2"] };
            world.cases.push(values);
        }
        world.channels = if self.random.percent(15) {
            Vec::new()
        } else {
            let mut channels = self.random.some(&CHANNELS[1..], 40);
            if channels.is_empty() || self.random.percent(60) {
                channels.insert(0, "online");
            }
            channels
        };
        if self.random.percent(20) {
            let constraint = self.condition(&world);
            world.constraints.push(constraint);
        }
        for _ in 0..self.random.between(2, 4) {
            let document = self.document(&world);
            world.documents.push(document);
        }
        for _ in 0..self.random.between(1, 4) {
            let source = self.source(&world);
            world.sources.push(source);
        }
        for _ in 0..self.random.below(3) {
            let rule = self.rule(&world);
            world.rules.push(rule);
        }
        self.dossier(&mut world);
        if self.random.percent(30) {
            let needs = self.facts(&world, 2);
            world.criteria.push(Criterion { needs, when: self.when(&world, 40) });
        }
        world
    }

    /// Open, or closed around the day (often on the very day), or over, or not begun.
    fn window(&mut self) -> Window {
        let on = self.on;
        let near = [0, 0, 1, 3, 6];
        match self.random.below(100) {
            0..80 => Window::default(),
            80..94 => Window {
                from: self.random.percent(70).then(|| on - self.random.pick(&near)),
                until: self.random.percent(70).then(|| on + self.random.pick(&near)),
            },
            94..98 => Window { from: None, until: Some(on - 1 - self.random.pick(&near)) },
            _ => Window { from: Some(on + 1 + self.random.pick(&near)), until: None },
        }
    }

    fn text(&mut self, world: &World) -> Text {
        let law = self.random.percent(40).then(|| self.random.below(world.laws.len()));
        Text { window: self.window(), law }
    }

    fn entities(&mut self) -> Vec<Entity> {
        let count = self.random.between(1, 3);
        let entities = (0..count).map(|at| {
            let mut attributes: Vec<(String, Kind)> =
                (0..3).map(|key| (format!("k{key}"), Kind::Text)).collect();
            attributes.extend((0..self.random.between(1, 4)).map(|data| (format!("d{data}"), Kind::Text)));
            for reference in 0..self.random.between(usize::from(at == 0), 2) {
                attributes.push((format!("m{reference}"), Kind::Of(self.random.below(count))));
            }
            if at == 0 && self.random.percent(55) {
                attributes.push((NATION.to_owned(), Kind::Nation));
            }
            let has = |name: &str| attributes.iter().any(|(known, _)| known == name);
            let keys = match self.random.below(10) {
                0..5 => vec![vec![own("k0")]],
                5..7 => vec![vec![own("k0")], vec![own("k1")]],
                7 => vec![vec![own("k1"), own("k2")]],
                8 => vec![vec![own("k0")], vec![own("k1"), own("k2")]],
                _ if has("m0") => vec![vec![over("m0", "k0")]],
                _ => vec![vec![own("k0")]],
            };
            Entity { attributes, keys }
        });
        entities.collect()
    }

    fn roles(&mut self, world: &mut World) {
        world.roles.push(Role { entity: 0, link: None });
        for _ in 0..self.random.between(1, 3) {
            let free: Vec<(usize, String, usize)> = references(world)
                .filter(|(role, reference, _)| {
                    world.roles.iter().all(|known| known.link != Some((*role, reference.clone())))
                })
                .collect();
            let role = if !free.is_empty() && self.random.percent(75) {
                let (role, reference, entity) = self.random.pick(&free).clone();
                Role { entity, link: Some((role, reference)) }
            } else {
                Role { entity: self.random.below(world.entities.len()), link: None }
            };
            world.roles.push(role);
        }
    }

    fn variable(&mut self, world: &World) -> (Variable, Vec<&'static str>) {
        let mut variables = world.variables();
        if let Some((_, channels)) = variables.iter_mut().find(|(known, _)| *known == Variable::Channel) {
            // A condition may speak of a channel that is not offered.
            *channels = CHANNELS.to_vec();
        }
        self.random.pick(&variables).clone()
    }

    fn condition(&mut self, world: &World) -> Expr {
        let (variable, values) = self.variable(world);
        let value = *self.random.pick(&values);
        match self.random.below(12) {
            0 => Expr::Not(Box::new(self.condition(world))),
            1 => Expr::All(vec![self.condition(world), self.condition(world)]),
            2 => Expr::Any(vec![self.condition(world), self.condition(world)]),
            3 if values.len() > 2 && variable != Variable::Channel => {
                Expr::In(variable, self.random.any(&values, 60))
            }
            _ => Expr::Is(variable, value),
        }
    }

    fn when(&mut self, world: &World, share: usize) -> Option<Expr> {
        self.random.percent(share).then(|| self.condition(world))
    }

    fn facts(&mut self, world: &World, most: usize) -> Vec<Fact> {
        let mut facts = Vec::new();
        for _ in 0..self.random.between(1, most) {
            let role = self.random.below(world.roles.len());
            let attributes = &world.entities[world.roles[role].entity].attributes;
            let attribute = self.random.pick(attributes).0.clone();
            facts.push(Fact { role, attribute });
        }
        facts.sort();
        facts.dedup();
        facts
    }

    fn document(&mut self, world: &World) -> Document {
        let mut about = vec![world.roles[self.random.below(world.roles.len())].entity];
        if self.random.percent(15) {
            about.push(world.roles[self.random.below(world.roles.len())].entity);
        }
        let mut attests = Vec::new();
        for _ in 0..self.random.between(1, 4) {
            let at = self.random.below(about.len());
            let attribute = self.random.pick(&world.entities[about[at]].attributes).0.clone();
            attests.push((at, attribute));
        }
        attests.sort();
        attests.dedup();
        Document { about, attests }
    }

    /// A key with which a source about the entity may be opened.
    fn key(&mut self, world: &World, entity: usize) -> Key {
        let declared = &world.entities[entity];
        let references: Vec<(&str, usize)> = declared
            .attributes
            .iter()
            .filter_map(|(name, kind)| match kind {
                Kind::Of(target) => Some((name.as_str(), *target)),
                _ => None,
            })
            .collect();
        match self.random.below(10) {
            0..5 => self.random.pick(&declared.keys).clone(),
            5 | 6 => vec![own(&format!("k{}", self.random.below(3)))],
            7 => vec![own("k0"), own("k1")],
            8 => vec![own("d0")],
            _ if !references.is_empty() => {
                let (reference, target) = *self.random.pick(&references);
                let key = self.random.pick(&world.entities[target].keys).clone();
                match key.as_slice() {
                    [Path { over: None, attribute }] => vec![over(reference, attribute)],
                    _ => vec![over(reference, "k0")],
                }
            }
            _ => vec![own("k0")],
        }
    }

    fn source(&mut self, world: &World) -> Source {
        let mut about: Vec<usize> = (0..self.random.between(1, 2))
            .map(|_| world.roles[self.random.below(world.roles.len())].entity)
            .collect();
        about.dedup();
        let records = about.into_iter().map(|entity| self.record(world, entity)).collect();
        let publications = if self.random.percent(8) {
            Vec::new()
        } else {
            (0..self.random.between(1, 2)).map(|_| self.publication(world)).collect()
        };
        let services = if self.random.percent(6) {
            Vec::new()
        } else {
            (0..self.random.between(1, 2)).map(|_| self.service(world)).collect()
        };
        let quality = self.random.some(&CRITERIA, 60);
        let quality = quality
            .into_iter()
            .map(|criterion| {
                let low = *self.random.pick(&[70, 90, 95, 99]);
                (criterion, low, if self.random.percent(40) { 100 } else { low })
            })
            .collect();
        Source {
            records,
            publications,
            services,
            consent: *self.random.pick(&[None, None, Some(false), Some(true)]),
            connected: *self.random.pick(&[None, None, None, None, Some(true), Some(true), Some(false)]),
            login: self.random.percent(60),
            quality,
            stores: self.random.some(&(0..world.documents.len()).collect::<Vec<_>>(), 20),
        }
    }

    fn record(&mut self, world: &World, entity: usize) -> Record {
        let names: Vec<String> =
            world.entities[entity].attributes.iter().map(|(name, _)| name.clone()).collect();
        let keys = (0..self.random.between(1, 2)).map(|_| self.key(world, entity)).collect();
        let matching = if self.random.percent(70) {
            let data: Vec<String> = names.iter().filter(|name| name.starts_with('d')).cloned().collect();
            self.random.any(&data, 25).iter().map(|name| own(name)).collect()
        } else {
            Vec::new()
        };
        let has_nation = names.iter().any(|name| name == NATION);
        let covers = (has_nation && self.random.percent(40)).then(|| match self.random.below(5) {
            0 => vec!["foreign"],
            1 => NATIONS.to_vec(),
            _ => vec!["home"],
        });
        Record { entity, keys, holds: self.random.any(&names, 80), matching, covers }
    }

    fn publication(&mut self, world: &World) -> Publication {
        let mut scope = Vec::new();
        if self.random.percent(25) {
            for _ in 0..self.random.between(1, 3) {
                let entity = self.random.below(world.entities.len());
                scope.push(match self.random.below(4) {
                    0 => Scope::Entity(entity),
                    1 => Scope::Document(self.random.below(world.documents.len())),
                    _ => Scope::Attribute(
                        entity,
                        self.random.pick(&world.entities[entity].attributes).0.clone(),
                    ),
                });
            }
        }
        let mut text = self.text(world);
        // Every publication has its first day.
        text.window.from = text.window.from.or(Some(1));
        Publication { text, presumed: self.random.percent(20), scope }
    }

    fn service(&mut self, world: &World) -> Service {
        let levels = if self.random.percent(12) { Vec::new() } else { self.random.any(&LEVELS, 90) };
        let agencies = if levels.is_empty() || self.random.percent(10) {
            vec![self.random.below(world.agencies.len())]
        } else {
            Vec::new()
        };
        Service { text: self.text(world), levels, agencies }
    }

    fn basis(&mut self) -> Option<Basis> {
        *self.random.pick(&[
            None,
            Some(Basis::Explicit),
            Some(Basis::Explicit),
            Some(Basis::Explicit),
            Some(Basis::General),
            Some(Basis::Inferred),
        ])
    }

    fn standing(&mut self) -> Standing {
        match self.random.below(20) {
            0 => Standing::OnceOperational,
            1 => Standing::Proposed,
            _ => Standing::InForce,
        }
    }

    fn rule(&mut self, world: &World) -> Rule {
        let replaces = (0..self.random.below(3)).map(|_| self.replacement(world)).collect();
        let thresholds = if self.random.percent(20) {
            let criteria = self.random.any(&CRITERIA, 15);
            criteria.into_iter().map(|criterion| (criterion, *self.random.pick(&[80, 95, 99]))).collect()
        } else {
            Vec::new()
        };
        Rule { text: self.text(world), replaces, thresholds }
    }

    fn replacement(&mut self, world: &World) -> Replacement {
        let document = self.random.percent(60).then(|| self.random.below(world.documents.len()));
        let source = self.random.percent(50).then(|| self.random.below(world.sources.len()));
        let when = document.and_then(|document| {
            let about = &world.documents[document].about;
            let at = self.random.below(about.len());
            let tells = world.kind(about[at], NATION).is_some();
            (tells && self.random.percent(50)).then(|| (at, self.random.any(&NATIONS, 30)))
        });
        let text = self.text(world);
        let basis = *self.random.pick(&[None, None, Some(Basis::General), Some(Basis::Inferred)]);
        Replacement { document, source, when, text, basis, standing: self.standing() }
    }

    fn purpose(&mut self, share: usize) -> Option<&'static str> {
        if self.random.percent(share) {
            Some(*self.random.pick(&PURPOSES))
        } else {
            self.random.percent(5).then_some("proof")
        }
    }

    fn paper(&mut self, world: &World) -> Paper {
        let document = self.random.below(world.documents.len());
        let roles = world.documents[document].about.iter().map(|entity| {
            let fit: Vec<usize> =
                (0..world.roles.len()).filter(|role| world.roles[*role].entity == *entity).collect();
            *self.random.pick(&fit)
        });
        let roles = roles.collect();
        let id = self.papers;
        self.papers += 1;
        Paper { id, document, roles, purpose: self.purpose(7), when: self.when(world, 20) }
    }

    fn dossier(&mut self, world: &mut World) {
        for _ in 0..self.random.below(3) {
            let mut fields = self.facts(world, 5);
            // A key with what it is checked by.
            for (role, declared) in world.roles.iter().enumerate() {
                let records = world.sources.iter().flat_map(|source| &source.records);
                for record in records.filter(|record| record.entity == declared.entity) {
                    let parts = record.keys[0].iter().chain(&record.matching);
                    let own: Vec<&Path> = parts.filter(|part| part.over.is_none()).collect();
                    if self.random.percent(35) {
                        fields
                            .extend(own.iter().map(|part| Fact { role, attribute: part.attribute.clone() }));
                    }
                }
            }
            fields.sort();
            fields.dedup();
            let when = self.when(world, 25);
            world.dossier.push(Entry::Form(Form { fields, when }));
        }
        for _ in 0..self.random.between(1, 2) {
            let requirement = self.requirement(world);
            world.dossier.push(Entry::Require(requirement));
        }
        for _ in 0..self.random.below(2) {
            let entry = self.entry(world, 0);
            world.dossier.push(entry);
        }
    }

    fn entry(&mut self, world: &World, depth: usize) -> Entry {
        let choice = if depth > 1 { 0 } else { self.random.below(12) };
        let parts = |make: &mut Make, least: usize| -> Vec<Entry> {
            (0..make.random.between(least, 3)).map(|_| make.entry(world, depth + 1)).collect()
        };
        match choice {
            7 | 8 => Entry::OneOf(self.when(world, 20), parts(self, 2)),
            9 => Entry::FirstOf(self.when(world, 20), parts(self, 2)),
            10 => Entry::AllOf(self.when(world, 20), parts(self, 1)),
            11 if depth == 0 => match self.random.below(2) {
                0 => Entry::AtLeast(2, self.when(world, 20), parts(self, 3)),
                _ => Entry::If(self.condition(world), parts(self, 1)),
            },
            _ => Entry::Paper(self.paper(world)),
        }
    }

    fn requirement(&mut self, world: &World) -> Requirement {
        let chains: Vec<Vec<Entry>> = (0..self.random.between(1, 2))
            .map(|_| {
                let links = *self.random.pick(&[1, 1, 1, 2, 3]);
                match links {
                    1 if self.random.percent(30) => vec![self.entry(world, 0)],
                    links => (0..links).map(|_| Entry::Paper(self.paper(world))).collect(),
                }
            })
            .collect();
        let mut papers = Vec::new();
        chains.iter().flatten().for_each(|entry| list(entry, &mut papers));
        let attested: Vec<Fact> = papers.iter().flat_map(|paper| world.evidences(paper)).collect();
        let mut facts = self.random.any(&attested, 60);
        if facts.is_empty() || self.random.percent(10) {
            facts.extend(self.facts(world, 2));
        }
        facts.sort();
        facts.dedup();
        let mut documents: Vec<usize> = papers.iter().map(|paper| paper.document).collect();
        documents.sort_unstable();
        documents.dedup();
        let lookups =
            (0..self.random.between(0, 3)).map(|_| self.lookup(world, &documents, &facts)).collect();
        Requirement { facts, lookups, chains, purpose: self.purpose(3), when: self.when(world, 30) }
    }

    fn lookup(&mut self, world: &World, documents: &[usize], facts: &[Fact]) -> Lookup {
        let mut text = self.text(world);
        if self.random.percent(80) {
            text.law = Some(self.random.below(world.laws.len()));
        }
        let instead = if self.random.percent(40) { self.random.some(documents, 60) } else { Vec::new() };
        // Mostly one that holds something of it.
        let holds = |at: &usize| {
            world.sources[*at].records.iter().any(|record| {
                facts.iter().any(|fact| {
                    record.entity == world.roles[fact.role].entity && record.holds.contains(&fact.attribute)
                })
            })
        };
        let holding: Vec<usize> = (0..world.sources.len()).filter(holds).collect();
        let source = if holding.is_empty() || self.random.percent(20) {
            self.random.below(world.sources.len())
        } else {
            *self.random.pick(&holding)
        };
        Lookup {
            source,
            text,
            basis: self.basis(),
            standing: self.standing(),
            when: self.when(world, 15),
            instead,
        }
    }
}

fn own(attribute: &str) -> Path {
    Path { over: None, attribute: attribute.to_owned() }
}

fn over(reference: &str, attribute: &str) -> Path {
    Path { over: Some(reference.to_owned()), attribute: attribute.to_owned() }
}

/// Every reference of every role, with the entity it leads to.
fn references(world: &World) -> impl Iterator<Item = (usize, String, usize)> + '_ {
    world.roles.iter().enumerate().flat_map(|(at, role)| {
        let attributes = &world.entities[role.entity].attributes;
        attributes.iter().filter_map(move |(name, kind)| match kind {
            Kind::Of(target) => Some((at, name.clone(), *target)),
            _ => None,
        })
    })
}

/// The papers of an entry, in the order of the text.
pub(crate) fn list<'e>(entry: &'e Entry, papers: &mut Vec<&'e Paper>) {
    match entry {
        Entry::Form(_) => {}
        Entry::Paper(paper) => papers.push(paper),
        Entry::OneOf(_, parts)
        | Entry::FirstOf(_, parts)
        | Entry::AtLeast(_, _, parts)
        | Entry::AllOf(_, parts)
        | Entry::If(_, parts) => parts.iter().for_each(|part| list(part, papers)),
        Entry::Require(requirement) => {
            requirement.chains.iter().flatten().for_each(|part| list(part, papers));
        }
    }
}
