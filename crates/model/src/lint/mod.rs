//! What a reviewer of administrative procedures looks for in a record that is otherwise sound.
//!
//! Each file is one family of findings: pure functions from a resolved procedure, or an item, and the
//! library to findings. They say only what the record itself proves, and little of it: a list that nobody
//! reads to its end helps nobody.

mod agencies;
mod codes;
mod collection;
mod document_names;
mod lookups;
mod needs;
mod own_paper;
mod rank;
mod rounds;
mod six_clear;
mod terms;
mod undated;
mod unneeded;

use tthc_syntax::Node;

use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::library::{ItemKind, Library};
use crate::procedure::Procedure;
use crate::quantity::Date;

/// The findings of one file, item by item.
#[derive(Debug)]
pub(crate) struct Lints<'l> {
    library: &'l Library,
    on: Option<Date>,
    /// Laws that were reported in this file.
    undated: Vec<Name>,
}

impl<'l> Lints<'l> {
    pub(crate) fn new(library: &'l Library, on: Option<Date>) -> Lints<'l> {
        Lints { library, on, undated: Vec::new() }
    }

    /// The findings of one item. `procedure` is what it was resolved to, if it is one.
    pub(crate) fn item(
        &mut self,
        kind: ItemKind,
        node: Node<'_>,
        procedure: Option<&Procedure>,
    ) -> Vec<Diagnostic> {
        let (library, on) = (self.library, self.on);
        let mut found = Vec::new();
        document_names::check(kind, node, library, &mut found);
        undated::check(kind, node, library, &mut self.undated, &mut found);
        let Some(procedure) = procedure else {
            agencies::check(kind, node, library, on, &mut found);
            return found;
        };
        codes::check(procedure, node, library, &mut found);
        // What was or will be the law is not reviewed by the agencies of today.
        if on.is_some_and(|on| !procedure.in_force.contains(on)) {
            return found;
        }
        agencies::check(kind, node, library, on, &mut found);
        found.append(&mut self.procedure(procedure));
        found
    }

    /// The findings that the procedure alone decides, wherever its statements stand.
    pub(crate) fn procedure(&self, procedure: &Procedure) -> Vec<Diagnostic> {
        let library = self.library;
        let mut found = Vec::new();
        lookups::check(procedure, library, &mut found);
        own_paper::check(procedure, library, &mut found);
        rank::check(procedure, library, &mut found);
        rounds::check(procedure, &mut found);
        terms::check(procedure, library, &mut found);
        unneeded::check(procedure, library, &mut found);
        // A draft is not complete, and says so.
        if !procedure.draft {
            six_clear::check(procedure, library, &mut found);
            collection::check(procedure, library, &mut found);
        }
        found
    }
}
