//! What the workflow of a procedure lets happen: nobody is granted anything past a protected step,
//! and nobody's data is looked up outside the cases that need it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tthc_analysis::plan::{Decisions, Plan, plan};
use tthc_analysis::process::{after, before};
use tthc_model::procedure::{Action, Step};
use tthc_model::process::{Block, Process, Task, TaskKind, Value};
use tthc_model::{Date, Library, Procedure};

const COMMON: &str = r#"
cơ quan xã_a "Xã A" { cấp xã }
người thực hiện một_cửa "Một cửa" của xã_a
người thực hiện lãnh_đạo "Lãnh đạo" của xã_a
văn bản luật_a "Luật A" từ 2020-01-01 { số hiệu "1/2020/QH14" ; loại luật }
thực thể người "Cá nhân" {
  khóa số
  số : chữ "Số"
  tên : chữ "Tên"
}
thực thể hãng "Hãng" {
  khóa mã
  mã : chữ "Mã"
  tên : chữ "Tên hãng"
}
nguồn dữ liệu sổ_hãng "Sổ hãng" {
  cơ quan chủ quản xã_a
  về hãng bằng mã { lưu giữ mã, tên ; đối chiếu tên }
  về người bằng số { lưu giữ số, tên ; đối chiếu tên }
  công bố từ 2026-01-01 theo luật_a
  phục vụ xã theo luật_a
  đồng ý không_cần theo luật_a
}
giấy tờ g "Giấy hãng" { về h : hãng ; chứng minh h.mã, h.tên }
giấy tờ n "Giấy người" { về x : người ; chứng minh x.số, x.tên }
quy tắc chung thay "Thay" từ 2026-01-01 theo luật_a {
  thay thế g bằng sổ_hãng theo luật_a
  thay thế n bằng sổ_hãng theo luật_a
}
"#;

struct Repository {
    library: Library,
    procedures: Vec<Arc<Procedure>>,
}

impl Repository {
    fn new(texts: &[(String, String)]) -> Repository {
        let parses: Vec<_> = texts.iter().map(|(_, text)| tthc_syntax::parse(text.as_str())).collect();
        let outlines: Vec<_> = parses.iter().map(tthc_model::outline).collect();
        let paths = texts.iter().map(|(path, _)| Arc::<str>::from(path.as_str()));
        let library = Library::new(paths.zip(&outlines));
        let checked = texts.iter().zip(&parses);
        let procedures = checked
            .flat_map(|((path, _), parse)| tthc_model::check(parse, &library, path, None).procedures)
            .collect();
        Repository { library, procedures }
    }

    fn fixture(body: &str) -> Repository {
        let text = format!(
            "{COMMON}thủ tục t \"T\" {{\n  cơ quan thực hiện xã_a\n  người yêu cầu : người\n{body}\n}}\n"
        );
        Repository::new(&[("kho.tthc".to_owned(), text)])
    }

    fn plan<'r>(&'r self, procedure: &'r Procedure) -> Plan<'r> {
        let (baseline, on) = (Date::constant(2025, 12, 31), Date::constant(2026, 6, 1));
        plan(procedure, &self.library, baseline, on, Decisions::default())
    }

    fn after(&self) -> Process {
        after(&self.plan(&self.procedures[0]))
    }
}

/// Every way of reading the blocks: whether some path gets through without a task of this kind.
fn avoids(blocks: &[Block], task: &dyn Fn(&Task) -> bool) -> bool {
    blocks.iter().all(|block| match block {
        Block::Task(this) => !task(this),
        Block::Parallel { branches, .. } => branches.iter().all(|branch| avoids(branch, task)),
        Block::Choice { branches, otherwise, .. } => {
            branches.iter().any(|branch| avoids(&branch.body, task)) || avoids(&otherwise.body, task)
        }
        Block::Loop { body, .. } => avoids(body, task),
        // This path stops here: it does not get through.
        Block::End(_) => false,
    })
}

/// Every task with the answers that lead to it, each as `variable=value`.
fn walk<'p>(blocks: &'p [Block], way: &mut Vec<String>, found: &mut Vec<(&'p Task, Vec<String>)>) {
    for block in blocks {
        match block {
            Block::Task(task) => found.push((task, way.clone())),
            Block::Parallel { branches, .. } => {
                branches.iter().for_each(|branch| walk(branch, way, found));
            }
            Block::Choice { variable, branches, otherwise, .. } => {
                for branch in branches {
                    let value = match &branch.value {
                        Value::Flag(flag) => flag.to_string(),
                        Value::Text(text) => text.to_string(),
                    };
                    way.push(format!("{variable}={value}"));
                    walk(&branch.body, way, found);
                    way.pop();
                }
                way.push(format!("{variable}=else"));
                walk(&otherwise.body, way, found);
                way.pop();
            }
            Block::Loop { body, again, .. } => {
                walk(body, way, found);
                walk(&again.body, way, found);
            }
            Block::End(_) => {}
        }
    }
}

fn tasks(process: &Process) -> Vec<(&Task, Vec<String>)> {
    let mut found = Vec::new();
    walk(&process.body, &mut Vec::new(), &mut found);
    found
}

/// `question: label>… label>…`, a line for each gateway, in order.
fn gates(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Choice { question, variable, branches, otherwise, .. } => {
                let ends = |body: &[Block]| if body.iter().any(Block::ends) { "!" } else { "" };
                let mut line = format!("{question} {variable}");
                for branch in branches {
                    line += &format!(" {}{}", branch.label, ends(&branch.body));
                }
                lines.push(format!("{line} | {}{}", otherwise.label, ends(&otherwise.body)));
                branches.iter().for_each(|branch| gates(&branch.body, lines));
                gates(&otherwise.body, lines);
            }
            Block::Parallel { branches, .. } => branches.iter().for_each(|branch| gates(branch, lines)),
            Block::Loop { body, .. } => gates(body, lines),
            _ => {}
        }
    }
}

fn all_gates(process: &Process) -> Vec<String> {
    let mut lines = Vec::new();
    gates(&process.body, &mut lines);
    lines
}

/// The lookups that stand for papers; those that the record itself names have the step's name.
fn lookups(process: &Process) -> Vec<(&Task, Vec<String>)> {
    let stands_for_paper = |task: &Task| {
        matches!(task.kind, TaskKind::Lookup { .. }) && task.documentation.starts_with("Nguồn: ")
    };
    tasks(process).into_iter().filter(|(task, _)| stands_for_paper(task)).collect()
}

fn is(step: &Step) -> impl Fn(&Task) -> bool {
    move |task| task.protected && task.name.starts_with(&step.title)
}

const STEPS: &str = r#"  trực tiếp
  trường hợp không_đạt : có_không "Không đạt"
  điều kiện c "C" đánh giá bởi một_cửa
  bước nộp "Nộp" bởi người_yêu_cầu nộp hồ sơ
  bước nhận "Nhận" bởi một_cửa tiếp nhận sau nộp
  bước xét "Xét" bởi một_cửa kiểm tra c sau nhận
"#;

#[test]
fn behind_a_refusal_its_condition_is_known_to_be_false() {
    let repository = Repository::fixture(&format!(
        "{STEPS}  bước chối \"Từ chối\" bởi lãnh_đạo từ chối sau xét khi không_đạt
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt sau xét khi không phải không_đạt không được lược bỏ
  bước sổ \"Vào sổ\" bởi một_cửa sau ký khi không_đạt
  bước trả \"Trả\" bởi một_cửa trả kết quả sau ký"
    ));
    let process = repository.after();
    // One gateway, in positive words; the branch that refuses ends.
    assert_eq!(all_gates(&process), ["Đạt yêu cầu? khong_dat Có | Không!"]);
    assert!(!avoids(&process.body, &|task| task.protected && task.name == "Ký"));
    assert!(!tasks(&process).iter().any(|(task, _)| task.name == "Vào sổ"), "no case comes by");
    assert_eq!(process.variables, [("khong_dat".into(), Value::Flag(false))]);
}

#[test]
fn without_a_refusal_nothing_is_granted_past_the_signature() {
    let repository = Repository::fixture(&format!(
        "{STEPS}  bước ký \"Ký\" bởi lãnh_đạo phê duyệt sau xét khi không phải không_đạt không được lược bỏ
  bước trả \"Trả\" bởi một_cửa trả kết quả sau ký"
    ));
    let process = repository.after();
    assert_eq!(all_gates(&process), ["Đạt yêu cầu? khong_dat Có | Không!"]);
    assert!(!avoids(&process.body, &|task| task.name == "Ký"));
}

#[test]
fn what_follows_a_refusal_is_done_before_it_ends() {
    let repository = Repository::fixture(&format!(
        "{STEPS}  bước chối \"Từ chối\" bởi lãnh_đạo từ chối sau xét khi không_đạt
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt sau xét khi không phải không_đạt không được lược bỏ
  bước trả \"Trả\" bởi một_cửa trả kết quả sau ký, chối"
    ));
    let process = repository.after();
    let ways: Vec<Vec<String>> =
        tasks(&process).into_iter().filter(|(task, _)| task.name == "Trả").map(|(_, way)| way).collect();
    assert_eq!(ways, [vec!["khong_dat=else".to_owned()], vec![]]);
}

#[test]
fn a_lookup_is_made_only_where_its_paper_is_asked_for() {
    let repository = Repository::fixture(
        "  vai hãng : hãng nếu có \"Hãng\"
  vai kia : hãng nếu có \"Hãng kia\"
  vai cháu : người nếu có \"Cháu\"
  trường hợp loại : một | hai | ba \"Loại\"
  trường hợp có_cháu : có_không \"Có cháu đi cùng\"
  trực tiếp
  điều kiện c \"C\" cần hãng.tên, kia.tên, cháu.tên đánh giá bởi một_cửa
  thành phần hồ sơ {
    tờ khai đơn \"Đơn\" { hãng.mã, hãng.tên, kia.mã, kia.tên, cháu.số, cháu.tên }
    nộp g của hãng gọi là g1 khi loại == một
    nộp g của kia gọi là g2 khi loại == hai
    nộp n của cháu khi có_cháu
  }
  bước nộp \"Nộp\" bởi người_yêu_cầu nộp hồ sơ
  bước nhận \"Nhận\" bởi một_cửa tiếp nhận sau nộp
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt kiểm tra c sau nhận không được lược bỏ",
    );
    let process = repository.after();
    let lane = |task: &Task| process.lanes[task.lane.0].name.clone();
    let ways: Vec<(String, String)> =
        lookups(&process).into_iter().map(|(task, way)| (task.name.clone(), way.join(" "))).collect();
    let expected = [
        ("Tra cứu Sổ hãng: hãng", "loai=mot"),
        ("Tra cứu Sổ hãng: hãng kia", "loai=hai"),
        ("Tra cứu Sổ hãng: cháu", "co_chau=true"),
    ];
    let expected = expected.map(|(name, way)| (name.to_owned(), way.to_owned()));
    assert_eq!(ways, expected);
    // Nobody files online: the receiving office asks.
    assert!(lookups(&process).iter().all(|(task, _)| lane(task) == "Một cửa"));
    // The paper is asked for only behind its own lookup.
    let brings: Vec<String> = tasks(&process)
        .into_iter()
        .filter(|(task, _)| task.name.starts_with("Bổ sung "))
        .map(|(_, way)| way[0].clone())
        .collect();
    assert_eq!(brings, ["loai=mot", "loai=hai", "co_chau=true"]);
}

fn real() -> Repository {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "tthc") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures"), &mut paths);
    paths.sort();
    let text = |path: PathBuf| (path.display().to_string(), std::fs::read_to_string(&path).unwrap());
    Repository::new(&paths.into_iter().map(text).collect::<Vec<_>>())
}

/// The protected steps that some path to the common end goes without, of those that every case needs.
fn avoided(plan: &Plan<'_>, process: &Process) -> Vec<String> {
    let procedure = plan.after.engine.procedure;
    let cases = &plan.after.engine.cases;
    let refusals = procedure.steps.iter().filter(|step| {
        step.action == Some(Action::Refuse) && !step.after.is_empty() && !step.condition.is_true()
    });
    let refused = refusals.fold(cases.none(), |any, step| any.or(&cases.holds(&step.condition)));
    let granted = cases.complement(&refused);
    let protected = procedure.steps.iter().filter(|step| step.protected);
    let missing = |step: &&Step| {
        let class = cases.holds(&step.condition).and(&granted);
        let always = granted.is_within(&class);
        let there = tasks(process).iter().any(|(task, _)| is(step)(task));
        (always && avoids(&process.body, &is(step))) || (!class.is_never() && !there)
    };
    let mut wrong: Vec<String> =
        protected.clone().filter(missing).map(|step| step.name.to_string()).collect();
    let approvals: Vec<&Step> = protected.filter(|step| step.action == Some(Action::Approve)).collect();
    let approves = |task: &Task| approvals.iter().any(|step| is(step)(task));
    if !approvals.is_empty() && avoids(&process.body, &approves) {
        wrong.push("every approval".to_owned());
    }
    wrong
}

/// The lookups made for everybody though not everybody's paper is replaced.
fn unguarded(plan: &Plan<'_>, process: &Process) -> Vec<String> {
    let after = &plan.after;
    let cases = &after.engine.cases;
    let for_all = |task: &Task| {
        let mut class = cases.none();
        for slot in &plan.slots {
            for judgement in slot.slot.components().flat_map(|id| after.of(id)) {
                let lookups = judgement.proof.iter().flat_map(|proof| &proof.lookups);
                for lookup in lookups.map(|at| &after.engine.lookups[*at]) {
                    let title = after.engine.source_title(lookup.source);
                    let role = &after.engine.procedure.role(lookup.role).title;
                    let named = task.documentation.starts_with(&format!("Nguồn: {title}."))
                        && task.name.to_lowercase().ends_with(&format!(": {}", role.to_lowercase()));
                    if named {
                        class = class.or(&judgement.class.and(&slot.replaced));
                    }
                }
            }
        }
        cases.is_all(&class)
    };
    let wrong = |(task, way): &(&Task, Vec<String>)| way.is_empty() && !for_all(task);
    lookups(process).into_iter().filter(wrong).map(|(task, _)| task.name.clone()).collect()
}

#[test]
fn real_procedures_keep_their_protected_steps_and_guard_their_lookups() {
    let repository = real();
    assert!(repository.procedures.len() > 40);
    let (mut wrong, mut guarded) = (Vec::new(), 0);
    for procedure in &repository.procedures {
        let plan = repository.plan(procedure);
        let (before, after) = (before(&plan), after(&plan));
        for process in [&before, &after] {
            let name = &process.id;
            wrong.extend(avoided(&plan, process).into_iter().map(|step| format!("{name}: past {step}")));
            let unguarded = unguarded(&plan, process).into_iter();
            wrong.extend(unguarded.map(|task| format!("{name}: for everybody: {task}")));
            let denials = all_gates(process).into_iter().filter(|gate| gate.starts_with("Không "));
            wrong.extend(denials.map(|gate| format!("{name}: {gate}")));
        }
        guarded += lookups(&after).iter().filter(|(_, way)| !way.is_empty()).count();
        let online = procedure.has_channel(tthc_model::procedure::ChannelKind::Online);
        for (task, _) in lookups(&after) {
            let lane = &after.lanes[task.lane.0];
            assert!(lane.system == online && !lane.applicant, "{}: {}", procedure.name, task.name);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(guarded > 10, "{guarded} lookups are guarded");
}
