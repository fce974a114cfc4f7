//! Go-to-definition and references, over one procedure with everything in it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::Fixture;
use tthc_ide::{definition, references};

const PROCEDURE: &str = r#"
//- khai_sinh.tthc
thủ tục đăng_ký_khai_sinh "Đăng ký khai sinh" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  căn cứ pháp lý luật_hộ_tịch điều 13
  người yêu cầu : người
  vai con : người "Trẻ"
  vai mẹ : người = con.mẹ nếu có "Mẹ"
  vai hôn_nhân_cha_mẹ : hôn_nhân với vợ = mẹ nếu có "Hôn nhân"
  trường hợp kết_hôn : có_không "Cha mẹ kết hôn"
  trường hợp nơi_sinh : cơ_sở_y_tế | nơi_khác "Nơi sinh"
  trực tiếp đi lại 1 lần
  thành phần hồ sơ {
    tờ khai tờ_khai "Tờ khai" {
      con.họ_tên, con.ngày_sinh, mẹ.số_định_danh, người_yêu_cầu.số_định_danh
    }
    nội dung cần chứng minh sự_kiện_sinh "Sự kiện sinh" khi nơi_sinh == cơ_sở_y_tế {
      thông tin con.ngày_sinh
      khai thác dân_cư bằng mẹ.số_định_danh theo luật_hộ_tịch điều 16
      không khai thác được thì nộp giấy_chứng_sinh của con
    }
    nộp giấy_chứng_sinh của con gọi là bản_thứ_hai khi kết_hôn
    xuất trình giấy_chứng_nhận_kết_hôn của hôn_nhân_cha_mẹ trừ khi không phải kết_hôn
    với mỗi p thuộc { mẹ, con } {
      nội dung cần chứng minh nhân_thân "Nhân thân" { thông tin p.họ_tên }
    }
  }
  yêu cầu chưa_đăng_ký "Chưa đăng ký" đánh giá bởi công_chức_hộ_tịch cần con.họ_tên
  bước nộp_hồ_sơ "Nộp" bởi người_yêu_cầu nộp hồ sơ
  bước thẩm_tra "Thẩm tra" bởi công_chức_hộ_tịch kiểm tra chưa_đăng_ký sau nộp_hồ_sơ
  kết quả giấy_chứng_sinh của con
}
//- tình_huống.tthc
tình huống một "Một" cho thủ tục đăng_ký_khai_sinh tại ngày 2026-06-01 {
  cho kết_hôn = có, nơi_sinh = cơ_sở_y_tế
  mong đợi hồ sơ { tờ_khai, bản_thứ_hai }
  mong đợi được thay thế giấy_chứng_sinh bằng dân_cư
}
phương án hai "Hai" đối với đăng_ký_khai_sinh từ 2026-07-01 {
  cắt giảm bản_thứ_hai vì "…"
  rút ngắn thẩm_tra còn 1 giờ làm việc
}
"#;

/// Puts the cursor on the `nth` occurrence of `line`, at the name in brackets in it.
#[track_caller]
fn at(line: &str) -> Fixture {
    let plain = line.replace(['[', ']'], "");
    let cursor = line.replace('[', "$0").replace(']', "");
    let files = format!("//- thư_viện.tthc\n{}{PROCEDURE}", common::LIBRARY);
    assert_eq!(files.matches(&plain).count(), 1, "{plain:?} must occur once");
    Fixture::with(Default::default(), &files.replace(&plain, &cursor))
}

#[track_caller]
fn goes_to(line: &str, declared: &str) {
    let fixture = at(line);
    let found = fixture.show(&definition(&fixture.snapshot(), &fixture.path, fixture.offset));
    assert_eq!(found, [declared], "from {line}");
}

#[test]
fn items_of_other_files() {
    goes_to("  bộ [bộ_tư_pháp]", r#"thư_viện.tthc: cơ quan [bộ_tư_pháp] "Bộ Tư pháp" { cấp trung_ương }"#);
    goes_to(
        "căn cứ pháp lý [luật_hộ_tịch] điều 13",
        r#"thư_viện.tthc: văn bản [luật_hộ_tịch] "Luật Hộ tịch" từ 2016-01-01 đến 2027-02-28 {"#,
    );
    goes_to(
        "khai thác [dân_cư] bằng",
        r#"thư_viện.tthc: nguồn dữ liệu [dân_cư] "Cơ sở dữ liệu quốc gia về dân cư" {"#,
    );
    goes_to(
        "được thì nộp [giấy_chứng_sinh] của",
        r#"thư_viện.tthc: giấy tờ [giấy_chứng_sinh] "Giấy chứng sinh" {"#,
    );
    goes_to("con : [người] \"Trẻ\"", r#"thư_viện.tthc: thực thể [người] "Cá nhân" {"#);
    goes_to(
        "cho thủ tục [đăng_ký_khai_sinh] tại",
        r#"khai_sinh.tthc: thủ tục [đăng_ký_khai_sinh] "Đăng ký khai sinh" {"#,
    );
    goes_to(
        "phục vụ xã, [bộ_tư_pháp] theo",
        r#"thư_viện.tthc: cơ quan [bộ_tư_pháp] "Bộ Tư pháp" { cấp trung_ương }"#,
    );
}

#[test]
fn names_of_the_procedure() {
    goes_to("thông tin [con].ngày_sinh", r#"khai_sinh.tthc: vai [con] : người "Trẻ""#);
    goes_to("với vợ = [mẹ] nếu", r#"khai_sinh.tthc: vai [mẹ] : người = con.mẹ nếu có "Mẹ""#);
    goes_to(
        "của [hôn_nhân_cha_mẹ] trừ",
        r#"khai_sinh.tthc: vai [hôn_nhân_cha_mẹ] : hôn_nhân với vợ = mẹ nếu có "Hôn nhân""#,
    );
    goes_to(
        "trừ khi không phải [kết_hôn]",
        r#"khai_sinh.tthc: trường hợp [kết_hôn] : có_không "Cha mẹ kết hôn""#,
    );
    goes_to(
        "khi [nơi_sinh] == cơ",
        r#"khai_sinh.tthc: trường hợp [nơi_sinh] : cơ_sở_y_tế | nơi_khác "Nơi sinh""#,
    );
    goes_to("sau [nộp_hồ_sơ]", r#"khai_sinh.tthc: bước [nộp_hồ_sơ] "Nộp" bởi người_yêu_cầu nộp hồ sơ"#);
    goes_to(
        "kiểm tra [chưa_đăng_ký] sau",
        r#"khai_sinh.tthc: yêu cầu [chưa_đăng_ký] "Chưa đăng ký" đánh giá bởi công_chức_hộ_tịch cần con.họ_tên"#,
    );
    goes_to("bởi [người_yêu_cầu] nộp hồ sơ", "khai_sinh.tthc: [người yêu cầu] : người");
    goes_to("thông tin [p].họ_tên", "khai_sinh.tthc: với mỗi [p] thuộc { mẹ, con } {");
}

#[test]
fn the_two_parts_of_a_fact_lead_to_two_places() {
    goes_to(
        "mẹ.[số_định_danh], người_yêu_cầu",
        r#"thư_viện.tthc: [số_định_danh] : chữ "Số định danh cá nhân""#,
    );
    goes_to("[mẹ].số_định_danh, người_yêu_cầu", r#"khai_sinh.tthc: vai [mẹ] : người = con.mẹ nếu có "Mẹ""#);
    goes_to("= con.[mẹ] nếu có", r#"thư_viện.tthc: [mẹ] : người "Mẹ""#);
    goes_to("với [vợ] = mẹ", r#"thư_viện.tthc: [vợ] : người "Vợ""#);
    goes_to("p.[họ_tên] }", r#"thư_viện.tthc: [họ_tên] : chữ "Họ, chữ đệm và tên""#);
}

#[test]
fn attributes_in_entities_sources_and_documents() {
    goes_to("khóa [vợ].số_định_danh", r#"thư_viện.tthc: [vợ] : người "Vợ""#);
    goes_to("khóa vợ.[số_định_danh]", r#"thư_viện.tthc: [số_định_danh] : chữ "Số định danh cá nhân""#);
    goes_to("lưu giữ số_định_danh, [họ_tên]", r#"thư_viện.tthc: [họ_tên] : chữ "Họ, chữ đệm và tên""#);
    goes_to("bao gồm [quốc_tịch]", r#"thư_viện.tthc: [quốc_tịch] : việt_nam | nước_ngoài "Quốc tịch""#);
    goes_to("{ [người].họ_tên }", r#"thư_viện.tthc: thực thể [người] "Cá nhân" {"#);
    goes_to("chứng minh [trẻ].ngày_sinh", "thư_viện.tthc: về [trẻ] : người");
    goes_to("trẻ.[ngày_sinh], trẻ", r#"thư_viện.tthc: [ngày_sinh] : ngày "Ngày, tháng, năm sinh""#);
}

#[test]
fn scenarios_and_reforms_lead_into_their_procedure() {
    goes_to("cho [kết_hôn] = có", r#"khai_sinh.tthc: trường hợp [kết_hôn] : có_không "Cha mẹ kết hôn""#);
    goes_to("{ [tờ_khai], bản", r#"khai_sinh.tthc: tờ khai [tờ_khai] "Tờ khai" {"#);
    goes_to(
        "cắt giảm [bản_thứ_hai]",
        "khai_sinh.tthc: nộp giấy_chứng_sinh của con gọi là [bản_thứ_hai] khi kết_hôn",
    );
    goes_to(
        "thay thế [giấy_chứng_sinh] bằng",
        "khai_sinh.tthc: không khai thác được thì nộp [giấy_chứng_sinh] của con",
    );
    goes_to(
        "rút ngắn [thẩm_tra] còn",
        r#"khai_sinh.tthc: bước [thẩm_tra] "Thẩm tra" bởi công_chức_hộ_tịch kiểm tra chưa_đăng_ký sau nộp_hồ_sơ"#,
    );
}

#[test]
fn nothing_leads_from_where_nothing_is_named() {
    for (line, why) in [
        ("đi lại [1] lần", "a number"),
        ("[trực tiếp] đi lại", "a keyword"),
        ("== [cơ_sở_y_tế] {", "a value"),
        ("cần chứng minh nhân_thân \"[Nhân] thân\"", "a title"),
    ] {
        let fixture = at(line);
        let found = definition(&fixture.snapshot(), &fixture.path, fixture.offset);
        assert_eq!(found, [], "{why}");
    }
    let fixture = Fixture::new("\n//- a.tthc\nthủ tục a \"A\" { bộ không_aĐ$0 }\n");
    assert_eq!(definition(&fixture.snapshot(), "a.tthc", fixture.offset), []);
    assert_eq!(definition(&fixture.snapshot(), "không_có.tthc", 3), []);
    assert_eq!(definition(&fixture.snapshot(), "a.tthc", 9_999), []);
}

#[test]
fn a_name_declared_twice_has_two_definitions() {
    let fixture = Fixture::new(
        "\n//- a.tthc\ncơ quan ubnd_xã \"Xã\" { cấp xã }\n//- b.tthc\nthủ tục b \"B\" { cơ quan thực hiện ubnd_$0xã }\n",
    );
    let found = fixture.show(&definition(&fixture.snapshot(), &fixture.path, fixture.offset));
    assert_eq!(
        found,
        [
            "a.tthc: cơ quan [ubnd_xã] \"Xã\" { cấp xã }",
            "thư_viện.tthc: cơ quan [ubnd_xã] \"UBND cấp xã\" { cấp xã }"
        ]
    );
}

#[test]
fn all_uses_of_a_local_name_and_of_nothing_else() {
    let fixture = at("trường hợp [kết_hôn] :");
    let found = fixture.show(&references(&fixture.snapshot(), &fixture.path, fixture.offset, true));
    assert_eq!(
        found,
        [
            r#"khai_sinh.tthc: trường hợp [kết_hôn] : có_không "Cha mẹ kết hôn""#,
            "khai_sinh.tthc: nộp giấy_chứng_sinh của con gọi là bản_thứ_hai khi [kết_hôn]",
            "khai_sinh.tthc: xuất trình giấy_chứng_nhận_kết_hôn của hôn_nhân_cha_mẹ trừ khi không phải [kết_hôn]",
            "tình_huống.tthc: cho [kết_hôn] = có, nơi_sinh = cơ_sở_y_tế",
        ]
    );
}

#[test]
fn all_uses_of_an_attribute_across_files() {
    let fixture = at("lưu giữ số_định_danh, [họ_tên]");
    let found = fixture.show(&references(&fixture.snapshot(), &fixture.path, fixture.offset, false));
    assert_eq!(
        found,
        [
            "khai_sinh.tthc: con.[họ_tên], con.ngày_sinh, mẹ.số_định_danh, người_yêu_cầu.số_định_danh",
            "khai_sinh.tthc: nội dung cần chứng minh nhân_thân \"Nhân thân\" { thông tin p.[họ_tên] }",
            "khai_sinh.tthc: yêu cầu chưa_đăng_ký \"Chưa đăng ký\" đánh giá bởi công_chức_hộ_tịch cần con.[họ_tên]",
            "thư_viện.tthc: lưu giữ số_định_danh, [họ_tên], ngày_sinh",
            "thư_viện.tthc: công bố từ 2026-01-01 đến 2027-02-28 suy đoán theo luật_hộ_tịch điều 16 { người.[họ_tên] }",
            "thư_viện.tthc: chứng minh trẻ.ngày_sinh, trẻ.[họ_tên]",
        ]
    );
}

#[test]
fn a_decomposed_file_keeps_its_own_offsets() {
    use unicode_normalization::UnicodeNormalization;
    let decomposed: String = "// 😀 Đ\nthủ tục a \"Á\" {\n  bộ bộ_tư_pháp\n}\n".nfd().collect();
    let at = decomposed.find("bo\u{323}\u{302}_tu").expect("decomposed");
    let mut fixture = Fixture::new(&format!("\n//- a.tthc\n{decomposed}"));
    fixture.path = "a.tthc".to_owned();
    for offset in [at, at + 3, at + "bo\u{323}\u{302}_tu\u{31b}_pha\u{301}p".len()] {
        let found = definition(&fixture.snapshot(), "a.tthc", offset as u32);
        assert_eq!(found.len(), 1, "at {offset}");
    }
    let used = references(&fixture.snapshot(), "a.tthc", at as u32, false);
    let here = used.iter().find(|target| &*target.path == "a.tthc").expect("its own use");
    assert_eq!(&decomposed[here.focus.range()], "bo\u{323}\u{302}_tu\u{31b}_pha\u{301}p");
}
