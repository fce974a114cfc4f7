//! Which tasks lie on which paths.

use crate::common::*;
use tthc_analysis::process::before;
use tthc_model::process::{Block, Process, Task, Value, Work};

const STEPS: &str = r#"  trực tiếp
  trường hợp không_đạt : có_không "Không đạt"
  điều kiện c "C" đánh giá bởi một_cửa
  bước nộp "Nộp" bởi người_yêu_cầu nộp hồ sơ
  bước nhận "Nhận" bởi một_cửa tiếp nhận sau nộp
  bước xét "Xét" bởi một_cửa kiểm tra c sau nhận
"#;

#[test]
fn behind_a_refusal_its_condition_is_known_to_be_false() {
    let repository = Repository::fixture(&format!(
        "{STEPS}  bước chối \"Từ chối\" bởi lãnh_đạo từ chối sau xét khi không_đạt
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt sau xét khi không phải không_đạt không được lược bỏ
  bước sổ \"Vào sổ\" bởi một_cửa sau ký khi không_đạt
  bước trả \"Trả\" bởi một_cửa trả kết quả sau ký"
    ));
    let process = repository.after();
    // One gateway, in positive words; the branch that refuses ends.
    assert_eq!(all_gates(&process), ["Đạt yêu cầu? khong_dat Có | Không!"]);
    assert!(!avoids(&process.body, &|task| task.protected && task.name == "Ký"));
    assert!(!tasks(&process).iter().any(|(task, _)| task.name == "Vào sổ"), "no case comes by");
    let variables: Vec<_> = process.variables.iter().map(|one| (one.name.as_str(), &one.initial)).collect();
    assert_eq!(variables, [("khong_dat", &Some(Value::Flag(false)))]);
}

#[test]
fn without_a_refusal_nothing_is_granted_past_the_signature() {
    let repository = Repository::fixture(&format!(
        "{STEPS}  bước ký \"Ký\" bởi lãnh_đạo phê duyệt sau xét khi không phải không_đạt không được lược bỏ
  bước trả \"Trả\" bởi một_cửa trả kết quả sau ký"
    ));
    let process = repository.after();
    assert_eq!(all_gates(&process), ["Đạt yêu cầu? khong_dat Có | Không!"]);
    assert!(!avoids(&process.body, &|task| task.name == "Ký"));
}

#[test]
fn what_follows_a_refusal_is_done_before_it_ends() {
    let repository = Repository::fixture(&format!(
        "{STEPS}  bước chối \"Từ chối\" bởi lãnh_đạo từ chối sau xét khi không_đạt
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt sau xét khi không phải không_đạt không được lược bỏ
  bước trả \"Trả\" bởi một_cửa trả kết quả sau ký, chối"
    ));
    let process = repository.after();
    let ways: Vec<Vec<String>> =
        tasks(&process).into_iter().filter(|(task, _)| task.name == "Trả").map(|(_, way)| way).collect();
    assert_eq!(ways, [vec!["khong_dat=else".to_owned()], vec![]]);
}

#[test]
fn silence_does_not_stand_for_a_protected_step() {
    let timers = |kept: &str| {
        let repository = Repository::fixture(&format!(
            "{STEPS}  bước đồng_ý \"Cho ý kiến\" bởi lãnh_đạo phê duyệt sau xét trong 3 ngày im lặng coi là đồng_ý {kept}
  bước trả \"Trả\" bởi một_cửa trả kết quả sau đồng_ý"
        ));
        let process = repository.after();
        let waiting = tasks(&process).into_iter().filter(|(task, _)| task.timer.is_some());
        waiting.map(|(task, _)| task.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(timers(""), ["Cho ý kiến"]);
    assert!(timers("không được lược bỏ").is_empty());
}

#[test]
fn what_several_steps_ask_for_goes_back_to_all_of_them() {
    let repository = Repository::fixture(
        "  trực tiếp
  bưu chính
  bước nộp \"Nộp\" bởi người_yêu_cầu nộp hồ sơ
  bước quầy \"Nhận tại quầy\" bởi một_cửa tiếp nhận sau nộp khi trực_tiếp
  bước thư \"Nhận qua bưu chính\" bởi một_cửa tiếp nhận sau nộp khi bưu_chính
  bước hỏi \"Hỏi thêm\" bởi một_cửa yêu cầu bổ sung sau quầy, thư tối đa 1 lần
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt sau quầy, thư không được lược bỏ",
    );
    let process = repository.after();
    let Some(Block::Loop { body, again, bound: 1, .. }) =
        process.body.iter().find(|block| matches!(block, Block::Loop { .. }))
    else {
        panic!("a loop: {:#?}", process.body)
    };
    let names = |blocks: &[Block]| {
        let mut found = Vec::new();
        walk(blocks, &mut Vec::new(), &mut found);
        found.iter().map(|(task, _)| task.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(body), ["Nhận tại quầy", "Nhận qua bưu chính"]);
    assert_eq!(names(&again.body), ["Hỏi thêm", "Bổ sung hồ sơ"]);
}

#[test]
fn a_second_request_has_its_own_question() {
    let repository = Repository::fixture(&format!(
        "{STEPS}  bước hỏi \"Yêu cầu bổ sung\" bởi một_cửa yêu cầu bổ sung sau xét
  bước nhắc \"Thông báo tiếp tục hoàn thiện\" bởi một_cửa yêu cầu bổ sung sau hỏi
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt sau xét"
    ));
    fn questions(blocks: &[Block], found: &mut Vec<String>) {
        for block in blocks {
            if let Block::Loop { body, question, again, done, .. } = block {
                questions(body, found);
                found.push(format!("{question} {} {done}", again.label));
            }
        }
    }
    let mut found = Vec::new();
    questions(&repository.after().body, &mut found);
    assert_eq!(found, ["Cần bổ sung hồ sơ? Có Không", "Cần thông báo tiếp tục hoàn thiện? Có Không"]);
}

#[test]
fn who_files_at_the_counter_does_not_log_in() {
    let logins = |channels: &str| {
        let repository = Repository::fixture(&format!(
            "{channels}
  bước nộp \"Nộp\" bởi người_yêu_cầu nộp hồ sơ
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt sau nộp"
        ));
        let process = repository.after();
        let logins = tasks(&process).into_iter().filter(|(task, _)| task.work == Work::Login);
        logins.map(|(_, way)| way.join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(logins("  trực tuyến toàn trình\n  trực tiếp"), ["kenh_nop=truc_tuyen"]);
    assert_eq!(logins("  trực tuyến toàn trình"), [""]);
    assert!(logins("  trực tiếp").is_empty());
}

#[test]
fn papers_of_one_title_say_whose_they_are() {
    let repository = Repository::fixture(
        "  vai hãng : hãng nếu có \"Hãng\"
  vai kia : hãng nếu có \"Hãng kia\"
  vai cháu : người nếu có \"Cháu\"
  trực tiếp
  điều kiện c \"C\" cần hãng.tên, kia.tên, cháu.tên đánh giá bởi một_cửa
  thành phần hồ sơ {
    nộp g của hãng gọi là g1
    nộp g của kia gọi là g2
    nộp n của cháu
  }
  bước nộp \"Nộp\" bởi người_yêu_cầu nộp hồ sơ
  bước ký \"Ký\" bởi lãnh_đạo phê duyệt kiểm tra c sau nộp không được lược bỏ",
    );
    let names = |process: &Process| {
        let brings = |task: &Task| matches!(task.work, Work::Bring { .. });
        let brought = tasks(process).into_iter().filter(|(task, _)| brings(task));
        brought.map(|(task, _)| task.name.clone()).collect::<Vec<_>>()
    };
    let process = before(&repository.plan(&repository.procedures[0]));
    let expected = ["Chuẩn bị giấy hãng của hãng", "Chuẩn bị giấy hãng của hãng kia", "Chuẩn bị giấy người"];
    assert_eq!(names(&process), expected);
}
