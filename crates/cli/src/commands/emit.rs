//! `tthc emit`: the workflow of procedures for other people's tools. No plan without a certificate that holds.

use std::io::Write;

use tthc_analysis::plan::plan;
use tthc_analysis::{certificate, process};
use tthc_emit::bpmn::{self, Dialect};
use tthc_emit::{dmn, form, svg};
use tthc_model::process::Process;
use tthc_model::{ItemKind, Locale, Name};

use crate::args::{EmitArguments, Target};
use crate::commands::{Outcome, verify};
use crate::disk;
use crate::failure::Failure;
use crate::output;
use crate::reform;

pub(crate) fn run(arguments: &EmitArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let loaded = disk::load_repository(arguments.repository.as_deref())?;
    let snapshot = loaded.project.snapshot();
    let manifest = snapshot.manifest();
    let locale = disk::locale(locale, Some(manifest));
    let on = arguments.on.or(manifest.date).ok_or(Failure::NoDate)?;
    let baseline = manifest.baseline.unwrap_or(on);
    let library = snapshot.library();
    let all: Vec<String>;
    let reform = reform::named(library, arguments.reform.as_deref(), on)?;
    let wanted = if let (Some(reform), true) = (reform, arguments.procedures.is_empty()) {
        all = reform.procedure.iter().map(Name::to_string).collect();
        &all
    } else if arguments.procedures.is_empty() {
        let names = library.names(ItemKind::Procedure).into_iter();
        let in_force = |name: &&Name| library.procedure(name).is_some_and(|head| head.in_force.contains(on));
        all = names.filter(in_force).map(|name| name.to_string()).collect();
        &all
    } else {
        &arguments.procedures
    };
    let (mut paths, mut chosen) = (Vec::new(), Vec::new());
    for name in wanted {
        let (path, procedure) = disk::procedure(&snapshot, name, Some(on))?;
        if !procedure.in_force.contains(on) {
            return Err(Failure::Other {
                vi: format!("`{}` không có hiệu lực ngày {on}; chọn ngày khác bằng --on", procedure.name),
                en: format!("`{}` is not in force on {on}; choose another day with --on", procedure.name),
            });
        }
        paths.push(path);
        chosen.push(procedure);
    }
    std::fs::create_dir_all(&arguments.output).map_err(Failure::unwritable(&arguments.output))?;
    let mut out = std::io::stdout().lock();
    let mut refused = false;
    for procedure in chosen {
        let decided = reform.filter(|reform| reform.procedure.as_ref() == Some(&procedure.name));
        let name = decided.and(arguments.reform.as_ref()).map(Name::new);
        let plan = plan(&procedure, library, baseline, on, reform::decisions(decided, &procedure));
        let after = process::after(&plan);
        let before = process::before(&plan);
        let certificate = certificate::certificate(&plan, name.as_ref(), &before, &after);
        let violations = tthc_checker::verify(&certificate, &procedure, library);
        if !violations.is_empty() {
            refused = true;
            crate::render::note(&refusal(&procedure.name, &violations, locale));
            continue;
        }
        let before = arguments.before.then_some(before);
        let processes = || [&after].into_iter().chain(&before);
        let mut files: Vec<(String, String)> = Vec::new();
        match arguments.to {
            Target::Camunda8 => processes().for_each(|one| bundle(one, Dialect::Camunda8, &mut files)),
            Target::Operaton => processes().for_each(|one| bundle(one, Dialect::Operaton, &mut files)),
            Target::Flowable => processes().for_each(|one| bundle(one, Dialect::Flowable, &mut files)),
            Target::Dmn => processes().for_each(|one| tables(one, Dialect::Camunda8, &mut files)),
            Target::Form => processes().for_each(|one| {
                forms(one, Dialect::Camunda8, &mut files);
                let pages = form::pages(one);
                let schemas = pages.iter();
                files.extend(
                    schemas.map(|page| (format!("forms/{}.schema.json", page.id), page.json_schema())),
                );
            }),
            Target::Certificate => {
                files.push((format!("{}.certificate.json", after.id), output::json(&certificate)?));
            }
            Target::Svg => {
                let picture = match &before {
                    Some(before) => svg::before_after(before, &after, &headings(locale), &legend(locale)),
                    None => svg::write_with(&after, &legend(locale)),
                };
                files.push((format!("{}.svg", after.id), picture));
            }
        }
        for (name, text) in files {
            let path = arguments.output.join(name);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(Failure::unwritable(folder))?;
            }
            std::fs::write(&path, text).map_err(Failure::unwritable(&path))?;
            output::shown(writeln!(out, "{}", path.display()))?;
        }
    }
    paths.sort();
    paths.dedup();
    let outcome = disk::outcome(&snapshot, &paths, locale);
    Ok(if refused { Outcome::Findings } else { outcome })
}

/// Everything that an engine needs to run a process.
fn bundle(process: &Process, dialect: Dialect, files: &mut Vec<(String, String)>) {
    files.push((format!("{}.bpmn", process.id), bpmn::write(process, dialect)));
    tables(process, dialect, files);
    forms(process, dialect, files);
}

fn tables(process: &Process, dialect: Dialect, files: &mut Vec<(String, String)>) {
    files.extend(dmn::write(process, dialect).map(|text| (format!("{}.dmn", process.id), text)));
}

fn forms(process: &Process, dialect: Dialect, files: &mut Vec<(String, String)>) {
    let pages = form::pages(process);
    files.extend(pages.iter().map(|page| (format!("forms/{}.form", page.id), page.form_js(dialect))));
}

/// Why nothing is written for a procedure.
fn refusal(procedure: &str, violations: &[tthc_checker::Violation], locale: Locale) -> String {
    let why: Vec<String> = violations.iter().map(|violation| verify::line(violation, locale)).collect();
    let why = why.join("\n");
    match locale {
        Locale::Vietnamese => {
            format!("`{procedure}`: phương án không có chứng nhận đúng, không ghi gì:\n{why}")
        }
        Locale::English => {
            format!("`{procedure}`: the plan has no certificate that holds, nothing is written:\n{why}")
        }
    }
}

fn headings(locale: Locale) -> svg::Headings<'static> {
    match locale {
        Locale::Vietnamese => svg::Headings { before: "Hiện hành", after: "Sau đơn giản hóa" },
        Locale::English => svg::Headings { before: "Today", after: "Simplified" },
    }
}

fn legend(locale: Locale) -> svg::Legend<'static> {
    match locale {
        Locale::Vietnamese => svg::Legend {
            lookup: "Tra cứu dữ liệu",
            protected: "Không được lược bỏ",
            removed: "Bỏ",
            added: "Thêm",
            ..svg::Legend::default()
        },
        Locale::English => svg::Legend {
            lookup: "Data lookup",
            protected: "Protected step",
            removed: "Removed",
            added: "New",
            ..svg::Legend::default()
        },
    }
}
