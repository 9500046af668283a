//! The whole `lastmile analyze` as a process: all outputs written, the map drawn.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::report::{Cost, peak_memory};
use super::rows::RADII;
use super::{Files, rows};

/// Runs it once; its cost, and its answer with the peak of its memory.
pub fn run(files: &Files) -> (Cost, Value) {
    let out = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_lastmile"));
    command
        .env("LASTMILE_CACHE", "off")
        .arg("analyze")
        .args(["--json", "--quiet", "--map", "gap-map.png", "--out"])
        .arg(out.path().join("result"));
    for ((_, file), option) in
        files
            .by_role()
            .iter()
            .zip(["--facilities", "--villages", "--districts"])
    {
        command.arg(option).arg(file);
    }
    for (tier, metres) in RADII {
        command.arg("--radius").arg(format!("{tier}={metres}m"));
    }
    let (before, start) = (children_cpu(), Instant::now());
    let summary = tempfile::tempfile().expect("a temporary file");
    command
        .stdout(summary.try_clone().expect("a file"))
        .stderr(Stdio::inherit());
    let mut child = command.spawn().expect("lastmile runs");
    let id = child.id().to_string();
    let mut peak = None;
    // The mark of the most memory only rises, so that the last look before the end is the one that counts.
    let status = loop {
        peak = peak_memory(&id).or(peak);
        if let Some(status) = child.try_wait().expect("a status") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let cost = Cost {
        cpu: children_cpu() - before,
        wall: start.elapsed().as_secs_f64(),
    };
    assert!(status.success(), "lastmile analyze: {status}");
    let summary: Value = std::fs::read_to_string(out.path().join("result/summary.json"))
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .expect("a summary");
    let covered = summary["villages"]["covered"].as_u64().expect("a number") as usize;
    rows::check("analyze", covered, files.truth.map(|t| t[0]));
    (
        cost,
        json!({ "covered": covered, "peak_mib": peak.map(|p| p >> 20), "timings_ms": summary["timings_ms"] }),
    )
}

/// CPU seconds of all children that have ended, where the system tells (Linux, in hundredths: proc(5), `cutime` and `cstime`).
fn children_cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    fields
        .skip(13)
        .take(2)
        .filter_map(|f| f.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}
