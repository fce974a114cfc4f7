//! The answers of one applicant as they come in. `docs/schema/case.schema.json` describes them.

use std::collections::BTreeMap;

use serde::Deserialize;
use tthc_analysis::eval::Answers;
use tthc_model::formula::{Unit, days_of};
use tthc_model::procedure::ChannelKind;
use tthc_model::quantity::parse_number;
use tthc_model::scenario::Given;
use tthc_model::{Date, Name};
use unicode_normalization::UnicodeNormalization;

use crate::failure::Failure;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    #[serde(default, deserialize_with = "day")]
    pub(super) on: Option<Date>,
    channel: Option<Channel>,
    /// Cases of the procedure, and facts written `role.attribute`. What is not here is not known.
    #[serde(default)]
    given: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Channel {
    #[serde(alias = "trực_tuyến")]
    Online,
    #[serde(alias = "trực_tiếp")]
    InPerson,
    #[serde(alias = "bưu_chính")]
    ByPost,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Value {
    YesOrNo(bool),
    Number(serde_json::Number),
    Text(String),
}

pub(super) fn read(text: &str) -> Result<Case, Failure> {
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        // The library tells the place once more at the end of its sentence.
        let error = error.to_string();
        let error = error.split(" at line ").next().unwrap_or_default();
        Failure::Other {
            vi: format!(
                "câu trả lời không đọc được ở dòng {line}, cột {column} ({error}); dạng đúng: \
                 {{\"on\": \"2026-06-01\", \"channel\": \"online\", \"given\": {{\"kết_hôn\": true}}}}"
            ),
            en: format!("the answers are not understood at line {line}, column {column}: {error}"),
        }
    })
}

impl Case {
    /// Names and words are compared in NFC.
    pub(super) fn answers(&self) -> Answers {
        let given = self.given.iter().map(|(name, value)| {
            let name: String = name.nfc().collect();
            (Name::new(name), given(value))
        });
        let channel = self.channel.map(|channel| match channel {
            Channel::Online => ChannelKind::Online,
            Channel::InPerson => ChannelKind::Counter,
            Channel::ByPost => ChannelKind::Post,
        });
        Answers { given: given.collect(), channel }
    }
}

/// A number may come as a string, so that no reader rounds it; names begin with a letter.
fn given(value: &Value) -> Given {
    match value {
        Value::YesOrNo(yes) => Given::Word(Name::new(if *yes { "có" } else { "không" })),
        Value::Number(number) => number_or_word(&number.to_string()),
        Value::Text(text) => {
            let text: String = text.nfc().collect();
            match text.parse::<Date>() {
                Ok(date) if text.len() == 10 => Given::Quantity(days_of(date), Unit::Date),
                _ => number_or_word(&text),
            }
        }
    }
}

fn number_or_word(text: &str) -> Given {
    let (digits, negative) = match text.strip_prefix('-') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b'.'));
    match parse_number(digits).filter(|_| is_number && !digits.is_empty()) {
        Some(number) => Given::Quantity(if negative { -number } else { number }, Unit::Plain),
        None => Given::Word(Name::new(text)),
    }
}

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(|_| serde::de::Error::custom("`on`: 2026-06-01"))).transpose()
}
