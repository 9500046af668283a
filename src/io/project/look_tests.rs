//! How the look of the map and the bookmarks stand in a project's file.

use super::*;
use crate::model::look::{LayerStyle, Percent, VillageColour, VillageStyle};
use crate::model::{LayerKind, LookChange};

fn look() -> MapLook {
    [
        LookChange::Show(LayerKind::Labels, false),
        LookChange::Opacity(LayerKind::Reach, Percent(35)),
        LookChange::Rename(LayerKind::Districts, Some("乡镇".into())),
        LookChange::Filter(LayerKind::Villages, Some("population > 500".into())),
        LookChange::Move(LayerKind::Districts, 1),
        LookChange::ShowTier("clinic".into(), false),
        LookChange::Style(LayerStyle::Villages(VillageStyle {
            size: Percent(150),
            colour: VillageColour::Distance,
        })),
    ]
    .into_iter()
    .fold(MapLook::default(), |look, change| look.after(change))
}

#[test]
fn a_look_and_bookmarks_survive_the_file_and_the_usual_ones_are_not_named() {
    let project = ProjectFile {
        look: look(),
        bookmarks: vec![Bookmark {
            name: "山里".into(),
            centre: LonLat::new(119.2, 34.6),
            scale: 250_000.0,
        }],
        ..ProjectFile::default()
    };
    let bytes = to_bytes(&project);
    assert_eq!(
        from_bytes(Path::new("p"), &bytes).expect("project"),
        project
    );
    let value: Value = serde_json::from_slice(&bytes).expect("JSON");
    let kept = serde_json::json!({ "look": value["look"], "bookmarks": value["bookmarks"] });
    insta::assert_snapshot!(serde_json::to_string_pretty(&kept).expect("text"));
    let usual = String::from_utf8(to_bytes(&ProjectFile::default())).expect("text");
    assert!(!usual.contains("look") && !usual.contains("bookmarks"));
}

#[test]
fn a_project_without_a_look_opens_with_the_usual_one() {
    let project = from_bytes(Path::new("p"), b"{\"lastmile\": 1}").expect("project");
    assert!(project.look.is_default() && project.bookmarks.is_empty());
}

#[test]
fn what_is_wrong_with_a_look_is_told_with_its_place() {
    for (text, message) in [
        (
            r#""look": {"layers": [{"kind": "rivers"}]}"#,
            "`p.lastmile`, line 1, column 53: unknown variant `rivers`, expected one of `labels`, `facilities`, `villages`, `reach`, \
             `districts`, `background`",
        ),
        (
            r#""look": {"layers": [{"kind": "reach", "opacity": 130}]}"#,
            "`p.lastmile`: `look.layers[0].opacity` cannot be 130",
        ),
        (
            r#""look": {"layers": [{"kind": "villages", "filter": "people >"}]}"#,
            "`p.lastmile`: `look.layers[0].filter` cannot be \"people >\"",
        ),
        (
            r#""look": {"labels": {"size": 900}}"#,
            "`p.lastmile`: `look.labels.size` cannot be 900",
        ),
        (
            r#""bookmarks": [{"name": "A", "centre": {"lon": 300, "lat": 0}, "scale": 9}]"#,
            "`p.lastmile`: `bookmarks[0].centre` cannot be (300, 0)",
        ),
        (
            r#""bookmarks": [{"name": "A", "centre": {"lon": 3, "lat": 0}, "scale": 0}]"#,
            "`p.lastmile`: `bookmarks[0]` cannot be \"A\", scale 0",
        ),
    ] {
        let text = format!("{{\"lastmile\": 1, {text}}}");
        let error = from_bytes(Path::new("p.lastmile"), text.as_bytes()).expect_err(&text);
        assert_eq!(error.to_string(), message, "{text}");
    }
}
