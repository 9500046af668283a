# Tables of records and the standard of a project.
change-records = tables of records
change-standard = standard
records-title = { $path } is no table of records that is known
records-unknown = Its columns are: { $columns }. Units have a code and a level, links have from, to and kind, reported figures have indicator, and attributes have the id, code or name of a facility or village.
records-unknown-remedy = Name its columns so, or say on the command line what it holds: --units, --links, --indicators or --attributes.

# The map by a rule of the standard, and links.
shown-villages = village
shown-none = –
shown-village-pass = village, passes
shown-village-borderline = village, borderline
shown-village-fail = village, fails
shown-village-unknown = village, unknown
shown-facility-without = facility, does not satisfy
shown-facility-with = facility, satisfies
shown-facility-counts = facility that counts
shown-village-not-asked = village, exempt or not asked
shown-facility-fail = facility, fails
shown-facility-unsure = facility, unknown or borderline
shown-facility-pass = facility, passes
shown-pass = passes
shown-exempt = exempt
shown-borderline = borderline
shown-unknown = unknown
shown-not-asked = unknown, or not asked
shown-fail = fails
shown-group = one lead’s
shown-no-group = without a lead
shown-links-wrong = several leads, or a ring
shown-fill-verdict = Districts: { $rule }
shown-fill-share = Share that passes: { $rule }
shown-fill-number = Number compared: { $rule }
shown-territories = Districts by lead: { $kind }
shown-page-rule = { $standard }. { $asks }
