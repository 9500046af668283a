//! Any bytes through the whole way of a file: read, inspected, recognised, assembled. Refusals are fine, panics are not.

#![no_main]

use std::path::Path;
use std::sync::Arc;

use lastmile::base::Progress;
use lastmile::io;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["fuzz.geojson", "fuzz.geojsonl"] {
        let Ok(table) = io::read_bytes(Path::new(name), bytes, &Progress::new()) else {
            continue;
        };
        let inspection = io::inspect(&table);
        assert_eq!(inspection.features, table.len());
        let roles = io::recognise(&table);
        // A refusal is an answer, too.
        let _ = io::assemble(vec![(Arc::new(table), roles)]);
    }
});
