//! The road map for other programs. The layout is versioned and has a JSON Schema:
//! `docs/schema/roadmap.schema.json`.

use serde::Serialize;
use tthc_analysis::burden::Missing;
use tthc_analysis::roadmap::{Alone, Effect, Obstacle, Together};
use tthc_model::Name;

use super::View;
use crate::failure::Failure;
use crate::json::Number;
use crate::output;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    on: String,
    procedures: usize,
    drafts: usize,
    papers: u32,
    liftable: u32,
    unserved: u32,
    truncated: u32,
    obstacles: usize,
    alone: Vec<AloneLine<'a>>,
    together: Vec<TogetherLine<'a>>,
}

#[derive(Serialize)]
struct AloneLine<'a> {
    obstacle: ObstacleLine<'a>,
    waiting: u32,
    effect: EffectLine<'a>,
}

#[derive(Serialize)]
struct TogetherLine<'a> {
    at_most: usize,
    obstacles: Vec<ObstacleLine<'a>>,
    proved_optimal: bool,
    bound_papers: u32,
    greedy_papers: u32,
    effect: EffectLine<'a>,
}

#[derive(Serialize)]
struct ObstacleLine<'a> {
    kind: &'static str,
    source: &'a Name,
    document: Option<&'a Name>,
    level: Option<&'static str>,
    entity: Option<&'a Name>,
    criterion: Option<String>,
    removed_by: Vec<Name>,
}

#[derive(Serialize)]
struct EffectLine<'a> {
    papers: u32,
    wholly: u32,
    procedures: Vec<ProcedureLine<'a>>,
    saved_hours_per_year: Option<Number>,
    saving_vnd_per_year: Option<Number>,
    procedures_without_saving: u32,
    missing: &'a [Missing],
    estimated: bool,
}

#[derive(Serialize)]
struct ProcedureLine<'a> {
    name: &'a Name,
    papers: u32,
}

pub(super) fn write(view: &View<'_>) -> Result<String, Failure> {
    let roadmap = view.roadmap;
    output::json(&Document {
        version: 1,
        on: view.on.to_string(),
        procedures: view.procedures,
        drafts: view.drafts,
        papers: roadmap.papers,
        liftable: roadmap.liftable,
        unserved: roadmap.unserved,
        truncated: roadmap.truncated,
        obstacles: roadmap.obstacles,
        alone: roadmap.alone.iter().map(|alone| self::alone(view, alone)).collect(),
        together: roadmap.together.iter().map(|together| self::together(view, together)).collect(),
    })
}

fn alone<'a>(view: &View<'a>, alone: &'a Alone) -> AloneLine<'a> {
    AloneLine {
        obstacle: obstacle(view, &alone.obstacle),
        waiting: alone.waiting,
        effect: effect(&alone.effect),
    }
}

fn together<'a>(view: &View<'a>, together: &'a Together) -> TogetherLine<'a> {
    TogetherLine {
        at_most: together.at_most,
        obstacles: together.obstacles.iter().map(|one| obstacle(view, one)).collect(),
        proved_optimal: together.proved,
        bound_papers: together.bound,
        greedy_papers: together.greedy,
        effect: effect(&together.effect),
    }
}

fn obstacle<'a>(view: &View<'a>, obstacle: &'a Obstacle) -> ObstacleLine<'a> {
    let (mut document, mut level, mut entity, mut criterion) = (None, None, None, None);
    match obstacle {
        Obstacle::NoReplacementBasis { document: named, .. } => document = Some(named),
        Obstacle::NoReadingBasis { level: named, .. } => level = named.map(|level| level.word()),
        Obstacle::KeyUnchecked { entity: named, .. } | Obstacle::NotCovered { entity: named, .. } => {
            entity = Some(named);
        }
        Obstacle::Quality { criterion: named, .. } => criterion = Some(format!("{named:?}").to_lowercase()),
        Obstacle::NoConnection { .. } | Obstacle::NotPublished { .. } => {}
    }
    ObstacleLine {
        kind: obstacle.code(),
        source: obstacle.source(),
        document,
        level,
        entity,
        criterion,
        removed_by: view.removed_by(obstacle),
    }
}

fn effect(effect: &Effect) -> EffectLine<'_> {
    EffectLine {
        papers: effect.papers,
        wholly: effect.wholly,
        procedures: effect
            .procedures
            .iter()
            .map(|(name, papers)| ProcedureLine { name, papers: *papers })
            .collect(),
        saved_hours_per_year: effect.hours_per_year.as_ref().map(|hours| Number::new(hours, 0)),
        saving_vnd_per_year: effect.saving.as_ref().map(|saving| Number::new(saving, 0)),
        procedures_without_saving: effect.unknown,
        missing: &effect.missing,
        estimated: effect.estimated,
    }
}
