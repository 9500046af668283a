//! What of a standard's answer the map shows: the rule and the links that the project's look names, as marks, fills and lines.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::check::{Held, Numbers};
use crate::analysis::classing::share_classes;
use crate::map::{FacilitiesAre, Shown, ShownClass, ShownLink, ShownRule};
use crate::model::answers::NONE;
use crate::model::look::{NetworkLook, RuleFill, RuleLook};
use crate::model::standard::{Check, Network, NetworkFault, Subjects, Verdict};
use crate::model::{
    Classing, Level, Register, Rule, RuleAnswer, ShareClasses, StandardAnswer, Status, Subject,
};

/// The colours that territories have: neighbours never share one.
const GROUPS: usize = 8;

/// The fills of verdicts, worst first; what is not known has none and is hatched.
const FILLS: [Verdict; 4] = [
    Verdict::Fail,
    Verdict::Borderline,
    Verdict::Exempt,
    Verdict::Pass,
];

/// What the look of a project asks to be shown of its standard; `None`: coverage colours the map.
pub(super) fn shown(numbers: Numbers<'_>, held: &Held) -> Option<Shown> {
    let (standard, register) = (held.answer.as_ref()?, held.register.as_ref()?);
    let look = &numbers.state.look;
    let mut shown = Shown::default();
    let facts = Facts {
        numbers,
        register,
        consortia: consortia(standard, register),
        districts: district_units(register, numbers.baseline.dataset.districts.len()),
    };
    if let Some(network) = &look.network {
        facts.network(&mut shown, standard, network);
    }
    if let Some(rule) = &look.rule {
        facts.rule(&mut shown, standard, rule);
    }
    (shown != Shown::default()).then_some(shown)
}

/// The unit that each district draws.
fn district_units(register: &Register, districts: usize) -> Vec<Option<u32>> {
    let mut of = vec![None; districts];
    for (unit, u) in (0u32..).zip(&register.units.list) {
        if let Some(place) = u.district.and_then(|d| of.get_mut(d as usize)) {
            place.get_or_insert(unit);
        }
    }
    of
}

struct Facts<'a> {
    numbers: Numbers<'a>,
    register: &'a Register,
    districts: Vec<Option<u32>>,
    /// The consortium to which most facilities of each unit below the county belong; it stands beside the tree.
    consortia: Vec<Option<u32>>,
}

/// See [`Facts::consortia`].
fn consortia(standard: &StandardAnswer, register: &Register) -> Vec<Option<u32>> {
    let units = &register.units;
    let mut votes: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new(); units.list.len()];
    let all = standard.networks.iter().find(|n| !n.consortia.is_empty());
    for consortium in all.iter().flat_map(|n| &n.consortia) {
        for member in &consortium.members {
            let home = units.of_facility.get(*member as usize).copied().flatten();
            for unit in units.upwards(home) {
                if units.list[unit as usize].level < Level::County {
                    *votes[unit as usize].entry(consortium.unit).or_default() += 1;
                }
            }
        }
    }
    votes.iter().map(most).collect()
}

/// Who has most votes; of several the first.
fn most(votes: &BTreeMap<u32, u32>) -> Option<u32> {
    let best = votes
        .iter()
        .max_by_key(|(who, n)| (**n, std::cmp::Reverse(**who)));
    best.map(|(who, _)| *who)
}

impl Facts<'_> {
    fn rule(&self, shown: &mut Shown, standard: &StandardAnswer, look: &RuleLook) {
        let rules = &standard.standard.rules;
        let Some(number) = rules.iter().position(|r| r.id == look.rule) else {
            return;
        };
        let Some(answer) = standard.rules.get(number) else {
            return;
        };
        let rule = &rules[number];
        shown.rule = Some(ShownRule {
            id: rule.id.clone(),
            name: rule.name.clone(),
            fill: look.fill,
            villages: self.villages(answer),
            passing: answer.whole.of(Verdict::Pass),
            facilities: match (&answer.subjects, rule.check.kind()) {
                (Subjects::Facilities(_), _) => FacilitiesAre::Judged,
                (_, "share") => FacilitiesAre::Parted,
                _ => FacilitiesAre::Counted,
            },
        });
        shown.facilities = self.facilities(answer);
        // The links that a rule asks for are seen with it, unless others are looked at.
        if let (Check::Linked { link, .. }, true) = (&rule.check, shown.links.is_empty()) {
            let network = NetworkLook {
                kind: link.clone(),
                territories: false,
            };
            self.network(shown, standard, &network);
        }
        shown.groups = false;
        match look.fill {
            // What is asked of all together fills no district, but for the share of its facilities.
            _ if answer.subjects == Subjects::Whole => self.of_all(shown, rule, answer),
            // One unit alone holds all districts: there is nothing to tell apart.
            _ if matches!(&answer.subjects, Subjects::Units(list) if list.len() < 2) => {}
            RuleFill::Verdict => {
                shown.classes = FILLS.map(ShownClass::Verdict).to_vec();
                let class = |unit: &Option<u32>| {
                    let verdict = self.verdict(answer, (*unit)?)?;
                    Some(FILLS.iter().position(|f| *f == verdict)? as u8)
                };
                shown.districts = self.districts.iter().map(class).collect();
            }
            RuleFill::Share => {
                let share = |unit: &Option<u32>| {
                    let tally = answer.units.get((*unit)? as usize)?;
                    let asked = tally.asked();
                    (asked > 0).then(|| f64::from(tally.of(Verdict::Pass)) / f64::from(asked))
                };
                self.shares(shown, self.districts.iter().map(share));
            }
            RuleFill::Number => self.numbers(shown, rule, answer),
        }
    }

    /// How each facility stands; empty where the rule says nothing of them.
    fn facilities(&self, answer: &RuleAnswer) -> Vec<Option<Verdict>> {
        let Subjects::Facilities(list) = &answer.subjects else {
            return answer.facilities.to_vec();
        };
        let mut all = vec![None; self.numbers.facilities.len()];
        for (facility, finding) in list.iter().zip(&**answer.findings) {
            if let Some(place) = all.get_mut(*facility as usize) {
                *place = Some(finding.verdict);
            }
        }
        all
    }

    /// Fills by a share.
    fn shares(&self, shown: &mut Shown, shares: impl Iterator<Item = Option<f64>>) {
        let classes = &self.numbers.state.share_classes;
        shown.classes = ranges(classes, &|bound| bound, true);
        shown.districts = shares
            .map(|share| share.map(|s| classes.class_of(s)))
            .collect();
    }

    /// A rule about all together: a share fills each unit by that of its own facilities, any other rule none.
    fn of_all(&self, shown: &mut Shown, rule: &Rule, answer: &RuleAnswer) {
        if rule.check.kind() != "share" {
            return;
        }
        let units = &self.register.units;
        let mut counted = vec![[0u32; 2]; units.list.len()];
        for (facility, verdict) in answer.facilities.iter().enumerate() {
            let home = units.of_facility.get(facility).copied().flatten();
            if let Some(verdict) = verdict {
                for unit in units.upwards(home) {
                    // Whoever does not say is in neither: where nobody says, nothing is known.
                    counted[unit as usize][0] += u32::from(*verdict == Verdict::Pass);
                    counted[unit as usize][1] += u32::from(*verdict != Verdict::Unknown);
                }
            }
        }
        let share = |unit: &Option<u32>| {
            let [pass, all] = counted[(*unit)? as usize];
            (all > 0).then(|| f64::from(pass) / f64::from(all))
        };
        if let Some(rule) = &mut shown.rule {
            rule.fill = RuleFill::Share;
        }
        self.shares(shown, self.districts.iter().map(share));
    }

    /// How each village stands, where the rule is about villages.
    fn villages(&self, answer: &RuleAnswer) -> Vec<Status> {
        let status = |verdict: Verdict| match verdict {
            Verdict::Pass | Verdict::Exempt => Status::Covered,
            Verdict::Borderline => Status::Borderline,
            Verdict::Unknown => Status::Unknown,
            Verdict::Fail => Status::Gap,
        };
        match &answer.subjects {
            Subjects::Villages(None) => {
                let findings = answer.findings.par_iter().with_min_len(16_384);
                findings.map(|f| status(f.verdict)).collect()
            }
            Subjects::Villages(Some(list)) => {
                let count = self.numbers.baseline.dataset.villages.len();
                let mut all = vec![Status::Covered; count];
                for (village, finding) in list.iter().zip(&*answer.findings) {
                    if let Some(place) = all.get_mut(*village as usize) {
                        *place = status(finding.verdict);
                    }
                }
                all
            }
            _ => Vec::new(),
        }
    }

    /// How a unit stands: by its own finding or that of the unit above it that the rule is about, else by what was counted in it.
    fn verdict(&self, answer: &RuleAnswer, unit: u32) -> Option<Verdict> {
        if matches!(answer.subjects, Subjects::Units(_)) {
            let consortium = self.consortia.get(unit as usize).copied().flatten();
            let mut up = self.register.units.upwards(Some(unit)).chain(consortium);
            let own = up.find_map(|unit| {
                let position = answer.subjects.position(Subject::Unit(unit))?;
                answer.findings.get(position)
            });
            if let Some(finding) = own {
                return Some(finding.verdict);
            }
        }
        answer.units.get(unit as usize)?.verdict
    }

    /// Fills by the number that was compared, the worst class first. Of several subjects in a unit the worst number stands.
    fn numbers(&self, shown: &mut Shown, rule: &Rule, answer: &RuleAnswer) {
        let units = &self.register.units;
        // Where only the most is bounded, more is worse.
        let more_is_worse = answer
            .findings
            .iter()
            .find(|f| !f.least.is_nan() || !f.most.is_nan())
            .is_some_and(|f| f.least.is_nan());
        let worse = |a: f64, b: f64| if more_is_worse { a.max(b) } else { a.min(b) };
        let mut of_unit: Vec<Option<f64>> = vec![None; units.list.len()];
        for (position, finding) in answer.findings.iter().enumerate() {
            if finding.n.is_nan() {
                continue;
            }
            let home = match answer.subjects.get(position) {
                Some(Subject::Village(v)) => units.of_village.get(v as usize).copied().flatten(),
                Some(Subject::Facility(f)) => units.of_facility.get(f as usize).copied().flatten(),
                Some(Subject::Unit(u)) => Some(u),
                None => None,
            };
            let own_alone = matches!(answer.subjects, Subjects::Units(_));
            for unit in units.upwards(home).take(if own_alone { 1 } else { 8 }) {
                let place = &mut of_unit[unit as usize];
                *place = Some(place.map_or(finding.n, |n| worse(n, finding.n)));
            }
        }
        let number = |unit: &Option<u32>| {
            let consortium = unit.and_then(|u| self.consortia.get(u as usize).copied().flatten());
            let mut upwards = units.upwards(*unit).chain(consortium);
            upwards.find_map(|unit| of_unit[unit as usize])
        };
        let numbers: Vec<Option<f64>> = self.districts.iter().map(number).collect();
        let known = || numbers.iter().flatten().copied();
        let low = known().fold(f64::INFINITY, f64::min);
        let high = known().fold(f64::NEG_INFINITY, f64::max);
        if low > high {
            return;
        }
        let span = (high - low).max(f64::MIN_POSITIVE);
        let place = |n: f64| {
            let share = (n - low) / span;
            if more_is_worse { 1.0 - share } else { share }
        };
        let classes = share_classes(Classing::Natural, known().map(place));
        let back = |share: f64| {
            let share = if more_is_worse { 1.0 - share } else { share };
            low + share * span
        };
        let is_share = rule.check.kind() == "share";
        shown.classes = ranges(&classes, &back, is_share);
        shown.districts = numbers
            .into_iter()
            .map(|n| n.map(|n| classes.class_of(place(n))))
            .collect();
    }

    fn network(&self, shown: &mut Shown, standard: &StandardAnswer, look: &NetworkLook) {
        let Some(network) = standard.networks.iter().find(|n| *n.kind == *look.kind) else {
            return;
        };
        let wrong = |from: u32, to: u32| {
            network.faults.iter().any(|fault| match fault {
                NetworkFault::Orphan(_) => false,
                NetworkFault::DoubleLead(facility, _) => *facility == from,
                NetworkFault::Ring(ring) => ring.contains(&from) && ring.contains(&to),
            })
        };
        shown.kind.clone_from(&look.kind);
        shown.links = network
            .edges
            .iter()
            .map(|(from, to)| ShownLink {
                from: *from,
                to: *to,
                wrong: wrong(*from, *to),
            })
            .collect();
        if look.territories {
            self.territories(shown, network);
        }
    }

    /// Fills by the lead to whom most facilities of a district's unit belong.
    fn territories(&self, shown: &mut Shown, network: &Network) {
        let units = &self.register.units;
        let facilities = self.numbers.facilities;
        let mut votes: BTreeMap<u32, BTreeMap<u32, u32>> = BTreeMap::new();
        for (facility, root) in (0u32..).zip(&network.root) {
            let home = units.of_facility.get(facility as usize).copied().flatten();
            // A lead stands in one place and belongs to all.
            if *root == NONE || *root == facility {
                continue;
            }
            for unit in units.upwards(home) {
                if units.list[unit as usize].level < Level::County {
                    *votes.entry(unit).or_default().entry(*root).or_default() += 1;
                }
            }
        }
        let root_of = |unit: &Option<u32>| votes.get(&(*unit)?).and_then(most);
        let roots: Vec<Option<u32>> = self.districts.iter().map(root_of).collect();
        let mut leads: Vec<u32> = roots.iter().flatten().copied().collect();
        leads.sort_unstable();
        leads.dedup();
        let colours = self.colours(&roots, &leads);
        let named = leads.len() <= GROUPS;
        shown.groups = true;
        shown.classes = vec![ShownClass::Group(String::new()); GROUPS.min(leads.len())];
        for (lead, colour) in leads.iter().zip(&colours) {
            if let (true, Some(f)) = (named, facilities.get(*lead as usize)) {
                shown.classes[usize::from(*colour)] = ShownClass::Group(f.name.to_string());
            }
        }
        let class = |root: Option<u32>| leads.binary_search(&root?).ok().map(|i| colours[i]);
        shown.districts = roots.into_iter().map(class).collect();
    }

    /// A colour for each lead: up to eight leads have one each; of more, those whose districts' boxes touch have different ones as far as eight
    /// colours suffice.
    fn colours(&self, roots: &[Option<u32>], leads: &[u32]) -> Vec<u8> {
        if leads.len() <= GROUPS {
            return (0..leads.len() as u8).collect();
        }
        let districts = &self.numbers.baseline.dataset.districts;
        let mut boxes: Vec<Option<[f64; 4]>> = vec![None; leads.len()];
        for (district, root) in districts.iter().zip(roots) {
            let Some(i) = root.and_then(|r| leads.binary_search(&r).ok()) else {
                continue;
            };
            let e = &district.extent;
            let own = boxes[i].get_or_insert([e.west, e.south, e.east, e.north]);
            *own = [
                own[0].min(e.west),
                own[1].min(e.south),
                own[2].max(e.east),
                own[3].max(e.north),
            ];
        }
        let touch = |a: &Option<[f64; 4]>, b: &Option<[f64; 4]>| match (a, b) {
            (Some(a), Some(b)) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3],
            _ => false,
        };
        let mut colours: Vec<u8> = Vec::with_capacity(leads.len());
        for i in 0..leads.len() {
            let mut used = [0u32; GROUPS];
            for (j, colour) in colours.iter().enumerate() {
                used[usize::from(*colour)] += if touch(&boxes[i], &boxes[j]) { 1000 } else { 1 };
            }
            let least = (0..GROUPS).min_by_key(|c| used[*c]).unwrap_or(0);
            colours.push(least as u8);
        }
        colours
    }
}

/// Classes from their bounds, in the numbers that they stand for.
fn ranges(classes: &ShareClasses, back: &dyn Fn(f64) -> f64, share: bool) -> Vec<ShownClass> {
    let bounds = classes.bounds();
    let range = |pair: &[f64]| {
        let (a, b) = (back(pair[0]), back(pair[1]));
        ShownClass::Range {
            low: a.min(b),
            high: a.max(b),
            share,
        }
    };
    bounds.windows(2).map(range).collect()
}
