//! Networks: the facilities as links of a kind connect them, their tops, and what is wrong in them.
//!
//! Links that do not hold on the day, or an end of which does not serve, are not there.

use hashbrown::{HashMap, HashSet};

use super::dates;
use super::ways::{Leads, Ways};
use crate::base::Date;
use crate::model::answers::NONE;
use crate::model::register::{Link, Subject, UnitSource};
use crate::model::standard::{Consortium, Network, NetworkFault};
use crate::model::{Level, Paged, Register, ServingFacility, Truth};

/// Kinds whose links go from a consortium's members and leads to its unit, so that the unit stands between the two.
pub(super) const THROUGH_UNITS: [&str; 2] = ["member-of", "leads"];

/// Whether links of a kind go from the higher end (who leads, sends, helps) to the lower one. All others go up.
#[must_use]
pub fn goes_down(kind: &str) -> bool {
    matches!(
        kind,
        "manages" | "leads" | "refers-down" | "posted-to" | "paired-with" | "co-built" | "visits"
    )
}

/// What is wanted of a network.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Facilities that must have a lead; those without one are orphans.
    pub leads: Vec<u32>,
    /// Facilities that must lead somebody; those that do not are orphans too.
    pub followers: Vec<u32>,
    /// Whether a second lead is a fault. In a consortium it always is.
    pub single: bool,
}

/// The links of a register as they hold on a day.
#[derive(Clone, Copy)]
pub struct Linking<'a> {
    /// The links and units.
    pub register: &'a Register,
    /// The scenario's facilities.
    pub facilities: &'a Paged<ServingFacility>,
    /// Whether each facility serves: a link of one that does not is not there.
    pub open: &'a [Truth],
    /// The day; `None`: every link holds.
    pub as_of: Option<Date>,
}

impl<'a> Linking<'a> {
    /// Whether a link holds; unknown where it is of a facility of which it is not known whether it serves.
    #[must_use]
    pub fn holds(&self, link: &Link) -> Truth {
        let serves = |end: Subject| match end {
            Subject::Facility(f) => self.open.get(f as usize).copied().unwrap_or(Truth::No),
            Subject::Unit(u) => Truth::from_bool((u as usize) < self.register.units.list.len()),
            Subject::Village(_) => Truth::Yes,
        };
        let on_the_day = dates::within(self.as_of, link.since, link.until);
        Truth::all([
            Truth::from_bool(on_the_day),
            serves(link.from),
            serves(link.to),
        ])
    }

    /// The links of a kind that hold or may hold, by their positions, in the register's order.
    pub fn may_hold(&self, kind: &str) -> impl Iterator<Item = (u32, &'a Link, Truth)> {
        let this = *self;
        let links = (0u32..).zip(&self.register.links);
        let of_kind = links.filter(move |(_, link)| &*link.kind == kind);
        let with_truth = of_kind.map(move |(i, link)| (i, link, this.holds(link)));
        with_truth.filter(|(_, _, holds)| *holds != Truth::No)
    }

    /// The links of a kind that surely hold, in the register's order.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = &'a Link> {
        let surely = |(_, link, holds)| (holds == Truth::Yes).then_some(link);
        self.may_hold(kind).filter_map(surely)
    }

    /// The facilities that links of a kind connect: lower facility and its lead, every pair once, in the register's order.
    #[must_use]
    pub fn edges(&self, kind: &str) -> Vec<(u32, u32)> {
        if THROUGH_UNITS.contains(&kind) {
            return edges_of(&self.consortia());
        }
        let mut seen = HashSet::new();
        let pairs = self.of_kind(kind).filter_map(|link| match up(link) {
            (Subject::Facility(lower), Subject::Facility(lead)) => Some((lower, lead)),
            _ => None,
        });
        pairs.filter(|pair| seen.insert(*pair)).collect()
    }

    /// The consortia: units of that level, and whatever else facilities are members of or lead, in the order of the units.
    ///
    /// Its leads are those of `leads` links; without any, the facility that the column `lead` of its own row names.
    #[must_use]
    pub fn consortia(&self) -> Vec<Consortium> {
        let units = &self.register.units.list;
        let mut of_unit: Vec<Option<Consortium>> = (0u32..)
            .zip(units)
            .map(|(unit, u)| {
                (u.level == Level::Consortium).then(|| Consortium {
                    unit,
                    ..Consortium::default()
                })
            })
            .collect();
        for kind in THROUGH_UNITS {
            for link in self.of_kind(kind) {
                // Either way round: "leads" may be said from the hospital's side or from the unit's.
                let ((Subject::Facility(f), Subject::Unit(u))
                | (Subject::Unit(u), Subject::Facility(f))) = (link.from, link.to)
                else {
                    continue;
                };
                let consortium = of_unit[u as usize].get_or_insert_with(|| Consortium {
                    unit: u,
                    ..Consortium::default()
                });
                if kind == "leads" {
                    consortium.leads.push(f);
                } else {
                    consortium.members.push(f);
                }
            }
        }
        let mut all: Vec<Consortium> = of_unit.into_iter().flatten().collect();
        let mut by_id = None;
        for consortium in all.iter_mut().filter(|c| c.leads.is_empty()) {
            let Some(id) = self.lead_column(consortium.unit) else {
                continue;
            };
            let by_id = by_id.get_or_insert_with(|| self.by_id());
            if let Some(lead) = by_id.get(&*id) {
                consortium.leads.push(*lead);
            }
        }
        for Consortium { leads, members, .. } in &mut all {
            for list in [&mut *leads, &mut *members] {
                list.sort_unstable();
                list.dedup();
            }
            members.retain(|m| leads.binary_search(m).is_err());
        }
        all
    }

    /// What the column `lead` says of a unit.
    fn lead_column(&self, unit: u32) -> Option<String> {
        let rows = self.register.unit_rows.get(&unit);
        let own = || match self.register.units.list.get(unit as usize)?.source {
            UnitSource::Row(table, row) => self.register.joined(Some(&vec![(table, row)]), "lead"),
            _ => None,
        };
        let cell = self.register.joined(rows, "lead").or_else(own)?;
        Some(cell.to_string().trim().to_owned())
    }

    /// The facilities that serve, by identifier; of several of the same the first.
    fn by_id(&self) -> HashMap<&'a str, u32> {
        let mut by_id = HashMap::new();
        for ((number, facility), open) in (0u32..).zip(self.facilities).zip(self.open) {
            if *open == Truth::Yes {
                by_id.entry(facility.id.as_str()).or_insert(number);
            }
        }
        by_id
    }

    /// The network of a kind of link.
    #[must_use]
    pub fn network(&self, kind: &str, wanted: &Wanted) -> Network {
        let consortia = if THROUGH_UNITS.contains(&kind) {
            self.consortia()
        } else {
            Vec::new()
        };
        let edges = if THROUGH_UNITS.contains(&kind) {
            edges_of(&consortia)
        } else {
            self.edges(kind)
        };
        let count = self.facilities.len();
        let ways = Ways::new(count, &edges);
        // Who belongs to a consortium that nobody leads is in it all the same, without an edge.
        let mut memberships = vec![0u32; count];
        let mut linked: Vec<bool> = ways.root.iter().map(|root| *root != NONE).collect();
        for consortium in &consortia {
            for f in consortium.members.iter().chain(&consortium.leads) {
                linked[*f as usize] = true;
            }
            for member in &consortium.members {
                memberships[*member as usize] += 1;
            }
        }
        let leads = Leads::new(count, &edges);
        let mut follows = vec![false; count];
        for (_, lead) in &edges {
            follows[*lead as usize] = true;
        }
        let without = |f: &&u32, has: &dyn Fn(u32) -> bool| match linked.get(**f as usize) {
            // Whoever is a member of a consortium has what is wanted, also where nobody leads it.
            Some(linked) if !consortia.is_empty() => !linked,
            Some(_) => !has(**f),
            None => true,
        };
        let no_lead = wanted.leads.iter();
        let no_lead = no_lead.filter(|f| without(f, &|f| !leads.of(f).is_empty()));
        let no_lower = wanted.followers.iter();
        let no_lower = no_lower.filter(|f| without(f, &|f| follows[f as usize]));
        let mut orphans: Vec<u32> = no_lead.chain(no_lower).copied().collect();
        orphans.sort_unstable();
        orphans.dedup();
        let mut faults: Vec<NetworkFault> = orphans.into_iter().map(NetworkFault::Orphan).collect();
        if wanted.single || !consortia.is_empty() {
            faults.extend((0..count as u32).filter_map(|f| {
                let several = leads.of(f).len() > 1 || memberships[f as usize] > 1;
                several.then(|| {
                    let mut all = leads.of(f).to_vec();
                    all.sort_unstable();
                    NetworkFault::DoubleLead(f, all)
                })
            }));
        }
        faults.extend(ways.rings.iter().cloned().map(NetworkFault::Ring));
        let steps = |depth: &u32| u8::try_from(*depth).unwrap_or(u8::MAX);
        Network {
            kind: kind.into(),
            edges,
            depth: ways.depth.iter().map(steps).collect(),
            root: ways.root,
            faults,
            consortia,
        }
    }
}

/// The two ends of a link, the lower one first.
#[must_use]
pub fn up(link: &Link) -> (Subject, Subject) {
    if goes_down(&link.kind) {
        (link.to, link.from)
    } else {
        (link.from, link.to)
    }
}

/// From every member to every lead, every pair once.
fn edges_of(consortia: &[Consortium]) -> Vec<(u32, u32)> {
    let mut seen = HashSet::new();
    let pairs = consortia.iter().flat_map(|c| {
        let member = |m: &u32| {
            let m = *m;
            c.leads.iter().map(move |lead| (m, *lead))
        };
        c.members.iter().flat_map(member)
    });
    pairs.filter(|pair| seen.insert(*pair)).collect()
}
