//! Consecutive statements of one shape are aligned as a table.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::real_files;
use tthc_syntax::format::{TokenKind, format, tokens};
use tthc_syntax::{Surface, parse};

/// The widest line that padding may make.
const LINE: usize = 140;

fn formatted(text: &str) -> String {
    format(&parse(text), None)
}

#[track_caller]
fn formats(text: &str, wanted: &str) {
    let found = formatted(text);
    assert_eq!(found, wanted, "\n{found}");
    assert_eq!(formatted(&found), wanted, "formatted again");
    if !parse(text).errors.is_empty() {
        return;
    }
    for count in [1, 3] {
        assert_eq!(formatted(&with_blanks(text, count)), wanted, "from {count} blanks");
    }
    let english = format(&parse(wanted), Some(Surface::English));
    assert_eq!(format(&parse(english.as_str()), Some(Surface::Vietnamese)), wanted, "there and back");
}

/// Formatting leaves the text as it is, and comes back to it from any other blanks.
#[track_caller]
fn stays(text: &str) {
    formats(text, text);
}

/// The text with runs of blanks of the given length between the tokens of a line.
fn with_blanks(text: &str, count: usize) -> String {
    let parse = parse(text);
    let mut changed = String::new();
    for token in tokens(&parse.tree) {
        match token.kind {
            TokenKind::Space if !changed.ends_with('\n') => changed.push_str(&" ".repeat(count)),
            TokenKind::LineComment if changed.ends_with(' ') && count == 1 => {
                changed.push(' ');
                changed.push_str(&text[token.span.range()]);
            }
            _ => changed.push_str(&text[token.span.range()]),
        }
    }
    changed
}

fn width(line: &str) -> usize {
    line.chars().count()
}

#[test]
fn rows_of_one_keyword_share_columns() {
    formats(
        r#"quy tắc chung a "A" {
  thay thế thẻ_căn_cước bằng dân_cư theo nq_66_7 điều 4 khoản 1
  thay thế giấy_khai_sinh bằng hộ_tịch_điện_tử theo nq_66_7 điều 4 khoản 2
  thay thế thẻ_bhyt bằng bảo_hiểm theo nq_66_7 điều 4 khoản 3
}
"#,
        r#"quy tắc chung a "A" {
  thay thế thẻ_căn_cước    bằng dân_cư           theo nq_66_7 điều 4 khoản 1
  thay thế giấy_khai_sinh  bằng hộ_tịch_điện_tử  theo nq_66_7 điều 4 khoản 2
  thay thế thẻ_bhyt        bằng bảo_hiểm         theo nq_66_7 điều 4 khoản 3
}
"#,
    );
}

#[test]
fn letters_count_and_not_bytes() {
    stays(
        r#"thực thể người "Cá nhân" {
  ten                : chữ   "x"
  quan_hệ_với_chủ_hộ : chữ   "Quan hệ với chủ hộ"
  ngày_mất           : ngày  "Ngày chết"
}
"#,
    );
}

/// The tree is of the composed text; so is what is written.
#[test]
fn decomposed_letters_are_as_wide_as_composed_ones() {
    let composed = "thực thể a \"A\" {\n  họ_tên : chữ  \"Họ\"\n  x      : ngày \"X\"\n}\n";
    let decomposed = composed.replace('ọ', "o\u{323}").replace('ữ', "u\u{31b}\u{303}");
    assert_ne!(composed, decomposed);
    assert_eq!(formatted(&decomposed), formatted(composed));
}

#[test]
fn a_row_without_the_clause_leaves_it_out() {
    stays(
        r#"thủ tục x "X" {
  người yêu cầu : người
  vai con       : người                    "Con"
  vai mẹ        : người = con.mẹ nếu có    "Mẹ"
  vai trước_bạ  : lệ_phí_trước_bạ          "Lệ phí"
  vai thửa      : thửa_đất với chủ = mẹ
  vai bản       : giao_dịch với bên = con  "Giao dịch"
}
"#,
    );
}

#[test]
fn a_clause_of_few_rows_belongs_to_the_cell_before_it_and_numbers_end_in_one_column() {
    stays(
        r#"định mức vn "Định mức" {
  hoạt động điền_trường :   1 phút                 ước tính "a"
  hoạt động giấy_tờ     :  15 phút                 ước tính "b"
  hoạt động đi_lại      : 125 phút tại xã          ước tính "c"
  hoạt động đi_lại      : 141 phút tại tỉnh        ước tính "d"
  hoạt động đi_lại      : 240 phút tại trung_ương  ước tính "e"

  chi phí bản_sao_chứng_thực :  2_000 đồng nguồn "Thông tư"
  chi phí bản_sao            :    500 đồng ước tính "giá chụp"
  chi phí gửi_bưu_chính      : 30_000 đồng ước tính "giá gửi"
}
"#,
    );
}

#[test]
fn channels_and_a_procedures_head_are_tables_of_different_keywords() {
    stays(
        r#"thủ tục x "X" {
  mã                   "1.001193"
  lĩnh vực             "Hộ tịch"
  bộ                   bộ_tư_pháp
  đối tượng thực hiện  công_dân, tổ_chức
  căn cứ pháp lý       luật_hộ_tịch điều 11, 13, 14,
                       nđ_18_2026, tt_04_2020

  trực tuyến một phần  thời hạn giải quyết 3 ngày làm việc đi lại 1 lần
  trực tiếp            thời hạn giải quyết 3 ngày làm việc đi lại 2 lần
  bưu chính            thời hạn giải quyết 3 ngày làm việc đi lại 0 lần
}
"#,
    );
}

#[test]
fn nothing_is_aligned_behind_an_action_or_a_condition() {
    stays(
        r#"thủ tục x "X" {
  bước nộp        "Nộp hồ sơ"          bởi người_yêu_cầu      nộp hồ sơ
  bước tiếp_nhận  "Kiểm tra hồ sơ"     bởi một_cửa            tiếp nhận sau nộp
  bước đối_chiếu  "Đối chiếu dữ liệu"  bởi cán_bộ_cư_trú      khai thác dân_cư, đất_đai sau tiếp_nhận
  bước từ_chối    "Từ chối"            bởi trưởng_công_an_xã  từ chối sau đối_chiếu khi không_đạt

  lệ phí 200_000 đồng khi không phải hỏng_hoặc_mất theo tt_25_2021
  lệ phí  40_000 đồng khi hỏng_hoặc_mất theo tt_25_2021
}
"#,
    );
}

#[test]
fn a_much_wider_cell_sticks_out() {
    stays(
        r#"thủ tục x "X" {
  trường hợp diện        : nhà_của_mình | về_với_người_thân | thuê_mượn_ở_nhờ | cơ_sở_tôn_giáo "Diện"
  trường hợp nơi_sinh    : cơ_sở | khác  "Nơi sinh"
  trường hợp quân_đội    : có_không      "Quân đội"
  trường hợp kết_hôn     : có_không      "Kết hôn"
  trường hợp xin_bản_sao : có_không      "Bản sao"
}
"#,
    );
}

#[test]
fn cells_that_stand_in_one_column_anyway_need_no_second_blank() {
    stays(
        r#"thủ tục x "X" {
  trường hợp quân_đội    : có_không "Quân đội"
  trường hợp xin_bản_sao : có_không "Bản sao"
}
"#,
    );
}

#[test]
fn blank_lines_and_comments_group_the_rows_of_a_block() {
    stays(
        r#"thực thể người "Cá nhân" {
  họ_tên   : chữ    "Họ tên"
  // nơi ở
  quê_quán : chữ    "Quê quán"

  /// Trẻ em.
  mẹ       : người  "Mẹ"
  khóa họ_tên
  x : chữ "X"
}
"#,
    );
}

#[test]
fn a_blank_line_ends_a_table_of_items() {
    stays(
        r#"cơ quan ubnd_xã     "UBND cấp xã"     { cấp xã ; tên khác "Ủy ban" }
/// Công an.
cơ quan công_an_xã  "Công an cấp xã"  { cấp xã }

cơ quan sở_tư_pháp      "Sở Tư pháp"                  { cấp tỉnh }
cơ quan sở_nông_nghiệp  "Sở Nông nghiệp, Môi trường"  { cấp tỉnh }
người thực hiện một_cửa "Một cửa" của ubnd_xã
"#,
    );
}

#[test]
fn a_line_that_would_become_too_long_keeps_single_blanks() {
    let row = |tail: usize| {
        let tail = "x".repeat(tail);
        format!(
            r#"thủ tục x "X" {{
  bước nộp        "Nộp hồ sơ trực tuyến"   bởi người_yêu_cầu  nộp hồ sơ
  bước thẩm_tra   "Thẩm tra hồ sơ"         bởi một_cửa        tiếp nhận
  bước trả        "Trả kết quả"            bởi một_cửa        trả kết quả
  bước ký         "Ký"                     bởi lãnh_đạo       phê duyệt khi {tail}
  bước thông_báo  "Thông báo cho công an"  bởi một_cửa        trả kết quả
}}
"#
        )
    };
    let widest = width("  bước thông_báo  \"Thông báo cho công an\"  bởi người_yêu_cầu  phê duyệt khi ");
    let fits = row(LINE - widest);
    assert_eq!(fits.lines().map(width).max(), Some(LINE));
    stays(&fits);
    // One blank between columns would do for one letter more.
    let too_long = row(LINE - widest + 2).replace(
        "\"Ký\"                     bởi lãnh_đạo       phê duyệt",
        "\"Ký\"                     bởi lãnh_đạo phê duyệt",
    );
    stays(&too_long);
}

#[test]
fn a_column_that_most_rows_have_no_room_for_is_not_aligned() {
    let row = |start: &str| format!("{start}{}", "x".repeat(LINE - width(start)));
    stays(&format!(
        "thủ tục x \"X\" {{\n{}\n{}\n{}\n}}\n",
        "  bước một \"Nộp hồ sơ trực tuyến\" bởi lãnh_đạo phê duyệt",
        row("  bước hai \"Ký\" bởi lãnh_đạo phê duyệt khi "),
        row("  bước bốn \"Báo\" bởi lãnh_đạo phê duyệt khi "),
    ));
}

#[test]
fn a_broken_statement_or_one_of_several_lines_ends_the_table() {
    formats(
        r#"thủ tục x "X" {
  vai a : người "A"
  vai   ???
  vai bbbbb : người "B"
  vai c : người "C"
    khi a
  vai ddd : người "D"
  vai e : người "E"
}
"#,
        r#"thủ tục x "X" {
  vai a : người "A"
  vai   ???
  vai bbbbb : người "B"
  vai c : người "C"
      khi a
  vai ddd : người "D"
  vai e   : người "E"
}
"#,
    );
}

#[test]
fn lists_hang_under_their_first_element() {
    formats(
        r#"giấy tờ x "X" {
  chứng minh a.họ_tên,
  a.ngày_sinh,
        a.nơi_sinh
  tên khác "A",
    "B"
}
"#,
        r#"giấy tờ x "X" {
  chứng minh a.họ_tên,
             a.ngày_sinh,
             a.nơi_sinh
  tên khác "A",
           "B"
}
"#,
    );
}

#[test]
fn comments_behind_consecutive_statements_are_aligned() {
    formats(
        r#"thủ tục x "X" { // a
  mã "1" // b
  lĩnh vực "Hộ tịch"      // c
  ghi chú "g" // d

  ghi chú "h" // e
  ghi chú "i"
}
"#,
        r#"thủ tục x "X" {  // a
  mã        "1"        // b
  lĩnh vực  "Hộ tịch"  // c
  ghi chú "g"          // d

  ghi chú "h"  // e
  ghi chú "i"
}
"#,
    );
}

#[test]
fn separators_stand_between_blanks() {
    formats(
        "cơ quan a \"A\" {cấp xã;tên khác \"B\" ;tên khác \"C\"; }\n",
        "cơ quan a \"A\" { cấp xã ; tên khác \"B\" ; tên khác \"C\" }\n",
    );
}

#[test]
fn english_columns_have_the_widths_of_english_keywords() {
    let text = r#"thủ tục x "X" {
  trực tuyến một phần  đi lại 1 lần
  trực tiếp            đi lại 2 lần
}
"#;
    let english = r#"procedure x "X" {
  online partial  visits 1 times
  counter         visits 2 times
}
"#;
    assert_eq!(format(&parse(text), Some(Surface::English)), english);
    stays(text);
}

#[test]
fn padding_makes_no_line_of_the_real_files_too_long() {
    for (path, text) in real_files() {
        for surface in [Surface::Vietnamese, Surface::English] {
            let aligned = format(&parse(text.as_str()), Some(surface));
            let single = with_blanks(&aligned, 1);
            for (aligned, single) in aligned.lines().zip(single.lines()) {
                assert!(width(aligned) <= LINE || width(single) > LINE, "{path}: {aligned}");
            }
        }
    }
}

#[test]
fn real_files_do_not_depend_on_their_earlier_blanks() {
    for (path, text) in real_files() {
        let wanted = formatted(&text);
        for count in [1, 2, 5] {
            let found = formatted(&with_blanks(&text, count));
            let differs = found.lines().zip(wanted.lines()).find(|(a, b)| a != b);
            assert!(found == wanted, "{path}: {differs:?}");
        }
    }
}

/// Work that grows with the square of the text would not end here.
#[test]
fn long_tables_and_long_rows_are_fine() {
    let rows = |row: &dyn Fn(usize) -> String| (0..2_000).map(row).collect::<String>();
    let names =
        rows(&|at| format!("  x{} : chữ \"{}\" // {at}\n", "y".repeat(at % 150), "z".repeat(at % 97)));
    let clauses = "  nộp a".to_owned() + &" của b (1 bản sao)".repeat(4_000) + "\n";
    let list = "  chứng minh a".to_owned() + &",\n b".repeat(4_000) + "\n";
    let text = format!("thực thể x \"X\" {{\n{names}{clauses}{clauses}{list}{list}}}\n");
    let once = formatted(&text);
    assert!(formatted(&once) == once, "formatted twice");
}
