//! `tthc lsp`: the language server, on standard input and output.

use std::path::{Path, PathBuf};

use tthc_project::{Content, Manifest};
use tthc_server::{Disk, Exit, Loaded};

use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;

/// The protocol wants status 1 of a server whose editor left without saying so.
pub(crate) fn run() -> Result<Outcome, Failure> {
    match tthc_server::run(RealDisk) {
        Ok(exit) => Ok(Outcome::clean_if(exit == Exit::Orderly)),
        Err(error) => Err(Failure::Other {
            vi: format!("không khởi động được máy chủ ngôn ngữ: {error}"),
            en: format!("the language server could not start: {error}"),
        }),
    }
}

struct RealDisk;

impl Disk for RealDisk {
    fn repository(&self, path: &Path) -> Option<PathBuf> {
        disk::repository(path)
    }

    /// What cannot be read is left out, and the editor is told.
    fn load(&self, root: &Path) -> Loaded {
        let text = std::fs::read_to_string(root.join(disk::MANIFEST));
        let mut manifest = match text {
            Ok(text) => Manifest::parse(&text).map_err(|error| error.to_string()),
            Err(_) => Ok(Manifest::default()),
        };
        let parts = match &manifest {
            Ok(manifest) if !manifest.roots.is_empty() => {
                manifest.roots.iter().map(|part| root.join(part)).collect()
            }
            _ => vec![root.to_owned()],
        };
        let mut paths: Vec<PathBuf> = Vec::new();
        for part in parts {
            match disk::files(&part) {
                Ok(found) => paths.extend(found),
                Err(failure) => manifest = Err(failure.text(disk::locale(None, manifest.as_ref().ok()))),
            }
        }
        paths.sort();
        paths.dedup();
        let files = paths.into_iter().filter_map(|path| {
            let content = disk::read(&path).ok()?;
            Some((path, content))
        });
        Loaded { files: files.collect(), manifest }
    }

    fn read(&self, path: &Path) -> Option<Content> {
        disk::read(path).ok()
    }
}
