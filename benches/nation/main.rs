//! What the whole work costs at the scale of a nation, in CPU seconds of all threads, wall seconds and memory.
//!
//! `cargo bench --bench nation` measures every row at national scale and prints JSON lines; `benches/peers.sh` sets them beside other
//! tools; `-- --growth` measures from a county to five million villages. The files are made on the first run and kept in `target/`;
//! where the environment names a folder `PEERS_DATA`, its `<scale>_{villages,facilities,counties}.geojson` are read instead. A wrong
//! answer ends the run.
#![allow(missing_docs, reason = "a bench is no interface")]
#![allow(clippy::expect_used, reason = "a bench that cannot run should stop")]

mod analyze;
mod generate;
mod growth;
mod land;
mod live;
mod random;
mod report;
mod rows;

use std::path::{Path, PathBuf};

use clap::Parser;
use generate::{SCALES, Scale};
use lastmile::model::Role;

/// Bench at the scale of a nation.
#[derive(Parser, Clone)]
struct Options {
    /// county, provincial or national
    #[arg(long, default_value = "national")]
    scale: String,
    /// How many times the scale's villages and facilities
    #[arg(long, default_value_t = 1.0)]
    factor: f64,
    /// Where files are made and kept
    #[arg(long, default_value = concat!(env!("CARGO_TARGET_TMPDIR"), "/nation"))]
    data: PathBuf,
    /// How often each row is measured; the median is told
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Only these rows
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Changes in each of the rows `move` and `radius`, unless they take too long
    #[arg(long, default_value_t = 1000)]
    moves: usize,
    /// Also write the bounds of each county's area share, as CSV
    #[arg(long)]
    shares: Option<PathBuf>,
    /// Measure how cost grows from a county to five million villages
    #[arg(long)]
    growth: bool,
    /// Only make the files, and name them
    #[arg(long)]
    make: bool,
    /// Given by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let mut options = Options::parse();
    if !options.bench && !options.growth && options.only.is_empty() {
        // As a test (`cargo test --benches`) one small round shows that it runs.
        options.scale = "county".into();
        options.rounds = 1;
    }
    if options.growth {
        growth::run(&options);
    } else if options.make {
        for file in Files::find(&options).all() {
            println!("{}", file.display());
        }
    } else {
        rows::run(&options);
    }
}

/// The three files of a scale.
struct Files {
    villages: PathBuf,
    facilities: PathBuf,
    counties: PathBuf,
    /// The villages that must be within reach by tier, and within 5 km of any facility, where that is known.
    truth: Option<[usize; 2]>,
}

impl Files {
    /// Those of `PEERS_DATA`, or our own, made now if they are not there yet.
    fn find(options: &Options) -> Self {
        let scale = scale(&options.scale);
        let plain = options.factor.to_bits() == 1f64.to_bits();
        if let Some(folder) = std::env::var_os("PEERS_DATA").filter(|_| plain) {
            let truth = (scale.name == "national").then_some([536_075, 424_759]);
            let files = Self::named(folder.as_ref(), scale.name, truth);
            assert!(
                files.exist(),
                "PEERS_DATA has no files of the scale `{}`",
                scale.name
            );
            return files;
        }
        let name = if plain {
            scale.name.to_owned()
        } else {
            format!("{}-x{}", scale.name, options.factor)
        };
        let truth = plain.then_some(scale.truth).flatten();
        let files = Self::named(&options.data.join(generate::VERSION), &name, truth);
        if !files.exist() {
            generate::write(
                &options.data.join(generate::VERSION),
                &name,
                scale,
                options.factor,
            )
            .expect("the files can be written");
        }
        files
    }

    fn named(folder: &Path, name: &str, truth: Option<[usize; 2]>) -> Self {
        let file = |layer: &str| folder.join(format!("{name}_{layer}.geojson"));
        Self {
            villages: file("villages"),
            facilities: file("facilities"),
            counties: file("counties"),
            truth,
        }
    }

    fn all(&self) -> [&PathBuf; 3] {
        [&self.villages, &self.facilities, &self.counties]
    }

    fn exist(&self) -> bool {
        self.all().into_iter().all(|f| f.is_file())
    }

    /// The files with what they serve as.
    fn by_role(&self) -> [(Role, &PathBuf); 3] {
        [
            (Role::Facilities, &self.facilities),
            (Role::Villages, &self.villages),
            (Role::Districts, &self.counties),
        ]
    }
}

fn scale(name: &str) -> &'static Scale {
    SCALES
        .iter()
        .find(|s| s.name == name)
        .expect("a scale: county, provincial or national")
}
