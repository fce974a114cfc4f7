//! Files that come, change and go, in one repository and in several.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::{Editor, Files, url};
use serde_json::{Value, json};

const CREATED: u32 = 1;
const CHANGED: u32 = 2;
const DELETED: u32 = 3;

const AGENCY: &str = "cơ quan ubnd_xã \"UBND cấp xã\" { cấp xã }\n";
const PROCEDURE: &str = "thủ tục t \"T\" {\n  bộ ubnd_xã\n  cơ quan thực hiện ubnd_xã\n  bước k \"K\"\n}\n";
const UNKNOWN: &[&str] = &["T0102"];

fn disk() -> Files {
    Files::new(&[("tthc.toml", ""), ("chung/cơ_quan.tthc", AGENCY), ("t.tthc", PROCEDURE)])
}

/// The server has read everything, and nothing is wrong.
async fn at_rest(disk: &Files) -> Editor {
    let mut editor = Editor::open(disk.clone()).await;
    editor.open_text("t.tthc", PROCEDURE).await;
    editor.until_codes("t.tthc", &[]).await;
    editor
}

#[tokio::test]
async fn files_that_change_come_and_go() {
    let disk = disk();
    let mut editor = at_rest(&disk).await;
    disk.write("chung/cơ_quan.tthc", AGENCY.replace("ubnd_xã", "ubnd_khác").as_bytes());
    editor.watched(&[("chung/cơ_quan.tthc", CHANGED)]).await;
    editor.until_codes("t.tthc", UNKNOWN).await;

    disk.write("mới.tthc", AGENCY.as_bytes());
    editor.watched(&[("mới.tthc", CREATED)]).await;
    editor.until_codes("t.tthc", &[]).await;
    // A change of a file that came with a reload is a change like any other.
    disk.write("mới.tthc", b"");
    editor.watched(&[("mới.tthc", CHANGED)]).await;
    editor.until_codes("t.tthc", UNKNOWN).await;
    disk.write("mới.tthc", AGENCY.as_bytes());
    editor.watched(&[("mới.tthc", CHANGED)]).await;
    editor.until_codes("t.tthc", &[]).await;

    disk.remove("mới.tthc");
    editor.watched(&[("mới.tthc", DELETED)]).await;
    editor.until_codes("t.tthc", UNKNOWN).await;
}

#[tokio::test]
async fn a_folder_that_is_deleted_takes_its_files_along() {
    let disk = disk();
    let mut editor = at_rest(&disk).await;
    disk.remove("chung");
    editor.watched(&[("chung", DELETED)]).await;
    editor.until_codes("t.tthc", UNKNOWN).await;
}

#[tokio::test]
async fn findings_go_with_their_file() {
    let disk = disk();
    disk.write("sai.tthc", b"bo");
    let mut editor = Editor::open(disk.clone()).await;
    editor.until_codes("sai.tthc", &["T0010"]).await;
    disk.remove("sai.tthc");
    editor.watched(&[("sai.tthc", DELETED)]).await;
    editor.until_codes("sai.tthc", &[]).await;
}

#[tokio::test]
async fn an_open_text_counts_whatever_the_disk_says() {
    for changed in ["chung/cơ_quan.tthc", "tthc.toml"] {
        let disk = disk();
        let mut editor = at_rest(&disk).await;
        let declared = async |editor: &mut Editor| {
            !editor.at("textDocument/definition", "t.tthc", 2, 22).await.is_null()
        };
        editor.open_text("chung/cơ_quan.tthc", &AGENCY.replace("ubnd_xã", "x")).await;
        assert!(!declared(&mut editor).await);
        // One file is read again, or all of them.
        editor.watched(&[(changed, CHANGED)]).await;
        assert!(!declared(&mut editor).await, "the disk says so, the editor does not");
        editor.change("chung/cơ_quan.tthc", 2, json!([{ "text": AGENCY }])).await;
        assert!(declared(&mut editor).await);
        disk.remove("chung/cơ_quan.tthc");
        editor.watched(&[("chung/cơ_quan.tthc", DELETED), (changed, CHANGED)]).await;
        assert!(declared(&mut editor).await, "still open");
        let document = json!({ "textDocument": { "uri": url("chung/cơ_quan.tthc") } });
        editor.notify("textDocument/didClose", document).await;
        assert!(!declared(&mut editor).await);
    }
}

#[tokio::test]
async fn the_manifest_is_read_again_and_its_mistakes_are_shown() {
    let disk = disk();
    disk.write("t.tthc", PROCEDURE.replace("  bước k \"K\"\n", "").as_bytes());
    let mut editor = Editor::open(disk.clone()).await;
    let found = editor.until_codes("t.tthc", &["T0310"]).await;
    assert_eq!(found[0]["severity"], 2);

    disk.write("tthc.toml", b"[lint]\ndeny = [\"T0310\"]\n");
    editor.watched(&[("tthc.toml", CHANGED)]).await;
    let found = editor.until_codes("t.tthc", &["T0310"]).await;
    assert_eq!(found[0]["severity"], 1);

    disk.write("tthc.toml", b"[lint]\ndenny = []\n");
    editor.watched(&[("tthc.toml", CHANGED)]).await;
    let shown = editor.wait_for(|message| message["method"] == "window/showMessage").await;
    assert!(shown["params"]["message"].as_str().is_some_and(|text| text.contains("denny")), "{shown}");
    let found = loop {
        let found = editor.findings("tthc.toml", None).await;
        if !found.is_empty() {
            break found;
        }
    };
    assert!(found[0]["message"].as_str().is_some_and(|text| text.contains("denny")));

    disk.write("tthc.toml", b"[lint]\nallow = [\"T0310\"]\n");
    editor.watched(&[("tthc.toml", CHANGED)]).await;
    assert_eq!(editor.findings("tthc.toml", None).await, Vec::<Value>::new());
    editor.until_codes("t.tthc", &[]).await;
}

#[tokio::test]
async fn a_file_belongs_to_the_repository_around_it() {
    // The folder that is open holds two repositories, and is none.
    let disk = Files::new(&[
        ("một/tthc.toml", "[repository]\nlocale = \"en\"\n"),
        ("một/a.tthc", AGENCY),
        ("một/t.tthc", PROCEDURE),
        ("hai/tthc.toml", ""),
        ("hai/a.tthc", AGENCY),
        ("thử/x.tthc", AGENCY),
    ]);
    let (mut editor, _) = Editor::open_with(disk.clone(), json!({})).await;
    // Not declared twice, though three files of the folder declare it.
    editor.open_text("một/t.tthc", &PROCEDURE.replace("bộ ubnd_xã", "bộ lạ")).await;
    let found = editor.until_codes("một/t.tthc", &["T0102"]).await;
    assert!(
        found[0]["message"].as_str().is_some_and(|text| text.starts_with("there is no")),
        "its own manifest"
    );
    let target = editor.at("textDocument/definition", "một/t.tthc", 2, 22).await;
    assert_eq!(target[0]["uri"], json!(url("một/a.tthc")));
    assert_eq!(target.as_array().map(Vec::len), Some(1));

    // A file of no repository belongs to the folder, without the repositories in it.
    editor.open_text("thử/t.tthc", PROCEDURE).await;
    editor.until_codes("thử/t.tthc", &[]).await;
    let target = editor.at("textDocument/definition", "thử/t.tthc", 2, 22).await;
    assert_eq!(target.as_array().map(Vec::len), Some(1));
    assert_eq!(target[0]["uri"], json!(url("thử/x.tthc")));

    // A manifest appears: the files below it are a repository of their own from now on.
    disk.write("thử/tthc.toml", b"[repository]\nlocale = \"en\"\n");
    editor.watched(&[("thử/tthc.toml", CREATED)]).await;
    editor.change("thử/t.tthc", 2, json!([{ "text": PROCEDURE.replace("bộ ubnd_xã", "bộ lạ") }])).await;
    let found = editor.findings("thử/t.tthc", Some(2)).await;
    assert!(found[0]["message"].as_str().is_some_and(|text| text.starts_with("there is no")), "{found:?}");
    let target = editor.at("textDocument/definition", "thử/t.tthc", 2, 22).await;
    assert_eq!(target.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_manifest_that_comes_and_goes_moves_the_files_around_it() {
    let disk = Files::new(&[("t.tthc", PROCEDURE), ("x/a.tthc", AGENCY)]);
    for is_open in [false, true] {
        let mut editor = Editor::open(disk.clone()).await;
        editor.open_text("t.tthc", PROCEDURE).await;
        if is_open {
            editor.open_text("x/a.tthc", AGENCY).await;
        }
        editor.until_codes("t.tthc", &[]).await;
        disk.write("x/tthc.toml", b"");
        editor.watched(&[("x/tthc.toml", CREATED)]).await;
        editor.until_codes("t.tthc", UNKNOWN).await;
        disk.remove("x/tthc.toml");
        editor.watched(&[("x/tthc.toml", DELETED)]).await;
        editor.until_codes("t.tthc", &[]).await;
        let target = editor.at("textDocument/definition", "t.tthc", 2, 22).await;
        assert_eq!(target.as_array().map(Vec::len), Some(1));
    }
}

#[tokio::test]
async fn a_file_that_is_opened_alone_reads_nothing_around_it() {
    let disk = disk();
    disk.write("/ngoài/cơ_quan.tthc", AGENCY.as_bytes());
    // Whoever reads that folder waits for ever.
    let _gate = disk.hold("/ngoài");
    let mut editor = at_rest(&disk).await;
    editor.open_text("/ngoài/t.tthc", PROCEDURE).await;
    let found = editor.findings("/ngoài/t.tthc", Some(1)).await;
    assert_eq!(found.len(), 1, "{found:?}");
    editor.watched(&[("/ngoài/cơ_quan.tthc", CHANGED), ("/ngoài/khác.tthc", DELETED)]).await;
    assert!(editor.at("textDocument/hover", "/ngoài/t.tthc", 0, 9).await.is_object());
    editor.open_text("/ngoài/u.tthc", AGENCY).await;
    editor.until_codes("/ngoài/t.tthc", &[]).await;
}

#[tokio::test]
async fn folders_come_and_go() {
    let disk = Files::new(&[("một/tthc.toml", ""), ("hai/tthc.toml", ""), ("hai/sai.tthc", "bo")]);
    let folder = |path: &str| json!([{ "uri": url(path), "name": path }]);
    let (mut editor, hello) = Editor::open_with(disk, json!({ "workspaceFolders": folder("một") })).await;
    assert_eq!(hello["capabilities"]["workspace"]["workspaceFolders"]["supported"], true);
    let event = json!({ "added": folder("hai"), "removed": [] });
    editor.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event })).await;
    editor.until_codes("hai/sai.tthc", &["T0010"]).await;
    let event = json!({ "added": [], "removed": folder("hai") });
    editor.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event })).await;
    editor.until_codes("hai/sai.tthc", &[]).await;
}

#[tokio::test]
async fn the_editor_is_asked_to_watch_if_it_can() {
    let can = json!({ "capabilities": { "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } } });
    let (mut editor, _) = Editor::open_with(disk(), can).await;
    let asked = editor.wait_for(|message| message["method"] == "client/registerCapability").await;
    let watchers = &asked["params"]["registrations"][0]["registerOptions"]["watchers"];
    let globs: Vec<&Value> = watchers.as_array().expect("a list").iter().map(|w| &w["globPattern"]).collect();
    assert_eq!(globs, ["**/*.tthc", "**/tthc.toml", "**"]);
}

#[tokio::test]
async fn bytes_that_are_no_text_are_reported_where_they_are() {
    let disk = disk();
    disk.write("xấu.tthc", b"// \xFF\n");
    disk.write("to.tthc", &vec![b' '; (4 << 20) + 1]);
    let mut editor = Editor::open(disk).await;
    editor.until_codes("xấu.tthc", &["T0001"]).await;
    editor.until_codes("to.tthc", &["T0003"]).await;
}
