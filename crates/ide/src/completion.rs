//! What may be written at the cursor.
//!
//! The parser and the checker are asked, not a second copy of their rules: a name of our own is put
//! where the cursor is, and what they say about that name is what the place wants.

mod clauses;
mod speculation;

use tthc_model::message::Expected;
use tthc_model::{ItemKind, Locale, Name};
use tthc_project::Snapshot;
use tthc_syntax::keyword::KEYWORDS;
use tthc_syntax::suggest::strip;
use tthc_syntax::{Class, Keyword, Span, Surface};

use crate::file::{Edit, File};
use crate::keywords::explanation;
use crate::scope::{APPLICANT, Scope};
use crate::symbol::{LocalKind, Wanted};
use speculation::{Speculation, Typed};

/// Something that may be written at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    pub label: String,
    pub kind: CompletionKind,
    /// The title of a name, the explanation of a keyword.
    pub detail: String,
    pub edit: Edit,
    /// What was typed of it so far. Matching is done here, since editors do not know that people
    /// type Vietnamese without its marks.
    pub typed: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionKind {
    Keyword,
    /// A reserved word or a listed value.
    Value,
    Item(ItemKind),
    Local(LocalKind),
    Attribute,
}

/// The best first. Nothing inside texts and comments.
pub fn completion(snapshot: &Snapshot, path: &str, offset: u32, locale: Locale) -> Vec<Completion> {
    let Some(file) = File::new(snapshot, path) else { return Vec::new() };
    let cursor = file.composed(offset);
    if speculation::in_text_or_comment(file.tree(), cursor) {
        return Vec::new();
    }
    let mut offers = Offers { snapshot, file: &file, locale, found: Vec::new() };
    let typed = speculation::typed(file.tree().text(), cursor);
    if let Some(head) = speculation::head(file.tree().text(), cursor) {
        offers.statements(path, &head);
    }
    if let Some(word) = typed.first() {
        offers.names(path, word);
    }
    for phrase in &typed {
        offers.clauses(phrase);
    }
    offers.found.sort_by_key(|completion| (rank(completion), completion.label.clone()));
    offers.found.dedup_by(|a, b| a.label == b.label);
    offers.found
}

/// Names that the place asks for come before keywords that it allows.
fn rank(completion: &Completion) -> (bool, bool) {
    let starts = strip(&completion.label).starts_with(&strip(&completion.typed));
    (!starts, completion.kind == CompletionKind::Keyword)
}

struct Offers<'a> {
    snapshot: &'a Snapshot,
    file: &'a File,
    locale: Locale,
    found: Vec<Completion>,
}

impl Offers<'_> {
    /// Keywords that begin a statement here, or an item.
    fn statements(&mut self, path: &str, head: &Typed) {
        let text = self.file.tree().text();
        let Some(here) = Speculation::statement(text, head) else { return };
        let surface = self.file.surface();
        let keywords = if here.is_outside_items() {
            KEYWORDS.iter().copied().filter(|keyword| keyword.class() == Class::Item).collect()
        } else {
            speculation::fitting(text, head, surface, path)
        };
        keywords.into_iter().for_each(|keyword| self.keyword(keyword, head, surface));
    }

    /// Names and values of what the place wants.
    fn names(&mut self, path: &str, word: &Typed) {
        let here = Speculation::name(self.file.tree().text(), word);
        let library = self.snapshot.library();
        for mention in here.wanted(self.snapshot) {
            match mention.wanted {
                Wanted::Items(kinds) => self.items(kinds, word, &here),
                Wanted::Attribute(entity) => {
                    let attributes = library.entity(&entity).map(|entity| entity.attributes.as_slice());
                    for attribute in attributes.unwrap_or_default() {
                        self.offer(&attribute.name, CompletionKind::Attribute, &attribute.title, word);
                    }
                }
                Wanted::Parameter(document) => {
                    let about = library.document(&document).map(|document| document.about.as_slice());
                    for (name, entity) in about.unwrap_or_default() {
                        let title = library.title(ItemKind::Entity, entity);
                        self.offer(name, CompletionKind::Value, title, word);
                    }
                }
                Wanted::Local(procedure, kinds) => self.locals(&procedure, kinds, word, &here),
                Wanted::Value(values) => {
                    values.iter().for_each(|value| self.value(value, word));
                }
                Wanted::New => return,
            }
        }
        for expected in here.expected(library, path) {
            match expected {
                Expected::OneOf(words) => words.iter().for_each(|keyword| self.word(*keyword, word)),
                Expected::Type => self.word(Keyword::TypeBool, word),
                _ => {}
            }
        }
    }

    fn items(&mut self, kinds: &[ItemKind], word: &Typed, here: &Speculation) {
        let library = self.snapshot.library();
        for kind in kinds {
            for name in library.names(*kind) {
                self.offer(name, CompletionKind::Item(*kind), library.title(*kind, name), word);
            }
        }
        if kinds.contains(&ItemKind::Actor) && here.item_kind() == Some(ItemKind::Procedure) {
            self.word(Keyword::TheApplicant, word);
        }
        if here.item_kind() == Some(ItemKind::Entity) {
            use Keyword as K;
            for ty in [K::TypeText, K::TypeNumber, K::TypeDate, K::TypeMoney, K::TypeBool] {
                self.word(ty, word);
            }
        }
    }

    fn locals(&mut self, procedure: &str, kinds: &[LocalKind], word: &Typed, here: &Speculation) {
        let Some(scope) = Scope::named(self.snapshot, here.parse(), procedure) else { return };
        for declared in scope.declared.iter().filter(|declared| kinds.contains(&declared.kind)) {
            if declared.name == APPLICANT {
                self.word(Keyword::TheApplicant, word);
            } else {
                self.offer(&declared.name, CompletionKind::Local(declared.kind), &declared.title, word);
            }
        }
        if kinds.contains(&LocalKind::Role) {
            for variable in here.variables(self.snapshot) {
                self.offer(&variable, CompletionKind::Local(LocalKind::Role), "", word);
            }
        }
        if kinds.contains(&LocalKind::Case) {
            for channel in [Keyword::ViaOnline, Keyword::ViaCounter, Keyword::ViaPost] {
                self.word(channel, word);
            }
        }
    }

    /// Clauses, units, places in a law and operators behind a statement that could end here.
    fn clauses(&mut self, phrase: &Typed) {
        let surface = self.file.surface();
        let begun = |keyword: &Keyword| speculation::begins(keyword.text(surface), &phrase.text);
        let possible: Vec<Keyword> = KEYWORDS
            .iter()
            .copied()
            .filter(|keyword| clauses::may_follow(*keyword) && begun(keyword))
            .collect();
        if possible.is_empty() {
            return;
        }
        let here = Speculation::name(self.file.tree().text(), phrase);
        let Some(before) = here.behind_statement() else { return };
        for keyword in possible.into_iter().filter(|keyword| before.allows(*keyword)) {
            self.keyword(keyword, phrase, surface);
        }
    }

    fn keyword(&mut self, keyword: Keyword, typed: &Typed, surface: Surface) {
        let text = keyword.text(surface);
        if speculation::begins(text, &typed.text) {
            let detail = explanation(keyword, self.locale).unwrap_or_default();
            self.push(text, CompletionKind::Keyword, detail, typed);
        }
    }

    /// A reserved word, in the file's surface.
    fn word(&mut self, keyword: Keyword, typed: &Typed) {
        let detail = explanation(keyword, self.locale).unwrap_or_default();
        self.offer(keyword.text(self.file.surface()), CompletionKind::Value, detail, typed);
    }

    fn value(&mut self, value: &Name, typed: &Typed) {
        match Keyword::find(tthc_syntax::Group::Value, value) {
            Some((keyword @ (Keyword::Yes | Keyword::No), _)) => self.word(keyword, typed),
            _ => self.offer(value, CompletionKind::Value, "", typed),
        }
    }

    fn offer(&mut self, name: &str, kind: CompletionKind, detail: &str, typed: &Typed) {
        if speculation::contains(name, &typed.text) && name != speculation::MARK {
            self.push(name, kind, detail, typed);
        }
    }

    fn push(&mut self, label: &str, kind: CompletionKind, detail: &str, typed: &Typed) {
        let span = self.file.original(Span::new(typed.start, typed.start + typed.text.len() as u32));
        self.found.push(Completion {
            label: label.to_owned(),
            kind,
            detail: if detail == label { String::new() } else { detail.to_owned() },
            edit: Edit { span, text: label.to_owned() },
            typed: typed.text.clone(),
        });
    }
}
