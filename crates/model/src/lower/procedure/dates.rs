//! A date and a length of time against a day: ages, terms of validity, time since an event.
//!
//! `con.ngày_sinh + 14 năm <= 2026-06-01` says of the date of birth alone that it is at most some day, so
//! it is put as that bound, exactly. Years and months are those of the calendar: where the month has no
//! such day, its last one (29 February and a year are 28 February).

use jiff::{Span, ToSpan};
use tthc_syntax::{Expr, ExprKind, Keyword, Operator};

use super::quantities::turned;
use crate::lower::values::{literal_interval, parse_date};
use crate::quantity::Date;

/// `path + span OPERATOR day`.
pub(super) struct Shifted<'e, 't> {
    pub(super) path: &'e Expr<'t>,
    pub(super) operator: Operator,
    span: Vec<Span>,
    day: Date,
}

impl<'e, 't> Shifted<'e, 't> {
    /// The comparison, if it is one of a single date, lengths of time and one day.
    pub(super) fn of(operator: Operator, left: &'e Expr<'t>, right: &'e Expr<'t>) -> Option<Shifted<'e, 't>> {
        if let Some(day) = date(right) {
            let mut span = Vec::new();
            let path = moved(left, &mut span)?;
            return Some(Shifted { path, operator, span, day });
        }
        if let Some(day) = date(left) {
            let mut span = Vec::new();
            let path = moved(right, &mut span)?;
            return Some(Shifted { path, operator: turned(operator), span, day });
        }
        // `day - path >= 14 years` is `path + 14 years <= day`.
        let elapsed = |between: &'e Expr<'t>, length: &Expr<'_>, operator: Operator| {
            let ExprKind::Binary(Operator::Subtract, day, path) = &between.kind else { return None };
            let (day, path) = (date(day)?, path.as_ref());
            let ExprKind::Path(_) = path.kind else { return None };
            Some(Shifted { path, operator: turned(operator), span: vec![term(length)?], day })
        };
        elapsed(left, right, operator).or_else(|| elapsed(right, left, turned(operator)))
    }

    /// The last date that, with the time added, is not after the day; `before`: is before it. Adding time
    /// keeps the order of dates, so all earlier ones are not either. `None` outside the calendar.
    pub(super) fn last(&self, before: bool) -> Option<Date> {
        let ends = |date: Date| self.span.iter().try_fold(date, |date, span| date.checked_add(*span).ok());
        let back =
            |date: Date| self.span.iter().rev().try_fold(date, |date, span| date.checked_sub(*span).ok());
        let fits = |date: Date| ends(date).map(|end| if before { end < self.day } else { end <= self.day });
        // Months differ by up to three days, each time one is added.
        let slack = 4 * i64::try_from(self.span.len()).ok()?;
        let mut last = back(self.day)?.checked_add(slack.days()).ok()?;
        while !fits(last)? {
            last = last.yesterday().ok()?;
        }
        Some(last)
    }
}

fn moved<'e, 't>(expr: &'e Expr<'t>, span: &mut Vec<Span>) -> Option<&'e Expr<'t>> {
    match &expr.kind {
        ExprKind::Path(_) => Some(expr),
        ExprKind::Binary(operator @ (Operator::Add | Operator::Subtract), left, length) => {
            let length = term(length)?;
            span.insert(0, if *operator == Operator::Add { length } else { -length });
            moved(left, span)
        }
        _ => None,
    }
}

/// A day, or one so long before or after another.
fn date(expr: &Expr<'_>) -> Option<Date> {
    match &expr.kind {
        ExprKind::Literal(node, None) => parse_date(node.text()),
        ExprKind::Binary(Operator::Add, day, length) => date(day)?.checked_add(term(length)?).ok(),
        ExprKind::Binary(Operator::Subtract, day, length) => date(day)?.checked_sub(term(length)?).ok(),
        _ => None,
    }
}

/// A whole number of days, months or years of the calendar.
fn term(expr: &Expr<'_>) -> Option<Span> {
    let (interval, unit) = literal_interval(expr)?;
    if !interval.is_exact() || !interval.low.is_integer() {
        return None;
    }
    let count = i64::try_from(interval.low.to_integer()).ok()?;
    let span = match unit? {
        Keyword::Days => Span::new().try_days(count),
        Keyword::Months => Span::new().try_months(count),
        Keyword::Years => Span::new().try_years(count),
        _ => return None,
    };
    span.ok()
}
