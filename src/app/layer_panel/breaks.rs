//! The classes of the districts' fill: how they are found, and their breaks, which can be set by hand.
//!
//! Classes are made of the shares of the answer that is shown, and then stay: the map of another radius or with another site keeps them,
//! and so does the saved project, until they are changed.

use eframe::egui::{self, Align, Key, Layout, RichText, Sense, Ui, WidgetInfo, vec2};

use super::super::icons::{Icon, swatch};
use super::super::state::{Facts, State};
use super::super::theme::{self, SMALL};
use super::super::widgets;
use crate::analysis::classing::share_classes;
use crate::i18n::Words;
use crate::map::legend::district_shares;
use crate::map::style::Rgb;
use crate::model::classes::MOST_CLASSES;
use crate::model::{Classing, ShareClasses};
use crate::session::Change;

/// How breaks can be found, in the order in which it is offered.
pub(super) const METHODS: [Classing; 4] = Classing::ALL;

/// The name of a method.
pub(in super::super) fn key(method: Classing) -> &'static str {
    match method {
        Classing::Manual => "classes-manual",
        Classing::Quantile => "classes-quantile",
        Classing::Equal => "classes-equal",
        Classing::Natural => "classes-natural",
    }
}

/// Makes the classes anew from the shares that the fill shows; by hand: the present breaks are there to be changed.
pub(in super::super) fn choose(state: &mut State, facts: &Facts, method: Classing) {
    let classes = if method == Classing::Manual {
        ShareClasses {
            method,
            ..state.session.state().share_classes.clone()
        }
    } else {
        let areas = facts.shares.as_ref().map(|s| &s.districts[..]);
        let shares = district_shares(&facts.coverage, areas, state.look().districts.fill);
        share_classes(method, shares.into_iter().flatten())
    };
    state.change(Change::SetShareClasses(classes));
}

/// Why a typed break cannot be used.
#[derive(Debug, Clone, PartialEq)]
enum BreakProblem {
    /// It is no number.
    NoNumber(String),
    /// It is not between 0 and 100 %.
    OutOfRange,
    /// It is not between its neighbours.
    OutOfOrder { low: f64, high: f64 },
}

/// Reads a break in percent that must lie between two others, as a share.
fn parse(text: &str, low: f64, high: f64) -> Result<f64, BreakProblem> {
    let plain = text.replace(['\u{202f}', ' '], "");
    let plain = plain.trim_end_matches(['%', '％']);
    let percent: f64 = plain
        .parse()
        .ok()
        .filter(|n: &f64| n.is_finite())
        .ok_or_else(|| BreakProblem::NoNumber(text.trim().to_owned()))?;
    // Ten digits: 0.07 and not 0.07000000000000001.
    let share = (percent * 1e8).round() / 1e10;
    if !(share > 0.0 && share < 1.0) {
        Err(BreakProblem::OutOfRange)
    } else if share > low && share < high {
        Ok(share)
    } else {
        Err(BreakProblem::OutOfOrder { low, high })
    }
}

/// The breaks with one more in the middle of the widest class; `None`: there are no more colours.
fn split(breaks: &[f64]) -> Option<Vec<f64>> {
    if breaks.len() + 1 >= MOST_CLASSES {
        return None;
    }
    let bounds: Vec<f64> = [0.0]
        .into_iter()
        .chain(breaks.iter().copied())
        .chain([1.0])
        .collect();
    let wide = |w: &&[f64]| w[1] - w[0];
    let widest = bounds
        .windows(2)
        .max_by(|a, b| wide(a).total_cmp(&wide(b)))?;
    let middle = (f64::midpoint(widest[0], widest[1]) * 100.0).round() / 100.0;
    let middle = if middle > widest[0] && middle < widest[1] {
        middle
    } else {
        f64::midpoint(widest[0], widest[1])
    };
    let mut more = breaks.to_vec();
    more.insert(more.partition_point(|b| *b < middle), middle);
    Some(more)
}

/// A share in percent without needless digits, to be typed.
fn percent(share: f64) -> String {
    format!("{}", (share * 1e10).round() / 1e8)
}

fn say(words: Words, problem: &BreakProblem) -> String {
    match problem {
        BreakProblem::NoNumber(text) => {
            words.with("breaks-bad-number", &[("text", text.as_str().into())])
        }
        BreakProblem::OutOfRange => words.t("breaks-bad-range"),
        BreakProblem::OutOfOrder { low, high } => {
            let args = [
                ("low", percent(*low).into()),
                ("high", percent(*high).into()),
            ];
            words.with("breaks-bad-order", &args)
        }
    }
}

/// The classes, lowest first: colour, upper bound, number of districts. Set by hand, bounds can be typed, added and removed.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let words = state.words;
    let p = theme::of(ui);
    let classes = state.session.state().share_classes.clone();
    let by_hand = classes.method == Classing::Manual;
    let bounds = classes.bounds();
    let scale = state.look().districts.scale;
    let theme = &p.theme;
    let count = bounds.len() - 1;
    let mut next: Option<Vec<f64>> = None;
    for (i, bound) in bounds.windows(2).enumerate() {
        let mut problem = None;
        ui.horizontal(|ui| {
            let Rgb(r, g, b) = theme.share_of(scale, i as u8, count);
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 20.0), Sense::hover());
            let fill = egui::Color32::from_rgb(r, g, b);
            swatch(
                ui.painter(),
                rect.center(),
                vec2(13.0, 11.0),
                fill,
                p.border,
            );
            let from = format!("{}\u{202f}–", percent(bound[0]));
            let from = RichText::new(from).size(SMALL).color(p.quiet);
            ui.add_sized([34.0, 18.0], egui::Label::new(from).halign(Align::Max));
            if i + 1 == count || !by_hand {
                let to = format!("{}\u{202f}%", percent(bound[1]));
                let to = RichText::new(to).size(SMALL);
                ui.label(to);
            } else {
                let low = bound[0];
                let high = bounds.get(i + 2).copied().unwrap_or(1.0);
                match field(ui, state, i, bound[1], (low, high)) {
                    Some(Ok(share)) => {
                        let mut changed = classes.breaks.clone();
                        changed[i] = share;
                        next = Some(changed);
                    }
                    Some(Err(wrong)) => problem = Some(wrong),
                    None => {}
                }
                let value = format!("{}\u{202f}%", percent(bound[1]));
                let tip = words.with("breaks-remove", &[("value", value.into())]);
                if widgets::icon_button(ui, Icon::Cross, &tip, &tip).clicked() {
                    let mut fewer = classes.breaks.clone();
                    fewer.remove(i);
                    next = Some(fewer);
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let legend = &facts.scene.legend.share_classes;
                if let Some(n) = legend.get(i).map(|c| c.districts) {
                    let args = [("n", n.into()), ("count", words.count(n).into())];
                    let text = words.with("breaks-count", &args);
                    ui.label(RichText::new(text).size(SMALL).color(p.quiet));
                }
            });
        });
        if let Some(problem) = problem {
            let text = RichText::new(say(words, &problem)).size(SMALL);
            ui.label(text.color(p.gap_text));
        }
    }
    if by_hand {
        next = below(ui, words, &classes).or(next);
    }
    let frozen = RichText::new(words.t("breaks-frozen")).size(SMALL);
    ui.label(frozen.color(p.quiet));
    if let Some(breaks) = next {
        state.layers.typed_break = None;
        let method = Classing::Manual;
        state.change(Change::SetShareClasses(ShareClasses { method, breaks }));
    }
}

/// The buttons below the breaks.
fn below(ui: &mut Ui, words: Words, classes: &ShareClasses) -> Option<Vec<f64>> {
    let mut next = None;
    ui.horizontal(|ui| {
        let more = split(&classes.breaks);
        let add = egui::Button::new(RichText::new(words.t("breaks-add")).size(SMALL));
        let add = ui
            .add_enabled(more.is_some(), add)
            .on_hover_text(words.t("breaks-add-tip"));
        let most = words.count(MOST_CLASSES as u32);
        let add = add.on_disabled_hover_text(words.with("breaks-most", &[("count", most.into())]));
        if add.clicked() {
            next = more;
        }
        let usual = ShareClasses::default();
        let button = egui::Button::new(RichText::new(words.t("breaks-usual")).size(SMALL));
        let button = ui.add_enabled(*classes != usual, button);
        if button.on_hover_text(words.t("breaks-usual-tip")).clicked() {
            next = Some(usual.breaks);
        }
    });
    next
}

/// The field of a break; gives what it was set to, or what is wrong with what is typed.
fn field(
    ui: &mut Ui,
    state: &mut State,
    index: usize,
    now: f64,
    (low, high): (f64, f64),
) -> Option<Result<f64, BreakProblem>> {
    let words = state.words;
    let mine = |typed: &&(usize, String)| typed.0 == index;
    let typed = state.layers.typed_break.as_ref().filter(mine);
    let mut text = typed.map_or_else(|| percent(now), |(_, text)| text.clone());
    let edit = egui::TextEdit::singleline(&mut text)
        .desired_width(44.0)
        .align(egui::Align2::RIGHT_CENTER);
    let response = ui.add(edit);
    let number = (index + 1).to_string();
    let label = words.with("breaks-field", &[("number", number.into())]);
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, text.as_str(), text.as_str(), "");
        info.label = Some(label.clone());
        info
    });
    let response = response.on_hover_text(words.t("breaks-field-tip"));
    if response.changed() {
        state.layers.typed_break = Some((index, text.clone()));
    }
    state.layers.typed_break.as_ref().filter(mine)?;
    let parsed = parse(&text, low, high);
    let left = response.lost_focus();
    if left && (parsed.is_ok() || ui.input(|i| i.key_pressed(Key::Escape))) {
        state.layers.typed_break = None;
        let given_up = ui.input(|i| i.key_pressed(Key::Escape));
        return parsed.ok().filter(|_| !given_up).map(Ok);
    }
    parsed.err().map(Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_break_is_a_share_between_its_neighbours() {
        assert_eq!(parse("85", 0.8, 0.9), Ok(0.85));
        assert_eq!(parse(" 97.5 %", 0.9, 1.0), Ok(0.975));
        assert_eq!(
            parse("７", 0.0, 0.1),
            Err(BreakProblem::NoNumber("７".into()))
        );
        assert_eq!(parse("7", 0.0, 0.1), Ok(0.07));
        assert_eq!(parse("100", 0.9, 1.0), Err(BreakProblem::OutOfRange));
        let order = BreakProblem::OutOfOrder {
            low: 0.8,
            high: 0.9,
        };
        assert_eq!(parse("80", 0.8, 0.9), Err(order));
    }

    #[test]
    fn another_break_splits_the_widest_class_as_long_as_there_are_colours() {
        assert_eq!(split(&[]), Some(vec![0.5]));
        assert_eq!(split(&[0.6, 0.8]), Some(vec![0.3, 0.6, 0.8]));
        assert_eq!(split(&[0.2, 0.4, 0.6, 0.8]), None);
        let most = (0..9).try_fold(Vec::new(), |breaks, _| split(&breaks).ok_or(breaks));
        let full = most.expect_err("a most");
        let classes = ShareClasses {
            method: Classing::Manual,
            breaks: full,
        };
        assert!(classes.is_sound(), "{classes:?}");
    }

    #[test]
    fn a_break_is_shown_as_it_was_typed() {
        for text in ["85", "97.5", "99.99", "7"] {
            let share = parse(text, 0.0, 1.0).expect(text);
            assert_eq!(percent(share), text);
        }
    }
}
