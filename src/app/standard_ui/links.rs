//! Who is linked with whom, for the inspector: the kind of link, the other end, and what hangs on a facility.

use eframe::egui::{RichText, Ui};

use super::super::state::{Facts, State};
use super::super::theme::{self, SMALL};
use super::super::widgets;
use super::subjects;
use crate::i18n::Words;
use crate::model::{Link, Subject};

/// More links than these are counted and not listed.
const LISTED: usize = 14;

/// The kind of a link as it is seen from one of its ends.
pub(super) fn kind(words: Words, kind: &str, outgoing: bool) -> String {
    let key = match (kind, outgoing) {
        ("manages", true) => "standards-link-manages",
        ("manages", false) => "standards-link-managed",
        ("member-of", true) => "standards-link-member",
        ("member-of", false) => "standards-link-has-member",
        ("leads", true) => "standards-link-leads",
        ("leads", false) => "standards-link-led",
        ("branch-of", true) => "standards-link-branch",
        ("branch-of", false) => "standards-link-has-branch",
        ("refers-up", true) => "standards-link-refers-up",
        ("refers-up", false) => "standards-link-receives-up",
        ("refers-down", true) => "standards-link-refers-down",
        ("refers-down", false) => "standards-link-receives-down",
        ("telemedicine", true) => "standards-link-telemedicine",
        ("telemedicine", false) => "standards-link-telemedicine-of",
        ("paired-with", true) => "standards-link-paired",
        ("paired-with", false) => "standards-link-paired-by",
        ("posted-to", true) => "standards-link-posts",
        ("posted-to", false) => "standards-link-posted",
        ("serves", true) => "standards-link-serves",
        ("serves", false) => "standards-link-served",
        ("station-of", true) => "standards-link-station",
        ("station-of", false) => "standards-link-has-station",
        ("co-built", true) => "standards-link-builds",
        ("co-built", false) => "standards-link-built",
        ("visits", true) => "standards-link-visits",
        ("visits", false) => "standards-link-visited",
        (other, true) => return format!("{other} →"),
        (other, false) => return format!("← {other}"),
    };
    words.t(key)
}

/// The name of a kind of link, seen from neither end.
pub(super) fn network_name(words: Words, of: &str) -> String {
    let key = match of {
        "manages" => "standards-network-manages",
        "member-of" => "standards-network-member",
        "leads" => "standards-network-leads",
        "refers-up" => "standards-network-refers-up",
        "refers-down" => "standards-network-refers-down",
        "telemedicine" => "standards-network-telemedicine",
        "paired-with" => "standards-network-paired",
        "posted-to" => "standards-network-posted",
        "station-of" => "standards-network-station",
        "branch-of" => "standards-network-branch",
        other => return other.to_owned(),
    };
    words.t(key)
}

/// Whether a link holds on the day that is asked about.
fn holds(state: &State, facts: &Facts, link: &Link) -> bool {
    let Some(day) = super::day(state, facts) else {
        return true;
    };
    link.since.is_none_or(|since| since <= day) && link.until.is_none_or(|until| until >= day)
}

/// Shows the links of a subject.
pub(in super::super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, subject: Subject) {
    let register = &facts.register;
    let all = state.standard.known.links(register, subject);
    let links: Vec<&Link> = all
        .iter()
        .filter_map(|i| register.links.get(*i as usize))
        .collect();
    let links: Vec<&Link> = links
        .into_iter()
        .filter(|l| holds(state, facts, l))
        .collect();
    if links.is_empty() {
        return;
    }
    let words = state.words;
    let p = theme::of(ui);
    widgets::section(ui, &words.t("standards-links"));
    for link in links.iter().take(LISTED) {
        let outgoing = link.from == subject;
        let other = if outgoing { link.to } else { link.from };
        let Some(name) = subjects::name(words, facts, other) else {
            continue;
        };
        let kind = kind(words, &link.kind, outgoing);
        let row = super::super::inspector::link_row(ui, &name, &kind, p.quiet);
        if row.on_hover_text(words.t("map-zoom-here")).clicked() {
            subjects::go(state, facts, other);
        }
    }
    if links.len() > LISTED {
        let more = (links.len() - LISTED) as u32;
        let args = [("n", more.into()), ("count", words.count(more).into())];
        let text = RichText::new(words.with("standards-links-more", &args)).size(SMALL);
        ui.label(text.color(p.quiet));
    }
}

/// What hangs on a facility: whom it serves, and who would be left without it, by each rule of reach.
pub(in super::super) fn load(ui: &mut Ui, state: &mut State, facts: &Facts, facility: u32) {
    let Some(answer) = facts.standard.clone() else {
        return;
    };
    let words = state.words;
    let p = theme::of(ui);
    let mut first = true;
    for (rule, losses) in &answer.losses {
        let Some(loss) = losses.get(facility as usize).filter(|l| l.villages > 0) else {
            continue;
        };
        if std::mem::take(&mut first) {
            widgets::section(ui, &words.t("standards-load"));
        }
        let rule = answer.standard.rules.get(*rule);
        let name = rule.map_or("", |r| words.rule_name(r));
        ui.label(RichText::new(name).size(SMALL).color(p.quiet));
        let villages = |n: u32| {
            words.with(
                "count-villages",
                &[("n", n.into()), ("count", words.count(n).into())],
            )
        };
        let people = |n: f64| {
            words.with(
                "count-people",
                &[("n", n.into()), ("count", words.count(n).into())],
            )
        };
        let serves = format!("{} · {}", villages(loss.villages), people(loss.people.0));
        widgets::pair(ui, &words.t("standards-serves"), serves);
        let (text, color) = if loss.sole_villages > 0 {
            let text = format!(
                "{} · {}",
                villages(loss.sole_villages),
                people(loss.sole_people.0)
            );
            (text, p.gap_text)
        } else {
            (words.t("standards-closing-nobody"), p.ink)
        };
        widgets::pair(
            ui,
            &words.t("standards-closing"),
            RichText::new(text).color(color),
        );
    }
}
