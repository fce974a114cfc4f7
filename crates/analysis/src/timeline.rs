//! The verdict on one component over time: the days on which something that matters begins or ends.

use std::collections::BTreeSet;

use tthc_model::library::Library;
use tthc_model::procedure::ComponentId;
use tthc_model::{Date, Period, Procedure};

use crate::plan::is_moot;
use crate::verdict::{Verdict, assess};

/// A stretch of days with the same verdicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    pub period: Period,
    /// The verdicts in any case, in the order of precedence.
    pub verdicts: Vec<Verdict>,
    /// For each of them: whether it only holds where data stands for another paper of the same
    /// place, so that this one is not asked for.
    pub moot: Vec<bool>,
}

/// The verdicts on each of the components, stretch by stretch; the first and the last are open.
pub fn timelines(procedure: &Procedure, library: &Library, components: &[ComponentId]) -> Vec<Vec<Stretch>> {
    let mut starts: Vec<Option<Date>> = vec![None];
    starts.extend(turning_points(procedure, library).into_iter().map(Some));
    let mut timelines: Vec<Vec<Stretch>> = vec![Vec::new(); components.len()];
    for (at, start) in starts.iter().enumerate() {
        let next = starts.get(at + 1).copied().flatten();
        let until = next.and_then(|day| day.yesterday().ok());
        let Some(day) = start.or(until) else { continue };
        let assessment = assess(procedure, library, day);
        for (stretches, component) in timelines.iter_mut().zip(components) {
            let judgements = assessment.of(*component);
            let mut found: Vec<(Verdict, bool)> =
                judgements.map(|judgement| (judgement.verdict, is_moot(&assessment, judgement))).collect();
            found.sort_unstable();
            found.dedup();
            let (verdicts, moot): (Vec<Verdict>, Vec<bool>) = found.into_iter().unzip();
            match stretches.last_mut() {
                Some(last) if last.verdicts == verdicts && last.moot == moot => last.period.until = until,
                _ => stretches.push(Stretch { period: Period { from: *start, until }, verdicts, moot }),
            }
        }
    }
    timelines
}

/// First days of new states of the law and of the sources.
fn turning_points(procedure: &Procedure, library: &Library) -> BTreeSet<Date> {
    let mut points = BTreeSet::new();
    let mut add = |period: Period| {
        points.extend(period.from);
        points.extend(period.until.and_then(|day| day.tomorrow().ok()));
    };
    for (_, rule) in library.rules() {
        add(rule.period.intersect(&library.in_force(&rule.basis)));
        for replacement in &rule.replaces {
            add(replacement.period.intersect(&library.in_force(&replacement.basis)));
        }
    }
    for (_, source) in library.sources() {
        for publication in &source.publications {
            add(publication.period.intersect(&library.in_force(&publication.basis)));
        }
        for service in &source.serves {
            add(service.period.intersect(&library.in_force(&service.basis)));
        }
    }
    for lookup in procedure.requirements.iter().flat_map(|requirement| &requirement.lookups) {
        add(lookup.period.intersect(&library.in_force(&lookup.basis)));
    }
    points
}
