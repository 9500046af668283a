"""Checks of a workbook against the lists, and the files of an invented province."""
import csv
import glob
import json
import os
import random
import sys


def province(folder):
    """60 000 villages in clusters, 600 facilities, 132 districts."""
    chance = random.Random(7)
    os.makedirs(folder)
    west, south, columns, rows, side = 108.0, 30.0, 12, 11, 0.5

    def write(name, features):
        with open(f"{folder}/{name}.geojson", "w", encoding="utf-8") as out:
            json.dump({"type": "FeatureCollection", "features": features}, out, ensure_ascii=False)

    def feature(geometry, **properties):
        return {"type": "Feature", "geometry": geometry, "properties": properties}

    def point():
        x, y = chance.random() * columns * side, chance.random() * rows * side
        return {"type": "Point", "coordinates": [round(west + x, 6), round(south + y, 6)]}

    write("villages", [feature(point(), name=f"第{i}村", population=chance.randint(50, 3000)) for i in range(60_000)])
    write("facilities", [feature(point(), name=f"卫生院{i}", tier="township") for i in range(4000)])
    districts = []
    for i in range(columns * rows):
        x, y = west + i % columns * side, south + i // columns * side
        ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
        districts.append(feature({"type": "Polygon", "coordinates": [ring]}, name=f"第{i}县"))
    write("districts", districts)


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def number(text):
    text = text.strip()
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None


def same(ours, theirs):
    """Whether a cell of the workbook says what the list says; words may be translated."""
    a, b = number(ours), number(theirs)
    return b is not None and abs(a - b) <= 1e-6 * max(1.0, abs(a)) if a is not None else True


def workbook(folder):
    """The sheets as LibreOffice reads them hold the rows of the lists, number by number."""
    sheets = [rows(path) for path in sorted(glob.glob(f"{folder}/sheets/*.csv"))]
    assert len(sheets) >= 4, "LibreOffice reads too few sheets"
    for name, wanted in ("districts", None), ("villages", "gap"):
        head, *lines = rows(f"{folder}/{name}.csv")
        if wanted:
            lines = [line for line in lines if line[head.index("status")] == wanted]
        best = 0
        for sheet in sheets:
            own = {line[0]: line for line in sheet if line}
            found = [own.get(line[0], []) for line in lines]
            held = [len(a) >= len(b) and all(map(same, b, a)) for a, b in zip(found, lines)]
            best = max(best, sum(held))
        assert best == len(lines), f"{name}: {best} of {len(lines)} rows stand in the workbook with all their numbers"
        print(f"{os.path.basename(folder)}: all {len(lines)} rows of {name} stand in the workbook")


if sys.argv[1] == "--province":
    province(sys.argv[2])
else:
    workbook(sys.argv[1])
