//! The only place that reads procedure files.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tthc_model::{Date, ItemKind, Locale, Name, Procedure};
use tthc_project::{Content, FilePath, Manifest, Project};
use unicode_normalization::UnicodeNormalization;

use crate::commands::Outcome;
use crate::failure::Failure;

pub(crate) const MANIFEST: &str = "tthc.toml";
const EXTENSION: &str = "tthc";
/// So many procedures are named at most where a part of a title fits several.
const SUGGESTED: usize = 3;

/// A repository (or a part of one) read from disk.
pub(crate) struct Loaded {
    pub(crate) project: Project,
    /// The paths the user asked for; findings elsewhere are not theirs.
    pub(crate) wanted: Vec<FilePath>,
}

/// Reads the files below the given paths, and, if they lie in a repository (a folder with a
/// manifest), the rest of that repository, since names are global.
pub(crate) fn load(paths: &[PathBuf]) -> Result<Loaded, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut wanted = Vec::new();
    for path in paths {
        if !path.exists() {
            return Err(Failure::NotFound(path.clone()));
        }
        let found = files(path)?;
        if found.is_empty() {
            return Err(Failure::NoFiles(path.clone()));
        }
        wanted.extend(found);
    }
    let root = paths.iter().find_map(|path| repository(path));
    let manifest = match &root {
        Some(root) => {
            let path = root.join(MANIFEST);
            let text =
                std::fs::read_to_string(&path).map_err(|error| Failure::Unreadable(path.clone(), error))?;
            Manifest::parse(&text).map_err(|error| Failure::Manifest(path, error.to_string()))?
        }
        None => Manifest::default(),
    };
    let mut all = wanted.clone();
    if let Some(root) = &root {
        let roots: Vec<PathBuf> = match manifest.roots.as_slice() {
            [] => vec![root.clone()],
            roots => roots.iter().map(|part| root.join(part)).collect(),
        };
        for part in roots {
            if !part.exists() {
                return Err(Failure::NotFound(part));
            }
            all.extend(files(&part)?);
        }
    }
    // One file may be reached by two paths: it goes by the one that was asked for.
    let mut folders = FxHashMap::default();
    let mut seen = FxHashSet::default();
    all.retain(|path| seen.insert(identity(path, &mut folders)));
    all.sort();
    wanted.retain(|path| all.binary_search(path).is_ok());
    wanted.sort();
    wanted.dedup();
    let mut contents = Vec::with_capacity(all.len());
    for path in &all {
        contents.push((name(path), read(path)?));
    }
    let wanted = wanted.iter().map(|path| name(path)).collect();
    Ok(Loaded { project: Project::load(manifest, contents), wanted })
}

/// What a file is whatever path leads to it. Links between folders are followed once a folder.
fn identity(path: &Path, folders: &mut FxHashMap<PathBuf, PathBuf>) -> (PathBuf, Option<OsString>) {
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let folder = match folders.get(parent) {
        Some(known) => known.clone(),
        None => {
            let real = std::fs::canonicalize(parent).unwrap_or_else(|_| parent.to_owned());
            folders.insert(parent.to_owned(), real.clone());
            real
        }
    };
    (folder, path.file_name().map(OsStr::to_owned))
}

/// The repository for commands that name no files: the given folder, else the one around the
/// current folder, else the only one directly below it.
pub(crate) fn load_repository(given: Option<&Path>) -> Result<Loaded, Failure> {
    if let Some(given) = given {
        return load(&[given.to_owned()]);
    }
    let here = Path::new(".");
    if let Some(root) = repository(here) {
        return load(&[root]);
    }
    let unreadable = |error| Failure::Unreadable(here.to_owned(), error);
    let mut below: Vec<PathBuf> = std::fs::read_dir(here)
        .map_err(unreadable)?
        .filter_map(|entry| entry.ok().map(|entry| clean(&entry.path())))
        .filter(|folder| folder.join(MANIFEST).is_file())
        .collect();
    match (below.pop(), below.is_empty()) {
        (Some(only), true) => load(&[only]),
        _ => Err(Failure::Other {
            vi: "không thấy kho thủ tục (thư mục có tthc.toml); chỉ ra bằng -C THƯ_MỤC".to_owned(),
            en: "no repository found (a folder with tthc.toml); name it with -C DIR".to_owned(),
        }),
    }
}

/// The procedure of that name, code or official title, however the keyboard spells its letters. Of several
/// versions of a code or title it is the one in force on the day, else the last.
pub(crate) fn procedure(
    snapshot: &tthc_project::Snapshot,
    wanted: &str,
    on: Option<Date>,
) -> Result<(FilePath, Arc<Procedure>), Failure> {
    let wanted: String = wanted.trim().nfc().collect();
    if let Some(found) = snapshot.procedure_on(&wanted, on) {
        return Ok(found);
    }
    let library = snapshot.library();
    let names = library.names(ItemKind::Procedure);
    let title = |name: &Name| library.title(ItemKind::Procedure, name).to_lowercase();
    let lower = wanted.to_lowercase();
    let mut titled: Vec<&Name> = names.iter().copied().filter(|name| title(name) == lower).collect();
    if let Some(on) = on.filter(|_| titled.len() > 1) {
        titled.retain(|name| library.procedure(name).is_some_and(|head| head.in_force.contains(on)));
    }
    if let [only] = titled.as_slice()
        && let Some(found) = snapshot.procedure_on(only, on)
    {
        return Ok(found);
    }
    let mut near: Vec<&str> = titled.iter().map(|name| name.as_str()).collect();
    if near.is_empty() {
        near.extend(tthc_syntax::suggest::nearest(&wanted, names.iter().map(|name| name.as_str())));
    }
    if near.is_empty() && lower.contains(' ') {
        near.extend(names.iter().filter(|name| title(name).contains(&lower)).map(|name| name.as_str()));
        near.truncate(SUGGESTED);
    }
    let nearest = (!near.is_empty()).then(|| near.join("`, `"));
    Err(Failure::UnknownProcedure { wanted, nearest })
}

/// Says so when what is asked about is not the law on the day: a version that has ended or not begun.
pub(crate) fn not_in_force(procedure: &Procedure, on: Date, locale: Locale) {
    if !procedure.in_force.contains(on) {
        crate::render::note(&match locale {
            Locale::Vietnamese => format!("`{}` không có hiệu lực ngày {on}", procedure.name),
            Locale::English => format!("`{}` is not in force on {on}", procedure.name),
        });
    }
}

/// True for a file with findings at error level: what is answered about it may be incomplete.
pub(crate) fn has_errors(snapshot: &tthc_project::Snapshot, path: &str) -> bool {
    snapshot.problems(path).iter().any(|problem| problem.severity() == tthc_model::Severity::Error)
}

/// What was answered about these files holds only if they have no errors; says so if they have.
pub(crate) fn outcome(snapshot: &tthc_project::Snapshot, paths: &[FilePath], locale: Locale) -> Outcome {
    let broken: Vec<&FilePath> = paths.iter().filter(|path| has_errors(snapshot, path)).collect();
    for path in &broken {
        crate::render::note(&match locale {
            Locale::Vietnamese => format!("{path} có lỗi, kết quả có thể thiếu: tthc check {path}"),
            Locale::English => format!("{path} has errors, the result may be incomplete: tthc check {path}"),
        });
    }
    Outcome::clean_if(broken.is_empty())
}

pub(crate) fn read(path: &Path) -> Result<Content, Failure> {
    let unreadable = |error| Failure::Unreadable(path.to_owned(), error);
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > tthc_syntax::MAX_BYTES as u64 {
        return Ok(Content::too_large(size));
    }
    let unreadable = |error| Failure::Unreadable(path.to_owned(), error);
    Ok(Content::bytes(&std::fs::read(path).map_err(unreadable)?))
}

/// Procedure files at or below a path, hidden folders left out, in the order of their names.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if path.is_file() {
        return Ok(vec![clean(path)]);
    }
    let mut found = Vec::new();
    let walk = ignore::WalkBuilder::new(path).standard_filters(true).require_git(false).build();
    for entry in walk {
        let entry = entry.map_err(|error| {
            Failure::Unreadable(path.to_owned(), std::io::Error::other(error.to_string()))
        })?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && entry.path().extension().is_some_and(|extension| extension == EXTENSION) {
            found.push(clean(entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// `./a` and `a` are one file.
fn clean(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
}

fn name(path: &Path) -> FilePath {
    Arc::from(path.to_string_lossy().as_ref())
}

/// The nearest folder at or above a path that holds a manifest.
pub(crate) fn repository(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let depth = absolute.ancestors().position(|folder| folder.join(MANIFEST).is_file())?;
    // Keep the user's own spelling of the path while it reaches.
    let mut root = path.to_owned();
    for _ in 0..depth {
        root = match root.parent() {
            Some(parent) if root != Path::new(".") && !root.ends_with("..") => parent.to_owned(),
            _ => root.join(".."),
        };
    }
    Some(if root.as_os_str().is_empty() { PathBuf::from(".") } else { root })
}

/// The wanted language: as asked, else the manifest's, else the environment's.
pub(crate) fn locale(asked: Option<Locale>, manifest: Option<&Manifest>) -> Locale {
    let environment = || {
        let value = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        match value {
            Some(value) if value.starts_with("vi") => Locale::Vietnamese,
            Some(value) if value.starts_with("en") => Locale::English,
            _ => Locale::Vietnamese,
        }
    };
    asked.or_else(|| manifest.and_then(|manifest| manifest.locale)).unwrap_or_else(environment)
}
