//! The road map to read.

use std::fmt::Write;

use tthc_analysis::roadmap::{Alone, Effect, Obstacle, Together};
use tthc_model::{ItemKind, Locale};

use super::View;
use crate::say::{Say, missing_text};
use crate::terminal::{Screen, Tone, wrap};
use crate::words::obstacle_text;

pub(super) fn write(view: &View<'_>, screen: Screen, locale: Locale) -> String {
    let mut page = Page { view, screen, say: Say(locale), out: String::new() };
    page.heading();
    page.alone();
    page.together();
    page.notes();
    page.out
}

struct Page<'p> {
    view: &'p View<'p>,
    screen: Screen,
    say: Say,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, tone: Option<Tone>, text: &str, indent: &str) {
        for line in wrap(text, self.screen.prose(), indent) {
            let line = tone.map_or(line.clone(), |tone| self.screen.paint(tone, &line));
            let _ = writeln!(self.out, "{line}");
        }
    }

    fn heading(&mut self) {
        let View { roadmap, on, procedures, .. } = *self.view;
        let name = match self.view.name {
            "" => self.say.pick("Kho thủ tục", "Procedures"),
            name => name,
        };
        let heading = match self.say.0 {
            Locale::Vietnamese => format!(
                "Lộ trình gỡ vướng mắc · {name}: {procedures} thủ tục · tính đến {}",
                on.strftime("%d/%m/%Y")
            ),
            Locale::English => format!("Road map · {name}: {procedures} procedures · as of {on}"),
        };
        self.line(Some(Tone::Heading), &heading, "  ");
        let (papers, liftable, obstacles) = (roadmap.papers, roadmap.liftable, roadmap.obstacles);
        let text = match self.say.0 {
            Locale::Vietnamese => format!(
                "{papers} giấy tờ còn phải nộp; gỡ {obstacles} vướng mắc thì dữ liệu thay được {liftable} giấy tờ, \
                 trong mọi hoặc một số trường hợp."
            ),
            Locale::English => format!(
                "{papers} papers are still asked for; with {obstacles} obstacles removed, data would stand for {liftable} \
                 of them, in all cases or in some."
            ),
        };
        self.line(None, &text, "");
        if roadmap.unserved > 0 {
            let text = match self.say.0 {
                Locale::Vietnamese => format!(
                    "{} giấy tờ khác chỉ thay được khi nguồn phục vụ thêm đối tượng: không quyết định nào về nguồn hiện có \
                     gỡ được, không tính ở đây.",
                    roadmap.unserved
                ),
                Locale::English => format!(
                    "{} more could go only if a source served further subjects: no decision about the sources as they are \
                     would help, so they are not counted here.",
                    roadmap.unserved
                ),
            };
            self.line(None, &text, "");
        }
    }

    fn alone(&mut self) {
        if self.view.roadmap.alone.is_empty() {
            let none = self.say.pick("Không có vướng mắc nào để gỡ.", "There is nothing to remove.");
            self.line(None, none, "");
            return;
        }
        let heading = self.say.pick("Gỡ riêng từng vướng mắc", "Each obstacle alone");
        self.out.push('\n');
        self.line(Some(Tone::Heading), heading, "  ");
        for (at, Alone { obstacle, effect, waiting, .. }) in self.view.roadmap.alone.iter().enumerate() {
            let text = obstacle_text(obstacle, self.view.library, self.say.0);
            self.line(None, &format!("{:>3}. {text}", at + 1), "     ");
            let waiting = match self.say.0 {
                Locale::Vietnamese => {
                    format!("{waiting} giấy tờ chờ vướng mắc này (riêng nó hoặc cùng vướng mắc khác)")
                }
                Locale::English => format!("{waiting} papers wait for it, alone or with others"),
            };
            let by = self.removed_by(obstacle);
            let mut parts = vec![self.freed(effect), waiting, self.money(effect), by];
            parts.retain(|part| !part.is_empty());
            self.line(Some(Tone::Note), &format!("     {}", parts.join(" · ")), "     ");
        }
    }

    fn together(&mut self) {
        let mut last = 0;
        let mut shown = 0;
        for together in &self.view.roadmap.together {
            let Together { obstacles, effect, proved, bound, greedy, .. } = together;
            // A larger set that is no larger frees nothing more.
            if obstacles.len() <= last {
                continue;
            }
            last = obstacles.len();
            if shown == 0 {
                let heading = self.say.pick("Gỡ cùng nhau: bộ vướng mắc tốt nhất", "Together: the best sets");
                self.out.push('\n');
                self.line(Some(Tone::Heading), heading, "  ");
            }
            shown += 1;
            let state = match (self.say.0, proved) {
                (Locale::Vietnamese, true) => "tối ưu, đã chứng minh".to_owned(),
                (Locale::English, true) => "proved optimal".to_owned(),
                (Locale::Vietnamese, false) => format!("chưa chứng minh tối ưu: nhiều nhất {bound} giấy tờ"),
                (Locale::English, false) => format!("not proved optimal: at most {bound} papers"),
            };
            let baseline = match self.say.0 {
                Locale::Vietnamese => format!("chọn lần lượt từng vướng mắc tốt nhất: {greedy} giấy tờ"),
                Locale::English => format!("always taking the next best: {greedy} papers"),
            };
            let label = match self.say.0 {
                Locale::Vietnamese => format!("  Gỡ {}", together.at_most),
                Locale::English => format!("  Removing {}", together.at_most),
            };
            let mut parts = vec![self.freed(effect), self.money(effect), state, baseline];
            parts.retain(|part| !part.is_empty());
            self.line(None, &format!("{label}: {}", parts.join(" · ")), "     ");
            for obstacle in obstacles {
                let text = obstacle_text(obstacle, self.view.library, self.say.0);
                self.line(Some(Tone::Note), &format!("     + {text}"), "       ");
            }
        }
    }

    fn freed(&self, Effect { papers, wholly, procedures, .. }: &Effect) -> String {
        let procedures = procedures.len();
        match (self.say.0, papers) {
            (Locale::Vietnamese, 0) => "riêng nó chưa thay được giấy tờ nào".to_owned(),
            (Locale::English, 0) => "alone it frees no paper".to_owned(),
            (Locale::Vietnamese, _) => {
                format!("thay {papers} giấy tờ (thay hẳn {wholly}) ở {procedures} thủ tục")
            }
            (Locale::English, 1) => format!("frees 1 paper ({wholly} wholly) in 1 procedure"),
            (Locale::English, _) => {
                format!("frees {papers} papers ({wholly} wholly) in {procedures} procedures")
            }
        }
    }

    fn money(&self, effect: &Effect) -> String {
        if effect.papers == 0 {
            return String::new();
        }
        let mut text = match &effect.saving {
            Some(saving) => {
                let mark = if effect.estimated { "*" } else { "" };
                let saved = self.say.billions(saving);
                match self.say.0 {
                    Locale::Vietnamese => format!("giảm {saved}{mark} tỷ đ/năm"),
                    Locale::English => format!("saves {saved}{mark} billion ₫ a year"),
                }
            }
            None => self.say.pick("tiền: chưa biết", "money: not known").to_owned(),
        };
        if effect.unknown > 0 {
            let lacking: Vec<&str> =
                effect.missing.iter().map(|missing| missing_text(*missing, self.say)).collect();
            let (unknown, lacking) = (effect.unknown, lacking.join(", "));
            text += &match self.say.0 {
                Locale::Vietnamese => format!(", chưa kể {unknown} thủ tục thiếu {lacking}"),
                Locale::English => format!(", without {unknown} procedures that lack {lacking}"),
            };
        }
        text
    }

    fn removed_by(&self, obstacle: &Obstacle) -> String {
        let agencies = self.view.removed_by(obstacle);
        if agencies.is_empty() {
            return String::new();
        }
        let titles: Vec<&str> =
            agencies.iter().map(|agency| self.view.library.title(ItemKind::Agency, agency)).collect();
        format!("→ {}", titles.join("; "))
    }

    fn notes(&mut self) {
        let roadmap = self.view.roadmap;
        let estimated = roadmap.alone.iter().any(|alone| alone.effect.estimated)
            || roadmap.together.iter().any(|together| together.effect.estimated);
        self.out.push('\n');
        let mut notes = vec![
            self.say
                .pick(
                    "Giấy tờ: chỗ trong hồ sơ đòi giấy tờ, như trong tthc report",
                    "Papers: places of a dossier that ask for one, as in tthc report",
                )
                .to_owned(),
        ];
        if estimated {
            notes.push(self.say.pick("* có số ước tính", "* uses estimates").to_owned());
        }
        if self.view.drafts > 0 {
            notes.push(match self.say.0 {
                Locale::Vietnamese => format!("{} bản nháp không tính", self.view.drafts),
                Locale::English => format!("{} drafts are not counted", self.view.drafts),
            });
        }
        if roadmap.truncated > 0 {
            notes.push(match self.say.0 {
                Locale::Vietnamese => format!(
                    "{} giấy tờ có quá nhiều bộ vướng mắc, chỉ xét một phần: không bộ nào được coi là tối ưu",
                    roadmap.truncated
                ),
                Locale::English => format!(
                    "{} papers have too many sets of obstacles, not all were looked at: nothing is proved optimal",
                    roadmap.truncated
                ),
            });
        }
        self.line(Some(Tone::Note), &notes.join("; "), "");
        if self.view.broken > 0 {
            let broken = self.view.broken;
            let text = match self.say.0 {
                Locale::Vietnamese => format!("{broken} tệp có lỗi, kết quả có thể thiếu: tthc check"),
                Locale::English => {
                    format!("files with errors: {broken}; results may be incomplete: tthc check")
                }
            };
            self.line(Some(Tone::Warning), &text, "");
        }
    }
}
