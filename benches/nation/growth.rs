//! How cost grows with size: CPU seconds and, in nanoseconds, CPU for each of n log₂ n, where n are the villages. Every scale runs in a
//! process of its own, so that each has its own peak of memory. Always on our own files.

use std::process::Command;

use serde_json::Value;

use super::{Options, scale};

/// Five million villages and as many facilities for each as before.
const FIVE_MILLION: f64 = 5_000_000.0 / 600_000.0;
/// What five million villages may need, bytes.
const ENOUGH_MEMORY: u64 = 10 << 30;
const TASKS: [&str; 3] = ["open", "coverage", "areas"];

pub fn run(options: &Options) {
    println!(
        "| villages | facilities | open, s | coverage, s | areas, s | peak memory, MiB | open, ns | coverage, ns | areas, ns |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (name, factor) in [
        ("county", 1.0),
        ("provincial", 1.0),
        ("national", 1.0),
        ("national", FIVE_MILLION),
    ] {
        let rounds = if factor > 1.0 { 1 } else { options.rounds };
        if factor > 1.0 && available_memory().is_some_and(|bytes| bytes < ENOUGH_MEMORY) {
            println!("Five million villages are left out: less than 10 GiB of memory are free.");
            continue;
        }
        let program = std::env::current_exe().expect("the bench knows itself");
        let result = Command::new(program)
            .env_remove("PEERS_DATA")
            .args([
                "--scale",
                name,
                "--only",
                "coverage,areas",
                "--factor",
                &factor.to_string(),
            ])
            .args(["--rounds", &rounds.to_string(), "--data"])
            .arg(&options.data)
            .output()
            .expect("the bench runs");
        assert!(
            result.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&result.stderr)
        );
        let text = String::from_utf8_lossy(&result.stdout);
        let rows: Vec<Value> = text
            .lines()
            .filter_map(|l| serde_json::from_str(l).ok())
            .collect();
        let row = |task: &str| rows.iter().find(|r| r["task"] == task).expect("a row");
        let n = row("open")["answer"]["villages"]
            .as_f64()
            .expect("a number");
        let cpu = TASKS.map(|task| row(task)["cpu"].as_f64().expect("a number"));
        println!(
            "| {n} | {} | {} | {} | {} |",
            (scale(name).facilities as f64 * factor).round(),
            cpu.map(|s| format!("{s:.3}")).join(" | "),
            row("memory")["answer"]["peak_mib"],
            cpu.map(|s| format!("{:.0}", s * 1e9 / (n * n.log2())))
                .join(" | "),
        );
    }
}

/// The memory that can be had, where the system tells (Linux), in bytes.
fn available_memory() -> Option<u64> {
    let info = std::fs::read_to_string("/proc/meminfo").ok()?;
    let kib = info.lines().find_map(|l| l.strip_prefix("MemAvailable:"))?;
    Some(1024 * kib.trim().trim_end_matches(" kB").parse::<u64>().ok()?)
}
