//! The tables below the map: gaps worst first, districts, facilities, villages, warnings. Only rows in sight are built.

mod rows;

use eframe::egui::{self, Align, Color32, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use egui_extras::{Column, TableBuilder};

use super::state::{Facts, Pick, State};
use super::theme::{self, SMALL, strong};
use rows::{Cell, Header};

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(super) enum Tab {
    #[default]
    Gaps,
    Districts,
    Facilities,
    Villages,
    Warnings,
}

impl Tab {
    const ALL: [Self; 5] = [
        Self::Gaps,
        Self::Districts,
        Self::Facilities,
        Self::Villages,
        Self::Warnings,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Gaps => "table-gaps",
            Self::Districts => "role-districts",
            Self::Facilities => "role-facilities",
            Self::Villages => "role-villages",
            Self::Warnings => "table-warnings",
        }
    }
}

/// In which order a table stands: a column, or as it comes (gaps worst first, others as in the file).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Order {
    column: Option<usize>,
    descending: bool,
}

/// Rows in order.
struct Sorted {
    tab: Tab,
    order: Order,
    /// The number of the answer, and that of its scene.
    version: u64,
    scene: u64,
    rows: Vec<u32>,
}

/// What the tables remember.
#[derive(Default)]
pub(super) struct TableState {
    pub tab: Tab,
    orders: [Order; 5],
    /// The sorted rows with what they were sorted for.
    sorted: Option<Sorted>,
    /// How wide each table was when it was last shown.
    width: [f32; 5],
    /// The selection that was last scrolled to.
    scrolled_to: Option<Pick>,
}

impl TableState {
    /// The row of the gaps before or after a village, by their order on the screen.
    pub(super) fn neighbour(&self, facts: &Facts, from: Option<Pick>, step: isize) -> Option<Pick> {
        let gaps = match &self.sorted {
            Some(s) if s.tab == Tab::Gaps && s.version == facts.version => &s.rows,
            _ => &facts.coverage.gaps,
        };
        let last = gaps.len().checked_sub(1)?;
        let at = match from {
            Some(Pick::Village(v)) => gaps.iter().position(|g| *g == v),
            _ => None,
        };
        let next = match at {
            Some(i) => i.saturating_add_signed(step).min(last),
            None if step < 0 => last,
            None => 0,
        };
        Some(Pick::Village(gaps[next]))
    }
}

/// Shows tabs and the chosen table.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let Some(facts) = state.facts.clone() else {
        return;
    };
    tabs(ui, state, &facts);
    let tab = state.table.tab;
    let headers = rows::headers(tab);
    let rows = sorted(state, &facts, tab);
    if rows.is_empty() {
        empty(ui, state, tab);
        state.table.sorted = None;
        return;
    }
    table(ui, state, &facts, headers, &rows);
    copy_selected(ui, state, &facts, &rows);
    if let Some(kept) = &mut state.table.sorted {
        kept.rows = rows;
    }
}

fn tabs(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let p = theme::of(ui);
    let words = state.words;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        for tab in Tab::ALL {
            let count = rows::count(facts, tab);
            if tab == Tab::Warnings && count == 0 && state.table.tab != tab {
                continue;
            }
            let active = state.table.tab == tab;
            let text = format!("{}  {}", words.t(tab.key()), words.count(count as u32));
            let (font, color) = if active {
                (strong(13.5), p.ink)
            } else {
                (theme::regular(13.5), p.quiet)
            };
            let galley = ui.painter().layout_no_wrap(text.clone(), font, color);
            let size = vec2(galley.size().x, 28.0);
            let (rect, response) = ui.allocate_exact_size(size, Sense::click());
            let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
            let color = if response.hovered() { p.ink } else { color };
            ui.painter()
                .galley_with_override_text_color(at, galley, color);
            if active || response.has_focus() {
                let accent = if tab == Tab::Gaps { p.gap } else { p.navy };
                let line = egui::Stroke::new(2.0, if active { accent } else { p.blue });
                ui.painter()
                    .hline(rect.x_range(), rect.bottom() - 1.0, line);
            }
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, active, &text));
            if response.clicked() {
                state.table.tab = tab;
                state.table.scrolled_to = None;
            }
        }
    });
    ui.add_space(2.0);
}

/// The rows in order; sorted anew only when table, order or answer change, and the villages not even then where few of them changed.
fn sorted(state: &mut State, facts: &Facts, tab: Tab) -> Vec<u32> {
    let order = state.table.orders[tab as usize];
    let kept = state.table.sorted.take();
    let kept = kept.filter(|kept| (kept.tab, kept.order) == (tab, order));
    let rows = match kept {
        Some(kept) if kept.version == facts.version => kept.rows,
        Some(kept) if tab == Tab::Villages && order.column.is_some() => {
            match state.session.changed_since(kept.scene) {
                Some(changed) => rows::sorted_again(facts, tab, order, kept.rows, &changed),
                None => rows::sorted(facts, tab, order),
            }
        }
        _ => rows::sorted(facts, tab, order),
    };
    state.table.sorted = Some(Sorted {
        tab,
        order,
        version: facts.version,
        scene: facts.scene.id,
        rows: Vec::new(),
    });
    rows
}

fn empty(ui: &mut Ui, state: &State, tab: Tab) {
    let p = theme::of(ui);
    let key = match tab {
        Tab::Gaps => "table-no-gaps",
        Tab::Warnings => "table-no-warnings",
        _ => "table-nothing",
    };
    ui.add_space(18.0);
    ui.vertical_centered(|ui| ui.label(RichText::new(state.words.t(key)).color(p.quiet)));
}

fn table(ui: &mut Ui, state: &mut State, facts: &Facts, headers: &[Header], rows: &[u32]) {
    let tab = state.table.tab;
    let words = state.words;
    let p = theme::of(ui);
    let target = scroll_target(state, tab, rows);
    ui.push_id(tab, |ui| {
        ui.spacing_mut().item_spacing = vec2(18.0, 0.0);
        // Columns can be drawn wider, but need no lines to be told apart.
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.noninteractive.bg_stroke = egui::Stroke::NONE;
        ui.visuals_mut().selection.bg_fill = p.gap_tint;
        let width = ui.available_width();
        let mut builder = TableBuilder::new(ui)
            .id_salt(tab)
            .sense(Sense::click())
            .resizable(true)
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .cell_layout(Layout::left_to_right(Align::Center));
        for (i, header) in headers.iter().enumerate() {
            builder = builder.column(if i + 1 == headers.len() {
                Column::remainder().at_least(80.0).clip(true)
            } else {
                Column::initial(width * header.share)
                    .at_least(50.0)
                    .clip(true)
            });
        }
        // In a window of another width the columns take their shares anew; none is left outside.
        if std::mem::replace(&mut state.table.width[tab as usize], width).to_bits()
            != width.to_bits()
        {
            builder.reset();
        }
        if let Some(row) = target {
            builder = builder.scroll_to_row(row, None).animate_scrolling(false);
        }
        builder
            .header(24.0, |mut row| {
                for (i, header) in headers.iter().enumerate() {
                    row.col(|ui| head(ui, state, tab, i, header));
                }
            })
            .body(|body| {
                body.rows(22.0, rows.len(), |mut row| {
                    let index = rows[row.index()];
                    let pick = rows::pick(facts, tab, index);
                    row.set_selected(pick.is_some() && pick == state.selection);
                    let mut name = String::new();
                    for (column, header) in headers.iter().enumerate() {
                        let cell = rows::cell(words, facts, tab, column, index);
                        if column == 0 {
                            name.clone_from(&cell.text);
                        }
                        row.col(|ui| show_cell(ui, header, &cell, p));
                    }
                    let response = row.response();
                    response.widget_info(|| {
                        let selected = pick.is_some() && pick == state.selection;
                        WidgetInfo::selected(Role::Row, true, selected, &name)
                    });
                    response.context_menu(|ui| {
                        let one = [index];
                        let copies = [("table-copy-row", &one[..]), ("table-copy-all", rows)];
                        for (key, rows) in copies {
                            if ui.button(words.t(key)).clicked() {
                                ui.copy_text(rows::tab_separated(words, facts, tab, rows));
                                ui.close();
                            }
                        }
                    });
                    if response.clicked()
                        && let Some(pick) = pick
                    {
                        state.table.scrolled_to = Some(pick);
                        state.select_and_show(pick);
                    }
                    if response.double_clicked()
                        && let Some(pick) = pick
                    {
                        state.map.fit(pick);
                    }
                });
            });
    });
}

/// Ctrl+C takes the selected row along, unless text is being edited.
fn copy_selected(ui: &Ui, state: &State, facts: &Facts, rows: &[u32]) {
    let wanted = ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Copy)));
    if !wanted || state.dialog.is_some() || ui.ctx().text_edit_focused() {
        return;
    }
    let tab = state.table.tab;
    let selected = rows
        .iter()
        .find(|row| state.selection.is_some() && rows::pick(facts, tab, **row) == state.selection);
    if let Some(row) = selected {
        ui.copy_text(rows::tab_separated(state.words, facts, tab, &[*row]));
    }
}

/// A selection made elsewhere is brought into sight once.
fn scroll_target(state: &mut State, tab: Tab, rows: &[u32]) -> Option<usize> {
    if state.table.scrolled_to == state.selection {
        return None;
    }
    state.table.scrolled_to = state.selection;
    let ((Pick::Village(index), Tab::Gaps | Tab::Villages)
    | (Pick::Facility(index), Tab::Facilities)
    | (Pick::District(index), Tab::Districts)) = (state.selection?, tab)
    else {
        return None;
    };
    rows.iter().position(|r| *r == index)
}

/// A head of a column; a click sorts by it, another one the other way, a third one not at all.
fn head(ui: &mut Ui, state: &mut State, tab: Tab, column: usize, header: &Header) {
    let p = theme::of(ui);
    let words = state.words;
    let order = &mut state.table.orders[tab as usize];
    let mine = order.column == Some(column);
    let text = words.t(header.key);
    let arrow = match (mine, order.descending) {
        (true, true) => " ▼",
        (true, false) => " ▲",
        _ => "",
    };
    let label = RichText::new(format!("{text}{arrow}"))
        .size(SMALL)
        .color(if mine { p.ink } else { p.quiet });
    let layout = if header.right {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    let response = ui
        .with_layout(layout, |ui| {
            ui.add(egui::Label::new(label).sense(Sense::click()).truncate())
        })
        .inner
        .on_hover_text(words.t("table-sort"));
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &text));
    if response.clicked() {
        *order = match (mine, order.descending) {
            (false, _) => Order {
                column: Some(column),
                descending: header.right,
            },
            (true, first) if first == header.right => Order {
                column: Some(column),
                descending: !first,
            },
            _ => Order::default(),
        };
    }
}

fn show_cell(ui: &mut Ui, header: &Header, cell: &Cell, p: &theme::Palette) {
    let color: Color32 = if cell.urgent { p.gap_text } else { p.ink };
    let mut text = RichText::new(&cell.text).color(color);
    if cell.urgent {
        text = text.font(strong(theme::BODY));
    }
    let label = egui::Label::new(text).truncate().selectable(false);
    if header.right {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(label));
    } else {
        ui.add(label);
    }
}
