//! `tthc check --format`: one finding in everybody's words.

use quick_xml::events::Event;
use serde_json::Value;

use crate::common::{CLEAN, Folder, WRONG};

/// A path and a sentence with what each format must escape.
const PATH: &str = "y_tế/a, b%: c&d.tthc";

fn folder() -> Folder {
    let wrong = WRONG.replace("ubnd_xã", "sở").replace("không_rõ là gì", "không_rõ & 5 %");
    Folder::with(&[("clean.tthc", CLEAN), (PATH, &wrong)])
}

#[test]
fn json_has_places_in_characters_and_edits_in_bytes() {
    let json = folder().run(&["check", "--format", "json"]).json(1);
    assert_eq!((&json["version"], &json["files"], &json["errors"]), (&1.into(), &2.into(), &1.into()));
    let finding = &json["findings"][0];
    assert_eq!(finding["path"], PATH);
    assert_eq!(
        (&finding["line"], &finding["column"], &finding["end_line"]),
        (&2.into(), &3.into(), &2.into())
    );
    assert_eq!((&finding["code"], &finding["severity"]), (&"T0012".into(), &"error".into()));

    let text = "/// ộ\ncơ quan sở \"A\" {\n}\nthủ tục a \"A\" {\n  bộ sơ\n}\n";
    let folder = Folder::with(&[("a.tthc", text)]);
    let json: Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).stdout).unwrap();
    let edits =
        json["findings"].as_array().unwrap().iter().flat_map(|finding| finding["fix"]["edits"].as_array());
    let edit = edits.flatten().next().expect("a near miss has a fix");
    let at = |name: &str| edit[name].as_u64().unwrap() as usize;
    let mended = format!("{}{}{}", &text[..at("start")], edit["text"].as_str().unwrap(), &text[at("end")..]);
    assert_eq!(mended, text.replace("bộ sơ", "bộ sở"));
}

#[test]
fn sarif_names_the_rule_the_place_and_the_file_as_an_address() {
    let json = folder().run(&["check", "--format", "sarif"]).json(1);
    assert_eq!(json["version"], "2.1.0");
    let run = &json["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "tthc");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 1);
    let result = &results[0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"T0012".into(), &"error".into()));
    let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], "T0012");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "y_t%E1%BA%BF/a%2C%20b%25%3A%20c%26d.tthc");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&2.into(), &3.into()));
}

#[test]
fn sarif_of_nothing_has_no_results() {
    let folder = Folder::with(&[("a.tthc", CLEAN)]);
    let json = folder.run(&["check", "--format", "sarif"]).json(0);
    assert_eq!(json["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn github_commands_are_one_line_each() {
    let text = folder().run(&["check", "--format", "github"]).expect(1);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1, "{text}");
    let (properties, message) = lines[0].strip_prefix("::error ").unwrap().split_once("::").unwrap();
    let properties: Vec<&str> = properties.split(',').collect();
    assert_eq!(properties[0], "file=y_tế/a%2C b%25%3A c&d.tthc");
    assert!(properties.contains(&"line=2") && properties.contains(&"endLine=2"), "{properties:?}");
    assert!(properties.contains(&"col=3") && properties.contains(&"title=tthc T0012"), "{properties:?}");
    assert!(message.contains("5 %25") && !message.contains("5 % "), "{message}");
    assert_eq!(Folder::with(&[("a.tthc", CLEAN)]).run(&["check", "--format", "github"]).expect(0), "");
}

#[test]
fn gitlab_fingerprints_are_unique_and_outlive_lines_added_above() {
    let twice = WRONG.replace("là gì\n", "là gì\n  không_rõ là gì\n");
    let folder = Folder::with(&[("a.tthc", &twice)]);
    let fingerprints = |folder: &Folder| -> Vec<(String, u64)> {
        let json = folder.run(&["check", "--format", "gitlab"]).json(1);
        let issues = json.as_array().unwrap().iter();
        let issue = |issue: &Value| {
            assert_eq!((&issue["check_name"], &issue["severity"]), (&"T0012".into(), &"major".into()));
            assert_eq!(issue["location"]["path"], "a.tthc");
            let line = issue["location"]["lines"]["begin"].as_u64().unwrap();
            (issue["fingerprint"].as_str().unwrap().to_owned(), line)
        };
        issues.map(issue).collect()
    };
    let before = fingerprints(&folder);
    assert_eq!(before.iter().map(|(_, line)| *line).collect::<Vec<_>>(), [2, 3]);
    assert_ne!(before[0].0, before[1].0);
    folder.write("a.tthc", format!("// một dòng\n{twice}"));
    let after = fingerprints(&folder);
    assert_eq!(after.iter().map(|(_, line)| *line).collect::<Vec<_>>(), [3, 4]);
    assert!(before.iter().zip(&after).all(|(before, after)| before.0 == after.0));
    assert_eq!(Folder::with(&[("a.tthc", CLEAN)]).run(&["check", "--format", "gitlab"]).expect(0), "[]\n");
}

#[test]
fn junit_is_sound_xml_in_which_only_errors_fail() {
    let folder = folder();
    folder.write("nul.tthc", WRONG.replace("ubnd_xã", "phòng").replace("là gì", "là \u{1b}gì\u{0}"));
    let text = folder.run(&["check", "--format", "junit"]).expect(1);
    let json = folder.run(&["check", "--format", "json"]).json(1);
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut cases, mut failures, mut suites) = (0, 0, Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                "testcase" => cases += 1,
                "failure" => failures += 1,
                "testsuite" => {
                    let name = element.try_get_attribute("name").unwrap().unwrap();
                    suites.push(
                        name.normalized_value(quick_xml::XmlVersion::Explicit1_0).unwrap().into_owned(),
                    );
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let findings = json["findings"].as_array().unwrap().len();
    assert_eq!(cases, findings + 1, "the clean file is a case that passes");
    assert_eq!(failures, json["errors"].as_u64().unwrap());
    assert_eq!(suites, ["clean.tthc", "nul.tthc", PATH]);
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text}");
    assert!(text.contains("c&amp;d.tthc"), "{text}");
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), "{text}");
}

#[test]
fn every_format_has_the_same_status() {
    let clean = Folder::with(&[("a.tthc", CLEAN)]);
    let wrong = folder();
    for format in ["text", "json", "sarif", "github", "gitlab", "junit"] {
        clean.run(&["check", "--format", format]).expect(0);
        wrong.run(&["check", "--format", format]).expect(1);
    }
}
