//! The handlers. Each puts its message into the inbox in its first statement; none computes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Request, Response, Result};
use tower_lsp::lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability, CodeActionResponse,
    CompletionOptions, CompletionParams, CompletionResponse, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DocumentFormattingParams, DocumentSymbolParams, DocumentSymbolResponse,
    FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, Location, OneOf, ReferenceParams,
    ServerCapabilities, ServerInfo, TextDocumentSyncKind, TextDocumentSyncOptions, TextEdit,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use tower_lsp::{ExitedError, LanguageServer, LspService, async_trait};
use tower_service::Service;

use crate::inbox::{Event, Inbox};
use crate::position::Encoding;

/// Holds the inbox and nothing else: a database cannot be shared between threads, and need not be.
#[derive(Debug)]
pub(crate) struct Backend {
    inbox: Inbox,
}

impl Backend {
    pub(crate) fn new(inbox: Inbox) -> Backend {
        Backend { inbox }
    }
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        self.inbox.send(Event::Initialize(Box::new(params.clone())));
        Ok(InitializeResult {
            capabilities: capabilities(encoding(&params)),
            server_info: Some(ServerInfo {
                name: "tthc".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.inbox.send(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.inbox.send(Event::Open(params.text_document));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.inbox.send(Event::Change(params));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.inbox.send(Event::Close(params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.inbox.send(Event::Watched(params.changes));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.inbox.send(Event::Folders(params.event));
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.inbox.ask(params).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.inbox.ask(params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.inbox.ask(params).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.inbox.ask(params).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.inbox.ask(params).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.inbox.ask(params).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.inbox.ask(params).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.inbox.ask(params).await
    }
}

/// Agreed on in `initialize`, by what the editor offers.
pub(crate) fn encoding(params: &InitializeParams) -> Encoding {
    let general = params.capabilities.general.as_ref();
    Encoding::chosen(general.and_then(|general| general.position_encodings.as_deref()))
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        hover_provider: Some(true.into()),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(true.into()),
        completion_provider: Some(CompletionOptions {
            // Behind the point of a fact; letters and blanks bring it up by themselves.
            trigger_characters: Some(vec![".".to_owned()]),
            ..CompletionOptions::default()
        }),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

/// Notices `shutdown` and `exit`, which tower-lsp keeps to itself: after `exit` it waits for the
/// other side to close the connection, and the other side may be waiting for the process to end.
#[derive(Debug)]
pub(crate) struct Watchful {
    inner: LspService<Backend>,
    left: Arc<Notify>,
    shut_down: Arc<AtomicBool>,
}

impl Watchful {
    pub(crate) fn new(inner: LspService<Backend>, left: Arc<Notify>, shut_down: Arc<AtomicBool>) -> Watchful {
        Watchful { inner, left, shut_down }
    }
}

impl Service<Request> for Watchful {
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = <LspService<Backend> as Service<Request>>::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<std::result::Result<(), ExitedError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        match request.method() {
            "shutdown" => self.shut_down.store(true, Ordering::SeqCst),
            "exit" => self.left.notify_one(),
            _ => {}
        }
        self.inner.call(request)
    }
}
