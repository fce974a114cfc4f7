//! Names that every expression language reads as one variable.

use std::collections::{BTreeMap, BTreeSet};

use tthc_model::process::{Process, Variable};

use crate::graph::{Graph, Guard};

pub(crate) struct Variables<'a> {
    names: BTreeMap<&'a str, String>,
    /// In model order.
    pub(crate) all: Vec<(String, &'a Variable)>,
}

impl<'a> Variables<'a> {
    pub(crate) fn new(process: &'a Process) -> Variables<'a> {
        let mut variables = Variables { names: BTreeMap::new(), all: Vec::new() };
        let mut taken = BTreeSet::new();
        for variable in &process.variables {
            variables.add(&variable.name, &mut taken);
            variables.all.push((variables.name(&variable.name).to_owned(), variable));
        }
        for flow in &Graph::new(process).flows {
            if let Guard::Equals { variable, .. } = flow.guard {
                variables.add(variable, &mut taken);
            }
        }
        variables
    }

    /// FEEL reads a hyphen as minus, and no language takes a digit in front.
    fn add(&mut self, raw: &'a str, taken: &mut BTreeSet<String>) {
        if self.names.contains_key(raw) {
            return;
        }
        let mut wanted: String =
            raw.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        if !wanted.starts_with(|c: char| c.is_ascii_alphabetic()) {
            wanted.insert(0, 'v');
        }
        let mut name = wanted.clone();
        let mut count = 1;
        while !taken.insert(name.clone()) {
            count += 1;
            name = format!("{wanted}_{count}");
        }
        self.names.insert(raw, name);
    }

    pub(crate) fn name<'b>(&'b self, raw: &'b str) -> &'b str {
        self.names.get(raw).map_or(raw, String::as_str)
    }
}
