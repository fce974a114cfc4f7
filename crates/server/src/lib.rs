//! Speaks the Language Server Protocol; the only importer of tower-lsp.
//!
//! ```text
//! handler (async)              owner thread                       pools
//!   inbox.send(edit)     ──►     project.apply(edit)
//!   inbox.ask(question)  ──►     snapshot, spawn           ──►    answer, drop the snapshot, reply
//!   …await the reply
//! outgoing (async)       ◄──     publish, if still current  ◄──   findings
//! ```
//!
//! One thread owns every [`Project`](tthc_project::Project) and reads one inbox of a closed `enum`;
//! whatever can make the server act is a variant of it. Handlers put their message into the inbox in
//! their first statement, before any await: tower-lsp runs them together, and this is what keeps
//! edits in order. They compute nothing. The disk is the caller's: see [`Disk`].

mod backend;
mod documents;
mod inbox;
mod outgoing;
mod owner;
mod pipe;
mod position;
mod questions;
mod repository;
mod to_lsp;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Notify, mpsc, oneshot};
use tower_lsp::{LspService, Server};
use tthc_project::{Content, Manifest};

use backend::{Backend, Watchful};
use inbox::{Event, Inbox};

/// How the server sees the disk.
pub trait Disk: Send + 'static {
    /// The folder of the nearest manifest at or above a path.
    fn repository(&self, path: &Path) -> Option<PathBuf>;

    /// The manifest and all procedure files of a folder.
    fn load(&self, root: &Path) -> Loaded;

    /// One file as it is now; `None` if it cannot be read.
    fn read(&self, path: &Path) -> Option<Content>;
}

/// A folder read from disk.
#[derive(Debug)]
pub struct Loaded {
    /// What is wrong with the manifest, if it cannot be understood.
    pub manifest: Result<Manifest, String>,
    /// With absolute paths.
    pub files: Vec<(PathBuf, Content)>,
}

/// How the conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The editor said `shutdown` before it left.
    Orderly,
    /// The connection broke, or the server failed.
    Abrupt,
}

/// Requests that may wait for their answers at a time. They wait in the pool, not here: the limit
/// only has to be so high that notifications and cancellations always get through.
const CONCURRENCY: usize = 64;

/// What was answered just before `exit` still gets out.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// Speaks over standard input and output until the editor leaves.
///
/// The thread that reads standard input cannot be stopped: the caller should end the process.
pub fn run(disk: impl Disk) -> std::io::Result<Exit> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let exit = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), disk));
    runtime.shutdown_background();
    exit
}

/// Speaks over any connection until the other side leaves or the connection breaks.
pub async fn serve<I, O>(input: I, output: O, disk: impl Disk) -> std::io::Result<Exit>
where
    I: AsyncRead + Unpin,
    O: AsyncWrite + Unpin,
{
    let (inbox, events) = Inbox::new();
    let (outgoing, messages) = mpsc::unbounded_channel();
    let (finished, owner_finished) = oneshot::channel::<()>();
    let owner = owner::Owner::new(disk, inbox.clone(), outgoing)?;
    std::thread::Builder::new().name("owner".to_owned()).spawn(move || {
        // Dropped when the thread ends, also by a panic.
        let _finished = finished;
        owner.run(&events);
    })?;

    let (service, socket) = LspService::new(|client| {
        tokio::spawn(outgoing::deliver(client, inbox.clone(), messages));
        Backend::new(inbox.clone())
    });
    let left = Arc::new(Notify::new());
    let shut_down = Arc::new(AtomicBool::new(false));
    let service = Watchful::new(service, Arc::clone(&left), Arc::clone(&shut_down));
    let broken = Arc::new(Notify::new());
    let output = pipe::Forgiving::new(output, Arc::clone(&broken));
    let server = Server::new(input, output, socket).concurrency_level(CONCURRENCY);
    let serving = server.serve(service);
    tokio::pin!(serving);
    let failed = tokio::select! {
        () = &mut serving => false,
        () = left.notified() => {
            let _ = tokio::time::timeout(LAST_WORDS, &mut serving).await;
            false
        }
        () = broken.notified() => true,
        _ = owner_finished => true,
    };
    inbox.send(Event::Stop);
    let orderly = shut_down.load(Ordering::SeqCst) && !failed;
    Ok(if orderly { Exit::Orderly } else { Exit::Abrupt })
}
