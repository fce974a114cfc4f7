//! Repositories: which there are, and what changes on disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{FileChangeType, FileEvent, Url, WorkspaceFolder, WorkspaceFoldersChangeEvent};
use tthc_project::{FilePath, Manifest};

use crate::outgoing::Outgoing;
use crate::owner::{Owner, file_path};
use crate::repository::Repository;
use crate::{Disk, Loaded};

pub(super) const MANIFEST: &str = "tthc.toml";

impl<D: Disk> Owner<D> {
    pub(super) fn folders_changed(&mut self, change: &WorkspaceFoldersChangeEvent) {
        let paths = |folders: &[WorkspaceFolder]| -> Vec<PathBuf> {
            folders.iter().filter_map(|folder| file_path(&folder.uri)).collect()
        };
        let removed = paths(&change.removed);
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(paths(&change.added));
        self.load_folders();
        self.forget_unwanted();
    }

    /// Reads the repositories that the folders lie in. A folder without manifest may hold several,
    /// or none: it is read when a file of it is opened.
    pub(super) fn load_folders(&mut self) {
        for folder in self.folders.clone() {
            if let Some(root) = self.disk.repository(&folder) {
                self.load(&root);
            }
        }
    }

    /// The repository of a folder, read from disk unless it is there already.
    pub(super) fn load(&mut self, root: &Path) -> usize {
        if let Some(at) = self.repository(root) {
            return at;
        }
        let loaded = self.read_folder(root);
        let (manifest, wrong) = match loaded.manifest {
            Ok(manifest) => (manifest, None),
            Err(wrong) => (Manifest::default(), Some(wrong)),
        };
        self.repositories.push(Repository::new(root.to_owned(), manifest, loaded.files));
        let at = self.repositories.len() - 1;
        self.show_manifest(at, wrong);
        self.check_later(at);
        at
    }

    fn reload(&mut self, at: usize) {
        let root = self.repositories[at].root.clone();
        let loaded = self.read_folder(&root);
        let open = self.open_in(&root);
        let result = self.repositories[at].reload(loaded, |path| open.contains_key(path));
        self.show_manifest(at, result.err());
        self.check_later(at);
    }

    /// A folder without manifest leaves out the repositories in it.
    fn read_folder(&self, root: &Path) -> Loaded {
        let mut loaded = self.disk.load(root);
        if self.disk.repository(root).as_deref() != Some(root) {
            loaded.files.retain(|(path, _)| self.disk.repository(path).is_none());
        }
        loaded
    }

    /// Lets go of repositories that no folder and no open text needs.
    fn forget_unwanted(&mut self) {
        let wanted = |repository: &Repository| {
            let root = &repository.root;
            self.folders.iter().any(|folder| folder.starts_with(root) || root.starts_with(folder))
                || !self.open_in(root).is_empty()
        };
        let unwanted: Vec<PathBuf> =
            self.repositories.iter().filter(|r| !wanted(r)).map(|r| r.root.clone()).collect();
        self.forget(&unwanted);
    }

    fn forget(&mut self, roots: &[PathBuf]) {
        let (gone, kept): (Vec<Repository>, Vec<Repository>) = std::mem::take(&mut self.repositories)
            .into_iter()
            .partition(|repository| roots.contains(&repository.root));
        self.repositories = kept;
        for repository in gone {
            if repository.manifest_shown
                && let Ok(url) = Url::from_file_path(repository.root.join(MANIFEST))
            {
                self.say(Outgoing::Publish { url, diagnostics: Vec::new(), version: None });
            }
            for (path, _) in repository.shown.iter().filter(|(_, (_, shown))| !shown.is_empty()) {
                if let Some(url) = repository.urls.get(path) {
                    self.say(Outgoing::Publish { url: url.clone(), diagnostics: Vec::new(), version: None });
                }
            }
        }
    }

    /// Where a file belongs: the repository around it, or else the folder it was opened from. Around
    /// a file that was opened alone there may be half a disk, so nothing is read there.
    pub(super) fn root_of(&self, path: &Path) -> Option<PathBuf> {
        let folder = || self.folders.iter().filter(|folder| path.starts_with(folder)).max();
        self.disk.repository(path).or_else(|| folder().cloned())
    }

    /// The repository of texts that belong nowhere.
    pub(super) fn loose(&mut self) -> usize {
        self.repository(Path::new("")).unwrap_or_else(|| {
            self.repositories.push(Repository::new(PathBuf::new(), Manifest::default(), Vec::new()));
            self.repositories.len() - 1
        })
    }

    /// The texts that are open in a repository, with their versions.
    pub(super) fn open_in(&self, root: &Path) -> BTreeMap<FilePath, i32> {
        let places = self.documents.values().filter_map(|document| {
            let (at, path) = document.place.as_ref()?;
            (at == root).then(|| (Arc::clone(path), document.version))
        });
        places.collect()
    }

    pub(super) fn repository(&self, root: &Path) -> Option<usize> {
        self.repositories.iter().position(|repository| repository.root == root)
    }

    pub(super) fn watched(&mut self, changes: &[FileEvent]) {
        let mut reload: Vec<PathBuf> = Vec::new();
        for change in changes {
            let Some(path) = file_path(&change.uri) else { continue };
            if path.file_name().is_some_and(|name| name == MANIFEST) {
                self.manifest_changed(&path, &mut reload);
            } else if path.extension().is_some_and(|extension| extension == "tthc") {
                self.file_changed(change, &path, &mut reload);
            } else if change.typ == FileChangeType::DELETED {
                let emptied = self.repositories.iter().filter(|repository| repository.has_below(&path));
                reload.extend(emptied.map(|repository| repository.root.clone()));
            }
        }
        reload.sort();
        reload.dedup();
        for root in reload.into_iter().filter(|root| !root.as_os_str().is_empty()) {
            if let Some(at) = self.repository(&root) {
                self.reload(at);
            }
        }
    }

    /// A manifest that comes or goes changes which repository the files around it belong to.
    fn manifest_changed(&mut self, manifest: &Path, reload: &mut Vec<PathBuf>) {
        let Some(root) = manifest.parent() else { return };
        let exists = self.disk.repository(root).as_deref() == Some(root);
        match (exists, self.repository(root)) {
            (true, Some(_)) => {
                reload.push(root.to_owned());
                return;
            }
            (false, None) => return,
            (true, None)
                if self.folders.iter().any(|folder| root.starts_with(folder) || folder.starts_with(root)) =>
            {
                self.load(root);
            }
            _ => {}
        }
        let around = self.repositories.iter().map(|repository| &repository.root);
        reload.extend(around.filter(|other| root.starts_with(other) && *other != root).cloned());
        self.place_again(root);
        if !exists {
            if self.open_in(root).is_empty() {
                self.forget(&[root.to_owned()]);
            } else {
                reload.push(root.to_owned());
            }
        }
    }

    /// Open texts below a folder move to the repository they belong to now.
    fn place_again(&mut self, folder: &Path) {
        let below = |url: &&Url| file_path(url).is_some_and(|path| path.starts_with(folder));
        let moved: Vec<Url> = self.documents.keys().filter(below).cloned().collect();
        for url in moved {
            let place = |owner: &Self| owner.documents.get(&url).and_then(|document| document.place.clone());
            let before = place(self);
            self.place(&url);
            if let Some((root, path)) = before.filter(|before| Some(before) != place(self).as_ref())
                && let Some(at) = self.repository(&root)
            {
                self.repositories[at].remove(&path);
                self.check_later(at);
            }
        }
    }

    fn file_changed(&mut self, change: &FileEvent, path: &Path, reload: &mut Vec<PathBuf>) {
        let inside = self.repositories.iter().enumerate().filter(|(_, r)| path.starts_with(&r.root));
        let deepest = inside.max_by_key(|(_, repository)| repository.root.components().count());
        let Some((at, _)) = deepest else { return };
        let root = self.repositories[at].root.clone();
        let name = self.repositories[at].name(path);
        let is_open = self.open_in(&root).contains_key(&name);
        match change.typ {
            // An open text stays until it is closed.
            FileChangeType::DELETED if is_open => return,
            FileChangeType::DELETED => self.repositories[at].remove(&name),
            // Whether a new file belongs here (it may be ignored) only the whole folder tells.
            _ if !self.repositories[at].is_listed(&name) => {
                reload.push(root);
                return;
            }
            _ if is_open => return,
            _ => match self.disk.read(path) {
                Some(content) => self.repositories[at].write(name, change.uri.clone(), content),
                None => self.repositories[at].remove(&name),
            },
        }
        self.check_later(at);
    }
}
