//! The table of the five programmes names every rule that answers a row, and nothing else.

use std::collections::BTreeMap;

use lastmile::base::Progress;
use lastmile::io::standard::{self, SHIPPED};
use lastmile::model::look::{RuleFill, RuleLook};
use lastmile::model::{LookChange, MapLook};
use lastmile::session::{Answer, Live, open_demo};

const TABLE: &str = include_str!("../../docs/programmes.md");

/// The keys of the rules in each row of the table.
fn told() -> BTreeMap<u32, Vec<String>> {
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let number = cells.next()?.parse().ok()?;
        let rules = cells.nth(1)?;
        let keys = rules.split(", ").map(|k| k.trim_matches('`').to_owned());
        Some((number, keys.collect()))
    };
    TABLE.lines().filter_map(row).collect()
}

#[test]
fn the_table_of_programmes_names_the_rules_that_answer_each_row() {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for shipped in SHIPPED.iter().filter(|s| s.id != "national") {
        let choice = standard::find(shipped.id).expect("a shipped standard");
        let standard = standard::parse(&choice).expect("a sound one");
        for rule in &standard.rules {
            for row in &rule.rows {
                rows.entry(*row).or_default().push(rule.id.clone());
            }
        }
    }
    assert_eq!(
        rows.keys().copied().collect::<Vec<_>>(),
        (1..=63).collect::<Vec<_>>()
    );
    assert_eq!(told(), rows);
}

/// Every rule put on the map of the demo county: what is to be seen, and that nobody is counted twice.
#[test]
fn every_rule_can_be_seen_on_the_map_of_the_demo_county() {
    let none = Progress::new();
    let opened = open_demo(&none).expect("the demo opens");
    let mut live = Live::default();
    let mut seen = 0;
    for shipped in &SHIPPED {
        let mut state = opened.state.clone();
        state.standard = Some(standard::find(shipped.id).expect("it is shipped"));
        let rules = {
            let answer = Answer::following(&mut live, &opened.baseline, &state, &none);
            let answer = answer.expect("an answer");
            let held = answer.held.answer.expect("a standard");
            let units = &answer.held.register.expect("a register").units.list;
            let people = units.iter().filter_map(|u| Some(u.population?.0));
            let most = people.fold(0.0, f64::max);
            for (rule, found) in held.standard.rules.iter().zip(&held.rules) {
                let counted: f64 = found.whole.people.iter().map(|p| p.0).sum();
                assert!(counted <= most + 1e-6, "{}: {counted} people", rule.id);
                assert!(found.whole.all() > 0, "{} asks nobody", rule.id);
            }
            held.standard.rules.clone()
        };
        for rule in rules.iter().filter(|rule| !rule.part) {
            let look = RuleLook {
                rule: rule.id.clone(),
                fill: RuleFill::Verdict,
            };
            state.look = MapLook::default().after(LookChange::Rule(Some(look)));
            let answer = Answer::following(&mut live, &opened.baseline, &state, &none);
            let answer = answer.expect("an answer");
            let shown = answer.scene.shown.as_ref().expect("the rule is shown");
            let marks = shown.districts.iter().any(Option::is_some)
                || shown.facilities.iter().any(Option::is_some)
                || shown.rule.as_ref().is_some_and(|r| !r.villages.is_empty());
            // A figure that is reported once for all has nothing that a map could tell apart.
            let figure = rule.check.kind() == "reported-agrees";
            assert!(marks || figure, "{} of {}", rule.id, shipped.id);
            seen += 1;
        }
    }
    assert!(seen > 90, "{seen} rules");
}
