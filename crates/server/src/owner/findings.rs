//! Findings: when they are looked for, and which of them the editor is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, Url};
use tthc_ide::Finding;
use tthc_model::Locale;
use tthc_project::{FilePath, Snapshot};

use crate::Disk;
use crate::inbox::{Checked, Event, Inbox};
use crate::outgoing::Outgoing;
use crate::owner::Owner;
use crate::owner::workspace::MANIFEST;
use crate::position::{Encoding, Lines};
use crate::repository::{Repository, Urls};
use crate::to_lsp;

impl<D: Disk> Owner<D> {
    /// When the writer pauses.
    pub(super) fn check_later(&self, at: usize) {
        let Repository { root, revision, .. } = &self.repositories[at];
        self.say(Outgoing::Pause { root: root.clone(), revision: *revision });
    }

    pub(super) fn check(&self, root: &Path, revision: u64) {
        let Some(at) = self.repository(root) else { return };
        let repository = &self.repositories[at];
        // The last edit's own pause is still to come.
        if repository.revision != revision {
            return;
        }
        let check = Check {
            root: root.to_owned(),
            revision,
            open: self.open_in(root).into_keys().collect(),
            urls: Arc::clone(&repository.urls),
            encoding: self.encoding,
            locale: self.locale_of(repository),
            inbox: self.inbox.clone(),
        };
        let snapshot = repository.project.snapshot();
        self.checks.spawn_fifo(move || {
            // Overtaken by an edit, which has its own check.
            let _ = snapshot.ask(|snapshot| check.run(snapshot));
        });
    }

    /// Tells the editor what is new. Only here findings are shown, so an older finding never follows
    /// a newer one.
    pub(super) fn show(&mut self, checked: Checked) {
        let Some(at) = self.repository(&checked.root) else { return };
        let open = self.open_in(&checked.root);
        let repository = &mut self.repositories[at];
        if repository.revision != checked.revision {
            return;
        }
        let mut found = checked.found;
        if checked.whole {
            // Files that are no more: nothing is wrong with them.
            let here: Vec<FilePath> = found.iter().map(|(path, _)| Arc::clone(path)).collect();
            let gone = repository.shown.keys().filter(|path| here.binary_search(path).is_err());
            found.extend(gone.map(|path| (Arc::clone(path), Vec::new())).collect::<Vec<_>>());
        }
        for (path, diagnostics) in found {
            let version = open.get(&path).copied();
            let now = (version, diagnostics);
            let unchanged = match repository.shown.get(&path) {
                Some(before) if version.is_some() => *before == now,
                Some((_, before)) => *before == now.1,
                None => version.is_none() && now.1.is_empty(),
            };
            if unchanged {
                continue;
            }
            if let Some(url) = repository.urls.get(&path) {
                let (version, diagnostics) = now.clone();
                let _ = self.outgoing.send(Outgoing::Publish { url: url.clone(), diagnostics, version });
            }
            repository.shown.insert(path, now);
        }
    }

    /// The manifest is no procedure file, but it can be wrong too.
    pub(super) fn show_manifest(&mut self, at: usize, wrong: Option<String>) {
        let repository = &mut self.repositories[at];
        let Ok(url) = Url::from_file_path(repository.root.join(MANIFEST)) else { return };
        let was_shown = std::mem::replace(&mut repository.manifest_shown, wrong.is_some());
        if wrong.is_none() && !was_shown {
            return;
        }
        let diagnostics = wrong.iter().map(|message| Diagnostic {
            severity: Some(DiagnosticSeverity::ERROR),
            source: Some("tthc".to_owned()),
            message: message.clone(),
            ..Diagnostic::default()
        });
        self.say(Outgoing::Publish { url, diagnostics: diagnostics.collect(), version: None });
        if let Some(message) = wrong {
            self.say(Outgoing::Warn(format!("{MANIFEST}: {message}")));
        }
    }
}

/// One look at all files of a repository.
struct Check {
    root: PathBuf,
    revision: u64,
    open: Vec<FilePath>,
    urls: Urls,
    encoding: Encoding,
    locale: Locale,
    inbox: Inbox,
}

impl Check {
    /// What the writer sees first, then the rest.
    fn run(&self, snapshot: &Snapshot) {
        let open = self.open.iter().map(|path| (Arc::clone(path), tthc_ide::diagnostics(snapshot, path)));
        self.found(snapshot, open.collect(), false);
        self.found(snapshot, tthc_ide::findings(snapshot), true);
    }

    fn found(&self, snapshot: &Snapshot, found: Vec<(FilePath, Vec<Finding>)>, whole: bool) {
        let found = found.into_iter().map(|(path, findings)| {
            let diagnostics = self.diagnostics(snapshot, &path, &findings);
            (path, diagnostics)
        });
        let (root, revision) = (self.root.clone(), self.revision);
        self.inbox.send(Event::Checked(Checked { root, revision, found: found.collect(), whole }));
    }

    fn diagnostics(&self, snapshot: &Snapshot, path: &FilePath, findings: &[Finding]) -> Vec<Diagnostic> {
        let Some(text) = snapshot.text(path).filter(|_| !findings.is_empty()) else { return Vec::new() };
        let lines = Lines::new(Arc::clone(text), self.encoding);
        let url = self.urls.get(path);
        findings.iter().map(|finding| to_lsp::diagnostic(finding, url, &lines, self.locale)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::Receiver;

    use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
    use tower_lsp::lsp_types::{DidChangeTextDocumentParams, TextDocumentItem};
    use tthc_project::{Content, Manifest};

    use super::*;
    use crate::Loaded;

    /// A disk without files.
    struct Empty;

    impl Disk for Empty {
        fn repository(&self, _: &Path) -> Option<PathBuf> {
            None
        }

        fn load(&self, _: &Path) -> Loaded {
            Loaded { manifest: Ok(Manifest::default()), files: Vec::new() }
        }

        fn read(&self, _: &Path) -> Option<Content> {
            None
        }
    }

    fn url() -> Url {
        Url::parse("untitled:a").expect("an address")
    }

    /// An owner whose thread is this one, with one open text that has been edited once.
    fn owner() -> (Owner<Empty>, Receiver<Event>, UnboundedReceiver<Outgoing>) {
        let (inbox, events) = Inbox::new();
        let (outgoing, messages) = unbounded_channel();
        let mut owner = Owner::new(Empty, inbox, outgoing).expect("threads");
        owner.open(TextDocumentItem::new(url(), "tthc".to_owned(), 1, "x".to_owned()));
        let change = serde_json::json!({
            "textDocument": { "uri": url(), "version": 2 },
            "contentChanges": [{ "text": "y" }],
        });
        let change: DidChangeTextDocumentParams = serde_json::from_value(change).expect("a change");
        owner.change(change);
        (owner, events, messages)
    }

    fn published(messages: &mut UnboundedReceiver<Outgoing>) -> Vec<(Option<i32>, usize)> {
        let mut published = Vec::new();
        while let Ok(message) = messages.try_recv() {
            if let Outgoing::Publish { diagnostics, version, .. } = message {
                published.push((version, diagnostics.len()));
            }
        }
        published
    }

    #[test]
    fn only_the_last_edit_of_a_burst_is_checked() {
        let (owner, events, _messages) = owner();
        let (root, now) = (owner.repositories[0].root.clone(), owner.repositories[0].revision);
        owner.check(&root, now - 1);
        owner.check(&root, now);
        for _ in 0..2 {
            let Ok(Event::Checked(checked)) = events.recv() else { panic!("findings") };
            assert_eq!(checked.revision, now);
        }
    }

    #[test]
    fn findings_of_an_older_text_are_not_shown() {
        let (mut owner, _events, mut messages) = owner();
        let (root, now) = (owner.repositories[0].root.clone(), owner.repositories[0].revision);
        let found = |revision: u64, count: usize, whole: bool| Checked {
            root: root.clone(),
            revision,
            found: vec![(FilePath::from(url().as_str()), vec![Diagnostic::default(); count])],
            whole,
        };
        owner.show(found(now - 1, 3, true));
        assert_eq!(published(&mut messages), []);
        owner.show(found(now, 1, false));
        assert_eq!(published(&mut messages), [(Some(2), 1)]);
        // The same again, now with all files looked at.
        owner.show(found(now, 1, true));
        assert_eq!(published(&mut messages), []);
    }
}
