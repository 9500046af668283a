# Messages of the commands. Help and complaints about the command line itself come from the argument parser, in English.
cli-error = error: { $title }
cli-warning = warning: { $text }
cli-warning-at = { $file }, row { $row }: { $text }
cli-warning-in = { $file }: { $text }
cli-stage-waiting = Waiting
cli-stage-reading = Reading
cli-stage-indexing = Indexing
cli-stage-measuring = Measuring distances
cli-stage-areas = Areas within reach
cli-stage-drawing = Drawing the map
cli-stage-writing = Writing
cli-within = within { $radius }
cli-within-tiers = within reach of their tiers
cli-covered = { $covered } of { $villages } { $reach }
cli-covered-people = { $covered } of { $villages }, { $share } of { $people } people { $reach }
cli-none-beyond = ; none beyond
cli-beyond = ; { $villages } beyond
cli-beyond-people = ; { $villages }, { $people } beyond
cli-borderline = ; { $villages } on the border
cli-unknown = ; { $villages } without a usable location
cli-wrote = wrote
cli-more-warnings = { $n ->
    [one] { $count } more warning; summary.json lists all
   *[other] { $count } more warnings; summary.json lists all
}
cli-cancelled = Stopped. Nothing was written; earlier output is as it was.
cli-changed-file = { $path } is not the file that the project was saved with
cli-lost-edit = the facility { $id } is no longer in its file; an edit of it was left out

# What goes wrong with output, projects and questions; the window says the same.
system-denied = The system does not permit it.
system-full = There is no space left.
system-read-only = The disk is read-only.
system-not-found = There is no such file or folder.
system-too-large = The file would be larger than the disk allows.
system-bad-name = The disk does not allow such a name.
system-busy = Another program is using it.
output-title = { $path } cannot be written
output-not-a-folder = It is a file, but a folder must stand there.
output-not-a-file = It is a folder, but a file must stand there.
output-no-name = The path names no file.
output-other-name = Choose another name.
output-other-place = Free the place or choose another one. Earlier files are as they were.
open-nothing = { $path } has nothing that can serve as { $role }
open-nothing-detail = Facilities and villages are points (or have a place inside); districts are polygons.
open-other-file = Choose the file that has them.
project-no-demo-layer = The demo county has no layer "{ $name }".
export-page = The map cannot be drawn
export-smaller = Choose a lower resolution or a smaller sheet.
export-other-format = Export the map as .png or .svg instead.
export-unknown-picture = A map's name ends in .png, .svg or .pdf.
project-title = The project { $path } cannot be opened
project-unsaved = The project cannot be saved
project-check = Check the path, and that you may read the file.
project-path-not-text = The name of { $path } is not Unicode, so the project cannot refer to it.
project-rename-file = Rename the file, open it again and save.
project-malformed = Line { $line }, column { $column }: { $problem }.
project-mend = Mend the file in a text editor, or save the project anew from the window.
project-not-one = It is not a Lastmile project.
project-name-roles = Data files are named by what they hold: --facilities FILE --villages FILE.
project-newer = It has version { $version }; this program reads up to version { $known }.
project-update = Open it with a newer Lastmile.
project-bad-value = { $member } cannot be { $value }.
list-separator = { ", " }
question-field = No facility layer has the field "{ $field }"
question-fields = The fields are { $list }.
question-other-field = Write one of these, or "tier", "name" or "id".
question-tier = No facility has the tier "{ $tier }"
question-tiers = The tiers are { $list }.
question-other-tier = Write one of these.
question-no-tiers = The facilities have no tiers.
question-one-radius = Give one radius for all (--radius 5km), or name the column of the tiers (--tier-field NAME).
question-no-units = Facilities cannot be kept to the village's own district without districts
question-give-districts = Open a layer of districts (--districts FILE).

# The demo county.
cli-no-display = No display was found, so the demo county is analysed without a window.
cli-open-window = To see it in the window, run "lastmile" where there is a display. To analyse your own files, see "lastmile analyze --help".

# The report on a file.
inspect-format = Format
inspect-encoding = Encoding
inspect-crs = Coordinates
inspect-features = Features
inspect-geometries = Geometry
inspect-extent = Extent
inspect-role = Serves as
inspect-sha256 = SHA-256
inspect-field = Field
inspect-type = Type
inspect-present = Present
inspect-distinct = Distinct
inspect-examples = Examples
inspect-type-empty = empty
inspect-type-integer = integer
inspect-type-number = number
inspect-type-text = text
inspect-type-boolean = true/false
inspect-type-mixed = mixed
inspect-columns = { " " }({ $list })
inspect-column-id = identifier
inspect-column-name = name
inspect-column-population = population
inspect-column-tier = tier
cli-no-window = The window cannot be opened
cli-no-window-remedy = Without a display, "lastmile analyze" writes the same answer into files; see "lastmile analyze --help".
cli-no-window-detail = There is no display that can be reached, or no OpenGL on it.
