# Standards in the window: panel, sheets, inspector, editor.
menu-standard = Standard

cmd-toggle-standard = Standard panel
cmd-toggle-standard-tip = Show the standard beside the map, or the layers again
cmd-sheet-matrix = Matrix of units and rules
cmd-sheet-matrix-tip = Every unit or facility against every rule
cmd-sheet-progress = Progress
cmd-sheet-progress-tip = Reported figures against their targets and deadlines
cmd-sheet-audit = Audit
cmd-sheet-audit-tip = Reported figures that cannot be, or do not agree
cmd-sheet-networks = Networks
cmd-sheet-networks-tip = Links between facilities: who has none, who has two leads, what leads round in a ring
cmd-sheet-singles = Single points of failure
cmd-sheet-singles-tip = Facilities by the people who would be left without one
cmd-open-standard = Open a standard…
cmd-open-standard-tip = Hold the project to a standard from a file
cmd-new-standard = New standard…
cmd-new-standard-tip = Write a standard, beginning with the open one
cmd-edit-standard = Edit the standard…
cmd-edit-standard-tip = Change the standard's text and see at once what that changes
cmd-no-standard = No standard
cmd-no-standard-tip = Hold the project to no standard
cmd-standard-help = How standards are written
cmd-standard-help-tip = Rules, conditions and parameters, with examples
cmd-add-records = Add tables of records…
cmd-add-records-tip = Add CSV or Excel tables of units, links, reported figures or attributes
cmd-day-earlier = As of an earlier day
cmd-day-earlier-tip = Ask the standard a month, quarter or year earlier
cmd-day-later = As of a later day
cmd-day-later-tip = Ask the standard a month, quarter or year later

chooser-standard = Open a standard
chooser-standard-filter = Standards
chooser-standard-save = Save the standard
chooser-records = Add tables of records
chooser-records-filter = Tables
standards-path-title = Save the standard
standards-path-detail = Path of the file

standards-nobody-asked = nobody is asked

# Levels.
standards-villages = Villages
standards-grids = Grid cells
standards-townships = Townships
standards-counties = Counties
standards-consortia = Consortia
standards-cities = Cities
standards-provinces = Provinces
standards-whole = The whole

# The panel.
standards-tab-map = Layers and reach
standards-tab-map-tip = Layers, reach, files
standards-tab = Standard
standards-tab-tip = What the authority promised, and how it stands
standards-title = Standard
standards-choose-tip = Which standard the project is held to
standards-none = No standard
standards-none-tip = The map shows coverage alone
standards-empty-title = Does the promise hold?
standards-empty-detail = Choose a standard: its rules are checked for every village, township and facility.
standards-checking = Checking…
standards-edit-short = Edit…
standards-help-short = Help
standards-draft-waits = A changed text waits in the editor
standards-mistakes = { $n ->
    [one] { $count } mistake in the text
   *[other] { $count } mistakes in the text
}
standards-open-failed = { $file } could not be opened
standards-scope = Only where { $scope }
standards-as-of = As of
standards-as-of-tip = Facilities, links and figures of this day, as 2021-12-31
standards-as-of-own = Back to the standard's own day
standards-earlier = One { $step } earlier
standards-later = One { $step } later
standards-month = month
standards-quarter = quarter
standards-year = year
standards-step-tip = How far one step goes
standards-no-day = A day is written as 2021-12-31.
standards-any-day-short = any day
standards-any-day = Everything holds, whatever its dates.
standards-parameters = Parameters
standards-parameter-tip = A number alone takes the unit that stands there
standards-parameter-own = { $name }: back to the standard's own value
standards-no-value = This cannot be read as such a value.
standards-rules = Rules
standards-hold = { $n ->
    [one] { $pass } of { $all } rules holds
   *[other] { $pass } of { $all } rules hold
}
standards-concerned = { $n ->
    [one] { $count } person concerned
   *[other] { $count } people concerned
}
standards-pass-of = { $pass } of { $asked } pass
standards-part = part of another rule
standards-rule-tip = Click for the details; the eye shows it on the map
standards-on-map = On the map: { $rule }
standards-map-by = Districts by
standards-map-verdict = verdict
standards-map-verdict-tip = Fill districts by how they stand
standards-map-share = share
standards-map-share-tip = Fill districts by the share that passes
standards-map-number = number
standards-map-number-tip = Fill districts by the number that was compared
standards-target = Holds from { $share } that pass
standards-deadline = Until { $day }
standards-exempt-for = Exempt: { $reason }
standards-missing-short = A field is missing in the data
standards-missing = No data have the field “{ $field }”.
standards-missing-nearest = No data have the field “{ $field }”. Is “{ $nearest }” meant?
standards-to-matrix = In the matrix
standards-to-matrix-tip = List all units by this rule, the worst first
standards-records = Records
standards-records-none = Units, links, reported figures and more attributes come from CSV or Excel tables.
standards-records-units = Units
standards-records-links = Links
standards-records-indicators = Figures
standards-records-facilities = Facilities
standards-records-villages = Villages
standards-records-kind-tip = What the rows of this table are
standards-records-remove = Remove { $name }
standards-records-joined = { $n ->
    [one] { $joined } of { $rows } row joined
   *[other] { $joined } of { $rows } rows joined
}
standards-records-joined-tip = { $rows } rows: { $code } by code, { $name } by name
standards-records-lost = { $n ->
    [one] { $lost } of { $rows } rows did not join
   *[other] { $lost } of { $rows } rows did not join
}
standards-lost-title = Rows that did not join
standards-lost-detail = Nobody in the data bears these codes or names of { $name }, or several do.
standards-lost-row = Row { $row }
standards-lost-nobody = nobody bears it
standards-lost-several = { $n ->
    [one] { $count } bears it
   *[other] { $count } bear it
}

# The sheets.
standards-sheet-none = Choose a standard in the panel: it is checked here.
standards-matrix = Matrix
standards-matrix-name = Matrix: { $of }, { $rows } rows, { $rules } rules
standards-matrix-of = Rows
standards-matrix-of-tip = What stands in the rows
standards-matrix-only = Only rows with a verdict “{ $verdict }”
standards-matrix-filter = Filter by name or code
standards-matrix-filter-tip = Show only rows whose name, code or parent holds this
standards-matrix-count = { $shown } of { $all }
standards-matrix-no-units = There are no units above the villages. Districts, or a table of units, bring them.
standards-matrix-no-rules = No rule says anything of these.
standards-progress = Progress
standards-progress-name = Progress: { $rows } figures
standards-progress-none = No figures are reported. A table of figures (unit, indicator, n, target, deadline) brings them.
standards-progress-no-targets = No figure up to this day has a target.
standards-progress-nothing-late = Nothing is late.
standards-progress-bar = Progress
standards-progress-bar-tip = Bar: what there is; line: the target; notch: what should be there by now
standards-progress-count = { $late } of { $all } late or behind
standards-figure = Figure
standards-figure-tip = Which figures are listed
standards-all-figures = All figures
standards-only-late = Only late or behind
standards-only-late-tip = Overdue, missed, or behind the line to the target
standards-whose = Of
standards-state = State
standards-actual = Actual
standards-aim = Target
standards-until = Deadline
standards-change = Change
standards-change-tip = Since the report before; the tip of a row has all of them
standards-source = Source
standards-reported-on = Reported
standards-reached = Reached
standards-overdue = Overdue
standards-missed = Missed
standards-behind = Behind
standards-on-the-way = On the way
standards-actual-of = { $actual } of { $target }
standards-expected = { $expected } should be there by now
standards-audit = Audit
standards-audit-name = Audit: { $rows } findings
standards-audit-none = No figures are reported, by the standard or in a table.
standards-audit-clean = Every reported figure is possible and agrees.
standards-audit-notes = Also what is worth knowing
standards-audit-notes-tip = Findings that are no mistakes
standards-audit-count = { $n ->
    [one] { $mistakes } mistake, { $others } worth knowing
   *[other] { $mistakes } mistakes, { $others } worth knowing
}
standards-found = Found
standards-mistake = Mistake
standards-worth-knowing = To know
standards-networks = Networks
standards-network = Network
standards-network-tip = Which links are looked at; in brackets what is wrong
standards-network-name = Network: { $kind }
standards-network-list = List
standards-network-list-tip = What is wrong, as a list
standards-network-chart = Chart
standards-network-chart-tip = Who leads whom, as an organisation chart; a click leads to the map
standards-chart-loose = Without a lead, or in a ring
standards-network-all = All members
standards-network-all-tip = List every facility of the network, not only those with something wrong
standards-network-count = { $links } links · { $members } members · { $orphans } without a lead · { $doubles } with two · { $rings } rings · depth { $depth }
standards-network-sound = Nothing is wrong: no orphans, no double leads, no rings.
standards-networks-none = The standard asks for no links, and the records have no consortia.
standards-draw-links = Lines on the map
standards-draw-links-tip = Draw a line from each facility to its lead
standards-territories = Territories
standards-territories-tip = Fill districts by the lead that they belong to
standards-orphan = Without a lead
standards-two-leads = Two leads
standards-ring = In a ring
standards-linked = Linked
standards-top = At the top
standards-not-in-network = Not in the network
standards-led-by = Lead
standards-at-the-top = At the top
standards-steps = Steps
standards-singles = Single points
standards-singles-name = Single points of failure
standards-singles-none = The standard has no rule of reach.
standards-singles-nobody = No village depends on one facility alone.
standards-singles-count = { $n ->
    [one] { $count } facility that nobody could stand in for
   *[other] { $count } facilities that nobody could stand in for
}
standards-by-rule = By the rule
standards-by-rule-tip = Which rule of reach is asked
standards-tier = Tier
standards-sole-people = People without another
standards-sole-villages = Villages
standards-load-people = People served
standards-sole-share = Share
standards-sole-tip = { $n ->
    [one] Without { $name }, { $people } person in { $villages } villages would have nobody within reach.
   *[other] Without { $name }, { $people } people in { $villages } villages would have nobody within reach.
}

# The inspector.
standards-against = Held against: { $name }
standards-not-asked = No rule asks anything here.
standards-go-to = Go to { $name }
standards-containment = Where needs could be met
standards-containment-tip = By where facilities stand: a potential, not an attendance
standards-contained = in the own { $level }
standards-not-contained = beyond, or not known
standards-figures = Reported figures
standards-load = Load
standards-serves = Nearest for
standards-closing = Closing it would uncover
standards-closing-nobody = nobody
standards-links = Links
standards-links-more = { $n ->
    [one] and { $count } more
   *[other] and { $count } more
}
standards-link-manages = manages
standards-link-managed = is managed by
standards-link-member = is a member of
standards-link-has-member = member
standards-link-leads = leads
standards-link-led = is led by
standards-link-branch = is a branch of
standards-link-has-branch = branch
standards-link-refers-up = refers up to
standards-link-receives-up = receives from
standards-link-refers-down = refers down to
standards-link-receives-down = taken back from
standards-link-telemedicine = consults
standards-link-telemedicine-of = is consulted by
standards-link-paired = supports
standards-link-paired-by = is supported by
standards-link-posts = has posted staff to
standards-link-posted = has staff from
standards-link-serves = serves
standards-link-served = is served by
standards-link-station = is a station of
standards-link-has-station = station
standards-link-builds = has built a department at
standards-link-built = department built by
standards-link-visits = has visited
standards-link-visited = was visited by
standards-network-manages = Management
standards-network-member = Consortia: members
standards-network-leads = Consortia: leads
standards-network-refers-up = Referral upwards
standards-network-refers-down = Referral downwards
standards-network-telemedicine = Telemedicine
standards-network-paired = Paired support
standards-network-posted = Postings
standards-network-station = Stations
standards-network-branch = Branches

# The editor.
standards-editor-title = Edit the standard
standards-editor-text = Text of the standard
standards-editor-go = Go to this line
standards-editor-checking = Checking…
standards-editor-sound = The text has no mistakes.
standards-editor-leaving = This text is not applied yet. Apply it, save it or discard it first.
standards-editor-close = Close
standards-editor-close-tip = Close the editor; what is written stays in it
standards-apply = Apply
standards-apply-tip = Hold the project to this text; one step that can be undone
standards-apply-same = The text is that of the project.
standards-apply-mistakes = The mistakes below the text are in the way.
standards-discard = Discard
standards-discard-tip = Give up what is written here
standards-save-as = Save as…
standards-save-as-tip = Write the text to a file, also with mistakes in it
standards-saved = { $file } is written
standards-save-failed = The standard could not be written
standards-new-file = my-standard.toml
standards-edited-file = { $name }-edited.toml
standards-effect = What it changes
standards-effect-count = { $n ->
    [0] No rule stands otherwise.
    [one] { $count } rule stands otherwise.
   *[other] { $count } rules stand otherwise.
}
standards-effect-mistakes = With mistakes in the text, nothing can be said.
standards-effect-new = new
standards-effect-gone = gone

# Figures that programmes report, by their keys.
standards-figure-thcs = Township health centres
standards-figure-clinics = Village clinics
standards-figure-chcs = Community health centres
standards-figure-gps = General practitioners
standards-figure-population = Population
standards-figure-recruited = Recruited
standards-figure-trained = Trained
standards-figure-sent-down = Sent down
standards-figure-trained-six-years = Trained in six years
standards-figure-contracted = Family doctor contracts
standards-figure-subsidy-per-head = Subsidy per head
standards-figure-in-county-visits = Visits inside the county
standards-figure-reimbursed = Costs reimbursed
standards-figure-centres-built = Consortium centres built
standards-figure-consortium-checklist = Consortium checklist
standards-figure-standard-clinics = Clinics up to standard
standards-figure-standard-thcs = Health centres up to standard
standards-figure-standard-chcs = Community centres up to standard
standards-figure-tasks-done = Tasks done
standards-figure-staff-trained-rounds = Staff trained, all rounds
standards-figure-county-visits = Counties visited
standards-figure-health-huts = Health huts
standards-figure-smile-train = Smile Train operations
standards-figure-stroke-thrombolysis = Stroke thrombolyses
standards-figure-adopted = Adopted
standards-figure-pilot-cost = Cost of the pilot
standards-figure-ambulances = Ambulances
standards-figure-test-vehicles = Mobile test vehicles
standards-figure-members = Consortium members
standards-figure-obstetrics = Health centres with obstetrics
standards-figure-standard-stations = Stations up to standard
standards-figure-surgery = Health centres with surgery
standards-figure-talks = Health talks
standards-figure-tcm = Health centres with Chinese medicine

# The swipe: the map as it was beside the map as it is
swipe-line = Line between before and now
swipe-tip = Draw the line across the map: before on its left, now on its right. C ends it.
swipe-compare = Compare with
swipe-compare-edits = Swipe: before and after the edits
swipe-files = Before the edits
swipe-scenario = With the edits
swipe-people = { $share } of people within reach
swipe-villages = { $share } of villages within reach
swipe-gained-villages = Villages newly within reach
swipe-gained-people = People newly within reach
swipe-cost = Cost
swipe-cost-tip = What the edits cost together, in any currency; divided by the people newly within reach
swipe-cost-each = Cost per person newly within reach
swipe-nobody = nobody more
swipe-told = Left of the line: { $past }. Right of it: { $present }.
cmd-swipe = Compare before and after
cmd-swipe-tip = A line across the map: on its left as it was, without the edits or on an earlier day, on its right as it is
