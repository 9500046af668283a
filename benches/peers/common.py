"""What the peers share: the files, the question, and one JSON line a row in the shape that the Rust bench prints."""
import json
import sys
import time

import numpy as np

VILLAGES, FACILITIES, COUNTIES = sys.argv[1:4]
TIERS = ("village_clinic", "township_health_centre", "county_hospital", "city_hospital")
RADII = (2500.0, 5000.0, 15000.0, 30000.0)
# Albers' equal-area projection for the whole country.
ALBERS = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=WGS84 +units=m"


class Row:
    """Measures a block: CPU seconds of all threads, seconds on the clock. `answer` is filled in the block or after it."""

    def __init__(self, tool, task):
        self.tool, self.task, self.answer = tool, task, {}

    def __enter__(self):
        self.cpu, self.wall = time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *error):
        self.cpu, self.wall = time.process_time() - self.cpu, time.perf_counter() - self.wall

    def tell(self):
        print(json.dumps({"tool": self.tool, "task": self.task, "cpu": round(self.cpu, 5), "wall": round(self.wall, 5),
                          "answer": self.answer}), flush=True)


def earth_centred(lonlat):
    """WGS 84 longitudes and latitudes in degrees as earth-centred metres."""
    a, e2 = 6378137.0, 0.0066943799901413165
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    sin, cos = np.sin(lat), np.cos(lat)
    n = a / np.sqrt(1 - e2 * sin * sin)
    return np.column_stack((n * cos * np.cos(lon), n * cos * np.sin(lon), n * (1 - e2) * sin))
