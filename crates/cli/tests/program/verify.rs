//! `tthc emit --to certificate` and `tthc verify`: a plan is written with its proof, and checked by it.

use crate::common::{Folder, procedures};

const NAME: &str = "đăng_ký_kết_hôn";
const FILE: &str = "ra/dang_ky_ket_hon.certificate.json";

/// The certificate of a real procedure.
fn certified() -> Folder {
    let folder = Folder::empty();
    let repository = procedures();
    let arguments = ["emit", NAME, "--to", "certificate", "-o", "ra", "-C", repository.to_str().unwrap()];
    assert_eq!(folder.run(&arguments).expect(0).trim(), FILE);
    folder
}

fn verify(folder: &Folder, locale: &str) -> crate::common::Run {
    let repository = procedures();
    folder.run(&["verify", FILE, repository.to_str().unwrap(), "--locale", locale])
}

#[test]
fn a_certificate_holds_until_something_is_changed() {
    let folder = certified();
    assert_eq!(verify(&folder, "en").expect(0), format!("`{NAME}`: the certificate holds on 2026-06-01\n"));
    assert!(verify(&folder, "vi").expect(0).contains("chứng nhận đúng"));
    let text = folder.read(FILE);
    let spoilt = text.replace("nq_66_7 annex I row 476", "nq_66_7 annex I row 477");
    assert_ne!(text, spoilt);
    folder.write(FILE, &spoilt);
    let told = verify(&folder, "en").expect(1);
    assert!(told.starts_with("  no_basis: no text on record lets `dân_cư` stand for"), "{told}");
    assert!(told.contains("does not hold"), "{told}");
    let told = verify(&folder, "vi").expect(1);
    assert!(told.starts_with("  no_basis: không văn bản nào đã ghi"), "{told}");
}

#[test]
fn the_record_may_change_under_it() {
    let folder = Folder::sample();
    let file = folder.run(&["emit", "--to", "certificate", "-o", "ra"]).expect(0);
    let file = file.trim();
    folder.run(&["verify", file]).expect(0);
    folder.run(&["verify", file, "kho"]).expect(0);
    let path = procedure_file(&folder);
    let text = folder.read(&path);
    let step = text.lines().rfind(|line| line.trim_start().starts_with("bước ")).unwrap().to_owned();
    folder.write(&path, text.replace(&step, &step.replacen("bước ", "bước thêm_", 1)));
    let told = folder.run(&["verify", file]).expect(1);
    assert!(told.contains("step_missing") && told.contains("unknown_step"), "{told}");
}

/// Steps that wait for each other have no order that a process could keep.
#[test]
fn a_plan_without_a_certificate_is_not_written() {
    let folder = Folder::sample();
    let path = procedure_file(&folder);
    let text = folder.read(&path);
    let steps: Vec<&str> = text.lines().filter(|line| line.trim_start().starts_with("bước ")).collect();
    let name = |line: &str| line.split_whitespace().nth(1).unwrap().to_owned();
    let first = steps.iter().find(|line| !line.contains(" sau ")).unwrap();
    let last = steps.iter().rfind(|line| line.contains(&format!(" sau {}", name(first)))).unwrap();
    folder.write(&path, text.replace(first, &format!("{first} sau {}", name(last))));
    let run = folder.run(&["emit", "--to", "svg", "-o", "ra", "--locale", "en"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    assert!(
        run.stderr.contains("nothing is written") && run.stderr.contains("order_changed"),
        "{}",
        run.stderr
    );
    assert_eq!(std::fs::read_dir(folder.path().join("ra")).unwrap().count(), 0);
}

/// The only procedure file of the sample.
fn procedure_file(folder: &Folder) -> String {
    let mut found = Vec::new();
    let mut folders = vec![folder.path().join("kho")];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if std::fs::read_to_string(&path).is_ok_and(|text| text.contains("\nthủ tục ")) {
                found.push(path.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn what_cannot_be_verified_is_refused() {
    let folder = certified();
    let repository = procedures();
    let repository = repository.to_str().unwrap();
    folder.run(&["verify", "ra/none.json", repository]).refused("none.json");
    let text = folder.read(FILE);
    folder.write("half.json", &text[..text.len() / 2]);
    folder.run(&["verify", "half.json", repository]).refused("half.json");
    folder.write("later.json", text.replacen("\"version\": 1", "\"version\": 2", 1));
    folder.run(&["verify", "later.json", repository]).refused("version 2");
    folder.write("more.json", text.replacen("\"version\": 1", "\"version\": 1, \"more\": 1", 1));
    folder.run(&["verify", "more.json", repository]).refused("more");
    folder.write("who.json", text.replacen(NAME, "đăng_ký_kết_hộn", 1));
    folder.run(&["verify", "who.json", repository]).refused("đăng_ký_kết_hộn");
    folder.run(&["verify"]).refused("CERTIFICATE");
}
