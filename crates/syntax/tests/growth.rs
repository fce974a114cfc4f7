//! Work grows with the text, not faster: four times the text takes about four times as much.
//!
//! What is counted are the calls of the parser's rules, which pest can limit: the least limit under
//! which a text is read. It is the same on every machine and in every run.

#![expect(clippy::panic, reason = "tests fail")]

use std::num::NonZeroUsize;
use std::sync::Mutex;

use tthc_syntax::parse;

/// The limit is one for the whole process.
static LIMIT: Mutex<()> = Mutex::new(());

fn is_read(text: &str, calls: usize) -> bool {
    pest::set_call_limit(NonZeroUsize::new(calls));
    let is_read = parse(text).items().next().is_some();
    pest::set_call_limit(None);
    is_read
}

/// How many calls it takes to read the text, to within one in fifty.
fn calls(text: &str) -> usize {
    let _guard = LIMIT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut enough = 64;
    while !is_read(text, enough) {
        enough *= 2;
        assert!(enough < 1 << 40, "no end is in sight");
    }
    let mut little = enough / 2;
    while enough - little > enough / 50 {
        let middle = little + (enough - little) / 2;
        if is_read(text, middle) {
            enough = middle;
        } else {
            little = middle;
        }
    }
    enough
}

/// Reading `large`, which is `size` times as long as `small`, takes no more than its share.
#[track_caller]
fn grows_less(small: &str, large: &str, size: usize, what: &str) {
    let (few, many) = (calls(small), calls(large));
    // What every text costs, and the share that is not counted exactly.
    if many * 10 > few * size * 12 {
        panic!("{what}: {few} calls, and {many} for {size} times as much");
    }
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
                grows_less(&small, &large, 2, &format!("{}, closed: {closed}, depth {depth}", form.0));
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
        // About 1 KB and 4 KB.
        let count = 1 + 1_000 / piece.len();
        grows_less(&text(count), &text(4 * count), 4, what);
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
        grows_less(&text(2_000), &text(8_000), 4, what);
    }
}
