//! Which provisions require the papers that a plan drops: they are to be amended.
//!
//! A provision is what the file cites for a paper or for the requirement it evidences. A paper whose
//! provision nobody cited is listed too, without one.

use std::cmp::Ordering;

use tthc_model::cases::Class;
use tthc_model::library::{Library, Rank};
use tthc_model::procedure::ComponentId;
use tthc_model::{BasisKind, Citation, Date, Name};

use crate::evidence::Basis;
use crate::plan::{Plan, SlotPlan};
use crate::verdict::Judgement;

/// One provision that requires one dropped paper.
#[derive(Debug, Clone)]
pub struct Demand {
    pub component: ComponentId,
    /// `None`: the file cites no text for the paper.
    pub provision: Option<Citation>,
    pub operation: Operation,
    /// The cases in which the paper is no longer asked for.
    pub class: Class,
    /// The sources that stand for the paper.
    pub sources: Vec<Name>,
    /// Entries of a list that names the procedure and the paper and goes before the provision: these
    /// cases need no amendment while it is in force.
    pub applied_by: Vec<Citation>,
    /// The first day on which the text that lets data stand for the paper is no longer in force.
    pub amend_before: Option<Date>,
}

/// How the paper leaves the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Data stand for it.
    Replaced,
    /// Data stand for another paper of the same place.
    Spared,
    /// A reform has the form ask for its facts.
    MovedToForm,
    /// A reform takes it out.
    Cut,
}

impl Operation {
    /// Stable, for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Operation::Replaced => "replaced",
            Operation::Spared => "spared",
            Operation::MovedToForm => "moved_to_form",
            Operation::Cut => "cut",
        }
    }
}

/// The demands of one text, its provisions in their order.
#[derive(Debug, Clone)]
pub struct Instrument<T> {
    /// `None`: papers for which no text is cited.
    pub law: Option<Name>,
    pub rank: Option<Rank>,
    pub in_force_from: Option<Date>,
    pub provisions: Vec<(Option<Citation>, Vec<T>)>,
}

/// What a plan drops and who requires it, in the order of the dossier.
pub fn demands(plan: &Plan<'_>) -> Vec<Demand> {
    let mut found: Vec<Demand> = Vec::new();
    for slot in &plan.slots {
        for id in slot.slot.components() {
            for dropped in dropped(plan, slot, id) {
                add(plan, id, dropped, &mut found);
            }
        }
    }
    found
}

/// By text, the highest rank first, of one rank the oldest first; what cites no text comes last.
pub fn by_instrument<T>(
    library: &Library,
    demands: impl IntoIterator<Item = (Option<Citation>, T)>,
) -> Vec<Instrument<T>> {
    let mut instruments: Vec<Instrument<T>> = Vec::new();
    for (provision, demand) in demands {
        let law = provision.as_ref().map(|citation| citation.law.clone());
        let at = instruments.iter().position(|known| known.law == law).unwrap_or_else(|| {
            let declared = law.as_ref().and_then(|name| library.law(name));
            instruments.push(Instrument {
                law: law.clone(),
                rank: declared.and_then(|law| law.rank),
                in_force_from: declared.and_then(|law| law.in_force.from),
                provisions: Vec::new(),
            });
            instruments.len() - 1
        });
        let provisions = &mut instruments[at].provisions;
        match provisions.iter_mut().find(|(known, _)| *known == provision) {
            Some((_, known)) => known.push(demand),
            None => provisions.push((provision, vec![demand])),
        }
    }
    for instrument in &mut instruments {
        instrument.provisions.sort_by(|a, b| match (&a.0, &b.0) {
            (Some(a), Some(b)) => a.order(b),
            _ => Ordering::Equal,
        });
    }
    instruments.sort_by(|a, b| {
        let key = |one: &Instrument<T>| {
            let rank = (one.rank.is_none(), one.rank);
            let from = (one.in_force_from.is_none(), one.in_force_from);
            (one.law.is_none(), rank, from, one.law.clone())
        };
        key(a).cmp(&key(b))
    });
    instruments
}

/// The cases of one paper that leave the dossier in one way.
struct Dropped<'p> {
    operation: Operation,
    class: Class,
    judgement: Option<&'p Judgement>,
}

fn dropped<'p>(plan: &'p Plan<'_>, slot: &SlotPlan, id: ComponentId) -> Vec<Dropped<'p>> {
    let after = &plan.after;
    let name = &after.engine.procedure.component(id).name;
    let asked = after.asked(id);
    let mut parts = Vec::new();
    let mut spared = asked.and(&slot.replaced);
    if !plan.decisions.kept.contains(name) {
        for judgement in after.of(id).filter(|judgement| judgement.verdict.is_replaced()) {
            let class = judgement.class.and(&slot.replaced);
            spared = spared.minus(&class);
            parts.push(Dropped { operation: Operation::Replaced, class, judgement: Some(judgement) });
        }
    }
    parts.push(Dropped { operation: Operation::Spared, class: spared, judgement: None });
    let cut = asked.and(&slot.cut);
    let operation = match plan.decisions.moved.contains(name) {
        true => Operation::MovedToForm,
        false => Operation::Cut,
    };
    parts.push(Dropped { operation, class: cut, judgement: None });
    parts.retain(|part| !part.class.is_never());
    parts
}

fn add(plan: &Plan<'_>, id: ComponentId, dropped: Dropped<'_>, found: &mut Vec<Demand>) {
    let engine = &plan.after.engine;
    let mut provisions: Vec<Option<Citation>> =
        engine.procedure.provisions(id).into_iter().cloned().map(Some).collect();
    if provisions.is_empty() {
        provisions.push(None);
    }
    let bases = dropped.judgement.map_or_else(Vec::new, |judgement| bases(plan, judgement));
    let mut sources: Vec<Name> = Vec::new();
    for (source, _) in &bases {
        if !sources.contains(source) {
            sources.push(source.clone());
        }
    }
    let last_days = bases.iter().filter_map(|(_, basis)| basis.period.until);
    let amend_before = last_days.min().and_then(|last| last.tomorrow().ok());
    for provision in provisions {
        let applied_by = provision.as_ref().map_or_else(Vec::new, |text| applied(plan, &bases, text));
        let demand = Demand {
            component: id,
            provision,
            operation: dropped.operation,
            class: dropped.class.clone(),
            sources: sources.clone(),
            applied_by,
            amend_before,
        };
        let same = found.iter_mut().find(|known| {
            known.component == id
                && known.provision == demand.provision
                && known.operation == demand.operation
                && known.sources == demand.sources
                && known.applied_by == demand.applied_by
                && known.amend_before == demand.amend_before
        });
        match same {
            Some(known) => known.class = known.class.or(&demand.class),
            None => found.push(demand),
        }
    }
}

/// The texts that the judgement rests on, each with the source it lets stand for the paper.
fn bases<'p>(plan: &'p Plan<'_>, judgement: &Judgement) -> Vec<(Name, Basis<'p>)> {
    let engine = &plan.after.engine;
    let component = engine.procedure.component(judgement.component);
    let Some(proof) = &judgement.proof else {
        // The stored document itself is read.
        let stores = component.document.as_ref().map_or(&[][..], |name| engine.library.stores_of(name));
        let all = stores.iter().flat_map(|source| {
            engine.replacement_basis(component, source).into_iter().map(move |basis| (source.clone(), basis))
        });
        return all.filter(|(_, basis)| basis.kind != BasisKind::Inferred).collect();
    };
    let mut found: Vec<(Name, Basis<'_>)> = Vec::new();
    for (_, lookup) in &proof.facts {
        let source = engine.lookups[*lookup].source;
        if found.iter().any(|(known, _)| known == source) {
            continue;
        }
        // The proof took the best of those that overlap its cases.
        let best = engine.replacement_basis(component, source).into_iter().find(|basis| {
            basis.kind != BasisKind::Inferred
                && !basis.class.and(&judgement.class).is_never()
                && basis.citations.iter().all(|citation| proof.basis.contains(citation))
        });
        found.extend(best.map(|basis| (source.clone(), basis)));
    }
    found
}

/// The list entries that already displace a provision; none unless every source stands on one.
fn applied(plan: &Plan<'_>, bases: &[(Name, Basis<'_>)], provision: &Citation) -> Vec<Citation> {
    let engine = &plan.after.engine;
    let mut entries: Vec<Citation> = Vec::new();
    for (_, basis) in bases {
        let mut displacing = basis
            .citations
            .iter()
            .filter(|entry| engine.library.prevails(&entry.law, &provision.law, engine.on))
            .peekable();
        if basis.kind != BasisKind::Explicit || displacing.peek().is_none() {
            return Vec::new();
        }
        for entry in displacing {
            if !entries.contains(entry) {
                entries.push(entry.clone());
            }
        }
    }
    entries
}
