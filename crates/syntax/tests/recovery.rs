//! One mistake costs one statement: what is told, on which line, and what survives.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;

use common::{errors_by_line, parse, statements};
use tthc_syntax::{Keyword, Kind, Node, SyntaxErrorKind};

/// A sound text; each case spoils it in one place. Lines are counted from 1.
const SOUND: &str = r#"thủ tục khai_sinh "Khai sinh" {
  mã "1.001193"
  bộ bộ_tư_pháp
  người yêu cầu : người
  trường hợp kết_hôn : có_không "Kết hôn"
  thành phần hồ sơ {
    nộp giấy_chứng_sinh của con (1 bản chính)
    nội dung cần chứng minh hôn_nhân "Hôn nhân" khi kết_hôn {
      thông tin hôn_nhân.tồn_tại
      không khai thác được thì xuất trình giấy_kết_hôn của hôn_nhân
    } theo luật_hộ_tịch điều 16 khoản 1
  }
  bước ký "Ký" bởi lãnh_đạo phê duyệt sau thẩm_tra trong 2 ngày làm việc
  lệ phí 8_000 đồng theo tt_281_2016 điều 4
}
thủ tục khai_tử "Khai tử" {
  mã "1.000656"
  bộ bộ_tư_pháp
}
"#;

/// How many statements the sound text has.
const ALL: usize = 14;

/// Replaces one piece of the sound text; expects these errors, and so many statements understood.
#[track_caller]
fn check(from: &str, to: &str, errors: &[(usize, &str)], kept: usize) {
    assert_eq!(SOUND.matches(from).count(), 1, "{from:?} stands once in the sound text");
    check_text(&SOUND.replacen(from, to, 1), errors, kept);
}

#[track_caller]
fn check_text(text: &str, errors: &[(usize, &str)], kept: usize) {
    let parse = parse(text);
    let found: Vec<(usize, String)> =
        errors_by_line(&parse).into_iter().map(|(line, kind)| (line, shown(kind))).collect();
    let wanted: Vec<(usize, String)> =
        errors.iter().map(|(line, kind)| (*line, (*kind).to_owned())).collect();
    assert_eq!(found, wanted, "in\n{text}");
    assert_eq!(statements(&parse), kept, "statements in\n{text}");
    // The other procedure is always there, whole.
    let other = parse.items().find(|item| item.name().map(Node::text) == Some("khai_tử"));
    let known = other.map(|item| item.statements().filter_map(Node::keyword).collect::<Vec<_>>());
    assert_eq!(known, Some(vec![Keyword::Code, Keyword::Ministry]), "in\n{text}");
}

/// The kind and what it speaks of: `UnknownStatement: bươc ký → bước`.
fn shown(kind: &SyntaxErrorKind) -> String {
    let with = |name: &str, found: &str, suggestion: &Option<&'static str>| match suggestion {
        Some(suggestion) => format!("{name}: {found} → {suggestion}"),
        None => format!("{name}: {found}"),
    };
    match kind {
        SyntaxErrorKind::UnknownStatement { found, suggestion } => {
            with("UnknownStatement", found, suggestion)
        }
        SyntaxErrorKind::UnexpectedText { found, suggestion } => with("UnexpectedText", found, suggestion),
        SyntaxErrorKind::OutsideItem { suggestion } => with("OutsideItem", "", suggestion),
        SyntaxErrorKind::MissingClosing { opened } => format!("MissingClosing: {opened}"),
        SyntaxErrorKind::Unclosed { bracket } => format!("Unclosed: {bracket}"),
        SyntaxErrorKind::MissingValue { keyword } => format!("MissingValue: {keyword}"),
        SyntaxErrorKind::MissingName { keyword } => format!("MissingName: {keyword}"),
        SyntaxErrorKind::ThousandsSeparator { found, fixed } => {
            format!("ThousandsSeparator: {found} → {fixed}")
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn the_sound_text_is_sound() {
    check_text(SOUND, &[], ALL);
}

#[test]
fn missing_braces() {
    // The end of the procedure: the head of the next one shows where it was.
    check("điều 4\n}\n", "điều 4\n", &[(14, "MissingClosing: thủ tục khai_sinh \"Khai …")], ALL);
    // The beginning of the procedure.
    check("\"Khai sinh\" {\n", "\"Khai sinh\"\n", &[(1, "MissingOpening")], ALL);
    // The end of the dossier.
    check("khoản 1\n  }\n", "khoản 1\n", &[(11, "MissingClosing: thành phần hồ sơ")], ALL);
    // The beginning of the dossier.
    check("hồ sơ {\n", "hồ sơ\n", &[(6, "MissingOpening")], ALL);
    // The end of a requirement, with its basis and without.
    let lost = "MissingClosing: nội dung cần chứng …";
    check("    } theo luật_hộ_tịch điều 16 khoản 1\n", "", &[(10, lost)], ALL);
    check("    } theo luật_hộ_tịch điều 16", "    theo luật_hộ_tịch điều 16", &[(11, lost)], ALL);
    check("khi kết_hôn {", "khi kết_hôn", &[(8, "MissingOpening")], ALL);
}

/// The statements that stand directly in an item show where a block ends, whatever the indentation.
#[test]
fn missing_braces_without_indentation() {
    let flat = |text: &str| text.lines().map(|line| line.trim_start().to_owned() + "\n").collect::<String>();
    let lost = SOUND.replacen("khoản 1\n  }\n", "khoản 1\n", 1);
    check_text(&flat(&lost), &[(11, "MissingClosing: thành phần hồ sơ")], ALL);
    let lost = SOUND.replacen("    } theo luật_hộ_tịch điều 16 khoản 1\n", "", 1);
    // The brace of the dossier closes the requirement; the dossier's own is the one that lacks.
    check_text(&flat(&lost), &[(11, "MissingClosing: thành phần hồ sơ")], ALL);
}

/// A lost brace leaves every statement in the block it was written in.
#[test]
fn what_a_lost_brace_closed_is_whole() {
    let shape = |text: &str| -> Vec<(Kind, Option<Keyword>, usize)> {
        let parse = parse(text);
        let depth = |node: Node<'_>| parse.tree.path_to(node.span().start).len();
        let statements = parse.tree.nodes().filter(|node| node.kind().is_statement());
        statements.map(|node| (node.kind(), node.keyword(), depth(node))).collect()
    };
    let sound = shape(SOUND);
    for (from, to) in [
        ("khoản 1\n  }\n", "khoản 1\n"),
        ("hồ sơ {\n", "hồ sơ\n"),
        ("điều 4\n}\n", "điều 4\n"),
        ("\"Khai sinh\" {\n", "\"Khai sinh\"\n"),
        ("    } theo luật_hộ_tịch", "    theo luật_hộ_tịch"),
        ("có_không \"Kết hôn\"\n", "có_không \"Kết hôn\"\n  }\n"),
        ("của con (1 bản chính)", "của con (1 bản chính) }"),
        ("của con (1 bản chính)", "của con (1 bản chính) {"),
        ("thành phần hồ sơ", "thanh phan ho so"),
        ("nội dung cần chứng minh", "nội dung cần chứng mih"),
        ("thủ tục khai_sinh", "thu tuc khai_sinh"),
    ] {
        assert_eq!(shape(&SOUND.replacen(from, to, 1)), sound, "{from:?} → {to:?}");
    }
}

#[test]
fn signs_of_other_languages() {
    check("người yêu cầu : người", "người yêu cầu = người", &[(4, "MissingValue: =")], ALL);
    check("trường hợp kết_hôn :", "trường hợp kết_hôn =", &[(5, "ColonWanted { found: \"=\" }")], ALL);
    check(
        "bộ bộ_tư_pháp\n  người",
        "bộ: bộ_tư_pháp\n  người",
        &[(3, "ColonUnwanted { found: \":\", keyword: \"bộ\" }")],
        ALL,
    );
    check(
        "mã \"1.001193\"",
        "mã = \"1.001193\"",
        &[(2, "ColonUnwanted { found: \"=\", keyword: \"mã\" }")],
        ALL,
    );
    check("trường hợp kết_hôn :", "trường hợp kết hôn :", &[(5, "NameInParts")], ALL);
    check("trường hợp kết_hôn :", "trường hợp kết-hôn :", &[(5, "NameInParts")], ALL);
    check("bước ký", "bước ký duyệt", &[(13, "NameInParts")], ALL);
}

#[test]
fn superfluous_braces() {
    check("điều 4\n}\n", "điều 4\n}\n}\n", &[(16, "NothingToClose")], ALL);
    check("của con (1 bản chính)", "của con (1 bản chính) }", &[(7, "NothingToClose")], ALL);
    check("của con (1 bản chính)", "của con (1 bản chính) {", &[(7, "Unclosed: {")], ALL);
    check("điều 4\n}\n", "điều 4\n}}\n", &[(15, "NothingToClose")], ALL);
    check(
        "  bộ bộ_tư_pháp\n  người",
        "  bộ bộ_tư_pháp\n  { { } }\n  người",
        &[(4, "UnknownStatement: { { } }"), (4, "UnknownStatement: { }")],
        ALL,
    );
    check("có_không \"Kết hôn\"\n", "có_không \"Kết hôn\"\n  }\n", &[(6, "NothingToClose")], ALL);
}

#[test]
fn missing_parentheses() {
    check("(1 bản chính)", "(1 bản chính", &[(7, "Unclosed: (")], ALL);
    check("(1 bản chính)", "1 bản chính)", &[(7, "UnexpectedText: 1 bản chính)")], ALL);
    check("(1 bản chính)", "(1 bản chính))", &[(7, "UnexpectedText: )")], ALL);
    check("khi kết_hôn {", "khi (kết_hôn {", &[(8, "Unclosed: (")], ALL);
}

#[test]
fn something_missing_in_brackets() {
    check("(1 bản chính)", "(1 bản chính |)", &[(7, "UnexpectedText: |")], ALL);
    check("(1 bản chính)", "(| 1 bản chính)", &[(7, "UnexpectedText: | 1 bản chính")], ALL);
    check("khi kết_hôn {", "khi kết_hôn thuộc { , a } {", &[(8, "UnexpectedText: , a")], ALL);
    check("khi kết_hôn {", "khi kết_hôn thuộc { a b } {", &[(8, "UnexpectedText: b")], ALL);
    check("khi kết_hôn {", "khi (kết_hôn và) {", &[(8, "UnexpectedText: và")], ALL);
}

#[test]
fn lost_quotes() {
    check("\"1.001193\"", "\"1.001193", &[(2, "UnclosedText")], ALL);
    check("\"1.001193\"", "1.001193\"", &[(2, "UnclosedText")], ALL);
    check("\"Khai sinh\" {", "\"Khai sinh {", &[(1, "UnclosedText")], ALL);
    check("\"Hôn nhân\" khi", "\"Hôn nhân khi", &[(8, "UnclosedText")], ALL);
}

#[test]
fn misspelt_keywords_get_a_suggestion() {
    check(
        "thành phần hồ sơ {",
        "thành phân hồ sơ {",
        &[(6, "UnknownStatement: thành phân hồ sơ … → thành phần hồ sơ")],
        ALL,
    );
    check("bước ký", "bươc ký", &[(13, "UnknownStatement: bươc ký \"Ký\" bởi … → bước")], ALL);
    check("bước ký", "buoc ký", &[(13, "UnknownStatement: buoc ký \"Ký\" bởi … → bước")], ALL);
    check("lệ phí", "lệ phi", &[(14, "UnknownStatement: lệ phi 8_000 đồng … → lệ phí")], ALL);
    check("lệ phí", "le phi", &[(14, "UnknownStatement: le phi 8_000 đồng … → lệ phí")], ALL);
    check(
        "nộp giấy_chứng_sinh",
        "nop giấy_chứng_sinh",
        &[(7, "UnknownStatement: nop giấy_chứng_sinh của con … → nộp")],
        ALL,
    );
    check(
        "thông tin hôn",
        "thông tn hôn",
        &[(9, "UnknownStatement: thông tn hôn_nhân.tồn_tại → thông tin")],
        ALL,
    );
    check("trường hợp", "truong hop", &[(5, "UnknownStatement: truong hop kết_hôn : … → trường hợp")], ALL);
    check(
        "không khai thác được thì",
        "không khai thác đươc thì",
        &[(10, "UnknownStatement: không khai thác đươc … → không khai thác được thì")],
        ALL,
    );
    check("thủ tục khai_sinh", "thu tuc khai_sinh", &[(1, "OutsideItem:  → thủ tục")], ALL);
    check("thủ tục khai_sinh", "procedur khai_sinh", &[(1, "OutsideItem:  → procedure")], ALL);
    check(
        "thành phần hồ sơ {",
        "thanh phan ho so {",
        &[(6, "UnknownStatement: thanh phan ho so … → thành phần hồ sơ")],
        ALL,
    );
    check(
        "thành phần hồ sơ {",
        "thành phần hồ {",
        &[(6, "UnknownStatement: thành phần hồ { → thành phần hồ sơ")],
        ALL,
    );
    check("thành phần hồ sơ {", "dosier {", &[(6, "UnknownStatement: dosier { → dossier")], ALL);
    // Two in one statement.
    check(
        "lệ phí 8_000 đồng theo",
        "le phi 8_000 đồng thoe",
        &[
            (14, "UnknownStatement: le phi 8_000 đồng … → lệ phí"),
            (14, "UnexpectedText: thoe tt_281_2016 điều 4 → theo"),
        ],
        ALL,
    );
}

#[test]
fn misspelt_clauses_get_a_suggestion() {
    check("của con (1", "cua con (1", &[(7, "UnexpectedText: cua con (1 bản … → của")], ALL);
    check(
        "theo tt_281_2016",
        "thoe tt_281_2016",
        &[(14, "UnexpectedText: thoe tt_281_2016 điều 4 → theo")],
        ALL,
    );
    check("phê duyệt", "phe duyet", &[(13, "UnexpectedText: phe duyet sau thẩm_tra … → phê duyệt")], ALL);
    check(
        "2 ngày làm việc",
        "2 ngay lam viec",
        &[(13, "UnexpectedText: ngay lam viec → ngày làm việc")],
        ALL,
    );
}

#[test]
fn half_typed_statements() {
    check("  bộ bộ_tư_pháp\n  người", "  bộ\n  người", &[], ALL);
    check(
        "bước ký \"Ký\" bởi lãnh_đạo phê duyệt sau thẩm_tra trong 2 ngày làm việc",
        "bước",
        &[(13, "MissingName: bước")],
        ALL,
    );
    check("bước ký \"Ký\" bởi lãnh_đạo", "bước \"Ký\" bởi lãnh_đạo", &[(13, "MissingName: bước")], ALL);
    check("trong 2 ngày làm việc", "trong", &[(13, "MissingValue: trong")], ALL);
    check("sau thẩm_tra trong", "sau trong", &[(13, "MissingValue: sau")], ALL);
    check("theo luật_hộ_tịch điều 16 khoản 1", "theo", &[(11, "MissingValue: theo")], ALL);
    check("khi kết_hôn {", "khi {", &[(8, "MissingValue: khi")], ALL);
    check(
        "xuất trình giấy_kết_hôn của hôn_nhân",
        "",
        &[(10, "MissingValue: không khai thác được thì")],
        ALL - 1,
    );
}

#[test]
fn a_value_that_is_cut_off_does_not_take_the_next_line() {
    check("của con (1 bản chính)", "của con,", &[(7, "MissingValue: ,")], ALL);
    check("khi kết_hôn {", "khi kết_hôn và {", &[(8, "MissingValue: và")], ALL);
}

#[test]
fn junk_lines() {
    let bad = |line: &str, shown: &str| {
        check(
            "  lệ phí",
            &format!("  {line}\n  lệ phí"),
            &[(14, &format!("UnknownStatement: {shown}"))],
            ALL,
        );
    };
    bad("@@@ ### ", "@@@ ###");
    bad("==== ", "====");
    bad("$ \"a; b\"", "$ \"a; b\"");
    // The block is read as a block, and behind `;` a statement begins.
    check("  lệ phí", "  *** a = { b } ; c\n  lệ phí", &[(14, "UnknownStatement: *** a = { …")], ALL + 2);
    check(
        "  lệ phí",
        "  nói chung là như vậy\n  lệ phí",
        &[(14, "UnknownStatement: nói chung là như …")],
        ALL + 1,
    );
    check("thủ tục khai_tử", "Lời nói đầu { của tệp }\n\nthủ tục khai_tử", &[(16, "OutsideItem: ")], ALL);
}

#[test]
fn thousands_separators() {
    check("8_000 đồng", "8.000 đồng", &[(14, "ThousandsSeparator: 8.000 → 8_000")], ALL);
    check("8_000 đồng", "1.460.000 đồng", &[(14, "ThousandsSeparator: 1.460.000 → 1_460_000")], ALL);
    check("8_000 đồng", "8,000 đồng", &[(14, "ThousandsSeparator: 8,000 → 8_000")], ALL);
    check("8_000 đồng", "99.6 đồng", &[], ALL);
    check("8_000 đồng", "0.125 đồng", &[], ALL);
}

#[test]
fn two_mistakes_are_both_told() {
    let text =
        SOUND.replacen("lệ phí 8_000", "lệ phi 8.000", 1).replacen("mã \"1.001193\"", "mã \"1.001193", 1);
    check_text(
        &text,
        &[
            (2, "UnclosedText"),
            (14, "UnknownStatement: lệ phi 8.000 đồng … → lệ phí"),
            (14, "ThousandsSeparator: 8.000 → 8_000"),
        ],
        ALL,
    );
    let text = SOUND.replacen("8_000", "8.000", 1).replacen("trong 2 ngày làm việc", "trong", 1);
    check_text(&text, &[(13, "MissingValue: trong"), (14, "ThousandsSeparator: 8.000 → 8_000")], ALL);
    let text = SOUND.replacen("điều 4\n}\n", "điều 4\n", 1).replacen("bước ký", "bươc ký", 1);
    let lost = (14, "MissingClosing: thủ tục khai_sinh \"Khai …");
    check_text(&text, &[(13, "UnknownStatement: bươc ký \"Ký\" bởi … → bước"), lost], ALL);
}

#[test]
fn a_keyword_is_a_keyword_only_whole_and_in_its_place() {
    // A word that begins like a keyword, and a keyword in a text or a comment.
    for (from, to) in [
        ("của con (1", "của theo_dõi (1"),
        ("\"Ký\" bởi", "\"Ký theo luật; khi } cần\" bởi"),
        ("\"Kết hôn\"\n", "\"Kết hôn\" // thủ tục x \"X\" {\n"),
        ("\"Kết hôn\"\n", "\"Kết hôn\" /* thủ tục x \"X\" {\n } */\n"),
    ] {
        check(from, to, &[], ALL);
    }
}

#[test]
fn tabs_and_carriage_returns_are_white_space() {
    for text in [SOUND.replace("  ", "\t"), SOUND.replace(' ', "\t"), SOUND.replace('\n', "\r\n")] {
        check_text(&text, &[], ALL);
        let kinds = |text: &str| -> Vec<_> {
            tthc_syntax::parse(text).tree.nodes().map(|node| (node.kind(), node.keyword())).collect()
        };
        assert_eq!(kinds(&text), kinds(SOUND));
    }
}
