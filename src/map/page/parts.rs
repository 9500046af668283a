//! What may be left out of a page.

/// A part of the page that may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Optional {
    /// The answer in words.
    Answer,
    /// The keys to villages, facilities and districts.
    Key,
    /// The worst districts or villages.
    List,
    /// The scale bar.
    ScaleBar,
    /// The north arrow.
    NorthArrow,
    /// The small map that tells where this is.
    Inset,
    /// Sources, projection and the lines to be filled in.
    Footer,
}

impl Optional {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Answer,
        Self::Key,
        Self::List,
        Self::ScaleBar,
        Self::NorthArrow,
        Self::Inset,
        Self::Footer,
    ];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Key => "key",
            Self::List => "list",
            Self::ScaleBar => "scale-bar",
            Self::NorthArrow => "north-arrow",
            Self::Inset => "inset",
            Self::Footer => "footer",
        }
    }
}

/// Which optional parts a page has; all of them unless some are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageParts {
    left_out: u8,
}

impl PageParts {
    /// Whether the page has a part.
    #[must_use]
    pub fn has(self, part: Optional) -> bool {
        self.left_out & (1 << part as u8) == 0
    }

    /// Takes a part in or leaves it out.
    pub fn set(&mut self, part: Optional, on: bool) {
        let bit = 1 << part as u8;
        if on {
            self.left_out &= !bit;
        } else {
            self.left_out |= bit;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_left_out_alone() {
        for part in Optional::ALL {
            let mut parts = PageParts::default();
            parts.set(part, false);
            assert!(Optional::ALL.iter().all(|p| parts.has(*p) == (*p != part)));
            parts.set(part, true);
            assert_eq!(parts, PageParts::default());
        }
    }
}
