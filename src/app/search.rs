//! The search box: villages, facilities, districts by name, or a place by its coordinates.

use std::sync::Arc;

use eframe::egui::{self, Id, Key, Modifiers, Popup, PopupCloseBehavior, RichText, Ui};

use super::command::Command;
use super::icons::Icon;
use super::state::{Facts, Pick, State};
use super::theme::{self, SMALL};
use super::widgets;
use crate::base::{LonLat, notation};
use crate::i18n::Words;
use crate::model::Dataset;

/// How many finds are listed.
const LISTED: usize = 10;

/// What the box remembers.
#[derive(Default)]
pub(super) struct SearchState {
    text: String,
    pub focus: bool,
    chosen: usize,
    /// Made once per dataset, when a search begins.
    names: Option<Names>,
    /// The names of the sites that the answer adds.
    added: Vec<(String, Pick)>,
    finds: Vec<Find>,
    /// Something is looked for, and there is none of it.
    fruitless: bool,
}

/// The names of a dataset in lower case.
struct Names {
    of: Arc<Dataset>,
    districts: Vec<(String, Pick)>,
    facilities: Vec<(String, Pick)>,
    villages: Vec<(String, Pick)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Find {
    Thing(Pick),
    /// A place by its coordinates, and how they were read where there are two ways.
    Place(LonLat, Option<Order>),
}

/// Which of two numbers was taken for the latitude.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Order {
    LatitudeFirst,
    LongitudeFirst,
}

/// The places that coordinates may mean.
fn places(text: &str) -> Vec<Find> {
    match notation::read(text)[..] {
        [one] => vec![Find::Place(one, None)],
        [one, other] => vec![
            Find::Place(one, Some(Order::LatitudeFirst)),
            Find::Place(other, Some(Order::LongitudeFirst)),
        ],
        _ => Vec::new(),
    }
}

impl SearchState {
    fn index(&mut self, facts: &Facts) {
        let data = &facts.data;
        let lower = |name: &str, pick| (name.to_lowercase(), pick);
        if !self
            .names
            .as_ref()
            .is_some_and(|names| Arc::ptr_eq(&names.of, data))
        {
            let (districts, facilities, villages) = (
                data.districts.iter().zip(0..),
                data.facilities.iter().zip(0..),
                data.villages.iter().zip(0..),
            );
            self.names = Some(Names {
                of: Arc::clone(data),
                districts: districts
                    .map(|(d, i)| lower(&d.name, Pick::District(i)))
                    .collect(),
                facilities: facilities
                    .map(|(f, i)| lower(&f.name, Pick::Facility(i)))
                    .collect(),
                villages: villages
                    .map(|(v, i)| lower(&v.name, Pick::Village(i)))
                    .collect(),
            });
        }
        let sites = data.facilities.len()..facts.coverage.facilities.len();
        self.added = sites
            .filter_map(|i| {
                let f = facts.coverage.facilities.get(i)?;
                Some(lower(&f.name, Pick::Facility(i as u32)))
            })
            .collect();
    }

    /// Names that begin with the text before names that hold it.
    fn find(&mut self) {
        self.finds.clear();
        self.chosen = 0;
        self.fruitless = false;
        let wanted = self.text.trim().to_lowercase();
        if wanted.is_empty() {
            return;
        }
        self.finds.extend(places(&wanted));
        let Some(names) = &self.names else {
            return;
        };
        let names = || {
            let facilities = names.facilities.iter().chain(&self.added);
            names
                .districts
                .iter()
                .chain(facilities)
                .chain(&names.villages)
        };
        let begins = names().filter(|(name, _)| name.starts_with(&wanted));
        let holds =
            names().filter(|(name, _)| !name.starts_with(&wanted) && name.contains(&wanted));
        let finds = begins.chain(holds).map(|(_, pick)| Find::Thing(*pick));
        self.finds.extend(finds.take(LISTED));
        self.fruitless = self.finds.is_empty();
    }
}

/// Shows the box with its finds.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    let id = Id::unique("search");
    let hint = format!(
        "{}   {}",
        words.t("search-hint"),
        Command::Search.shortcut_text(ui.ctx())
    );
    let p = theme::of(ui);
    let edge = if ui.memory(|m| m.has_focus(id)) {
        p.ink
    } else {
        p.hairline
    };
    let response = ui.add(
        egui::TextEdit::singleline(&mut state.search.text)
            .id(id)
            .hint_text(RichText::new(hint).color(p.quiet))
            .frame(
                egui::Frame::new()
                    .fill(ui.visuals().extreme_bg_color)
                    .stroke(egui::Stroke::new(1.0, edge))
                    .corner_radius(6.0)
                    .inner_margin(egui::Margin {
                        left: 28,
                        right: 8,
                        top: 3,
                        bottom: 3,
                    }),
            )
            .desired_width(300.0),
    );
    let lens = egui::Rect::from_center_size(
        response.rect.left_center() + egui::vec2(15.0, 0.0),
        egui::vec2(13.0, 13.0),
    );
    Icon::Lens.paint(ui.painter(), lens, p.quiet);
    let name = words.t("search-name");
    response.widget_info(|| {
        let mut info =
            egui::WidgetInfo::text_edit(true, &state.search.text, &state.search.text, "");
        info.label = Some(name.clone());
        info
    });
    if std::mem::take(&mut state.search.focus) {
        response.request_focus();
        widgets::select_all(ui, id, &state.search.text);
    }
    let Some(facts) = state.facts.clone() else {
        return;
    };
    if response.gained_focus() || response.changed() {
        state.search.index(&facts);
        state.search.find();
    }
    let finds = state.search.finds.clone();
    let nothing = finds.is_empty() && state.search.fruitless;
    let any = nothing || !finds.is_empty();
    let open = any && (response.has_focus() || response.lost_focus());
    let mut chosen = None;
    if response.has_focus() {
        let (down, up) = ui.input_mut(|i| {
            (
                i.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
                i.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
            )
        });
        let last = finds.len().saturating_sub(1);
        state.search.chosen = (state.search.chosen + down).saturating_sub(up).min(last);
    }
    if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
        chosen = finds.get(state.search.chosen).copied();
    }
    let keep_open = open || Popup::is_id_open(ui.ctx(), id.with("finds"));
    Popup::from_response(&response)
        .id(id.with("finds"))
        .open(keep_open && any && response.has_focus() || pointer_in(ui, id))
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .width(response.rect.width())
        .show(|ui| {
            if nothing {
                fruitless(ui, words);
            }
            chosen = list(ui, state, &facts, &finds).or(chosen);
        });
    if let Some(find) = chosen {
        match find {
            Find::Thing(pick) => {
                state.map.unpin();
                state.select_and_show(pick);
            }
            Find::Place(place, _) => state.map.go_to(place),
        }
        state.search.finds.clear();
        response.surrender_focus();
    }
}

/// Says that there is nothing of the kind.
fn fruitless(ui: &mut Ui, words: Words) {
    ui.set_min_width(ui.available_width());
    let text = RichText::new(words.t("search-nothing"));
    let said = ui.label(text.color(theme::of(ui).quiet));
    ui.ctx().accesskit_node_builder(said.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}

/// The finds below one another; the one that was clicked.
fn list(ui: &mut Ui, state: &State, facts: &Facts, finds: &[Find]) -> Option<Find> {
    let p = theme::of(ui);
    let mut chosen = None;
    for (i, find) in finds.iter().enumerate() {
        let (text, kind) = describe(state, facts, *find);
        let selected = i == state.search.chosen;
        let button = egui::Button::selectable(selected, text)
            .right_text(RichText::new(kind).size(SMALL).color(p.quiet))
            .min_size(egui::vec2(ui.available_width(), 24.0));
        if ui.add(button).clicked() {
            chosen = Some(*find);
        }
    }
    chosen
}

/// Whether the pointer is in the list of finds, which then stays open although the box has lost the keyboard.
fn pointer_in(ui: &Ui, id: Id) -> bool {
    let list = ui.ctx().memory(|m| m.area_rect(id.with("finds")));
    match (list, ui.input(|i| i.pointer.latest_pos())) {
        (Some(rect), Some(at)) => rect.contains(at),
        _ => false,
    }
}

fn describe(state: &State, facts: &Facts, find: Find) -> (String, String) {
    let words = state.words;
    match find {
        Find::Place(at, order) => {
            let kind = match order {
                None => "search-place",
                Some(Order::LatitudeFirst) => "search-latitude-first",
                Some(Order::LongitudeFirst) => "search-longitude-first",
            };
            (super::status_ui::position(words, at), words.t(kind))
        }
        Find::Thing(pick) => {
            let name = facts
                .name_of(pick)
                .map_or_else(String::new, |n| n.to_string());
            let kind = match pick {
                Pick::Village(_) => "kind-village",
                Pick::Facility(_) => "tier-none",
                Pick::District(_) => "kind-district",
            };
            (name, words.t(kind))
        }
    }
}
