//! What one applicant brings and does, for the ways in which records say it: conditions on texts and ages,
//! choices inside choices, acts and forms that are alternatives.

#![allow(clippy::panic, reason = "a test stops at what must not be")]

use std::sync::Arc;

use tthc_analysis::eval::{Answers, Truth, evaluate};
use tthc_model::formula::{Unit, days_of};
use tthc_model::procedure::ActId;
use tthc_model::scenario::Given;
use tthc_model::{Date, Library, Name, Procedure};

const FRAME: &str = r#"
cơ quan xã_a "Xã A" { cấp xã }
thực thể người "Cá nhân" {
  khóa số
  số : chữ "Số"
  nơi_sinh : chữ "Nơi sinh"
  ngày_sinh : ngày "Ngày sinh"
}
giấy tờ a "A" { về n : người ; chứng minh n.số }
giấy tờ b "B" { về n : người ; chứng minh n.số }
giấy tờ c "C" { về n : người ; chứng minh n.số }
giấy tờ d "D" { về n : người ; chứng minh n.số }
thủ tục t "T" {
  bộ xã_a
  cơ quan thực hiện xã_a
  người yêu cầu : người
  vai con : người "Con"
  vai mẹ : người "Mẹ"
  trường hợp k : có_không "K"
  trực tuyến toàn trình thời hạn giải quyết 2 ngày làm việc
  trực tiếp thời hạn giải quyết 2 ngày làm việc
  thành phần hồ sơ {
    // …
  }
  bước ký "Ký"
}
"#;

/// The procedure with this dossier, and the codes of what was found in it.
fn procedure(dossier: &str) -> (Library, Arc<Procedure>, Vec<String>) {
    let text = FRAME.replace("// …", dossier);
    let parse = tthc_syntax::parse(text.as_str());
    let outline = tthc_model::outline(&parse);
    let library = Library::new([("kho.tthc".into(), &outline)]);
    let checked = tthc_model::check(&parse, &library, "kho.tthc", None);
    let mut codes: Vec<String> =
        checked.diagnostics.iter().map(|problem| problem.code().to_owned()).collect();
    codes.retain(|code| !matches!(code.as_str(), "T0325" | "T0332" | "T0333" | "T0336"));
    (library, Arc::clone(&checked.procedures[0]), codes)
}

const DAY: Date = Date::constant(2026, 6, 1);

/// Each place of the dossier with whether it must be filled, a line each.
#[track_caller]
fn places(dossier: &str, given: &[(&str, Given)]) -> String {
    let (library, procedure, codes) = procedure(dossier);
    assert_eq!(codes, [""; 0], "{dossier}");
    places_of(&library, &procedure, given)
}

#[track_caller]
fn places_of(library: &Library, procedure: &Procedure, given: &[(&str, Given)]) -> String {
    let given = given.iter().map(|(name, value)| (Name::new(name), value.clone())).collect();
    let answers = Answers { given, channel: None };
    let evaluation = match evaluate(procedure, library, DAY, &answers) {
        Ok(evaluation) => evaluation,
        Err(problems) => panic!("{problems:?}"),
    };
    let lines = evaluation.places.iter().map(|place| {
        let alternatives: Vec<String> = place
            .slot
            .alternatives
            .iter()
            .map(|papers| {
                let names: Vec<&str> =
                    papers.iter().map(|id| procedure.component(*id).name.as_str()).collect();
                names.join(" + ")
            })
            .collect();
        let acts = |acts: &Vec<ActId>| -> Vec<String> {
            acts.iter()
                .map(|id| {
                    let act = procedure.act(*id);
                    let who: Vec<&str> =
                        act.roles.iter().map(|role| procedure.role(*role).name.as_str()).collect();
                    format!("{:?} {}{}", act.kind, who.join(", "), act.title)
                })
                .collect()
        };
        let mut alternatives: Vec<String> = alternatives
            .into_iter()
            .zip(&place.slot.acts)
            .map(|(papers, beside)| {
                std::iter::once(papers).chain(acts(beside)).collect::<Vec<_>>().join(" + ")
            })
            .collect();
        alternatives.extend(place.slot.instead.iter().map(|instead| acts(instead).join(" + ")));
        format!("{}: {}", alternatives.join(" | "), truth(place.bring.truth))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => "unknown",
    }
}

fn word(text: &str) -> Given {
    Given::Word(Name::new(text))
}

fn day(year: i16, month: i8, day: i8) -> Given {
    Given::Quantity(days_of(Date::constant(year, month, day)), Unit::Date)
}

#[test]
fn a_text_is_compared_letter_by_letter() {
    let dossier = r#"nộp a của con khi con.nơi_sinh == "Hà Nội""#;
    assert_eq!(places(dossier, &[]), "a: unknown");
    assert_eq!(places(dossier, &[("con.nơi_sinh", word("Hà Nội"))]), "a: yes");
    assert_eq!(places(dossier, &[("con.nơi_sinh", word("Huế"))]), "a: no");
    let two = r#"
        nộp a của con khi con.nơi_sinh == "Hà Nội"
        nộp b của con khi con.nơi_sinh thuộc { "Huế", "Đà Nẵng" }
        nộp c của con trừ khi con.nơi_sinh == "Huế""#;
    // One text excludes the others, and there may be a third.
    assert_eq!(places(two, &[("con.nơi_sinh", word("Huế"))]), "a: no\nb: yes\nc: no");
    assert_eq!(places(two, &[("con.nơi_sinh", word("Cà Mau"))]), "a: no\nb: no\nc: yes");
}

#[test]
fn an_age_is_counted_to_the_day() {
    let reached = "nộp a của con khi con.ngày_sinh + 14 năm <= 2026-06-01";
    let under = "nộp a của con khi con.ngày_sinh + 14 năm > 2026-06-01";
    let elapsed = "nộp a của con khi 2026-06-01 - con.ngày_sinh >= 14 năm";
    let before = "nộp a của con khi con.ngày_sinh <= 2026-06-01 - 14 năm";
    for (born, old_enough) in
        [(day(2012, 6, 1), true), (day(2012, 6, 2), false), (day(2020, 1, 1), false), (day(1990, 1, 1), true)]
    {
        let said = |holds: bool| if holds { "a: yes" } else { "a: no" };
        let given = [("con.ngày_sinh", born)];
        assert_eq!(places(reached, &given), said(old_enough), "{given:?}");
        assert_eq!(places(under, &given), said(!old_enough), "{given:?}");
        assert_eq!(places(elapsed, &given), said(old_enough), "{given:?}");
        assert_eq!(places(before, &given), said(old_enough), "{given:?}");
    }
    // Months end differently: whoever is born on the 31st is a month old at the end of the next month.
    let month = "nộp a của con khi con.ngày_sinh + 1 tháng <= 2026-02-28";
    for (born, holds) in [((2026, 1, 28), "a: yes"), ((2026, 1, 31), "a: yes"), ((2026, 2, 1), "a: no")] {
        assert_eq!(places(month, &[("con.ngày_sinh", day(born.0, born.1, born.2))]), holds, "{born:?}");
    }
}

#[test]
fn a_condition_that_did_not_compile_is_unknown() {
    for condition in
        ["khi lạ", "trừ khi lạ", "trừ khi k == lạ", "trừ khi người_yêu_cầu == mẹ", "khi con.số == Huế"]
    {
        let (library, procedure, codes) = procedure(&format!("nộp a của con {condition}"));
        assert!(codes.len() == 1 && codes[0] != "T0303", "{condition}: {codes:?}");
        assert_eq!(places_of(&library, &procedure, &[]), "a: unknown", "{condition}");
    }
}

#[test]
fn an_act_may_be_an_alternative() {
    let block = |lines: &str| format!("một trong {{\n{lines}\n}}");
    assert_eq!(places(&block("có mặt mẹ\ncó mặt con"), &[]), "Appear mẹ | Appear con: yes");
    assert_eq!(places(&block("có mặt mẹ\nnộp a của mẹ"), &[]), "a | Appear mẹ: yes");
    assert_eq!(places(&block("mang theo \"xe\"\nnộp a của mẹ"), &[]), "a | Bring xe: yes");
    let together = block("tất cả { có mặt mẹ ; xuất trình b của mẹ }\nnộp a của mẹ");
    assert_eq!(places(&together, &[]), "b + Appear mẹ | a: yes");
    let chain = "nội dung cần chứng minh n \"N\" {\nthông tin mẹ.số\nnộp a của mẹ\nkhông có thì có mặt mẹ\n}";
    assert_eq!(places(chain, &[]), "a | Appear mẹ: yes");
    // By itself it is asked for beside the papers.
    assert_eq!(places("có mặt mẹ\nnộp a của mẹ", &[]), "a: yes");
}

#[test]
fn a_choice_inside_an_alternative_stays_a_choice() {
    let nested = "một trong {
      nộp a của con
      tất cả {
        nộp b của con
        một trong { xuất trình c của con ; xuất trình d của con }
      }
    }";
    assert_eq!(places(nested, &[]), "a | b + c | b + d: yes");
    let direct = "một trong {
      nộp a của con
      lần lượt một trong { xuất trình c của con ; xuất trình d của con }
    }";
    assert_eq!(places(direct, &[]), "a | c | d: yes");
    let chain = "nội dung cần chứng minh n \"N\" {
      thông tin con.số
      nộp a của con
      không có thì một trong { xuất trình c của con ; xuất trình d của con }
    }";
    assert_eq!(places(chain, &[]), "a | c | d: yes");
    let two_of = "ít nhất 2 {
      nộp a của con
      nộp b của con
      một trong { xuất trình c của con ; xuất trình d của con }
    }";
    assert_eq!(places(two_of, &[]), "a + b | a + c | a + d | b + c | b + d: yes");
}

#[test]
fn which_form_is_filled_in_is_a_case() {
    let dossier = "một trong {
      tờ khai mẫu_a \"A\" { con.số }
      tất cả { tờ khai mẫu_b \"B\" { mẹ.số } ; nộp a của mẹ }
    }";
    let (library, procedure, codes) = procedure(dossier);
    assert_eq!(codes, [""; 0]);
    let filled = |given: &[(&str, Given)]| -> Vec<&str> {
        let given = given.iter().map(|(name, value)| (Name::new(name), value.clone())).collect();
        let Ok(evaluation) = evaluate(&procedure, &library, DAY, &Answers { given, channel: None }) else {
            panic!("a sound answer")
        };
        evaluation.forms.iter().map(|(_, finding)| truth(finding.truth)).collect()
    };
    assert_eq!(filled(&[]), ["unknown", "unknown"]);
    let chosen = [("mẫu_a_hoặc_mẫu_b", word("mẫu_b"))];
    assert_eq!(filled(&chosen), ["no", "yes"]);
    assert_eq!(places_of(&library, &procedure, &chosen), "a: yes");
    assert_eq!(places_of(&library, &procedure, &[("mẫu_a_hoặc_mẫu_b", word("mẫu_a"))]), "a: no");
}
