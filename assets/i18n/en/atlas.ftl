# The atlas: a document with a page for each district.
atlas-kind = { $n ->
    [one] Atlas of one district
   *[other] Atlas of { $count } districts
}
atlas-cover = Cover
atlas-overview = Overview
atlas-table = Districts, worst first
atlas-table-name = Districts by name
atlas-table-file = Districts in the order of their file
atlas-column-district = District
atlas-column-villages = Villages
atlas-column-beyond = Beyond reach
atlas-column-people = People
atlas-column-people-beyond = People beyond reach
atlas-column-share = People within reach
atlas-column-page = Page
atlas-gaps = Villages beyond reach, farthest first
atlas-column-village = Village
atlas-column-nearest = Nearest facility
atlas-column-distance = Distance
atlas-column-by = Beyond by
atlas-continued = (continued)
atlas-number = { $page } / { $pages }
atlas-beyond = { $people } beyond reach
atlas-beyond-villages = beyond reach
atlas-all = Everyone is within reach
atlas-none = No villages
atlas-unjudged = No village can be judged
atlas-figure-villages = Villages within reach
atlas-figure-people = People
atlas-figure-share = People within reach
atlas-figure-area = Area
atlas-figure-area-share = Area within reach
atlas-figure-worst = Farthest village
atlas-of = { $part } of { $all }
atlas-range = { $low } to { $high }
atlas-place = { $name }, { $distance }
atlas-problem = The atlas cannot be made
atlas-unknown = No district is called "{ $name }".
atlas-unknown-remedy = Use an id or a name as it stands in the districts' file.
atlas-no-districts = There are no districts, and an atlas has a page for each.
atlas-no-districts-remedy = Add a file of districts.
