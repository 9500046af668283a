//! A sheet of rows and columns: only what is in sight is built, the first column stays while the others scroll, the keyboard walks it.

mod bullet;
mod heads;
mod rows;

use eframe::egui::{
    self, EventFilter, Key, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::super::theme::{self, regular};
use crate::model::Verdict;
pub(super) use bullet::{Bullet, Pace, draw_bullet};
use heads::heads;
use rows::View;

const ROW: f32 = 24.0;
const GAP: f32 = 14.0;
const EDGE: f32 = 8.0;

/// A column.
pub(super) struct Lane {
    /// What stands above it.
    pub title: String,
    /// What is said of it where the pointer rests.
    pub tip: String,
    /// Points; columns of words share what is left over.
    pub width: f32,
    /// Whether it holds numbers, which stand at the right.
    pub right: bool,
}

impl Lane {
    /// A column of words.
    pub(super) fn text(title: String, width: f32) -> Self {
        Self {
            tip: title.clone(),
            title,
            width,
            right: false,
        }
    }

    /// A column of numbers.
    pub(super) fn number(title: String, width: f32) -> Self {
        Self {
            right: true,
            ..Self::text(title, width)
        }
    }
}

/// What stands in a cell.
pub(super) enum Cell {
    Blank,
    Text(String),
    Verdict(Option<Verdict>, String),
    Bullet(Bullet, String),
}

impl Cell {
    /// What is said of it to those who do not see it.
    fn told(&self, words: &dyn Fn(Verdict) -> String) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Bullet(_, text) | Self::Verdict(None, text) => text.clone(),
            Self::Verdict(Some(verdict), text) => format!("{} {text}", words(*verdict)),
        }
    }
}

/// What a sheet is shown from.
pub(super) struct Sheet<'a> {
    /// What it is called, for those who do not see it.
    pub name: String,
    pub lanes: &'a [Lane],
    pub rows: usize,
    /// The height of the heads: for one line or two.
    pub head: f32,
    /// The column that it is sorted by, and whether the greatest stands first.
    pub order: Option<(usize, bool)>,
    /// Whether a row is selected elsewhere, too.
    pub chosen: &'a dyn Fn(usize) -> bool,
    pub cell: &'a dyn Fn(usize, usize) -> Cell,
    /// What is said where the pointer rests.
    pub tip: &'a dyn Fn(usize, usize) -> String,
    pub verdict: &'a dyn Fn(Verdict) -> String,
}

/// The height of heads of one line, and of two.
pub(super) const ONE_LINE: f32 = 26.0;
pub(super) const TWO_LINES: f32 = 40.0;

/// What a sheet remembers.
#[derive(Default)]
pub(super) struct Hand {
    at: Option<(usize, usize)>,
    by_keys: bool,
    /// A row to bring into sight.
    pub scroll_to: Option<usize>,
}

/// What the user did in a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Clicked on a head.
    Sort(usize),
    /// Went to a row, in this column.
    Choose(usize, usize),
    /// Wants to see the row's place.
    Open(usize),
}

/// Where the columns stand: their left sides from that of the sheet. What is left over goes to the columns of words, by their width.
fn places(lanes: &[Lane], width: f32) -> Vec<(f32, f32)> {
    let wanted: f32 = lanes.iter().map(|l| l.width + GAP).sum::<f32>() + 2.0 * EDGE - GAP;
    let more = (width - wanted).max(0.0);
    let wordy: f32 = lanes.iter().filter(|l| !l.right).map(|l| l.width).sum();
    let mut left = EDGE;
    let mut places = Vec::with_capacity(lanes.len());
    for lane in lanes {
        let part = if lane.right { 0.0 } else { lane.width / wordy };
        let width = lane.width + more * part;
        places.push((left, width));
        left += width + GAP;
    }
    places
}

/// Shows a sheet in all the room that is left.
pub(super) fn show(ui: &mut Ui, hand: &mut Hand, sheet: &Sheet<'_>) -> Option<Act> {
    let p = theme::of(ui);
    let full = ui.available_rect_before_wrap();
    ui.allocate_rect(full, Sense::hover());
    let id = ui.scope_id().with("sheet");
    let body = Rect::from_min_max(full.min + vec2(0.0, sheet.head), full.max);
    let response = ui.interact(body, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Table, true, &sheet.name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_count(sheet.rows);
        node.set_column_count(sheet.lanes.len());
    });
    let places = places(sheet.lanes, full.width());
    let wide = places
        .last()
        .map_or(0.0, |(left, width)| left + width + EDGE);
    let mut act = None;
    let mut target = hand.scroll_to.take();
    if response.has_focus() {
        let filter = EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        act = keys(ui, hand, sheet, (body.height() / ROW) as usize);
        if let Some(Act::Choose(row, _)) = act {
            target = Some(row);
        }
    }
    let framed = response.has_focus() && hand.by_keys;
    let mut area = ScrollArea::both()
        .id_salt("sheet")
        .auto_shrink(false)
        .animated(false);
    if let Some(row) = target {
        let last = egui::scroll_area::State::load(ui.ctx(), ui.make_persistent_id("sheet"));
        let offset = last.map_or(0.0, |s| s.clamped_offset().y);
        area = area.vertical_scroll_offset(in_sight(offset, row, body.height()));
    }
    let first_right = places.first().map_or(0.0, |(left, width)| left + width);
    let mut body_ui = ui.new_child(UiBuilder::new().max_rect(body));
    let output = area.show_viewport(&mut body_ui, |ui, seen| {
        ui.set_min_size(vec2(wide, ROW * sheet.rows as f32));
        let first = (f64::from(seen.min.y) / f64::from(ROW)).floor().max(0.0) as usize;
        let end = ((seen.max.y / ROW).ceil() as usize).min(sheet.rows);
        let view = View {
            sheet,
            places: &places,
            body,
            left: body.left() - seen.min.x,
            scrolled: seen.min.x > 0.5,
            edge: body.left() + first_right + GAP / 2.0,
            id,
            p,
        };
        for row in first..end {
            let y = row as f64 * f64::from(ROW) - f64::from(seen.min.y);
            let top = body.top() + y as f32;
            let done = view.row(ui, hand, row, top, framed);
            act = done.or(act);
        }
    });
    let scrolled = output.state.clamped_offset().x;
    let head = Rect::from_min_size(full.min, vec2(full.width(), sheet.head));
    act = heads(ui, sheet, &places, head, scrolled, id).or(act);
    if framed {
        let line = Stroke::new(1.5, p.blue);
        ui.painter()
            .rect_stroke(body, 3.0, line, egui::StrokeKind::Inside);
    }
    if matches!(act, Some(Act::Choose(..))) {
        ui.memory_mut(|m| m.request_focus(id));
    }
    act
}

/// Where to scroll so that a row is in sight.
fn in_sight(offset: f32, row: usize, height: f32) -> f32 {
    let top = row as f32 * ROW;
    if top < offset {
        top
    } else if top + ROW > offset + height {
        (top + ROW - height).max(0.0)
    } else {
        offset
    }
}

/// What the keys do while the sheet has the focus.
fn keys(ui: &Ui, hand: &mut Hand, sheet: &Sheet<'_>, page: usize) -> Option<Act> {
    let (last, last_column) = (
        sheet.rows.checked_sub(1)?,
        sheet.lanes.len().checked_sub(1)?,
    );
    let (row, column) = hand
        .at
        .map_or((None, 0), |(row, column)| (Some(row), column));
    let page = page.max(1);
    let to = ui.input_mut(|i| {
        let mut to = None;
        i.events.retain(|event| {
            let egui::Event::Key {
                key, pressed: true, ..
            } = event
            else {
                return true;
            };
            let here = row.unwrap_or(0);
            let next = match key {
                Key::ArrowDown => (row.map_or(0, |r| r + 1), column),
                Key::ArrowUp => (here.saturating_sub(1), column),
                Key::PageDown => (here + page, column),
                Key::PageUp => (here.saturating_sub(page), column),
                Key::Home => (0, column),
                Key::End => (last, column),
                Key::ArrowRight => (here, (column + 1).min(last_column)),
                Key::ArrowLeft => (here, column.saturating_sub(1)),
                _ => return true,
            };
            to = Some((next.0.min(last), next.1));
            false
        });
        to
    });
    if let Some((row, column)) = to {
        hand.at = Some((row, column));
        hand.by_keys = true;
        return Some(Act::Choose(row, column));
    }
    let enter = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Enter));
    row.filter(|_| enter).map(Act::Open)
}

/// A line in the middle of an empty sheet.
pub(super) fn nothing(ui: &mut Ui, text: &str) {
    let p = theme::of(ui);
    let rect = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(rect, Sense::hover());
    let at = pos2(
        rect.center().x,
        rect.top() + (rect.height() * 0.35).max(24.0),
    );
    let mut job = egui::text::LayoutJob::simple(
        text.to_owned(),
        regular(theme::BODY),
        p.quiet,
        (rect.width() - 40.0).clamp(80.0, 620.0),
    );
    job.halign = egui::Align::Center;
    let galley = ui.painter().layout_job(job);
    ui.painter()
        .galley(pos2(at.x, at.y - galley.size().y / 2.0), galley, p.quiet);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_words_share_what_is_left_over() {
        let text = |title: &str, width| Lane::text(title.into(), width);
        let lanes = [
            text("a", 100.0),
            Lane::number("n".into(), 40.0),
            text("b", 50.0),
        ];
        let places = places(&lanes, 400.0);
        let [first, number, last] = [0, 1, 2].map(|i| places[i]);
        assert!((last.0 + last.1 + EDGE - 400.0).abs() < 0.01);
        assert!((number.1 - 40.0).abs() < 0.01);
        assert!((first.1 - 2.0 * last.1).abs() < 0.01);
        let narrow = super::places(&lanes, 90.0);
        assert_eq!(narrow[0], (EDGE, 100.0));
    }

    #[test]
    fn a_row_is_brought_into_sight_by_the_shortest_way() {
        for (offset, row, to) in [(0.0, 3, 0.0), (0.0, 10, ROW), (480.0, 5, 5.0 * ROW)] {
            assert!((in_sight(offset, row, 240.0) - to).abs() < 0.01, "{row}");
        }
    }
}
