//! One plain value for everything we have to say about a text; terminal, editor and tests render it.

use tthc_syntax::Span;

use crate::message::Message;

/// The reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Locale {
    #[default]
    Vietnamese,
    English,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file says something that cannot be right.
    Error,
    /// Probably a mistake, or a risk a reviewer must accept knowingly.
    Warning,
    /// Worth knowing.
    Hint,
}

/// A finding. Spans are offsets in the file's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub message: Message,
    pub at: Span,
    /// Related places in the same file, each with what it has to do with the finding.
    pub also: Vec<(Span, Message)>,
    pub help: Option<Message>,
    pub fix: Option<Fix>,
}

/// A change that mends the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    pub title: Message,
    /// Replacements, not overlapping.
    pub edits: Vec<(Span, String)>,
}

impl Diagnostic {
    pub fn new(at: Span, message: Message) -> Diagnostic {
        Diagnostic { message, at, also: Vec::new(), help: None, fix: None }
    }

    pub fn also(mut self, at: Span, message: Message) -> Diagnostic {
        self.also.push((at, message));
        self
    }

    pub fn help(mut self, help: Message) -> Diagnostic {
        self.help = Some(help);
        self
    }

    pub fn replace(mut self, with: impl Into<String>) -> Diagnostic {
        let with = with.into();
        let title = Message::ReplaceWith { text: with.clone() };
        self.fix = Some(Fix { title, edits: vec![(self.at, with)] });
        self
    }

    pub fn code(&self) -> &'static str {
        self.message.code()
    }

    pub fn severity(&self) -> Severity {
        self.message.severity()
    }

    /// Moves every place, for instance back to the offsets of a file that is not in NFC.
    pub fn map_spans(&mut self, map: impl Fn(Span) -> Span) {
        self.at = map(self.at);
        for (span, _) in &mut self.also {
            *span = map(*span);
        }
        for (span, _) in self.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            *span = map(*span);
        }
    }
}
