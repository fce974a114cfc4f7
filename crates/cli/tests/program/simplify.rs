//! `tthc simplify`: proposals that the record decides, and a reform that `check` accepts.

use serde_json::Value;

use crate::common::{Folder, Run, copied, procedures, tthc};

const MANIFEST: &str = "[repository]\ndate = \"2026-06-01\"\nbaseline = \"2025-12-31\"\n";

/// Every rule has something to propose, and something beside it that it must leave alone.
const RECORD: &str = r#"
cơ quan xã_a "Xã A" { cấp xã }
người thực hiện cán_bộ "Cán bộ" của xã_a
người thực hiện lãnh_đạo "Lãnh đạo" của xã_a
văn bản luật_a "Luật A" từ 2020-01-01 { số hiệu "1/2020/QH14" ; loại luật }
thực thể người "Cá nhân" {
  khóa số
  số : chữ "Số"
  tên : chữ "Tên"
  nghề : chữ "Nghề"
  nơi_ở : chữ "Nơi ở"
  chiều_cao : chữ "Chiều cao"
}
nguồn dữ liệu sổ "Sổ dân cư" {
  cơ quan chủ quản xã_a
  về người bằng số { lưu giữ tên ; đối chiếu nơi_ở ; độ phủ 100% ước tính "cả xã" }
  công bố từ 2026-01-01 theo luật_a điều 1
  phục vụ xã theo luật_a điều 2
  đồng ý không_cần theo luật_a điều 3
}
giấy tờ thẻ "Thẻ" { về n : người ; chứng minh n.tên }
giấy tờ giấy_nghề "Giấy nghề" { về n : người ; chứng minh n.nghề }
giấy tờ giấy_nghề_2 "Giấy nghề thứ hai" { về n : người ; chứng minh n.nghề }
giấy tờ giấy_ở "Giấy nơi ở" { về n : người ; chứng minh n.nơi_ở }
giấy tờ giấy_khám "Giấy khám" { về n : người ; chứng minh n.chiều_cao }
quy tắc chung thay "Thay" từ 2026-01-01 theo luật_a điều 9 {
  thay thế thẻ bằng sổ theo luật_a điều 9
}
thủ tục t "Thủ tục thử" {
  mã "1.000001"
  bộ xã_a
  cơ quan thực hiện xã_a
  người yêu cầu : người
  trực tiếp thời hạn giải quyết 5 ngày làm việc đi lại 1 lần nguồn "thử"
  thành phần hồ sơ {
    tờ khai đơn "Đơn" theo luật_a điều 4 { người_yêu_cầu.số, người_yêu_cầu.nơi_ở }
    nộp thẻ theo luật_a điều 5
    nộp giấy_nghề theo luật_a điều 6
    nộp giấy_nghề_2 theo luật_a điều 6 khoản 2
    nội dung cần chứng minh ở_đâu "Nơi ở" {
      thông tin người_yêu_cầu.nơi_ở
      mức bảo đảm khai_báo
      nộp giấy_ở
    } theo luật_a điều 7
    nộp giấy_khám theo luật_a điều 8
  }
  yêu cầu đủ "Đủ" cần người_yêu_cầu.tên, người_yêu_cầu.nghề
  bước nộp "Nộp" bởi người_yêu_cầu nộp hồ sơ
  bước xem "Xem xét" bởi cán_bộ kiểm tra đủ sau nộp
  bước ghi "Ghi sổ" bởi cán_bộ ghi sổ sau xem
  bước trình "Trình" bởi cán_bộ thông báo xã_a sau ghi
  bước ký "Ký" bởi cán_bộ phê duyệt sau trình không được lược bỏ
  bước trả "Trả" bởi lãnh_đạo trả kết quả sau ký
}
"#;

fn proposals(document: &Value) -> Vec<(String, Vec<String>)> {
    let all = document["procedures"].as_array().unwrap().iter();
    let all = all.flat_map(|procedure| procedure["proposals"].as_array().unwrap());
    let subjects = |one: &Value| -> Vec<String> {
        one["subjects"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    all.map(|one| (one["rule"].as_str().unwrap().to_owned(), subjects(one))).collect()
}

#[test]
fn each_rule_proposes_what_the_record_decides_and_nothing_else() {
    let folder = Folder::with(&[("t.tthc", RECORD), ("tthc.toml", MANIFEST)]);
    let document = folder.run(&["simplify", "t", "--format", "json"]).json(0);
    let expected = [
        ("replace_by_lookup", vec!["thẻ"]),
        ("drop_duplicate", vec!["giấy_nghề_2"]),
        ("drop_unneeded", vec!["giấy_khám"]),
        ("move_to_form", vec!["giấy_ở"]),
        ("merge_steps", vec!["xem", "ghi"]),
        ("merge_steps", vec!["ghi", "trình"]),
    ];
    let expected: Vec<(String, Vec<String>)> = expected
        .into_iter()
        .map(|(rule, subjects)| (rule.to_owned(), subjects.into_iter().map(str::to_owned).collect()))
        .collect();
    assert_eq!(proposals(&document), expected);
    let effect = |at: usize| document["procedures"][0]["proposals"][at]["effect"].clone();
    for at in 0..4 {
        assert_eq!((&effect(at)["documents_before"], &effect(at)["documents_after"]), (&5.into(), &4.into()));
    }
    assert_eq!((&effect(4)["documents_before"], &effect(4)["documents_after"]), (&5.into(), &5.into()));
    let text = folder.run(&["simplify", "t", "--locale", "en"]).expect(0);
    assert!(text.contains("1. Replace by lookup: Thẻ") && text.contains("papers 5 → 4"), "{text}");
    assert!(text.contains("reform đơn_giản_hóa_t"), "{text}");
}

/// As it is printed, in either language; and what it drops is what was proposed.
#[test]
fn the_reform_is_accepted_and_does_what_was_proposed() {
    for locale in ["vi", "en"] {
        let folder = Folder::with(&[("t.tthc", RECORD), ("tthc.toml", MANIFEST)]);
        let document = folder.run(&["simplify", "t", "--format", "json", "--locale", locale]).json(0);
        let reform = document["procedures"][0]["reform"].as_str().unwrap();
        folder.write("p.tthc", reform);
        let found = folder.run(&["check", "--format", "json"]).json(0);
        let findings = found["findings"].as_array().unwrap();
        assert!(findings.iter().all(|one| one["severity"] == "hint"), "{findings:#?}");
        folder.run(&["fmt", "--check", "p.tthc"]).expect(0);
        let report = folder.run(&["report", "--reform", "đơn_giản_hóa_t", "--format", "json"]).json(0);
        assert_eq!(report["procedures"][0]["after"]["documents"], 1);
        let again = folder.run(&["simplify", "t", "--format", "json"]).json(0);
        let again = again["procedures"][0]["reform"].as_str().unwrap();
        assert!(again.contains("đơn_giản_hóa_t_2"), "{again}");
    }
}

#[test]
fn the_reforms_of_all_real_procedures_are_accepted() {
    let folder = copied();
    let document = folder.run(&["simplify", "--format", "json", "-C", "kho"]).json(0);
    let all = document["procedures"].as_array().unwrap();
    assert!(all.len() > 20, "{}", all.len());
    let reforms: Vec<&str> = all.iter().map(|one| one["reform"].as_str().unwrap()).collect();
    folder.write("kho/phương_án.tthc", reforms.concat());
    let found: Value =
        serde_json::from_str(&folder.run(&["check", "kho", "--format", "json"]).stdout).unwrap();
    let of_reforms = found["findings"].as_array().unwrap().iter().filter(|one| {
        one["path"].as_str().is_some_and(|path| path.ends_with("phương_án.tthc")) && one["severity"] != "hint"
    });
    assert_eq!(of_reforms.collect::<Vec<_>>(), Vec::<&Value>::new());
}

#[test]
fn what_has_nothing_to_propose_says_so() {
    let text = "thủ tục a \"A\" {\n}\n";
    let folder = Folder::with(&[("a.tthc", text), ("tthc.toml", MANIFEST)]);
    let run = folder.run(&["simplify", "--locale", "en"]);
    assert!(run.stdout.contains("Nothing is proposed."), "{}", run.stdout);
    folder.run(&["simplify", "không_có"]).refused("không_có");
    let run = Run::of(&mut tthc(&procedures(), &["simplify", "1.001193", "--locale", "vi"]));
    assert!(run.stdout.contains("tiếp thu") && run.stdout.contains("kiến nghị sửa đổi"), "{}", run.stdout);
}
