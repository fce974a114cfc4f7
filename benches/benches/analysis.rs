//! What deciding costs: `cargo bench -p tthc-benches --bench analysis`.
//!
//! From the built model: the plan of each procedure for all its cases, its processes, its certificate, and
//! the certificate verified. Bars on two cores: `analyse_all` at most 2 s; `one_large` at most 10 ms; the
//! time per procedure of `growth` the same for all sizes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::fmt::Write;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use rayon::prelude::*;
use tthc_analysis::plan::{Decisions, plan};
use tthc_analysis::{certificate, process};
use tthc_benches::{national, project, real};
use tthc_model::{Date, Library, Procedure};
use tthc_project::{Content, Project, Snapshot};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const BASELINE: &str = "2025-12-31";
const ON: &str = "2026-06-01";

/// What is left over when everything has been decided and found right: the papers.
fn analyse(procedure: &Procedure, library: &Library, baseline: Date, on: Date) -> u32 {
    let plan = plan(procedure, library, baseline, on, Decisions::default());
    let (before, after) = (process::before(&plan), process::after(&plan));
    let certificate = certificate::certificate(&plan, None, &before, &after);
    assert_eq!(tthc_checker::verify(&certificate, procedure, library), []);
    plan.documents_after()
}

fn analyse_each(snapshot: &Snapshot) -> u32 {
    let (baseline, on) = (BASELINE.parse().unwrap(), ON.parse().unwrap());
    let library = snapshot.library();
    let procedures = snapshot.procedures();
    procedures.par_iter().map(|(_, procedure)| analyse(procedure, library, baseline, on)).sum()
}

#[divan::bench(sample_count = 5)]
fn analyse_all(bencher: Bencher<'_, '_>) {
    let snapshot = project(&national()).snapshot();
    let count = snapshot.procedures().len();
    bencher.counter(ItemsCount::new(count)).bench_local(|| analyse_each(&snapshot));
}

/// Short files, so that a hundred thousand fit into memory.
#[divan::bench(sample_count = 1, sample_size = 1, args = [6_500, 25_000, 100_000])]
fn growth(bencher: Bencher<'_, '_>, procedures: usize) {
    let snapshot = project(&tthc_tests::generate_short(&real(), procedures, 9_000)).snapshot();
    let count = snapshot.procedures().len();
    bencher.counter(ItemsCount::new(count)).bench_local(|| analyse_each(&snapshot));
}

/// Twelve yes-or-no questions and forty papers, each asked for under a condition of its own, most of them
/// held by one of eight sources.
#[divan::bench]
fn one_large(bencher: Bencher<'_, '_>) {
    let manifest = tthc_project::Manifest::parse("[repository]\ndate = \"2026-06-01\"\n").unwrap();
    let files = [(Arc::from("lớn.tthc"), Content::text(large()))];
    let snapshot = Project::load(manifest, files).snapshot();
    let (_, procedure) = snapshot.procedure("p").unwrap();
    assert_eq!((procedure.cases.len(), procedure.components.len()), (12, 41));
    let (baseline, on) = (BASELINE.parse().unwrap(), ON.parse().unwrap());
    bencher.bench_local(|| analyse(&procedure, snapshot.library(), baseline, on));
}

fn large() -> String {
    let mut text = String::from(
        "cơ quan xã \"Xã\" { cấp xã }\nngười thực hiện một_cửa \"Một cửa\" của xã\n\
         văn bản luật_a \"Luật A\" từ 2020-01-01 { số hiệu \"1/2020/QH14\" ; loại luật }\n\
         thực thể người \"Cá nhân\" {\n  khóa số\n  số : chữ \"Số\"\n  tên : chữ \"Tên\"\n",
    );
    for fact in 0..40 {
        let _ = writeln!(text, "  f{fact} : chữ \"F{fact}\"");
    }
    text += "}\n";
    for source in 0..8 {
        let held: Vec<String> =
            (0..40).filter(|fact| fact % 8 == source).map(|fact| format!("f{fact}")).collect();
        // Of two sources the owner has published nothing: something is in the way.
        let published = if source < 6 { "  công bố từ 2026-01-01 theo luật_a\n" } else { "" };
        let _ = writeln!(
            text,
            "nguồn dữ liệu s{source} \"S{source}\" {{\n  cơ quan chủ quản xã\n  về người bằng số {{ lưu giữ số, tên, {} ; \
             đối chiếu tên }}\n{published}  phục vụ xã theo luật_a\n  đồng ý không_cần theo luật_a\n}}",
            held.join(", ")
        );
    }
    for paper in 0..40 {
        let _ = writeln!(text, "giấy tờ g{paper} \"G{paper}\" {{ về x : người ; chứng minh x.f{paper} }}");
    }
    text += "quy tắc chung thay \"Thay\" từ 2026-01-01 theo luật_a {\n";
    for paper in 0..40 {
        let _ = writeln!(text, "  thay thế g{paper} bằng s{} theo luật_a", paper % 8);
    }
    text += "}\nthủ tục p \"P\" {\n  cấp xã\n  cơ quan thực hiện xã\n  người yêu cầu : người\n";
    for case in 0..12 {
        let _ = writeln!(text, "  trường hợp c{case} : có_không \"C{case}\"");
    }
    text += "  thành phần hồ sơ {\n    tờ khai đơn \"Đơn\" { người_yêu_cầu.số, người_yêu_cầu.tên }\n";
    for paper in 0..40 {
        let (a, b, c) = (paper % 12, (paper * 5 + 1) % 12, (paper * 7 + 3) % 12);
        let _ = writeln!(
            text,
            "    nội dung cần chứng minh n{paper} \"N{paper}\" {{\n      thông tin người_yêu_cầu.f{paper}\n      \
             nộp g{paper} của người_yêu_cầu khi c{a} và (c{b} hoặc không phải c{c})\n    }}"
        );
    }
    text += "  }\n  bước nhận bởi một_cửa tiếp nhận\n  kết quả g0 của người_yêu_cầu\n}\n";
    text
}
