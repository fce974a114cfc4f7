//! Small repositories, and the program run in them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own for one test.
pub(crate) struct Folder(TempDir);

/// What the program did.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The settings of a repository that asks for nothing else.
pub(crate) const MANIFEST: &str = "[repository]\ndate = \"2026-06-01\"\n";

/// A procedure file without findings.
pub(crate) const CLEAN: &str = "cơ quan ubnd_xã \"Ủy ban nhân dân cấp xã\" {\n  cấp xã\n}\n";

/// A procedure file with one error (`T0012`) in line 2, column 3.
pub(crate) const WRONG: &str = "cơ quan ubnd_xã \"Ủy ban nhân dân cấp xã\" {\n  không_rõ là gì\n}\n";

impl Folder {
    pub(crate) fn empty() -> Folder {
        Folder(TempDir::new().unwrap())
    }

    pub(crate) fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder::empty();
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    /// The repository that `tthc new` makes, in `kho`: one procedure with everything it needs.
    pub(crate) fn sample() -> Folder {
        let folder = Folder::empty();
        folder.run(&["new", "kho"]).expect(0);
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.path().join(path).exists()
    }

    /// Runs the program here, in English unless the arguments say otherwise.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut tthc(self.path(), arguments))
    }

    /// The same, with something on standard input.
    #[track_caller]
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Run {
        self.write("stdin", input);
        let input = std::fs::File::open(self.path().join("stdin")).unwrap();
        Run::of(tthc(self.path(), arguments).stdin(input))
    }
}

/// The program, to be started in a folder, with nothing of the tester's environment that it reads.
pub(crate) fn tthc(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tthc"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for name in ["LC_ALL", "LC_MESSAGES", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.env("LANG", "en_US.UTF-8");
    command
}

/// The repository of real procedures.
pub(crate) fn procedures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures")
}

/// The same, in `kho`, to be changed.
pub(crate) fn copied() -> Folder {
    fn copy(from: &Path, to: &str, folder: &Folder) {
        for entry in std::fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{to}/{}", path.file_name().unwrap().to_str().unwrap());
            match path.is_dir() {
                true => copy(&path, &name, folder),
                false => folder.write(&name, std::fs::read(&path).unwrap()),
            }
        }
    }
    let folder = Folder::empty();
    copy(&procedures(), "kho", &folder);
    folder
}

impl Run {
    #[track_caller]
    pub(crate) fn of(command: &mut Command) -> Run {
        let Output { status, stdout, stderr } = command.output().unwrap();
        Run {
            status: status.code().expect("the program is not ended by a signal"),
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
        }
    }

    /// A run that could answer: the answer, and nothing beside it.
    #[track_caller]
    pub(crate) fn expect(self, status: i32) -> String {
        assert_eq!(self.status, status, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        assert_eq!(self.stderr, "");
        self.stdout
    }

    /// A run that could not: one reason that names what it is about, and no answer.
    #[track_caller]
    pub(crate) fn refused(self, about: &str) {
        assert_eq!(self.status, 2, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        assert_eq!(self.stdout, "");
        assert!(self.stderr.contains(about), "{about} is not in: {}", self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
    }

    #[track_caller]
    pub(crate) fn json(self, status: i32) -> Value {
        serde_json::from_str(&self.expect(status)).unwrap()
    }
}
