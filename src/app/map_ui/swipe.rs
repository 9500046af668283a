//! The map as it was beside the map as it is: a line that is drawn across, with the earlier picture on its left.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, CursorIcon, EventFilter, Key, Painter, Rect, Role, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use super::super::state::{Facts, State};
use super::super::theme::{Palette, regular, strong};
use super::Frame;
use super::paint::KnownReach;
use super::sheet::{Sheet, Wanted};
use crate::i18n::Words;
use crate::map::raster::Look;
use crate::session::{Answer, Before};

/// What the swipe remembers between frames.
#[derive(Default)]
pub(super) struct Swipe {
    sheet: Sheet,
    reach: KnownReach,
    /// Where the line stands, a part of the map's width; `None`: across the middle of the data.
    at: Option<f32>,
}

impl Swipe {
    /// Whether its picture is being drawn.
    pub fn is_busy(&self) -> bool {
        self.sheet.is_busy()
    }

    /// The map on either side of the line: as it was, and as it is. The whole is the latter where nothing is compared.
    fn sides(&self, map: Rect) -> [Rect; 2] {
        let x = map.left() + map.width() * self.at.unwrap_or(0.5);
        [
            Rect::from_min_max(map.min, pos2(x, map.bottom())),
            Rect::from_min_max(pos2(x, map.top()), map.max),
        ]
    }
}

/// The part of the map that shows the answer as it is.
pub(super) fn present(state: &State, map: Rect) -> Rect {
    match state.session.compared() {
        Some(_) => state.map.swipe.sides(map)[1],
        None => map,
    }
}

/// Paints the earlier picture on its side. Gives what is to be told if it failed.
pub(super) fn paint(
    painter: &Painter,
    state: &mut State,
    look: &Look,
    frame: &Frame,
    p: &Palette,
) -> Option<String> {
    let answer = state.session.compared()?;
    let areas = answer.results.areas.as_ref();
    let swipe = &mut state.map.swipe;
    let (reach, fresh) = swipe.reach.of(areas, &answer.scene);
    let look = Look {
        fresh,
        ..look.clone()
    };
    let pixels = painter.pixels_per_point();
    let wanted = Wanted::new(&answer.scene, &reach, look, frame, pixels);
    let failed = swipe.sheet.want(painter.ctx(), wanted);
    let [past, _] = swipe.sides(frame.rect);
    let painter = painter.with_clip_rect(past.intersect(painter.clip_rect()));
    painter.rect_filled(past, 0.0, p.ground);
    swipe.sheet.paint(&painter, frame);
    swipe.sheet.paint_above(&painter, frame);
    failed
}

/// The line with what stands on its sides; it is drawn with the mouse or moved with the arrows.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, frame: &Frame, p: &Palette) {
    let Some(before) = state.session.compared_with() else {
        return;
    };
    let words = state.words;
    let map = frame.rect;
    if state.map.swipe.at.is_none() {
        let middle = facts.scene.extent.map(|e| frame.place(e.centre()).x);
        let part = middle.map_or(0.5, |x| (x - map.left()) / map.width().max(1.0));
        state.map.swipe.at = Some(part.clamp(0.2, 0.8));
    }
    let x = state.map.swipe.sides(map)[0].right();
    let grip = Rect::from_center_size(pos2(x, map.center().y), vec2(22.0, 44.0));
    let line = Rect::from_center_size(map.center(), vec2(10.0, map.height()))
        .translate(vec2(x - map.center().x, 0.0));
    let id = ui.scope_id().with("swipe");
    let response = ui.interact(line.union(grip), id, Sense::click_and_drag());
    let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
    let mut to = x;
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        to = pointer.x;
    }
    if response.has_focus() {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        let step =
            |key| ui.input_mut(|i| i.count_and_consume_key(egui::Modifiers::NONE, key)) as f32;
        to += 16.0 * (step(Key::ArrowRight) - step(Key::ArrowLeft));
    }
    let part = ((to - map.left()) / map.width().max(1.0)).clamp(0.0, 1.0);
    state.map.swipe.at = Some(part);
    let percent = f64::from(part * 100.0);
    let name = words.t("swipe-line");
    response.widget_info(|| WidgetInfo::slider(true, percent, &name));

    let painter = ui.painter_at(map);
    let active = response.hovered() || response.dragged() || response.has_focus();
    let color = if active { p.blue } else { p.navy };
    painter.vline(x, map.y_range(), Stroke::new(2.0, color));
    let knob = Rect::from_center_size(grip.center(), vec2(18.0, 34.0));
    painter.rect(
        knob,
        9.0,
        p.panel,
        Stroke::new(1.5, color),
        egui::StrokeKind::Inside,
    );
    for side in [-1.0, 1.0] {
        let tip = knob.center() + vec2(5.5 * side, 0.0);
        let points = [-4.0, 0.0, 4.0].map(|dy: f32| tip - vec2(side * dy.abs() * 0.75, dy));
        painter.line(points.to_vec(), Stroke::new(1.5, color));
    }
    response.on_hover_text(words.t("swipe-tip"));

    let [past, present] = tags(words, state, before);
    let now = state
        .session
        .answer()
        .map(|a| figure(words, a, facts_people(facts)));
    let then = state.session.compared().map(|a| {
        let totals = &a.results.coverage.totals;
        figure(words, a, totals.population.0 > 0.0)
    });
    let y = map.top() + 60.0;
    let waiting = || words.t("map-updating");
    let left = tag(
        &painter,
        pos2(x - 12.0, y),
        Align2::RIGHT_TOP,
        (&past, &then.unwrap_or_else(waiting)),
        p,
    );
    let right = tag(
        &painter,
        pos2(x + 12.0, y),
        Align2::LEFT_TOP,
        (&present, &now.unwrap_or_default()),
        p,
    );
    state.map.covered.extend([left, right]);
    let told = words.with(
        "swipe-told",
        &[("past", past.into()), ("present", present.into())],
    );
    let sides = ui.interact(left.union(right), id.with("tags"), Sense::hover());
    sides.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
}

fn facts_people(facts: &Facts) -> bool {
    facts.coverage.totals.population.0 > 0.0
}

/// What stands on the two sides.
fn tags(words: Words, state: &State, before: Before) -> [String; 2] {
    match before {
        Before::WithoutEdits => [words.t("swipe-files"), words.t("swipe-scenario")],
        Before::AsOf(day) => {
            let choice = state.session.state().standard.as_ref();
            let own = state.session.answer().and_then(|a| a.held.answer.as_ref());
            let now = choice
                .and_then(|c| c.as_of)
                .or_else(|| own.and_then(|a| a.standard.as_of));
            let now = now.map_or_else(|| words.t("standards-any-day-short"), |d| d.to_string());
            [day.to_string(), now]
        }
    }
}

/// The one figure of an answer: of the rule on the map, else who is within reach.
fn figure(words: Words, answer: &Answer, people: bool) -> String {
    if let Some(rule) = words.shown_rule(answer) {
        return format!("{} {}", rule.verdict_name, rule.figure);
    }
    let t = &answer.results.coverage.totals;
    let share = if people {
        t.population_covered.0
            / (t.population_covered.0 + t.population_gap.0).max(f64::MIN_POSITIVE)
    } else {
        f64::from(t.covered) / f64::from((t.covered + t.gap).max(1))
    };
    let args = [("share", words.percent(share).into())];
    words.with(
        if people {
            "swipe-people"
        } else {
            "swipe-villages"
        },
        &args,
    )
}

fn tag(
    painter: &Painter,
    at: egui::Pos2,
    align: Align2,
    (title, figure): (&str, &str),
    p: &Palette,
) -> Rect {
    let title = painter.layout_no_wrap(title.to_owned(), strong(13.0), p.ink);
    let figure = painter.layout_no_wrap(figure.to_owned(), regular(12.0), p.quiet);
    let size = vec2(
        title.size().x.max(figure.size().x),
        title.size().y + figure.size().y,
    ) + vec2(16.0, 10.0);
    let rect = align.anchor_size(at, size);
    painter.rect(
        rect,
        5.0,
        p.panel,
        Stroke::new(1.0, p.hairline),
        egui::StrokeKind::Inside,
    );
    let corner = rect.min + vec2(8.0, 5.0);
    let below = corner + vec2(0.0, title.size().y);
    painter.galley(corner, Arc::clone(&title), p.ink);
    painter.galley(below, figure, p.quiet);
    rect
}
