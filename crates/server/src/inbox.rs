//! The one queue: everything that can make the server act.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    Diagnostic, DidChangeTextDocumentParams, FileEvent, InitializeParams, TextDocumentItem, Url,
    WorkspaceFoldersChangeEvent,
};
use tthc_project::FilePath;

use crate::questions::{Ask, Pending, Question};

pub(crate) enum Event {
    // From the editor.
    Initialize(Box<InitializeParams>),
    Initialized,
    Open(TextDocumentItem),
    Change(DidChangeTextDocumentParams),
    Close(Url),
    Watched(Vec<FileEvent>),
    Folders(WorkspaceFoldersChangeEvent),
    Ask(Box<dyn Ask>),
    // From ourselves.
    /// Nothing was edited for a while since this revision of a repository.
    Quiet {
        root: PathBuf,
        revision: u64,
    },
    Checked(Checked),
    Stop,
}

/// What a check of a repository found.
pub(crate) struct Checked {
    pub(crate) root: PathBuf,
    /// Findings of an older revision are not worth showing.
    pub(crate) revision: u64,
    pub(crate) found: Vec<(FilePath, Vec<Diagnostic>)>,
    /// Every file of the repository is among them.
    pub(crate) whole: bool,
}

/// The sending end: unbounded, so that sending never waits.
#[derive(Debug, Clone)]
pub(crate) struct Inbox(Sender<Event>);

impl Inbox {
    pub(crate) fn new() -> (Inbox, Receiver<Event>) {
        let (sender, receiver) = channel();
        (Inbox(sender), receiver)
    }

    /// Once the owner is gone there is nobody to tell, and the conversation is about to end.
    pub(crate) fn send(&self, event: Event) {
        let _ = self.0.send(event);
    }

    /// Asks at once; the answer comes later. If the returned future is dropped, the question counts
    /// as withdrawn.
    pub(crate) fn ask<Q: Question>(&self, question: Q) -> impl Future<Output = Result<Q::Answer>> + use<Q> {
        let (reply, answer) = oneshot::channel();
        self.send(Event::Ask(Box::new(Pending::new(question, reply))));
        // Without a reply the question failed: a panic in its thread, or no owner.
        async move { answer.await.unwrap_or_else(|_| Err(Error::internal_error())) }
    }
}
