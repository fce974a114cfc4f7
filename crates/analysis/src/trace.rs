//! How a lookup came to be possible: the lookups before it, and where each key is from.

use tthc_model::cases::Class;
use tthc_model::procedure::ChannelKind;

use crate::evidence::{Closure, Engine, FactIndex, LookupIndex, Origin};

/// One derivation, the same in all its cases.
#[derive(Debug, Clone)]
pub struct Trace {
    /// Those that give keys before those that use them; the lookup itself is the last.
    pub lookups: Vec<LookupIndex>,
    pub keys: Vec<(LookupIndex, FactIndex, Origin)>,
    /// The cases in which it holds, some of those that were asked about.
    pub class: Class,
}

/// The earliest derivation of a lookup in some cases of the class; `None` if it is possible in none.
pub fn trace(engine: &Engine<'_>, closure: &Closure, lookup: LookupIndex, class: &Class) -> Option<Trace> {
    let mut tracer = Tracer { engine, closure, online: engine.cases.channel(ChannelKind::Online) };
    let mut trace = Trace { lookups: Vec::new(), keys: Vec::new(), class: class.clone() };
    tracer.visit(lookup, u32::MAX, &mut trace).then_some(trace)
}

struct Tracer<'t, 'a> {
    engine: &'t Engine<'a>,
    closure: &'t Closure,
    online: Class,
}

impl Tracer<'_, '_> {
    /// Narrows the class to cases in which the lookup became possible before the stage.
    fn visit(&mut self, at: LookupIndex, before: u32, trace: &mut Trace) -> bool {
        let mut stages = self.closure.stages[at].iter();
        let Some((stage, cases)) =
            stages.find(|(stage, cases)| *stage < before && !cases.and(&trace.class).is_never())
        else {
            return false;
        };
        trace.class = trace.class.and(cases);
        if trace.lookups.contains(&at) {
            return true;
        }
        let lookup = &self.engine.lookups[at];
        let keys = lookup.key.iter().flatten();
        let held = keys.clone().fold(trace.class.clone(), |held, fact| held.and(&self.held(*fact, *stage)));
        let by_hand = held.is_never();
        if !by_hand {
            trace.class = held;
        }
        for fact in keys {
            let Some(origin) = self.origin(*fact, *stage, trace) else { return false };
            trace.keys.push((at, *fact, origin));
        }
        if by_hand {
            for fact in lookup.matching.iter().flatten() {
                if self.origin(*fact, *stage, trace).is_none() {
                    return false;
                }
            }
        }
        if !trace.lookups.contains(&at) {
            trace.lookups.push(at);
        }
        true
    }

    /// The cases in which the fact was held before the stage.
    fn held(&self, fact: FactIndex, before: u32) -> Class {
        let none = self.engine.cases.none();
        let login = if self.engine.is_login(fact) { self.online.clone() } else { none };
        let giving = self.closure.from[fact].iter().flat_map(|(lookup, _)| &self.closure.stages[*lookup]);
        giving.filter(|(stage, _)| *stage < before).fold(login, |held, (_, cases)| held.or(cases))
    }

    /// Narrows the class to cases in which the fact was known in one way before the stage.
    fn origin(&mut self, fact: FactIndex, before: u32, trace: &mut Trace) -> Option<Origin> {
        let online = trace.class.and(&self.online);
        if self.engine.is_login(fact) && !online.is_never() {
            trace.class = online;
            return Some(Origin::Login);
        }
        let first = |lookup: LookupIndex| {
            let mut stages = self.closure.stages[lookup].iter();
            stages.find(|(stage, cases)| *stage < before && !cases.and(&trace.class).is_never())
        };
        let giving = self.closure.from[fact].iter();
        let earliest = giving.filter_map(|(lookup, _)| Some((first(*lookup)?.0, *lookup))).min();
        if let Some((_, lookup)) = earliest {
            return self.visit(lookup, before, trace).then_some(Origin::Lookup(lookup));
        }
        let typed = trace.class.and(self.engine.typed(fact));
        if typed.is_never() {
            return None;
        }
        trace.class = typed;
        Some(Origin::Typed)
    }
}
