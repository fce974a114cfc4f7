//! Local variants are checked as the procedures they are.

#![allow(clippy::unwrap_used, reason = "a test stops at what must not be")]

use tthc_model::Severity;
use tthc_project::{Content, Manifest, Project};

const COMMON: &str = r#"
cơ quan bộ "Bộ" { cấp trung_ương }
cơ quan xã_x "UBND xã" { cấp xã }
văn bản luật "Luật" từ 2020-01-01 { số hiệu "1/2020/QH14" ; loại luật }
thực thể người "Người" { khóa số ; số : chữ "Số" ; tên : chữ "Tên" }
"#;

fn base(steps: &str) -> String {
    format!(
        r#"
thủ tục gốc "Gốc" {{
  bộ bộ
  cơ quan thực hiện xã_x
  người yêu cầu : người
  trường hợp gấp : có_không "Gấp"
  trực tiếp thời hạn giải quyết 10 ngày làm việc
  thành phần hồ sơ {{
    tờ khai đơn "Đơn" theo luật điều 1 {{ người_yêu_cầu.số }}
  }}
{steps}
}}
"#
    )
}

/// Errors and warnings of all files: path, code, and what the place says.
fn found(base: &str, variant: &str) -> Vec<(String, &'static str, String)> {
    let files = [("a.tthc", COMMON), ("b.tthc", base), ("c.tthc", variant)];
    let manifest = Manifest::default();
    let project = Project::load(manifest, files.map(|(path, text)| (path.into(), Content::text(text))));
    let snapshot = project.snapshot();
    let problems = snapshot.all_problems();
    let told =
        problems.iter().flat_map(|(path, problems)| problems.iter().map(move |problem| (path, problem)));
    told.filter(|(_, problem)| problem.severity() != Severity::Hint)
        .map(|(path, problem)| {
            let text = snapshot.text(path).unwrap();
            (path.to_string(), problem.code(), text[problem.at.range()].to_owned())
        })
        .collect()
}

const STEP: &str = "  bước ký \"Ký\" bởi xã_x phê duyệt trong 8 ngày làm việc";

#[test]
fn what_a_variant_makes_wrong_is_told_in_its_own_lines() {
    let variant = "bản địa phương riêng \"Riêng\" của gốc {\n  thời hạn giải quyết 3 ngày làm việc\n}\n";
    assert_eq!(
        found(&base(STEP), variant),
        [("c.tthc".to_owned(), "T0312", "thời hạn giải quyết 3 ngày làm việc".to_owned())]
    );
}

#[test]
fn what_shows_at_a_statement_of_the_procedure_is_told_at_the_variants_name() {
    let variant = "bản địa phương riêng \"Riêng\" của gốc {\n  bước ký \"Ký\" bởi xã_x phê duyệt trong 12 ngày làm việc\n}\n";
    let told = found(&base(STEP), variant);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((&*told[0].0, told[0].1), ("c.tthc", "T0312"));
}

#[test]
fn what_is_wrong_in_the_procedure_is_told_once() {
    let variant = "bản địa phương riêng \"Riêng\" của gốc {\n  lệ phí 5_000 đồng theo luật điều 1\n}\n\
        bản địa phương khác \"Khác\" của gốc {\n  lệ phí 6_000 đồng theo luật điều 1\n}\n";
    let slow = STEP.replace('8', "12");
    let told = found(&base(&slow), variant);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((&*told[0].0, told[0].1), ("b.tthc", "T0312"));
}

#[test]
fn the_paper_that_a_variant_adds_is_checked() {
    let variant =
        "bản địa phương riêng \"Riêng\" của gốc {\n  yêu cầu đủ_tuổi \"Đủ tuổi\" cần người_yêu_cầu.tên\n}\n";
    let told = found(&base(STEP), variant);
    assert_eq!(told, [("c.tthc".to_owned(), "T0301", "cần người_yêu_cầu.tên".to_owned())]);
}
