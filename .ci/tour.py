"""The walks of the tour: `tour.py PROGRAM WORK PICTURES [WALK...]`, a walk being `en-light`, `zh-CN-dark`, ..., `small` or `film`."""

import json
import math
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from screen import HEIGHT, WIDTH, Failure, Screen, listen, run  # noqa: E402

program, work, pictures = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
failures = []
COLUMNS = {
    "facilities": {"name": "name", "tier": "tier"},
    "villages": {"name": "name", "population": "population"},
    "districts": {"name": "name"},
}
TILES = Path("../shared/data/tiles").resolve()

# On the map, away from the panels that lie upon it.
MAP = (760, 330)


def inspectors(s):
    s.shot("overview")
    s.key("n")
    s.shot("village")
    tab(s, "role-facilities")
    row(s, 1)
    s.shot("facility")
    tab(s, "role-districts")
    row(s, 0)
    s.shot("district")
    s.key("Escape")


def tab(s, key):
    x, y, w, h = s.named(s.text(key) + r"\s+[\d\s\u202f,]+", "page tab")
    s.click(x + w // 2, y + h // 2)


def row(s, nth):
    x, y, w, h = s.named(".*", "table row", nth)
    s.click(x + 60, y + h // 2)


def tables(s):
    tab(s, "role-villages")
    s.press("table-columns")
    s.shot("columns")
    s.key("Escape")
    s.press("table-filter", "entry")
    s.type("people > 3000")
    s.shot("table-filter")
    s.key("ctrl+a")
    s.type("people >")
    s.shot("table-filter-wrong")
    s.key("ctrl+a")
    s.type("no such village")
    s.shot("table-filter-nothing")
    s.key("ctrl+a", "BackSpace")
    s.key("ctrl+shift+f")
    row(s, 0)
    run("xdotool", "keydown", "shift")
    row(s, 3)
    run("xdotool", "keyup", "shift")
    s.shot("selection-of-rows")
    s.key("Escape")
    tab(s, "table-gaps")
    s.key("ctrl+shift+f")


LAYERS = {
    "names": "layers-labels", "facilities": "role-facilities", "villages": "role-villages",
    "reach": "layers-reach", "districts": "role-districts", "background": "layers-background",
}


def details(s, layer):
    s.press("layer-details", layer=LAYERS[layer])


def layers(s):
    for layer in LAYERS:
        details(s, layer)
        s.shot(f"layer-{layer}")
        if layer == "villages":
            s.press("layer-filter", "entry")
            s.type("population > 3000", seen=True)
            s.key("Return")
            s.shot("layer-villages-filtered")
            s.press("layer-filter-clear")
            s.choose("layer-colour", "layer-colour-distance")
            s.shot("layer-villages-distance")
            s.key("ctrl+z")
        if layer == "districts":
            s.press("breaks-field", "entry", number="1")
            s.key("ctrl+a")
            s.type("seventy")
            s.key("Return")
            s.shot("breaks-wrong")
            s.press("breaks-field", "entry", number="1")
            s.key("ctrl+a")
            s.type("70")
            s.key("Return")
            s.shot("breaks-by-hand")
            s.key("ctrl+z")
        details(s, layer)
    x, y, w, h = s.named(s.text("role-facilities"), "tree item")
    s.click(x + 60, y + h // 2, button=3)
    s.shot("layer-menu")
    s.key("Escape")


def legend(s):
    s.press("classes-used", method=None)
    s.shot("classes")
    s.press("classes-quantile")
    s.shot("classes-quantile")
    s.key("ctrl+z")
    s.press("map-legend", "toggle button")
    s.shot("legend-shut")
    s.press("map-legend", "toggle button")


def tools(s):
    x, y = MAP
    s.key("d")
    for dx, dy in ((0, 0), (120, 40), (60, 160)):
        s.click(x + dx, y + dy)
    s.shot("measure")
    s.key("Escape", "Escape")
    s.key("b")
    s.drag((x, y), (x + 150, y + 110))
    s.shot("select-box")
    s.key("Escape", "Escape")
    s.key("l")
    for dx, dy in ((0, 0), (150, 20), (90, 140)):
        s.click(x + dx, y + dy)
    s.shot("select-polygon-drawing")
    s.key("Return")
    s.shot("select-polygon")
    s.key("Escape", "Escape")
    s.key("r")
    s.drag((x + 60, y + 60), (x + 130, y + 60))
    s.shot("select-radius")
    s.key("Escape", "Escape")


def scenario(s):
    x, y = MAP
    s.key("a")
    s.click(x - 60, y + 60)
    s.shot("site")
    s.key("m")
    s.drag((x - 60, y + 60), (x - 100, y + 90))
    s.shot("site-moved")
    s.key("v")
    s.press("menu-edit")
    s.shot("menu-edit")
    s.key("Escape")
    s.key("ctrl+z", "ctrl+z")


def menus(s):
    for name in ("file", "view", "analysis", "help"):
        s.press(f"menu-{name}")
        s.shot(f"menu-{name}")
        s.key("Escape")
    s.click(*MAP, button=3)
    s.shot("menu-map")
    s.key("Escape")


def bookmarks(s):
    s.key("ctrl+b")
    s.shot("bookmark-new")
    s.key("Return")
    s.press("menu-view")
    s.press("menu-bookmarks")
    s.shot("bookmarks")
    s.key("Escape")


def by_path(s, path, seen=True):
    s.key("ctrl+shift+o")
    s.type(str(path))
    s.key("Return")


def background(s):
    s.command("tile address")
    s.shot("address")
    s.type("ftp://tiles.example/a.png")
    s.shot("address-wrong")
    s.key("ctrl+a")
    s.type("https://tiles.example/{z}/{x}/{y}.png")
    s.shot("address-right")
    s.key("Escape")
    if not TILES.is_dir():
        print("without tile files: ../shared/data/tiles is missing")
        return
    details(s, "background")
    by_path(s, TILES / "stamen_toner_raster_z3.pmtiles")
    s.shot("tiles-raster")
    by_path(s, TILES / "mbtiles/zoomed_world_cities.mbtiles")
    for _ in range(7):
        s.key("minus")
    s.shot("tiles-vector")
    by_path(s, TILES / "invalid.pmtiles")
    s.shot("tiles-invalid")
    s.key("ctrl+shift+f")
    details(s, "background")


def dialogs(s):
    s.key("ctrl+p")
    s.shot("export")
    s.press("export-go", "push button")
    s.named(s.text("news-exported"))
    s.settle()
    s.shot("exported")
    s.click(150, 520, button=5, times=20)
    x, y, w, h = s.named(r"villages\.geojson.*", "push button")
    s.click(x + 50, y + h // 2)
    s.shot("roles")
    s.key("Escape")
    s.key("ctrl+shift+o")
    s.shot("open-path")
    s.key("Escape")
    s.key("ctrl+k")
    s.shot("palette")
    s.type("zzz")
    s.shot("palette-nothing")
    s.key("Escape")
    s.key("F1")
    s.shot("keys")
    s.key("Escape")
    s.command("about")
    s.shot("about")
    s.key("Escape")


def previews(s):
    for name in ("grey", "protanopia", "deuteranopia", "tritanopia"):
        s.command(f"preview {name}")
        s.shot(f"preview-{name}")
    s.command("preview all")


def search(s):
    s.key("ctrl+f")
    s.type("34.5, 119.2")
    s.shot("search-coordinates")
    s.key("Return")
    s.shot("pin")
    s.key("ctrl+f")
    s.type("xyz")
    s.shot("search-nothing")
    s.key("ctrl+a", "BackSpace")


def serving(s):
    s.press("reach-one")
    s.shot("reach-one")
    s.key("ctrl+z")
    s.key("ctrl+l")
    s.type("beds > 10")
    s.key("Return")
    s.shot("serve")
    s.key("ctrl+z")


def states(s):
    """What there is to see where there is nothing, or something is wrong."""
    s.start()
    by_path(s, work / "nowhere.geojson")
    s.shot("missing-file")
    by_path(s, work / "messy.geojson")
    s.shot("messy")
    tab(s, "table-warnings")
    s.shot("warnings")
    by_path(s, work / "data/districts.geojson")
    s.shot("file-added")
    s.key("ctrl+n")
    s.shot("unsaved")
    s.press("unsaved-discard")
    s.shot("empty")
    s.start(work / "near.lastmile")
    s.shot("no-gaps")
    s.start(work / "data/facilities.geojson")
    s.shot("facilities-only")
    s.start(work / "data/villages.geojson")
    s.shot("villages-only")


FULL = [inspectors, tables, layers, legend, tools, scenario, menus, bookmarks, background, serving, dialogs, previews, search, states]
MAIN = [inspectors, legend, scenario, dialogs]


def walk(name):
    if name == "small":
        for language, theme in (("en", "light"), ("zh-CN", "dark")):
            s = Screen(program, work, pictures, language, theme, size=(960, 600))
            s.number = 90
            s.start()
            s.shot("small")
            s.key("n")
            s.shot("small-village")
            s.key("ctrl+k")
            s.shot("small-palette")
            s.key("Escape")
            s.key("F1")
            s.shot("small-keys")
            s.stop()
        return
    if name == "film":
        film()
        return
    language, theme = name.rsplit("-", 1)
    s = Screen(program, work, pictures, language, theme)
    s.start()
    for stop in FULL if name in ("en-light", "zh-CN-dark") else MAIN:
        try:
            stop(s)
        except Failure as failure:
            failures.append(f"{name}, {stop.__name__}: {failure}")
            print(failures[-1], flush=True)
            s.settle()
            s.shot("failed")
            s.start()
    s.stop()


def best_site(canvas):
    """Where a clinic wins most people of the district with most people beyond reach, on a map (x, y, width, height) that fits it."""

    def read(name):
        return json.loads((work / f"data/{name}.geojson").read_text())["features"]

    def metres(a, b):
        east = (a[0] - b[0]) * math.cos(math.radians(a[1]))
        return 111_195 * math.hypot(east, a[1] - b[1])

    # The reach of the demo county: a hospital does not count as near.
    reach = {"clinic": 2500, "station": 2500, "community": 3000, "township": 5000}
    care = [(f["geometry"]["coordinates"], reach[f["properties"]["tier"]]) for f in read("facilities") if f["properties"]["tier"] in reach]
    beyond = {}
    for village in read("villages"):
        at, of = village["geometry"]["coordinates"], village["properties"]
        if all(metres(at, clinic) > far for clinic, far in care):
            beyond.setdefault(of["township"], []).append((at, of["population"]))
    name, missed = max(beyond.items(), key=lambda item: sum(people for _, people in item[1]))
    site = max((at for at, _ in missed), key=lambda at: sum(people for place, people in missed if metres(at, place) <= reach["clinic"]))

    def mercator(lon, lat):
        return lon / 360, -math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)

    rings = next(d["geometry"]["coordinates"] for d in read("districts") if d["properties"]["name"] == name)
    xs, ys = zip(*(mercator(*at) for at in rings[0]))
    x, y, w, h = canvas
    scale = min((w - 120) / (max(xs) - min(xs)), (h - 120) / (max(ys) - min(ys)))
    dx, dy = (a - (max(side) + min(side)) / 2 for a, side in zip(mercator(*site), (xs, ys)))
    return round(x + w / 2 + dx * scale), round(y + h / 2 + dy * scale)


def film():
    """The job in ten seconds, for the README: a reach slides, a gap is looked at, a site tried, the other language, the dark."""
    s = Screen(program, work, pictures, "en", "light")
    frames = []

    def frame(centiseconds):
        frames.append((s.seen, s.pointer, centiseconds))

    s.start()
    frame(120)
    x, y, w, h = s.named(s.text("reach-slider", name="tier-township"), "slider")
    knob = (x + round(w * 0.517), y + h // 2)
    s.point(*knob)
    run("xdotool", "mousedown", "1")
    for step in (-20, -40, -60, -40, -20, 0):
        time.sleep(0.05)
        s.point(knob[0] + step, knob[1])
        time.sleep(0.5)
        s.settle()
        frame(28)
    run("xdotool", "mouseup", "1")
    s.settle()
    frame(50)
    tab(s, "role-districts")
    frame(90)
    row(s, 0)
    frame(120)
    s.key("ctrl+j")
    frame(90)
    s.key("a")
    s.click(*best_site(s.named(s.text("map-name"))))
    time.sleep(0.8)
    s.settle()
    frame(160)
    s.press("language-switch")
    frame(130)
    s.command("theme")
    frame(200)
    s.stop()
    if sum(f[2] for f in frames) > 1400:
        raise Failure("the film is too long")
    pieces = ["convert", "-size", f"{WIDTH}x{HEIGHT}", "-depth", "8"]
    for number, (seen, (x, y), centiseconds) in enumerate(frames):
        raw = work / f"frame-{number}.rgb"
        raw.write_bytes(seen)
        arrow = " ".join(f"{x + dx},{y + dy}" for dx, dy in ((0, 0), (0, 21), (5, 17), (9, 25), (13, 23), (9, 15), (16, 15)))
        draw = ["-fill", "white", "-stroke", "#1F2933", "-strokewidth", "1.6", "-draw", f"polygon {arrow}"]
        pieces += ["(", "-delay", str(centiseconds), f"rgb:{raw}", *draw, "-resize", "960x600", ")"]
    path = pictures / "tour.gif"
    run(*pieces, "+dither", "-colors", "96", "-loop", "0", "-layers", "OptimizePlus", "-layers", "OptimizeTransparency", str(path))
    if path.stat().st_size > 1_500_000:
        raise Failure(f"the film is too large: {path.stat().st_size} bytes")
    if os.environ.get("KEEP_REFERENCES"):
        shutil.copy(path, "docs/tour.gif")


def messy():
    """Villages as people have them: without a place, without a name, with fewer than no people, on the moon."""
    point = lambda lon, lat: {"type": "Point", "coordinates": [lon, lat]}  # noqa: E731
    places = [point(119.2, 34.5), None, point(500, 34.6), point(119.3, 34.6), {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}]
    people = [120, 80, 60, -5, "many"]
    features = [
        {"type": "Feature", "geometry": g, "properties": {"name": f"V{i}", "population": n}}
        for i, (g, n) in enumerate(zip(places, people))
    ]
    (work / "messy.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def near():
    """A project in which nobody is beyond reach."""
    files = ("facilities", "villages", "districts")
    project = {
        "lastmile": 1,
        "layers": [{"path": f"data/{f}.geojson", "roles": [{"role": f, "columns": COLUMNS[f]}]} for f in files],
        "spec": {"reach": {"uniform": 60000.0}},
    }
    (work / "near.lastmile").write_text(json.dumps(project))


def main():
    listen()
    subprocess.run([program, "demo", "--out", str(work / "data")], check=True, stdout=subprocess.DEVNULL)
    messy()
    near()
    began = time.monotonic()
    for name in sys.argv[4:] or ["en-light", "zh-CN-dark", "en-dark", "zh-CN-light", "small"]:
        walk(name)
        print(f"{name}: walked, {time.monotonic() - began:.0f} s", flush=True)


try:
    main()
except Failure as failure:
    failures.append(str(failure))
    print(failure, flush=True)
sys.exit(1 if failures else 0)
