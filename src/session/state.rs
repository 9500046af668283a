//! What a planner's project is: everything that undo takes back and a saved file keeps.

use std::sync::Arc;

use crate::io::standard;
use crate::model::spec::TierRadius;
use crate::model::{
    AnalysisSpec, Background, Bookmark, Edit, FacilityRef, FeatureTable, LayerRoles, LookChange,
    MapLook, PageTemplate, Reach, RecordKind, RecordTable, ShareClasses, StandardChoice,
};

/// A file in the project.
#[derive(Debug, Clone)]
pub struct LayerState {
    /// Its rows; read once.
    pub table: Arc<FeatureTable>,
    /// What it serves as.
    pub roles: LayerRoles,
    /// Whether it is generated (the demo county) and not a file.
    pub generated: bool,
}

impl PartialEq for LayerState {
    /// Tables never change, so the same allocation is the same table.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.table, &other.table) && self.roles == other.roles
    }
}

/// A snapshot of the project. Cheap to clone: tables are shared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProjectState {
    /// The title on pages; `None`: made from the data.
    pub title: Option<String>,
    /// What pages carry besides: organisation, logo, maker …
    pub template: PageTemplate,
    /// The files, in the order of the layer list.
    pub layers: Vec<LayerState>,
    /// The question.
    pub spec: AnalysisSpec,
    /// The edits of the facilities.
    pub edits: Vec<Edit>,
    /// The classes of the districts' fill; they stay as they were made until others are chosen.
    pub share_classes: ShareClasses,
    /// How the map looks.
    pub look: MapLook,
    /// The named views, in the order in which they were made.
    pub bookmarks: Vec<Bookmark>,
    /// What lies beneath the data.
    pub background: Background,
    /// Tables of records beside the layers: units, links, reported figures, more attributes.
    pub records: Vec<RecordTable>,
    /// The standard that the project is held to.
    pub standard: Option<StandardChoice>,
}

/// A change of the project that can be undone.
#[derive(Debug, Clone)]
pub enum Change {
    /// New files; the reach starts anew if it was never set.
    AddLayers(Vec<LayerState>),
    /// A file goes.
    RemoveLayer(usize),
    /// A file serves as something else, or by other columns.
    SetRoles {
        /// Which file.
        layer: usize,
        /// Its new roles.
        roles: LayerRoles,
    },
    /// Another reach.
    SetReach(Reach),
    /// Another filter of the facilities.
    SetFilter(Option<String>),
    /// Whether only the own district's facilities serve.
    SetWithinUnit(bool),
    /// How many facilities must be within reach.
    SetK(u32),
    /// How near the edge is borderline.
    SetTolerance(crate::base::Metres),
    /// Another title.
    SetTitle(Option<String>),
    /// Pages carry something else.
    SetTemplate(PageTemplate),
    /// Other classes of the districts' fill.
    SetShareClasses(ShareClasses),
    /// Another look of the map.
    Look(LookChange),
    /// A named view more.
    AddBookmark(Bookmark),
    /// A named view is called otherwise.
    RenameBookmark {
        /// Which, from 0.
        index: usize,
        /// Its new name.
        name: String,
    },
    /// A named view goes.
    RemoveBookmark(usize),
    /// Another background, or another strength of it.
    SetBackground(Background),
    /// Tables of records more.
    AddRecords(Vec<RecordTable>),
    /// A table of records goes.
    RemoveRecords(usize),
    /// A table holds something else.
    SetRecordKind {
        /// Which, from 0.
        index: usize,
        /// What it holds.
        kind: RecordKind,
    },
    /// Another standard, or another text, parameter or day of it; `None`: none. A new one brings its reach along.
    SetStandard(Option<StandardChoice>),
    /// An edit of the facilities.
    Edit(Edit),
    /// All edits go.
    ClearEdits,
}

/// What a change does, for the words of undo and redo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Files were added.
    AddLayers,
    /// A file was removed.
    RemoveLayer,
    /// Roles or columns were changed.
    SetRoles,
    /// The reach was changed.
    SetReach,
    /// The filter was changed.
    SetFilter,
    /// `within-unit`, `k` or the tolerance was changed.
    SetRule,
    /// The title was changed.
    SetTitle,
    /// What pages carry was changed.
    SetTemplate,
    /// The classes of the districts' fill were changed.
    SetShareClasses,
    /// A layer or a tier was shown or hidden.
    ShowLayer,
    /// The opacity of a layer was changed.
    SetOpacity,
    /// A layer was moved.
    MoveLayer,
    /// A layer was renamed.
    RenameLayer,
    /// What is drawn of a layer was changed.
    FilterLayer,
    /// The style of a layer was changed.
    SetStyle,
    /// The map was made to look as a new one.
    ResetLook,
    /// A bookmark was added.
    AddBookmark,
    /// A bookmark was renamed.
    RenameBookmark,
    /// A bookmark was removed.
    RemoveBookmark,
    /// The background was changed.
    SetBackground,
    /// Tables of records were added, removed or hold something else.
    SetRecords,
    /// The standard was changed.
    SetStandard,
    /// A site was added.
    AddFacility,
    /// A facility was moved.
    MoveFacility,
    /// A facility was closed.
    CloseFacility,
    /// A facility was opened again.
    ReopenFacility,
    /// All edits were dropped.
    ClearEdits,
}

impl Change {
    /// What it does, in a word.
    #[must_use]
    pub fn kind(&self) -> ChangeKind {
        match self {
            Self::AddLayers(_) => ChangeKind::AddLayers,
            Self::RemoveLayer(_) => ChangeKind::RemoveLayer,
            Self::SetRoles { .. } => ChangeKind::SetRoles,
            Self::SetReach(_) => ChangeKind::SetReach,
            Self::SetFilter(_) => ChangeKind::SetFilter,
            Self::SetWithinUnit(_) | Self::SetK(_) | Self::SetTolerance(_) => ChangeKind::SetRule,
            Self::SetTitle(_) => ChangeKind::SetTitle,
            Self::SetTemplate(_) => ChangeKind::SetTemplate,
            Self::SetShareClasses(_) => ChangeKind::SetShareClasses,
            Self::Look(change) => match change {
                LookChange::Show(..) | LookChange::ShowTier(..) => ChangeKind::ShowLayer,
                LookChange::Opacity(..) => ChangeKind::SetOpacity,
                LookChange::Move(..) => ChangeKind::MoveLayer,
                LookChange::Rename(..) => ChangeKind::RenameLayer,
                LookChange::Filter(..) => ChangeKind::FilterLayer,
                LookChange::Style(_) | LookChange::Rule(_) | LookChange::Network(_) => {
                    ChangeKind::SetStyle
                }
                LookChange::Reset => ChangeKind::ResetLook,
            },
            Self::AddBookmark(_) => ChangeKind::AddBookmark,
            Self::RenameBookmark { .. } => ChangeKind::RenameBookmark,
            Self::RemoveBookmark(_) => ChangeKind::RemoveBookmark,
            Self::SetBackground(_) => ChangeKind::SetBackground,
            Self::AddRecords(_) | Self::RemoveRecords(_) | Self::SetRecordKind { .. } => {
                ChangeKind::SetRecords
            }
            Self::SetStandard(_) => ChangeKind::SetStandard,
            Self::Edit(Edit::Add { .. }) => ChangeKind::AddFacility,
            Self::Edit(Edit::Move { .. }) => ChangeKind::MoveFacility,
            Self::Edit(Edit::Close { .. }) => ChangeKind::CloseFacility,
            Self::Edit(Edit::Reopen { .. }) => ChangeKind::ReopenFacility,
            Self::ClearEdits => ChangeKind::ClearEdits,
        }
    }
}

impl ProjectState {
    /// Whether both have the same answer and the same marks on the map, so that only drawing is left to do.
    #[must_use]
    pub fn asks_the_same(&self, other: &Self) -> bool {
        self.layers == other.layers
            && self.spec == other.spec
            && self.edits == other.edits
            && self.share_classes == other.share_classes
            && self.records == other.records
            && self.standard == other.standard
            && self.look.has_the_marks_of(&other.look)
    }

    /// The state after a change.
    #[must_use]
    pub fn after(&self, change: Change) -> Self {
        let mut next = self.clone();
        match change {
            Change::AddLayers(layers) => {
                next.layers.extend(layers);
                next.edits.retain(refers_to_no_row);
            }
            Change::RemoveLayer(layer) => {
                if layer < next.layers.len() {
                    next.layers.remove(layer);
                    next.edits.retain(refers_to_no_row);
                }
            }
            Change::SetRoles { layer, roles } => {
                if let Some(layer) = next.layers.get_mut(layer).filter(|l| l.roles != roles) {
                    layer.roles = roles;
                    next.edits.retain(refers_to_no_row);
                }
            }
            Change::SetReach(reach) => next.spec.reach = reach,
            Change::SetFilter(filter) => next.spec.filter = filter.filter(|f| !f.trim().is_empty()),
            Change::SetWithinUnit(on) => next.spec.within_unit = on,
            Change::SetK(k) => next.spec.k = k.max(1),
            Change::SetTolerance(tolerance) => next.spec.tolerance = tolerance,
            Change::SetTitle(title) => next.title = title.filter(|t| !t.trim().is_empty()),
            Change::SetTemplate(template) => next.template = template.tidied(),
            Change::SetShareClasses(classes) => next.share_classes = classes,
            Change::Look(change) => next.look = next.look.after(change),
            Change::AddBookmark(bookmark) => {
                if bookmark.is_sound() {
                    next.bookmarks.push(bookmark);
                }
            }
            Change::RenameBookmark { index, name } => {
                let name = name.trim();
                if let Some(bookmark) = next.bookmarks.get_mut(index).filter(|_| !name.is_empty()) {
                    name.clone_into(&mut bookmark.name);
                }
            }
            Change::RemoveBookmark(index) => {
                if index < next.bookmarks.len() {
                    next.bookmarks.remove(index);
                }
            }
            Change::SetBackground(background) => next.background = background,
            Change::AddRecords(records) => next.records.extend(records),
            Change::RemoveRecords(index) => {
                if index < next.records.len() {
                    next.records.remove(index);
                }
            }
            Change::SetRecordKind { index, kind } => {
                if let Some(records) = next.records.get_mut(index) {
                    records.kind = kind;
                }
            }
            Change::SetStandard(choice) => {
                let origin = |s: &Option<StandardChoice>| s.as_ref().map(|s| s.origin.clone());
                if origin(&choice) != origin(&next.standard)
                    && let Some(reach) = choice.as_ref().and_then(reach_of)
                {
                    next.spec.reach = reach;
                }
                next.standard = choice;
            }
            Change::Edit(edit) => push_edit(&mut next.edits, edit),
            Change::ClearEdits => next.edits.clear(),
        }
        next
    }
}

/// The reach that a standard names, if it can be read and names one.
#[must_use]
pub fn reach_of(choice: &StandardChoice) -> Option<Reach> {
    let standard = standard::parse(choice).ok()?;
    let tiers: Vec<TierRadius> = standard
        .reach
        .into_iter()
        .map(|(tier, radius)| TierRadius { tier, radius })
        .collect();
    (!tiers.is_empty()).then_some(Reach::ByTier(tiers))
}

/// Edits of the baseline's facilities count them by position; other layers or roles make other positions.
fn refers_to_no_row(edit: &Edit) -> bool {
    match edit {
        Edit::Add { .. } => true,
        Edit::Move { facility, .. } | Edit::Close { facility } | Edit::Reopen { facility } => {
            matches!(facility, FacilityRef::Added(_))
        }
    }
}

/// Appends an edit; a second move of the same facility in a row replaces the first.
fn push_edit(edits: &mut Vec<Edit>, edit: Edit) {
    if let (Some(Edit::Move { facility: last, to }), Edit::Move { facility, to: new }) =
        (edits.last_mut(), &edit)
        && last == facility
    {
        *to = *new;
        return;
    }
    edits.push(edit);
}
