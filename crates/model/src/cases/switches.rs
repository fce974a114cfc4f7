//! Cases and switches together: what holds in which cases, under which positions of some switches.
//!
//! Switches have nothing to do with the cases; a blocker that might be taken away is one. Everything
//! is built from classes and switches that are on, by "and" and "or": turning one more on never loses
//! a case. So the least sets of switches say all there is to say.

use std::sync::Arc;

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet, BddVariableSetBuilder};

use super::{Cases, Class};

/// The space of all cases of one procedure with some switches.
#[derive(Debug, Clone)]
pub struct Switches {
    narrow: BddVariableSet,
    wide: BddVariableSet,
    domain: Switched,
    nothing: Switched,
    count: usize,
}

/// A set of cases for each position of the switches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switched(Arc<Bdd>);

/// A set of positions of the switches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Positions {
    diagram: Bdd,
    /// The first switch among the variables.
    first: usize,
}

impl Switches {
    pub fn new(cases: &Cases, count: usize) -> Switches {
        let mut builder = BddVariableSetBuilder::new();
        for at in 0..cases.variables.len() + count {
            builder.make_variable(&format!("v{at}"));
        }
        let wide = builder.build();
        let narrow = cases.set.clone();
        let domain = wide.transfer_from(&cases.domain, &narrow).unwrap_or_else(|| wide.mk_true());
        let nothing = Switched(Arc::new(wide.mk_false()));
        Switches { narrow, wide, domain: Switched(Arc::new(domain)), nothing, count }
    }

    pub fn all(&self) -> Switched {
        self.domain.clone()
    }

    pub fn none(&self) -> Switched {
        self.nothing.clone()
    }

    /// The class, whatever the switches.
    pub fn class(&self, class: &Class) -> Switched {
        if class.all {
            return self.all();
        }
        if class.is_never() {
            return self.none();
        }
        // The names and the order of the variables of both sets agree.
        let wide = self.wide.transfer_from(&class.diagram, &self.narrow);
        Switched(Arc::new(wide.unwrap_or_else(|| self.wide.mk_false())))
    }

    /// All cases where the switch is on.
    pub fn on(&self, switch: usize) -> Switched {
        let switch = self.wide.mk_var(self.variable(switch));
        Switched(Arc::new(self.domain.0.and(&switch)))
    }

    /// The cases with just these switches on.
    pub fn cases(&self, cases: &Cases, switched: &Switched, on: impl Fn(usize) -> bool) -> Class {
        let values: Vec<(BddVariable, bool)> =
            (0..self.count).map(|switch| (self.variable(switch), on(switch))).collect();
        let diagram = self.narrow.transfer_from(&switched.0.restrict(&values), &self.wide);
        // Diagrams are compared node by node: those that "and" makes are in one order.
        cases.class(diagram.unwrap_or_else(|| self.narrow.mk_false()).and(&cases.domain))
    }

    /// The same with some switches off for good.
    pub fn without(&self, switched: &Switched, off: impl Fn(usize) -> bool) -> Switched {
        let values: Vec<(BddVariable, bool)> =
            (0..self.count).filter(|at| off(*at)).map(|at| (self.variable(at), false)).collect();
        Switched(Arc::new(switched.0.restrict(&values).and(&self.domain.0)))
    }

    /// The positions in which some case of the class is in.
    pub fn some(&self, switched: &Switched, class: &Class) -> Positions {
        let within = switched.0.and(&self.class(class).0);
        Positions { diagram: self.forget_cases(&within), first: self.first() }
    }

    /// The positions in which every case of the class is in.
    pub fn every(&self, switched: &Switched, class: &Class) -> Positions {
        let outside = self.class(class).0.and_not(&switched.0);
        Positions { diagram: self.forget_cases(&outside).not(), first: self.first() }
    }

    fn forget_cases(&self, diagram: &Bdd) -> Bdd {
        let first = self.first();
        diagram.exists_trigger(|variable| variable.to_index() < first)
    }

    fn first(&self) -> usize {
        usize::from(self.narrow.num_vars())
    }

    fn variable(&self, switch: usize) -> BddVariable {
        BddVariable::from_index(self.first() + switch)
    }
}

impl Switched {
    pub fn and(&self, other: &Switched) -> Switched {
        if Arc::ptr_eq(&self.0, &other.0) {
            return self.clone();
        }
        Switched(Arc::new(self.0.and(&other.0)))
    }

    pub fn or(&self, other: &Switched) -> Switched {
        if other.is_never() || Arc::ptr_eq(&self.0, &other.0) {
            return self.clone();
        }
        if self.is_never() {
            return other.clone();
        }
        Switched(Arc::new(self.0.or(&other.0)))
    }

    pub fn is_never(&self) -> bool {
        self.0.is_false()
    }

    pub fn is_within(&self, other: &Switched) -> bool {
        self.is_never() || Arc::ptr_eq(&self.0, &other.0) || self.0.and_not(&other.0).is_false()
    }
}

impl Positions {
    pub fn is_never(&self) -> bool {
        self.diagram.is_false()
    }

    /// The cheapest set of switches to turn on: the price of a set is the sum over its members, none of
    /// which may be free. No member can be left out. Of several, the one with the later switches.
    pub fn cheapest(&self, prices: &[u128]) -> Option<Vec<usize>> {
        let diagram = &self.diagram;
        let price = |at| prices[diagram.var_of(at).to_index() - self.first];
        // Nodes come after those they lead to.
        let mut best: Vec<Option<u128>> = Vec::with_capacity(diagram.size());
        for (index, at) in diagram.pointers().enumerate() {
            best.push(match index {
                0 => None,
                1 => Some(0),
                _ => {
                    let off = best[diagram.low_link_of(at).to_index()];
                    let on = best[diagram.high_link_of(at).to_index()].map(|rest| rest + price(at));
                    off.into_iter().chain(on).min()
                }
            });
        }
        let mut at = diagram.root_pointer();
        let mut found = Vec::new();
        best.get(at.to_index()).copied().flatten()?;
        while !at.is_terminal() {
            let off = diagram.low_link_of(at);
            if best[off.to_index()] == best[at.to_index()] {
                at = off;
            } else {
                found.push(diagram.var_of(at).to_index() - self.first);
                at = diagram.high_link_of(at);
            }
        }
        Some(found)
    }

    /// The least sets of switches, the cheapest first, at most so many; and whether these are all.
    pub fn least(&self, prices: &[u128], at_most: usize) -> (Vec<Vec<usize>>, bool) {
        let mut left = self.clone();
        let mut found = Vec::new();
        while let Some(set) = left.cheapest(prices) {
            if found.len() == at_most {
                return (found, false);
            }
            let values: Vec<(BddVariable, bool)> =
                set.iter().map(|at| (BddVariable::from_index(self.first + at), true)).collect();
            let with_all = left.diagram.select(&values);
            left.diagram = left.diagram.and_not(&with_all);
            found.push(set);
        }
        (found, true)
    }
}
