# 选择：命令、地图上的工具、表格，以及所选的统计。

cmd-select-box = 框选
cmd-select-box-tip = 在地图上拖出矩形。按住 Shift 添加，按住 Ctrl 去除
cmd-select-polygon = 多边形选择
cmd-select-polygon-tip = 在地图上依次单击顶点；双击或按 Enter 闭合
cmd-select-radius = 半径选择
cmd-select-radius-tip = 从中心向外拖动，或单击中心后输入距离
cmd-select-all = 全选表中各行
cmd-select-all-tip = 选择表格列出的所有行
cmd-select-none = 取消选择
cmd-select-none-tip = 不再选择任何对象
cmd-invert-selection = 反向选择
cmd-invert-selection-tip = 在表格列出的行中，改选未选的行
keys-select = Shift + 单击：添加到所选；Shift + 拖动：框选添加；Ctrl 去除
keys-table = 表格中：方向键移动，Shift 扩展，Ctrl + 方向键只移动不选择，空格切换一行

# 地图上的工具。
select-tool = 按区域选择
select-title = 选择
select-box = 矩形
select-polygon = 多边形
select-radius = 半径
select-box-hint = 拖出矩形。Shift 添加，Ctrl 去除，同时按住则保留两者共有的。
select-polygon-hint = 单击添加顶点，双击或按 Enter 闭合，按 Backspace 撤回一点，按 Esc 取消。
select-radius-hint = 从中心向外拖动，或单击中心后输入距离。
select-in-view = 选择视野内全部
select-in-view-tip = 选择地图上当前显示的全部对象
select-distance = 到中心的距离
select-around = 以{ $name }为中心
select-around-place = 以 { $place } 为中心
select-go = 选择
select-found-villages = { $n ->
   *[other] { $count } 个村
}
select-found-facilities = { $n ->
   *[other] { $count } 个机构
}
select-found-districts = { $n ->
   *[other] { $count } 个区划
}

# 所选的统计。
selection-title = 所选
selection-kind = { $n ->
   *[other] 已选 { $count } 项
}
selection-villages = { $n ->
   *[other] 已选 { $count } 个村
}
selection-villages-people = { $villages }：{ $people }
selection-villages-beyond = { $villages }：{ $people }，其中不可达 { $beyond }
selection-villages-only = { $villages }，其中不可达 { $beyond }
selection-beyond = { $villages }、{ $people }
selection-facilities = { $n ->
   *[other] 已选 { $count } 个机构
}
selection-districts = { $n ->
   *[other] 已选 { $count } 个区划
}
selection-card-villages = 村
selection-card-people = 人口
selection-card-beyond = 不可达的村
selection-card-people-beyond = 不可达人口
selection-card-share = 可达人口比例
selection-card-median = 距离中位数
selection-farthest = 离机构最远
selection-serving = 提供服务的机构
selection-nearest-villages = 以其为最近机构的村
selection-nearest-people = 以其为最近机构的人口
selection-of-villages = 村
selection-of-facilities = 机构
selection-of-districts = 区划
selection-show = 在表格中显示

# 表格。
table-name = { $n ->
   *[other] { $table }：{ $rows } 行，已选 { $selected } 行
}
table-filter = 表格筛选
table-filter-hint = 筛选：文字，或 人口 > 500
table-filter-tip = 输入文字，列出任一显示列中含有它的行；或输入条件：= != < <= > >= ~（包含） in (…)，is null；用 and、or、not 连接。距离：距离 > 5 km
table-filter-passing = { $all } 行中有 { $some } 行符合
table-filter-unfinished = 条件尚未写完，列表暂不变
table-filter-clear = 清除筛选
table-filter-unknown = 此表没有名为 { $fields } 的列。
table-only = 只列所选
table-only-tip = 只列出已选择的行
table-first = 所选在前
table-first-tip = 已选择的行列在最前
table-columns = 列
table-columns-tip = 显示或隐藏各列
table-columns-first = 恢复原样
table-select-listed = 选择列出的行
table-select-listed-tip = 选择筛选后列出的行。按住 Shift 添加，按住 Ctrl 去除
table-copy-selected = 复制所选各行
table-nothing-passes = 没有符合筛选条件的行。
table-nothing-selected = 此表中没有选择任何行。
