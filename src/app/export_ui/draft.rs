//! What is chosen in the print layout, and how it is remembered from one time to the next.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::super::template_ui::TemplateDraft;
use crate::i18n::Lang;
use crate::io::settings::PrintChoice;
use crate::map::page::{AtlasChoice, AtlasOrder, Optional};
use crate::map::{PageSpec, Paper};
use crate::model::PageTemplate;

/// The resolutions of the PNG, pixels per inch: a screen's to a printing house's.
pub(super) const RESOLUTIONS: [u16; 2] = [72, 600];
/// The lists that are always written.
const LISTS: usize = 4;

/// A file that may be written besides the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Product {
    Pdf,
    Png,
    Svg,
    Atlas,
    ReportPdf,
    ReportHtml,
    Tables,
}

impl Product {
    pub(super) const ALL: [Self; 7] = [
        Self::Pdf,
        Self::Png,
        Self::Svg,
        Self::Atlas,
        Self::ReportPdf,
        Self::ReportHtml,
        Self::Tables,
    ];
    /// What is usually wanted.
    const USUAL: [Self; 4] = [Self::Pdf, Self::Png, Self::Svg, Self::Tables];

    /// The name of the file.
    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Pdf => "gap-map.pdf",
            Self::Png => "gap-map.png",
            Self::Svg => "gap-map.svg",
            Self::Atlas => "atlas.pdf",
            Self::ReportPdf => "report.pdf",
            Self::ReportHtml => "report.html",
            Self::Tables => "tables.xlsx",
        }
    }
}

/// The orders of an atlas, with their names in settings and texts.
pub(super) const ORDERS: [(AtlasOrder, &str); 3] = [
    (AtlasOrder::Worst, "worst"),
    (AtlasOrder::Name, "name"),
    (AtlasOrder::File, "file"),
];

/// What is chosen in the dialog.
#[derive(Debug)]
pub(in super::super) struct ExportDraft {
    pub folder: String,
    pub(super) title: String,
    /// What the page carries besides.
    pub template: TemplateDraft,
    pub(super) lang: Lang,
    pub(super) page: PageSpec,
    pub(super) wanted: BTreeSet<Product>,
    pub(super) atlas: AtlasChoice,
    /// The districts that are selected in the window, by identifier.
    pub(super) picked: Vec<String>,
}

impl ExportDraft {
    /// What was chosen the last time, or is usually wanted, in the language of the window.
    pub(in super::super) fn new(
        folder: Option<PathBuf>,
        title: Option<String>,
        template: &PageTemplate,
        window: Lang,
        before: &PrintChoice,
    ) -> Self {
        let lang = before.language.as_deref().and_then(|tag| tag.parse().ok());
        let named = |names: &Vec<String>| {
            let has = |p: &Product| names.iter().any(|name| name == p.file());
            Product::ALL.into_iter().filter(has).collect()
        };
        let order = ORDERS
            .into_iter()
            .find(|(_, name)| before.atlas_order.as_deref() == Some(name));
        Self {
            folder: folder.map_or_else(String::new, |f| f.to_string_lossy().into_owned()),
            title: title.unwrap_or_default(),
            template: TemplateDraft::new(template),
            lang: lang.unwrap_or(window),
            page: page(before),
            wanted: before
                .files
                .as_ref()
                .map_or_else(|| Product::USUAL.into(), named),
            atlas: AtlasChoice {
                order: order.map_or_else(AtlasOrder::default, |(order, _)| order),
                only_gaps: before.atlas_only_gaps,
                only: Vec::new(),
            },
            picked: Vec::new(),
        }
    }

    /// What is remembered. The language of the window goes without saying: the page follows it.
    pub(super) fn choice(&self, window: Lang) -> PrintChoice {
        let page = &self.page;
        let left_out = Optional::ALL.into_iter().filter(|p| !page.parts.has(*p));
        let order = ORDERS.into_iter().find(|(o, _)| *o == self.atlas.order);
        PrintChoice {
            paper: Some(paper_name(page.paper).to_owned()),
            landscape: Some(page.landscape),
            margin: Some(page.margin),
            dpi: Some(page.dpi as u16),
            left_out: left_out.map(|p| p.name().to_owned()).collect(),
            language: (self.lang != window).then(|| self.lang.tag().to_owned()),
            files: Some(self.wanted.iter().map(|p| p.file().to_owned()).collect()),
            atlas_order: order.map(|(_, name)| name.to_owned()),
            atlas_only_gaps: self.atlas.only_gaps,
        }
    }

    /// The title that is typed.
    pub(super) fn title(&self) -> Option<String> {
        let title = self.title.trim();
        (!title.is_empty()).then(|| title.to_owned())
    }

    /// Whether it is known where to.
    pub(super) fn has_folder(&self) -> bool {
        !self.folder.trim().is_empty()
    }

    /// Whether a file will be written; an atlas only where there are districts.
    pub(super) fn wants(&self, product: Product, districts: bool) -> bool {
        self.wanted.contains(&product) && (districts || product != Product::Atlas)
    }

    /// How many files will be written.
    pub(super) fn count(&self, districts: bool) -> usize {
        let wanted = |p: &Product| self.wants(*p, districts);
        LISTS + Product::ALL.iter().filter(|p| wanted(p)).count()
    }
}

/// A paper's name in settings.
fn paper_name(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "a4",
        Paper::A3 => "a3",
    }
}

/// The page that was chosen the last time. What settings hold may be written by hand.
fn page(before: &PrintChoice) -> PageSpec {
    let mut page = PageSpec::default();
    let papers = [Paper::A4, Paper::A3];
    let paper = papers
        .into_iter()
        .find(|p| before.paper.as_deref() == Some(paper_name(*p)));
    page.paper = paper.unwrap_or(page.paper);
    page.landscape = before.landscape.unwrap_or(page.landscape);
    let [least, most] = PageSpec::MARGINS;
    if let Some(margin) = before.margin.filter(|m| m.is_finite()) {
        page.margin = margin.clamp(least, most);
    }
    let [least, most] = RESOLUTIONS;
    if let Some(dpi) = before.dpi {
        page.dpi = f32::from(dpi.clamp(least, most));
    }
    for part in Optional::ALL {
        let out = before.left_out.iter().any(|name| name == part.name());
        page.parts.set(part, !out);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(before: &PrintChoice) -> ExportDraft {
        ExportDraft::new(None, None, &PageTemplate::default(), Lang::En, before)
    }

    #[test]
    fn what_was_chosen_comes_back() {
        let mut chosen = draft(&PrintChoice::default());
        assert_eq!(chosen.page, PageSpec::default());
        chosen.page.paper = Paper::A3;
        chosen.page.landscape = false;
        chosen.page.margin = 20.0;
        chosen.page.dpi = 300.0;
        chosen.page.parts.set(Optional::Inset, false);
        chosen.lang = Lang::Both;
        chosen.wanted = [Product::Atlas, Product::ReportHtml].into();
        chosen.atlas.order = AtlasOrder::Name;
        chosen.atlas.only_gaps = true;
        let again = draft(&chosen.choice(Lang::En));
        assert_eq!(again.page, chosen.page);
        assert_eq!(again.lang, Lang::Both);
        assert_eq!(again.wanted, chosen.wanted);
        assert_eq!(again.atlas, chosen.atlas);
    }

    #[test]
    fn a_page_follows_the_language_of_the_window_unless_another_was_chosen() {
        let before = draft(&PrintChoice::default()).choice(Lang::En);
        let title = None;
        let next = ExportDraft::new(None, title, &PageTemplate::default(), Lang::ZhCn, &before);
        assert_eq!(next.lang, Lang::ZhCn);
    }

    #[test]
    fn settings_written_by_hand_stay_within_bounds() {
        let odd = PrintChoice {
            paper: Some("b5".into()),
            margin: Some(4000.0),
            dpi: Some(5),
            left_out: vec!["key".into(), "nothing".into()],
            files: Some(vec!["map.exe".into()]),
            language: Some("xx".into()),
            atlas_order: Some("best".into()),
            ..PrintChoice::default()
        };
        let draft = draft(&odd);
        assert_eq!(draft.page.paper, Paper::A4);
        assert_eq!(
            (draft.page.margin, draft.page.dpi),
            (PageSpec::MARGINS[1], 72.0)
        );
        assert!(!draft.page.parts.has(Optional::Key));
        assert!(draft.wanted.is_empty());
        assert_eq!(draft.lang, Lang::En);
        assert_eq!(draft.atlas, AtlasChoice::default());
    }

    #[test]
    fn an_atlas_counts_only_where_there_are_districts() {
        let mut draft = draft(&PrintChoice::default());
        draft.wanted = Product::ALL.into();
        assert_eq!((draft.count(true), draft.count(false)), (11, 10));
    }
}
