//! The tables below the map: gaps worst first, districts, facilities, villages with all columns of their files, warnings.
//!
//! A table is the map in words: what is selected in one is selected in the other. Lists of a nation are filtered and sorted away from
//! the window; only rows in sight are built.

mod bar;
mod cells;
mod columns;
mod copy;
mod grid;
mod hand;
mod listing;
mod order;
mod query;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{self, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::news;
use super::selected::Kind;
use super::state::{Facts, Pick, State};
use super::theme::{self, strong};
use crate::base::RowSet;
use crate::i18n::Lang;
use crate::model::Dataset;
use crate::session::JobKind;
use columns::{Column, ColumnId};
use grid::Grid;
use hand::Hand;
use listing::{Key, Listing};
use order::{Ask, Order};
use query::{Query, QueryProblem};

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

/// What one table remembers.
#[derive(Default)]
struct View {
    order: Order,
    filter: String,
    /// Only what is selected.
    only: bool,
    /// What is selected first.
    first: bool,
    /// Columns that were hidden, and those that were shown although they are not at first.
    hidden: BTreeSet<ColumnId>,
    added: BTreeSet<ColumnId>,
    /// Columns that were drawn wider or narrower.
    widths: BTreeMap<ColumnId, f32>,
    hand: Hand,
    /// The list of gaps shows no columns of files at first: it is short and says how far.
    brief: bool,
    columns: Option<(Arc<Dataset>, Lang, Arc<[Column]>)>,
    listing: Listing,
    /// The last filter that told something, with its text.
    read: Option<(String, Lang, Query)>,
    /// The rows that it left in an answer.
    kept: Option<(u64, Arc<[u32]>)>,
    /// A text that may become a condition and that no row of an answer contains: what is typed after it tells no more.
    fruitless: Option<(u64, String)>,
}

impl View {
    fn hides(&self, id: &ColumnId) -> bool {
        match id {
            ColumnId::File(_) if self.brief => !self.added.contains(id),
            _ => self.hidden.contains(id),
        }
    }

    fn show(&mut self, id: &ColumnId, on: bool) {
        if on {
            self.hidden.remove(id);
            self.added.insert(id.clone());
        } else {
            self.hidden.insert(id.clone());
            self.added.remove(id);
        }
    }

    fn forget_columns(&mut self) {
        self.hidden.clear();
        self.added.clear();
        self.widths.clear();
    }
}

/// What the tables remember.
pub(super) struct TableState {
    pub tab: Tab,
    views: [View; 5],
    copier: copy::Copier,
    /// The focus that was last scrolled to.
    scrolled_to: Option<Pick>,
    /// Keys lead through the table, not the pointer.
    by_keys: bool,
}

impl Default for TableState {
    fn default() -> Self {
        let mut views: [View; 5] = Default::default();
        views[Tab::Gaps as usize].brief = true;
        // Districts stand as gaps do: the worst first.
        let headers = columns::headers(Tab::Districts);
        let beyond = headers.iter().position(|h| h.key == "column-people-beyond");
        views[Tab::Districts as usize].order = Order {
            column: beyond.map(ColumnId::Computed),
            descending: true,
        };
        Self {
            tab: Tab::default(),
            views,
            copier: copy::Copier::default(),
            scrolled_to: None,
            by_keys: true,
        }
    }
}

impl TableState {
    fn view(&self) -> &View {
        &self.views[self.tab as usize]
    }

    fn view_mut(&mut self) -> &mut View {
        &mut self.views[self.tab as usize]
    }

    fn hand_mut(&mut self) -> &mut Hand {
        &mut self.view_mut().hand
    }

    /// Opens the table of a kind with what is selected of it first.
    pub(super) fn show_selected(&mut self, kind: Kind) {
        self.tab = match kind {
            Kind::Village => Tab::Villages,
            Kind::Facility => Tab::Facilities,
            Kind::District => Tab::Districts,
        };
        let view = self.view_mut();
        view.filter.clear();
        view.only = true;
    }

    /// Whether lists are being made or copied.
    pub(super) fn is_busy(&self) -> bool {
        self.copier.is_busy() || self.views.iter().any(|v| v.listing.is_busy())
    }

    /// The row of the gaps before or after a village, by their order on the screen.
    pub(super) fn neighbour(&self, facts: &Facts, from: Option<Pick>, step: isize) -> Option<Pick> {
        let listed = self.views[Tab::Gaps as usize].listing.rows(facts);
        let gaps = listed.map_or(&facts.coverage.gaps[..], |rows| &rows[..]);
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

impl State {
    /// Whether a table is on the screen, and no sheet of the standard in its place.
    fn shows_table(&self) -> bool {
        self.panels.table && self.standard.sheet.is_none()
    }

    /// Whether the open table lists rows that can be selected.
    pub(super) fn lists_any(&self) -> bool {
        let facts = self.facts.as_ref().zip(rows::kind(self.table.tab));
        facts.is_some_and(|(facts, kind)| {
            let rows = self.table.view().listing.rows(facts);
            let rows = rows.filter(|_| self.shows_table());
            rows.map_or(kind.count(facts) > 0, |rows| !rows.is_empty())
        })
    }

    /// The rows that the open table lists, and what they are. `None` where they are of any kind, or there is no table.
    pub(super) fn listed(&self) -> Option<(Kind, RowSet)> {
        let kind = rows::kind(self.table.tab)?;
        let facts = self.facts.as_ref()?;
        let rows = self.table.view().listing.rows(facts);
        let rows = rows.filter(|_| self.shows_table());
        let set = match rows {
            Some(rows) => rows.iter().copied().collect(),
            None => RowSet::all(kind.count(facts)),
        };
        Some((kind, set))
    }
}

/// Shows tabs and the chosen table.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let Some(facts) = state.facts.clone() else {
        return;
    };
    if let Some(kind) = state.standard.sheet {
        ui.horizontal(|ui| tabs(ui, state, &facts));
        ui.push_id(kind, |ui| {
            super::standard_ui::sheet(ui, state, &facts, kind);
        });
        return;
    }
    let columns = columns_of(state, &facts);
    let (list, problem) = list(ui, state, &facts, &columns);
    let all = rows::count(&facts, state.table.tab);
    // In a narrow window the bar stands below the tabs.
    if ui.available_width() > 1180.0 && !super::standard_ui::has_sheets(state) {
        ui.horizontal(|ui| {
            tabs(ui, state, &facts);
            ui.add_space(12.0);
            bar::show(ui, state, &columns, (all, &list), problem.as_ref());
        });
    } else {
        ui.horizontal(|ui| tabs(ui, state, &facts));
        ui.horizontal(|ui| bar::show(ui, state, &columns, (all, &list), problem.as_ref()));
    }
    ui.add_space(2.0);
    copy_selected(ui, state, &facts, &list);
    if let Some(text) = state.table.copier.take(ui) {
        news::panicked(state, JobKind::Compute, text);
    }
    if list.is_empty() {
        empty(ui, state, &facts);
        return;
    }
    let name = name(state, &list);
    let view = state.table.view();
    let shown = columns.iter().filter(|c| !view.hides(&c.id)).collect();
    let grid = Grid {
        columns: shown,
        list: &list,
        name,
    };
    ui.push_id(state.table.tab, |ui| grid::show(ui, state, &facts, &grid));
}

/// The columns of the chosen table, made anew for other data and another language.
fn columns_of(state: &mut State, facts: &Facts) -> Arc<[Column]> {
    let (words, tab) = (state.words, state.table.tab);
    let view = state.table.view_mut();
    let known = |(data, lang, _): &&(Arc<Dataset>, Lang, Arc<[Column]>)| {
        Arc::ptr_eq(data, &facts.data) && *lang == words.lang
    };
    if let Some((_, _, columns)) = view.columns.as_ref().filter(known) {
        return Arc::clone(columns);
    }
    let columns: Arc<[Column]> = columns::columns(words, &facts.data, tab).into();
    let data = Arc::clone(&facts.data);
    view.columns = Some((data, words.lang, Arc::clone(&columns)));
    view.read = None;
    columns
}

/// The rows to list, and what is wrong with the filter. A filter that cannot be read leaves the list as it is.
fn list(
    ui: &Ui,
    state: &mut State,
    facts: &Facts,
    columns: &Arc<[Column]>,
) -> (Arc<[u32]>, Option<QueryProblem>) {
    let (words, tab) = (state.words, state.table.tab);
    let chosen = rows::kind(tab).map(|kind| Arc::clone(state.selected.of(kind)));
    let revision = state.selected.revision();
    let view = &mut state.table.views[tab as usize];
    let mut read = Query::parse(&view.filter, words, tab, columns);
    let may_become = read.as_ref().is_ok_and(|q| q.begins(words, tab, columns));
    let typed = view.filter.trim().to_lowercase();
    let told =
        |(version, text): &(u64, String)| *version == facts.version && typed.starts_with(text);
    if may_become && view.fruitless.as_ref().is_some_and(told) {
        read = Err(QueryProblem::Unfinished);
    }
    let tells = read.is_ok();
    let (filter, query, problem) = match (read, &view.read) {
        (Ok(query), _) => (view.filter.clone(), query, None),
        (Err(problem), Some((text, _, query))) => (text.clone(), query.clone(), Some(problem)),
        (Err(problem), None) => (String::new(), Query::All, Some(problem)),
    };
    let hidden = match &query {
        Query::Contains(_) => {
            let hidden = columns.iter().filter(|c| view.hides(&c.id));
            hidden.map(|c| c.id.clone()).collect()
        }
        _ => Vec::new(),
    };
    let shown = (0..columns.len()).filter(|i| !hidden.contains(&columns[*i].id));
    let (only, first) = (view.only, view.first);
    let ask = Ask {
        facts: facts.clone(),
        words,
        tab,
        columns: Arc::clone(columns),
        shown: shown.collect(),
        order: view.order.clone(),
        query,
        only: chosen.clone().filter(|_| only),
        first: chosen.filter(|_| first),
        before: None,
    };
    let asked = query_of(tells, &ask.query);
    let key = Key {
        order: view.order.clone(),
        filter,
        hidden,
        selection: (only || first).then_some((revision, only, first)),
        lang: words.lang,
        version: ask.is_answered().then_some(facts.version),
    };
    let session = &state.session;
    let since = |scene| session.changed_since(scene);
    let (mut list, failed) = view.listing.want(ui.ctx(), facts, key, || ask, since);
    let mut again = false;
    if view.listing.is_settled() {
        if may_become && tells && list.is_empty() {
            // The list stays as it was, and the next frame says why.
            view.fruitless = Some((facts.version, typed));
            again = true;
        } else {
            view.kept = Some((facts.version, Arc::clone(&list)));
            // What may become a condition is looked for, but is no answer to come back to.
            if let Some(query) = asked.filter(|_| !may_become) {
                view.read = Some((view.filter.clone(), words.lang, query));
            }
        }
    }
    if !view.listing.is_settled()
        && let Some((_, rows)) = view.kept.as_ref().filter(|(v, _)| *v == facts.version)
    {
        list = Arc::clone(rows);
    }
    if let Some(text) = failed {
        news::panicked(state, JobKind::Compute, text);
    }
    if again {
        return self::list(ui, state, facts, columns);
    }
    (list, problem)
}

/// The query, where it was typed as it stands and not kept from before.
fn query_of(tells: bool, query: &Query) -> Option<Query> {
    tells.then(|| query.clone())
}

fn tabs(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let p = theme::of(ui);
    let words = state.words;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        for tab in Tab::ALL {
            let count = rows::count(facts, tab);
            if tab == Tab::Warnings
                && count == 0
                && (state.table.tab != tab || state.standard.sheet.is_some())
            {
                continue;
            }
            let active = state.standard.sheet.is_none() && state.table.tab == tab;
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
                state.standard.sheet = None;
            }
        }
        if super::standard_ui::has_sheets(state) {
            ui.separator();
            super::standard_ui::sheet_tabs(ui, state);
        }
    });
}

fn empty(ui: &mut Ui, state: &State, facts: &Facts) {
    let p = theme::of(ui);
    let (tab, view) = (state.table.tab, state.table.view());
    let key = match tab {
        _ if view.listing.is_busy() && view.listing.is_empty_of(facts) => "map-updating",
        _ if view.only && !state.selected.is_empty() && view.filter.trim().is_empty() => {
            "table-nothing-selected"
        }
        _ if view.only || !view.filter.trim().is_empty() => "table-nothing-passes",
        Tab::Gaps => super::headline::no_answer(facts).unwrap_or("table-no-gaps"),
        Tab::Warnings => "table-no-warnings",
        _ => "table-nothing",
    };
    ui.add_space(18.0);
    ui.vertical_centered(|ui| ui.label(RichText::new(state.words.t(key)).color(p.quiet)));
}

/// What the table is called: which, how many rows, how many of them are selected.
fn name(state: &State, list: &[u32]) -> String {
    let words = state.words;
    let tab = state.table.tab;
    let chosen = rows::kind(tab).map_or(0, |kind| state.selected.of(kind).len());
    let count = |n: usize| words.count(n as u32);
    let args = [
        ("table", words.t(tab.key()).into()),
        ("n", list.len().into()),
        ("rows", count(list.len()).into()),
        ("selected", count(chosen).into()),
    ];
    words.with("table-name", &args)
}

/// The listed rows that are selected, in their order.
fn chosen(state: &State, facts: &Facts, list: &[u32]) -> Vec<u32> {
    let tab = state.table.tab;
    let Some(kind) = rows::kind(tab) else {
        let focus = |row: &u32| {
            let pick = rows::pick(facts, tab, *row);
            pick.is_some() && pick == state.selection
        };
        return list.iter().copied().filter(focus).take(1).collect();
    };
    let set = state.selected.of(kind);
    let listed = list.iter().copied();
    listed.filter(|row| set.contains(*row)).collect()
}

/// Copies rows with the columns that are shown.
fn copy_rows(ui: &Ui, state: &mut State, facts: &Facts, rows: Vec<u32>) {
    let (words, tab) = (state.words, state.table.tab);
    let columns = columns_of(state, facts);
    let view = state.table.view();
    let shown = columns.iter().filter(|c| !view.hides(&c.id));
    let copy = copy::Copy {
        facts: facts.clone(),
        words,
        tab,
        columns: shown.cloned().collect(),
        rows,
    };
    state.table.copier.copy(ui.ctx(), copy);
}

/// Ctrl+C takes the selected rows along, unless text is being edited.
fn copy_selected(ui: &Ui, state: &mut State, facts: &Facts, list: &[u32]) {
    let wanted = ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Copy)));
    if !wanted || state.dialog.is_some() || ui.ctx().text_edit_focused() {
        return;
    }
    let rows = chosen(state, facts, list);
    if !rows.is_empty() {
        copy_rows(ui, state, facts, rows);
    }
}
