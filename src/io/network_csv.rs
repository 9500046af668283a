//! `network.csv`: the links that hold, as the networks have them, and what is wrong with them.

use std::io::{self, Write};

use super::rules_csv::measured;
use super::tabular::tame;
use crate::model::StandardContext;
use crate::model::answers::NONE;
use crate::model::register::Subject;
use crate::model::standard::NetworkFault;

/// The columns, in order. `row` is `link` (from a facility to its lead, with the lead at the top and the steps to it) or `fault`, whose `fault`
/// is `orphan`, `double_lead` (one row a lead) or `ring` (one row a link of the ring).
pub const COLUMNS: [&str; 12] = [
    "kind",
    "row",
    "fault",
    "from",
    "from_name",
    "to",
    "to_name",
    "root",
    "root_name",
    "depth",
    "from_unit",
    "to_unit",
];

/// Writes the table: networks, links and faults in the order of the answer.
///
/// # Errors
/// When the writer fails.
pub fn write(context: &StandardContext<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for network in &context.answer.networks {
        let mut row = |fault: &str, from: u32, to: u32| {
            let facility = |f: u32| Some(Subject::Facility(f)).filter(|_| f != NONE);
            let root = network.root.get(from as usize).copied().unwrap_or(NONE);
            let depth = network.depth.get(from as usize).copied();
            let depth = depth.filter(|_| root != NONE).map(f64::from);
            let code = |f: u32| tame(facility(f).map_or("", |f| context.code(f)));
            let name = |f: u32| tame(facility(f).map_or("", |f| context.name(f)));
            let unit = |f: u32| {
                let unit = facility(f).and_then(|f| context.parent(f));
                tame(unit.map_or("", |unit| context.code(Subject::Unit(unit))))
            };
            csv.write_record([
                &*tame(&network.kind),
                if fault.is_empty() { "link" } else { "fault" },
                fault,
                &code(from),
                &name(from),
                &code(to),
                &name(to),
                &code(root),
                &name(root),
                &measured(depth.unwrap_or(f64::NAN), false),
                &unit(from),
                &unit(to),
            ])
        };
        for (from, to) in &network.edges {
            row("", *from, *to)?;
        }
        for fault in &network.faults {
            match fault {
                NetworkFault::Orphan(facility) => row("orphan", *facility, NONE)?,
                NetworkFault::DoubleLead(facility, leads) => {
                    for lead in leads {
                        row("double_lead", *facility, *lead)?;
                    }
                }
                NetworkFault::Ring(ring) => {
                    let next = ring.iter().cycle().skip(1);
                    for (from, to) in ring.iter().zip(next) {
                        row("ring", *from, *to)?;
                    }
                }
            }
        }
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::standard::Network;
    use crate::model::standard::example::example;
    use std::sync::Arc;

    #[test]
    fn links_come_first_then_what_is_wrong_with_them() {
        let mut example = example();
        example.answer.networks.push(Arc::new(Network {
            kind: "refers-up".into(),
            faults: vec![
                NetworkFault::DoubleLead(0, vec![2, 3]),
                NetworkFault::Ring(vec![0, 2]),
            ],
            ..Network::default()
        }));
        let mut bytes = Vec::new();
        write(&example.context(), &mut bytes).expect("written");
        insta::assert_snapshot!(String::from_utf8(bytes).expect("text"));
    }
}
