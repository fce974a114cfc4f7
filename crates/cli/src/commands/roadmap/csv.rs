//! The road map as a table for spreadsheets: a line an obstacle, then a line an obstacle of each best set.
//! What a set frees is the same on each of its lines: not to be added up.

use tthc_analysis::roadmap::{Effect, Obstacle};
use tthc_model::quantity::decimal;
use tthc_model::{Locale, Name};

use super::View;
use crate::failure::Failure;
use crate::words::obstacle_text;

pub(super) fn write(view: &View<'_>) -> Result<String, Failure> {
    let failed = |error: csv::Error| Failure::Other { vi: error.to_string(), en: error.to_string() };
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let header = [
        "set_of_at_most",
        "proved_optimal",
        "bound_papers",
        "greedy_papers",
        "kind",
        "source",
        "obstacle",
        "removed_by",
        "waiting",
        "papers",
        "wholly",
        "procedures",
        "saving_vnd_per_year_low",
        "saving_vnd_per_year_high",
        "procedures_without_saving",
    ];
    writer.write_record(header).map_err(failed)?;
    let none = String::new;
    for alone in &view.roadmap.alone {
        let set = [none(), none(), none(), none()];
        let line = line(view, set, &alone.obstacle, alone.waiting.to_string(), &alone.effect);
        writer.write_record(line).map_err(failed)?;
    }
    for together in &view.roadmap.together {
        for obstacle in &together.obstacles {
            let set = [
                together.at_most.to_string(),
                together.proved.to_string(),
                together.bound.to_string(),
                together.greedy.to_string(),
            ];
            writer.write_record(line(view, set, obstacle, none(), &together.effect)).map_err(failed)?;
        }
    }
    let failed =
        |error: &dyn std::fmt::Display| Failure::Other { vi: error.to_string(), en: error.to_string() };
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

fn line(
    view: &View<'_>,
    set: [String; 4],
    obstacle: &Obstacle,
    waiting: String,
    effect: &Effect,
) -> Vec<String> {
    let saving = effect.saving.as_ref();
    let by: Vec<String> = view.removed_by(obstacle).iter().map(Name::to_string).collect();
    let procedures: Vec<&str> = effect.procedures.iter().map(|(name, _)| name.as_str()).collect();
    let mut line = set.to_vec();
    line.extend([
        obstacle.code().to_owned(),
        obstacle.source().to_string(),
        obstacle_text(obstacle, view.library, Locale::Vietnamese),
        by.join("; "),
        waiting,
        effect.papers.to_string(),
        effect.wholly.to_string(),
        procedures.join("; "),
        saving.map_or_else(String::new, |saving| decimal(&saving.low, 0)),
        saving.map_or_else(String::new, |saving| decimal(&saving.high, 0)),
        effect.unknown.to_string(),
    ]);
    line
}
