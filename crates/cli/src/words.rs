//! Findings of the analysis in the words of an official.

use tthc_analysis::Blocker;
use tthc_analysis::roadmap::Obstacle;
use tthc_analysis::verdict::{Assessment, Judgement, Verdict};
use tthc_model::cases::{Class, Literal, Variable};
use tthc_model::formula::{Bound, Subject};
use tthc_model::library::{Criterion, Level, Library, Rank};
use tthc_model::quantity::decimal;
use tthc_model::{BasisKind, Citation, ItemKind, Locale, Procedure, Ratio};
use tthc_syntax::Surface;

pub(crate) fn surface(locale: Locale) -> Surface {
    match locale {
        Locale::Vietnamese => Surface::Vietnamese,
        Locale::English => Surface::English,
    }
}

/// A number as the reader's language writes it.
pub(crate) fn decimal_text(number: &Ratio, places: usize, locale: Locale) -> String {
    let text = decimal(number, places);
    match locale {
        Locale::Vietnamese => text.replace('.', ","),
        Locale::English => text,
    }
}

pub(crate) fn verdict_text(verdict: Verdict, locale: Locale) -> &'static str {
    let (vi, en) = match verdict {
        Verdict::LawBound => ("PHẢI NỘP (pháp luật đòi chính giấy tờ này)", "REQUIRED BY LAW AS SUCH"),
        Verdict::Unneeded => ("KHÔNG CHỨNG MINH ĐIỀU GÌ CẦN BIẾT", "EVIDENCES NO NEED"),
        Verdict::Held => ("ĐƯỢC THAY THẾ BẰNG DỮ LIỆU", "REPLACED BY DATA"),
        Verdict::HeldWithConsent => {
            ("ĐƯỢC THAY THẾ BẰNG DỮ LIỆU, CẦN NGƯỜI DÂN ĐỒNG Ý", "REPLACED BY DATA WITH CONSENT")
        }
        Verdict::Reusable => ("DÙNG LẠI BẢN SỐ HÓA ĐÃ LƯU", "THE KEPT DIGITISED COPY IS REUSED"),
        Verdict::Duplicate => ("TRÙNG VỚI GIẤY TỜ KHÁC CỦA HỒ SƠ", "DUPLICATES ANOTHER COMPONENT"),
        Verdict::PartlyHeld => {
            ("VẪN PHẢI NỘP: Nhà nước chỉ có một phần thông tin", "STILL REQUIRED: PARTLY HELD")
        }
        Verdict::Blocked => {
            ("VẪN PHẢI NỘP: Nhà nước có dữ liệu nhưng còn vướng mắc", "STILL REQUIRED: HELD BUT BLOCKED")
        }
        Verdict::Undetermined => ("CHƯA XÁC ĐỊNH", "UNDETERMINED"),
        Verdict::Required => ("VẪN PHẢI NỘP", "STILL REQUIRED"),
    };
    match locale {
        Locale::Vietnamese => vi,
        Locale::English => en,
    }
}

/// The source does not serve the subjects of these cases: nothing is held that could be freed.
pub(crate) fn is_not_served(judgement: &Judgement) -> bool {
    judgement.verdict == Verdict::Blocked
        && judgement.blockers.iter().any(|blocker| matches!(blocker, Blocker::NotCovered { .. }))
}

pub(crate) fn judgement_text(judgement: &Judgement, locale: Locale) -> &'static str {
    match (is_not_served(judgement), locale) {
        (true, Locale::Vietnamese) => "VẪN PHẢI NỘP: nguồn dữ liệu không phục vụ trường hợp này",
        (true, Locale::English) => "STILL REQUIRED: THE SOURCE DOES NOT SERVE THESE CASES",
        (false, _) => verdict_text(judgement.verdict, locale),
    }
}

/// What stands in the way.
pub(crate) fn blocker_text(
    blocker: &Blocker,
    procedure: &Procedure,
    library: &Library,
    locale: Locale,
) -> String {
    let text = obstacle_text(&Obstacle::of(blocker, procedure), library, locale);
    match blocker {
        Blocker::KeyUnchecked { role, .. } => format!("{text} ({role})"),
        _ => text,
    }
}

/// The same, whatever the procedure.
pub(crate) fn obstacle_text(obstacle: &Obstacle, library: &Library, locale: Locale) -> String {
    let source = library.title(ItemKind::Source, obstacle.source());
    let vi = locale == Locale::Vietnamese;
    match obstacle {
        Obstacle::NotCovered { entity, .. } => {
            let served = served(obstacle.source(), entity, library);
            if vi {
                format!("{source} chỉ phục vụ {served}, không phục vụ trường hợp khác")
            } else {
                format!("{source} serves only {served}, no other case")
            }
        }
        Obstacle::NoReplacementBasis { document, .. } => {
            let document = library.title(ItemKind::Document, document);
            if vi {
                format!("chưa có văn bản cho phép thay «{document}» bằng {source}")
            } else {
                format!("no text lets “{document}” be replaced by {source}")
            }
        }
        Obstacle::NoReadingBasis { level, .. } => {
            let level = level.map_or("", |level| level_text(level, locale));
            if vi {
                format!("chưa có căn cứ cho cơ quan {level} khai thác {source}")
            } else {
                format!("no basis for {level} authorities to read {source}")
            }
        }
        Obstacle::NotPublished { .. } if vi => format!("{source} chưa được công bố phạm vi thông tin"),
        Obstacle::NotPublished { .. } => format!("{source}: the owner has not published the scope"),
        Obstacle::NoConnection { .. } if vi => format!("{source} chưa kết nối"),
        Obstacle::NoConnection { .. } => format!("{source} is not connected"),
        Obstacle::KeyUnchecked { .. } if vi => {
            format!("{source} chưa nêu cách đối chiếu khóa do người khai nhập")
        }
        Obstacle::KeyUnchecked { .. } => format!("{source} names no check for a typed key"),
        Obstacle::Quality { criterion, .. } => {
            let criterion = criterion_text(*criterion, locale);
            if vi {
                format!("chất lượng «{criterion}» của {source} chưa đạt ngưỡng")
            } else {
                format!("{source}: quality “{criterion}” is below the threshold")
            }
        }
    }
}

/// A class of cases in the record's own titles: "Cha, mẹ có đăng ký kết hôn; nộp trực tuyến".
pub(crate) fn cases_text(assessment: &Assessment<'_>, class: &Class, locale: Locale) -> String {
    let (and, or, not) = match locale {
        Locale::Vietnamese => (" và ", ", hoặc ", "không phải "),
        Locale::English => (" and ", ", or ", "not "),
    };
    let literal = |literal: &Literal| {
        if let Variable::AtMost(bound) = &literal.variable {
            return bound_text(assessment.engine.procedure, bound, literal.holds, locale);
        }
        let text = variable_text(assessment, &literal.variable, locale);
        if literal.holds { text } else { format!("{not}{text}") }
    };
    let alternatives = assessment.engine.cases.describe(class);
    let parts = alternatives.iter().map(|all| all.iter().map(literal).collect::<Vec<_>>().join(and));
    parts.collect::<Vec<_>>().join(or)
}

fn variable_text(assessment: &Assessment<'_>, variable: &Variable, locale: Locale) -> String {
    let procedure = assessment.engine.procedure;
    match variable {
        Variable::Case(id, value) => {
            let case = &procedure.cases[id.index()];
            match case.values.get(*value as usize) {
                Some(value) => format!("«{}: {}»", case.title, value.replace('_', " ")),
                None => format!("«{}»", case.title),
            }
        }
        Variable::Channel(kind) => {
            let channel = kind.keyword().text(surface(locale)).replace('_', " ");
            match locale {
                Locale::Vietnamese => format!("nộp {channel}"),
                Locale::English => channel,
            }
        }
        Variable::Value(fact, value) => {
            let title = assessment.engine.fact_index(fact).map(|fact| assessment.engine.fact_title(fact));
            format!("«{}: {}»", title.unwrap_or_default(), value.replace('_', " "))
        }
        Variable::Flag(fact) => {
            let title = assessment.engine.fact_index(fact).map(|fact| assessment.engine.fact_title(fact));
            format!("«{}»", title.unwrap_or_default())
        }
        Variable::AtMost(bound) => bound_text(procedure, bound, true, locale),
        Variable::Opaque(text) => format!("«{}»", text.replace('_', " ")),
    }
}

/// "«Diện tích sàn» trên 100 m2".
fn bound_text(procedure: &Procedure, bound: &Bound, holds: bool, locale: Locale) -> String {
    let title = match &bound.subject {
        Subject::Case(id) => procedure.cases[id.index()].title.clone(),
        Subject::Fact(_) => procedure.subject_text(&bound.subject).replace(['_', '.'], " "),
    };
    let relation = match (holds, bound.strict, locale) {
        (true, true, Locale::Vietnamese) => "dưới",
        (true, false, Locale::Vietnamese) => "không quá",
        (false, true, Locale::Vietnamese) => "từ",
        (false, false, Locale::Vietnamese) => "trên",
        (true, true, Locale::English) => "below",
        (true, false, Locale::English) => "at most",
        (false, true, Locale::English) => "at least",
        (false, false, Locale::English) => "above",
    };
    format!("«{title}» {relation} {}", bound.unit.value_text(&bound.limit, surface(locale)))
}

/// Facts by what they are about: "Hôn nhân của cha, mẹ: ngày đăng ký, nơi đăng ký".
pub(crate) fn facts_text(assessment: &Assessment<'_>, facts: &[usize]) -> String {
    let engine = &assessment.engine;
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for fact in facts {
        let role = engine.procedure.role(engine.facts[*fact].role).title.clone();
        let title = engine.attribute_title(*fact);
        match groups.iter_mut().find(|(known, _)| *known == role) {
            Some((_, titles)) => titles.push(title),
            None => groups.push((role, vec![title])),
        }
    }
    let parts = groups.into_iter().map(|(role, titles)| format!("{role}: {}", titles.join(", ")));
    parts.collect::<Vec<_>>().join("; ")
}

/// The class of subjects a source serves, in its own words: "Quốc tịch: việt nam".
fn served(source: &str, entity: &str, library: &Library) -> String {
    let about =
        library.source(source).and_then(|source| source.about.iter().find(|about| about.entity == entity));
    let parts = about.iter().flat_map(|about| &about.covers).map(|covered| {
        let attribute = covered.path.last().map_or("", |name| name.as_str());
        let declared = library.entity(entity).and_then(|entity| entity.attribute(attribute));
        let title = declared.map(|declared| declared.title.as_str()).filter(|title| !title.is_empty());
        let values: Vec<String> = covered.values.iter().map(|value| value.replace('_', " ")).collect();
        format!("{} = {}", title.unwrap_or(attribute).to_lowercase(), values.join(" | "))
    });
    parts.collect::<Vec<_>>().join("; ")
}

pub(crate) fn level_text(level: Level, locale: Locale) -> &'static str {
    match (level, locale) {
        (Level::Commune, Locale::Vietnamese) => "cấp xã",
        (Level::District, Locale::Vietnamese) => "cấp huyện",
        (Level::Province, Locale::Vietnamese) => "cấp tỉnh",
        (Level::Central, Locale::Vietnamese) => "trung ương",
        (level, Locale::English) => level.word(),
    }
}

pub(crate) fn rank_text(rank: Rank, locale: Locale) -> &'static str {
    let (vi, en) = match rank {
        Rank::Constitution => ("Hiến pháp", "Constitution"),
        Rank::Statute => ("Luật", "Statute"),
        Rank::ResolutionNa => ("Nghị quyết của Quốc hội", "Resolution of the National Assembly"),
        Rank::Ordinance => ("Pháp lệnh", "Ordinance"),
        Rank::Decree => ("Nghị định", "Decree"),
        Rank::ResolutionGov => ("Nghị quyết của Chính phủ", "Resolution of the Government"),
        Rank::DecisionPm => ("Quyết định của Thủ tướng Chính phủ", "Decision of the Prime Minister"),
        Rank::Circular => ("Thông tư", "Circular"),
        Rank::Decision => ("Quyết định", "Decision"),
    };
    match locale {
        Locale::Vietnamese => vi,
        Locale::English => en,
    }
}

fn criterion_text(criterion: Criterion, locale: Locale) -> &'static str {
    let keyword = match criterion {
        Criterion::Correct => tthc_syntax::Keyword::Correct,
        Criterion::Sufficient => tthc_syntax::Keyword::Sufficient,
        Criterion::Clean => tthc_syntax::Keyword::Clean,
        Criterion::Live => tthc_syntax::Keyword::Live,
        Criterion::Unified => tthc_syntax::Keyword::Unified,
        Criterion::Shared => tthc_syntax::Keyword::Shared,
    };
    keyword.text(surface(locale))
}

pub(crate) fn basis_kind_text(kind: BasisKind, locale: Locale) -> &'static str {
    match (kind, locale) {
        (BasisKind::Explicit, Locale::Vietnamese) => "đích danh",
        (BasisKind::General, Locale::Vietnamese) => "quy tắc chung",
        (BasisKind::Proposed, Locale::Vietnamese) => "phương án đề xuất",
        (BasisKind::Inferred, Locale::Vietnamese) => "suy luận",
        (BasisKind::Explicit, Locale::English) => "explicit",
        (BasisKind::General, Locale::English) => "general rule",
        (BasisKind::Proposed, Locale::English) => "proposed by the reform",
        (BasisKind::Inferred, Locale::English) => "inferred",
    }
}

/// "NQ … 66.7/2025/NQ-CP điều 4 khoản 2".
pub(crate) fn citation_text(citation: &Citation, library: &Library, locale: Locale) -> String {
    let number = library.law(&citation.law).and_then(|law| law.number.clone());
    let law = number.unwrap_or_else(|| library.title(ItemKind::Law, &citation.law).to_owned());
    let places = citation.places_text(surface(locale));
    if places.is_empty() { law } else { format!("{law} {places}") }
}
