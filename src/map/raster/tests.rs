//! What stands on a drawn map.

use std::collections::BTreeSet;
use std::sync::Arc;

use geo::BoundingRect;

use super::*;
use crate::map::fixture;
use crate::map::scene::FacilityState;
use crate::map::style::{LIGHT, Rgb};
use crate::map::viewport::Viewport;
use crate::model::LookChange;
use crate::model::look::{LayerStyle, Percent, VillageColour, VillageStyle};

pub(super) fn look() -> Look {
    Look {
        theme: LIGHT,
        map: without(&[LayerKind::Background]),
        tiles: None,
        hidden_tiers: BTreeSet::new(),
        fresh: true,
    }
}

/// The usual layers without some.
pub(super) fn without(kinds: &[LayerKind]) -> MapLook {
    kinds.iter().fold(MapLook::default(), |look, kind| {
        look.after(LookChange::Show(*kind, false))
    })
}

fn with(change: LookChange) -> Look {
    Look {
        map: look().map.after(change),
        ..look()
    }
}

/// The whole scene on a canvas.
fn canvas(scene: &Scene, size: [u32; 2]) -> Canvas {
    let view = Viewport::fit(
        scene.extent.expect("an extent"),
        size.map(|s| s as f32),
        10.0,
    );
    Canvas {
        to: view.affine(scene.anchor),
        size,
        pixels: 1.0,
        mark_scale: 1.33,
    }
}

fn draw(studio: &mut Studio, scene: &Scene, canvas: &Canvas, look: &Look) -> RgbaImage {
    let reach: Arc<[ReachMark]> = scene.reach.clone().into();
    studio
        .draw(scene, &reach, canvas, look)
        .expect("a picture")
        .below
}

fn pixel(image: &RgbaImage, canvas: &Canvas, at: [f64; 2]) -> [u8; 4] {
    let [x, y] = canvas.to.apply(at).map(|v| v.floor() as usize);
    let start = 4 * (y * image.width as usize + x);
    [0, 1, 2, 3].map(|i| image.pixels[start + i])
}

#[test]
fn gaps_stand_on_top_and_stay_when_all_else_is_switched_off() {
    let scene = fixture::scene();
    let canvas = canvas(&scene, [900, 700]);
    let bare = Look {
        map: without(&LayerKind::ALL),
        ..look()
    };
    let gap = LIGHT.gap;
    for look in [look(), bare] {
        let image = draw(&mut Studio::default(), &scene, &canvas, &look);
        for mark in scene.gaps() {
            assert_eq!(pixel(&image, &canvas, mark.at), [gap.0, gap.1, gap.2, 255]);
        }
    }
}

#[test]
fn a_picture_is_the_same_whatever_was_drawn_before_it() {
    let scene = fixture::scene();
    let (one, other) = (canvas(&scene, [500, 400]), canvas(&scene, [401, 333]));
    let dim = with(LookChange::Show(LayerKind::Reach, false));
    let fresh = |canvas: &Canvas, look: &Look| draw(&mut Studio::default(), &scene, canvas, look);
    let mut studio = Studio::default();
    for (canvas, look) in [
        (&one, &look()),
        (&other, &look()),
        (&other, &dim),
        (&one, &look()),
    ] {
        let again = draw(&mut studio, &scene, canvas, look);
        assert!(again == fresh(canvas, look));
        assert!(draw(&mut studio, &scene, canvas, look) == again);
    }
}

#[test]
fn a_district_has_its_colour_however_near_one_looks() {
    let scene = fixture::scene();
    let quiet = Look {
        map: without(&[
            LayerKind::Background,
            LayerKind::Reach,
            LayerKind::Villages,
            LayerKind::Facilities,
        ]),
        ..look()
    };
    let district = &scene.districts[0];
    let bounds = district.shape.bounding_rect().expect("a box");
    let at = [bounds.center().x, bounds.center().y];
    let Some(class) = district.class else {
        panic!("the fixture's first district has a share");
    };
    let colour = LIGHT.share[usize::from(class)];
    for scale in [1e6, 1e8, 8e9] {
        let canvas = Canvas {
            to: Affine {
                scale,
                offset: [50.5 - at[0] * scale, 40.5 - at[1] * scale],
            },
            size: [100, 80],
            pixels: 1.0,
            mark_scale: 1.33,
        };
        let image = draw(&mut Studio::default(), &scene, &canvas, &quiet);
        let seen = pixel(&image, &canvas, at);
        assert_eq!(seen, [colour.0, colour.1, colour.2, 255], "{scale}");
    }
}

/// The look of a scene's own map, as the session would have it.
fn dressed(look: &MapLook) -> Scene {
    let (dataset, coverage) = fixture::county();
    let areas = Arc::new(fixture::areas(&coverage, dataset.tiers.len()));
    let ground = crate::map::Ground::new(&dataset);
    crate::map::build(crate::map::SceneRequest {
        dataset: &dataset,
        coverage: &coverage,
        areas: Some(&areas),
        ground: &ground,
        share_classes: &crate::model::ShareClasses::default(),
        look,
        shown: None,
    })
}

fn covered(scene: &Scene) -> [f64; 2] {
    scene
        .covered(u8::MAX)
        .next()
        .expect("someone within reach")
        .1
}

#[test]
fn the_order_of_layers_is_that_of_the_look() {
    let scene = fixture::scene();
    let canvas = canvas(&scene, [900, 700]);
    let colour = |Rgb(r, g, b): Rgb| [r, g, b, 255];
    // A serving facility's middle is its cross, or its own navy; nothing that stands out is to lie over it.
    let clear = |at: [f64; 2]| {
        let apart = |m: &[f64; 2]| (m[0] - at[0]).hypot(m[1] - at[1]) * canvas.to.scale > 20.0;
        scene.raised.iter().all(|m| apart(&m.at))
    };
    let bare = Look {
        map: without(&[
            LayerKind::Background,
            LayerKind::Reach,
            LayerKind::Facilities,
        ]),
        ..look()
    };
    let bare = draw(&mut Studio::default(), &scene, &canvas, &bare);
    let clear = |at: [f64; 2]| clear(at) && pixel(&bare, &canvas, at)[3] == 255;
    let mut marks = scene.facilities.iter();
    let mark = marks.find(|m| m.state == FacilityState::Serving && clear(m.at));
    let mark = mark.expect("a facility");
    let usual = draw(&mut Studio::default(), &scene, &canvas, &look());
    let seen = pixel(&usual, &canvas, mark.at);
    assert!([LIGHT.navy, LIGHT.on_navy].map(colour).contains(&seen));
    // Districts above all else leave only the gaps to be seen.
    let above = with(LookChange::Move(LayerKind::Districts, 0));
    // Names would part the picture in two.
    let above = Look {
        map: above.map.after(LookChange::Show(LayerKind::Labels, false)),
        ..above
    };
    let above = draw(&mut Studio::default(), &scene, &canvas, &above);
    let seen = pixel(&above, &canvas, mark.at);
    assert!(LIGHT.share.map(colour).contains(&seen), "{seen:?}");
    for gap in scene.gaps() {
        assert_eq!(pixel(&above, &canvas, gap.at), colour(LIGHT.gap));
    }
}

#[test]
fn opacity_makes_a_layer_fainter_but_never_a_gap() {
    let scene = fixture::scene();
    let canvas = canvas(&scene, [900, 700]);
    let mut studio = Studio::default();
    let at = {
        let bounds = scene.districts[0].shape.bounding_rect().expect("a box");
        [
            bounds.min().x + 0.1 * bounds.width(),
            bounds.min().y + 0.1 * bounds.height(),
        ]
    };
    let only = |percent: u16, kind: LayerKind| Look {
        map: without(&[LayerKind::Background, LayerKind::Reach])
            .after(LookChange::Opacity(kind, Percent(percent))),
        ..look()
    };
    let mut alpha = |percent: u16| {
        let image = draw(
            &mut studio,
            &scene,
            &canvas,
            &only(percent, LayerKind::Districts),
        );
        pixel(&image, &canvas, at)[3]
    };
    assert_eq!([100, 60, 20, 0].map(&mut alpha), [255, 153, 51, 0]);
    let faint = draw(&mut studio, &scene, &canvas, &only(10, LayerKind::Villages));
    let gap = LIGHT.gap;
    for mark in scene.gaps() {
        assert_eq!(pixel(&faint, &canvas, mark.at), [gap.0, gap.1, gap.2, 255]);
    }
}

#[test]
fn another_opacity_draws_no_area_again() {
    let scene = fixture::scene();
    let canvas = canvas(&scene, [400, 300]);
    let reach: Arc<[ReachMark]> = scene.reach.clone().into();
    let mut studio = Studio::default();
    let faint = |percent| with(LookChange::Opacity(LayerKind::Districts, Percent(percent)));
    studio
        .draw(&scene, &reach, &canvas, &faint(80))
        .expect("a picture");
    let plates = |studio: &Studio| -> Vec<*const u8> {
        studio
            .plates
            .iter()
            .map(|p| p.drawn.data().as_ptr())
            .collect()
    };
    let before = plates(&studio);
    studio
        .draw(&scene, &reach, &canvas, &faint(35))
        .expect("a picture");
    assert_eq!(plates(&studio), before);
}

#[test]
fn what_lies_above_the_names_is_drawn_apart() {
    let scene = fixture::scene();
    let canvas = canvas(&scene, [500, 400]);
    let reach: Arc<[ReachMark]> = scene.reach.clone().into();
    let mut studio = Studio::default();
    let usual = studio
        .draw(&scene, &reach, &canvas, &look())
        .expect("a picture");
    assert!(usual.above.is_none(), "names are on top");
    let lower = with(LookChange::Move(LayerKind::Labels, 2));
    let lower = studio
        .draw(&scene, &reach, &canvas, &lower)
        .expect("a picture");
    let above = lower.above.expect("marks above the names");
    let gap = scene.gaps()[0];
    assert_eq!(pixel(&above, &canvas, gap.at)[3], 255);
    assert_ne!(
        pixel(&lower.below, &canvas, gap.at),
        pixel(&above, &canvas, gap.at)
    );
    // Laid on one another they are the whole map.
    let mut whole = lower.below.clone();
    sheet::over(&mut whole.pixels, &above.pixels, 255);
    let apart = whole.pixels.iter().zip(&usual.below.pixels);
    assert!(apart.into_iter().all(|(a, b)| a.abs_diff(*b) <= 2));
}

#[test]
fn a_filter_leaves_marks_out_and_counts_the_gaps_among_them() {
    let filter = |text: &str| {
        MapLook::default().after(LookChange::Filter(LayerKind::Villages, Some(text.into())))
    };
    let all = fixture::scene();
    let some = dressed(&filter("name != Yanwei and population < 2000"));
    let hidden: Vec<u32> = (0..8).filter(|v| !some.drawn.village(*v)).collect();
    assert_eq!(hidden, [3, 6]);
    let gaps = |scene: &Scene| scene.gaps().iter().map(|g| g.village).collect::<Vec<_>>();
    let lost = gaps(&all).iter().filter(|v| hidden.contains(v)).count();
    assert_eq!(some.legend.hidden.gaps as usize, lost);
    assert!(lost > 0 && gaps(&all).len() - lost == gaps(&some).len());
    assert_eq!(some.legend.villages, all.legend.villages, "all are counted");
    let canvas = canvas(&all, [900, 700]);
    let bare = Look {
        map: without(&LayerKind::ALL),
        ..look()
    };
    let image = draw(&mut Studio::default(), &some, &canvas, &bare);
    for mark in all.gaps() {
        let seen = pixel(&image, &canvas, mark.at)[3] > 0;
        assert_eq!(seen, !hidden.contains(&mark.village), "{}", mark.village);
    }
}

#[test]
fn classes_of_distance_have_their_colours_and_never_contradict_the_answer() {
    let style = LookChange::Style(LayerStyle::Villages(VillageStyle {
        size: Percent(100),
        colour: VillageColour::Distance,
    }));
    let map = without(&[LayerKind::Background, LayerKind::Facilities]).after(style);
    let scene = dressed(&map);
    let counts = scene.legend.distances.expect("classes").counts;
    let [covered_villages, _, gaps, _] = scene.legend.villages;
    assert_eq!(counts[..2].iter().sum::<u32>(), covered_villages);
    assert_eq!(counts[2..].iter().sum::<u32>(), gaps);
    let canvas = canvas(&scene, [900, 700]);
    let image = draw(
        &mut Studio::default(),
        &scene,
        &canvas,
        &Look { map, ..look() },
    );
    for mark in scene.gaps() {
        let class = scene.drawn.distance(mark.village).expect("a class");
        assert!(class >= crate::map::drawn::FIRST_BEYOND);
        let Rgb(r, g, b) = LIGHT.distance[usize::from(class)];
        assert_eq!(pixel(&image, &canvas, mark.at), [r, g, b, 255]);
    }
    let [r, g, b, _] = pixel(&image, &canvas, covered(&scene));
    assert!(b >= r && b >= g, "within reach is cold: {r} {g} {b}");
}
