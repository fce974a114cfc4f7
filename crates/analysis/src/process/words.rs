//! Gateways in the words of an official: one question, asked positively, and what answers it.

use smol_str::{SmolStr, format_smolstr};
use tthc_model::cases::{Class, Literal, Variable};
use tthc_model::certificate::Alternatives;
use tthc_model::procedure::Fact;
use tthc_model::process::{Block, Branch, Otherwise, Value};
use tthc_syntax::Surface;

use super::{Builder, lower_first};
use crate::certificate::alternatives;

/// Titles longer than this do not fit beside a gateway: the short name is shown instead.
pub(super) const LONGEST: usize = 48;

/// A condition in words, and how much of a denial it is.
struct Phrase {
    text: String,
    denials: usize,
}

/// How hard words are to read: how many conditions, how many of them denied, whether a denial comes
/// first, how many alternatives.
type Weight = (usize, usize, bool, usize);

/// How a gateway finds out whether a case is of a class.
pub(super) struct Gate {
    question: String,
    /// The answer `Có` means that the case is of the class.
    yes: bool,
    variable: SmolStr,
    value: Value,
    /// The variable has the value in the cases of the class, not in the others.
    equal: bool,
    /// The cases of the class, and the others; nothing if it is no matter of the case.
    cases: Vec<Alternatives>,
}

impl Builder<'_, '_> {
    /// The question for a class where only the cases of `known` come by; `base` names the variable
    /// if no single fact decides.
    pub(super) fn gate(&mut self, class: &Class, known: &Class, base: &str) -> Gate {
        let cases = &self.plan.after.engine.cases;
        // Cases that do not come by may fall on either side: whichever takes fewer words.
        let sides = [class.clone(), class.or(&cases.complement(known)), class.and(known)];
        let asked =
            sides.iter().flat_map(|side| [(side, side.clone(), true), (side, cases.complement(side), false)]);
        let candidates = asked.map(|(side, asked, yes)| {
            let alternatives = cases.describe(&asked);
            let (weight, text) = self.words(&alternatives);
            (weight, text, side.clone(), yes, alternatives)
        });
        let best = candidates.filter(|(weight, ..)| weight.0 > 0).min_by_key(|(weight, ..)| *weight);
        // A class that is all or nothing is asked for only where nobody wrote down when.
        let (text, class, yes, words) = match best {
            Some((_, text, class, yes, words)) => (text, class, yes, words),
            None => (String::new(), class.clone(), true, Vec::new()),
        };
        let question = format!("{}?", upper_first(&text));
        let (variable, value, equal) = match words.as_slice() {
            [only] if only.len() == 1 => self.test(&only[0], yes, base),
            _ => {
                // The variable is true where the question is answered with yes.
                let asked = if yes { class.clone() } else { cases.complement(&class) };
                let (variable, value, equal) = self.test_of(&asked, base, &question);
                (variable, value, equal == yes)
            }
        };
        let engine = &self.plan.after.engine;
        let cases =
            [&class, &engine.cases.complement(&class)].map(|class| alternatives(engine, class)).into();
        Gate { question, yes, variable, value, equal, cases }
    }

    /// The variable for one literal; `yes`: the class is where the literal holds.
    fn test(&mut self, literal: &Literal, yes: bool, base: &str) -> (SmolStr, Value, bool) {
        let holds = literal.holds == yes;
        match self.input(&literal.variable) {
            Some((name, value)) => (name, value, holds),
            None => {
                let class = self.plan.after.engine.cases.literal(&literal.variable, true);
                let (_, text) =
                    self.words(&[vec![Literal { variable: literal.variable.clone(), holds: true }]]);
                let (name, value, equal) = self.test_of(&class, base, &format!("{}?", upper_first(&text)));
                (name, value, equal == holds)
            }
        }
    }

    /// One variable for one class, and the same for its opposite: a decision table answers, where what
    /// tells the cases apart can be put into one; else a person does.
    fn test_of(&mut self, class: &Class, base: &str, question: &str) -> (SmolStr, Value, bool) {
        let opposite = self.plan.after.engine.cases.complement(class);
        let known = self.tests.iter().find(|(known, _)| known == class || *known == opposite);
        if let Some((known, name)) = known {
            return (name.clone(), Value::Flag(true), known == class);
        }
        let title = question.trim_end_matches('?');
        let name = self.flag(base, if title.is_empty() { "Thuộc trường hợp này" } else { title });
        self.tests.push((class.clone(), name.clone()));
        self.decide(&name, question, class);
        (name, Value::Flag(true), true)
    }

    /// What is so. Never denied twice.
    fn phrase(&self, literal: &Literal) -> Phrase {
        let phrase = |text: String, denials: usize| Phrase { text, denials };
        if let Some((title, _, value)) = self.value(&literal.variable) {
            return match literal.holds {
                true => phrase(format!("{title}: {value}"), 0),
                false => phrase(format!("{title} không phải {value}"), 1),
            };
        }
        let cases = &self.plan.after.engine.cases;
        let word = match &literal.variable {
            Variable::Case(id, _) => self.case_title(*id),
            Variable::AtMost(_) => {
                let class = cases.literal(&literal.variable, literal.holds);
                return phrase(spaced(&cases.text(self.procedure, &class, Surface::Vietnamese)), 0);
            }
            Variable::Channel(channel) => {
                format!("nộp {}", spaced(channel.keyword().text(Surface::Vietnamese)))
            }
            Variable::Value(fact, _) | Variable::Flag(fact) => self.fact_title(fact),
            Variable::Opaque(text) => lower_first(&spaced(text)),
        };
        match (positive(&word), literal.holds) {
            (Some(_), true) => phrase(word, 1),
            (Some(positive), false) => phrase(positive, 0),
            (None, true) => phrase(word, 0),
            (None, false) if matches!(literal.variable, Variable::Channel(_)) => {
                phrase(format!("không {word}"), 1)
            }
            // Harder to read than a denial that is in the words themselves.
            (None, false) => phrase(format!("không thuộc trường hợp {word}"), 2),
        }
    }

    /// A class in words.
    pub(super) fn class_words(&self, class: &Class) -> String {
        self.words(&self.plan.after.engine.cases.describe(class)).1
    }

    fn words(&self, alternatives: &[Vec<Literal>]) -> (Weight, String) {
        let (mut conditions, mut denials) = (0, 0);
        let mut words: Vec<(bool, String)> = Vec::new();
        // Several values of one thing are named after it once.
        let mut values: Vec<(String, Vec<(u16, String)>)> = Vec::new();
        for literals in alternatives {
            conditions += literals.len();
            if let [Literal { variable, holds: true }] = literals.as_slice()
                && let Some((title, at, value)) = self.value(variable)
            {
                let value = (at, value);
                match values.iter_mut().find(|(known, _)| *known == title) {
                    Some((_, values)) => values.push(value),
                    None => values.push((title, vec![value])),
                }
                continue;
            }
            let mut all: Vec<Phrase> = literals.iter().map(|literal| self.phrase(literal)).collect();
            all.sort_by_key(|phrase| phrase.denials);
            denials += all.iter().map(|phrase| phrase.denials).sum::<usize>();
            let denied_first = all.first().is_some_and(|phrase| phrase.denials > 0);
            let texts: Vec<String> = all.into_iter().map(|phrase| phrase.text).collect();
            let and = if texts.iter().any(|text| text.contains(": ")) { "; " } else { " và " };
            let text = texts.join(and);
            let text = if alternatives.len() > 1 && texts.len() > 1 { format!("({text})") } else { text };
            words.push((denied_first, text));
        }
        for (at, (title, mut values)) in values.into_iter().enumerate() {
            values.sort();
            let mut values: Vec<String> = values.into_iter().map(|(_, value)| value).collect();
            let last = values.pop().unwrap_or_default();
            let rest = if values.is_empty() { last } else { format!("{} hoặc {last}", values.join(", ")) };
            words.insert(at, (false, format!("{title}: {rest}")));
        }
        words.sort_by_key(|(denied_first, _)| *denied_first);
        let denied_first = words.first().is_some_and(|(denied_first, _)| *denied_first);
        let texts: Vec<String> = words.into_iter().map(|(_, text)| text).collect();
        ((conditions, denials, denied_first, alternatives.len()), texts.join(" hoặc "))
    }

    /// What has a value, the value's place in the order of the record, and the value.
    fn value(&self, variable: &Variable) -> Option<(String, u16, String)> {
        match variable {
            Variable::Case(id, value) => {
                let name = self.procedure.cases[id.index()].values.get(usize::from(*value))?;
                Some((self.case_title(*id), *value, spaced(name)))
            }
            Variable::Value(fact, value) => Some((self.fact_title(fact), 0, spaced(value))),
            _ => None,
        }
    }

    /// «quốc tịch của người yêu cầu».
    pub(super) fn fact_title(&self, fact: &Fact) -> String {
        let engine = &self.plan.after.engine;
        let role = lower_first(&self.procedure.role(fact.role).title);
        match engine.fact_index(fact) {
            Some(index) => format!("{} của {role}", lower_first(&engine.attribute_title(index))),
            None => format!("{} của {role}", spaced(&fact.attribute)),
        }
    }

    /// The title of a case without what explains it, if that is short; else its name.
    pub(super) fn case_title(&self, case: tthc_model::procedure::CaseId) -> String {
        let case = &self.procedure.cases[case.index()];
        let title = case.title.split(": ").next().unwrap_or_default();
        let title = match title.strip_suffix(')').and_then(|open| open.rsplit_once(" (")) {
            Some((title, _)) => title,
            None => title,
        };
        let fits = !title.is_empty() && title.chars().count() <= LONGEST;
        // A case without a title has its name for one.
        if fits { lower_first(&spaced(title)) } else { spaced(&case.name) }
    }
}

/// What a denial denies, where it can be told from the words. What denies one thing of several
/// («không nộp, hoặc sai») is left as it is.
fn positive(word: &str) -> Option<String> {
    if [",", " hoặc ", " và "].iter().any(|more| word.contains(more)) {
        return None;
    }
    let starts = ["không phải ", "không ", "chưa "];
    let plain = starts.iter().find_map(|denial| word.strip_prefix(denial));
    match plain.map(str::to_owned).or_else(|| {
        let file = ["hồ sơ chưa ", "hồ sơ không "].iter().find_map(|denial| word.strip_prefix(denial));
        file.map(|rest| format!("hồ sơ {rest}"))
    }) {
        Some(plain) if plain == "đạt" => Some("đạt yêu cầu".to_owned()),
        Some(plain) => Some(plain),
        None => ["đạt", "khớp", "hợp lệ"].iter().find_map(|good| {
            let of = word.strip_suffix(good)?;
            let of = of.strip_suffix(" không ").or_else(|| of.strip_suffix(" chưa "))?;
            Some(format!("{of} {good}"))
        }),
    }
}

impl Gate {
    pub(super) fn asking(question: &str, variable: SmolStr) -> Gate {
        // The question is whether things are well, the variable whether they are not.
        let (question, cases) = (question.to_owned(), Vec::new());
        Gate { question, yes: false, variable, value: Value::Flag(true), equal: true, cases }
    }

    /// The gateway: `taken` in the cases of the class, `other` in the rest.
    pub(super) fn choice(mut self, id: SmolStr, taken: Vec<Block>, other: Vec<Block>) -> Block {
        // The first branch is that of the value; of yes or no, that of «Có».
        let first = match self.value {
            Value::Flag(_) => self.yes,
            Value::Text(_) => self.equal,
        };
        let value = match self.value {
            Value::Flag(value) => Value::Flag(value == (self.yes == self.equal)),
            text => text,
        };
        let (body, rest) = if first { (taken, other) } else { (other, taken) };
        if !first {
            self.cases.reverse();
        }
        let label = |yes: bool| if yes { "Có" } else { "Không" }.to_owned();
        let (yes, no) = (label(self.yes == first), label(self.yes != first));
        Block::Choice {
            id,
            question: self.question,
            variable: self.variable,
            branches: vec![Branch { label: yes, value, body }],
            otherwise: Otherwise { label: no, body: rest },
            cases: self.cases,
        }
    }
}

/// A name of the source text as people write it.
pub(super) fn spaced(name: &str) -> String {
    let name = name.replace('_', " ").replace("việt nam", "Việt Nam");
    let word = |word: &str| match ABBREVIATIONS.contains(&word) {
        true => word.to_uppercase(),
        false => word.to_owned(),
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Written in capitals; names of the language are in small letters.
const ABBREVIATIONS: &[&str] = &["bhxh", "bhyt", "ubnd", "ii", "iii", "iv"];

pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A value of a case as the label of a branch.
pub(super) fn value_label(value: &str) -> String {
    upper_first(&spaced(value))
}

/// The name of the gateway's variable where no single fact decides.
pub(super) fn need(name: &str) -> SmolStr {
    format_smolstr!("can_{name}")
}
