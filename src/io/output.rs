//! Output that is either all there or not there at all.
//!
//! [`Output`] collects the files of one run in a hidden folder on the same file system and moves them into place by renaming, after
//! all of them are complete and on the disk. A folder that did not exist appears whole, in one rename. In a folder that exists only
//! the files of the run are replaced; whatever else lies there is not touched. When a move fails midway, the ones before it are
//! taken back. [`write_atomic`] does the same for a single file.
//!
//! What it cannot do: a machine that loses power between two of the final renames keeps some new files beside some old ones; each of
//! them is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};
use std::thread::JoinHandle;

use tempfile::TempDir;

/// Why output cannot be written. Exit code 4.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// A file stands where the folder should be (or where one of the folders above it should be).
    #[error("`{}` is a file, not a folder", .path.display())]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// A folder stands where a file should be.
    #[error("`{}` is a folder, not a file", .path.display())]
    NotAFile {
        /// The folder.
        path: PathBuf,
    },
    /// The path names no file.
    #[error("`{}` names no file", .path.display())]
    NoName {
        /// The path as given.
        path: PathBuf,
    },
    /// The system refused: no permission, no space, a read-only disk …
    #[error("`{}` cannot be written: {source}", .path.display())]
    Refused {
        /// What should have been written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl OutputError {
    fn refused(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::Refused {
            path: path.to_owned(),
            source,
        }
    }
}

/// A file that waits to be moved into place.
#[derive(Debug)]
struct Staged {
    temporary: PathBuf,
    place: PathBuf,
}

/// The files of one run. Dropped without [`commit`](Self::commit), it leaves no trace.
#[derive(Debug)]
pub struct Output {
    /// Files on their way to the disk; first, so that they are closed before their folders go.
    syncing: Syncing,
    folder: PathBuf,
    /// The folder was there before.
    existed: bool,
    /// Holds `new/` (the files for the folder) and `old/` (what they replace, until all is done).
    staging: TempDir,
    staged: Vec<Staged>,
    /// Staging folders of files that go elsewhere, kept alive until the end.
    elsewhere: Vec<TempDir>,
}

const PREFIX: &str = ".lastmile-";

impl Output {
    /// Prepares to write into a folder, which need not exist. Nothing is visible until [`commit`](Self::commit); that the place can
    /// be written is found out now, before any long work.
    ///
    /// # Errors
    /// When the place is a file or cannot be written.
    pub fn begin(folder: &Path) -> Result<Self, OutputError> {
        let existed = match fs::metadata(folder) {
            Ok(meta) if meta.is_dir() => true,
            Ok(_) => {
                return Err(OutputError::NotAFolder {
                    path: folder.to_owned(),
                });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(OutputError::NotAFolder {
                    path: nearest_existing(folder),
                });
            }
            Err(error) => return Err(OutputError::refused(folder)(error)),
        };
        let staging = if existed {
            staging_for(folder)?
        } else {
            let above = nearest_existing(folder);
            if !above.is_dir() {
                return Err(OutputError::NotAFolder { path: above });
            }
            hidden_folder(&above).map_err(OutputError::refused(folder))?
        };
        for part in ["new", "old"] {
            fs::create_dir(staging.path().join(part)).map_err(OutputError::refused(folder))?;
        }
        Ok(Self {
            syncing: Syncing::default(),
            folder: folder.to_owned(),
            existed,
            staging,
            staged: Vec::new(),
            elsewhere: Vec::new(),
        })
    }

    /// Where a file of this name will stand: a bare name goes into the folder, a path with folders stays as it is.
    #[must_use]
    pub fn place(&self, name: &Path) -> PathBuf {
        let mut parts = name.components();
        match (parts.next(), parts.next()) {
            (Some(Component::Normal(_)), None) => self.folder.join(name),
            _ => name.to_owned(),
        }
    }

    /// A folder for what is needed only while files are written, where there is room for them; it goes with this.
    #[must_use]
    pub fn scratch(&self) -> &Path {
        self.staging.path()
    }

    /// Adds a file; `write` puts its bytes. A file added twice is the later one.
    ///
    /// # Errors
    /// When it cannot be written, or its place is a folder.
    pub fn put(
        &mut self,
        name: impl AsRef<Path>,
        write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> Result<(), OutputError> {
        let place = self.place(name.as_ref());
        let file_name = place.file_name().ok_or_else(|| OutputError::NoName {
            path: place.clone(),
        })?;
        if place.is_dir() {
            return Err(OutputError::NotAFile { path: place });
        }
        let temporary = if self.holds(&place) {
            self.staging.path().join("new").join(file_name)
        } else {
            let parent = parent_of(&place);
            fs::create_dir_all(parent).map_err(OutputError::refused(&place))?;
            let staging = hidden_folder(parent).map_err(OutputError::refused(&place))?;
            let temporary = staging.path().join(file_name);
            self.elsewhere.push(staging);
            temporary
        };
        let file = write_file(&temporary, write).map_err(OutputError::refused(&place))?;
        self.syncing.begin(file, place.clone());
        self.staged
            .retain(|s| s.place != place && s.temporary != temporary);
        self.staged.push(Staged { temporary, place });
        Ok(())
    }

    /// Moves everything into place and says what stands where, in the order of [`put`](Self::put).
    ///
    /// # Errors
    /// When a move fails; then all is as it was before.
    pub fn commit(mut self) -> Result<Vec<PathBuf>, OutputError> {
        self.syncing.finish()?;
        let mut moves = Moves::default();
        let result = self.move_all(&mut moves);
        if result.is_err() {
            moves.take_back();
        }
        result?;
        Ok(self.staged.into_iter().map(|s| s.place).collect())
    }

    /// Whether a file stands directly in the folder, however its path is written.
    fn holds(&self, place: &Path) -> bool {
        let full = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        full(parent_of(place)) == full(&self.folder)
    }

    fn move_all(&self, moves: &mut Moves) -> Result<(), OutputError> {
        let old = self.staging.path().join("old");
        // A file with a path of its own, or another program, may have made the folder by now.
        let appears = !self.existed && !self.folder.exists();
        if appears {
            let above = parent_of(&self.folder);
            fs::create_dir_all(above).map_err(OutputError::refused(&self.folder))?;
            let new = self.staging.path().join("new");
            fs::rename(&new, &self.folder).map_err(OutputError::refused(&self.folder))?;
            moves.appeared = Some((self.folder.clone(), new));
            sync_folder(above);
        }
        for (number, file) in self.staged.iter().enumerate() {
            if appears && self.holds(&file.place) {
                continue;
            }
            moves
                .replace(file, &old.join(number.to_string()))
                .map_err(OutputError::refused(&file.place))?;
            sync_folder(parent_of(&file.place));
        }
        Ok(())
    }
}

/// The moves so far, so that they can be taken back.
#[derive(Debug, Default)]
struct Moves {
    /// The whole folder, and where it came from.
    appeared: Option<(PathBuf, PathBuf)>,
    /// The places with the copy of what stood there before.
    replaced: Vec<(PathBuf, Option<PathBuf>)>,
}

impl Moves {
    fn replace(&mut self, file: &Staged, backup: &Path) -> io::Result<()> {
        let had_one = fs::symlink_metadata(&file.place).is_ok();
        if had_one {
            // A second name for the same bytes costs nothing; where the file system has none, a copy does.
            fs::hard_link(&file.place, backup)
                .or_else(|_| fs::copy(&file.place, backup).map(drop))?;
        }
        fs::rename(&file.temporary, &file.place)?;
        self.replaced
            .push((file.place.clone(), had_one.then(|| backup.to_owned())));
        Ok(())
    }

    /// Undoes the moves, last first. What cannot be undone is left: the first failure is the one that is told.
    fn take_back(&mut self) {
        for (place, backup) in self.replaced.drain(..).rev() {
            let _ = match backup {
                Some(backup) => {
                    fs::rename(&backup, &place).or_else(|_| fs::copy(&backup, &place).map(drop))
                }
                None => fs::remove_file(&place),
            };
        }
        if let Some((folder, new)) = self.appeared.take() {
            let _ = fs::rename(folder, new);
        }
    }
}

/// Writes a single file whole or not at all, creating the folders above it.
///
/// # Errors
/// When it cannot be written, or the path is a folder.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let name = path.file_name().ok_or_else(|| OutputError::NoName {
        path: path.to_owned(),
    })?;
    if path.is_dir() {
        return Err(OutputError::NotAFile {
            path: path.to_owned(),
        });
    }
    let parent = parent_of(path);
    let write = || {
        fs::create_dir_all(parent)?;
        let staging = hidden_folder(parent)?;
        let temporary = staging.path().join(name);
        write_file(&temporary, |w| w.write_all(bytes))?.sync_all()?;
        fs::rename(&temporary, path)?;
        sync_folder(parent);
        Ok(())
    };
    write().map_err(OutputError::refused(path))
}

fn write_file(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> io::Result<File> {
    let mut file = BufWriter::with_capacity(1 << 16, File::create(path)?);
    write(&mut file)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)
}

/// Files that are being put on the disk while the next ones are written. None is left open when it is dropped.
#[derive(Debug, Default)]
struct Syncing(Vec<(PathBuf, JoinHandle<io::Result<()>>)>);

impl Syncing {
    /// Puts a file's bytes on the disk beside other work. `place` is where it will stand.
    fn begin(&mut self, file: File, place: PathBuf) {
        self.0
            .push((place, std::thread::spawn(move || file.sync_all())));
    }

    /// Waits until all are there.
    fn finish(&mut self) -> Result<(), OutputError> {
        let results: Vec<_> = self
            .0
            .drain(..)
            .map(|(place, work)| (place, work.join()))
            .collect();
        for (place, result) in results {
            result
                .unwrap_or_else(|_| Err(io::Error::other("the file was not put on the disk")))
                .map_err(OutputError::refused(&place))?;
        }
        Ok(())
    }
}

impl Drop for Syncing {
    fn drop(&mut self) {
        // Whoever drops it without having waited wants nothing of the files.
        let _ = self.finish();
    }
}

/// Puts the renames themselves on the disk, where a system can; some cannot open a folder, and then it is theirs to do.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn hidden_folder(parent: &Path) -> io::Result<TempDir> {
    tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)
}

/// A staging folder from which a rename into `folder` works: beside it, or inside where beside is closed or another disk.
fn staging_for(folder: &Path) -> Result<TempDir, OutputError> {
    let probe = |staging: &TempDir| -> io::Result<()> {
        let name = staging.path().file_name().unwrap_or_default();
        let (from, to) = (staging.path().join("probe"), folder.join(name));
        File::create(&from)?;
        fs::rename(&from, &to)?;
        fs::remove_file(&to)
    };
    // `.` and `..` have no name of their own, but a parent once they are resolved.
    let beside = fs::canonicalize(folder)
        .ok()
        .and_then(|f| f.parent().map(Path::to_owned));
    if let Some(staging) = beside.and_then(|parent| hidden_folder(&parent).ok())
        && probe(&staging).is_ok()
    {
        return Ok(staging);
    }
    hidden_folder(folder).map_err(OutputError::refused(folder))
}

fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn nearest_existing(path: &Path) -> PathBuf {
    path.ancestors()
        .skip(1)
        .map(|p| {
            if p.as_os_str().is_empty() {
                Path::new(".")
            } else {
                p
            }
        })
        .find(|p| p.exists())
        .unwrap_or(Path::new("."))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("folder")
            .map(|e| e.expect("entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn put(output: &mut Output, name: &str, text: &str) {
        output
            .put(name, |w| w.write_all(text.as_bytes()))
            .expect("put");
    }

    #[test]
    fn a_new_folder_appears_whole_with_its_parents() {
        let room = tempfile::tempdir().expect("room");
        let target = room.path().join("a/b/结果 1");
        let mut output = Output::begin(&target).expect("begin");
        put(&mut output, "x.csv", "1");
        assert!(!room.path().join("a").exists());
        assert_eq!(output.commit().expect("commit"), [target.join("x.csv")]);
        assert_eq!(names(&target), ["x.csv"]);
        assert_eq!(names(room.path()), ["a"]);
    }

    #[test]
    fn an_abandoned_run_leaves_the_earlier_output_as_it_was() {
        let room = tempfile::tempdir().expect("room");
        let target = room.path().join("out");
        let mut output = Output::begin(&target).expect("begin");
        put(&mut output, "x.csv", "old");
        output.commit().expect("commit");
        let mut output = Output::begin(&target).expect("begin");
        put(&mut output, "x.csv", "new");
        put(&mut output, "y.csv", "new");
        drop(output);
        assert_eq!(names(&target), ["x.csv"]);
        assert_eq!(fs::read(target.join("x.csv")).expect("x"), b"old");
        assert_eq!(names(room.path()), ["out"]);
    }

    #[test]
    fn a_writer_that_fails_fails_the_run() {
        let room = tempfile::tempdir().expect("room");
        let target = room.path().join("out");
        let mut output = Output::begin(&target).expect("begin");
        let failed = output.put("x", |_| Err(io::Error::other("no space")));
        assert!(
            matches!(failed, Err(OutputError::Refused { path, .. }) if path == target.join("x"))
        );
        drop(output);
        assert!(names(room.path()).is_empty());
    }

    #[test]
    fn a_move_that_fails_midway_takes_the_others_back() {
        let room = tempfile::tempdir().expect("room");
        let target = room.path().join("out");
        fs::create_dir(&target).expect("out");
        fs::write(target.join("a"), "old").expect("a");
        let mut output = Output::begin(&target).expect("begin");
        for name in ["a", "b", "c"] {
            put(&mut output, name, "new");
        }
        // What a concurrent program could do: a folder takes the place of the last file.
        fs::create_dir(target.join("c")).expect("c");
        fs::write(target.join("c/full"), "").expect("full");
        assert!(output.commit().is_err());
        assert_eq!(names(&target), ["a", "c"]);
        assert_eq!(fs::read(target.join("a")).expect("a"), b"old");
        assert_eq!(names(room.path()), ["out"]);
    }

    #[test]
    fn other_files_in_the_folder_are_not_touched() {
        let room = tempfile::tempdir().expect("room");
        fs::write(room.path().join("notes.txt"), "mine").expect("notes");
        fs::write(room.path().join("x.csv"), "old").expect("x");
        let mut output = Output::begin(room.path()).expect("begin");
        put(&mut output, "x.csv", "new");
        output.commit().expect("commit");
        assert_eq!(names(room.path()), ["notes.txt", "x.csv"]);
        assert_eq!(fs::read(room.path().join("x.csv")).expect("x"), b"new");
    }

    #[test]
    fn a_path_with_folders_is_a_place_of_its_own() {
        let room = tempfile::tempdir().expect("room");
        let mut output = Output::begin(&room.path().join("out")).expect("begin");
        let map = room.path().join("maps/gap.svg");
        put(&mut output, map.to_str().expect("text"), "<svg/>");
        put(&mut output, "gap.svg", "<svg/>");
        let places = output.commit().expect("commit");
        assert_eq!(places, [map, room.path().join("out/gap.svg")]);
        assert!(places.iter().all(|p| p.is_file()));
        assert_eq!(names(&room.path().join("maps")), ["gap.svg"]);
    }

    #[test]
    fn a_file_in_the_way_is_told_apart_from_a_folder_in_the_way() {
        let room = tempfile::tempdir().expect("room");
        let file = room.path().join("file");
        fs::write(&file, "").expect("file");
        for target in [file.clone(), file.join("below"), file.join("far/below")] {
            assert!(
                matches!(Output::begin(&target), Err(OutputError::NotAFolder { path }) if path == file),
                "{}",
                target.display()
            );
        }
        assert!(matches!(
            write_atomic(room.path(), b""),
            Err(OutputError::NotAFile { .. })
        ));
    }

    #[test]
    fn a_single_file_is_replaced_whole() {
        let room = tempfile::tempdir().expect("room");
        let path = room.path().join("deep/er/a.json");
        for text in ["one", "two"] {
            write_atomic(&path, text.as_bytes()).expect("written");
            assert_eq!(fs::read_to_string(&path).expect("read"), text);
        }
        assert_eq!(names(&room.path().join("deep/er")), ["a.json"]);
    }
}
