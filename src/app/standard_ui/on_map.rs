//! Which rule the map shows, and by which of its numbers; which links are drawn.

use std::sync::Arc;

use eframe::egui::{RichText, Ui};

use super::super::state::State;
use super::super::theme::{self, SMALL};
use crate::model::look::{NetworkLook, RuleFill, RuleLook};
use crate::model::{LookChange, Rule};

/// Whether the map shows a rule.
pub(super) fn is_shown(state: &State, rule: &str) -> bool {
    state
        .look()
        .rule
        .as_ref()
        .is_some_and(|shown| shown.rule == rule)
}

/// Shows a rule on the map in the place of another one, or coverage again.
pub(super) fn show_rule(state: &mut State, rule: Option<&String>) {
    let fill = state.look().rule.as_ref().map(|shown| shown.fill);
    let look = rule.map(|rule| RuleLook {
        rule: rule.clone(),
        fill: fill.unwrap_or_default(),
    });
    state.restyle(LookChange::Rule(look));
}

/// The choice of what fills the districts while the map shows this rule.
pub(super) fn chooser(ui: &mut Ui, state: &mut State, rule: &Rule) {
    let Some(shown) = state
        .look()
        .rule
        .clone()
        .filter(|shown| shown.rule == rule.id)
    else {
        return;
    };
    let words = state.words;
    let p = theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let label = RichText::new(words.t("standards-map-by")).size(SMALL);
        ui.label(label.color(p.quiet));
        for (fill, key) in [
            (RuleFill::Verdict, "standards-map-verdict"),
            (RuleFill::Share, "standards-map-share"),
            (RuleFill::Number, "standards-map-number"),
        ] {
            let text = RichText::new(words.t(key)).size(SMALL);
            let choice = ui.selectable_label(shown.fill == fill, text);
            let tip = words.t(&format!("{key}-tip"));
            if choice.on_hover_text(tip).clicked() && shown.fill != fill {
                let look = RuleLook {
                    fill,
                    ..shown.clone()
                };
                state.restyle(LookChange::Rule(Some(look)));
            }
        }
    });
}

/// The switches that draw a network's links, and who belongs to whom.
pub(super) fn network(ui: &mut Ui, state: &mut State, kind: &Arc<str>) {
    let words = state.words;
    let now = state.look().network.clone().filter(|n| *n.kind == **kind);
    let mut drawn = now.is_some();
    let lines = ui.checkbox(&mut drawn, words.t("standards-draw-links"));
    let lines = lines.on_hover_text(words.t("standards-draw-links-tip"));
    let mut territories = now.as_ref().is_some_and(|n| n.territories);
    let fills = ui.add_enabled_ui(drawn, |ui| {
        ui.checkbox(&mut territories, words.t("standards-territories"))
    });
    let fills = fills
        .inner
        .on_hover_text(words.t("standards-territories-tip"));
    if lines.changed() || fills.changed() {
        let look = drawn.then(|| NetworkLook {
            kind: kind.to_string(),
            territories,
        });
        state.restyle(LookChange::Network(look));
    }
}
