//! Two surfaces, one meaning: translating the keywords there and back gives the same bytes, and what a
//! file says does not change on the way, whatever its names are.

#![allow(clippy::panic, reason = "a test stops at what must not be")]

mod common;

use std::fmt::Write as _;

use common::{COMMON, File, TODAY, check_all, library, real_files};
use tthc_model::{Library, Procedure};
use tthc_syntax::format::{format, translate};
use tthc_syntax::keyword::{Class, KEYWORDS};
use tthc_syntax::{Keyword, Surface, parse};

const BOTH: [(Surface, Surface); 2] =
    [(Surface::Vietnamese, Surface::English), (Surface::English, Surface::Vietnamese)];

/// A procedure's `Debug` without places, which differ between two ways of writing.
fn meaning(procedure: &Procedure) -> String {
    let text = format!("{procedure:#?}");
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find("Span {") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].find('}').map_or("", |end| &rest[start + end + 1..]);
    }
    kept + rest
}

fn files(text: &str) -> Vec<(String, String)> {
    vec![("chung.tthc".to_owned(), COMMON.to_owned()), ("a.tthc".to_owned(), text.to_owned())]
}

fn read(text: &str) -> (File, Library) {
    let library = library(&files(text));
    let file = check_all(files(text), Some(TODAY)).remove(1);
    (file, library)
}

fn codes(file: &File) -> Vec<&'static str> {
    file.checked.diagnostics.iter().map(|problem| problem.code()).collect()
}

/// The text in `first`, as it is when laid out; then translated and back, with the same meaning.
#[track_caller]
fn goes_there_and_back(text: &str, first: Surface, other: Surface) -> (File, File) {
    let start = format(&parse(text), Some(first));
    let (was, library_was) = read(&start);
    let there = translate(&was.parse, other)
        .unwrap_or_else(|at| panic!("{:?} in {start}", &start[at.start as usize..]));
    assert_ne!(start, there);
    let (is, library_is) = read(&there);
    let back = translate(&is.parse, first).expect("can be translated back");
    assert_eq!(start, back);
    assert_eq!(codes(&was), codes(&is), "in\n{there}");
    assert_eq!(tthc_model::outline(&was.parse), tthc_model::outline(&is.parse));
    assert!(library_was == library_is);
    let meanings = |file: &File| -> Vec<String> {
        file.checked.procedures.iter().map(|procedure| meaning(procedure)).collect()
    };
    for (was, is) in meanings(&was).iter().zip(&meanings(&is)) {
        let differs = was.lines().zip(is.lines()).find(|(was, is)| was != is);
        assert!(was == is, "{differs:?} in\n{there}");
    }
    assert_eq!(was.checked.procedures.len(), is.checked.procedures.len());
    (was, is)
}

#[test]
fn real_files_go_there_and_back_to_the_same_bytes() {
    for (path, text) in real_files() {
        let english = translate(&parse(text.as_str()), Surface::English).expect("can be translated");
        let again = parse(english.as_str());
        assert_eq!(again.of_other_surface().count(), 0, "{path}");
        assert_eq!(translate(&again, Surface::Vietnamese).as_deref(), Ok(text.as_str()), "{path}");
    }
}

/// Every name that looks like a word of the language, where it may be a name.
const NAMES: &str = r#"
thực thể doanh_nghiệp "A" {
  khóa chữ
  chữ : chữ "B"
  decimal : số "C"
  cấp : xã | tỉnh | business | có | không_có "D"
  date : ngày "E" ; thủ_tục : có_không "F"
}
cơ quan online "G" đến 2030-06-30 { cấp xã ; kế tục bởi ubnd_xã }
người thực hiện xác_nhận "H" của ubnd_xã
văn bản luật "I" từ 2020-01-01 { loại luật ; số hiệu "1" ; mức xác minh suy_luận }
văn bản decree "J" từ 2020-01-01 { loại nghị_định ; mức xác minh bản_gốc }
giấy tờ giấy_tờ "K" { về doanh_nghiệp : doanh_nghiệp ; chứng minh doanh_nghiệp.chữ ; nơi cấp ubnd_xã, xác_nhận }
giấy tờ required "L" { về business : doanh_nghiệp ; chứng minh business.decimal }
nguồn dữ liệu suy_luận "M" {
  cơ quan chủ quản online
  về doanh_nghiệp bằng chữ { lưu giữ chữ, decimal ; bao gồm cấp thuộc { xã, có } }
  công bố từ 2025-01-01 { doanh_nghiệp.chữ } theo luật điều 1
  phục vụ xã, tỉnh, bộ_tư_pháp theo decree
  đồng ý bắt_buộc theo luật
}
quy tắc chung cao "N" {
  thay thế giấy_tờ, required bằng suy_luận theo luật điều 2 (quy_tắc_chung)
  thay thế bất_kỳ bằng suy_luận theo decree (suy_luận)
  bị thay thế bởi luật, nghị_định
  hạn yêu cầu bổ sung 2 ngày khi trực_tuyến
}
thủ tục quyết_định "O" {
  mã "1.1"
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  đối tượng thực hiện doanh_nghiệp, công_dân
  người yêu cầu : người
  vai bắt_buộc : doanh_nghiệp "P"
  trường hợp đồng_ý : có_không "Q"
  trường hợp approval : có | chưa_nộp | không_có | xã | trực_tuyến | business "R"
  trường hợp all : số "S"
  trực tuyến toàn trình thời hạn giải quyết trong_ngày
  trực tiếp thời hạn giải quyết 5 ngày khi approval == trực_tuyến hoặc trực_tuyến == không
  thời hạn giải quyết ngay khi approval thuộc { có, không_có }
  bảng quyết định low "T" { không_có khi all < 5 ; 10 đồng * all còn lại }
  lệ phí low mỗi all
  phí chưa_rõ trừ khi đồng_ý == có và approval != business
  thành phần hồ sơ {
    tờ khai text "U" { bắt_buộc.chữ, người_yêu_cầu.họ_tên }
    đồng ý bắt_buộc "V"
    nội dung cần chứng minh proof "W" {
      thông tin bắt_buộc.decimal, người_yêu_cầu.họ_tên
      mức bảo đảm giấy_tờ
      khai thác suy_luận bằng bắt_buộc.chữ theo luật điều 3 (đích_danh)
      nộp required của bắt_buộc (1 bản chính) để chứng_minh gọi là secondary khi bắt_buộc.cấp == có
      không có thì nộp giấy_tờ của bắt_buộc
    }
  }
  yêu cầu medium "X" : bắt_buộc.thủ_tục == có và diện_tích > 5 m2 đánh giá bởi xác_nhận cần bắt_buộc.chữ
  bước xác_nhận "Y" bởi xác_nhận kiểm tra medium im lặng coi là xác_nhận
  bước approval "Z" bởi người_yêu_cầu nộp tiền sau xác_nhận khi việc_khác <= 5 ngày
  kết quả giấy_tờ của bắt_buộc
}
định mức quyết_định "Z" {
  thu nhập giờ 50_000 đồng của doanh_nghiệp ước tính "A"
  hoạt động commune : 5 phút tại xã ước tính "B"
}
phương án tất_cả "A" đối với quyết_định { tiếp thu tất_cả ; không tiếp thu text, secondary vì "B" }
tình huống xã "A" cho thủ tục quyết_định {
  cho approval = không_có, đồng_ý = có, bắt_buộc.thủ_tục = không, all = 5
  cho trực_tuyến = có, bắt_buộc.cấp = business
  mong đợi hồ sơ { text, secondary }
  mong đợi hồ sơ sau cắt giảm { text }
  mong đợi lệ phí không_có
  mong đợi thời hạn trong_ngày
}
"#;

#[test]
fn names_that_look_like_words_stay_names() {
    for (first, other) in BOTH {
        let (was, is) = goes_there_and_back(NAMES, first, other);
        assert_eq!(codes(&was), Vec::<&str>::new(), "{first:?}: {:#?}", was.checked.diagnostics);
        let text = is.text;
        for name in [" doanh_nghiệp \"A\"", " decimal :", " text \"U\"", " commune :", " xác_nhận \"Y\""]
        {
            assert!(text.contains(name), "{name} in\n{text}");
        }
    }
}

/// Every keyword of the table in some sentence: most make no sense, and all are read.
fn every_keyword(surface: Surface) -> String {
    let operands = ["a", "a.b == c, 5 ngày | xã", "{ không_có, người_yêu_cầu.x } và có", "luật"];
    let of = |class: Class| KEYWORDS.iter().copied().filter(move |keyword| keyword.class() == class);
    let spelled = |keyword: Keyword| keyword.text(surface);
    let mut all: Vec<String> = Vec::new();
    all.extend(
        of(Class::Clause).chain(of(Class::LineClause)).map(|clause| std::format!("{} (a)", spelled(clause))),
    );
    all.extend(of(Class::Flag).chain(of(Class::Action)).map(|flag| spelled(flag).to_owned()));
    all.extend(
        of(Class::Place).map(|place| std::format!("{} a {} 5", spelled(Keyword::Per), spelled(place))),
    );
    // Each statement has the next three of them.
    let mut clauses = all.iter().cycle();
    let mut clauses = |out: &mut String| {
        for clause in clauses.by_ref().take(3) {
            let _ = write!(out, " {clause}");
        }
        out.push('\n');
    };
    let mut text = String::new();
    for (at, item) in of(Class::Item).enumerate() {
        let _ = writeln!(text, "{} x{at} \"X\" {{", spelled(item));
        for keyword in of(Class::Named) {
            let _ = write!(text, "  {} n : {}", spelled(keyword), operands[at % operands.len()]);
            clauses(&mut text);
        }
        for keyword in of(Class::Head) {
            let _ = write!(text, "  {} {}", spelled(keyword), operands[at % operands.len()]);
            clauses(&mut text);
        }
        for (prefix, keyword) in of(Class::Prefix).flat_map(|p| [(p, Keyword::Submit), (p, Keyword::Form)]) {
            let _ = writeln!(text, "  {} {} a", spelled(prefix), spelled(keyword));
        }
        for keyword in of(Class::CiteHead) {
            let _ = writeln!(text, "  {} a {} 5", spelled(keyword), spelled(Keyword::Art));
        }
        for word in of(Class::Value) {
            for head in [
                Keyword::Rank,
                Keyword::Level,
                Keyword::Verified,
                Keyword::Confidence,
                Keyword::Consent,
                Keyword::Assurance,
                Keyword::TimeLimit,
                Keyword::Subjects,
                Keyword::Accept,
            ] {
                let _ = writeln!(text, "  {} {}", spelled(head), spelled(word));
            }
            let _ = write!(text, "  {} a ({})", spelled(Keyword::Submit), spelled(word));
            let _ = write!(text, " {} {}", spelled(Keyword::Purpose), spelled(word));
            let _ = writeln!(text, " {} {}", spelled(Keyword::Silence), spelled(word));
            let _ = writeln!(text, "  b : {} | {}", spelled(word), spelled(word));
            let _ = writeln!(text, "  {} b : {}", spelled(Keyword::Case), spelled(word));
            let (given, when) = (spelled(Keyword::Given), spelled(Keyword::When));
            let _ =
                writeln!(text, "  {given} {} = {} {when} {}", spelled(word), spelled(word), spelled(word));
        }
        for unit in of(Class::Unit) {
            let (and, or) = (spelled(Keyword::And), spelled(Keyword::Or));
            let _ = writeln!(
                text,
                "  {} a > 5 {} {and} {} b {or} c {} {{ d }} {or} e {} {{ f }}",
                spelled(Keyword::If),
                spelled(unit),
                spelled(Keyword::Not),
                spelled(Keyword::In),
                spelled(Keyword::NotIn)
            );
        }
        let when = spelled(Keyword::When);
        let in_set = spelled(Keyword::In);
        for (keyword, rest) in [
            (Keyword::IfSo, format!("a {} b {} c", spelled(Keyword::Then), spelled(Keyword::Else))),
            (Keyword::Some, format!("d {in_set} {{ a, b }} : d")),
            (Keyword::Every, format!("d {in_set} {{ a, b }} : d")),
            (Keyword::AtLeastSome, format!("2 {} {{ a, b, c }}", spelled(Keyword::OfThese))),
        ] {
            let _ = writeln!(text, "  {} a {when} {} {rest}", spelled(Keyword::Submit), spelled(keyword));
        }
        text.push_str("}\n");
    }
    text
}

#[test]
fn every_keyword_goes_there_and_back() {
    for (first, other) in BOTH {
        let text = every_keyword(first);
        let start = parse(text.as_str());
        for keyword in KEYWORDS {
            let read = start.tree.nodes().any(|node| node.keyword().or(node.word()) == Some(*keyword));
            assert!(read, "{keyword:?} is not read");
        }
        goes_there_and_back(&text, first, other);
    }
}

/// `đối với date` is `on date` in English, and that is a keyword: such a file stays as it is.
#[test]
fn a_name_that_completes_a_keyword_of_the_other_surface_is_told() {
    let text = "phương án a \"A\" đối với date {\n  tiếp thu tất_cả\n}\n";
    let parse = parse(text);
    let place = translate(&parse, Surface::English).expect_err("it would be read as something else");
    assert!(text[..place.end as usize].contains("đối với"), "{place:?}");
    assert_eq!(translate(&parse, Surface::Vietnamese).as_deref(), Ok(text));
}

/// `mong đợi hồ sơ sau x` and `mong đợi hồ sơ sau cắt giảm` are two statements in either surface.
#[test]
fn expected_dossiers_do_not_run_into_each_other() {
    let text = "tình huống a \"A\" cho thủ tục b {\n  mong đợi hồ sơ sau x\n  mong đợi hồ sơ sau cắt giảm { x }\n}\n";
    let (_, is) = goes_there_and_back(text, Surface::Vietnamese, Surface::English);
    let found: Vec<Option<Keyword>> = is
        .parse
        .items()
        .flat_map(|item| item.statements().map(|s| s.keyword()).collect::<Vec<_>>())
        .collect();
    assert_eq!(found, [Some(Keyword::ExpectDossier), Some(Keyword::ExpectAfter)]);
}

/// People change words: what is left without syntax errors means the same when it is laid out, and
/// laying out twice is laying out once whatever is left.
#[test]
fn changed_files_mean_the_same_when_formatted() {
    let sparse = if cfg!(debug_assertions) { 4 } else { 1 };
    let mut random = Random(3);
    let mut sound = 0;
    for (path, text) in real_files().into_iter().step_by(sparse) {
        for _ in 0..6 {
            let changed = random.changed(&text);
            let parsed = parse(changed.as_str());
            let once = format(&parsed, None);
            let again = parse(once.as_str());
            assert_eq!(format(&again, None), once, "{path}");
            if !parsed.errors.is_empty() {
                continue;
            }
            sound += 1;
            assert_eq!(again.errors, [], "{path}");
            assert_eq!(tthc_model::outline(&parsed), tthc_model::outline(&again), "{path}");
            let library = library(&[(path.clone(), changed.clone())]);
            let lowered = |parse: &tthc_syntax::Parse| -> Vec<String> {
                let checked = tthc_model::check(parse, &library, &path, None);
                checked.procedures.iter().map(|procedure| meaning(procedure)).collect()
            };
            let (was, is) = (lowered(&parsed), lowered(&again));
            assert!(was == is, "{path}: the procedures differ in\n{changed}");
        }
    }
    assert!(sound > 5, "only {sound} changed texts have no syntax errors");
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }

    /// A token is lost, written twice, exchanged with another, or a keyword or a sign is put in.
    fn changed(&mut self, text: &str) -> String {
        let parse = parse(text);
        let tokens = tthc_syntax::format::tokens(&parse.tree);
        let mut pieces: Vec<&str> =
            tokens.iter().map(|token| &parse.tree.text()[token.span.range()]).collect();
        let (at, other) = (self.below(pieces.len()), self.below(pieces.len()));
        let keyword = KEYWORDS[self.below(KEYWORDS.len())];
        let sign = ["{", "}", "(", ")", ",", ";", "|", "\"A\"", "// a\n", "=="][self.below(10)];
        match self.below(6) {
            0 => pieces[at] = " ",
            1 => pieces.splice(at..at, [pieces[at], " "]).for_each(drop),
            2 => pieces.swap(at, other),
            3 => pieces[at] = pieces[other],
            4 => pieces.splice(at..at, [" ", keyword.text(Surface::Vietnamese), " "]).for_each(drop),
            _ => pieces.splice(at..at, [" ", sign, " "]).for_each(drop),
        }
        pieces.concat()
    }
}
