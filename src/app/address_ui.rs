//! The address of a server's tiles: typed, checked while it is typed, and used only when the user says so.

use eframe::egui::{self, Align, DragValue, Layout, RichText, TextEdit, Ui};

use super::ground;
use super::state::State;
use super::theme::{self, SMALL, strong};
use crate::i18n::Words;
use crate::io::settings::TileServer;
use crate::io::tiles::{AddressProblem, Template, take_key};
use crate::model::background::usual_levels;
use crate::model::tiles::DEEPEST;
use crate::model::{GroundSource, TileAddress};

/// An address as examples show it; the name belongs to nobody (RFC 2606).
const EXAMPLE: &str = "https://tile.example.org/{z}/{x}/{y}.png";

/// What is typed in the dialog.
#[derive(Debug, Clone)]
pub(super) struct AddressDraft {
    address: TileAddress,
    key: String,
    shown: bool,
}

impl AddressDraft {
    /// The address in use, to be corrected, or an empty one.
    pub(super) fn new(state: &State) -> Self {
        let address = ground::address(state).cloned();
        Self {
            address: address.unwrap_or_else(|| TileAddress {
                name: String::new(),
                template: String::new(),
                attribution: String::new(),
                max_zoom: usual_levels(),
            }),
            key: String::new(),
            shown: false,
        }
    }

    /// What the typed address means, with a key that stood in it.
    fn parsed(&self) -> (Result<Template, AddressProblem>, String, Option<String>) {
        let (template, key) = take_key(&self.address.template);
        (Template::parse(&template), template, key)
    }
}

/// Shows the dialog; `true` when it is done with.
pub(super) fn show(ui: &mut Ui, state: &mut State, draft: &mut AddressDraft) -> bool {
    let words = state.words;
    ui.set_width(560.0);
    ui.heading(words.t("address-title"));
    ui.add_space(6.0);
    let (parsed, template, key_within) = draft.parsed();
    let known = parsed.as_ref().ok();
    let known = known.and_then(|t| state.settings.tile_servers.get(t.origin()));
    let saved_key = known.is_some_and(|server| server.key.is_some());
    fields(ui, words, draft, saved_key);
    let key = Some(draft.key.trim().to_owned())
        .filter(|key| !key.is_empty())
        .or(key_within);
    let ready = parsed.and_then(|template| {
        if template.wants_key() && key.is_none() && !saved_key {
            Err(AddressProblem::NoKey)
        } else {
            Ok(template)
        }
    });
    ui.add_space(6.0);
    verdict(ui, words, &ready);
    ui.add_space(10.0);
    let mut done = false;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let p = theme::of(ui);
        let text = RichText::new(words.t("address-use"))
            .font(strong(13.5))
            .color(p.on_navy);
        let button = ui.add_enabled(ready.is_ok(), egui::Button::new(text).fill(p.navy));
        let entered = ui.input(|i| i.key_pressed(egui::Key::Enter));
        if (button.clicked() || entered)
            && let Ok(ready) = &ready
        {
            draft.address.template = template;
            accept(state, ready, draft, key);
            done = true;
        }
        done |= ui.button(words.t("dialog-cancel")).clicked();
    });
    done
}

fn fields(ui: &mut Ui, words: Words, draft: &mut AddressDraft, saved_key: bool) {
    let first = !std::mem::replace(&mut draft.shown, true);
    let address = &mut draft.address;
    let key_hint = if saved_key {
        words.t("address-key-known")
    } else {
        String::new()
    };
    // The fields reach to the edge of the dialog, whatever their names take.
    let names = ["template", "key", "attribution", "name", "levels"];
    let name = |key: &&str| {
        let text = words.t(&format!("address-{key}"));
        let font = theme::regular(theme::BODY);
        ui.painter()
            .layout_no_wrap(text, font, egui::Color32::PLACEHOLDER)
            .size()
            .x
    };
    let widest = names.iter().map(name).fold(0.0, f32::max);
    let room = ui.available_width() - widest.ceil() - 12.0;
    egui::Grid::new("address")
        .num_columns(2)
        .spacing([12.0, 8.0])
        .show(ui, |ui| {
            let row = |ui: &mut Ui, key: &str, tip: Option<&str>, field: TextEdit<'_>| {
                let label = ui.label(words.t(key));
                let field = ui.add(field.desired_width(room)).labelled_by(label.id);
                let field = match tip {
                    Some(tip) => field.on_hover_text(words.t(tip)),
                    None => field,
                };
                ui.end_row();
                field
            };
            let field = TextEdit::singleline(&mut address.template).hint_text(EXAMPLE);
            let field = row(ui, "address-template", Some("address-template-tip"), field);
            if first {
                field.request_focus();
            }
            let field = TextEdit::singleline(&mut draft.key)
                .password(true)
                .hint_text(key_hint);
            row(ui, "address-key", Some("address-key-tip"), field);
            let field = TextEdit::singleline(&mut address.attribution).hint_text("©");
            row(
                ui,
                "address-attribution",
                Some("address-attribution-tip"),
                field,
            );
            let field =
                TextEdit::singleline(&mut address.name).hint_text(words.t("address-name-hint"));
            row(ui, "address-name", None, field);
            let label = ui.label(words.t("address-levels"));
            ui.add(DragValue::new(&mut address.max_zoom).range(0..=DEEPEST))
                .labelled_by(label.id)
                .on_hover_text(words.t("address-levels-tip"));
            ui.end_row();
        });
}

/// What is wrong with the address; if nothing is, who will be contacted.
fn verdict(ui: &mut Ui, words: Words, ready: &Result<Template, AddressProblem>) {
    let p = theme::of(ui);
    let (text, color) = match ready {
        Ok(template) => {
            let host = [("host", template.host().into())];
            (words.with("address-contact", &host), p.quiet)
        }
        Err(AddressProblem::Empty) => (words.t("address-empty"), p.quiet),
        Err(problem) => (words.address_problem(problem), p.gap_text),
    };
    ui.label(RichText::new(text).size(SMALL).color(color));
}

/// The user has agreed: the server is remembered, and its tiles become the background.
fn accept(state: &mut State, template: &Template, draft: &AddressDraft, key: Option<String>) {
    let servers = &mut state.settings.tile_servers;
    let before = servers.remove(template.origin()).unwrap_or_default();
    let server = TileServer {
        allowed: true,
        key: key.or(before.key),
        address: Some(draft.address.clone()),
    };
    servers.insert(template.origin().to_owned(), server);
    ground::choose(state, GroundSource::Address(draft.address.clone()));
}
