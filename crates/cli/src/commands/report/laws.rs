//! `--laws`: the provisions that require the papers which a plan drops, by text. This is the list of what
//! is to be amended (Annex III of a submission).

mod csv;
mod json;
mod text;

use std::collections::BTreeSet;

use tthc_analysis::laws::{Demand, Instrument, by_instrument, demands};
use tthc_analysis::reform;
use tthc_model::scenario::Reform;
use tthc_model::{Citation, Locale};

use crate::args::ReportFormat;
use crate::commands::report::{Report, Row};
use crate::failure::Failure;
use crate::terminal::Screen;

/// One paper of one procedure under one provision.
struct Entry<'r, 'a> {
    row: &'r Row<'a>,
    demand: Demand,
}

pub(super) struct Laws<'r, 'a> {
    report: &'r Report<'a>,
    reform: Option<&'r Reform>,
    instruments: Vec<Instrument<Entry<'r, 'a>>>,
}

impl<'r, 'a> Laws<'r, 'a> {
    pub(super) fn new(report: &'r Report<'a>, reform: Option<&'r Reform>) -> Self {
        let entries = report.rows.iter().flat_map(|row| {
            demands(&row.plan)
                .into_iter()
                .map(move |demand| (demand.provision.clone(), Entry { row, demand }))
        });
        Laws { report, reform, instruments: by_instrument(report.library, entries) }
    }

    /// Every amendment the reform proposes, with its wording.
    fn amendments(&self) -> impl Iterator<Item = (&'r Citation, &'r str)> {
        self.reform.into_iter().flat_map(Reform::amendments)
    }

    /// The amendment of a provision that the reform proposes.
    fn amended(&self, provision: &Citation) -> Option<(&'r Citation, &'r str)> {
        self.amendments().find(|(citation, _)| citation.meets(provision))
    }

    /// Provisions that still require a paper the reform drops and that it does not propose to amend.
    fn not_amended(&self) -> Vec<Citation> {
        let rows = self.reform.iter().flat_map(|reform| {
            self.report.rows.iter().flat_map(|row| reform::not_amended(&row.plan, reform))
        });
        rows.collect()
    }

    /// What the reform proposes to amend for another reason than a paper.
    fn other_amendments(&self) -> Vec<(&'r Citation, &'r str)> {
        let other = self
            .amendments()
            .filter(|(citation, _)| !self.provisions().any(|(provision, _)| citation.meets(provision)));
        other.collect()
    }

    fn provisions(&self) -> impl Iterator<Item = (&Citation, &[Entry<'r, 'a>])> {
        let all = self.instruments.iter().flat_map(|instrument| &instrument.provisions);
        all.filter_map(|(provision, entries)| Some((provision.as_ref()?, entries.as_slice())))
    }

    /// Papers without a cited text.
    fn without_text(&self) -> usize {
        let without = self.instruments.iter().filter(|instrument| instrument.law.is_none());
        let entries = without.flat_map(|instrument| &instrument.provisions).flat_map(|(_, entries)| entries);
        entries.map(Entry::paper).collect::<BTreeSet<_>>().len()
    }

    fn papers(&self) -> usize {
        let all = self.instruments.iter().flat_map(|instrument| &instrument.provisions);
        all.flat_map(|(_, entries)| entries).map(Entry::paper).collect::<BTreeSet<_>>().len()
    }
}

impl Entry<'_, '_> {
    fn paper(&self) -> (&str, u16) {
        (&self.row.procedure.name, self.demand.component.0)
    }
}

/// In all cases of all papers a list in force goes before the provision already.
fn is_applied(entries: &[Entry<'_, '_>]) -> bool {
    entries.iter().all(|entry| !entry.demand.applied_by.is_empty())
}

pub(super) fn write(
    laws: &Laws<'_, '_>,
    format: ReportFormat,
    screen: Screen,
    locale: Locale,
) -> Result<String, Failure> {
    match format {
        ReportFormat::Text => Ok(text::write(laws, screen, locale)),
        ReportFormat::Json => json::write(laws),
        ReportFormat::Csv => csv::write(laws),
    }
}
