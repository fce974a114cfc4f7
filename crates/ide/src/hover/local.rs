//! What a procedure declares.

use tthc_model::procedure::{Component, Mode, Procedure, QuantityKind, Requirement, Step};
use tthc_model::{ItemKind, Name};
use tthc_syntax::Keyword;

use crate::hover::words::{Words, code_list, escaped};
use crate::scope::{APPLICANT, is_applicant};
use crate::symbol::LocalKind;

pub(super) fn section(words: Words<'_>, procedure: &str, kind: LocalKind, name: &str) -> Option<String> {
    let (_, procedure) = words.snapshot.procedure(procedure)?;
    match kind {
        LocalKind::Role => role(words, &procedure, name),
        LocalKind::Case => case(words, &procedure, name),
        LocalKind::Requirement => {
            let requirement = procedure.requirements.iter().find(|requirement| requirement.name == name)?;
            Some(self::requirement(words, &procedure, requirement))
        }
        LocalKind::Component => {
            let component = procedure.component(procedure.component_named(name)?);
            Some(self::component(words, &procedure, component))
        }
        LocalKind::Decision => decision(words, &procedure, name),
        LocalKind::Criterion => criterion(words, &procedure, name),
        LocalKind::Step => {
            procedure.steps.iter().find(|step| step.name == name).map(|step| self::step(words, step))
        }
    }
}

/// Title and number of rows: the table itself is a glance away.
fn decision(words: Words<'_>, procedure: &Procedure, name: &str) -> Option<String> {
    let table = procedure.decisions.iter().find(|table| table.name == name)?;
    let mut text = words.head(Keyword::Decide, name, &table.title);
    let rows = table.rows.len();
    text += &format!("\n\n- {} {rows}", words.say("số dòng:", "rows:"));
    if table.in_order {
        text += &format!("\n- {}", words.keyword(Keyword::InOrder));
    }
    Some(text)
}

fn role(words: Words<'_>, procedure: &Procedure, name: &str) -> Option<String> {
    let found = procedure.roles.iter().find(|role| role.name == name);
    // A second name of the applicant is no role of its own.
    let role = found.or(procedure.roles.first())?;
    let keyword = if is_applicant(name) { Keyword::Applicant } else { Keyword::Role };
    let shown = if name == APPLICANT { words.keyword(Keyword::TheApplicant) } else { name };
    let mut text = words.head(keyword, shown, &role.title);
    let entity = words.title(ItemKind::Entity, &role.entity);
    text += &format!("\n\n- {} `{}` ({entity})", words.keyword(Keyword::Entity), role.entity);
    for (holds, flag) in [(role.optional, Keyword::Optional), (role.repeated, Keyword::Repeated)] {
        if holds {
            text += &format!("\n- {}", words.keyword(flag));
        }
    }
    Some(text)
}

fn case(words: Words<'_>, procedure: &Procedure, name: &str) -> Option<String> {
    let case = procedure.cases.iter().find(|case| case.name == name)?;
    let mut text = words.head(Keyword::Case, name, &case.title);
    let values = match case.quantity {
        Some(QuantityKind::Decimal) => words.keyword(Keyword::TypeNumber).to_owned(),
        Some(QuantityKind::Integer) => words.keyword(Keyword::TypeInteger).to_owned(),
        Some(QuantityKind::Money) => words.keyword(Keyword::TypeMoney).to_owned(),
        Some(QuantityKind::Date) => words.keyword(Keyword::TypeDate).to_owned(),
        None if case.is_bool() => words.keyword(Keyword::TypeBool).to_owned(),
        None => code_list(&case.values),
    };
    text += &format!("\n\n- {values}");
    if !case.shares.is_empty() {
        let shares: Vec<String> = case.shares.iter().map(|share| words.share(share)).collect();
        text += &format!("\n{}", words.line(Keyword::Share, &shares.join(" | ")));
    }
    for (keyword, reason) in
        [(Keyword::Origin, &case.provenance.source), (Keyword::Estimate, &case.provenance.estimate)]
    {
        if let Some(reason) = reason {
            text += &format!("\n{}", words.line(keyword, &escaped(reason)));
        }
    }
    Some(text)
}

fn requirement(words: Words<'_>, procedure: &Procedure, requirement: &Requirement) -> String {
    let mut lines = vec![];
    let facts: Vec<Name> = requirement.facts.iter().map(|fact| procedure.fact_text(*fact).into()).collect();
    if !facts.is_empty() {
        lines.push(words.line(Keyword::Facts, &code_list(&facts).replace(" | ", ", ")));
    }
    for lookup in &requirement.lookups {
        let source = words.title(ItemKind::Source, &lookup.source);
        let basis = words.citations(&lookup.basis);
        let kind = words.basis_kind(lookup.kind);
        let basis = if basis.is_empty() { String::new() } else { format!(" · {basis} ({kind})") };
        lines.push(words.line(Keyword::Lookup, &format!("{source}{basis}")));
    }
    if !requirement.basis.is_empty() {
        lines.push(words.line(Keyword::Per, &words.citations(&requirement.basis)));
    }
    let head = words.head(Keyword::Require, &requirement.name, &requirement.title);
    format!("{head}\n\n{}", lines.join("\n"))
}

/// A piece of the dossier. What the evidence engine says about it (verdict, sources, blockers)
/// belongs behind these lines, from `words.snapshot`; every hover of a paper comes through here.
fn component(words: Words<'_>, procedure: &Procedure, component: &Component) -> String {
    let keyword = match component.mode {
        Mode::Form => Keyword::Form,
        Mode::Show => Keyword::Show,
        Mode::Submit => Keyword::Submit,
        Mode::Surrender => Keyword::Surrender,
        Mode::Upload => Keyword::Upload,
    };
    let mut text = words.head(keyword, &component.name, &component.title);
    let mut lines = Vec::new();
    if !component.about.is_empty() {
        let roles: Vec<String> =
            component.about.iter().map(|role| escaped(&procedure.role(*role).title)).collect();
        lines.push(words.line(Keyword::Of, &roles.join(", ")));
    }
    if let Some(requirement) = component.requirement {
        let requirement = &procedure.requirements[requirement.index()];
        lines.push(words.line(Keyword::Require, &escaped(&requirement.title)));
    }
    if !component.basis.is_empty() {
        lines.push(words.line(Keyword::Per, &words.citations(&component.basis)));
    }
    if !lines.is_empty() {
        text += &format!("\n\n{}", lines.join("\n"));
    }
    text
}

fn criterion(words: Words<'_>, procedure: &Procedure, name: &str) -> Option<String> {
    let criterion = procedure.criteria.iter().find(|criterion| criterion.name == name)?;
    let keyword = if criterion.is_condition { Keyword::Condition } else { Keyword::Criterion };
    let mut text = words.head(keyword, name, &criterion.title);
    let needs: Vec<Name> = criterion.needs.iter().map(|fact| procedure.fact_text(*fact).into()).collect();
    if !needs.is_empty() {
        text += &format!("\n\n{}", words.line(Keyword::Needs, &code_list(&needs).replace(" | ", ", ")));
    }
    Some(text)
}

fn step(words: Words<'_>, step: &Step) -> String {
    let mut lines = Vec::new();
    let actor = match &step.actor {
        Some(name) if words.snapshot.library().actor(name).is_some() => words.title(ItemKind::Actor, name),
        Some(name) => words.title(ItemKind::Agency, name),
        None => words.keyword(Keyword::Applicant).to_owned(),
    };
    lines.push(words.line(Keyword::DoneBy, &actor));
    lines.extend(step.takes.as_ref().map(|term| words.line(Keyword::Takes, &term.text(words.locale))));
    if step.protected {
        lines.push(format!("- {}", words.keyword(Keyword::Protected)));
    }
    format!("{}\n\n{}", words.head(Keyword::Step, &step.name, &step.title), lines.join("\n"))
}
