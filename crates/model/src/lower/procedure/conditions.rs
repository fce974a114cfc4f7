//! Conditions over the cases, the channel and the facts of a procedure.

use tthc_syntax::{Expr, ExprKind, Keyword, Node, Operator, suggest, tree::text_value};

use super::Builder;
use crate::Name;
use crate::diagnostic::Diagnostic;
use crate::library::Type;
use crate::lower::one_of;
use crate::message::Message;
use crate::procedure::{Atom, AtomId, CaseId, ChannelKind, Condition, Fact, quoted};

impl Builder<'_> {
    /// `lenient`: a name that is not declared is something that turns out while the procedure runs.
    pub(super) fn condition(&mut self, expr: &Expr<'_>, lenient: bool) -> Condition {
        match &expr.kind {
            // What does not compile is unknown: neither true nor, behind `unless`, false.
            ExprKind::Missing => self.opaque(expr),
            ExprKind::Not(inner) => self.condition(inner, lenient).negate(),
            ExprKind::Binary(Operator::And, left, right) => {
                Condition::All(vec![self.condition(left, lenient), self.condition(right, lenient)])
            }
            ExprKind::Binary(Operator::Or, left, right) => {
                Condition::Any(vec![self.condition(left, lenient), self.condition(right, lenient)])
            }
            ExprKind::Path(path) => self.flag(expr, *path, lenient),
            ExprKind::Binary(Operator::Equal, left, right) => self.equals(expr, left, right, lenient),
            ExprKind::Binary(Operator::NotEqual, left, right) => {
                self.equals(expr, left, right, lenient).negate()
            }
            ExprKind::Binary(operator @ (Operator::In | Operator::NotIn), left, right) => match &right.kind {
                ExprKind::Set(values) => {
                    let parts = values.iter().map(|value| self.equals(expr, left, value, lenient));
                    let is_one = Condition::Any(parts.collect());
                    if *operator == Operator::In { is_one } else { is_one.negate() }
                }
                _ => self.opaque(expr),
            },
            ExprKind::Binary(
                operator @ (Operator::Less
                | Operator::LessOrEqual
                | Operator::Greater
                | Operator::GreaterOrEqual),
                left,
                right,
            ) => self.compared(expr, *operator, left, right, lenient),
            ExprKind::If(..) | ExprKind::Quantified { .. } | ExprKind::AtLeast(..) => {
                self.joined(expr, lenient)
            }
            _ => self.opaque(expr),
        }
    }

    fn flag(&mut self, expr: &Expr<'_>, path: Node<'_>, lenient: bool) -> Condition {
        if let Some(channel) = channel(path) {
            return self.atom(Atom::Channel(channel));
        }
        let path = &*path.spelled();
        if let Some(case) = self.case(path) {
            if !self.procedure.cases[case.index()].is_bool() {
                self.values.problem(expr.span, Message::OnlyBool { name: path.to_owned() });
                return self.opaque(expr);
            }
            return self.atom(Atom::Case(case, 0));
        }
        if path.contains('.') {
            return match self.facts_at(path, expr.span).as_slice() {
                [] => self.opaque(expr),
                facts => {
                    let facts: Vec<Fact> = facts.iter().map(|id| self.procedure.fact(*id).clone()).collect();
                    Condition::All(facts.into_iter().map(|fact| self.atom(Atom::Flag(fact))).collect())
                }
            };
        }
        if lenient {
            self.near_miss(expr, path);
            return self.opaque(expr);
        }
        self.unknown_condition(expr, path);
        self.opaque(expr)
    }

    fn equals(&mut self, whole: &Expr<'_>, left: &Expr<'_>, right: &Expr<'_>, lenient: bool) -> Condition {
        let ExprKind::Path(path) = left.kind else {
            return self.compared(whole, Operator::Equal, left, right, lenient);
        };
        let name = &*path.spelled();
        let ExprKind::Path(value) = right.kind else {
            if let ExprKind::Literal(..) = right.kind {
                return self.compared(whole, Operator::Equal, left, right, lenient);
            }
            if let ExprKind::Text(text) = right.kind {
                return self.text_equals(whole, left, name, &text_value(text.text()));
            }
            if self.case(name).is_none() && name.contains('.') {
                self.facts_at(name, left.span);
            }
            return self.opaque(whole);
        };
        let yes = match value.word() {
            Some(Keyword::Yes) => Some(true),
            Some(Keyword::No) => Some(false),
            _ => None,
        };
        let value = Name::new(value.spelled());
        if let Some(case) = self.case(name).filter(|id| self.procedure.cases[id.index()].quantity.is_none()) {
            let values = self.procedure.cases[case.index()].values.clone();
            return match (values.is_empty(), yes) {
                (true, Some(yes)) => {
                    let atom = self.atom(Atom::Case(case, 0));
                    if yes { atom } else { atom.negate() }
                }
                (true, None) => {
                    self.unknown_value(right, name, &value, &["có", "không"].map(Name::new));
                    self.opaque(whole)
                }
                (false, _) => match values.iter().position(|known| *known == value) {
                    Some(at) => self.atom(Atom::Case(case, at as u16)),
                    None => {
                        self.unknown_value(right, name, &value, &values);
                        self.opaque(whole)
                    }
                },
            };
        }
        if channel(path).is_some() {
            let atom = self.flag(left, path, lenient);
            return if yes == Some(false) { atom.negate() } else { atom };
        }
        if name.contains('.') {
            let ids = self.facts_at(name, left.span);
            let facts: Vec<Fact> = ids.iter().map(|id| self.procedure.fact(*id).clone()).collect();
            let parts = facts.into_iter().map(|fact| self.fact_equals(whole, right, fact, &value, yes));
            let parts: Vec<Condition> = parts.collect();
            return if parts.is_empty() { self.opaque(whole) } else { Condition::All(parts) };
        }
        if lenient {
            self.near_miss(left, name);
            return self.opaque(whole);
        }
        self.unknown_condition(left, name);
        self.opaque(whole)
    }

    /// `con.nơi_sinh == "Hà Nội"`: letter by letter.
    fn text_equals(&mut self, whole: &Expr<'_>, left: &Expr<'_>, name: &str, text: &str) -> Condition {
        if !name.contains('.') {
            // What turns out later may be compared with anything; a case has values of its own.
            if self.case(name).is_some() {
                self.values.problem(whole.span, Message::NotAText { name: name.to_owned() });
            }
            return self.opaque(whole);
        }
        let ids = self.facts_at(name, left.span);
        let facts: Vec<Fact> = ids.iter().map(|id| self.procedure.fact(*id).clone()).collect();
        let mut parts = Vec::new();
        for fact in facts {
            match self.attribute_type(&fact) {
                Some(Type::Text) => parts.push(self.atom(Atom::Value(fact, quoted(text)))),
                None => parts.push(self.opaque(whole)),
                Some(_) => {
                    self.values.problem(whole.span, Message::NotAText { name: name.to_owned() });
                    parts.push(self.opaque(whole));
                }
            }
        }
        if parts.is_empty() { self.opaque(whole) } else { Condition::All(parts) }
    }

    fn fact_equals(
        &mut self,
        whole: &Expr<'_>,
        right: &Expr<'_>,
        fact: Fact,
        value: &Name,
        yes: Option<bool>,
    ) -> Condition {
        match (self.attribute_type(&fact), yes) {
            (Some(Type::Bool), Some(yes)) => {
                let atom = self.atom(Atom::Flag(fact));
                if yes { atom } else { atom.negate() }
            }
            (Some(Type::Values(values)), _) => {
                if !values.contains(value) {
                    let name = fact.attribute.to_string();
                    self.unknown_value(right, &name, value, &values);
                    return self.opaque(whole);
                }
                self.atom(Atom::Value(fact, value.clone()))
            }
            // Another fact may stand there; a bare word is no text.
            (Some(Type::Text), _) if !value.contains('.') => {
                let name = format!("{}.{}", self.procedure.role(fact.role).name, fact.attribute);
                let text = quoted(value);
                let problem = Diagnostic::new(right.span, Message::TextWithoutQuotes { name });
                self.values.problems.push(problem.replace(text.as_str()));
                self.opaque(whole)
            }
            _ => self.opaque(whole),
        }
    }

    fn unknown_value(&mut self, at: &Expr<'_>, name: &str, value: &Name, values: &[Name]) {
        let nearest = suggest::nearest(value, values.iter().map(Name::as_str));
        let list = values.iter().map(Name::as_str).collect::<Vec<_>>().join(" | ");
        let message = Message::UnknownValue { name: name.to_owned(), value: value.to_string(), values: list };
        let diagnostic = Diagnostic::new(at.span, message);
        self.values.problems.push(match nearest {
            Some(name) => diagnostic.help(Message::DidYouMean { name: name.to_owned() }).replace(name),
            None => diagnostic,
        });
    }

    /// What turns out while the procedure runs need not be declared; what is spelled like a case is a slip.
    fn near_miss(&mut self, at: &Expr<'_>, name: &str) {
        let nearest = suggest::nearest(name, self.procedure.cases.iter().map(|case| case.name.as_str()));
        let Some(case) = nearest.map(str::to_owned) else { return };
        let message = Message::LooksLikeACase { name: name.to_owned(), case: case.clone() };
        self.values.problems.push(Diagnostic::new(at.span, message).replace(&case));
    }

    pub(super) fn unknown_condition(&mut self, at: &Expr<'_>, name: &str) {
        let known: Vec<&str> = self.procedure.cases.iter().map(|case| case.name.as_str()).collect();
        let diagnostic = Diagnostic::new(at.span, Message::UnknownCondition { name: name.to_owned() });
        self.values.problems.push(one_of(diagnostic, name, &known));
    }

    /// The text stands for itself: equal texts are the same condition, and that is all we know.
    pub(super) fn opaque(&mut self, expr: &Expr<'_>) -> Condition {
        let text = self.bound(&self.tree.spelled(expr.span));
        self.atom(Atom::Opaque(text))
    }

    pub(super) fn atom(&mut self, atom: Atom) -> Condition {
        let atoms = &mut self.procedure.atoms;
        let at = atoms.iter().position(|known| *known == atom).unwrap_or_else(|| {
            atoms.push(atom);
            atoms.len() - 1
        });
        Condition::Atom(AtomId(at as u16))
    }

    pub(super) fn case(&self, name: &str) -> Option<CaseId> {
        if let Some((_, case)) = self.case_scope.iter().rev().find(|(variable, _)| variable == name) {
            return Some(*case);
        }
        let at = self.procedure.cases.iter().position(|case| case.name == name)?;
        Some(CaseId(at as u16))
    }
}

fn channel(path: Node<'_>) -> Option<ChannelKind> {
    match path.word()? {
        Keyword::ViaOnline => Some(ChannelKind::Online),
        Keyword::ViaCounter => Some(ChannelKind::Counter),
        Keyword::ViaPost => Some(ChannelKind::Post),
        _ => None,
    }
}
