//! The forms of a dossier: filled in, not brought, so no verdict; which fields the state holds.

use std::collections::BTreeSet;

use tthc_analysis::evidence::Origin;
use tthc_model::procedure::ComponentId;

use super::Explain;
use crate::terminal::Tone;
use crate::words::{cases_text, citation_text, facts_text};

/// The facts typed into a form, by what the state knows of them where the form is asked for.
#[derive(Default)]
pub(super) struct Fields {
    /// Typed in all the same: records are found, or checked, by them.
    pub(super) keys: Vec<usize>,
    pub(super) held: Vec<usize>,
    /// Held in some of the cases.
    pub(super) sometimes: Vec<usize>,
    pub(super) unknown: Vec<usize>,
}

pub(super) fn fields(explain: &Explain<'_>, id: ComponentId) -> Fields {
    let assessment = explain.assessment;
    let proofs = assessment.judgements.iter().filter_map(|judgement| judgement.proof.as_ref());
    let mut keys = BTreeSet::new();
    for (lookup, fact, origin) in proofs.flat_map(|proof| &proof.keys) {
        if *origin == Origin::Typed {
            keys.insert(*fact);
            keys.extend(assessment.engine.lookups[*lookup].matching.iter().flatten().copied());
        }
    }
    let asked = assessment.asked(id);
    let mut fields = Fields::default();
    for fact in explain.procedure.component(id).facts.iter().map(|fact| fact.index()) {
        let held = &assessment.closure.held[fact];
        let list = if keys.contains(&fact) {
            &mut fields.keys
        } else if asked.is_within(held) {
            &mut fields.held
        } else if asked.and(held).is_never() {
            &mut fields.unknown
        } else {
            &mut fields.sometimes
        };
        list.push(fact);
    }
    fields
}

impl Explain<'_> {
    pub(super) fn form(&self, id: ComponentId) -> String {
        let (component, asked) = (self.procedure.component(id), self.assessment.asked(id));
        let mut head = format!("{}: {}", component.title, self.pick("PHẢI KHAI", "TO BE FILLED IN"));
        if !self.assessment.engine.cases.is_all(&asked) {
            let cases = cases_text(self.assessment, &asked, self.locale);
            head += &format!(", {} {cases}", self.pick("khi", "when"));
        }
        let mut out = String::new();
        self.head(&mut out, &head, Tone::Heading);
        out.push('\n');
        let basis = component.basis.iter().map(|basis| citation_text(basis, self.library, self.locale));
        let basis: Vec<String> = basis.collect();
        self.row(&mut out, self.pick("Căn cứ", "Basis"), &basis.join("; "));
        let count = component.facts.len() + component.other_fields.len();
        self.row(&mut out, self.pick("Số trường", "Fields"), &count.to_string());
        let fields = fields(self, id);
        for (label, facts) in [
            (self.pick("Nhà nước đã có", "The state holds"), &fields.held),
            (self.pick("Có, tùy trường hợp", "Holds in some cases"), &fields.sometimes),
            (self.pick("Khai để tra cứu", "Typed to look up"), &fields.keys),
            (self.pick("Người dân khai", "The person tells"), &fields.unknown),
        ] {
            self.row(&mut out, label, &facts_text(self.assessment, facts));
        }
        self.row(&mut out, self.pick("Trường khác", "Other fields"), &component.other_fields.join(", "));
        out
    }
}
