# The report. Numbers arrive formatted; {$n} and {$k} choose the plural form, {$unit} is own or any, {$some} is some or all.
report-kind = Report
report-title = Who lives beyond the reach of care
report-title-radius = Health care within { $radius }: who lives beyond reach

report-scenario = This report is about a scenario, not about the facilities as they are in the data: { $changes }.
report-scenario-added = { $n ->
    [one] one site is added
   *[other] { $count } sites are added
}
report-scenario-moved = { $n ->
    [one] one facility is moved
   *[other] { $count } facilities are moved
}
report-scenario-closed = { $n ->
    [one] one facility is closed
   *[other] { $count } facilities are closed
}

report-key-villages = of { $all } villages lie beyond reach
report-key-people = people live there
report-key-share = of { $people } people are within reach
report-key-share-villages = of the villages are within reach
report-key-area = of the districts' area is within reach
report-key-farthest = from the farthest village to its nearest facility

report-finding = The finding
report-beyond-radius = more than { $radius } from the nearest health facility{ $unit ->
    [own] { " " }of their own district
   *[any] { "" }
}{ $some ->
    [some] { " " }that counts
   *[all] { "" }
}
report-beyond-tiers = beyond the reach of every health facility{ $unit ->
    [own] { " " }of their own district
   *[any] { "" }
}{ $some ->
    [some] { " " }that counts
   *[all] { "" }
}
report-beyond-several = where fewer than { $count } health facilities{ $unit ->
    [own] { " " }of their own district
   *[any] { "" }
}{ $some ->
    [some] { " " }that count
   *[all] { "" }
} are within reach
report-found = { $gap } of { $all } villages, home to { $people }, { $n ->
    [one] lies
   *[other] lie
} { $beyond }. That is { $share } of all { $total }.
report-found-villages = { $gap } of { $all } villages { $n ->
    [one] lies
   *[other] lie
} { $beyond }. How many people live there is not in the data.
report-found-none = No village lies beyond reach: all { $villages } whose location is known, home to { $people }, have the health care that was asked for.
report-found-none-villages = No village lies beyond reach: all { $villages } whose location is known have the health care that was asked for.
report-found-no-villages = The data hold no villages, so no gap can be judged.
report-found-unjudged = None of the { $villages } in the data has a usable location, so no gap can be judged.
report-found-within = Within reach are { $villages } with { $people }, { $share } of all people.
report-found-within-villages = Within reach are { $villages }, { $share } of all villages.
report-found-districts = Villages beyond reach lie in { $count } of { $all } districts. The most people beyond reach live in { $name }: { $people } in { $villages }, { $share } of all who live there.
report-found-districts-villages = Villages beyond reach lie in { $count } of { $all } districts. { $name } has the most of them: { $gap } of its { $villages }.
report-found-farthest = The village farthest beyond reach is { $name }: { $distance } from { $facility }, its nearest facility, and { $over } beyond the edge of reach.
report-found-largest = The largest village beyond reach is { $name } with { $people }.
report-found-unserved = For { $villages } no facility, or too few, could count at all, however far away.
report-found-borderline = { $n ->
    [one] { $villages } lies
   *[other] { $villages } lie
} within { $tolerance } of the edge of reach, on either side; a small error in a location could change the answer. Borderline villages are counted by their distance, as within or beyond reach, like all others.
report-found-unknown = { $n ->
    [one] { $villages } has
   *[other] { $villages } have
} no usable location and cannot be judged{ $some ->
    [some] ; the { $people } there are in the totals, but neither within nor beyond reach
   *[all] { "" }
}.
report-found-area = Of the districts' { $area }, { $low } to { $high } lie within reach; the true share is between these two bounds.
report-found-area-exact = Of the districts' { $area }, { $low } lie within reach.
report-place = { $name } ({ $district })

report-question = The question and the rule
report-asked = Which villages have no health facility within reach, and how many people live there?
report-asked-several = Which villages have fewer than { $count } health facilities within reach, and how many people live there?
report-rule-radius = A village is within reach when { $k ->
    [one] a health facility lies
   *[other] { $count } health facilities lie
} no farther than { $radius } from it; at exactly { $radius } it still is.
report-rule-tiers = A village is within reach when it lies within the radius of { $k ->
    [one] a health facility
   *[other] { $count } health facilities
}; each tier has a radius of its own (see the table), and at exactly that distance a village still is within reach.
report-rule-metric = Distance is the shortest line over the WGS 84 ellipsoid, not the way by road.
report-rule-filter = Only facilities that match "{ $filter }" count: { $serving } of { $all }.
report-rule-unit = Only facilities of the village's own district count.
report-rule-tolerance = Villages within { $tolerance } of the edge of reach, on either side, are marked as borderline.
report-tiers = Facilities by tier, and whom each tier reaches on its own
report-tier = Tier
report-radius = Reach
report-no-radius = does not serve
report-facilities = Facilities that serve
report-villages-within = Villages within reach
report-people-within = People within reach
report-share = Share

report-changes = What the scenario changes
report-change = Change
report-facility = Facility
report-where = Where
report-added = Added
report-moved = Moved
report-closed = Closed

report-map = The gap map
report-map-caption = Villages beyond reach are red, the larger the more people live there; the soft blue is the area within reach of a facility. The key below the map gives all signs with their numbers.
report-map-instead = Map of the villages within and beyond reach, the facilities and the districts. Its content in numbers is in the tables of this report.

report-worst = Where it is worst
report-worst-none = No village lies beyond reach, so there is nothing to list.
report-worst-districts = { $n ->
    [one] The district with people beyond reach
   *[other] The { $count } districts with the most people beyond reach
}
report-worst-districts-villages = { $n ->
    [one] The district with villages beyond reach
   *[other] The { $count } districts with the most villages beyond reach
}
report-district = District
report-villages-beyond = Villages beyond reach
report-of-villages = of
report-people-beyond = People beyond reach
report-share-beyond = Share of its people
report-area-within = Area within reach
report-together = Together they hold { $share } of all people beyond reach.
report-together-villages = Together they hold { $share } of all villages beyond reach.
report-worst-villages = { $n ->
    [one] The village beyond reach
   *[other] The { $count } villages farthest beyond reach
}
report-village = Village
report-people = People
report-nearest = Nearest facility
report-distance = Distance
report-over = Beyond reach by

report-spread = Distance to the nearest facility
report-spread-people = Share of people by distance to the nearest facility; red: beyond reach
report-spread-villages = Share of villages by distance to the nearest facility; red: beyond reach
report-spread-instead = Bar chart; the table below it holds its numbers.
report-spread-table = The same in numbers
report-spread-up-to = up to { $high }
report-spread-between = { $low } to { $high }
report-spread-more = more than { $low }
report-villages = Villages
report-cumulated = Cumulated
report-spread-radius = Several radii apply; the shortest, { $radius }, sets the classes.
report-gini = How evenly the facilities that serve are spread over the districts: Gini coefficient { $people } by people and { $area } by area (0: in step with people or area; 1: all in one district).
report-gini-people = How evenly the facilities that serve are spread over the districts: Gini coefficient { $people } by people (0: in step with people; 1: all in one district).

report-data = The data
report-files = Files
report-file = File
report-role = Used as
report-role-none = not used
report-features = Features
report-skipped = Skipped
report-size = Size
report-modified = Last changed (UTC)
report-sha = SHA-256
report-files-note = Skipped: features whose location or kind cannot be used. The SHA-256 digest identifies a file: the same digest means the same content.
report-problems = Problems in the data
report-problems-none = Reading and checking the files brought up nothing to be warned of.
report-problem = Problem
report-number = Number
report-rows = Rows
report-rows-note = Rows are counted from 0, as source_row in the lists.
report-example = Example
report-problems-more = { $n ->
    [one] One more kind of problem is listed in summary.json.
   *[other] { $count } more kinds of problems are listed in summary.json.
}

report-method = How it was computed
report-method-distance = Distances are lengths of geodesics (shortest lines) on the WGS 84 ellipsoid after C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013) 43–55, doi:10.1007/s00190-012-0578-z. They are exact to well below a millimetre for the locations given.
report-method-villages = Every village counts as one place with all its people, at the location that its file gives. It belongs to the district whose outline contains that place; of several, to the first in the file. Of facilities at equal distance, the first in its file is named the nearest.
report-method-area = Shares of area are computed on the ellipsoid between two proven bounds; the area within reach follows from the true circles of all facilities that serve, by the same rule as for villages.
report-method-people = Shares of people are of all people in the data, those of villages without a usable location included.
report-limits = What this report does not say
report-limit-road = A straight line is never longer than the road. A village beyond reach here is beyond reach by road as well; a village within reach here may be far by road, over a river or a mountain. By road, the number beyond reach is therefore at least as large.
report-limit-service = Nothing is said of travel time, cost, opening hours, staff, beds or quality of care, nor of where people in fact seek care.
report-limit-data = The result is as good as the files: a missing facility or a wrong location changes it. Problems that can be seen in the files are listed above.
report-files-beside = The lists villages.csv, districts.csv and gaps.geojson and the file summary.json, written by the same analysis, hold every single figure.
report-version = Lastmile { $version }

# Kinds of problems.
problem-null-geometry = No geometry
problem-bad-geometry = Unusable geometry
problem-bad-coordinate = Impossible coordinate
problem-null-island = Located at 0° E, 0° N
problem-swapped-coordinates = Longitude and latitude perhaps exchanged
problem-not-a-feature = Not a feature
problem-bad-properties = Unusable properties
problem-unusable-geometry = Geometry unfit for its use
problem-representative-point = A point inside stands for an area or line
problem-duplicate-id = Identifier used more than once
problem-missing-id = No identifier
problem-missing-name = No name
problem-missing-population = Population missing or not a number
problem-negative-population = Negative population
problem-unclosed-ring = Outline not closed
problem-ring-direction = Outline turning the other way
problem-self-intersection = Outline crossing itself
problem-overlapping-districts = Village in several districts
problem-outside-districts = Village in no district
problem-coincident-facilities = Facilities at the same place
problem-odd-member = Member that does not belong there
problem-legacy-crs = Coordinates converted from another system
problem-assumed-wgs84 = Coordinate system taken for WGS 84
problem-bad-line = Unreadable line
problem-missing-tier = Tier missing

export-unknown-report = A report is written as .html or .pdf; the name ends in something else.
export-report-tip = The finding in words, numbers and tables, with the map and how it was computed, for someone who does not open the program
