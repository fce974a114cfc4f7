//! Comments that allow a finding where it is right and must stay: `// tthc: cho phép T0312 vì "lý do"`.
//!
//! Such a comment speaks of the item or statement before which it stands, or in whose first line it ends. Errors
//! cannot be allowed, and an allowance without a reason, or for nothing, is a finding of its own.

use tthc_syntax::format::{TokenKind, tokens};
use tthc_syntax::{Kind, Node, Parse, Span};

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;

/// What every such comment begins with, behind `//`.
const MARK: &str = "tthc:";

/// The findings of a file without those that its comments allow, with what is wrong with the comments, in the
/// order of places. Spans are offsets of the composed text.
pub fn apply(parse: &Parse, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if !parse.tree.text().contains(MARK) {
        return findings;
    }
    let mut wrong = Vec::new();
    for comment in comments(parse) {
        let codes = match read(comment.text) {
            Ok(codes) => codes,
            Err(message) => {
                let diagnostic = Diagnostic::new(comment.at, *message);
                wrong.push(match diagnostic.message {
                    Message::AllowWithoutReason => diagnostic.help(Message::AllowReasonHelp),
                    _ => diagnostic,
                });
                continue;
            }
        };
        for code in codes {
            let before = findings.len();
            findings.retain(|finding| finding.code() != code || !inside(comment.covers, finding.at));
            if findings.len() == before {
                wrong.push(Diagnostic::new(comment.at, Message::AllowUnused { code }));
            }
        }
    }
    findings.append(&mut wrong);
    findings.sort_by(|a, b| (a.at, a.code()).cmp(&(b.at, b.code())));
    findings
}

fn inside(covers: Option<Span>, at: Span) -> bool {
    covers.is_some_and(|covers| covers.start <= at.start && at.end <= covers.end)
}

/// A comment that is meant for us.
struct Comment<'t> {
    at: Span,
    /// Behind the mark.
    text: &'t str,
    /// What it speaks of.
    covers: Option<Span>,
}

fn comments(parse: &Parse) -> Vec<Comment<'_>> {
    let text: &str = parse.tree.text();
    let mut found = Vec::new();
    for token in tokens(&parse.tree) {
        let TokenKind::LineComment = token.kind else { continue };
        let comment = up_to_the_next(&text[token.span.range()]).trim_end();
        let Some(said) = comment.strip_prefix("//").and_then(|rest| rest.trim_start().strip_prefix(MARK))
        else {
            continue;
        };
        let at = Span::new(token.span.start, token.span.start + comment.len() as u32);
        found.push(Comment { at, text: said.trim(), covers: covered(parse, text, at) });
    }
    found
}

/// Without a second comment in the same line.
fn up_to_the_next(comment: &str) -> &str {
    let mut in_quotes = false;
    let end = comment.char_indices().skip(2).find(|&(at, c)| {
        in_quotes ^= c == '"';
        !in_quotes && comment[at..].starts_with("//")
    });
    end.map_or(comment, |(at, _)| &comment[..at])
}

/// The outermost item or statement that begins in the comment's own line, else the next one, if nothing else
/// stands between.
fn covered(parse: &Parse, text: &str, comment: Span) -> Option<Span> {
    let line = text[..comment.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let begins = |node: &Node<'_>| node.kind() == Kind::Item || node.kind().is_statement();
    let mut nodes = parse.tree.nodes().filter(begins).map(Node::span);
    if text[line..comment.start as usize].trim().is_empty() {
        let next = nodes.find(|span| span.start >= comment.end)?;
        let between = &text[comment.end as usize..next.start as usize];
        let only_comments =
            between.lines().all(|line| line.trim().is_empty() || line.trim().starts_with("//"));
        return only_comments.then_some(next);
    }
    nodes.find(|span| line <= span.start as usize && span.start < comment.start)
}

/// `cho phép T0312, T0320 vì "lý do"`, or the same in English: the codes.
fn read(said: &str) -> Result<Vec<String>, Box<Message>> {
    let rest = ["cho phép ", "allow "].into_iter().find_map(|word| said.strip_prefix(word));
    let rest = rest.ok_or_else(|| Box::new(Message::AllowNotUnderstood))?;
    let (codes, reason) = [" vì ", " because "]
        .into_iter()
        .find_map(|word| rest.split_once(word))
        .map_or((rest, None), |(codes, reason)| (codes, Some(reason.trim())));
    let codes: Vec<String> = codes.split(',').map(|code| code.trim().to_owned()).collect();
    for code in &codes {
        let entry = catalogue::entry(code).ok_or_else(|| Box::new(Message::AllowNotUnderstood))?;
        if entry.severity == Severity::Error {
            return Err(Box::new(Message::AllowOfError { code: code.clone() }));
        }
    }
    let Some(reason) = reason else { return Err(Box::new(Message::AllowWithoutReason)) };
    let quoted = reason.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match quoted.map(str::trim) {
        None => Err(Box::new(Message::AllowNotUnderstood)),
        Some("") => Err(Box::new(Message::AllowWithoutReason)),
        Some(_) => Ok(codes),
    }
}
