//! Three processes: a realistic one, a line, and a generated large one; plus odd shapes in small.

use tthc_emit::svg::Legend;
use tthc_model::process::*;

pub(crate) const LEGEND: Legend<'static> = Legend {
    protected: "Bước được bảo vệ",
    lookup: "Tra cứu cơ sở dữ liệu",
    record: "Ghi vào cơ sở dữ liệu",
    removed: "Bước được cắt bỏ",
    added: "Bước mới",
};

pub(crate) const APPLICANT: LaneId = LaneId(0);
pub(crate) const SYSTEM: LaneId = LaneId(1);
pub(crate) const COUNTER: LaneId = LaneId(2);
pub(crate) const OFFICER: LaneId = LaneId(3);
pub(crate) const CHAIR: LaneId = LaneId(4);

pub(crate) fn task(id: &str, name: &str, lane: LaneId, kind: TaskKind) -> Task {
    Task {
        id: id.into(),
        name: name.to_owned(),
        documentation: String::new(),
        lane,
        kind,
        work: Work::Step { step: id.into() },
        protected: false,
        term: None,
        timer: None,
        form: Form::default(),
    }
}

pub(crate) fn user(id: &str, name: &str, lane: LaneId) -> Block {
    Block::Task(task(id, name, lane, TaskKind::User))
}

pub(crate) fn lookup(id: &str, name: &str, lane: LaneId, register: usize) -> Block {
    let job = format!("lookup.{id}").into();
    Block::Task(task(id, name, lane, TaskKind::Lookup { register: RegisterId(register), job }))
}

pub(crate) fn record(id: &str, name: &str, lane: LaneId, register: usize) -> Block {
    let job = format!("record.{id}").into();
    Block::Task(task(id, name, lane, TaskKind::Record { register: RegisterId(register), job }))
}

pub(crate) fn service(id: &str, name: &str, lane: LaneId) -> Block {
    Block::Task(task(id, name, lane, TaskKind::Service { job: format!("service.{id}").into() }))
}

pub(crate) fn end(id: &str, name: &str, lane: LaneId) -> Block {
    Block::End(End { id: id.into(), name: name.to_owned(), lane })
}

pub(crate) fn choice(
    id: &str,
    question: &str,
    variable: &str,
    branches: Vec<(&str, Value, Vec<Block>)>,
    otherwise: (&str, Vec<Block>),
) -> Block {
    Block::Choice {
        id: id.into(),
        question: question.to_owned(),
        variable: variable.into(),
        branches: branches
            .into_iter()
            .map(|(label, value, body)| Branch { label: label.to_owned(), value, body })
            .collect(),
        otherwise: Otherwise { label: otherwise.0.to_owned(), body: otherwise.1 },
        cases: Vec::new(),
    }
}

pub(crate) fn parallel(id: &str, branches: Vec<Vec<Block>>) -> Block {
    Block::Parallel { id: id.into(), branches }
}

pub(crate) fn repeat(id: &str, question: &str, body: Vec<Block>, again: Vec<Block>) -> Block {
    Block::Loop {
        id: id.into(),
        body,
        question: question.to_owned(),
        variable: id.replace('-', "_").into(),
        again: Branch { label: "Chưa".to_owned(), value: Value::Flag(false), body: again },
        done: "Rồi".to_owned(),
        bound: 1,
    }
}

pub(crate) fn with(block: Block, change: impl FnOnce(&mut Task)) -> Block {
    match block {
        Block::Task(mut task) => {
            change(&mut task);
            Block::Task(task)
        }
        other => other,
    }
}

pub(crate) fn term(text: &str, iso: &str) -> Option<Term> {
    Some(Term { text: text.to_owned(), iso: iso.into() })
}

pub(crate) fn variable(name: &str, initial: Value) -> Variable {
    let kind = match &initial {
        Value::Flag(_) => VariableKind::Flag,
        Value::Text(text) => VariableKind::Choice(vec![(text.clone(), text.to_string())]),
    };
    Variable { name: name.into(), title: name.to_owned(), kind, initial: Some(initial) }
}

pub(crate) fn number(name: &str, title: &str, kind: VariableKind) -> Variable {
    Variable { name: name.into(), title: title.to_owned(), kind, initial: None }
}

/// A table with every kind of test.
fn urgent() -> Decision {
    let edge = |value: &str, open| Some(Edge { value: value.into(), open });
    let within = |low, high| Some(Test::Within { low, high });
    let texts = |list: &[&str]| list.iter().map(|text| Value::Text((*text).into())).collect();
    Decision {
        variable: "urgent".into(),
        name: "Hồ sơ cần giải quyết ngay?".to_owned(),
        inputs: vec!["data_found".into(), "decision".into(), "age-in-days".into(), "born".into()],
        rules: vec![
            vec![Some(Test::Is(Value::Flag(true))), None, within(edge("0", false), edge("60", true)), None],
            vec![None, Some(Test::IsNot(texts(&["accept", "refuse"]))), within(edge("90", true), None), None],
            vec![None, Some(Test::IsNot(texts(&["refuse"]))), None, within(None, edge("2026-01-01", false))],
        ],
    }
}

pub(crate) fn field(key: &str, label: &str, kind: FieldKind) -> Field {
    Field {
        key: key.into(),
        label: label.to_owned(),
        kind,
        required: true,
        help: String::new(),
        held_if: None,
    }
}

fn every_field() -> Form {
    let values =
        |count: usize| (1..=count).map(|at| (format!("v{at}").into(), format!("Giá trị {at}"))).collect();
    let mut fields = vec![
        field("ho_ten", "Họ, chữ đệm, tên", FieldKind::Text),
        field("so_ban", "Số bản sao", FieldKind::Number),
        field("ngay_sinh", "Ngày sinh", FieldKind::Date),
        field("cam_doan", "Tôi cam đoan", FieldKind::Flag),
        field("gioi_tinh", "Giới tính", FieldKind::Choice(values(2))),
        field("dan_toc", "Dân tộc", FieldKind::Choice(values(54))),
        field("noi_cu_tru", "Nơi cư trú", FieldKind::Held),
        field("tep_giay", "Giấy chứng sinh", FieldKind::File),
    ];
    fields[0].held_if = Some("da_doc_dan_cu".into());
    fields[6].help = "Nguồn: CSDL quốc gia về dân cư".to_owned();
    Form { fields }
}

pub(crate) fn lanes(names: &[(&str, &str)]) -> Vec<Lane> {
    names
        .iter()
        .map(|(id, name)| Lane {
            id: (*id).into(),
            name: (*name).to_owned(),
            applicant: *id == "applicant",
            system: *id == "system",
        })
        .collect()
}

fn registers() -> Vec<Register> {
    let list = [
        ("dan-cu", "Cơ sở dữ liệu quốc gia về dân cư", "Bộ Công an"),
        ("ho-tich", "Cơ sở dữ liệu hộ tịch điện tử", "Bộ Tư pháp"),
        ("bao-hiem", "Cơ sở dữ liệu quốc gia về bảo hiểm", "Bảo hiểm xã hội Việt Nam"),
    ];
    list.map(|(id, name, owner)| Register { id: id.into(), name: name.into(), owner: owner.into() }).to_vec()
}

pub(crate) fn process(id: &str, name: &str, lanes: Vec<Lane>, body: Vec<Block>) -> Process {
    Process {
        id: id.into(),
        name: name.to_owned(),
        documentation: "Quy trình do trình biên dịch sinh ra.".to_owned(),
        lanes,
        registers: registers(),
        start: Start { name: "Có yêu cầu".to_owned(), lane: APPLICANT, form: Form::default() },
        body,
        end: End { id: "done".into(), name: "Đã nhận kết quả".to_owned(), lane: APPLICANT },
        variables: Vec::new(),
        decisions: Vec::new(),
    }
}

pub(crate) fn five_lanes() -> Vec<Lane> {
    lanes(&[
        ("applicant", "Người yêu cầu"),
        ("system", "Hệ thống giải quyết thủ tục hành chính"),
        ("counter", "Bộ phận Một cửa"),
        ("officer", "Công chức tư pháp - hộ tịch"),
        ("chair", "Chủ tịch Ủy ban nhân dân cấp xã"),
    ])
}

/// Birth registration after simplification: lookups, a fallback, a draft to confirm, supplements, a signature.
pub(crate) fn birth() -> Process {
    let confirm = with(
        user("confirm", "Kiểm tra, xác nhận dự thảo nội dung Giấy khai sinh", APPLICANT),
        |task| {
            task.timer = Some(Timer {
                id: "silent".into(),
                name: "Quá 1 ngày không phản hồi".to_owned(),
                term: Term { text: "01 ngày".to_owned(), iso: "P1D".into() },
                body: vec![service("assume", "Ghi nhận người yêu cầu không có ý kiến", SYSTEM)],
            });
        },
    );
    let body = vec![
        with(
            user("submit", "Đăng nhập bằng VNeID và điền biểu mẫu điện tử tương tác", APPLICANT),
            |task| task.form = every_field(),
        ),
        Block::Task(task(
            "urgent-table",
            "Xác định: hồ sơ cần giải quyết ngay?",
            SYSTEM,
            TaskKind::Decide { decision: "urgent".into() },
        )),
        parallel(
            "lookups",
            vec![
                vec![lookup("parents", "Tra cứu thông tin cha, mẹ", SYSTEM, 0)],
                vec![lookup("marriage", "Tra cứu thông tin đăng ký kết hôn của cha, mẹ", SYSTEM, 1)],
            ],
        ),
        choice(
            "found",
            "Tra cứu được dữ liệu?",
            "data_found",
            vec![("Có", Value::Flag(true), vec![])],
            ("Không", vec![user("upload", "Tải lên bản chụp Giấy chứng nhận kết hôn", APPLICANT)]),
        ),
        repeat(
            "complete",
            "Hồ sơ đầy đủ, hợp lệ?",
            vec![with(
                user("receive", "Tiếp nhận, kiểm tra hồ sơ và hẹn trả kết quả", COUNTER),
                |task| {
                    task.term = term("Trong ngày làm việc", "PT8H");
                },
            )],
            vec![user("supplement", "Bổ sung, hoàn thiện hồ sơ", APPLICANT)],
        ),
        with(user("examine", "Thẩm tra hồ sơ, soạn dự thảo Giấy khai sinh", OFFICER), |task| {
            task.documentation = "Điều 16 Luật Hộ tịch & Nghị định 123/2015/NĐ-CP".to_owned();
            task.term = term("8 giờ làm việc", "PT8H");
        }),
        choice(
            "decision",
            "Đủ điều kiện đăng ký?",
            "decision",
            vec![(
                "Không",
                Value::Text("refuse".into()),
                vec![
                    with(user("refusal", "Ký văn bản từ chối, nêu rõ lý do", CHAIR), |task| {
                        task.protected = true
                    }),
                    end("refused", "Bị từ chối", APPLICANT),
                ],
            )],
            ("Có", vec![]),
        ),
        confirm,
        with(user("sign", "Ký Giấy khai sinh", CHAIR), |task| {
            task.protected = true;
            task.term = term("4 giờ làm việc", "PT4H");
        }),
        parallel(
            "after",
            vec![
                vec![record(
                    "book",
                    "Ghi vào Sổ đăng ký khai sinh điện tử, lấy số định danh cá nhân",
                    SYSTEM,
                    1,
                )],
                vec![record("card", "Cấp thẻ bảo hiểm y tế cho trẻ em", SYSTEM, 2)],
            ],
        ),
        user("deliver", "Trả bản chính Giấy khai sinh", COUNTER),
    ];
    let mut process = process("dang-ky-khai-sinh", "Đăng ký khai sinh", five_lanes(), body);
    process.variables = vec![
        variable("data_found", Value::Flag(false)),
        variable("complete", Value::Flag(true)),
        variable("decision", Value::Text("accept".into())),
        variable("urgent", Value::Flag(false)),
        number("age-in-days", "Số ngày tuổi", VariableKind::Number),
        number("born", "Ngày sinh", VariableKind::Date),
    ];
    process.decisions = vec![urgent()];
    process.start.form = Form { fields: vec![field("channel", "Cách nộp", FieldKind::Text)] };
    process
}

/// Birth registration today: on paper, with copies, nothing looked up.
pub(crate) fn birth_before() -> Process {
    let body = vec![
        user("copies", "Chuẩn bị bản sao Giấy chứng nhận kết hôn, Giấy chứng sinh", APPLICANT),
        user("submit", "Nộp tờ khai và giấy tờ tại Bộ phận Một cửa", APPLICANT),
        repeat(
            "complete",
            "Hồ sơ đầy đủ, hợp lệ?",
            vec![user("receive", "Tiếp nhận, kiểm tra hồ sơ và hẹn trả kết quả", COUNTER)],
            vec![user("supplement", "Bổ sung, hoàn thiện hồ sơ", APPLICANT)],
        ),
        user("examine", "Thẩm tra hồ sơ, soạn dự thảo Giấy khai sinh", OFFICER),
        with(user("sign", "Ký Giấy khai sinh", CHAIR), |task| task.protected = true),
        user("paper-book", "Ghi vào Sổ đăng ký khai sinh giấy", OFFICER),
        user("deliver", "Trả bản chính Giấy khai sinh", COUNTER),
    ];
    let mut process = process("khai-sinh-truoc", "Đăng ký khai sinh (hiện nay)", five_lanes(), body);
    process.variables = vec![variable("complete", Value::Flag(true))];
    process
}

/// No branch, no register, names that need escaping.
pub(crate) fn linear() -> Process {
    let body = vec![
        user("1-nop", "Nộp đơn <mẫu số 01> & \"bản sao\"", APPLICANT),
        service("thu-phi", "Thu phí, lệ phí 'trực tuyến'", SYSTEM),
        user("tra", "Trả kết quả", COUNTER),
    ];
    let lanes = lanes(&[("applicant", "Tổ chức, cá nhân"), ("system", "Hệ thống"), ("counter", "Một cửa")]);
    process("xac-nhan", "Xác nhận <đơn giản> & nhanh", lanes, body)
}

/// A process with about `tasks` tasks: nested choices, parallels, loops and timers, from a fixed pseudo-random rule.
pub(crate) fn generated(tasks: usize, seed: u64) -> Process {
    let mut maker = Maker { left: tasks, next: 0, state: seed.wrapping_mul(2).wrapping_add(1) };
    let mut body = Vec::new();
    while maker.left > 0 {
        body.push(maker.block(0));
    }
    process(&format!("lon-{seed}"), "Thủ tục sinh tự động", five_lanes(), body)
}

struct Maker {
    left: usize,
    next: usize,
    state: u64,
}

const NAMES: [&str; 6] = [
    "Tiếp nhận hồ sơ",
    "Kiểm tra tính đầy đủ, hợp lệ của hồ sơ",
    "Tra cứu thông tin",
    "Thẩm định hồ sơ, lấy ý kiến các cơ quan có liên quan và tổng hợp báo cáo trình lãnh đạo xem xét, quyết định",
    "Trình ký",
    "Cập nhật dữ liệu vào hệ thống thông tin",
];

impl Maker {
    fn random(&mut self, below: u64) -> u64 {
        self.state = self.state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.state >> 33) % below
    }

    fn id(&mut self, kind: &str) -> String {
        self.next += 1;
        format!("{kind}{}", self.next)
    }

    fn task(&mut self) -> Block {
        self.left = self.left.saturating_sub(1);
        let id = self.id("t");
        let name = NAMES[self.random(6) as usize];
        match self.random(8) {
            0 => lookup(&id, name, SYSTEM, self.random(3) as usize),
            1 => record(&id, name, SYSTEM, self.random(3) as usize),
            2 => service(&id, name, SYSTEM),
            lane => {
                let block = user(&id, name, LaneId([0, 2, 3, 4][lane as usize % 4]));
                let timed = self.random(8) == 0;
                let ends = self.random(2) == 0;
                let timer = timed.then(|| Timer {
                    id: self.id("m").into(),
                    name: "Quá 30 ngày".to_owned(),
                    term: Term { text: "30 ngày".to_owned(), iso: "P30D".into() },
                    body: if ends {
                        vec![end(&self.id("e"), "Hết hạn", APPLICANT)]
                    } else {
                        vec![self.task()]
                    },
                });
                with(block, |task| {
                    task.timer = timer;
                    task.protected = lane == 7;
                })
            }
        }
    }

    fn sequence(&mut self, depth: u32) -> Vec<Block> {
        let count = 1 + self.random(3);
        (0..count).map(|_| self.block(depth)).collect()
    }

    fn block(&mut self, depth: u32) -> Block {
        let kind = if depth >= 3 || self.left == 0 { 9 } else { self.random(10) };
        match kind {
            0 => {
                let id = self.id("p");
                let branches = (0..2 + self.random(2)).map(|_| self.sequence(depth + 1)).collect();
                parallel(&id, branches)
            }
            1 | 2 => {
                let id = self.id("c");
                let variable = id.replace('c', "v");
                let ends = self.random(3) == 0;
                let mut first = self.sequence(depth + 1);
                // Inside a parallel block no branch may end, so only the top level ends.
                if ends && depth == 0 {
                    first.push(end(&self.id("e"), "Trả lại hồ sơ", APPLICANT));
                }
                let second = if self.random(2) == 0 { Vec::new() } else { self.sequence(depth + 1) };
                choice(
                    &id,
                    "Hồ sơ có đủ điều kiện giải quyết không?",
                    &variable,
                    vec![
                        ("Đủ", Value::Text("a".into()), second),
                        ("Không đủ điều kiện", Value::Text("b".into()), first),
                    ],
                    ("Trường hợp khác", self.sequence(depth + 1)),
                )
            }
            3 => {
                let id = self.id("l");
                let body = self.sequence(depth + 1);
                let again = if self.random(3) == 0 { Vec::new() } else { self.sequence(depth + 2) };
                repeat(&id, "Đã đạt yêu cầu?", body, again)
            }
            _ => self.task(),
        }
    }
}

/// Small processes with every odd shape the types allow.
pub(crate) fn odd() -> Vec<(&'static str, Process)> {
    let make = |id: &str, body: Vec<Block>| process(id, "Quy trình thử", five_lanes(), body);
    let yes = || Value::Flag(true);
    let mut no_lanes = make("khong-lan", vec![user("a", "Việc", APPLICANT)]);
    no_lanes.lanes.clear();
    let mut no_names = make("khong-ten", vec![choice("q", "", "x", vec![("", yes(), vec![])], ("", vec![]))]);
    no_names.name.clear();
    no_names.start.name.clear();
    no_names.lanes[1].name.clear();
    vec![
        ("empty", make("rong", vec![])),
        ("no lanes", no_lanes),
        ("no names", no_names),
        (
            "choice with all branches empty",
            make(
                "chon-rong",
                vec![choice(
                    "q",
                    "Câu hỏi?",
                    "x",
                    vec![("Có", yes(), vec![]), ("Một", Value::Text("m".into()), vec![])],
                    ("Không", vec![]),
                )],
            ),
        ),
        (
            "choice where every branch ends",
            make(
                "chon-dung",
                vec![
                    choice(
                        "q",
                        "Câu hỏi?",
                        "x",
                        vec![("Có", yes(), vec![end("e1", "Một", COUNTER)])],
                        ("Không", vec![end("e2", "Hai", SYSTEM)]),
                    ),
                    user("never", "Không bao giờ tới", COUNTER),
                ],
            ),
        ),
        (
            "nested choices that end together",
            make(
                "chon-long",
                vec![choice(
                    "q1",
                    "Ngoài?",
                    "x",
                    vec![(
                        "Có",
                        yes(),
                        vec![choice(
                            "q2",
                            "Trong?",
                            "y",
                            vec![("Có", yes(), vec![user("a", "A", COUNTER)])],
                            ("Không", vec![user("b", "B", OFFICER)]),
                        )],
                    )],
                    ("Không", vec![user("c", "C", CHAIR)]),
                )],
            ),
        ),
        (
            "parallel with empty and single branches",
            make(
                "song-song",
                vec![
                    parallel("p", vec![vec![user("a", "A", COUNTER)], vec![]]),
                    parallel(
                        "p2",
                        vec![
                            vec![user("b", "B", COUNTER)],
                            vec![choice(
                                "q",
                                "Q?",
                                "x",
                                vec![("Có", yes(), vec![])],
                                ("Không", vec![user("c", "C", CHAIR)]),
                            )],
                            vec![user("d", "D", APPLICANT)],
                        ],
                    ),
                ],
            ),
        ),
        (
            "loop without a body on the way back, and a loop that only ends",
            make(
                "lap",
                vec![
                    repeat("l1", "Xong?", vec![user("a", "A", COUNTER)], vec![]),
                    repeat(
                        "l2",
                        "Tiếp?",
                        vec![user("b", "B", OFFICER)],
                        vec![service("s", "S", SYSTEM), end("stop", "Dừng", APPLICANT)],
                    ),
                    repeat(
                        "l3",
                        "Dài?",
                        vec![user("c", "C", OFFICER)],
                        vec![
                            service("s2", "Thông báo", SYSTEM),
                            user("s3", "Bổ sung", APPLICANT),
                            repeat(
                                "l4",
                                "Trong?",
                                vec![user("s4", "Sửa", COUNTER)],
                                vec![user("s5", "Lại", OFFICER)],
                            ),
                        ],
                    ),
                ],
            ),
        ),
        (
            "timers that end, that rejoin, and that are empty",
            make(
                "hen-gio",
                ["một", "hai", "ba"]
                    .iter()
                    .enumerate()
                    .map(|(ix, name)| {
                        with(user(&format!("t{ix}"), name, LaneId(ix + 1)), |task| {
                            task.timer = Some(Timer {
                                id: format!("m{ix}").into(),
                                name: "Quá hạn theo quy định".to_owned(),
                                term: Term { text: "30 ngày".to_owned(), iso: "P30D".into() },
                                body: match ix {
                                    0 => vec![end("late", "Hết hạn", APPLICANT)],
                                    1 => vec![user("remind", "Nhắc", CHAIR)],
                                    _ => vec![],
                                },
                            });
                        })
                    })
                    .collect(),
            ),
        ),
        (
            "references that do not exist",
            make("sai", vec![user("a", "Làn không có", LaneId(99)), lookup("b", "Kho không có", SYSTEM, 99)]),
        ),
        (
            "the same id everywhere",
            make(
                "trung",
                vec![
                    user("a", "A", COUNTER),
                    user("a", "A", COUNTER),
                    choice(
                        "a",
                        "A?",
                        "a-b",
                        vec![("Có", yes(), vec![user("start", "A", CHAIR)])],
                        ("Không", vec![]),
                    ),
                ],
            ),
        ),
        (
            "many branches",
            make(
                "nhieu-nhanh",
                vec![
                    choice(
                        "kind",
                        "Loại hồ sơ?",
                        "kind",
                        (0..5)
                            .map(|ix| {
                                let names = ["Cấp mới", "Cấp lại", "Gia hạn", "Điều chỉnh", "Thu hồi"];
                                let body = vec![user(&format!("k{ix}"), names[ix], COUNTER)];
                                (names[ix], Value::Text(format!("k{ix}").into()), body)
                            })
                            .collect(),
                        ("Khác", vec![user("other", "Hướng dẫn", COUNTER)]),
                    ),
                    parallel(
                        "many",
                        (0..4).map(|ix| vec![lookup(&format!("x{ix}"), "Tra cứu", SYSTEM, ix % 3)]).collect(),
                    ),
                ],
            ),
        ),
    ]
}
