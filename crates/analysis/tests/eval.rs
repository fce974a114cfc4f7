//! The rules on one applicant, compared with counting every applicant there can be.

#![allow(clippy::panic, reason = "a test stops at what must not be")]

use std::sync::Arc;

use tthc_analysis::eval::{Answers, Computed, Evaluation, Finding, Truth, Unusable, evaluate};
use tthc_model::cases::Question;
use tthc_model::formula::Unit;
use tthc_model::procedure::Deadline;
use tthc_model::quantity::whole;
use tthc_model::scenario::Given;
use tthc_model::{Date, Library, Name, Procedure};

const TEXT: &str = r#"
cơ quan xã_a "Xã A" { cấp xã }
cơ quan tỉnh_a "Tỉnh A" { cấp tỉnh }
thực thể người "Cá nhân" {
  khóa số
  số : chữ "Số"
  quốc_tịch : việt_nam | nước_ngoài "Quốc tịch"
}
giấy tờ g "G" { về n : người ; chứng minh n.quốc_tịch }
thủ tục t "T" {
  bộ tỉnh_a
  cơ quan thực hiện xã_a khi không phải a
  cơ quan thực hiện tỉnh_a khi a
  người yêu cầu : người
  trường hợp a : có_không "A"
  trường hợp b : có_không "B"
  trường hợp c : x | y | z "C"
  trường hợp n : số_nguyên "N"
  ràng buộc không phải (a và b)
  ràng buộc không phải (c == z) hoặc n >= 5
  trực tuyến toàn trình thời hạn giải quyết 2 ngày làm việc
  thời hạn giải quyết 5 ngày làm việc khi b
  bảng quyết định mức "Mức" {
    10_000 đồng                 khi n <= 4
    10_000 đồng + 1_000 đồng * n  còn lại
  }
  thành phần hồ sơ {
    nộp g gọi là g1 khi a
    nộp g gọi là g2 khi a hoặc b
    nộp g gọi là g3 khi c == z và n < 8
    nộp g gọi là g4 khi không phải (a và b)
    nộp g gọi là g5 khi a và b
    nộp g gọi là g6 khi (a và c == x) hoặc (không phải a và n >= 5)
    nộp g gọi là g7 khi n >= 5 hoặc c != z
  }
  bước ký "Ký"
  lệ phí mức
  phí 2_000 đồng mỗi n khi a tối đa 9_000 đồng nguồn "x"
}
"#;

struct Repository {
    library: Library,
    procedure: Arc<Procedure>,
}

fn repository() -> Repository {
    repository_of(TEXT)
}

fn repository_of(text: &str) -> Repository {
    let parse = tthc_syntax::parse(text);
    let outline = tthc_model::outline(&parse);
    let library = Library::new([("kho.tthc".into(), &outline)]);
    let checked = tthc_model::check(&parse, &library, "kho.tthc", None);
    let errors: Vec<String> = checked.diagnostics.iter().map(|problem| problem.code().to_owned()).collect();
    assert!(errors.iter().all(|code| code == "T0303"), "{errors:?}");
    Repository { library, procedure: Arc::clone(&checked.procedures[0]) }
}

impl Repository {
    fn evaluate(&self, answers: &Answers) -> Result<Evaluation<'_>, Vec<Unusable>> {
        evaluate(&self.procedure, &self.library, Date::constant(2026, 6, 1), answers)
    }
}

/// One applicant, in full.
#[derive(Clone, Copy, PartialEq)]
struct Person {
    a: bool,
    b: bool,
    c: usize,
    n: i64,
}

/// Everybody whom the constraints allow. No bound lies outside of the numbers counted.
fn everybody() -> Vec<Person> {
    let mut all = Vec::new();
    for (a, b) in [(false, false), (false, true), (true, false)] {
        for c in 0..3 {
            all.extend((0..12).filter(|n| c != 2 || *n >= 5).map(|n| Person { a, b, c, n }));
        }
    }
    all
}

/// The conditions of the papers, said once more.
const PAPERS: [fn(&Person) -> bool; 7] = [
    |p| p.a,
    |p| p.a || p.b,
    |p| p.c == 2 && p.n < 8,
    |_| true,
    |_| false,
    |p| (p.a && p.c == 0) || (!p.a && p.n >= 5),
    |_| true,
];

/// The class a number belongs to: all that the conditions tell apart.
fn class_of(n: i64) -> usize {
    [5, 8].iter().filter(|bound| n >= **bound).count()
}

#[derive(Clone, Copy, Default)]
struct Said {
    a: Option<bool>,
    b: Option<bool>,
    c: Option<usize>,
    n: Option<i64>,
}

impl Said {
    fn fits(&self, person: &Person) -> bool {
        self.a.is_none_or(|a| a == person.a)
            && self.b.is_none_or(|b| b == person.b)
            && self.c.is_none_or(|c| c == person.c)
            && self.n.is_none_or(|n| n == person.n)
    }

    fn answers(&self) -> Answers {
        let mut given = Vec::new();
        let word = |yes: bool| Given::Word(Name::new(if yes { "có" } else { "no" }));
        given.extend(self.a.map(|a| (Name::new("a"), word(a))));
        given.extend(self.b.map(|b| (Name::new("b"), word(b))));
        given.extend(self.c.map(|c| (Name::new("c"), Given::Word(Name::new(["x", "y", "z"][c])))));
        given.extend(self.n.map(|n| (Name::new("n"), Given::Quantity(whole(n), Unit::Plain))));
        Answers { given, channel: None }
    }

    fn only(&self, names: &[String]) -> Said {
        let kept = |name: &str| names.iter().any(|known| known == name);
        Said {
            a: self.a.filter(|_| kept("a")),
            b: self.b.filter(|_| kept("b")),
            c: self.c.filter(|_| kept("c")),
            n: self.n.filter(|_| kept("n")),
        }
    }
}

fn all_answers() -> Vec<Said> {
    let mut all = Vec::new();
    for a in [None, Some(false), Some(true)] {
        for b in [None, Some(false), Some(true)] {
            for c in [None, Some(0), Some(1), Some(2)] {
                for n in [None, Some(3), Some(5), Some(9)] {
                    all.push(Said { a, b, c, n });
                }
            }
        }
    }
    all
}

fn counted(people: &[Person], said: &Said, holds: fn(&Person) -> bool) -> Truth {
    let mut fitting = people.iter().filter(|person| said.fits(person)).map(holds);
    let first = fitting.next().expect("somebody");
    match fitting.all(|other| other == first) {
        true if first => Truth::True,
        true => Truth::False,
        false => Truth::Unknown,
    }
}

fn names(procedure: &Procedure, questions: &[Question]) -> Vec<String> {
    let name = |question: &Question| match question {
        Question::Case(id) => procedure.cases[id.index()].name.to_string(),
        Question::Quantity(subject) => procedure.subject_text(subject),
        other => panic!("{other:?}"),
    };
    questions.iter().map(name).collect()
}

/// Whether the answers to these questions, whatever they are, settle it.
fn settles(people: &[Person], said: &Said, holds: fn(&Person) -> bool, questions: &[String]) -> bool {
    let asked = |name: &str| questions.iter().any(|known| known == name);
    let alike = |one: &Person, other: &Person| {
        (!asked("a") || one.a == other.a)
            && (!asked("b") || one.b == other.b)
            && (!asked("c") || one.c == other.c)
            && (!asked("n") || class_of(one.n) == class_of(other.n))
    };
    let fitting: Vec<&Person> = people.iter().filter(|person| said.fits(person)).collect();
    fitting
        .iter()
        .all(|one| fitting.iter().filter(|other| alike(one, other)).all(|other| holds(one) == holds(other)))
}

fn check(
    repository: &Repository,
    people: &[Person],
    said: &Said,
    holds: fn(&Person) -> bool,
    finding: &Finding,
) {
    assert_eq!(finding.truth, counted(people, said, holds));
    assert!(finding.ask_is_complete);
    if finding.truth != Truth::Unknown {
        assert!(finding.ask.is_empty());
        let because = names(&repository.procedure, &finding.because);
        assert_eq!(counted(people, &said.only(&because), holds), finding.truth, "{because:?} is enough");
        for left_out in &because {
            let rest: Vec<String> = because.iter().filter(|name| *name != left_out).cloned().collect();
            assert_eq!(counted(people, &said.only(&rest), holds), Truth::Unknown, "{left_out} is needed");
        }
        return;
    }
    let sets: Vec<Vec<String>> = finding.ask.iter().map(|set| names(&repository.procedure, set)).collect();
    let size = sets[0].len();
    for bits in 1_u32..16 {
        let set: Vec<String> = ["a", "b", "c", "n"]
            .iter()
            .enumerate()
            .filter(|(at, _)| bits >> at & 1 == 1)
            .map(|(_, name)| (*name).to_owned())
            .collect();
        let settled = settles(people, said, holds, &set);
        assert!(!settled || set.len() >= size, "{set:?} is smaller than {sets:?}");
        let open = |name: &String| match name.as_str() {
            "a" => said.a.is_none(),
            "b" => said.b.is_none(),
            "c" => said.c.is_none(),
            _ => said.n.is_none(),
        };
        if set.len() == size && set.iter().all(open) {
            assert_eq!(settled, sets.contains(&set), "{set:?} against {sets:?}");
        }
    }
}

#[test]
fn truth_reasons_and_questions_are_those_of_counting() {
    let repository = repository();
    let people = everybody();
    let mut unknown = 0;
    for said in all_answers() {
        let evaluation = match repository.evaluate(&said.answers()) {
            Ok(evaluation) => evaluation,
            Err(problems) => {
                assert_eq!(problems, [Unusable::Contradiction]);
                assert!(!people.iter().any(|person| said.fits(person)));
                continue;
            }
        };
        for (place, holds) in evaluation.places.iter().zip(PAPERS) {
            check(&repository, &people, &said, holds, &place.asked);
            // No source is declared: what is asked for must be brought.
            assert_eq!(place.bring.truth, place.asked.truth);
            unknown += usize::from(place.asked.truth == Truth::Unknown);
        }
    }
    assert!(unknown > 100, "{unknown}");
}

#[test]
fn amounts_are_computed_or_say_what_is_missing() {
    let repository = repository();
    let total = |said: Said| {
        let evaluation = repository.evaluate(&said.answers()).expect("sound answers");
        (evaluation.total.value.clone(), evaluation.total.at_least.clone())
    };
    let said = Said { a: Some(false), n: Some(3), ..Said::default() };
    assert_eq!(total(said), (Some(whole(10_000)), whole(10_000)));
    let said = Said { a: Some(false), n: Some(9), ..Said::default() };
    assert_eq!(total(said), (Some(whole(19_000)), whole(19_000)));
    // 2,000 for each of 3; for each of 9 it would be 18,000, but for the cap.
    let said = Said { a: Some(true), n: Some(3), ..Said::default() };
    assert_eq!(total(said), (Some(whole(16_000)), whole(16_000)));
    let said = Said { a: Some(true), n: Some(9), ..Said::default() };
    assert_eq!(total(said), (Some(whole(28_000)), whole(28_000)));
    // Whether the charge is due is not known: the fee is a lower bound.
    let said = Said { n: Some(3), ..Said::default() };
    assert_eq!(total(said), (None, whole(10_000)));
    let evaluation =
        repository.evaluate(&Said { a: Some(true), ..Said::default() }.answers()).expect("sound");
    for fee in &evaluation.fees {
        let Computed::Missing(questions) = &fee.amount else { panic!("{:?}", fee.amount) };
        assert_eq!(names(&repository.procedure, questions), ["n"]);
    }
    assert_eq!(evaluation.total.value, None);
}

#[test]
fn limits_and_authorities_follow_the_case() {
    let repository = repository();
    let days = |evaluation: &Evaluation<'_>| match evaluation.time_limit() {
        Ok(Deadline::Within(term)) => Some(term.amount.low.clone()),
        _ => None,
    };
    let evaluation =
        repository.evaluate(&Said { b: Some(true), ..Said::default() }.answers()).expect("sound");
    assert_eq!(days(&evaluation), Some(whole(5)));
    // Not both a and b: so not a, and the commune decides.
    assert_eq!(evaluation.authorities(), ["xã_a"]);
    let evaluation =
        repository.evaluate(&Said { a: Some(true), ..Said::default() }.answers()).expect("sound");
    assert_eq!(days(&evaluation), Some(whole(2)));
    assert_eq!(evaluation.authorities(), ["tỉnh_a"]);
    let evaluation = repository.evaluate(&Answers::default()).expect("sound");
    assert_eq!((evaluation.time_limit(), evaluation.authorities().len()), (Err(vec![0, 1]), 0));
}

#[test]
fn answers_that_cannot_be_used_are_all_named() {
    let repository = repository();
    let given = [
        ("d", Given::Word("có".into())),
        ("c", Given::Word("w".into())),
        ("a", Given::Quantity(whole(1), Unit::Plain)),
        ("n", Given::Word("nhiều".into())),
        ("n", Given::Quantity(whole(-1), Unit::Plain)),
        ("người_yêu_cầu.quốc_tịch", Given::Word("lào".into())),
    ];
    let given = given.map(|(name, value)| (Name::new(name), value)).to_vec();
    let problems = repository.evaluate(&Answers { given, channel: None }).expect_err("six of them");
    let kinds: Vec<&str> = problems
        .iter()
        .map(|problem| match problem {
            Unusable::UnknownName { .. } => "name",
            Unusable::UnknownValue { .. } => "value",
            Unusable::WrongUnit { .. } => "unit",
            Unusable::Negative { .. } => "negative",
            Unusable::UnknownChannel { .. } => "channel",
            Unusable::Contradiction => "contradiction",
        })
        .collect();
    assert_eq!(kinds, ["name", "value", "value", "unit", "negative", "value"]);
}

/// `if`, `any`, `all` and `at least` are exact: whatever is not answered, and whatever it would change.
#[test]
fn what_joins_conditions_is_three_valued() {
    let text = TEXT
        .replace("nộp g gọi là g1 khi a", "nộp g gọi là g1 khi nếu a thì c == x ngược lại c == x")
        .replace("nộp g gọi là g2 khi a hoặc b", "nộp g gọi là g2 khi ít nhất 2 trong { a, c == x, n >= 5 }")
        .replace("khi c == z và n < 8", "khi mọi v thuộc { a, b } : v")
        .replace("nộp g gọi là g4 khi không phải (a và b)", "nộp g gọi là g4 khi có ít nhất một v thuộc { a, b } : v")
        .replace("lệ phí mức", "lệ phí nếu a thì (nếu b thì 1 đồng ngược lại 7_000 đồng) ngược lại nếu c == x thì 7_000 đồng ngược lại 9_000 đồng")
        .replace("5 ngày làm việc khi b", "nếu b thì 2 ngày làm việc ngược lại nếu a thì 2 ngày làm việc ngược lại 1 ngày");
    let repository = repository_of(&text);
    let asked = |said: Said| {
        let evaluation = repository.evaluate(&said.answers()).expect("sound");
        evaluation.places.iter().take(4).map(|place| place.asked.truth).collect::<Vec<_>>()
    };
    use Truth::{False, True, Unknown};
    // The two branches say the same, so what is between them need not be known.
    assert_eq!(asked(Said { c: Some(0), ..Said::default() }), [True, Unknown, False, Unknown]);
    assert_eq!(asked(Said { c: Some(0), n: Some(5), ..Said::default() }), [True, True, False, Unknown]);
    assert_eq!(asked(Said { c: Some(1), a: Some(false), ..Said::default() }), [False, False, False, Unknown]);
    assert_eq!(asked(Said { a: Some(true), n: Some(3), ..Said::default() })[1..], [Unknown, False, True]);
    let fee = |said: Said| {
        let evaluation = repository.evaluate(&said.answers()).expect("sound");
        match &evaluation.fees[0].amount {
            Computed::Value(value) => Ok(value.clone()),
            Computed::Missing(questions) => Err(names(&repository.procedure, questions)),
            other => panic!("{other:?}"),
        }
    };
    // With a, never b; without it, c decides: and both come to the same.
    assert_eq!(fee(Said { c: Some(0), ..Said::default() }), Ok(whole(7_000)));
    assert_eq!(fee(Said { a: Some(true), ..Said::default() }), Ok(whole(7_000)));
    assert_eq!(fee(Said { a: Some(false), c: Some(1), ..Said::default() }), Ok(whole(9_000)));
    assert_eq!(fee(Said { a: Some(false), ..Said::default() }), Err(vec!["c".into()]));
    let limit = |said: Said| {
        let evaluation = repository.evaluate(&said.answers()).expect("sound");
        evaluation.time_limit().cloned().map_err(|open| open.len())
    };
    let two = Ok(Deadline::Within(tthc_model::quantity::Duration {
        amount: tthc_model::Interval::exactly(whole(2)),
        unit: tthc_model::quantity::TimeUnit::WorkingDay,
    }));
    assert_eq!(limit(Said { a: Some(true), ..Said::default() }), two);
    assert_eq!(limit(Said { b: Some(true), ..Said::default() }), two);
    assert_eq!(limit(Said::default()), Err(3));
}
