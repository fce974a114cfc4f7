//! Choices between forms.

use smol_str::format_smolstr;
use tthc_syntax::{Keyword, Kind, Node};

use super::dossier::Around;
use super::{Builder, title};
use crate::Name;
use crate::message::Message;
use crate::procedure::{Atom, CaseId, CaseVariable, Entry};

impl Builder<'_> {
    /// Which of several forms is filled in decides which facts are typed, so it is a case of the procedure:
    /// its values are the names of what is chosen from. `None` if no form is among the alternatives.
    pub(super) fn form_choice(&mut self, node: Node<'_>, around: &Around, wanted: u16) -> Option<Entry> {
        let parts: Vec<Node<'_>> =
            node.statements().filter(|part| part.keyword() != Some(Keyword::Note)).collect();
        let has_form = parts.iter().any(|part| first(*part, &[Keyword::Form]).is_some());
        if !has_form || parts.len() < 2 {
            return None;
        }
        if wanted > 1 {
            let at = node.children().next().unwrap_or(node).span();
            self.values.problem(at, Message::SeveralForms);
            return None;
        }
        let mut values: Vec<Name> = Vec::new();
        let mut titles: Vec<String> = Vec::new();
        for part in &parts {
            let (name, title) = self.label(*part, values.len());
            let taken = values.contains(&name);
            values.push(if taken { format_smolstr!("{name}_{}", values.len() + 1) } else { name });
            titles.push(title);
        }
        let base = Name::new(values.join("_hoặc_"));
        let names =
            std::iter::once(base.clone()).chain((2..).map(|number| format_smolstr!("{base}_{number}")));
        let name = names.into_iter().find(|name| self.case(name).is_none()).unwrap_or(base);
        let id = CaseId(self.procedure.cases.len() as u16);
        self.procedure.cases.push(CaseVariable {
            name,
            title: titles.join(" / "),
            values,
            quantity: None,
            shares: Vec::new(),
            provenance: self.values.provenance(node),
            span: node.children().next().unwrap_or(node).span(),
        });
        let mut entries = Vec::new();
        for (at, part) in parts.into_iter().enumerate() {
            let chosen = self.atom(Atom::Case(id, at as u16));
            let around = Around { condition: around.condition.clone().and(chosen), ..around.clone() };
            entries.extend(self.entry(part, &around));
        }
        Some(Entry::All(entries))
    }

    /// An alternative is called by its form, else by its first paper.
    fn label(&self, part: Node<'_>, at: usize) -> (Name, String) {
        let papers = [Keyword::Show, Keyword::Submit, Keyword::Surrender, Keyword::Upload];
        let named = |node: Node<'_>| match node.keyword() {
            Some(Keyword::Form) => {
                let name = node.name()?;
                let name = Name::new(name.text());
                Some((name.clone(), title(node).unwrap_or_else(|| name.to_string())))
            }
            _ => {
                let paths = node.child(Kind::Operands)?;
                let path = paths.children().find(|child| child.kind() == Kind::Path)?;
                let name = Name::new(path.spelled());
                let title = self.library.title(crate::ItemKind::Document, &name).to_owned();
                Some((name, title))
            }
        };
        let found = first(part, &[Keyword::Form]).and_then(named);
        let found = found.or_else(|| first(part, &papers).and_then(named));
        found.unwrap_or_else(|| (format_smolstr!("cách_{}", at + 1), format!("{}", at + 1)))
    }
}

/// The first statement with such a keyword: this one, or one inside it.
fn first<'t>(node: Node<'t>, keywords: &[Keyword]) -> Option<Node<'t>> {
    if node.keyword().is_some_and(|keyword| keywords.contains(&keyword)) {
        return Some(node);
    }
    node.statements().find_map(|inner| first(inner, keywords))
}
