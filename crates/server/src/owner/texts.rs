//! Texts that the editor opens, changes and closes.

use std::sync::Arc;

use tower_lsp::lsp_types::{DidChangeTextDocumentParams, TextDocumentItem, Url};
use tthc_project::FilePath;

use crate::Disk;
use crate::documents::Document;
use crate::owner::{Owner, file_path};

impl<D: Disk> Owner<D> {
    pub(super) fn open(&mut self, item: TextDocumentItem) {
        let document = Document { version: item.version, text: item.text.into(), place: None };
        self.documents.insert(item.uri.clone(), document);
        self.place(&item.uri);
    }

    /// Finds the repository of an open text and writes it there.
    pub(super) fn place(&mut self, url: &Url) {
        let (at, path) = match (url.scheme(), file_path(url)) {
            (_, Some(path)) => {
                let at = match self.root_of(&path) {
                    Some(root) => self.load(&root),
                    None => self.loose(),
                };
                (at, self.repositories[at].name(&path))
            }
            // A text that was never saved belongs to what is being worked on.
            ("untitled", None) => {
                let at = if self.repositories.is_empty() { self.loose() } else { 0 };
                (at, FilePath::from(url.as_str()))
            }
            // Other versions of a file (`git:`) would declare everything twice.
            _ => return,
        };
        let root = self.repositories[at].root.clone();
        if let Some(document) = self.documents.get_mut(url) {
            document.place = Some((root, Arc::clone(&path)));
            let content = document.content();
            self.repositories[at].write(path, url.clone(), content);
        }
        self.check_later(at);
    }

    pub(super) fn change(&mut self, params: DidChangeTextDocumentParams) {
        let url = params.text_document.uri;
        let Some(document) = self.documents.get_mut(&url) else { return };
        document.version = params.text_document.version;
        document.change(params.content_changes, self.encoding);
        let Some((root, path)) = document.place.clone() else { return };
        let content = document.content();
        if let Some(at) = self.repository(&root) {
            self.repositories[at].write(path, url, content);
            self.check_later(at);
        }
    }

    /// From now on the file is what the disk says.
    pub(super) fn close(&mut self, url: &Url) {
        let Some((root, path)) = self.documents.remove(url).and_then(|document| document.place) else {
            return;
        };
        let Some(at) = self.repository(&root) else { return };
        let repository = &mut self.repositories[at];
        let on_disk = if repository.is_listed(&path) { file_path(url) } else { None };
        match on_disk.and_then(|path| self.disk.read(&path)) {
            Some(content) => repository.write(path, url.clone(), content),
            None => repository.remove(&path),
        }
        self.check_later(at);
    }
}
