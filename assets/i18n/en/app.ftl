# The window: menus, panels, dialogs.

menu-file = File
menu-edit = Edit
menu-view = View
menu-analysis = Analysis
menu-preview = Preview as seen
menu-help = Help
menu-recent = Recent files
menu-recent-none = Nothing opened yet
language-switch = 中文
language-en = English
language-zh = Chinese
language-both = Both

# Commands: name, and what it does.
cmd-new = New project
cmd-new-tip = Close the project and begin an empty one
cmd-open = Open…
cmd-open-tip = Open GeoJSON files or a project; data files join the open project
cmd-open-path = Open by path…
cmd-open-path-tip = Type or paste the paths of files to open
cmd-open-demo = Open the demo county
cmd-open-demo-tip = An invented prefecture to try everything with
cmd-save = Save project
cmd-save-tip = Save files, roles, reach, filters, edits and the map's place
cmd-save-as = Save project as…
cmd-save-as-tip = Save the project under another name
cmd-export = Export map and lists…
cmd-export-tip = See the page as it will be; write map, atlas, report, workbook and lists
cmd-quit = Quit
cmd-quit-tip = Close the window
cmd-undo = Undo
cmd-undo-tip = Take the last change back
cmd-undo-what = Undo: { $what }
cmd-redo = Redo
cmd-redo-tip = Bring back what was undone
cmd-redo-what = Redo: { $what }
cmd-search = Search
cmd-search-tip = Find a village, a facility, a district or coordinates
cmd-clear-selection = Cancel, or deselect
cmd-clear-selection-tip = Give up what was begun, then the tool, the pin, the selection
cmd-close-facility = Close or reopen the selected facility
cmd-close-facility-tip = Try what happens without it
cmd-zoom-all = Zoom to everything
cmd-zoom-all-tip = Show the whole area
cmd-zoom-selection = Zoom to the selection
cmd-zoom-selection-tip = Show what is selected as large as makes sense
cmd-zoom-in = Zoom in
cmd-zoom-in-tip = Enlarge the map
cmd-zoom-out = Zoom out
cmd-zoom-out-tip = Show more of the map
cmd-toggle-layers = Layers panel
cmd-toggle-layers-tip = Show or hide layers and reach
cmd-toggle-inspector = Inspector
cmd-toggle-inspector-tip = Show or hide the inspector
cmd-toggle-table = Table
cmd-toggle-table-tip = Show or hide the table
cmd-toggle-countries = Lines between countries
cmd-toggle-countries-tip = Show or hide the lines between countries as Natural Earth draws them: by who controls the ground
cmd-toggle-theme = Light or dark
cmd-toggle-theme-tip = Change between the light and the dark appearance
cmd-toggle-language = Language: 中文 / English
cmd-toggle-language-tip = 切换为中文
cmd-fullscreen = Full screen
cmd-fullscreen-tip = Use the whole screen, or leave it
cmd-preview-all = With all colours
cmd-preview-all-tip = The usual appearance
cmd-preview-grey = Without colours
cmd-preview-grey-tip = As a black-and-white print shows it, and as people see it who see no colours
cmd-preview-protanopia = Without red (protanopia)
cmd-preview-protanopia-tip = As people see it who lack the cones for red
cmd-preview-deuteranopia = Without green (deuteranopia)
cmd-preview-deuteranopia-tip = As people see it who lack the cones for green
cmd-preview-tritanopia = Without blue (tritanopia)
cmd-preview-tritanopia-tip = As people see it who lack the cones for blue
cmd-tool-select = Look and select
cmd-tool-select-tip = Click to select, drag to move the map
cmd-tool-add-site = Add a site
cmd-tool-add-site-tip = Click on the map to try a new facility there
cmd-tool-move = Move a facility
cmd-tool-move-tip = Drag a facility and watch who comes within reach
cmd-tool-measure = Measure distance and area
cmd-tool-measure-tip = Click corners on the map; lengths and the area between them are those on the ellipsoid
cmd-next-gap = Next village beyond reach
cmd-next-gap-tip = Walk through the gaps in the order of the table
cmd-previous-gap = Previous village beyond reach
cmd-previous-gap-tip = Walk back through the gaps
cmd-filter = Filter facilities
cmd-filter-tip = Choose which facilities serve
cmd-palette = All commands…
cmd-palette-tip = Find a command by typing a part of its name
cmd-keys = Keyboard and mouse
cmd-keys-tip = The list of keys
cmd-about = About Lastmile
cmd-about-tip = Version, exactness, licences

# What undo takes back.
change-add-layers = adding files
change-remove-layer = removing a file
change-roles = roles and columns
change-reach = reach
change-filter = filter
change-rule = rule
change-classes = changing the district classes
change-title = title
change-add-site = adding a site
change-move = moving a facility
change-close = closing a facility
change-reopen = reopening a facility
change-clear-edits = dropping all edits

# The headline.
headline-people = { $share } of { $people } people
headline-villages = { $covered } of { $all } villages
headline-villages-unknown = { $villages } ({ $unknown } without a known place)
headline-within = within { $radius }
headline-within-tiers = within reach of care
headline-beyond = { $villages }, { $people } beyond
headline-beyond-villages = { $villages } beyond
headline-none = Nobody is beyond reach
# What follows the large share: in full, and shorter where there is less room.
headline-full = of { $people } people, { $villages } { $reach }
headline-full-villages = of the villages, { $villages } { $reach }
headline-shorter = of { $people } people { $reach }
headline-shorter-villages = of the villages { $reach }
headline-sentence = { $villages }, { $people } { $reach }; { $beyond }
headline-sentence-villages = { $villages } ({ $share }) { $reach }; { $beyond }

# Layers and files.
layers-title = Layers
layers-none = Open or drop files to begin.
layers-reach = Area within reach
layers-labels = Names
layers-background = Background
layers-toggle = Show { $layer }
files-title = Files
files-unused = not used
files-tip = What this file serves as, and which columns say what
edits-title = { $n ->
    [one] Scenario: { $count } change
   *[other] Scenario: { $count } changes
}
edit-added = Added: { $name }
edit-moved = Moved: { $name }
edit-closed = Closed: { $name }
edit-reopened = Reopened: { $name }
edits-clear = Drop all changes
edits-clear-tip = Back to the facilities as they are
site-name = Site { $number }

roles-facts = { $n ->
    [one] { $count } row · { $format } · { $crs }
   *[other] { $count } rows · { $format } · { $crs }
}
roles-question = This file serves as
roles-facilities-tip = Places that give care
roles-villages-tip = Places where people live
roles-districts-tip = Areas to sum over
roles-name = Name
roles-id = Identifier
roles-population = People
roles-tier = Tier
roles-rows = Only rows where
roles-rows-hint = all rows
roles-no-column = (none)
roles-remove = Remove from the project
roles-remove-tip = The file itself is not touched

# Reach.
reach-title = Reach
reach-one = One radius
reach-one-tip = The same radius for every facility
reach-by-tier = By tier
reach-by-tier-tip = A radius for each level of care
reach-uniform = All facilities
reach-metric = Straight line on the WGS 84 ellipsoid
reach-off = does not serve
reach-serves = { $tier } serves
reach-slider = Slider: { $name }
reach-radius = Radius: { $name }
reach-typed-tip = Type a distance: 5 km, 800 m, 3 mi
serve-title = Which facilities serve
serve-hint = all, or: beds > 10
serve-tip = Columns of the facilities, compared: = != < <= > >= ~ (contains) in, is null; joined by and, or, not
serve-unknown = No facility has the column { $fields }
serve-passed = { $serving } of { $all } facilities serve
more-title = More
more-k = Facilities needed within reach
more-k-tip = A village counts as covered when this many facilities are within reach
more-within-unit = Only the village's own district
more-within-unit-tip = Facilities of other districts do not serve it
more-tolerance = Borderline within
more-tolerance-tip = Villages this near the edge of the reach, on either side, are marked as borderline
more-tolerance-none = No tolerance

# The map.
map-name = Map
map-north = N
map-updating = Updating…
map-sources = Data: { $files }
map-nothing-here = Nothing here
map-background-source = Background: Natural Earth
map-countries-source = Lines between countries: Natural Earth, by who controls the ground
map-zoom-here = Zoom here
map-copy-place = Copy coordinates
map-add-here = Add a site here
map-legend = Legend
legend-open = Open the legend
legend-close = Close the legend
legend-gap = Beyond reach
legend-sizes = Size of the marks by people: { $sizes }
legend-people = people
legend-covered = Within reach
legend-tier-tip = Click to show or hide this tier
legend-tier-waits = Too many to draw from here: they show when you zoom in
legend-reach = Area within { $radius }
legend-reach-tiers = Area within reach
legend-share = Share of people within reach
legend-share-tip = How many districts fall into each class
classes-used = Classes: { $method }
classes-tip = How districts are classed
classes-manual = Set by hand
classes-manual-tip = Keep the present breaks and change them one by one in the layer panel
classes-quantile = Quantiles
classes-quantile-tip = As many districts in each class as possible
classes-equal = Equal intervals
classes-equal-tip = Classes of the same width from the lowest to the highest share
classes-natural = Natural breaks
classes-natural-tip = Districts with similar shares together (Fisher–Jenks)
classes-anew = Class anew from the present shares
classes-anew-tip = Classes stay as they are while a reach is changed or a site is tried, so that maps can be compared. This makes them anew.
legend-no-share = none
map-pin = Marked: { $place }
measure-title = Measure
measure-length = Length
measure-perimeter = Perimeter
measure-area = Area
measure-crosses = The outline crosses itself: it has no one area.
measure-begin = Click on the map to begin. Villages and facilities under the pointer are caught.
measure-on = Click: next corner. Double click or Enter: end. Backspace: one corner back. Esc: clear.
measure-ended = Click to begin anew. Backspace: change the end. Esc: clear.
measure-corners = { $n ->
    [one] { $n } corner
   *[other] { $n } corners
}
measure-said = { $what } { $value }
measure-copy = Copy
measure-copy-tip = Corners, lengths and area as a table for a spreadsheet
measure-clear = Clear
measure-column-lat = Latitude
measure-column-lon = Longitude
measure-column-leg = From the corner before (m)
tip-together = This mark stands for { $villages } beyond reach: { $people }
tip-nearest = { $distance } to { $name }
tip-reach = reaches { $radius }
tip-share = { $share } of people within reach
tip-gaps = { $n ->
    [one] { $count } village beyond reach
   *[other] { $count } villages beyond reach
}
share-unknown = share of people not known
margin-beyond = { $distance } beyond reach
margin-within = { $distance } inside the reach
margin-border-beyond = Borderline: { $distance } beyond the edge
margin-border-within = Borderline: { $distance } inside the edge
facility-serving = serves
facility-idle = does not serve
facility-closed = closed in this scenario
facility-added = proposed site
facility-moved = moved in this scenario
facility-close = Close
facility-close-tip = Try what happens without this facility
facility-reopen = Reopen
facility-reopen-tip = Let this facility serve again
facility-reset = Move back
facility-reset-tip = To where the data have it
east = E
west = W
north = N
south = S
position = { $lon }° { $east }   { $lat }° { $north }

# Inspector.
inspector-title = Inspector
inspector-close = Back to the whole
inspector-nearest = Nearest facilities
inspector-no-facility = No facility serves.
inspector-attributes = Attributes
inspector-source = { $file }, row { $row }
inspector-place = Position
kind-village = Village
kind-district = District
overview-title = Overview
overview-demo = Demo county (invented)
overview-kind = Click a village, a facility or a district to inspect it
overview-no-villages = There are no villages yet. Open a file of villages, or say in a file's roles that its rows are villages.
overview-no-facilities = There are no facilities yet: nobody can be within reach. Open a file of facilities.
overview-no-gaps = No village with a known place is beyond reach. Try a shorter radius to see how sure that is.
overview-tiers = People within reach, by tier
overview-worst = Most people beyond reach
overview-worst-villages = Most villages beyond reach
overview-also = Also
overview-unknown = Without a usable location
overview-warnings = { $n ->
    [one] { $count } warning about the files
   *[other] { $count } warnings about the files
}
card-people = people
card-people-unknown = people: not known
card-people-share = people within reach
card-people-beyond = people beyond
card-villages = villages within reach
card-area = area within reach
card-area-tip = Proven to lie between { $low } % and { $high } % of { $area }
card-distance = nearest facility
card-radius = radius
card-catchment-people = people nearest to it
card-catchment-villages = villages nearest to it
card-catchment-gaps = of these beyond
village-within-reach = Facilities within reach
district-empty = No village lies in this district.
district-rank = { $rank } of { $all } by people beyond reach
district-gaps = { $n ->
    [0] Villages beyond reach
    [one] { $count } village beyond reach
   *[other] { $count } villages beyond reach
}
district-no-gaps = None. Every village here is within reach.
district-more = { $n ->
    [one] and { $count } more in the table
   *[other] and { $count } more in the table
}
chart-people = People by distance to the nearest facility
chart-villages = Villages by distance to the nearest facility
chart-radius = R = { $radius }
chart-by-people = People
chart-by-villages = Villages
chart-by-tip = What the bars count
equity-title = How evenly facilities are spread
equity-tip = Lorenz curve over districts, those with least per head (or per area) first: the nearer to the diagonal, the more even. The Gini coefficient is 0 for an even spread and nears 1 when one district has everything.
equity-x = share of people, of area
equity-people = By people: Gini { $gini }
equity-area = By area: Gini { $gini }
equity-at-people = The { $need } of people with fewest facilities per head have { $resource } of the facilities
equity-at-area = The { $need } of the area with fewest facilities per area has { $resource } of the facilities
chart-more = > { $distance }

# Tables.
table-gaps = Beyond reach
table-warnings = Warnings
table-sort = Sort by this column
table-copy-row = Copy row
table-copy-all = Copy table
table-no-gaps = No village is beyond reach.
table-no-warnings = No warnings: everything in the files could be used.
table-nothing = Nothing here yet.
column-village = Village
column-district = District
column-people = People
column-nearest = Nearest facility
column-distance = Distance
column-over = Over by
column-status = Status
column-villages = Villages
column-gaps = Beyond reach
column-people-beyond = People beyond
column-people-share = People within
column-area-share = Area within
column-worst = Farthest beyond
column-facility = Facility
column-tier = Tier
column-radius = Radius
column-villages-nearest = Villages nearest
column-people-nearest = People nearest
column-state = State
column-warning = Warning
column-file = File
column-row = Row
column-detail = Detail
worst-village = { $name }, { $beyond }

# Search and palette.
search-hint = Search villages, facilities, places
search-name = Search
search-place = coordinates
search-nothing = Nothing found.
search-latitude-first = latitude first
search-longitude-first = longitude first
palette-hint = Type a command
palette-none = No command fits.
keys-title = Keyboard and mouse
keys-wheel = Wheel: zoom at the pointer
keys-drag = Drag: move the map; with "Move a facility", drag a facility
keys-space = Space or middle button and drag: move the map with any tool
keys-arrows = Arrow keys: move the map under a crosshair, with Shift by little; Enter does there what a click does
keys-measure = Measuring: double click or Enter ends, Backspace takes a corner back, Esc clears
keys-double = Double click: zoom in; on a row of the table: zoom to it

# Status bar and jobs.
status-cancel = Cancel
status-saved = Saved: { $file }
status-unsaved = Not saved
status-scale-tip = Scale in the middle of the map
job-load = Opening…
job-compute = Computing…
job-export = Exporting…
stage-reading = Reading files
stage-indexing = Building indexes
stage-measuring = Measuring distances
stage-areas = Merging areas
stage-drawing = Drawing the map
stage-writing = Writing files

# Empty, loading, dropping.
empty-title = Who is beyond the reach of care?
empty-detail = Open facilities, villages and districts as GeoJSON, or drop the files here.
empty-places-title = Nothing with a place yet
empty-places-detail = Say in a file's roles what its rows are, or open more files.
loading-title = Opening…
drop-title = Drop to open
drop-detail = GeoJSON files or a project

# Dialogs.
dialog-done = Done
dialog-cancel = Cancel
unsaved-title = Save your changes?
unsaved-detail = The project has changes that no file holds. Without saving they are lost.
unsaved-save = Save
unsaved-discard = Discard
project-name = project
chooser-open = Open data or a project
chooser-save = Save the project
chooser-folder = Folder for the export
chooser-all = Data and projects
chooser-project = Lastmile project
path-open-title = Open by path
path-open-detail = Paths of data files or of a project, several with ; between them
path-open-go = Open
path-save-title = Save the project as
path-save-detail = Path of the project file
path-replaces = This file exists; it will be replaced.
about-version = Version { $version }
about-what = Who lives beyond the reach of care: villages, people, districts, and by how much.
about-exact = Distances are geodesics on the WGS 84 ellipsoid by Karney's method; a village at exactly the radius is within reach.
about-fonts = Type: Noto Sans SC, SIL Open Font Licence 1.1. Program: MIT or Apache 2.0.

# News.
news-saved = Saved
news-exported = { $n ->
    [one] { $count } file written
   *[other] { $count } files written
}
news-settings-failed = Settings could not be saved
news-lost-edits = { $n ->
    [one] { $count } change of the scenario was lost
   *[other] { $count } changes of the scenario were lost
}
news-lost-edits-detail = Their facilities are no longer in the files.
news-changed-files = Files have changed since the project was saved
news-changed-files-remedy = The numbers are those of the files as they are now.
news-panicked = { $job } went wrong
news-panicked-remedy = This is a defect of the program. Please report it with what you did before.
toast-close = Close this message
