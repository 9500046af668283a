//! Templates from end to end: on the command line, in a project's file, in the settings, undone.

use std::fs;
use std::sync::Arc;

use lastmile::base::Progress;
use lastmile::cli::{Door, run};
use lastmile::io::logo;
use lastmile::io::settings::Settings;
use lastmile::model::{Logo, LogoKind, PageTemplate};
use lastmile::session::{Change, Session, open_demo, open_project, save_project};

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4"/></svg>"#;

fn template() -> PageTemplate {
    PageTemplate {
        organisation: Some("某县卫生健康局".into()),
        logo: Some(logo::checked("logo.svg", SVG.as_bytes()).expect("a logo")),
        approval: Some("GS(2026)0001".into()),
        title: Some("Beyond {radius}".into()),
        ..PageTemplate::default()
    }
}

#[test]
fn a_template_survives_project_and_settings_with_its_logo() {
    let room = tempfile::tempdir().expect("room");
    let opened = open_demo(&Progress::new()).expect("the demo opens");
    let path = room.path().join("p.lastmile");
    let state = opened.state.after(Change::SetTemplate(template()));
    save_project(&path, &state, Some(&opened.baseline), None).expect("saved");
    let again = open_project(&path, &Progress::new()).expect("opened");
    assert_eq!(again.state.template, template());
    let settings = Settings {
        template: template(),
        ..Settings::default()
    };
    settings.save(room.path()).expect("saved");
    assert_eq!(Settings::load(room.path()), settings);
}

#[test]
fn a_logo_that_reaches_outside_gets_in_neither_by_a_project_nor_by_the_settings() {
    let room = tempfile::tempdir().expect("room");
    let outside = SVG.replace("<rect", r#"<image href="http://example.org/a.png"/><rect"#);
    let mut bad = template();
    bad.logo = Some(Logo {
        name: "logo.svg".into(),
        kind: LogoKind::Svg,
        bytes: outside.as_bytes().into(),
    });
    let opened = open_demo(&Progress::new()).expect("the demo opens");
    let path = room.path().join("p.lastmile");
    let state = opened.state.after(Change::SetTemplate(bad.clone()));
    save_project(&path, &state, Some(&opened.baseline), None).expect("saved");
    let error = open_project(&path, &Progress::new())
        .err()
        .expect("refused");
    assert!(error.to_string().contains("`template.logo`"), "{error}");
    let settings = Settings {
        template: bad,
        ..Settings::default()
    };
    settings.save(room.path()).expect("saved");
    let loaded = Settings::load(room.path()).template;
    assert_eq!(
        (loaded.logo, loaded.organisation),
        (None, template().organisation)
    );
}

#[test]
fn a_template_can_be_undone_and_new_projects_begin_with_the_users() {
    let mut session = Session::new(&(Arc::new(|| {}) as _));
    session.begin_with(template());
    session.new_project();
    assert_eq!(session.state().template, template());
    assert!(!session.is_dirty());
    session.change(Change::SetTemplate(PageTemplate {
        maker: Some("  ".into()),
        ..PageTemplate::default()
    }));
    assert!(session.state().template.is_default());
    assert!(session.is_dirty());
    session.undo();
    assert_eq!(session.state().template, template());
    session.redo();
    assert!(session.state().template.is_default());
}

#[test]
fn the_command_takes_a_template_and_refuses_a_wrong_one() {
    let room = tempfile::tempdir().expect("room");
    let at = |name: &str| room.path().join(name).display().to_string();
    let analyze = |template: &str, out: &str| {
        let line = [
            "lastmile",
            "analyze",
            &at("p.lastmile"),
            "--quiet",
            "--lang",
            "en",
            "--map",
            "m.svg",
        ];
        let places = ["--template", &at(template), "--out", &at(out)];
        run(line.iter().chain(&places).map(Into::into))
    };
    let opened = open_demo(&Progress::new()).expect("the demo opens");
    let path = room.path().join("p.lastmile");
    save_project(&path, &opened.state, Some(&opened.baseline), None).expect("saved");
    fs::write(at("logo.svg"), SVG).expect("logo");
    fs::write(
        at("good.json"),
        r#"{"title": "Beyond {radius} of care", "logo": "logo.svg", "maker": "Li"}"#,
    )
    .expect("template");
    fs::write(at("bad.json"), r#"{"titel": "x"}"#).expect("template");
    assert_eq!(analyze("good.json", "out"), Door::Done(0));
    let map = fs::read_to_string(room.path().join("out/m.svg")).expect("a map");
    assert!(map.contains("Beyond 2.5\u{202f}km – 5\u{202f}km of care"));
    assert_eq!(analyze("bad.json", "out2"), Door::Done(3));
    assert_eq!(analyze("none.json", "out2"), Door::Done(3));
    assert!(!room.path().join("out2").exists());
}
