//! The queries.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex};

use tthc_model::library::Detail;
use tthc_model::{Checked, Diagnostic, ItemKind, Library, Message, Outline, Procedure};
use tthc_syntax::{MAX_BYTES, Parse};

use crate::{Content, FilePath, Manifest};

#[salsa::db]
pub(crate) trait Db: salsa::Database {}

#[salsa::db]
#[derive(Clone)]
pub(crate) struct Database {
    storage: salsa::Storage<Self>,
    executed: Arc<Mutex<Option<Vec<String>>>>,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database")
    }
}

#[salsa::db]
impl salsa::Database for Database {}

#[salsa::db]
impl Db for Database {}

impl Default for Database {
    fn default() -> Database {
        let executed: Arc<Mutex<Option<Vec<String>>>> = Arc::default();
        let log = Arc::clone(&executed);
        let storage = salsa::Storage::new(Some(Box::new(move |event| {
            if let salsa::EventKind::WillExecute { database_key } = event.kind
                && let Ok(mut log) = log.lock()
                && let Some(log) = log.as_mut()
            {
                log.push(format!("{database_key:?}"));
            }
        })));
        Database { storage, executed }
    }
}

impl Database {
    /// The first call switches the log on.
    pub(crate) fn take_executed(&self) -> Vec<String> {
        self.executed.lock().map(|mut log| log.replace(Vec::new()).unwrap_or_default()).unwrap_or_default()
    }
}

/// One file.
#[salsa::input(debug)]
pub(crate) struct SourceFile {
    pub(crate) path: FilePath,
    pub(crate) content: Content,
}

/// Some of the files: membership is an input, so that "there is no such name" is tracked too.
#[salsa::input(debug)]
pub(crate) struct Shard {
    pub(crate) files: Vec<SourceFile>,
}

#[salsa::input(debug)]
pub(crate) struct Workspace {
    pub(crate) shards: Vec<Shard>,
    pub(crate) manifest: Manifest,
}

/// Has offsets, so it never equals its predecessor. All trees are kept: checking needs them all at once
/// anyway, and to forget them costs a reparse of the repository for every search of references.
#[salsa::tracked(no_eq)]
pub(crate) fn parse(db: &dyn Db, file: SourceFile) -> Arc<Parse> {
    Arc::new(tthc_syntax::parse(Arc::clone(&file.content(db).text)))
}

/// The firewall: what the file declares, without places.
#[salsa::tracked]
pub(crate) fn outline(db: &dyn Db, file: SourceFile) -> Arc<Outline> {
    Arc::new(tthc_model::outline(parse(db, file)))
}

/// Lets the library check some hundred files with one look.
#[salsa::tracked]
fn shard(db: &dyn Db, shard: Shard) -> Vec<(FilePath, Arc<Outline>)> {
    shard.files(db).iter().map(|file| (Arc::clone(file.path(db)), Arc::clone(outline(db, *file)))).collect()
}

#[salsa::tracked]
pub(crate) fn library(db: &dyn Db, workspace: Workspace) -> Arc<Library> {
    let shards = workspace.shards(db).iter().map(|part| shard(db, *part));
    let outlines = shards.flatten().map(|(path, outline)| (Arc::clone(path), &**outline));
    Arc::new(Library::new(outlines))
}

#[salsa::tracked]
pub(crate) fn checked(db: &dyn Db, workspace: Workspace, file: SourceFile) -> Arc<Checked> {
    let date = workspace.manifest(db).date;
    Arc::new(tthc_model::check(parse(db, file), library(db, workspace), file.path(db), date))
}

/// Local variants, scenarios and reforms read the procedure they are about, in whatever file it is: the one
/// place where a file sees another's bodies.
#[salsa::tracked]
pub(crate) fn variants(db: &dyn Db, workspace: Workspace, file: SourceFile) -> Arc<Checked> {
    let base = |name: &str| base(db, workspace, name);
    let date = workspace.manifest(db).date;
    Arc::new(tthc_model::variants(parse(db, file), library(db, workspace), date, &base))
}

/// The procedure of a name, in whatever file it is.
fn base(db: &dyn Db, workspace: Workspace, name: &str) -> Option<Arc<Procedure>> {
    let declared = library(db, workspace).declarations(ItemKind::Procedure, name).first()?;
    let shard = workspace.shards(db)[crate::shard_of(&declared.path)];
    let file = shard.files(db).iter().find(|file| *file.path(db) == declared.path)?;
    let checked = checked(db, workspace, *file);
    checked.procedures.iter().find(|procedure| procedure.name == name).map(Arc::clone)
}

/// What the reforms of a file say that their procedures do not bear out: the one question of the analysis
/// whose answer is a finding in a file.
#[salsa::tracked]
pub(crate) fn reforms(db: &dyn Db, workspace: Workspace, file: SourceFile) -> Vec<Diagnostic> {
    let manifest = workspace.manifest(db);
    let Some(on) = manifest.date else { return Vec::new() };
    let (parse, library) = (parse(db, file), library(db, workspace));
    let mut found = Vec::new();
    for item in &outline(db, file).items {
        let Detail::Reform(reform) = &item.detail else { continue };
        let Some(procedure) = reform.procedure.as_deref().and_then(|name| base(db, workspace, name)) else {
            continue;
        };
        if procedure.is_incomplete {
            continue;
        }
        let baseline = manifest.baseline.unwrap_or(on);
        let on = reform.day_near(on);
        for finding in tthc_analysis::reform::check(reform, &procedure, library, baseline, on) {
            let at = tthc_model::decided(parse, &item.name, finding.about.as_deref());
            let diagnostic = Diagnostic::new(at.unwrap_or(tthc_syntax::Span::at(0)), finding.message);
            found.push(match finding.help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
    }
    found
}

/// In the file's own offsets.
#[salsa::tracked]
pub(crate) fn problems(db: &dyn Db, workspace: Workspace, file: SourceFile) -> Vec<Diagnostic> {
    let content = file.content(db);
    if let Some(bytes) = content.too_large {
        let message = Message::TooLarge { bytes, limit: MAX_BYTES };
        return vec![Diagnostic::new(tthc_syntax::Span::at(0), message)];
    }
    if content.utf16 {
        return vec![Diagnostic::new(tthc_syntax::Span::at(0), Message::NotUtf8)];
    }
    let source = &parse(db, file).source;
    let mut problems = checked(db, workspace, file).diagnostics.clone();
    if looks_elsewhere(outline(db, file)) {
        problems.extend_from_slice(&variants(db, workspace, file).diagnostics);
    }
    if outline(db, file).items.iter().any(|item| matches!(item.detail, Detail::Reform(_))) {
        problems.extend_from_slice(reforms(db, workspace, file));
    }
    problems = tthc_model::allow::apply(parse(db, file), problems);
    for problem in &mut problems {
        problem.map_spans(|span| source.original_span(span));
    }
    if !content.broken.is_empty() {
        // What the file declares cannot be read; that it declares nothing would be a guess.
        problems.retain(|problem| problem.message != Message::EmptyFile);
    }
    problems.extend(content.broken.iter().map(|at| Diagnostic::new(*at, Message::InvalidUtf8)));
    problems.sort_by(|a, b| (a.at, a.code()).cmp(&(b.at, b.code())));
    thin_out(problems)
}

/// A file in a wrong encoding has the same mistake at every letter: the first places are enough to see it.
const PLACES_SHOWN: usize = 8;

fn thin_out(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let of_encoding =
        |problem: &Diagnostic| matches!(problem.message, Message::InvalidUtf8 | Message::ControlCharacter);
    let total = problems.iter().filter(|problem| of_encoding(problem)).count();
    if total <= PLACES_SHOWN {
        return problems;
    }
    let mut shown = 0;
    let mut kept = Vec::new();
    for problem in problems {
        if !of_encoding(&problem) {
            kept.push(problem);
            continue;
        }
        shown += 1;
        match shown.cmp(&PLACES_SHOWN) {
            Ordering::Less => kept.push(problem),
            Ordering::Equal => kept.push(problem.help(Message::MoreOfThem { count: total - shown })),
            Ordering::Greater => {}
        }
    }
    kept
}

/// True if the file speaks of procedures that it does not declare itself.
fn looks_elsewhere(outline: &Outline) -> bool {
    let declared = |name: &str| {
        outline.items.iter().any(|item| item.detail.kind() == ItemKind::Procedure && item.name == name)
    };
    outline.items.iter().any(|item| match &item.detail {
        Detail::Variant(_) => true,
        Detail::Scenario(scenario) => scenario.procedure.as_deref().is_some_and(|name| !declared(name)),
        Detail::Reform(reform) => reform.procedure.as_deref().is_some_and(|name| !declared(name)),
        _ => false,
    })
}
