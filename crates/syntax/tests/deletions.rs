//! Any single token of any real file is lost: the statement may be hurt, its neighbours are not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::{parse, real_files};
use tthc_syntax::format::{self, TokenKind};
use tthc_syntax::{Keyword, Kind, Node, Parse, Span};

const AFTER: &str = "  ghi chú \"một\"\n  ghi chú \"hai\"\n}\ncơ quan sau_cùng \"Sau cùng\" { cấp xã }\n";

/// The places of all tokens that are not white space or comment.
fn tokens(parse: &Parse) -> Vec<Span> {
    let is_trivia = |kind| {
        matches!(
            kind,
            TokenKind::Space | TokenKind::Newline | TokenKind::LineComment | TokenKind::BlockComment
        )
    };
    let tokens = format::tokens(&parse.tree).into_iter();
    tokens.filter(|token| !is_trivia(token.kind)).map(|token| token.span).collect()
}

fn within(tokens: &[Span], span: Span) -> &[Span] {
    let from = tokens.partition_point(|token| token.start < span.start);
    let to = tokens.partition_point(|token| token.end <= span.end);
    &tokens[from..to.max(from)]
}

fn without(text: &str, within: Span, token: Span) -> String {
    let before = &text[within.start as usize..token.start as usize];
    let after = &text[token.end as usize..within.end as usize];
    format!("{before}{after}")
}

/// The pieces of a statement, with one statement in its block, if it has any.
fn pieces<'t>(text: &'t str, tokens: &[Span], statement: Node<'t>) -> Vec<&'t str> {
    let piece = |token: &Span| &text[token.range()];
    match statement.child(Kind::Block).filter(|block| block.statements().next().is_some()) {
        None => within(tokens, statement.span()).iter().map(piece).collect(),
        Some(block) => {
            let before = Span::new(statement.span().start, block.span().start + 1);
            let after = Span::new(block.span().end - 1, statement.span().end);
            let mut pieces: Vec<&str> = within(tokens, before).iter().map(piece).collect();
            pieces.extend(["\n", "ghi chú", "\"trong\"", "\n"]);
            pieces.extend(within(tokens, after).iter().map(piece));
            pieces
        }
    }
}

fn notes(parse: &Parse) -> Vec<&str> {
    let notes =
        parse.tree.nodes().filter(|node| node.kind() == Kind::Head && node.keyword() == Some(Keyword::Note));
    notes.filter_map(|note| note.child(Kind::Operands)).map(Node::text).collect()
}

#[track_caller]
fn last_item_survives(parse: &Parse, text: &str) {
    let last = parse.items().last();
    let level = last.is_some_and(|item| {
        item.name().map(Node::text) == Some("sau_cùng")
            && item.statements().any(|s| s.keyword() == Some(Keyword::Level))
    });
    assert!(level, "the item behind is lost in\n{text}\n{:?}", parse.errors);
}

#[test]
fn a_lost_token_of_a_statement_leaves_the_next_statement() {
    for (_, text) in real_files() {
        let whole = tthc_syntax::parse(text.as_str());
        let tokens = tokens(&whole);
        let statements = whole.tree.nodes().filter(|node| node.kind().is_statement());
        for statement in statements.step_by(common::SPARSE) {
            let pieces = pieces(&text, &tokens, statement);
            for lost in (0..pieces.len()).filter(|at| pieces[*at] != "\n") {
                let kept = [&pieces[..lost], &pieces[lost + 1..]].concat().join(" ");
                let text = format!("thủ tục trước \"Trước\" {{\n{kept}\n{AFTER}");
                let parse = parse(&text);
                last_item_survives(&parse, &text);
                if matches!(pieces[lost], "{" | "}") {
                    assert!(!parse.errors.is_empty(), "{:?} lost without an error in\n{text}", pieces[lost]);
                    continue;
                }
                let found = notes(&parse);
                let neighbours = ["\"một\"", "\"hai\""].iter().all(|note| found.contains(note));
                assert!(neighbours, "{:?} lost: {found:?} in\n{text}\n{:?}", pieces[lost], parse.errors);
            }
        }
    }
}

#[test]
fn a_lost_token_of_an_items_head_is_told_and_leaves_the_next_item() {
    for (_, text) in real_files() {
        let whole = tthc_syntax::parse(text.as_str());
        let tokens = tokens(&whole);
        for item in whole.items() {
            let body = item.child(Kind::Block).map_or(item.span().end, |block| block.span().start + 1);
            let head = Span::new(item.span().start, body);
            for token in within(&tokens, head) {
                let text = format!("{}\n{AFTER}", without(&text, head, *token));
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
        let tokens = tokens(&whole);
        let braces = tokens.iter().filter(|token| matches!(&text[token.range()], "{" | "}"));
        for brace in braces.step_by(common::SPARSE) {
            let changed = without(&text, whole.root().span(), *brace);
            let parse = parse(&changed);
            assert!(!parse.errors.is_empty(), "{path}: {brace:?}");
            assert!(
                parse.items().count() + 1 >= all,
                "{path}: {brace:?} takes items away: {:?}",
                parse.errors
            );
        }
    }
}
