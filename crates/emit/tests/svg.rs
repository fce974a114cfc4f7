//! The picture says what the process says, and is well-formed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::fixtures::{self, LEGEND};
use quick_xml::Reader;
use quick_xml::events::Event;
use tthc_emit::svg::{self, Headings, Legend};

/// All texts, and the names of all elements; panics when the text is not well-formed.
fn read(svg: &str) -> (Vec<String>, Vec<String>) {
    let mut reader = Reader::from_str(svg);
    let (mut texts, mut names, mut depth) = (Vec::new(), Vec::new(), 0);
    let mut text = String::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Eof => break,
            Event::Start(start) => {
                names.push(start.name().as_ref().to_owned());
                depth += 1;
            }
            Event::Empty(start) => names.push(start.name().as_ref().to_owned()),
            Event::End(_) => {
                depth -= 1;
                if !text.trim().is_empty() {
                    texts.push(text.trim().to_owned());
                }
                text.clear();
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", &*entity);
                text.push_str(&quick_xml::escape::unescape(&entity).expect("known entity"));
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    (texts, names)
}

#[test]
fn every_name_is_in_the_picture() {
    let (texts, _) = read(&svg::write(&fixtures::birth()));
    let all = texts.join(" ");
    for words in [
        "Đăng ký khai sinh",
        "Ký Giấy khai sinh",
        "Hồ sơ đầy đủ, hợp lệ?",
        "Quá 1 ngày không phản hồi",
        "Cơ sở dữ liệu quốc gia về dân cư",
        "Bộ Công an",
        "8 giờ làm việc",
        "Chủ tịch Ủy ban nhân dân cấp xã",
        "Bị từ chối",
    ] {
        assert!(all.contains(words), "{words} is missing");
    }
}

#[test]
fn special_characters_survive() {
    let (texts, _) = read(&svg::write(&fixtures::linear()));
    assert!(texts.contains(&"Xác nhận <đơn giản> & nhanh".to_owned()), "{texts:?}");
}

#[test]
fn the_same_process_gives_the_same_bytes() {
    let process = fixtures::generated(30, 5);
    assert_eq!(svg::write(&process), svg::write(&process.clone()));
}

#[test]
fn nothing_refers_to_the_outside() {
    let picture = svg::write_with(&fixtures::birth(), &LEGEND);
    assert!(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "));
    let (_, names) = read(&picture);
    for name in ["style", "script", "image", "use", "foreignObject", "a"] {
        assert!(!names.iter().any(|n| n == name), "{name}");
    }
    assert!(!picture.contains("url(") && !picture.contains("href"));
}

#[test]
fn a_legend_has_only_what_occurs() {
    let (texts, _) = read(&svg::write_with(&fixtures::birth(), &LEGEND));
    assert!(texts.contains(&LEGEND.protected.to_owned()) && texts.contains(&LEGEND.record.to_owned()));
    assert!(!texts.contains(&LEGEND.removed.to_owned()));
    let (texts, _) = read(&svg::write_with(&fixtures::linear(), &LEGEND));
    assert!(!texts.contains(&LEGEND.protected.to_owned()));
}

#[test]
fn a_comparison_marks_what_went_and_what_came() {
    let headings = Headings { before: "Hiện nay", after: "Sau khi đơn giản hóa" };
    let (before, after) = (fixtures::birth_before(), fixtures::birth());
    let pair = svg::before_after(&before, &after, &headings, &LEGEND);
    let (texts, _) = read(&pair);
    for word in [headings.before, headings.after, LEGEND.removed, LEGEND.added] {
        assert!(texts.contains(&word.to_owned()), "{word}");
    }
    // Two tasks are gone; each line of their names is struck through.
    let struck = pair.matches("line-through").count();
    assert!(struck >= 2, "{struck}");
    assert!(pair.contains("#b3261e") && pair.contains("#1b7a34"));

    let same = svg::before_after(&after, &after, &headings, &Legend::default());
    assert!(!same.contains("line-through") && !same.contains("#b3261e"));
}
