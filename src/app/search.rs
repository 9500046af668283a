//! The search box: villages, facilities, districts by name, or a place by its coordinates.

use std::sync::Arc;

use eframe::egui::{self, Id, Key, Modifiers, Popup, PopupCloseBehavior, RichText, Ui};

use super::command::Command;
use super::icons::Icon;
use super::state::{Facts, Pick, State};
use super::theme::{self, SMALL};
use crate::base::LonLat;
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
    Place(LonLat),
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
        let wanted = self.text.trim().to_lowercase();
        if wanted.is_empty() {
            return;
        }
        self.finds
            .extend(coordinates(&wanted).into_iter().map(Find::Place));
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
    }
}

/// The places that coordinates may mean: `91.71, 23.75` is read with the longitude first, then the other way about where both are
/// places; letters decide, in any order and with minutes and seconds: `23°45′N 91°42′36″E`.
fn coordinates(text: &str) -> Vec<LonLat> {
    let Some([a, b]) = two_angles(text) else {
        return Vec::new();
    };
    let east = |a: &Angle| matches!(a.letter, Some('e' | 'w'));
    let north = |a: &Angle| matches!(a.letter, Some('n' | 's'));
    let orders = [
        (!north(&a) && !east(&b)).then_some((a.value, b.value)),
        (!east(&a) && !north(&b)).then_some((b.value, a.value)),
    ];
    let mut places: Vec<LonLat> = orders
        .into_iter()
        .flatten()
        .filter_map(|(lon, lat)| LonLat::checked(lon, lat).ok())
        .collect();
    places.dedup();
    places
}

/// Degrees with the letter behind them.
struct Angle {
    value: f64,
    letter: Option<char>,
}

fn two_angles(text: &str) -> Option<[Angle; 2]> {
    let text = text.to_lowercase();
    // Where a letter or a comma ends each angle, spaces may stand within it.
    let ends = |c: char| matches!(c, 'n' | 's' | 'e' | 'w' | ',' | '，' | ';');
    let mut parts: Vec<String> = Vec::new();
    if text.contains(ends) {
        for piece in text.split_inclusive(ends) {
            let piece = piece.trim_matches([' ', ',', '，', ';']);
            match parts.last_mut() {
                Some(last) if piece.len() == 1 && piece.chars().all(ends) => last.push_str(piece),
                _ if piece.is_empty() => {}
                _ => parts.push(piece.to_owned()),
            }
        }
    } else {
        parts.extend(text.split_whitespace().map(str::to_owned));
    }
    let angles: Vec<Angle> = parts.iter().map(|p| angle(p)).collect::<Option<_>>()?;
    angles.try_into().ok()
}

/// `119.5`, `119°30′`, `119° 30' 15" e`.
fn angle(text: &str) -> Option<Angle> {
    let letter = text.chars().last().filter(|c| "nsew".contains(*c));
    let numbers = text.trim_end_matches(['n', 's', 'e', 'w']);
    let numbers: Vec<f64> = numbers
        .split(['°', '′', '\'', '’', '″', '"', '”', ' '])
        .filter(|n| !n.is_empty())
        .map(|n| n.parse::<f64>().ok())
        .collect::<Option<_>>()?;
    let (first, smaller) = numbers.split_first()?;
    if smaller.len() > 2 || smaller.iter().any(|n| !(0.0..60.0).contains(n)) {
        return None;
    }
    let parts = smaller.iter().zip([60.0, 3600.0]).map(|(n, of)| n / of);
    let size = first.abs() + parts.sum::<f64>();
    let negative = first.is_sign_negative() != matches!(letter, Some('s' | 'w'));
    Some(Angle {
        value: if negative { -size } else { size },
        letter,
    })
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
    let response = ui.add(
        egui::TextEdit::singleline(&mut state.search.text)
            .id(id)
            .hint_text(RichText::new(hint).color(p.quiet))
            .frame(
                egui::Frame::new()
                    .fill(ui.visuals().extreme_bg_color)
                    .stroke(egui::Stroke::new(1.0, p.hairline))
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
    }
    let Some(facts) = state.facts.clone() else {
        return;
    };
    if response.gained_focus() || response.changed() {
        state.search.index(&facts);
        state.search.find();
    }
    let finds = state.search.finds.clone();
    let open = !finds.is_empty() && (response.has_focus() || response.lost_focus());
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
        .open(keep_open && !finds.is_empty() && response.has_focus() || pointer_in(ui, id))
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .width(response.rect.width())
        .show(|ui| {
            for (i, find) in finds.iter().enumerate() {
                let (text, kind) = describe(state, &facts, *find);
                let selected = i == state.search.chosen;
                let button = egui::Button::selectable(selected, text)
                    .right_text(RichText::new(kind).size(SMALL).color(p.quiet))
                    .min_size(egui::vec2(ui.available_width(), 24.0));
                if ui.add(button).clicked() {
                    chosen = Some(*find);
                }
            }
        });
    if let Some(find) = chosen {
        match find {
            Find::Thing(pick) => state.select_and_show(pick),
            Find::Place(place) => state.map.go_to(place),
        }
        state.search.finds.clear();
        response.surrender_focus();
    }
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
        Find::Place(at) => (
            super::status_ui::position(words, at),
            words.t("search-place"),
        ),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_read_as_people_write_them() {
        let place = LonLat::new(91.75, 23.5);
        for text in [
            "91.75, 23.5",
            "91.75 23.5",
            "23.5N 91.75E",
            "23.5 n, 91.75 e",
            "23.5° n, 91.75° e",
            "91.75e 23.5n",
            "91°45′E 23°30′N",
            "91° 45' 00\" E, 23° 30' N",
            "23°30′00″n 91°45′e",
        ] {
            assert_eq!(coordinates(text).first(), Some(&place), "{text}");
        }
        assert_eq!(coordinates("33.9 S 18.4 E"), [LonLat::new(18.4, -33.9)]);
        for text in [
            "teliamura",
            "91.75",
            "23.75 191.7 5",
            "500, 23",
            "north east",
            "1°75′ 2",
            "",
        ] {
            assert_eq!(coordinates(text), [], "{text}");
        }
    }

    #[test]
    fn latitude_first_is_understood_where_it_is_the_only_way_or_offered_as_the_second() {
        assert_eq!(coordinates("34.5, 119.6"), [LonLat::new(119.6, 34.5)]);
        let both = [LonLat::new(23.5, 78.0), LonLat::new(78.0, 23.5)];
        assert_eq!(coordinates("23.5, 78"), both);
    }
}
