//! Paths that mean the same after the project's folder was moved, or opened on another system.

use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::ProjectError;

/// A file's path as the project writes it: relative to the project file, parts divided by `/`; absolute only on another root.
///
/// # Errors
/// When the path is not Unicode.
pub fn portable_path(project: &Path, file: &Path) -> Result<String, ProjectError> {
    let not_text = || ProjectError::PathNotText {
        path: file.to_owned(),
    };
    let text = |part: &OsStr| part.to_str().map(str::to_owned).ok_or_else(not_text);
    let home = real(project);
    let (home, target) = (home.parent().unwrap_or(Path::new("")), real(file));
    let (from, to): (Vec<_>, Vec<_>) = (home.components().collect(), target.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return text(target.as_os_str());
    }
    let mut parts = vec!["..".to_owned(); from.len() - shared];
    for part in &to[shared..] {
        parts.push(text(part.as_os_str())?);
    }
    Ok(parts.join("/"))
}

/// The file that a path in a project file means. The project's own path decides how it reads: a project given by a relative path has
/// layers with relative paths.
#[must_use]
pub fn resolve_path(project: &Path, written: &str) -> PathBuf {
    let mut path = project.parent().map_or_else(PathBuf::new, Path::to_owned);
    let written = Path::new(written);
    if written.is_absolute() {
        return written.to_owned();
    }
    for part in written.components() {
        match part {
            // `a/..` cancels; above the start, or behind a link, `..` must stay.
            Component::ParentDir
                if matches!(path.components().next_back(), Some(Component::Normal(_)))
                    && !path.is_symlink() =>
            {
                path.pop();
            }
            Component::CurDir => {}
            part => path.push(part),
        }
    }
    path
}

/// An absolute path without `.` and `..`: the folders as they really are, the file's own name as given.
fn real(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in full.components() {
        if part == Component::ParentDir {
            plain = fs::canonicalize(&plain).unwrap_or(plain);
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    // Folders that do not exist yet have no other name.
    match (plain.parent().map(fs::canonicalize), plain.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_project_and_lead_back() {
        let room = tempfile::tempdir().expect("room");
        let at = |path: &str| room.path().join(path);
        for folder in ["plan", "plan/data", "数据 2025/村庄"] {
            fs::create_dir_all(at(folder)).expect("folder");
        }
        for (project, file, written) in [
            ("plan/a.lastmile", "plan/v.geojson", "v.geojson"),
            ("plan/a.lastmile", "plan/data/v.geojson", "data/v.geojson"),
            (
                "plan/a.lastmile",
                "数据 2025/村庄/v 1.geojson",
                "../数据 2025/村庄/v 1.geojson",
            ),
            ("plan/data/a.lastmile", "v.geojson", "../../v.geojson"),
            ("plan/data/../a.lastmile", "plan/./v.geojson", "v.geojson"),
        ] {
            let (project, file) = (at(project), at(file));
            fs::write(&file, "x").expect("file");
            assert_eq!(portable_path(&project, &file).expect("text"), written);
            let found = resolve_path(&project, written);
            assert_eq!(
                fs::canonicalize(found).expect("found"),
                fs::canonicalize(&file).expect("file")
            );
        }
    }

    #[test]
    fn a_relative_project_gives_relative_layers() {
        for (project, written, file) in [
            ("plan/a.lastmile", "../data/v.geojson", "data/v.geojson"),
            ("a.lastmile", "../data/v.geojson", "../data/v.geojson"),
            ("../p/a.lastmile", "../../v.geojson", "../../v.geojson"),
            ("a.lastmile", "./v.geojson", "v.geojson"),
            ("p/a.lastmile", "/data/v.geojson", "/data/v.geojson"),
        ] {
            assert_eq!(resolve_path(Path::new(project), written), Path::new(file));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_is_refused() {
        use std::os::unix::ffi::OsStrExt;
        let odd = Path::new(OsStr::from_bytes(b"/data/\xff.geojson"));
        assert!(matches!(
            portable_path(Path::new("/data/a.lastmile"), odd),
            Err(ProjectError::PathNotText { .. })
        ));
    }
}
