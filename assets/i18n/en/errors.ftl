# Errors (title, detail, remedy) and warnings. File and row of a warning stand beside it, not in it.

read-not-found-title = { $file } was not found
read-not-found-detail = There is no file of this name.
read-not-found-remedy = Check the spelling and the folder.
read-folder-title = { $file } is a folder
read-folder-detail = A file is needed here.
read-folder-remedy = Choose a file inside the folder.
read-io-title = { $file } could not be opened
read-io-detail = The system says: { $reason }
read-io-remedy = Check that you may read the file, that no other program locks it, and that its drive is connected.
read-format-title = { $file }: this format cannot be read yet
read-format-detail = "{ $format }" files are not supported; GeoJSON (.geojson, .json, .geojsonl) is.
read-format-remedy = Export the layer as GeoJSON, in QGIS with Export → Save Features As → GeoJSON, and open that.
read-format-none-title = { $file }: the format is not known
read-format-none-detail = The file has no extension, and its content is not GeoJSON.
read-format-none-remedy = Export the layer as GeoJSON (.geojson) and open that.
read-empty-title = { $file } is empty
read-empty-detail = There is nothing in the file.
read-empty-remedy = Export it again; the export was probably interrupted.
read-not-utf8-title = { $file } is not UTF-8 text
read-not-utf8-detail = Line { $line } holds bytes that are not UTF-8.
read-not-utf8-remedy = Save the file as UTF-8, or export it again with the encoding UTF-8.
read-gbk-title = { $file } is not UTF-8 text
read-gbk-detail = Line { $line } holds bytes that are not UTF-8; they look like Chinese text in GBK or GB 18030.
read-gbk-remedy = Convert the file to UTF-8 (a text editor's Save as, or: iconv -f GB18030 -t UTF-8), or export it again with the encoding UTF-8.
read-other-format-title = { $file } is not GeoJSON
read-other-format-detail = Its content is that of another format: { $format }.
read-other-format-remedy = Export the layer as GeoJSON, in QGIS with Export → Save Features As → GeoJSON, and open that.
read-not-json-title = { $file } is broken at line { $line }
read-not-json-detail = Line { $line }, column { $column }: expected { $expected }, but { $found }.
read-not-json-remedy = Correct the file there, or export it again; a file that ends too early was probably not written to its end.
read-not-geojson-title = { $file } holds no map data
read-not-geojson-detail = The file is JSON, but not GeoJSON: { $found }.
read-not-geojson-remedy = Export the layer as GeoJSON: a FeatureCollection with a list of features.
read-crs-title = { $file }: the coordinate system "{ $name }" cannot be converted
read-crs-detail = The file's member "crs" names "{ $name }". Taking its coordinates for WGS 84 would be a guess.
read-crs-remedy = Export the layer with the coordinate system WGS 84 (EPSG:4326), in QGIS with Export → Save Features As. WGS 84, CGCS2000 (EPSG:4490), ETRS89, NAD83 and Web Mercator (EPSG:3857) are read directly.
read-range-title = { $file }: the coordinates are not longitude and latitude
read-range-detail = Row { $row } (counted from 0) has { $x }, { $y }. { $looks }
looks-like-swapped = They look like latitude before longitude.
looks-like-turn = They look like longitudes counted from 0 to 360.
looks-like-mercator = They look like Web Mercator metres (EPSG:3857).
looks-like-gauss = They look like Gauss–Krüger metres, { $width }-degree zone { $zone } ({ $epsg } if CGCS2000).
looks-like-gauss-northing = They look like Gauss–Krüger metres, { $width }-degree zone { $zone } ({ $epsg } if CGCS2000), northing before easting.
looks-like-transverse = They look like UTM or Gauss–Krüger metres without a zone, or like Web Mercator.
looks-like-unknown = They are of no system that could be recognised.
read-range-swapped-remedy = Exchange the two numbers: GeoJSON puts longitude first. Exporting the layer again from a GIS does so.
read-range-turn-remedy = Subtract 360 from the longitudes above 180, or export the layer again with longitudes from −180 to 180.
read-range-mercator-remedy = If they are, name the system with a member at the top of the file: { $member }. Or export the layer with WGS 84 (EPSG:4326).
read-range-gauss-remedy = Export the layer with the coordinate system WGS 84 (EPSG:4326), in QGIS with Export → Save Features As, after telling QGIS the system it is in ({ $epsg } if CGCS2000).
read-range-gauss-northing-remedy = Exchange the columns so that easting comes first, tell QGIS the system ({ $epsg } if CGCS2000), and export the layer with WGS 84 (EPSG:4326).
read-range-transverse-remedy = Find out the system and its zone, tell QGIS, and export the layer with WGS 84 (EPSG:4326).
read-range-unknown-remedy = Find out the layer's coordinate system and export it with WGS 84 (EPSG:4326).
read-useless-title = { $file }: nothing in it can be used
read-useless-detail = { $n ->
    [one] Its only feature cannot be used.
   *[other] None of its { $count } features can be used.
} Row { $row } (counted from 0): { $first }
read-useless-remedy = Export the layer again as GeoJSON, or correct the geometries.
read-heading-title = { $file } has no heading
read-heading-detail = The first row holds only numbers ({ $found }), so nothing says what the columns are.
read-heading-remedy = Put a row above it that names the columns, for instance code, name, population.
read-workbook-title = { $file } could not be opened as a workbook
read-workbook-detail = It may be protected by a password, cut off, or an archive of something else ({ $reason }).
read-workbook-remedy = Open it in a spreadsheet program, remove the password if it has one, and save it as .xlsx or as CSV.
read-large-title = { $file } is too large
read-large-detail = It has more than 4 294 967 295 features, or one feature takes more than 4 GB.
read-large-remedy = Split it by region.
read-memory-title = Not enough memory for { $file }
read-memory-detail = The file has { $size }. Reading the rest of it needs about { $needed } of memory; { $available } are free.
read-memory-remedy = Close other programs, use a computer with more memory, or split the file by region.
read-cancelled-title = Reading { $file } was cancelled
read-cancelled-detail = Nothing of it is used.
read-cancelled-remedy = Open it again when you want it.

expected-value = a value
expected-key = a name in quotes
expected-colon = a colon
expected-comma-or-bracket = a comma or "]"
expected-comma-or-brace = a comma or a closing brace
expected-digit = a digit
expected-escape = an escape such as \n or \u4e2d
expected-quote = a closing quote on the same line
expected-end = nothing more
found-end = the file ends there
found-char = '{ $char }' stands there
found-array = it is a list
found-scalar = it is a single value
found-no-type = there is no "type"
found-type-not-text = its "type" is not a text
found-unknown-type = its type is "{ $type }"
found-topojson = it is TopoJSON, another format
found-esri = it is Esri JSON, another format
found-overpass = it is the answer of an Overpass query
found-no-features = it is a FeatureCollection without "features"
found-features-not-array = its "features" are not a list

assemble-column-title = { $file } has no column "{ $column }"
assemble-column-detail = { $role }: the column "{ $column }" was asked for, but the file does not have it.
assemble-column-remedy = Its columns are: { $columns }.
assemble-column-none-remedy = The file has no columns at all; leave the column out.
assemble-memory-title = Not enough memory to analyze these files
assemble-memory-detail = They are read, but an analysis of { $count } rows needs about { $needed } of memory; { $available } are free.
assemble-memory-remedy = Close other programs, use a computer with more memory, or open one region at a time.
assemble-filter-title = { $file }: the filter of its rows cannot be read
assemble-nothing-title = { $file } has nothing for "{ $role }"
assemble-nothing-detail = { $n ->
    [0] The file has no rows.
    [one] Its only row cannot serve in this role.
   *[other] None of its { $count } rows can serve in this role.
}
assemble-nothing-facilities-remedy = Choose a file with the places of facilities as points, or check the filter.
assemble-nothing-villages-remedy = Choose a file with the places of villages as points, or check the filter.
assemble-nothing-districts-remedy = Choose a file with the districts' outlines as polygons, or check the filter.

unit-none-title = "{ $text }" has no unit
unit-none-detail = Metres or kilometres would be a guess.
unit-none-remedy = Write { $text }km or { $text }m.
unit-unknown-title = "{ $text }" has an unknown unit
unit-unknown-detail = "{ $unit }" is not a unit of length.
unit-unknown-remedy = Use m, km, mi or ft: 800m, 5km, 3mi.
unit-number-title = "{ $text }" is not a distance
unit-number-detail = It does not begin with a number.
unit-number-remedy = Write a number with a unit: 800m, 5km, 3mi.
unit-range-title = "{ $text }" is out of range
unit-range-detail = A distance is zero or more, and no two places are more than 20 003 km apart.
unit-range-remedy = Write a distance between 0m and 20003km.

bad-filter-title = The filter cannot be read
bad-filter-detail = "{ $text }": at character { $at }, { $expected } was expected.
bad-filter-remedy = Write it like: tier = township and (beds >= 20 or name ~ "centre")
bad-filter-field = the name of a column
bad-filter-comparison = a comparison (=, !=, <, <=, >, >=, ~, in, is null)
bad-filter-value = a value
bad-filter-bracket = a closing bracket
bad-filter-quote = a closing quote
bad-filter-end = "and", "or" or the end

warning-null-geometry = It has no geometry, so its place is unknown.
warning-bad-geometry = Its geometry cannot be used: { $reason }.
warning-bad-coordinate = Its coordinate ({ $value }) is no place on the Earth; the row has no location.
warning-null-island = It lies at 0° E, 0° N; a missing coordinate was probably written as zero.
warning-swapped-coordinates = It lies far from the others, but among them if longitude and latitude ({ $value }) were exchanged. It was left where it is.
warning-not-a-feature = It is no feature: { $reason }.
warning-bad-properties = Its properties are no object ({ $value }); it has no attributes.
warning-unusable-geometry = { $reason }.
warning-representative-point = { $reason }.
warning-duplicate-id = The identifier "{ $value }" stands on { $count } rows.
warning-duplicate-id-all = Most identifiers stand on several rows ({ $count } rows); another column may be the identifier.
warning-missing-id = It has no identifier; its row number serves.
warning-missing-id-all = { $n ->
    [one] The row has no identifier; its row number serves.
   *[other] { $count } rows have no identifier; their row numbers serve.
}
warning-missing-name = It has no name; its identifier serves.
warning-missing-name-all = { $n ->
    [one] The row has no name; its identifier serves.
   *[other] { $count } rows have no name; their identifiers serve.
}
warning-missing-population = Its population is missing; it counts as nobody.
warning-missing-population-text = Its population "{ $value }" is not a number; it counts as nobody.
warning-missing-population-all = { $n ->
    [one] The row has no population; it counts as nobody.
   *[other] { $count } rows have no population; they count as nobody.
}
warning-negative-population = Its population ({ $value }) is negative; it counts as nobody.
warning-unclosed-ring = A ring of its outline was not closed; it was closed.
warning-ring-direction = A ring turns the other way than RFC 7946 asks; nothing else changes.
warning-ring-direction-all = { $n ->
    [one] { $count } outline turns the other way than RFC 7946 asks; nothing else changes.
   *[other] { $count } outlines turn the other way than RFC 7946 asks; nothing else changes.
}
warning-self-intersection = Its outline crosses itself; its area may not be what was meant.
warning-overlapping-districts = It lies in several districts; it counts in the first of them in the file.
warning-overlapping-districts-all = { $n ->
    [one] One village lies in several districts; it counts in the first of them in the file.
   *[other] { $count } villages lie in several districts; each counts in the first of them in the file.
}
warning-outside-districts = It lies in no district, so no district's figures include it.
warning-outside-districts-all = { $n ->
    [one] One village lies in no district, so no district's figures include it.
   *[other] { $count } villages lie in no district, so no district's figures include them.
}
warning-coincident-facilities = Another facility stands at the same place.
warning-coincident-facilities-all = { $n ->
    [one] One facility shares its place with another.
   *[other] { $count } facilities share their place with another.
}
warning-odd-member = { $reason }.
warning-legacy-crs = The coordinates were converted from { $value }, as the file's member "crs" says.
warning-assumed-wgs84 = { $value } was taken for WGS 84; the two agree within about two metres.
warning-assumed-wgs84-null = The file says that its coordinate system is unknown; WGS 84 was assumed.
warning-bad-line = Line { $value } is no JSON; it was passed over.
warning-ragged-row = It has { $held } cells under a heading of { $width }; missing ones are empty, further ones were left out.
warning-missing-tier = Its tier is missing; facilities without one form a tier of their own.
warning-missing-tier-all = { $n ->
    [one] The row has no tier; facilities without one form a tier of their own.
   *[other] { $count } rows have no tier; facilities without one form a tier of their own.
}

reason-times = { $reason } ({ $count } times)
reason-no-member = the member "geometry" is missing
reason-empty = it is empty
reason-no-type = the member "type" is missing
reason-unknown-type = the type "{ $value }" is not known
reason-no-coordinates = the member "coordinates" is missing
reason-wrong-nesting = its coordinates are not nested as its type asks
reason-not-a-number = { $value } stands where a number must be
reason-too-few-numbers = a position has fewer than two numbers
reason-too-few-positions = it has too few positions ({ $value })
reason-too-deep = its collections are nested too deep
reason-not-an-object = { $value } is no geometry
reason-no-geometries = the member "geometries" is missing
reason-bbox = The member "bbox" is not a list of four or six numbers; it was ignored
reason-crs = A member "crs" inside a feature was ignored
reason-id = The feature's "id" is neither a text nor a number; it was ignored
reason-member = The member "{ $value }" does not belong here; it was ignored
reason-duplicate = The member "{ $value }" stands twice; the last one counts
reason-type-case = The type "{ $value }" is not written as the format asks; it was understood
reason-nested-collection = A collection stands inside a collection
reason-mixed-dimensions = Positions of one ring have different numbers of values
reason-geometry-as-feature = A geometry stands where a feature should be; it was used
reason-not-finite = A value that is not a finite number was read as missing
reason-too-many-columns = There are more than 2 000 different columns; the others were left out
reason-no-collection-type = The collection does not say that it is a FeatureCollection; it was understood
reason-title-line = The line "{ $value }" above the heading was read as a title
reason-heading-empty = Column { $value } has no heading; it is named after its position
reason-heading-twice = The heading "{ $value }" stands several times; the later ones are numbered
reason-undecodable = Characters that could not be decoded: { $value }
reason-sheet = Of the workbook's sheets "{ $value }" was read
reason-cell-error = Cells whose formula ends in an error were read as empty: { $value }
reason-no-feature = { $value } stands in its place
reason-feature-type = its type is "{ $value }"
reason-no-point = No place could be found for it
reason-no-area = It is no polygon, so it is no district
reason-no-role = Nothing says whether these are facilities, villages or districts; choose a role
reason-no-place = There are neither points nor polygons, so nothing can serve as facility, village or district
reason-several-points = It has { $value } places; the first one was taken
reason-area = It is a line or an area; a point inside stands for it
