//! The texts of the workbook of tables.

use super::words::{Lang, Words};
use crate::io::tables_xlsx::{
    ColumnWords, FACILITY_COLUMNS, NothingWords, SheetWords, SummaryWords, TablesWords,
    WARNING_COLUMNS,
};
use crate::io::{districts_csv, villages_csv};
use crate::map::page::PageWords;
use crate::model::{Dataset, Role};

impl Words {
    /// All texts of a workbook about what a page says.
    #[must_use]
    pub fn tables_words(&self, dataset: &Dataset, page: &PageWords) -> TablesWords {
        let headings = |list: &str, column: &str| self.t(&format!("tables-{list}-{column}"));
        TablesWords {
            title: page.title.clone(),
            note: page.note.clone(),
            rule: page.rule.clone(),
            headline: self.headline_of(page),
            context: page.context.clone(),
            version: page.version.clone(),
            sheets: SheetWords {
                summary: self.t("tables-sheet-summary"),
                districts: self.t("tables-sheet-districts"),
                villages: self.t("tables-sheet-villages"),
                facilities: self.t("tables-sheet-facilities"),
                warnings: self.t("tables-sheet-warnings"),
                map: self.t("tables-sheet-map"),
            },
            columns: ColumnWords {
                districts: districts_csv::COLUMNS.map(|c| headings("district", c)),
                villages: villages_csv::COLUMNS.map(|c| headings("village", c)),
                facilities: FACILITY_COLUMNS.map(|c| headings("facility", c)),
                warnings: WARNING_COLUMNS.map(|c| headings("warning", c)),
            },
            nothing: NothingWords {
                districts: self.t("tables-no-districts"),
                villages: self.t("tables-no-villages"),
                facilities: self.t("tables-no-facilities"),
                warnings: self.t("tables-no-warnings"),
            },
            statuses: ["covered", "borderline", "gap", "unknown"]
                .map(|status| headings("status", status)),
            states: [
                "facility-serving",
                "facility-added",
                "facility-moved",
                "facility-idle",
                "facility-closed",
            ]
            .map(|key| self.t(key)),
            tiers: dataset.tiers.iter().map(|t| self.tier_name(t)).collect(),
            roles: self.roles(dataset),
            summary: self.summary_words(),
        }
    }

    fn headline_of(self, page: &PageWords) -> String {
        // A page of both languages has both in each of its parts already.
        let one = match self.lang {
            Lang::Both => Self::new(Lang::En),
            _ => self,
        };
        let args = [
            ("headline", page.headline.as_str().into()),
            ("detail", page.headline_detail.as_str().into()),
        ];
        one.with("tables-headline", &args)
    }

    /// What each layer serves as.
    fn roles(self, dataset: &Dataset) -> Vec<String> {
        let name = |role: Role| {
            self.t(match role {
                Role::Facilities => "role-facilities",
                Role::Villages => "role-villages",
                Role::Districts => "role-districts",
            })
        };
        let of = |layer: &crate::model::dataset::Layer| {
            let names: Vec<String> = layer.roles.0.iter().map(|u| name(u.role)).collect();
            if names.is_empty() {
                self.t("tables-no-role")
            } else {
                names.join(&self.t("list-separator"))
            }
        };
        dataset.layers.iter().map(of).collect()
    }

    fn summary_words(self) -> SummaryWords {
        let t = |key: &str| self.t(&format!("tables-{key}"));
        SummaryWords {
            answer: t("answer"),
            villages: t("villages"),
            people: t("people"),
            share: t("share"),
            total: t("total"),
            within: t("within"),
            beyond: t("beyond"),
            borderline: t("borderline"),
            unknown: t("unknown"),
            districts: t("districts"),
            number: t("number"),
            with_gaps: t("with-gaps"),
            area: t("area"),
            area_total: t("area-total"),
            area_low: t("area-low"),
            area_high: t("area-high"),
            tier: t("tier"),
            radius: t("radius"),
            serving: t("serving"),
            villages_covered: t("villages-covered"),
            people_covered: t("people-covered"),
            rule: t("rule"),
            value: t("value"),
            k: t("k"),
            within_unit: t("within-unit"),
            yes: t("yes"),
            no: t("no"),
            tolerance: t("tolerance"),
            filter: t("filter"),
            edits: t("edits"),
            file: t("file"),
            role: t("role"),
            features: t("features"),
            skipped: t("skipped"),
            sha256: t("sha256"),
            continued: t("continued"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_and_names_of_sheets_fit_with_a_number() {
        for lang in [Lang::En, Lang::ZhCn, Lang::Both] {
            let words = Words::new(lang).tables_words(&Dataset::default(), &PageWords::default());
            let said = format!("{words:?}");
            // What is not found is shown by its key.
            assert!(!said.contains("tables-"), "{said}");
            let sheets = [
                &words.sheets.summary,
                &words.sheets.districts,
                &words.sheets.villages,
                &words.sheets.facilities,
                &words.sheets.warnings,
                &words.sheets.map,
            ];
            for (i, name) in sheets.into_iter().enumerate() {
                assert!(name.encode_utf16().count() <= 26, "{name}");
                assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']));
                assert!(sheets[..i].iter().all(|other| *other != name), "{name}");
            }
        }
    }
}
