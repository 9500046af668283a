#!/usr/bin/env python3
"""Makes land.bin, the land of the Earth beneath the window's map, from Natural Earth.

Usage: npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python3 make.py package/land-50m.json land.bin

The file: the eight bytes "LMLAND1\\n"; then varints (LEB128): the number of rings, and for each ring
2 * corners + (1 if it ends at the south pole's edge, so that its last edges are no coast), then for each corner the zigzag of the
steps in longitude and latitude from the corner before, in hundredths of a degree (the first from 0, 0). Rings are not
repeated at their first corner, run on past 180 degrees instead of jumping, and have outsides and holes in opposite directions.
"""

import json
import sys

GRID = 100  # steps per degree: 0.01 degrees are 1.1 km, finer than the source is true


def rings(topology):
    """The rings of all polygons in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for polygon in polygons:
            for ring in polygon:
                corners = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    corners += arc[1:] if corners else arc
                yield corners


def straightened(corners):
    """The ring on the grid, running on across 180 degrees; whether it was led along the pole to close it."""
    turns, last, line = 0, None, []
    for lon, lat in corners:
        if last is not None and abs(lon - last) > 180:
            turns += 1 if lon < last else -1
        last = lon
        at = (round((lon + 360 * turns) * GRID), round(lat * GRID))
        if not line or line[-1] != at:
            line.append(at)
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


def main(source, target):
    with open(source, encoding="utf-8") as file:
        topology = json.load(file)
    # The source has a ring that is nothing but the south pole.
    real = (ring for ring in rings(topology) if max(lat for _, lat in ring) > -89)
    kept = [ring for ring in map(straightened, real) if len(ring[0]) > 2]
    out = bytearray(b"LMLAND1\n") + varint(len(kept))
    for ring, polar in kept:
        out += varint(2 * len(ring) + polar)
        x = y = 0
        for lon, lat in ring:
            out += zigzag(lon - x) + zigzag(lat - y)
            x, y = lon, lat
    with open(target, "wb") as file:
        file.write(out)
    print(f"{len(kept)} rings, {sum(len(r) for r, _ in kept)} corners, {len(out)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
