//! One generated procedure: what the engine says in each case against what the oracle says.

use std::collections::{BTreeMap, BTreeSet};

use crate::clingo::{Clingo, Model};
use crate::engine::{Answer, load};
use crate::facts::{Claim, Proof, facts};
use crate::generate::generate;
use crate::kinds;
use crate::text::text;
use crate::world::*;

/// The first difference of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wrong {
    /// The shortest text first: it is the easiest to understand.
    length: usize,
    seed: u64,
    pub(crate) kind: String,
    what: String,
}

impl Wrong {
    pub(crate) fn text(&self) -> String {
        format!("procedure {}: {}\n{}", self.seed, self.what, text(&generate(self.seed)))
    }
}

/// Adds to what was seen, and the first difference of the procedure if there is one.
pub(crate) fn compare(
    seed: u64,
    clingo: &mut Clingo,
    seen: &mut BTreeMap<&'static str, usize>,
    wrong: &mut Vec<Wrong>,
) {
    let world = generate(seed);
    let text = text(&world);
    let snapshot = load(&text);
    let (_, procedure) = snapshot.procedure("p").unwrap_or_else(|| panic!("no procedure in\n{text}"));
    let mut kinds = kinds::of_world(&world);
    // A second day for some.
    let days = if seed.is_multiple_of(4) { vec![world.on, world.on + 3] } else { vec![world.on] };
    for on in days {
        let answer = Answer::new(&snapshot, &procedure, on);
        let (claims, proofs) = (answer.claims(), answer.proofs());
        let models = clingo.ask(&facts(&world, on, &claims, &proofs)).expect("the solver answers");
        if let Some((kind, what)) = difference(&world, &answer, &claims, &proofs, &models) {
            let what = format!("on day {on}: {what}");
            wrong.push(Wrong { length: text.len(), seed, kind, what });
            return;
        }
        kinds.extend(kinds::of_answer(&claims, &proofs, &models));
        *seen.entry("cases").or_default() += models.len();
    }
    *seen.entry("procedures").or_default() += 1;
    kinds.into_iter().for_each(|kind| *seen.entry(kind).or_default() += 1);
}

fn difference(
    world: &World,
    answer: &Answer<'_>,
    claims: &[Claim],
    proofs: &[Proof],
    models: &[Model],
) -> Option<(String, String)> {
    let known = answer.facts();
    let residuals = answer.residuals();
    let mut left: Vec<BTreeSet<String>> = vec![BTreeSet::new(); residuals.len()];
    for case in world.assignments() {
        let model = models.iter().find(|model| model.is(&case));
        let (found, model) = match (answer.in_case(&case), model) {
            (None, None) => continue,
            (Some(found), Some(model)) => (found, model),
            (found, _) => {
                return Some(("cases".to_owned(), format!("{case:?} is a case: {}", found.is_some())));
            }
        };
        let held: BTreeSet<String> =
            model.all("held").filter(|fact| known.contains(*fact)).map(str::to_owned).collect();
        if held != found.held {
            let what = format!("{case:?}\n  engine holds {:?}\n  oracle holds {held:?}", found.held);
            return Some(("held".to_owned(), what));
        }
        let verdicts: BTreeMap<usize, &str> = model.all("verdict").filter_map(split).collect();
        if verdicts != found.verdicts {
            let one = verdicts.iter().find(|(paper, verdict)| found.verdicts.get(paper) != Some(verdict));
            let kind = one.map_or("verdict nowhere".to_owned(), |(paper, verdict)| {
                format!("{verdict}, not {}", found.verdicts.get(paper).unwrap_or(&"nothing"))
            });
            let what =
                format!("{case:?}\n  engine judges {:?}\n  oracle judges {verdicts:?}", found.verdicts);
            return Some((kind, what));
        }
        for claim in found.claims {
            let needless = model.all("idle").any(|idle| idle.starts_with(&format!("{claim},")));
            if needless || !model.has("frees", &claim.to_string()) {
                let kind = if needless { "blockers not minimal" } else { "blockers not enough" };
                return Some((kind.to_owned(), format!("{case:?}\n  {:?}", claims[claim])));
            }
        }
        for proof in found.proofs {
            if !model.has("proves", &proof.to_string()) {
                return Some(("proof".to_owned(), format!("{case:?}\n  {:?}", proofs[proof])));
            }
        }
        for (residual, left) in residuals.iter().zip(&mut left) {
            if answer.speaks_of(residual, &case) {
                let of = format!("{},", residual.paper);
                left.extend(model.all("residual").filter_map(|one| one.strip_prefix(&of)).map(str::to_owned));
            }
        }
    }
    let wrong = residuals.iter().zip(&left).find(|(residual, left)| residual.facts != **left);
    wrong.map(|(residual, left)| {
        let what = format!(
            "paper {}\n  engine: not derivable {:?}\n  oracle: not derivable {left:?}",
            residual.paper, residual.facts
        );
        ("residual".to_owned(), what)
    })
}

/// `3,held`.
fn split(arguments: &str) -> Option<(usize, &str)> {
    let (paper, verdict) = arguments.split_once(',')?;
    Some((paper.parse().ok()?, verdict))
}
