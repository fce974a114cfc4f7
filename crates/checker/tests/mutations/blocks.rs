//! The certificate's head, places, blocks and needs.

use tthc_model::Name;
use tthc_model::certificate::{Assurance, Evidence, Literal, State};

use crate::find::{block, place, replacement};
use crate::{BIRTH, Mutation};

const HEAD: &str = "thẻ_căn_cước";
const HOME: &str = "giấy_xác_nhận_cư_trú";
const MARRIAGE: &str = "giấy_chứng_nhận_kết_hôn";
const BORN: &str = "giấy_chứng_sinh";
const FOUND: &str = "biên_bản_trẻ_bị_bỏ_rơi";
const POWER: &str = "văn_bản_ủy_quyền";

fn condition(text: &str) -> Vec<Literal> {
    vec![Literal { condition: text.to_owned(), holds: true }]
}

pub(crate) const ALL: &[Mutation] = &[
    ("later version", BIRTH, &["version"], |c| c.version = 2),
    ("other procedure", BIRTH, &["other_procedure"], |c| c.procedure = Name::new("đăng_ký_khai_tử")),
    ("other code", BIRTH, &["other_procedure"], |c| c.code = None),
    ("no day of the calendar", BIRTH, &["bad_date"], |c| c.on = "2026-02-30".to_owned()),
    (
        "before the law",
        BIRTH,
        &["basis_not_in_force", "fallback_term", "no_basis", "no_reading_basis", "not_published"],
        |c| c.on = "2025-06-01".to_owned(),
    ),
    ("reform of nobody", BIRTH, &["unknown_reform"], |c| c.reform = Some(Name::new("không_có"))),
    ("form dropped", BIRTH, &["form_missing"], |c| c.forms.clear()),
    ("place dropped", BIRTH, &["place_missing", "paper_asked_again"], |c| {
        c.places.retain(|place| place.alternatives[0][0] != FOUND);
    }),
    ("place invented", BIRTH, &["place_unknown"], |c| {
        let mut more = place(c, FOUND).clone();
        more.alternatives = vec![vec![Name::new("sổ_hộ_khẩu")]];
        c.places.push(more);
    }),
    ("place stated twice", BIRTH, &["place_missing"], |c| {
        let more = place(c, FOUND).clone();
        c.places.push(more);
    }),
    ("more papers wanted", BIRTH, &["place_missing", "place_unknown"], |c| place(c, BORN).wanted = 2),
    ("alternative dropped", BIRTH, &["place_missing", "place_unknown", "paper_asked_again"], |c| {
        place(c, BORN).alternatives.pop();
    }),
    ("condition of nobody", BIRTH, &["unknown_condition", "blocks_incomplete", "assurance_lower"], |c| {
        block(c, FOUND, State::Asked).cases = vec![condition("sinh_đôi")];
    }),
    ("block dropped", BIRTH, &["blocks_incomplete"], |c| {
        place(c, HOME).blocks.retain(|block| block.after != State::NotAsked);
    }),
    ("asked block dropped", BIRTH, &["blocks_incomplete", "assurance_lower", "paper_asked_again"], |c| {
        place(c, FOUND).blocks.retain(|block| block.after != State::Asked);
    }),
    ("block stated twice", BIRTH, &["blocks_overlap"], |c| {
        let more = block(c, HOME, State::NotAsked).clone();
        place(c, HOME).blocks.push(more);
    }),
    ("block of no case", BIRTH, &["empty_block"], |c| {
        let mut more = block(c, HOME, State::NotAsked).clone();
        more.cases.clear();
        place(c, HOME).blocks.push(more);
    }),
    ("block over everything", BIRTH, &["block_divided", "blocks_overlap"], |c| {
        block(c, FOUND, State::NotAsked).cases = vec![Vec::new()];
    }),
    (
        "asked said not to be",
        BIRTH,
        &["wrong_state", "assurance_lower", "paper_asked_again", "wrong_evidence"],
        |c| {
            let block = block(c, FOUND, State::Asked);
            (block.before, block.after) = (State::NotAsked, State::NotAsked);
        },
    ),
    ("not asked said to be", BIRTH, &["wrong_state"], |c| {
        block(c, FOUND, State::NotAsked).before = State::Asked
    }),
    ("need dropped", BIRTH, &["need_missing"], |c| {
        block(c, FOUND, State::Asked).needs.pop();
    }),
    ("need dropped where data stand", BIRTH, &["need_missing", "need_lost", "without_purpose"], |c| {
        block(c, MARRIAGE, State::Data).needs.pop();
    }),
    ("need invented", BIRTH, &["need_unknown"], |c| {
        let needs = &mut block(c, FOUND, State::Asked).needs;
        let mut more = needs[0].clone();
        more.fact = "mẹ.dân_tộc".to_owned();
        needs.push(more);
    }),
    ("evidence gone", BIRTH, &["need_lost", "too_few_replaced", "without_purpose"], |c| {
        block(c, MARRIAGE, State::Data).needs[1].after = Evidence::Nothing;
    }),
    ("word instead of paper", BIRTH, &["assurance_lower"], |c| {
        let need = &mut block(c, FOUND, State::Asked).needs[0];
        let component = need.component.clone();
        need.after = Evidence::Component { component, assurance: Assurance::Declared };
    }),
    ("data said to be a word", BIRTH, &["assurance_lower"], |c| {
        block(c, MARRIAGE, State::Data).needs[0].after =
            Evidence::Data { step: 0, assurance: Assurance::Declared };
    }),
    ("paper said to be a register", BIRTH, &["wrong_assurance", "assurance_lower"], |c| {
        block(c, FOUND, State::Asked).needs[0].before = Assurance::Authoritative;
    }),
    ("evidence of another paper", BIRTH, &["wrong_evidence"], |c| {
        let component = Name::new(BORN);
        block(c, FOUND, State::Asked).needs[0].after =
            Evidence::Component { component, assurance: Assurance::Documented };
    }),
    ("evidence of no step", BIRTH, &["wrong_evidence", "assurance_lower", "without_purpose"], |c| {
        block(c, MARRIAGE, State::Data).needs[0].after =
            Evidence::Data { step: 9, assurance: Assurance::Authoritative };
    }),
    (
        "paper dropped for nothing",
        BIRTH,
        &["assurance_lower", "paper_asked_again", "too_few_replaced", "wrong_evidence"],
        |c| block(c, FOUND, State::Asked).after = State::Data,
    ),
    (
        "representation replaced",
        BIRTH,
        &["law_bound", "unneeded_dropped", "paper_asked_again", "without_purpose", "lookup_not_in_process"],
        |c| {
            let mut other = replacement(c, MARRIAGE).clone();
            other.component = Name::new(POWER);
            other.fallback.component = Name::new(POWER);
            let block = block(c, POWER, State::Asked);
            block.after = State::Data;
            block.replacements.push(other);
        },
    ),
    ("replacement where the paper stays", BIRTH, &["replacement_unused", "lookup_not_in_process"], |c| {
        let mut other = replacement(c, MARRIAGE).clone();
        other.component = Name::new(FOUND);
        other.fallback.component = Name::new(FOUND);
        block(c, FOUND, State::Asked).replacements.push(other);
    }),
    ("cut without a reform", BIRTH, &["cut_without_reform", "assurance_lower", "paper_asked_again"], |c| {
        let block = block(c, FOUND, State::Asked);
        block.after = State::Cut;
        block.needs.iter_mut().for_each(|need| need.after = Evidence::Nothing);
    }),
    (
        "one block too wide for its source",
        BIRTH,
        &[
            "not_covered",
            "login_unsound",
            "paper_asked_again",
            "lookup_not_in_process",
            "fallback_not_in_process",
            "confirmation_not_in_process",
        ],
        |c| {
            let place = place(c, HEAD);
            place.blocks.truncate(1);
            place.blocks[0].cases = vec![Vec::new()];
        },
    ),
];
