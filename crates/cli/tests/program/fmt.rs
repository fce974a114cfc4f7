//! `tthc fmt`: what is written, what is only named, and what is left alone.

use crate::common::{CLEAN, Folder};

const UGLY: &str = "cơ quan ubnd_xã   \"Ủy ban nhân dân cấp xã\" {\ncấp   xã\n}\n";

#[test]
fn files_are_laid_out_and_then_stay() {
    let folder = Folder::with(&[("a.tthc", UGLY), ("b.tthc", CLEAN)]);
    assert_eq!(folder.run(&["fmt", "--check"]).expect(1), "a.tthc\n");
    assert_eq!(folder.read("a.tthc"), UGLY, "--check writes nothing");
    assert_eq!(folder.run(&["fmt"]).expect(0), "");
    assert_eq!(folder.read("a.tthc"), CLEAN);
    assert_eq!(folder.run(&["fmt", "--check"]).expect(0), "");
}

#[test]
fn keywords_are_written_in_the_wanted_language() {
    let folder = Folder::with(&[("a.tthc", CLEAN)]);
    folder.run(&["fmt", "--keywords", "en"]).expect(0);
    assert_eq!(folder.read("a.tthc"), "agency ubnd_xã \"Ủy ban nhân dân cấp xã\" {\n  level commune\n}\n");
    folder.run(&["fmt", "--keywords", "vi"]).expect(0);
    assert_eq!(folder.read("a.tthc"), CLEAN);
    folder.run(&["fmt", "--keywords", "fr"]).refused("vi | en");
}

#[test]
fn a_file_that_is_not_read_whole_is_left_as_it_is_and_said_so() {
    let folder = Folder::with(&[("b.tthc", UGLY)]);
    let utf16: Vec<u8> = "cơ quan a \"A\" { cấp xã }".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for broken in [&b"c\xc6\xa1 quan \xff   \"A\" {}\n"[..], &utf16] {
        folder.write("a.tthc", broken);
        for arguments in [&["fmt", "--check"][..], &["fmt"]] {
            let run = folder.run(arguments);
            assert_eq!(run.status, 1);
            assert!(run.stderr.contains("a.tthc"), "{}", run.stderr);
            assert_eq!(std::fs::read(folder.path().join("a.tthc")).unwrap(), broken);
        }
    }
    assert_eq!(folder.read("b.tthc"), CLEAN, "the others are laid out");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("a.tthc", UGLY)]);
    let file = folder.path().join("a.tthc");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o444)).unwrap();
    if std::fs::OpenOptions::new().append(true).open(&file).is_ok() {
        return; // The tester may write everything.
    }
    folder.run(&["fmt"]).refused("a.tthc cannot be written");
}
