//! Short news at the lower right: what was saved, what went wrong and what to do about it.

use eframe::egui::{self, Align2, Color32, Frame, Margin, RichText, Stroke, Ui, vec2};

use super::icons::Icon;
use super::state::State;
use super::theme::{self, strong};
use super::widgets;

/// How long good news stays, seconds. Bad news stays until it is closed.
const STAY: f64 = 6.0;

/// A piece of news.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Toast {
    pub title: String,
    pub detail: String,
    /// What to do; empty for good news.
    pub remedy: String,
    pub bad: bool,
    /// When it goes by itself, in the time of the window.
    until: Option<f64>,
}

/// The news on the screen.
#[derive(Debug, Default)]
pub(super) struct Toasts(Vec<Toast>);

impl Toasts {
    /// Something went well.
    pub(super) fn good(&mut self, title: String, detail: String) {
        self.push(Toast {
            title,
            detail,
            remedy: String::new(),
            bad: false,
            until: None,
        });
    }

    /// Something went wrong.
    pub(super) fn bad(&mut self, title: String, detail: String, remedy: String) {
        self.push(Toast {
            title,
            detail,
            remedy,
            bad: true,
            until: None,
        });
    }

    /// Something else is begun: what went wrong before it is past.
    pub(super) fn forget_bad(&mut self) {
        self.0.retain(|toast| !toast.bad);
    }

    fn push(&mut self, toast: Toast) {
        self.0
            .retain(|t| t.title != toast.title || t.detail != toast.detail);
        self.0.push(toast);
        if self.0.len() > 4 {
            self.0.remove(0);
        }
    }
}

/// Shows the news, newest at the bottom.
pub(super) fn show(ui: &Ui, state: &mut State) {
    if state.toasts.0.is_empty() {
        return;
    }
    let ctx = ui.ctx();
    let now = ui.input(|i| i.time);
    let mut next: Option<f64> = None;
    for toast in &mut state.toasts.0 {
        if !toast.bad {
            let until = *toast.until.get_or_insert(now + STAY);
            next = Some(next.map_or(until, |n| n.min(until)));
        }
    }
    state
        .toasts
        .0
        .retain(|t| t.until.is_none_or(|until| until > now));
    if let Some(next) = next.filter(|n| *n > now) {
        ctx.request_repaint_after_secs((next - now) as f32);
    }
    let close = state.words.t("toast-close");
    let mut closed = None;
    egui::Area::new(egui::Id::unique("toasts"))
        .order(egui::Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -44.0))
        .show(ctx, |ui| {
            ui.set_max_width(400.0);
            for (i, toast) in state.toasts.0.iter().enumerate() {
                if one(ui, toast, &close) {
                    closed = Some(i);
                }
                ui.add_space(2.0);
            }
        });
    if let Some(i) = closed {
        state.toasts.0.remove(i);
    }
}

fn one(ui: &mut Ui, toast: &Toast, close: &str) -> bool {
    let p = theme::of(ui);
    let accent: Color32 = if toast.bad { p.gap } else { p.blue };
    let frame = Frame::new()
        .fill(p.panel)
        .stroke(Stroke::new(1.0, p.hairline))
        .corner_radius(8.0)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin {
            left: 16,
            right: 10,
            top: 10,
            bottom: 10,
        });
    let mut clicked = false;
    let response = frame
        .show(ui, |ui| {
            ui.set_width(360.0);
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.horizontal(|ui| {
                let color = if toast.bad { p.gap_text } else { p.ink };
                let title = RichText::new(&toast.title).font(strong(13.5)).color(color);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::TOP), |ui| {
                    clicked = widgets::icon_button(ui, Icon::Cross, close, close).clicked();
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::TOP), |ui| {
                        ui.add(egui::Label::new(title).wrap());
                    });
                });
            });
            if !toast.detail.is_empty() {
                ui.add(egui::Label::new(&toast.detail).wrap());
            }
            if !toast.remedy.is_empty() {
                ui.add(egui::Label::new(RichText::new(&toast.remedy).color(p.quiet)).wrap());
            }
        })
        .response;
    let bar = egui::Rect::from_min_size(
        response.rect.min + vec2(0.0, 6.0),
        vec2(3.0, response.rect.height() - 12.0),
    );
    ui.painter().rect_filled(bar, 2.0, accent);
    clicked
}
