//! A process with everything that an emitted file can hold and the real procedures may happen not to: numbers,
//! dates, signs that expression languages read as their own, a timer that ends the case.

use tthc_model::process::{
    Block, Branch, Decision, Edge, End, Field, FieldKind, Form, Lane, LaneId, Otherwise, Process, Register,
    RegisterId, Start, Task, TaskKind, Term, Test, Timer, Value, Variable, VariableKind, Work,
};

pub fn sample() -> Process {
    let kinds = ["in_person", "o'clock \"x\""];
    let kinds = kinds.map(|kind| (kind.into(), kind.to_owned())).to_vec();
    let variable =
        |name: &str, kind, initial| Variable { name: name.into(), title: name.to_owned(), kind, initial };
    let flag = |name| variable(name, VariableKind::Flag, Some(Value::Flag(false)));
    let variables = vec![
        variable("kind", VariableKind::Choice(kinds), Some(Value::Text("in_person".into()))),
        variable("age", VariableKind::Number, None),
        variable("born", VariableKind::Date, None),
        flag("known"),
        flag("urgent"),
        flag("again"),
    ];
    let within = |low: Option<(&str, bool)>, high: Option<(&str, bool)>| {
        let edge = |(value, open): (&str, bool)| Edge { value: value.into(), open };
        Some(Test::Within { low: low.map(edge), high: high.map(edge) })
    };
    let decisions = vec![Decision {
        variable: "urgent".into(),
        name: "Cần giải quyết ngay?".to_owned(),
        inputs: vec!["known".into(), "age".into(), "born".into(), "kind".into()],
        rules: vec![
            vec![
                Some(Test::Is(Value::Flag(true))),
                within(Some(("0", false)), Some(("60", true))),
                None,
                None,
            ],
            vec![None, within(Some(("90.5", true)), None), within(None, Some(("2026-01-01", false))), None],
            vec![
                None,
                None,
                within(Some(("2026-03-01", true)), Some(("2026-04-01", false))),
                Some(Test::IsNot(vec![Value::Text("in_person".into())])),
            ],
        ],
    }];
    let mut read = task("read", TaskKind::Lookup { register: RegisterId(0), job: "register.lookup".into() });
    read.form = form(&[("known", FieldKind::Flag), ("title", FieldKind::Held)]);
    let mut answer = task("answer", TaskKind::User);
    answer.form = form(&[("again", FieldKind::Flag)]);
    let late = Block::End(End { id: "late".into(), name: "Quá hạn".to_owned(), lane: LaneId(0) });
    answer.timer = Some(timer("silence", vec![late]));
    let mut sign = task("sign", TaskKind::User);
    sign.timer = Some(timer("signed", vec![user("remind")]));
    let pay = task("pay", TaskKind::Service { job: "payment.collect".into() });
    let write = task("write", TaskKind::Record { register: RegisterId(0), job: "register.record".into() });
    let body = vec![
        Block::Task(read),
        Block::Task(task("decide", TaskKind::Decide { decision: "urgent".into() })),
        choice("is_urgent", "urgent", Value::Flag(true), vec![user("at_once")], vec![user("in_turn")]),
        Block::Loop {
            id: "round".into(),
            body: vec![Block::Task(answer)],
            question: "Cần bổ sung?".to_owned(),
            variable: "again".into(),
            again: branch(Value::Flag(true), vec![user("supply")]),
            done: "Không".to_owned(),
            bound: 2,
        },
        Block::Parallel {
            id: "both".into(),
            branches: vec![
                vec![Block::Task(sign)],
                vec![choice(
                    "by_kind",
                    "kind",
                    Value::Text("o'clock \"x\"".into()),
                    vec![Block::Task(pay)],
                    Vec::new(),
                )],
            ],
        },
        Block::Task(write),
    ];
    let lane = |id: &str, applicant, system| Lane { id: id.into(), name: id.to_owned(), applicant, system };
    let start = form(&[
        (
            "kind",
            FieldKind::Choice(vec![
                ("in_person".into(), String::new()),
                ("o'clock \"x\"".into(), String::new()),
            ]),
        ),
        ("age", FieldKind::Number),
        ("born", FieldKind::Date),
    ]);
    Process {
        id: "sample".into(),
        name: "Mẫu".to_owned(),
        documentation: String::new(),
        lanes: vec![lane("applicant", true, false), lane("office", false, false)],
        registers: vec![Register { id: "register".into(), name: "Sổ".to_owned(), owner: String::new() }],
        start: Start { name: "Có yêu cầu".to_owned(), lane: LaneId(0), form: start },
        body,
        end: End { id: "done".into(), name: "Đã trả".to_owned(), lane: LaneId(1) },
        variables,
        decisions,
    }
}

fn task(id: &str, kind: TaskKind) -> Task {
    Task {
        id: id.into(),
        name: id.to_owned(),
        documentation: String::new(),
        lane: LaneId(1),
        kind,
        work: Work::Step { step: id.into() },
        protected: false,
        term: None,
        timer: None,
        form: Form::default(),
    }
}

fn user(id: &str) -> Block {
    Block::Task(task(id, TaskKind::User))
}

fn timer(id: &str, body: Vec<Block>) -> Timer {
    let term = Term { text: "10 ngày".to_owned(), iso: "P10D".into() };
    Timer { id: id.into(), name: id.to_owned(), term, body }
}

fn branch(value: Value, body: Vec<Block>) -> Branch {
    Branch { label: "Có".to_owned(), value, body }
}

fn choice(id: &str, variable: &str, value: Value, body: Vec<Block>, rest: Vec<Block>) -> Block {
    Block::Choice {
        id: id.into(),
        question: format!("{id}?"),
        variable: variable.into(),
        branches: vec![branch(value, body)],
        otherwise: Otherwise { label: "Không".to_owned(), body: rest },
        cases: Vec::new(),
    }
}

fn form(fields: &[(&str, FieldKind)]) -> Form {
    let field = |(key, kind): &(&str, FieldKind)| Field {
        key: (*key).into(),
        label: (*key).to_owned(),
        kind: kind.clone(),
        required: false,
        help: String::new(),
        held_if: None,
    };
    Form { fields: fields.iter().map(field).collect() }
}
