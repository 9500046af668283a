//! The hub as the window uses it, and that the commands replay its projects with the same bytes.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use lastmile::base::{LonLat, Metres, Progress};
use lastmile::i18n::{Lang, Words};
use lastmile::io::summary::Timings;
use lastmile::map::page::PageSpec;
use lastmile::model::look::{
    DistrictFill, DistrictStyle, LayerStyle, Percent, VillageColour, VillageStyle,
};
use lastmile::model::{
    Bookmark, Classing, Edit, FacilityRef, LayerKind, LookChange, Reach, ShareClasses,
};
use lastmile::session::{
    Answer, Change, ExportRequest, JobKind, Live, Notice, Session, Wake, open_demo,
};

/// A session, and what wakes the test.
fn session() -> (Session, Receiver<()>) {
    let (sender, wakes) = channel();
    let wake: Wake = Arc::new(move || sender.send(()).unwrap_or_default());
    (Session::new(&wake), wakes)
}

/// Works until nothing is under way any more.
fn settle(session: &mut Session, wakes: &Receiver<()>) {
    session.poll();
    while session.is_busy() {
        wakes.recv().expect("a worker wakes us");
        session.poll();
    }
    session.poll();
}

fn demo() -> (Session, Receiver<()>) {
    let (mut session, wakes) = session();
    session.open_demo();
    settle(&mut session, &wakes);
    assert!(
        session.results().is_some_and(|r| r.areas.is_some()),
        "the demo is answered, areas and all"
    );
    (session, wakes)
}

fn gaps(session: &Session) -> u32 {
    session.results().expect("an answer").coverage.totals.gap
}

fn export_request(session: &Session, folder: &Path) -> ExportRequest {
    let answer = session.answer().expect("an answer");
    let words = Words::new(Lang::En);
    let (dataset, state) = (&answer.baseline.dataset, &answer.state);
    let page = words.page_of(answer, &state.look, state.title.as_deref(), &state.template);
    ExportRequest {
        atlas: None,
        out: Some(folder.to_owned()),
        tables: None,
        maps: vec!["gap-map.png".into(), "gap-map.svg".into()],
        page: PageSpec::default(),
        words: page,
        report: None,
        standard: lastmile::io::StandardMessages::default(),
        messages: dataset.warnings.iter().map(|w| words.warning(w)).collect(),
        timings: Timings::default(),
    }
}

#[test]
fn classes_stay_while_the_reach_changes_and_can_be_taken_back() {
    let (mut session, wakes) = demo();
    let highs = |session: &Session| -> Vec<f64> {
        let legend = &session.scene().expect("a scene").legend;
        legend.share_classes.iter().map(|c| c.high).collect()
    };
    let usual = highs(&session);
    let natural = ShareClasses {
        method: Classing::Natural,
        breaks: vec![0.49, 0.68],
    };
    session.change(Change::SetShareClasses(natural));
    settle(&mut session, &wakes);
    assert_eq!(highs(&session), [0.49, 0.68, 1.0]);
    let before = gaps(&session);
    session.change(Change::SetReach(Reach::Uniform(Metres::from_km(1.0))));
    settle(&mut session, &wakes);
    assert_ne!(gaps(&session), before);
    assert_eq!(highs(&session), [0.49, 0.68, 1.0]);
    session.undo();
    session.undo();
    settle(&mut session, &wakes);
    assert_eq!(highs(&session), usual);
}

#[test]
fn every_change_can_be_taken_back() {
    let (mut session, wakes) = demo();
    let before = gaps(&session);
    assert!(!session.is_dirty());
    session.change(Change::SetReach(Reach::Uniform(Metres::from_km(1.0))));
    settle(&mut session, &wakes);
    assert!(gaps(&session) > before && session.is_dirty());
    session.begin_gesture();
    for step in 1..=5 {
        let to = LonLat::new(119.5 + 0.01 * f64::from(step), 34.5);
        session.change(Change::Edit(Edit::Move {
            facility: FacilityRef::Baseline(0),
            to,
        }));
    }
    session.end_gesture();
    settle(&mut session, &wakes);
    assert!(session.results().expect("an answer").coverage.facilities[0].moved);
    session.undo();
    session.undo();
    assert!(session.can_undo().is_none(), "a drag is one step");
    settle(&mut session, &wakes);
    assert_eq!(gaps(&session), before);
    assert!(!session.is_dirty());
    session.redo();
    session.redo();
    assert!(session.can_redo().is_none());
    settle(&mut session, &wakes);
    let state = session.state().clone();
    let answer = session.answer().expect("an answer");
    let afresh = Answer::complete(&answer.baseline, &state, &Progress::new()).expect("an answer");
    assert_eq!(
        answer.results.coverage.villages,
        afresh.results.coverage.villages
    );
}

#[test]
fn another_look_asks_again_only_for_other_marks_and_every_change_of_it_is_undone() {
    let (mut session, wakes) = demo();
    let start = session.state().look.clone();
    let mut looks = vec![start.clone()];
    let style = |fill| {
        LookChange::Style(LayerStyle::Districts(DistrictStyle {
            fill,
            ..DistrictStyle::default()
        }))
    };
    for (change, asks) in [
        (LookChange::Opacity(LayerKind::Reach, Percent(40)), false),
        (LookChange::Show(LayerKind::Labels, false), false),
        (LookChange::Move(LayerKind::Districts, 0), false),
        (
            LookChange::Rename(LayerKind::Villages, Some("V".into())),
            false,
        ),
        (
            LookChange::Filter(LayerKind::Facilities, Some("tier = clinic".into())),
            true,
        ),
        (style(DistrictFill::Area), true),
        (LookChange::ShowTier("clinic".into(), false), false),
        (LookChange::Reset, true),
    ] {
        let scene = session.scene().expect("a scene").id;
        session.change(Change::Look(change.clone()));
        assert_eq!(session.is_busy(), asks, "{change:?}");
        settle(&mut session, &wakes);
        assert_eq!(
            session.scene().expect("a scene").id != scene,
            asks,
            "{change:?}"
        );
        looks.push(session.state().look.clone());
    }
    for look in looks.iter().rev().skip(1) {
        session.undo();
        assert_eq!(session.state().look, *look);
    }
    assert!(session.can_undo().is_none() && !session.is_dirty());
    for look in looks.iter().skip(1) {
        session.redo();
        assert_eq!(session.state().look, *look);
    }
    settle(&mut session, &wakes);
    assert!(session.results().is_some_and(|r| r.areas.is_some()));
}

#[test]
fn districts_filled_by_area_have_the_classes_of_their_area() {
    let (mut session, wakes) = demo();
    session.change(Change::Look(LookChange::Style(LayerStyle::Districts(
        DistrictStyle {
            fill: DistrictFill::Area,
            ..DistrictStyle::default()
        },
    ))));
    settle(&mut session, &wakes);
    let answer = session.answer().expect("an answer");
    let areas = answer.results.areas.as_ref().expect("areas");
    let mut differ = 0;
    for mark in &answer.scene.districts {
        let bounds = areas.districts[mark.district as usize];
        let share = f64::midpoint(bounds.low, bounds.high);
        assert_eq!(mark.class, Some(answer.state.share_classes.class_of(share)));
        let people = answer.results.coverage.districts[mark.district as usize].population_share();
        let people = people.map(|s| answer.state.share_classes.class_of(s));
        differ += u32::from(people != mark.class);
    }
    assert!(
        differ > 5,
        "area and people tell different stories: {differ}"
    );
}

#[test]
fn a_question_that_does_not_fit_keeps_the_old_answer() {
    let (mut session, wakes) = demo();
    let before = gaps(&session);
    session.change(Change::SetFilter(Some("nonsense >".into())));
    settle(&mut session, &wakes);
    assert!(session.question_error().is_some());
    assert_eq!(gaps(&session), before);
    session.undo();
    settle(&mut session, &wakes);
    assert!(session.question_error().is_none());
}

#[test]
fn a_broken_file_leaves_the_open_project_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = folder.path().join("broken.geojson");
    fs::write(&broken, "{\"type\": \"FeatureCollection\", \"features\": [").expect("written");
    let (mut session, wakes) = demo();
    let before = session.state().clone();
    session.open(vec![broken]);
    settle(&mut session, &wakes);
    assert!(matches!(
        session.take_notices().as_slice(),
        [Notice::OpenFailed(_)]
    ));
    assert_eq!(*session.state(), before);
}

#[test]
fn a_saved_project_opens_as_it_was_and_the_commands_replay_it_to_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name);
    let (mut session, wakes) = demo();
    session.change(Change::SetReach(Reach::Uniform(Metres(2750.0))));
    session.change(Change::SetFilter(Some("beds >= 5 or tier = clinic".into())));
    session.change(Change::Edit(Edit::Close {
        facility: FacilityRef::Baseline(12),
    }));
    for change in [
        LookChange::Opacity(LayerKind::Reach, Percent(40)),
        LookChange::Move(LayerKind::Labels, 2),
        LookChange::Rename(LayerKind::Districts, Some("乡镇".into())),
        LookChange::Filter(LayerKind::Villages, Some("population > 300".into())),
        LookChange::Style(LayerStyle::Villages(VillageStyle {
            size: Percent(150),
            colour: VillageColour::Distance,
        })),
        LookChange::ShowTier("clinic".into(), false),
    ] {
        session.change(Change::Look(change));
    }
    session.change(Change::AddBookmark(Bookmark {
        name: "山里".into(),
        centre: LonLat::new(119.1, 34.6),
        scale: 30_000.0,
    }));
    let at = LonLat::new(119.2, 34.7);
    session.change(Change::Edit(Edit::Add {
        name: "新点".into(),
        tier: "clinic".into(),
        at,
    }));
    settle(&mut session, &wakes);
    session.save(place("county.lastmile"), None);
    assert!(matches!(session.take_notices().as_slice(), [Notice::Saved(_)]) && !session.is_dirty());
    session.export(export_request(&session, &place("window")));
    settle(&mut session, &wakes);
    assert!(
        matches!(session.take_notices().as_slice(), [Notice::Exported(files)] if files.len() == 6)
    );

    let (mut again, again_wakes) = self::session();
    again.open(vec![place("county.lastmile")]);
    settle(&mut again, &again_wakes);
    assert_eq!(again.state().spec, session.state().spec);
    assert_eq!(again.state().edits, session.state().edits);
    assert_eq!(again.state().look, session.state().look);
    assert_eq!(again.state().bookmarks, session.state().bookmarks);
    assert!(!again.is_dirty());

    let status = Command::new(env!("CARGO_BIN_EXE_lastmile"))
        .args([
            "analyze",
            "county.lastmile",
            "--out",
            "command",
            "--quiet",
            "--lang",
            "en",
        ])
        .args(["--map", "gap-map.png", "--map", "gap-map.svg"])
        .current_dir(folder.path())
        .status()
        .expect("the command runs");
    assert!(status.success());
    for name in [
        "villages.csv",
        "districts.csv",
        "gaps.geojson",
        "gap-map.png",
        "gap-map.svg",
    ] {
        let read = |of: &str| fs::read(place(of).join(name)).expect("written");
        assert!(read("window") == read("command"), "{name} differs");
    }
    let summary = |of: &str| {
        let text = fs::read_to_string(place(of).join("summary.json")).expect("written");
        let mut value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        value
            .as_object_mut()
            .expect("an object")
            .remove("timings_ms");
        value
    };
    assert_eq!(summary("window"), summary("command"));
}

#[test]
fn a_cancelled_export_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut session, wakes) = demo();
    session.export(export_request(&session, &folder.path().join("out")));
    session.cancel(JobKind::Export);
    settle(&mut session, &wakes);
    // Either it was stopped and nothing is there, or it was faster and everything is.
    let written = fs::read_dir(folder.path().join("out"))
        .map(Iterator::count)
        .unwrap_or_default();
    assert!(written == 0 || written == 6, "{written} files");
}

#[test]
fn the_nearest_facilities_are_of_the_own_district_where_only_those_serve() {
    let (mut session, wakes) = demo();
    session.change(Change::SetWithinUnit(true));
    settle(&mut session, &wakes);
    let answer = session.answer().expect("an answer").clone();
    let coverage = &answer.results.coverage;
    let mut elsewhere = 0;
    for (village, said) in answer
        .baseline
        .dataset
        .villages
        .iter()
        .zip(coverage.villages.iter())
    {
        let place = village.location.expect("a place");
        let nearest = session.nearest_facilities(place, 1);
        assert_eq!(
            nearest.first().map(|n| n.0),
            said.nearest,
            "{}",
            village.name
        );
        let anywhere = coverage
            .facilities
            .iter()
            .zip(&coverage.radii)
            .filter(|(_, r)| r.is_some())
            .map(|(f, _)| lastmile::base::geodesic::distance(place, f.location).0)
            .fold(f64::INFINITY, f64::min);
        elsewhere += u32::from(nearest.first().is_some_and(|n| n.1.0 > anywhere + 1.0));
    }
    assert!(
        elsewhere > 0,
        "some villages have a nearer facility next door"
    );
}

#[test]
fn areas_that_follow_edits_are_those_of_a_fresh_answer() {
    let opened = open_demo(&Progress::new()).expect("the demo opens");
    let (baseline, none) = (&opened.baseline, Progress::new());
    let mut live = Live::default();
    let mut state = opened.state.clone();
    let facilities = &baseline.dataset.facilities;
    let of = |i: u32| FacilityRef::Baseline(i);
    let near = |i: usize, east: f64, north: f64| {
        let at = facilities[i].location;
        LonLat::new(at.lon + east, at.lat + north)
    };
    let added = Edit::Add {
        name: "New".into(),
        tier: baseline.dataset.tiers[0].name.to_string(),
        at: near(3, 0.05, 0.02),
    };
    let to = |facility, to| Edit::Move { facility, to };
    let last = facilities.len() - 1;
    let edits = [
        to(of(0), near(0, 0.03, 0.01)),
        to(of(last as u32), near(last, -0.1, 0.04)),
        Edit::Close { facility: of(5) },
        added,
        to(FacilityRef::Added(0), near(7, 0.0, 0.01)),
        Edit::Reopen { facility: of(5) },
        to(of(0), near(9, 0.2, -0.2)),
    ];
    let mut edits = edits.into_iter();
    let mut at_once = 0;
    for step in 0.. {
        let answer = Answer::following(&mut live, baseline, &state, &none).expect("an answer");
        let fresh = Answer::complete(baseline, &state, &none).expect("an answer");
        let wanted = fresh.results.areas.expect("areas");
        if let Some(shares) = &answer.shares {
            assert_eq!(shares.districts, wanted.districts, "step {step}");
            assert_eq!(shares.total, wanted.total, "step {step}");
            at_once += 1;
        }
        // Not every answer of a drag lives long enough to be given its polygons.
        if step % 3 != 1 {
            let whole = answer.following_areas(&mut live, &none).expect("areas");
            let areas = whole.results.areas.expect("areas");
            assert_eq!(areas.districts, wanted.districts, "step {step}");
            assert_eq!(areas.total, wanted.total, "step {step}");
            assert!(areas.beyond == wanted.beyond, "beyond differs, step {step}");
            assert!(areas.reach == wanted.reach, "reach differs, step {step}");
            // The next picture follows from the one with the areas.
            let next = Answer::following(&mut live, baseline, &state, &none).expect("an answer");
            let since = next.scene.since.as_ref().map(|(from, _)| *from);
            assert_eq!(since, Some(whole.scene.id));
        }
        if step == 4 {
            state.spec.reach = Reach::Uniform(Metres(3100.0));
        } else if let Some(edit) = edits.next() {
            state.edits.push(edit);
        } else {
            break;
        }
    }
    assert!(at_once >= 7, "shares follow an edit at once: {at_once}");
}

#[test]
fn whoever_saw_an_earlier_answer_can_follow_to_the_newest() {
    let (mut session, wakes) = demo();
    let seen = session.scene().expect("a scene").id;
    let before = Arc::clone(&session.results().expect("an answer").coverage);
    let moved = before
        .villages
        .get(0)
        .and_then(|v| v.nearest)
        .expect("a facility");
    let start = before.facilities[moved as usize].location;
    for step in 1..=4 {
        let to = LonLat::new(start.lon + 0.01 * f64::from(step), start.lat);
        let facility = FacilityRef::Baseline(moved);
        session.change(Change::Edit(Edit::Move { facility, to }));
        settle(&mut session, &wakes);
    }
    let changed = session.changed_since(seen).expect("it is known");
    let after = &session.results().expect("an answer").coverage;
    assert_eq!(changed.facilities, [moved]);
    let mut differing = 0;
    for (i, (a, b)) in (0u32..).zip(before.villages.iter().zip(after.villages.iter())) {
        if (a.status, a.nearest, a.distance) != (b.status, b.nearest, b.distance) {
            assert!(changed.villages.binary_search(&i).is_ok(), "village {i}");
            differing += 1;
        }
    }
    assert!(differing > 0, "the move is felt");
    assert!(changed.villages.len() < before.villages.len());
    let newest = session.scene().expect("a scene").id;
    assert!(session.changed_since(newest).is_some_and(|c| c.is_empty()));
}

#[test]
fn a_rule_colours_the_map_until_it_is_taken_off_and_follows_its_parameter() {
    use lastmile::model::Verdict;
    use lastmile::model::look::{RuleFill, RuleLook};

    let (mut session, wakes) = demo();
    let of_coverage = session.scene().expect("a scene").gaps().len();
    let mut choice = lastmile::io::standard::find("lianyungang").expect("it is shipped");
    session.change(Change::SetStandard(Some(choice.clone())));
    settle(&mut session, &wakes);
    let look = RuleLook {
        rule: "last-kilometre".into(),
        fill: RuleFill::Verdict,
    };
    session.change(Change::Look(LookChange::Rule(Some(look))));
    settle(&mut session, &wakes);
    // Gaps on the map are the villages that fail, whatever else was computed in between.
    let failing = |session: &Session| {
        let answer = session.answer().expect("an answer");
        let standard = answer.held.answer.as_ref().expect("a standard");
        let mut rules = standard.standard.rules.iter();
        let rule = rules.position(|r| r.id == "last-kilometre").expect("it");
        standard.rules[rule].whole.of(Verdict::Fail) as usize
    };
    let gaps = |session: &Session| {
        let scene = session.scene().expect("a scene");
        assert!(scene.shown.is_some());
        scene.gaps().len()
    };
    let first = failing(&session);
    assert!(first > 0 && first != of_coverage);
    assert_eq!(gaps(&session), first);
    choice.turned = vec![("clinic_reach".into(), "1km".into())];
    session.change(Change::SetStandard(Some(choice)));
    settle(&mut session, &wakes);
    assert!(failing(&session) > first);
    assert_eq!(gaps(&session), failing(&session));
    session.change(Change::Look(LookChange::Rule(None)));
    settle(&mut session, &wakes);
    assert!(session.scene().expect("a scene").shown.is_none());
}

#[test]
fn what_the_map_is_compared_with_follows_the_project() {
    use lastmile::base::Date;
    use lastmile::model::look::{RuleFill, RuleLook};
    use lastmile::session::Before;

    let (mut session, wakes) = demo();
    let before = gaps(&session);
    session.change(Change::Edit(Edit::Close {
        facility: FacilityRef::Baseline(7),
    }));
    session.compare(Some(Before::WithoutEdits));
    settle(&mut session, &wakes);
    let other = |session: &Session| session.compared().expect("it is there").clone();
    let totals = other(&session).results.coverage.totals;
    assert_eq!(totals.gap, before, "as the files have it");
    // Closing a hospital, which does not serve, uncovers nobody: clinics do.
    let close = |i| {
        Change::Edit(Edit::Close {
            facility: FacilityRef::Baseline(i),
        })
    };
    for i in 100..200 {
        session.change(close(i));
    }
    settle(&mut session, &wakes);
    assert!(gaps(&session) > before);
    assert_eq!(other(&session).results.coverage.totals.gap, before);

    // Of another day: what the standard says of it, on a map that shows the rule.
    let mut choice = lastmile::io::standard::find("weinan").expect("it is shipped");
    choice.as_of = Date::iso("2021-12-31");
    session.change(Change::SetStandard(Some(choice.clone())));
    let look = RuleLook {
        rule: "adopted".into(),
        fill: RuleFill::Verdict,
    };
    session.change(Change::Look(LookChange::Rule(Some(look))));
    let day = Date::iso("2019-12-31").expect("a day");
    session.compare(Some(Before::AsOf(day)));
    settle(&mut session, &wakes);
    let adopted = |answer: &lastmile::session::Answer| {
        let held = answer.held.answer.as_ref().expect("a standard");
        let mut rules = held.standard.rules.iter();
        let rule = rules.position(|r| r.id == "adopted").expect("it");
        assert!(answer.scene.shown.is_some());
        held.rules[rule].whole.of(lastmile::model::Verdict::Pass)
    };
    let past = adopted(&other(&session));
    let now = adopted(session.answer().expect("an answer"));
    assert!(past < now, "{past} in 2019, {now} in 2021");
    // The same as if that day had been asked about.
    choice.as_of = Some(day);
    session.change(Change::SetStandard(Some(choice)));
    settle(&mut session, &wakes);
    assert_eq!(adopted(session.answer().expect("an answer")), past);

    // Without a standard there is no other day.
    session.change(Change::SetStandard(None));
    assert_eq!(session.compared_with(), None);
    assert!(session.compared().is_none());
    session.compare(Some(Before::WithoutEdits));
    session.new_project();
    assert_eq!(session.compared_with(), None);
}
