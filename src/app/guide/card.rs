//! The guide's card: what to do, how far one has come, on and back.

use eframe::egui::{
    self, Align, Align2, Area, Button, Context, Frame, Id, Label, Layout, Margin, Order, Pos2,
    Rect, Response, RichText, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, accesskit, vec2,
};

use super::super::command::Command;
use super::super::state::State;
use super::super::theme::{self, SMALL, strong};
use super::place::{self, Place};
use super::{GuideState, Keyboard, Step};

/// Width of the card's contents.
const WIDTH: f32 = 316.0;
/// The card's size before it is known.
const FIRST: Vec2 = vec2(WIDTH + 28.0, 150.0);
const MARGIN: Margin = Margin::symmetric(14, 10);
/// What scale bar and sources take at the lower right of the map.
const FURNITURE: f32 = 56.0;
/// What the status bar takes at the foot of the window.
const STATUS: f32 = 28.0;
/// From one dot to the next.
const DOT: f32 = 13.0;

/// What the user did on the card.
enum Press {
    On,
    Back,
    Close,
}

/// Shows the card.
pub(super) fn show(ui: &Ui, state: &mut State) {
    let ctx = ui.ctx();
    let size = state.guide.covers.map(|rect| rect.size());
    let corner = corner(ctx, size.unwrap_or(FIRST));
    state.guide.corner = corner;
    let p = theme::of(ui);
    let mut press = None;
    let shown = Area::new(Id::unique("guide"))
        .order(Order::Middle)
        .pivot(Align2::LEFT_BOTTOM)
        .fixed_pos(corner)
        .accessible_name(state.words.t("cmd-guide"))
        .role(accesskit::Role::Region)
        .show(ctx, |ui| {
            Frame::new()
                .fill(p.panel)
                .stroke(Stroke::new(1.0, p.hairline))
                .corner_radius(8.0)
                .shadow(ui.visuals().popup_shadow)
                .inner_margin(MARGIN)
                .show(ui, |ui| {
                    ui.set_width(WIDTH);
                    press = contents(ui, state);
                });
        });
    let rect = shown.response.rect;
    if state.guide.covers.replace(rect) != Some(rect) {
        ctx.request_repaint();
    }
    match press {
        Some(Press::On) => state.guide.go_on_by_hand(),
        Some(Press::Back) => state.guide.back(),
        Some(Press::Close) => state.guide.close(),
        None => return,
    }
    ctx.request_repaint();
}

impl GuideState {
    /// To the next step in order, done or not: who goes by hand sees all of them.
    fn go_on_by_hand(&mut self) {
        self.done[0] = true;
        self.go(self.at + 1);
    }

    fn back(&mut self) {
        self.go(self.at.saturating_sub(1));
    }
}

/// Where the card's lower left corner is: over the map's lower right, where the map has room for it; else over the foot of the window.
fn corner(ctx: &Context, size: Vec2) -> Pos2 {
    let window = ctx.content_rect();
    let map = place::last(ctx, Place::Map).unwrap_or(window);
    let right = map.right_bottom() - vec2(14.0, 14.0 + FURNITURE);
    let over = Rect::from_min_max(right - size, right);
    // The middle of the map is the keyboard's.
    let roomy = over.left() > map.center().x - 40.0 || over.top() > map.center().y + 30.0;
    if roomy && map.width() >= size.x * 1.9 && map.height() >= size.y * 2.0 {
        return over.left_bottom();
    }
    let x = map.center().x - size.x / 2.0;
    let most = (window.right() - size.x - 8.0).max(window.left());
    egui::pos2(
        x.clamp(window.left(), most),
        window.bottom() - STATUS - 10.0,
    )
}

/// The map may have come to lie elsewhere in this frame.
pub(super) fn follow_map(ctx: &Context, state: &State) {
    let Some(covers) = state.guide.covers else {
        return;
    };
    if corner(ctx, covers.size()) != state.guide.corner {
        ctx.request_repaint();
    }
}

/// Title and text of what is shown.
fn texts(ctx: &Context, state: &State) -> [String; 2] {
    let words = state.words;
    let key = |command: Command| command.shortcut_text(ctx);
    let (name, keys) = match state.guide.step() {
        Some(Step::Answer) => ("answer", vec![]),
        Some(Step::Gap) => ("gap", vec![("key", key(Command::NextGap))]),
        Some(Step::Radius) => ("radius", vec![]),
        Some(Step::Site) => (
            "site",
            vec![
                ("key", key(Command::ToolAddSite)),
                ("undo", key(Command::Undo)),
            ],
        ),
        Some(Step::Area) => ("area", vec![("key", key(Command::SelectBox))]),
        Some(Step::Yours) => (
            "yours",
            vec![
                ("export", key(Command::Export)),
                ("open", key(Command::Open)),
            ],
        ),
        None => ("end", vec![("key", key(Command::Keys))]),
    };
    let args: Vec<_> = keys.into_iter().map(|(k, v)| (k, v.into())).collect();
    [
        words.t(&format!("guide-{name}-title")),
        words.with(&format!("guide-{name}-text"), &args),
    ]
}

/// As many pieces in every step, so that the keyboard stays on the button that it is on.
fn contents(ui: &mut Ui, state: &mut State) -> Option<Press> {
    let words = state.words;
    let p = theme::of(ui);
    let ctx = ui.ctx().clone();
    ui.spacing_mut().item_spacing.y = 3.0;
    let [title, text] = texts(&ctx, state);
    let all = Step::ALL.len();
    let done = state.guide.done.get(state.guide.at) == Some(&true);
    let head = match state.guide.step() {
        Some(_) if done => words.t("guide-done"),
        Some(_) => {
            let n = state.guide.at + 1;
            words.with("guide-step", &[("n", n.into()), ("all", all.into())])
        }
        None => words.t("cmd-guide"),
    };
    let color = if done { p.blue } else { p.quiet };
    let head = RichText::new(head).font(strong(SMALL)).color(color);
    let title = RichText::new(title).font(strong(16.0)).color(p.ink);
    let told = [
        ui.label(head),
        ui.add(Label::new(title).wrap()),
        ui.add(Label::new(RichText::new(text).color(p.ink)).wrap()),
    ];
    for response in told {
        ctx.accesskit_node_builder(response.id, |node| {
            node.set_live(accesskit::Live::Polite);
        });
    }
    ui.add_space(5.0);
    ui.horizontal(|ui| {
        dots(ui, state);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            buttons(ui, state)
        })
        .inner
    })
    .inner
}

fn buttons(ui: &mut Ui, state: &mut State) -> Option<Press> {
    let words = state.words;
    let p = theme::of(ui);
    let last = state.guide.step().is_none();
    let on = words.t(if last { "guide-close" } else { "guide-next" });
    let on = RichText::new(on).font(strong(13.5)).color(p.on_navy);
    let on = ui.add(Button::new(on).fill(p.navy).min_size(vec2(64.0, 26.0)));
    if state.guide.keyboard == Keyboard::Wanted {
        on.request_focus();
    }
    let back = Button::new(words.t("guide-back"));
    let back = ui.add_visible(state.guide.at > 0, back);
    let skip = RichText::new(words.t("guide-skip")).color(p.quiet);
    let skip = ui.add_visible(!last, Button::new(skip).frame_when_inactive(false));
    let skip = skip.on_hover_text(words.t("guide-skip-tip"));
    let here = [&on, &back, &skip].into_iter().any(Response::has_focus);
    state.guide.keyboard = if here {
        Keyboard::Here
    } else {
        Keyboard::Elsewhere
    };
    if skip.clicked() || (last && on.clicked()) {
        Some(Press::Close)
    } else if on.clicked() {
        Some(Press::On)
    } else if back.clicked() {
        Some(Press::Back)
    } else {
        None
    }
}

/// A dot for each step: full when it was done, a ring around the one that is shown.
fn dots(ui: &mut Ui, state: &State) {
    let p = theme::of(ui);
    let guide = &state.guide;
    let count = Step::ALL.len();
    let size = vec2(DOT * count as f32, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let painter = ui.painter();
    for (i, done) in guide.done.iter().enumerate() {
        let at = rect.left_center() + vec2(DOT * (i as f32 + 0.5), 0.0);
        if *done {
            painter.circle_filled(at, 3.5, p.blue);
        } else {
            painter.circle_stroke(at, 3.0, Stroke::new(1.2, p.quiet));
        }
        if guide.at == i {
            painter.circle_stroke(at, 5.6, Stroke::new(1.4, p.blue));
        }
    }
    let done = guide.done.iter().filter(|done| **done).count();
    let args = [("n", done.into()), ("all", count.into())];
    let told = state.words.with("guide-progress", &args);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &told));
    response.on_hover_text(told);
}
