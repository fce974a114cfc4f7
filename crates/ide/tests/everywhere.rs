//! No question may fail, wherever the cursor is and whatever the text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use std::sync::Arc;

use common::Fixture;
use tthc_ide::{
    code_actions, completion, definition, document_symbols, folding, formatting, hover, references,
};
use tthc_model::Locale;
use tthc_project::{Content, Edit};
use tthc_syntax::Span;

const TEXT: &str = "thủ tục a \"A😀\" {\n  bộ bộ_tư_pháp\n  vai con : người = x.mẹ nếu có\n  thành phần hồ sơ {\n    \
    với mỗi p thuộc { con } { nội dung cần chứng minh n \"N\" { thông tin p.mẹ.họ_tên } }\n    \
    nộp giấy_chứng_sinh của con gọi là g khi không phải (x == y)\n  }\n  bước k \"K\" bởi a sau k\n}\n\
    tình huống t \"T\" cho thủ tục a { cho x = có ; mong đợi hồ sơ { g, h } }\n";

fn ask_everything(fixture: &Fixture, path: &str) {
    let snapshot = fixture.snapshot();
    let text: Arc<str> = Arc::clone(snapshot.text(path).expect("the file"));
    document_symbols(&snapshot, path);
    folding(&snapshot, path);
    formatting(&snapshot, path);
    // Offsets inside letters and behind the end come from clients with other texts in mind.
    for offset in (0..text.len() as u32 + 3).step_by(3) {
        hover(&snapshot, path, offset, Locale::English);
        definition(&snapshot, path, offset);
        code_actions(&snapshot, path, Span::at(offset), Locale::English);
    }
    for offset in (0..text.len() as u32 + 3).step_by(17) {
        completion(&snapshot, path, offset, Locale::English);
        references(&snapshot, path, offset, true);
    }
}

#[test]
fn no_place_and_no_cut_of_a_text_breaks_a_question() {
    let mut fixture = Fixture::new(&format!("\n//- a.tthc\n{TEXT}"));
    ask_everything(&fixture, "a.tthc");
    let cuts: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).step_by(29).collect();
    for cut in cuts {
        for text in [&TEXT[..cut], &TEXT[cut..]] {
            fixture.project.apply(Edit::Write("a.tthc".into(), Content::text(text)));
            ask_everything(&fixture, "a.tthc");
        }
    }
}
