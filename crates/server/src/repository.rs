//! One repository of procedures: its project, and how its files are called outside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{Diagnostic, Url};
use tthc_model::Locale;
use tthc_project::{Content, Edit, FilePath, Manifest, Project};
use tthc_syntax::SourceText;

use crate::Loaded;

/// The addresses of a repository's files.
pub(crate) type Urls = Arc<BTreeMap<FilePath, Url>>;

#[derive(Debug)]
pub(crate) struct Repository {
    /// Empty for the texts that belong nowhere: such a repository has nothing on disk.
    pub(crate) root: PathBuf,
    pub(crate) project: Project,
    /// Files the disk had when the folder was read, open or not.
    listed: BTreeSet<FilePath>,
    pub(crate) urls: Urls,
    /// Counts the changes: what was found at one revision says nothing of the next.
    pub(crate) revision: u64,
    /// What the editor shows of each file, and of which version.
    pub(crate) shown: BTreeMap<FilePath, (Option<i32>, Vec<Diagnostic>)>,
    /// The editor shows that the manifest is not understood.
    pub(crate) manifest_shown: bool,
}

impl Repository {
    pub(crate) fn new(root: PathBuf, manifest: Manifest, files: Vec<(PathBuf, Content)>) -> Repository {
        let mut urls = BTreeMap::new();
        let mut contents = BTreeMap::new();
        for (path, content) in files {
            let name = name_below(&root, &path);
            urls.extend(Url::from_file_path(&path).ok().map(|url| (Arc::clone(&name), url)));
            contents.insert(name, content);
        }
        Repository {
            root,
            listed: contents.keys().cloned().collect(),
            project: Project::load(manifest, contents),
            urls: Arc::new(urls),
            revision: 0,
            shown: BTreeMap::new(),
            manifest_shown: false,
        }
    }

    /// What a file is called in the project.
    pub(crate) fn name(&self, path: &Path) -> FilePath {
        name_below(&self.root, path)
    }

    pub(crate) fn has(&self, path: &FilePath) -> bool {
        self.urls.contains_key(path)
    }

    pub(crate) fn is_listed(&self, path: &str) -> bool {
        self.listed.contains(path)
    }

    /// Files at or below a folder.
    pub(crate) fn has_below(&self, folder: &Path) -> bool {
        let prefix = format!("{}/", self.name(folder));
        self.listed.iter().any(|path| path.starts_with(&prefix))
    }

    pub(crate) fn write(&mut self, path: FilePath, url: Url, content: Content) {
        if self.urls.get(&path) != Some(&url) {
            Arc::make_mut(&mut self.urls).insert(Arc::clone(&path), url);
        }
        self.apply(Edit::Write(path, content));
    }

    pub(crate) fn remove(&mut self, path: &FilePath) {
        self.apply(Edit::Remove(Arc::clone(path)));
    }

    /// Takes over what the disk has now, except for what is open.
    pub(crate) fn reload(
        &mut self,
        loaded: Loaded,
        is_open: impl Fn(&FilePath) -> bool,
    ) -> Result<(), String> {
        let result = loaded.manifest.map(|manifest| self.project.set_manifest(manifest));
        self.revision += 1;
        let before = std::mem::take(&mut self.listed);
        for (path, content) in loaded.files {
            let name = self.name(&path);
            self.listed.insert(Arc::clone(&name));
            if let Ok(url) = Url::from_file_path(&path)
                && !is_open(&name)
            {
                self.write(name, url, content);
            }
        }
        for path in before {
            if !self.listed.contains(&path) && !is_open(&path) {
                self.remove(&path);
            }
        }
        result
    }

    pub(crate) fn locale(&self) -> Option<Locale> {
        self.project.snapshot().manifest().locale
    }

    fn apply(&mut self, edit: Edit) {
        self.revision += 1;
        self.project.apply(edit);
    }
}

/// Below the root, joined by `/`, in NFC: file systems disagree on how they write Vietnamese names,
/// and a name that is written in two ways must not be two files.
fn name_below(root: &Path, path: &Path) -> FilePath {
    let name = match path.strip_prefix(root) {
        Ok(below) if !root.as_os_str().is_empty() => {
            let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            parts.join("/")
        }
        _ => path.to_string_lossy().into_owned(),
    };
    Arc::clone(SourceText::new(name.into()).composed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_written_in_two_ways_is_one_file() {
        use unicode_normalization::UnicodeNormalization;
        let root = Path::new("/kho");
        let composed = Path::new("/kho/tư_pháp/khai_sinh.tthc");
        let decomposed: String = composed.to_string_lossy().nfd().collect();
        assert_ne!(Path::new(&decomposed), composed);
        assert_eq!(name_below(root, Path::new(&decomposed)), name_below(root, composed));
        assert_eq!(&*name_below(root, composed), "tư_pháp/khai_sinh.tthc");
    }
}
