//! In which cases a source is asked, and what is asked for where it fails.

use crate::common::*;
use tthc_model::process::{Process, Task, Work};

#[test]
fn a_lookup_is_made_only_where_its_paper_is_asked_for() {
    let repository = Repository::fixture(
        "  vai hãng : hãng nếu có \"Hãng\"
  vai kia : hãng nếu có \"Hãng kia\"
  vai cháu : người nếu có \"Cháu\"
  trường hợp loại : một | hai | ba \"Loại\"
  trường hợp có_cháu : có_không \"Có cháu đi cùng\"
  trực tiếp
  điều kiện c \"C\" cần hãng.tên, kia.tên, cháu.tên đánh giá bởi một_cửa
  thành phần hồ sơ {
    tờ khai đơn \"Đơn\" { hãng.mã, hãng.tên, kia.mã, kia.tên, cháu.số, cháu.tên }
    nộp g của hãng gọi là g1 khi loại == một
    nộp g của kia gọi là g2 khi loại == hai
    nộp n của cháu khi có_cháu
  }
  bước nộp \"Nộp\" bởi người_yêu_cầu nộp hồ sơ
  bước nhận \"Nhận\" bởi một_cửa tiếp nhận sau nộp
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt kiểm tra c sau nhận không được lược bỏ",
    );
    let process = repository.after();
    let lane = |task: &Task| process.lanes[task.lane.0].name.clone();
    let ways: Vec<(String, String)> =
        lookups(&process).into_iter().map(|(task, way)| (task.name.clone(), way.join(" "))).collect();
    let expected = [
        ("Tra cứu Sổ hãng: hãng", "loai=mot"),
        ("Tra cứu Sổ hãng: hãng kia", "loai=hai"),
        ("Tra cứu Sổ hãng: cháu", "co_chau=true"),
    ];
    let expected = expected.map(|(name, way)| (name.to_owned(), way.to_owned()));
    assert_eq!(ways, expected);
    // Nobody files online: the receiving office asks.
    assert!(lookups(&process).iter().all(|(task, _)| lane(task) == "Một cửa"));
    // The paper is asked for only behind its own lookup.
    let brings: Vec<String> = tasks(&process)
        .into_iter()
        .filter(|(task, _)| task.name.starts_with("Bổ sung "))
        .map(|(_, way)| way[0].clone())
        .collect();
    assert_eq!(brings, ["loai=mot", "loai=hai", "co_chau=true"]);
}

/// The papers asked for where data fail, each list with the way to it.
fn asked_for(process: &Process) -> Vec<(String, String)> {
    let asks = |(task, way): (&Task, Vec<String>)| match &task.work {
        Work::Supply { papers } => Some((papers.join(" "), way.join(" "))),
        _ => None,
    };
    tasks(process).into_iter().filter_map(asks).collect()
}

#[test]
fn each_paper_is_asked_for_only_in_its_own_cases() {
    let repository = Repository::fixture(
        "  vai hãng : hãng nếu có \"Hãng\"
  trường hợp cũ : có_không \"Hãng cũ\"
  trực tiếp
  điều kiện c \"C\" cần hãng.tên đánh giá bởi một_cửa
  thành phần hồ sơ {
    tờ khai đơn \"Đơn\" { hãng.mã, hãng.tên }
    nộp g của hãng gọi là luôn
    nộp g của hãng gọi là đôi_khi khi cũ
  }
  bước nộp \"Nộp\" bởi người_yêu_cầu nộp hồ sơ
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt kiểm tra c sau nộp không được lược bỏ",
    );
    let process = repository.after();
    let ways: Vec<String> = lookups(&process).into_iter().map(|(_, way)| way.join(" ")).collect();
    assert_eq!(ways, [""], "asked once, for everybody");
    let expected = [("luôn", "du_luon=else"), ("đôi_khi", "cu=true du_doi_khi=else")]
        .map(|(paper, way)| (paper.to_owned(), way.to_owned()));
    assert_eq!(asked_for(&process), expected);
}

#[test]
fn a_paper_that_two_sources_stand_for_is_asked_for_once() {
    let repository = Repository::fixture(
        "  vai hãng : hãng nếu có \"Hãng\"
  vai cháu : người nếu có \"Cháu\"
  trực tiếp
  điều kiện c \"C\" cần hãng.tên, cháu.tên đánh giá bởi một_cửa
  thành phần hồ sơ {
    tờ khai đơn \"Đơn\" { hãng.mã, hãng.tên, cháu.số, cháu.tên }
    nộp chung của hãng, cháu
  }
  bước nộp \"Nộp\" bởi người_yêu_cầu nộp hồ sơ
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt kiểm tra c sau nộp không được lược bỏ",
    );
    let process = repository.after();
    assert_eq!(lookups(&process).len(), 2);
    assert_eq!(asked_for(&process), [("chung".to_owned(), "du_chung=else".to_owned())]);
    let last = tasks(&process).iter().rposition(|(task, _)| matches!(task.work, Work::Lookup { .. }));
    let ask = tasks(&process).iter().position(|(task, _)| matches!(task.work, Work::AskFor { .. }));
    assert!(last < ask, "when both have answered");
}
