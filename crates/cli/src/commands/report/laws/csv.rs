//! The list for spreadsheets: a line a paper, provision and class of cases. It begins with a byte order
//! mark: without it, Excel takes UTF-8 for the system's old code page.

use tthc_model::{Citation, ItemKind};
use tthc_syntax::Surface;

use super::Laws;
use crate::failure::Failure;

pub(super) fn write(laws: &Laws<'_, '_>) -> Result<String, Failure> {
    let failed = |error: csv::Error| Failure::Other { vi: error.to_string(), en: error.to_string() };
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let header = [
        "law",
        "number",
        "law_title",
        "rank",
        "in_force_from",
        "provision",
        "procedure",
        "code",
        "title",
        "draft",
        "component",
        "component_title",
        "operation",
        "sources",
        "cases",
        "applied_by",
        "amend_before",
        "amendment",
    ];
    writer.write_record(header).map_err(failed)?;
    let library = laws.report.library;
    for instrument in &laws.instruments {
        let name = instrument.law.as_deref().unwrap_or_default();
        let law = library.law(name);
        for (provision, entries) in &instrument.provisions {
            let amendment = provision.as_ref().and_then(|provision| laws.amended(provision));
            for entry in entries {
                let (procedure, demand) = (entry.row.procedure, &entry.demand);
                let component = procedure.component(demand.component);
                let cases = &entry.row.plan.after.engine.cases;
                let applied: Vec<String> = demand.applied_by.iter().map(Citation::to_string).collect();
                let record = [
                    name.to_owned(),
                    law.and_then(|law| law.number.clone()).unwrap_or_default(),
                    if name.is_empty() {
                        String::new()
                    } else {
                        library.title(ItemKind::Law, name).to_owned()
                    },
                    instrument.rank.map_or_else(String::new, |rank| rank.word().to_owned()),
                    instrument.in_force_from.map_or_else(String::new, |date| date.to_string()),
                    provision.as_ref().map_or_else(String::new, Citation::to_string),
                    procedure.name.to_string(),
                    procedure.code.clone().unwrap_or_default(),
                    procedure.title.clone(),
                    procedure.draft.to_string(),
                    component.name.to_string(),
                    component.title.clone(),
                    demand.operation.code().to_owned(),
                    demand.sources.join("; "),
                    cases.text(procedure, &demand.class, Surface::English),
                    applied.join("; "),
                    demand.amend_before.map_or_else(String::new, |date| date.to_string()),
                    amendment.map_or_else(String::new, |(citation, text)| format!("{citation}: {text}")),
                ];
                writer.write_record(&record).map_err(failed)?;
            }
        }
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.into_error().into()))?;
    String::from_utf8(bytes).map_err(|error| Failure::Other { vi: error.to_string(), en: error.to_string() })
}
