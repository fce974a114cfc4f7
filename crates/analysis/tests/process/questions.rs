//! What a gateway asks, and how often.

use crate::common::*;

/// The gateways of a procedure with a case and steps that hang on it.
#[track_caller]
fn check(cases: &str, steps: &str, expected: &[&str]) {
    let repository = Repository::fixture(&format!(
        "{cases}
  trực tiếp
  bước nộp \"Nộp\" bởi người_yêu_cầu nộp hồ sơ
{steps}"
    ));
    let process = repository.after();
    let questions: Vec<String> =
        all_gates(&process).iter().map(|gate| gate.split_once('?').unwrap().0.to_owned()).collect();
    assert_eq!(questions, expected, "{steps}");
}

fn one(case: &str, condition: &str, expected: &str) {
    let step = format!("  bước làm \"Làm\" bởi một_cửa sau nộp khi {condition}");
    check(&format!("  trường hợp {case}"), &step, &[expected]);
}

#[test]
fn asked_positively_in_words() {
    one("a : có_không \"Ly hôn ở nước ngoài\"", "a", "Ly hôn ở nước ngoài");
    one("a : có_không \"Ly hôn ở nước ngoài\"", "không phải a", "Ly hôn ở nước ngoài");
    one("a : có_không \"Không đủ điều kiện: cơ quan từ chối\"", "a", "Đủ điều kiện");
    one("a : có_không \"Chưa có mảnh trích đo\"", "không phải a", "Có mảnh trích đo");
    one("a : có_không \"Hồ sơ chưa hợp lệ khi tiếp nhận\"", "a", "Hồ sơ hợp lệ khi tiếp nhận");
    one("bản_chà_không_khớp : có_không", "bản_chà_không_khớp", "Bản chà khớp");
    one("không_đạt : có_không", "không_đạt", "Đạt yêu cầu");
    // What denies one thing of several cannot be turned round.
    one("a : có_không \"Không nộp, hoặc nộp sai\"", "a", "Không nộp, hoặc nộp sai");
    one("a : có_không \"Nghi ngờ giấy tờ không thật\"", "a", "Nghi ngờ giấy tờ không thật");
    one("diện : nhà_của_mình | ở_nhờ \"Diện đăng ký (Điều 20)\"", "diện == ở_nhờ", "Diện đăng ký: ở nhờ");
    one("nơi : cơ_quan_bhxh | đơn_vị \"Nơi nộp: hai nơi\"", "nơi == cơ_quan_bhxh", "Nơi nộp: cơ quan BHXH");
    one("phí : miễn | giảm | đủ \"Mức phí\"", "phí thuộc { giảm, đủ }", "Mức phí: miễn");
    one("phí : a | b | c | d \"Mức phí\"", "phí thuộc { a, b }", "Mức phí: a hoặc b");
}

#[test]
fn several_conditions_in_words() {
    let cases =
        "  trường hợp a : có_không \"A\"\n  trường hợp b : có_không \"B\"\n  trường hợp c : x | y | z \"C\"";
    let step = |condition: &str| format!("  bước làm \"Làm\" bởi một_cửa sau nộp khi {condition}");
    check(cases, &step("a và b"), &["A và b"]);
    check(cases, &step("a và c == x"), &["A; c: x"]);
    check(cases, &step("a hoặc c == x"), &["C: x hoặc a"]);
    // The denial does not come first.
    check(cases, &step("b và không phải a"), &["B và không thuộc trường hợp a"]);
}

#[test]
fn what_two_steps_hang_on_is_asked_once() {
    let cases = "  trường hợp a : có_không \"A\"";
    let both = "  bước một \"Một\" bởi một_cửa sau nộp khi a\n  bước hai \"Hai\" bởi lãnh_đạo sau nộp khi";
    check(cases, &format!("{both} a"), &["A"]);
    check(cases, &format!("{both} không phải a"), &["A"]);
    let then = "  bước một \"Một\" bởi một_cửa sau nộp khi a\n  bước hai \"Hai\" bởi lãnh_đạo sau một khi a";
    check(cases, then, &["A"]);
    // Between them something is done in every case.
    let between = "  bước một \"Một\" bởi một_cửa sau nộp khi a\n  bước giữa \"Giữa\" bởi một_cửa sau một\n  bước hai \"Hai\" bởi lãnh_đạo sau giữa khi a";
    check(cases, between, &["A", "A"]);
}
