//! The legend of a rule or a network that colours the map: fills with their counts, lines.

use eframe::egui::{Color32, Rect, RichText, Stroke, StrokeKind, Ui, pos2, vec2};

use super::legend::{mark, row};
use super::paint;
use crate::app::state::{Facts, State};
use crate::app::theme::{Palette, SMALL, regular};
use crate::map::Rgb;
use crate::map::mark::MarkKind;
use crate::map::scene::Symbol;
use crate::model::LayerKind;

/// The fills of districts, worst first, and what is hatched. False where coverage fills them.
pub(super) fn fills(ui: &mut Ui, state: &State, facts: &Facts, p: &Palette) -> bool {
    let words = state.words;
    let legend = &facts.scene.legend;
    let Some(shown) = legend.shown.as_ref().filter(|s| s.fills()) else {
        return false;
    };
    if shown.districts.is_empty() {
        return true;
    }
    ui.add_space(5.0);
    let heading = RichText::new(words.shown_heading(shown)).font(regular(SMALL));
    ui.add(eframe::egui::Label::new(heading.color(p.quiet)).wrap());
    let (rows, hatched) = words.shown_rows(shown);
    let by = facts.scene.fills(state.look().districts.scale);
    let strength = state.look().opacity(LayerKind::Districts);
    let swatch = |at| Rect::from_center_size(at, vec2(18.0, 12.0));
    let border = Stroke::new(1.0, p.border.gamma_multiply(0.5));
    let there = rows
        .iter()
        .enumerate()
        .filter_map(|(i, row)| Some((i, row.as_ref()?)));
    for (i, (name, count)) in there {
        let at = row(ui, name, Some(count.clone()), p, false);
        let Rgb(r, g, b) = p.theme.fill_of(by, i as u8, rows.len());
        let Rgb(r, g, b) = Rgb(r, g, b).over(p.theme.ground, strength);
        let fill = Color32::from_rgb(r, g, b);
        ui.painter()
            .rect(swatch(at), 1.0, fill, border, StrokeKind::Inside);
    }
    if let Some((name, count)) = hatched {
        let at = row(ui, &name, Some(count), p, false);
        paint::hatched_box(ui.painter(), state, swatch(at));
        ui.painter()
            .rect_stroke(swatch(at), 1.0, border, StrokeKind::Inside);
    }
    true
}

/// What the marks of facilities say of the rule.
pub(super) fn facilities(ui: &mut Ui, state: &mut State, facts: &Facts, p: &Palette) {
    let legend = &facts.scene.legend;
    let Some(shown) = &legend.shown else {
        return;
    };
    let symbol = legend.tiers.first().map_or(Symbol::Square, |t| t.symbol);
    let ring = state.look().facilities.outline;
    for (stands, (name, count)) in state.words.shown_facilities(shown) {
        let at = row(ui, &name, Some(count), p, false);
        mark(ui, state, MarkKind::facility(symbol, stands, ring), 2.6, at);
    }
}

/// The lines of a network: sound ones, and those with which something is wrong.
pub(super) fn links(ui: &mut Ui, state: &State, facts: &Facts, p: &Palette) {
    let words = state.words;
    let legend = &facts.scene.legend;
    let Some(rows) = legend.shown.as_ref().and_then(|s| words.shown_links(s)) else {
        return;
    };
    for ((name, count), wrong) in rows.into_iter().zip([false, true]) {
        if wrong && count == "0" {
            continue;
        }
        let at = row(ui, &name, Some(count), p, false);
        let Rgb(r, g, b) = if wrong { p.theme.gap } else { p.theme.navy };
        let width = if wrong { 2.0 } else { 1.3 };
        let ends = [pos2(at.x - 9.0, at.y), pos2(at.x + 9.0, at.y)];
        ui.painter()
            .line_segment(ends, Stroke::new(width, Color32::from_rgb(r, g, b)));
    }
}
