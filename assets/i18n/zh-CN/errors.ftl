# Errors (title, detail, remedy) and warnings. File and row of a warning stand beside it, not in it.

read-not-found-title = 找不到文件 { $file }
read-not-found-detail = 没有这个名称的文件。
read-not-found-remedy = 请检查文件名和所在文件夹。
read-folder-title = { $file } 是文件夹
read-folder-detail = 这里需要一个文件。
read-folder-remedy = 请选择该文件夹中的文件。
read-io-title = 无法打开 { $file }
read-io-detail = 系统提示：{ $reason }
read-io-remedy = 请确认您有读取权限、文件未被其他程序占用、所在磁盘已连接。
read-format-title = { $file }：暂不支持此格式
read-format-detail = 尚不能读取“{ $format }”文件；可读取 GeoJSON（.geojson、.json、.geojsonl）。
read-format-remedy = 请将图层导出为 GeoJSON（QGIS：导出 → 要素另存为 → GeoJSON）后再打开。
read-format-none-title = { $file }：无法识别格式
read-format-none-detail = 文件没有扩展名，内容也不是 GeoJSON。
read-format-none-remedy = 请将图层导出为 GeoJSON（.geojson）后再打开。
read-empty-title = { $file } 是空文件
read-empty-detail = 文件中没有任何内容。
read-empty-remedy = 请重新导出，上次导出可能中断了。
read-not-utf8-title = { $file } 不是 UTF-8 文本
read-not-utf8-detail = 第 { $line } 行含有不属于 UTF-8 的字节。
read-not-utf8-remedy = 请将文件另存为 UTF-8，或以 UTF-8 编码重新导出。
read-gbk-title = { $file } 不是 UTF-8 文本
read-gbk-detail = 第 { $line } 行含有不属于 UTF-8 的字节，疑为 GBK 或 GB 18030 编码的中文。
read-gbk-remedy = 请将文件转换为 UTF-8（用文本编辑器另存，或执行 iconv -f GB18030 -t UTF-8），或以 UTF-8 编码重新导出。
read-other-format-title = { $file } 不是 GeoJSON
read-other-format-detail = 文件内容属于另一种格式：{ $format }。
read-other-format-remedy = 请将图层导出为 GeoJSON（QGIS：导出 → 要素另存为 → GeoJSON）后再打开。
read-not-json-title = { $file } 第 { $line } 行有误
read-not-json-detail = 第 { $line } 行第 { $column } 列：此处应为{ $expected }，但{ $found }。
read-not-json-remedy = 请更正该处，或重新导出；若文件提前结束，可能是没有写完。
read-not-geojson-title = { $file } 中没有地图数据
read-not-geojson-detail = 文件是 JSON，但不是 GeoJSON：{ $found }。
read-not-geojson-remedy = 请将图层导出为 GeoJSON，即含有要素列表的 FeatureCollection。
read-crs-title = { $file }：无法转换坐标系“{ $name }”
read-crs-detail = 文件的“crs”成员写明坐标系为“{ $name }”，把它当作 WGS 84 只是猜测。
read-crs-remedy = 请以 WGS 84（EPSG:4326）重新导出图层（QGIS：导出 → 要素另存为）。可直接读取的有 WGS 84、CGCS2000（EPSG:4490）、ETRS89、NAD83 和 Web 墨卡托（EPSG:3857）。
read-range-title = { $file }：坐标不是经纬度
read-range-detail = 第 { $row } 行（从 0 计）的坐标为 { $x }, { $y }。{ $looks }
looks-like-swapped = 看起来是纬度在前、经度在后。
looks-like-turn = 看起来是 0 至 360 度的经度。
looks-like-mercator = 看起来是 Web 墨卡托坐标（EPSG:3857，单位米）。
looks-like-gauss = 看起来是高斯-克吕格坐标，{ $width } 度带第 { $zone } 带（若为 CGCS2000，则为 { $epsg }）。
looks-like-gauss-northing = 看起来是高斯-克吕格坐标，{ $width } 度带第 { $zone } 带（若为 CGCS2000，则为 { $epsg }），且北坐标在前。
looks-like-transverse = 看起来是不带带号的高斯-克吕格或 UTM 坐标，也可能是 Web 墨卡托坐标。
looks-like-unknown = 无法识别其坐标系。
read-range-swapped-remedy = 请交换两个数值：GeoJSON 规定经度在前。用 GIS 软件重新导出即可。
read-range-turn-remedy = 请将大于 180 的经度减去 360，或以 −180 至 180 的经度重新导出。
read-range-mercator-remedy = 若确是如此，请在文件开头加上一个成员注明坐标系：{ $member }；或以 WGS 84（EPSG:4326）重新导出图层。
read-range-gauss-remedy = 请在 QGIS 中指定图层的坐标系（若为 CGCS2000，则为 { $epsg }），再以 WGS 84（EPSG:4326）导出（导出 → 要素另存为）。
read-range-gauss-northing-remedy = 请先交换两列使东坐标在前，在 QGIS 中指定坐标系（若为 CGCS2000，则为 { $epsg }），再以 WGS 84（EPSG:4326）导出。
read-range-transverse-remedy = 请查明坐标系和带号，在 QGIS 中指定后以 WGS 84（EPSG:4326）导出。
read-range-unknown-remedy = 请查明图层的坐标系，并以 WGS 84（EPSG:4326）导出。
read-useless-title = { $file }：没有可用的内容
read-useless-detail = { $n ->
   *[other] { $count } 个要素均不可用。
}第 { $row } 行（从 0 计）：{ $first }
read-useless-remedy = 请重新导出为 GeoJSON，或更正其几何。
read-heading-title = { $file } 没有表头
read-heading-detail = 第一行全是数字（{ $found }），无法得知各列的含义。
read-heading-remedy = 请在其上方加一行列名，例如：代码、名称、人口。
read-workbook-title = 无法将 { $file } 作为工作簿打开
read-workbook-detail = 文件可能设有密码、不完整，或是其他内容的压缩包（{ $reason }）。
read-workbook-remedy = 请用电子表格软件打开，如有密码请先取消，再另存为 .xlsx 或 CSV。
read-large-title = { $file } 过大
read-large-detail = 要素超过 4,294,967,295 个，或单个要素超过 4 GB。
read-large-remedy = 请按地区拆分。
read-memory-title = 内存不足，无法读取 { $file }
read-memory-detail = 文件大小为 { $size }，读取剩余部分约需内存 { $needed }，当前可用 { $available }。
read-memory-remedy = 请关闭其他程序，或换用内存更大的电脑，或按地区拆分文件。
read-cancelled-title = 已取消读取 { $file }
read-cancelled-detail = 未使用其中任何内容。
read-cancelled-remedy = 需要时请重新打开。

expected-value = 一个值
expected-key = 带引号的名称
expected-colon = 冒号
expected-comma-or-bracket = 逗号或“]”
expected-comma-or-brace = 逗号或右花括号
expected-digit = 数字
expected-escape = \n 或 \u4e2d 之类的转义
expected-quote = 同一行内的右引号
expected-end = 文件结尾
found-end = 文件在此结束
found-char = 出现了“{ $char }”
found-array = 内容是一个列表
found-scalar = 内容只是一个值
found-no-type = 没有“type”
found-type-not-text = “type”不是文本
found-unknown-type = 类型为“{ $type }”
found-topojson = 这是另一种格式 TopoJSON
found-esri = 这是另一种格式 Esri JSON
found-overpass = 这是 Overpass 查询结果
found-no-features = FeatureCollection 缺少“features”
found-features-not-array = “features”不是列表

assemble-column-title = { $file } 没有“{ $column }”列
assemble-column-detail = { $role }：指定了“{ $column }”列，但文件中没有。
assemble-column-remedy = 文件中的列有：{ $columns }。
assemble-column-none-remedy = 文件中没有任何列，请不要指定。
assemble-memory-title = 内存不足，无法分析这些文件
assemble-memory-detail = 文件已读取，但分析 { $count } 行数据约需内存 { $needed }，当前可用 { $available }。
assemble-memory-remedy = 请关闭其他程序，或换用内存更大的电脑，或分地区打开。
assemble-filter-title = { $file }：行筛选条件有误
assemble-nothing-title = { $file } 中没有可用作“{ $role }”的内容
assemble-nothing-detail = { $n ->
    [0] 文件中没有任何行。
   *[other] { $count } 行中没有一行可以作此用途。
}
assemble-nothing-facilities-remedy = 请选择以点表示卫生机构的文件，或检查筛选条件。
assemble-nothing-villages-remedy = 请选择以点表示村庄的文件，或检查筛选条件。
assemble-nothing-districts-remedy = 请选择以面表示区划范围的文件，或检查筛选条件。

unit-none-title = “{ $text }”没有单位
unit-none-detail = 是米还是公里，无从判断。
unit-none-remedy = 请写作 { $text }km 或 { $text }m。
unit-unknown-title = “{ $text }”的单位无法识别
unit-unknown-detail = “{ $unit }”不是长度单位。
unit-unknown-remedy = 请使用 m、km、mi 或 ft，例如 800m、5km、3mi，也可写 800米、5公里。
unit-number-title = “{ $text }”不是距离
unit-number-detail = 开头不是数字。
unit-number-remedy = 请写数字加单位，例如 800m、5km、5公里。
unit-range-title = “{ $text }”超出范围
unit-range-detail = 距离不能为负，地球上任意两点相距也不超过 20,003 km。
unit-range-remedy = 请填写 0m 至 20003km 之间的距离。

bad-filter-title = 筛选条件有误
bad-filter-detail = “{ $text }”：第 { $at } 个字符处应为{ $expected }。
bad-filter-remedy = 写法示例：tier = township and (beds >= 20 or name ~ "中心")
bad-filter-field = 列名
bad-filter-comparison = 比较符（=、!=、<、<=、>、>=、~、in、is null）
bad-filter-value = 值
bad-filter-bracket = 右括号
bad-filter-quote = 右引号
bad-filter-end = “and”“or”或结尾

warning-null-geometry = 没有几何，位置未知。
warning-bad-geometry = 几何不可用：{ $reason }。
warning-bad-coordinate = 坐标（{ $value }）不是地球上的位置，该行没有位置。
warning-null-island = 位于经度 0°、纬度 0°，可能是缺失的坐标被写成了零。
warning-swapped-coordinates = 远离其他各行，但若将经纬度（{ $value }）互换则在其中。未作改动。
warning-not-a-feature = 不是要素：{ $reason }。
warning-bad-properties = 属性不是对象（{ $value }），该行没有属性。
warning-unusable-geometry = { $reason }。
warning-representative-point = { $reason }。
warning-duplicate-id = 编号“{ $value }”出现在 { $count } 行。
warning-duplicate-id-all = 大部分编号重复出现（{ $count } 行），编号可能在另一列。
warning-missing-id = 没有编号，以行号代替。
warning-missing-id-all = { $n ->
   *[other] { $count } 行没有编号，以行号代替。
}
warning-missing-name = 没有名称，以编号代替。
warning-missing-name-all = { $n ->
   *[other] { $count } 行没有名称，以编号代替。
}
warning-missing-population = 缺少人口，按 0 人计。
warning-missing-population-text = 人口“{ $value }”不是数字，按 0 人计。
warning-missing-population-all = { $n ->
   *[other] { $count } 行缺少人口，按 0 人计。
}
warning-negative-population = 人口（{ $value }）为负数，按 0 人计。
warning-unclosed-ring = 边界环未闭合，已闭合。
warning-ring-direction = 边界环的方向与 RFC 7946 的规定相反，不影响其他内容。
warning-ring-direction-all = { $n ->
   *[other] { $count } 个边界的方向与 RFC 7946 的规定相反，不影响其他内容。
}
warning-self-intersection = 边界自相交，面积可能与本意不符。
warning-overlapping-districts = 同时位于几个区划内，计入文件中靠前的一个。
warning-overlapping-districts-all = { $n ->
   *[other] { $count } 个村庄同时位于几个区划内，均计入文件中靠前的一个。
}
warning-outside-districts = 不在任何区划之内，各区划的统计均不含它。
warning-outside-districts-all = { $n ->
   *[other] { $count } 个村庄不在任何区划之内，各区划的统计均不含它们。
}
warning-coincident-facilities = 同一位置还有另一机构。
warning-coincident-facilities-all = { $n ->
   *[other] { $count } 家机构与其他机构位置相同。
}
warning-odd-member = { $reason }。
warning-legacy-crs = 已按文件的“crs”成员由 { $value } 转换坐标。
warning-assumed-wgs84 = 已将 { $value } 视同 WGS 84，两者相差约两米以内。
warning-assumed-wgs84-null = 文件注明坐标系未知，已假定为 WGS 84。
warning-bad-line = 第 { $value } 行不是 JSON，已跳过。
warning-ragged-row = 该行有 { $held } 格，而表头有 { $width } 列；缺少的视为空白，多余的已略去。
warning-missing-tier = 缺少级别；没有级别的机构自成一级。
warning-missing-tier-all = { $n ->
   *[other] { $count } 行缺少级别；没有级别的机构自成一级。
}

reason-times = { $reason }（{ $count } 处）
reason-no-member = 缺少“geometry”成员
reason-empty = 内容为空
reason-no-type = 缺少“type”成员
reason-unknown-type = 类型“{ $value }”无法识别
reason-no-coordinates = 缺少“coordinates”成员
reason-wrong-nesting = 坐标的嵌套层次与类型不符
reason-not-a-number = 应为数字之处是 { $value }
reason-too-few-numbers = 有坐标不足两个数值
reason-too-few-positions = 坐标点过少（{ $value } 个）
reason-too-deep = 集合嵌套过深
reason-not-an-object = { $value } 不是几何
reason-no-geometries = 缺少“geometries”成员
reason-bbox = “bbox”成员不是由四个或六个数字组成的列表，已忽略
reason-crs = 要素内的“crs”成员已忽略
reason-id = 要素的“id”既非文本也非数字，已忽略
reason-member = “{ $value }”成员不应出现在此处，已忽略
reason-duplicate = “{ $value }”成员重复出现，以最后一个为准
reason-type-case = 类型“{ $value }”的大小写不合规定，已识别
reason-nested-collection = 集合中嵌套了集合
reason-mixed-dimensions = 同一边界环各坐标的数值个数不一致
reason-geometry-as-feature = 应为要素之处是几何，已使用
reason-not-finite = 有的值不是有限数，视为缺失
reason-too-many-columns = 列超过 2,000 个，其余已略去
reason-no-collection-type = 集合未注明自己是 FeatureCollection，已识别
reason-title-line = 表头上方的“{ $value }”视为标题
reason-heading-empty = 第 { $value } 列没有列名，以列号命名
reason-heading-twice = 列名“{ $value }”重复，后面的加了序号
reason-undecodable = 无法解码的字符：{ $value } 个
reason-sheet = 工作簿中读取的是工作表“{ $value }”
reason-cell-error = 公式出错的单元格视为空白：{ $value } 个
reason-no-feature = 该处是 { $value }
reason-feature-type = 类型为“{ $value }”
reason-no-point = 无法确定其位置
reason-no-area = 不是面，不能作为区划
reason-no-role = 无法判断是卫生机构、村庄还是区划，请选择用途
reason-no-place = 既无点也无面，不能用作卫生机构、村庄或区划
reason-several-points = 共有 { $value } 个位置，取第一个
reason-area = 是线或面，以其内部一点代表
