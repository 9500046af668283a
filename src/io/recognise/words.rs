//! The words by which columns and layers are known, in English and Chinese.
//!
//! Column names are compared in lower case without separators. dBASE cuts names after ten characters, so a name of exactly ten
//! characters also stands for every word that begins with it (`TOT_POPULA`, `FACILITY_I`).

use crate::model::Role;

/// The name in lower case without separators.
pub(super) fn plain(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// The parts of a name: between separators and where small letters turn to capitals, in lower case.
pub(super) fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (small && c.is_uppercase()) {
            parts.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(last) = parts.last_mut()
        {
            last.extend(c.to_lowercase());
        }
        small = c.is_lowercase();
    }
    parts.retain(|p| !p.is_empty());
    parts
}

/// Whether a column's name is this word (plain), cut after ten characters perhaps.
pub(super) fn is_word(name: &str, plain_name: &str, word: &str) -> bool {
    let plain_word: String = word.chars().filter(|c| *c != '_').collect();
    plain_name == plain_word
        || (name.chars().count() == 10
            && name.is_ascii()
            && word.len() > 10
            && word.starts_with(&name.to_lowercase()))
}

/// Words for what the rows of a role are, as parts of column names: `HAB_NAME`, `facility_id`, `村名`.
pub(super) fn entity_words(role: Role) -> &'static [&'static str] {
    match role {
        Role::Facilities => &[
            "facility",
            "facilit",
            "fac",
            "hospital",
            "hosp",
            "clinic",
            "health",
            "centre",
            "center",
            "institution",
            "org",
            "site",
            "station",
            "机构",
            "医院",
            "卫生",
            "诊所",
            "单位",
        ],
        Role::Villages => &[
            "village",
            "vill",
            "vil",
            "hab",
            "habitation",
            "habitatio",
            "settlement",
            "hamlet",
            "place",
            "locality",
            "community",
            "town",
            "estate",
            "demand",
            "村",
            "居委",
            "社区",
            "居民点",
            "小区",
            "聚落",
        ],
        Role::Districts => &[
            "district",
            "dist",
            "block",
            "county",
            "township",
            "town",
            "ward",
            "subdistrict",
            "taluk",
            "tehsil",
            "mandal",
            "commune",
            "municipality",
            "region",
            "province",
            "state",
            "admin",
            "adm",
            "unit",
            "zone",
            "区划",
            "行政区",
            "县",
            "区",
            "乡",
            "镇",
            "乡镇",
            "街道",
            "市",
            "省",
            "政区",
        ],
    }
}

/// Names of identifier columns with their worth.
pub(super) const IDS: &[(&str, i32)] = &[
    ("id", 100),
    ("uid", 92),
    ("uuid", 92),
    ("guid", 88),
    ("identifier", 95),
    ("code", 90),
    ("geocode", 85),
    ("编码", 95),
    ("代码", 92),
    ("编号", 95),
    ("行政区划代码", 98),
    ("区划代码", 98),
    ("统计用区划代码", 98),
    ("机构编码", 98),
    ("机构代码", 98),
    ("机构编号", 98),
    ("村编码", 98),
    ("村代码", 98),
    ("osm_id", 75),
    ("osmid", 75),
    ("gid", 65),
    ("fid", 55),
    ("objectid", 55),
    ("ogc_fid", 55),
    ("序号", 50),
    ("no", 40),
    ("key", 45),
];

/// Names of name columns with their worth.
pub(super) const NAMES: &[(&str, i32)] = &[
    ("name", 100),
    ("名称", 100),
    ("名字", 95),
    ("姓名", 20),
    ("村名", 104),
    ("村名称", 104),
    ("村庄名称", 104),
    ("行政村", 80),
    ("自然村", 85),
    ("机构名称", 104),
    ("医院名称", 103),
    ("单位名称", 100),
    ("乡镇名称", 101),
    ("区划名称", 102),
    ("name_zh", 92),
    ("name_cn", 92),
    ("zh_name", 92),
    ("namezh", 92),
    ("中文名", 95),
    ("中文名称", 95),
    ("title", 60),
    ("label", 58),
    ("fac_desc", 70),
    ("description", 35),
    ("desc", 40),
    ("village", 80),
    ("hamlet", 78),
    ("settlement", 78),
    ("facility", 80),
    ("hospital", 78),
    ("district", 70),
    ("township", 60),
    ("county", 60),
    ("乡镇", 62),
    ("县", 60),
    ("村", 78),
    ("name_en", 45),
    ("英文名", 40),
    ("拼音", 35),
];

/// Names of population columns with their worth.
pub(super) const POPULATIONS: &[(&str, i32)] = &[
    ("population", 100),
    ("pop", 96),
    ("total_population", 104),
    ("tot_population", 104),
    ("population_total", 104),
    ("totpop", 104),
    ("tot_pop", 104),
    ("total_pop", 104),
    ("pop_total", 104),
    ("pop_tot", 104),
    ("persons", 80),
    ("people", 80),
    ("residents", 84),
    ("inhabitants", 84),
    ("tot_p", 70),
    ("常住人口", 110),
    ("总人口", 106),
    ("人口", 100),
    ("人口数", 100),
    ("人口总数", 104),
    ("人数", 70),
    ("户籍人口", 92),
    ("服务人口", 40),
];

/// Parts that make a population column one of something else: a share, a part of the people, those served by a facility.
pub(super) const NOT_ALL_PEOPLE: &[&str] = &[
    "density",
    "dens",
    "rate",
    "growth",
    "share",
    "pct",
    "percent",
    "male",
    "female",
    "m",
    "f",
    "children",
    "child",
    "elderly",
    "under",
    "over",
    "age",
    "household",
    "households",
    "hh",
    "served",
    "catchment",
    "urban",
    "rural",
    "密度",
    "增长",
    "比例",
    "男",
    "女",
    "老年",
    "儿童",
    "户数",
    "流动",
    "岁",
    "率",
];

/// Names of tier columns with their worth; those of 80 and more are believed whatever their values.
pub(super) const TIERS: &[(&str, i32)] = &[
    ("tier", 100),
    ("level", 92),
    ("grade", 82),
    ("级别", 100),
    ("等级", 96),
    ("机构级别", 106),
    ("医院级别", 104),
    ("医院等级", 104),
    ("机构等级", 104),
    ("层级", 96),
    ("facility_level", 100),
    ("facility_tier", 102),
    ("fac_level", 100),
    ("fac_tier", 102),
    ("机构类型", 78),
    ("机构类别", 78),
    ("类型", 66),
    ("类别", 66),
    ("facility_type", 76),
    ("fac_type", 76),
    ("amenity", 62),
    ("healthcare", 60),
    ("health_facility_type", 70),
    ("type", 60),
    ("kind", 56),
    ("category", 56),
    ("class", 50),
    ("fac_category", 54),
    ("subtype", 50),
];

/// Words in the values of a facility's name or kind that only places of care have.
const CARE: &[&str] = &[
    "hospital",
    "clinic",
    "health",
    "dispensary",
    "doctor",
    "pharmacy",
    "medical",
    "phc",
    "chc",
    "sub centre",
    "subcentre",
    "maternity",
    "医院",
    "卫生",
    "诊所",
    "医疗",
    "保健",
    "医务",
    "疾控",
    "药房",
    "药店",
];

/// Whether a text speaks of a place of care.
pub(super) fn speaks_of_care(text: &str) -> bool {
    let lower = text.to_lowercase();
    let letters = lower.bytes().any(|b| b.is_ascii_lowercase());
    let others = !lower.is_ascii();
    let may_be = |word: &&&str| if word.is_ascii() { letters } else { others };
    CARE.iter().filter(may_be).any(|word| {
        if word.len() > 3 || !word.is_ascii() {
            lower.contains(word)
        } else {
            // Short abbreviations must stand alone.
            lower
                .split(|c: char| !c.is_alphanumeric())
                .any(|part| part == *word)
        }
    })
}

/// Whether a value of a column of kinds says that the row is a place where people live.
pub(super) fn is_kind_of_village(value: &str) -> bool {
    const VILLAGES: &[&str] = &[
        "village",
        "villages",
        "hamlet",
        "settlement",
        "habitation",
        "town",
        "locality",
        "community",
        "estate",
        "residential",
        "demand",
        "村",
        "村庄",
        "行政村",
        "自然村",
        "居民点",
        "社区",
        "小区",
        "村委会",
        "居委会",
        "聚落",
        "需求点",
    ];
    VILLAGES.contains(&value.trim().to_lowercase().as_str())
}

/// Whether a value of a column of kinds says that the row is a place of care.
pub(super) fn is_kind_of_facility(value: &str) -> bool {
    const FACILITIES: &[&str] = &["facility", "facilities", "机构", "设施", "医疗机构"];
    FACILITIES.contains(&value.trim().to_lowercase().as_str()) || speaks_of_care(value)
}

/// Words in a file's or column's name that speak for places of care.
pub(super) const FACILITY_HINTS: &[&str] = &[
    "facility",
    "facilities",
    "fac",
    "hospital",
    "hospitals",
    "clinic",
    "clinics",
    "health",
    "healthcare",
    "medical",
    "beds",
    "bed",
    "doctors",
    "doctor",
    "nurses",
    "phc",
    "卫生",
    "医院",
    "诊所",
    "医疗",
    "机构",
    "床位",
    "医生",
    "医师",
    "护士",
    "设施",
];

/// Words in a file's or column's name that speak for places where people live.
pub(super) const VILLAGE_HINTS: &[&str] = &[
    "village",
    "villages",
    "vill",
    "hab",
    "habitation",
    "habitations",
    "settlement",
    "settlements",
    "hamlet",
    "hamlets",
    "places",
    "cities",
    "towns",
    "communities",
    "estates",
    "demand",
    "population",
    "households",
    "村",
    "居民点",
    "聚落",
    "小区",
    "人口",
    "户数",
    "需求",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_apart_at_separators_and_capitals() {
        assert_eq!(parts("FACILITY_I"), ["facility", "i"]);
        assert_eq!(parts("habName"), ["hab", "name"]);
        assert_eq!(plain("Tot-Pop 2011"), "totpop2011");
    }

    #[test]
    fn ten_characters_stand_for_the_whole_word() {
        assert!(is_word("TOT_POPULA", "totpopula", "tot_population"));
        assert!(is_word("Population", "population", "population"));
        assert!(!is_word("TOT_POP", "totpop", "tot_population"));
    }

    #[test]
    fn care_is_heard_in_both_languages() {
        assert!(speaks_of_care("Jagabandhupara PHC") && speaks_of_care("板浦镇卫生院"));
        assert!(!speaks_of_care("Ramchandrapur") && !speaks_of_care("王庄"));
    }
}
