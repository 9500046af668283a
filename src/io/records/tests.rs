//! Tables as people send them.

use std::path::Path;

use super::*;
use crate::model::{Cell, Column, Geometry, RecordKind, WarningCode};

fn read_text(bytes: &[u8]) -> FeatureTable {
    read_bytes(Path::new("t.csv"), bytes, &Progress::new()).expect("a table")
}

fn row(table: &FeatureTable, row: usize) -> Vec<String> {
    table
        .columns
        .iter()
        .map(|c| c.get(row).to_string())
        .collect()
}

fn names(table: &FeatureTable) -> Vec<&str> {
    table.columns.iter().map(|c| &*c.name).collect()
}

fn details(table: &FeatureTable) -> Vec<&str> {
    table.warnings.iter().map(|w| w.detail.as_str()).collect()
}

#[test]
fn a_table_is_read_whatever_its_encoding() {
    let text = "代码,名称\n990121,石岚县\n990122,柳苇县\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(Vec<u8>, &str); 4] = [
        (text.into(), "UTF-8"),
        (
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            "UTF-8 with BOM",
        ),
        ([b"\xFF\xFE".as_slice(), &utf16].concat(), "UTF-16LE"),
        (encoding_rs::GBK.encode(text).0.into_owned(), "GB18030"),
    ];
    for (bytes, encoding) in files {
        let table = read_text(&bytes);
        assert_eq!(table.source.encoding, encoding);
        assert_eq!(names(&table), ["代码", "名称"]);
        assert_eq!(row(&table, 1), ["990122", "柳苇县"]);
        assert_eq!(table.geometries, [Geometry::Missing, Geometry::Missing]);
        assert!(table.warnings.is_empty() && table.source.sha256.len() == 64);
    }
}

#[test]
fn the_sign_between_cells_is_found_out() {
    for sign in [',', ';', '\t', '|'] {
        let text = "a,b,c\n1,\"x;y|z,\tw\",3\n4,5,6\n".replace(',', &sign.to_string());
        let table = read_text(text.as_bytes());
        assert_eq!(names(&table), ["a", "b", "c"], "{sign:?}");
        assert_eq!(table.len(), 2);
    }
    // Lists inside cells have other signs than the cells.
    let table = read_text(b"id,list\n1,a;b;c\n2,a;b;c;d\n");
    assert_eq!(names(&table), ["id", "list"]);
    let table = read_text(b"sep=;\na,x;b\n1;2\n");
    assert_eq!(names(&table), ["a,x", "b"]);
}

#[test]
fn quoted_line_ends_belong_to_their_cell() {
    let table = read_text(b"a,b\r\n\"one\r\ntwo\",3\r\n\r\n4,5\r\n");
    assert_eq!(
        (table.len(), row(&table, 0)),
        (2, vec!["one\r\ntwo".to_owned(), "3".into()])
    );
}

#[test]
fn titles_above_the_heading_are_told_and_passed_over() {
    let text = "连云港市2021年基层机构情况,,,\n单位：个,,,2021年\n代码,名称,机构,人口\n1,甲,2,3\n2,乙,3,4\n";
    let table = read_text(text.as_bytes());
    assert_eq!(names(&table), ["代码", "名称", "机构", "人口"]);
    assert_eq!(
        details(&table),
        [
            "title_line: 连云港市2021年基层机构情况",
            "title_line: 单位：个 2021年"
        ]
    );
    // A table of two columns has no titles that could be told from its heading.
    assert_eq!(names(&read_text(b"code,name\n1,a\n")), ["code", "name"]);
}

#[test]
fn ragged_rows_are_told_by_row_and_kept() {
    let table = read_text(b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,,\n");
    assert_eq!(table.len(), 4);
    assert_eq!(row(&table, 1), ["4", "5", ""]);
    let told: Vec<_> = table
        .warnings
        .iter()
        .map(|w| (w.code, w.source_row, w.detail.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (WarningCode::RaggedRow, Some(1), "2/3"),
            (WarningCode::RaggedRow, Some(2), "4/3")
        ]
    );
}

#[test]
fn empty_and_double_headings_get_names() {
    let table = read_text(b"a,,A,b,,\n1,2,3,4,,\n");
    assert_eq!(names(&table), ["a", "column_2", "A_2", "b"]);
    assert_eq!(details(&table), ["heading_empty: 2", "heading_twice: A"]);
}

#[test]
fn codes_with_leading_zeros_stay_texts_and_numbers_become_numbers() {
    let table = read_text(
        "code,zero,n,x,share,big,mixed\n990121,0123,-7,1.50,93.40,123456789012345678901,7\n990122,1234,0,2,90.2,2,b\n".as_bytes(),
    );
    let kinds: Vec<&str> = table.columns.iter().map(Column::kind).collect();
    assert_eq!(
        kinds,
        [
            "integer", "text", "integer", "number", "text", "text", "text"
        ]
    );
    assert_eq!(table.columns[1].get(1), Cell::Text("1234".into()));
    assert_eq!(table.columns[4].get(0), Cell::Text("93.40".into()));
}

#[test]
fn a_file_that_is_no_table_says_why() {
    let cause = |bytes: &[u8]| {
        read_bytes(Path::new("t.csv"), bytes, &Progress::new())
            .expect_err("no table")
            .cause
    };
    assert!(matches!(cause(b" \n\n"), ReadCause::Empty));
    assert!(matches!(cause(b"1,2\n3,4\n"), ReadCause::NoHeading { found } if found == "1 2"));
    assert!(matches!(
        cause(b"PK\x03\x04nothing"),
        ReadCause::BrokenWorkbook(_)
    ));
    assert!(matches!(cause(b"%PDF-1.4 \xff\n"), ReadCause::UnsupportedFormat(f) if f == "PDF"));
    assert!(matches!(
        cause(b"\xEF\xBB\xBFa,b\n\xff,1\n"),
        ReadCause::NotUtf8 { line: 2, .. }
    ));
    let missing = read(Path::new("no/such.csv"), &Progress::new()).expect_err("none");
    assert!(matches!(missing.cause, ReadCause::NotFound));
}

#[test]
fn a_workbook_is_read_with_its_dates_and_codes() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "目录").expect("written");
    let sheet = book.add_worksheet();
    sheet.set_name("机构").expect("a name");
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    for (i, heading) in ["代码", "名称", "床位", "启用日期", "比例"]
        .iter()
        .enumerate()
    {
        sheet.write(0, i as u16, *heading).expect("written");
    }
    sheet.write(1, 0, "0099").expect("written");
    sheet.write(1, 1, "甲").expect("written");
    sheet.write(1, 2, 20).expect("written");
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2021, 7, 1).expect("a day");
    sheet.write_with_format(1, 3, &day, &date).expect("written");
    sheet.write(1, 4, 0.934).expect("written");
    let bytes = book.save_to_buffer().expect("a workbook");
    let table = read_bytes(Path::new("t.xlsx"), &bytes, &Progress::new()).expect("a table");
    assert_eq!(table.source.format, "XLSX");
    assert_eq!(row(&table, 0), ["0099", "甲", "20", "2021-07-01", "0.934"]);
    assert_eq!(table.columns[2].kind(), "integer");
    assert_eq!(details(&table), ["sheet: 机构"]);
}

#[test]
fn the_kind_of_a_table_is_told_by_its_columns() {
    let kind = |name: &str, text: &str| {
        let table = read_bytes(Path::new(name), text.as_bytes(), &Progress::new());
        recognise(&table.expect("a table"))
    };
    for (name, text, expected) in [
        ("a.csv", "from,to,kind\na,b,c", Some(RecordKind::Links)),
        (
            "a.csv",
            "派出单位,受援单位,类型\na,b,c",
            Some(RecordKind::Links),
        ),
        (
            "a.csv",
            "code,指标,数值\n1,b,2",
            Some(RecordKind::Indicators),
        ),
        (
            "a.csv",
            "code,name,level\n1,b,county",
            Some(RecordKind::Units),
        ),
        (
            "a.csv",
            "代码,名称,上级代码\n1,b,2",
            Some(RecordKind::Units),
        ),
        (
            "a.csv",
            "code,joint\nX1,1\n990102001001,2\n990102001002,3\n990102001003,\n合计,9",
            Some(RecordKind::VillageAttributes),
        ),
        (
            "a.csv",
            "id,ambulances\n1,2",
            Some(RecordKind::FacilityAttributes),
        ),
        (
            "机构.csv",
            "名称,救护车\na,2",
            Some(RecordKind::FacilityAttributes),
        ),
        (
            "village_attributes.csv",
            "code,name,poor\n1,b,yes",
            Some(RecordKind::VillageAttributes),
        ),
        (
            "a.csv",
            "code,poor\n990121001201,yes",
            Some(RecordKind::VillageAttributes),
        ),
        ("a.csv", "代码,人口\n990121,3", Some(RecordKind::Units)),
        ("a.csv", "x,y\n1,2", None),
    ] {
        assert_eq!(kind(name, text), expected, "{name} {text}");
    }
}
