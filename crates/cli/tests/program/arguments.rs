//! What every command does with paths, manifests, dates and languages.

use crate::common::{CLEAN, Folder, MANIFEST, Run, WRONG, tthc};

#[test]
fn usage_is_explained_on_request_and_refused_otherwise() {
    let folder = Folder::empty();
    assert!(folder.run(&["--help"]).expect(0).contains("check"));
    assert!(folder.run(&["--version"]).expect(0).starts_with("tthc "));
    folder.run(&[]).refused("Usage");
    folder.run(&["chekc"]).refused("check");
    folder.run(&["check", "--format", "xml"]).refused("junit");
    folder.run(&["report", "--on", "2026-13-01"]).refused("2026-13-01");
    folder.run(&["explain", "x", "--on", "1-6-2026"]).refused("2026-06-01");
    folder.run(&["check", "--locale", "fr"]).refused("vi | en");
}

#[test]
fn a_path_that_is_not_there_is_refused_by_every_command() {
    let folder = Folder::with(&[("tthc.toml", MANIFEST), ("a.tthc", CLEAN)]);
    for arguments in [
        &["check", "b.tthc"][..],
        &["fmt", "b.tthc"],
        &["fmt", "--check", "a.tthc", "b.tthc"],
        &["test", "b.tthc"],
        &["report", "b.tthc"],
        &["graph", "b.tthc"],
        &["roadmap", "b.tthc"],
        &["explain", "x", "-C", "b.tthc"],
        &["emit", "--to", "svg", "-o", "out", "-C", "b.tthc"],
    ] {
        folder.run(arguments).refused("b.tthc does not exist");
    }
    assert!(!folder.has("out"));
}

#[test]
fn a_folder_without_procedure_files_is_refused() {
    let folder = Folder::with(&[("trống/README.md", "")]);
    for command in ["check", "fmt", "test", "report", "graph", "roadmap"] {
        folder.run(&[command, "trống"]).refused("trống holds no .tthc file");
    }
}

#[test]
fn without_a_manifest_files_are_checked_but_questions_need_a_date() {
    let folder = Folder::with(&[("a.tthc", CLEAN)]);
    assert_eq!(folder.run(&["check", "a.tthc"]).expect(0), "1 file: 0 errors, 0 warnings, 0 hints\n");
    folder.run(&["fmt", "--check"]).expect(0);
    folder.run(&["graph"]).expect(0);
    folder.run(&["report"]).refused("--on 2026-06-01");
    folder.run(&["roadmap"]).refused("--on 2026-06-01");
    folder.run(&["test"]).refused("date in tthc.toml");
    folder.run(&["report", "--on", "2026-06-01"]).expect(0);
    folder.run(&["explain", "x"]).refused("-C DIR");
    folder.run(&["emit", "x", "--to", "svg", "-o", "out"]).refused("-C DIR");
}

#[test]
fn a_broken_manifest_is_refused_with_its_place_by_every_command() {
    for (manifest, about) in [
        ("[repository\n", "line 1"),
        ("[repository]\ndaet = \"2026-06-01\"\n", "daet"),
        ("[repository]\ndate = \"ngày mai\"\n", "ngày mai"),
        ("[repository]\nlocale = \"fr\"\n", "fr"),
        ("[lint]\ndeny = [\"T9999\"]\n", "T9999"),
    ] {
        let folder = Folder::with(&[("tthc.toml", manifest), ("a.tthc", CLEAN)]);
        for arguments in [
            &["check"][..],
            &["fmt"],
            &["test"],
            &["report"],
            &["graph"],
            &["explain", "x"],
            &["emit", "--to", "svg", "-o", "out"],
        ] {
            folder.run(arguments).refused(about);
        }
    }
}

#[test]
fn a_root_that_the_manifest_names_must_be_there() {
    let folder = Folder::with(&[("tthc.toml", "[repository]\nroots = [\"b\"]\n"), ("a.tthc", CLEAN)]);
    folder.run(&["check"]).refused("b does not exist");
}

#[test]
fn the_rest_of_the_repository_is_read_but_only_what_was_asked_for_is_reported() {
    let user = "nguồn dữ liệu kho \"Kho\" {\n  cơ quan chủ quản ubnd_xã\n}\n";
    let folder = Folder::with(&[("tthc.toml", MANIFEST), ("a/a.tthc", WRONG), ("b/b.tthc", user)]);
    let inside = folder.run(&["check", "b", "--format", "github"]).stdout;
    assert!(!inside.contains("a.tthc") && !inside.contains("ubnd_xã"), "the name is known: {inside}");
    let alone = Folder::with(&[("tthc.toml", MANIFEST), ("b/b.tthc", user)]);
    let alone = alone.run(&["check", "b", "--format", "github"]).expect(1);
    assert!(alone.contains("`ubnd_xã`"), "{alone}");
    assert!(folder.run(&["check", "a"]).expect(1).contains("T0012"));
}

#[test]
fn the_language_is_the_one_asked_for_else_the_manifests_else_the_environments() {
    let vietnamese = "1 tệp: 0 lỗi, 0 cảnh báo, 0 gợi ý\n";
    let english = "1 file: 0 errors, 0 warnings, 0 hints\n";
    let with = |manifest: &str, arguments: &[&str], lang: &str| {
        let folder = Folder::with(&[("tthc.toml", manifest), ("a.tthc", CLEAN)]);
        Run::of(tthc(folder.path(), arguments).env("LANG", lang)).expect(0)
    };
    let (none, vi) = (MANIFEST, "[repository]\nlocale = \"vi\"\n");
    assert_eq!(with(none, &["check"], "en_US.UTF-8"), english);
    assert_eq!(with(none, &["check"], "vi_VN.UTF-8"), vietnamese);
    assert_eq!(with(none, &["check"], "C.UTF-8"), vietnamese);
    assert_eq!(with(vi, &["check"], "en_US.UTF-8"), vietnamese);
    assert_eq!(with(vi, &["check", "--locale", "en"], "vi_VN.UTF-8"), english);
    assert_eq!(with(vi, &["--locale", "en", "check"], "vi_VN.UTF-8"), english);
}

#[test]
fn refusals_are_in_the_readers_language() {
    let folder = Folder::empty();
    folder.run(&["check", "không_có", "--locale", "vi"]).refused("không tìm thấy không_có");
    folder.run(&["check", "không_có", "--locale", "en"]).refused("không_có does not exist");
}

#[test]
fn every_argument_is_described_and_a_date_is_explained() {
    let folder = Folder::empty();
    for command in ["check", "fmt", "test", "report", "explain", "eval", "emit", "graph", "roadmap", "new"] {
        let help = folder.run(&[command, "--help"]).expect(0);
        let mut lines = help.lines().peekable();
        while let Some(line) = lines.next() {
            let argument = line.trim_start();
            if argument.starts_with("- ") {
                continue; // one of the values an argument takes
            }
            if argument.starts_with('-') || argument.starts_with('[') || argument.starts_with('<') {
                let described = argument.contains("  ");
                let below = lines.peek().is_some_and(|next| {
                    next.starts_with("          ") && !next.trim_start().starts_with('[')
                });
                assert!(described || below, "{command}: {line}");
            }
        }
    }
    folder.run(&["explain", "x", "--on", "1.6.2026"]).refused("năm-tháng-ngày");
    folder.run(&["explain", "x", "--on", "31/02/2026"]).refused("năm-tháng-ngày");
    // As it is written in Vietnam; here there is only no such procedure.
    folder.run(&["explain", "x", "--on", "01/06/2026", "--locale", "en"]).refused("no repository");
}
