//! An atlas: a cover, the map of all with the worst districts, the table of all districts, then every district with its map, its
//! figures and its villages beyond reach, continued over as many sheets as they need.
//!
//! What stands where is settled first, so that every sheet knows its number and how many there are; each is drawn when it is asked for
//! and kept by nobody.

mod choice;
mod cover;
mod table;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::super::pdf::Bookmark;
use super::super::report::Chart;
use super::super::scene::{LabelCandidate, LabelOf, Scene};
use super::PageSpec;
use super::block::PlacedText;
use super::focus::{Focus, Locator};
use super::layout::{Layout, Page, Part};
use super::sheet;
use super::words::{ListWords, PageWords, Tone};
use crate::model::MapLook;
use table::Table;

pub use choice::{AtlasChoice, AtlasOrder};

/// So many villages beyond reach may be named on a district's map.
const NAMED: usize = 25;

/// The texts of an atlas.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AtlasWords {
    /// Those of a page about all districts.
    pub page: PageWords,
    /// What kind of document it is: `Atlas of 59 districts`.
    pub kind: String,
    /// The name of the cover in the outline.
    pub cover: String,
    /// The name of the overview in the outline.
    pub overview: String,
    /// Heading of the table of districts.
    pub table: String,
    /// Headings of its columns; the last one is the page.
    pub columns: [String; 7],
    /// Heading of the villages beyond reach of a district.
    pub gaps: String,
    /// Headings of their columns on a sheet of their own.
    pub gap_columns: [String; 5],
    /// Headings of their columns beside the map: village, people, distance.
    pub short_columns: [String; 3],
    /// What stands behind the name of a district that goes on.
    pub continued: String,
    /// The number of a sheet, with `{page}` and `{pages}`.
    pub number: String,
    /// The districts in the atlas' order.
    pub districts: Vec<DistrictWords>,
}

/// The texts about a district.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DistrictWords {
    /// Index into `Dataset::districts`.
    pub district: u32,
    /// Its name.
    pub name: String,
    /// The answer in few words.
    pub headline: String,
    /// What follows it.
    pub detail: String,
    /// How it is meant.
    pub tone: Tone,
    /// Key figures: what, how much.
    pub figures: Vec<(String, String)>,
    /// How its people spread by distance.
    pub chart: Option<Chart>,
    /// Its row in the table of districts, without the page.
    pub row: [String; 6],
    /// Its villages beyond reach, the worst first: indices into `Dataset::villages`.
    pub villages: Vec<u32>,
    /// A row for each of them.
    pub gaps: Vec<[String; 5]>,
}

/// A sheet of the atlas.
#[derive(Debug, Clone, PartialEq)]
enum Sheet {
    Cover,
    Overview,
    /// Rows of the table of districts.
    Districts(Range<usize>),
    /// The district with this number in the atlas' order, with so many villages beside the map.
    District(usize, usize),
    /// Villages of that district.
    Gaps(usize, Range<usize>),
}

/// An atlas whose sheets are settled.
pub struct Atlas<'a> {
    scene: &'a Scene,
    look: &'a MapLook,
    spec: PageSpec,
    words: &'a AtlasWords,
    sheets: Vec<Sheet>,
    /// The page on which each district begins, from 1.
    begins: Vec<usize>,
    locator: Arc<Locator>,
    /// Where the gaps lie, by village.
    gaps: HashMap<u32, ([f64; 2], f32)>,
}

impl<'a> Atlas<'a> {
    /// Settles what stands on which sheet.
    #[must_use]
    pub fn new(scene: &'a Scene, look: &'a MapLook, spec: PageSpec, words: &'a AtlasWords) -> Self {
        let gaps = scene.gaps().iter();
        let mut atlas = Self {
            scene,
            look,
            spec,
            words,
            sheets: vec![Sheet::Cover, Sheet::Overview],
            begins: Vec::new(),
            locator: Arc::new(Locator::new(scene, sheet::unit(&spec))),
            gaps: gaps.map(|g| (g.village, (g.at, g.radius))).collect(),
        };
        let rows = words.districts.len();
        let table = atlas.district_table(0..rows, words.page.clone());
        let parts = table.divide(rows);
        atlas.sheets.extend(parts.into_iter().map(Sheet::Districts));
        let beside: Vec<usize> = (0..rows)
            .into_par_iter()
            .map(|i| atlas.rows_beside(i))
            .collect();
        for (i, beside) in beside.into_iter().enumerate() {
            atlas.begins.push(atlas.sheets.len() + 1);
            atlas.sheets.push(Sheet::District(i, beside));
            let all = words.districts[i].gaps.len();
            if all > beside {
                let table = atlas.gap_table(i, beside..all, words.page.clone());
                let parts = table.divide(all - beside);
                let parts = parts.into_iter().map(|r| r.start + beside..r.end + beside);
                atlas.sheets.extend(parts.map(|r| Sheet::Gaps(i, r)));
            }
        }
        atlas
    }

    /// How many sheets there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sheets.len()
    }

    /// Whether there is none. There always is a cover.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sheets.is_empty()
    }

    /// The bookmark of a sheet; `None` where it goes on from the one before.
    #[must_use]
    pub fn bookmark(&self, sheet: usize) -> Option<Bookmark<'_>> {
        let mark = |below, text| Some(Bookmark { below, text });
        match self.sheets.get(sheet)? {
            Sheet::Cover => mark(false, self.words.cover.as_str()),
            Sheet::Overview => mark(false, self.words.overview.as_str()),
            Sheet::Districts(rows) if rows.start == 0 => mark(false, self.words.table.as_str()),
            Sheet::District(i, _) => mark(true, self.words.districts[*i].name.as_str()),
            Sheet::Districts(_) | Sheet::Gaps(..) => None,
        }
    }

    /// Draws a sheet, counted from 0.
    #[must_use]
    pub fn draw(&self, sheet: usize) -> Page {
        let mut words = self.words.page.clone();
        let number = self
            .words
            .number
            .replace("{page}", &(sheet + 1).to_string());
        let number = number.replace("{pages}", &self.len().to_string());
        words.version = format!("{}   {number}", words.version);
        match self.sheets.get(sheet) {
            None | Some(Sheet::Cover) => cover::draw(self, &words),
            Some(Sheet::Overview) => {
                let mut layout = Layout::new(self.scene, self.look, &self.spec, &words, None);
                let (plane, blocks) = layout.settle();
                layout.write(&plane, &blocks)
            }
            Some(Sheet::Districts(rows)) => {
                self.district_table(rows.clone(), words).draw(&self.spec)
            }
            Some(Sheet::District(i, beside)) => {
                let focus = self.focus(*i);
                let words = self.district_words(*i, words, *beside);
                let mut layout =
                    Layout::new(self.scene, self.look, &self.spec, &words, Some(&focus));
                let (plane, blocks) = layout.settle();
                layout.write(&plane, &blocks)
            }
            Some(Sheet::Gaps(i, rows)) => self.gap_table(*i, rows.clone(), words).draw(&self.spec),
        }
    }

    /// How many villages have room beside the map of a district.
    fn rows_beside(&self, i: usize) -> usize {
        let focus = self.focus(i);
        let words = self.district_words(i, self.words.page.clone(), usize::MAX);
        let mut layout = Layout::new(self.scene, self.look, &self.spec, &words, Some(&focus));
        let (_, blocks) = layout.settle();
        let lists = blocks.iter().filter(|(_, b)| b.part == Part::List);
        lists.map(|(_, b)| b.rows).sum()
    }

    /// The words of a district's sheet, with at most `most` of its villages.
    fn district_words(&self, i: usize, page: PageWords, most: usize) -> PageWords {
        let own = &self.words.districts[i];
        let rows = own.gaps.iter().take(most);
        let rows: Vec<[String; 3]> = rows
            .map(|[name, people, _, distance, _]| [name, people, distance].map(Clone::clone))
            .collect();
        let mut key = page.key;
        // The counts of the whole have no place beside a part.
        for (_, count) in key.statuses.iter_mut().chain(&mut key.distances) {
            count.clear();
        }
        key.count.clear();
        for tier in &mut key.tiers {
            tier.count.clear();
        }
        PageWords {
            key,
            // On every sheet a logo of two megabytes would be the atlas.
            logo: None,
            subtitle: None,
            above: Some(page.title),
            title: own.name.clone(),
            headline: own.headline.clone(),
            headline_detail: own.detail.clone(),
            context: String::new(),
            tone: own.tone,
            list: (!rows.is_empty()).then(|| ListWords {
                heading: self.words.gaps.clone(),
                columns: self.words.short_columns.clone(),
                rows,
            }),
            ..page
        }
    }

    fn focus(&self, i: usize) -> Focus {
        let own = &self.words.districts[i];
        let named = own.villages.iter().zip(&own.gaps).take(NAMED);
        let names = named.filter_map(|(village, [name, ..])| {
            let (at, radius) = *self.gaps.get(village)?;
            Some(LabelCandidate {
                at,
                text: name.as_str().into(),
                of: LabelOf::Village(*village),
                clearance: radius,
            })
        });
        Focus {
            district: own.district,
            names: names.filter(|l| !l.text.trim().is_empty()).collect(),
            figures: own.figures.clone(),
            chart: own.chart.clone(),
            locator: Arc::clone(&self.locator),
        }
    }

    /// Rows of the table of districts, on a sheet that otherwise says what `page` says.
    fn district_table(&self, rows: Range<usize>, mut page: PageWords) -> Table {
        let title = self.words.table.clone();
        (page.logo, page.subtitle) = (None, None);
        page.above = Some(std::mem::replace(&mut page.title, title));
        let begins = |i: usize| {
            let sheet = self.begins.get(i);
            sheet.map_or_else(String::new, ToString::to_string)
        };
        let cells = |i: usize| {
            let own = self.words.districts[i].row.iter().cloned();
            own.chain([begins(i)]).collect()
        };
        Table::new(
            &self.spec,
            page,
            &self.words.columns,
            rows.map(cells).collect(),
            table::DISTRICTS,
        )
    }

    /// Villages of a district that had no room beside its map.
    fn gap_table(&self, i: usize, rows: Range<usize>, page: PageWords) -> Table {
        let mut words = self.district_words(i, page, 0);
        words.title = format!("{} {}", words.title, self.words.continued);
        let cells = self.words.districts[i].gaps[rows].iter();
        Table::new(
            &self.spec,
            words,
            &self.words.gap_columns,
            cells.map(|row| row.to_vec()).collect(),
            table::GAPS,
        )
    }
}

/// The texts of a page with those of another part.
fn placed(
    texts: Vec<PlacedText>,
    svg: String,
    parts: Vec<(Part, super::super::labels::Rect)>,
) -> Page {
    Page { svg, parts, texts }
}
