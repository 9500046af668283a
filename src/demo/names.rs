//! Names in characters with their pinyin, put together from the morphemes that Chinese places are commonly called by. Only the pattern is
//! real: no gazetteer was read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::random::Random;
use super::towns::{Kind, Town};

/// A name in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// In characters.
    pub zh: String,
    /// In pinyin, with the kind of place in English.
    pub en: String,
}

/// The prefecture: its name is the Chinese word for "invented".
pub const PREFECTURE: (&str, &str) = ("虚构市", "Xugou (invented)");

/// The two districts of the city, then the four counties.
pub const COUNTIES: [&str; 6] = ["云埠区", "澜港区", "石岚县", "柳苇县", "汀芦县", "麦川县"];

/// Sub-districts by county, from north to south: port and city north of the river, city south of it, the county seats.
const SUBDISTRICTS: [&[&str]; 6] = [
    &["海滨", "港东", "新城", "北关", "学府", "钟楼", "文峰"],
    &["东门", "滨河", "春晖", "南园"],
    &["石门", "松泉"],
    &["柳岸", "西桥"],
    &["潮音", "汀洲"],
    &["麦香", "北苑"],
];

/// Every character that occurs in a name, by syllable.
const SYLLABLES: &str = "an安岸 bai白 bao宝 bei北 bin滨 bu埠 cai蔡 chao潮 chen陈 cheng程城 chuan川 chun春 cui翠崔 da大 dang荡 \
    dai戴 deng邓 dian店 ding丁 dong东董 dou豆 du杜渡 dun墩 fan范 fang方房 feng丰凤峰冯 fu府福富 gang港岗 gao高 gou沟构 gu顾谷 gong龚 guan关 guang光 \
    gui桂 guo郭 hai海 han韩 hao郝 he河荷鹤禾和何贺 hong洪红 hou后侯 hu胡湖虎 hua花华 huai槐 huang黄 hui晖惠 huo霍 ji集吉 jia家贾 jian建涧 jiang江姜蒋 \
    jie街 jin金锦靳 jing景井 jiu九 jun军 kang康 kong孔 kou口 lan澜岚兰 lei雷 leng冷 li李里梨 lian连莲 liang梁良 lin林 ling岭 liu柳刘六 long龙 lou楼 lu芦鲁陆卢 \
    luo罗骆 ma马 mai麦 mao毛 mei梅 men门 meng孟 miao苗庙 min民 ming明 nan南 ning宁 niu牛 pan潘盘 pang庞 peng彭 ping平坪 pu浦 qian前钱 qiao桥乔 \
    qin秦 qing青清庆 qiu邱 quan泉 ren仁任 san三 sang桑 sha沙 shan山 shang上 she舍 shi石史市 shu书 shuang双 si寺四 song松宋 su苏 sun孙 tai太泰 tan滩潭谭 tang塘唐汤 tao桃陶 \
    tian田 ting汀亭 tong桐 tuan团 tun屯 wa洼 wan湾万 wang王汪 wei苇圩魏韦 wen文温 wo窝 wu五吴武 xi西溪席 xia下夏 xian县 xiang香巷向乡 xiao小肖萧 xie谢 xin新 xing兴邢幸 xu许徐虚 \
    xue学薛 yan盐堰严颜 yang杨阳羊 yao姚窑 ye叶 yi义 yin音银尹 yong永 you尤 yu渔玉余于喻 yuan园苑袁 yun云 zao枣灶 zhang张章 zhao赵 zhen镇 zheng郑 zhong钟中 zhou周洲 zhu竹朱祝 \
    zhuang庄 zou邹 zuo左 qu区渠 qi七戚 po坡 ao坳 ya崖 ze泽 zhai翟";

/// The syllable of each character.
static READINGS: LazyLock<BTreeMap<char, &str>> = LazyLock::new(|| {
    let groups = SYLLABLES
        .split_whitespace()
        .map(|group| group.split_at(group.find(|c: char| !c.is_ascii()).unwrap_or(group.len())));
    groups
        .flat_map(|(syllable, all)| all.chars().map(move |c| (c, syllable)))
        .collect()
});

/// The pinyin of a word in characters, its first letter a capital: `石桥` is `Shiqiao`.
pub fn pinyin(word: &str) -> String {
    let mut out = String::new();
    for character in word.chars() {
        let syllable = READINGS.get(&character).copied().unwrap_or_default();
        // An apostrophe parts a syllable that begins with a vowel (GB/T 16159).
        if !out.is_empty() && syllable.starts_with(['a', 'o', 'e']) {
            out.push('\'');
        }
        out.push_str(syllable);
    }
    out[..1.min(out.len())].to_uppercase() + &out[1.min(out.len())..]
}

const TOWN_FIRST: [&str; 25] = [
    "青", "白", "黄", "金", "石", "云", "龙", "凤", "鹤", "柳", "杨", "桃", "梅", "荷", "清", "永",
    "新", "大", "平", "高", "双", "三", "九", "槐", "福",
];
const PLAIN_LAST: [&str; 15] = [
    "桥", "集", "店", "河", "庄", "堰", "圩", "塘", "渡", "墩", "林", "楼", "丰", "湖", "沟",
];
const HILL_LAST: [&str; 12] = [
    "山", "岭", "溪", "坪", "泉", "岗", "涧", "峰", "谷", "坡", "潭", "寺",
];
const COAST_FIRST: [&str; 14] = [
    "盐", "渔", "沙", "潮", "芦", "海", "鹤", "新", "大", "东", "永", "安", "青", "白",
];
const COAST_LAST: [&str; 8] = ["港", "湾", "滩", "浦", "圩", "墩", "荡", "口"];

const SURNAMES: &str = "王李张刘陈杨赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩许邓冯程蔡彭潘袁董余苏魏蒋田杜叶姜范方石姚谭邹金陆郝孔崔\
    康毛邱秦江史顾侯孟龙万钱汤尹武乔贺龚汪";
const SINGLE: &str = "前后东西南北大小上下中新";
const PLAIN_END: [&str; 14] = [
    "庄", "圩", "沟", "洼", "楼", "集", "桥", "湖", "舍", "屯", "塘", "窑", "渠", "墩",
];
const HILL_END: [&str; 12] = [
    "湾", "沟", "坪", "岭", "坳", "涧", "坡", "崖", "泉", "峰", "洼", "窝",
];
const COAST_END: [&str; 9] = ["圩", "滩", "港", "墩", "荡", "舍", "灶", "口", "湾"];
const NATURE: &str = "石柳桃梅竹松槐桐枣梨桑荷莲苇芦沙白青红黄清龙凤鹤牛羊马金银玉双三五七九";
const HOPES: [&str; 12] = [
    "新建", "民建", "红光", "幸福", "光明", "新民", "永丰", "兴华", "和平", "新兴", "太平", "庆丰",
];
const COMMUNITY_FIRST: &str = "东西南北新文学春锦华康兴福书玉翠兰桂和景金云";
const COMMUNITY_LAST: &str = "苑园城湖街桥门巷兴宁泰和明华庄亭";

/// One character of a text.
fn one(random: &mut Random, text: &str) -> String {
    let count = text.chars().count();
    text.chars().skip(random.index(count)).take(1).collect()
}

/// Gives names, none twice in the same list of those taken.
pub struct Namer {
    random: Random,
}

impl Namer {
    /// The names of this seed.
    pub fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed ^ 5),
        }
    }

    /// A word from `make` whose pinyin is new in `taken`.
    fn fresh(
        &mut self,
        taken: &mut BTreeSet<String>,
        make: impl Fn(&mut Random) -> String,
    ) -> (String, String) {
        loop {
            let word = make(&mut self.random);
            let en = pinyin(&word);
            let mut characters: Vec<char> = word.chars().collect();
            characters.dedup();
            if characters.len() == word.chars().count() && taken.insert(en.clone()) {
                return (word, en);
            }
        }
    }

    /// The names of all townships and sub-districts, each with the word that stands before the kind.
    pub fn towns(&mut self, towns: &[Town]) -> Vec<(String, Name)> {
        let mut taken = BTreeSet::new();
        let mut used = [0; COUNTIES.len()];
        let mut names = Vec::with_capacity(towns.len());
        for town in towns {
            let (word, en) = if town.kind == Kind::Subdistrict {
                let word = SUBDISTRICTS[town.county][used[town.county]];
                used[town.county] += 1;
                taken.insert(pinyin(word));
                (word.to_owned(), pinyin(word))
            } else {
                self.fresh(&mut taken, |r| {
                    let (first, last): (&[&'static str], &[&'static str]) =
                        if town.coastal && town.hilly < 0.3 {
                            (&COAST_FIRST, &COAST_LAST)
                        } else if town.hilly > 0.3 {
                            (&TOWN_FIRST, &HILL_LAST)
                        } else {
                            (&TOWN_FIRST, &PLAIN_LAST)
                        };
                    [r.word(first), r.word(last)].concat()
                })
            };
            let (zh_kind, en_kind) = kind(town.kind);
            let name = Name {
                zh: format!("{word}{zh_kind}"),
                en: format!("{en} {en_kind}"),
            };
            names.push((word, name));
        }
        names
    }

    /// The name of a village.
    pub fn village(&mut self, town: &Town, taken: &mut BTreeSet<String>) -> Name {
        let ends: &[&'static str] = if town.hilly > 0.3 {
            &HILL_END
        } else if town.coastal {
            &COAST_END
        } else {
            &PLAIN_END
        };
        let (word, en) = self.fresh(taken, |r| match r.index(20) {
            0..=6 => one(r, SURNAMES) + r.word(ends),
            7..=11 => one(r, SURNAMES) + "家" + r.word(ends),
            12..=14 => one(r, SINGLE) + r.word(ends),
            15..=17 => one(r, NATURE) + r.word(ends),
            18 => one(r, SINGLE) + &one(r, SURNAMES) + r.word(ends),
            _ => r.word(&HOPES).to_owned(),
        });
        Name {
            zh: format!("{word}村"),
            en: format!("{en} Village"),
        }
    }

    /// The name of an urban community.
    pub fn community(&mut self, taken: &mut BTreeSet<String>) -> Name {
        let (word, en) = self.fresh(taken, |r| one(r, COMMUNITY_FIRST) + &one(r, COMMUNITY_LAST));
        Name {
            zh: format!("{word}社区"),
            en: format!("{en} Community"),
        }
    }
}

/// The words for a kind of unit.
pub fn kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Subdistrict => ("街道", "Sub-district"),
        Kind::Town => ("镇", "Town"),
        Kind::Township => ("乡", "Township"),
    }
}

/// A county's name in both languages.
pub fn county(index: usize) -> Name {
    let zh = COUNTIES[index];
    let word: String = zh.chars().take(2).collect();
    let kind = if zh.ends_with('区') {
        "District"
    } else {
        "County"
    };
    Name {
        zh: zh.to_owned(),
        en: format!("{} {kind}", pinyin(&word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_every_list_has_a_syllable() {
        let lists = [SURNAMES, SINGLE, NATURE, COMMUNITY_FIRST, COMMUNITY_LAST].into_iter();
        let words = TOWN_FIRST
            .iter()
            .chain(&PLAIN_LAST)
            .chain(&HILL_LAST)
            .chain(&COAST_FIRST);
        let more = COAST_LAST
            .iter()
            .chain(&PLAIN_END)
            .chain(&HILL_END)
            .chain(&COAST_END)
            .chain(&HOPES);
        let subdistricts = SUBDISTRICTS.iter().flat_map(|s| s.iter());
        for list in lists.chain(
            words
                .chain(more)
                .chain(subdistricts)
                .chain(&COUNTIES)
                .copied(),
        ) {
            for character in list.chars() {
                assert_ne!(pinyin(&character.to_string()), "", "{character}");
            }
        }
        let mut seen = BTreeSet::new();
        for character in SYLLABLES.chars().filter(|c| !c.is_ascii()) {
            assert!(
                seen.insert(character),
                "{character} stands under two syllables"
            );
        }
    }

    #[test]
    fn pinyin_is_written_together_with_an_apostrophe_before_vowels() {
        assert_eq!(pinyin("石桥"), "Shiqiao");
        assert_eq!(pinyin("柳岸"), "Liu'an");
        assert_eq!(county(2).en, "Shilan County");
    }
}
