//! Measuring, and the JSON lines: the same shape as those of `benches/peers/`.

use std::time::Instant;

use cpu_time::ProcessTime;
use serde_json::{Value, json};

/// What a row costs, and what it answered.
#[derive(Clone, Copy, Default)]
pub struct Cost {
    /// CPU seconds of all threads.
    pub cpu: f64,
    /// Seconds on the clock.
    pub wall: f64,
}

/// Carries something out and tells what it costs. What it gives is dropped by the caller, outside the measure.
pub fn measure<T>(work: impl FnOnce() -> T) -> (Cost, T) {
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    let result = work();
    (
        Cost {
            cpu: cpu.elapsed().as_secs_f64(),
            wall: wall.elapsed().as_secs_f64(),
        },
        result,
    )
}

/// The same some times over: the medians, and the last result.
pub fn median<T>(rounds: usize, mut work: impl FnMut() -> T) -> (Cost, T) {
    let (mut costs, mut last) = (Vec::new(), None);
    for _ in 0..rounds.max(1) {
        drop(last.take());
        let (cost, result) = measure(&mut work);
        costs.push(cost);
        last = Some(result);
    }
    let middle = |of: fn(&Cost) -> f64| {
        let mut all: Vec<f64> = costs.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    (
        Cost {
            cpu: middle(|c| c.cpu),
            wall: middle(|c| c.wall),
        },
        last.expect("a round"),
    )
}

/// Prints a row.
pub fn row(task: &str, cost: Cost, answer: &Value) {
    let round = |s: f64| (s * 1e5).round() / 1e5;
    let line = json!({ "tool": "lastmile", "task": task, "cpu": round(cost.cpu), "wall": round(cost.wall), "answer": answer });
    println!("{line}");
}

/// The most memory that a process has held so far, in bytes, where the system tells (Linux).
pub fn peak_memory(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kib = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    Some(1024 * kib.trim().trim_end_matches(" kB").parse::<u64>().ok()?)
}
