//! Operands to values. Whatever does not fit is a problem with a place; the value is then absent.

use smol_str::SmolStr;
use tthc_syntax::{Expr, ExprKind, Keyword, Kind, Node, Operator, Span, expr, tree::text_value};

use crate::Name;
use crate::citation::{BasisKind, Citation, Place, Provenance};
use crate::diagnostic::Diagnostic;
use crate::library::{Covered, Level, Rank};
use crate::lower::keyword_text;
use crate::message::{Expected, Message};
use crate::procedure::{Absence, Standing};
use crate::quantity::{Date, Duration, Interval, Period, Ratio, TimeUnit, parse_number, whole};

/// Collects problems while values are read.
#[derive(Debug, Default)]
pub(crate) struct Values {
    pub(crate) problems: Vec<Diagnostic>,
}

/// What a prohibition names.
#[derive(Debug, Default)]
pub(crate) struct NotToAskFor {
    pub(crate) documents: Vec<Name>,
    pub(crate) unlisted: bool,
    pub(crate) texts: Vec<String>,
}

/// A name with its place.
pub(crate) type Named = (Name, Span);

impl Values {
    pub(crate) fn problem(&mut self, at: Span, message: Message) {
        self.problems.push(Diagnostic::new(at, message));
    }

    pub(crate) fn expected(&mut self, node: Node<'_>, expected: Expected) {
        let at = node.child(Kind::Operands).unwrap_or(node).span();
        let keyword = keyword_text(node);
        self.problem(at, Message::Expected { keyword, expected });
    }

    /// The one operand of a statement or clause, if there is exactly one.
    fn single<'t>(&mut self, node: Node<'t>, expected: Expected) -> Option<Expr<'t>> {
        let mut operands = expr::operands(node);
        if operands.len() == 1 {
            // What is missing is told where it is missing.
            return operands.pop().filter(|operand| !matches!(operand.kind, ExprKind::Missing));
        }
        // An empty clause is a syntax error already; an empty statement is not.
        if !operands.is_empty() || !node.kind().is_clause() {
            self.expected(node, expected);
        }
        None
    }

    pub(crate) fn text(&mut self, node: Node<'_>) -> Option<String> {
        match self.single(node, Expected::Text)?.kind {
            ExprKind::Text(text) => Some(text_value(text.text())),
            _ => {
                self.expected(node, Expected::Text);
                None
            }
        }
    }

    pub(crate) fn texts(&mut self, node: Node<'_>) -> Vec<String> {
        let mut texts = Vec::new();
        for operand in expr::operands(node) {
            match operand.kind {
                ExprKind::Text(text) => texts.push(text_value(text.text())),
                ExprKind::Missing => {}
                _ => self.expected(node, Expected::Text),
            }
        }
        texts
    }

    pub(crate) fn name(&mut self, node: Node<'_>) -> Option<Named> {
        match self.single(node, Expected::Name)?.kind {
            ExprKind::Path(path) => Some((Name::new(path.spelled()), path.span())),
            _ => {
                self.expected(node, Expected::Name);
                None
            }
        }
    }

    pub(crate) fn names(&mut self, node: Node<'_>) -> Vec<Named> {
        let operands = expr::operands(node);
        if operands.is_empty() && !node.kind().is_clause() {
            self.expected(node, Expected::Name);
        }
        let mut names = Vec::new();
        for operand in operands {
            self.collect_names(node, operand, &mut names);
        }
        names
    }

    fn collect_names(&mut self, node: Node<'_>, operand: Expr<'_>, names: &mut Vec<Named>) {
        match operand.kind {
            ExprKind::Path(path) => names.push((Name::new(path.spelled()), path.span())),
            ExprKind::Set(inner) => inner.into_iter().for_each(|expr| self.collect_names(node, expr, names)),
            ExprKind::Missing => {}
            _ => self.expected(node, Expected::Name),
        }
    }

    /// A reserved word out of a list.
    pub(crate) fn word(&mut self, node: Node<'_>, words: &'static [Keyword]) -> Option<Keyword> {
        let operand = self.single(node, Expected::OneOf(words))?;
        let word = word_of(&operand).filter(|word| words.contains(word));
        if word.is_none() {
            self.expected(node, Expected::OneOf(words));
        }
        word
    }

    pub(crate) fn words(&mut self, node: Node<'_>, words: &'static [Keyword]) -> Vec<Keyword> {
        let mut found = Vec::new();
        for operand in expr::operands(node) {
            match word_of(&operand).filter(|word| words.contains(word)) {
                Some(word) => found.push(word),
                None => self.expected(node, Expected::OneOf(words)),
            }
        }
        found
    }

    pub(crate) fn interval(
        &mut self,
        node: Node<'_>,
        expected: Expected,
    ) -> Option<(Interval, Option<Keyword>)> {
        let operand = self.single(node, expected)?;
        let value = literal_interval(&operand);
        if value.is_none() {
            self.expected(node, expected);
        }
        value
    }

    pub(crate) fn duration(&mut self, node: Node<'_>) -> Option<Duration> {
        let operand = self.single(node, Expected::Duration)?;
        let duration = duration_of(&operand);
        if duration.is_none() {
            self.expected(node, Expected::Duration);
        }
        duration
    }

    pub(crate) fn money(&mut self, node: Node<'_>) -> Option<Interval> {
        match self.interval(node, Expected::Amount)? {
            (amount, Some(Keyword::Dong)) => Some(amount),
            _ => {
                self.expected(node, Expected::Amount);
                None
            }
        }
    }

    /// A share as a number between 0 and 1.
    pub(crate) fn percent(&mut self, node: Node<'_>) -> Option<Interval> {
        match self.interval(node, Expected::Percent)? {
            (amount, Some(Keyword::Percent)) if amount.high <= whole(100) => {
                Some(amount.scale(&Ratio::new(1.into(), 100.into())))
            }
            (_, Some(Keyword::Percent)) => {
                let at = node.child(Kind::Operands).unwrap_or(node).span();
                self.problem(at, Message::MoreThanAll);
                None
            }
            _ => {
                self.expected(node, Expected::Percent);
                None
            }
        }
    }

    pub(crate) fn date(&mut self, node: Node<'_>) -> Option<Date> {
        let operand = self.single(node, Expected::Date)?;
        match operand.kind {
            ExprKind::Literal(literal, None) => {
                let date = parse_date(literal.text());
                if date.is_none() {
                    let found = literal.text().to_owned();
                    self.problem(literal.span(), Message::BadDate { found });
                }
                date
            }
            _ => {
                self.expected(node, Expected::Date);
                None
            }
        }
    }

    /// Minutes after midnight.
    pub(crate) fn time(&mut self, node: Node<'_>) -> Option<u16> {
        let operand = self.single(node, Expected::Time)?;
        let time = match operand.kind {
            ExprKind::Literal(literal, None) => {
                literal.text().split_once(':').and_then(|(hours, minutes)| {
                    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
                    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
                })
            }
            _ => None,
        };
        if time.is_none() {
            self.expected(node, Expected::Time);
        }
        time
    }

    pub(crate) fn count(&mut self, node: Node<'_>) -> Option<u32> {
        let (amount, _) = self.interval(node, Expected::Number)?;
        let count = amount.is_exact().then(|| amount.low.to_integer()).and_then(|n| u32::try_from(n).ok());
        if count.is_none() {
            self.expected(node, Expected::Number);
        }
        count
    }

    pub(crate) fn level(&mut self, node: Node<'_>) -> Option<Level> {
        self.word(node, &[Keyword::Commune, Keyword::District, Keyword::Province, Keyword::Central])
            .and_then(level)
    }

    /// `nguồn`, `ước tính`, `theo`, `từ`, `đến` of a statement.
    pub(crate) fn provenance(&mut self, node: Node<'_>) -> Provenance {
        Provenance {
            source: node.clause(Keyword::Origin).and_then(|clause| self.text(clause)),
            estimate: node.clause(Keyword::Estimate).and_then(|clause| self.text(clause)),
            basis: self.basis(node),
            period: self.period(node),
            others: node
                .clauses(Keyword::OtherOrigin)
                .map(|clause| {
                    clause.child(Kind::Operands).map_or(String::new(), |row| {
                        match expr::operands(clause).as_slice() {
                            [Expr { kind: ExprKind::Text(text), .. }] => text_value(text.text()),
                            _ => clause.tree().spelled(row.span()),
                        }
                    })
                })
                .collect(),
        }
    }

    /// Names as they are written, and texts.
    pub(crate) fn names_and_texts(&mut self, node: Node<'_>) -> Vec<String> {
        let mut found = Vec::new();
        for operand in expr::operands(node) {
            match operand.kind {
                ExprKind::Text(text) => found.push(text_value(text.text())),
                ExprKind::Path(path) => found.push(path.spelled().into_owned()),
                ExprKind::Missing => {}
                _ => self.expected(node, Expected::Name),
            }
        }
        found
    }

    /// Documents, texts, and the word for everything that no text lists.
    pub(crate) fn papers_not_to_ask_for(&mut self, node: Node<'_>) -> NotToAskFor {
        let mut papers = NotToAskFor::default();
        for operand in expr::operands(node) {
            self.collect_papers(node, &operand, &mut papers);
        }
        papers
    }

    fn collect_papers(&mut self, node: Node<'_>, operand: &Expr<'_>, papers: &mut NotToAskFor) {
        match &operand.kind {
            ExprKind::Text(text) => papers.texts.push(text_value(text.text())),
            ExprKind::Path(_) if word_of(operand) == Some(Keyword::Unlisted) => papers.unlisted = true,
            ExprKind::Path(path) => papers.documents.push(Name::new(path.spelled())),
            ExprKind::Set(parts) => parts.iter().for_each(|part| self.collect_papers(node, part, papers)),
            ExprKind::Missing => {}
            _ => self.expected(node, Expected::Name),
        }
    }

    pub(crate) fn period(&mut self, node: Node<'_>) -> Period {
        let from = node.clause(Keyword::From).and_then(|clause| self.date(clause));
        let until = node.clause(Keyword::Until).and_then(|clause| self.date(clause));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            let at = node.clause(Keyword::Until).map_or(node.span(), Node::span);
            self.problem(at, Message::EmptyPeriod { from, until });
        }
        Period { from, until }
    }

    pub(crate) fn basis(&mut self, node: Node<'_>) -> Vec<Citation> {
        node.clauses(Keyword::Per)
            .filter_map(|clause| clause.child(Kind::Citations))
            .flat_map(citations)
            .collect()
    }

    /// A figure must say where it comes from.
    pub(crate) fn figure(&mut self, node: Node<'_>, provenance: &Provenance) {
        let has_source =
            provenance.source.is_some() || provenance.estimate.is_some() || !provenance.basis.is_empty();
        if !has_source {
            let keyword = keyword_text(node);
            let at = node.child(Kind::Operands).unwrap_or(node).span();
            self.problem(at, Message::FigureWithoutSource { keyword });
        }
    }

    /// `attribute == value`, joined by `and`; `attribute in { … }`.
    pub(crate) fn covered(&mut self, node: Node<'_>) -> Vec<Covered> {
        let mut covered = Vec::new();
        for operand in expr::operands(node) {
            self.collect_covered(&operand, &mut covered);
        }
        covered
    }

    fn collect_covered(&mut self, operand: &Expr<'_>, covered: &mut Vec<Covered>) {
        match &operand.kind {
            ExprKind::Binary(Operator::And, left, right) => {
                self.collect_covered(left, covered);
                self.collect_covered(right, covered);
            }
            ExprKind::Binary(Operator::Equal | Operator::In, left, right) => {
                let values: Option<Vec<Name>> = match &right.kind {
                    ExprKind::Path(value) => Some(vec![Name::new(value.spelled())]),
                    ExprKind::Set(values) => values
                        .iter()
                        .map(|value| match value.kind {
                            ExprKind::Path(value) => Some(Name::new(value.spelled())),
                            _ => None,
                        })
                        .collect(),
                    _ => None,
                };
                match (&left.kind, values) {
                    (ExprKind::Path(path), Some(values)) => {
                        covered.push(Covered { path: split(&path.spelled()), values });
                    }
                    _ => self.problem(operand.span, Message::NotAComparison),
                }
            }
            ExprKind::Missing => {}
            _ => self.problem(operand.span, Message::NotAComparison),
        }
    }
}

/// A dotted path as its names.
pub(crate) fn split(path: &str) -> Vec<Name> {
    path.split('.').map(Name::new).collect()
}

pub(crate) fn level(word: Keyword) -> Option<Level> {
    match word {
        Keyword::Commune => Some(Level::Commune),
        Keyword::District => Some(Level::District),
        Keyword::Province => Some(Level::Province),
        Keyword::Central => Some(Level::Central),
        _ => None,
    }
}

pub(crate) const RANKS: &[Keyword] = &[
    Keyword::Constitution,
    Keyword::Statute,
    Keyword::ResolutionNa,
    Keyword::Ordinance,
    Keyword::Decree,
    Keyword::ResolutionGov,
    Keyword::DecisionPm,
    Keyword::Circular,
    Keyword::Decision,
];

/// What a rule may go before.
pub(crate) const PREVAILED: &[Keyword] = &[
    Keyword::AnyText,
    Keyword::Constitution,
    Keyword::Statute,
    Keyword::ResolutionNa,
    Keyword::Ordinance,
    Keyword::Decree,
    Keyword::ResolutionGov,
    Keyword::DecisionPm,
    Keyword::Circular,
    Keyword::Decision,
];

pub(crate) fn rank(word: Keyword) -> Option<Rank> {
    Some(match word {
        Keyword::Constitution => Rank::Constitution,
        Keyword::Statute => Rank::Statute,
        Keyword::ResolutionNa => Rank::ResolutionNa,
        Keyword::Ordinance => Rank::Ordinance,
        Keyword::Decree => Rank::Decree,
        Keyword::ResolutionGov => Rank::ResolutionGov,
        Keyword::DecisionPm => Rank::DecisionPm,
        Keyword::Circular => Rank::Circular,
        Keyword::Decision => Rank::Decision,
        _ => return None,
    })
}

pub(crate) fn word_of(operand: &Expr<'_>) -> Option<Keyword> {
    match operand.kind {
        ExprKind::Path(path) => path.word(),
        _ => None,
    }
}

pub(crate) fn absence(operand: &Expr<'_>) -> Option<Absence> {
    match word_of(operand)? {
        Keyword::Unknown => Some(Absence::Unknown),
        Keyword::Nothing => Some(Absence::Nothing),
        Keyword::NotApplicable => Some(Absence::NotApplicable),
        _ => None,
    }
}

pub(crate) fn standing(node: Node<'_>) -> Standing {
    if node.has(Keyword::Proposed) {
        Standing::Proposed
    } else if node.has(Keyword::OnceOperational) {
        Standing::OnceOperational
    } else {
        Standing::InForce
    }
}

/// The kind of basis in parentheses behind a citation; explicit is the exception that must be said.
pub(crate) fn basis_kind(node: Node<'_>) -> Option<BasisKind> {
    let inside = |copies: Node<'_>| expr::operands(copies).iter().find_map(word_of);
    let clause = node.clauses(Keyword::Per).filter_map(|clause| clause.child(Kind::Copies).and_then(inside));
    let word =
        clause.chain(node.children().filter(|c| c.kind() == Kind::Copies).filter_map(inside)).next()?;
    match word {
        Keyword::Explicit => Some(BasisKind::Explicit),
        Keyword::General => Some(BasisKind::General),
        Keyword::Inferred => Some(BasisKind::Inferred),
        _ => None,
    }
}

/// Number or range with its unit.
pub(crate) fn literal_interval(operand: &Expr<'_>) -> Option<(Interval, Option<Keyword>)> {
    let ExprKind::Literal(literal, unit) = operand.kind else { return None };
    let text = literal.text();
    let interval = match text.split_once("..") {
        Some((low, high)) => Interval::new(parse_number(low)?, parse_number(high)?),
        None => Interval::exactly(parse_number(text)?),
    };
    Some((interval, unit))
}

pub(crate) fn duration_of(operand: &Expr<'_>) -> Option<Duration> {
    let (amount, unit) = literal_interval(operand)?;
    let unit = match unit? {
        Keyword::Seconds => TimeUnit::Second,
        Keyword::Minutes => TimeUnit::Minute,
        Keyword::Hours => TimeUnit::Hour,
        Keyword::WorkingHours => TimeUnit::WorkingHour,
        Keyword::Days => TimeUnit::Day,
        Keyword::WorkingDays => TimeUnit::WorkingDay,
        Keyword::Months => TimeUnit::Month,
        Keyword::Years => TimeUnit::Year,
        _ => return None,
    };
    Some(Duration { amount, unit })
}

pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Law and places. After a comma the law, and the places above, may be left out:
/// `luật điều 13, 14 khoản 2, khoản 3`.
pub(crate) fn citations(node: Node<'_>) -> Vec<Citation> {
    let mut found = Vec::new();
    let mut law: Option<Name> = None;
    let mut places: Vec<Place> = Vec::new();
    let mut pending = false;
    let mut kind: Option<Keyword> = None;
    for part in node.children() {
        match part.kind() {
            Kind::Symbol => {
                finish(&mut found, &law, &places, &mut pending);
                kind = places.last().map(|place| place.kind);
            }
            Kind::Path => {
                law = Some(Name::new(part.text()));
                places.clear();
                pending = true;
            }
            Kind::Keyword => {
                kind = part.keyword();
                if let Some(at) = places.iter().position(|place| Some(place.kind) == kind) {
                    places.truncate(at);
                }
            }
            Kind::PlaceValue => {
                let Some(kind) = kind else { continue };
                if let Some(at) = places.iter().position(|place| place.kind == kind) {
                    places.truncate(at);
                }
                places.push(Place { kind, value: SmolStr::new(part.text()) });
                pending = true;
            }
            _ => {}
        }
    }
    finish(&mut found, &law, &places, &mut pending);
    found
}

fn finish(found: &mut Vec<Citation>, law: &Option<Name>, places: &[Place], pending: &mut bool) {
    if let Some(law) = law
        && *pending
    {
        found.push(Citation { law: law.clone(), places: places.to_vec() });
    }
    *pending = false;
}
