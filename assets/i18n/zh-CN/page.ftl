# Words of the exported page. Numbers arrive formatted; {$n} and {$k} choose the plural form.
page-title = 医疗卫生服务可达性缺口图
page-title-radius = 医疗卫生服务 { $radius } 可达性缺口图

page-rule = 规则：每个村庄 { $radius } 范围内至少有 { $k ->
   *[other] { $count }
} 所医疗卫生机构。
page-rule-tiers = 规则：每个村庄至少在 { $k ->
   *[other] { $count }
} 所医疗卫生机构的服务半径内（{ $tiers }）。
page-rule-tier = { $name } { $radius }
page-rule-none = 规则：没有计入服务的机构。
page-rule-metric = 距离为 WGS 84 椭球面测地线距离。
page-rule-unit = 仅计村庄所在区划内的机构。
page-rule-filter = 仅计符合“{ $filter }”的机构。
page-rule-tolerance = 距服务范围边缘 { $tolerance } 以内为临界。

page-headline-beyond = { $people }不可达
page-headline-beyond-villages = 不可达
page-headline-all = 全部村庄可达
page-headline-all-detail = { $villages }、{ $people }
page-headline-none = 无村庄数据
page-headline-none-detail = 没有村庄，无法判断缺口。
page-headline-unjudged = 村庄均无法判定
page-headline-unjudged-detail = { $count } 个村均无可用坐标。
page-context-people = 占 { $people }人的 { $share }。
page-context-villages = { $villages } 个村中 { $covered } 个可达。
page-context-borderline = 临界村庄共 { $count } 个。
page-context-unknown = 无可用坐标 { $count } 个。

page-villages = 村庄
page-people = 人
page-reach = 服务范围
page-facilities = 计入服务的机构
page-radius = 半径
page-number = 数量
page-not-serving = —
page-shares = 各区划人口可达率（格内为区划数）
page-no-share = 无人口数据：{ $count }

page-list-people = 不可达人口最多的区划
page-list-villages = 不可达村庄最多的区划
page-list-farthest = 超出服务范围最远的村庄
page-column-district = 区划
page-column-village = 村庄
page-column-people = 人
page-column-villages = 村
page-column-beyond = 不可达
page-column-of = 总数
page-column-distance = 最近机构

page-sources = 数据
page-projection-equal-area = 地图：兰伯特等积方位投影（WGS 84），中心 { $centre }，比例尺以中心为准。
page-projection = 地图：Web 墨卡托投影，中心 { $centre }，比例尺以中心为准。
page-projection-empty = 地图：Web 墨卡托投影。
page-maker = 制图
page-date = 日期
page-approval = 审图号
page-version = Lastmile { $version }
page-merged = 相邻的不可达村庄合并为一个圆。
page-waiting = 此比例尺下不绘出
page-scenario = { $n ->
   *[other] 本页为情景方案，含 { $count } 处机构调整，并非现状。
}
