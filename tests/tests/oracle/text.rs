//! The source text of a generated world, as an official would write it, with English keywords.

use std::fmt::Write;

use crate::world::*;

pub(crate) fn text(world: &World) -> String {
    let mut out = String::new();
    laws_and_agencies(world, &mut out);
    entities(world, &mut out);
    for (at, source) in world.sources.iter().enumerate() {
        self::source(at, source, &mut out);
    }
    documents(world, &mut out);
    rules(world, &mut out);
    procedure(world, &mut out);
    out
}

pub(crate) fn role(role: usize) -> String {
    if role == 0 { "the_applicant".to_owned() } else { format!("r{role}") }
}

fn day(day: Day) -> String {
    format!("2026-01-{day:02}")
}

fn window(window: Window) -> String {
    let from = window.from.map(|from| format!(" from {}", day(from))).unwrap_or_default();
    let until = window.until.map(|until| format!(" until {}", day(until))).unwrap_or_default();
    from + &until
}

fn provenance(text: Text) -> String {
    window(text.window) + &text.law.map(|law| format!(" per l{law} art 1")).unwrap_or_default()
}

fn path(path: &Path) -> String {
    path.over.iter().chain([&path.attribute]).cloned().collect::<Vec<_>>().join(".")
}

fn key(key: &Key) -> String {
    let parts: Vec<String> = key.iter().map(path).collect();
    if parts.len() == 1 { parts.concat() } else { format!("{{ {} }}", parts.join(", ")) }
}

fn fact(fact: &Fact) -> String {
    format!("{}.{}", role(fact.role), fact.attribute)
}

fn facts(facts: &[Fact]) -> String {
    facts.iter().map(fact).collect::<Vec<_>>().join(", ")
}

fn laws_and_agencies(world: &World, out: &mut String) {
    for (at, law) in world.laws.iter().enumerate() {
        let _ = writeln!(out, "law l{at} \"Law {at}\"{}", window(*law));
    }
    for (at, level) in world.agencies.iter().enumerate() {
        let _ = writeln!(out, "agency g{at} \"Agency {at}\" {{ level {level} }}");
    }
}

fn entities(world: &World, out: &mut String) {
    for (at, entity) in world.entities.iter().enumerate() {
        let _ = writeln!(out, "entity e{at} \"Entity {at}\" {{");
        for parts in &entity.keys {
            let _ = writeln!(out, "  key {}", parts.iter().map(path).collect::<Vec<_>>().join(", "));
        }
        for (name, kind) in &entity.attributes {
            let kind = match kind {
                Kind::Text => "text".to_owned(),
                Kind::Nation => NATIONS.join(" | "),
                Kind::Of(target) => format!("e{target}"),
            };
            let _ = writeln!(out, "  {name} : {kind} \"Attribute {name}\"");
        }
        out.push_str("}\n");
    }
}

fn source(at: usize, source: &Source, out: &mut String) {
    let _ = writeln!(out, "source s{at} \"Source {at}\" {{\n  owner g2");
    for record in &source.records {
        let keys: Vec<String> = record.keys.iter().map(key).collect();
        let _ = writeln!(out, "  about e{} by {} {{", record.entity, keys.join(" or "));
        let _ = writeln!(out, "    holds {}", record.holds.join(", "));
        if !record.matching.is_empty() {
            let matching: Vec<String> = record.matching.iter().map(path).collect();
            let _ = writeln!(out, "    matching {}", matching.join(", "));
        }
        if let Some(nations) = &record.covers {
            let _ = writeln!(out, "    covers {}", nations_of(NATION, nations));
        }
        out.push_str("  }\n");
    }
    for publication in &source.publications {
        let presumed = if publication.presumed { " presumed" } else { "" };
        let _ = write!(out, "  published{}{presumed}", provenance(publication.text));
        let scope: Vec<String> = publication.scope.iter().map(scope).collect();
        let _ = match scope.as_slice() {
            [] => writeln!(out),
            scope => writeln!(out, " {{ {} }}", scope.join(", ")),
        };
    }
    for service in &source.services {
        let levels = service.levels.iter().map(|level| (*level).to_owned());
        let agencies = service.agencies.iter().map(|agency| format!("g{agency}"));
        let readers: Vec<String> = levels.chain(agencies).collect();
        let _ = writeln!(out, "  serves {}{}", readers.join(", "), provenance(service.text));
    }
    if let Some(required) = source.consent {
        let _ = writeln!(out, "  consent {}", if required { "required" } else { "not_required" });
    }
    if let Some(connected) = source.connected {
        let _ = writeln!(out, "  connection \"{}\"", if connected { "bus" } else { "" });
    }
    if source.login {
        out.push_str("  login the_applicant\n");
    }
    if !source.quality.is_empty() {
        out.push_str("  quality {\n");
        for (criterion, low, high) in &source.quality {
            let share = if low == high { format!("{low}%") } else { format!("{low}..{high}%") };
            let _ = writeln!(out, "    {criterion} {share}");
        }
        out.push_str("  }\n");
    }
    if !source.stores.is_empty() {
        let stores: Vec<String> = source.stores.iter().map(|document| format!("d{document}")).collect();
        let _ = writeln!(out, "  stores {}", stores.join(", "));
    }
    out.push_str("}\n");
}

fn nations_of(subject: &str, nations: &[&str]) -> String {
    match nations {
        [nation] => format!("{subject} == {nation}"),
        nations => format!("{subject} in {{ {} }}", nations.join(", ")),
    }
}

fn scope(scope: &Scope) -> String {
    match scope {
        Scope::Entity(entity) => format!("e{entity}"),
        Scope::Attribute(entity, attribute) => format!("e{entity}.{attribute}"),
        Scope::Document(document) => format!("d{document}"),
    }
}

fn documents(world: &World, out: &mut String) {
    for (at, document) in world.documents.iter().enumerate() {
        let about = document.about.iter().enumerate().map(|(at, entity)| format!("x{at} : e{entity}"));
        let attests = document.attests.iter().map(|(party, attribute)| format!("x{party}.{attribute}"));
        let _ = writeln!(
            out,
            "document d{at} \"Document {at}\" {{\n  about {}\n  attests {}\n}}",
            about.collect::<Vec<_>>().join(", "),
            attests.collect::<Vec<_>>().join(", ")
        );
    }
}

fn basis(basis: Option<Basis>, standing: Standing) -> String {
    let basis = match basis {
        None => "",
        Some(Basis::Explicit) => " (explicit)",
        Some(Basis::General) => " (general)",
        Some(Basis::Inferred) => " (inferred)",
    };
    let standing = match standing {
        Standing::InForce => "",
        Standing::OnceOperational => " once operational",
        Standing::Proposed => " proposed",
    };
    format!("{basis}{standing}")
}

fn rules(world: &World, out: &mut String) {
    for (at, rule) in world.rules.iter().enumerate() {
        let _ = writeln!(out, "rule u{at} \"Rule {at}\"{} {{", provenance(rule.text));
        for replacement in &rule.replaces {
            let document = replacement.document.map_or("anything".to_owned(), |at| format!("d{at}"));
            let source = replacement.source.map_or("anything".to_owned(), |at| format!("s{at}"));
            let when = replacement.when.as_ref().map(|(party, nations)| {
                format!(" when {}", nations_of(&format!("x{party}.{NATION}"), nations))
            });
            let _ = writeln!(
                out,
                "  replace {document} by {source}{}{}{}",
                when.unwrap_or_default(),
                provenance(replacement.text),
                basis(replacement.basis, replacement.standing)
            );
        }
        if !rule.thresholds.is_empty() {
            out.push_str("  threshold {\n");
            for (criterion, share) in &rule.thresholds {
                let _ = writeln!(out, "    {criterion} {share}%");
            }
            out.push_str("  }\n");
        }
        out.push_str("}\n");
    }
}

fn procedure(world: &World, out: &mut String) {
    out.push_str("procedure p \"Procedure\" {\n  ministry g2\n");
    let authorities: Vec<String> = world.authorities.iter().map(|agency| format!("g{agency}")).collect();
    let _ = writeln!(out, "  authority {}", authorities.join(", "));
    for (at, declared) in world.roles.iter().enumerate() {
        let link = declared.link.as_ref();
        let link = link.map(|(from, reference)| format!(" = {}.{reference}", role(*from)));
        let name = if at == 0 { "applicant".to_owned() } else { format!("role r{at}") };
        let _ = writeln!(out, "  {name} : e{}{}", declared.entity, link.unwrap_or_default());
    }
    for (at, values) in world.cases.iter().enumerate() {
        let values = if *values == ["yes", "no"] { "bool".to_owned() } else { values.join(" | ") };
        let _ = writeln!(out, "  case c{at} : {values} \"Case {at}\"");
    }
    for constraint in &world.constraints {
        let _ = writeln!(out, "  constraint {}", expr(constraint));
    }
    for channel in &world.channels {
        let full = if *channel == "online" { " full" } else { "" };
        let _ = writeln!(out, "  {channel}{full} deadline 5 working days");
    }
    out.push_str("  dossier {\n");
    let mut forms = 0;
    for part in &world.dossier {
        entry(part, "    ", &mut forms, out);
    }
    out.push_str("  }\n");
    for (at, criterion) in world.criteria.iter().enumerate() {
        let _ = writeln!(
            out,
            "  criterion q{at} \"Criterion {at}\" needs {}{}",
            facts(&criterion.needs),
            when(criterion.when.as_ref())
        );
    }
    out.push_str("  step end \"End\"\n}\n");
}

fn variable(variable: Variable) -> String {
    match variable {
        Variable::Case(at) => format!("c{at}"),
        Variable::Channel => "channel".to_owned(),
        Variable::Nation(at) => format!("{}.{NATION}", role(at)),
    }
}

fn expr(expr: &Expr) -> String {
    let joined = |parts: &[Expr], word: &str| {
        let parts: Vec<String> = parts.iter().map(self::expr).collect();
        format!("({})", parts.join(word))
    };
    match expr {
        Expr::Is(Variable::Channel, "counter") => "in_person".to_owned(),
        Expr::Is(Variable::Channel, "post") => "by_post".to_owned(),
        Expr::Is(Variable::Channel, channel) => (*channel).to_owned(),
        Expr::Is(Variable::Case(at), "yes") => format!("c{at}"),
        Expr::Is(subject, value) => format!("{} == {value}", variable(*subject)),
        Expr::In(subject, values) => format!("{} in {{ {} }}", variable(*subject), values.join(", ")),
        Expr::Not(inner) => format!("not ({})", self::expr(inner)),
        Expr::All(parts) => joined(parts, " and "),
        Expr::Any(parts) => joined(parts, " or "),
    }
}

/// A condition that is a negation is written with `unless`.
fn when(condition: Option<&Expr>) -> String {
    match condition {
        None => String::new(),
        Some(Expr::Not(inner)) => format!(" unless {}", expr(inner)),
        Some(condition) => format!(" when {}", expr(condition)),
    }
}

fn purpose(purpose: Option<&str>) -> String {
    purpose.map(|purpose| format!(" for {purpose}")).unwrap_or_default()
}

fn paper(paper: &Paper) -> String {
    let verb = ["submit", "show", "surrender", "upload"][paper.id % 4];
    let roles: Vec<String> = paper.roles.iter().map(|at| role(*at)).collect();
    format!(
        "{verb} d{} of {} called p{}{}{}",
        paper.document,
        roles.join(", "),
        paper.id,
        purpose(paper.purpose),
        when(paper.when.as_ref())
    )
}

fn entry(part: &Entry, indent: &str, forms: &mut usize, out: &mut String) {
    let mut block = |head: String, parts: &[Entry]| {
        let _ = writeln!(out, "{indent}{head} {{");
        for part in parts {
            entry(part, &format!("{indent}  "), forms, out);
        }
        let _ = writeln!(out, "{indent}}}");
    };
    match part {
        Entry::OneOf(condition, parts) => block(format!("one of{}", when(condition.as_ref())), parts),
        Entry::FirstOf(condition, parts) => block(format!("first of{}", when(condition.as_ref())), parts),
        Entry::AtLeast(least, condition, parts) => {
            block(format!("at least {least}{}", when(condition.as_ref())), parts);
        }
        Entry::AllOf(condition, parts) => block(format!("all of{}", when(condition.as_ref())), parts),
        Entry::If(condition, parts) => block(format!("if {}", expr(condition)), parts),
        Entry::Paper(one) => {
            let _ = writeln!(out, "{indent}{}", paper(one));
        }
        Entry::Form(form) => {
            let _ = writeln!(
                out,
                "{indent}form f{forms} \"Form {forms}\"{} {{ {} }}",
                when(form.when.as_ref()),
                facts(&form.fields)
            );
            *forms += 1;
        }
        Entry::Require(one) => requirement(one, indent, forms, out),
    }
}

fn requirement(one: &Requirement, indent: &str, forms: &mut usize, out: &mut String) {
    let name = one.chains.iter().flatten().find_map(|entry| {
        let mut papers = Vec::new();
        crate::generate::list(entry, &mut papers);
        papers.first().map(|paper| paper.id)
    });
    let _ = writeln!(
        out,
        "{indent}require n{} \"Requirement\"{}{} {{",
        name.unwrap_or_default(),
        purpose(one.purpose),
        when(one.when.as_ref())
    );
    let _ = writeln!(out, "{indent}  facts {}", facts(&one.facts));
    for lookup in &one.lookups {
        let instead: Vec<String> = lookup.instead.iter().map(|document| format!("d{document}")).collect();
        let instead =
            if instead.is_empty() { String::new() } else { format!(" in place of {}", instead.join(", ")) };
        let _ = writeln!(
            out,
            "{indent}  lookup s{}{instead}{}{}{}",
            lookup.source,
            provenance(lookup.text),
            basis(lookup.basis, lookup.standing),
            when(lookup.when.as_ref())
        );
    }
    for chain in &one.chains {
        for (at, link) in chain.iter().enumerate() {
            match link {
                Entry::Paper(link) => {
                    let prefix = match at {
                        0 if link.id % 2 == 0 => "",
                        0 => "if lookup fails ",
                        _ => "if not available ",
                    };
                    let _ = writeln!(out, "{indent}  {prefix}{}", paper(link));
                }
                other => entry(other, &format!("{indent}  "), forms, out),
            }
        }
    }
    let _ = writeln!(out, "{indent}}}");
}
