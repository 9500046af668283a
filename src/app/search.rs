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
    /// All names in lower case, made once per dataset: districts, facilities, villages.
    names: Option<Names>,
    finds: Vec<Find>,
}

/// The names of an answer, with its dataset and its number.
type Names = (Arc<Dataset>, u64, Vec<(String, Pick)>);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Find {
    Thing(Pick),
    Place(LonLat),
}

impl SearchState {
    fn index(&mut self, facts: &Facts) {
        let fresh = self.names.as_ref().is_some_and(|(of, version, _)| {
            Arc::ptr_eq(of, &facts.data) && *version == facts.version
        });
        if fresh {
            return;
        }
        let lower = |name: &str, pick| (name.to_lowercase(), pick);
        let data = &facts.data;
        let mut names = Vec::new();
        for (d, i) in data.districts.iter().zip(0..) {
            names.push(lower(&d.name, Pick::District(i)));
        }
        for (f, i) in facts.coverage.facilities.iter().zip(0..) {
            names.push(lower(&f.name, Pick::Facility(i)));
        }
        for (v, i) in data.villages.iter().zip(0..) {
            names.push(lower(&v.name, Pick::Village(i)));
        }
        self.names = Some((Arc::clone(data), facts.version, names));
    }

    /// Names that begin with the text before names that hold it.
    fn find(&mut self) {
        self.finds.clear();
        self.chosen = 0;
        let wanted = self.text.trim().to_lowercase();
        if wanted.is_empty() {
            return;
        }
        if let Some(place) = coordinates(&wanted) {
            self.finds.push(Find::Place(place));
        }
        let Some((_, _, names)) = &self.names else {
            return;
        };
        let begins = names.iter().filter(|(name, _)| name.starts_with(&wanted));
        let holds = names
            .iter()
            .filter(|(name, _)| !name.starts_with(&wanted) && name.contains(&wanted));
        let finds = begins.chain(holds).map(|(_, pick)| Find::Thing(*pick));
        self.finds.extend(finds.take(LISTED));
    }
}

/// Reads `91.71, 23.75` (longitude first), or with letters in any order: `23.75 N 91.71 E`.
fn coordinates(text: &str) -> Option<LonLat> {
    let plain = text.replace(['°', ',', '，', ';'], " ").to_lowercase();
    let mut numbers: Vec<(f64, Option<char>)> = Vec::new();
    for piece in plain.split_whitespace() {
        let letter = piece
            .chars()
            .last()
            .filter(|c| matches!(c, 'n' | 's' | 'e' | 'w'));
        let digits = piece.trim_end_matches(['n', 's', 'e', 'w']);
        if digits.is_empty() {
            numbers.last_mut()?.1 = letter;
        } else {
            numbers.push((digits.parse().ok()?, letter));
        }
    }
    let [a, b] = numbers[..] else {
        return None;
    };
    let signed = |(value, letter): (f64, Option<char>)| {
        if matches!(letter, Some('s' | 'w')) {
            -value
        } else {
            value
        }
    };
    let latitude_first = matches!(a.1, Some('n' | 's')) || matches!(b.1, Some('e' | 'w'));
    let (lon, lat) = if latitude_first {
        (signed(b), signed(a))
    } else {
        (signed(a), signed(b))
    };
    LonLat::checked(lon, lat).ok()
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
        let place = Some(LonLat::new(91.71, 23.75));
        for text in [
            "91.71, 23.75",
            "91.71 23.75",
            "23.75N 91.71E",
            "23.75° n, 91.71° e",
            "91.71e 23.75n",
        ] {
            assert_eq!(coordinates(text), place, "{text}");
        }
        assert_eq!(coordinates("33.9 S 18.4 E"), Some(LonLat::new(18.4, -33.9)));
        for text in ["teliamura", "91.71", "23.75 191.7 5", "500, 23", ""] {
            assert_eq!(coordinates(text), None, "{text}");
        }
    }
}
