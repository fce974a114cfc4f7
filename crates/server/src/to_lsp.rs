//! Answers in the words of the protocol.

use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CompletionItem, CompletionItemKind, CompletionTextEdit,
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DocumentSymbol, FoldingRange,
    FoldingRangeKind, Hover, HoverContents, Location, MarkupContent, MarkupKind, NumberOrString, SymbolKind,
    TextEdit, Url, WorkspaceEdit,
};
use tthc_ide::{
    Action, Completion, CompletionKind, DocumentSymbolKind, Edit, Finding, Fold, FoldKind, LocalKind,
};
use tthc_model::{ItemKind, Locale, Severity};

use crate::position::Lines;

pub(crate) fn diagnostic(finding: &Finding, url: Option<&Url>, lines: &Lines, locale: Locale) -> Diagnostic {
    let problem = &finding.diagnostic;
    let mut message = problem.message.text(locale);
    if let Some(help) = &problem.help {
        message = format!("{message}\n{}", help.text(locale));
    }
    let related = url.map(|url| {
        let also = problem.also.iter().map(|(span, message)| DiagnosticRelatedInformation {
            location: Location::new(url.clone(), lines.range(*span)),
            message: message.text(locale),
        });
        also.collect::<Vec<_>>()
    });
    Diagnostic {
        range: lines.range(problem.at),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            // An editor hides what the protocol calls a hint.
            Severity::Hint => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(problem.code().to_owned())),
        source: Some("tthc".to_owned()),
        message,
        related_information: related.filter(|related| !related.is_empty()),
        ..Diagnostic::default()
    }
}

pub(crate) fn hover(hover: &tthc_ide::Hover, lines: &Lines) -> Hover {
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: hover.text.clone() };
    Hover { contents: HoverContents::Markup(contents), range: Some(lines.range(hover.span)) }
}

pub(crate) fn text_edit(edit: &Edit, lines: &Lines) -> TextEdit {
    TextEdit::new(lines.range(edit.span), edit.text.clone())
}

/// `rank` is the place in our order, which the editor is to keep.
pub(crate) fn completion(completion: &Completion, rank: usize, lines: &Lines) -> CompletionItem {
    let typed = &completion.typed;
    CompletionItem {
        label: completion.label.clone(),
        kind: Some(match completion.kind {
            CompletionKind::Keyword => CompletionItemKind::KEYWORD,
            CompletionKind::Value => CompletionItemKind::ENUM_MEMBER,
            CompletionKind::Attribute => CompletionItemKind::FIELD,
            CompletionKind::Item(kind) => match kind {
                ItemKind::Entity => CompletionItemKind::CLASS,
                ItemKind::Document => CompletionItemKind::FILE,
                ItemKind::Procedure | ItemKind::Variant => CompletionItemKind::FUNCTION,
                _ => CompletionItemKind::MODULE,
            },
            CompletionKind::Local(kind) => match kind {
                LocalKind::Step => CompletionItemKind::METHOD,
                LocalKind::Component => CompletionItemKind::FILE,
                _ => CompletionItemKind::VARIABLE,
            },
        }),
        detail: (!completion.detail.is_empty()).then(|| completion.detail.clone()),
        sort_text: Some(format!("{rank:05}")),
        // The editor would compare letters with their marks, and drop what was typed without them.
        filter_text: Some(if typed.is_empty() { completion.label.clone() } else { typed.clone() }),
        text_edit: Some(CompletionTextEdit::Edit(text_edit(&completion.edit, lines))),
        ..CompletionItem::default()
    }
}

pub(crate) fn code_action(action: &Action, url: &Url, lines: &Lines, locale: Locale) -> CodeActionOrCommand {
    let edits = action.edits.iter().map(|edit| text_edit(edit, lines)).collect();
    let finding = Finding { severity: action.mends.severity(), diagnostic: action.mends.clone() };
    CodeActionOrCommand::CodeAction(CodeAction {
        title: action.title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(&finding, Some(url), lines, locale)]),
        edit: Some(WorkspaceEdit::new([(url.clone(), edits)].into_iter().collect())),
        is_preferred: Some(true),
        ..CodeAction::default()
    })
}

/// A block stays open at its last line, so that the closing bracket can be seen.
pub(crate) fn folding_range(fold: &Fold, lines: &Lines) -> Option<FoldingRange> {
    let range = lines.range(fold.span);
    let end_line = match fold.kind {
        FoldKind::Block => range.end.line.saturating_sub(1),
        FoldKind::Comment => range.end.line,
    };
    (end_line > range.start.line).then(|| FoldingRange {
        start_line: range.start.line,
        end_line,
        kind: (fold.kind == FoldKind::Comment).then_some(FoldingRangeKind::Comment),
        ..FoldingRange::default()
    })
}

pub(crate) fn document_symbol(symbol: &tthc_ide::DocumentSymbol, lines: &Lines) -> DocumentSymbol {
    let children = symbol.children.iter().map(|child| document_symbol(child, lines));
    #[expect(deprecated, reason = "the old field has to be named to build the value")]
    DocumentSymbol {
        name: symbol.name.clone(),
        detail: (!symbol.detail.is_empty()).then(|| symbol.detail.clone()),
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: lines.range(symbol.span),
        selection_range: lines.range(symbol.focus),
        children: Some(children.collect()),
    }
}

/// The protocol knows programs; the nearest of its pictures.
fn symbol_kind(kind: DocumentSymbolKind) -> SymbolKind {
    match kind {
        DocumentSymbolKind::Item(kind) => match kind {
            ItemKind::Agency | ItemKind::Actor => SymbolKind::NAMESPACE,
            ItemKind::Law | ItemKind::Rule => SymbolKind::MODULE,
            ItemKind::Entity => SymbolKind::CLASS,
            ItemKind::Source => SymbolKind::PACKAGE,
            ItemKind::Document => SymbolKind::FILE,
            ItemKind::Procedure | ItemKind::Variant | ItemKind::Journey => SymbolKind::FUNCTION,
            ItemKind::Reform | ItemKind::Scenario => SymbolKind::EVENT,
            ItemKind::Norms | ItemKind::Target => SymbolKind::CONSTANT,
        },
        DocumentSymbolKind::Local(kind) => match kind {
            LocalKind::Role => SymbolKind::VARIABLE,
            LocalKind::Case => SymbolKind::ENUM,
            LocalKind::Requirement => SymbolKind::PROPERTY,
            LocalKind::Component => SymbolKind::FILE,
            LocalKind::Criterion => SymbolKind::BOOLEAN,
            LocalKind::Decision => SymbolKind::ARRAY,
            LocalKind::Step => SymbolKind::METHOD,
        },
        DocumentSymbolKind::Attribute => SymbolKind::FIELD,
        DocumentSymbolKind::About => SymbolKind::STRUCT,
        DocumentSymbolKind::Group => SymbolKind::ARRAY,
    }
}
