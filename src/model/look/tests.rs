//! What holds for any look.

use super::*;
use LayerKind as K;
use proptest::prelude::*;

fn kinds(look: &MapLook) -> Vec<LayerKind> {
    look.layers.iter().map(|l| l.kind).collect()
}

fn any_change() -> impl Strategy<Value = LookChange> {
    let kind = || (0usize..6).prop_map(|i| LayerKind::ALL[i]);
    prop_oneof![
        (kind(), any::<bool>()).prop_map(|(k, v)| LookChange::Show(k, v)),
        (kind(), 0u16..150).prop_map(|(k, p)| LookChange::Opacity(k, Percent(p))),
        (kind(), 0usize..9).prop_map(|(k, to)| LookChange::Move(k, to)),
        (kind(), prop::option::of("[ a-z]{0,4}")).prop_map(|(k, n)| LookChange::Rename(k, n)),
        (0u16..400).prop_map(|size| LookChange::Style(LayerStyle::Villages(VillageStyle {
            size: Percent(size),
            colour: VillageColour::Distance,
        }))),
        ("[ab]", any::<bool>()).prop_map(|(t, v)| LookChange::ShowTier(t, v)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(5), ..Default::default() })]

    #[test]
    fn whatever_is_changed_each_layer_stands_once_above_the_background(changes in prop::collection::vec(any_change(), 0..20)) {
        let look = changes.into_iter().fold(MapLook::default(), |look, change| look.after(change));
        let mut sorted = kinds(&look);
        prop_assert_eq!(sorted.last(), Some(&LayerKind::Background));
        sorted.sort_unstable();
        prop_assert_eq!(sorted, LayerKind::ALL);
        prop_assert_eq!(look.problem(), None);
        let text = serde_json::to_string(&look).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<MapLook>(&text).expect("a look"), look);
    }
}

#[test]
fn layers_that_a_file_does_not_name_take_their_usual_places() {
    let text = r#"{"layers":[{"kind":"background"},{"kind":"districts"},{"kind":"labels","visible":false}]}"#;
    let look: MapLook = serde_json::from_str(text).expect("a look");
    let look = look.completed();
    assert_eq!(
        kinds(&look),
        [
            K::Facilities,
            K::Villages,
            K::Reach,
            K::Districts,
            K::Labels,
            K::Background
        ]
    );
    assert!(!look.shows(K::Labels) && look.shows(K::Reach));
}

#[test]
fn what_cannot_be_meant_is_told_with_its_member() {
    for (text, member, value) in [
        (
            r#"{"layers":[{"kind":"reach"},{"kind":"reach"}]}"#,
            "layers[1].kind",
            "\"reach\" again",
        ),
        (
            r#"{"layers":[{"kind":"reach","opacity":101}]}"#,
            "layers[0].opacity",
            "101",
        ),
        (
            r#"{"layers":[{"kind":"villages","filter":"beds >"}]}"#,
            "layers[0].filter",
            "\"beds >\"",
        ),
        (
            r#"{"layers":[{"kind":"labels","filter":"a = 1"}]}"#,
            "layers[0].filter",
            "\"a = 1\"",
        ),
        (r#"{"villages":{"size":40}}"#, "villages.size", "40"),
    ] {
        let look: MapLook = serde_json::from_str(text).expect(text);
        assert_eq!(
            look.problem(),
            Some((member.into(), value.into())),
            "{text}"
        );
    }
}

#[test]
fn a_layer_without_strength_is_not_drawn_and_comes_back_when_it_is_shown() {
    let faint = MapLook::default().after(LookChange::Opacity(LayerKind::Reach, Percent(0)));
    assert!(!faint.shows(LayerKind::Reach));
    let back = faint.after(LookChange::Show(LayerKind::Reach, true));
    assert!(back.shows(LayerKind::Reach));
}
