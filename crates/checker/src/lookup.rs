//! One replacement: each lookup may be made, with what is known by then, and gives what it is said to.

use tthc_model::Name;
use tthc_model::cases::Class;
use tthc_model::certificate::{Given, Known, Origin, Replacement, Step};
use tthc_model::library::{About, ConsentRule, Document, Publication, Source};
use tthc_model::procedure::{APPLICANT, ChannelKind, Component, Fact, Purpose, RoleId};
use tthc_model::scenario::Reform;

use crate::basis;
use crate::space::{Space, texts};
use crate::violation::Violation;

/// `goals`: the needs, each with the number of the step that gives it.
pub(crate) fn check(
    replacement: &Replacement,
    component: &Component,
    goals: &[(&str, usize)],
    class: &Class,
    space: &Space<'_>,
    reform: Option<&Reform>,
    found: &mut Vec<Violation>,
) {
    if component.purpose != Purpose::Proof {
        found.push(Violation::LawBound { component: component.name.to_string() });
    }
    let mut sources: Vec<&Name> = Vec::new();
    for (_, at) in goals {
        let Some(step) = replacement.steps.get(*at) else { continue };
        if !sources.contains(&&step.source) {
            sources.push(&step.source);
        }
        let stores = space.library.source(&step.source).is_some_and(|source| {
            component.document.as_ref().is_some_and(|document| source.stores.contains(document))
        });
        let of_paper = component.about.first() == space.role(&step.role).as_ref();
        if replacement.reused && !(stores && of_paper) {
            let (source, fact) = (step.source.to_string(), component.name.to_string());
            found.push(Violation::NotHeld { source, fact });
        }
    }
    basis::check(replacement, component, &sources, class, (space, reform), found);
    basis::fallback(replacement, component, space, found);
    for at in 0..replacement.steps.len() {
        Checked { replacement, at, class, space }.step(goals, found);
    }
    let presumed = replacement.steps.iter().flat_map(|step| &step.gives).any(|given| given.presumed);
    if presumed != replacement.presumed {
        let source = sources.first().map_or_else(String::new, |source| source.to_string());
        found.push(Violation::PresumptionHidden { source, fact: component.name.to_string() });
    }
}

struct Checked<'c, 'a> {
    replacement: &'c Replacement,
    at: usize,
    class: &'c Class,
    space: &'c Space<'a>,
}

impl Checked<'_, '_> {
    fn step(&self, goals: &[(&str, usize)], found: &mut Vec<Violation>) {
        let step = &self.replacement.steps[self.at];
        let (source, role) = (step.source.to_string(), step.role.to_string());
        let Some(declared) = self.space.library.source(&step.source) else {
            found.push(Violation::UnknownSource { source });
            return;
        };
        self.usable(step, declared, found);
        let Some(id) = self.space.role(&step.role) else {
            found.push(Violation::UnknownRole { source, role });
            return;
        };
        let entity = &self.space.procedure.role(id).entity;
        let about: Vec<&About> = declared.about.iter().filter(|about| about.entity == *entity).collect();
        if about.is_empty() {
            found.push(Violation::UnknownRole { source, role });
            return;
        }
        let Some(about) = about.into_iter().find(|about| self.has_key(about, id, step)) else {
            found.push(Violation::UnknownKey { source, role });
            return;
        };
        for known in step.key.iter().chain(&step.checked_with) {
            self.known(known, &source, found);
        }
        if step.key.iter().any(|known| known.from == Origin::Form) && !self.is_checked(about, id, step) {
            found.push(Violation::KeyUnchecked { source: source.clone(), role: role.clone() });
        }
        let served = about.covers.iter().fold(self.space.cases.all(), |all, covered| {
            match self.space.follow(id, &covered.path) {
                Some(fact) => all.and(&self.space.one_of(&fact, &covered.values)),
                None => all,
            }
        });
        if !self.class.is_within(&served) {
            found.push(Violation::NotCovered { source, role });
        }
        for given in &step.gives {
            self.given(given, step, declared, about, id, goals, found);
        }
    }

    /// Reading is allowed and possible.
    fn usable(&self, step: &Step, declared: &Source, found: &mut Vec<Violation>) {
        let source = step.source.to_string();
        let services: Vec<_> = declared
            .serves
            .iter()
            .filter(|service| {
                service.period.contains(self.space.on)
                    && self.space.library.in_force(&service.basis).contains(self.space.on)
            })
            .collect();
        let procedure = self.space.procedure;
        let may_read = |authority: &Name| {
            let level = self.space.library.agency(authority).and_then(|agency| agency.level);
            services.iter().any(|service| {
                service.agencies.contains(authority)
                    || level.is_none_or(|level| service.levels.contains(&level))
            })
        };
        let allowed = !services.is_empty() && procedure.authorities.iter().all(may_read);
        if !allowed || !services.iter().any(|service| texts(&service.basis) == step.reading) {
            found.push(Violation::NoReadingBasis { source: source.clone() });
        }
        if declared.connection.as_ref().is_some_and(String::is_empty) {
            found.push(Violation::NoConnection { source: source.clone() });
        }
        let rules = self.space.library.rules().filter(|(_, rule)| {
            rule.period.contains(self.space.on)
                && self.space.library.in_force(&rule.basis).contains(self.space.on)
        });
        for (criterion, threshold) in rules.flat_map(|(_, rule)| &rule.thresholds) {
            let reached = declared.quality.iter().find(|(known, _)| known == criterion);
            if reached.is_none_or(|(_, measured)| measured.low < threshold.low) {
                found.push(Violation::QualityTooLow { source: source.clone() });
            }
        }
        if let ConsentRule::Required(basis) = &declared.consent
            && step.consent.as_ref() != Some(&texts(basis))
        {
            found.push(Violation::ConsentMissing { source });
        }
    }

    fn has_key(&self, about: &About, role: RoleId, step: &Step) -> bool {
        let stated: Option<Vec<Fact>> = step.key.iter().map(|known| self.space.fact(&known.fact)).collect();
        about.keys.iter().any(|key| {
            let wanted: Option<Vec<Fact>> = key.iter().map(|path| self.space.follow(role, path)).collect();
            wanted.is_some() && wanted == stated
        })
    }

    fn is_checked(&self, about: &About, role: RoleId, step: &Step) -> bool {
        !about.matching.is_empty()
            && about.matching.iter().all(|path| {
                let fact = self.space.follow(role, path);
                step.checked_with.iter().any(|known| fact.is_some() && self.space.fact(&known.fact) == fact)
            })
    }

    /// The fact is known before this step.
    fn known(&self, known: &Known, source: &str, found: &mut Vec<Violation>) {
        let Some(fact) = self.space.fact(&known.fact) else {
            found.push(Violation::KeyUnknown { source: source.to_owned(), fact: known.fact.clone() });
            return;
        };
        let (source, text) = (source.to_owned(), known.fact.clone());
        match known.from {
            Origin::Login => {
                let online = self.space.cases.channel(ChannelKind::Online);
                if !self.class.is_within(&online) || !self.proved_at_login(&fact) {
                    found.push(Violation::LoginUnsound { fact: text });
                }
            }
            Origin::Form => {
                if !self.class.is_within(&self.space.typed(&fact)) {
                    found.push(Violation::KeyUnknown { source, fact: text });
                }
            }
            Origin::Step { step } => {
                let before = self.replacement.steps.get(step).filter(|_| step < self.at);
                if !before.is_some_and(|step| step.gives.iter().any(|given| given.fact == text)) {
                    found.push(Violation::KeyUnknown { source, fact: text });
                }
            }
        }
    }

    fn proved_at_login(&self, fact: &Fact) -> bool {
        let entity = &self.space.procedure.role(APPLICANT).entity;
        let logins = self.space.library.sources().filter(|(_, source)| source.login);
        let mut keys = logins
            .flat_map(|(_, source)| &source.about)
            .filter(|about| about.entity == *entity)
            .flat_map(|about| &about.keys);
        keys.any(|key| match key.as_slice() {
            [path] => self.space.follow(APPLICANT, path).as_ref() == Some(fact),
            _ => false,
        })
    }

    #[expect(clippy::too_many_arguments, reason = "what was found out about the step is handed on")]
    fn given(
        &self,
        given: &Given,
        step: &Step,
        declared: &Source,
        about: &About,
        role: RoleId,
        goals: &[(&str, usize)],
        found: &mut Vec<Violation>,
    ) {
        let (source, text) = (step.source.to_string(), given.fact.clone());
        let read = self.space.fact(given.through.as_ref().unwrap_or(&given.fact));
        let held = read.filter(|read| read.role == role && about.holds.contains(&read.attribute));
        let Some(read) = held.filter(|read| self.leads_to(given, read)) else {
            found.push(Violation::NotHeld { source, fact: text });
            return;
        };
        let used = goals.iter().any(|(goal, at)| *goal == text && *at == self.at)
            || self.replacement.steps.iter().any(|later| {
                later
                    .key
                    .iter()
                    .chain(&later.checked_with)
                    .any(|known| known.fact == text && known.from == Origin::Step { step: self.at })
            });
        if !used {
            found.push(Violation::WithoutPurpose { source: source.clone(), fact: text.clone() });
        }
        let published: Vec<&Publication> = declared
            .publications
            .iter()
            .filter(|one| {
                one.period.contains(self.space.on)
                    && self.space.library.in_force(&one.basis).contains(self.space.on)
                    && self.in_scope(one, &about.entity, &read.attribute)
                    && texts(&one.basis) == given.publication
            })
            .collect();
        if published.is_empty() {
            found.push(Violation::NotPublished { source, fact: text });
        } else if published.iter().all(|one| one.presumed) != given.presumed {
            found.push(Violation::PresumptionHidden { source, fact: text });
        }
    }

    /// What is read is the fact itself, or a reference to what the fact is the key of.
    fn leads_to(&self, given: &Given, read: &Fact) -> bool {
        if given.through.is_none() {
            return true;
        }
        let Some(fact) = self.space.fact(&given.fact) else { return false };
        let procedure = self.space.procedure;
        let Some(target) = procedure.linked(read.role, &read.attribute) else { return false };
        let entity = self.space.library.entity(&procedure.role(target).entity);
        let mut keys = entity.into_iter().flat_map(|entity| entity.keys.iter().flatten());
        keys.any(|path| self.space.follow(target, path).as_ref() == Some(&fact))
    }

    fn in_scope(&self, publication: &Publication, entity: &str, attribute: &str) -> bool {
        let attests = |document: &Document| {
            document.attests.iter().any(|(parameter, shown)| {
                shown == attribute
                    && document.about.iter().any(|(name, of)| name == parameter && of == entity)
            })
        };
        let names = |path: &Vec<Name>| match path.as_slice() {
            [name] => name == entity || self.space.library.document(name).is_some_and(attests),
            [of, only] => of == entity && only == attribute,
            _ => false,
        };
        publication.scope.is_empty() || publication.scope.iter().any(names)
    }
}
