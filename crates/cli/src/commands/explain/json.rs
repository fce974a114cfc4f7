//! The verdicts on one procedure for other programs. The layout is versioned and has a JSON Schema:
//! `docs/schema/explain.schema.json`.

use serde::Serialize;
use tthc_analysis::evidence::{LookupIndex, Origin};
use tthc_analysis::lifted::{Sets, least_sets};
use tthc_analysis::timeline::{self, timelines};
use tthc_analysis::verdict::{Judgement, Proof};
use tthc_model::Name;
use tthc_model::procedure::ComponentId;
use tthc_syntax::Surface;

use super::Explain;
use super::alternatives::around;
use super::form::fields;
use crate::failure::Failure;
use crate::json::{Blocker, Verdict};
use crate::output;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    on: String,
    procedure: &'a Name,
    title: &'a str,
    code: Option<&'a str>,
    components: Vec<Component<'a>>,
    forms: Vec<Form<'a>>,
}

/// A form is filled in, not brought.
#[derive(Serialize)]
struct Form<'a> {
    name: &'a Name,
    title: &'a str,
    held: Vec<String>,
    held_in_some_cases: Vec<String>,
    lookup_keys: Vec<String>,
    not_held: Vec<String>,
    other_fields: &'a [String],
}

#[derive(Serialize)]
struct Alternatives<'a> {
    kind: &'static str,
    wanted: u16,
    papers: Vec<Vec<&'a Name>>,
    basis: Vec<String>,
}

#[derive(Serialize)]
struct Component<'a> {
    #[serde(flatten)]
    verdict: Verdict<'a>,
    needed: Vec<String>,
    lookups: Vec<Lookup<'a>>,
    residual: Vec<String>,
    alternatives: Vec<Alternatives<'a>>,
    timeline: Vec<Stretch>,
    /// As far as --sets asks for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    blocker_sets: Option<BlockerSets>,
}

#[derive(Serialize)]
struct BlockerSets {
    complete: bool,
    sets: Vec<BlockerSet>,
}

#[derive(Serialize)]
struct BlockerSet {
    blockers: Vec<Blocker<Name>>,
    cases: String,
}

#[derive(Serialize)]
struct Lookup<'a> {
    source: &'a Name,
    keys: Vec<Key>,
    gives: Vec<String>,
}

#[derive(Serialize)]
struct Key {
    fact: String,
    from: String,
}

/// Days with the same verdicts, first and last included; `null` is without end.
#[derive(Serialize, Clone)]
struct Stretch {
    from: Option<String>,
    until: Option<String>,
    verdicts: Vec<&'static str>,
    alternative_replaced: bool,
}

pub(super) fn write(
    explain: &Explain<'_>,
    components: &[ComponentId],
    forms: &[ComponentId],
) -> Result<String, Failure> {
    let timelines = timelines(explain.procedure, explain.library, components);
    let verdicts = components.iter().zip(&timelines).flat_map(|(id, timeline)| {
        let stretches: Vec<Stretch> = timeline.iter().map(stretch).collect();
        explain.assessment.of(*id).map(move |judgement| component(explain, judgement, stretches.clone()))
    });
    output::json(&Document {
        version: 1,
        on: explain.on.to_string(),
        procedure: &explain.procedure.name,
        title: &explain.procedure.title,
        code: explain.procedure.code.as_deref(),
        components: verdicts.collect(),
        forms: forms.iter().map(|id| form(explain, *id)).collect(),
    })
}

fn form<'a>(explain: &'a Explain<'_>, id: ComponentId) -> Form<'a> {
    let component = explain.procedure.component(id);
    let engine = &explain.assessment.engine;
    let fields = fields(explain, id);
    let text = |list: &[usize]| list.iter().map(|fact| engine.fact_text(*fact)).collect();
    Form {
        name: &component.name,
        title: &component.title,
        held: text(&fields.held),
        held_in_some_cases: text(&fields.sometimes),
        lookup_keys: text(&fields.keys),
        not_held: text(&fields.unknown),
        other_fields: &component.other_fields,
    }
}

fn alternatives<'a>(explain: &'a Explain<'_>, id: ComponentId) -> Vec<Alternatives<'a>> {
    let procedure = explain.procedure;
    let names = |part: &Vec<ComponentId>| part.iter().map(|id| &procedure.component(*id).name).collect();
    let groups = around(procedure, id).into_iter().map(|group| Alternatives {
        kind: group.kind.code(),
        wanted: group.wanted,
        papers: group.parts.iter().map(names).collect(),
        basis: group.basis(procedure).into_iter().map(|citation| citation.to_string()).collect(),
    });
    groups.collect()
}

fn component<'a>(
    explain: &'a Explain<'_>,
    judgement: &'a Judgement,
    timeline: Vec<Stretch>,
) -> Component<'a> {
    let engine = &explain.assessment.engine;
    let facts = |list: &[usize]| list.iter().map(|fact| engine.fact_text(*fact)).collect::<Vec<_>>();
    let lookups = judgement
        .proof
        .iter()
        .flat_map(|proof| proof.lookups.iter().map(move |at| lookup(explain, proof, *at)));
    Component {
        verdict: Verdict::new(explain.assessment, judgement),
        needed: facts(&judgement.needed),
        lookups: lookups.collect(),
        residual: facts(&judgement.residual),
        alternatives: alternatives(explain, judgement.component),
        timeline,
        blocker_sets: explain.sets.map(|at_most| blocker_sets(explain, judgement, at_most)),
    }
}

fn blocker_sets(explain: &Explain<'_>, judgement: &Judgement, at_most: usize) -> BlockerSets {
    let Sets { sets, complete } = least_sets(explain.assessment, judgement, at_most);
    let cases = &explain.assessment.engine.cases;
    let sets = sets.into_iter().map(|(blockers, class)| BlockerSet {
        blockers: blockers
            .iter()
            .map(|blocker| Blocker { kind: blocker.code(), source: blocker.source().clone() })
            .collect(),
        cases: cases.text(explain.procedure, &class, Surface::English),
    });
    BlockerSets { complete, sets: sets.collect() }
}

fn lookup<'a>(explain: &'a Explain<'_>, proof: &Proof, at: LookupIndex) -> Lookup<'a> {
    let engine = &explain.assessment.engine;
    let keys = proof.keys.iter().filter(|(of, ..)| *of == at).map(|(_, fact, origin)| Key {
        fact: engine.fact_text(*fact),
        from: match origin {
            Origin::Login => "login".to_owned(),
            Origin::Typed => "form".to_owned(),
            Origin::Lookup(lookup) => engine.lookups[*lookup].source.to_string(),
        },
    });
    let gives = proof.facts.iter().filter(|(_, from)| *from == at);
    Lookup {
        source: engine.lookups[at].source,
        keys: keys.collect(),
        gives: gives.map(|(fact, _)| engine.fact_text(*fact)).collect(),
    }
}

fn stretch(stretch: &timeline::Stretch) -> Stretch {
    let mut verdicts: Vec<&str> = stretch.verdicts.iter().map(|verdict| verdict.code()).collect();
    verdicts.dedup();
    Stretch {
        from: stretch.period.from.map(|day| day.to_string()),
        until: stretch.period.until.map(|day| day.to_string()),
        verdicts,
        alternative_replaced: !stretch.moot.is_empty() && stretch.moot.iter().all(|moot| *moot),
    }
}
