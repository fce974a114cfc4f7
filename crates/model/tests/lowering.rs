//! What a record means: roles and facts, the dossier, steps, dates, money.

mod common;

use std::sync::Arc;

use common::{analyse, check};
use tthc_model::procedure::{
    APPLICANT, Absence, Action, Amount, Atom, Condition, Copies, Deadline, Entry, FeeKind, Mode, PaperForm,
    Purpose, Silence,
};
use tthc_model::quantity::{Interval, ratio, whole};
use tthc_model::{BasisKind, Procedure};
use tthc_syntax::Surface;

/// The one procedure of a sound text: what stands in its body is given.
#[track_caller]
fn procedure(body: &str) -> Arc<Procedure> {
    let text =
        format!("thủ tục a \"A\" {{\nbộ bộ_tư_pháp\ncơ quan thực hiện ubnd_xã\nbước ký \"Ký\"\n{body}\n}}\n");
    let files = check(&text);
    Arc::clone(files[0].checked.procedures.first().expect("a procedure"))
}

fn facts(procedure: &Procedure, component: &str) -> Vec<String> {
    let id = procedure.component_named(component).expect("the component is there");
    procedure.component(id).facts.iter().map(|fact| procedure.fact_text(*fact)).collect()
}

/// A condition in words, atoms by their names.
fn shown(procedure: &Procedure, condition: &Condition) -> String {
    let all = |parts: &[Condition], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| shown(procedure, part)).collect();
        format!("({})", parts.join(word))
    };
    match condition {
        Condition::True => "true".to_owned(),
        Condition::Not(inner) => format!("not {}", shown(procedure, inner)),
        Condition::All(parts) => all(parts, " and "),
        Condition::Any(parts) => all(parts, " or "),
        Condition::AtLeast(least, parts) => format!("{least} of {}", all(parts, ", ")),
        Condition::Atom(atom) => match &procedure.atoms[atom.index()] {
            Atom::Case(case, value) => {
                let case = &procedure.cases[case.index()];
                case.values
                    .get(*value as usize)
                    .map_or(case.name.to_string(), |value| format!("{}={value}", case.name))
            }
            Atom::Channel(channel) => format!("{channel:?}"),
            Atom::Value(fact, value) => {
                format!("{}.{}={value}", procedure.role(fact.role).name, fact.attribute)
            }
            Atom::Flag(fact) => format!("{}.{}", procedure.role(fact.role).name, fact.attribute),
            Atom::AtMost(bound) => {
                let sign = if bound.strict { "<" } else { "<=" };
                let limit = bound.unit.value_text(&bound.limit, Surface::Vietnamese);
                format!("{}{sign}{limit}", procedure.subject_text(&bound.subject))
            }
            Atom::Opaque(text) => format!("«{text}»"),
        },
    }
}

#[test]
fn roles_link_to_each_other() {
    let procedure = procedure(
        "người yêu cầu : người\nvai con : người\nvai mẹ : người = con.mẹ nếu có \"Mẹ\"\nvai cha : người nhiều\n\
         vai hn : hôn_nhân với vợ = mẹ, chồng = cha",
    );
    let role = |name: &str| procedure.roles.iter().find(|role| role.name == name).expect("the role");
    assert_eq!(procedure.roles[0].name, "người_yêu_cầu");
    assert!(role("mẹ").optional && !role("con").optional && role("cha").repeated);
    assert_eq!(role("mẹ").title, "Mẹ");
    let links = |name: &str| -> Vec<(String, String)> {
        let links = role(name).links.iter();
        links.map(|(attribute, to)| (attribute.to_string(), procedure.role(*to).name.to_string())).collect()
    };
    assert_eq!(links("con"), [("mẹ".to_owned(), "mẹ".to_owned())]);
    let marriage = [("vợ".to_owned(), "mẹ".to_owned()), ("chồng".to_owned(), "cha".to_owned())];
    assert_eq!(links("hn"), marriage);
}

#[test]
fn the_applicant_may_be_another_role() {
    let procedure = procedure(
        "người yêu cầu : người = mẹ\nvai mẹ : người \"Mẹ của trẻ\"\nvai con : người với mẹ = mẹ\n\
         thành phần hồ sơ { tờ khai t \"T\" { mẹ.họ_tên, người_yêu_cầu.ngày_sinh, con.mẹ.họ_tên } }",
    );
    let names: Vec<&str> = procedure.roles.iter().map(|role| role.name.as_str()).collect();
    assert_eq!(names, ["người_yêu_cầu", "con"]);
    assert_eq!(procedure.role(APPLICANT).title, "Mẹ của trẻ");
    assert_eq!(facts(&procedure, "t"), ["người_yêu_cầu.họ_tên", "người_yêu_cầu.ngày_sinh"]);
}

#[test]
fn a_path_through_a_reference_is_a_fact_of_the_other_role() {
    let procedure = procedure(
        "người yêu cầu : người\nvai con : người\nvai mẹ : người = con.mẹ\n\
         thành phần hồ sơ { tờ khai t \"T\" { con.mẹ.họ_tên, con.mẹ.mẹ.họ_tên, con.mẹ.mẹ.ngày_sinh } }",
    );
    // The grandmother has no name: a role is introduced for her, once.
    assert_eq!(facts(&procedure, "t"), ["mẹ.họ_tên", "mẹ.mẹ.họ_tên", "mẹ.mẹ.ngày_sinh"]);
    let roles: Vec<&str> = procedure.roles.iter().map(|role| role.name.as_str()).collect();
    assert_eq!(roles, ["người_yêu_cầu", "con", "mẹ", "mẹ.mẹ"]);
    assert_eq!(procedure.roles[3].title, "Mẹ (mẹ)");
}

#[test]
fn documents_attest_facts_of_the_roles_they_are_about() {
    let procedure = procedure(
        "người yêu cầu : người\nvai con : người\nvai hn : hôn_nhân\nthành phần hồ sơ {\n\
         xuất trình thẻ_căn_cước\nxuất trình thẻ_căn_cước của con\nnộp giấy_kết_hôn của hn gọi là giấy_cưới\n\
         nộp thẻ_căn_cước của con\n}",
    );
    let names: Vec<&str> = procedure.components.iter().map(|component| component.name.as_str()).collect();
    // A name of its own for each: by what it is about, else by number.
    assert_eq!(names, ["thẻ_căn_cước", "thẻ_căn_cước_con", "giấy_cưới", "thẻ_căn_cước_2"]);
    assert_eq!(facts(&procedure, "thẻ_căn_cước"), ["người_yêu_cầu.họ_tên", "người_yêu_cầu.ngày_sinh"]);
    assert_eq!(facts(&procedure, "thẻ_căn_cước_con"), ["con.họ_tên", "con.ngày_sinh"]);
    assert_eq!(facts(&procedure, "giấy_cưới"), ["hn.số_giấy"]);
    let modes: Vec<Mode> = procedure.components.iter().map(|component| component.mode).collect();
    assert_eq!(modes, [Mode::Show, Mode::Show, Mode::Submit, Mode::Submit]);
    assert_eq!(procedure.components[2].title, "Giấy kết hôn");
}

#[test]
fn conditions_add_up_on_the_way_down() {
    let procedure = procedure(
        "người yêu cầu : người\nvai con : người\ntrường hợp a : có_không \"A\"\ntrường hợp b : x | y \"B\"\n\
         trực tuyến một phần đi lại 0 lần\ntrực tiếp đi lại 1 lần\n\
         thành phần hồ sơ {\n nếu a {\n  một trong khi b == x {\n   xuất trình thẻ_căn_cước trừ khi trực_tuyến\n\
         xuất trình thẻ_căn_cước của con khi con.quốc_tịch == việt_nam hoặc con.còn_sống\n  }\n }\n\
         với mỗi p thuộc { con, người_yêu_cầu } khi b != y { nộp thẻ_căn_cước của p }\n}",
    );
    let conditions: Vec<String> =
        procedure.components.iter().map(|component| shown(&procedure, &component.condition)).collect();
    assert_eq!(
        conditions,
        [
            "(a and b=x and not Online)",
            "(a and b=x and ((con.quốc_tịch=việt_nam) or (con.còn_sống)))",
            "not b=y",
            "not b=y",
        ]
    );
    let about: Vec<&str> =
        procedure.components[2..].iter().map(|c| procedure.role(c.about[0]).name.as_str()).collect();
    assert_eq!(about, ["con", "người_yêu_cầu"]);
}

#[test]
fn precedence_is_that_of_the_language() {
    let procedure = procedure(
        "trường hợp a : có_không \"A\"\ntrường hợp b : có_không \"B\"\ntrường hợp c : x | y \"C\"\n\
         ràng buộc a hoặc b và không phải c == x\nràng buộc không phải (a và b)\nràng buộc không phải a và b\n\
         ràng buộc a == không hoặc c thuộc { x, y }",
    );
    let constraints: Vec<String> =
        procedure.constraints.iter().map(|constraint| shown(&procedure, constraint)).collect();
    assert_eq!(
        constraints,
        ["(a or (b and not c=x))", "not (a and b)", "(not a and b)", "(not a or (c=x or c=y))"]
    );
}

#[test]
fn what_turns_out_later_is_kept_as_it_is_written() {
    let procedure = procedure(
        "người yêu cầu : người\nbước b \"B\" khi hồ_sơ_chưa_đủ\nbước c \"C\" khi hồ_sơ_chưa_đủ và số_bản   >=   2\n\
         bước d \"D\" trừ khi hồ_sơ_chưa_đủ",
    );
    let conditions: Vec<String> =
        procedure.steps.iter().map(|step| shown(&procedure, &step.condition)).collect();
    let (one, two) = ("«hồ_sơ_chưa_đủ»", "«số_bản >= 2»");
    assert_eq!(
        conditions,
        ["true".to_owned(), one.to_owned(), format!("({one} and {two})"), format!("not {one}")]
    );
    assert_eq!(procedure.atoms.len(), 2);
}

#[test]
fn a_requirement_has_its_chain_of_papers_and_its_lookups() {
    let procedure = procedure(
        "người yêu cầu : người\nvai con : người\nvai hn : hôn_nhân\nthành phần hồ sơ {\n\
         nội dung cần chứng minh r \"R\" để đại_diện {\n\
         thông tin con.họ_tên, con.ngày_sinh, con.họ_tên\nmức bảo đảm giấy_tờ\n\
         khai thác dân_cư bằng con.số_định_danh theo luật_hộ_tịch điều 1 (đích_danh)\n\
         khai thác dân_cư từ 2026-01-01 theo luật_hộ_tịch điều 2 (suy_luận)\n\
         khai thác dân_cư theo luật_hộ_tịch\n\
         không khai thác được thì xuất trình thẻ_căn_cước của con\nkhông có thì nộp thẻ_căn_cước để lấy_đồng_ý\n\
         nộp giấy_kết_hôn của hn\n\
         } theo luật_hộ_tịch điều 3 hạn yêu cầu bổ sung 2 ngày làm việc\n}",
    );
    let requirement = &procedure.requirements[0];
    let needed: Vec<String> = requirement.facts.iter().map(|fact| procedure.fact_text(*fact)).collect();
    assert_eq!(needed, ["con.họ_tên", "con.ngày_sinh"]);
    assert_eq!(requirement.purpose, Purpose::Representation);
    let kinds: Vec<BasisKind> = requirement.lookups.iter().map(|lookup| lookup.kind).collect();
    assert_eq!(kinds, [BasisKind::Explicit, BasisKind::Inferred, BasisKind::General]);
    assert_eq!(requirement.basis[0].to_string(), "luật_hộ_tịch art 3");
    assert_eq!(requirement.ask_within.as_ref().map(|term| term.iso()), Some("P2D".to_owned()));
    let [Entry::Requirement(_, parts)] = procedure.dossier.as_slice() else {
        panic!("{:?}", procedure.dossier)
    };
    let [Entry::FirstOf(chain), Entry::Component(last)] = parts.as_slice() else { panic!("{parts:?}") };
    assert_eq!(chain.len(), 2);
    assert_eq!(procedure.component(*last).name, "giấy_kết_hôn");
    // The purpose is the requirement's, unless the paper has its own.
    let purposes: Vec<Purpose> = procedure.components.iter().map(|component| component.purpose).collect();
    assert_eq!(purposes, [Purpose::Representation, Purpose::Consent, Purpose::Representation]);
}

#[test]
fn groups_of_the_dossier() {
    let procedure = procedure(
        "người yêu cầu : người\nthành phần hồ sơ {\n một trong { nộp thẻ_căn_cước ; nộp thẻ_căn_cước }\n\
         lần lượt một trong { nộp thẻ_căn_cước ; nộp thẻ_căn_cước }\n tất cả { nộp thẻ_căn_cước }\n\
         ít nhất 2 { nộp thẻ_căn_cước ; nộp thẻ_căn_cước ; nộp thẻ_căn_cước }\n}",
    );
    let sizes: Vec<(&str, usize)> = procedure
        .dossier
        .iter()
        .map(|entry| match entry {
            Entry::OneOf(parts) => ("one", parts.len()),
            Entry::FirstOf(parts) => ("first", parts.len()),
            Entry::All(parts) => ("all", parts.len()),
            Entry::AtLeast(2, parts) => ("two", parts.len()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(sizes, [("one", 2), ("first", 2), ("all", 1), ("two", 3)]);
    assert_eq!(procedure.dossier.iter().flat_map(Entry::components).count(), procedure.components.len());
}

#[test]
fn copies_and_flags_of_a_paper() {
    let procedure = procedure(
        "người yêu cầu : người\nthành phần hồ sơ {\n\
         nộp thẻ_căn_cước (1 bản chính, 2 bản sao) có chứng thực kèm bản dịch\n\
         nộp thẻ_căn_cước (1 bản chính | 1 bản sao chứng thực) hợp pháp hóa lãnh sự bản điện tử\n}",
    );
    let [first, second] = procedure.components.as_slice() else { panic!("{:?}", procedure.components) };
    let copies = |originals, certified, plain| Copies { originals, certified, plain };
    assert_eq!(first.copies, [copies(1, 0, 2)]);
    assert_eq!(second.copies, [copies(1, 0, 0), copies(0, 1, 0)]);
    assert_eq!(first.form, PaperForm { certified: true, translated: true, ..PaperForm::default() });
    assert_eq!(second.form, PaperForm { legalised: true, electronic: true, ..PaperForm::default() });
}

#[test]
fn forms_ask_for_facts_and_for_more() {
    let procedure = procedure(
        "người yêu cầu : người\nthành phần hồ sơ {\n tờ khai t \"Tờ khai\" theo luật_hộ_tịch {\n\
         người_yêu_cầu.họ_tên, \"Số bản sao\"\n \"Ghi chú\", người_yêu_cầu.ngày_sinh\n }\n}",
    );
    assert_eq!(facts(&procedure, "t"), ["người_yêu_cầu.họ_tên", "người_yêu_cầu.ngày_sinh"]);
    let form = &procedure.components[0];
    assert_eq!(form.other_fields, ["Số bản sao", "Ghi chú"]);
    assert_eq!((form.mode, form.title.as_str(), form.document.as_ref()), (Mode::Form, "Tờ khai", None));
}

#[test]
fn steps_and_their_order() {
    let procedure = procedure(
        "người yêu cầu : người\nyêu cầu đủ \"Đủ\" đánh giá bởi công_chức\n\
         bước nộp \"Nộp\" bởi người_yêu_cầu nộp hồ sơ\n\
         bước kiểm \"Kiểm\" bởi công_chức kiểm tra đủ sau nộp trong 30 phút\n\
         bước hỏi \"Hỏi\" bởi công_chức yêu cầu bổ sung sau kiểm khi thiếu tối đa 2 lần\n\
         bước xác \"Xác\" bởi người_yêu_cầu xác nhận dự thảo sau kiểm trong 1 ngày im lặng coi là xác_nhận\n\
         bước ghi_sổ \"Ghi\" bởi công_chức ghi dân_cư sau kiểm, xác không được lược bỏ",
    );
    let step = |name: &str| procedure.steps.iter().find(|step| step.name == name).expect("the step");
    assert_eq!(step("nộp").actor, None);
    assert_eq!(step("kiểm").actor.as_deref(), Some("công_chức"));
    assert_eq!((step("kiểm").action, step("kiểm").objects.len()), (Some(Action::Check), 1));
    assert_eq!((step("hỏi").action, step("hỏi").at_most), (Some(Action::AskMore), Some(2)));
    assert_eq!(step("xác").silence, Some(Silence::Confirmation));
    assert!(step("ghi_sổ").protected);
    let after: Vec<&str> =
        step("ghi_sổ").after.iter().map(|id| procedure.steps[id.index()].name.as_str()).collect();
    assert_eq!(after, ["kiểm", "xác"]);
    let hours = step("kiểm").takes.as_ref().and_then(|takes| takes.working_hours());
    assert_eq!(hours, Some(Interval::exactly(ratio(1, 2))));
}

#[test]
fn absent_is_never_zero() {
    let procedure = procedure(
        "trường hợp xa : có_không \"Xa\"\n\
         trực tiếp thời hạn giải quyết chưa_rõ\nbưu chính thời hạn giải quyết trong_ngày nhận trước 15:30\n\
         lệ phí chưa_rõ\nlệ phí không_có\nphí không_áp_dụng\nphí 0 đồng theo luật_hộ_tịch\n\
         phí 8_000..9_000 đồng mỗi bản_sao khi xa nguồn \"x\"\nsố hồ sơ chưa_rõ",
    );
    let amounts: Vec<&Amount> = procedure.fees.iter().map(|fee| &fee.amount).collect();
    let money = |amount| Amount::Money(whole(amount));
    // Of a range the upper end counts.
    assert_eq!(
        amounts,
        [
            &Amount::Absent(Absence::Unknown),
            &Amount::Absent(Absence::Nothing),
            &Amount::Absent(Absence::NotApplicable),
            &money(0),
            &money(9_000)
        ]
    );
    assert_eq!(procedure.fees[4].each.as_deref(), Some("bản_sao"));
    assert_eq!(
        procedure.fees.iter().map(|fee| fee.kind == FeeKind::Charge).collect::<Vec<_>>(),
        [false, false, true, true, true]
    );
    let volume = procedure.volume.as_ref().expect("a volume");
    assert_eq!((&volume.count, volume.year), (&None, None));
    assert_eq!(procedure.channels[0].deadline, Some(Deadline::Absent(Absence::Unknown)));
    assert_eq!(procedure.channels[1].deadline, Some(Deadline::SameDay { cutoff: Some(15 * 60 + 30) }));
}

#[test]
fn shares_are_exact() {
    let procedure = procedure(
        "trường hợp a : có_không \"A\" tỷ lệ 81..85% nguồn \"x\"\n\
         trường hợp b : x | y \"B\" tỷ lệ 99.6% | 0.4% ước tính \"y\"\ntrường hợp c : có_không \"C\"",
    );
    assert_eq!(procedure.cases[0].shares, [Interval::new(ratio(81, 100), ratio(85, 100))]);
    assert_eq!(
        procedure.cases[1].shares,
        [Interval::exactly(ratio(996, 1000)), Interval::exactly(ratio(4, 1000))]
    );
    assert_eq!(procedure.cases[2].shares, []);
    assert!(!procedure.cases[0].provenance.is_estimate() && procedure.cases[1].provenance.is_estimate());
}

#[test]
fn citations_carry_on_where_they_leave_off() {
    let procedure = procedure(
        "căn cứ pháp lý luật_hộ_tịch điều 13, 14 khoản 2, khoản 3 điểm đ, 15,\n\
         luật_hộ_tịch phụ lục I số thứ tự 457, luật_hộ_tịch, luật_hộ_tịch điều 24a, 3..6",
    );
    let cited: Vec<String> =
        procedure.basis.iter().map(|citation| citation.places_text(Surface::Vietnamese)).collect();
    assert_eq!(
        cited,
        [
            "điều 13",
            "điều 14 khoản 2",
            "điều 14 khoản 3 điểm đ",
            "điều 14 khoản 3 điểm 15",
            "phụ lục I số thứ tự 457",
            "",
            "điều 24a",
            "điều 3..6",
        ]
    );
}

#[test]
fn what_stands_before_an_item_in_three_slashes_is_its_description() {
    let files = analyse(
        "// không\n/// Một.\n///   Hai.\nthủ tục a \"A\" { bộ bộ_tư_pháp ; cơ quan thực hiện ubnd_xã ; bước b \"B\" }\n\
         /// Khác.\n\ncơ quan c \"C\"\n",
    );
    assert_eq!(files[0].checked.procedures[0].docs, "Một.\nHai.");
    let library =
        common::library(&[("a".to_owned(), "/// A\ncơ quan c \"C\"\n\ncơ quan d \"D\"".to_owned())]);
    let docs = |name| library.item(tthc_model::ItemKind::Agency, name).map(|item| item.docs.clone());
    assert_eq!((docs("c"), docs("d")), (Some("A".to_owned()), Some(String::new())));
}

#[test]
fn of_two_declarations_the_first_in_the_order_of_paths_counts() {
    let level = |first: &str, second: &str| {
        let text = |level: &str| format!("cơ quan a \"A\" {{ cấp {level} }}");
        let library = common::library(&[(first.to_owned(), text("xã")), (second.to_owned(), text("tỉnh"))]);
        library.agency("a").and_then(|agency| agency.level)
    };
    assert_eq!(level("a.tthc", "b.tthc"), Some(tthc_model::library::Level::Commune));
    assert_eq!(level("b.tthc", "a.tthc"), Some(tthc_model::library::Level::Province));
}

#[test]
fn an_edit_in_a_body_leaves_the_outline_as_it_was() {
    let text = "thủ tục a \"A\" {\n mã \"1\"\n thành phần hồ sơ { nộp b }\n bước c \"C\" trong 2 ngày\n kết quả d\n}\n";
    let outline = |text: &str| tthc_model::outline(&tthc_syntax::parse(text));
    let before = outline(text);
    for (from, to) in
        [("2 ngày", "3 ngày"), ("nộp b", "nộp c, d"), (" bước", "\n\n // x\n bước"), ("bước c", "bước d")]
    {
        assert_eq!(before, outline(&text.replacen(from, to, 1)), "{from} → {to}");
    }
    for (from, to) in
        [("\"1\"", "\"2\""), ("kết quả d", "kết quả e"), ("thủ tục a", "thủ tục b"), ("\"A\"", "\"B\"")]
    {
        assert_ne!(before, outline(&text.replacen(from, to, 1)), "{from} → {to}");
    }
}
