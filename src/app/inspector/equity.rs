//! How evenly facilities are spread over districts: the Lorenz curve, by people and by area.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, Painter, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::super::state::{Facts, State};
use super::super::theme::{self, Palette, SMALL, regular};
use super::super::widgets;
use crate::analysis::equity::Lorenz;
use crate::base::LonLat;
use crate::session::{Baseline, Desk, News, Worker};

/// Both curves.
#[derive(Clone, Default)]
pub(in super::super) struct Curves {
    by_people: Option<Arc<Lorenz>>,
    by_area: Option<Arc<Lorenz>>,
}

/// Places that are to be looked up among a baseline's districts.
type Asked = (Arc<Baseline>, Vec<LonLat>);

/// In which district each of many places lies, as a worker has found it.
struct Found {
    of: Arc<Baseline>,
    places: Vec<LonLat>,
    homes: Vec<Option<u32>>,
}

/// In which district each facility stands. All of them are looked up by a worker; those that move, when they do.
#[derive(Default)]
pub(in super::super) struct Homes {
    worker: Option<Worker<Asked, Found>>,
    /// Whose facilities are known, or asked for.
    asked: Option<Arc<Baseline>>,
    known: Option<Vec<(LonLat, Option<u32>)>>,
}

impl Homes {
    /// Whether facilities are being looked up.
    pub(in super::super) fn is_busy(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
    }

    /// Sees to it that the districts of the facilities get known; whether they are.
    fn follow(&mut self, ctx: &egui::Context, facts: &Facts, baseline: &Arc<Baseline>) -> bool {
        let facilities = &facts.coverage.facilities;
        for news in self.worker.iter().flat_map(Worker::news) {
            // A panic leaves the chart away; it is no answer that anything else needs.
            if let News::Output(found) = news
                && self
                    .asked
                    .as_ref()
                    .is_some_and(|of| Arc::ptr_eq(of, &found.of))
            {
                self.known = Some(found.places.into_iter().zip(found.homes).collect());
            }
        }
        if !self
            .asked
            .as_ref()
            .is_some_and(|of| Arc::ptr_eq(of, baseline))
        {
            self.known = None;
            self.asked = Some(Arc::clone(baseline));
            let places = facilities.iter().map(|f| f.location).collect();
            let worker = self.worker.get_or_insert_with(|| {
                let wake = ctx.clone();
                Worker::new(
                    "lastmile-homes",
                    Arc::new(move || wake.request_repaint()),
                    |(of, places): Asked, desk: &Desk<'_, _, _>| {
                        let (homes, _) = of
                            .index
                            .locate_places(places.len(), |i| places.get(i).copied());
                        desk.deliver(Found { of, places, homes });
                    },
                )
            });
            worker.ask((Arc::clone(baseline), places));
        }
        self.known.is_some()
    }

    /// The facilities of this answer with their districts; empty until they are known.
    fn of(&mut self, facts: &Facts, baseline: &Baseline) -> &[(LonLat, Option<u32>)] {
        let facilities = &facts.coverage.facilities;
        let Some(known) = &mut self.known else {
            return &[];
        };
        known.truncate(facilities.len());
        for (i, facility) in facilities.iter().enumerate() {
            let place = facility.location;
            match known.get_mut(i) {
                Some((at, _)) if *at == place => {}
                Some(known) => *known = (place, baseline.index.at(place)),
                None => known.push((place, baseline.index.at(place))),
            }
        }
        known
    }
}

/// The curves of this answer, made once.
fn curves(ctx: &egui::Context, state: &mut State, facts: &Facts) -> Option<Curves> {
    let inspected = &mut state.inspected;
    let baseline = Arc::clone(&state.session.answer()?.baseline);
    let homes = &mut inspected.homes;
    let known = homes.follow(ctx, facts, &baseline);
    // Areas come later than the rest of an answer.
    let key = (known, facts.shares.is_some());
    let curves = inspected.curves.get(facts.version, key, || {
        let homes = homes.of(facts, &baseline);
        let districts = &facts.coverage.districts;
        let mut count = vec![0.0; districts.len()];
        for ((_, home), radius) in homes.iter().zip(&facts.coverage.radii) {
            if let (Some(home), Some(_)) = (home, radius)
                && let Some(count) = count.get_mut(*home as usize)
            {
                *count += 1.0;
            }
        }
        let people = districts.iter().map(|d| d.population.0);
        let areas = facts.shares.iter().flat_map(|s| &s.districts);
        let areas = areas.map(|d| d.area.0);
        let curve = |l: Option<Lorenz>| l.map(Arc::new);
        Curves {
            by_people: curve(Lorenz::new(people.zip(count.iter().copied()))),
            by_area: curve(Lorenz::new(areas.zip(count.iter().copied()))),
        }
    });
    Some(curves)
}

/// Draws the curves; nothing where there are too few districts to compare.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts) {
    if facts.coverage.districts.len() < 2 {
        return;
    }
    let Some(Curves { by_people, by_area }) = curves(ui.ctx(), state, facts) else {
        return;
    };
    if by_people.is_none() && by_area.is_none() {
        return;
    }
    let words = state.words;
    let p = theme::of(ui);
    widgets::section(ui, &words.t("equity-title")).on_hover_text(words.t("equity-tip"));
    let side = ui.available_width().min(190.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), side + 18.0), Sense::hover());
    let plot = Rect::from_min_size(rect.min + vec2(2.0, 2.0), vec2(side, side));
    let painter = ui.painter();
    frame(painter, p, plot);
    let lines = [(&by_area, true), (&by_people, false)];
    for (curve, dashed) in lines {
        if let Some(curve) = curve {
            line(painter, p, plot, curve, dashed);
        }
    }
    for (text, at, align) in [
        (
            words.t("equity-x"),
            plot.center_bottom() + vec2(0.0, 3.0),
            Align2::CENTER_TOP,
        ),
        (
            "0".to_owned(),
            plot.left_bottom() + vec2(0.0, 3.0),
            Align2::LEFT_TOP,
        ),
        (
            words.percent(1.0),
            plot.right_bottom() + vec2(0.0, 3.0),
            Align2::RIGHT_TOP,
        ),
    ] {
        painter.text(at, align, text, regular(11.0), p.quiet);
    }
    let mut told = Vec::new();
    for (curve, key) in [(&by_people, "equity-people"), (&by_area, "equity-area")] {
        if let Some(curve) = curve {
            let gini = format!("{:.2}", curve.gini);
            let text = words.with(key, &[("gini", gini.clone().into())]);
            sample(ui, p, &text, key == "equity-area");
            told.push(text);
        }
    }
    let told = told.join("; ");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
    if let Some(at) = response.hover_pos().filter(|at| plot.contains(*at))
        && let Some(curve) = by_people.as_deref().or(by_area.as_deref())
    {
        let x = f64::from((at.x - plot.left()) / plot.width());
        let text = words.with(
            if by_people.is_some() {
                "equity-at-people"
            } else {
                "equity-at-area"
            },
            &[
                ("need", words.percent(x).into()),
                ("resource", words.percent(at_x(curve, x)).into()),
            ],
        );
        response.on_hover_text_at_pointer(text);
    }
}

/// The height of the curve.
fn at_x(curve: &Lorenz, x: f64) -> f64 {
    let next = curve.points.partition_point(|[at, _]| *at < x).max(1);
    let (Some(a), Some(b)) = (curve.points.get(next - 1), curve.points.get(next)) else {
        return 1.0;
    };
    let part = if b[0] > a[0] {
        (x - a[0]) / (b[0] - a[0])
    } else {
        1.0
    };
    a[1] + part * (b[1] - a[1])
}

/// The square with the diagonal of an even spread.
fn frame(painter: &Painter, p: &Palette, plot: Rect) {
    let hairline = Stroke::new(1.0, p.hairline);
    for i in 1..4u8 {
        let part = f32::from(i) / 4.0;
        painter.hline(plot.x_range(), plot.top() + part * plot.height(), hairline);
        painter.vline(plot.left() + part * plot.width(), plot.y_range(), hairline);
    }
    painter.line_segment(
        [plot.left_bottom(), plot.right_top()],
        Stroke::new(1.0, p.quiet),
    );
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, p.quiet));
    painter.vline(plot.left(), plot.y_range(), Stroke::new(1.0, p.quiet));
}

fn line(painter: &Painter, p: &Palette, plot: Rect, curve: &Lorenz, dashed: bool) {
    let mut last = pos2(f32::NEG_INFINITY, 0.0);
    let mut points: Vec<egui::Pos2> = Vec::new();
    for [x, y] in &curve.points {
        let at = pos2(
            plot.left() + *x as f32 * plot.width(),
            plot.bottom() - *y as f32 * plot.height(),
        );
        // Thousands of districts would only cost time on a few hundred pixels.
        if at.distance(last) >= 1.0 {
            points.push(at);
            last = at;
        }
    }
    points.push(plot.right_top());
    stroke(painter, p, points, dashed);
}

fn stroke(painter: &Painter, p: &Palette, points: Vec<egui::Pos2>, dashed: bool) {
    let stroke = Stroke::new(1.8, if dashed { p.blue } else { p.navy });
    if dashed {
        painter.extend(Shape::dashed_line(&points, stroke, 5.0, 3.0));
    } else {
        painter.add(Shape::line(points, stroke));
    }
}

/// A line of the key.
fn sample(ui: &mut Ui, p: &Palette, text: &str, dashed: bool) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(24.0, 16.0), Sense::hover());
        let ends = vec![rect.left_center(), rect.right_center()];
        stroke(ui.painter(), p, ends, dashed);
        ui.label(egui::RichText::new(text).size(SMALL).color(p.ink));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_height_of_a_curve_lies_on_it() {
        let curve = Lorenz::new([(1.0, 0.0), (1.0, 1.0), (2.0, 3.0)].into_iter()).expect("a curve");
        for (x, y) in [
            (0.0, 0.0),
            (0.125, 0.0),
            (0.25, 0.0),
            (0.5, 0.25),
            (0.75, 0.625),
            (1.0, 1.0),
        ] {
            assert!((at_x(&curve, x) - y).abs() < 1e-12, "{x}");
        }
    }
}
