//! Text that changes faster than anybody reads it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use std::sync::Arc;

use common::{Editor, Files, at, range, url};
use serde_json::{Value, json};
use tthc_ide::findings;
use tthc_project::{Content, Manifest, Project};
use tthc_server::Exit;
use tthc_syntax::{LineIndex, Span, format::format, parse, text::LineColumn};

const LIBRARY: &str =
    "cơ quan ubnd_xã \"UBND cấp xã\" { cấp xã }\nthực thể người \"Cá nhân\" { họ_tên : chữ \"Họ tên\" }\n";

/// Lines with everything that makes columns differ: `Đ`, a combining accent, an emoji, a line end of
/// Windows. The first and the last are not formatted, so formatting gives the whole text away.
const TEXT: &str = "cơ quan   a \"Đ e\u{301} 😀\" {cấp xã}\n\
                    // Đ e\u{301} 😀 ghi chú\r\n\
                    thủ tục t \"T 😀\" {\n  cơ quan thực hiện ubnd_xã\n  người yêu cầu : người\n\
                    \u{20} bước k \"Đ\" bởi ubnd_xã\n}\n\
                    cơ quan   z \"Z\" {cấp   xã}";

/// Numbers without pattern, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

/// The editor's own copy of the text, and how an edit of it is told to the server.
struct Copy(String);

impl Copy {
    /// Replaces some letters, and says so in UTF-16.
    fn edit(&mut self, start: usize, end: usize, with: &str) -> Value {
        let lines = LineIndex::new(Arc::from(self.0.as_str()));
        let place = |offset: usize| {
            let LineColumn { line, column } = lines.utf16(offset as u32);
            (line, column)
        };
        let change = json!({ "range": range(place(start), place(end)), "text": with });
        self.0.replace_range(start..end, with);
        change
    }

    /// Somewhere in the middle, never in the unformatted lines at both ends, nor inside `\r\n`.
    fn any_edit(&mut self, dice: &mut Dice) -> Value {
        let first = self.0.find('\n').unwrap() + 1;
        let last = self.0.rfind("\ncơ quan   z").unwrap();
        let inside: Vec<usize> =
            self.0.char_indices().map(|(at, _)| at).filter(|at| (first..=last).contains(at)).collect();
        let inside: Vec<usize> = inside.into_iter().filter(|at| !self.0[..*at].ends_with('\r')).collect();
        let start = inside[dice.below(inside.len())];
        let end = inside[dice.below(inside.len())].clamp(start, (start + 6).max(start));
        let end = inside.iter().copied().rfind(|at| (start..=end).contains(at)).unwrap_or(start);
        let with = ["x", "Đ", "e\u{301}", "😀", "\n", "\r\n", "bước b ", "{", "}", "\"", " khi ", ""];
        self.edit(start, end, with[dice.below(with.len())])
    }
}

/// What a server should find in the text, as far as it depends on nothing else.
fn expected(text: &str) -> Vec<(String, Value)> {
    let files = [("a.tthc", text), ("thư_viện.tthc", LIBRARY)];
    let files = files.map(|(path, text)| (path.into(), Content::text(text)));
    let snapshot = Project::load(Manifest::default(), files).snapshot();
    let lines = LineIndex::new(text.into());
    let place = |span: Span| {
        let [start, end] = [span.start, span.end].map(|offset| lines.utf16(offset));
        range((start.line, start.column), (end.line, end.column))
    };
    let found = findings(&snapshot).into_iter().find(|(path, _)| &**path == "a.tthc").expect("the file").1;
    found.iter().map(|finding| (finding.diagnostic.code().to_owned(), place(finding.diagnostic.at))).collect()
}

async fn same_text(editor: &mut Editor, text: &str) {
    let params = json!({ "textDocument": { "uri": url("a.tthc") }, "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = editor.request("textDocument/formatting", params).await;
    let edit = &edits["result"][0];
    let formatted = format(&parse(text), None);
    let formatted = formatted.trim_end();
    let told = edit["newText"].as_str().expect("the whole text").trim_end();
    assert_eq!(told, formatted, "the server has another text");
    assert_eq!(edit["range"]["start"], json!({ "line": 0, "character": 0 }));
}

#[tokio::test]
async fn two_hundred_edits_and_a_hover_after_each() {
    let mut editor = Editor::open(Files::new(&[("tthc.toml", ""), ("thư_viện.tthc", LIBRARY)])).await;
    let mut copy = Copy(TEXT.to_owned());
    editor.open_text("a.tthc", TEXT).await;
    let mut dice = Dice(2026);
    let mut asked = Vec::new();
    for version in 2..=201 {
        // One notification may hold several changes; each counts in what the one before it left.
        let changes: Vec<Value> = (0..=dice.below(2)).map(|_| copy.any_edit(&mut dice)).collect();
        editor.change("a.tthc", version, json!(changes)).await;
        asked.push(editor.ask("textDocument/hover", at("a.tthc", 3, 22)).await);
        if version % 10 == 0 {
            asked.push(editor.ask("textDocument/completion", at("a.tthc", 3, 2)).await);
        }
    }
    for id in asked {
        let answer = editor.answer(id).await;
        let code = &answer["error"]["code"];
        assert!(code.is_null() || code == &json!(-32801), "overtaken at worst: {answer}");
    }
    same_text(&mut editor, &copy.0).await;

    let found = editor.findings("a.tthc", Some(201)).await;
    let found: Vec<(String, Value)> = found
        .iter()
        .map(|finding| (finding["code"].as_str().unwrap().to_owned(), finding["range"].clone()))
        .collect();
    assert_eq!(found, expected(&copy.0));
    assert!(!found.is_empty(), "a text to find fault with");

    // No finding of an older version came behind one of a newer.
    let versions: Vec<i64> = editor
        .unread()
        .filter(|message| message["params"]["uri"] == json!(url("a.tthc")))
        .filter_map(|message| message["params"]["version"].as_i64())
        .collect();
    assert!(versions.is_sorted(), "{versions:?}");
    assert_eq!(editor.exit().await, Exit::Orderly);
}

#[tokio::test]
async fn each_edit_alone_is_understood() {
    let mut editor = Editor::open(Files::new(&[("tthc.toml", ""), ("thư_viện.tthc", LIBRARY)])).await;
    let mut copy = Copy(TEXT.to_owned());
    editor.open_text("a.tthc", TEXT).await;
    let mut dice = Dice(7);
    for version in 2..30 {
        let change = copy.any_edit(&mut dice);
        editor.change("a.tthc", version, json!([change])).await;
        same_text(&mut editor, &copy.0).await;
    }
    editor.change("a.tthc", 30, json!([{ "text": TEXT }])).await;
    same_text(&mut editor, TEXT).await;
}

#[tokio::test]
async fn positions_count_in_what_was_agreed_on() {
    // `Đ`, a decomposed accent and an emoji stand before the name on its line, which is decomposed too.
    let line = "thủ tục t \"Đ e\u{301} 😀\" { người yêu cầu : ngu\u{31b}o\u{31b}\u{300}i }";
    let start = line.find("ngu\u{31b}").unwrap();
    let utf16 = |offset: usize| line[..offset].encode_utf16().count() as u32;
    for utf8 in [false, true] {
        let column = |offset: usize| if utf8 { offset as u32 } else { utf16(offset) };
        let offered = if utf8 { json!(["utf-16", "utf-8"]) } else { json!(["utf-16"]) };
        let more = json!({ "capabilities": { "general": { "positionEncodings": offered } } });
        let disk = Files::new(&[("tthc.toml", ""), ("thư_viện.tthc", LIBRARY)]);
        let (mut editor, hello) = Editor::open_with(disk, more).await;
        assert_eq!(hello["capabilities"]["positionEncoding"], if utf8 { "utf-8" } else { "utf-16" });
        editor.open_text("a.tthc", line).await;
        let end = start + "ngu\u{31b}o\u{31b}\u{300}i".len();
        for offset in [start, start + 1, end] {
            let hover = editor.at("textDocument/hover", "a.tthc", 0, column(offset)).await;
            assert_eq!(hover["range"], range((0, column(start)), (0, column(end))), "utf-8: {utf8}");
            let target = editor.at("textDocument/definition", "a.tthc", 0, column(offset)).await;
            let name = LIBRARY.lines().nth(1).unwrap().find("người").unwrap();
            let name_column = |offset: usize| {
                let line = LIBRARY.lines().nth(1).unwrap();
                if utf8 { offset as u32 } else { line[..offset].encode_utf16().count() as u32 }
            };
            let place = range((1, name_column(name)), (1, name_column(name + "người".len())));
            assert_eq!(target[0]["range"], place);
        }
        // An edit behind the emoji lands where it should.
        let change = json!([{ "range": range((0, column(start)), (0, column(end))), "text": "lạ" }]);
        editor.change("a.tthc", 2, change).await;
        let found = editor.findings("a.tthc", Some(2)).await;
        let unknown = found.iter().find(|finding| finding["code"] == "T0102").expect("an unknown name");
        assert_eq!(
            unknown["range"],
            range((0, column(start)), (0, column(start) + if utf8 { "lạ".len() as u32 } else { 2 }))
        );
    }
}
