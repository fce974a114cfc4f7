//! Items of the repository, and what they declare.

use tthc_model::library::{Detail, Document, Item, Law, Publication, Source};
use tthc_model::{ItemKind, Locale, Name};
use tthc_syntax::Keyword;

use crate::hover::words::{Words, code_list, escaped};

pub(super) fn section(words: Words<'_>, kind: ItemKind, name: &str) -> Option<String> {
    let item = words.snapshot.library().item(kind, name)?;
    let mut text = words.head(kind.keyword(), name, &item.title);
    let lines = lines(words, item);
    if !lines.is_empty() {
        text += "\n\n";
        text += &lines.join("\n");
    }
    if !item.docs.is_empty() {
        text += "\n\n";
        text += &item.docs;
    }
    Some(text)
}

fn lines(words: Words<'_>, item: &Item) -> Vec<String> {
    match &item.detail {
        Detail::Agency(agency) => {
            let level = agency.level.map(|level| words.line(Keyword::Level, &words.levels(&[level])));
            level.into_iter().collect()
        }
        Detail::Actor(actor) => {
            let agency = actor.agency.as_ref();
            agency.map(|agency| format!("- {}", words.title(ItemKind::Agency, agency))).into_iter().collect()
        }
        Detail::Law(law) => self::law(words, law),
        Detail::Entity(entity) => {
            let keys = entity.keys.iter().map(|key| {
                let paths = key.iter().map(|path| format!("`{}`", path.join("."))).collect::<Vec<_>>();
                words.line(Keyword::Key, &paths.join(", "))
            });
            let names: Vec<String> = entity.attributes.iter().map(|a| format!("`{}`", a.name)).collect();
            keys.chain([words.line(Keyword::Facts, &names.join(", "))]).collect()
        }
        Detail::Source(source) => self::source(words, source),
        Detail::Document(document) => self::document(words, document),
        Detail::Procedure(head) => {
            let code = head.code.as_ref().map(|code| words.line(Keyword::Code, code));
            code.into_iter().chain(procedure(words, &item.name)).collect()
        }
        Detail::Journey(journey) => {
            vec![words.line(Keyword::Procedures, &words.titles(ItemKind::Procedure, &journey.procedures))]
        }
        Detail::Reform(reform) => {
            let title = reform.procedure.as_ref().map(|name| words.title(ItemKind::Procedure, name));
            title.map(|title| words.line(Keyword::Procedure, &title)).into_iter().collect()
        }
        Detail::Scenario(scenario) => {
            let title = scenario.procedure.as_ref().map(|name| words.title(ItemKind::Procedure, name));
            title.map(|title| words.line(Keyword::Procedure, &title)).into_iter().collect()
        }
        Detail::Rule(rule) => {
            let period = words.period(&rule.period).map(|period| format!("- {period}"));
            let basis =
                (!rule.basis.is_empty()).then(|| words.line(Keyword::Per, &words.citations(&rule.basis)));
            period.into_iter().chain(basis).collect()
        }
        Detail::Norms(_) | Detail::Variant(_) | Detail::Target => Vec::new(),
    }
}

fn law(words: Words<'_>, law: &Law) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(law.number.as_ref().map(|number| words.line(Keyword::Number, &escaped(number))));
    lines.extend(law.rank.map(|rank| words.line(Keyword::Rank, words.rank(rank))));
    lines.push(match words.period(&law.in_force) {
        Some(period) => format!("- {} {period}", words.say("có hiệu lực", "in force")),
        None => format!("- {}", words.say("chưa ghi ngày có hiệu lực", "no date of effect is recorded")),
    });
    if let Some(on) = words.snapshot.date().filter(|on| !law.in_force.contains(*on)) {
        let not = words.say("không có hiệu lực ngày", "not in force on");
        lines.push(format!("- **{not} {}**", words.date(on)));
    }
    lines.extend(law.verification.map(|how| words.line(Keyword::Verified, words.verification(how))));
    lines
}

fn source(words: Words<'_>, source: &Source) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(
        source.owner.as_ref().map(|owner| words.line(Keyword::Owner, &words.title(ItemKind::Agency, owner))),
    );
    for about in &source.about {
        let entity = words.title(ItemKind::Entity, &about.entity);
        let coverage = about.coverage.as_ref().map(|(share, _)| words.share(share));
        let coverage = match coverage {
            Some(share) => format!(" ({} {share})", words.keyword(Keyword::Coverage)),
            None => String::new(),
        };
        let holds: Vec<String> = about.holds.iter().map(|name| format!("`{name}`")).collect();
        lines.push(words.line(Keyword::About, &format!("{entity}{coverage}: {}", holds.join(", "))));
    }
    if source.publications.is_empty() {
        lines.push(format!("- {}", words.say("chưa công bố", "not published")));
    }
    lines.extend(source.publications.iter().map(|publication| published(words, publication)));
    for service in &source.serves {
        let levels = words.levels(&service.levels);
        let agencies = words.titles(ItemKind::Agency, &service.agencies);
        let whom: Vec<String> = [levels, agencies].into_iter().filter(|text| !text.is_empty()).collect();
        lines.push(words.line(Keyword::Serves, &whom.join(", ")));
    }
    lines
}

fn published(words: Words<'_>, publication: &Publication) -> String {
    let mut parts = Vec::new();
    parts.extend(words.period(&publication.period));
    if publication.presumed {
        parts.push(format!("**{}**", words.keyword(Keyword::Presumed)));
    }
    if !publication.basis.is_empty() {
        parts.push(format!("{} {}", words.keyword(Keyword::Per), words.citations(&publication.basis)));
    }
    if !publication.scope.is_empty() {
        let scope: Vec<Name> = publication.scope.iter().map(|path| Name::from(path.join("."))).collect();
        parts.push(code_list(&scope).replace(" | ", ", "));
    }
    words.line(Keyword::Published, &parts.join(" "))
}

fn document(words: Words<'_>, document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    let library = words.snapshot.library();
    let attests = document.attests.iter().map(|(parameter, attribute)| {
        let entity = document.about.iter().find(|(name, _)| name == parameter).map(|(_, entity)| entity);
        let known = entity.and_then(|entity| library.entity(entity)?.attribute(attribute));
        match known.map(|attribute| attribute.title.as_str()) {
            Some(title) if !title.is_empty() => escaped(title),
            _ => format!("`{parameter}.{attribute}`"),
        }
    });
    let attests: Vec<String> = attests.collect();
    if !attests.is_empty() {
        lines.push(words.line(Keyword::Attests, &attests.join("; ")));
    }
    if !document.issued_by.is_empty() {
        let issuers = document.issued_by.iter().map(|name| {
            let kind = if library.actor(name).is_some() { ItemKind::Actor } else { ItemKind::Agency };
            words.title(kind, name)
        });
        lines.push(words.line(Keyword::IssuedBy, &issuers.collect::<Vec<_>>().join(", ")));
    }
    lines.extend(document.valid.as_ref().map(|term| words.line(Keyword::Valid, &term.text(words.locale))));
    lines
}

/// How large the procedure is.
fn procedure(words: Words<'_>, name: &str) -> Vec<String> {
    let Some((_, procedure)) = words.snapshot.procedure(name) else { return Vec::new() };
    let mut lines = Vec::new();
    let ministry = procedure.ministry.as_ref();
    lines.extend(ministry.map(|name| words.line(Keyword::Ministry, &words.title(ItemKind::Agency, name))));
    let (papers, steps) = (procedure.components.len(), procedure.steps.len());
    lines.push(match words.locale {
        Locale::Vietnamese => format!("- {papers} thành phần hồ sơ, {steps} bước"),
        Locale::English => format!("- {papers} components in the dossier, {steps} steps"),
    });
    lines
}

/// An attribute of an entity, which is what a fact is about.
pub(super) fn attribute(words: Words<'_>, entity: &str, name: &str) -> Option<String> {
    let library = words.snapshot.library();
    let attribute = library.entity(entity)?.attribute(name)?;
    let mut text = words.head(Keyword::Facts, name, &attribute.title);
    text += &format!("\n\n- {}", words.ty(&attribute.ty));
    if attribute.sensitive {
        text += &format!("\n- {}", words.keyword(Keyword::Sensitive));
    }
    text += &format!(
        "\n- {} `{entity}` ({})",
        words.keyword(Keyword::Entity),
        words.title(ItemKind::Entity, entity)
    );
    let holding = library.sources().filter(|(_, source)| {
        source.about.iter().any(|about| about.entity == entity && about.holds.iter().any(|held| held == name))
    });
    let holding: Vec<String> = holding.map(|(item, _)| words.title(ItemKind::Source, &item.name)).collect();
    if !holding.is_empty() {
        text += &format!("\n- {} {}", words.say("được lưu giữ ở", "held by"), holding.join(", "));
    }
    Some(text)
}

pub(super) fn parameter(words: Words<'_>, document: &str, name: &str) -> Option<String> {
    let about = &words.snapshot.library().document(document)?.about;
    let (_, entity) = about.iter().find(|(parameter, _)| parameter == name)?;
    let entity_title = words.title(ItemKind::Entity, entity);
    Some(format!("{}: `{entity}` ({entity_title})", words.head(Keyword::About, name, "")))
}
