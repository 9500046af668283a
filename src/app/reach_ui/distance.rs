//! A distance to set: a name with a switch, a typed value and a slider.

use eframe::egui::{self, Align, Layout, RichText, Role, Ui, WidgetInfo};

use super::super::state::State;
use super::super::theme::{self, SMALL};
use crate::base::Metres;
use crate::base::units::{LONGEST_GEODESIC, UnitProblem};
use crate::i18n::Words;

/// Which distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Uniform,
    Tier(u16),
    Tolerance,
}

/// The range of the sliders, kilometres; typed values may go beyond.
const SLIDER: std::ops::RangeInclusive<f64> = 0.2..=100.0;

/// What the user did in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum RowChange {
    /// Switched it on or off.
    Switched,
    /// Another distance.
    To(Metres),
}

/// A named distance: switch (where it may be off), typed value, slider.
pub(super) fn distance_row(
    ui: &mut Ui,
    state: &mut State,
    field: Field,
    name: &str,
    value: Option<Metres>,
    may_be_off: bool,
) -> Option<RowChange> {
    let words = state.words;
    let mut change = None;
    ui.push_id(field, |ui| {
        let mut problem = None;
        ui.horizontal(|ui| {
            if may_be_off {
                // No wider than its box: the names need the room.
                ui.spacing_mut().interact_size.x = ui.spacing().icon_width;
                let mut on = value.is_some();
                let tip = words.with("reach-serves", &[("tier", name.into())]);
                let switch = egui::Checkbox::without_text(&mut on);
                let response = ui.add(switch).on_hover_text(&tip);
                response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &tip));
                if response.changed() {
                    change = Some(RowChange::Switched);
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(value) = value {
                    let (typed, wrong) = typed_distance(ui, state, field, name, value);
                    problem = wrong;
                    change = typed.map(RowChange::To).or(change);
                } else {
                    let p = theme::of(ui);
                    ui.label(RichText::new(words.t("reach-off")).color(p.quiet));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(name).truncate());
                });
            });
        });
        if let Some(problem) = problem {
            let p = theme::of(ui);
            let text = RichText::new(unit_problem(words, &problem)).size(SMALL);
            ui.label(text.color(p.gap_text));
        }
        if let Some(value) = value
            && let Some(dragged) = slider(ui, state, name, value)
        {
            change = Some(RowChange::To(dragged));
        }
    });
    change
}

fn slider(ui: &mut Ui, state: &mut State, name: &str, value: Metres) -> Option<Metres> {
    let mut km = value.km();
    let range = SLIDER.start().min(km)..=SLIDER.end().max(km);
    let p = theme::of(ui);
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().slider_width = ui.available_width() - 4.0;
            ui.visuals_mut().selection.bg_fill = p.blue;
            ui.spacing_mut().interact_size.y = 20.0;
            let widgets = &mut ui.visuals_mut().widgets;
            widgets.inactive.bg_fill = p.rail;
            for state in [
                &mut widgets.inactive,
                &mut widgets.hovered,
                &mut widgets.active,
            ] {
                state.fg_stroke = egui::Stroke::new(2.0, p.blue);
            }
            ui.add(
                egui::Slider::new(&mut km, range.clone())
                    .logarithmic(true)
                    .show_value(false),
            )
        })
        .inner;
    let part = (km / range.start()).ln() / (range.end() / range.start()).ln();
    handle(ui, p, &response, part as f32);
    let label = state.words.with("reach-slider", &[("name", name.into())]);
    response.widget_info(|| WidgetInfo::slider(true, km, &label));
    if response.drag_started() {
        state.session.begin_gesture();
        state.reach.dragging = true;
    }
    let changed = response.changed().then(|| {
        state.reach.typed = None;
        Metres((rounded(km) * 1000.0).round())
    });
    changed.filter(|m| *m != value)
}

/// A slider's handle as a light disc with a blue ring, over egui's own, at its part of the way.
pub(in super::super) fn handle(ui: &Ui, p: &theme::Palette, response: &egui::Response, part: f32) {
    let rect = response.rect;
    let inset = rect.height() / 2.5;
    let x = rect.left() + inset + (rect.width() - 2.0 * inset) * part;
    let width = if response.hovered() || response.dragged() || response.has_focus() {
        3.0
    } else {
        2.0
    };
    let stroke = egui::Stroke::new(width, p.blue);
    ui.painter()
        .circle(egui::pos2(x, rect.center().y), inset - 0.5, p.panel, stroke);
}

/// Ends a slider's drag once the button is up: all of it is one entry of undo.
pub(super) fn finish_drag(ui: &Ui, state: &mut State) {
    if state.reach.dragging && !ui.input(|i| i.pointer.any_down()) {
        state.reach.dragging = false;
        state.session.end_gesture();
    }
}

/// A length that a person would name: steps of 50 m, 100 m, 500 m, 1 km.
fn rounded(km: f64) -> f64 {
    let step = match km {
        k if k < 2.0 => 0.05,
        k if k < 10.0 => 0.1,
        k if k < 30.0 => 0.5,
        _ => 1.0,
    };
    (km / step).round() * step
}

/// The field beside the name. A number alone takes the unit that stood there.
pub(super) fn typed_distance(
    ui: &mut Ui,
    state: &mut State,
    field: Field,
    name: &str,
    value: Metres,
) -> (Option<Metres>, Option<UnitProblem>) {
    let words = state.words;
    let shown = words.radius(value);
    let mut text = match &state.reach.typed {
        Some((of, text)) if *of == field => text.clone(),
        _ => shown,
    };
    let response = ui.add(
        egui::TextEdit::singleline(&mut text)
            .desired_width(56.0)
            .align(egui::Align2::RIGHT_CENTER),
    );
    let label = words.with("reach-radius", &[("name", name.into())]);
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, text.as_str(), text.as_str(), "");
        info.label = Some(label.clone());
        info
    });
    let response = response.on_hover_text(words.t("reach-typed-tip"));
    if response.changed() {
        state.reach.typed = Some((field, text.clone()));
    }
    let mine = matches!(&state.reach.typed, Some((of, _)) if *of == field);
    if !mine {
        return (None, None);
    }
    let parsed = match parse_distance(&text, value) {
        // Only a tolerance may be nothing at all.
        Ok(metres) if metres.0 == 0.0 && field != Field::Tolerance => {
            Err(UnitProblem::OutOfRange(text.clone()))
        }
        parsed => parsed,
    };
    match parsed {
        Ok(metres) if response.lost_focus() => {
            state.reach.typed = None;
            ((metres != value).then_some(metres), None)
        }
        Ok(_) => (None, None),
        Err(_) if response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Escape)) => {
            state.reach.typed = None;
            (None, None)
        }
        Err(problem) => (None, Some(problem)),
    }
}

/// Reads a typed distance; a bare number has the unit in which `shown` is written.
fn parse_distance(text: &str, shown: Metres) -> Result<Metres, UnitProblem> {
    let plain = text.replace('\u{202f}', " ");
    let metres: Metres = match plain.parse() {
        Err(UnitProblem::NoUnit(_)) => {
            let unit = if shown.0 < 1000.0 { "m" } else { "km" };
            format!("{} {unit}", plain.trim()).parse()?
        }
        other => other?,
    };
    if metres.0 >= 0.0 && metres.0 <= LONGEST_GEODESIC.0 {
        Ok(metres)
    } else {
        Err(UnitProblem::OutOfRange(text.to_owned()))
    }
}

pub(super) fn unit_problem(words: Words, problem: &UnitProblem) -> String {
    let said = words.unit_problem(problem);
    format!("{} {}", said.title, said.remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_number_takes_the_unit_that_stood_there() {
        let km = |text: &str| parse_distance(text, Metres(5000.0));
        assert_eq!(km("7"), Ok(Metres(7000.0)));
        assert_eq!(km("7\u{202f}km"), Ok(Metres(7000.0)));
        assert_eq!(km("800 m"), Ok(Metres(800.0)));
        assert_eq!(parse_distance("650", Metres(800.0)), Ok(Metres(650.0)));
        assert!(km("far").is_err() && km("-3 km").is_err());
    }

    #[test]
    fn the_slider_stops_at_lengths_that_a_person_would_name() {
        for (given, named) in [(4.963, 5.0), (0.77, 0.75), (12.3, 12.5), (47.4, 47.0)] {
            assert!((rounded(given) - named).abs() < 1e-9, "{given}");
        }
    }
}
