//! What a procedure is an example of, so that nothing is left out by chance.

use std::collections::BTreeSet;

use crate::clingo::Model;
use crate::facts::{Claim, Proof};
use crate::world::*;

/// Each must occur in enough of the procedures.
pub(crate) const ALL: [&str; 54] = [
    "verdict law_bound",
    "verdict unneeded",
    "verdict held",
    "verdict held_with_consent",
    "verdict reusable",
    "verdict duplicate",
    "verdict blocked",
    "verdict undetermined",
    "verdict partly_held",
    "verdict required",
    "blocker not_covered",
    "blocker no_replacement_basis",
    "blocker no_reading_basis",
    "blocker not_published",
    "blocker no_connection",
    "blocker key_unchecked",
    "blocker quality",
    "several blockers in one set",
    "several blocker sets for one paper",
    "proof by one lookup",
    "proof by a chain of lookups",
    "verdicts that differ by case",
    "facts held in some cases only",
    "constraint",
    "case of two values",
    "case of several values",
    "condition on a person",
    "several authorities",
    "role behind a reference",
    "alternative keys",
    "key of several parts",
    "key over a reference",
    "key checked with nothing",
    "login",
    "subjects covered",
    "publication of a part",
    "publication of a document",
    "publication with a window",
    "service with a window",
    "law with a window",
    "agency served by name",
    "consent",
    "document about two",
    "rule replaces anything",
    "rule with a condition",
    "rule inferred",
    "threshold",
    "lookup explicit",
    "lookup general",
    "lookup inferred",
    "lookup in place of",
    "lookup not in force yet",
    "one of",
    "first of",
];

pub(crate) fn of_answer(claims: &[Claim], proofs: &[Proof], models: &[Model]) -> BTreeSet<&'static str> {
    let mut kinds = BTreeSet::new();
    let mut add = |kind: &str| kinds.extend(ALL.into_iter().find(|known| *known == kind));
    for verdict in models.iter().flat_map(|model| model.all("verdict")) {
        let verdict = verdict.split_once(',').map_or("", |(_, verdict)| verdict);
        add(&format!("verdict {verdict}"));
    }
    for blocker in claims.iter().flat_map(|claim| &claim.blockers) {
        add(&format!("blocker {}", blocker.split('(').next().unwrap_or_default()));
    }
    let several = claims.iter().any(|claim| claim.blockers.len() > 1);
    let twice = claims.iter().enumerate().any(|(at, one)| {
        claims[..at].iter().any(|other| other.paper == one.paper && other.blockers != one.blockers)
    });
    let differs = |name: &str| {
        let of = |model: &Model| model.all(name).map(str::to_owned).collect::<Vec<_>>();
        models.iter().any(|model| of(model) != of(&models[0]))
    };
    let found = [
        ("several blockers in one set", several),
        ("several blocker sets for one paper", twice),
        ("proof by one lookup", proofs.iter().any(|proof| proof.records.len() == 1)),
        ("proof by a chain of lookups", proofs.iter().any(|proof| proof.records.len() > 1)),
        ("verdicts that differ by case", differs("verdict")),
        ("facts held in some cases only", differs("held")),
    ];
    found.into_iter().filter(|(_, found)| *found).for_each(|(kind, _)| add(kind));
    kinds
}

pub(crate) fn of_world(world: &World) -> BTreeSet<&'static str> {
    let records = || world.sources.iter().flat_map(|source| &source.records);
    let keys = || records().flat_map(|record| &record.keys);
    let publications = || world.sources.iter().flat_map(|source| &source.publications);
    let services = || world.sources.iter().flat_map(|source| &source.services);
    let replacements = || world.rules.iter().flat_map(|rule| &rule.replaces);
    let mut lookups = Vec::new();
    let (mut one_of, mut first_of) = (false, false);
    world.dossier.iter().for_each(|entry| look(entry, &mut lookups, &mut one_of, &mut first_of));
    let is_open = |window: &Window| window.from.is_none_or(|from| from == 1) && window.until.is_none();
    let basis = |wanted: Basis| lookups.iter().any(|lookup| lookup.basis == Some(wanted));
    let publishes = |wanted: fn(&Scope) -> bool| publications().any(|one| one.scope.iter().any(wanted));
    let found = [
        ("constraint", !world.constraints.is_empty()),
        ("case of two values", world.cases.iter().any(|values| values.len() == 2)),
        ("case of several values", world.cases.iter().any(|values| values.len() > 2)),
        ("condition on a person", world.nations().next().is_some()),
        ("several authorities", world.authorities.len() > 1),
        ("role behind a reference", world.roles.iter().any(|role| role.link.is_some())),
        ("alternative keys", records().any(|record| record.keys.iter().any(|key| *key != record.keys[0]))),
        ("key of several parts", keys().any(|key| key.len() > 1)),
        ("key over a reference", keys().flatten().any(|part| part.over.is_some())),
        ("key checked with nothing", records().any(|record| record.matching.is_empty())),
        ("login", world.sources.iter().any(|source| source.login)),
        ("subjects covered", records().any(|record| record.covers.is_some())),
        (
            "publication of a part",
            publishes(|scope| matches!(scope, Scope::Entity(_) | Scope::Attribute(..))),
        ),
        ("publication of a document", publishes(|scope| matches!(scope, Scope::Document(_)))),
        ("publication with a window", publications().any(|one| !is_open(&one.text.window))),
        ("service with a window", services().any(|service| !is_open(&service.text.window))),
        ("law with a window", world.laws.iter().any(|law| !is_open(law))),
        ("agency served by name", services().any(|service| !service.agencies.is_empty())),
        ("consent", world.sources.iter().any(|source| source.consent == Some(true))),
        ("document about two", world.documents.iter().any(|document| document.about.len() > 1)),
        ("rule replaces anything", replacements().any(|one| one.document.is_none() || one.source.is_none())),
        ("rule with a condition", replacements().any(|one| one.when.is_some())),
        ("rule inferred", replacements().any(|one| one.basis == Some(Basis::Inferred))),
        ("threshold", world.rules.iter().any(|rule| !rule.thresholds.is_empty())),
        ("lookup explicit", basis(Basis::Explicit)),
        ("lookup general", basis(Basis::General)),
        ("lookup inferred", basis(Basis::Inferred)),
        ("lookup in place of", lookups.iter().any(|lookup| !lookup.instead.is_empty())),
        ("lookup not in force yet", lookups.iter().any(|lookup| lookup.standing != Standing::InForce)),
        ("one of", one_of),
        ("first of", first_of),
    ];
    found.into_iter().filter(|(_, found)| *found).map(|(kind, _)| kind).collect()
}

fn look<'w>(entry: &'w Entry, lookups: &mut Vec<&'w Lookup>, one_of: &mut bool, first_of: &mut bool) {
    let parts: Vec<&Entry> = match entry {
        Entry::Form(_) | Entry::Paper(_) => Vec::new(),
        Entry::OneOf(_, parts)
        | Entry::FirstOf(_, parts)
        | Entry::AtLeast(_, _, parts)
        | Entry::AllOf(_, parts)
        | Entry::If(_, parts) => parts.iter().collect(),
        Entry::Require(requirement) => {
            lookups.extend(&requirement.lookups);
            *first_of |= requirement.chains.iter().any(|chain| chain.len() > 1);
            requirement.chains.iter().flatten().collect()
        }
    };
    *one_of |= matches!(entry, Entry::OneOf(..) | Entry::AtLeast(..));
    *first_of |= matches!(entry, Entry::FirstOf(..));
    parts.into_iter().for_each(|part| look(part, lookups, one_of, first_of));
}
