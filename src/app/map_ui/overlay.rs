//! What floats over the map: tools, north arrow, scale bar, sources, "updating".

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align2, Color32, CornerRadius, Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

use super::super::command::Command;
use super::super::ground_ui;
use super::super::guide::{self, Place};
use super::super::icons::{self, Icon};
use super::super::state::{Facts, State, Tool};
use super::super::theme::{Palette, regular, strong};
use super::super::widgets;
use super::{Frame, labels, lasso, legend, measure};
use crate::map::scale_bar::ScaleBar;

const MARGIN: f32 = 14.0;
const BUTTON: f32 = 32.0;

/// Draws everything that floats, and remembers where it is for the names to stay off.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, frame: &Frame, p: &Palette) {
    let mut covered = vec![
        tools(ui, state, frame.rect, p),
        legend::show(ui, state, facts, frame.rect, p),
    ];
    let (tools, legend) = (covered[0], covered[1]);
    covered.extend(measure::panel(ui, state, frame.rect, (tools, legend), p));
    covered.extend(lasso::panel(ui, state, facts, frame, (tools, legend), p));
    covered.extend(furniture(ui, state, facts, frame, legend, p));
    if let Some(card) = state.guide.covers() {
        covered.push(card);
        guide::mark_gap(ui, facts, (frame.rect, &covered), |at| frame.place(at));
    }
    state.map.covered = covered;
    if state.session.updating() {
        updating(ui, state, frame.rect, p);
    }
}

/// The row of tools.
fn tools(ui: &mut Ui, state: &mut State, map: Rect, p: &Palette) -> Rect {
    let area = state.map.lasso.button();
    let groups: [&[(Command, Icon)]; 2] = [
        &[
            (Command::ToolSelect, Icon::Pointer),
            area,
            (Command::ToolAddSite, Icon::AddSite),
            (Command::ToolMove, Icon::Move),
            (Command::ToolMeasure, Icon::Ruler),
        ],
        &[
            (Command::ZoomIn, Icon::Plus),
            (Command::ZoomOut, Icon::Minus),
            (Command::ZoomAll, Icon::Fit),
        ],
    ];
    let mut corner = map.min + vec2(MARGIN, MARGIN);
    let first = corner;
    for group in groups {
        let size = vec2(BUTTON * group.len() as f32, BUTTON);
        let frame = Rect::from_min_size(corner, size);
        ui.painter().rect(
            frame,
            6.0,
            p.panel,
            Stroke::new(1.0, p.hairline),
            StrokeKind::Outside,
        );
        for (i, (command, icon)) in group.iter().enumerate() {
            let at = corner + vec2(BUTTON * i as f32, 0.0);
            let rect = Rect::from_min_size(at, vec2(BUTTON, BUTTON));
            if *command == Command::ToolAddSite {
                guide::mark(ui, Place::AddSite, rect);
            } else if *command == area.0 {
                guide::mark(ui, Place::SelectArea, rect);
            }
            if tool(ui, state, rect, *command, *icon, p).clicked() {
                state.todo.push(*command);
            }
        }
        corner.x += size.x + 8.0;
    }
    Rect::from_min_max(first, pos2(corner.x, first.y + BUTTON))
}

fn tool(
    ui: &mut Ui,
    state: &State,
    rect: Rect,
    command: Command,
    icon: Icon,
    p: &Palette,
) -> Response {
    let words = state.words;
    let response = ui.interact(rect, ui.scope_id().with(command), Sense::click());
    let active = match command {
        Command::ToolSelect => Some(state.tool == Tool::Select),
        Command::ToolAddSite => Some(state.tool == Tool::AddSite),
        Command::ToolMove => Some(state.tool == Tool::Move),
        Command::ToolMeasure => Some(state.tool == Tool::Measure),
        Command::SelectBox | Command::SelectPolygon | Command::SelectRadius => {
            Some(state.tool == Tool::SelectArea)
        }
        _ => None,
    };
    let (fill, color) = if active == Some(true) {
        (p.navy, p.on_navy)
    } else if response.hovered() || response.has_focus() {
        (p.raised, p.ink)
    } else {
        (Color32::TRANSPARENT, p.ink)
    };
    ui.painter()
        .rect_filled(rect.shrink(1.0), CornerRadius::same(5), fill);
    if response.has_focus() {
        ui.painter()
            .rect_stroke(rect, 5.0, Stroke::new(1.5, p.blue), StrokeKind::Inside);
    }
    icon.paint(ui.painter(), rect.shrink(8.0), color);
    response.widget_info(|| match active {
        Some(active) => WidgetInfo::selected(Role::RadioButton, true, active, command.text(words)),
        None => WidgetInfo::labeled(Role::Button, true, command.text(words)),
    });
    let key = command.shortcut_text(ui.ctx());
    let tip = command.tip(words);
    response.on_hover_text(if key.is_empty() {
        tip
    } else {
        format!("{tip}\n{key}")
    })
}

/// North arrow, scale bar and sources. The sources keep to the right of the legend.
fn furniture(
    ui: &Ui,
    state: &State,
    facts: &Facts,
    frame: &Frame,
    legend: Rect,
    p: &Palette,
) -> Vec<Rect> {
    let painter = ui.painter_at(frame.rect);
    // Over tiles, which may be of any colour, a halo is not enough; over marks and names it hardly is.
    let strength = if ground_ui::is_of_tiles(state) {
        0.86
    } else {
        0.72
    };
    let plate = |rect: Rect| {
        painter.rect_filled(rect, 4.0, p.panel.gamma_multiply(strength));
    };
    let top = frame.rect.right_top() + vec2(-MARGIN - 10.0, MARGIN + 24.0);
    let north = Rect::from_center_size(top + vec2(0.0, -3.0), vec2(28.0, 52.0));
    plate(north);
    icons::north(&painter, top, 24.0, p.ink);
    painter.text(
        top + vec2(0.0, 3.0),
        Align2::CENTER_TOP,
        state.words.t("map-north"),
        strong(11.0),
        p.ink,
    );
    let corner = frame.rect.right_bottom() - vec2(MARGIN, MARGIN - 4.0);
    // On a small map the texts stand in several rows; only very many names of files are cut.
    let beside = corner.x - legend.right() - 14.0;
    let room = (frame.rect.width() * 0.6).min(beside).max(120.0);
    // Lowest the background's source, above it the data's.
    let mut lines = ground_ui::source_lines(ui, state, room, p);
    lines.extend(source_lines(state, facts).into_iter().map(|text| {
        let mut job = LayoutJob::simple(text, regular(11.0), Color32::PLACEHOLDER, room);
        job.wrap.max_rows = 3;
        painter.layout_job(job)
    }));
    let mut foot = corner;
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let rect = Align2::RIGHT_BOTTOM.anchor_size(foot, line.size());
            foot = rect.right_top();
            (rect, line)
        })
        .collect();
    let all = lines.iter().map(|(rect, _)| *rect).reduce(Rect::union);
    let sources = all.unwrap_or(Rect::from_min_size(corner, vec2(0.0, 0.0)));
    if all.is_some() {
        plate(sources.expand2(vec2(5.0, 1.0)));
    }
    for (rect, line) in lines {
        labels::halo(&painter, rect, &line, p.quiet, p.ground);
    }
    let mut covered = vec![north, sources.expand(4.0)];
    covered.extend(scale_bar(
        &painter,
        frame,
        pos2(corner.x, sources.top() - 8.0),
        &plate,
        p,
    ));
    covered
}

/// The scale bar with its right end above the sources; returns what it covers.
fn scale_bar(
    painter: &Painter,
    frame: &Frame,
    foot: Pos2,
    plate: &dyn Fn(Rect),
    p: &Palette,
) -> Option<Rect> {
    let bar = ScaleBar::fit(&frame.view, 130.0)?;
    let label = painter.layout_no_wrap(bar.label(), regular(12.0), Color32::PLACEHOLDER);
    let (right, y) = (foot.x, foot.y);
    let beside = Align2::RIGHT_CENTER.anchor_size(pos2(right, y - 4.0), label.size());
    let end = beside.left() - 6.0;
    let start = end - bar.width;
    let all = Rect::from_min_max(pos2(start, beside.top()), beside.max);
    plate(all.expand2(vec2(5.0, 1.0)));
    labels::halo(painter, beside, &label, p.ink, p.ground);
    for (width, color) in [(4.0, p.ground), (1.4, p.ink)] {
        let stroke = Stroke::new(width, color);
        painter.hline(start..=end, y, stroke);
        for i in 0..=bar.parts {
            let x = start + bar.width * f32::from(i) / f32::from(bar.parts);
            let height = if i == 0 || i == bar.parts { 8.0 } else { 4.0 };
            painter.vline(x, y - height..=y, stroke);
        }
    }
    Some(all.expand(4.0))
}

/// Where the data come from, lowest first: the files' names.
fn source_lines(state: &State, facts: &Facts) -> Vec<String> {
    let names: Vec<String> = facts
        .data
        .layers
        .iter()
        .map(|layer| widgets::file_name(&layer.table.source.path))
        .collect();
    let files = names.join(" · ");
    let sources = state.words.with("map-sources", &[("files", files.into())]);
    if !facts.invented {
        return vec![sources];
    }
    let invented = state.words.t("invented-data");
    // The demo county's own layers are no files to be named.
    if state.session.state().layers.iter().all(|l| l.generated) {
        vec![invented]
    } else {
        vec![sources, invented]
    }
}

/// A quiet word at the top: the picture is about to change.
fn updating(ui: &Ui, state: &State, map: Rect, p: &Palette) {
    let painter = ui.painter_at(map);
    let text = painter.layout_no_wrap(state.words.t("map-updating"), regular(12.5), p.ink);
    let size = text.size() + vec2(22.0, 10.0);
    let rect = Align2::CENTER_TOP.anchor_size(map.center_top() + vec2(0.0, 12.0), size);
    painter.rect(
        rect,
        rect.height() / 2.0,
        p.panel,
        Stroke::new(1.0, p.hairline),
        StrokeKind::Inside,
    );
    painter.galley(rect.min + vec2(11.0, 5.0), text, p.ink);
}
