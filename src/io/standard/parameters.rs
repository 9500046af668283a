//! What can be turned in a standard: its parameters, as the file has them and as they were turned.

use super::file;
use super::problem::{Mistake, Named, Sort, StandardProblem, Wording};
use super::read::{Part, bilingual, typed, wrong_sort};
use super::schema::{PARAMETERS, SCHEMAS};
use super::shape::Notes;
use super::values;
use crate::base::spelling::nearest;
use crate::model::standard::{Bilingual, Parameter, Quantity};
use toml::de::DeValue;

/// The parameters in the file's order, as they are turned; their values are noted for what names them.
pub(super) fn parameters(
    table: Option<Part<'_>>,
    turned: &[(String, String)],
    notes: &mut Notes<'_>,
) -> Vec<Parameter> {
    let mut list: Vec<_> = table
        .map(|(table, _)| table.into_iter().collect())
        .unwrap_or_default();
    list.sort_by_key(|(key, _)| key.span().start);
    let mut parameters = Vec::new();
    for (key, value) in list {
        let at = value.span();
        let name = key.get_ref().to_string();
        // Whatever comes of it, rules may name it; what is wrong with it is told once.
        notes.broken.insert(name.clone());
        if !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            let mistake = Mistake::NotA {
                key: PARAMETERS.to_owned(),
                found: name.clone(),
                wanted: Wording::ParameterKey,
            };
            notes.tell(&key.span(), mistake);
        }
        let part = match value.into_inner() {
            DeValue::Table(table) => (table, at),
            other => {
                wrong_sort(&name, &other, Sort::Table, &at, notes);
                continue;
            }
        };
        let at = part.1.clone();
        let Some(p) = typed::<file::ParameterFile>(part, &[&SCHEMAS.parameter], notes) else {
            continue;
        };
        let mut value = p.value.0.get_ref().clone();
        let Some((quantity, _)) = values::turnable(&value) else {
            continue;
        };
        if let Some((_, to)) = turned.iter().rev().find(|(k, _)| *k == name) {
            match values::turnable(to) {
                Some((same, _)) if same == quantity => value.clone_from(to),
                _ => {
                    let (name, found) = (name.clone(), to.clone());
                    let wanted = wording(quantity);
                    notes.tell(
                        &at,
                        Mistake::TurnedWrong {
                            name,
                            found,
                            wanted,
                        },
                    );
                }
            }
        }
        notes.broken.remove(&name);
        notes.parameters.insert(name.clone(), value.clone());
        let bounds = p.bounds.as_ref().and_then(|b| bounds(b, quantity, notes));
        let plain = || Bilingual {
            en: name.clone(),
            zh: name.clone(),
        };
        parameters.push(Parameter {
            name: p.name.map_or_else(plain, bilingual),
            key: name,
            value,
            quantity,
            bounds,
        });
    }
    for (key, _) in turned {
        if !notes.parameters.contains_key(key) && !notes.broken.contains(key) {
            let known = notes.parameters.keys().map(String::as_str);
            let mistake = Mistake::Unnamed {
                what: Named::Parameter,
                found: key.clone(),
                nearest: nearest(key, known).map(str::to_owned),
            };
            notes.problems.push(StandardProblem {
                line: 0,
                rule: None,
                mistake,
            });
        }
    }
    parameters
}

fn wording(quantity: Quantity) -> Wording {
    match quantity {
        Quantity::Distance => Wording::Distance,
        Quantity::Share => Wording::Share,
        Quantity::Number => Wording::Number,
    }
}

/// The bounds of a parameter, measured like its value.
fn bounds(
    pair: &[file::Turnable; 2],
    quantity: Quantity,
    notes: &mut Notes<'_>,
) -> Option<(f64, f64)> {
    let mut ends = [0.0; 2];
    for (end, word) in ends.iter_mut().zip(pair) {
        match values::turnable(word.0.get_ref()) {
            Some((same, value)) if same == quantity => *end = value,
            _ => {
                let mistake = Mistake::NotA {
                    key: "bounds".to_owned(),
                    found: word.0.get_ref().clone(),
                    wanted: wording(quantity),
                };
                notes.tell(&word.0.span(), mistake);
                return None;
            }
        }
    }
    if ends[0] > ends[1] {
        let key = "bounds".to_owned();
        notes.tell(&pair[0].0.span(), Mistake::NoPair { key });
    }
    Some((ends[0], ends[1]))
}
