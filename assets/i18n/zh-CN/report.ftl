# 报告。数字已按格式写好；{$n}、{$k} 选择单复数，{$unit} 为 own 或 any，{$some} 为 some 或 all。
report-kind = 分析报告
report-title = 医疗卫生服务可达性分析
report-title-radius = 医疗卫生服务 { $radius } 可达性分析

report-scenario = 本报告反映的是调整方案，并非数据所载的机构现状：{ $changes }。
report-scenario-added = { $n ->
   *[other] 增设机构 { $count } 个
}
report-scenario-moved = { $n ->
   *[other] 迁移机构 { $count } 个
}
report-scenario-closed = { $n ->
   *[other] 停用机构 { $count } 个
}

report-key-villages = 个村不可达（共 { $all } 个村）
report-key-people = 人居住在不可达的村
report-key-share = 人口可达率（总人口 { $people } 人）
report-key-share-villages = 村庄可达率
report-key-area = 区划面积在服务范围内的比例
report-key-farthest = 最远的村到最近机构的距离

report-finding = 主要结论
report-beyond-radius = 距最近的{ $unit ->
    [own] 本区划
   *[any] { "" }
}医疗卫生机构{ $some ->
    [some] （限纳入分析者）
   *[all] { "" }
}超过 { $radius }
report-beyond-tiers = 不在任何{ $unit ->
    [own] 本区划
   *[any] { "" }
}医疗卫生机构{ $some ->
    [some] （限纳入分析者）
   *[all] { "" }
}的服务半径之内
report-beyond-several = 服务半径之内的{ $unit ->
    [own] 本区划
   *[any] { "" }
}医疗卫生机构{ $some ->
    [some] （限纳入分析者）
   *[all] { "" }
}不足 { $count } 所
report-found = { $n ->
   *[other] 全部 { $all } 个村中，有 { $gap } 个村{ $beyond }，涉及 { $people }，占总人口 { $total }的 { $share }。
}
report-found-villages = { $n ->
   *[other] 全部 { $all } 个村中，有 { $gap } 个村{ $beyond }。数据未载明其人口。
}
report-found-none = 没有不可达的村：位置明确的 { $villages }、{ $people }全部达到所设要求。
report-found-none-villages = 没有不可达的村：位置明确的 { $villages }全部达到所设要求。
report-found-no-villages = 数据中没有村庄，无法判断缺口。
report-found-unjudged = 数据中的 { $villages }均无可用坐标，无法判断缺口。
report-found-within = 可达的有 { $villages }、{ $people }，人口可达率 { $share }。
report-found-within-villages = 可达的有 { $villages }，占全部村庄的 { $share }。
report-found-districts = { $all } 个区划中，有 { $count } 个存在不可达的村。不可达人口最多的是{ $name }：{ $villages }、{ $people }，占该区划人口的 { $share }。
report-found-districts-villages = { $all } 个区划中，有 { $count } 个存在不可达的村。不可达的村最多的是{ $name }：{ $villages }中有 { $gap } 个。
report-found-farthest = 超出服务范围最远的村是{ $name }：距最近机构{ $facility } { $distance }，超出服务范围 { $over }。
report-found-largest = 不可达的村中人口最多的是{ $name }，有 { $people }。
report-found-unserved = 有 { $villages }无论远近均没有可计入的机构，或可计入的机构数量不足。
report-found-borderline = { $n ->
   *[other] 有 { $villages }距服务范围边缘不超过 { $tolerance }（内外均计），坐标稍有误差即可能改变判定结果；这些村仍按实际距离计入可达或不可达。
}
report-found-unknown = { $n ->
   *[other] 有 { $villages }无可用坐标，无法判定
}{ $some ->
    [some] ；其 { $people }计入总人口，但既不计入可达也不计入不可达
   *[all] { "" }
}。
report-found-area = 各区划总面积 { $area }，其中 { $low } 至 { $high } 在服务范围内，真实比例必在此上下界之间。
report-found-area-exact = 各区划总面积 { $area }，其中 { $low } 在服务范围内。
report-place = { $name }（{ $district }）

report-question = 分析问题与判定规则
report-asked = 哪些村在服务半径内没有医疗卫生机构，涉及多少人口？
report-asked-several = 哪些村在服务半径内的医疗卫生机构不足 { $count } 所，涉及多少人口？
report-rule-radius = 村庄 { $radius } 范围内至少有 { $k ->
   *[other] { $count }
} 所医疗卫生机构的，判定为可达；距离恰为 { $radius } 的亦为可达。
report-rule-tiers = 村庄至少处于 { $k ->
   *[other] { $count }
} 所医疗卫生机构的服务半径之内的，判定为可达；各级机构的服务半径见下表，距离恰等于服务半径的亦为可达。
report-rule-metric = 距离为 WGS 84 椭球面上的最短线长度，不是道路里程。
report-rule-filter = 仅计符合“{ $filter }”的机构：{ $all } 个中有 { $serving } 个。
report-rule-unit = 仅计村庄所在区划内的机构。
report-rule-tolerance = 距服务范围边缘不超过 { $tolerance } 的村（内外均计）标为临界。
report-tiers = 各级机构及其单独覆盖情况
report-tier = 级别
report-radius = 服务半径
report-no-radius = 不计入
report-facilities = 计入机构数
report-villages-within = 可达村数
report-people-within = 可达人口
report-share = 比例

report-changes = 方案的调整内容
report-change = 调整
report-facility = 机构
report-where = 位置
report-added = 增设
report-moved = 迁移
report-closed = 停用

report-map = 缺口图
report-map-caption = 红色为不可达的村，图形越大人口越多；浅蓝色为机构的服务范围。图下的图例列出全部符号及其数量。
report-map-instead = 地图：可达与不可达的村、医疗卫生机构和区划。其内容的数字见本报告各表。

report-worst = 缺口最突出的地方
report-worst-none = 没有不可达的村，无需列出。
report-worst-districts = { $n ->
   *[other] 不可达人口最多的 { $count } 个区划
}
report-worst-districts-villages = { $n ->
   *[other] 不可达的村最多的 { $count } 个区划
}
report-district = 区划
report-villages-beyond = 不可达村数
report-of-villages = 村庄总数
report-people-beyond = 不可达人口
report-share-beyond = 占本区划人口
report-area-within = 服务范围面积占比
report-together = 以上区划合计占全部不可达人口的 { $share }。
report-together-villages = 以上区划合计占全部不可达村的 { $share }。
report-worst-villages = { $n ->
   *[other] 超出服务范围最远的 { $count } 个村
}
report-village = 村庄
report-people = 人口
report-nearest = 最近机构
report-distance = 距离
report-over = 超出

report-spread = 到最近机构的距离
report-spread-people = 人口按到最近机构距离的分布；红色为不可达
report-spread-villages = 村庄按到最近机构距离的分布；红色为不可达
report-spread-instead = 柱形图，数字见下表。
report-spread-table = 分布数字
report-spread-up-to = 不超过 { $high }
report-spread-between = { $low } 至 { $high }
report-spread-more = 超过 { $low }
report-villages = 村数
report-cumulated = 累计
report-spread-radius = 各级服务半径不同，分段以最短的 { $radius } 为准。
report-gini = 计入机构在各区划间的分布均衡程度：基尼系数按人口为 { $people }，按面积为 { $area }（0 为与人口或面积完全相称，1 为全部集中于一个区划）。
report-gini-people = 计入机构在各区划间的分布均衡程度：基尼系数按人口为 { $people }（0 为与人口完全相称，1 为全部集中于一个区划）。

report-data = 数据
report-files = 数据文件
report-file = 文件
report-role = 用途
report-role-none = 未使用
report-features = 要素数
report-skipped = 跳过
report-size = 大小
report-modified = 最后修改（UTC）
report-sha = SHA-256
report-files-note = “跳过”指位置或类型不可用的要素。SHA-256 摘要用于识别文件：摘要相同即内容相同。
report-problems = 数据问题
report-problems-none = 读取和检查文件时未发现问题。
report-problem = 问题
report-number = 数量
report-rows = 行号
report-rows-note = 行号自 0 起，与清单中的 source_row 一致。
report-example = 示例
report-problems-more = { $n ->
   *[other] 另有 { $count } 类问题见 summary.json。
}

report-method = 计算方法
report-method-distance = 距离为 WGS 84 椭球面测地线（最短线）长度，算法见 C. F. F. Karney, “Algorithms for geodesics”, Journal of Geodesy 87 (2013) 43–55, doi:10.1007/s00190-012-0578-z；就所给坐标而言，误差远小于一毫米。
report-method-villages = 每个村以数据所给坐标的一个点代表其全部人口，归属于边界包含该点的区划；有多个时归属文件中的第一个。距离相等的机构，以文件中靠前者为最近机构。
report-method-area = 面积比例在椭球面上计算，给出可证明的上下界；服务范围由全部计入机构的真实测地圆按与村庄相同的规则确定。
report-method-people = 人口比例以数据中的全部人口为分母，包括无可用坐标的村。
report-limits = 本报告不能说明的内容
report-limit-road = 直线距离不会大于道路里程：本报告中不可达的村，按道路里程同样不可达；本报告中可达的村，如隔山隔水，道路里程可能很长。因此按道路里程计，不可达的村不会少于本报告所列。
report-limit-service = 本报告不涉及出行时间、费用、开诊时间、人员、床位和服务质量，也不反映居民实际就诊去向。
report-limit-data = 结果取决于数据质量：机构遗漏或坐标有误都会改变结果。文件中可发现的问题已在上文列出。
report-files-beside = 同一次分析生成的清单 villages.csv、districts.csv、gaps.geojson 及 summary.json 载有全部数字。
report-version = Lastmile { $version }

# 问题类别。
problem-null-geometry = 无几何图形
problem-bad-geometry = 几何图形不可用
problem-bad-coordinate = 坐标不可能存在
problem-null-island = 位于东经 0°、北纬 0°
problem-swapped-coordinates = 经纬度疑似颠倒
problem-not-a-feature = 不是要素
problem-bad-properties = 属性不可用
problem-unusable-geometry = 几何类型不适合其用途
problem-representative-point = 以内部一点代表面或线
problem-duplicate-id = 编号重复
problem-missing-id = 无编号
problem-missing-name = 无名称
problem-missing-population = 人口缺失或不是数字
problem-negative-population = 人口为负数
problem-unclosed-ring = 边界未闭合
problem-ring-direction = 边界环绕方向相反
problem-self-intersection = 边界自相交
problem-overlapping-districts = 村庄位于多个区划
problem-outside-districts = 村庄不在任何区划
problem-coincident-facilities = 机构位置重合
problem-odd-member = 成员不属于该处
problem-legacy-crs = 坐标由其他坐标系转换
problem-assumed-wgs84 = 坐标系按 WGS 84 处理
problem-bad-line = 无法读取的行
problem-missing-tier = 级别缺失

export-unknown-report = 报告只能写为 .html 或 .pdf，该名称的扩展名不是其中之一。
export-report-tip = 以文字、数字和表格说明结论，附缺口图和计算方法，供不打开本程序的人阅读
