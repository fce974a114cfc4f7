//! Sets of cases, compared with counting every case one by one.

mod common;

use std::sync::Arc;

use common::{COMMON, check_all, library};
use tthc_model::Procedure;
use tthc_model::cases::{Cases, Class, Variable};
use tthc_model::formula::Subject;
use tthc_model::procedure::{Atom, CaseId, Condition};
use tthc_model::quantity::{Ratio, ratio, whole};
use tthc_syntax::Surface;

const TEXT: &str = r#"
thủ tục a "A" {
  bộ bộ_tư_pháp
  cơ quan thực hiện ubnd_xã
  người yêu cầu : người
  trường hợp a : có_không "A"
  trường hợp b : có_không "B"
  trường hợp c : x | y | z "C"
  trường hợp n : số_nguyên "N"
  trường hợp d : số "D"
  ràng buộc không phải (a và b)
  ràng buộc không phải (b và c == z)
  trực tuyến một phần đi lại 0 lần
  trực tiếp đi lại 1 lần
  thành phần hồ sơ {
    xuất trình thẻ_căn_cước khi a
    xuất trình thẻ_căn_cước khi a hoặc b
    xuất trình thẻ_căn_cước khi c == x hoặc c == y hoặc c == z
    xuất trình thẻ_căn_cước khi b và c == z
    xuất trình thẻ_căn_cước khi không phải a và c != x
    xuất trình thẻ_căn_cước khi trực_tuyến hoặc a và người_yêu_cầu.quốc_tịch == việt_nam
    xuất trình thẻ_căn_cước trừ khi trực_tiếp
    xuất trình thẻ_căn_cước khi bưu_chính
    xuất trình thẻ_căn_cước khi người_yêu_cầu.còn_sống và không phải (b hoặc c == y)
    xuất trình thẻ_căn_cước khi không phải a và không phải b
    xuất trình thẻ_căn_cước khi n >= 5 và n < 10
    xuất trình thẻ_căn_cước khi n < 5 và n >= 10
    xuất trình thẻ_căn_cước khi 2 m2 < d hoặc n > 9
    xuất trình thẻ_căn_cước khi d == 2 m2
    xuất trình thẻ_căn_cước khi d != 2 m2 và d >= 2 m2
  }
  bước ký "Ký" khi ngày_đẹp
}
"#;

struct Space {
    procedure: Arc<Procedure>,
    cases: Cases,
    /// Every case there is: the variables that hold in it.
    all: Vec<Vec<Variable>>,
}

fn space() -> Space {
    let texts = vec![("chung.tthc".to_owned(), COMMON.to_owned()), ("a.tthc".to_owned(), TEXT.to_owned())];
    let library = library(&texts);
    let files = check_all(texts, None);
    let procedure = Arc::clone(&files[1].checked.procedures[0]);
    let cases = Cases::new(&procedure, &library);
    let variables = cases.variables();
    let all = (0..1_u32 << variables.len()).map(|bits| -> Vec<Variable> {
        let holds = variables.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
        holds.map(|(_, variable)| variable.clone()).collect()
    });
    let all = all.filter(|case| is_case(&procedure, case)).collect();
    Space { procedure, cases, all }
}

/// By the rules of the language, not by diagrams: one value of each variable, one channel, all constraints.
fn is_case(procedure: &Procedure, case: &[Variable]) -> bool {
    let count = |of: &dyn Fn(&Variable) -> bool| case.iter().filter(|variable| of(variable)).count();
    count(&|variable| matches!(variable, Variable::Case(id, _) if id.index() == 2)) == 1
        && count(&|variable| matches!(variable, Variable::Channel(_))) == 1
        && count(&|variable| matches!(variable, Variable::Value(..))) == 1
        && some_numbers_have(case)
        && procedure.constraints.iter().all(|constraint| holds(procedure, constraint, case))
}

/// Whether there are a whole number `n` and a number `d` of which just these bounds hold.
fn some_numbers_have(case: &[Variable]) -> bool {
    let bounds = |quantity: u16| {
        let all: &[(i64, bool)] =
            if quantity == 3 { &[(4, false), (9, false)] } else { &[(2, true), (2, false)] };
        let holding: Vec<bool> = all
            .iter()
            .map(|(limit, strict)| {
                case.iter().any(|variable| match variable {
                    Variable::AtMost(bound) => {
                        bound.subject == Subject::Case(CaseId(quantity))
                            && bound.limit == whole(*limit)
                            && bound.strict == *strict
                    }
                    _ => false,
                })
            })
            .collect();
        (all, holding)
    };
    let fits = |quantity: u16, value: Ratio| {
        let (all, holding) = bounds(quantity);
        all.iter().zip(holding).all(|((limit, strict), holds)| {
            holds == if *strict { value < whole(*limit) } else { value <= whole(*limit) }
        })
    };
    (-5..20).any(|n| fits(3, whole(n))) && (-5..20).any(|halves| fits(4, ratio(halves, 2)))
}

fn holds(procedure: &Procedure, condition: &Condition, case: &[Variable]) -> bool {
    match condition {
        Condition::True => true,
        Condition::Not(inner) => !holds(procedure, inner, case),
        Condition::All(parts) => parts.iter().all(|part| holds(procedure, part, case)),
        Condition::Any(parts) => parts.iter().any(|part| holds(procedure, part, case)),
        Condition::AtLeast(least, parts) => {
            parts.iter().filter(|part| holds(procedure, part, case)).count() >= usize::from(*least)
        }
        Condition::Atom(atom) => case.contains(&match procedure.atoms[atom.index()].clone() {
            Atom::Case(case, value) => Variable::Case(case, value),
            Atom::Channel(channel) => Variable::Channel(channel),
            Atom::Value(fact, value) => Variable::Value(fact, value),
            Atom::Flag(fact) => Variable::Flag(fact),
            Atom::AtMost(bound) => Variable::AtMost(bound),
            Atom::Opaque(text) => Variable::Opaque(text),
        }),
    }
}

impl Space {
    fn members(&self, class: &Class) -> Vec<bool> {
        self.all.iter().map(|case| self.cases.contains(class, |variable| case.contains(variable))).collect()
    }

    fn classes(&self) -> Vec<(&Condition, Class)> {
        let conditions = self.procedure.components.iter().map(|component| &component.condition);
        conditions.map(|condition| (condition, self.cases.holds(condition))).collect()
    }
}

#[test]
fn a_class_has_the_cases_in_which_its_condition_holds() {
    let space = space();
    assert!(space.all.len() > 50, "{}", space.all.len());
    for (condition, class) in space.classes() {
        let counted: Vec<bool> =
            space.all.iter().map(|case| holds(&space.procedure, condition, case)).collect();
        assert_eq!(space.members(&class), counted, "{condition:?}");
        assert_eq!(class.is_never(), !counted.contains(&true));
        assert_eq!(space.cases.is_all(&class), !counted.contains(&false));
    }
}

#[test]
fn classes_combine_like_sets() {
    let space = space();
    let classes = space.classes();
    for (_, left) in &classes {
        let left_members = space.members(left);
        let outside: Vec<bool> = left_members.iter().map(|member| !member).collect();
        assert_eq!(space.members(&space.cases.complement(left)), outside);
        for (_, right) in &classes {
            let right_members = space.members(right);
            let combined = |with: fn(bool, bool) -> bool| -> Vec<bool> {
                left_members.iter().zip(&right_members).map(|(a, b)| with(*a, *b)).collect()
            };
            assert_eq!(space.members(&left.and(right)), combined(|a, b| a && b));
            assert_eq!(space.members(&left.or(right)), combined(|a, b| a || b));
            assert_eq!(space.members(&left.minus(right)), combined(|a, b| a && !b));
            assert_eq!(left.is_within(right), !combined(|a, b| a && !b).contains(&true));
            assert_eq!(left == right, left_members == right_members);
        }
    }
    let all = space.cases.all();
    assert!(space.members(&all).iter().all(|member| *member) && space.cases.is_all(&all));
    assert!(space.cases.none().is_never() && space.cases.none().is_within(&all));
}

#[test]
fn a_description_means_what_it_describes_and_has_no_word_too_many() {
    let space = space();
    for (_, class) in space.classes() {
        let alternatives = space.cases.describe(&class);
        let members = |alternatives: &[Vec<tthc_model::cases::Literal>]| -> Vec<bool> {
            let says = |case: &Vec<Variable>| {
                alternatives.iter().any(|literals| {
                    literals.iter().all(|literal| case.contains(&literal.variable) == literal.holds)
                })
            };
            space.all.iter().map(says).collect()
        };
        let wanted = space.members(&class);
        assert_eq!(members(&alternatives), wanted);
        for at in 0..alternatives.len() {
            let mut fewer = alternatives.clone();
            fewer.remove(at);
            assert_ne!(members(&fewer), wanted, "an alternative too many: {alternatives:?}");
            for literal in 0..alternatives[at].len() {
                let mut fewer = alternatives.clone();
                fewer[at].remove(literal);
                assert_ne!(members(&fewer), wanted, "a literal too many: {alternatives:?}");
            }
        }
    }
}

#[test]
fn descriptions_are_sentences_of_the_language() {
    let space = space();
    let texts = |surface| -> Vec<String> {
        let classes = space.classes().into_iter();
        classes.map(|(_, class)| space.cases.text(&space.procedure, &class, surface)).collect()
    };
    let vietnamese = texts(Surface::Vietnamese);
    assert_eq!(vietnamese[0], "a");
    // All cases, and none.
    assert_eq!((vietnamese[2].as_str(), vietnamese[3].as_str()), ("", ""));
    for (surface, when, not) in
        [(Surface::Vietnamese, "khi", "không phải"), (Surface::English, "when", "not")]
    {
        let said = texts(surface);
        assert!(said.iter().any(|text| text.contains(not)), "{said:?}");
        for (at, text) in said.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let again = TEXT.replacen(
                "xuất trình thẻ_căn_cước khi a\n",
                &format!("xuất trình thẻ_căn_cước {when} {text}\n"),
                1,
            );
            let texts = vec![("chung.tthc".to_owned(), COMMON.to_owned()), ("a.tthc".to_owned(), again)];
            let library = library(&texts);
            let files = check_all(texts, None);
            let procedure = &files[1].checked.procedures[0];
            let component = &procedure.components[0];
            let cases = Cases::new(procedure, &library);
            let class = cases.holds(&component.condition);
            let members: Vec<bool> = space
                .all
                .iter()
                .map(|case| cases.contains(&class, |variable| case.contains(variable)))
                .collect();
            assert_eq!(members, space.members(&space.classes()[at].1), "{text}");
        }
    }
}

#[test]
fn an_example_is_a_case_of_the_class() {
    let space = space();
    for (_, class) in space.classes() {
        match space.cases.example(&class) {
            None => assert!(class.is_never()),
            Some(example) => {
                assert!(is_case(&space.procedure, &example), "{example:?}");
                assert!(space.cases.contains(&class, |variable| example.contains(variable)));
            }
        }
    }
}
