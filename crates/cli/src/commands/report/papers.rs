//! `--papers`: which papers need not be brought, and from where the data come.

use tthc_analysis::plan::is_moot;
use tthc_model::Locale;

use crate::commands::report::Row;
use crate::words::cases_text;

/// A line a paper: "Thẻ căn cước ← Cơ sở dữ liệu quốc gia về dân cư, khi …".
pub(super) fn papers(row: &Row<'_>, locale: Locale) -> Vec<String> {
    let assessment = &row.plan.after;
    let engine = &assessment.engine;
    let vi = locale == Locale::Vietnamese;
    let mut lines = Vec::new();
    for judgement in &assessment.judgements {
        let component = engine.procedure.component(judgement.component);
        if row.plan.decisions.kept.contains(&component.name) {
            continue;
        }
        let moot = is_moot(assessment, judgement);
        if !judgement.verdict.is_replaced() && !moot {
            continue;
        }
        let mut line = component.title.clone();
        let mut sources: Vec<String> = Vec::new();
        for (_, lookup) in judgement.proof.iter().flat_map(|proof| &proof.facts) {
            let title = engine.source_title(engine.lookups[*lookup].source);
            if !sources.contains(&title) {
                sources.push(title);
            }
        }
        if moot {
            line += if vi {
                " (đã thay giấy tờ khác cùng yêu cầu)"
            } else {
                " (another paper of the place is replaced)"
            };
        } else if !sources.is_empty() {
            line += &format!(" ← {}", sources.join("; "));
        }
        if judgement.class != assessment.asked(judgement.component) {
            let cases = cases_text(assessment, &judgement.class, locale);
            line += &format!("{}{cases}", if vi { ", khi " } else { ", when " });
        }
        lines.push(line);
    }
    for name in &row.plan.decisions.moved {
        if let Some(id) = engine.procedure.component_named(name) {
            let title = &engine.procedure.component(id).title;
            lines.push(format!(
                "{title}{}",
                if vi { " (chuyển vào tờ khai)" } else { " (moved to the form)" }
            ));
        }
    }
    for name in &row.plan.decisions.cut {
        if let Some(id) = engine.procedure.component_named(name) {
            let title = &engine.procedure.component(id).title;
            lines.push(format!("{title}{}", if vi { " (cắt giảm)" } else { " (cut)" }));
        }
    }
    lines
}
