//! What joins several conditions to one: `if … then … else …`, `any` and `all`, `at least … of …`.

use tthc_syntax::{Expr, ExprKind, Node};

use super::Builder;
use crate::Name;
use crate::message::{Expected, Message};
use crate::procedure::{CaseId, Condition, RoleId};

/// What a variable of `any` and `all` stands for.
enum Member {
    Role(RoleId),
    Case(CaseId),
}

impl Builder<'_> {
    pub(super) fn joined(&mut self, expr: &Expr<'_>, lenient: bool) -> Condition {
        match &expr.kind {
            ExprKind::If(branches, otherwise) => {
                let branches: Vec<(Condition, Condition)> = branches
                    .iter()
                    .map(|(when, then)| (self.condition(when, lenient), self.condition(then, lenient)))
                    .collect();
                let otherwise = self.condition(otherwise, lenient);
                let branches = branches.into_iter().rev();
                branches.fold(otherwise, |rest, (when, then)| Condition::either(when, then, rest))
            }
            ExprKind::AtLeast(least, parts) => {
                let conditions = parts.iter().map(|part| self.condition(part, lenient)).collect();
                let fits = |least: &u16| (1..=parts.len()).contains(&usize::from(*least));
                match least.text().parse().ok().filter(fits) {
                    Some(least) => Condition::AtLeast(least, conditions),
                    None => {
                        let expected = Expected::CountUpTo(parts.len());
                        let keyword = crate::lower::keyword_text(*least);
                        self.values.problem(least.span(), Message::Expected { keyword, expected });
                        Condition::True
                    }
                }
            }
            ExprKind::Quantified { every, variable, over, holds } => match &over.kind {
                ExprKind::Set(members) => {
                    let parts = self.for_each_member(*variable, members, holds, lenient);
                    if *every { Condition::All(parts) } else { Condition::Any(parts) }
                }
                _ => self.over_role(expr, *variable, over, holds, lenient),
            },
            _ => self.opaque(expr),
        }
    }

    fn for_each_member(
        &mut self,
        variable: Node<'_>,
        members: &[Expr<'_>],
        holds: &Expr<'_>,
        lenient: bool,
    ) -> Vec<Condition> {
        let members: Vec<Member> = members.iter().filter_map(|member| self.member(member)).collect();
        let with =
            |member| self.with_variable(variable, &member, |builder| builder.condition(holds, lenient));
        members.into_iter().map(with).collect()
    }

    fn member(&mut self, member: &Expr<'_>) -> Option<Member> {
        let ExprKind::Path(path) = member.kind else {
            let keyword = self.tree.text()[member.span.range()].to_owned();
            self.values.problem(member.span, Message::Expected { keyword, expected: Expected::Name });
            return None;
        };
        let name = path.spelled();
        if let Some(role) = self.role_named(&name) {
            return Some(Member::Role(role));
        }
        if let Some(case) = self.case(&name) {
            return Some(Member::Case(case));
        }
        self.unknown_role(&name, path.span());
        None
    }

    fn with_variable<T>(
        &mut self,
        variable: Node<'_>,
        member: &Member,
        inside: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let name = Name::new(variable.text());
        let depths = (self.scope.len(), self.case_scope.len());
        match member {
            Member::Role(role) => self.scope.push((name, *role)),
            Member::Case(case) => self.case_scope.push((name, *case)),
        }
        let result = inside(self);
        self.scope.truncate(depths.0);
        self.case_scope.truncate(depths.1);
        result
    }

    /// Over the many of a repeated role the record knows no single one: whether it is so of any, or of all,
    /// is asked as a whole. Its names and values are checked all the same.
    fn over_role(
        &mut self,
        expr: &Expr<'_>,
        variable: Node<'_>,
        over: &Expr<'_>,
        holds: &Expr<'_>,
        lenient: bool,
    ) -> Condition {
        let Some(member) = self.member(over) else { return Condition::True };
        let (atoms, facts) = (self.procedure.atoms.len(), self.procedure.facts.len());
        let one = self.with_variable(variable, &member, |builder| builder.condition(holds, lenient));
        match member {
            Member::Role(role) if self.procedure.role(role).repeated => {
                self.procedure.atoms.truncate(atoms);
                self.procedure.facts.truncate(facts);
                self.opaque(expr)
            }
            _ => one,
        }
    }

    /// A text in which each variable is what it stands for: of two members it is not the same condition.
    pub(super) fn bound(&self, text: &str) -> String {
        let roles = self.scope.iter().rev().map(|(name, role)| (name, &self.procedure.role(*role).name));
        let cases =
            self.case_scope.iter().rev().map(|(name, case)| (name, &self.procedure.cases[case.index()].name));
        let variables: Vec<(&Name, &Name)> = roles.chain(cases).collect();
        if variables.is_empty() {
            return text.to_owned();
        }
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut bound = String::with_capacity(text.len());
        let mut rest = text;
        let mut in_path = false;
        while !rest.is_empty() {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            let stands_for = variables.iter().find(|(name, _)| !in_path && *name == word);
            bound.push_str(stands_for.map_or(word, |(_, name)| name));
            let other = behind.find(is_word).unwrap_or(behind.len());
            bound.push_str(&behind[..other]);
            in_path = behind[..other].ends_with('.');
            rest = &behind[other..];
        }
        bound
    }
}
