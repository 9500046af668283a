//! Whether what is being read will fit: an answer before the system's, which would be to end the program.
//!
//! What the machine, its control group (Linux, version 2) and the limits of the process leave free is compared with what the rest of
//! a file will take, judged by what its beginning took. Where the system does not say what is free, nothing is refused.

use std::fs;
use std::path::{Path, PathBuf};

/// Bytes of a file before which nothing is judged: too little to judge by, and no danger.
const ENOUGH: u64 = 32 << 20;
/// Memory that is left to everything else.
const RESERVE: u64 = 48 << 20;

/// There is too little memory for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shortage {
    /// What the file would still take, bytes.
    pub needed: u64,
    /// What there is, bytes.
    pub available: u64,
}

/// How far a file is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filled {
    /// Bytes of the file that are read.
    pub read: u64,
    /// Bytes of the file.
    pub size: u64,
    /// Bytes of memory that its rows take.
    pub table: u64,
}

impl Filled {
    /// Refuses when the rest of the file, taken to be like what was read, takes more than there is.
    pub fn judge(self, available: Option<u64>) -> Result<(), Shortage> {
        let Some(available) = available.filter(|_| self.read >= ENOUGH) else {
            return Ok(());
        };
        let rest = self.size.saturating_sub(self.read) as f64;
        let needed = (self.table as f64 / self.read as f64 * rest) as u64;
        fits(needed, available)
    }
}

/// Refuses what takes more than there is; a little is left to everything else.
pub(super) fn fits(needed: u64, available: u64) -> Result<(), Shortage> {
    if needed > ENOUGH && needed > available.saturating_sub(RESERVE) {
        Err(Shortage { needed, available })
    } else {
        Ok(())
    }
}

/// The memory that this process can still have, bytes; `None` where the system does not say.
pub(super) fn available() -> Option<u64> {
    let read = |path: &Path| fs::read_to_string(path).ok();
    let proc = |name: &str| read(&Path::new("/proc").join(name));
    let machine = proc("meminfo").and_then(|text| kibibytes(&text, "MemAvailable:"));
    let group = proc("self/cgroup").and_then(|text| {
        let own = text.lines().find_map(|line| line.strip_prefix("0::/"))?;
        let root = Path::new("/sys/fs/cgroup");
        of_group(root.join(own.trim()), root, &read)
    });
    let process = proc("self/limits")
        .zip(proc("self/status"))
        .and_then(|(limits, status)| of_process(&limits, &status));
    [machine, group, process].into_iter().flatten().min()
}

/// A line of `/proc/meminfo` or `/proc/self/status`.
fn kibibytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let number: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(number * 1024)
}

/// What the limit on the address space leaves (`ulimit -v`).
fn of_process(limits: &str, status: &str) -> Option<u64> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max address space"))?;
    let most: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(most.saturating_sub(kibibytes(status, "VmSize:")?))
}

/// What a control group and those that it lies in leave (Linux kernel, `cgroup-v2.rst`): pages of files can be had back.
fn of_group(
    mut group: PathBuf,
    root: &Path,
    read: &dyn Fn(&Path) -> Option<String>,
) -> Option<u64> {
    let mut least = None;
    loop {
        let number = |name: &str| read(&group.join(name))?.trim().parse::<u64>().ok();
        if let (Some(most), Some(used)) = (number("memory.max"), number("memory.current")) {
            let cached = read(&group.join("memory.stat"))
                .and_then(|stat| {
                    let line = stat
                        .lines()
                        .find_map(|l| l.strip_prefix("inactive_file "))?;
                    line.trim().parse::<u64>().ok()
                })
                .unwrap_or(0);
            let free = most.saturating_sub(used.saturating_sub(cached));
            least = Some(least.map_or(free, |least: u64| least.min(free)));
        }
        if group == root || !group.pop() {
            return least;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    #[test]
    fn what_would_fit_is_not_refused_and_what_would_not_is() {
        let filled = |read, size, table| Filled {
            read: read * MIB,
            size: size * MIB,
            table: table * MIB,
        };
        let have = |mib: u64| Some(mib * MIB);
        // Half a gigabyte is read and took 250 MB; one and a half follow.
        assert_eq!(filled(500, 2000, 250).judge(have(1000)), Ok(()));
        assert_eq!(
            filled(500, 2000, 250).judge(have(700)),
            Err(Shortage {
                needed: 750 * MIB,
                available: 700 * MIB
            })
        );
        // Little is left to read, the beginning says nothing yet, or nobody knows.
        assert_eq!(filled(1990, 2000, 1000).judge(have(60)), Ok(()));
        assert_eq!(filled(10, 2000, 10).judge(have(100)), Ok(()));
        assert_eq!(filled(500, 2000, 250).judge(None), Ok(()));
    }

    #[test]
    fn the_system_is_understood() {
        let meminfo = "MemTotal:       24640000 kB\nMemAvailable:   20480 kB\n";
        assert_eq!(kibibytes(meminfo, "MemAvailable:"), Some(20 * MIB));
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \n\
                      Max address space         4294967296           unlimited            bytes     \n";
        let status = "Name:\tlastmile\nVmSize:\t 1048576 kB\n";
        assert_eq!(of_process(limits, status), Some(3 << 30));
        let free = limits.replace("4294967296", "unlimited ");
        assert_eq!(of_process(&free, status), None);
    }

    #[test]
    fn the_narrowest_group_counts_and_pages_of_files_do_not() {
        let read = |path: &Path| {
            let text = match path.to_str()? {
                "/g/a/memory.max" => "1000\n",
                "/g/a/memory.current" => "900\n",
                "/g/a/memory.stat" => "anon 1\ninactive_file 300\n",
                "/g/a/b/memory.max" => "max\n",
                "/g/a/b/memory.current" | "/g/memory.current" => "5\n",
                _ => return None,
            };
            Some(text.to_owned())
        };
        let root = Path::new("/g");
        assert_eq!(of_group("/g/a/b".into(), root, &read), Some(400));
        assert_eq!(of_group("/g".into(), root, &read), None);
    }
}
