//! An editor made of JSON, and a disk made of memory.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tthc_project::{Content, Manifest};
use tthc_server::{Disk, Exit, Loaded, serve};

/// Longer than anything here takes; a test that reaches it has found a deadlock.
const PATIENCE: Duration = Duration::from_secs(30);

type Gate = (PathBuf, Receiver<()>);

/// Files by their absolute path. Clones are the same disk.
#[derive(Debug, Clone, Default)]
pub(crate) struct Files {
    files: Arc<Mutex<BTreeMap<PathBuf, Vec<u8>>>>,
    /// Paths whose folder takes until somebody says so to be read.
    gate: Arc<Mutex<Option<Gate>>>,
}

impl Files {
    /// `(path, text)` below `/kho`.
    pub(crate) fn new(files: &[(&str, &str)]) -> Files {
        let disk = Files::default();
        files.iter().for_each(|(path, text)| disk.write(path, text.as_bytes()));
        disk
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        self.files.lock().unwrap().insert(absolute(path), bytes.to_vec());
    }

    pub(crate) fn remove(&self, path: &str) {
        self.files.lock().unwrap().retain(|file, _| !file.starts_with(absolute(path)));
    }

    /// Reading this folder waits for the other end.
    pub(crate) fn hold(&self, folder: &str) -> std::sync::mpsc::Sender<()> {
        let (open, gate) = std::sync::mpsc::channel();
        *self.gate.lock().unwrap() = Some((absolute(folder), gate));
        open
    }
}

impl Disk for Files {
    fn repository(&self, path: &Path) -> Option<PathBuf> {
        let files = self.files.lock().unwrap();
        path.ancestors().find(|folder| files.contains_key(&folder.join("tthc.toml"))).map(Path::to_owned)
    }

    fn load(&self, root: &Path) -> Loaded {
        let held = self.gate.lock().unwrap().take_if(|(folder, _)| folder == root);
        if let Some((_, gate)) = held {
            gate.recv().ok();
        }
        let files = self.files.lock().unwrap();
        let manifest = match files.get(&root.join("tthc.toml")) {
            Some(text) => Manifest::parse(&String::from_utf8_lossy(text)).map_err(|error| error.to_string()),
            None => Ok(Manifest::default()),
        };
        let inside = files.iter().filter(|(path, _)| path.starts_with(root));
        let procedures = inside.filter(|(path, _)| path.extension().is_some_and(|kind| kind == "tthc"));
        let files = procedures.map(|(path, bytes)| (path.clone(), Content::bytes(bytes))).collect();
        Loaded { manifest, files }
    }

    fn read(&self, path: &Path) -> Option<Content> {
        self.files.lock().unwrap().get(path).map(|bytes| Content::bytes(bytes))
    }
}

fn absolute(path: &str) -> PathBuf {
    Path::new("/kho").join(path)
}

pub(crate) fn url(path: &str) -> String {
    tower_lsp::lsp_types::Url::from_file_path(absolute(path)).unwrap().to_string()
}

pub(crate) struct Editor {
    to_server: Option<DuplexStream>,
    from_server: BufReader<DuplexStream>,
    server: JoinHandle<std::io::Result<Exit>>,
    last_id: i64,
    /// Messages that nobody has waited for yet.
    seen: VecDeque<Value>,
}

impl Editor {
    /// A server that has not been spoken to.
    pub(crate) fn start(disk: Files) -> Editor {
        let (to_server, input) = duplex(1 << 16);
        let (output, from_server) = duplex(1 << 16);
        let server = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(serve(input, output, disk))
        });
        let from_server = BufReader::new(from_server);
        Editor { to_server: Some(to_server), from_server, server, last_id: 0, seen: VecDeque::new() }
    }

    /// A server that has read `/kho`, and speaks Vietnamese.
    pub(crate) async fn open(disk: Files) -> Editor {
        Editor::open_with(disk, json!({ "initializationOptions": { "locale": "vi" } })).await.0
    }

    pub(crate) async fn open_with(disk: Files, more: Value) -> (Editor, Value) {
        let mut editor = Editor::start(disk);
        let mut params = json!({
            "processId": null,
            "rootUri": url(""),
            "capabilities": {},
            "workspaceFolders": [{ "uri": url(""), "name": "kho" }],
        });
        merge(&mut params, more);
        let answer = editor.request("initialize", params).await;
        editor.notify("initialized", json!({})).await;
        (editor, answer["result"].clone())
    }

    pub(crate) async fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    }

    pub(crate) async fn send_bytes(&mut self, bytes: &[u8]) {
        let pipe = self.to_server.as_mut().expect("still connected");
        tokio::time::timeout(PATIENCE, pipe.write_all(bytes)).await.expect("the server reads").unwrap();
    }

    pub(crate) async fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    /// Sends a request without waiting for its answer.
    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message).await;
        id
    }

    pub(crate) async fn answer(&mut self, id: i64) -> Value {
        self.wait_for(|message| message["id"] == json!(id) && message["method"].is_null()).await
    }

    pub(crate) async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        self.answer(id).await
    }

    /// A request about a place in a file; the result.
    pub(crate) async fn at(&mut self, method: &str, path: &str, line: u32, character: u32) -> Value {
        let answer = self.request(method, at(path, line, character)).await;
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    pub(crate) async fn open_text(&mut self, path: &str, text: &str) {
        let document = json!({ "uri": url(path), "languageId": "tthc", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    pub(crate) async fn change(&mut self, path: &str, version: i32, changes: Value) {
        let document = json!({ "uri": url(path), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params).await;
    }

    pub(crate) async fn watched(&mut self, changes: &[(&str, u32)]) {
        let changes: Vec<Value> =
            changes.iter().map(|(path, kind)| json!({ "uri": url(path), "type": kind })).collect();
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes })).await;
    }

    /// The findings of a file, of a version if one is given: the first that come.
    pub(crate) async fn findings(&mut self, path: &str, version: Option<i32>) -> Vec<Value> {
        let uri = url(path);
        let message = self
            .wait_for(|message| {
                message["method"] == "textDocument/publishDiagnostics"
                    && message["params"]["uri"] == json!(uri)
                    && version.is_none_or(|version| message["params"]["version"] == json!(version))
            })
            .await;
        message["params"]["diagnostics"].as_array().cloned().unwrap_or_default()
    }

    /// Waits until a file's findings have exactly these codes.
    pub(crate) async fn until_codes(&mut self, path: &str, codes: &[&str]) -> Vec<Value> {
        loop {
            let found = self.findings(path, None).await;
            if found.iter().map(|finding| finding["code"].as_str().unwrap_or("-")).eq(codes.iter().copied()) {
                return found;
            }
        }
    }

    pub(crate) async fn wait_for(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.seen.iter().position(&wanted) {
            return self.seen.remove(at).expect("it was just found");
        }
        loop {
            let message = self.receive().await.expect("the server is still there");
            if wanted(&message) {
                return message;
            }
            self.seen.push_back(message);
        }
    }

    /// What came and nobody waited for.
    pub(crate) fn unread(&self) -> impl Iterator<Item = &Value> {
        self.seen.iter()
    }

    /// The next message; requests of the server are granted. `None` at the end.
    pub(crate) async fn receive(&mut self) -> Option<Value> {
        let message =
            tokio::time::timeout(PATIENCE, read(&mut self.from_server)).await.expect("a message")?;
        if message.get("method").is_some() && message.get("id").is_some() && self.to_server.is_some() {
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null })).await;
        }
        Some(message)
    }

    /// Closes one direction or both and waits for the server to end.
    pub(crate) async fn leave(mut self, keep_reading: bool) -> Exit {
        self.to_server = None;
        while keep_reading && self.receive().await.is_some() {}
        drop(self.from_server);
        join(self.server).await
    }

    /// Stops reading, but stays connected for writing.
    pub(crate) async fn stop_reading(self) -> (DuplexStream, JoinHandle<std::io::Result<Exit>>) {
        drop(self.from_server);
        (self.to_server.expect("still connected"), self.server)
    }

    /// Says goodbye and waits for the server to end, without closing the connection.
    pub(crate) async fn exit(mut self) -> Exit {
        self.request("shutdown", Value::Null).await;
        self.notify("exit", Value::Null).await;
        join(self.server).await
    }

    /// Waits for the server to end by itself.
    pub(crate) async fn ended(self) -> Exit {
        join(self.server).await
    }
}

pub(crate) async fn join(server: JoinHandle<std::io::Result<Exit>>) -> Exit {
    for _ in 0..3000 {
        if server.is_finished() {
            return server.join().expect("no panic").expect("a result");
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the server does not end");
}

pub(crate) fn at(path: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": url(path) }, "position": { "line": line, "character": character } })
}

pub(crate) fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    let place = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
    json!({ "start": place(start), "end": place(end) })
}

async fn read(pipe: &mut BufReader<DuplexStream>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if pipe.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().expect("a length"),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    pipe.read_exact(&mut body).await.ok()?;
    Some(serde_json::from_slice(&body).expect("a JSON message"))
}

fn merge(into: &mut Value, more: Value) {
    match (into, more) {
        (Value::Object(into), Value::Object(more)) => {
            for (key, value) in more {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, more) => *into = more,
    }
}
