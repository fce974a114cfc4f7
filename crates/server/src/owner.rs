//! The thread that owns the projects: one event after the other, in the order of arrival.

mod findings;
mod texts;
mod workspace;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp::lsp_types::{InitializeParams, Url};
use tthc_model::Locale;
use tthc_project::FilePath;

use crate::Disk;
use crate::backend::encoding;
use crate::documents::Document;
use crate::inbox::{Event, Inbox};
use crate::outgoing::Outgoing;
use crate::position::Encoding;
use crate::questions::{Ask, Scene};
use crate::repository::Repository;

/// Questions are short; two of them may be on their way while a long one (all references) runs.
const QUESTION_THREADS: usize = 2;

pub(crate) struct Owner<D> {
    disk: D,
    inbox: Inbox,
    outgoing: UnboundedSender<Outgoing>,
    /// Apart from each other, so that no question waits for the check of a whole repository.
    questions: ThreadPool,
    checks: ThreadPool,
    encoding: Encoding,
    /// What the editor asked for.
    locale: Option<Locale>,
    watches: bool,
    folders: Vec<PathBuf>,
    repositories: Vec<Repository>,
    documents: BTreeMap<Url, Document>,
}

impl<D: Disk> Owner<D> {
    pub(crate) fn new(disk: D, inbox: Inbox, outgoing: UnboundedSender<Outgoing>) -> io::Result<Owner<D>> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Owner {
            disk,
            inbox,
            outgoing,
            questions: pool("question", QUESTION_THREADS)?,
            checks: pool("check", cores)?,
            encoding: Encoding::default(),
            locale: None,
            watches: false,
            folders: Vec::new(),
            repositories: Vec::new(),
            documents: BTreeMap::new(),
        })
    }

    pub(crate) fn run(mut self, events: &Receiver<Event>) {
        while let Ok(event) = events.recv() {
            match event {
                Event::Initialize(params) => self.initialize(&params),
                Event::Initialized => self.initialized(),
                Event::Open(document) => self.open(document),
                Event::Change(params) => self.change(params),
                Event::Close(url) => self.close(&url),
                Event::Watched(changes) => self.watched(&changes),
                Event::Folders(change) => self.folders_changed(&change),
                Event::Ask(ask) => self.ask(ask),
                Event::Quiet { root, revision } => self.check(&root, revision),
                Event::Checked(checked) => self.show(checked),
                Event::Stop => break,
            }
        }
    }

    fn initialize(&mut self, params: &InitializeParams) {
        self.encoding = encoding(params);
        let option = params.initialization_options.as_ref();
        let wanted = option.and_then(|options| options.get("locale")).and_then(|locale| locale.as_str());
        self.locale = wanted.and_then(locale).or_else(|| params.locale.as_deref().and_then(locale));
        let workspace = params.capabilities.workspace.as_ref();
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files);
        self.watches = watching.and_then(|watching| watching.dynamic_registration).unwrap_or(false);
        let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
        self.folders = folders.filter_map(file_path).collect();
        let root = params.root_uri.as_ref().and_then(file_path);
        if self.folders.is_empty() {
            self.folders.extend(root);
        }
    }

    /// Nothing may be said to the editor before this.
    fn initialized(&mut self) {
        if self.watches {
            self.say(Outgoing::Watch);
        }
        self.load_folders();
    }

    fn ask(&self, ask: Box<dyn Ask>) {
        let Some((at, path)) = self.find(ask.url()) else { return ask.decline() };
        let repository = &self.repositories[at];
        let scene = Scene {
            path,
            urls: Arc::clone(&repository.urls),
            encoding: self.encoding,
            locale: self.locale_of(repository),
        };
        let snapshot = repository.project.snapshot();
        let inbox = self.inbox.clone();
        self.questions.spawn_fifo(move || {
            // Behind the edits that overtook it.
            if let Some(again) = ask.answer(snapshot, &scene) {
                inbox.send(Event::Ask(again));
            }
        });
    }

    fn find(&self, url: &Url) -> Option<(usize, FilePath)> {
        if let Some(document) = self.documents.get(url) {
            let (root, path) = document.place.clone()?;
            return Some((self.repository(&root)?, path));
        }
        let path = file_path(url)?;
        let known = self.repositories.iter().enumerate().filter_map(|(at, repository)| {
            let name = repository.name(&path);
            (repository.has(&name) && repository.project.snapshot().has(&name)).then_some((at, name))
        });
        known.max_by_key(|(at, _)| self.repositories[*at].root.components().count())
    }

    fn locale_of(&self, repository: &Repository) -> Locale {
        self.locale.or(repository.locale()).unwrap_or_default()
    }

    /// If nobody listens any more, the conversation is about to end.
    fn say(&self, message: Outgoing) {
        let _ = self.outgoing.send(message);
    }
}

/// Only of `file:`: the addresses of other things may look the same behind their scheme.
fn file_path(url: &Url) -> Option<PathBuf> {
    if url.scheme() == "file" { url.to_file_path().ok() } else { None }
}

/// The languages we speak, by the beginning of their tags: `vi`, `en-US`.
fn locale(tag: &str) -> Option<Locale> {
    match tag.split(['-', '_']).next() {
        Some("vi") => Some(Locale::Vietnamese),
        Some("en") => Some(Locale::English),
        _ => None,
    }
}

/// A question that panics has no answer, and its handler says so; the pool goes on.
fn pool(name: &'static str, threads: usize) -> io::Result<ThreadPool> {
    let builder = ThreadPoolBuilder::new().num_threads(threads).panic_handler(|_| {});
    builder.thread_name(move |at| format!("{name} {at}")).build().map_err(io::Error::other)
}
