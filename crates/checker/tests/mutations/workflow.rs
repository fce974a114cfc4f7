//! The processes: soundness, steps, protection, lookups and fallback.

use tthc_model::Name;
use tthc_model::certificate::{Alternatives, Certificate, Literal, Node};
use tthc_model::process::Work;

use crate::find::{asks, does, is_step, replace, sequences, take, task};
use crate::{BIRTH, Mutation};

const PEOPLE: &str = "dân_cư";
const CIVIL: &str = "hộ_tịch_điện_tử";

fn is_form(work: &Work) -> bool {
    matches!(work, Work::FillIn { .. })
}

fn swap(c: &mut Certificate, first: &'static str, second: &'static str) {
    let (a, b) = (is_step(first), is_step(second));
    let done = sequences(&mut c.after, &mut |sequence| {
        let find = |wanted: &dyn Fn(&Work) -> bool| sequence.iter().position(|node| does(node, wanted));
        match (find(&a), find(&b)) {
            (Some(a), Some(b)) => {
                sequence.swap(a, b);
                true
            }
            _ => false,
        }
    });
    assert!(done, "two steps of one sequence");
}

fn optional(node: Node) -> Vec<Node> {
    vec![Node::Choice { branches: vec![vec![node], Vec::new()], cases: Vec::new() }]
}

fn in_case(condition: &str, node: Node) -> Node {
    let literal = |holds| vec![vec![Literal { condition: condition.to_owned(), holds }]];
    Node::Choice { branches: vec![vec![node], Vec::new()], cases: vec![literal(true), literal(false)] }
}

/// Changes what the first question that the cases decide says about them.
fn answers(c: &mut Certificate, change: &mut dyn FnMut(&mut Vec<Alternatives>)) {
    let done = sequences(&mut c.after, &mut |sequence| {
        let mut cases = sequence.iter_mut().filter_map(|node| match node {
            Node::Choice { cases, .. } if !cases.is_empty() => Some(cases),
            _ => None,
        });
        cases.next().map(&mut *change).is_some()
    });
    assert!(done, "a question about the case");
}

pub(crate) const ALL: &[Mutation] = &[
    ("protection not stated", BIRTH, &["protected_missing"], |c| c.protected.clear()),
    ("protection taken off", BIRTH, &["protected_missing"], |c| {
        replace(&mut c.after, &is_step("ký"), &|node| match node {
            Node::Task { id, work, .. } => vec![Node::Task { id, work, protected: false }],
            other => vec![other],
        });
    }),
    ("protected step dropped", BIRTH, &["protected_missing", "protected_optional", "step_missing"], |c| {
        take(&mut c.after, &is_step("ký"));
    }),
    ("protected step made optional", BIRTH, &["protected_optional"], |c| {
        replace(&mut c.after, &is_step("ký"), &optional);
    }),
    ("protected step in some cases only", BIRTH, &["protected_optional"], |c| {
        replace(&mut c.after, &is_step("ký"), &|node| vec![in_case("kết_hôn", node)]);
    }),
    ("question already answered on the way", BIRTH, &["dead_task"], |c| {
        replace(&mut c.after, &asks(CIVIL, "hôn_nhân_cha_mẹ"), &|node| {
            let more = task("thua", Work::Login);
            match in_case("kết_hôn", more) {
                Node::Choice { mut branches, cases } => {
                    branches.reverse();
                    vec![node, Node::Choice { branches, cases }]
                }
                other => vec![node, other],
            }
        });
    }),
    ("question that some cases do not answer", BIRTH, &["branch_cases"], |c| {
        answers(c, &mut |cases| cases[1] = cases[1][..0].to_vec());
    }),
    ("question that some cases answer twice", BIRTH, &["branch_cases"], |c| {
        answers(c, &mut |cases| cases[0] = vec![Vec::new()]);
    }),
    ("lookup for everybody", BIRTH, &["lookup_needless"], |c| {
        let lookup = take(&mut c.after, &asks(CIVIL, "hôn_nhân_cha_mẹ"));
        let lookup = &lookup;
        replace(&mut c.after, &is_form, &|form| vec![form, lookup.clone()]);
    }),
    ("signed before it is recorded", BIRTH, &["order_changed"], |c| swap(c, "ghi_sổ", "ký")),
    ("handed out before it is signed", BIRTH, &["order_changed"], |c| swap(c, "ký", "trả")),
    ("examined and recorded at once", BIRTH, &["order_changed"], |c| {
        let record = take(&mut c.after, &is_step("ghi_sổ"));
        let record = &record;
        replace(&mut c.after, &is_step("thẩm_tra"), &|node| {
            vec![Node::Parallel { branches: vec![vec![node], vec![record.clone()]] }]
        });
    }),
    ("step dropped", BIRTH, &["step_missing"], |c| {
        take(&mut c.after, &is_step("thẩm_tra"));
    }),
    ("step dropped before too", BIRTH, &["step_missing"], |c| {
        take(&mut c.after, &is_step("thẩm_tra"));
        take(&mut c.before, &is_step("thẩm_tra"));
    }),
    ("request for more dropped", BIRTH, &["step_missing"], |c| {
        take(&mut c.after, &is_step("bổ_sung"));
    }),
    ("step invented", BIRTH, &["unknown_step"], |c| {
        c.after.push(task("xin_y_kien", Work::Step { step: Name::new("xin_ý_kiến") }));
    }),
    ("two tasks of one name", BIRTH, &["duplicate_task"], |c| {
        let node = c.after[0].clone();
        c.after.insert(0, node);
    }),
    ("end before the end", BIRTH, &["dead_task"], |c| {
        replace(&mut c.after, &is_step("trả"), &|node| vec![Node::End { id: Name::new("het") }, node]);
    }),
    ("end on one side of two", BIRTH, &["dead_task", "improper_completion"], |c| {
        let done = sequences(&mut c.after, &mut |sequence| {
            sequence.iter_mut().any(|node| match node {
                Node::Parallel { branches } => {
                    branches[0].push(Node::End { id: Name::new("het") });
                    true
                }
                _ => false,
            })
        });
        assert!(done, "work side by side");
    }),
    ("choice of nothing", BIRTH, &["deadlock", "dead_task"], |c| {
        c.after.insert(0, Node::Choice { branches: Vec::new(), cases: Vec::new() });
    }),
    ("split without branches", BIRTH, &["duplicate_task"], |c| {
        let branch = vec![c.after[0].clone()];
        c.after.insert(0, Node::Parallel { branches: vec![branch.clone(), branch] });
    }),
    ("no login", BIRTH, &["lookup_too_early"], |c| {
        take(&mut c.after, &|work| *work == Work::Login);
    }),
    ("form not filled in", BIRTH, &["form_not_in_process", "lookup_too_early"], |c| {
        take(&mut c.after, &is_form);
    }),
    ("form filled in last", BIRTH, &["lookup_too_early"], |c| {
        let form = take(&mut c.after, &is_form);
        c.after.push(form);
    }),
    (
        "lookup dropped",
        BIRTH,
        &["lookup_not_in_process", "fallback_not_in_process", "confirmation_not_in_process"],
        |c| {
            take(&mut c.after, &asks(CIVIL, "hôn_nhân_cha_mẹ"));
        },
    ),
    ("lookup left to chance", BIRTH, &["lookup_not_in_process"], |c| {
        replace(&mut c.after, &asks(CIVIL, "hôn_nhân_cha_mẹ"), &optional);
    }),
    ("lookup before its key", BIRTH, &["lookup_too_early", "lookup_needless"], |c| {
        let node = take(&mut c.after, &asks(PEOPLE, "mẹ"));
        c.after.insert(0, node);
    }),
    ("lookup that no certificate speaks of", BIRTH, &["flow_missing", "lookup_needless"], |c| {
        let work = Work::Lookup { source: Name::new("sổ_sức_khỏe"), role: Name::new("mẹ") };
        c.after.insert(2, task("tra_cuu_suc_khoe", work));
    }),
    ("nobody confirms what was read", BIRTH, &["confirmation_not_in_process"], |c| {
        take(&mut c.after, &|work| matches!(work, Work::Confirm { .. }));
    }),
    ("confirmed before it is read", BIRTH, &["confirmation_not_in_process"], |c| {
        let confirm = take(&mut c.after, &|work| matches!(work, Work::Confirm { .. }));
        c.after.insert(0, confirm);
    }),
    ("one paper's data not confirmed", BIRTH, &["confirmation_not_in_process"], |c| {
        replace(&mut c.after, &|work| matches!(work, Work::Confirm { .. }), &|node| match node {
            Node::Task { id, work: Work::Confirm { mut papers }, protected } => {
                papers.pop();
                vec![Node::Task { id, work: Work::Confirm { papers }, protected }]
            }
            other => vec![other],
        });
    }),
    ("nobody asks where data fail", BIRTH, &["fallback_not_in_process"], |c| {
        take(&mut c.after, &|work| matches!(work, Work::AskFor { .. }));
    }),
    ("nobody can bring it then", BIRTH, &["fallback_not_in_process"], |c| {
        take(&mut c.after, &|work| matches!(work, Work::Supply { .. }));
    }),
    ("another paper is asked for then", BIRTH, &["fallback_not_in_process", "paper_asked_again"], |c| {
        replace(&mut c.after, &|work| matches!(work, Work::AskFor { .. }), &|_| {
            let papers = vec![Name::new("giấy_chứng_sinh")];
            vec![task("thong_bao", Work::AskFor { papers })]
        });
    }),
    ("paper that nobody brings", BIRTH, &["paper_not_in_process"], |c| {
        take(&mut c.after, &|work| matches!(work, Work::Bring { .. }));
    }),
    ("paper asked for again", BIRTH, &["paper_asked_again"], |c| {
        let papers = vec![Name::new("giấy_xác_nhận_cư_trú")];
        c.after.insert(1, task("chuan_bi", Work::Bring { papers }));
    }),
];
