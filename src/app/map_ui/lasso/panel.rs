//! The panel of the selecting tool: which shape, of what, and a radius to type.

use eframe::egui::{self, Rect, RichText, Role, Sense, TextEdit, Ui, WidgetInfo, vec2};

use super::super::super::selected::Kind;
use super::super::super::state::{Facts, State, Tool};
use super::super::super::status_ui;
use super::super::super::theme::{Palette, SMALL, strong};
use super::super::Frame;
use super::super::tool_panel::{self, Place};
use super::{Shape, select};
use crate::base::units::LONGEST_GEODESIC;
use crate::base::{LonLat, Metres, UnitProblem};
use crate::map::within::Area;

/// Width of the panel's contents.
const WIDTH: f32 = 244.0;
/// The panel with all that it ever says.
const TALLEST: f32 = 190.0;

/// Shows the panel while the tool is in the hand. Returns what it covers.
pub(in super::super) fn panel(
    ui: &mut Ui,
    state: &mut State,
    facts: &Facts,
    frame: &Frame,
    (tools, legend): (Rect, Rect),
    p: &Palette,
) -> Option<Rect> {
    if state.tool != Tool::SelectArea {
        return None;
    }
    let map = frame.rect;
    let place = Place {
        map,
        tools,
        legend,
        width: WIDTH,
        tallest: TALLEST,
        spacing: vec2(6.0, 4.0),
    };
    Some(tool_panel::show(ui, &place, p, |ui| {
        contents(ui, state, facts, frame, p);
    }))
}

fn contents(ui: &mut Ui, state: &mut State, facts: &Facts, frame: &Frame, p: &Palette) {
    let words = state.words;
    let title = RichText::new(words.t("select-title")).font(strong(SMALL));
    ui.label(title.color(p.quiet));
    ui.horizontal(|ui| {
        for shape in Shape::ALL {
            let command = shape.command();
            let on = state.map.lasso.shape == shape;
            let text = words.t(shape.key());
            let tip = format!(
                "{}\n{}",
                command.tip(words),
                command.shortcut_text(ui.ctx())
            );
            if ui.selectable_label(on, text).on_hover_text(tip).clicked() {
                state.todo.push(command);
            }
        }
    });
    ui.horizontal(|ui| {
        for kind in Kind::ALL {
            let text = words.t(role_key(kind));
            let on = state.map.lasso.of == kind;
            if ui.selectable_label(on, text).clicked() {
                state.map.lasso.of = kind;
            }
        }
    });
    match state.map.lasso.shape {
        Shape::Box => {
            let text = words.t("select-in-view");
            let tip = words.t("select-in-view-tip");
            if ui.button(text).on_hover_text(tip).clicked() {
                let [w, h] = frame.view.size;
                let view = &frame.view;
                let area = Area::between(view.from_screen([0.0, 0.0]), view.from_screen([w, h]));
                select(state, facts, &area, ui.input(|i| i.modifiers));
            }
        }
        Shape::Radius => radius(ui, state, facts, p),
        Shape::Polygon => spoken(ui, state),
    }
    let hint = match state.map.lasso.shape {
        Shape::Box => "select-box-hint",
        Shape::Polygon => "select-polygon-hint",
        Shape::Radius => "select-radius-hint",
    };
    let hint = RichText::new(words.t(hint)).size(SMALL).color(p.quiet);
    ui.add(egui::Label::new(hint).wrap());
}

/// How many corners are set, told to screen readers whenever one is added or taken back.
fn spoken(ui: &mut Ui, state: &State) {
    let corners = state.map.lasso.corners.len();
    let text = state
        .words
        .with("measure-corners", &[("n", corners.into())]);
    let response = ui.allocate_response(vec2(0.0, 0.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}

/// What a kind is called.
fn role_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Village => "role-villages",
        Kind::Facility => "role-facilities",
        Kind::District => "role-districts",
    }
}

/// The centre of the circle whose radius is typed: what was clicked, else what has the focus.
fn centre(state: &State, facts: &Facts) -> Option<(LonLat, String)> {
    let words = state.words;
    if let Some(at) = state.map.lasso.centre {
        let place = status_ui::position(words, at);
        let said = words.with("select-around-place", &[("place", place.into())]);
        return Some((at, said));
    }
    let focus = state.selection?;
    let name = facts.name_of(focus)?.to_string();
    let said = words.with("select-around", &[("name", name.into())]);
    Some((facts.place_of(focus)?, said))
}

/// A radius to type.
fn radius(ui: &mut Ui, state: &mut State, facts: &Facts, p: &Palette) {
    let words = state.words;
    let Some((centre, said)) = centre(state, facts) else {
        return;
    };
    ui.add(egui::Label::new(RichText::new(said)).truncate());
    let name = words.t("select-distance");
    let text = state.map.lasso.typed.clone();
    let read = read(&text);
    let mut go = false;
    ui.horizontal(|ui| {
        let lasso = &mut state.map.lasso;
        let field = TextEdit::singleline(&mut lasso.typed)
            .hint_text("5 km")
            .desired_width(110.0);
        let response = ui.add(field).on_hover_text(&name);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::TextInput, true, &name);
            info.current_text_value = Some(text.clone());
            info
        });
        if std::mem::take(&mut lasso.ask_distance) {
            response.request_focus();
        }
        go = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let button = egui::Button::new(words.t("select-go"));
        let tip = words.t("cmd-select-radius-tip");
        let button = ui.add_enabled(matches!(read, Some(Ok(_))), button);
        go |= button.on_hover_text(tip).clicked();
    });
    match read {
        Some(Ok(radius)) if go => {
            let area = Area::Circle { centre, radius };
            select(state, facts, &area, ui.input(|i| i.modifiers));
        }
        Some(Err(problem)) => {
            let said = words.unit_problem(&problem);
            let text = RichText::new(format!("{} {}", said.title, said.remedy)).size(SMALL);
            ui.add(egui::Label::new(text.color(p.gap_text)).wrap());
        }
        _ => {}
    }
}

/// A typed radius; a bare number is in kilometres. `None` while nothing is typed.
fn read(text: &str) -> Option<Result<Metres, UnitProblem>> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let read = match text.parse::<Metres>() {
        Err(UnitProblem::NoUnit(_)) => format!("{text} km").parse(),
        other => other,
    };
    Some(read.and_then(|metres: Metres| {
        if metres.0 >= 0.0 && metres.0 <= LONGEST_GEODESIC.0 {
            Ok(metres)
        } else {
            Err(UnitProblem::OutOfRange(text.to_owned()))
        }
    }))
}
