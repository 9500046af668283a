//! What conditions and sums come to, and what is said of a wrong one.

use proptest::prelude::*;

use super::*;
use Truth::{No, Unknown, Yes};

fn cell(text: &str) -> Cell {
    match text {
        "" => Cell::Null,
        "true" => Cell::Bool(true),
        "false" => Cell::Bool(false),
        t => t.parse().map_or_else(|_| Cell::Text(t.into()), Cell::Int),
    }
}

/// Whether `text` holds of a row of `field=value;…`.
fn truth(text: &str, row: &str) -> Truth {
    let read = Expression::condition(text).unwrap_or_else(|e| panic!("{e} {:?}", e.wanted));
    read.truth(&|field| of_row(row, &read.fields()[field]))
}

fn number(text: &str, row: &str) -> Option<f64> {
    let read = Expression::quantity(text).unwrap_or_else(|e| panic!("{e} {:?}", e.wanted));
    read.number(&|field| of_row(row, &read.fields()[field]))
}

fn of_row(row: &str, name: &str) -> Cell {
    row.split(';')
        .filter_map(|pair| pair.split_once('='))
        .find(|(field, _)| *field == name)
        .map_or(Cell::Null, |(_, value)| cell(value))
}

fn problem(text: &str) -> (usize, String, Wanted) {
    let e = Expression::condition(text).expect_err(text);
    (e.at, e.found, e.wanted)
}

#[test]
fn three_valued_logic_follows_kleenes_table() {
    let word = |t: Truth| ["yes", "no", ""][t as usize];
    for a in [Yes, No, Unknown] {
        for b in [Yes, No, Unknown] {
            let row = format!("a={};b={}", word(a), word(b));
            let both = match (a, b) {
                (No, _) | (_, No) => No,
                (Yes, Yes) => Yes,
                _ => Unknown,
            };
            let either = match (a, b) {
                (Yes, _) | (_, Yes) => Yes,
                (No, No) => No,
                _ => Unknown,
            };
            assert_eq!(truth("a AND b", &row), both, "{row}");
            assert_eq!(truth("a or b", &row), either, "{row}");
            assert_eq!(truth("NOT a", &row), !a, "{row}");
            let equal = match (a, b) {
                (Unknown, _) | (_, Unknown) => Unknown,
                _ => Truth::from_bool(a == b),
            };
            assert_eq!(
                truth("(a IS TRUE) = (b IS TRUE)", &row),
                Truth::from_bool((a == Yes) == (b == Yes))
            );
            assert_eq!(truth("(a AND TRUE) = (b OR FALSE)", &row), equal, "{row}");
        }
    }
}

#[test]
fn what_is_missing_decides_nothing_and_can_be_asked_for() {
    assert_eq!(truth("beds >= 20", "x=1"), Unknown);
    assert_eq!(truth("beds >= 20 OR tier = 'clinic'", "tier=clinic"), Yes);
    assert_eq!(truth("beds IS NULL", ""), Yes);
    assert_eq!(truth("beds IS NOT NULL", "beds=3"), Yes);
    assert_eq!(truth("surgery IS UNKNOWN", "surgery=unknown"), Yes);
    assert_eq!(truth("surgery IS NULL", "surgery=unknown"), No);
    assert_eq!(truth("surgery IS NOT TRUE", "surgery="), Yes);
    assert_eq!(truth("beds NOT IN (1, 2)", ""), Unknown);
    assert_eq!(truth("beds IN (1, NULL)", "beds=1"), Yes);
    assert_eq!(truth("beds IN (1, NULL)", "beds=2"), Unknown);
    assert_eq!(truth("beds > 20", "beds=unknown"), Unknown);
    assert_eq!(truth("beds = 0", "beds=不详"), Unknown);
}

#[test]
fn numbers_are_compared_as_numbers_and_texts_without_regard_to_case() {
    assert_eq!(truth("beds < 100", "beds=20"), Yes);
    let texts = |field: usize| Cell::Text([" 9 ", "1,200"][field].into());
    let read = Expression::condition("a < 10 and b > 1000 and a < b").expect("read");
    assert_eq!(read.truth(&texts), Yes);
    assert_eq!(truth("grade = 'BASIC'", "grade=Basic"), Yes);
    assert_eq!(truth("grade <> 'none'", "grade=basic"), Yes);
    assert_eq!(
        truth("grade == 'none' or grade != 'basic'", "grade=basic"),
        No
    );
    assert_eq!(truth("name = 'ÉCOLE'", "name=école"), Yes);
    assert_eq!(truth("code = '0101'", "code=101"), Yes);
    let codes = |_: usize| Cell::Text("101".into());
    assert_eq!(
        Expression::condition("code = '0101'")
            .expect("read")
            .truth(&codes),
        No
    );
    assert_eq!(truth("opened < '2020-01-01'", "opened=2019-05-01"), Yes);
    assert_eq!(truth("beds = 'many'", "beds=20"), No);
    assert_eq!(truth("beds BETWEEN 10 AND 20", "beds=20"), Yes);
    assert_eq!(truth("beds NOT BETWEEN 10 AND 20", "beds=21"), Yes);
}

#[test]
fn a_bare_field_is_asked_yes_or_no() {
    for (value, expected) in [
        ("yes", Yes),
        ("是", Yes),
        ("1", Yes),
        ("true", Yes),
        ("否", No),
        ("no", No),
        ("0", No),
        ("?", Unknown),
        ("", Unknown),
    ] {
        assert_eq!(
            truth("surgery", &format!("surgery={value}")),
            expected,
            "{value}"
        );
    }
    assert_eq!(truth("surgery = 'yes'", "surgery=true"), Yes);
    assert_eq!(truth("surgery = FALSE", "surgery=无"), Yes);
}

#[test]
fn texts_are_searched_and_matched() {
    assert_eq!(truth("name ~ '中心'", "name=板浦镇中心卫生院"), Yes);
    assert_eq!(truth("name ~ 'HEALTH'", "name=Public Health Centre"), Yes);
    assert_eq!(truth("name !~ 'x'", "name=abc"), Yes);
    assert_eq!(truth("name ~ 'x'", ""), Unknown);
    for (pattern, text, expected) in [
        ("%卫生院", "板浦镇卫生院", Yes),
        ("a%b_c", "AxxbYc", Yes),
        ("a%b_c", "AxxbYYc", No),
        ("%ab%ab", "ababab", Yes),
        ("%", "x", Yes),
        ("abc", "abcd", No),
    ] {
        let condition = format!("name LIKE '{pattern}'");
        assert_eq!(
            truth(&condition, &format!("name={text}")),
            expected,
            "{pattern} {text}"
        );
    }
    assert_eq!(truth("name NOT LIKE 'a%'", "name=b"), Yes);
}

#[test]
fn tiers_are_named_in_any_language() {
    for condition in [
        "tier = '村卫生室'",
        "tier = 'Village Clinic'",
        "tier IN ('卫生所', 'x')",
        "'卫生室' = TIER",
    ] {
        assert_eq!(
            truth(condition, "tier=clinic;TIER=clinic"),
            Yes,
            "{condition}"
        );
    }
    assert_eq!(truth("tier_name = '村卫生室'", "tier_name=村卫生室"), Yes);
    assert_eq!(truth("tier = 'Mobile'", "tier=mobile"), Yes);
}

#[test]
fn fields_have_chinese_names_or_stand_in_double_quotes() {
    assert_eq!(truth("床位数 >= 20 AND 手术", "床位数=30;手术=是"), Yes);
    assert_eq!(
        truth(
            "\"from\" = 'a' and \"GPs per 10k\" > 2",
            "from=A;GPs per 10k=3"
        ),
        Yes
    );
    assert_eq!(
        truth("（床位数＞20）and 级别 = ‘甲’", "床位数=30;级别=甲"),
        Yes
    );
    let read = Expression::parse("a + b * a + c").expect("read");
    assert_eq!(read.fields(), ["a", "b", "c"]);
}

#[test]
fn sums_differences_products_and_quotients_are_numbers() {
    assert_eq!(number("2 + 3 * gps - 1", "gps=4"), Some(13.0));
    assert_eq!(number("-(beds) / 4", "beds=10"), Some(-2.5));
    assert_eq!(number("beds / 0", "beds=10"), None);
    assert_eq!(number("beds + gps", "beds=10"), None);
    assert_eq!(number("COALESCE(beds, 0) + gps", "gps=3"), Some(3.0));
    assert_eq!(number("COALESCE(beds, 0)", "beds=unknown"), Some(0.0));
    assert_eq!(number("surgery", "surgery=是"), Some(1.0));
    assert_eq!(number("beds >= 20", "beds=10"), Some(0.0));
    assert_eq!(number("beds >= 20", ""), None);
    assert_eq!(
        truth("trained * 10 >= roster * 9", "trained=91;roster=100"),
        Yes
    );
}

#[test]
fn a_mistake_is_told_with_its_place_and_what_would_be_right() {
    for (text, at, found, wanted) in [
        (
            "tier = clinic",
            8,
            "clinic",
            Wanted::Quoted("clinic".into()),
        ),
        (
            "tier = \"clinic\"",
            8,
            "\"clinic\"",
            Wanted::Quoted("clinic".into()),
        ),
        (
            "tier IN ('a', clinic)",
            15,
            "clinic",
            Wanted::Quoted("clinic".into()),
        ),
        (
            "surgery = yes",
            11,
            "yes",
            Wanted::BareField("surgery".into()),
        ),
        ("beds >=", 8, "", Wanted::Value),
        ("", 1, "", Wanted::Value),
        ("beds >= 20 beds", 12, "beds", Wanted::End),
        ("(beds >= 20", 1, "(", Wanted::ClosingBracket),
        ("beds >= 20)", 11, ")", Wanted::End),
        ("tier = 'clinic", 8, "", Wanted::ClosingQuote),
        ("beds >= 20 AND 5", 16, "5", Wanted::Condition),
        ("床位 >= 20 AND\n NOT 'x'", 19, "'x'", Wanted::Condition),
        ("length(name) > 3", 1, "length(name)", Wanted::OfTheLanguage),
        ("beds > (SELECT 1)", 9, "(SELECT 1)", Wanted::OfTheLanguage),
        ("a || b", 6, "||", Wanted::OfTheLanguage),
        ("joint <> NULL", 10, "NULL", Wanted::IsNull),
        ("beds => 20", 6, "=>", Wanted::End),
        ("beds + 1", 0, "beds + 1", Wanted::Condition),
        ("beds + 'x' > 2", 8, "'x'", Wanted::Number),
    ] {
        assert_eq!(problem(text), (at, found.to_owned(), wanted), "{text}");
    }
}

#[test]
fn an_endless_expression_is_refused_and_not_followed() {
    let deep = format!("{}a{}", "(".repeat(5000), ")".repeat(5000));
    let sums = format!("a{} > 0", " + a".repeat(900));
    for text in [deep, sums] {
        assert_eq!(
            Expression::condition(&text).expect_err("refused").wanted,
            Wanted::Shorter
        );
    }
    assert!(Expression::condition(&format!("{}a", "NOT ".repeat(1500))).is_err());
    let nested = format!("{}a{}", "(NOT ".repeat(12), ")".repeat(12));
    assert_eq!(truth(&nested, "a=yes"), Yes);
    let long = format!("a = 0{}", " OR a = 1".repeat(400));
    assert_eq!(truth(&long, "a=1"), Yes);
}

/// A condition over fields a, b, c.
fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("a".to_owned()),
        Just("b = 'x'".to_owned()),
        Just("c >= 2".to_owned()),
        Just("c IN (1, 3)".to_owned()),
        Just("b LIKE 'y%'".to_owned()),
        Just("c BETWEEN 1 AND 2".to_owned()),
        Just("a IS UNKNOWN".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(l, r)| format!("({l} AND {r})")),
            (inner.clone(), inner.clone()).prop_map(|(l, r)| format!("({l} OR {r})")),
            inner.prop_map(|i| format!("(NOT {i})")),
        ]
    })
}

proptest! {
    #[test]
    fn double_negation_and_de_morgan_hold_in_three_values(
        x in condition(), y in condition(),
        a in prop::sample::select(vec!["", "yes", "no", "unknown"]),
        b in prop::sample::select(vec!["", "x", "yy"]),
        c in prop::sample::select(vec!["", "1", "2", "3", "?"]),
    ) {
        let row = format!("a={a};b={b};c={c}");
        let is = |text: &str| truth(text, &row);
        prop_assert_eq!(is(&format!("NOT (NOT {x})")), is(&x));
        prop_assert_eq!(is(&format!("NOT ({x} AND {y})")), is(&format!("(NOT {x}) OR (NOT {y})")));
        prop_assert_eq!(is(&format!("NOT ({x} OR {y})")), is(&format!("(NOT {x}) AND (NOT {y})")));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[a-c0-9'\"()=<>~%.,\\-+*/ \n村（‘’$@#!|&:;\\[\\]{}]{0,40}|(NOT |AND |OR |IN |IS |NULL |a |'x' |\\(|\\)|= ){0,12}") {
        if let Ok(read) = Expression::parse(&text) {
            let _ = read.truth(&|_| Cell::Null);
            let _ = read.number(&|_| Cell::Int(1));
        }
    }
}
