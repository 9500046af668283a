# Words of the layer panel, of what it changes on the map, and of bookmarks. Numbers arrive formatted; {$n} chooses the plural form.
layer-details = Settings of { $layer }
layer-details-tip = Opacity, filter and style of this layer
layer-handle = Move { $layer }
layer-handle-tip = Drag to change the drawing order; or focus the row and press Alt+Up or Alt+Down
layer-row-tip = Double-click or F2 renames, Alt+Up and Alt+Down move
layer-fixed-tip = The background is always the lowest layer
layer-rename = Rename…
layer-usual-name = Usual name
layer-up = Move up
layer-down = Move down
layer-solo = Show only this layer
layer-reset = Map look as new
layer-reset-tip = Order, visibility, opacity, names, filters and styles as in a new project
layer-name = Name of { $layer }
layer-opacity = Opacity
layer-opacity-tip = Gaps stay as strong as they are
layer-filter = Draw only
layer-filter-hint = e.g. population > 500
layer-filter-tip = Only rows that match are drawn. Everything is judged and counted all the same. Conditions name columns of the file, joined by and, or, not. Enter applies, Esc takes back.
layer-filter-clear = Draw all
layer-filter-unknown = No file of this layer has: { $fields }. Such a comparison is never true.
layer-filter-left = { $shown } of { $all } drawn
layer-filter-gaps = { $n ->
    [one] { $count } gap is not drawn
   *[other] { $count } gaps are not drawn
}. All are judged and counted.
layer-size = Size
layer-outline = Light ring around marks
layer-colour = Colour
layer-colour-status = within reach or beyond
layer-colour-distance = classes of distance
layer-colour-distance-tip = Breaks at ½, 1, 1½ and 2 times the radius
layer-fill = Fill
layer-fill-people = share of people within reach
layer-fill-area = share of area within reach
layer-fill-none = none
layer-scale = Colours
layer-scale-warm = warm
layer-scale-grey = grey
layer-classes = Classes
layer-border = Borders
layer-names-districts = Districts
layer-names-facilities = Facilities
layer-names-villages = Villages beyond reach
layer-land = Land and coast
layer-waters = Lakes and rivers
layer-countries = Lines between countries
layer-graticule = Longitude and latitude

breaks-usual = 60, 80, 90, 95 %
breaks-usual-tip = The breaks of a new project
breaks-field = Break { $number } in percent
breaks-field-tip = In percent. A share on a break belongs to the class above. Enter applies, Esc takes back.
breaks-add = Add a break
breaks-add-tip = Splits the widest class
breaks-remove = Remove the break at { $value }
breaks-count = { $n ->
    [one] { $count } district
   *[other] { $count } districts
}
breaks-bad-number = "{ $text }" is not a number. Type a percentage such as 85 or 97.5.
breaks-bad-range = A break lies between 0 and 100 %.
breaks-bad-order = Must lie between { $low } and { $high } %.
breaks-most = No more than { $count } classes: there are no more colours that can be told apart.
breaks-frozen = Breaks stay as they are while the reach or the facilities change, so that maps can be compared.

distance-within-half = Within ½ R
distance-within = ½ R to R
distance-beyond-half = R to 1½ R
distance-beyond-double = 1½ R to 2 R
distance-beyond-more = More than 2 R
distance-up-to = Within { $high }
distance-between = { $low } to { $high }
distance-more = More than { $low }
distance-note = Distance to the nearest facility as a share of R, the reach of its own tier. Who is covered from farther away, by a longer reach, counts as within R.

hidden-villages = { $n ->
    [one] A filter hides { $count } village
   *[other] A filter hides { $count } villages
}, { $gaps } of them beyond reach. All are counted.
hidden-facilities = { $n ->
    [one] A filter hides { $count } facility. It is counted all the same.
   *[other] A filter hides { $count } facilities. All are counted.
}
hidden-districts = { $n ->
    [one] A filter hides { $count } district. It is counted all the same.
   *[other] A filter hides { $count } districts. All are counted.
}
headline-not-drawn = { $beyond } ({ $count } not drawn)
legend-share-area = Share of area within reach
page-shares-area = Districts by share of area within reach, with their number in each class
page-no-share-area = No area known: { $count }
legend-named = { $name }: { $what }

bookmarks-title = Bookmarks
bookmarks-none = None yet. Ctrl+B keeps the present view under a name.
bookmark-go-tip = Show this view again. F2 renames, Delete removes.
bookmark-remove = Remove
bookmark-remove-name = Remove the bookmark { $name }
bookmark-rename-name = Name of the bookmark { $name }
bookmark-title = New bookmark
bookmark-detail = The present view of the map under a name. It is kept in the project.
bookmark-name = Name
bookmark-usual = View { $number }
bookmark-add = Add
bookmark-go = Go to { $name }
menu-bookmarks = Bookmarks
cmd-add-bookmark = Add bookmark…
cmd-add-bookmark-tip = Keep the present view of the map under a name

change-show-layer = visibility
change-opacity = opacity
change-move-layer = order of layers
change-rename-layer = name of a layer
change-filter-layer = filter of a layer
change-style = style
change-reset-look = look of the map
change-add-bookmark = new bookmark
change-rename-bookmark = name of a bookmark
change-remove-bookmark = removal of a bookmark
