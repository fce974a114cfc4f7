//! The real procedures with their certificates, and small repositories of a test's own.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::sync::Arc;

use tthc_analysis::certificate::certificate;
use tthc_analysis::plan::{Decisions, plan};
use tthc_analysis::process;
use tthc_checker::{Violation, verify};
use tthc_model::certificate::Certificate;
use tthc_model::library::Detail;
use tthc_model::{Date, ItemKind, Library, Locale, Name, Outline, Procedure};

pub(crate) const BASELINE: Date = Date::constant(2025, 12, 31);
pub(crate) const ON: Date = Date::constant(2026, 6, 1);

pub(crate) struct Repository {
    pub(crate) library: Library,
    pub(crate) procedures: Vec<Arc<Procedure>>,
}

impl Repository {
    pub(crate) fn real() -> Repository {
        let files = tthc_tests::procedures().expect("the procedures are there");
        let files: Vec<_> = files.into_iter().map(|file| (file.path, file.text)).collect();
        assert!(files.len() > 40, "the procedures are there");
        Repository::of(&files)
    }

    pub(crate) fn of(texts: &[(String, String)]) -> Repository {
        let parses: Vec<_> = texts.iter().map(|(_, text)| tthc_syntax::parse(text.as_str())).collect();
        let outlines: Vec<Outline> = parses.iter().map(tthc_model::outline).collect();
        let paths = texts.iter().map(|(path, _)| Arc::<str>::from(path.as_str()));
        let library = Library::new(paths.zip(&outlines));
        let mut procedures = Vec::new();
        for ((path, _), parse) in texts.iter().zip(&parses) {
            let checked = tthc_model::check(parse, &library, path, Some(ON));
            let errors: Vec<String> = checked
                .diagnostics
                .iter()
                .filter(|problem| problem.severity() == tthc_model::Severity::Error)
                .map(|problem| {
                    format!("{path}: {} {}", problem.code(), problem.message.text(Locale::English))
                })
                .collect();
            assert!(errors.is_empty(), "{errors:#?}");
            procedures.extend(checked.procedures);
        }
        Repository { library, procedures }
    }

    pub(crate) fn procedure(&self, name: &str) -> &Procedure {
        self.procedures.iter().find(|procedure| procedure.name == name).expect("a procedure of that name")
    }

    pub(crate) fn certify(&self, procedure: &Procedure, reform: Option<&str>) -> Certificate {
        self.certify_on(procedure, reform, BASELINE, ON)
    }

    pub(crate) fn certify_on(
        &self,
        procedure: &Procedure,
        reform: Option<&str>,
        baseline: Date,
        on: Date,
    ) -> Certificate {
        let reform = reform.map(Name::new);
        let decisions = reform.as_ref().map_or_else(Decisions::default, |name| {
            match self.library.item(ItemKind::Reform, name).map(|item| &item.detail) {
                Some(Detail::Reform(reform)) => Decisions::of(reform),
                _ => panic!("no reform {name}"),
            }
        });
        let plan = plan(procedure, &self.library, baseline, on, decisions);
        let (before, after) = (process::before(&plan), process::after(&plan));
        certificate(&plan, reform.as_ref(), &before, &after)
    }

    pub(crate) fn verify(&self, procedure: &Procedure, certificate: &Certificate) -> Vec<Violation> {
        verify(certificate, procedure, &self.library)
    }
}

pub(crate) fn told(violations: &[Violation]) -> String {
    let lines: Vec<String> =
        violations.iter().map(|one| format!("{}: {}", one.code(), one.text(Locale::English))).collect();
    lines.join("\n")
}
