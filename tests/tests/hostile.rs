//! Files that no one should write, through the whole project: findings, never a crash or a hang.

#![expect(clippy::disallowed_methods, reason = "tests read the clock")]

use std::time::{Duration, Instant};

use tthc_model::{Diagnostic, Severity};
use tthc_project::{Content, Edit, Manifest, Project};

const SOUND: &str = "cơ quan a \"A\" { cấp xã }\n";

fn problems(content: Content) -> Vec<Diagnostic> {
    let files = [("a.tthc".into(), content), ("sound.tthc".into(), Content::text(SOUND))];
    let start = Instant::now();
    let snapshot = Project::load(Manifest::default(), files).snapshot();
    let mut all = snapshot.all_problems();
    assert!(start.elapsed() < Duration::from_secs(60), "took {:?}", start.elapsed());
    let (path, others) = all.pop().expect("two files");
    assert_eq!((&*path, others), ("sound.tthc", Vec::new()));
    all.pop().expect("one file").1
}

fn codes(content: Content) -> Vec<&'static str> {
    problems(content).iter().map(Diagnostic::code).collect()
}

#[test]
fn a_file_of_fifty_megabytes_is_refused_and_nothing_else() {
    let bytes = vec![b'a'; 50 << 20];
    assert_eq!(codes(Content::bytes(&bytes)), ["T0003"]);
    assert_eq!(codes(Content::too_large(50 << 20)), ["T0003"]);
    let text = problems(Content::too_large(50 << 20))[0].message.text(tthc_model::Locale::English);
    assert!(text.contains("52428800"), "{text}");
}

#[test]
fn the_largest_file_that_is_read_is_read() {
    let item = "cơ quan lớn \"Lớn\" { cấp tỉnh }\n";
    let comments = "// chú thích\n".repeat((tthc_syntax::MAX_BYTES - item.len()) / "// chú thích\n".len());
    let text = format!("{comments}{item}");
    assert_eq!(codes(Content::bytes(text.as_bytes())), Vec::<&str>::new());
    let more = format!("{text}{}", " ".repeat(tthc_syntax::MAX_BYTES + 1 - text.len()));
    assert_eq!(codes(Content::bytes(more.as_bytes())), ["T0003"]);
}

#[test]
fn bytes_that_are_not_utf8_are_told_where_they_are() {
    let mut bytes = "cơ quan b \"B\" { cấp xã }\n".as_bytes().to_vec();
    bytes[11] = 0xFF;
    bytes.extend([b'/', b'/', 0xC3, b'\n', 0xE1, 0xBB]);
    let found = problems(Content::bytes(&bytes));
    let broken: Vec<u32> = found.iter().filter(|d| d.code() == "T0001").map(|d| d.at.start).collect();
    assert_eq!(broken, [11, bytes.len() as u32 - 4, bytes.len() as u32 - 2]);
    assert!(found.iter().all(|problem| problem.severity() == Severity::Error));
}

#[test]
fn a_file_of_nothing_but_mistakes_ends() {
    // About 400 KB each: the model has something to say about every line.
    for line in [
        "xyz\n",
        "bươc ký \"Ký\"\n",
        "@@@\n",
        "nộp giấy_không_có của ai_đó khi không_rõ\n",
        "vai con : người_lạ\n",
        "mã \"1\"\n",
        "bước ký \"Ký\" sau ký\n",
        "khi a\n",
        "thông tin a.b.c.d.e\n",
    ] {
        let text = format!("thủ tục a \"A\" {{\n{}}}\n", line.repeat(4_000));
        let found = problems(Content::text(text.as_str()));
        assert!(!found.is_empty(), "{line}");
    }
}

#[test]
fn circles_of_everything_end() {
    let text = "thực thể a \"A\" { khóa b.a.b.a.b ; b : b \"B\" }\nthực thể b \"B\" { khóa a ; a : a \"A\" ; c : chữ \"C\" }\n\
         giấy tờ d \"D\" { về x : a }\n\
         thủ tục e \"E\" {\n bộ a\n cơ quan thực hiện a\n người yêu cầu : a = f\n vai f : a = g.b nếu có\n vai g : b = f.b\n\
         vai h : b với a = f\n thành phần hồ sơ { tờ khai t \"T\" { f.b.a.b.a.b.a.b.c } }\n\
         bước i \"I\" sau k\n bước j \"J\" sau i\n bước k \"K\" sau j, k\n kết quả d của f\n}\n\
         liên thông l \"L\" { các thủ tục e, e }\n";
    let found = codes(Content::text(text));
    assert!(found.contains(&"T0305"), "{found:?}");
}

/// A procedure far longer than any law.
#[test]
fn thousands_of_everything() {
    let many = |line: &dyn Fn(usize) -> String, count: usize| (0..count).map(line).collect::<String>();
    let text = format!(
        "thực thể n \"N\" {{ khóa x ; x : chữ \"X\" }}\ngiấy tờ d \"D\" {{ về y : n ; chứng minh y.x }}\n\
         thủ tục a \"A\" {{\n bộ a\n cơ quan thực hiện a\n người yêu cầu : n\n{}{}thành phần hồ sơ {{\n{}}}\n}}\n",
        many(&|at| format!("vai r{at} : n\n"), 2_000),
        many(&|at| format!("bước s{at} \"S\"\n"), 2_000),
        many(&|at| format!("nộp d của r{at} khi t{}\n", at % 20), 2_000),
    );
    assert!(!problems(Content::text(text.as_str())).is_empty());
}

#[test]
fn decomposed_files_are_told_of_in_their_own_places() {
    use unicode_normalization::UnicodeNormalization;
    let composed = "cơ quan mới \"Mới\" { cấp thị_trấn }\n";
    let decomposed: String = composed.nfd().collect();
    for text in [composed, decomposed.as_str()] {
        let found = problems(Content::text(text));
        assert_eq!(found.len(), 1);
        let written: String = text[found[0].at.range()].nfc().collect();
        assert_eq!(written, "thị_trấn");
    }
}

/// Typing a procedure letter by letter: each state is analysed, and the last is as if read at once.
#[test]
fn a_file_that_is_being_typed() {
    let files = tthc_tests::procedures().expect("the procedures are there");
    let file = files.iter().find(|file| file.path.ends_with("đăng_ký_khai_sinh.tthc")).expect("the file");
    let contents = files.iter().map(|file| (file.path.as_str().into(), Content::text(file.text.as_str())));
    let mut project = Project::load(Manifest::default(), contents);
    let whole = project.snapshot().problems(&file.path).to_vec();
    let places: Vec<usize> = file.text.char_indices().map(|(at, _)| at).step_by(251).collect();
    for at in places {
        project.apply(Edit::Write(file.path.as_str().into(), Content::text(&file.text[..at])));
        let _ = project.snapshot().problems(&file.path).len();
    }
    project.apply(Edit::Write(file.path.as_str().into(), Content::text(file.text.as_str())));
    assert_eq!(project.snapshot().problems(&file.path), whole);
}
