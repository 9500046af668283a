# 台账数据表与项目所用标准。
change-records = 台账数据表
change-standard = 标准
records-title = { $path } 不是可识别的台账数据表
records-unknown = 该表各列为：{ $columns }。单位表应有代码和级别，关系表应有起点、终点和类型，指标表应有指标名称，属性表应有机构或村庄的编号、代码或名称。
records-unknown-remedy = 请按上述要求命名各列，或在命令行中指明表的内容：--units、--links、--indicators 或 --attributes。

# 按标准规则着色的地图与关系线。
shown-villages = 村庄
shown-none = –
shown-village-pass = 达标村
shown-village-borderline = 临界村
shown-village-fail = 未达标村
shown-village-unknown = 情况不明村
shown-facility-without = 不符合的机构
shown-facility-with = 符合的机构
shown-facility-counts = 计入的机构
shown-village-not-asked = 免于要求或不涉及的村
shown-facility-fail = 未达标机构
shown-facility-unsure = 情况不明或临界机构
shown-facility-pass = 达标机构
shown-pass = 达标
shown-exempt = 免于要求
shown-borderline = 临界
shown-unknown = 情况不明
shown-not-asked = 不明或不涉及
shown-fail = 未达标
shown-group = 同一牵头机构
shown-no-group = 无牵头机构
shown-links-wrong = 多头或循环
shown-fill-verdict = 各区：{ $rule }
shown-fill-share = 达标比例：{ $rule }
shown-fill-number = 比较数值：{ $rule }
shown-territories = 各区牵头机构：{ $kind }
shown-page-rule = { $standard }：{ $asks }
