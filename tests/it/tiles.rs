//! Tiles in the window and behind it, from a server on this computer: what is asked for, and when nothing may be.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use lastmile::app::{Start, Window};
use lastmile::io::settings::Settings;
use lastmile::io::tiles::SourceSpec;
use lastmile::model::TileAddress;
use lastmile::model::tiles::TileId;
use lastmile::session::TileLoader;

use super::window::{files, says, settle, window};

#[derive(Default)]
struct Log {
    asked: Vec<String>,
    open: usize,
    most: usize,
    /// So many requests must be open before the first is answered.
    together: usize,
}

/// A server of grey tiles.
struct Server {
    port: u16,
    log: Arc<(Mutex<Log>, Condvar)>,
}

impl Server {
    fn new(together: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let log = Arc::new((
            Mutex::new(Log {
                together,
                ..Log::default()
            }),
            Condvar::new(),
        ));
        let theirs = Arc::clone(&log);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = Arc::clone(&theirs);
                std::thread::spawn(move || serve(stream, &log));
            }
        });
        Self { port, log }
    }

    fn asked(&self) -> BTreeSet<String> {
        let log = self.log.0.lock().expect("the log");
        let asked: BTreeSet<String> = log.asked.iter().cloned().collect();
        assert_eq!(asked.len(), log.asked.len(), "nothing is asked for twice");
        asked
    }

    fn template(&self) -> String {
        format!("http://127.0.0.1:{}/{{z}}/{{x}}/{{y}}", self.port)
    }
}

fn serve(stream: TcpStream, log: &(Mutex<Log>, Condvar)) {
    let mut lines = BufReader::new(stream.try_clone().expect("a second hand")).lines();
    let mut stream = stream;
    while let Some(Ok(first)) = lines.next() {
        while lines
            .next()
            .is_some_and(|line| line.is_ok_and(|l| !l.is_empty()))
        {}
        let path = first.split(' ').nth(1).expect("a path").to_owned();
        {
            let mut state = log.0.lock().expect("the log");
            state.asked.push(path);
            state.open += 1;
            state.most = state.most.max(state.open);
            log.1.notify_all();
            let early = |s: &mut Log| s.most < s.together;
            drop(log.1.wait_while(state, early).expect("the log"));
        }
        let body = grey();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        log.0.lock().expect("the log").open -= 1;
        if stream
            .write_all(&[head.as_bytes(), &body].concat())
            .is_err()
        {
            return;
        }
    }
}

fn grey() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[99]).expect("a pixel");
    writer.finish().expect("an end");
    bytes
}

#[test]
fn a_loader_asks_for_what_is_wanted_once_and_by_two_connections() {
    let server = Server::new(2);
    let (woken, wakes) = std::sync::mpsc::channel();
    let mut loader = TileLoader::new(Arc::new(move || {
        // Nobody listens once the test is over.
        let _ = woken.send(());
    }));
    loader.set_source(Some(SourceSpec::Server {
        address: TileAddress {
            name: String::new(),
            template: server.template(),
            attribution: String::new(),
            max_zoom: 9,
        },
        key: None,
        keep_in: None,
    }));
    let tile = |x: u32, y: u32| TileId { z: 4, x, y };
    let first: Vec<TileId> = (0..6).map(|x| tile(x, 3)).collect();
    let wait = |wanted: &[TileId]| {
        while loader.look_at(4, wanted).tiles.len() < wanted.len() {
            wakes.recv().expect("the loader wakes us");
        }
    };
    wait(&first);
    let expected: BTreeSet<String> = (0..6).map(|x| format!("/4/{x}/3")).collect();
    assert_eq!(server.asked(), expected);
    // Another place, and back: what was there is still at hand.
    wait(&[tile(9, 9)]);
    wait(&first);
    assert_eq!(server.asked().len(), 7);
    assert_eq!(server.log.0.lock().expect("the log").most, 2);
}

/// A project whose background is the server's.
fn project(server: &Server) -> (tempfile::TempDir, PathBuf) {
    let (room, files) = files();
    let layers: Vec<String> = files
        .iter()
        .zip(["districts", "villages", "facilities"])
        .map(|(path, role)| {
            let name = path.file_name().expect("a name").to_string_lossy();
            format!(
                r#"{{"path":"{name}","roles":[{{"role":"{role}","columns":{{"name":"name"}}}}]}}"#
            )
        })
        .collect();
    let path = room.path().join("p.lastmile");
    let text = format!(
        r#"{{"lastmile":1,"layers":[{}],"background":{{"server":{{"template":"{}","attribution":"© Grey maps","max_zoom":12}},"strength":80}}}}"#,
        layers.join(","),
        server.template()
    );
    std::fs::write(&path, text).expect("written");
    (room, path)
}

#[test]
fn a_project_from_elsewhere_contacts_nobody_before_the_user_agrees() {
    let server = Server::new(1);
    let (_room, path) = project(&server);
    let mut harness = window(vec![path]);
    assert!(says(&harness, "Nothing has been contacted yet"));
    assert!(!says(&harness, "© Grey maps"));
    assert_eq!(server.asked(), BTreeSet::new());
    harness
        .get_by_label(&format!("Contact 127.0.0.1:{}", server.port))
        .click();
    settle(&mut harness);
    assert!(!says(&harness, "Nothing has been contacted yet"));
    let asked = server.asked();
    assert!(!asked.is_empty() && asked.len() < 60, "{asked:?}");
    assert!(
        asked.iter().all(|path| path.starts_with("/12/")),
        "{asked:?}"
    );
}

#[test]
fn a_declined_or_hidden_background_contacts_nobody() {
    let server = Server::new(1);
    let (_room, path) = project(&server);
    let mut harness = window(vec![path.clone()]);
    harness.get_by_label("Not now").click();
    settle(&mut harness);
    assert!(!says(&harness, "Nothing has been contacted yet"));
    // Agreed to before, but switched off as soon as it can be.
    let settings: Settings = serde_json::from_str(&format!(
        r#"{{"language":"en","tile_servers":{{"http://127.0.0.1:{}":{{"allowed":true}}}}}}"#,
        server.port
    ))
    .expect("settings");
    drop(harness);
    assert_eq!(server.asked(), BTreeSet::new());
    let mut harness = Harness::builder()
        .with_size([1440.0, 900.0])
        .build_eframe(move |cc| {
            let start = Start { files: vec![path] };
            Window::new(&cc.egui_ctx, start, settings, None).without_system_dialogs()
        });
    settle(&mut harness);
    let before = server.asked();
    assert!(
        !before.is_empty(),
        "allowed once, it is not asked about again"
    );
    harness.get_by_label("Show Background").click();
    settle(&mut harness);
    harness.get_by_label("Zoom out").click();
    settle(&mut harness);
    assert_eq!(server.asked(), before);
}

#[test]
fn an_address_is_checked_while_it_is_typed_and_used_only_then() {
    let server = Server::new(1);
    let (_room, files) = files();
    let mut harness = window(files);
    harness.get_by_label("Address…").scroll_to_me();
    settle(&mut harness);
    harness.get_by_label("Address…").click();
    settle(&mut harness);
    assert!(says(&harness, "Enter the address of a tile."));
    let field = harness.get_by_label("Address");
    field.focus();
    field.type_text(&format!("http://127.0.0.1:{}/{{z}}/{{x}}/", server.port));
    settle(&mut harness);
    assert!(says(&harness, "{y} is missing"));
    harness.get_by_label("Address").type_text("{y}");
    settle(&mut harness);
    assert!(says(&harness, "is contacted from this computer"));
    assert_eq!(server.asked(), BTreeSet::new());
    harness.get_by_label("Use as background").click();
    settle(&mut harness);
    assert!(!server.asked().is_empty());
    assert!(says(&harness, &format!("127.0.0.1:{}", server.port)));
    // It is a step that can be taken back.
    harness.get_by_label("Edit").click();
    settle(&mut harness);
    assert!(says(&harness, "Undo: background"));
}

#[test]
fn a_file_that_is_no_tiles_is_told_with_what_to_do() {
    let (room, mut files) = files();
    let path = room.path().join("broken.pmtiles");
    std::fs::write(&path, "nothing of the kind").expect("written");
    files.push(path);
    let harness = window(files);
    assert!(says(&harness, "broken.pmtiles"));
    assert!(says(&harness, "Not a file of tiles"));
    assert!(says(
        &harness,
        "Choose a file in the format MBTiles or PMTiles"
    ));
    harness.get_by_label("Close this message");
    assert!(says(&harness, "2 of 3 villages"), "the data are there");
}
