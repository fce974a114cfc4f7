//! What the server says on its own account, in the order in which the owner says it.

use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::Client;
use tower_lsp::lsp_types::{
    Diagnostic, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, MessageType,
    Registration, Url, WatchKind,
};

use crate::inbox::{Event, Inbox};

/// Findings are shown when the writer pauses: they would only flicker before.
const PAUSE: Duration = Duration::from_millis(50);

#[derive(Debug)]
pub(crate) enum Outgoing {
    Publish {
        url: Url,
        diagnostics: Vec<Diagnostic>,
        version: Option<i32>,
    },
    /// Something the user should know, though no open file shows it.
    Warn(String),
    /// Asks the editor to tell about changes of files.
    Watch,
    /// Comes back as [`Event::Quiet`] after a pause.
    Pause {
        root: PathBuf,
        revision: u64,
    },
}

/// A task of its own: a client that reads slowly holds up nothing else.
pub(crate) async fn deliver(client: Client, inbox: Inbox, mut messages: UnboundedReceiver<Outgoing>) {
    while let Some(message) = messages.recv().await {
        match message {
            Outgoing::Publish { url, diagnostics, version } => {
                client.publish_diagnostics(url, diagnostics, version).await;
            }
            Outgoing::Warn(text) => client.show_message(MessageType::WARNING, text).await,
            Outgoing::Watch => {
                // Waits for the editor's answer, which nothing here depends on.
                let client = client.clone();
                tokio::spawn(async move { client.register_capability(vec![watchers()]).await });
            }
            Outgoing::Pause { root, revision } => {
                let inbox = inbox.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(PAUSE).await;
                    inbox.send(Event::Quiet { root, revision });
                });
            }
        }
    }
}

fn watchers() -> Registration {
    let watch = |glob: &str, kind: Option<WatchKind>| FileSystemWatcher {
        glob_pattern: GlobPattern::String(glob.to_owned()),
        kind,
    };
    let options = DidChangeWatchedFilesRegistrationOptions {
        watchers: vec![
            watch("**/*.tthc", None),
            watch("**/tthc.toml", None),
            // The files of a folder that is deleted are not reported one by one.
            watch("**", Some(WatchKind::Delete)),
        ],
    };
    Registration {
        id: "tthc-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}
