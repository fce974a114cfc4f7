//! `tthc explain`: every line of a verdict, so that it can be defended before a committee.

mod alternatives;
mod code;
mod form;
mod json;
mod long_form;

use std::fmt::Write;
use std::sync::Arc;

use tthc_analysis::evidence::{Assumptions, LookupIndex, Origin};
use tthc_analysis::lifted::{Sets, least_sets};
use tthc_analysis::plan::is_moot;
use tthc_analysis::timeline::timelines;
use tthc_analysis::verdict::{Assessment, Judgement, Proof, Verdict, assess_with};
use tthc_model::library::{ConsentRule, Library, Verification};
use tthc_model::procedure::{ComponentId, Mode, Procedure};
use tthc_model::quantity::decimal;
use tthc_model::scenario::{Decision, Reform};
use tthc_model::{Date, Interval, ItemKind, Locale, Period};
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthStr;

use crate::args::{ExplainArguments, Format};
use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;
use crate::output::write;
use crate::reform;
use crate::terminal::{Screen, Tone, wrap};
use crate::words::{
    basis_kind_text, blocker_text, cases_text, citation_text, facts_text, is_not_served, judgement_text,
    level_text, verdict_text,
};

const LABEL: usize = 22;

pub(crate) fn run(arguments: &ExplainArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let screen = Screen::stdout();
    // Keyboards and file systems differ in how they spell `ộ`; declared names are in NFC.
    let what: String = arguments.what.trim().nfc().collect();
    if code::is_code(&what) {
        let text = code::write(&what, arguments.format, screen, disk::locale(locale, None))?;
        return write(None, text.as_bytes()).map(|()| Outcome::Clean);
    }
    let loaded = disk::load_repository(arguments.repository.as_deref())?;
    let snapshot = loaded.project.snapshot();
    let manifest = snapshot.manifest();
    let locale = disk::locale(locale, Some(manifest));
    let on = arguments.on.or(manifest.date).ok_or(Failure::NoDate)?;
    let library = Arc::clone(snapshot.library());
    // A national code holds a point itself: `1.013225.component`.
    let ((path, procedure), component) = match disk::procedure(&snapshot, &what, Some(on)) {
        Ok(found) => (found, None),
        Err(failure) => match what.rsplit_once('.') {
            // A code that nobody has, not a component of a procedure called `9`.
            Some((_, digits)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => return Err(failure),
            Some((procedure, component)) => {
                (disk::procedure(&snapshot, procedure, Some(on))?, Some(component))
            }
            None => return Err(failure),
        },
    };
    disk::not_in_force(&procedure, on, locale);
    let reform = reform::named(&library, arguments.reform.as_deref(), on)?;
    let reform = reform.filter(|reform| reform.procedure.as_ref() == Some(&procedure.name));
    let decisions = reform::decisions(reform, &procedure);
    let assessment =
        assess_with(&procedure, &library, on, Assumptions::proposing(decisions.proposals.clone()));
    let chosen: Vec<ComponentId> = match component {
        Some(name) => vec![find(&procedure, name)?],
        None => procedure.component_ids().filter(|id| procedure.component(*id).mode != Mode::Form).collect(),
    };
    let is_form = |id: &ComponentId| procedure.component(*id).mode == Mode::Form;
    let (forms, papers): (Vec<ComponentId>, Vec<ComponentId>) = match component {
        Some(_) => chosen.iter().copied().partition(is_form),
        None => procedure.component_ids().partition(is_form),
    };
    let explain = Explain {
        assessment: &assessment,
        procedure: &procedure,
        library: &library,
        reform,
        on,
        locale,
        screen,
        sets: arguments.sets.map(usize::from),
    };
    let text = match (arguments.format, component) {
        (Format::Json, _) => json::write(&explain, &papers, &forms)?,
        (Format::Text, Some(_)) => {
            chosen.iter().map(|id| explain.component(*id, arguments.why_not, true)).collect()
        }
        (Format::Text, None) if arguments.why_not => {
            chosen.iter().map(|id| explain.component(*id, true, false)).collect()
        }
        (Format::Text, None) => explain.overview(&chosen),
    };
    write(None, text.as_bytes())?;
    Ok(disk::outcome(&snapshot, &[path], locale))
}

fn find(procedure: &Procedure, name: &str) -> Result<ComponentId, Failure> {
    procedure.component_named(name).ok_or_else(|| Failure::UnknownComponent {
        procedure: procedure.name.to_string(),
        wanted: name.to_owned(),
        known: procedure.components.iter().map(|component| component.name.to_string()).collect(),
    })
}

struct Explain<'e> {
    assessment: &'e Assessment<'e>,
    procedure: &'e Procedure,
    library: &'e Library,
    /// A reform of the procedure whose decisions are applied.
    reform: Option<&'e Reform>,
    on: Date,
    locale: Locale,
    screen: Screen,
    /// So many sets of blockers are listed.
    sets: Option<usize>,
}

impl Explain<'_> {
    fn pick<'t>(&self, vi: &'t str, en: &'t str) -> &'t str {
        match self.locale {
            Locale::Vietnamese => vi,
            Locale::English => en,
        }
    }

    fn date(&self, date: Date) -> String {
        match self.locale {
            Locale::Vietnamese => date.strftime("%d/%m/%Y").to_string(),
            Locale::English => date.to_string(),
        }
    }

    fn tone(&self, judgement: &Judgement) -> Tone {
        if judgement.verdict.is_replaced() || is_moot(self.assessment, judgement) {
            return Tone::Good;
        }
        match judgement.verdict {
            Verdict::Blocked | Verdict::PartlyHeld | Verdict::Undetermined => Tone::Warning,
            _ => Tone::Heading,
        }
    }

    fn head(&self, out: &mut String, text: &str, tone: Tone) {
        for line in wrap(text, self.screen.prose(), "  ") {
            let _ = writeln!(out, "{}", self.screen.paint(tone, &line));
        }
    }

    fn overview(&self, components: &[ComponentId]) -> String {
        let mut out = String::new();
        let code = self.procedure.code.as_deref().unwrap_or("–");
        let (title, on) = (&self.procedure.title, self.pick("ngày", "on"));
        let draft = match self.procedure.draft {
            true => self.pick("[nháp] ", "[draft] "),
            false => "",
        };
        self.head(&mut out, &format!("{draft}{title} · {code} · {on} {}", self.date(self.on)), Tone::Heading);
        out.push('\n');
        for id in components {
            let component = self.procedure.component(*id);
            let title = format!("{} ({})", component.title, component.name);
            for line in wrap(&title, self.screen.prose(), "") {
                let _ = writeln!(out, "{line}");
            }
            self.decided(&mut out, *id, "  ");
            for line in self
                .alternatives(*id)
                .iter()
                .flat_map(|text| wrap(&format!("  {text}"), self.screen.prose(), "    "))
            {
                let _ = writeln!(out, "{}", self.screen.paint(Tone::Note, &line));
            }
            for judgement in self.assessment.of(*id) {
                let mut line = format!("  {}", self.verdict(judgement));
                let sources = self.sources(judgement);
                if !sources.is_empty() {
                    line += &format!(": {}", sources.join(", "));
                }
                if judgement.proof.as_ref().is_some_and(|proof| proof.presumed) {
                    line += self.pick(" (công bố suy đoán)", " (publication presumed)");
                }
                let cases = self.cases(judgement);
                if !cases.is_empty() {
                    line += &format!("; {} {cases}", self.pick("khi", "when"));
                }
                for (at, part) in wrap(&line, self.screen.prose(), "    ").into_iter().enumerate() {
                    let verdict = self.verdict(judgement);
                    let painted = self.screen.paint(self.tone(judgement), verdict);
                    let part = if at == 0 { part.replacen(verdict, &painted, 1) } else { part };
                    let _ = writeln!(out, "{part}");
                }
            }
        }
        let example = components.first().map(|id| self.procedure.component(*id).name.clone());
        if let Some(example) = example {
            let _ = writeln!(
                out,
                "\n{}: tthc explain {}.{example}",
                self.pick("Chi tiết", "Details"),
                self.procedure.name
            );
        }
        out
    }

    /// What the reform decides on a component.
    fn decided(&self, out: &mut String, id: ComponentId, indent: &str) {
        let Some(reform) = self.reform else { return };
        let name = &self.procedure.component(id).name;
        let mut lines = Vec::new();
        for decision in &reform.decisions {
            lines.push(match decision {
                Decision::NotAccepted { component, .. } if component == name => {
                    self.pick("phương án giữ lại", "kept by the reform").to_owned()
                }
                Decision::Cut { component, .. } if component == name => {
                    self.pick("phương án cắt giảm", "cut by the reform").to_owned()
                }
                Decision::MoveToForm { component, .. } if component == name => self
                    .pick("phương án chuyển thông tin vào tờ khai", "moved to the form by the reform")
                    .to_owned(),
                Decision::Replace { component, source } if component == name => {
                    let replaced = self.pick("phương án thay bằng dữ liệu", "to be replaced by data");
                    let source = source.as_ref().map(|name| self.assessment.engine.source_title(name));
                    source.map_or_else(|| replaced.to_owned(), |source| format!("{replaced}: {source}"))
                }
                _ => continue,
            });
        }
        let because = self.pick("vì", "because");
        let reason = reform::reason(reform, name).map(|reason| format!(", {because} {reason}"));
        for line in lines {
            let line = format!("{indent}→ {line}{}", reason.as_deref().unwrap_or_default());
            self.head(out, &line, Tone::Good);
        }
    }

    /// Empty when the judgement holds in every case in which the component is asked for.
    fn cases(&self, judgement: &Judgement) -> String {
        let cases = &self.assessment.engine.cases;
        if judgement.class == self.assessment.asked(judgement.component) && cases.is_all(&judgement.class) {
            return String::new();
        }
        cases_text(self.assessment, &judgement.class, self.locale)
    }

    fn sources(&self, judgement: &Judgement) -> Vec<String> {
        let mut sources = Vec::new();
        for (_, lookup) in judgement.proof.iter().flat_map(|proof| &proof.facts) {
            let title = self.assessment.engine.source_title(self.assessment.engine.lookups[*lookup].source);
            if !sources.contains(&title) {
                sources.push(title);
            }
        }
        sources
    }

    /// The groups the paper is an alternative in, each with the text it rests on.
    fn alternatives(&self, id: ComponentId) -> Vec<String> {
        let groups = alternatives::around(self.procedure, id);
        let texts = groups.iter().map(|group| {
            let basis = group.basis(self.procedure);
            let basis: Vec<String> =
                basis.iter().map(|citation| citation_text(citation, self.library, self.locale)).collect();
            let text = group.text(self.procedure, self.locale);
            if basis.is_empty() { text } else { format!("{text} ({})", basis.join("; ")) }
        });
        texts.collect()
    }

    fn component(&self, id: ComponentId, why_not: bool, timeline: bool) -> String {
        let component = self.procedure.component(id);
        if component.mode == Mode::Form {
            return self.form(id);
        }
        let mut out = String::new();
        self.decided(&mut out, id, "");
        let judgements: Vec<&Judgement> = self.assessment.of(id).collect();
        if judgements.is_empty() {
            let never = self.pick("không trường hợp nào hỏi giấy tờ này", "no case asks for this paper");
            let _ = writeln!(out, "{}: {never}", component.title);
        }
        for judgement in judgements {
            let dropped = judgement.verdict.is_replaced() || is_moot(self.assessment, judgement);
            if why_not && dropped {
                let head = self.headline(judgement);
                let nothing = self.pick("không có vướng mắc", "nothing stands in the way");
                self.head(&mut out, &format!("{head}; {nothing}"), self.tone(judgement));
            } else {
                self.judgement(&mut out, judgement);
            }
            out.push('\n');
        }
        // How it changes over time is told of the law alone.
        if timeline && self.reform.is_none() {
            self.timeline(&mut out, id);
        }
        out
    }

    fn not_asked(&self) -> &'static str {
        self.pick(
            "KHÔNG CẦN NỘP (dữ liệu đã thay một giấy tờ khác của cùng yêu cầu)",
            "NOT ASKED FOR (data stands for another paper of the same place)",
        )
    }

    /// Without the cases, why a paper is blocked cannot be said in a word.
    fn brief(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Blocked => self.pick("VẪN PHẢI NỘP: còn vướng mắc", "STILL REQUIRED: BLOCKED"),
            verdict => verdict_text(verdict, self.locale),
        }
    }

    fn verdict(&self, judgement: &Judgement) -> &'static str {
        if is_moot(self.assessment, judgement) {
            return self.not_asked();
        }
        judgement_text(judgement, self.locale)
    }

    /// "Thẻ căn cước: VẪN PHẢI NỘP, khi …".
    fn headline(&self, judgement: &Judgement) -> String {
        let component = self.procedure.component(judgement.component);
        let mut head = format!("{}: {}", component.title, self.verdict(judgement));
        let cases = self.cases(judgement);
        if !cases.is_empty() {
            head += &format!(", {} {cases}", self.pick("khi", "when"));
        }
        head
    }

    fn judgement(&self, out: &mut String, judgement: &Judgement) {
        self.head(out, &self.headline(judgement), self.tone(judgement));
        out.push('\n');
        self.row(out, self.pick("Vì sao hồ sơ hỏi", "Why it is asked"), &self.reason(judgement));
        for text in self.alternatives(judgement.component) {
            self.row(out, self.pick("Giấy tờ thay nhau", "Alternatives"), &text);
        }
        // Another paper of the place is replaced: what stands in the way of this one matters to nobody.
        if is_moot(self.assessment, judgement) {
            return;
        }
        if let Some(proof) = &judgement.proof {
            self.proof(out, judgement, proof);
        }
        if judgement.verdict == Verdict::LawBound {
            let text = self.pick(
                "mục đích không phải chứng minh thông tin: chỉ sửa luật mới bỏ được",
                "its purpose is not proof: only a change of law can drop it",
            );
            self.row(out, self.pick("Vì sao vẫn phải nộp", "Why it stays"), text);
        }
        for blocker in &judgement.blockers {
            let text = format!("✗ {}", blocker_text(blocker, self.procedure, self.library, self.locale));
            self.row(out, self.pick("Vướng mắc", "In the way"), &text);
        }
        if !judgement.blockers.is_empty() {
            self.row(out, self.pick("Điều gì đổi kết quả", "What would change it"), self.remedy(judgement));
            self.other_sets(out, judgement);
        }
        if !judgement.residual.is_empty() {
            let label = self.pick("Không nguồn nào cho biết", "No source shows");
            self.row(out, label, &facts_text(self.assessment, &judgement.residual));
        }
        if judgement.inferred {
            let text = self.pick(
                "có căn cứ suy luận cho phép thay thế: nêu để biết, không tính vào kết quả",
                "an inferred reading would allow it: shown, never counted",
            );
            self.row(out, self.pick("Căn cứ suy luận", "Inferred basis"), text);
        }
    }

    /// Every other least set of blockers, the cheapest first, with the cases it frees.
    fn other_sets(&self, out: &mut String, judgement: &Judgement) {
        let Some(at_most) = self.sets else { return };
        let Sets { sets, complete } = least_sets(self.assessment, judgement, at_most);
        let others = sets.iter().filter(|(blockers, _)| *blockers != judgement.blockers);
        for (blockers, class) in others {
            let texts: Vec<String> = blockers
                .iter()
                .map(|blocker| blocker_text(blocker, self.procedure, self.library, self.locale))
                .collect();
            let count = blockers.len();
            let mut text = match self.locale {
                Locale::Vietnamese => format!("{count} vướng mắc: {}", texts.join(" + ")),
                Locale::English => format!("{count} in the way: {}", texts.join(" + ")),
            };
            if *class != judgement.class {
                let cases = cases_text(self.assessment, class, self.locale);
                text += &format!("; {} {cases}", self.pick("chỉ khi", "only when"));
            }
            self.row(out, self.pick("Cách khác", "Another way"), &text);
        }
        if sets.len() == 1 && complete {
            let none = self.pick("không có", "there is none");
            self.row(out, self.pick("Cách khác", "Another way"), none);
        }
        if !complete {
            let text = match self.locale {
                Locale::Vietnamese => format!("còn cách khác, chỉ liệt kê {at_most}: --sets nêu số lớn hơn"),
                Locale::English => {
                    format!("there are more than the {at_most} listed: give --sets a larger number")
                }
            };
            self.row(out, "…", &text);
        }
    }

    fn remedy(&self, judgement: &Judgement) -> &'static str {
        match (is_not_served(judgement), judgement.blockers.len()) {
            (true, 1) => self
                .pick("chỉ khi nguồn phục vụ cả trường hợp này", "only if the source served these cases too"),
            (true, _) => self.pick(
                "chỉ khi nguồn phục vụ cả trường hợp này và gỡ các vướng mắc còn lại",
                "only if the source served these cases too and the rest were removed",
            ),
            (false, 1) => self.pick(
                "gỡ vướng mắc trên thì giấy tờ này được thay thế",
                "with this removed the paper would be replaced",
            ),
            (false, _) => self.pick(
                "gỡ hết các vướng mắc trên thì giấy tờ này được thay thế",
                "with all of these removed the paper would be replaced",
            ),
        }
    }

    fn reason(&self, judgement: &Judgement) -> String {
        if judgement.needed.is_empty() {
            return self
                .pick("không yêu cầu nào cần thông tin của giấy tờ này", "no need rests on it")
                .to_owned();
        }
        let mut text = format!(
            "{} {}",
            self.pick("cần biết", "needed:"),
            facts_text(self.assessment, &judgement.needed)
        );
        let component = self.procedure.component(judgement.component);
        if let Some(requirement) = component.requirement.map(|id| &self.procedure.requirements[id.index()]) {
            text += &format!(" («{}»)", requirement.title);
            let basis: Vec<String> = requirement
                .basis
                .iter()
                .map(|citation| citation_text(citation, self.library, self.locale))
                .collect();
            if !basis.is_empty() {
                text += &format!(", {}", basis.join("; "));
            }
        }
        text
    }

    fn proof(&self, out: &mut String, judgement: &Judgement, proof: &Proof) {
        let engine = &self.assessment.engine;
        for at in &proof.lookups {
            let lookup = &engine.lookups[*at];
            let source = self.library.source(lookup.source);
            let owner = source.and_then(|source| source.owner.as_ref());
            let owner = owner.map_or("", |owner| self.library.title(ItemKind::Agency, owner));
            let direct: Vec<usize> =
                proof.facts.iter().filter(|(_, from)| from == at).map(|(fact, _)| *fact).collect();
            let purpose = if direct.is_empty() {
                self.pick("lấy khóa cho lần tra cứu sau", "keys for the next lookup").to_owned()
            } else {
                facts_text(self.assessment, &direct)
            };
            let text = format!("{} ({owner}) — {purpose}", engine.source_title(lookup.source));
            self.row(out, self.pick("Lấy ở đâu", "Where from"), &text);
        }
        let keys: Vec<String> = proof
            .keys
            .iter()
            .map(|(_, fact, origin)| {
                let from = match origin {
                    Origin::Login => self
                        .pick("đăng nhập định danh (chỉ khi nộp trực tuyến)", "eID login (online only)")
                        .to_owned(),
                    Origin::Typed => self.pick("tờ khai, có đối chiếu", "the form, checked").to_owned(),
                    Origin::Lookup(lookup) => engine.source_title(engine.lookups[*lookup].source),
                };
                format!("{} ← {from}", engine.fact_title(*fact))
            })
            .collect();
        let mut keys = keys;
        keys.dedup();
        for at in &proof.lookups {
            if !proof.keys.iter().any(|(of, ..)| of == at) {
                keys.extend(self.reference(*at));
            }
        }
        self.row(out, self.pick("Bằng khóa nào", "By which key"), &keys.join("; "));

        let mut basis: Vec<String> =
            proof.basis.iter().map(|citation| citation_text(citation, self.library, self.locale)).collect();
        basis.dedup();
        let mut allowed =
            format!("{} ({})", basis.join("; "), basis_kind_text(proof.basis_kind, self.locale));
        let mut published: Vec<String> = Vec::new();
        for at in &proof.lookups {
            let lookup = &engine.lookups[*at];
            let publication = lookup.holds.iter().filter_map(|(_, publication)| *publication).next();
            let Some(publication) = publication else { continue };
            let title = engine.source_title(lookup.source);
            let laws: Vec<String> = publication
                .basis
                .iter()
                .map(|citation| citation_text(citation, self.library, self.locale))
                .collect();
            let since = publication.period.from.map_or(String::new(), |from| self.date(from));
            let text = if publication.presumed {
                format!(
                    "{title}: {} {since} ({})",
                    self.pick("suy đoán công bố từ", "publication presumed from"),
                    laws.join("; ")
                )
            } else {
                format!("{title}: {} {} {since}", self.pick("đã công bố,", "published,"), laws.join("; "))
            };
            if !published.contains(&text) {
                published.push(text);
            }
        }
        allowed += &format!("; {}", published.join("; "));
        let levels: Vec<&str> =
            self.procedure.levels.iter().map(|level| level_text(*level, self.locale)).collect();
        let reading: Vec<String> = proof
            .lookups
            .iter()
            .flat_map(|at| engine.lookups[*at].reading_basis)
            .map(|citation| citation_text(citation, self.library, self.locale))
            .collect();
        if let Some(reading) = reading.first() {
            allowed += &format!(
                "; {} {} {} ({reading})",
                self.pick("cơ quan", "authorities of level"),
                levels.join(", "),
                self.pick("được khai thác", "may read it")
            );
        }
        self.row(out, self.pick("Được phép vì", "Allowed because"), &allowed);
        self.consent(out, proof);

        let mut sure = match &proof.coverage {
            coverage if *coverage == Interval::unknown_share() => {
                self.pick("độ phủ chưa rõ", "coverage unknown").to_owned()
            }
            coverage => format!(
                "{} {}..{} %",
                self.pick("khai thác được", "found for"),
                decimal(&(&coverage.low * tthc_model::quantity::whole(100)), 1),
                decimal(&(&coverage.high * tthc_model::quantity::whole(100)), 1)
            ),
        };
        let component = self.procedure.component(judgement.component);
        let own =
            component.requirement.and_then(|id| self.procedure.requirements[id.index()].ask_within.clone());
        let terms: Vec<String> = match own {
            Some(own) => vec![own.text(self.locale)],
            None => engine
                .rules
                .iter()
                .flat_map(|(_, rule)| &rule.supplement_terms)
                .map(|term| {
                    let channel = match (term.online, term.offline) {
                        (true, false) => self.pick(" (trực tuyến)", " (online)"),
                        (false, true) => self.pick(" (trực tiếp, bưu chính)", " (counter, post)"),
                        _ => "",
                    };
                    format!("{}{channel}", term.within.text(self.locale))
                })
                .collect(),
        };
        sure += self.pick(
            "; không đọc được, thiếu hoặc sai: cơ quan yêu cầu bổ sung",
            "; if unreadable, incomplete or wrong: the agency asks for the paper",
        );
        if !terms.is_empty() {
            sure += &format!(" {} {}", self.pick("trong", "within"), terms.join(", "));
        }
        sure += self.pick(
            ", hướng dẫn người dân cập nhật dữ liệu",
            " and guides the person to have the data corrected",
        );
        self.row(out, self.pick("Chắc đến đâu", "How sure"), &sure);
        self.row(out, self.pick("Mức xác minh", "Verification"), &self.verification(proof));
    }

    /// What led to a record whose key no form and no earlier lookup gave: a reference to it from
    /// something else that is held.
    fn reference(&self, at: LookupIndex) -> Option<String> {
        let engine = &self.assessment.engine;
        let key = *engine.lookups[at].key.iter().flatten().next()?;
        let target = engine.facts[key].role;
        let roles = self.procedure.roles.iter();
        let (role, name) = roles
            .flat_map(|role| role.links.iter().map(move |(name, to)| (role, name, *to)))
            .find_map(|(role, name, to)| (to == target).then_some((role, name)))?;
        let attribute = self.library.entity(&role.entity).and_then(|entity| entity.attribute(name));
        let title = attribute.map_or(name.as_str(), |attribute| attribute.title.as_str());
        let source = self.assessment.closure.from[key].first();
        let source = source.map(|(lookup, _)| engine.source_title(engine.lookups[*lookup].source));
        let from = source.map_or_else(String::new, |source| format!(", {source}"));
        let led = self.pick("theo tham chiếu", "by the reference");
        Some(format!("{} ← {led} «{title}» ({}{from})", engine.fact_title(key), role.title))
    }

    fn consent(&self, out: &mut String, proof: &Proof) {
        let mut texts: Vec<String> = Vec::new();
        for at in &proof.lookups {
            let Some(source) = self.library.source(self.assessment.engine.lookups[*at].source) else {
                continue;
            };
            let list = |basis: &[tthc_model::Citation]| {
                let all: Vec<String> =
                    basis.iter().map(|citation| citation_text(citation, self.library, self.locale)).collect();
                all.join("; ")
            };
            let text = match &source.consent {
                ConsentRule::Unrecorded => self.pick("chưa ghi nhận", "not recorded").to_owned(),
                ConsentRule::NotRequired(basis) => {
                    format!("{} ({})", self.pick("không cần", "not required"), list(basis))
                }
                ConsentRule::Required(basis) => {
                    format!("{} ({})", self.pick("cần", "required"), list(basis))
                }
            };
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        self.row(out, self.pick("Sự đồng ý", "Consent"), &texts.join("; "));
    }

    /// The weakest verification of the texts the proof rests on.
    fn verification(&self, proof: &Proof) -> String {
        let weakest =
            proof.basis.iter().filter_map(|citation| self.library.law(&citation.law)?.verification).max();
        let level = match weakest {
            Some(Verification::OriginalCompared) => {
                self.pick("đã đối chiếu bản gốc", "compared with the original")
            }
            Some(Verification::Secondary) => self.pick(
                "văn bản: nguồn thứ cấp, chưa đối chiếu bản gốc",
                "texts: secondary, not compared with the original",
            ),
            Some(Verification::Inferred) => {
                self.pick("văn bản: suy luận. CHƯA KẾT LUẬN", "texts: inferred. NOT CONCLUDED")
            }
            None => self.pick("chưa ghi. CHƯA KẾT LUẬN", "not recorded. NOT CONCLUDED"),
        };
        format!("{level} · {} {}", self.pick("kiểm tra hiệu lực đến", "in force as of"), self.date(self.on))
    }

    fn timeline(&self, out: &mut String, id: ComponentId) {
        for stretch in timelines(self.procedure, self.library, &[id]).into_iter().flatten() {
            let mut words: Vec<&str> = Vec::new();
            for (verdict, moot) in stretch.verdicts.iter().zip(&stretch.moot) {
                let word = if *moot { self.not_asked() } else { self.brief(*verdict) };
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            if words.is_empty() {
                words.push(self.pick("không trường hợp nào hỏi", "never asked for"));
            }
            let here = if stretch.period.contains(self.on) { " ◄" } else { "" };
            self.row(out, &self.period(&stretch.period), &format!("{}{here}", words.join(" / ")));
        }
    }

    fn period(&self, period: &Period) -> String {
        match (period.from, period.until) {
            (Some(from), Some(until)) => format!("{}–{}", self.date(from), self.date(until)),
            (Some(from), None) => format!("{} {}", self.pick("từ", "from"), self.date(from)),
            (None, Some(until)) => format!("{} {}", self.pick("đến", "until"), self.date(until)),
            (None, None) => self.pick("mọi ngày", "always").to_owned(),
        }
    }

    fn row(&self, out: &mut String, label: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let indent = " ".repeat(LABEL);
        let blanks = " ".repeat(LABEL.saturating_sub(label.width()).max(1));
        for (at, line) in wrap(text, self.screen.prose() - LABEL, "").into_iter().enumerate() {
            let label = self.screen.paint(Tone::Label, label);
            let lead = if at == 0 { format!("{label}{blanks}") } else { indent.clone() };
            let _ = writeln!(out, "{lead}{line}");
        }
    }
}
