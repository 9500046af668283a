# What is wrong with a standard's file, and what would be right.
standard-file-title = { $n ->
    [one] The standard { $origin } cannot be used: 1 mistake
   *[other] The standard { $origin } cannot be used: { $count } mistakes
}
standard-file-remedy = Mend the lines that are named. docs/standards.md describes each key; `lastmile standard check FILE` tests the file.
standard-file-remedy-name = Name a shipped standard, or give the path of a file.
standard-file-line = line { $line }: { $text }
standard-file-line-rule = line { $line }, rule { $rule }: { $text }
standard-file-meant = { $text } Did you mean `{ $nearest }`?

standard-file-no-such = There is neither a shipped standard nor a file named { $name }. Shipped are { $allowed }.
standard-file-unreadable = The file cannot be read ({ $reason }).
standard-file-not-utf8 = This line is not UTF-8 text; save the file as UTF-8.
standard-file-too-large = The file is larger than any standard.
standard-file-syntax = This is not TOML ({ $reason }).
standard-file-format = The format "{ $found }" is not one that this version reads; write format = "lastmile-standard-1".
standard-file-unknown-key = `{ $key }` has no meaning here. Here may stand { $allowed }.
standard-file-unknown-key-near = `{ $key }` has no meaning here. Did you mean `{ $nearest }`?
standard-file-missing-format = The key `format` is missing; write format = "lastmile-standard-1" in the first line.
standard-file-is-table = This is a table, not a standard. Give it with --units, --links, --indicators or --attributes; a standard is a TOML file.
standard-file-missing-key = The key `{ $key }` is missing.
standard-file-one-of = Exactly one of { $keys } must stand here.
standard-file-some-of = At least one of { $keys } must stand here.
standard-file-wrong-sort = `{ $key }` is { $found }; write { $wanted }.
standard-file-either = { $one } or { $other }
standard-file-unknown-word = "{ $found }" is no { $key }. Possible are { $allowed }.
standard-file-not-a = `{ $key }`: "{ $found }" will not do; write { $wanted }.
standard-file-no-pair = `{ $key }` must hold the least and the most, in this order: ["500m", "10km"].
standard-file-out-of-range = `{ $key }`: { $found } is outside { $least } to { $most }.
standard-file-least-above-most = `{ $least }` is more than `{ $most }`; exchange the two.
standard-file-expression = `{ $key }`: { $problem }
standard-file-unknown-parameter = There is no parameter `{ $name }`; add [parameters.{ $name }] with a value.
standard-file-turned-wrong = The parameter `{ $name }` was turned to "{ $found }"; it takes { $wanted }.
standard-file-twice = The key "{ $id }" is taken in line { $first }; choose another.
standard-file-no-rule = There is no rule "{ $found }".
standard-file-no-programme = There is no programme "{ $found }"; add [[programme]] with this key.
standard-file-no-figure = There is no reported figure "{ $found }".
standard-file-no-turned = There is no parameter "{ $found }" that could be turned.
standard-file-ring = The rules { $rules } are made of each other; take one out of the ring.
standard-file-time-without-speed = { $found } is a time; add how fast people travel, as speed = "4km/h" for a walk.

standard-sort-text = a text
standard-sort-number = a number
standard-sort-bool = true or false
standard-sort-list = a list
standard-sort-table = a table
standard-sort-tables = tables in double brackets, [[…]]
standard-sort-date = a date
standard-example-text = a text in quotes
standard-example-number = a number
standard-example-bool = true or false
standard-example-list = a list in brackets
standard-example-table = keys in braces, { "{" } en = "…", zh = "…" { "}" }
standard-example-tables = each one under its own [[…]]
standard-example-date = a date

standard-wording-distance = a distance with its unit, as "2km" (a bare number is no distance)
standard-wording-distance-or-time = a distance with its unit, as "2km" (a bare number is no distance), or a time with a speed, as "15min"
standard-wording-speed = a speed, as "4km/h"
standard-wording-share = a percentage, as "82%"
standard-wording-number = a number, as 3000
standard-wording-positive = a number above 0, as 3000
standard-wording-whole = a whole number from 1, as 2
standard-wording-number-or-share = a number, as 90, or a percentage, as "90%"
standard-wording-any = a distance ("2km"), a percentage ("82%") or a number (3000)
standard-wording-date = a day, as 2021-12-31
standard-wording-period = a year, a month or a day, as "2021-07"
standard-wording-key = a key of lower-case letters, digits and hyphens, as "near-clinic"
standard-wording-parameter-key = a key of letters, digits and underscores, as clinic_reach
standard-wording-percentage = the percentage as it was printed, as "93.4%" or "95%+"

expression-at = at character { $at }: { $text }
expression-value-end = something is missing at the end; a field, a number or a 'text' must follow.
expression-value = { $found } cannot stand here; a field, a number or a 'text' must.
expression-end = { $found } is too much; join conditions by AND or OR.
expression-condition = { $found } is neither so nor not so; write a condition, as beds >= 20.
expression-number = { $found } is no number; write a field or a number.
expression-quoted = a text stands in single quotes; write '{ $text }'.
expression-bare-field = yes and no are asked by the field alone; write { $field }, or NOT { $field }, or { $field } = 'yes'.
expression-is-null = whether something has a value is asked otherwise; write IS NULL or IS NOT NULL.
expression-at-least = => is no comparison; write >=.
expression-closing-quote = a quote is not closed.
expression-closing-bracket = this bracket is not closed.
expression-language = { $found } is not in this language. It has AND OR NOT = <> < <= > >= ~ IN BETWEEN LIKE IS + - * / COALESCE.
expression-shorter = it is too long or too deeply nested; make two rules of it.

cli-standard-rules = { $n ->
    [one] 1 rule
   *[other] { $count } rules
}
cli-standard-sound = { $file } is sound: { $rules }
