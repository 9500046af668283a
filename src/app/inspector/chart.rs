//! People by distance to their nearest facility: bars whose breaks fall on the radius (½ R, R, 1½ R, 2 R).

use std::sync::Arc;

use eframe::egui::{
    self, Align2, Painter, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::super::state::{Facts, State};
use super::super::theme::{self, Palette, SMALL, regular};
use super::super::widgets;
use crate::base::Metres;
use crate::model::{Coverage, Paged, Status, VillageAnswer};

/// Bars per radius.
const PER_RADIUS: usize = 4;
/// Bars in all; the last one takes everything farther.
const BARS: usize = 12;

/// How many pages of villages are summed up together.
const PAGES: usize = 32;

/// Sums per bar: people (villages, where nobody's number is known), and of these beyond reach.
#[derive(Clone, Copy, Default)]
struct Sums {
    all: [f64; BARS],
    beyond: [f64; BARS],
}

impl Sums {
    fn add(&mut self, other: &Self) {
        for i in 0..BARS {
            self.all[i] += other.all[i];
            self.beyond[i] += other.beyond[i];
        }
    }
}

/// The bars with what they mean.
#[derive(Clone)]
pub(in super::super) struct Bars {
    sums: Sums,
    of: Breaks,
}

/// Where a bar ends and the next begins.
#[derive(Clone, Copy, PartialEq)]
struct Breaks {
    /// The width of a bar.
    step: Metres,
    radius: Metres,
    people: bool,
}

impl Breaks {
    fn of(facts: &Facts, by_villages: bool) -> Option<Self> {
        let radii = facts.coverage.tiers.iter().filter_map(|t| t.radius);
        // Several radii: the one with the shortest reach sets the breaks, as most facilities have it.
        let radius = radii.min_by(|a, b| a.0.total_cmp(&b.0))?;
        Some(Self {
            step: Metres(radius.0 / PER_RADIUS as f64),
            radius,
            people: !by_villages && has_people(facts),
        })
    }

    fn sum(&self, villages: impl Iterator<Item = (VillageAnswer, f64)>) -> Sums {
        let mut sums = Sums::default();
        for (answer, people) in villages {
            let Some(distance) = answer.distance else {
                continue;
            };
            // d = R is within reach, so a bar holds its upper bound.
            let bar = ((distance.0 / self.step.0).ceil() as usize).clamp(1, BARS) - 1;
            let weight = if self.people { people } else { 1.0 };
            sums.all[bar] += weight;
            if answer.status == Status::Gap {
                sums.beyond[bar] += weight;
            }
        }
        sums
    }
}

/// Whether people can be counted.
fn has_people(facts: &Facts) -> bool {
    facts.coverage.totals.population.0 > 0.0
}

/// The sums of all villages in parts: where the next answer shares a part's pages, its sums are the same.
#[derive(Default)]
pub(in super::super) struct Whole(Option<(Breaks, Arc<Coverage>, Vec<Sums>)>);

impl Whole {
    fn bars(&mut self, facts: &Facts, of: Breaks) -> Bars {
        let now = &facts.coverage;
        let before = self.0.take().filter(|(breaks, _, _)| *breaks == of);
        let page_len = Paged::<Status>::page_len();
        let pages = now.villages.len().div_ceil(page_len);
        let parts: Vec<Sums> = (0..pages.div_ceil(PAGES))
            .map(|part| {
                let pages = part * PAGES..((part + 1) * PAGES).min(pages);
                if let Some((_, coverage, sums)) = &before
                    && let Some(sums) = sums.get(part)
                    && pages
                        .clone()
                        .all(|p| coverage.villages.shares_sight(&now.villages, p))
                {
                    return *sums;
                }
                let slots = pages.start * page_len..pages.end * page_len;
                let villages = slots.filter_map(|s| Some((s, now.villages.in_slot(s)?)));
                of.sum(villages.map(|(slot, a)| (a, facts.demand.people(slot as u32).0)))
            })
            .collect();
        let mut sums = Sums::default();
        for part in &parts {
            sums.add(part);
        }
        self.0 = Some((of, Arc::clone(now), parts));
        Bars { sums, of }
    }
}

/// The sums of this answer, made once. Nothing here runs on many threads: those may be at work on something longer, and no frame
/// should wait for them.
fn kept_bars(state: &mut State, facts: &Facts, district: Option<u32>) -> Option<Bars> {
    let inspected = &mut state.inspected;
    let inside = district.map(|d| inspected.inside(facts, d).villages);
    let whole = &mut inspected.whole;
    let by_villages = inspected.by_villages;
    let key = (district, by_villages);
    inspected.bars.get(facts.version, key, || {
        let of = Breaks::of(facts, by_villages)?;
        Some(match inside {
            None => whole.bars(facts, of),
            Some(villages) => {
                let villages = villages.iter().filter_map(|v| facts.village(*v));
                let sums = of.sum(villages.map(|(village, a)| (a, village.people())));
                Bars { sums, of }
            }
        })
    })
}

/// Draws the chart of all villages, or of those of a district.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, district: Option<u32>) {
    let Some(bars) = kept_bars(state, facts, district) else {
        return;
    };
    let words = state.words;
    let p = theme::of(ui);
    let title = if bars.of.people {
        "chart-people"
    } else {
        "chart-villages"
    };
    widgets::section(ui, &words.t(title));
    if has_people(facts) {
        ui.horizontal(|ui| {
            for (key, villages) in [("chart-by-people", false), ("chart-by-villages", true)] {
                let chosen = state.inspected.by_villages == villages;
                let text = RichText::new(words.t(key)).size(SMALL);
                let choice = ui.selectable_label(chosen, text);
                if choice.on_hover_text(words.t("chart-by-tip")).clicked() {
                    state.inspected.by_villages = villages;
                }
            }
        });
    }
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), 118.0), Sense::hover());
    let plot = Rect::from_min_max(rect.min + vec2(2.0, 20.0), rect.max - vec2(2.0, 18.0));
    columns(ui.painter(), p, plot, &bars.sums);
    let width = plot.width() / BARS as f32;
    let painter = ui.painter();
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, p.quiet));
    let radius_x = plot.left() + width * PER_RADIUS as f32;
    painter.extend(egui::Shape::dashed_line(
        &[
            pos2(radius_x, plot.top() - 6.0),
            pos2(radius_x, plot.bottom()),
        ],
        Stroke::new(1.2, p.ink),
        4.0,
        3.0,
    ));
    let label = words.with(
        "chart-radius",
        &[("radius", words.radius(bars.of.radius).into())],
    );
    painter.text(
        pos2(radius_x + 4.0, plot.top() - 8.0),
        Align2::LEFT_CENTER,
        label,
        regular(11.0),
        p.ink,
    );
    for (i, align) in [
        (0u8, Align2::LEFT_TOP),
        (4, Align2::CENTER_TOP),
        (8, Align2::CENTER_TOP),
    ] {
        let at = pos2(plot.left() + width * f32::from(i), plot.bottom() + 2.0);
        let d = Metres(bars.of.step.0 * f64::from(i));
        let text = if i == 0 {
            "0".to_owned()
        } else {
            words.radius(d)
        };
        painter.text(at, align, text, regular(11.0), p.quiet);
    }
    let end = words.with(
        "chart-more",
        &[(
            "distance",
            words
                .radius(Metres(bars.of.step.0 * (BARS - 1) as f64))
                .into(),
        )],
    );
    painter.text(
        pos2(plot.right(), plot.bottom() + 2.0),
        Align2::RIGHT_TOP,
        end,
        regular(11.0),
        p.quiet,
    );
    let told = spoken(state, &bars);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
    if let Some(at) = response.hover_pos() {
        let i = (((at.x - plot.left()) / width) as usize).min(BARS - 1);
        response.on_hover_text_at_pointer(bar_text(state, &bars, i));
    }
}

/// The bars themselves, what is beyond reach at the bottom.
fn columns(painter: &Painter, p: &Palette, plot: Rect, sums: &Sums) {
    let most = sums.all.iter().copied().fold(1.0, f64::max);
    let width = plot.width() / BARS as f32;
    let column = |i: usize| {
        Rect::from_min_max(
            pos2(plot.left() + width * i as f32 + 1.0, plot.top()),
            pos2(plot.left() + width * (i + 1) as f32 - 1.0, plot.bottom()),
        )
    };
    for i in 0..BARS {
        let height = |value: f64| (value / most) as f32 * plot.height();
        let cell = column(i);
        let (beyond, all) = (height(sums.beyond[i]), height(sums.all[i]));
        let from = |top: f32, bottom: f32| {
            Rect::from_min_max(
                pos2(cell.left(), cell.bottom() - top),
                pos2(cell.right(), cell.bottom() - bottom),
            )
        };
        painter.rect_filled(from(beyond, 0.0), 1.0, p.gap);
        painter.rect_filled(from(all, beyond), 1.0, p.covered);
        if beyond > 2.0 && all > beyond + 2.0 {
            // Told apart without colours, too.
            painter.rect_filled(from(beyond + 0.75, beyond - 0.75), 0.0, p.panel);
        }
        if sums.all[i] > 0.0 && all < 1.5 {
            let color = if sums.beyond[i] > 0.0 {
                p.gap
            } else {
                p.covered
            };
            painter.rect_filled(from(1.5, 0.0), 0.0, color);
        }
    }
}

/// A bar in words: from where to where, how many.
fn bar_text(state: &State, bars: &Bars, i: usize) -> String {
    let words = state.words;
    let bound = |i: usize| words.radius(Metres(bars.of.step.0 * i as f64));
    let range = if i + 1 == BARS {
        words.with("chart-more", &[("distance", bound(i).into())])
    } else {
        format!("{} – {}", bound(i), bound(i + 1))
    };
    let (key, n) = if bars.of.people {
        ("count-people", bars.sums.all[i])
    } else {
        ("count-villages", bars.sums.all[i])
    };
    let count = words.with(key, &[("n", n.into()), ("count", words.count(n).into())]);
    format!("{range}: {count}")
}

fn spoken(state: &State, bars: &Bars) -> String {
    let filled = (0..BARS).filter(|i| bars.sums.all[*i] > 0.0);
    let texts: Vec<String> = filled.map(|i| bar_text(state, bars, i)).collect();
    texts.join("; ")
}
