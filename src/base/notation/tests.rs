//! Every notation comes back as the place that was written, and what is none is refused.

use super::*;
use proptest::prelude::*;

#[test]
fn coordinates_are_read_as_people_write_them() {
    let place = LonLat::new(119.25, 34.5);
    for text in [
        "34.5, 119.25",
        "34.5 119.25",
        "119.25, 34.5",
        "(34.5, 119.25)",
        "+34.5 +119.25",
        "119.25 E 34.5 N",
        "34.5n,119.25e",
        "34.5N119.25E",
        "N34.5 E119.25",
        "N 34.5, E 119.25",
        "34.5° N, 119.25° E",
        "34°30'00\"N 119°15'00\"E",
        "34°30′N119°15′E",
        "34° 30' 0'' N, 119° 15' 0'' E",
        "34 30 00 N 119 15 00 E",
        "34 30, 119 15",
        "34 30 119 15",
        "34 30 0 119 15 0",
        "34:30:00 119:15:00",
        "34°30.0'N 119°15.0'E",
        "34°30′ 119°15′",
        "34°30 119°15",
        "34.5° 119.25°",
        "lat 34.5 lon 119.25",
        "lon=119.25, lat=34.5",
        "Latitude: 34.5; Longitude: 119.25",
        "34.5 deg north, 119.25 deg east",
        "北纬34.5度，东经119.25度",
        "东经119.25°，北纬34.5°",
        "北纬34度30分00秒 东经119度15分00秒",
        "北纬34°30′东经119°15′",
        "３４．５，１１９．２５",
        "Ｎ３４度３０分　Ｅ１１９度１５分",
        "纬度：34.5，经度：119.25",
        "119度15分E、34度30分N",
        "34.5N, 119.25",
    ] {
        assert_eq!(read(text), [place], "{text}");
    }
    assert_eq!(read("33.9 S 18.4 E"), [LonLat::new(18.4, -33.9)]);
    assert_eq!(read("南纬33.9度西经118.4度"), [LonLat::new(-118.4, -33.9)]);
    assert_eq!(read("-33.9 −118.4"), [LonLat::new(-118.4, -33.9)]);
    assert_eq!(read("33.9 -118.4"), [LonLat::new(-118.4, 33.9)]);
}

#[test]
fn an_open_order_gives_both_readings_latitude_first() {
    let both = [LonLat::new(78.0, 23.5), LonLat::new(23.5, 78.0)];
    assert_eq!(read("23.5, 78"), both);
    assert_eq!(read("23°30′ 78°"), both);
    assert_eq!(read("30 30"), [LonLat::new(30.0, 30.0)]);
}

#[test]
fn what_is_no_place_is_refused() {
    for text in [
        "",
        "teliamura",
        "34.5",
        "34.5N",
        "91N 119E",
        "91, 181",
        "北纬91度东经119度",
        "500, 23",
        "34.5, 181",
        "34°60′N 119°E",
        "34°30′60″N 119°E",
        "34.5°30′N 119°E",
        "34°′N 119°E",
        "34.5N 119.25N",
        "34.5 E 119.25 E",
        "N S 34.5 119.25",
        "-34.5S 119E",
        "--34.5 119",
        "34.5,,119",
        "34.5, 119,",
        ", 34.5 119",
        "34,5967; 119,2213",
        "1.2.3 119",
        ". .",
        "34.5 119.25 12",
        "34 30 119",
        "1e5",
        "2 s 3",
        "north east",
        "34.5°° 119°",
        "30″ 34° 119°",
        "NaN, 3",
        "1 2 3 4 5 6 7 8",
        "Ward 12, 14",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

/// Whole degrees, whole minutes and seconds in thousandths.
fn sexagesimal(value: f64) -> (u32, u32, f64) {
    let thousandths = (value.abs() * 3_600_000.0).round() as u32;
    let (minutes, seconds) = (thousandths / 60_000, thousandths % 60_000);
    (minutes / 60, minutes % 60, f64::from(seconds) / 1000.0)
}

fn notations(p: LonLat) -> Vec<String> {
    let (lat, lon) = (p.lat.abs(), p.lon.abs());
    let (n, e) = (
        if p.lat < 0.0 { "S" } else { "N" },
        if p.lon < 0.0 { "W" } else { "E" },
    );
    let (north, east) = (
        if p.lat < 0.0 { "南纬" } else { "北纬" },
        if p.lon < 0.0 { "西经" } else { "东经" },
    );
    let ((d, m, s), (d2, m2, s2)) = (sexagesimal(lat), sexagesimal(lon));
    let (minutes, minutes2) = (f64::from(m) + s / 60.0, f64::from(m2) + s2 / 60.0);
    let mut all = vec![
        format!("{:.7}, {:.7}", p.lat, p.lon),
        format!("{lon:.7} {e} {lat:.7} {n}"),
        format!("{lat:.7}°{n}, {lon:.7}°{e}"),
        format!("{n}{lat:.7} {e}{lon:.7}"),
        format!("lon {:.7} lat {:.7}", p.lon, p.lat),
        format!("{d}°{m}'{s:.3}\"{n} {d2}°{m2}'{s2:.3}\"{e}"),
        format!("{d2}°{m2}′{s2:.3}″ {e}，{d}°{m}′{s:.3}″ {n}"),
        format!("{d} {m} {s:.3} {n} {d2} {m2} {s2:.3} {e}"),
        format!("{north}{d}度{m}分{s:.3}秒，{east}{d2}度{m2}分{s2:.3}秒"),
        format!("{east}{lon:.7}°{north}{lat:.7}°"),
    ];
    if minutes < 59.9999 && minutes2 < 59.9999 {
        all.push(format!("{d}°{minutes:.5}′{n} {d2}°{minutes2:.5}′{e}"));
    }
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        c => c,
    };
    let full: Vec<String> = all.iter().map(|t| t.chars().map(wide).collect()).collect();
    all.extend(full);
    all
}

proptest! {
    #[test]
    fn a_place_in_any_notation_comes_back(lon in -180.0..=180.0, lat in -90.0..=90.0) {
        let place = LonLat::new(lon, lat);
        for text in notations(place) {
            let read = read(&text);
            let near = read.first().is_some_and(|p| {
                (p.lon - lon).abs() < 2e-7 && (p.lat - lat).abs() < 2e-7
            });
            prop_assert!(near, "{} became {:?}", text, read);
        }
    }

    #[test]
    fn no_text_breaks_it_and_every_answer_is_a_place(text in "[-+0-9.,;°′″'\"nsewNSEW度分秒北纬东经 ]{0,24}") {
        let places = read(&text);
        prop_assert!(places.len() <= 2);
        for p in places {
            prop_assert!(LonLat::checked(p.lon, p.lat).is_ok());
        }
    }

    #[test]
    fn a_latitude_beyond_the_pole_is_refused(lat in 90.001..180.0, lon in -180.0..180.0f64) {
        prop_assert_eq!(read(&format!("{lat:.4}N {:.4}{}", lon.abs(), if lon < 0.0 { "W" } else { "E" })), []);
    }
}
