# Words of the exported page. Numbers arrive formatted; {$n} and {$k} choose the plural form.
page-title = Who lives beyond the reach of care
page-title-radius = Health care within { $radius }: who lives beyond reach

page-rule = Rule: every village has { $k ->
    [one] a health facility
   *[other] { $count } health facilities
} within { $radius }.
page-rule-tiers = Rule: every village lies within reach of { $k ->
    [one] a health facility
   *[other] { $count } health facilities
} ({ $tiers }).
page-rule-tier = { $name }: { $radius }
page-rule-none = Rule: no health facility serves.
page-rule-metric = Distances are geodesics on the WGS 84 ellipsoid.
page-rule-unit = Only facilities of the village's own district count.
page-rule-filter = Only facilities that match "{ $filter }" count.
page-rule-tolerance = Villages within { $tolerance } of the edge of reach are borderline.

page-headline-beyond = { $people } beyond reach
page-headline-beyond-villages = beyond reach
page-headline-all = Every village is within reach
page-headline-all-detail = { $villages }, { $people }
page-headline-none = No villages
page-headline-none-detail = Without villages no gap can be judged.
page-headline-unjudged = No village can be judged
page-headline-unjudged-detail = None of { $count } has a usable location.
page-context-people = That is { $share } of { $people } people.
page-context-villages = { $covered } of { $villages } villages are within reach.
page-context-borderline = Borderline: { $count } of all.
page-context-unknown = { $count } without a usable location.

page-villages = Villages
page-people = people
page-reach = Area within reach
page-facilities = Facilities that serve
page-radius = reach
page-number = number
page-not-serving = —
page-shares = Districts by share of people within reach, with their number in each class
page-no-share = No population known: { $count }

page-list-people = Districts with most people beyond reach
page-list-villages = Districts with most villages beyond reach
page-list-farthest = Villages farthest beyond reach
page-column-district = District
page-column-village = Village
page-column-people = people
page-column-villages = villages
page-column-beyond = beyond
page-column-of = of
page-column-distance = nearest

page-sources = Data
page-projection-equal-area = Map: Lambert azimuthal equal-area (WGS 84), centre { $centre }; the scale holds there.
page-projection = Map: Web Mercator, centre { $centre }; the scale holds there.
page-projection-empty = Map: Web Mercator.
page-maker = Prepared by
page-date = Date
page-approval = Map approval no.
page-version = Lastmile { $version }
page-merged = Villages beyond reach that lie close together share one disc.
page-waiting = not drawn at this scale
page-scenario = { $n ->
    [one] Scenario with one change to the facilities, not how things are now.
   *[other] Scenario with { $count } changes to the facilities, not how things are now.
}
