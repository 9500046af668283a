//! Land, coast and graticule beneath the districts; lakes, rivers and the lines between countries over their fill.
//!
//! The coast is true to a few kilometres. From afar that is less than a line is wide, and it is drawn as a line. Nearer (about
//! 1:3 000 000 to 1:1 500 000) the line fades, and in its place the land runs out softly over as much water as the coast may be wrong by:
//! what is told is "about here", and no village of a coastal county stands in water. Nearer still all that is near a coast is land, plain.

use resvg::tiny_skia::{Path, PathBuilder};

use super::Canvas;
use super::areas::{Ink, Stroked, colour};
use super::paths::Pen;
use crate::map::backdrop::{Shape, TRUE_TO, WATERS_TRUE_TO, countries, lakes, land, rivers};
use crate::map::graticule::graticule;
use crate::map::style::{POINT, Theme};
use crate::map::viewport::Affine;
use crate::model::look::BackgroundStyle;

/// The coast is a full line while it is true to so many logical pixels …
const SHARP: f64 = 3.0;
/// … and none where it is only true to so many.
const GONE: f64 = 6.0;
/// Lines of land over one another make the soft shore.
const SHORE: [f64; 4] = [1.0, 0.75, 0.5, 0.25];
/// The opacity of each.
const SHORE_INK: f32 = 0.4;
/// The widest soft shore, pixels: with it the whole canvas is land.
const WIDEST: f64 = 4000.0;
/// The width of coast and graticule, points.
const COAST_WIDTH: f32 = 0.6;
const GRATICULE_WIDTH: f32 = 0.5;
/// So many copies of the Earth to either side are drawn at most.
const COPIES: i32 = 4;

/// The width of rivers, and of those that are part of a long one, points.
const RIVER_WIDTH: [f32; 2] = [0.5, 0.9];
/// The width of the lines between countries, points.
const COUNTRY_WIDTH: f32 = 1.1;
/// The opacity of lakes and rivers: they lie over the districts' fill, and must not be read as part of it.
const WATER_INK: f32 = 0.75;

/// How strongly something is drawn that is only true to so many metres: not at all where that would be seen.
fn strength(canvas: &Canvas, true_to: f64) -> f32 {
    let logical = true_to / canvas.view().metres_per_pixel() / f64::from(canvas.pixels);
    ((GONE - logical) / (GONE - SHARP)).clamp(0.0, 1.0) as f32
}

/// What is drawn over the districts' fill, bottom to top: lakes and rivers.
pub(super) fn waters(canvas: &Canvas, theme: &Theme) -> Vec<Stroked<'static>> {
    let ink = WATER_INK * strength(canvas, WATERS_TRUE_TO);
    if ink <= 0.0 {
        return Vec::new();
    }
    let mut inside = PathBuilder::new();
    let mut lines = [PathBuilder::new(), PathBuilder::new()];
    in_sight(lakes(), canvas, 8.0, |pen, lake| {
        pen.ring(&lake.line, &mut inside, None);
    });
    in_sight(rivers(), canvas, 8.0, |pen, river| {
        pen.line(&river.line, &mut lines[usize::from(river.flag)]);
    });
    let ink = |path: PathBuilder, width: Option<f32>| Stroked {
        path: path.finish(),
        ink: Ink::Plain(colour(theme.water, ink)),
        width: width.map(|w| w * POINT * canvas.pixels),
    };
    let [short, long] = lines;
    let [thin, wide] = RIVER_WIDTH;
    vec![
        ink(inside, None),
        ink(short, Some(thin)),
        ink(long, Some(wide)),
    ]
}

/// The lines between countries.
pub(super) fn country_lines(canvas: &Canvas, theme: &Theme) -> Stroked<'static> {
    let mut lines = PathBuilder::new();
    in_sight(countries(), canvas, 8.0, |pen, shape| {
        pen.line(&shape.line, &mut lines);
    });
    Stroked {
        path: lines.finish(),
        ink: Ink::Plain(colour(theme.quiet, strength(canvas, TRUE_TO))),
        width: Some(COUNTRY_WIDTH * POINT * canvas.pixels),
    }
}

/// What is drawn beneath everything, bottom to top.
pub(super) fn layers(
    canvas: &Canvas,
    theme: &Theme,
    style: BackgroundStyle,
) -> Vec<Stroked<'static>> {
    let mut all = if style.land {
        land_layers(canvas, theme)
    } else {
        Vec::new()
    };
    if style.graticule {
        all.push(Stroked {
            path: graticule_path(canvas),
            ink: Ink::Plain(colour(theme.graticule, 1.0)),
            width: Some(GRATICULE_WIDTH * POINT * canvas.pixels),
        });
    }
    if style.waters {
        all.extend(waters(canvas, theme));
    }
    if style.countries {
        all.push(country_lines(canvas, theme));
    }
    all
}

fn land_layers(canvas: &Canvas, theme: &Theme) -> Vec<Stroked<'static>> {
    let line = strength(canvas, TRUE_TO);
    let logical = TRUE_TO / canvas.view().metres_per_pixel() / f64::from(canvas.pixels);
    let shore = (logical * f64::from(canvas.pixels)).min(WIDEST);
    let (inside, coast) = land_paths(canvas, shore + 8.0);
    let mut all = vec![Stroked {
        path: inside,
        ink: Ink::Plain(colour(theme.land, 1.0)),
        width: None,
    }];
    if line < 1.0 {
        all.extend(SHORE.map(|part| Stroked {
            path: coast.clone(),
            ink: Ink::Plain(colour(theme.land, SHORE_INK * (1.0 - line))),
            width: Some((2.0 * shore * part) as f32),
        }));
    }
    if line > 0.0 {
        all.push(Stroked {
            path: coast,
            ink: Ink::Plain(colour(theme.coast, line)),
            width: Some(COAST_WIDTH * POINT * canvas.pixels),
        });
    }
    all
}

/// The land in sight and its coast; `margin` beyond the canvas still counts, pixels.
fn land_paths(canvas: &Canvas, margin: f64) -> (Option<Path>, Option<Path>) {
    let (mut inside, mut coast) = (PathBuilder::new(), PathBuilder::new());
    in_sight(land(), canvas, margin, |pen, ring| {
        // Along the pole there is no coast; the only such ring goes without.
        let coast = (!ring.flag).then_some(&mut coast);
        pen.ring(&ring.line, &mut inside, coast);
    });
    (inside.finish(), coast.finish())
}

/// Gives the shapes that may be seen, of every copy of the Earth, each with the pen that brings it to the canvas.
fn in_sight(
    shapes: &[Shape],
    canvas: &Canvas,
    margin: f64,
    mut draw: impl FnMut(&mut Pen, &Shape),
) {
    let low = canvas.plane([-margin; 2]);
    let high = canvas.plane(canvas.size.map(|s| f64::from(s) + margin));
    let middle = f64::midpoint(low[0], high[0]).floor();
    for copy in -COPIES..=COPIES {
        let shift = middle + f64::from(copy);
        let seen = |r: &&Shape| {
            r.low[0] + shift <= high[0]
                && r.high[0] + shift >= low[0]
                && r.low[1] <= high[1]
                && r.high[1] >= low[1]
        };
        let [x, y] = canvas.to.offset;
        let to = Affine {
            scale: canvas.to.scale,
            offset: [x + shift * canvas.to.scale, y],
        };
        let mut pen = Pen::reaching(&Canvas { to, ..*canvas }, margin);
        for shape in shapes.iter().filter(seen) {
            draw(&mut pen, shape);
        }
    }
}

/// Lines at round degrees, as on the page.
fn graticule_path(canvas: &Canvas) -> Option<Path> {
    let [width, height] = canvas.size.map(|s| s as f32);
    let world = [0.0, canvas.to.scale].map(|y| (y + canvas.to.offset[1]) as f32);
    let [top, bottom] = world.map(|y| y.clamp(-8.0, height + 8.0));
    let lines = graticule(&canvas.view());
    let mut path = PathBuilder::new();
    for (x, _) in lines.meridians {
        path.move_to(x, top);
        path.line_to(x, bottom);
    }
    for (y, _) in lines.parallels {
        path.move_to(-8.0, y);
        path.line_to(width + 8.0, y);
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::LonLat;
    use crate::base::projection::mercator;
    use crate::map::raster::tests::look;
    use crate::map::raster::{Look, Studio};
    use crate::map::scene::Scene;
    use crate::map::style::LIGHT;
    use crate::model::MapLook;

    const SIZE: [u32; 2] = [400, 300];

    /// A canvas about a place, with so many pixels per width of the world.
    fn canvas(lon: f64, lat: f64, scale: f64) -> Canvas {
        let [x, y] = mercator(LonLat::new(lon, lat));
        Canvas {
            to: Affine {
                scale,
                offset: [200.0 - x * scale, 150.0 - y * scale],
            },
            size: SIZE,
            pixels: 1.0,
            mark_scale: 1.33,
        }
    }

    fn draw(canvas: &Canvas, background: bool) -> Vec<u8> {
        let map = if background {
            MapLook::default()
        } else {
            look().map
        };
        let look = Look { map, ..look() };
        let none = Arc::from(Vec::new());
        let drawn = Studio::default().draw(&Scene::default(), &none, canvas, &look);
        drawn.expect("a picture").below.pixels
    }

    fn pixel(pixels: &[u8], [x, y]: [usize; 2]) -> &[u8] {
        let start = 4 * (y * SIZE[0] as usize + x);
        &pixels[start..start + 4]
    }

    /// Whether any solid pixel is darker than the graticule, which is darker than land: a coast line.
    fn has_a_line(pixels: &[u8]) -> bool {
        let darker = |p: &[u8]| p[3] == 255 && p[0] < LIGHT.graticule.0 - 6;
        pixels.chunks_exact(4).any(darker)
    }

    fn land_ink() -> [u8; 4] {
        [LIGHT.land.0, LIGHT.land.1, LIGHT.land.2, 255]
    }

    #[test]
    fn land_is_drawn_and_water_left_to_the_ground() {
        // Hainan: the island in the middle, the sea south-east of it.
        let drawn = draw(&canvas(109.8, 19.2, 20_000.0), true);
        assert_eq!(pixel(&drawn, [203, 152]), land_ink());
        assert_eq!(pixel(&drawn, [353, 252]), [0; 4]);
        let off = draw(&canvas(109.8, 19.2, 20_000.0), false);
        assert!(off.iter().all(|v| *v == 0));
    }

    #[test]
    fn across_180_there_is_land_on_both_sides() {
        for lon in [180.0, -180.0] {
            let drawn = draw(&canvas(lon, 67.0, 10_000.0), true);
            for x in [120, 180, 230] {
                assert_eq!(pixel(&drawn, [x, 145]), land_ink(), "{lon} {x}");
            }
        }
    }

    #[test]
    fn near_by_no_line_contradicts_and_all_ashore_is_land() {
        // Shanghai's shore at about 1:4 500 000 and at 1:150 000.
        let (far, near) = (
            canvas(121.9, 31.2, 30_000.0),
            canvas(121.95, 31.0, 900_000.0),
        );
        assert!(has_a_line(&draw(&far, true)));
        let near = draw(&near, true);
        assert!(!has_a_line(&near));
        // The nearest scale of all is drawn too.
        assert_eq!(
            pixel(&draw(&canvas(116.391, 39.907, 8e9), true), [200, 150]),
            land_ink()
        );
    }

    #[test]
    fn rivers_are_drawn_from_afar_and_lines_between_countries_only_if_asked_for() {
        let water = |pixels: &[u8]| {
            let [r, g, b] = [LIGHT.water.0, LIGHT.water.1, LIGHT.water.2].map(i32::from);
            let near = |p: &&[u8]| {
                let away = [0, 1, 2].map(|i| (i32::from(p[i]) - [r, g, b][i]).abs());
                away.iter().sum::<i32>() < 40
            };
            pixels.chunks_exact(4).filter(near).count()
        };
        // The middle reaches of the Chang Jiang, at about 1:9 000 000 and at 1:300 000.
        let far = canvas(111.3, 30.4, 16_000.0);
        assert!(water(&draw(&far, true)) > 100 && water(&draw(&far, false)) == 0);
        assert_eq!(water(&draw(&canvas(111.3, 30.4, 500_000.0), true)), 0);
        let with_lines = |lon: f64, lat: f64| {
            let mut look = look();
            look.map = MapLook::default();
            look.map.background = BackgroundStyle {
                countries: true,
                ..BackgroundStyle::NONE
            };
            let none = Arc::from(Vec::new());
            let drawn = Studio::default().draw(
                &Scene::default(),
                &none,
                &canvas(lon, lat, 10_000.0),
                &look,
            );
            let pixels = drawn.expect("a picture").below.pixels;
            pixels.chunks_exact(4).filter(|p| p[3] > 128).count()
        };
        assert!(with_lines(1.0, 42.6) > 100, "the Pyrenees");
        assert_eq!(with_lines(-150.0, 10.0), 0, "the sea");
    }
}
