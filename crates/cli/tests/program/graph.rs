//! `tthc graph`: its formats, and what it refuses to draw.

use crate::common::Folder;

const NAME: &str = "cấp_bản_sao_trích_lục_hộ_tịch";

#[test]
fn every_format_shows_the_procedure() {
    let folder = Folder::sample();
    let dot = folder.run(&["graph", "kho"]).expect(0);
    assert!(dot.starts_with("digraph") && dot.trim_end().ends_with('}'), "{dot}");
    assert_eq!(folder.run(&["graph", "kho", "--format", "dot"]).expect(0), dot);
    let svg = folder.run(&["graph", "kho", "--format", "svg"]).expect(0);
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{svg}");
    let json = folder.run(&["graph", "kho", "--format", "json"]).json(0);
    let ids: Vec<&str> =
        json["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&&*format!("procedure:{NAME}")) && ids.contains(&"source:dân_cư"), "{ids:?}");
    let edges = json["edges"].as_array().unwrap();
    let known = |id: &serde_json::Value| ids.contains(&id.as_str().unwrap());
    assert!(!edges.is_empty() && edges.iter().all(|edge| known(&edge["from"]) && known(&edge["to"])));
}

#[test]
fn the_inside_of_one_procedure() {
    let folder = Folder::sample();
    for format in ["dot", "svg", "json"] {
        let by_name = folder.run(&["graph", "kho", "--procedure", NAME, "--format", format]).expect(0);
        let by_code = folder.run(&["graph", "kho", "--procedure", "2.000635", "--format", format]).expect(0);
        assert_eq!(by_name, by_code);
        assert!(by_name.contains("Kiểm tra") || by_name.contains("kiểm_tra"), "{by_name}");
    }
    let wrong = "cấp_bản_sao_trích_lục_hộ_tich";
    folder.run(&["graph", "kho", "--procedure", wrong]).refused(NAME);
}

#[test]
fn output_goes_to_a_file_whose_folder_is_made() {
    let folder = Folder::sample();
    let shown = folder.run(&["graph", "kho", "--format", "svg"]).expect(0);
    assert_eq!(folder.run(&["graph", "kho", "--format", "svg", "-o", "ra/hình.svg"]).expect(0), "");
    assert_eq!(folder.read("ra/hình.svg"), shown);
    folder.run(&["graph", "kho", "-o", "kho"]).refused("kho cannot be written");
}
