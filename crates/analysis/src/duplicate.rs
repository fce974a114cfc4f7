//! Papers that show nothing but what other papers show that stay.

use tthc_model::cases::Class;
use tthc_model::procedure::{ComponentId, Mode};

use crate::evidence::{Engine, FactIndex};
use crate::plan::{Slot, slots};
use crate::verdict::{Judgement, Verdict};

/// Splits off the cases in which a paper is a duplicate. The judgements come in the order of the
/// dossier: of papers that show the same, the first stays, and one that the law wants as such.
pub(crate) fn mark(engine: &Engine<'_>, needs: &[Class], judgements: Vec<Judgement>) -> Vec<Judgement> {
    let cases = &engine.cases;
    let slots = slots(engine.procedure);
    let ids = || engine.procedure.component_ids();
    let law_bound = ids().map(|id| {
        let of = judgements.iter().filter(|judged| judged.component == id);
        of.filter(|judged| judged.verdict == Verdict::LawBound)
            .fold(cases.none(), |any, judged| any.or(&judged.class))
    });
    let mut marker =
        Marker { engine, needs, stays: law_bound.collect(), marked: Vec::with_capacity(judgements.len()) };
    let mut judgements = judgements.into_iter().peekable();
    for id in ids().filter(|id| engine.procedure.component(*id).mode != Mode::Form) {
        let own = std::iter::from_fn(|| judgements.next_if(|judged| judged.component == id)).collect();
        marker.component(id, own, &slots);
    }
    marker.marked
}

struct Marker<'e, 'a> {
    engine: &'e Engine<'a>,
    needs: &'e [Class],
    /// By component: the cases in which it stays, as far as the dossier has been gone through.
    stays: Vec<Class>,
    marked: Vec<Judgement>,
}

impl Marker<'_, '_> {
    fn component(&mut self, id: ComponentId, own: Vec<Judgement>, slots: &[Slot]) {
        let cases = &self.engine.cases;
        let is_left = |judged: &Judgement| {
            matches!(
                judged.verdict,
                Verdict::PartlyHeld | Verdict::Blocked | Verdict::Undetermined | Verdict::Required
            )
        };
        let needed = own.iter().find(|judged| is_left(judged)).map(|judged| judged.needed.clone());
        let others = slots.iter().filter(|slot| slot.components().all(|other| other != id));
        let shown = match &needed {
            Some(needed) => others.fold(cases.none(), |any, slot| any.or(&self.shown(slot, needed))),
            None => cases.none(),
        };
        for mut judged in own {
            if !is_left(&judged) {
                self.marked.push(judged);
                continue;
            }
            let (duplicate, rest) = (judged.class.and(&shown), judged.class.minus(&shown));
            if !duplicate.is_never() {
                let (verdict, blockers) = (Verdict::Duplicate, Default::default());
                self.marked.push(Judgement { verdict, blockers, class: duplicate, ..judged.clone() });
            }
            if !rest.is_never() {
                let stays = &mut self.stays[id.index()];
                *stays = stays.or(&rest);
                judged.class = rest;
                self.marked.push(judged);
            }
        }
    }

    /// The cases in which, whichever alternatives of the slot the applicant brings, one shows all of it.
    fn shown(&self, slot: &Slot, needed: &[FactIndex]) -> Class {
        let cases = &self.engine.cases;
        // In which cases at least so many alternatives can be brought and do not show it.
        let mut silent = vec![cases.none(); usize::from(slot.wanted.max(1)) + 1];
        silent[0] = cases.all();
        let mut any = cases.none();
        for papers in &slot.alternatives {
            let asked = papers.iter().fold(cases.none(), |asked, id| asked.or(&self.asked(*id)));
            let shows = papers.iter().fold(cases.none(), |shows, id| shows.or(&self.shows(*id, needed)));
            let not = asked.minus(&shows);
            any = any.or(&shows);
            for count in (1..silent.len()).rev() {
                silent[count] = silent[count].or(&silent[count - 1].and(&not));
            }
        }
        any.minus(&silent[silent.len() - 1])
    }

    fn asked(&self, id: ComponentId) -> Class {
        self.engine.cases.holds(&self.engine.procedure.component(id).condition)
    }

    /// The cases in which the paper stays and attests every one of the facts that is needed.
    fn shows(&self, id: ComponentId, needed: &[FactIndex]) -> Class {
        let facts = &self.engine.procedure.component(id).facts;
        let missing = needed.iter().filter(|fact| facts.iter().all(|shown| shown.index() != **fact));
        missing.fold(self.stays[id.index()].clone(), |shows, fact| shows.minus(&self.needs[*fact]))
    }
}
