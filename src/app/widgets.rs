//! Small pieces that several panels share.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{
    self, Align, Color32, FontId, Galley, Layout, Response, RichText, Role, Sense, Ui, WidgetInfo,
    vec2,
};

use super::icons::Icon;
use super::theme::{self, SMALL, strong};
use crate::base::Metres;
use crate::i18n::Words;
use crate::model::{KnownTier, ServingFacility, Status, Tier};

/// The small heading of a section.
pub(super) fn section(ui: &mut Ui, text: &str) -> Response {
    ui.add_space(6.0);
    let p = theme::of(ui);
    let response = ui.label(RichText::new(text).font(strong(SMALL)).color(p.quiet));
    ui.add_space(1.0);
    response
}

/// Text in one line, cut with an ellipsis where it does not fit.
pub(super) fn elided(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(8.0));
    ui.painter().layout_job(job)
}

/// A label on the left, a value on the right.
pub(super) fn pair(ui: &mut Ui, label: &str, value: impl Into<RichText>) {
    ui.horizontal(|ui| {
        let p = theme::of(ui);
        let value: RichText = value.into();
        // A long value does not drive its label away.
        let room = ui.available_width();
        let font = theme::regular(theme::BODY);
        let label_width = elided(ui, label, font, p.quiet, room * 0.4).size().x;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.scope(|ui| {
                ui.set_max_width(room - label_width - ui.spacing().item_spacing.x);
                ui.add(egui::Label::new(value).truncate());
            });
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(label).color(p.quiet)).truncate());
            });
        });
    });
}

/// A button that is an icon; its name is for tooltips and screen readers.
pub(super) fn icon_button(ui: &mut Ui, icon: Icon, name: &str, tip: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
    let p = theme::of(ui);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 5.0, p.raised);
    }
    icon.paint(ui.painter(), rect.shrink(4.5), p.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    response.on_hover_text(tip)
}

/// An entry of a menu that is on or off: a tick stands before those that are on.
pub(super) fn check_item(ui: &mut Ui, on: bool, enabled: bool, text: &str, key: &str) -> Response {
    let id = egui::IdSalt::new("tick");
    let tick = egui::Atom::custom(id, vec2(11.0, 11.0));
    let button = egui::Button::selectable(false, (tick, text)).shortcut_text(key);
    let shown = ui.add_enabled_ui(enabled, |ui| {
        let shown = button.atom_ui(ui);
        if on && let Some(at) = shown.rect(id) {
            let line = [(0.08, 0.52), (0.38, 0.84), (0.94, 0.14)];
            let line = line.map(|(x, y)| at.lerp_inside(vec2(x, y)));
            let stroke = egui::Stroke::new(1.5, ui.style().visuals.text_color());
            ui.painter().line(line.to_vec(), stroke);
        }
        shown.response
    });
    let response = shown.inner;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, on, text));
    response
}

/// A field in the place of a name. `fresh`: it has just appeared and takes the keyboard, all of its text selected.
/// Says whether it has been left, and whether what is typed counts.
pub(super) fn rename_field(
    ui: &mut Ui,
    at: egui::Rect,
    (text, fresh): (&mut String, &mut bool),
    (label, hint): (&str, &str),
) -> Option<bool> {
    let edit = egui::TextEdit::singleline(text).hint_text(hint);
    let response = ui.put(at, edit);
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, text.as_str(), text.as_str(), "");
        info.label = Some(label.to_owned());
        info
    });
    if std::mem::take(fresh) {
        response.request_focus();
        select_all(ui, response.id, text);
    }
    let kept = !ui.input(|i| i.key_pressed(egui::Key::Escape));
    response.lost_focus().then_some(kept)
}

/// Selects all that stands in a field: what is typed next takes its place.
pub(super) fn select_all(ui: &Ui, id: egui::Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    let mut edit = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    edit.cursor.set_char_range(Some(all));
    egui::TextEdit::store_state(ui.ctx(), id, edit);
}

/// An eye that is open or shut.
pub(super) fn eye(ui: &mut Ui, shown: &mut bool, name: &str) -> Response {
    let (rect, mut response) = ui.allocate_exact_size(vec2(22.0, 20.0), Sense::click());
    if response.clicked() {
        *shown = !*shown;
        response.mark_changed();
    }
    let p = theme::of(ui);
    let (icon, color) = if *shown {
        (Icon::Eye, p.quiet)
    } else {
        (Icon::EyeShut, p.quiet.gamma_multiply(0.7))
    };
    let color = if response.hovered() || response.has_focus() {
        p.ink
    } else {
        color
    };
    icon.paint(ui.painter(), rect.shrink(3.0), color);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), *shown, name));
    response.on_hover_text(name)
}

/// What a tier is called: a known level in the language of the window, with the data's own word where that differs.
pub(super) fn tier_name(words: Words, tier: &Tier) -> String {
    tier_label(words, tier.known, &tier.name)
}

/// The same from its parts.
pub(super) fn tier_label(words: Words, known: Option<KnownTier>, name: &str) -> String {
    match known {
        Some(known) => words.t(match known {
            KnownTier::Clinic => "tier-clinic",
            KnownTier::Station => "tier-station",
            KnownTier::Community => "tier-community",
            KnownTier::Township => "tier-township",
            KnownTier::County => "tier-county",
            KnownTier::City => "tier-city",
        }),
        None if name.is_empty() => words.t("tier-none"),
        None => name.to_owned(),
    }
}

/// The last part of a path.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// The key of a status in words.
pub(super) fn status_key(status: Status) -> &'static str {
    match status {
        Status::Covered => "status-covered",
        Status::Borderline => "status-borderline",
        Status::Gap => "status-gap",
        Status::Unknown => "status-unknown",
    }
}

/// The key of what became of a facility.
pub(super) fn facility_state_key(
    facility: &ServingFacility,
    radius: Option<Metres>,
) -> &'static str {
    match radius {
        _ if facility.closed => "facility-closed",
        None => "facility-idle",
        Some(_) if facility.source.is_none() => "facility-added",
        Some(_) if facility.moved => "facility-moved",
        Some(_) => "facility-serving",
    }
}
