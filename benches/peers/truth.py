"""The truth of the area shares, apart from any tool measured here: circles of 180 points that PROJ puts on the ellipsoid by Karney's
method, wide enough that each polygon has its circle's area; unions and cuts by GEOS in Albers' equal-area plane. Takes half a minute.

usage: truth.py VILLAGES FACILITIES COUNTIES OUT"""
import sys

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod, Transformer

from common import ALBERS, COUNTIES, FACILITIES, RADII, TIERS

CORNERS = 180
geod = Geod(ellps="WGS84")
to_plane = Transformer.from_crs("EPSG:4326", ALBERS, always_xy=True)
facilities = gpd.read_file(FACILITIES)
# Edges are straight in degrees (RFC 7946, 3.1.1), not in the plane: long ones are divided before they are projected.
counties = np.asarray(gpd.read_file(COUNTIES).geometry.segmentize(0.01).to_crs(ALBERS).values)

# A regular polygon of n corners on a circle of radius r has the area n/2 · r² · sin(2π/n).
wider = np.sqrt(2 * np.pi / CORNERS / np.sin(2 * np.pi / CORNERS))
radius = facilities["tier"].map(dict(zip(TIERS, RADII))).values * wider
lon, lat = facilities.geometry.x.values, facilities.geometry.y.values
directions = np.linspace(0, 360, CORNERS, endpoint=False)
discs = []
for some in np.array_split(np.arange(len(radius)), len(radius) // 2000 + 1):
    each = np.repeat(some, CORNERS)
    east, north, _ = geod.fwd(lon[each], lat[each], np.tile(directions, len(some)), radius[each])
    discs.append(shapely.polygons(np.column_stack(to_plane.transform(east, north)).reshape(-1, CORNERS, 2)))
discs = np.concatenate(discs)
tree = shapely.STRtree(discs)
shares = [shapely.intersection(county, shapely.union_all(discs[tree.query(county, predicate="intersects")])).area / county.area
          for county in counties]
np.savetxt(sys.argv[4], shares)
