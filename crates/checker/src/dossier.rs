//! Nothing that was evidenced is lost: the places of the dossier, and every need over all of them.

use tthc_model::cases::Class;
use tthc_model::certificate::{Certificate, Place, State};
use tthc_model::procedure::{Component, Entry, Fact, Mode, Procedure};
use tthc_model::scenario::Reform;

use crate::block::{self, Sound};
use crate::space::Space;
use crate::violation::Violation;

/// A place as the record has it.
pub(crate) struct Wanted<'a> {
    pub(crate) alternatives: Vec<Vec<&'a Component>>,
    pub(crate) count: u16,
}

impl Wanted<'_> {
    pub(crate) fn title(&self) -> String {
        let names = self.alternatives.iter().map(|papers| {
            papers.iter().map(|component| component.name.as_str()).collect::<Vec<_>>().join(" + ")
        });
        names.collect::<Vec<_>>().join(" | ")
    }

    pub(crate) fn components(&self) -> impl Iterator<Item = &Component> {
        self.alternatives.iter().flatten().copied()
    }

    fn is(&self, place: &Place) -> bool {
        let same = |papers: &Vec<&Component>, names: &Vec<tthc_model::Name>| {
            papers.iter().map(|component| &component.name).eq(names)
        };
        self.count == place.wanted
            && self.alternatives.len() == place.alternatives.len()
            && self.alternatives.iter().zip(&place.alternatives).all(|(papers, names)| same(papers, names))
    }
}

pub(crate) fn check(
    certificate: &Certificate,
    space: &Space<'_>,
    reform: Option<&Reform>,
    found: &mut Vec<Violation>,
) {
    let wanted = places(space.procedure);
    let mut evidence: Vec<(Fact, Class, Class)> = Vec::new();
    for place in &certificate.places {
        if !wanted.iter().any(|wanted| wanted.is(place)) {
            found.push(Violation::PlaceUnknown { place: title(place) });
        }
    }
    for wanted in &wanted {
        let mut stated = certificate.places.iter().filter(|place| wanted.is(place));
        let (Some(place), None) = (stated.next(), stated.next()) else {
            found.push(Violation::PlaceMissing { place: wanted.title() });
            continue;
        };
        let sound = blocks(place, wanted, space, reform, found);
        for fact in wanted.components().flat_map(|component| space.attested(component)) {
            let before = guaranteed(wanted, &fact, space);
            let after = sound.iter().fold(space.cases.none(), |any, one| match one.state {
                State::Asked => any.or(&one.class.and(&before)),
                State::Data if one.given.contains(&fact) => any.or(&one.class),
                _ => any,
            });
            match evidence.iter_mut().find(|(known, ..)| *known == fact) {
                Some((_, known, kept)) => (*known, *kept) = (known.or(&before), kept.or(&after)),
                None => evidence.push((fact, before, after)),
            }
        }
    }
    for (fact, before, after) in evidence {
        let lost = space.needed(&fact).and(&before).minus(&after);
        let word = space.typed(&fact);
        let text = space.fact_text(&fact);
        if lost.is_never() {
            continue;
        }
        found.push(if lost.is_within(&word) {
            Violation::AssuranceLower { fact: text, place: space.words(&lost) }
        } else {
            Violation::NeedLost { fact: text, cases: space.words(&lost) }
        });
    }
}

/// The blocks of a place are disjoint, are all cases, and each is sound.
fn blocks(
    place: &Place,
    wanted: &Wanted<'_>,
    space: &Space<'_>,
    reform: Option<&Reform>,
    found: &mut Vec<Violation>,
) -> Vec<Sound> {
    let title = wanted.title();
    let mut seen = space.cases.none();
    let mut sound = Vec::new();
    for block in &place.blocks {
        let class = match space.class(&block.cases) {
            Ok(class) => class,
            Err(condition) => {
                found.push(Violation::UnknownCondition { place: title.clone(), condition });
                continue;
            }
        };
        if class.is_never() {
            let cases = format!("{:?}", block.cases.len());
            found.push(Violation::EmptyBlock { place: title.clone(), cases });
            continue;
        }
        let twice = seen.and(&class);
        if !twice.is_never() {
            found.push(Violation::BlocksOverlap { place: title.clone(), cases: space.words(&twice) });
        }
        seen = seen.or(&class);
        sound.push(block::check(block, class, wanted, space, reform, found));
    }
    let left = space.cases.complement(&seen);
    if !left.is_never() {
        found.push(Violation::BlocksIncomplete { place: title, cases: space.words(&left) });
    }
    sound
}

/// The cases in which the place evidences a fact whichever alternative the applicant chooses: fewer
/// alternatives are silent about it than are wanted.
fn guaranteed(wanted: &Wanted<'_>, fact: &Fact, space: &Space<'_>) -> Class {
    let asked = |papers: &[&Component]| {
        papers.iter().fold(space.cases.none(), |any, component| any.or(&space.asked(component)))
    };
    let silent: Vec<Class> = wanted
        .alternatives
        .iter()
        .map(|papers| {
            let tell: Vec<&Component> =
                papers.iter().copied().filter(|component| space.attested(component).contains(fact)).collect();
            asked(papers).minus(&asked(&tell))
        })
        .collect();
    let any = wanted.alternatives.iter().fold(space.cases.none(), |any, papers| any.or(&asked(papers)));
    any.minus(&space.at_least(usize::from(wanted.count.max(1)), &silent))
}

fn title(place: &Place) -> String {
    let names = place.alternatives.iter().map(|names| names.join(" + "));
    names.collect::<Vec<_>>().join(" | ")
}

/// What the applicant brings: each paper, or choice of papers. Forms are filled in, not brought.
pub(crate) fn places(procedure: &Procedure) -> Vec<Wanted<'_>> {
    let mut todo: Vec<&Entry> = procedure.dossier.iter().rev().collect();
    let mut places = Vec::new();
    while let Some(entry) = todo.pop() {
        let (parts, count) = match entry {
            Entry::Requirement(_, parts) | Entry::All(parts) => {
                todo.extend(parts.iter().rev());
                continue;
            }
            Entry::Act(_) => continue,
            Entry::Component(_) => (std::slice::from_ref(entry), 1),
            Entry::OneOf(parts) | Entry::FirstOf(parts) => (parts.as_slice(), 1),
            Entry::AtLeast(count, parts) => (parts.as_slice(), *count),
        };
        let papers = |part: &Entry| -> Vec<&Component> {
            let all = part.components().into_iter().map(|id| procedure.component(id));
            all.filter(|component| component.mode != Mode::Form).collect()
        };
        let alternatives: Vec<Vec<&Component>> =
            parts.iter().map(papers).filter(|papers| !papers.is_empty()).collect();
        if !alternatives.is_empty() {
            places.push(Wanted { alternatives, count });
        }
    }
    places
}
