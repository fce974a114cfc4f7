//! The texts that are open in the editor: they count, not what is on disk.

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::lsp_types::TextDocumentContentChangeEvent;
use tthc_project::{Content, FilePath};

use crate::position::{Encoding, Lines};

#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) version: i32,
    pub(crate) text: Arc<str>,
    /// The root of its repository, and what it is called in it.
    pub(crate) place: Option<(PathBuf, FilePath)>,
}

impl Document {
    /// Changes in the order of the notification: each counts in the text that the one before it left.
    pub(crate) fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            match change.range {
                None => self.text = change.text.into(),
                Some(range) => {
                    let span = Lines::new(Arc::clone(&self.text), encoding).span(range);
                    let (before, after) =
                        (&self.text[..span.start as usize], &self.text[span.end as usize..]);
                    self.text = [before, &change.text, after].concat().into();
                }
            }
        }
    }

    pub(crate) fn content(&self) -> Content {
        if self.text.len() > tthc_syntax::MAX_BYTES {
            return Content::too_large(self.text.len() as u64);
        }
        Content::text(Arc::clone(&self.text))
    }
}
