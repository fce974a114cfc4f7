//! `tthc check` as people read it, and its exit status.

use crate::common::{CLEAN, Folder, MANIFEST, WRONG};

#[test]
fn nothing_at_error_level_is_status_0_and_an_error_is_status_1() {
    let folder = Folder::with(&[("tthc.toml", MANIFEST), ("a.tthc", CLEAN)]);
    assert_eq!(folder.run(&["check"]).expect(0), "1 file: 0 errors, 0 warnings, 0 hints\n");
    folder.write("a.tthc", WRONG);
    let found = folder.run(&["check"]).expect(1);
    assert!(found.contains("T0012") && found.contains("[a.tthc:2:3]"), "{found}");
    assert!(found.ends_with("1 file: 1 error, 0 warnings, 0 hints\n"), "{found}");
}

#[test]
fn places_count_characters() {
    let text = "cơ quan ubnd \"Ủy ban\" {\n  /* ộộộ */ không_rõ là gì\n}\n";
    let folder = Folder::with(&[("a.tthc", text)]);
    let found = folder.run(&["check"]).expect(1);
    let json = folder.run(&["check", "--format", "json"]).json(1);
    let (line, column) = (&json["findings"][0]["line"], &json["findings"][0]["column"]);
    assert!(found.contains(&format!("[a.tthc:{line}:{column}]")), "{line}:{column} in\n{found}");
}

#[test]
fn text_that_is_not_utf_8_is_a_finding() {
    let folder = Folder::empty();
    folder.write("a.tthc", b"c\xc6\xa1 quan \xff\xfe \"A\" {}\n");
    let found = folder.run(&["check"]).expect(1);
    assert!(found.contains("T0001"), "{found}");
}

#[test]
fn what_is_denied_is_an_error_and_what_is_allowed_is_not_reported() {
    // An agency that nothing says the level of: a finding that is no error.
    let procedure = "thủ tục a \"A\" {\n}\n";
    let folder = Folder::with(&[("tthc.toml", MANIFEST), ("a.tthc", procedure)]);
    let json = folder.run(&["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let milder = findings.iter().find(|finding| finding["severity"] != "error");
    let code = milder.expect("a finding that is no error")["code"].as_str().unwrap();
    let errors = findings.iter().filter(|finding| finding["severity"] == "error").count();
    let of_code = findings.iter().filter(|finding| finding["code"] == code).count();

    let denied = folder.run(&["check", "--format", "json", "--deny", code]).json(1);
    assert_eq!(denied["errors"], errors + of_code);
    // As a list, and beside a path: the path is not taken for a code.
    let denied = folder.run(&["check", "--deny", &format!("{code},T0012"), ".", "--format", "json"]).json(1);
    assert_eq!(denied["errors"], errors + of_code);

    folder.write("tthc.toml", format!("{MANIFEST}[lint]\nallow = [\"{code}\"]\n"));
    let allowed = folder.run(&["check", "--format", "json"]);
    assert!(!allowed.stdout.contains(code), "{}", allowed.stdout);
    let denied = folder.run(&["check", "--format", "json", "--deny", code]).json(1);
    assert_eq!(denied["errors"], errors + of_code, "--deny outweighs the manifest");

    folder.run(&["check", "--deny", "T9999"]).refused("T9999");
    folder.run(&["check", "--deny", "T12"]).refused("T12");
}

#[test]
fn advice_is_in_the_readers_language() {
    let folder = Folder::with(&[("a.tthc", "cơ quann a \"A\" {\n}\n")]);
    for (locale, label) in [("vi", "  gợi ý: "), ("en", "  help: ")] {
        let found = folder.run(&["check", "--locale", locale]);
        assert!(found.stdout.contains(label), "{}", found.stdout);
    }
}
