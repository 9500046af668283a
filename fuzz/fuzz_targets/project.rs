//! Any bytes as a project: what can be read is written and read again as the same project. Refusals are fine, panics are not.

#![no_main]

use std::path::Path;

use lastmile::io::project;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let path = Path::new("fuzz.lastmile");
    if let Ok(read) = project::from_bytes(path, bytes) {
        let again = project::from_bytes(path, &project::to_bytes(&read));
        assert_eq!(again.ok().as_ref(), Some(&read));
    }
});
