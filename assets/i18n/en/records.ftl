# Tables of records and the standard of a project.
change-records = tables of records
change-standard = standard
records-title = { $path } is no table of records that is known
records-unknown = Its columns are: { $columns }. Units have a code and a level, links have from, to and kind, reported figures have indicator, and attributes have the id, code or name of a facility or village.
records-unknown-remedy = Name its columns so, or say on the command line what it holds: --units, --links, --indicators or --attributes.
