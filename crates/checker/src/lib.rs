//! Verifies the certificate of a simplified procedure against the record, independently of whoever wrote it.
//!
//! Only the model is read: procedure, library, and the certificate's own types. What the planner
//! decided is derived here a second time, from the rules of the language, and never believed.

mod basis;
mod block;
mod dossier;
mod flow;
mod lookup;
mod net;
mod order;
mod process;
mod space;
mod violation;

use tthc_model::certificate::{Certificate, VERSION};
use tthc_model::library::{Detail, ItemKind, Library};
use tthc_model::procedure::Mode;
use tthc_model::scenario::Reform;
use tthc_model::{Date, Procedure};

pub use violation::{CODES, Violation};

use space::Space;

/// What the certificate claims and the record does not bear out; nothing if it holds.
pub fn verify(certificate: &Certificate, procedure: &Procedure, library: &Library) -> Vec<Violation> {
    if certificate.version != VERSION {
        return vec![Violation::Version { found: certificate.version.to_string() }];
    }
    if certificate.procedure != procedure.name || certificate.code != procedure.code {
        return vec![Violation::OtherProcedure { procedure: certificate.procedure.to_string() }];
    }
    let mut days = Vec::new();
    for day in [&certificate.baseline, &certificate.on] {
        match day.parse::<Date>() {
            Ok(day) => days.push(day),
            Err(_) => return vec![Violation::BadDate { found: day.clone() }],
        }
    }
    let mut found = Vec::new();
    let reform = reform(certificate, procedure, library, &mut found);
    let space = Space::new(procedure, library, days[1]);
    for form in procedure.components.iter().filter(|component| component.mode == Mode::Form) {
        if !certificate.forms.contains(&form.name) {
            found.push(Violation::FormMissing { form: form.name.to_string() });
        }
    }
    dossier::check(certificate, &space, reform, &mut found);
    flow::check(certificate, &space, &mut found);
    process::check(certificate, &space, reform, &mut found);
    // The same thing can be wrong in many blocks; once is enough.
    let mut distinct = Vec::new();
    for violation in found {
        if !distinct.contains(&violation) {
            distinct.push(violation);
        }
    }
    distinct
}

fn reform<'a>(
    certificate: &Certificate,
    procedure: &Procedure,
    library: &'a Library,
    found: &mut Vec<Violation>,
) -> Option<&'a Reform> {
    let name = certificate.reform.as_ref()?;
    match library.item(ItemKind::Reform, name).map(|item| &item.detail) {
        Some(Detail::Reform(reform)) if reform.procedure.as_ref() == Some(&procedure.name) => Some(reform),
        _ => {
            found.push(Violation::UnknownReform { reform: name.to_string() });
            None
        }
    }
}
