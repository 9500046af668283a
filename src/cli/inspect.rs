//! `lastmile inspect`: what a file holds, for people or as JSON.

use std::sync::Arc;

use super::args::InspectArgs;
use super::bar::Bar;
use super::failure::Failure;
use super::terminal::{self, shortened, table};
use crate::base::Progress;
use crate::i18n::{Lang, Words};
use crate::io::{self, FieldReport, Inspection};
use crate::model::{Role, RoleColumns, Warning};

/// Carries it out and gives the exit code.
pub(super) fn run(args: &InspectArgs, progress: &Progress) -> u8 {
    let words = Words::new(args.lang.unwrap_or_else(Lang::of_system));
    let bar = Bar::show(progress, words, true);
    let read = if io::records::is_table(&args.file) {
        io::records::read(&args.file, progress)
    } else {
        io::read(&args.file, progress)
    };
    drop(bar);
    match read {
        Ok(read) => {
            let inspection = io::inspect(&read);
            terminal::say(&if args.json {
                json(&inspection)
            } else {
                let reports = terminal::tongues(&words).into_iter().map(|words| {
                    // The report's own warnings, not only the reader's: it also tells of a layer without a role.
                    let file: Arc<str> = inspection.path.as_str().into();
                    let told: Vec<Warning> = inspection
                        .warnings
                        .iter()
                        .map(|w| Warning {
                            code: w.code,
                            file: Arc::clone(&file),
                            source_row: w.source_row,
                            detail: w.detail.clone(),
                        })
                        .collect();
                    let warnings = terminal::warning_lines(&words, told.iter());
                    report(&words, &inspection, &warnings)
                });
                reports.collect::<Vec<_>>().join("\n\n")
            });
            0
        }
        Err(error) => Failure::from(error).tell(&words),
    }
}

/// The report as JSON, indented.
fn json(inspection: &Inspection) -> String {
    // Every key is text, so nothing here can fail.
    serde_json::to_string_pretty(inspection).unwrap_or_default()
}

/// Where `io::inspect` stops counting different values.
const MOST_DISTINCT: usize = 1000;

/// How wide the examples of a field may be, in columns.
const WIDTH: usize = 56;

/// The report for people: what the file is, what it holds, its fields, its roles, its warnings.
fn report(words: &Words, inspection: &Inspection, warnings: &[String]) -> String {
    let types: Vec<String> = inspection
        .geometries
        .iter()
        .map(|(kind, n)| format!("{kind} {}", words.count(*n as f64)))
        .collect();
    let mut facts = vec![
        fact(words, "inspect-format", inspection.format),
        fact(words, "inspect-encoding", inspection.encoding),
    ];
    let features = words.count(inspection.features as f64);
    if inspection.geometries.is_empty() {
        facts.push(fact(words, "inspect-rows", &features));
    } else {
        let types = types.join(&words.t("list-separator"));
        facts.extend([
            fact(words, "inspect-crs", &inspection.crs),
            fact(words, "inspect-features", &features),
            fact(words, "inspect-geometries", &types),
        ]);
    }
    if let Some(kind) = inspection.holds {
        facts.push(fact(words, "inspect-holds", &words.record_kind(kind)));
    }
    if let Some([west, south, east, north]) = inspection.extent {
        let extent = format!("{west:.5} {south:.5} – {east:.5} {north:.5}");
        facts.push(fact(words, "inspect-extent", &extent));
    }
    facts.extend(inspection.roles.0.iter().map(|role| {
        let text = format!(
            "{}{}",
            words.t(role_key(role.role)),
            columns(words, &role.columns)
        );
        fact(words, "inspect-role", &text)
    }));
    facts.push(fact(words, "inspect-sha256", &inspection.sha256));

    let mut parts = vec![inspection.path.clone(), table(&facts)];
    if !inspection.fields.is_empty() {
        let head = ["field", "type", "present", "distinct", "examples"]
            .map(|column| words.t(&format!("inspect-{column}")));
        let mut rows = vec![head.to_vec()];
        rows.extend(inspection.fields.iter().map(|f| field(words, f)));
        parts.push(format!("\n{}", table(&rows)));
    }
    if !warnings.is_empty() {
        parts.push(String::new());
        parts.extend_from_slice(warnings);
    }
    parts.join("\n")
}

fn fact(words: &Words, key: &str, text: &str) -> Vec<String> {
    vec![words.t(key), text.to_owned()]
}

fn field(words: &Words, field: &FieldReport) -> Vec<String> {
    let examples = field.examples.join(&words.t("list-separator"));
    // Counting ends there.
    let at_least = if field.distinct >= MOST_DISTINCT {
        "≥ ".to_owned()
    } else {
        String::new()
    };
    vec![
        shortened(&field.name, WIDTH),
        words.t(&format!("inspect-type-{}", field.kind)),
        words.count(field.present as f64),
        at_least + &words.count(field.distinct as f64),
        shortened(&examples, WIDTH),
    ]
}

fn role_key(role: Role) -> &'static str {
    match role {
        Role::Facilities => "role-facilities",
        Role::Villages => "role-villages",
        Role::Districts => "role-districts",
    }
}

/// Which columns the role reads: ` (name HAB_NAME, population TOT_POPULA)`.
fn columns(words: &Words, columns: &RoleColumns) -> String {
    let used: Vec<String> = [
        ("inspect-column-id", &columns.id),
        ("inspect-column-name", &columns.name),
        ("inspect-column-population", &columns.population),
        ("inspect-column-tier", &columns.tier),
    ]
    .into_iter()
    .filter_map(|(key, column)| Some(format!("{} {}", words.t(key), column.as_ref()?)))
    .collect();
    if used.is_empty() {
        String::new()
    } else {
        let list = used.join(&words.t("list-separator"));
        words.with("inspect-columns", &[("list", list.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LayerRoles;
    use crate::model::role::RoleUse;

    fn example() -> Inspection {
        Inspection {
            path: "村庄.geojson".into(),
            format: "GeoJSON",
            encoding: "UTF-8",
            crs: "OGC:CRS84".into(),
            bytes: 1234,
            sha256: "ab".repeat(32),
            features: 8723,
            geometries: [("Point", 8720), ("null", 3)].into(),
            holds: None,
            extent: Some([91.15, 22.94, 92.33, 24.5]),
            fields: vec![
                FieldReport {
                    name: "HAB_NAME".into(),
                    kind: "text",
                    present: 8723,
                    distinct: 1000,
                    examples: vec!["Agartala".into(), "板浦".into()],
                },
                FieldReport {
                    name: "人口".into(),
                    kind: "integer",
                    present: 8000,
                    distinct: 900,
                    examples: vec!["12".into(), "7".into()],
                },
            ],
            roles: LayerRoles(vec![RoleUse {
                role: Role::Villages,
                columns: RoleColumns {
                    name: Some("HAB_NAME".into()),
                    population: Some("人口".into()),
                    ..RoleColumns::default()
                },
                rows: None,
            }]),
            warnings: Vec::new(),
        }
    }

    fn plain(lang: Lang) -> String {
        let warnings = ["warning: row 7: no geometry".to_owned()];
        report(&Words::new(lang), &example(), &warnings).replace('\u{202f}', " ")
    }

    #[test]
    fn a_report_reads_well_in_both_languages() {
        insta::assert_snapshot!(plain(Lang::En), @r#"
        村庄.geojson
          Format       GeoJSON
          Encoding     UTF-8
          Coordinates  OGC:CRS84
          Features     8 723
          Geometry     Point 8 720, null 3
          Extent       91.15000 22.94000 – 92.33000 24.50000
          Serves as    Villages (name HAB_NAME, population 人口)
          SHA-256      abababababababababababababababababababababababababababababababab

          Field     Type     Present  Distinct  Examples
          HAB_NAME  text     8 723    ≥ 1 000   Agartala, 板浦
          人口      integer  8 000    900       12, 7

        warning: row 7: no geometry
        "#);
        insta::assert_snapshot!(plain(Lang::ZhCn), @r#"
        村庄.geojson
          格式      GeoJSON
          编码      UTF-8
          坐标系    OGC:CRS84
          要素数    8,723
          几何类型  Point 8,720、null 3
          范围      91.15000 22.94000 – 92.33000 24.50000
          用作      村庄（名称 HAB_NAME、人口 人口）
          SHA-256   abababababababababababababababababababababababababababababababab

          字段      类型  非空   不同值   示例
          HAB_NAME  文本  8,723  ≥ 1,000  Agartala、板浦
          人口      整数  8,000  900      12、7

        warning: row 7: no geometry
        "#);
    }

    #[test]
    fn every_type_of_field_has_a_name() {
        for kind in ["empty", "integer", "number", "text", "mixed", "boolean"] {
            for lang in [Lang::En, Lang::ZhCn] {
                let key = format!("inspect-type-{kind}");
                assert_ne!(Words::new(lang).t(&key), key);
            }
        }
    }
}
