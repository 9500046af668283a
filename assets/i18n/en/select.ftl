# Selecting: commands, the tool on the map, tables, and what is selected in numbers.

cmd-select-box = Select by box
cmd-select-box-tip = Drag a box on the map. Shift adds, Ctrl takes away
cmd-select-polygon = Select by polygon
cmd-select-polygon-tip = Click corners on the map; a double click or Enter closes the polygon
cmd-select-radius = Select by radius
cmd-select-radius-tip = Drag from the centre, or click it and type a distance
cmd-select-all = Select all listed
cmd-select-all-tip = Select all rows that the table lists
cmd-select-none = Deselect everything
cmd-select-none-tip = Nothing is selected any more
cmd-invert-selection = Invert the selection
cmd-invert-selection-tip = Of the rows that the table lists, select those that are not selected
keys-select = Shift + click: add to the selection; Shift + drag: add by a box; Ctrl takes away
keys-table = In the table: arrows move, Shift extends, Ctrl + arrows go without selecting, Space turns a row round

# The tool on the map.
select-tool = Select an area
select-title = Select
select-box = Box
select-polygon = Polygon
select-radius = Radius
select-box-hint = Drag a box. Shift adds, Ctrl takes away, both keep what is in both.
select-polygon-hint = Click: corner. Double click or Enter: close. Backspace: one corner back. Esc: cancel.
select-radius-hint = Drag from the centre, or click it and type a distance.
select-in-view = All in view
select-in-view-tip = Select everything that the map shows now
select-distance = Distance from the centre
select-around = Around { $name }
select-around-place = Around { $place }
select-go = Select
select-found-villages = { $n ->
    [one] { $count } village
   *[other] { $count } villages
}
select-found-facilities = { $n ->
    [one] { $count } facility
   *[other] { $count } facilities
}
select-found-districts = { $n ->
    [one] { $count } district
   *[other] { $count } districts
}

# What is selected.
selection-title = Selection
selection-kind = { $n ->
    [one] { $count } selected
   *[other] { $count } selected
}
selection-villages = { $n ->
    [one] { $count } village selected
   *[other] { $count } villages selected
}
selection-villages-people = { $villages }: { $people }
selection-villages-beyond = { $villages }: { $people }, { $beyond } beyond reach
selection-villages-only = { $villages }, { $beyond } beyond reach
selection-beyond = { $villages } and { $people }
selection-facilities = { $n ->
    [one] { $count } facility selected
   *[other] { $count } facilities selected
}
selection-districts = { $n ->
    [one] { $count } district selected
   *[other] { $count } districts selected
}
selection-card-villages = villages
selection-card-people = people
selection-card-beyond = villages beyond
selection-card-people-beyond = people beyond
selection-card-share = people within reach
selection-card-median = median distance
selection-farthest = Farthest from care
selection-serving = Facilities that serve
selection-nearest-villages = Villages nearest to them
selection-nearest-people = People nearest to them
selection-of-villages = Villages
selection-of-facilities = Facilities
selection-of-districts = Districts
selection-show = Show them in the table

# Tables.
table-name = { $n ->
    [one] { $table }: { $rows } row, { $selected } selected
   *[other] { $table }: { $rows } rows, { $selected } selected
}
table-filter = Filter of the table
table-filter-hint = Filter: text, or people > 500
table-filter-tip = A text that some shown column contains, or a condition over columns: = != < <= > >= ~ (contains) in (…), is null; joined by and, or, not. Distances: distance > 5 km
table-filter-clear = Clear the filter
table-filter-passing = { $some } of { $all } rows pass
table-filter-unfinished = Unfinished: the list stays as it was
table-filter-unknown = This table has no column { $fields }.
table-only = Only selected
table-only-tip = List only what is selected
table-first = Selected first
table-first-tip = List what is selected before all others
table-columns = Columns
table-columns-tip = Show or hide columns
table-columns-first = As at first
table-select-listed = Select all listed
table-select-listed-tip = Select the rows that the filter leaves. Shift adds them, Ctrl takes them away
table-copy-selected = Copy selected rows
table-nothing-passes = No row passes the filter.
table-nothing-selected = Nothing of this table is selected.
