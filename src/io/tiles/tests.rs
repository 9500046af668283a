//! Files and a server on this computer, as sources of tiles.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::*;
use crate::model::tiles::GroundKind;

/// A sample file; `None`, said aloud, where the samples are not there.
fn sample(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/tiles")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    println!("{} is missing: not tested with it", path.display());
    None
}

/// What a file is and what its first tile holds, in a line; or why it cannot be used.
fn told(name: &str) -> Option<String> {
    let path = sample(name)?;
    let source = match open(&SourceSpec::File(path)) {
        Ok(source) => source,
        Err(error) => return Some(said(&error)),
    };
    let info = source.info();
    let mut line = format!(
        "{:?} {}..{} shapes {}",
        info.name, info.min_zoom, info.max_zoom, info.shapes
    );
    let z = info.min_zoom;
    let side = TileId::side(z);
    let first = (0..side * side)
        .map(|i| {
            source.load(TileId {
                z,
                x: i % side,
                y: i / side,
            })
        })
        .find(|tile| *tile != Ok(Tile::Empty));
    match first {
        Some(Ok(Tile::Picture(p))) => {
            let _ = write!(line, " picture {}×{}", p.width, p.height);
        }
        Some(Ok(Tile::Shapes(shapes))) => {
            for (kind, lines) in &shapes.0 {
                let _ = write!(line, " {kind:?} {}", lines.len());
            }
        }
        Some(Ok(Tile::Empty)) | None => line.push_str(" nothing"),
        Some(Err(error)) => {
            let _ = write!(line, " {}", said(&error));
        }
    }
    Some(line)
}

/// An error without the folder, which differs from machine to machine.
fn said(error: &TileError) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/tiles");
    error
        .to_string()
        .replace(&format!("{}/", folder.display()), "")
}

#[test]
fn every_sample_gives_a_picture_or_says_why_not() {
    let names = [
        "empty.pmtiles",
        "invalid.pmtiles",
        "martin_png.pmtiles",
        "stamen_toner_raster_z3.pmtiles",
        "test_fixture_1.pmtiles",
        "mbtiles/geography-class-png.mbtiles",
        "mbtiles/json.mbtiles",
        "mbtiles/uncompressed_mvt.mbtiles",
        "mbtiles/webp-no-primary.mbtiles",
        "mbtiles/world_cities.mbtiles",
        "mbtiles/zoomed_world_cities.mbtiles",
    ];
    let lines: Vec<String> = names.iter().filter_map(|name| told(name)).collect();
    if lines.len() == names.len() {
        insta::assert_snapshot!(lines.join("\n"), @r#"
        empty.pmtiles is empty
        invalid.pmtiles is no PMTiles
        Some("ne2sr") 0..1 shapes false picture 512×512
        None 0..3 shapes false picture 256×256
        Some("test_fixture_1.pmtiles") 0..0 shapes true Area 1
        Some("Geography Class") 0..2 shapes false mbtiles/geography-class-png.mbtiles: 0/0/0: a damaged tile: unexpected end of file
        the tiles of mbtiles/json.mbtiles are JSON
        Some("Major cities from Natural Earth data") 0..6 shapes true
        Some("ne2sr") 0..0 shapes false mbtiles/webp-no-primary.mbtiles: 0/0/0: a damaged tile: Invalid Chunk header: [56, 50, 38, a]
        Some("Major cities from Natural Earth data") 0..6 shapes true Point 69
        Some("Major cities from Natural Earth data") 0..6 shapes true nothing
        "#);
    }
}

#[test]
fn a_vector_tile_without_an_envelope_is_read() {
    let Some(path) = sample("mvt_demotiles/0_0_0.pbf") else {
        return;
    };
    let bytes = std::fs::read(path).expect("bytes");
    let Ok(Tile::Shapes(shapes)) = content::tile(bytes, true) else {
        panic!("shapes");
    };
    assert!(
        shapes.0.contains_key(&GroundKind::Land),
        "countries are land"
    );
}

#[test]
fn a_database_of_something_else_and_a_missing_file_are_told_apart() {
    let room = tempfile::tempdir().expect("room");
    let file = |name: &str| room.path().join(name);
    let other = file("other?#%20.mbtiles");
    rusqlite::Connection::open(&other)
        .and_then(|c| c.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1);"))
        .expect("a database");
    let hollow = file("空.mbtiles");
    rusqlite::Connection::open(&hollow)
        .and_then(|c| c.execute_batch("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data); CREATE TABLE metadata (name, value);"))
        .expect("a database");
    std::fs::write(
        file("text.mbtiles"),
        "no database, but long enough to be one, at least by its length, which is not short",
    )
    .expect("written");
    let error = |path: PathBuf| match open(&SourceSpec::File(path)) {
        Ok(_) => panic!("opened"),
        Err(error) => error,
    };
    assert!(matches!(error(other), TileError::NotTiles { .. }));
    assert!(matches!(error(hollow), TileError::NoTiles { .. }));
    assert!(matches!(
        error(file("text.mbtiles")),
        TileError::NotTiles { .. }
    ));
    assert!(matches!(
        error(file("none.mbtiles")),
        TileError::Unreadable { .. }
    ));
    assert!(matches!(
        error(file("none.pmtiles")),
        TileError::Unreadable { .. }
    ));
    // Nothing was laid beside them.
    assert_eq!(std::fs::read_dir(room.path()).expect("a list").count(), 3);
}

/// What a server on this computer answers to a path: status line and headers, and the body.
type Answers = BTreeMap<&'static str, (&'static str, Vec<u8>)>;

/// A server on this computer.
struct TileServer {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    most: Arc<AtomicUsize>,
}

impl TileServer {
    fn new(answers: Answers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let answers = Arc::new(answers);
        let (log, peak) = (Arc::clone(&asked), Arc::clone(&most));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, answers) = (Arc::clone(&log), Arc::clone(&answers));
                let open = Arc::clone(&open);
                peak.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::spawn(move || {
                    serve(stream, &log, &answers);
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { port, asked, most }
    }

    fn source(&self, path: &str, key: Option<&str>, keep_in: Option<&Path>) -> Box<dyn TileSource> {
        let address = TileAddress {
            name: String::new(),
            template: format!("http://127.0.0.1:{}{path}", self.port),
            attribution: "<a href='x'>&copy; Us</a>".into(),
            max_zoom: 5,
        };
        open(&SourceSpec::Server {
            address,
            key: key.map(str::to_owned),
            keep_in: keep_in.map(Path::to_owned),
        })
        .expect("a source")
    }

    /// First lines of the requests, with the conditions they came under.
    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("the log").clone()
    }
}

fn serve(stream: TcpStream, log: &Mutex<Vec<String>>, answers: &Answers) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second hand"));
    let mut stream = stream;
    loop {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if line.trim().is_empty() {
                break;
            }
            lines.push(line.trim().to_owned());
        }
        let path = lines[0].split(' ').nth(1).expect("a path").to_owned();
        let held = lines.iter().find_map(|l| {
            l.to_ascii_lowercase()
                .strip_prefix("if-none-match: ")
                .map(str::to_owned)
        });
        let agent = lines
            .iter()
            .any(|l| l.to_ascii_lowercase().starts_with("user-agent: lastmile/"));
        let condition = held
            .as_ref()
            .map_or(String::new(), |tag| format!(" if not {tag}"));
        let nameless = if agent { "" } else { " without a name" };
        log.lock()
            .expect("the log")
            .push(format!("{path}{condition}{nameless}"));
        let (head, body) = match (held, answers.get(path.as_str())) {
            (Some(_), Some(_)) => ("304 Not Modified\r\nCache-Control: max-age=600", Vec::new()),
            (None, Some((head, body))) => (*head, body.clone()),
            (_, None) => ("404 Not Found", Vec::new()),
        };
        let length = body.len();
        let head = format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\n\r\n");
        if stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(&body))
            .is_err()
        {
            return;
        }
    }
}

/// A PNG of one grey pixel.
fn grey(value: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[value]).expect("a pixel");
    writer.finish().expect("an end");
    bytes
}

const ID: TileId = TileId { z: 2, x: 1, y: 3 };

fn is_grey(tile: &Result<Tile, TileError>, value: u8) -> bool {
    matches!(tile, Ok(Tile::Picture(p)) if p.pixels == [value, value, value, 255])
}

#[test]
fn opening_a_server_contacts_nobody_and_a_tile_is_asked_for_with_the_key() {
    let server = TileServer::new(Answers::from([("/2/1/3?k=a%20b", ("200 OK", grey(9)))]));
    let source = server.source("/{z}/{x}/{y}?k={key}", Some("a b"), None);
    assert_eq!(source.info().attribution.as_deref(), Some("© Us"));
    assert_eq!(server.asked(), Vec::<String>::new());
    assert!(is_grey(&source.load(ID), 9));
    assert_eq!(server.asked(), ["/2/1/3?k=a%20b"]);
}

#[test]
fn what_is_still_good_is_not_asked_for_again_and_what_is_not_only_if_changed() {
    let room = tempfile::tempdir().expect("room");
    let server = TileServer::new(Answers::from([
        ("/2/1/3", ("200 OK\r\nCache-Control: max-age=600", grey(1))),
        (
            "/2/1/4",
            (
                "200 OK\r\nCache-Control: max-age=0\r\nETag: \"v1\"",
                grey(2),
            ),
        ),
        ("/2/1/5", ("200 OK\r\nCache-Control: no-store", grey(3))),
    ]));
    let load = |y: u32| {
        let source = server.source("/{z}/{x}/{y}", None, Some(room.path()));
        source.load(TileId { y, ..ID })
    };
    for _ in 0..3 {
        assert!(is_grey(&load(3), 1));
    }
    assert_eq!(server.asked(), ["/2/1/3"]);
    // Good for no time at all: asked for anew, answered with 304, and with that good for longer.
    for _ in 0..3 {
        assert!(is_grey(&load(4), 2));
    }
    assert_eq!(server.asked()[1..], ["/2/1/4", "/2/1/4 if not \"v1\""]);
    for _ in 0..2 {
        assert!(is_grey(&load(5), 3));
    }
    assert_eq!(server.asked()[3..], ["/2/1/5", "/2/1/5"]);
    // That there is none is kept, too.
    for _ in 0..2 {
        assert_eq!(load(9), Ok(Tile::Empty));
    }
    assert_eq!(server.asked()[5..], ["/2/1/9"]);
}

#[test]
fn a_server_that_fails_is_left_alone_and_old_tiles_stay() {
    let room = tempfile::tempdir().expect("room");
    let server = TileServer::new(Answers::from([
        (
            "/old/2/1/3",
            ("200 OK\r\nCache-Control: max-age=0", grey(7)),
        ),
        (
            "/busy/2/1/3",
            ("429 Too Many Requests\r\nRetry-After: 30", Vec::new()),
        ),
        (
            "/login/2/1/3",
            ("200 OK", b"<!doctype html><p>Sign in".to_vec()),
        ),
        ("/key/2/1/3", ("403 Forbidden", Vec::new())),
        (
            "/away/2/1/3",
            (
                "302 Found\r\nLocation: http://127.0.0.1:1/2/1/3",
                Vec::new(),
            ),
        ),
        (
            "/near/2/1/3",
            ("302 Found\r\nLocation: /old/2/1/3", Vec::new()),
        ),
    ]));
    let failed = |path: &str| {
        let source = server.source(
            &format!("{path}/{{z}}/{{x}}/{{y}}"),
            None,
            Some(room.path()),
        );
        let error = source.load(ID).expect_err(path);
        let rests = source.rests().expect("a rest");
        assert!(matches!(source.load(ID), Err(TileError::Resting { .. })));
        (error, rests.as_secs())
    };
    let (error, rests) = failed("/busy");
    assert!(matches!(error, TileError::Refused { status: 429, .. }));
    assert!((25..=30).contains(&rests), "as long as it asks: {rests}");
    let (error, _) = failed("/login");
    assert!(matches!(
        error,
        TileError::NotATile {
            found: Found::Html,
            ..
        }
    ));
    let (error, rests) = failed("/key");
    assert!(matches!(error, TileError::Refused { status: 403, .. }) && rests > 30);
    let (error, _) = failed("/away");
    assert!(matches!(error, TileError::Redirected { .. }));
    assert_eq!(server.asked().len(), 4, "each was asked once");
    let near = server.source("/near/{z}/{x}/{y}", None, None);
    assert!(
        is_grey(&near.load(ID), 7),
        "within the server it may send on"
    );
    // Kept from a server that is gone now.
    let gone = {
        let server = TileServer::new(Answers::from([(
            "/2/1/3",
            ("200 OK\r\nCache-Control: max-age=0", grey(8)),
        )]));
        let source = server.source("/{z}/{x}/{y}", None, Some(room.path()));
        assert!(is_grey(&source.load(ID), 8));
        source
    };
    assert!(is_grey(&gone.load(ID), 8));
}

#[test]
fn a_server_that_is_not_there_is_told_by_name() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let server = TileServer {
        port,
        asked: Arc::default(),
        most: Arc::default(),
    };
    let error = server.source("/{z}/{x}/{y}", None, None).load(ID);
    let Err(TileError::Unreachable { host, .. }) = error else {
        panic!("{error:?}");
    };
    assert_eq!(host, format!("127.0.0.1:{port}"));
    assert_eq!(server.most.load(Ordering::SeqCst), 0);
}
