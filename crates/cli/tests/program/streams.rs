//! Standard output and standard error: the same bytes each time, no colour outside a terminal, and
//! readers that leave early.

use std::io::Read;
use std::process::Stdio;

use crate::common::{Folder, Run, WRONG, procedures, tthc};

/// Of the real procedures.
const QUESTIONS: [&[&str]; 16] = [
    &["check", "."],
    &["check", ".", "--format", "json"],
    &["check", ".", "--format", "sarif"],
    &["check", ".", "--format", "junit"],
    &["report", "."],
    &["report", ".", "--format", "json"],
    &["report", ".", "--format", "csv"],
    &["explain", "1.013225"],
    &["explain", "1.013225", "--format", "json"],
    &["graph", "."],
    &["graph", ".", "--format", "svg"],
    &["graph", ".", "--format", "json"],
    &["roadmap", ".", "--top", "3"],
    &["roadmap", ".", "--top", "3", "--format", "json"],
    &["test", "."],
    &["fmt", "--check", "."],
];

#[test]
fn the_same_question_has_the_same_bytes_and_no_colours() {
    for question in QUESTIONS {
        let first = Run::of(&mut tthc(&procedures(), question)).expect(0);
        assert!(!first.contains('\u{1b}'), "{question:?}");
        // Neither the number of threads nor what is said of a terminal changes a byte.
        let mut again = tthc(&procedures(), question);
        again.env("RAYON_NUM_THREADS", "1").env("TERM", "xterm-256color").env("COLUMNS", "60");
        again.env("CLICOLOR_FORCE", "1").env("FORCE_COLOR", "1");
        assert_eq!(Run::of(&mut again).expect(0), first, "{question:?}");
    }
}

#[test]
fn lines_for_people_fit_100_columns() {
    for question in
        [&["report", "."][..], &["report", ".", "--missing"], &["explain", "1.013225"], &["roadmap", "."]]
    {
        let text = Run::of(&mut tthc(&procedures(), question)).expect(0);
        for line in text.lines().filter(|line| !line.contains("tthc explain")) {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 100, "{line}");
        }
    }
}

/// Of the sample, which is quick to answer.
const SMALL_QUESTIONS: [&[&str]; 12] = [
    &["check", "kho"],
    &["check", "kho", "--format", "json"],
    &["check", "kho", "--format", "junit"],
    &["report", "kho"],
    &["report", "kho", "--format", "csv"],
    &["report", "kho", "--format", "json"],
    &["explain", "2.000635"],
    &["explain", "T0012"],
    &["graph", "kho", "--format", "svg"],
    &["graph", "kho", "--format", "json"],
    &["test", "kho"],
    &["emit", "--to", "svg", "-o", "ra"],
];

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let folder = Folder::sample();
    for question in SMALL_QUESTIONS {
        let mut child =
            tthc(folder.path(), question).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        let status = child.wait().unwrap().code();
        assert_eq!((status, stderr.as_str()), (Some(0), ""), "{question:?}");
    }
}

/// The reader has seen enough, but the findings are still there.
#[test]
fn a_reader_that_leaves_early_does_not_hide_findings() {
    let folder = Folder::with(&[("a.tthc", WRONG)]);
    for format in ["text", "json", "sarif", "github", "gitlab", "junit"] {
        let mut command = tthc(folder.path(), &["check", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(1), "{format}");
    }
}

/// A full disk behind standard output: everything that writes there must notice.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let folder = Folder::sample();
    for question in SMALL_QUESTIONS {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let child = tthc(folder.path(), question).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{question:?}: {stderr}");
        assert!(stderr.contains("stdout"), "{question:?}: {stderr}");
    }
}

#[test]
fn a_long_line_of_a_file_does_not_make_long_lines_of_output() {
    let long = WRONG.replace("là gì", &"là gì ".repeat(1000));
    let folder = Folder::with(&[("a.tthc", &long)]);
    let found = folder.run(&["check"]).expect(1);
    for line in found.lines().filter(|line| line.contains('│') || line.contains('·')) {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 100, "{line}");
    }
}
