//! The closure of lookups: what is known in which cases, and from where.

use tthc_model::cases::Class;
use tthc_model::library::AttributePath;
use tthc_model::procedure::{ChannelKind, Fact, RoleId};

use super::{Engine, FactIndex, Lookup, LookupIndex};

/// How a key came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Proved at eID login.
    Login,
    /// Typed into the form, and checked by the source.
    Typed,
    Lookup(LookupIndex),
}

/// What is known in which cases, and from where.
#[derive(Debug, Clone)]
pub struct Closure {
    /// Held by the state (or proved at login), for each fact.
    pub held: Vec<Class>,
    /// The lookups that give each fact, in the order in which they became possible, with the cases.
    pub from: Vec<Vec<(LookupIndex, Class)>>,
    /// In which cases each lookup can be made.
    pub possible: Vec<Class>,
    /// When each lookup became possible in further cases, and in which: what it needs there was known
    /// at earlier stages.
    pub stages: Vec<Vec<(u32, Class)>>,
}

impl Engine<'_> {
    /// The least fixpoint.
    pub fn close(&self) -> Closure {
        self.fixpoint(true)
    }

    /// The least fixpoint of the lookups that nobody need agree to.
    pub fn close_without_consent(&self) -> Closure {
        self.fixpoint(false)
    }

    fn fixpoint(&self, consent: bool) -> Closure {
        let none = self.cases.none();
        let mut closure = Closure {
            held: vec![none.clone(); self.facts.len()],
            from: vec![Vec::new(); self.facts.len()],
            possible: vec![none; self.lookups.len()],
            stages: vec![Vec::new(); self.lookups.len()],
        };
        let online = self.cases.channel(ChannelKind::Online);
        for fact in &self.login {
            closure.held[*fact] = closure.held[*fact].or(&online);
        }
        for stage in 1.. {
            // All lookups of a stage rest on what was known before it: chains are as short as can be.
            let asked =
                self.lookups.iter().enumerate().filter(|(_, lookup)| consent || !lookup.needs_consent);
            let further: Vec<(LookupIndex, Class)> = asked
                .map(|(at, lookup)| (at, self.possible(lookup, &closure)))
                .filter(|(at, possible)| !possible.is_within(&closure.possible[*at]))
                .collect();
            if further.is_empty() {
                break;
            }
            for (at, possible) in further {
                let lookup = &self.lookups[at];
                closure.stages[at].push((stage, possible.minus(&closure.possible[at])));
                closure.possible[at] = possible.clone();
                for (fact, _) in lookup.holds.iter().filter(|(_, publication)| publication.is_some()) {
                    self.learn(*fact, at, &possible, &mut closure);
                }
            }
        }
        closure
    }

    /// The cases in which a lookup can be made with what is known so far.
    fn possible(&self, lookup: &Lookup<'_>, closure: &Closure) -> Class {
        let Some(key) = lookup.key.as_ref().filter(|_| lookup.blockers.is_empty()) else {
            return self.cases.none();
        };
        let all = self.cases.all();
        let held = key.iter().fold(all.clone(), |known, fact| known.and(&closure.held[*fact]));
        let heard = |fact: &FactIndex| closure.held[*fact].or(&self.typed[*fact]);
        let typed = key.iter().fold(all.clone(), |known, fact| known.and(&heard(fact)));
        let checked = match &lookup.matching {
            Some(matching) => matching.iter().fold(all, |known, fact| known.and(&heard(fact))),
            None => self.cases.none(),
        };
        held.or(&typed.and(&checked)).and(&lookup.covers)
    }

    fn learn(&self, fact: FactIndex, lookup: LookupIndex, class: &Class, closure: &mut Closure) {
        match closure.from[fact].iter_mut().find(|(known, _)| *known == lookup) {
            Some((_, known)) => *known = known.or(class),
            None => closure.from[fact].push((lookup, class.clone())),
        }
        closure.held[fact] = closure.held[fact].or(class);
        // A held reference makes the key of the role it leads to known.
        let Fact { role, attribute } = &self.facts[fact];
        let Some(target) = self.procedure.linked(*role, attribute) else { return };
        for known in self.keys_of(target) {
            let from = &closure.from[known];
            if !from.iter().any(|(giving, cases)| *giving == lookup && class.is_within(cases)) {
                self.learn(known, lookup, class, closure);
            }
        }
    }

    /// What identifies an instance: all parts of all its keys, as far as lookups or papers speak of them.
    pub fn keys_of(&self, role: RoleId) -> Vec<FactIndex> {
        let entity = self.library.entity(&self.procedure.role(role).entity);
        let paths = entity.into_iter().flat_map(|entity| entity.keys.iter().flatten());
        paths.filter_map(|path| self.fact_index(&self.follow(role, path)?)).collect()
    }

    pub(super) fn follow(&self, role: RoleId, path: &AttributePath) -> Option<Fact> {
        let (attribute, references) = path.split_last()?;
        let mut role = role;
        for reference in references {
            role = self.procedure.linked(role, reference)?;
        }
        Some(Fact { role, attribute: attribute.clone() })
    }
}
