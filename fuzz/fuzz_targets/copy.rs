//! Any bytes as a copy of the cache, past its checksum. Refusals are fine, panics are not, nor more memory than the bytes account for.

#![no_main]

use std::path::Path;
use std::sync::Arc;

use lastmile::io::{self, cache};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut copy = bytes.to_vec();
    cache::seal(&mut copy);
    if let Some(table) = cache::decode(&copy, Path::new("fuzz.geojson")) {
        assert!(table.columns.iter().all(|column| column.len() == table.len()));
        let inspection = io::inspect(&table);
        assert_eq!(inspection.features, table.len());
        let roles = io::recognise(&table);
        // A refusal is an answer, too.
        let _ = io::assemble(vec![(Arc::new(table), roles)]);
    }
});
