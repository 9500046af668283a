//! Which column of a table says what, by its heading in English or Chinese. Readers recognise tables by it, and the register joins by it.
//!
//! Only headings are looked at, never values; of several that fit, the earlier word of a list wins, then the earlier column.

use super::table::FeatureTable;

/// What a column can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The identifier of a facility.
    Id,
    /// The code of a unit or village.
    Code,
    /// A name.
    Name,
    /// A name in English.
    NameEn,
    /// The level of a unit.
    Level,
    /// What sort of thing it is; in links the kind of link.
    Kind,
    /// The unit that it is a part of.
    Parent,
    /// How many people live there.
    Population,
    /// The first day.
    Since,
    /// The last day.
    Until,
    /// From whom a link comes.
    From,
    /// To whom a link goes.
    To,
    /// The key of a reported figure.
    Indicator,
    /// Whose a reported figure is.
    Of,
    /// The day or the period of a reported figure.
    Date,
    /// A count.
    Count,
    /// Of how many.
    Total,
    /// A share.
    Percent,
    /// What is aimed at.
    Target,
    /// Until when.
    Deadline,
    /// Who says so.
    Source,
    /// The grid cell of a village.
    Grid,
    /// The code of the unit that a facility is at home in, of whichever level.
    Home,
    /// The code of the village that a facility is at home in.
    VillageCode,
    /// The name of that village.
    VillageName,
    /// The code of the township.
    TownshipCode,
    /// The name of the township.
    TownshipName,
    /// The code of the county.
    CountyCode,
    /// The name of the county.
    CountyName,
    /// The code of the city.
    CityCode,
    /// The name of the city.
    CityName,
    /// The name of the province.
    ProvinceName,
}

/// Headings in the form of [`plain`], the surest first.
const WORDS: [(Field, &str); 32] = [
    (
        Field::Id,
        "id facilityid facility orgid 机构id 机构编号 机构代码 医疗机构代码 组织机构代码 \
         卫生机构代码 编号 uid",
    ),
    (
        Field::Code,
        "code unitcode 行政区划代码 区划代码 代码 编码 行政代码 统计用区划代码 adcode gbcode \
         单位代码 区划编码 地区代码 unitid gb",
    ),
    (
        Field::Name,
        "name 名称 机构名称 单位名称 村名 村名称 行政村名称 行政村 地区名称 区划名称 地区 \
         单位 机构 医疗机构名称 医院名称 facilityname villagename unitname namezh namecn \
         乡镇名称 县名 县区",
    ),
    (
        Field::NameEn,
        "nameen englishname nameenglish 英文名称 英文名",
    ),
    (
        Field::Level,
        "level 级别 层级 行政级别 区划级别 unitlevel adminlevel",
    ),
    (
        Field::Kind,
        "kind type link linkkind linktype relation 类型 类别 关系 关系类型 联系类型 种类 性质",
    ),
    (
        Field::Parent,
        "parent parentcode parentid 上级代码 上级 上级编码 上级单位 父级 所属上级 隶属",
    ),
    (
        Field::Population,
        "population pop 常住人口 人口 人口数 常住人口数 总人口 户籍人口 residents people",
    ),
    (
        Field::Since,
        "since start startdate begin validfrom 开始日期 起始日期 起始时间 开始时间 启用日期 \
         生效日期 起",
    ),
    (
        Field::Until,
        "until end enddate validto validuntil 结束日期 终止日期 结束时间 截止日期 失效日期 止",
    ),
    (
        Field::From,
        "from fromid fromcode 从 起点 起点机构 派出单位 派出机构 支援单位 支援医院 甲方 \
         转出机构 发起机构",
    ),
    (
        Field::To,
        "to toid tocode 到 终点 终点机构 接收单位 接收机构 受援单位 受援机构 乙方 转入机构 \
         目标机构",
    ),
    (
        Field::Indicator,
        "indicator indicatorkey 指标 指标名称 指标代码 指标编码 metric",
    ),
    (
        Field::Of,
        "of unit unitcode code facilityid facility id 单位代码 区划代码 行政区划代码 代码 \
         机构代码 单位 地区 机构 报告单位 name 名称 单位名称",
    ),
    (
        Field::Date,
        "date period asof 日期 统计日期 报告期 时间 年份 year 统计时间 时期",
    ),
    (
        Field::Count,
        "n count value actual numerator 数 数量 数值 值 完成数 实际完成 实际数 实际 分子 \
         指标值",
    ),
    (
        Field::Total,
        "total denominator oftotal outof 总数 合计 分母 总量 应完成数",
    ),
    (
        Field::Percent,
        "percent percentage share rate pct 百分比 比例 占比 率 完成率 覆盖率",
    ),
    (
        Field::Target,
        "target goal 目标 目标值 任务数 目标数 计划数",
    ),
    (
        Field::Deadline,
        "deadline due duedate 期限 完成期限 完成时限 时限 截止时间 截止日期",
    ),
    (Field::Source, "source 来源 数据来源 资料来源 出处"),
    (
        Field::Grid,
        "grid gridcode 网格 网格代码 网格编码 网格编号 所属网格",
    ),
    (
        Field::Home,
        "home homeunit homecode unit unitcode 所属单位代码 所属区划 所属地区 所在地区 \
         所在区划代码 辖区 辖区代码",
    ),
    (
        Field::VillageCode,
        "villagecode villageid 村代码 村编码 行政村代码 所在村代码 所属村代码",
    ),
    (
        Field::VillageName,
        "village villagename 村 村名 行政村 所在村 所属村 村名称",
    ),
    (
        Field::TownshipCode,
        "townshipcode towncode townshipid subdistrictcode 乡镇代码 乡镇编码 街道代码 \
         乡镇街道代码 所属乡镇代码",
    ),
    (
        Field::TownshipName,
        "township townshipname town subdistrict 乡镇 乡镇名称 乡镇街道 街道 所属乡镇 所在乡镇 \
         镇",
    ),
    (
        Field::CountyCode,
        "countycode countyid 县代码 县编码 县区代码 区县代码 区县编码",
    ),
    (
        Field::CountyName,
        "county countyname 县 县区 区县 县市区 县名 所属县 所属区县",
    ),
    (
        Field::CityCode,
        "citycode prefecturecode 市代码 地市代码 城市代码",
    ),
    (
        Field::CityName,
        "city cityname prefecture 市 地市 地级市 所属市 市名",
    ),
    (Field::ProvinceName, "province provincename 省 省份 所属省"),
];

impl Field {
    /// The headings that say it, the surest first.
    fn words(self) -> impl Iterator<Item = &'static str> {
        let of_field = WORDS.iter().filter(move |(field, _)| *field == self);
        of_field.flat_map(|(_, words)| words.split(' '))
    }

    /// The column of a table that says it.
    #[must_use]
    pub fn find(self, table: &FeatureTable) -> Option<usize> {
        let headings: Vec<String> = table.columns.iter().map(|c| plain(&c.name)).collect();
        self.find_in(&headings)
    }

    /// The heading that says it, among headings in the form of [`plain`].
    #[must_use]
    pub fn find_in(self, headings: &[String]) -> Option<usize> {
        self.words()
            .find_map(|word| headings.iter().position(|heading| heading == word))
    }
}

/// A heading without case, spaces, signs and what stands in brackets: `Village_Code` is `villagecode`, `人口（人）` is `人口`.
#[must_use]
pub fn plain(heading: &str) -> String {
    let mut depth = 0u32;
    let mut plain = String::with_capacity(heading.len());
    for c in heading.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(field: Field, headings: &[&str]) -> Option<usize> {
        let plain: Vec<String> = headings.iter().map(|h| plain(h)).collect();
        field.find_in(&plain)
    }

    #[test]
    fn headings_are_known_in_both_languages_whatever_their_form() {
        assert_eq!(found(Field::Population, &["x", "人口（人）"]), Some(1));
        assert_eq!(found(Field::VillageCode, &["Village Code"]), Some(0));
        assert_eq!(found(Field::Parent, &["name", "parent_code"]), Some(1));
        assert_eq!(found(Field::Indicator, &["指标名称"]), Some(0));
        assert_eq!(found(Field::From, &["fromage"]), None);
    }

    #[test]
    fn the_surer_word_wins_over_the_earlier_column() {
        assert_eq!(found(Field::Of, &["name", "of"]), Some(1));
        assert_eq!(found(Field::Code, &["adcode", "code"]), Some(1));
    }
}
