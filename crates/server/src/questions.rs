//! What the editor may ask, and the journey of a question to the pool and back.

use std::sync::Arc;

use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    CodeActionParams, CodeActionResponse, CompletionList, CompletionParams, CompletionResponse,
    DocumentFormattingParams, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeParams,
    GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, Location, Position, ReferenceParams,
    TextEdit, Url,
};
use tthc_ide::Target;
use tthc_model::Locale;
use tthc_project::{FilePath, Snapshot};

use crate::position::{Encoding, Lines};
use crate::repository::Urls;
use crate::to_lsp;

/// A question about one file, answered on a snapshot.
pub(crate) trait Question: Send + 'static {
    /// The default is the answer about a file nobody knows.
    type Answer: Default + Send;

    /// An edit may overtake the question: asked once more, it is still worth an answer, since the
    /// editor does not ask again by itself.
    const RETRY: bool = false;

    fn url(&self) -> &Url;

    fn answer(&self, view: &View<'_>) -> Self::Answer;
}

/// How the editor sees the file that is asked about.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) path: FilePath,
    pub(crate) urls: Urls,
    pub(crate) encoding: Encoding,
    pub(crate) locale: Locale,
}

pub(crate) struct View<'s> {
    pub(crate) snapshot: &'s Snapshot,
    pub(crate) scene: &'s Scene,
}

impl View<'_> {
    pub(crate) fn path(&self) -> &str {
        &self.scene.path
    }

    pub(crate) fn lines(&self, path: &str) -> Lines {
        let text = self.snapshot.text(path).map_or_else(|| Arc::from(""), Arc::clone);
        Lines::new(text, self.scene.encoding)
    }

    fn offset(&self, position: Position) -> u32 {
        self.lines(self.path()).offset(position)
    }

    fn locations(&self, targets: &[Target]) -> Vec<Location> {
        let locations = targets.iter().filter_map(|target| {
            let url = self.scene.urls.get(&target.path)?.clone();
            Some(Location::new(url, self.lines(&target.path).range(target.focus)))
        });
        locations.collect()
    }
}

/// A question of any kind on its way.
pub(crate) trait Ask: Send {
    fn url(&self) -> &Url;

    /// Answers about a file nobody knows.
    fn decline(self: Box<Self>);

    /// Answers on a snapshot; gives the question back if it is worth asking again.
    fn answer(self: Box<Self>, snapshot: Snapshot, scene: &Scene) -> Option<Box<dyn Ask>>;
}

pub(crate) struct Pending<Q: Question> {
    question: Q,
    reply: oneshot::Sender<Result<Q::Answer>>,
    asked_before: bool,
}

impl<Q: Question> Pending<Q> {
    pub(crate) fn new(question: Q, reply: oneshot::Sender<Result<Q::Answer>>) -> Pending<Q> {
        Pending { question, reply, asked_before: false }
    }
}

impl<Q: Question> Ask for Pending<Q> {
    fn url(&self) -> &Url {
        self.question.url()
    }

    fn decline(self: Box<Self>) {
        let _ = self.reply.send(Ok(Q::Answer::default()));
    }

    fn answer(self: Box<Self>, snapshot: Snapshot, scene: &Scene) -> Option<Box<dyn Ask>> {
        // The editor has withdrawn the question: its handler is gone, and with it the receiver.
        if self.reply.is_closed() {
            return None;
        }
        // `ask` takes the snapshot and drops it before it returns: the owner may be waiting for that.
        let answer = snapshot.ask(|snapshot| self.question.answer(&View { snapshot, scene }));
        match answer {
            Ok(answer) => {
                let _ = self.reply.send(Ok(answer));
                None
            }
            Err(_) if Q::RETRY && !self.asked_before => {
                Some(Box::new(Pending { asked_before: true, ..*self }))
            }
            Err(_) => {
                let _ = self.reply.send(Err(Error::content_modified()));
                None
            }
        }
    }
}

impl Question for HoverParams {
    type Answer = Option<Hover>;
    const RETRY: bool = true;

    fn url(&self) -> &Url {
        &self.text_document_position_params.text_document.uri
    }

    fn answer(&self, view: &View<'_>) -> Option<Hover> {
        let offset = view.offset(self.text_document_position_params.position);
        let hover = tthc_ide::hover(view.snapshot, view.path(), offset, view.scene.locale)?;
        Some(to_lsp::hover(&hover, &view.lines(view.path())))
    }
}

impl Question for GotoDefinitionParams {
    type Answer = Option<GotoDefinitionResponse>;
    const RETRY: bool = true;

    fn url(&self) -> &Url {
        &self.text_document_position_params.text_document.uri
    }

    fn answer(&self, view: &View<'_>) -> Option<GotoDefinitionResponse> {
        let offset = view.offset(self.text_document_position_params.position);
        let targets = tthc_ide::definition(view.snapshot, view.path(), offset);
        let locations = view.locations(&targets);
        (!locations.is_empty()).then_some(GotoDefinitionResponse::Array(locations))
    }
}

impl Question for ReferenceParams {
    type Answer = Option<Vec<Location>>;

    fn url(&self) -> &Url {
        &self.text_document_position.text_document.uri
    }

    fn answer(&self, view: &View<'_>) -> Option<Vec<Location>> {
        let offset = view.offset(self.text_document_position.position);
        let declarations = self.context.include_declaration;
        let targets = tthc_ide::references(view.snapshot, view.path(), offset, declarations);
        Some(view.locations(&targets))
    }
}

impl Question for CompletionParams {
    type Answer = Option<CompletionResponse>;

    fn url(&self) -> &Url {
        &self.text_document_position.text_document.uri
    }

    fn answer(&self, view: &View<'_>) -> Option<CompletionResponse> {
        let lines = view.lines(view.path());
        let offset = lines.offset(self.text_document_position.position);
        let found = tthc_ide::completion(view.snapshot, view.path(), offset, view.scene.locale);
        let items = found.iter().enumerate().map(|(rank, found)| to_lsp::completion(found, rank, &lines));
        // What fits is decided here, with Vietnamese marks in mind: ask again after each letter.
        Some(CompletionResponse::List(CompletionList { is_incomplete: true, items: items.collect() }))
    }
}

impl Question for CodeActionParams {
    type Answer = Option<CodeActionResponse>;

    fn url(&self) -> &Url {
        &self.text_document.uri
    }

    fn answer(&self, view: &View<'_>) -> Option<CodeActionResponse> {
        let lines = view.lines(view.path());
        let span = lines.span(self.range);
        let actions = tthc_ide::code_actions(view.snapshot, view.path(), span, view.scene.locale);
        let url = &self.text_document.uri;
        let locale = view.scene.locale;
        Some(actions.iter().map(|action| to_lsp::code_action(action, url, &lines, locale)).collect())
    }
}

impl Question for DocumentSymbolParams {
    type Answer = Option<DocumentSymbolResponse>;

    fn url(&self) -> &Url {
        &self.text_document.uri
    }

    fn answer(&self, view: &View<'_>) -> Option<DocumentSymbolResponse> {
        let lines = view.lines(view.path());
        let symbols = tthc_ide::document_symbols(view.snapshot, view.path());
        let symbols = symbols.iter().map(|symbol| to_lsp::document_symbol(symbol, &lines)).collect();
        Some(DocumentSymbolResponse::Nested(symbols))
    }
}

impl Question for FoldingRangeParams {
    type Answer = Option<Vec<FoldingRange>>;

    fn url(&self) -> &Url {
        &self.text_document.uri
    }

    fn answer(&self, view: &View<'_>) -> Option<Vec<FoldingRange>> {
        let lines = view.lines(view.path());
        let folds = tthc_ide::folding(view.snapshot, view.path());
        Some(folds.iter().filter_map(|fold| to_lsp::folding_range(fold, &lines)).collect())
    }
}

impl Question for DocumentFormattingParams {
    type Answer = Option<Vec<TextEdit>>;

    fn url(&self) -> &Url {
        &self.text_document.uri
    }

    fn answer(&self, view: &View<'_>) -> Option<Vec<TextEdit>> {
        let lines = view.lines(view.path());
        let edits = tthc_ide::formatting(view.snapshot, view.path());
        Some(edits.iter().map(|edit| to_lsp::text_edit(edit, &lines)).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use tower_lsp::jsonrpc::ErrorCode;
    use tthc_project::{Content, Edit, Manifest, Project};

    use super::*;

    /// Says when it begins, and ends only by being overtaken.
    struct Endless<const RETRY: bool>(Url, Sender<()>);

    impl<const RETRIES: bool> Question for Endless<RETRIES> {
        type Answer = Option<Hover>;
        const RETRY: bool = RETRIES;

        fn url(&self) -> &Url {
            &self.0
        }

        fn answer(&self, view: &View<'_>) -> Option<Hover> {
            self.1.send(()).expect("the test listens");
            loop {
                view.snapshot.library();
                std::thread::yield_now();
            }
        }
    }

    struct Table {
        project: Project,
        scene: Scene,
        begun: (Sender<()>, Receiver<()>),
        edits: usize,
    }

    impl Table {
        fn new() -> Table {
            let scene = Scene {
                path: "a.tthc".into(),
                urls: Urls::default(),
                encoding: Encoding::Utf16,
                locale: Locale::Vietnamese,
            };
            Table { project: Project::new(Manifest::default()), scene, begun: channel(), edits: 0 }
        }

        fn url() -> Url {
            Url::parse("file:///a.tthc").expect("an address")
        }

        /// Asks in a thread and edits once the question has begun.
        fn overtake(&mut self, ask: Box<dyn Ask>) -> Option<Box<dyn Ask>> {
            let snapshot = self.project.snapshot();
            std::thread::scope(|threads| {
                let scene = &self.scene;
                let asking = threads.spawn(move || ask.answer(snapshot, scene));
                self.begun.1.recv().expect("it begins");
                self.edits += 1;
                let content = Content::text(format!("// {}", self.edits));
                self.project.apply(Edit::Write("a.tthc".into(), content));
                asking.join().expect("no panic")
            })
        }
    }

    #[test]
    fn an_overtaken_question_is_asked_once_more_if_it_is_worth_it() {
        let mut table = Table::new();
        let (reply, mut answer) = oneshot::channel();
        let ask = Box::new(Pending::new(Endless::<true>(Table::url(), table.begun.0.clone()), reply));
        let again = table.overtake(ask).expect("it comes back");
        assert!(answer.try_recv().is_err(), "not answered yet");
        assert!(table.overtake(again).is_none(), "only once");
        let error = answer.try_recv().expect("answered").expect_err("by an error");
        assert_eq!(error.code, ErrorCode::ContentModified);

        let (reply, mut answer) = oneshot::channel();
        let ask = Box::new(Pending::new(Endless::<false>(Table::url(), table.begun.0.clone()), reply));
        assert!(table.overtake(ask).is_none());
        let error = answer.try_recv().expect("answered").expect_err("by an error");
        assert_eq!(error.code, ErrorCode::ContentModified);
    }

    /// Says when it begins.
    struct Short(Url, Sender<()>);

    impl Question for Short {
        type Answer = Option<Hover>;

        fn url(&self) -> &Url {
            &self.0
        }

        fn answer(&self, _: &View<'_>) -> Option<Hover> {
            self.1.send(()).expect("the test listens");
            None
        }
    }

    #[test]
    fn a_withdrawn_question_is_not_even_begun() {
        let table = Table::new();
        for withdrawn in [false, true] {
            let (reply, answer) = oneshot::channel();
            let ask = Box::new(Pending::new(Short(Table::url(), table.begun.0.clone()), reply));
            let answer = (!withdrawn).then_some(answer);
            assert!(ask.answer(table.project.snapshot(), &table.scene).is_none());
            assert_eq!(table.begun.1.try_recv().is_err(), withdrawn);
            drop(answer);
        }
    }
}
