//! The field of a standard's text: monospaced, with line numbers, lines with mistakes marked beside and behind them.

use eframe::egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use eframe::egui::{
    self, Align2, Color32, FontFamily, FontId, Rect, ScrollArea, Sense, Shape, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};

use super::super::super::theme::{self, Palette, regular};

const SIZE: f32 = 12.5;

fn mono() -> FontId {
    FontId::new(SIZE, FontFamily::Monospace)
}

/// The text with what it is made of told apart: heads of tables, comments, keys.
fn coloured(text: &str, p: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = f32::INFINITY;
    let format = |color: Color32| TextFormat::simple(mono(), color);
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        if start.starts_with('#') {
            job.append(line, 0.0, format(p.quiet));
        } else if start.starts_with('[') {
            job.append(line, 0.0, format(p.blue));
        } else if let Some((key, rest)) = line.split_once('=')
            && !key.contains(['"', '\''])
        {
            job.append(key, 0.0, format(p.navy));
            job.append("=", 0.0, format(p.quiet));
            job.append(rest, 0.0, format(p.ink));
        } else {
            job.append(line, 0.0, format(p.ink));
        }
    }
    job
}

/// Where a line begins, in characters.
fn start_of(text: &str, line: u32) -> usize {
    let before = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1) as usize);
    before.map(|l| l.chars().count()).sum()
}

/// Shows the field; `true` if something was typed. `marked`: lines with what is wrong there.
pub(super) fn show(
    ui: &mut Ui,
    text: &mut String,
    go_to: &mut Option<u32>,
    marked: &[(u32, String)],
    (label, height): (&str, f32),
) -> bool {
    let p = theme::of(ui);
    let mut changed = false;
    egui::Frame::new()
        .fill(ui.visuals().extreme_bg_color)
        .stroke(egui::Stroke::new(1.0, p.hairline))
        .corner_radius(5)
        .show(ui, |ui| {
            ScrollArea::both()
                .id_salt("standard-text")
                .max_height(height)
                .min_scrolled_height(height)
                .auto_shrink(false)
                .show(ui, |ui| changed = field(ui, text, go_to, marked, label, p));
        });
    changed
}

fn field(
    ui: &mut Ui,
    text: &mut String,
    go_to: &mut Option<u32>,
    marked: &[(u32, String)],
    label: &str,
    p: &'static Palette,
) -> bool {
    let lines = text.bytes().filter(|b| *b == b'\n').count() + 1;
    let digits = lines.to_string().len().max(2);
    let gutter = digits as f32 * 7.5 + 26.0;
    let behind = ui.painter().add(Shape::Noop);
    let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, _: f32| {
        ui.painter().layout_job(coloured(buffer.as_str(), p))
    };
    let output = ui
        .horizontal_top(|ui| {
            ui.add_space(gutter);
            TextEdit::multiline(text)
                .id_salt("standard-field")
                .font(mono())
                .frame(egui::Frame::NONE)
                .lock_focus(true)
                .desired_width(f32::INFINITY)
                .layouter(&mut layouter)
                .show(ui)
        })
        .inner;
    output.response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, text.as_str(), text.as_str(), "");
        info.label = Some(label.to_owned());
        info
    });
    let rows = &output.galley.rows;
    let top = output.galley_pos;
    let row_rect = |line: u32| {
        let row = rows.get(line.checked_sub(1)? as usize)?;
        Some(row.rect().translate(top.to_vec2()))
    };
    let clip = ui.clip_rect();
    let left = clip.left();
    // The gutter stays while the text scrolls sideways.
    let strip = Rect::from_min_max(
        pos2(left, clip.top()),
        pos2(left + gutter - 6.0, clip.bottom()),
    );
    let painter = ui.painter();
    painter.rect_filled(strip, 0.0, p.paper);
    let seen = |rect: &Rect| rect.bottom() > clip.top() && rect.top() < clip.bottom();
    for line in 1..=rows.len() as u32 {
        let Some(rect) = row_rect(line).filter(seen) else {
            continue;
        };
        let at = pos2(strip.right() - 6.0, rect.center().y);
        painter.text(at, Align2::RIGHT_CENTER, line, regular(11.0), p.quiet);
    }
    let mut tints = Vec::new();
    for (line, what) in marked {
        let Some(rect) = row_rect(*line).filter(seen) else {
            continue;
        };
        let whole = Rect::from_x_y_ranges(clip.x_range(), rect.y_range());
        tints.push(Shape::rect_filled(whole, 0.0, p.gap_tint));
        let mark = Rect::from_center_size(pos2(left + 10.0, rect.center().y), vec2(8.0, 8.0));
        ui.painter().rect_filled(mark, 1.5, p.gap);
        let at = mark.expand(5.0);
        let id = output.response.id.with(("mistake", line, what));
        ui.interact(at, id, Sense::hover()).on_hover_text(what);
    }
    ui.painter().set(behind, Shape::Vec(tints));
    if let Some(line) = go_to.take() {
        let at = CCursor::new(start_of(text, line));
        let mut state = output.state.clone();
        state.cursor.set_char_range(Some(CCursorRange::one(at)));
        state.store(ui.ctx(), output.response.id);
        output.response.request_focus();
        if let Some(rect) = row_rect(line) {
            ui.scroll_to_rect(rect.expand2(vec2(0.0, 60.0)), None);
        }
    }
    output.response.changed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_after_the_characters_of_those_before_it() {
        let text = "一 = 1\nb = 2\n\nc";
        assert_eq!([1, 2, 3, 4].map(|l| start_of(text, l)), [0, 6, 12, 13]);
    }

    #[test]
    fn the_coloured_text_is_the_text() {
        let p_text = "# a\n[rule]\nname = \"x = y\"\n  \"=\" ]\nlast";
        let ctx = egui::Context::default();
        let mut whole = String::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            whole = coloured(p_text, theme::of(ui)).text;
        });
        output.textures_delta.clear();
        assert_eq!(whole, p_text);
    }
}
