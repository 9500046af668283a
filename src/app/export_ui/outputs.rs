//! What is written: the folder, the files besides the lists, and the request for the session.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use super::super::news;
use super::super::selected::Kind;
use super::super::state::State;
use super::super::theme::{self, SMALL};
use super::super::widgets::section;
use super::draft::{ExportDraft, ORDERS, Product, RESOLUTIONS};
use super::options::Amount;
use crate::i18n::Words;
use crate::io::summary::Timings;
use crate::map::PageWords;
use crate::session::{AtlasRequest, ExportRequest, ReportRequest, TablesRequest};

/// Shows what is written; `true` when Enter was pressed in the folder.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    draft: &mut ExportDraft,
    districts: bool,
) -> bool {
    let words = state.words;
    draft.picked = picked(state);
    section(ui, &words.t("export-files"));
    // The field takes the whole width: paths are long.
    let label = ui.label(words.t("export-folder"));
    let folder = egui::TextEdit::singleline(&mut draft.folder);
    let folder = ui.add(folder.desired_width(f32::INFINITY));
    let entered = folder.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    folder.labelled_by(label.id).on_hover_text(&draft.folder);
    let choose = egui::Button::new(words.t("export-choose"));
    if ui
        .add_enabled(!state.chooser.unavailable, choose)
        .on_disabled_hover_text(words.t("export-no-chooser"))
        .clicked()
    {
        state.chooser.folder(ui.ctx(), words);
    }
    ui.add_space(2.0);
    for product in Product::ALL {
        let possible = districts || product != Product::Atlas;
        let mut on = draft.wants(product, districts);
        let text = words.t(product_key(product));
        let shown = ui
            .add_enabled(possible, egui::Checkbox::new(&mut on, text))
            .on_hover_text(words.t(product_tip(product)))
            .on_disabled_hover_text(words.t("export-atlas-none"));
        if shown.changed() {
            if on {
                draft.wanted.insert(product);
            } else {
                draft.wanted.remove(&product);
            }
        }
        let more: fn(&mut Ui, Words, &mut ExportDraft) = match product {
            Product::Png if on => resolution,
            Product::Atlas if on => atlas,
            Product::Atlas if !possible => no_atlas,
            _ => continue,
        };
        ui.indent(product.file(), |ui| more(ui, words, draft));
    }
    ui.add_space(2.0);
    quiet(ui, words.t("export-lists"));
    ui.add_space(6.0);
    entered
}

fn quiet(ui: &mut Ui, text: String) {
    let p = theme::of(ui);
    ui.label(RichText::new(text).size(SMALL).color(p.quiet));
}

/// Why there is no atlas.
fn no_atlas(ui: &mut Ui, words: Words, _: &mut ExportDraft) {
    quiet(ui, words.t("export-atlas-none"));
}

/// How finely the PNG is drawn.
fn resolution(ui: &mut Ui, words: Words, draft: &mut ExportDraft) {
    ui.horizontal(|ui| {
        let label = ui.label(words.t("export-resolution"));
        let amount = Amount {
            range: RESOLUTIONS.map(f32::from),
            step: 1.0,
            decimals: 0,
            unit: words.t("export-dpi"),
        };
        amount.show(ui, &mut draft.page.dpi, label.id);
    });
    let [width, height] = draft.page.pixels().map(|n| words.count(n));
    let args = [("width", width.into()), ("height", height.into())];
    quiet(ui, words.with("export-pixels", &args));
}

/// Which districts the atlas has, in which order.
fn atlas(ui: &mut Ui, words: Words, draft: &mut ExportDraft) {
    let name = |key: &str| words.t(&format!("export-order-{key}"));
    ui.horizontal(|ui| {
        let label = ui.label(words.t("export-order"));
        let now = ORDERS.iter().find(|(o, _)| *o == draft.atlas.order);
        egui::ComboBox::from_id_salt("order")
            .selected_text(now.map_or_else(String::new, |(_, key)| name(key)))
            .width(140.0)
            .show_ui(ui, |ui| {
                for (order, key) in ORDERS {
                    ui.selectable_value(&mut draft.atlas.order, order, name(key));
                }
            })
            .response
            .labelled_by(label.id);
    });
    ui.checkbox(&mut draft.atlas.only_gaps, words.t("export-only-gaps"));
    if draft.picked.is_empty() {
        draft.atlas.only.clear();
        return;
    }
    let n = draft.picked.len() as f64;
    let args = [("n", n.into()), ("count", words.count(n).into())];
    let mut only = !draft.atlas.only.is_empty();
    ui.checkbox(&mut only, words.with("export-only-selected", &args));
    draft.atlas.only = if only {
        draft.picked.clone()
    } else {
        Vec::new()
    };
}

/// The identifiers of the districts that are selected in the window.
fn picked(state: &State) -> Vec<String> {
    let Some(answer) = state.session.answer() else {
        return Vec::new();
    };
    let districts = &answer.baseline.dataset.districts;
    let rows = state.selected.of(Kind::District).iter();
    let ids = rows.filter_map(|row| districts.get(row as usize));
    ids.map(|d| d.id.to_string()).collect()
}

fn product_key(product: Product) -> &'static str {
    match product {
        Product::Pdf => "export-pdf",
        Product::Png => "export-png",
        Product::Svg => "export-svg",
        Product::Atlas => "export-atlas",
        Product::ReportPdf => "export-report-pdf",
        Product::ReportHtml => "export-report-html",
        Product::Tables => "export-tables",
    }
}

fn product_tip(product: Product) -> &'static str {
    match product {
        Product::Pdf => "export-pdf-tip",
        Product::Png => "export-png-tip",
        Product::Svg => "export-svg-tip",
        Product::Atlas => "export-atlas-tip",
        Product::ReportPdf | Product::ReportHtml => "export-report-tip",
        Product::Tables => "export-tables-tip",
    }
}

/// The request with all its words, which only this floor knows.
pub(super) fn request(
    state: &State,
    draft: &ExportDraft,
    districts: bool,
) -> Option<ExportRequest> {
    let answer = state.session.answer()?;
    let words = Words::new(draft.lang);
    let project = state.session.state();
    let page = news::page_words(
        words,
        answer,
        state.look(),
        project.title.as_deref(),
        &project.template,
    );
    let these = |products: &[Product]| -> Vec<PathBuf> {
        let wanted = products.iter().filter(|p| draft.wants(**p, districts));
        wanted.map(|p| p.file().into()).collect()
    };
    let reports = these(&[Product::ReportPdf, Product::ReportHtml]);
    Some(ExportRequest {
        out: Some(PathBuf::from(draft.folder.trim())),
        maps: these(&[Product::Pdf, Product::Png, Product::Svg]),
        atlas: these(&[Product::Atlas])
            .pop()
            .map(|path| bound(words, path, page.clone(), draft)),
        tables: these(&[Product::Tables]).pop().map(|path| TablesRequest {
            path,
            words: words.tables_words(&answer.baseline.dataset, &page),
        }),
        report: (!reports.is_empty()).then(|| ReportRequest {
            paths: reports,
            fill: Arc::new(move |answer| words.report(answer)),
        }),
        page: draft.page,
        words: page,
        messages: news::messages(words, answer),
        standard: words.standard_messages(answer.standard_context().as_ref()),
        timings: Timings::default(),
    })
}

/// The atlas that is wanted.
fn bound(words: Words, path: PathBuf, page: PageWords, draft: &ExportDraft) -> AtlasRequest {
    let choice = draft.atlas.clone();
    AtlasRequest {
        path,
        fill: Arc::new(move |answer| words.atlas_words(answer.into(), page.clone(), &choice)),
    }
}
