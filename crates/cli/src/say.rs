//! Saying things in the reader's language.

use tthc_analysis::burden::Missing;
use tthc_model::quantity::decimal;
use tthc_model::{Interval, Locale, Ratio};

#[derive(Clone, Copy)]
pub(crate) struct Say(pub(crate) Locale);

impl Say {
    pub(crate) fn pick(self, vi: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Locale::Vietnamese => vi,
            Locale::English => en,
        }
    }

    pub(crate) fn number(self, number: &Ratio, places: usize) -> String {
        let text = decimal(number, places);
        match self.0 {
            Locale::Vietnamese => text.replace('.', ","),
            Locale::English => text,
        }
    }

    pub(crate) fn range(self, value: &Interval, places: usize) -> String {
        let (low, high) = (self.number(&value.low, places), self.number(&value.high, places));
        if low == high { low } else { format!("{low}..{high}") }
    }

    /// Money saved, in billions, as the ministries print it.
    pub(crate) fn billions(self, value: &Interval) -> String {
        let billion = Ratio::from_integer(1_000_000_000.into());
        let places = if value.high < &billion * Ratio::from_integer(10.into()) { 1 } else { 0 };
        self.range(&Interval::new(&value.low / &billion, &value.high / &billion), places)
    }
}

/// An input that nobody has published.
pub(crate) fn missing_text(missing: Missing, say: Say) -> &'static str {
    match missing {
        Missing::Norms => say.pick("định mức trong tthc.toml", "norms in tthc.toml"),
        Missing::HourlyIncome => say.pick("thu nhập giờ trong định mức", "hourly income in the norms"),
        Missing::TimePerField => say.pick("thời gian điền một trường", "time to fill a field"),
        Missing::TimePerDocument => say.pick("thời gian chuẩn bị một giấy tờ", "time to prepare a paper"),
        Missing::TimePerVisit => say.pick("thời gian một lượt đi", "time of a visit"),
        Missing::CopyPrice => say.pick("giá bản sao", "price of copies"),
        Missing::Visits => say.pick("số lần đi lại của mọi cách nộp", "visits for every channel"),
        Missing::Volume => say.pick("số hồ sơ mỗi năm", "dossiers a year"),
        Missing::Deadline => say.pick("thời hạn tính bằng ngày làm việc", "a deadline in working days"),
    }
}
