//! What a layer serves as, and which of its columns say what.

use serde::{Deserialize, Serialize};

/// What the rows of a layer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Places that give care.
    Facilities,
    /// Places where people live.
    Villages,
    /// Areas to sum over.
    Districts,
}

impl Role {
    /// All, in the order of the layer list.
    pub const ALL: [Self; 3] = [Self::Facilities, Self::Villages, Self::Districts];
}

/// The columns of a layer that carry a meaning in one role, by name. `None`: there is no such column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleColumns {
    /// The identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The population (villages only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    /// The tier (facilities only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
}

/// One role of a layer. A mixed file has several, each with the rows that it serves with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleUse {
    /// The role.
    pub role: Role,
    /// The columns that carry a meaning in it.
    #[serde(default)]
    pub columns: RoleColumns,
    /// Only rows that pass this filter serve in the role (the text of a [`Filter`](super::Filter)); `None`: all of a fitting geometry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<String>,
}

/// All roles of a layer; none: the layer is ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LayerRoles(pub Vec<RoleUse>);

impl LayerRoles {
    /// How the layer serves in a role, if it does.
    #[must_use]
    pub fn get(&self, role: Role) -> Option<&RoleUse> {
        self.0.iter().find(|u| u.role == role)
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, role: Role) -> Option<&mut RoleUse> {
        self.0.iter_mut().find(|u| u.role == role)
    }
}
