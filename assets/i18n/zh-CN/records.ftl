# 台账数据表与项目所用标准。
change-records = 台账数据表
change-standard = 标准
records-title = { $path } 不是可识别的台账数据表
records-unknown = 该表各列为：{ $columns }。单位表应有代码和级别，关系表应有起点、终点和类型，指标表应有指标名称，属性表应有机构或村庄的编号、代码或名称。
records-unknown-remedy = 请按上述要求命名各列，或在命令行中指明表的内容：--units、--links、--indicators 或 --attributes。
