//! A set of source files and everything derived from them, kept up to date.
//!
//! A thin shell of salsa queries around the pure crates: each query is one call into `syntax` or
//! `model`. Files come in as text; nothing here reads the disk.
//!
//! ```text
//! SourceFile ─► parse ─► outline ─► shard ─► library
//!                 │                            │
//!                 └──────────► checked ◄───────┘ ─► problems
//! ```
//!
//! `outline` is the firewall: it has no places in it, so an edit inside a procedure's body leaves
//! `library`, and with it every other file, as it was.

mod db;
mod manifest;
mod misspelt;

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use salsa::{Durability, Setter};
use tthc_model::{Checked, Date, Diagnostic, ItemKind, Library, Name, Procedure};
use tthc_syntax::{Parse, Span};

use db::{Database, Shard, SourceFile, Workspace};
pub use manifest::{Manifest, ManifestError};

/// The path of a file as the user knows it, relative to the repository.
pub type FilePath = Arc<str>;

/// Membership changes touch one shard; a national repository has some hundred files in each.
const SHARDS: usize = 64;

/// The one owner of the database: sets inputs, hands out [`Snapshot`]s.
///
/// Setting waits until every snapshot is dropped, so a thread must not keep one while it calls
/// [`Project::apply`].
#[derive(Debug)]
pub struct Project {
    db: Database,
    workspace: Workspace,
    files: Arc<FxHashMap<FilePath, SourceFile>>,
}

/// A change to the set of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The file has this content now; it may be new.
    Write(FilePath, Content),
    Remove(FilePath),
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub text: Arc<str>,
    /// Where bytes that are not UTF-8 were replaced.
    pub broken: Vec<Span>,
    /// Set for a file larger than the parser reads: its size. The text is then empty.
    pub too_large: Option<u64>,
    /// It is text in another encoding than UTF-8. The text is then empty.
    pub utf16: bool,
}

impl Content {
    pub fn text(text: impl Into<Arc<str>>) -> Content {
        Content { text: text.into(), broken: Vec::new(), too_large: None, utf16: false }
    }

    /// Decodes what was read from disk. Never fails: what is broken is reported with its place.
    pub fn bytes(bytes: &[u8]) -> Content {
        if bytes.len() > tthc_syntax::MAX_BYTES {
            return Content::too_large(bytes.len() as u64);
        }
        if is_utf16(bytes) {
            return Content { utf16: true, ..Content::text("") };
        }
        let (text, broken) = tthc_syntax::text::decode(bytes);
        Content { broken, ..Content::text(text) }
    }

    /// A file that need not even be read.
    pub fn too_large(bytes: u64) -> Content {
        Content { too_large: Some(bytes), ..Content::text("") }
    }
}

/// By its byte order mark; or because of the bytes of its beginning every other one is mostly zero, as with Latin
/// letters, and those between are not: programs and pictures have zeros everywhere.
fn is_utf16(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    let zeros = |at: usize| start.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
        || (start.len() >= 8
            && zeros(0).max(zeros(1)) * 4 > start.len()
            && zeros(0).min(zeros(1)) * 16 < start.len())
}

impl Project {
    pub fn new(manifest: Manifest) -> Project {
        let db = Database::default();
        let shards = (0..SHARDS).map(|_| Shard::builder(Vec::new()).durability(Durability::HIGH).new(&db));
        let shards: Vec<Shard> = shards.collect();
        let workspace = Workspace::builder(shards, manifest).durability(Durability::HIGH).new(&db);
        Project { db, workspace, files: Arc::default() }
    }

    /// A project of files that were just read: cheaper than one edit after the other.
    pub fn load(manifest: Manifest, files: impl IntoIterator<Item = (FilePath, Content)>) -> Project {
        let mut project = Project::new(manifest);
        let mut members: Vec<Vec<SourceFile>> = vec![Vec::new(); SHARDS];
        for (path, content) in files {
            // Not HIGH: salsa cannot keep a result whose durability drops, so the first edit would
            // check the whole repository again.
            let file = project.insert(&path, content, Durability::LOW);
            members[shard_of(&path)].push(file);
        }
        let shards = project.workspace.shards(&project.db).clone();
        for (shard, files) in shards.into_iter().zip(members) {
            shard.set_files(&mut project.db).with_durability(Durability::HIGH).to(files);
        }
        project
    }

    /// Applies a change. An edit that changes nothing costs nothing.
    pub fn apply(&mut self, edit: Edit) {
        match edit {
            Edit::Write(path, content) => match self.files.get(&path) {
                Some(&file) => {
                    if *file.content(&self.db) != content {
                        file.set_content(&mut self.db).with_durability(Durability::LOW).to(content);
                    }
                }
                None => {
                    let file = self.insert(&path, content, Durability::LOW);
                    self.change_members(&path, |files| files.push(file));
                }
            },
            Edit::Remove(path) => {
                if let Some(file) = Arc::make_mut(&mut self.files).remove(&path) {
                    self.change_members(&path, |files| files.retain(|member| *member != file));
                }
            }
        }
    }

    pub fn set_manifest(&mut self, manifest: Manifest) {
        if *self.workspace.manifest(&self.db) != manifest {
            let workspace = self.workspace;
            workspace.set_manifest(&mut self.db).with_durability(Durability::HIGH).to(manifest);
        }
    }

    pub fn snapshot(&self) -> Snapshot {
        Snapshot { db: self.db.clone(), workspace: self.workspace, files: Arc::clone(&self.files) }
    }

    /// The names of queries that ran since the last call, for tests of incrementality.
    pub fn take_executed(&self) -> Vec<String> {
        self.db.take_executed()
    }

    fn insert(&mut self, path: &FilePath, content: Content, durability: Durability) -> SourceFile {
        let file = SourceFile::builder(Arc::clone(path), content).durability(durability).new(&self.db);
        Arc::make_mut(&mut self.files).insert(Arc::clone(path), file);
        file
    }

    fn change_members(&mut self, path: &str, change: impl FnOnce(&mut Vec<SourceFile>)) {
        let shard = self.workspace.shards(&self.db)[shard_of(path)];
        let mut files = shard.files(&self.db).clone();
        change(&mut files);
        shard.set_files(&mut self.db).with_durability(Durability::HIGH).to(files);
    }
}

/// By the file's folder, so that edits of one reviewer touch one shard; stable across runs.
fn shard_of(path: &str) -> usize {
    let folder = Path::new(path).parent().and_then(Path::to_str).unwrap_or_default();
    let hash = folder.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash % SHARDS as u64) as usize
}

/// The project as it is now, for one question. Answers may end early with [`Cancelled`] when the
/// project changes under them: ask through [`Snapshot::ask`].
#[derive(Debug, Clone)]
pub struct Snapshot {
    db: Database,
    workspace: Workspace,
    files: Arc<FxHashMap<FilePath, SourceFile>>,
}

/// The question was overtaken by an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

impl Snapshot {
    /// Runs a question; the only place where cancellation is caught.
    pub fn ask<T>(self, question: impl FnOnce(&Snapshot) -> T) -> Result<T, Cancelled> {
        salsa::Cancelled::catch(std::panic::AssertUnwindSafe(|| question(&self))).map_err(|_| Cancelled)
    }

    pub fn manifest(&self) -> &Manifest {
        self.workspace.manifest(&self.db)
    }

    /// All paths, sorted.
    pub fn paths(&self) -> Vec<FilePath> {
        let mut paths: Vec<FilePath> = self.files.keys().cloned().collect();
        paths.sort();
        paths
    }

    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        self.files.get(path).map(|file| &file.content(&self.db).text)
    }

    pub fn parse(&self, path: &str) -> Option<&Arc<Parse>> {
        self.files.get(path).map(|file| db::parse(&self.db, *file))
    }

    pub fn library(&self) -> &Arc<Library> {
        db::library(&self.db, self.workspace)
    }

    pub fn checked(&self, path: &str) -> Option<&Arc<Checked>> {
        self.files.get(path).map(|file| db::checked(&self.db, self.workspace, *file))
    }

    /// What is wrong with a file; spans are those of the file as it is on disk.
    pub fn problems(&self, path: &str) -> &[Diagnostic] {
        self.files.get(path).map_or(&[], |file| db::problems(&self.db, self.workspace, *file))
    }

    /// The problems of every file, in the order of their paths, computed in parallel.
    pub fn all_problems(&self) -> Vec<(FilePath, Vec<Diagnostic>)> {
        self.warm();
        let mut problems = self.each(|snapshot, path| snapshot.problems(path).to_vec());
        misspelt::put_right(self, &mut problems);
        problems
    }

    /// Every procedure with the path of its file, in the order of paths.
    pub fn procedures(&self) -> Vec<(FilePath, Arc<Procedure>)> {
        self.warm();
        let found = self.each(|snapshot, path| {
            snapshot.checked(path).map(|checked| checked.procedures.clone()).unwrap_or_default()
        });
        let flat = found.into_iter().flat_map(|(path, procedures)| {
            procedures.into_iter().map(move |procedure| (Arc::clone(&path), procedure))
        });
        flat.collect()
    }

    /// Every local variant, as a procedure of its own, with the path of its file.
    pub fn variants(&self) -> Vec<(FilePath, Arc<Procedure>)> {
        let names = self.library().names(ItemKind::Variant);
        names.into_iter().filter_map(|name| self.variant(name)).collect()
    }

    fn variant(&self, name: &str) -> Option<(FilePath, Arc<Procedure>)> {
        let declared = self.library().declarations(ItemKind::Variant, name).first()?;
        let file = self.files.get(&declared.path)?;
        let variants = db::variants(&self.db, self.workspace, *file);
        let procedure = variants.procedures.iter().find(|procedure| procedure.name == name)?;
        Some((Arc::clone(&declared.path), Arc::clone(procedure)))
    }

    /// A procedure or a local variant by name or by code. Of several versions with one code it is the one
    /// in force on the reference date, else the last.
    pub fn procedure(&self, wanted: &str) -> Option<(FilePath, Arc<Procedure>)> {
        self.procedure_on(wanted, self.date())
    }

    /// As [`Snapshot::procedure`], on another day.
    pub fn procedure_on(&self, wanted: &str, on: Option<Date>) -> Option<(FilePath, Arc<Procedure>)> {
        let library = self.library();
        let in_force = |name: &Name| {
            library.procedure(name).is_some_and(|head| on.is_none_or(|on| head.in_force.contains(on)))
        };
        let versions = library.by_code(wanted);
        let version = versions.iter().find(|(_, name)| in_force(name)).or(versions.last());
        let name = version.map_or_else(|| Name::new(wanted), |(_, name)| name.clone());
        let Some(declared) = library.declarations(ItemKind::Procedure, &name).first() else {
            return self.variant(&name);
        };
        let checked = self.checked(&declared.path)?;
        let procedure = checked.procedures.iter().find(|procedure| procedure.name == name)?;
        Some((Arc::clone(&declared.path), Arc::clone(procedure)))
    }

    /// The reference date: of the manifest.
    pub fn date(&self) -> Option<Date> {
        self.manifest().date
    }

    /// Parses in parallel first: else the first file to be checked would compute the library, and
    /// with it every parse, alone.
    fn warm(&self) {
        self.each(|snapshot, path| {
            if let Some(file) = snapshot.files.get(path) {
                db::outline(&snapshot.db, *file);
            }
        });
        self.library();
    }

    fn each<T: Send>(&self, question: impl Fn(&Snapshot, &str) -> T + Sync) -> Vec<(FilePath, T)> {
        let paths = self.paths();
        let answers = paths
            .par_iter()
            .with_min_len(16)
            .map_with(Handle(self.clone()), |handle, path| (Arc::clone(path), question(&handle.0, path)));
        answers.collect()
    }
}

/// A snapshot that rayon may clone for each of its splits.
#[derive(Clone)]
struct Handle(Snapshot);
