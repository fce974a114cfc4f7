//! What the name or keyword under the cursor means.

mod item;
mod local;
mod words;

use tthc_model::Locale;
use tthc_project::Snapshot;
use tthc_syntax::{Keyword, Kind, Span, Surface};

use crate::file::File;
use crate::keywords::explanation;
use crate::symbol::{Symbol, mentions_at};
use words::Words;

/// An explanation in Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    pub span: Span,
    pub text: String,
}

/// Explains what stands at an offset; nothing for white space, numbers and names nobody declares.
pub fn hover(snapshot: &Snapshot, path: &str, offset: u32, locale: Locale) -> Option<Hover> {
    let file = File::new(snapshot, path)?;
    let at = file.composed(offset);
    let words = Words { snapshot, locale };
    let mut sections = Vec::new();
    let mut span = None;
    let token = file.tree().at(at);
    let keyword = match token.kind() {
        Kind::Keyword => token.keyword(),
        Kind::Path => token.word(),
        _ => None,
    };
    if let Some(text) = keyword.and_then(|keyword| keyword_section(keyword, token.text(), locale)) {
        sections.push(text);
        span = Some(token.span());
    }
    // A paper in a dossier is two things: the document, and this procedure's component.
    for mention in mentions_at(snapshot, file.parse(), at) {
        let section = mention.symbol.as_ref().and_then(|symbol| symbol_section(words, symbol));
        if let Some(section) = section.filter(|section| !sections.contains(section)) {
            sections.push(section);
            span.get_or_insert(mention.span);
        }
    }
    let text = sections.join("\n\n---\n\n");
    Some(Hover { span: file.original(span?), text })
}

fn symbol_section(words: Words<'_>, symbol: &Symbol) -> Option<String> {
    match symbol {
        Symbol::Item(kind, name) => item::section(words, *kind, name),
        Symbol::Attribute { entity, name } => item::attribute(words, entity, name),
        Symbol::Parameter { document, name } => item::parameter(words, document, name),
        Symbol::Local { procedure, kind, name } => local::section(words, procedure, *kind, name),
        Symbol::Variable { .. } => None,
    }
}

/// The keyword in both languages, so that a reader of one learns the other.
fn keyword_section(keyword: Keyword, written: &str, locale: Locale) -> Option<String> {
    let explanation = explanation(keyword, locale)?;
    let surfaces = [Surface::Vietnamese, Surface::English].map(|surface| keyword.text(surface));
    let other = surfaces.into_iter().find(|text| *text != written);
    let other = other.map(|other| format!(" · *{other}*")).unwrap_or_default();
    Some(format!("**{written}**{other}\n\n{explanation}"))
}
