//! What commands do.

use std::path::PathBuf;

use eframe::egui::{self, ViewportCommand};

use super::address_ui::AddressDraft;
use super::chooser::{Asked, Chosen, Ending};
use super::command::Command as C;
use super::dialogs::{Dialog, Then};
use super::export_ui::ExportDraft;
use super::map_ui;
use super::map_ui::Shape;
use super::palette::PaletteState;
use super::path_ui::PathDraft;
use super::selected::How;
use super::standard_ui;
use super::state::{Pick, State, Tool};
use super::theme;
use crate::i18n::{Lang, Words};
use crate::io::settings::Theme;
use crate::io::tiles;
use crate::io::{self, project::EXTENSION};
use crate::model::look::LayerStyle;
use crate::model::{Edit, LookChange};
use crate::session::Change;

/// Whether a command can do something now.
pub(super) fn possible(state: &State, command: C) -> bool {
    let facts = state.facts.as_ref();
    match command {
        C::Save | C::SaveAs => !state.session.state().layers.is_empty(),
        C::AddRecords
        | C::Export
        | C::ZoomAll
        | C::ZoomIn
        | C::ZoomOut
        | C::AddBookmark
        | C::Search
        | C::Filter
        | C::ToolMeasure
        | C::SelectBox
        | C::SelectPolygon
        | C::SelectRadius => facts.is_some(),
        C::SelectAll | C::InvertSelection => state.lists_any(),
        C::EditStandard | C::NoStandard => state.session.state().standard.is_some(),
        C::DayEarlier | C::DayLater => standard_ui::has_day(state),
        C::Swipe => {
            state.session.compared_with().is_some()
                || !state.session.state().edits.is_empty()
                || standard_ui::has_day(state)
        }
        C::Redo => state.session.can_redo().is_some(),
        C::ClearSelection => {
            !state.selected.is_empty() || state.tool != Tool::Select || state.map.is_pinned()
        }
        C::ZoomSelection | C::SelectNone => !state.selected.is_empty(),
        C::CloseFacility => matches!(state.selection, Some(Pick::Facility(_))),
        C::NextGap | C::PreviousGap => facts.is_some_and(|f| !f.coverage.gaps.is_empty()),
        C::ToolAddSite | C::ToolMove => facts.is_some_and(|f| !f.coverage.facilities.is_empty()),
        _ => true,
    }
}

/// Does a command.
#[allow(clippy::too_many_lines, reason = "one arm for each command")]
pub(super) fn command(ctx: &egui::Context, state: &mut State, command: C) {
    if !possible(state, command) {
        return;
    }
    match command {
        C::New => unless_unsaved(ctx, state, Then::New),
        C::Open | C::TileFile if state.chooser.unavailable => {
            state.dialog = Some(Dialog::Path(PathDraft::open()));
        }
        C::Open => state.chooser.open(ctx, state.words),
        C::OpenDemo => unless_unsaved(ctx, state, Then::OpenDemo),
        C::Save => save(ctx, state, false),
        C::SaveAs => save(ctx, state, true),
        C::Export => {
            let folder = export_folder(state);
            let title = state.session.state().title.clone();
            let template = &state.session.state().template;
            let before = &state.settings.print;
            let draft = ExportDraft::new(folder, title, template, state.words.lang, before);
            state.dialog = Some(Dialog::Export(Box::new(draft)));
        }
        C::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        C::Undo => state.session.undo(),
        C::Redo => state.session.redo(),
        C::Search => state.search.focus = true,
        // What a tool has begun is dropped before the tool, a tool before the pin, the pin before the selection.
        C::ClearSelection if state.map.carries() => map_ui::let_go(state),
        C::ClearSelection if state.tool == Tool::Measure && state.map.is_measuring() => {
            state.map.stop_measuring();
        }
        C::ClearSelection if state.tool == Tool::SelectArea && state.map.lasso.is_drawing() => {
            state.map.lasso.clear();
        }
        C::ClearSelection if state.tool != Tool::Select => state.tool = Tool::Select,
        C::ClearSelection if state.map.is_pinned() => state.map.unpin(),
        C::ClearSelection | C::SelectNone => state.select_only(None),
        C::CloseFacility => close_selected(state),
        C::ZoomAll => state.map.show_all(),
        C::ZoomSelection => {
            if let Some(pick) = state.selected.only() {
                state.map.fit(pick);
            } else {
                state.map.fit_selected();
            }
        }
        C::ZoomIn => state.map.zoom(1.6),
        C::ZoomOut => state.map.zoom(1.0 / 1.6),
        C::AddBookmark => super::bookmarks_ui::begin(state),
        C::ToggleLayers => state.panels.layers ^= true,
        C::ToggleInspector => state.panels.inspector ^= true,
        C::ToggleTable => state.panels.table ^= true,
        C::ToggleCountries => toggle_countries(state),
        C::ToggleTheme => set_theme(ctx, state, !is_dark(ctx)),
        C::ToggleLanguage => {
            let lang = match state.words.lang {
                Lang::ZhCn => Lang::En,
                Lang::En | Lang::Both => Lang::ZhCn,
            };
            state.words = Words::new(lang);
            state.settings.language = Some(lang.tag().to_owned());
        }
        C::Fullscreen => {
            let full = ctx.input(|i| i.viewport().fullscreen.unwrap_or(false));
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
        }
        C::Preview(vision) => theme::preview(ctx, vision),
        C::TileFile => state.chooser.tiles(ctx, state.words),
        C::TileAddress => state.dialog = Some(Dialog::Address(AddressDraft::new(state))),
        C::OpenPath => state.dialog = Some(Dialog::Path(PathDraft::open())),
        C::ToolSelect => state.tool = Tool::Select,
        C::ToolAddSite => state.tool = Tool::AddSite,
        C::ToolMove => state.tool = Tool::Move,
        C::ToolMeasure => state.tool = Tool::Measure,
        C::SelectBox => take_lasso(state, Shape::Box),
        C::SelectPolygon => take_lasso(state, Shape::Polygon),
        C::SelectRadius => take_lasso(state, Shape::Radius),
        C::SelectAll => {
            if let Some((kind, rows)) = state.listed() {
                state.select(kind, &rows, How::Replace);
            }
        }
        C::InvertSelection => {
            if let Some((kind, rows)) = state.listed() {
                state.invert_selection(kind, &rows);
            }
        }
        C::NextGap => step_gap(state, 1),
        C::PreviousGap => step_gap(state, -1),
        C::Filter => {
            state.panels.layers = true;
            state.reach.focus_filter = true;
        }
        C::ToggleStandard
        | C::Sheet(_)
        | C::OpenStandard
        | C::AddRecords
        | C::NewStandard
        | C::EditStandard
        | C::NoStandard
        | C::DayEarlier
        | C::DayLater
        | C::Swipe
        | C::StandardHelp => standard_ui::perform(ctx, state, command),
        C::Palette => state.dialog = Some(Dialog::Palette(PaletteState::default())),
        C::ToggleMotion => {
            state.settings.reduce_motion ^= true;
            theme::keep_still(ctx, state.settings.reduce_motion);
        }
        C::Guide => super::guide::begin(ctx, state),
        C::Keys => state.dialog = Some(Dialog::Keys),
        C::About => state.dialog = Some(Dialog::About),
    }
}

fn is_dark(ctx: &egui::Context) -> bool {
    ctx.theme() == egui::Theme::Dark
}

fn set_theme(ctx: &egui::Context, state: &mut State, dark: bool) {
    theme::choose(ctx, dark);
    state.settings.theme = if dark { Theme::Dark } else { Theme::Light };
}

fn take_lasso(state: &mut State, shape: Shape) {
    state.tool = Tool::SelectArea;
    state.map.lasso.take(shape);
}

/// The lines between countries are a part of the background's look.
fn toggle_countries(state: &mut State) {
    let mut style = state.look().background;
    style.countries ^= true;
    state.restyle(LookChange::Style(LayerStyle::Background(style)));
}

fn step_gap(state: &mut State, step: isize) {
    if let Some(facts) = &state.facts
        && let Some(pick) = state.table.neighbour(facts, state.selection, step)
    {
        state.select_and_show(pick);
    }
}

fn close_selected(state: &mut State) {
    let Some(Pick::Facility(i)) = state.selection else {
        return;
    };
    let Some(found) = state.facts.as_ref().and_then(|f| f.facility(i)) else {
        return;
    };
    let facility = found.reference;
    let edit = if found.closed {
        Edit::Reopen { facility }
    } else {
        Edit::Close { facility }
    };
    state.change(Change::Edit(edit));
}

/// The folder that an export suggests.
fn export_folder(state: &State) -> Option<PathBuf> {
    Some(beside(state)?.join("lastmile-export"))
}

/// Where files of the project belong: beside the project, else beside the first file.
pub(super) fn beside(state: &State) -> Option<PathBuf> {
    let beside = if let Some(path) = state.session.project_path() {
        path.parent()?.to_owned()
    } else {
        let layer = state.session.state().layers.first()?;
        if layer.generated {
            std::env::current_dir().ok()?
        } else {
            layer.table.source.path.parent()?.to_owned()
        }
    };
    Some(beside)
}

/// Saves, asking for a place where there is none or another one is wanted.
pub(super) fn save(ctx: &egui::Context, state: &mut State, elsewhere: bool) {
    match state.session.project_path() {
        Some(path) if !elsewhere => {
            let path = path.to_owned();
            state.save_to(path);
        }
        _ if state.chooser.unavailable => type_place(state),
        _ => {
            let name = project_name(state);
            state.chooser.save(ctx, state.words, &name);
        }
    }
}

/// What a new project's file is called.
fn project_name(state: &State) -> String {
    let title = state.session.state().title.as_deref();
    // What file systems do not allow in a name.
    let name = title.map(|t| t.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], " "));
    name.unwrap_or_else(|| state.words.t("project-name"))
}

/// Asks in the window where to save.
fn type_place(state: &mut State) {
    let place = state.session.project_path().map_or_else(
        || {
            let folder = beside(state).unwrap_or_default();
            folder.join(format!("{}.{EXTENSION}", project_name(state)))
        },
        std::path::Path::to_owned,
    );
    state.dialog = Some(Dialog::Path(PathDraft::save(&place)));
}

/// How a native dialog ended.
pub(super) fn ended(ctx: &egui::Context, state: &mut State, ending: Ending) {
    match ending {
        Ending::Chosen(it) => chosen(ctx, state, it),
        Ending::Cancelled => state.after_save = None,
        Ending::Unavailable(Asked::Open) => {
            state.dialog = Some(Dialog::Path(PathDraft::open()));
        }
        Ending::Unavailable(Asked::Save) => type_place(state),
        // The export's own fields are there to be typed in.
        Ending::Unavailable(Asked::Folder | Asked::Logo) => {}
        Ending::Unavailable(Asked::SaveStandard) => standard_ui::type_place(state),
    }
}

/// Goes on, unless unsaved work would be lost: then it asks first.
pub(super) fn unless_unsaved(ctx: &egui::Context, state: &mut State, then: Then) {
    if standard_ui::holds_back(state) {
        return;
    }
    if state.session.is_dirty() {
        state.dialog = Some(Dialog::Unsaved(then));
    } else {
        go_on(ctx, state, then);
    }
}

/// Does what was waiting.
pub(super) fn go_on(ctx: &egui::Context, state: &mut State, then: Then) {
    state.toasts.forget_bad();
    match then {
        Then::Quit => {
            state.may_close = true;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        Then::New => state.session.new_project(),
        Then::OpenDemo => state.session.open_demo(),
        Then::Open(paths) => {
            state.settings.remember(&paths);
            state.session.open(paths);
        }
    }
}

/// Opens files. A file of tiles becomes the background. Data files join the open project; a project, or data over the demo county, takes its place.
pub(super) fn open(ctx: &egui::Context, state: &mut State, paths: Vec<PathBuf>) {
    let (tiles, paths): (Vec<_>, Vec<_>) = paths.into_iter().partition(|p| tiles::is_tile_file(p));
    if let Some(file) = tiles.into_iter().next() {
        state.ground.waiting = Some(file);
    }
    let (standards, paths): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|p| standard_ui::is_standard(p));
    if let Some(file) = standards.into_iter().next() {
        standard_ui::choose_file(state, &file);
    }
    if paths.is_empty() {
        return;
    }
    let project = paths.iter().any(|p| {
        p.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(EXTENSION))
    });
    // Tables of records join what is open, whatever that is.
    let records = paths.iter().all(|p| io::records::is_table(p));
    let demo = state.session.state().layers.iter().all(|l| l.generated) && !records;
    // What is not there is told at once: nobody is asked to give up work for it.
    if !paths.iter().all(|path| io::exists(path)) {
        state.toasts.forget_bad();
        state.session.open(paths);
    } else if project || demo {
        unless_unsaved(ctx, state, Then::Open(paths));
    } else {
        go_on(ctx, state, Then::Open(paths));
    }
}

/// Takes what a native dialog brought.
pub(super) fn chosen(ctx: &egui::Context, state: &mut State, chosen: Chosen) {
    match chosen {
        Chosen::Open(paths) => open(ctx, state, paths),
        Chosen::Save(path) => state.save_to(path),
        Chosen::SaveStandard(path) => standard_ui::write_draft(state, &path),
        Chosen::Logo(file) => {
            if let Some(Dialog::Export(draft)) = &mut state.dialog {
                draft.template.take_logo(&file);
            }
        }
        Chosen::Folder(folder) => {
            if let Some(Dialog::Export(draft)) = &mut state.dialog {
                draft.folder = folder.to_string_lossy().into_owned();
            }
        }
    }
}
