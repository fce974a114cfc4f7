//! What must be evidenced, by data or by papers.

use smol_str::format_smolstr;
use tthc_syntax::{ExprKind, Keyword, Kind, Node, Span, expr};

use super::dossier::Around;
use super::{Builder, title};
use crate::Name;
use crate::citation::BasisKind;
use crate::library::About;
use crate::lower::items::attribute_exists;
use crate::lower::values::{Values, basis_kind, split, standing};
use crate::message::Message;
use crate::procedure::{Assurance, ComponentId, Entry, FactId, Lookup, Requirement, RequirementId};

impl Builder<'_> {
    pub(super) fn requirement(&mut self, node: Node<'_>, around: &Around) -> Option<Entry> {
        let name = node.name()?;
        let unique = self.unique_requirement(name.text());
        let condition = around.condition.clone().and(self.when(node, false));
        let purpose = self.purpose(node).or(around.purpose);
        let id = RequirementId(self.procedure.requirements.len() as u16);
        let basis = self.values.basis(node);
        if let Some(term) = node.clause(Keyword::AskWithin) {
            let conditions = [Keyword::When, Keyword::Unless].into_iter().flat_map(|word| node.clauses(word));
            if let Some(behind) =
                conditions.into_iter().find(|clause| clause.span().start > term.span().start)
            {
                self.values.problem(behind.span(), Message::ConditionBehindTerm);
            }
        }
        let ask_within = node.clause(Keyword::AskWithin).and_then(|clause| self.values.duration(clause));
        let corrected_by = node.clause(Keyword::CorrectedBy).and_then(|clause| self.values.name(clause));
        let corrected_by = corrected_by.map(|(name, _)| name);
        self.procedure.requirements.push(Requirement {
            name: unique,
            title: title(node).unwrap_or_else(|| name.text().to_owned()),
            condition: condition.clone(),
            purpose: purpose.unwrap_or_default(),
            facts: Vec::new(),
            assurance: None,
            lookups: Vec::new(),
            basis,
            ask_within,
            corrected_by,
            clock_stops: node.has(Keyword::ClockStops),
            span: node.span(),
            name_span: name.span(),
        });
        let inner = Around { condition, requirement: Some(id), purpose };
        let mut chains: Vec<Entry> = Vec::new();
        for statement in node.statements() {
            let (prefix, statement) = match statement.kind() {
                Kind::Prefixed => {
                    let inner = statement.children().find(|child| child.kind().is_statement());
                    let Some(inner) = inner else { continue };
                    (statement.children().next().and_then(Node::keyword), inner)
                }
                _ => (None, statement),
            };
            match statement.keyword() {
                Some(Keyword::Facts) => {
                    let facts = self.fact_list(statement);
                    self.procedure.requirements[id.index()].facts.extend(facts);
                }
                Some(Keyword::Assurance) => {
                    let words = &[Keyword::Declared, Keyword::Documented, Keyword::Authoritative];
                    let assurance = self.values.word(statement, words).map(|word| match word {
                        Keyword::Declared => Assurance::Declared,
                        Keyword::Documented => Assurance::Documented,
                        _ => Assurance::Authoritative,
                    });
                    self.procedure.requirements[id.index()].assurance = assurance;
                }
                Some(Keyword::Lookup) => self.lookup(statement, id),
                _ => {
                    let entries = self.entry(statement, &inner);
                    match (prefix, chains.last_mut()) {
                        (Some(Keyword::IfNotAvailable), Some(Entry::FirstOf(chain))) => chain.extend(entries),
                        // Entries under one condition are each asked for by itself.
                        _ => chains.extend(entries.into_iter().map(|entry| Entry::FirstOf(vec![entry]))),
                    }
                }
            }
        }
        let first: Vec<ComponentId> =
            chains.iter().filter_map(|chain| chain.components().first().copied()).collect();
        for lookup in &mut self.procedure.requirements[id.index()].lookups {
            if lookup.papers.is_empty() {
                lookup.papers.clone_from(&first);
            }
        }
        for statement in node.statements().filter(|s| s.keyword() == Some(Keyword::Lookup)) {
            self.in_place_of(statement, id, &chains);
        }
        let facts = &mut self.procedure.requirements[id.index()].facts;
        facts.sort_unstable();
        facts.dedup();
        // A chain of one link is just that link.
        let chains = chains.into_iter().map(|chain| match chain {
            Entry::FirstOf(mut links) if links.len() == 1 => links.remove(0),
            chain => chain,
        });
        Some(Entry::Requirement(id, chains.collect()))
    }

    /// Inside `for each` the requirement of each role needs a name of its own.
    pub(super) fn unique_requirement(&self, name: &str) -> Name {
        match self.scope.last() {
            Some((_, role)) => format_smolstr!("{name}_{}", self.procedure.role(*role).name),
            None => Name::new(name),
        }
    }

    pub(super) fn lookup(&mut self, node: Node<'_>, requirement: RequirementId) {
        let Some((source, span)) = self.values.name(node) else { return };
        let by = node.clause(Keyword::By);
        let named = by.map(|by| self.values_in(by)).unwrap_or_default();
        let keys = named.into_iter().flat_map(|(path, at)| self.lookup_key(&source, &path, at)).collect();
        let provenance = self.values.provenance(node);
        let condition = self.when(node, false);
        let kind = basis_kind(node).unwrap_or(BasisKind::General);
        self.procedure.requirements[requirement.index()].lookups.push(Lookup {
            source,
            kind,
            basis: provenance.basis,
            period: provenance.period,
            condition,
            standing: standing(node),
            papers: Vec::new(),
            keys,
            keys_span: by.map_or(span, Node::span),
            span,
        });
    }

    /// A key names a fact of the procedure, or an attribute of the source's own record.
    fn lookup_key(&mut self, source: &str, path: &str, at: Span) -> Vec<FactId> {
        let names = split(path);
        if names.len() > 1 && self.role_named(&names[0]).is_some() {
            return self.facts_at(path, at);
        }
        // A source that is not declared is reported where it is named.
        let Some(declared) = self.library.source(source) else { return Vec::new() };
        let own = |about: &About| {
            let mut quiet = Values::default();
            attribute_exists(&mut quiet, self.library, &about.entity, &names, at)
        };
        if !declared.about.iter().any(own) {
            let roles = self.procedure.roles.iter().map(|role| role.name.clone());
            let keys = declared.about.iter().flat_map(|about| &about.keys).flatten();
            let keys = keys.map(|key| Name::new(key.iter().map(Name::as_str).collect::<Vec<_>>().join(".")));
            let mut known: Vec<Name> = if names.len() > 1 { roles.collect() } else { keys.collect() };
            known.sort();
            known.dedup();
            let place = Span::new(at.start, at.start + names[0].len() as u32);
            self.unknown_local(&names[0], place, known);
        }
        Vec::new()
    }

    /// `thay cho thẻ_căn_cước, hộ_chiếu`: papers of this requirement.
    pub(super) fn in_place_of(&mut self, node: Node<'_>, requirement: RequirementId, chains: &[Entry]) {
        let Some(clause) = node.clause(Keyword::InPlaceOf) else { return };
        let own: Vec<ComponentId> = chains.iter().flat_map(Entry::components).collect();
        let mut papers = Vec::new();
        for (name, span) in self.values.names(clause) {
            let is_named = |id: &ComponentId| {
                let component = self.procedure.component(*id);
                component.name == name || component.document.as_ref() == Some(&name)
            };
            let found: Vec<ComponentId> = own.iter().copied().filter(is_named).collect();
            if found.is_empty() {
                self.values.problem(span, Message::UnknownComponent { name: name.to_string() });
            }
            papers.extend(found);
        }
        // Lookups keep the order of their statements; each is found by its place.
        let lookups = &mut self.procedure.requirements[requirement.index()].lookups;
        let at = node.child(Kind::Operands).map(Node::span);
        if let Some(lookup) = lookups.iter_mut().find(|lookup| Some(lookup.span) == at) {
            lookup.papers = papers;
        }
    }

    pub(super) fn values_in(&mut self, by: Node<'_>) -> Vec<(Name, Span)> {
        let mut found = Vec::new();
        for operand in expr::operands(by) {
            collect_paths(&operand, &mut found);
        }
        found
    }
}

fn collect_paths(operand: &tthc_syntax::Expr<'_>, found: &mut Vec<(Name, Span)>) {
    match &operand.kind {
        ExprKind::Path(path) => found.push((Name::new(path.spelled()), path.span())),
        ExprKind::Set(parts) => parts.iter().for_each(|part| collect_paths(part, found)),
        ExprKind::Binary(_, left, right) => {
            collect_paths(left, found);
            collect_paths(right, found);
        }
        _ => {}
    }
}
