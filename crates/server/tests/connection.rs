//! Editors that change their mind, and editors that go away.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::{Editor, Files, at, join, url};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tthc_server::Exit;

const TEXT: &str = "cơ quan a \"A\" { cấp xã }\n";

fn disk() -> Files {
    Files::new(&[("tthc.toml", ""), ("a.tthc", TEXT), ("khác/tthc.toml", ""), ("khác/b.tthc", TEXT)])
}

#[tokio::test]
async fn a_cancelled_request_is_answered_at_once_and_the_rest_goes_on() {
    let disk = disk();
    let mut editor = Editor::open(disk.clone()).await;
    editor.open_text("a.tthc", TEXT).await;
    // Opening this file makes the owner read its repository, which takes as long as we want.
    let gate = disk.hold("khác");
    editor.open_text("khác/b.tthc", TEXT).await;
    let hover = editor.ask("textDocument/hover", at("a.tthc", 0, 9)).await;
    // tower-lsp by itself reads nothing more while four requests wait.
    for _ in 0..20 {
        editor.ask("textDocument/hover", at("a.tthc", 0, 9)).await;
    }
    let kept = editor.ask("textDocument/hover", at("a.tthc", 0, 9)).await;
    editor.notify("$/cancelRequest", json!({ "id": hover })).await;
    let answer = editor.answer(hover).await;
    assert_eq!(answer["error"]["code"], -32800, "{answer}");
    gate.send(()).unwrap();
    assert!(editor.answer(kept).await["result"]["contents"].is_object());
    // Cancelling what is answered already, or was never asked.
    editor.notify("$/cancelRequest", json!({ "id": kept })).await;
    editor.notify("$/cancelRequest", json!({ "id": 99_999 })).await;
    assert!(editor.at("textDocument/hover", "a.tthc", 0, 9).await.is_object());
}

#[tokio::test]
async fn more_questions_than_are_read_at_a_time() {
    let disk = disk();
    let mut editor = Editor::open(disk.clone()).await;
    editor.open_text("a.tthc", TEXT).await;
    let gate = disk.hold("khác");
    editor.open_text("khác/b.tthc", TEXT).await;
    let mut asked = Vec::new();
    for _ in 0..300 {
        asked.push(editor.ask("textDocument/hover", at("a.tthc", 0, 9)).await);
    }
    gate.send(()).unwrap();
    for id in asked {
        assert!(editor.answer(id).await["result"].is_object());
    }
}

#[tokio::test]
async fn goodbye_without_closing_the_connection() {
    assert_eq!(Editor::open(disk()).await.exit().await, Exit::Orderly);
}

#[tokio::test]
async fn exit_without_shutdown_is_abrupt() {
    let mut editor = Editor::open(disk()).await;
    editor.notify("exit", Value::Null).await;
    assert_eq!(editor.ended().await, Exit::Abrupt);
}

#[tokio::test]
async fn what_was_asked_just_before_goodbye_is_still_answered() {
    let mut editor = Editor::open(disk()).await;
    let message = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let shutdown = message(r#"{"jsonrpc":"2.0","id":77,"method":"shutdown"}"#);
    let exit = message(r#"{"jsonrpc":"2.0","method":"exit"}"#);
    editor.send_bytes(format!("{shutdown}{exit}").as_bytes()).await;
    // tower-lsp may call the request cancelled by then; it must not be forgotten.
    editor.answer(77).await;
    assert_eq!(editor.ended().await, Exit::Orderly);
}

#[tokio::test]
async fn an_editor_that_vanishes_ends_the_server() {
    assert_eq!(Editor::open(disk()).await.leave(false).await, Exit::Abrupt);
    assert_eq!(Editor::open(disk()).await.leave(true).await, Exit::Abrupt);
    assert_eq!(Editor::start(disk()).leave(true).await, Exit::Abrupt);
}

#[tokio::test]
async fn an_editor_that_reads_no_more_ends_the_server() {
    let mut editor = Editor::open(disk()).await;
    editor.open_text("a.tthc", TEXT).await;
    let (mut to_server, server) = editor.stop_reading().await;
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": "shutdown" }).to_string();
    for _ in 0..3 {
        // The server may be gone already.
        let _ = to_server.write_all(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    }
    assert_eq!(join(server).await, Exit::Abrupt);
    drop(to_server);
}

#[tokio::test]
async fn what_is_no_message_is_refused_and_ends_the_conversation() {
    // tower-lsp reads nothing behind what it cannot read; it must not panic, and neither must we.
    for garbage in [
        &b"Content-Length: 7\r\n\r\n{\"no\": "[..],
        b"Content-Length: x\r\n\r\n",
        b"Content-Length: 2\r\n\r\n\xFF\xFE",
    ] {
        let mut editor = Editor::open(disk()).await;
        editor.send_bytes(garbage).await;
        let refused = editor.wait_for(|message| message["id"].is_null() && !message["error"].is_null()).await;
        assert_eq!(refused["error"]["code"], -32700);
        assert_eq!(editor.ended().await, Exit::Abrupt);
    }
}

#[tokio::test]
async fn what_is_no_request_is_refused_and_the_conversation_goes_on() {
    let mut editor = Editor::open(disk()).await;
    let answer = editor.request("tthc/nothing", json!({})).await;
    assert_eq!(answer["error"]["code"], -32601);
    let answer =
        editor.request("textDocument/hover", json!({ "textDocument": { "uri": url("a.tthc") } })).await;
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
    editor.open_text("a.tthc", TEXT).await;
    assert!(editor.at("textDocument/hover", "a.tthc", 0, 9).await.is_object());
}

#[tokio::test]
async fn before_hello_there_is_no_conversation() {
    let mut editor = Editor::start(disk());
    let answer = editor.request("textDocument/hover", at("a.tthc", 0, 9)).await;
    assert_eq!(answer["error"]["code"], -32002);
}
