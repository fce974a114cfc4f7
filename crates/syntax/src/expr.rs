//! Operands to expressions: the flat row of the grammar, put in order by precedence.

use crate::keyword::Keyword;
use crate::text::Span;
use crate::tree::{Kind, Node};

/// An expression over the leaves of one [`Kind::Operands`] node.
#[derive(Debug, Clone)]
pub struct Expr<'t> {
    pub span: Span,
    pub kind: ExprKind<'t>,
}

#[derive(Debug, Clone)]
pub enum ExprKind<'t> {
    /// A name, or names joined by points.
    Path(Node<'t>),
    Text(Node<'t>),
    /// A number, a date, a time or a range of them, with its unit.
    Literal(Node<'t>, Option<Keyword>),
    Set(Vec<Expr<'t>>),
    Not(Box<Expr<'t>>),
    Negative(Box<Expr<'t>>),
    Binary(Operator, Box<Expr<'t>>, Box<Expr<'t>>),
    /// `if a then b else if c then d else e`: what holds first, and what if none does.
    If(Vec<(Expr<'t>, Expr<'t>)>, Box<Expr<'t>>),
    /// `any x in { a, b } : c`; `every` for `all`.
    Quantified {
        every: bool,
        variable: Node<'t>,
        over: Box<Expr<'t>>,
        holds: Box<Expr<'t>>,
    },
    /// `at least 2 of { a, b, c }`.
    AtLeast(Node<'t>, Vec<Expr<'t>>),
    /// A place where an operand should be; the syntax error is reported elsewhere.
    Missing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// `a : type`
    Has,
    /// `a = b`: a definition or an assignment.
    Is,
    /// `a | b`: alternatives.
    Alternative,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Operator {
    const fn precedence(self) -> u8 {
        match self {
            Operator::Has => 1,
            Operator::Is => 2,
            Operator::Alternative => 3,
            Operator::Or => 4,
            Operator::And => 5,
            Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual
            | Operator::In
            | Operator::NotIn => 6,
            Operator::Add | Operator::Subtract => 7,
            Operator::Multiply | Operator::Divide => 8,
        }
    }
}

/// The comma-separated expressions of a statement, a clause, a set or a group.
pub fn operands<'t>(node: Node<'t>) -> Vec<Expr<'t>> {
    let row = if node.kind() == Kind::Operands { Some(node) } else { node.child(Kind::Operands) };
    let Some(row) = row else { return Vec::new() };
    let mut parser = Row { rest: row.children().peekable(), at: row.span().start };
    let mut expressions = Vec::new();
    while parser.rest.peek().is_some() {
        expressions.push(parser.expression(0));
        // What `expression` leaves is a comma: everything else it has taken.
        parser.rest.next();
    }
    expressions
}

struct Row<'t> {
    rest: std::iter::Peekable<crate::tree::Children<'t>>,
    at: u32,
}

impl<'t> Row<'t> {
    fn expression(&mut self, least: u8) -> Expr<'t> {
        let mut left = self.operand();
        while let Some(operator) = self.rest.peek().copied().and_then(operator) {
            if operator.precedence() <= least {
                break;
            }
            self.rest.next();
            let right = self.expression(operator.precedence());
            let span = left.span.to(right.span);
            left = Expr { span, kind: ExprKind::Binary(operator, Box::new(left), Box::new(right)) };
        }
        left
    }

    fn operand(&mut self) -> Expr<'t> {
        let Some(node) = self.rest.next() else {
            return Expr { span: Span::at(self.at), kind: ExprKind::Missing };
        };
        let mut span = node.span();
        self.at = span.end;
        let kind = match node.kind() {
            Kind::Path => ExprKind::Path(node),
            Kind::Text => ExprKind::Text(node),
            Kind::Literal => {
                let unit = self.rest.next_if(|next| next.kind() == Kind::Keyword && is_unit(next.keyword()));
                if let Some(unit) = unit {
                    span = span.to(unit.span());
                }
                ExprKind::Literal(node, unit.and_then(Node::keyword))
            }
            Kind::Set => ExprKind::Set(operands(node)),
            Kind::Group => {
                let mut inner = operands(node);
                match inner.pop() {
                    Some(expression) if inner.is_empty() => expression.kind,
                    Some(last) => {
                        inner.push(last);
                        ExprKind::Set(inner)
                    }
                    None => ExprKind::Missing,
                }
            }
            Kind::Conditional => conditional(node),
            Kind::Quantified => quantified(node),
            Kind::Counted => match (node.child(Kind::Literal), node.child(Kind::Set)) {
                (Some(least), Some(set)) => ExprKind::AtLeast(least, operands(set)),
                _ => ExprKind::Missing,
            },
            Kind::Keyword if node.keyword() == Some(Keyword::Not) => {
                // Binds tighter than `and`, looser than comparisons.
                let inner = self.expression(Operator::And.precedence());
                span = span.to(inner.span);
                ExprKind::Not(Box::new(inner))
            }
            Kind::Symbol if node.text() == "-" => {
                let inner = self.expression(Operator::Multiply.precedence());
                span = span.to(inner.span);
                ExprKind::Negative(Box::new(inner))
            }
            _ => ExprKind::Missing,
        };
        Expr { span, kind }
    }
}

/// What is missing is a syntax error, and then the whole is.
fn conditional(node: Node<'_>) -> ExprKind<'_> {
    let mut rows = node.children().filter(|child| child.kind() == Kind::Operands).filter_map(one);
    let branches = node.children().filter(|child| child.keyword() == Some(Keyword::Then)).count();
    let mut parts = Vec::new();
    for _ in 0..branches {
        let (Some(condition), Some(value)) = (rows.next(), rows.next()) else { return ExprKind::Missing };
        parts.push((condition, value));
    }
    match rows.next() {
        Some(otherwise) if branches > 0 => ExprKind::If(parts, Box::new(otherwise)),
        _ => ExprKind::Missing,
    }
}

fn quantified(node: Node<'_>) -> ExprKind<'_> {
    let over = node.children().find_map(|child| match child.kind() {
        Kind::Path => Some(Expr { span: child.span(), kind: ExprKind::Path(child) }),
        Kind::Set => Some(Expr { span: child.span(), kind: ExprKind::Set(operands(child)) }),
        _ => None,
    });
    match (node.name(), over, node.child(Kind::Operands).and_then(one)) {
        (Some(variable), Some(over), Some(holds)) => ExprKind::Quantified {
            every: node.keyword() == Some(Keyword::Every),
            variable,
            over: Box::new(over),
            holds: Box::new(holds),
        },
        _ => ExprKind::Missing,
    }
}

/// A row without commas.
fn one(row: Node<'_>) -> Option<Expr<'_>> {
    operands(row).into_iter().next()
}

fn is_unit(keyword: Option<Keyword>) -> bool {
    keyword.is_some_and(|keyword| keyword.class() == crate::keyword::Class::Unit)
}

fn operator(node: Node<'_>) -> Option<Operator> {
    Some(match (node.kind(), node.keyword()) {
        (Kind::Keyword, Some(Keyword::And)) => Operator::And,
        (Kind::Keyword, Some(Keyword::Or)) => Operator::Or,
        (Kind::Keyword, Some(Keyword::In)) => Operator::In,
        (Kind::Keyword, Some(Keyword::NotIn)) => Operator::NotIn,
        (Kind::Symbol, _) => match node.text() {
            ":" => Operator::Has,
            "=" => Operator::Is,
            "|" => Operator::Alternative,
            "==" => Operator::Equal,
            "!=" => Operator::NotEqual,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            "+" => Operator::Add,
            "-" => Operator::Subtract,
            "*" => Operator::Multiply,
            "/" => Operator::Divide,
            _ => return None,
        },
        _ => return None,
    })
}
