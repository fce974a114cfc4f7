//! `tthc new`: a repository that passes its own checks, and nothing overwritten.

use crate::common::Folder;

#[test]
fn the_new_repository_passes_every_check_it_asks_its_ci_for() {
    let folder = Folder::empty();
    let said = folder.run(&["new", "kho"]).expect(0);
    assert!(said.contains("tthc check kho"), "{said}");
    let checked = folder.run(&["check", "kho"]).expect(0);
    assert!(checked.ends_with("0 lỗi, 0 cảnh báo, 0 gợi ý\n"), "{checked}");
    folder.run(&["fmt", "--check", "kho"]).expect(0);
    let tested = folder.run(&["test", "kho", "--locale", "en"]).expect(0);
    assert_eq!(tested, "2 scenarios: 2 passed, 0 failed\n");
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::with(&[("kho/README.md", "của tôi")]);
    folder.run(&["new", "kho"]).refused("README.md");
    assert_eq!(folder.read("kho/README.md"), "của tôi");
    assert!(!folder.has("kho/tthc.toml"), "half a repository helps nobody");
    folder.write("tệp", "");
    folder.run(&["new", "tệp"]).refused("tệp");
}

#[test]
fn a_repository_is_not_made_inside_another() {
    let folder = Folder::sample();
    folder.run(&["new", "kho/trong"]).refused("kho");
    assert!(!folder.has("kho/trong"));
}
