//! Every data flow is listed, with who comes to know what and on which basis; and none besides.

use std::collections::{BTreeMap, BTreeSet};

use tthc_model::Name;
use tthc_model::certificate::Certificate;

use crate::space::Space;
use crate::violation::Violation;

/// The facts read, and the texts on which they are.
type Read<'c> = (BTreeSet<&'c str>, &'c Vec<String>);

pub(crate) fn check(certificate: &Certificate, space: &Space<'_>, found: &mut Vec<Violation>) {
    let mut real: BTreeMap<(&Name, &Name), Read<'_>> = BTreeMap::new();
    let blocks = certificate.places.iter().flat_map(|place| &place.blocks);
    for step in blocks.flat_map(|block| &block.replacements).flat_map(|one| &one.steps) {
        let flow = real.entry((&step.source, &step.role)).or_insert_with(|| (BTreeSet::new(), &step.reading));
        flow.0.extend(step.gives.iter().map(|given| given.through.as_ref().unwrap_or(&given.fact).as_str()));
    }
    for ((source, role), (facts, basis)) in &real {
        let listed = certificate.flows.iter().any(|flow| {
            (&flow.source, &flow.role) == (source, role)
                && flow.facts.iter().map(String::as_str).collect::<BTreeSet<_>>() == *facts
                && flow.basis == **basis
                && flow.authorities == space.procedure.authorities
        });
        if !listed {
            found.push(Violation::FlowMissing { source: source.to_string(), role: role.to_string() });
        }
    }
    for flow in &certificate.flows {
        if !real.contains_key(&(&flow.source, &flow.role)) {
            found
                .push(Violation::FlowUnused { source: flow.source.to_string(), role: flow.role.to_string() });
        }
    }
}
