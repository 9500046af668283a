//! What stands on a drawn map.

use std::collections::BTreeSet;
use std::sync::Arc;

use geo::BoundingRect;

use super::*;
use crate::map::fixture;
use crate::map::style::LIGHT;
use crate::map::viewport::Viewport;

pub(super) fn look() -> Look {
    Look {
        theme: LIGHT,
        background: false,
        tiles: None,
        districts: true,
        reach: true,
        villages: true,
        facilities: true,
        hidden_tiers: BTreeSet::new(),
        fresh: true,
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
        .0
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
        districts: false,
        reach: false,
        villages: false,
        facilities: false,
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
    let dim = Look {
        reach: false,
        ..look()
    };
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
        reach: false,
        villages: false,
        facilities: false,
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
