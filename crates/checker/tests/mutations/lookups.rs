//! Lookups, their legal basis, the fallback, and the flows of data.

use tthc_model::certificate::{Flow, Given, Known, Origin};
use tthc_model::{BasisKind, Name};

use crate::find::{place, replacement, step};
use crate::{ADOPTION, BIRTH, Mutation, PASSPORT};

const HEAD: &str = "thẻ_căn_cước";
const HOME: &str = "giấy_xác_nhận_cư_trú";
const MARRIAGE: &str = "giấy_chứng_nhận_kết_hôn";
const PEOPLE: &str = "dân_cư";
const CIVIL: &str = "hộ_tịch_điện_tử";

pub(crate) const ALL: &[Mutation] = &[
    ("basis dropped", BIRTH, &["no_basis"], |c| replacement(c, HOME).bases.clear()),
    ("basis of another text", BIRTH, &["no_basis"], |c| {
        replacement(c, HOME).bases[0].basis = vec!["nq_66_7 art 4 clause 3".to_owned()];
    }),
    ("basis without a text", BIRTH, &["no_basis"], |c| replacement(c, HOME).bases[0].basis.clear()),
    ("basis said to be named", BIRTH, &["no_basis"], |c| {
        replacement(c, HOME).bases[0].kind = BasisKind::Explicit
    }),
    ("basis only read into the text", BIRTH, &["inferred_basis", "no_basis"], |c| {
        replacement(c, HOME).bases[0].kind = BasisKind::Inferred;
    }),
    ("fallback of another paper", BIRTH, &["fallback_missing"], |c| {
        replacement(c, HOME).fallback.component = Name::new(MARRIAGE);
    }),
    ("fallback takes longer", BIRTH, &["fallback_term"], |c| {
        replacement(c, HOME).fallback.terms[0].within = Some("P5D".to_owned());
    }),
    ("fallback without a term", BIRTH, &["fallback_term"], |c| {
        replacement(c, HOME).fallback.terms[0].within = None;
    }),
    ("fallback online only", BIRTH, &["fallback_term"], |c| replacement(c, HOME).fallback.terms.truncate(1)),
    (
        "source of nobody",
        BIRTH,
        &[
            "unknown_source",
            "lookup_not_in_process",
            "flow_missing",
            "no_basis",
            "flow_unused",
            "fallback_not_in_process",
            "confirmation_not_in_process",
            "lookup_needless",
        ],
        |c| {
            step(c, MARRIAGE, CIVIL).source = Name::new("kho_kết_hôn");
        },
    ),
    (
        "source about somebody else",
        BIRTH,
        &[
            "unknown_role",
            "flow_missing",
            "flow_unused",
            "lookup_not_in_process",
            "fallback_not_in_process",
            "confirmation_not_in_process",
            "lookup_needless",
        ],
        |c| {
            let step = step(c, MARRIAGE, CIVIL);
            step.role = Name::new("không_ai");
        },
    ),
    (
        "source that does not hold it",
        BIRTH,
        &[
            "unknown_role",
            "no_basis",
            "flow_missing",
            "flow_unused",
            "lookup_not_in_process",
            "fallback_not_in_process",
            "confirmation_not_in_process",
            "lookup_needless",
        ],
        |c| {
            step(c, MARRIAGE, CIVIL).source = Name::new(PEOPLE);
        },
    ),
    ("key of the register is another", BIRTH, &["unknown_key"], |c| {
        step(c, HOME, PEOPLE).key[0].fact = "mẹ.họ_tên".to_owned();
    }),
    ("half a key", BIRTH, &["unknown_key"], |c| {
        step(c, MARRIAGE, CIVIL).key.pop();
    }),
    ("login of somebody else", BIRTH, &["login_unsound", "lookup_too_early"], |c| {
        step(c, HOME, PEOPLE).key[0].from = Origin::Login;
    }),
    ("login at the counter", BIRTH, &["login_unsound", "lookup_too_early"], |c| {
        let blocks = &mut place(c, HEAD).blocks;
        let counter =
            blocks.iter_mut().filter(|block| !block.replacements.is_empty()).nth(1).expect("a block");
        counter.replacements[0].steps[0].key[0].from = Origin::Login;
    }),
    ("key of a step to come", BIRTH, &["key_unknown", "lookup_too_early"], |c| {
        step(c, HOME, PEOPLE).key[0].from = Origin::Step { step: 0 };
    }),
    // The key is evidence itself: it is needed for the card that data stand for.
    (
        "key that the step before does not give",
        ADOPTION,
        &["key_unknown", "wrong_evidence", "assurance_lower"],
        |c| {
            let places = c.places.iter_mut().flat_map(|place| &mut place.blocks);
            let one = places.flat_map(|block| &mut block.replacements).find(|one| {
                let keyed = |known: &Known| matches!(known.from, Origin::Step { .. });
                one.steps.iter().any(|step| step.key.iter().any(keyed))
            });
            let one = one.expect("a chain");
            let keyed = one.steps.iter().flat_map(|step| &step.key).find_map(|known| match known.from {
                Origin::Step { step } => Some((step, known.fact.clone())),
                _ => None,
            });
            let (at, fact) = keyed.expect("a key");
            one.steps[at].gives.retain(|given| given.fact != fact);
        },
    ),
    ("another key typed and not checked", BIRTH, &["key_unchecked"], |c| {
        let known = Known { fact: "hôn_nhân_cha_mẹ.số_giấy".to_owned(), from: Origin::Form };
        let place = Known { fact: "hôn_nhân_cha_mẹ.nơi_đăng_ký".to_owned(), from: Origin::Form };
        let step = step(c, MARRIAGE, CIVIL);
        step.key = vec![known, place];
        step.checked_with.clear();
    }),
    (
        "key that nobody typed",
        PASSPORT,
        &["key_unknown", "key_unchecked", "lookup_too_early", "without_purpose"],
        |c| {
            let blocks = c.places.iter_mut().flat_map(|place| &mut place.blocks);
            let steps = blocks.flat_map(|block| &mut block.replacements).flat_map(|one| &mut one.steps);
            let known =
                steps.flat_map(|step| &mut step.key).find(|known| matches!(known.from, Origin::Step { .. }));
            known.expect("a key").from = Origin::Form;
        },
    ),
    ("typed key not checked", BIRTH, &["key_unchecked"], |c| step(c, HOME, PEOPLE).checked_with.clear()),
    ("typed key half checked", BIRTH, &["key_unchecked"], |c| {
        step(c, HOME, PEOPLE).checked_with.pop();
    }),
    ("checked with what nobody said", BIRTH, &["key_unknown", "key_unchecked", "lookup_too_early"], |c| {
        step(c, HOME, PEOPLE).checked_with[0].fact = "mẹ.ảnh_chân_dung".to_owned();
    }),
    ("attribute not held", BIRTH, &["not_held", "flow_missing", "wrong_evidence", "assurance_lower"], |c| {
        step(c, MARRIAGE, CIVIL).gives[0].fact = "hôn_nhân_cha_mẹ.con_chung".to_owned();
    }),
    ("reference to nobody", PASSPORT, &["not_held", "flow_missing"], |c| {
        let blocks = c.places.iter_mut().flat_map(|place| &mut place.blocks);
        let steps = blocks.flat_map(|block| &mut block.replacements).flat_map(|one| &mut one.steps);
        let given = steps.flat_map(|step| &mut step.gives).find(|given| given.through.is_some());
        let given = given.expect("a reference");
        let (role, _) = given.through.as_ref().and_then(|fact| fact.split_once('.')).expect("a fact");
        given.through = Some(format!("{role}.ngày_sinh"));
    }),
    ("published by another text", BIRTH, &["not_published"], |c| {
        step(c, MARRIAGE, CIVIL).gives[0].publication = vec!["nq_66_7 annex I".to_owned()];
    }),
    ("presumption said to be a decision", BIRTH, &["presumption_hidden"], |c| {
        replacement(c, HOME).presumed = false;
        step(c, HOME, PEOPLE).gives.iter_mut().for_each(|given| given.presumed = false);
    }),
    ("presumption hidden in the sum", BIRTH, &["presumption_hidden"], |c| {
        replacement(c, HOME).presumed = false
    }),
    ("read on another text", BIRTH, &["no_reading_basis", "flow_missing"], |c| {
        step(c, MARRIAGE, CIVIL).reading = vec!["nq_66_7 art 8".to_owned()];
    }),
    ("more read than used", BIRTH, &["without_purpose", "flow_missing"], |c| {
        let step = step(c, MARRIAGE, CIVIL);
        let more = Given { fact: "hôn_nhân_cha_mẹ.quyển_số".to_owned(), ..step.gives[0].clone() };
        step.gives.push(more);
    }),
    ("more read and listed", BIRTH, &["without_purpose"], |c| {
        let step = step(c, MARRIAGE, CIVIL);
        let fact = "hôn_nhân_cha_mẹ.quyển_số".to_owned();
        let more = Given { fact: fact.clone(), ..step.gives[0].clone() };
        step.gives.push(more);
        let flow = c.flows.iter_mut().find(|flow| flow.source == CIVIL && flow.role == "hôn_nhân_cha_mẹ");
        flow.expect("a flow").facts.push(fact);
    }),
    ("flow not listed", BIRTH, &["flow_missing"], |c| {
        c.flows.pop();
    }),
    ("flow of fewer facts", BIRTH, &["flow_missing"], |c| {
        c.flows[0].facts.pop();
    }),
    ("flow to nobody", BIRTH, &["flow_missing"], |c| c.flows[0].authorities.clear()),
    ("flow without a basis", BIRTH, &["flow_missing"], |c| c.flows[0].basis.clear()),
    ("flow that nothing needs", BIRTH, &["flow_unused"], |c| {
        let more = Flow { source: Name::new("sổ_sức_khỏe"), ..c.flows[0].clone() };
        c.flows.push(more);
    }),
];
