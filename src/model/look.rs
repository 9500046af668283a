//! How the map looks: which layers are drawn, in which order, how strongly, under which name, how much of each, in which style.
//!
//! It is part of the project and says nothing about the question: what a filter here leaves out is judged all the same, it is only not
//! drawn. Gaps are on top of every layer and never faint; only a filter of the villages hides any, and then the map says how many.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::filter::Filter;

mod rule;
mod style;

pub use rule::{NetworkLook, RuleFill, RuleLook};
pub use style::{
    BackgroundStyle, DistrictFill, DistrictStyle, FacilityStyle, LabelStyle, LayerStyle, Percent,
    SIZES, ShareScale, VillageColour, VillageStyle,
};

/// A layer of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LayerKind {
    /// Names of districts, facilities and gaps.
    Labels,
    /// The facilities.
    Facilities,
    /// The villages. Those that stand out (borderline, unknown, gaps) are drawn above all marks.
    Villages,
    /// The area within reach.
    Reach,
    /// The districts: fill and border.
    Districts,
    /// Land, coast, graticule; always the lowest.
    Background,
}

impl LayerKind {
    /// All, top to bottom, as a map has them until they are put in another order.
    pub const ALL: [Self; 6] = [
        Self::Labels,
        Self::Facilities,
        Self::Villages,
        Self::Reach,
        Self::Districts,
        Self::Background,
    ];

    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Labels => "labels",
            Self::Facilities => "facilities",
            Self::Villages => "villages",
            Self::Reach => "reach",
            Self::Districts => "districts",
            Self::Background => "background",
        }
    }

    /// Whether the layer has rows of files, so that a filter makes sense.
    #[must_use]
    pub fn has_rows(self) -> bool {
        matches!(self, Self::Facilities | Self::Villages | Self::Districts)
    }
}

/// What every layer has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LayerLook {
    /// Which layer.
    pub kind: LayerKind,
    /// Whether it is drawn.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub visible: bool,
    /// How strongly, 0 to 100 %.
    #[serde(default, skip_serializing_if = "Percent::is_full")]
    pub opacity: Percent,
    /// What the user calls it; `None`: its usual name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Which of its rows are drawn, in the language of [`Filter`]; `None`: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
}

fn yes() -> bool {
    true
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_yes(value: &bool) -> bool {
    *value
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl LayerLook {
    /// A layer as a new project has it.
    #[must_use]
    pub fn new(kind: LayerKind) -> Self {
        Self {
            kind,
            visible: true,
            opacity: Percent::FULL,
            name: None,
            filter: None,
        }
    }
}

/// How the map looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MapLook {
    /// The layers, top to bottom; each kind stands once, the background last (see [`MapLook::completed`]).
    pub layers: Vec<LayerLook>,
    /// The tiers whose facilities and reach are not drawn, by their names in the data.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden_tiers: BTreeSet<String>,
    /// Style of the facilities.
    #[serde(skip_serializing_if = "is_default")]
    pub facilities: FacilityStyle,
    /// Style of the villages.
    #[serde(skip_serializing_if = "is_default")]
    pub villages: VillageStyle,
    /// Style of the districts.
    #[serde(skip_serializing_if = "is_default")]
    pub districts: DistrictStyle,
    /// Style of the names.
    #[serde(skip_serializing_if = "is_default")]
    pub labels: LabelStyle,
    /// Style of the background.
    #[serde(skip_serializing_if = "is_default")]
    pub background: BackgroundStyle,
    /// The rule of the project's standard that colours the map in the place of coverage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleLook>,
    /// The links that are drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<NetworkLook>,
}

impl Default for MapLook {
    fn default() -> Self {
        Self {
            layers: LayerKind::ALL.map(LayerLook::new).to_vec(),
            hidden_tiers: BTreeSet::new(),
            facilities: FacilityStyle::default(),
            villages: VillageStyle::default(),
            districts: DistrictStyle::default(),
            labels: LabelStyle::default(),
            background: BackgroundStyle::default(),
            rule: None,
            network: None,
        }
    }
}

/// A change of the look.
#[derive(Debug, Clone, PartialEq)]
pub enum LookChange {
    /// A layer is drawn, or not.
    Show(LayerKind, bool),
    /// How strongly a layer is drawn.
    Opacity(LayerKind, Percent),
    /// A layer moves to a place counted from the top. The background stays where it is.
    Move(LayerKind, usize),
    /// Another name; `None` or blank: its usual one.
    Rename(LayerKind, Option<String>),
    /// Another filter of what is drawn; `None` or blank: all.
    Filter(LayerKind, Option<String>),
    /// Another style.
    Style(LayerStyle),
    /// A tier is drawn, or not, by its name in the data.
    ShowTier(String, bool),
    /// A rule of the standard colours the map; `None`: coverage does.
    Rule(Option<RuleLook>),
    /// Links are drawn; `None`: none.
    Network(Option<NetworkLook>),
    /// As a new project has it.
    Reset,
}

/// A member of a look that cannot be meant: its path within the look, and its value.
pub type LookProblem = (String, String);

impl MapLook {
    /// Whether it is as a new project has it; a project's file does not name it then.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// What a layer has; its default where the look does not name it.
    #[must_use]
    pub fn layer(&self, kind: LayerKind) -> LayerLook {
        self.find(kind)
            .cloned()
            .unwrap_or_else(|| LayerLook::new(kind))
    }

    fn find(&self, kind: LayerKind) -> Option<&LayerLook> {
        self.layers.iter().find(|l| l.kind == kind)
    }

    /// Whether anything of a layer is drawn.
    #[must_use]
    pub fn shows(&self, kind: LayerKind) -> bool {
        self.find(kind).is_none_or(|l| l.visible && l.opacity.0 > 0)
    }

    /// How strongly a layer is drawn, 0 to 1; 0 where it is hidden.
    #[must_use]
    pub fn opacity(&self, kind: LayerKind) -> f32 {
        if self.shows(kind) {
            self.find(kind).map_or(1.0, |l| l.opacity.factor())
        } else {
            0.0
        }
    }

    /// The filter of what is drawn of a layer.
    #[must_use]
    pub fn filter(&self, kind: LayerKind) -> Option<&str> {
        self.find(kind)?.filter.as_deref()
    }

    /// What the user calls a layer, if anything.
    #[must_use]
    pub fn name(&self, kind: LayerKind) -> Option<&str> {
        self.find(kind)?.name.as_deref()
    }

    /// The layers that are drawn, bottom to top.
    pub fn bottom_up(&self) -> impl Iterator<Item = LayerKind> + '_ {
        self.layers
            .iter()
            .rev()
            .map(|l| l.kind)
            .filter(|k| self.shows(*k))
    }

    /// The tiers that are not drawn, of those named.
    #[must_use]
    pub fn hidden_of<'a>(&self, tiers: impl IntoIterator<Item = (u16, &'a str)>) -> BTreeSet<u16> {
        let hidden = tiers
            .into_iter()
            .filter(|(_, name)| self.hidden_tiers.contains(*name));
        hidden.map(|(tier, _)| tier).collect()
    }

    /// Whether a picture made for one shows the same rows in the same classes as for the other, so that only drawing is left to do.
    #[must_use]
    pub fn has_the_marks_of(&self, other: &Self) -> bool {
        LayerKind::ALL
            .iter()
            .all(|k| self.filter(*k) == other.filter(*k))
            && self.villages.colour == other.villages.colour
            && self.districts.fill == other.districts.fill
            && self.rule == other.rule
            && self.network == other.network
    }

    /// The same without names, which no map draws.
    #[must_use]
    pub fn nameless(&self) -> Self {
        let mut look = self.clone();
        for layer in &mut look.layers {
            layer.name = None;
        }
        look
    }

    /// The same with the layers that it does not name in their usual places, and the background last.
    #[must_use]
    pub fn completed(mut self) -> Self {
        for (i, kind) in LayerKind::ALL.into_iter().enumerate() {
            if self.find(kind).is_none() {
                // Above the first of the layers that usually lie below it.
                let lower = &LayerKind::ALL[i + 1..];
                let at = self.layers.iter().position(|l| lower.contains(&l.kind));
                let at = at.unwrap_or(self.layers.len());
                self.layers.insert(at, LayerLook::new(kind));
            }
        }
        // Stable: all else stays in its order.
        self.layers.sort_by_key(|l| l.kind == LayerKind::Background);
        self
    }

    /// What of it cannot be meant, if anything: a layer that stands twice, an opacity beyond 100 %, a filter that cannot be read.
    #[must_use]
    pub fn problem(&self) -> Option<LookProblem> {
        let told = |member: String, value: String| Some((member, value));
        for (i, layer) in self.layers.iter().enumerate() {
            if self.layers[..i].iter().any(|l| l.kind == layer.kind) {
                let kind = serde_json::to_string(&layer.kind).unwrap_or_default();
                return told(format!("layers[{i}].kind"), format!("{kind} again"));
            }
            if layer.opacity > Percent::FULL {
                return told(format!("layers[{i}].opacity"), layer.opacity.0.to_string());
            }
            let unread = |text: &&String| !layer.kind.has_rows() || Filter::parse(text).is_err();
            if let Some(filter) = layer.filter.as_ref().filter(unread) {
                return told(format!("layers[{i}].filter"), format!("{filter:?}"));
            }
        }
        let sizes = [
            ("facilities", self.facilities.size),
            ("villages", self.villages.size),
            ("labels", self.labels.size),
        ];
        let wrong = sizes.into_iter().find(|(_, size)| !SIZES.contains(&size.0));
        wrong.and_then(|(layer, size)| told(format!("{layer}.size"), size.0.to_string()))
    }

    /// The look after a change.
    #[must_use]
    pub fn after(&self, change: LookChange) -> Self {
        let mut next = self.clone();
        let filled = |text: Option<String>| {
            let text = text.map(|t| t.trim().to_owned());
            text.filter(|t| !t.is_empty())
        };
        match change {
            LookChange::Show(kind, visible) => next.set(kind, |l| {
                l.visible = visible;
                // What is shown again is to be seen.
                if visible && l.opacity.0 == 0 {
                    l.opacity = Percent::FULL;
                }
            }),
            LookChange::Opacity(kind, opacity) => {
                next.set(kind, |l| l.opacity = opacity.min(Percent::FULL));
            }
            LookChange::Move(kind, to) => {
                if let Some(from) = next.layers.iter().position(|l| l.kind == kind) {
                    let layer = next.layers.remove(from);
                    next.layers.insert(to.min(next.layers.len()), layer);
                    next = next.completed();
                }
            }
            LookChange::Rename(kind, name) => next.set(kind, |l| l.name = filled(name)),
            LookChange::Filter(kind, filter) => next.set(kind, |l| l.filter = filled(filter)),
            LookChange::Style(style) => next.set_style(style),
            LookChange::ShowTier(tier, true) => {
                next.hidden_tiers.remove(&tier);
            }
            LookChange::ShowTier(tier, false) => {
                next.hidden_tiers.insert(tier);
            }
            LookChange::Rule(rule) => next.rule = rule,
            LookChange::Network(network) => next.network = network,
            LookChange::Reset => next = Self::default(),
        }
        next
    }

    fn set(&mut self, kind: LayerKind, change: impl FnOnce(&mut LayerLook)) {
        if let Some(layer) = self.layers.iter_mut().find(|l| l.kind == kind) {
            change(layer);
        }
    }

    fn set_style(&mut self, style: LayerStyle) {
        let within = |size: Percent| Percent(size.0.clamp(*SIZES.start(), *SIZES.end()));
        match style {
            LayerStyle::Facilities(style) => self.facilities = style,
            LayerStyle::Villages(style) => self.villages = style,
            LayerStyle::Districts(style) => self.districts = style,
            LayerStyle::Labels(style) => self.labels = style,
            LayerStyle::Background(style) => self.background = style,
        }
        self.facilities.size = within(self.facilities.size);
        self.villages.size = within(self.villages.size);
        self.labels.size = within(self.labels.size);
    }
}

#[cfg(test)]
mod tests;
