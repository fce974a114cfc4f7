//! Exact numbers, intervals, dates, lengths of time. Nothing is rounded before it is shown.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use serde::Serialize;

pub use jiff::civil::Date;

/// An exact rational number.
pub type Ratio = BigRational;

pub fn ratio(numerator: i64, denominator: i64) -> Ratio {
    Ratio::new(BigInt::from(numerator), BigInt::from(denominator))
}

pub fn whole(number: i64) -> Ratio {
    Ratio::from_integer(BigInt::from(number))
}

/// `1_400_000` or `99.6` as an exact number.
pub fn parse_number(text: &str) -> Option<Ratio> {
    let digits: String = text.chars().filter(|c| *c != '_').collect();
    let (integer, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    if integer.is_empty() || fraction.contains('.') {
        return None;
    }
    let numerator: BigInt = format!("{integer}{fraction}").parse().ok()?;
    let denominator = num_traits::pow(BigInt::from(10), fraction.len());
    Some(Ratio::new(numerator, denominator))
}

/// A decimal string, rounded half up to at most `places` digits, without trailing zeros.
pub fn decimal(number: &Ratio, places: usize) -> String {
    let scale = num_traits::pow(BigInt::from(10), places);
    let scaled = number.abs() * Ratio::from_integer(scale.clone()) + ratio(1, 2);
    let scaled = scaled.floor().to_integer();
    let (integer, fraction) = num_integer::Integer::div_rem(&scaled, &scale);
    let mut text = format!("{integer}");
    let fraction = format!("{fraction:0>places$}");
    let fraction = fraction.trim_end_matches('0');
    if places > 0 && !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    if number.is_negative() && text.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        text.insert(0, '-');
    }
    text
}

/// A closed interval of possible values; a known value is an interval of one point.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    pub low: Ratio,
    pub high: Ratio,
}

impl Interval {
    pub fn new(low: Ratio, high: Ratio) -> Interval {
        if low <= high { Interval { low, high } } else { Interval { low: high, high: low } }
    }

    pub fn exactly(value: Ratio) -> Interval {
        Interval { low: value.clone(), high: value }
    }

    pub fn zero() -> Interval {
        Interval::exactly(Ratio::zero())
    }

    /// Any share at all.
    pub fn unknown_share() -> Interval {
        Interval { low: Ratio::zero(), high: Ratio::one() }
    }

    pub fn whole_share() -> Interval {
        Interval::exactly(Ratio::one())
    }

    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    pub fn is_zero(&self) -> bool {
        self.low.is_zero() && self.high.is_zero()
    }

    /// For values that are not negative.
    pub fn times(&self, factor: &Interval) -> Interval {
        Interval { low: &self.low * &factor.low, high: &self.high * &factor.high }
    }

    pub fn scale(&self, factor: &Ratio) -> Interval {
        Interval::new(&self.low * factor, &self.high * factor)
    }

    pub fn plus(&self, other: &Interval) -> Interval {
        Interval { low: &self.low + &other.low, high: &self.high + &other.high }
    }

    /// The share of a class in which something does not hold.
    pub fn complement(&self) -> Interval {
        Interval { low: Ratio::one() - &self.high, high: Ratio::one() - &self.low }
    }

    /// Fréchet bounds: both hold, with nothing known about how they hang together.
    pub fn both(&self, other: &Interval) -> Interval {
        let low = (&self.low + &other.low - Ratio::one()).max(Ratio::zero());
        Interval { low, high: self.high.clone().min(other.high.clone()) }
    }

    /// Fréchet bounds: at least one holds.
    pub fn either(&self, other: &Interval) -> Interval {
        let high = (&self.high + &other.high).min(Ratio::one());
        Interval { low: self.low.clone().max(other.low.clone()), high }
    }
}

/// An interval is written as one decimal string, or as a pair of them.
impl Serialize for Interval {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let low = decimal(&self.low, 6);
        if self.is_exact() {
            serializer.serialize_str(&low)
        } else {
            [low, decimal(&self.high, 6)].serialize(serializer)
        }
    }
}

/// Days from one to another, both included; either end may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Period {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Period {
    pub const ALWAYS: Period = Period { from: None, until: None };

    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    pub fn intersect(&self, other: &Period) -> Period {
        let from = match (self.from, other.from) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Period { from, until }
    }

    pub fn is_empty(&self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if until < from)
    }
}

/// A unit of time as the law counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    WorkingHour,
    Day,
    WorkingDay,
    Month,
    Year,
}

/// A length of time, possibly a range.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    pub amount: Interval,
    pub unit: TimeUnit,
}

impl Duration {
    /// Working hours, an 8-hour day; `None` for calendar lengths of a month or more, which no working time equals.
    ///
    /// A calendar day is counted as the working hours of a day: an upper bound of the work in it.
    pub fn working_hours(&self) -> Option<Interval> {
        let factor = match self.unit {
            TimeUnit::Second => ratio(1, 3600),
            TimeUnit::Minute => ratio(1, 60),
            TimeUnit::Hour | TimeUnit::WorkingHour => whole(1),
            TimeUnit::Day | TimeUnit::WorkingDay => whole(8),
            TimeUnit::Month | TimeUnit::Year => return None,
        };
        Some(self.amount.scale(&factor))
    }

    /// Working days it takes at the least: of calendar days two in each seven may be days off, and hours
    /// that no working day holds run day and night. `None` for months and years.
    pub fn fewest_working_days(&self) -> Option<Ratio> {
        match self.unit {
            TimeUnit::Day => Some(working_days(&self.amount.low, whole(2))),
            TimeUnit::Hour if self.amount.low > whole(8) => {
                Some(working_days(&(&self.amount.low / whole(24)), whole(2)))
            }
            _ => self.working_hours().map(|hours| hours.low / whole(8)),
        }
    }

    /// Working days it gives at the most; `None` for months and years.
    pub fn most_working_days(&self) -> Option<Ratio> {
        match self.unit {
            TimeUnit::Day => Some(working_days(&self.amount.high, whole(0))),
            _ => self.working_hours().map(|hours| hours.high / whole(8)),
        }
    }

    /// Calendar days, at the least and at the most; `None` for working time and for less than a day.
    fn calendar_days(&self) -> Option<(Ratio, Ratio)> {
        let (short, long) = match self.unit {
            TimeUnit::Day => (1, 1),
            TimeUnit::Month => (28, 31),
            TimeUnit::Year => (365, 366),
            _ => return None,
        };
        Some((&self.amount.low * whole(short), &self.amount.high * whole(long)))
    }

    /// Certainly longer, whatever days lie in it. Calendar time is not compared with working time.
    pub fn is_surely_longer_than(&self, other: &Duration) -> bool {
        if let (Some(here), Some(there)) = (self.months(), other.months()) {
            return here.low > there.high;
        }
        match (self.calendar_days(), other.calendar_days()) {
            (Some((shortest, _)), Some((_, longest))) => shortest > longest,
            _ => false,
        }
    }

    fn months(&self) -> Option<Interval> {
        match self.unit {
            TimeUnit::Month => Some(self.amount.clone()),
            TimeUnit::Year => Some(self.amount.scale(&whole(12))),
            _ => None,
        }
    }

    /// ISO 8601, the upper end of a range. Working days are written as days: a lower bound of elapsed time.
    pub fn iso(&self) -> String {
        let amount = decimal(&self.amount.high, 2);
        match self.unit {
            TimeUnit::Second => format!("PT{amount}S"),
            TimeUnit::Minute => format!("PT{amount}M"),
            TimeUnit::Hour | TimeUnit::WorkingHour => format!("PT{amount}H"),
            TimeUnit::Day | TimeUnit::WorkingDay => format!("P{amount}D"),
            TimeUnit::Month => format!("P{amount}M"),
            TimeUnit::Year => format!("P{amount}Y"),
        }
    }

    /// "8 giờ làm việc" or "8 working hours".
    pub fn text(&self, locale: crate::Locale) -> String {
        use tthc_syntax::{Keyword, Surface};
        let unit = match self.unit {
            TimeUnit::Second => Keyword::Seconds,
            TimeUnit::Minute => Keyword::Minutes,
            TimeUnit::Hour => Keyword::Hours,
            TimeUnit::WorkingHour => Keyword::WorkingHours,
            TimeUnit::Day => Keyword::Days,
            TimeUnit::WorkingDay => Keyword::WorkingDays,
            TimeUnit::Month => Keyword::Months,
            TimeUnit::Year => Keyword::Years,
        };
        match locale {
            crate::Locale::Vietnamese => {
                format!("{} {}", range_text(&self.amount, ','), unit.text(Surface::Vietnamese))
            }
            crate::Locale::English => {
                let plural = unit.text(Surface::English);
                let one = self.amount.is_exact() && self.amount.low.is_one();
                let unit = if one { plural.strip_suffix('s').unwrap_or(plural) } else { plural };
                format!("{} {unit}", range_text(&self.amount, '.'))
            }
        }
    }
}

/// Of calendar days: five in each full week; of the rest, `off` are days off, and never more than five count.
fn working_days(days: &Ratio, off: Ratio) -> Ratio {
    let weeks = (days / whole(7)).floor();
    let rest = days - &weeks * whole(7);
    let rest = (rest - off).max(ratio(0, 1)).min(whole(5));
    weeks * whole(5) + rest
}

fn range_text(amount: &Interval, point: char) -> String {
    let show = |number: &Ratio| decimal(number, 2).replace('.', &point.to_string());
    if amount.is_exact() {
        show(&amount.low)
    } else {
        format!("{}..{}", show(&amount.low), show(&amount.high))
    }
}

/// For people only: the nearest machine number.
pub fn approximate(number: &Ratio) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_rounded_half_up_only_when_shown() {
        let number = parse_number("1_229_470.515").expect("a number");
        assert_eq!(decimal(&number, 2), "1229470.52");
        assert_eq!(decimal(&ratio(-1, 3), 2), "-0.33");
        assert_eq!(decimal(&ratio(-1, 1000), 2), "0");
        assert_eq!(parse_number("1.2.3"), None);
    }

    #[test]
    fn coverage_of_two_lookups_is_bounded_not_multiplied() {
        let share = |percent| Interval::exactly(ratio(percent, 100));
        // Worked example: 0.98, 0.95 and 0.90 together lie in [0.83, 0.90].
        let three = share(98).both(&share(95)).both(&share(90));
        assert_eq!(three, Interval::new(ratio(83, 100), ratio(90, 100)));
        assert_eq!(share(60).either(&share(70)), Interval::new(ratio(70, 100), whole(1)));
    }
}
