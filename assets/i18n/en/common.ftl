# Words that window, page and command share. Numbers arrive formatted in {$count}; {$n} chooses the plural form.
app-name = Lastmile
count-villages = { $n ->
    [one] { $count } village
   *[other] { $count } villages
}
count-people = { $n ->
    [one] { $count } person
   *[other] { $count } people
}
count-facilities = { $n ->
    [one] { $count } facility
   *[other] { $count } facilities
}
count-districts = { $n ->
    [one] { $count } district
   *[other] { $count } districts
}
role-facilities = Facilities
role-villages = Villages
role-districts = Districts
status-covered = Within reach
status-borderline = Borderline
status-gap = Beyond reach
status-unknown = Unknown
tier-clinic = Village clinic
tier-station = Community health station
tier-community = Community health centre
tier-township = Township health centre
tier-county = County hospital
tier-city = City hospital
tier-none = Facility
invented-data = Invented data: no real place, facility or person
