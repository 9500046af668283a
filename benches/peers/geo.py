"""GeoPandas: reading (valid geometries, unique keys, the counties indexed), people by county, and the share of each county's area
within reach. Where it knows several ways, the one that takes the least CPU counts. Shares go to the file SHARES.

usage: geo.py VILLAGES FACILITIES COUNTIES SHARES"""
import sys

import geopandas as gpd
import numpy as np
import shapely

from common import ALBERS, COUNTIES, FACILITIES, RADII, TIERS, VILLAGES, Row


def best(rows):
    min(rows, key=lambda row: row.cpu).tell()


def read(**options):
    with Row("GeoPandas", "load") as row:
        layers = [gpd.read_file(path, **options) for path in (VILLAGES, FACILITIES, COUNTIES)]
        for layer in layers:
            assert layer.geometry.is_valid.all() and layer.iloc[:, 0].is_unique
        assert layers[2].sindex.size == len(layers[2])
        row.answer = {"form": str(options), **dict(zip(("villages", "facilities", "counties"), map(len, layers)))}
    return row, layers


plain, _ = read()
arrow, (villages, facilities, counties) = read(use_arrow=True)
plain.tell()
arrow.task = "load_arrow"
arrow.tell()

# Degrees need no projection here; the index of a join is built with it.
with Row("GeoPandas", "pip") as row:
    joined = gpd.sjoin(villages[["population", "geometry"]], counties[["code", "geometry"]], predicate="within")
    people = joined.groupby("code")["population"].sum()
    row.answer = {"inside": int(joined.index.nunique()), "people": float(people.sum())}
row.tell()


def circles():
    shapes = counties.geometry.to_crs(ALBERS).values
    centres = facilities.geometry.to_crs(ALBERS).values
    radius = facilities["tier"].map(dict(zip(TIERS, RADII))).values
    return np.asarray(shapes), shapely.buffer(np.asarray(centres), radius, quad_segs=16)


def by_union():
    """One union of all circles, cut part by part."""
    shapes, discs = circles()
    parts = shapely.get_parts(shapely.union_all(discs))
    county, part = shapely.STRtree(parts).query(shapes, predicate="intersects")
    area = shapely.area(shapely.intersection(shapes[county], parts[part]))
    return np.bincount(county, area, len(shapes)) / shapely.area(shapes)


def by_county():
    """A union for each county of the circles that touch it."""
    shapes, discs = circles()
    county, disc = shapely.STRtree(discs).query(shapes, predicate="intersects")
    order = np.argsort(county, kind="stable")
    groups = np.split(disc[order], np.searchsorted(county[order], np.arange(1, len(shapes))))
    area = [shapely.intersection(shape, shapely.union_all(discs[group])).area for shape, group in zip(shapes, groups)]
    return np.array(area) / shapely.area(shapes)


def areas(way):
    with Row("GeoPandas", "areas") as row:
        shares = way()
        row.answer = {"form": way.__name__, "mean_share": float(shares.mean())}
    return row, shares


ways = [areas(by_union), areas(by_county)]
best([row for row, _ in ways])
np.savetxt(sys.argv[4], min(ways, key=lambda way: way[0].cpu)[1])
