//! The menu at the legend's shares: how the districts are classed.
//!
//! The classes are made of the shares of the answer that is shown, and then stay: the map of another radius or with another site keeps
//! them, and so does the saved project, until they are chosen again.

use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{Button, RichText, Stroke, Ui, vec2};

use super::super::layer_panel::breaks::{choose, key};
use super::super::state::{Facts, State};
use super::super::theme::{Palette, SMALL, regular};
use crate::model::{Classing, LayerKind};

/// A small button that says which classes are in use, with a menu of all.
pub(super) fn menu(ui: &mut Ui, state: &mut State, facts: &Facts, p: &Palette) {
    let words = state.words;
    let now = state.session.state().share_classes.method;
    let used = words.with("classes-used", &[("method", words.t(key(now)).into())]);
    // Room for the arrow, which fonts may lack.
    let text = RichText::new(format!("{used}\u{2003}"));
    let button = Button::new(text.font(regular(SMALL)).color(p.ink)).frame_when_inactive(false);
    let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(200.0);
        for method in Classing::ALL {
            let item = Button::selectable(method == now, words.t(key(method)));
            let tip = words.t(&format!("{}-tip", key(method)));
            if ui.add(item).on_hover_text(tip).clicked() {
                choose(state, facts, method);
                if method == Classing::Manual {
                    state.panels.layers = true;
                    state.layers.open_details(LayerKind::Districts);
                }
                ui.close();
            }
        }
        ui.separator();
        let anew = Button::new(words.t("classes-anew"));
        let anew = ui.add_enabled(now != Classing::Manual, anew);
        if anew.on_hover_text(words.t("classes-anew-tip")).clicked() {
            choose(state, facts, now);
            ui.close();
        }
    });
    let padding = ui.spacing().button_padding.x;
    let at = response.rect.right_center() - vec2(padding + 3.0, 0.0);
    let arrow = [vec2(-4.0, -2.0), vec2(0.0, 2.0), vec2(4.0, -2.0)].map(|to| at + to);
    ui.painter().line(arrow.to_vec(), Stroke::new(1.4, p.quiet));
    response.on_hover_text(words.t("classes-tip"));
}
