//! Any single token of any real file is lost: the statement may be hurt, its neighbours are not.

mod common;

use common::{parse, real_files};
use tthc_syntax::format::{self, TokenKind};
use tthc_syntax::{Keyword, Kind, Node, Parse, Span};

const AFTER: &str = "  ghi chú \"một\"\n  ghi chú \"hai\"\n}\ncơ quan sau_cùng \"Sau cùng\" { cấp xã }\n";

/// The tokens within a span, without white space and comments.
fn tokens(parse: &Parse, within: Span) -> Vec<Span> {
    let tokens = format::tokens(&parse.tree).into_iter();
    let within = tokens.filter(|token| within.start <= token.span.start && token.span.end <= within.end);
    let is_trivia = |kind| {
        matches!(kind, TokenKind::Space | TokenKind::Newline | TokenKind::LineComment | TokenKind::BlockComment)
    };
    within.filter(|token| !is_trivia(token.kind)).map(|token| token.span).collect()
}

fn without(text: &str, within: Span, token: Span) -> String {
    let (before, after) = (&text[within.start as usize..token.start as usize], &text[token.end as usize..within.end as usize]);
    format!("{before}{after}")
}

fn notes(parse: &Parse) -> Vec<&str> {
    let notes = parse.tree.nodes().filter(|node| node.kind() == Kind::Head && node.keyword() == Some(Keyword::Note));
    notes.filter_map(|note| note.child(Kind::Operands)).map(Node::text).collect()
}

#[track_caller]
fn last_item_survives(parse: &Parse, text: &str) {
    let last = parse.items().last();
    let level = last.is_some_and(|item| {
        item.name().map(Node::text) == Some("sau_cùng") && item.statements().any(|s| s.keyword() == Some(Keyword::Level))
    });
    assert!(level, "the item behind is lost in\n{text}\n{:?}", parse.errors);
}

#[test]
fn a_lost_token_of_a_statement_leaves_the_next_statement() {
    for (_, text) in real_files() {
        let whole = tthc_syntax::parse(text.as_str());
        for item in whole.items() {
            let head = item.child(Kind::Keyword).map_or("thủ tục", Node::text);
            for statement in item.statements() {
                let span = statement.span();
                for token in tokens(&whole, span) {
                    let piece = &text[token.range()];
                    let text = format!("{head} trước \"Trước\" {{\n{}\n{AFTER}", without(&text, span, token));
                    let parse = parse(&text);
                    last_item_survives(&parse, &text);
                    // A lost brace moves the statements behind it; what stands open takes the next line.
                    if !matches!(piece, "{" | "}") {
                        let notes = notes(&parse);
                        assert!(notes.contains(&"\"hai\""), "{piece:?} lost: {notes:?} in\n{text}\n{:?}", parse.errors);
                        assert!(notes.contains(&"\"một\""), "{piece:?} lost: {notes:?} in\n{text}\n{:?}", parse.errors);
                    } else {
                        assert!(!parse.errors.is_empty(), "{piece:?} lost without an error in\n{text}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_lost_token_of_an_items_head_is_told_and_leaves_the_next_item() {
    for (_, text) in real_files() {
        let whole = tthc_syntax::parse(text.as_str());
        for item in whole.items() {
            let body = item.child(Kind::Block).map_or(item.span().end, |block| block.span().start + 1);
            let head = Span::new(item.span().start, body);
            for token in tokens(&whole, head) {
                let text = format!("{}\n{AFTER}", without(&text, head, token));
                last_item_survives(&parse(&text), &text);
            }
        }
    }
}

#[test]
fn a_lost_brace_in_a_whole_file_is_told() {
    for (path, text) in real_files().into_iter().step_by(common::SPARSE) {
        let whole = tthc_syntax::parse(text.as_str());
        let all = whole.items().count();
        let tokens = tokens(&whole, whole.root().span());
        let braces = tokens.iter().filter(|token| matches!(&text[token.range()], "{" | "}"));
        for brace in braces.step_by(common::SPARSE) {
            let changed = without(&text, whole.root().span(), *brace);
            let parse = parse(&changed);
            assert!(!parse.errors.is_empty(), "{path}: {brace:?}");
            assert!(parse.items().count() + 1 >= all, "{path}: {brace:?} takes items away: {:?}", parse.errors);
        }
    }
}
