//! A server's tiles over HTTP, asked for politely: by name, two at a time, never again while what was sent is still good, and not at all
//! for a while after it failed.
//!
//! Held to the tile usage policy of OpenStreetMap (<https://operations.osmfoundation.org/policies/tiles/>): a `User-Agent` of our own,
//! kept at least seven days where the server says nothing, no tile that nobody looks at.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ureq::http::{HeaderMap, Response, header};
use ureq::{Agent, Body};

use super::TileSource;
use super::address::{AddressProblem, Template};
use super::attribution::plain_text;
use super::content;
use super::disk::{Disk, Label};
use super::error::TileError;
use crate::model::TileAddress;
use crate::model::tiles::{DEEPEST, Tile, TileId, TileInfo};

/// How this program names itself.
const AGENT: &str = concat!("Lastmile/", env!("CARGO_PKG_VERSION"));
/// How many connections a server gets; as many threads load (`session::tiles`).
pub const CONNECTIONS: usize = 2;
const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(30);
/// No tile is longer, as it is sent.
const LONGEST: u64 = 16 << 20;
/// How long a tile is kept of which the server does not say it.
const UNSAID: u64 = 7 * 24 * 3600;
/// How long it is kept that there is no tile.
const ABSENT: u64 = 24 * 3600;
/// How long a server is left alone after the first failure; each further one doubles it …
const FIRST_REST: Duration = Duration::from_secs(2);
/// … up to this.
const LONGEST_REST: Duration = Duration::from_mins(5);
/// After it has refused (a wrong key, no permission).
const REFUSED_REST: Duration = Duration::from_mins(1);
/// Redirections that are followed, within the same server.
const HOPS: usize = 3;

/// A server.
pub(super) struct Server {
    info: TileInfo,
    template: Template,
    key: String,
    agent: Agent,
    disk: Option<Disk>,
    rest: Mutex<Rest>,
}

/// How the server has behaved of late.
#[derive(Default)]
struct Rest {
    failures: u32,
    until: Option<Instant>,
}

impl Server {
    pub(super) fn open(
        address: &TileAddress,
        key: Option<&str>,
        keep_in: Option<&Path>,
    ) -> Result<Self, AddressProblem> {
        let template = Template::parse(&address.template)?;
        let key = key.unwrap_or_default().trim().to_owned();
        if template.wants_key() && key.is_empty() {
            return Err(AddressProblem::NoKey);
        }
        let config = Agent::config_builder()
            .user_agent(AGENT)
            .accept("image/webp,image/png,image/jpeg,application/x-protobuf;q=0.9,*/*;q=0.1")
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections_per_host(CONNECTIONS)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE));
        // What runs on this computer is not reached through somebody else's.
        let config = if is_loopback(template.host()) {
            config.proxy(None)
        } else {
            config
        };
        Ok(Self {
            info: TileInfo {
                name: plain_text(&address.name),
                attribution: plain_text(&address.attribution),
                min_zoom: 0,
                max_zoom: address.max_zoom.min(DEEPEST),
                bounds: None,
                shapes: {
                    let path = address.template.to_ascii_lowercase();
                    [".pbf", ".mvt"].iter().any(|end| path.contains(end))
                },
            },
            template,
            key,
            agent: config.build().into(),
            disk: keep_in.map(Disk::at),
            rest: Mutex::default(),
        })
    }

    fn host(&self) -> String {
        self.template.host().to_owned()
    }

    fn read(&self, bytes: Vec<u8>) -> Result<Tile, TileError> {
        content::tile(bytes, self.info.shapes).map_err(|found| TileError::NotATile {
            host: self.host(),
            found,
        })
    }

    /// Asks the server.
    fn ask(&self, url: &str, known: Option<&Label>) -> Result<Response<Body>, TileError> {
        let unreachable = |error: ureq::Error| TileError::Unreachable {
            host: self.host(),
            reason: error.to_string(),
        };
        let mut url = url.to_owned();
        for _ in 0..=HOPS {
            let mut request = self.agent.get(&url);
            if let Some(label) = known {
                if let Some(etag) = &label.etag {
                    request = request.header(header::IF_NONE_MATCH, etag);
                }
                if let Some(modified) = &label.modified {
                    request = request.header(header::IF_MODIFIED_SINCE, modified);
                }
            }
            let response = request.call().map_err(unreachable)?;
            let moved = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
            if !moved {
                return Ok(response);
            }
            let to = text(response.headers(), header::LOCATION.as_str()).unwrap_or_default();
            let origin = &url[..url.len() - path_of(&url).len()];
            url = if to.starts_with('/') && !to.starts_with("//") {
                format!("{origin}{to}")
            } else if to.strip_prefix(origin) == Some(path_of(&to)) {
                to
            } else {
                let host = self.host();
                return Err(TileError::Redirected { host, to });
            };
        }
        Err(TileError::Redirected {
            host: self.host(),
            to: url,
        })
    }

    /// What comes of an answer; with it, whether the server may be asked on at once.
    fn take(
        &self,
        url: &str,
        mut response: Response<Body>,
        kept: Option<(Label, Vec<u8>)>,
    ) -> Result<Tile, (TileError, Option<Duration>)> {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let now = now();
        let stays = lifetime(&headers, now);
        let keep = |label: &Label, bytes: &[u8]| {
            if let Some(disk) = self.disk.as_ref().filter(|_| stays != Lifetime::Never) {
                disk.put(url, label, bytes);
            }
        };
        let label = |unsaid: u64, absent: bool| Label {
            until: now.saturating_add(match stays {
                Lifetime::Said(seconds) => seconds,
                Lifetime::Unsaid | Lifetime::Never => unsaid,
            }),
            etag: text(&headers, header::ETAG.as_str()),
            modified: text(&headers, header::LAST_MODIFIED.as_str()),
            absent,
        };
        match status {
            304 if let Some((before, bytes)) = kept => {
                let fresh = label(UNSAID, before.absent);
                let renewed = Label {
                    etag: fresh.etag.or(before.etag),
                    modified: fresh.modified.or(before.modified),
                    ..fresh
                };
                keep(&renewed, &bytes);
                self.read(bytes).map_err(|error| (error, None))
            }
            200 => {
                let body = response.body_mut().with_config().limit(LONGEST);
                let bytes = body.read_to_vec().map_err(|error| {
                    let (host, reason) = (self.host(), error.to_string());
                    (TileError::Unreachable { host, reason }, None)
                })?;
                let tile = self.read(bytes.clone()).map_err(|error| (error, None))?;
                keep(&label(UNSAID, false), &bytes);
                Ok(tile)
            }
            204 | 404 | 410 => {
                keep(&label(ABSENT, true), &[]);
                Ok(Tile::Empty)
            }
            _ => {
                let rest = retry_after(&headers, now)
                    .or(matches!(status, 401 | 403).then_some(REFUSED_REST));
                let host = self.host();
                Err((TileError::Refused { host, status }, rest))
            }
        }
    }

    /// Notes a failure, after which the server is left alone.
    fn leave_alone(&self, said: Option<Duration>) {
        let mut rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        let grown = FIRST_REST * 2u32.pow(rest.failures.min(16));
        let long = said.unwrap_or_default().max(grown).min(LONGEST_REST);
        rest.failures += 1;
        rest.until = Some(Instant::now() + long);
    }

    fn is_well(&self) {
        *self.rest.lock().unwrap_or_else(PoisonError::into_inner) = Rest::default();
    }
}

impl TileSource for Server {
    fn info(&self) -> &TileInfo {
        &self.info
    }

    fn load(&self, id: TileId) -> Result<Tile, TileError> {
        let url = self.template.url(id, &self.key);
        let kept = self.disk.as_ref().and_then(|disk| disk.get(&url));
        // What cannot be read is as good as not kept.
        let old = kept.as_ref().and_then(|(label, bytes)| {
            if label.absent {
                Some(Tile::Empty)
            } else {
                self.read(bytes.clone()).ok()
            }
        });
        let kept = kept.filter(|_| old.is_some());
        if let (Some((label, _)), Some(tile)) = (&kept, &old)
            && label.until > now()
        {
            return Ok(tile.clone());
        }
        let outcome = if self.rests().is_some() {
            Err(TileError::Resting { host: self.host() })
        } else {
            let label = kept.as_ref().map(|(label, _)| label);
            let asked = self.ask(&url, label).map_err(|error| (error, None));
            match asked.and_then(|response| self.take(&url, response, kept)) {
                Ok(tile) => {
                    self.is_well();
                    Ok(tile)
                }
                Err((error, rest)) => {
                    self.leave_alone(rest);
                    Err(error)
                }
            }
        };
        // An old tile is better than none.
        outcome.or_else(|error| old.ok_or(error))
    }

    fn rests(&self) -> Option<Duration> {
        let rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        rest.until?.checked_duration_since(Instant::now())
    }
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_secs()
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// Path and query of an address.
fn path_of(url: &str) -> &str {
    let after = url.find("://").map_or(0, |at| at + 3);
    let end = url[after..].find(['/', '?', '#']);
    end.map_or("", |at| &url[after + at..])
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.trim().to_owned())
}

/// For how long an answer is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lifetime {
    /// So many seconds.
    Said(u64),
    /// The server does not say.
    Unsaid,
    /// It must not be kept at all.
    Never,
}

/// What the server says of keeping its answer (RFC 9111).
fn lifetime(headers: &HeaderMap, now: u64) -> Lifetime {
    let control = text(headers, header::CACHE_CONTROL.as_str())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let directives = || control.split(',').map(str::trim);
    if directives().any(|d| d == "no-store") {
        return Lifetime::Never;
    }
    if directives().any(|d| d == "no-cache") {
        return Lifetime::Said(0);
    }
    let age: u64 = text(headers, header::AGE.as_str())
        .and_then(|age| age.parse().ok())
        .unwrap_or(0);
    let seconds = directives().find_map(|d| d.strip_prefix("max-age="));
    if let Some(seconds) = seconds.and_then(|s| s.trim_matches('"').parse::<u64>().ok()) {
        return Lifetime::Said(seconds.saturating_sub(age));
    }
    let expires = text(headers, header::EXPIRES.as_str());
    // A date that cannot be read lies in the past (RFC 9111, 5.3).
    expires.map_or(Lifetime::Unsaid, |date| {
        Lifetime::Said(seconds_of(&date).map_or(0, |at| at.saturating_sub(now)))
    })
}

fn seconds_of(date: &str) -> Option<u64> {
    let at = httpdate::parse_http_date(date).ok()?;
    Some(at.duration_since(UNIX_EPOCH).ok()?.as_secs())
}

/// How long the server asks to be left alone.
fn retry_after(headers: &HeaderMap, now: u64) -> Option<Duration> {
    let text = text(headers, header::RETRY_AFTER.as_str())?;
    let seconds = text.parse().ok();
    let seconds = seconds.or_else(|| Some(seconds_of(&text)?.saturating_sub(now)));
    seconds.map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_says_of_keeping_is_obeyed() {
        let said = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().expect("a value"));
            }
            // 2026-01-01.
            lifetime(&headers, 1_767_225_600)
        };
        assert_eq!(said(&[]), Lifetime::Unsaid);
        assert_eq!(
            said(&[("cache-control", "public, max-age=600")]),
            Lifetime::Said(600)
        );
        assert_eq!(
            said(&[("cache-control", "max-age=600"), ("age", "100")]),
            Lifetime::Said(500)
        );
        assert_eq!(said(&[("cache-control", "No-Store")]), Lifetime::Never);
        assert_eq!(said(&[("cache-control", "no-cache")]), Lifetime::Said(0));
        let tomorrow = ("expires", "Fri, 02 Jan 2026 00:00:00 GMT");
        assert_eq!(said(&[tomorrow]), Lifetime::Said(86_400));
        assert_eq!(said(&[("expires", "0")]), Lifetime::Said(0));
    }

    #[test]
    fn only_this_computer_is_reached_without_a_proxy() {
        for (host, own) in [
            ("localhost:80", true),
            ("127.0.0.1:8080", true),
            ("[::1]:8080", true),
            ("tile.example.org", false),
            ("127.0.0.1.example.org", false),
        ] {
            assert_eq!(is_loopback(host), own, "{host}");
        }
    }
}
