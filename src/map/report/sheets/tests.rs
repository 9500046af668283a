//! Sheets hold whatever stands in a report.

use proptest::prelude::*;
use resvg::usvg::{Options, Tree};

use super::super::super::text;
use super::super::{Bar, Block, Caption, Cell, Chart, Column, KeyFigure, Said, Section, Table};
use super::*;

/// A text of any kind: long words, Chinese, spaces, signs of markup, right to left, pictures, nothing.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-zA-Z ]{0,40}",
        4 => "[乡镇村卫生院，。（）0-9]{0,60}",
        1 => "[a-z]{100,200}",
        1 => "(<script>|&amp;|\"|')[a-z<&]{0,20}",
        1 => "[שלוםمرحبا ]{1,20}",
        1 => "[😀🚑 a]{1,12}",
    ]
}

fn said(languages: usize) -> impl Strategy<Value = Said> {
    prop::collection::vec(any_text(), 1..=languages).prop_map(Said::each)
}

fn table(languages: usize) -> impl Strategy<Value = Table> {
    (1usize..9, 0usize..70).prop_flat_map(move |(columns, rows)| {
        let column = (said(languages), any::<bool>());
        let column = column.prop_map(|(head, number)| Column { head, number });
        let cell = prop_oneof![
            9 => said(languages).prop_map(Cell::Said),
            1 => "[0-9a-f]{64}".prop_map(Cell::Digest),
        ];
        let row = prop::collection::vec(cell, columns);
        (
            said(languages),
            prop::collection::vec(column, columns),
            prop::collection::vec(row, rows),
            prop::option::of(said(languages)),
        )
            .prop_map(|(caption, columns, rows, note)| Table {
                caption,
                columns,
                rows,
                note,
            })
    })
}

fn chart(languages: usize) -> impl Strategy<Value = Chart> {
    let bar = (0f64..1.0, 0f64..1.0).prop_map(|(within, beyond)| Bar {
        within,
        beyond,
        label: "12.3 %".into(),
    });
    (prop::collection::vec(bar, 12), said(languages)).prop_map(|(bars, text)| Chart {
        caption: Caption {
            instead: text.clone(),
            text,
        },
        bars,
        edge: (4, "5 km".into()),
        ticks: vec![(0, "0".into()), (2, "2.5 km".into())],
        last: "> 13.75 km".into(),
    })
}

fn block(languages: usize) -> impl Strategy<Value = Block> {
    prop_oneof![
        said(languages).prop_map(Block::Lead),
        said(languages).prop_map(Block::Text),
        prop::collection::vec(said(languages), 0..6).prop_map(Block::Points),
        table(languages).prop_map(Block::Table),
        chart(languages).prop_map(Block::Chart),
        said(languages).prop_map(|text| Block::Map(Caption {
            instead: text.clone(),
            text
        })),
    ]
}

fn report() -> impl Strategy<Value = Report> {
    (1usize..=2).prop_flat_map(|languages| {
        let section = (
            said(languages),
            prop::collection::vec(block(languages), 0..4),
        );
        let figure = (any_text(), said(languages), any::<bool>());
        (
            (said(languages), said(languages), said(languages)),
            prop::collection::vec(said(languages), 0..3),
            prop::collection::vec(figure, 0..5),
            prop::collection::vec(section, 0..6),
        )
            .prop_map(
                move |((kind, title, subtitle), notices, figures, sections)| Report {
                    langs: ["zh-CN", "en"][..languages].to_vec(),
                    kind,
                    title,
                    subtitle,
                    notices,
                    figures: (figures.into_iter())
                        .map(|(value, label, beyond)| KeyFigure {
                            value,
                            label,
                            beyond,
                        })
                        .collect(),
                    sections: (sections.into_iter())
                        .map(|(heading, blocks)| Section { heading, blocks })
                        .collect(),
                    version: "Lastmile".into(),
                },
            )
    })
}

fn map() -> Picture {
    Picture {
        inside: "<rect width=\"500\" height=\"700\" fill=\"#eee\"/>".into(),
        attributes: String::new(),
        view: Rect::new(0.0, 0.0, 500.0, 700.0),
    }
}

/// What is wrong with the places of the texts.
pub fn wrong(sheets: &[Sheet]) -> Vec<String> {
    let mut wrong = Vec::new();
    let whole = Rect::new(SIDE, TOP, SHEET[0] - 2.0 * SIDE, SHEET[1] - TOP - 20.0);
    let foot = SHEET[1] - BOTTOM + 10.0;
    for (i, sheet) in sheets.iter().enumerate() {
        for text in &sheet.texts {
            if !whole.grown(1.0).holds(&text.rect) {
                wrong.push(format!("sheet {}: {text:?} leaves it", i + 1));
            }
            let is_foot = text.rect.y > foot;
            if !is_foot && text.rect.bottom() > foot {
                wrong.push(format!("sheet {}: {text:?} in the foot", i + 1));
            }
        }
        for (n, a) in sheet.texts.iter().enumerate() {
            for b in &sheet.texts[n + 1..] {
                if a.rect.grown(-0.4).overlaps(&b.rect.grown(-0.4)) {
                    wrong.push(format!("sheet {}: {a:?} over {b:?}", i + 1));
                }
            }
        }
    }
    wrong
}

/// The lowest text above the foot.
fn last_text(sheet: &Sheet) -> Option<&Placed> {
    let above = |t: &&Placed| t.rect.y < SHEET[1] - BOTTOM + 10.0;
    let texts = sheet.texts.iter().filter(above);
    texts.max_by(|a, b| a.rect.y.total_cmp(&b.rect.y))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_sheet(report in report()) {
        let sheets = lay_out(&report, &map());
        prop_assert!(wrong(&sheets).is_empty(), "{}", wrong(&sheets).join("\n"));
        let options = Options { fontdb: text::database(), ..Options::default() };
        for sheet in &sheets {
            prop_assert!(Tree::from_str(&sheet.svg, &options).is_ok(), "{}", sheet.svg);
        }
    }

    #[test]
    fn a_page_of_html_is_well_formed_whatever_it_says(report in report()) {
        let html = super::super::html::render(&report, &map());
        prop_assert!(!html.contains("<script"));
        let options = resvg::usvg::roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let parsed = resvg::usvg::roxmltree::Document::parse_with_options(&html, options);
        prop_assert!(parsed.is_ok(), "{:?}\n{html}", parsed.err());
    }
}

fn plain(text: &str) -> Said {
    Said::one(text)
}

fn rows(count: usize) -> Block {
    let column = |number| Column {
        head: plain("head"),
        number,
    };
    let row = |i: usize| vec![Cell::Said(plain("name")), Cell::Said(plain(&i.to_string()))];
    Block::Table(Table {
        caption: plain("caption"),
        columns: vec![column(false), column(true)],
        rows: (0..count).map(row).collect(),
        note: None,
    })
}

#[test]
fn a_heading_never_stands_alone_at_the_foot() {
    for rows_before in 0..60 {
        let section = |blocks| Section {
            heading: plain("A heading"),
            blocks,
        };
        let report = Report {
            langs: vec!["en"],
            sections: vec![
                section(vec![rows(30), rows(rows_before)]),
                section(vec![Block::Text(plain("words"))]),
                section(vec![rows(40)]),
            ],
            ..Report::default()
        };
        for sheet in lay_out(&report, &map()) {
            let last = last_text(&sheet).map(|t| t.text.as_str());
            assert!(
                !matches!(last, Some("A heading" | "caption" | "head")),
                "{rows_before}: {last:?}"
            );
        }
    }
}

#[test]
fn the_head_of_a_table_comes_again_on_every_sheet() {
    let report = Report {
        langs: vec!["en"],
        sections: vec![Section {
            heading: plain("Long"),
            blocks: vec![rows(150)],
        }],
        ..Report::default()
    };
    let sheets = lay_out(&report, &map());
    assert!(sheets.len() >= 3);
    for sheet in &sheets {
        let heads = sheet.texts.iter().filter(|t| t.text == "head").count();
        assert_eq!(heads, 2);
    }
    let names: usize = sheets
        .iter()
        .map(|s| s.texts.iter().filter(|t| t.text == "name").count())
        .sum();
    assert_eq!(names, 150, "a row is lost or doubled");
}

#[test]
fn the_map_waits_for_the_next_sheet_while_what_follows_fills_this_one() {
    let report = Report {
        langs: vec!["en"],
        sections: vec![
            Section {
                heading: plain("First"),
                blocks: vec![rows(10)],
            },
            Section {
                heading: plain("Map"),
                blocks: vec![Block::Map(Caption {
                    text: plain("below"),
                    instead: plain("instead"),
                })],
            },
            Section {
                heading: plain("After"),
                blocks: vec![Block::Text(plain("words"))],
            },
        ],
        ..Report::default()
    };
    let sheets = lay_out(&report, &map());
    let headings: Vec<&[String]> = sheets.iter().map(|s| s.headings.as_slice()).collect();
    assert_eq!(
        headings,
        [
            ["First".to_owned(), "After".to_owned()].as_slice(),
            ["Map".to_owned()].as_slice()
        ]
    );
}

#[test]
fn the_same_report_makes_the_same_pdf() {
    let report = Report {
        langs: vec!["zh-CN", "en"],
        title: Said::each(vec!["报告".into(), "Report".into()]),
        sections: vec![Section {
            heading: plain("Long"),
            blocks: vec![rows(60)],
        }],
        ..Report::default()
    };
    let draw = || pdf(&report, &map()).expect("a document");
    assert!(draw() == draw(), "two runs differ");
}
