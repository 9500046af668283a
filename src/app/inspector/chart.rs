//! People by distance to their nearest facility: bars whose breaks fall on the radius (½ R, R, 1½ R, 2 R).

use eframe::egui::{self, Align2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use rayon::prelude::*;

use super::super::state::{Facts, State};
use super::super::theme::{self, regular};
use super::super::widgets;
use crate::base::Metres;
use crate::model::Status;

/// Bars per radius.
const PER_RADIUS: usize = 4;
/// Bars in all; the last one takes everything farther.
const BARS: usize = 12;

/// How many villages are summed up at a time.
const SOME: usize = 1 << 14;

/// Sums per bar: people (villages, where nobody's number is known), and of these beyond reach.
#[derive(Clone)]
pub(in super::super) struct Bars {
    all: [f64; BARS],
    beyond: [f64; BARS],
    /// The width of a bar.
    step: Metres,
    radius: Metres,
    people: bool,
}

fn bars(facts: &Facts, of: Option<&[u32]>) -> Option<Bars> {
    let radii = facts.coverage.tiers.iter().filter_map(|t| t.radius);
    // Several radii: the one with the shortest reach sets the breaks, as most facilities have it.
    let radius = radii.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let people = facts.coverage.totals.population.0 > 0.0;
    let mut bars = Bars {
        all: [0.0; BARS],
        beyond: [0.0; BARS],
        step: Metres(radius.0 / PER_RADIUS as f64),
        radius,
        people,
    };
    let step = bars.step.0;
    let sum = |villages: &mut dyn Iterator<Item = u32>| {
        let (mut all, mut beyond) = ([0.0; BARS], [0.0; BARS]);
        for (village, answer) in villages.filter_map(|i| facts.village(i)) {
            let Some(distance) = answer.distance else {
                continue;
            };
            // d = R is within reach, so a bar holds its upper bound.
            let bar = ((distance.0 / step).ceil() as usize).clamp(1, BARS) - 1;
            let weight = if people { village.people() } else { 1.0 };
            all[bar] += weight;
            if answer.status == Status::Gap {
                beyond[bar] += weight;
            }
        }
        (all, beyond)
    };
    // In parts of a fixed size, added up in order: the same sums on every machine.
    let parts: Vec<_> = match of {
        Some(some) => some
            .par_chunks(SOME)
            .map(|p| sum(&mut p.iter().copied()))
            .collect(),
        None => (0..facts.coverage.villages.len().div_ceil(SOME))
            .into_par_iter()
            .map(|part| sum(&mut ((part * SOME) as u32..((part + 1) * SOME) as u32)))
            .collect(),
    };
    for (all, beyond) in parts {
        for i in 0..BARS {
            bars.all[i] += all[i];
            bars.beyond[i] += beyond[i];
        }
    }
    Some(bars)
}

/// The sums of this answer, made once.
fn kept_bars(state: &mut State, facts: &Facts, district: Option<u32>) -> Option<Bars> {
    let inspected = &mut state.inspected;
    let inside = district.map(|d| inspected.inside(facts, d).villages);
    inspected
        .bars
        .get(facts.version, district, || bars(facts, inside.as_deref()))
}

/// Draws the chart of all villages, or of those of a district.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, district: Option<u32>) {
    let bars = kept_bars(state, facts, district);
    let Some(bars) = bars else {
        return;
    };
    let words = state.words;
    let p = theme::of(ui);
    let title = if bars.people {
        "chart-people"
    } else {
        "chart-villages"
    };
    widgets::section(ui, &words.t(title));
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), 118.0), Sense::hover());
    let plot = Rect::from_min_max(rect.min + vec2(2.0, 20.0), rect.max - vec2(2.0, 18.0));
    let most = bars.all.iter().copied().fold(1.0, f64::max);
    let width = plot.width() / BARS as f32;
    let painter = ui.painter();
    let column = |i: usize| {
        Rect::from_min_max(
            pos2(plot.left() + width * i as f32 + 1.0, plot.top()),
            pos2(plot.left() + width * (i + 1) as f32 - 1.0, plot.bottom()),
        )
    };
    for i in 0..BARS {
        let height = |value: f64| (value / most) as f32 * plot.height();
        let cell = column(i);
        let (beyond, all) = (height(bars.beyond[i]), height(bars.all[i]));
        let from = |top: f32, bottom: f32| {
            Rect::from_min_max(
                pos2(cell.left(), cell.bottom() - top),
                pos2(cell.right(), cell.bottom() - bottom),
            )
        };
        painter.rect_filled(from(beyond, 0.0), 1.0, p.gap);
        painter.rect_filled(from(all, beyond), 1.0, p.covered);
        if bars.all[i] > 0.0 && all < 1.5 {
            let color = if bars.beyond[i] > 0.0 {
                p.gap
            } else {
                p.covered
            };
            painter.rect_filled(from(1.5, 0.0), 0.0, color);
        }
    }
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
        &[("radius", words.radius(bars.radius).into())],
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
        let d = Metres(bars.step.0 * f64::from(i));
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
            words.radius(Metres(bars.step.0 * (BARS - 1) as f64)).into(),
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

/// A bar in words: from where to where, how many.
fn bar_text(state: &State, bars: &Bars, i: usize) -> String {
    let words = state.words;
    let bound = |i: usize| words.radius(Metres(bars.step.0 * i as f64));
    let range = if i + 1 == BARS {
        words.with("chart-more", &[("distance", bound(i).into())])
    } else {
        format!("{} – {}", bound(i), bound(i + 1))
    };
    let (key, n) = if bars.people {
        ("count-people", bars.all[i])
    } else {
        ("count-villages", bars.all[i])
    };
    let count = words.with(key, &[("n", n.into()), ("count", words.count(n).into())]);
    format!("{range}: {count}")
}

fn spoken(state: &State, bars: &Bars) -> String {
    let filled = (0..BARS).filter(|i| bars.all[*i] > 0.0);
    let texts: Vec<String> = filled.map(|i| bar_text(state, bars, i)).collect();
    texts.join("; ")
}
