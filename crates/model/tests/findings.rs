//! A fixture for every finding, with what looks like it and is none.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use std::collections::BTreeSet;

use common::{check, expected};
use tthc_model::message::CATALOGUE;

macro_rules! fixtures {
    ($($name:ident $fixture:literal)*) => {
        $( #[test] fn $name() { check($fixture); } )*

        const FIXTURES: &[&str] = &[ $($fixture),* ];
    };
}

/// Findings that no text of a fixture can produce.
const ELSEWHERE: [(&str, &str); 9] = [
    ("T0001", "bytes that are not UTF-8 are found where files are read: tthc-project"),
    ("T0003", "a file of more than 4 MB: see `a_file_too_large` below and tthc-project"),
    ("T0005", "UTF-16 is found where files are read: tthc-project"),
    ("T0401", "scenarios are run by `tthc test`"),
    ("T0402", "reforms are weighed by tthc-analysis: tests/spec/messages/T04.md"),
    ("T0403", "as T0402"),
    ("T0404", "as T0402"),
    ("T0405", "as T0402"),
    ("T0406", "as T0402"),
];

#[test]
fn every_code_of_the_catalogue_is_produced() {
    let codes: BTreeSet<&str> =
        CATALOGUE.iter().map(|(code, ..)| *code).filter(|code| !code.is_empty()).collect();
    let produced: Vec<_> = FIXTURES.iter().flat_map(|fixture| expected(fixture)).collect();
    let produced: BTreeSet<&str> = produced.iter().map(|(_, _, code)| code.as_str()).collect();
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(code, _)| *code).collect();
    assert!(produced.is_disjoint(&elsewhere), "no exception is needed for {produced:?}");
    let never: Vec<_> =
        codes.iter().filter(|code| !produced.contains(*code) && !elsewhere.contains(*code)).collect();
    assert!(never.is_empty(), "no fixture produces {never:?}");
    let unknown: Vec<_> = produced.union(&elsewhere).filter(|code| !codes.contains(*code)).collect();
    assert!(unknown.is_empty(), "not in the catalogue: {unknown:?}");
}

#[test]
fn a_code_means_one_thing() {
    let mut codes: Vec<&str> =
        CATALOGUE.iter().map(|(code, ..)| *code).filter(|code| !code.is_empty()).collect();
    assert!(
        codes.iter().all(|code| code.len() == 5 && code.starts_with('T') && code[1..].parse::<u16>().is_ok())
    );
    assert!(codes.is_sorted(), "the table is in the order of its codes");
    codes.dedup();
    assert_eq!(codes.len(), CATALOGUE.iter().filter(|(code, ..)| !code.is_empty()).count());
}

#[test]
fn a_file_too_large() {
    let text = " ".repeat(tthc_syntax::MAX_BYTES + 1);
    let files = common::check_all(vec![("a.tthc".to_owned(), text)], None);
    let codes: Vec<&str> = files[0].checked.diagnostics.iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, ["T0003"]);
}

fixtures! {

nothing_to_find r#"
thủ tục khai_sinh "Khai sinh" {
  mã "1.001193"
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai con : người "Con"
  thành phần hồ sơ {
    tờ khai tờ_khai "Tờ khai" { con.họ_tên, con.ngày_sinh }
    xuất trình thẻ_căn_cước của người_yêu_cầu
  }
  yêu cầu đủ "Đủ" đánh giá bởi công_chức cần con.ngày_sinh
  bước ký "Ký" bởi công_chức phê duyệt
}
"#

t0002_control_character "
cơ quan a \"A\u{0}\" { cấp xã } //! T0002
cơ quan b \"B\" { cấp xã } // \u{1b} //! T0002
cơ quan c \"C\" {\tcấp xã }
"

t0004_too_deep r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước ký "Ký" khi ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((đủ)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))) //! T0004
}
"#

t0021_mixed_surfaces r#"
//- a.tthc
cơ quan a "A" {
  level commune //! T0021
}
thực thể b "B" {
  loại : commune | level "Tên, không phải từ khóa"
}
//- b.tthc
procedure c "C" {
  ministry bộ_tư_pháp
  authority ubnd_xã
  case d : bool "D"
  fee none when d == có //! T0021
  fee không_có when not d
  step xác_nhận "E" by_hand //! T0013
}
//- c.tthc
entity e "E" { key m ; m : text "M" } //! T0021
định mức f "F" { chi phí g : 1 đồng nguồn "G" ; chi phí h : 1 đồng nguồn "H" }
//- d.tthc
định mức i "I" { chi phí k : 10 % nguồn "Một ký hiệu của cả hai thứ tiếng" } //! T0201
"#

t0010_outside_item r#"
thu tuc a "A" { //! T0010
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước b "B"
}
cơ quan a "A" { cấp xã }
lời nói đầu //! T0010
"#

t0011_nothing_to_close r#"
cơ quan a "A" { cấp xã }
} //! T0011
"#

t0012_unknown_statement r#"
cơ quan a "A" {
  @@@ xã //! T0012
  cấpp xã //! T0012
}
"#

t0013_unexpected_text r#"
cơ quan a "A" {
  cấp xã xã //! T0013
}
"#

t0014_unclosed r#"
cơ quan a "A" {
  cấp xã { //! T0014
}
cơ quan b "B" {
  tên khác ("C" //! T0014
}
"#

t0015_unclosed_text r#"
cơ quan a "A" {
  tên khác "B //! T0015
  cấp xã
}
"#

t0016_missing_value r#"
văn bản a "A" từ { số hiệu "1" } //! T0016
thủ tục b "B" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước ký "Ký" bởi //! T0016
  bước trả "Trả" sau ký, //! T0016
  thành phần hồ sơ {
    nội dung cần chứng minh x "X" {
      không có thì //! T0016
    }
  }
}
"#

t0017_missing_name r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước "Ký" //! T0017
  bước ký "Ký"
  người yêu cầu : người
}
"#

t0018_thousands_separator r#"
định mức a "A" {
  chi phí b : 8.000 đồng nguồn "x" //! T0018
  chi phí c : 8,000 đồng nguồn "x" //! T0018
  chi phí d : 8_000 đồng nguồn "x"
}
"#

t0019_missing_part r#"
cơ quan a "A" { cấp xã }
thủ tục t "T" {
  bộ a ; cơ quan thực hiện a
  trường hợp c : có_không "C"
  trường hợp d : có_không "D"
  lệ phí nếu c thì 0 đồng ngược lại //! T0019
  lệ phí nếu c thì ngược lại 5 đồng //! T0019
  lệ phí nếu c 0 đồng //! T0019 T0013
  lệ phí chưa_rõ khi mọi x thuộc { c, d } //! T0019
  lệ phí chưa_rõ khi ít nhất 2 trong //! T0019
  lệ phí chưa_rõ khi ít nhất 2 trong { c, d }
  bước b "B"
}
"#

t0020_unclosed_comment r#"
cơ quan a "A" { cấp xã }
/* ghi chú //! T0020
cơ quan b "B" { cấp huyện }
"#

t0022_empty_file r#"
//- a.tthc
// chỉ có chú thích //! T0022
//- b.tthc
cơ quan a "A" { cấp xã }
"#

t0023_missing_closing r#"
cơ quan a "A" {
  cấp xã //! T0023
cơ quan b "B" { cấp xã }
thủ tục c "C" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  thành phần hồ sơ {
    nộp thẻ_căn_cước của người_yêu_cầu //! T0023
  bước ký "Ký"
}
"#

t0024_missing_opening r#"
thủ tục c "C" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  thành phần hồ sơ //! T0024
    nộp thẻ_căn_cước của người_yêu_cầu
  }
  bước ký "Ký"
}
"#

t0025_name_in_parts r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trường hợp kết hôn : có_không "B" //! T0025
  bước ký-tên "Ký" khi kết_hôn //! T0025
  bước trả "Trả" sau ký_tên
}
"#

t0026_colon_wanted r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trường hợp b = có_không "B" //! T0026
  bước ký "Ký" khi b
}
"#

t0027_colon_unwanted r#"
thủ tục a "A" {
  bộ: bộ_tư_pháp //! T0027
  cơ quan thực hiện = ubnd_xã //! T0027
  bước ký "Ký"
}
thực thể b "B" { mã : chữ "Mã" }
"#

t0113_misspelt_declaration r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trường hợp kêt_hôn : có_không "B" //! T0113
  bước ký "Ký" khi kết_hôn
  bước trả "Trả" khi không phải kết_hôn
}
tình huống b "B" cho thủ tục a { cho kết_hôn = có }
"#

t0101_duplicate r#"
//- a.tthc
cơ quan a "A" { cấp xã } //! T0101
giấy tờ a "A" { về x : người }
//- b.tthc
cơ quan a "A" { cấp xã } //! T0101
cơ quan c "C" { cấp xã } //! T0101
cơ quan c "C" { cấp tỉnh } //! T0101
"#

t0102_unknown_item r#"
người thực hiện a "A" của ubnd_xx //! T0102
nguồn dữ liệu b "B" {
  cơ quan chủ quản bộ_tư //! T0102
  về ngươi bằng số { lưu giữ số } //! T0102
  về người bằng số_định_danh { lưu giữ họ_tên } theo luật_mới điều 1 //! T0102
  lưu kết quả giấy_a //! T0102
}
giấy tờ c "C" { về x : người, y : nhà ; nơi cấp ubnd_xã, công_chức, ubnd_xx } //! T0102 T0102
thủ tục d "D" {
  bộ bộ_x //! T0102
  cơ quan thực hiện ubnd_x, ubnd_xã //! T0102
  vai e : cửa_hàng "E" //! T0102
  thành phần hồ sơ {
    nộp giấy_x của người_yêu_cầu //! T0102
    nội dung cần chứng minh f "F" {
      khai thác dân_số //! T0102
      không khai thác được thì nộp giấy_y //! T0102
    }
  }
  bước ký "Ký" bởi ai_đó thông báo dân_cư, ubnd_xã, công_chức, không_ai //! T0102 T0102
  bước ghi "Ghi" bởi người_yêu_cầu ghi sổ_đỏ //! T0102
  kết quả giấy_z //! T0102
}
tình huống g "G" cho thủ tục khai_tử { cho a = b } //! T0102
phương án h "H" đối với lấy_vợ { thay thế x bằng y } //! T0102 T0102
liên thông i "I" { các thủ tục d, ly_hôn } //! T0102
quy tắc chung j "J" { thay thế đơn_thư bằng bất_kỳ ; thay thế bất_kỳ bằng sổ_hộ } //! T0102 T0102
"#

t0103_misplaced r#"
cơ quan a "A" {
  mã "1" //! T0103
  cấp xã
}
thủ tục b "B" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  nộp thẻ_căn_cước //! T0103
  khai thác dân_cư //! T0103
  thành phần hồ sơ {
    bước x "X" //! T0103
    khai thác dân_cư //! T0103
    nội dung cần chứng minh y "Y" {
      lệ phí 1_000 đồng //! T0103
    }
    một trong {
      nội dung cần chứng minh z "Z" { không có thì nộp thẻ_căn_cước của người_yêu_cầu }
      không có thì nộp thẻ_căn_cước //! T0103
    }
  }
  bước ký "Ký"
}
"#

t0104_missing_statement r#"
thủ tục a "A" { bước ký "Ký" } //! T0104 T0104
nguồn dữ liệu b "B" { cơ quan chủ quản ubnd_xã } //! T0104
nguồn dữ liệu c "C" //! T0104 T0104
giấy tờ d "D" //! T0104
cơ quan e "E"
"#

t0105_duplicate_local r#"
thực thể a "A" {
  b : chữ "B"
  b : số "B" //! T0105
}
thủ tục c "C" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai con : người
  vai con : người //! T0105
  trường hợp d : có_không "D"
  trường hợp d : x | y "D" //! T0105
  bước ký "Ký"
  bước ký "Ký lại" //! T0105
}
"#

t0106_duplicate_code r#"
//- a.tthc
thủ tục a "A" {
  mã "1.001193" //! T0106
  bộ bộ_tư_pháp ; cơ quan thực hiện ubnd_xã ; bước ký "Ký"
}
//- b.tthc
thủ tục b "B" {
  mã "1.001193" //! T0106
  bộ bộ_tư_pháp ; cơ quan thực hiện ubnd_xã ; bước ký "Ký"
}
thủ tục c "C" {
  mã "1.001194"
  bộ bộ_tư_pháp ; cơ quan thực hiện ubnd_xã ; bước ký "Ký"
}
"#

t0107_unknown_local r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước nhận "Nhận"
  bước ký "Ký" sau nhận, thẩm_tra //! T0107
  bước kiểm "Kiểm" bởi công_chức kiểm tra đủ_tuổi, sống, có_nhà sau nhận //! T0107
  yêu cầu đủ_tuổi "Đủ tuổi"
  điều kiện có_nhà "Có nhà"
}
"#

t0108_unknown_component r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  thành phần hồ sơ {
    nội dung cần chứng minh nhân_thân "Nhân thân" {
      khai thác dân_cư thay cho giấy_kết_hôn, thẻ_căn_cước //! T0108
      không khai thác được thì xuất trình thẻ_căn_cước
    }
  }
  bước ký "Ký"
}
"#

t0109_unexpected_bare r#"
cơ quan a "A" {
  abc //! T0109
  cấp xã
}
thủ tục b "B" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bộ_phận = một_cửa //! T0109
  thành phần hồ sơ { thẻ_căn_cước của người_yêu_cầu } //! T0109
  bước ký "Ký"
}
tình huống c "C" cho thủ tục b {
  mong đợi hồ sơ { thẻ_căn_cước }
  thẻ_căn_cước //! T0109
}
"#

t0110_no_effect r#"
cơ quan a "A" bằng dân_cư { cấp xã } //! T0110
nguồn dữ liệu b "B" {
  cơ quan chủ quản bộ_tư_pháp
  về người bằng số_định_danh khi đúng { lưu giữ họ_tên } //! T0110
  phục vụ xã từ 2026-01-01 theo luật_hộ_tịch điều 1 suy đoán //! T0110
}
thủ tục c "C" {
  mã "1.001193" nguồn "báo" ghi chú "mới" theo luật_hộ_tịch
  bộ bộ_tư_pháp đến 2026-01-01 //! T0110
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp d : có_không "D" khi trực_tuyến //! T0110
  yêu cầu e "E" đánh giá bởi công_chức sau f //! T0110
  thành phần hồ sơ {
    nộp thẻ_căn_cước (1 bản chính) trừ khi d từ 2026-01-01 //! T0110
    nộp thẻ_căn_cước nhạy cảm nếu có //! T0110 T0110
    nộp thẻ_căn_cước phê duyệt //! T0110
    nếu d khi d { nộp thẻ_căn_cước } //! T0110
    nội dung cần chứng minh g "G" khi d {
      thông tin người_yêu_cầu.họ_tên khi d //! T0110
      khai thác dân_cư khi d từ 2026-01-01 theo luật_hộ_tịch điều 1 (đích_danh)
    } của người_yêu_cầu //! T0110
  }
  bước h "H" bởi công_chức kiểm tra e trong 2 ngày (1 bản chính) //! T0110
}
tình huống i "I" cho thủ tục c từ 2026-01-01 { cho d = có } //! T0110
"#

t0111_repeated r#"
cơ quan a "A" { cấp xã ; cấp tỉnh ; tên khác "B" ; tên khác "C" } //! T0111
văn bản b "B" từ 2026-01-01 từ 2026-02-01 { số hiệu "1" ; số hiệu "2" } //! T0111 T0111
nguồn dữ liệu c "C" {
  cơ quan chủ quản bộ_tư_pháp
  cơ quan chủ quản ubnd_xã //! T0111
  về người bằng số_định_danh { lưu giữ họ_tên ; lưu giữ ngày_sinh ; độ phủ 1% nguồn "x" ; độ phủ 2% nguồn "x" } //! T0111
  về hôn_nhân bằng số_giấy { lưu giữ vợ ; độ phủ 1% nguồn "x" nguồn "y" } //! T0111
}
thủ tục d "D" {
  mã "1.001193"
  mã "1.001194" //! T0111
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  cơ quan thực hiện bộ_tư_pháp
  căn cứ pháp lý luật_hộ_tịch điều 1
  căn cứ pháp lý luật_hộ_tịch điều 2
  trường hợp e : có_không "E"
  trường hợp f : có_không "F"
  người yêu cầu : người
  người yêu cầu : người //! T0111
  thành phần hồ sơ { xuất trình thẻ_căn_cước khi e khi f của người_yêu_cầu (1 bản chính) (1 bản sao) }
  thành phần hồ sơ { xuất trình thẻ_căn_cước để chứng_minh để lấy_đồng_ý } //! T0111
  bước ký "Ký" trong 2 ngày trong 3 ngày theo luật_hộ_tịch điều 1 theo luật_hộ_tịch điều 2 //! T0111
}
"#

t0112_reserved_names r#"
cơ quan commune "A" { cấp xã } //! T0112
thực thể số "B" { khóa xã ; xã : chữ "C" ; không_có : chữ "D" } //! T0112 T0112
giấy tờ tất_cả "E" { về a : người } //! T0112
thực thể doanh_nghiệp "F" { khóa mã_số ; mã_số : chữ "G" ; loại : xã | tỉnh | không_có | có "H" }
thủ tục khai_báo "I" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai the_applicant : người "J" //! T0112
  vai cấp_xã : doanh_nghiệp "J"
  trường hợp online : có_không "K" //! T0112
  trường hợp nơi_nhận : trực_tuyến | bưu_chính | người_yêu_cầu "L"
  thành phần hồ sơ {
    nộp thẻ_căn_cước gọi là chưa_rõ khi nơi_nhận == trực_tuyến hoặc cấp_xã.loại == không_có //! T0112
    nộp thẻ_căn_cước gọi là xác_thực khi cấp_xã.loại thuộc { xã, có } và trực_tuyến
  }
  bước xác_nhận "M"
  bước đồng_ý "N" sau xác_nhận im lặng coi là đồng_ý
}
"#

t0201_expected r#"
cơ quan a "A" { cấp ấp } //! T0201
văn bản b "B" từ "hôm qua" { số hiệu 60 ; loại nghị_quyết ; mức xác minh cao } //! T0201 T0201 T0201 T0201
thực thể c "C" {
  d : 5 "D" //! T0201
  e "E" //! T0201
}
nguồn dữ liệu f "F" {
  cơ quan chủ quản "A" //! T0201
  về người bằng số_định_danh == 5 { //! T0201
    lưu giữ "họ_tên" //! T0201
    độ phủ 97 nguồn "x" //! T0201
  }
  về hôn_nhân bằng số_giấy { lưu giữ vợ ; độ phủ 120 nguồn "x" } //! T0201
  công bố theo luật_hộ_tịch //! T0201
  đồng ý cao //! T0201
  đăng nhập dân_cư //! T0201
  kết nối ndxp //! T0201
  độ trễ 2 //! T0201
}
giấy tờ g "G" {
  về người //! T0201
  chứng minh họ_tên, người.mẹ.họ_tên //! T0201 T0201
  có giá trị 60 đồng //! T0201
}
thủ tục h "H" {
  mã 1_001193 //! T0201
  bộ bộ_tư_pháp, ubnd_xã //! T0201
  cơ quan thực hiện ubnd_xã
  trường hợp i : có_không "I" tỷ lệ 5 nguồn "x" //! T0201
  trường hợp j : "x" //! T0201
  trực tiếp thời hạn giải quyết 5 đi lại 1..2 lần //! T0201 T0201
  bưu chính thời hạn giải quyết trong_ngày nhận trước 25:00 //! T0201
  thành phần hồ sơ {
    nộp thẻ_căn_cước của người_yêu_cầu để chơi //! T0201
    tờ khai k "K" { 5 } //! T0201
    ít nhất hai { ghi chú 5 } //! T0201 T0201
    với mỗi x { ghi chú "x" } //! T0201
  }
  bước ký "Ký" trong 2 bản chính im lặng coi là gì_đó //! T0201 T0201
  bước chờ "Chờ" tối đa hai //! T0201
  lệ phí 5 //! T0201
  số hồ sơ rất_nhiều mỗi năm 2024 nguồn "x" //! T0201
  độ tin cậy vừa //! T0201
}
tình huống l "L" cho thủ tục h tại ngày hôm_nay { cho i } //! T0201 T0201
"#

t0202_bad_date r#"
văn bản a "A" từ 2026-02-30 { số hiệu "1" } //! T0202
văn bản b "B" từ 2026-13-01 { số hiệu "1" } //! T0202
văn bản c "C" từ 2024-02-29 { số hiệu "1" }
văn bản d "D" từ 2026 { số hiệu "1" } //! T0202
"#

t0203_empty_period r#"
văn bản a "A" từ 2026-01-02 đến 2026-01-01 //! T0203
văn bản b "B" từ 2026-01-01 đến 2026-01-01
"#

t0204_unknown_attribute r#"
thực thể a "A" { khóa tên, chủ.tên ; tên : chữ ; chủ : người } //! T0204
nguồn dữ liệu b "B" {
  cơ quan chủ quản bộ_tư_pháp
  về người bằng { số_định_danh, mẹ.họ } { //! T0204
    lưu giữ họ_tênn //! T0204
    đối chiếu ngày_sinh, tuổi //! T0204
    bao gồm quốc_tịch == việt_nam và màu == đỏ //! T0204
  }
}
giấy tờ c "C" { về x : người ; chứng minh x.tuổi, x.họ_tên } //! T0204
thủ tục d "D" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai bố : người = người_yêu_cầu.bố //! T0204
  vai mẹ : người = người_yêu_cầu.mẹ
  vai hn : hôn_nhân với vợ = mẹ, chủ = mẹ //! T0204
  thành phần hồ sơ {
    tờ khai e "E" { người_yêu_cầu.tuổi, mẹ.mẹ.họ_tên, mẹ.họ_tên.dấu } //! T0204 T0204
    nộp thẻ_căn_cước của mẹ khi mẹ.cao == cao //! T0204
  }
  bước ký "Ký"
}
"#

t0205_unknown_role r#"
giấy tờ a "A" { về x : người ; chứng minh y.họ_tên } //! T0205
thủ tục b "B" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai con : người = bố.con //! T0205
  vai hn : hôn_nhân với vợ = bà //! T0205
  thành phần hồ sơ {
    tờ khai c "C" { cn.họ_tên } //! T0205
    nộp thẻ_căn_cước của cháu //! T0205
    với mỗi p thuộc { con, chắt } { nộp thẻ_căn_cước của p } //! T0205
    nộp thẻ_căn_cước của p //! T0205
  }
  bước ký "Ký"
}
"#

t0206_unknown_value r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trường hợp c : có_không "C"
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước khi b == z //! T0206
    xuất trình thẻ_căn_cước khi b thuộc { x, z } //! T0206
    xuất trình thẻ_căn_cước khi c == x //! T0206
    xuất trình thẻ_căn_cước khi c == có và b != y
    xuất trình thẻ_căn_cước khi người_yêu_cầu.quốc_tịch == lào //! T0206
  }
  bước ký "Ký"
}
"#

t0207_wrong_bindings r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai con : người
  vai hn : hôn_nhân
  thành phần hồ sơ {
    nộp thẻ_căn_cước
    nộp thẻ_căn_cước của con
    nộp thẻ_căn_cước của con, người_yêu_cầu //! T0207
    nộp giấy_kết_hôn //! T0207
    nộp giấy_kết_hôn của hn
  }
  bước ký "Ký"
}
"#

t0208_wrong_entity r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai hn : hôn_nhân
  thành phần hồ sơ {
    nộp thẻ_căn_cước của hn //! T0208
    nộp giấy_kết_hôn của người_yêu_cầu //! T0208
  }
  bước ký "Ký"
}
"#

t0209_unknown_condition r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp kết_hôn : có_không "Kết hôn"
  ràng buộc không phải (kết_hôn và độc_thân) //! T0209
  trực tiếp đi lại 1 lần khi rảnh //! T0209
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước khi kết_hon //! T0209
    xuất trình thẻ_căn_cước trừ khi kết_hôn hoặc trực_tuyến
    nếu goá { xuất trình thẻ_căn_cước } //! T0209
  }
  bước ký "Ký" khi hồ_sơ_đủ
}
"#

t0210_shares_do_not_fit r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trường hợp b : x | y | z "B" tỷ lệ 50% | 50% nguồn "s" //! T0210
  trường hợp c : có_không "C" tỷ lệ 50% | 30% | 20% nguồn "s" //! T0210
  trường hợp d : có_không "D" tỷ lệ 50% | 50% nguồn "s"
  trường hợp e : có_không "E" tỷ lệ 50% nguồn "s"
  bước ký "Ký"
}
"#

t0211_shares_exceed r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trường hợp b : x | y "B" tỷ lệ 50% | 51% nguồn "s" //! T0211
  trường hợp c : x | y "C" tỷ lệ 40..60% | 40..60% nguồn "s"
  trường hợp d : x | y "D" tỷ lệ 40% | 50% nguồn "s" //! T0211
  trường hợp e : có_không "E" tỷ lệ 150% nguồn "s" //! T0220
  trường hợp f : có_không "F" tỷ lệ 100% nguồn "s"
  bước ký "Ký"
}
"#

t0212_not_a_comparison r#"
nguồn dữ liệu a "A" {
  cơ quan chủ quản bộ_tư_pháp
  về người bằng số_định_danh {
    lưu giữ họ_tên
    bao gồm quốc_tịch //! T0212
    bao gồm quốc_tịch == 5 //! T0212
    bao gồm quốc_tịch == việt_nam hoặc quốc_tịch == nước_ngoài //! T0212
    bao gồm quốc_tịch thuộc { việt_nam, nước_ngoài }
  }
}
"#

t0213_only_bool r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trường hợp c : có_không "C"
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước khi b //! T0213
    xuất trình thẻ_căn_cước khi c và b == x
  }
  bước ký "Ký"
}
"#

t0219_looks_like_a_case r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trường hợp phải_xác_minh : có_không "Phải xác minh"
  bước b "B" khi phải_xac_minh //! T0219
  bước c "C" khi phải_xác_minh
  bước d "D" khi hồ_sơ_chưa_đủ
}
"#

t0220_more_than_all r#"
chỉ tiêu a "A" { giảm 130% "chi phí tuân thủ" } //! T0220
nguồn dữ liệu b "B" {
  cơ quan chủ quản bộ_tư_pháp
  về người bằng số_định_danh { lưu giữ họ_tên ; độ phủ 93..104% nguồn "x" } //! T0220
}
"#

t0221_reduce_what r#"
chỉ tiêu a "A" { //! T0104
}
chỉ tiêu b "B" {
  giảm 30% //! T0221
  giảm 30% "" //! T0221
  giảm "chi phí" //! T0201
  giảm rất_nhiều "giấy tờ" //! T0201
  giảm 30% "chi phí tuân thủ"
  giảm 50% "Chi phí  tuân thủ" //! T0111
}
"#

t0301_need_without_evidence r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  thành phần hồ sơ {
    nội dung cần chứng minh quốc_tịch "Quốc tịch" { //! T0301
      thông tin người_yêu_cầu.quốc_tịch, người_yêu_cầu.họ_tên, người_yêu_cầu.ngày_sinh
      xuất trình thẻ_căn_cước
    }
  }
  yêu cầu sống "Còn sống" cần người_yêu_cầu.còn_sống, người_yêu_cầu.số_định_danh //! T0301
  bước ký "Ký"
}
"#

t0302_law_not_in_force r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  căn cứ pháp lý luật_hộ_tịch điều 1, luật_cũ điều 2 //! T0302
  bước ký "Ký"
}
"#

t0214_unit_mismatch r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp s : số "Diện tích"
  trường hợp v : tiền "Vốn"
  trường hợp n : ngày "Ngày nộp"
  trường hợp t : số "Thời gian cư trú"
  thành phần hồ sơ {
    nộp thẻ_căn_cước khi s <= 100 m2
    nộp thẻ_căn_cước khi s > 3 tháng //! T0214
    nộp thẻ_căn_cước khi v >= 5 //! T0214
    nộp thẻ_căn_cước khi n < 2026-01-01 và 5_000 đồng <= v
    nộp thẻ_căn_cước khi t < 1 năm và t >= 6 tháng
    nộp thẻ_căn_cước khi n == 5 ngày //! T0214
  }
  bước ký "Ký"
  phí 2_000 đồng + s //! T0214
  phí 2_000 đồng * s
}
"#

t0215_not_a_quantity r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : có_không "B"
  trường hợp c : x | y "C"
  thành phần hồ sơ {
    nộp thẻ_căn_cước khi b > 2 //! T0215
    nộp thẻ_căn_cước khi c <= 2 //! T0215
    nộp thẻ_căn_cước khi người_yêu_cầu.họ_tên >= 5 //! T0215
    nộp thẻ_căn_cước khi người_yêu_cầu.ngày_sinh >= 2012-01-01
  }
  bước ký "Ký"
}
"#

t0216_not_a_formula r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : có_không "B"
  trường hợp m : số_nguyên "Số bản"
  bước ký "Ký"
  phí m * (b hoặc m) //! T0216
  phí 5_000..6_000 đồng * m //! T0216
  phí 5_000 đồng * m tối đa 20_000 đồng khi m > 0
}
"#

t0217_row_without_condition r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : có_không "B"
  bước ký "Ký"
  bảng quyết định mức "Mức thu" {
    5_000 đồng //! T0217
    6_000 đồng khi b
    7_000 đồng còn lại
  }
  lệ phí mức
}
"#

t0218_row_after_otherwise r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : có_không "B"
  bước ký "Ký"
  bảng quyết định mức "Mức thu" {
    7_000 đồng còn lại
    6_000 đồng khi b //! T0218
  }
  lệ phí mức
}
"#

t0303_never_true r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trường hợp c : có_không "C"
  trường hợp d : có_không "D"
  ràng buộc không phải (c và d)
  trực tiếp đi lại 1 lần
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước khi b == x và b == y //! T0303
    xuất trình thẻ_căn_cước khi c và d //! T0303
    xuất trình thẻ_căn_cước khi trực_tuyến //! T0303
    nếu b == x {
      xuất trình thẻ_căn_cước khi b == y //! T0303
      xuất trình thẻ_căn_cước khi c
    }
  }
  bước ký "Ký"
}
"#

t0304_figure_without_source r#"
nguồn dữ liệu a "A" {
  cơ quan chủ quản bộ_tư_pháp
  về người bằng số_định_danh { lưu giữ họ_tên ; độ phủ 97% } //! T0304
  về hôn_nhân bằng số_giấy { lưu giữ vợ ; độ phủ 97% ước tính "vì sao" }
}
định mức b "B" {
  thu nhập giờ 63_000 đồng của người_dân //! T0304
  hoạt động c : 1 phút //! T0304
  chi phí d : 2_000 đồng //! T0304
  chi phí e : 2_000 đồng theo luật_hộ_tịch điều 1
}
thủ tục f "F" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trường hợp g : có_không "G" tỷ lệ 5% //! T0304
  trực tiếp tỷ lệ 10% đi lại 1 lần //! T0304
  trường hợp h : có_không "H" tỷ lệ 5% nguồn "báo"
  bước ký "Ký"
  lệ phí 8_000 đồng //! T0304
  lệ phí chưa_rõ
  phí không_có
  số hồ sơ 100 mỗi năm 2024 //! T0304
}
"#

t0305_step_cycle r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước b "B"
  bước c "C" sau b, e //! T0305
  bước d "D" sau c
  bước e "E" sau d
}
thủ tục f "F" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước g "G" sau g //! T0305
}
thủ tục h "H" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước i "I"
  bước j "J" sau i
  bước k "K" sau i
  bước l "L" sau j, k
}
"#

t0310_no_steps r#"
thủ tục a "A" { bộ bộ_tư_pháp ; cơ quan thực hiện ubnd_xã } //! T0310
"#

t0306_table_gap r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp s : số "Diện tích"
  trường hợp n : số_nguyên "Số tầng"
  bước ký "Ký"
  bảng quyết định hở "Hở" { //! T0306
    50_000 đồng khi s < 100 m2
    75_000 đồng khi s > 100 m2
  }
  bảng quyết định kín "Kín" {
    50_000 đồng khi s < 100 m2
    75_000 đồng khi s >= 100 m2
  }
  bảng quyết định nguyên "Nguyên" {
    "thấp" khi n <= 3
    "cao" khi n >= 4
  }
  lệ phí hở
  phí kín
}
"#

t0307_table_overlap r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp s : số "Diện tích"
  trường hợp b : có_không "Miễn"
  bước ký "Ký"
  bảng quyết định chồng "Chồng" {
    50_000 đồng khi s <= 100 m2
    75_000 đồng khi s >= 100 m2 //! T0307
  }
  bảng quyết định lần_lượt "Theo thứ tự" lần lượt {
    0 đồng      khi b
    50_000 đồng khi s <= 100 m2
    75_000 đồng còn lại
  }
  bảng quyết định bằng_nhau "Cùng giá trị" {
    ubnd_xã khi b
    ubnd_xã khi s <= 100 m2
    bộ_tư_pháp còn lại
  }
  lệ phí chồng
  phí lần_lượt
}
"#

t0308_limits_overlap r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : có_không "Phải xác minh"
  trường hợp c : có_không "Ở vùng xa"
  trực tiếp thời hạn giải quyết 3 ngày làm việc
  thời hạn giải quyết 8 ngày làm việc khi b
  thời hạn giải quyết 10 ngày làm việc khi c //! T0308
  bước ký "Ký"
}
thủ tục d "D" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : có_không "Phải xác minh"
  trực tiếp thời hạn giải quyết 3 ngày làm việc
  thời hạn giải quyết 8 ngày làm việc khi b
  bước ký "Ký"
}
"#

t0309_asked_against_prohibition r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : có_không "B"
  không được yêu cầu nộp thẻ_căn_cước khi b theo luật_hộ_tịch điều 1
  thành phần hồ sơ {
    nộp thẻ_căn_cước //! T0309
    nộp thẻ_căn_cước khi không phải b
  }
  bước ký "Ký"
}
"#

t0311_paper_without_basis r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  không được yêu cầu nộp ngoài_quy_định theo luật_hộ_tịch điều 1
  thành phần hồ sơ {
    nộp thẻ_căn_cước //! T0311
    xuất trình thẻ_căn_cước theo luật_hộ_tịch điều 2
  }
  bước ký "Ký"
}
"#

t0312_limits_exceed_total r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trực tiếp thời hạn giải quyết 5 ngày làm việc //! T0312
  bưu chính thời hạn giải quyết 5 ngày làm việc
  bước b "B" trong 3 ngày làm việc
  bước c "C" sau b trong 3 ngày làm việc
  bước d "D" sau b trong 1 ngày làm việc
}
thủ tục e "E" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trực tiếp thời hạn giải quyết 5 ngày làm việc
  gia hạn 3 ngày làm việc
  bước b "B" trong 3 ngày làm việc
  bước c "C" sau b trong 3 ngày làm việc
}
thủ tục f "F" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trực tiếp thời hạn giải quyết trong_ngày //! T0312
  trực tuyến toàn trình thời hạn giải quyết chưa_rõ
  bước b "B" trong 4 giờ làm việc
  bước c "C" sau b trong 5 giờ làm việc
}
thủ tục g "G" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trực tiếp thời hạn giải quyết 2 ngày làm việc
  bước b "B" yêu cầu bổ sung trong 30 ngày tối đa 1 lần
  bước c "C" sau b trong 2 ngày làm việc
}
thủ tục h "H" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trực tiếp thời hạn giải quyết 5 ngày làm việc
  gia hạn 1 tháng
  bước b "B" trong 6 ngày làm việc
}
thủ tục i "I" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trực tiếp thời hạn giải quyết 2 ngày làm việc
  bước b "B" trong 24 giờ
  bước c "C" sau b trong 1 ngày làm việc
}
thủ tục k "K" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trường hợp m : có_không "M"
  trực tiếp thời hạn giải quyết 5 ngày làm việc //! T0312
  gia hạn 3 ngày làm việc khi m
  bước b "B" khi không phải m trong 6 ngày làm việc
}
"#

t0320_undated_law r#"
văn bản luật_mới "Luật mới" { loại luật }
nguồn dữ liệu a "A" {
  cơ quan chủ quản bộ_tư_pháp
  về người bằng số_định_danh { lưu giữ họ_tên }
  phục vụ xã theo luật_mới điều 1 //! T0320
  công bố từ 2026-01-01 theo luật_mới điều 2
}
thủ tục b "B" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  căn cứ pháp lý luật_mới điều 1
  bước ký "Ký" theo luật_mới điều 3
}
"#

t0321_own_paper r#"
giấy tờ giấy_khai_sinh "Giấy khai sinh" { về x : người ; chứng minh x.họ_tên ; nơi cấp công_chức }
giấy tờ giấy_bệnh_viện "Giấy của bệnh viện" { về x : người ; nơi cấp ubnd_xã, bộ_tư_pháp }
giấy tờ trích_lục "Trích lục" { về x : người }
giấy tờ giấy_lưu "Giấy đã số hóa" { về x : người ; nơi cấp ubnd_xã }
nguồn dữ liệu kho "Kho dữ liệu" { cơ quan chủ quản ubnd_xã ; về người bằng số_định_danh ; lưu kết quả giấy_lưu }
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  thành phần hồ sơ {
    nộp giấy_khai_sinh //! T0321
    giao nộp giấy_khai_sinh gọi là bản_cũ
    nộp giấy_khai_sinh gọi là bản_gốc để hình_thức_luật_định
    nộp giấy_bệnh_viện
    nộp giấy_lưu
    nộp trích_lục //! T0321
  }
  bước ký "Ký"
}
thủ tục b "B" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước ký "Ký"
  kết quả trích_lục
}
"#

t0322_agency_does_not_exist r#"
cơ quan ubnd_huyện "UBND cấp huyện" đến 2025-06-30 { cấp huyện ; kế tục bởi ubnd_xã }
cơ quan sở_cũ "Sở cũ" đến 2025-02-28 { cấp tỉnh }
cơ quan sở_sau "Sở sau" từ 2027-01-01 { cấp tỉnh }
người thực hiện công_chức_huyện "Công chức cấp huyện" của ubnd_huyện
giấy tờ giấy_a "Giấy A" { về x : người ; nơi cấp ubnd_huyện, ubnd_xã }
giấy tờ giấy_b "Giấy B" { về x : người ; nơi cấp ubnd_huyện, sở_cũ } //! T0322 T0322
thủ tục c "C" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_huyện, sở_sau //! T0322 T0322
  bước ký "Ký" bởi công_chức_huyện phê duyệt //! T0322
  bước hỏi "Hỏi" bởi công_chức lấy ý kiến sở_cũ sau ký //! T0322
}
thủ tục d "D" đến 2025-06-30 {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_huyện
  căn cứ pháp lý luật_cũ điều 1
  bước ký "Ký" bởi công_chức_huyện phê duyệt
}
"#

t0323_low_rank_criterion r#"
văn bản tt_1 "Thông tư 1" từ 2020-01-01 { loại thông_tư }
văn bản x "Văn bản chưa rõ loại" từ 2020-01-01
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  điều kiện b "B" theo tt_1 điều 3 //! T0323
  yêu cầu c "C" theo tt_1 điều 3, luật_hộ_tịch điều 1
  yêu cầu d "D" theo x điều 1
  điều kiện e "E"
  bước ký "Ký"
}
"#

t0324_too_many_rounds r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước b "B" bởi công_chức yêu cầu bổ sung tối đa 3 lần //! T0324
  bước c "C" bởi công_chức yêu cầu bổ sung tối đa 2 lần
}
"#

t0325_unbounded_rounds r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước b "B" bởi công_chức yêu cầu bổ sung //! T0325
  bước c "C" bởi công_chức phê duyệt
}
"#

t0326_extension_exceeds_limit r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trường hợp b : có_không "B"
  thời hạn giải quyết 5 ngày làm việc khi không phải b
  thời hạn giải quyết 20 ngày làm việc khi b
  gia hạn 10 ngày làm việc khi b
  gia hạn 6 ngày làm việc khi không phải b //! T0326
  bước ký "Ký"
}
thủ tục c "C" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trực tiếp thời hạn giải quyết trong_ngày
  gia hạn 3 ngày làm việc
  bước ký "Ký"
}
"#

t0327_age_exceeds_validity r#"
giấy tờ giấy_a "Giấy A" { về x : người ; có giá trị 6 tháng }
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  thành phần hồ sơ {
    nộp giấy_a cấp không quá 1 năm //! T0327
    nộp giấy_a cấp không quá 180 ngày
    nộp giấy_a cấp không quá 200 ngày //! T0327
  }
  bước ký "Ký"
}
"#

t0328_request_after_limit r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trực tiếp thời hạn giải quyết 3 ngày làm việc
  thành phần hồ sơ {
    nội dung cần chứng minh b "B" { //! T0328
      thông tin người_yêu_cầu.họ_tên
      xuất trình thẻ_căn_cước
    } hạn yêu cầu bổ sung 5 ngày làm việc theo luật_hộ_tịch điều 1
    nội dung cần chứng minh c "C" {
      thông tin người_yêu_cầu.họ_tên
      xuất trình thẻ_căn_cước
    } hạn yêu cầu bổ sung 1 ngày làm việc theo luật_hộ_tịch điều 1
  }
  bước ký "Ký"
}
"#

t0329_validity_differs r#"
giấy tờ giấy_a "Giấy A" { về x : người ; có giá trị 6 tháng }
giấy tờ giấy_b "Giấy B" { về x : người ; có giá trị 1 năm }
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  bước ký "Ký"
  kết quả giấy_a của người_yêu_cầu có giá trị 12 tháng //! T0329
  kết quả giấy_b của người_yêu_cầu có giá trị 12 tháng
}
"#

t0330_other_document_name r#"
giấy tờ sổ_hộ_khẩu "Sổ hộ khẩu" { về x : người ; tên khác "Hộ khẩu", "Sổ  ĐỎ", "Giấy giá thú" } //! T0330 T0330
giấy tờ sổ_đỏ "Giấy chứng nhận quyền sử dụng đất" { về x : người ; tên khác "Sổ đỏ" } //! T0330
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  không được yêu cầu nộp "Hộ khẩu", "Giấy khám sức khỏe" theo luật_hộ_tịch điều 1 //! T0330
  thành phần hồ sơ {
    nộp giấy_kết_hôn_cũ gọi là sổ_đỏ //! T0330
    nộp sổ_đỏ gọi là giấy_chứng_nhận_quyền_sử_dụng_đất
  }
  bước ký "Ký"
}
giấy tờ giấy_kết_hôn_cũ "Giấy giá thú" { về x : người }
"#

t0331_twin_code r#"
thủ tục a "A" {
  mã "1.001193"
  mã song sinh "1.004873", "1.001193" //! T0331 T0331
  bộ bộ_tư_pháp ; cơ quan thực hiện ubnd_xã ; bước ký "Ký"
}
thủ tục b "B" {
  mã "1.004873" //! T0331
  bộ bộ_tư_pháp ; cơ quan thực hiện ubnd_xã ; bước ký "Ký"
}
"#

t0332_not_six_clear r#"
người thực hiện tổ_công_tác "Tổ công tác"
thủ tục a "A" { //! T0332
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trực tiếp thời hạn giải quyết 5 ngày làm việc
  bước nhận "Nhận" bởi công_chức tiếp nhận
  bước b "B" sau nhận
}
thủ tục không_phải_quy_trình "Chỉ có tên bước" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước b "B"
}
thủ tục c "C" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trực tiếp thời hạn giải quyết 5 ngày làm việc
  yêu cầu đủ "Đủ" theo luật_hộ_tịch điều 1
  bước nộp "Nộp" bởi người_yêu_cầu nộp hồ sơ
  bước kiểm "Kiểm tra" bởi công_chức kiểm tra đủ sau nộp
  bước hỏi "Hỏi" bởi công_chức lấy ý kiến bộ_tư_pháp sau nộp trong 2 ngày làm việc
  bước ký "Ký" bởi công_chức phê duyệt sau kiểm
  kết quả giấy_kết_hôn
}
thủ tục d "D" { //! T0332
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  trực tiếp thời hạn giải quyết 5 ngày làm việc
  bước kiểm "Kiểm tra" bởi tổ_công_tác kiểm tra
  bước hỏi "Hỏi" bởi công_chức lấy ý kiến bộ_tư_pháp
  bước ký "Ký" bởi bộ_tư_pháp phê duyệt
  bước từ_chối "Từ chối" bởi bộ_tư_pháp từ chối theo luật_hộ_tịch điều 1
}
"#

t0333_over_collection r#"
nguồn dữ liệu vneid "VNeID" {
  cơ quan chủ quản bộ_tư_pháp
  đăng nhập người_yêu_cầu
  về người bằng số_định_danh { lưu giữ số_định_danh, họ_tên, quốc_tịch, ngày_sinh }
}
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai con : người
  thành phần hồ sơ {
    tờ khai t "Tờ khai" { //! T0333
      người_yêu_cầu.số_định_danh, người_yêu_cầu.họ_tên, người_yêu_cầu.quốc_tịch, người_yêu_cầu.còn_sống
      con.quốc_tịch
    }
  }
  yêu cầu b "B" đánh giá bởi công_chức cần người_yêu_cầu.họ_tên
  bước ký "Ký"
}
thủ tục c "C" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  thành phần hồ sơ {
    tờ khai t "Tờ khai" { người_yêu_cầu.họ_tên, người_yêu_cầu.quốc_tịch, người_yêu_cầu.ngày_sinh }
    nộp giấy_kết_hôn_cũ khi người_yêu_cầu.quốc_tịch == nước_ngoài
  }
  bước ký "Ký"
  kết quả thẻ_căn_cước của người_yêu_cầu
}
giấy tờ giấy_kết_hôn_cũ "Giấy giá thú" { về x : người }
"#

t0334_lookup_holds_nothing r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  thành phần hồ sơ {
    tờ khai t "Tờ khai" { người_yêu_cầu.số_định_danh }
    nội dung cần chứng minh b "B" {
      thông tin người_yêu_cầu.ngày_sinh
      khai thác dân_cư bằng người_yêu_cầu.số_định_danh theo luật_hộ_tịch điều 1 //! T0334
      khai thác dân_cư bằng người_yêu_cầu.số_định_danh theo luật_hộ_tịch điều 1 (suy_luận)
      không khai thác được thì xuất trình thẻ_căn_cước
    }
    nội dung cần chứng minh c "C" {
      thông tin người_yêu_cầu.ngày_sinh, người_yêu_cầu.họ_tên
      khai thác dân_cư bằng người_yêu_cầu.số_định_danh theo luật_hộ_tịch điều 1
      không khai thác được thì xuất trình thẻ_căn_cước
    }
  }
  bước ký "Ký"
}
"#

t0335_lookup_key_unknown r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai mẹ : người = người_yêu_cầu.mẹ
  vai vợ : người
  vai hn : hôn_nhân
  thành phần hồ sơ {
    tờ khai t "Tờ khai" { mẹ.họ_tên }
    nội dung cần chứng minh b "B" {
      thông tin mẹ.họ_tên, vợ.họ_tên
      khai thác dân_cư bằng { mẹ.số_định_danh } theo luật_hộ_tịch điều 1
      khai thác dân_cư bằng số_định_danh theo luật_hộ_tịch điều 1
      khai thác dân_cư bằng hn.số_giấy theo luật_hộ_tịch điều 1 //! T0335
      khai thác dân_cư bằng vợ.mẹ theo luật_hộ_tịch điều 1 //! T0335
      không khai thác được thì xuất trình thẻ_căn_cước của mẹ
    }
  }
  bước ký "Ký"
}
thủ tục c "C" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai vợ : người
  thành phần hồ sơ {
    nội dung cần chứng minh d "D" {
      thông tin vợ.họ_tên
      khai thác dân_cư bằng vợ.số_định_danh theo luật_hộ_tịch điều 1 //! T0335
      không khai thác được thì xuất trình thẻ_căn_cước của vợ
    }
  }
  bước ký "Ký"
}
"#

t0336_unneeded_requirement r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  vai con : người
  thành phần hồ sơ {
    nội dung cần chứng minh b "B" { //! T0336
      thông tin người_yêu_cầu.họ_tên
      xuất trình thẻ_căn_cước
    }
    nội dung cần chứng minh c "C" { thông tin con.họ_tên ; xuất trình thẻ_căn_cước của con }
    nội dung cần chứng minh d "D" { thông tin người_yêu_cầu.họ_tên ; xuất trình thẻ_căn_cước theo luật_hộ_tịch điều 1 }
    nội dung cần chứng minh e "E" để đại_diện { thông tin người_yêu_cầu.họ_tên ; xuất trình thẻ_căn_cước }
  }
  yêu cầu f "F" cần con.ngày_sinh
  bước ký "Ký"
}
"#

t0340_allow_not_understood r#"
// tthc: cho qua T0310 vì "x" //! T0340
// tthc: cho phép T9999 vì "x" //! T0340
// tthc: cho phép T0310 vì x //! T0340
cơ quan a "A" { cấp xã }
"#

t0341_allow_without_reason r#"
thủ tục a "A" { //! T0310
  // tthc: cho phép T0304 //! T0341
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  lệ phí 8_000 đồng // tthc: allow T0304 because "" //! T0304 T0341
}
"#

t0342_allow_of_error r#"
// tthc: cho phép T0102 vì "chưa nhập" //! T0342
người thực hiện a "A" của ubnd_xx //! T0102
"#

t0343_allow_unused r#"
// tthc: cho phép T0310 vì "bản ghi của bộ không có" //! T0343
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  bước ký "Ký"
  lệ phí 8_000 đồng //! T0304
  // tthc: cho phép T0304 vì "không còn câu nào" //! T0343
}
"#

allowed_findings_are_not_reported r#"
// tthc: cho phép T0310, T0304 vì "bản ghi của bộ không có bước và nguồn"
// Một dòng khác ở giữa không sao.
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  lệ phí 8_000 đồng
}
thủ tục b "B" { // tthc: allow T0310 because "the record has none"
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  lệ phí 8_000 đồng // tthc: cho phép T0304 vì "báo"
  // tthc: cho phép T0304 vì "báo"
  phí 8_000 đồng
  phí 9_000 đồng //! T0304
}
"#

names_that_scenarios_and_reforms_give r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trường hợp c : có_không "C"
  thành phần hồ sơ { xuất trình thẻ_căn_cước khi c }
  thời hạn giải quyết 5 ngày tính từ kýy //! T0107
  bước ký "Ký"
}
tình huống d "D" cho thủ tục a {
  cho b = z, cc = có, c = có, trực_tuyến = có, người_yêu_cầu.quốc_tịch = việt_nam //! T0206 T0107
  cho người_yêu_cầu.tuổi = x, con.họ_tên = y, c = x //! T0204 T0205 T0206
  mong đợi hồ sơ { thẻ_căn_cước, thẻ_căn_cưới } //! T0108
  mong đợi vẫn phải nộp đơn_thư //! T0108
  mong đợi cơ quan ubnd_xx //! T0102
}
phương án e "E" đối với a {
  tiếp thu tất_cả
  không tiếp thu giấy_kết_hôn vì "x" //! T0108
  cắt giảm thẻ_căn_cước vì "x"
  rút ngắn đóng_dấu còn 1 ngày //! T0107
}
"#

names_of_scopes_rules_and_keys r#"
nguồn dữ liệu a "A" {
  cơ quan chủ quản bộ_tư_pháp
  về người bằng số_định_danh { lưu giữ họ_tên }
  phục vụ xã, huyện, ubnd_xx theo luật_hộ_tịch điều 1 //! T0102
  công bố từ 2026-01-01 theo luật_hộ_tịch điều 1 { người, người.tuổi, ngườii, thẻ_căn_cước, nhà.số } //! T0204 T0102 T0102
}
quy tắc chung b "B" {
  thay thế thẻ_căn_cước bằng dân_cư khi chủ_thẻ.quốc_tịch == việt_nam
  thay thế thẻ_căn_cước bằng dân_cư khi chủ_thẻ.quốc_tịch == lào và chủ.họ_tên == x //! T0205 T0206
  thay thế thẻ_căn_cước, giấy_kết_hôn bằng dân_cư khi chủ_thẻ.tuổi thuộc { x } //! T0204
}
thủ tục c "C" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  thành phần hồ sơ {
    nội dung cần chứng minh d "D" {
      thông tin người_yêu_cầu.họ_tên
      khai thác dân_cư bằng { số_định_danhh } theo luật_hộ_tịch điều 1 //! T0107
      khai thác dân_cư bằng { con.số_định_danh, mẹ.số_định_danh } theo luật_hộ_tịch điều 1 //! T0107
      không khai thác được thì nộp thẻ_căn_cước
    }
  }
  bước ký "Ký"
}
"#

t0407_contradictory_decisions r#"
cơ quan a "A" { cấp xã }
thực thể n "N" { khóa s ; s : chữ "S" }
giấy tờ g "G" { về x : n ; chứng minh x.s }
thủ tục t "T" {
  bộ a ; cơ quan thực hiện a ; người yêu cầu : n
  thành phần hồ sơ { nộp g }
  bước b "B" trong 3 ngày
}
phương án p "P" đối với t {
  không tiếp thu g vì "x"
  cắt giảm g vì "y" //! T0407
  tiếp thu tất_cả
  rút ngắn b còn 2 ngày
  rút ngắn b còn 1 ngày //! T0407
  rút ngắn tất_cả còn 1 ngày
}
"#


t0240_not_a_text r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trực tuyến toàn trình thời hạn giải quyết 1 ngày làm việc
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước khi người_yêu_cầu.quốc_tịch == "việt nam" //! T0240
    xuất trình thẻ_căn_cước khi b == "x" //! T0240
    xuất trình thẻ_căn_cước khi người_yêu_cầu.họ_tên == "An"
  }
  bước ký "Ký"
}
"#

t0241_text_without_quotes r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trực tuyến toàn trình thời hạn giải quyết 1 ngày làm việc
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước khi người_yêu_cầu.họ_tên == An //! T0241
    xuất trình thẻ_căn_cước trừ khi người_yêu_cầu.họ_tên == An //! T0241
  }
  bước ký "Ký"
}
"#

t0242_too_many_alternatives r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  thành phần hồ sơ {
    ít nhất 6 {
      một trong { xuất trình thẻ_căn_cước gọi là c0 ; xuất trình thẻ_căn_cước gọi là d0 } //! T0242
      một trong { xuất trình thẻ_căn_cước gọi là c1 ; xuất trình thẻ_căn_cước gọi là d1 }
      một trong { xuất trình thẻ_căn_cước gọi là c2 ; xuất trình thẻ_căn_cước gọi là d2 }
      một trong { xuất trình thẻ_căn_cước gọi là c3 ; xuất trình thẻ_căn_cước gọi là d3 }
      một trong { xuất trình thẻ_căn_cước gọi là c4 ; xuất trình thẻ_căn_cước gọi là d4 }
      một trong { xuất trình thẻ_căn_cước gọi là c5 ; xuất trình thẻ_căn_cước gọi là d5 }
      một trong { xuất trình thẻ_căn_cước gọi là c6 ; xuất trình thẻ_căn_cước gọi là d6 }
      một trong { xuất trình thẻ_căn_cước gọi là c7 ; xuất trình thẻ_căn_cước gọi là d7 }
    }
  }
  bước ký "Ký"
}
"#

t0243_several_forms r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trực tuyến toàn trình thời hạn giải quyết 1 ngày làm việc
  thành phần hồ sơ {
    ít nhất 2 { //! T0243
      tờ khai f "F" { người_yêu_cầu.họ_tên }
      tờ khai g "G" { người_yêu_cầu.ngày_sinh }
      tờ khai h "H" { người_yêu_cầu.số_định_danh }
    }
  }
  bước ký "Ký"
}
"#

t0244_condition_behind_term r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trực tuyến toàn trình thời hạn giải quyết 1 ngày làm việc
  thành phần hồ sơ {
    nội dung cần chứng minh n "N" hạn yêu cầu bổ sung 4 giờ làm việc khi b == x { //! T0244
      thông tin người_yêu_cầu.họ_tên ; xuất trình thẻ_căn_cước
    }
    nội dung cần chứng minh m "M" khi b == x hạn yêu cầu bổ sung 4 giờ làm việc {
      thông tin người_yêu_cầu.họ_tên ; xuất trình thẻ_căn_cước
    }
  }
  bước ký "Ký"
}
"#

t0245_anything_outside_rules r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trực tuyến toàn trình thời hạn giải quyết 1 ngày làm việc
  thành phần hồ sơ {
    nộp bất_kỳ //! T0245
  }
  bước ký "Ký"
}
"#

t0246_cutoff_without_same_day r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trực tuyến toàn trình thời hạn giải quyết 2 ngày làm việc nhận trước 15:00 //! T0246
  trực tiếp thời hạn giải quyết trong_ngày nhận trước 15:00
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước
  }
  bước ký "Ký"
}
"#

t0337_no_copies r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trực tuyến toàn trình thời hạn giải quyết 1 ngày làm việc
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước (0 bản chính, 0 bản sao) //! T0337
    xuất trình thẻ_căn_cước (0 bản chính, 1 bản sao)
  }
  bước ký "Ký"
}
"#

t0338_no_post_channel r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trực tuyến toàn trình thời hạn giải quyết 1 ngày làm việc
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước (1 bản chính) qua bưu chính thì (1 bản sao) //! T0338
  }
  bước ký "Ký"
}
"#

t0339_same_day_too_short r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp b : x | y "B"
  trực tuyến toàn trình thời hạn giải quyết trong_ngày
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước
  }
  bước ký "Ký"
  bước sửa "Sửa" bởi người_yêu_cầu xác nhận dự thảo sau ký trong 1 ngày //! T0339
  bước xem "Xem" bởi người_yêu_cầu xác nhận dự thảo sau ký trong 2 giờ
  bước chờ "Chờ" bởi người_yêu_cầu xác nhận dự thảo sau ký trong 1 ngày không tính vào thời hạn
}
"#
}
