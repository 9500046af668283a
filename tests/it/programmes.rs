//! The table of the five programmes names every rule that answers a row, and nothing else.

use std::collections::BTreeMap;

use lastmile::io::standard::{self, SHIPPED};

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
