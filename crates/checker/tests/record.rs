//! A certificate is as good as the record: when the record changes under it, it no longer holds.

#![allow(clippy::panic, reason = "a test stops at what must not be")]

mod common;

use std::collections::BTreeSet;

use common::{Repository, told};
use tthc_model::certificate::{Certificate, Node, State};
use tthc_model::process::Work;

/// Two papers, a source for each, a form, and a step nobody may leave out.
const RECORD: &str = r#"
cơ quan xã_a "Xã A" { cấp xã }
văn bản luật "Luật" từ 2020-01-01 { số hiệu "1/2020/QH14" ; loại luật }
thực thể người "Cá nhân" {
  khóa số
  số : chữ "Số"
  tên : chữ "Tên"
  nơi_ở : chữ "Nơi ở"
  nghề : chữ "Nghề"
}
nguồn dữ liệu dân_cư "Dân cư" {
  cơ quan chủ quản xã_a
  về người bằng số { lưu giữ số, tên, nơi_ở }
  công bố từ 2026-01-01 theo luật điều 1
  phục vụ xã theo luật điều 2
  đồng ý không_cần theo luật điều 3
  đăng nhập người_yêu_cầu
}
giấy tờ thẻ "Thẻ" { về n : người ; chứng minh n.tên }
giấy tờ giấy_ở "Giấy xác nhận nơi ở" { về n : người ; chứng minh n.nơi_ở }
giấy tờ giấy_nghề "Giấy nghề" { về n : người ; chứng minh n.nghề }
giấy tờ giấy_thừa "Giấy thừa" { về n : người ; chứng minh n.nghề }
quy tắc chung thay_thế "Thay thế" từ 2026-01-01 theo luật điều 4 {
  thay thế thẻ bằng dân_cư theo luật điều 4 khoản 1
  thay thế giấy_ở bằng dân_cư theo luật điều 4 khoản 2
  hạn yêu cầu bổ sung 8 giờ làm việc khi trực_tuyến
}
thủ tục t "T" {
  bộ xã_a
  cơ quan thực hiện xã_a
  người yêu cầu : người
  trực tuyến toàn trình thời hạn giải quyết 2 ngày làm việc
  thành phần hồ sơ {
    tờ khai đơn "Đơn" { người_yêu_cầu.nghề }
    nộp thẻ
    nộp giấy_ở
    nộp giấy_nghề
  }
  yêu cầu đủ "Đủ" cần người_yêu_cầu.tên, người_yêu_cầu.nơi_ở, người_yêu_cầu.nghề
  bước nộp "Nộp" bởi người_yêu_cầu nộp hồ sơ
  bước ký "Ký" bởi xã_a phê duyệt sau nộp không được lược bỏ
}
phương án bỏ_nghề "Bỏ giấy nghề" đối với t từ 2026-01-01 {
  cắt giảm giấy_nghề vì "không cần"
}
phương án giữ_thẻ "Giữ thẻ" đối với t từ 2026-01-01 {
  không tiếp thu thẻ vì "chưa đủ dữ liệu"
}
"#;

fn repository(text: &str) -> Repository {
    Repository::of(&[("kho.tthc".to_owned(), text.to_owned())])
}

fn sound() -> (Repository, Certificate) {
    let repository = repository(RECORD);
    let certificate = repository.certify(repository.procedure("t"), None);
    let violations = repository.verify(repository.procedure("t"), &certificate);
    assert!(violations.is_empty(), "{}", told(&violations));
    let replaced = |block: &tthc_model::certificate::Block| block.after == State::Data;
    assert_eq!(certificate.places.iter().filter(|place| place.blocks.iter().any(replaced)).count(), 2);
    (repository, certificate)
}

/// The certificate of the record as it was, against the record as it is.
#[track_caller]
fn changed(before: &str, after: &str, expected: &[&str]) {
    let (_, certificate) = sound();
    assert!(RECORD.contains(before), "{before}");
    let repository = repository(&RECORD.replace(before, after));
    let violations = repository.verify(repository.procedure("t"), &certificate);
    let found: BTreeSet<&str> = violations.iter().map(|violation| violation.code()).collect();
    assert_eq!(found, expected.iter().copied().collect(), "{after}:\n{}", told(&violations));
    // The plan of the changed record has a certificate of its own.
    let certificate = repository.certify(repository.procedure("t"), None);
    let violations = repository.verify(repository.procedure("t"), &certificate);
    assert!(violations.is_empty(), "{after}:\n{}", told(&violations));
}

#[test]
fn what_the_law_no_longer_allows() {
    changed("khoản 1\n", "khoản 1 đến 2026-03-31\n", &["basis_not_in_force", "no_basis"]);
    changed("khoản 1\n", "khoản 1 (suy_luận)\n", &["inferred_basis", "no_basis"]);
    changed("  thay thế thẻ bằng dân_cư theo luật điều 4 khoản 1\n", "", &["no_basis"]);
    changed("công bố từ 2026-01-01", "công bố từ 2026-07-01", &["not_published"]);
    changed("phục vụ xã theo", "phục vụ tỉnh theo", &["no_reading_basis"]);
    changed("8 giờ làm việc", "4 giờ làm việc", &["fallback_term"]);
}

#[test]
fn what_the_source_no_longer_does() {
    changed("lưu giữ số, tên, nơi_ở", "lưu giữ số, nơi_ở", &["not_held"]);
    changed("  đăng nhập người_yêu_cầu\n", "", &["login_unsound"]);
    changed("về người bằng số {", "về người bằng { số, tên } {", &["unknown_key"]);
    changed("không_cần theo", "bắt_buộc theo", &["consent_missing"]);
    changed("  đăng nhập", "  kết nối \"\"\n  đăng nhập", &["no_connection"]);
    let threshold = "  ngưỡng chất lượng {\n    đúng 98%\n  }\n  hạn yêu cầu";
    changed("  hạn yêu cầu", threshold, &["quality_too_low"]);
}

#[test]
fn what_the_procedure_asks_now() {
    changed("nộp thẻ\n", "nộp thẻ để lấy_bản_chính\n", &["law_bound"]);
    changed("nộp thẻ\n", "nộp thẻ\n    nộp giấy_thừa\n", &["place_missing"]);
    let needless = ["need_unknown", "unneeded_dropped"];
    changed("cần người_yêu_cầu.tên, ", "cần ", &needless);
    let more = "  bước thu \"Thu\" bởi xã_a tiếp nhận sau nộp không được lược bỏ\n  bước ký";
    changed("  bước ký", more, &["step_missing", "protected_missing", "protected_optional"]);
}

#[test]
fn consent_is_asked_for_before_the_source() {
    let repository = repository(&RECORD.replace("không_cần theo", "bắt_buộc theo"));
    let procedure = repository.procedure("t");
    let mut certificate = repository.certify(procedure, None);
    let at =
        certificate.after.iter().position(|node| matches!(node, Node::Task { work: Work::Agree { .. }, .. }));
    certificate.after.remove(at.expect("the person is asked"));
    let violations = repository.verify(procedure, &certificate);
    assert!(!violations.is_empty() && violations.iter().all(|one| one.code() == "consent_not_in_process"));
}

#[test]
fn a_reform_may_keep_and_cut_but_not_lose_a_need() {
    let (repository, automatic) = sound();
    let procedure = repository.procedure("t");
    let kept = repository.certify(procedure, Some("giữ_thẻ"));
    assert!(repository.verify(procedure, &kept).is_empty());
    let mut ignored = automatic.clone();
    ignored.reform = Some("giữ_thẻ".into());
    let violations = repository.verify(procedure, &ignored);
    assert_eq!(told(&violations), "kept_by_reform: the reform keeps `thẻ`");
    // The form still says it, but on the person's word only.
    let cut = repository.certify(procedure, Some("bỏ_nghề"));
    let violations = repository.verify(procedure, &cut);
    assert_eq!(violations.iter().map(|one| one.code()).collect::<Vec<_>>(), ["assurance_lower"]);
}

/// Of several papers that are wanted, data for one do not relieve of the others.
#[test]
fn two_papers_are_not_replaced_by_data_for_one() {
    let one = "    nộp thẻ\n";
    let two = "    ít nhất 2 {\n      nộp thẻ\n      nộp giấy_thừa\n    }\n";
    assert!(RECORD.contains(one));
    let repository = repository(&RECORD.replace(one, two));
    let procedure = repository.procedure("t");
    let mut certificate = repository.certify(procedure, None);
    assert!(repository.verify(procedure, &certificate).is_empty());
    let place = certificate.places.iter_mut().find(|place| place.wanted == 2).expect("a choice of papers");
    assert!(place.blocks.iter().all(|block| block.after == State::Asked));
    place.blocks[0].after = State::Data;
    let violations = repository.verify(procedure, &certificate);
    assert!(violations.iter().any(|one| one.code() == "too_few_replaced"), "{}", told(&violations));
}
