//! The sentences: both languages say the same, and each mistake is told in a way that helps.

mod common;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use common::{File, analyse, check};
use tthc_model::message::CATALOGUE;
use tthc_model::{Diagnostic, Locale, Message};
use tthc_syntax::LineIndex;

/// `{name}` of a sentence; `{{` and `}}` are braces.
fn placeholders(sentence: &str) -> BTreeSet<String> {
    let plain = sentence.replace("{{", "").replace("}}", "");
    plain.split('{').skip(1).filter_map(|part| part.split('}').next()).map(str::to_owned).collect()
}

#[test]
fn both_languages_speak_of_the_same_things() {
    for (code, _, vietnamese, english) in CATALOGUE {
        assert_eq!(placeholders(vietnamese), placeholders(english), "{code}: {vietnamese} / {english}");
    }
}

#[test]
fn sentences_follow_the_style() {
    for (code, _, vietnamese, english) in CATALOGUE {
        for sentence in [vietnamese, english] {
            assert!(
                !sentence.is_empty() && !sentence.ends_with('.') && *sentence == sentence.trim(),
                "{code}: {sentence}"
            );
            let first = sentence.chars().next().expect("a letter");
            assert!(!first.is_uppercase(), "{code}: {sentence}");
            assert!(!sentence.contains("  "), "{code}: {sentence}");
        }
        let is_vietnamese = |c: char| c > '\u{7f}' && c.is_alphabetic();
        assert!(vietnamese.chars().any(is_vietnamese), "{code} is not Vietnamese: {vietnamese}");
        assert!(!english.chars().any(is_vietnamese), "{code} is not English: {english}");
    }
    let sentences: BTreeSet<_> = CATALOGUE.iter().flat_map(|(_, _, vi, en)| [vi, en]).collect();
    assert_eq!(sentences.len(), 2 * CATALOGUE.len(), "two messages with one sentence");
}

/// A text with its findings below the lines they are on, for people to judge.
fn shown(fixture: &str) -> String {
    let mut shown = String::new();
    for file in analyse(fixture) {
        let index = LineIndex::new(Arc::clone(file.parse.tree.text()));
        for (number, line) in file.text.lines().enumerate() {
            let _ = writeln!(shown, "{line}");
            for problem in &file.checked.diagnostics {
                let (start, end) = (index.chars(problem.at.start), index.chars(problem.at.end));
                if start.line as usize != number {
                    continue;
                }
                let width = if end.line == start.line { end.column - start.column } else { 1 };
                let _ = writeln!(
                    shown,
                    "{}{} {}",
                    " ".repeat(start.column as usize),
                    "^".repeat(width.max(1) as usize),
                    problem.code()
                );
                let mut tell = |what: &str, message: &Message| {
                    let _ = writeln!(shown, "    {what}{}", message.text(Locale::Vietnamese));
                    let _ = writeln!(shown, "    {what}{}", message.text(Locale::English));
                };
                tell("", &problem.message);
                for (at, also) in &problem.also {
                    tell(&format!("line {}: ", index.chars(at.start).line + 1), also);
                }
                if let Some(help) = &problem.help {
                    tell("help: ", help);
                }
                if let Some(fix) = &problem.fix {
                    tell("fix: ", &fix.title);
                }
            }
        }
    }
    shown
}

#[test]
fn syntax() {
    insta::assert_snapshot!(shown(
        "thủ tục khai_sinh \"Khai sinh\" {
  mã \"1.001193
  bươc ký \"Ký\" bởi công_chức
  bước \"Ký\" bởi công_chức thoe luật_hộ_tịch
  lệ phí 8.000 đồng mỗi
  người yêu cầu : người ) và thế thôi
}
}
thu tuc khai_tử \"Khai tử\" {
}
cơ quan a \"A\" {
  cấp xã
cơ quan b \"B\" { cấp tỉnh } /* ghi chú
"
    ));
}

#[test]
fn names() {
    insta::assert_snapshot!(shown(
        "thủ tục khai_sinh \"Khai sinh\" {
  bộ bộ_tu_phap
  cơ quan thực hiện ubnd_huyện
  cấp xã
  mẹ đẻ
  mẹ
  người yêu cầu : người
  vai con : người = bô.con
  thành phần hồ sơ {
    nộp thẻ_căn_cướcc
    tờ khai t \"T\" { con.họ_ten, con.xyz }
  }
  bước nhận \"Nhận\"
  bước nhận \"Nhận\" sau nhân, khác
}
"
    ));
}

#[test]
fn values() {
    insta::assert_snapshot!(shown(
        "văn bản a \"A\" từ 2026-02-30 đến 15 { loại nghị_quyết }
văn bản b \"B\" từ 2026-02-02 đến 2026-02-01
thủ tục khai_sinh \"Khai sinh\" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai hn : hôn_nhân
  trường hợp nơi_sinh : bệnh_viện | nơi_khác \"Nơi sinh\" tỷ lệ 90% | 20% | 5%
  trường hợp kết_hôn : có_không \"Kết hôn\"
  trực tiếp thời hạn giải quyết 5 nhận trước 15
  thành phần hồ sơ {
    nộp thẻ_căn_cước của hn
    nộp giấy_kết_hôn khi nơi_sinh
    nộp giấy_kết_hôn của hn khi nơi_sinh == bệnh_vien
    nộp giấy_kết_hôn của hn khi nơi_sinh == nhà
    nộp giấy_kết_hôn của hn khi kết_hon
  }
  bước ký \"Ký\" trong 2 đồng
}
"
    ));
}

#[test]
fn records() {
    insta::assert_snapshot!(shown(
        "thủ tục khai_sinh \"Khai sinh\" {
  mã \"1.001193\"
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  căn cứ pháp lý luật_cũ điều 1
  người yêu cầu : người
  trường hợp a : có_không \"A\" tỷ lệ 5%
  ràng buộc không phải a
  trực tiếp thời hạn giải quyết 2 ngày làm việc
  thành phần hồ sơ { xuất trình thẻ_căn_cước khi a }
  yêu cầu đủ \"Đủ\" cần người_yêu_cầu.quốc_tịch
  bước b \"B\" sau c trong 1 ngày làm việc
  bước c \"C\" trong 12 giờ làm việc
  bước d \"D\" sau e
  bước e \"E\" sau d
}
thủ tục khai_tử \"Khai tử\" {
  mã \"1.001193\"
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trực tiếp thời hạn giải quyết 2 ngày làm việc
  bước b \"B\" trong 1 ngày làm việc
  bước c \"C\" sau b trong 12 giờ làm việc
}
thủ tục khai_tử \"Khai tử\" { bộ bộ_tư_pháp }
"
    ));
}

/// The text after a fix.
fn mended(file: &File, problem: &Diagnostic) -> Option<String> {
    let mut text = file.parse.tree.text().to_string();
    let mut edits = problem.fix.as_ref()?.edits.clone();
    edits.sort();
    assert!(edits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start), "edits overlap: {edits:?}");
    for (span, new) in edits.iter().rev() {
        text.replace_range(span.range(), new);
    }
    Some(text)
}

#[test]
fn a_fix_mends_what_it_is_offered_for() {
    let mut mended_codes = BTreeSet::new();
    for fixture in [
        "thủ tục a \"A\" {\n bộ bộ_tu_phap\n cơ quan thực hiện ubnd_xã\n bước nhận \"N\"\n bước ký \"K\" sau nhân\n}\n",
        "cơ quan a \"A\" {\n level commune\n}\ncơ quan b \"B\" { cấp commune ; tên khác \"C\" }\n",
        "định mức a \"A\" {\n chi phí b : 8.000 đồng nguồn \"x\"\n chi phí c : 1.460.000 đồng nguồn \"x\"\n chi phí d : 8,000 đồng nguồn \"x\"\n}\n",
        "thủ tục a \"A\" {\n bộ bộ_tư_pháp\n cơ quan thực hiện ubnd_xã\n người yêu cầu : người\n\
         trường hợp nơi_sinh : bệnh_viện | nhà \"A\"\n trường hợp kết_hôn : có_không \"B\"\n thành phần hồ sơ {\n\
         nộp thẻ_căn_cước khi nơi_sinh == bệnh_vien\n nộp thẻ_căn_cước khi kêt_hôn\n }\n bước ký \"K\"\n}\n",
    ] {
        let files = analyse(fixture);
        let before = &files[0].checked.diagnostics;
        assert!(before.iter().any(|problem| problem.fix.is_some()), "no fix in\n{fixture}");
        for problem in before {
            let Some(text) = mended(&files[0], problem) else { continue };
            let after = analyse(&text);
            let same = |other: &&Diagnostic| other.message == problem.message;
            let left = after[0].checked.diagnostics.iter().filter(same).count();
            assert!(left < before.iter().filter(same).count(), "{} is not mended in\n{text}", problem.code());
            assert!(after[0].checked.diagnostics.len() < before.len(), "the fix does harm in\n{text}");
            mended_codes.insert(problem.code());
        }
    }
    let known: BTreeSet<&str> = ["T0018", "T0021", "T0102", "T0107", "T0206", "T0209"].into();
    assert_eq!(mended_codes, known);
}

#[test]
fn a_mistake_is_told_once() {
    // A wrong name that stands in several findings, a broken statement that is wrong in itself too.
    check(
        "thủ tục a \"A\" {\n bộ bộ_tư_pháp\n cơ quan thực hiện ubnd_xã\n bước ký \"Ký\" bởi không_ai //! T0102\n}\n",
    );
    check("cơ quan a \"A\" {\n cấp xã, tỉnh //! T0201\n}\n");
    check("giấy tờ a \"A\" {\n về x : không_có_đâu //! T0102\n chứng minh x.tên\n}\n");
}

#[test]
fn findings_are_in_the_order_of_their_places() {
    let files =
        analyse("thủ tục a \"A\" {\n bước b \"B\" sau c\n mã \"1\n lệ phí 8.000 đồng\n xyz\n bộ x\n}\n");
    let places: Vec<u32> = files[0].checked.diagnostics.iter().map(|problem| problem.at.start).collect();
    assert!(places.len() > 5 && places.is_sorted(), "{places:?}");
}

#[test]
fn quotes_of_a_word_processor_are_told_and_mended() {
    for text in ["cơ quan a “A” { cấp xã }\n", "cơ quan a \"A\" {\n  cấp xã\n  tên khác “B”\n}\n"]
    {
        let file = &common::analyse(text)[0];
        let told = file.checked.diagnostics.iter().find(|problem| problem.fix.is_some());
        let fix = told.and_then(|problem| problem.fix.as_ref()).expect("a fix");
        let mut mended = text.to_owned();
        for (span, with) in fix.edits.iter().rev() {
            mended.replace_range(span.range(), with);
        }
        assert!(!mended.contains('“') && !mended.contains('”'), "{mended}");
        assert!(tthc_syntax::parse(mended.as_str()).errors.is_empty(), "{mended}");
    }
    // Inside a text they are letters like any other.
    let file = &common::analyse("cơ quan a \"“A”\" { cấp xã }\n")[0];
    assert!(file.parse.errors.is_empty());
}
