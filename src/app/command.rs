//! Every command of the window: one enum gives text, tooltip and key to menu, palette and keyboard.

use eframe::egui::{self, Context, Key, KeyboardShortcut, Modifiers};

use super::standard_ui::SheetKind;
use crate::i18n::Words;
use crate::map::vision::Vision;

/// Something that the user can ask the window to do, without further input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(
    missing_docs,
    reason = "each variant says what it does; the texts stand under its key in app.ftl"
)]
pub(super) enum Command {
    New,
    Open,
    OpenPath,
    OpenDemo,
    Save,
    SaveAs,
    Export,
    Quit,
    Undo,
    Redo,
    Search,
    ClearSelection,
    CloseFacility,
    ZoomAll,
    ZoomSelection,
    ZoomIn,
    ZoomOut,
    AddBookmark,
    ToggleLayers,
    ToggleInspector,
    ToggleTable,
    ToggleCountries,
    TileFile,
    TileAddress,
    ToggleTheme,
    ToggleLanguage,
    Fullscreen,
    Preview(Vision),
    ToolSelect,
    ToolAddSite,
    ToolMove,
    ToolMeasure,
    SelectBox,
    SelectPolygon,
    SelectRadius,
    SelectAll,
    SelectNone,
    InvertSelection,
    NextGap,
    PreviousGap,
    Filter,
    ToggleMotion,
    ToggleStandard,
    OpenStandard,
    NewStandard,
    EditStandard,
    NoStandard,
    StandardHelp,
    AddRecords,
    DayEarlier,
    DayLater,
    Swipe,
    Sheet(SheetKind),
    Palette,
    Guide,
    Keys,
    About,
}

use Command as C;

/// A key with the command modifier: Ctrl, on macOS Cmd.
const fn with_command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn with_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

impl Command {
    /// All, in the order of palette and key list.
    pub(super) const ALL: [Self; 65] = [
        C::New,
        C::Open,
        C::OpenPath,
        C::OpenDemo,
        C::Save,
        C::SaveAs,
        C::Export,
        C::Quit,
        C::Undo,
        C::Redo,
        C::ClearSelection,
        C::Search,
        C::Filter,
        C::ZoomAll,
        C::ZoomSelection,
        C::ZoomIn,
        C::ZoomOut,
        C::AddBookmark,
        C::NextGap,
        C::PreviousGap,
        C::Swipe,
        C::ToolSelect,
        C::ToolAddSite,
        C::ToolMove,
        C::CloseFacility,
        C::ToolMeasure,
        C::SelectBox,
        C::SelectPolygon,
        C::SelectRadius,
        C::SelectAll,
        C::InvertSelection,
        C::SelectNone,
        C::ToggleLayers,
        C::ToggleInspector,
        C::ToggleTable,
        C::ToggleCountries,
        C::TileFile,
        C::TileAddress,
        C::ToggleTheme,
        C::ToggleLanguage,
        C::Fullscreen,
        C::ToggleMotion,
        C::ToggleStandard,
        C::Sheet(SheetKind::Matrix),
        C::Sheet(SheetKind::Progress),
        C::Sheet(SheetKind::Audit),
        C::Sheet(SheetKind::Networks),
        C::Sheet(SheetKind::Singles),
        C::OpenStandard,
        C::NewStandard,
        C::EditStandard,
        C::NoStandard,
        C::AddRecords,
        C::DayEarlier,
        C::DayLater,
        C::StandardHelp,
        C::Preview(Vision::All),
        C::Preview(Vision::Grey),
        C::Preview(Vision::Protanopia),
        C::Preview(Vision::Deuteranopia),
        C::Preview(Vision::Tritanopia),
        C::Palette,
        C::Guide,
        C::Keys,
        C::About,
    ];

    /// Its name in the Fluent files, without the prefix `cmd-`.
    pub(super) fn name(self) -> &'static str {
        match self {
            C::New => "new",
            C::Open => "open",
            C::OpenPath => "open-path",
            C::OpenDemo => "open-demo",
            C::Save => "save",
            C::SaveAs => "save-as",
            C::Export => "export",
            C::Quit => "quit",
            C::Undo => "undo",
            C::Redo => "redo",
            C::Search => "search",
            C::ClearSelection => "clear-selection",
            C::CloseFacility => "close-facility",
            C::ZoomAll => "zoom-all",
            C::ZoomSelection => "zoom-selection",
            C::ZoomIn => "zoom-in",
            C::ZoomOut => "zoom-out",
            C::AddBookmark => "add-bookmark",
            C::ToggleLayers => "toggle-layers",
            C::ToggleInspector => "toggle-inspector",
            C::ToggleTable => "toggle-table",
            C::ToggleCountries => "toggle-countries",
            C::TileFile => "tile-file",
            C::TileAddress => "tile-address",
            C::ToggleTheme => "toggle-theme",
            C::ToggleLanguage => "toggle-language",
            C::Fullscreen => "fullscreen",
            C::Preview(Vision::All) => "preview-all",
            C::Preview(Vision::Grey) => "preview-grey",
            C::Preview(Vision::Protanopia) => "preview-protanopia",
            C::Preview(Vision::Deuteranopia) => "preview-deuteranopia",
            C::Preview(Vision::Tritanopia) => "preview-tritanopia",
            C::ToolSelect => "tool-select",
            C::ToolAddSite => "tool-add-site",
            C::ToolMove => "tool-move",
            C::ToolMeasure => "tool-measure",
            C::SelectBox => "select-box",
            C::SelectPolygon => "select-polygon",
            C::SelectRadius => "select-radius",
            C::SelectAll => "select-all",
            C::SelectNone => "select-none",
            C::InvertSelection => "invert-selection",
            C::NextGap => "next-gap",
            C::PreviousGap => "previous-gap",
            C::Filter => "filter",
            C::ToggleMotion => "toggle-motion",
            C::ToggleStandard => "toggle-standard",
            C::OpenStandard => "open-standard",
            C::NewStandard => "new-standard",
            C::EditStandard => "edit-standard",
            C::NoStandard => "no-standard",
            C::StandardHelp => "standard-help",
            C::AddRecords => "add-records",
            C::DayEarlier => "day-earlier",
            C::DayLater => "day-later",
            C::Swipe => "swipe",
            C::Sheet(SheetKind::Matrix) => "sheet-matrix",
            C::Sheet(SheetKind::Progress) => "sheet-progress",
            C::Sheet(SheetKind::Audit) => "sheet-audit",
            C::Sheet(SheetKind::Networks) => "sheet-networks",
            C::Sheet(SheetKind::Singles) => "sheet-singles",
            C::Palette => "palette",
            C::Guide => "guide",
            C::Keys => "keys",
            C::About => "about",
        }
    }

    /// What menus and palette call it.
    pub(super) fn text(self, words: Words) -> String {
        words.t(&format!("cmd-{}", self.name()))
    }

    /// What it does, in a sentence.
    pub(super) fn tip(self, words: Words) -> String {
        words.t(&format!("cmd-{}-tip", self.name()))
    }

    /// Its key, if it has one.
    pub(super) fn shortcut(self) -> Option<KeyboardShortcut> {
        Some(match self {
            C::New => with_command(Key::N),
            C::Open => with_command(Key::O),
            C::OpenPath => with_shift(Key::O),
            C::Save => with_command(Key::S),
            C::SaveAs => with_shift(Key::S),
            C::Export => with_command(Key::P),
            C::Quit => with_command(Key::Q),
            C::Undo => with_command(Key::Z),
            C::Redo => with_shift(Key::Z),
            C::Search => with_command(Key::F),
            C::Filter => with_command(Key::L),
            C::ClearSelection => plain(Key::Escape),
            C::ZoomAll => with_shift(Key::F),
            C::ZoomSelection => with_command(Key::J),
            C::ZoomIn => plain(Key::Plus),
            C::ZoomOut => plain(Key::Minus),
            C::AddBookmark => with_command(Key::B),
            C::ToggleTable => plain(Key::F6),
            C::Fullscreen => plain(Key::F11),
            C::ToggleStandard => plain(Key::F7),
            C::Sheet(SheetKind::Matrix) => plain(Key::F8),
            C::Sheet(SheetKind::Progress) => plain(Key::F9),
            C::EditStandard => with_command(Key::E),
            C::DayEarlier => plain(Key::OpenBracket),
            C::DayLater => plain(Key::CloseBracket),
            C::Swipe => plain(Key::C),
            C::Palette => with_command(Key::K),
            C::Keys => plain(Key::F1),
            C::NextGap => plain(Key::N),
            C::PreviousGap => plain(Key::P),
            C::ToolSelect => plain(Key::V),
            C::ToolAddSite => plain(Key::A),
            C::ToolMove => plain(Key::M),
            C::ToolMeasure => plain(Key::D),
            C::SelectBox => plain(Key::B),
            C::SelectPolygon => plain(Key::L),
            C::SelectRadius => plain(Key::R),
            C::SelectAll => with_command(Key::A),
            C::SelectNone => with_shift(Key::A),
            C::InvertSelection => with_command(Key::I),
            C::OpenDemo
            | C::CloseFacility
            | C::ToggleLayers
            | C::ToggleInspector
            | C::ToggleCountries
            | C::TileFile
            | C::TileAddress
            | C::ToggleTheme
            | C::ToggleLanguage
            | C::ToggleMotion
            | C::OpenStandard
            | C::NewStandard
            | C::NoStandard
            | C::StandardHelp
            | C::AddRecords
            | C::Sheet(_)
            | C::Preview(_)
            | C::Guide
            | C::About => return None,
        })
    }

    /// A second key for the same command, as other programs have it.
    fn other_shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            C::Redo => Some(with_command(Key::Y)),
            C::ZoomIn => Some(plain(Key::Equals)),
            _ => None,
        }
    }

    /// The key as the platform writes it: `Ctrl+Shift+S`, `⇧⌘S`.
    pub(super) fn shortcut_text(self, ctx: &Context) -> String {
        self.shortcut()
            .map_or_else(String::new, |s| match s.logical_key {
                Key::Plus => "+".to_owned(),
                Key::Minus => "\u{2212}".to_owned(),
                Key::Escape => "Esc".to_owned(),
                _ => ctx.format_shortcut(&s),
            })
    }

    /// The commands whose keys were pressed since the last frame. Keys that also write text wait while a field is being edited; so does
    /// Escape, which takes back what was typed in the field that had the keyboard (`edited`) and has let it go by now.
    pub(super) fn pressed(ctx: &Context, edited: bool) -> Vec<Self> {
        let editing = ctx.text_edit_focused();
        // Escape closes an open menu before it means anything else.
        let menu = egui::Popup::is_any_open(ctx);
        // Ctrl+S is heard in Ctrl+Shift+S too: the key with more modifiers is asked first.
        let mut all = Self::ALL;
        all.sort_by_key(|command| command.shortcut().is_none_or(|s| !s.modifiers.shift));
        ctx.input_mut(|input| {
            all.into_iter()
                .filter(|command| !((menu || edited) && *command == C::ClearSelection))
                .filter(|command| {
                    [command.shortcut(), command.other_shortcut()]
                        .into_iter()
                        .flatten()
                        .any(|key| {
                            let writes = key.modifiers.is_none() && !is_function(key.logical_key);
                            let belongs_to_field = editing
                                && (writes || matches!(command, C::Undo | C::Redo | C::SelectAll));
                            !belongs_to_field && input.consume_shortcut(&key)
                        })
                })
                .collect()
        })
    }
}

fn is_function(key: Key) -> bool {
    matches!(
        key,
        Key::F1 | Key::F6 | Key::F7 | Key::F8 | Key::F9 | Key::F11
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use std::collections::HashSet;

    #[test]
    fn every_command_stands_once_and_no_two_share_a_key() {
        let commands: HashSet<_> = C::ALL.into_iter().collect();
        assert_eq!(commands.len(), C::ALL.len());
        let mut keys = HashSet::new();
        for key in C::ALL
            .into_iter()
            .flat_map(|c| [c.shortcut(), c.other_shortcut()])
            .flatten()
        {
            assert!(keys.insert(key), "{key:?}");
        }
    }

    #[test]
    fn a_key_with_shift_is_not_taken_for_the_one_without() {
        for command in C::ALL {
            let Some(key) = command.shortcut() else {
                continue;
            };
            let ctx = Context::default();
            let event = egui::Event::Key {
                key: key.logical_key,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: key.modifiers,
            };
            let input = egui::RawInput {
                events: vec![event],
                ..egui::RawInput::default()
            };
            let mut heard = Vec::new();
            let mut output = ctx.run_ui(input, |ui| heard = C::pressed(ui.ctx(), false));
            output.textures_delta.clear();
            assert_eq!(heard, [command]);
        }
    }

    #[test]
    fn every_command_has_a_text_and_a_tip_in_both_languages() {
        for lang in [Lang::En, Lang::ZhCn] {
            for command in C::ALL {
                for text in [
                    command.text(Words::new(lang)),
                    command.tip(Words::new(lang)),
                ] {
                    assert!(!text.starts_with("cmd-"), "{text}");
                }
            }
        }
    }
}
