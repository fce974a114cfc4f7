//! What a reader sees over a name.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::Fixture;
use tthc_ide::hover;
use tthc_model::Locale;
use tthc_project::Manifest;

const PROCEDURE: &str = r#"
//- a.tthc
/// Cấp tại xã.
thủ tục khai_sinh "Đăng ký *khai sinh*" {
  mã "1.001193"
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai con : người "Trẻ" nếu có
  trường hợp kết_hôn : có_không "Kết hôn" tỷ lệ 81..85% ước tính "theo điều tra"
  trường hợp nơi_sinh : cơ_sở_y_tế | nơi_khác "Nơi sinh"
  thành phần hồ sơ {
    nội dung cần chứng minh sự_kiện "Sự kiện sinh" {
      thông tin con.ngày_sinh
      khai thác dân_cư bằng con.số_định_danh theo luật_hộ_tịch điều 16 (quy_tắc_chung)
      không khai thác được thì nộp giấy_chứng_sinh của con khi kết_hôn
    } theo luật_hộ_tịch điều 16 khoản 1
  }
  yêu cầu chưa_đăng_ký "Chưa đăng ký" cần con.họ_tên
  bước ký "Ký" bởi công_chức_hộ_tịch phê duyệt trong 4 giờ làm việc không được lược bỏ
  lệ phí chưa_rõ
}
"#;

#[track_caller]
fn fixture(line: &str) -> Fixture {
    let files = format!("//- thư_viện.tthc\n{}{PROCEDURE}", common::LIBRARY);
    let plain = line.replace("$0", "");
    assert_eq!(files.matches(&plain).count(), 1, "{plain:?} must occur once");
    let manifest = Manifest { date: "2027-06-01".parse().ok(), ..Manifest::default() };
    Fixture::with(manifest, &files.replace(&plain, line))
}

#[track_caller]
fn shows(line: &str, locale: Locale, expected: &str) {
    let fixture = fixture(line);
    let hover = hover(&fixture.snapshot(), &fixture.path, fixture.offset, locale).expect("something to say");
    assert_eq!(hover.text, expected.trim(), "over {line}");
}

#[test]
fn a_law_shows_number_period_and_whether_it_is_in_force() {
    shows(
        "theo luật_$0hộ_tịch điều 16 khoản 1",
        Locale::Vietnamese,
        "
**văn bản** `luật_hộ_tịch`

Luật Hộ tịch

- số hiệu: 60/2014/QH13
- loại: luật
- có hiệu lực từ 01/01/2016 đến hết 28/02/2027
- **không có hiệu lực ngày 01/06/2027**
- mức xác minh: thứ_cấp

Bản hợp nhất, chưa đối chiếu.",
    );
    shows(
        "theo luật_$0hộ_tịch điều 16 khoản 1",
        Locale::English,
        "
**law** `luật_hộ_tịch`

Luật Hộ tịch

- number: 60/2014/QH13
- rank: statute
- in force from 2016-01-01 until 2027-02-28
- **not in force on 2027-06-01**
- verification: secondary

Bản hợp nhất, chưa đối chiếu.",
    );
}

#[test]
fn a_source_shows_owner_holdings_and_publication() {
    shows(
        "khai thác dân_$0cư",
        Locale::Vietnamese,
        "
**nguồn dữ liệu** `dân_cư`

Cơ sở dữ liệu quốc gia về dân cư

- cơ quan chủ quản: Bộ Tư pháp
- về: Cá nhân (độ phủ 93..97 %): `số_định_danh`, `họ_tên`, `ngày_sinh`
- công bố: từ 01/01/2026 đến hết 28/02/2027 **suy đoán** theo Luật Hộ tịch điều 16 `người.họ_tên`
- phục vụ: xã, Bộ Tư pháp",
    );
}

#[test]
fn a_fact_is_two_names_with_a_hover_each() {
    shows(
        "thông tin con.ngày_$0sinh",
        Locale::Vietnamese,
        "
**thông tin** `ngày_sinh`

Ngày, tháng, năm sinh

- ngày
- thực thể `người` (Cá nhân)
- được lưu giữ ở Cơ sở dữ liệu quốc gia về dân cư",
    );
    shows(
        "thông tin con$0.ngày_sinh",
        Locale::Vietnamese,
        "
**vai** `con`

Trẻ

- thực thể `người` (Cá nhân)
- nếu có",
    );
}

#[test]
fn a_paper_is_shown_as_document_and_as_component() {
    shows(
        "được thì nộp giấy_chứng_$0sinh",
        Locale::Vietnamese,
        "
**giấy tờ** `giấy_chứng_sinh`

Giấy chứng sinh

- chứng minh: Ngày, tháng, năm sinh; Họ, chữ đệm và tên
- nơi cấp: UBND cấp xã
- có giá trị: 6 tháng

---

**nộp** `giấy_chứng_sinh`

Giấy chứng sinh

- của: Trẻ
- nội dung cần chứng minh: Sự kiện sinh",
    );
}

#[test]
fn what_a_procedure_declares() {
    shows(
        "khi kết_$0hôn",
        Locale::Vietnamese,
        "
**trường hợp** `kết_hôn`

Kết hôn

- có_không
- tỷ lệ: 81..85 %
- ước tính: theo điều tra",
    );
    shows(
        "nơi_$0sinh : cơ_sở_y_tế",
        Locale::English,
        "
**case** `nơi_sinh`

Nơi sinh

- `cơ_sở_y_tế` | `nơi_khác`",
    );
    shows(
        "minh sự_$0kiện",
        Locale::Vietnamese,
        "
**nội dung cần chứng minh** `sự_kiện`

Sự kiện sinh

- thông tin: `con.ngày_sinh`
- khai thác: Cơ sở dữ liệu quốc gia về dân cư · Luật Hộ tịch điều 16 (quy_tắc_chung)
- theo: Luật Hộ tịch điều 16 khoản 1",
    );
    shows(
        "cầu chưa_$0đăng_ký",
        Locale::Vietnamese,
        "
**yêu cầu** `chưa_đăng_ký`

Chưa đăng ký

- cần: `con.họ_tên`",
    );
    shows(
        "bước k$0ý",
        Locale::Vietnamese,
        "
**bước** `ký`

Ký

- bởi: Công chức hộ tịch
- trong: 4 giờ làm việc
- không được lược bỏ",
    );
    shows(
        "thủ tục khai_$0sinh",
        Locale::Vietnamese,
        "
**thủ tục** `khai_sinh`

Đăng ký \\*khai sinh\\*

- mã: 1.001193
- bộ: Bộ Tư pháp
- 1 thành phần hồ sơ, 1 bước

Cấp tại xã.",
    );
}

#[test]
fn keywords_and_reserved_words_are_explained() {
    shows(
        "thành $0phần hồ sơ",
        Locale::Vietnamese,
        "**thành phần hồ sơ** · *dossier*\n\nnhững gì phải có trong hồ sơ",
    );
    shows(
        "thành $0phần hồ sơ",
        Locale::English,
        "**thành phần hồ sơ** · *dossier*\n\nwhat belongs in the application",
    );
    shows("chưa_$0rõ", Locale::Vietnamese, "**chưa_rõ** · *unknown*\n\nchưa rõ; không phải bằng không");
    shows(
        "không được $0lược bỏ",
        Locale::English,
        "**không được lược bỏ** · *protected*\n\na step that simplification must keep",
    );
}

#[test]
fn nothing_is_said_over_titles_numbers_and_unknown_files() {
    for line in ["mã \"1.0$001193\"", "81$0..85%", "\n$0  bộ"] {
        let fixture = fixture(line);
        let hover = hover(&fixture.snapshot(), &fixture.path, fixture.offset, Locale::Vietnamese);
        assert_eq!(hover, None, "over {line}");
    }
    let fixture = fixture("khi kết_$0hôn");
    assert_eq!(hover(&fixture.snapshot(), "không_có.tthc", 0, Locale::Vietnamese), None);
}

#[test]
fn the_span_is_the_name() {
    let fixture = fixture("thông tin con.ngày_$0sinh");
    let hover =
        hover(&fixture.snapshot(), &fixture.path, fixture.offset, Locale::Vietnamese).expect("a hover");
    assert_eq!(&fixture.text(&fixture.path)[hover.span.range()], "ngày_sinh");
}
