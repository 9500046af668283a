//! The numbers of a standard that can be turned: a typed value and a slider, answered as it moves.

use eframe::egui::{self, Align, Layout, RichText, Ui, WidgetInfo};

use super::super::icons::Icon;
use super::super::reach_ui;
use super::super::state::State;
use super::super::theme::{self, SMALL};
use super::super::widgets;
use super::numbers;
use crate::base::Metres;
use crate::base::units::ungrouped;
use crate::i18n::Words;
use crate::model::standard::{Parameter, Quantity};
use crate::model::{Standard, StandardChoice};
use crate::session::Change;

/// The value of a parameter's words in its base unit: metres, a fraction, a number.
pub(super) fn read(quantity: Quantity, text: &str) -> Option<f64> {
    let plain = text.replace(['\u{202f}', ' '], "");
    let end = plain.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
    let (digits, unit) = plain.split_at(end.unwrap_or(plain.len()));
    let plain = format!("{}{unit}", ungrouped(digits)?);
    let value = match quantity {
        Quantity::Distance => plain.parse::<Metres>().ok()?.0,
        Quantity::Share => {
            let plain = plain.strip_suffix(['%', '％'])?;
            plain.parse::<f64>().ok()? / 100.0
        }
        Quantity::Number => plain.parse().ok()?,
    };
    (value.is_finite() && value >= 0.0).then_some(value)
}

/// A value in the file's words, with no more digits than a person would name.
pub(super) fn write(quantity: Quantity, value: f64) -> String {
    let plain = |value: f64| {
        let text = format!("{value:.3}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match quantity {
        Quantity::Distance if value < 1000.0 => format!("{}m", plain(value)),
        Quantity::Distance => format!("{}km", plain(value / 1000.0)),
        Quantity::Share => format!("{}%", plain(value * 100.0)),
        Quantity::Number => plain(value),
    }
}

/// A value that a person would name: two to three digits.
fn rounded(quantity: Quantity, value: f64) -> f64 {
    if quantity == Quantity::Share {
        return (value * 200.0).round() / 200.0;
    }
    if value <= 0.0 {
        return 0.0;
    }
    let step = 10f64.powf(value.log10().floor() - 1.0) / 2.0;
    (value / step).round() * step
}

/// As the window writes it.
fn shown(words: Words, quantity: Quantity, value: f64) -> String {
    match quantity {
        Quantity::Distance => words.radius(Metres(value)),
        Quantity::Share => {
            let percent = numbers::number(words, value * 100.0);
            format!("{percent}\u{202f}%")
        }
        Quantity::Number => numbers::number(words, value),
    }
}

/// More parameters than these are shut at first: the rules stand below them.
const MANY: usize = 3;

/// Shows the parameters.
pub(super) fn show(ui: &mut Ui, state: &mut State, choice: &StandardChoice, standard: &Standard) {
    if standard.parameters.is_empty() {
        return;
    }
    let words = state.words;
    ui.add_space(4.0);
    let p = theme::of(ui);
    let count = words.count(standard.parameters.len() as u32);
    let title = format!("{}  {count}", words.t("standards-parameters"));
    let title = RichText::new(title)
        .font(theme::strong(SMALL))
        .color(p.quiet);
    egui::CollapsingHeader::new(title)
        .id_salt("parameters")
        .default_open(standard.parameters.len() <= MANY || !choice.turned.is_empty())
        .show_unindented(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for parameter in &standard.parameters {
                ui.push_id(&parameter.key, |ui| row(ui, state, choice, parameter));
            }
        });
    if state.standard.dragging && !ui.input(|i| i.pointer.any_down()) {
        state.standard.dragging = false;
        state.session.end_gesture();
    }
}

/// The value as it is turned now: the answer may be a little behind.
fn value_of(choice: &StandardChoice, parameter: &Parameter) -> Option<f64> {
    let turned = choice.turned.iter().find(|(key, _)| *key == parameter.key);
    let text = turned.map_or(&parameter.value, |(_, text)| text);
    read(parameter.quantity, text)
}

fn turn(state: &mut State, choice: &StandardChoice, key: &str, to: Option<String>) {
    let mut next = choice.clone();
    next.turned.retain(|(k, _)| k != key);
    if let Some(value) = to {
        next.turned.push((key.to_owned(), value));
    }
    state.change(Change::SetStandard(Some(next)));
}

fn row(ui: &mut Ui, state: &mut State, choice: &StandardChoice, parameter: &Parameter) {
    let words = state.words;
    let Some(value) = value_of(choice, parameter) else {
        return;
    };
    let quantity = parameter.quantity;
    let name = words.pick(&parameter.name);
    let name = if name.is_empty() {
        &parameter.key
    } else {
        name
    };
    let turned = choice.turned.iter().any(|(key, _)| *key == parameter.key);
    let mut to: Option<Option<String>> = None;
    let mut wrong = false;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let typed = &mut state.standard.typed_value;
            let mine = typed.as_ref().filter(|(key, _)| *key == parameter.key);
            let mut text = mine.map_or_else(|| shown(words, quantity, value), |(_, t)| t.clone());
            let field = ui.add(
                egui::TextEdit::singleline(&mut text)
                    .desired_width(62.0)
                    .align(egui::Align2::RIGHT_CENTER),
            );
            field.widget_info(|| {
                let mut info = WidgetInfo::text_edit(true, text.as_str(), text.as_str(), "");
                info.label = Some(name.to_owned());
                info
            });
            if field.changed() {
                *typed = Some((parameter.key.clone(), text.clone()));
            }
            if typed.as_ref().is_some_and(|(key, _)| *key == parameter.key) {
                let read = read_typed(quantity, &text, value);
                wrong = read.is_none();
                if field.lost_focus() {
                    let given_up = ui.input(|i| i.key_pressed(egui::Key::Escape));
                    if let Some(read) = read.filter(|_| !given_up) {
                        to = Some(Some(write(quantity, read)));
                    }
                    *typed = None;
                    wrong = false;
                }
            }
            field.on_hover_text(words.t("standards-parameter-tip"));
            if turned {
                let args = [("name", name.into())];
                let back = words.with("standards-parameter-own", &args);
                if widgets::icon_button(ui, Icon::Cross, &back, &back).clicked() {
                    to = Some(None);
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let text = RichText::new(name);
                ui.add(egui::Label::new(text).truncate())
                    .on_hover_text(name);
            });
        });
    });
    if wrong {
        let p = theme::of(ui);
        let text = RichText::new(words.t("standards-no-value")).size(SMALL);
        ui.label(text.color(p.gap_text));
    }
    if let Some(value) = slider(ui, state, parameter, name, value) {
        to = Some(Some(write(quantity, value)));
    }
    if let Some(to) = to {
        let own = to
            .as_ref()
            .is_some_and(|t| read(quantity, t) == Some(value));
        if !own {
            turn(state, choice, &parameter.key, to);
        }
    }
}

/// A typed value; a bare number takes the unit that stood there.
fn read_typed(quantity: Quantity, text: &str, shown: f64) -> Option<f64> {
    let bare = match quantity {
        Quantity::Distance if shown < 1000.0 => format!("{text}m"),
        Quantity::Distance => format!("{text}km"),
        Quantity::Share => format!("{text}%"),
        Quantity::Number => text.to_owned(),
    };
    read(quantity, text).or_else(|| read(quantity, &bare))
}

fn slider(
    ui: &mut Ui,
    state: &mut State,
    parameter: &Parameter,
    name: &str,
    value: f64,
) -> Option<f64> {
    let (low, high) = parameter.bounds.unwrap_or((value / 10.0, value * 10.0));
    let (low, high) = (low.min(value), high.max(value).max(low + f64::EPSILON));
    let logarithmic = low > 0.0 && high / low > 8.0;
    let p = theme::of(ui);
    let mut moved = value;
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().slider_width = ui.available_width() - 4.0;
            ui.visuals_mut().selection.bg_fill = p.blue;
            ui.spacing_mut().interact_size.y = 20.0;
            ui.visuals_mut().widgets.inactive.bg_fill = p.rail;
            let slider = egui::Slider::new(&mut moved, low..=high);
            ui.add(slider.logarithmic(logarithmic).show_value(false))
        })
        .inner;
    let part = if logarithmic {
        (value / low).ln() / (high / low).ln()
    } else {
        (value - low) / (high - low)
    };
    reach_ui::handle(ui, p, &response, part as f32);
    response.widget_info(|| WidgetInfo::slider(true, value, name));
    if response.drag_started() {
        state.session.begin_gesture();
        state.standard.dragging = true;
    }
    let to = rounded(parameter.quantity, moved);
    let changed = response.changed() && (to - value).abs() > f64::EPSILON;
    changed.then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_files_have_them_and_read_back() {
        for (quantity, value, text) in [
            (Quantity::Distance, 2000.0, "2km"),
            (Quantity::Distance, 750.0, "750m"),
            (Quantity::Distance, 2500.0, "2.5km"),
            (Quantity::Share, 0.82, "82%"),
            (Quantity::Number, 3000.0, "3000"),
            (Quantity::Number, 2.84, "2.84"),
        ] {
            assert_eq!(write(quantity, value), text);
            let back = read(quantity, text).expect("a value");
            assert!((back - value).abs() < 1e-9, "{text}");
        }
        assert_eq!(read(Quantity::Share, "far"), None);
        assert_eq!(read(Quantity::Number, "12,500"), Some(12_500.0));
        // Two and a half, or twenty-five?
        assert_eq!(read(Quantity::Distance, "2,5km"), None);
        assert_eq!(read_typed(Quantity::Distance, "3", 2000.0), Some(3000.0));
        assert_eq!(read_typed(Quantity::Share, "90", 0.5), Some(0.9));
    }

    #[test]
    fn a_slider_stops_at_values_that_a_person_would_name() {
        for (given, named) in [(1234.0, 1250.0), (87.3, 87.5), (2.837, 2.85)] {
            let value: f64 = rounded(Quantity::Number, given);
            assert!((value - named).abs() < 1e-9, "{value}");
        }
        assert!((rounded(Quantity::Share, 0.8234) - 0.825).abs() < 1e-9);
    }
}
