#!/usr/bin/env python3
"""Makes the two embedded fonts from the static Noto Sans SC files of the npm package @expo-google-fonts/noto-sans-sc.

usage:  npm pack @expo-google-fonts/noto-sans-sc && tar xzf expo-google-fonts-noto-sans-sc-*.tgz
        pip install fonttools && python3 subset.py package .

Kept: every character of GBK, the rare characters that stand in Chinese place names beyond it, Latin with accents (names in
other countries' files), Greek, Cyrillic, punctuation, arrows and the marks that the window draws. Thin spaces are added. Hinting
and vertical metrics go: both renderers ignore them.
"""
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

RARE = "㙍㙟㙦㙱㟃㠇㠓㧐㳇㳚㳠㴔㵲㸆䃅䃎䅟䌹䎃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"


def gbk():
    out = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                out.update(bytes([lead, trail]).decode("gbk"))
            except UnicodeDecodeError:
                pass
    return out


def add_thin_spaces(font):
    """Noto Sans SC lacks U+2009 and U+202F, which group the digits of numbers: an empty glyph of a fifth of an em."""
    order = font.getGlyphOrder()
    glyph = Glyph()
    glyph.numberOfContours = 0
    font.setGlyphOrder([*order, "thinspace"])
    font["glyf"].glyphs["thinspace"] = glyph
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["hmtx"].metrics["thinspace"] = (font["head"].unitsPerEm // 5, 0)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap.update({0x2009: "thinspace", 0x202F: "thinspace"})


def main(package, target):
    chars = {ord(c) for c in gbk() | set(RARE)}
    for first, last in [(0x20, 0x24F), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x52F), (0x1E00, 0x1EFF),
                        (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x27BF),
                        (0x3000, 0x303F), (0xFF00, 0xFFEF), (0x9FA6, 0x9FFF)]:
        chars.update(range(first, last + 1))
    for weight, source in [("Regular", "400Regular/NotoSansSC_400Regular.ttf"), ("SemiBold", "600SemiBold/NotoSansSC_600SemiBold.ttf")]:
        font = TTFont(pathlib.Path(package) / source, recalcTimestamp=False)
        options = subset.Options(hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], notdef_outline=True,
                                 name_IDs=[0, 1, 2, 3, 4, 6, 13, 14, 16, 17], drop_tables=["vhea", "vmtx", "VORG", "DSIG"])
        job = subset.Subsetter(options)
        job.populate(unicodes=chars)
        job.subset(font)
        add_thin_spaces(font)
        font.save(pathlib.Path(target) / f"NotoSansSC-{weight}.ttf")


if __name__ == "__main__":
    main(*sys.argv[1:3])
