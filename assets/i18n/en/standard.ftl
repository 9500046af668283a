# Verdicts of standards in sentences. Numbers arrive formatted; {$n} chooses the plural form, {$verdict} is pass, exempt, borderline, unknown or fail.
std-verdict-pass = Pass
std-verdict-exempt = Exempt
std-verdict-borderline = Borderline
std-verdict-unknown = Unknown
std-verdict-fail = Fail
std-verdict-none = Nothing asked

std-level-village = Village
std-level-grid = Grid cell
std-level-township = Township
std-level-county = County
std-level-consortium = Consortium
std-level-city = City
std-level-province = Province
std-level-facility = Facility
std-level-whole = The whole
std-in-village = village
std-in-grid = grid cell
std-in-township = township
std-in-county = county
std-in-consortium = consortium
std-in-city = city
std-in-province = province

std-count-village = { $n ->
    [one] { $count } village
   *[other] { $count } villages
}
std-count-grid = { $n ->
    [one] { $count } grid cell
   *[other] { $count } grid cells
}
std-count-township = { $n ->
    [one] { $count } township
   *[other] { $count } townships
}
std-count-county = { $n ->
    [one] { $count } county
   *[other] { $count } counties
}
std-count-consortium = { $n ->
    [one] { $count } consortium
   *[other] { $count } consortia
}
std-count-city = { $n ->
    [one] { $count } city
   *[other] { $count } cities
}
std-count-province = { $n ->
    [one] { $count } province
   *[other] { $count } provinces
}
std-count-facility = { $n ->
    [one] { $count } facility
   *[other] { $count } facilities
}
std-count-unit = { $n ->
    [one] { $count } unit
   *[other] { $count } units
}

# What facilities are called in the middle of a sentence.
std-noun-clinic = { $n ->
    [one] village clinic
   *[other] village clinics
}
std-noun-station = { $n ->
    [one] community health station
   *[other] community health stations
}
std-noun-community = { $n ->
    [one] community health centre
   *[other] community health centres
}
std-noun-township = { $n ->
    [one] township health centre
   *[other] township health centres
}
std-noun-county = { $n ->
    [one] county hospital
   *[other] county hospitals
}
std-noun-city = { $n ->
    [one] city hospital
   *[other] city hospitals
}
std-noun-facility = { $n ->
    [one] facility
   *[other] facilities
}
std-noun-or = { $first } or { $second }
std-noun-some = { $n ->
    [one] { $thing } that counts
   *[other] { $thing } that count
}
std-has = { $n ->
    [0] no { $thing }
   *[other] { $count } { $thing }
}

# What is counted of a facility: {$count} with its noun, and the noun alone.
std-quantity = { $count } of “{ $field }”
std-quantity-gps = { $n ->
    [one] { $count } GP
   *[other] { $count } GPs
}
std-quantity-doctors = { $n ->
    [one] { $count } doctor
   *[other] { $count } doctors
}
std-quantity-nurses = { $n ->
    [one] { $count } nurse
   *[other] { $count } nurses
}
std-quantity-beds = { $n ->
    [one] { $count } bed
   *[other] { $count } beds
}
std-quantity-ambulances = { $n ->
    [one] { $count } ambulance
   *[other] { $count } ambulances
}
std-quantity-test_vehicles = { $n ->
    [one] { $count } mobile test vehicle
   *[other] { $count } mobile test vehicles
}
std-quantity-drugs = { $n ->
    [one] { $count } kind of drugs
   *[other] { $count } kinds of drugs
}
std-quantity-staff = { $n ->
    [one] { $count } member of staff
   *[other] { $count } members of staff
}
std-field = “{ $field }”
std-field-gps = the number of GPs
std-field-doctors = the number of doctors
std-field-nurses = the number of nurses
std-field-beds = the number of beds
std-field-ambulances = the number of ambulances
std-field-test_vehicles = the number of mobile test vehicles
std-field-drugs = the number of drugs
std-field-staff = the number of staff

# What facilities satisfy: “75 of 91 township health centres offer surgery”.
std-satisfy = satisfy “{ $condition }”
std-satisfy-surgery = offer surgery
std-satisfy-obstetrics = offer obstetrics
std-satisfy-tcm = offer traditional Chinese medicine
std-satisfy-standardised = are standardised
std-satisfy-satisfied = satisfy the public
std-satisfy-sampling = can take samples
std-satisfy-sentinel = are sentinel sites
std-satisfy-stroke = can treat stroke
std-satisfy-contract = have a contract

std-link = { $n ->
    [one] “{ $kind }” link
   *[other] “{ $kind }” links
}
std-link-manages = { $n ->
    [one] link of management
   *[other] links of management
}
std-link-member-of = { $n ->
    [one] membership of a consortium
   *[other] memberships of consortia
}
std-link-leads = { $n ->
    [one] link as a lead
   *[other] links as a lead
}
std-link-branch-of = { $n ->
    [one] parent hospital
   *[other] parent hospitals
}
std-link-refers-up = { $n ->
    [one] link of up-referral
   *[other] links of up-referral
}
std-link-refers-down = { $n ->
    [one] link of down-referral
   *[other] links of down-referral
}
std-link-telemedicine = { $n ->
    [one] telemedicine link
   *[other] telemedicine links
}
std-link-paired-with = { $n ->
    [one] link of paired support
   *[other] links of paired support
}
std-link-posted-to = { $n ->
    [one] posting
   *[other] postings
}
std-link-serves = { $n ->
    [one] village served
   *[other] villages served
}
std-link-station-of = { $n ->
    [one] link of a station to its centre
   *[other] links of a station to its centre
}
std-link-co-built = { $n ->
    [one] co-built department
   *[other] co-built departments
}
std-link-visits = { $n ->
    [one] visit
   *[other] visits
}

std-has-link = { $n ->
    [0] no { $thing }
   *[other] { $count } { $thing }
}

# What is required: the end of a sentence.
std-need-least = { $n ->
    [one] { $least } is required
   *[other] { $least } are required
}
std-need-most = { $n ->
    [one] at most { $most } is allowed
   *[other] at most { $most } are allowed
}
std-need-exact = { $n ->
    [one] exactly { $least } is required
   *[other] exactly { $least } are required
}
std-need-band = { $least } to { $most } are required
std-need-link-least = { $n ->
    [one] { $least } is required
   *[other] { $least } are required
}
std-need-link-most = { $n ->
    [one] at most { $most } is allowed
   *[other] at most { $most } are allowed
}
std-need-link-exact = { $n ->
    [one] exactly { $least } is required
   *[other] exactly { $least } are required
}
std-need-link-band = { $least } to { $most } are required
std-need-value-least = { $all ->
    [yes] { $least } is required
   *[other] at least { $least } is required
}
std-need-value-most = at most { $most } is allowed
std-need-value-exact = { $least } is required
std-need-value-band = { $least } to { $most } is required
std-need-none = no number is required
std-short = , { $count } short
std-over = , { $count } too many

# What is not known: an insertion before the full stop.
std-doubt-count = { $n ->
    [one] ; of { $count } facility it is not known whether it counts
   *[other] ; of { $count } facilities it is not known whether they count
}
std-doubt-value = { $n ->
    [one] ; for { $count } facility the value is not known
   *[other] ; for { $count } facilities the value is not known
}
std-doubt-link = { $n ->
    [one] ; of { $count } link it is not known whether it counts
   *[other] ; of { $count } links it is not known whether they count
}
std-unsaid = an unknown number
std-whole = The whole area
std-in-same = { " " }in the same { $level }

# Kind 1: within reach.
std-nearest = { $k ->
    [1] the nearest { $thing }
    [2] the second nearest { $thing }
    [3] the third nearest { $thing }
   *[other] number { $count } of the nearest { $things }
}{ $inside }{ $facility ->
    [none] { "" }
   *[other] , { $facility }
}
std-reach = { $verdict ->
    [fail] { $name } is { $distance } from { $nearest }: { $over } beyond the limit of { $limit }{ $doubt }.
    [borderline] { $name } is { $distance } from { $nearest }: so near the limit of { $limit } (give or take { $tolerance }) that a small error of position decides{ $doubt }.
    [unknown] { $name } is { $distance } from { $nearest }, with a limit of { $limit }, but that does not settle it{ $doubt }.
    [exempt] { $name } is { $distance } from { $nearest } and need not be within { $limit }{ $doubt }.
   *[pass] { $name } is { $distance } from { $nearest }: { $left } inside the limit of { $limit }{ $doubt }.
}
std-reach-inside = { $verdict ->
    [fail] { $place }, where { $name } lies, has { $has }; { $need }{ $doubt }.
    [borderline] { $place }, where { $name } lies, has { $has }; { $need }, and it is a close thing{ $doubt }.
    [unknown] { $place }, where { $name } lies, has { $has } for certain; { $need }, so it cannot be said{ $doubt }.
    [exempt] { $place }, where { $name } lies, has { $has }, and none is asked{ $doubt }.
   *[pass] { $place }, where { $name } lies, has { $has }; { $need }{ $doubt }.
}
std-reach-referral = { $verdict ->
    [fail] From { $name } it is { $first } to the first facility and { $distance } in all to { $facility }: more than the { $near } and then { $far } that are allowed{ $doubt }.
    [borderline] From { $name } it is { $first } to the first facility and { $distance } in all to { $facility }: so near the { $near } and then { $far } that are allowed that a small error of position decides{ $doubt }.
    [unknown] From { $name } it is { $first } to the first facility and { $distance } in all to { $facility } ({ $near } and then { $far } are allowed), but that does not settle it{ $doubt }.
    [exempt] From { $name } it is { $first } to the first facility and { $distance } in all to { $facility }, and nothing is asked{ $doubt }.
   *[pass] From { $name } it is { $first } to the first facility and { $distance } in all to { $facility }: within the { $near } and then { $far } that are allowed{ $doubt }.
}
std-second = a second facility
std-no-facility = { $verdict ->
    [unknown] Whether any { $thing }{ $inside } can serve { $name } is not known{ $doubt }.
   *[fail] { $k ->
        [one] No { $thing }{ $inside } serves { $name }, however far{ $doubt }.
       *[other] There are fewer than { $count } { $things }{ $inside } to serve { $name }, however far{ $doubt }.
    }
}
std-no-referral = { $verdict ->
    [unknown] { $name } reaches a first facility{ $first }, but whether a { $thing } lies within { $far } of it is not known{ $doubt }.
   *[fail] { $name } reaches a first facility{ $first }, but no { $thing } lies within { $far } of it{ $doubt }.
}
std-first-at = { " " }at { $distance }

# Kinds 2 to 4: units.
std-exists = { $verdict ->
    [borderline] { $name } has { $has }; { $need }{ $lack }, and it is a close thing{ $doubt }.
    [unknown] { $name } has { $has } for certain; { $need }, so it cannot be said whether that is enough{ $doubt }.
    [exempt] { $name } has { $has } and need have none{ $doubt }.
   *[pass] { $name } has { $has }; { $need }{ $lack }{ $doubt }.
}
std-people = { $verdict ->
    [borderline] { $name } has { $has } for { $people }; { $need } ({ $basis }){ $lack }, and it is a close thing{ $doubt }.
    [unknown] { $name } has { $has } for { $people }; { $need } ({ $basis }), but that does not settle it{ $doubt }.
    [exempt] { $name } has { $has } for { $people } and need have none{ $doubt }.
   *[pass] { $name } has { $has } for { $people }; { $need } ({ $basis }){ $lack }{ $doubt }.
}
std-basis-per = one per { $per } people
std-basis-band = one per { $least } to { $most } people
std-ratio = { $verdict ->
    [borderline] { $name } has { $quantity } for { $people }: { $rate } per { $per }; { $need }{ $lack }, and it is a close thing{ $doubt }.
    [unknown] { $name } has { $quantity } for { $people }: { $rate } per { $per }; { $need }, but that does not settle it{ $doubt }.
    [exempt] { $name } has { $quantity } for { $people }: { $rate } per { $per }, and nothing is asked{ $doubt }.
   *[pass] { $name } has { $quantity } for { $people }: { $rate } per { $per }; { $need }{ $lack }{ $doubt }.
}

# Kind 5: share. {$some} says whether it is of a unit.
std-share = { $verdict ->
    [borderline] { $yes } of { $total } { $things }{ $place } { $satisfy } ({ $share }); { $need }, and it is a close thing{ $doubt }.
    [unknown] { $yes } of { $total } { $things }{ $place } { $satisfy } for certain ({ $share }); { $need }, so it cannot be said whether that is enough{ $doubt }.
    [exempt] { $yes } of { $total } { $things }{ $place } { $satisfy } ({ $share }), and nothing is asked{ $doubt }.
   *[pass] { $yes } of { $total } { $things }{ $place } { $satisfy } ({ $share }); { $need }{ $doubt }.
}
std-of-place = { " " }of { $name }

# Kind 6: attribute minimum.
std-minimum = { $verdict ->
    [borderline] { $name } has { $quantity }; { $need }{ $lack }, and it is a close thing{ $doubt }.
    [unknown] { $name } has { $quantity } for certain; { $need }, so it cannot be said whether that is enough{ $doubt }.
    [exempt] { $name } has { $quantity }, and nothing is asked{ $doubt }.
   *[pass] { $name } has { $quantity }; { $need }{ $lack }{ $doubt }.
}
std-minimum-sum = { $verdict ->
    [borderline] The { $things } of { $name } have { $quantity } together; { $need }{ $lack }, and it is a close thing{ $doubt }.
    [unknown] The { $things } of { $name } have { $quantity } together for certain; { $need }, so it cannot be said whether that is enough{ $doubt }.
    [exempt] The { $things } of { $name } have { $quantity } together, and nothing is asked{ $doubt }.
   *[pass] The { $things } of { $name } have { $quantity } together; { $need }{ $lack }{ $doubt }.
}

# Kind 7: linked.
std-linked = { $verdict ->
    [borderline] { $name } has { $has }{ $with }; { $need }{ $lack }, and it is a close thing{ $doubt }.
    [unknown] { $name } has { $has }{ $with } for certain; { $need }, so it cannot be said whether that is enough{ $doubt }.
    [exempt] { $name } has { $has }{ $with } and need have none{ $doubt }.
   *[pass] { $name } has { $has }{ $with }; { $need }{ $lack }{ $doubt }.
}
std-with = { " " }({ $n ->
    [one] { $facility }
   *[other] { $facility } first
})
std-not-linked = { $verdict ->
    [unknown] No { $link } of { $name } is known; { $need }, so it cannot be said{ $doubt }.
   *[fail] { $name } has no { $link }; { $need }{ $doubt }.
}
std-two-leads = { $name } has { $count } { $links }{ $with }; { $need }, so it is not clear who leads{ $doubt }.
std-ring = The { $links } of { $name } lead round in a ring, so nobody is at the top{ $doubt }.
std-too-deep = From { $name } it takes more than { $steps } over { $links } to the top{ $doubt }.
std-steps = { $n ->
    [one] { $count } step
   *[other] { $count } steps
}

# Kind 8: reported agrees.
std-reported = { $verdict ->
    [borderline] { $name } reports { $reported } ({ $figure }){ $computed }{ $target }, and it is a close thing{ $doubt }.
    [unknown] { $name } reports { $reported } ({ $figure }){ $computed }{ $target }, but that does not settle it{ $doubt }.
    [exempt] { $name } reports { $reported } ({ $figure }){ $computed }, and nothing is asked{ $doubt }.
   *[pass] { $name } reports { $reported } ({ $figure }){ $computed }{ $target }{ $doubt }.
}
std-computed = ; the data come to { $computed }
std-target = ; { $need }
std-not-reported = { $verdict ->
    [exempt] { $name } reports nothing of { $figure }, and need not.
   *[unknown] { $name } reports nothing of { $figure }.
}
std-disagrees = { $name } reports { $reported } ({ $figure }), but the data come to { $computed }: { $difference } apart{ $doubt }.
std-misses-target = { $name } reports { $reported } ({ $figure }){ $computed }; { $need }{ $lack }{ $doubt }.
std-impossible = { $name } reports { $reported } ({ $figure }), which cannot be{ $doubt }.

# Composed rules.
std-part = { $rule }: { $sentence }
std-part-bare = { $verdict ->
    [pass] { $name } passes by the rule “{ $rule }”.
    [exempt] { $name } is exempt by the rule “{ $rule }”.
    [borderline] { $name } is borderline by the rule “{ $rule }”.
    [unknown] { $name } cannot be judged by the rule “{ $rule }”.
   *[fail] { $name } fails by the rule “{ $rule }”.
}
std-composed = { $verdict ->
    [pass] { $name } meets what the parts of the rule ask.
    [exempt] { $name } is exempt from all parts of the rule.
    [borderline] { $name } is borderline by the parts of the rule.
    [unknown] { $name } cannot be judged by the parts of the rule: some of them are unknown.
   *[fail] { $name } does not meet what the parts of the rule ask.
}

# What holds for every kind.
std-no-location = { $name } has no usable location, so its distances are not known.
std-no-unit = { $verdict ->
    [fail] { $name } lies in no known { $level }, and has to.
   *[unknown] { $name } lies in no known { $level }, so it cannot be judged.
}
std-no-value = { $verdict ->
    [fail] For { $name } the data do not state { $field }, and they have to.
   *[unknown] For { $name } the data do not state { $field }.
}
std-no-population = { $verdict ->
    [fail] How many people live in { $name } is not known, and has to be.
   *[unknown] How many people live in { $name } is not known, so what it needs is not either.
}
std-nothing = { $verdict ->
    [pass] There is no { $thing }{ $place }, so there is nothing to ask.
    [exempt] There is no { $thing }{ $place }, and none is asked.
   *[unknown] There is no { $thing }{ $place } to take a share of.
}
std-unknown-scope = Whether the rule applies to { $name } is not known: the data that decide it are missing.
std-exempt = { $name } is exempt: { $reason }.
std-exempt-bare = { $name } is exempt from the rule.
std-some-unknown = { $verdict ->
    [pass] { $name } passes, whatever the data that are missing may say{ $doubt }.
    [exempt] { $name } is exempt, whatever the data that are missing may say{ $doubt }.
    [borderline] { $name } is borderline, whatever the data that are missing may say{ $doubt }.
    [fail] { $name } fails, whatever the data that are missing may say{ $doubt }.
   *[unknown] { $name } cannot be judged: the data that decide it are missing{ $doubt }.
}

# What a rule asks, in short.
std-asks-reach = { $k ->
    [one] { $villages }: a { $thing }{ $inside }{ $limit }
   *[other] { $villages }: { $count } { $things }{ $inside }{ $limit }
}
std-asks-every-village = Every village
std-asks-some-villages = Every village that counts
std-asks-limit = { " " }within { $limit }
std-asks-then = ; from there a { $thing } within { $limit }
std-asks-exists = Every { $level }: { $things }, { $need }
std-asks-people = Every { $level }: { $things }, { $basis }
std-asks-ratio = Every { $level }: { $field } per { $per } people, { $need }
std-asks-share = Share of the { $things } that { $satisfy }: { $need }
std-asks-minimum = Every { $thing }: { $field }, { $need }
std-asks-minimum-sum = Every { $level }: { $field } in sum, { $need }
std-asks-linked = Every { $thing }: { $links }, { $need }
std-asks-reported = The reported figure of { $figure } agrees with the data and is possible
std-asks-reported-target = The reported figure of { $figure } agrees with the data and is possible; { $need }
std-asks-any = One of: { $rules }
std-asks-all = All of: { $rules }

# A rule in counts.
std-summary = { $n ->
    [one] { $pass } of { $asked } passes ({ $share })
   *[other] { $pass } of { $asked } pass ({ $share })
}
std-summary-none = Nothing is asked of anybody here
std-summary-fail = { $n ->
    [one] { $count } fails
   *[other] { $count } fail
}
std-summary-fail-people = { $n ->
    [one] { $count } fails ({ $people })
   *[other] { $count } fail ({ $people })
}
std-summary-borderline = { $count } borderline
std-summary-unknown = { $count } unknown
std-summary-exempt = { $count } exempt
std-summary-target = target { $share }
std-summary-deadline = by { $date }
std-summary-separator = ;{ " " }
std-rule-line = { $verdict } · { $rule }: { $summary }

# Reported figures.
std-audit = { $whose }{ $figure }: { $problem }.
std-audit-whose = { $whose },{ " " }
std-audit-no-total = { $n } of ? = { $share }: no whole total gives { $share } by rounding
std-audit-no-total-cut = { $n } of ? = { $share }: no whole total gives { $share } by rounding; { $totals } only if the rest is cut off ({ $really })
std-audit-totals = { $n } of ? = { $share }: this fits { $count ->
    [one] only a total of { $totals }
   *[other] totals of { $totals }
}
std-audit-counts = { $share } of { $total }: this fits { $count ->
    [one] only { $counts } ({ $really })
   *[other] { $counts }
}
std-audit-counts-none = { $share } of { $total }: no whole number gives that by rounding
std-audit-counts-cut = { $share } of { $total }: no whole number gives that by rounding; { $counts } only if the rest is cut off ({ $really })
std-audit-cut-off = { $n } of { $total } is { $really }: it makes { $share } only if the rest is cut off instead of rounded
std-audit-totals-differ = it is reported of { $total }, but there are { $of }
std-audit-contradiction = { $n } of { $total } is { $really }, but { $share } is reported
std-audit-more = { $n } of { $total } is more than all
std-audit-not-each = { $n } for each of { $of } is fewer than one each
std-audit-proves-nothing = { $n } for at least { $of } in all proves nothing of each one: some may have several and others none
std-audit-parts = { $count } { $n ->
    [one] part adds
   *[other] parts add
} up to { $parts }, but the whole is reported as { $whole }
std-audit-no-count = { $n } is no count: it must be a whole number, 0 or more
std-list-more = { $list } and { $count } more

# Networks, losses, containment, joins, columns.
std-fault-orphan = { $name } stands alone: it has no { $link }.
std-fault-double = { $name } has { $count } leads ({ $link }): { $leads }.
std-fault-ring = The links ({ $link }) lead round in a ring: { $names }.
std-loss-none = If { $name } closed, no village would be left without another one within { $limit }; it is the nearest to { $villages } with { $people }.
std-loss = If { $name } closed, { $sole } with { $sole_people } would have no other one within { $limit }; it is the nearest to { $villages } with { $people }.
std-contained = { $people } in { $villages } ({ $share } of { $all }) could be served inside their own { $level }.
std-contained-nowhere = { $people } in { $villages } ({ $share } of { $all }) could be served at no level that the data know.
std-contained-note = This is what the facilities could do, not where people go.
std-join-all = All { $rows } of { $file } joined.
std-join-rows = { $n ->
    [one] { $count } row
   *[other] { $count } rows
}
std-join-lost = { $n ->
    [one] { $lost } of { $rows } of { $file } did not join: { $examples }.
   *[other] { $lost } of { $rows } of { $file } did not join: { $examples }.
}
std-join-nobody = line { $line }: { $column } “{ $value }” (nobody bears it)
std-join-several = line { $line }: { $column } “{ $value }” ({ $candidates } bear it)

# The standard as a whole, and the command.
std-title = Standard “{ $name }”
std-title-as-of = Standard “{ $name }”, as of { $date }
cli-standard-demo = note: no file is named, so the demo county is held against the standard: an invented prefecture.
cli-no-standard = the project has no standard, so --as-of and --set have nothing to turn
cli-no-standard-remedy = Name one with --standard.
std-quoted = “{ $text }”
std-missing = { $n ->
    [one] No data have a column “{ $field }”, which the rule { $rules } asks for; what depends on it is unknown.
   *[other] No data have a column “{ $field }”, which the rules { $rules } ask for; what depends on it is unknown.
}
std-missing-near = { $n ->
    [one] No data have a column “{ $field }”, which the rule { $rules } asks for; is “{ $near }” meant?
   *[other] No data have a column “{ $field }”, which the rules { $rules } ask for; is “{ $near }” meant?
}
std-disagrees-anyhow = { $name } reports { $reported } ({ $figure }), which the data do not come to, whatever those that are missing may say{ $doubt }.

# The compliance report.
std-report = The standard
std-report-held = The data are held against: { $standard }.
std-report-source = Source: { $source }.
std-report-parameter = { $name }: { $value }.
std-report-lead = { $n ->
    [one] Of { $all } rule { $pass } passes, { $fail } fails, { $unknown } cannot be answered by the data, { $rest } is borderline or asks nothing here.
   *[other] Of { $all } rules { $pass } pass, { $fail } fail, { $unknown } cannot be answered by the data, { $rest } are borderline or ask nothing here.
}
std-report-rules = Rules
std-report-rule = Rule
std-report-asks = Asks
std-report-verdict = Verdict
std-report-pass = Pass
std-report-of = Of
std-report-share = Share
std-report-fail = Fail
std-report-not-known = Unknown
std-report-target = Target
std-report-deadline = Deadline
std-report-rules-note = A share is of those of whom something is asked: those that are exempt are left out, those that are unknown are not. A rule passes when its share reaches the target; what the data do not say is unknown and never passes.
std-report-worst = Where the standard is not met
std-report-who = Who
std-report-in = In
std-report-people = People
std-report-why = Why
std-report-more = { $n ->
    [one] And { $count } more.
   *[other] And { $count } more.
}
std-report-audit = Reported figures
std-report-networks = Networks
std-report-links = Links that hold
std-report-kind = Kind
std-report-link-count = Links
std-report-depth = Steps to the top
std-report-faults = Faults
std-report-single = Single points of failure
std-report-single-caption = { $rule }: facilities without which villages have no other one within { $limit }
std-report-facility = Facility
std-report-sole-villages = Villages left without
std-report-sole-people = Their people
std-report-villages = Nearest to villages
std-report-load = Their people (load)
std-report-contained = Where needs could be met
std-report-unknown = What is not known, and why
std-report-unknown-caption = Unknown verdicts by rule, with an example of each
std-report-unknown-note = Unknown is not a failure, and not a pass: the data do not say.
std-report-example = Example
std-report-joins = How the tables joined
std-report-method = A rule of a standard is answered for each village, unit or facility that it is about, with the numbers behind it, and rolled up from village to township, county and city. The lists rules.csv, facilities.csv, audit.csv and network.csv hold every verdict.
