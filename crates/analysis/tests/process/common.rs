//! Small repositories and the real one, and ways through a process.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tthc_analysis::plan::{Decisions, Plan, plan};
use tthc_analysis::process::after;
use tthc_model::procedure::Step;
use tthc_model::process::{Block, Process, Task, Value, Work};
use tthc_model::{Date, Library, Procedure};

pub(crate) const COMMON: &str = r#"
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
giấy tờ chung "Giấy chung" { về h : hãng, x : người ; chứng minh h.tên, x.tên }
giấy tờ n "Giấy người" { về x : người ; chứng minh x.số, x.tên }
quy tắc chung thay "Thay" từ 2026-01-01 theo luật_a {
  thay thế g bằng sổ_hãng theo luật_a
  thay thế n bằng sổ_hãng theo luật_a
  thay thế chung bằng sổ_hãng theo luật_a
}
"#;

pub(crate) struct Repository {
    pub(crate) library: Library,
    pub(crate) procedures: Vec<Arc<Procedure>>,
}

impl Repository {
    pub(crate) fn new(texts: &[(String, String)]) -> Repository {
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

    pub(crate) fn fixture(body: &str) -> Repository {
        let text = format!(
            "{COMMON}thủ tục t \"T\" {{\n  cơ quan thực hiện xã_a\n  người yêu cầu : người\n{body}\n}}\n"
        );
        Repository::new(&[("kho.tthc".to_owned(), text)])
    }

    pub(crate) fn plan<'r>(&'r self, procedure: &'r Procedure) -> Plan<'r> {
        let (baseline, on) = (Date::constant(2025, 12, 31), Date::constant(2026, 6, 1));
        plan(procedure, &self.library, baseline, on, Decisions::default())
    }

    pub(crate) fn after(&self) -> Process {
        after(&self.plan(&self.procedures[0]))
    }
}

/// Every way of reading the blocks: whether some path gets through without a task of this kind.
pub(crate) fn avoids(blocks: &[Block], task: &dyn Fn(&Task) -> bool) -> bool {
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
pub(crate) fn walk<'p>(blocks: &'p [Block], way: &mut Vec<String>, found: &mut Vec<(&'p Task, Vec<String>)>) {
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

pub(crate) fn tasks(process: &Process) -> Vec<(&Task, Vec<String>)> {
    let mut found = Vec::new();
    walk(&process.body, &mut Vec::new(), &mut found);
    found
}

/// `question: label>… label>…`, a line for each gateway, in order.
pub(crate) fn gates(blocks: &[Block], lines: &mut Vec<String>) {
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

pub(crate) fn all_gates(process: &Process) -> Vec<String> {
    let mut lines = Vec::new();
    gates(&process.body, &mut lines);
    lines
}

/// The lookups that stand for papers.
pub(crate) fn lookups(process: &Process) -> Vec<(&Task, Vec<String>)> {
    let looks_up = |task: &Task| matches!(task.work, Work::Lookup { .. });
    tasks(process).into_iter().filter(|(task, _)| looks_up(task)).collect()
}

pub(crate) fn is(step: &Step) -> impl Fn(&Task) -> bool {
    move |task| matches!(&task.work, Work::Step { step: done } if *done == step.name)
}

pub(crate) fn real() -> Repository {
    pub(crate) fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
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
