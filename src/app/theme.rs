//! The window's colours, sizes and spacing from one place, light and dark. What is drawn on the map has its own style in `map`.

use std::sync::LazyLock;

use eframe::egui::{
    self, Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Visuals,
    style::ScrollAnimation, vec2,
};

use super::fonts::STRONG;
use crate::map::raster::{CASING, SELECTED};
use crate::map::style::{self, Rgb, Theme};
use crate::map::vision::Vision;

/// The colours of one theme, as whoever is looked for sees them: those of the map's style, and the few that only a window needs.
#[derive(Debug)]
pub(super) struct Palette {
    /// Whether it is the dark one.
    pub dark: bool,
    /// The colours of the map.
    pub theme: Theme,
    /// Behind everything.
    pub paper: Color32,
    /// Panels, menus, fields; the ring around marks.
    pub panel: Color32,
    /// A little raised or pressed.
    pub raised: Color32,
    /// Text.
    pub ink: Color32,
    /// Secondary text.
    pub quiet: Color32,
    /// Borders of panels.
    pub hairline: Color32,
    /// The rail of a slider.
    pub rail: Color32,
    /// Facilities, the active tool.
    pub navy: Color32,
    /// What stands on navy.
    pub on_navy: Color32,
    /// Reach, sliders, progress, focus.
    pub blue: Color32,
    /// Villages within reach, bars.
    pub covered: Color32,
    /// What is beyond reach, as a mark.
    pub gap: Color32,
    /// … as text.
    pub gap_text: Color32,
    /// … as the background of a selected row.
    pub gap_tint: Color32,
    /// Around what is selected, on its dark casing.
    pub selected: Color32,
    pub casing: Color32,
    /// … as the background of a selected row.
    pub selected_tint: Color32,
    /// The map where there is no district.
    pub ground: Color32,
    /// Land beneath the data.
    pub land: Color32,
    /// Its coast.
    pub coast: Color32,
    /// Borders of districts.
    pub border: Color32,
}

fn color(Rgb(r, g, b): Rgb) -> Color32 {
    Color32::from_rgb(r, g, b)
}

fn window(dark: bool, vision: Vision) -> Palette {
    let (theme, raised, gap_tint) = if dark {
        (style::DARK, 0x002A_313A, 0x0042_2A27)
    } else {
        (style::LIGHT, 0x00F1_EFE9, 0x00FB_ECE7)
    };
    let theme = vision.theme(&theme);
    let own = |hex: u32| color(vision.sees(Rgb::hex(hex)));
    Palette {
        dark,
        theme,
        paper: color(theme.paper),
        panel: color(theme.panel),
        raised: own(raised),
        ink: color(theme.ink),
        quiet: color(theme.quiet),
        hairline: color(theme.hairline),
        rail: if dark {
            color(theme.hairline)
        } else {
            own(0x00DE_DBD2)
        },
        navy: color(theme.navy),
        on_navy: color(theme.on_navy),
        blue: color(theme.reach),
        covered: color(theme.covered),
        gap: color(theme.gap),
        gap_text: color(theme.gap_text),
        gap_tint: own(gap_tint),
        selected: color(vision.sees(SELECTED)),
        casing: color(vision.sees(CASING)),
        selected_tint: own(if dark { 0x0042_3C18 } else { 0x00FF_F1B8 }),
        ground: color(theme.ground),
        land: color(theme.land),
        coast: color(theme.coast),
        border: color(theme.border),
    }
}

/// Every palette: light and dark, for all eyes.
static PALETTES: LazyLock<[[Palette; Vision::ALL.len()]; 2]> =
    LazyLock::new(|| [false, true].map(|dark| Vision::ALL.map(|vision| window(dark, vision))));

/// The colours of a theme, as some eyes see them.
fn palette(dark: bool, vision: Vision) -> &'static Palette {
    &PALETTES[usize::from(dark)][vision as usize]
}

/// The colours of the theme that a piece of the window is drawn in.
pub(super) fn of(ui: &egui::Ui) -> &'static Palette {
    palette(ui.visuals().dark_mode, vision(ui.ctx()))
}

/// Secondary text on paper, which is white in the dark, too.
pub(super) fn quiet_on_paper() -> Color32 {
    color(style::PAPER.quiet)
}

/// Where the window keeps whose eyes it looks with.
fn vision_id() -> egui::Id {
    egui::Id::unique("vision")
}

/// Whose eyes the window looks with.
pub(super) fn vision(ctx: &egui::Context) -> Vision {
    ctx.data(|data| data.get_temp(vision_id()))
        .unwrap_or_default()
}

/// Whether nothing fades, glides or blinks.
pub(super) fn keep_still(ctx: &egui::Context, still: bool) {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
            style.animation_time = if still { 0.0 } else { FADE };
            style.scroll_animation = if still {
                ScrollAnimation::none()
            } else {
                ScrollAnimation::default()
            };
            style.visuals.text_cursor.blink = !still;
        });
    }
}

/// Looks with other eyes from now on.
pub(super) fn preview(ctx: &egui::Context, vision: Vision) {
    ctx.data_mut(|data| data.insert_temp(vision_id(), vision));
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let p = palette(theme == egui::Theme::Dark, vision);
        ctx.style_mut_of(theme, |style| {
            let blinks = style.visuals.text_cursor.blink;
            style.visuals = visuals(p);
            style.visuals.text_cursor.blink = blinks;
        });
    }
}

/// Body text in the semibold face.
pub(super) fn strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(STRONG.into()))
}

/// Body text.
pub(super) fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Size of body text in points.
pub(super) const BODY: f32 = 13.5;
/// Size of secondary text in points.
pub(super) const SMALL: f32 = 12.0;

/// How long something takes to fade in, seconds.
const FADE: f32 = 0.08;

/// Sets both themes up and chooses one.
pub(super) fn apply(ctx: &egui::Context, dark: bool) {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(palette(theme == egui::Theme::Dark, Vision::All));
            style.text_styles = [
                (TextStyle::Heading, strong(19.0)),
                (TextStyle::Body, regular(BODY)),
                (TextStyle::Button, regular(BODY)),
                (TextStyle::Small, regular(SMALL)),
                (
                    TextStyle::Monospace,
                    FontId::new(BODY, FontFamily::Monospace),
                ),
            ]
            .into();
            let spacing = &mut style.spacing;
            spacing.item_spacing = vec2(8.0, 6.0);
            spacing.button_padding = vec2(9.0, 3.0);
            spacing.interact_size = vec2(32.0, 24.0);
            spacing.slider_rail_height = 4.0;
            spacing.menu_margin = Margin::same(6);
            spacing.window_margin = Margin::same(16);
            spacing.icon_width = 16.0;
            spacing.icon_width_inner = 9.0;
            spacing.combo_height = 320.0;
            spacing.scroll.floating_allocated_width = 8.0;
            spacing.scroll.bar_width = 8.0;
            style.interaction.tooltip_delay = 0.4;
            style.interaction.selectable_labels = false;
            style.animation_time = FADE;
        });
    }
    choose(ctx, dark);
}

/// Chooses the theme.
pub(super) fn choose(ctx: &egui::Context, dark: bool) {
    ctx.set_theme(if dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    });
}

fn visuals(p: &Palette) -> Visuals {
    let mut v = if p.dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let radius = CornerRadius::same(5);
    let hairline = Stroke::new(1.0, p.hairline);
    v.panel_fill = p.panel;
    v.window_fill = p.panel;
    v.window_stroke = hairline;
    v.window_corner_radius = CornerRadius::same(9);
    v.menu_corner_radius = CornerRadius::same(7);
    v.extreme_bg_color = if p.dark { p.paper } else { Color32::WHITE };
    v.text_edit_bg_color = Some(v.extreme_bg_color);
    v.faint_bg_color = p.paper;
    v.weak_text_color = Some(p.quiet);
    v.hyperlink_color = p.blue;
    v.error_fg_color = p.gap_text;
    v.warn_fg_color = p.gap_text;
    v.slider_trailing_fill = true;
    v.handle_shape = egui::style::HandleShape::Circle;
    v.selection.bg_fill = p.blue.gamma_multiply(if p.dark { 0.45 } else { 0.28 });
    v.selection.stroke = Stroke::new(1.0, p.ink);
    let shadow = Shadow {
        offset: [0, 3],
        blur: 14,
        spread: 0,
        color: Color32::from_black_alpha(if p.dark { 110 } else { 36 }),
    };
    v.window_shadow = shadow;
    v.popup_shadow = shadow;
    v.indent_has_left_vline = false;
    let field = v.extreme_bg_color;
    let w = &mut v.widgets;
    w.noninteractive.bg_stroke = hairline;
    w.noninteractive.fg_stroke = Stroke::new(1.0, p.ink);
    w.noninteractive.corner_radius = radius;
    for (state, weak, border) in [
        (&mut w.inactive, p.panel, p.quiet.gamma_multiply(0.4)),
        (&mut w.hovered, p.raised, p.quiet.gamma_multiply(0.55)),
        (&mut w.active, p.raised, p.blue),
        (&mut w.open, p.raised, p.hairline),
    ] {
        state.bg_fill = field;
        state.weak_bg_fill = weak;
        state.bg_stroke = Stroke::new(1.0, border);
        state.fg_stroke = Stroke::new(1.2, p.ink);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: Color32, b: Color32) -> f64 {
        let rgb = |c: Color32| Rgb(c.r(), c.g(), c.b());
        rgb(a).contrast(rgb(b))
    }

    #[test]
    fn text_on_the_windows_own_grounds_has_a_contrast_of_four_and_a_half() {
        for p in [false, true].map(|dark| palette(dark, Vision::All)) {
            for ground in [p.raised, p.gap_tint, p.selected_tint] {
                for text in [p.ink, p.gap_text] {
                    assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}");
                }
            }
        }
    }
}
