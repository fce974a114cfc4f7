//! Work grows with the text, not faster: four times the text takes about four times as long.
//!
//! What counts is the time this thread was on a processor, so that a busy machine does not show;
//! limits are generous (a square would be 4 times too long, a doubling per bracket beyond all
//! measure), and a failure is tried again.

#![expect(clippy::disallowed_methods, clippy::panic, reason = "tests read the clock and fail")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use tthc_syntax::parse;

/// The processor time of this thread where the system tells it, else the time of day.
fn now() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|line| line.split(' ').next()?.parse().ok());
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    told.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// How long it takes to parse the text so many times.
fn time(text: &str, runs: u32) -> Duration {
    std::thread::yield_now();
    let start = now();
    for _ in 0..runs {
        black_box(parse(text));
    }
    // The system brings its count up to date when the thread gives way.
    std::thread::yield_now();
    now() - start
}

/// Parsing `large`, which is `size` times as long, takes less than `limit` times what the same
/// amount of `small` takes.
#[track_caller]
fn grows_less(small: &str, large: &str, size: u32, limit: f64, what: &str) {
    let mut runs = 1;
    while time(large, runs) < Duration::from_millis(10) {
        runs *= 2;
    }
    let mut seen = Vec::new();
    for _ in 0..4 {
        let ratio = time(large, runs).as_secs_f64() / time(small, runs * size).as_secs_f64();
        if ratio < limit {
            return;
        }
        seen.push(ratio);
    }
    panic!("{what}: takes {seen:.1?} times as long per byte");
}

/// Brackets inside each other, `inside` in the innermost.
const NESTED: [(&str, &str, &str, &str); 17] = [
    ("block", "một trong {\n", "nộp a\n", "}\n"),
    ("block on one line", "một trong { ", "nộp a ", "} "),
    (
        "block with clauses",
        "nội dung cần chứng minh x \"X\" khi a {\n",
        "thông tin a.b\n",
        "} theo x điều 1\n",
    ),
    ("block without a keyword", "{ ", "a ", "} "),
    ("set", "cần {", "a", "}"),
    ("set in a set", "{a, ", "b", "}"),
    ("group", "khi (", "a", ")"),
    ("group in a group", "(a và ", "b", ")"),
    ("negated group", "không phải (", "a", ")"),
    ("copies", "nộp a (", "1 bản chính", ")"),
    ("group of nothing", "(", "", ")"),
    ("if in a group", "nếu a thì (", "b", ") ngược lại c"),
    ("if without its parts", "(nếu ", "b", ")"),
    ("if in a condition", "nếu (", "b", ") thì c ngược lại d"),
    ("any in a set", "có ít nhất một x thuộc {", "a", "} : b"),
    ("counted in a set", "ít nhất 1 trong {", "a", "}"),
    ("set after an operator", "a thuộc {", "b", "} và "),
];

fn nested((_, open, inside, close): (&str, &str, &str, &str), depth: usize, closed: bool) -> String {
    let close = if closed { close.repeat(depth) } else { String::new() };
    format!(
        "thủ tục x \"X\" {{\n  nộp a khi {}{inside}{close}\n}}\nthủ tục y \"Y\" {{ }}\n",
        open.repeat(depth)
    )
}

#[test]
fn depth_costs_no_more_than_length() {
    for form in NESTED {
        for closed in [true, false] {
            for depth in [8, 16, 31] {
                let (small, large) = (nested(form, depth, closed), nested(form, 2 * depth, closed));
                // Twice as deep: a work that doubles per bracket would be 128 times too long and more.
                grows_less(&small, &large, 2, 2.0, &format!("{}, closed: {closed}, depth {depth}", form.0));
            }
        }
    }
}

/// Pieces that may stand behind each other without end.
const REPEATED: [(&str, &str); 26] = [
    ("branches of one if", "nếu a thì b ngược lại "),
    ("conditions that break off", "  lệ phí nếu a thì\n"),
    ("statements", "  nộp giấy của con (1 bản chính) theo luật điều 2 khoản 1\n"),
    ("statements on one line", "nộp giấy của con;"),
    ("items", "}\ncơ quan a \"A\" {\n cấp xã\n"),
    ("blocks", "  một trong { nộp a }\n"),
    ("unclosed blocks", "  một trong {\n nộp a }\n  {\n"),
    ("closing braces", "}\n"),
    ("unclosed parentheses", "  nộp a khi (b\n"),
    ("unclosed sets", "  cần {a\n"),
    ("unclosed texts", "  mã \"1.001193\n"),
    ("unclosed texts before braces", "  mã \"1.001193 {\n"),
    ("braces in an unclosed text", "  mã \" { { { { { {\n"),
    ("junk lines", "  @@ ## $$ %% ^^\n"),
    ("junk words", "nói chung là như vậy "),
    ("misspelt keywords", "  bươc ký \"Ký\" bởi a\n"),
    ("half-typed operators", "  cần a,\n"),
    ("half-typed clauses", "  nộp a khi\n"),
    ("lists over lines", "cần a.b,\n      a.c,\n"),
    ("continuation lines", "\n      theo x điều 1"),
    ("prefixes", "không có thì "),
    ("comments", "  // một trong { nộp a }\n"),
    ("block comments", " /* a */ /* b { */"),
    ("spaces", "                    "),
    ("blank lines", "\n\n   \n"),
    ("texts outside items", "}\nlời nói ngoài mọi mục \"a\n"),
];

#[test]
fn length_costs_no_more_than_itself() {
    for (what, piece) in REPEATED {
        let text = |count: usize| format!("thủ tục x \"X\" {{\n  nộp a {}\n}}\n", piece.repeat(count));
        // About 8 KB and 32 KB.
        let count = 8_000 / piece.len();
        grows_less(&text(count), &text(4 * count), 4, 2.0, what);
    }
}

/// Long single tokens.
#[test]
fn long_tokens_cost_no_more_than_their_length() {
    for (what, open, piece, close) in [
        ("name", "nộp ", "a", ""),
        ("path", "nộp ", "a.b.", "c"),
        ("text", "mã \"", "a", "\""),
        ("text with escapes", "mã \"", "\\\"", "\""),
        ("unclosed text", "mã \"", "a", ""),
        ("unclosed text of spaces", "mã \"", " ", ""),
        ("unclosed text of braces", "mã \"", "{ ", ""),
        ("number", "lệ phí ", "1", ""),
        ("number with points", "lệ phí ", "1.000.", "000"),
        ("range", "lệ phí ", "1..", "2"),
        ("symbols", "nộp ", "@", ""),
        ("minus signs", "nộp ", "-", "a"),
        ("marks", "nộp a", "\u{323}", ""),
        ("block comment", "/*", " *", "*/"),
        ("unclosed block comment", "/*", " *", ""),
        ("slashes", "nộp a ", "/ ", "a"),
    ] {
        let text = |count: usize| format!("thủ tục x \"X\" {{\n  {open}{}{close}\n}}\n", piece.repeat(count));
        grows_less(&text(20_000), &text(80_000), 4, 2.0, what);
    }
}
