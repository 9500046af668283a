//! What layers and classes of vector tiles mean: OpenMapTiles, the Protomaps basemap, Shortbread, and whatever else there is.
//!
//! Sources: <https://openmaptiles.org/schema/>, <https://docs.protomaps.com/basemaps/layers>,
//! <https://shortbread-tiles.org/schema/1.0/>. A layer of none of these is drawn faintly by its shape alone.

use crate::model::tiles::GroundKind as K;

/// The attributes that tell kinds apart.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Attributes<'a> {
    /// `class` (OpenMapTiles) or `kind` (Protomaps, Shortbread).
    pub class: Option<&'a str>,
    /// The level of a border: 2 for countries.
    pub admin_level: Option<i64>,
    /// A border at sea.
    pub maritime: bool,
}

/// What a shape is; `None`: not drawn. `dimension` is 0 for points, 1 for lines, 2 for areas.
pub(super) fn kind_of(layer: &str, of: &Attributes<'_>, dimension: u8) -> Option<K> {
    let layer = layer.to_ascii_lowercase();
    let class = of.class.unwrap_or("").to_ascii_lowercase();
    // Names, houses' numbers and points of interest: texts, of which the data have their own.
    let only_text = [
        "label",
        "name",
        "housenumber",
        "addresses",
        "poi",
        "aerodrome",
        "peak",
    ];
    let places = ["place", "places", "pois"];
    if only_text.iter().any(|t| layer.contains(t)) || places.contains(&layer.as_str()) {
        return None;
    }
    match (layer.as_str(), dimension) {
        (_, 0) => Some(K::Point).filter(|_| !is_known(&layer)),
        ("water" | "ocean" | "water_polygons" | "sea" | "lake" | "lakes" | "swimming_pool", 2) => {
            Some(K::Water)
        }
        ("water" | "waterway" | "waterways" | "water_lines" | "rivers" | "river", 1) => {
            Some(K::Waterway)
        }
        ("earth" | "land" | "countries" | "land_polygons", 2) if class.is_empty() => Some(K::Land),
        ("earth", 2) => Some(K::Land),
        (
            "landcover" | "landuse" | "land" | "park" | "parks" | "natural" | "globallandcover",
            2,
        ) => Some(landuse(&layer, &class)),
        ("sites", 2) => Some(landuse("landuse", &class)),
        ("building" | "buildings", 2) => Some(K::Building),
        (
            "transportation" | "road" | "roads" | "streets" | "highway" | "bridges" | "ferries"
            | "aerialways" | "tunnels",
            1,
        ) => road(&class),
        (
            "street_polygons" | "transportation" | "roads" | "pier_polygons" | "dam_polygons"
            | "bridges",
            2,
        ) => Some(K::Urban),
        ("railway" | "rail" | "railways" | "transit", 1) => Some(K::Rail),
        ("boundary" | "boundaries" | "admin" | "geolines", _) => border(of, &class),
        (_, 2) => Some(K::Area),
        _ => Some(K::Line),
    }
}

/// Whether a layer of one of the schemas: its points are labels.
fn is_known(layer: &str) -> bool {
    let known = [
        "water",
        "waterway",
        "water_polygons",
        "water_lines",
        "earth",
        "landcover",
        "landuse",
        "land",
        "park",
        "building",
        "buildings",
        "transportation",
        "roads",
        "road",
        "streets",
        "transit",
        "boundary",
        "boundaries",
        "sites",
        "natural",
        "public_transport",
        "centroids",
    ];
    known.contains(&layer)
}

fn landuse(layer: &str, class: &str) -> K {
    let holds = |parts: &[&str]| parts.iter().any(|p| class.contains(p));
    if holds(&["water", "ocean", "basin", "reservoir"]) && !holds(&["wetland"]) {
        K::Water
    } else if holds(&[
        "resid", "urban", "commer", "industr", "retail", "suburb", "quarter", "neighb", "built",
    ]) {
        K::Urban
    } else if layer.starts_with("park")
        || holds(&[
            "wood",
            "forest",
            "grass",
            "park",
            "scrub",
            "meadow",
            "farm",
            "crop",
            "orchard",
            "vineyard",
            "wetland",
            "green",
            "garden",
            "heath",
            "golf",
            "cemetery",
            "nature",
            "recreation",
            "allotment",
            "tree",
            "shrub",
            "protected",
            "village_green",
            "pitch",
        ])
    {
        K::Green
    } else {
        K::Area
    }
}

fn road(class: &str) -> Option<K> {
    Some(match class.strip_suffix("_link").unwrap_or(class) {
        "motorway" | "trunk" | "highway" | "motorway_construction" => K::Highway,
        "primary" | "secondary" | "tertiary" | "major_road" | "medium_road" => K::Road,
        "path" | "track" | "footway" | "cycleway" | "steps" | "bridleway" | "pedestrian" => K::Path,
        "rail" | "transit" | "railway" | "light_rail" | "subway" | "tram" | "narrow_gauge" => {
            K::Rail
        }
        "ferry" | "aerialway" | "pier" | "cable_car" | "gondola" | "chair_lift" => return None,
        _ => K::Street,
    })
}

fn border(of: &Attributes<'_>, class: &str) -> Option<K> {
    if of.maritime {
        return None;
    }
    Some(match of.admin_level {
        Some(..=2) => K::Country,
        None if class == "country" => K::Country,
        _ => K::Region,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(layer: &str, class: &str, dimension: u8) -> Option<K> {
        let of = Attributes {
            class: (!class.is_empty()).then_some(class),
            ..Attributes::default()
        };
        kind_of(layer, &of, dimension)
    }

    #[test]
    fn the_known_schemas_are_understood() {
        let cases = [
            // OpenMapTiles.
            ("water", "ocean", 2, Some(K::Water)),
            ("waterway", "river", 1, Some(K::Waterway)),
            ("landcover", "wood", 2, Some(K::Green)),
            ("landuse", "residential", 2, Some(K::Urban)),
            ("transportation", "motorway", 1, Some(K::Highway)),
            ("transportation", "rail", 1, Some(K::Rail)),
            ("transportation", "minor", 1, Some(K::Street)),
            ("building", "", 2, Some(K::Building)),
            ("place", "city", 0, None),
            ("water_name", "lake", 0, None),
            // Protomaps.
            ("earth", "earth", 2, Some(K::Land)),
            ("roads", "major_road", 1, Some(K::Road)),
            ("roads", "minor_road", 1, Some(K::Street)),
            ("boundaries", "country", 1, Some(K::Country)),
            // Shortbread.
            ("water_polygons", "water", 2, Some(K::Water)),
            ("land", "forest", 2, Some(K::Green)),
            ("streets", "primary", 1, Some(K::Road)),
            ("street_labels", "primary", 1, None),
            ("place_labels", "city", 0, None),
            // None of them.
            ("cities", "", 0, Some(K::Point)),
            ("my roads", "", 1, Some(K::Line)),
            ("zones", "", 2, Some(K::Area)),
        ];
        for (layer, class, dimension, expected) in cases {
            assert_eq!(kind(layer, class, dimension), expected, "{layer} {class}");
        }
    }

    #[test]
    fn borders_at_sea_are_not_drawn_and_levels_tell_countries() {
        let border = |admin_level, maritime| {
            let of = Attributes {
                class: None,
                admin_level,
                maritime,
            };
            kind_of("boundary", &of, 1)
        };
        assert_eq!(border(Some(2), false), Some(K::Country));
        assert_eq!(border(Some(4), false), Some(K::Region));
        assert_eq!(border(Some(2), true), None);
    }
}
