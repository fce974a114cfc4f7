//! What a procedure costs the people who need it (Standard Cost Model; Circular 02/2017/TT-VPCP art. 27).
//!
//! For a case: Σ over activities of hours × hourly income, plus money out of pocket; times dossiers
//! a year. Fees are reported apart, addressees are never added together. A missing number is named;
//! what depends on it is then absent, never zero. Before and after share their inputs, so the
//! saving is bounded as one expression, not as the difference of two intervals.

use num_traits::Zero;
use serde::Serialize;
use tthc_model::cases::{Cases, Class};
use tthc_model::chain;
use tthc_model::library::{Addressee, Level, Norms};
use tthc_model::procedure::{Copies, Deadline};
use tthc_model::quantity::{Duration, TimeUnit, whole};
use tthc_model::{Date, Interval, Procedure, Ratio};

use crate::plan::{Plan, SlotPlan};
use crate::share::share;

/// One side of the comparison. `None` where an input is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burden {
    pub documents: u32,
    pub visits: Option<Interval>,
    pub form_fields: u32,
    /// The applicant's hours for one dossier.
    pub hours: Option<Interval>,
    pub deadline_working_days: Option<Interval>,
    /// Working days of the steps on the longest way, at least: steps without a term count nothing.
    /// `None`: no step has one.
    pub steps_working_days: Option<Ratio>,
    pub per_case: Option<Interval>,
    pub per_year: Option<Interval>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    pub before: Burden,
    pub after: Burden,
    /// The applicant's hours saved on one dossier, bounded as one expression.
    pub saved_hours: Option<Interval>,
    /// Money saved a year, bounded as one expression. `None` where the cost before or after is not known, even if
    /// what is missing is the same on both sides.
    pub saving: Option<Interval>,
    pub missing: Vec<Missing>,
    /// Some input is an estimate.
    pub estimated: bool,
    pub addressee: Addressee,
}

/// An input nobody has published or estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    Norms,
    HourlyIncome,
    TimePerField,
    TimePerDocument,
    TimePerVisit,
    CopyPrice,
    Visits,
    Volume,
    Deadline,
}

/// Names of the standard activities and expenses, as norms declare them.
pub const FIELD: &str = "điền_trường";
pub const DOCUMENT: &str = "chuẩn_bị_giấy_tờ";
pub const VISIT: &str = "đi_lại";
pub const CERTIFIED_COPY: &str = "bản_sao_chứng_thực";
pub const PLAIN_COPY: &str = "bản_sao";

/// What the procedure costs before and after.
pub fn compare(plan: &Plan<'_>, norms: Option<&Norms>) -> Comparison {
    let procedure = plan.after.engine.procedure;
    let mut sum = Sum { procedure, norms, missing: Vec::new(), estimated: false };
    let addressee = addressee(procedure);
    let income = sum.income(addressee);
    let visits = sum.visits();
    let deadline_before = sum.deadline(plan.before.engine.on);
    let deadline_after = match (sum.deadline(plan.after.engine.on), limit_days(plan)) {
        (Some(limit), Some(days)) => Some(if days.high < limit.high { days } else { limit }),
        (None, days) => days,
        (limit, None) => limit,
    };

    let field = sum.hours_of(FIELD, Missing::TimePerField);
    let paper = sum.hours_of(DOCUMENT, Missing::TimePerDocument);
    let visit = sum.visit_hours();
    let slots: Vec<Terms> = plan.slots.iter().map(|slot| sum.terms(plan, slot)).collect();

    let hours = |fields: u32, papers: Interval| -> Option<Interval> {
        let fields = field.clone()?.scale(&whole(fields.into()));
        let papers = papers.times(&paper.clone()?);
        Some(fields.plus(&papers).plus(&visits.clone()?.times(&visit.clone()?)))
    };
    let total = |side: fn(&Terms) -> &Interval| {
        slots.iter().fold(Interval::zero(), |all, terms| all.plus(side(terms)))
    };
    let money = |side: fn(&Terms) -> &Interval| -> Option<Interval> {
        slots.iter().try_fold(Interval::zero(), |all, terms| {
            Some(all.plus(&side(terms).times(&terms.out_of_pocket.clone()?)))
        })
    };
    let counts = Counts::of(
        plan,
        total(|terms| &terms.before),
        total(|terms| &terms.after),
        total(|terms| &terms.saved),
    );
    let before_hours = hours(plan.fields.before, counts.before);
    let after_hours = hours(plan.fields.after, counts.after);
    let case = |hours: &Option<Interval>, money: Option<Interval>| -> Option<Interval> {
        Some(hours.clone()?.scale(income.as_ref()?).plus(&money?))
    };
    let before_case = case(&before_hours, money(|terms| &terms.before));
    let after_case = case(&after_hours, money(|terms| &terms.after));
    let saved_hours = (|| {
        let papers = counts.saved.times(&paper.clone()?);
        let (before, after) = (plan.fields.before, plan.fields.after);
        let fields = field.clone()?.scale(&whole(before.abs_diff(after).into()));
        // A reform may ask for more fields than before.
        Some(match before >= after {
            true => fields.plus(&papers),
            false => Interval::new(papers.low - fields.high, papers.high - fields.low),
        })
    })();
    let saving_case = case(&saved_hours, money(|terms| &terms.saved));
    let volume = sum.volume();
    let yearly = |case: &Option<Interval>| Some(case.clone()?.times(volume.as_ref()?));

    let cases = &plan.after.engine.cases;
    let steps_before = chain::longest(procedure, cases, &cases.all(), None, &|step| step.takes.as_ref());
    let steps_after = chain::longest(procedure, cases, &cases.all(), None, &|step| {
        plan.decisions.takes(step).filter(|_| !plan.decisions.cut.contains(&step.name))
    });
    let side = |documents,
                form_fields,
                hours: &Option<Interval>,
                deadline,
                case: &Option<Interval>,
                steps: Option<chain::Chain>| Burden {
        steps_working_days: steps.filter(|chain| !chain.steps.is_empty()).map(|chain| chain.days),
        documents,
        visits: visits.clone(),
        form_fields,
        hours: hours.clone(),
        deadline_working_days: deadline,
        per_case: case.clone(),
        per_year: yearly(case),
    };
    let (papers_before, papers_after) = (plan.documents_before(), plan.documents_after());
    let before =
        side(papers_before, plan.fields.before, &before_hours, deadline_before, &before_case, steps_before);
    let after = side(papers_after, plan.fields.after, &after_hours, deadline_after, &after_case, steps_after);
    // What saves and what is paid are told of the same procedures: sums of both reconcile.
    let known = before.per_year.is_some() && after.per_year.is_some();
    let saving = yearly(&saving_case).filter(|_| known);
    let mut missing = sum.missing;
    missing.sort_unstable();
    missing.dedup();
    Comparison { before, after, saved_hours, saving, missing, estimated: sum.estimated, addressee }
}

/// How many papers an application brings on average. The sums over the slots are bounds already; but
/// papers that exclude one another are never brought together, which only counting in each case tells:
/// the mean lies between the fewest and the most that any application brings.
struct Counts {
    before: Interval,
    after: Interval,
    saved: Interval,
}

impl Counts {
    fn of(plan: &Plan<'_>, before: Interval, after: Interval, saved: Interval) -> Counts {
        let cases = &plan.after.engine.cases;
        let counted = |class: &dyn Fn(&SlotPlan) -> Class| {
            extremes(cases, plan.slots.iter().map(|slot| (class(slot), slot.slot.wanted)))
        };
        let asked = counted(&|slot| slot.before.clone());
        // At the least, everything that may be replaced is; at the most, nothing is found.
        let left = counted(&|slot| slot.after.clone());
        let left_if_nothing_is_found = counted(&|slot| slot.after.or(&slot.replaced));
        let gone = counted(&|slot| slot.replaced.or(&slot.cut));
        let within = |sum: Interval, fewest: u32, most: u32| {
            Interval::new(sum.low.max(whole(fewest.into())), sum.high.min(whole(most.into())))
        };
        Counts {
            before: within(before, asked.0, asked.1),
            after: within(after, left.0, left_if_nothing_is_found.1),
            saved: within(saved, 0, gone.1),
        }
    }
}

/// The fewest and the most papers that a case brings.
fn extremes(cases: &Cases, slots: impl Iterator<Item = (Class, u16)>) -> (u32, u32) {
    // In which cases at least so many papers are brought, one after the other.
    let mut at_least: Vec<Class> = vec![cases.all()];
    for (class, wanted) in slots.filter(|(class, _)| !class.is_never()) {
        for _ in 0..wanted {
            at_least.push(cases.none());
            for count in (1..at_least.len()).rev() {
                let one_more = at_least[count - 1].and(&class);
                at_least[count] = at_least[count].or(&one_more);
            }
        }
    }
    let (mut fewest, mut most) = (0, 0);
    for class in &at_least[1..] {
        most += u32::from(!class.is_never());
        fewest += u32::from(cases.complement(class).is_never());
    }
    (fewest, most)
}

/// Shares of applications that bring one slot's paper, and what the paper costs in money.
struct Terms {
    before: Interval,
    after: Interval,
    saved: Interval,
    out_of_pocket: Option<Interval>,
}

struct Sum<'a> {
    procedure: &'a Procedure,
    norms: Option<&'a Norms>,
    missing: Vec<Missing>,
    estimated: bool,
}

/// The reform's limit of the whole procedure; `None` for a calendar limit.
fn limit_days(plan: &Plan<'_>) -> Option<Interval> {
    let limit = plan.decisions.limit.as_ref()?;
    match limit.unit {
        TimeUnit::WorkingDay => Some(limit.amount.clone()),
        TimeUnit::WorkingHour | TimeUnit::Hour | TimeUnit::Minute => {
            Some(limit.working_hours()?.scale(&tthc_model::quantity::ratio(1, 8)))
        }
        _ => None,
    }
}

/// Businesses if only they apply; otherwise the tariff of people.
fn addressee(procedure: &Procedure) -> Addressee {
    let business = ["doanh_nghiệp", "tổ_chức", "hợp_tác_xã", "hộ_kinh_doanh"];
    let all = !procedure.subjects.is_empty()
        && procedure.subjects.iter().all(|subject| business.contains(&subject.as_str()));
    if all { Addressee::Business } else { Addressee::Citizen }
}

impl Sum<'_> {
    fn lacking(&mut self, missing: Missing) {
        self.missing.push(missing);
    }

    fn income(&mut self, addressee: Addressee) -> Option<Ratio> {
        let Some(norms) = self.norms else {
            self.lacking(Missing::Norms);
            return None;
        };
        let income = norms.hourly_income.iter().find(|(of, ..)| *of == addressee);
        match income {
            Some((_, income, provenance)) => {
                self.estimated |= provenance.is_estimate();
                Some(income.clone())
            }
            None => {
                self.lacking(Missing::HourlyIncome);
                None
            }
        }
    }

    fn hours_of(&mut self, activity: &str, missing: Missing) -> Option<Interval> {
        let norm = self.norms?.activities.iter().find(|norm| norm.activity == activity);
        match norm.map(|norm| (norm.takes.working_hours(), norm.provenance.is_estimate())) {
            Some((Some(hours), estimate)) => {
                self.estimated |= estimate;
                Some(hours)
            }
            _ => {
                self.lacking(missing);
                None
            }
        }
    }

    /// One trip to an office of the lowest level that decides.
    fn visit_hours(&mut self) -> Option<Interval> {
        let level = self.procedure.levels.first().copied().unwrap_or(Level::Commune);
        let visits = self.norms?.activities.iter().filter(|norm| norm.activity == VISIT);
        let norm = visits.min_by_key(|norm| (norm.level != Some(level), norm.level.is_some()));
        match norm.map(|norm| (norm.takes.working_hours(), norm.provenance.is_estimate())) {
            Some((Some(hours), estimate)) => {
                self.estimated |= estimate;
                Some(hours)
            }
            _ => {
                self.lacking(Missing::TimePerVisit);
                None
            }
        }
    }

    /// Over the channels, weighted if their shares are known; else the range over them.
    fn visits(&mut self) -> Option<Interval> {
        let channels = &self.procedure.channels;
        let known: Option<Vec<Ratio>> =
            channels.iter().map(|channel| channel.visits.map(|visits| whole(visits.into()))).collect();
        let Some(known) = known.filter(|known| !known.is_empty()) else {
            self.lacking(Missing::Visits);
            return None;
        };
        self.estimated |= channels.iter().any(|channel| channel.provenance.is_estimate());
        let shares: Option<Vec<&Interval>> = channels.iter().map(|channel| channel.share.as_ref()).collect();
        if let Some(shares) = shares {
            let weighted = known.iter().zip(shares).map(|(visits, share)| share.scale(visits));
            return Some(weighted.fold(Interval::zero(), |all, part| all.plus(&part)));
        }
        let low = known.iter().min().cloned()?;
        let high = known.iter().max().cloned()?;
        Some(Interval::new(low, high))
    }

    /// The longest of the limits; calendar limits have no working days.
    fn deadline(&mut self, on: Date) -> Option<Interval> {
        let mut longest: Option<Interval> = None;
        for limit in self.procedure.time_limits.iter().filter(|limit| limit.provenance.period.contains(on)) {
            let days = match &limit.limit {
                Deadline::AtOnce => Some(Interval::zero()),
                Deadline::SameDay { .. } => Some(Interval::exactly(whole(1))),
                Deadline::Within(_) | Deadline::Sum(_) => {
                    let days: Option<Vec<Interval>> =
                        limit.limit.parts().iter().map(in_working_days).collect();
                    days.map(|days| days.iter().fold(Interval::zero(), |all, part| all.plus(part)))
                }
                Deadline::Text(_) | Deadline::Absent(_) => None,
            };
            let Some(days) = days else {
                self.lacking(Missing::Deadline);
                return None;
            };
            let longer = longest.as_ref().is_none_or(|known| known.high < days.high);
            if longer {
                longest = Some(days);
            }
        }
        if longest.is_none() {
            self.lacking(Missing::Deadline);
        }
        longest
    }

    fn volume(&mut self) -> Option<Interval> {
        let volume = self.procedure.volume.as_ref().and_then(|volume| {
            self.estimated |= volume.provenance.is_estimate();
            volume.count.clone()
        });
        if volume.is_none() {
            self.lacking(Missing::Volume);
        }
        volume
    }

    fn terms(&mut self, plan: &Plan<'_>, slot: &SlotPlan) -> Terms {
        let cases = &plan.after.engine.cases;
        let wanted = whole(slot.slot.wanted.into());
        let before = share(self.procedure, cases, &slot.before).scale(&wanted);
        let replaced = share(self.procedure, cases, &slot.replaced).scale(&wanted);
        let stays = share(self.procedure, cases, &slot.after).scale(&wanted);
        // The fallback share still pays the old price.
        let fallen_back = replaced.times(&slot.coverage.complement());
        let cut = share(self.procedure, cases, &slot.cut).scale(&wanted);
        let saved = replaced.times(&slot.coverage).plus(&cut);
        // What is left is bounded from both sides: as the sum of its parts, and as the whole less
        // what is saved.
        let parts = stays.plus(&fallen_back);
        let low = parts.low.max(&before.low - &saved.high).max(Ratio::zero());
        let high = parts.high.min(&before.high - &saved.low);
        let out_of_pocket = self.copies(slot);
        Terms { before, after: Interval::new(low, high), saved, out_of_pocket }
    }

    /// Copies to be made for one slot, in the cheapest way the record allows.
    fn copies(&mut self, slot: &SlotPlan) -> Option<Interval> {
        let mut cheapest: Option<Interval> = None;
        for alternative in &slot.slot.alternatives {
            let mut price = Interval::zero();
            for id in alternative {
                let ways = &self.procedure.component(*id).copies;
                let mut best: Option<Interval> = None;
                for way in ways {
                    let own = self.price(way)?;
                    best = Some(best.map_or(own.clone(), |best| if own.low < best.low { own } else { best }));
                }
                price = price.plus(&best.unwrap_or_else(Interval::zero));
            }
            cheapest = Some(match cheapest {
                Some(known) if known.low <= price.low => known,
                _ => price,
            });
        }
        cheapest
    }

    fn price(&mut self, copies: &Copies) -> Option<Interval> {
        let mut price = Interval::zero();
        for (count, name) in [(copies.certified, CERTIFIED_COPY), (copies.plain, PLAIN_COPY)] {
            if count == 0 {
                continue;
            }
            let norm = self.norms?.expenses.iter().find(|(known, ..)| known == name);
            let Some((_, each, provenance)) = norm else {
                self.lacking(Missing::CopyPrice);
                return None;
            };
            self.estimated |= provenance.is_estimate();
            price = price.plus(&each.scale(&whole(count.into())));
        }
        Some(price)
    }
}

impl Comparison {
    /// Saving as a share of the yearly cost before: bounds that hold for every admissible input.
    /// `None` where either is missing or the cost may be nothing.
    pub fn reduction(&self) -> Option<Interval> {
        let saving = self.saving.as_ref()?;
        let before = self.before.per_year.as_ref()?;
        if before.low.is_zero() {
            return None;
        }
        let low = &saving.low / &before.high;
        let high = (&saving.high / &before.low).min(whole(1));
        Some(Interval::new(low, high))
    }

    /// Whether the money columns can be shown and added up.
    pub fn is_complete(&self) -> bool {
        self.saving.is_some()
    }
}

/// A length of working time; calendar time has no number of working days.
fn in_working_days(term: &Duration) -> Option<Interval> {
    match term.unit {
        TimeUnit::WorkingDay => Some(term.amount.clone()),
        TimeUnit::WorkingHour | TimeUnit::Hour | TimeUnit::Minute => {
            Some(term.working_hours()?.scale(&tthc_model::quantity::ratio(1, 8)))
        }
        _ => None,
    }
}
