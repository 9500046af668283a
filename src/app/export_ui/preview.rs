//! The page as it will be, drawn by a worker: the same drawing that is exported, at the size that the dialog has room for.
//!
//! While a newer one is drawn the old one stays. Nothing is drawn on the window's thread, and nothing is kept once the dialog is closed.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, Color32, ColorImage, CornerRadius, Rect, Role, Sense, Shadow, TextureHandle,
    TextureOptions, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::super::news;
use super::super::state::State;
use super::super::theme::{self, BODY, SMALL, regular};
use super::super::widgets::elided;
use super::draft::ExportDraft;
use super::options::part_key;
use crate::i18n::{Lang, Problem, Words};
use crate::map::PageSpec;
use crate::map::page::{self, Optional};
use crate::map::png::{self, PngError};
use crate::model::{MapLook, PageTemplate};
use crate::session::{Answer, Desk, ExportError, News, Worker};

/// More pixels across are not drawn: sharper than eyes at a screen, and slow.
const MOST_ACROSS: f32 = 1600.0;
/// Around the page.
const AROUND: f32 = 18.0;
/// The height of the line below the page.
const LINE: f32 = 24.0;

/// All that the picture depends on.
#[derive(Clone, PartialEq)]
struct Asked {
    /// The session's number of the answer.
    version: u64,
    look: MapLook,
    page: PageSpec,
    lang: Lang,
    title: Option<String>,
    template: PageTemplate,
    /// In pixels.
    size: [u32; 2],
}

/// A picture of the page, or why there is none.
struct Ready {
    asked: Asked,
    usual_title: String,
    picture: Result<ColorImage, PngError>,
}

/// The picture on the screen, and the one to come.
#[derive(Default)]
pub(in super::super) struct Preview {
    worker: Option<Worker<(Asked, Answer), Ready>>,
    asked: Option<Asked>,
    /// What the picture on the screen shows.
    drawn: Option<Asked>,
    texture: Option<TextureHandle>,
    problem: Option<Problem>,
    usual_title: String,
}

impl Preview {
    /// The title of a page that has none of its own; empty until one was drawn.
    pub(super) fn usual_title(&self) -> &str {
        &self.usual_title
    }

    /// Whether a page is being drawn.
    pub(in super::super) fn is_busy(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
    }

    /// The dialog is closed: nothing is kept.
    pub(in super::super) fn forget(&mut self) {
        if let Some(worker) = &self.worker
            && worker.is_busy()
        {
            worker.cancel();
            drop(worker.news());
        }
        if self.asked.is_some() {
            *self = Self {
                worker: self.worker.take(),
                ..Self::default()
            };
        }
    }

    /// Sees to it that the picture shows what is wanted.
    fn want(&mut self, ctx: &egui::Context, words: Words, asked: Asked, answer: &Answer) {
        let news: Vec<_> = self.worker.iter().flat_map(Worker::news).collect();
        for news in news {
            self.take(ctx, words, news);
        }
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        let mut answer = answer.clone();
        // What only drawing needs is not asked about.
        answer.state.look = asked.look.clone();
        let worker = self.worker.get_or_insert_with(|| {
            let wake = ctx.clone();
            Worker::new(
                "lastmile-page",
                Arc::new(move || wake.request_repaint()),
                |(asked, answer): (Asked, Answer), desk: &Desk<'_, _, _>| {
                    if let Some(ready) = draw(asked, &answer, desk) {
                        desk.deliver(ready);
                    }
                },
            )
        });
        worker.ask((asked.clone(), answer));
        self.asked = Some(asked);
    }

    fn take(&mut self, ctx: &egui::Context, words: Words, news: News<Ready>) {
        let ready = match news {
            News::Output(ready) => ready,
            News::Panic(text) => {
                self.texture = None;
                self.problem = Some(Problem {
                    title: words.t("export-page"),
                    detail: text,
                    remedy: words.t("news-panicked-remedy"),
                });
                return;
            }
        };
        self.usual_title = ready.usual_title;
        self.drawn = Some(ready.asked);
        match ready.picture {
            Ok(image) => {
                self.problem = None;
                let options = TextureOptions::LINEAR;
                if let Some(texture) = &mut self.texture {
                    texture.set(image, options);
                } else {
                    self.texture = Some(ctx.load_texture("page", image, options));
                }
            }
            Err(error) => {
                self.texture = None;
                self.problem = Some(words.export_error(&ExportError::Picture(error)));
            }
        }
    }

    /// Whether what is on the screen is not yet what is wanted.
    fn is_old(&self) -> bool {
        self.problem.is_none() && self.drawn != self.asked
    }
}

/// Draws the page; nothing if it is not wanted any more.
fn draw(asked: Asked, answer: &Answer, desk: &Desk<'_, (Asked, Answer), Ready>) -> Option<Ready> {
    let words = Words::new(asked.lang);
    let mut texts = news::page_words(words, answer, &asked.look, None, &asked.template);
    let usual_title = texts.title.clone();
    if let Some(title) = &asked.title {
        texts.title.clone_from(title);
    }
    let svg = page::render_svg(&answer.scene, &asked.look, &asked.page, &texts);
    desk.progress.check().ok()?;
    let [width, height] = asked.size;
    let picture = png::rasterise(svg, width, height).map(|picture| {
        let size = [width as usize, height as usize];
        ColorImage::from_rgba_premultiplied(size, picture.data())
    });
    Some(Ready {
        asked,
        usual_title,
        picture,
    })
}

/// Shows the page in the room that is left.
pub(super) fn show(ui: &mut Ui, state: &mut State, draft: &ExportDraft) {
    let words = state.words;
    let p = theme::of(ui);
    let room = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(room, Sense::hover());
    let ground = Rect::from_min_max(room.min, room.max - vec2(0.0, LINE));
    let fill = if p.dark { p.paper } else { p.rail };
    ui.painter().rect_filled(ground, 6.0, fill);
    let pixels = ui.pixels_per_point();
    let rect = fitted(&draft.page, ground, pixels);
    let finer = (MOST_ACROSS / (rect.width() * pixels)).min(1.0);
    let size = [rect.width(), rect.height()];
    let asked = Asked {
        version: state.session.results_version(),
        look: state.look().clone(),
        // How fine the file is does not show here.
        page: PageSpec {
            dpi: PageSpec::default().dpi,
            ..draft.page
        },
        lang: draft.lang,
        title: draft.title(),
        template: draft.template.template(),
        size: size.map(|s| (s * pixels * finer).round().max(1.0) as u32),
    };
    if let Some(answer) = state.session.answer() {
        state.page_preview.want(ui.ctx(), words, asked, answer);
    }
    let preview = &state.page_preview;
    paint(ui, preview, words, (rect, ground));
    let old = preview.is_old();
    let sheet = sheet_text(words, &draft.page);
    let line = Rect::from_min_max(pos2(room.left(), ground.bottom()), room.max);
    let middle = line.center() + vec2(0.0, 3.0);
    let room_for = line.width() * 0.7;
    let galley = elided(ui, &sheet, regular(SMALL), p.quiet, room_for);
    let at = Align2::CENTER_CENTER.anchor_size(middle, galley.size());
    ui.painter().galley(at.min, galley, p.quiet);
    if old && preview.texture.is_some() {
        let text = words.t("export-updating");
        let right = pos2(line.right(), middle.y);
        let font = regular(SMALL);
        ui.painter()
            .text(right, Align2::RIGHT_CENTER, text, font, p.quiet);
    }
    let told = told(words, &draft.page, preview);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words.t("export-preview")));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(told));
}

/// Where the page lies: as large as there is room, whole pixels at its edges.
fn fitted(page: &PageSpec, ground: Rect, pixels: f32) -> Rect {
    let [width, height] = page.millimetres();
    let room = (ground.size() - Vec2::splat(2.0 * AROUND)).max(Vec2::splat(16.0));
    let scale = (room.x / width).min(room.y / height);
    let whole = |v: f32| (v * pixels).round() / pixels;
    let size = vec2(whole(width * scale), whole(height * scale));
    let min = ground.center() - size / 2.0;
    Rect::from_min_size(pos2(whole(min.x), whole(min.y)), size)
}

/// The page with its shadow, or what stands in its place.
fn paint(ui: &mut Ui, preview: &Preview, words: Words, (rect, ground): (Rect, Rect)) {
    let p = theme::of(ui);
    if let Some(problem) = &preview.problem {
        let rect = ground.shrink(2.0 * AROUND);
        let text = words.sentences(&[
            problem.title.clone(),
            problem.detail.clone(),
            problem.remedy.clone(),
        ]);
        let font = regular(BODY);
        let galley = ui.painter().layout(text, font, p.gap_text, rect.width());
        let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
        ui.painter().galley(at.min, galley, p.gap_text);
        return;
    }
    let shadow = Shadow {
        offset: [0, 2],
        blur: 10,
        spread: 0,
        color: Color32::from_black_alpha(if p.dark { 150 } else { 60 }),
    };
    // Paper is white in the dark, too.
    let corner = CornerRadius::ZERO;
    ui.painter().add(shadow.as_shape(rect, corner));
    ui.painter().rect_filled(rect, corner, Color32::WHITE);
    let Some(texture) = &preview.texture else {
        let quiet = theme::quiet_on_paper();
        let text = words.t("export-drawing");
        let font = regular(BODY);
        ui.painter()
            .text(rect.center(), Align2::CENTER_CENTER, text, font, quiet);
        return;
    };
    // Until the new one is there, the old picture keeps its own form.
    let size = texture.size_vec2();
    let scale = (rect.width() / size.x).min(rect.height() / size.y);
    let same = (size * scale - rect.size()).abs().max_elem() < 1.0;
    let place = if same {
        rect
    } else {
        Rect::from_center_size(rect.center(), size * scale)
    };
    let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(texture.id(), place, all, Color32::WHITE);
}

/// The sheet in words: `A3 portrait, 297 × 420 mm`.
fn sheet_text(words: Words, page: &PageSpec) -> String {
    let key = match (page.paper, page.landscape) {
        (page::Paper::A4, true) => "export-a4-landscape",
        (page::Paper::A4, false) => "export-a4-portrait",
        (page::Paper::A3, true) => "export-a3-landscape",
        (page::Paper::A3, false) => "export-a3-portrait",
    };
    let [width, height] = page.millimetres();
    let args = [
        ("sheet", words.t(key).into()),
        ("width", words.count(width).into()),
        ("height", words.count(height).into()),
    ];
    words.with("export-sheet", &args)
}

/// What a screen reader tells of the page.
fn told(words: Words, page: &PageSpec, preview: &Preview) -> String {
    let mut told = vec![sheet_text(words, page)];
    let left_out = Optional::ALL.into_iter().filter(|p| !page.parts.has(*p));
    let left_out: Vec<String> = left_out.map(|p| words.t(part_key(p))).collect();
    if !left_out.is_empty() {
        let list = left_out.join(&words.t("list-separator"));
        told.push(words.with("export-without", &[("list", list.into())]));
    }
    if let Some(problem) = &preview.problem {
        told.extend([problem.title.clone(), problem.detail.clone()]);
    } else if preview.is_old() {
        told.push(words.t("export-updating"));
    }
    told.join(&words.t("export-told"))
}
