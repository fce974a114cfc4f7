//! Whole conversations over a pipe.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::{Editor, Files, range, url};
use serde_json::{Value, json};
use tthc_server::Exit;
use tthc_syntax::{format::format, parse};

const LIBRARY: &str = r#"cơ quan bộ_tư_pháp "Bộ Tư pháp" { cấp trung_ương }
cơ quan ubnd_xã "UBND cấp xã" { cấp xã }
văn bản luật_hộ_tịch "Luật Hộ tịch" từ 2016-01-01 { số hiệu "60/2014/QH13" }
"#;

const PROCEDURE: &str = r#"thủ tục khai_sinh "Khai sinh" {
  bộ bộ_tư_pháp
  cơ quan thực hiện   ubnd_xã
  căn cứ pháp lý luật_hộ_tịch điều 13
  bước ký "Ký" bởi ubnd_xã tiếp nhận trong 1 ngày
}
"#;

fn disk() -> Files {
    Files::new(&[
        ("tthc.toml", "[repository]\nname = \"kho\"\n"),
        ("chung/cơ_quan.tthc", LIBRARY),
        ("khai_sinh.tthc", PROCEDURE),
    ])
}

#[tokio::test]
async fn from_hello_to_goodbye() {
    let (mut editor, hello) =
        Editor::open_with(disk(), json!({ "initializationOptions": { "locale": "vi" } })).await;
    assert_eq!(hello["serverInfo"], json!({ "name": "tthc", "version": env!("CARGO_PKG_VERSION") }));
    assert_eq!(hello["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(hello["capabilities"]["textDocumentSync"]["change"], 2, "incremental");

    editor.open_text("khai_sinh.tthc", &PROCEDURE.replace("bộ_tư_pháp", "bộ_tu_pháp")).await;
    let findings = editor.findings("khai_sinh.tthc", Some(1)).await;
    let [finding] = findings.as_slice() else { panic!("one finding: {findings:?}") };
    assert_eq!(finding["message"], "không có cơ quan nào tên `bộ_tu_pháp`\ncó phải là `bộ_tư_pháp` không?");
    assert_eq!(
        (&finding["code"], &finding["severity"], &finding["source"]),
        (&json!("T0102"), &json!(1), &json!("tthc"))
    );
    assert_eq!(finding["range"], range((1, 5), (1, 15)));

    let actions = editor
        .request(
            "textDocument/codeAction",
            json!({ "textDocument": { "uri": url("khai_sinh.tthc") }, "range": range((1, 6), (1, 6)),
                    "context": { "diagnostics": [] } }),
        )
        .await;
    let fix = &actions["result"][0];
    assert_eq!(fix["title"], "thay bằng `bộ_tư_pháp`");
    let edits = &fix["edit"]["changes"][url("khai_sinh.tthc")];
    assert_eq!(edits, &json!([{ "range": range((1, 5), (1, 15)), "newText": "bộ_tư_pháp" }]));
    assert_eq!(fix["diagnostics"][0]["code"], "T0102");
    let change = json!([{ "range": edits[0]["range"], "text": edits[0]["newText"] }]);
    editor.change("khai_sinh.tthc", 2, change).await;
    assert_eq!(editor.findings("khai_sinh.tthc", Some(2)).await, Vec::<Value>::new());

    let hover = editor.at("textDocument/hover", "khai_sinh.tthc", 3, 20).await;
    let text = hover["contents"]["value"].as_str().expect("Markdown");
    assert!(
        text.contains("Luật Hộ tịch") && text.contains("60/2014/QH13") && text.contains("01/01/2016"),
        "{text}"
    );
    assert_eq!(hover["range"], range((3, 17), (3, 29)));

    let target = editor.at("textDocument/definition", "khai_sinh.tthc", 3, 20).await;
    assert_eq!(target, json!([{ "uri": url("chung/cơ_quan.tthc"), "range": range((2, 8), (2, 20)) }]));

    let params = json!({ "textDocument": { "uri": url("chung/cơ_quan.tthc") }, "position": { "line": 1, "character": 9 },
                         "context": { "includeDeclaration": true } });
    let uses = editor.request("textDocument/references", params).await;
    let places: Vec<(&Value, &Value)> = uses["result"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|use_| (&use_["uri"], &use_["range"]["start"]["line"]))
        .collect();
    assert_eq!(
        places,
        [
            (&json!(url("chung/cơ_quan.tthc")), &json!(1)),
            (&json!(url("khai_sinh.tthc")), &json!(2)),
            (&json!(url("khai_sinh.tthc")), &json!(4)),
        ]
    );

    let params = json!({ "textDocument": { "uri": url("khai_sinh.tthc") },
                         "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = editor.request("textDocument/formatting", params).await;
    let [edit] = edits["result"].as_array().expect("edits").as_slice() else { panic!("one edit: {edits}") };
    let line = |end: &str| edit["range"][end]["line"].as_u64().expect("a line") as usize;
    let lines: Vec<&str> = PROCEDURE.split_inclusive('\n').collect();
    let after = [
        &lines[..line("start")].concat(),
        edit["newText"].as_str().expect("text"),
        &lines[line("end")..].concat(),
    ]
    .concat();
    assert_eq!(after, format(&parse(PROCEDURE), None));
    assert_ne!(after, PROCEDURE);

    editor.change("khai_sinh.tthc", 3, json!([{ "range": range((1, 5), (1, 15)), "text": "" }])).await;
    let offered = editor.at("textDocument/completion", "khai_sinh.tthc", 1, 5).await;
    let labels: Vec<&Value> =
        offered["items"].as_array().expect("a list").iter().map(|item| &item["label"]).collect();
    assert_eq!(labels, ["bộ_tư_pháp", "ubnd_xã"]);
    assert_eq!(offered["items"][0]["textEdit"]["range"], range((1, 5), (1, 5)));
    assert_eq!(offered["items"][0]["detail"], "Bộ Tư pháp");
    assert_eq!(offered["isIncomplete"], true);

    let params = json!({ "textDocument": { "uri": url("khai_sinh.tthc") } });
    let symbols = editor.request("textDocument/documentSymbol", params.clone()).await;
    assert_eq!(symbols["result"][0]["name"], "khai_sinh");
    assert_eq!(symbols["result"][0]["children"][0]["name"], "ký");
    let folds = editor.request("textDocument/foldingRange", params).await;
    assert_eq!(folds["result"], json!([{ "startLine": 0, "endLine": 4 }]));

    assert_eq!(editor.exit().await, Exit::Orderly);
}

#[tokio::test]
async fn an_edit_here_shows_its_findings_there() {
    let mut editor = Editor::open(disk()).await;
    editor.open_text("chung/cơ_quan.tthc", LIBRARY).await;
    let renamed = LIBRARY.replace("ubnd_xã", "ubnd_phường");
    editor.change("chung/cơ_quan.tthc", 2, json!([{ "text": renamed }])).await;
    // That file was never opened.
    let found = editor.until_codes("khai_sinh.tthc", &["T0102", "T0102"]).await;
    assert_eq!(found[0]["range"], range((2, 22), (2, 29)));
    editor.change("chung/cơ_quan.tthc", 3, json!([{ "text": LIBRARY }])).await;
    editor.until_codes("khai_sinh.tthc", &[]).await;
}

#[tokio::test]
async fn a_file_with_broken_syntax_is_still_answered_about() {
    let mut editor = Editor::open(disk()).await;
    let broken = "thủ tục a \"A {\n  bộ bộ_tư_pháp\n  ??? (((\n  cơ quan thực hiện ubnd_xã\n";
    editor.open_text("a.tthc", broken).await;
    let findings = editor.findings("a.tthc", Some(1)).await;
    assert!(
        findings.iter().any(|finding| finding["code"].as_str().is_some_and(|code| code.starts_with("T00")))
    );
    for (line, text) in broken.lines().enumerate() {
        for character in 0..text.chars().count() as u32 + 2 {
            for method in ["hover", "definition", "completion"] {
                editor.at(&format!("textDocument/{method}"), "a.tthc", line as u32, character).await;
            }
        }
    }
}

#[tokio::test]
async fn about_a_file_nobody_knows_there_is_nothing_to_say() {
    let mut editor = Editor::open(disk()).await;
    for method in ["hover", "definition", "completion"] {
        assert_eq!(editor.at(&format!("textDocument/{method}"), "không_có.tthc", 3, 4).await, Value::Null);
    }
    for uri in ["git:/kho/khai_sinh.tthc?HEAD", "untitled:Untitled-1", "https://example.org/a.tthc"] {
        let document = json!({ "uri": uri });
        let params = json!({ "textDocument": document, "position": { "line": 0, "character": 0 } });
        assert_eq!(editor.request("textDocument/hover", params).await["result"], Value::Null, "{uri}");
    }
    // Changes and closings of what was never opened.
    editor.change("không_có.tthc", 7, json!([{ "text": "x" }])).await;
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": url("không_có.tthc") } })).await;
    assert_eq!(editor.exit().await, Exit::Orderly);
}

#[tokio::test]
async fn another_version_of_a_file_declares_nothing() {
    let mut editor = Editor::open(disk()).await;
    let document = json!({ "uri": "git:/kho/khai_sinh.tthc?HEAD", "languageId": "tthc", "version": 1, "text": PROCEDURE });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    editor.open_text("khai_sinh.tthc", PROCEDURE).await;
    assert_eq!(editor.findings("khai_sinh.tthc", Some(1)).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_text_that_was_never_saved_sees_the_repository() {
    let mut editor = Editor::open(disk()).await;
    let uri = "untitled:Untitled-1";
    let text = "thủ tục b \"B\" {\n  bộ bộ_tư_pháp\n  cơ quan thực hiện cơ_quan_lạ\n  bước k \"K\"\n}\n";
    let document = json!({ "uri": uri, "languageId": "tthc", "version": 1, "text": text });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    let of_untitled = |message: &Value| message["params"]["uri"] == json!(uri);
    let shown = editor.wait_for(of_untitled).await;
    assert_eq!(shown["params"]["diagnostics"][0]["code"], "T0102");
    let params = json!({ "textDocument": { "uri": uri }, "position": { "line": 1, "character": 7 } });
    let target = editor.request("textDocument/definition", params).await;
    assert_eq!(target["result"][0]["uri"], json!(url("chung/cơ_quan.tthc")));
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } })).await;
    let shown = editor.wait_for(of_untitled).await;
    assert_eq!(shown["params"]["diagnostics"], json!([]));
}

#[tokio::test]
async fn a_closed_text_counts_as_it_is_on_disk() {
    let mut editor = Editor::open(disk()).await;
    editor.open_text("khai_sinh.tthc", &PROCEDURE.replace("bộ bộ_tư_pháp", "bộ x")).await;
    editor.until_codes("khai_sinh.tthc", &["T0102"]).await;
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": url("khai_sinh.tthc") } })).await;
    editor.until_codes("khai_sinh.tthc", &[]).await;
}

#[tokio::test]
async fn the_language_is_the_options_then_the_editors_then_the_manifests() {
    let english = "[repository]\nlocale = \"en\"\n";
    for (manifest, more, expected) in [
        ("", json!({}), "không có cơ quan"),
        (english, json!({}), "there is no"),
        (english, json!({ "locale": "vi" }), "không có cơ quan"),
        (english, json!({ "locale": "fr" }), "there is no"),
        ("", json!({ "locale": "en-US" }), "there is no"),
        ("", json!({ "locale": "en", "initializationOptions": { "locale": "vi" } }), "không có cơ quan"),
        ("", json!({ "locale": "en", "initializationOptions": { "locale": "auto" } }), "there is no"),
    ] {
        let disk = disk();
        disk.write("tthc.toml", manifest.as_bytes());
        let (mut editor, _) = Editor::open_with(disk, more.clone()).await;
        editor.open_text("khai_sinh.tthc", &PROCEDURE.replace("bộ bộ_tư_pháp", "bộ x")).await;
        let findings = editor.findings("khai_sinh.tthc", Some(1)).await;
        let message = findings[0]["message"].as_str().expect("a message");
        assert!(message.starts_with(expected), "{manifest:?} {more}: {message}");
        editor.exit().await;
    }
}
