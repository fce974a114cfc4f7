//! `tthc emit`: which files are written, and where.

use crate::common::Folder;

const NAME: &str = "cấp_bản_sao_trích_lục_hộ_tịch";

fn written(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let text = folder.run(arguments).expect(0);
    let paths: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(paths.iter().all(|path| folder.has(path)), "{paths:?}");
    paths
}

/// The files with this ending.
fn ending(files: &[String], ending: &str) -> Vec<String> {
    files.iter().filter(|file| file.ends_with(ending)).cloned().collect()
}

#[test]
fn a_process_comes_with_its_tables_and_forms() {
    let folder = Folder::sample();
    for engine in ["camunda8", "operaton", "flowable"] {
        let files = written(&folder, &["emit", NAME, "--to", engine, "-o", engine]);
        let [bpmn] = ending(&files, ".bpmn").try_into().expect("one process");
        let text = folder.read(&bpmn);
        let forms = ending(&files, ".form");
        assert!(!forms.is_empty());
        for form in &forms {
            let id = form.rsplit('/').next().and_then(|name| name.strip_suffix(".form")).expect("a name");
            assert!(text.contains(&format!("\"{id}\"")), "{engine}: nothing opens {id}");
        }
        for dmn in ending(&files, ".dmn") {
            let table = folder.read(&dmn);
            let ids = table.split("<decision id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            ids.for_each(|id| assert!(text.contains(id), "{engine}: nothing asks {id}"));
        }
    }
    let parts = written(&folder, &["emit", NAME, "--to", "form", "-o", "mẫu"]);
    assert_eq!(ending(&parts, ".form").len(), ending(&parts, ".schema.json").len());
}

#[test]
fn bpmn_is_one_file_a_process() {
    let folder = Folder::sample();
    let bpmn = |arguments: &[&str]| ending(&written(&folder, arguments), ".bpmn");
    let after = bpmn(&["emit", NAME, "--to", "camunda8", "-o", "ra/đây"]);
    assert_eq!(after.len(), 1, "{after:?}");
    let text = folder.read(&after[0]);
    assert!(text.starts_with("<?xml") && text.contains("bpmn:process"), "{text}");
    let both = bpmn(&["emit", "2.000635", "--to", "bpmn", "-o", "ra/đây", "--before"]);
    assert_eq!(both.len(), 2, "{both:?}");
    assert_eq!(both[0], after[0], "the name and the code are one procedure");
    assert_eq!(folder.read(&after[0]), text, "the same bytes twice");
    assert_ne!(folder.read(&both[1]), text);
}

#[test]
fn before_and_after_are_one_picture() {
    let folder = Folder::sample();
    let after = written(&folder, &["emit", NAME, "--to", "svg", "-o", "ra"]);
    let alone = folder.read(&after[0]);
    let both = written(&folder, &["emit", NAME, "--to", "svg", "-o", "ra", "--before"]);
    assert_eq!(both, after);
    let both = folder.read(&both[0]);
    assert!(alone.starts_with("<svg") && both.starts_with("<svg"), "{alone}");
    assert!(both.contains("Hiện hành") && !alone.contains("Hiện hành"));
}

#[test]
fn without_names_every_procedure_is_written() {
    let folder = Folder::sample();
    assert_eq!(written(&folder, &["emit", "--to", "svg", "-o", "ra"]).len(), 1);
}

#[test]
fn nothing_is_written_when_a_name_is_unknown() {
    let folder = Folder::sample();
    folder.run(&["emit", NAME, "không_có", "--to", "svg", "-o", "ra"]).refused("không_có");
    assert!(!folder.has("ra"));
    folder.run(&["emit", NAME, "--to", "docx", "-o", "ra"]).refused("camunda8");
    folder.run(&["emit", NAME, "--to", "svg"]).refused("--output");
}

#[test]
fn a_place_that_cannot_be_written_to_is_named() {
    let folder = Folder::sample();
    folder.write("tệp", "");
    folder.run(&["emit", NAME, "--to", "svg", "-o", "tệp"]).refused("tệp cannot be written");
}

#[test]
fn a_file_with_errors_makes_the_result_doubtful_and_the_status_1() {
    let folder = Folder::sample();
    let path = format!("kho/tư_pháp/{NAME}.tthc");
    folder.write(&path, folder.read(&path).replace("bộ                   bộ_tư_pháp", "bộ khác_hẳn"));
    let run = folder.run(&["emit", NAME, "--to", "svg", "-o", "ra", "--locale", "en"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("has errors") && run.stderr.contains(&path), "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 1);
}
