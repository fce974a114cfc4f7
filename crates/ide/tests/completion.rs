//! What is offered where.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::Fixture;
use tthc_ide::{CompletionKind, completion};
use tthc_model::{ItemKind, Locale};

const HEAD: &str = r#"thủ tục khai_sinh "Khai sinh" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai con : người "Trẻ"
  vai mẹ : người = con.mẹ
  trường hợp kết_hôn : có_không "Kết hôn"
  trường hợp nơi_sinh : cơ_sở_y_tế | nơi_khác "Nơi sinh"
  bước nộp_hồ_sơ "Nộp" bởi người_yêu_cầu nộp hồ sơ
  yêu cầu chưa_đăng_ký "Chưa đăng ký" cần con.họ_tên
"#;

/// The labels offered at the cursor in a line of the procedure.
#[track_caller]
fn inside(line: &str) -> Vec<String> {
    labels(&format!("\n//- a.tthc\n{HEAD}{line}\n  kết quả giấy_chứng_sinh của con\n}}\n"))
}

#[track_caller]
fn labels(files: &str) -> Vec<String> {
    let fixture = Fixture::new(files);
    let found = completion(&fixture.snapshot(), &fixture.path, fixture.offset, Locale::Vietnamese);
    found.into_iter().map(|completion| completion.label).collect()
}

#[track_caller]
fn offers(found: &[String], wanted: &[&str], unwanted: &[&str]) {
    for label in wanted {
        assert!(found.iter().any(|found| found == label), "{label} is missing: {found:?}");
    }
    for label in unwanted {
        assert!(!found.iter().any(|found| found == label), "{label} does not belong: {found:?}");
    }
}

#[test]
fn statements_that_fit_the_place() {
    offers(
        &inside("  $0"),
        &["bước", "vai", "thành phần hồ sơ", "lệ phí"],
        &["lưu giữ", "số hiệu", "thủ tục", "khi"],
    );
    offers(
        &inside("  thành phần hồ sơ {\n    $0\n  }"),
        &["nộp", "xuất trình", "tờ khai", "nội dung cần chứng minh", "một trong"],
        &["bước", "lưu giữ", "khai thác", "không khai thác được thì"],
    );
    offers(
        &inside("  thành phần hồ sơ {\n nội dung cần chứng minh x \"X\" {\n    $0\n  }\n }"),
        &["thông tin", "khai thác", "không khai thác được thì", "không có thì"],
        &["bước", "tờ khai"],
    );
    offers(
        &labels("\n//- a.tthc\nnguồn dữ liệu x \"X\" {\n  $0\n}\n"),
        &["cơ quan chủ quản", "về", "công bố"],
        &["bước", "lưu giữ"],
    );
    offers(&labels("\n//- a.tthc\n$0\n"), &["thủ tục", "văn bản", "tình huống"], &["bước", "khi"]);
}

#[test]
fn keywords_are_found_without_marks_and_in_the_files_own_surface() {
    assert_eq!(inside("  thanh ph$0"), ["thành phần hồ sơ"]);
    assert_eq!(inside("  thành phần hồ s$0"), ["thành phần hồ sơ"]);
    let english = labels("\n//- a.tthc\nprocedure a \"A\" {\n  ministry bộ_tư_pháp\n  auth$0\n}\n");
    assert_eq!(english, ["authority"]);
}

#[test]
fn names_of_the_kind_the_place_wants() {
    offers(&inside("  bộ $0"), &["bộ_tư_pháp", "ubnd_xã"], &["công_chức_hộ_tịch", "luật_hộ_tịch", "khi"]);
    assert_eq!(inside("  căn cứ pháp lý lu$0"), ["luật_hộ_tịch"]);
    assert_eq!(
        inside("  kết quả giay$0"),
        ["giấy_chứng_sinh", "giấy_chứng_nhận_kết_hôn"]
            .map(str::to_owned)
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
    );
    offers(
        &inside("  bước ký \"Ký\" bởi $0"),
        &["công_chức_hộ_tịch", "ubnd_xã", "người_yêu_cầu"],
        &["con", "luật_hộ_tịch"],
    );
    offers(&labels("\n//- a.tthc\nthực thể x \"X\" {\n a : $0\n}\n"), &["người", "chữ", "ngày"], &["dân_cư"]);
}

#[test]
fn names_of_the_procedure() {
    offers(&inside("  bước ký \"Ký\" sau $0"), &["nộp_hồ_sơ"], &["con", "kết_hôn"]);
    offers(&inside("  bước ký \"Ký\" kiểm tra $0"), &["chưa_đăng_ký"], &["nộp_hồ_sơ"]);
    offers(&inside("  kết quả giấy_chứng_sinh của $0"), &["con", "mẹ", "người_yêu_cầu"], &["kết_hôn"]);
    offers(&inside("  lệ phí 0 đồng khi $0"), &["kết_hôn", "nơi_sinh", "con", "trực_tuyến"], &["nộp_hồ_sơ"]);
    assert_eq!(inside("  yêu cầu x \"X\" cần con.ng$0"), ["ngày_sinh"]);
    assert_eq!(inside("  yêu cầu x \"X\" cần con.mẹ.ng$0"), ["ngày_sinh"]);
    assert_eq!(inside("  thành phần hồ sơ { tờ khai t \"T\" {\n  mẹ.ho$0\n} }"), ["họ_tên"]);
    assert_eq!(
        inside(
            "  thành phần hồ sơ { với mỗi p thuộc { mẹ, con } {\n nội dung cần chứng minh n \"N\" {\n thông tin p.ho$0\n} } }"
        ),
        ["họ_tên"]
    );
}

#[test]
fn values_to_compare_with() {
    assert_eq!(inside("  lệ phí 0 đồng khi nơi_sinh == $0"), ["cơ_sở_y_tế", "nơi_khác"]);
    assert_eq!(inside("  lệ phí 0 đồng khi con.quốc_tịch == vi$0"), ["việt_nam"]);
    let scenario = "\n//- b.tthc\ntình huống t \"T\" cho thủ tục khai_sinh {\n  cho kết_hôn = $0\n}\n";
    offers(&labels(&format!("\n//- a.tthc\n{HEAD}}}{scenario}")), &["có", "không"], &["cơ_sở_y_tế"]);
}

#[test]
fn reserved_words_where_only_they_fit() {
    assert_eq!(labels("\n//- a.tthc\ncơ quan x \"X\" { cấp $0 }\n"), ["huyện", "trung_ương", "tỉnh", "xã"]);
    assert_eq!(inside("  độ tin cậy c$0"), ["cao"]);
    offers(
        &inside("  thành phần hồ sơ { nộp giấy_chứng_sinh của con để $0 }"),
        &["đại_diện", "chứng_minh"],
        &["cao"],
    );
}

#[test]
fn clauses_units_and_places_behind_a_statement() {
    offers(
        &inside("  bước ký \"Ký\" bởi ubnd_xã $0"),
        &["sau", "trong", "phê duyệt", "khi"],
        &["của", "để", "ngày", "điều"],
    );
    assert_eq!(inside("  bước ký \"Ký\" bởi ubnd_xã phe d$0"), ["phê duyệt"]);
    offers(&inside("  lệ phí 5_000 $0"), &["đồng"], &["điều"]);
    offers(&inside("  lệ phí 5_000 đồng $0"), &["khi", "nguồn"], &["phê duyệt", "đồng"]);
    offers(&inside("  căn cứ pháp lý luật_hộ_tịch $0"), &["điều", "khoản"], &["đồng"]);
    offers(&inside("  lệ phí 0 đồng khi kết_hôn $0"), &["và", "hoặc"], &["điều"]);
    offers(&labels("\n//- a.tthc\nvăn bản x \"X\" $0\n"), &["từ", "đến"], &["bởi", "đồng"]);
}

#[test]
fn nothing_inside_texts_comments_and_names_of_ones_own() {
    for line in ["  mã \"1.$0\"", "  lệ phí 5 \"bư$0", "  // bộ $0", "  /*\n bộ $0 */", "  bước $0"]
    {
        assert_eq!(inside(line), Vec::<String>::new(), "in {line}");
    }
}

#[test]
fn what_was_typed_is_replaced_and_nothing_else() {
    for (line, label, expected) in [
        (
            "  lệ phí 0 đồng khi con.quoc$0 == việt_nam",
            "quốc_tịch",
            "  lệ phí 0 đồng khi con.quốc_tịch == việt_nam",
        ),
        ("  thanh ph$0", "thành phần hồ sơ", "  thành phần hồ sơ"),
        ("  bước ký \"Ký\" không được l$0", "không được lược bỏ", "  bước ký \"Ký\" không được lược bỏ"),
    ] {
        let fixture = Fixture::new(&format!("\n//- a.tthc\n{HEAD}{line}\n}}\n"));
        let found = completion(&fixture.snapshot(), &fixture.path, fixture.offset, Locale::Vietnamese);
        let chosen = found.iter().find(|completion| completion.label == label).expect("it is offered");
        let text = common::apply(&fixture.text(&fixture.path), std::slice::from_ref(&chosen.edit));
        assert_eq!(text, format!("{HEAD}{expected}\n}}\n"));
    }
}

#[test]
fn titles_stand_beside_names() {
    let fixture = Fixture::new(&format!("\n//- a.tthc\n{HEAD}  bộ $0\n}}\n"));
    let found = completion(&fixture.snapshot(), &fixture.path, fixture.offset, Locale::Vietnamese);
    let ministry = found.iter().find(|completion| completion.label == "bộ_tư_pháp").expect("it is offered");
    assert_eq!(
        (ministry.kind, ministry.detail.as_str()),
        (CompletionKind::Item(ItemKind::Agency), "Bộ Tư pháp")
    );
}
