//! One mistake in a real file is one finding, at the mistake: in the whole repository nothing else is told.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use tthc_model::Severity;
use tthc_project::{Content, Edit, Manifest, Project};
use tthc_syntax::Span;

const FILE: &str = "tư_pháp/đăng_ký_khai_sinh.tthc";

/// What stands in the file, what is written for it, the one code that is told, and how many lines below
/// the beginning of the change.
const MISTAKES: &[(&str, &str, &str, i64)] = &[
    ("  thành phần hồ sơ {", "  thanh phan ho so {", "T0012", 0),
    ("  thành phần hồ sơ {", "  thành phẩn hồ sơ {", "T0012", 0),
    ("  thành phần hồ sơ {", "  thành phần hồ {", "T0012", 0),
    ("thủ tục đăng_ký_khai_sinh \"Đăng", "thu tuc đăng_ký_khai_sinh \"Đăng", "T0010", 0),
    ("trường hợp kết_hôn ", "truong hop kết_hôn ", "T0012", 0),
    ("  vai mẹ  ", "  vải mẹ  ", "T0012", 0),
    ("bước tiếp_nhận  ", "buớc tiếp_nhận  ", "T0012", 0),
    ("nội dung cần chứng minh quan_hệ", "nội dung cần chứg minh quan_hệ", "T0012", 0),
    ("      nộp giấy_chứng_sinh của con", "      nop giấy_chứng_sinh của con", "T0012", 0),
    ("khai thác hộ_tịch", "khai thac hộ_tịch", "T0012", 0),
    ("  kết quả giấy_khai", "  ket qua giấy_khai", "T0012", 0),
    ("  bộ                 bộ", "  bô                 bộ", "T0012", 0),
    (
        "hẹn trả\"              bởi một_cửa tiếp nhận sau nộp_hồ_sơ",
        "hẹn trả\"              bởi một_cửa tiếp nhận sao nộp_hồ_sơ",
        "T0013",
        0,
    ),
    ("(1 bản chính) theo tt_04_2020", "(1 bản chính) thoe tt_04_2020", "T0013", 0),
    ("\"Hôn nhân của cha, mẹ\" khi kết", "\"Hôn nhân của cha, mẹ\" khii kết", "T0013", 0),
    ("7 ngày không được lược bỏ", "7 ngay không được lược bỏ", "T0013", 0),
    ("0 đồng khi", "0 ngày khi", "T0201", 0),
    ("trong 7 ngày không", "trong 7 đồng không", "T0201", 0),
    ("trong 7 ngày không", "trong 7 không", "T0201", 0),
    ("8_000 đồng", "8.000 đồng", "T0018", 0),
    ("8_000 đồng", "8,000 đồng", "T0018", 0),
    ("trường hợp kết_hôn ", "trường hợp kêt_hôn ", "T0113", 0),
    ("  vai mẹ  ", "  vai me  ", "T0113", 0),
    ("bước tiếp_nhận  ", "bước tiep_nhan  ", "T0113", 0),
    ("tờ khai tờ_khai_khai_sinh", "tờ khai tờ_khai_khai_sih", "T0113", 0),
    ("giấy tờ giấy_chứng_sinh ", "giấy tờ giấy_chung_sinh ", "T0113", 0),
    ("thủ tục đăng_ký_khai_sinh ", "thủ tục dang_ky_khai_sinh ", "T0113", 0),
    ("yêu cầu chưa_đăng_ký ", "yêu cầu chưa_dang_ký ", "T0107", 8),
    ("khi kết_hôn {", "khi kết_hon {", "T0209", 0),
    ("thông tin mẹ.nơi_thường_trú", "thông tin mẹ.nơi_thuong_trú", "T0204", 0),
    ("thông tin mẹ.nơi_thường_trú", "thông tin mej.nơi_thường_trú", "T0205", 0),
    ("  bộ                 bộ_tư_pháp", "  bộ                 bộ_tu_phap", "T0102", 0),
    ("bởi lãnh_đạo_ubnd_xã phê", "bởi lanh_dao_ubnd_xã phê", "T0102", 0),
    ("sau bổ_sung khi", "sau bổ_xung khi", "T0107", 0),
    ("nộp giấy_chứng_sinh của con", "nộp giấy_chứng_sanh của con", "T0102", 0),
    ("nộp giấy_chứng_sinh của con", "nộp abcxyz của con", "T0102", 0),
    (
        "KQ004287, KQ004465, KQ004466, KQ004467\"\n  }\n",
        "KQ004287, KQ004465, KQ004466, KQ004467\"\n",
        "T0023",
        0,
    ),
    ("    } theo nđ_123_2015 điều 9\n", "     theo nđ_123_2015 điều 9\n", "T0023", 0),
    ("bản sao\"\n    }\n", "bản sao\"\n", "T0023", 0),
    (
        "Nghị quyết 66.7 hết hiệu lực ngày 28/02/2027\"\n}\n",
        "Nghị quyết 66.7 hết hiệu lực ngày 28/02/2027\"\n",
        "T0023",
        0,
    ),
    (
        "  chứng minh trẻ.ngày_sinh, trẻ.giới_tính, trẻ.nơi_sinh, trẻ.mẹ\n  nơi cấp cơ_sở_y_tế\n}",
        "  chứng minh trẻ.ngày_sinh, trẻ.giới_tính, trẻ.nơi_sinh, trẻ.mẹ\n  nơi cấp cơ_sở_y_tế",
        "T0023",
        1,
    ),
    ("  mong đợi cơ quan ubnd_xã\n}", "  mong đợi cơ quan ubnd_xã", "T0023", 0),
    ("qua nguồn thứ cấp\"\n}", "qua nguồn thứ cấp\"\n", "T0023", 0),
    ("  thành phần hồ sơ {", "  thành phần hồ sơ", "T0024", 0),
    ("khi kết_hôn {", "khi kết_hôn", "T0024", 0),
    ("theo tt_04_2024 {", "theo tt_04_2024", "T0024", 0),
    ("\"Đăng ký khai sinh\" {", "\"Đăng ký khai sinh\"", "T0024", 0),
    ("\"Giấy chứng sinh\" {", "\"Giấy chứng sinh\"", "T0024", 0),
    ("\"Số bản sao xin cấp\"\n", "\"Số bản sao xin cấp\"\n  }\n", "T0011", 1),
    (
        "(1 bản chính) khi nơi_sinh == cơ_sở_y_tế\n",
        "(1 bản chính) khi nơi_sinh == cơ_sở_y_tế\n      }\n",
        "T0011",
        1,
    ),
    (
        "(1 bản chính) khi nơi_sinh == cơ_sở_y_tế\n",
        "(1 bản chính) khi nơi_sinh == cơ_sở_y_tế }\n",
        "T0011",
        0,
    ),
    (
        "(1 bản chính) khi nơi_sinh == cơ_sở_y_tế\n",
        "(1 bản chính) khi nơi_sinh == cơ_sở_y_tế {\n",
        "T0014",
        0,
    ),
    ("bởi một_cửa trả kết quả sau ký\n", "bởi một_cửa trả kết quả sau ký {\n", "T0014", 0),
    (
        "Nghị quyết 66.7 hết hiệu lực ngày 28/02/2027\"\n}\n",
        "Nghị quyết 66.7 hết hiệu lực ngày 28/02/2027\"\n}\n}\n",
        "T0011",
        2,
    ),
    (
        "bằng { mẹ.số_định_danh, cha.số_định_danh } theo",
        "bằng { mẹ.số_định_danh, cha.số_định_danh theo",
        "T0014",
        0,
    ),
    (
        "bằng { mẹ.số_định_danh, cha.số_định_danh } theo",
        "bằng mẹ.số_định_danh, cha.số_định_danh } theo",
        "T0011",
        0,
    ),
    (
        "khi không phải (đúng_hạn hoặc diện_miễn_lệ_phí) quy định bởi hđnd_tỉnh theo",
        "khi không phải (đúng_hạn hoặc diện_miễn_lệ_phí quy định bởi hđnd_tỉnh theo",
        "T0014",
        0,
    ),
    (
        "nộp biên_bản_trẻ_bị_bỏ_rơi của con (1 bản chính)",
        "nộp biên_bản_trẻ_bị_bỏ_rơi của con 1 bản chính)",
        "T0013",
        0,
    ),
    ("\"1.001193\"", "\"1.001193", "T0015", 0),
    ("\"1.001193\"", "1.001193\"", "T0015", 0),
    ("\"Đăng ký khai sinh\" {", "\"Đăng ký khai sinh {", "T0015", 0),
    ("\"Trả kết quả\"   ", "\"Trả kết quả   ", "T0015", 0),
    ("\"Hôn nhân của cha, mẹ\" khi kết", "\"Hôn nhân của cha, mẹ khi kết", "T0015", 0),
    ("\"Trả kết quả\" ", "“Trả kết quả” ", "T0013", 0),
    ("  vai mẹ              : người = con.mẹ nếu có                     \"Mẹ\"\n", "", "T0205", -9),
    ("  bộ                 bộ_tư_pháp\n", "", "T0104", -3),
    (
        "  bước tiếp_nhận        \"Kiểm tra thành phần hồ sơ, hẹn trả\"              bởi một_cửa tiếp nhận sau nộp_hồ_sơ\n",
        "",
        "T0107",
        0,
    ),
    ("  vai con             : người ", "  vai con             = người ", "T0026", 0),
    ("trường hợp kết_hôn           : có", "trường hợp kết_hôn           = có", "T0026", 0),
    ("  bộ                 bộ_tư_pháp", "  bộ: bộ_tư_pháp", "T0027", 0),
    ("  bộ                 bộ_tư_pháp", "  bộ = bộ_tư_pháp", "T0027", 0),
    ("cho bỏ_rơi = có, trực", "cho bỏ_rơi: có, trực", "T0201", 0),
    ("  bước trả              ", "  step trả              ", "T0021", 0),
    ("  thành phần hồ sơ {", "  dossier {", "T0021", 0),
    ("  thành phần hồ sơ {", "  dosier {", "T0012", 0),
    ("bước trả  ", "bước sau  ", "T0112", 0),
    ("trường hợp bỏ_rơi            :", "trường hợp khi            :", "T0112", 0),
    ("  vai cha             :", "  vai của             :", "T0112", 0),
    ("bước tiếp_nhận  ", "bước tiếp nhận  ", "T0025", 0),
    ("bước tiếp_nhận  ", "bước 1_tiếp_nhận  ", "T0017", 0),
    ("bước tiếp_nhận  ", "bước tiếp-nhận  ", "T0025", 0),
    (
        "    ghi chú \"Giấy chứng sinh điện tử",
        "    bước x \"X\" bởi một_cửa tiếp nhận\n    ghi chú \"Giấy chứng sinh điện tử",
        "T0103",
        0,
    ),
    (
        "  kết quả giấy_khai_sinh của con",
        "  nộp giấy_chứng_sinh của con\n  kết quả giấy_khai_sinh của con",
        "T0103",
        0,
    ),
    (
        "tại ngày 2026-06-01 {\n  cho kết_hôn = có, nơi",
        "tại ngày 2026-13-01 {\n  cho kết_hôn = có, nơi",
        "T0202",
        0,
    ),
    (
        "tại ngày 2026-06-01 {\n  cho kết_hôn = có, nơi",
        "tại ngày 01/06/2026 {\n  cho kết_hôn = có, nơi",
        "T0201",
        0,
    ),
    ("84.9%", "84,9%", "T0201", 0),
    ("84.9%", "849%", "T0220", 0),
    ("  bước trả  ", "  lệ phí 0 đồng bước trả  ", "T0013", 0),
    ("sau ghi_sổ không", "sau không", "T0013", 0),
    ("ủy_quyền và không phải người_thân", "ủy_quyền and not người_thân", "T0021", 0),
    ("ủy_quyền và không phải người_thân", "ủy_quyền && không phải người_thân", "T0013", 0),
    ("bước bổ_sung   ", "bước tiếp_nhận   ", "T0105", 0),
    ("trường hợp bỏ_rơi   ", "trường hợp kết_hôn   ", "T0105", 0),
    ("nơi_sinh = cơ_sở_y_tế, đúng_hạn", "nơi_sinh = cơ_sở_yte, đúng_hạn", "T0206", 0),
    ("  mong đợi lệ phí 0 đồng", "  mong đợi le phi 0 đồng", "T0012", 0),
    (
        "nộp trực tuyến\" cho thủ tục đăng_ký_khai_sinh",
        "nộp trực tuyến\" cho thủ tục đăng_ki_khai_sinh",
        "T0102",
        0,
    ),
    (
        "  mong đợi hồ sơ { tờ_khai_khai_sinh, thẻ_căn_cước, biên",
        "  mong đợi hồ sơ { tờ_khai_khai_sin, thẻ_căn_cước, biên",
        "T0108",
        0,
    ),
    ("// có yếu tố", "/* có yếu tố", "T0020", 0),
];

/// What is told of the repository with the text in place of the file: paths, codes, and lines from 1.
fn found(project: &mut Project, text: &str) -> Vec<(String, &'static str, i64)> {
    project.apply(Edit::Write(FILE.into(), Content::text(text)));
    let snapshot = project.snapshot();
    let mut found = Vec::new();
    for (path, problems) in snapshot.all_problems() {
        let text = snapshot.text(&path).unwrap();
        let line = |at: Span| text[..at.start as usize].matches('\n').count() as i64 + 1;
        let told = problems.iter().filter(|problem| problem.severity() != Severity::Hint);
        found.extend(told.map(|problem| (path.to_string(), problem.code(), line(problem.at))));
    }
    found
}

#[test]
fn one_mistake_is_one_finding() {
    let files = tthc_tests::procedures().unwrap();
    let sound = files.iter().find(|file| file.path == FILE).unwrap().text.clone();
    let contents = files.into_iter().map(|file| (file.path.into(), Content::text(file.text)));
    let manifest = Manifest::parse(&tthc_tests::manifest().unwrap()).unwrap();
    let mut project = Project::load(manifest, contents);
    assert_eq!(found(&mut project, &sound), [], "the real files are sound");
    let mut wrong = Vec::new();
    for (from, to, code, below) in MISTAKES {
        let at = sound.find(from).unwrap_or_else(|| panic!("{from:?} stands in {FILE}"));
        let line = sound[..at].matches('\n').count() as i64 + 1 + below;
        let told = found(&mut project, &sound.replacen(from, to, 1));
        if told != [(FILE.to_owned(), *code, line)] {
            wrong.push(format!("{from:?} → {to:?}: {code} on line {line} is wanted, found {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
